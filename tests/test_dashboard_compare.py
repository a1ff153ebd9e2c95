"""Comparisons set side by side what is stated of one thing, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard import charts_compare, compare
from dashboard.i18n import LANGUAGES, Context
from dashboard.render import to_html
from dashboard.store import Snapshot
from dashboard.views import compare as view
from tests import snapshots
from tests.conftest import fact


def stated(name: str, number: int = 2024, **given: Any) -> dict[str, Any]:
    value = given.pop("bn", 205.2)
    period = {
        "period": str(number),
        "period_start": dt.date(number, 1, 1),
        "period_end": dt.date(number, 12, 31),
    }
    digits = {"value": value * 1e9, "value_printed": str(value)}
    interval = {"value_low": value * 1e9 - 5e7, "value_high": value * 1e9 + 5e7}
    ids = {"fact_id": name, "observation_id": f"o{name}", "doc_id": f"d{name}"}
    return fact(**{**period, **digits, **interval, **ids, **given})


CUSTOMS = stated("vn", compiler="VN_CUSTOMS")
MOFCOM = stated("cn", compiler="CN_MOFCOM", reporter="CN", partner="VN", bn=260.65)


def snapshot(*rows: dict[str, Any]) -> Snapshot:
    ids = sorted({r["doc_id"] for r in rows})
    return snapshots.snapshot(*rows, documents=[snapshots.document(i, title=i) for i in ids])


def test_two_authorities_of_one_flow_are_one_subject():
    ((key, (spread,)),) = compare.subjects(snapshot(CUSTOMS, MOFCOM)).items()
    assert key.startswith("trade_total~level~VN~CN")
    assert [f["fact_id"] for f in spread.statements] == ["vn", "cn"]
    assert spread.share == pytest.approx(260.65 / 205.2 - 1)
    assert not spread.meets


def test_one_side_s_imports_are_the_other_s_exports():
    out = stated("e", indicator="exports")
    back = stated("i", indicator="imports", reporter="CN", partner="VN")
    away = stated("x", indicator="exports", reporter="CN", partner="VN")
    assert compare.subject_of(out) == compare.subject_of(back) != compare.subject_of(away)


@pytest.mark.parametrize(
    "other", [{"unit": "CNY"}, {"commodity": "durian"}, {"partner": "CN-GX"}, {"transform": "growth"}]
)
def test_what_is_not_the_same_is_not_compared(other: dict):
    assert len(compare.subjects(snapshot(CUSTOMS, stated("other", **other)))) == 2


def test_another_period_is_another_row():
    (some,) = compare.subjects(snapshot(CUSTOMS, stated("b", 2023))).values()
    assert [s.period for s in some] == ["2024", "2023"]


def test_rounding_is_no_gap():
    rounded = stated("r", bn=205.0, value_low=204.5e9, value_high=205.5e9)
    (spread,) = compare.spreads([CUSTOMS, rounded])
    assert spread.meets
    assert compare.reasons([spread]) == ["rounding"]


def test_reasons_follow_from_what_differs():
    (both,) = compare.spreads([CUSTOMS, MOFCOM])
    assert compare.reasons([both]) == ["ledgers", "teller"]
    (one_side,) = compare.spreads([CUSTOMS, stated("n", compiler="VN_NSO", bn=199.0)])
    assert compare.reasons([one_side]) == ["scope"]
    (revised,) = compare.spreads([CUSTOMS, stated("late", compiler="VN_CUSTOMS", bn=204.0)])
    assert compare.reasons([revised]) == ["revision"]
    assert compare.reasons(compare.spreads([CUSTOMS])) == []


def test_several_values_in_one_document_are_no_disagreement():
    total, part = stated("a", doc_id="d", bn=30.0), stated("b", doc_id="d", bn=6.3)
    assert compare.spreads([total, part]) == []
    (spread,) = compare.spreads([total, part, stated("c", bn=30.0)])
    assert [f["value"] for f in spread.statements] == [30e9]
    assert spread.times == (2,)


def test_repetitions_are_counted_and_every_compiler_is_kept():
    (spread,) = compare.spreads([CUSTOMS, stated("again", compiler="VN_CUSTOMS"), stated("nobody")])
    assert sorted(spread.times) == [1, 2]
    assert len(spread.statements) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_statement_is_a_mark(lang: str):
    some = compare.spreads([CUSTOMS, MOFCOM, stated("b", 2023, bn=171.9)])
    figure = charts_compare.statements(some, lang, "#000000")
    assert sorted(i for t in figure["data"] for i in t["customdata"]) == ["b", "cn", "vn"]
    assert {t["marker"]["symbol"] for t in figure["data"]} == {"triangle-up", "square", "circle"}
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert len(figure["layout"]["shapes"]) == 2


def test_marks_of_one_value_do_not_hide_each_other():
    (spread,) = compare.spreads([CUSTOMS, stated("nobody")])
    figure = charts_compare.statements([spread], "en", "#000000")
    assert len({y for t in figure["data"] for y in t["y"]}) == 2


def test_the_first_pair_is_one_thing_by_two_authorities():
    held = snapshot(CUSTOMS, MOFCOM, stated("b", 2023), stated("c", 2022))
    series = compare.all_series(held)
    pair = compare.default_pair(series)
    assert {series[k][0]["compiler"] for k in pair} == {"VN_CUSTOMS", "CN_MOFCOM"}
    assert compare.default_pair({}) is None


def test_the_address_chooses_and_what_it_gets_wrong_is_ignored():
    held = snapshot(CUSTOMS, MOFCOM, stated("y", unit="CNY", bn=1450.0))
    series = compare.all_series(held)
    yuan = compare.series_of(stated("y", unit="CNY"))
    assert view.pair_of(Context("en", "/compare", {"b": yuan}), series)[1] == yuan
    assert view.pair_of(Context("en", "/compare", {"b": "nonsense"}), series) == compare.default_pair(series)
    page = str(to_html(view.layout(Context("en", "/compare", {"b": yuan}), held)))
    assert "different units" in page
    assert 'data-figure="y"' in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_gap_is_worked_out_from_two_links(lang: str):
    page = str(to_html(view.layout(Context(lang, "/compare"), snapshot(CUSTOMS, MOFCOM))))
    assert page.count('data-figure="vn"') >= 2
    assert "27" in page.split('class="figures gaps"')[1].split("</table>")[0]
    assert "GTAP Technical Paper" in page
