"""The documents of a collection and their states, against the tables of the last refresh."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from etl.documents import Document, read_documents
from etl.errors import DataError, DocumentProblem
from etl.tables import load_tables

SHOWN = ("title", "publisher", "published", "published_how", "url", "lang", "media_type", "origin")


def listing(data_dir: str | Path) -> list[dict[str, Any]]:
    """One row a document: doc_id, state (current, new, changed, gone, problem), problem, facts, syndicated_from and
    :data:`SHOWN`. Raises :class:`etl.DataError` when the folder is missing."""
    try:
        held = {d["doc_id"]: d for d in load_tables(data_dir).documents.drop(["text"]).to_pylist()}
    except DataError:
        held = {}
    rows = []
    seen = set()
    try:
        found = list(read_documents(data_dir))
    except DocumentProblem as problem:
        raise DataError(f"{problem.name}: {problem.what}", problem.remedy) from problem
    for one in found:
        doc_id = one.doc_id if isinstance(one, Document) else Path(one.name).stem
        seen.add(doc_id)
        before = held.get(doc_id)
        if isinstance(one, DocumentProblem):
            rows.append(_row(doc_id, "problem", before or {}, before, f"{one.what}. {one.remedy}"))
            continue
        told = {k: v for k, v in vars(one).items() if k != "text"}
        state = (
            "new"
            if before is None
            else "current"
            if all(before[k] == v for k, v in told.items())
            else "changed"
        )
        rows.append(_row(doc_id, state, told, before, None))
    rows += [_row(doc_id, "gone", held[doc_id], held[doc_id], None) for doc_id in held if doc_id not in seen]
    return sorted(rows, key=lambda row: row["doc_id"])


def _row(doc_id: str, state: str, told: dict, before: dict | None, problem: str | None) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "state": state,
        "problem": problem,
        "facts": before["facts"] if before else None,
        "syndicated_from": before["syndicated_from"] if before else None,
        **{name: told.get(name) for name in SHOWN},
    }
