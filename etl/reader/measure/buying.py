"""Whose imports are whose exports: what a verb for buying or importing tells of the flow at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.behind import right_roles
from etl.clauses import Clause, has
from etl.frame import NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.reader.measure.state import Measure
from etl.roles import Role
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_NAME = 2  # fewest characters that name goods


def imported_by_market(s: _Sentence, m: Measure) -> None:
    """ "China imported 411,605 tonnes": what another country imports, where exports are told of, is what it buys of
    them; unless the clause names goods, a total or a source of its own."""
    cur, c, tokens, roles, span = m.cur, m.c, m.tokens, m.roles, m.found[1]
    follows = follows_buyer(s, cur, roles)
    listed = follows or buys_next(cur, roles, s.lang.home, lists_buyers(s))
    if c.quantity is None or any(r.name == "from" for r in roles):
        return
    if [r.name for r in roles] == ["subject"] and supplies(tokens, roles[0], span):
        m.roles = [replace(roles[0], name="from")]
        return
    if "reverse" in s.links and has(tokens, "link", "reverse"):
        return
    if not listed:
        # "Imports came to only 14 bn": what opens a sentence without a subject is no verb
        opens = s.lang.attributive == "after" and s.tokens[0].start == span[0]
        if opens or is_noun(tokens, span, english(s.lang)):
            return
        if cur.flow.how != "inherited" and not of_them(s, m):
            again = [(r.name, r.area.code) for r in roles] == [("subject", cur.partner.value)]
            if roles and not again or not taken_by_the_market(s, cur, m.code):
                return  # "Viet Nam, the largest destination, bought 4.1 m tonnes" names it once
    told = [t for part in c.left if isinstance(part, list) for t in part] + c.right
    its_own = own_goods(s, cur, roles)  # "the main importers of Vietnam's telephones"
    named = (
        any(r.name in ("owner", "of") for r in roles)
        and not its_own
        and not (follows or listed and lists_buyers(s))
        or any(t.get("link") == "total" for t in told)
    )
    named = named or any(r.name in ("origin", "from", "of") for r in right_roles(s, c))
    goods = any(t.get("commodity") for t in told) and not (not roles and taken_by_the_market(s, cur, m.code))
    goods = goods or not s.lang.spaced and _goods_unknown(s, c, span[1])
    if its_own:
        goods, m.roles = False, [r for r in roles if r.name != "of"]
    if not named and not goods:
        if follows or listed and lists_buyers(s):
            m.roles = [Role(r.area, "subject", r.span) if r.name == "owner" else r for r in m.roles]
        m.code = "buy"


def _goods_unknown(s: _Sentence, c: Clause, at: int) -> bool:
    """美国进口车厘子16万吨: between the flow and the number stands what no list of goods has."""
    left = s.text[at : c.quantity.start]
    for t in c.near:
        if t.start >= at:
            left = left.replace(s.text[t.start : t.end], " ", 1)
    return len(left.replace(" ", "")) >= _NAME


def follows_buyer(s: _Sentence, cur: Frame, roles: list[Role]) -> bool:
    """ "The US imported 10 bn worth of the textiles. Japan's imports rose 3 percent": the next buyer of those goods."""
    if not english(s.lang) or s.readings or cur.flow.how != "inherited" or cur.flow.value != "exports":
        return False
    if cur.commodity.value is None or not s.r.partners.get("exports", set()) - {WORLD, None}:
        return False
    if [r.name for r in roles] != ["owner"] or roles[0].area.type not in ("country", "bloc"):
        return False
    return roles[0].area.country not in (s.lang.home, cur.reporter.value)


def of_them(s: _Sentence, m: Measure) -> bool:
    """ "Exports came to 7 bn, of which China imported 4 bn": that much of them."""
    if s.lang.attributive != "after" or not s.readings or m.cur.partner.value != WORLD:
        return False
    return any(t.get("link") in ("of_which", "only") or t.get("punct") for t in m.tokens)


def buys_from_all(s: _Sentence, m: Measure) -> bool:
    """ "China, the biggest buyer of Vietnamese fruit, spent 960 m on mangoes from all countries": what the market told of
    buys of everybody is its own imports."""
    cur = m.cur
    if m.code not in ("buy", "imports") or cur.flow.value != "exports" or not english(s.lang):
        return False
    if not buyer_speaks(s, cur) or any(r.name == "from" for r in m.roles):
        return False
    if not any(r.name == "from" and r.area.code == WORLD for r in right_roles(s, m.c)):
        return False
    m.flow, m.roles = "imports", []
    cur.reporter, cur.partner = cur.partner, NOTHING
    return True


def bought(s: _Sentence, m: Measure) -> None:
    """What a verb for buying tells of: exports to who buys where those are told of, else the buyer's imports."""
    cur, c, tokens, found = m.cur, m.c, m.tokens, m.found
    exported = cur.flow.value == "exports" and not untold(s, m)
    if exported and found[0] == "buy" and own_goods(s, cur, m.roles):
        # "Viet Nam's largest buyer of rice": it is to it
        m.roles = [r for r in m.roles if r.name != "of"]
    if exported and s.lang.attributive == "before":
        # "came from China, whose purchases rose"
        m.roles = [
            replace(r, name="subject") if r.name == "from" and parted(tokens, r.span[1], found[1][0]) else r
            for r in m.roles
        ]
    roles = m.roles
    takers = ("subject", "investor", "owner") if s.lang.spaced else ("subject", "investor")
    subject = next((r for r in roles if r.name in takers), None)
    source = any(r.name in ("from", "origin", "of") for r in roles)
    if subject and not source and sold_at_home(s, cur, subject):
        m.flow, m.bare, m.roles = "exports", "buy", [replace(subject, name="to")]
    elif subject and not source and cur.partner.value == subject.area.code and only_ranked(s, cur):
        # "China, Vietnam's top rice importer, bought 1.2 m tonnes": what it bought is told, no exports
        seller = Area(str(cur.reporter.value), "country")
        m.roles = [*roles, Role(seller, "from", cur.reporter.span)]
    elif (
        subject and not source and s.lang.attributive == "after" and another_buyer(s, cur, subject, found[0])
    ):
        # "Mỹ mua 1,2 tỷ USD phân đạm Nga; Nhật Bản mua 1 tỷ USD": of the same seller
        m.roles = [
            *roles,
            Role(Area(str(cur.partner.value), "country"), "from", cur.partner.span or found[1]),
        ]
    elif subject and not source and english(s.lang) and _buys_of_both(s, cur, subject):
        m.flow, m.bare, cur.flow = "exports", "buy", Val("exports", cur.flow.span, "inherited")
    elif exported and subject and english(s.lang) and _names_sellers(s, c):
        pass  # "the US bought 136 bn worth of Vietnamese goods": its own imports, in so many words
    elif exported and subject and not source and subject.area.code != cur.reporter.value:
        m.flow, m.bare = "exports", "buy"
    elif exported and found[0] == "buy" and not roles and bought_by_market(s, m):
        if has(c.right[:2], "measure", "imports"):
            # "Germany is the top buyer, spending 350 m on imports": those of the buyer
            cur.reporter, cur.partner = cur.partner, cur.reporter
        else:
            m.flow, m.bare = "exports", "buy"  # "China is the largest market, but it only took …"
    elif exported and not roles and found[0] == "buy" and _was_bought(s, tokens, found[1]):
        m.flow = "exports"  # "as 294,000 tonnes of it were bought for 80 m"
    elif exported and not roles and buyer_speaks(s, cur):
        m.flow, m.bare = "exports", "buy"  # "India doubled its purchases to 43,000 tonnes"
    elif exported and not roles and found[0] == "buy" and _took_part(s, c, tokens, cur):
        m.flow, m.bare = "exports", "buy"  # "shipments to China fell, but the country took 36% of the total"
    elif exported and not roles and taken_by_the_market(s, cur, found[0]):
        # "China is the biggest buyer. In 2023 it imported 5 m tonnes"
        m.flow, m.bare = "exports", "buy"
    elif subject and source:
        m.roles = [Role(r.area, "from", r.span) if r.name == "of" else r for r in roles]


