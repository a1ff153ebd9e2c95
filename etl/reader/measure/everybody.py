"""Where a flow is with all partners again, although one has been named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.flags import Flags
from etl.frame import WORLD, Frame, Val
from etl.language import english
from etl.parties import is_bloc
from etl.reader.measure.state import Measure
from etl.reading import ACROSS, AHEAD, TOLD_FLOWS, TRADE
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def with_everybody(s: _Sentence, m: Measure) -> None:
    """Whether the flow that the clause names is with the partner told of before, or with all."""
    tokens, cur, flow, span = m.tokens, m.cur, m.flow, m.found[1]
    if cur.flow.value == "trade_balance" and flow in ("exports", "imports"):
        thence(s, m)
    if cur.new_goods and flow in ("exports", "imports") and cur.varied == "partner" and goods_of_all(s, m):
        cur.partner = Val(WORLD, None, "default", "no_partner")
    if m.roles:
        return
    if back_to_topic(s, m):
        return
    if not m.both and cur.flow.how == "inherited" and not m.same_flow:
        sold_goods(s, flow, tokens, cur, m.flags)
        turn_to_all(s, flow, cur)
        if whole_country(s, tokens) and flow in TOLD_FLOWS:
            cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
    if flow == "trade_total" and not m.same_flow and whole_of_pair(s, tokens, cur):
        cur.bilateral = True
    whole = m.flags.total and (all_told(s, cur, flow) or after_several(s, flow, cur))
    whole = whole or flow == "count" and all_who_came(s, cur) or list_is_over(s, m)
    if whole or countrys_own(s, tokens, span, flow):
        cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False


def thence(s: _Sentence, m: Measure) -> None:
    """ "The deficit with China …. Viet Nam imported 34 bn": from there."""
    cur = m.cur
    if not s.lang.spaced or s.lang.attributive != "before" or s.readings or cur.bilateral:
        return
    single = cur.flow.how == "inherited" and cur.partner.stated and cur.partner.value != WORLD
    if single and [r.name for r in m.roles] == ["subject"]:
        if all(t.get("hedge") for t in m.tokens if t.start > m.found[1][0]):
            cur.bilateral = m.balanced = True


def back_to_topic(s: _Sentence, m: Measure) -> bool:
    """ "Xuất khẩu rau quả sang Trung Quốc đạt 2,8 tỷ USD. Nước này nhập của mọi nước 15,6 tỷ USD. Xuất khẩu sầu riêng đạt
    1,7 tỷ USD": once more those that the text began with."""
    cur, topic = m.cur, s.r.topic
    if s.lang.attributive != "after" or m.both or s.readings or topic is None:
        return False
    turned = {m.flow, cur.flow.value} == {"exports", "imports"} and cur.flow.how == "inherited"
    other = cur.reporter.value not in (None, s.lang.home) and cur.partner.value in (None, WORLD)
    if not (turned and other and topic.flow.value == m.flow and topic.reporter.value == s.lang.home):
        return False
    cur.reporter, cur.partner = topic.reporter.inherited(), Val(WORLD, None, "default", "no_partner")
    cur.bilateral, cur.varied = False, None
    return True


def goods_of_all(s: _Sentence, m: Measure) -> bool:
    """Whether goods that a sentence begins with are from or to everywhere: those of a total that was told with its
    partner are part of it."""
    if m.roles or s.readings or m.cur.bilateral:
        return False
    if s.tokens[0].get("link") == "of_which" and len(s.r.partners.get(str(m.flow), set()) - {WORLD}) == 1:
        return False  # 自越南进口农产品446亿元。其中，榴莲进口147亿元
    if s.lang.attributive == "after" and only_pair(s, m.cur):
        return False
    later = s.stated_period and not one_partner(s, m.cur)
    return (s.r.main.commodity.value is not None or later) and not at_the_border(s, m.cur)


def year_of_the_whole(s: _Sentence, cur: Frame, tokens: list[Token]) -> None:
    """ "Trade with Cambodia came to 86 bn; exports to 43 bn. It may reach 93 bn in the whole year": what is foreseen for
    the year is the trade that the text began with, not the part told last."""
    topic = s.r.topic
    if topic is None or topic.flow.value != "trade_total" or cur.flow.value not in ("exports", "imports"):
        return
    if cur.flow.how != "inherited" or s.readings or cur.status.value not in AHEAD:
        return
    pair = {topic.reporter.value, topic.partner.value}
    whole = any((m := t.get("period")) is not None and m.kind == "year_frame" for t in tokens)
    if whole and pair == {cur.reporter.value, cur.partner.value}:
        cur.flow, cur.reporter, cur.partner = (
            v.inherited() for v in (topic.flow, topic.reporter, topic.partner)
        )
        cur.varied, cur.bilateral = None, topic.bilateral


