"""What a gate handled, where the exports and imports in it are told next."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens

_OPENING = 4  # on which token the gate stands at the latest


def goods_handled(tokens: Tokens) -> Tokens:
    """ "Mong Cai saw 4 bn USD of goods cross the border, including exports of 2 bn": the trade there."""
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), 0)
    if not first or tokens[first].unit not in PAID or first + 3 >= len(tokens):
        return tokens
    places = [t["area"] for t in tokens[:_OPENING][:first] if t.get("area")]
    if not places or not (places[-1].border or places[-1].counterpart):
        return tokens
    if any(t.get("measure") for t in tokens[:first]):
        return tokens
    of, goods = tokens[first + 1 : first + 3]
    if of.get("role") != "of" or goods.get("noun") != "goods" or goods.get("measure"):
        return tokens
    which = next((k for k in range(first + 3, len(tokens)) if tokens[k].get("link") == "of_which"), None)
    if which is None or any(t.get("measure") for t in tokens[first + 3 : which]):
        return tokens
    if not any(t.get("measure") in FLOWS for t in tokens[which : which + 4]):
        return tokens
    trade = make_token(goods.start, goods.end, {"measure": "trade_total"})
    return [*tokens[: first + 2], trade, *tokens[first + 3 :]]


def turnover_there(tokens: Tokens) -> Tokens:
    """ "Lào Cai đạt 2,6 tỷ USD kim ngạch qua cửa khẩu": turnover through gates is trade."""
    for k in range(1, len(tokens) - 1):
        amount, told, via = tokens[k - 1 : k + 2]
        if not isinstance(amount, Quantity) or amount.unit not in PAID or not told.get("turnover"):
            continue
        if told.get("measure") == "value" and via.get("role") == "via" and via.get("noun") == "gate":
            trade = make_token(told.start, told.end, {"measure": "trade_total"})
            return [*tokens[:k], trade, *tokens[k + 1 :]]
    return tokens
