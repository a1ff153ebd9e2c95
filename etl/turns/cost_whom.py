"""What goods cost a country: what it paid for them abroad."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens, good

_NEXT = len(" ")  # most letters between a word and the next


def cost_whom(tokens: Tokens) -> Tokens:
    """ "Steel from China cost Vietnam 1.7 bn", "Chinese steel cost Vietnam 1.7 bn": Vietnam's imports of steel from China were
    so much. Where it says that the goods were bought, the verb tells nothing more."""
    for k in range(1, len(tokens) - 1):
        whom, verb = tokens[k], tokens[k - 1]
        area = whom.get("area")
        if area is None or whom.get("adjective") or whom.start - verb.end > _NEXT:
            continue
        if isinstance(verb, Quantity) or not verb.get("ignore"):
            continue
        n = k + 1 + bool(not isinstance(tokens[k + 1], Quantity) and tokens[k + 1].get("hedge"))
        q = tokens[n] if n < len(tokens) else whom
        if not isinstance(q, Quantity) or q.unit not in PAID:
            continue
        start = k - 1
        while start and not isinstance(tokens[start - 1], Quantity) and _told(tokens, start - 1):
            start -= 1
        led = tokens[start : k - 1]
        if not any(good(t) for t in led) or any(t.get("area") == area for t in led):
            continue
        if any(t.get("measure") in (*FLOWS, "buy", "sell") for t in tokens[:k]):
            continue
        opens = not start or tokens[start - 1].get("punct") or tokens[start - 1].get("period")
        if not opens:
            continue
        sellers: Tokens = []
        for t in led:
            if (seller := t.get("area")) is not None:
                way = make_token(t.start, t.start, {"role": "from"})
                sellers = [way, make_token(t.start, t.end, {"area": seller})]
        flow = make_token(verb.start, verb.end, {"measure": "imports"})
        was = make_token(whom.start, whom.start, {"change": "reach"})
        goods = [t for t in led if good(t)]
        return [*tokens[:start], whom, *goods, flow, *sellers, was, *tokens[k + 1 :]]
    return tokens


def _told(tokens: Tokens, k: int) -> bool:
    """Whether a word says what the goods are and where they are from."""
    t = tokens[k]
    return good(t) or bool(t.get("area")) or t.get("role") == "from" or t.get("noun") == "goods"
