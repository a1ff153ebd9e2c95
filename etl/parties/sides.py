"""Reporter and partner of a statement: the areas of its clause by their parts, then as the kind of flow asks."""

from __future__ import annotations

from dataclasses import replace

from etl.frame import BLOCS, FDI, WORLD, Frame, Val
from etl.language import Language, english
from etl.parties.all_trade import all_trade
from etl.parties.arrivals import arrivals
from etl.parties.investment import investment
from etl.parties.named import Named, home_of
from etl.parties.one_way import one_way
from etl.roles import Role


def parties(
    flow: str,
    roles: list[Role],
    cur: Frame,
    lang: Language,
    *,
    bare: str,
    nation: bool,
    total: bool,
    both: tuple[str, str] | None = None,
    both_at: tuple[int, int] | None = None,
    border: bool = False,
    same: bool = False,
    explicit: bool = False,
    apart: bool = False,
    only: frozenset[object] = frozenset(),
    unnamed: bool = False,
) -> None:
    """Fill ``cur.reporter`` and ``cur.partner`` for a statement of ``flow`` from its areas.

    ``bare`` says what the clause around an area without a preposition is: ``share`` or ``buy`` (the area is
    the market), ``growth``, ``level`` or ``none``. ``nation``: the whole home country is named; ``total``: a
    word such as *in all* widens the statement to the world. ``both``: the pair that "both sides" stands for;
    ``same``: the frame spoke of this flow before; ``explicit``: the clause itself names the flow. ``border``: trade over
    the land border, whose partner is the neighbour. ``unnamed``: the clause names no flow. ``only``: the two sides that
    all flows told so far were between, where there were no others.
    """
    if len(roles) > 2 and lang.attributive == "before":
        roles = _from_province(roles)
    by = _by_part(flow, roles, lang)
    if flow not in FDI and flow != "count":
        border = _places(by, cur, lang) or border
    elif flow == "count" and lang.spaced and lang.attributive == "before":
        # "400 trains through Pingxiang", a town in a province on the border
        border = border or any(r.name == "via" and r.area.type == "city" for r in roles)
    home = home_of(lang.home)
    own = cur.partner if flow in FDI and cur.family == "fdi" else cur.reporter
    if nation and not lang.spaced and own.stated:
        # "Sichuan's fell by 22 percent, the whole country's by 7": the country that the province lies in
        home = Val(str(own.value).split("-")[0], None, "default", "whole_country")
    elif nation and own.how == "inherited" and "-" in str(own.value) and english(lang) and flow not in FDI:
        if not any("-" in r.area.code for r in roles):
            # "Hanoi imported 3 bn from China. Nationwide, imports from China were 90 bn"
            cur.reporter = Val(str(own.value).split("-")[0], None, "default", "whole_country")
    n = Named(flow, cur, lang, by, home)
    n.gate = next((r for r in roles if r.area.counterpart), None) if roles else None
    n.bare, n.nation, n.total, n.both, n.both_at = bare, nation, total, both, both_at
    n.same, n.explicit, n.apart, n.only, n.unnamed = same, explicit, apart, only, unnamed
    if flow in FDI:
        investment(n)
    elif flow == "count":
        arrivals(n)
    elif flow == "trade_total":
        n.bare = "listed" if unnamed and bare == "level" else bare
        all_trade(n)
    else:
        one_way(n)
    _over_border(roles, cur, lang, border)


def _from_province(roles: list[Role]) -> list[Role]:
    """ "China-Vietnam trains from Guangxi": the province that they come from stands for its country."""
    pair = [r for r in roles if r.name == "pair"]
    place = next((r for r in roles if r.name in ("from", "at") and "-" in r.area.code), None)
    mine = next((r for r in pair if place is not None and r.area.code == place.area.country), None)
    if mine is None or len(pair) != 2 or len(roles) != 3:
        return roles
    other = next(r for r in pair if r is not mine)
    return [replace(mine, area=place.area), other]


def _by_part(flow: str, roles: list[Role], lang: Language) -> dict[str, list[Role]]:
    """The areas by the part that each plays."""
    by: dict[str, list[Role]] = {}
    for r in roles:
        abroad = flow in FDI and not lang.spaced  # 在82个国家和地区投资
        if abroad and r.name != "at":
            # 50个国家在老挝投资
            abroad = r.name == "subject" and any(x.name in ("at", "to") for x in roles)
        if (
            r.area.type == "world"
            and not abroad
            and (r.name in ("subject", "at") or r.name == "to" and flow == "imports")
        ):
            continue  # "bought abroad", too
        if r.name == "investor" and lang.spaced and flow in ("exports", "imports"):
            r = replace(r, name="subject")  # "Chinese mills supplied 60 percent"
        by.setdefault("subject" if r.name == "owner" else r.name, []).append(r)
    return by


def _places(by: dict[str, list[Role]], cur: Frame, lang: Language) -> bool:
    """Goods that pass through a place, or are handled at one, are that place's trade; whether they pass its border."""
    border = False
    inside = None
    if "via" in by or "at" in by:
        placed = (r for n in ("via", "at") for r in by.get(n, []))
        inside = next((r for r in placed if r.area.type not in ("country", "world", *BLOCS)), None)
    # what a province sends abroad by way of another's gate stays its own
    away = (
        inside is not None
        and inside.name == "via"
        and (by.get("to") or lang.attributive == "after" and cur.reporter.value not in lang.neighbours)
        and cur.reporter.stated
        and "-" in str(cur.reporter.value)
        and str(cur.reporter.value).split("-")[0] == inside.area.country
    )
    if inside is not None and not away and not by.get("subject") and not by.get("of"):
        by["subject"] = [Role(inside.area, "subject", inside.span)]
        border = inside.name == "via"
    if not by.get("subject") and by.get("bracket"):
        if by["bracket"][-1].area.type not in ("country", "world", *BLOCS):
            by["subject"] = by["bracket"]
    return border


def _over_border(roles: list[Role], cur: Frame, lang: Language, border: bool) -> None:
    """Trade over a land border with nobody named is with the neighbour; ``border``: the clause says it is."""
    beyond = next((r.area.border for r in roles if r.area.border), None) if roles else None
    side = beyond or lang.neighbours.get(str(cur.reporter.value))
    # "Mong Cai city recorded 1.65 bn in trade": a town on the border
    if beyond is not None:
        towns = [r.name for r in roles if r.area.type == "city" and r.area.border]
        border = border or "subject" in towns
        # "Quang Ninh's exports through Mong Cai"
        through = "via" in towns or "at" in towns
        border = border or lang.spaced and lang.attributive == "before" and through
    elsewhere = cur.partner.how == "inherited" and str(cur.partner.value)[:2] not in (
        side,
        str(cur.reporter.value)[:2],
    )
    # "Trade with India …. Through the gate of Mong Cai 4 bn": no goods of India's pass there
    if border and side is not None and (cur.partner.value == WORLD or elsewhere):
        cur.partner = Val(side, None, "default", "border_trade")
        cur.varied = "reporter"
