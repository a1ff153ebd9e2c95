"""Text formats: CSV, TSV, JSON and NDJSON, in pieces, so that rows of any number need little memory."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from etl.rows import Rows
from etl.rows import to_json as compact

BOM = b"\xef\xbb\xbf"
BATCH = 2000  # rows a piece

# What a spreadsheet takes for a formula, the full-width forms included. An apostrophe in front makes it
# text; one is also put before apostrophes that already stand there, so that taking one off restores all.
_OPENING = "'*[=+\\-@\t\r|%\uff1d\uff0b\uff0d\uff20]"
_FORMULA, _NUMBER = re.compile(_OPENING), re.compile(r"-?[0-9.,]+")
# The first bytes of what such a text can begin with: most columns of most pieces hold none.
_SUSPECT = np.zeros(256, dtype=bool)
_SUSPECT[[*b"'=+-@\t\r|%", "\uff1d".encode()[0]]] = True
# Stand for a line end inside of a cell, and for the quotes around a number printed as text, while Arrow writes the
# rest. No text has a use for them; for one that holds them all the same they are made longer.
_BREAK, _BARE = "\U0010ffff", "\U0010fffe"


def separated(rows: Rows, delimiter: str = ",", bom: bool = True) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180), or with another delimiter: a piece for the heading and one for some rows each."""
    head = delimiter.join(_heading(n) for n in rows.column_names) + "\r\n"
    yield (BOM if bom else b"") + head.encode()
    options = csv.WriteOptions(include_header=False, delimiter=delimiter, quoting_style="needed")
    if not rows.column_names:
        return
    numbers = [i for i, f in enumerate(rows.schema) if pa.types.is_floating(f.type)]
    for batch in rows.flat_batches(BATCH):
        cells = [
            _harmless(c) if pa.types.is_string(c.type) and i not in numbers else c
            for i, c in enumerate(batch.columns)
        ]
        inner, bare = _unused(cells, _BREAK), _unused(cells, _BARE)
        broken = [i for i, c in enumerate(cells) if pa.types.is_string(c.type) and _contains(c, "\n")]
        for i in broken:
            cells[i] = pc.replace_substring(cells[i], "\n", inner)
        for i in numbers:  # Arrow itself would print 171900000000 as 1.719e+11
            cells[i] = pc.binary_join_element_wise(bare, cells[i], bare, "")
        out = io.BytesIO()
        csv.write_csv(pa.RecordBatch.from_arrays(cells, names=batch.schema.names), out, options)
        text = out.getvalue().replace(b"\n", b"\r\n")
        if broken:
            text = text.replace(inner.encode(), b"\n")
        if numbers:
            text = text.replace(f'"{bare}'.encode(), b"").replace(f'{bare}"'.encode(), b"")
        yield text


def json_array(rows: Rows) -> Iterator[bytes]:
    """One JSON array of objects, one a line."""
    yield b"["
    first = True
    for some in batches(rows):
        yield ("\n" if first else ",\n").encode() + ",\n".join(map(to_json, some)).encode()
        first = False
    yield b"\n]\n"


def json_lines(rows: Rows) -> Iterator[bytes]:
    """One JSON object a line."""
    for some in batches(rows):
        yield "".join(to_json(row) + "\n" for row in some).encode()


def batches(rows: Rows) -> Iterator[list[dict[str, Any]]]:
    """Rows as dicts, some thousand at a time; a 32-bit number has its own digits (0.9), not its 64-bit neighbour's."""
    short = [f.name for f in rows.schema if f.type == pa.float32()]
    for batch in rows.batches(BATCH):
        some = batch.to_pylist()
        for name in short:
            for row, number in zip(some, _shortest(batch[name]), strict=True):
                row[name] = number
        yield some


def to_json(value: Any) -> str:
    """One line of JSON, dates as ISO strings, letters as they are."""
    return json.dumps(value, ensure_ascii=False, default=str, allow_nan=False)


def csv_cell(value: Any) -> str:
    """One CSV cell: null empty, numbers bare, text in quotes and neutralised, lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = compact(value) if isinstance(value, list | dict) else str(value)
    return '"' + neutral(text).replace('"', '""') + '"'


def neutral(text: str) -> str:
    """Text that no spreadsheet runs as a formula; numbers written as text stay as they are."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """The text that :func:`neutral` was given: one apostrophe off where it had put one."""
    return text[1:] if text.startswith("'") and neutral(text) != text else text


def _heading(name: str) -> str:
    return name if re.fullmatch(r"\w+", name) else csv_cell(name)


def _harmless(column: pa.Array) -> pa.Array:
    """A text column without what a spreadsheet would run; see :func:`neutral`."""
    if not _suspect(column):
        return column
    opening = pc.match_substring_regex(column, "^" + _OPENING)
    formula = pc.and_not(opening, pc.match_substring_regex(column, "^-?[0-9.,]+$"))
    return pc.if_else(formula, pc.binary_join_element_wise("'", column, ""), column)


def _unused(columns: list[pa.Array], mark: str) -> str:
    """A mark that no text of the columns holds."""
    made = mark
    while any(_contains(c, made) for c in columns if pa.types.is_string(c.type)):
        made += mark
    return made


def _contains(column: pa.Array, text: str) -> bool:
    return bool(pc.any(pc.match_substring(column, text)).as_py())


def _suspect(column: pa.Array) -> bool:
    """Whether any text begins with a byte that a formula can begin with; a look at every first byte is all it costs."""
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return False
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    first = ends[:-1][ends[1:] > ends[:-1]]
    return bool(_SUSPECT[np.frombuffer(data, np.uint8)[first]].any())


def _shortest(column: pa.Array) -> list[float | None]:
    return [None if x is None else float(str(np.float32(x))) for x in column.to_pylist()]
