"""Whose exports, imports, balance or volume is told of, and to or from whom."""

from __future__ import annotations

from etl.frame import BLOCS, WORLD, Val
from etl.language import english
from etl.parties.named import EVERYBODY, Named, in_a_row, is_bloc, joined, several, together
from etl.roles import Role


def one_way(n: Named) -> None:
    """The reporter's flow to or from the partner: one or both named, the other as told before."""
    cur, lang = n.cur, n.lang
    if n.flow == "imports" and _supplied_already(n):
        return
    subject, other, source = _by_preposition(n)
    both = together(n.by, other, with_too=n.flow == "trade_balance" and english(lang))
    if len({r.area.code for r in n.by.get("to", [])}) > 2:
        other = None  # a list of markets: their sum is nobody's alone
        # 对中国、韩国和美国等，其中中国占91%: one of them alone
        alone = subject is not None and subject.area.code in {r.area.code for r in n.by["to"]}
        shared = not lang.spaced and n.bare == "share" and not alone
        if (lang.spaced or shared) and n.by["to"][-1].joined:
            # "the three markets A, B and C took 56%"
            other, both = n.by["to"][-1], several(n.by["to"])
    if n.flow == "trade_balance" and not (lang.spaced or other or n.same):
        two = n.by.get("subject", [])
        if len(two) == 2 and two[1].joined and two[1].area.code != two[0].area.code:
            subject, other = two  # 马来西亚和中国的贸易逆差: the first one's, with the other
    pair = n.first("pair")
    if pair and not (subject or other) and _both_elsewhere(n):
        other, both = n.last("pair"), several(n.by["pair"])
    elif pair and not subject:
        second = n.last("pair")
        subject = pair
        if not other and second.area.code != pair.area.code:
            other = second
    if source is not None and _of_the_border(n, source):
        source = None
    if subject is None and source is not None and (other is None or source.area.code != other.area.code):
        subject = source
    if other and subject and not lang.spaced and other.area.counterpart:
        if subject.area.code == other.area.country:
            other = None  # 中国从友谊关口岸进口: through its own gate
    if n.gate and n.gate.name == "via" and not (other or n.total) and _of_either_side(n.gate, subject):
        cur.reporter = subject.val
        own = subject.area.code == n.gate.area.country
        behind = n.gate.area.counterpart if own else n.gate.area.country
        cur.partner = Val(behind, n.gate.span, "read", "behind_gate")
        return
    if n.gate and _only_gate(n.gate, subject, other):
        if not _sent_by_inland(n):
            n.through_gate()
            cur.varied = "reporter"
        return
    if subject and other and subject.area.code == other.area.code:
        subject = None
    if subject and subject.area.type in BLOCS and _passing_bloc(n, subject, other):
        subject = None
    if subject and other:
        _from_to(n, subject, other, both or other.val)
    elif subject:
        if _whose_turn(n, subject):
            return
    elif other:
        _with(n, other, both or other.val)
        if n.nation and n.bare == "level" and lang.attributive == "after" and cur.reporter.how == "inherited":
            if str(cur.reporter.value).startswith(f"{n.home.value}-"):
                cur.reporter = n.home  # "the gate handled 4 bn. The whole country bought 144 bn from China"
    elif n.nation or n.total and _all_told(n):
        cur.reporter, cur.partner = n.home, EVERYBODY
    elif n.total and not cur.bilateral:
        cur.partner = EVERYBODY
    n.fill()


def _supplied_already(n: Named) -> bool:
    """ "China was the largest supplier to Viet Nam with 144 bn": from the supplier that has been ranked."""
    cur, to = n.cur, n.by.get("to", [])
    told = n.same and not n.total and len(n.by) == 1 and len(to) == 1 and cur.partner.how == "read"
    return told and n.lang.attributive == "before" and to[0].area.code == cur.reporter.value


def _both_elsewhere(n: Named) -> bool:
    """ "Tôm mang về 4 tỷ USD. Trung Quốc - Hồng Kông mua nhiều nhất": two with whom home does what is told of, together."""
    home = n.home.value
    told = n.lang.attributive == "after" and n.same and n.cur.reporter.value == home
    return told and all(r.area.type == "country" and r.area.code != home for r in n.by["pair"])


