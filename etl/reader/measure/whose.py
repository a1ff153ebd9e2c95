"""Whose figure it is, where parties are not simply named: shares, other sellers, offices that are quoted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause, has
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import Area, english
from etl.parties import is_bloc, parties
from etl.parties.named import joined
from etl.reader.dates import over_time
from etl.reader.measure.investing import (
    after_hosts,
    drawn_abroad,
    from_everyone,
    goes_abroad,
    invested_there,
)
from etl.reader.measure.pairs import only_sides, ranked_pair, theirs
from etl.reader.measure.state import Measure
from etl.reader.over import balance_over, bracketed_markets, partners_over, sold_by_supplier, supplier_over
from etl.reading import TRADE
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

ONE_SIDED = frozenset({"exports", "imports", "trade_balance", "volume"})


def by_office(s: _Sentence, m: Measure) -> None:
    """Whose figure it is where an office that is quoted counts its own country's trade."""
    if s.lang.spaced:
        return
    cur, roles = m.cur, m.roles
    alone = [r.name for r in roles] == ["subject"] and roles[0].area.type == "country"
    if alone and m.flow == "trade_total" and roles[0].area.code != s.lang.home:
        quoted = quoted_office(s, m.c)
        if quoted is not None and quoted.value == roles[0].area.code and not cur.bilateral:
            m.roles = [replace(roles[0], name="owner")]  # "Laos's ministry counts Lao trade of 17 bn"
    if m.flags.nation and (office := quoted_office(s, m.c)) is not None:
        cur.reporter = office  # "Viet Nam's ministry puts the whole country's exports at 1.4 bn"


def of_all(s: _Sentence, m: Measure) -> bool:
    """Whether a word such as "in all" widens the figure to the world: not "in all of the quarter", with one told of."""
    if not m.flags.total:
        return False
    over = m.flow in TRADE and m.cur.partner.stated and over_time(m.tokens)
    # "in total trade between the two countries Viet Nam had a deficit of 13 bn"
    two = english(s.lang) and m.flow == "trade_balance" and "trade_total" in m.measures and bool(m.both)
    return (
        not over
        and not two
        and not (m.flow in FDI and english(s.lang) and _its_projects(s, m))
        and not ranked_pair(s, str(m.flow))
        and not (_second_whole(s, m) or _theirs(s, m))
    )


def _its_projects(s: _Sentence, m: Measure) -> bool:
    """ "In all, its 3,949 valid projects are worth 26 bn": those of the one told of."""
    q = m.c.quantity
    if q is None or q.unit != "projects" or m.roles:
        return False
    return s.text.endswith(s.lang.spelled["owners"], 0, q.start - 1)


def _theirs(s: _Sentence, m: Measure) -> bool:
    """云南对越南出口总额12亿元。3月出口总额5亿元: what one partner's total was called before."""
    if s.lang.spaced or m.found is None:
        return False
    if [(t.start, t.end) for t in m.tokens if t.get("link") == "total"] != [m.found[1]]:
        return False  # "the whole country"
    word = s.text[slice(*m.found[1])]
    told = [r.frame for r in s.r.levels if r.frame.flow.span is not None]
    named = [f for f in told if f.partner.stated and f.partner.value != WORLD]
    return any(s.text[slice(*f.flow.span)] == word for f in named)


def _second_whole(s: _Sentence, m: Measure) -> bool:
    """分别占出口量的36%和出口总额的35%: the whole of a second share, in one run with the first."""
    if s.lang.spaced or not m.c.ratio or not s.readings or s.readings[-1].transform != "share":
        return False
    return not any(t.get("punct") for t in m.c.near)


def _grows(s: _Sentence, m: Measure) -> bool:
    """ "Mỹ nhập từ Việt Nam giảm 18%; Trung Quốc tăng 2,3%": how much a flow grew, and no share of it, where another
    clause begins or another buys. "Mỹ nhập từ Việt Nam giảm 18%, Thái Lan tăng 2%" lists whom from."""
    if s.lang.attributive != "after" or m.flags.share:
        return False
    apart = any(t.get("punct") == ";" or t.get("link") == "but" for t in m.tokens)
    return apart or not m.measures.isdisjoint(("buy", "imports"))


