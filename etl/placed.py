"""Names of places that say in several words which place is meant: "China's Yunnan province"."""

from __future__ import annotations

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