def _took_part(s: _Sentence, c: Clause, tokens: list[Token], cur: Frame) -> bool:
    """Whether the market told of, by a word that points back, takes a part of all that is exported."""
    if not english(s.lang) or not c.ratio or cur.partner.value in (None, WORLD, s.lang.home):
        return False
    pointed = any(t.get("anaphor") in ("other", "country", "market") for t in tokens)
    of = c.right[:1] and (c.right[0].get("role") == "of" or c.right[0].get("share") == "whole")
    return bool(pointed and of) and not any(t.get("role") == "from" or t.get("area") for t in c.right)


def _was_bought(s: _Sentence, tokens: list[Token], span: tuple[int, int]) -> bool:
    """Whether a verb for buying is passive: what is told of was bought."""
    k = next((k for k, t in enumerate(tokens) if t.start == span[0]), 0)
    return (
        english(s.lang) and k > 0 and tokens[k - 1].get("change") == "reach" and not tokens[k - 1].get("role")
    )


def _names_sellers(s: _Sentence, c: Clause) -> bool:
    """Whether the words behind the number say whose goods were bought."""
    behind = [r for r in right_roles(s, c) if r.name in ("origin", "from")]
    return bool(behind) and all(r.area.type in ("country", "province") for r in behind)


def supplies(tokens: list[Token], who: Role, span: tuple[int, int]) -> bool:
    """ "China is a bigger supplier: the industry bought 9 bn worth there": from who is called one."""
    k = next((k for k, t in enumerate(tokens) if t.start == span[0]), 0)
    is_ = any(t.get("change") == "reach" and who.span[1] <= t.start for t in tokens[:k])
    bought = any(t.get("measure") == "buy" for t in tokens[k + 1 :])
    return tokens[k].get("rank_noun") == "imports" and is_ and bought


