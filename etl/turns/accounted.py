"""Parts told before what they are of, and words that say plus or minus."""

from __future__ import annotations

from decimal import Decimal

from etl.clauses import joins
from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, VISITORS, Tokens, bare, of_whole

_NEAR = 5  # most tokens from who accounts for a part to the part
_BESIDE = ("(", ")", ",")
_HOLDS = frozenset({"supply", "buy", "sell"})
_HEAD = 4  # most tokens up to who holds the first part
_OF_NATIONS = frozenset({"persons", "projects"})
_LISTED = 3  # fewest tokens of those that are named together
_WAYS = {
    "exports": "to",
    "sell": "to",
    "imports": "from",
    "buy": "from",
    "fdi": "from",
    "fdi_registered": "from",
    "fdi_realised": "from",
    "arrivals": "from",
}
_NATIONS = frozenset({"country", "bloc"})
_PLACES = _NATIONS | {"province", "city"}


def accounted_for(tokens: Tokens) -> Tokens:
    """ "China accounted for 3.1 million of the 12.2 million visitors to Vietnam": the whole first, as in "of
    the 12.2 million visitors to Vietnam China accounted for 3.1 million"."""
    for k in range(2, len(tokens) - 2):
        if not of_whole(tokens[k + 1]) or isinstance(tokens[k + 1], Quantity):
            continue
        part, whole = tokens[k], tokens[k + 2]
        if not isinstance(whole, Quantity) or whole.unit in (None, "percent", "rank", "times"):
            continue
        counted = _part(part, whole)
        verb = k - 1 - bool(tokens[k - 1].get("hedge"))
        if counted is None or verb < 1 or not tokens[verb].get("share") or of_whole(tokens[verb]):
            continue
        who = verb - 1
        while who > 0 and verb - who < _NEAR and tokens[who].get("area") is None and _said_of(tokens[who]):
            who -= 1
        area = tokens[who].get("area")
        near = area is not None and area.type in (_PLACES if whole.unit in PAID else _NATIONS)
        if not near or who and not tokens[who - 1].get("punct"):
            continue
        ends = (n for n in range(k + 3, len(tokens)) if _ends(tokens[n]) and not _between(tokens, n))
        end = next(ends, len(tokens))
        if any(isinstance(t, Quantity) for t in tokens[k + 3 : end]):
            continue
        of, told = tokens[k + 1], tokens[k + 2 : end]
        comma = make_token(part.start, part.start, {"punct": ","})
        name = make_token(tokens[who].start, tokens[who].end, {"area": area, "adjective": True})
        link = make_token(of.start, of.end, {"link": "of_which"})
        if whole.unit == "persons":
            return [*tokens[:who], *told, comma, link, counted, name, *tokens[end:]]
        way = next((_WAYS[m] for t in told if (m := str(t.get("measure"))) in _WAYS), None)
        if way is not None:
            way = make_token(tokens[verb].start, tokens[verb].end, {"role": way})
            name = make_token(name.start, name.end, {"area": area})
            return [*tokens[:who], *told, comma, link, counted, way, name, *tokens[end:]]
        moved = [*tokens[who:k], counted]
        return [*tokens[:who], of, *told, comma, *moved, *tokens[end:]]
    return tokens


def _part(part: object, whole: Quantity) -> Quantity | None:
    """What the part counts: a bare number counts what the whole does."""
    if isinstance(part, Quantity):
        if part.unit is None and whole.unit == "persons":
            value = part.number if part.number is not None else part.value
            return Quantity(part.start, part.end, value, part.scale, whole.unit, origin="digits")
        return part if part.unit == whole.unit else None
    number = bare(part)
    if number is None or whole.unit == "persons" and number < VISITORS:
        return None
    return Quantity(part.start, part.end, number, 0, whole.unit, origin="digits")


def _said_of(t: object) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("noun") or t.get("hedge"))


def _ends(t: object) -> bool:
    return not isinstance(t, Quantity) and (bool(t.get("punct")) or t.get("link") in ("and", "but"))


def _between(tokens: Tokens, k: int) -> bool:
    """ "between Vietnam and China": the two are one."""
    return tokens[k].get("link") == "and" and tokens[k - 2].get("role") == "between"


def whom_received(tokens: Tokens) -> Tokens:
    """ "the 21.2 million arrivals Vietnam welcomed in 2025": what Vietnam welcomed."""
    for k in range(len(tokens) - 2):
        people, host, verb = tokens[k : k + 3]
        if not isinstance(people, Quantity) or people.unit != "persons":
            continue
        area = host.get("area")
        if area is None or host.get("adjective") or area.type != "country":
            continue
        if (
            verb.get("measure") != "attract"
            or k
            and (tokens[k - 1].get("area") or tokens[k - 1].get("measure"))
        ):
            continue
        after = tokens[k + 3] if k + 3 < len(tokens) else None
        if after is None or not (isinstance(after, Quantity) or after.get("area") or after.get("hedge")):
            return [*tokens[:k], host, verb, people, *tokens[k + 3 :]]
    return tokens


