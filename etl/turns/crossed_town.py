"""Towns on a border that so many cross, and what passed there in the period that is told of."""

from __future__ import annotations

from dataclasses import replace

from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_CROSSING = frozenset({"persons", "vehicles"})
_NAMED = 2  # most tokens before the town
_ASIDE = 9  # most tokens of what is said of it between commas
_PERIOD = 4  # most tokens of "Over the same period,"
_OPEN = frozenset({"tonnes", "other", "persons", "vehicles"})


def crossed_town(tokens: Tokens) -> Tokens:
    """ "Hekou, Yunnan's main port, was crossed by 1.2 m people": the gates there were."""
    for k in range(min(_NAMED, len(tokens) - 4)):
        t, area = tokens[k], tokens[k].get("area")
        m = _past_aside(tokens, k + 1)
        if len(tokens) < m + 4:
            continue
        was, crossed, by = tokens[m : m + 3]
        if not isinstance(area, Area) or not area.border or t.get("adjective"):
            continue
        if was.get("change") != "reach" or crossed.get("change") != "reach" or by.get("role") != "of":
            continue
        n = m + 3 + bool(tokens[m + 3].get("hedge"))
        if n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit in _CROSSING:
            gate = make_token(t.start, t.end, {"area": replace(area, type="gate", counterpart=area.border)})
            return [*tokens[:k], gate, *tokens[m:]]
    return tokens


def crossed_at_town(tokens: Tokens) -> Tokens:
    """ "2.1 m people and 68,000 vehicles crossed at Dongxing": at the gates there."""
    for k in range(2, len(tokens) - 1):
        crossed, at, t = tokens[k - 1 : k + 2]
        area = t.get("area")
        if at.get("role") != "at" or not isinstance(area, Area) or not area.border or t.get("adjective"):
            continue
        if crossed.get("change") != "reach" or crossed.get("role") or not isinstance(tokens[k - 2], Quantity):
            continue
        if tokens[k - 2].unit in _CROSSING and not any(u.get("measure") for u in tokens):
            gate = make_token(t.start, t.end, {"area": replace(area, type="gate", counterpart=area.border)})
            return [*tokens[: k + 1], gate, *tokens[k + 2 :]]
    return tokens


def through_it_to(tokens: Tokens) -> Tokens:
    """ "5,600 containers of fruit went through it to China": through the gate that was told of, whither its goods go."""
    for k in range(1, len(tokens) - 3):
        via, it, to, whom = tokens[k : k + 4]
        if via.get("role") != "via" or not it.get("anaphor") or it.get("area") or to.get("role") != "to":
            continue
        if whom.get("area") and any(isinstance(t, Quantity) and t.unit in _OPEN for t in tokens[:k]):
            return [*tokens[: k + 2], *tokens[k + 4 :]]
    return tokens


def _past_aside(tokens: Tokens, k: int) -> int:
    """The place behind what is said of a town between commas."""
    if tokens[k].get("punct") != ",":
        return k
    for n in range(k + 1, min(len(tokens), k + _ASIDE)):
        if isinstance(tokens[n], Quantity):
            return k
        if tokens[n].get("punct"):
            return n + 1 if tokens[n].get("punct") == "," else k
    return k


def same_period_opens(tokens: Tokens) -> Tokens:
    """ "In the same period 624,000 tons of freight passed through it": of the period told of, and no earlier one."""
    at = 1 if tokens[0].get("role") == "at" else 0
    if len(tokens) <= at + 2 or tokens[at].get("compare") != "base" or isinstance(tokens[at], Quantity):
        return tokens
    n = at + 1 + (tokens[at + 1].get("punct") == ",")
    n += bool(n < len(tokens) and not isinstance(tokens[n], Quantity) and tokens[n].get("hedge"))
    if n >= min(len(tokens), _PERIOD) or not isinstance(tokens[n], Quantity) or tokens[n].unit not in _OPEN:
        return tokens
    through = any(
        t.get("role") == "via" and u.get("anaphor") for t, u in zip(tokens[n:], tokens[n + 1 :], strict=False)
    )
    return tokens[at + 1 + (tokens[at + 1].get("punct") == ",") :] if through else tokens
