"""Growths of tonnes and of what they are worth, told twice: against a year before and against the last month."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_MOVED = ("up", "down")


def pairs_again(tokens: Tokens) -> Tokens:
    """ "20.600 tấn và 138 triệu USD, giảm 5,8% và 5,6% so với tháng 8, tăng 17,9% và 24,7% so với cùng kỳ": the second pair
    is in the order of the amounts, too."""
    figures = [t for t in tokens if isinstance(t, Quantity)]
    levels = [t for t in figures if t.unit != "percent"]
    if len(levels) != 2 or len(figures) != 6 or figures[:2] != levels:
        return tokens
    kinds = ["volume" if t.unit == "tonnes" else "value" if t.unit in PAID else None for t in levels]
    if sorted(map(str, kinds)) != ["value", "volume"]:
        return tokens
    at = [k for k, t in enumerate(tokens) if isinstance(t, Quantity)][2:]
    if not _pair(tokens, *at[:2]) or not _pair(tokens, *at[2:]):
        return tokens
    first, second = at[2:]
    behind = tokens[second + 1 : second + 2]
    if second != first + 2 or behind and not isinstance(behind[0], Quantity) and behind[0].get("measure"):
        return tokens  # each says what it is of
    words = [
        make_token(tokens[k].end, tokens[k].end, {"measure": kind})
        for k, kind in zip(at[2:], kinds, strict=True)
    ]
    return [*tokens[: first + 1], words[0], *tokens[first + 1 : second + 1], words[1], *tokens[second + 1 :]]


def _pair(tokens: Tokens, one: int, other: int) -> bool:
    """Whether a word for rising or falling leads two percentages that "and" or a comma joins."""
    if tokens[one].unit != "percent" or tokens[other].unit != "percent" or not one:
        return False
    led = tokens[one - 1] if not tokens[one - 1].get("hedge") else tokens[one - 2]
    between = tokens[one + 1 : other]
    told = all(t.get("link") == "and" or t.get("punct") == "," or t.get("measure") for t in between)
    return bool(between) and told and led.get("change") in _MOVED
