"""What the next country bought from, or sold to, the one that the first did."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens, good

_WAYS = {"buy": "from", "imports": "from", "sell": "to", "exports": "to"}
_KIND = {"buy": "buy", "imports": "buy", "sell": "sell", "exports": "sell"}
_NEAR = 8  # most tokens from a verb to the side that it names


def second_buyer(tokens: Tokens) -> Tokens:
    """ "Cambodia bought 10.8 bn of goods from China and Vietnam bought 110.6 bn", "Myanmar sold China 3.6 bn and bought 6.1
    bn, while Laos sold 3.8 bn": from China, to China, too."""
    first = next((k for k in range(1, len(tokens)) if _does(tokens, k)), None)
    if first is None:
        return tokens
    way = _WAYS[str(tokens[first].get("measure"))]
    whom = _whom(tokens, first, way)
    if whom is None:
        return tokens
    for k in range(first + 2, len(tokens) - 1):
        if (
            not _does(tokens, k)
            or _KIND[str(tokens[k].get("measure"))] != _KIND[str(tokens[first].get("measure"))]
        ):
            continue
        who, led = tokens[k - 1], tokens[k - 2]
        if who.get("area") in (tokens[first - 1].get("area"), whom) or not (
            led.get("punct") or joins(led) or led.get("link")
        ):
            continue
        n = k + 1 + bool(not isinstance(tokens[k + 1], Quantity) and tokens[k + 1].get("hedge"))
        if n >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit not in (*PAID, "tonnes"):
            continue
        end = n + 1
        while end < len(tokens) and _what(tokens[end]):
            end += 1
        if end < len(tokens) and not (
            tokens[end].get("punct") or joins(tokens[end]) or tokens[end].get("period")
        ):
            continue
        if _whom(tokens, k, way) is not None:
            continue
        at = tokens[end - 1].end
        side = [make_token(at, at, {"role": way}), make_token(at, at, {"area": whom})]
        apart = [
            make_token(led.start, led.end, {"punct": ","}),
            make_token(led.start, led.end, {"link": "but"}),
        ]
        verb = tokens[k]
        if way == "from":
            verb = make_token(verb.start, verb.end, {"measure": "imports"})
        return [*tokens[: k - 2], *apart, who, verb, *tokens[k + 1 : end], *side, *tokens[end:]]
    return tokens


def _does(tokens: Tokens, k: int) -> bool:
    """Whether a country buys or sells there: "Cambodia bought"."""
    t, who = tokens[k], tokens[k - 1]
    if isinstance(t, Quantity) or t.get("measure") not in _WAYS or t.get("role") or t.get("noun"):
        return False
    area = who.get("area")
    if area is None or area.type != "country" or who.get("adjective"):
        return False
    nxt = tokens[k + 1] if k + 1 < len(tokens) else t
    amount = isinstance(nxt, Quantity) or bool(nxt.get("hedge") or nxt.get("area"))
    return amount and t.start - who.end <= len(" ")


def _whom(tokens: Tokens, k: int, way: str) -> object | None:
    """From or to whom, within the clause."""
    for n in range(k + 1, min(k + 1 + _NEAR, len(tokens))):
        t = tokens[n]
        if t.get("punct") in (",", ";", ".") or t.get("link") == "but" or t.get("measure") in _WAYS:
            return None
        area = t.get("area")
        if area is None:
            continue
        given = way == "to" and n == k + 1
        if area.type == "country" and (given or tokens[n - 1].get("role") == way):
            return area
        return None
    return None


def _what(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return False
    return good(t) or t.get("role") == "of" or t.get("noun") == "goods" or t.get("measure") == "value"
