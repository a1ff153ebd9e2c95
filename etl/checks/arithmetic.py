"""Arithmetic as printed: figures of one document that must agree with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from etl.checks.claims import TRADE, Claim, is_level, is_money
from etl.checks.finding import best, compared, few, finding, reading_excuse, side_excuse
from etl.codes import codelist
from etl.intervals import Interval, point
from etl.periods import Period, a_year_earlier, months

Found = Iterator[dict[str, Any]]
_PERCENT = 100
_YEARLY = ("year", "half", "quarter", "ytd", "month")


def checks(claims: list[Claim]) -> Found:
    """Every finding within one document."""
    index = _Index(claims)
    yield from _sums(index)
    yield from _balances(index)
    yield from _changes(index)
    yield from _growth(index)
    yield from _shares(index)
    yield from _ranks(claims)


class _Index:
    """The claims of a document by what they measure."""

    def __init__(self, claims: list[Claim]) -> None:
        self.claims = claims
        self._levels: dict[tuple, list[Claim]] = defaultdict(list)
        self._like: dict[tuple, list[Claim]] = defaultdict(list)
        for c in claims:
            if is_level(c):
                self._levels[(c.indicator, c.flow, c.commodity, c.unit, c.period)].append(c)
                if c.indicator == "trade_total":
                    self._levels[("either way", c.flow, c.unit, c.period)].append(c)
            self._like[(c.transform, c.indicator, c.flow, c.commodity, c.period)].append(c)

    def of(
        self, transform: str, indicators: tuple[str, ...] | None = None, units: tuple[str, ...] | None = None
    ) -> Iterator[Claim]:
        """The claims of one transform whose period and sides are known."""
        for c in self.claims:
            if c.transform != transform or c.period is None or c.reporter is None or c.partner is None:
                continue
            if (indicators is None or c.indicator in indicators) and (units is None or c.unit in units):
                yield c

    def levels(self, *key: Any) -> list[Claim]:
        """The amounts under some labels, none where a document has too many to tell which belong together."""
        return few(self._levels.get(key, []))

    def flow(self, origin: str | None, destination: str | None, like: Claim) -> list[Claim]:
        """What goes from one area to another, told as exports of one side or imports of the other."""
        key = ((origin, destination), like.commodity, like.unit, like.period)
        return [c for name in TRADE for c in self.levels(name, *key)]

    def same(self, like: Claim, **changes: Any) -> list[Claim]:
        """The amounts that differ from a claim only in what is named."""
        names = ("indicator", "flow", "commodity", "unit", "period")
        return self.levels(*(changes.get(n, getattr(like, n)) for n in names))

    def alike(self, transform: str, c: Claim) -> list[Claim]:
        """The claims of a transform about the same thing and period, in any unit."""
        return few(self._like.get((transform, c.indicator, c.flow, c.commodity, c.period), []))

    def wholes(self, part: Claim) -> list[Claim]:
        """The amounts that one may be a part of: all goods, both ways, the country of a province, the world."""
        found = []
        if part.indicator in TRADE:
            a, b = sorted(part.flow, key=str)
            found += self.levels("either way", (a, b), part.unit, part.period)
        if part.commodity is not None:
            found += self.same(part, commodity=None)
        for flow in _around(part.flow):
            found += self.same(part, flow=flow)
        return sorted(found, key=lambda c: (c.char_start, c.fact_id or ""))


def _around(flow: tuple[str | None, str | None]) -> Iterator[tuple[str | None, str | None]]:
    """The wider flows that hold one: its provinces' countries, the world."""
    wider = [(side, codelist("areas").get(side or "", {}).get("parent") or None, "W00") for side in flow]
    for first in dict.fromkeys(s for s in wider[0] if s):
        for second in dict.fromkeys(s for s in wider[1] if s):
            if (first, second) != flow:
                yield first, second


def _sums(index: _Index) -> Found:
    for total in index.of("level", ("trade_total",)):
        a, b = total.flow
        ways = [
            compared(
                "sum",
                ("total", total),
                [_told(x), _told(y)],
                lambda x, y: x + y,
                excuse=side_excuse([total, x, y]),
                mismatch=_two_ledgers(x, y),
            )
            for x in index.flow(a, b, total)
            for y in index.flow(b, a, total)
        ]
        if ways:
            yield best(ways)  # type: ignore[misc]


def _told(c: Claim) -> tuple[str, Claim]:
    return c.indicator, c


def _two_ledgers(x: Claim, y: Claim) -> str | None:
    """Each side's exports are counted by itself where the two reporters differ."""
    return "two_ledgers" if x.reporter != y.reporter else None


def _balances(index: _Index) -> Found:
    for balance in index.of("level", ("trade_balance",)):
        r, p = balance.flow
        ways = []
        for x in index.flow(r, p, balance):
            for y in index.flow(p, r, balance):
                opposite = (x.interval - y.interval).meets(-balance.interval)
                ways.append(
                    compared(
                        "balance",
                        ("balance", balance),
                        [("exports", x), ("imports", y)],
                        lambda x, y: x - y,
                        excuse=side_excuse([balance, x, y]),
                        mismatch=_two_ledgers(x, y) or ("sign" if opposite else None),
                    )
                )
        if ways:
            yield best(ways)  # type: ignore[misc]