def same_as_before(s: _Sentence, cur: Frame, goods: Val | None, total: bool) -> None:
    """Of a clause that names no flow and nobody: it goes on with those told of, but for a list of partners."""
    if cur.varied != "partner" or cur.bilateral:
        return
    if s.readings:
        if total and s.lang.spaced and cur.flow.value in TRADE and not s.parts:
            # "shrimp to the US fell by a third, though the whole sector still made 3 bn"
            cur.partner = Val(WORLD, None, "default", "no_partner")
        elif goods is not None and s.lang.attributive == "after" and not s.parts and markets_listed(s, cur):
            cur.partner = Val(WORLD, None, "default", "no_partner")
        return
    if (cur.partner.how == "read" or at_the_border(s, cur)) and s.lang.spaced:
        return  # the sentence has named it, or a province on the border trades with the neighbour
    if cur.flow.value not in ("exports", "imports"):
        return
    listed = len(s.r.partners.get(str(cur.flow.value), set()) - {WORLD}) > 1
    listed = listed and s.lang.attributive == "after"  # "…, Japan 106 m. Durian made 30 percent"
    fresh = cur.new_goods and goods is not None
    fresh = fresh and (s.stated_period or listed) and not one_partner(s, cur)
    if fresh or total and cur.flow.how == "inherited":
        # "In March, cassava grew by …", "In total, 153 m USD of cars came in"
        cur.partner = Val(WORLD, None, "default", "no_partner")


def markets_listed(s: _Sentence, cur: Frame) -> bool:
    """ "Xuất khẩu sang Trung Quốc tăng 1,6%, sang Mỹ tăng 8,3%; cà phê lập kỷ lục 6,42 tỷ USD": whether a list of markets
    for all goods is over."""
    told = [x.frame for x in s.readings if x.indicator == cur.flow.value]
    if not told or len(told) < len(s.readings) or any(f.commodity.value is not None for f in told):
        return False
    return len({f.partner.value for f in told if f.partner.how == "read"}) > 1


def owners(s: _Sentence, cur: Frame) -> None:
    """ "Yunnan traded 224 bn. With Thailand it was 11 bn. Private firms contributed 121 bn": of what the text began
    with, the trade with everybody."""
    story = s.r.topic
    if story is None or story.partner.value != WORLD or cur.family == "fdi":
        return
    if cur.reporter.value != story.reporter.value or cur.partner.how == "read":
        return
    cur.partner, cur.bilateral, cur.varied = Val(WORLD, None, "default", "no_partner"), False, None


def at_the_border(s: _Sentence, cur: Frame) -> bool:
    """Whether the trade of a province with its neighbour is told of."""
    side = s.lang.neighbours.get(str(cur.reporter.value))
    return s.lang.spaced and side is not None and side == cur.partner.value


def one_partner(s: _Sentence, cur: Frame) -> bool:
    """Whether all that was told of are flows of all goods between the two sides at hand: goods of some months
    are part of them, what is forecast need not be."""
    if s.r.main.commodity.value is not None or cur.status.value in AHEAD:
        return False
    return s.r.sides == {frozenset((cur.reporter.value, cur.partner.value))}


def only_pair(s: _Sentence, cur: Frame) -> bool:
    """ "Exports to China came to 30 bn, imports to 72 bn, computers to 14 bn of these. Of exports, phones made 7 bn": of
    the two whose trade in all goods the text began with, and whose alone it has told of."""
    first = s.r.topic
    if first is None or first.commodity.value is not None or first.flow.value not in TRADE:
        return False
    if cur.status.value in AHEAD:
        return False  # what is foreseen need not be
    return s.r.sides == {frozenset((cur.reporter.value, cur.partner.value))} and cur.partner.value != WORLD


def sold_goods(s: _Sentence, flow: str, tokens: list[Token], cur: Frame, flags: Flags) -> None:
    """ "China bought 834 m worth of Vietnamese shrimp. All shrimp exports came to 3.9 bn": those of the seller."""
    if not s.lang.spaced or s.lang.attributive != "before" or flow != "exports":
        return
    bought = cur.flow.value == "imports" and cur.partner.stated and cur.partner.value != WORLD
    goods = next((t.get("commodity") for t in tokens if t.get("commodity")), None)
    same = goods is not None and goods == s.r.main.commodity.value
    if bought and cur.reporter.stated and (same or flags.total and cur.partner.value == s.lang.home):
        cur.reporter, cur.varied, cur.bilateral = cur.partner, "partner", False
        cur.partner = Val(WORLD, None, "default", "no_partner")


def turn_to_all(s: _Sentence, flow: str, cur: Frame) -> None:
    """ "Exports came to 4 bn, of which 2 bn to China. Imports rose 12 percent": those from everywhere, where the
    text began with all exports and only named a market in passing."""
    told = str(cur.flow.value)
    sides = s.r.partners.get(told, set())
    swapped = {flow, told} == {"exports", "imports"}
    swapped = swapped and (WORLD in sides or s.lang.spaced and len(sides - {WORLD}) > 1)
    listed = told == "trade_balance" and flow in ACROSS and len(sides - {WORLD}) > 2
    story = s.r.topic is not None and s.r.topic.partner.value == cur.partner.value
    if story and cur.partner.how == "inherited" and is_bloc(cur.partner.value) and WORLD not in sides:
        return  # "… to the EU, led by the Netherlands and Germany. Imports came to 14 bn": from the EU
    if (swapped or listed) and cur.varied == "partner" and not cur.bilateral:
        cur.partner = Val(WORLD, None, "default", "no_partner")


