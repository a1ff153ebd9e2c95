"""Goods of another country's that a place buys, and the part of projects that comes from one."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, Tokens, good

_PLACES = frozenset({"province", "city", "prefecture", "gate"})


def bought_through(tokens: Tokens) -> Tokens:
    """经广西口岸进口的越南榴莲达14万吨, 由广西进口的越南榴莲: Guangxi's imports from Viet Nam."""
    for k in range(len(tokens) - 5):
        led, place = tokens[k : k + 2]
        here = place.get("area")
        if not led.get("role") or here is None or here.type not in _PLACES:
            continue
        n = k + 2 + (tokens[k + 2].get("noun") == "gate")
        if n + 3 >= len(tokens):
            continue
        bought, of, whose, goods = tokens[n : n + 4]
        there = whose.get("area")
        if bought.get("measure") != "imports" or of.get("role") != "of" or there is None or not good(goods):
            continue
        if bought.get("role") or there.type != "country" or there.code == here.country:
            continue
        way = make_token(of.start, of.end, {"role": "from"})
        return [*tokens[:k], place, way, whose, bought, *tokens[n + 3 :]]
    return tokens


def part_of_all(tokens: Tokens) -> Tokens:
    """2020年中国从泰国进口鲜榴莲57万吨。榴莲占中国水果进口额的23%: of what came from everywhere."""
    if sum(bool(t.get("area") or t.get("directed") or t.get("pair")) for t in tokens) != 1:
        return tokens
    for k in range(len(tokens) - 6):
        goods, share, whose, wider, flow, of, much = tokens[k : k + 7]
        if not good(goods) or not share.get("share") or not good(wider) or goods.get("share"):
            continue
        area = whose.get("area")
        if area is None or area.type != "country" or flow.get("measure") not in FLOWS:
            continue
        if of.get("role") != "of" or not isinstance(much, Quantity) or much.unit != "percent":
            continue
        if goods["commodity"] == wider["commodity"]:
            continue
        way = {"role": "from" if flow.get("measure") == "imports" else "to"}
        at = wider.start
        world = [make_token(at, at, way), make_token(at, at, {"area": Area("W00", "world")})]
        return [*tokens[: k + 3], *world, *tokens[k + 3 :]]
    return tokens


def part_comes(tokens: Tokens) -> Tokens:
    """新批项目中则有29.7%来自中国, 其中有三成来自新加坡: so much of them comes from there."""
    for k in range(1, len(tokens) - 3):
        has, much, way, who = tokens[k : k + 4]
        if has.get("change") != "reach" or not isinstance(much, Quantity) or much.unit != "percent":
            continue
        if isinstance(has, Quantity) or way.get("role") != "from" or not who.get("area"):
            continue
        first = k - (tokens[k - 1].get("link") == "but")
        ahead = tokens[first - 1] if first else None
        if ahead is not None and (ahead.get("unit") == "projects" or ahead.get("link") == "of_which"):
            return [*tokens[:first], *tokens[k + 1 :]]
    return tokens