def _by_preposition(n: Named) -> tuple[Role | None, Role | None, Role | None]:
    """Whose flow it is, with whom, and whose goods, as the words before the areas say."""
    cur, lang = n.cur, n.lang
    subject = n.last("subject", "of", "investor")
    if subject is not None and subject.area.type in BLOCS and subject.name == "subject" and n.by.get("of"):
        subject = n.last("of")  # "five years into the CPTPP, Viet Nam's exports to Canada …"
    source = None
    if n.flow == "imports":
        subject, other = _imported(n, subject)
    elif n.flow == "exports":
        other, source = n.first("to", "with"), n.first("origin", "from")
        if other is None and source is not None and n.same and not (n.explicit or source.those):
            back = lang.attributive == "before" and lang.spaced and cur.partner.value == n.home.value
            if cur.reporter.value not in (None, source.area.code) and not back:
                other, source = source, None  # "87 percent of the total came from China"
    else:
        other, source = n.first("with", "from", "to"), n.first("origin")
    if other is None:
        behind = lang.attributive == "after"  # "Tại châu Âu, xuất khẩu tôm đạt 309 triệu USD"
        at = next((r for r in n.by.get("at", []) if r.area.type == "country" or behind and _abroad(r)), None)
        if at is not None and at.area.code != cur.reporter.value:
            other = at
    if other is None and n.flow == "imports" and n.bare == "right" and subject is not None:
        if subject.name == "of" and cur.reporter.stated and subject.area.type not in BLOCS:
            abroad = subject.area.country != str(cur.reporter.value).split("-")[0]
            if abroad or subject.area.type == "country" and subject.area.code != cur.reporter.value:
                return None, subject, source  # "imported 9 tonnes, 7 of them supplied by Thailand"
    if _of_supplier(n, subject, other):
        return None, subject, source
    return subject, other, source


def _abroad(r: Role) -> bool:
    """A bloc or a continent, which trade at a place there is with."""
    return r.area.type in BLOCS and r.area.code != WORLD


def _of_supplier(n: Named, subject: Role | None, other: Role | None) -> bool:
    """ "Nhập khẩu thép đạt 13 triệu tấn, của Trung Quốc là 8 triệu tấn": those of one that sells to who is told of."""
    alone = subject is not None and other is None and subject.name == "of" and n.lang.attributive == "after"
    if not alone or n.flow != "imports" or n.explicit or not n.same or subject.area.type != "country":
        return False
    if (
        subject.area.code == n.home.value
    ):  # "Quảng Tây nhập 1,1 tỷ tệ trái cây, trong đó của Việt Nam 0,6 tỷ tệ"
        return n.cur.reporter.stated and str(n.cur.reporter.value).split("-")[0] not in (n.home.value, WORLD)
    if n.cur.reporter.value == n.home.value:
        return True
    # "Campuchia nhập của Trung Quốc 12 tỷ USD, của Việt Nam 3,8 tỷ USD và của Thái Lan 3,1 tỷ USD"
    told = n.cur.reporter.stated and n.cur.partner.stated and n.cur.partner.value != WORLD
    told = told and (n.cur.reporter.span or (0,)) < (n.cur.partner.span or (0,))
    return told and n.cur.reporter.value not in (WORLD, subject.area.code)


def _imported(n: Named, subject: Role | None) -> tuple[Role | None, Role | None]:
    """Who imports, and from whom."""
    other = n.first("from", "origin", "with")
    named = subject is not None and subject.name == "subject" and n.explicit and n.lang.attributive == "after"
    if other is None and named and (of := n.first("of")) and of.area.code != subject.area.code:
        other = of  # "Đức là quốc gia nhập khẩu cà phê nhiều nhất của Việt Nam"
    if subject is None and other is not None and other.name == "from" and english(n.lang) and n.explicit:
        if (to := n.first("to")) is not None and to.area.code != other.area.code:
            return to, other  # "imports to Vietnam from Japan"
    if other is None and not n.lang.spaced:
        other = n.first("to")  # 中国对越南进口额: what it imports from there
    if other is None and (to := n.first("to")):
        if subject is None or n.explicit and to.area.code != subject.area.code:
            return to, subject  # "Chinese imports to Vietnam"
    return subject, other


