"""A place that is told ahead of what it is a place in."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_LED = 10  # most tokens from a place to the word for what it is a place in
_RANKED_IN = frozenset({"exports", "imports", "trade_total", "fdi", "fdi_registered", "fdi_realised"})


def rank_ahead_of_amount(tokens: Tokens) -> Tokens:
    """ "China ranked second with 4 bn dollars of registered capital in Vietnam": second by that capital. "Exports grew;
    China ranked second with 4 bn dollars" has told what of."""
    for k, t in enumerate(tokens[:-3]):
        if not isinstance(t, Quantity):
            if t.get("measure") or t.get("rank_noun"):
                return tokens
            continue
        if t.unit != "rank" or t.superlative:
            return tokens
        behind = tokens[k + 1 : k + 1 + _LED]
        n = next((n for n, u in enumerate(behind) if _stops(u)), 0)
        if not n or behind[n].get("measure") not in _RANKED_IN or behind[n].get("rank_noun"):
            return tokens
        told = [m for m, u in enumerate(behind[:n]) if isinstance(u, Quantity)]
        led = any(u.get("role") == "with" for u in behind[: told[0]]) if told else False
        if not led or not any(behind[m].unit in PAID for m in told):
            return tokens
        end = next((m for m in range(k + 1 + n, len(tokens)) if tokens[m].get("punct")), len(tokens))
        comma = make_token(t.start, t.start, {"punct": ","})
        return [*tokens[:k], *tokens[k + 1 : end], comma, t, *tokens[end:]]
    return tokens


def _stops(t: object) -> bool:
    if isinstance(t, Quantity):
        return t.unit == "rank"
    return bool(t.get("measure") or t.get("punct") or t.get("rank_noun"))
