"""One thing as different compilers and documents state it; any two series beside each other."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import choices, compare, frame, html, words
from dashboard.compare import Spread
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.sections import compare as sections
from dashboard.sections import parts
from dashboard.series import Row
from dashboard.store import Snapshot

NAME, PATH = "compare", "/compare"
INTERACTIVE = True
SCRIPTS = ("plotly-basic.min.js",)
OFFERED = 150  # so many subjects and series are offered; a link may ask for any


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("compare.title")


def subject_of(ctx: Context, found: dict[str, list[Spread]]) -> str | None:
    """The subject that the address asks for, else the one that most statements tell."""
    wanted = ctx.params.get("subject")
    return wanted if wanted in found else next(iter(found), None)


def pair_of(ctx: Context, found: dict[str, list[Row]]) -> tuple[str, str] | None:
    """The two series that the address asks for; what it leaves open is filled in."""
    default = compare.default_pair(found)
    if default is None:
        return None
    one, two = (
        ctx.params[name] if ctx.params.get(name) in found else key
        for name, key in zip("ab", default, strict=True)
    )
    return one, two


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading and choices: plain HTML that needs no script."""
    head = html.Div(
        [html.H1(ctx.t("compare.title")), html.P(ctx.t("compare.lead"), className="lead")],
        className="page-head",
    )
    subjects, series = snapshot.kept(compare.subjects), snapshot.kept(compare.all_series)
    subject, pair = subject_of(ctx, subjects), pair_of(ctx, series)
    if subject is None:
        return to_html(head)
    told = [(key, _counted(ctx, key, some)) for key, some in list(subjects.items())[:OFFERED]]
    if subject not in dict(told):
        told.append((subject, _counted(ctx, subject, subjects[subject])))
    fields = [("subject", told, subject)]
    if pair:
        keys = dict.fromkeys([*list(series)[:OFFERED], *pair])
        named = [(key, sections.series_name(series[key][0], ctx)) for key in keys]
        fields += [("a", named, pair[0]), ("b", named, pair[1])]
    return to_html(head) + choices.form(ctx, PATH, fields)


def _counted(ctx: Context, key: str, some: list[Spread]) -> str:
    several = sum(len(s.statements) > 1 for s in some)
    named = sections.subject_name(some[0].low, ctx)
    if not several:
        return named
    return named + ctx.n("compare.several", several, n=words.number(several, ctx.lang, 0))


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The sections for one request."""
    if not snapshot.size:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    subjects, series = snapshot.kept(compare.subjects), snapshot.kept(compare.all_series)
    subject, pair = subject_of(ctx, subjects), pair_of(ctx, series)
    made = []
    if subject is not None:
        made.append(sections.statements(ctx, snapshot, subjects[subject]))
    if pair is not None:
        made.append(sections.pair(ctx, snapshot, series[pair[0]], series[pair[1]]))
    if not made:
        made.append(frame.empty(ctx.t("compare.none"), ctx.t("compare.none_help")))
    left = parts.left_out(ctx, snapshot.left_out(**compare.TOLD))
    return html.Div([*made, html.P(left, className="note") if left else None], className="view")
