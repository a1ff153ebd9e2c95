"""Whose figure a statement is, and with whom: reporter and partner from the areas of its clause."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.language import Language
from etl.roles import Role

_EVERYBODY = Val(WORLD, None, "default", "no_partner")


@cache
def _home_of(code: str) -> Val:
    return Val(code, None, "default", "language_home")


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
    ``same``: the frame spoke of this flow before; ``explicit``: the clause itself names the flow. ``border``: trade over the land border, whose partner is the neighbour.
    ``unnamed``: the clause names no flow. ``only``: the two sides that all flows told so far were between, where there were no others.
    """
    by: dict[str, list[Role]] = {}
    for r in roles:
        abroad = flow in FDI and r.name == "at" and not lang.spaced  # 在82个国家和地区投资
        if (
            r.area.type == "world"
            and not abroad
            and (r.name in ("subject", "at") or r.name == "to" and flow == "imports")
        ):
            continue  # "bought abroad", too
        if r.name == "investor" and lang.spaced and flow in ("exports", "imports"):
            r = replace(r, name="subject")  # "Chinese mills supplied 60 percent"
        by.setdefault("subject" if r.name == "owner" else r.name, []).append(r)
    gate = next((r for r in roles if r.area.counterpart), None) if roles else None
    if flow not in FDI and flow != "count":
        # goods that pass through a place, or are handled at one, are that place's trade
        inside = None
        if "via" in by or "at" in by:
            inside = next(
                (
                    r
                    for n in ("via", "at")
                    for r in by.get(n, [])
                    if r.area.type not in ("country", "world", *BLOCS)
                ),
                None,
            )
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
            border = border or inside.name == "via"
        if (
            not by.get("subject")
            and by.get("bracket")
            and by["bracket"][-1].area.type not in ("country", "world", *BLOCS)
        ):
            by["subject"] = by["bracket"]
    home = _home_of(lang.home)
    if nation and not lang.spaced and cur.reporter.stated:
        # "Sichuan's fell by 22 percent, the whole country's by 7": the country that the province lies in
        home = Val(str(cur.reporter.value).split("-")[0], None, "default", "whole_country")
    world = _EVERYBODY

    def first(*names: str) -> Role | None:
        for n in names:
            if n in by:
                return by[n][0]
        return None

    def last(*names: str) -> Role | None:
        for n in names:
            if n in by:
                return by[n][-1]
        return None

    if flow in FDI:
        _fdi(first, last, by, cur, home, world, nation, total, bare, lang.spaced)
    elif flow == "count":
        _arrivals(first, last, cur, home, world, nation, total, gate, by.get("pair", []), lang)
    elif flow in ("trade_total",):
        bare = "listed" if unnamed and bare == "level" else bare
        _total(first, last, by, cur, home, world, gate, nation, total, lang, both, both_at, apart, bare)
    else:
        _flow(flow, first, last, by, cur, home, world, gate, nation, total, lang, bare, same, explicit, only)
    beyond = next((r.area.border for r in roles if r.area.border), None) if roles else None
    side = beyond or lang.neighbours.get(str(cur.reporter.value))
    # "Mong Cai city recorded 1.65 bn in trade": a town on the border
    if beyond is not None:
        towns = [r.name for r in roles if r.area.type == "city" and r.area.border]
        border = border or "subject" in towns
        # "Quang Ninh's exports through Mong Cai"
        through = "via" in towns or "at" in towns
        border = border or lang.spaced and lang.attributive == "before" and through
    if border and cur.partner.value == WORLD and side is not None:
        cur.partner = Val(side, None, "default", "border_trade")
        cur.varied = "reporter"


