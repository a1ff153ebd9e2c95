"""What goes the other way than what came in."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_CROSSED = 2  # most tokens between the word for a crossing and how much crossed


def went_out(tokens: Tokens) -> Tokens:
    """其中进境2728万吨，出境544万吨: beside tonnes that came in, those that crossed are exports."""
    out = list(tokens)
    came = False
    for k, t in enumerate(tokens):
        if not isinstance(t, Quantity) or t.unit != "tonnes":
            continue
        n = next((n for n in range(k - 1, max(-1, k - 2 - _CROSSED), -1) if _told(tokens[n])), None)
        if n is None or isinstance(tokens[n], Quantity):
            continue
        measure = tokens[n].get("measure")
        if came and measure == "arrivals":
            out[n] = make_token(tokens[n].start, tokens[n].end, {**tokens[n], "measure": "exports"})
        came = measure == "imports"
    return out


def _told(t: object) -> bool:
    return isinstance(t, Quantity) or bool(t.get("measure") or t.get("punct"))
