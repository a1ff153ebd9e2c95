"""Ranks of border gates."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens


def among_gates(tokens: Tokens) -> Tokens:
    """友谊关口岸进出口货值3200亿元，在全国边境口岸中排名第二: a gate among the gates of the country; the figure stays the gate's."""
    for k in range(1, len(tokens) - 2):
        nation, gates, rank = tokens[k : k + 3]
        if nation.get("anaphor") != "home" or gates.get("noun") != "gate" or gates.get("area"):
            continue
        if isinstance(rank, Quantity) and rank.unit == "rank" and tokens[k - 1].get("role") in ("at", None):
            return [*tokens[: k - 1 if tokens[k - 1].get("role") else k], *tokens[k + 1 :]]
    return tokens
