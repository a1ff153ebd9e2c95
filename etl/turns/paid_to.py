"""To whom the money went that was spent on imports, told in a sentence of its own."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens


def paid_to(tokens: Tokens) -> Tokens:
    """ "Of that, 2.4 bn USD went to China and 818 m to South Korea", behind what was spent on imports: on those from there.
    "Of this, 2.4 m tonnes went to China" tells of goods."""
    went = next((k for k, t in enumerate(tokens[:-1]) if _went_to(tokens, k)), None)
    if went is None or not any(t.get("link") == "of_which" for t in tokens):
        return tokens
    counted = {t.unit for t in tokens if isinstance(t, Quantity)} - {"percent"}
    if not counted or not counted <= PAID or any(t.get("commodity") for t in tokens):
        return tokens
    out = list(tokens)
    for k in range(went, len(tokens) - 1):
        if k == went or tokens[k].get("role") == "to" and tokens[k + 1].get("area"):
            out[k] = make_token(tokens[k].start, tokens[k].end, {"role": "from"})
    first = next((k for k, t in enumerate(out[:went]) if isinstance(t, Quantity)), went)
    if first + 1 < went and not any(t.get("area") or t.get("measure") for t in out[:went]):
        # "2.4 bn of that, up 27 percent, went to China"
        return [*out[: first + 1], *out[went : went + 2], *out[first + 1 : went], *out[went + 2 :]]
    return out


def _went_to(tokens: Tokens, k: int) -> bool:
    t = tokens[k]
    return t.get("measure") == "exports" and t.get("role") == "to" and bool(tokens[k + 1].get("area"))