def _rivals(s: _Sentence, m: Measure) -> bool:
    """ "Ecuador xuất sang Trung Quốc 540 nghìn tấn tôm. Ấn Độ đứng sau với 110 nghìn; Việt Nam 45 nghìn": the home country is
    told of as one more that sells to the market of another."""
    cur, home = m.cur, s.lang.home
    named = len(m.roles) == 1 and m.roles[0].name in ("subject", "origin")
    alone = named and m.found is None and m.same_flow
    if not alone or s.lang.attributive != "after" or m.flow != "exports" or cur.partner.note == "one_more":
        return False
    k = next((k for k, t in enumerate(s.tokens) if t.start == m.roles[0].span[0]), 0) if m.roles else 0
    goods_ahead = k > 0 and bool(s.tokens[k - 1].get("commodity"))  # "…, tôm Việt Nam 45 nghìn tấn"
    if s.readings and not (k > 0 and s.tokens[k - 1].get("punct") == ";") and not goods_ahead:
        return False
    if not cur.commodity.value or any(
        not v.stated or str(v.value).split("-")[0] in ("None", WORLD, home)
        for v in (cur.reporter, cur.partner)
    ):
        return False
    for k, t in enumerate(s.tokens[:-1]):
        if t.start < m.roles[0].span[0] or (area := t.get("area")) is None or area.code != home:
            continue
        nxt = s.tokens[k + 1 : k + 4]
        led = next(
            (u for u in nxt if not (u.get("hedge") or u.get("role") == "with" or u.get("link") == "only")), t
        )
        if isinstance(led, Quantity) and led.unit != "rank":
            return True
    return False


def _apart(s: _Sentence, m: Measure) -> bool:
    """Whether a part of what was told before is told: "…, of which Thailand 0.8 m", "… (Thái Lan 0,8 triệu)"."""
    if "of_which" in s.links and has(m.tokens, "link", "of_which"):
        return True
    if s.lang.attributive != "after" or m.c.ratio or m.c.quantity is None:
        return False
    k = m.c.index - 1
    while k > 0 and (s.tokens[k].get("hedge") or s.tokens[k].get("change") == "reach"):
        k -= 1
    return k > 0 and bool(s.tokens[k].get("area")) and _leads_to_part(s.tokens[k - 1])


def _leads_to_part(t: Token | Quantity) -> bool:
    return t.get("punct") == "(" or t.get("link") == "only"


