"""Those that a text tells of as the others, beside those that it names."""

from __future__ import annotations

from etl.frame import OTHERS
from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens


def the_others(tokens: Tokens) -> Tokens:
    """中国占38%，其余市场占62%: a part of theirs is not that of the one named before."""
    out: Tokens = []
    told = False
    for k, t in enumerate(tokens):
        who = t.get("ours")
        if who == "others" and _part(tokens, k):
            t, told = make_token(t.start, t.end, {"area": Area(OTHERS, "country")}), True
        elif who == "to_others":
            out.append(make_token(t.start, t.start, {"role": "to"}))
            t, told = make_token(t.start, t.end, {"area": Area(OTHERS, "country")}), True
        out.append(t)
    return out if told else tokens


def _part(tokens: Tokens, k: int) -> bool:
    """Whether others are said to hold a part, or so much, behind one that is named."""
    if k and not (tokens[k - 1].get("punct") or tokens[k - 1].get("link")):
        return False
    named = any(t.get("area") for t in tokens[:k])
    for t in tokens[k + 1 :]:
        if isinstance(t, Quantity):
            return named
        if not (t.get("share") or t.get("change") == "reach" or t.get("hedge")):
            return False
    return False
