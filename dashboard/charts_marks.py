"""What charts over time draw besides bars: heads of stems, caps that tell who counted, other statements, events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import charts, theme
from dashboard.later import Later
from dashboard.series import Point, Row, side

Figure = dict[str, Any]
Places = Sequence[tuple[float, Point]]

KINDS = {
    "year": "year",
    "ytd": "ytd",
    "half": "short",
    "quarter": "short",
    "month": "short",
    "stock": "stock",
}
KIND_ORDER = ("year", "ytd", "short", "stock")
HEADS = {"short": "diamond", "stock": "square"}
CAPS = {"VN": "triangle-up", "CN": "square", "other": "pentagon"}
ORDER = ("total", "exports", "imports", "balance", "fdi", "other")


def kind(point: Point) -> str | None:
    """year, ytd, short or stock; None for periods that have no place in a chart over time."""
    return KINDS.get(point.fact["period_type"] or "")


def color_of(series: str) -> str:
    """The fixed colour of a series."""
    return theme.SERIES["other" if series == "balance" else series]


def pointed(facts: Sequence[Row], lang: str) -> dict[str, Any]:
    """What the marks of a trace carry for the mouse: their facts and what the pointer shows."""
    return {
        "customdata": [f["fact_id"] for f in facts],
        "hovertext": Later(charts.hover, ((f, lang) for f in facts)),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def heads(places: Places, lang: str) -> list[Figure]:
    """Diamonds and squares on stems, and the caps that tell who counted."""
    made = []
    for series in ORDER:
        for symbol in ("diamond", "square", "triangle-up", "pentagon"):
            head = [(x, p) for x, p in places if p.series == series and HEADS.get(kind(p) or "") == symbol]
            cap = [
                (x, p)
                for x, p in places
                if p.series == series and kind(p) not in HEADS and CAPS.get(side(p.fact) or "") == symbol
            ]
            for some, is_cap in ((head, False), (cap, True)):
                if some:
                    made.append(_marks(some, lang, symbol, series, is_cap))
    return made


def _marks(some: Places, lang: str, symbol: str, series: str, cap: bool) -> Figure:
    color = color_of(series)
    crowded = len(some) > 12
    marker: dict[str, Any] = {"symbol": symbol, "size": 8 if crowded else 11, "color": color}
    if cap:
        marker |= {"size": 7 if crowded else 9, "color": "#ffffff", "line": {"width": 2, "color": color}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in some],
        "y": [p.fact["value"] for _, p in some],
        "marker": marker,
        **pointed([p.fact for _, p in some], lang),
    }


def others(places: Places, lang: str) -> list[Figure]:
    """Open circles: other statements of what is drawn, with another value."""
    made = []
    for series in ORDER:
        some = [(x, f) for x, p in places if p.series == series for f in p.others]
        if some:
            marker = {"symbol": "circle", "size": 8, "color": "#ffffff"}
            made.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [x for x, _ in some],
                    "y": [f["value"] for _, f in some],
                    "marker": {**marker, "line": {"width": 1.5, "color": color_of(series)}},
                    **pointed([f for _, f in some], lang),
                }
            )
    return made


def event_strip(events: Sequence[dict[str, Any]], first: int, span: int) -> Figure:
    """Numbered marks of events on an axis of their own, for a chart of ``span`` years from ``first`` on."""

    def place(day: Any) -> float:
        return day.year - first - 0.5 + (day.month - 0.5) / 12

    places = [place(e["date"]) for e in events]
    heights: list[float] = []
    for i, x in enumerate(places):
        # Two that stand close go one above the other, also where the chart is as narrow as a phone.
        close = any(abs(x - other) < 0.08 * span for j, other in enumerate(places) if j != i)
        heights.append((0.22 if heights and heights[-1] > 0.5 else 0.78) if close else 0.5)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "yaxis": "y2",
        "x": places,
        "y": heights,
        "text": [str(e["number"]) for e in events],
        "textposition": "middle center",
        "textfont": {"size": 11},
        "marker": {
            "symbol": "circle",
            "size": 19,
            "color": "rgba(0,0,0,0)",
            "line": {"width": 1.5, "color": theme.SERIES["other"]},
        },
        "customdata": [e["anchor"] for e in events],
        "hovertext": [e["hover"] for e in events],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
