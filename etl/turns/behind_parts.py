"""Sides and flows that are told behind a part, or behind a list of goods, put before it."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token
from etl.turns.shapes import MOVED, Tokens, of_whole

_FAR = 6  # most tokens between a share and the trade that it is of


def border_trades_part(tokens: Tokens) -> Tokens:
    """ "Border trade made up 24 percent of all trade between Vietnam and China": border trade between the two."""
    k = next((k for k, t in enumerate(tokens[:6]) if t.get("measure") == "border_trade"), None)
    if k is None or k + 4 >= len(tokens) or tokens[k + 1].get("share") != "share":
        return tokens
    part, of = tokens[k + 2 : k + 4]
    if not isinstance(part, Quantity) or part.unit != "percent" or not of_whole(of):
        return tokens
    whole = next((n for n in range(k + 4, min(k + 4 + _FAR, len(tokens))) if tokens[n].get("measure")), None)
    if whole is None or tokens[whole].get("measure") != "trade_total":
        return tokens
    owner = tokens[whole - 1].get("area")
    if owner is not None and "-" in owner.code:
        return tokens  # "of Guangxi's trade with Vietnam": a province's own
    way = tokens[whole + 1 : whole + 2]
    if way and way[0].get("role") == "with":
        end = whole + 3
    elif way and way[0].get("role") == "between":
        end = whole + 5
    else:
        return tokens
    sides = tokens[whole + 1 : end]
    if not sides[-1].get("area"):
        return tokens
    return [*tokens[: k + 1], *sides, *tokens[k + 1 : whole + 1], *tokens[end:]]


def goods_sold_to(tokens: Tokens) -> Tokens:
    """ "Fruit worth 4.1 bn USD (up 29%) and seafood worth 1.4 bn (up 23%) were sold to China": to where all of it went,
    ahead of how much of each."""
    first = next((k for k, t in enumerate(tokens) if _goods(t)), None)
    verb = next(
        (k for k, t in enumerate(tokens) if k and t.get("measure") in MOVED and t.get("change") is None), None
    )
    if first is None or verb is None or not first < verb - 4 or tokens[verb - 1].get("change") != "reach":
        return tokens
    listed = tokens[first : verb - 1]
    amounts = [t for t in listed if isinstance(t, Quantity) and t.unit != "percent"]
    if len(amounts) < 2 or sum(map(_goods, listed)) < 2 or not all(map(_listed, listed)):
        return tokens
    where = tokens[verb + 1 : verb + 3]
    if len(where) < 2 or where[0].get("role") not in ("to", "from") or not where[1].get("area"):
        return tokens
    return [*tokens[:first], tokens[verb], *where, *listed, *tokens[verb + 3 :]]


def the_same_goods(tokens: Tokens) -> Tokens:
    """ "Durian exporters earned 2.5 bn, with China buying 97% of the fruit": the goods that were told of, by a wider word."""
    for k in range(2, len(tokens)):
        if (
            tokens[k - 1].get("share") != "whole"
            or not _goods(tokens[k])
            or not isinstance(tokens[k - 2], Quantity)
        ):
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        ends = nxt is None or nxt.get("punct") == "."
        if ends and any(map(_goods, tokens[: k - 2])):
            return [*tokens[: k - 1], *tokens[k + 1 :]]
    return tokens


def _goods(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("commodity"))


def _listed(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or _goods(t) or joins(t) or t.get("hedge"):
        return True
    return (
        t.get("measure") == "value" or t.get("change") in ("up", "down") or t.get("punct") in ("(", ")", ",")
    )
