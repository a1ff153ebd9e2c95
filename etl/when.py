"""From a period as it is worded to a period of the calendar.

Relative words are resolved from the publication date where it is known, otherwise from the year that the
text itself names; where neither tells, the answer is None with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl import periods as p
from etl.language import Language
from etl.lunar import lunar_day
from etl.periods import Period, Published
from etl.tokens import PeriodMatch

_YEAR = re.compile(r"\d{4}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAYS = 31
_DECEMBER = 12
_HALF = 15  # the last day of a month's first half
_WEEKS = 4  # whole ones that any month has


@dataclass(slots=True, unsafe_hash=True)  # never changed, but "frozen" ones are slow to create
class When:
    """``period`` is None where it cannot be told (``why``). ``until`` marks words that mean a stock for what
    exists and a cumulative flow for what happens; ``flow`` is then the cumulative reading."""

    period: Period | None
    why: str | None = None
    until: bool = False
    flow: Period | None = None
    weak: bool = False
    relative: int | None = None
    whole: bool = False  # "in all of 2019": not the same months of it


def resolve(
    m: PeriodMatch, lang: Language, context: Period | None, published: Published | None
) -> When | None:
    """The period that a template's match means; None for words that are no period of a figure."""
    s, kind = m.slots, m.kind
    if kind == "skip":
        return None
    if kind == "annual":
        return When(None, "yearly_rate", weak=True)
    if kind == "fiscal":
        return When(None, "fiscal_year")  # its months are those of the country's law
    if kind == "years_past":
        return When(None, "no_period")  # 三年来: from when to when, nobody says
    relative = _relative(s.get("Y"), lang)
    y = _year(s, lang, relative, context, published)
    try:
        return _RESOLVERS[kind](s, y, relative, lang, context, published)
    except (ValueError, KeyError):
        return None


def _relative(worded: str | None, lang: Language) -> int | None:
    if worded is None or _YEAR.search(worded):
        return None
    for words in sorted(lang.relative_years, key=len, reverse=True):
        if words in worded:
            return lang.relative_years[words]
    return None


def _year(s, lang, relative, context, published) -> int | None:
    for slot in ("y", "Y"):
        if (words := s.get(slot)) and (found := _YEAR.search(words)) is not None:
            return int(found[0])
    if relative is not None:
        return (
            published.year + relative
            if published
            else (context.year + relative if context and context.year else None)
        )
    if s.get("Y") and context is not None and context.year:
        return context.year  # "at the end of that year": the one that is told of
    return None


def _number(text: str | None, lang: Language) -> int | None:
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    if text in _ROMAN:
        return _ROMAN[text]
    if text in lang.months:
        return lang.months[text]
    value = lang.numbers.get(text)
    return int(value) if value is not None else lang.ordinals.get(text)


def _year_for(m: int, context: Period | None, published: Published | None) -> int | None:
    """The year of a month that is named without one: the text's, else the latest that was over at publication."""
    if context is not None and context.year:
        running = context.type == "year" and published is not None and published.month
        if running and published.year == context.year + 1 and m < published.month:
            return published.year  # after last year's figure, months are those of the year that runs
        return context.year
    if published is None:
        return None
    if published.month is not None and m > published.month:
        return published.year - 1
    return published.year


NO_YEAR = When(None, "no_year")


def _with_year(m: int, y: int | None, context, published) -> int | None:
    return y if y is not None else _year_for(m, context, published)


def _skip_none(build):
    def resolver(s, y, relative, lang, context, published):
        return build(s, y, lang, context, published)

    return resolver


def _first_months(n: int, y: int | None, context, published) -> int | None:
    """The year of "the first nine months": after a whole year, the one that runs at publication."""
    told = context is not None and context.type == "year" and published is not None and published.month
    if y is None and told and published.year == context.year + 1 and n < published.month:
        return published.year
    return _with_year(n, y, context, published)


def _ytd(s, y, lang, context, published):
    n = _number(s.get("n"), lang)
    y = _first_months(n, y, context, published)
    return When(p.months(y, 1, n)) if y else NO_YEAR


def _ytd_past(s, y, lang, context, published):
    n = _number(s.get("n"), lang)
    if published is None:
        return When(p.months(context.year, 1, n)) if context and context.year else NO_YEAR
    year = published.year if published.month is None or n <= published.month else published.year - 1
    return When(p.months(year, 1, n))


