"""A gate that is named with all the others of its country."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import make_token
from etl.turns.shapes import Tokens


def gates_together(tokens: Tokens, told: set[str]) -> Tokens:
    """ "Muse and the other border crossings handled 4.5 bn": the trade of the country told of and not
    of one province."""
    for k in range(len(tokens) - 2):
        gate, link = tokens[k].get("area"), tokens[k + 1]
        if gate is None or gate.type != "gate" or gate.country not in told or link.get("link") != "and":
            continue
        n = k + 2 + (tokens[k + 2].get("number") is not None)
        if n + 1 < len(tokens) and tokens[n].get("noun") == "gate" and not tokens[n + 1].get("area"):
            country = make_token(tokens[k].start, tokens[k].end, {"area": Area(gate.country, "country")})
            return [*tokens[:k], country, *tokens[n + 1 :]]
    return tokens