def take_parties(s: _Sentence, m: Measure) -> None:
    """Between whom the flow is: the areas as named (``etl.parties``), and what goes before that."""
    cur, c, flow, found, flags = m.cur, m.c, m.flow, m.found, m.flags
    if flags.share and c.ratio and (holder := holder_there(s, m)) is not None:
        cur.reporter, cur.varied = holder.val, "seller"
        return
    if found is not None and not m.roles and not m.both:
        partners_over(s, found[0], m.tokens, cur)
        supplier_over(s, m.told_flow, flow, cur)
    if found is not None and not m.both:
        balance_over(s, found[0], m.roles, cur)
    if found is not None and s.bracketed:
        m.roles = bracketed_markets(s, found[0], found[1], m.roles)
    if found is not None and m.told_flow == "imports" and flow == "exports":
        sold_by_supplier(s, m.roles, m.tokens, cur)
    if flow in FDI and not s.readings and s.lang.attributive == "after":
        after_hosts(s, cur, m.roles)
    market, whose = cur.partner, cur.reporter
    seller = other_seller(s, m.tokens, m.roles, cur) if found is None else None
    told_by = cur.reporter.value if m.told_flow == "imports" else None
    ranks = c.quantity is not None and c.quantity.unit == "rank"
    if m.told_flow == "trade_total" and flow in ("exports", "imports") and part_of_total(s, m):
        cur.bilateral = True
    if flags.share and found is not None and cur.bilateral and not c.ratio and theirs(s, m.tokens, cur):
        cur.reporter, cur.partner = cur.partner, cur.reporter
    opened = place_opening(s, m)
    if _rivals(s, m):
        cur.varied = "seller"
        m.roles = [Role(m.roles[0].area, "subject", m.roles[0].span)]
    parties(
        str(flow),
        m.roles if opened is None else [opened],
        cur,
        s.lang,
        bare=m.bare,
        nation=flags.nation,
        total=of_all(s, m) or from_everyone(s, m),
        both=m.both,
        both_at=flags.both,
        border=m.border,
        same=m.same_flow,
        explicit=found is not None and not flags.share and says_whose(s, m),
        apart=_apart(s, m),
        only=only_sides(s)
        if flow == "trade_balance" or not (c.ratio and not _grows(s, m) or ranks)
        else frozenset(),
        unnamed=found is None and c.quantity is not None and not c.quantity.get("invests"),
    )
    if m.told_flow == "trade_balance" and flow in ("exports", "imports") and cur.partner.value == WORLD:
        # "The US deficit with Viet Nam was 123 bn. Vietnamese shipments there soared": to the US
        there = english(s.lang) and "anaphor" in m.kinds and has(m.tokens, "anaphor", "there")
        if there and cur.reporter.value == market.value and whose.stated and whose.value != WORLD:
            cur.partner = whose.inherited()
    if flow in FDI and m.told_flow in TRADE and (sides := invested_there(s, m)) is not None:
        cur.reporter, cur.partner = sides
    if opened is not None:
        cur.reporter, cur.partner = cur.reporter.inherited(), cur.partner.inherited()
    if english(s.lang) and (sides := balance_of_two(m)) is not None:
        cur.reporter, cur.partner = sides
    if flow == "exports" and told_by == cur.partner.value != cur.reporter.value and not c.ratio:
        if s.lang.spaced and (s.lang.attributive == "before" or s.readings and m.code == "sell"):
            cur.varied = "reporter"  # "it imported 3 m tonnes. Viet Nam shipped 2 m, Thailand 1 m"
    if flow in FDI and drawn_abroad(s, m):
        cur.reporter = Val(WORLD, None, "default", "no_investor")
    if flow in FDI and not s.readings and goes_abroad(s, c, cur):
        cur.reporter, cur.partner = Val(s.lang.home, None, "default", "language_home"), Val(WORLD)
    if seller is not None:
        cur.reporter, cur.partner, cur.varied = seller.val, market, "reporter"
    cur.bilateral = cur.bilateral and not m.balanced
    if "border_trade" in m.measures:
        over_the_border(s, m)
    with_itself = cur.reporter.value == cur.partner.value and cur.reporter.how != "read"
    if flow in ONE_SIDED and not m.roles and "authority" in m.kinds and counted_by_other(s, m):
        cur.reporter, cur.partner = cur.partner, cur.reporter
    if with_itself or cur.reporter.how == "default" and counted_by_nobody(s, m):
        compilers_own(s, c, cur)
    if flow == "trade_balance" and s.lang.attributive == "after" and surplus_at_home(s, m):
        cur.reporter = Val(s.lang.home, None, "default", "language_home")
    if flow in ONE_SIDED and not s.lang.spaced and s.r.seen.pair is not None:
        of_first_named(s, m)
    if flow == "exports" and c.ratio:
        sellers_of_share(s, m)


def counted_by_other(s: _Sentence, m: Measure) -> bool:
    """ "China's surplus was 63 bn, but Vietnamese data put the deficit at 83 bn": told from the side that counts it."""
    if not english(s.lang) or m.found is None:
        return False
    k = next((k for k, t in enumerate(m.tokens) if t.get("authority") and t.end <= m.found[1][0]), None)
    if k is None or any(t.get("punct") for t in m.tokens[k:] if t.start < m.found[1][0]):
        return False
    return _country_of(m.tokens[k]) == m.cur.partner.value != m.cur.reporter.value


