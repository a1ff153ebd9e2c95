"""Corpora that have changed: only changed lines are read again, with the result that reading all of them has."""

import json
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import etl
from etl.parts import earlier, run
from etl.parts.run import MANIFEST, read_corpus
from tests.conftest import ROOT, dollars

SEEN = []


def noting(text, **told):
    """The extractor, and which documents it was asked for."""
    SEEN.append(told["doc_id"])
    return etl.extract(text, **told)


def cheap(text, **told):
    """:func:`tests.conftest.dollars`, and which documents it was asked for."""
    SEEN.append(told["doc_id"])
    return dollars(text, **told)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(run, "_MB", 1)
    monkeypatch.setattr(earlier, "WORTH", 1)
    monkeypatch.setattr(run, "own_program", lambda: "this very program")
    SEEN.clear()


def as_lines(rows, path):
    path.parent.mkdir(exist_ok=True)
    lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read(folder, out, size, extract=noting, **options):
    """What a run reads: what it tells, which documents it asked the extractor for, and its files."""
    SEEN.clear()
    found = read_corpus(str(folder), str(out), part_mb=size, jobs=1, extract=extract, **options)
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*.parquet")}
    told = (found.documents, found.facts, [str(p) for p in found.problems], found.held_back)
    return told, sorted(SEEN), files


@pytest.fixture(scope="module")
def rows():
    lines = [
        line
        for path in sorted((ROOT / "data" / "documents").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line) > 60 and any(c.isdigit() for c in line)
    ]
    choose = random.Random(5)
    return [
        {
            "doc_id": f"n{i:03d}",
            "text": "\n".join(choose.sample(lines, 3)) + f"\nBản tin {i}.\n",
            "lang": "vi",
        }
        | {"published": "2025-03-01", "publisher": f"Báo {i % 7}", "title": f"Tin {i}"}
        for i in range(60)
    ]


def test_only_changed_documents_are_read_again(rows, tmp_path):
    as_lines(rows[:40], tmp_path / "in" / "a.jsonl")
    pq.write_table(pa.Table.from_pylist(rows[40:]), tmp_path / "in" / "b.parquet", row_group_size=5)
    size = (tmp_path / "in" / "a.jsonl").stat().st_size // 3
    (documents, *_), seen, before = read(tmp_path / "in", tmp_path / "out", size, texts=True)
    assert (documents, len(seen)) == (60, 60)
    assert len([name for name in before if name.startswith("facts/")]) > 3
    # one longer, one shorter, one that is new, one that is gone, at both ends and between
    rows = [dict(row) for row in rows]
    rows[0]["text"] += "Xuất khẩu đạt 12,5 tỷ USD trong năm 2024.\n"
    rows[17]["text"] = rows[17]["text"][40:]
    rows[45]["publisher"] = "Báo khác"
    changed = rows[:25] + [rows[25] | {"doc_id": "new"}] + rows[25:30] + rows[31:]
    as_lines(changed[:40], tmp_path / "in" / "a.jsonl")
    pq.write_table(pa.Table.from_pylist(changed[40:]), tmp_path / "in" / "b.parquet", row_group_size=5)
    told, seen, after = read(tmp_path / "in", tmp_path / "out", size, texts=True)
    whole, every, files = read(tmp_path / "in", tmp_path / "whole", size, texts=True)
    assert told == whole
    assert len(every) == 60
    # those, and the few that another part has now
    assert {"n000", "n017", "n045", "new"} <= set(seen)
    assert len(seen) < 12
    assert after == files
    assert not set(before) & set(after)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["text", "longer", "insert", "remove", "twice", "again", "broken", "held", "date"]),
        st.integers(0, 11),
    ),
    max_size=4,
)


@settings(max_examples=12)  # each reads whole corpora
@given(st.lists(EDITS, min_size=1, max_size=3), st.integers(150, 900), st.booleans())
def test_changes_of_any_kind_give_what_reading_all_gives(tmp_path_factory, rounds, size, texts):
    folder = tmp_path_factory.mktemp("edited")
    rows = [
        {"doc_id": f"d{i}", "text": f"Exports were {i}.5bn USD in all of it.", "lang": "en"}
        for i in range(12)
    ]
    for nth, edits in enumerate([[], *rounds]):
        for what, at in edits:
            at %= len(rows)
            row = rows[at] if isinstance(rows[at], dict) else {"doc_id": f"m{at}", "text": "None."}
            if what == "text":
                rows[at] = row | {"text": f"Imports were {nth}.{at}bn USD in all of it."}
            elif what == "longer":
                rows[at] = row | {"text": row["text"] * 3}
            elif what == "insert":
                rows.insert(at, {"doc_id": f"e{nth}{at}", "text": "They were 7bn USD.", "title": "Seven"})
            elif what == "remove" and len(rows) > 1:
                del rows[at]
            elif what == "twice":  # another document with its doc_id
                rows.append(row | {"text": "Others were 9bn USD."})
            elif what == "again":  # the very same line
                rows.append(row)
            elif what == "broken":
                rows[at] = '{"doc_id": "x"}'
            elif what == "held":  # more than can be
                rows[at] = row | {"text": "They were 999999999999bn USD."}
            elif what == "date":
                rows[at] = row | {"published": "2024-05-01", "publisher": "A paper"}
        as_lines(rows, folder / "in" / "a.jsonl")
        changed = read(folder / "in", folder / "out", size, cheap, texts=texts)
        whole = read(folder / "in", folder / f"whole{nth}", size, cheap, texts=texts)
        assert (changed[0], changed[2]) == (whole[0], whole[2])


