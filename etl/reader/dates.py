"""When a figure is of, as far as the words before it tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from etl import periods, when
from etl.clauses import Clause
from etl.dating import UNDATED, lifts_total, whole_years
from etl.frame import Frame, Val
from etl.language import Language, english
from etl.periods import Period, Published
from etl.reading import AHEAD, MONEY, QUARTERS, settle
from etl.tokens import PeriodMatch, Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_FIRST_MONTHS = frozenset({"ytd", "ytd_quarters"})
_COUNTED = frozenset({"vehicles", "persons", "count", "other", "tonnes"})  # what gates count by the day

_PASSED = _COUNTED | MONEY
_CLOSE = 40  # fewest characters from a day to people who were no longer counted on it
_THROUGH = frozenset({"border_trade", "trade_total", "exports", "imports"})


def take_period(s: _Sentence, t: Token, cur: Frame, base: bool, c: Clause, fresh: bool = False) -> bool:
    """Read a period token into the frame; False where it only dates the base of a comparison. ``fresh``: it stands
    right behind a semicolon or before a target."""
    m: PeriodMatch = t.get("period")
    if s.before_base is not None and cur.period.span == s.before_base[0].span:
        cur.period = s.before_base[
            1
        ]  # "…, past the 1.2 bn of 2020, and may reach 1.4 bn by the end of the year"
    context = context_of(s, m, cur, t.start)
    if context is None and m.kind == "year_prior" and not s.lang.spaced and s.r.published is not None:
        if any(u.end == t.start and (u.get("change") == "start" or u.get("compare")) for u in s.tokens):
            context = periods.year(
                s.r.published.year - 1
            )  # 由上年的607亿美元增至612亿美元: in the last full year
    w = when.resolve(m, s.lang, context, published_for(s, m, cur))
    if w is None:
        return False
    if m.kind == "year_frame" and english(s.lang) and lifts_total([u for u in c.near if u.start < t.start]):
        told = settle(cur.period.value, False)
        if told is not None and told.type == "month":
            return True  # "2.9 bn in May, taking the total for the year to 13 bn": up to that month
    if m.kind == "stock_now" and (year := aimed_at(s)) is not None:
        # "it hopes for 3 bn in 2024. So far it has licensed 478 m": of that year
        month = s.r.published.month
        cur.period = Val(periods.months(year, 1, month), (t.start, t.end), "read")
        s.stated_period = True
        return True
    if base:
        return False
    if w.relative == 0 and (told_so_far := so_far(s, w, (t.start, t.end))) is not None:
        cur.period, s.stated_period = told_so_far, True
        return True
    nxt = next((u for u in c.near if u.start >= t.end), None) if m.kind == "day" else None
    if nxt is not None and nxt.get("link") == "only" or _only_before(s, m, t):
        w = replace(w, weak=False)  # "on January 15 alone", "alone on January 15": no day of the news
    elif w.weak and m.kind == "day" and _of_that_day(s, t, c):
        w = replace(w, weak=False)
    val = period_val(s, w, t, cur)
    if val is None:
        return False
    now = settle(cur.period.value, False)
    foreseen = s.lang.attributive == "after" and bool(s.readings)
    foreseen = foreseen and any(u.get("status") in AHEAD and u.start >= t.end for u in c.near)
    fresh = fresh or foreseen and w.relative == 0  # "exported 7 m tons by October, 8 m expected this year"
    if w.relative is not None and not fresh and s.stated_period and now is not None and w.period is not None:
        if now.type != "year" and now.year == w.period.year:
            part = _this_year_alone(s, t, c, cur) if w.relative == 0 else None
            if part is not None:
                cur.period = Val(part, (t.start, t.end), "read")
            return True  # "by 20 June, this year's …": the finer period stays
    if m.kind == "since_start_now":
        val = since_the_start(s, c, cur, w, val, now)
    if w.period is not None and w.period.type == "month":
        s.r.month = w.period
    remember_months(s, m, w)
    cur.period = val
    if isinstance(val.value, Period) and val.value.type not in ("year", "since", "stock") and val.value.year:
        s.r.running = max(val.value.year, s.r.running or 0)
    s.stated_period = True
    return True


def _this_year_alone(s: _Sentence, t: Token, c: Clause, cur: Frame) -> Period | None:
    """ "Tính đến tháng 7 có 4.766 dự án, 28,6 tỷ USD; riêng năm nay 1,76 tỷ USD": the months up to the end of a stock."""
    before = next((u for u in reversed(c.near) if u.start < t.start), None)
    then = settle(cur.period.value, True)
    only = s.lang.attributive == "after" and before is not None and before.get("link") == "only"
    behind = next((u for u in c.near if u.start == t.end), None) if not s.lang.spaced else None
    # 截至10月累计投资300亿美元，今年新增36亿美元
    fresh = behind is not None and (behind.get("change") in ("add", "reach") or behind.get("tense") == "flow")
    if not (only or fresh) or cur.family != "fdi":
        return None
    if then is None or then.type != "stock" or then.end is None:
        return None
    whole = then.end == periods.month(then.end.year, then.end.month).end
    first = date(then.end.year, 1, 1)
    return periods.months(then.end.year, 1, then.end.month) if whole else periods.days(first, then.end)


def _only_before(s: _Sentence, m: PeriodMatch, t: Token) -> bool:
    """Whether "alone" stands right before a day."""
    if m.kind != "day" or not english(s.lang):
        return False
    before = next((u for u in reversed(s.tokens) if u.start < t.start), None)
    return before is not None and before.get("link") == "only" and t.start - before.end <= 1


def counted_on(s: _Sentence, m: PeriodMatch, t: Token, c: Clause) -> bool:
    """ "1,500 trucks on 13 February": whether a day right behind what a gate counts is when that was."""
    if m.kind != "day" or c.quantity.unit not in _PASSED:
        return False
    if not english(s.lang) and s.lang.attributive != "after":
        return False
    between = [u for u in c.right if u.start < t.start]
    parted = any(
        u.get("punct")
        or u.get("link") not in (None, "and")
        and not u.get("role")
        or u.get("authority")
        or u.get("compiler")
        for u in between
    )
    return not parted and any(_gate(u) for u in s.tokens)


def _of_that_day(s: _Sentence, t: Token, c: Clause) -> bool:
    """ "On May 9, 120 trucks passed through the gate": what was counted on the day that the sentence opens with, or that
    stands right before its verb; where an authority speaks, it is a day of the news."""
    q = c.quantity
    after = s.lang.attributive == "after"
    behind = next((k for k, u in enumerate(s.tokens) if u.start >= t.end), len(s.tokens))
    if [u.get("punct") for u in s.tokens[behind : behind + 1]] == [":"] and s.lang.spaced:
        if q is not None and s.tokens[behind + 1 : behind + 2] == [q] and q.unit != "percent":
            return True  # "entered China on September 19: 18 tonnes, worth 512,400 yuan"
    # "Hôm 28/8, 2.100 xe qua cửa khẩu. Ngày 29/8 có 1.900 xe": at the gate told of
    there = after and s.r.seen.gate is not None and q is not None and q.unit == "vehicles"
    # "Ngày 1/12, Móng Cái có 2.138 người xuất cảnh"
    there = there or after and q is not None and q.unit == "persons" and 0 <= q.start - t.end < _CLOSE
    if q is None or q.unit not in _PASSED or s.readings or not (there or any(_gate(u) for u in s.tokens)):
        return False
    led = [u for u in s.tokens if u.end <= t.start]
    between = [u for u in s.tokens if t.end <= u.start and u.end <= q.start]
    if any(u.get("link") == "which" for u in (*led, *between)):
        return False
    verb = len(between) == 1 and between[0].get("change") == "reach"
    if verb and any(u.get("unit") == q.unit or u.get("measure") in _THROUGH for u in led):
        return True
    if any(u.get("authority") or u.get("compiler") for u in (*led, *between)):
        return False
    if not s.lang.spaced and led and led[-1].end == t.start and _gate(led[-1]):
        # 河口口岸11月2日查验旅客2.1万人次; but 河口口岸11月2日介绍，…
        if not any(u.get("punct") or u.get("period") for u in between):
            return all(_place(u) or u.get("role") == "of" or u.get("pair") for u in led)
    return all(u.get("punct") or u.get("link") or u.get("ignore") or after and _place(u) for u in led)


def _place(t: Token) -> bool:
    """ "Tại cửa khẩu Hữu Nghị (Lạng Sơn), ngày 20/11 có 390 xe": a word of where."""
    return bool(t.get("area") or t.get("role") in ("at", "via") or t.get("noun") == "gate")


def _gate(t: Token) -> bool:
    area = t.get("area")
    return (
        area is not None
        and area.type == "gate"
        or t.get("measure") == "border_trade"
        or "gate" in (t.get("noun"), t.get("anaphor"))
        or t.get("role") == "via"
    )


def context_of(s: _Sentence, m: PeriodMatch, cur: Frame, at: int) -> Period | None:
    """The period that a period's words may point to: the year they leave out, the month that "that month" is."""
    context = year_context(s, cur)
    if context is not None and cur.period.how == "inherited" and _yet_to_come(s, context):
        context = None  # "Trade is to reach 500 bn by 2015. By the end of June firms had invested 30 bn"
    if m.kind.startswith("until_") and english(s.lang) and context is not None and context.type != "year":
        if any(t.get("tense") == "stock" and t.get("measure") in ("fdi", "put") for t in s.tokens):
            return (
                None  # "… in eight months. By July its companies had put 660 m into Laos": all they had put
            )
    if context is None and s.r.published is not None and "status" in s.kinds and s.lang.spaced:
        ahead = any(t.get("status") in AHEAD and t.end <= at for t in s.tokens)
        if ahead or m.kind in QUARTERS and _foreseen_behind(s, at):
            context = periods.year(s.r.published.year)  # "expected to grow in the third quarter", in May
    whole = context is not None and context.type == "year"
    if whole and s.r.published is None and s.r.running == context.year + 1:
        context = periods.year(s.r.running)  # after last year's figure, months are the running year's
    if m.kind == "month_frame" and (context is None or context.type == "year"):
        return s.r.month or context  # the one last told of, in passing, too
    return month_over(s, m, context)


