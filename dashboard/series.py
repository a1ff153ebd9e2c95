"""Which facts tell the same thing, and which of them is shown first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from etl import codelist

Row = Mapping[str, Any]

# Told apart by the country of the authority that counted; the two sides' ledgers are never one series.
SIDES = ("VN", "CN", "other", None)


@dataclass(frozen=True)
class Point:
    """One place in a chart: the statement that is drawn, and those of the same thing with another value."""

    fact: Row
    series: str
    others: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every fact that the point draws."""
        return (self.fact, *self.others)


def side(fact: Row) -> str | None:
    """Whose authority counted: VN, CN, other, or None where the text names no compiler."""
    if not fact["compiler"]:
        return None
    home = (codelist("compilers").get(fact["compiler"], {}).get("area") or "").split("-")[0]
    return home if home in SIDES else "other"


def first(fact: Row) -> tuple[Any, ...]:
    """Sort key for statements of one thing: compiler stated, more digits, published later, surer, then by id.

    It is the rule of :func:`etl.observations`, for facts of several observations.
    """
    digits = len("".join(c for c in fact["value_printed"] if c.isdigit()).lstrip("0"))
    return (
        not fact["compiler"],
        -digits,
        _later(fact["published"] or ""),
        -fact["confidence"],
        fact["fact_id"],
    )


def _later(date: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in date) or (1,)


def points(rows: Iterable[Row], series: Callable[[Row], Hashable]) -> list[Point]:
    """One point for each series, period and side; what is stated again with the same value is one statement.

    ``series`` gives a fact's name in the chart, None for facts that are not drawn. Points come in the order of
    their periods.
    """
    groups: dict[tuple[Hashable, ...], list[Row]] = {}
    for row in rows:
        name = series(row)
        if name is not None:
            groups.setdefault((name, row["period"], side(row)), []).append(row)
    found = []
    for (name, *_), same in groups.items():
        same.sort(key=first)
        values: dict[float, Row] = {}
        for row in same:
            values.setdefault(row["value"], row)
        shown, *others = values.values()
        found.append(Point(shown, str(name), tuple(others)))
    return sorted(found, key=_in_time)


def _in_time(point: Point) -> tuple[Any, ...]:
    f = point.fact
    return (f["period_end"], f["period"], point.series, SIDES.index(side(f)))
