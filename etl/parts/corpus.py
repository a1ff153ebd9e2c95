"""Corpora too large for a collection: parts of JSONL and Parquet files in, Parquet files of documents and facts out.

A part is a range of bytes of JSONL files, or of row groups of Parquet files, so that no file need fit into a process.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl import copies
from etl.assemble import Extract
from etl.documents import Document, precision
from etl.errors import DataError, DocumentProblem
from etl.ingest.add import read_item
from etl.ingest.corpora import Row, json_lines, parquet_rows, placed_lines
from etl.ingest.gather import Item, items
from etl.ingest.kinds import CORPORA, ENDINGS
from etl.ingest.read import FIELDS
from etl.parts import earlier, places
from etl.parts.earlier import Earlier
from etl.parts.part import Read, read
from etl.schema import FACT_ORDER

MANIFEST = "manifest.json"
LONGEST = 64_000_000  # bytes of one document
_BUFFER = 1 << 20


class Piece(NamedTuple):
    """Bytes of a JSONL file, or row groups of a Parquet file, from ``first`` to before ``last``."""

    path: str
    kind: str
    first: int
    last: int
    mark: str

    @property
    def name(self) -> str:
        """What it is called in what is told of it."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Pieces:
    """A part of a corpus. Its files go below ``out``, and are named after what it is made of and the ``program``."""

    pieces: tuple[Piece, ...]
    extract: Extract
    out: str
    program: str
    today: date
    texts: bool = False
    before: tuple[Earlier, ...] = field(default=(), compare=False)
    final = True

    @property
    def name(self) -> str:
        first = self.pieces[0]
        return f"{first.name}:{first.first}-{first.last}"

    @property
    def key(self) -> str:
        """Other documents, or another program, another name."""
        told = [self.program, *map(str, self.pieces)]
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:24]

    @property
    def files(self) -> tuple[str, ...]:
        return files_of(self.out, self.key, self.texts)

    def made(self) -> tuple[Read, tuple[pa.Table, ...]]:
        lines = dict(self.lines()) if self.before else {}
        old = earlier.taken(self.before, lines) if lines else None
        if old is not None:
            told = set(old.documents["origin"].to_pylist())
            new, parts = self._read(told)
            whole = earlier.joined(parts, old, lines)
            if whole is not None:
                found = Read(whole.documents, whole.facts, new.problems, new.held)
                return found, _tables(*whole)
        found, parts = self._read(())
        return found, _tables(*parts)

    def _read(
        self, known: Container[str]
    ) -> tuple[Read, tuple[pa.Table, pa.Table, pa.Table, pa.Table | None]]:
        """What lines state whose places are not ``known``, with their marks and, if wanted, texts."""
        lines: dict[str, bytes] = {}
        found = read(self.documents(known, lines), self.extract)
        marks = earlier.marks_of(found.documents, found.held, lines)
        texts = _texts(found.documents["text"]) if self.texts else None
        return found, (found.documents.drop_columns(["text"]), found.facts, marks, texts)

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """The places of all lines, with their marks."""
        for piece in self.pieces:
            if piece.kind == "jsonl":
                with _opened(piece) as (lines, name):
                    for place, line, _ in placed_lines(lines, name, LONGEST, _ignored):
                        yield place, earlier.mark(piece.kind, line.strip())
            else:
                for row in _rows(piece, []):
                    yield row.place, earlier.mark(piece.kind, row.source)

    def documents(
        self, known: Container[str] = (), lines: dict[str, bytes] | None = None
    ) -> Iterator[Document | DocumentProblem]:
        """The documents whose places are not ``known``, or what is wrong with them; the marks of their lines go to ``lines``."""
        problems: list[DocumentProblem] = []
        for piece in self.pieces:
            rows = _lines(piece, problems, known) if piece.kind == "jsonl" else _rows(piece, problems, known)
            for item in items(rows):
                yield from problems
                problems.clear()
                if lines is not None:
                    lines[item.name] = earlier.mark(piece.kind, item.data)
                try:
                    yield _document(item, self.today)
                except DocumentProblem as problem:
                    yield problem
            yield from problems
            problems.clear()

    def halves(self) -> tuple[Pieces, ...]:
        if len(self.pieces) > 1:
            half = len(self.pieces) // 2
            return replace(self, pieces=self.pieces[:half]), replace(self, pieces=self.pieces[half:])
        (piece,) = self.pieces
        half = (piece.first + piece.last) // 2
        if half == piece.first:
            return (self,)
        return (
            replace(self, pieces=(piece._replace(last=half),)),
            replace(self, pieces=(piece._replace(first=half),)),
        )


FOLDERS = ("documents", "facts", "marks", "texts")


def files_of(out: str, key: str, texts: bool) -> tuple[str, ...]:
    """Where the files of a part are."""
    return tuple(places.join(out, folder, f"part-{key}.parquet") for folder in FOLDERS[: 3 + texts])


def _texts(texts: pa.ChunkedArray) -> pa.Table:
    """Texts, and of each what copies are told by."""
    told = pa.array([copies.marks(text) for text in texts.to_pylist()], pa.list_(pa.int64()))
    return pa.table({"text": texts.combine_chunks(), "sentences": told})