def _foreseen_behind(s: _Sentence, at: int) -> bool:
    """ "In the fourth quarter, exports are expected to reach 14 bn": whether what is to come is told before any number."""
    for t in s.tokens:
        if t.start >= at and (isinstance(t, Quantity) or t.get("status") in AHEAD):
            return not isinstance(t, Quantity)
    return False


def _yet_to_come(s: _Sentence, context: Period) -> bool:
    """Whether a year is one that what has come about by a month cannot be of."""
    out = s.r.published
    if out is None or context.type != "year" or context.year <= out.year or not english(s.lang):
        return False
    return not any(t.get("status") in AHEAD for t in s.tokens)


def again(s: _Sentence, m: PeriodMatch, context: Period | None) -> Period | None:
    """ "Sales fell in August. August 2022 saw 5 bn. Purchases fell in August": the same months as before, where only
    another year of them, or a whole one, has come between."""
    if context is None or not s.r.months or not english(s.lang) or m.slots.get("y") or m.slots.get("Y"):
        return context
    bare = when.resolve(m, s.lang, None, s.r.published)
    span = _span_of_months(bare)
    told = s.r.months.get(span) if span is not None else None
    return periods.year(told) if told is not None and told > context.year else context


def remember_months(s: _Sentence, m: PeriodMatch, w: when.When) -> None:
    """Of which year months without one are, where only the publication tells it."""
    told = _span_of_months(w) if s.r.published is not None else None
    if told is None or m.slots.get("y") or str(m.slots.get("Y") or "")[:1].isdigit():
        return
    alone = when.resolve(m, s.lang, None, s.r.published)
    if alone is not None and alone.period == w.period:
        s.r.months[told] = w.period.year


