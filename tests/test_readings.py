"""Whole passages in the manner of reports: every figure that they state, read as an analyst would."""

import tomllib
from pathlib import Path

import pytest

from etl.extract import extract

PASSAGES = tomllib.loads((Path(__file__).parent / "readings.toml").read_text(encoding="utf-8"))["passages"]
COLUMNS = ("quote", "indicator", "transform", "reporter", "partner", "period", "commodity", "compiler")


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['lang']}-{p['text'][:30]}")
def test_a_passage_is_read_as_an_analyst_would(passage: dict) -> None:
    facts = extract(passage["text"], doc_id="t", lang=passage["lang"], published=passage.get("published"))
    read = [" | ".join(str(f[c] or "") for c in COLUMNS).strip() for f in facts]
    assert read == passage["facts"]
