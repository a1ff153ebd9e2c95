"""Pieces of labelled passages put together at random, cut off anywhere and bracketed anyhow: none stops the reading."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import pytest

from etl.extract import extract
from tests.eval.scoreboard import documents

READINGS = Path(__file__).parent / "readings.toml"
TEXTS = 8_000  # a language: some ten seconds
# Where a text is cut: between words, and within them where a language writes no blanks between words.
PIECES = {"vi": r"\S+\s*", "en": r"\S+\s*", "zh": r"[\d.,%]+|[\u4e00-\u9fff]{1,3}|.|\s"}
MARKS = (", ", "; ", ": ", ". ", "— ", '" ', "、", "。")


def cut(lang: str) -> list[list[str]]:
    """The labelled passages of a language, and those of readings.toml, in pieces."""
    read = tomllib.loads(READINGS.read_text(encoding="utf-8"))["passages"]
    told = [*documents(lang), *documents(f"own-{lang}"), *(p for p in read if p["lang"] == lang)]
    return [re.findall(PIECES[lang], d["text"]) for d in told]


def spliced(choose: random.Random, passages: list[list[str]]) -> str:
    """One to four pieces of passages, with words left out, doubled, bracketed or stopped."""
    out: list[str] = []
    for _ in range(choose.randint(1, 4)):
        passage = choose.choice(passages)
        start = choose.randrange(len(passage))
        out += passage[start : start + choose.randint(1, 14)]
    for _ in range(choose.randint(0, 4)):
        k = choose.randrange(len(out))
        out[k] = choose.choice(
            ("", f"({out[k].rstrip()}) ", choose.choice(MARKS), out[k] * 2, out[k].replace(",", ""))
        )
    return "".join(out)


@pytest.mark.parametrize("lang", sorted(PIECES))
def test_no_text_stops_the_reading(lang):
    choose, passages = random.Random(lang), cut(lang)
    stated = 0
    for _ in range(TEXTS):
        text = spliced(choose, passages)
        try:
            facts = extract(text, doc_id="spliced", lang=lang, published="2024-05-06")
        except Exception as error:
            raise AssertionError(f"stopped by {text!r}") from error
        assert all(text[f["char_start"] : f["char_end"]] == f["quote"] for f in facts)
        stated += len(facts)
    assert stated > TEXTS // 2  # they do state figures
