"""The goods in which partners rank, where the rank's own words name them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from etl.frame import FDI, NOTHING, Val
from etl.language import english
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_WHOSE = ("area", "adjective", "role", "link")


def goods_ranked(s: _Sentence, tail: list[Token], noun: Token | None) -> Val | None:
    """ "The largest market for Vietnamese fruit", "the largest seafood supplier": those goods and not the ones told of
    before; "the largest importer of Vietnamese goods": all of them; None where nothing is said of goods."""
    if noun is not None and not s.lang.spaced:
        return _between(s, tail, noun)
    if noun is None or not english(s.lang) or noun.get("rank_noun") in FDI:
        return None
    at = next((k for k, t in enumerate(tail) if t is noun), None)
    if at is None:
        return None
    if at and (code := tail[at - 1].get("commodity")):
        return Val(code, (tail[at - 1].start, tail[at - 1].end), "read")
    whose = True  # "importer of Vietnamese" is one word
    end, led = noun.end, False
    for t in tail[at + 1 :]:
        if s.text[end : t.start].strip(" '’s"):
            return NOTHING if led else None  # "supplier of parts": of goods that are not known
        if code := t.get("commodity"):
            return Val(code, (t.start, t.end), "read")
        if t.get("noun") == "goods":
            return NOTHING if whose else None
        if not any(t.get(kind) for kind in _WHOSE) or t.get("role") not in (None, "of", "to"):
            return None
        whose, led = bool(t.get("area")), t.get("role") == "of"
        end = t.end
    return None


def _between(s: _Sentence, tail: list[Token], noun: Token) -> Val | None:
    """第二大榴莲供应国: the goods that stand between the place and what is ranked."""
    for t, u in itertools.pairwise(tail[:3]):
        if u is noun and (code := t.get("commodity")) and not s.text[t.end : u.start].strip():
            return Val(code, (t.start, t.end), "read")
    return None
