"""What comes in beside what goes out."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, good


def came_in_went_out(tokens: Tokens) -> Tokens:
    """ "$25 m of it coming in and $23 m going out": imports where the amount beside it is one of exports. "$3 bn came in
    and $1 bn was disbursed" tells of no goods."""
    for k, t in enumerate(tokens):
        if t.get("tense") == "flow" and not t.get("measure") and _goes_out_beside(tokens, k):
            came = make_token(t.start, t.end, {"measure": "imports"})
            return [*tokens[:k], came, *tokens[k + 1 :]]
    return tokens


def _goes_out_beside(tokens: Tokens, k: int) -> bool:
    """Whether an amount stands before that word, and another one beside it tells of what went out."""
    n = (
        k - 1 - (tokens[k - 1].get("link") == "of_which" or tokens[k - 1].get("measure") == "value")
        if k
        else -1
    )
    if (
        n > 1
        and good(tokens[n])
        and tokens[n - 1].get("role") == "of"
        and isinstance(tokens[n - 2], Quantity)
    ):
        # "82,000 tonnes of dragon fruit left the country and 60,000 tonnes of fertiliser came in"
        ahead = next((m for m in range(n - 3, -1, -1) if isinstance(tokens[m], Quantity)), 0)
        out = any(t.get("measure") == "exports" for t in tokens[ahead + 1 : n - 2])
        return out and _joins(tokens[n - 3])
    if n < 0 or not isinstance(tokens[n], Quantity):
        return False
    behind = [
        u for u in tokens[k + 1 : k + 5] if not (_joins(u) or u.get("hedge") or u.get("measure") == "value")
    ]
    if len(behind) > 1 and isinstance(behind[0], Quantity) and behind[1].get("measure") == "exports":
        return _joins(tokens[k + 1])
    ahead = [
        u
        for u in tokens[max(0, n - 4) : n]
        if not (_joins(u) or u.get("hedge") or u.get("measure") == "value")
    ]
    out = len(ahead) > 1 and isinstance(ahead[-2], Quantity) and ahead[-1].get("measure") == "exports"
    return out and _joins(tokens[n - 1])


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") in ("and", "but") or t.get("punct") == ","
