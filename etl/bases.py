"""What a base of a comparison is of: the month before, a year named right before the number it is multiplied by; and
which of two amounts behind it a growth is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods
from etl.clauses import Clause
from etl.frame import Val
from etl.periods import Period
from etl.reading import GOODS, MONEY
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


def month_before(s: _Sentence, c: Clause, now: Period | None) -> Val | None:
    """ "down from last month's 34 bn": the month before the one that is told of, where the words say so."""
    if now is None or now.type != "month":
        return None
    behind = c.right[0] if c.right else None
    if behind is not None and behind.get("compare") == "mom" and behind.start - c.quantity.end == 1:
        return Val(periods.month_before(now), (behind.start, behind.end), "read")  # "8.9 bn a month earlier"
    if behind is not None and behind.get("ago"):
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


def likened(tokens: list[Token | Quantity], k: int) -> bool:
    """ "Bằng 130% năm 2022": whether the percentage at ``k`` is of what stood in the period behind it."""
    q = tokens[k]
    if not isinstance(q, Quantity) or q.unit != "percent" or k + 1 >= len(tokens):
        return False
    nxt = tokens[k + 1]
    if nxt.get("period") is None or nxt.start - q.end > 1:
        return False
    before = next((t for t in reversed(tokens[:k]) if not t.get("hedge")), None)
    return before is not None and before.get("share") == "equal" and before.get("compare") == "base"


def basis_behind(tokens: list[Token | Quantity], k: int) -> str | None:
    """ "Exports fell 2 and 18 percent, to 6.3 million tonnes and 3.2 bn USD": whether the growth at ``k`` is that of
    the tonnes (volume) or of the money (value) that come behind both in their order."""
    nxt = tokens[k + 1 : k + 3]
    if len(nxt) == 2 and nxt[0].get("role") == "to" and isinstance(nxt[1], Quantity):
        to = nxt[1].unit  # "by 5 percent to 6.1 m tons and by 16 percent to 3.1 bn"
        return "value" if to in MONEY else None
    first = _joined(tokens, k, 1)
    last = _joined(tokens, k, -1)
    if (first is None) == (last is None):
        return None
    n = (first or k) + 1
    while n < len(tokens) and (
        tokens[n].get("punct") == "," or tokens[n].get("change") == "reach" or tokens[n].get("hedge")
    ):
        n += 1
    other = _joined(tokens, n, 1) if n < len(tokens) and isinstance(tokens[n], Quantity) else None
    if other is None:
        return None
    unit = tokens[n if last is None else other].unit
    kinds = [u in GOODS for u in (tokens[n].unit, tokens[other].unit)]
    if sum(kinds) != 1 or not {tokens[n].unit, tokens[other].unit} & MONEY:
        return None
    return "volume" if unit in GOODS else "value"


def _joined(tokens: list[Token | Quantity], k: int, step: int) -> int | None:
    """The place of the number that a conjunction joins to the one at ``k``, ahead or behind."""
    n, joined = k + step, False
    while 0 <= n < len(tokens) and not isinstance(tokens[n], Quantity):
        t = tokens[n]
        if not (t.get("link") == "and" or t.get("change") in ("up", "down") or t.get("hedge")):
            return None
        joined, n = joined or t.get("link") == "and", n + step
    if not joined or not 0 <= n < len(tokens):
        return None
    alike = (tokens[n].unit == "percent") == (tokens[k].unit == "percent")
    return n if alike else None
