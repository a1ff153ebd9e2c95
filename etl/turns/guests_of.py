"""Whose guests make up a part of those that a place received."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_HEAD = 4  # most tokens from a place to those who came
_LISTED = 8  # most tokens from who came to their part
_JOINS = frozenset({"and", "respectively"})
_SEVERAL = 2  # fewest numbers that are parts of the first where no word says so
_PARTS = frozenset({"percent", "persons"})
_HOMES = frozenset({"country", "bloc"})
_NAMED = 6  # most tokens of what names all guests


def part_of_guests(tokens: Tokens) -> Tokens:
    """来自云南的游客占老街省国际游客的七成: of those whom the place received, so many came from there."""
    for k in range(2, len(tokens) - 3):
        people, share, place = tokens[k - 1 : k + 2]
        if share.get("share") != "share" or people.get("noun") != "people":
            continue
        n = next((m for m in range(k + 2, min(k + 2 + _NAMED, len(tokens))) if not _of_guests(tokens[m])), k)
        part, guests = tokens[n], next((t for t in tokens[k + 2 : n] if t.get("measure") == "arrivals"), None)
        if guests is None or not isinstance(part, Quantity) or part.unit != "percent":
            continue
        first = k - 2 - (tokens[k - 2].get("role") == "of" and k > 2)
        home, whence = place.get("area"), tokens[first].get("area")
        if home is None or whence is None or home.country == whence.country:
            continue
        first -= bool(first and tokens[first - 1].get("role") == "from")
        if first and not (tokens[first - 1].get("punct") or tokens[first - 1].get("period")):
            continue
        at = tokens[first].start
        ahead = [
            make_token(at, at, said) for said in ({**place}, {"noun": "receives", **guests}, {"punct": ","})
        ]
        return [*tokens[:first], *ahead, *tokens[first : k + 1], *tokens[n:]]
    return tokens


def parts_of_guests(tokens: Tokens) -> Tokens:
    """柬埔寨接待外国游客320万人次，泰国占28%，越南和中国分别占20%和13%: those who came from there, as in 泰国游客占28%;
    泰国接待3500万人次，马来西亚2500万人次 tells of two that received them."""
    host = next((k for k, t in enumerate(tokens) if t.get("area")), len(tokens))
    came = next((k for k in range(host + 1, min(host + _HEAD, len(tokens))) if _came(tokens[k])), None)
    if came is None or any(t.get("role") for t in tokens[: host + 1]) or tokens[came].get("noun") == "people":
        return tokens
    place = tokens[host]["area"]
    led = next((k for k, t in enumerate(tokens) if t.get("share") == "share"), None)
    if led is not None and _elsewhere(tokens, led, place):
        return tokens
    named = [k for k in range(came + 1, len(tokens)) if _whence(tokens, k, place)]
    parts = {k: part for k in named if (part := _part(tokens, k)) is not None}
    numbers = [k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "persons"]
    counted = numbers[1:] if any(k in numbers for k in parts.values()) else []
    out = list(tokens)
    if counted:
        all_came = tokens[numbers[0]]
        if numbers[0] in parts.values() or led is None and len(counted) < _SEVERAL:
            return tokens
        if sum(tokens[k].value for k in counted) > all_came.value:
            return tokens
    for k in sorted(parts, reverse=True):
        end = tokens[k].end
        if tokens[k + 1].get("noun") != "people":
            out.insert(
                k + 1, make_token(end, end, {"measure": "arrivals", "noun": "people", "unit": "persons"})
            )
    if parts and numbers[:1] != [came + 1]:
        out[came] = make_token(tokens[came].start, tokens[came].end, {**tokens[came], "noun": "receives"})
    return out if parts else tokens


def _came(t: Token | Quantity) -> bool:
    """Words for those who came, or for receiving them."""
    return not isinstance(t, Quantity) and t.get("measure") == "arrivals"


def _whence(tokens: Tokens, k: int, place: Area) -> bool:
    """Another country than the one that received them, that no word says what it has to do with."""
    area = tokens[k].get("area")
    if area is None or area.country == place.country or area.type not in _HOMES:
        return False
    return not tokens[k - 1].get("role") and k + 1 < len(tokens)


def _elsewhere(tokens: Tokens, k: int, place: Area) -> bool:
    """占东盟的30%: a part of what came to others, too."""
    behind = tokens[k + 1 : k + 4]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), 0)
    return any(t.get("area") and t["area"].code != place.code for t in behind[:n])


def _part(tokens: Tokens, k: int) -> int | None:
    """越南和中国分别占20%, 韩国26%, 泰国90万人次: where a part is told right behind the names, 越南和泰国游客增长8%: or
    how many more or fewer came."""
    people = False
    for n in range(k + 1, min(k + 1 + _LISTED, len(tokens))):
        t = tokens[n]
        if isinstance(t, Quantity):
            return n if t.unit in _PARTS else None
        people = people or t.get("noun") == "people"
        if t.get("change") == "reach" or people and t.get("change") in ("up", "down"):
            continue
        named = t.get("area") or t.get("noun") == "people" or t.get("hedge")
        if not (named or t.get("link") in _JOINS or t.get("share") == "share"):
            return None
    return None


def _of_guests(t: Token | Quantity) -> bool:
    """外国游客总数的: the words between the place and the part."""
    if isinstance(t, Quantity):
        return False
    named = t.get("measure") == "arrivals" or t.get("link") == "total"
    return named or t.get("share") == "whole" or t.get("role") == "of"
