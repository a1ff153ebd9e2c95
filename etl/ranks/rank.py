"""A rank: of which flow, whose, in whose order, and what later clauses go on from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.ranks.balance import balance_ranked
from etl.ranks.dates import when_ranked
from etl.ranks.flow import ranked_flow, ranked_noun
from etl.ranks.goods import goods_ranked
from etl.ranks.investors import invested_there, outward
from etl.ranks.order import listed_before, named_next, of_market
from etl.ranks.sides import rank_parties
from etl.reading import Reading
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token
from etl.traders import FLOW, among_all, place_among_all, sided, trader

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


NEXT = 16  # most code points between a rank and what it names: "third is the market of Taiwan"


def rank(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """The place that a country has among another's partners, or None where it is none of the field."""
    q = c.quantity
    stated, cur = cur, _with_context(s.rank_before, cur)
    if (shared := _share_before(s, cur)) is not None:
        cur = stated = shared
    told = s.rank_before
    words = [t for part in c.left if isinstance(part, list) for t in part]
    tail = _tail(s, c)
    if not s.lang.spaced and tail and tail[0].get("noun") == "goods" and tail[0].start == q.end:
        return None  # 云南第二大出口商品: a place among goods
    if not s.lang.spaced and _kind_of_goods(tail):
        return None
    known = english(s.lang) or not s.lang.spaced
    if known and (found := balance_ranked(s, c, words, tail, stated)) is not None:
        return found
    if (traded := among_all(s, c, words, tail, stated)) is not None:
        when = when_ranked(s, c, words, cur, "exports")
        if (found := place_among_all(s, c, traded, words, cur, when)) is not None:
            return found
    hosted = invested_there(tail) if english(s.lang) else None
    noun = hosted[1] if hosted is not None else ranked_noun(s, c, words, tail, cur)
    if noun is not None and not s.lang.spaced and _market_named(c, noun):
        noun = None
    if noun is None and _of_place(s, tail):
        return None
    if noun is None:
        cur = cur if not s.lang.spaced and _as_told(told, stated) else stated
        if q.superlative or not _goes_on(s, words, tail, cur):
            return None
    elif noun.get("rank_noun") in FLOW and not (s.lang.attributive == "after" and _of_one(noun, tail)):
        traded = FLOW[str(noun.get("rank_noun"))]
        if (found := trader(s, c, noun, words, cur, when_ranked(s, c, words, cur, traded))) is not None:
            return found
    flow = ranked_flow(s, c, words, tail, noun, cur, stated) if hosted is None else "fdi_registered"
    if flow is None:
        return None
    own_goods = s.lang.attributive == "after" and c.near and c.near[-1].get("commodity")
    own_goods = own_goods and not s.text[c.near[-1].end : q.start].strip()
    if noun is None and (_of_goods(tail) or own_goods and not any(t.get("area") for t in c.near)):
        return None  # "second were telephones, with 216 m": no country's place
    before = [of_market(r, words) for r in roles_of(words, s.text, s.lang, s.r.seen)]
    firms = s.lang.attributive == "after" and noun is None and flow not in FDI
    if firms and [r.name for r in before] == ["investor"] and [t.get("role") for t in tail[:1]] == ["at"]:
        flow = "fdi_registered"  # "Vietnamese firms rank third in Laos, with 241 projects"
    before = listed_before(s, c, groups, flow, _by_comma(s, words, before))
    if q.superlative and english(s.lang):
        before = _together(before)
    elif q.superlative and not s.lang.spaced:
        before = _all_of_them(before)
    if q.superlative and before and before[-1].joined:
        return None  # "China, India and the US were the largest importers": no one's place among them is told
    if not before and not roles_of(tail, s.text, s.lang, s.r.seen):
        if s.lang.spaced and (it := _pronoun(words)) is not None and s.r.subject:
            before = [Role(s.r.subject, "subject", (it.start, it.end))]  # "it ranked only fifth"
    whose = None if s.lang.spaced else _blocs_partner(words, before, noun, cur)
    within = None if s.lang.spaced or whose is not None else _within(c, words, before)
    if within is not None:
        before = [r for r in before if r is not within]  # "third in ASEAN", where the place stands behind
        told = s.rank_before
        # 对越投资39.6亿美元，在东盟列第四: of the hosts there
        host = told is not None and told.family == "fdi" and s.readings and flow in FDI
        host = host and cur.partner.value == within.area.code and within.name == "at"
        host = host and told.partner.how == "read" and told.partner.value != WORLD
        if told is not None and (cur.reporter.value == within.area.code or host):
            cur.reporter, cur.partner = told.reporter, told.partner
    if before and flow == "count":
        tail = tail[: next((k for k, t in enumerate(tail) if t.get("role") == "aside"), len(tail))]
    after = _after(s, c, tail, noun)
    frame = cur.copy()
    span = (noun.start, noun.end) if noun is not None else cur.flow.span
    frame.flow = Val(flow, span, "read" if noun is not None else "inherited")
    host = next((r for r in reversed(before) if r.name == "subject"), None) if hosted is not None else None
    if host is not None and host.area.code != hosted[0].get("area").code:
        who = hosted[0]
        frame.reporter, frame.partner = Val(who.get("area").code, (who.start, who.end), "read"), host.val
    elif whose is not None:
        frame.reporter, frame.partner = whose
    elif not _take_sides(s, flow, before, after, tail, noun, frame, cur):
        return None
    if english(s.lang) and flow == "exports" and _buys_most(noun, before, after, frame):
        flow = "imports"  # "China is the world's second largest importer"
        frame.flow = Val(flow, span, "read")
    if flow in FDI and before and s.tokens[0].get("role") == "with":
        # "With 3,274 projects worth 73 bn, Singapore ranks second"
        for r in s.readings:
            if r.frame.family == "fdi" and r.frame.reporter.how == "default":
                r.frame.reporter = frame.reporter
    nxt = next((t for t in s.tokens[c.index + 1 :] if isinstance(t, Quantity)), None)
    level = nxt is not None and nxt.unit != "percent"  # "Thailand came first with 38%": of what is bought
    buyer = _next_buyer(s, before, told) if noun is None and level and flow == "imports" else None
    buyer = buyer or _another_buyer(s, before, told, flow)
    if buyer is not None:
        flow = "exports"
        frame.flow = Val(flow, cur.flow.span, "inherited")
        frame.reporter, frame.partner = told.partner, buyer.val
    frame.basis = "value"
    if (goods := goods_ranked(s, tail, noun)) is not None:
        frame.commodity = goods
    elif flow in FDI and told is not None and told.family != "fdi" and frame.commodity.how == "inherited":
        frame.commodity = goods = NOTHING  # who invests, behind what is bought
    period = when_ranked(s, c, words, cur, flow)
    among = [*after, *([within] if within else [])]
    scope = next((r.area.code for r in among if r.area.type in BLOCS), None)
    reading = Reading(q, flow, "rank", frame, Decimal(q.number), period, "rank", sub=True, scope=scope)
    reading.kept = _kept(s, words, noun, before, flow, frame, cur, stated)
    if (
        english(s.lang)
        and cur.varied == "reporter"
        and frame.partner.value == WORLD
        and flow in ("exports", "imports")
    ):
        reading.kept.varied = (
            "reporter"  # "India is the largest exporter. Thailand ranks second, Viet Nam third"
        )
    if host is not None and hosted is not None and english(s.lang):
        reading.kept.varied = (
            "hosts"  # "Vietnam ranks third, after Singapore (13 bn)": of China's investments
        )
    if goods is not None:
        reading.kept.commodity = goods
    if flow in FDI and not s.lang.spaced and (by := _by_number(c)) is not None:
        reading.kept.flow = by  # 中国新项目数位居第一，占30%
    if noun is not None and noun.get("rank_noun") in FLOW and s.lang.attributive == "after":
        if flow == "imports" and noun.get("rank_noun") == "importer":
            # "China is the largest importer of Viet Nam, with 600 m": what it buys there; others buy there, too
            frame.reporter, frame.partner = frame.partner, frame.reporter
            reading.kept.reporter, reading.kept.partner = frame.reporter, frame.partner
            reading.kept.varied = "reporter"
        if flow == "exports" and frame.partner.value != WORLD:
            reading.kept.varied = "seller"  # "the largest exporter to China, Viet Nam comes second"
    aside = any(t.get("measure") == "exports" and not t.get("rank_noun") for t in words)
    if (
        buyer is not None and not aside
    ):  # not "shipments to Taiwan, the second largest market, came to 1,500 tons"
        kept = reading.kept
        kept.flow, kept.reporter, kept.partner, kept.varied = told.flow, buyer.val, told.partner, "reporter"
    return reading


