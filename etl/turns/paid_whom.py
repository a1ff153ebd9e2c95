"""Whom a country paid so much: those whose goods it bought."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens


def paid_whom(tokens: Tokens) -> Tokens:
    """ "Vietnam paid China 44.99 bn for goods", "paid 44.99 bn to China for goods": bought so much from China."""
    for k in range(len(tokens) - 3, 0, -1):
        verb = tokens[k]
        if verb.get("measure") != "buy" or isinstance(verb, Quantity) or verb.get("role"):
            continue
        n = _led(tokens, k + 1)
        if n + 2 < len(tokens) and _money(tokens[n]) and _to(tokens[n + 1]) and tokens[n + 2].get("area"):
            to = tokens[n + 1]
            rest = tokens[n + 2 :]
            if rest[1:2] and _to(rest[1]) and not any(t.get("area") for t in rest[2:3]):
                rest = [rest[0], *rest[2:]]
            tokens = [*tokens[: n + 1], make_token(to.start, to.end, {"role": "from"}), *rest]
            continue
        whom = tokens[k + 1]
        if not whom.get("area"):
            continue
        n = k + 2
        if whom.get("adjective"):
            if not (tokens[n].get("noun") or tokens[n].get("measure") or tokens[n].get("rank_noun")):
                continue
            n += 1
        money = _led(tokens, n)
        if money >= len(tokens) or not _money(tokens[money]):
            continue
        rest = tokens[money + 1 :]
        if rest and _to(rest[0]) and not any(t.get("area") for t in rest[1:2]):
            rest = rest[1:]
        way = make_token(whom.start, whom.start, {"role": "from"})
        name = make_token(whom.start, whom.end, {"area": whom.get("area")})
        tokens = [*tokens[: k + 1], *tokens[n : money + 1], way, name, *rest]
    return tokens


def _money(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def _to(t: Token | Quantity) -> bool:
    return t.get("role") == "to"


def _led(tokens: Tokens, k: int) -> int:
    """The token ``k``, or the one behind it where it is a word such as "some"."""
    return k + bool(k < len(tokens) and not isinstance(tokens[k], Quantity) and tokens[k].get("hedge"))
