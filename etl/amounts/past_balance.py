"""What an amount is of behind a balance, or parts of a whole, that it is none of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import WORLD, Frame, Val
from etl.reading import MONEY, Reading
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_FLOWS = ("exports", "imports", "trade_total")
_WAYS = {"exports": ("to", "with"), "imports": ("from", "with"), "trade_total": ("to", "with")}
_SAID = ("period", "tense", "hedge", "change", "link")


def past_balance(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """进口108亿美元，逆差41亿美元；自韩国128亿美元: the flow that was told before a balance, where a new part of the sentence
    names no more than with whom, or (贸易386亿，…，逆差10亿；年初以来累计2402亿) no more than when; None where it is the balance."""
    if s.lang.spaced or frame.flow.value != "trade_balance" or c.quantity.unit not in MONEY:
        return None
    words = _new_part(c)
    told = [x for x in s.readings if x.indicator in _FLOWS and x.transform == "level" and not x.low]
    if not words or not told or s.readings[-1].q.end > words[0].start:
        return None
    if any(t.get("area") or t.get("directed") for t in words):
        return _flow(told[-1]) if _led(words, str(told[-1].indicator)) else None
    return _flow(told[0]) if _says_when(words) and told[0].indicator == "trade_total" else None


def whole_again(s: _Sentence, c: Clause) -> Frame | None:
    """出口8亿美元，其中对美1.2亿、对日1.5亿；前11月累计101亿: what the sentence began with, where behind parts of it a new part of
    the sentence says no more than when."""
    if s.lang.spaced or c.quantity.unit not in MONEY or not s.readings:
        return None
    words, first, last = _new_part(c), s.readings[0], s.readings[-1]
    if not words or not _says_when(words) or last.q.end > words[0].start:
        return None
    if first.transform != "level" or first.low or first.indicator not in _FLOWS:
        return None
    same = (first.q.unit, first.indicator, first.frame.reporter.value)
    if same != (c.quantity.unit, last.indicator, last.frame.reporter.value):
        return None
    parts = any(t.get("link") == "of_which" for t in s.tokens if first.q.end <= t.start < words[0].start)
    return first.frame if parts and first.frame.partner.value != last.frame.partner.value else None


def balance_of_all(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "Exports were 12.6 bn, with China as the main buyer (3.2 bn), which left a gap of 7.6 bn": with whom the whole is,
    where the balance behind a part of it, of one partner, names none; None where it is with that partner."""
    told = [x for x in s.readings if x.transform == "level" and x.indicator in ("exports", "imports")]
    if len(told) < 2 or c.quantity.unit not in MONEY:
        return None
    whole, part = told[-2:]
    one = part.frame.partner
    if whole.indicator != part.indicator or whole.frame.partner.value != WORLD or one.value == WORLD:
        return None
    if one.value != frame.partner.value or whole.frame.reporter.value != frame.reporter.value:
        return None
    if any(x.indicator != part.indicator and x.frame.partner.value == one.value for x in told):
        return None  # its sales and its purchases are both told
    between = [t for t in s.tokens if part.q.end <= t.start < c.quantity.start]
    comma = next((k for k, t in enumerate(between) if t.get("punct") == ","), None)
    if comma is None:
        return None
    words = (*between[comma:], *c.right)
    if any(t.get("area") or t.get("anaphor") or t.get("role") == "with" for t in words):
        return None
    return whole.frame.partner


def _new_part(c: Clause) -> list[Token]:
    """The words before an amount since the last semicolon, none where there is none or words say what it is of."""
    at = max((k for k, t in enumerate(c.near) if t.get("punct") == ";"), default=None)
    if at is None or any(t.get("measure") for t in (*c.near, *c.right[:1])):
        return []
    return [t for t in c.near[at + 1 :] if not t.get("punct")]


def _says_when(words: list[Token]) -> bool:
    """Whether words say no more than when."""
    return any(t.get("period") for t in words) and all(any(t.get(kind) for kind in _SAID) for t in words)


def _flow(x: Reading) -> Val:
    return Val(x.indicator, x.frame.flow.span, "inherited")


def _led(words: list[Token], flow: str) -> bool:
    """Whether a part begins with a preposition that goes with the flow, and says no more than whom it leads to."""
    t = words[0]
    led = str(t.get("directed")).partition(" ")[0] if t.get("directed") else t.get("role")
    rest = words[1:]
    plain = all(u.get("area") or u.get("hedge") or u.get("change") == "reach" for u in rest)
    return led in _WAYS[flow] and plain
