"""Every check has a text that passes it and one that fails it, and says so when it cannot say."""

from __future__ import annotations

import itertools

import pyarrow as pa
import pytest

from etl import extract, load_tables, observations
from etl.checks import findings
from etl.codes import codelist
from etl.references import parse_period
from etl.schema import FACT_SCHEMA
from etl.schema_checks import CHECK_COLUMNS, CHECK_SCHEMA, VERDICTS
from etl.tables import validate
from tests.conftest import fact, table

DOCUMENT = ("title", "publisher", "url", "published", "lang", "doc_sha256")


def read(*texts: str, lang: str = "en", publishers: tuple[str | None, ...] = ()) -> pa.Table:
    """The facts of some made-up articles, read with the real extractor."""
    rows = []
    for i, (text, publisher) in enumerate(itertools.zip_longest(texts, publishers)):
        found = extract(text, doc_id=f"d{i}", lang=lang, published="2025-04-15", publisher=publisher)
        given = {"lang": lang, "publisher": publisher, "published": "2025-04-15", "doc_sha256": "0" * 64}
        rows += [
            {**dict.fromkeys(FACT_SCHEMA.names), **row, **dict.fromkeys(DOCUMENT), **given} for row in found
        ]
    return pa.Table.from_pylist(rows, FACT_SCHEMA)


def found(check: str, facts: pa.Table, references=()) -> list[dict]:
    return [f for f in findings(facts, references).to_pylist() if f["check"] == check]


def verdicts(check: str, facts: pa.Table) -> list[tuple[str, str | None]]:
    return [(f["verdict"], f["reason"]) for f in found(check, facts)]


CHONGQING = (
    "In the first seven months of 2024, trade between Chongqing and Vietnam reached {} billion USD, of which "
    "Vietnam's exports to Chongqing were {} billion USD and imports {} billion USD."
)


def test_chongqing_as_the_article_states_it(data_dir):
    (row,) = [f for f in load_tables(data_dir).checks.to_pylist() if f["check"] == "sum"]
    assert (row["verdict"], row["stated"], row["expected"], row["difference"]) == ("holds", 3.03e9, 3.03e9, 0)
    assert (row["expected_low"], row["expected_high"]) == (3.02e9, 3.04e9)
    assert (row["stated_low"], row["stated_high"]) == (3.025e9, 3.035e9)
    assert {(i["role"], i["value"]) for i in row["inputs"]} == {
        ("total", 3.03e9),
        ("exports", 1.88e9),
        ("imports", 1.15e9),
    }
    assert len(row["fact_ids"]) == 3


def test_the_five_articles_hold_and_nothing_fails(data_dir):
    checks = load_tables(data_dir).checks.to_pylist()
    assert [(c["check"], c["verdict"], c["reason"], c["period"]) for c in checks] == [
        ("rank", "holds", None, "..2024-10"),
        ("reference", "holds", None, "2023"),
        ("reference", "cannot_say", "compiler_unstated", "2024-01/2024-09"),
        ("sum", "holds", None, "2024-01/2024-07"),
    ]


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        ("3.03", ("holds", None)),
        ("3.04", ("holds", None)),  # 1.884 + 1.154 may be 3.038
        ("3.06", ("cannot_say", "cut_off")),
        ("3.13", ("fails", None)),
        ("2.9", ("fails", None)),
    ],
)
def test_sum(total, verdict):
    assert verdicts("sum", read(CHONGQING.format(total, "1.88", "1.15"))) == [verdict]


def test_a_sum_of_hedged_figures_settles_nothing():
    text = CHONGQING.format("3.03", "more than 1.8", "1.15")
    assert verdicts("sum", read(text)) == [("cannot_say", "open_interval")]


def test_two_compilers_do_not_contradict_each_other():
    rows = [
        fact(fact_id="t", value=260.65e9, value_low=260.645e9, value_high=260.655e9, compiler="CN_MOFCOM"),
        fact(
            fact_id="x",
            indicator="exports",
            value=61.2e9,
            value_low=61.15e9,
            value_high=61.25e9,
            compiler="VN_CUSTOMS",
        ),
        fact(
            fact_id="m",
            indicator="imports",
            value=144e9,
            value_low=143.5e9,
            value_high=144.5e9,
            compiler="VN_CUSTOMS",
        ),
    ]
    assert verdicts("sum", table(*rows)) == [("cannot_say", "other_compiler")]
    assert verdicts("sum", table(*({**r, "compiler": "VN_CUSTOMS"} for r in rows))) == [("fails", None)]


