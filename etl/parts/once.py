"""Of documents with the same doc_id the first one: in a collection each has its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl.parts import places

_OF_DOCUMENT = ("doc_sha256", "title", "publisher", "url", "published", "lang")

Files = tuple[str, ...]


def alike(parts: Sequence[Files]) -> np.ndarray:
    """The numbers, in the marks of parts, of doc_ids that several documents have; eight bytes a document are held."""
    if not parts:
        return np.zeros(0, np.int64)
    found, counts = np.unique(np.concatenate([numbers(files) for files in parts]), return_counts=True)
    return found[counts > 1]


def once_each(parts: Sequence[Files], folder: Path) -> list[Files]:
    """The files of parts, and where one has a document whose doc_id came before, files without it in ``folder``."""
    doubtful = alike(parts)
    seen: set[str] = set()
    return [_once(files, doubtful, seen, folder / f"once-{nth}") for nth, files in enumerate(parts)]


def _once(files: Files, doubtful: np.ndarray, seen: set[str], out: Path) -> Files:
    again = np.isin(numbers(files), doubtful)
    if not again.any():
        return files
    documents, facts, marks, texts = map(pq.read_table, files)
    ids = documents["doc_id"].to_pylist()
    kept = []
    for doc_id, doubted in zip(ids, again.tolist(), strict=True):
        kept.append(not doubted or doc_id not in seen)
        if doubted:
            seen.add(doc_id)
    if all(kept):
        return files
    first = pa.array(kept, pa.bool_())
    gone = {doc_id for doc_id, stays in zip(ids, kept, strict=True) if not stays}
    stays = documents.filter(first)
    own = {d["doc_id"]: d for d in stays.select(["doc_id", *_OF_DOCUMENT]).to_pylist() if d["doc_id"] in gone}
    mask, told = [], set()
    for row in facts.select(["fact_id", "doc_id", *_OF_DOCUMENT]).to_pylist():
        mask.append(row["doc_id"] not in gone or _is_of(row, own) and row["fact_id"] not in told)
        told.add(row["fact_id"])
    tables = (stays, facts.filter(pa.array(mask, pa.bool_())), marks.filter(first), texts.filter(first))
    paths = tuple(f"{out}-{n}.parquet" for n in range(len(tables)))
    for table, path in zip(tables, paths, strict=True):
        pq.write_table(table, path)
    return paths


def _is_of(row: dict[str, Any], documents: dict[str, dict[str, Any]]) -> bool:
    document = documents.get(row["doc_id"])
    return document is not None and all(row[n] == document[n] for n in _OF_DOCUMENT)


def numbers(files: Files) -> np.ndarray:
    """A number for each document of a part, the same for the same doc_id."""
    with places.opened(files[2]) as file:
        return pq.read_table(file, columns=["doc"])["doc"].to_numpy()
