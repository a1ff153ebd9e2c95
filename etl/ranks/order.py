"""Whose place a rank is, where several are ranked one by one, or an area is named as a market."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import FDI
from etl.language import Area
from etl.lists import lists_of
from etl.roles import Role
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def listed_before(s: _Sentence, c: Clause, groups, flow: str, before: list[Role]) -> list[Role]:
    """Whose place a rank is in a list of them: "Korea and China ranked second and third"; else who stands before."""
    group = groups.get(c.index)
    if group and (found := lists_of(s, c, group[2], group[1])) and found[0] == "area":
        t = found[1][group[0]]
        named = [Role(t.get("area"), "subject", (t.start, t.end))]
        last = found[1][-1]
        host = next((u for u in s.tokens[: c.index] if u.start > last.start and u.get("area")), None)
        if flow in FDI and host is not None:  # 新加坡和中国分居越南外资第一位和第二位: where both invest
            named.append(Role(host.get("area"), "at", (host.start, host.end)))
        return named
    side = _in_order(s, c) or (_as_told(s, *group[:2], flow) if group else None)
    return [side] if side is not None else before


def _in_order(s: _Sentence, c: Clause) -> Role | None:
    """ "China and Japan pledged 3 and 2 bn, respectively, ranking third and fourth": whose place each is."""
    k = c.index
    pair = [s.tokens[n] if 0 <= n < len(s.tokens) else None for n in (k - 2, k - 1, k + 1, k + 2)]
    ranks = [isinstance(t, Quantity) and t.unit == "rank" for t in (pair[0], pair[3])]
    joined = [t is not None and t.get("link") == "and" for t in (pair[1], pair[2])]
    place = 0 if ranks[1] and joined[1] else 1 if ranks[0] and joined[0] else None
    told = [r for r in s.readings if r.listed and r.transform == "level" and r.indicator in FDI]
    if place is None or not s.lang.spaced or len(told) != 2:
        return None
    val = told[place].frame.reporter
    if val.how != "read" or val.span is None or "+" in str(val.value):
        return None
    return Role(Area(str(val.value), "country"), "subject", val.span)


def _as_told(s: _Sentence, place: int, size: int, flow: str) -> Role | None:
    """马来西亚1767万美元、缅甸746万美元分居第二、第三: whose place each is, where as many figures were told one by one."""
    last = s.readings[-1] if s.readings else None
    if place and last is not None and last.transform == "rank":
        told = [x for x in s.readings if x.transform != "rank"]
    else:
        told = s.readings
    told = [x for x in told if x.transform == "level" and not x.low][-size:]
    sides = [x.frame.reporter if flow in FDI else x.frame.partner for x in told]
    named = len(sides) == size and len({v.value for v in sides}) == size and all(v.span for v in sides)
    if s.lang.spaced or not named or any("+" in str(v.value) for v in sides):
        return None
    return Role(Area(str(sides[place].value), "country"), "subject", sides[place].span)


def of_market(r: Role, words: list[Token]) -> Role:
    """ "the market of the EU": what ranks is the market's area."""
    if r.name == "to" and any(t.get("noun") == "market" and 0 <= r.span[0] - t.end <= 1 for t in words):
        return replace(r, name="subject")
    return r


def named_next(r: Role, tail: list[Token], noun: Token | None) -> Role:
    """ "third is the EU", "third is the market of Taiwan": a bloc that is named so ranks, too."""
    r = of_market(r, tail)
    if r.name == "subject" and r.area.type == "bloc" and (noun is None or noun in tail):
        return replace(r, area=Area(r.area.code, "country"))
    return r
