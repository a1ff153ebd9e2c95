"""Months of which only the first is named as one: "tháng 10, 11 và 12/2024"."""

from __future__ import annotations

from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.turns.shapes import Tokens

_DECEMBER = 12


def months_listed(tokens: Tokens) -> Tokens:
    """ "Tháng 10, 11 và 12/2024 lần lượt đạt …", "các tháng 10, 11, 12 năm 2024": each number is a month."""
    for k, t in enumerate(tokens):
        month = _month(t)
        if month is None or "y" in t.get("period").slots:
            continue
        out, n = list(tokens), k
        while n + 2 < len(tokens) and _joins(tokens[n + 1]) and _next(tokens[n + 2], month):
            month, n = month + 1, n + 2
            if _month(tokens[n]) is None:
                out[n] = _made(tokens[n], month, {})
        if n == k or _month(tokens[n]) is not None and n == k + 2:
            continue
        behind = tokens[n + 1].get("period") if n + 1 < len(tokens) else None
        if behind is not None and behind.kind == "year" and "y" in behind.slots:  # "… 12 năm 2024"
            out[n] = _made(tokens[n], month, {"y": behind.slots["y"]})
            del out[n + 1]
        return out
    return tokens


def _made(t: Token | Quantity, month: int, year: dict[str, str]) -> Token:
    slots = {"m": str(month), **year, "text": str(month)}
    return make_token(t.start, t.end, {"period": PeriodMatch("month", slots)})


def _month(t: Token | Quantity) -> int | None:
    m = None if isinstance(t, Quantity) else t.get("period")
    number = str(m.slots.get("m", "")) if m is not None and m.kind == "month" else ""
    return int(number) if number.isdigit() else None


def _next(t: Token | Quantity, month: int) -> bool:
    """Whether it is the month after that one, or a number that may be."""
    if isinstance(t, Quantity):
        return False
    number = _month(t)
    if number is None and str(t.get("digits")).isdigit():
        number = int(str(t.get("digits")))
    return number == month + 1 <= _DECEMBER


def _joins(t: Token | Quantity) -> bool:
    return t.get("punct") == "," or t.get("link") == "and"
