"""Amounts that goods are worth."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import PAID, Tokens


def absorbed_worth(tokens: Tokens) -> Tokens:
    """ "Korea absorbed 2.2 bn USD worth of textile exports from Viet Nam": as without "worth"."""
    for k in range(1, len(tokens) - 3):
        q, worth, of = tokens[k : k + 3]
        if not isinstance(q, Quantity) or q.unit not in PAID or isinstance(worth, Quantity):
            continue
        if worth.get("measure") != "value" or worth.get("change") != "reach" or isinstance(of, Quantity):
            continue
        verb = tokens[k - 1 - bool(k > 1 and _hedge(tokens[k - 1]))]
        took = not isinstance(verb, Quantity) and verb.get("measure") == "buy" and verb.get("share")
        if took and of.get("role") == "of":
            return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens


def _hedge(t: object) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("hedge"))
