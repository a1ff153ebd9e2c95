"""What a refresh does not read again, because nothing has touched it, is what it would have read."""

import os
import random
import shutil
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import refresh, seen
from etl.refresh import is_stale
from etl.tables import TABLES
from tests.conftest import add_document, dollars

STORY = (
    "Trade of the two sides came to {n}.5bn USD in the first nine months of the year, the ministry said today.\n"
    "The ministers met at the gate of the friendship pass to speak of rail and of roads across the border.\n"
)


def contents(folder):
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture
def noted(collection, monkeypatch):
    """A collection whose files count as seen at once."""
    monkeypatch.setattr(seen, "_SETTLED", -(10**15))
    for i in range(6):
        add_document(collection, f"d{i}", STORY.format(n=i // 2))
    refresh(collection, extract=dollars)
    return collection


@pytest.fixture
def looked_at(monkeypatch):
    """The documents that a refresh has looked into."""
    found = []
    for module in (sys.modules["etl.refresh"], sys.modules["etl.parts.gather"]):
        real = module.document_named

        def telling(folder, stem, real=real):
            found.append(stem)
            return real(folder, stem)

        monkeypatch.setattr(module, "document_named", telling)
    return found


def test_what_nobody_touched_is_not_opened(noted, looked_at):
    assert not refresh(noted, extract=dollars).written
    assert looked_at == []
    add_document(noted, "d1", STORY.format(n=7))
    (noted / "documents" / "d2.toml").touch()
    assert refresh(noted, extract=dollars).read == 1
    assert sorted(set(looked_at)) == ["d1", "d2"]
    looked_at.clear()
    refresh(noted, extract=dollars, full=True)
    assert len(looked_at) == 8


def test_what_has_just_been_written_is_looked_at_again(collection, looked_at):
    refresh(collection, extract=dollars)
    looked_at.clear()
    refresh(collection, extract=dollars)
    assert looked_at == ["first", "second"]


@pytest.mark.parametrize("damage", [b"", b"damaged", None, 100])
def test_notes_that_are_lost_cost_time_only(noted, looked_at, damage):
    path = noted / seen.FILE
    before, held = contents(noted), path.read_bytes()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage if isinstance(damage, bytes) else held[:damage] + b"?" + held[damage + 1 :])
    looked_at.clear()
    assert not refresh(noted, extract=dollars).written
    assert len(looked_at) == 8
    assert contents(noted) == before


def test_notes_of_other_tables_are_not_used(noted, looked_at):
    path = noted / seen.FILE
    held = path.read_bytes()
    add_document(noted, "d1", STORY.format(n=7))
    refresh(noted, extract=dollars)
    path.write_bytes(held)
    looked_at.clear()
    refresh(noted, extract=dollars)
    assert len(looked_at) == 8


def test_a_change_that_keeps_size_and_date_is_noticed(noted):
    path = noted / "documents" / "d1.txt"
    before = path.stat()
    path.write_text(path.read_text().replace("0.5bn", "9.5bn"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert is_stale(noted)
    (problem,) = refresh(noted, extract=dollars).problems
    assert "d1.txt: its sha256 is not the one in d1.toml" in str(problem)


def test_a_source_that_goes_is_noticed(noted):
    (noted / "documents" / "page.md").write_text("# Title\n\nTrade was 5bn USD, they said.\n")
    refresh(noted, extract=dollars)
    (noted / "documents" / "page.md").unlink()
    (problem,) = refresh(noted, extract=dollars).problems
    assert "page.md: is missing" in str(problem)


def test_a_sidecar_that_was_faulty_is_told_of_its_copies_too(noted):
    add_document(noted, "copy", STORY.format(n=2))
    sidecar = noted / "documents" / "copy.toml"
    good = sidecar.read_text()
    sidecar.write_text("no TOML")
    assert refresh(noted, extract=dollars).problems
    sidecar.write_text(good)
    assert same_as_anew(noted)


def same_as_anew(folder):
    refresh(folder, extract=dollars, allow_loss=True)
    other = folder.with_name(f"{folder.name} anew")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(folder / "documents", other / "documents")
    refresh(other, extract=dollars)
    return contents(folder) == contents(other)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_the_tables_are_those_made_anew(noted, seed):
    choose = random.Random(seed)
    for _ in range(4):
        for _ in range(choose.randint(1, 3)):
            name = f"d{choose.randrange(9)}"
            if choose.random() < 0.3:
                for path in (noted / "documents").glob(f"{name}.*"):
                    path.unlink()
            else:
                add_document(noted, name, STORY.format(n=choose.randrange(4)), publisher=choose.choice("PQ"))
        assert same_as_anew(noted)


def test_the_notes_are_of_the_tables_beside_them(noted):
    table = pq.read_schema(pa.BufferReader((noted / seen.FILE).read_bytes()[32:]))
    marks = [s.metadata[b"tradetrace_fingerprint"] for s in (table, pq.read_schema(noted / "facts.parquet"))]
    assert marks[0] == marks[1]
