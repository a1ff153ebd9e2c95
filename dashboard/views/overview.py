"""The overview: the headline figures of the pair, then its sections."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import charts, frame, words
from dashboard.i18n import Context
from dashboard.store import Row, Snapshot
from dashboard.views import sections

NAME, PATH = "overview", "/"
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
    parts = [make(ctx, snapshot) for make in (tiles, *sections.ALL)]
    return html.Div([lead, *(p for p in parts if p is not None)], className="view")


def tiles(ctx: Context, snapshot: Snapshot) -> Component:
    """The headline figures, each with its period in words and the number of sources."""
    trade = snapshot.national_trade()
    made = []
    for key, kind in (("tile.year", "year"), ("tile.ytd", "ytd")):
        fact = snapshot.latest(trade, kind)
        if fact:
            made.append(tile(ctx, snapshot, ctx.t(key), fact, also=as_others_state(trade, fact)))
    stock = snapshot.investment_stock("CN", "VN")
    if stock:
        label = ctx.t("tile.stock", investor=words.area("CN", ctx.lang), host=words.area("VN", ctx.lang))
        beside = [stock[key] for key in ("projects", "rank") if key in stock]
        made.append(tile(ctx, snapshot, label, stock["level"], beside=beside))
    return html.Div(made, className="tiles", role="group", **{"aria-label": ctx.t("tile.group")})


def as_others_state(rows: list[Row], fact: Row) -> list[Row]:
    """The same period as other compilers count it: a gap between them is named, not merged away."""
    return [f for f in rows if f["period"] == fact["period"] and f["fact_id"] != fact["fact_id"]]


def tile(
    ctx: Context,
    snapshot: Snapshot,
    label: str,
    fact: Row,
    *,
    beside: list[Row] | None = None,
    also: list[Row] | None = None,
) -> Component:
    """One headline figure; ``beside`` belongs to it, ``also`` are other statements of the same."""
    count = snapshot.sources(fact)
    foot = [
        html.Span(words.period(fact, ctx.lang), className="tile-period"),
        html.Span(words.compiler(fact, ctx.lang), className="tile-sources") if fact["compiler"] else None,
        html.Span(ctx.n("tile.sources", count, n=count), className="tile-sources"),
    ]
    return html.Div(
        [
            html.P(label, className="tile-label"),
            frame.figure_link(fact, ctx, words.hedged(fact, ctx.lang), "tile-value"),
            html.P(_links(ctx, beside, named=False), className="tile-more") if beside else None,
            html.P(foot, className="tile-foot"),
            html.P([ctx.t("tile.also"), " ", *_links(ctx, also, named=True)], className="tile-also")
            if also
            else None,
        ],
        className="tile tile-partial" if charts.is_partial(fact) else "tile",
    )


def _links(ctx: Context, facts: list[Row], named: bool) -> list[Any]:
    made: list[Any] = []
    for f in facts:
        link = frame.figure_link(f, ctx, words.hedged(f, ctx.lang))
        made += [" \u00b7 " if made else "", link, f" ({words.compiler(f, ctx.lang)})" if named else ""]
    return made
