"""What ports handle, told as their throughput."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_LED = 10  # most tokens up to what a port handled


def throughput(tokens: Tokens) -> Tokens:
    """ "Container throughput at Hai Phong's ports rose 11.4% to 5.9 million TEUs": Hai Phong handled 5.9
    million TEUs, up 11.4%."""
    k = next((k for k, t in enumerate(tokens[:_LED]) if isinstance(t, Quantity) and t.unit == "other"), None)
    if k is None:
        return tokens
    head = tokens[:k]
    areas = [t for t in head if t.get("area")]
    told = next((t for t in head if t.get("measure") == "volume"), None)
    if told is None or len(areas) != 1 or any(t.get("measure") not in (None, "volume") for t in head):
        return tokens
    parts = [n for n, t in enumerate(head) if isinstance(t, Quantity)]
    moved = next((n for n, t in enumerate(head) if t.get("change") in ("up", "down")), None)
    reach = head[-1] if not isinstance(head[-1], Quantity) else None
    if reach is None or not (reach.get("change") == "reach" or reach.get("role") == "of"):
        return tokens
    if (
        parts
        and (parts != [moved + 1] if moved is not None else True)
        or parts
        and head[parts[0]].unit != "percent"
    ):
        return tokens
    area = make_token(areas[0].start, areas[0].end, {"area": areas[0].get("area")})
    handled = make_token(reach.start, reach.end, {"change": "reach"})
    dates = [t for t in head if t.get("period")]
    end = k + 1 + bool(tokens[k + 1 : k + 2] and tokens[k + 1].get("period"))
    grown = []
    if parts:
        grown = [make_token(tokens[k].end, tokens[k].end, {"punct": ","}), head[moved], head[parts[0]]]
    return [*dates, area, handled, *tokens[k:end], *grown, *tokens[end:]]
