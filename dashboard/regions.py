"""Provinces of the two countries and what is stated of their trade with the other country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dashboard.series import Row, first
from dashboard.store import COUNTRIES, OVER_TIME, Snapshot, country, province_pair

MEASURES = ("trade_total", "exports", "imports")
Pair = tuple[str, str]


def stated(snapshot: Snapshot, measure: str, home: str | None = None) -> dict[Pair, list[Row]]:
    """Levels and growth of a measure for every pair of a province and the other country; all goods, actual.

    ``home`` keeps the provinces of one country. Measures with a direction keep the reporter as it is told, so
    a pair may hold both sides' statements; each of them names its reporter.
    """
    found: dict[Pair, list[Row]] = {}
    for f in snapshot.stated(**_asked(measure)):
        pair = province_pair(f)
        if (
            pair is None
            or f["status"] != "actual"
            or not f["period_end"]
            or f["period_type"] not in OVER_TIME
        ):
            continue
        if home is None or any(country(code) == home for code in provinces(pair)):
            found.setdefault(pair, []).append(f)
    return found


def left_out(snapshot: Snapshot, measure: str) -> int:
    """How many statements of a measure :func:`stated` has not read, because there are too many."""
    return snapshot.left_out(**_asked(measure))


def _asked(measure: str) -> dict[str, Any]:
    return {"indicator": measure, "transform": ["level", "growth"], "commodity": "none"}


def provinces(pair: Iterable[str]) -> list[str]:
    """The provinces among some areas."""
    return [code for code in pair if "-" in code and country(code) in COUNTRIES]


def levels(rows: Iterable[Row], unit: str | None = None) -> list[Row]:
    """The amounts among some facts, of one unit where one is given."""
    return [f for f in rows if f["transform"] == "level" and (unit is None or f["unit"] == unit)]


def periods(pairs: dict[Pair, list[Row]], unit: str | None) -> list[tuple[Row, int]]:
    """Every period with the number of pairs that state it: (a fact of the period, pairs), most pairs first."""
    counts: Counter[str] = Counter()
    sample: dict[str, Row] = {}
    for rows in pairs.values():
        for period in {f["period"]: f for f in levels(rows, unit)}.values():
            counts[period["period"]] += 1
            sample.setdefault(period["period"], period)
    order = sorted(counts, key=lambda p: (sample[p]["period_end"], p), reverse=True)
    return [(sample[p], counts[p]) for p in sorted(order, key=lambda p: -counts[p])]


def at(
    pairs: dict[Pair, list[Row]], period: str, unit: str | None
) -> list[tuple[Row, Row | None, list[Row]]]:
    """What is stated of one period: (level, its growth, other statements of the level), greatest level first."""
    found = []
    for rows in pairs.values():
        same = [f for f in rows if f["period"] == period]
        amounts = sorted(levels(same, unit), key=first)
        if not amounts:
            continue
        shown, *rest = amounts
        rates = [f for f in same if f["transform"] == "growth" and f["reporter"] == shown["reporter"]]
        rates.sort(
            key=lambda f: (f["compiler"] != shown["compiler"], f["doc_id"] != shown["doc_id"], first(f))
        )
        others = {f["value"]: f for f in rest if f["value"] != shown["value"]}
        found.append((shown, rates[0] if rates else None, list(others.values())))
    return sorted(found, key=lambda entry: (-entry[0]["value"], entry[0]["fact_id"]))
