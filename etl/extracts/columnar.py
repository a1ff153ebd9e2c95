"""Parquet and Arrow IPC: the rows with its types, the metadata of the extract in the schema."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

from etl.rows import Rows

ABOUT = b"tradetrace_extract"  # key of the schema's metadata; its value is a JSON object
_ROWS = 50_000  # rows held at a time


def parquet(rows: Rows, fileobj: BinaryIO, told: dict[str, Any] | None) -> None:
    """Write Parquet, compressed with zstd, which pandas, DuckDB, R and Excel's Power Query read."""
    schema = _told(rows.schema, told)
    with pq.ParquetWriter(fileobj, schema, compression="zstd") as out:
        held: list[pa.RecordBatch] = []
        for batch in rows.batches():
            held.append(batch)
            if sum(b.num_rows for b in held) >= _ROWS:  # statistics are of use for groups of many rows
                out.write_table(pa.Table.from_batches(held).replace_schema_metadata(schema.metadata))
                held = []
        if held:
            out.write_table(pa.Table.from_batches(held).replace_schema_metadata(schema.metadata))


def arrow(rows: Rows, fileobj: BinaryIO, told: dict[str, Any] | None) -> None:
    """Write an Arrow IPC file (Feather version 2), not compressed, so that it can be mapped into memory."""
    schema = _told(rows.schema, told)
    with ipc.new_file(fileobj, schema) as out:
        for batch in rows.batches(_ROWS):
            # what lies under empty cells is anything; taken anew it is nothing, and the same rows are the same bytes
            batch = batch.take(pa.array(range(batch.num_rows), pa.int64()))
            out.write_batch(batch.replace_schema_metadata(schema.metadata))


def _told(schema: pa.Schema, told: dict[str, Any] | None) -> pa.Schema:
    if told is None:
        return schema
    return schema.with_metadata({**(schema.metadata or {}), ABOUT: json.dumps(told, ensure_ascii=False)})
