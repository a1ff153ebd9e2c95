"""What is a copy of what is looked for again only where a change can touch it; the tables are those made anew."""

import random
import shutil
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import refresh, seen
from etl.tables import TABLES
from tests.conftest import add_document, dollars

LINES = [
    f"The {w} trade of the two sides came to {n}.5bn USD in the first nine months of the year, they said{more}."
    for n, w in enumerate(("rail", "road", "fruit", "steel"), 1)
    for more in ("", " today", " on the day before")
] + ["The ministers met at the gate of the friendship pass to speak of rail and of roads across the border."]


def write(folder, name, choose):
    text = "\n".join(choose.sample(LINES, choose.randint(1, 4))) + "\n"
    date = choose.choice(["2024-05-01", "2024-06-01", "2024-07-01"])
    add_document(folder, name, text, publisher=choose.choice("PQ"), published=date)


def contents(folder):
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


def made_anew(folder):
    other = folder.with_name(f"{folder.name} anew")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(folder / "documents", other / "documents")
    refresh(other, extract=dollars)
    return contents(other)


@pytest.fixture
def copying(tmp_path, monkeypatch):
    """A collection with many copies in it."""
    monkeypatch.setattr(seen, "_SETTLED", -(10**15))
    folder = tmp_path / "collection"
    (folder / "documents").mkdir(parents=True)
    for i in range(12):
        write(folder, f"d{i}", random.Random(i))
    refresh(folder, extract=dollars)
    table = pq.read_table(folder / "documents.parquet")
    assert table["syndicated_from"].null_count < 12
    assert pq.read_table(folder / "facts.parquet")["syndicated_from"].null_count
    return folder


@pytest.fixture
def searches(monkeypatch):
    """Whether each search for copies knew of the last one."""
    found = []
    module = sys.modules["etl.assemble"]
    real = module.copied

    def telling(*given):
        found.append(bool(given[-1]))
        return real(*given)

    monkeypatch.setattr(module, "copied", telling)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_the_copies_are_those_found_anew(copying, searches, seed):
    choose = random.Random(seed)
    for _ in range(5):
        for _ in range(choose.randint(1, 3)):
            name = f"d{choose.randrange(14)}"
            if choose.random() < 0.3:
                for path in (copying / "documents").glob(f"{name}.*"):
                    path.unlink()
            else:
                write(copying, name, choose)
        refresh(copying, extract=dollars, allow_loss=True)
        held = contents(copying)
        assert held == made_anew(copying)
    assert searches[::2] == [True] * 5, "each refresh knew of the last one, those of other folders of none"
    assert not any(searches[1::2])


def test_tables_that_were_changed_are_not_believed(copying, searches):
    before = contents(copying)
    path = copying / "documents.parquet"
    table = pq.read_table(path)
    at = table.column_names.index("syndicated_from")
    pq.write_table(table.set_column(at, "syndicated_from", pa.nulls(12, pa.string())), path)
    refresh(copying, extract=dollars)
    assert searches == [False]
    assert contents(copying) == before


def test_another_program_looks_for_itself(copying, searches, monkeypatch):
    monkeypatch.setattr(sys.modules["etl.refresh"], "_program", lambda: "another")
    write(copying, "d3", random.Random(99))
    refresh(copying, extract=dollars)
    assert searches == [False]


@pytest.mark.parametrize("bad", [b"", b"PAR1"])
def test_damaged_tables_are_made_anew(copying, searches, bad):
    before = contents(copying)
    (copying / "facts.parquet").write_bytes(bad)
    refresh(copying, extract=dollars)
    assert searches == [False]
    assert contents(copying) == before
