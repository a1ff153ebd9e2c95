"""A corpus read in parts, on this machine or on a cluster, to partitioned Parquet files of documents and facts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl.assemble import Extract
from etl.errors import DataError, DocumentProblem
from etl.parts import cluster, local, once, places
from etl.parts.corpus import FOLDERS, MANIFEST, Pieces, files_of, parts_of
from etl.parts.earlier import MOST, Earlier
from etl.parts.part import Done, finished, work
from etl.program import program as own_program

PART_MB = 64
_MB = 1_000_000


@dataclass
class Outcome:
    """What a run read: documents, facts, parts, how many of these were there before, and what is wrong with documents."""

    documents: int = 0
    facts: int = 0
    parts: int = 0
    kept: int = 0
    problems: list[DocumentProblem] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)


def read_corpus(
    corpus: str,
    out: str,
    *,
    jobs: int | None = None,
    address: str | None = None,
    part_mb: int = PART_MB,
    extract: Extract | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    today: date | None = None,
    texts: bool = False,
) -> Outcome:
    """Read every document of a corpus and write its facts to ``out/facts`` and what is known of it to ``out/documents``.

    ``corpus`` is a JSONL or Parquet file, a folder of such files, or a URL of either; ``out`` a folder or URL. Memory does
    not grow with the corpus: each process holds one part, of ``part_mb`` megabytes of text. Parts that are there already
    are kept; of those that are not, only lines are read that the last run by the same program has not read. Parts of an
    earlier state of the corpus are removed once all others are written. With ``texts`` the documents' texts are written
    to ``out/texts``. ``progress`` is told bytes done, bytes in all, and the name of a part. Raises :class:`etl.DataError` when nothing can be read or written.
    """
    if extract is None:
        from etl.extract import extract
    corpus, out = (p if places.is_url(p) else str(Path(p).absolute()) for p in (corpus, out))
    jobs = jobs or local.processors()
    program = own_program()
    named = f"{program} {extract.__module__}.{extract.__qualname__}"
    parts, sizes = parts_of(corpus, out, extract, named, today or date.today(), part_mb * _MB, texts)
    earlier = Before(out, named, parts, texts)
    outcome = Outcome(parts=len(parts))
    made: dict[Pieces, Done] = {}
    size = dict(zip(parts, sizes, strict=True))
    total, count = sum(sizes), 0

    def done(part: Pieces, found: Done) -> None:
        nonlocal count
        made[part] = found
        count += size.get(part, 0)
        outcome.documents += found.documents
        outcome.facts += found.facts
        outcome.problems += [DocumentProblem(*p) for p in found.problems]
        outcome.held_back += found.held
        if progress:
            progress(count, total, part.name)

    left = []
    for part in parts:
        before = finished(part)
        if before is None:
            ready = replace(part, before=earlier.of(part))
            size[ready] = size[part]
            left.append(ready)
        else:
            outcome.kept += 1
            done(part, before)
    try:
        if address:
            cluster.run(left, address=address, program=program, done=done)
        elif jobs > 1 and len(left) > 1:
            local.run(left, jobs=jobs, done=done)
        else:
            for part in left:
                done(part, work(part))
        outcome.problems += _twice([found.files for found in made.values() if found.files])
        _conclude(out, named, made, outcome)
    except OSError as error:
        raise DataError(
            f"{out}: cannot be written ({error.strerror or error})",
            "Check the folder's permissions and space",
        ) from error
    return outcome


class Before:
    """The parts of the last run by the same program, found by what they are made of."""

    def __init__(self, out: str, program: str, parts: Iterable[Pieces], texts: bool) -> None:
        self._held: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
        self._shift: dict[str, int] = {}
        try:
            with places.opened(places.join(out, MANIFEST)) as file:
                told = json.load(file)
            if told["program"] != program or texts and not told["texts"]:
                return
            for part in told["parts"]:
                files = files_of(out, part["key"], told["texts"])
                for path, _, first, last, _ in part["pieces"]:
                    self._held.setdefault(path, []).append((first, last, files))
        except (OSError, ValueError, KeyError, TypeError):
            return  # none, or of an older version
        ends: dict[str, int] = {}
        for part in parts:
            for piece in part.pieces:
                ends[piece.path] = max(ends.get(piece.path, 0), piece.last)
        for path, held in self._held.items():
            self._shift[path] = abs(ends.get(path, 0) - max(last for _, last, _ in held))

    def of(self, part: Pieces) -> tuple[Earlier, ...]:
        """Those that may hold lines of a part, the nearest first: a line moves as far as what was put before it is long."""
        found: dict[tuple[str, ...], int] = {}
        for piece in part.pieces:
            for first, last, files in self._held.get(piece.path, ()):
                apart = max(first, piece.first) - min(last, piece.last)
                if apart <= self._shift[piece.path]:
                    found[files] = min(apart, found.get(files, apart))
        return tuple(Earlier(files) for files in sorted(found, key=found.__getitem__)[:MOST])


def _conclude(out: str, program: str, made: dict[Pieces, Done], outcome: Outcome) -> None:
    """Say which files make up the corpus, and take away those of an earlier state of it."""
    current = {path for found in made.values() for path in found.files or ()}
    told = {
        "documents": outcome.documents,
        "facts": outcome.facts,
        "program": program,
        "texts": any(part.texts for part in made),
        "parts": [
            {"key": part.key, "pieces": part.pieces}
            for part, found in sorted(made.items(), key=lambda one: one[0].pieces)
            if found.files
        ],
    }
    places.write(places.join(out, MANIFEST), partial(_written, json.dumps(told, indent=1)))
    for folder in FOLDERS:
        for file in places.files(places.join(out, folder)):
            name = file.path.rpartition("/")[2]
            if name.startswith("part-") and places.join(out, folder, name) not in current:
                places.remove(file.path)


def _twice(files: list[tuple[str, ...]]) -> list[DocumentProblem]:
    """The identifiers that several documents have. Eight bytes a document are held, and the few that look alike."""
    if not files:
        return []
    doubtful = once.alike(files)
    if not len(doubtful):
        return []
    found: Counter[str] = Counter()
    for some in files:
        alike = np.isin(once.numbers(some), doubtful)
        if alike.any():
            with places.opened(some[0]) as file:
                ids = pq.read_table(file, columns=["doc_id"])["doc_id"]
            found.update(ids.filter(pa.array(alike)).to_pylist())
    return [
        DocumentProblem(doc_id, f"{n} documents have this doc_id", "Give every document its own")
        for doc_id, n in sorted(found.items())
        if n > 1
    ]


def _written(text: str, path: str) -> None:
    Path(path).write_text(text, encoding="utf-8")
