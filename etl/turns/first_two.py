"""Growths told behind a list for its first members only."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, bare, figure

_FEWEST = 2  # growths


def first_two(tokens: Tokens) -> Tokens:
    """ "89 bn, 43 bn and 38 bn, up 27% and 2% for the first two": each growth stands behind its amount, in a bracket."""
    for k in range(1, len(tokens) - 4):
        up = tokens[k]
        if up.get("change") not in ("up", "down") or tokens[k - 1].get("punct") != ",":
            continue
        end, growths = k + 1, []
        while end < len(tokens) and (_percent(tokens[end]) or _joins(tokens[end])):
            growths += [tokens[end]] if _percent(tokens[end]) else []
            end += 1
        if len(growths) < _FEWEST or end + 1 >= len(tokens) or tokens[end].get("role") != "to":
            continue
        amounts = [n for n in range(k) if figure(tokens[n]) and not _percent(tokens[n])]
        if bare(tokens[end + 1]) != len(growths) or len(amounts) <= len(growths):
            continue
        out = [*tokens[: k - 1], *tokens[end + 2 :]]
        for n, grew in reversed([*zip(amounts, growths, strict=False)]):
            at = tokens[n].end
            marks = [make_token(at, at, {"punct": mark}) for mark in "()"]
            out[n + 1 : n + 1] = [marks[0], make_token(at, at, {"change": up.get("change")}), grew, marks[1]]
        return out
    return tokens


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _joins(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and (t.get("punct") == "," or t.get("link") == "and")
