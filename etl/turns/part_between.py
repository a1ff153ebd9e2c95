"""A share told between an amount and what both are parts of: "took $1.2 bn (15%) of Vietnam's seafood exports"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens

_WHOLE = 5  # most tokens that tell what it is a part of: "of Vietnam's farm exports"
_NO_AMOUNT = (None, "percent", "times", "rank")


def share_behind_whole(tokens: Tokens) -> Tokens:
    """ "China took 1.2 bn USD, or 15%, of Vietnam's seafood exports": it took 1.2 bn of them, or 15%."""
    for k in range(2, len(tokens) - 5):
        amount = tokens[k]
        if not isinstance(amount, Quantity) or amount.unit in _NO_AMOUNT:
            continue
        end = _aside(tokens, k + 1)
        whole = _whole(tokens, end)
        if end == k + 1 or not whole or not any(t.get("area") for t in tokens[:k]):
            continue
        moved = tokens[end:whole]
        comma = [make_token(amount.end, amount.end, {"punct": ","})]
        share = [make_token(amount.end, amount.end, {"share": "share"})]
        return [*tokens[: k + 1], *moved, *comma, *share, *tokens[k + 2 : end - 1], *comma, *tokens[whole:]]
    return tokens


def _aside(tokens: Tokens, k: int) -> int:
    """Where the share ends that is told in brackets or between commas from ``k`` on; ``k`` where none is."""
    closed = {"(": ")", ",": ","}.get(str(tokens[k].get("punct")))
    if closed is None:
        return k
    n = k + 1
    while n < min(k + 4, len(tokens) - 2) and not isinstance(tokens[n], Quantity):
        if tokens[n].get("change") in ("up", "down"):
            return k
        n += 1
    share = tokens[n]
    if not isinstance(share, Quantity) or share.unit != "percent" or tokens[n + 1].get("punct") != closed:
        return k
    return n + 2


def _whole(tokens: Tokens, k: int) -> int:
    """Where ends the flow that is told there behind "of", with whose it is; 0 where none is."""
    if k + 2 >= len(tokens) or tokens[k].get("role") != "of" or not tokens[k + 1].get("area"):
        return 0
    for n in range(k + 2, min(k + _WHOLE, len(tokens))):
        t: Token | Quantity = tokens[n]
        if t.get("measure") in FLOWS:
            return n + 1
        if isinstance(t, Quantity) or not (t.get("commodity") or t.get("noun") or t.get("link") == "total"):
            return 0
    return 0
