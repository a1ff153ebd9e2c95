"""Two ledgers: the same flow as the authorities of its two sides count it, one beside the other.

Vietnam's exports to China, counted by Vietnam, beside China's imports from Vietnam, counted by China. Neither is an
error of the other; the ratio and the reasons that are known for the pair say what stands between them. Values are
never put on one line, averaged or converted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.checks.agreement import preference
from etl.checks.claims import (
    TRADE,
    Claim,
    checkable,
    claims_of,
    country,
    is_level,
    is_money,
    reference_claims,
    side_of,
)
from etl.checks.finding import as_float
from etl.codes import codelist
from etl.intervals import Interval

FLOWS = ("trade_total", *TRADE)


def ledgers(
    facts: pa.Table, references: Iterable[Mapping[str, Any]] = (), base: str = "VN"
) -> list[dict[str, Any]]:
    """Every flow and period that both sides count, earliest first.

    A row has ``origin`` and ``destination`` (for two-way trade the two sides in a fixed order, and ``both`` is
    true), ``period`` with its dates, ``unit``; ``first`` and ``second``, what each side's authority says, as
    dicts with ``area``, ``compiler``, ``value``, ``low``, ``high``, ``unit``, ``fact_id`` or ``reference_id``, ``status``
    and ``also`` (identifiers of the other statements); ``ratio`` = second / first with ``ratio_low`` and
    ``ratio_high``; and ``reasons``, codes of the codelist ledger_reasons. The first is the exporter's count, for
    two-way trade that of ``base`` where it is one of the sides, else of the one first by its code. A count by nobody
    named takes no part. Where a side states a figure more than once the fact table's order decides; facts come before
    reference points. Nothing is converted: where the two sides have no currency in common, ``unit`` and the ratio
    are None and ``no_ratio`` says why, a code of the codelist check_reasons.
    """
    facts = checkable(facts)
    mask = pc.and_(pc.is_valid(facts["compiler"]), pc.is_null(facts["commodity"]))
    mask = pc.and_(mask, pc.equal(facts["transform"], "level"))
    some = facts.filter(pc.and_(mask, pc.is_in(facts["indicator"], pa.array(FLOWS))))
    flows: dict[tuple, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in (*claims_of(some), *reference_claims(references)):
        if is_level(claim) and claim.indicator in FLOWS and is_money(claim.unit) and not claim.doubtful:
            side = side_of(claim)
            both = claim.indicator == "trade_total"
            if side is not None and claim.commodity is None and None not in claim.flow:
                flows[(*claim.flow, both, claim.period)][side].append(claim)
    rows = []
    for key, said in flows.items():
        if areas := _order(key, set(said), base):
            first, second = (sorted(said[a], key=_rank) for a in areas)
            shared = sorted({c.unit for c in first} & {c.unit for c in second})
            rows += [_row(key, areas, first, second, unit) for unit in shared or [None]]
    return sorted(
        rows,
        key=lambda r: (
            not r["both"], r["origin"], r["destination"], r["period_end"], r["period"], r["unit"] or ""
        ),
    )  # fmt: skip


def _order(key: tuple, said: set[str], base: str) -> tuple[str, str] | None:
    """Whose count is the first and whose the second; None when they are not the two sides of the flow."""
    origin, destination, both = country(key[0]), country(key[1]), key[2]
    if said != {origin, destination} or origin == destination:
        return None
    if both and destination == base:
        return destination, origin
    return origin, destination


def _row(
    key: tuple, areas: tuple[str, str], one: list[Claim], two: list[Claim], unit: str | None
) -> dict[str, Any]:
    """What the two sides say in one currency, or without one in common (``unit`` is None) each in its own."""
    origin, destination, both, period = key
    # in the order of the claims, those in this currency first
    one, two = (sorted(said, key=lambda c: unit is not None and c.unit != unit) for said in (one, two))
    first, second = one[0], two[0]
    ratio = middle = Interval(None, None)
    if unit is not None:
        ratio = second.interval / first.interval
        middle = Interval.of(second.value, second.value) / Interval.of(first.value, first.value)
    return {
        "origin": origin,
        "destination": destination,
        "both": both,
        "period": period,
        "period_start": first.period_start,
        "period_end": first.period_end,
        "period_type": first.period_type,
        "unit": unit,
        "first": _said(areas[0], one),
        "second": _said(areas[1], two),
        "ratio": as_float(middle.low),
        "ratio_low": as_float(ratio.low),
        "ratio_high": as_float(ratio.high),
        "no_ratio": "other_currency" if unit is None else None,
        "reasons": reasons(origin, destination),
    }


def _rank(claim: Claim) -> tuple:
    return (claim.fact_id is None, claim.status != "actual", preference(claim))


def _said(area: str, claims: list[Claim]) -> dict[str, Any]:
    claim = claims[0]
    return {
        "area": area,
        "compiler": claim.compiler,
        "value": claim.value,
        "low": claim.value_low,
        "high": claim.value_high,
        "unit": claim.unit,
        "status": claim.status,
        "fact_id": claim.fact_id,
        "reference_id": claim.reference_id,
        "also": [c.fact_id or c.reference_id for c in claims[1:]],
    }


def reasons(origin: str, destination: str) -> list[str]:
    """Codes of the reasons that are known for a pair, those of any pair included."""
    pair = "+".join(sorted({country(origin), country(destination)}))
    return [code for code, row in codelist("ledger_reasons").items() if row["pair"] in ("", pair)]
