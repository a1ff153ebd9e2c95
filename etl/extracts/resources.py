"""The tables that can be asked for page by page: their columns, their filters, the rows that match.

Facts are filtered as by :func:`etl.select`; observations are those of the facts that match; documents are without their
text, which remains their publishers'; checks are the findings about the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa

from etl.codes import codelist
from etl.errors import FilterError
from etl.extracts.ask import parse_columns, parse_order, values
from etl.extracts.shape import with_links
from etl.filters import FILTERS, listed
from etl.index import Index
from etl.index.sql import Where, among
from etl.query import NONE, parse_filters, search_terms, told
from etl.rows import Rows
from etl.schema import DOCUMENT_COLUMNS, FACT_COLUMNS, LINK, OBSERVATION_COLUMNS, Column
from etl.schema_checks import CHECK_COLUMNS

PAGE = ("columns", "order")  # options of every resource, beside limit and cursor
_NO_TEXT = tuple(c for c in DOCUMENT_COLUMNS if c.name != "text")

# Takes columns, order, limit and offset.
Answer = Callable[..., Rows]


@dataclass(frozen=True)
class Resource:
    """One table of the API: ``filters`` are parameter -> meaning, ``key`` is the column that identifies a row,
    ``answer`` makes of an index, the filters given and the site's address what answers with any part of the rows."""

    name: str
    meaning: str
    key: str
    columns: tuple[Column, ...]
    filters: Mapping[str, str]
    answer: Callable[[Index, Mapping[str, list[str]], str], Answer]


def _facts(index: Index, given: Mapping[str, list[str]], base_url: str) -> Answer:
    return partial(index.facts, link=base_url, **parse_filters(given, index))


def _observations(index: Index, given: Mapping[str, list[str]], base_url: str) -> Answer:
    filters = parse_filters(given, index)

    def answer(columns: list[str], **how: Any) -> Rows:
        rows = index.observations(**how, **filters)

        def linked(size: int) -> Iterator[pa.RecordBatch]:
            return (with_links(batch, base_url).select(columns) for batch in rows.batches(size))

        schema = pa.schema([*rows.schema, (LINK.name, LINK.type)])
        return Rows(pa.schema([schema.field(n) for n in columns]), rows.num_rows, linked)

    return answer


def _documents(index: Index, given: Mapping[str, list[str]], base_url: str) -> Answer:
    where = _matching(index, "documents", given, _NO_TEXT)
    for term in search_terms(" ".join(given.get("q", ()))):
        where.add("contains(folded, ?)", term)
    return partial(index.rows, "documents", where=where)


def _checks(index: Index, given: Mapping[str, list[str]], base_url: str) -> Answer:
    return partial(index.rows, "checks", where=_matching(index, "checks", given, CHECK_COLUMNS))


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


def resource_rows(
    index: Index,
    name: str,
    query: Mapping[str, Any],
    base_url: str,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Rows:
    """The rows of a resource that match, in the order and with the columns asked for, from the ``offset``-th on.

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
    names = [c.name for c in resource.columns]
    if columns:
        always = [n for n in (resource.key, LINK.name) if n in names]
        names = [*dict.fromkeys((*columns, *always))]
    return resource.answer(index, given, base_url)(columns=names, order=order, limit=limit, offset=offset)


def _matching(index: Index, table: str, given: Mapping[str, list[str]], columns: tuple[Column, ...]) -> Where:
    where = Where()
    for name, raw in given.items():
        if name == "q":
            continue
        declared = next((c for c in columns if c.name == name), None)
        many = declared is None
        column = declared or next(c for c in columns if c.name == f"{name}s")
        wanted = listed(raw)
        for value in wanted:
            _check(index, table, name, value, column)
        if many:
            where.add(f"list_has_any({column.name}, ?)", wanted)
            continue
        if name in ("reporter", "partner"):
            held = index.values_of(table, name)
            wanted += [code for code in held if code and {*wanted} & {*code.split("+")}]
        among(where, name, wanted)
    return where


def _check(index: Index, table: str, name: str, value: str, column: Column) -> None:
    if value == NONE and column.nullable:
        return
    if name in ("fact_id", "doc_id") and pa.types.is_list(column.type):
        if not index.holds(name, value):
            what = "A refresh may have removed it, or it was cut short"
            raise FilterError(f"unknown {name} {value!r}. {what}")
        return
    known = column.values or (codelist(column.codelist) if column.codelist else None)
    parts = value.split("+") if column.codelist == "areas" else [value]
    if known is not None and all(p in known for p in parts):
        return
    held = [v for v in index.values_of(table, column.name) if v is not None]
    if known is None and value in held:
        return
    raise FilterError(f"unknown {name} {value!r}. There are {told(column.values or sorted(held))}")


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
