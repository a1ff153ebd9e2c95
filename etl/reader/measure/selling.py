"""Whose exports are whose imports: what a verb for selling or supplying tells of the flow at hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.behind import earned_from, right_roles
from etl.clauses import Clause, has
from etl.frame import WORLD, Frame, Val
from etl.language import Area, Language, english
from etl.parties import is_bloc
from etl.reader.measure.state import Measure
from etl.reader.over import from_everywhere, home_buys, supplies_home
from etl.reading import GOODS
from etl.roles import Role
from etl.tokens import Token
from etl.wordorder import consumed

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def who_supplies(s: _Sentence, m: Measure) -> None:
    """What a verb for supplying tells of, and whose supplies the clauses behind it go on with."""
    cur, c, roles = m.cur, m.c, m.roles
    alone = [r.name for r in roles] == ["subject"]
    if m.found is None:
        if m.supplied is not None and supplies_to(s, c, cur, roles):
            m.found, s.supplier = ("imports", m.supplied), roles[0]
            m.roles = [replace(roles[0], name="from")]
        elif m.supplied is not None and cur.flow.value == "imports" and not c.ratio:
            s.supplier = roles[0] if alone else None
            if alone and english(s.lang) and cur.reporter.stated and cur.partner.value == s.lang.home:
                if s.lang.home != cur.reporter.value != roles[0].area.code:
                    # "China imported 2 m tonnes from Viet Nam; Thailand supplied 0.7 m"
                    s.supplier = replace(roles[0], name="from")
                    m.roles = [s.supplier]
        elif s.supplier is not None and alone:
            if cur.partner.value == s.supplier.area.code and cur.flow.value == "imports":
                m.roles = [replace(roles[0], name="from")]  # "Viet Nam supplied 2 m tonnes, Thailand 1 m"
                s.supplier = m.roles[0]
    elif m.found[0] == "buy":
        if from_everywhere(s, c) or home_buys(s, roles, cur):
            m.found = ("imports", m.found[1])
        elif not roles and s.supplier is not None:
            m.found, m.roles = ("exports", m.found[1]), [replace(s.supplier, name="to")]
        elif buys_from(s, c, cur, roles):
            m.found, m.roles = ("exports", m.found[1]), [replace(roles[0], name="to")]


def sold(s: _Sentence, m: Measure) -> None:
    """What is sold, where the purchases of a country are told of: its imports from who sells, or exports to it."""
    cur, code = m.cur, m.code
    if "noun" in m.kinds and has(m.tokens, "noun", "revenue"):
        m.roles = earned_from(m.roles)
    if supplied_by_rank(s, code, m.roles, cur):
        at = cur.reporter.span or cur.partner.span
        m.roles = [
            Role(Area(str(cur.partner.value), "country"), "subject", cur.partner.span),
            Role(Area(str(cur.reporter.value), "country"), "to", at),
        ]
    if code == "sell":
        m.roles = consumed(m.roles, s.lang.home)
    back = code == "sell" and cur.flow.value == "exports" and s.lang.attributive == "after"
    if back and [r.name for r in m.roles] == ["subject"] and m.roles[0].area.code == cur.partner.value:
        # "Xuất khẩu sang Trung Quốc đạt 61 tỷ USD. Trung Quốc cung cấp 144 tỷ USD hàng hóa": to who sells to it
        if cur.reporter.value not in (None, WORLD, m.roles[0].area.code):
            seller = m.roles[0]
            buyer = Area(str(cur.reporter.value), "country")
            m.roles = [seller, Role(buyer, "to", cur.reporter.span or seller.span)]
    if cur.flow.value != "imports":
        return
    if code == "exports" and same_goods(s, m):
        all_exports(s, cur)
        return
    roles = m.roles
    if (
        (code == "sell" or ships_as_supplier(s, m.tokens, m.found[1], roles))
        and (cur.reporter.value == s.lang.home or bought_from_all(s, cur))
        and [r.name for r in roles] in (["subject"], ["investor"])
        and (roles[0].area.country != s.lang.home or m.c.ratio and s.lang.attributive == "after")
        and roles[0].area.country != cur.reporter.value
        and not _sent_elsewhere(s, m)
    ):
        m.flow, m.roles = "imports", [Role(roles[0].area, "from", roles[0].span)]  # a supplier
    elif (
        (code == "sell" or sells_there(s, m))
        and cur.reporter.stated
        and cur.reporter.span
        and len(roles) == 1
        and roles[0].name in ("subject", "owner")
        and (code == "exports" or roles[0].name == "subject")
        and roles[0].area.country != str(cur.reporter.value).split("-")[0]
    ):
        # "China imports …; Vietnam sold 4 bn": to the country that buys
        buyer = Area(str(cur.reporter.value), "country")
        m.roles = [*roles, Role(buyer, "to", cur.reporter.span)]


def sent_people(s: _Sentence, m: Measure) -> None:
    """ "Viet Nam received 10 million visitors. Korea sent 2.6 million, 26 percent of them": visitors, too."""
    q = m.c.quantity
    if q is None or q.unit not in (None, "persons", "percent") or m.cur.basis != "count":
        return
    if [r.name for r in m.roles] == ["subject"] and m.goods is None and english(s.lang):
        m.found, m.roles = None, [replace(m.roles[0], name="visitor")]


def _sent_elsewhere(s: _Sentence, m: Measure) -> bool:
    """ "Viet Nam imported 144 bn. Thailand exported 4 bn of durian to China": not to who imports, or to that one in as
    many words."""
    told = m.found is not None and m.code == "exports" and english(s.lang)
    return any(r.name == "to" and (told or r.area.code != m.cur.reporter.value) for r in right_roles(s, m.c))


def earned(s: _Sentence, m: Measure) -> None:
    """ "Indonesia bought 1 m tonnes of Viet Nam's rice. In all, 7 m tonnes brought in 4 bn": the seller's exports."""
    cur = m.cur
    if m.roles and s.lang.attributive == "after":
        m.roles = earned_from(m.roles)
    if m.roles or cur.flow.value != "imports" or not s.lang.spaced:
        return
    last = s.readings[-1] if s.readings else None
    if last is not None and last.indicator == "imports" and last.q.unit in GOODS:
        supplier = s.lang.attributive == "after" and cur.partner.stated and cur.partner.value != WORLD
        if supplier and cur.reporter.value == s.lang.home:
            m.flow = (
                "imports"  # "Trung Quốc cung cấp 3,9 triệu tấn, thu về 2,8 tỷ USD": for what was bought there
            )
            return
    if cur.partner.value == s.lang.home != cur.reporter.value and not _sold_to_it(s, m):
        all_exports(s, cur)


