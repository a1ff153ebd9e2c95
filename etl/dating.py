"""The period of a figure: right behind it, in its clause, later in the sentence, or inherited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from etl import periods, when
from etl.bases import likened, month_before
from etl.clauses import Clause
from etl.frame import FDI, NOTHING, Frame, Val
from etl.language import english
from etl.periods import Period
from etl.reading import AHEAD, GOODS, MONEY, a_year_earlier, settle
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence
    from etl.reading import Reading


_SPENT_ON = frozenset({"adjective", "area", "commodity", "noun", "measure", "pair"})
_WHENCE = frozenset({"area", "measure", "commodity"})


def adjacent_period(
    s: _Sentence,
    c: Clause,
    frame: Frame,
    base: bool = False,
    growth: bool = False,
    words: list[Token] | None = None,
) -> Val | None:
    """A period right behind the number: "171,9 tỷ USD năm 2023"."""
    compared = base or bool(c.right) and words is None and likened(s.tokens, c.index)
    shared = words is None and c.after is not None  # whether the words are the next number's, too
    words_ = c.right if words is None else words
    for k, t in enumerate(words_):
        if s.lang.spaced and t.get("role") == "aside" and (shared or _moved_before(words_[k + 1 :])):
            return (
                None  # "rose 4 percent to 12 bn after a 6 percent fall in March", "… after a drop in March"
            )
        if shared and t.get("change") in ("reach", "up", "down"):
            if not k and _dated_aside(c.right):
                continue  # "the 11.2 bn recorded in June was above the 9.3 bn of May"
            return None  # what follows belongs to the next number
        if shared and t.get("change") == "lift" and english(s.lang) and not base:
            return None  # "August's deficit of 1.9 bn brings the total for eight months to 16.7 bn"
        if (
            growth
            and k
            and t.get("change") in ("up", "down")
            and (words or c.right)[k - 1].get("link") == "and"
        ):
            return None  # "up 40% and larger than in all of 2024"
        if k and t.get("status") in AHEAD and words_[k - 1].get("link") == "and" and english(s.lang):
            return None  # "reached 30 bn and is expected to grow until 2030"
        if growth and t.get("hedge") == "more_than":
            compared = compared or not base  # "up 20 percent over 2005"
            continue
        if t.get("compare") == "base" and not compares(c.right if words is None else words, k):
            continue
        if t.get("compare") in ("base", "higher", "lower") or (
            growth and sets_out(c.right if words is None else words, k)
        ):
            if not base and not (growth and _more_now(s, t) and not _bare_month(words_[k + 1 : k + 2])):
                compared = True
            continue
        m = t.get("period")
        if m is None:
            continue
        if compared and not base:
            return None
        w = when.resolve(m, s.lang, s.month_over(m, s.year_context(frame)), s.published_for(m, frame))
        if (
            m.kind == "year_relative"
            and _past(m, s)
            and s.stated_period
            and not base
            and not _later(w, frame, s)
            and not (not growth and _of_that_year(s, c.right if words is None else words, k))
        ):
            return None
        if w is None:
            continue
        if not base:
            s.remember_months(m, w)
        if w.relative == 0 and not base and (so_far := s.so_far(w, (t.start, t.end))) is not None:
            return so_far
        ahead = s.lang.spaced and (
            frame.status.value in AHEAD or any(t.get("status") in AHEAD for t in words_)
        )
        if m.kind == "year_relative" and w.relative == 0 and s.stated_period and not base and not ahead:
            now = settle(frame.period.value, False)
            if now is not None and now.type == "ytd" and w.period is not None and now.year == w.period.year:
                return None  # "as of April 20, 149,000 vehicles had passed this year": the finer period stays
        until = frame.period.value if m.kind == "year" and s.stated_period and not base else None
        if isinstance(until, tuple) and until[1] is not None and until[1].type in ("ytd", "range"):
            if w.period is not None and until[1].year == w.period.year:
                return None  # "as of May 26, 6,466 tons had been exported in 2020": the finer period stays
        if w.weak and s.counted_on(m, t, c):
            w = replace(w, weak=False)
        val = s.period_val(w, t, frame)
        if (
            m.kind == "year_relative"
            and k + 1 < len(words_)
            and (n := words_[k + 1].get("period")) is not None
        ):
            until = when.resolve(n, s.lang, w.period, s.r.published)
            if until is not None and until.flow is not None and until.flow.type == "ytd":
                val = Val(until.flow, (t.start, words_[k + 1].end), "read")  # "this year as of November 12"
        if val is None and base and w.period is not None:
            val = Val(w.period, (t.start, t.end), "read")
        if val is not None:
            return val
    return None


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
    lifted = any(t.get("change") == "lift" and t.end - t.start > len("bringing up") for t in c.near)
    told = lifted and not lifted_by(c) and (c.quantity.unit in MONEY or c.quantity.unit == "tonnes")
    return told and not any(t.get("period") for t in (*c.near, *c.right))


def compares(words: list[Token], k: int) -> bool:
    """Whether a word of comparison compares: a short one, such as "on", before goods or an adjective does not
    ("spent 5 bn on imports")."""
    t, nxt = words[k], words[k + 1] if k + 1 < len(words) else None
    plain = not isinstance(nxt, Token) or _SPENT_ON.isdisjoint(nxt) and nxt.get("link") != "total"
    if nxt is not None and (m := nxt.get("period")) is not None and m.kind in ("day", "months_day"):
        plain = False  # "figures that were published on January 11"
    if nxt is not None and nxt.get("noun") == "gate":
        return False  # "over the border between April and August"
    return plain or t.end - t.start > 3


def _dated_aside(words: list[Token]) -> bool:
    """Whether a participle with a period follows a number, and the verb comes behind: "the 5 bn recorded in June was"."""
    later = words[2:]
    return (
        len(words) > 2
        and words[1].get("period") is not None
        and any(t.get("change") in ("reach", "up", "down") or t.get("compare") for t in later)
    )


def _more_now(s: _Sentence, t: Token) -> bool:
    """ "bought 5 percent more in January": a word that compares, with no "than" of its own."""
    if t.get("compare") not in ("higher", "lower") or t.get("hedge") or not s.lang.spaced:
        return False
    return s.text[t.start : t.end].rpartition(" ")[2] not in s.lang.than


def _bare_month(behind: list[Token]) -> bool:
    """ "6 percent below June's", "short of June": a month without a preposition is what is compared with."""
    m = behind[0].get("period") if behind else None
    return m is not None and m.kind == "month" and str(m.slots.get("text")) == str(m.slots.get("m"))


def sets_out(words: list[Token], k: int) -> bool:
    """Whether a word such as "from" says where a development set out, not whence goods or earnings come."""
    if words[k].get("change") != "start":
        return False
    nxt = words[k + 1] if k + 1 < len(words) else None
    return not isinstance(nxt, Token) or _WHENCE.isdisjoint(nxt)


def _later(w: when.When | None, frame: Frame, s: _Sentence) -> bool:
    """ "under 7 bn in 2010 and 20.6 bn last year": the story goes on to a later year; in "trade, 0.5 bn in 1992, was 87 bn last
    year" nothing else is told of when."""
    now = settle(frame.period.value, False)
    if now is None and w is not None and w.period is not None:
        return frame.period == NOTHING and english(s.lang)
    if now is not None and w is not None and w.period is not None and english(s.lang) and _spans_years(now):
        return (
            now.end is not None and w.period.year >= now.end.year
        )  # "in 2020-2022, reaching 11 bn last year"
    return bool(w and w.period and now and now.type == "year" and w.period.year > now.year)


