"""Whose all trade, exports and imports together, is told of, and with whom."""

from __future__ import annotations

from dataclasses import replace

from etl.frame import BLOCS, WORLD, Val
from etl.language import Area, english
from etl.parties.named import EVERYBODY, Named, is_bloc, joined, several
from etl.roles import Role

_ENDS = frozenset({"customs", "gate"})


def all_trade(n: Named) -> None:
    """Two sides that are named, else whose it is or with whom, the other being as told before."""
    cur = n.cur
    if _two_sides(n):
        return
    if _sent_from(n):
        return
    subject = n.last("subject", "of", "investor", "origin")
    if subject is not None and n.same and subject.name == "origin" and len(n.by) == 1 and n.lang.spaced:
        if subject.area.code == cur.partner.value and n.lang.attributive == "before" and cur.reporter.stated:
            return  # "customs cleared 380,000 tonnes of Vietnamese durian worth 12 bn yuan"
    other = next((r for k in ("with", "to", "from") for r in n.by.get(k, []) if not r.area.counterpart), None)
    if other is not None and not n.lang.spaced and len({r.area.code for r in n.by[other.name]}) > 2:
        other = None  # 对香港、台湾、欧盟等主要市场: their sum is nobody's alone
    if other is not None and (n.lang.attributive == "after" or english(n.lang)):
        other = _partners(n, other)
    if other is None:
        if n.both is not None and _both_sides(n, subject):
            return
        if subject and _next_partner(n, subject):
            return
    pair = n.by.get("pair", [])
    alone = len(pair) == 1 and all(r.area.code == pair[0].area.code for rs in n.by.values() for r in rs)
    if alone and pair[0].area.code != n.home.value and not cur.bilateral:
        cur.reporter, cur.partner = pair[0].val, EVERYBODY  # "between this country and its main markets"
        return
    if pair and not other and not subject:
        subject = pair[0]
    if subject and subject.area.type in BLOCS and not other:
        if _one_more_bloc(n, subject):
            return
        if n.lang.attributive == "after" and n.bare == "share" and not is_bloc(cur.reporter.value):
            if subject.name == "subject" and cur.partner.value in (None, WORLD):
                # "RCEP chiếm 62% tổng xuất nhập khẩu của Việt Nam"
                cur.reporter = cur.reporter if cur.reporter.stated else n.home
                cur.partner, cur.varied = subject.val, "partner"
                return
        if n.lang.spaced and n.lang.attributive == "before" and _of_bloc(n, subject):
            return
        subject = None
    if n.gate and not other and _at_gate(n.gate, subject):
        n.through_gate()
        cur.varied = "reporter"
        return
    if subject and other and _with_member(n, other):
        return
    if subject and other and subject.area.code != other.area.code:
        cur.reporter, cur.partner, cur.bilateral = subject.val, other.val, True
    elif other:
        _with(n, other)
    elif subject:
        _of(n, subject)
    elif n.nation:
        ours = cur.reporter if cur.reporter.note == "compiler_country" else n.home  # the office's own country
        cur.reporter, cur.partner, cur.bilateral = ours, EVERYBODY, False
    elif n.total and not cur.bilateral and cur.partner.note not in ("border_trade", "behind_gate"):
        # "14,000 tonnes went to China through Lao Cai. Total trade there …": the place told of
        there = any(r.area.code == cur.partner.value for r in n.by.get("at", []))
        cur.partner = cur.partner if there else EVERYBODY
    n.fill()


def _partners(n: Named, other: Role) -> Role:
    """ "Thương mại với Lào, Campuchia và Thái Lan đạt 36 tỷ USD": several have one figure."""
    rs = n.by[other.name]
    gaps = [b.span[0] - a.span[1] for a, b in zip(rs, rs[1:], strict=False)]
    if not gaps or max(gaps) > len(" và ") + english(n.lang) * 2 or any(r.area.counterpart for r in rs):
        return other
    if english(n.lang) and gaps[-1] < len(" and "):
        return other  # "With ASEAN, the region traded 137 bn yuan"
    val = several(rs)
    return replace(other, area=Area(str(val.value), "country"), span=val.span)