def _ytd_last(s, y, lang, context, published):
    n = _number(s.get("n"), lang) or 1  # "the last month of the year"
    y = _with_year(12, y, context, published)
    return When(p.months(y, 13 - n, 12)) if y else NO_YEAR


def _ytd_month(s, y, lang, context, published):
    n, m = _number(s.get("n"), lang) or 12, _number(s.get("m"), lang)  # "the year ended June 2024"
    y = _with_year(m, y, context, published)
    if not y:
        return NO_YEAR
    if n <= m:
        return When(p.months(y, m - n + 1, m))
    return When(p.months(y, 13 + m - n, m, y - 1))


def _months(s, y, lang, context, published):
    m2 = _number(s.get("m"), lang)
    m1 = _number(s.get("m1"), lang) if "m1" in s else 1
    y = _with_year(m2, y, context, published)
    if not y:
        return NO_YEAR
    first = int(s["y1"]) if s.get("y1") else y - 1 if m1 > m2 else y
    return When(p.months(y, m1, m2, first)) if (first, m1) <= (y, m2) else None


def _months_day(s, y, lang, context, published):
    m2 = _number(s.get("m") or s.get("m1"), lang)
    m1 = _number(s.get("m1") or s.get("m"), lang)
    if m2 is None and "nn" in s:  # "the first two days of 2023"
        n = _number(s["nn"], lang)
        return When(p.days(date(y, 1, 1), date(y, 1, n))) if y and n <= _DAYS else NO_YEAR
    if m2 is None and s.get("d1"):  # 7日至14日: in the last month that has had both
        m2, y = _month_past(int(s["d"]), published)
        if m2 is None:
            return NO_YEAR
        m1 = m2
    elif m2 is None:  # "the first 20 days of this month"
        if published is None or published.month is None:
            return NO_YEAR
        m1, m2, y = published.month, published.month, published.year
    y = _with_year(m2, y, context if published is None else None, published)
    d1 = int(s.get("d1") or 1)  # "the first 20 days of June"
    first = int(s["y1"]) if s.get("y1") else y - (m1 > m2) if y else y  # "between 1 October and 4 January"
    last = (
        p.safe_date(y, m2, _number(s.get("d") or s.get("nn"), lang) or 0) if y else None
    )  # hai mươi ngày đầu
    start = p.safe_date(first, m1, d1) if last else None
    return When(p.days(start, last)) if start and start <= last else NO_YEAR


def _since_day(s, y, lang, context, published):
    m, d = _number(s.get("m"), lang), int(s["d"])
    y = _with_year(m, y, context, published)
    first = int(s["y1"]) if s.get("y1") else y  # 自2023年初至2023年9月20日
    return When(p.days(date(first, 1, 1), date(y, m, d))) if y and first <= y else NO_YEAR


def _since_mid(s, y, lang, context, published):
    m = _number(s.get("m"), lang)
    y = _with_year(m, y, context, published)
    return When(p.days(date(y, 1, 1), date(y, m, 15))) if y else NO_YEAR


def _since_month(s, y, lang, context, published):
    m = _number(s.get("m"), lang)
    y = _with_year(m, y, context, published)
    return When(p.months(y, 1, m)) if y else NO_YEAR


def _since_now(s, y, lang, context, published):
    if published and published.month and (y is None or y == published.year):
        return When(_to_month_told(context, published) or p.months(published.year, 1, published.month))
    if y is not None:
        return When(p.year(y))
    if published is None and context is not None and context.end is not None:
        return When(p.months(context.end.year, 1, context.end.month))
    return NO_YEAR


def _to_month_told(context: Period | None, published: Published) -> Period | None:
    """ "3.1 bn in September, 63 bn since January": up to the end of the month, or of the part of it, told of."""
    if context is None or context.start is None or context.end is None:
        return None
    first, last = context.start, context.end
    inside = first.year == last.year == published.year and first.month == last.month
    if not inside or first.day != 1 or first == last or published.month - last.month not in (0, 1):
        return None
    if last == p.month(last.year, last.month).end:
        return p.months(last.year, 1, last.month)
    return p.days(date(last.year, 1, 1), last) if last.day in (10, 15, 20) else None


