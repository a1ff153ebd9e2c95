"""The index: what it answers is what the tables hold, however it is asked."""

import datetime as dt
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import DataError, events, load_tables, observations, open_index, prepare_index, refresh, select
from etl.extracts.ask import parse_ask
from etl.filters import OPTIONS
from etl.index.index import Index
from etl.index.sql import BESIDE, MOST_BESIDE
from etl.schema import DOCUMENT_COLUMNS, FACT_COLUMNS, FACT_ORDER, FACT_SCHEMA, arrow_schema
from etl.tables import TABLES
from tests.conftest import dollars, fact, index_of, table

CODES = {
    "indicator": ("exports", "imports", "trade_total"),
    "transform": ("level", "growth"),
    "reporter": ("VN", "CN", "MY+ID", None),
    "partner": ("VN", "CN", "MY", None),
    "commodity": (None, "rice"),
    "compiler": (None, "VN-CUSTOMS", "CN-GACC"),
    "review": ("auto", "confirmed", "rejected"),
    "publisher": (None, "A, B", "Báo"),
    "lang": ("vi", "en"),
    "doc_id": ("d1", "d2"),
}
PERIODS = (
    ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31), "year"),
    ("2024-01/2024-09", dt.date(2024, 1, 1), dt.date(2024, 9, 30), "ytd"),
    ("..2024-10", None, dt.date(2024, 10, 31), "stock"),
    ("2019..", dt.date(2019, 1, 1), None, "since"),
    (None, None, None, None),
)


@st.composite
def _facts(draw):
    rows = []
    for i in range(draw(st.integers(0, 12))):
        row = {name: draw(st.sampled_from(codes)) for name, codes in CODES.items()}
        names = ("period", "period_start", "period_end", "period_type")
        row |= dict(zip(names, draw(st.sampled_from(PERIODS)), strict=True))
        row |= {
            "fact_id": f"f{i}",
            "observation_id": draw(st.sampled_from(("o1", "o2", "o3"))),
            "value": draw(st.sampled_from((0.0, -3.5, 171.9e9, 0.1, 1e22))),
            "value_printed": draw(st.sampled_from(("0", "171.9", "0.05", "-1.50"))),
            "confidence": draw(st.sampled_from((0.3, 0.9, 1.0))),
            "published": draw(st.sampled_from((None, "2024", "2024-08-20"))),
            "passage": draw(st.sampled_from(("Kim ngạch ĐẠT 171,9 tỷ", "贸易额\n达", 'said "so", '))),
            "title": draw(st.sampled_from((None, "Việt Nam", "=1+1"))),
        }
        rows.append(fact(**row))
    return table(*rows)


def _filter():
    coded = {
        name: st.lists(st.sampled_from([c or "none" for c in codes]), max_size=2)
        for name, codes in CODES.items()
    }
    bound = st.sampled_from(("2019", "2023", "2024-Q3", "2024-10-31", "2030"))
    others = {
        "period_type": st.sampled_from(("year", "stock", "none")),
        "min_confidence": st.sampled_from((0.0, 0.3, 0.9, 1.0)),
        "period_from": bound,
        "period_to": bound,
        "q": st.sampled_from(("dat", "kim ngach", '"ngạch đạt"', "viet", "贸易额", " ", "%", "nothing")),
    }
    return st.fixed_dictionaries({}, optional={**coded, **others})


@settings(max_examples=30)
@given(facts=_facts(), filters=st.lists(_filter(), min_size=1, max_size=4))
def test_every_question_has_the_answer_that_the_table_gives(tmp_path_factory, facts, filters):
    index = index_of(tmp_path_factory.mktemp("index"), facts)
    for wanted in filters:
        held = select(facts, **wanted)
        assert index.facts(**wanted).table().to_pylist() == held.to_pylist()
        assert index.count(**wanted) == held.num_rows
        for order in ((("value", False),), (("compiler", True), ("period_end", False))):
            keys = [(n, "ascending" if up else "descending") for n, up in order]
            sorted_ = held.append_column("place", [[*range(held.num_rows)]]) if held.num_rows else held
            if held.num_rows:
                sorted_ = held.take(pc.sort_indices(sorted_, [*keys, ("place", "ascending")]))
            ids = sorted_["fact_id"].to_pylist()
            got = index.facts(columns=["fact_id"], order=order, **wanted)
            assert got.table()["fact_id"].to_pylist() == ids
            page = index.facts(columns=["fact_id"], order=order, limit=2, offset=1, **wanted)
            assert page.table()["fact_id"].to_pylist() == ids[1:3]
            assert page.num_rows == len(ids[1:3])
        expected = observations(held)
        got = index.observations(**wanted)
        assert got.num_rows == expected.num_rows
        assert got.table().to_pylist() == expected.to_pylist()
        shown = {o["fact_id"] for o in observations(facts).to_pylist()}
        ids = {*held["fact_id"].to_pylist()}
        rows, total = index.stated(1_000, shown=True, **wanted)
        assert {f["fact_id"] for f in rows} == shown & ids
        assert total == len(rows)
        rows, total = index.stated(1_000, **wanted)
        rejected = {f["fact_id"] for f in facts.to_pylist() if f["review"] == "rejected"}
        assert {f["fact_id"] for f in rows} == ids - rejected
        ends = [str(f["period_end"] or "") for f in rows]
        assert ends == sorted(ends)