def _sent_from(n: Named) -> bool:
    """ "The value of imports and exports from Shandong to ASEAN": whose trade it is, and with whom."""
    if not english(n.lang) or set(n.by) != {"from", "to"}:
        return False
    whose, other = n.by["from"][-1], n.by["to"][-1]
    if whose.area.counterpart or other.area.counterpart or whose.area.code == other.area.code:
        return False
    n.cur.reporter, n.cur.partner, n.cur.bilateral = whose.val, other.val, True
    return True


def _two_sides(n: Named) -> bool:
    """Two named as the sides: "between A and B", "China and Viet Nam: trade"."""
    cur, pair = n.cur, n.by.get("pair", [])
    if len({r.area.code for r in pair}) >= 2:
        a, b = pair[0], next(r for r in pair if r.area.code != pair[0].area.code)
        end = next((r for r in n.by.get("subject", []) if r.area.type in _ENDS), None)
        if end is not None and end.area.country in (a.area.code, b.area.code):
            # 昆明海关：中老铁路进出口货物183万吨: what its office counted at that end
            b = b if end.area.country == a.area.code else a
            a = end
        elif end is None and cur.bilateral and not n.lang.spaced and "-" in str(cur.reporter.value):
            # the same office goes on: 今年前4个月，中老铁路进出口货物183.34万吨
            told = str(cur.reporter.value).split("-")[0], str(cur.partner.value)
            if told in ((a.area.code, b.area.code), (b.area.code, a.area.code)):
                return True
        cur.reporter, cur.partner, cur.bilateral = a.val, b.val, True
        return True
    named = n.by.get("subject") or n.by.get("of", [])
    if len(named) != 2 or not named[1].joined or len(n.by) != 1:
        return False
    countries = {r.area.country for r in named}
    # "Trung Quốc và ASEAN trao đổi 3.920 tỷ nhân dân tệ"
    mutual = n.lang.attributive == "after" and cur.flow.how == "read" and n.bare == "level"
    if len(countries) != 2 or n.home.value not in countries and n.both is None and not mutual:
        return False
    cur.reporter, cur.partner, cur.bilateral = named[0].val, named[1].val, True
    return True


def _both_sides(n: Named, subject: Role | None) -> bool:
    """Whom "both sides" means, one of whom may be named."""
    cur, both = n.cur, n.both
    if n.gate and n.gate.area.counterpart not in {c.split("-")[0] for c in both}:
        return False  # "Bilateral trade via Tachileik was 12 m": a gate to neither
    if subject is not None and subject.area.type not in BLOCS:
        code = subject.area.code
        side = next((c for c in both if c.split("-")[0] != subject.area.country), n.home.value)
        if code not in both or subject.area.country != n.home.value:
            cur.reporter, cur.partner = subject.val, Val(side, n.both_at, "inherited", "other_side")
            cur.bilateral = True
            return True
    if subject is None or subject.area.code in both:
        cur.reporter, cur.partner = (Val(c, n.both_at, "inherited", "both_sides") for c in both)
        cur.bilateral = True
        return True
    return False


