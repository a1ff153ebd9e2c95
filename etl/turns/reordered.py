"""Turns of phrase that say first, or in between, what the reader looks for behind."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, MILLION, PAID, WEIGHED, Tokens, bare, of_whole, those_who_came

_COUNTED = frozenset({"vehicles", "persons", "count"})
_PASSING = 10  # most tokens of what is said in passing
_STARTS = 3  # tokens of a sentence among which its first number stands
_PASSED_ON = {"sell": "to", "buy": "from"}
_PASSING_GATES = frozenset({"tonnes", "vehicles", "persons", "count"})
_CAPITAL = frozenset({"fdi", "fdi_registered", "fdi_realised"})
_LOADS = frozenset({"tonnes", "other"})
_TRADED = frozenset({"trade_total"})


def part_in_passing(tokens: Tokens) -> Tokens:
    """ "67,600 vehicles, 31,800 of them with exports, were cleared at Lang Son's gates": the part is told behind."""
    k = next((k for k, t in enumerate(tokens[: _STARTS + 1]) if isinstance(t, Quantity)), None)
    if (
        k is None
        or tokens[k].unit not in _COUNTED
        or k + 5 >= len(tokens)
        or tokens[k + 1].get("punct") != ","
    ):
        return tokens
    end = next((n for n in range(k + 2, min(k + 2 + _PASSING, len(tokens))) if _comma(tokens[n])), None)
    if end is None or end + 2 >= len(tokens) or tokens[end + 1].get("change") != "reach":
        return tokens
    part, rest = tokens[k + 2 : end], tokens[end + 1 :]
    if not any(t.get("link") == "of_which" for t in part[:4]) or not any(bare(t) for t in part[:3]):
        return tokens
    if any(isinstance(t, Quantity) or bare(t) for t in rest) or not any(t.get("area") for t in rest):
        return tokens
    stop = [rest.pop()] if rest[-1].get("punct") else []
    return [*tokens[: k + 1], *rest, tokens[k + 1], *part, *stop]


def _comma(t: object) -> bool:
    return not isinstance(t, Quantity) and t.get("punct") == ","


def flows_fronted(tokens: Tokens) -> Tokens:
    """ "With 38 bn USD in exports and 92 bn USD in imports, Vietnam's trade with China neared 130 bn USD": both are told
    of the two that trade."""
    if not tokens or tokens[0].get("role") != "with":
        return tokens
    end = next((n for n, t in enumerate(tokens) if _comma(t)), None)
    if end is None or end + 5 >= len(tokens):
        return tokens
    led, rest = tokens[:end], tokens[end + 1 :]
    if not {t.get("measure") for t in led}.issuperset(FLOWS) or any(
        t.get("area") or t.get("period") for t in led
    ):
        return tokens
    if sum(1 for t in led if isinstance(t, Quantity) and t.unit in PAID) != len(FLOWS):
        return tokens
    n = next((n for n, t in enumerate(rest) if isinstance(t, Quantity)), 0)
    trade = any(t.get("measure") in _TRADED for t in rest[:n])
    if not trade or len({t["area"].code for t in rest[:n] if t.get("area")}) != len(FLOWS):
        return tokens
    if any(isinstance(t, Quantity) for t in rest[n + 1 :]):
        return tokens
    stop = [rest.pop()] if rest[-1].get("punct") else []
    return [*rest, tokens[end], *led, *stop]


def trade_of_two(tokens: Tokens) -> Tokens:
    """ "Trade of China and Vietnam edged up 3.6 percent": it is between the two."""
    for k in range(1, len(tokens) - 4):
        trade, of, one, link, other, then = tokens[k - 1 : k + 5]
        if trade.get("measure") not in _TRADED or of.get("role") != "of" or link.get("link") != "and":
            continue
        here, there = one.get("area"), other.get("area")
        if here is None or there is None or one.get("adjective") or other.get("adjective"):
            continue
        if here.type != "country" or there.type != "country" or here.code == there.code:
            continue
        if then.get("change") and not then.get("role") or then.get("period") or isinstance(then, Quantity):
            between = make_token(of.start, of.end, {"role": "between"})
            return [*tokens[:k], between, *tokens[k + 1 :]]
    return tokens


def _went_to(tokens: Tokens, k: int) -> bool:
    t, area = tokens[k], tokens[k + 1].get("area")
    led = not isinstance(t, Quantity) and t.get("measure") == "exports" and t.get("role") == "to"
    return led and area is not None and not tokens[k + 1].get("adjective")


def sold_past_bracket(tokens: Tokens) -> Tokens:
    """ "49 bn USD (up 17.9 percent) was sold to China and 84 bn USD (up 11.5 percent) bought from it": who bought it is
    told before how it grew."""
    out, k = list(tokens), 0
    while k + 6 < len(out):
        t, start = out[k], k - bool(k and out[k - 1].get("hedge"))
        k += 1
        counted = isinstance(t, Quantity) and (t.unit in PAID or t.unit == "tonnes")
        if not counted or out[k].get("punct") != "(":
            continue
        end = next((n for n in range(k + 1, min(k + 5, len(out))) if out[n].get("punct") == ")"), None)
        if end is None or not any(isinstance(u, Quantity) and u.unit == "percent" for u in out[k + 1 : end]):
            continue
        verb = end + 1
        if verb + 1 < len(out) and _went_to(out, verb):  # "3,305 tonnes (up 26%) went to the Philippines"
            out[start : verb + 2] = [out[verb], out[verb + 1], *out[start:verb]]
            k = verb + 2
            continue
        verb += verb < len(out) and out[verb].get("change") == "reach" and not out[verb].get("measure")
        if verb + 2 >= len(out):
            break
        sold, way, who = out[verb : verb + 3]
        led = _PASSED_ON.get(str(sold.get("measure")))
        if led is None or way.get("role") != led or isinstance(who, Quantity):
            continue
        if who.get("area") and not who.get("adjective") or who.get("anaphor"):
            out[start : verb + 3] = [sold, way, who, *out[start : end + 1]]
            k = verb + 3
    return out


def gate_ahead(tokens: Tokens) -> Tokens:
    """ "1,500 trucks carried 20,000 tonnes of produce through Huu Nghi": both went through it."""
    k = next((k for k, t in enumerate(tokens[: _STARTS + 1]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "vehicles" or any(t.get("area") for t in tokens[:k]):
        return tokens
    n = next((n for n in range(k + 1, len(tokens)) if isinstance(tokens[n], Quantity)), None)
    if n is None or tokens[n].unit != "tonnes" or any(_parts(t) for t in tokens[k + 1 : n]):
        return tokens
    at = next((j for j in range(n + 1, len(tokens) - 1) if tokens[j].get("role") == "via"), None)
    if at is None or any(isinstance(t, Quantity) or _parts(t) for t in tokens[n + 1 : at]):
        return tokens
    area, gates = tokens[at + 1].get("area"), tokens[at + 2 : at + 3]
    end = at + 2 + bool(gates and gates[0].get("noun") == "gate")
    if area is None or not (area.counterpart or area.border or end > at + 2):
        return tokens
    return [*tokens[at:end], *tokens[:at], *tokens[end:]]


def _parts(t: object) -> bool:
    return bool(t.get("punct") or t.get("link") or t.get("area"))


def came_by(tokens: Tokens, came: Quantity | None) -> Tokens:
    """ "7.4 million arrived by air and 177,800 by sea": so many of those who came."""
    out, persons = list(tokens), came is not None and came.unit == "persons"
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            counted = t.unit is None and t.scale >= MILLION and tokens[k + 1 : k + 2]
            if counted and counted[0].get("measure") == "arrivals":
                persons = True
            persons = persons if t.unit in ("percent", None) else t.unit == "persons"
        number = bare(t)
        if number is None or not persons or k + 1 >= len(tokens):
            continue
        by, behind = tokens[k + 1], tokens[k + 2 : k + 3]
        if not by.get("extent") or by.get("role") != "of" or behind and not behind[0].get("punct"):
            continue
        before = tokens[k - 2] if k > 1 and tokens[k - 1].get("hedge") else tokens[k - 1] if k else None
        if before is None or before.get("punct") or before.get("link") == "and":
            out[k] = those_who_came(t)
    return out


def on_loads(tokens: Tokens) -> Tokens:
    """ "handled 706,650 tonnes (+29.2%) on 43,405 vehicles": what carried them, and nothing that they are compared with."""
    out, last = list(tokens), None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            last = t if t.unit not in ("percent", "rank") else last
            continue
        if (
            last is None
            or t.get("compare") != "base"
            or t.get("role")
            or t.get("change")
            or k + 1 >= len(tokens)
        ):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        if tokens[n : n + 1] and tokens[n].get("measure") == "volume":  # "on a volume of 1.56 million tonnes"
            n += 1 + any(u.get("role") == "of" for u in tokens[n + 1 : n + 2])
        if n >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit not in WEIGHED:
            continue
        before = tokens[k - 1]
        compared = isinstance(before, Quantity) and before.unit == "percent" or before.get("compare")
        if not compared and last.unit != tokens[n].unit:
            out[k] = make_token(t.start, t.end, {"role": "with"})
    return out


def gate_took(tokens: Tokens) -> Tokens:
    """ "The Bac Luan 2 bridge took 706,650 tonnes": a gate buys nothing."""
    out, gate = list(tokens), False
    for k, t in enumerate(tokens[:-1]):
        area = t.get("area")
        if isinstance(t, Quantity) and t.unit == "vehicles":
            gate = True  # "13,874 vehicles took 277,480 tonnes to China"
            continue
        if area is not None or t.get("measure") or t.get("punct") or isinstance(t, Quantity):
            if (
                gate
                and t.get("measure") == "buy"
                and not t.get("noun")
                and _through_gate(tokens[k + 1 : k + 3])
            ):
                out[k] = make_token(t.start, t.end, {"change": "reach"})
            gate = area is not None and area.type == "gate"
    return out


def _through_gate(behind: Tokens) -> bool:
    if behind and behind[0].get("hedge"):
        behind = behind[1:]
    return bool(behind) and isinstance(behind[0], Quantity) and behind[0].unit in _PASSING_GATES


def of_the_tonnes(tokens: Tokens) -> Tokens:
    """ "2.97 million of the 4.6 million tonnes": so many of the tonnes that are named behind it."""
    out = list(tokens)
    for k in range(len(tokens) - 2):
        part, whole = tokens[k], tokens[k + 2]
        if not isinstance(part, Quantity) or part.unit is not None or not of_whole(tokens[k + 1]):
            continue
        if part.scale and isinstance(whole, Quantity) and whole.unit == "tonnes":
            out[k] = Quantity(part.start, part.end, part.number, part.scale, whole.unit, whole.factor)
    return out


def among_provinces(tokens: Tokens) -> Tokens:
    """ "Bac Ninh topped Vietnam's provinces for FDI with 1.3 bn USD": the country whose province it is does not invest
    there, nor in "among Vietnam's provinces, Bac Ninh drew the most FDI"."""
    k = int(bool(tokens) and tokens[0].get("role") == "of")
    if len(tokens) > k + _STARTS and _comma(tokens[k + 1]) and (whole := tokens[k].get("area")) is not None:
        place = tokens[k + 2].get("area")
        if place is not None and "-" in place.code and place.country == whole.code:
            return tokens[k + 2 :]
    if len(tokens) < _STARTS or (place := tokens[0].get("area")) is None or place.type != "province":
        return tokens
    k = 1 + (tokens[1].get("change") == "reach" and not tokens[1].get("measure"))
    whole = tokens[k].get("area")
    if whole is None or whole.code != place.country or tokens[k].get("adjective") or k + 2 >= len(tokens):
        return tokens
    led, what = tokens[k + 1 : k + 3]
    if led.get("role") not in ("to", "at", "by", "of") or what.get("measure") not in _CAPITAL:
        return tokens
    return [*tokens[:k], *tokens[k + 1 :]]


def above_that_of(tokens: Tokens) -> Tokens:
    """ "It was 33 bn USD above that of 2023": above what it was then."""
    for k in range(1, len(tokens) - 3):
        amount, above, that, of, then = tokens[k - 1 : k + 4]
        if not isinstance(amount, Quantity) or amount.unit not in PAID or that.get("link") != "which":
            continue
        if above.get("compare") in ("higher", "lower") and of.get("role") == "of" and then.get("period"):
            return [*tokens[: k + 1], *tokens[k + 3 :]]
    return tokens


def hauled_from(tokens: Tokens) -> Tokens:
    """ "Freight trains from Guangxi to Vietnam hauled 37,000 TEUs": the goods are told of by where they
    came from, as travellers are by where they went."""
    for k in range(len(tokens) - 5):
        trains, out_of, here, to, there = tokens[k : k + 5]
        if trains.get("measure") != "arrivals" or out_of.get("role") != "from" or to.get("role") != "to":
            continue
        if not here.get("area") or not there.get("area"):
            continue
        n = next((n for n in range(k + 5, len(tokens)) if isinstance(tokens[n], Quantity)), None)
        if n is None or tokens[n].unit not in _LOADS or any(t.get("measure") for t in tokens[k + 1 : n]):
            continue
        return [*tokens[: k + 1], out_of, there, to, here, *tokens[k + 5 :]]
    return tokens


def own_imports(tokens: Tokens, home: str) -> Tokens:
    """ "Chinese durian imports rose 9 percent", in a text that is of China: its own, and not those of its durians."""
    for k in range(len(tokens) - 2):
        whose, goods, imports = tokens[k : k + 3]
        area = whose.get("area")
        if area is None or not whose.get("adjective") or area.code != home or not goods.get("commodity"):
            continue
        if imports.get("measure") == "imports" and not (k and tokens[k - 1].get("role")):
            owner = make_token(whose.start, whose.end, {"area": area})
            return [*tokens[:k], owner, *tokens[k + 1 :]]
    return tokens