def _span_of_months(w: when.When | None) -> tuple[int, int] | None:
    p = w.period if w is not None else None
    if p is None or p.type not in ("month", "range", "ytd") or p.start is None or p.end is None:
        return None
    return (p.start.month, p.end.month) if p.start.year == p.end.year and p.start.day == 1 else None


def month_over(s: _Sentence, m: PeriodMatch, context: Period | None) -> Period | None:
    """ "… in January, after 1.4 bn in December", in a text of February: of the year before, unless it tells of what is
    to come."""
    out, context = s.r.published, again(s, m, context)
    if m.kind != "month" or context is None or out is None or not out.month or context.year != out.year:
        return context
    named = s.lang.months.get(m.slots.get("m") or "", 0)
    if named <= out.month or m.slots.get("Y") or any(t.get("status") in AHEAD for t in s.tokens):
        return context
    return periods.year(context.year - 1)


def since_the_start(s: _Sentence, c: Clause, cur: Frame, w: when.When, val: Val, now: Period | None) -> Val:
    """Up to when "since the beginning of the year" reaches: the day or month that is told of, not the publication."""
    told_before = english(s.lang) and cur.period.how == "inherited" and s.r.published is not None
    if (s.stated_period or told_before) and isinstance(cur.period.value, tuple):
        # "by 2 November, since the beginning of the year": up to that day
        flow = cur.period.value[1]
        if flow is not None and not s.stated_period and flow.end.year != s.r.published.year:
            flow = None  # a stock of an earlier year
        val = Val(flow, cur.period.span, "read") if flow is not None and flow.type != "year" else val
    stood = s.stated_period and now is not None and now.type == "stock" and now.end is not None
    if stood and (so := settle(val.value, False)) is not None and so.year == now.end.year:
        # "by 22 May 60 m tonnes had gone since the line opened, this year 10 m": up to that day
        if now.end >= so.end:
            return val
        by_day = now.code.count("-") > 1
        first = date(now.end.year, 1, 1)
        told = periods.days(first, now.end) if by_day else periods.months(now.end.year, 1, now.end.month)
        return Val(told, cur.period.span, "read")
    if w.period is not None and w.period.type == "month":
        return val
    told = s.r.month or months_told(s, now)
    if not told or not (
        over_time(c.near)
        or s.lang.spaced
        and (cur.family != "fdi" or s.lang.attributive == "after" and bool(s.readings))
    ):
        return val
    # "in August …; the total since January": up to the month that is told of
    so = settle(val.value, False)
    if so is not None and so.type == "ytd" and so.end.year == told.year:
        if so.end.month - told.end.month == 1 and told.end.month > 1:
            return Val(periods.months(told.year, 1, told.end.month), val.span, val.how)
    return val


