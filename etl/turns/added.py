"""What a time added to what was told of the one before."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_JOINING = frozenset({"and", "but"})


def time_added(tokens: Tokens) -> Tokens:
    """ "2.9 bn in 2015; the first half of 2016 added 1.7 bn": what that time came to. "Exports in May added 1.7 bn" rose
    by that."""
    for k, t in enumerate(tokens[:-1]):
        if t.get("change") != "add" or not k or not tokens[k - 1].get("period"):
            continue
        before = tokens[k - 2] if k > 1 else None
        if before is not None and not (before.get("punct") in (",", ";") or before.get("link") in _JOINING):
            continue
        money = tokens[k + 1 + bool(tokens[k + 1].get("hedge")) :][:1]
        if money and isinstance(money[0], Quantity) and money[0].unit in PAID:
            reached = make_token(t.start, t.end, {"change": "reach"})
            return [*tokens[:k], reached, *tokens[k + 1 :]]
    return tokens
