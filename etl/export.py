"""Extracts: the facts as CSV, Parquet or JSON, each row with its passage, its source and a link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl.schema import FACT_SCHEMA

EXPORT_FORMATS: dict[str, tuple[str, str]] = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "json": ("application/json", "json"),
}

# What a spreadsheet takes for a formula, the full-width forms included. An apostrophe in front makes it
# text; one is also put before apostrophes that already stand there, so that taking one off restores all.
_FORMULA = re.compile(r"'*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?[0-9.,]+")


def facts_table(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Facts of :func:`etl.extract` with their document's columns, as a table with the columns of the codebook.

    Columns that a row does not have are empty. Raises pyarrow's errors for values of another type.
    """
    return pa.Table.from_pylist([{n: row.get(n) for n in FACT_SCHEMA.names} for row in rows], FACT_SCHEMA)


def export_facts(
    facts: pa.Table, format: str, fileobj: BinaryIO, base_url: str | None, *, bom: bool = True
) -> None:
    """Write facts to a binary file in one of :data:`EXPORT_FORMATS`, with a column ``link`` added.

    ``link`` is ``<base_url>/figure/<fact_id>``; without a ``base_url`` there is no such column. CSV: UTF-8, with a byte order mark unless ``bom`` is
    false, decimal points, ISO dates, nested columns as JSON, text cells that a spreadsheet would run
    neutralised with a leading apostrophe. JSON: one array of objects. Raises ValueError for another format.
    """
    if format not in EXPORT_FORMATS:
        raise ValueError(f"unknown format {format!r}; there are {', '.join(EXPORT_FORMATS)}")
    if base_url is not None:
        root = base_url.rstrip("/") + "/figure/"
        links = pa.array([root + one for one in facts["fact_id"].to_pylist()], pa.string())
        facts = facts.append_column("link", links)
    if format == "parquet":
        pq.write_table(facts, fileobj, compression="zstd")
    elif format == "json":
        fileobj.write(b"[")
        first = True
        for row in _rows(facts):
            fileobj.write(b"\n" if first else b",\n")
            fileobj.write(to_json(row).encode())
            first = False
        fileobj.write(b"\n]\n")
    else:
        if bom:
            fileobj.write(b"\xef\xbb\xbf")
        fileobj.write((",".join(facts.column_names) + "\r\n").encode())
        for row in _rows(facts):
            fileobj.write((",".join(map(csv_cell, row.values())) + "\r\n").encode())


def to_json(value: Any) -> str:
    """One line of JSON, dates as ISO strings, letters as they are."""
    return json.dumps(value, ensure_ascii=False, default=str, allow_nan=False)


def csv_cell(value: Any) -> str:
    """One CSV cell: null empty, numbers bare, text in quotes and neutralised, lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = to_json(value) if isinstance(value, list | dict) else str(value)
    return '"' + neutral(text).replace('"', '""') + '"'


def neutral(text: str) -> str:
    """Text that no spreadsheet runs as a formula; numbers written as text stay as they are."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _rows(facts: pa.Table) -> Iterator[dict[str, Any]]:
    # A 32-bit number is written with its own digits (0.9), not with those of its 64-bit neighbour.
    short = [f.name for f in facts.schema if f.type == pa.float32()]
    for batch in facts.to_batches(max_chunksize=5000):
        digits = {
            n: [None if x is None else float(str(np.float32(x))) for x in batch[n].to_pylist()] for n in short
        }
        for i, row in enumerate(batch.to_pylist()):
            for name in short:
                row[name] = digits[name][i]
            yield row
