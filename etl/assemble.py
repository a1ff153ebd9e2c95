"""From documents to the tables of facts and documents: every row checked, corrected, sorted, its copies told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.codes import codelist
from etl.copied import Found, copied
from etl.copies import copied_passages, marks
from etl.corrections import COLUMNS as REVIEWED
from etl.corrections import Correction, Outcome, correct
from etl.documents import Document
from etl.errors import DocumentProblem
from etl.sanity import implausible
from etl.schema import DOCUMENT_SCHEMA, FACT_COLUMNS, FACT_ORDER, FACT_SCHEMA
from etl.seen import Seen
from etl.tables import validate
from etl.taking import sorted_by
from etl.verify import breaches

Extract = Callable[..., list[dict[str, Any]]]

COPIED = "syndicated_from"
_FROM_DOCUMENT = ("title", "publisher", "url", "published", "lang", "doc_sha256")
_FROM_EXTRACTOR = {c.name for c in FACT_COLUMNS} - {*_FROM_DOCUMENT, *REVIEWED, COPIED}
_CODED = [(c.name, c.codelist) for c in FACT_COLUMNS if c.codelist]


@dataclass(frozen=True)
class Before:
    """What the last refresh found, of which the rows of documents that are the ``same`` are kept: the passages of the
    others as they were, and which documents were copies."""

    same: pa.Array
    passages: pa.ChunkedArray
    copies: Found


def kept(
    documents: list[pa.Table], facts: list[pa.Table], old: tuple[pa.Table, pa.Table], same: list[str]
) -> Before:
    """Put the ``old`` rows (facts, documents) of documents that are the ``same`` to those that were read."""
    wanted = pa.array(same, pa.string())
    for held, tables, schema in zip(old, (facts, documents), (FACT_SCHEMA, DOCUMENT_SCHEMA), strict=True):
        tables.append(held.filter(pc.is_in(held["doc_id"], wanted)).cast(schema))
    return Before(wanted, _others(old[0], wanted)["passage"], _found(old[1], wanted))


def assembled(
    documents: list[pa.Table],
    facts: list[pa.Table],
    before: Before | None,
    corrections: list[Correction],
    seen: Seen,
) -> tuple[dict[str, pa.Table], Outcome]:
    """Facts and documents as corrected, in their order, with what is a copy told.

    ``before`` is what was kept, ``seen`` knows the sentences of texts that have not changed. The lists are emptied, so that
    what they held is not in memory twice.
    """
    table = pa.concat_tables(facts)
    facts.clear()
    table, outcome = correct(table, corrections)
    # as questions are asked: a range of rows, and in Parquet a few row groups, hold what one asks for
    table = sorted_by(table, FACT_ORDER)
    at = table.column_names.index(COPIED)
    firsts = copied_passages(table, *((before.same, before.passages) if before else ()))
    table = table.set_column(at, FACT_SCHEMA.field(COPIED), firsts)
    told = pa.concat_tables(documents)
    documents.clear()
    told = sorted_by(told, ["doc_id"])
    texts = told["text"]
    ids, files, published = (told[n].to_pylist() for n in ("doc_id", "file", "published"))
    marked = seen.sentences(files, lambda i: texts[i].as_py())
    copies = copied(ids, published, marked, lambda i: texts[i].as_py(), before and before.copies)
    found = pa.array([copies.get(doc_id) for doc_id in ids], pa.string())
    told = told.set_column(told.column_names.index(COPIED), DOCUMENT_SCHEMA.field(COPIED), found)
    return {"facts": table.cast(FACT_SCHEMA), "documents": told.cast(DOCUMENT_SCHEMA)}, outcome


def _others(table: pa.Table, same: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table["doc_id"], same)))


def _found(documents: pa.Table, same: pa.Array) -> Found:
    """What the search that filled a table of documents found, where some of them are kept as they are."""
    short = documents.select(["doc_id", COPIED]).filter(pc.is_in(documents["doc_id"], same))
    origins = dict(zip(short["doc_id"].to_pylist(), short[COPIED].to_pylist(), strict=True))
    others = _others(documents.select(["doc_id", "published", "text", COPIED]), same)
    gone = others.filter(pc.is_null(others[COPIED])).to_pylist()
    return Found(origins, [(row["published"], row["doc_id"], marks(row["text"])) for row in gone])


def facts_of_document(document: Document, extract: Extract) -> list[dict[str, Any]]:
    """The rows of one document, each held to its text and to the codelists; raises DocumentProblem."""
    try:
        rows = extract(
            document.text,
            doc_id=document.doc_id,
            lang=document.lang,
            published=document.published,
            publisher=document.publisher,
            url=document.url,
            title=document.title,
        )
    except Exception as error:  # one text that trips the extractor must not cost the others
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
        what = f"extraction failed, {type(error).__name__} at {where}: {error}"
        raise DocumentProblem(document.file, what, "Report it with the document") from error
    shared = {name: getattr(document, name) for name in _FROM_DOCUMENT}
    rows = [{**row, **shared, **dict.fromkeys((*REVIEWED, COPIED))} for row in rows]
    seen: set[str] = set()
    for row in rows:
        fault = next(iter(_FROM_EXTRACTOR - set(row)), None)
        fault = (
            f"column {fault} is missing"
            if fault
            else _stray_code(row) or next(breaches(document.text, row), None)
        )
        if not fault and row["fact_id"] in seen:
            fault = "the fact_id stands twice"
        if fault:
            raise DocumentProblem(
                document.file, f"{row.get('fact_id')}: {fault}", "Report it with the document"
            )
        seen.add(row["fact_id"])
    return rows


def checked_table(
    documents: Sequence[tuple[Document, list[dict[str, Any]]]],
) -> tuple[pa.Table, list[str], list[int]]:
    """The rows of some documents as a table that keeps to the declaration, why others were held back, and how many rows
    each document has.

    Raises DocumentProblem, told of the last of them, where a row does not fit.
    """
    rows = [row for _, found in documents for row in found]
    try:
        table = pa.Table.from_pylist(rows, FACT_SCHEMA)
        fault = validate(table, FACT_COLUMNS) if rows else None
    except (pa.ArrowException, OverflowError) as error:
        fault = f"a value does not fit its column ({error})"
    if fault:
        raise DocumentProblem(documents[-1][0].file, fault, "Report it with the document")
    whys = [[implausible(row) for row in found] for _, found in documents]
    counts = [whys_of.count(None) for whys_of in whys]
    held = [
        f"{d.file}: {why}. Held back; report it with the document."
        for (d, _), whys_of in zip(documents, whys, strict=True)
        for why in whys_of
        if why
    ]
    table = table.filter(pa.array([why is None for of in whys for why in of])) if held else table
    return table, held, counts


def _stray_code(row: dict[str, Any]) -> str | None:
    for column, name in _CODED:
        code = row[column]
        if code is not None and not all(part in codelist(name) for part in code.split("+")):
            return f"{column} {code!r} is not in the codelist {name}"
    return None