def _by_number(c: Clause) -> Val | None:
    """The word for a number of projects, where investors rank by it."""
    t = next((t for t in reversed(c.near) if t.get("measure")), None)
    return Val("fdi_projects", (t.start, t.end), "read") if t and t["measure"] == "fdi_projects" else None


def _market_named(c: Clause, noun: Token) -> bool:
    """泰国市场排名第二: the word says no more than the country's name."""
    led = c.near[-2:]
    return len(led) == 2 and led[1] is noun and noun.get("noun") == "market" and bool(led[0].get("area"))


def _blocs_partner(
    words: list[Token], before: list[Role], noun: Token | None, cur: Frame
) -> tuple[Val, Val] | None:
    """越南是欧盟第15大贸易伙伴: the bloc right behind "is" is whose partner it is, not where it comes fifteenth."""
    if noun is None or len(before) != 2 or len(words) < 2 or words[-2].get("change") != "reach":
        return None
    bloc, who = before[-1], before[0]
    last = words[-1].get("area")
    if last is None or bloc.area.type != "bloc" or last.code != bloc.area.code or who.area.type != "country":
        return None
    if cur.reporter.stated and cur.partner.value == bloc.area.code:
        if str(cur.reporter.value).split("-")[0] != who.area.country:
            return None  # 重庆对东盟进出口1003亿元，越南为其东盟第一大伙伴: of those it trades with there
    return (bloc.val, who.val) if noun.get("rank_noun") in ("trade_total", "imports", "exports") else None


