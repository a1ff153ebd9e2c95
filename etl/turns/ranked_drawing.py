"""Where a place ranks by what it draws from a country, and behind whom it ranks."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import Tokens

_WHERE = 4  # most words from the rank to what is drawn: "in the country in attracting"


def ranked_in_drawing(tokens: Tokens) -> Tokens:
    """ "Bac Ninh ranked second in the country in attracting Chinese capital": the second-largest recipient of Chinese
    capital."""
    for k in range(1, len(tokens) - 4):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit != "rank" or not tokens[k - 1].get("area"):
            continue
        n = next((n for n in range(k + 1, k + 2 + _WHERE) if n < len(tokens) and _draws(tokens[n])), 0)
        if not n or tokens[n - 1].get("role") != "at" or n + 2 >= len(tokens):
            continue
        whose, what = tokens[n + 1 : n + 3]
        if not (whose.get("area") and whose.get("adjective")) or what.get("measure") != "fdi":
            continue
        if any(isinstance(t, Quantity) or t.get("punct") for t in tokens[k + 1 : n]):
            continue
        of = make_token(tokens[n].start, tokens[n].end, {"role": "of"})
        was = make_token(tokens[k - 1].end, tokens[k - 1].end, {"change": "reach"})
        return [*tokens[:k], was, q, of, *tokens[n + 1 :]]
    return tokens


def _draws(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and t.get("measure") == "attract"


def behind_whom(tokens: Tokens) -> Tokens:
    """ "second place behind Viet Nam as a supplier of durian to China in April": who is ahead says nothing of the rank."""
    for k in range(len(tokens) - 3):
        q, behind = tokens[k : k + 2]
        if not isinstance(q, Quantity) or q.unit != "rank" or behind.get("role") != "aside":
            continue
        ahead, end = row(tokens, k + 2, _country)
        if not ahead or ahead[0] != k + 2 or end >= len(tokens):
            continue
        nxt = tokens[end]
        if isinstance(nxt, Quantity) or not nxt.get("rank_noun"):
            continue
        return [*tokens[: k + 1], *tokens[end:]]
    return tokens


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in ("country", "province") and not t.get("adjective")
