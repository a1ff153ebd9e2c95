"""Where all figures of a list went that "respectively" begins."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import MOVED, Tokens

_WAYS = frozenset({"to", "from", "with"})


def all_went_there(tokens: Tokens) -> Tokens:
    """ "Lạng Sơn và Lào Cai xuất khẩu lần lượt 1,4 tỷ USD và 0,6 tỷ USD sang Trung Quốc": each of them there."""
    for k in range(2, len(tokens) - 5):
        if tokens[k].get("link") != "respectively" or tokens[k - 1].get("measure") not in MOVED:
            continue
        n, figures = k + 1, 0
        while n < len(tokens) and (isinstance(tokens[n], Quantity) or _joins(tokens, n)):
            figures += isinstance(tokens[n], Quantity)
            n += 1
        way, place = (tokens[n : n + 2] + [tokens[k], tokens[k]])[:2]
        if figures < 2 or way.get("role") not in _WAYS or not place.get("area"):
            continue
        if n + 2 >= len(tokens) or tokens[n + 2].get("punct"):
            return [*tokens[:k], way, place, *tokens[k:n], *tokens[n + 2 :]]
    return tokens


def _joins(tokens: Tokens, n: int) -> bool:
    then = tokens[n + 1 : n + 2]
    joins = tokens[n].get("link") == "and" or tokens[n].get("punct") in (",", ";") or tokens[n].get("hedge")
    return bool(joins) and bool(then) and (isinstance(then[0], Quantity) or bool(then[0].get("hedge")))
