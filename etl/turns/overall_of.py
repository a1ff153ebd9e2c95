"""The whole that a share is of, named by a word for all of it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens, of_whole


def overall_of(tokens: Tokens) -> Tokens:
    """ "22.6 percent of the country's overall 517 bn": as "of its 517 bn"."""
    for k in range(1, len(tokens) - 2):
        part, of, word, whole = tokens[k - 1 : k + 3]
        if not isinstance(part, Quantity) or part.unit != "percent" or not of_whole(of):
            continue
        money = isinstance(whole, Quantity) and whole.unit in PAID
        if money and word.get("link") == "total" and not word.get("measure"):
            return [*tokens[:k], make_token(of.start, of.end, {"role": "of"}), *tokens[k + 2 :]]
    return tokens
