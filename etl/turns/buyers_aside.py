"""Buyers who are named before or behind what is told of, and sums between."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import PAID, Tokens

_CLAUSE = 7  # most tokens of a clause that says who no longer buys


def sum_between(tokens: Tokens) -> Tokens:
    """ "chi 62,9 tỷ USD (chừng 1,4 triệu tỷ đồng) mua hàng Trung Quốc": the same sum in other money stands behind."""
    for k in range(1, len(tokens) - 5):
        q, opened = tokens[k - 1 : k + 1]
        if not isinstance(q, Quantity) or q.unit not in PAID or opened.get("punct") != "(":
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        other, closed, verb = tokens[n : n + 3]
        if not isinstance(other, Quantity) or other.unit not in PAID or other.unit == q.unit:
            continue
        if closed.get("punct") != ")" or verb.get("measure") not in ("buy", "imports"):
            continue
        area = next((m for m in range(n + 3, min(n + 6, len(tokens))) if tokens[m].get("area")), 0)
        if area and not any(isinstance(t, Quantity) or t.get("punct") for t in tokens[n + 3 : area]):
            return [*tokens[:k], *tokens[n + 2 : area + 1], *tokens[k : n + 2], *tokens[area + 1 :]]
    return tokens


def no_longer_buys(tokens: Tokens) -> Tokens:
    """ "Từ khi Philippines ngừng mua, xuất khẩu gạo tháng 9 còn 467.000 tấn": not the Philippines' exports."""
    end = next((n for n, t in enumerate(tokens[: _CLAUSE + 1]) if t.get("punct")), 0)
    if not end or tokens[end].get("punct") != "," or end + 2 >= len(tokens):
        return tokens
    clause = tokens[:end]
    if any(isinstance(t, Quantity) or t.get("period") or t.get("role") in ("to", "with") for t in clause):
        return tokens
    who = next((n for n, t in enumerate(clause) if t.get("area") and not t.get("adjective")), end)
    buys = any(t.get("measure") in ("buy", "imports") for t in clause[who + 1 :])
    first = next((t for t in tokens[end + 1 : end + 3] if not t.get("commodity")), None)
    if buys and first is not None and first.get("measure") == "exports":
        return tokens[end + 1 :]
    return tokens
