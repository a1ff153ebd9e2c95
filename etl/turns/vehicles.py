"""Parts of the vehicles that pass a border: those with exports or imports, and those at each of its gates."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens, bare

_CROSSING = frozenset({"persons", "vehicles"})
_NEAR = 9  # most tokens from those who cross to how often
_IN_ALL = 15  # how many times as many as a day's may have crossed in some days
_FEWEST = 10  # fewer vehicles are no figure
_VERBS = 3  # most tokens between a number and what its vehicles carry


def worth_beside(tokens: Tokens) -> Tokens:
    """ "Chi Ma: 42.000 xe, 1,3 tỷ USD; Tân Thanh: 98.000 xe, 4,6 tỷ USD": what passed those gates was worth that much."""
    if any(t.get("measure") for t in tokens if not isinstance(t, Quantity)):
        return tokens
    out = list(tokens)
    for k in range(len(tokens) - 2, 1, -1):
        cars, comma, worth = tokens[k - 1 : k + 2]
        if not (isinstance(cars, Quantity) and cars.unit in ("vehicles", "tonnes")):
            continue
        if comma.get("punct") != "," or not isinstance(worth, Quantity) or worth.unit not in PAID:
            continue
        if any(p.counterpart or p.border for t in tokens[:k] if (p := t.get("area")) is not None):
            out.insert(k + 1, make_token(worth.start, worth.start, {"measure": "trade_total"}))
    return out


def vehicle_parts(tokens: Tokens, whole: Quantity | None = None) -> Tokens:
    """ "1,250 trucks, including 430 carrying exports", "1,250 vehicles: 430 export and 820 import vehicles", "… (430 exports,
    820 imports)", "530 vehicles, including 312 at Huu Nghi", "Huu Nghi handled 612 vehicles, Tan Thanh 310": bare numbers of
    vehicles. Which way they go is no flow of goods."""
    out: Tokens = []
    daily: dict[str, object] | None = None  # "1,250 trucks a day"
    told = part = whole is not None  # the sentence before told of them: "Of these, 3,681 were exports"
    skip = 0
    for k, t in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if isinstance(t, Quantity) and t.unit is not None:
            if not told:
                whole = (
                    t if t.unit == "vehicles" and whole is None else whole if t.unit == "vehicles" else None
                )
            rate = tokens[k + 1] if k + 1 < len(tokens) and whole is t else t
            daily = {"rate": rate.get("rate")} if rate.get("rate") else None if whole is t else daily
            out.append(t)
            continue
        number = bare(t) if whole is not None and t.get("digits") else None
        if whole is None or number is None or not k:
            out.append(t)
            continue
        before = tokens[k - 2] if k > 1 and tokens[k - 1].get("hedge") else tokens[k - 1]
        led = (
            before.get("link") == "of_which"
            or before.get("punct") in ("(", ":")
            or before.get("role") == "with"
        )
        led = led or part and (joins(before) or before.get("punct") == ";")
        led = led or told and bool(before.get("punct"))
        carried = _carried(tokens, k + 1) if led else 0
        at_gate = _at_gate(tokens, k + 1) if led else _gate(before) and _ends(tokens, k + 1)
        if not (carried or at_gate):
            out.append(t)
            continue
        if not number >= _FEWEST or led and not told and number >= whole.value:
            out.append(t)
            continue
        out.append(Quantity(t.start, t.end, number, 0, "vehicles", whole.factor, origin="digits"))
        if daily is not None:
            out.append(make_token(t.end, t.end, daily))
        part, skip = True, carried
    return out


def _carried(tokens: Tokens, k: int) -> int:
    """How many words tell that the vehicles carry exports or imports, with nothing behind them."""
    for n in range(k, min(k + _VERBS, len(tokens))):
        t = tokens[n]
        if isinstance(t, Quantity):
            return 0
        if t.get("measure") in FLOWS and t.get("role") is None:
            end = n + 1 + (n + 1 < len(tokens) and tokens[n + 1].get("noun") == "goods")
            return end - k if _ends(tokens, end) else 0
        if t.get("change") != "reach" and t.get("role") not in ("to", "with"):
            return 0
    return 0


def _at_gate(tokens: Tokens, k: int) -> bool:
    return k + 1 < len(tokens) and tokens[k].get("role") in ("at", "via") and _gate(tokens[k + 1])


def _gate(t: Token | Quantity) -> bool:
    return (area := t.get("area")) is not None and bool(area.counterpart)


def _ends(tokens: Tokens, k: int) -> bool:
    return k >= len(tokens) or bool(tokens[k].get("punct")) or joins(tokens[k])


def daily_crossings(tokens: Tokens) -> Tokens:
    """ "On average, 1,250 vehicles go through its gates", "1,250 vehicles are cleared each day": how many a day is told right
    behind the number."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit not in _CROSSING:
        return tokens
    ahead = next((n for n, t in enumerate(tokens[:k]) if t.get("rate") and t.get("measure") == "other"), None)
    if ahead is not None:
        if any(not (t.get("hedge") or t.get("punct") or t.get("rate")) for t in tokens[:k]):
            return tokens
        first = tokens[ahead]
        rest = tokens[k + 1 :] if tokens[k + 1 : k + 2] and tokens[k + 1].get("rate") else None
        rate = tokens[k + 1] if rest is not None else make_token(tokens[k].end, tokens[k].end, _rate(first))
        hedges = [t for t in tokens[:k] if t.get("hedge")]
        return [*hedges, tokens[k], rate, *(tokens[k + 2 :] if rest is not None else tokens[k + 1 :])]
    for n in range(k + 1, min(k + _NEAR, len(tokens))):
        t = tokens[n]
        if isinstance(t, Quantity) or t.get("punct") or t.get("link"):
            break
        if t.get("rate") and not t.get("measure"):
            if n == k + 1:
                break
            rate = make_token(tokens[k].end, tokens[k].end, _rate(t))
            return [*tokens[: k + 1], rate, *tokens[k + 1 : n], *tokens[n + 1 :]]
    return tokens


