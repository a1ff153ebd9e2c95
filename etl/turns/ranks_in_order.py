"""The places of two flows, told in the order of the flows."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens

_FAR = 7  # most tokens from the second flow to the first place


def ranks_in_order(tokens: Tokens) -> Tokens:
    """出口和进口在全球分列第21位和第20位, 出口额4055亿美元、进口额3808亿美元，在全球分别位列第21和第20: each flow its own place."""
    for k in range(3, len(tokens) - 2):
        if not _rank(tokens[k]) or not _joins(tokens[k + 1]) or not _rank(tokens[k + 2]):
            continue
        start = next((n for n in range(k - 1, max(-1, k - _FAR - 1), -1) if _flow(tokens[n])), None)
        if start is None or not any(t.get("link") == "respectively" for t in tokens[start:k]):
            continue
        amount = isinstance(tokens[start + 1], Quantity)
        first = start - 2 - amount
        if first < 0 or not _flow(tokens[first]) or not _joins(tokens[start - 1]):
            continue
        if tokens[first].get("measure") == tokens[start].get("measure"):
            continue
        if amount and not isinstance(tokens[first + 1], Quantity):
            continue
        led = [t for t in tokens[start + 1 + amount : k] if not isinstance(t, Quantity)]
        led = [t for t in led if not t.get("punct") and t.get("link") != "respectively"]
        if any(t.get("measure") or t.get("share") or t.get("role") == "aside" for t in led):
            continue
        at = tokens[k].end
        ahead = tokens[: start + 1 + amount] if amount else tokens[: first + 1]
        here = tokens[k].start
        one = [_again(tokens[first], here)] if amount else []
        comma = [make_token(here, here, {"punct": ","})] if amount else []
        stop = make_token(at, at, {"punct": ","})
        two = [_again(tokens[start], at), *(_again(t, at) for t in led)]
        return [*ahead, *comma, *one, *led, tokens[k], stop, *two, *tokens[k + 2 :]]
    return tokens


def _again(t: Token | Quantity, at: int) -> Token:
    return make_token(at, at, dict(t) if isinstance(t, Token) else {})


def _rank(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank" and not t.superlative


def _flow(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and t.get("measure") in FLOWS and not t.get("rank_noun")


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","