def _of_place(s: _Sentence, tail: list[Token]) -> bool:
    """我国对东盟第一大铁路口岸: a gate's place among gates."""
    return not s.lang.spaced and any(t.get("noun") == "gate" and not t.get("area") for t in tail[:3])


def _all_of_them(before: list[Role]) -> list[Role]:
    """美国、日本和中国是越南最大市场: those who are listed are it together; whose market stands behind them."""
    those = before[:-1]
    if len(those) < 2 or before[-1].joined or any(r.name != "subject" for r in before):
        return before
    if those[0].joined or not all(r.joined for r in those[1:]):
        return before
    area = Area("+".join(r.area.code for r in those), "country")
    return [Role(area, "subject", (those[0].span[0], those[-1].span[1])), before[-1]]


def _together(before: list[Role]) -> list[Role]:
    """ "China and Hong Kong were Vietnam's largest market with 1.3 bn", "China, Japan and Korea …": they are one market."""
    last = next((n for n, r in enumerate(before) if r.name == "subject" and r.joined), 0)
    k = last - bool(last)
    while k and before[k - 1].name == "subject" and before[k].span[0] - before[k - 1].span[1] == len(", "):
        k -= 1
    those = before[k : last + 1]
    if len(those) < 2 or len(those) != sum(r.name == "subject" for r in before):
        return before
    if any(r.name != "subject" for r in those) or len(those) > 2 and last + 1 == len(before):
        return before
    area = Area("+".join(r.area.code for r in those), "country")
    one = Role(area, "subject", (those[0].span[0], those[-1].span[1]))
    return [*before[:k], one, *before[last + 1 :]]


def _as_told(told: Frame, stated: Frame) -> bool:
    """云南对东盟进出口738亿元；越南居第三: one of those that it trades with, not all that Viet Nam trades; 海防市吸引外资49亿美元，
    在全国排名第三: the province, not the country that it is in."""
    if not told.flow.stated or told.flow.value != stated.flow.value:
        return False
    whose, host = told.reporter, str(told.partner.value)
    if stated.flow.value == "trade_total":
        own = stated.partner.value == WORLD and stated.reporter.how == "read"
        return own and whose.stated and host != WORLD and whose.value not in (WORLD, stated.reporter.value)
    inside = told.family == "fdi" and "-" in host and told.partner.stated
    return inside and stated.partner.value == host.split("-")[0] and stated.partner.how == "default"


