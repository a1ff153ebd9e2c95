"""With whom a trade is, as a name that stands before it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, SIDES, Tokens

_OWNS = 3  # code points between an owner and the next word: "'s "


def trade_named(tokens: Tokens) -> Tokens:
    """ "China's ASEAN trade was 5 trillion yuan", "Vietnam's US exports": trade with ASEAN, exports to the US."""
    for k in range(len(tokens) - 3, -1, -1):
        whose, other, trade = tokens[k : k + 3]
        flow = trade.get("measure")
        if not (whose.get("area") and other.get("area")) or flow not in SIDES or trade.get("rank_noun"):
            continue
        if whose.get("adjective") or other.get("adjective") or whose["area"].code == other["area"].code:
            continue
        if other.start - whose.end != _OWNS or trade.start - other.end != 1:
            continue
        if tokens[k + 3].get("role") in ("to", "from", "with") if k + 3 < len(tokens) else True:
            continue
        way = make_token(other.start, other.start, {"role": SIDES[str(flow)][0]})
        tokens = [*tokens[: k + 1], trade, way, other, *tokens[k + 3 :]]
    return tokens


def spent_on_imports(tokens: Tokens) -> Tokens:
    """ "Peru spent 312 m USD on Chinese imports": on imports from China."""
    for k in range(2, len(tokens) - 2):
        on, whose, flow = tokens[k : k + 3]
        if on.get("compare") != "base" or not whose.get("adjective") or flow.get("measure") != FLOWS[1]:
            continue
        if isinstance(tokens[k - 1], Quantity) and whose.get("area") and _spent(tokens[:k]):
            origin = make_token(on.start, on.end, {"role": "from"})
            area = make_token(whose.start, whose.end, {"area": whose.get("area")})
            return [*tokens[:k], origin, area, *tokens[k + 3 :]]
    return tokens


def _spent(tokens: Tokens) -> bool:
    return any(t.get("measure") == "buy" for t in tokens)
