"""Finding the index of a data folder: the one that matches its tables, made where there is none."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl import swap
from etl.errors import DataError
from etl.history import history_files
from etl.index.index import Index
from etl.index.make import FOLDER, Damaged, make, name_of
from etl.seen import FILE as SEEN
from etl.tables import FINGERPRINT, REFRESH, TABLES, check_version, first_line, stamp

_open: dict[Path, Index] = {}
_lock = threading.Lock()
_own: tempfile.TemporaryDirectory | None = None


def open_index(data_dir: str | Path) -> Index:
    """The index of a data folder's tables as they are now; opened again only when a table has changed.

    Raises :class:`etl.DataError` when a table is missing, damaged or made for another schema.
    """
    folder = Path(data_dir).resolve()
    with _lock:
        held = _open.get(folder)
        now = stamp(folder)
        if held is not None and held.stamp == now:
            return held
        for _ in range(50):
            files = {name: _footer(folder, name) for name in TABLES}
            marks = {name: mark for name, (_, mark) in files.items()}
            if len(set(marks.values())) == 1 and stamp(folder) == now:
                break
            # A refresh was completed between one file's reading and the next's.
            time.sleep(0.02)
            now = stamp(folder)
        else:
            other = next(n for n in marks if marks[n] != marks["facts"])
            raise DataError(
                f"{folder}: facts.parquet and {other}.parquet come from different refreshes", REFRESH
            )
        found = _open[folder] = _opened(folder, name_of(files), now, marks["facts"])
        return found


def index_path(folder: Path) -> Path:
    """Where the index of a folder's tables is, or would be; raises :class:`etl.DataError` as :func:`open_index` does."""
    name = name_of({name: _footer(folder, name) for name in TABLES})
    found = (root / FOLDER / name for root in (folder / swap.NEXT, folder))
    return next((path for path in found if path.is_file()), folder / FOLDER / name)


def make_index(folder: Path, made: Path) -> None:
    """Make the index of the tables that a refresh has just written to ``made``, and put it there.

    Raises OSError where it cannot be written.
    """
    files = {name: _footer(made, name) for name in TABLES}
    try:
        _make(made, made / FOLDER / name_of(files), [*history_files(folder), *history_files(made)])
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:  # a full disk, for DuckDB
        raise OSError(0, first_line(error)) from error


def forget_others(folder: Path) -> None:
    """Remove the indexes of earlier tables, and what was left of making one. Whoever has one open keeps it."""
    try:
        current = name_of({name: _footer(folder, name) for name in TABLES})
        left = [p for p in (folder / FOLDER).iterdir() if p.name not in (current, SEEN.rpartition("/")[2])]
    except (DataError, OSError):
        return
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _opened(folder: Path, name: str, now: tuple, mark: str | None) -> Index:
    for root in (folder / swap.NEXT, folder, _own_folder()):
        path = root / FOLDER / name
        if path.is_file():
            try:
                return Index(path, now, mark)
            except duckdb.Error:
                pass  # damaged: made anew below, elsewhere, since others may hold this one
    for root in (folder, _own_folder()):
        path = root / FOLDER / name
        try:
            _make(folder, path, [*history_files(folder), *history_files(folder / swap.NEXT)])
            return Index(path, now, mark)
        except (OSError, duckdb.Error):
            continue  # a folder that cannot be written, or not enough
    raise DataError(
        f"{folder}: no index can be made in it or in {_own_folder()}",
        "Check the folders' permissions and space",
    )


def _make(folder: Path, path: Path, history: list[Path]) -> None:
    sources = {name: swap.place(folder, f"{name}.parquet") for name in TABLES}
    try:
        make(sources, history, path)
    except Damaged as error:
        name, fault = error.args
        raise DataError(f"{folder / name}.parquet: {fault}", REFRESH) from error
    except pa.ArrowException as error:
        raise DataError(f"{folder}: damaged or unreadable ({first_line(error)})", REFRESH) from error


def _footer(folder: Path, name: str) -> tuple[int, str | None]:
    """Bytes and fingerprint of a table's file, which must be of this schema; raises DataError."""
    path = folder / f"{name}.parquet"
    try:
        with swap.place(folder, path.name).open("rb") as file:
            schema = pq.read_schema(file)
            size = file.seek(0, 2)
    except FileNotFoundError:
        raise DataError(f"{path}: missing", REFRESH) from None
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{path}: damaged or unreadable ({first_line(error)})", REFRESH) from error
    check_version(path, schema)
    mark = (schema.metadata or {}).get(FINGERPRINT)
    return size, mark.decode() if mark else None


def _own_folder() -> Path:
    """A folder of this process, for tables that lie where nothing can be written."""
    global _own
    if _own is None:
        _own = tempfile.TemporaryDirectory(prefix="tradetrace-index-")
    return Path(_own.name)
