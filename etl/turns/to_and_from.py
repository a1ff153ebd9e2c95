"""Exports to, and imports from, one country; growth up by so much and down by so much percent."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity
from etl.turns.shapes import FLOWS, Tokens

_WAYS = frozenset({"to", "from"})


def to_and_from(tokens: Tokens) -> Tokens:
    """ "exports to, and imports from, Laos": the commas part nothing."""
    for k in range(len(tokens) - 6):
        flow, way, comma, joins, other, back = tokens[k : k + 6]
        if flow.get("measure") not in FLOWS or way.get("role") not in _WAYS or comma.get("punct") != ",":
            continue
        if joins.get("link") == "and" and other.get("measure") in FLOWS and back.get("role") in _WAYS:
            end = k + 6 + (tokens[k + 6].get("punct") == ",")
            return [*tokens[: k + 2], *tokens[k + 3 : k + 6], *tokens[end:]]
    return tokens


def up_and_down(tokens: Tokens) -> Tokens:
    """ "up 3 and down 5 percent": 3 percent, too."""
    for k in range(len(tokens) - 4):
        up, number, joins, down, part = tokens[k : k + 5]
        if up.get("change") not in ("up", "down") or down.get("change") not in ("up", "down"):
            continue
        digits = str(number.get("digits") or "")
        if joins.get("link") != "and" or not digits.replace(".", "", 1).isdigit():
            continue
        if isinstance(part, Quantity) and part.unit == "percent":
            same = Quantity(number.start, number.end, Decimal(digits), 0, "percent", origin="digits")
            return [*tokens[: k + 1], same, *tokens[k + 2 :]]
    return tokens


def and_from_it(tokens: Tokens) -> Tokens:
    """ "exports to China and imports from it": both with China."""
    for k in range(len(tokens) - 6):
        flow, way, whom, joins, other, back, it = tokens[k : k + 7]
        if flow.get("measure") not in FLOWS or way.get("role") not in _WAYS or not whom.get("area"):
            continue
        if joins.get("link") != "and" or other.get("measure") not in FLOWS or back.get("role") not in _WAYS:
            continue
        if it.get("anaphor") in ("other", "there", "country", "market") and not it.get("area"):
            return [*tokens[: k + 2], joins, other, back, whom, *tokens[k + 7 :]]
    return tokens
