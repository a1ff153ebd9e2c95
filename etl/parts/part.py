"""The one function that every process runs: a part in, the files of its documents and facts out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from etl.assemble import COPIED, Extract, checked_table, facts_of_document
from etl.documents import Document, document_named
from etl.errors import DocumentProblem
from etl.parts import places
from etl.schema import DOCUMENT_SCHEMA, FACT_SCHEMA

# Documents whose facts are held to the declaration at once: for each alone it costs as much as reading it.
_AT_ONCE = 200
TOLD = b"tradetrace_part"
# Beside how many bytes of text the opening and closing of a document counts.
OPENING = 2_000


class Read(NamedTuple):
    """What was read from some documents: the tables of documents (with their text) and of facts, what is wrong with
    the others, and which readings were held back."""

    documents: pa.Table
    facts: pa.Table
    problems: tuple[DocumentProblem, ...]
    held: tuple[str, ...]


class Part(Protocol):
    """Some documents by their names, and the function that reads them. It holds no text and goes to other processes."""

    extract: Extract
    final: bool  # whether what had a problem will have it again as long as the part has its name

    @property
    def name(self) -> str:
        """What it is called where it cannot be read."""

    @property
    def files(self) -> tuple[str, ...]:
        """Where its documents, its facts and what else is kept of it go; the same documents, unchanged, go to the same place."""

    def made(self) -> tuple[Read, tuple[pa.Table, ...]]:
        """What its documents state, and the tables that are written of it, one for each file."""

    def halves(self) -> tuple[Part, ...]:
        """Two parts with half the documents each, or itself where it has only one."""


@dataclass(frozen=True)
class Names:
    """Documents of a collection's folder by their ``names``, without ending. ``out`` is the name of its files."""

    folder: str
    names: tuple[str, ...]
    extract: Extract
    out: str
    final = False  # the remedy may lie outside the files that name the part

    @property
    def name(self) -> str:
        return f"{self.names[0]}.txt"

    @property
    def files(self) -> tuple[str, str]:
        return f"{self.out}.documents.parquet", f"{self.out}.facts.parquet"

    def documents(self) -> Iterator[Document | DocumentProblem]:
        return (document_named(Path(self.folder), name) for name in self.names)

    def made(self) -> tuple[Read, tuple[pa.Table, ...]]:
        found = read(self.documents(), self.extract)
        return found, (found.documents, found.facts)

    def halves(self) -> tuple[Names, ...]:
        if len(self.names) < 2:
            return (self,)
        half = len(self.names) // 2
        return (
            replace(self, names=self.names[:half], out=f"{self.out}a"),
            replace(self, names=self.names[half:], out=f"{self.out}b"),
        )


@dataclass(frozen=True)
class Done:
    """Where the files of a part are (nowhere where its process was lost), how many documents and facts it has, and what is
    to be told of them."""

    files: tuple[str, ...] | None
    documents: int
    facts: int
    problems: tuple[tuple[str, str, str], ...]
    held: tuple[str, ...]

    def read(self) -> Read:
        """What was read."""
        documents, facts = DOCUMENT_SCHEMA.empty_table(), FACT_SCHEMA.empty_table()
        if self.files:
            documents, facts = map(pq.read_table, self.files[:2])
        return Read(documents, facts, tuple(DocumentProblem(*p) for p in self.problems), self.held)


def read(
    documents: Iterable[Document | DocumentProblem],
    extract: Extract,
    progress: Callable[[str], None] | None = None,
) -> Read:
    """What some documents state. ``progress`` is told each one's name."""
    problems: list[DocumentProblem] = []
    held: list[str] = []
    made: list[tuple[pa.Table, pa.Table]] = []
    waiting: list[tuple[Document, list[dict[str, Any]]]] = []

    def settle() -> None:
        try:
            table, unlikely, counts = checked_table(waiting)
            kept = waiting
        except DocumentProblem:
            kept, tables, unlikely, counts = [], [FACT_SCHEMA.empty_table()], [], []
            for one in waiting:
                try:
                    table, found, count = checked_table([one])
                except DocumentProblem as problem:
                    problems.append(problem)
                    continue
                kept.append(one)
                tables.append(table)
                unlikely += found
                counts += count
            table = pa.concat_tables(tables)
        rows = [{**vars(d), COPIED: None, "facts": n} for (d, _), n in zip(kept, counts, strict=True)]
        made.append((pa.Table.from_pylist(rows, DOCUMENT_SCHEMA), table))
        held.extend(unlikely)
        waiting.clear()

    for one in documents:
        if isinstance(one, Document):
            try:
                waiting.append((one, facts_of_document(one, extract)))
            except DocumentProblem as problem:
                problems.append(problem)
        else:
            problems.append(one)
        if len(waiting) == _AT_ONCE:
            settle()
        if progress:
            progress(one.file if isinstance(one, Document) else one.name)
    settle()
    tables = [pa.concat_tables(parts) for parts in zip(*made, strict=True)]
    return Read(*tables, tuple(problems), tuple(held))


def work(part: Part) -> Done:
    """Read a part and write its files, unless they are there already."""
    done = finished(part)
    if done is not None:
        return done
    found, tables = part.made()
    problems = [(p.name, p.what, p.remedy) for p in found.problems]
    counts = {"documents": found.documents.num_rows, "facts": found.facts.num_rows}
    told = {**counts, "problems": problems, "held": found.held, "final": part.final or not problems}
    for table, path in zip(tables, part.files, strict=True):
        marked = table.replace_schema_metadata({**(table.schema.metadata or {}), TOLD: json.dumps(told)})
        places.write(path, partial(pq.write_table, marked, compression="zstd"))
    return _done(part, told)


def finished(part: Part) -> Done | None:
    """What became of a part that was done before, None where it was not."""
    told = None
    for path in part.files:
        try:
            with places.opened(path) as file:
                told = json.loads((pq.read_schema(file).metadata or {})[TOLD])
        except (pa.ArrowException, OSError, KeyError, ValueError):
            return None  # not there, or cut short with the power
    return _done(part, told) if told and told["final"] else None


def _done(part: Part, told: dict[str, Any]) -> Done:
    problems = tuple((name, what, remedy) for name, what, remedy in told["problems"])
    return Done(part.files, told["documents"], told["facts"], problems, tuple(told["held"]))
