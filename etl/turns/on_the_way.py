"""Goods that are told of with where they go, and without a verb for trade."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, good

_FAR = 6  # most tokens between the tonnes and where they go


def goods_on_the_way(tokens: Tokens) -> Tokens:
    """ "1.480 tấn yến sào, trị giá 18 triệu USD, đi Trung Quốc": those are exports to it."""
    for k in range(len(tokens) - 2):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit != "tonnes":
            continue
        if not (good(tokens[k + 1]) or k and good(tokens[k - 1])):
            continue
        for n in range(k + 1, min(k + _FAR + 2, len(tokens) - 1)):
            way, place = tokens[n : n + 2]
            if way.get("punct") == ";" or isinstance(way, Quantity) and way.unit == "tonnes":
                break
            if way.get("area") or way.get("noun") or way.get("role") in ("via", "from"):
                break
            if way.get("role") == "to" and place.get("area") and not _more(tokens, n + 2):
                sent = make_token(t.start, t.start, {"measure": "exports"})
                return [*tokens[:k], sent, way, place, *tokens[k:n], *tokens[n + 2 :]]
    return tokens


def _more(tokens: Tokens, n: int) -> bool:
    """Whether more places are listed behind the first."""
    mark, then = (tokens[n : n + 2] + [tokens[0]] * 2)[:2]
    return len(tokens) > n + 1 and bool((mark.get("punct") == "," or mark.get("link")) and then.get("area"))