def _buys_most(noun: Token | None, before: list[Role], after: list[Role], frame: Frame) -> bool:
    """ "China is the world's second largest importer of seafood", "a big buyer in the world": what it buys from everybody."""
    if noun is None or noun.get("rank_noun") != "exports":
        return False
    who = next((r for r in before if r.name == "subject" and r.area.type == "country"), None)
    world = any(r.area.code == WORLD and r.name == "owner" for r in before)
    if who is not None and not world and any(r.area.code == WORLD and r.name == "at" for r in after):
        frame.reporter, frame.partner, world = who.val, Val(WORLD, None, "default", "no_partner"), True
    return (
        world and who is not None and frame.reporter.value == who.area.code and frame.partner.value == WORLD
    )


def _of_one(noun: Token, tail: list[Token]) -> bool:
    """Whether exporters or importers rank among those of one country; importers always do, but in the world."""
    return sided(tail) or noun.get("rank_noun") == "importer"


def _goes_on(s: _Sentence, words: list[Token], tail: list[Token], cur: Frame) -> bool:
    """Whether a rank without a noun is one in the flow that is told of."""
    if cur.flow.value is None:
        return False
    if s.readings or cur.flow.how == "read":
        return True
    if any(t.get("area") or t.get("measure") for t in [*words, *tail]):
        return True
    return s.lang.spaced and _pronoun(words) is not None


def _by_comma(s: _Sentence, words: list[Token], before: list[Role]) -> list[Role]:
    """ "Trade with Viet Nam, its second largest partner": who stands right before the comma is what ranks."""
    if not before or not s.lang.spaced or s.lang.attributive != "before":
        return before
    if before[-1].name not in ("with", "to", "from"):
        return before
    behind = [t for t in words if t.start >= before[-1].span[1]]
    if len(behind) == 1 and behind[0].get("punct") == ",":
        return [*before[:-1], replace(before[-1], name="subject")]
    return before


def _within(c: Clause, words: list[Token], before: list[Role]) -> Role | None:
    """The bloc that a place is one in, where that stands before it: 越南在广东的东盟伙伴中排名第二."""
    q = c.quantity
    # "ASEAN is the second largest …"
    is_ = any(t.get("change") == "reach" and t.end == q.start for t in words)
    blocs = [r for r in before if r.area.type in BLOCS]
    within = next((r for r in blocs if q.start - r.span[1] <= 1 and not is_), None)
    if within is None and len(before) > 1:
        nouns = {t.start for t in words if t.get("rank_noun")}
        within = next((r for r in blocs if r.span[1] in nouns), None)  # of the partners there
    if within is None and len(before) > 2 and before[-1].name == "at":
        # 广西是越南在中国的第二大贸易伙伴: the country that who ranks is a province of
        inner = before[0].area
        within = before[-1] if "-" in inner.code and inner.country == before[-1].area.code else None
    return within


def _after(s: _Sentence, c: Clause, tail: list[Token], noun: Token | None) -> list[Role]:
    """The areas behind the rank, of which the first may be what ranks."""
    after = roles_of(tail, s.text, s.lang, s.r.seen)
    before = s.lang.attributive == "before"
    if s.lang.spaced and before:
        led = {t.start for u, t in zip(s.tokens, s.tokens[1:], strict=False) if u.get("role") == "aside"}
        after = [r for r in after if r.span[0] not in led]  # "third, after China (268 bn)"
    if after and after[0].span[0] - c.quantity.end <= NEXT:
        bloc = before and noun is not None and 0 <= noun.start - after[0].span[1] <= 1
        if not (bloc and after[0].area.type == "bloc"):  # "its second largest ASEAN partner"
            after[0] = named_next(after[0], tail, noun)
    return after


def _take_sides(
    s: _Sentence,
    flow: str,
    before: list[Role],
    after: list[Role],
    tail: list[Token],
    noun: Token | None,
    frame: Frame,
    cur: Frame,
) -> bool:
    """Whose place it is, and in whose order, put into the frame; False where that cannot be told."""
    placed = noun is None and "-" in str(cur.reporter.value) and cur.partner.value == WORLD
    if placed and not after and flow not in FDI:
        if not any(r.area.type in ("country", *BLOCS) for r in before):
            frame.reporter, frame.partner = cur.reporter, cur.partner  # "ranks 23rd in the country"
            return True
    if flow in FDI and (sides := outward(before, after, tail)) is not None:
        frame.reporter, frame.partner = sides
        return True
    named = noun is not None and bool(noun.get("rank_noun"))
    if named and s.lang.attributive == "after":
        named = noun.get("rank_noun") not in FLOW  # "the second largest exporter of shoes to the US"
    return rank_parties(s, flow, before, after, frame, cur, named, noun)