def daily_next(tokens: Tokens) -> Tokens:
    """出入境车辆52万辆次，日均1420辆次: how many a day, of those who are counted before."""
    for k in range(2, len(tokens) - 1):
        t = tokens[k]
        if not t.get("rate") or t.get("measure") != "other" or tokens[k - 1].get("punct") not in (",", ";"):
            continue
        n = k + 1
        while n < len(tokens) - 1 and not isinstance(tokens[n], Quantity) and _reaches(tokens[n]):
            n += 1
        counted = tokens[n]
        if not isinstance(counted, Quantity) or counted.unit not in _CROSSING or t.end > counted.start:
            continue
        before = next((u for u in reversed(tokens[:k]) if isinstance(u, Quantity)), None)
        if before is not None and before.unit == counted.unit and t.end == tokens[k + 1].start:
            return [*tokens[:k], make_token(t.start, t.end, _rate(t)), *tokens[k + 1 :]]
    return tokens


def daily_then(tokens: Tokens) -> Tokens:
    """日均车辆从980辆增加到1600辆, 日均1.4万人次，最高达2.1万人次: the number behind that of a day is one of a day, too, where
    it is not so many more that they crossed in all."""
    rate = next((k for k, t in enumerate(tokens) if t.get("rate") and t.get("measure") == "other"), None)
    if rate is None:
        return tokens
    first = next((k for k in range(rate + 1, len(tokens)) if isinstance(tokens[k], Quantity)), 0)
    if not first or tokens[first].unit not in _CROSSING or any(t.get("punct") for t in tokens[rate:first]):
        return tokens
    out, day = tokens[: first + 1], tokens[first]
    told = False
    for k in range(first + 1, len(tokens)):
        t = tokens[k]
        if not isinstance(t, Quantity):
            other = t.get("measure") or t.get("area") or t.get("link") or t.get("compare")
            if other or t.get("punct") in (";", "."):
                return [*out, *tokens[k:]] if told else tokens
            out.append(t)
        elif t.unit != day.unit:
            return [*out, *tokens[k:]] if told else tokens
        else:
            if t.value >= day.value * _IN_ALL:
                return [*out, *tokens[k:]]
            out += [make_token(t.start, t.start, _rate(tokens[rate])), t]
            told = True
    return out if told else tokens


