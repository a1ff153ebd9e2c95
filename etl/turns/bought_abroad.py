"""What a country buys and sells abroad, told of as a whole."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_FLOW = {"buy": "imports", "sell": "exports"}


def bought_abroad(tokens: Tokens) -> Tokens:
    """ "half of what Cambodia buys abroad", "a tenth of all Laos sells": of its imports and its exports. "of which China
    bought 3 bn" tells of an amount."""
    for k in range(len(tokens) - 2):
        of, owner, verb = tokens[k : k + 3]
        if verb.get("measure") not in _FLOW or not owner.get("area"):
            continue
        if of.get("role") != "of" and of.get("share") != "whole":
            continue
        end = k + 3 + any(t.get("directed") == "to W00" for t in tokens[k + 3 : k + 4])
        behind = tokens[end : end + 1]
        if behind and (
            isinstance(behind[0], Quantity) or not (behind[0].get("punct") or "change" in behind[0])
        ):
            continue
        flow = make_token(verb.start, verb.end, {"measure": _FLOW[verb.get("measure")]})
        return [*tokens[: k + 2], flow, *tokens[end:]]
    return tokens