def plus(tokens: Tokens) -> Tokens:
    """ "810,000 tonnes, plus 5%": a growth; "rice plus coffee": a list."""
    out = list(tokens)
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) or t.get("change") != "up" or t.get("link") != "and":
            continue
        percent = k + 1 < len(tokens) and getattr(tokens[k + 1], "unit", None) == "percent"
        led = not k or not isinstance(tokens[k - 1], Quantity) and _ends(tokens[k - 1])
        out[k] = make_token(t.start, t.end, {"change": "up"} if percent and led else {"link": "and"})
    return out


def led_in(tokens: Tokens) -> Tokens:
    """ "China led in new projects (28%), South Korea in share purchases with 25%": the shares that they had
    of them."""
    if any(t.get("change") in ("up", "down") or t.get("compare") for t in tokens):
        return tokens
    out, named, skipped = list(tokens), False, []
    numbered = False  # "by number of projects": all that follow
    for k, t in enumerate(tokens[:-1]):
        area = t.get("area")
        numbered = numbered or not named and t.get("measure") == "fdi_projects"
        named = named or area is not None and area.type == "country"
        if numbered and any(u.get("share") == "share" for u in out[:k]):
            break
        nxt = tokens[k + 1]
        if not k or not named or not isinstance(nxt, Quantity) or nxt.unit != "percent":
            continue
        before, behind = tokens[k - 1], tokens[k + 2] if k + 2 < len(tokens) else None
        of = not isinstance(before, Quantity) and _invests(before)
        closed = behind is not None and behind.get("punct") == ")"
        if t.get("punct") == "(" and closed and of:
            skipped.append(k + 2)
        elif t.get("role") != "with" or not (of or before.get("area")) or not _over(behind):
            continue
        out[k] = make_token(t.start, t.end, {"share": "share"})
    return [t for k, t in enumerate(out) if k not in skipped] if skipped else out


def _invests(t: object) -> bool:
    return str(t.get("measure")).startswith("fdi") or str(t.get("unit")).rstrip("!") == "projects"


def _over(t: object) -> bool:
    return (
        t is None or not isinstance(t, Quantity) and (bool(t.get("punct")) or t.get("link") in ("and", "but"))
    )


def dominated(tokens: Tokens) -> Tokens:
    """ "Thailand (59%) and Vietnam (39%) dominated China's durian imports", "A and B dominated its imports
    with 57% and 38%": Thailand held 59% of them and Vietnam 39%."""
    v = next(
        (k for k, t in enumerate(tokens) if not isinstance(t, Quantity) and t.get("share") == "share"), 0
    )
    if v < _LISTED or v + 2 >= len(tokens) or not tokens[v + 1].get("area"):
        return tokens
    who, parts = [], []
    for t in tokens[:v]:
        if isinstance(t, Quantity):
            if t.unit != "percent" or len(parts) + 1 != len(who):
                return tokens
            parts.append(t)
        elif t.get("area"):
            who.append(t)
        elif not (
            t.get("punct") in _BESIDE or t.get("link") == "and" or t.get("role") == "with" or t.get("hedge")
        ):
            return tokens
    end = next((k for k in range(v + 1, len(tokens)) if _closes(tokens[k])), len(tokens))
    what = tokens[v + 1 : end]
    if not any(t.get("measure") == "imports" for t in what):
        return tokens
    if not parts and end < len(tokens) and tokens[end].get("role") == "with":
        end += 1
        while end < len(tokens) and not (tokens[end].get("punct") in (".", ";") or tokens[end].get("change")):
            t = tokens[end]
            if isinstance(t, Quantity):
                parts.append(t)
            elif not (joins(t) or t.get("link") == "respectively" or t.get("hedge")):
                return tokens
            end += 1
    if len(who) < 2 or len(parts) != len(who) or any(p.unit != "percent" for p in parts):
        return tokens
    return [*_held(who, parts, tokens[v], what), *tokens[end:]]