def _reaches(t: Token | Quantity) -> bool:
    return bool(t.get("hedge") or t.get("change") == "reach" and not t.get("measure"))


def _rate(t: Token | Quantity) -> dict[str, object]:
    return {"rate": t.get("rate")}


def both_crossed(tokens: Tokens) -> Tokens:
    """ "30,000 vehicles and 870,000 travellers passed Hekou port": the gate handled both."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or k + 3 >= len(tokens) or tokens[k].unit not in _CROSSING:
        return tokens
    n = k + 2 + bool(tokens[k + 2].get("hedge"))
    other = tokens[n]
    if tokens[k + 1].get("link") != "and" or not isinstance(other, Quantity) or other.unit not in _CROSSING:
        return tokens
    if other.unit == tokens[k].unit or any(t.get("area") or t.get("measure") for t in tokens[:k]):
        return tokens
    for m in range(n + 1, min(n + _VERBS + 1, len(tokens))):
        t = tokens[m]
        if (area := t.get("area")) is not None:
            if not (area.counterpart or area.border):
                return tokens
            handled = make_token(tokens[k].start, tokens[k].start, {"change": "reach"})
            return [*tokens[:k], t, handled, *tokens[k : n + 1], *tokens[m + 1 :]]
        if not (t.get("role") == "via" or t.get("measure") == "border_trade" or t.get("change") == "reach"):
            return tokens
    return tokens


def each_way(tokens: Tokens) -> Tokens:
    """ "1.215 xe, trong đó xe xuất 398, xe nhập 817", "1.215 xe (xuất khẩu 398, nhập khẩu 817)": bare numbers of the
    vehicles that go each way."""
    out: Tokens = []
    whole: Quantity | None = None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            whole = t if t.unit == "vehicles" else whole if t.unit == "percent" else None
        number = bare(t) if whole is not None and t.get("digits") else None
        if whole is None or number is None or not _ends(tokens, k + 1):
            out.append(t)
            continue
        first = len(out) - bool(out[-1].get("hedge") or out[-1].get("change") == "reach")
        if first < 2 or out[first - 1].get("measure") not in FLOWS or out[first - 1].get("role"):
            out.append(t)
            continue
        start = (
            first
            - 1
            - (out[first - 2].get("unit") == "vehicles" and not isinstance(out[first - 2], Quantity))
        )
        led = out[start - 1] if start else t
        begins = led.get("link") == "of_which" or led.get("punct") in ("(", ":", ",", ";") or joins(led)
        if not begins or not _FEWEST <= number < whole.value:
            out.append(t)
            continue
        del out[start:]
        out.append(Quantity(t.start, t.end, number, 0, "vehicles", whole.factor, origin="digits"))
    return out


_SENT = frozenset({"exports", "sell", "supply"})
_BOUGHT = frozenset({"imports", "buy"})


def cars_of_them(tokens: Tokens, told: bool = False) -> Tokens:
    """ "It imported 153,011 cars; Indonesia shipped 57,693 of them for 812 m, Thailand 47,100": cars of each of them;
    ``told``: the sentence before told of them."""
    cars = (k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "vehicles")
    whole = -1 if told else next(cars, 0)
    if not whole or not told and not any(t.get("measure") in _BOUGHT for t in tokens[:whole]):
        return tokens
    out, told, last = tokens[: whole + 1], False, whole + 1
    for k in range(whole + 3, len(tokens)):
        number = bare(tokens[k]) if tokens[k].get("digits") else None
        verb, who = tokens[k - 1], tokens[k - 2]
        next_ = told and verb.get("area") and (joins(who) or who.get("punct") == ";")
        sent = verb.get("measure") in _SENT and not verb.get("role") and who.get("area")
        if number is None or not (next_ or sent) or not _paid(tokens, k + 1):
            continue
        t, seller = tokens[k], who if sent else verb
        out += tokens[last : k - 2 if sent else k - 1]
        if out and out[-1].get("link") == "of_which":
            out.pop()
        if whole < 0:
            out.append(make_token(t.start, t.start, {"measure": "imports"}))
        out.append(Quantity(t.start, t.end, number, 0, "vehicles", origin="digits"))
        out.append(make_token(t.end, t.end, {"role": "from"}))
        out.append(make_token(t.end, t.end, {"area": seller["area"]}))
        last = k + 1 + (tokens[k + 1 : k + 2] != [] and tokens[k + 1].get("link") == "of_which")
        told = True
    return [*out, *tokens[last:]] if told else tokens


def _paid(tokens: Tokens, k: int) -> bool:
    """Whether "of them", what was paid for them or the end of the clause comes next."""
    t, behind = (*tokens[k : k + 2], None, None)[:2]
    if t is None or t.get("punct") or joins(t) or t.get("link") == "of_which":
        return True
    return t.get("role") == "to" and isinstance(behind, Quantity) and behind.unit in PAID


_WHERE = 6  # most tokens from the vehicles of two countries to the gate


def two_nations_crossed(tokens: Tokens) -> Tokens:
    """ "36,670 Chinese and 10,346 Vietnamese trucks crossed at Huu Nghi": the gate handled both."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit not in _CROSSING or any(t.get("area") for t in tokens[:k]):
        return tokens
    n = _nation_ends(tokens, k + 1)
    if n is None or not tokens[n : n + 1] or tokens[n].get("link") != "and":
        return tokens
    m = (
        n
        + 1
        + bool(
            tokens[n + 1 : n + 2] and tokens[n + 1].get("hedge") and not isinstance(tokens[n + 1], Quantity)
        )
    )
    other = _of_those(tokens[k], tokens[m]) if m < len(tokens) else None
    end = _nation_ends(tokens, m + 1) if other is not None else None
    if other is None or end is None:
        return tokens
    for at in range(end, min(end + _WHERE, len(tokens))):
        t = tokens[at]
        if isinstance(t, Quantity) or t.get("punct"):
            break
        if (area := t.get("area")) is not None:
            if not area.counterpart:
                break
            handled = make_token(tokens[k].start, tokens[k].start, {"change": "reach"})
            rest = [u for u in tokens[end:at] if u.get("period")]
            return [*tokens[:k], t, handled, tokens[k], tokens[n], other, *rest, *tokens[at + 1 :]]
    return tokens


