"""Tables in another order, with so little allowed for a piece that every column needs several."""

import random

import pyarrow as pa
import pytest

from etl import load_tables, taking
from etl.differences import differences
from etl.schema import FACT_ORDER
from etl.taking import sorted_by, taken


@pytest.mark.parametrize("most", [1, 100, 5_000, 10**9])
def test_large_columns_come_in_pieces(data_dir, monkeypatch, most):
    monkeypatch.setattr(taking, "_MOST", most)
    tables = load_tables(data_dir)
    choose = random.Random(most)
    for table in (tables.facts, tables.documents):
        rows = [choose.randrange(table.num_rows) for _ in range(2 * table.num_rows)]
        expected = table.take(pa.array(rows))
        found = taken(table, pa.array(rows))
        assert found.schema.equals(table.schema, check_metadata=True)
        assert found.equals(expected)
        assert (max(c.num_chunks for c in found.columns) > 1) == (most < 10**9)
    assert sorted_by(taken(tables.facts, pa.array(range(tables.facts.num_rows)[::-1])), FACT_ORDER).equals(
        tables.facts
    )
    assert taken(tables.facts, pa.array([], pa.int64())).num_rows == 0


def test_changes_are_found_in_pieces(data_dir, monkeypatch):
    facts = load_tables(data_dir).facts
    at = facts.column_names.index("status")
    other = facts.set_column(at, facts.schema.field(at), [["target", *facts["status"].to_pylist()[1:]]])
    mixed = taken(other, pa.array([*range(1, facts.num_rows), 0]))
    expected = differences(facts, mixed)
    assert expected["changed"] == (facts["fact_id"][0].as_py(),)
    monkeypatch.setattr(taking, "_MOST", 100)
    assert differences(facts, mixed) == expected


def test_more_text_than_32_bits_count(monkeypatch):
    """Half a piece is enough to show that no piece is put together beyond its bound."""
    texts = pa.chunked_array([pa.array(["x" * 1000] * 20) for _ in range(50)])
    monkeypatch.setattr(taking, "_MOST", 100_000)
    found = taken(pa.table({"text": texts}), pa.array(range(999, -1, -1)))["text"]
    assert max(chunk.nbytes for chunk in found.chunks) < 110_000
    assert sum(map(len, found.chunks)) == 1000
