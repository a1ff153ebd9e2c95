"""To whom a whole was sold, told behind the verb without a word for "to"."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, of_whole


def of_what_was_sold(tokens: Tokens) -> Tokens:
    """ "Of the 24 bn that Vietnam sold ASEAN, Thailand took 5 bn": sold to it. "Of the 24 bn Vietnam sold, ASEAN …" names
    nobody."""
    for k in range(2, len(tokens) - 1):
        verb, buyer = tokens[k : k + 2]
        if verb.get("measure") != "sell" or not (buyer.get("area") or buyer.get("anaphor")):
            continue
        if buyer.get("adjective") or tokens[k - 1].get("role"):
            continue
        seller = tokens[k - 1]
        if not (seller.get("area") or seller.get("anaphor")):
            continue
        n = k - 2 - (tokens[k - 2].get("link") == "which")
        whole = n > 0 and isinstance(tokens[n], Quantity) and of_whole(tokens[n - 1])
        behind = tokens[k + 2 : k + 3]
        if whole and not (behind and isinstance(behind[0], Quantity)):
            to = make_token(verb.end, verb.end, {"role": "to"})
            return [*tokens[: k + 1], to, *tokens[k + 1 :]]
    return tokens
