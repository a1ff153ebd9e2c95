"""Whom of those of a region a rank tells of."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens


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


def _province(t: object) -> bool:
    area = t.get("area") if not isinstance(t, Quantity) else None
    return area is not None and area.type in ("province", "city")
