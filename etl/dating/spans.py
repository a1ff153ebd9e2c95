"""Periods as such: whole years, what stood at the end of one, the year before."""

from __future__ import annotations

from datetime import timedelta

from etl import periods
from etl.frame import Val
from etl.periods import Period


def whole_years(value: object) -> bool:
    """ "By the end of 2021, 9 bn in all": with a word of a stock, all there was and not that year's alone."""
    return isinstance(value, tuple) and value[1] is not None and value[1].type == "year"


def spans_years(p: Period) -> bool:
    return p.type == "range" and p.code == f"{p.start.year}/{p.end.year}"


def last_year(period: Val) -> Val:
    """ "From 2019 to 2023 …, its share recovered to 36.6%": where a share got to is the last year's."""
    p = period.value
    if not isinstance(p, Period) or not spans_years(p):
        return period
    return Val(periods.year(p.end.year), period.span, period.how, period.note)


def stock_at(p: Period) -> Period:

    if p.end is None:
        return p
    day = p.end.day if p.type in ("range", "ytd") and (p.end + timedelta(1)).day != 1 else None
    return periods.stock(p.end.year, p.end.month if p.type != "year" else None, day)