def _of_the_border(n: Named, source: Role) -> bool:
    """ "170,000 tonnes of Vietnamese produce left through its gates": those of the province on the border."""
    cur = n.cur
    if not n.lang.spaced or source.area.code != n.home.value or not cur.reporter.stated:
        return False
    whose = str(cur.reporter.value)
    return whose.startswith(f"{n.home.value}-") and cur.partner.value == n.lang.neighbours.get(whose)


def _only_gate(gate: Role, subject: Role | None, other: Role | None) -> bool:
    """Whether nobody else than a gate, or the province that it is in, is named."""
    whose = subject is not None and subject is not gate and subject.area.code != gate.area.code
    if whose and not subject.area.counterpart:
        return False
    return other is None or bool(other.area.counterpart)


def _of_either_side(gate: Role, subject: Role | None) -> bool:
    """越南经友谊关口岸出口4万吨: whether the country on one side of a gate sends its goods through it."""
    return subject is not None and subject.area.code in (gate.area.counterpart, gate.area.country)


def _sent_by_inland(n: Named) -> bool:
    """ "Bac Giang …; China took 43,700 tonnes by way of Lao Cai": what an inland province sends through another's gate."""
    if n.lang.attributive != "after" or n.gate.name != "via" or n.flow not in ("exports", "imports"):
        return False
    whose = str(n.cur.reporter.value)
    inland = n.cur.reporter.stated and "-" in whose and whose not in n.lang.neighbours
    return inland and whose.split("-")[0] == n.gate.area.country


def _passing_bloc(n: Named, subject: Role, other: Role | None) -> bool:
    """Whether a bloc is named by the way only: "China's exports to Viet Nam grew the fastest of its ASEAN markets"."""
    cur = n.cur
    if cur.reporter.stated and subject.name == "of":
        return True
    told = cur.reporter.how == cur.partner.how == "read" and not is_bloc(cur.reporter.value) and n.lang.spaced
    return bool(other) and subject.name == "subject" and told


