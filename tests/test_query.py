"""Filters and observations."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl import FILTERS, FilterError, codelist, label, observations, parse_filters, select
from etl.query import fold
from tests.conftest import fact, table

D = dt.date


def period(name, start, end, kind):
    return {"period": name, "period_start": start, "period_end": end, "period_type": kind}


NINE_MONTHS = period("2024-01/2024-09", D(2024, 1, 1), D(2024, 9, 30), "ytd")
STOCK = period("..2024-10", None, D(2024, 10, 31), "stock")
SINCE = period("2019..", D(2019, 1, 1), None, "since")
UNKNOWN = period(None, None, None, None)

FACTS = table(
    fact(fact_id="year"),
    fact(fact_id="ytd", compiler="VN-CUSTOMS", confidence=0.7, lang="vi", **NINE_MONTHS),
    fact(fact_id="stock", indicator="fdi_registered", reporter="CN", partner="VN", **STOCK),
    fact(fact_id="since", reporter="MY+ID", transform="growth", unit="percent", **SINCE),
    fact(fact_id="unknown", title="Kim ngạch Đông Nam Á", review="rejected", **UNKNOWN),
)


def ids(**filters):
    return select(FACTS, **filters)["fact_id"].to_pylist()


def test_no_filter_keeps_all():
    assert select(FACTS).equals(FACTS)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"indicator": "fdi_registered"}, ["stock"]),
        ({"indicator": ["fdi_registered", "trade_total"]}, ["year", "ytd", "stock", "since", "unknown"]),
        ({"indicator": []}, []),
        ({"transform": "growth"}, ["since"]),
        ({"reporter": "CN"}, ["stock"]),
        ({"reporter": "ID"}, ["since"]),
        ({"reporter": "MY+ID"}, ["since"]),
        ({"reporter": "VN", "partner": "CN"}, ["year", "ytd", "unknown"]),
        ({"compiler": "VN-CUSTOMS"}, ["ytd"]),
        ({"compiler": "none"}, ["year", "stock", "since", "unknown"]),
        ({"compiler": ["none", "VN-CUSTOMS"]}, ["year", "ytd", "stock", "since", "unknown"]),
        ({"period_type": "stock"}, ["stock"]),
        ({"lang": "vi"}, ["ytd"]),
        ({"min_confidence": 0.9}, ["year", "stock", "since", "unknown"]),
        ({"min_confidence": 0.7}, ["year", "ytd", "stock", "since", "unknown"]),
        ({"review": "rejected"}, ["unknown"]),
        ({"period_from": "2024"}, ["ytd", "stock", "since"]),
        ({"period_to": "2023"}, ["year", "since"]),
        ({"period_from": "2024-09", "period_to": "2024-09"}, ["ytd", "since"]),
        ({"period_from": "2024-Q4"}, ["stock", "since"]),
        ({"period_from": "2024-S2", "period_to": "2024-S2"}, ["ytd", "stock", "since"]),
        ({"period_from": "2023-12-31", "period_to": "2023-12-31"}, ["year", "since"]),
        ({"period_to": "2018"}, []),
        ({"q": "kim ngach"}, ["unknown"]),
        ({"q": "dong nam a"}, ["unknown"]),
        ({"q": '"nam dong"'}, []),
        ({"q": "TRADE 171.9"}, ["year", "ytd", "stock", "since", "unknown"]),
        ({"q": "trade missing"}, []),
        ({"q": " "}, ["year", "ytd", "stock", "since", "unknown"]),
    ],
)
def test_select(filters, kept):
    assert ids(**filters) == kept


def test_every_filter_of_the_address_reaches_select():
    example = {
        "min_confidence": "0.5",
        "from": "2023",
        "to": "2024",
        "q": "trade",
        "doc_id": "d1",
        "publisher": "P",
        "lang": "vi",
    }
    codes = {
        "indicator": "trade_total",
        "transform": "level",
        "reporter": "VN",
        "partner": "CN",
        "commodity": "none",
    }
    rest = {"fact_id": "a", "compiler": "none", "period_type": "year", "review": "auto"}
    query = example | codes | rest
    assert set(query) == set(FILTERS)
    parsed = parse_filters(query)
    assert len(parsed) == len(FILTERS)
    select(FACTS, **parsed)


def test_several_values_by_comma_or_repetition():
    assert (
        parse_filters({"reporter": "VN,CN"})
        == parse_filters({"reporter": ["VN", "CN"]})
        == {"reporter": ["VN", "CN"]}
    )
    assert parse_filters({"publisher": '"A, B",C'}) == {"publisher": ["A, B", "C"]}


def test_empty_values_are_no_filter():
    assert parse_filters({"indicator": "", "q": " ", "from": None, "reporter": []}) == {}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"country": "VN"}, ["country", "reporter", "indicator"]),
        ({"indicator": "trade_totl"}, ["trade_totl", "did you mean trade_total"]),
        ({"transform": "ratio"}, ["ratio", "level, growth"]),
        ({"reporter": "VN+XX1"}, ["XX1"]),
        ({"indicator": "none"}, ["none"]),
        ({"from": "last year"}, ["from", "last year", "2024-Q3"]),
        ({"to": "2024-13"}, ["to", "2024-13"]),
        ({"from": "2024-02-30"}, ["2024-02-30"]),
        ({"from": "0000"}, ["0000"]),
        ({"min_confidence": "high"}, ["high"]),
        ({"min_confidence": "nan"}, ["nan"]),
        ({"min_confidence": "1.5"}, ["1.5"]),
    ],
)
def test_what_does_not_exist_is_named(query, words):
    with pytest.raises(FilterError) as caught:
        parse_filters(query)
    for word in words:
        assert word in str(caught.value)


def test_with_the_facts_values_without_a_codelist_are_checked_too():
    assert parse_filters({"doc_id": "d1"}, FACTS) == {"doc_id": ["d1"]}
    with pytest.raises(FilterError, match="d9.*There are d1"):
        parse_filters({"doc_id": "d9"}, FACTS)


def test_facts_are_found_by_their_identifiers():
    some = FACTS["fact_id"].to_pylist()[:2]
    wanted = parse_filters({"fact_id": ",".join(some)}, FACTS)
    assert select(FACTS, **wanted)["fact_id"].to_pylist() == some
    with pytest.raises(FilterError, match="unknown fact_id 'zz'. A refresh"):
        parse_filters({"fact_id": "zz"}, FACTS)


def test_fold():
    assert fold("ĐỒNG Tỷ") == fold("đồng tỷ") == "dong ty"
    assert fold("中国") == "中国"


@given(st.text(max_size=40))
@example("\U0001d56c")  # a mathematical capital
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_any_search_text_is_survived(text):
    assert set(ids(q=text)) <= set(FACTS["fact_id"].to_pylist())


def test_observations_show_the_fact_the_rule_picks():
    facts = table(
        fact(fact_id="a", value=171.9e9, value_printed="171.9", published="2024-01-01", doc_id="d1"),
        fact(fact_id="b", value=171.85e9, value_printed="171.85", published="2023-01-01", doc_id="d2"),
        fact(
            fact_id="c",
            value=171.86e9,
            value_printed="171.86",
            published="2024-01-01",
            doc_id="d2",
            confidence=0.8,
        ),
        fact(
            fact_id="d",
            value=171.87e9,
            value_printed="171.87",
            published="2024-01-01",
            doc_id="d2",
            confidence=0.9,
        ),
    )
    row = observations(facts).to_pylist()[0]
    assert row["fact_id"] == "d"
    assert row["fact_ids"] == ["d", "c", "b", "a"]
    assert (row["facts"], row["documents"]) == (4, 2)
    assert row["spread"] == pytest.approx(0.05 / 171.87)
    assert (row["value"], row["value_low"], row["value_high"]) == (171.87e9, 171.85e9, 171.95e9)


def test_a_stated_compiler_comes_before_digits():
    facts = table(
        fact(fact_id="a", value_printed="171.912"), fact(fact_id="b", value_printed="170", compiler="NSO")
    )
    assert observations(facts)["fact_id"].to_pylist() == ["b"]


def test_digits_are_counted_without_point_sign_and_leading_zeros():
    facts = table(fact(fact_id="a", value_printed="0.08"), fact(fact_id="b", value_printed="-81"))
    assert observations(facts)["fact_id"].to_pylist() == ["b"]


def test_observations_do_not_depend_on_the_order_of_facts():
    forward = observations(FACTS)
    backward = observations(FACTS.take(list(range(FACTS.num_rows))[::-1]))
    assert forward.equals(backward)


def test_rejected_facts_and_zero():
    assert observations(table(fact(review="rejected"))).num_rows == 0
    assert observations(table(fact(value=0.0), fact(fact_id="x", value=0.0))).to_pylist()[0]["spread"] is None


def test_observations_of_nothing():
    empty = observations(FACTS.slice(0, 0))
    assert empty.num_rows == 0
    assert empty.schema.equals(observations(FACTS).schema)


def test_observations_cover_every_fact_of_the_articles(data_dir):
    from etl import load_tables

    facts = load_tables(data_dir).facts
    seen = observations(facts)
    assert sorted(i for ids in seen["fact_ids"].to_pylist() for i in ids) == sorted(
        facts["fact_id"].to_pylist()
    )
    assert seen["observation_id"].to_pylist() == list(dict.fromkeys(seen["observation_id"].to_pylist()))


def test_labels():
    assert label("areas", "VN", "en") == "Viet Nam" or "Vietnam" in label("areas", "VN", "en")
    assert label("areas", "MY+ID", "en") == f"{label('areas', 'MY', 'en')} + {label('areas', 'ID', 'en')}"
    assert label("areas", "ZZ9", "vi") == "ZZ9"
    assert label("areas", None, "vi") == ""
    assert label("areas", "VN", "xx") == label("areas", "VN", "en")
    with pytest.raises(KeyError):
        codelist("../schema")


def test_a_data_frame_for_pandas(data_dir):
    from etl import facts_frame

    frame = facts_frame(data_dir, indicator="trade_total", transform="level", partner="CN")
    assert sorted(frame["value"]) == [148.6e9, 171.9e9]
    frame["value"] = 0  # a copy: the next reader sees the table as it is
    assert facts_frame(data_dir, indicator="trade_total")["value"].min() > 0
