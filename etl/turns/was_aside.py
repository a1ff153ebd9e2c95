"""What a figure was, told between commas ahead of what became of it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_MOVES = frozenset({"up", "down"})


def was_aside(tokens: Tokens) -> Tokens:
    """ "Thailand's share of the market, 95% in 2022, has come down to 70%": from 95% in 2022 to 70%."""
    for k in range(1, len(tokens) - 6):
        comma, was, then, closed, verb = tokens[k : k + 5]
        if comma.get("punct") != "," or closed.get("punct") != ",":
            continue
        if not isinstance(was, Quantity) or was.unit != "percent":
            continue
        dated = any(t.get("period") for t in tokens[:k])  # "In July the deficit, 19 bn in 2020, grew to …"
        if dated or not then.get("period") or verb.get("change") not in _MOVES:
            continue
        to, now = tokens[k + 5 : k + 7]
        if to.get("role") == "to" and isinstance(now, Quantity) and now.unit == was.unit:
            since = make_token(comma.start, comma.end, {"role": "from", "change": "start"})
            return [*tokens[:k], verb, since, was, then, *tokens[k + 5 :]]
    return tokens