def whole_country(s: _Sentence, tokens: list[Token]) -> bool:
    """ "Overall the country's imports grew": a word for all opens the sentence, and whose they are is told."""
    opens = s.lang.spaced and s.lang.attributive == "before" and s.tokens[0].get("link") == "total"
    return opens and any(
        t.get("anaphor") == "other" and s.text[t.end : t.end + 2] == "'s" for t in tokens[:4]
    )


def whole_of_pair(s: _Sentence, tokens: list[Token], cur: Frame) -> bool:
    """ "Hong Kong bought 12 bn worth of Vietnamese goods. Trade as a whole was up 18 percent": of the only two that the
    text has told of."""
    if s.lang.attributive != "before" or not s.lang.spaced or cur.flow.value not in ACROSS:
        return False
    pair = frozenset((cur.reporter.value, cur.partner.value))
    alone = s.r.sides == {pair} and pair.isdisjoint({WORLD, None})
    said = any(
        t.get("measure") == "trade_total" and u.get("link") == "total" and not u.get("measure")
        for t, u in zip(tokens, tokens[1:], strict=False)
    )
    return alone and said


def countrys_own(s: _Sentence, tokens: list[Token], span: tuple[int, int], flow: str) -> bool:
    """ "… in ten months the country's trade dropped 5 percent": with all, where that has been told of before."""
    if not s.lang.spaced or s.lang.attributive != "before" or flow not in TRADE:
        return False
    k = next((k for k, t in enumerate(tokens) if t.start == span[0]), 0)
    if k < len(tokens) and flow == "trade_total" and tokens[k].get("link") == "total":
        held = (
            k > 2 and tokens[k - 2].get("share") and any(t.get("anaphor") == "bloc" for t in tokens[: k - 2])
        )
        if not held and s.text.endswith(s.lang.spelled["owners"], 0, span[0] - 1):
            return True  # "Hunan's trade with ASEAN was 33 bn. Its total foreign trade …"
    while k and tokens[k - 1].get("commodity") and not tokens[k - 1].get("measure"):
        k -= 1
    owner = tokens[k - 1] if k else None
    named = owner is not None and owner.get("anaphor") == "other" and owner.end - owner.start > len("it")
    whole = s.stated_period or any(WORLD in s.r.partners.get(f, ()) for f in TRADE)
    whole = whole or k < len(tokens) and tokens[k].get("link") == "total"  # "the country's total exports"
    return bool(named) and whole and s.text[owner.end : owner.end + 2] == "'s"


def after_several(s: _Sentence, flow: str, cur: Frame) -> bool:
    """ "Trade with ASEAN came to 525 bn. With the EU it was 488 bn. Overall trade was 3.9 trillion", "Total exports were 2
    trillion": with all of them."""
    told = s.r.partners.get(flow, set())
    if flow in ACROSS:
        told = told | s.r.partners.get("trade_total", set())
    several = len(told - {WORLD, cur.reporter.value}) > 1
    return several and flow in TOLD_FLOWS and s.lang.spaced and s.lang.attributive == "before"


def list_is_over(s: _Sentence, m: Measure) -> bool:
    """ "Xuất khẩu sang Mỹ giảm 33%, sang ASEAN tăng 22,5%; tổng kim ngạch xuất khẩu chỉ nhích 4,4%": with all, where the
    flow is named once more behind several markets."""
    other_goods = not s.lang.spaced and m.cur.new_goods  # 对中国8.4亿美元，对美国7.6亿美元；龙虾出口4.3亿美元
    if not m.same_flow or m.both:
        return False
    if not other_goods and (s.lang.attributive != "after" or m.goods is not None):
        return False
    if (
        m.flow not in ("exports", "imports")
        or m.cur.commodity.value is not None
        and not other_goods
        or m.c.ratio
        and m.flags.share
    ):
        return False
    told = [x.frame.partner for x in s.readings if x.indicator == m.flow and x.transform != "share"]
    alone = m.tokens[0].get("punct") == ";" or m.tokens[0].get("link") == "but"
    return alone and len({p.value for p in told if p.how == "read"}) > 1


def all_who_came(s: _Sentence, cur: Frame) -> bool:
    """ "3.3 million Chinese came in eleven months, and 4.1 million Koreans. November's arrivals hit 1.7 million": all."""
    several = len(s.r.partners.get("count", set()) - {WORLD}) > 1 and cur.varied == "partner"
    return several and english(s.lang) and s.stated_period and not s.readings


def all_told(s: _Sentence, cur: Frame, flow: str) -> bool:
    """ "Korea's surplus with Viet Nam was 34 bn. Overall, its exports hit 684 bn": those of the one whose story it is."""
    story = s.r.topic
    if story is None or not s.lang.spaced or s.lang.attributive != "before":
        return False
    own = story.reporter.stated and story.reporter.value == cur.reporter.value != s.lang.home
    opens = s.tokens[0].get("link") == "total" and story.flow.value != "imports"
    return own and opens and flow in TOLD_FLOWS and cur.partner.value == s.lang.home
