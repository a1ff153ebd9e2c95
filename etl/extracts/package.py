"""The data package: every table that belongs to the facts asked for, described by Table Schema, in one zip file."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pyarrow as pa

from etl.codebook import codebook, codebook_table
from etl.codes import CODELISTS
from etl.errors import FilterError
from etl.extracts.about import about
from etl.extracts.ask import Ask
from etl.extracts.sdmx import sdmx_csv, structure
from etl.extracts.shape import with_links
from etl.extracts.text import separated
from etl.index import Index
from etl.rows import Rows
from etl.schema import DOCUMENT_COLUMNS, FACT_COLUMNS, LINK, OBSERVATION_COLUMNS, Column
from etl.schema_checks import CHECK_COLUMNS

NAME = "tradetrace"
_TYPES = {"string": "string", "date32[day]": "date", "double": "number", "float": "number"}
# Which column of data.csv leads to which codelist; reporter and partner may join several areas (MY+ID).
_JOINED = ("reporter", "partner")
_KEYS = {"data": "fact_id", "documents": "doc_id", "observations": "observation_id", "checks": "finding_id"}
_TITLES = {
    "data": "Figures that documents state",
    "documents": "The documents, without their text",
    "observations": "One row per series and period",
    "checks": "Figures held against each other",
    "codebook": "Every column",
}


def only_filters(ask: Ask, what: str) -> None:
    """Raise FilterError for an option that has no meaning for a format whose columns are fixed."""
    given = {"columns": ask.columns, "order": ask.order, "limit": ask.limit is not None, "wide": ask.wide}
    for name, value in given.items():
        if value:
            raise FilterError(
                f"{name} does not go with {what}, whose columns and rows are fixed; use filters only"
            )


def package(index: Index, ask: Ask, base_url: str, address: str, fileobj: BinaryIO) -> None:
    """Write the zip file; the same tables and question give the same bytes. Raises FilterError."""
    only_filters(ask, "a data package")
    told = about(index, address, ask.query, index.count(**ask.filters))
    held = _tables(index, ask.filters, base_url)
    lists = sorted({c.codelist for _, columns in held.values() for c in columns if c.codelist})
    made = dt.datetime.fromisoformat(told["made"])
    with zipfile.ZipFile(fileobj, "w", zipfile.ZIP_DEFLATED) as out:

        def put(name: str, parts: Iterable[bytes]) -> None:
            info = zipfile.ZipInfo(name, made.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with out.open(info, "w") as file:
                for part in parts:
                    file.write(part)

        documents = held["documents"][0]
        put("README.md", [_readme(told).encode()])
        put("datapackage.json", [_json(_descriptor(told, held, lists, documents))])
        for name, (rows, _) in held.items():
            put(f"{name}.csv", separated(rows, bom=ask.bom))
        put("codebook.md", [codebook().encode()])
        for name in lists:
            put(f"codelists/{name}.csv", [(CODELISTS / f"{name}.csv").read_bytes()])
        put("sdmx/observations.csv", sdmx_csv(index, base_url, **ask.filters))
        put("sdmx/structure.xml", [structure(index, told["made"])])


def table_schema(columns: Iterable[Column], key: str | None = None) -> dict[str, Any]:
    """The Table Schema of some columns as they stand in CSV."""
    schema: dict[str, Any] = {"fields": [_field(c) for c in columns], "missingValues": [""]}
    if key:
        schema["primaryKey"] = key
    return schema


def _tables(index: Index, filters: dict[str, Any], base_url: str) -> dict[str, tuple[Rows, list[Column]]]:
    """Name -> rows and columns; of documents and checks, where facts are filtered, those that belong to them."""
    documents = [c for c in DOCUMENT_COLUMNS if c.name != "text"]
    observations = index.observations(**filters)
    linked = pa.schema([*observations.schema, (LINK.name, LINK.type)])
    return {
        "data": (index.facts(link=base_url, **filters), [*FACT_COLUMNS, LINK]),
        "documents": (index.belonging("documents", filters, [c.name for c in documents]), documents),
        "observations": (
            Rows(
                linked,
                observations.num_rows,
                lambda size: (with_links(batch, base_url) for batch in observations.batches(size)),
            ),
            [*OBSERVATION_COLUMNS, LINK],
        ),
        "checks": (
            index.belonging("checks", filters, [c.name for c in CHECK_COLUMNS]),
            list(CHECK_COLUMNS),
        ),
        "codebook": (Rows.of(codebook_table()), []),
    }


def _descriptor(
    told: dict[str, Any], held: dict[str, Any], lists: list[str], documents: Rows
) -> dict[str, Any]:
    resources = []
    for name, (rows, columns) in held.items():
        columns = columns or [Column(n, pa.string(), "", "") for n in rows.column_names]
        schema = table_schema(columns, _KEYS.get(name))
        schema["foreignKeys"] = list(_foreign(name, columns))
        if not schema["foreignKeys"]:
            del schema["foreignKeys"]
        resources.append(_resource(name, f"{name}.csv", _TITLES[name], schema))
    for name in lists:
        head = (CODELISTS / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0].strip().split(",")
        schema = table_schema([Column(n, pa.string(), "", "", nullable=n != "code") for n in head], "code")
        resources.append(
            _resource(f"codelist-{name}".replace("_", "-"), f"codelists/{name}.csv", name, schema)
        )
    return {
        "profile": "data-package",
        "name": NAME,
        "title": told["title"],
        "description": " ".join([told["licence"], *told["caveats"]]),
        "version": f"{told['version']}+{told['state']}",
        "created": told["made"],
        "homepage": told["source"].split("/extracts/")[0],
        "keywords": ["trade", "investment", "Vietnam", "China", "provenance"],
        "bibliographicCitation": told["citation"],
        "filter": told["filter"],
        "sources": list(_sources(documents)),
        "resources": resources,
    }


def _resource(name: str, path: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _foreign(name: str, columns: list[Column]) -> Iterator[dict[str, Any]]:
    if name == "data":
        yield {"fields": "doc_id", "reference": {"resource": "documents", "fields": "doc_id"}}
    for c in columns:
        if c.codelist and c.name not in _JOINED:
            target = f"codelist-{c.codelist}".replace("_", "-")
            yield {"fields": c.name, "reference": {"resource": target, "fields": "code"}}


def _sources(documents: Rows) -> Iterator[dict[str, str]]:
    for d in (d for batch in documents.batches() for d in batch.to_pylist()):
        title = ", ".join(filter(None, (d["title"] or d["doc_id"], d["publisher"])))
        yield {"title": title, **({"path": d["url"]} if d["url"] else {})}


def _field(c: Column) -> dict[str, Any]:
    kind = (
        "array"
        if pa.types.is_list(c.type)
        else "integer"
        if pa.types.is_integer(c.type)
        else _TYPES[str(c.type)]
    )
    made: dict[str, Any] = {"name": c.name, "type": kind, "description": c.meaning}
    if c.sdmx:
        made["sdmx"] = c.sdmx
    if c.unit:
        made["unit"] = c.unit
    constraints: dict[str, Any] = {} if c.nullable else {"required": True}
    if c.values:
        constraints["enum"] = list(c.values)
    return {**made, "constraints": constraints} if constraints else made


def _readme(told: dict[str, Any]) -> str:
    caveats = "\n".join(f"- {c}" for c in told["caveats"])
    return f"""# {told["title"]}

Made {told["made"]} by tradetrace {told["version"]} (extractor {told["extractor"]}, schema {told["schema"]}, state {told["state"]}).
Filter: {told["filter"]}. Figures: {told["rows"]}.

## How to cite

{told["citation"]}

A single figure is cited with its own page, the column `link` of `data.csv`.

## Files

- `data.csv`: one row per figure that a document states, with quote, passage, source and link.
- `observations.csv`: one row per series and period. `checks.csv`: figures held against each other.
- `documents.csv`: the documents, without their text.
- `codebook.csv`, `codebook.md`: every column. `codelists/`: every code with its names in Vietnamese, English and Chinese.
- `sdmx/`: the observations as SDMX-CSV 2 and their structure in SDMX-ML.
- `datapackage.json`: all of this for programs (Data Package, Table Schema).

CSV is UTF-8 with a byte order mark, decimal points and ISO dates. A text that a spreadsheet would run as a formula
begins with an apostrophe; taking one off restores it. `NA` is Namibia, not a missing value; an empty cell is.

## Licence

{told["licence"]}

## Caveats

{caveats}
"""


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
