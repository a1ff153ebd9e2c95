"""Text formats: CSV, TSV, JSON and NDJSON, in pieces, so that rows of any number need little memory."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
# Stands for the quotes around a number printed as text while Arrow writes the rest. No text has a use for it; where one
# holds it all the same it is made longer.
_BARE = "\U0010fffe"
# Below this a whole number is exact; between these Arrow prints a decimal number without an exponent.
_EXACT, _TINY, _HUGE = 2.0**53, 1e-4, 1e10


def separated(rows: Rows, delimiter: str = ",", bom: bool = True) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180), or with another delimiter: a piece for the heading and one for some rows each."""
    head = delimiter.join(_heading(n) for n in rows.column_names) + "\r\n"
    yield (BOM if bom else b"") + head.encode()
    options = csv.WriteOptions(include_header=False, delimiter=delimiter, quoting_style="needed", eol="\r\n")
    if not rows.column_names:
        return
    for batch in _ahead(rows.flat_batches(BATCH)):
        cells = [_harmless(c) if pa.types.is_string(c.type) else c for c in batch.columns]
        numbers = [i for i, c in enumerate(cells) if pa.types.is_floating(c.type)]
        full = {i: _digits(cells[i]) for i in numbers}
        printed = [i for i, c in full.items() if pa.types.is_string(c.type)]
        bare = _unused(cells) if printed else _BARE
        for i, cell in full.items():
            cells[i] = pc.binary_join_element_wise(bare, cell, bare, "") if i in printed else cell
        out = io.BytesIO()
        csv.write_csv(pa.RecordBatch.from_arrays(cells, names=batch.schema.names), out, options)
        text = out.getvalue()
        if printed:
            text = text.replace(f'"{bare}'.encode(), b"").replace(f'{bare}"'.encode(), b"")
        yield text


def _ahead(parts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same parts, each read while the one before it is written."""
    with ThreadPoolExecutor(1) as reader:
        later = reader.submit(next, parts, None)
        while (part := later.result()) is not None:
            later = reader.submit(next, parts, None)
            yield part


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


def _digits(column: pa.Array) -> pa.Array:
    """Decimal numbers as Arrow prints them plainly: whole ones as integers, the others as they are.

    Arrow would print 123456789012.5 as 1.234567890125e+11; where a piece holds such, its numbers become text.
    """
    size = pc.abs(column)
    exact = pc.and_(pc.equal(pc.trunc(column), column), pc.less(size, _EXACT))
    if pc.all(exact, min_count=0).as_py():
        return column.cast(pa.int64())
    plain = pc.or_(pc.equal(size, 0), pc.and_(pc.greater_equal(size, _TINY), pc.less(size, _HUGE)))
    if pc.all(plain, min_count=0).as_py():
        return column
    short = column.type == pa.float32()  # with digits of its own (0.9), not those of its 64-bit neighbour
    whole = pc.if_else(exact, column, None).cast(pa.int64()).cast(pa.string())
    texts = pc.coalesce(whole, pc.if_else(plain, column, None).cast(pa.string())).to_pylist()
    rest = pc.indices_nonzero(pc.invert(pc.or_(exact, plain))).to_pylist()
    for i in rest:
        number = column[i].as_py()
        texts[i] = digits(np.float32(number) if short else number)
    return pa.array(texts, pa.string())


def digits(number: Any) -> str:
    """A decimal number in full: 171900000000, 6.4."""
    return str(int(number)) if number == np.trunc(number) and abs(number) < _EXACT else str(number)


def _unused(columns: list[pa.Array]) -> str:
    """:data:`_BARE`, longer where a text holds it."""
    bare = _BARE
    # hardly any text holds a character that far out, and a look at the bytes tells
    far = [c for c in columns if pa.types.is_string(c.type) and (_data(c) == _BARE.encode()[0]).any()]
    while any(pc.any(pc.match_substring(c, bare), min_count=0).as_py() for c in far):
        bare += _BARE
    return bare


def _data(column: pa.Array) -> np.ndarray:
    """The bytes of a text column, one text after another; of a piece of a longer one, its own."""
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return np.empty(0, np.uint8)
    ends = np.frombuffer(offsets, np.int32)
    return np.frombuffer(data, np.uint8)[ends[column.offset] : ends[column.offset + len(column)]]


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
