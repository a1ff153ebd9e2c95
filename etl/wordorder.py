"""Sides that only the order of words tells: "China consumes the most Vietnamese rice", "Korea has surpluses: US 5 bn"."""

from __future__ import annotations

from dataclasses import replace

from etl.roles import Role
from etl.tokens import Token


def consumed(roles: list[Role], home: str) -> list[Role]:
    """The roles of a clause with a word for selling that also means consuming: a country abroad before goods of the
    home country takes them, and goods that go on somewhere are sold ("Thailand sells Vietnamese rice to China")."""
    named = {r.name for r in roles}
    taker = next((r for r in roles if r.name == "subject" and r.area.country != home), None)
    maker = next((r for r in roles if r.name == "origin" and r.area.country == home), None)
    if taker is None or maker is None or named & {"to", "from"} or taker.span > maker.span:
        return roles
    return [replace(r, name="to" if r is taker else "subject") if r in (taker, maker) else r for r in roles]


def balanced_with(roles: list[Role], told: tuple[int, int], listed: bool = False) -> list[Role]:
    """Areas without a preposition behind a surplus or deficit: with whom it is, where another area stands before it
    ("the countries that Korea has a surplus with are the US (28 bn) and India (10 bn)"), where a list begins behind
    it ("three markets are in surplus: the US …") or where it stands next to the word ("nhập siêu Trung Quốc 5 tỷ
    USD")."""
    if any(r.name == "with" and r.span[0] >= told[1] for r in roles):
        return roles  # "Thailand widened its surplus with the US, but Viet Nam's grew most: 70 bn"
    whose = listed or any(r.name in ("subject", "of") and r.span[1] <= told[0] for r in roles)

    def partner(r: Role) -> bool:
        return r.name == "subject" and r.span[0] >= told[1] and (whose or r.span[0] - told[1] <= 1)

    return [replace(r, name="with") if partner(r) else r for r in roles]


def in_whole(t: Token) -> bool:
    """Whether a word leads in the whole that a share is of."""
    return t.get("role") == "within" or t.get("share") == "whole"


def share_owner(tokens: list[Token]) -> Role | None:
    """ "The share of the US rose from 6.4% to 13.7%": whose it is stands right behind the word."""
    if len(tokens) < 3 or tokens[0].get("share") != "share":
        return None
    if tokens[1].get("punct") == ":" and (area := tokens[2].get("area")) is not None and not tokens[3:]:
        return Role(
            area, "subject", (tokens[2].start, tokens[2].end)
        )  # "Thị phần: Mỹ 20,3%, Trung Quốc 18,3%"
    if tokens[1].get("role") != "of":
        return None
    k = 3 if tokens[2].get("noun") == "goods" and len(tokens) > 3 else 2  # "thị phần của hàng Việt"
    area = tokens[k].get("area")
    rest = tokens[k + 1 : k + 3]
    if tokens[k + 1 : k + 2] and in_whole(tokens[k + 1]):
        # "the share of China in all exports of seafood rose"
        end = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("punct")), len(tokens))
        rest = tokens[k + 2 : end]
    if area is None or not any(t.get("change") for t in rest):
        return None
    return Role(area, "subject", (tokens[k].start, tokens[k].end))


def headed(roles: list[Role], tokens: list[Token], flow: str, told: tuple[int, int], home: str) -> list[Role]:
    """ "On the import side, China leads with 118 bn": a country abroad behind the flow and a comma is its market, where
    the home country's trade is told."""
    side = {"exports": "to", "imports": "from"}.get(flow)
    if side is None or len(roles) != 1:
        return roles
    k = next((k for k, t in enumerate(tokens) if t.start == told[0]), None)
    if k is None or k + 1 >= len(tokens) or tokens[k + 1].get("punct") != ",":
        return roles
    if any(t.get("punct") == ";" for t in tokens[k:]) or [r.name for r in roles] != ["subject"]:
        return roles
    r = roles[0]
    if not 0 <= r.span[0] - tokens[k + 1].end <= 1 or r.area.country == home or r.area.type != "country":
        return roles
    return [replace(r, name=side)]
