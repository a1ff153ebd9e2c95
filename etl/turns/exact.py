"""Fractions that are told exactly in a bracket."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens


def exact_in_bracket(tokens: Tokens) -> Tokens:
    """ "More than a quarter (26.8%) of it" is 26.8% of it, "half as much again (48.4%)" 48.4% more."""
    out = tokens
    for k in range(len(tokens) - 4, -1, -1):
        said = tokens[k]
        if not isinstance(said, Quantity) or said.origin != "fraction" or said.unit != "percent":
            continue
        n = k + 1 + (tokens[k + 1].get("compare") == "higher")
        if len(tokens) < n + 3 or tokens[n].get("punct") != "(" or tokens[n + 2].get("punct") != ")":
            continue
        exact = tokens[n + 1]
        if isinstance(exact, Quantity) and exact.unit == "percent" and exact.origin == "digits":
            out = [*out[:k], exact, *out[k + 1 : n], *out[n + 3 :]]
    return out
