"""Parts told before what they are of, and words that say plus or minus."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, VISITORS, Tokens, bare, of_whole

_NEAR = 5  # most tokens from who accounts for a part to the part
_WAYS = {
    "exports": "to",
    "sell": "to",
    "imports": "from",
    "buy": "from",
    "fdi": "from",
    "fdi_registered": "from",
}
_NATIONS = frozenset({"country", "bloc"})
_PLACES = _NATIONS | {"province", "city"}


def accounted_for(tokens: Tokens) -> Tokens:
    """ "China accounted for 3.1 million of the 12.2 million visitors to Vietnam": the whole first, as in "of the 12.2
    million visitors to Vietnam China accounted for 3.1 million"."""
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
    """ "China led in new projects (28%), South Korea in share purchases with 25%": the shares that they had of them."""
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
