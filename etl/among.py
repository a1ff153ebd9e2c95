"""Behind the word for partners, or a bloc's trade, and a comma: the first of them ("在越南榴莲出口市场中，中国领先")."""

from __future__ import annotations

from dataclasses import replace

from etl.frame import BLOCS, Frame
from etl.roles import Role
from etl.tokens import Token

_SIDES = {"exports": "to", "imports": "from", "trade_total": "with"}


def among_partners(tokens: list[Token], flow: str, roles: list[Role]) -> list[Role]:
    """在越南榴莲出口市场中，中国以12亿美元领先; 越南出口咖啡的主要市场中，德国居首; 广西对东盟国家出口中，越南300亿元: who is named behind
    the comma is the partner of who is named first."""
    if flow not in _SIDES or len(roles) not in (2, 3):
        return roles
    first, last = roles[0], roles[-1]
    at = next((k for k, t in enumerate(tokens) if t.start == last.span[0]), 0)
    k = at - 1 if last.name == "subject" else at - 2  # 对缅甸
    if k < 1 or tokens[k].get("punct") != "," or first.area.code == last.area.code:
        return roles
    word = tokens[k - 1]
    if len(roles) == 2:
        named = word.get("rank_noun") or word.get("noun") == "market"
        named = named and last.name == "subject" and first.span[0] < word.start
    else:
        named = word.get("measure") in _SIDES and _with_bloc(roles) and roles[1].span[1] <= word.start
    return [replace(first, name="subject"), replace(last, name=_SIDES[flow])] if named else roles


def _with_bloc(roles: list[Role]) -> bool:
    """Whether the first is told to trade with a bloc, and the last is a country."""
    first, bloc, last = roles
    sides = bloc.area.type in BLOCS and bloc.name in ("to", "from", "with")
    own = first.name in ("subject", "owner", "at") and first.area.type not in BLOCS
    return sides and own and last.area.type == "country" and last.name in ("subject", "to", "from", "with")


def among_members(tokens: list[Token], roles: list[Role], cur: Frame) -> list[Role]:
    """广西对东盟进出口600亿元。东盟国家中，越南居首: behind a bloc and a comma, the first of its members."""
    side = _SIDES.get(str(cur.flow.value))
    if side is None or [r.name for r in roles] != ["subject", "subject"] or not cur.reporter.stated:
        return roles
    bloc, member = (r.area for r in roles)
    if bloc.type not in BLOCS or member.type != "country" or member.code == cur.reporter.value:
        return roles
    at = next((k for k, t in enumerate(tokens) if t.start == roles[0].span[0]), 0)
    end = next((k for k, t in enumerate(tokens) if t.start == roles[1].span[0]), 0)
    between = tokens[at + 1 : end]
    plain = all(t.get("unit") == "count" for t in between[:-1])
    if not between or between[-1].get("punct") != "," or not plain:
        return roles
    return [replace(roles[1], name=side)]
