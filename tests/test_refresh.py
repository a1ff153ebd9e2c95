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
from tests.conftest import ROOT, add_document, dollars

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

    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, tmp_path / name)
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
    assert sorted(p.name for p in collection.iterdir()) == sorted(
        [".lock", "SHA256SUMS", "documents", "history", "index", *FILES]
    )


# what is read again


def counting(seen):
    """The simple reader, noting which documents it is given."""

    def read(text, **given):
        seen.append(given["doc_id"])
        return dollars(text, **given)

    return read


def test_only_what_changed_is_read(collection):
    seen = []
    read = counting(seen)
    assert refresh(collection, extract=read).read == 2
    assert sorted(seen) == ["first", "second"]
    seen.clear()
    summary = refresh(collection, extract=read)
    assert (seen, summary.read, summary.written) == ([], 0, False)
    add_document(collection, "third", "It is 1bn USD.")
    add_document(collection, "second", "Nothing is counted here.\n", publisher="P")
    summary = refresh(collection, extract=read)
    assert seen == ["second", "third"], "a sidecar's edit counts as a change"
    assert summary.added == ("third-6",)
    kept = contents(collection)
    seen.clear()
    refresh(collection, full=True, extract=read)
    assert len(seen) == 3
    assert contents(collection) == kept, "as if all had been read"


def test_a_change_of_the_program_reads_all(collection, monkeypatch):
    import sys

    from etl import refresh as _  # noqa: F401

    seen = []
    read = counting(seen)
    refresh(collection, extract=read)
    seen.clear()
    monkeypatch.setattr(sys.modules["etl.refresh"], "_program", lambda: "another")
    assert refresh(collection, extract=read).read == 2


def test_a_source_without_a_sidecar_is_taken_up(collection):
    run(collection)
    (collection / "documents" / "dropped.txt").write_text(
        "Trade was 5bn USD, they said in a long sentence.\n"
    )
    summary = run(collection)
    assert (summary.adopted, summary.problems) == (("dropped",), ())
    assert (collection / "documents" / "dropped.toml").exists()
    assert summary.added == ("dropped-10",)
    assert run(collection).adopted == ()


def test_a_lost_sidecar_is_not_made_up(collection):
    run(collection)
    before = contents(collection)
    (collection / "documents" / "first.toml").unlink()
    (problem,) = run(collection).problems
    assert "first.toml: is missing. Put it back" in str(problem)
    assert contents(collection) == before


def test_a_source_that_cannot_be_taken_up_is_told_once(collection):
    (collection / "documents" / "bad.pdf").write_bytes(b"%PDF-1.7 cut off")
    (collection / "documents" / "two.txt").write_text("Words of one kind, written by hand.")
    (collection / "documents" / "two.md").write_text("Words of another kind, written by hand.")
    names = [str(p).partition(": ")[0] for p in run(collection).problems]
    assert names == ["bad.pdf", "two.md, two.txt"]
    assert (collection / "documents" / "two.txt").read_text() == "Words of one kind, written by hand."


def test_a_source_that_has_changed_is_told(collection):
    (collection / "documents" / "page.md").write_text("# Title\n\nTrade was 5bn USD, they said.\n")
    run(collection)
    (collection / "documents" / "page.md").write_text("# Title\n\nTrade was 6bn USD, they said.\n")
    (problem,) = run(collection).problems
    assert "page.md: has changed since it was read" in str(problem)
    (collection / "documents" / "page.md").unlink()
    assert "page.md: is missing" in str(run(collection).problems[0])


def test_an_empty_folder_is_an_error_unless_it_is_meant(collection):
    run(collection)
    before = contents(collection)
    for path in (collection / "documents").iterdir():
        path.unlink()
    with pytest.raises(DataError, match="holds no documents"):
        run(collection)
    assert contents(collection) == before
    assert refresh(collection, allow_empty=True).gone == ("first-10", "first-55")
    assert load_tables(collection).facts.num_rows == 0


def test_ctrl_c_leaves_the_last_complete_tables(collection):
    run(collection)
    before = contents(collection)
    add_document(collection, "third", "It is 1bn USD.")

    def stop(text, **given):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(collection, extract=stop)
    assert contents(collection) == before
    assert not [p for p in collection.iterdir() if p.name.startswith(".facts")]


def test_watching(tmp_path):
    """The command takes up a file that arrives, and Ctrl-C ends it in good order."""
    import signal
    import time

    (tmp_path / "documents").mkdir()
    add_document(tmp_path, "first", "Nothing is counted here.")
    command = [sys.executable, "-m", "etl.cli", "refresh", "--watch", "--data", str(tmp_path)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        # tests that run in a shell's background would hand down that Ctrl-C is not heard
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert process.stderr.readline().endswith("watching; Ctrl-C ends it.\n")
        (tmp_path / "documents" / "new.txt").write_text(
            "Vietnam's exports to China reached $61.2 billion in 2023.\n"
        )
        for _ in range(600):
            if "new" in load_tables(tmp_path).documents["doc_id"].to_pylist():
                break
            time.sleep(0.1)
        assert [f["value"] for f in load_tables(tmp_path).facts.to_pylist()] == [61.2e9]
        assert any("new: taken up" in line for line in process.stdout)  # all is done when it is said
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
