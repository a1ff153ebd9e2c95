"""Balances that have a place among others."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token
from etl.turns.shapes import BALANCES, PAID, Tokens

_BEFORE = 9  # most tokens from a balance to the one whose rank it is


def balance_place(tokens: Tokens) -> Tokens:
    """The turns of a sentence that tells a balance and a place among others."""
    return after_others(balance_with(of_owner(tokens)))


def of_owner(tokens: Tokens) -> Tokens:
    """ "The deficit with China, 102 bn, was India's largest": India's deficit."""
    for k in range(4, len(tokens)):
        q, whose, verb = tokens[k], tokens[k - 1], tokens[k - 2]
        if not (_place(q) and whose.get("area") and not whose.get("adjective")):
            continue
        if verb.get("change") != "reach" or q.start - whose.end > len("'s "):
            continue
        for n in range(k - 3, max(-1, k - 3 - _BEFORE), -1):
            if tokens[n].get("measure") in BALANCES:
                owned = n and (tokens[n - 1].get("area") or tokens[n - 1].get("anaphor"))
                sided = tokens[n + 1].get("role") == "with" and tokens[n + 2].get("area")
                if owned or not sided:
                    break
                return [*tokens[:n], whose, *tokens[n : k - 1], *tokens[k:]]
    return tokens


def balance_with(tokens: Tokens) -> Tokens:
    """ "its third-largest surplus, 29.9 bn, with Viet Nam": with whom stands behind an amount between commas."""
    for k in range(len(tokens) - 5):
        balance, comma, q, end, way, place = tokens[k : k + 6]
        if balance.get("measure") not in BALANCES or comma.get("punct") != "," != q.get("punct"):
            continue
        amount = isinstance(q, Quantity) and q.unit in PAID and end.get("punct") == ","
        if amount and way.get("role") == "with" and place.get("area"):
            return [*tokens[: k + 1], way, place, comma, q, *tokens[k + 6 :]]
    return tokens


def after_others(tokens: Tokens) -> Tokens:
    """ "the second largest, after that with the US, at 29.9 bn": with whom the others are is told in passing."""
    for k in range(len(tokens) - 2):
        if not _place(tokens[k]):
            continue
        n = k + 1 + (tokens[k + 1].get("punct") == ",")
        if n >= len(tokens) or not _after(tokens[n]):
            continue
        n += 1
        while n < len(tokens) and (_that(tokens[n]) or tokens[n].get("role") in ("with", "of")):
            n += 1
        first = n
        while n < len(tokens) and (tokens[n].get("area") or joins(tokens[n]) and n > first):
            n += 1
        while n > first and joins(tokens[n - 1]):
            n -= 1
        if n > first and (n == len(tokens) or tokens[n].get("punct") in (",", ".", ";")):
            return [*tokens[: k + 1], *tokens[n:]]
    return tokens


def _place(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank"


def _after(t: Token | Quantity) -> bool:
    return t.get("role") == "aside" or t.get("link") == "but" and not isinstance(t, Quantity)


def _that(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and (t.get("link") == "which" or t.get("compare") == "base")
