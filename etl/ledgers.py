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

from etl.checks.agreement import preference
from etl.checks.claims import TRADE, Claim, claims_of, is_level, is_money, reference_claims
from etl.checks.finding import as_float
from etl.codes import codelist
from etl.intervals import Interval

FLOWS = ("trade_total", *TRADE)


def ledgers(
    facts: pa.Table, references: Iterable[Mapping[str, Any]] = (), base: str = "VN"
) -> list[dict[str, Any]]:
    """Every flow and period that both sides count in one currency, earliest first.

    A row has ``origin`` and ``destination`` (for two-way trade the two sides in a fixed order, and ``both`` is
    true), ``period`` with its dates, ``unit``; ``first`` and ``second``, what each side's authority says, as
    dicts with ``area``, ``compiler``, ``value``, ``low``, ``high``, ``fact_id`` or ``reference_id``, ``status`` and
    ``also`` (identifiers of the other statements); ``ratio`` = second / first with ``ratio_low`` and
    ``ratio_high``; and ``reasons``, codes of the codelist ledger_reasons. The first is the exporter's count, for
    two-way trade that of ``base`` where it is one of the sides, else of the one first by its code. A count by nobody named takes no part. Where a side states a
    figure more than once the fact table's order decides; facts come before reference points.
    """
    sides: dict[tuple, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in (*claims_of(facts), *reference_claims(references)):
        if is_level(claim) and claim.indicator in FLOWS and is_money(claim.unit) and not claim.doubtful:
            side = _side(claim)
            both = claim.indicator == "trade_total"
            if side is not None and claim.commodity is None and None not in claim.flow:
                sides[(*claim.flow, both, claim.period, claim.unit)][side].append(claim)
    rows = [
        _row(key, said, areas)
        for key, said in sides.items()
        if len(said) == 2 and (areas := _order(key, set(said), base))
    ]
    return sorted(
        rows, key=lambda r: (not r["both"], r["origin"], r["destination"], r["period_end"], r["period"])
    )


def _side(claim: Claim) -> str | None:
    """The country whose authority counted: the compiler's; of an international body the reporter's."""
    area = codelist("compilers").get(claim.compiler or "", {}).get("area")
    if area in (None, ""):
        return None
    homes = {_country(claim.reporter), _country(claim.partner)}
    if area in homes:
        return area
    return _country(claim.reporter) if codelist("areas").get(area, {}).get("type") == "world" else None


def _country(area: str | None) -> str:
    return (area or "").split("-")[0]


def _order(key: tuple, said: set[str], base: str) -> tuple[str, str] | None:
    """Whose count is the first and whose the second; None when they are not the two sides of the flow."""
    origin, destination, both = _country(key[0]), _country(key[1]), key[2]
    if said != {origin, destination}:
        return None
    if both and destination == base:
        return destination, origin
    return origin, destination


def _row(key: tuple, said: Mapping[str, list[Claim]], areas: tuple[str, str]) -> dict[str, Any]:
    origin, destination, both, period, unit = key
    chosen = [sorted(said[a], key=_rank) for a in areas]
    first, second = chosen[0][0], chosen[1][0]
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
        "first": _said(areas[0], chosen[0]),
        "second": _said(areas[1], chosen[1]),
        "ratio": as_float(middle.low),
        "ratio_low": as_float(ratio.low),
        "ratio_high": as_float(ratio.high),
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
        "status": claim.status,
        "fact_id": claim.fact_id,
        "reference_id": claim.reference_id,
        "also": [c.fact_id or c.reference_id for c in claims[1:]],
    }


def reasons(origin: str, destination: str) -> list[str]:
    """Codes of the reasons that are known for a pair, those of any pair included."""
    pair = "+".join(sorted({_country(origin), _country(destination)}))
    return [code for code, row in codelist("ledger_reasons").items() if row["pair"] in ("", pair)]
