"""Whom of those of a region a rank tells of."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_HEAD = 4  # most words before the country
_SPREAD = 8  # most words of where somebody invests


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


def spread(tokens: Tokens) -> Tokens:
    """ "Trung Quốc đầu tư vào 55 tỉnh của Việt Nam, nhiều nhất là Tây Ninh với 4,9 tỷ USD": into Tay Ninh."""
    for k in range(len(tokens) - 5):
        who, puts = tokens[k], tokens[k + 1]
        if isinstance(puts, Quantity) or puts.get("measure") != "fdi" or isinstance(who, Quantity):
            continue
        n = k + 2 + bool(tokens[k + 2].get("role") in ("to", "at"))
        if who.get("area") is None or not (puts.get("role") or n > k + 2):
            continue
        told = n
        while n < min(told + _SPREAD, len(tokens) - 2) and _somewhere(tokens[n]):
            n += 1
        if n == told or tokens[n].get("punct") != ",":
            continue
        n += 1
        while n < len(tokens) - 1 and _most(tokens[n]):
            n += 1
        if _province(tokens[n]) and tokens[n].get("area").country != who.get("area").code:
            way = make_token(puts.end, puts.end, {"role": "to"})
            return [*tokens[: k + 1], make_token(puts.start, puts.end, {"measure": "fdi"}), way, *tokens[n:]]
    return tokens


def _somewhere(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return False
    area = t.get("area")
    named = t.get("anaphor") == "region" or t.get("noun") == "locality" or t.get("role") == "of"
    named = named or t.get("ignore") or t.get("digits") or t.get("punct") == "/"
    return bool(named or area is not None and area.type == "country")


def _most(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return t.unit == "rank"
    return t.get("change") == "reach" and not t.get("measure") or t.get("role") == "at"


def _province(t: object) -> bool:
    area = t.get("area") if not isinstance(t, Quantity) else None
    return area is not None and area.type in ("province", "city")
