"""What is aimed at, told by the way."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens


def aim_aside(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu 41,4 tỷ USD, mục tiêu 2020 là 45 tỷ; nhập 75,5 tỷ": as in brackets, its year is not that of the rest."""
    for k in range(2, len(tokens) - 4):
        comma, aim, when = tokens[k : k + 3]
        if comma.get("punct") != "," or aim.get("status") != "target" or not when.get("period"):
            continue
        n = k + 3 + (tokens[k + 3].get("change") == "reach")
        if n + 1 >= len(tokens) or tokens[n + 1].get("punct") != ";":
            continue
        if isinstance(q := tokens[n], Quantity) and (q.unit in PAID or q.unit is None and q.scale):
            opens = make_token(comma.start, comma.end, {"punct": "("})
            closes = make_token(q.end, q.end, {"punct": ")"})
            return [*tokens[:k], opens, *tokens[k + 1 : n + 1], closes, *tokens[n + 1 :]]
    return tokens
