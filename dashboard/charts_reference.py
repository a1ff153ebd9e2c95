"""Reference series behind the quoted points of a chart: short rules with the side that counted, never joined to quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from dashboard import findings, theme, words
from dashboard.i18n import text
from dashboard.series import Row, side
from dashboard.store import COUNTRIES, REFERENCE, Snapshot

ASIDE = 0.19  # of a year's slot
CLOSE = 0.04  # of the greatest value: two rules nearer than that would lie on one another
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


def kinds(points: Sequence[Row]) -> str:
    """What a legend has to tell: nothing, "years", or "parts" where parts of years are among the points."""
    if not points:
        return ""
    return "parts" if any(r["period_type"] != "year" for r in points) else "years"


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
    """One trace of rules, aside of the quoted bars; ``places`` are the positions of these and ``width`` is theirs."""
    if not points:
        return []
    x: list[float] = []
    sides: list[str] = []
    top = max(abs(r["value"]) for r in points)
    for r in points:
        slot = float(r["period_end"].year - first)
        bars = [held for held in places if abs(slot - held) < 0.5]
        # on top of a bar it could not be told from it, nor chosen
        left = min(bars) - width / 2 - ASIDE if bars else slot
        place = max(left, slot - 0.46)
        close = any(
            abs(place - held) < 0.1 and abs(r["value"] - o["value"]) < CLOSE * top
            for held, o in zip(x, points, strict=False)
        )
        right = min(max(bars) + width / 2 + ASIDE, slot + 0.46) if bars else slot + 2 * ASIDE
        x.append(right if close else place)
        sides.append("middle left" if bars and not close else "middle right")
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": x,
            "y": [r["value"] for r in points],
            "text": [_told(r) for r in points],
            "textposition": sides,
            "textfont": {"size": 9, "color": theme.LIGHT["ink-2"]},
            "marker": {
                "symbol": [_symbol(r) for r in points],
                "size": [18 if r["period_type"] == "year" else 9 for r in points],
                "color": theme.SERIES["other"],
                "line": {"width": 2.5, "color": theme.SERIES["other"]},
            },
            "customdata": [REFERENCE + r["reference_id"] for r in points],
            "hovertext": [_hover(r, lang) for r in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    ]


def _symbol(point: Row) -> str:
    """A rule for a full year, an open diamond for a part of one: the two are never read against each other."""
    return "line-ew" if point["period_type"] == "year" else "diamond-open"


def _told(point: Row) -> str:
    """Who counted, and for a part of a year its months."""
    who = escape(side(point) or "")
    if point["period_type"] == "ytd":
        who += f" {point['period_start'].month}\u2013{point['period_end'].month}"
    return who


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