def _of_that_year(s: _Sentence, words: list[Token], k: int) -> bool:
    """ "vượt xa con số 910 triệu USD của cả năm trước": a past year right behind an amount that is said to be its own."""
    return s.lang.attributive == "after" and k == 1 and words[0].get("role") == "of" and bool(s.readings)


def _past(m, s) -> bool:
    return any(k in m.slots["text"] and v < 0 for k, v in s.lang.relative_years.items())


def period_for(s: _Sentence, c: Clause, frame: Frame, stock: bool, growth: bool = False) -> Val:
    if s.before_base is not None and frame.period.span == s.before_base[0].span:
        frame.period = s.before_base[1]
    own = None
    if c.quantity.unit != "times" or _dated_multiple(s, c):
        own = adjacent_period(s, c, frame, growth=growth)
    if own is None and c.bracket:
        own = bracketed_period(s, c, frame)
    if own is None and s.lang.spaced and c.quantity.unit == "projects":
        own = _shared_with_money(s, c, frame)
    if own is None and c.quantity.unit in GOODS and s.lang.attributive == "after":
        own = _shared_with_worth(s, c, frame)
    if own is None and c.quantity.unit in GOODS and english(s.lang):
        own = _shared_with_sum(s, c, frame)
    if (
        own is None
        and c.far
        and not (s.lang.spaced and any(t.get("role") == "aside" for t in c.right))
        and not (s.lang.spaced and not growth and _outdoes(c))
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
    if val.note == UNDATED and stock and s.units.isdisjoint(_TOLD_APART):
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
    if own is None and not growth and english(s.lang) and _every_year(s, c):
        return Val(None, None, "unknown", "yearly_rate")
    if stock and not growth and (standing := _stands_now(s, c, frame, val)) is not None:
        frame.period = Val((standing.value, settle(val.value, False)), standing.span, "read")
        return standing
    dateless = isinstance(val.value, tuple) and val.value[1] is None
    flows = stock and not dateless and _flows(s, c, frame)
    behind = stock and s.lang.attributive == "after" and c.quantity.unit == "projects" and not growth
    # "4,143 dự án còn hiệu lực", "Tính đến hết tháng 8, cả nước có 43.000 dự án", not "có 2.500 dự án mới"
    behind = behind and (any(t.get("tense") == "stock" for t in c.right[:2]) or _there_were(s, c, val))
    ever = isinstance(val.value, tuple) and (_since_opening(s, c) or _all_there_was(s, c, val.value[1]))
    p = settle(val.value, stock and not flows or ever or whole_years(val.value) and _told_of_stock(s, c))
    if ever and p is not None:
        p = stock_at(p) if p.type == "ytd" and not s.lang.spaced else p
        frame.period = Val(p, val.span, val.how, val.note)  # and so are the parts that are told of next
    if flows and isinstance(val.value, tuple):
        frame.period = Val(p, val.span, val.how, val.note)  # what is told of flows, here and further on
    still = stock and p is not None and p.type in ("ytd", "range") and not _spans_years(p)
    if still and val.how == "read" and not s.lang.spaced and isinstance(val.value, Period):
        still = not _adds_up(c)  # 前9个月累计吸引外资247.8亿美元
    if still and (behind or _stands(c)):
        p = stock_at(p)
        valid = c.quantity.unit == "projects" and any(t.get("tense") == "stock" for t in c.near)
        valid = valid or bool(behind)
        valid = valid or not s.lang.spaced and not growth and _with_projects(s, c)
        if c.quantity.get("stands") or valid:
            frame.period = Val(p, val.span, val.how, val.note)  # their capital, too
    if stock and not growth and p is not None and p.type == "month" and _stands(c) and s.lang.spaced:
        p = stock_at(p)  # "in January …; its accumulated capital stood at 58 bn"
        frame.period = Val(p, val.span, val.how, val.note)
    if (
        p is not None
        and stock
        and not growth
        and p.type != "stock"
        and any(t.get("change") == "lift" for t in c.near)
        and not lifted_by(c)
        and not _takes(c)
        and not (english(s.lang) and _newly(c))
        and not (s.lang.attributive == "after" and _raised(c))
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
    if summed and p.type == "year" and not flows and _accumulated(c):
        frame.period = Val((stock_at(p), p), val.span, val.how, val.note)  # and the projects behind it
        p = stock_at(p)
    if summed and p.type in ("ytd", "half", "quarter") and frame.family == "fdi" and _all_that_stands(c):
        p = stock_at(p)
        frame.period = Val(p, val.span, val.how, val.note)
    whole = p is not None and (p.type == "year" or english(s.lang) and p.type in ("half", "quarter"))
    if whole and stock and not growth and not flows and _held(c):
        p = stock_at(p)  # "in 2017 the stock came to 89 bn, the flow to 14 bn"
        theirs = c.quantity.unit == "projects" and (s.lang.attributive == "after" or _summed_up(c))
        if theirs or _in_projects(s, c):
            frame.period = Val(p, val.span, val.how, val.note)  # their capital, too
    if p is not None and val.how == "inherited" and english(s.lang) and _not_over(s, p, frame):
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
    if s.lang.spaced and p.type == "ytd" and val.how == "read" and _aimed_at(c):
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


def _moved_before(words: list[Token]) -> bool:
    """Whether a change of another time stands right behind "after"."""
    return bool(words) and words[0].get("change") in ("up", "down")


def _shared_with_money(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "with 411 projects and 4.2 bn by June": the period behind the second number is the first one's, too."""
    words = [t for t in s.tokens[c.index + 1 : c.index + 5] if not t.get("hedge")]
    if s.lang.attributive == "after" and len(words) > 3 and words[0].get("punct") == ",":
        # "80 dự án, 311 triệu USD của năm ngoái"
        money = isinstance(words[1], Quantity) and words[1].unit in MONEY and words[2].get("role") == "of"
        own = money and words[3].get("period") is not None
        return adjacent_period(s, c, frame, words=words[2:4]) if own else None
    if len(words) < 3 or not (words[0].get("link") == "and" and isinstance(words[1], Quantity)):
        return None
    if c.right or words[1].unit in ("projects", "percent", "rank", "times") or words[2].get("period") is None:
        return None
    return adjacent_period(s, c, frame, words=[words[2]])


def _shared_with_worth(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "Thái Lan xuất khẩu 7 triệu tấn gạo, trị giá 4,7 tỷ USD trong năm 2012": the period behind what goods are worth is
    theirs, too."""
    if any(t.get("period") or t.get("compare") for t in c.near):
        return None
    behind = s.tokens[c.index + 1 : c.index + 10]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is None or behind[n].unit not in MONEY:
        return None
    if not all(_worth(t) for t in behind[:n]) or not any(t.get("punct") == "," for t in behind[:n]):
        return None
    words = behind[n + 1 : n + 2]
    return adjacent_period(s, c, frame, words=words) if words and words[0].get("period") else None


def _shared_with_sum(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "23.9 million tonnes and 882 m USD in eight months": the period behind both is that of the first, too."""
    joint, money, when = (*s.tokens[c.index + 1 : c.index + 4], None, None, None)[:3]
    if joint is None or money is None or when is None or joint.get("link") != "and":
        return None
    if not isinstance(money, Quantity) or money.unit not in MONEY or any(t.get("period") for t in c.near):
        return None
    return adjacent_period(s, c, frame, words=[when]) if when.get("period") else None


def _worth(t: Token) -> bool:
    """Whether a word between goods and money only says that these are worth so much."""
    worth = t.get("measure") in ("value", "total_value", "earn") or t.get("change") == "reach"
    return worth or t.get("punct") == "," or bool(t.get("hedge") or t.get("commodity") or t.get("share"))


def lifted_by(c: Clause) -> bool:
    """ "161 projects raising their capital by 2.1 bn": so much was added, no total is told."""
    words = [t for t in c.near if not t.get("hedge")]
    return (
        bool(words) and words[-1].get("role") == "of" and not any(t.get("change") == "reach" for t in words)
    )


def _takes(c: Clause) -> bool:
    """ "with the Netherlands taking 148 m": a part that a host takes."""
    words = [t for t in c.near if not t.get("hedge")]
    if len(words) < 2 or words[-1].get("change") != "lift" or words[-1].get("role"):
        return False
    return words[-2].get("area") is not None and c.quantity.start - words[-1].end <= 1


def _newly(c: Clause) -> bool:
    """ "bringing the total newly registered and additional capital to 1.6 bn": the sum of what was pledged then."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("change") == "lift"), len(c.near))
    return any(t.get("tense") == "flow" for t in c.near[k + 1 :])


def _raised(c: Clause) -> bool:
    """ "9 dự án cũ nâng vốn 118 triệu USD": so much was added, where the words say neither to what nor that it is all."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("change") == "lift"), len(c.near))
    words = c.near[k + 1 :]
    return not any(
        t.get("change") == "reach" or t.get("link") == "total" or t.get("role") == "to" for t in words
    )


def _aimed_at(c: Clause) -> bool:
    """Whether a target, and no period, is named right before a number."""
    told = "status" in c.left_kinds and any(t.get("status") == "target" for t in c.near[-3:])
    return told and not any(t.get("period") for t in [*c.near, *c.right])


def _dated_multiple(s: _Sentence, c: Clause) -> bool:
    """ "doubled last year": when it did; "twice last year's" is a comparison."""
    before = s.lang.spaced and s.lang.attributive == "before"
    if c.quantity.origin != "multiple" or not before or not c.right or c.right[0].get("period") is None:
        return False
    t = c.right[0]
    return t.start - c.quantity.end <= 1 and "'" not in s.text[t.end : t.end + 1]


def _outdoes(c: Clause) -> bool:
    """ "The deficit of 20 bn surpasses the 16 bn of all 2012": the period is that of what it is compared with."""
    alike = c.after is not None and c.after.unit == c.quantity.unit
    return alike and any(t.get("change") == "reach" and not t.get("role") for t in c.right)


def _of_standing(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "36,278 valid projects with total pledged capital of 438 bn, of which 274 bn has been disbursed": the capital of
    projects that stand, and a part of it."""
    last = s.readings[-1] if s.readings else None
    if last is None or frame.family != "fdi" or last.frame.family != "fdi" or last.q.end > c.quantity.start:
        return False
    told = last.period.value
    if not isinstance(told, Period) or told.type != "stock":
        return False
    of_it = any(t.get("link") == "of_which" for t in c.right[:1])  # "…; 271 bn of it had been disbursed"
    if any(t.get("period") or t.get("punct") == ";" and not of_it for t in c.near):
        return False
    if last.indicator == "fdi_projects":
        return bool(last.q.get("stands")) and c.quantity.unit in MONEY
    held = any(r.indicator == "fdi_projects" for r in s.readings[-3:])
    return held and (of_it or any(t.get("link") == "of_which" for t in c.near))


def _told_of_stock(s: _Sentence, c: Clause) -> bool:
    return any(t.get("tense") == "stock" for t in s.tokens[: c.index])


def _since_opening(s: _Sentence, c: Clause) -> bool:
    """ "Since the line's opening, by 28 July": all there was up to then, not that year's alone."""
    for t, behind in zip(s.tokens[: c.index], s.tokens[1 : c.index + 1], strict=False):
        if t.get("tense") == "ever" and not behind.get("ignore"):  # 为开通以来最多: a record
            return True
    return False


def _all_there_was(s: _Sentence, c: Clause, flow: Period | None) -> bool:
    """截至2月底，中老铁路累计运输…: what a line has carried by a month, with a word of a stock, is all since it opened;
    so is what is added up to the end of the very months that were told before."""
    if s.lang.spaced or flow is None or c.ratio or not any(t.get("tense") == "stock" for t in c.near):
        return False
    before = settle(s.r.main.period.value, False)
    if any((m := t.get("period")) is not None and m.kind.startswith(("year", "since")) for t in c.near):
        return False  # 截至2月底，今年累计…
    again = before is not None and before.type == "ytd" and before.code == flow.code and not s.readings
    return again or "works" in s.kinds and any(t.get("works") for t in s.tokens[: c.index])


def whole_years(value: object) -> bool:
    """ "By the end of 2021, 9 bn in all": with a word of a stock, all there was and not that year's alone."""
    return isinstance(value, tuple) and value[1] is not None and value[1].type == "year"


def _spans_years(p: Period) -> bool:
    return p.type == "range" and p.code == f"{p.start.year}/{p.end.year}"


def _every_year(s: _Sentence, c: Clause) -> bool:
    """ "China imports 15 bn worth of fruit every year": whether the amount is what comes each year, of none told."""
    alone = not any(isinstance(t, Quantity) for t in s.tokens[c.index + 1 :])
    told = [m for t in (*c.near, *(s.tokens[c.index + 1 :] if alone else c.right)) if (m := t.get("period"))]
    return bool(told) and all(m.kind == "annual" for m in told)


def reached(s: _Sentence, period: Val) -> Val:
    """ "between 2001 and 2019, from 211 million to 32 bn": the second number is the last year's."""
    p = period.value
    if not s.readings or not isinstance(p, Period):
        return period
    last = s.readings[-1]
    if not _spans_years(p):
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


def last_year(period: Val) -> Val:
    """ "From 2019 to 2023 …, its share recovered to 36.6%": where a share got to is the last year's."""
    p = period.value
    if not isinstance(p, Period) or not _spans_years(p):
        return period
    return Val(periods.year(p.end.year), period.span, period.how, period.note)


def _flows(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether investment words speak of what came in (new, disbursed) rather than of what stands."""
    words = [t.get("tense") for part in c.left if isinstance(part, list) for t in part if t.get("tense")]
    words += [t.get("tense") for t in c.right if t.get("tense")]
    if c.quantity.get("stands"):
        return False
    if english(s.lang) and _of_standing(s, c, frame):
        return False
    words = [w for w in words if w != "ever"]
    if words and not s.lang.spaced and "flow" in words and _grew_since(s, c):
        return True  # 新批和增资累计192亿美元，同比增长40.8%: what adds up since the year's beginning
    if set(words) == {"flow"} and not s.lang.spaced and _put_in_of_stock(s, c):
        return False
    if words:
        return words[-1] == "flow" and "stock" not in words
    if _hoped_for(s, c, frame):
        return True
    if _grew_in_a_year(s, c):
        return True
    if s.lang.attributive == "after" and frame.family == "fdi" and _grew(s, c):
        return True  # "by October 20 they had put in 25.8 bn, up 14.7%"
    if s.lang.attributive == "after" and frame.family == "fdi" and c.ratio and not s.readings:
        if any(t.get("change") in ("up", "down") for t in c.near[-2:]):
            return True  # "Tính đến 20/5, vốn FDI đăng ký giảm 16,3%, còn 11,71 tỷ USD"
    if not s.lang.spaced and frame.family == "fdi" and not c.ratio and _grew_since(s, c):
        return True  # 截至10月31日注册资金272.6亿美元，同比微增1.9%
    if s.lang.spaced and any(t.get("status") == "target" for t in s.tokens[c.index + 1 : c.index + 11]):
        return True  # "by November 12 it had drawn 889 m, 4.5 times the year's target"
    if s.lang.spaced and any(
        (m := t.get("period")) is not None and m.kind == "year_relative" for t in c.right
    ):
        return True  # "by 20 July it had attracted 17 bn this year"
    if s.lang.spaced and not s.readings and _told_of_flows(s) and _grew(s, c):
        return True
    # 累计308亿美元，每个项目约600万美元；制造业占83%: what one project has is of no months
    before = next((x for x in reversed(s.readings) if x.indicator != "other"), None)
    told = before.frame.family if before is not None else None
    if told == "fdi" and frame.family == "fdi" and before.transform in ("level", "growth"):
        last = before.period.value
        return isinstance(last, Period) and last.type != "stock"
    return frame.flow.value == "fdi_realised"


def _put_in_of_stock(s: _Sentence, c: Clause) -> bool:
    """截至10月底有效项目4万个，注册资金4965亿美元，已到位3177亿美元: what was put in so far of what stands."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.indicator != "fdi_registered" or last.transform != "level" or not c.near:
        return False
    told = [t for t in c.near if t.get("tense")]
    own = all(t.get("measure") == "fdi_realised" for t in told) and not any(t.get("period") for t in c.near)
    return own and isinstance(last.period.value, Period) and last.period.value.type == "stock"


_LATELY = 2  # most months between what is told of and a text that says what there is now


def _stands_now(s: _Sentence, c: Clause, frame: Frame, told: Val) -> Val | None:
    """ "It drew 1.3 bn in 2022. The province now has 510 foreign projects": all that there are by the end of what is told
    of, unless that was long before the text came out."""
    now = next((t for t in c.near if (m := t.get("period")) is not None and m.kind == "now"), None)
    if now is None and _has_projects(s, c):
        now = c.quantity
    if now is None or not english(s.lang) or "projects" not in s.units or frame.status.value in AHEAD:
        return None
    if "period" in c.right_kinds or any(t.get("tense") == "flow" for t in (*c.near, *c.right[:2])):
        return None
    if (
        told.how == "read"
        and told.span != (now.start, now.end)
        and any(t.get("period") and t is not now for t in c.near)
    ):
        return None
    out, p = s.r.published, settle(told.value, True)
    stood = stock_at(p) if p is not None and p.end and p.type != "stock" else p
    if out is not None and out.month:
        end = stood.end if stood is not None else None
        if end is None or (out.year - end.year) * 12 + out.month - end.month > _LATELY:
            stood = periods.stock(out.year, out.month)  # what was told of is long over
    return Val(stood, (now.start, now.end), "read") if stood is not None else None


_TOLD_APART = frozenset({"projects", "classifier"})
UNDATED = "publication_date"  # the note of what is told of the day that the text came out


def published_stock(s: _Sentence) -> Val:
    """All there is when the text came out; unknown where nobody knows when that was."""
    out = s.r.published
    if out is None or not out.month:
        return Val(None, None, "unknown", "no_period")
    return Val(periods.stock(out.year, out.month), None, "default", UNDATED)


def standing_today(s: _Sentence, c: Clause, frame: Frame, told: Val) -> Val | None:
    """ "Singapore holds 2,169 projects worth 47.9 bn": what stands is told of the day that the text came out, where it
    names no other. None for what is licensed, planned or put in once."""
    if told.note not in (None, "no_period") or frame.family != "fdi" or frame.status.value in AHEAD:
        return None
    beside = (*c.near, *c.right[:2])
    if s.units.isdisjoint(_TOLD_APART) or any(t.get("tense") == "flow" for t in beside):
        return None
    if c.quantity.unit in _TOLD_APART and any(t.get("measure") in FDI for t in c.right[:1]):
        return None  # "Có 734 lượt dự án điều chỉnh vốn": what was done with them
    now = any((m := t.get("period")) is not None and m.kind == "now" for t in c.near)
    stands = bool(c.quantity.get("stands")) or any(t.get("tense") == "stock" for t in beside)
    if not (now or stands or _kept(s, c)):
        return None
    frame.period = today = published_stock(s)
    return today if today.value is not None else None


def _there_were(s: _Sentence, c: Clause, told: Val) -> bool:
    """Whether projects are said to be there by a day that the sentence names."""
    if not isinstance(told.value, tuple) or told.how != "read" or not _kept(s, c):
        return False
    if s.text.endswith(s.lang.spelled["fresh"], 0, c.quantity.end):
        return False
    near = (*c.near, *c.right[:2])
    return not any(t.get("tense") == "flow" or t.get("change") == "add" for t in near) and not any(
        t.get("measure") in FDI for t in c.right[:1]
    )


def _kept(s: _Sentence, c: Clause) -> bool:
    """Whether a verb of having stands right before a number, or before a hedge of it."""
    k = next((k for k in range(c.index, 0, -1) if not s.tokens[k - 1].get("hedge")), 0)
    before = s.tokens[k].start - s.lang.spaced
    return s.text.endswith(s.lang.spelled["keeps"], 0, max(before, 0))


def _in_projects(s: _Sentence, c: Clause) -> bool:
    """ "Cumulative FDI stands at 140 bn USD in 19,200 projects": all of them, too."""
    behind = s.tokens[c.index + 1 : c.index + 5]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if k is None or behind[k].unit != "projects" or not english(s.lang):
        return False
    return (
        k > 0 and behind[0].get("role") in ("at", "to", "of") and all(not t.get("punct") for t in behind[:k])
    )


def _has_projects(s: _Sentence, c: Clause) -> bool:
    """ "It drew 1.3 bn in 2022. In all, the province has 510 foreign projects": no word of when they came."""
    q = c.quantity
    if q.unit != "projects" or q.get("stands") or not english(s.lang):
        return False
    k = next((k for k in range(c.index, 0, -1) if not s.tokens[k - 1].get("hedge")), 0)
    if not s.text.endswith(s.lang.spelled["has"], 0, s.tokens[k].start - 1):
        return False
    dated = s.readings or s.stated_period or s.r.main.family != "fdi"
    return not dated and not any(t.get("period") or t.get("tense") == "flow" for t in s.tokens[: c.index + 3])


def _hoped_for(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "pledges may reach 40 bn by the end of the year": in the running year."""
    if frame.status.value not in AHEAD or not english(s.lang) or c.quantity.unit not in MONEY:
        return False
    out, by = s.r.published, frame.period.value
    flow = by[1] if isinstance(by, tuple) else None
    return out is not None and flow is not None and flow.type == "year" and flow.year == out.year


def _told_of_flows(s: _Sentence) -> bool:
    before = settle(s.r.main.period.value, False)
    return s.r.main.family == "fdi" and before is not None and before.type not in ("stock", "since", "year")


def _grew(s: _Sentence, c: Clause) -> bool:
    """ "In the first half 13 bn was pledged …; by November it was 29 bn, up 14.8%": as before, what came in."""
    k = _past_whither(s, c)
    behind = s.tokens[k : k + 3] if not c.ratio else []
    return (
        len(behind) == 3
        and behind[0].get("punct") == ","
        and behind[1].get("change") in ("up", "down")
        and isinstance(behind[2], Quantity)
        and behind[2].unit == "percent"
    )


def _grew_since(s: _Sentence, c: Clause) -> bool:
    """累计192亿美元，同比增长40.8%: whether how much it grew in a year is told with the number."""
    if c.ratio:
        return any(t.get("compare") == "yoy" for t in c.near)
    led = s.tokens[c.index + 1 : c.index + 2]
    after = c.index + 1 + any(t.get("role") == "aside" for t in led)  # 以46.5亿美元领跑，同比减少
    behind = s.tokens[after : after + 4]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is not None and behind[n].unit == "percent" and behind[n - 1].get("share"):
        # 46.5亿美元，占18.1%，但较上年同期减14.9%
        behind = [*behind[:1], *s.tokens[after + 1 + n : after + 7 + n]]
        n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is None or behind[n].unit != "percent" or behind[0].get("punct") != ",":
        return False
    if any(t.get("punct") == ";" for t in behind[:n]):
        return False
    return any(t.get("compare") == "yoy" for t in behind[:n])


def _drawn(c: Clause) -> bool:
    """ "21 bn by 20 September", "it drew 21 bn in foreign investment": whether growth behind that is the amount's."""
    if any(t.get("period") for t in c.right):
        return True
    invested = any(str(t.get("measure"))[:3] == "fdi" for t in c.right)
    return invested and any(t.get("measure") == "attract" for t in c.near)


def _past_whither(s: _Sentence, c: Clause) -> int:
    """The place behind a number and the words that say what it is and whither it went: "5.1 bn of foreign capital, 2.8
    times …", "4 bn to Viet Nam, up 9% …", "6 tỷ USD vốn ngoại tới 20/3, tăng 13%"."""
    k = c.index + 1
    if s.lang.attributive == "after":
        while k < len(s.tokens) and (
            str((t := s.tokens[k]).get("measure"))[:3] == "fdi"
            or t.get("role") in ("to", "at")
            or t.get("area")
            or t.get("period")
            or t.get("link") == "total"  # "1,69 tỷ USD vốn nước ngoài, kém cùng kỳ 19,8%"
        ):
            k += 1
    return k


def _grew_in_a_year(s: _Sentence, c: Clause) -> bool:
    """ "By 20 August pledges came to 18 bn, up 8% from the same period": what grows so began with the year."""
    before = s.lang.spaced and s.lang.attributive == "before"
    past = len(c.right) if before and not c.ratio and _drawn(c) else 0
    k = c.index if c.ratio else c.index + 1 + past
    if s.lang.attributive == "after" and not c.ratio:
        k = _past_whither(s, c)
    while k < len(s.tokens) and (
        s.tokens[k].get("punct") == ","
        or s.tokens[k].get("change") in ("up", "down")
        or s.lang.spaced
        and k == c.index + 1
        and not c.ratio
        and s.tokens[k].get("period") is not None
    ):
        k += 1
    while s.lang.attributive == "after" and k < len(s.tokens) and s.tokens[k].get("hedge"):
        k += 1
    if s.lang.attributive == "after" and _signed(s, k) and not _told_of_stock(s, c):
        return True  # "Đến 31/10, FDI đăng ký 31,5 tỷ USD (+15,6%)"
    if k + 1 >= len(s.tokens) or not isinstance(q := s.tokens[k], Quantity):
        return False
    if q.unit == "times" and s.lang.attributive == "after":
        m = s.tokens[k + 1].get("period")  # "5.1 bn, 2.8 times last year's"
        return s.tokens[k + 1].get("compare") == "base" or m is not None and m.kind == "year_relative"
    if q.unit != "percent":
        return False
    if s.lang.attributive == "after" and not c.ratio and s.tokens[k - 1].get("change") in ("up", "down"):
        if s.tokens[k + 1].get("punct") and not _told_of_stock(s, c):
            return True  # "By 30 September, 24.8 bn was registered, up 11.6%": nobody tells how a stock grew
    if before and _grew_plainly(s, k):
        return True
    more = s.tokens[k + 1].get("compare") in ("higher", "lower") and k + 2 < len(s.tokens)
    if before and more:
        then = next((t for t in s.tokens[k + 2 : k + 4] if not t.get("role")), None)
        if then is not None and (then.get("compare") == "yoy" or then.get("compare") == "base"):
            return True
        if then is not None and (m := then.get("period")) is not None and m.kind == "year_relative":
            return True  # "by 20 July, 4.5 percent more than a year earlier", "less than in the same period"
    if not s.tokens[k - 1].get("change"):
        return False
    if s.tokens[k + 1].get("compare") == "yoy":
        return True
    behind = s.tokens[k + 2] if k + 2 < len(s.tokens) else None
    m = behind.get("period") if behind is not None else None
    return s.tokens[k + 1].get("compare") == "base" and m is not None and m.kind in ("year", "year_relative")


def _grew_plainly(s: _Sentence, k: int) -> bool:
    """ "It drew 24.8 bn of FDI through September, up 11.6%", "…, an 11.6% rise": as much as a year before by then, where
    nothing is said of what stands."""
    words = [*s.tokens[:k], *s.tokens[k + 1 : k + 3]]
    if any(t.get("tense") in ("stock", "ever") for t in words) or any(
        isinstance(t, Quantity) and t.unit == "projects" for t in s.tokens[:k]
    ):
        return False
    moved = ("up", "down")
    ahead = s.tokens[k - 1].get("change") in moved and s.tokens[k + 1].get("punct")
    return bool(ahead) or s.tokens[k + 1].get("change") in moved and not s.tokens[k + 1].get("compare")


def _signed(s: _Sentence, k: int) -> bool:
    """Whether a percentage with a sign stands in a bracket at ``k``, or is what stands there."""
    q = next((t for t in s.tokens[k : k + 2] if isinstance(t, Quantity)), None)
    if q is None or q.unit != "percent" or s.text[q.start - 1 : q.start] not in ("+", "-", "−"):
        return False
    return s.text[q.start - 2 : q.start - 1] == "("


def _with_projects(s: _Sentence, c: Clause) -> bool:
    """累计投资279亿美元、项目4418个: what stands is told in money and projects in one breath."""
    behind = s.tokens[c.index + 1 : c.index + 4]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if not n or behind[n].unit not in ("projects", "classifier"):
        return False
    return behind[0].get("link") == "and" and all(t.get("unit") == "projects" for t in behind[1:n])


def _stands(c: Clause) -> bool:
    words = [t.get("tense") for part in c.left if isinstance(part, list) for t in part if t.get("tense")]
    return "stock" in words or bool(c.quantity.get("stands"))


def _adds_up(c: Clause) -> bool:
    """Whether what stands is told by no other word than one that adds up the months named before it."""
    words = [t for part in c.left if isinstance(part, list) for t in part]
    at = next((k for k, t in enumerate(words) if t.get("period") is not None), None)
    stood = [k for k, t in enumerate(words) if t.get("tense") == "stock"]
    # 累计新批和增资，前10个月引资112.7亿美元: what adds up before them is new
    new = any(t.get("tense") == "flow" for t in words[:at])
    return at is not None and all((k > at or new) and words[k].get("change") == "lift" for k in stood)


def _held(c: Clause) -> bool:
    """Whether a word for what is held, and does not only add up, stands right before the number."""
    return any(t.get("tense") == "stock" and not t.get("change") for t in c.near[-3:])


def _not_over(s: _Sentence, p: Period, frame: Frame) -> bool:
    """ "It aims for 15 bn in 2021-2025. Its 1,000 projects are worth 31 bn": what there is, not what those years will
    bring."""
    out = s.r.published
    if out is None or p.start is None or p.end is None or frame.status.value in AHEAD:
        return False
    return p.end.year > out.year > p.start.year


def _summed_up(c: Clause) -> bool:
    """ "Cumulative: 370 projects, 5.4 bn USD": a word for a stock leads them in, with their capital."""
    return [t.get("tense") or t.get("punct") for t in c.near] == ["stock", ":"]


def _accumulated(c: Clause) -> bool:
    """ "vốn đăng ký lũy kế của các doanh nghiệp Nhật Bản đạt 78 tỷ USD": right behind the word for the capital."""
    return any(
        t.get("measure") in ("fdi", "fdi_registered") and u.get("tense") == "stock" and u.start - t.end <= 1
        for t, u in zip(c.near, c.near[1:], strict=False)
    )


def _all_that_stands(c: Clause) -> bool:
    """ "… 1,1 tỷ USD, giảm 12%; lũy kế 40,1 tỷ USD, 3.200 dự án": no more than a word for a stock before the amount."""
    words = [t for t in c.near if not (t.get("punct") or t.get("hedge") or t.get("change") == "reach")]
    return [t.get("tense") for t in words] == ["stock"]


def base_like(c: Clause) -> bool:
    """Whether the next number is what this one is compared with."""
    return any(t.get("change") == "start" for t in c.near[-1:]) or c.quantity.unit == "times"


def stock_at(p: Period) -> Period:

    if p.end is None:
        return p
    day = p.end.day if p.type in ("range", "ytd") and (p.end + timedelta(1)).day != 1 else None
    return periods.stock(p.end.year, p.end.month if p.type != "year" else None, day)


def bracketed_period(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "4,1 tỉ đô la Mỹ (năm 2000)"."""
    t = c.bracket[0]
    if (m := t.get("period")) is not None:
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is not None and w.period is not None:
            return Val(w.period, (t.start, t.end), "read")
    return None


def _set_out(s: _Sentence, now: Period | None) -> Val | None:
    """ "From 8.7 bn in 2004 to 6.4 trillion in 2023, its share rose from 9.2% to 15.4%": when the level set out, for a
    share that goes with it."""
    levels = [x for x in s.readings if x.transform == "level" and isinstance(x.period.value, Period)]
    if len(levels) != 2 or now is None or now.type != "year" or levels[1].period.value != now:
        return None
    then = levels[0].period.value
    same = levels[0].indicator == levels[1].indicator and then.type == "year"
    return levels[0].period if same and then.year < now.year - 1 else None


def later_period(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """The sentence's first period where it stands after its first number."""
    base = False
    rest = s.tokens[c.index + 1 :]
    for k, t in enumerate(rest):
        if t.get("punct") in (",", ";", ":"):
            base = False
            if t.get("punct") == ";":
                return None
        if t.get("compare") == "base" or sets_out(rest, k) or _than(s, t):
            base = True
        elif t.get("change") == "reach":
            base = False  # "grew sevenfold, from 21 bn in 2008 to 176 bn in 2022"
        m = t.get("period")
        if m is None or base:
            continue
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is None or (w.relative or 0) < 0 and not _ends_with(s, rest, k):
            continue
        val = s.period_val(w, t, frame)
        if val is not None and val.value is not None:
            return val
    return None


def _than(s: _Sentence, t: Token) -> bool:
    """ "20 percent higher than in 2022": what comes next is the base's."""
    english = s.lang.spaced and s.lang.attributive == "before" and t.get("compare") in ("higher", "lower")
    return english and s.text[t.start : t.end].rpartition(" ")[2] in s.lang.than


def _ends_with(s: _Sentence, rest: list, k: int) -> bool:
    """ "66 bn USD worth of goods crossed the gates last year.": the sentence's own period, which ends it."""
    own = (
        s.lang.spaced
        and s.lang.attributive == "before"
        and not any(t.get("compare") or t.get("change") == "start" for t in rest[:k])
    )
    return own and all(t.get("punct") == "." for t in rest[k + 1 :])


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

    if now is not None and _spans_years(now):
        return Val(periods.year(now.start.year), period.span, period.how, period.note)
    if now is not None and (first := _first_of_two(s, c, now)) is not None:
        return first
    if now is not None and s.lang.attributive == "after" and (fronted := _fronted_base(s, c, frame, now)):
        return fronted
    earlier = a_year_earlier(settle(period.value, False))
    return Val(earlier, period.span, "inherited", "year_before") if earlier else NOTHING
