"""The period of a figure: right behind it, in its clause, later in the sentence, or inherited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods
from etl.clauses import Clause
from etl.dating.adjacent import adjacent_period, sets_out
from etl.dating.flows import of_flows, told_of_stock
from etl.dating.later import bracketed_period, later_period
from etl.dating.shared import shared_with_money, shared_with_sum, shared_with_worth
from etl.dating.spans import spans_years, stock_at, whole_years
from etl.dating.stocks import (
    TOLD_APART,
    UNDATED,
    all_there_was,
    in_projects,
    not_over,
    since_opening,
    standing_today,
    stands_now,
    there_were,
)
from etl.dating.words import (
    OF_THE_YEAR,
    accumulated,
    adds_up,
    aimed_at,
    all_that_stands,
    base_like,
    dated_multiple,
    every_year,
    holds,
    lifted_by,
    lifts_total,
    newly,
    outdoes,
    raised,
    said_to_stand,
    summed_up,
    takes,
    with_projects,
)
from etl.frame import NOTHING, Frame, Val
from etl.language import english
from etl.periods import Period
from etl.reading import GOODS, MONEY, settle

if TYPE_CHECKING:
    from etl.reader import _Sentence


def _total_so_far(s: _Sentence, c: Clause) -> bool:
    """Whether a month's trade is said to take a total to an amount, in so many words, and of no other period."""
    if s.lang.attributive == "after":  # "Tháng 2 đạt 4 tỷ USD, lũy kế 8,5 tỷ USD"
        summed = "tense" in c.left_kinds and any(t.get("tense") == "stock" for t in c.near[-4:])
        summed = summed and (c.quantity.unit in MONEY or c.quantity.unit in GOODS)
        return summed and not any(t.get("period") for t in (*c.near, *c.right))
    if s.lang.attributive != "before" or "change" not in c.left_kinds:
        return False
    if not s.lang.spaced:  # 11月出口198亿元，累计出口2191亿元
        total = any(t.get("change") == "lift" and t.get("tense") == "stock" for t in c.near)
        told = total and bool(s.readings) and c.quantity.unit in (*MONEY, "tonnes")
        return told and not any(t.get("period") for t in (*c.near, *c.right))
    told = lifts_total(c.near) and not lifted_by(c)
    told = told and (c.quantity.unit in MONEY or c.quantity.unit == "tonnes")
    dated = [m for t in (*c.near, *c.right) if (m := t.get("period")) is not None]
    return told and all(m.kind in OF_THE_YEAR for m in dated)


