"""A nation in brackets before the name of a part of it."""

from __future__ import annotations

from etl.turns.shapes import Tokens


def nation_ahead(tokens: Tokens) -> Tokens:
    """(中国)香港对越投资47亿美元: the name behind the brackets is the one told of."""
    for k in range(len(tokens) - 3):
        opened, nation, closed, name = tokens[k : k + 4]
        if opened.get("punct") != "(" or closed.get("punct") != ")" or not nation.get("area"):
            continue
        area = name.get("area")
        if area is None or nation["area"].type != "country" or area.code == nation["area"].code:
            continue
        if name.start == closed.end and closed.start == nation.end and opened.end == nation.start:
            ahead = tokens[k - 1] if k else None
            if ahead is None or not ahead.get("area") or ahead.end < opened.start:
                return nation_ahead([*tokens[:k], *tokens[k + 3 :]])
    return tokens
