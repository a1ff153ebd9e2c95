"""What the dashboard asks, over rows made up in a test."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.store import Snapshot
from etl.schema import DOCUMENT_COLUMNS, DOCUMENT_SCHEMA
from tests.conftest import index_of, table


def document(doc_id: str, **given: Any) -> dict[str, Any]:
    """A row of the documents; what is not given is plausible."""
    row: dict[str, Any] = {c.name: None for c in DOCUMENT_COLUMNS}
    row |= {"doc_id": doc_id, "doc_sha256": "0" * 64, "file": f"{doc_id}.txt", "media_type": "text/plain"}
    row |= {"text": "Trade was 171.9bn USD.", "facts": 1, **given}
    return row


def snapshot(*rows: dict[str, Any], documents: Iterable[dict[str, Any]] = ()) -> Snapshot:
    """A snapshot of some facts. Its files are gone when it is there: whoever has opened one keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        held = pa.Table.from_pylist([*documents], DOCUMENT_SCHEMA)
        return Snapshot(index_of(Path(folder), table(*rows), documents=held))