def _kept(
    s: _Sentence,
    words: list[Token],
    noun: Token | None,
    before: list[Role],
    flow: str,
    frame: Frame,
    cur: Frame,
    stated: Frame,
) -> Frame:
    """What later clauses go on from: the flow in which partners rank, unless the rank is an aside."""
    own = [t for t in words if t.get("measure") and t is not noun and not t.get("rank_noun")]
    led = not s.lang.spaced and own and own[-1] is words[-1] and own[-1].get("measure") == flow
    if own and noun is not None and flow not in FDI and not led:  # but 中国橡胶进口第二大市场
        return stated.copy()  # "shipments to the US, the biggest buyer, grew": the rank is an aside
    kept = cur.copy()
    if flow in ("exports", "imports", "trade_total", "count") or flow in FDI:
        kept.flow, kept.reporter, kept.partner = frame.flow, frame.reporter, frame.partner
        if cur.varied == "seller" and noun is None:
            kept.varied = "seller"
        elif _home_supplies(s, noun, flow, frame):
            kept.varied = "supplier"
        elif _ranked_seller(s, before, flow, frame):
            kept.varied = "seller"  # "Viet Nam is the second supplier to China, behind Thailand with 4.6 bn"
        else:
            invests = flow in FDI and frame.partner.value != (before and before[-1].area.code)
            if flow in FDI and english(s.lang) and len(before) > 1 and before[-1].name == "owner":
                invests = (
                    invests or frame.reporter.value == before[0].area.code
                )  # "China was Thailand's second investor"
            kept.varied = "reporter" if invests else "partner"
            outward = invests and frame.reporter.value == s.lang.home
            # "Việt Nam đứng thứ ba trong các nước đầu tư tại Lào; Trung Quốc đứng đầu với 1.000 dự án"
            told = s.lang.attributive == "after" and _placed(s, frame)
            investor = noun is not None and noun.get("rank_noun") == "fdi_registered"
            # "Singapore ranks first in foreign investment in Indonesia": others who invest there follow
            investor = investor or [r.area.code for r in before if r.name == "subject"] == [s.lang.home]
            investor = investor and frame.partner.value != WORLD
            if outward and (told or english(s.lang) and (investor or _in_host(s, frame))):
                kept.varied = "investor"
        s.stated_flow = True
    return kept


def _placed(s: _Sentence, frame: Frame) -> bool:
    """Whether the host is told by where the home country invests: "các nước đầu tư tại Lào"."""
    at = frame.partner.span[0] if frame.partner.span else -1
    k = next((k for k, t in enumerate(s.tokens) if t.start == at and t.get("area")), 0)
    return k > 0 and s.tokens[k - 1].get("role") == "at"


def _in_host(s: _Sentence, frame: Frame) -> bool:
    """Whether what the home country put into another one was told right before its rank among those who invest there."""
    last = s.readings[-1] if s.readings else None
    told = last is not None and last.transform == "level" and last.frame.family == "fdi"
    sides = (frame.reporter.value, frame.partner.value)
    return told and (last.frame.reporter.value, last.frame.partner.value) == sides and WORLD not in sides


def _home_supplies(s: _Sentence, noun: Token | None, flow: str, frame: Frame) -> bool:
    """Whether the home country has its place among those that sell to another."""
    supplies = s.lang.spaced and noun is not None and noun.get("rank_noun") == "imports"
    return supplies and flow == "imports" and frame.partner.value == s.lang.home


def _ranked_seller(s: _Sentence, before: list[Role], flow: str, frame: Frame) -> bool:
    """Whether who has the rank is the one that sells, to a market that is named."""
    if s.lang.attributive != "after" or frame.reporter.value != s.lang.home:
        return False
    named = flow == "exports" and frame.partner.how == "read" and frame.partner.value != WORLD
    return bool(named and before) and before[-1].area.code == frame.reporter.value


