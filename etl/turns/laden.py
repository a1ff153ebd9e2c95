"""Lorries and what they carry through a gate that is named behind them, and what a volume grew by."""

"""Vehicles at a gate that are counted with what they carry."""

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


from etl.turns.shapes import bare

_FIRST = 5  # fewest tokens of a sentence that opens with a gate
_AHEAD = 4  # most tokens before the vehicles: "Last year, a total of some"


def laden(tokens: Tokens) -> Tokens:
    """ "38,400 trucks with 540,000 tonnes of fruit went to China via Tan Thanh": the gate handled both."""
    k = next((k for k, t in enumerate(tokens[: _AHEAD + 1]) if isinstance(t, Quantity)), len(tokens))
    if k + 4 >= len(tokens) or tokens[k].unit != "vehicles" or not all(_plain(t) for t in tokens[:k]):
        return tokens
    n = k + 1
    while n < k + 3 and not isinstance(tokens[n], Quantity) and _loaded(tokens[n]):
        n += 1
    load = tokens[n]
    if not isinstance(load, Quantity) or load.unit != "tonnes":
        return tokens
    gates = [m for m in range(n + 1, len(tokens) - 1) if _at_gate(tokens, m)]
    if len(gates) != 1 or any(isinstance(t, Quantity) for t in tokens[n + 1 : gates[0]]):
        return tokens
    gate = tokens[gates[0] + 1]
    at = tokens[k].start
    place = make_token(at, at, {"area": gate.get("area")})
    handled = make_token(at, at, {"change": "reach"})
    joint = make_token(load.start, load.start, {"link": "and"})
    led = [t for t in tokens[n - 1 : n] if t.get("hedge")]
    rest = [*tokens[n : gates[0]], *tokens[gates[0] + 2 :]]
    return [*tokens[:k], place, handled, tokens[k], joint, *led, *rest]


def gate_first(tokens: Tokens) -> Tokens:
    """ "Through Tan Thanh 38,400 trucks went to China and 31,000 entered Vietnam": the gate's traffic, both ways."""
    if len(tokens) < _FIRST or not _at_gate(tokens, 0):
        return tokens
    area = tokens[1].get("area")
    sides = {area.country, area.counterpart}
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), len(tokens))
    if k + 2 >= len(tokens) or tokens[k].unit != "vehicles" or not all(_plain(t) for t in tokens[2:k]):
        return tokens
    out: Tokens = []
    n = 0
    while n < len(tokens):
        end = (
            _went(tokens, n + 1, sides)
            if n >= k and (isinstance(tokens[n], Quantity) or _bare(tokens[n]))
            else 0
        )
        t, number = tokens[n], bare(tokens[n]) if end else None
        count = number is not None and Quantity(t.start, t.end, number, 0, "vehicles", origin="digits")
        out.append(count or t)
        n = end or n + 1
    went = len(out) < len(tokens)
    return (
        [tokens[1], make_token(tokens[k].start, tokens[k].start, {"change": "reach"}), *out[2:]]
        if went
        else tokens
    )


def _went(tokens: Tokens, n: int, sides: set[str]) -> int:
    """The place behind "went to China", 0 where it does not stand there."""
    led = tokens[n : n + 1]
    if led and led[0].get("measure") == "exports" and not led[0].get("role"):
        n += 1
    to, whom = (tokens[n : n + 2] + [None, None])[:2]
    if to is None or whom is None or to.get("role") != "to" or not whom.get("area"):
        return 0
    return n + 2 if whom.get("area").code in sides else 0


def _bare(t: Token | Quantity) -> bool:
    return bare(t) is not None


def _plain(t: Token | Quantity) -> bool:
    told = (
        t.get("noun") == "gate"
        or t.get("hedge")
        or t.get("period")
        or t.get("punct") == ","
        or t.get("link") == "total"
    )
    return bool(told) and not isinstance(t, Quantity)


def _loaded(t: Token | Quantity) -> bool:
    return t.get("role") == "with" or bool(t.get("hedge"))


def _at_gate(tokens: Tokens, k: int) -> bool:
    area = tokens[k + 1].get("area")
    return tokens[k].get("role") in ("at", "via") and area is not None and bool(area.counterpart)
