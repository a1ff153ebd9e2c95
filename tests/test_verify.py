"""Verification finds every kind of untruth in the tables or the sources."""

import hashlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import DataError, refresh, sums, verify
from tests.conftest import dollars


@pytest.fixture
def refreshed(collection):
    refresh(collection, extract=dollars)
    return collection


def tamper(folder, name, change, row=0):
    """Change one row of a table behind the back of its fingerprint, and the checksum with it."""
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    change(rows[row])
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)
    was = sums.read(folder)[path.name]
    listed = folder / sums.FILE
    listed.write_text(listed.read_text().replace(was, hashlib.sha256(path.read_bytes()).hexdigest()))


def test_the_articles_are_proven(data_dir):
    result = verify(data_dir)
    assert result.faults == ()
    assert result.documents == 5
    assert result.mentions >= result.facts > 0
    assert result.spans > 2 * result.facts


def test_counts(refreshed):
    result = verify(refreshed)
    assert (result.documents, result.facts, result.mentions, result.spans) == (2, 2, 3, 7)
    assert result.faults == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r.update(quote="171.8bn USD"), "quote is"),
        (lambda r: r.update(char_start=9), "quote is"),
        (lambda r: r.update(char_end=10**6), "quote lies at"),
        (lambda r: r.update(char_start=-5), "quote lies at"),
        (lambda r: r.update(passage="Trade"), "passage is"),
        (lambda r: r.update(passage_start=12), "passage is"),
        (lambda r: r.update(quote_prefix="trade was "), "quote_prefix"),
        (lambda r: r.update(quote_suffix="?"), "quote_suffix"),
        (lambda r: r["mentions"][1].update(char_start=0), "mention 1 is"),
        (lambda r: r["mentions"][1].update(passage_end=3), "mention 1 lies outside"),
        (lambda r: r["mentions"].pop(0), "not among the mentions"),
        (lambda r: r.update(doc_sha256="0"), "doc_sha256"),
        (lambda r: r.update(doc_id="other"), "not in the table of documents"),
        (lambda r: r.update(fact_id="first-55"), "stands twice"),
        (
            lambda r: r.update(
                evidence=[
                    {
                        "dimension": "period",
                        "how": "read",
                        "text": "2024",
                        "char_start": 25,
                        "char_end": 29,
                        "note": None,
                    }
                ]
            ),
            "evidence of period is '2024'",
        ),
    ],
)
def test_a_false_row(refreshed, change, words):
    tamper(refreshed, "facts", change)
    faults = verify(refreshed).faults
    assert any(words in f.what for f in faults), faults
    assert all("first" in f.file or "other" in f.file for f in faults)
    assert any(f.row.startswith("first-") or f.row == "first" for f in faults)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r.update(text="Trade"), "text is not the stored one"),
        (lambda r: r.update(doc_sha256="0"), "sha256 is not the stored one"),
        (lambda r: r.update(facts=7), "count of facts"),
    ],
)
def test_a_false_document(refreshed, change, words):
    tamper(refreshed, "documents", change)
    assert any(words in f.what and f.row == "first" for f in verify(refreshed).faults)


def test_a_changed_source(refreshed):
    path = refreshed / "documents" / "first.txt"
    path.write_text("X" + path.read_text())
    whats = [f.what for f in verify(refreshed).faults]
    assert any("sha256" in w for w in whats)
    assert any(w.startswith("quote is") for w in whats)


def test_a_source_that_is_gone(refreshed):
    (refreshed / "documents" / "second.txt").unlink()
    assert [(f.file, f.row) for f in verify(refreshed).faults] == [("second.txt", "second")]


def test_no_tables(collection):
    with pytest.raises(DataError, match="missing"):
        verify(collection)
