"""The difference between what a document says and an official series of the same compiler."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from etl.checks.claims import Claim, is_level
from etl.checks.finding import FAR, compared
from etl.codes import codelist
from etl.intervals import Interval


def checks(claims: Iterable[Claim], references: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """One finding for every fact that a reference series has a point for."""
    points: dict[tuple, list[Claim]] = defaultdict(list)
    for point in references:
        points[_key(point)].append(point)
    if not points:
        return
    for claim in claims:
        if is_level(claim) and (found := _comparable(claim, points.get(_key(claim), ()))):
            yield _difference(claim, found)


def _key(c: Claim) -> tuple:
    return (c.indicator, c.flow, c.commodity, c.unit, c.period)


def _comparable(claim: Claim, points: Iterable[Claim]) -> list[Claim]:
    """The points of the compiler that the document names, or of those that it may mean; never another's."""
    own = [p for p in points if p.compiler == claim.compiler]
    return own or [p for p in points if _may_be(claim.compiler, p.compiler)]


def _difference(claim: Claim, points: list[Claim]) -> dict[str, Any]:
    """Against the nearest point: where the document names no compiler, that can bear it out but not refute it."""
    point = min(points, key=lambda p: (p.interval.gap(claim.interval), abs(p.value - claim.value)))
    if point.compiler != claim.compiler:
        excuse = "compiler_unstated"
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


def _may_be(named: str | None, compiler: str | None) -> bool:
    """Whether a compiler may be the office behind "Vietnamese data", or any where none is named."""
    if named is None:
        return True
    if not named.endswith("_STATISTICS"):
        return False
    areas = codelist("compilers")
    return areas.get(named, {}).get("area") == areas.get(compiler or "", {}).get("area")
