"""What two sell each other whose trade a rank tells of, in one sentence."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens

_WAYS = {"exports": "to", "imports": "from"}


def flows_of_partners(tokens: Tokens) -> Tokens:
    """ "China was Vietnam's biggest partner with trade of 165 bn; Chinese exports rose 30%": its exports to Vietnam."""
    noun = next((k for k, t in enumerate(tokens) if t.get("rank_noun") == "trade_total"), 0)
    areas = {a.code: a for t in tokens if (a := t.get("area")) is not None}
    if not noun or len(areas) != len(FLOWS) or any("-" in c or a.type != "country" for c, a in areas.items()):
        return tokens
    if {t["area"].code for t in tokens[:noun] if t.get("area")} != set(areas):
        return tokens
    told = next(
        (k for k, t in enumerate(tokens) if k > noun and isinstance(t, Quantity) and t.unit in PAID), 0
    )
    if not told or any(t.get("measure") in FLOWS for t in tokens[:told]):
        return tokens
    out = list(tokens)
    for k in range(len(tokens) - 2, told, -1):
        whose, flow, behind = tokens[k - 1 : k + 2]
        area = whose.get("area")
        if area is None or flow.get("measure") not in FLOWS or flow.get("noun") or flow.get("link"):
            continue
        if behind.get("role") or behind.get("anaphor") or behind.get("directed"):
            continue
        other = next(a for c, a in areas.items() if c != area.code)
        at = flow.end
        way = make_token(at, at, {"role": _WAYS[str(flow["measure"])]})
        out[k + 1 : k + 1] = [way, make_token(at, at, {"area": other})]
    return out
