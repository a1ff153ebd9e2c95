"""The period of what a figure is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods, when
from etl.bases import month_before
from etl.clauses import Clause
from etl.dating.adjacent import adjacent_period
from etl.dating.later import bracketed_period
from etl.dating.spans import spans_years
from etl.frame import NOTHING, Frame, Val
from etl.language import english
from etl.periods import Period
from etl.reading import a_year_earlier, settle
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader import _Sentence


def _set_out(s: _Sentence, now: Period | None) -> Val | None:
    """ "From 8.7 bn in 2004 to 6.4 trillion in 2023, its share rose from 9.2% to 15.4%": when the level set out, for a
    share that goes with it."""
    levels = [x for x in s.readings if x.transform == "level" and isinstance(x.period.value, Period)]
    if len(levels) != 2 or now is None or now.type != "year" or levels[1].period.value != now:
        return None
    then = levels[0].period.value
    same = levels[0].indicator == levels[1].indicator and then.type == "year"
    return levels[0].period if same and then.year < now.year - 1 else None


_SAME = len("same time")  # shorter words for a base do not say that it is as long


def _last_year(s: _Sentence, own: Val, then: Period, now: Period) -> bool:
    """ "In four months of 2018 …, against … in the same period of last year", printed in 2019 or 2024: the year before
    2018."""
    words = s.text[own.span[0] : own.span[1]] if own.span else "0"
    same = s.lang.attributive == "after"  # "in the same period last year", printed in January
    if english(s.lang) and own.span is not None:
        same = any(
            t.get("compare") == "base"
            and t.end - t.start >= _SAME
            and 0 <= own.span[0] - t.end <= len(" of ")
            for t in s.tokens
        )
    later = same and now.year is not None and then.year >= now.year
    return later and not any(x.isdecimal() for x in words)


def _fronted_base(s: _Sentence, c: Clause, frame: Frame, now: Period) -> Val | None:
    """ "So với năm 2008, kim ngạch năm 2023 gấp 8,5 lần, từ 20,2 tỷ USD lên 171,9 tỷ USD": what the sentence compares with
    before any number."""
    for word, behind in zip(s.tokens, s.tokens[1:], strict=False):
        if isinstance(word, Quantity) or isinstance(behind, Quantity) or word.start >= c.quantity.start:
            return None
        if word.get("compare") == "base" and behind.get("period") is not None:
            w = when.resolve(behind.get("period"), s.lang, s.year_context(frame), s.r.published)
            then = settle(w.period, False) if w is not None and w.period is not None else None
            if then is not None and then.type == now.type == "year" and then.year < now.year - 1:
                return Val(then, (behind.start, behind.end), "read")
            return None
    return None


def _first_of_two(s: _Sentence, c: Clause, now: Period) -> Val | None:
    """2012年进出口202亿元，2020年增至2631亿元；货运量由52万吨增至328万吨: what else has grown did so from the first year told."""
    levels = [r for r in s.readings if r.transform == "level" and not r.low]
    for a, b in zip(levels, levels[1:], strict=False):
        then = settle(a.period.value, False)
        grown = a.indicator == b.indicator and a.q.unit == b.q.unit != c.quantity.unit
        if grown and settle(b.period.value, False) == now and then is not None and a.period.how == "read":
            if then.type == now.type == "year" and then.year < (now.year or 0):
                return Val(then, a.period.span, "inherited")
    return None


def told_ago(c: Clause) -> bool:
    """ "8.9 bn in June and 7.1 bn a year ago": whether an amount's own year or month before stands behind it."""
    k = 1 if c.right and c.right[0].get("role") == "at" else 0
    words = c.right[k : k + 1]
    if not words or c.right[0].start - c.quantity.end != 1:
        return False
    if k and words[0].get("compare") == "base":  # "7.1 bn in the same month of 2020"
        return any(t.get("period") for t in c.right[2:3])
    return bool(words[0].get("ago") or words[0].get("compare") in ("yoy", "mom"))


_YOY = len("同比")  # what is longer says which year: 高于9月的53亿美元，但低于去年同期的58亿美元