def _next_buyer(s: _Sentence, before: list[Role], told: Frame) -> Role | None:
    """ "The Philippines bought 2.3 m tonnes of Viet Nam's rice. Indonesia came second, with 0.7 m": of those that
    buy it, in a language that tells of the home country's goods."""
    home = s.lang.home
    bought = s.lang.attributive == "after" or english(s.lang) and told.reporter.stated
    bought = bought and told.partner.value == home != told.reporter.value
    # "China's second supplier. Thailand came first with 4.6 bn"
    bought = bought and told.varied not in ("supplier", "share")
    # China's own customs count from whom it buys: "Philippines tụt xuống thứ hai với 81.600 tấn"
    bought = bought and str(told.compiler.value).partition("_")[0] != told.reporter.value
    listed = told.varied == "reporter" and bool(
        s.readings
    )  # "Indonesia came second with 1.1 m, Malaysia third …"
    bought = bought and (listed or s.only() == {told.reporter.value, home})
    alone = len(before) == 1 and before[0].name == "subject" and before[0].area.type in ("country", *BLOCS)
    return before[0] if bought and alone and before[0].area.code not in (home, told.reporter.value) else None


def _another_buyer(s: _Sentence, before: list[Role], told: Frame, flow: str) -> Role | None:
    """ "China bought 5,900 tonnes of Vietnamese tea. Pakistan, the largest customer, took 14,800": of those that buy it."""
    if (
        not s.lang.spaced
        or s.lang.attributive != "before"
        or flow != "exports"
        or told.flow.value != "imports"
    ):
        return None
    buys = told.partner.value == s.lang.home != told.reporter.value and told.reporter.stated
    alone = len(before) == 1 and before[0].name == "subject" and before[0].area.type in ("country", *BLOCS)
    return (
        before[0]
        if buys and alone and before[0].area.code not in (s.lang.home, told.reporter.value)
        else None
    )


def _pronoun(words: list[Token]) -> Token | None:
    """The word for what the sentence before told of, where no preposition leads it."""
    for k, t in enumerate(words):
        if t.get("anaphor") in ("other", "region") and not (k and words[k - 1].get("role")):
            return t
    return None


def _share_before(s: _Sentence, cur: Frame) -> Frame | None:
    """ "Its deficit came to 116 bn. Vietnamese goods make up 3.9% of US imports, in sixth place": of those imports."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or cur.flow.value != "trade_balance":
        return None
    read = s.lang.attributive == "after" and last.indicator in ("exports", "imports")
    return last.frame.copy() if read else None


def _with_context(before: Frame, after: Frame) -> Frame:
    """The frame before the rank's clause with the period and goods that the clause named: whose rank it is says
    nothing of the flows told before."""
    f = before.copy()
    f.period, f.commodity, f.status, f.compiler = after.period, after.commodity, after.status, after.compiler
    if f.flow.value is None:
        f.flow = after.flow
    return f


def _tail(s: _Sentence, c: Clause) -> list[Token]:
    """Words after a rank up to the end of its statement; other ranks in between do not end it."""
    out: list[Token] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") in (",", ";", "(") or t.get("punct") == ":" and s.lang.attributive == "after":
            break
        if isinstance(t, Quantity):
            if t.origin == "rank":
                continue
            break
        out.append(t)
    return out


def _kind_of_goods(tail: list[Token]) -> bool:
    """中国第四大进口水果: a place among goods, and nobody's."""
    if len(tail) < 2 or tail[0].get("rank_noun") or tail[0].get("measure") not in ("exports", "imports"):
        return False
    return bool(tail[1].get("commodity")) and not any(t.get("rank_noun") or t.get("area") for t in tail)


def _of_goods(tail: list[Token]) -> bool:
    """Whether goods, and no area, are what a rank names next."""
    if tail and tail[0].get("role") == "of":  # 排名第二的是农产品
        tail = tail[1:]
    named = next((t for t in tail if t.get("area") or t.get("commodity") or t.get("measure")), None)
    led = bool(tail) and (tail[0].get("change") == "reach" or bool(tail[0].get("commodity")))
    return led and named is not None and bool(named.get("commodity")) and not any(t.get("area") for t in tail)
