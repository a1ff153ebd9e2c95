"""Which view draws a figure: the way from a document back to the chart."""

from __future__ import annotations

from dashboard import regions
from dashboard.i18n import Context
from dashboard.series import Row
from dashboard.store import COUNTRIES, FLOWS, province_pair


def chart_of(fact: Row, ctx: Context) -> str | None:
    """The address of the view that draws a figure, with the figure open; None where only the grid has it."""
    if fact["commodity"] or fact["status"] != "actual" or not fact["period_end"]:
        return None
    indicator, transform = fact["indicator"], fact["transform"]
    national = {fact["reporter"], fact["partner"]} == set(COUNTRIES)
    shown = {"figure": fact["fact_id"], "unit": fact["unit"]}
    if indicator.startswith("fdi_") and (national or province_pair(fact)):
        drawn = transform == "level" or (transform == "rank" and national)
        stock = fact["period_type"] == "stock"
        if not drawn or not (stock or (national and fact["period_type"] in FLOWS)):
            return None
        return ctx.url("/investment", **shown)
    if fact["period_type"] not in FLOWS:
        return None
    if national and transform == "level" and _on_overview(fact):
        return ctx.url("/", **shown, **{"from": "all"})
    if indicator in regions.MEASURES and transform in ("level", "growth") and province_pair(fact):
        period = {"measure": indicator, "period": fact["period"]}
        if transform == "growth":
            shown.pop("unit")
        return ctx.url("/regions", **period, **shown)
    return None


def _on_overview(fact: Row) -> bool:
    if fact["indicator"] == "trade_balance":
        return fact["reporter"] == COUNTRIES[0]
    return fact["indicator"] in ("trade_total", "exports", "imports")
