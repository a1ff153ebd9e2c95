"""Rows of a table in another order, also where a column holds more text than Arrow's offsets of 32 bits can count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_MOST = 1_000_000_000  # bytes of a column that are put into one piece


def sorted_by(table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """A table ordered by some columns, the least first, empty cells last."""
    return taken(table, pc.sort_indices(table, [(name, "ascending") for name in columns]))


def taken(table: pa.Table, rows: pa.Array) -> pa.Table:
    """Some rows of a table, by their numbers. Columns are in one piece, unless they hold too much for that."""
    return pa.table([_taken(column, rows) for column in table.columns], table.schema)


def _taken(column: pa.ChunkedArray, rows: pa.Array) -> pa.ChunkedArray:
    if column.nbytes <= _MOST:
        return pa.chunked_array([column.combine_chunks().take(rows)], column.type)
    whole = column.cast(_large(column.type)).combine_chunks()
    chunks = [whole.take(some).cast(column.type) for some in _pieces(whole, rows)]
    return pa.chunked_array(chunks, column.type)


def _pieces(whole: pa.Array, rows: pa.Array) -> Iterator[pa.Array]:
    """The numbers of rows, so many at a time as fit into a piece, however unlike in length they are."""
    if pa.types.is_large_string(whole.type):
        size = pc.fill_null(pc.binary_length(whole).take(rows), 0).to_numpy().astype(np.int64)
    else:  # lists are short, all of them
        size = np.full(len(rows), max(1, whole.nbytes // max(1, len(whole))), np.int64)
    ends = np.cumsum(size) // _MOST
    starts = np.flatnonzero(np.diff(ends, prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=False):
        yield rows.slice(int(start), int(end - start))


def _large(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_string(type_):
        return pa.large_string()
    if pa.types.is_list(type_):
        return pa.large_list(_large(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([(f.name, _large(f.type)) for f in type_])
    return type_
