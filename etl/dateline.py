"""Leaves out where a story was written and what it is quoted from, which is nobody's trade."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token

_CAPITALS = frozenset({"VN-HN", "CN-BJ"})  # those that are named as cities, not as their country
_HEAD = 24  # where a story's place is named at the latest


def without_dateline(tokens: list[Token | Quantity], text: str, cased: str) -> list[Token | Quantity]:
    """Leave out "HCMC - " at the head of a story: where it was written is nobody's trade."""
    for k, t in enumerate(tokens[:12]):
        if t.start > 70:
            break
        if t.get("punct") != "-" or k + 1 >= len(tokens):
            continue
        before = text[: t.start].rstrip(" -")
        after = text[t.end :].lstrip("-")
        double = text[t.end : t.end + 1] == "-" or _city_in_capitals(tokens[:k], cased[: t.end + 3], t.start)
        if not after.startswith(" ") and not double:
            continue
        head = tokens[:k]
        wire = before.endswith(")")
        alone = all(
            u.get("area") or u.get("punct") or u.get("compiler") or double and u.get("period") for u in head
        )
        alone = alone and (double or text[t.start - 1 : t.start] in " -")
        if wire or (alone and (double or not tokens[k + 1].get("area") or cased[: len(before)].isupper())):
            rest = tokens[k + 1 :]
            while rest and rest[0].get("punct") == "-":
                rest = rest[1:]
            return rest
    return tokens


def without_wire(tokens: list[Token | Quantity], text: str, wire: tuple[str, ...]) -> list[Token | Quantity]:
    """新华社河内8月6日电: where an agency's story was written says nothing where others are named; its capital stands for
    its country where none is."""
    k = next((k for k, t in enumerate(tokens[:4]) if t.get("area")), None)
    if not wire or k is None or tokens[k].start > _HEAD or "-" not in tokens[k].get("area").code:
        return tokens
    n, place = k + 1, tokens[k]
    if n < len(tokens) and tokens[n].get("period") and tokens[n].start == place.end:
        n += 1
    end = tokens[n - 1].end
    said = next((w for w in wire if text.startswith(w, end)), None)
    if said is None or n == k + 1 and text[end + len(said) : end + len(said) + 1].isalnum():
        return tokens
    if any(t.get("area") or t.get("compiler") or t.get("pair") for t in tokens[n:]):
        return [*tokens[:k], *tokens[n:]]
    if (area := place.get("area")).code not in _CAPITALS:
        return tokens
    whose = make_token(place.start, place.end, {"area": Area(area.country, "country")})
    return [*tokens[:k], whose, *tokens[n:]]


def _city_in_capitals(head: list[Token | Quantity], cased: str, end: int) -> bool:
    """ "HCMC—Trade came to …": a dash without blanks behind a city in capitals."""
    named = [u.get("area") for u in head if u.get("area")]
    city = bool(named) and all("-" in area.code for area in named)
    return city and cased[:end].isupper() and cased[-1:].islower()


_SHORT = 16  # most characters of a title's short name in brackets


def without_titles(tokens: list[Token | Quantity], text: str) -> list[Token | Quantity]:
    """Leave out the words of a title between 《 and 》: the country in a paper's name, or in a law's, says nothing
    of whose figures follow."""
    if not tokens or text.find("《", max(0, tokens[0].start - 1), tokens[-1].end) < 0:
        return tokens
    out, lo = list(tokens), max(0, tokens[0].start - 12)
    while (a := text.find("《", lo, tokens[-1].end)) >= 0:
        b = text.find("》", a, tokens[-1].end + 12)
        if b < 0:
            break
        if text[b + 1 : b + 2] in ("(", "（"):  # 《…协定》(RCEP): its short name
            b = max(b, text.find(")" if text[b + 1] == "(" else "）", b, b + _SHORT))
        # the country right before a paper's title is the paper's, too
        out = [
            t
            for t in out
            if not (a < t.start < b or t.end == a and t.get("area"))
            or isinstance(t, Quantity)
            or t.get("compiler")
        ]
        lo = b
    return out