def _sold_to_it(s: _Sentence, m: Measure) -> bool:
    """ "Cambodia bought 2.1 bn from Viet Nam and earned 1.4 bn from exports to it": what the buyer sold in turn."""
    words = m.c.right[:5]
    if not english(s.lang) or not words or words[0].get("role") != "from":
        return False
    to = next((k for k, t in enumerate(words) if t.get("role") == "to"), 0)
    flow = any(t.get("measure") in ("exports", "sell") for t in words[1:to])
    return flow and any(t.get("anaphor") for t in words[to + 1 : to + 2])


def all_exports(s: _Sentence, cur: Frame) -> None:
    """The home country's exports, to everybody."""
    cur.reporter = Val(s.lang.home, None, "default", "language_home")
    cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False


def same_goods(s: _Sentence, m: Measure) -> bool:
    """ "China bought 3 bn worth of Viet Nam's durian. Exports of durian came to 3.2 bn": those of who sold it, as nobody
    is named."""
    cur = m.cur
    if m.roles or m.goods is None or s.readings or s.lang.attributive != "after":
        return False
    sold_ = cur.partner.value == s.lang.home != cur.reporter.value
    return sold_ and m.goods.value == s.r.main.commodity.value


def sold_there(lang: Language, tokens: list[Token], span: tuple[int, int], cur: Frame) -> bool:
    """Whether an "import market" is one that imports the goods whose exports are told of."""
    noun = next((t for t in tokens if t.start == span[0]), None)
    market = noun is not None and noun.get("rank_noun") == "imports" and noun.get("measure") == "imports"
    market = market and (noun.get("noun") == "market" or not english(lang))  # and no supplier
    told = cur.flow.value == "exports" and cur.flow.how == "inherited"
    return market and told and cur.commodity.value is not None


