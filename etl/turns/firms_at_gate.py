"""How many firms trade through a gate on the border: the gate drew them."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_TRADES = frozenset({"trade_total", "border_trade"})
_PLACES = frozenset({"gate", "city"})
_LED = 5  # most words from the firms to where they trade: "took part in import-export through"


def firms_at_gate(tokens: Tokens) -> Tokens:
    """ "529 companies traded goods through Mong Cai, nine fewer than a year earlier", "did import-export procedures at Mong
    Cai": Mong Cai attracted 529 companies."""
    for k in range(len(tokens) - 2):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit != "count" or not _begins(tokens, k):
            continue
        at = next((n for n in range(k + 1, min(k + 1 + _LED, len(tokens))) if not _led(tokens[n])), k + 1)
        if at + 1 >= len(tokens) or not _place(tokens[at + 1]):
            continue
        said = [t.get("measure") for t in tokens[k + 1 : at]]
        way = tokens[at].get("role")
        if not (way == "via" or way == "at") or not _TRADES.intersection(said):
            continue
        led = tokens[at]
        drew = make_token(led.start, led.end, {"measure": "attract", "noun": "receives"})
        rest = tokens[at + 2 :]
        m = next((m for m, t in enumerate(rest) if isinstance(t, Quantity)), 0)
        if m and isinstance(rest[m], Quantity) and rest[m].unit in PAID and rest[0].get("punct") == ",":
            # "…, for a total of 3.2 bn USD"
            traded = next(t for t in tokens[k + 1 : at] if t.get("measure") in _TRADES)
            rest = [rest[0], make_token(traded.start, traded.end, {"measure": "trade_total"}), *rest[1:]]
        return [*tokens[:k], tokens[at + 1], drew, q, *rest]
    return tokens


def _begins(tokens: Tokens, k: int) -> bool:
    """Whether a clause begins with the number at ``k``."""
    n = k - 1
    while n >= 0 and (tokens[n].get("hedge") or tokens[n].get("period")):
        n -= 1
    return n < 0 or bool(tokens[n].get("punct") or tokens[n].get("link"))


def _led(t: Token | Quantity) -> bool:
    """Whether a word says what the firms do there."""
    if isinstance(t, Quantity) or t.get("area") or t.get("punct") or t.get("role") == "via":
        return False
    if t.get("measure"):
        return t.get("measure") in _TRADES
    return bool(t.get("ignore") or t.get("noun") == "goods" or t.get("role") == "at" and not t.get("change"))


def _place(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in _PLACES and bool(area.border or area.counterpart)
