"""Which flow a clause speaks of, and between whom: the steps in their order, each in the file named for its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.amounts import SPENT
from etl.amounts.capital import spent_behind
from etl.clauses import Clause, has, kinds_of
from etl.frame import FDI, NOTHING, WORLD, Frame, Val
from etl.language import english
from etl.reader.dates import over_time
from etl.reader.measure.buying import bought, buys_from_all, imported_by_market, imported_by_ranked
from etl.reader.measure.everybody import owners, same_as_before, with_everybody, year_of_the_whole
from etl.reader.measure.gates import at_a_border, at_a_gate, cleared_at_gate, gate_came_to, goods_sent
from etl.reader.measure.investing import (
    attracted,
    host_told,
    hosts_of_the_story,
    invested_between,
    inward,
    placed_behind,
    projects_that_stand,
    spent_so_far,
    used_of,
    who_invests,
)
from etl.reader.measure.named import name_roles, roles_by_order, suit_roles
from etl.reader.measure.pairs import crossing, told_of_both
from etl.reader.measure.selling import earned, sent_people, sold, sold_there, who_supplies
from etl.reader.measure.state import Measure
from etl.reader.measure.unnamed import invested_by, told_by_rank, told_by_roles, without_a_word
from etl.reader.measure.whose import by_office, take_parties
from etl.reader.measure.words import read_words
from etl.reader.over import comes_home
from etl.reading import FLOWS, TRADE, settle
from etl.roles import roles_of
from etl.tokens import PLACES, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


# What words are of which some may say what a clause measures, or whose figure it is.
_SAYS = PLACES | {"measure", "link", "share", "noun", "unit"}


def measure(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause, goods: Val | None) -> None:
    """Which flow the clause speaks of, and between whom."""
    kinds = c.left_kinds if tokens is c.near else kinds_of(tokens)
    if kinds.isdisjoint(_SAYS) and cur.flow.value not in FDI and not invested_by(s, c, cur):
        if "period" in kinds:
            year_of_the_whole(s, cur, tokens)
        same_as_before(s, cur, goods, False)
        return
    m = Measure(tokens, cur, c, goods, kinds)
    if "noun" in kinds:
        if has(tokens, "noun", "owners"):
            owners(s, cur)
        elif "adjective" in kinds and cur.flow.value in TRADE and not c.ratio:
            crossing(s, tokens, m.measures, cur)
    # the flow: named by a word, else told by what else the clause says
    read_words(s, m)
    if m.flags.total and not s.lang.spaced and in_the_whole(m):
        m.flags.total = False
    if m.found is not None and m.found[0] == "attract" and takes_part(s, m):
        m.found = ("buy", m.found[1])
    if m.found is None:
        without_a_word(s, m)
    name_roles(s, m)
    if not s.lang.spaced and c.quantity is not None and c.quantity.unit == "percentage_points":
        compared_with(m)
    if m.found is None:
        told_by_roles(s, m)
    if m.supplied is not None or s.supplier is not None or m.found is not None and m.found[0] == "buy":
        who_supplies(s, m)
    if m.found is None:
        told_by_rank(s, m)
    elif m.found[0] in ("sell", "supply") and cur.flow.value == "count":
        sent_people(s, m)
    suit_roles(s, m)
    if m.found is not None:
        take_flow(s, m)
    bare_area(s, m)
    told_of_both(s, m)
    m.flow = cur.flow.value
    if goods is not None and beside_the_border(s, m):
        cur.partner = s.readings[0].frame.partner
    if m.flow is None and goods is not None and c.quantity is not None:
        goods_sent(s, m)
    m.nobody = cur.reporter.value is None or cur.flow.how == "inherited" and cur.reporter.how == "default"
    if not gate_came_to(s, m) and m.flow is None and not at_a_gate(s, m):
        return
    # between whom it is
    if m.flow in FDI:
        placed_behind(s, m)
    if names_nobody(m):
        year_of_the_whole(s, cur, tokens)
        same_as_before(s, cur, goods, m.flags.total and not over_time(tokens))
        return
    by_office(s, m)
    if m.sides is not None and m.flow in ("exports", "imports", "trade_total"):
        cur.reporter, cur.partner = (side.val for side in m.sides)
        cur.varied = "partner"
        return
    if m.flow in FDI:
        hosts_of_the_story(s, m)
    if of_the_whole_year(s, m):
        return
    take_parties(s, m)


def beside_the_border(s: _Sentence, m: Measure) -> bool:
    """外贸总额486亿元；其中边民互市贸易42亿元，一般贸易进出口106亿元: what stands beside the trade over the border is
    with whom the whole is."""
    if s.lang.spaced or m.cur.partner.note != "border_trade" or m.roles or "border_trade" in m.measures:
        return False
    if not s.readings or has(m.tokens, "link", "of_which"):
        return False  # 边民互市贸易42亿元，其中进口水果30亿元
    whole = s.readings[0]
    return whole.indicator == "trade_total" and whole.frame.partner.value == WORLD


def in_the_whole(m: Measure) -> bool:
    """对中国出口12亿美元，在出口总额中占92%: the total is what the share is of."""
    if not m.c.ratio or m.tokens[-1].get("share") != "share":
        return False
    k = next((k for k, t in enumerate(m.tokens) if t.get("link") == "total"), 0)
    return any(t.get("role") == "at" for t in m.tokens[:k])


def takes_part(s: _Sentence, m: Measure) -> bool:
    """ "Xuất khẩu đạt 3 tỷ USD; Trung Quốc nhận 92%": a part of what is sold goes there, nothing is invested."""
    if s.lang.attributive != "after" or not m.c.ratio or m.cur.flow.value not in TRADE:
        return False
    if m.measures - {"attract", None} or "noun" in m.kinds:
        return False
    named = roles_of(m.tokens, s.text, s.lang, s.r.seen)
    return any(r.name == "subject" and "-" not in r.area.code for r in named)


def compared_with(m: Measure) -> None:
    """高于广东24个百分点: whom a growth is compared with is not whose it is."""
    base = None
    for t in m.tokens:
        base = t if t.get("compare") == "base" else None if t.get("punct") else base
    if base is not None:
        m.roles = [r for r in m.roles if r.span[0] < base.start]
        m.flags.nation = m.flags.total = False  # 高于全国对俄贸易增速15.8个百分点


def _of_all(m: Measure) -> bool:
    """ "According to local customs, Guangxi's foreign trade was 15 bn": a word for trade with everybody."""
    told = next((t for t in m.tokens if t.get("link") == "total" and t.get("measure") == "trade_total"), None)
    if told is None or any(t.get("noun") == "gate" for t in (*m.tokens, *m.c.right) if t.start > told.start):
        return False
    gates = any(r.area.counterpart or r.name == "via" for r in m.roles)
    return "border_trade" not in m.measures and not gates


def take_flow(s: _Sentence, m: Measure) -> None:
    """What the word found stands for, in the light of what has been told: then the frame is of that flow."""
    cur, (code, span) = m.cur, m.found
    m.code = "exports" if code == "imports" and sold_there(s.lang, m.tokens, span, cur) else code
    if code == "exports" and (home := comes_home(s, span, m.c)) is not None:
        m.code, m.roles = "imports", [home, *(r for r in m.roles if r.name != "to")]
    if m.code == "fdi_registered" and "attract" in m.measures and not s.lang.spaced and m.roles:
        m.code = "attract"  # 海阳市是吸引到最多外资的城市，注册资金25.6亿美元
    m.flow = FLOWS.get(m.code, m.code)
    roles_by_order(s, m)
    m.border = at_a_border(m) and not (english(s.lang) and m.flow == "trade_total" and _of_all(m))
    spent_so_far(s, m)
    from_all = buys_from_all(s, m)
    if m.code == "imports" and cur.flow.value == "exports" and not from_all:
        imported_by_market(s, m)
    if from_all:
        pass
    elif m.code == "buy":
        bought(s, m)
    elif m.code == "imports":
        imported_by_ranked(s, m)
    elif m.code in ("sell", "exports"):
        sold(s, m)
    elif m.code == "earn":
        earned(s, m)
    elif used_of(s, m):
        pass
    elif m.code == "attract" or m.flow in FDI and inward(s, m):
        attracted(s, m)
    elif m.code == "border_trade":
        cleared_at_gate(s, m)
    if m.flow != cur.flow.value or cur.flow.how == "inherited":
        turn_to_flow(s, m)
    m.same_flow = m.flow == cur.flow.value
    with_everybody(s, m)
    cur.flow = Val(m.flow, span, "read")
    cur.deficit = m.code == "deficit"
    if not m.same_flow or m.code not in ("buy", "sell"):
        weighed = m.tonnage or "volume" in m.measures
        cur.basis = "count" if m.flow == "count" else "volume" if weighed else "value"
    s.stated_flow = True
    if m.flow == "fdi_registered" and not s.r.pledged:
        spent = s.lang.spaced and "compiler" in s.kinds
        spent = spent and has(s.tokens, "compiler", SPENT)
        if m.code == "attract" and english(s.lang) and m.c.quantity is not None:
            spent = spent or spent_behind(s, m.c) is not None  # "drew 987 bn of FDI in actual use"
        s.r.pledged = not spent


def turn_to_flow(s: _Sentence, m: Measure) -> None:
    """Which sides, period and goods are not those of the flow that the clause turns to."""
    cur, flow = m.cur, m.flow
    if flow in FDI and cur.family != "fdi":
        who_invests(s, m)
        cur.reporter = cur.partner = NOTHING
        cur.bilateral, cur.varied = False, None
        if cur.flow.value is not None and projects_that_stand(s, m):
            cur.period = NOTHING  # after the trade of some months: the projects that there are
        if s.lang.attributive == "after" and is_to_come(s, cur):
            cur.period = (
                NOTHING  # "… lên 150 tỷ USD vào năm 2030. Hàn Quốc dẫn đầu FDI": nothing that is meant yet
            )
    if flow not in FDI and cur.family == "fdi":
        two = invested_between(s, flow, m.roles)
        # what passes a gate is not the host's of investments told of before
        gated = flow == "trade_total" and any(r.name == "via" for r in m.roles)
        cur.reporter, cur.partner = two or (NOTHING if gated else host_told(s, cur, flow), NOTHING)
        cur.bilateral, cur.varied = False, None
    if flow == "trade_balance" and s.lang.attributive == "after":
        balance_of_home(s, m)
    if flow == "count" and cur.flow.value != "count":
        # 重庆进出口…。江津班列开行122列: of the province told of
        trains = not s.lang.spaced and m.c.quantity is not None and m.c.quantity.unit in ("count", "vehicles")
        # 东兴海关…。该口岸过境车辆2.1万辆次: there
        there = not s.lang.spaced and has(s.tokens, "anaphor", "gate")
        known = s.readings or (trains or there) and cur.reporter.stated
        place = known and not m.roles and "-" in str(cur.reporter.value)
        gated = not m.roles and cur.partner.note in ("behind_gate", "border_trade")
        # "Cửa khẩu Móng Cái thông quan 1 tỷ USD. Người xuất nhập cảnh đạt 1,1 triệu lượt": there
        unnamed = not s.lang.spaced or s.lang.attributive == "after"
        unnamed = unnamed or english(s.lang) and "area" not in s.kinds
        if not (place or gated and unnamed and cur.reporter.stated or on_the_same_line(s, m)):
            cur.reporter, cur.partner = province_told(s, m), NOTHING
            cur.bilateral, cur.varied = False, None
    if m.goods is None and cur.flow.how == "inherited" and flow != cur.flow.value:
        if m.code not in ("buy", "sell", "other"):
            cur.commodity = NOTHING


def on_the_same_line(s: _Sentence, m: Measure) -> bool:
    """中老铁路进出口货物8.7万吨、旅客4067人: between the two that the railway joins."""
    if m.roles or s.lang.spaced or "works" not in s.kinds or not s.readings:
        return False
    behind = zip(s.tokens, s.tokens[1:], strict=False)
    pair = next((t.get("pair") for t, then in behind if t.get("pair") and then.get("works")), None)
    return pair is not None and set(str(pair).split("+")) == {m.cur.reporter.value, m.cur.partner.value}


def province_told(s: _Sentence, m: Measure) -> Val:
    """ "Lào Cai quý I xuất khẩu 210 triệu USD. Khách du lịch đạt 3,1 triệu lượt": whose story the text is, if a province's."""
    story = s.r.topic
    if story is None or m.roles or m.flags.nation or s.lang.attributive != "after" or s.readings:
        return NOTHING
    who = story.partner if story.family == "fdi" else story.reporter
    return who.inherited() if str(who.value).startswith(f"{s.lang.home}-") else NOTHING


