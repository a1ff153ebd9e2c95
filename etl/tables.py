"""Reading the Parquet tables: one frozen, validated, cached view of a data folder."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl import swap
from etl.errors import DataError
from etl.schema import DOCUMENT_COLUMNS, FACT_COLUMNS, SCHEMA_VERSION, Column, arrow_schema
from etl.schema_checks import CHECK_COLUMNS, DERIVED_COLUMNS, REFERENCE_COLUMNS

FACTS_FILE = "facts.parquet"
DOCUMENTS_FILE = "documents.parquet"

# Every table of a refresh, name.parquet each: replaced together and read together.
TABLES: dict[str, tuple[Column, ...]] = {
    "facts": FACT_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
    "checks": CHECK_COLUMNS,
    "derived": DERIVED_COLUMNS,
    "references": REFERENCE_COLUMNS,
}

# The metadata key that all files of one refresh share, see etl.refresh.
FINGERPRINT = b"tradetrace_fingerprint"

REFRESH = "Run `tradetrace refresh`"
_cache: dict[Path, Tables] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Tables:
    """One consistent read of a data folder.

    ``facts`` and ``documents`` follow the declarations of :mod:`etl.schema`, ``checks``, ``derived`` and
    ``references`` those of :mod:`etl.schema_checks`; Arrow tables cannot be changed, so they are shared. ``stamp`` is hashable and differs after every refresh
    that changed a file: use it as a cache key.
    """

    facts: pa.Table
    documents: pa.Table
    stamp: tuple
    checks: pa.Table = field(default_factory=arrow_schema(CHECK_COLUMNS).empty_table)
    derived: pa.Table = field(default_factory=arrow_schema(DERIVED_COLUMNS).empty_table)
    references: pa.Table = field(default_factory=arrow_schema(REFERENCE_COLUMNS).empty_table)

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the refresh that made the tables."""
        return fingerprint(self.facts)

    @property
    def written(self) -> int:
        """When the newest of the files was written, in seconds since 1970 UTC."""
        return max((mark[0] for mark in self.stamp if isinstance(mark, tuple)), default=0) // 1_000_000_000


def load_tables(data_dir: str | Path) -> Tables:
    """The tables of a data folder, read again only when a file has changed.

    Raises :class:`DataError` when a table is missing, damaged or made for another schema.
    """
    folder = Path(data_dir).resolve()
    with _lock:
        now = stamp(folder)
        held = _cache.get(folder)
        if held is not None and held.stamp == now:
            return held
        for _ in range(50):
            read = {n: read_table(folder, n, c) for n, c in TABLES.items()}
            if len({fingerprint(t) for t in read.values()}) == 1 and stamp(folder) == now:
                break
            # A refresh was completed between one file's reading and the next's.
            time.sleep(0.02)
            now = stamp(folder)
        else:
            marks = {n: fingerprint(t) for n, t in read.items()}
            other = next(n for n in marks if marks[n] != marks["facts"])
            what = f"{FACTS_FILE} and {other}.parquet come from different refreshes"
            raise DataError(f"{folder}: {what}", REFRESH)
        tables = _cache[folder] = Tables(**read, stamp=now)
        return tables


def read_table(folder: Path, name: str, columns: tuple[Column, ...]) -> pa.Table:
    """Read and validate ``name.parquet`` of a data folder; raises :class:`DataError`."""
    path = folder / f"{name}.parquet"
    try:
        # Opened once: given a path, Arrow opens it twice, and a refresh in between would look like damage.
        table = pq.read_table(
            pa.BufferReader(swap.read_bytes(folder, path.name)), page_checksum_verification=True
        )
    except FileNotFoundError:
        raise DataError(f"{path}: missing", REFRESH) from None
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{path}: damaged or unreadable ({first_line(error)})", REFRESH) from error
    check_version(path, table.schema)
    fault = validate(table, columns)
    if fault:
        raise DataError(f"{path}: {fault}", REFRESH)
    return table.select([c.name for c in columns]).combine_chunks()


def check_version(path: Path, schema: pa.Schema) -> None:
    """Raise :class:`DataError` for a table that was made for another schema than this program's."""
    version = (schema.metadata or {}).get(b"tradetrace_schema", b"none").decode(errors="replace")
    if version != SCHEMA_VERSION:
        raise DataError(
            f"{path}: schema version {version}, this program reads version {SCHEMA_VERSION}", REFRESH
        )


def validate(table: pa.Table, columns: tuple[Column, ...]) -> str | None:
    """What the first breach of the declaration is, in words; None when the table keeps to it."""
    for c in columns:
        if c.name not in table.column_names:
            return f"column {c.name} is missing"
        column = table[c.name]
        if column.type != c.type:
            return f"column {c.name} is {column.type}, declared {c.type}"
        if not c.nullable and column.null_count:
            return f"column {c.name} has {column.null_count} empty values"
        if c.values:
            known = pc.is_in(column, value_set=pa.array([*c.values, None], c.type))
            if not pc.all(known, min_count=0).as_py():
                stray = column.filter(pc.invert(known))[0].as_py()
                return f"column {c.name} holds {stray!r}, allowed are {', '.join(c.values)}"
    return None


def fingerprint(table: pa.Table) -> str | None:
    """The fingerprint of the refresh that made the table, None if it carries none."""
    value = (table.schema.metadata or {}).get(FINGERPRINT)
    return value.decode() if value else None


def fingerprint_of(path: Path) -> str | None:
    """The fingerprint of the refresh that made a table's file, None where it is not there or damaged."""
    try:
        found = (pq.read_schema(path).metadata or {}).get(FINGERPRINT)
    except (pa.ArrowException, OSError):
        return None
    return found.decode() if found else None


def stamp(folder: Path) -> tuple:
    """What tells one state of the tables' files from another; raises :class:`DataError` for one that is missing."""
    marks: list[object] = [str(folder)]
    for name in TABLES:
        path = folder / f"{name}.parquet"
        try:
            s = swap.stat(folder, path.name)
        except FileNotFoundError:
            raise DataError(f"{path}: missing", REFRESH) from None
        except OSError as error:
            raise DataError(
                f"{path}: unreadable ({error.strerror})", "Check the folder's permissions"
            ) from error
        # The inode tells apart two files replaced within one tick of the clock.
        marks.append((s.st_mtime_ns, s.st_size, s.st_ino))
    return tuple(marks)


def first_line(error: BaseException) -> str:
    """What an error of a library says, short enough for one line."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:160]
