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


def beside_plan(tokens: Tokens) -> Tokens:
    """ "up 12.2% and 61.9% of the plan": how much of a plan was met is no second growth."""
    for k in range(1, len(tokens) - 3):
        grew, link, met, plan = tokens[k : k + 4]
        if not (isinstance(grew, Quantity) and isinstance(met, Quantity)) or grew.unit != met.unit:
            continue
        if link.get("link") == "and" and plan.get("status") == "target" and met.unit == "percent":
            return [*tokens[: k + 1], *tokens[k + 4 :]]
    return tokens
