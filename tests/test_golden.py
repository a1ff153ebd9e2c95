"""Golden facts of the five articles: every labelled figure, the optional ones too, and no other figure."""

from __future__ import annotations

import json

import pytest

from etl import extract
from tests.eval import score
from tests.eval.scoreboard import documents

DOCS = {d["doc_id"]: d for d in documents("seeds")}


def read(doc: dict) -> list[dict]:
    return extract(doc["text"], doc_id=doc["doc_id"], lang=doc["lang"], published=doc["published"])


@pytest.mark.parametrize("doc_id", sorted(DOCS))
def test_every_labelled_figure_and_no_other(doc_id: str) -> None:
    doc = DOCS[doc_id]
    expected = sorted(_key(score.normal(g)) for g in doc["facts"])
    assert sorted(_key(score.normal(f)) for f in read(doc)) == expected


def _key(f: dict) -> str:
    return json.dumps(
        [f["indicator"], f["transform"], f["parties"], f["period"], float(f["value"]), f["unit"]]
    )


@pytest.mark.parametrize("doc_id", sorted(DOCS))
def test_every_mention_is_kept(doc_id: str) -> None:
    doc = DOCS[doc_id]
    facts = read(doc)
    for gold in doc["facts"]:
        mine = [f for f in facts if _key(score.normal(f)) == _key(score.normal(gold))]
        starts = sorted(m["char_start"] for f in mine for m in f["mentions"])
        assert len(mine) >= 1
        for start, end in gold["mentions"]:
            assert any(start <= s < end or s <= start < s + 40 for s in starts)
    assert sum(len(f["mentions"]) for f in facts) == sum(len(g["mentions"]) for g in doc["facts"])


def test_a_figure_stated_four_times_is_one_fact() -> None:
    facts = read(DOCS["003_d0fe586383726abc"])
    (chongqing,) = [f for f in facts if f["value"] == 3.03e9]
    assert [m["quote"] for m in chongqing["mentions"]] == ["3,03 tỷ USD"] * 4


def test_a_rank_keeps_its_field_and_scope() -> None:
    facts = read(DOCS["003_d0fe586383726abc"])
    (sixth,) = [f for f in facts if f["quote"].startswith("thứ 6")]
    assert (sixth["rank_of"], sixth["indicator"]) == (148, "fdi_registered")
    assert {f["rank_scope"] for f in facts if f["transform"] == "rank"} == {None, "ASEAN"}
