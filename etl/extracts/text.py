"""Text formats: CSV, TSV, JSON and NDJSON, in pieces, so that a table of any size needs little memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

BOM = b"\xef\xbb\xbf"
BATCH = 2000  # rows a piece

# What a spreadsheet takes for a formula, the full-width forms included. An apostrophe in front makes it
# text; one is also put before apostrophes that already stand there, so that taking one off restores all.
_FORMULA = re.compile(r"'*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?[0-9.,]+")


def separated(table: pa.Table, delimiter: str = ",", bom: bool = True) -> Iterator[bytes]:
    """The table as CSV (RFC 4180), or with another delimiter, a piece for the heading and one a batch."""
    head = delimiter.join(_heading(n) for n in table.column_names) + "\r\n"
    yield (BOM if bom else b"") + head.encode()
    for batch in table.to_batches(max_chunksize=BATCH):
        columns = [_cells(column) for column in batch.columns]
        lines = [delimiter.join(row) for row in zip(*columns, strict=True)]
        if lines:
            yield ("\r\n".join(lines) + "\r\n").encode()


def json_array(table: pa.Table) -> Iterator[bytes]:
    """One JSON array of objects, one a line."""
    yield b"["
    first = True
    for rows in batches(table):
        yield ("\n" if first else ",\n").encode() + ",\n".join(map(to_json, rows)).encode()
        first = False
    yield b"\n]\n"


def json_lines(table: pa.Table) -> Iterator[bytes]:
    """One JSON object a line."""
    for rows in batches(table):
        yield "".join(to_json(row) + "\n" for row in rows).encode()


def batches(table: pa.Table) -> Iterator[list[dict[str, Any]]]:
    """Rows as dicts, some thousand at a time; a 32-bit number has its own digits (0.9), not its 64-bit neighbour's."""
    short = [f.name for f in table.schema if f.type == pa.float32()]
    for batch in table.to_batches(max_chunksize=BATCH):
        rows = batch.to_pylist()
        for name in short:
            for row, number in zip(rows, _shortest(batch[name]), strict=True):
                row[name] = number
        if rows:
            yield rows


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


def restored(text: str) -> str:
    """The text that :func:`neutral` was given: one apostrophe off where it had put one."""
    return text[1:] if text.startswith("'") and neutral(text) != text else text


def _heading(name: str) -> str:
    return name if re.fullmatch(r"\w+", name) else csv_cell(name)


def _cells(column: pa.Array) -> list[str]:
    if column.type == pa.float32():
        return ["" if x is None else str(x) for x in _shortest(column)]
    values = column.to_pylist()
    if pa.types.is_nested(column.type):
        return [csv_cell(x) for x in values]
    # few values, many times over: titles, codes, periods
    known = {x: csv_cell(x) for x in set(values)}
    return [known[x] for x in values]


def _shortest(column: pa.Array) -> list[float | None]:
    return [None if x is None else float(str(np.float32(x))) for x in column.to_pylist()]
