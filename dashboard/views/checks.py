"""Checks: findings to filter, the two ledgers, derived values and the reference series behind the quotes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup

from dashboard import choices, findings, frame, html, reading, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.sections import ledgers
from dashboard.series import Row
from dashboard.store import Snapshot

NAME, PATH = "checks", "/checks"
INTERACTIVE = True
SCRIPTS = ("plotly-basic.min.js",)

MANY = 60  # so many findings at once; the form narrows them
LISTED = 200  # so many documents, those of most findings, stand in the form
VERDICTS = ("fails", "holds", "cannot_say")
FILTERS = ("verdict", "check", "doc_id", "fact")


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("checks.title")


def matching(ctx: Context, snapshot: Snapshot) -> list[Row]:
    """The findings that the address asks for; filters that name nothing find nothing."""
    rows = snapshot.findings
    asked = {name: ctx.params[name] for name in FILTERS if ctx.params.get(name)}
    held: dict[str, Any] = {
        "verdict": lambda r, v: r["verdict"] == v,
        "check": lambda r, v: r["check"] == v,
        "doc_id": lambda r, v: v in r["doc_ids"],
        "fact": lambda r, v: v in r["fact_ids"],
    }
    return findings.ordered([r for r in rows if all(held[n](r, v) for n, v in asked.items())])


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading, tally and the form: plain HTML that needs no script."""
    counted = snapshot.verdicts
    tally = [
        html.A(
            [
                findings.verdict(v, ctx),
                html.Span(words.number(counted.get(v, 0), ctx.lang, 0), className="tally-count"),
            ],
            href=ctx.url(PATH, verdict=v),
            className="tally",
            **({"aria-current": "true"} if ctx.params.get("verdict") == v else {}),
        )
        for v in VERDICTS
    ]
    parts = [
        ("findings", "findings_title"),
        ("ledgers", "ledgers_title"),
        ("derived", "derived_title"),
        ("references", "references_title"),
    ]
    inside = [html.A(ctx.t(f"checks.{key}"), href=f"#{name}") for name, key in parts]
    head = html.Div(
        [
            html.H1(ctx.t("checks.title")),
            html.P(ctx.t("checks.lead"), className="lead"),
            html.Nav(inside, className="frame-actions", **{"aria-label": ctx.t("checks.parts")}),
            html.P(tally, className="tallies"),
        ],
        className="page-head",
    )
    return to_html(head) + _form(ctx, snapshot)


def _form(ctx: Context, snapshot: Snapshot) -> Markup:
    rows = snapshot.findings
    anything = ("", ctx.t("figures.any"))
    checks = sorted({r["check"] for r in rows})
    told = Counter(d for r in rows for d in r["doc_ids"])
    documents = sorted({*(d for d, _ in told.most_common(LISTED)), ctx.params.get("doc_id", "")} & {*told})
    snapshot.foresee_documents(documents)
    more = choices.more_documents(ctx, len(told) - len(documents))
    fields = [
        ("verdict", [anything, *((v, words.name("verdicts", v, ctx.lang)) for v in VERDICTS)]),
        ("check", [anything, *((c, words.name("checks", c, ctx.lang)) for c in checks)]),
        ("doc_id", [anything, *((d, _named(d, ctx, snapshot)) for d in documents), *more]),
    ]
    return choices.form(ctx, PATH, [(name, options, ctx.params.get(name, "")) for name, options in fields])