def test_what_was_held_back_is_told_each_time(tmp_path):
    rows = [{"doc_id": f"d{i}", "text": f"They were {i}bn USD."} for i in range(5)]
    rows[2]["text"] = "They were 999999999999bn USD."
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    first, _, _ = read(tmp_path / "in", tmp_path / "out", 10_000, cheap)
    assert len(first[3]) == 1
    as_lines([*rows, {"doc_id": "e", "text": "They were 8bn USD."}], tmp_path / "in" / "a.jsonl")
    second, seen, _ = read(tmp_path / "in", tmp_path / "out", 10_000, cheap)
    assert second[3] == first[3]
    assert seen == ["d2", "e"]


@pytest.mark.parametrize("what", ["facts", "marks", "documents", "manifest", "program"])
def test_what_is_not_whole_is_read_again(tmp_path, what):
    rows = [{"doc_id": f"d{i}", "text": f"They were {i}bn USD."} for i in range(9)]
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    _, _, files = read(tmp_path / "in", tmp_path / "out", 10_000, cheap)
    manifest = tmp_path / "out" / MANIFEST
    if what == "manifest":
        manifest.write_text('{"documents": 9, "facts": 9, "parts": ["an older one"]}')
    elif what == "program":
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"program": "another"}))
    else:
        (path,) = (tmp_path / "out" / what).iterdir()
        path.write_bytes(path.read_bytes()[:-40])
    as_lines(rows[1:], tmp_path / "in" / "a.jsonl")
    _, seen, files = read(tmp_path / "in", tmp_path / "out", 10_000, cheap)
    assert len(seen) == 8
    assert files == read(tmp_path / "in", tmp_path / "whole", 10_000, cheap)[2]


def test_a_run_that_is_stopped_leaves_what_the_last_one_made(tmp_path, monkeypatch):
    rows = [{"doc_id": f"d{i}", "text": f"They were {i}bn USD."} for i in range(30)]
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    _, _, before = read(tmp_path / "in", tmp_path / "out", 300, cheap)
    rows = [row | ({"text": "It was 4bn USD."} if i % 7 == 0 else {}) for i, row in enumerate(rows)]
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    work, parts = run.work, []

    def stopped(part):
        parts.append(part)
        if len(parts) == 3:
            raise KeyboardInterrupt
        return work(part)

    with monkeypatch.context() as patched:
        patched.setattr(run, "work", stopped)
        with pytest.raises(KeyboardInterrupt):
            read(tmp_path / "in", tmp_path / "out", 300, cheap)
    held = {p.relative_to(tmp_path / "out").as_posix(): p for p in (tmp_path / "out").rglob("*.parquet")}
    assert {name: held[name].read_bytes() for name in before} == before
    told, seen, after = read(tmp_path / "in", tmp_path / "out", 300, cheap)
    whole, _, files = read(tmp_path / "in", tmp_path / "whole", 300, cheap)
    assert (told, after) == (whole, files)
    assert len(seen) < 10


def test_a_line_belongs_to_the_part_where_it_begins_now(tmp_path):
    rows = [{"doc_id": f"d{i:02d}", "text": f"They were {i}bn USD."} for i in range(40)]
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    read(tmp_path / "in", tmp_path / "out", 500, cheap)
    as_lines([{"doc_id": "first", "text": "It was 1bn USD. " * 60}, *rows], tmp_path / "in" / "a.jsonl")
    told, seen, after = read(tmp_path / "in", tmp_path / "out", 500, cheap)
    whole, _, files = read(tmp_path / "in", tmp_path / "whole", 500, cheap)
    assert (told, after) == (whole, files)
    assert seen == ["first"]


def test_texts_are_there_when_they_are_asked_for(tmp_path):
    rows = [{"doc_id": f"d{i}", "text": f"They were {i}bn USD."} for i in range(9)]
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    for nth, (texts, asked) in enumerate([(False, 9), (True, 9), (True, 0), (False, 0), (True, 9)]):
        _, seen, files = read(tmp_path / "in", tmp_path / "out", 10_000, cheap, texts=texts)
        assert (nth, len(seen), len(files)) == (nth, asked, 3 + texts)
    as_lines(rows[1:], tmp_path / "in" / "a.jsonl")
    _, seen, files = read(tmp_path / "in", tmp_path / "out", 10_000, cheap, texts=False)
    assert (seen, len(files)) == ([], 3)
    as_lines(rows[2:], tmp_path / "in" / "a.jsonl")
    _, seen, files = read(tmp_path / "in", tmp_path / "out", 10_000, cheap, texts=True)
    assert (len(seen), len(files)) == (7, 4)
    (path,) = (tmp_path / "out" / "texts").iterdir()
    assert pq.read_table(path)["text"].to_pylist() == [row["text"] for row in rows[2:]]
