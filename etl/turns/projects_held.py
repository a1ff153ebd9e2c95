"""Projects that firms have, where no word says that they invest."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import FOREIGN, MILLION, Tokens

_BETWEEN = 3  # most words between whose the projects are and their number


def projects_held(tokens: Tokens, home: str) -> Tokens:
    """ "Italian firms have 156 projects worth 430 m", "With 40 bn in 3,250 projects, the island is the fourth investor": what
    is told of is invested. "Vietnam has 300 transport projects" tells of its own."""
    for k in range(1, len(tokens)):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit != "projects":
            continue
        n = _money_in(tokens, k)
        if n is None and _whose(tokens, k, home):
            n = k
        if n is None:
            return tokens
        invested = make_token(tokens[n].start, tokens[n].start, {"measure": "fdi_registered"})
        return [*tokens[:n], invested, *tokens[n:]]
    return tokens


def held_there(tokens: Tokens, home: str, other: str | None) -> Tokens:
    """ "Trade with Laos was 2 bn. Vietnam has 256 projects in the country": in Laos, as the home country's own projects abroad
    can only be."""
    for k in range(2, len(tokens)):
        if other is None or tokens[k].get("anaphor") not in ("other", "country") or tokens[k].get("measure"):
            continue
        if tokens[k - 1].get("role") != "at":
            continue
        n = next((n for n in range(k - 2, max(k - 7, -1), -1) if isinstance(tokens[n], Quantity)), None)
        if n is None or tokens[n].unit != "projects":
            continue
        # "241 Vietnamese projects were active in the country"
        nation = next((a for t in tokens[n + 1 : n + 2] if t.get("adjective") and (a := t.get("area"))), None)
        owner = nation or next((a for t in tokens[:n] if (a := t.get("area")) is not None), None)
        between = tokens[n + 2 : k - 1] if nation is not None else tokens[n + 1 : k - 1]
        if any(t.get("area") or t.get("measure") not in (None, "fdi_projects") for t in between):
            continue
        if owner is not None and owner.code == home:
            there = make_token(tokens[k].start, tokens[k].end, {"area": Area(other, "country")})
            return [*tokens[:k], there, *tokens[k + 1 :]]
    return tokens


def _money_in(tokens: Tokens, k: int) -> int | None:
    """Where an amount stands that is told to lie in the projects, behind "with" or whose it is."""
    if k < 2 or tokens[k - 1].get("role") != "at":
        return None
    money = tokens[k - 2]
    if not isinstance(money, Quantity) or money.unit not in FOREIGN or money.scale < MILLION:
        return None
    n = k - 2
    while n and tokens[n - 1].get("hedge"):
        n -= 1
    return n if n and tokens[n - 1].get("role") == "with" else None


def _whose(tokens: Tokens, k: int, home: str) -> bool:
    """Whether who has the projects stands right before their number, and not where they are behind it."""
    if any(t.get("measure") == "fdi" for t in tokens):
        return False
    behind = tokens[k + 1 : k + 3]
    if len(behind) == 2 and behind[0].get("role") and behind[1].get("area"):
        return False
    n = k - 1
    while (
        n
        and k - n <= _BETWEEN
        and (tokens[n].get("hedge") or tokens[n].get("tense") or tokens[n].get("period"))
    ):
        n -= 1
    if tokens[n].get("noun") == "firm":
        n -= 1
    area = tokens[n].get("area") if n >= 0 else None
    return (
        area is not None
        and area.type == "country"
        and area.code != home
        and not (n and tokens[n - 1].get("role"))
    )