def _total(first, last, by, cur, home, world, gate, nation, total, lang, both, both_at, apart, bare) -> None:
    pair = by.get("pair", [])
    if len({r.area.code for r in pair}) >= 2:
        a, b = pair[0], next(r for r in pair if r.area.code != pair[0].area.code)
        cur.reporter, cur.partner, cur.bilateral = a.val, b.val, True
        return
    named = by.get("subject", [])
    countries = {r.area.country for r in named}
    if (
        len(named) == 2
        and named[1].joined
        and len(countries) == 2
        and (home.value in countries or both is not None)
        and len(by) == 1
    ):
        cur.reporter, cur.partner, cur.bilateral = (
            named[0].val,
            named[1].val,
            True,
        )  # "China and Vietnam: trade"
        return
    subject = last("subject", "of", "investor", "origin")
    other = next((r for n in ("with", "to", "from") for r in by.get(n, []) if not r.area.counterpart), None)
    if both is not None and other is None:
        if subject is not None and subject.area.type not in BLOCS:
            code = subject.area.code
            side = next((c for c in both if c.split("-")[0] != subject.area.country), home.value)
            if code not in both or subject.area.country != home.value:
                cur.reporter, cur.partner = (
                    subject.val,
                    Val(side, both_at, "inherited", "other_side"),
                )
                cur.bilateral = True
                return
        if subject is None or subject.area.code in both:
            cur.reporter, cur.partner = (Val(c, both_at, "inherited", "both_sides") for c in both)
            cur.bilateral = True
            return
    if (
        apart
        and subject
        and not other
        and subject.area.type in ("country", "bloc")
        and cur.reporter.value not in (None, subject.area.code)
    ):
        cur.partner, cur.varied = subject.val, "partner"  # "of which with Vietnam 4.2 bn"
        return
    shared = is_bloc(cur.partner.value) or cur.varied == "partner"
    if (
        not other
        and subject
        and (cur.varied == "partner" or bare == "share" and not both)
        and subject.area.type in ("country", "bloc")
        and (subject.name == "subject" or subject.name == "owner" and bare == "share" and shared)
        and (cur.reporter.stated or cur.varied == "partner" and cur.reporter.how == "default")
        and cur.reporter.value != subject.area.code
    ):
        cur.partner = subject.val
        cur.varied = "partner" if subject.name == "owner" else cur.varied
        return
    alone = len(pair) == 1 and all(r.area.code == pair[0].area.code for rs in by.values() for r in rs)
    if alone and pair[0].area.code != home.value and not cur.bilateral:
        cur.reporter, cur.partner = pair[0].val, world  # "between this country and its main markets"
        return
    if pair and not other and not subject:
        subject = pair[0]
    listed = lang.spaced and bare in ("level", "listed") and cur.partner.how == "read" and cur.reporter.stated
    if subject and subject.area.type in BLOCS and not other:
        # "its three main partners were ASEAN with 80 bn, the EU with 80 bn and the US with 75 bn"
        first_ = (
            bare == "listed" and lang.attributive == "before" and cur.reporter.how in ("read", "inherited")
        )
        first_ = first_ and cur.partner.value == WORLD and not is_bloc(cur.reporter.value)
        named = listed and cur.partner.value != WORLD or first_
        if named and subject.name == "subject" and len(by) == 1:
            cur.partner, cur.varied = subject.val, "partner"  # "the US came to 10 bn and the EU to 6 bn"
            return
        subject = None
    if (
        gate
        and not other
        and (
            subject is None
            or subject is gate
            or subject.area.code == gate.area.code
            or subject.area.counterpart
            or subject.area.code == gate.area.counterpart
            and subject.span > gate.span  # the neighbour's goods at the gate
        )
    ):
        g = gate
        cur.reporter = g.val
        cur.partner = Val(g.area.counterpart, g.span, "read", "behind_gate")
        cur.varied = "reporter"
        return
    if subject and other and other.area.type in BLOCS and len(named) == 2:
        if named[0].span < other.span < named[1].span and named[0].area.type not in BLOCS:
            # "of China's trade with ASEAN, Viet Nam made 260 bn": with one of its members
            cur.reporter, cur.partner, cur.varied = named[0].val, named[1].val, "partner"
            return
    if subject and other and subject.area.code != other.area.code:
        cur.reporter, cur.partner, cur.bilateral = subject.val, other.val, True
    elif other:
        if cur.reporter.stated and cur.reporter.value != other.area.code:
            if (
                "-" in other.area.code
                and str(cur.reporter.value) == other.area.country
                and cur.partner.stated
            ):
                cur.reporter = other.val  # a province of the reporting side
            else:
                cur.partner, cur.varied = other.val, "partner"
        elif (
            lang.spaced
            and lang.attributive == "before"
            and cur.reporter.value == other.area.code != home.value
        ):
            known = cur.partner.stated and cur.partner.value not in (WORLD, other.area.country)
            if not known:  # "ASEAN is Guangxi's largest partner. Its trade with the region came to 300 bn"
                cur.reporter, cur.partner = home, other.val
        elif other.area.code == home.value:
            known = (
                cur.partner if cur.partner.stated and cur.partner.value not in (WORLD, home.value) else None
            )
            cur.reporter = known or Val(lang.counterpart, None, "default", "pair_other_side")
            cur.partner = other.val
        else:
            cur.reporter, cur.partner = home, other.val
        cur.bilateral = True
    elif subject:
        code = subject.area.code
        if code == home.value:
            told = cur.bilateral and cur.partner.stated and code in (cur.reporter.value, cur.partner.value)
            if not told or total and not lang.spaced and cur.flow.how == "read":
                cur.reporter, cur.partner = subject.val, world
        elif (
            subject.area.type == "country"
            and (
                subject.name == "owner"
                or subject.name == "of"
                and (_whose(lang, both, cur) or total and lang.attributive == "after")
            )
            and (total or code not in (cur.reporter.value, cur.partner.value))
        ):
            cur.reporter, cur.partner, cur.bilateral = subject.val, world, False  # "China's foreign trade"
        elif subject.area.type == "country":
            if code not in (cur.reporter.value, cur.partner.value):
                local = cur.reporter.stated and "-" in str(cur.reporter.value)  # a province's partner
                told = cur.partner.value == WORLD or cur.varied == "partner"
                told = told and subject.name in ("subject", "of") and not is_bloc(cur.reporter.value)
                # "Thailand's trade came to 419 bn, led by China (244 bn)": its partner, too
                told = (
                    told
                    and lang.spaced
                    and cur.reporter.stated
                    and cur.reporter.value not in (WORLD, home.value)
                )
                cur.bilateral, cur.varied = not told, "partner" if told else cur.varied
                cur.reporter, cur.partner = cur.reporter if local or told else home, subject.val
        else:
            keep = cur.partner.value not in (None, WORLD, code) and (
                cur.bilateral or cur.varied == "reporter"
            )
            if keep and cur.partner.value == subject.area.country and cur.reporter.value:
                cur.partner = cur.reporter  # "Viet Nam and China traded …; Shandong's part was 14 bn"
            cur.reporter = subject.val
            if not keep or total:
                cur.partner = world
            cur.varied = "reporter"
    elif nation:
        cur.reporter, cur.partner, cur.bilateral = home, world, False
    elif total and not cur.bilateral:
        cur.partner = world
    if cur.reporter.value is None:
        cur.reporter = home
    if cur.partner.value is None:
        cur.partner = world


