"""Sides that only the order of words tells: "China consumes the most Vietnamese rice", "Korea has surpluses: US 5 bn"."""

from __future__ import annotations

from dataclasses import replace

from etl.roles import Role


def consumed(roles: list[Role], home: str) -> list[Role]:
    """The roles of a clause with a word for selling that also means consuming: a country abroad before goods of the
    home country takes them, and goods that go on somewhere are sold ("Thailand sells Vietnamese rice to China")."""
    named = {r.name for r in roles}
    taker = next((r for r in roles if r.name == "subject" and r.area.country != home), None)
    maker = next((r for r in roles if r.name == "origin" and r.area.country == home), None)
    if taker is None or maker is None or named & {"to", "from"} or taker.span > maker.span:
        return roles
    return [replace(r, name="to" if r is taker else "subject") if r in (taker, maker) else r for r in roles]


def balanced_with(roles: list[Role], told: tuple[int, int]) -> list[Role]:
    """Areas without a preposition behind a surplus or deficit: with whom it is, where another area stands before it
    ("the countries that Korea has a surplus with are the US (28 bn) and India (10 bn)") or where it stands next to
    the word ("nhập siêu Trung Quốc 5 tỷ USD")."""
    whose = any(r.name in ("subject", "of") and r.span[1] <= told[0] for r in roles)

    def partner(r: Role) -> bool:
        return r.name == "subject" and r.span[0] >= told[1] and (whose or r.span[0] - told[1] <= 1)

    return [replace(r, name="with") if partner(r) else r for r in roles]