def _whose_turn(n: Named, subject: Role) -> bool:
    """Who is named alone: whose flow it is, or the next partner of the one told of; True where nothing is left open."""
    cur, lang, flow = n.cur, n.lang, n.flow
    if cur.varied == "seller" and not n.explicit and n.same:
        cur.reporter = subject.val  # "of the Chinese market Thailand has 68 percent, Vietnam 31"
        return True
    if subject.name == "of" and n.flow == "exports" and n.bare == "right" and n.same and not n.explicit:
        bought = english(lang) and cur.partner.how == "read" and cur.varied == "partner"
        if bought and subject.area.country not in (n.home.value, str(cur.reporter.value).split("-")[0]):
            cur.partner = subject.val  # "643,000 tonnes were bought by China, 47,000 tonnes by India"
            return True
    if _others_own(n, subject):
        cur.reporter, cur.partner, cur.varied = subject.val, cur.reporter, None
        return True
    if subject.next and n.same and cur.varied == "partner" and subject.area.code != cur.reporter.value:
        cur.partner = subject.val
        return True
    if _rival_at_home(n, subject) or _rival_of_goods(n, subject):
        cur.reporter, cur.varied = subject.val, "seller"
        return True
    told = (cur.reporter.value, cur.partner.value)
    if cur.varied == "supplier" and not n.explicit and n.same and subject.area.code not in told:
        cur.partner, cur.varied = (
            subject.val,
            "partner",
        )  # "China's second supplier, behind Thailand with 4.6 bn"
        return True
    if _next_importer(n, subject):
        cur.reporter, cur.varied = subject.val, "reporter"
        return True
    known = cur.reporter.stated or cur.reporter.how == "default"
    known = known and subject.area.code != cur.reporter.value
    same = n.same and known
    if same and not n.explicit and flow == "imports" and not lang.spaced:
        if "-" in str(cur.reporter.value) and cur.partner.value == subject.area.code:
            return True  # 友谊关口岸进口水果46.5万吨，其中越南水果30.1万吨
        if cur.partner.note == "behind_gate" and subject.area.type == "country":
            cur.partner, cur.varied = subject.val, "partner"  # 泰国水果10万吨
            return True
    if n.apart and not lang.spaced and cur.partner.note == "behind_gate" and set(n.by) <= {"subject"}:
        if str(cur.reporter.value).startswith(f"{subject.area.code}-"):
            return True  # 木姐口岸贸易额38亿美元。其中，缅方出口25亿美元
    within = "-" in subject.area.code and subject.area.country == str(cur.partner.value).split("-")[0]
    if same and within and not n.explicit and flow in ("exports", "imports"):
        cur.partner, cur.varied = subject.val, "partner"  # "to China …, of which Guangdong 8 bn"
        return True
    inside = subject.area.code.split("-")[0] == str(cur.reporter.value).split("-")[0]
    if (same or n.bare == "share" and known) and not inside:
        named = subject.name in ("subject", "owner")
        named = named or n.bare == "growth" and subject.name == "of" and lang.spaced
        # "The share of the US in Vietnam's exports was 29%, that of China 15%"
        named = (
            named or n.bare == "share" and subject.name == "of" and cur.varied == "partner" and lang.spaced
        )
        # "Indonesia's exports grew 2.9% and Thailand's 0.9%"
        own = english(lang) and subject.name == "owner" and subject.area.type == "country"
        own = own and cur.reporter.how == "read" and (cur.partner.value, cur.varied) == (WORLD, None)
        own = own or _own_of_same(n, subject)
        if named and (n.bare in ("share", "buy") or not own and _one_more_market(n, subject)):
            several_ = joined(n.by, subject) if lang.spaced else None
            several_ = in_a_row(n.by, subject) if not lang.spaced and n.bare == "share" else several_
            cur.partner, cur.varied = several_ or subject.val, "partner"
            if subject.name == "subject" and several_ is None:
                cur.partner = Val(subject.area.code, subject.span, "read", "one_more")
            return True
    keep = _partner_stays(n, subject, same)
    if keep and cur.partner.value == subject.area.code:
        cur.partner = cur.reporter
    elif not keep:
        cur.partner = EVERYBODY
    if cur.reporter.stated and cur.reporter.value != subject.area.code:
        own = lang.attributive == "after" and subject.area.code == n.home.value and cur.partner.value == WORLD
        own = own and not is_bloc(cur.reporter.value)  # among the members of a bloc, others follow
        cur.varied = None if own else "reporter"  # back to the home country: markets follow
    cur.reporter = joined(n.by, subject) or subject.val
    return False


def _own_of_same(n: Named, subject: Role) -> bool:
    """ "Cambodia's imports from China were 10.8 bn and Vietnam's 110.6 bn": the next one's from there."""
    cur = n.cur
    told = english(n.lang) and cur.reporter.how == cur.partner.how == "read" and n.unnamed
    told = told and cur.partner.value != WORLD and subject.area.type == "country"
    told = told and subject.area.code not in (cur.reporter.value, cur.partner.value)
    return told and subject.name == "owner" and n.bare in ("level", "growth")


def _others_own(n: Named, subject: Role) -> bool:
    """ "Vietnam and Peru traded 461 m: Vietnam exported 310 m and Peru 151 m", "Vietnam's exports to Peru were 310 m, Peru's 151
    m": to the first one, where its partner has been told already."""
    cur = n.cur
    if not english(n.lang) or not n.same or n.explicit or n.bare != "level":
        return False
    told = subject.name == "subject" and cur.varied not in ("partner", "supplier")
    if not (told or subject.name == "owner") or subject.area.code != cur.partner.value:
        return False
    return cur.reporter.how == "read" and cur.reporter.value not in (WORLD, subject.area.code)


def _rival_at_home(n: Named, subject: Role) -> bool:
    """ "Malaysia bán sang Trung Quốc 1 tỷ tệ. Việt Nam giữ 42% thị phần": the home country's share of the same market."""
    cur, home = n.cur, n.home.value
    if n.flow != "exports" or n.bare != "share" or n.lang.attributive != "after" or n.explicit:
        return False
    if (
        subject.area.code != home
        or subject.name != "subject"
        or not (cur.reporter.stated and cur.partner.stated)
    ):
        return False
    return cur.reporter.value not in (home, WORLD) and cur.partner.value not in (home, WORLD)


