"""Parts that are told as an amount and, in brackets or between commas, as a share."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, WEIGHED, Tokens

_PARTS = PAID | WEIGHED
_PLACED = frozenset({"to", "from", "at"})  # "went to", "going to", "came from"


def of_it_bracket(tokens: Tokens) -> Tokens:
    """ "Singapore supplied 978 m USD of it (31.6%)": the bracket is that of the amount."""
    for k in range(1, len(tokens) - 3):
        q, of, opened, share = tokens[k - 1], *tokens[k : k + 3]
        if of.get("link") != "of_which" or opened.get("punct") != "(" or tokens[k + 3].get("punct") != ")":
            continue
        if _part(q) and isinstance(share, Quantity) and share.unit == "percent":
            return of_it_bracket([*tokens[:k], *tokens[k + 1 :]])
    return tokens


def part_in_commas(tokens: Tokens) -> Tokens:
    """ "of which 925.7 m USD, about 89 percent, went to China": a share as much as the amount is."""
    for k in range(1, len(tokens) - 3):
        q, comma = tokens[k : k + 2]
        if not _part(q) or comma.get("punct") != "," or tokens[k - 1].get("punct") == "(":
            continue
        n = k + 2 + bool(tokens[k + 2].get("hedge"))
        share = tokens[n] if n + 1 < len(tokens) else comma
        if not isinstance(share, Quantity) or share.unit != "percent":
            continue
        if not any(t.get("link") == "of_which" for t in tokens[max(0, k - 4) : k]):
            continue
        ends = tokens[n + 1].get("punct")
        if ends == "." or ends == "," and _goes(tokens[n + 2 : n + 5]):
            at = comma.end
            return [*tokens[: k + 2], make_token(at, at, {"share": "equal"}), *tokens[k + 2 :]]
    return tokens


def _part(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in _PARTS


def _goes(words: Tokens) -> bool:
    """Whether words say where a part goes, or whence it comes."""
    at = next((n for n, t in enumerate(words) if t.get("role") in _PLACED), None)
    return at is not None and at + 1 < len(words) and bool(words[at + 1].get("area"))
