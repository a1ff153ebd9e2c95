"""Which facts are new, gone and changed between two tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from etl.schema import FACT_SCHEMA
from etl.taking import taken

_BLOCK = 512


def differences(old: pa.Table | None, new: pa.Table) -> dict[str, tuple[str, ...]]:
    """The fact_ids ``added``, ``gone`` and ``changed``; without an ``old`` table all are new."""
    ids = new["fact_id"].to_pylist()
    if old is None:
        return {"added": tuple(ids), "gone": (), "changed": ()}
    if new.cast(FACT_SCHEMA).equals(old.cast(FACT_SCHEMA)):
        return {"added": (), "gone": (), "changed": ()}
    before = {i: n for n, i in enumerate(old["fact_id"].to_pylist())}
    after = set(ids)
    both = [(n, before[i]) for n, i in enumerate(ids) if i in before]
    # compared column by column: rows as dicts would cost a second for every ten thousand
    differ = pa.array([False] * len(both), pa.bool_())
    here, there = (pa.array([pair[side] for pair in both], pa.int64()) for side in (0, 1))
    for name in new.column_names:
        # one column after the other: two tables more would be as much again in memory
        left, right = (taken(t.select([name]), rows)[name] for t, rows in ((new, here), (old, there)))
        differ = pc.or_(differ, _unequal(left, right))
    return {
        "added": tuple(i for i in ids if i not in before),
        "gone": tuple(i for i in before if i not in after),
        "changed": tuple(new["fact_id"].take(here).filter(differ).to_pylist()),
    }


def _unequal(left: pa.ChunkedArray, right: pa.ChunkedArray) -> pa.Array:
    if left.equals(right):
        return pa.array([False] * len(left), pa.bool_())
    if pa.types.is_nested(left.type):
        if len(left) > _BLOCK:  # only the blocks with a difference are looked at row by row
            parts = [(left.slice(n, _BLOCK), right.slice(n, _BLOCK)) for n in range(0, len(left), _BLOCK)]
            return pa.concat_arrays([_unequal(a, b) for a, b in parts])
        return pa.array(
            [a != b for a, b in zip(left.to_pylist(), right.to_pylist(), strict=True)], pa.bool_()
        )
    both_null = pc.and_(pc.is_null(left), pc.is_null(right))
    found = pc.and_not(pc.invert(pc.fill_null(pc.equal(left, right), False)), both_null)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def unchanged_documents(old: pa.Table, new: pa.Table, ids: Mapping[str, Iterable[str]]) -> pa.Array:
    """The documents of ``new`` whose facts are the same in both tables; ``ids`` are their :func:`differences`."""
    touched = [
        table["doc_id"].filter(pc.is_in(table["fact_id"], pa.array([*these], pa.string())))
        for table, these in ((new, [*ids["added"], *ids["changed"]]), (old, [*ids["gone"], *ids["changed"]]))
    ]
    documents = pc.unique(new["doc_id"])
    other = pc.unique(pa.chunked_array([c for part in touched for c in part.chunks], pa.string()))
    return documents.filter(pc.invert(pc.is_in(documents, other)))
