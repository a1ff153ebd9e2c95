"""Goods that went both ways, told of before the gate that they passed."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, WEIGHED, Tokens, bare

_TAIL = 6  # most tokens from the goods to the gate: "over the pontoon bridge at Hai Yen in Mong Cai"
_WAYS = ("at", "via")


def gate_behind(tokens: Tokens) -> Tokens:
    """ "137 tonnes of imports and 1,393 tonnes of exports passed through Mong Cai", "85 trucks with 880 tonnes of imported
    goods came over the Bac Luan II bridge": the gate first."""
    last = max((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), default=0)
    flows = [t.get("measure") for t in tokens if t.get("measure") in FLOWS]
    if not last or not flows or len(flows) != len({*flows}):
        return tokens
    told = [k for k, t in enumerate(tokens) if isinstance(t, Quantity)]
    if len(told) < 2 or any(tokens[k].unit not in WEIGHED for k in told) or tokens[last].unit != "tonnes":
        return tokens
    end = last + 1
    while end < len(tokens) and _loaded(tokens[end]):
        end += 1
    n = next((n for n in range(end, min(end + _TAIL, len(tokens))) if tokens[n].get("area")), 0)
    if n <= end or not _passed(tokens, n) or not all(_loaded(t) for t in tokens[told[0] : end]):
        return tokens
    if any(
        not (t.get("period") or t.get("punct") or t.get("role") == "of" or t.get("unit") or joins(t))
        for t in tokens[: told[0]]
    ):
        return tokens
    rest = n + 1
    if rest + 1 < len(tokens) and tokens[rest].get("role") == "at" and tokens[rest + 1].get("area"):
        rest += 2  # "the Bac Luan II bridge in Mong Cai"
    if rest < len(tokens) and tokens[rest].get("punct") not in (".", ";", ","):
        return tokens
    area = tokens[n]
    when = [t for t in tokens[: told[0]] if t.get("period")]
    goods: Tokens = []
    for k in range(told[0], end):
        t, number = tokens[k], bare(tokens[k])
        lorries = number is not None and any(isinstance(u, Quantity) and u.unit == "vehicles" for u in goods)
        goods.append(Quantity(t.start, t.end, number, 0, "vehicles", origin="digits") if lorries else t)
    hedged = [t for t in tokens[told[0] - 1 : told[0]] if t.get("hedge") and told[0]]
    handled = make_token(tokens[n - 1].start, tokens[n - 1].end, {"measure": "border_trade"})
    return [*when, area, handled, *hedged, *goods, *tokens[rest:]]


def _passed(tokens: Tokens, n: int) -> bool:
    area, led = tokens[n]["area"], tokens[n - 1]
    over = led.get("compare") == "base" and area.type == "gate"
    return bool(area.counterpart or area.border) and (over or led.get("role") in _WAYS)


def _loaded(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or joins(t) or t.get("role") in ("of", "with") or bare(t) is not None:
        return True
    named = t.get("measure") in FLOWS or t.get("commodity") or t.get("noun") == "goods"
    return bool(named or t.get("link") == "of_which")
