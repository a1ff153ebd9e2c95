"""Reference series behind the quoted points of a chart: short rules with the side that counted, never joined to quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from dashboard import findings, theme, words
from dashboard.i18n import text
from dashboard.series import Row, side
from dashboard.store import COUNTRIES, REFERENCE, Snapshot

LONGEST = 6  # so many years of a reference series at most before the first quoted one


def behind(snapshot: Snapshot, indicator: str, unit: str | None, rows: Sequence[Row]) -> list[Row]:
    """National points to stand behind some facts: every full year, and the periods that the facts are of."""
    periods = {f["period"] for f in rows}
    first = min((f["period_end"].year for f in rows), default=0)
    return [
        r
        for r in snapshot.references
        if r["indicator"] == indicator
        and {r["reporter"], r["partner"]} == set(COUNTRIES)
        and r["commodity"] is None
        and r["unit"] == unit
        and (r["period_type"] == "year" or r["period"] in periods)
        and r["period_end"].year >= first - LONGEST
    ]


def years(points: Iterable[Row]) -> list[int]:
    """The years of some points."""
    return [r["period_end"].year for r in points]


def trace(points: Sequence[Row], lang: str, first: int, places: Mapping[str, float]) -> list[dict[str, Any]]:
    """One trace of rules; ``places`` are the positions of quoted periods, full years stand in their own slot."""
    if not points:
        return []
    x = [places.get(r["period"], float(r["period_end"].year - first)) for r in points]
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": x,
            "y": [r["value"] for r in points],
            "text": [escape(side(r) or "") for r in points],
            "textposition": "middle right",
            "textfont": {"size": 10, "color": theme.LIGHT["ink-2"]},
            "marker": {
                "symbol": "line-ew",
                "size": 26,
                "color": theme.SERIES["other"],
                "line": {"width": 2.5, "color": theme.SERIES["other"]},
            },
            "customdata": [REFERENCE + r["reference_id"] for r in points],
            "hovertext": [_hover(r, lang) for r in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    ]


def _hover(point: Row, lang: str) -> str:
    lines = [
        f"<b>{escape(findings.computed(point['value'], point['unit'], lang, 15))}</b>",
        escape(text(lang, "checks.reference")),
        escape(words.period(point, lang)),
        escape(words.compiler(point, lang)),
        escape(point["source"]),
        f"<i>{escape(text(lang, 'checks.open_source'))}</i>",
    ]
    return "<br>".join(f"\u00a0{line}\u00a0" for line in lines)
