"""Where all figures of a list went that "respectively" begins, and where one more of them went."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import MOVED, Tokens

_WAYS = frozenset({"to", "from", "with"})


def all_went_there(tokens: Tokens) -> Tokens:
    """ "Lạng Sơn và Lào Cai xuất khẩu lần lượt 1,4 tỷ USD và 0,6 tỷ USD sang Trung Quốc": each of them there."""
    for k in range(2, len(tokens) - 5):
        if tokens[k].get("link") != "respectively" or tokens[k - 1].get("measure") not in MOVED:
            continue
        n, figures = k + 1, 0
        while n < len(tokens) and (isinstance(tokens[n], Quantity) or _joins(tokens, n)):
            figures += isinstance(tokens[n], Quantity)
            n += 1
        way, place = (tokens[n : n + 2] + [tokens[k], tokens[k]])[:2]
        if figures < 2 or way.get("role") not in _WAYS or not place.get("area"):
            continue
        if n + 2 >= len(tokens) or tokens[n + 2].get("punct"):
            return [*tokens[:k], way, place, *tokens[k:n], *tokens[n + 2 :]]
    return tokens


def _joins(tokens: Tokens, n: int) -> bool:
    then = tokens[n + 1 : n + 2]
    joins = tokens[n].get("link") == "and" or tokens[n].get("punct") in (",", ";") or tokens[n].get("hedge")
    return bool(joins) and bool(then) and (isinstance(then[0], Quantity) or bool(then[0].get("hedge")))


def only_there(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu của Trung Quốc sang Mỹ giảm 33%, sang ASEAN tăng 22,5%, riêng Việt Nam tăng 31%": one more market."""
    way = None
    for k in range(2, len(tokens) - 2):
        t, place, told = tokens[k : k + 3]
        if t.get("role") in _WAYS and place.get("area"):
            whose = next((u.get("area") for u in tokens[:k] if u.get("area")), None)
            way = (t, whose) if whose is not None else None
        elif way is not None and t.get("link") == "only" and (area := place.get("area")) is not None:
            moved = told.get("change") in ("up", "down") or isinstance(told, Quantity)
            if moved and area.type == "country" and area.code != way[1].code:
                again = make_token(place.start, place.start, {"role": way[0].get("role")})
                return [*tokens[: k + 1], again, *tokens[k + 1 :]]
    return tokens


def these_several(tokens: Tokens) -> Tokens:
    """ "…; nhập từ ba nước này lần lượt 0,7; 1,7 và 0,2 tỷ": those told before, in their order, and no single one."""
    for k in range(1, len(tokens) - 4):
        way, many, which, each = tokens[k : k + 4]
        counted = many.get("number") is not None or many.get("digits")
        if way.get("role") in _WAYS and counted and which.get("anaphor") in ("country", "market"):
            if each.get("link") == "respectively":
                return [*tokens[:k], *tokens[k + 3 :]]
    return tokens
