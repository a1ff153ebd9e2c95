"""Visitors whom a country draws, and those whom others send there, told without the verb again."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_BEHIND = 5  # most tokens from who they are to how many came


def visitors_drawn(tokens: Tokens) -> Tokens:
    """ "Thái Lan thu hút 24 triệu lượt khách nước ngoài": as the verb for receiving them."""
    for k in range(len(tokens) - 2):
        drawn, behind = tokens[k], tokens[k + 1 + bool(tokens[k + 1].get("hedge"))]
        if isinstance(tokens[k + 1], Quantity):
            behind = tokens[k + 1]
        if drawn.get("measure") != "attract" or not isinstance(behind, Quantity) or behind.unit != "persons":
            continue
        came = make_token(drawn.start, drawn.end, {"measure": "arrivals", "noun": "receives"})
        return [*tokens[:k], came, *tokens[k + 1 :]]
    return tokens


def sent_there(tokens: Tokens) -> Tokens:
    """ "Thái Lan đón 2,6 triệu lượt khách Trung Quốc; Malaysia đứng đầu với 2,7 triệu lượt": they came there, too. Without
    a place among them, "Malaysia 2,7 triệu lượt" may be another host's."""
    k = next((k for k, t in enumerate(tokens) if t.get("noun") == "receives"), 0)
    host = next((a for t in reversed(tokens[:k]) if (a := t.get("area")) is not None), None)
    if host is None or host.type != "country":
        return tokens
    if not any(isinstance(t, Quantity) and t.unit == "persons" for t in tokens[k + 1 : k + 4]):
        return tokens
    put = []
    for n in range(k + 3, len(tokens) - 2):
        area = tokens[n].get("area")
        if area is None or area.type != "country" or area.code == host.code:
            continue
        if tokens[n - 1].get("punct") not in (";", ",") and tokens[n - 1].get("link") not in ("and", "but"):
            continue
        end = next((m for m in range(n + 1, min(n + _BEHIND, len(tokens))) if _number(tokens[m])), n)
        between = tokens[n + 1 : end]
        placed = any(isinstance(t, Quantity) for t in between)
        if end == n or tokens[end].unit != "persons" or not placed:
            continue
        if any(t.get("area") or t.get("measure") or t.get("punct") for t in between):
            continue
        put.append(n)
    out = list(tokens)
    for n in reversed(put):
        at = tokens[n].start
        out.insert(n, make_token(at, at, {"measure": "arrivals", "noun": "people"}))
    return out if put else tokens


def _number(t: object) -> bool:
    return isinstance(t, Quantity) and t.unit != "rank"
