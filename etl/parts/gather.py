"""Reading many documents of a collection: in this process where they are few, otherwise in parts by several."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa

from etl.assemble import Extract
from etl.documents import FOLDER, document_named
from etl.errors import DocumentProblem
from etl.parts import cluster, local
from etl.parts.part import OPENING, Done, Names, read
from etl.seen import Seen

MADE = (
    ".parts"  # the folder in a collection; what a refresh that was stopped left there the next one takes up
)
# Bytes of text, with :data:`OPENING` a document: so many are read before another process has started.
WORTH = 8_000_000
EACH = 2_000_000  # so many a part: small enough to be lost without much harm


@dataclass
class Gathered:
    """What was read from many documents, as tables in any order, what is wrong with others, what was held back."""

    documents: list[pa.Table] = field(default_factory=list)
    facts: list[pa.Table] = field(default_factory=list)
    problems: list[DocumentProblem] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    folder: Path | None = None

    def forget(self) -> None:
        """Remove the files of the parts; what they hold is in the tables by now."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def gathered(
    data_dir: Path,
    stems: list[str],
    extract: Extract,
    program: str,
    jobs: int | None,
    progress: Callable[[int, str], None],
    seen: Seen,
    address: str | None = None,
) -> Gathered:
    """Read the documents of a collection that have these names, without ending, in their order.

    ``program`` is what facts depend on beside their document: parts that another program read are not taken up.
    ``progress`` is told how many documents are done, and the name of the last of them; ``seen`` are their files. With the ``address`` of a
    cluster its workers read them; they must see the collection's folder under the same name.
    """
    jobs = local.processors() if jobs is None else jobs
    data_dir = data_dir.absolute() if address else data_dir
    out = Gathered(folder=data_dir / MADE)
    if address and stems or jobs > 1 and len(stems) > 1 and _by_name(extract):
        weights = [sum(seen.marks[name][0] for name in seen.names(stem)) + OPENING for stem in stems]
        if address or sum(weights) >= WORTH:
            assert out.folder is not None
            out.folder.mkdir(exist_ok=True)
            parts = [
                Names(str(data_dir / FOLDER), names, extract, str(out.folder / _key(program, names, seen)))
                for names in _shared_out(stems, weights, EACH)
            ]
            run = (
                partial(cluster.run, address=address, program=program)
                if address
                else partial(local.run, jobs=jobs)
            )
            _in_parts(parts, run, out, progress)
            return out
    counted = iter(range(1, len(stems) + 1))
    found = read(
        (document_named(data_dir / FOLDER, stem) for stem in stems),
        extract,
        lambda name: progress(next(counted), name),
    )
    _add(out, found)
    return out


def _in_parts(
    parts: list[Names], run: Callable[..., None], out: Gathered, progress: Callable[[int, str], None]
) -> None:
    done: dict[tuple[str, ...], Done] = {}
    count = 0

    def finished(part: Names, made: Done) -> None:
        nonlocal count
        done[part.names] = made
        for name in part.names:
            count += 1
            progress(count, f"{name}.txt")

    run(parts, done=finished)
    for names in sorted(done):
        _add(out, done[names].read())


def _add(out: Gathered, found: tuple) -> None:
    documents, facts, problems, held = found
    out.documents.append(documents)
    out.facts.append(facts)
    out.problems += problems
    out.held += held


def _by_name(extract: Extract) -> bool:
    """Whether another process can find a function by its name."""
    try:
        pickle.dumps(extract)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def _key(program: str, stems: Iterable[str], seen: Seen) -> str:
    """Other documents, or the same ones changed, or another program, another name."""
    marks = ((name, seen.marks[name]) for stem in stems for name in sorted(seen.names(stem)))
    told = [program, *(f"{name} {mark}" for name, mark in marks)]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _shared_out(stems: list[str], weights: list[int], each: int) -> Iterator[tuple[str, ...]]:
    names: list[str] = []
    size = 0
    for stem, weight in zip(stems, weights, strict=True):
        names.append(stem)
        size += weight
        if size >= each:
            yield tuple(names)
            names, size = [], 0
    if names:
        yield tuple(names)
