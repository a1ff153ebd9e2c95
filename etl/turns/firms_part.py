"""The part of new projects that a nation's firms have."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, of_whole

_INVESTORS = {"measure": "fdi", "noun": "firm", "rank_noun": "fdi_registered"}


def firms_part(tokens: Tokens) -> Tokens:
    """ "Chinese firms accounted for 707 of the 3,188 new projects": as "Chinese investors"."""
    if not any(isinstance(t, Quantity) and t.unit == "projects" for t in tokens):
        return tokens
    if not any(of_whole(t) for t in tokens):
        return tokens
    for k in range(len(tokens) - 3):
        whose, firms, part = tokens[k : k + 3]
        if not whose.get("area") or not whose.get("adjective") or firms.get("noun") != "firm":
            continue
        if firms.get("measure") or part.get("share") != "share":
            continue
        n = k + 3 + bool(tokens[k + 3].get("hedge") and not isinstance(tokens[k + 3], Quantity))
        q = tokens[n] if n < len(tokens) else tokens[k]
        if isinstance(q, Quantity) and q.unit in (None, "projects") or q.get("digits"):
            put = make_token(firms.start, firms.end, _INVESTORS)
            return [*tokens[: k + 1], put, *tokens[k + 2 :]]
    return tokens
