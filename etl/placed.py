"""Names of places that say in several words which place is meant: "China's Yunnan province"."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token

_OWNS = len("'s ")
_INSIDE = ("province", "city")


def in_one_word(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """The tokens with such a name as one of them: neither the country in front of a province nor the word "province"
    behind it is an area of its own."""
    out: list[Token | Quantity] = []
    for t in tokens:
        before = out[-1] if out else None
        place = before.get("area") if before is not None else None
        if place is not None and place.type == "region" and _named_within(place, t, before):
            out[-1] = make_token(before.start, t.end, dict(t))
            continue  # "the Mekong Delta city Can Tho"
        if len(out) > 2 and before.get("role") == "of" and out[-2].get("anaphor") == "region":
            wider = out[-3].get("area")
            if wider is not None and wider.type == "region" and _named_within(wider, t, before):
                out[-3:] = [make_token(out[-3].start, t.end, dict(t))]
                continue  # "the Mekong Delta province of Long An"
        if len(out) > 1 and out[-2].get("anaphor") == "region" and before.get("role") == "of":
            area, tight = t.get("area"), before.start - out[-2].end == 1 == t.start - before.end
            listed = len(out) > 2 and (out[-3].get("link") == "but" or out[-3].get("punct") == ",")
            if tight and listed and area is not None and area.type in _INSIDE and len(out[-2]) == 1:
                out[-2:] = [
                    make_token(t.start, t.end, dict(t))
                ]  # "followed by the northern province of Bac Ninh"
                continue
        if place is not None and place.code:
            area, gap = t.get("area"), t.start - before.end
            inside = area is not None and area.parent == place.code and 1 < gap <= _OWNS
            if inside and not before.get("authority"):
                out[-1] = make_token(before.start, t.end, dict(t))
                continue
            if t.get("anaphor") == "region" and place.type in _INSIDE and gap == 1 and len(t) == 1:
                out[-1] = make_token(before.start, t.end, dict(before))
                continue
        out.append(t)
    return out if len(out) < len(tokens) else tokens


def _named_within(wider: Area, t: Token | Quantity, before: Token | Quantity) -> bool:
    """Whether a province or a city of the country that a region lies in stands right behind a word."""
    area = t.get("area")
    inside = area is not None and area.type in _INSIDE and area.country == wider.parent
    return inside and t.start - before.end == 1


_LONGEST = 12  # most tokens of an apposition


def without_apposition(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """ "Chongqing, an inland city on the way of China's opening up, hit": the tokens without what is only said of a
    province, where that names the country it lies in."""
    for k, t in enumerate(tokens[:-3]):
        area = t.get("area")
        if area is None or area.type not in _INSIDE or tokens[k + 1].get("punct") != ",":
            continue
        end = next((n for n in range(k + 2, len(tokens) - 1) if tokens[n].get("punct")), 0)
        said = tokens[k + 2 : end]
        if not 1 < len(said) <= _LONGEST or tokens[end].get("punct") != ",":
            continue
        if any(isinstance(u, Quantity) or not _TELLS.isdisjoint(u) for u in said):
            continue
        own = any((a := u.get("area")) is not None and a.code == area.country for u in said)
        nxt = tokens[end + 1]
        if own and not isinstance(nxt, Quantity) and not (nxt.get("area") or nxt.get("link") == "and"):
            return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


_TELLS = frozenset({"measure", "period", "commodity"})
