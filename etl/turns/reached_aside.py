"""What was reached, told between commas before its period."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens


def reached_aside(tokens: Tokens) -> Tokens:
    """ "It fell 5%, to 1.2 bn, in 2018 and 4%, to 239 m, in the first quarter": the amount and its growth have one period,
    the one behind both."""
    if sum(bool(t.get("period")) for t in tokens) < 2:
        return tokens
    out = tokens
    for k in range(len(tokens) - 5, 0, -1):
        comma, to = tokens[k], tokens[k + 1]
        if comma.get("punct") != "," or to.get("role") != "to" or to.get("change") != "reach":
            continue
        n = k + 2 + (not isinstance(tokens[k + 2], Quantity) and bool(tokens[k + 2].get("hedge")))
        behind = tokens[n : n + 3]
        if len(behind) < 3 or not isinstance(behind[0], Quantity) or behind[0].unit in ("percent", "rank"):
            continue
        if behind[1].get("punct") == "," and behind[2].get("period"):
            out = [*out[:k], *tokens[k + 1 : n + 1], *out[n + 2 :]]
    return out
