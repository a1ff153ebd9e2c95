"""Investments that stand are told of the month of publication: a default, and less sure than what is read."""

import pytest

from etl.extract import extract

HOLDS = {
    "en": "Singapore holds 2,169 projects in Vietnam worth 47.9 billion USD.",
    "vi": "Singapore hiện có 2.169 dự án tại Việt Nam với tổng vốn 47,9 tỷ USD.",
    "zh": "新加坡目前在越南有2169个投资项目，注册资金479亿美元。",
}


@pytest.mark.parametrize("lang", HOLDS)
def test_the_month_of_publication_is_a_default_that_costs_confidence(lang: str) -> None:
    facts = extract(HOLDS[lang], doc_id="t", lang=lang, published="2019-03-20")
    assert len(facts) == 2
    for fact in facts:
        assert fact["period"] == "..2019-03"
        period = next(e for e in fact["evidence"] if e["dimension"] == "period")
        assert (period["how"], period["note"], period["text"]) == ("default", "publication_date", None)
        assert "period_default" in fact["confidence_reasons"]
        assert fact["confidence"] < 1


@pytest.mark.parametrize("lang", HOLDS)
def test_without_a_day_of_publication_the_period_is_unknown(lang: str) -> None:
    facts = extract(HOLDS[lang], doc_id="t", lang=lang)
    assert len(facts) == 2
    assert {(f["period"], "period_unknown" in f["confidence_reasons"]) for f in facts} == {(None, True)}
