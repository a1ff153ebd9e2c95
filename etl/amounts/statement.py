"""Whether a number is a statement of its own, a part of one, or a price."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from etl import periods, when
from etl.behind import previous_quantity
from etl.clauses import Clause
from etl.frame import Frame, Val
from etl.language import english
from etl.reading import COUNTS, MONEY, TRADE, settle

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def statement(s: _Sentence, c: Clause) -> bool:
    """Whether a clause without a measure of its own says enough to go on with the frame's."""
    if s.readings:
        return True
    if s.r.main.flow.value == "count" and c.quantity.unit in ("tonnes", "other") and english(s.lang):
        if any(t.get("noun") == "doers" for t in s.tokens[: c.index]):
            return True  # "235 trains crossed. They transported 6,772 TEUs"
    for part in (s.tokens,):
        if any(
            t.get("area")
            or t.get("period")
            or t.get("commodity")
            or t.get("sector")
            or t.get("anaphor")
            or t.get("change")
            or t.get("measure")
            or t.get("share") in ("share", "whole")
            or t.get("status")
            or t.get("link") in ("of_which", "only")
            for t in part
        ):
            return True
    return any(t.get("area") or t.get("period") or t.get("commodity") for t in c.right)


def since(s: _Sentence, c: Clause, cur: Frame, base: Val) -> Val:
    """ "In 2014 …; Thai Nguyen leapt from 2.4 bn in 2013 to 79.2 bn": where it got to is of the year told of, which
    the clause may name itself ("in 2024 it rose from 2020's 2.4 bn to 4.7 bn")."""
    then = settle(base.value, False)
    if cur.period.value != base.value or then is None or not then.end:
        return cur.period
    own = next((t for t in c.near if t.get("period") is not None and t.end <= c.quantity.start - 3), None)
    named = when.resolve(own.get("period"), s.lang, s.r.year, s.r.published) if own is not None else None
    if named is not None and named.period is not None and named.period != then:
        mine = s.period_val(named, own, cur)
        now = settle(mine.value, False) if mine is not None else None
        if now is not None and now.end and now.start and now.start > then.end:
            return mine
    told = settle(s.rank_before.period.value, False)
    later = told is not None and told.end and told.start and told.start > then.end
    if not later and not s.lang.spaced and then.type == "year" and then.year and _from_last_year(c, base):
        return Val(periods.year(then.year + 1), base.span, base.how)
    return s.rank_before.period if later else cur.period


def _from_last_year(c: Clause, base: Val) -> bool:
    """由上年的607亿美元增至612亿美元: the year after, where no other is named."""
    for t, then in pairwise(c.near):
        if t.get("change") == "start" and (m := then.get("period")) is not None:
            return base.span == (then.start, then.end) and m.kind in ("year_prior", "year_relative")
    return False


def in_month(s: _Sentence, c: Clause) -> bool:
    """ "In the month of March alone": a part of the months that were told of before it."""
    if not s.readings or "period" not in c.left_kinds:
        return False
    return any(
        (m := t.get("period")) is not None and m.kind == "month_frame"
        for part in c.left
        if isinstance(part, list)
        for t in part
    )


def rated(c: Clause) -> bool:
    """A price or a daily average: "per tonne", "mỗi ngày"."""
    if "rate" in c.right_kinds and c.right[0].get("rate") and c.right[0].start - c.quantity.end <= 3:
        # "kim ngạch đạt 100 tỷ USD/năm": a year's trade, and no price
        yearly = c.right[0].get("rate") == "yearly" and c.quantity.unit in MONEY
        return not (yearly and any(t.get("measure") in (*TRADE, "trade_balance") for t in c.near))
    words = [t for t in c.near[-3:] if not t.get("hedge")]
    if c.quantity.unit in COUNTS and len(words) > 1 and words[-1].get("role") == "of":
        if words[-2].get("measure") == "other":
            return True  # "a daily average of 1,450 vehicles"
    if "rate" not in c.left_kinds or not any(t.get("rate") for t in c.near):
        return False
    last = c.near[-1]
    if last.get("change") == "reach" and last.get("role") == "to":
        at = max(k for k, t in enumerate(c.near) if t.get("rate"))
        if at == len(c.near) - 2 and c.quantity.unit in MONEY:
            return False  # "has grown 12% a year on average to 303 bn"
    # "trade came to 76 bn a year on average": a year's trade, and no price
    yearly = c.right[0].get("period") if c.right and c.quantity.unit in MONEY else None
    return yearly is None or yearly.kind != "annual" or any(t.get("commodity") for t in c.near)


def price_moved(s: _Sentence, c: Clause) -> bool:
    """ "均价每吨4931美元，涨1751美元", "giá 4.100 USD một tấn, rẻ đi 879 USD": by how much a price changed."""
    told = s.readings[-1] if s.readings else None
    if told is None or told.indicator != "other" or told.q is not previous_quantity(s, c):
        return False
    between = [t for t in s.tokens[: c.index] if t.start >= told.q.end]
    moved = bool(between) and between[-1].get("change") in ("up", "down", "add")
    plain = moved and all(
        t.get("punct") == ","
        or t.get("compare")
        or t.get("rate")
        or t.get("period")
        or t.get("link") == "and"
        for t in between[:-1]
    )
    return plain and c.quantity.unit == told.q.unit
