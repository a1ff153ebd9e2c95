"""Goods that go north or south over China's southern border: whose exports and whose imports they are."""

from __future__ import annotations

from etl.frame import WORLD
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MILLION, PAID, Tokens

_CHINA = "CN"
_BARE = 5  # letters of "north", which says a way only right behind a figure
_VERB_AFTER = 4  # most tokens between the figure and "went north"


def north_and_south(tokens: Tokens, reporter: object, partner: object) -> Tokens:
    """ "1.4 bn outbound and 1.7 bn inbound"; "11.6 bn went north and 18.8 bn came south": exports and imports of China's neighbour, and the reverse of
    China and its provinces. Where no trade with China is told of, the words say nothing."""
    sides = [(t["area"].country, t["area"].border or t["area"].counterpart) for t in tokens if t.get("area")]
    named = [code for code, _ in sides]
    beyond = [other for _, other in sides if other]
    if not named:
        named = [str(c).split("-")[0] for c in (reporter, partner) if c not in (None, WORLD)]
    china = bool(named) and named[0] == _CHINA
    if china and len({*named, *beyond}) < 2 or not china and _CHINA not in (*named, *beyond):
        named = []
    home, away = ("south", "north") if china else ("north", "south")
    flows = {home: "exports", away: "imports"} if named else {}
    flows |= {"out": "exports", "in": "imports"}
    out: Tokens = []
    for k, t in enumerate(tokens):
        if (way := t.get("compass")) is None:
            out.append(t)
        elif way in flows and _said_of_figure(tokens, k):
            out.append(make_token(t.start, t.end, {"measure": flows[way]}))
    return out


def _said_of_figure(tokens: Tokens, k: int) -> bool:
    """Whether a sum or weight stands before the way it went."""
    bare = tokens[k].end - tokens[k].start <= _BARE or tokens[k].get("compass") in ("in", "out")
    back = 1 if bare else _VERB_AFTER
    for n in range(k - 1, max(-1, k - 1 - back), -1):
        u: Token | Quantity = tokens[n]
        if isinstance(u, Quantity):
            return u.unit in ("tonnes", *PAID) or u.unit is None and u.scale >= MILLION
        if u.get("punct") or u.get("link") or u.get("measure") in ("exports", "imports"):
            return False
    return False