def period_for(s: _Sentence, c: Clause, frame: Frame, stock: bool, growth: bool = False) -> Val:
    if s.before_base is not None and frame.period.span == s.before_base[0].span:
        frame.period = s.before_base[1]
    own = None
    if c.quantity.unit != "times" or dated_multiple(s, c):
        own = adjacent_period(s, c, frame, growth=growth)
    if own is None and c.bracket:
        own = bracketed_period(s, c, frame)
    if own is None and s.lang.spaced and c.quantity.unit == "projects":
        own = shared_with_money(s, c, frame)
    if own is None and c.quantity.unit in GOODS and s.lang.attributive == "after":
        own = shared_with_worth(s, c, frame)
    if own is None and c.quantity.unit in GOODS and english(s.lang):
        own = shared_with_sum(s, c, frame)
    if (
        own is None
        and c.far
        and not (s.lang.spaced and any(t.get("role") == "aside" for t in c.right))
        and not (s.lang.spaced and not growth and outdoes(c))
        and (c.quantity.origin == "multiple" or not base_like(c))
        and not any(sets_out(c.right, k) for k in range(len(c.right)))
        and not any(t.get("period") for t in c.near)
        and not any(t.get("compare") in ("base", "higher", "lower") for t in c.right)
        and (c.quantity.origin != "multiple" or any(t.get("change") == "reach" for t in c.right[:1]))
    ):
        own = adjacent_period(s, c, frame, growth=True, words=c.far)  # "rose 14.5% to 3.3 bn in July"
    if (
        own is not None
        and growth
        and s.stated_period
        and s.lang.spaced
        and s.text.startswith(s.lang.spelled["from"], own.span[0])
    ):
        then, now = settle(own.value, False), settle(frame.period.value, False)
        if then is not None and now is not None and then.end and now.start and then.end < now.start:
            own = None  # "up 16 percent from January-March 2021"
    if own is not None and _of_what_was(s, c, own, frame):
        s.before_base = own, frame.period
    if own is not None:
        s.stated_period = True
        frame.period = own
        now = settle(own.value, False)
        if now is not None and now.type == "month":
            s.r.month = now
    elif not s.stated_period and not frame.period.stated:
        own = later_period(s, c, frame)
        if own is not None:
            frame.period = own
            s.stated_period = True
    val = frame.period
    if val.note == UNDATED and stock and s.units.isdisjoint(TOLD_APART):
        val = frame.period = (
            NOTHING  # "China has 210 projects in Hai Phong. Bac Ninh drew 0.5 bn": nobody knows when
        )
    if "period" in c.left_kinds:
        dated = next((m for t in reversed(c.near) if (m := t.get("period")) is not None), None)
        yearly = any((m := t.get("period")) is not None and m.kind == "annual" for t in c.near)
        # "a deficit every year: in 1996 it was 745 m" is no yearly rate, nor is "15% a year … to 5.5 bn in 2021"
        single = dated is not None and dated.kind == "year" and s.lang.attributive == "before"
        behind = (
            english(s.lang) and own is not None and own.span is not None and own.span[0] >= c.quantity.end
        )
        if yearly and not single and not behind:
            return Val(None, None, "unknown", "yearly_rate")
    if own is None and not growth and english(s.lang) and every_year(s, c):
        return Val(None, None, "unknown", "yearly_rate")
    if stock and not growth and (standing := stands_now(s, c, frame, val)) is not None:
        frame.period = Val((standing.value, settle(val.value, False)), standing.span, "read")
        return standing
    dateless = isinstance(val.value, tuple) and val.value[1] is None
    flows = stock and not dateless and of_flows(s, c, frame)
    behind = stock and s.lang.attributive == "after" and c.quantity.unit == "projects" and not growth
    # "4,143 dự án còn hiệu lực", "Tính đến hết tháng 8, cả nước có 43.000 dự án", not "có 2.500 dự án mới"
    behind = behind and (any(t.get("tense") == "stock" for t in c.right[:2]) or there_were(s, c, val))
    ever = isinstance(val.value, tuple) and (since_opening(s, c) or all_there_was(s, c, val.value[1]))
    p = settle(val.value, stock and not flows or ever or whole_years(val.value) and told_of_stock(s, c))
    if ever and p is not None:
        p = stock_at(p) if p.type == "ytd" and not s.lang.spaced else p
        frame.period = Val(p, val.span, val.how, val.note)  # and so are the parts that are told of next
    if flows and isinstance(val.value, tuple):
        frame.period = Val(p, val.span, val.how, val.note)  # what is told of flows, here and further on
    still = stock and p is not None and p.type in ("ytd", "range") and not spans_years(p)
    if still and val.how == "read" and not s.lang.spaced and isinstance(val.value, Period):
        still = not adds_up(c)  # 前9个月累计吸引外资247.8亿美元
    if still and (behind or said_to_stand(c)):
        p = stock_at(p)
        valid = c.quantity.unit == "projects" and any(t.get("tense") == "stock" for t in c.near)
        valid = valid or bool(behind)
        valid = valid or not s.lang.spaced and not growth and with_projects(s, c)
        if c.quantity.get("stands") or valid:
            frame.period = Val(p, val.span, val.how, val.note)  # their capital, too
    if stock and not growth and p is not None and p.type == "month" and said_to_stand(c) and s.lang.spaced:
        p = stock_at(p)  # "in January …; its accumulated capital stood at 58 bn"
        frame.period = Val(p, val.span, val.how, val.note)
    if (
        p is not None
        and stock
        and not growth
        and p.type != "stock"
        and any(t.get("change") == "lift" for t in c.near)
        and not lifted_by(c)
        and not takes(c)
        and not (english(s.lang) and newly(c))
        and not (s.lang.attributive == "after" and raised(c))
        and not (s.lang.attributive == "after" and any(t.get("change") == "add" for t in c.near[-2:]))
        and (s.lang.spaced or not flows)
        and not any(t.get("period") for t in c.near)
    ):
        p = stock_at(p)  # "raising the total to": what stands at the period's end
        if s.lang.attributive == "before" or c.quantity.unit == "projects":
            frame.period = Val(p, val.span, val.how, val.note)  # and so do those that are told of next
    if p is not None and p.type == "month" and not stock and not growth and _total_so_far(s, c):
        p = periods.months(p.year, 1, p.end.month)  # "8 bn in September, which took the total to 70 bn"
        frame.period = Val(p, val.span, val.how, val.note)
    some_days = p is not None and p.type == "range" and p.end is not None and p.start.year == p.end.year
    if some_days and not stock and not growth and _total_so_far(s, c):
        p = periods.days(p.end.replace(month=1, day=1), p.end)  # "… in the first 15 days of October"
        frame.period = Val(p, val.span, val.how, val.note)
    summed = p is not None and stock and not growth and s.lang.attributive == "after"
    if summed and p.type == "year" and not flows and accumulated(c):
        frame.period = Val((stock_at(p), p), val.span, val.how, val.note)  # and the projects behind it
        p = stock_at(p)
    if summed and p.type in ("ytd", "half", "quarter") and frame.family == "fdi" and all_that_stands(c):
        p = stock_at(p)
        frame.period = Val(p, val.span, val.how, val.note)
    whole = p is not None and (p.type == "year" or english(s.lang) and p.type in ("half", "quarter"))
    if whole and stock and not growth and not flows and holds(c):
        p = stock_at(p)  # "in 2017 the stock came to 89 bn, the flow to 14 bn"
        theirs = c.quantity.unit == "projects" and (s.lang.attributive == "after" or summed_up(c))
        if theirs or in_projects(s, c):
            frame.period = Val(p, val.span, val.how, val.note)  # their capital, too
    if p is not None and val.how == "inherited" and english(s.lang) and not_over(s, p, frame):
        p = None
        frame.period = Val(None, None, "unknown", "no_period")
    if p is None:
        if stock and not growth and (today := standing_today(s, c, frame, val)) is not None:
            return today
        return Val(None, val.span, "unknown", val.note or "no_period")
    ahead = frame.status.value in ("target", "forecast") and not s.stated_period and val.how == "inherited"
    if ahead and s.lang.spaced and s.r.ahead_period is not None:
        return (
            s.r.ahead_period.inherited()
        )  # "… could reach 1.2 bn this year. Exports are seen growing 2 percent"
    if s.lang.spaced and p.type == "ytd" and val.how == "read" and aimed_at(c):
        whole = periods.year(p.end.year)  # "43% more in nine months, 67% of the year's plan of 3.5 bn"
        return Val(whole, val.span, "inherited", "whole_year")
    if val.how == "inherited" and frame.status.value == "target" and not s.r.ahead:
        return Val(None, None, "unknown", "target_without_year")  # that of the sentence before is over
    return val if p is val.value else Val(p, val.span, val.how, val.note)


def _of_what_was(s: _Sentence, c: Clause, own: Val, frame: Frame) -> bool:
    """ "Vượt 1,2 tỷ USD của cả năm 2020 và có thể cán mốc 1,4 tỷ USD": whether a period right behind "of" is that of an
    amount that another is only held against."""
    if s.lang.attributive != "after" or len(c.right) < 2 or c.right[0].get("role") != "of":
        return False
    if not s.readings and frame.period.how != "inherited":
        return False
    if c.right[1].get("period") is None or own.span is None or own.span[0] != c.right[1].start:
        return False
    then, now = settle(own.value, False), settle(frame.period.value, False)
    told = any(
        t.get("role") == "aside" or t.get("compare") or t.get("change") == "reach" for t in c.near[-4:]
    )
    return (
        told
        and then is not None
        and now is not None
        and bool(then.end and now.start)
        and then.end < now.start
    )
