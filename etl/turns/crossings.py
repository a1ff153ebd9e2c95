"""People, vehicles and trains that cross a border or visit: whose the numbers are."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts import whose_people
from etl.turns.shapes import FLOWS, VISITORS, Tokens, bare, of_whole

_CROSSED = frozenset({"persons", "vehicles", "count"})
_PASSED = frozenset({"persons", "vehicles"})
_ASIDE = 9  # most tokens of what a gate is, told in passing
_NEAR = 50  # two parts of a rounded number are off by one in so many at most
_FEWEST = 10  # fewer vehicles are no figure


def gate_aside(tokens: Tokens) -> Tokens:
    """ "Friendship Pass, the largest land port on the border, handled 280,000 vehicles": what the gate is says nothing
    of what crossed it."""
    for k in range(len(tokens) - 4):
        area = tokens[k].get("area")
        seaport = area is not None and area.type == "port"
        if (
            area is None
            or not (area.counterpart or area.border or seaport)
            or tokens[k + 1].get("punct") != ","
        ):
            continue
        end = next(
            (n for n in range(k + 2, min(k + 2 + _ASIDE, len(tokens))) if tokens[n].get("punct") == ","), 0
        )
        if not end or end + 2 >= len(tokens) or tokens[end + 1].get("change") != "reach":
            continue
        said = tokens[k + 2 : end]
        if not (seaport or any(t.get("noun") == "gate" for t in said)):
            continue
        if any(isinstance(t, Quantity) and not t.superlative or t.get("measure") for t in said):
            continue
        return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


def counted_parts(tokens: Tokens) -> Tokens:
    """ "46,000 travellers, 31,000 of them Chinese", "1.05 million people, including 480,000 Vietnamese", "1,120 trucks, 410
    out and 710 in": bare numbers of those that are counted before."""
    out, last, first = list(tokens), None, None
    gone: list[int] = []
    if any(t.get("rate") or t.get("measure") == "other" for t in tokens):
        return tokens  # "700 to 800 a day, some 200 of them with exports"
    for k, t in enumerate(tokens):
        if last is not None and isinstance(t, Quantity) and _who_went(tokens, k, last):
            if t.value >= last.value:
                continue
            out[k] = Quantity(t.start, t.end, t.number, t.scale, last.unit, last.factor)
            where = tokens[k + 2 : k + 3]
            named = bool(where) and (where[0].get("area") or where[0].get("anaphor") == "other")
            gone += [k + 1, k + 2] if named and not where[0].get("adjective") else [k + 1]
            continue
        if isinstance(t, Quantity) and t.unit is not None:
            last = t if t.unit in _CROSSED else last if t.unit in ("percent", "rank") else None
            first = first if last is not t else None
            continue
        number = bare(t) if last is not None else None
        if number is None or number < _FEWEST or k + 1 >= len(tokens):
            continue
        if _came_in(tokens, k):  # "16,000 vehicles left and 21,000 came in"
            out[k] = Quantity(t.start, t.end, number, 0, last.unit, last.factor)
            gone.append(k + 1)
            continue
        if number >= last.value:
            continue
        nxt, before = tokens[k + 1], tokens[k - 1]
        behind = tokens[k + 2] if k + 2 < len(tokens) else None
        part = nxt.get("link") == "of_which"
        ends = behind is None or bool(behind.get("punct")) or joins(behind) or behind.get("change") == "reach"
        whose = before.get("link") == "of_which" and nxt.get("adjective") and ends and number >= VISITORS
        led = bool(before.get("punct")) or joins(before) or before.get("link") == "of_which"
        aside = k > 1 and before.get("role") == "with" and tokens[k - 2].get("punct") == ","
        led = led or aside  # "3,344 vehicles, with 1,601 leaving and 1,743 entering"
        rest = first is not None and led and abs(first + number - last.value) * _NEAR <= last.value
        if not (part or whose or rest or led and _two_ways(tokens, k, last)):
            continue
        out[k] = Quantity(t.start, t.end, number, 0, last.unit, last.factor)
        first = number if first is None else first
        gone += [k - 1] if aside else []
        verb = k + 1 + part
        if verb < len(tokens) and tokens[verb].get("measure") in FLOWS:
            gone.append(verb)  # "33,600 of them left Viet Nam", "51,000 entering": those at the gate
            where = tokens[verb + 1] if verb + 1 < len(tokens) else t
            gone += [verb + 1] if where.get("area") and not where.get("adjective") else []
        elif last.unit == "vehicles" and nxt.get("area") and not nxt.get("adjective"):
            gone.append(k + 1)  # "including 1,601 leaving Viet Nam"
        elif part and verb + 1 < len(tokens) and tokens[verb].get("role") == "to":
            # "7,100 of them leaving for China"
            gone += [verb, verb + 1] if tokens[verb + 1].get("area") else []
    return [t for k, t in enumerate(out) if k not in gone] if gone else out


