"""Whose partner somebody is, told ahead of it: "in Cambodia, China was the biggest source of imports"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_PARTNERS = frozenset({"exports", "imports", "trade_total", "partner"})
_FAR = 5  # most tokens from the verb to what it says somebody is


def own_partner(tokens: Tokens) -> Tokens:
    """ "For Laos, Thailand was the largest partner": Laos's largest partner."""
    for k in range(len(tokens) - 5):
        led, whose, comma, who = tokens[k : k + 4]
        if led.get("role") not in ("at", "to") or comma.get("punct") != ",":
            continue
        opened = not k or tokens[k - 1].get("period") or tokens[k - 1].get("punct")
        if not (opened and _country(whose) and _country(who)):
            continue
        begin = k + 4 + (tokens[k + 4].get("change") == "reach")
        words = tokens[begin : begin + _FAR]
        n = next((n for n, t in enumerate(words) if t.get("rank_noun") in _PARTNERS), None)
        if not n or not all(_plain(t) for t in words[:n]) or any(t.get("area") for t in words):
            continue
        if not any(isinstance(t, Quantity) for t in words[:n]):
            continue
        end = begin + n + 1
        if tokens[end : end + 1] and tokens[end].get("role") == "of" and _flow(tokens[end + 1 : end + 2]):
            end += 2  # "the biggest source of imports"
        at = tokens[end - 1].end
        of, owner = make_token(at, at, {"role": "of"}), make_token(at, at, {"area": whose.get("area")})
        return [*tokens[:k], who, *tokens[k + 4 : end], of, owner, *tokens[end:]]
    return tokens


def _flow(words: Tokens) -> bool:
    return any(t.get("measure") in ("exports", "imports") for t in words)


def _plain(t: Token | Quantity) -> bool:
    return t.unit == "rank" if isinstance(t, Quantity) else not t.get("measure") or bool(t.get("noun"))


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and not t.get("adjective")
