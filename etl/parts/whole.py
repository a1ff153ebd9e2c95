"""The tables of a whole corpus, made from its parts: those that a collection of the same documents has.

What can be large is sorted on disk and taken some rows at a time, so that memory does not grow with the facts; of
documents some hundred bytes each are held while copies are looked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import sums, swap
from etl.errors import DataError
from etl.index.open import forget_others, make_index
from etl.locks import locked
from etl.parts.alike import copied_in_parts
from etl.parts.apiece import concluded
from etl.parts.corpus import MANIFEST, files_of
from etl.parts.once import Files, once_each
from etl.parts.sorting import Sorter, files, write
from etl.program import hash_files
from etl.program import program as own_program
from etl.references import FOLDER as REFERENCES
from etl.references import read_references
from etl.schema import EXTRACTOR_VERSION, FACT_ORDER, arrow_schema
from etl.tables import FINGERPRINT, TABLES, fingerprint_of, first_line

_MAKING = ".whole."
_FILES = tuple(f"{name}.parquet" for name in TABLES)
STEPS = ("copies", "facts", "documents", "checks", "index")

Progress = Callable[[int, int, str], None]


def make_tables(
    out: str | Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    waiting: Callable[[str], None] | None = None,
) -> bool:
    """Make the tables and the index of a corpus whose parts, with texts, lie in a folder; False where they stand already.

    They are replaced as one. Of several documents with one doc_id the first is taken. ``progress`` is told steps done,
    all steps, and the name of the next. Raises :class:`etl.DataError` when the folder cannot be written, a part is
    damaged, or a reference series cannot be used.
    """
    folder = Path(out)
    with locked(folder, what="tradetrace refresh", waiting=waiting):
        swap.settle(folder)
        for left in folder.glob(f"{_MAKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        manifest = (folder / MANIFEST).read_bytes()
        mark = _mark(folder, manifest)
        if fingerprint_of(folder / _FILES[0]) == mark and sums.hold(folder, _FILES):
            return False
        keys = [part["key"] for part in json.loads(manifest)["parts"]]
        parts = [files_of(str(folder), key, True) for key in keys]
        try:
            with tempfile.TemporaryDirectory(dir=folder, prefix=_MAKING) as made:
                _make(folder, Path(made), parts, mark, jobs, progress or (lambda *step: None))
        except BrokenProcessPool as error:
            raise DataError(
                f"{folder}: a process that made its tables was lost",
                "Look for a lack of memory, and start it again",
            ) from error
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:  # a full disk, for DuckDB
            raise OSError(0, first_line(error)) from error
        except (pa.ArrowException, duckdb.Error, KeyError) as error:
            raise DataError(
                f"{folder}: a part is damaged ({first_line(error)})",
                "Remove its facts and documents, and read again",
            ) from error
    return True


def _mark(folder: Path, manifest: bytes) -> str:
    """SHA-256 over all that the tables are made from: the parts, the reference series, this package's files."""
    digest = hashlib.sha256(own_program().encode())
    digest.update(manifest)
    hash_files(digest, folder / REFERENCES, ["*.csv", "*.toml"])
    return digest.hexdigest()


def _make(folder: Path, made: Path, parts: list[Files], mark: str, jobs: int, progress: Progress) -> None:
    steps = iter(range(len(STEPS)))

    def step() -> None:
        nth = next(steps)
        progress(nth, len(STEPS), STEPS[nth])

    told = {FINGERPRINT: mark, b"tradetrace_extractor": EXTRACTOR_VERSION}
    schemas = {name: arrow_schema(columns) for name, columns in TABLES.items()}
    schemas = {name: s.with_metadata({**(s.metadata or {}), **told}) for name, s in schemas.items()}
    paths = {name: made / f"{name}.parquet" for name in TABLES}
    references = read_references(folder)
    sorter = Sorter(made)
    try:
        parts = once_each(parts, made)
        step()
        of_documents, of_facts = copied_in_parts(parts, made, jobs)
        step()
        facts = _beside("facts", files(some[1] for some in parts), of_facts)
        order = ", ".join(f'"{name}" ASC NULLS LAST' for name in FACT_ORDER)
        rows = sorter.rows(f"{facts} ORDER BY {order}", schemas["facts"]) if parts else iter(())
        write(rows, schemas["facts"], paths["facts"])
        step()
        texts = f"(SELECT d.*, t.text FROM {files(some[0] for some in parts)} d POSITIONAL JOIN {files(some[3] for some in parts)} t)"
        documents = _beside("documents", texts, of_documents)
        rows = sorter.rows(f"{documents} ORDER BY doc_id", schemas["documents"]) if parts else iter(())
        write(rows, schemas["documents"], paths["documents"])
        step()
        checks, derived = concluded(parts, paths["facts"], references, sorter, made, jobs)
        write(checks, schemas["checks"], paths["checks"])
        write(derived, schemas["derived"], paths["derived"])
        points = pa.Table.from_pylist(references, schemas["references"])
        write([points], schemas["references"], paths["references"])
    finally:
        sorter.close()
    pa.default_memory_pool().release_unused()
    step()
    moved: dict[str, Callable[[Path], None]] = {
        path.name: partial(os.replace, path) for path in paths.values()
    }
    swap.replace(folder, {**moved, sums.FILE: partial(sums.write, folder)}, partial(make_index, folder))
    forget_others(folder)


def _beside(name: str, rows: str, origins: Path) -> str:
    """The columns of a table, from parts and with what is a copy told from a file in step with them."""
    cells = ", ".join(
        'o."syndicated_from"' if c.name == "syndicated_from" else f'r."{c.name}"' for c in TABLES[name]
    )
    return f"SELECT {cells} FROM {rows} r POSITIONAL JOIN {files([origins])} o"