def _rival_of_goods(n: Named, subject: Role) -> bool:
    """ "Thailand shipped 487,000 tonnes of durian to China. Vietnam followed with 376,000": the home country sells the
    same goods there, too."""
    cur, home = n.cur, n.home.value
    if not english(n.lang) or n.flow != "exports" or not n.same or n.explicit or not cur.commodity.value:
        return False
    if subject.area.code != home or subject.name != "subject" or cur.varied != "partner":
        return False
    if cur.reporter.value == n.lang.counterpart:
        return False  # "China shipped steel to Korea. Vietnam came second": one more market
    sides = (cur.reporter, cur.partner)
    if any(is_bloc(v.value) or str(v.value).split("-")[0] in (home, WORLD, "None") for v in sides):
        return False
    return cur.partner.note != "one_more" and all(v.stated for v in sides)


def _next_importer(n: Named, subject: Role) -> bool:
    """ "China imported 1 bn …; the US 863 m": the next of those that import from everywhere. "…, of which Thailand 863 m":
    from whom."""
    cur = n.cur
    if n.flow != "imports" or not n.same or n.explicit or n.apart or n.bare not in ("level", "growth"):
        return False
    if n.lang.attributive != "after" or cur.reporter.how != "read" or cur.partner.how != "default":
        return False
    if cur.varied is not None or subject.name != "subject" or subject.area.type != "country":
        return False
    return n.home.value not in (cur.reporter.value, subject.area.code)


_ABROAD = frozenset(
    {"EU", "EURO_AREA", "EFTA", "EAEU", "GCC", "USMCA", "MERCOSUR"}
)  # the home country is in none of them

_EUROPE = frozenset({"EU", "EURO_AREA"})


def _one_more_market(n: Named, subject: Role) -> bool:
    """Whether who is named is one more market (or supplier) of the one told of, not one whose own flow it is."""
    cur, lang, flow, home = n.cur, n.lang, n.flow, n.home.value
    if subject.area.type not in ("country", *BLOCS) or cur.varied == "reporter" or n.explicit:
        return False
    # "the EU imported 3.5 bn, 1.2 bn of it from Brazil. Viet Nam came second": one more of those that sell to it
    sells = flow == "imports" and cur.reporter.value in _ABROAD and subject.area.code == home
    sells = sells and lang.attributive == "after"
    # "the EU's third supplier, after Brazil with 13 bn. China came fourth at 6 bn": none of its members
    outside = (
        english(lang) and cur.reporter.value in _EUROPE and subject.area.parent not in (None, "X-EUROPE")
    )
    outside = outside and cur.varied == "partner" and cur.partner.value not in (None, WORLD)
    sells = sells or flow == "imports" and outside
    if is_bloc(cur.reporter.value) and not sells or flow == "trade_balance" and cur.varied != "partner":
        return False
    # "Xuất khẩu gạo của Thái Lan đạt 11 triệu tấn, Ấn Độ 12 triệu tấn": one more of those that sell, no market being told
    peers = lang.attributive == "after" and flow == "exports" and cur.varied is None and not n.apart
    abroad = cur.reporter.stated and str(cur.reporter.value).split("-")[0] != home
    if peers and cur.partner.how == "default" and abroad:
        return False
    if subject.area.country == home:
        # "Cambodia exported 11 bn. The US bought 4 bn; Viet Nam followed with 1.4 bn"
        # "Thái Lan xuất khẩu 36 tỷ. Xuất sang Mỹ tăng 19%, Việt Nam tăng 25%": whose it is was told in an earlier sentence
        # "… sang Trung Quốc giảm 29%, Mỹ giảm 20%, Việt Nam giảm 2%": or another market has been named in the same way
        listing = cur.reporter.how == "inherited" or cur.partner.note == "one_more"
        before = lang.attributive == "before" or lang.spaced and listing
        listed = flow == "exports" and cur.varied == "partner" and before
        listed = listed and subject.name == "subject"
        told = (
            cur.reporter.stated or cur.reporter.note == "compiler_country"
        )  # "China's customs reported imports of …"
        if not (flow == "imports" or listed) or not told:
            return False
        if str(cur.reporter.value).split("-")[0] == home:
            return False
    peer = subject.name == "owner" and flow == "exports" and lang.attributive == "before" and lang.spaced
    peer = peer and cur.reporter.how == cur.partner.how and cur.partner.how in ("read", "inherited")
    if peer and cur.partner.value not in (None, WORLD, subject.area.code):
        return False  # "Vietnam's exports to China rose 5%, while Thailand's fell 1%": to China, too
    if subject.name == "owner" and lang.attributive == "before" and n.bare == "growth" and not cur.varied:
        return False  # "Vietnam's exports rose 5%, while China's fell 3%": its own
    # "the US bought 15 bn of Viet Nam's goods, followed by the EU with 13 bn": one more of those that buy them
    alone = lang.attributive == "after" and n.only == {cur.reporter.value, home}
    buyers = lang.spaced and flow == "imports"
    buyers = buyers and (cur.partner.how == "read" and lang.attributive == "before" or alone)
    listed = (
        cur.varied == "partner" and cur.partner.note == "one_more"
    )  # "…, China at 164 m, Vietnam at 31 m, the US"
    return listed or not (buyers and cur.partner.value == home != subject.area.country)