BALANCE = (
    "In 2024, Vietnam's exports to China reached {} billion USD and imports from China {} billion USD, a trade deficit of "
    "{} billion USD with China."
)


def test_balance():
    assert verdicts("balance", read(BALANCE.format("61.2", "144.0", "82.8"))) == [("holds", None)]
    assert verdicts("balance", read(BALANCE.format("61.2", "144.0", "92.8"))) == [("fails", None)]


GROWTH = (
    "Trade between Vietnam and China was {2} billion USD in 2023 and {0} billion USD in 2024, up {1} percent."
)


def test_growth():
    assert verdicts("growth", read(GROWTH.format("205.2", "19.4", "171.9"))) == [("holds", None)]
    assert verdicts("growth", read(GROWTH.format("205.2", "29.4", "171.9"))) == [("fails", None)]


def test_growth_in_another_currency_is_no_contradiction():
    now = {
        "period": "2024",
        "period_start": parse_period("2024").start,
        "period_end": parse_period("2024").end,
    }
    rows = [
        fact(fact_id="now", value=205.2e9, value_low=205.15e9, value_high=205.25e9, compiler="CN_GACC", **now),
        fact(fact_id="before", compiler="CN_GACC"),
        fact(
            fact_id="growth", transform="growth", unit="percent", value=21.6, value_low=21.55, value_high=21.65,
            compiler="CN_GACC", **now,
        ),
    ]  # fmt: skip
    assert verdicts("growth", table(*rows)) == [("cannot_say", "currency")]


def levels(**given) -> list[dict]:
    """Two-way trade of 2023 and 2024, and the change between them."""
    now = parse_period("2024")
    dates = {"period": now.code, "period_start": now.start, "period_end": now.end}
    return [
        fact(fact_id="before"),
        fact(fact_id="now", value=205.2e9, value_low=205.15e9, value_high=205.25e9, **dates),
        fact(fact_id="change", transform="change", **dates, **given),
    ]


def test_change():
    assert verdicts("change", table(*levels(value=33.3e9, value_low=33.25e9, value_high=33.35e9))) == [
        ("holds", None)
    ]
    assert verdicts("change", table(*levels(value=43.3e9, value_low=43.25e9, value_high=43.35e9))) == [
        ("fails", None)
    ]


def shares(share: float) -> pa.Table:
    whole = {"indicator": "exports", "value": 61.2e9, "value_low": 61.15e9, "value_high": 61.25e9}
    part = {
        "indicator": "exports",
        "commodity": "rubber",
        "value": 3.06e9,
        "value_low": 3.055e9,
        "value_high": 3.065e9,
    }
    return table(
        fact(fact_id="whole", **whole),
        fact(fact_id="part", **part),
        fact(
            fact_id="share",
            **part
            | {
                "transform": "share",
                "unit": "percent",
                "value": share,
                "value_low": share,
                "value_high": share,
            },
        ),
    )


def test_share():
    assert verdicts("share", shares(5.0)) == [("holds", None)]
    assert verdicts("share", shares(15.0)) == [("fails", None)]


def test_a_share_of_what_another_sentence_names_cannot_be_refuted():
    rows = shares(15.0).to_pylist()
    rows[0]["passage_start"], rows[0]["passage_end"] = 5, 30
    assert verdicts("share", table(*rows)) == [("cannot_say", "whole_unclear")]


def test_rank():
    rank = {
        "transform": "rank",
        "unit": "rank",
        "value_printed": "6",
        "value": 6,
        "value_low": 6,
        "value_high": 6,
    }
    assert verdicts("rank", table(fact(**rank, rank_of=148))) == [("holds", None)]
    assert verdicts("rank", table(fact(**rank, rank_of=5))) == [("fails", None)]
    assert verdicts("rank", table(fact(**rank))) == []