def _tables(
    documents: pa.Table, facts: pa.Table, marks: pa.Table, texts: pa.Table | None
) -> tuple[pa.Table, ...]:
    """The tables as they are written: facts in their order, each column in one piece."""
    order = [(name, "ascending") for name in FACT_ORDER]
    facts = facts.take(pc.sort_indices(facts, order))
    tables = (documents, facts, marks) if texts is None else (documents, facts, marks, texts)
    return tuple(t.combine_chunks() for t in tables)


def _document(item: Item, today: date) -> Document:
    """A document of a corpus as it would be in a collection that it was added to."""
    read = read_item(item, today)
    told = {name: getattr(read, name) or None for name in FIELDS}
    return Document(
        doc_id=item.doc_id,
        text=read.text,
        doc_sha256=hashlib.sha256(read.text.encode("utf-8")).hexdigest(),
        file=f"{item.doc_id}.txt",
        publisher_how=read.how.get("publisher"),
        published_how=read.how.get("published"),
        published_precision=precision(read.published) if read.published else None,
        source_file=f"{item.doc_id}{ENDINGS[item.kind]}",
        media_type=read.media_type,
        origin=item.origin,
        **told,
    )


def parts_of(
    corpus: str, out: str, extract: Extract, program: str, today: date, size: int, texts: bool = False
) -> tuple[list[Pieces], list[int]]:
    """The parts of a corpus, of so many bytes of text each, and the size of each of them.

    ``corpus`` is a file, a folder or a URL of either. Raises :class:`etl.DataError` when there is nothing to read.
    """
    try:
        found = [f for f in places.files(corpus) if _kind(f.path)]
        pieces = [piece for file in found for piece in _pieces(file, size)]
    except OSError as error:
        raise DataError(
            f"{corpus}: cannot be read ({error.strerror or error})", "Check its name and that you may read it"
        ) from error
    if not pieces:
        raise DataError(
            f"{corpus}: holds no documents", f"Files that can be read end in {', '.join(sorted(CORPORA))}"
        )
    parts, sizes = [], []
    for group, weight in _shared_out(pieces, size):
        parts.append(Pieces(group, extract, out, program, today, texts))
        sizes.append(weight)
    return parts, sizes


def _kind(path: str) -> str | None:
    return next((kind for ending, kind in CORPORA.items() if path.lower().endswith(ending)), None)


def _pieces(file: places.Listed, size: int) -> Iterator[tuple[Piece, int]]:
    mark = f"{file.size} {file.mark}"
    if _kind(file.path) == "jsonl":
        for first in range(0, file.size, size):
            last = min(first + size, file.size)
            yield Piece(file.path, "jsonl", first, last, mark), last - first
        return
    try:
        with places.opened(file.path) as data:
            meta = pq.read_metadata(data)
    except pa.ArrowException as error:
        raise DataError(f"{file.path}: is a damaged Parquet file", "Write it anew") from error
    for group in range(meta.num_row_groups):
        yield Piece(file.path, "parquet", group, group + 1, mark), meta.row_group(group).total_byte_size


def _shared_out(pieces: Iterable[tuple[Piece, int]], size: int) -> Iterator[tuple[tuple[Piece, ...], int]]:
    held: list[Piece] = []
    weight = 0
    for piece, more in pieces:
        if held and weight + more > size:
            yield tuple(held), weight
            held, weight = [], 0
        last = held[-1] if held else None
        if last and (last.path, last.last) == (piece.path, piece.first):
            held[-1] = last._replace(last=piece.last)
        else:
            held.append(piece)
        weight += more
    if held:
        yield tuple(held), weight


class _Upto(io.RawIOBase):
    """The lines of a file that begin between two places."""

    def __init__(self, file: io.BufferedReader, first: int, last: int) -> None:
        self._file, self._at, self._last = file, first, last
        if first:  # a line that begins before belongs to the part before
            file.seek(first - 1)
            while (line := file.readline(_BUFFER)) and not line.endswith(b"\n"):
                self._at += len(line)
            self._at += len(line) - 1
        self._within = False

    def readline(self, size: int | None = -1, /) -> bytes:
        if self._at >= self._last and not self._within:
            return b""
        line = self._file.readline(-1 if size is None else size)
        self._at += len(line)
        self._within = bool(line) and not line.endswith(b"\n")
        return line


@contextmanager
def _opened(piece: Piece) -> Iterator[tuple[BinaryIO, str]]:
    """The lines of a piece, and what they are named after."""
    with places.opened(piece.path) as data:
        file = data if isinstance(data, io.BufferedReader) else io.BufferedReader(data, _BUFFER)  # type: ignore[type-var]
        # a part does not know the numbers of its lines in the file, but where it begins
        name = f"{piece.name}@{piece.first}" if piece.first else piece.name
        yield _Upto(file, piece.first, piece.last), name  # type: ignore[misc]


def _ignored(problem: DocumentProblem) -> None:
    """It is told when the line is read."""


def _lines(piece: Piece, problems: list[DocumentProblem], known: Container[str] = ()) -> Iterator[Row]:
    with _opened(piece) as (lines, name):
        yield from json_lines(lines, name, LONGEST, problems.append, known)


def _rows(piece: Piece, problems: list[DocumentProblem], known: Container[str] = ()) -> Iterator[Row]:
    with places.opened(piece.path) as file:
        groups = range(piece.first, piece.last)
        try:
            yield from parquet_rows(file, f"{piece.name}@{piece.first}", problems.append, groups, known)
        except DocumentProblem as problem:
            problems.append(problem)
