"""A rise that is told before the flow that it is of."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import TOLD, Tokens


def jump_in_flow(tokens: Tokens) -> Tokens:
    """ "Durian saw the biggest jump in exports, at 58 percent", "a fall in imports, of 5 percent": exports jumped 58 percent."""
    for k in range(len(tokens) - 5):
        moved, at, flow, comma, led, q = tokens[k : k + 6]
        if (
            moved.get("change") not in ("up", "down")
            or at.get("role") != "at"
            or flow.get("measure") not in TOLD
        ):
            continue
        if comma.get("punct") != "," or not isinstance(q, Quantity) or q.unit != "percent":
            continue
        if not (led.get("role") in ("at", "of", "with") or led.get("extent")) or flow.get("rank_noun"):
            continue
        jump = make_token(moved.start, moved.end, {"change": moved.get("change")})
        return [*tokens[:k], flow, jump, *tokens[k + 5 :]]
    return tokens
