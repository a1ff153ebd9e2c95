"""What goods cost a country: what it paid for them abroad."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens, good


def cost_whom(tokens: Tokens) -> Tokens:
    """ "Steel from China cost Vietnam 1.7 bn": Vietnam's imports of steel from China were so much; where it says what was
    bought itself ("purchases of Chinese cars cost Vietnam 120 m"), the word tells nothing more."""
    while (k := next((k for k, t in enumerate(tokens) if t.get("link") == "cost"), -1)) >= 0:
        tokens = _imported(tokens, k) or [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def _imported(tokens: Tokens, k: int) -> Tokens | None:
    """The tokens with the imports told that a word for what they cost stands behind, at ``k``."""
    n = k + 2
    if n >= len(tokens):
        return None
    if not isinstance(tokens[n], Quantity) and tokens[n].get("hedge"):
        n += 1
    whom, q = tokens[k + 1], tokens[n] if n < len(tokens) else tokens[k]
    buyer = whom.get("area")
    if buyer is None or whom.get("adjective") or not isinstance(q, Quantity) or q.unit not in PAID:
        return None
    start = k
    while start and not isinstance(tokens[start - 1], Quantity) and _told(tokens, start - 1):
        start -= 1
    led = tokens[start:k]
    if not any(good(t) for t in led) or any(t.get("measure") in (*FLOWS, "buy") for t in tokens[:k]):
        return None
    sellers: Tokens = []
    for t in led:
        if (area := t.get("area")) is not None:
            way = make_token(t.start, t.start, {"role": "from"})
            sellers = [way, make_token(t.start, t.end, {"area": area})]
    at = tokens[k].start
    flow = make_token(at, tokens[k].end, {"measure": "imports"})
    was = make_token(tokens[k].end, tokens[k].end, {"change": "reach"})
    goods = [t for t in led if good(t)]
    return [*tokens[:start], whom, *goods, flow, *sellers, was, *tokens[k + 2 :]]


def _told(tokens: Tokens, k: int) -> bool:
    """Whether a word says what the goods are and where they are from."""
    t = tokens[k]
    return good(t) or bool(t.get("area")) or t.get("role") == "from" or t.get("noun") == "goods"
