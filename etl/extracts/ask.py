"""What an extract is asked for: filters and options from an address, a command line or Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from etl.errors import FilterError
from etl.filters import FILTERS, OPTIONS, listed
from etl.query import Codes, parse_filters
from etl.schema import FACT_COLUMNS, LINK, Column

# Names that cannot be keywords in Python.
BOUNDS = {"from": "period_from", "to": "period_to"}
_FLAGS = {"0": False, "1": True}


@dataclass(frozen=True)
class Ask:
    """``filters`` are keyword arguments of :func:`etl.select`; ``order`` holds (column, ascending).

    ``query`` is the question as it stands in an address, in a fixed order: the same question has the same query.
    """

    filters: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None
    wide: bool = False
    bom: bool = True
    query: str = ""


def parse_ask(query: Mapping[str, Any], facts: pa.Table | Codes | None = None) -> Ask:
    """The question in a query string or in options of the command line.

    Values are strings or lists of strings, as in :func:`etl.parse_filters`; empty ones are ignored. Given the fact
    table or an index, codes are checked against what it holds. Raises :class:`etl.FilterError` for a name or value that does
    not exist, naming it and what there is.
    """
    given = {name: values(raw) for name, raw in query.items()}
    for name in given:
        if name not in FILTERS and name not in OPTIONS:
            raise FilterError(f"unknown parameter {name!r}; there are {', '.join((*FILTERS, *OPTIONS))}")
    filters = parse_filters({n: v for n, v in given.items() if n in FILTERS}, facts)
    last = {n: given[n][-1].strip() for n in ("limit", "wide", "bom") if given.get(n)}
    wide = _flag("wide", last.get("wide"), False)
    columns = parse_columns(given.get("columns", []), (*FACT_COLUMNS, LINK))
    order = parse_order(given.get("order", []), (*FACT_COLUMNS, LINK))
    if wide and (columns or order):
        raise FilterError(
            f"{'columns' if columns else 'order'} does not go with wide=1, whose columns are series and whose rows "
            "are periods"
        )
    return Ask(
        filters=filters,
        columns=columns,
        order=order,
        limit=parse_limit(last.get("limit")),
        wide=wide,
        bom=_flag("bom", last.get("bom"), True),
        query=urlencode([(n, v) for n in (*FILTERS, *OPTIONS) for v in given.get(n, ())], safe=",:"),
    )


def parse_columns(given: list[str], columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The columns that ``columns=`` names, each once; raises FilterError for one that does not exist."""
    return tuple(dict.fromkeys(_known("columns", name, columns) for name in listed(given)))


def parse_order(given: list[str], columns: tuple[Column, ...]) -> tuple[tuple[str, bool], ...]:
    """(column, ascending) for every name in ``order=``; raises FilterError for one that does not exist."""
    flat = tuple(c for c in columns if not pa.types.is_nested(c.type))
    return tuple((_known("order", n.removeprefix("-"), flat), not n.startswith("-")) for n in listed(given))


def parse_limit(text: str | None, most: int | None = None) -> int | None:
    """A number of rows; raises FilterError for anything else."""
    if text is None:
        return None
    # int() also takes signs, underscores and the digits of other scripts
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise FilterError(f"limit {text!r} is no number of rows")
    if most is not None and not 1 <= int(text) <= most:
        raise FilterError(f"limit {text!r} is out of range; there are 1 to {most}")
    return int(text)


def values(raw: Any) -> list[str]:
    """What is given for a parameter, a string or several, without the empty ones."""
    given = [raw] if isinstance(raw, str) else [r for r in raw or () if r is not None]
    return [g for g in given if g.strip()]


def _known(option: str, name: str, columns: tuple[Column, ...]) -> str:
    names = [c.name for c in columns]
    if name not in names:
        raise FilterError(f"{option}: unknown column {name!r}; there are {', '.join(names)}")
    return name


def _flag(name: str, text: str | None, default: bool) -> bool:
    if text is None:
        return default
    if text not in _FLAGS:
        raise FilterError(f"{name} {text!r} is neither 0 nor 1")
    return _FLAGS[text]