def supplies_to(s: _Sentence, c: Clause, cur: Frame, roles: list[Role]) -> bool:
    """ "The Philippines ran a deficit of 4 bn. China supplied 2 bn worth": what it bought from there."""
    if c.quantity is None or c.ratio or [r.name for r in roles] != ["subject"]:
        return False
    if supplies_home(s, c, cur, roles[0]):
        return True
    told = cur.flow.value in ("trade_total", "trade_balance", "exports")
    named = cur.reporter.stated or english(s.lang) and cur.reporter.value == s.lang.home
    return told and named and cur.reporter.value != roles[0].area.code


def buys_from(s: _Sentence, c: Clause, cur: Frame, roles: list[Role]) -> bool:
    """ "Viet Nam's trade with ASEAN came to 55 bn. Thailand bought 5 bn worth": what it sold there."""
    told = cur.flow.value in ("trade_total", "trade_balance")
    told = told and (cur.flow.how == "inherited" or bool(s.readings))
    if c.quantity is None or c.ratio or not told or [r.name for r in roles] != ["subject"]:
        return False
    if s.lang.attributive != "before" or not cur.reporter.stated or not s.lang.spaced:
        return False
    if roles[0].area.code == cur.reporter.value or roles[0].area.type != "country":
        return False
    whole = cur.partner.value == WORLD or is_bloc(cur.partner.value)
    return whole and not any(r.name in ("from", "origin", "of") for r in right_roles(s, c))


def supplied_by_rank(s: _Sentence, code: str, roles: list[Role], cur: Frame) -> bool:
    """ "Russia became China's top supplier, shipping 107 m tons", "Japan, the second-largest seller, shipped 2 m": what a
    supplier sells goes to whom it supplies."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    ranked = last is not None and last.transform == "rank" and last.indicator == "imports"
    sides = cur.reporter.value not in (None, WORLD) and cur.partner.span and cur.flow.value == "imports"
    itself = [(r.name, r.area.code) for r in roles] in ([], [("subject", cur.partner.value)])
    return ranked and bool(sides) and itself and code in ("exports", "sell")


def ships_as_supplier(s: _Sentence, tokens: list[Token], span: tuple[int, int], roles: list[Role]) -> bool:
    """ "Steel imports fell to 1.2 m tonnes. China shipped 0.7 m": a verb right behind who supplies."""
    before = s.lang.attributive == "before" and s.lang.spaced
    acts = before and len(roles) == 1 and span[0] - roles[0].span[1] == 1
    return acts and not any(t.start >= span[1] and not t.get("hedge") for t in tokens)


def sells_there(s: _Sentence, m: Measure) -> bool:
    """ "China imported 145,000 tonnes. Thailand's shipments came to 285 m", "China took 0.7 m tonnes from Viet Nam, with
    Thailand shipping 0.8 m": exports are to the buyer told of."""
    cur = m.cur
    before = s.lang.attributive == "before" and s.lang.spaced
    whole = cur.partner.value == WORLD or cur.varied == "partner"
    beside = any(t.get("role") == "with" and u.get("area") for t, u in pairwise(m.tokens))
    whole = whole and (cur.flow.how == "inherited" or beside and bool(s.readings)) and not m.flags.total
    return before and whole and len(str(cur.reporter.value)) == 2


def bought_from_all(s: _Sentence, cur: Frame) -> bool:
    """ "China imported 24 bn USD of fruit. Thailand supplied the most, 7 bn": one of those that it buys from."""
    whole = cur.partner.value == WORLD or cur.varied == "partner"
    return s.lang.attributive == "after" and whole and cur.reporter.stated
