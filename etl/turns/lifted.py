"""A part that lifts a total: what it is of is named with the total."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_OF = frozenset({"exports", "imports", "trade_total"})
_NAMED = 8  # most tokens from the word for lifting to what the total came to


def lifted_total(tokens: Tokens) -> Tokens:
    """ "Tháng 9 đạt 4,1 tỷ USD, nâng kim ngạch xuất khẩu sang Trung Quốc 9 tháng lên 43,6 tỷ USD": as "tháng 9 xuất khẩu
    sang Trung Quốc đạt 4,1 tỷ USD, …"."""
    at = next((k for k, t in enumerate(tokens) if t.get("change") == "lift"), 0)
    led = tokens[:at]
    q = next((k for k, t in enumerate(led) if isinstance(t, Quantity)), 0)
    if not q or led[q].unit not in (*PAID, "tonnes") or not any(t.get("period") for t in led[:q]):
        return tokens
    verb = q - 1 - bool(q > 1 and led[q - 1].get("hedge"))
    if verb < 0 or led[verb].get("change") != "reach" or led[verb].get("role"):
        return tokens
    if any(t.get("measure") or t.get("area") or t.get("commodity") for t in led):
        return tokens
    end = next((k for k in range(at + 1, min(at + _NAMED, len(tokens))) if _lifts(tokens[k])), 0)
    what = [t for t in tokens[at + 1 : end] if not t.get("period")]
    if not what or what[0].get("measure") not in _OF or any(isinstance(t, Quantity) for t in what):
        return tokens
    if not all(t.get("measure") in _OF or t.get("role") or t.get("area") or t.get("commodity") for t in what):
        return tokens
    here = led[verb].start
    return [*led[:verb], *(make_token(here, here, {**t}) for t in what), *tokens[verb:]]


def _lifts(t: object) -> bool:
    return not isinstance(t, Quantity) and t.get("change") == "reach"
