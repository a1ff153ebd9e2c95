"""A country whose name takes in its neighbours in passing."""

from __future__ import annotations

from etl.clauses import joins
from etl.turns.shapes import Tokens

_TAKES_IN = {"CN": frozenset({"HK", "MO", "TW"})}
_MOST = 7  # tokens of those taken in


def taken_in(tokens: Tokens) -> Tokens:
    """ "China, including Hong Kong and Macau, bought 106,000 tonnes": China did."""
    for k in range(len(tokens) - 3):
        area = tokens[k].get("area")
        if area is None or area.code not in _TAKES_IN or tokens[k + 1].get("punct") != ",":
            continue
        if tokens[k + 2].get("link") != "of_which":
            continue
        n = k + 3
        while n < min(k + _MOST, len(tokens)) and (joins(tokens[n]) or _part(tokens[n], area.code)):
            n += 1
        if n > k + 3 and tokens[n - 1].get("punct") == ",":
            return [*tokens[: k + 1], *tokens[n:]]
    return tokens


def _part(t: object, whole: str) -> bool:
    area = t.get("area")
    return area is not None and area.code in _TAKES_IN[whole]
