"""A rank of a surplus or a deficit among those with other countries."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.dating import later_period
from etl.frame import WORLD, Frame, Val
from etl.language import Area
from etl.ranks.dates import when_ranked
from etl.reading import Reading
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_BALANCE = "trade_balance"
_BALANCES = frozenset({"surplus", "deficit"})
_ONE_WITH = 2  # fewest words of such a one: "with the US"
_LED_WITH = 6  # most words up to it that may say what is told of instead
_NEAR = 2  # most tokens between a rank and the balance that it is of


def balance_ranked(
    s: _Sentence, c: Clause, words: list[Token], tail: list[Token], stated: Frame
) -> Reading | None:
    """ "The deficit with Viet Nam was 123.5 bn, the third largest", "Korea's third-largest surplus, with Viet Nam": the
    balance's own place."""
    q = c.quantity
    if q.superlative or any(t.get("rank_noun") or t.get("commodity") for t in [*words[-3:], *tail[:4]]):
        return None
    ahead = [k for k, t in enumerate(tail[:_NEAR]) if t.get("measure") in _BALANCES]
    others = [t for t in tail[:4] if t.get("measure") and t["measure"] not in _BALANCES]
    if others and not ahead:
        return None
    if ahead:
        sides = _named(s, c, words, tail)
    else:
        sides = (stated.reporter, stated.partner) if _told(s, words, stated) else _next_one(words, stated)
    if sides is None or sides[1].value in (None, WORLD) or sides[0].value in (None, WORLD, sides[1].value):
        return None
    frame = stated.copy()
    noun = tail[ahead[0]] if ahead else None
    frame.flow = Val(_BALANCE, (noun.start, noun.end), "read") if noun is not None else stated.flow
    frame.reporter, frame.partner = sides
    frame.basis = "value"
    period = when_ranked(s, c, [*words, *tail], stated, _BALANCE)
    if period.value is None:
        period = later_period(s, c, stated) or period
    reading = Reading(q, _BALANCE, "rank", frame, Decimal(q.number), period, "rank", sub=True)
    reading.kept = frame.copy() if ahead else stated.copy()
    return reading


def _told(s: _Sentence, words: list[Token], stated: Frame) -> bool:
    """Whether the balance that is told of, with one country, is what ranks."""
    if stated.flow.value != _BALANCE or not (stated.reporter.stated and stated.partner.stated):
        return False
    last = s.readings[-1] if s.readings else None
    if last is not None and last.q.start > (words[0].start if words else -1):
        words = [t for t in words if t.start > last.q.end]
    if last is None or last.indicator != _BALANCE:
        return any(t.get("measure") in _BALANCES for t in words)
    return not any(t.get("area") for t in words) or any(t.get("measure") in _BALANCES for t in words)


def _next_one(words: list[Token], stated: Frame) -> tuple[Val, Val] | None:
    """ "The one with the US came second": the balance that is told of, with another country."""
    if words and words[-1].get("change") == "reach" and not words[-1].get("role"):
        words = words[:-1]
    if stated.flow.value != _BALANCE or len(words) < _ONE_WITH:
        return None
    way, other = words[-2:]
    led = words[-_LED_WITH:-2]
    if way.get("role") != "with" or not isinstance(area := other.get("area"), Area):
        return None
    if any(t.get("measure") and t["measure"] not in _BALANCES for t in led):
        return None
    return stated.reporter, Val(area.code, (other.start, other.end), "read")


def _named(s: _Sentence, c: Clause, words: list[Token], tail: list[Token]) -> tuple[Val, Val] | None:
    """Whose balance it is and with whom, as the words around it say."""
    before = roles_of(words, s.text, s.lang, s.r.seen)
    rest: list[Token | Quantity] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") in (";", ".") or t.get("link") == "but" or t.get("role") == "aside":
            break
        rest.append(t)
    after = roles_of([t for t in rest if isinstance(t, Token)], s.text, s.lang, s.r.seen)
    whose = next((r for r in reversed(before) if r.name in ("subject", "owner", "origin")), None)
    other = next((r for r in [*reversed(before), *after] if r.name == "with"), None)
    if other is None or whose is None or not (_nation(other) and _nation(whose)):
        return None
    return whose.val, other.val


def _nation(r: Role) -> bool:
    return r.area.type in ("country", "bloc", "province")
