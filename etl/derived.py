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
import pyarrow.compute as pc

from etl.build import short_hash
from etl.checks.claims import TRADE, Claim, by_document, checkable, claims_of, is_level, is_money
from etl.checks.finding import as_float
from etl.intervals import Interval, exact, point
from etl.periods import Period, a_year_earlier, month, months
from etl.schema import DIMENSIONS
from etl.schema_checks import DERIVED_SCHEMA

Part = tuple[str, Claim]
_PERCENT = 100
_SURE = 0.86  # a derived value must not rest on a doubtful reading
_LOOSE = ("count", "other", "agreements", "market_access_products")  # counts of things of many kinds
_BASE = ("year", "half", "ytd")  # of a month or a quarter a text may mean the one before


def derive(facts: pa.Table, before: pa.Table | None = None, same: pa.Array | None = None) -> pa.Table:
    """Every derived value of a fact table, in the columns of :data:`etl.schema_checks.DERIVED_COLUMNS`.

    Values follow from one document alone: those of documents that are the ``same`` as when the table ``before`` was made
    by this function are taken from there.
    """
    facts = checkable(facts)
    if before is None or same is None:
        kept, fresh = DERIVED_SCHEMA.empty_table(), facts
    else:
        kept = before.filter(pc.is_in(before["doc_id"], same)).cast(DERIVED_SCHEMA)
        fresh = facts.filter(pc.invert(pc.is_in(facts["doc_id"], same)))
    rows: dict[str, dict[str, Any]] = {}
    for claims in by_document(claims_of(fresh)):
        usable = _Index([c for c in _single(claims) if c.confidence >= _SURE and c.interval.bounded])
        made = [row for make in (_balances, _shares, _earlier, _months, _per_project) for row in make(usable)]
        stated = {_key(c) for c in claims if is_level(c) or c.transform == "share"} if made else set()
        rows |= {row["derived_id"]: row for row in made if _row_key(row) not in stated}
    table = pa.concat_tables([kept, pa.Table.from_pylist(list(rows.values()), DERIVED_SCHEMA)])
    order = {n: pc.fill_null(table[n], "") for n in ("doc_id", "derivation", "period", "derived_id")}
    return table.take(pc.sort_indices(pa.table(order), [(n, "ascending") for n in order]))


class _Index:
    """The usable claims of a document, amounts found by what they measure, between whom, when and by whom."""

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self.levels = [c for c in claims if is_level(c)]
        self._held: dict[tuple, list[Claim]] = {}
        for c in self.levels:
            self._held.setdefault((c.indicator, c.flow, *_shared(c)), []).append(c)

    def at(self, like: Claim, indicator: str, flow: tuple, period: str | None = None) -> list[Claim]:
        """The amounts of an indicator and flow that may stand in one formula with a claim, in any unit."""
        shared = _shared(like) if period is None else (period, *_shared(like)[1:])
        return self._held.get((indicator, flow, *shared), [])


def _shared(c: Claim) -> tuple:
    return (c.period, c.commodity, c.compiler, c.status)


def _single(claims: list[Claim]) -> list[Claim]:
    """Claims that are the only ones of their document under their labels: of two, either might be meant."""
    labels = [_labels(c) for c in claims]
    counted = Counter(labels)
    return [
        c
        for c, label in zip(claims, labels, strict=True)
        if counted[label] == 1 and c.indicator not in _LOOSE
    ]


def _labels(c: Claim) -> tuple:
    return (c.indicator, c.transform, c.flow, c.commodity, c.unit, c.period, c.compiler, c.status)


def _key(c: Claim) -> tuple:
    return _measured(c.indicator, c.reporter, c.partner, c.commodity, c.unit, c.period)


def _row_key(row: Mapping[str, Any]) -> tuple:
    return _measured(*(row[n] for n in ("indicator", "reporter", "partner", "commodity", "unit", "period")))


def _measured(indicator: str | None, reporter: str | None, partner: str | None, *others: str | None) -> tuple:
    """What a value measures, the same from either side where it has no direction or only its sign changes."""
    both = indicator in ("trade_total", "trade_balance")
    return (indicator, frozenset((reporter, partner)) if both else (reporter, partner), *others)


def _levels(index: _Index, *indicators: str) -> Iterator[Claim]:
    return (c for c in index.levels if c.indicator in indicators)


def _balances(index: _Index) -> Iterator[dict[str, Any]]:
    for x in _levels(index, "exports"):
        for m in index.at(x, "imports", x.flow[::-1]):
            if m.unit == x.unit and m.reporter == x.reporter and is_money(x.unit):
                yield _row(
                    "balance", x, [("exports", x), ("imports", m)], lambda x, m: x - m, "trade_balance"
                )


def _shares(index: _Index) -> Iterator[dict[str, Any]]:
    """The share of one direction in two-way trade; other wholes are for the text to name."""
    for part in _levels(index, *TRADE):
        a, b = sorted(part.flow, key=str)
        for whole in index.at(part, "trade_total", (a, b)):
            if whole.unit == part.unit and 0 < part.value <= whole.value:
                parts = [("part", part), ("whole", whole)]
                yield _row(
                    "share", part, parts, lambda p, w: (p / w).scaled(_PERCENT), part.indicator, "percent"
                )


def _earlier(index: _Index) -> Iterator[dict[str, Any]]:
    for growth in index.claims:
        if growth.transform != "growth" or growth.unit != "percent" or growth.period_type not in _BASE:
            continue
        for now in index.at(growth, growth.indicator, growth.flow):
            if now.passage_start == growth.passage_start and now.value > 0 and growth.value > -_PERCENT:
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


def _months(index: _Index) -> Iterator[dict[str, Any]]:
    for until in _levels(index, "trade_total", *TRADE):
        end = until.period_end
        if until.period_type != "ytd" or end is None or end.month < 2 or until.value < 0:
            continue
        if end != month(end.year, end.month).end:
            continue  # a count to the middle of a month gives no month
        for before in index.at(until, until.indicator, until.flow, months(end.year, 1, end.month - 1).code):
            if (before.unit, before.reporter) == (until.unit, until.reporter) and before.value >= 0:
                parts = [("until", until), ("before", before)]
                row = _row("month", until, parts, lambda until, before: until - before, until.indicator)
                if row["value"] > 0:
                    yield {**row, **_period(month(end.year, end.month))}


def _per_project(index: _Index) -> Iterator[dict[str, Any]]:
    for capital in _levels(index, "fdi_registered"):
        for projects in index.at(capital, "fdi_projects", capital.flow):
            if projects.value > 0 and is_money(capital.unit):
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
    middle = formula(*(point(exact(c.value)) for _, c in parts))
    return {
        "derived_id": short_hash(derivation, *(c.fact_id for _, c in parts)),
        "derivation": derivation,
        **{name: getattr(like, name) for name in DIMENSIONS},
        "indicator": indicator,
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