def held_apart(tokens: Tokens) -> Tokens:
    """ "Singapore accounted for 30% and China for 20% of new FDI", "China took 57%, the US 20% of Vietnam's
    rubber exports": the whole belongs to each."""
    k = next((k for k, t in enumerate(tokens[:_HEAD]) if t.get("area")), None)
    if k is None or any(isinstance(t, Quantity) or t.get("measure") or t.get("role") for t in tokens[:k]):
        return tokens
    first, who, parts, verb = k, [], [], None
    while k < len(tokens):
        t = tokens[k]
        if isinstance(t, Quantity):
            if t.unit != "percent" or len(parts) + 1 != len(who) or verb is None:
                return tokens
            parts.append(t)
        elif of_whole(t):
            break
        elif t.get("area"):
            if len(parts) != len(who):
                return tokens
            who.append(t)
        elif t.get("share") or t.get("measure") in _HOLDS and not t.get("noun"):
            verb = verb or t
        elif not (joins(t) or t.get("hedge") or t.get("role") == "to"):
            return tokens
        k += 1
    if len(who) < 2 or len(parts) != len(who) or k + 1 >= len(tokens) or tokens[k - 1] is not parts[-1]:
        return tokens
    end = next((n for n in range(k + 1, len(tokens)) if _closes(tokens[n])), len(tokens))
    what = tokens[k + 1 : end]
    if not any(str(t.get("measure")) in _WAYS for t in what) or any(t.get("noun") == "market" for t in what):
        return tokens
    return [*tokens[:first], *_held(who, parts, verb, what), *tokens[end:]]


def _held(who: Tokens, parts: Tokens, verb: object, what: Tokens) -> Tokens:
    """What is held, and by whom which part, as in "China's durian imports came from Thailand (59%) and
    Vietnam (39%)"."""
    way = next(_WAYS[m] for t in what if (m := str(t.get("measure"))) in _WAYS)
    out = [*what, make_token(verb.start, verb.end, {"role": way})]
    for area, part in zip(who, parts, strict=True):
        if len(out) > len(what) + 1:
            out.append(make_token(area.start, area.start, {"link": "and"}))
        closed = [make_token(n, n, {"punct": sign}) for n, sign in ((part.start, "("), (part.end, ")"))]
        where = make_token(area.start, area.end, {"area": area.get("area")})
        out += [where, closed[0], part, closed[1]]
    return out


def _closes(t: object) -> bool:
    return isinstance(t, Quantity) or bool(t.get("punct") or t.get("link")) or t.get("role") == "with"


def of_two_nations(tokens: Tokens) -> Tokens:
    """ "received 9,600 Korean and 14,200 Chinese tourists": 9,600 from Korea and 14,200 from China. "9,600
    Vietnamese and 14,200 Chinese tourists passed the gate": what the gate saw."""
    for first in range(len(tokens) - _LISTED):
        rows, k, bared = [], first, False
        while k + 1 < len(tokens) and (value := _number(tokens[k])) is not None:
            whose = tokens[k + 1]
            if not whose.get("area") or not whose.get("adjective"):
                break
            counted = isinstance(tokens[k], Quantity) and tokens[k].unit is not None
            noun = str(tokens[k + 2].get("unit")).rstrip("!") if k + 2 < len(tokens) else ""
            n = k + 2 + (noun in _OF_NATIONS)
            bared = bared or not counted
            rows.append((k, n, value))
            k = n
            while k < len(tokens) and joins(tokens[k]):
                k += 1
        if len(rows) < 2:
            continue
        last = tokens[rows[-1][0]]
        unit, factor = (last.unit, last.factor) if isinstance(last, Quantity) else (None, Decimal(1))
        unit = unit or str(tokens[rows[-1][1] - 1].get("unit")).rstrip("!")  # "South Korean visitors"
        if unit not in _OF_NATIONS:
            return tokens
        out: Tokens = []
        for at, _, (value, scale) in rows:
            t, whose = tokens[at : at + 2]
            if not (isinstance(t, Quantity) and t.unit is not None):
                t = Quantity(t.start, t.end, value, scale, unit, factor)
            if out:
                out.append(make_token(t.start, t.start, {"link": "and"}))
            way = make_token(whose.start, whose.start, {"role": "from"})
            out += [t, way, make_token(whose.start, whose.end, {"area": whose.get("area")})]
        head, tail = tokens[:first], tokens[rows[-1][1] :]
        if unit != "projects" and all(t.get("hedge") for t in head):
            gate = next((n for n, t in enumerate(tail[:_NEAR]) if _gate(t)), None)
            if gate is not None:
                saw = make_token(tail[gate].end, tail[gate].end, {"measure": "attract", "noun": "receives"})
                return [tail[gate], saw, *head, *out, *tail[gate + 1 :]]
        return [*head, *out, *tail] if bared or unit == "projects" else tokens
    return tokens


def _gate(t: object) -> bool:
    area = t.get("area")
    return area is not None and (bool(area.counterpart or area.border) or area.type == "gate")


def _number(t: object) -> tuple[object, int] | None:
    """A number that counts people or projects, or nothing that is told."""
    if isinstance(t, Quantity):
        plain = t.unit is None or t.unit in _OF_NATIONS
        return (t.number, t.scale) if plain else None
    number = bare(t)
    return (number, 0) if number is not None else None