def untold(s: _Sentence, m: Measure) -> bool:
    """ "Fruit has access to the Chinese market. China bought 3 bn USD of it from Viet Nam": no figure of exports yet."""
    if not english(s.lang) or s.r.partners.get("exports") or s.readings:
        return False
    behind = [r for r in right_roles(s, m.c) if r.name in ("origin", "from", "of")]
    return [r.name for r in m.roles] == ["subject"] and [r.area.code for r in behind] == [s.lang.home]


def sold_at_home(s: _Sentence, cur: Frame, buyer: Role) -> bool:
    """ "Cả nước xuất siêu 1,7 tỉ USD. Mỹ mua nhiều nhất, 18,5 tỉ": what another country buys after the home country's
    balance with all is the home country's exports."""
    balance = cur.flow.value == "trade_balance" and cur.flow.how == "inherited"
    ours = cur.reporter.value == s.lang.home and cur.partner.value == WORLD
    return balance and ours and s.lang.attributive == "after" and buyer.area.country != s.lang.home


def only_ranked(s: _Sentence, cur: Frame) -> bool:
    """Whether nothing has been told but what the buyer ranks as, in this sentence."""
    told = s.r.main.flow.value is None and s.readings and cur.reporter.span is not None
    return bool(told) and all(x.transform == "rank" for x in s.readings)


def another_buyer(s: _Sentence, cur: Frame, buyer: Role, verb: object) -> bool:
    """Whether one more country is said to buy what another one buys of a third."""
    seller = cur.partner.value
    third = cur.partner.stated and seller not in (None, WORLD, s.lang.home, buyer.area.code)
    told = cur.flow.value == "imports" and cur.reporter.stated and cur.reporter.value != s.lang.home
    return (
        verb == "buy" and third and told and cur.reporter.value != buyer.area.code and "-" not in str(seller)
    )


def _buys_of_both(s: _Sentence, cur: Frame, buyer: Role) -> bool:
    """ "Exports were 34 bn and imports 31 bn; the US bought 9.6 bn worth": of those exports."""
    whole = cur.flow.value == "imports" and cur.partner.value == WORLD and cur.reporter.stated
    if not whole or buyer.name != "subject" or buyer.area.code == cur.reporter.value:
        return False
    told = (x.frame for x in s.readings if x.indicator == "exports" and x.transform == "level")
    return any(f.reporter.value == cur.reporter.value and f.partner.value == WORLD for f in told)


def bought_by_market(s: _Sentence, m: Measure) -> bool:
    """Whether the sentence has told of the market that buys: by its rank, its share or the word for it."""
    if not s.readings:
        return False
    named = has(m.tokens, "noun", "market")
    return named or is_market(m.cur) and s.readings[-1].transform in ("rank", "share")


def imported_by_ranked(s: _Sentence, m: Measure) -> None:
    """ "The second largest market is the US, which imports …": of the exports that it is a market of."""
    if m.roles or any(r.name in ("origin", "from", "of") for r in right_roles(s, m.c)):
        return
    last = s.readings[-1] if s.readings else None
    if m.cur.flow.value == "exports" and last is not None and last.transform == "rank":
        of_market = last.frame.partner.value != WORLD and last.frame.flow.how == "read"
        apart = s.parted and any(t.get("punct") == ";" for t in s.tokens[s.tokens.index(last.q) : m.c.index])
        if last.indicator == "exports" and of_market and not apart and not ranks_both_ways(s):
            m.flow, m.code = "exports", "buy"