def _stock_told(s: _Sentence) -> bool:
    """Whether what a figure is compared with is what all had come to."""
    now = s.readings[-1].period.value if s.readings else None
    return isinstance(now, Period) and now.type == "stock"


def base_period(s: _Sentence, c: Clause, frame: Frame, period: Val) -> Val:
    """A base value's own period where one is named, else the one before the current period."""

    own = adjacent_period(s, c, frame, base=True) or (bracketed_period(s, c, frame) if c.bracket else None)
    if own is not None and isinstance(own.value, tuple) and _stock_told(s):
        return Val(settle(own.value, True), own.span, own.how)  # "30 bn, against 28 bn at the end of 2012"
    if own is None:
        at = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("compare") == "base"), None)
        if at is None and (k := next((k for k in range(1, len(c.near)) if s.neared(c.near, k)), None)):
            w = when.resolve(c.near[k].get("period"), s.lang, s.year_context(frame), s.r.published)
            if w is not None and w.period is not None:
                return Val(w.period, (c.near[k].start, c.near[k].end), "read", "whole_year")
        if at is None and s.lang.spaced and c.near and c.near[-1].get("period") is not None:
            if s.text[c.near[-1].end : c.quantity.start].strip() == "'s":
                at = len(c.near) - 2  # "up from 2023's 3.7 bn"
        for t in c.near[at + 1 :] if at is not None else ():
            if (m := t.get("period")) is not None:
                w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
                if w is not None and w.period is not None:
                    own = Val(w.period, (t.start, t.end), "read", "whole_year" if w.whole else None)
    now = settle(period.value, False)
    then = settle(own.value, False) if own is not None else None
    if (
        now
        and then
        and then.type == "year"
        and now.type not in ("year", "stock", "since")
        and (then.year == (now.year or 0) - 1 or _last_year(s, own, then, now))
        and own.note != "whole_year"
    ):
        own = Val(a_year_earlier(now), own.span, "read")  # "over the same period of 2017"
    if own is not None and now is not None and then is not None and now.type == then.type == "year":
        if _last_year(s, own, then, now):
            own = Val(a_year_earlier(now), own.span, "read")
            then = own.value
    later = s.lang.attributive == "after" and now is not None and then is not None and then.end > now.end
    month = own is not None and next((t["period"] for t in c.near if (t.start, t.end) == own.span), None)
    named = english(s.lang) and bool(month) and month.kind == "month"  # "above December's 3.3 m"
    if named and now is not None and then is not None and now.type == then.type == "month":
        if then.end > now.end and "y" not in month.slots:
            own = Val(a_year_earlier(then), own.span, "read")  # "in January …, against December's 3.3 m"
        return own
    if own is not None and now is not None and (now == then or later) and now.type == then.type == "month":
        own = Val(
            periods.month_before(now), own.span, "read"
        )  # "in June …, against 24 bn in the month before"
    if own is not None and now is not None and now == then and now.type == "year":
        named = own.span is not None and any(x.isdigit() for x in s.text[slice(*own.span)])
        if s.lang.attributive == "after" and not named:
            own = Val(
                a_year_earlier(now), own.span, "read"
            )  # "66 bn, far above the 53.5 bn of the year before"
    if own is not None:
        s.base_own = own if s.base_own is None or not told_ago(c) else s.base_own
        return own
    if (last := month_before(s, c, now)) is not None:
        return last
    again = any(t.get("compare") == "yoy" and t.end - t.start > _YOY for t in c.near) and not s.lang.spaced
    if s.base_own is not None and not (again or now is not None and now.type == "month" and told_ago(c)):
        return s.base_own
    if c.quantity.unit == "percent" and (first := _set_out(s, now)) is not None:
        return first

    if now is not None and spans_years(now):
        return Val(periods.year(now.start.year), period.span, period.how, period.note)
    if now is not None and (first := _first_of_two(s, c, now)) is not None:
        return first
    if now is not None and s.lang.attributive == "after" and (fronted := _fronted_base(s, c, frame, now)):
        return fronted
    earlier = a_year_earlier(settle(period.value, False))
    return Val(earlier, period.span, "inherited", "year_before") if earlier else NOTHING
