"""What an office foretells, in a word that also counts what is invested in."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, Tokens

_FORECAST = {"status": "forecast"}


def foretold(tokens: Tokens) -> Tokens:
    """ "The USDA projects 1.5 million tonnes for 2024", "The World Bank projects export growth of 5.5%"; but "World Bank
    projects worth 2 bn"."""
    for k in range(1, len(tokens) - 1):
        t, nxt = tokens[k], tokens[k + 1]
        if t.get("measure") != "fdi_projects" or isinstance(t, Quantity) or not tokens[k - 1].get("compiler"):
            continue
        if (
            isinstance(nxt, Quantity)
            and nxt.unit != "projects"
            or nxt.get("measure") in FLOWS
            or nxt.get("area")
        ):
            return [*tokens[:k], make_token(t.start, t.end, _FORECAST), *tokens[k + 1 :]]
    return tokens
