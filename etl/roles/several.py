"""What the areas of a clause say of one another: an office and what it tells of, a province and its country."""

from __future__ import annotations

from dataclasses import replace

from etl.language import Language
from etl.roles.role import Role
from etl.tokens import Quantity, Token

_LISTED = {"exports": "to", "imports": "from", "trade_total": "with"}


def listed_under(tokens: list[Token], k: int, whose: Role) -> str | None:
    """With whom a country trades that stands alone behind a colon, where whose trade it is stands before that."""
    if k < 2 or tokens[k - 1].get("punct") != ":":
        return None
    if any(t.get("measure") != "buy" and not t.get("hedge") for t in tokens[k + 1 :]):
        return None  # "Vietnam's tea exports: Pakistan bought 44,000 tonnes"
    if whose.name not in ("owner", "subject", "of") or whose.area.type != "country":
        return None
    flows = [t.get("measure") for t in tokens[: k - 1] if t.get("measure") in _LISTED]
    area = tokens[k].get("area")
    other = area is not None and area.type in ("country", "bloc") and area.code != whose.area.code
    return _LISTED[str(flows[-1])] if other and flows else None


def led_both(tokens: list[Token | Quantity], k: int, lang: Language) -> str | None:
    """对日韩出口: the direction to or from both areas of one word, None if there is none right before it."""
    before = tokens[k - 1] if k else None
    if lang.spaced or before is None or before.end != tokens[k].start:
        return None
    then = tokens[k + 1] if k + 1 < len(tokens) else None
    if then is not None and then.get("noun") == "gate":
        return None  # 从中越边境
    role = before.get("role")
    return str(role) if role in ("to", "from") else None


def told_by_office(tokens: list[Token | Quantity], roles: list[Role]) -> list[Role]:
    """ "By Viet Nam's trade office in Algeria, this country imported 130,000 tonnes": the sides of an office that is
    quoted are none of the figure's, where others are named behind it."""
    k = next((k for k, t in enumerate(tokens) if t.get("noun") == "office"), None)
    if k is None or k + 3 >= len(tokens):
        return roles
    whose, at, where = tokens[k + 1 : k + 4]
    if not (whose.get("area") and at.get("role") == "at" and where.get("area")):
        return roles
    behind = [r for r in roles if r.span[0] > where.start]
    told = any(r.name in ("subject", "owner", "of") and r.area.type == "country" for r in behind)
    return [r for r in roles if not whose.start <= r.span[0] <= where.start] if told else roles


def provinces_side(out: list[Role], sides: list[Role]) -> list[Role]:
    """重庆中越班列, the China–Vietnam trains of Chongqing: the province right before the pair stands for its country."""
    place = out[-1].area
    mine = next((r for r in sides if r.area.code == place.country != place.code), None)
    if mine is None or len(sides) != 2:
        return sides
    out.pop()
    other = next(r for r in sides if r is not mine)
    return [replace(mine, area=place), other]


def circle(tokens: list[Token | Quantity], k: int, out: list[Role]) -> bool:
    """Whether a bloc only says among whom somebody named before ranks: "Vietnam's second European partner"."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if nxt is None or not nxt.get("rank_noun") or nxt.start - tokens[k].end != 1:
        return False
    led = tokens[k - 1] if k else None
    if led is not None and led.get("role") in ("to", "from") and nxt.get("noun") == "market":
        return False  # "Thailand's exports to the ASEAN market"
    return any(r.name in ("subject", "owner") and r.area.type == "country" for r in out)


def province_of(roles: list[Role], tokens: list[Token | Quantity]) -> list[Role]:
    """ "Vietnam's southern province of Tay Ninh": the province, where only its name and words for it stand between."""
    out: list[Role] = []
    for r in roles:
        last = out[-1] if out else None
        if last is not None and r.name == "of" and r.area.parent == last.area.code != r.area.code:
            apart = [t for t in tokens if last.span[1] <= t.start and t.end <= r.span[0]]
            if all(t.get("role") == "of" or t.get("anaphor") == "region" for t in apart):
                two = any(t.get("role") == "between" and t.end < last.span[0] for t in tokens)
                name = "between" if two else "subject" if last.name == "owner" else last.name
                out[-1] = replace(r, name=name)
                continue
        out.append(r)
    return out


def those_inside(roles: list[Role]) -> list[Role]:
    """ "the Central Highlands province of Dak Lak": the province speaks, not the region that it lies in."""
    out: list[Role] = []
    for r in roles:
        last = out[-1] if out else None
        region = last is not None and last.area.code.startswith("X-") and last.name in ("subject", "at")
        if (
            region
            and r.name == "of"
            and "-" in r.area.code
            and r.span[0] - last.span[1] <= len(" province of ")
        ):
            out[-1] = replace(r, name=last.name)
        else:
            out.append(r)
    return out


def passed_by(r: Role, tokens: list[Token | Quantity]) -> bool:
    """ "third after China and the US", in a language whose word for "after" stands behind the areas."""
    k = next((k for k, t in enumerate(tokens) if t.get("role") == "behind" and t.start >= r.span[1]), None)
    if k is None:
        return False
    between = [t for t in tokens[:k] if t.start >= r.span[1]]
    ends = [r.span[1], *(t.end for t in between)]
    if any(t.start > end for t, end in zip([*between, tokens[k]], ends, strict=True)):
        return False  # 越南位居泰国之后: who comes after it
    return all(t.get("area") or t.get("link") == "and" or t.get("punct") in (",", "、") for t in between)
