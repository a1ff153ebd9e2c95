"""Charts over time: one slot a year, in it what was stated of that year, side by side and never joined.

What a figure counts is told by its shape: a full year is a solid bar, cumulative months a hatched one, a month,
quarter or half-year a diamond on a stem, a stock a square on a stem. Who counted is told by a cap on top of the
bar. Other statements of the same thing with another value are open circles beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard import charts, theme, words
from dashboard.i18n import text
from dashboard.series import SIDES, Point, side

Figure = dict[str, Any]

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
FEW = 8  # up to so many bars are labelled with their value and their period
ORDER = ("total", "exports", "imports", "balance", "fdi", "other")


def kind(point: Point) -> str | None:
    """year, ytd, short or stock; None for periods that have no place in a chart over time."""
    return KINDS.get(point.fact["period_type"] or "")


def by_kind(points: Sequence[Point]) -> list[tuple[str, list[Point]]]:
    """The points of each kind of period, kinds in a fixed order."""
    found = [(k, [p for p in points if kind(p) == k]) for k in KIND_ORDER]
    return [(k, some) for k, some in found if some]


def years_of(points: Sequence[Point]) -> tuple[int, int]:
    """First and last year of some points."""
    found = [p.fact["period_end"].year for p in points]
    return min(found), max(found)


def over_time(
    points: Sequence[Point],
    lang: str,
    *,
    years: tuple[int, int] | None = None,
    reach: tuple[float, float] | None = None,
    height: int = 380,
    events: Sequence[dict[str, Any]] = (),
) -> Figure:
    """Points of one unit by year. Years that no source states stay empty, so a gap is seen as a gap.

    ``years`` and ``reach`` (least and greatest value) give charts that are compared the same scales; ``events``
    are ``{"date", "number", "hover", "anchor"}`` and get a strip of their own above the bars.
    """
    first, last = years or years_of(points)
    count = last - first + 1
    by_year: dict[int, list[Point]] = {}
    for point in points:
        by_year.setdefault(point.fact["period_end"].year, []).append(point)
    most = max(len(some) for some in by_year.values())
    few = len(points) <= FEW and count * most <= FEW and height > 200
    width = min(0.26, 0.78 / most)
    step = width * (1.25 if few else 1.12)
    places: list[tuple[float, Point]] = []
    for year, some in by_year.items():
        start = (year - first) - step * (len(some) - 1) / 2
        places += [(start + i * step, point) for i, point in enumerate(sorted(some, key=_in_slot))]
    low, high = reach or reach_of(points)
    data = [*_bars(places, lang, width, few), *_heads(places, lang, few), *_others(places, lang)]
    layout = _layout(places, lang, (first, last), (low, high), height, few)
    if events:
        data.append(_event_marks(events, lang, first))
        layout["yaxis"]["domain"] = [0, 0.9]
        layout["yaxis2"] = {"domain": [0.92, 1], "range": [0, 1], "showticklabels": False, "fixedrange": True}
    return {"data": data, "layout": layout}


def reach_of(points: Sequence[Point]) -> tuple[float, float]:
    """Least and greatest value that is drawn, zero included."""
    values = [f["value"] for p in points for f in p.rows]
    return min(0.0, *values), max(0.0, *values)


def _in_slot(point: Point) -> tuple[Any, ...]:
    f = point.fact
    order = KIND_ORDER.index(kind(point) or "year")
    return (order, f["period_end"], f["period"], ORDER.index(point.series), SIDES.index(side(f)))


def _color(series: str) -> str:
    return theme.SERIES["other" if series == "balance" else series]


def _told(fact: dict[str, Any], lang: str) -> dict[str, Any]:
    return {"customdata": fact["fact_id"], "hovertext": charts.hover(fact, lang)}


def _columns(told: list[dict[str, Any]]) -> dict[str, Any]:
    made = {name: [t[name] for t in told] for name in ("customdata", "hovertext")}
    return {**made, "hovertemplate": "%{hovertext}<extra></extra>", "cliponaxis": False}


def _bars(places: list[tuple[float, Point]], lang: str, width: float, few: bool) -> list[Figure]:
    made = []
    for series in ORDER:
        for shape in KIND_ORDER:
            some = [(x, p) for x, p in places if p.series == series and kind(p) == shape]
            if not some:
                continue
            stem = shape in HEADS
            bar = {
                "type": "bar",
                "marker": charts.marker(_color(series), partial=shape == "ytd"),
                "x": [x for x, _ in some],
                "y": [p.fact["value"] for _, p in some],
                "width": [min(0.03, width / 5) if stem else width] * len(some),
                **_columns([_told(p.fact, lang) for _, p in some]),
            }
            if few or (shape == "ytd" and len(some) > 1):
                bar |= {
                    "text": [_label(p, lang, few) for _, p in some],
                    "textposition": "outside",
                    "constraintext": "none",
                    "textangle": 0,
                    "textfont": {"size": 15 if few else 11},
                }
            made.append(bar)
    return made


def _label(point: Point, lang: str, few: bool) -> str:
    # In a crowded chart the number of months is what tells cumulative figures apart.
    fact = point.fact
    shown = f"<b>{escape(words.amount(fact, lang))}</b>" if few else str(words.months(fact))
    if not side(fact) and kind(point) not in HEADS:
        return shown
    # A blank line keeps it clear of what stands at the end of the bar.
    return f"\u00a0<br>{shown}" if fact["value"] < 0 else f"{shown}<br>\u00a0"


def _heads(places: list[tuple[float, Point]], lang: str, few: bool) -> list[Figure]:
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


def _marks(some: list[tuple[float, Point]], lang: str, symbol: str, series: str, cap: bool) -> Figure:
    color = _color(series)
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
        **_columns([_told(p.fact, lang) for _, p in some]),
    }


def _others(places: list[tuple[float, Point]], lang: str) -> list[Figure]:
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
                    "marker": {**marker, "line": {"width": 1.5, "color": _color(series)}},
                    **_columns([_told(f, lang) for _, f in some]),
                }
            )
    return made


def _event_marks(events: Sequence[dict[str, Any]], lang: str, first: int) -> Figure:
    def place(day: Any) -> float:
        return day.year - first - 0.5 + (day.month - 0.5) / 12

    return {
        "type": "scatter",
        "mode": "markers+text",
        "yaxis": "y2",
        "x": [place(e["date"]) for e in events],
        "y": [0.5] * len(events),
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


def _layout(
    places: list[tuple[float, Point]],
    lang: str,
    years: tuple[int, int],
    reach: tuple[float, float],
    height: int,
    few: bool,
) -> Figure:
    first, last = years
    low, high = reach
    several = few and len({p.fact["compiler"] for _, p in places}) > 1
    small = height <= 200
    if few:
        ticks = [(x, _under(p, lang, several)) for x, p in places]
        told = {p.fact["period_end"].year for _, p in places}
        nothing = escape(text(lang, "chart.no_figure"))
        ticks += [(y - first, f"{y}<br>{nothing}") for y in range(first, last + 1) if y not in told]
    else:
        step = -(-(last - first + 1) // (3 if small else 9))  # so many that they fit side by side on a phone
        ticks = [(y - first, str(y)) for y in range(first, last + 1) if (last - y) % step == 0]
    levels = [v for v in charts.nice_ticks(high, 2 if small else 4) if v <= high] if high > 0 else [0.0]
    if low < 0:
        levels = [
            *reversed([-v for v in charts.nice_ticks(-low, 2 if small else 4) if 0 < v <= -low]),
            *levels,
        ]
    unit = places[0][1].fact["unit"]
    made = charts.layout(
        lang,
        height,
        barmode="overlay",
        margin={"l": 84, "r": 8, "t": 14, "b": (92 if several else 74) if few else 30},
        xaxis={
            "range": [-0.5, last - first + 0.5],
            "tickmode": "array",
            "tickvals": [x for x, _ in ticks],
            "ticktext": [label for _, label in ticks],
            "tickangle": 0,
            "tickfont": {"size": 13 if few else 12, "color": theme.LIGHT["ink"]},
            "showline": True,
            "linecolor": theme.LIGHT["rule-strong"],
        },
        yaxis={
            "range": [low * 1.16, high * 1.14 or -low * 0.02],
            "tickmode": "array",
            "tickvals": levels,
            "ticktext": charts.tick_labels(levels, unit, lang),
            "ticklabelstandoff": 8,
            "tickfont": {"size": 11 if small else 13, "color": theme.LIGHT["ink-2"]},
            "showgrid": True,
            "zeroline": low < 0,
            "zerolinecolor": theme.LIGHT["rule-strong"],
        },
    )
    return made


def _under(point: Point, lang: str, several: bool) -> str:
    fact = point.fact
    lines = [f"<b>{fact['period_end'].year}</b>", escape(words.period(fact, lang, short=True))]
    if kind(point) == "ytd":
        lines.append(escape(text(lang, "chart.not_a_year")))
    if several:
        lines.append(escape(words.compiler(fact, lang)))
    return "<br>".join(f"\u00a0{line}\u00a0" for line in lines)