def so_far(s: _Sentence, w: when.When, span: tuple[int, int]) -> Val | None:
    """ "By May 20 … was disbursed. The 613 projects licensed this year …": in the part of it that is told of."""
    if not s.lang.spaced or s.lang.attributive != "before" or w.period is None:
        return None
    told = settle(s.r.main.period.value, False)
    if s.r.main.period.note == UNDATED:
        return None  # "The city has 210 projects. This year it has attracted 0.5 bn": no time was told
    if told is None or told.end is None or told.end.year != w.period.year or told.type == "year":
        return None
    if any(t.get("status") in AHEAD for t in s.tokens):
        return None
    if told.type == "stock":
        whole = told.end == periods.month(told.end.year, told.end.month).end
        first = date(told.end.year, 1, 1)
        told = periods.months(told.end.year, 1, told.end.month) if whole else periods.days(first, told.end)
    if told.start is None or (told.start.month, told.start.day) != (1, 1):
        return None
    return Val(told, span, "read")


def aimed_at(s: _Sentence) -> int | None:
    """The running year, where the sentence before ends with what is aimed at in it."""
    told = s.r.ahead_period.value if s.r.ahead_period is not None else None
    if s.lang.attributive != "before" or not isinstance(told, Period) or s.r.published is None:
        return None
    return told.year if told.type == "year" and told.year == s.r.published.year else None