def _bases(c: Claim) -> Iterator[tuple[str, bool]]:
    """Periods that a change may be counted from, and whether that base is the only usual one."""
    period = Period(c.period or "", c.period_start, c.period_end, c.period_type or "")
    yield a_year_earlier(period).code, c.period_type in ("year", "ytd", "half")
    if c.period_type == "month" and c.period_start:
        y, m = c.period_start.year, c.period_start.month
        yield (months(y, m - 1, m - 1) if m > 1 else months(y - 1, 12, 12)).code, False


def _changes(index: _Index) -> Found:
    for change in index.of("change"):
        if change.period_type not in _YEARLY:
            continue
        ways = [
            compared(
                "change",
                ("change", change),
                [("now", now), ("before", before)],
                _difference,
                excuse=side_excuse([now, before]),
                mismatch=None if sure else "base_unclear",
            )
            for code, sure in _bases(change)
            for now in index.same(change)
            for before in index.same(change, period=code)
        ]
        if ways:
            yield best(ways)  # type: ignore[misc]


def _difference(now: Interval, before: Interval) -> Interval:
    if now.high is not None and now.high < 0:
        return before - now  # the change of a deficit is told as that of its size
    return now - before


def _growth(index: _Index) -> Found:
    for growth in index.of("growth", units=("percent",)):
        if growth.period_type not in _YEARLY:
            continue
        ways = []
        levels = [c for c in index.alike("level", growth) if is_level(c) and _grows(c, growth)]
        units = sorted({c.unit for c in levels})
        changes = index.alike("change", growth)
        for unit in units:
            # Growth has no currency of its own: where the levels come in several, any of them may be meant.
            currency = "currency" if len(units) > 1 or _yuan(growth, unit) else None
            for now in index.same(growth, unit=unit):
                for code, sure in _bases(growth):
                    for before in index.same(growth, unit=unit, period=code):
                        ways.append(
                            compared(
                                "growth",
                                ("growth", growth),
                                [("now", now), ("before", before)],
                                lambda now, before: (now / before - point(1)).scaled(_PERCENT),
                                excuse=side_excuse([now, before]),
                                mismatch=currency or (None if sure else "base_unclear"),
                            )
                        )
                for change in (c for c in changes if c.unit == unit):
                    ways.append(
                        compared(
                            "growth",
                            ("growth", growth),
                            [("now", now), ("change", change)],
                            _from_change,
                            excuse=side_excuse([now, change]),
                            mismatch=currency,
                        )
                    )
        if ways:
            yield best(ways)  # type: ignore[misc]


def _from_change(now: Interval, change: Interval) -> Interval:
    if now.high is not None and now.high < 0:
        now = -now  # a deficit that widens grows
    return (change / (now - change)).scaled(_PERCENT)


def _grows(level: Claim, growth: Claim) -> bool:
    """Whether an amount may be what a growth rate is of: money, where trade is told without a unit."""
    return is_money(level.unit) or growth.indicator not in ("trade_total", *TRADE)


def _yuan(growth: Claim, unit: str) -> bool:
    """Chinese authorities count growth in yuan unless they say otherwise."""
    area = codelist("compilers").get(growth.compiler or "", {}).get("area", "")
    return unit != "CNY" and (area.startswith("CN") or growth.lang == "zh")


def _shares(index: _Index) -> Found:
    shares = Counter(c.passage_start for c in index.claims if c.transform == "share")
    for share in index.of("share", units=("percent",)):
        ways = []
        for part in (c for c in index.alike("level", share) if is_level(c)):
            for whole in index.wholes(part):
                # A text seldom repeats what a share is a share of: only one sentence leaves no doubt.
                together = (
                    len({c.passage_start for c in (share, part, whole)}) == 1
                    and whole.indicator == part.indicator
                    and whole.flow == part.flow
                    and share.indicator in ("trade_total", *TRADE)
                    and shares[share.passage_start] == 1
                )
                ways.append(
                    compared(
                        "share",
                        ("share", share),
                        [("part", part), ("whole", whole)],
                        lambda part, whole: (part / whole).scaled(_PERCENT),
                        excuse=side_excuse([part, whole]),
                        mismatch=None if together else "whole_unclear",
                    )
                )
        found = best(ways)
        if found and len(ways) > 1 and found["verdict"] == "fails":
            found = {**found, "verdict": "cannot_say", "reason": "whole_unclear"}
        if found:
            yield found


def _ranks(claims: list[Claim]) -> Found:
    for c in claims:
        if c.transform == "rank" and c.rank_of is not None:
            inside = Interval.of(1, c.rank_of).meets(c.interval)
            reason = None if inside else reading_excuse([c])
            verdict = "holds" if inside else "cannot_say" if reason else "fails"
            expected = Interval.of(1, c.rank_of)
            yield finding("rank", verdict, reason, [("rank", c)], expected=expected, middle=expected.high)
