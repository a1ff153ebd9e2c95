"""A share of a market, or of goods that go somewhere, that is told before any trade is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import Val
from etl.language import english
from etl.roles import roles_of

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

Span = tuple[int, int]


def share_held(s: _Sentence, c: Clause) -> tuple[Val, Val] | None:
    """ "Việt Nam chiếm 31,8% thị phần sầu riêng tại Trung Quốc", told before any trade: whose share of which market."""
    words = c.right[:7]
    if s.lang.attributive != "after" or not words:
        return None
    held = words[0].get("share") == "share" or words[0].get("noun") == "market"
    held = held and not any(t.get("measure") not in (None, "value", "volume") for t in words)
    places = [t for t in words if held and t.get("area") is not None]
    if len(places) != 1 or places[0].get("area").type != "country":
        return None
    market = Val(places[0].get("area").code, (places[0].start, places[0].end), "read")
    own = [r for r in roles_of(c.near, s.text, s.lang, s.r.seen) if r.area.type == "country"]
    if not own or own[-1].area.code == market.value:
        return None
    return own[-1].val, market


def share_sent(s: _Sentence, c: Clause) -> tuple[Val, Val, Span] | None:
    """ "Up to 90% of Vietnam's lobsters go to China", told before any trade: whose goods, where to, by what words."""
    words = c.right[:7]
    if not english(s.lang) or not words or words[0].get("role") != "of":
        return None
    k = next(
        (k for k, t in enumerate(words) if t.get("role") == "to" and t.end - t.start > len("into")), None
    )
    if k is None or k + 1 >= len(words) or not any(t.get("commodity") for t in words[:k]):
        return None
    whose = next((t for t in words[1:k] if t.get("area")), None)
    where = words[k + 1]
    if whose is None or where.get("area") is None or where.get("area").type != "country":
        return None
    if whose.get("area").code == where.get("area").code:
        return None
    seller = Val(whose.get("area").code, (whose.start, whose.end), "read")
    return (
        seller,
        Val(where.get("area").code, (where.start, where.end), "read"),
        (words[k].start, words[k].end),
    )
