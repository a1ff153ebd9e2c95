"""What others import of the exports told of: "with China importing 1.2 bn" buys that much of them."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_SOLD = frozenset({"exports", "sell"})


def importing_of_them(tokens: Tokens) -> Tokens:
    """ "Exports were 8 bn, with China importing 1.2 bn and Japan 0.8 bn": China bought 1.2 bn of them."""
    sold = next((k for k, t in enumerate(tokens) if t.get("measure") in _SOLD), len(tokens))
    out = list(tokens)
    for k in range(sold + 3, len(tokens) - 1):
        verb, amount = tokens[k], _behind(tokens, k + 1)
        if verb.get("measure") != "imports" or not isinstance(amount, Quantity) or not _led(tokens, k - 1):
            continue
        if amount.unit not in (None, "percent", "times", "rank"):
            out[k] = make_token(verb.start, verb.end, {"measure": "buy"})
    return out


def _led(tokens: Tokens, k: int) -> bool:
    """Whether who imports stands there, one or two, behind "with"."""
    if not tokens[k].get("area"):
        return False
    if tokens[k - 1].get("link") == "and" and tokens[k - 2].get("area"):
        k -= 2
    return tokens[k - 1].get("role") == "with"


def _behind(tokens: Tokens, k: int) -> Token | Quantity:
    """What stands there, or behind a word like "over"."""
    hedged = not isinstance(tokens[k], Quantity) and tokens[k].get("hedge") and k + 1 < len(tokens)
    return tokens[k + 1] if hedged else tokens[k]
