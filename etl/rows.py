"""Rows that may be too many to hold: their schema, their number, and a way to read them piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

BATCH = 4000  # rows a piece

Read = Callable[[int], Iterator[pa.RecordBatch]]


@dataclass(frozen=True)
class Rows:
    """The answer to a question, read anew each time it is asked for.

    ``_read`` gives the rows, some at a time; ``_read_flat`` gives them as :meth:`flat_batches` does, where whoever
    holds them can do that faster than Python.
    """

    schema: pa.Schema
    num_rows: int
    _read: Read
    _read_flat: Read | None = None

    @classmethod
    def of(cls, table: pa.Table) -> Rows:
        """The rows of a table that is in memory."""
        return cls(table.schema, table.num_rows, lambda size: iter(table.to_batches(max_chunksize=size)))

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in their order."""
        return self.schema.names

    def batches(self, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """The rows, at most ``size`` at a time; none at all when there are no rows."""
        return (batch for batch in self._read(size) if batch.num_rows)

    def flat_batches(self, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """The rows as :meth:`batches` gives them, with lists and structs as JSON text."""
        if self._read_flat is not None:
            return (batch for batch in self._read_flat(size) if batch.num_rows)
        return map(_flat, self.batches(size))

    def table(self) -> pa.Table:
        """All rows as one table in memory."""
        return pa.Table.from_batches(self.batches(), self.schema).combine_chunks()

    def to_pylist(self) -> list[dict[str, Any]]:
        """All rows as dicts."""
        return self.table().to_pylist()


def _flat(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [
        pa.array([None if v is None else to_json(v) for v in c.to_pylist()], pa.string())
        if pa.types.is_nested(c.type)
        else c
        for c in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def to_json(value: Any) -> str:
    """JSON without spaces, letters as they are: as DuckDB writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False)