def months_told(s: _Sentence, now: Period | None) -> Period | None:
    """ "By the end of April exports came to 1.1 bn. Since January China has bought 0.2 bn": up to April, too."""
    return now if now is not None and now.type == "ytd" and s.lang.attributive == "after" else None


def published_for(s: _Sentence, m: PeriodMatch, cur: Frame) -> Published | None:
    """When the text came out, where that says of what year months are: not behind a year that the sentence names
    for them ("in 2020, exports came to 3 m in ten months")."""
    if m.kind not in _FIRST_MONTHS or cur.period.how != "read" or cur.period.span is None:
        return s.r.published
    year = settle(cur.period.value, False)
    if year is None or year.type != "year" or any(x.period.span == cur.period.span for x in s.readings):
        return s.r.published
    return None


def period_val(s: _Sentence, w: when.When, t: Token, cur: Frame) -> Val | None:
    span = (t.start, t.end)
    if w.weak and not (w.period is not None and w.period.type == "stock"):
        return None
    if w.period is None:
        return Val(None, span, "unknown", w.why)
    return Val((w.period, w.flow) if w.until else w.period, span, "read", "whole_year" if w.whole else None)


def year_context(s: _Sentence, cur: Frame) -> Period | None:
    p = settle(cur.period.value, False)
    running = s.r.published is not None and s.r.year is not None and s.lang.attributive == "after"
    running = running and s.r.year.year == s.r.published.year
    if running and p is not None and p.type == "year" and cur.period.how == "inherited":
        if p.year < s.r.published.year - 1:
            return s.r.year  # "from 0.3 bn in 1992 to 31 bn expected this year. By November …"
    if whole_years(cur.period.value) and cur.period.how == "inherited" and s.r.year is not None:
        return s.r.year  # up to when things stood says nothing of the year that is told of
    invests = cur.family == "fdi" if s.lang.spaced else "projects" in s.units and cur.family != "fdi"
    if p is not None and invests and s.r.main.family != "fdi":
        own = cur.period.how == "inherited" or isinstance(cur.period.value, tuple)
        if p.type in ("ytd", "range") and own and p.year:
            return periods.year(p.year)  # the months that trade was told of say nothing of investments
    return p if p is not None and p.year else s.r.year


def neared(s: _Sentence, tokens: list[Token], k: int) -> bool:
    """Whether a past year is only what a figure told before it comes near to, or passes."""
    m = tokens[k].get("period")
    past = m is not None and m.kind == "year_relative" and not s.lang.spaced and bool(s.readings)
    past = past and any(w in m.slots["text"] and v < 0 for w, v in s.lang.relative_years.items())
    past = past and s.readings[-1].frame.period.stated
    return past and tokens[k - 1].get("hedge") in ("nearly", "more_than")


def than_period(tokens: list[Token], k: int, lang: Language) -> bool:
    """Whether a period is only what the figure is more or less than, in a language that puts it before the number."""
    before = tokens[k - 1] if k and lang.attributive == "after" else None
    return before is not None and before.get("compare") in ("higher", "lower")


def over_time(tokens: list[Token]) -> bool:
    """ "the total since January": of all months, not of all partners."""
    return any(t.get("link") == "total" and u.get("period") for t, u in zip(tokens, tokens[1:], strict=False))


def within(month: Period | None, told: Val) -> bool:
    """Whether a month is one of several that were told of before it."""
    if month is None or month.type != "month":
        return False
    whole = settle(told.value, False)
    if whole is None or not (whole.start and whole.end):
        return False
    return whole.type in ("ytd", "quarter", "half") and whole.start <= month.start and month.end <= whole.end


def earlier(then: Period | None, now: Period | None) -> bool:
    """Whether a period ends before another one begins."""
    return then is not None and now is not None and bool(then.end and now.start) and then.end < now.start