def is_to_come(s: _Sentence, cur: Frame) -> bool:
    """Whether the period that a clause goes on from is of a year after the publication."""
    then, out = settle(cur.period.value, False), s.r.published
    return (
        cur.period.how == "inherited" and then is not None and out is not None and (then.year or 0) > out.year
    )


def balance_of_home(s: _Sentence, m: Measure) -> None:
    """ "Hàng Trung Quốc vào Việt Nam trị giá 27 tỷ USD; nhập siêu 17 tỷ USD": a deficit behind what another sold, and no
    more, is the home country's, and so is a surplus behind what another bought."""
    cur = m.cur
    sold, other = {"deficit": ("exports", "imports"), "surplus": ("imports", "exports")}.get(
        m.code, (None, None)
    )
    if sold != cur.flow.value or m.roles or cur.partner.value != s.lang.home or not cur.reporter.stated:
        return
    whose = cur.reporter.value
    told = [*s.r.levels, *s.readings]
    if any(r.indicator == other and r.frame.reporter.value == whose for r in told):
        return  # its own: "Trung Quốc xuất 27 tỷ USD, nhập 37 tỷ USD; nhập siêu 10 tỷ USD"
    if any(r.indicator == "trade_total" for r in told):
        return
    cur.reporter, cur.partner = cur.partner.inherited(), cur.reporter.inherited()


