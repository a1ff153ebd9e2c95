"""A part in words, with where it went behind it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_WAYS = frozenset({"to", "from", "with"})


def half_went(tokens: Tokens) -> Tokens:
    """ "…, tăng 16%, một phần ba là sang Mỹ", "…, hơn một nửa với ASEAN": what those there account for."""
    for k in range(2, len(tokens) - 2):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.origin != "fraction" or t.unit != "percent":
            continue
        first = k - bool(tokens[k - 1].get("hedge"))
        way = k + 1 + (tokens[k + 1].get("change") == "reach")
        led = tokens[first - 1].get("punct") == "," or (
            tokens[first - 1].get("link") == "of_which" and tokens[k + 1].start > t.end
        )
        if not led or way + 1 >= len(tokens):
            continue
        to, place = tokens[way : way + 2]
        if to.get("role") in _WAYS and place.get("area"):
            part = make_token(t.start, t.start, {"share": "share"})
            return [*tokens[:first], to, place, part, *tokens[first : k + 1], *tokens[way + 2 :]]
    return tokens