def buys_next(cur: Frame, roles: list[Role], home: str, listed: bool) -> bool:
    """Whether one more country is named in a list of those that buy; ``listed``: in the same sentence."""
    named = [r.area.country for r in roles if r.name == "subject" or listed and r.name == "owner"]
    return cur.varied == "partner" and len(roles) == len(named) == 1 and home not in named


def is_noun(tokens: list[Token], span: tuple[int, int], moves: bool = False) -> bool:
    """Whether a word for imports is no verb: "imports of them rose", not "it imports 5 m tonnes"; ``moves``: in a
    language in which only a noun stands before a verb such as *rose*: "15% of the total, while imports fell"."""
    k = next(k for k, t in enumerate(tokens) if (t.start, t.end) == span)
    rest = [t for t in tokens[k + 1 :] if not t.get("hedge")]
    if moves and k and rest and rest[0].get("change") and not rest[0].get("role"):
        return not any(t.get("area") for t in tokens[max(0, k - 2) : k])
    if k and tokens[k - 1].get("role") == "of":
        return True  # "63 bn of its imports"
    if k and tokens[k - 1].get("compare") == "base" and k == 1 and tokens[0].end - tokens[0].start == 2:
        return True  # "On the import side China came first"
    return not k and bool(rest) and any(rest[0].get(kind) for kind in ("role", "change", "link"))


def is_market(cur: Frame) -> bool:
    """Whether the frame tells of what one country buys."""
    return cur.partner.stated and cur.partner.value != WORLD


def ranks_both_ways(s: _Sentence) -> bool:
    """中国是越南最大进口来源地和第二大出口市场，进口842亿美元: who is ranked as a market has been ranked as a supplier."""
    return not s.lang.spaced and {x.indicator for x in s.readings if x.transform == "rank"} == {
        "exports",
        "imports",
    }


def taken_by_the_market(s: _Sentence, cur: Frame, code: str) -> bool:
    """Whether what somebody unnamed buys is what the market told of last takes of the exports: that of the
    sentence before, or in this one a market whose share or purchases have been told."""
    if not is_market(cur) or code not in ("buy", "imports"):
        return False
    if s.r.buyer == cur.partner.value and not s.readings:
        return True
    if ranks_both_ways(s):
        return False
    last = s.readings[-1] if s.readings else None
    buyers = not s.lang.spaced and any(
        t.get("measure") == "buy" for t in s.tokens if last is not None and t.start < last.q.start
    )  # "the Philippines bought 4.2 m tonnes; Indonesia 1.2 m tonnes, with imports worth 0.7 bn"
    told = (
        last is not None
        and (last.transform in ("share", "rank") or buyers and last.transform == "level")
        and last.indicator in ("exports", "volume")
    )
    if told and not s.lang.spaced and not buyers and s.last_level is not None:
        # 对越出口1.6亿美元，水果占60%；进口8.4亿美元: to whom the exports went was told before
        span = last.frame.partner.span
        told = span is not None and span[0] > s.last_level.q.start
    return bool(told and last.frame.flow.value == "exports" and last.frame.partner.value == cur.partner.value)


def lists_buyers(s: _Sentence) -> bool:
    """Whether the number before told of what another country buys of the exports: "Japan bought 1.1 bn, while
    the EU's purchases were 770 m"."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    bought = any(t.get("measure") == "buy" for t in s.tokens if last is not None and t.start < last.q.start)
    return bought and last.indicator == "exports" and last.frame.varied == "partner"


def own_goods(s: _Sentence, cur: Frame, roles: list[Role]) -> bool:
    """Whether the goods that a clause tells of are of the country whose exports are told of."""
    owners = {r.area.code for r in roles if r.name == "of"}
    return s.lang.attributive == "after" and owners == {cur.reporter.value}


def parted(tokens: list[Token], lo: int, hi: int) -> bool:
    """Whether a comma stands between two places."""
    return any(t.get("punct") == "," and lo <= t.start < hi for t in tokens)


def buyer_speaks(s: _Sentence, cur: Frame) -> bool:
    """Whether the sentence begins with the market of the exports that its last number was of."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    first = s.tokens[0].get("area")
    if last is None or first is None or last.indicator not in ("exports", "volume"):
        return False
    return first.code == cur.partner.value == last.frame.partner.value != s.lang.home