def _whose(lang: Language, both: tuple[str, str] | None, cur: Frame) -> bool:
    """Whether "the trade of China" tells whose it is: no trade between two is told of."""
    return lang.attributive == "after" and both is None and not cur.bilateral and not cur.partner.stated


def _together(by: dict[str, list[Role]], other: Role | None) -> Val | None:
    """ "to China and Hong Kong": the two have one figure."""
    rs = by.get(other.name, []) if other is not None and other.name in ("to", "from") else []
    if len(rs) != 2 or not rs[1].joined or rs[0].area.code == rs[1].area.code:
        return None
    return _several(rs)


def _joined(by: dict[str, list[Role]], subject: Role) -> Val | None:
    """ "A and B both fell by 2 percent": one figure of several areas."""
    rs = by.get(subject.name, [])
    if not subject.joined:
        return None
    k = rs.index(subject)
    while k and rs[k].joined:
        k -= 1
    while k and rs[k].span[0] - rs[k - 1].span[1] == len(", "):
        k -= 1
    return _several(rs[k:])


def _flow(
    flow, first, last, by, cur, home, world, gate, nation, total, lang, bare, same, explicit, only
) -> None:
    """Exports, imports, balances and volumes: the reporter's flow to or from the partner."""
    subject = last("subject", "of", "investor")
    if subject is not None and subject.area.type in BLOCS and subject.name == "subject" and by.get("of"):
        subject = last("of")  # "five years into the CPTPP, Viet Nam's exports to Canada …"
    if flow == "imports":
        other, source = first("from", "origin", "with"), None
        named = subject is not None and subject.name == "subject" and explicit and lang.attributive == "after"
        if other is None and named and (of := first("of")) and of.area.code != subject.area.code:
            other = of  # "Đức là quốc gia nhập khẩu cà phê nhiều nhất của Việt Nam"
        if other is None and not lang.spaced:
            other = first("to")  # 中国对越南进口额: what it imports from there
        if (
            other is None
            and (to := first("to"))
            and (subject is None or explicit and to.area.code != subject.area.code)
        ):
            subject, other = to, subject  # "Chinese imports to Vietnam"
    elif flow == "exports":
        other, source = first("to", "with"), first("origin", "from")
    else:
        other, source = first("with", "from", "to"), first("origin")
    if (
        flow == "exports"
        and not explicit
        and other is None
        and source is not None
        and cur.reporter.value not in (None, source.area.code)
        and same
        and not (lang.attributive == "before" and lang.spaced and cur.partner.value == home.value)
    ):
        other, source = source, None  # "87 percent of the total came from China"
    at = next((r for r in by.get("at", []) if r.area.type == "country"), None)
    if other is None and at is not None and at.area.code != cur.reporter.value:
        other = at
    if (
        flow == "imports"
        and bare == "right"
        and other is None
        and subject is not None
        and subject.name == "of"
        and subject.area.type == "country"
        and cur.reporter.stated
        and subject.area.code != cur.reporter.value
    ):
        other, subject = subject, None  # "imported 9 tonnes, 7 of them supplied by Thailand"
    together = _together(by, other)
    if len({r.area.code for r in by.get("to", [])}) > 2:
        other = None  # a list of markets: their sum is nobody's alone
        if lang.attributive == "after" and by["to"][-1].joined:
            other, together = by["to"][-1], _several(by["to"])  # "the three markets A, B and C took 56%"
    pair = first("pair")
    if pair and not subject:
        second = last("pair")
        subject = pair
        if not other and second.area.code != pair.area.code:
            other = second
    # "170,000 tonnes of Vietnamese produce left through its gates": those of the province on the border
    at_border = lang.spaced and source is not None and source.area.code == home.value
    at_border = at_border and str(cur.reporter.value).startswith(f"{home.value}-")
    if (
        at_border
        and cur.partner.value == lang.neighbours.get(str(cur.reporter.value))
        and cur.reporter.stated
    ):
        source = None
    if subject is None and source is not None and (other is None or source.area.code != other.area.code):
        subject = source
    if (
        gate
        and (subject is None or subject is gate or subject.area.counterpart)
        and (other is None or other.area.counterpart)
    ):
        away = (
            lang.attributive == "after"
            and gate.name == "via"
            and flow in ("exports", "imports")
            and cur.reporter.stated
        )
        whose = str(cur.reporter.value)
        if (
            away
            and "-" in whose
            and whose.split("-")[0] == gate.area.country
            and whose not in lang.neighbours
        ):
            return  # "Bac Giang …; China took 43,700 tonnes by way of Lao Cai": what an inland province sends
        cur.reporter = gate.val
        cur.partner = Val(gate.area.counterpart, gate.span, "read", "behind_gate")
        cur.varied = "reporter"
        return
    if subject and other and subject.area.code == other.area.code:
        subject = None
    if subject and subject.area.type in BLOCS and cur.reporter.stated and subject.name == "of":
        subject = None
    told = cur.reporter.how == cur.partner.how == "read" and not is_bloc(cur.reporter.value) and lang.spaced
    if subject and other and subject.area.type in BLOCS and subject.name == "subject" and told:
        subject = (
            None  # "China's exports to Viet Nam grew the fastest of its ASEAN markets, imports from it by 7%"
        )
    if subject and not other and cur.varied == "seller" and not explicit and same:
        cur.reporter = subject.val  # "of the Chinese market Thailand has 68 percent, Vietnam 31"
        return
    # "China imported 1 bn …; the US 863 m": the next of those that import from everywhere
    importers = flow == "imports" and same and not explicit and bare in ("level", "growth")
    importers = importers and lang.attributive == "after"
    importers = importers and cur.reporter.how == "read" and cur.partner.how == "default"
    if subject and not other and importers and cur.varied is None and subject.name == "subject":
        if home.value not in (cur.reporter.value, subject.area.code) and subject.area.type == "country":
            cur.reporter, cur.varied = subject.val, "reporter"
            return
    if subject and not other:
        known = cur.reporter.stated or cur.reporter.how == "default"
        known = known and subject.area.code != cur.reporter.value
        same = same and known
        inside = subject.area.code.split("-")[0] == str(cur.reporter.value).split("-")[0]
        # "Cambodia exported 11 bn. The US bought 4 bn; Viet Nam followed with 1.4 bn"
        listed = flow == "exports" and cur.varied == "partner" and lang.attributive == "before"
        listed = listed and subject.name == "subject"
        market = subject.area.type in ("country", *BLOCS) and cur.varied != "reporter" and not explicit
        market = (
            market
            and not is_bloc(cur.reporter.value)
            and (flow != "trade_balance" or cur.varied == "partner")
            and (
                subject.area.country != home.value
                or (flow == "imports" or listed)
                and cur.reporter.stated
                and str(cur.reporter.value).split("-")[0] != home.value
            )
        )
        # "Vietnam's exports rose 5%, while China's fell 3%": its own
        market = market and not (
            subject.name == "owner" and lang.attributive == "before" and bare == "growth" and not cur.varied
        )
        # "the US bought 15 bn of Viet Nam's goods, followed by the EU with 13 bn": one more of those that buy them
        alone = lang.attributive == "after" and only == {cur.reporter.value, home.value}
        buyers = lang.spaced and flow == "imports" and not explicit
        buyers = buyers and (cur.partner.how == "read" and lang.attributive == "before" or alone)
        buyers = buyers and cur.partner.value == home.value != subject.area.country
        market = market and not buyers
        within = "-" in subject.area.code and subject.area.country == str(cur.partner.value).split("-")[0]
        if same and not explicit and flow == "imports" and not lang.spaced:
            if "-" in str(cur.reporter.value) and cur.partner.value == subject.area.code:
                return  # 友谊关口岸进口水果46.5万吨，其中越南水果30.1万吨
        if same and within and not explicit and flow in ("exports", "imports"):
            cur.partner, cur.varied = subject.val, "partner"  # "to China …, of which Guangdong 8 bn"
            return
        if (
            (same or bare == "share" and known)
            and (
                subject.name in ("subject", "owner")
                or bare == "growth"
                and subject.name == "of"
                and lang.spaced
            )
            and not inside
            and (bare in ("share", "buy") or market)
        ):
            together = _joined(by, subject) if lang.spaced and lang.attributive == "after" else None
            cur.partner, cur.varied = together or subject.val, "partner"
            return
        pair = flow == "trade_balance" and subject.area.code in only
        pair = pair and {cur.reporter.value, cur.partner.value} == only
        keep = (cur.bilateral or pair) and cur.partner.value is not None and not cur.new_goods
        # "China's surplus with the US fell …; Vietnam's rose": only whose figure it is has changed
        keep = keep or (
            not explicit and cur.partner.stated and cur.partner.value not in (WORLD, subject.area.code)
        )
        # "Germany imported most of Vietnam's coffee …; Italy imported 80 tonnes"
        buys = flow == "imports" and same and cur.partner.value == home.value and not cur.new_goods
        keep = keep or buys and subject.area.type == "country" and subject.area.country != home.value
        # "Thailand sent 100 tonnes to China, whereas Vietnamese shipments rose to 21 tonnes": there, too
        beside = lang.spaced and same and cur.partner.how == "read" and cur.reporter.how == "read"
        keep = keep or beside and subject.area.code != cur.reporter.value and cur.partner.value != WORLD
        # "the US bought …, so that Viet Nam's surplus came to 104 bn": with the one that is told of
        turned = flow == "trade_balance" and cur.partner.how == "read" and lang.attributive == "after"
        keep = keep or turned and cur.partner.value == subject.area.code
        border = cur.partner.note in ("border_trade", "behind_gate")  # a province's trade over its border
        keep = keep or border and cur.reporter.value == subject.area.code
        keep = keep and not total  # "in all, Vietnam earned …"
        if keep and cur.partner.value == subject.area.code:
            cur.partner = cur.reporter
        elif not keep:
            cur.partner = world
        if cur.reporter.stated and cur.reporter.value != subject.area.code:
            own = (
                lang.attributive == "after" and subject.area.code == home.value and cur.partner.value == WORLD
            )
            own = own and not is_bloc(cur.reporter.value)  # among the members of a bloc, others follow
            cur.varied = None if own else "reporter"  # back to the home country: markets follow
        joined = _joined(by, subject)
        cur.reporter = joined or subject.val
    elif subject and other:
        gate_ = cur.partner.note in ("border_trade", "behind_gate") and other.area.code == cur.partner.value
        gate_ = gate_ and lang.attributive == "after" and subject.area.code == home.value
        if gate_ and str(cur.reporter.value).startswith(f"{home.value}-"):
            return  # "goods through the gate came to 212 m; we sold Laos 83 m": through it
        cur.reporter, cur.partner = subject.val, together or other.val
        cur.varied = "partner" if other.name in ("to", "from", "with", "origin") else cur.varied
        goods = flow == "imports" and other.name in ("origin", "of") and lang.attributive == "after"
        if (flow == "exports" or goods) and other.area.code == home.value and subject.area.type == "country":
            cur.varied = "reporter"  # "Korea sold the most to Viet Nam, 5.1 bn; next was China with 4.2 bn"
    elif other:
        cur.varied = "partner"
        if other.area.country not in (str(cur.reporter.value)[:2], str(cur.partner.value)[:2]):
            cur.bilateral = False  # a third country: the two are no longer what is told of
        if cur.reporter.value == other.area.code or (
            not cur.reporter.stated and other.area.code == home.value
        ):
            known = (
                cur.partner
                if cur.partner.stated
                and cur.partner.value not in (WORLD, other.area.code)
                and (lang.spaced or not is_bloc(cur.partner.value))
                else None
            )
            apart = lang.spaced and other.area.code not in (home.value, str(home.value)[:2])
            cur.reporter = known or (
                home if apart else Val(lang.counterpart, None, "default", "pair_other_side")
            )
        elif not cur.reporter.value:
            cur.reporter = home
        cur.partner = together or other.val
        if flow == "exports" and other.area.code == home.value and other.name == "to" and lang.spaced:
            cur.varied = "reporter"  # "Korea is the largest exporter to Viet Nam": others sell to it, too
    elif nation:
        cur.reporter, cur.partner = home, world
    elif total and flow == "exports" and explicit and not same and cur.partner.value == home.value:
        cur.reporter, cur.partner = home, world  # "China bought 572 m. All told, exports came to 9 bn"
    elif total and not cur.bilateral:
        cur.partner = world
    if cur.reporter.value is None:
        cur.reporter = home
    if cur.partner.value is None:
        cur.partner = world


