"""The period of an amount that was reached, where the growth before it tells one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods
from etl.dating.spans import spans_years
from etl.frame import Val
from etl.language import english
from etl.periods import Period
from etl.reading import a_year_earlier, settle
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader import _Sentence
    from etl.reading import Reading


def reached(s: _Sentence, period: Val) -> Val:
    """ "between 2001 and 2019, from 211 million to 32 bn": the second number is the last year's."""
    p = period.value
    if not s.readings or not isinstance(p, Period):
        return period
    last = s.readings[-1]
    if not spans_years(p):
        _grew_from(s, last, period)
        return period
    if last.low and last.period.value == periods.year(p.start.year):
        return Val(periods.year(p.end.year), period.span, period.how, period.note)
    if last.q.range_with and last.period.value == p and last.q in s.tokens:
        k = s.tokens.index(last.q)
        if k and s.tokens[k - 1].get("change") == "start":  # "… by 34% a year, from 16.6 to 41.3 bn"
            last.period = Val(periods.year(p.start.year), period.span, period.how, period.note)
            return Val(periods.year(p.end.year), period.span, period.how, period.note)
    if last.transform == "growth" and last.period.value == p and last.q in s.tokens and _got_to(s, last.q):
        return Val(periods.year(p.end.year), period.span, period.how, period.note)
    return period


def _got_to(s: _Sentence, q: Quantity) -> bool:
    """ "between 2015 and 2023 trade grew 2.6 times to 171.9 bn": whether an amount is what a growth reached."""
    k = s.tokens.index(q) + 1
    while k < len(s.tokens) and (s.tokens[k].get("period") or s.tokens[k].get("punct") == ","):
        k += 1
    to = s.tokens[k : k + 2]
    return bool(to) and to[0].get("change") == "reach" and (isinstance(to[-1], Quantity) or "hedge" in to[-1])


def _grew_from(s: _Sentence, last: Reading, period: Val) -> None:
    """ "grew from 16.6 to 41.3 bn in the first half": the first of the two is the year before's."""
    if not last.q.range_with or last.q not in s.tokens or not english(s.lang) or last.low:
        return
    k = s.tokens.index(last.q)
    moved = (
        k > 1 and s.tokens[k - 1].get("change") == "start" and s.tokens[k - 2].get("change") in ("up", "down")
    )
    if k > 1 and s.tokens[k - 1].get("change") == "start" and not moved:
        # "… to 1.3 bn in 2018, and imports from 3.0 to 2.7 bn": the other moved, too
        since = next((n for n in range(k - 1, 0, -1) if isinstance(s.tokens[n], Quantity)), 0)
        joined = any(t.get("link") in ("and", "but") for t in s.tokens[since + 1 : k - 1])
        moved = joined and any(t.get("change") in ("up", "down") for t in s.tokens[: since + 1])
    then = a_year_earlier(settle(period.value, False)) if moved else None
    if then is not None:
        last.low, last.period = True, Val(then, period.span, "inherited", "year_before")
