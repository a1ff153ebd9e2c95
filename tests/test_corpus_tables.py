"""The tables of a corpus read in parts: those that a collection of the same documents has."""

import json
import random
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dashboard.app import create_app
from etl import DataError, load_tables, open_index, refresh
from etl.cli import main
from etl.ingest.add import add
from etl.parts import apiece, earlier, run, sorting
from etl.parts.run import read_corpus
from etl.parts.whole import make_tables
from tests.conftest import ROOT

# What a collection knows otherwise: where a document was read, and so how its publisher and day are known.
PLACES = ("origin", "publisher_how", "published_how")


@pytest.fixture(scope="module")
def rows():
    """Documents of which many repeat one another, word for word or nearly, and state the same observations otherwise."""
    choose = random.Random(8)
    articles = [
        [line for line in path.read_text(encoding="utf-8").split("\n") if len(line) > 60]
        for path in sorted((ROOT / "data" / "documents").glob("*.txt"))
    ]
    found = []
    for i in range(70):
        lines = choose.sample(articles[i % len(articles)], min(6, len(articles[i % len(articles)])))
        if i % 4 == 1:
            text = found[choose.randrange(len(found))]["text"].replace("triệu", "triệu ").replace("đạt", "là")
        else:
            text = "\n".join(lines) + "\n"
        if i % 5 == 2:
            text = text.replace("1", "2", 1)
        if i % 9 == 3:
            text += "Theo Tổng cục Hải quan Việt Nam, xuất khẩu của Việt Nam sang Trung Quốc "
            text += (
                f"{choose.choice(['9 tháng', '6 tháng'])} năm 2024 đạt {choose.randint(3, 90)},5 tỷ USD.\n"
            )
        found.append(
            {"doc_id": f"n{i:03d}", "text": text, "lang": "vi" if i % 5 else None}
            | {"published": choose.choice([None, "2025-03-01", "2024-11", "2024-12-24"])}
            | {"publisher": f"Báo {i % 7}" if i % 6 else None, "title": f"Tin {i}" if i % 8 else None}
        )
    return found


def as_lines(rows, path):
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def collection(rows, folder):
    as_lines(rows, folder / "all.jsonl")
    (folder / "data").mkdir()
    shutil.copytree(ROOT / "data" / "reference", folder / "data" / "reference")
    assert [*add(folder / "data", [str(folder / "all.jsonl")], report=lambda problem: None)]
    refresh(folder / "data")
    return load_tables(folder / "data")


@pytest.fixture(scope="module")
def stored(rows, tmp_path_factory):
    return collection(rows, tmp_path_factory.mktemp("stored"))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """All that is done some at a time is done a few at a time."""
    monkeypatch.setattr(run, "_MB", 1)
    monkeypatch.setattr(earlier, "WORTH", 1)
    for module, name in ((apiece, "_PIECE"), (sorting, "_ROWS"), (sorting, "GROUP")):
        monkeypatch.setattr(module, name, 7)
    monkeypatch.setattr("etl.parts.alike.GROUP", 7)
    monkeypatch.setattr("etl.parts.alike._PIECE", 7)


def corpus(rows, folder, size=20_000):
    as_lines(rows[:40], folder / "in" / "a.jsonl")
    pq.write_table(pa.Table.from_pylist(rows[40:]), folder / "in" / "b.parquet", row_group_size=6)
    found = read_corpus(str(folder / "in"), str(folder / "out"), part_mb=size, jobs=1, texts=True)
    if not (folder / "out" / "reference").exists():
        shutil.copytree(ROOT / "data" / "reference", folder / "out" / "reference")
    return found


def same(made, stored):
    assert made.facts.num_rows > 50
    assert made.facts.equals(stored.facts)
    for name in made.documents.column_names:
        if name not in PLACES:
            assert made.documents[name].equals(stored.documents[name]), name
    assert made.checks.equals(stored.checks)
    assert made.derived.equals(stored.derived)
    assert made.references.equals(stored.references)


def test_the_tables_are_those_of_a_collection(rows, stored, tmp_path):
    # each of them says something
    assert stored.facts["syndicated_from"].null_count < stored.facts.num_rows
    assert stored.documents["syndicated_from"].null_count < stored.documents.num_rows
    checks = stored.checks.to_pylist()
    assert {"agreement", "sum", "cumulative", "reference"} <= {c["check"] for c in checks}
    assert any(c["check"] == "cumulative" and len(c["doc_ids"]) > 1 for c in checks)
    assert any(c["check"] == "agreement" and c["verdict"] == "fails" for c in checks)
    assert stored.derived.num_rows
    found = corpus(rows, tmp_path)
    assert found.parts > 3
    out = tmp_path / "out"
    assert make_tables(out)
    same(load_tables(out), stored)
    index = open_index(out)
    assert index.path.parent.parent == out
    assert index.size("facts") == stored.facts.num_rows
    one = stored.facts.slice(20, 1).to_pylist()[0]
    assert index.fact(one["fact_id"]) == one
    assert index.document(one["doc_id"])["text"][one["char_start"] : one["char_end"]] == one["quote"]