def _who_went(tokens: Tokens, k: int, last: Quantity) -> bool:
    """ "2.1 m people passed through Mong Cai, of whom 1.2 m entered Vietnam and 0.9 m left it": some of those at the gate."""
    t, before = tokens[k], tokens[k - 1]
    if last.unit != "persons" or not isinstance(t, Quantity) or t.unit not in ("persons", None):
        return False
    led = before.get("link") == "of_which" or before.get("punct") == ";" or joins(before)
    nxt = tokens[k + 1] if k + 1 < len(tokens) else t
    went = nxt.get("measure") in FLOWS and not nxt.get("noun") or nxt.get("tense") == "flow"
    return led and went and any(u.get("role") == "via" for u in tokens[:k])


def _came_in(tokens: Tokens, k: int) -> bool:
    nxt, behind = tokens[k + 1], tokens[k + 2 : k + 3]
    moved = nxt.get("measure") in FLOWS and not nxt.get("noun") or nxt.get("tense") == "flow"
    ends = not behind or bool(behind[0].get("punct")) or bool(behind[0].get("link"))
    led = joins(tokens[k - 1]) or bool(tokens[k - 1].get("punct"))
    return bool(moved) and ends and led and any(t.get("measure") in FLOWS for t in tokens[:k])


def _two_ways(tokens: Tokens, k: int, whole: Quantity) -> bool:
    """ "410 out and 710 in": two numbers that add up to the one before, which may be rounded."""
    n = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].get("link") == "and"), None)
    if n is None or n + 1 >= len(tokens) or any(isinstance(t, Quantity) for t in tokens[k:n]):
        return False
    one, other = bare(tokens[k]), bare(tokens[n + 1])
    return one is not None and other is not None and abs(one + other - whole.value) * _NEAR <= whole.value


def of_these_people(tokens: Tokens) -> Tokens:
    """ "Of these, 448,000 were Thai and 319,000 Vietnamese": bare numbers of those who were told of."""
    if not tokens or tokens[0].get("link") != "of_which":
        return tokens
    places = [k for k, t in enumerate(tokens) if (n := bare(t)) and n >= VISITORS and whose_people(tokens, k)]
    if len(places) < 2:
        return tokens
    out = list(tokens)
    for k in places:
        t = tokens[k]
        out[k] = Quantity(t.start, t.end, bare(t), 0, None)
    return out


