"""Hosts that take what is invested."""

from __future__ import annotations

from etl.tokens import make_token
from etl.turns.shapes import TOLD, Tokens


def took_capital(tokens: Tokens) -> Tokens:
    """ "FDI into ASEAN hit 230 bn, of which Singapore took 160 bn": it drew that much, where no goods are told of."""
    k = next((k for k, t in enumerate(tokens) if str(t.get("measure")).startswith("fdi")), None)
    if k is None or any(
        t.get("measure") in TOLD or t.get("commodity") or t.get("noun") == "goods" for t in tokens
    ):
        return tokens
    out = list(tokens)
    for n in range(k + 1, len(tokens)):
        t = tokens[n]
        if t.get("measure") == "buy" and tokens[n - 1].get("area") and not t.get("rank_noun"):
            out[n] = make_token(t.start, t.end, {**t, "measure": "attract"})
    return out
