"""Places in a ranking that are listed one behind the other."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_BARE = len("seventh")  # a longer rank has a verb of its own


def next_places(tokens: Tokens) -> Tokens:
    """ "The US came second and China third": the next one's place is told in a part of its own. "Down to seventh" is
    nobody's."""
    out = tokens
    for k in range(len(tokens) - 1, 0, -1):
        t, ends = tokens[k], tokens[k + 1 : k + 2]
        if not isinstance(t, Quantity) or t.unit != "rank" or t.superlative or t.end - t.start > _BARE:
            continue
        last = not ends or ends[0].get("punct") in (".", ";")
        if not tokens[k - 1].get("area"):
            out = [*out[:k], *out[k + 1 :]] if last and not tokens[k - 1].get("punct") else out
            continue
        if k < 3 or not (last or _joins(ends[0])) or not any(map(_ranks, tokens[: k - 2])):
            continue
        n = k - 2 if _joins(tokens[k - 2]) else k - 3
        led = tokens[n + 1 : k - 1]
        if _joins(tokens[n]) and all(u.get("role") == "with" or _joins(u) for u in led):
            own = make_token(tokens[n].start, tokens[n].end, {"punct": ";"})
            n -= n > 1 and tokens[n - 1].get("punct") == ","  # "…, and Japan third"
            out = [*out[:n], own, *out[k - 1 :]]
    return out


def _joins(t: Token | Quantity) -> bool:
    return t.get("punct") == "," or t.get("link") in ("and", "but")


def _ranks(t: Token | Quantity) -> bool:
    return t.unit == "rank" if isinstance(t, Quantity) else bool(t.get("rank_noun"))