def _next_partner(n: Named, subject: Role) -> bool:
    """Whether who is named without a preposition is the next partner of the one whose trade is told of."""
    cur, bare = n.cur, n.bare
    if bare == "share" and cur.varied == "reporter" and "-" in subject.area.code:
        whose = str(cur.reporter.value)
        other = n.lang.attributive == "after" and whose != subject.area.code
        if other and "-" in whose and whose.split("-")[0] == subject.area.country:
            cur.reporter = subject.val  # "Quảng Tây chiếm 39% kim ngạch Việt - Trung, Quảng Đông 22%"
            return True
    beside = "-" in subject.area.code and str(cur.partner.value).split("-")[0] == subject.area.country
    beside = beside and str(cur.partner.value) not in (subject.area.code, subject.area.country)
    if beside and subject.name in ("subject", "owner") and n.lang.spaced and n.same:
        if str(cur.reporter.value).split("-")[0] != subject.area.country and bare != "growth":
            cur.partner, cur.varied = (
                subject.val,
                "partner",
            )  # "with Guangdong 44 bn, followed by Guangxi's 36 bn"
            return True
    if subject.area.type not in ("country", "bloc") or cur.reporter.value == subject.area.code:
        return False
    if n.apart and cur.reporter.value is not None:
        cur.partner, cur.varied = subject.val, "partner"  # "of which with Vietnam 4.2 bn"
        return True
    member = is_bloc(cur.reporter.value) and cur.partner.stated and not is_bloc(cur.partner.value)
    if member and bare == "share" and subject.name in ("owner", "subject") and subject.area.type == "country":
        # "ASEAN's trade with China came to 669 bn. Viet Nam's share of that was 166 bn"
        if subject.area.code != cur.partner.value != WORLD:
            cur.reporter, cur.varied = subject.val, "reporter"
            return True
    shared = is_bloc(cur.partner.value) or cur.varied == "partner"
    # "Yunnan's trade with ASEAN came to 91 bn. Thailand's part grew 44% to 11 bn and that of Laos 59% to 7 bn"
    theirs = n.unnamed and subject.name in ("owner", "of") and is_bloc(cur.partner.value) and english(n.lang)
    theirs = theirs and not is_bloc(cur.reporter.value) and bare in ("growth", "level", "listed")
    if theirs and cur.reporter.stated and subject.area.country != str(cur.reporter.value).split("-")[0]:
        cur.partner, cur.varied = subject.val, "partner"
        return True
    if (
        (cur.varied == "partner" or bare == "share" and not n.both)
        and (subject.name == "subject" or subject.name == "owner" and bare == "share" and shared)
        and (cur.reporter.stated or cur.varied == "partner" and cur.reporter.how == "default")
    ):
        # "ASEAN …: Viet Nam contributed 1.6 tn and Malaysia 1.3 tn": its members are listed
        listed = subject.name == "owner" or is_bloc(cur.partner.value) and n.lang.attributive == "before"
        cur.partner = subject.val
        cur.varied = "partner" if listed else cur.varied
        return True
    return False


def _one_more_bloc(n: Named, subject: Role) -> bool:
    """Whether a bloc is one more of the partners that are listed: "the US came to 10 bn and the EU to 6 bn"."""
    cur = n.cur
    listed = n.lang.spaced and n.bare in ("level", "listed")
    # "Trade with ASEAN came to 4.1 tn. The EU followed with 3.8 tn": in a sentence of its own, too
    next_ = english(n.lang) and cur.flow.how == "inherited" and cur.partner.how == "inherited"
    listed = listed and (cur.partner.how == "read" or next_) and cur.partner.value != WORLD
    listed = listed and (cur.reporter.stated or english(n.lang) and cur.reporter == n.home)
    # 四川对美国进出口794亿元；欧盟进出口640亿元: a province's partner, as a country would be
    listed = listed or not n.lang.spaced and cur.reporter.stated and "-" in str(cur.reporter.value)
    # "its three main partners were ASEAN with 80 bn, the EU with 80 bn and the US with 75 bn"
    first = (
        n.bare == "listed" and n.lang.attributive == "before" and cur.reporter.how in ("read", "inherited")
    )
    first = first and cur.partner.value == WORLD and not is_bloc(cur.reporter.value)
    # "Ngoại thương Trung Quốc đạt 9.070 tỷ. ASEAN dẫn đầu với 1.350 tỷ": one of those that a country trades with
    behind = cur.flow.how == "inherited" or cur.flow.span is not None and cur.flow.span > subject.span
    next_one = n.lang.attributive == "after" and n.bare in ("level", "listed") and behind
    next_one = (
        next_one and cur.partner.value == WORLD and cur.reporter.stated and not is_bloc(cur.reporter.value)
    )
    if not (listed or first or next_one) or subject.name != "subject" or len(n.by) != 1:
        return False
    cur.partner, cur.varied = subject.val, "partner"
    return True