def share_who_came(tokens: Tokens) -> Tokens:
    """ "A third of the 230,000 foreign tourists in Da Nang came from South Korea": where they came to, and whence, before
    how many they were."""
    k = next((k for k, t in enumerate(tokens[:3]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "percent" or k + 6 >= len(tokens) or not of_whole(tokens[k + 1]):
        return tokens
    n = k + 2 + bool(tokens[k + 2].get("hedge"))
    whole, at, place = tokens[n : n + 3]
    if not isinstance(whole, Quantity) or whole.unit != "persons":
        return tokens
    if at.get("role") != "at" or not place.get("area") or any(not t.get("hedge") for t in tokens[:k]):
        return tokens
    rest = tokens[n + 3 :]
    j = next((j for j, t in enumerate(rest) if t.get("role") == "from"), None)
    if j is None or j + 1 >= len(rest) or not rest[j + 1].get("area"):
        return tokens
    if any(isinstance(t, Quantity) or t.get("punct") or t.get("measure") for t in rest[:j]):
        return tokens
    return [at, place, *rest[j : j + 2], *tokens[: n + 1], *rest[:j], *rest[j + 2 :]]


def people_listed(tokens: Tokens) -> Tokens:
    """ "Laos welcomed 1.04 million visitors: Thais 304,000, Vietnamese 266,000": those who came there."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), None)
    if k is None or not any(isinstance(t, Quantity) and t.unit == "persons" for t in tokens[:k]):
        return tokens
    if [a.type for t in tokens[:k] if (a := t.get("area")) is not None] not in (["country"], ["province"]):
        return tokens
    out = list(tokens)
    for n in range(k + 1, len(tokens) - 1):
        t, number = tokens[n], tokens[n + 1 + bool(tokens[n + 1].get("hedge")) :][:1]
        counted = number and (bare(number[0]) or isinstance(number[0], Quantity) and number[0].unit != "rank")
        begins = tokens[n - 1] is tokens[k] or joins(tokens[n - 1])
        if counted and begins and (area := t.get("area")) is not None and area.type == "country":
            out[n] = make_token(t.start, t.end, {**t, "adjective": True})
    return out


def of_the_crossings(tokens: Tokens) -> Tokens:
    """ "Foreigners made up 660,000 of the crossings": a bare number of those that are named behind it."""
    for k in range(1, len(tokens) - 2):
        number, whole, named = bare(tokens[k]), tokens[k + 1], tokens[k + 2]
        if number is None or number < VISITORS or not of_whole(whole) or isinstance(named, Quantity):
            continue
        unit = str(named.get("unit") or "").rstrip("!")
        if unit in _PASSED and (tokens[k - 1].get("share") or tokens[k - 1].get("hedge")):
            counted = Quantity(tokens[k].start, tokens[k].end, number, 0, unit)
            return [*tokens[:k], counted, *tokens[k + 1 :]]
    return tokens


def entered(tokens: Tokens) -> Tokens:
    """ "5 million tourists from abroad entered Thailand": where they came to, and no goods."""
    k = next((k for k, t in enumerate(tokens[:4]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "persons" or any(t.get("area") for t in tokens[:k]):
        return tokens
    for n in range(k + 1, min(k + 5, len(tokens) - 1)):
        t = tokens[n]
        if isinstance(t, Quantity) or t.get("punct"):
            return tokens
        if t.get("measure") in FLOWS:
            area = tokens[n + 1].get("area")
            if t.get("role") != "to" or t.get("noun") or area is None or area.type != "country":
                return tokens
            if any(u.get("role") == "via" for u in tokens[n + 2 : n + 4]):
                return tokens
            return [*tokens[:n], make_token(t.start, t.end, {"role": "to"}), *tokens[n + 1 :]]
    return tokens


def came_there(tokens: Tokens) -> Tokens:
    """ "4 million Chinese people came to Vietnam": those who are counted arrived."""
    for k in range(1, len(tokens) - 2):
        people, came, place = tokens[k : k + 3]
        if people.get("noun") != "people" or people.get("measure") or place.get("area") is None:
            continue
        if came.get("change") != "reach" or came.get("role") or came.get("measure") or place.get("adjective"):
            continue
        counted = [t for t in tokens[max(0, k - 2) : k] if isinstance(t, Quantity) or bare(t) is not None]
        if counted:
            arrived = make_token(came.start, came.end, {"measure": "arrivals", "role": "to"})
            return [*tokens[: k + 1], arrived, *tokens[k + 2 :]]
    return tokens


def who_came_then(tokens: Tokens) -> Tokens:
    """ "Of the 9.2 million who came in five months, 2.4 million were Chinese": when they came is told behind "who"."""
    k = next((k for k, t in enumerate(tokens[:4]) if isinstance(t, Quantity)), None)
    if not k or k + 3 >= len(tokens) or tokens[k].unit not in (None, "persons") or not of_whole(tokens[0]):
        return tokens
    if tokens[k + 1].get("link") != "but" or not tokens[k + 2].get("period"):
        return tokens
    return [*tokens[: k + 1], *tokens[k + 2 :]] if tokens[k + 3].get("punct") == "," else tokens


def rose_to(tokens: Tokens) -> Tokens:
    """ "Chinese arrivals rose 20% to 320,000": the bare number counts those who came."""
    for k in range(3, len(tokens)):
        t, to = tokens[k], tokens[k - 1]
        number = t.number if isinstance(t, Quantity) and t.unit is None and not t.scale else bare(t)
        if number is None or number < VISITORS or to.get("change") != "reach":
            continue
        n = k - 2
        while n > 0 and (
            isinstance(tokens[n], Quantity)
            and tokens[n].unit == "percent"
            or tokens[n].get("compare") == "yoy"
            or tokens[n].get("period")
            or tokens[n].get("change") in ("up", "down")
        ):
            n -= 1
        who, whose = tokens[n], tokens[n - 1]
        moved = any(t.get("change") in ("up", "down") for t in tokens[n + 1 : k - 1])
        if moved and n and who.get("measure") == "arrivals" and whose.get("area"):
            counted = Quantity(t.start, t.end, number, 0, "persons")
            return [*tokens[:k], counted, *tokens[k + 1 :]]
    return tokens


def topping(tokens: Tokens) -> Tokens:
    """ "with China topping the list (6.4 million), followed by India (2 million)": a verb, and no "more than"."""
    for k in range(2, len(tokens) - 3):
        t = tokens[k]
        if (
            t.get("hedge") != "more_than"
            or not tokens[k - 1].get("area")
            or tokens[k - 2].get("role") != "with"
        ):
            continue
        nxt = tokens[k + 1]
        if nxt.get("punct") == "(" or nxt.get("role") in ("at", "with"):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def numbered_there(tokens: Tokens) -> Tokens:
    """ "People crossing there numbered 67,000, up 361 percent, and vehicles 5,000": bare numbers behind what they count."""
    out, told = list(tokens), False
    for k in range(len(tokens) - 2):
        named = str(tokens[k].get("unit")).rstrip("!")
        people = named == "persons" and tokens[k].get("noun") == "people"
        if isinstance(tokens[k], Quantity) or not (people or told and named == "vehicles"):
            continue
        n = k + 1 + (tokens[k + 1].get("anaphor") == "there")
        n += tokens[n].get("change") == "reach" if n < len(tokens) else 0
        moved = n > k + 1
        n += bool(n < len(tokens) and tokens[n].get("hedge"))
        number = bare(tokens[n]) if n < len(tokens) and (moved or told) else None
        if number is None or not _ends_there(tokens[n + 1 : n + 2]):
            continue
        if number < VISITORS:
            return out if told else tokens
        told = True
        q = Quantity(tokens[n].start, tokens[n].end, number, 0, named, origin="digits")
        out[n] = q
    if told:
        out = [t for t, u in zip(out, [*out[1:], out[-1]], strict=True) if not _aside_there(t, u)]
    return out if told else tokens


def _ends_there(behind: Tokens) -> bool:
    return not behind or bool(behind[0].get("punct") or joins(behind[0]))


def _aside_there(t: Token | Quantity, then: Token | Quantity) -> bool:
    return t.get("anaphor") == "there" and then.get("change") == "reach"


def number_of_vehicles(tokens: Tokens) -> Tokens:
    """ "Trade came to 1.5 bn, while the number of lorries went up 12 percent": of those that crossed. "The number of cars
    imported" is of goods."""
    for k in range(len(tokens) - 4):
        number, of, what, moved = tokens[k : k + 4]
        if number.get("anaphor") != "figure" or of.get("role") != "of" or isinstance(what, Quantity):
            continue
        if what.get("unit") not in ("vehicles", "persons") or what.get("measure") or what.get("area"):
            continue
        if moved.get("change") in ("up", "down") and not moved.get("role"):
            crossed = make_token(number.start, what.end, {"measure": "arrivals", "noun": "people"})
            return [*tokens[:k], crossed, *tokens[k + 3 :]]
    return tokens
