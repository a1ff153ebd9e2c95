"""The overview: the headline figures of the pair, then its sections."""

from __future__ import annotations

from dashboard import frame, html, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.sections import investment, provinces, trade
from dashboard.sections.tiles import as_others_state, tile, tiles
from dashboard.series import Row
from dashboard.store import Snapshot

NAME, PATH = "overview", "/"
INTERACTIVE = True
SCRIPTS = ("plotly-basic.min.js",)
PROVINCES = 6  # so many on the overview; the view of the regions has them all


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("overview.title")


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The whole view for one request."""
    lead = html.Div(
        [html.H1(ctx.t("overview.title")), html.P(ctx.t("overview.lead"), className="lead")],
        className="page-head",
    )
    if not snapshot.size:
        return html.Div([lead, frame.empty(ctx.t("empty.title"), ctx.t("empty.help"))], className="view")
    made = [
        headline(ctx, snapshot),
        trade.trade(ctx, snapshot),
        trade.directions(ctx, snapshot),
        _with_link(provinces.latest(ctx, snapshot, PROVINCES), ctx, "/regions", "overview.to_regions"),
        _with_link(
            investment.by_province(ctx, snapshot, PROVINCES), ctx, "/investment", "overview.to_investment"
        ),
    ]
    return html.Div([lead, *(part for part in made if part is not None)], className="view")


def _with_link(section: Node | None, ctx: Context, path: str, key: str) -> Node | None:
    """A section with the way to the view that shows all of it."""
    if section is None:
        return None
    return html.Div([section, html.P(html.A(ctx.t(key), href=ctx.url(path)), className="to-view")])


def headline(ctx: Context, snapshot: Snapshot) -> Node:
    """The headline figures, each with its period in words and the number of independent sources."""
    stated = snapshot.national_trade()
    made = []
    for key, kind in (("tile.year", "year"), ("tile.ytd", "ytd")):
        fact = snapshot.latest(stated, kind)
        if fact:
            growth = _growth(snapshot, fact)
            made.append(
                tile(ctx, snapshot, ctx.t(key), fact, beside=growth, also=as_others_state(stated, fact))
            )
    stock = snapshot.investment_stock("CN", "VN")
    if stock:
        label = ctx.t("tile.stock", investor=words.area("CN", ctx.lang), host=words.area("VN", ctx.lang))
        beside = [stock[key] for key in ("projects", "rank") if key in stock]
        made.append(tile(ctx, snapshot, label, stock["level"], beside=beside))
    return tiles(ctx, made)


def _growth(snapshot: Snapshot, fact: Row) -> list[Row]:
    """The growth that a source states for the same observation, where one does: same parties, period, compiler."""
    same = ("reporter", "partner", "period", "compiler", "commodity")
    rates = snapshot.shown(indicator=fact["indicator"], transform="growth")
    return [f for f in rates if f["unit"] == "percent" and all(f[k] == fact[k] for k in same)][:1]
