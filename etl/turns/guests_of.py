"""Whose guests make up a part of those that a place received."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_NAMED = 6  # most tokens of what names all guests


def part_of_guests(tokens: Tokens) -> Tokens:
    """来自云南的游客占老街省国际游客的七成: of those whom the place received, so many came from there."""
    for k in range(2, len(tokens) - 3):
        people, share, place = tokens[k - 1 : k + 2]
        if share.get("share") != "share" or people.get("noun") != "people":
            continue
        n = next((m for m in range(k + 2, min(k + 2 + _NAMED, len(tokens))) if not _of_guests(tokens[m])), k)
        part, guests = tokens[n], next((t for t in tokens[k + 2 : n] if t.get("measure") == "arrivals"), None)
        if guests is None or not isinstance(part, Quantity) or part.unit != "percent":
            continue
        first = k - 2 - (tokens[k - 2].get("role") == "of" and k > 2)
        home, whence = place.get("area"), tokens[first].get("area")
        if home is None or whence is None or home.country == whence.country:
            continue
        first -= bool(first and tokens[first - 1].get("role") == "from")
        if first and not (tokens[first - 1].get("punct") or tokens[first - 1].get("period")):
            continue
        at = tokens[first].start
        ahead = [
            make_token(at, at, said) for said in ({**place}, {"noun": "receives", **guests}, {"punct": ","})
        ]
        return [*tokens[:first], *ahead, *tokens[first : k + 1], *tokens[n:]]
    return tokens


def _of_guests(t: Token | Quantity) -> bool:
    """外国游客总数的: the words between the place and the part."""
    if isinstance(t, Quantity):
        return False
    named = t.get("measure") == "arrivals" or t.get("link") == "total"
    return named or t.get("share") == "whole" or t.get("role") == "of"
