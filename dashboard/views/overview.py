"""The overview: the pair at a glance, trade over time, provinces, investment both ways."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import charts, frame, theme, words
from dashboard.i18n import Context
from dashboard.store import COUNTRIES, Row, Snapshot

INTERACTIVE = True
SCRIPTS = ("plotly-basic.min.js",)


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("overview.title")


def layout(ctx: Context, snapshot: Snapshot) -> Component:
    """The whole view for one request."""
    lead = html.Div(
        [html.H1(ctx.t("overview.title")), html.P(ctx.t("overview.lead"), className="lead")],
        className="page-head",
    )
    if not snapshot.facts.num_rows:
        return html.Div([lead, frame.empty(ctx.t("empty.title"), ctx.t("empty.help"))], className="view")
    parts = [tiles(ctx, snapshot), trade(ctx, snapshot), provinces(ctx, snapshot), investment(ctx, snapshot)]
    return html.Div([lead, *(p for p in parts if p is not None)], className="view")


def tiles(ctx: Context, snapshot: Snapshot) -> Component:
    """The headline figures, each with its period in words and the number of sources."""
    trade_rows = snapshot.national_trade()
    year = snapshot.latest(trade_rows, "year")
    ytd = snapshot.latest(trade_rows, "ytd")
    stock = snapshot.investment_stock("CN", "VN")
    made = []
    if year:
        made.append(_tile(ctx, snapshot, ctx.t("tile.year"), year))
    if ytd:
        made.append(_tile(ctx, snapshot, ctx.t("tile.ytd"), ytd))
    if stock:
        beside = [
            frame.figure_link(stock[key], ctx, words.hedged(stock[key], ctx.lang))
            for key in ("projects", "rank")
            if key in stock
        ]
        label = ctx.t("tile.stock", investor=words.area("CN", ctx.lang), host=words.area("VN", ctx.lang))
        made.append(_tile(ctx, snapshot, label, stock["level"], beside))
    return html.Div(made, className="tiles", role="group", **{"aria-label": ctx.t("tile.group")})


def _tile(
    ctx: Context, snapshot: Snapshot, label: str, fact: Row, beside: list[Component] | None = None
) -> Component:
    count = snapshot.sources(fact)
    more: list[Any] = []
    for each in beside or []:
        more += [" \u00b7 " if more else "", each]
    return html.Div(
        [
            html.P(label, className="tile-label"),
            frame.figure_link(fact, ctx, words.hedged(fact, ctx.lang), "tile-value"),
            html.P(more, className="tile-more") if more else None,
            html.P(
                [
                    html.Span(words.period(fact, ctx.lang), className="tile-period"),
                    html.Span(ctx.n("tile.sources", count, n=count), className="tile-sources"),
                ],
                className="tile-foot",
            ),
        ],
        className="tile tile-partial" if charts.is_partial(fact) else "tile",
    )


def _key(ctx: Context, kinds: list[tuple[str, str]]) -> Component:
    items = [
        html.Li([html.Span(className=f"swatch swatch-{kind}", **{"aria-hidden": "true"}), label])
        for kind, label in kinds
    ]
    return html.Ul(items, className="key")


def trade(ctx: Context, snapshot: Snapshot) -> Component | None:
    """Two-way trade of the two countries by period."""
    rows = [f for f in snapshot.national_trade() if f["period_type"] in ("year", "ytd")]
    if not rows:
        return None
    names = dict(zip("ab", (words.area(c, ctx.lang) for c in COUNTRIES), strict=True))
    heading = ctx.t("trade.title", **names)
    kinds = []
    if any(not charts.is_partial(f) for f in rows):
        kinds.append(("full", ctx.t("key.full")))
    if any(charts.is_partial(f) for f in rows):
        kinds.append(("part", ctx.t("key.part")))
    return frame.frame(
        "trade",
        ctx,
        title=heading,
        subtitle=ctx.t("trade.subtitle", unit=words.name("units", rows[-1]["unit"], ctx.lang)),
        rows=rows,
        snapshot=snapshot,
        charts=[frame.graph("trade", charts.trade(rows, ctx.lang), ctx.t("chart.label", title=heading))],
        key=_key(ctx, kinds),
        note=ctx.t("trade.note"),
        filters={"indicator": "trade_total", "transform": "level", "reporter": ",".join(COUNTRIES)},
    )


def provinces(ctx: Context, snapshot: Snapshot) -> Component | None:
    """Trade of provinces: level with its parts, and growth beside it."""
    entries = snapshot.provinces()
    if not entries:
        return None
    levels: list[dict[str, Any]] = []
    growth: list[dict[str, Any]] = []
    for entry in entries:
        any_fact = entry.get("trade_total") or next(f for k, f in entry.items() if k != "growth")
        head = {"caption": words.between(any_fact, ctx.lang), "note": words.period(any_fact, ctx.lang)}
        total = entry.get("trade_total")
        levels.append({**head, "bars": [(total, "total", words.amount(total, ctx.lang))] if total else []})
        rate = entry.get("growth")
        growth.append(
            {**head, "note": "", "bars": [(rate, "total", words.amount(rate, ctx.lang))] if rate else []}
        )
        sides = [entry[s] for s in ("exports", "imports") if s in entry]
        if sides:
            stack = [(f, f["indicator"], words.amount(f, ctx.lang)) for f in sides]
            levels.append({"caption": ctx.t("provinces.split"), "note": _sides(ctx, sides), "bars": stack})
            growth.append({"caption": "", "bars": []})
    order = ("trade_total", "growth", "exports", "imports")
    rows = [entry[side] for entry in entries for side in order if side in entry]
    top = max(abs(f["value"]) for f in rows if f["transform"] == "level")
    rates = [abs(f["value"]) for f in rows if f["transform"] == "growth"]
    heading = ctx.t("provinces.title")
    shown = [
        html.Figure(
            [
                html.Figcaption(ctx.t("provinces.level")),
                frame.graph(
                    "provinces",
                    charts.rows_chart(levels, ctx.lang, top=top),
                    ctx.t("chart.label", title=heading),
                ),
            ]
        )
    ]
    if rates:
        dots = charts.dots(
            growth, ctx.lang, top=max(rates), color=theme.SERIES["total"], missing=ctx.t("chart.not_stated")
        )
        label = ctx.t("chart.label", title=ctx.t("provinces.growth"))
        shown.append(
            html.Figure(
                [html.Figcaption(ctx.t("provinces.growth")), frame.graph("provinces-growth", dots, label)]
            )
        )
    kinds = [("total-part", ctx.t("key.total_part"))]
    kinds += [(s, ctx.t(f"key.{s}")) for s in ("exports", "imports") if any(s in e for e in entries)]
    regions = sorted({c for f in rows for c in (f["reporter"], f["partner"]) if c and "-" in c})
    return frame.frame(
        "provinces",
        ctx,
        title=heading,
        subtitle=ctx.t("provinces.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=shown,
        key=_key(ctx, kinds),
        note=ctx.t("provinces.note"),
        filters={
            "indicator": "trade_total,exports,imports",
            "from": str(min(f["period_end"].year for f in rows)),
        }
        if regions
        else None,
    )


def _sides(ctx: Context, sides: list[Row]) -> str:
    return " + ".join(words.name("indicators", f["indicator"], ctx.lang) for f in sides)


def investment(ctx: Context, snapshot: Snapshot) -> Component | None:
    """Registered investment between provinces and the other country, both ways."""
    entries = snapshot.province_investment()
    if not entries:
        return None
    capital, projects, rows = [], [], []
    for entry in entries:
        level = entry["level"]
        route = ctx.t(
            "investment.route",
            investor=words.area(level["reporter"], ctx.lang),
            host=words.area(level["partner"], ctx.lang),
        )
        capital.append(
            {
                "caption": route,
                "note": words.period(level, ctx.lang),
                "bars": [(level, "fdi", words.amount(level, ctx.lang))],
            }
        )
        count = entry.get("projects")
        projects.append(
            {"caption": route, "bars": [(count, "fdi", words.amount(count, ctx.lang))] if count else []}
        )
        rows += [f for f in entry.values() if f["transform"] == "level"]
    areas = {c for f in rows for c in (f["reporter"], f["partner"])}
    regions = sorted(words.area(c, ctx.lang) for c in areas if "-" in c)
    homes = [words.area(c, ctx.lang) for c in COUNTRIES if c in areas]
    pair = len(regions) == 1 and len(homes) == 1
    heading = ctx.t("investment.title_pair", a=homes[0], b=regions[0]) if pair else ctx.t("investment.title")
    tops = [max(abs(f["value"]) for f in rows if f["indicator"] == i) for i in ("fdi_registered",)]
    counted = [f["value"] for f in rows if f["indicator"] == "fdi_projects"]
    label = ctx.t("chart.label", title=heading)
    shown = [
        html.Figure(
            [
                html.Figcaption(ctx.t("investment.capital")),
                frame.graph("investment", charts.rows_chart(capital, ctx.lang, top=tops[0]), label),
            ]
        )
    ]
    if counted:
        figure = charts.rows_chart(projects, ctx.lang, top=max(counted), missing=ctx.t("chart.not_stated"))
        shown.append(
            html.Figure(
                [html.Figcaption(ctx.t("investment.projects")), frame.graph("projects", figure, label)]
            )
        )
    return frame.frame(
        "investment",
        ctx,
        title=heading,
        subtitle=ctx.t("investment.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=shown,
        note=ctx.t("investment.note"),
        filters={"indicator": "fdi_registered,fdi_projects", "transform": "level"},
    )
