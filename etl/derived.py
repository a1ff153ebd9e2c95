"""Derived values: what follows from stated figures of one document, never taken for one of them.

Each is computed from facts that share everything a formula needs (sides, goods, period, unit, compiler,
status), has the interval that its inputs leave open, and names them. Nothing is derived from a derived value,
from a rejected or doubtful fact, or where the document itself states the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from etl.build import short_hash
from etl.checks.claims import TRADE, Claim, by_document, claims_of, is_level, is_money
from etl.checks.finding import as_float
from etl.intervals import Interval, point
from etl.periods import Period, a_year_earlier, month

Part = tuple[str, Claim]
_PERCENT = 100
_SURE = 0.86  # a derived value must not rest on a doubtful reading
_LOOSE = ("count", "other", "agreements", "market_access_products")  # counts of things of many kinds
_BASE = ("year", "half", "ytd")  # of a month or a quarter a text may mean the one before


def derive(facts: pa.Table) -> list[dict[str, Any]]:
    """Every derived value of a fact table, as rows of :data:`etl.schema_checks.DERIVED_COLUMNS`."""
    rows: dict[str, dict[str, Any]] = {}
    for claims in by_document(claims_of(facts)):
        usable = [c for c in _single(claims) if c.confidence >= _SURE and c.interval.bounded]
        stated = {_key(c) for c in claims if is_level(c) or c.transform == "share"}
        for make in (_balances, _shares, _earlier, _months, _per_project):
            for row in make(usable):
                if _row_key(row) not in stated:
                    rows.setdefault(row["derived_id"], row)
    return sorted(rows.values(), key=lambda r: (r["doc_id"], r["derivation"], r["period"], r["derived_id"]))


def _single(claims: list[Claim]) -> list[Claim]:
    """Claims that are the only ones of their document under their labels: of two, either might be meant."""
    counted = Counter(map(_labels, claims))
    return [c for c in claims if counted[_labels(c)] == 1 and c.indicator not in _LOOSE]


def _labels(c: Claim) -> tuple:
    return (c.indicator, c.transform, c.flow, c.commodity, c.unit, c.period, c.compiler, c.status)


def _key(c: Claim) -> tuple:
    sides = (
        {c.reporter, c.partner}
        if c.indicator in ("trade_total", "trade_balance")
        else (c.reporter, c.partner)
    )
    return (c.indicator, frozenset(sides) if isinstance(sides, set) else sides, c.commodity, c.unit, c.period)


def _row_key(row: Mapping[str, Any]) -> tuple:
    sides = (row["reporter"], row["partner"])
    both = row["indicator"] in ("trade_total", "trade_balance")
    return (
        row["indicator"],
        frozenset(sides) if both else sides,
        row["commodity"],
        row["unit"],
        row["period"],
    )


def _together(a: Claim, b: Claim) -> bool:
    """Whether two claims may stand in one formula."""
    return (a.commodity, a.compiler, a.status) == (b.commodity, b.compiler, b.status)


def _levels(claims: Sequence[Claim], *indicators: str) -> Iterator[Claim]:
    return (c for c in claims if is_level(c) and c.indicator in indicators)


def _balances(claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    for x in _levels(claims, "exports"):
        for m in _levels(claims, "imports"):
            same = (x.reporter, x.partner, x.unit, x.period) == (m.reporter, m.partner, m.unit, m.period)
            if same and _together(x, m) and is_money(x.unit):
                yield _row(
                    "balance", x, [("exports", x), ("imports", m)], lambda x, m: x - m, "trade_balance"
                )


def _shares(claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """The share of one direction in two-way trade; other wholes are for the text to name."""
    for part in _levels(claims, *TRADE):
        for whole in _levels(claims, "trade_total"):
            same = {part.reporter, part.partner} == {whole.reporter, whole.partner}
            if same and (part.unit, part.period) == (whole.unit, whole.period) and _together(part, whole):
                if 0 < part.value <= whole.value:
                    parts = [("part", part), ("whole", whole)]
                    yield _row(
                        "share", part, parts, lambda p, w: (p / w).scaled(_PERCENT), part.indicator, "percent"
                    )


def _earlier(claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    for growth in claims:
        if growth.transform != "growth" or growth.unit != "percent" or growth.period_type not in _BASE:
            continue
        for now in _levels(claims, growth.indicator):
            alike = (now.flow, now.period, now.passage_start) == (
                growth.flow,
                growth.period,
                growth.passage_start,
            )
            if alike and _together(now, growth) and now.value > 0 and growth.value > -_PERCENT:
                if not is_money(now.unit) and growth.indicator in ("trade_total", *TRADE):
                    continue
                period = a_year_earlier(
                    Period(now.period or "", now.period_start, now.period_end, now.period_type or "")
                )
                parts = [("now", now), ("growth", growth)]
                row = _row("earlier_level", now, parts, _before, now.indicator)
                yield {**row, **_period(period)}


def _before(now: Interval, growth: Interval) -> Interval:
    hundred = point(_PERCENT)
    return (now / (hundred + growth)).scaled(_PERCENT)


def _months(claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    cumulative = [
        c
        for c in claims
        if is_level(c) and c.period_type == "ytd" and c.indicator in ("trade_total", *TRADE) and c.value >= 0
    ]
    for until in cumulative:
        for before in cumulative:
            a, b = before.period_end, until.period_end
            if not (a and b and a.year == b.year and b.month == a.month + 1 and _together(until, before)):
                continue
            whole = (a.day, b.day) == (_last(a), _last(b))  # a count to the middle of a month gives no month
            key = ("indicator", "reporter", "partner", "unit")
            if whole and all(getattr(until, k) == getattr(before, k) for k in key):
                parts = [("until", until), ("before", before)]
                row = _row("month", until, parts, lambda until, before: until - before, until.indicator)
                if row["value"] > 0:
                    yield {**row, **_period(month(b.year, b.month))}


def _last(day: Any) -> int:
    return month(day.year, day.month).end.day  # type: ignore[union-attr]


def _per_project(claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    for capital in _levels(claims, "fdi_registered"):
        for projects in _levels(claims, "fdi_projects"):
            key = ("reporter", "partner", "period")
            same = all(getattr(capital, k) == getattr(projects, k) for k in key)
            if same and _together(capital, projects) and projects.value > 0 and is_money(capital.unit):
                if capital.period_type == "stock" or capital.passage_start == projects.passage_start:
                    parts = [("capital", capital), ("projects", projects)]
                    yield _row("per_project", capital, parts, lambda c, p: c / p, None)


def _row(
    derivation: str,
    like: Claim,
    parts: Sequence[Part],
    formula: Any,
    indicator: str | None,
    unit: str | None = None,
) -> dict[str, Any]:
    """One row; ``like`` gives the dimensions that the result shares with its inputs."""
    open_ = formula(*(c.interval for _, c in parts))
    middle = formula(*(Interval.of(c.value, c.value) for _, c in parts))
    return {
        "derived_id": short_hash(derivation, *(c.fact_id for _, c in parts)),
        "derivation": derivation,
        "indicator": indicator,
        "reporter": like.reporter,
        "partner": like.partner,
        "commodity": like.commodity,
        "compiler": like.compiler,
        "period": like.period,
        "period_start": like.period_start,
        "period_end": like.period_end,
        "period_type": like.period_type,
        "unit": unit or like.unit,
        "value": as_float(middle.low),
        "value_low": as_float(open_.low),
        "value_high": as_float(open_.high),
        "inputs": [c.as_input(role) for role, c in parts],
        "fact_ids": [c.fact_id for _, c in parts],
        "doc_id": like.doc_id,
    }


def _period(p: Period) -> dict[str, Any]:
    return {"period": p.code, "period_start": p.start, "period_end": p.end, "period_type": p.type}
