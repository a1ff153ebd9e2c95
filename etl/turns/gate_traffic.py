"""What several gates handled, and how often trains ran."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import Tokens, bare

_PASSED = frozenset({"vehicles", "persons", "tonnes"})


def gates_in_order(tokens: Tokens) -> Tokens:
    """ "Huu Nghi and Tan Thanh handled 210,000 and 38,000 vehicles, respectively": each its own number."""
    first = next((k for k, t in enumerate(tokens) if _gate(t)), len(tokens))
    gates, end = row(tokens, first, _gate)
    if len(gates) < 2 or first and tokens[first - 1].get("role"):
        return tokens
    end += end < len(tokens) and tokens[end].get("noun") == "gate"
    verb = tokens[end] if end + 1 < len(tokens) else tokens[first]
    if verb.get("change") != "reach" and verb.get("measure") not in ("attract", "border_trade"):
        return tokens
    numbers, behind = row(tokens, end + 1, lambda t: isinstance(t, Quantity) and t.unit in _PASSED)
    if len(numbers) != len(gates) or len({tokens[k].unit for k in numbers}) > 1:
        return tokens
    paired = behind + bool(tokens[behind : behind + 1] and tokens[behind].get("punct") == ",")
    if not any(t.get("link") == "respectively" for t in tokens[paired : paired + 1]):
        return tokens
    out = tokens[:first]
    for n, (gate, k) in enumerate(zip(gates, numbers, strict=True)):
        at = tokens[k].start
        if n:
            out.append(make_token(at, at, {"punct": ";"}))
        noun = make_token(tokens[gate].end, tokens[gate].end, {"noun": "gate"})
        out += [tokens[gate], noun, make_token(verb.start, verb.end, {**verb}), tokens[k]]
    return [*out, *tokens[paired + 1 :]]


def trips_made(tokens: Tokens) -> Tokens:
    """ "Freight trains from Chongqing to Vietnam made 560 trips": so many trains."""
    told = False
    for k, t in enumerate(tokens[:-1]):
        if isinstance(t, Quantity):
            continue
        told = told or t.get("measure") == "arrivals" and t.get("unit") == "count"
        trips = tokens[k + 1]
        many = bare(t) if told and t.get("digits") else None
        if many is not None and not isinstance(trips, Quantity):
            if trips.get("measure") == "arrivals" and trips.get("unit") is None:
                runs = Quantity(t.start, trips.end, many, 0, "count", origin="digits")
                return [*tokens[:k], runs, *tokens[k + 2 :]]
    return tokens


def _gate(t: Token | Quantity) -> bool:
    return (area := t.get("area")) is not None and bool(area.counterpart or area.border)
