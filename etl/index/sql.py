"""Filters as conditions of SQL. Names of columns come from the declarations, every value is a bound parameter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.filters import LISTED
from etl.query import NONE, period_bounds, search_terms

# Every fact, in the order of facts.parquet; it is DuckDB's own number of the row, too.
PLACE = "n"


# How near a fact is to the one shown: within the first 1, 3, 8 or 40 of its observation. Where an answer cannot hold
# all statements, it holds the nearest. The least and the greatest amount count as the first, so that none is hidden.
NEAREST = (40, 8, 3, 1)

# What is told of other statements of a figure beside it, of so many at most.
BESIDE = ("fact_id", "value", "value_printed", "unit_mult", "rank_of", "approx", "publisher", "published")
MOST_BESIDE = 41

# How many facts match is added up from a short table, unless a filter asks for what facts hardly share.
_OWN = ("fact_id", "doc_id", "publisher")
SIZED = (*(n for n in LISTED if n not in _OWN), "period_start", "period_end", "status", "near")
_UNSIZED = (*_OWN, "min_confidence", "q")

SOME = "IN (SELECT unnest(CAST(? AS VARCHAR[])))"
# Where the facts with some identifiers stand. A number made from an identifier is found sooner than the identifier;
# two may have one number, so the identifier has to be compared, too.
FACT_AT = "SELECT n, fact_id FROM fact_at WHERE key = hash(?)"
FACTS_AT = (
    f"SELECT n FROM fact_at WHERE key IN (SELECT hash(unnest(CAST(? AS VARCHAR[])))) AND fact_id {SOME}"
)
# The same for what is filtered by; the identifiers are told as often as the value is asked for.
LOOKED_UP = {"fact_id": (FACTS_AT, 2), "doc_id": (f"SELECT n FROM facts_of_document WHERE doc_id {SOME}", 1)}


@dataclass
class Where:
    """Conditions that all hold, and the values bound to them in their order."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """One more condition."""
        self.parts.append(condition)
        self.values += values

    def __str__(self) -> str:
        return f" WHERE {' AND '.join(self.parts)}" if self.parts else ""


def among(where: Where, column: str, wanted: Iterable[str]) -> None:
    """Keep rows whose cell is one of some codes; :data:`NONE` is an empty cell."""
    codes = sorted(set(wanted) - {NONE})
    parts = [f"{column} IN ({', '.join('?' * len(codes))})"] if codes else []
    if NONE in wanted:
        parts.append(f"{column} IS NULL")
    where.add(f"({' OR '.join(parts)})" if parts else "false", *codes)


def conditions(
    held: Callable[[str], Iterable[str]],
    places: Callable[[str, list[str]], list[int] | None],
    **filters: Any,
) -> Where:
    """The filters of :func:`etl.select` over the table of facts; ``held`` gives the codes that a column holds.

    ``places`` gives the numbers of the rows with some identifiers, None where they are too many.

    Raises :class:`etl.FilterError` for a bound that is no period.
    """
    where = Where()
    for name in LISTED:
        given = filters.pop(name, None)
        if given is None:
            continue
        wanted = {given} if isinstance(given, str) else set(given)
        if name in LOOKED_UP:
            codes = sorted(wanted - {NONE})
            found = places(name, codes)
            if found is None:  # more than can be named one by one
                some, times = LOOKED_UP[name]
                where.add(f"rowid IN ({some})", *[codes] * times)
            elif len(found) == 1:
                where.add(f"{PLACE} = ?", found[0])
            else:  # the cast is for an empty list
                where.add("rowid IN (SELECT unnest(CAST(? AS BIGINT[])))", found)
            continue
        if name in ("reporter", "partner"):  # MY+ID is found under MY and under ID
            wanted |= {code for code in held(name) if wanted & set(code.split("+"))}
        among(where, name, wanted)
    if (least := filters.pop("min_confidence", None)) is not None:
        where.add("confidence >= CAST(? AS FLOAT)", least)
    if (first := filters.pop("period_from", None)) is not None:
        where.add(
            "(period_end >= ? OR (period_end IS NULL AND period_start IS NOT NULL))",
            period_bounds("from", first)[0],
        )
    if (last := filters.pop("period_to", None)) is not None:
        where.add("coalesce(period_start, period_end) <= ?", period_bounds("to", last)[1])
    for term in search_terms(filters.pop("q", None)):
        where.add("contains(folded, ?)", term)
    if filters:
        raise TypeError(f"unknown filters {', '.join(filters)}")
    return where


def counted(filters: Mapping[str, Any]) -> tuple[str, str]:
    """The table to count the facts in that match some filters, and what to select from it."""
    if any(filters.get(name) is not None for name in _UNSIZED):
        return "facts", "count(*)"
    return "sizes", "CAST(coalesce(sum(facts), 0) AS BIGINT)"


def ordering(order: tuple[tuple[str, bool], ...]) -> str:
    """ORDER BY some (column, ascending), empty cells last, ties in the order of the table, in which rows lie anyway."""
    if not order:
        return ""
    keys = [f"{_identifier(name)} {'ASC' if up else 'DESC'} NULLS LAST" for name, up in dict.fromkeys(order)]
    return f" ORDER BY {', '.join((*keys, PLACE))}"


def _identifier(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(name)
    return f'"{name}"'
