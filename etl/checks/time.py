"""What must hold between periods: months within their year, a stock with its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.checks.claims import Claim, claims_of, is_level, is_money
from etl.checks.finding import as_float, compared, few, finding, reading_excuse, side_excuse
from etl.codes import codelist
from etl.intervals import Interval, exact

_WITHIN = ("year", "half", "quarter", "month", "ytd")
_REVISED = 0.02  # authorities revise by so much between two reports
_STOCKS = ("fdi_registered", "fdi_projects")


def within(claims: list[Claim]) -> Iterator[dict[str, Any]]:
    """Findings between the periods of one document, whatever compiler it names or not."""
    groups: dict[tuple, list[Claim]] = defaultdict(list)
    for c in claims:
        if _flows(c):
            groups[(c.indicator, c.flow, c.commodity, c.unit, c.period)].append(c)
    series: dict[tuple, list[Claim]] = defaultdict(list)
    for (*key, _), same in groups.items():
        series[tuple(key)] += few(same)
    for group in series.values():
        yield from _cumulative(group)
    for dates in _dates(claims, lambda c: (c.reporter, c.partner, c.commodity)):
        yield from _moves(dates)


def across(facts: pa.Table) -> Iterator[dict[str, Any]]:
    """Findings between periods that different documents tell of one series of one named compiler."""
    flows = [code for code, row in codelist("indicators").items() if row.get("additive") == "true"]
    mask = pc.and_(pc.is_valid(facts["compiler"]), pc.equal(facts["transform"], "level"))
    mask = pc.and_(mask, pc.is_in(facts["indicator"], pa.array([*flows, *_STOCKS])))
    claims = claims_of(facts.filter(mask))
    groups: dict[tuple, list[Claim]] = defaultdict(list)
    for c in claims:
        if _flows(c):
            groups[(c.indicator, c.flow, c.commodity, c.unit, c.compiler)].append(c)
    for group in groups.values():
        if len({c.doc_id for c in group}) > 1:
            yield from _of_several(_cumulative(_once(group)))
    for dates in _dates(claims, lambda c: (c.reporter, c.partner, c.commodity, c.compiler)):
        yield from _of_several(_moves(dates))


def _of_several(findings: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What one document holds by itself is found there."""
    return (f for f in findings if len(f["doc_ids"]) > 1)


def _flows(c: Claim) -> bool:
    additive = codelist("indicators").get(c.indicator, {}).get("additive") == "true"
    counted = additive and c.indicator != "trade_balance" and c.period_type in _WITHIN and c.value >= 0
    return counted and is_level(c)


def _once(group: list[Claim]) -> list[Claim]:
    """Of a compiler's series the most exact statement of each period: one line to hold against time."""
    held: dict[tuple, Claim] = {}
    for c in group:
        known = held.get((c.period, c.status))
        if known is None or _width(c) < _width(known):
            held[(c.period, c.status)] = c
    return list(held.values())


def _width(c: Claim) -> float:
    return (
        (c.value_high - c.value_low) if c.value_low is not None and c.value_high is not None else float("inf")
    )


def _cumulative(group: list[Claim]) -> Iterator[dict[str, Any]]:
    """Each part of a year against the shortest periods that hold it; all of them lie in one year."""
    years: dict[int, list[Claim]] = defaultdict(list)
    for c in group:
        years[(c.period_end or date.min).year].append(c)
    for same in years.values():
        for part in same:
            around = [w for w in same if _inside(part, w)]
            nearest = min(map(_length, around), default=None)
            for whole in (w for w in around if _length(w) == nearest):
                revised = whole.doc_id != part.doc_id and part.value <= whole.value * (1 + _REVISED)
                definition = "definition" if part.indicator.startswith("fdi") else None
                found = compared(
                    "cumulative",
                    ("part", part),
                    [("whole", whole)],
                    _up_to,
                    excuse=side_excuse([part, whole]),
                    mismatch=definition or ("revised" if revised else None),
                )
                beyond = exact(part.value) - exact(whole.value)  # type: ignore[operator]
                yield {**found, "expected": whole.value, "difference": as_float(beyond)}


def _up_to(whole: Interval) -> Interval:
    """A part is anything from nothing to the whole."""
    return Interval(Interval.of(0, 0).low, whole.high)


def _inside(part: Claim, whole: Claim) -> bool:
    a, b, c, d = part.period_start, part.period_end, whole.period_start, whole.period_end
    return bool(a and b and c and d and c <= a and b <= d and (a, b) != (c, d))


def _length(c: Claim) -> int:
    return ((c.period_end or date.min) - (c.period_start or date.min)).days


def _dates(claims: Iterable[Claim], series: Any) -> Iterator[list[tuple[Claim, Claim]]]:
    """For each series the stocks of capital with their numbers of projects, by date.

    A date for which there are several values that do not meet is left out: which of them is meant nobody can tell.
    """
    groups: dict[tuple, dict[date, dict[str, list[Claim]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for c in claims:
        if c.period_type == "stock" and c.period_end and is_level(c):
            if c.indicator == "fdi_projects":
                groups[series(c)][c.period_end]["projects"].append(c)
            elif c.indicator == "fdi_registered" and is_money(c.unit):
                groups[(*series(c),)][c.period_end][c.unit].append(c)
    for dates in groups.values():
        for unit in sorted({u for held in dates.values() for u in held} - {"projects"}):
            pairs = [(_one(dates[d].get(unit)), _one(dates[d].get("projects"))) for d in sorted(dates)]
            yield [(capital, projects) for capital, projects in pairs if capital and projects]


def _one(claims: list[Claim] | None) -> Claim | None:
    """The most exact of some statements of one thing, None where they contradict each other."""
    if not claims:
        return None
    low, high = max(c.value_low or 0 for c in claims), min(c.value_high or float("inf") for c in claims)
    return min(claims, key=_width) if low <= high else None


def _moves(dates: list[tuple[Claim, Claim]]) -> Iterator[dict[str, Any]]:
    for (capital_before, projects_before), (capital, projects) in zip(dates, dates[1:], strict=False):
        yield _together(
            [
                ("capital", capital),
                ("capital_before", capital_before),
                ("projects", projects),
                ("projects_before", projects_before),
            ]
        )


def _together(parts: list[tuple[str, Claim]]) -> dict[str, Any]:
    claims = [c for _, c in parts]
    capital, capital_before, projects, projects_before = (c.interval for c in claims)
    opposite = (
        capital_before.below(capital)
        and projects.below(projects_before)
        or capital.below(capital_before)
        and projects_before.below(projects)
    )
    if not opposite:
        bounded = all(c.interval.bounded for c in claims)
        return finding(
            "stock_projects",
            "holds" if bounded else "cannot_say",
            None if bounded else "open_interval",
            parts,
        )
    reason = side_excuse(claims) or reading_excuse(claims)
    return finding("stock_projects", "cannot_say" if reason else "fails", reason, parts)
