"""Shares of a trade that are told by a verb of buying."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens


def taken_of_trade(tokens: Tokens) -> Tokens:
    """ "ASEAN took 14.7 percent of China's foreign trade": nobody buys a trade, it is the part that ASEAN makes up."""
    for k in range(1, len(tokens) - 4):
        verb, q = tokens[k], tokens[k + 1]
        if verb.get("measure") != "buy" or not isinstance(q, Quantity) or q.unit != "percent":
            continue
        whole = tokens[k + 3 : k + 6]
        if tokens[k - 1].get("area") and tokens[k + 2].get("role") == "of" and whole[0].get("area"):
            if any(t.get("measure") == "trade_total" for t in whole[1:]):
                share = make_token(verb.start, verb.end, {"share": "share"})
                return [*tokens[:k], share, *tokens[k + 1 :]]
    return tokens
