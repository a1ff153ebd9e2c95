"""Vehicles at a gate that are counted with what they carry."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, bare

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
