"""Building the tables: complete, repeatable, and never at the cost of the ones there are."""

import hashlib
import os
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from etl import DataError, load_tables, refresh
from etl.refresh import is_stale
from etl.tables import TABLES
from tests.conftest import add_document, dollars

FILES = tuple(f"{name}.parquet" for name in TABLES)


def contents(folder):
    return [(folder / name).read_bytes() for name in FILES]


def run(folder, **options):
    return refresh(folder, extract=dollars, **options)


def test_summary_and_rows(collection):
    seen = []
    summary = run(collection, progress=lambda *step: seen.append(step))
    assert seen == [(1, 2, "first.txt"), (2, 2, "second.txt")]
    assert (summary.documents, summary.with_figures, summary.without_figures) == (2, 1, 1)
    assert (summary.facts, summary.mentions) == (2, 3)
    assert summary.problems == ()
    assert summary.written
    tables = load_tables(collection)
    assert tables.facts["title"].to_pylist() == ["Title of first"] * 2
    assert tables.documents["facts"].to_pylist() == [2, 0]
    stored = (collection / "documents" / "first.txt").read_bytes()
    assert tables.documents["text"][0].as_py().encode() == stored
    assert set(tables.facts["doc_sha256"].to_pylist()) == {hashlib.sha256(stored).hexdigest()}


def test_the_same_again_touches_nothing(collection):
    run(collection)
    before = [os.stat(collection / f).st_mtime_ns for f in FILES]
    summary = run(collection)
    assert not summary.written
    assert (summary.added, summary.gone, summary.changed) == ((), (), ())
    assert [os.stat(collection / f).st_mtime_ns for f in FILES] == before


def test_built_anew_the_bytes_are_the_same(collection, tmp_path):
    import shutil

    run(collection)
    other = tmp_path / "elsewhere"
    shutil.copytree(collection / "documents", other / "documents")
    run(other)
    assert contents(other) == contents(collection)


def test_the_articles_give_the_same_bytes_in_another_process(data_dir, tmp_path):
    import shutil

    shutil.copytree(data_dir / "documents", tmp_path / "documents")
    code = "import sys, etl; etl.refresh(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", code, tmp_path], check=True, env={**os.environ, "PYTHONHASHSEED": "1"}
    )
    assert contents(tmp_path) == contents(data_dir)


def test_row_groups_have_statistics(collection):
    run(collection)
    column = pq.read_metadata(collection / FILES[0]).row_group(0).column(0)
    assert column.is_stats_set
    assert column.compression == "ZSTD"


def test_what_changed(collection):
    run(collection)
    path = collection / "documents" / "first.txt"
    add_document(collection, "first", path.read_text().replace("2023", "2022").replace("148.6", "205.2"))
    add_document(collection, "third", "It is 1bn USD.")
    summary = run(collection)
    assert summary.added == ("third-6",)
    assert summary.changed == ("first-10", "first-55")
    (collection / "documents" / "third.txt").unlink()
    (collection / "documents" / "third.toml").unlink()
    assert run(collection).gone == ("third-6",)


BAD = {"empty": b"", "binary": b"a\0b", "latin": b"caf\xe9"}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_document_leaves_the_previous_tables(collection, content):
    run(collection)
    before = contents(collection)
    add_document(collection, "first", content)
    add_document(collection, "third", "It is 1bn USD.")
    summary = run(collection)
    assert [p.name for p in summary.problems] == ["first.txt"]
    assert (summary.documents, summary.facts) == (2, 1)
    assert not summary.written
    assert contents(collection) == before
    assert is_stale(collection)


def test_a_bad_document_and_no_tables_yet(collection):
    add_document(collection, "bad", b"")
    summary = run(collection)
    assert summary.written
    assert load_tables(collection).facts.num_rows == 2
    assert is_stale(collection)
    add_document(collection, "bad", "It is 1bn USD.")
    assert run(collection).written
    assert not is_stale(collection)


def test_only_bad_documents_and_no_tables_yet(collection):
    for name in ("first", "second"):
        add_document(collection, name, b"")
    assert len(run(collection).problems) == 2
    assert not (collection / FILES[0]).exists()


@pytest.mark.parametrize("name", FILES)
def test_damaged_tables_are_replaced(collection, name):
    run(collection)
    good = contents(collection)
    (collection / name).write_bytes(b"damaged")
    assert is_stale(collection)
    run(collection)
    assert contents(collection) == good


def broken(text, **given):
    if given["doc_id"] == "second":
        raise KeyError("month")
    return dollars(text, **given)


def test_an_extractor_that_fails_costs_one_document(collection):
    summary = refresh(collection, extract=broken)
    assert "KeyError at test_refresh.py" in summary.problems[0].what
    assert (summary.documents, summary.facts) == (1, 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": "171.8bn USD"}, "quote is '171.8bn USD'"),
        ({"char_end": 9999}, "has"),
        ({"reporter": "XX9"}, "'XX9' is not in the codelist areas"),
        ({"partner": "VN+XX9"}, "'VN+XX9' is not in the codelist areas"),
        ({"transform": "levels"}, "transform holds 'levels'"),
        ({"value": None}, "value has 1 empty"),
        ({"value": "much"}, "does not fit"),
        ({"unit_mult": 999}, "does not fit"),
        ({"mentions": []}, "not among the mentions"),
        ({"quote_suffix": "?"}, "quote_suffix"),
        ({"passage_start": 12}, "passage"),
        ({"fact_id": "first-55"}, "stands twice"),
    ],
)
def test_rows_that_do_not_hold_are_not_stored(collection, change, words):
    def wrong(text, **given):
        rows = dollars(text, **given)
        if rows:
            rows[0] |= change
        return rows

    summary = refresh(collection, extract=wrong)
    assert [p.name for p in summary.problems] == ["first.txt"]
    assert words in summary.problems[0].what
    assert summary.facts == 0


def test_a_missing_column_is_named(collection):
    def short(text, **given):
        return [{n: v for n, v in row.items() if n != "rule"} for row in dollars(text, **given)]

    assert "column rule is missing" in refresh(collection, extract=short).problems[0].what


def test_what_makes_tables_stale(collection):
    assert is_stale(collection)
    run(collection)
    assert not is_stale(collection)
    add_document(collection, "first", "It is 1bn USD.")
    assert is_stale(collection)
    run(collection)
    sidecar = collection / "documents" / "first.toml"
    sidecar.write_text(sidecar.read_text() + 'publisher = "P"\n')
    assert is_stale(collection)
    run(collection)
    assert not is_stale(collection)
    (collection / "documents" / "second.txt").unlink()
    assert is_stale(collection)


def test_touching_a_source_is_no_change(collection):
    run(collection)
    os.utime(collection / "documents" / "first.txt")
    assert not is_stale(collection)


def test_no_documents(tmp_path):
    with pytest.raises(DataError, match="documents: cannot be read"):
        run(tmp_path)
    (tmp_path / "documents").mkdir()
    with pytest.raises(DataError, match="holds no documents"):
        run(tmp_path)


def test_all_files_or_none(collection, monkeypatch):
    run(collection)
    before = contents(collection)
    add_document(collection, "third", "It is 1bn USD.")
    real, calls = pq.write_table, []

    def full_disk(table, out, **options):
        calls.append(out)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(table, out, **options)

    monkeypatch.setattr(pq, "write_table", full_disk)
    with pytest.raises(DataError, match="No space left"):
        run(collection)
    assert contents(collection) == before
    assert sorted(p.name for p in collection.iterdir()) == sorted([".lock", "documents", *FILES])
