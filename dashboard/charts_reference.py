"""Reference series beside the quoted figures of a chart: small grey marks, never joined to quotes or to each other.

The shape tells the side that counted, as on the bars: a triangle for Vietnam's authorities, left of the bars, a square
for China's, right of them. A part of a year is an outline, a full year is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from dashboard import findings, theme, words
from dashboard.charts_marks import CAPS
from dashboard.i18n import text
from dashboard.series import Row, side
from dashboard.store import COUNTRIES, REFERENCE, Snapshot

ALONE, ASIDE, EDGE = 0.1, 0.38, 0.46  # of a year's slot: without bars, beside their labels, and at most
CLOSE = 0.05  # of the greatest value: two marks nearer than that would lie on one another
LONGEST = 6  # so many years of a reference series at most before the first quoted one


def behind(
    snapshot: Snapshot, indicator: str, unit: str | None, rows: Sequence[Row], years: tuple[int, int]
) -> list[Row]:
    """National points to stand behind some facts: every full year of those asked for, and the facts' periods."""
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
        and max(first - LONGEST, years[0]) <= r["period_end"].year <= years[1]
    ]


def legend(points: Sequence[Row]) -> list[tuple[str, str]]:
    """What a legend has to tell of some points: (swatch, key of its words)."""
    sides = {side(r) for r in points}
    found = [(f"other swatch-mark-{who}", f"key.reference_{who}") for who in COUNTRIES if who in sides]
    if any(r["period_type"] != "year" for r in points):
        found.append(("other swatch-cap-VN", "key.reference_part"))
    return found


def within(years: tuple[int, int], points: Iterable[Row]) -> tuple[int, int]:
    """Years that hold the points too."""
    found = [r["period_end"].year for r in points]
    return min(years[0], *found, years[0]), max(years[1], *found, years[1])


def drawn(points: Sequence[Row], kinds: set[str], years: tuple[int, int]) -> list[Row]:
    """The points that a chart of some kinds of period and some years has behind it."""
    wanted = {"year": "year", "ytd": "ytd", "stock": "stock"}
    return [
        r
        for r in points
        if wanted.get(r["period_type"], "short") in kinds and years[0] <= r["period_end"].year <= years[1]
    ]


def reach(bounds: tuple[float, float], points: Iterable[Row]) -> tuple[float, float]:
    """Bounds that hold the points too."""
    values = [r["value"] for r in points]
    return min(bounds[0], *values, 0.0), max(bounds[1], *values, 0.0)


def trace(
    points: Sequence[Row], lang: str, first: int, places: Sequence[float], width: float
) -> list[dict[str, Any]]:
    """One trace of marks beside the quoted bars; ``places`` are the positions of these and ``width`` is theirs."""
    if not points:
        return []
    points = sorted(points, key=lambda r: (r["period_end"], r["value"], r["reference_id"]))
    top = max(abs(r["value"]) for r in points)
    x: list[float] = []
    for r in points:
        slot = float(r["period_end"].year - first)
        bars = [abs(held - slot) for held in places if abs(slot - held) < 0.5]
        aside = min(EDGE, max(ASIDE, max(bars) + width / 2 + 0.07)) if bars else ALONE
        out = -1 if side(r) == COUNTRIES[0] else 1
        place = slot + out * aside
        while any(
            abs(place - held) < 0.09 and abs(r["value"] - o["value"]) < CLOSE * top
            for held, o in zip(x, points, strict=False)
        ):
            place += out * 0.12
        x.append(place)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": x,
            "y": [r["value"] for r in points],
            "marker": {
                "symbol": [_symbol(r) for r in points],
                "size": 9,
                "color": theme.SERIES["other"],
                "line": {"width": 1.5, "color": theme.SERIES["other"]},
            },
            "customdata": [REFERENCE + r["reference_id"] for r in points],
            "hovertext": [_hover(r, lang) for r in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    ]


def _symbol(point: Row) -> str:
    """The side's shape; a full year is filled and a part of one is not: they are never read against each other."""
    shape = CAPS.get(side(point) or "", "circle")
    return shape if point["period_type"] == "year" else f"{shape}-open"


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