def of(period: str, value: float, **given) -> dict:
    p = parse_period(period)
    half = 0.05e9
    return fact(
        fact_id=f"{period}{value}", period=p.code, period_start=p.start, period_end=p.end, period_type=p.type,
        value=value * 1e9, value_low=value * 1e9 - half, value_high=value * 1e9 + half, **given,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [
        (of("2024-01/2024-08", 130.0), of("2024-01/2024-09", 148.6), ("holds", None)),
        (of("2024-01/2024-08", 150.0), of("2024-01/2024-09", 148.6), ("fails", None)),
        (of("2024-01/2024-09", 148.6), of("2024", 205.2), ("holds", None)),
        (of("2024-01/2024-09", 206.0), of("2024", 205.2), ("fails", None)),
        (of("2024-08", 18.0), of("2024-Q3", 51.0), ("holds", None)),
        (of("2024-01/2024-09", 206.0), of("2024", 205.2, status="target"), ("cannot_say", "other_status")),
        (of("2024-01/2024-09", 206.0, approx="about"), of("2024", 205.2), ("cannot_say", "hedged")),
    ],
)
def test_cumulative(part, whole, verdict):
    assert verdicts("cumulative", table(part, whole)) == [verdict]


def test_years_are_not_held_against_months_of_another_year_or_stocks():
    assert verdicts("cumulative", table(of("2023-01/2023-09", 300.0), of("2024", 205.2))) == []
    assert verdicts("cumulative", table(of("..2024-09", 300.0), of("2024", 205.2))) == []


def test_months_across_documents_need_one_named_compiler():
    part, whole = of("2024-01/2024-09", 250.0, doc_id="a"), of("2024", 205.2, doc_id="b")
    assert verdicts("cumulative", table(part, whole)) == []
    named = [{**r, "compiler": "VN_CUSTOMS"} for r in (part, whole)]
    assert verdicts("cumulative", table(*named)) == [("fails", None)]
    named[0] |= {"value": 206.0e9, "value_low": 205.95e9, "value_high": 206.05e9}
    assert verdicts("cumulative", table(*named)) == [("cannot_say", "revised")]


def stocks(projects: int, capital: float) -> pa.Table:
    def both(period, n, value):
        money = of(period, value, indicator="fdi_registered", reporter="CN", partner="VN")
        return [
            money,
            {
                **money,
                "fact_id": f"{period}-n",
                "indicator": "fdi_projects",
                "unit": "projects",
                "value": n,
                "value_low": n,
                "value_high": n,
            },
        ]

    return table(*both("..2023-11", 4203, 27.2), *both("..2024-10", projects, capital))


def test_stock_and_projects():
    assert verdicts("stock_projects", stocks(4965, 29.9)) == [("holds", None)]
    assert verdicts("stock_projects", stocks(4100, 29.9)) == [("fails", None)]


def test_stocks_of_which_several_values_are_told_are_left_out():
    rows = stocks(4100, 29.9).to_pylist()
    capital = next(r for r in rows if r["period"] == "..2024-10" and r["unit"] == "USD")
    again = {**capital, "fact_id": "again"}
    assert verdicts("stock_projects", table(*rows, again)) == [("fails", None)]
    other = again | {"value": 31e9, "value_low": 30.95e9, "value_high": 31.05e9}
    assert verdicts("stock_projects", table(*rows, other)) == []
    rows = [{**r, "value_high": None, "approx": "more_than"} for r in stocks(4965, 29.9).to_pylist()]
    assert verdicts("stock_projects", table(*rows)) == [("cannot_say", "open_interval")]


def test_stocks_and_projects_of_one_compiler_across_documents():
    rows = [
        {**r, "doc_id": f"{r['period']}{r['unit']}", "compiler": "VN_FIA"}
        for r in stocks(4100, 29.9).to_pylist()
    ]
    assert verdicts("stock_projects", table(*rows)) == [("fails", None)]
    assert verdicts("stock_projects", table(*({**r, "compiler": None} for r in rows))) == []


TOTAL = "According to {who}, trade between Vietnam and China reached {value} billion USD in {year}."