def _of_bloc(n: Named, subject: Role) -> bool:
    """ "ASEAN's 911 bn USD trade with China", "ASEAN's total trade": its own, where its name stands as an owner's."""
    if subject.name != "owner":
        return False
    n.cur.reporter, n.cur.partner, n.cur.bilateral = subject.val, EVERYBODY, False
    return True


def _at_gate(gate: Role, subject: Role | None) -> bool:
    """Whether nobody else than a gate, or the neighbour behind it, is named."""
    return (
        subject is None
        or subject is gate
        or subject.area.code == gate.area.code
        or bool(subject.area.counterpart)
        or subject.area.code == gate.area.counterpart
        and subject.span > gate.span  # the neighbour's goods at the gate
    )


def _with_member(n: Named, other: Role) -> bool:
    """ "Of China's trade with ASEAN, Viet Nam made 260 bn": with one of its members."""
    named = n.by.get("subject", [])
    if other.area.type not in BLOCS or len(named) != 2:
        return False
    if not named[0].span < other.span < named[1].span or named[0].area.type in BLOCS:
        return False
    n.cur.reporter, n.cur.partner, n.cur.varied = named[0].val, named[1].val, "partner"
    return True


def _with(n: Named, other: Role) -> None:
    """With whom is named, and not whose: that of the one told of, else of the home country."""
    cur = n.cur
    # "Bộ Thương mại Thái Lan: với Malaysia 148 tỷ baht; với Lào 131 tỷ baht"
    counted = n.lang.attributive == "after" and cur.reporter.note == "compiler_country"
    own = str(cur.reporter.value).partition("-")
    if (
        own[1]
        and own[0] == other.area.code
        and cur.partner.stated
        and cur.partner.value not in (WORLD, own[0])
    ):
        # "Chongqing's trade with Vietnam … In eight months Vietnam traded 117 bn worth of goods with China"
        cur.reporter, cur.partner, cur.varied = cur.partner, other.val, "partner"
    elif (cur.reporter.stated or counted) and cur.reporter.value != other.area.code:
        if "-" in other.area.code and str(cur.reporter.value) == other.area.country and cur.partner.stated:
            cur.reporter = other.val  # a province of the reporting side
        else:
            cur.partner, cur.varied = other.val, "partner"
    elif (
        n.lang.spaced
        and n.lang.attributive == "before"
        and cur.reporter.value == other.area.code != n.home.value
    ):
        known = cur.partner.stated and cur.partner.value not in (WORLD, other.area.country)
        if not known:  # "ASEAN is Guangxi's largest partner. Its trade with the region came to 300 bn"
            cur.reporter, cur.partner = n.home, other.val
    elif other.area.code == n.home.value:
        known = cur.partner.stated and cur.partner.value not in (WORLD, n.home.value)
        cur.reporter = cur.partner if known else Val(n.lang.counterpart, None, "default", "pair_other_side")
        cur.partner = other.val
    else:
        cur.reporter, cur.partner = n.home, other.val
    cur.bilateral = True