def test_of_too_many_statements_the_first_and_the_extremes_are_kept(tmp_path):
    def one(i, **given):
        return fact(fact_id=f"f{i:03}", observation_id="o", value=float(100 + i), **given)

    index = index_of(
        tmp_path, table(*(one(i, compiler="VN_CUSTOMS" if i == 77 else None) for i in range(200)))
    )
    rows, total = index.stated(50, reporter="VN")
    assert total == 200
    assert 40 <= len(rows) <= 42
    values = {f["value"] for f in rows}
    assert {100.0, 177.0, 299.0} <= values
    few, _ = index.stated(1, reporter="VN")
    assert len(few) == 1


def test_facts_lie_as_they_are_asked_for(data_dir):
    facts = load_tables(data_dir).facts
    order = pc.sort_indices(facts, [(n, "ascending") for n in FACT_ORDER])
    assert order.to_pylist() == [*range(facts.num_rows)]


def test_rows_have_the_numbers_that_they_are_read_by(data_dir):
    index = open_index(data_dir)
    for name in TABLES:
        assert index._all(f'SELECT count(*) FROM "{name}" WHERE rowid <> n') == [(0,)]
        assert index._all(f'SELECT max(n) + 1 FROM "{name}"') == [(index.size(name) or None,)]


def test_rows_are_found_by_their_identifiers(data_dir):
    index, tables = open_index(data_dir), load_tables(data_dir)
    for f in tables.facts.to_pylist():
        assert index.fact(f["fact_id"]) == f
        assert index.holds("fact_id", f["fact_id"])
        assert f in index.facts_of_document(f["doc_id"])
        light = {n: v for n, v in f.items() if n not in ("mentions", "evidence")}
        assert light in index.facts_of_observation(f["observation_id"])
        assert index.facts_by_id([f["fact_id"], "nothing"]) == {f["fact_id"]: light}
        order = [None, *(g["fact_id"] for g in index.facts_of_document(f["doc_id"])), None]
        at = order.index(f["fact_id"])
        around = [g and g["fact_id"] for g in index.neighbours(f["fact_id"], f["doc_id"])]
        assert around == [order[at - 1], order[at + 1]]
        assert (
            index.neighbours(f["fact_id"], "nothing")
            == index.neighbours("nothing", f["doc_id"])
            == (None, None)
        )
        about = [r for r in tables.checks.to_pylist() if f["fact_id"] in r["fact_ids"]]
        assert index.findings_of(f["fact_id"]) == about
        assert [c["change"] for c in index.history_of(f["fact_id"])] == ["appeared"]
    for d in tables.documents.to_pylist():
        assert index.document(d["doc_id"]) == d
        begins = {} if d["title"] else {d["doc_id"]: d["text"][:300]}
        assert index.openings([d["doc_id"], "nothing"]) == begins
        untold = {k: v for k, v in d.items() if k != "text"}
        assert index.documents_by_id([d["doc_id"], "nothing"]) == {d["doc_id"]: untold}
    dated = [
        e
        for d in sorted(tables.documents.to_pylist(), key=lambda d: d["published"] or "", reverse=True)
        for e in events(d["text"], doc_id=d["doc_id"], lang=d["lang"], published=d["published"])
    ]
    assert sorted(index.events(), key=str) == sorted(dated, key=str)
    assert index.fact("nothing") is None
    assert index.document("' OR 1=1 --") is None
    for name in TABLES:
        kept = [n for n in getattr(tables, name).column_names if n != "text"]  # that is read one by one
        assert index.rows(name).table().to_pylist() == getattr(tables, name).select(kept).to_pylist()
        assert index.size(name) == getattr(tables, name).num_rows


