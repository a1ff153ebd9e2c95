"""An amount held against what the same is with somebody else."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, PAID, TOLD, Tokens

_WHAT = BALANCES | TOLD
_SIDES = frozenset({"with", "to", "from"})
_LED = 3  # most tokens that outdo: "was", "larger", "than the one"
_OWN = 4  # most tokens beside the first: "with South Korea of more than"
_NEXT = 4  # most tokens to the other amount: ", at $13 bn"


def outdid_one(tokens: Tokens) -> Tokens:
    """ "The resulting deficit of 16 bn outstripped the one with China, 13 bn": the first is not with China, the other is;
    "larger than that with China" tells no amount of it."""
    for k in range(1, len(tokens) - 4):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit not in PAID:
            continue
        m = k - 1
        while m and m > k - 1 - _OWN and _beside(tokens[m]):
            m -= 1
        what = tokens[m]
        if what.get("measure") not in _WHAT or what.get("role"):
            continue
        led = k + 1
        while led < min(len(tokens) - 3, k + 1 + _OWN) and _beside(tokens[led]):
            led += 1
        n = led
        while n < min(len(tokens) - 3, led + _LED) and _outdoes(tokens[n]):
            n += 1
        one = tokens[n] if n < len(tokens) - 2 else q
        those = one.get("role") in _SIDES and any(
            t.get("role") == "aside" for t in tokens[led:n]
        )  # "surpassed those to Japan"
        if n == led or not (those or _the_one(one, what)):
            continue
        n += 0 if those else 1 + bool(tokens[n + 1].get("anaphor"))
        if n + 1 >= len(tokens) or tokens[n].get("role") not in _SIDES or not tokens[n + 1].get("area"):
            continue
        behind = tokens[n + 2 : n + 2 + _NEXT]
        other = next((t for t in behind if isinstance(t, Quantity)), None)
        if other is None or other.unit != q.unit:
            return [*tokens[:led], *tokens[n + 2 :]]
        comma = make_token(tokens[led].start, tokens[led].start, {"punct": ","})
        but = make_token(tokens[led].start, tokens[led].end, {"link": "but"})
        again = make_token(one.start, one.end, {"measure": what.get("measure")})
        return [*tokens[:led], comma, but, again, *tokens[n:]]
    return tokens


def _beside(t: Token | Quantity) -> bool:
    """Whether a word beside an amount says no more than with whom and when."""
    if isinstance(t, Quantity) or t.get("measure"):
        return False
    return t.get("role") in {*_SIDES, "of"} or bool(t.get("area") or t.get("period") or t.get("hedge"))


def _outdoes(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or t.get("measure") or t.get("role") in _SIDES:
        return False
    return (
        t.get("change") == "reach"
        or t.get("role") == "aside"
        or t.get("compare") in ("higher", "lower")
        or t.get("link") == "but"
    )


def _the_one(t: Token | Quantity, what: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return False
    return t.get("number") == 1 or t.get("link") == "which" or t.get("measure") == what.get("measure")
