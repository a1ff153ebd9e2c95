"""Whereto "there" points, where a flow the other way has named it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, SIDES, Tokens


def flow_there(tokens: Tokens) -> Tokens:
    """ "Guangxi's imports from Viet Nam doubled; its exports there rose 25%": to Viet Nam."""
    for k in range(4, len(tokens)):
        flow = tokens[k - 1].get("measure")
        if tokens[k].get("anaphor") != "there" or tokens[k].get("measure") or flow not in FLOWS:
            continue
        n = next((n for n in range(k - 2, 0, -1) if tokens[n].get("measure") in FLOWS), 0)
        if not n or tokens[n].get("measure") == flow:
            continue
        way, whom = tokens[n + 1 : n + 3]
        named = not isinstance(whom, Quantity) and whom.get("area") and not whom.get("adjective")
        if not named or way.get("role") != SIDES[str(tokens[n].get("measure"))][0]:
            continue
        owner = next((t for t in reversed(tokens[:n]) if t.get("area")), None)
        if owner is None or owner.get("area").code == whom.get("area").code:
            continue
        if any(t.get("area") for t in tokens[n + 3 : k]):
            continue
        to = make_token(tokens[k].start, tokens[k].end, {"role": SIDES[str(flow)][0]})
        back = make_token(tokens[k].start, tokens[k].end, {"area": whom.get("area")})
        return [*tokens[:k], to, back, *tokens[k + 1 :]]
    return tokens
