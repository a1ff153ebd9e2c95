"""What the turns ask of a token."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity, Token
from etl.watched import WatchedDigits

TRADES = frozenset({"exports", "imports", "buy"})
PROJECTS = frozenset({"projects", "projects!"})  # "!": those that invest
FLOWS = ("exports", "imports")
BALANCES = frozenset({"surplus", "deficit"})
SIDES = {"exports": ("to", "with"), "imports": ("from", "with"), "trade_total": ("with",)}
TOLD = frozenset(SIDES)
MOVED = frozenset({"exports", "imports", "sell", "buy"})
WEIGHED = frozenset({"tonnes", "vehicles"})
FOREIGN = frozenset({"USD", "EUR", "CNY"})  # what exports are paid in
PAID = FOREIGN | {"VND", "JPY", "THB", "KRW"}
LISTED = frozenset({"tonnes", "persons", "other", "vehicles"})
VISITORS = 1_000  # fewer are no figure of a country's visitors
MILLION = 6  # the scale from which a bare number beside it is of another kind

Tokens = list[Token | Quantity]


def those_who_came(t: Token | Quantity) -> Token | Quantity:
    """A bare number of those who came counts them."""
    number = bare(t)
    counted = number is not None and number >= VISITORS
    return Quantity(t.start, t.end, number, 0, "persons", origin="digits") if counted else t


def of_whole(t: Token | Quantity) -> bool:
    return t.get("role") == "of" or t.get("share") == "whole"


def figure(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit != "rank"


def good(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("commodity"))


def bare(t: Token | Quantity) -> Decimal | None:
    if isinstance(t, Quantity):
        return None
    if (digits := t.get("digits")) is not None:
        if type(digits) is WatchedDigits:
            return digits.plain()
        if (plain := str(digits).replace(",", "")).isdigit():
            return Decimal(plain)
    number = t.get("number")
    return number if isinstance(number, Decimal) and number == number.to_integral_value() else None