def bare_area(s: _Sentence, m: Measure) -> None:
    """What the figure is that an area without a word beside it has."""
    if m.bare == "none":
        growth = m.flags.change and m.c.ratio
        m.bare = "growth" if growth else "level" if m.c.quantity is not None else "none"
    shared = s.last_ratio is not None and s.last_ratio.transform == "share"
    if m.bare == "growth" and shared and m.found is None and [r.name for r in m.roles] == ["owner"]:
        if english(s.lang) and m.tokens[-1].get("change") == "reach":
            m.bare = "share"  # "Vietnam's share of imports rose to 4% while China's fell to 13%"
    if m.bare != "level" or m.found is not None or m.flags.change or not m.c.ratio:
        return
    if shared:
        m.bare = "share"  # "Malaysia's share of that was 12%, Viet Nam's 27%"


def names_nobody(m: Measure) -> bool:
    """Whether a clause names neither a flow nor anybody: it goes on with those told of."""
    if m.found is not None or m.roles or m.flags.nation or m.both:
        return False
    return not (m.flags.total and m.flow in (*FDI, "count"))


def of_the_whole_year(s: _Sentence, m: Measure) -> bool:
    """ "For the whole year exports may pass 15 bn": the sides are those of what the text began with."""
    first, cur = s.r.topic, m.cur
    if m.found is None or first is None or m.roles or m.both or m.flow != first.flow.value:
        return False
    whole = any((p := t.get("period")) is not None and p.kind == "year_frame" for t in m.tokens)
    if not whole or first.partner.value != WORLD:
        return False
    if cur.status.value not in ("forecast", "estimate", "target"):
        return False
    cur.reporter, cur.partner, cur.bilateral = first.reporter, first.partner, first.bilateral
    return True
