"""What the last refresh saw of the files of the documents, so that the next one need not read what has not changed.

A file counts as unchanged when its size, its inode and the moments of its last changes (of its content and of itself)
are those that were noted with its checksum. What was changed in the seconds before it was seen is not noted: it could be
changed again within the same tick of the clock. Nothing is lost when the notes are: all is read then.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl import swap
from etl.copies import marks
from etl.tables import FINGERPRINT

FILE = "index/seen"  # the checksum of what follows, and that a Parquet table
_SETTLED = 2_000_000_000  # nanoseconds
_PROGRAM = b"tradetrace_program"
_DIGEST = 32  # bytes
_SCHEMA = pa.schema(
    [
        ("name", pa.string()),
        *((n, pa.int64()) for n in ("size", "inode", "changed", "touched")),
        ("sha256", pa.binary(32)),
        ("sentences", pa.list_(pa.int64())),  # of a text, see etl.copies.marks
    ]
)

Mark = tuple[int, int, int, int]


class Seen:
    """The files of a folder as they are, and the checksums of those that are as they were seen last.

    Notes of another ``program`` are not used, and none at all where they are not ``trusted``.
    """

    def __init__(self, folder: Path, data_dir: Path, program: str, trusted: bool = True) -> None:
        self._folder = folder
        self._now = time.time_ns()
        self.marks: dict[str, Mark] = {}
        try:
            with os.scandir(folder) as files:
                for file in files:
                    if file.name[0] != "." and file.is_file():
                        s = file.stat()
                        self.marks[file.name] = (s.st_size, s.st_ino, s.st_mtime_ns, s.st_ctime_ns)
        except OSError:
            pass
        self._program = program
        self.fingerprint, noted, self._sentences = _noted(data_dir, program if trusted else None)
        self._noted = len(noted)
        self._sums: dict[str, bytes] = {}
        self._rows: dict[str, int] = {}
        for row, (name, (mark, sha256)) in enumerate(noted.items()):
            if self.marks.get(name) == mark:
                self._sums[name], self._rows[name] = sha256, row
        self._told: tuple[dict[str, int], pa.ListArray] = {}, pa.array([], pa.list_(pa.int64()))
        self._by_stem: dict[str, list[str]] = {}
        for name in self.marks:
            self._by_stem.setdefault(name.rpartition(".")[0], []).append(name)

    def names(self, stem: str) -> list[str]:
        """The files that have a name before their ending."""
        return self._by_stem.get(stem, [])

    def unchanged(self, names: Iterable[str]) -> bool:
        """Whether files are there, all as they were seen last."""
        return all(name in self._sums for name in names)

    def sha256(self, name: str) -> str:
        """The checksum of a file, read only where it has changed; raises OSError."""
        held = self._sums.get(name)
        if held is None:
            with (self._folder / name).open("rb") as content:
                held = hashlib.file_digest(content, "sha256").digest()
            self._sums[name] = held
        return held.hex()

    def sentences(self, names: Sequence[str], text: Callable[[int], str]) -> pa.ListArray:
        """The marks of the sentences of texts; ``text`` gives the nth one where it has changed since it was seen."""
        told = self._sentences.is_valid().to_pylist()
        fresh = [i for i, name in enumerate(names) if name not in self._rows or not told[self._rows[name]]]
        made = pa.array([marks(text(i)) for i in fresh], pa.list_(pa.int64()))
        rows = np.fromiter((self._rows.get(name, 0) for name in names), np.int64, len(names))
        rows[fresh] = len(self._sentences) + np.arange(len(fresh))
        found = pa.concat_arrays([self._sentences, made]).take(pa.array(rows))
        self._told = dict(zip(names, range(len(names)), strict=True)), found
        return found

    def note(self, fingerprint: str, path: Path) -> None:
        """Write down what was seen for the refresh with this fingerprint; raises OSError."""
        kept = [
            (name, *mark, self._sums[name])
            for name, mark in self.marks.items()
            if name in self._sums and max(mark[2:]) < self._now - _SETTLED
        ]
        columns = [*zip(*kept, strict=True)] if kept else [[] for _ in _SCHEMA.names[:-1]]
        arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=False)]
        places, found = self._told
        rows = pa.array([places.get(name) for name in columns[0]], pa.int64())
        table = pa.table(
            [*arrays, found.take(rows)],
            _SCHEMA.with_metadata({FINGERPRINT: fingerprint, _PROGRAM: self._program}),
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        made = pa.BufferOutputStream()
        pq.write_table(table, made, compression="zstd")
        content = made.getvalue().to_pybytes()
        path.write_bytes(hashlib.sha256(content).digest() + content)

    @property
    def worth_noting(self) -> bool:
        """Whether enough was read that the next refresh would be spared."""
        return len(self._sums) - self._noted > 1_000


def _noted(
    data_dir: Path, program: str | None
) -> tuple[str | None, dict[str, tuple[Mark, bytes]], pa.ListArray]:
    none = None, {}, pa.array([], pa.list_(pa.int64()))
    try:
        held = swap.read_bytes(data_dir, FILE)
        if hashlib.sha256(held[_DIGEST:]).digest() != held[:_DIGEST]:
            return none
        table = pq.read_table(pa.BufferReader(held[_DIGEST:]))
        table = table.select(_SCHEMA.names).cast(_SCHEMA.with_metadata(table.schema.metadata))
    except (OSError, pa.ArrowException, KeyError, ValueError):
        return none
    told = {k: v.decode(errors="replace") for k, v in (table.schema.metadata or {}).items()}
    if told.get(_PROGRAM) != program or FINGERPRINT not in told:
        return none
    names, size, inode, changed, touched, sums = (table[n].to_pylist() for n in _SCHEMA.names[:-1])
    marks = zip(size, inode, changed, touched, strict=True)
    noted = dict(zip(names, zip(marks, sums, strict=True), strict=True))
    return told[FINGERPRINT], noted, table["sentences"].combine_chunks()
