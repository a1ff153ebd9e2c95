"""Between whom trade is, where both sides stand together before the word for it."""

from __future__ import annotations

from dataclasses import replace

from etl.roles import Role
from etl.tokens import Quantity, Token


def traded_between(
    tokens: list[Token | Quantity], roles: list[Role], flow: str, told: tuple[int, int]
) -> list[Role]:
    """ "ASEAN and China traded goods worth 3.9 tn", "Sino-Lao, or China and Laos trade": two sides joined right before
    the word for their trade are its two sides. "Lao Cai and Ha Giang traded" are two provinces of one side."""
    before = [r for r in roles if r.span[1] <= told[0]]
    if flow != "trade_total" or len(before) != 2 or len(roles) != 2 or not before[1].joined:
        return roles
    one, other = before
    if told[0] - other.span[1] != 1 or one.area.country == other.area.country:
        return roles
    if one.name != "subject" or other.name != "subject":
        return roles
    listed = any(t.get("punct") == "," and t.end < other.span[0] and t.start > one.span[1] for t in tokens)
    return roles if listed else [replace(r, name="pair") for r in before]
