"""Which period the next sentence goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import FDI, WORLD, Frame, Val
from etl.language import english
from etl.periods import Period
from etl.reader.dates import earlier, within
from etl.reading import AHEAD, TRADE, Reading, settle
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_LONG_AGO = 2  # years
_MARK = 6  # how far behind a statement's last word the semicolon that ends it may stand
_BEHIND = 14  # most code points between a stock and its projects, or the place that it has


_SUBJECTS = frozenset({"area", "pair", "directed", "measure", "commodity", "sector"})
_NO_TRADE = frozenset({None, "arrivals", "other", "value"})


def period_kept(s: _Sentence, main: Reading, keep: Frame, ahead_before: bool) -> None:
    """Which period the story goes on with: the latest one told, but of a part or a forecast that before it."""
    before = s.r.main
    told = (x for x in reversed(s.readings) if not x.sub and x.q.unit != "rank")
    last = next((x for x in told if x.frame.status.value not in AHEAD), main)
    if (been := has_been(s, main)) is not None:
        keep.period, last = been, main
    now = settle(keep.period.value, False) if last is not main else None
    then = settle(last.frame.period.value, False) if now else None
    if then is not None and s.r.published is not None and (then.year or 0) > s.r.published.year:
        then = None  # what is to come is no time that the story goes on from
    if now and then and in_part(now, then, s.lang.attributive == "after"):
        pass  # "in nine months …, and in the third quarter …": the story goes on with the nine months
    elif now and then and now.end and then.end and then.end >= now.end and last.frame.period.stated:
        # "in July …, and for seven months …": the story goes on with the latter
        keep.period = last.frame.period
    ahead = s.r.ahead or estimates_the_year(main, before)
    if ahead and before.period.stated and not ahead_before:
        if keep.family == before.family or keep.family in TRADE and before.family in TRADE:
            keep.period = before.period  # a forecast in between: the story goes on with what has been
    if within(settle(keep.period.value, False), before.period) and (
        "period" in s.kinds
        and (one_month(s.tokens) and not in_full_again(s, keep) or a_month_apart(s))
        or s.lang.attributive == "after"
        and item_of_goods(s, keep)
    ):
        keep.period = before.period  # "in March alone …": the story goes on with the months it is part of
    if months_of_stock(s, before, keep):
        keep.period = before.period
    if only_parts(s) and shorter(settle(keep.period.value, False), settle(before.period.value, False)):
        keep.period = (
            before.period
        )  # "Nine-month imports …. By August China's share was 39%. Pesticides cost …"
    s.r.recalled = None
    if not s.lang.spaced and (same := one_time_here(s)) is not None:
        keep.period = same
        return
    back = only_compares(s, before, keep) or long_ago(s, before, keep)
    if not ahead_before and years_before(s, before, keep) or back:
        s.r.recalled = keep.period
        if _told_back(before, keep):
            keep.flow, keep.reporter, keep.partner = before.flow, before.reporter, before.partner
        keep.period = before.period  # "Năm 2016 mới được 10,1 tỉ USD": the story goes on with this year


def one_time_here(s: _Sentence) -> Val | None:
    """2014年双边贸易额4801亿美元；对东盟贸易占12%: behind a semicolon the one time that stood before it is told of."""
    if not s.stated_period or not s.tokens or any(x.frame.status.value in AHEAD for x in s.readings):
        return None
    end = s.tokens[-1].end
    if s.text.find(";", end, min(end + _MARK, s.span[1])) < 0:
        return None
    first = s.readings[0].frame.period
    alike = all(x.frame.period.span == first.span and not x.low for x in s.readings)
    return first if alike and first.how == "read" and isinstance(first.value, Period) else None


def estimates_the_year(main: Reading, told: Frame) -> bool:
    """ "In nine months it exported 19 bn. For all the year 27 bn is expected": an estimate of a year of which a part was
    told is of what is to come."""
    year, part = settle(main.frame.period.value, False), settle(told.period.value, False)
    if main.frame.status.value != "estimate" or year is None or part is None or year.type != "year":
        return False
    return part.type in ("ytd", "quarter", "half") and part.year == year.year and part.end < year.end


def has_been(s: _Sentence, main: Reading) -> Val | None:
    """ "It aims for 3.6 bn in 2025, after 3.4 bn this year", "Exports may pass 7 bn this year, after 4.7 bn in eight months":
    behind a target of a later time, when it has been less."""
    if main.frame.status.value not in AHEAD or len(s.readings) < 2:
        return None
    then = settle(main.frame.period.value, False)
    for x in s.readings if then is not None and then.start else ():
        now = settle(x.frame.period.value, False)
        if x.transform != "level" or x.frame.period.how != "read" or now is None or not now.end:
            continue
        out = s.r.published
        if now.end < then.end and out is not None and now.end.year == out.year:
            if now.end.month <= (out.month or 12):
                return x.frame.period
    return None


def months_of_stock(s: _Sentence, told: Frame, keep: Frame) -> bool:
    """ "Lũy kế đến tháng 4 có 1.018 dự án. Riêng bốn tháng đầu năm thêm 34 dự án. Hải Dương dẫn đầu": of all that there
    are, of which the months told in between are only the latest."""
    if s.lang.attributive != "after" or len(s.tokens) < 2 or s.tokens[0].get("link") != "only":
        return False
    if s.tokens[1].get("period") is None or not told.family == keep.family == "fdi":
        return False
    then = settle(told.period.value, True)
    return told.period.stated and then is not None and then.type == "stock"


def stock_told(s: _Sentence) -> None:
    """ "… 1,88 tỷ USD, nâng lũy kế lên 10,5 tỷ USD với 1.555 dự án, thứ 8/116": the projects of a stock and the place that
    it has are told right behind it."""
    for x, y in zip(s.readings, s.readings[1:], strict=False):
        then, now = settle(x.period.value, True), settle(y.period.value, True)
        if (
            y.indicator not in FDI
            or y.transform not in ("level", "rank")
            or x.transform not in ("level", "rank")
        ):
            continue
        if then is None or then.type != "stock" or now is None or now.type == "stock" or now.end != then.end:
            continue
        behind = y.q.start - x.q.end <= _BEHIND and (y.q.unit in ("projects", "rank"))
        between = [t for t in s.tokens if x.q.end <= t.start < y.q.start]
        own = any(
            t.get("period") or t.get("measure") or t.get("tense") or t.get("punct") == ";" for t in between
        )
        if behind and not own:
            y.period = x.period


def only_parts(s: _Sentence) -> bool:
    """Whether a sentence states no level, but shares and growth of what the text has told."""
    return english(s.lang) and all(x.transform != "level" for x in s.readings)


def shorter(then: Period | None, now: Period | None) -> bool:
    """Whether a period begins as the one that is told of and ends before it."""
    if then is None or now is None or not (then.start and then.end and now.start and now.end):
        return False
    return then.start == now.start and then.end < now.end and now.type in ("ytd", "quarter", "half")


def in_part(now: Period, then: Period, after: bool) -> bool:
    """Whether a period is a part, by the name of a quarter or a month, of the longer one that a sentence began with."""
    longer = ("ytd", "year") if after else ("ytd",)
    if not (now.start and then.start) or now.type not in longer:
        return False
    shorter = ("quarter", "month")
    return then.type in shorter and then.start > now.start and then.end <= now.end


def years_before(s: _Sentence, told: Frame, keep: Frame) -> bool:
    """Whether a sentence only tells what the figure of the text had been in earlier years, for comparison."""
    if english(s.lang) or not told.period.stated:
        return False
    now, then = settle(told.period.value, False), settle(keep.period.value, False)
    if now is None or then is None or not now.start or not then.end or then.end >= now.start:
        return False
    same = (keep.family, keep.reporter.value, keep.partner.value)
    if same != (told.family, told.reporter.value, told.partner.value) and not _told_back(told, keep):
        return False
    if any((x.frame.reporter.value, x.frame.partner.value) != same[1:] for x in s.readings):
        return False  # "Looking back on 2024 …, of which China took 2.4 m tonnes": that year's story is told
    ends = [settle(x.frame.period.value, False) for x in s.readings]
    return all(p is not None and p.end and p.end < now.start for p in ends)


def _told_back(told: Frame, keep: Frame) -> bool:
    """ "Nga xuất khẩu sang Trung Quốc 1 triệu tấn. Cùng kỳ năm 2024, Trung Quốc nhập từ Nga 0,8 triệu tấn": the same flow,
    told from the other side."""
    if {told.flow.value, keep.flow.value} != {"exports", "imports"}:
        return False
    return (keep.reporter.value, keep.partner.value) == (told.partner.value, told.reporter.value)


def recalls(s: _Sentence, cur: Frame) -> bool:
    """ "Hai nước thiết lập quan hệ ngoại giao năm 1950": a sentence that tells of no flow and no number only recalls when
    something was; what the text tells of is not of that year."""
    if s.readings or s.stated_flow or not s.stated_period:
        return False
    then = settle(cur.period.value, False)
    if then is None or not then.end:
        return False
    told = settle(s.r.main.period.value, False)
    out = s.r.published
    if told is not None and then.start and out is not None and out.month:
        begun = then.type == "year" and then.start.year == out.year
        if not begun and (then.start.year, then.start.month) >= (out.year, out.month):
            return True  # "Businesses have high hopes for the fourth quarter": what is to come
    if english(s.lang):
        return "status" in s.kinds and s.tokens[0].get("period") is None
    if told is None or not told.start:
        return s.r.published is not None and then.end.year < s.r.published.year - _LONG_AGO
    led = s.tokens[0].get("period") is not None
    return then.end < told.start and (not led or then.end.year < told.start.year - _LONG_AGO)


def in_bracket(s: _Sentence, told: Val) -> bool:
    """ "Mỹ mua 913 tấn (năm 2022 là 800 tấn)": a period in a bracket that has a figure of its own is that figure's only;
    ``told``: what the text told of before."""
    span = s.r.main.period.span
    if not s.bracketed or english(s.lang) or span is None or span == told.span or not told.stated:
        return False
    lo = s.text.rfind("(", s.span[0], span[0])
    hi = s.text.find(")", span[1], s.span[1])
    if lo < 0 or hi < 0 or s.text.find(")", lo, span[0]) >= 0:
        return False
    return any(lo < x.q.start < hi for x in s.readings)


def only_compares(s: _Sentence, told: Frame, keep: Frame) -> bool:
    """ "In 2009 it was only 12 m": names nothing that the text tells of, but when it had been how much."""
    if not english(s.lang):
        return False
    # "The figure nearly equals the 2005 trade of 8 bn"
    equals = s.tokens[0].get("anaphor") == "figure" and any(t.get("share") == "equal" for t in s.tokens[1:4])
    if not s.kinds.isdisjoint(_SUBJECTS - {"measure"} if equals else _SUBJECTS):
        return False
    now = settle(told.period.value, False)
    return all(earlier(settle(x.frame.period.value, False), now) for x in s.readings)


def long_ago(s: _Sentence, told: Frame, keep: Frame) -> bool:
    """ "It used to be the top customer, with over 3 m tonnes in 2012": what the figure of the text had been years before is
    told with its time behind it."""
    if not english(s.lang) or not told.period.stated or keep.flow.value != told.flow.value:
        return False
    if (keep.reporter.value, keep.partner.value) != (told.reporter.value, told.partner.value):
        return False
    now = settle(told.period.value, False)
    for x in s.readings:
        then, span = settle(x.frame.period.value, False), x.frame.period.span
        if x.transform == "rank":
            continue
        if now is None or not now.start or then is None or not then.end or span is None:
            return False
        if then.end.year >= now.start.year - 1 or span[0] < x.q.end:
            return False
    return True


def one_month(tokens: list[Token | Quantity]) -> bool:
    """Whether a sentence says that it tells of one month by itself: "in that month", "In May alone"."""
    if len(tokens) > 1 and tokens[0].get("link") == "only" and tokens[1].get("period") is not None:
        return True
    return any((m := t.get("period")) is not None and m.kind == "month_frame" for t in tokens)


def in_full_again(s: _Sentence, keep: Frame) -> bool:
    """前7个月进出口2.6万亿元，出口…，进口…。其中，7月单月进出口4159亿元。出口…: once exports and imports of the months are
    told, those behind the month's trade are the month's."""
    if s.lang.spaced or keep.flow.value != "trade_total" or keep.partner.value != WORLD:
        return False
    return all(WORLD in s.r.partners.get(flow, ()) for flow in ("exports", "imports"))


def a_month_apart(s: _Sentence) -> bool:
    """ "In November it rose by 12 percent to a record": a month in between, one of those that the text tells of."""
    if not s.lang.spaced or s.lang.attributive != "before":
        return False
    t = next((t for t in s.tokens if t.get("period") is not None), None)
    return t is not None and t.get("period").kind == "month"


def item_of_goods(s: _Sentence, keep: Frame) -> bool:
    """ "Tuna in March grew 24.5%": a sentence on one kind of goods, after those of months, tells of one of them."""
    first = s.tokens[0].get("commodity") if s.tokens else None
    return first is not None and first != s.r.main.commodity.value and keep.flow.value in TRADE


def dated_by_asides(s: _Sentence) -> None:
    """A share or a rank says of when the text tells, too."""
    first = s.readings[0]
    alone = first.aside and s.r.main.period.stated and not dates_goods_alone(s, first)
    alone = alone and not (in_full_again(s, first.frame) or dates_market_alone(s, first))
    if not s.stated_period or first.indicator == "other" or alone:
        return
    now = settle(s.r.main.period.value, False) if english(s.lang) else None
    if now is not None and all(x.frame.status.value in AHEAD for x in s.readings):
        return  # "The target for 2025 is growth of 8%": the story goes on with what has been
    if now is not None and (then := settle(first.frame.period.value, False)) is not None:
        if only_parts(s) and shorter(then, now):
            return  # "By August China's share was 39%": the story goes on with the nine months
        if elsewhen(s, then, now):
            return  # "… took effect in 2009 and removed 85 percent of …": the story goes on with this year
    if s.lang.attributive == "after" and all(x.low and x.transform == "growth" for x in s.readings):
        return  # "so với mức giảm 10 ngày đầu tháng 1 là 24,7%": only what is compared with
    if first.low:
        first = next((x for x in reversed(s.readings) if not x.low), first)
    elif first.transform == "rank" or first.transform == "share" and s.lang.spaced:
        dated = (x for x in s.readings if x.frame.period.how == "read" and not (x.aside or x.low))
        if first.transform == "share":
            dated = (x for x in dated if x.transform != "share")  # "it holds 35%, but in nine months …"
        first = next(dated, first)
    s.r.main.period = first.frame.period


def dates_goods_alone(s: _Sentence, first: Reading) -> bool:
    """ "In seven months of 2024, durian alone brought in 1.6 bn. Bananas …": the word concerns the goods, not when it was,
    in a language that puts it before them."""
    if s.lang.attributive != "after" or first.frame.period.how != "read":
        return False
    k = next((k for k, t in enumerate(s.tokens) if t.get("link") == "only"), 0)
    dated = any(t.get("period") for t in s.tokens[:k])
    goods = k + 1 < len(s.tokens) and s.tokens[k + 1].get("commodity") is not None
    return dated and goods and not within(settle(first.frame.period.value, False), s.r.main.period)


def dates_market_alone(s: _Sentence, first: Reading) -> bool:
    """ "China alone spent 2.3 bn in the first eight months. The US was next": the word concerns the buyer, not when it was."""
    if not english(s.lang) or first.frame.period.how != "read" or len(s.tokens) < 2:
        return False
    then = settle(first.frame.period.value, False)
    named = s.tokens[0].get("area") is not None and s.tokens[1].get("link") == "only"
    return named and then is not None and then.type == "ytd"


def remembers(s: _Sentence, told: Val) -> bool:
    """ "The two sides signed an agreement in 2009", "The economy is to grow by 3 percent in 2031": a sentence without a
    figure of the field that only tells of something earlier than the text does, or of what is to come, and of no trade or
    investment, does not date what follows."""
    if not english(s.lang) or s.readings:
        return False
    before, then = settle(s.r.main.period.value, False), settle(told.value, False)
    if then is None:
        return False
    if before is None:  # "The gate opened in 1998. Trade through it …"
        out = s.r.published
        if out is None or s.stated_flow or not then.end or then.end.year >= out.year - _LONG_AGO:
            return False
    elif not elsewhen(s, then, before):
        return False
    if not any(t.get("period") for t in s.tokens[:2]):
        return True  # "Shipments have grown every year since 2010 except for 2014"
    named = {t.get("measure") for t in s.tokens} - _NO_TRADE
    return not named and "directed" not in s.kinds


def elsewhen(s: _Sentence, then: Period, now: Period) -> bool:
    """Whether a period ends before the one that the text tells of, or begins after it and after the text came out."""
    if earlier(then, now):
        return True
    out = s.r.published
    return bool(then.start and now.end and then.start > now.end and out and then.start.year > out.year)


def keep_dates(s: _Sentence, cur: Frame) -> None:
    """The period last told of, that of a target last told of, and the year that months without one belong to."""
    r = s.r
    if s.readings:
        last = s.readings[-1]
        ahead_now = last.frame.status.value in AHEAD and last.period.how == "read"
        r.ahead_period = last.period if ahead_now else None
        r.dated = last_dated(s.readings) or r.dated
    r.one_time = one_time(s.readings)
    ahead = cur.status.value in AHEAD and r.year is not None
    running = isinstance(cur.period.value, Period) and r.published is not None
    ahead = ahead and not (running and cur.period.value.year == r.published.year)
    if (
        isinstance(cur.period.value, Period)
        and cur.period.value.year
        and not (ahead or remembers(s, cur.period))
        and not (r.published is not None and cur.period.value.year > r.published.year)
    ):
        r.year = cur.period.value  # a target's year is not when the text tells of


def last_dated(readings: list[Reading]) -> Val | None:
    """The period last told of; an earlier one, told behind it, is only that of what it is compared with."""
    told: Val | None = None
    for x in readings:
        if not dates_the_text(x):
            continue
        now = settle(x.frame.period.value, False)
        then = settle(told.value, False) if told is not None else None
        if then and now and then.end and now.end and now.end < then.end and now.type == "year":
            continue
        told = x.frame.period
    return told


def one_time(readings: list[Reading]) -> Val | None:
    """The period of all levels of a sentence, where it is one: "Riêng tháng 5, xuất khẩu sang Mỹ đạt 780 triệu USD"."""
    told = [
        x.frame.period for x in readings if x.transform == "level" and not x.low and x.indicator != "other"
    ]
    alike = bool(told) and all(p.stated and p.value == told[0].value for p in told)
    return told[0] if alike and told[0].how == "read" else None


def dates_the_text(x: Reading) -> bool:
    """Whether a level's period is one that the text goes on with: of no base, no aside, and not of what is to come."""
    ahead = x.frame.status.value in AHEAD
    return x.transform == "level" and not (x.low or x.aside or ahead) and x.frame.period.stated
