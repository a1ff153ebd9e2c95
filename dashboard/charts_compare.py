"""The statements of one thing side by side: a row for each period, a mark for each statement, a rule for the gap."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard import charts, theme, words
from dashboard.compare import Spread
from dashboard.i18n import text
from dashboard.later import Later
from dashboard.series import side

Figure = dict[str, Any]

# Who counted, by shape; the same shapes cap the bars of the charts over time.
SYMBOLS = {"VN": "triangle-up", "CN": "square", "other": "pentagon", None: "circle"}
ROW = 62
NEAR = 0.03  # of the scale: marks that are closer would hide each other


def statements(spreads: Sequence[Spread], lang: str, color: str, also: Sequence[float] = ()) -> Figure:
    """One row for each period on a common scale from zero, the spread written beside its period.

    ``also`` are further values that the scale must hold.
    """
    values = [*(f["value"] for s in spreads for f in s.statements), *also]
    low, high = min(0.0, *values), max(0.0, *values)
    notes, shapes, places = [], [], []
    for i, spread in enumerate(spreads):
        said = words.period(spread.low, lang)
        if len(spread.statements) > 1:
            said += "  " + told(spread, lang)
        caption, _, rest = said.partition("  ")
        notes.append(
            charts.note(f"<b>{escape(caption)}</b>" + (f"  {escape(rest)}" if rest else ""), -i + 0.42)
        )
        ends = {"x0": spread.low["value"], "x1": spread.high["value"], "y0": -i, "y1": -i}
        line = {"color": theme.SERIES["other"], "width": 3}
        shapes.append({"type": "line", "line": line, "layer": "below", **ends})
        # Two marks with nearly one value would hide each other: they stand one below the other.
        last, level = None, 0
        for f, times in zip(spread.statements, spread.times, strict=True):
            near = last is not None and f["value"] - last < NEAR * (high - low)
            last, level = f["value"], level + 1 if near else 0
            places.append((f["value"], -i - 0.2 * level, f, times))
    data = []
    for who, symbol in SYMBOLS.items():
        some = [place for place in places if side(place[2]) == who]
        if some:
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [x for x, _, _, _ in some],
                    "y": [y for _, y, _, _ in some],
                    "marker": {
                        "symbol": symbol,
                        "size": 13,
                        "color": color,
                        "line": {"width": 1.5, "color": "#ffffff"},
                    },
                    "customdata": [f["fact_id"] for _, _, f, _ in some],
                    "hovertext": Later(_hover, ((f, times, lang) for _, _, f, times in some)),
                    "hovertemplate": "%{hovertext}<extra></extra>",
                    "cliponaxis": False,
                }
            )
    levels = [v for v in charts.nice_ticks(high, 3) if v <= high * 1.02] if high > 0 else [low, 0.0]
    return {
        "data": data,
        "layout": charts.layout(
            lang,
            ROW * len(spreads) + 50,
            margin={"l": 8, "r": 24, "t": 6, "b": 34},
            annotations=notes,
            shapes=shapes,
            xaxis={
                "range": [low * 1.04, high * 1.04 or -low * 0.04],
                "tickmode": "array",
                "tickvals": levels,
                "ticktext": charts.tick_labels(levels, spreads[0].low["unit"], lang),
                "tickangle": 0,
                "showgrid": True,
                "gridcolor": theme.LIGHT["grid"],
                "ticklabelposition": "outside",
            },
            yaxis={"range": [-len(spreads) + 0.5, 0.72], "showticklabels": False},
        ),
    }


def told(spread: Spread, lang: str) -> str:
    """How far the statements of a period lie apart, in words short enough for a phone."""
    if not spread.share:
        return text(lang, "compare.same")
    key = "compare.within" if spread.meets else "compare.apart"
    return text(lang, key, share=percent(spread.share, lang))


def percent(share: float, lang: str) -> str:
    """A share in percent, with a decimal where it tells something."""
    return words.number(share * 100, lang, 1 if abs(share) < 1 else 0)


def _hover(fact: dict[str, Any], times: int, lang: str) -> str:
    shown = charts.hover(fact, lang)
    if times == 1:
        return shown
    return f"{shown}<br>\u00a0{escape(text(lang, 'compare.times', n=words.number(times, lang, 0)))}\u00a0"
