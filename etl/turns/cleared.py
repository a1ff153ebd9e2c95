"""Projects that an office clears, as it does goods."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens


def projects_cleared(tokens: Tokens) -> Tokens:
    """ "the council cleared 113 projects": it approved them, and tells of no trade at a border."""
    for k, t in enumerate(tokens[:-1]):
        if t.get("measure") == "border_trade":
            counted = tokens[k + 1 + bool(tokens[k + 1].get("hedge")) :][:1]
            if counted and isinstance(counted[0], Quantity) and counted[0].unit == "projects":
                approved = make_token(t.start, t.end, {"measure": "attract", "tense": "flow"})
                return [*tokens[:k], approved, *tokens[k + 1 :]]
    return tokens
