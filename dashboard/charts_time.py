"""Charts over time: one slot a year, in it what was stated of that year, side by side and never joined.

What a figure counts is told by its shape: a full year is a solid bar, cumulative months a hatched one, a month,
quarter or half-year a diamond on a stem, a stock a square on a stem. Who counted is told by a cap on top of the
bar. Other statements of the same thing with another value are open circles beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard import charts, charts_marks, charts_reference, theme, words
from dashboard.charts_marks import HEADS, KIND_ORDER, ORDER, kind
from dashboard.i18n import text
from dashboard.series import SIDES, Point, Row, side

Figure = dict[str, Any]

TIGHT = 4  # with official series behind, more years than this leave no room for words under the bars
FEW = 8  # up to so many bars are labelled with their value and their period


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
    references: Sequence[Row] = (),
) -> Figure:
    """Points of one unit by year. Years that no source states stay empty, so a gap is seen as a gap.

    ``years`` and ``reach`` (least and greatest value) give charts that are compared the same scales; ``events``
    are ``{"date", "number", "hover", "anchor"}`` and get a strip of their own above the bars.
    ``references`` are points of official series that stand behind, see :mod:`dashboard.charts_reference`.
    """
    first, last = years or years_of(points)
    count = last - first + 1
    by_year: dict[int, list[Point]] = {}
    for point in points:
        by_year.setdefault(point.fact["period_end"].year, []).append(point)
    behind = charts_reference.drawn(references, {k for k, _ in by_kind(points)}, (first, last))
    tight = bool(behind) and count > TIGHT
    most = _most(points)
    few = is_few(points, (first, last)) and height > 200
    width = min(0.26, 0.78 / most)
    step = max(width * 1.25, 0.84 / most) if few else width * 1.12
    places: list[tuple[float, Point]] = []
    for year, some in by_year.items():
        start = (year - first) - step * (len(some) - 1) / 2
        places += [(start + i * step, point) for i, point in enumerate(sorted(some, key=_in_slot))]
    low, high = charts_reference.reach(reach or reach_of(points), behind)
    data = [
        *charts_reference.trace(behind, lang, first, [x for x, _ in places], width),
        *_bars(places, lang, width, count, few, tight),
        *charts_marks.heads(places, lang),
        *charts_marks.others(places, lang),
    ]
    layout = _layout(places, lang, (first, last), (low, high), height, few, tight)
    if events:
        data.append(charts_marks.event_strip(events, first, count))
        layout["yaxis"]["domain"] = [0, 0.86]
        layout["yaxis2"] = {"domain": [0.87, 1], "range": [0, 1], "showticklabels": False, "fixedrange": True}
    return {"data": data, "layout": layout}


def is_few(points: Sequence[Point], years: tuple[int, int]) -> bool:
    """Whether every bar has room for its value and its period."""
    return len(points) <= FEW and (years[1] - years[0] + 1) * _most(points) <= FEW


def _most(points: Sequence[Point]) -> int:
    return max(Counter(p.fact["period_end"].year for p in points).values())


def apart(points: Sequence[Point]) -> bool:
    """Whether every bar stands alone in its year."""
    return _most(points) == 1


def reach_of(points: Sequence[Point]) -> tuple[float, float]:
    """Least and greatest value that is drawn, zero included."""
    values = [f["value"] for p in points for f in p.rows]
    return min(0.0, *values), max(0.0, *values)


def _in_slot(point: Point) -> tuple[Any, ...]:
    f = point.fact
    order = KIND_ORDER.index(kind(point) or "year")
    return (order, f["period_end"], f["period"], ORDER.index(point.series), SIDES.index(side(f)))


def _bars(
    places: list[tuple[float, Point]], lang: str, width: float, span: int, few: bool, tight: bool
) -> list[Figure]:
    """The bars, ``width`` of a year wide in a chart of ``span`` years; stems are thin however few years there are."""
    made = []
    for series in ORDER:
        for shape in KIND_ORDER:
            some = [(x, p) for x, p in places if p.series == series and kind(p) == shape]
            if not some:
                continue
            stem = shape in HEADS
            bar = {
                "type": "bar",
                "marker": charts.marker(charts_marks.color_of(series), partial=shape == "ytd"),
                "x": [x for x, _ in some],
                "y": [p.fact["value"] for _, p in some],
                "width": [min(0.03, width / 5, span / 120) if stem else width] * len(some),
                **charts_marks.pointed([p.fact for _, p in some], lang),
            }
            if few or (shape == "ytd" and len(some) > 1):
                bar |= {
                    "text": [_label(p, lang, few) for _, p in some],
                    "textposition": "outside",
                    "constraintext": "none",
                    "textangle": 0,
                    "textfont": {"size": (15 if len(places) < 4 else 13) if few and not tight else 11},
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


def _layout(
    places: list[tuple[float, Point]],
    lang: str,
    years: tuple[int, int],
    reach: tuple[float, float],
    height: int,
    few: bool,
    tight: bool,
) -> Figure:
    first, last = years
    low, high = reach
    several = few and not tight and len({p.fact["compiler"] for _, p in places}) > 1
    small = height <= 200
    if few and tight:
        ticks = [(float(y - first), str(y)) for y in range(first, last + 1)]
        parts = [p.fact for _, p in places if kind(p) == "ytd"]
        named = {float(f["period_end"].year - first): _months(f) for f in parts}
        ticks = [(x, named.get(x, label)) for x, label in ticks]
    elif few:
        alone = apart([p for _, p in places])
        ticks = [(x, _under(p, lang, several, alone)) for x, p in places]
        told = {p.fact["period_end"].year for _, p in places}
        nothing = f"<br>{escape(text(lang, 'chart.no_figure'))}" if last - first < 4 else ""
        ticks += [(y - first, f"{y}{nothing}") for y in range(first, last + 1) if y not in told]
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
        margin={
            "l": 84,
            "r": 16 if tight else 8,
            "t": 14,
            "b": 46 if few and tight else (92 if several else 74) if few else 30,
        },
        xaxis={
            "range": [-0.5, last - first + 0.5],
            "tickmode": "array",
            "tickvals": [x for x, _ in ticks],
            "ticktext": [label for _, label in ticks],
            "tickangle": 0,
            "tickfont": {"size": 11 if tight else 13 if few else 12, "color": theme.LIGHT["ink"]},
            "showline": True,
            "linecolor": theme.LIGHT["rule-strong"],
        },
        yaxis={
            "range": [low * (1.34 if few else 1.16), high * 1.14 or -low * 0.02],
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


def _months(fact: dict[str, Any]) -> str:
    """A year with the numbers of the months that are counted: 2024, 1-9."""
    start, end = fact["period_start"], fact["period_end"]
    return f"{end.year}<br>{start.month}\u2013{end.month}"


def _under(point: Point, lang: str, several: bool, alone: bool) -> str:
    fact = point.fact
    lines = [f"<b>{fact['period_end'].year}</b>", escape(words.period(fact, lang, short=True))]
    if kind(point) == "ytd" and alone:
        lines.append(escape(text(lang, "chart.not_a_year")))
    if several:
        lines.append(escape(words.compiler(fact, lang)))
    return "<br>".join(f"\u00a0{line}\u00a0" for line in lines)