def test_a_change_is_in_the_tables(rows, tmp_path):
    corpus(rows, tmp_path)
    out = tmp_path / "out"
    assert make_tables(out)
    files = {p: p.stat().st_ino for p in out.rglob("*") if p.is_file()}
    assert not make_tables(out)
    assert {p: p.stat().st_ino for p in out.rglob("*") if p.is_file()} == files
    rows = [dict(row) for row in rows]
    rows[11]["text"] = rows[12]["text"]
    rows[13]["text"] += "Xuất khẩu của Việt Nam sang Trung Quốc năm 2024 đạt 12,5 tỷ USD.\n"
    changed = [*rows[:30], *rows[31:]]
    corpus(changed, tmp_path)
    assert make_tables(out)
    same(load_tables(out), collection(changed, tmp_path / "again"))
    assert len([*(out / "index").glob("*.duckdb")]) == 1
    assert not [p for p in out.iterdir() if p.name.startswith(".") and p.name != ".lock"]


def test_of_documents_with_one_doc_id_the_first_is_taken(rows, tmp_path):
    twice = [dict(row) for row in rows[:50]]
    twice[8] = {**rows[9], "doc_id": "n002"}  # in another part
    twice[20] = {**rows[21], "doc_id": "n019"}  # in the same
    twice[23] = {**rows[22]}  # the very same
    twice[26] = {**rows[25], "title": "Another", "publisher": None}  # the same text
    found = corpus(twice, tmp_path, size=12_000)
    assert len(found.problems) == 4
    make_tables(tmp_path / "out")
    first = list({row["doc_id"]: row for row in reversed(twice)}.values())[::-1]
    same(load_tables(tmp_path / "out"), collection(first, tmp_path / "stored"))


def test_a_corpus_without_facts_has_tables(tmp_path):
    as_lines([{"doc_id": "a", "text": "Nothing is said here."}], tmp_path / "in" / "a.jsonl")
    read_corpus(str(tmp_path / "in"), str(tmp_path / "out"), jobs=1, texts=True)
    make_tables(tmp_path / "out")
    tables = load_tables(tmp_path / "out")
    assert (tables.documents.num_rows, tables.facts.num_rows) == (1, 0)
    assert open_index(tmp_path / "out").size("documents") == 1


def test_what_is_damaged_or_cannot_be_written_leaves_the_tables(rows, tmp_path, monkeypatch):
    corpus(rows[:50], tmp_path)
    out = tmp_path / "out"
    make_tables(out)
    before = {p: p.read_bytes() for p in out.glob("*.parquet")}
    corpus(rows, tmp_path)
    with monkeypatch.context() as patched:

        def full(*given, **options):
            raise OSError(28, "No space left on device")

        patched.setattr("etl.parts.whole.make_index", full)
        with pytest.raises(OSError, match="No space left"):
            make_tables(out)
    assert {p: p.read_bytes() for p in out.glob("*.parquet")} == before
    path = next(iter((out / "facts").iterdir()))
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    with pytest.raises(DataError, match="a part is damaged"):
        make_tables(out)
    path.write_bytes(whole)
    assert {p: p.read_bytes() for p in out.glob("*.parquet")} == before
    assert make_tables(out)


def test_several_processes_make_the_same(rows, stored, tmp_path):
    corpus(rows, tmp_path)
    assert make_tables(tmp_path / "out", jobs=2)
    same(load_tables(tmp_path / "out"), stored)


def test_a_corpus_is_served(rows, stored, tmp_path):
    for name, some in (("a", rows[:40]), ("b", rows[40:])):
        as_lines(some, tmp_path / "in" / f"{name}.jsonl")
    out = tmp_path / "out"
    command = ["refresh", "--corpus", str(tmp_path / "in"), "--out", str(out), "--jobs", "1", "--tables"]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stderr) == (0, "")
    client = create_app(out).server.test_client()
    one = stored.facts.slice(3, 1).to_pylist()[0]
    for path in ("/", "/figures", "/checks", "/sources"):
        assert client.get(path).status_code == 200, path
    assert one["quote"] in client.get(f"/figure/{one['fact_id']}").get_data(as_text=True)
    assert one["quote"] in client.get(f"/sources/{one['doc_id']}").get_data(as_text=True)
    # a refresh of the folder as a collection takes nothing away
    files = {p: p.read_bytes() for p in out.rglob("*.parquet")}
    done = CliRunner().invoke(main, ["refresh", "--data", str(out)])
    assert (done.exit_code, "holds no documents" in done.stderr) == (2, True)
    assert {p: p.read_bytes() for p in out.rglob("*.parquet")} == files


def test_where_no_tables_can_be_made_it_is_told(tmp_path):
    as_lines([{"doc_id": "a", "text": "Nothing."}], tmp_path / "in" / "a.jsonl")
    given = ["refresh", "--corpus", str(tmp_path / "in"), "--out", "memory://tables", "--tables"]
    done = CliRunner().invoke(main, given)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "--tables needs a folder" in done.stderr
    assert CliRunner().invoke(main, ["refresh", "--tables"]).exit_code == 2
