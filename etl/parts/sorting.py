"""Parquet files as one table that is sorted on disk: DuckDB does it, within a bound of memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

# One thread: with each more rows are held at a time, and files that lie side by side are read in step.
_CONFIG = {"memory_limit": "600MB", "threads": 1, "preserve_insertion_order": True}
_ROWS = 10_000
GROUP = 100_000  # rows of a row group


class Sorter:
    """Questions to Parquet files; what does not fit into memory goes to ``folder`` for a while."""

    def __init__(self, folder: Path) -> None:
        self._db = duckdb.connect(config={**_CONFIG, "temp_directory": str(folder)})
        self._db.execute("SET enable_progress_bar = false")

    def rows(self, sql: str, schema: pa.Schema) -> Iterator[pa.Table]:
        """The answer in this schema, some rows at a time."""
        for batch in self._db.sql(sql).to_arrow_reader(_ROWS):
            if batch.num_rows:
                yield pa.Table.from_batches([batch]).cast(schema)

    def close(self) -> None:
        """Let go of everything."""
        self._db.close()


def files(paths: Iterable[str | Path]) -> str:
    """Parquet files of the same columns in SQL, one after the other."""
    told = ", ".join(f"'{quoted}'" for quoted in (str(p).replace("'", "''") for p in paths))
    return f"read_parquet([{told}])"


def write(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Write tables as one file; how many rows it has."""
    count = 0
    with pq.ParquetWriter(
        path, schema, compression="zstd", write_statistics=True, write_page_checksum=True
    ) as writer:
        for table in regrouped(tables, GROUP):
            writer.write_table(table, row_group_size=GROUP)
            count += table.num_rows
        if not count:
            writer.write_table(schema.empty_table())
    return count


def regrouped(tables: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """The same rows, so many at a time."""
    held: list[pa.Table] = []
    count = 0
    for table in tables:
        while count + table.num_rows >= size:
            first = table.slice(0, size - count)
            yield pa.concat_tables([*held, first])
            table, held, count = table.slice(first.num_rows), [], 0
        if table.num_rows:
            held.append(table)
            count += table.num_rows
    if held:
        yield pa.concat_tables(held)


def by_key(tables: Iterable[pa.Table], keys: Sequence[str], size: int) -> Iterator[pa.Table]:
    """Rows that lie in the order of some columns, so many at a time or more, all with the same key together."""
    held: list[pa.Table] = []
    count = 0
    for table in tables:
        if count >= size:
            cut = _first_other(table, keys, held[-1])
            if cut is not None:
                yield pa.concat_tables([*held, table.slice(0, cut)])
                table, held, count = table.slice(cut), [], 0
        held.append(table)
        count += table.num_rows
    if held:
        yield pa.concat_tables(held)


def _first_other(table: pa.Table, keys: Sequence[str], before: pa.Table) -> int | None:
    """The first row with another key than the last one of the table before; None where there is none."""
    last = before.slice(before.num_rows - 1).select(keys).to_pylist()[0]
    for nth, row in enumerate(table.select(keys).to_pylist()):
        if row != last:
            return nth
    return None
