"""Corpora in parts: the rows that a collection of the same documents has, whole or not at all, and none read twice."""

import json
import random
import re
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from etl import DataError, load_tables, refresh
from etl.cli import main
from etl.documents import Document, read_documents
from etl.ingest.add import add
from etl.parts import corpus, places
from etl.parts.corpus import Piece, parts_of
from etl.parts.run import MANIFEST, read_corpus
from etl.schema import FACT_COLUMNS
from tests.conftest import ROOT, dollars

COLUMNS = ("doc_id", "text", "lang", "published", "publisher", "url", "title")
OWN = [c.name for c in FACT_COLUMNS if c.name != "syndicated_from"]


@pytest.fixture(scope="module")
def rows():
    """Documents with figures of their own, made from the shipped articles' paragraphs."""
    choose = random.Random(3)
    articles = [d for d in read_documents(ROOT / "data") if isinstance(d, Document)]
    found = []
    for i in range(60):
        d = articles[i % len(articles)]
        lines = [line for line in d.text.split("\n") if len(line) > 60 and re.search(r"\d%| tỷ| tỉ", line)]
        text = "\n".join(choose.sample(lines, min(5, len(lines)))) + f"\nBản tin số {i}, {choose.random()}.\n"
        found.append({"doc_id": f"n{i:03d}", "text": text, "lang": "vi", "published": "2025-03-01"}
                     | {"publisher": f"Báo {i % 7}", "url": f"https://example.org/{i}", "title": f"Tin {i}"})  # fmt: skip
    return found


def as_lines(rows, path):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def facts(out, columns=OWN):
    found = ds.dataset(str(out / "facts")).to_table(columns=columns)
    return found.sort_by("fact_id").to_pylist()


@pytest.fixture(scope="module")
def stored(rows, tmp_path_factory):
    """The facts of a collection that these documents were added to."""
    folder = tmp_path_factory.mktemp("stored")
    as_lines(rows, folder / "all.jsonl")
    problems = []
    assert len([*add(folder / "data", [str(folder / "all.jsonl")], report=problems.append)]) == len(rows)
    assert refresh(folder / "data").problems == ()
    assert problems == []
    tables = load_tables(folder / "data")
    assert tables.facts.num_rows > 50
    return tables


def same_rows(out, stored):
    assert facts(out) == stored.facts.select(OWN).sort_by("fact_id").to_pylist()
    told = ds.dataset(str(out / "documents")).to_table().sort_by("doc_id")
    places_of_their_own = ("text", "origin", "publisher_how", "published_how", "syndicated_from")
    kept = [n for n in stored.documents.column_names if n not in places_of_their_own]
    assert told.select(kept).to_pylist() == stored.documents.select(kept).to_pylist()


def test_the_rows_are_those_of_a_collection(rows, stored, tmp_path, monkeypatch):
    monkeypatch.setattr("etl.parts.run._MB", 1_000)
    as_lines(rows[:40], tmp_path / "in" / "a.jsonl")
    pq.write_table(pa.Table.from_pylist(rows[40:]), tmp_path / "in" / "b.parquet", row_group_size=3)
    seen = []
    found = read_corpus(
        str(tmp_path / "in"),
        str(tmp_path / "out"),
        part_mb=9,
        jobs=1,
        progress=lambda *step: seen.append(step),
    )
    assert found.problems == []
    assert (found.documents, found.facts) == (60, stored.facts.num_rows)
    assert found.parts > 5
    assert seen[-1][0] == seen[-1][1]
    same_rows(tmp_path / "out", stored)
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*.parquet")}
    read_corpus(str(tmp_path / "in"), str(tmp_path / "two"), part_mb=9, jobs=2)
    assert {
        p.relative_to(tmp_path / "two"): p.read_bytes() for p in (tmp_path / "two").rglob("*.parquet")
    } == {p.relative_to(tmp_path / "out"): data for p, data in before.items()}


def test_what_is_there_is_not_read_again_and_what_is_old_goes(rows, tmp_path):
    for name, some in (("a", rows[:20]), ("b", rows[20:40])):
        as_lines(some, tmp_path / "in" / f"{name}.jsonl")
    source, out = str(tmp_path / "in"), tmp_path / "out"

    def read():
        found = read_corpus(source, str(out), part_mb=1, jobs=1)
        return found.documents, found.parts, found.kept, len([*(out / "facts").iterdir()])

    assert read() == (40, 1, 0, 1)
    assert read() == (40, 1, 1, 1)
    as_lines(rows[20:30], tmp_path / "in" / "b.jsonl")
    assert read() == (30, 1, 0, 1)
    assert json.loads((out / MANIFEST).read_text())["documents"] == 30
    (out / "facts" / "own.parquet").write_bytes(b"somebody else's")
    as_lines(rows[20:31], tmp_path / "in" / "b.jsonl")
    assert read() == (31, 1, 0, 2)


