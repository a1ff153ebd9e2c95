"""When exports and imports are of, told by arithmetic: those of the month whose trade they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from etl.frame import Val
from etl.periods import Period
from etl.reading import Reading, half_unit


class Level(Protocol):
    """A level that the text has told before."""

    value: Decimal
    half: Decimal
    unit: str
    flow: str
    period: Period
    reporter: object
    partner: object


def dated_by_sum(told: Iterable[Level], readings: list[Reading]) -> None:
    """ "Trade came to 105 bn in eleven months. In November it was 10.8 bn. Exports were 4.2 bn and imports 6.6 bn": where
    the sentence names no period and the trade of one month told before, a part of the time at hand, is what both add up
    to, they are of that month; the text goes on with its own."""
    both = {r.indicator: r for r in reversed(readings) if r.transform == "level" and not r.low}
    out, into = both.get("exports"), both.get("imports")
    if out is None or into is None or out.q.unit != into.q.unit:
        return
    was, sides = out.period.value, {out.frame.reporter.value, out.frame.partner.value}
    if was != into.period.value or {into.frame.reporter.value, into.frame.partner.value} != sides:
        return
    if any(r.period.how not in ("inherited", "unknown") for r in (out, into)):
        return
    whole = was if isinstance(was, Period) and was.type != "month" else None
    if whole is None or whole.start is None or whole.end is None:
        return
    total, open_ = out.value + into.value, half_unit(out) + half_unit(into)
    fits = {
        t.period
        for t in told
        if (t.flow, t.unit, {t.reporter, t.partner}) == ("trade_total", out.q.unit, sides)
        and abs(t.value - total) <= open_ + t.half
        and t.period.type == "month"
        and whole.start <= t.period.start <= t.period.end <= whole.end
    }
    if len(fits) != 1:
        return
    period = Val(fits.pop(), None, "inherited", "part_of_whole")
    for r in readings:
        if r.period.value == was and r.period.how in ("inherited", "unknown"):
            r.kept = r.kept or r.frame
            r.frame = r.frame.copy()
            r.period = r.frame.period = period