def _in_one_breath(subjects: list[Role]) -> list[Role]:
    """ "China, Hong Kong and Taiwan invested 8 bn": they have one figure."""
    k = len(subjects) - 1
    if not subjects[k].joined or subjects[k].name not in ("subject", "investor"):
        return [subjects[-1]]
    while k and subjects[k].span[0] - subjects[k - 1].span[1] <= len(" and "):
        k -= 1
    return subjects[k:]


def _fdi(first, last, by, cur, home, world, nation, total, bare, lang_spaced) -> None:
    """Investment: the investor's area reports, the host is the partner."""
    host = last("at", "to")
    subjects = [r for n in ("subject", "of", "from", "investor", "origin") for r in by.get(n, [])]
    brackets = by.get("bracket", [])
    if brackets and not by.get("from") and not by.get("investor"):
        # "Samsung (South Korea)": the bracket says whose the investor is
        host = host or next((r for r in subjects if r.area.country == home.value), None)
        subjects = []
        cur.reporter = Val("+".join(sorted({r.area.code for r in brackets})), brackets[-1].span, "read")
        if host:
            cur.partner = host.val
        elif cur.partner.value is None or cur.family != "fdi":
            cur.partner = home
        return
    subjects = [r for r in subjects if host is None or r.area.code != host.area.code]
    if bare == "attract":
        hosts = [r for r in subjects if r.name in ("subject", "of")]
        if len({r.name for r in hosts}) == 2:
            # "who took in most of Viet Nam's investment is Laos"
            subjects = [replace(r, name="investor") if r.name == "of" else r for r in subjects]
            hosts = [r for r in hosts if r.name == "subject"]
        host = host or (hosts[-1] if hosts else None)
        subjects = [r for r in subjects if r is not host and r.name not in ("subject", "of")]
    inside = [r for r in subjects if r.area.code.startswith(f"{home.value}-")]
    if host is None and bare in ("level", "growth", "none") and inside and len(inside) < len(subjects):
        host, subjects = (
            inside[-1],
            [r for r in subjects if r not in inside],
        )  # "Binh Duong is Taiwan's favourite"
    if host is None and len(pair := by.get("pair", [])) >= 2:
        subjects, host = [pair[0]], pair[-1]
    inward = bare != "attract" and subjects and subjects[-1].name != "investor"
    # "Laos has licensed 412 projects of Vietnamese firms": the host is named already
    known = cur.partner.how == "read" and cur.partner.value not in (WORLD, home.value)
    known = known and (bare == "right" or cur.reporter.value == home.value)
    inward = inward and not (known and subjects[-1].name == "from")
    # "China is the largest investor in Laos; Vietnam is third with 4.3 bn", "China put 3.1 bn into Cambodia; …"
    told = cur.reporter.value not in (None, WORLD, home.value)
    among = cur.family == "fdi" and (cur.varied == "reporter" and cur.partner.stated or told)
    among = among and cur.partner.value is not None
    among = among and cur.partner.value not in (WORLD, home.value) and not is_bloc(cur.partner.value)
    among = among and not str(cur.partner.value).startswith(f"{home.value}-")
    inward = inward and not (
        among and subjects[-1].area.code == home.value and subjects[-1].name == "subject"
    )
    if not host and inward and subjects[-1].area.code.split("-")[0] == home.value:
        # the home country or one of its provinces, alone: where the money goes
        host, subjects = subjects[-1], [r for r in subjects if r.area.code.split("-")[0] != home.value]
    if not host and not inward and bare != "attract":
        own = [
            r for r in subjects if r.name in ("subject", "of") and r.area.code.startswith(f"{home.value}-")
        ]
        if own and own[-1] is not subjects[-1]:
            host, subjects = (
                own[-1],
                [r for r in subjects if r not in own],
            )  # "Hai Duong approved two Chinese projects"
    inside_bloc = (
        cur.family == "fdi" and cur.reporter.stated and (is_bloc(cur.partner.value) or cur.varied == "member")
    )
    if inside_bloc and not host and subjects and subjects[-1].name == "subject" and bare != "attract":
        if subjects[-1].area.type == "country" and subjects[-1].area.code != cur.reporter.value:
            # "China put 25 bn into ASEAN. Singapore came first with 13 bn": its members are the hosts
            cur.partner, cur.varied = subjects[-1].val, "member"
            return
    outward = cur.family == "fdi" and cur.reporter.value == home.value and cur.partner.value is not None
    if (
        outward
        and not host
        and subjects
        and subjects[-1].name in ("subject", "bracket")
        and subjects[-1].area.country != home.value
    ):
        host, subjects = subjects[-1], []  # the home country's investments, listed by host
    if (
        subjects
        and not host
        and cur.varied == "partner"
        and cur.family == "fdi"
        and bare not in ("right", "attract")
        and not (cur.reporter.value == subjects[-1].area.code and cur.partner.how == "read")
    ):
        cur.partner, cur.varied = home, "reporter"  # the list of hosts is over
    if host:
        if not subjects and host.name == "subject" and bare != "rank" and host.area.code != home.value:
            if cur.varied == "reporter":
                cur.reporter = NOTHING  # the list of investors is over, hosts are listed now
            if cur.family == "fdi" and cur.partner.value not in (None, host.area.code):
                cur.varied = "partner"  # else the one host that is told of
        if inside_bloc and host.name == "to" and not subjects and host.area.type == "country":
            cur.varied = "member"  # "… into ASEAN, of which to Singapore 13 bn; Indonesia 3 bn"
        cur.partner = host.val
    if subjects:
        pick = _in_one_breath(subjects) if bare == "level" and lang_spaced else [subjects[-1]]
        cur.reporter = _several(pick)
        if pick[0].name in ("subject", "investor"):
            cur.varied = "reporter"
        if host is not None and host.name == "subject" and "-" in host.area.code:
            cur.varied = "partner"  # "most of China's capital went to Binh Thuan": hosts are listed
    elif nation or total:
        cur.reporter = world
        # "the province has drawn 1,700 foreign projects with foreign capital of 10 bn"
        here = not nation and cur.varied != "partner" and cur.partner.stated
        here = here and str(cur.partner.value).startswith(f"{home.value}-")
        cur.partner = cur.partner if cur.partner.stated and (host or here) else home
    elif host is not None and host.area.code == WORLD and host.name == "to" and cur.reporter.value == WORLD:
        cur.reporter = home  # "… FDI came to 13 bn. Firms put 315 m USD abroad"
    elif cur.family != "fdi" or cur.reporter.value is None:
        abroad = host is not None and host.area.country != home.value
        cur.reporter = home if abroad else world
    if cur.reporter.value == cur.partner.value:
        cur.partner = home if cur.reporter.value != home.value else world
    if cur.partner.value is None or (cur.family != "fdi" and not host):
        cur.partner = home if cur.reporter.value != home.value else world


