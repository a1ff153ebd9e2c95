"""Whom of those of a region a rank tells of."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens

_HEAD = 4  # most words before the country


def among_region(tokens: Tokens) -> Tokens:
    """ "Hà Nội dẫn đầu Đồng bằng sông Hồng với 3.116 dự án": Hanoi has them, and not all of the delta."""
    for k in range(1, len(tokens) - 2):
        rank, who = tokens[k], tokens[k - 1]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or not _province(who):
            continue
        n = k + 1 + bool(tokens[k + 1].get("role") == "at")
        where = tokens[n].get("area")
        if where is not None and where.type == "region" and tokens[n + 1 : n + 2]:
            if tokens[n + 1].get("role") == "with":
                return [*tokens[: k + 1], *tokens[n + 1 :]]
    return tokens


def of_a_country(tokens: Tokens) -> Tokens:
    """ "Trong các địa phương Trung Quốc, Quảng Tây buôn bán với Việt Nam nhiều nhất": Guangxi does."""
    if tokens[0].get("role") not in ("within", "at") or isinstance(tokens[0], Quantity):
        return tokens
    n = 1
    while (
        n < _HEAD
        and n + 2 < len(tokens)
        and (tokens[n].get("noun") == "locality" or tokens[n].get("role") == "of" or tokens[n].get("number"))
    ):
        n += 1
    if n + 2 >= len(tokens) or any(isinstance(t, Quantity) for t in tokens[: n + 3]):
        return tokens
    whole, mark, who = tokens[n : n + 3]
    area = whole.get("area")
    if area is None or area.type != "country" or mark.get("punct") != "," or not _province(who):
        return tokens
    return tokens[n + 2 :] if who.get("area").parent == area.code else tokens


def _province(t: object) -> bool:
    area = t.get("area") if not isinstance(t, Quantity) else None
    return area is not None and area.type in ("province", "city")
