"""One thing as different sources state it, and two series beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard import charts_compare, charts_reference, charts_time, compare, frame, html, theme, words
from dashboard.compare import Spread
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.sections import parts
from dashboard.series import Point, Row, points, side
from dashboard.store import COUNTRIES, Snapshot
from etl import codelist

MANY = 14  # so many periods before the rest is asked for
COLOURS = {"trade_total": "total", "exports": "exports", "imports": "imports", "trade_balance": "balance"}


def subject_name(fact: Row, ctx: Context) -> str:
    """What statements of one thing are about, in words that take no side where the sides differ."""
    if fact["indicator"] in ("exports", "imports"):
        sender, taker = fact["reporter"], fact["partner"]
        if fact["indicator"] == "imports":
            sender, taker = taker, sender
        named = ctx.t("compare.goods", a=words.area(sender, ctx.lang), b=words.area(taker, ctx.lang))
        if fact["transform"] == "growth":
            named = ctx.t("transform.growth", i=named)
    else:
        named = words.joined(ctx.lang, words.measure(fact, ctx.lang), words.between(fact, ctx.lang))
    if fact["commodity"]:
        named = words.joined(ctx.lang, named, words.name("commodities", fact["commodity"], ctx.lang))
    return words.joined(ctx.lang, named, words.name("units", fact["unit"], ctx.lang))


def series_name(fact: Row, ctx: Context) -> str:
    """A series in words: measure, areas, goods, compiler, unit."""
    parts_of = [words.measure(fact, ctx.lang), words.between(fact, ctx.lang)]
    if fact["commodity"]:
        parts_of.append(words.name("commodities", fact["commodity"], ctx.lang))
    parts_of += [words.compiler(fact, ctx.lang), words.name("units", fact["unit"], ctx.lang)]
    return words.joined(ctx.lang, *parts_of)


def statements(ctx: Context, snapshot: Snapshot, spreads: Sequence[Spread]) -> Node:
    """Every statement of one thing by period, the gap between them, and what may explain it."""
    several = [s for s in spreads if len(s.statements) > 1]
    every = ctx.params.get("all") == "1"
    some = list(several or spreads)
    shown = some if every else some[:MANY]
    rows = [f for s in shown for f in s.statements]
    named = subject_name(rows[0], ctx)
    title = ctx.t("compare.statements", what=named)
    series = COLOURS.get(rows[0]["indicator"], "fdi" if rows[0]["indicator"].startswith("fdi") else "other")
    color = theme.SERIES["other" if series == "balance" else series]
    asked = (_about(compare.subject_of(rows[0])), rows[0]["unit"], rows)
    behind = _of_periods(charts_reference.behind(ctx, snapshot, *asked), shown)
    official = bool(_of_periods(charts_reference.available(snapshot, *asked), shown))
    figure = charts_compare.statements(shown, ctx.lang, color, [r["value"] for r in behind])
    charts_reference.on_rows(
        figure, [[r for r in behind if r["period"] == s.period] for s in shown], ctx.lang, lift=0.16
    )
    more = len(some) - len(shown)
    sides = [s for s in charts_compare.SYMBOLS if any(side(f) == s for f in rows)]
    key = [
        charts_reference.choice(ctx) if official else None,
        parts.key(
            [
                *((f"{series} swatch-mark-{s or 'none'}", ctx.t(f"key.side_{s or 'none'}")) for s in sides),
                *charts_reference.legend(ctx, behind),
            ]
        ),
    ]
    if more:
        count = ctx.n("compare.more", more, n=words.number(more, ctx.lang, 0))
        key.append(html.P(html.A(count, href=ctx.here(all="1"))))
    told = ctx.t("compare.note") if several else ctx.t("compare.alone")
    single = len(spreads) - len(several)
    if several and single:
        told += " " + ctx.n("compare.single", single, n=words.number(single, ctx.lang, 0))
    made = [frame.graph("statements", figure, ctx.t("chart.label", title=title))]
    if several:
        made.append(_gaps(ctx, [s for s in shown if len(s.statements) > 1]))
    section = frame.frame(
        "statements",
        ctx,
        title=title,
        subtitle=ctx.t("compare.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=made,
        key=html.Div(key),
        note=told,
        behind=charts_reference.listed(ctx, behind),
    )
    why = _reasons(ctx, shown)
    return html.Div([section, why]) if why else section


def _about(subject: str | None) -> Callable[[Row], str | None]:
    """Official points about a subject, whoever tells it."""
    return lambda r: "other" if compare.subject_of({**r, "transform": "level"}) == subject else None


def _of_periods(points: Sequence[Row], spreads: Sequence[Spread]) -> list[Row]:
    periods = {s.period for s in spreads}
    return [r for r in points if r["period"] in periods]


def _gaps(ctx: Context, spreads: Sequence[Spread]) -> Node:
    """The gap of each period with the two statements that it is worked out from."""
    head = [html.Th(ctx.t(f"compare.col_{c}"), scope="col") for c in ("period", "least", "greatest", "gap")]
    body = []
    for s in spreads:
        gap = "" if s.share is None else ctx.t("amount.percent", n=charts_compare.percent(s.share, ctx.lang))
        verdict = ctx.t("compare.meets" if s.meets else "compare.differs")
        body.append(
            html.Tr(
                [
                    html.Th(
                        words.period(s.low, ctx.lang),
                        scope="row",
                        **{"data-label": ctx.t("compare.col_period")},
                    ),
                    html.Td(html.Div(_stated(ctx, s.low)), **{"data-label": ctx.t("compare.col_least")}),
                    html.Td(html.Div(_stated(ctx, s.high)), **{"data-label": ctx.t("compare.col_greatest")}),
                    html.Td(
                        html.Div([html.Strong(gap), html.Span(verdict, className="verdict")]),
                        **{"data-label": ctx.t("compare.col_gap")},
                    ),
                ]
            )
        )
    caption = html.Caption(ctx.t("compare.formula"))
    table = html.Table([caption, html.Thead(html.Tr(head)), html.Tbody(body)], className="figures gaps")
    return html.Div(table, className="table-wrap")


def _stated(ctx: Context, fact: Row) -> list:
    link = frame.figure_link(fact, ctx, words.hedged(fact, ctx.lang))
    return [link, html.Span(words.compiler(fact, ctx.lang), className="by")]


def _reasons(ctx: Context, spreads: Sequence[Spread]) -> Node | None:
    found = compare.reasons(spreads)
    if not found:
        return None
    items: list[Node] = []
    for name in found:
        items += _ledgers(ctx) if name == "ledgers" else [html.Li(ctx.t(f"reason.{name}"))]
    return html.Section(
        [
            html.H2(ctx.t("reason.title")),
            html.P(ctx.t("reason.lead"), className="subtitle"),
            html.Ul(items, className="reasons"),
        ],
        id="reasons",
        className="block-reasons",
    )


def _ledgers(ctx: Context) -> list[Node]:
    """Why two sides count one flow differently, each reason with its reference."""
    made = []
    for code, row in codelist("ledger_reasons").items():
        if row["pair"] and set(row["pair"].split("+")) != set(COUNTRIES):
            continue
        reference = row["reference"]
        link = html.A(reference, href=row["url"], rel="noopener noreferrer") if row["url"] else reference
        said = row.get(f"text_{ctx.lang}") or row["text_en"]
        named = html.Strong(words.name("ledger_reasons", code, ctx.lang))
        made.append(html.Li([named, ": ", said, " ", html.Span(link, className="small", lang="en")]))
    return made


def pair(ctx: Context, snapshot: Snapshot, one: list[Row], two: list[Row]) -> Node:
    """Two series over time: on one scale where they have one unit, else one above the other."""
    names = [series_name(rows[0], ctx) for rows in (one, two)]
    colours = [COLOURS.get(rows[0]["indicator"], "fdi") for rows in (one, two)]
    if colours[0] == colours[1]:
        colours[1] = "other" if colours[0] != "other" else "total"
    drawn: list[list[Point]] = [
        points(rows, lambda f, c=colour: c) for rows, colour in zip((one, two), colours, strict=True)
    ]
    every = [p for some in drawn for p in some]
    shown = parts.within_years(ctx, every)
    title = ctx.t("compare.pair")
    if not shown:
        return parts.no_years(ctx, "pair", title)
    together = one[0]["unit"] == two[0]["unit"]
    made: list[Node] = []
    behind, official = [], False
    for rows, colour in zip((one, two), colours, strict=True):
        asked = (_of_series(rows[0], colour), rows[0]["unit"], parts.drawn(shown), parts.asked_years(ctx))
        behind.append(charts_reference.behind(ctx, snapshot, *asked))
        official = official or bool(charts_reference.available(snapshot, *asked))
    flat = [r for some in behind for r in some]
    years = charts_reference.within(charts_time.years_of(shown), flat)
    if together:
        made = parts.over_time(ctx, "pair", title, shown, years=years, references=flat)
    else:
        for i, (name, some) in enumerate(zip(names, drawn, strict=True)):
            kept = [p for p in some if p in shown]
            if kept:
                figure = charts_time.over_time(kept, ctx.lang, years=years, height=300, references=behind[i])
                made.append(parts.panel(ctx, f"pair-{i + 1}", name, figure))
    legend = [(colour, name) for colour, name in zip(colours, names, strict=True)]
    told = ctx.t("compare.pair_note" if together else "compare.pair_units")
    section = frame.frame(
        "pair",
        ctx,
        title=title,
        subtitle=ctx.t("compare.pair_subtitle", a=names[0], b=names[1]),
        rows=parts.drawn(shown),
        snapshot=snapshot,
        charts=made,
        key=html.Div(
            [
                parts.years_choice(ctx, every),
                charts_reference.choice(ctx) if official else None,
                parts.key(legend),
                parts.key([*_shapes(ctx, shown), *charts_reference.legend(ctx, flat, dict(legend))]),
            ]
        ),
        note=told,
        behind=charts_reference.listed(ctx, flat),
    )
    return section


def _of_series(fact: Row, colour: str) -> Callable[[Row], str | None]:
    """Official points of a series: of its compiler where it names one, else of whoever counted the same."""
    about = _about(compare.subject_of(fact))

    def series(point: Row) -> str | None:
        own = fact["compiler"] in (None, point["compiler"]) and point["indicator"] == fact["indicator"]
        return colour if own and about(point) else None

    return series


def _shapes(ctx: Context, some: Sequence[Point]) -> list[tuple[str, str]]:
    series = set(charts_time.ORDER)
    return [
        (kind.replace(s, "any", 1), label)
        for kind, label in parts.key_of(ctx, some)
        for s in [kind.split()[0]]
        if kind not in series
    ]