def _partner_stays(n: Named, subject: Role, same: bool) -> bool:
    """Whether the flow of another reporter is with the partner told of before; ``same``: the frame spoke of this flow."""
    cur, lang, flow, code = n.cur, n.lang, n.flow, subject.area.code
    if n.total:
        return False  # "in all, Vietnam earned …"
    if subject.those and n.same and not is_bloc(cur.partner.value):
        return True  # "Exports from Vietnam to China jumped. Those from Thailand …"
    supplied = n.same and subject.name == "to" and code == cur.reporter.value and flow == "imports"
    if supplied and cur.varied in ("supplier", "partner") and cur.partner.how == "read":
        return True  # "the second largest supplier of rubber to China with 976,100 tonnes"
    back = english(lang) and subject.name == "from" and flow == "exports" and code == cur.partner.value
    if back and same and not is_bloc(code) and not (cur.commodity.value or cur.new_goods):
        return True  # "Korea's exports to China were 150 bn. Shipments from China rose": to Korea
    pair = code in n.only and {cur.reporter.value, cur.partner.value} == n.only
    # "Viet Nam's trade with China was worth 148 bn. China's exports came to 84 bn": no others have been told of
    theirs = lang.spaced and lang.attributive == "before" and code == cur.partner.value != n.home.value
    theirs = theirs and not (is_bloc(code) or cur.commodity.value or cur.new_goods)
    pair = pair and (flow == "trade_balance" or theirs)
    # "Guangxi's trade with Viet Nam was 290 bn. Germany's exports fell": nobody's who is told of
    two = {str(side.value).split("-")[0] for side in (cur.reporter, cur.partner)}
    third = lang.spaced and lang.attributive == "before" and n.explicit and subject.area.country not in two
    if (cur.bilateral and not third or pair) and cur.partner.value is not None and not cur.new_goods:
        return True
    # "China's surplus with the US fell …; Vietnam's rose": only whose figure it is has changed
    if not n.explicit and cur.partner.stated and cur.partner.value not in (WORLD, code):
        return True
    # "Germany imported most of Vietnam's coffee …; Italy imported 80 tonnes"
    again = (
        n.same and code == cur.reporter.value and cur.varied == "reporter"
    )  # "Pakistan, the top buyer, took …"
    buys = flow == "imports" and (same or again) and cur.partner.value == n.home.value and not cur.new_goods
    if buys and subject.area.type in ("country", *BLOCS) and subject.area.country != n.home.value:
        return True
    # "Thailand sent 100 tonnes to China, whereas Vietnamese shipments rose to 21 tonnes": there, too
    beside = lang.spaced and same and cur.partner.how == "read" and cur.reporter.how == "read"
    if beside and code != cur.reporter.value and cur.partner.value != WORLD:
        return True
    # "Thailand shipped 487,000 tonnes of durian to China. Vietnam shipped 376,000 tonnes": there, too
    goods = english(lang) and same and flow == "exports" and cur.commodity.value and not cur.new_goods
    goods = goods and cur.commodity.how == "inherited" and subject.name == "subject" and not is_bloc(code)
    if goods and cur.partner.stated and cur.partner.value not in (WORLD, code):
        return True
    # "the US bought …, so that Viet Nam's surplus came to 104 bn": with the one that is told of
    turned = flow == "trade_balance" and cur.partner.how == "read" and lang.attributive == "after"
    if turned and cur.partner.value == code:
        return True
    border = cur.partner.note in ("border_trade", "behind_gate")  # a province's trade over its border
    return border and cur.reporter.value == code


