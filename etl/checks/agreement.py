"""Agreement between documents: what several state of one observation.

Worked out for all observations at once, since a large collection states many of them often: only those whose facts
do not meet are looked at one by one.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.checks.claims import Claim, claims_of
from etl.checks.finding import FAR, as_float, finding
from etl.copies import independent_counts
from etl.intervals import Interval, exact
from etl.preference import in_order
from etl.schema import DIMENSIONS
from etl.schema_checks import CHECK_SCHEMA, INPUT

# Counts of things that a text names in its own words: two of them under one label need not be one thing.
_LOOSE = ("count", "other", "agreements", "market_access_products", "volume")


def checks(facts: pa.Table) -> tuple[pa.Table, list[dict[str, Any]]]:
    """One finding for every observation that more than one document states.

    Those whose facts meet come as a table in the columns of :data:`etl.schema_checks.CHECK_COLUMNS`, the others as rows.
    """
    evidence = pa.nulls(facts.num_rows, facts["evidence"].type)  # no part of this, and slow to move
    facts = facts.set_column(facts.column_names.index("evidence"), "evidence", evidence)
    facts = facts.filter(pa.array(_several(facts)))
    facts = facts.take(in_order(facts)).combine_chunks()
    observation = _codes(facts["observation_id"])
    starts = np.flatnonzero(np.diff(observation, prepend=-1))
    group = np.cumsum(np.diff(observation, prepend=observation[:1]) != 0) if len(observation) else observation
    publishers = independent_counts(
        group, len(starts), *(facts[n].combine_chunks() for n in ("doc_id", "publisher", "syndicated_from"))
    )
    spread = _Spread(facts, starts)
    meets = spread.floor <= spread.roof
    settled = _settled(facts, group, starts, meets, spread, publishers)
    apart = facts.filter(pa.array(~meets[group] if len(group) else np.zeros(0, bool)))
    counts = iter(publishers[~meets].tolist())
    return settled, [_conflict(claims, next(counts)) for claims in _groups(claims_of(apart))]


def _several(facts: pa.Table) -> np.ndarray:
    """For every fact whether more than one document states its observation."""
    observation, document = _codes(facts["observation_id"]), _codes(facts["doc_id"])
    size = int(document.max(initial=0)) + 1
    pairs = np.unique(observation * size + document)
    return (np.bincount(pairs // size, minlength=int(observation.max(initial=0)) + 1) > 1)[observation]


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    return column.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)


class _Spread:
    """Of every group the highest floor and the lowest roof of its intervals, its bounds, and how many are bounded."""

    def __init__(self, facts: pa.Table, starts: np.ndarray) -> None:
        low, high = (
            pc.fill_null(facts[n], end).to_numpy()
            for n, end in (("value_low", -np.inf), ("value_high", np.inf))
        )

        def over(function: np.ufunc, values: np.ndarray) -> np.ndarray:
            return function.reduceat(values, starts) if len(starts) else values[:0]

        self.floor, self.roof = over(np.maximum, low), over(np.minimum, high)
        self.low, self.high = over(np.minimum, low), over(np.maximum, high)
        self.bounded = over(np.add, (np.isfinite(low) & np.isfinite(high)).astype(np.int64))


def _settled(
    facts: pa.Table,
    group: np.ndarray,
    starts: np.ndarray,
    meets: np.ndarray,
    spread: _Spread,
    publishers: np.ndarray,
) -> pa.Table:
    """The findings of the groups that meet: they hold, or their intervals are open."""
    inside = meets[group] if len(group) else np.zeros(0, bool)
    rows = facts.filter(pa.array(inside)).combine_chunks()
    group = group[inside]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    shown = rows.take(pa.array(first))
    offsets = pa.array([*first.tolist(), len(group)], pa.int32())
    holds = spread.bounded[meets] > 1
    told = pa.array(holds)
    low, high = (
        pc.if_else(pc.and_(told, pa.array(np.isfinite(v))), pa.array(v), None)
        for v in (spread.low[meets], spread.high[meets])
    )
    document = _codes(rows["doc_id"])
    once = np.zeros(len(group), bool)
    once[np.unique(group * (int(document.max(initial=0)) + 1) + document, return_index=True)[1]] = True
    documents = np.concatenate([[0], np.cumsum(once)])[[*first.tolist(), len(group)]]
    ids = pa.ListArray.from_arrays(offsets, rows["fact_id"].combine_chunks())
    value = shown["value"].combine_chunks()
    columns = {
        "finding_id": pa.array(map(_hash, pc.binary_join(ids, "\x1f").to_pylist()), pa.string()),
        "check": pa.array(["agreement"] * len(first), pa.string()),
        "verdict": pa.array(np.where(holds, "holds", "cannot_say"), pa.string()),
        "reason": pa.array([None if h else "open_interval" for h in holds], pa.string()),
        **{name: shown[name] for name in DIMENSIONS},
        "stated": value,
        "stated_low": shown["value_low"],
        "stated_high": shown["value_high"],
        "expected": pc.if_else(told, value, None),
        "expected_low": low,
        "expected_high": high,
        "difference": pc.if_else(told, pa.scalar(0.0), None),
        "publishers": pa.array(publishers[meets], pa.int32()),
        "inputs": pa.ListArray.from_arrays(offsets, _inputs(rows, first)),
        "fact_ids": ids,
        "doc_ids": pa.ListArray.from_arrays(
            pa.array(documents, pa.int32()), rows["doc_id"].combine_chunks().filter(pa.array(once))
        ),
    }
    return pa.table([columns[name] for name in CHECK_SCHEMA.names], CHECK_SCHEMA)


def _inputs(rows: pa.Table, first: np.ndarray) -> pa.StructArray:
    role = np.full(rows.num_rows, "also", object)
    role[first] = "shown"
    parts = {
        "role": pa.array(role, pa.string()),
        "fact_id": rows["fact_id"].combine_chunks(),
        "reference_id": pa.nulls(rows.num_rows, pa.string()),
        "value": rows["value"].combine_chunks(),
        "low": rows["value_low"].combine_chunks(),
        "high": rows["value_high"].combine_chunks(),
        "unit": rows["unit"].combine_chunks(),
    }
    return pa.StructArray.from_arrays([parts[f.name] for f in INPUT], fields=list(INPUT))


def _hash(ids: str) -> str:
    return hashlib.sha256(f"agreement\x1f{ids}".encode()).hexdigest()[:16]


def _groups(claims: list[Claim]) -> Iterator[list[Claim]]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        groups[c.observation_id].append(c)
    yield from groups.values()


def preference(c: Claim) -> tuple:
    """:func:`etl.preference.in_order` as a sort key of claims, reference points among them."""
    digits = len(re.sub(r"\D", "", c.value_printed).lstrip("0"))
    # later dates first, 2024-05 before 2024
    recency = (*(-ord(letter) for letter in c.published or ""), 1)
    return (c.compiler is None, -digits, recency, -c.confidence, c.fact_id or "")


def _conflict(group: list[Claim], publishers: int) -> dict[str, Any]:
    """Facts of one observation, in the order of preference, whose intervals have no value in common."""
    shown = group[0]
    parts = [("shown" if c is shown else "also", c) for c in group]
    reason = _excuse(group)
    verdict = "cannot_say" if reason else "fails"
    # the difference is told against the statement that is furthest from the one shown
    other = max(group, key=lambda c: (not _meet([c, shown]), abs(c.value - shown.value)))
    found = finding(
        "agreement",
        verdict,
        reason,
        parts,
        expected=_spread(group),
        middle=exact(other.value),
        publishers=publishers,
    )
    return {**found, "difference": as_float(exact(shown.value) - exact(other.value))}  # type: ignore[operator]


def _spread(group: list[Claim]) -> Interval:
    lows, highs = [c.value_low for c in group], [c.value_high for c in group]
    low = None if None in lows else min(lows)  # type: ignore[type-var]
    high = None if None in highs else max(highs)  # type: ignore[type-var]
    return Interval.of(low, high)


def _excuse(group: list[Claim]) -> str | None:
    """Why facts that do not meet are no conflict; None when at least two of them are one."""
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
    if first.indicator.startswith("fdi") and first.period_type != "stock":
        return "definition"
    if first.status != "actual":
        return "not_final"
    # what speaks against single statements takes them out; the others may still contradict each other
    per_document = Counter(c.doc_id for c in group)
    for reason, stands in (
        ("same_document", lambda c: per_document[c.doc_id] == 1),
        ("doubtful_reading", lambda c: not c.doubtful),
        ("hedged", lambda c: not c.approx),
    ):
        group = [c for c in group if stands(c)]
        if _meet(group):
            return reason
    sizes = [abs(c.value) for c in group]
    return "far_apart" if max(sizes) > FAR * min(sizes) else None


def _meet(group: list[Claim]) -> bool:
    floor = max((c.value_low for c in group if c.value_low is not None), default=None)
    roof = min((c.value_high for c in group if c.value_high is not None), default=None)
    return floor is None or roof is None or floor <= roof
