"""What each refresh changed: facts that appeared, changed or went, and because of what.

A refresh that changes facts leaves one file ``history/NNNNNN.parquet`` in the collection; files are only ever added.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.errors import DataError
from etl.schema import EXTRACTOR_VERSION, FACT_COLUMNS
from etl.schema_checks import HISTORY_COLUMNS, HISTORY_SCHEMA
from etl.tables import validate

FOLDER = "history"
_DIGITS = 6
# What a reader of the history wants to know of a fact; places in the text and the evidence follow from the document.
_TOLD = tuple(
    c.name
    for c in FACT_COLUMNS
    if c.name not in ("fact_id", "doc_id", "mentions", "evidence", "extractor", "read_as")
    and not c.name.startswith(("passage", "quote_", "char_"))
)
_OF_DOCUMENT = {c.name for c in FACT_COLUMNS if c.group == "document"}
_OF_REVIEW = ("review", "reviewed_by", "reviewed_on", "review_note")


def changes(
    before: tuple[pa.Table, pa.Table] | None,
    after: tuple[pa.Table, pa.Table],
    ids: Mapping[str, Iterable[str]],
    at: dt.datetime,
) -> pa.Table:
    """The rows of one refresh: ``before`` and ``after`` are facts and documents, ``ids`` the fact_ids added, gone, changed.

    ``at`` is in UTC.
    """
    old = _picked(before[0] if before else None, {*ids["changed"]})
    new = _picked(after[0], {*ids["changed"]})
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    added = _named(after[0], ids["added"])
    gone = _named(before[0] if before else None, ids["gone"])
    touched = pc.unique(
        pa.chunked_array(
            [
                *added["doc_id"].chunks,
                *gone["doc_id"].chunks,
                pa.array([f["doc_id"] for f in new.values()], pa.string()),
            ],
            pa.string(),
        )
    )
    were = _documents(before[1] if before else None, touched)
    known = were, _documents(after[1] if before else None, pa.array([*were], pa.string()))
    tables = [_came(added, "appeared", known, stamp), _came(gone, "went", known, stamp)]
    rows = []
    for fact_id in ids["changed"]:
        was, now = old[fact_id], new[fact_id]
        columns = _columns(was, now)
        if not columns:
            continue
        rows.append(
            {
                "at": stamp,
                "fact_id": fact_id,
                "doc_id": now["doc_id"],
                "change": "changed",
                "cause": _cause(now["doc_id"], {c["column"] for c in columns}, *known),
                "quote": now["quote"],
                "columns": columns,
                "extractor": EXTRACTOR_VERSION,
            }
        )
    return pa.concat_tables([*tables, pa.Table.from_pylist(rows, HISTORY_SCHEMA)])


def _named(facts: pa.Table | None, ids: Iterable[str]) -> pa.Table:
    """The facts with these identifiers, which are in the order of the table, as far as a change tells of them."""
    told = ["fact_id", "doc_id", "quote"]
    if facts is None:
        return pa.table({n: pa.array([], pa.string()) for n in told})
    some = facts.select(told)
    return some.filter(pc.is_in(some["fact_id"], pa.array([*ids], pa.string())))


def _came(facts: pa.Table, change: str, known: tuple[dict[str, str], dict[str, str]], stamp: str) -> pa.Table:
    """The rows for facts that appeared or went: there may be as many as there are facts."""
    count = facts.num_rows
    documents = facts["doc_id"].combine_chunks().dictionary_encode()
    causes = pa.array([_cause(d, set(), *known) for d in documents.dictionary.to_pylist()], pa.string())
    told = {
        "at": pa.repeat(pa.scalar(stamp), count),
        "fact_id": facts["fact_id"],
        "doc_id": facts["doc_id"],
        "change": pa.repeat(pa.scalar(change), count),
        "cause": causes.take(documents.indices),
        "quote": facts["quote"],
        "columns": pa.array([[]] * count, HISTORY_SCHEMA.field("columns").type),
        "extractor": pa.repeat(pa.scalar(EXTRACTOR_VERSION), count),
    }
    return pa.table([told[n] for n in HISTORY_SCHEMA.names], HISTORY_SCHEMA)


def _picked(facts: pa.Table | None, ids: set[str]) -> dict[str, dict[str, Any]]:
    if facts is None or not ids:
        return {}
    held = [n for n in ("fact_id", "doc_id", *_TOLD) if n in facts.column_names]
    some = facts.select(held).filter(pc.is_in(facts["fact_id"], pa.array(sorted(ids), pa.string())))
    return {row["fact_id"]: row for row in some.to_pylist()}


def _documents(documents: pa.Table | None, wanted: pa.Array) -> dict[str, str]:
    """What is known of some documents, each as one text to compare."""
    if documents is None:
        return {}
    rows = documents.drop_columns(
        [n for n in ("text", "facts", "syndicated_from") if n in documents.column_names]
    )
    rows = rows.filter(pc.is_in(rows["doc_id"], wanted))
    return {row["doc_id"]: json.dumps(row, default=str, sort_keys=True) for row in rows.to_pylist()}


def _columns(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"column": n, "before": _json(was.get(n)), "after": _json(now.get(n))}
        for n in _TOLD
        if was.get(n) != now.get(n)
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _cause(doc_id: str, columns: set[str], before: dict[str, str], after: dict[str, str]) -> str:
    if doc_id not in before:
        return "document_added"
    if doc_id not in after:
        return "document_removed"
    if before[doc_id] != after[doc_id]:
        return "document_changed"
    if columns & set(_OF_REVIEW):
        return "correction"
    return "document_changed" if columns and columns <= _OF_DOCUMENT else "rule"


def next_file(data_dir: str | Path) -> Path:
    """The name of the next file of the history."""
    numbers = [int(p.stem) for p in history_files(data_dir)]
    return Path(data_dir) / FOLDER / f"{max(numbers, default=0) + 1:0{_DIGITS}d}.parquet"


def write(table: pa.Table, path: Path) -> None:
    """Write one file of the history, whole or not at all; raises OSError."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        pq.write_table(table, part, compression="zstd")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def history(data_dir: str | Path, fact_id: str | None = None) -> list[dict[str, Any]]:
    """Every recorded change, the latest first, or those of one fact; rows of the table ``history`` in the codebook.

    Raises :class:`etl.DataError` when a file is damaged.
    """
    found: list[dict[str, Any]] = []
    for path in sorted(history_files(data_dir), reverse=True):
        table = read_history(path)
        if fact_id is not None:
            table = table.filter(pc.equal(table["fact_id"], fact_id))
        found += table.to_pylist()
    return found


def known(data_dir: str | Path) -> pa.Array:
    """Identifiers of the facts that the history has told of already."""
    tables = [read_history(path).select(["fact_id"]) for path in history_files(data_dir)]
    return pc.unique(pa.concat_tables(tables)["fact_id"]) if tables else pa.array([], pa.string())


def read_history(path: Path) -> pa.Table:
    """One file; unlike the tables it may have been written by an earlier version of the program. Raises DataError."""
    try:
        table = pq.read_table(pa.BufferReader(path.read_bytes()))
    except (pa.ArrowException, OSError) as error:
        what = (str(error).splitlines() or [""])[0][:160]
        raise DataError(
            f"{path}: damaged or unreadable ({what})", "Put it back from a copy, or delete it"
        ) from error
    fault = validate(table, HISTORY_COLUMNS)
    if fault:
        raise DataError(f"{path}: {fault}", "Put it back from a copy, or delete it")
    return table.select([c.name for c in HISTORY_COLUMNS])


def history_files(data_dir: str | Path) -> Iterator[Path]:
    """The files of the history, in no order."""
    return (p for p in (Path(data_dir) / FOLDER).glob("*.parquet") if p.stem.isdigit())
