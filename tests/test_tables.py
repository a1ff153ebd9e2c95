"""Reading the tables: what is cached, what is seen anew, and what is refused with which words."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import DataError, load_tables, refresh
from etl.schema import FACT_COLUMNS
from etl.tables import validate
from tests.conftest import add_document, dollars, fact, table


@pytest.fixture
def refreshed(collection):
    refresh(collection, extract=dollars)
    return collection


def rewrite(path, change):
    pq.write_table(change(pq.read_table(path)), path)


def test_same_files_are_read_once(refreshed):
    assert load_tables(refreshed) is load_tables(str(refreshed))


def test_a_refresh_shows_up(refreshed):
    before = load_tables(refreshed)
    add_document(refreshed, "third", "It rose to 205.2bn USD.")
    refresh(refreshed, extract=dollars)
    after = load_tables(refreshed)
    assert after.stamp != before.stamp
    assert (before.facts.num_rows, after.facts.num_rows) == (2, 3)
    assert after.documents["doc_id"].to_pylist() == ["first", "second", "third"]


def test_tables_cannot_be_changed(refreshed):
    tables = load_tables(refreshed)
    with pytest.raises(AttributeError):
        tables.facts = None
    assert hash(tables.stamp)


@pytest.mark.parametrize("name", ["facts.parquet", "documents.parquet"])
def test_missing(refreshed, name):
    (refreshed / name).unlink()
    with pytest.raises(DataError) as caught:
        load_tables(refreshed)
    assert name in caught.value.message
    assert "missing" in caught.value.message
    assert "tradetrace refresh" in caught.value.remedy


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_damaged(refreshed, content):
    (refreshed / "facts.parquet").write_bytes(content)
    with pytest.raises(DataError, match=r"facts.parquet: damaged") as caught:
        load_tables(refreshed)
    assert "\n" not in str(caught.value)


def test_cut_short(refreshed):
    path = refreshed / "facts.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match="damaged"):
        load_tables(refreshed)


def test_damaged_and_mended(refreshed):
    good = (refreshed / "facts.parquet").read_bytes()
    load_tables(refreshed)
    (refreshed / "facts.parquet").write_bytes(b"oops")
    with pytest.raises(DataError):
        load_tables(refreshed)
    (refreshed / "facts.parquet").write_bytes(good)
    assert load_tables(refreshed).facts.num_rows == 2


def test_other_schema_version(refreshed):
    path = refreshed / "facts.parquet"
    rewrite(path, lambda t: t.replace_schema_metadata({**t.schema.metadata, b"tradetrace_schema": b"0"}))
    with pytest.raises(DataError, match="schema version 0"):
        load_tables(refreshed)


def test_a_foreign_parquet_file(refreshed):
    pq.write_table(pa.table({"a": [1]}), refreshed / "facts.parquet")
    with pytest.raises(DataError, match="schema version none"):
        load_tables(refreshed)


def test_a_missing_column(refreshed):
    rewrite(refreshed / "facts.parquet", lambda t: t.drop_columns(["value"]))
    with pytest.raises(DataError, match="column value is missing"):
        load_tables(refreshed)


def test_files_of_two_refreshes_are_not_mixed(refreshed):
    old = (refreshed / "documents.parquet").read_bytes()
    add_document(refreshed, "third", "It rose to 205.2bn USD.")
    refresh(refreshed, extract=dollars)
    (refreshed / "documents.parquet").write_bytes(old)
    with pytest.raises(DataError, match="different refreshes"):
        load_tables(refreshed)


def test_a_folder_in_the_place_of_a_table(refreshed):
    (refreshed / "facts.parquet").unlink()
    (refreshed / "facts.parquet").mkdir()
    with pytest.raises(DataError, match="facts.parquet"):
        load_tables(refreshed)


def test_validate_accepts_what_is_declared():
    assert validate(table(fact()), FACT_COLUMNS) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"transform": "levels"}, "transform holds 'levels'"),
        ({"value": None}, "value has 1 empty"),
        ({"review": ""}, "review holds ''"),
    ],
)
def test_validate_names_the_breach(change, words):
    bad = pa.Table.from_pylist([fact(**change)], pa.schema([pa.field(c.name, c.type) for c in FACT_COLUMNS]))
    assert words in validate(bad, FACT_COLUMNS)


def test_validate_types():
    t = table(fact())
    bad = t.set_column(t.column_names.index("value"), "value", t["value"].cast(pa.float32()))
    assert validate(bad, FACT_COLUMNS) == "column value is float, declared double"


def test_readers_during_refreshes_see_whole_tables(refreshed):
    stop, seen = threading.Event(), []

    def read():
        while not stop.is_set():
            tables = load_tables(refreshed)
            seen.append(sum(tables.documents["facts"].to_pylist()) == tables.facts.num_rows)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for i in range(15):
            add_document(refreshed, "third", "It is " + "".join(f"{n}bn USD, " for n in range(1, i + 2)))
            refresh(refreshed, extract=dollars)
        stop.set()
        for reader in readers:
            reader.result(timeout=10)
    assert all(seen)
    assert load_tables(refreshed).facts.num_rows == 17
