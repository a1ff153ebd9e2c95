"""Checks, derived values and ledgers take work that grows with the facts, not with their square, however they are
spread; and what a refresh keeps of the last one is what it would find anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.checks import findings
from etl.derived import derive
from etl.differences import differences, unchanged_documents
from etl.ledgers import ledgers
from etl.references import parse_period
from tests.conftest import calls, fact, table
from tests.test_checks import point

POINTS = [point("VN_CUSTOMS", 205.2), point("CN_MOFCOM", 260.65, reporter="CN", partner="VN")]


def amount(i: int, **given: Any) -> dict[str, Any]:
    """One of many facts, each with a value of its own."""
    value = (100 + i % 977) * 1e8
    row = {"fact_id": f"f{i}", "char_start": 30 * i, "char_end": 30 * i + 11, "passage_start": 30 * (i // 3)}
    row |= {"value": value, "value_low": value - 1e6, "value_high": value + 1e6, "value_printed": str(i)}
    return fact(**{**row, **given})


def month(i: int) -> dict[str, Any]:
    p = parse_period(f"{1000 + i // 12 % 8000:04d}-{i % 12 + 1:02d}")
    return {"period": p.code, "period_start": p.start, "period_end": p.end, "period_type": p.type}


FLOWS = ("trade_total", "exports", "imports", "trade_balance", "fdi_registered", "fdi_projects")
TRANSFORMS = ("level", "growth", "change", "share", "rank")

SPREADS: dict[str, Callable[[int], dict[str, Any]]] = {
    "one observation of many documents": lambda i: amount(i, doc_id=f"d{i}"),
    "one observation of one document": lambda i: amount(i),
    "one series of one compiler in many documents": lambda i: amount(
        i, doc_id=f"d{i}", observation_id=f"o{i}", compiler="VN_CUSTOMS", **month(i)
    ),
    "all measures of one document": lambda i: amount(
        i, indicator=FLOWS[i % 6], transform=TRANSFORMS[i // 6 % 5], unit="percent" if i // 6 % 5 in (1, 3) else "USD"
    ),
    "many goods of one document": lambda i: amount(
        i, indicator=FLOWS[i % 3], transform=TRANSFORMS[i // 3 % 4], commodity=f"g{i // 12}",
        unit="percent" if i // 3 % 4 in (1, 3) else "USD",
    ),
    "many periods of one document": lambda i: amount(
        i, indicator=FLOWS[i % 4], transform=TRANSFORMS[i // 4 % 3], **month(i // 12)
    ),
}  # fmt: skip


@pytest.mark.parametrize("spread", SPREADS)
def test_twice_the_facts_are_twice_the_work(spread):
    def work(n: int) -> Callable[[], Any]:
        facts = table(*map(SPREADS[spread], range(n)))
        return lambda: (findings(facts, POINTS), derive(facts), ledgers(facts, POINTS))

    size = 500
    work(24)()  # caches are filled
    assert calls(work(2 * size)) < 2.3 * calls(work(size)) + 500


DAY = dt.date(2024, 12, 31)


@st.composite
def claims(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Facts of a few documents about few things, so that they meet, contradict and complete each other."""
    rows = []
    for i in range(draw(st.integers(0, 14))):
        p = parse_period(
            draw(st.sampled_from(["2023", "2024", "2024-01/2024-08", "2024-01/2024-09", "..2024-10"]))
        )
        transform = draw(st.sampled_from(TRANSFORMS))
        indicator = draw(st.sampled_from(FLOWS))
        value = draw(st.sampled_from([1.88e9, 1.15e9, 3.03e9, 0.73e9, 205.2e9, 260.65e9, 19.4]))
        rows.append(
            fact(
                fact_id=f"f{i}", doc_id=f"d{draw(st.integers(0, 3))}", indicator=indicator, transform=transform,
                compiler=draw(st.sampled_from([None, "VN_CUSTOMS", "CN_MOFCOM"])), value=value, value_low=value * 0.999,
                value_high=draw(st.sampled_from([value * 1.001, None])), confidence=draw(st.sampled_from([0.7, 0.95])),
                unit="percent" if transform in ("growth", "share") else "USD", period=p.code, period_start=p.start,
                period_end=p.end, period_type=p.type, rank_of=draw(st.sampled_from([None, 5])),
                review=draw(st.sampled_from(["auto", "auto", "auto", "rejected"])), char_start=10 * i, char_end=10 * i + 5,
                publisher=draw(st.sampled_from([None, "P", "Q"])),
                syndicated_from=draw(st.sampled_from([None, None, "d0", "elsewhere"])),
                observation_id=f"{indicator}{transform}{p.code}",
            )
        )  # fmt: skip
    return rows


@given(claims(), claims())
def test_what_is_kept_of_the_last_refresh_is_what_would_be_found_anew(before, after):
    old, new = (
        t.sort_by([("doc_id", "ascending"), ("fact_id", "ascending")])
        for t in (table(*before), table(*after))
    )
    same = unchanged_documents(old, new, differences(old, new))
    assert findings(new, POINTS, findings(old, POINTS), same).equals(findings(new, POINTS))
    assert derive(new, derive(old), same).equals(derive(new))


def test_documents_are_the_same_when_none_of_their_facts_came_changed_or_went():
    rows = [fact(fact_id=f"{d}{i}", doc_id=d) for d in "abcd" for i in range(2)]
    old = table(*rows)
    changed = {**rows[3], "confidence": 0.5}
    new = table(*rows[:3], changed, *rows[5:], fact(fact_id="d9", doc_id="d"), fact(fact_id="e0", doc_id="e"))
    assert unchanged_documents(old, new, differences(old, new)).to_pylist() == ["a"]
    assert unchanged_documents(old, old, differences(old, old)) == pa.array(["a", "b", "c", "d"])


def test_a_fact_that_goes_to_another_document_touches_both():
    old = table(amount(0, doc_id="d0"), amount(1, doc_id="d0"), amount(2, doc_id="d2"))
    new = table(amount(0, doc_id="d0"), amount(1, doc_id="d1"), amount(2, doc_id="d2"))
    assert unchanged_documents(old, new, differences(old, new)).to_pylist() == ["d2"]
