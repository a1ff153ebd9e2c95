"""Agreement between documents: what several state of one observation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from etl.checks.claims import Claim
from etl.checks.finding import FAR, as_float, finding
from etl.copies import independent_sources
from etl.intervals import Interval, exact

# Counts of things that a text names in its own words: two of them under one label need not be one thing.
_LOOSE = ("count", "other", "agreements", "market_access_products", "volume")


def checks(claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """One finding for every observation that more than one document states."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        groups[c.observation_id].append(c)
    for group in groups.values():
        if len({c.doc_id for c in group}) > 1:
            yield _agreement(sorted(group, key=preference))


def preference(c: Claim) -> tuple:
    """The order in which a fact is chosen to stand for its observation; see docs/checks.md."""
    digits = len(re.sub(r"\D", "", c.value_printed).lstrip("0"))
    # later dates first, 2024-05 before 2024, as etl.query orders them
    recency = (*(-ord(letter) for letter in c.published or ""), 1)
    return (c.compiler is None, -digits, recency, -c.confidence, c.fact_id or "")


def _agreement(group: list[Claim]) -> dict[str, Any]:
    shown = group[0]
    # intervals have a value in common, all of them, when the highest floor and the lowest roof do
    floor = max(group, key=lambda c: float("-inf") if c.value_low is None else c.value_low)
    roof = min(group, key=lambda c: float("inf") if c.value_high is None else c.value_high)
    publishers = independent(group)
    parts = [("shown" if c is shown else "also", c) for c in group]
    spread = _spread(group)
    if floor.interval.meets(roof.interval):
        if sum(c.interval.bounded for c in group) < 2:
            return finding("agreement", "cannot_say", "open_interval", parts, publishers=publishers)
        return finding(
            "agreement",
            "holds",
            None,
            parts,
            expected=spread,
            middle=exact(shown.value),
            publishers=publishers,
        )
    reason = _excuse(group)
    verdict = "cannot_say" if reason else "fails"
    other = min(group[1:], key=lambda c: -abs(c.value - shown.value))
    found = finding(
        "agreement", verdict, reason, parts, expected=spread, middle=exact(other.value), publishers=publishers
    )
    return {**found, "difference": as_float(exact(shown.value) - exact(other.value))}  # type: ignore[operator]


def _spread(group: list[Claim]) -> Interval:
    lows, highs = [c.interval.low for c in group], [c.interval.high for c in group]
    low = None if None in lows else min(lows)  # type: ignore[type-var]
    high = None if None in highs else max(highs)  # type: ignore[type-var]
    return Interval(low, high)


def _excuse(group: list[Claim]) -> str | None:
    first = group[0]
    if first.period is None:
        return "period_unknown"
    if first.reporter is None or first.partner is None:
        return "area_unknown"
    if first.indicator in _LOOSE:
        return "other_things"
    if first.transform == "growth":
        return "currency"
    if first.transform == "share":
        return "whole_unclear"
    if first.transform == "change":
        return "base_unclear"
    if first.period_type in ("range", "since", "day"):
        return "dates"
    per_document: dict[str | None, int] = defaultdict(int)
    for c in group:
        per_document[c.doc_id] += 1
    if max(per_document.values()) > 1:
        return "same_document"
    if first.indicator.startswith("fdi") and first.period_type != "stock":
        return "definition"
    if first.status != "actual":
        return "not_final"
    if any(c.doubtful for c in group):
        return "doubtful_reading"
    if any(c.approx for c in group):
        return "hedged"
    sizes = [abs(c.value) for c in group]
    return "far_apart" if max(sizes) > FAR * min(sizes) else None


def independent(group: list[Claim]) -> int:
    """How many sources state it on their own; see :func:`etl.copies.independent_sources`."""
    names = ("doc_id", "publisher", "syndicated_from")
    return independent_sources({n: getattr(c, n) for n in names} for c in group)