def _from_to(n: Named, subject: Role, other: Role, partner: Val) -> None:
    """Both are named."""
    cur, home = n.cur, n.home.value
    gated = cur.partner.note in ("border_trade", "behind_gate") and other.area.code == cur.partner.value
    gated = gated and n.lang.attributive == "after" and subject.area.code == home
    gated = gated and not (subject.name == "subject" and cur.reporter.how == "inherited")
    if gated and str(cur.reporter.value).startswith(f"{home}-"):
        return  # "goods through the gate came to 212 m; we sold Laos 83 m": through it
    of_both = n.lang.attributive == "after" and joined(n.by, subject)
    cur.reporter, cur.partner = of_both or subject.val, partner
    cur.varied = "partner" if other.name in ("to", "from", "with", "origin") else cur.varied
    goods = n.flow == "imports" and other.name in ("origin", "of") and n.lang.attributive == "after"
    if (n.flow == "exports" or goods) and other.area.code == home and subject.area.type == "country":
        cur.varied = "reporter"  # "Korea sold the most to Viet Nam, 5.1 bn; next was China with 4.2 bn"


def _with(n: Named, other: Role, partner: Val) -> None:
    """With whom is named, and not whose: that of the one told of, else of the home country."""
    cur, lang, home, code = n.cur, n.lang, n.home, other.area.code
    if (
        other.name in ("adjective", "origin")
        and (n.flow, code) == ("imports", cur.reporter.value)
        and english(lang)
    ):
        if cur.reporter.how == "inherited" and code != home.value:
            # "China bought 976,100 tonnes of Vietnamese rubber. Chinese rubber imports rose 13.9%": all that it imports
            cur.partner, cur.bilateral = EVERYBODY, False
            return
    seller = lang.spaced and cur.varied == "seller" and cur.partner.value == code
    cur.varied = "seller" if seller else "partner"  # "the largest exporter to China, with 4 bn; …"
    if other.area.country not in (str(cur.reporter.value)[:2], str(cur.partner.value)[:2]):
        cur.bilateral = False  # a third country: the two are no longer what is told of
    # "Theo Hải quan Hàn Quốc, xuất khẩu sang Mỹ …, sang Việt Nam …": those of whom the office is
    counted = lang.attributive == "after" or not lang.spaced
    counted = counted and cur.reporter.note == "compiler_country"
    if cur.reporter.value == code or not (cur.reporter.stated or counted) and code == home.value:
        known = cur.partner.stated and cur.partner.value not in (WORLD, code)
        if known and (lang.spaced or not is_bloc(cur.partner.value)):
            cur.reporter = cur.partner
        elif lang.spaced and code not in (home.value, str(home.value)[:2]):
            cur.reporter = home
        else:
            cur.reporter = Val(lang.counterpart, None, "default", "pair_other_side")
    elif not cur.reporter.value:
        cur.reporter = home
    cur.partner = partner
    if n.flow == "exports" and code == home.value and other.name == "to" and lang.spaced:
        cur.varied = "reporter"  # "Korea is the largest exporter to Viet Nam": others sell to it, too


def _all_told(n: Named) -> bool:
    """ "China bought 572 m. All told, exports came to 9 bn": the home country's, to everybody."""
    return n.flow == "exports" and n.explicit and not n.same and n.cur.partner.value == n.home.value