def _arrivals(first, last, cur, home, world, nation, total, gate, pair, lang) -> None:
    """Travellers and vehicles: the place visited reports, the origin is the partner."""
    visitor = last("visitor", "from", "origin") or (last("adjective") if lang.spaced else None)
    place = first("to", "at")
    if place is None and (through := first("via")) and through.area.type not in ("country", "world", *BLOCS):
        place = through
    subject = last("subject", "of", "investor")
    if gate:
        cur.reporter = gate.val
        cur.partner = Val(gate.area.counterpart, gate.span, "read", "behind_gate")
        return
    end = subject.val if subject else cur.reporter
    country, inside, _ = str(end.value).partition("-")
    if pair and inside and end.how == "read" and lang.spaced and country in {r.area.code for r in pair}:
        # "Pingxiang customs cleared 1,536 China-Viet Nam freight trains": those at that end of the line
        other = next((r for r in pair if r.area.code != country), None)
        if other is not None and other.area.type not in BLOCS:
            cur.reporter, cur.partner = end, other.val
            return
    if place:
        cur.reporter = place.val
    if visitor:
        cur.partner, cur.varied = visitor.val, "partner"
    if pair and not (place or visitor or subject):
        cur.reporter, cur.partner, cur.bilateral = (
            pair[0].val,
            pair[-1].val,
            True,
        )  # trains between two countries
        return
    if subject and subject.area.type in ("country", "continent", "bloc", "province", "city"):
        if subject.area.code.split("-")[0] == home.value:
            cur.reporter = subject.val
            if not visitor and subject.area.code == home.value:
                own = (
                    subject.name == "subject" and lang.spaced
                )  # "Viet Nam had 1.7 million visitors": from everywhere
                cur.partner = cur.partner if cur.partner.stated and not own else world
        elif not visitor:
            cur.partner, cur.varied = subject.val, "partner"
    if (total or nation) and not visitor and not subject:
        cur.partner = world
        if nation or cur.reporter.value is None:
            cur.reporter = home
    if cur.reporter.value is None:
        cur.reporter = home
    if cur.partner.value is None:
        cur.partner = world


def _several(rs: list[Role]) -> Val:
    codes = list(dict.fromkeys(r.area.code for r in rs))
    return Val("+".join(codes), (rs[0].span[0], rs[-1].span[1]), "read")


def is_bloc(code: object) -> bool:
    """ASEAN, EU and the like: their members report beside them, they are not their market."""
    return isinstance(code, str) and code != WORLD and "-" not in code and (len(code) > 3 or code == "EU")
