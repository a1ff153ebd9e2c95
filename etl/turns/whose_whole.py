"""Whose exports a part is of, told behind the part."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, SIDES, WEIGHED, Tokens


def whose_whole(tokens: Tokens) -> Tokens:
    """ "Exports to the US came to 4.7 bn, 37% of Cambodia's exports of 12.7 bn": those to the US are Cambodia's, too."""
    m = next((k for k, t in enumerate(tokens) if t.get("measure") in FLOWS), None)
    if m is None or m + 6 >= len(tokens) or any(t.get("area") or t.get("anaphor") for t in tokens[:m]):
        return tokens
    flow, way, where = tokens[m : m + 3]
    if isinstance(flow, Quantity) or way.get("role") not in SIDES[str(flow.get("measure"))]:
        return tokens
    if not where.get("area"):
        return tokens
    amount = next((k for k in range(m + 3, len(tokens) - 4) if isinstance(tokens[k], Quantity)), None)
    if amount is None or tokens[amount].unit not in PAID | WEIGHED:
        return tokens
    for k in range(amount + 1, len(tokens) - 3):
        t, of, whose, whole = tokens[k : k + 4]
        if t.get("area") or not isinstance(t, Quantity) and t.get("punct") in (".", ";"):
            return tokens
        if not isinstance(t, Quantity) or t.unit != "percent" or of.get("role") != "of":
            continue
        area = whose.get("area")
        if area is None or area.type == "bloc" or area.code == where["area"].code:
            return tokens
        n = k + 3
        if whole.get("commodity") and n + 1 < len(tokens):
            n += 1
            whole = tokens[n]
        total = whole.get("link") in ("total", "total_of") and whole.get("measure") is None
        behind = tokens[n + 1 : n + 2]
        if whole.get("role") == "of" and behind and isinstance(behind[0], Quantity):
            total = behind[0].unit == tokens[amount].unit  # "of Cambodia's total of 12.7 bn"
        if not total and whole.get("measure") != flow.get("measure"):
            return tokens
        if behind and behind[0].get("role") in SIDES[str(flow.get("measure"))]:
            return tokens  # "37% of Cambodia's exports to the bloc"
        owner = make_token(whose.start, whose.end, {"area": area, "adjective": True})
        return [*tokens[:m], owner, *tokens[m:]]
    return tokens
