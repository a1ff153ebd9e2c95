"""What a port that is named handled, told with the verb of receiving or with what passed it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_LED = 10  # most tokens up to what a port handled
_HANDLED = frozenset({"tonnes", "other"})


def port_handled(tokens: Tokens) -> Tokens:
    """ "Cảng Hải Phòng đón 5,6 triệu TEU", "Container qua cảng Cái Mép đạt 5,6 triệu TEU", "Cái Mép xếp dỡ 5,6 triệu
    TEU": the port's trade. "Hàng xuất khẩu qua cảng Hải Phòng" is exports only."""
    end = next((k for k, t in enumerate(tokens[:_LED]) if isinstance(t, Quantity)), None)
    if end is None or tokens[end].unit not in _HANDLED:
        return tokens
    head = tokens[:end]
    places = [k for k, t in enumerate(head) if t.get("area")]
    if (
        len(places) != 1
        or (area := head[places[0]]["area"]).type != "port"
        or area.counterpart
        or area.border
    ):
        return tokens
    if any(t.get("commodity") or t.get("role") not in (None, "via", "at", "of") for t in head):
        return tokens
    handled = [t for t in head if t.get("noun") == "receives"]
    told = [t for t in head if t.get("measure") and t not in handled]
    if any(t.get("measure") != "volume" for t in told):
        return tokens
    passed = places[0] > 0 and head[places[0] - 1].get("role") == "via"
    port = head[places[0]]
    plain = all(t is port or t.get("period") or t.get("hedge") or t.get("change") == "reach" for t in head)
    if not handled and not passed and not plain:
        return tokens
    trade = make_token(port.end, port.end, {"measure": "trade_total"})
    dropped = [
        *handled,
        *told,
        *(t for t in head if t.get("role") or t.get("unit") or t.get("noun") == "goods"),
    ]
    kept = [t for t in head if t is port or not any(t is d for d in dropped)]
    at = next(k for k, t in enumerate(kept) if t is port)
    return [*kept[: at + 1], trade, *kept[at + 1 :], *tokens[end:]]