def test_documents_that_disagree_and_agree():
    def state(value, who="Vietnam Customs"):
        return TOTAL.format(who=who, value=value, year=2024)

    assert verdicts("agreement", read(state("205.2"), state("205"))) == [("holds", None)]
    (conflict,) = found("agreement", read(state("205.2"), state("215.2")))
    assert (conflict["verdict"], abs(conflict["difference"])) == ("fails", 10e9)
    assert len(conflict["fact_ids"]) == 2
    # Vietnam Customs and MOFCOM count differently: that is no conflict
    assert verdicts("agreement", read(state("205.2"), state("260.65", "China's Ministry of Commerce"))) == []
    assert verdicts("agreement", read(state("205.2"), state("20.52"))) == [("cannot_say", "far_apart")]


def test_one_value_is_shown_by_the_documented_rule():
    rows = [
        fact(fact_id="precise", value_printed="171.92", doc_id="a", published="2024"),
        fact(fact_id="late", value_printed="171.9", doc_id="b", published="2025"),
    ]
    (row,) = found("agreement", table(*rows))
    assert [(i["role"], i["fact_id"]) for i in row["inputs"]] == [("shown", "precise"), ("also", "late")]


def test_the_value_shown_is_the_one_that_observations_show():
    rows = [
        fact(fact_id="year", value_printed="171.9", doc_id="a", published="2024"),
        fact(fact_id="month", value_printed="171.9", doc_id="b", published="2024-05"),
        fact(fact_id="none", value_printed="171.9", doc_id="c"),
        fact(fact_id="sure", value_printed="171.9", doc_id="d", confidence=1.0),
        fact(fact_id="short", value_printed="172", doc_id="e", published="2025"),
    ]
    for some in itertools.combinations(rows, 2):
        facts = table(*some)
        (row,) = found("agreement", facts)
        assert row["inputs"][0]["fact_id"] == observations(facts)["fact_id"][0].as_py(), some


def test_three_of_which_only_two_meet_are_a_conflict():
    def at(doc, low, high):
        return fact(fact_id=doc, doc_id=doc, value=(low + high) / 2, value_low=low, value_high=high)

    assert verdicts("agreement", table(at("a", 1, 3), at("b", 2, 5), at("c", 3, 6))) == [("holds", None)]
    assert verdicts("agreement", table(at("a", 10, 12), at("b", 11, 14), at("c", 13, 16))) == [
        ("fails", None)
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"period": None, "period_start": None, "period_end": None, "period_type": None}, "period_unknown"),
        ({"partner": None}, "area_unknown"),
        ({"indicator": "agreements", "unit": "count"}, "other_things"),
        ({"status": "forecast"}, "not_final"),
        ({"transform": "growth", "unit": "percent"}, "currency"),
        ({"confidence": 0.5}, "doubtful_reading"),
    ],
)
def test_what_cannot_be_held_against_each_other(given, reason):
    a = fact(fact_id="a", doc_id="a", **given)
    b = fact(fact_id="b", doc_id="b", **given) | {"value": 150e9, "value_low": 149e9, "value_high": 151e9}
    assert verdicts("agreement", table(a, b)) == [("cannot_say", reason)]


def test_what_speaks_against_one_statement_does_not_hide_a_conflict_of_others():
    def at(doc, value, **given):
        return fact(
            fact_id=f"{doc}{value}",
            doc_id=doc,
            value=value,
            value_low=value - 1,
            value_high=value + 1,
            **given,
        )

    firm = [at("a", 100), at("b", 120)]
    assert verdicts("agreement", table(*firm, at("c", 140, confidence=0.5))) == [("fails", None)]
    assert verdicts("agreement", table(*firm, at("c", 140, approx="about"))) == [("fails", None)]
    assert verdicts("agreement", table(*firm, at("c", 140), at("c", 150))) == [("fails", None)]
    assert verdicts("agreement", table(firm[0], at("c", 140, approx="about"))) == [("cannot_say", "hedged")]
    assert verdicts("agreement", table(firm[0], at("c", 140), at("c", 150))) == [
        ("cannot_say", "same_document")
    ]
    assert verdicts("agreement", table(*firm, at("c", 300))) == [("cannot_say", "far_apart")]