def balance_of_two(m: Measure) -> tuple[Val, Val] | None:
    """ "In trade between A and B, A ran a deficit": whose balance it is, and with whom."""
    if m.flow != "trade_balance" or "trade_total" not in m.measures or len(m.roles) != 3:
        return None
    a, b, whose = m.roles
    if a.area.code == b.area.code or whose.area.code not in (a.area.code, b.area.code):
        return None
    return whose.val, b.val if whose.area.code == a.area.code else a.val


def place_opening(s: _Sentence, m: Measure) -> Role | None:
    """友谊关口岸开年繁忙。前两个月进出口货值814亿元, "Bắc Ninh phục hồi nhanh. Hai tháng xuất khẩu 9,2 tỷ USD": the gate or
    province that a text opens with, before it has told any figure."""
    place, cur = s.r.subject, m.cur
    if english(s.lang) or place is None or m.found is None or m.roles or m.both or s.readings:
        return None
    if cur.reporter.value is not None or s.r.main.flow.value is not None or m.flags.nation:
        return None
    if m.flow in FDI and m.bare != "attract":
        return None
    return Role(place, "subject", m.found[1]) if "-" in place.code else None


def part_of_total(s: _Sentence, m: Measure) -> bool:
    """ "Trade with Germany came to 11 bn, with Viet Nam exporting 7.4 bn": to the one that the sentence tells of."""
    cur, last = m.cur, s.readings[-1] if s.readings else None
    if last is None or last.indicator != "trade_total" or m.flags.total:
        return False
    if s.lang.attributive != "after" and not (s.lang.spaced and has(m.tokens, "link", "of_which")):
        return False
    told = last.frame
    pair = told.reporter.value == cur.reporter.value and told.partner.value == cur.partner.value
    pair = pair and cur.partner.value not in (None, WORLD) and not is_bloc(cur.partner.value)
    return pair and [(r.area.code, r.name) for r in m.roles] == [(cur.reporter.value, "subject")]


def surplus_at_home(s: _Sentence, m: Measure) -> bool:
    """ "The country exported 164 bn; goods from China came to 50 bn. The surplus with the EU was 15 bn": the home
    country's, behind what another sold to it, where the home country's trade with others was told of before."""
    cur, home = m.cur, s.lang.home
    told, named = s.r.main, [r.area.code for r in m.roles]
    sold = (
        told.flow.value == "exports"
        and told.partner.value == home
        and told.reporter.value == cur.reporter.value
    )
    if not sold or not named or cur.partner.value not in named or cur.reporter.value in (*named, home):
        return False
    return cur.partner.value != home and any(home in p and cur.reporter.value not in p for p in s.r.sides)


def of_first_named(s: _Sentence, m: Measure) -> None:
    """中越贸易额20亿元，其中出口10亿元: a flow that is nobody's by name is told from the side of the office that counts, else
    of the one that the name of the pair begins with."""
    cur, pair = m.cur, s.r.seen.pair
    if m.roles and any(r.name != "pair" for r in m.roles) or m.found is None:
        return
    if not m.roles and m.told_flow in ONE_SIDED:
        return  # goes on with a flow that has its side
    if {cur.reporter.value, cur.partner.value} != set(pair):
        return
    office = quoted_office(s, m.c)
    first = office.value if office is not None and office.value in pair else pair[0]
    if cur.reporter.value != first:
        cur.reporter, cur.partner = cur.partner, cur.reporter


def says_whose(s: _Sentence, m: Measure) -> bool:
    """Whether the word for the flow says whose side it is told from: exports and imports do, buying does where another
    country is what buys."""
    code = m.found[0]
    if code in ("exports", "imports", "surplus", "deficit"):
        return not (english(s.lang) and _next_with(m))
    if code == "sell" and m.flow == "exports" and english(s.lang) and _sells(m):
        return True
    if code != "buy" or m.flow != "imports" or s.lang.attributive != "before" or not s.lang.spaced:
        return False
    return any(r.name == "subject" and r.area.country != s.lang.home for r in m.roles)


