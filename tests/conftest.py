"""Collections to test on: one refreshed with the real extractor, and small ones with a simple reader."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import settings

from etl import Index, open_index, refresh
from etl.schema import FACT_COLUMNS, FACT_SCHEMA, arrow_schema
from etl.tables import TABLES

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "data" / "documents"


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles and the reference series, refreshed once with the real extractor. Shared: read it, do not change it."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(DOCUMENTS, folder / "documents")
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    summary = refresh(folder)
    assert summary.problems == ()
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A fresh folder with two small documents and no tables yet; read it with :func:`dollars`."""
    folder = tmp_path / "collection"
    (folder / "documents").mkdir(parents=True)
    add_document(folder, "first", "Trade was 171.9bn USD in 2023.\nAgain 171.9bn USD, then 148.6bn USD.\n")
    add_document(folder, "second", "Nothing is counted here.\n")
    return folder


def add_document(folder: Path, name: str, text: str | bytes, **meta: str) -> Path:
    """Write documents/NAME.txt with a sidecar that fits it; returns the text's path."""
    data = text if isinstance(text, bytes) else text.encode()
    given = {"lang": "en", "sha256": hashlib.sha256(data).hexdigest(), "title": f"Title of {name}"} | meta
    path = folder / "documents" / f"{name}.txt"
    path.write_bytes(data)
    path.with_suffix(".toml").write_text(
        "".join(f'{k} = "{v}"\n' for k, v in given.items()), encoding="utf-8"
    )
    return path


def fact(**given: Any) -> dict[str, Any]:
    """A row of the fact table; what is not given is plausible."""
    row: dict[str, Any] = {c.name: None for c in FACT_COLUMNS}
    row |= {
        "fact_id": "f1",
        "observation_id": "o1",
        "indicator": "trade_total",
        "transform": "level",
        "reporter": "VN",
        "partner": "CN",
        "period": "2023",
        "period_start": dt.date(2023, 1, 1),
        "period_end": dt.date(2023, 12, 31),
        "period_type": "year",
        "value": 171.9e9,
        "value_printed": "171.9",
        "unit": "USD",
        "unit_mult": 9,
        "value_low": 171.85e9,
        "value_high": 171.95e9,
        "status": "actual",
        "doc_id": "d1",
        "quote": "171.9bn USD",
        "char_start": 10,
        "char_end": 21,
        "passage": "Trade was 171.9bn USD.",
        "passage_start": 0,
        "passage_end": 22,
        "quote_prefix": "Trade was ",
        "quote_suffix": ".",
        "mentions": [
            {"char_start": 10, "char_end": 21, "quote": "171.9bn USD", "passage_start": 0, "passage_end": 22}
        ],
        "evidence": [],
        "doc_sha256": "0" * 64,
        "confidence": 0.9,
        "confidence_reasons": [],
        "review": "auto",
        "rule": "test",
        "extractor": "1",
    }
    assert set(given) <= set(row)
    return row | given


def table(*rows: dict[str, Any]) -> pa.Table:
    """Rows as a fact table."""
    return pa.Table.from_pylist(list(rows), FACT_SCHEMA)


def dollars(text: str, *, doc_id: str, lang: str | None = None, **_: str | None) -> list[dict[str, Any]]:
    """The simplest reader with the extractor's signature: every "…bn USD", one fact per amount."""
    found: dict[str, dict[str, Any]] = {}
    own = [c.name for c in FACT_COLUMNS if c.group != "document"]
    for m in re.finditer(r"([\d.]+)bn USD", text):
        start, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
        end = len(text) if end < 0 else end
        place = {
            "char_start": m.start(),
            "char_end": m.end(),
            "quote": m[0],
            "passage_start": start,
            "passage_end": end,
        }
        if m[1] in found:
            found[m[1]]["mentions"].append(place)
            continue
        row = fact(
            fact_id=f"{doc_id}-{m.start()}",
            observation_id=f"o-{m[1]}",
            value=float(m[1]) * 1e9,
            value_printed=m[1],
            doc_id=doc_id,
            quote=m[0],
            char_start=m.start(),
            char_end=m.end(),
            passage=text[start:end],
            passage_start=start,
            passage_end=end,
            quote_prefix=text[max(0, m.start() - 32) : m.start()],
            quote_suffix=text[m.end() : m.end() + 32],
            mentions=[place],
        )
        found[m[1]] = {n: row[n] for n in own}
    return list(found.values())


def calls(work: Callable[[], Any]) -> int:
    """How many functions some work calls, of Python and of C: a measure of work that no other process disturbs."""
    count = 0

    def see(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def index_of(folder: Path, facts: pa.Table, **others: pa.Table) -> Index:
    """The index of some facts and, where given, of other tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in TABLES.items():
        held = facts if name == "facts" else others.get(name, arrow_schema(columns).empty_table())
        pq.write_table(
            held.replace_schema_metadata(arrow_schema(columns).metadata), folder / f"{name}.parquet"
        )
    return open_index(folder)
