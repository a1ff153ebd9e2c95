"""The country told of that takes a part of what another sells."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens, of_whole

_SOLD = ("exports", "sell")
_MARKET = {"anaphor": "market"}
_COUNTRY = {"anaphor": "country"}


def takes_part(tokens: Tokens) -> Tokens:
    """ "The country took 14% of Vietnamese seafood exports": that market did, where another's exports are told of."""
    for k in range(len(tokens) - 5):
        if tokens[k].get("anaphor") != "other" or k and not tokens[k - 1].get("punct"):
            continue
        if tokens[k + 1].get("measure") != "buy":
            continue
        n = k + 2 + (not isinstance(tokens[k + 2], Quantity) and bool(tokens[k + 2].get("hedge")))
        part, of, *whole = [*tokens[n : n + 7], tokens[k], tokens[k]]
        if not isinstance(part, Quantity) or part.unit != "percent" or not of_whole(of):
            continue
        if any(t.get("area") for t in whole[:2]) and any(t.get("measure") in _SOLD for t in whole):
            market = make_token(tokens[k].start, tokens[k].end, _MARKET)
            return [*tokens[:k], market, *tokens[k + 1 :]]
    return tokens


def supplies(tokens: Tokens) -> Tokens:
    """ "Trade with China was 148 bn. The neighbour supplied 105 bn and bought 43 bn": that country did."""
    if len(tokens) < 3 or tokens[0].get("anaphor") != "other" or tokens[1].get("measure") != "supply":
        return tokens
    first = next((t for t in tokens[2:] if isinstance(t, Quantity)), None)
    if first is None or first.unit not in PAID:
        return tokens
    return [make_token(tokens[0].start, tokens[0].end, _COUNTRY), *tokens[1:]]


def is_market(tokens: Tokens) -> Tokens:
    """ "It exported 43 bn to China. The country is its second-largest market": that market is."""
    if len(tokens) < 4 or tokens[0].get("anaphor") != "other" or tokens[1].get("change") != "reach":
        return tokens
    rank, noun = tokens[2:4]
    if not isinstance(rank, Quantity) or rank.unit != "rank" or noun.get("noun") != "market":
        return tokens
    return [make_token(tokens[0].start, tokens[0].end, _MARKET), *tokens[1:]]


def in_return(tokens: Tokens) -> Tokens:
    """ "It exported 3 bn in return": as "In return it exported 3 bn", with the one told of before."""
    if any(t.get("role") in ("to", "from", "with") and not t.get("change") for t in tokens):
        return tokens
    for k in range(2, len(tokens)):
        amount, back = tokens[k - 1 : k + 1]
        if back.get("link") != "reverse" or not isinstance(amount, Quantity) or amount.unit not in PAID:
            continue
        if tokens[k - 2].get("measure") in FLOWS and not any(t.get("punct") for t in tokens[:k]):
            return [back, *tokens[:k], *tokens[k + 1 :]]
    return tokens


def projects_in_return(tokens: Tokens) -> Tokens:
    """ "Thái Lan có 760 dự án tại Việt Nam; Việt Nam có 12 dự án ở chiều ngược lại": as where the words stand ahead of
    who has them. Where nobody is named with the number, it is read as it stands."""
    for k in range(2, len(tokens)):
        number, back = tokens[k - 1 : k + 1]
        if back.get("link") != "reverse" or not isinstance(number, Quantity) or number.unit != "projects":
            continue
        first = next((n + 1 for n in range(k - 2, -1, -1) if tokens[n].get("punct")), 0)
        if any(t.get("role") or isinstance(t, Quantity) for t in tokens[first : k - 1]):
            continue
        if sum(bool(t.get("area")) for t in tokens[first : k - 1]) == 1:
            return [*tokens[:first], back, *tokens[first:k], *tokens[k + 1 :]]
    return tokens
