"""The capital of the country whose trade is told of."""

from __future__ import annotations

from etl.frame import WORLD
from etl.language import Area
from etl.tokens import make_token
from etl.turns.shapes import Tokens

_PLACED = frozenset({"at", "aside", "via", "from", "to", "with", "between"})


def own_seat(tokens: Tokens, reporter: object, partner: object) -> Tokens:
    """ "Vietnam's exports to China fell to 5.8 bn. Hanoi expects to ship 20 bn north": the capital acts for the country
    whose trade with another one was told of. "In Hanoi", "Hanoi 17 bn, Hai Phong 12 bn", and a capital behind what the
    country trades with all tell of the city."""
    if partner in (None, WORLD) or "+" in str(partner) or not isinstance(reporter, str) or "-" in reporter:
        return tokens
    if len({t.get("area").country for t in tokens if t.get("seat") == "seat" and t.get("area")}) > 1:
        return tokens  # "Beijing puts trade at 230 bn, Hanoi at 172 bn"
    if any(t.get("area") and "-" in t.get("area").code and t.get("seat") != "seat" for t in tokens):
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        area = t.get("area") if t.get("seat") == "seat" else None
        acts = area is not None and area.country == reporter != area.code and str(partner) != reporter
        if acts and not (k and (tokens[k - 1].get("role") in _PLACED or tokens[k - 1].get("noun"))):
            out.append(make_token(t.start, t.end, {"area": Area(area.country, "country")}))
        else:
            out.append(t)
    return out
