"""Percentages in brackets behind an area, goods or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause, joins
from etl.language import english
from etl.reading import TRADE
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def bracketed_area(s: _Sentence, c: Clause) -> bool:
    k = c.index
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    if k < 2 or s.tokens[k - 1].get("punct") != "(":
        return False
    if s.tokens[k - 2].get("area") is not None:
        return True
    invested = bool(s.readings) and s.readings[-1].frame.family == "fdi"
    return invested and not s.lang.spaced and bool(s.tokens[k - 2].get("sector"))  # 采矿业（31.5%）


def moved_to(s: _Sentence, c: Clause) -> int:
    """ "high growth in value included pepper (45.6 percent to 83 m)": by how much and to what, in the bracket behind what
    moved; its direction, or 0."""
    k, q = c.index, c.quantity
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    behind = s.tokens[c.index + 1 : c.index + 5]
    opened = k > 1 and s.tokens[k - 1].get("punct") == "(" and not isinstance(s.tokens[k - 2], Quantity)
    if not opened or q.get("signed") is not None or len(behind) < 3 or behind[0].get("role") != "to":
        return 0
    n = next((n for n, t in enumerate(behind[1:], 1) if not t.get("hedge")), 0)
    if not n or not isinstance(behind[n], Quantity) or behind[n].unit == "percent":
        return 0
    told = next((t.get("change") for t in reversed(s.tokens[:k]) if t.get("change") in ("up", "down")), None)
    return {"up": 1, "down": -1}.get(str(told), 0)


def summed_up(s: _Sentence, c: Clause) -> int:
    """增幅均为两位数（13.2%、14.4%）: the direction of what the words right before a bracket sum up, or 0."""
    k = c.index - 1
    if k < 2 or s.tokens[k].get("punct") != "(" or c.quantity.get("signed") is not None:
        return 0
    for t in reversed(s.tokens[max(0, k - 3) : k]):
        if isinstance(t, Quantity) or t.get("punct") or t.get("area"):
            break
        if t.get("change") in ("up", "down"):
            return 1 if t.get("change") == "up" else -1
    return 0


def mostly_there(s: _Sentence, c: Clause) -> Token | None:
    """ "most of it (98%) to China": the area behind the bracket."""
    k = c.index
    if k < 2 or k + 3 >= len(s.tokens) or s.tokens[k - 1].get("punct") != "(":
        return None
    led = s.tokens[k - 2].get("link") == "mainly" and s.tokens[k + 1].get("punct") == ")"
    there = led and s.tokens[k + 2].get("role") in ("to", "from") and s.tokens[k + 3].get("area") is not None
    return s.tokens[k + 3] if there else None


def of_projects(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage alone in a bracket stands behind a word for the number of projects."""
    before = [t for t in s.tokens[max(0, c.index - 3) : c.index] if not t.get("hedge")]
    opened = len(before) > 1 and before[-1].get("punct") == "(" and not isinstance(before[-2], Quantity)
    return opened and not c.right and before[-2].get("measure") == "fdi_projects"


def both_in_bracket(s: _Sentence, c: Clause, amount: Quantity) -> bool:
    """Whether nothing but an amount and the percentage stand in a bracket behind an area."""
    k = next(k for k, t in enumerate(s.tokens) if t is amount)
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    if k < 2 or s.tokens[k - 1].get("punct") != "(" or isinstance(s.tokens[k - 2], Quantity):
        if k < 2 or s.tokens[k - 1].get("punct") != "(" or s.tokens[k - 2].unit != "rank":
            return False
    behind = s.tokens[c.index + 1 : c.index + 2]
    closed = bool(behind) and behind[0].get("punct") in (")", ";")
    return closed and all(t.get("punct") in (",", ";") or t.get("hedge") for t in c.near)


def mainly_with(s: _Sentence, c: Clause) -> bool:
    """Whether a word such as "mainly" has come since the last number."""
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity):
            return False
        if t.get("link") == "mainly":
            return True
    return False


def goods_in_the_main(s: _Sentence, c: Clause) -> bool:
    """Whether a bare percentage stands in brackets behind one of the goods that a flow is of in the main."""
    k = c.index - 1
    if k < 2 or s.tokens[k].get("punct") != "(" or not s.tokens[k - 1].get("commodity"):
        return False
    if c.quantity.get("signed") is not None or c.right:
        return False
    for t in reversed(s.tokens[:k]):
        if t.get("ignore") or t.get("link") == "mainly":
            return True
        if english(s.lang) and t.get("change") == "reach" and not t.get("role"):
            return _main_goods(s, t)
        if isinstance(t, Quantity) and t.unit == "percent":
            continue
        if not (t.get("commodity") or joins(t) or t.get("punct") in ("(", ")")):
            return False
    return False


def _main_goods(s: _Sentence, verb: Token) -> bool:
    """ "Its main exports were rice (43%) and tea (12%)": a flow is what they are, and nothing has changed."""
    before = [t for t in s.tokens if t.end <= verb.start]
    changed = any(isinstance(t, Quantity) or t.get("change") in ("up", "down") for t in before)
    return not changed and any(t.get("measure") in ("exports", "imports") for t in before)


def mainly_before(s: _Sentence, c: Clause) -> bool:
    """Whether the area before the bracket is what most is from or to."""
    k = c.index
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    words = s.tokens[max(0, k - 4) : k - 2]
    if len(words) < 2 or isinstance(words[1], Quantity) or words[1].get("role") not in ("from", "to"):
        return False
    return not isinstance(words[0], Quantity) and bool(
        words[0].get("ignore") or words[0].get("link") == "mainly"
    )


def lists_markets(s: _Sentence, c: Clause) -> bool:
    """Whether markets are named since the last number, and nothing that changed."""
    named = False
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity) or t.get("change") in ("up", "down"):
            break
        named = named or t.get("noun") == "market" or t.get("rank_noun") in TRADE
    return named
