"""How much goods grew in value where only the volume's growth is named, and the other way round."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_OTHER = {"volume": "value", "value": "volume"}


def though_volume(tokens: Tokens) -> Tokens:
    """ "913 m USD for 1 m tonnes, up 44% though the volume fell 5%": the 44% are of the value; "up 31% while the value
    jumped 54%": of the volume."""
    for k in range(4, len(tokens) - 3):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit != "percent":
            continue
        n = k + 1 + _more(tokens[k + 1])
        if n == k + 1 and tokens[k - 1].get("change") not in ("up", "down"):
            continue
        joint, what = tokens[n : n + 2]
        named = None if isinstance(what, Quantity) else what.get("measure")
        if named not in _OTHER or not (joint.get("link") == "but" or joint.get("role") == "with"):
            continue
        if not any(isinstance(t, Quantity) and t.unit == "percent" for t in tokens[n + 2 : n + 5]):
            continue
        units = {t.unit for t in tokens[:k] if isinstance(t, Quantity)}
        if "percent" in units or "tonnes" not in units or PAID.isdisjoint(units):
            continue
        return [
            *tokens[:n],
            make_token(tokens[n - 1].end, tokens[n - 1].end, {"measure": _OTHER[named]}),
            *tokens[n:],
        ]
    return tokens


def _more(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and t.get("compare") in ("higher", "lower")