def _of(n: Named, subject: Role) -> None:
    """One side is named without a preposition: whose trade it is, or with whom."""
    cur, lang, code = n.cur, n.lang, subject.area.code
    if code == n.home.value:
        if _own_bloc(n, subject) or _home_next(n, subject):
            return
        gated = (
            english(lang) and cur.partner.note in ("border_trade", "behind_gate") and subject.name != "owner"
        )
        if gated and str(cur.reporter.value).startswith(f"{code}-"):
            return  # "gates in Lao Cai handled 41,000 tonnes of Vietnamese fruit worth 33 m USD"
        told = cur.bilateral and cur.partner.stated and code in (cur.reporter.value, cur.partner.value)
        own = english(lang) and subject.name == "owner"  # "Vietnam's total trade", after that with China
        all_told = n.total and (own or not lang.spaced) or n.nation and english(lang)
        # "Tổng kim ngạch xuất nhập khẩu của Việt Nam", behind that with Trung Quốc
        whole = lang.attributive == "after" and subject.name == "of" and n.both is None and len(n.by) == 1
        if not told or (all_told or whole) and cur.flow.how == "read":
            cur.reporter, cur.partner = subject.val, EVERYBODY
            cur.bilateral = cur.bilateral and not own and not whole
    elif subject.area.type != "country":
        _of_province(n, subject)
    elif _all_of_side(n, subject):
        cur.reporter, cur.partner, cur.bilateral = subject.val, EVERYBODY, False
    elif _next_of_those(n, subject):
        cur.reporter, cur.varied = subject.val, "reporter"
    elif not lang.spaced and _begins_with_all(n, subject):
        cur.reporter, cur.partner, cur.bilateral = subject.val, EVERYBODY, False
    elif (
        subject.name == "owner"
        or subject.name == "of"
        and (_whose(n) or n.total and lang.attributive == "after")
        or n.total
        and subject.name == "subject"
        and not lang.spaced
    ) and (n.total or code not in (cur.reporter.value, cur.partner.value)):
        cur.reporter, cur.partner, cur.bilateral = subject.val, EVERYBODY, False  # "China's foreign trade"
    elif code not in (cur.reporter.value, cur.partner.value):
        local = cur.reporter.stated and "-" in str(cur.reporter.value)  # a province's partner
        told = cur.partner.value == WORLD or cur.varied == "partner"
        told = told and subject.name in ("subject", "of") and not is_bloc(cur.reporter.value)
        # "Thailand's trade came to 419 bn, led by China (244 bn)": its partner, too
        told = told and (lang.spaced or cur.varied == "partner") and cur.reporter.stated
        told = told and cur.reporter.value not in (WORLD, n.home.value)
        # "China's trade with Vietnam came to 547 bn. Malaysia followed with 390 bn": China's next partner
        next_ = english(lang) and cur.bilateral and cur.partner.value == n.home.value
        told = told or next_ and subject.name == "subject" and cur.reporter.value not in (WORLD, n.home.value)
        told = told or not lang.spaced and _who_was_first(n)
        cur.bilateral, cur.varied = not told, "partner" if told else cur.varied
        both = joined(n.by, subject) if english(lang) else None
        apart = both is None or str(n.home.value) in str(both.value)  # "HANOI, Vietnam and China traded …"
        cur.reporter = cur.reporter if local or told else n.home
        cur.partner = subject.val if apart else both


def _begins_with_all(n: Named, subject: Role) -> bool:
    """中国进出口25万亿元，其中对越出口增长20%: what a text begins with, where one alone is named, is all that it trades."""
    cur = n.cur
    return (
        subject.name in ("subject", "owner")
        and cur.flow.how == "read"
        and n.bare == "level"
        and not (cur.reporter.stated or cur.partner.stated)
    )


def _who_was_first(n: Named) -> bool:
    """中国与越南贸易额2302亿美元。马来西亚1768亿美元: the next one trades with whom the text named first."""
    one, other = n.cur.reporter, n.cur.partner
    named = n.cur.bilateral and one.stated and other.stated and one.span is not None
    return named and one.value != WORLD and not is_bloc(one.value) and not is_bloc(other.value)


