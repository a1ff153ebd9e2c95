"""The one function that every process runs: a part in, the files of its documents and facts out."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from etl.assemble import COPIED, Extract, checked_table, facts_of_document
from etl.documents import Document, document_named
from etl.errors import DocumentProblem
from etl.schema import DOCUMENT_SCHEMA, FACT_SCHEMA

# Documents whose facts are held to the declaration at once: for each alone it costs as much as reading it.
_AT_ONCE = 200
_TOLD = b"tradetrace_part"
# Beside how many bytes of text the opening and closing of a document counts.
OPENING = 2_000


class Read(NamedTuple):
    """What was read from some documents: the tables of documents (with their text) and of facts, what is wrong with
    the others, and which readings were held back."""

    documents: pa.Table
    facts: pa.Table
    problems: tuple[DocumentProblem, ...]
    held: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Documents of a folder by their ``names``, without ending, and the function that reads them.

    ``out`` is where the files of the part go, without ending: the same documents, unchanged, have the same.
    """

    folder: str
    names: tuple[str, ...]
    extract: Extract
    out: str

    def documents(self) -> Iterator[Document | DocumentProblem]:
        """Its documents, or what is wrong with them."""
        return (document_named(Path(self.folder), name) for name in self.names)

    def halves(self) -> tuple[Part, ...]:
        """Two parts with half the documents each, or itself where it has only one."""
        if len(self.names) < 2:
            return (self,)
        half = len(self.names) // 2
        return (
            replace(self, names=self.names[:half], out=f"{self.out}a"),
            replace(self, names=self.names[half:], out=f"{self.out}b"),
        )


@dataclass(frozen=True)
class Done:
    """Where the files of a part are (nowhere where its process was lost), how many documents it has, and what is to be
    told of them."""

    documents: str
    facts: str
    count: int
    problems: tuple[tuple[str, str, str], ...]
    held: tuple[str, ...]

    def read(self) -> Read:
        """What was read."""
        documents, facts = DOCUMENT_SCHEMA.empty_table(), FACT_SCHEMA.empty_table()
        if self.facts:
            documents, facts = pq.read_table(self.documents), pq.read_table(self.facts)
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
            table, unlikely = checked_table(waiting)
            kept = waiting
        except DocumentProblem:
            kept, tables, unlikely = [], [FACT_SCHEMA.empty_table()], []
            for one in waiting:
                try:
                    table, found = checked_table([one])
                except DocumentProblem as problem:
                    problems.append(problem)
                    continue
                kept.append(one)
                tables.append(table)
                unlikely += found
            table = pa.concat_tables(tables)
        counted = _counts(table)
        rows = [{**vars(d), COPIED: None, "facts": counted.get(d.doc_id, 0)} for d, _ in kept]
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
    found = read(part.documents(), part.extract)
    problems = [(p.name, p.what, p.remedy) for p in found.problems]
    told = {"count": len(part.names), "problems": problems, "held": found.held}
    # what had a problem is looked at again next time: its remedy may lie outside the files that name the part
    out = f"{part.out}!" if problems else part.out
    documents, facts = _files(out)
    _write(found.documents, documents)
    _write(found.facts.replace_schema_metadata({**FACT_SCHEMA.metadata, _TOLD: json.dumps(told)}), facts)
    return _done(out, told)


def finished(part: Part) -> Done | None:
    """What became of a part that was done before, None where it was not."""
    documents, facts = _files(part.out)
    if not (os.path.exists(documents) and os.path.exists(facts)):
        return None
    try:
        told = json.loads((pq.read_schema(facts).metadata or {})[_TOLD])
        pq.read_metadata(documents)
    except (pa.ArrowException, OSError, KeyError, ValueError):
        return None  # cut short with the power: done anew
    return _done(part.out, told)


def _done(out: str, told: dict[str, Any]) -> Done:
    problems = tuple((name, what, remedy) for name, what, remedy in told["problems"])
    return Done(*_files(out), told["count"], problems, tuple(told["held"]))


def _files(out: str) -> tuple[str, str]:
    return f"{out}.documents.parquet", f"{out}.facts.parquet"


def _write(table: pa.Table, path: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), suffix=".part")
    os.close(handle)
    try:
        pq.write_table(table, temporary, compression="zstd")
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _counts(facts: pa.Table) -> dict[str, int]:
    counted = facts["doc_id"].value_counts()
    return dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True))