@given(st.lists(st.text("ab\u1ec7", max_size=9), max_size=12), st.integers(1, 60), st.booleans())
def test_each_line_belongs_to_one_part(tmp_path_factory, texts, size, ends):
    path = tmp_path_factory.mktemp("lines") / "some.jsonl"
    lines = [json.dumps({"doc_id": f"d{i}", "text": t}, ensure_ascii=False) for i, t in enumerate(texts)]
    path.write_text("\n".join(lines) + ("\n" if ends else ""), encoding="utf-8")
    whole = path.stat().st_size
    found, problems = [], []
    for first in range(0, whole, size):
        piece = Piece(str(path), "jsonl", first, min(first + size, whole), "")
        found += [(row.given["doc_id"], row.given["text"]) for row in corpus._lines(piece, problems)]
    assert found == [(f"d{i}", t) for i, t in enumerate(texts)]
    assert problems == []


def test_what_is_no_document_is_told_again_each_time(rows, tmp_path):
    as_lines(rows[:2], tmp_path / "in" / "a.jsonl")
    with (tmp_path / "in" / "a.jsonl").open("a") as more:
        more.write('{"doc_id": "x"}\nno json\n{"doc_id": "y", "text": "It is.", "published": "soon"}\n')
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "in" / "b.parquet")
    for kept in (0, 1):
        found = read_corpus(str(tmp_path / "in"), str(tmp_path / "out"), jobs=1)
        assert (found.documents, found.kept) == (2, kept)
        assert [str(p).split(". ")[0] for p in found.problems] == [
            "a.jsonl:3: is no document (text is missing)",
            "a.jsonl:4: is no document (no JSON)",
            "a.jsonl:5: published 'soon' is no date",
            "b.parquet@0: has no column doc_id",
        ]


def test_a_doc_id_that_several_documents_have_is_told(rows, tmp_path):
    as_lines(rows[:9], tmp_path / "in" / "a.jsonl")
    as_lines([rows[3], *rows[9:12], rows[3] | {"text": "Another one."}], tmp_path / "in" / "b.jsonl")
    found = read_corpus(str(tmp_path / "in"), str(tmp_path / "out"), jobs=1)
    assert [str(p) for p in found.problems] == [
        "n003: 3 documents have this doc_id. Give every document its own."
    ]
    assert found.documents == 14


def test_a_url_is_read_and_written(rows, stored, tmp_path):
    import fsspec

    as_lines(rows[:30], tmp_path / "in" / "a.jsonl")
    pq.write_table(pa.Table.from_pylist(rows[30:]), tmp_path / "in" / "b.parquet")
    store = fsspec.filesystem("memory")
    for path in (tmp_path / "in").iterdir():
        store.put_file(str(path), f"/news/{path.name}")
    assert read_corpus("memory://news", "memory://found", jobs=1).facts == stored.facts.num_rows
    store.get("/found", str(tmp_path / "out"), recursive=True)
    same_rows(tmp_path / "out", stored)
    assert read_corpus("memory://news", "memory://found", jobs=1).kept == 1
    found = read_corpus((tmp_path / "in").as_uri(), (tmp_path / "two").as_uri(), jobs=1)
    assert found.facts == stored.facts.num_rows
    same_rows(tmp_path / "two", stored)


def test_a_disk_that_is_full_leaves_what_was_there(rows, tmp_path, monkeypatch):
    as_lines(rows[:20], tmp_path / "in" / "a.jsonl")
    source, out = str(tmp_path / "in"), tmp_path / "out"
    read_corpus(source, str(out), jobs=1)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    as_lines(rows[:30], tmp_path / "in" / "a.jsonl")

    def full(table, path, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(DataError, match="No space left"):
        read_corpus(source, str(out), jobs=1)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_halves_are_the_whole(rows, tmp_path):
    as_lines(rows[:9], tmp_path / "in" / "a.jsonl")
    pq.write_table(pa.Table.from_pylist(rows[9:20]), tmp_path / "in" / "b.parquet", row_group_size=4)
    (part,), _ = parts_of(str(tmp_path / "in"), str(tmp_path / "out"), dollars, "p", None, 10**9)

    def names(part):
        return [d.doc_id for d in part.documents()]

    part = replace(part, today=date(2026, 1, 1))
    waiting, found = [part], []
    while waiting:
        halves = waiting.pop(0).halves()
        if len(halves) == 1:
            found += names(halves[0])
        else:
            waiting = [*halves, *waiting]
    assert found == names(part) == [r["doc_id"] for r in rows[:20]]


def test_the_command(rows, tmp_path):
    as_lines(rows[:5], tmp_path / "in" / "a.jsonl")
    command = ["refresh", "--corpus", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0
    assert done.stdout.startswith("5 documents, ")
    done = CliRunner().invoke(main, [*command, "--json"])
    assert json.loads(done.stdout)["kept"] == 1
    assert CliRunner().invoke(main, [*command[:3]]).exit_code == 2
    assert CliRunner().invoke(main, [*command, "--watch"]).exit_code == 2
    for wrong, words in ((tmp_path / "none", "holds no documents"), ("nowhere://x", "cannot be opened")):
        done = CliRunner().invoke(main, ["refresh", "--corpus", str(wrong), "--out", str(tmp_path / "o")])
        assert (done.exit_code, words in done.stderr, done.stderr.count("\n")) == (2, True, 1)


def test_files_are_found_in_the_order_of_their_names(tmp_path):
    for name in ("b.jsonl", "a/c.jsonl", ".hidden/d.jsonl", ".e.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    for place in (str(tmp_path), tmp_path.as_uri()):
        found = [f.path.removeprefix(place) for f in places.files(place)]
        assert found == ["/a/c.jsonl", "/b.jsonl"]
