"""A place among others, and the amount that goes with it: "was second among its partners with $205 bn"."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_FIRST = 4  # tokens ahead of which a sentence tells who has the place


def among_with(tokens: Tokens) -> Tokens:
    """ "China was second among Vietnam's partners in 2024 with $205 bn": as in brackets behind who it is."""
    who = next((k for k, t in enumerate(tokens[:_FIRST]) if t.get("area")), None)
    if who is None or tokens[who].get("adjective"):
        return tokens
    rank = who + 1 + bool(tokens[who + 1 : who + 2] and tokens[who + 1].get("change") == "reach")
    if rank + 4 >= len(tokens) or not _place(tokens[rank]):
        return tokens
    whose, of = tokens[rank + 1 : rank + 3]
    n = rank + 3
    if not whose.get("area") or whose.get("adjective") or not of.get("rank_noun"):
        return tokens
    while n < len(tokens) and (tokens[n].get("period") or tokens[n].get("punct") == ","):
        n += 1
    if n + 2 >= len(tokens) or tokens[n].get("role") not in ("with", "at") or not _paid(tokens[n + 1]):
        return tokens
    if not (tokens[n + 2].get("punct") or tokens[n + 2].get("period")):
        return tokens
    at = tokens[who].end
    opened, closed = (make_token(at, at, {"punct": mark}) for mark in "()")
    bracket = [opened, tokens[n + 1], closed]
    return [*tokens[: who + 1], *bracket, *tokens[who + 1 : n], *tokens[n + 2 :]]


def with_ahead(tokens: Tokens) -> Tokens:
    """ "With $61 bn China was its second-largest market": the amount is no part of who it is."""
    if len(tokens) < 5 or tokens[0].get("role") != "with" or not _paid(tokens[1]):
        return tokens
    if not tokens[2].get("area") or tokens[2].get("adjective"):
        return tokens
    return [*tokens[:2], make_token(tokens[1].end, tokens[1].end, {"punct": ","}), *tokens[2:]]


def _place(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank"


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def only_to(tokens: Tokens) -> Tokens:
    """ "was second only to the US among its markets": who is ahead is named in passing."""
    for k in range(1, len(tokens) - 2):
        rank = tokens[k]
        if not _place(rank) or rank.end - rank.start < len("is third only to"):
            continue
        if not tokens[k + 1].get("area") or tokens[k + 1].get("adjective"):
            continue
        end = k + 2
        while end + 1 < len(tokens) and joins(tokens[end]) and tokens[end + 1].get("area"):
            end += 2
        of_it = (
            end < len(tokens) and tokens[end].get("rank_noun") and tokens[end].start - tokens[end - 1].end < 3
        )
        if end < len(tokens) and not of_it:  # "as a market" is no "US market"
            return [*tokens[: k + 1], *tokens[end:]]
    return tokens
