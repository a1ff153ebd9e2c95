"""The events that the latest documents date, found once, when the index is made: no page reads texts for them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from etl.events import events

DOCUMENTS = 300  # so many are read, the latest published: charts mark the latest events only
_PIECE = 20  # documents whose texts are held at a time

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("doc_id", "kind")),
        *((name, pa.date32()) for name in ("start", "end")),
        *((name, pa.string()) for name in ("precision", "status", "quote", "passage")),
        *((name, pa.int64()) for name in ("char_start", "char_end", "date_start", "date_end")),
        *((name, pa.int64()) for name in ("passage_start", "passage_end")),
    ]
)


def write(db: duckdb.DuckDBPyConnection) -> None:
    """Write the table ``events`` of an index that holds its documents already."""
    found = db.execute(
        "SELECT n FROM documents ORDER BY published DESC NULLS LAST, doc_id LIMIT ?", [DOCUMENTS]
    ).fetchall()
    places = [n for (n,) in found]
    rows = pa.Table.from_pylist(list(_events(db, places)), SCHEMA)
    db.register("dated", rows)
    db.execute("CREATE TABLE events AS SELECT * FROM dated")
    db.unregister("dated")


def _events(db: duckdb.DuckDBPyConnection, places: list[int]) -> Iterator[dict]:
    for start in range(0, len(places), _PIECE):
        some = places[start : start + _PIECE]
        texts = db.execute(
            "SELECT n, text, doc_id, lang, published FROM documents WHERE n IN (SELECT unnest(?))", [some]
        ).fetchall()
        by_place = {n: told for n, *told in texts}
        for place in some:
            text, doc_id, lang, published = by_place[place]
            yield from events(text, doc_id=doc_id, lang=lang, published=published)