def test_of_many_statements_the_nearest_and_the_extremes_are_kept(tmp_path):
    values = [50, 51, 49, *(range(52, 103)), 1, 200, 300, 0]
    rows = [
        fact(fact_id=f"f{i:03}", observation_id="o", value=float(v), doc_id=f"d{i}")
        for i, v in enumerate(values)
    ]
    for row in rows[-2:]:
        row["review"] = "rejected"
    alone = [fact(fact_id=f"g{i:03}", observation_id=f"p{i}") for i in range(300)]
    index = index_of(tmp_path, table(*rows, *alone))

    def told(most):
        found, total = index.stated(most, indicator=rows[0]["indicator"])
        assert total == len(values) - 2 + len(alone)
        return sorted(f["fact_id"] for f in found if f["observation_id"] == "o")

    ids, extremes = [f["fact_id"] for f in rows], [f["fact_id"] for f in rows[54:56]]
    assert told(len(values) - 2 + len(alone)) == ids[:56]
    assert told(42 + len(alone)) == ids[:40] + extremes
    assert told(5 + len(alone)) == ids[:3] + extremes
    assert told(3 + len(alone)) == ids[:1] + extremes
    for most in (1, 7, 55, 56, 57, 58, 90, None):
        found = [f["fact_id"] for f in index.facts_of_observation("o", most)]
        assert found == ids[:most]
    for most in (1, MOST_BESIDE, MOST_BESIDE + 1, 57, 90):
        found, told = index.beside("o", most)
        assert [f["fact_id"] for f in found] == ids[:most]
        assert told == 56
        assert {name: found[0][name] for name in BESIDE} == {name: rows[0][name] for name in BESIDE}
    assert index.beside("p7", 9) == index.beside("nothing", 9) == ([], 0)
    found = index.facts_by_id([*ids, *(f["fact_id"] for f in alone), "nothing"])
    assert set(found) == {*ids, *(f["fact_id"] for f in alone)}


def test_an_index_that_is_closed_while_it_is_looked_through_says_nothing(data_dir, tmp_path, capfd):
    index = Index(shutil.copy(open_index(data_dir).path, tmp_path), (), None)
    index.warm()
    index._db.close()
    index.warm()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 1000,
        "é" * 1001,
        "\n\n1\r\n\x00\u2028" * 300,
        "\U0001f600" * 999 + "e\u0301" * 3,
        "một " * 5000,
    ],
)
def test_a_text_is_kept_to_the_letter(tmp_path, text):
    texts = {"d1": text, "d2": "another"}
    schema = arrow_schema(DOCUMENT_COLUMNS)
    empty = {f.name: None if f.nullable else 0 if pa.types.is_integer(f.type) else "" for f in schema}
    rows = [{**empty, "doc_id": doc_id, "text": told} for doc_id, told in texts.items()]
    index = index_of(tmp_path, table(fact()), documents=pa.Table.from_pylist(rows, schema))
    assert index.document("d1")["text"] == text
    assert index.document("d2")["text"] == index.text("d2") == "another"
    assert index.text("d3") is None


def test_an_index_follows_its_tables(collection):
    refresh(collection, extract=dollars)
    first = open_index(collection)
    assert open_index(collection) is first
    (collection / "documents" / "second.txt").unlink()
    (collection / "documents" / "second.toml").unlink()
    refresh(collection, extract=dollars)
    second = open_index(collection)
    assert (first.size("documents"), second.size("documents")) == (2, 1)
    assert [p.name for p in (collection / "index").glob("*.duckdb")] == [second.path.name]


@pytest.mark.parametrize("how", ["gone", "damaged", "read-only"])
def test_an_index_that_cannot_be_used_is_made_anew(collection, how, monkeypatch):
    refresh(collection, extract=dollars)
    (path,) = (collection / "index").glob("*.duckdb")
    if how == "damaged":
        path.write_bytes(b"no database" * 1000)
    else:
        shutil.rmtree(path.parent)
    if how == "read-only":
        (collection / "index").write_text("where the folder would be")
    index = open_index(collection)
    assert index.size("facts") == load_tables(collection).facts.num_rows == 2


def test_tables_that_do_not_fit_are_named(collection):
    refresh(collection, extract=dollars)
    shutil.rmtree(collection / "index")
    facts = load_tables(collection).facts
    broken = facts.set_column(facts.column_names.index("status"), "status", [["wrong"] * facts.num_rows])
    index_of(collection / "whole", facts)
    with pytest.raises(DataError, match=r"facts\.parquet: column status holds 'wrong'"):
        index_of(collection / "broken", broken)
    (collection / "checks.parquet").write_bytes(b"")
    with pytest.raises(DataError, match=r"checks\.parquet: damaged"):
        open_index(collection)


def test_nothing_can_be_reached_through_the_index(data_dir):
    index = open_index(data_dir)
    for sql in ("SELECT * FROM read_text('/etc/passwd')", "SET threads = 4", "CREATE TABLE t (a INT)"):
        with pytest.raises(duckdb.Error):
            index._all(sql)


def test_names_of_columns_are_those_declared():
    for name in (*(c.name for c in FACT_COLUMNS), *OPTIONS):
        assert name.isidentifier()
    assert parse_ask({"order": "-value"}).order == (("value", False),)


