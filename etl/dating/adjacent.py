"""The period that stands right beside a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl import periods, when
from etl.bases import likened
from etl.clauses import Clause
from etl.dating.spans import spans_years
from etl.frame import NOTHING, Frame, Val
from etl.language import english
from etl.reading import AHEAD, QUARTERS, settle
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


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
        context = s.month_over(m, s.year_context(frame))
        foreseen = frame.status.value in AHEAD or any(t.get("status") in AHEAD for t in words_[:k])
        if context is None and m.kind in QUARTERS and foreseen and s.r.published is not None:
            context = periods.year(s.r.published.year)  # "expects 14 bn in the third quarter"
        w = when.resolve(m, s.lang, context, s.published_for(m, frame))
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
    if now is not None and w is not None and w.period is not None and english(s.lang) and spans_years(now):
        return (
            now.end is not None and w.period.year >= now.end.year
        )  # "in 2020-2022, reaching 11 bn last year"
    return bool(w and w.period and now and now.type == "year" and w.period.year > now.year)


def _of_that_year(s: _Sentence, words: list[Token], k: int) -> bool:
    """ "vượt xa con số 910 triệu USD của cả năm trước": a past year right behind an amount that is said to be its own."""
    return s.lang.attributive == "after" and k == 1 and words[0].get("role") == "of" and bool(s.readings)


def _past(m, s) -> bool:
    return any(k in m.slots["text"] and v < 0 for k, v in s.lang.relative_years.items())


def _moved_before(words: list[Token]) -> bool:
    """Whether a change of another time stands right behind "after"."""
    return bool(words) and words[0].get("change") in ("up", "down")
