"""Goods that leave or enter a country by the gate of the one on the other side."""

from __future__ import annotations

from etl.tokens import make_token
from etl.turns.shapes import Tokens

_WAYS = {"exports": "to", "imports": "from"}


def by_their_gate(tokens: Tokens) -> Tokens:
    """凭祥口岸进出口45万吨，其中经越南同登口岸出口20万吨: the gate behind "by" is where the goods of the one told of go, and no
    seller."""
    first = next((a for t in tokens if (a := t.get("area")) is not None), None)
    if first is None:
        return tokens
    for k in range(2, len(tokens) - 2):
        if tokens[k].get("role") != "via":
            continue
        named = tokens[k + 1].get("area")
        n = k + 2 if named is not None and named.type == "country" else k + 1
        gate, way = tokens[n].get("area"), tokens[n + 1 : n + 2]
        if gate is None or gate.type != "gate" or gate.counterpart != first.country or not way:
            continue
        role = _WAYS.get(str(way[0].get("measure")))
        if role is None or "-" not in first.code or any(t.get("area") is gate for t in tokens[:k]):
            continue
        whom = (
            [make_token(tokens[k].start, tokens[k].end, {"role": role}), tokens[k + 1]] if n > k + 1 else []
        )
        return [*tokens[:k], *whom, *tokens[n + 1 :]]
    return tokens
