"""Goods carried between a place and another country, in tonnes or boxes, or sold by the trains between two."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import SIDES, Tokens

_WAYS = frozenset({"to", "with"})
_CARRIED = frozenset({"tonnes", "other"})
_NEAR = 4  # most tokens from the country to the word for freight


def freight_with(tokens: Tokens) -> Tokens:
    """广西对越南货运量38万吨, 湛江港对东盟货物吞吐量1200万吨: freight between the two, told from where it is handled."""
    for k in range(len(tokens) - 3):
        a, way, b = tokens[k : k + 3]
        here, there = a.get("area"), b.get("area")
        if here is None or here.type in (*BLOCS, "world") or way.get("measure"):
            continue
        country, n = str(way.get("directed") or "").removeprefix("to "), k + 2
        if not country and there is not None and way.get("role") in _WAYS and there.type != "world":
            country, n = there.country, k + 3
        if not country.isalpha() or here.country == country:
            continue
        b = tokens[n - 1]
        while n < min(k + 3 + _NEAR, len(tokens) - 1) and (
            tokens[n].get("role") == "of"
            or tokens[n].get("works")
            or tokens[n].get("noun") in ("goods", "gate")
            or tokens[n].get("unit")
            and not isinstance(tokens[n], Quantity)
        ):
            n += 1
        if n >= len(tokens) or tokens[n].get("measure") != "volume":
            continue
        q = n + 1
        while (
            q < len(tokens) - 1
            and not isinstance(tokens[q], Quantity)
            and any(tokens[q].get(kind) for kind in ("change", "compare", "hedge", "period"))
        ):
            q += 1
        if q >= len(tokens) or not isinstance(tokens[q], Quantity) or tokens[q].unit not in _CARRIED:
            continue
        pair = make_token(a.start, b.end, {"pair": f"{here.code}+{country}"})
        runs = make_token(b.end, b.end, {"measure": "arrivals"})
        return [*tokens[:k], pair, runs, *tokens[n:]]
    return tokens


def by_trains_of_two(tokens: Tokens) -> Tokens:
    """湖北经中越班列出口货值3.6亿元: what goes by the trains between two countries is sold to the other one."""
    for k in range(1, len(tokens) - 4):
        via, pair, trains, flow = tokens[k : k + 4]
        sides = str(pair.get("pair") or "").split("+")
        if via.get("role") != "via" or len(sides) != 2 or trains.get("measure") != "arrivals":
            continue
        role = next(iter(SIDES.get(str(flow.get("measure")), ())), None)
        here = next((a for t in reversed(tokens[:k]) if (a := t.get("area")) is not None), None)
        if role is None or here is None or here.country not in sides or flow.get("role"):
            continue
        if any(t.get("area") or t.get("directed") for t in tokens[k + 4 : k + 4 + _NEAR]):
            continue
        other = Area(sides[here.country == sides[0]], "country")
        led = make_token(via.start, via.end, {"role": role})
        return [*tokens[:k], led, make_token(pair.start, trains.end, {"area": other}), *tokens[k + 3 :]]
    return tokens
