"""What a refresh changed is written down, with its cause, and facts don't vanish in bulk unnoticed."""

from __future__ import annotations

import pyarrow as pa
import pytest

from etl import DataError, load_tables, refresh
from etl.history import history
from etl.sanity import implausible, lost, too_many
from tests.conftest import add_document, dollars, fact, table


def run(folder, **options):
    return refresh(folder, extract=dollars, **options)


def told(folder):
    return [(r["change"], r["cause"], r["quote"]) for r in history(folder)]


def test_every_cause(collection):
    run(collection)
    assert set(told(collection)) == {
        ("appeared", "document_added", "171.9bn USD"),
        ("appeared", "document_added", "148.6bn USD"),
    }
    run(collection)
    assert len(told(collection)) == 2  # nothing changed, nothing to tell
    text = (collection / "documents" / "first.txt").read_text()
    add_document(collection, "first", text.replace("148.6", "205.2"))
    run(collection)
    latest = [
        r for r in history(collection) if r["at"] == history(collection)[0]["at"] or r["change"] != "appeared"
    ]
    assert {(r["change"], r["cause"]) for r in latest if r["quote"] == "205.2bn USD"} == {
        ("changed", "document_changed")
    }
    (row,) = [r for r in history(collection) if r["change"] == "changed" and r["quote"] == "205.2bn USD"]
    assert {c["column"]: (c["before"], c["after"]) for c in row["columns"]}["value_printed"] == (
        '"148.6"',
        '"205.2"',
    )

    def better(text, **given):
        return [{**r, "indicator": "exports"} for r in dollars(text, **given)]

    refresh(collection, extract=better)
    assert ("changed", "rule", "171.9bn USD") in told(collection)
    for ending in (".txt", ".toml"):
        (collection / "documents" / f"first{ending}").unlink()
    refresh(collection, extract=better)
    assert told(collection)[0][:2] == ("went", "document_removed")


def test_the_changes_of_one_fact(collection):
    run(collection)
    ids = load_tables(collection).facts["fact_id"].to_pylist()
    assert [r["fact_id"] for r in history(collection, ids[0])] == [ids[0]]
    assert history(collection, "nothing") == []


def test_a_title_that_is_mended_counts_as_the_documents_change(collection):
    run(collection)
    add_document(collection, "first", (collection / "documents" / "first.txt").read_bytes(), title="Another")
    run(collection)
    assert {r[1] for r in told(collection) if r[0] == "changed"} == {"document_changed"}


def test_tables_of_an_older_program_are_no_news(collection):
    run(collection)
    (collection / "facts.parquet").write_bytes(b"damaged")
    add_document(collection, "third", "It is 1bn USD.")
    run(collection)
    assert [r[2] for r in told(collection)].count("171.9bn USD") == 1
    assert told(collection)[0] == ("appeared", "document_added", "1bn USD")


def test_a_damaged_history_is_named(collection):
    run(collection)
    (collection / "history" / "000001.parquet").write_bytes(b"x")
    with pytest.raises(DataError, match="000001.parquet: damaged"):
        history(collection)


def many(collection, count):
    for i in range(count):
        add_document(collection, f"more{i}", f"It is {i + 1}bn USD.\n")


def test_facts_that_vanish_in_bulk_need_a_word(collection):
    many(collection, 12)
    run(collection)
    before = (collection / "facts.parquet").read_bytes()
    for i in range(12):
        for ending in (".txt", ".toml"):
            (collection / "documents" / f"more{i}{ending}").unlink()
    with pytest.raises(DataError, match="12 of 14 facts would be gone") as caught:
        run(collection)
    assert "--allow-loss" in caught.value.remedy
    assert (collection / "facts.parquet").read_bytes() == before
    assert run(collection, allow_loss=True).facts == 2


def test_a_reader_that_goes_blind_is_noticed(collection):
    many(collection, 12)
    run(collection)

    def blind(text, **given):
        return []

    with pytest.raises(DataError, match="14 of 14 facts"):
        refresh(collection, extract=blind)


@pytest.mark.parametrize(
    ("gone", "of", "stop"), [(9, 9, False), (10, 100, False), (21, 100, True), (10, 40, True)]
)
def test_how_great_a_loss(gone, of, stop):
    assert too_many(gone, of) == stop


def test_a_fact_that_moves_is_not_lost():
    before = table(fact(fact_id="a"), fact(fact_id="b", doc_id="d2"))
    after = table(fact(fact_id="c"), fact(fact_id="d"))
    assert lost(before, after) == (1, 2)
    assert lost(before, table()) == (2, 2)


@pytest.mark.parametrize(
    ("given", "outside"),
    [
        ({}, False),
        ({"value": 171.9e15}, True),
        ({"value": -1.0}, True),
        ({"indicator": "trade_balance", "value": -8e10}, False),
        ({"value": 4e15, "unit": "VND"}, False),
        ({"transform": "share", "unit": "percent", "value": 120.0}, True),
        ({"transform": "growth", "unit": "percent", "value": -120.0}, True),
        ({"transform": "growth", "unit": "percent", "value": 219.0}, False),
        ({"transform": "rank", "unit": "rank", "value": 0.0}, True),
        ({"indicator": "fdi_projects", "unit": "projects", "value": 4965.0}, False),
        ({"indicator": "fdi_projects", "unit": "projects", "value": 29.9e9}, True),
    ],
)
def test_what_a_value_may_be(given, outside):
    assert (implausible(fact(**given)) is not None) == outside


def test_a_reading_that_cannot_be_is_held_back_and_told(collection):
    def wild(text, **given):
        rows = dollars(text, **given)
        return [{**r, "value": 171.9e18} if r["value_printed"] == "171.9" else r for r in rows]

    summary = refresh(collection, extract=wild)
    assert summary.facts == 1
    assert summary.written
    (line,) = summary.held_back
    assert line.startswith(
        "first.txt: '171.9bn USD' as trade_total (level) of 1.719e+20 USD lies outside 0 to 1e+14"
    )
    assert load_tables(collection).documents["facts"].to_pylist() == [1, 0]


def test_the_articles_hold_nothing_that_cannot_be(data_dir):
    facts: pa.Table = load_tables(data_dir).facts
    assert [implausible(f) for f in facts.to_pylist()] == [None] * facts.num_rows
