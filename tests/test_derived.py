"""Derived values: from stated facts only, with their interval and inputs, and never where something is doubtful."""

from __future__ import annotations

import pyarrow as pa
import pytest

from etl import load_tables
from etl.checks.explain import formula
from etl.codes import codelist
from etl.derived import derive
from etl.schema_checks import DERIVED_COLUMNS, DERIVED_SCHEMA
from etl.tables import validate
from tests.conftest import fact, table
from tests.test_checks import of


def values(facts: pa.Table, derivation: str) -> list[tuple]:
    return [
        (r["period"], r["value"], r["value_low"], r["value_high"])
        for r in derive(facts).to_pylist()
        if r["derivation"] == derivation
    ]


def test_what_the_five_articles_give(data_dir):
    rows = load_tables(data_dir).derived.to_pylist()
    got = {(r["derivation"], r["indicator"], r["reporter"], r["partner"], r["period"]): r for r in rows}
    balance = got["balance", "trade_balance", "VN", "CN-CQ", "2024-01/2024-07"]
    assert (balance["value"], balance["value_low"], balance["value_high"]) == (0.73e9, 0.72e9, 0.74e9)
    assert formula(balance) == "1.88 bn USD \u2212 1.15 bn USD"
    earlier = got["earlier_level", "trade_total", "CN-YN", "VN", "2023-01/2023-08"]
    assert earlier["value"] == pytest.approx(2.09e9 / 1.3031)
    assert earlier["value_low"] < 1.6e9 < earlier["value_high"]
    per_project = got["per_project", None, "CN", "VN", "..2024-10"]
    assert per_project["value"] == pytest.approx(29.9e9 / 4965)
    assert len(rows) == 7
    ids = set(load_tables(data_dir).facts["fact_id"].to_pylist())
    assert all(set(r["fact_ids"]) <= ids for r in rows)


def test_a_month_from_two_cumulative_figures():
    facts = table(of("2024-01/2024-08", 130.0), of("2024-01/2024-09", 148.6))
    ((period, value, low, high),) = values(facts, "month")
    assert (period, value, low, high) == ("2024-09", 18.6e9, 18.5e9, 18.7e9)
    assert values(table(of("2024-01/2024-07", 110.0), of("2024-01/2024-09", 148.6)), "month") == []
    assert values(table(of("2023-01/2023-08", 110.0), of("2024-01/2024-09", 148.6)), "month") == []


def sides(**given) -> list[dict]:
    return [
        of("2024", 61.2, indicator="exports", **given),
        of("2024", 144.0, indicator="imports", **given),
    ]


def test_a_balance_is_not_derived_where_it_is_stated():
    assert values(table(*sides()), "balance") == [("2024", -82.8e9, -82.9e9, -82.7e9)]
    assert values(table(*sides(), of("2024", -82.8, indicator="trade_balance")), "balance") == []


def test_figures_of_different_kinds_are_not_put_into_one_formula():
    exports, imports = sides()
    assert values(table(exports, {**imports, "compiler": "CN_GACC"}), "balance") == []
    assert values(table(exports, {**imports, "status": "estimate"}), "balance") == []
    assert values(table(exports, {**imports, "doc_id": "other"}), "balance") == []
    assert values(table(exports, {**imports, "unit": "CNY"}), "balance") == []
    assert values(table(exports, {**imports, "reporter": "CN", "partner": "VN"}), "balance") == []


def test_nothing_follows_from_doubtful_open_rejected_or_ambiguous_figures():
    exports, imports = sides()
    assert values(table(exports, {**imports, "confidence": 0.81}), "balance") == []
    assert values(table(exports, {**imports, "value_high": None}), "balance") == []
    assert values(table(exports, {**imports, "review": "rejected"}), "balance") == []
    second = {**imports, "fact_id": "second", "value": 150e9}
    assert values(table(exports, imports, second), "balance") == []


def test_shares_of_two_way_trade():
    rows = [*sides(), of("2024", 205.2)]
    found = {
        r["indicator"]: r["value"] for r in derive(table(*rows)).to_pylist() if r["derivation"] == "share"
    }
    assert found == {
        "exports": pytest.approx(100 * 61.2 / 205.2),
        "imports": pytest.approx(100 * 144 / 205.2),
    }


def test_earlier_level_needs_growth_in_the_same_sentence():
    now = of("2024", 205.2)
    growth = of("2024", 0, transform="growth") | {
        "unit": "percent", "value": 19.4, "value_low": 19.35, "value_high": 19.45, "fact_id": "g",
    }  # fmt: skip
    ((period, value, low, high),) = values(table(now, growth), "earlier_level")
    assert period == "2023"
    assert low < value < high
    assert value == pytest.approx(205.2e9 / 1.194)
    assert values(table(now, {**growth, "passage_start": 5, "passage_end": 30}), "earlier_level") == []


def test_rows_follow_the_declaration():
    rows = derive(table(*sides(), of("2024", 205.2)))
    assert rows.num_rows
    assert rows.schema == DERIVED_SCHEMA
    assert validate(rows, DERIVED_COLUMNS) is None
    for row in rows.to_pylist():
        assert row["derivation"] in codelist("derivations")
        assert {i["role"] for i in row["inputs"]} <= set(codelist("roles"))
        assert all(i["fact_id"] for i in row["inputs"])
        for lang in ("vi", "en", "zh"):
            assert "{" not in formula(row, lang)


def test_order_does_not_matter():
    rows = [*sides(), of("2024", 205.2), fact()]
    assert derive(table(*rows)) == derive(table(*rows[::-1]))