def test_publishers_are_counted_once_and_copies_not_at_all():
    rows = [
        fact(fact_id="1", doc_id="1", publisher="Xinhua"),
        fact(fact_id="2", doc_id="2", publisher="Xinhua"),
        fact(fact_id="3", doc_id="3", publisher="VOV", syndicated_from="1"),
        fact(fact_id="4", doc_id="4", publisher="Nhân Dân"),
        fact(fact_id="5", doc_id="5", publisher=None),
    ]
    (row,) = found("agreement", table(*rows))
    assert row["publishers"] == 3  # Xinhua, Nhân Dân, and one that is not named


def test_rejected_facts_take_no_part():
    conflict = [
        fact(fact_id="a", doc_id="a"),
        fact(fact_id="b", doc_id="b", value=150e9, value_low=149e9, value_high=151e9),
    ]
    assert verdicts("agreement", table(*conflict)) == [("fails", None)]
    conflict[1]["review"] = "rejected"
    assert verdicts("agreement", table(*conflict)) == []


def point(compiler: str, value: float, **given) -> dict:
    p = parse_period(given.pop("period", "2024"))
    return {
        "reference_id": f"r{compiler}{value}", "indicator": "trade_total", "reporter": "VN", "partner": "CN", "commodity": None,
        "compiler": compiler, "period": p.code, "period_start": p.start, "period_end": p.end, "period_type": p.type,
        "value": value * 1e9, "value_low": (value - 0.05) * 1e9, "value_high": (value + 0.05) * 1e9, "unit": "USD",
        "status": "actual",
    } | given  # fmt: skip


def test_against_an_official_series():
    points = [point("VN_CUSTOMS", 205.2), point("CN_MOFCOM", 260.65)]

    def checked(value, **given):
        return [
            (f["verdict"], f["reason"]) for f in found("reference", table(of("2024", value, **given)), points)
        ]

    assert checked(205.2, compiler="VN_CUSTOMS") == [("holds", None)]
    assert checked(206.2, compiler="VN_CUSTOMS") == [("fails", None)]
    assert checked(260.6, compiler="CN_MOFCOM") == [("holds", None)]
    assert checked(205.2) == [("holds", None)]
    assert checked(206.2) == [("cannot_say", "compiler_unstated")]  # whose count it is nobody told
    assert checked(206.2, compiler="VN_STATISTICS") == [("cannot_say", "compiler_unstated")]
    # another office of the same side can bear a figure out, not refute it; the other side is another ledger
    assert checked(205.2, compiler="VN_MOIT") == [("holds", None)]
    assert checked(206.2, compiler="VN_MOIT") == [("cannot_say", "other_compiler")]
    assert checked(260.6, compiler="CN_GACC") == [("holds", None)]
    assert found("reference", table(of("2024", 205.2, compiler="CN_GACC")), points[:1]) == []
    assert (
        found("reference", table(of("2024", 205.2, compiler="ADB")), [point("ASEAN_SECRETARIAT", 205.2)])
        == []
    )


def test_rows_follow_the_declaration_and_the_codelists():
    text = CHONGQING.format("3.13", "1.88", "1.15") + " " + BALANCE.format("61.2", "144.0", "82.8")
    made = findings(read(text))
    assert made.schema == CHECK_SCHEMA
    assert validate(made, CHECK_COLUMNS) is None
    rows = made.to_pylist()
    assert rows
    assert len({r["finding_id"] for r in rows}) == len(rows)
    for row in rows:
        assert row["check"] in codelist("checks")
        assert row["verdict"] in VERDICTS
        assert (row["verdict"] == "cannot_say") == (row["reason"] in codelist("check_reasons"))
        assert {i["role"] for i in row["inputs"]} <= set(codelist("roles"))


def test_the_order_of_facts_does_not_matter():
    facts = read(
        CHONGQING.format("3.03", "1.88", "1.15"),
        TOTAL.format(who="Vietnam Customs", value="205.2", year=2024),
    )
    turned = facts.take(pa.array(range(facts.num_rows - 1, -1, -1)))
    assert {f["finding_id"]: f["verdict"] for f in findings(facts).to_pylist()} == {
        f["finding_id"]: f["verdict"] for f in findings(turned).to_pylist()
    }
