"""The two ledgers: one flow as both sides count it, never one line."""

from __future__ import annotations

import pytest

from etl import load_tables
from etl.codes import codelist
from etl.ledgers import ledgers, reasons
from tests.conftest import fact, table
from tests.test_checks import of, point, read

SAID = "According to {who}, trade between Vietnam and China reached {value} billion USD in 2024."


def test_the_disagreement_of_2024_as_two_articles_state_it():
    facts = read(
        SAID.format(who="Vietnam Customs", value="205.2"),
        SAID.format(who="China's Ministry of Commerce", value="260.65"),
    )
    (row,) = ledgers(facts)
    assert (row["first"]["area"], row["first"]["compiler"], row["first"]["value"]) == (
        "VN",
        "VN_CUSTOMS",
        205.2e9,
    )
    assert (row["second"]["area"], row["second"]["compiler"], row["second"]["value"]) == (
        "CN",
        "CN_MOFCOM",
        260.65e9,
    )
    assert row["ratio"] == pytest.approx(1.2702, abs=1e-4)
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]
    assert {row["first"]["fact_id"], row["second"]["fact_id"]} == set(facts["fact_id"].to_pylist())
    assert set(row["reasons"]) == set(codelist("ledger_reasons"))


def test_exports_of_one_side_stand_beside_imports_of_the_other():
    exports = of("2024", 61.2, indicator="exports", compiler="VN_CUSTOMS")
    imports = of("2024", 98.8, indicator="imports", compiler="CN_GACC", reporter="CN", partner="VN")
    (row,) = ledgers(table(exports, imports))
    assert (row["origin"], row["destination"], row["both"]) == ("VN", "CN", False)
    assert (row["first"]["area"], row["second"]["area"]) == ("VN", "CN")
    assert row["ratio"] == pytest.approx(98.8 / 61.2)
    # the other direction is another flow
    assert ledgers(table(exports, {**imports, "indicator": "exports"})) == []


def test_a_claim_by_nobody_named_takes_no_part():
    assert ledgers(table(of("2024", 205.2), of("2024", 260.6, compiler="CN_MOFCOM"))) == []


def test_nothing_is_converted():
    dollars = of("2024", 205.2, compiler="VN_CUSTOMS")
    yuan = of("2024", 1850.0, compiler="CN_GACC") | {"unit": "CNY"}
    (row,) = ledgers(table(dollars, yuan))
    assert (row["first"]["value"], row["first"]["unit"]) == (205.2e9, "USD")
    assert (row["second"]["value"], row["second"]["unit"]) == (1850e9, "CNY")
    assert [row[n] for n in ("unit", "ratio", "ratio_low", "ratio_high")] == [None] * 4
    assert row["no_ratio"] in codelist("check_reasons")
    # where both sides also count in one currency, that is compared and the other stands beside it
    both = of("2024", 260.6, compiler="CN_MOFCOM")
    (row,) = ledgers(table(dollars, yuan, both))
    assert (row["unit"], row["no_ratio"], row["second"]["fact_id"]) == ("USD", None, both["fact_id"])
    assert row["second"]["also"] == [yuan["fact_id"]]
    assert row["ratio"] == pytest.approx(260.6 / 205.2)


def test_two_offices_of_one_side_are_no_two_ledgers():
    assert (
        ledgers(table(of("2024", 205.2, compiler="VN_CUSTOMS"), of("2024", 205.0, compiler="VN_NSO"))) == []
    )


def test_a_stated_figure_comes_before_a_reference_point_and_both_are_named():
    points = [point("VN_CUSTOMS", 205.2), point("CN_MOFCOM", 260.65, reporter="CN", partner="VN")]
    (row,) = ledgers(table(of("2024", 205.0, compiler="VN_CUSTOMS")), points)
    assert row["first"]["fact_id"] == "2024205.0"
    assert row["first"]["also"] == ["rVN_CUSTOMS205.2"]
    assert row["second"]["reference_id"] == "rCN_MOFCOM260.65"


def test_the_shipped_series_gives_ledgers_on_a_first_visit(data_dir):
    tables = load_tables(data_dir)
    rows = ledgers(tables.facts, tables.references.to_pylist())
    assert [(r["period"], r["ratio"] and round(r["ratio"], 2)) for r in rows] == [
        ("2020", 1.44),
        ("2023-01/2023-11", None),  # China's customs counted it in yuan
        ("2024-01/2024-09", 1.28),
        ("2024-01/2024-11", 1.27),
        ("2024", 1.27),
    ]


def test_reasons_have_references_and_fit_the_pair():
    assert "border_trade" in reasons("VN", "CN-GX")
    assert "border_trade" not in reasons("VN", "US")
    for row in codelist("ledger_reasons").values():
        assert row["reference"]
        assert row["text_vi"]
        assert row["text_en"]
        assert row["text_zh"]
        assert row["url"].startswith("http") or not row["url"]


def test_an_international_body_tells_the_reporters_side():
    rows = [
        point("UN_COMTRADE", 61.2, indicator="exports"),
        point("UN_COMTRADE", 98.8, indicator="imports", reporter="CN", partner="VN"),
    ]
    (row,) = ledgers(table(), rows)
    assert (row["first"]["area"], row["second"]["area"]) == ("VN", "CN")


def test_a_doubtful_reading_takes_no_part():
    rows = [fact(fact_id="a", compiler="VN_CUSTOMS", confidence=0.5), fact(fact_id="b", compiler="CN_GACC")]
    assert ledgers(table(*rows)) == []
