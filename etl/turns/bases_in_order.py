"""Amounts with several partners, and what each of them was before: "$13 bn and $8 bn, up from $10 bn and $7 bn"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import PAID, Tokens

_LED = frozenset({"to", "from", "with"})
_VERB = 3  # most tokens between the partners and their amounts
_LEADS = 3  # most tokens that lead to what the amounts were before


def bases_in_order(tokens: Tokens) -> Tokens:
    """ "Exports to China and Japan were $61 bn and $25 bn, against $60 bn and $23 bn": each with its own of before."""
    led = next((k for k in range(len(tokens) - 9) if _led(tokens, k)), None)
    if led is None:
        return tokens
    sides, told = row(tokens, led + 1, lambda t: bool(t.get("area")) and not t.get("adjective"))
    start = next((k for k in range(told, min(told + _VERB, len(tokens))) if _paid(tokens[k])), None)
    if start is None or len(sides) < 2 or any(t.get("punct") for t in tokens[told:start]):
        return tokens
    amounts, end = row(tokens, start, _paid)
    then = next((k for k in range(end, len(tokens)) if isinstance(tokens[k], Quantity)), None)
    if (
        then is None
        or any(_other(t) for t in tokens[end:then])
        or not any(map(_compares, tokens[then - _LEADS : then]))
    ):
        return tokens
    bases, last = row(tokens, then, _paid)
    if not len(sides) == len(amounts) == len(bases):
        return tokens
    behind = next((k for k in range(last, len(tokens)) if not _dates(tokens[k])), len(tokens))
    verb, between, date = tokens[told:start], tokens[end:then], tokens[last:behind]
    if any(isinstance(t, Quantity) for t in tokens[behind : behind + 1]):
        return tokens
    out = tokens[: led + 1]
    for n, (side, amount, base) in enumerate(zip(sides, amounts, bases, strict=True)):
        if n:
            before = tokens[side].start
            out = [*out, make_token(before, before, {"punct": ","})]
            out.append(make_token(before, before, {"role": tokens[led].get("role")}))
        out = [*out, tokens[side], *verb, tokens[amount], *between, tokens[base], *date]
    return [*out, *tokens[behind:]]


def _led(tokens: Tokens, k: int) -> bool:
    return tokens[k].get("role") in _LED and bool(tokens[k + 1].get("area"))


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def _compares(t: Token | Quantity) -> bool:
    return t.get("compare") == "base" or t.get("change") == "start"


def _dates(t: Token | Quantity) -> bool:
    """A date, "a year earlier", "respectively"."""
    return bool(t.get("period") or t.get("ago")) or t.get("link") == "respectively"


def _other(t: Token | Quantity) -> bool:
    """A word by which the amounts behind are of something else."""
    return (
        bool(t.get("area") or t.get("measure"))
        or t.get("link") in ("and", "but", "while")
        or t.get("punct") == ";"
    )
