"""What was read of a corpus before and still holds: the rows of documents whose lines are as they were.

A part keeps a mark of every line that it read. When its file has changed, the rows of lines with a mark that is known
are taken over and the others are read, with the result that reading all of them has, byte for byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.ingest.add import GIVEN
from etl.parts import places
from etl.parts.part import TOLD

# Of every document of a part, in the order of the file of its documents: the mark of its line, null where it has to be
# read again each time, and a number that is the same for the same doc_id.
SCHEMA = pa.schema([("mark", pa.binary(16)), ("doc", pa.int64())])
WORTH = 50  # rows that are taken over from one part at least: fewer are sooner read again
MOST = 8  # parts that are looked into for the lines of one
_TOLD = ("published_how", "publisher_how")  # these may name the place that a document was read from


class Earlier(NamedTuple):
    """The files of a part of an earlier state of the corpus: its documents, facts, marks and, if it has them, texts."""

    files: tuple[str, ...]


class Taken(NamedTuple):
    """Rows that are taken over: documents (of a new place each), facts, marks and, if wanted, texts."""

    documents: pa.Table
    facts: pa.Table
    marks: pa.Table
    texts: pa.Table | None


def mark(kind: str, source: bytes) -> bytes:
    """The same for the same line of a corpus of the same kind."""
    return blake2b(source, digest_size=16, person=kind.encode()).digest()


def marks_of(documents: pa.Table, held: Iterable[str], lines: dict[str, bytes]) -> pa.Table:
    """The marks of a part's documents; ``lines`` are those of their lines by place, ``held`` what was held back of them.

    What was held back is told each time. Where several documents have a doc_id nobody could say whose facts are whose.
    """
    ids, origins, files = (documents[n].to_pylist() for n in ("doc_id", "origin", "file"))
    counted = Counter(ids)
    told = {line.partition(": ")[0] for line in held}
    rows = zip(ids, origins, files, strict=True)
    found = [None if counted[i] > 1 or file in told else lines[origin] for i, origin, file in rows]
    numbers = [int.from_bytes(blake2b(i.encode(), digest_size=8).digest(), "big", signed=True) for i in ids]
    return pa.table([pa.array(found, pa.binary(16)), pa.array(numbers, pa.int64())], SCHEMA)


def taken(before: Sequence[Earlier], lines: dict[str, bytes]) -> Taken | None:
    """The rows of an earlier state for lines, place -> mark, that it has; None where there are too few of them."""
    wanted: dict[bytes, list[str]] = {}
    for place, made in lines.items():
        wanted.setdefault(made, []).append(place)
    found = [some for part in before if (some := _of_part(part, wanted)) is not None]
    if not found:
        return None
    tables = zip(*((t for t in some if t is not None) for some in found), strict=True)
    documents, facts, marks, *texts = map(pa.concat_tables, tables)
    if len(pc.unique(documents["doc_id"])) < documents.num_rows:
        return None
    return Taken(documents, facts, marks, texts[0] if texts else None)


def _of_part(part: Earlier, wanted: dict[bytes, list[str]]) -> Taken | None:
    """The rows of one part for lines that are ``wanted``, mark -> places; these are wanted no more."""
    try:
        known = _read(part.files[2])["mark"].to_pylist()
        rows = [row for row, made in enumerate(known) if made in wanted]
        if len(rows) < WORTH:
            return None
        documents, facts, marks, *texts = map(_read, part.files)
    except (OSError, pa.ArrowException, KeyError):
        return None  # not whole: what it was made of is read again
    places_of = [wanted.pop(known[row]) for row in rows]
    # a line that stands there twice now has its rows twice, which whoever asked will see
    at = pa.array([row for row, new in zip(rows, places_of, strict=True) for _ in new], pa.int64())
    moved = _moved(documents.take(at), pa.array([place for new in places_of for place in new], pa.string()))
    kept = facts.filter(pc.is_in(facts["doc_id"], moved["doc_id"].combine_chunks()))
    return Taken(moved, kept, marks.take(at), texts[0].take(at) if texts else None)


def _moved(documents: pa.Table, origins: pa.Array) -> pa.Table:
    """Documents with the places where they stand now."""
    before = documents["origin"].combine_chunks()
    if before.equals(origins):
        return documents
    was, now = (pc.binary_join_element_wise(GIVEN, o, " ") for o in (before, origins))
    for name in _TOLD:
        how = documents[name].combine_chunks()
        told = pc.if_else(pc.fill_null(pc.equal(how, was), False), now, how)
        documents = documents.set_column(documents.column_names.index(name), name, told)
    return documents.set_column(documents.column_names.index("origin"), "origin", origins)


def _read(path: str) -> pa.Table:
    with places.opened(path) as file:
        table = pq.read_table(file)
    own = {k: v for k, v in (table.schema.metadata or {}).items() if k != TOLD}
    return table.replace_schema_metadata(own)


def joined(
    new: tuple[pa.Table, pa.Table, pa.Table, pa.Table | None], old: Taken, lines: Iterable[str]
) -> Taken | None:
    """Documents, facts, marks and texts that were read, with those that were taken over, in the order of their ``lines``.

    The facts are in no order. None where a document that was read has the doc_id of one that was taken over.
    """
    read, facts, marks, texts = new
    if pc.any(pc.is_in(read["doc_id"], old.documents["doc_id"].combine_chunks()), min_count=0).as_py():
        return None
    nth = {place: n for n, place in enumerate(lines)}
    documents = pa.concat_tables([read, old.documents])
    order = pa.array(np.argsort([nth[place] for place in documents["origin"].to_pylist()]))
    told = (
        pa.concat_tables([texts, old.texts]).take(order)
        if texts is not None and old.texts is not None
        else None
    )
    return Taken(
        documents.take(order),
        pa.concat_tables([facts, old.facts]),
        pa.concat_tables([marks, old.marks]).take(order),
        told,
    )
