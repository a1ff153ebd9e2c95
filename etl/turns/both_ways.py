"""A country's parts of what another buys and of what it sells."""

from __future__ import annotations

from itertools import pairwise

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens

_VERBS = {None: FLOWS, "attract": FLOWS, "buy": ("exports",), "sell": ("imports",), "supply": ("imports",)}
_WAY = {"imports": "from", "exports": "to"}


def parts_of_both(tokens: Tokens) -> Tokens:
    """ "China provided $17 bn of the imports and received $8 bn of the exports": imports from there, exports to it."""
    for k in range(len(tokens) - 6):
        who = tokens[k]
        area = tokens[0].get("area") if who.get("anaphor") == "other" and k else who.get("area")
        if area is None or area.type in ("bloc", "gate", "port") or who.get("adjective"):
            continue
        if k and not (tokens[k - 1].get("punct") or tokens[k - 1].get("period")):
            continue
        one = _part(tokens, k + 1)
        if one is None or tokens[one[1]].get("link") != "and":
            continue
        two = _part(tokens, one[1] + 1)
        if two is None or one[2] == two[2]:
            continue
        said = [*_told(who, tokens[k + 1 : one[1]], one[2], area), tokens[one[1]]]
        said += _told(who, tokens[one[1] + 1 : two[1]], two[2], area)
        # "led on both sides": no base of anything
        led = [t for t, u in pairwise(tokens[: k + 1]) if t.get("compare") != "base" or not u.get("anaphor")]
        return [*led, *said, *tokens[two[1] :]]
    return tokens


def _part(tokens: Tokens, k: int) -> tuple[int, int, str] | None:
    """Where an amount of the imports or exports stands and ends behind token ``k``, and of which it is."""
    n = k
    if n < len(tokens) and not isinstance(tokens[n], Quantity) and tokens[n].get("measure") in _VERBS:
        n += tokens[n].get("measure") is not None
    verb = tokens[k].get("measure") if n > k else None
    n += n < len(tokens) and not isinstance(tokens[n], Quantity) and bool(tokens[n].get("hedge"))
    if n + 3 > len(tokens) - 1 or not isinstance(tokens[n], Quantity) or tokens[n].unit not in PAID:
        return None
    flow = str(tokens[n + 2].get("measure"))
    if tokens[n + 1].get("share") != "whole" or flow not in _VERBS[verb] or tokens[n + 2].get("role"):
        return None
    return n, n + 3, flow


def _told(who: Token, said: Tokens, flow: str, area: object) -> Tokens:
    """ "imports from China were $17 bn"."""
    amount = next(k for k, t in enumerate(said) if isinstance(t, Quantity))
    at = said[0].start
    made = ({"measure": flow}, {"role": _WAY[flow]}, {"area": area}, {"change": "reach"})
    hedged = [t for t in said[:amount] if t.get("hedge")]
    return [*(make_token(at, at, m) for m in made), *hedged, said[amount]]


def part_compared(tokens: Tokens) -> Tokens:
    """ "Vietnam's part, 37.5 percent, compares with 28.7 percent for Thailand": it accounted for so much."""
    for k in range(len(tokens) - 5):
        who, comma, part, end, than, other = tokens[k : k + 6]
        area = who.get("area")
        if area is None or area.type == "bloc" or k and not tokens[k - 1].get("punct"):
            continue
        if not (comma.get("punct") == end.get("punct") == "," and than.get("compare") == "base"):
            continue
        if _percent(part) and _percent(other) and part.start - comma.end < _NEXT:
            held = make_token(comma.start, comma.end, {"share": "share"})
            return [*tokens[: k + 1], held, part, *tokens[k + 3 :]]
    return tokens


_NEXT = 3  # most letters between the comma and the number


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"
