"""Parquet and Arrow IPC: the table with its types, the metadata of the extract in the schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

ABOUT = b"tradetrace_extract"  # key of the schema's metadata; its value is a JSON object
_ROWS = 50_000  # rows held at a time


def parquet(table: pa.Table, fileobj: BinaryIO, told: dict[str, Any] | None) -> None:
    """Write Parquet, compressed with zstd, which pandas, DuckDB, R and Excel's Power Query read."""
    table = _told(table, told)
    with pq.ParquetWriter(fileobj, table.schema, compression="zstd") as out:
        _pieces(table, lambda piece: out.write_table(piece, row_group_size=_ROWS))


def arrow(table: pa.Table, fileobj: BinaryIO, told: dict[str, Any] | None) -> None:
    """Write an Arrow IPC file (Feather version 2), not compressed, so that it can be mapped into memory."""
    table = _told(table, told)
    with ipc.new_file(fileobj, table.schema) as out:
        _pieces(table, out.write_table)


def _pieces(table: pa.Table, write: Callable[[pa.Table], None]) -> None:
    for start in range(0, table.num_rows, _ROWS):
        write(table.slice(start, _ROWS))


def _told(table: pa.Table, told: dict[str, Any] | None) -> pa.Table:
    if told is None:
        return table
    mark = {ABOUT: json.dumps(told, ensure_ascii=False)}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **mark})
