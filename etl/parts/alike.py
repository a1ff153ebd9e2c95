"""Copies among the documents of parts: what :mod:`etl.copied` and :mod:`etl.copies` find, without all texts in memory."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.copied import copied
from etl.copies import UNDATED, copied_passages, figures_of
from etl.parts.once import Files
from etl.parts.sorting import GROUP, Sorter, by_key, files, write

_ORIGINS = pa.schema([("syndicated_from", pa.string())])
_PASSAGES = pa.schema(
    [
        ("figures", pa.int64()),
        *((n, pa.string()) for n in ("published", "doc_id", "passage")),
        ("nth", pa.int64()),
    ]
)
_PIECE = 50_000  # passages that are compared at a time


def copied_in_parts(parts: Sequence[Files], folder: Path, jobs: int) -> tuple[Path, Path]:
    """Files with one column, syndicated_from, in step with the documents and with the facts of the parts.

    With more ``jobs`` than one another process makes them: what it held goes with it.
    """
    documents, facts = folder / "copied-documents.parquet", folder / "copied-facts.parquet"
    if jobs > 1:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(_copied, parts, folder, documents, facts).result()
    else:
        _copied(parts, folder, documents, facts)
    return documents, facts


def _copied(parts: Sequence[Files], folder: Path, documents: Path, facts: Path) -> None:
    write(_documents(parts, folder), _ORIGINS, documents)
    sorter = Sorter(folder)
    try:
        write(_facts(parts, sorter, folder), _ORIGINS, facts)
    finally:
        sorter.close()


def _documents(parts: Sequence[Files], folder: Path) -> Iterator[pa.Table]:
    shared = _shared(parts)
    ids: list[str] = []
    published: list[str | None] = []
    marked = []
    at, starts = array("q"), array("q", [0])  # the document's number among all, and where its text begins
    days: dict[str | None, str | None] = {}  # one object for each day, not for each document
    count = 0
    # texts are asked for one by one, wherever they stand: they are read from a file that holds nothing else
    with (folder / "texts").open("w+b") as texts:
        for some in parts:
            held = pq.read_table(some[3])
            sentences = held["sentences"].combine_chunks()
            rows = _rows(sentences, shared)
            told = pq.read_table(some[0], columns=["doc_id", "published"]).take(rows)
            ids += told["doc_id"].to_pylist()
            published += [days.setdefault(day, day) for day in told["published"].to_pylist()]
            marked.append(sentences.take(rows))
            at.extend((rows.to_numpy() + count).tolist())
            for text in held["text"].take(rows).to_pylist():
                starts.append(starts[-1] + texts.write(text.encode("utf-8")))
            count += held.num_rows
        texts.flush()
        found = copied(
            ids,
            published,
            pa.concat_arrays(marked) if marked else pa.array([], pa.list_(pa.int64())),
            lambda i: os.pread(texts.fileno(), starts[i + 1] - starts[i], starts[i]).decode("utf-8"),
        )
    (folder / "texts").unlink()
    origins = _Origins(count)
    origins.tell(at, [found.get(doc_id) for doc_id in ids])
    return origins.in_step()


def _shared(parts: Sequence[Files]) -> np.ndarray:
    """The sentences that stand more than once: a document without any is nobody's copy, and nobody's origin."""
    found = [_sentences(pq.read_table(some[3], columns=["sentences"])["sentences"]) for some in parts]
    numbers, counts = np.unique(np.concatenate(found) if found else np.zeros(0, np.int64), return_counts=True)
    return numbers[counts > 1]


def _sentences(column: pa.ChunkedArray | pa.ListArray) -> np.ndarray:
    return pc.list_flatten(column).to_numpy(zero_copy_only=False)[::3]


def _rows(sentences: pa.ListArray, shared: np.ndarray) -> pa.Array:
    """The documents that have a shared sentence."""
    lengths = pc.fill_null(pc.list_value_length(sentences), 0).to_numpy() // 3
    owner = np.repeat(np.arange(len(lengths)), lengths)
    return pa.array(np.unique(owner[np.isin(_sentences(sentences), shared)]))


def _facts(parts: Sequence[Files], sorter: Sorter, folder: Path) -> Iterator[pa.Table]:
    path = folder / "passages.parquet"
    count = 0

    def passages() -> Iterator[pa.Table]:
        nonlocal count
        for some in parts:
            facts = pq.read_table(some[1], columns=["doc_id", "passage", "published"])
            known: dict[str, int | None] = {}
            told = facts["passage"].to_pylist()
            for passage in told:
                if passage not in known:
                    known[passage] = figures_of(passage)
            figures = pa.array([known[p] for p in told], pa.int64())
            facts = facts.append_column("figures", figures)
            facts = facts.append_column("nth", pa.array(np.arange(count, count + facts.num_rows)))
            count += facts.num_rows
            yield facts.select(_PASSAGES.names).filter(pc.is_valid(figures)).cast(_PASSAGES)

    write(passages(), _PASSAGES, path)
    # only where several documents have the same figures can one repeat another
    held = files([path])
    asked = f"""SELECT * FROM {held} WHERE figures IN
        (SELECT figures FROM {held} GROUP BY figures HAVING min(doc_id) < max(doc_id))
        ORDER BY figures, coalesce(published, '{UNDATED}'), doc_id, nth"""
    origins = _Origins(count)
    for some in by_key(sorter.rows(asked, _PASSAGES), ["figures"], _PIECE):
        none = pa.nulls(some.num_rows, pa.string())
        found = copied_passages(some.append_column("syndicated_from", none))
        origins.tell(some["nth"].to_pylist(), found.to_pylist())
    path.unlink()
    return origins.in_step()


class _Origins:
    """Of so many rows the document that each is a copy of, if any, in few bytes a row."""

    def __init__(self, count: int) -> None:
        self._codes = np.full(count, -1, np.int32)
        self._names: dict[str, int] = {}

    def tell(self, rows: Sequence[int], origins: Sequence[str | None]) -> None:
        """The origins of some rows."""
        for row, origin in zip(rows, origins, strict=True):
            if origin is not None:
                self._codes[row] = self._names.setdefault(origin, len(self._names))

    def in_step(self) -> Iterator[pa.Table]:
        """One after the other."""
        names = pa.array([*self._names], pa.string())
        for start in range(0, len(self._codes), GROUP):
            codes = self._codes[start : start + GROUP]
            yield pa.table([names.take(pa.array(codes, mask=codes < 0))], _ORIGINS)
