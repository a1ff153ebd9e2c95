"""Amounts between commas that name the time of a whole sentence, and goods that arrive."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import BALANCES, FLOWS, PAID, TOLD, Tokens, good

_VOLUMES = {"exports_volume": "exports", "imports_volume": "imports"}
_HEAD = 3  # most tokens up to the volume that a sentence tells of


def dated_aside(tokens: Tokens) -> Tokens:
    """ "Hai Phong's exports, 25 bn in 2023, ranked fifth": all of it is told of that year."""
    told = [k for k, t in enumerate(tokens) if t.get("period") or t.get("ago")]
    if len(told) != 1:
        return tokens
    k = told[0]
    if k < 3 or k + 2 >= len(tokens) or not isinstance(tokens[k - 1], Quantity):
        return tokens
    if tokens[k - 1].unit not in PAID or tokens[k - 2].get("punct") != ",":
        return tokens
    if tokens[k + 1].get("punct") != "," or any(isinstance(t, Quantity) for t in tokens[: k - 1]):
        return tokens
    if not any(t.get("measure") in TOLD for t in tokens[: k - 2]):
        return tokens
    return [tokens[k], *tokens[:k], *tokens[k + 1 :]]


def imports_in(tokens: Tokens) -> Tokens:
    """ "Iron ore imports in China reached 104 m tonnes": China's imports."""
    for k in range(len(tokens) - 3):
        if tokens[k].get("measure") not in FLOWS or tokens[k].get("rank_noun"):
            continue
        n = k + 1
        if tokens[n].get("role") == "of" and good(tokens[n + 1]):
            n += 2
        if n + 2 >= len(tokens) or tokens[n].get("role") != "at" or not tokens[n + 1].get("area"):
            return tokens
        area = tokens[n + 1]["area"]
        if (
            any(t.get("area") for t in tokens[:k])
            or area.type != "country"
            or not tokens[n + 2].get("change")
        ):
            return tokens
        first = k - bool(k and good(tokens[k - 1]))
        return [*tokens[:first], tokens[n + 1], *tokens[first:n], *tokens[n + 2 :]]
    return tokens


def goods_came(tokens: Tokens) -> Tokens:
    """ "Iron ore arrivals in China were 104 m tonnes": its imports."""
    for k, t in enumerate(tokens):
        if t.get("measure") != "arrivals":
            continue
        behind = tokens[k + 1 : k + 3]
        of = len(behind) > 1 and behind[0].get("role") == "of" and good(behind[1])
        if of or k and good(tokens[k - 1]):
            flow = make_token(t.start, t.end, {"measure": "imports"})
            return [*tokens[:k], flow, *tokens[k + 1 :]]
        at, where = (behind + [t, t])[:2]
        money = isinstance(tokens[k - 1], Quantity) and tokens[k - 1].unit in PAID
        if k > 1 and money and at.get("role") == "at" and where.get("area") and any(map(good, tokens[:k])):
            # "Wheat worth 340 m USD arrived in China from Australia": bought by it
            came = make_token(t.start, t.end, {"measure": "imports"})
            by = make_token(at.start, at.end, {"role": "of", "extent": "extent"})
            told = make_token(t.start, t.start, {"change": "reach"})
            ahead = tokens[k + 3 : k + 5]
            if len(ahead) > 1 and ahead[0].get("role") == "from" and ahead[1].get("area"):
                return [*tokens[:k], told, came, *ahead, by, where, *tokens[k + 5 :]]
            return [*tokens[:k], told, came, by, where, *tokens[k + 3 :]]
    return tokens


def tonnes_came(tokens: Tokens) -> Tokens:
    """ "Coil imports swelled. In June alone 886,000 tonnes arrived": of the goods that are told of."""
    for k in range(1, len(tokens)):
        heavy = isinstance(tokens[k - 1], Quantity) and tokens[k - 1].unit == "tonnes"
        if heavy and not isinstance(tokens[k], Quantity) and tokens[k].get("measure") == "arrivals":
            if tokens[k + 1 : k + 2] and tokens[k + 1].get("punct"):
                return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def dated_pair(tokens: Tokens) -> Tokens:
    """ "Exports were 410 m and imports 480 m in January": both are of that month."""
    told = [k for k, t in enumerate(tokens) if t.get("period") or t.get("ago")]
    if len(told) != 1 or told[0] < 5 or not tokens[told[0]].get("period"):
        return tokens
    k = told[0]
    second = tokens[k - 1]
    places = [n for n in range(k) if isinstance(tokens[n], Quantity)]
    if (
        len(places) != 2
        or places[1] != k - 1
        or second.unit not in PAID
        or tokens[places[0]].unit != second.unit
    ):
        return tokens
    first, between = tokens[: places[0]], tokens[places[0] + 1 : k - 1]
    flows = [next((m for t in part if (m := t.get("measure")) in FLOWS), None) for part in (first, between)]
    if set(flows) != set(FLOWS) or between[0].get("link") != "and" or any(t.get("area") for t in between):
        return tokens
    return [tokens[k], *tokens[:k], *tokens[k + 1 :]]


def volume_in_money(tokens: Tokens) -> Tokens:
    """ "The volume of exports fell 13%, to 478 bn USD": what is told in money only is not weighed."""
    for k, t in enumerate(tokens):
        if k and t.get("measure") == "volume" and tokens[k - 1].get("share") == "whole":
            return [*tokens[:k], *tokens[k + 1 :]]  # "15% of the total volume"
    for k, t in enumerate(tokens[:_HEAD]):
        flow = _VOLUMES.get(str(t.get("measure")))
        if flow is not None:
            return [*tokens[:k], make_token(t.start, t.end, {"measure": flow}), *tokens[k + 1 :]]
        if t.get("measure") == "volume" and tokens[k + 1 : k + 2] and tokens[k + 1].get("role") == "of":
            return [*tokens[:k], *tokens[k + 2 :]]
    return tokens


def after_last(tokens: Tokens) -> Tokens:
    """ "after 4.5 bn a month earlier", "following a 4.5 bn surplus the previous month": from as much then."""
    for k in range(2, len(tokens) - 1):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit not in PAID:
            continue
        n = k - 1 - bool(tokens[k - 1].get("hedge"))
        led = tokens[n]
        if led.get("role") != "aside" and led.get("change") != "start" or n and tokens[n - 1].get("area"):
            continue
        told = k + 1 + (tokens[k + 1].get("measure") in BALANCES)
        if told >= len(tokens) or tokens[told].get("compare") not in ("mom", "yoy"):
            continue
        start = make_token(led.start, led.end, {"change": "start", "role": "from"})
        then = make_token(q.end + 1, tokens[told].end, {**tokens[told]})
        return [*tokens[:n], start, *tokens[n + 1 : k + 1], then, *tokens[told + 1 :]]
    return tokens


def this_year_by(tokens: Tokens) -> Tokens:
    """ "881,000 tourists this year by mid-November, a 29% increase": one period, up to then."""
    for k in range(len(tokens) - 1):
        year, until = tokens[k].get("period"), tokens[k + 1].get("period")
        if year is None or until is None or year.kind != "year_relative":
            continue
        if until.kind.startswith("since_start") and not {"y", "Y"} & until.slots.keys():
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens
