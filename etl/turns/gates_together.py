"""Gates that are named together: one with all the others of its country, or several of different provinces."""

from __future__ import annotations

from etl.clauses import joins
from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_LED = 4  # most tokens from "through" to the first of several gates


def gates_together(tokens: Tokens, told: set[str]) -> Tokens:
    """ "Muse and the other border crossings handled 4.5 bn": the trade of the country told of and not
    of one province."""
    for k in range(len(tokens) - 2):
        gate, link = tokens[k].get("area"), tokens[k + 1]
        if gate is None or gate.type != "gate" or gate.country not in told or link.get("link") != "and":
            continue
        n = k + 2 + (tokens[k + 2].get("number") is not None)
        if n + 1 < len(tokens) and tokens[n].get("noun") == "gate" and not tokens[n + 1].get("area"):
            country = make_token(tokens[k].start, tokens[k].end, {"area": Area(gate.country, "country")})
            return [*tokens[:k], country, *tokens[n + 1 :]]
    return tokens


def through_several(tokens: Tokens) -> Tokens:
    """ "Through Lao Cai and Dong Dang": gates of two provinces, so that what passes is told of neither but of their country;
    "through Huu Nghi and Tan Thanh" of the one that both are in."""
    if any(t.get("link") == "respectively" for t in tokens):
        return tokens
    for k in range(len(tokens) - 3):
        if isinstance(tokens[k], Quantity) or tokens[k].get("role") != "via":
            continue
        n = k + 1
        while n < len(tokens) and n < k + _LED and not tokens[n].get("area") and _leads(tokens[n]):
            n += 1
        first, areas = n, []
        while n < len(tokens) and (area := tokens[n].get("area")) is not None:
            areas.append(area)
            n += 1
            if n + 1 >= len(tokens) or not (joins(tokens[n]) or tokens[n].get("punct") == ","):
                break
            n += bool(tokens[n + 1].get("area"))
        if len({a.code for a in areas}) < 2 or any("-" not in a.code for a in areas):
            continue
        if len({a.country for a in areas}) > 1:
            continue
        facing = {a.counterpart or a.border for a in areas} - {None}
        if len(facing) > 1:
            continue
        if not facing:
            return [*tokens[:k], *tokens[n:]]
        together = Area(areas[0].country, "gate", None, *facing)
        there = make_token(tokens[first].start, tokens[n - 1].end, {"area": together})
        return [*tokens[: k + 1], there, *tokens[n:]]
    return tokens


def _leads(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and (t.get("noun") == "gate" or t.get("role") in ("at", "of"))
