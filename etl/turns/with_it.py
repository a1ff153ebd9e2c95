"""Trade with the country named before."""

from __future__ import annotations

from etl.tokens import make_token
from etl.turns.shapes import Tokens

_WAYS = frozenset({"to", "from", "with"})


def with_it(tokens: Tokens) -> Tokens:
    """印尼是最大市场，福建对其进出口393亿元；其次是越南，对其进出口234亿元: with the country named last that is not whose trade it
    is."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("anaphor") != "country" or t.get("role") not in _WAYS:
            out.append(t)
            continue
        whose = tokens[k - 1].get("area") if k else None
        own = whose.country if whose is not None else None
        named = (a for u in reversed(tokens[:k]) if (a := u.get("area")) is not None)
        other = next((a for a in named if a.type == "country" and a.code != own), None)
        out.append(make_token(t.start, t.start + 1, {"role": t.get("role")}))
        it = {"area": other} if other is not None else {"anaphor": "country"}
        out.append(make_token(t.start + 1, t.end, it))
    return out
