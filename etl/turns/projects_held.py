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


def approved_projects(tokens: Tokens, home: str) -> Tokens:
    """ "Cambodia approved 84 Vietnamese projects worth 2.5 bn": those are there, not in Vietnam."""
    for k in range(1, len(tokens) - 2):
        many, nation = tokens[k : k + 2]
        if not isinstance(many, Quantity) or many.unit != "projects" or not nation.get("adjective"):
            continue
        area = nation.get("area")
        if area is None or area.code != home or nation.start > many.end:
            continue
        named = [t for t in tokens if t is not nation and (t.get("area") or t.get("pair"))]
        host = named[0].get("area") if len(named) == 1 and not named[0].get("adjective") else None
        if host is None or host.type != "country" or host.code == home or named[0].start > many.start:
            continue
        n = next(n for n, t in enumerate(tokens) if t is named[0])
        told = tokens[n + 1 : k]
        if any(t.get("measure") not in (None, "attract") or t.get("anaphor") for t in told):
            continue
        if n and tokens[n - 1].get("role"):
            continue
        end = k + 2 + (tokens[k + 2].get("unit") is not None and not isinstance(tokens[k + 2], Quantity))
        at = tokens[end - 1].end
        there = [make_token(at, at, {"role": "at"}), make_token(at, at, {"area": host})]
        left = [t for t in tokens[n + 1 : end] if t.get("measure") != "attract"]
        return [*tokens[:n], *left, *there, *tokens[end:]]
    return tokens


def guest_first(tokens: Tokens, home: str) -> Tokens:
    """ "Vietnam–Korea ties have grown, with 8,190 projects worth 66 bn": those of the guest, where no other is named."""
    places = [k for k, t in enumerate(tokens) if t.get("area") or t.get("pair")]
    if len(places) != 2 or places[1] != places[0] + 2 or tokens[places[0] + 1].get("punct") != "-":
        return tokens
    one, other = (tokens[k].get("area") for k in places)
    if one is None or other is None or one.code != home or other.type != "country":
        return tokens
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), 0)
    if tokens[k].get("area") or not isinstance(tokens[k], Quantity) or tokens[k].unit != "projects":
        return tokens
    out = list(tokens)
    for n, area in zip(places, (other, one), strict=True):
        out[n] = make_token(tokens[n].start, tokens[n].end, {"area": area})
    return out


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


def whose_value(tokens: Tokens) -> Tokens:
    """ "Vietnam had nine projects in India, whose total value exceeded 6 m", "with a total value of 6 m": what is invested."""
    told = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "projects"), None)
    for k in range(0 if told is None else told + 1, len(tokens)):
        t = tokens[k]
        led = tokens[k - 1].get("link") == "which" or tokens[k - 1].get("role") == "with"
        if told is not None and t.get("measure") == "total_value" and led:
            capital = make_token(t.start, t.end, {"measure": "fdi_registered"})
            drop = tokens[k - 1].get("link") == "which"
            return [*tokens[: k - drop], capital, *tokens[k + 1 :]]
    return tokens


_ASIDE = 8  # most words of a remark on the projects


def placed_past_aside(tokens: Tokens) -> Tokens:
    """ "Vietnam had nine projects, mainly in retail, in India": where they are stands behind a remark on them."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "projects"), None)
    if k is None or k + 1 >= len(tokens) or tokens[k + 1].get("punct") != ",":
        return tokens
    end = next(
        (n for n in range(k + 2, min(k + 2 + _ASIDE, len(tokens))) if tokens[n].get("punct") == ","), 0
    )
    there = tokens[end + 1 : end + 3] if end else []
    if len(there) < 2 or there[0].get("role") != "at" or not there[1].get("area"):
        return tokens
    said = tokens[k + 2 : end]
    if any(isinstance(t, Quantity) or t.get("area") or t.get("measure") for t in said):
        return tokens
    return [*tokens[: k + 1], *there, *tokens[k + 1 : end + 1], *tokens[end + 3 :]]
