"""Whose figure it is, where parties are not simply named: shares, other sellers, offices that are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import WORLD, Frame, Val
from etl.language import Area
from etl.roles import Role, roles_of
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def share_sides(s: _Sentence, tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
    """ "China's share of Vietnam's exports": whose trade the whole is, and with whom the share."""
    if s.lang.attributive == "before" and (found := share_at(s, tokens, whole, roles)):
        return found
    inner = tokens[whole:]
    at = next((t.start for t in inner if t.get("measure") not in (None, "buy")), None)
    if at is None:
        return None
    named = roles_of(inner, s.text, s.lang, s.r.seen)
    ahead = [r for r in named if r.span[0] < at]
    behind = [r for r in named if r.span[0] > at and r.name in ("of", "subject", "owner")]
    if s.lang.attributive == "before":
        ahead, behind = roles, [r for r in ahead if r.name not in ("to", "with") or s.lang.spaced]
    if not ahead or not behind or ahead[-1].area.code == behind[-1].area.code:
        return None
    return behind[-1], ahead[-1]


def share_at(s: _Sentence, tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
    """ "Korea's weight in China's total imports", where both stand before the word for it."""
    at = next((r for r in roles if r.name == "at"), None)
    who = next((r for r in roles if r.name in ("subject", "owner")), None)
    if at is None or who is None or at.area.code == who.area.code or whole == len(tokens):
        return None
    held = next((t for t in tokens[:whole] if t.get("measure") and t.start >= at.span[1]), None)
    return (at, who) if held is not None and held.start - at.span[1] <= 1 else None


def other_seller(s: _Sentence, tokens: list[Token], roles: list[Role], cur: Frame) -> Role | None:
    """越南对美家具出口74亿美元；中国为73.3亿美元: behind a semicolon, whose name stands as the seller's stood."""
    if s.lang.spaced or [r.name for r in roles] != ["subject"]:
        return None
    r, first = roles[0], s.tokens[0].get("area")
    contrast = contrasted(s, tokens, r, cur) if "but" in s.links else None
    if contrast is not None or not s.parted:
        return contrast
    first = first or next((t.get("area") for t in s.tokens[1:2]), None)
    k = next((k for k in range(len(tokens) - 1, -1, -1) if tokens[k].get("punct") == ";"), None)
    led = k is not None and k + 1 < len(tokens) and tokens[k + 1].start == r.span[0]
    marked = any(
        str(t.get("directed")) == f"to {cur.partner.value}"
        for t in s.tokens[:4]
        if s.readings and t.start < s.readings[0].q.start
    )
    told = first is not None and first.code == cur.reporter.value and cur.flow.value == "exports"
    apart = r.area.type == "country" and r.area.code not in (cur.reporter.value, cur.partner.value)
    return r if led and marked and told and apart else None


def contrasted(s: _Sentence, tokens: list[Token], r: Role, cur: Frame) -> Role | None:
    """泰国对华出口72万吨，越南则增长58%: who stands against the one that the sentence began with sells, too."""
    k = next((k for k, t in enumerate(tokens) if (t.start, t.end) == r.span), None)
    if not k or k + 1 >= len(tokens) or tokens[k - 1].get("punct") != "," or not s.readings:
        return None
    against = tokens[k + 1].get("link") == "but" and cur.flow.value == "exports"
    told = cur.reporter.how == cur.partner.how == "read" and cur.partner.value != WORLD
    apart = r.area.type == "country" and r.area.code not in (cur.reporter.value, cur.partner.value)
    return r if against and told and apart else None


def quoted_office(s: _Sentence, c: Clause) -> Val | None:
    """The country of the one authority that the sentence has quoted before a clause."""
    named = {}
    for t in s.tokens[: c.index]:
        country = t.get("authority")
        if isinstance(country, Area) and country.type == "country":
            named[country.code] = Val(country.code, (t.start, t.end), "default", "compiler_country")
    return next(iter(named.values())) if len(named) == 1 else None


def compilers_own(s: _Sentence, cur: Frame) -> None:
    """Where nobody is named, a customs office abroad that is quoted in the sentence counts its own trade."""
    offices = (t for t in s.tokens if t.get("authority") and (t.get("compiler") or t.get("counts")))
    office = next(offices, None)
    guessed = not s.lang.spaced and cur.reporter.note == "pair_other_side"
    if office is None or cur.reporter.value != s.lang.home and not guessed:
        return
    country = office.get("authority")
    code = country.code if isinstance(country, Area) else str(country)
    place = office.get("area")
    if place is not None and s.lang.spaced and place.code.startswith(f"{code}-") and code != s.lang.home:
        cur.reporter = Val(place.code, (office.start, office.end), "default", "compiler_country")
    elif code not in (None if guessed else s.lang.home, cur.partner.value, "None") and len(code) == 2:
        cur.reporter = Val(code, (office.start, office.end), "default", "compiler_country")