def _sells(m: Measure) -> bool:
    """ "Durian sales to China fell. Thailand sold 10,200 tonnes": who sells stands right before the verb."""
    if [r.name for r in m.roles] != ["subject"] or m.roles[0].area.type != "country":
        return False
    k = next((k for k, t in enumerate(m.tokens) if t.start == m.found[1][0]), 0)
    return k > 0 and m.tokens[k - 1].get("area") is not None and m.roles[0].span[1] == m.tokens[k - 1].end


def _next_with(m: Measure) -> bool:
    """ "… followed by China with an export turnover of 18 bn": of one more market of the one whose exports are told."""
    if not (m.same_flow and m.cur.varied == "partner") or [r.name for r in m.roles] != ["subject"]:
        return False
    k = next((k for k, t in enumerate(m.tokens) if t.start == m.found[1][0]), 0)
    led = k > 0 and m.tokens[k - 1].get("role") == "with"
    return led and m.roles[0].area.type in ("country", "bloc") and m.roles[0].span[1] < m.tokens[k].start


def over_the_border(s: _Sentence, m: Measure) -> None:
    """A province's trade over its border is with the neighbour, not with the bloc told of before it."""
    if not s.lang.spaced or s.lang.attributive != "before":
        return
    side = s.lang.neighbours.get(str(m.cur.reporter.value))
    if side is not None and not any(r.name in ("with", "to", "from", "pair") for r in m.roles):
        m.cur.partner = Val(side, None, "default", "border_trade")


def counted_by_nobody(s: _Sentence, m: Measure) -> bool:
    """Whether a flow of trade has nobody's name to it, so that it may be the trade of the office that is quoted."""
    traded = ("exports", "imports", "trade_balance")
    if m.flow == "trade_total" and not s.lang.spaced:
        # 云南省商务厅介绍，外贸进出口1592亿元: a province's office; a country's may tell of anybody's
        return not m.roles and any("-" in _country_of(t) for t in s.tokens if t.get("authority"))
    if m.flow not in traded and m.flow != "trade_total":
        return False
    if m.nobody:
        return True
    if s.lang.spaced:
        # "Imports from Viet Nam grew, the Thai ministry said"
        aside = english(s.lang) and m.cur.reporter.note == "pair_other_side"
        return not m.roles or aside and all(r.name in ("to", "from") for r in m.roles)
    # 越南海关称，对菲出口127万吨
    return bool(m.roles) and m.found is not None and all(r.name == "to" for r in m.roles)


def sellers_of_share(s: _Sentence, m: Measure) -> None:
    """ "In the US, Chinese goods made 44 percent": behind a share of a market, others that sell there follow."""
    names = [r.name for r in m.roles]
    if m.flags.share and has(m.tokens, "noun", "market") and "to" in names:
        others = any(name != "to" for name in names)
        if others or s.lang.spaced and not market_takes(s, m):
            m.cur.varied = "seller"
    if names == ["at", "origin"]:
        m.cur.varied = "seller"


def holder_there(s: _Sentence, m: Measure) -> Role | None:
    """ "Viet Nam's rice to the Philippines …; the share of Thailand is 8%": who holds a share of the one market that is
    told of, in a language that names it behind the word."""
    cur = m.cur
    if s.lang.attributive != "after" or cur.flow.value != "exports" or not cur.partner.stated:
        return None
    if m.found is not None or cur.partner.value == WORLD or is_bloc(cur.partner.value) or len(m.roles) != 1:
        return None
    r = m.roles[0]
    k = next((k for k, t in enumerate(m.tokens) if (t.start, t.end) == r.span), 0)
    named = k > 1 and m.tokens[k - 1].get("role") == "of" and m.tokens[k - 2].get("share") == "share"
    apart = r.area.type == "country" and r.area.code != cur.partner.value
    return r if named and apart and cur.reporter.stated and cur.reporter.value != WORLD else None


def market_takes(s: _Sentence, m: Measure) -> bool:
    """ "The market of China makes up 48%": what takes a share, and not where others have one, in a language that puts a
    market's name behind the word."""
    at = next((k for k, t in enumerate(m.tokens) if t.get("noun") == "market"), 0)
    named = m.tokens[at + 1 : at + 2] and m.tokens[at + 1].get("area")
    behind = any(t.get("share") == "share" for t in m.tokens[at:])
    led = at and m.tokens[at - 1].get("role")
    return s.lang.attributive == "after" and bool(named) and behind and not led


