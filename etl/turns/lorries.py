"""Lorries and what they carry through a gate that is named behind them, and what a volume grew by."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens

_STARTS = 6  # most words before the first number: "On a daily average, there were some 400 trucks", without a period
_LOADS = frozenset({"vehicles", "tonnes"})


def lorries_ahead(tokens: Tokens) -> Tokens:
    """ "Some 1,500 trucks carrying 20,000 tonnes of exports were cleared at Lang Son's gates", "400 trucks carrying exports and
    800 trucks carrying imports passed through Huu Nghi": as if the gate stood before them."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "vehicles" or any(t.get("area") for t in tokens[:k]):
        return tokens
    if sum(not (t.get("period") or t.get("punct")) for t in tokens[:k]) > _STARTS:
        return tokens
    at = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("role") in ("at", "via")), 0)
    between = tokens[k + 1 : at]
    loads = [t for t in between if isinstance(t, Quantity)]
    if not loads or any(t.unit not in _LOADS for t in loads) or any(t.get("area") for t in between):
        return tokens
    if any(t.get("punct") for t in between) or not any(t.get("measure") in FLOWS for t in between):
        return tokens
    end = at + 1
    while end < len(tokens) and (
        tokens[end].get("area") or tokens[end].get("noun") == "gate" or _of(tokens, end)
    ):
        end += 1
    place = next((t for t in tokens[at + 1 : end] if t.get("area")), None)
    gate = [t for t in tokens[at + 1 : end] if t.get("noun") == "gate"]
    if place is None or not (gate or place.get("area").border or place.get("area").counterpart):
        return tokens
    counted = [t for n, t in enumerate(tokens[:at]) if not (n and _drives(tokens, n))]
    handled = make_token(tokens[k].start, tokens[k].start, {"change": "reach"})
    first = next(n for n, t in enumerate(counted) if t is tokens[k])
    first -= bool(first and counted[first - 1].get("hedge"))
    return [*counted[:first], place, *gate[:1], handled, *counted[first:], *tokens[end:]]


def _of(tokens: Tokens, n: int) -> bool:
    return tokens[n].get("role") == "of" and tokens[n - 1].get("noun") == "gate"


def _drives(tokens: Tokens, n: int) -> bool:
    """ "400 trucks carrying exports": which way they went, and no trade of theirs."""
    before = tokens[n - 1]
    return isinstance(before, Quantity) and before.unit == "vehicles" and tokens[n].get("measure") in FLOWS


def for_a_volume(tokens: Tokens) -> Tokens:
    """ "1.6 bn USD, a decrease of 27 percent for a volume of 954,000 tonnes": the money fell, the volume is told next."""
    for k in range(2, len(tokens) - 4):
        grew, way, volume, of, weight = tokens[k : k + 5]
        if not isinstance(grew, Quantity) or grew.unit != "percent" or way.get("role") != "to":
            continue
        if volume.get("measure") == "volume" and of.get("role") == "of" and _tonnes(weight):
            comma = make_token(way.start, way.end, {"punct": ","})
            return [*tokens[: k + 1], comma, *tokens[k + 2 :]]
    return tokens


def _tonnes(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "tonnes"
