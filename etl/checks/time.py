"""What must hold between periods: months within their year, a stock with its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from etl.checks.claims import Claim, is_level, is_money
from etl.checks.finding import compared, finding, reading_excuse, side_excuse
from etl.codes import codelist
from etl.intervals import Interval

_WITHIN = ("year", "half", "quarter", "month", "ytd")
_REVISED = 0.02  # authorities revise by so much between two reports


def checks(claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """Findings between periods, within a document and between documents that name one compiler."""
    claims = list(claims)
    for group in _groups(c for c in claims if is_level(c) and _flows(c)):
        yield from _cumulative(group)
    stocks = [c for c in claims if is_level(c) and c.period_type == "stock"]
    yield from _moves(stocks)


def _flows(c: Claim) -> bool:
    additive = codelist("indicators").get(c.indicator, {}).get("additive") == "true"
    return additive and c.indicator != "trade_balance" and c.period_type in _WITHIN and c.value >= 0


def _groups(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Claims of one series: of one document whatever compiler it names or not, or of one named compiler."""
    groups: dict[tuple, list[Claim]] = defaultdict(list)
    for c in claims:
        key = (c.indicator, c.flow, c.commodity, c.unit)
        groups[(*key, "document", c.doc_id)].append(c)
        if c.compiler:
            groups[(*key, "compiler", c.compiler)].append(c)
    for key, group in groups.items():
        if key[-2] == "document":
            yield group
        elif len({c.doc_id for c in group}) > 1:
            yield _once(group)


def _once(group: list[Claim]) -> list[Claim]:
    """Of a compiler's series the most exact statement of each period: one line to hold against time."""
    held: dict[tuple, Claim] = {}
    for c in group:
        known = held.get((c.period, c.status))
        if known is None or _width(c) < _width(known):
            held[(c.period, c.status)] = c
    return list(held.values())


def _width(c: Claim) -> float:
    return (
        (c.value_high - c.value_low) if c.value_low is not None and c.value_high is not None else float("inf")
    )


def _cumulative(group: list[Claim]) -> Iterator[dict[str, Any]]:
    for part in group:
        around = [w for w in group if w is not part and _inside(part, w)]
        nearest = min((_length(w) for w in around), default=None)
        for whole in (w for w in around if _length(w) == nearest):
            if whole.doc_id != part.doc_id and whole.compiler != part.compiler:
                continue
            revised = whole.doc_id != part.doc_id and part.value <= whole.value * (1 + _REVISED)
            definition = "definition" if part.indicator.startswith("fdi") else None
            yield compared(
                "cumulative",
                ("part", part),
                [("whole", whole)],
                _up_to,
                excuse=side_excuse([part, whole]),
                mismatch=definition or ("revised" if revised else None),
            )


def _up_to(whole: Interval) -> Interval:
    """A part is anything from nothing to the whole."""
    return Interval(Interval.of(0, 0).low, whole.high)


def _inside(part: Claim, whole: Claim) -> bool:
    a, b, c, d = part.period_start, part.period_end, whole.period_start, whole.period_end
    return bool(a and b and c and d and c <= a and b <= d and (a, b) != (c, d))


def _length(c: Claim) -> int:
    return ((c.period_end or date.min) - (c.period_start or date.min)).days


def _moves(stocks: list[Claim]) -> Iterator[dict[str, Any]]:
    groups: dict[tuple, dict[str, dict[str, Claim]]] = defaultdict(lambda: defaultdict(dict))
    for c in stocks:
        kind = "projects" if c.indicator == "fdi_projects" else "capital" if _capital(c) else None
        if kind:
            for scope in (("document", c.doc_id), ("compiler", c.compiler)):
                if scope[1]:
                    groups[(c.reporter, c.partner, c.commodity, *scope)][c.period][kind] = c  # type: ignore[index]
    seen = set()
    for dates in groups.values():
        both = sorted(
            (d for d in dates.values() if len(d) == 2), key=lambda d: d["capital"].period_end or date.min
        )
        for first, then in zip(both, both[1:], strict=False):
            parts = [
                ("capital", then["capital"]),
                ("capital_before", first["capital"]),
                ("projects", then["projects"]),
                ("projects_before", first["projects"]),
            ]
            if len({c.unit for role, c in parts if role.startswith("capital")}) > 1:
                continue
            found = _together(parts)
            if found["finding_id"] not in seen:
                seen.add(found["finding_id"])
                yield found


def _capital(c: Claim) -> bool:
    return c.indicator == "fdi_registered" and is_money(c.unit)


def _together(parts: list[tuple[str, Claim]]) -> dict[str, Any]:
    claims = [c for _, c in parts]
    capital, capital_before, projects, projects_before = (c.interval for c in claims)
    opposite = (
        capital_before.below(capital)
        and projects.below(projects_before)
        or capital.below(capital_before)
        and projects_before.below(projects)
    )
    if not opposite:
        return finding("stock_projects", "holds", None, parts)
    reason = side_excuse(claims) or reading_excuse(claims)
    return finding("stock_projects", "cannot_say" if reason else "fails", reason, parts)
