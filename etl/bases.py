"""What a base of a comparison is of: the month before, a year named right before the number it is multiplied by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods
from etl.clauses import Clause
from etl.frame import Val
from etl.periods import Period
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


def month_before(s: _Sentence, c: Clause, now: Period | None) -> Val | None:
    """ "down from last month's 34 bn": the month before the one that is told of, where the words say so."""
    if now is None or now.type != "month":
        return None
    for t in reversed(c.near):
        if t.get("compare") is None and t.get("period") is None:
            continue
        words = s.text[t.start : t.end]
        last = any(v == -1 and w in words for w, v in s.lang.relative_months.items())
        if not last and t.get("compare") != "mom":
            return None
        return Val(periods.month_before(now), (t.start, t.end), "read")
    return None


def multiplied(words: list[Token], k: int, c: Clause) -> bool:
    """ "4.6 times 2013's", where the year stands before: the base's, not that of the figure."""
    q = c.quantity
    if q is None or q.unit != "times" or q.origin == "multiple" or q.start - words[k].end > 3:
        return False
    return bool(words[k + 1 :]) and all(t.get("role") == "of" or t.get("hedge") for t in words[k + 1 :])