def _all_of_side(n: Named, subject: Role) -> bool:
    """ "Lào và Trung Quốc buôn bán 8 tỷ USD. Tổng kim ngạch xuất nhập khẩu của Lào 16 tỷ USD": that of one of the two
    with everybody."""
    cur = n.cur
    if n.lang.attributive != "after" or subject.name != "of" or n.both is not None or len(n.by) != 1:
        return False
    told = cur.bilateral and cur.partner.stated and cur.flow.how == "read"
    return told and subject.area.code in (cur.reporter.value, cur.partner.value)


def _next_of_those(n: Named, subject: Role) -> bool:
    """ "Malaysia's trade with China grew 4% to 124 bn, Thailand's 5% to 92 bn": the next one's, with the same partner."""
    cur = n.cur
    told = n.unnamed and subject.name == "owner" and english(n.lang) and cur.bilateral and not n.total
    told = told and cur.reporter.how == cur.partner.how == "read"
    return told and subject.area.code not in (cur.reporter.value, cur.partner.value)


def _own_bloc(n: Named, subject: Role) -> bool:
    """ "China's trade with ASEAN came to 911 bn. Viet Nam, the biggest of its members, accounted for 230 bn": with one
    of the bloc's members, where no word for trade begins on its own."""
    cur = n.cur
    whole = is_bloc(cur.partner.value) or n.bare == "listed" and cur.partner.value == WORLD
    told = whole and cur.reporter.stated and cur.flow.how == "inherited"
    # "ASEAN chiếm 322 tỷ NDT; riêng Việt Nam 246 tỷ NDT" of a province's trade
    there = n.lang.attributive == "before" or "-" in str(cur.reporter.value)
    told = told and n.lang.spaced and there and subject.name == "subject"
    if not told or cur.reporter.value in (WORLD, n.home.value):
        return False
    cur.partner, cur.varied = subject.val, "partner"
    return True


def _home_next(n: Named, subject: Role) -> bool:
    """ "Malaysia's trade with Singapore increased by 22 percent, Vietnam by 14 percent": with the home country next."""
    cur = n.cur
    told = english(n.lang) and n.unnamed and cur.bilateral and n.bare in ("growth", "listed")
    told = told and subject.name == "subject" and cur.reporter.how == cur.partner.how == "read"
    if not told or WORLD in (cur.reporter.value, cur.partner.value) or n.home.value == cur.partner.value:
        return False
    if str(cur.reporter.value).split("-")[0] == n.home.value:
        return False
    cur.partner, cur.varied = subject.val, "partner"
    return True


def _of_province(n: Named, subject: Role) -> None:
    """A province's trade: with the partner told of where it is one of several, else with everybody."""
    cur = n.cur
    keep = cur.partner.value not in (None, WORLD, subject.area.code)
    keep = keep and (cur.bilateral or cur.varied == "reporter")
    # 云南与东盟贸易额49亿美元。云南省前10个月的进出口132亿美元: named once more, its own with all
    # "Hunan's trade with ASEAN was 33 bn. The province's imports and exports were 166 bn"
    tongue = not n.lang.spaced or english(n.lang)
    again = cur.reporter.value == subject.area.code and tongue and cur.partner.how == "inherited"
    # "… The province's total was 166 bn"
    total = n.unnamed and n.bare == "listed" and subject.name == "owner" and english(n.lang)
    keep = keep and not (again and (cur.flow.how == "read" or total) and not n.apart)
    if keep and cur.partner.value == subject.area.country and cur.reporter.value:
        cur.partner = cur.reporter  # "Viet Nam and China traded …; Shandong's part was 14 bn"
    cur.reporter = subject.val
    if not keep or n.total:
        cur.partner = EVERYBODY
    cur.varied = "reporter"


def _whose(n: Named) -> bool:
    """Whether "the trade of China" tells whose it is: no trade between two is told of."""
    return (
        n.lang.attributive == "after" and n.both is None and not n.cur.bilateral and not n.cur.partner.stated
    )
