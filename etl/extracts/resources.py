"""The tables that can be asked for page by page: their columns, their filters, the rows that match.

Facts are filtered by :func:`etl.select`; observations are those of the facts that match; documents are without their
text, which remains their publishers'; checks are the findings about the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.codes import codelist
from etl.errors import FilterError
from etl.extracts.ask import parse_columns, parse_order, values
from etl.extracts.shape import kept, ordered, with_links
from etl.filters import FILTERS, listed
from etl.query import fold, observations, parse_filters, select
from etl.schema import DOCUMENT_COLUMNS, FACT_COLUMNS, LINK, OBSERVATION_COLUMNS, Column
from etl.schema_checks import CHECK_COLUMNS
from etl.tables import Tables

PAGE = ("columns", "order")  # options of every resource, beside limit and cursor
_NO_TEXT = tuple(c for c in DOCUMENT_COLUMNS if c.name != "text")
_NONE = "none"


@dataclass(frozen=True)
class Resource:
    """One table of the API: ``filters`` are parameter -> meaning, ``key`` is the column that identifies a row."""

    name: str
    meaning: str
    key: str
    columns: tuple[Column, ...]
    filters: Mapping[str, str]
    rows: Callable[[Tables, Mapping[str, list[str]], str], pa.Table]


def _facts(tables: Tables, given: Mapping[str, list[str]], base_url: str) -> pa.Table:
    return with_links(select(tables.facts, **parse_filters(given, tables.facts)), base_url)


def _observations(tables: Tables, given: Mapping[str, list[str]], base_url: str) -> pa.Table:
    facts = select(tables.facts, **parse_filters(given, tables.facts))
    return with_links(observations(facts), base_url)


def _documents(tables: Tables, given: Mapping[str, list[str]], base_url: str) -> pa.Table:
    found = _matching(tables.documents.drop_columns(["text"]), given, _NO_TEXT)
    if given.get("q"):
        terms = fold(" ".join(given["q"])).split()
        texts = zip(*(found[n].to_pylist() for n in ("title", "author", "publisher")), strict=True)
        hits = [all(t in fold("\n".join(x or "" for x in one)) for t in terms) for one in texts]
        found = found.filter(pa.array(hits, pa.bool_()))
    return found


def _checks(tables: Tables, given: Mapping[str, list[str]], base_url: str) -> pa.Table:
    known = {n: tables.facts[n].unique().to_pylist() for n in ("fact_id", "doc_id") if n in given}
    return _matching(tables.checks, given, CHECK_COLUMNS, known)


RESOURCES: dict[str, Resource] = {
    r.name: r
    for r in (
        Resource(
            "facts",
            "One row per figure that a document states, with its passage and source.",
            "fact_id",
            (*FACT_COLUMNS, LINK),
            FILTERS,
            _facts,
        ),
        Resource(
            "observations",
            "One row per series and period: the figure shown for it, how many state it, how far they spread.",
            "observation_id",
            (*OBSERVATION_COLUMNS, LINK),
            FILTERS,
            _observations,
        ),
        Resource(
            "documents",
            "One row per document, without its text.",
            "doc_id",
            _NO_TEXT,
            {
                "doc_id": FILTERS["doc_id"],
                "lang": FILTERS["lang"],
                "publisher": FILTERS["publisher"],
                "q": "Words that title, author or publisher hold, in any case and with or without marks.",
            },
            _documents,
        ),
        Resource(
            "checks",
            "One row per finding: figures held against each other.",
            "finding_id",
            CHECK_COLUMNS,
            {
                "check": "What was checked, a code of the codelist checks.",
                "verdict": "holds, fails or cannot_say.",
                **{n: FILTERS[n] for n in ("indicator", "reporter", "partner", "commodity", "compiler")},
                "period_type": FILTERS["period_type"],
                "fact_id": "Findings about this fact.",
                "doc_id": "Findings about figures of this document.",
            },
            _checks,
        ),
    )
}


def resource_rows(tables: Tables, name: str, query: Mapping[str, Any], base_url: str) -> pa.Table:
    """All rows of a resource that match, in the order and with the columns asked for.

    ``query`` holds its filters and :data:`PAGE`. Raises FilterError for an unknown parameter or value.
    """
    resource = RESOURCES[name]
    given = {n: found for n, raw in query.items() if (found := values(raw))}
    for parameter in query:
        if parameter not in resource.filters and parameter not in PAGE:
            there = ", ".join((*resource.filters, *PAGE, "limit", "cursor"))
            raise FilterError(f"unknown parameter {parameter!r}; there are {there}")
    columns = parse_columns(given.pop("columns", []), resource.columns)
    order = parse_order(given.pop("order", []), resource.columns)
    rows = ordered(resource.rows(tables, given, base_url), order)
    return rows.select(kept(rows, columns, (resource.key, LINK.name)))


def _matching(
    table: pa.Table,
    given: Mapping[str, list[str]],
    columns: tuple[Column, ...],
    known: Mapping[str, list[str]] | None = None,
) -> pa.Table:
    masks = []
    for name, raw in given.items():
        if name == "q":
            continue
        plural = f"{name}s"
        many = name not in table.column_names and plural in table.column_names
        column = table[plural if many else name]
        declared = next(c for c in columns if c.name == (plural if many else name))
        wanted = listed(raw)
        held = pc.unique(pc.list_flatten(column) if many else column).to_pylist()
        for value in wanted:
            _check(name, value, declared, [v for v in (known or {}).get(name, held) if v is not None])
        if many:
            masks.append(
                pa.chunked_array([[bool({*wanted} & {*one}) for one in column.to_pylist()]], pa.bool_())
            )
            continue
        if name in ("reporter", "partner"):
            wanted += [code for code in held if code and {*wanted} & {*code.split("+")}]
        masks.append(
            pc.is_in(column, value_set=pa.array([None if v == _NONE else v for v in wanted], pa.string()))
        )
    return table.filter(reduce(pc.and_, masks)) if masks else table


def _check(name: str, value: str, column: Column, held: list[str]) -> None:
    if value == _NONE and column.nullable:
        return
    known = column.values or (codelist(column.codelist) if column.codelist else held)
    parts = value.split("+") if column.codelist == "areas" else [value]
    if not all(p in known for p in parts):
        if name == "fact_id":  # a list of every fact helps nobody
            raise FilterError(
                f"unknown fact_id {value!r}. A refresh may have removed it, or it was cut short"
            )
        there = ", ".join(column.values or sorted(held))
        raise FilterError(f"unknown {name} {value!r}. There are {there or 'none'}")


def json_schema(column: Column) -> dict[str, Any]:
    """The JSON Schema of a column's values as they stand in JSON."""
    schema = _json_type(column.type)
    if column.values:
        schema["enum"] = [*column.values, *([None] if column.nullable else [])]
    if column.nullable:
        schema["type"] = [schema["type"], "null"]
    return {**schema, "description": column.meaning}


def _json_type(type_: pa.DataType) -> dict[str, Any]:
    if pa.types.is_list(type_):
        return {"type": "array", "items": _json_type(type_.value_type)}
    if pa.types.is_struct(type_):
        fields = {f.name: _json_type(f.type) for f in type_}
        for one in fields.values():
            one["type"] = [one["type"], "null"]
        return {
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        }
    if pa.types.is_date(type_):
        return {"type": "string", "format": "date"}
    if pa.types.is_integer(type_):
        return {"type": "integer"}
    return {"type": "number" if pa.types.is_floating(type_) else "string"}
