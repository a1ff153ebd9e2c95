"""Charts as plain Plotly dictionaries, made from facts and a language; nothing here reads or keeps anything.

The rules of the field that the charts keep: every bar starts at zero; a figure for part of a year is hatched, a
full year is solid; nothing is joined by a line; a stock and a flow never share a chart; a bar is labelled with its
value as printed. Charts over time are in :mod:`dashboard.charts_time`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

from dashboard import theme, words
from dashboard.i18n import text
from dashboard.later import Later
from dashboard.store import Row

Figure = dict[str, Any]

TEMPLATE = theme.plotly_template()
MUTED = theme.LIGHT["ink-2"]


def hover(fact: Row, lang: str) -> str:
    """What the pointer shows over a figure: printed, read, period, compiler, publisher and date."""
    lines = [
        f"<b>{escape(words.hedged(fact, lang))}</b>",
        escape(words.joined(lang, words.measure(fact, lang), words.between(fact, lang))),
        escape(words.period(fact, lang)),
        escape(text(lang, "chart.printed", quote=fact["quote"])),
        escape(words.compiler(fact, lang)),
        escape(words.where(fact, lang)),
        f"<i>{escape(text(lang, 'chart.click'))}</i>",
    ]
    return "<br>".join(f"\u00a0{line}\u00a0" for line in lines)


def marker(color: str, partial: bool) -> dict[str, Any]:
    """Solid for a full year, hatched with an outline for part of one."""
    made: dict[str, Any] = {"color": color, "line": {"width": 1.5, "color": color}, "cornerradius": 2}
    if partial:
        pattern = {"shape": "/", "fgcolor": color, "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.34}
        made["pattern"] = {**pattern, "fillmode": "replace"}
    return made


def is_partial(fact: Row) -> bool:
    """Whether the figure counts only part of a year."""
    return fact["period_type"] in ("ytd", "half", "quarter", "month", "day", "range")


def _bar(fact: Row, lang: str, color: str, partial: bool, **where: Any) -> Figure:
    return {
        "type": "bar",
        "marker": marker(color, partial),
        "customdata": [fact["fact_id"]],
        "hovertext": Later(hover, [(fact, lang)]),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        **where,
    }


def layout(lang: str, height: int, **more: Any) -> Figure:
    return {"template": TEMPLATE, "height": height, "separators": words.separators(lang), **more}


def nice_ticks(top: float, about: int = 4) -> list[float]:
    """Round tick values from zero to just above ``top``, ``about`` so many."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / about
    power = 10 ** len(str(int(raw))) / 10 if raw >= 1 else 1.0
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw)
    count = int(-(-top // step))
    return [step * i for i in range(count + 1)]


def tick_labels(levels: Sequence[float], unit: str, lang: str) -> list[str]:
    """Axis labels on one scale, the unit on the topmost only."""
    scale, word = words.scale_of(Decimal(str(max(levels, key=abs))), unit, lang)
    numbers = [Decimal(str(v)).scaleb(-scale) for v in levels]
    decimals = max((-int(n.normalize().as_tuple().exponent) for n in numbers), default=0)
    shown = [words.number(n, lang, max(0, decimals)) if n else "0" for n in numbers]
    unit = None if unit == "count" else unit
    return [
        s if s == "0" else words.with_scale(s, word, unit if i == len(levels) - 1 else None, lang)
        for i, s in enumerate(shown)
    ]


def rows_chart(
    rows: Sequence[dict[str, Any]], lang: str, *, top: float, missing: str | None = None
) -> Figure:
    """Horizontal bars, each under its own caption so that long names need no margin.

    A row is ``{"caption", "note", "bars": [(fact, series, label)]}``; bars of one row are put end to end. A row
    without bars says ``missing``; one without a caption is left empty, to keep step with a chart beside it.
    """
    data: list[Figure] = []
    notes: list[Figure] = []
    for i, row in enumerate(rows):
        y = -i
        if not row.get("caption"):
            continue
        caption = f"<b>{escape(row['caption'])}</b>" + (f"  {escape(row['note'])}" if row.get("note") else "")
        notes.append(note(caption, y + 0.42))
        if not row["bars"] and missing:
            notes.append(note(f"<i>{escape(missing)}</i>", y, color=MUTED))
        base = 0.0
        for fact, series, shown in row["bars"]:
            value = abs(fact["value"])
            stacked = len(row["bars"]) > 1
            inside = stacked and value > 0.3 * top
            data.append(
                _bar(
                    fact,
                    lang,
                    theme.SERIES[series],
                    is_partial(fact) and not stacked,
                    orientation="h",
                    x=[value],
                    y=[y],
                    base=[base],
                    width=[0.36],
                    text=[f"<b>{escape(shown)}</b>" if not stacked else escape(shown)],
                    textposition="inside" if inside or stacked else "outside",
                    insidetextanchor="start",
                    textangle=0,
                    textfont={"size": 14, **({"color": "#ffffff"} if stacked else {})},
                    constraintext="none",
                )
            )
            base += value
    height = 74 * len(rows) + 16
    return {
        "data": data,
        "layout": layout(
            lang,
            height,
            barmode="overlay",
            margin={"l": 2, "r": 2, "t": 6, "b": 6},
            annotations=notes,
            xaxis={"range": [0, top * 1.5], "showticklabels": False},
            yaxis={"range": [-len(rows) + 0.55, 0.65], "showticklabels": False},
            shapes=[_line(0, (0, 1), theme.LIGHT["rule-strong"], width=1, yref="paper")],
        ),
    }


def _line(x: float, y: tuple[float, float], color: str, *, yref: str = "y", **line: Any) -> Figure:
    """A straight line that begins at zero: the baseline (x = 0), or the stem of a point."""
    ends = {"x0": 0, "x1": x, "y0": y[0], "y1": y[1]}
    return {"type": "line", "yref": yref, "line": {"color": color, **line}, **ends}


def note(shown: str, y: float, color: str | None = None) -> Figure:
    return {
        "text": shown,
        "x": 0,
        "xref": "paper",
        "xshift": 6,
        "y": y,
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "align": "left",
        "font": {"size": 13, **({"color": color} if color else {})},
    }


def dots(rows: Sequence[dict[str, Any]], lang: str, *, top: float, color: str, missing: str) -> Figure:
    """One point per row on a common scale from zero, for rates that must not look like amounts."""
    figure = rows_chart([{**r, "bars": []} for r in rows], lang, top=top, missing=None)
    for i, row in enumerate(rows):
        if not row["bars"] and row.get("caption"):
            figure["layout"]["annotations"].append(note(f"<i>{escape(missing)}</i>", -i, color=MUTED))
        for fact, _, shown in row["bars"]:
            figure["data"].append(
                {
                    "type": "scatter",
                    "mode": "markers+text",
                    "x": [fact["value"]],
                    "y": [-i],
                    "marker": {"symbol": "diamond", "size": 15, "color": color},
                    "text": [f"<b>{escape(shown)}</b>"],
                    "textposition": "middle right",
                    "textfont": {"size": 14},
                    "customdata": [fact["fact_id"]],
                    "hovertext": Later(hover, [(fact, lang)]),
                    "hovertemplate": "%{hovertext}<extra></extra>",
                    "cliponaxis": False,
                }
            )
            stem = _line(fact["value"], (-i, -i), color, width=2, dash="dot")
            figure["layout"]["shapes"].append({**stem, "layer": "below"})
    lowest = min([f["value"] for r in rows for f, _, _ in r["bars"]] + [0])
    figure["layout"]["xaxis"]["range"] = [lowest * 1.5, top * 1.9]
    return figure
