"""Corrections are data: they survive refreshes, and one whose reading has changed is reported, not applied."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from etl import DataError, load_tables, refresh
from etl.corrections import read_corrections
from etl.history import history
from etl.review import ReviewError, append, decide, to_review
from tests.conftest import add_document, dollars, fact, table

DAY = dt.date(2026, 11, 25)


def run(folder, **options):
    return refresh(folder, extract=dollars, **options)


def facts(folder):
    return {f["quote"]: f for f in load_tables(folder).facts.to_pylist()}


@pytest.fixture
def reviewed(collection):
    """A collection where a person has named the compiler of 171.9bn USD and rejected 148.6bn USD."""
    run(collection)
    found = facts(collection)
    decide(
        collection, found["171.9bn USD"], "set", by="Nguyễn An", why="The ministry's \"report\" says so", on=DAY,
        labels={"compiler": "VN_MOIT", "period": "2024-01/2024-09"},
    )  # fmt: skip
    decide(collection, found["148.6bn USD"], "reject", by="An", why="no trade", on=DAY)
    run(collection)
    return collection


def test_a_correction_is_applied_and_says_who_when_and_why(reviewed):
    one = facts(reviewed)["171.9bn USD"]
    assert (one["review"], one["compiler"], one["reviewed_by"], one["reviewed_on"]) == (
        "corrected",
        "VN_MOIT",
        "Nguyễn An",
        DAY,
    )
    assert one["review_note"] == 'The ministry\'s "report" says so'
    assert (one["period"], one["period_type"], one["period_end"]) == (
        "2024-01/2024-09",
        "ytd",
        dt.date(2024, 9, 30),
    )
    assert {e["dimension"]: e["how"] for e in one["evidence"]} == {
        "compiler": "corrected",
        "period": "corrected",
    }
    assert facts(reviewed)["148.6bn USD"]["review"] == "rejected"


def test_it_survives_refreshes_with_and_without_reading_anew(reviewed):
    before = facts(reviewed)
    for options in ({}, {"full": True}):
        summary = run(reviewed, **options)
        assert (summary.corrected, summary.stale_corrections) == (2, ())
        assert not summary.written
        assert facts(reviewed) == before


def test_one_whose_reading_has_changed_is_reported_and_left_out(reviewed):
    text = (reviewed / "documents" / "first.txt").read_text()
    add_document(reviewed, "first", text.replace("171.9", "172.9"))
    summary = run(reviewed)
    assert summary.corrected == 1
    (stale,) = summary.stale_corrections
    assert stale.startswith("corrections.toml: correction 1: no fact reads '171.9bn USD' of first.")
    assert facts(reviewed)["172.9bn USD"]["review"] == "auto"


def test_the_guard_is_on_the_reading_not_on_the_quote_alone(reviewed):
    def other(text, **given):
        return [{**row, "indicator": "exports"} for row in dollars(text, **given)]

    summary = refresh(reviewed, extract=other)
    assert summary.corrected == 0
    assert "is read with indicator 'exports' by now, not 'trade_total'" in summary.stale_corrections[0]
    assert {f["review"] for f in facts(reviewed).values()} == {"auto"}


def test_taking_a_correction_back_restores_the_reading(collection):
    run(collection)
    before = facts(collection)
    decide(
        collection,
        before["171.9bn USD"],
        "set",
        by="An",
        why="x",
        on=DAY,
        labels={"partner": "CN-YN", "period": "2022"},
    )
    run(collection)
    assert facts(collection)["171.9bn USD"]["observation_id"] != before["171.9bn USD"]["observation_id"]
    (collection / "corrections.toml").unlink()
    summary = run(collection)
    assert summary.read == 0  # nothing had to be read again
    restored = facts(collection)["171.9bn USD"]
    for name, value in before["171.9bn USD"].items():
        if name != "observation_id":  # the simple reader makes its own
            assert restored[name] == value, name


def test_the_later_of_two_corrections_counts(reviewed):
    decide(reviewed, facts(reviewed)["171.9bn USD"], "confirm", by="Bình", why="checked again", on=DAY)
    summary = run(reviewed)
    one = facts(reviewed)["171.9bn USD"]
    assert (summary.corrected, one["review"], one["compiler"], one["reviewed_by"]) == (
        2,
        "confirmed",
        None,
        "Bình",
    )


def test_the_history_says_that_a_correction_did_it(reviewed):
    rows = [r for r in history(reviewed) if r["change"] == "changed"]
    assert {(r["quote"], r["cause"]) for r in rows} == {
        ("171.9bn USD", "correction"),
        ("148.6bn USD", "correction"),
    }
    changed = {
        c["column"]: (c["before"], c["after"])
        for r in rows
        if r["quote"] == "171.9bn USD"
        for c in r["columns"]
    }
    assert changed["compiler"] == ("null", '"VN_MOIT"')
    assert changed["review"] == ('"auto"', '"corrected"')


def test_a_rejected_fact_stands_for_nothing(reviewed):
    from etl import observations

    shown = observations(load_tables(reviewed).facts)["fact_id"].to_pylist()
    assert facts(reviewed)["148.6bn USD"]["fact_id"] not in shown


def test_quotes_that_stand_twice_are_told_apart_by_what_stands_before(collection):
    def twice(text, **given):
        rows = dollars(text, **given)
        return [{**r, "value": 1e9} for r in rows]

    add_document(collection, "first", "Yunnan 1.0bn USD there.\nGuangxi 1.0bn USD here.\n")

    def both(text, doc_id, **given):
        rows = []
        for half in text.splitlines(keepends=True):
            offset = text.index(half)
            for row in dollars(half, doc_id=f"{doc_id}-{offset}"):
                shift = ("char_start", "char_end", "passage_start", "passage_end")
                mention = {k: v + offset if k in shift else v for k, v in row["mentions"][0].items()}
                rows.append(
                    {**row, "doc_id": doc_id, "mentions": [mention], **{k: row[k] + offset for k in shift}}
                )
        for row in rows:
            row["quote_prefix"] = text[max(0, row["char_start"] - 32) : row["char_start"]]
            row["quote_suffix"] = text[row["char_end"] : row["char_end"] + 32]
        return rows

    refresh(collection, extract=both)
    rows = load_tables(collection).facts.to_pylist()
    assert len(rows) == 2
    decide(collection, rows[1], "reject", by="An", why="no trade", on=DAY, beside=rows)
    assert 'prefix = "' in (collection / "corrections.toml").read_text()
    assert refresh(collection, extract=both).stale_corrections == ()
    assert [f["review"] for f in load_tables(collection).facts.to_pylist()] == ["auto", "rejected"]
    path = collection / "corrections.toml"
    path.write_text(
        "\n".join(line for line in path.read_text().splitlines() if not line.startswith("prefix"))
    )
    (stale,) = refresh(collection, extract=both).stale_corrections
    assert "2 facts read '1.0bn USD' of first like this" in stale


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('action = "confirm"\n', "quote is missing"),
        ('quote = "q"\naction = "shout"', "action 'shout' is none"),
        ('quote = "q"\naction = "set"', "set does not fit"),
        ('quote = "q"\naction = "confirm"\nset = {compiler = "VN_MOIT"}', "set does not fit"),
        ('quote = "q"\naction = "set"\nset = {compiler = "NOBODY"}', "'NOBODY' is not in the codelist"),
        ('quote = "q"\naction = "set"\nset = {period = "soon"}', "period 'soon' is none"),
        ('quote = "q"\naction = "set"\nset = {unit = ""}', "unit cannot be empty"),
        ('quote = "q"\naction = "set"\nset = {value = "3"}', "value is no label that can be set"),
        ('quote = "q"\naction = "confirm"\nwho = "x"', "unknown key who"),
        ("quote = 3\naction = 'confirm'", "quote is no text"),
    ],
)
def test_a_faulty_entry_is_named_and_nothing_is_lost(collection, line, words):
    run(collection)
    before = (collection / "facts.parquet").read_bytes()
    shared = 'doc_id = "first"\nby = "An"\non = 2026-11-25\nwhy = "x"\nexpect = {value = 1.0}\n'
    (collection / "corrections.toml").write_text(f"[[correction]]\n{shared}{line}\n")
    with pytest.raises(DataError) as caught:
        run(collection)
    assert words in str(caught.value)
    assert "correction 1" in str(caught.value)
    assert (collection / "facts.parquet").read_bytes() == before


def test_a_file_that_is_no_toml_is_never_added_to(collection):
    run(collection)
    path = collection / "corrections.toml"
    path.write_text("[[correction\n")
    with pytest.raises(DataError, match="is no TOML"):
        decide(collection, facts(collection)["171.9bn USD"], "confirm", by="An", why="x", on=DAY)
    assert path.read_text() == "[[correction\n"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"by": " "}, "who decides"),
        ({"why": ""}, "why"),
        ({"action": "delete"}, "unknown action"),
        ({"action": "set"}, "give labels"),
        ({"action": "set", "labels": {"compiler": "NOBODY"}}, "codelist compilers"),
    ],
)
def test_a_decision_that_is_not_whole_is_not_written(collection, given, words):
    run(collection)
    with pytest.raises(ReviewError, match=words):
        decide(
            collection,
            facts(collection)["171.9bn USD"],
            **{"action": "confirm", "by": "An", "why": "x", "on": DAY} | given,
        )
    assert not (collection / "corrections.toml").exists()


def test_comments_stay_and_writers_wait_for_each_other(collection):
    path = collection / "corrections.toml"
    path.write_text("# kept by hand\n")
    entry = {
        "doc_id": "first",
        "quote": "q",
        "action": "confirm",
        "by": "An",
        "on": DAY,
        "why": "x",
        "expect": {"value": 1.0},
    }
    threads = [
        threading.Thread(target=append, args=(collection, [{**entry, "why": f"w{i}"}])) for i in range(8)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert path.read_text().startswith("# kept by hand\n")
    assert {c.why for c in read_corrections(collection)} == {f"w{i}" for i in range(8)}


def test_the_least_sure_come_first_and_checked_ones_not_at_all():
    rows = [
        fact(fact_id="sure", confidence=0.95),
        fact(fact_id="less", confidence=0.8),
        fact(fact_id="least", confidence=0.5),
        fact(fact_id="done", confidence=0.4, review="confirmed"),
    ]
    assert [f["fact_id"] for f in to_review(table(*rows))] == ["least", "less"]
