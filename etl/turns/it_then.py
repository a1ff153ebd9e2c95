"""Sentences that begin with a time and go on with "it"."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens


def it_then(tokens: Tokens) -> Tokens:
    """ "In the seven months to July it took 96,000 tonnes": it took them in these months. "In July its exports …", "in
    July, it said" tell of no buyer."""
    if len(tokens) < 4:
        return tokens
    k = 1 + any(t.get("punct") == "," for t in tokens[1:2])
    if not tokens[0].get("period") or k + 2 >= len(tokens):
        return tokens
    it, verb = tokens[k : k + 2]
    if it.get("anaphor") != "other" or it.end - it.start > len("it") or verb.get("measure") != "buy":
        return tokens
    n = k + 2 + bool(tokens[k + 2].get("hedge"))
    if n >= len(tokens) or not isinstance(tokens[n], Quantity):
        return tokens
    return [*tokens[k : n + 1], tokens[0], *tokens[n + 1 :]]
