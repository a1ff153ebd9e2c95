"""A share of a market that is told before any trade is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import Val
from etl.roles import roles_of

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


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
