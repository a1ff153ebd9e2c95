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
_OPENED = _BREAK.encode()[:3]  # what both begin with
# Below this a whole number is exact; between these Arrow prints a decimal number without an exponent.
_EXACT, _TINY, _HUGE = 2.0**53, 1e-4, 1e10


def separated(rows: Rows, delimiter: str = ",", bom: bool = True) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180), or with another delimiter: a piece for the heading and one for some rows each."""
    head = delimiter.join(_heading(n) for n in rows.column_names) + "\r\n"
    yield (BOM if bom else b"") + head.encode()
    options = csv.WriteOptions(include_header=False, delimiter=delimiter, quoting_style="needed")
    if not rows.column_names:
        return
    for batch in rows.flat_batches(BATCH):
        cells = [_harmless(c) if pa.types.is_string(c.type) else c for c in batch.columns]
        texts = [i for i, c in enumerate(cells) if pa.types.is_string(c.type)]
        written = [_bytes(cells[i]) for i in texts]
        inner, bare = _unused(written)
        broken = [i for i, data in zip(texts, written, strict=True) if b"\n" in data]
        for i in broken:
            cells[i] = pc.replace_substring(cells[i], "\n", inner)
        numbers = [i for i, c in enumerate(cells) if pa.types.is_floating(c.type)]
        cells = [_digits(c, bare) if i in numbers else c for i, c in enumerate(cells)]
        out = io.BytesIO()
        csv.write_csv(pa.RecordBatch.from_arrays(cells, names=batch.schema.names), out, options)
        text = out.getvalue().replace(b"\n", b"\r\n")
        if broken:
            text = text.replace(inner.encode(), b"\n")
        if any(pa.types.is_string(cells[i].type) for i in numbers):
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
        return digits(value) if isinstance(value, float) else str(value)
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


def _digits(column: pa.Array, bare: str) -> pa.Array:
    """Decimal numbers as Arrow prints them plainly: whole ones as integers, the others as they are.

    Arrow would print 123456789012.5 as 1.234567890125e+11; where a piece holds such, its numbers become text between
    ``bare`` marks.
    """
    size = pc.abs(column)
    whole = pc.all(pc.equal(pc.trunc(column), column), min_count=0).as_py()
    if whole and (pc.max(size).as_py() or 0) < _EXACT:
        return column.cast(pa.int64())
    plain = pc.or_(pc.equal(size, 0), pc.and_(pc.greater_equal(size, _TINY), pc.less(size, _HUGE)))
    if pc.all(plain, min_count=0).as_py():
        return column
    short = column.type == pa.float32()  # with digits of its own (0.9), not those of its 64-bit neighbour
    numbers = [None if x is None else np.float32(x) if short else x for x in column.to_pylist()]
    return pa.array([None if x is None else f"{bare}{digits(x)}{bare}" for x in numbers], pa.string())


def digits(number: Any) -> str:
    """A decimal number in full: 171900000000, 6.4."""
    return str(int(number)) if number == np.trunc(number) and abs(number) < _EXACT else str(number)


def _bytes(column: pa.Array) -> bytes:
    """What a text column holds, one text after another."""
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return b""
    # a column may be a piece of a longer one, with whose bytes it shares its buffer
    ends = np.frombuffer(offsets, np.int32)
    first, last = ends[column.offset], ends[column.offset + len(column)]
    return data.slice(first, last - first).to_pybytes()


def _unused(written: list[bytes]) -> tuple[str, str]:
    """:data:`_BREAK` and :data:`_BARE`, longer where a text holds them."""
    inner, bare = _BREAK, _BARE
    if any(_OPENED in data for data in written):
        while any(inner.encode() in data for data in written):
            inner += _BREAK
        while any(bare.encode() in data for data in written):
            bare += _BARE
    return inner, bare


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
