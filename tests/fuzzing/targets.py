"""What is fuzzed: each target takes any bytes and may refuse them in one line, never fail otherwise or lie."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from etl import extract, extracts, parse_filters, select
from etl.corrections import read_corrections
from etl.documents import precision, read_document
from etl.errors import DocumentProblem, TradetraceError
from etl.ingest.corpora import json_lines
from etl.official import read_official
from etl.references import parse_period, read_series
from etl.tables import load_tables
from etl.tokens import parse_number
from etl.verify import breaches

Target = Callable[[bytes], bool]


def reading(data: bytes) -> bool:
    """Extraction in the language that the first byte picks; every place must be borne out by the text."""
    lang = ("vi", "en", "zh", None)[data[0] % 4] if data else None
    text = data[1:].decode("utf-8", "replace")
    for fact in extract(text, doc_id="fuzz", lang=lang, published="2024-08-20"):
        faults = list(breaches(text, fact))
        assert not faults, faults
        low, high = fact["value_low"], fact["value_high"]
        assert low is None or low <= fact["value"], fact["quote"]
        assert high is None or fact["value"] <= high, fact["quote"]
    return True


def numerals(data: bytes) -> bool:
    """Digits with their marks, in both conventions."""
    text = data[1:].decode("ascii", "ignore")
    digits = "".join(c for c in text if c in "0123456789.,") or "0"
    found = parse_number(
        digits, *((".", ",") if data[:1] < b"\x80" else (",", ".")), bool(data[:1] > b"\x40")
    )
    if found is None:
        return False
    assert isinstance(found[0], Decimal)
    assert found[0].is_finite()
    assert found[0] >= 0
    return True


def periods(data: bytes) -> bool:
    """Codes of periods and dates: what is read is written as it was read."""
    text = data.decode("utf-8", "replace")
    precision(text)
    period = parse_period(text)
    if period is None:
        return False
    assert parse_period(period.code) == period
    assert period.start is None or period.end is None or period.start <= period.end
    return True


@cache
def _place(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"tradetrace-fuzz-{name}-", dir=_memory()))
    (folder / "documents").mkdir()
    return folder


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def sidecars(data: bytes) -> bool:
    """The sidecar of a document."""
    text = _place("sidecars") / "documents" / "one.txt"
    if not text.exists():
        text.write_text("Trade was 3 billion USD.\n")
    text.with_suffix(".toml").write_bytes(data)
    document = read_document(text)
    assert document.doc_sha256 == hashlib.sha256(text.read_bytes()).hexdigest()
    return True


def corrections(data: bytes) -> bool:
    """``corrections.toml``."""
    folder = _place("corrections")
    (folder / "corrections.toml").write_bytes(data)
    read_corrections(folder)
    return True


@cache
def _tables():
    from tests.conftest import add_document

    folder = _place("tables")
    text = "Trade between Vietnam and China was 205.2 billion USD in 2024. Exports rose 10.1 percent in May 2025.\n"
    add_document(folder, "one", text, publisher="A, B", published="2025-06-01")
    from etl import refresh

    refresh(folder)
    return load_tables(folder)


def queries(data: bytes) -> bool:
    """The query of an extract: filters, columns, order, limit."""
    facts = _tables().facts
    query = parse_qs(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=None)
    extracts.parse_ask(query, facts)
    known = {n: v for n, v in query.items() if n not in extracts.OPTIONS}
    if known:
        select(facts, **parse_filters(known, facts))
    return True


def official(data: bytes) -> bool:
    """CSV of UN Comtrade, SDMX and our own."""
    read_official(data, "fuzz.csv", compiler="VN_CUSTOMS")
    return True


def series(data: bytes) -> bool:
    """CSV of a reference series with a sidecar that fits."""
    path = _place("series") / "one.csv"
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    path.with_suffix(".toml").write_text(
        f'title = "t"\nvintage = "2025"\nsha256 = "{digest}"\nfrom_file = "f"\nfrom_sha256 = ""\nfrom_format = ""\nadded = "2025-01-01"\n'
    )
    for row in read_series(path):
        assert row["value_low"] <= row["value"] <= row["value_high"]
    return True


def corpora(data: bytes) -> bool:
    """Documents as JSON lines."""
    problems: list[DocumentProblem] = []
    rows = list(json_lines(io.BytesIO(data), "fuzz", 1_000_000, problems.append))
    return bool(rows)


# Target -> its share of all executions.
TARGETS: dict[str, tuple[Target, float]] = {
    "reading": (reading, 0.12),
    "numerals": (numerals, 0.24),
    "periods": (periods, 0.24),
    "sidecars": (sidecars, 0.08),
    "corrections": (corrections, 0.08),
    "queries": (queries, 0.08),
    "official": (official, 0.06),
    "series": (series, 0.05),
    "corpora": (corpora, 0.05),
}


def run(target: Target, data: bytes) -> bool:
    """Whether the bytes were taken; False when they were refused in one line. Raises on any other outcome."""
    try:
        return target(data)
    except TradetraceError as error:
        told = str(error).strip()
    assert told
    assert "\n" not in told, repr(told)
    return False
