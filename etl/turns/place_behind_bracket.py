"""A place among others told behind a bracket."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity
from etl.turns.shapes import PAID, Tokens


def place_behind_bracket(tokens: Tokens) -> Tokens:
    """ "Singapore (3.2 bn) came first, South Korea (2.1 bn) second and Japan (1.1 bn) third": as "South Korea second
    (2.1 bn)"."""
    out: Tokens = list(tokens)
    for k in range(4, len(tokens)):
        place, (area, opens, amount, closes) = tokens[k], tokens[k - 4 : k]
        if not isinstance(place, Quantity) or place.unit != "rank" or not area.get("area"):
            continue
        if not isinstance(amount, Quantity) or amount.unit not in {*PAID, "percent", "persons", "tonnes"}:
            continue
        if opens.get("punct") != "(" or closes.get("punct") != ")":
            continue
        behind = tokens[k + 1 : k + 2]
        if not behind or joins(behind[0]) or behind[0].get("punct"):
            out[k - 4 : k + 1] = [area, place, opens, amount, closes]
    return out