def test_what_needs_more_memory_than_is_meant_gets_it_apart(tmp_path, monkeypatch):
    """A search of very long texts, or lists of very many statements, is answered and not refused."""
    words = "kim ngạch xuất nhập khẩu " * 400
    rows = [
        fact(fact_id=f"f{i:05}", observation_id="o", passage=f"{words}{i}", value=float(i))
        for i in range(6_000)
    ]
    index = index_of(tmp_path / "data", table(*rows))
    copy = shutil.copy(index.path, tmp_path / "copy.duckdb")
    monkeypatch.setattr("etl.index.index._MEMORY", "16MB")
    tight = Index(copy, index.stamp, None)
    with pytest.raises(duckdb.OutOfMemoryException):
        tight._db.execute("SELECT count(*) FROM facts WHERE contains(folded, 'khau 4999')").fetchall()
    for asked in ({"q": "khau 4999"}, {"q": "nhap khau"}):
        assert tight.count(**asked) == index.count(**asked) > 0
        found = tight.facts(columns=["fact_id", "value"], **asked).table()
        assert found.equals(index.facts(columns=["fact_id", "value"], **asked).table())
    assert tight.observations().to_pylist() == index.observations().to_pylist()
    assert len(tight.observations().to_pylist()[0]["fact_ids"]) == 6_000
    ordered = {"order": [("value", False)], "limit": 3, "columns": ["value"]}
    assert tight.facts(**ordered).to_pylist() == index.facts(**ordered).to_pylist()


def test_an_extract_goes_on_where_memory_ends_on_the_way(tmp_path, monkeypatch):
    """The first rows are short and have left already when longer ones come."""
    short, count = 125_000, 128_000
    ids = pa.array([f"f{i:06}" for i in range(count)])
    passages = pa.array([f"{i} " * (1 if i < short else 8_000) for i in range(count)])
    rows = pa.Table.from_batches(table(fact()).to_batches() * count)
    for name, cells in (("fact_id", ids), ("observation_id", ids), ("passage", passages)):
        rows = rows.set_column(rows.column_names.index(name), FACT_SCHEMA.field(name), cells)
    index = index_of(tmp_path / "data", rows)
    copy = shutil.copy(index.path, tmp_path / "copy.duckdb")
    monkeypatch.setattr("etl.index.index._MEMORY", "32MB")
    tight = Index(copy, index.stamp, None)
    apart, begun = tight._apart, []
    monkeypatch.setattr(tight, "_apart", lambda room: begun.append(len(got)) or apart(room))
    got: list[str] = []
    for batch in tight.facts(columns=["fact_id", "passage"]).batches(2_000):
        got += batch["fact_id"].to_pylist()
    assert begun
    assert begun[0] > 0
    assert got == ids.to_pylist()


def test_a_missing_index_is_made_once_in_a_process_of_its_own(data_dir, tmp_path, monkeypatch):
    for name in TABLES:
        shutil.copy(data_dir / f"{name}.parquet", tmp_path)
    run, made = subprocess.run, []
    monkeypatch.setattr("etl.index.apart.subprocess.run", lambda *a, **k: made.append(a) or run(*a, **k))
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(prepare_index, [tmp_path] * 3))
    assert len(made) == 1
    monkeypatch.setattr("etl.index.open.make", None)
    assert open_index(tmp_path).size("facts") == load_tables(data_dir).facts.num_rows
    prepare_index(tmp_path)
    assert len(made) == 1


def test_tables_without_which_no_index_can_be_made_are_told_of_when_it_is_opened(tmp_path):
    prepare_index(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DataError, match="missing"):
        open_index(tmp_path)


def test_sorting_that_needs_more_memory_gets_it(tmp_path, monkeypatch):
    rows = [
        fact(fact_id=f"f{i:05}", observation_id=f"o{i}", value=float(i * 7919 % 6_000)) for i in range(6_000)
    ]
    rows = [{**row, "passage": f"{row['fact_id']} " * 800} for row in rows]
    index = index_of(tmp_path, table(*rows))
    apart, rooms = index._apart, []
    monkeypatch.setattr(index, "_apart", lambda room: rooms.append(room) or apart(room))
    monkeypatch.setattr("etl.index.index._SORTING", "8MB")
    asked = {"order": [("value", False)], "columns": ["value", "passage"], "limit": 5_000}
    got = [v for batch in index.facts(**asked).batches(1_000) for v in batch["value"].to_pylist()]
    assert got == [float(5_999 - i) for i in range(5_000)]
    assert rooms == ["8MB", "1GB"]
    monkeypatch.setattr("etl.index.index._MANY", 10)
    assert sum(batch.num_rows for batch in index.facts(**asked).batches(1_000)) == 5_000
    assert rooms[2:] == ["1GB"]
