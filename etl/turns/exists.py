"""Sentences that say that there is something."""

from __future__ import annotations

from etl.tokens import Quantity, Token
from etl.turns.shapes import Tokens


def there_was(tokens: Tokens) -> Tokens:
    """ "There were 3,100 projects", "by May there were 12 of them": neither points back to a place. "Its investment there
    was up 25 percent" does."""
    k = next((k for k, t in enumerate(tokens[:-1]) if t.get("anaphor") == "there"), None)
    if k is None or tokens[k].get("measure") or tokens[k + 1].get("change") != "reach":
        return tokens
    if k and _stands_there(tokens[k - 1]):
        return tokens
    return [*tokens[:k], *tokens[k + 2 :]]


def _stands_there(t: Token | Quantity) -> bool:
    """What can be told to be there."""
    if isinstance(t, Quantity):
        return t.unit != "rank"
    return any(t.get(kind) for kind in ("measure", "noun", "commodity", "unit", "role"))
