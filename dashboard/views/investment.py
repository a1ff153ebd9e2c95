"""Investment between the two countries, both ways: stocks, flows, ranks, provinces."""

from __future__ import annotations

from dashboard import frame, html, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.sections import investment
from dashboard.sections.tiles import tile, tiles
from dashboard.store import COUNTRIES, Snapshot

NAME, PATH = "investment", "/investment"
INTERACTIVE = True
SCRIPTS = ("plotly-basic.min.js",)


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("investment.page")


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The whole view for one request."""
    head = html.Div(
        [html.H1(ctx.t("investment.page")), html.P(ctx.t("investment.lead"), className="lead")],
        className="page-head",
    )
    if not snapshot.size:
        return html.Div([head, frame.empty(ctx.t("empty.title"), ctx.t("empty.help"))], className="view")
    made = [
        investment.stocks(ctx, snapshot),
        investment.by_province(ctx, snapshot),
        investment.flows(ctx, snapshot),
        investment.ranks(ctx, snapshot),
    ]
    shown = [s for s in made if s is not None]
    if not shown:
        shown = [frame.empty(ctx.t("investment.none"), ctx.t("investment.none_help"))]
    return html.Div([head, _headline(ctx, snapshot), *shown], className="view")


def _headline(ctx: Context, snapshot: Snapshot) -> Node | None:
    found = []
    for investor, host in (COUNTRIES[::-1], COUNTRIES):
        stock = snapshot.investment_stock(investor, host)
        if stock:
            label = ctx.t(
                "tile.stock", investor=words.area(investor, ctx.lang), host=words.area(host, ctx.lang)
            )
            beside = [stock[key] for key in ("projects", "rank") if key in stock]
            found.append(tile(ctx, snapshot, label, stock["level"], beside=beside))
    return tiles(ctx, found) if found else None
