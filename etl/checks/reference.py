"""The difference between what a document says and an official series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.checks.claims import Claim, claims_of, is_level, side_of
from etl.checks.finding import FAR, compared
from etl.intervals import Interval


def checks(facts: pa.Table, references: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """One finding for every fact that a reference series has a point for."""
    points: dict[tuple, list[Claim]] = defaultdict(list)
    for point in references:
        points[_key(point)].append(point)
    if not points:
        return
    mask = pc.equal(facts["transform"], "level")
    for at, name in ((0, "indicator"), (3, "unit"), (4, "period")):
        mask = pc.and_(mask, pc.is_in(facts[name], pa.array({key[at] for key in points}, pa.string())))
    for claim in claims_of(facts.filter(mask)):
        if is_level(claim) and (found := _comparable(claim, points.get(_key(claim), ()))):
            yield _difference(claim, found)


def _key(c: Claim) -> tuple:
    return (c.indicator, c.flow, c.commodity, c.unit, c.period)


def _comparable(claim: Claim, points: Iterable[Claim]) -> list[Claim]:
    """The points of the compiler that the document names; without one those of another office of its side.

    Where none is named any may be meant. The other side's count is never held against one: see :mod:`etl.ledgers`.
    """
    own = [p for p in points if p.compiler == claim.compiler]
    side = side_of(claim)
    return own or [p for p in points if claim.compiler is None or side is not None and side_of(p) == side]


def _difference(claim: Claim, points: list[Claim]) -> dict[str, Any]:
    """Against the nearest point: one of another or an unnamed compiler can bear a figure out but not refute it."""
    point = min(points, key=lambda p: (p.interval.gap(claim.interval), abs(p.value - claim.value)))
    if point.compiler != claim.compiler:
        excuse = "compiler_unstated" if _unnamed(claim) else "other_compiler"
    else:
        excuse = "other_status" if point.status != claim.status else None
    far = max(abs(claim.value), abs(point.value)) > FAR * min(abs(claim.value), abs(point.value))
    return compared(
        "reference",
        ("stated", claim),
        [("reference", point)],
        _same,
        excuse=excuse,
        mismatch="far_apart" if far else None,
    )


def _same(point: Interval) -> Interval:
    return point


def _unnamed(c: Claim) -> bool:
    """Whether a compiler is no office in particular: none, or "Vietnamese data"."""
    return c.compiler is None or c.compiler.endswith("_STATISTICS")
