"""Goods that leave or enter a country by the gate of the one on the other side, and whose side a gate is on."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens

_SIDE = 2  # most letters of what the sides of a border call themselves (缅方)
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


def own_side(tokens: Tokens) -> Tokens:
    """木姐口岸对华贸易额38亿美元，其中缅方出口25亿美元: what the side of a gate sells and buys there is the gate's."""
    gate = None
    out: Tokens = []
    for k, t in enumerate(tokens):
        area = t.get("area")
        if area is not None and area.type == "gate" and gate is None:
            gate = area
        elif area is not None and gate is not None and area.code == gate.country and t.end - t.start <= _SIDE:
            led, flow = out[-1], tokens[k + 1 : k + 2]
            starts = led.get("link") in ("of_which", "but") or led.get("punct") in (",", ";", ":")
            if (starts or led.get("area") is gate) and flow and flow[0].get("measure") in FLOWS:
                if not flow[0].get("link") and tokens[k + 2 : k + 3] and _told(tokens[k + 2]):
                    continue
        out.append(t)
    return out if len(out) < len(tokens) else tokens


def _told(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or bool(t.get("hedge") or t.get("change"))