def _since_date(s, y, lang, context, published):
    """ "Since 8 May": up to the publication, where its day is known."""
    if s.get("qo"):
        return _since_quarter(s, y, lang, context, published)
    m = _number(s.get("m"), lang)
    y = _with_year(m, y, context, published)
    if y and not s.get("d"):  # 2021年1月至今
        if published is None or published.month is None or (y, m) > (published.year, published.month):
            return When(None, "now_undated")
        return When(p.months(published.year, m, published.month, y))
    first = p.safe_date(y, m, int(s["d"])) if y else None
    if first is None or published is None or published.day is None:
        return When(None, "now_undated")
    today = date(published.year, published.month, published.day)
    return When(p.days(first, today)) if first < today else When(None, "now_undated")


def _since_quarter(s, y, lang, context, published):
    """三季度以来: up to the day told of in it, else to the month of the publication."""
    first = 3 * _number(s["qo"], lang) - 2
    y = _with_year(first, y, None if published is not None else context, published)
    until = context.end if context is not None and context.type != "year" else None
    if y and until is not None and until.year == y and until.month >= first:
        if until < p.month(y, until.month).end:
            return When(p.days(date(y, first, 1), until))
        return When(p.months(y, first, until.month))
    return _since_date({"m": str(first)}, y, lang, context, published) if y else NO_YEAR


def _until_told_day(context):
    """截至当天: from the start of the year up to the day told of."""
    if context is None or context.type != "day":
        return When(None, "no_period", weak=True)
    end = context.end
    return When(p.stock(end.year, end.month, end.day), until=True, flow=p.days(date(end.year, 1, 1), end))


def _half(h):
    def build(s, y, lang, context, published):
        y = _with_year(6 * h, y, context, published)
        return When(p.half(y, h)) if y else NO_YEAR

    return _skip_none(build)


def _month_half(first: bool):
    def build(s, y, lang, context, published):
        m = _number(s.get("m"), lang)
        if m is None:
            m, y = _half_past(first, context, published)
            if m is None:
                return NO_YEAR
        y = _with_year(m, y, context, published)
        if not y:
            return NO_YEAR
        a, b = (date(y, m, 1), date(y, m, 15)) if first else (date(y, m, 16), p.month(y, m).end)
        return When(p.days(a, b))

    return _skip_none(build)


def _half_past(first: bool, context, published) -> tuple[int | None, int | None]:
    """The month of "the first half of the month": the last one that was over, or that is told of."""
    told = context.end if context is not None and context.type in ("month", "day") else None
    if told is not None and told.month is not None:
        return told.month, told.year
    if published is None or published.month is None or published.day is None:
        return None, None
    if first and published.day > _HALF:
        return published.month, published.year
    return (published.month - 1, published.year) if published.month > 1 else (12, published.year - 1)


def _month_past(d: int, published) -> tuple[int | None, int | None]:
    """The month of "by the 20th": the last one whose day is over."""
    if published is None or published.month is None or published.day is None:
        return None, None
    y, m = published.year, published.month
    if d > published.day:
        y, m = (y, m - 1) if m > 1 else (y - 1, 12)
    return (m, y) if p.safe_date(y, m, d) is not None else (None, None)


def _month_weeks(s, y, lang, context, published):
    m, n = _number(s.get("m"), lang), _number(s.get("n"), lang) if "n" in s else 1
    y = _with_year(m, y, context, published)
    if not y:
        return NO_YEAR
    return When(p.days(date(y, m, 1), date(y, m, 7 * n))) if n and n <= _WEEKS else None


def _ytd_quarters(s, y, lang, context, published):
    n = _number(s.get("n") or s.get("q"), lang)  # "three quarters", "by the end of the third"
    if not 1 <= n <= 4:
        return None
    if "n" in s and "q" in s:  # "the four quarters to the end of Q1 2024"
        m = 3 * _number(s["q"], lang)
        return _ytd_month({"n": str(3 * n), "m": str(m)}, y, lang, context, published) if y else NO_YEAR
    y = _first_months(3 * n, y, context, published)
    return When(p.months(y, 1, 3 * n)) if y else NO_YEAR


