"""To whose investors a part of the projects belongs."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_BEHIND = 2  # tokens of "Chinese investors"; "investors from China" has one more


def belong_to(tokens: Tokens) -> Tokens:
    """ "480 of them, worth 1.4 bn, belong to Chinese investors", "to investors from China": they are Chinese."""
    if not any(t.get("link") == "of_which" and k and _number(tokens[k - 1]) for k, t in enumerate(tokens)):
        return tokens
    for k in range(1, len(tokens) - _BEHIND):
        t = tokens[k]
        if isinstance(t, Quantity) or t.get("change") != "reach" or t.get("measure"):
            continue
        one, other = tokens[k + 1 : k + 3]
        if one.get("adjective") and one.get("area") and _investors(other):
            whose, end = one, k + 3
        elif (
            _investors(one)
            and other.get("role") == "from"
            and k + 3 < len(tokens)
            and tokens[k + 3].get("area")
        ):
            whose, end = tokens[k + 3], k + 4
        else:
            continue
        if end < len(tokens) and not tokens[end].get("punct"):
            continue
        were = make_token(t.start, t.end, {"change": "reach"})
        nation = make_token(whose.start, whose.end, {"area": whose.get("area"), "adjective": True})
        return [*tokens[:k], were, nation, *tokens[end:]]
    return tokens


def _number(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or bool(t.get("digits"))


def _investors(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and t.get("noun") == "firm" and bool(t.get("rank_noun"))