def share_sides(s: _Sentence, tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
    """ "China's share of Vietnam's exports": whose trade the whole is, and with whom the share."""
    if s.lang.attributive == "before" and (found := share_at(s, tokens, whole, roles)):
        return found
    inner = tokens[whole:]
    if english(s.lang) and not roles and (found := share_of_one(inner)):
        return found
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
    return behind[-1], (_joined_with if s.lang.spaced else _those_in_a_row)(ahead)


def _joined_with(roles: list[Role]) -> Role:
    """ "China and South Korea supplied 48 percent of Vietnam's imports": the part is of both."""
    who = roles[-1]
    val = joined({who.name: [r for r in roles if r.name == who.name]}, who)
    return replace(who, area=Area(str(val.value), "country"), span=val.span) if val is not None else who


def _those_in_a_row(roles: list[Role]) -> Role:
    """对缅甸、越南和老挝进出口占全省的67%: the part is of those whom it is with, together."""
    k = len(roles) - 1
    while (
        k and roles[k].name == roles[k - 1].name != "subject" and roles[k].span[0] - roles[k - 1].span[1] == 1
    ):
        k -= 1
    code = "+".join(r.area.code for r in roles[k:])
    return replace(roles[-1], area=Area(code, "country")) if roles[k + 1 :] else roles[-1]


def share_at(s: _Sentence, tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
    """ "Korea's weight in China's total imports", where both stand before the word for it."""
    if not s.lang.spaced and (found := whole_first(tokens, whole, roles)):
        return found
    at = next((r for r in roles if r.name == "at"), None)
    who = next((r for r in roles if r.name in ("subject", "owner")), None)
    if at is None or who is None or at.area.code == who.area.code or whole == len(tokens):
        return None
    held = next((t for t in tokens[:whole] if t.get("measure") and t.start >= at.span[1]), None)
    return (at, who) if held is not None and held.start - at.span[1] <= 1 else None


def share_of_one(words: list[Token]) -> tuple[Role, Role] | None:
    """ "The share of China in Cambodia's imports": whose imports they are, and from whom the share."""
    words = words[:5] if words and words[0].get("share") == "share" else []
    words = [t for t in words if t.get("role") != "of"][1:4]
    if len(words) < 3 or words[1].get("role") != "at" or words[0].get("adjective"):
        return None
    who, whose = words[0].get("area"), words[2].get("area")
    if who is None or whose is None or who.code == whose.code:
        return None
    one, other = ((words[k].start, words[k].end) for k in (0, 2))
    return Role(whose, "owner", other), Role(who, "subject", one)


def whole_first(tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
    """中国进口额中，韩国占6.7%: whose trade the whole is stands first, with the word for it, and who has the part behind a
    comma."""
    if len(roles) != 2 or any(r.area.type != "country" for r in roles) or whole == len(tokens):
        return None
    owner, part = roles
    k = next((k for k, t in enumerate(tokens) if t.get("measure") in ("imports", "exports")), None)
    comma = next((n for n, t in enumerate(tokens) if n > (k or 0) and t.get("punct") == ","), None)
    if (
        k is None
        or comma is None
        or not owner.span[1] <= tokens[k].start < tokens[comma].start < part.span[0]
    ):
        return None
    between = [t for t in tokens[:k] if t.start >= owner.span[1]]
    plain = all(t.get("commodity") or t.get("noun") or t.get("measure") == "value" for t in between)
    return (owner, part) if plain and part.name == "subject" and part.span[1] <= tokens[whole].start else None


def other_seller(s: _Sentence, tokens: list[Token], roles: list[Role], cur: Frame) -> Role | None:
    """越南对美家具出口74亿美元；中国为73.3亿美元: behind a semicolon, whose name stands as the seller's stood."""
    if s.lang.spaced or [r.name for r in roles] != ["subject"]:
        return None
    r, first = roles[0], s.tokens[0].get("area")
    contrast = contrasted(s, tokens, r, cur) if "but" in s.links else None
    if contrast is not None or not s.parted:
        return contrast
    first = first or next((t.get("area") for t in s.tokens[1:5] if t.get("area")), None)
    k = next((k for k in range(len(tokens) - 1, -1, -1) if tokens[k].get("punct") == ";"), None)
    led = k is not None and k + 1 < len(tokens) and tokens[k + 1].start == r.span[0]
    marked = any(
        str(t.get("directed")) == f"to {cur.partner.value}"
        for t in s.tokens[:8]
        if s.readings and t.start < s.readings[0].q.start
    )
    told = first is not None and first.code == cur.reporter.value and cur.flow.value == "exports"
    apart = r.area.type == "country" and r.area.code not in (cur.reporter.value, cur.partner.value)
    return r if led and marked and told and apart else None


def contrasted(s: _Sentence, tokens: list[Token], r: Role, cur: Frame) -> Role | None:
    """泰国对华出口72万吨，越南则增长58%: who stands against the one that the sentence began with sells, too."""
    k = next((k for k, t in enumerate(tokens) if (t.start, t.end) == r.span), None)
    ahead = k - 1 if k and k > 1 and tokens[k - 1].get("link") == "but" else k  # 而越南则
    if not ahead or k + 1 >= len(tokens) or tokens[ahead - 1].get("punct") not in (",", ";"):
        return None
    if not s.readings:
        return None
    against = tokens[k + 1].get("link") == "but" and cur.flow.value == "exports"
    told = cur.reporter.stated and cur.partner.how == "read" and cur.partner.value != WORLD
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


def counted_by(s: _Sentence, cur: Frame) -> None:
    """ "By US customs, imports from Viet Nam came to 100 bn": an office that is named by its country counts its own trade."""
    for k, t in enumerate(s.tokens[:-1]):
        if t.get("noun") != "count":
            continue
        behind = s.tokens[k + 1 : k + 4]
        while behind and (behind[0].get("role") == "of" or behind[0].get("noun") == "count"):
            behind = behind[1:]
        area = behind[0].get("area") if behind else None
        if area is not None and area.type == "country":
            if area.code not in (s.lang.home, cur.partner.value):
                span = (behind[0].start, behind[0].end)
                cur.reporter = Val(area.code, span, "default", "compiler_country")
            return


def compilers_own(s: _Sentence, c: Clause, cur: Frame) -> None:
    """Where nobody is named, a customs office abroad that is quoted in the sentence counts its own trade."""
    offices = [t for t in s.tokens if t.get("authority") and (t.get("compiler") or t.get("counts"))]
    # "the ministry said that by the other side's figures …": the one last named that counts no trade with itself
    before = (
        (t for t in reversed(offices) if t.start < c.quantity.start)
        if len(offices) > 1 and c.quantity
        else ()
    )
    office = next((t for t in before if _country_of(t) != cur.partner.value), offices[0] if offices else None)
    guessed = cur.reporter.note == "pair_other_side"
    if office is None and "noun" in s.kinds and s.lang.attributive == "after":
        if guessed or cur.reporter.value == s.lang.home:
            counted_by(s, cur)
        return
    itself = cur.reporter.value == cur.partner.value  # nobody trades with oneself
    own = itself or cur.reporter.value == s.lang.home
    if office is None:
        return
    code = _country_of(office)
    place = office.get("area")
    if not own and not guessed:
        return
    if place is not None and s.lang.spaced and place.code.startswith(f"{code}-") and code != s.lang.home:
        cur.reporter = Val(place.code, (office.start, office.end), "default", "compiler_country")
    elif code not in (None if itself or guessed else s.lang.home, cur.partner.value) and (
        len(code) == 2 or "-" in code
    ):
        cur.reporter = Val(code, (office.start, office.end), "default", "compiler_country")


def _country_of(office: Token) -> str:
    area = office.get("authority")
    return area.code if isinstance(area, Area) else str(area)
