"""Facts as a file of any format, for those who have a table and no collection; :mod:`etl.extracts` does the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from etl.extracts.shape import with_links
from etl.extracts.text import csv_cell, neutral, restored, to_json
from etl.extracts.write import write
from etl.formats import FORMATS as EXPORT_FORMATS
from etl.rows import Rows
from etl.schema import FACT_SCHEMA

__all__ = ["EXPORT_FORMATS", "csv_cell", "export_facts", "facts_table", "neutral", "restored", "to_json"]


def facts_table(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Facts of :func:`etl.extract` with their document's columns, as a table with the columns of the codebook.

    Columns that a row does not have are empty. Raises pyarrow's errors for values of another type.
    """
    return pa.Table.from_pylist([{n: row.get(n) for n in FACT_SCHEMA.names} for row in rows], FACT_SCHEMA)


def export_facts(
    facts: pa.Table, format: str, fileobj: BinaryIO, base_url: str | None, *, bom: bool = True
) -> None:
    """Write facts to a binary file in one of :data:`EXPORT_FORMATS`, with a column ``link`` added.

    ``link`` is ``<base_url>/figure/<fact_id>``; without a ``base_url`` there is no such column. CSV: UTF-8, with a
    byte order mark unless ``bom`` is false, decimal points, ISO dates, nested columns as JSON, text cells that a
    spreadsheet would run neutralised with a leading apostrophe. JSON: one array of objects. Raises ValueError for
    another format.
    """
    if format not in EXPORT_FORMATS:
        raise ValueError(f"unknown format {format!r}; there are {', '.join(EXPORT_FORMATS)}")
    rows = facts if base_url is None else with_links(facts, base_url)
    write(Rows.of(rows), format, fileobj, bom=bom)