def _of_those(one: Quantity, t: Token | Quantity) -> Quantity | None:
    """The number of the others, which may say no unit: "and 10,346 Vietnamese ones"."""
    if isinstance(t, Quantity):
        return t if t.unit == one.unit else None
    number = bare(t) if t.get("digits") else None
    return None if number is None else Quantity(t.start, t.end, number, 0, one.unit, origin="digits")


def _nation_ends(tokens: Tokens, k: int) -> int | None:
    """Where the words end that say whose the vehicles are: "Chinese trucks"."""
    if k >= len(tokens) or not tokens[k].get("adjective"):
        return None
    behind = tokens[k + 1 : k + 2]
    return k + 1 + bool(behind and behind[0].get("unit") and not isinstance(behind[0], Quantity))


def vehicles_in_and_out(tokens: Tokens) -> Tokens:
    """出口车辆1000辆，进口800辆: vehicles that the gate let pass the other way."""
    for k in range(4, len(tokens)):
        q, way = tokens[k], tokens[k - 1]
        if not isinstance(q, Quantity) or q.unit != "vehicles" or way.get("measure") not in FLOWS:
            continue
        mark, first, cars, other = tokens[k - 2], tokens[k - 3], tokens[k - 4], tokens[max(0, k - 5)]
        if not (mark.get("punct") in (",", ";") or mark.get("link") == "and") or not isinstance(
            first, Quantity
        ):
            continue
        if first.unit != "vehicles" or cars.get("measure") != "arrivals":
            continue
        if other.get("measure") in FLOWS and other.get("measure") != way.get("measure"):
            again = make_token(way.end, way.end, {"measure": "arrivals"})
            return [*tokens[:k], again, *vehicles_in_and_out(tokens[k:])]
    return tokens