def _quarter(s, y, lang, context, published):
    q = _number(s.get("q") or s.get("qo") or "1", lang)
    y = _with_year(3 * q, y, context, published)
    return When(p.quarter(y, q)) if y else NO_YEAR


def _quarter_last(s, y, lang, context, published):
    y = _with_year(12, y, context, published)
    return When(p.quarter(y, 4)) if y else NO_YEAR


def _quarter_prior(context, published):
    """ "In the prior quarter": before the one told of, or that of the month told of, or that of the publication."""
    told = context.end if context is not None and context.type in ("month", "quarter") else None
    if told is None and published is not None and published.month:
        told = p.month(published.year, published.month).end
    if told is None:
        return NO_YEAR
    n = (told.month + 2) // 3 - 1
    return When(p.quarter(told.year - (n < 1), n or 4))


def _quarter_month(s, y, lang, context, published):
    """ "The September quarter": the three months that end with it; "in the prior quarter" names no month."""
    if "m" not in s:
        return _quarter_prior(context, published)
    m = _number(s.get("m"), lang)
    y = _with_year(m, y, context, published)
    if not y or m % 3:
        return None if y else NO_YEAR
    return When(p.quarter(y, m // 3))


def _until(precision, stock_only):
    def build(s, y, lang, context, published):
        m = _number(s.get("m"), lang) if "m" in s else None
        if precision == "quarter":
            m = 3 * _number(s.get("q") or s.get("qo") or "1", lang)
        elif precision == "half":
            m = 6
        if precision == "day" and "d" not in s:
            return _until_told_day(context)
        d = int(s["d"]) if precision == "day" else None
        if d is not None and "m" not in s:
            m, y = _month_past(d, published)
            if m is None:
                return NO_YEAR
        named = y is not None
        if precision == "year":
            if y is None:  # "by year-end", "by the end of the year"
                y = context.year if context is not None and context.year else published and published.year
            return When(p.stock(y), until=True, flow=p.year(y)) if y else NO_YEAR
        y = _with_year(m, y, context, published)
        if not y:
            return NO_YEAR
        flow = p.months(y, 1, m) if d is None else p.days(date(y, 1, 1), date(y, m, d))
        if not stock_only and not named and context is not None and context.type in ("ytd", "range"):
            return When(flow, until=True, flow=flow)  # "… by July 20" inside a year that is being told
        return When(p.stock(y, m, d), until=True, flow=flow)

    return _skip_none(build)


def _stock_frame(s, y, lang, context, published):
    if context is None or context.end is None or context.type == "since":
        return When(None, "no_period", weak=True)
    whole = context.type == "year"
    partly = (
        context.type in ("range", "ytd") and context.end != p.month(context.end.year, context.end.month).end
    )
    end = p.stock(context.end.year, None if whole else context.end.month, context.end.day if partly else None)
    return When(end, until=True, flow=context)


def _stock_frame_year(s, y, lang, context, published):
    if context is None or not context.year:
        return NO_YEAR
    return When(p.stock(context.year), until=True, flow=p.year(context.year))


def _stock_now(s, y, lang, context, published):
    if published is None:
        return When(None, "up_to_now_undated", weak=True)
    # "27 bn in nine months. So far there are 4,000 projects. Exports …": trade behind it is of the months told of
    # "105 bn in eleven months. So far, the deficit is 31 bn": a flow behind it is of those months
    after = lang.attributive == "after"
    told = context is not None and lang.spaced and (context.type == "ytd" or after)
    told = told and context.type in ("ytd", "year", "range")
    # "32 m in 1991, so far 171 bn": a year long past is not gone on with
    told = told and not (after and (context.year or published.year) < published.year - 2)
    return When(
        p.stock(published.year, published.month), until=True, weak=True, flow=context if told else None
    )


def _day(s, y, lang, context, published):
    # a day without a year is a day of the news: its date comes before the years that the text tells of
    m = _number(s.get("m"), lang) or 1  # "the first day of the new year"
    y = _with_year(m, y, context if published is None else None, published)
    return (
        When(p.day(date(y, m, int(s.get("d") or 1))), weak=True) if y else When(None, NO_YEAR.why, weak=True)
    )


def _lunar_day(s, y, lang, context, published):
    """ "Mùng 1 Tết": that of the year told of, or the last one before publication."""
    d = _number(s["n"], lang) or 0
    told = published if published is not None and published.month and published.day else None
    if y is None and told is not None:
        y = told.year
        first = lunar_day(y, d)
        y -= first is not None and first > date(told.year, told.month, told.day)
    if y is None and context is not None:
        y = context.year
    day = lunar_day(y, d) if y else None
    return When(p.day(day)) if day is not None else NO_YEAR


def _day_exact(s, y, lang, context, published):
    if "n" in s and "d" not in s:
        return _lunar_day(s, y, lang, context, published)
    w = _day(s, y, lang, context, published)
    return When(w.period, w.why)


def _month(s, y, lang, context, published):
    m = _number(s.get("m"), lang) or 1  # "the first month of the year"
    if y is None and s.get("ahead") and published is not None and published.month and m > published.month:
        told = context.year if context is not None and context.year else published.year
        y = published.year if told >= published.year - 1 else None  # else the text is of years long past
    y = _with_year(m, y, context, published)
    return When(p.month(y, m)) if y else NO_YEAR


def _month_relative(s, y, lang, context, published):
    shift = next((v for k, v in lang.relative_months.items() if k in s["text"]), 0)
    if published is None or published.month is None:
        return NO_YEAR
    index = published.year * 12 + published.month - 1 + shift
    return When(p.month(index // 12, index % 12 + 1))


def _month_prior(s, y, lang, context, published):
    """ "In the previous month": before the month told of, or before that of the publication."""
    told = context.end if context is not None and context.type == "month" else published
    if told is None or told.month is None:
        return NO_YEAR
    index = told.year * 12 + told.month - 2
    return When(p.month(index // 12, index % 12 + 1))


def _year_of(s, y, lang, context, published):
    return When(p.year(y)) if y else NO_YEAR


def _year_relative(s, y, relative, lang, context, published):
    shift = _relative(s["text"], lang)
    if shift is None:
        return None
    base = published.year if published else (context.year if context else None)
    if s.get("Y") and published is not None and published.month == _DECEMBER:
        shift = 0  # "over the past year", in December: the one that ends
    return When(p.year(base + shift), relative=shift) if base else NO_YEAR


def _year_frame(s, y, lang, context, published):
    if context is not None and context.year:
        return When(p.year(context.year))
    return When(p.year(published.year)) if published else NO_YEAR


def _year_prior(s, y, lang, context, published):
    """ "A year before that", "five years earlier": before the year that is told of; "five years ago": before that of the
    text."""
    told = context.year if context is not None and context.year else published.year if published else None
    if s.get("nn1"):
        told = published.year if published else told
    many = s.get("nn") or s.get("nn1")
    before = int(_number(many, lang)) if many else 1
    return When(p.year(told - before), relative=None if many else -1) if told else NO_YEAR


def _year_next(s, y, lang, context, published):
    """ "A year later", "20 years later": behind the year that is told of."""
    after = _number(s["nn"], lang) if s.get("nn") else 1
    return When(p.year(context.year + after)) if context and context.year else NO_YEAR


def _period_prior(s, y, lang, context, published):
    """ "In the same period of last year, …": the period that is told of, a year before."""
    if context is None or not context.year:
        return NO_YEAR
    told = p.a_year_earlier(context)
    while "y" in s and told.year > y:  # "In the same period of 2019, …"
        told = p.a_year_earlier(told)
    return When(told)


def _years(s, y, lang, context, published):
    y1 = int(s["y1"])
    if not y1 < y:
        return None
    return When(Period(f"{y1}/{y}", date(y1, 1, 1), date(y, 12, 31), "range"))


def _month_frame(s, y, lang, context, published):
    if context is None or context.end is None or context.type in ("year", "since"):
        return When(None, "no_month", weak=True)
    return When(p.month(context.end.year, context.end.month))


_ENDING = 20  # the day of a quarter's last month from which reports on it come


def _nth_frame(s, y, lang, context, published):
    """ "14 bn in the third quarter and 16 bn in the fourth": of the year that the one before it is of."""
    n = _number(s.get("qo"), lang)
    if context is None or context.start is None or n is None:
        return None
    if context.type == "quarter":
        return When(p.quarter(context.start.year, n))
    return When(p.half(context.start.year, n)) if context.type == "half" and n < 3 else None


def _quarter_frame(s, y, lang, context, published):
    """ "In all of the quarter": the one told of, or that of the month told of; where nothing is told of, the last that had
    ended, or was about to, when it was published."""
    if context is None and published is not None and published.month:
        ending = published.month % 3 == 0 and (published.day or 1) >= _ENDING
        n = (published.month + 2) // 3 - (not ending)
        return When(p.quarter(published.year - (n < 1), n or 4))
    if context is None or context.end is None or context.type not in ("month", "quarter"):
        return When(None, "no_quarter", weak=True)
    return When(p.quarter(context.end.year, (context.end.month + 2) // 3))


def _half_frame(s, y, lang, context, published):
    """ "Exports rose 5% in the half": the one told of; where nothing is told of, the last that had ended, or was about to,
    when it was published."""
    if context is None and published is not None and published.month:
        ending = published.month % 6 == 0 and (published.day or 1) >= _ENDING
        n = (published.month + 5) // 6 - (not ending)
        return When(p.half(published.year - (n < 1), n or 2))
    ended = context is not None and context.end is not None and context.end.month % 6 == 0
    if not ended or context.type not in ("half", "quarter", "month"):
        return When(None, "no_half", weak=True)
    return When(p.half(context.end.year, (context.end.month + 5) // 6))


def _now(s, y, lang, context, published):
    if published is None or published.day is None:
        return When(None, "now_undated", weak=True)
    return When(p.day(date(published.year, published.month, published.day)), weak=True)


def _bare(s, y, lang, context, published):
    return When(p.year(y), weak=True)


_RESOLVERS = {
    "ytd": _skip_none(_ytd),
    "ytd_past": _skip_none(_ytd_past),
    "ytd_last": _skip_none(_ytd_last),
    "ytd_month": _skip_none(_ytd_month),
    "months": _skip_none(_months),
    "months_day": _skip_none(_months_day),
    "since_start_day": _skip_none(_since_day),
    "since_start_mid": _skip_none(_since_mid),
    "since_start_month": _skip_none(_since_month),
    "since_start_now": _skip_none(_since_now),
    "since_date": _skip_none(_since_date),
    "month_half1": _month_half(True),
    "month_weeks": _skip_none(_month_weeks),
    "month_half2": _month_half(False),
    "ytd_quarters": _skip_none(_ytd_quarters),
    "half1": _half(1),
    "half2": _half(2),
    "quarter": _skip_none(_quarter),
    "quarter_last": _skip_none(_quarter_last),
    "quarter_month": _skip_none(_quarter_month),
    "nth_frame": _skip_none(_nth_frame),
    "quarter_frame": _skip_none(_quarter_frame),
    "half_frame": _skip_none(_half_frame),
    "stock_day": _until("day", True),
    "stock_month": _until("month", True),
    "stock_year": _until("year", True),
    "stock_frame": _skip_none(_stock_frame),
    "stock_frame_year": _skip_none(_stock_frame_year),
    "stock_now": _skip_none(_stock_now),
    "until_day": _until("day", False),
    "until_month": _until("month", False),
    "until_quarter": _until("quarter", False),
    "until_half1": _until("half", False),
    "until_year": _until("year", False),
    "since": _skip_none(lambda s, y, lang, c, pub: When(p.since(y), weak=True)),
    "day": _skip_none(_day),
    "day_exact": _skip_none(_day_exact),
    "month": _skip_none(_month),
    "month_relative": _skip_none(_month_relative),
    "month_prior": _skip_none(_month_prior),
    "month_frame": _skip_none(_month_frame),
    "years": _skip_none(_years),
    "year": _skip_none(_year_of),
    "year_start": _skip_none(_year_of),
    "year_full": _skip_none(lambda s, y, lang, c, pub: When(p.year(y), whole=True) if y else NO_YEAR),
    "year_relative": _year_relative,
    "year_frame": _skip_none(_year_frame),
    "year_next": _skip_none(_year_next),
    "year_prior": _skip_none(_year_prior),
    "period_prior": _skip_none(_period_prior),
    "year_bare": _skip_none(_bare),
    "now": _skip_none(_now),
}