def _named(doc_id: str, ctx: Context, snapshot: Snapshot) -> str:
    document = snapshot.named(doc_id)
    return reading.title_of(document, ctx, snapshot) if document else doc_id


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The findings, then what else follows from the figures taken together."""
    if not snapshot.size:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    made = [
        _findings(ctx, snapshot),
        ledgers.section(ctx, snapshot),
        _derived(ctx, snapshot),
        _references(ctx, snapshot),
    ]
    return html.Div([part for part in made if part is not None], className="view")


def _findings(ctx: Context, snapshot: Snapshot) -> Node:
    rows = matching(ctx, snapshot)
    shown = rows[:MANY]
    status = ctx.n("checks.count", len(rows), n=words.number(len(rows), ctx.lang, 0))
    if len(rows) > MANY:
        status += " " + ctx.t("checks.first", n=words.number(MANY, ctx.lang, 0))
    snapshot.foresee(i["fact_id"] for r in shown for i in r["inputs"][: findings.MOST_INPUTS])
    snapshot.foresee_documents(d for r in shown for d in r["doc_ids"])
    body: list[Any] = [findings.finding(r, ctx, snapshot) for r in shown]
    if not rows:
        clear = html.A(ctx.t("figures.clear"), href=ctx.url(PATH), className="button")
        some = bool(snapshot.findings)
        body = [
            frame.empty(
                ctx.t("checks.none"),
                ctx.t("checks.none_help" if some else "checks.nothing_help"),
                clear if some else None,
            )
        ]
    return html.Section(
        [
            html.H2(ctx.t("checks.findings_title")),
            html.P(status, role="status", className="subtitle"),
            html.Div(body, className="findings"),
        ],
        id="findings",
        className="frame",
    )


def _derived(ctx: Context, snapshot: Snapshot) -> Node | None:
    rows = snapshot.derived
    if not rows:
        return None
    wanted = ctx.params.get("doc_id")
    rows = [r for r in rows if not wanted or r["doc_id"] == wanted]
    snapshot.foresee(i["fact_id"] for r in rows[:MANY] for i in r["inputs"])
    items = [findings.derived(r, ctx, snapshot) for r in rows[:MANY]]
    more = len(rows) - len(items)
    return html.Section(
        [
            html.H2(ctx.t("checks.derived_title")),
            html.P(ctx.t("checks.derived_lead"), className="subtitle"),
            html.Ul(items, className="derived-list"),
            html.P(ctx.n("checks.derived_more", more, n=words.number(more, ctx.lang, 0)), className="note")
            if more
            else None,
        ],
        id="derived",
        className="frame",
    )


def _references(ctx: Context, snapshot: Snapshot) -> Node | None:
    rows = snapshot.references
    if not rows:
        return None
    columns = ("value", "measure", "between", "period", "compiler", "source")
    head = html.Tr(
        [
            html.Th(
                ctx.t("checks.source" if c == "source" else f"table.{c}"), scope="col", className=f"col-{c}"
            )
            for c in columns
        ]
    )
    body = []
    for r in rows:
        cells = {
            "value": findings.reference_link(r, ctx),
            "measure": words.name("indicators", r["indicator"], ctx.lang),
            "between": words.between(r, ctx.lang),
            "period": words.period(r, ctx.lang)
            + (f" ({ctx.t('status.' + r['status'])})" if r["status"] != "actual" else ""),
            "compiler": words.compiler(r, ctx.lang),
            "source": r["source"],
        }
        made: list[Any] = []
        for c in columns:
            label = ctx.t("checks.source" if c == "source" else f"table.{c}")
            if c == "value":
                made.append(html.Th(cells[c], scope="row", className="col-value", **{"data-label": label}))
            else:
                made.append(html.Td(cells[c], className=f"col-{c}", **{"data-label": label}))
        body.append(html.Tr(made))
    table = html.Table(
        [
            html.Caption(ctx.t("checks.references_caption"), className="sr-only"),
            html.Thead(head),
            html.Tbody(body),
        ],
        className="figures",
    )
    summary = html.Summary(ctx.t("checks.references_long", n=words.number(len(rows), ctx.lang, 0)))
    return html.Section(
        [
            html.H2(ctx.t("checks.references_title")),
            html.P(ctx.t("checks.references_lead"), className="subtitle"),
            html.Details([summary, table], className="table-wrap long", id="references-table"),
        ],
        id="references",
        className="frame",
    )
