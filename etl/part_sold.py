"""A part of what a country sold abroad, told by who bought it: "China took 65 percent of the 2.3 bn that Vietnam earned"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import WORLD, Frame, Val
from etl.language import english
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_SOLD = frozenset({"exports", "sell", "earn"})
_FAR = 6  # most tokens from a whole to the verb that says who sold it


def take_part_sold(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether a share is of what another country sold: then it is that country's exports to who took them."""
    if not english(s.lang) or frame.flow.value not in ("imports", "exports") or c.after is None:
        return False
    buyer = next((t for t in reversed(c.near) if t.get("area")), None)
    if buyer is None or not any(t.get("measure") == "buy" for t in c.near[c.near.index(buyer) :]):
        return False
    if not c.right or not all(_of(t) for t in c.right):
        return False
    k = next((k for k, t in enumerate(s.tokens) if t is c.after), None)
    who = _seller(s, k) if k is not None else None
    if who is None or who.get("area").code == buyer.get("area").code:
        return False
    _sold_by(frame, who)
    frame.partner = Val(buyer.get("area").code, (buyer.start, buyer.end), "read")
    return True


def take_whole_sold(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether an amount is the whole of such a share: all that the country sold."""
    last = s.readings[-1] if s.readings else None
    if not english(s.lang) or last is None or last.transform != "share" or last.indicator not in _GOODS:
        return False
    at = next((k for k, t in enumerate(s.tokens) if t is last.q), c.index)
    if at >= c.index or not all(_of(t) for t in s.tokens[at + 1 : c.index]):
        return False
    who = _seller(s, c.index)
    if who is None or who.get("area").code != last.frame.reporter.value:
        return False
    _sold_by(frame, who)
    to = _sold_to(s.tokens[s.tokens.index(who) + 2 :])
    frame.partner = Val(to.get("area").code, (to.start, to.end), "read") if to else _ALL
    return True


_GOODS = frozenset({"exports", "volume"})
_ALL = Val(WORLD, None, "default", "no_partner")


def _sold_to(behind: list[Token | Quantity]) -> Token | None:
    """ "… that China exported to ASEAN": whom it was sold to, right behind the verb."""
    if len(behind) < 2 or isinstance(behind[1], Quantity) or behind[0].get("role") != "to":
        return None
    return behind[1] if behind[1].get("area") else None


def _of(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and (
        t.get("role") == "of" or bool(t.get("hedge")) or t.get("share") == "whole"
    )


def _seller(s: _Sentence, k: int) -> Token | None:
    """Who stands behind a whole, right before a verb that says that it sold that."""
    for n in range(k + 1, min(k + _FAR, len(s.tokens) - 1)):
        t, verb = s.tokens[n], s.tokens[n + 1]
        if isinstance(t, Quantity) or t.get("punct"):
            return None
        if (area := t.get("area")) is not None:
            sold = area.type == "country" and verb.get("measure") in _SOLD
            return t if sold and verb.start - t.end <= len(" has ") else None
    return None


def _sold_by(frame: Frame, who: Token) -> None:
    frame.flow = Val("exports", (who.start, who.end), "read")
    frame.reporter = Val(who.get("area").code, (who.start, who.end), "read")
    frame.bilateral, frame.varied = False, "partner"
