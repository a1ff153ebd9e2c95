"""Goods that a railway, trains, lorries or ships carry from one country to another."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_FLOWS = frozenset({"exports", "imports", "trade_total"})
_CARRIED = PAID | {"tonnes", "other"}


def line_of_two(tokens: Tokens) -> Tokens:
    """ "The China-Laos Railway carried 3.4 m tonnes", "Yunnan's trade on the China-Laos Railway": between the two, told
    from the province or its customs where one is named."""
    k = next((k for k, t in enumerate(tokens) if t.get("pair") and t.get("ignore")), None)
    if k is None:
        return tokens
    line = tokens[k]
    plain = make_token(line.start, line.end, {"ignore": line.get("ignore")})
    as_name = [*tokens[:k], plain, *tokens[k + 1 :]]
    units = {t.unit for t in tokens if isinstance(t, Quantity)}
    if _CARRIED.isdisjoint(units) or "persons" in units:
        return as_name
    sides = str(line.get("pair")).split("+")
    named = [a for t in tokens if (a := t.get("area")) is not None]
    here = {a.country for a in named}
    if any(a.type in ("country", *BLOCS) for a in named) and here != {sides[0]} or not here <= {*sides}:
        return as_name
    if len(here) > 1 or any(t.get("role") == "with" for t in tokens):
        return as_name
    side = (here or {sides[0]}).pop()
    there = sides[side == sides[0]]
    own = next((a.code for a in named if a.type not in ("country", *BLOCS)), side)
    led = k - 1 if k and _led(tokens[k - 1]) else k
    at = line.start
    moved: list[Token | Quantity] = []
    carried = next((t for t in tokens[k + 1 : k + 3] if not t.get("hedge")), None)
    if led == k and isinstance(carried, Quantity) and _FLOWS.isdisjoint(t.get("measure") for t in tokens):
        moved = [make_token(at, at, {"measure": "arrivals"})]
    pair = make_token(at, line.end, {"pair": f"{own}+{there}"})
    first = next(n for n, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit in _CARRIED)
    if first < led:
        first -= bool(first and tokens[first - 1].get("hedge"))
        at = tokens[first].start
        pair = make_token(at, at, {**pair})
        return [*tokens[:first], pair, *tokens[first:led], plain, *tokens[k + 1 :]]
    return [*tokens[:led], pair, *moved, *tokens[k + 1 :]]


def customs_of_line(tokens: Tokens) -> Tokens:
    """ "China-Vietnam freight trains carried 12,300 TEUs, Nanning Customs said": told from that customs' province."""
    for k in range(len(tokens) - 3):
        one, dash, other, runs = tokens[k : k + 4]
        here, there = one.get("area"), other.get("area")
        if runs.get("measure") != "arrivals" or dash.get("punct") != "-" or here is None or there is None:
            continue
        if here.type != "country" or there.type != "country":
            continue
        named = [a for t in (*tokens[:k], *tokens[k + 4 :]) if (a := t.get("area")) is not None]
        if len(named) != 1 or named[0].type != "customs":
            continue
        if named[0].country not in (here.country, there.country):
            continue
        side = there if named[0].country == here.country else here
        pair = make_token(one.start, other.end, {"pair": f"{named[0].code}+{side.code}"})
        return [*tokens[:k], pair, *tokens[k + 3 :]]
    return tokens


def carried_to(tokens: Tokens) -> Tokens:
    """ "Freight trains from Guangxi carried 6,850 TEUs to Vietnam", "6,850 TEUs went by rail from Guangxi to Vietnam": as of
    those that ran from there to there."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit not in ("tonnes", "other"):
        return tokens
    end = next((n for n in range(k + 1, len(tokens)) if _ends(tokens[n])), len(tokens))
    whence, whither, n = [], [], 0
    while n < end:
        t, after = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else tokens[n]
        if t.get("area") and after.get("bound"):
            whither.append(n)
        elif after.get("area") and (t.get("role") == "from" or t.get("share") == "whole"):
            whence.append(n)
        elif after.get("area") and t.get("role") == "to" and not t.get("measure"):
            whither.append(n)
        elif t.get("area") or t.get("measure") and not (_runs(t) and n < k) or t.get("commodity"):
            return tokens
        else:
            n -= 1
        n += 2
    if len(whence) != 1 or len(whither) != 1:
        return tokens
    here, there = (
        next(a for t in tokens[n : n + 2] if (a := t.get("area"))) for n in (whence[0], whither[0])
    )
    if here.country == there.country or here.type in BLOCS or there.type in BLOCS:
        return tokens
    gone = {n + m for n in (whence[0], whither[0]) for m in (0, 1)}
    at = tokens[k].start
    pair = make_token(at, at, {"pair": f"{here.code}+{there.code}"})
    runs = make_token(at, at, {"measure": "arrivals"})
    head = [t for n, t in enumerate(tokens[:k]) if n not in gone and not _runs(t)]
    return [*head, pair, runs, *(t for n, t in enumerate(tokens[k:], k) if n not in gone)]


def _ends(t: Token | Quantity) -> bool:
    return bool(t.get("punct") in (",", ";", ".", "(") or t.get("link") == "and" or isinstance(t, Quantity))


def _runs(t: Token | Quantity) -> bool:
    return t.get("measure") == "arrivals" and t.get("unit") == "count"


def _led(t: Token | Quantity) -> bool:
    return t.get("role") in ("of", "at", "via", "from") or t.get("compare") == "base"
