"""Money, tonnes and counts: of what they are, when, and what later clauses go on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.amounts.capital import (
    cost_of_works,
    counts_spent,
    nobody_invests,
    part_of_spent,
    part_used,
    registered_behind,
    share_of_pledged,
    spent_as_before,
    spent_behind,
    went_on_spent,
)
from etl.amounts.compared import anothers, elsewhere, other_flow, second_base
from etl.amounts.converted import converted
from etl.amounts.flow import both_summed, own_flow, whole_told
from etl.amounts.gates import at_gate, flow_at_gate, gate_frame, take_gate_or_trade
from etl.amounts.kind import level_or_change, moves
from etl.amounts.past_balance import balance_of_all, past_balance, whole_again
from etl.amounts.statement import in_month, price_moved, rated, since, statement
from etl.amounts.whole import market_apart, of_whole
from etl.behind import (
    behind_part,
    goods_at_large,
    goods_behind,
    is_aside,
    right_parties,
    right_roles,
)
from etl.clauses import Clause, has, last_of
from etl.counts import projects
from etl.dating import base_period, on_this_day, period_for, reached, told_ago
from etl.frame import FDI, NOTHING, WORLD, Frame, Val
from etl.language import english
from etl.lists import assign_from_list, lists_of
from etl.part_sold import take_whole_sold
from etl.reading import ACROSS, COUNTS, GOODS, MONEY, RATIOS, TRADE, Reading, settle
from etl.roles import roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_LEAST = 1_000  # no trade or investment of less money is told of
_TONNES = 5  # nor of fewer
_RANGE = 5  # most tokens from a word such as "daily" to the second number of a range


def amount(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """The level or the change that an amount is, or None where it is no figure of the field."""
    q = c.quantity
    frame = cur.copy()
    found = own_flow(s, c, frame)
    if not found and frame.flow.value is None and c.index in groups and s.lang.spaced:
        # "A and B handled 57 bn and 3 bn of trade": what the list is of stands behind its last number
        last = last_of(s.tokens, c, groups[c.index][2])
        found = own_flow(s, last, frame)
        if found:
            right_parties(s, last, frame, str(frame.flow.value))
    if not s.lang.spaced and _each_of_goods(c) or s.lang.spaced and _off_target(c):
        return None
    transform, sign, base = level_or_change(s, c, frame)
    traded = q.unit in MONEY or q.unit in GOODS
    if found is False and traded and frame.flow.value in ACROSS and _goes_back(c):
        frame.flow = Val(ACROSS[str(frame.flow.value)], frame.flow.span, frame.flow.how)
    if s.lang.spaced and both_summed(s, c, frame):
        found = True
    if frame.flow.value in TRADE and (told := whole_told(s, c)) is not None:
        frame.flow = told
    if not found and (told := past_balance(s, c, frame)) is not None:
        frame.flow, frame.deficit = told, False
    if not found and (again := whole_again(s, c)) is not None:
        frame.partner, frame.commodity = again.partner.inherited(), again.commodity.inherited()
    if base:
        aim = s.lang.spaced and has(c.near, "status", "target")  # "against a target of 10 bn"
        base = not (aim or elsewhere(s, c) or other_flow(s, c, frame))
    other = anothers(s, c, frame) if base else None
    base = base and other is None
    if (again := converted(s, c)) is not None:
        transform, sign, base = again.transform, -1 if again.value < 0 else 1, again.low
    listed = None
    if pair := groups.get(c.index):
        partner = frame.partner
        _from_list(s, c, frame, pair)
        listed = frame.partner if frame.partner is not partner else None
    if q.unit == "projects":
        told = projects(s, c, frame)
        by = english(s.lang) and transform == "change" and bool(c.near) and bool(c.near[-1].get("extent"))
        if told is not None and told.transform == "level" and by:
            told.transform, told.value = "change", sign * told.value  # "the number of projects rose by 707"
        return told
    train = q.unit == "count" and (frame.flow.value == "count" or at_gate(s, c, frame))
    if not (q.unit in MONEY or q.unit in GOODS or q.unit in COUNTS or train):
        return None
    take_gate_or_trade(s, c, frame)
    if frame.flow.value is None:
        if not (flow_at_gate(s, c, frame) or _from_abroad(s, c, frame)):
            return None
        found = True
    indicator = _indicator(s, c, frame, train)
    if indicator is None or not found and frame.flow.how == "inherited" and not statement(s, c):
        return None
    if indicator == "fdi_registered" and english(s.lang) and part_of_spent(s, c):
        frame.flow, indicator = Val("fdi_realised", frame.flow.span, frame.flow.how), "fdi_realised"
    right_parties(s, c, frame, indicator)
    if indicator == "trade_balance" and s.lang.spaced and (whole := balance_of_all(s, c, frame)) is not None:
        frame.partner = whole
    if other is not None:
        told, val = s.last_level.frame, Val(other.get("area").code, (other.start, other.end), "read")
        bought = told.partner.value == s.lang.home  # of those who buy from it, or sell to it
        frame.reporter, frame.partner = (val, told.partner) if bought else (told.reporter, val)
    if indicator in ("imports", "exports") and take_whole_sold(s, c, frame):
        indicator = "exports"
    if english(s.lang) and indicator == "exports" and _entered_there(s, frame):
        indicator = "imports"
    if listed is not None:
        frame.partner = listed  # "3 bn, 2 bn and 1 bn importing chips from A, B and C": each its own
    if not base and (what := goods_behind(c, indicator in FDI)) is not None:
        frame.commodity = what
    elif english(s.lang) and frame.commodity.how == "inherited" and goods_at_large(c.right):
        frame.commodity = NOTHING
    if market_apart(s, c, frame):
        frame.partner = Val(WORLD, None, "default", "whole_of_share")
    priced = transform == "change" and price_moved(s, c)
    per_unit = (
        rated(c) or priced or _up_to(s, c) or q.unit in COUNTS and (_every_day(s, c) or _of_daily(s, c, base))
    )
    if per_unit or again is not None and again.indicator == "other":
        indicator = "other"
    least = (
        _LEAST if q.unit in MONEY else _TONNES if q.unit == "tonnes" and s.lang.attributive == "after" else 0
    )
    if indicator != "other" and 0 < q.value < least:
        return None  # "cứ 10 đồng xuất khẩu thì 6 đồng từ Trung Quốc"
    indicator, whole = of_whole(s, c, frame, indicator, base)
    if base:
        own = any(t.get("period") for t in c.right[:2])
        own = own or told_ago(c) and getattr(settle(cur.period.value, False), "type", None) == "month"
        second = second_base(s, c) and not own
        second = second or again is not None
        period = s.readings[-1].period if second else base_period(s, c, frame, cur.period)
    else:
        period = period_for(s, c, frame, stock=indicator in FDI, growth=transform == "change")
    if transform == "level" and not base:
        period = reached(s, period)
    if per_unit and not base and q.unit in COUNTS:
        period = on_this_day(s, c) or period
    value = q.value
    if indicator == "trade_balance" and transform == "level" and (frame.deficit or q.get("signed") == -1):
        value = -value
    if transform == "change":
        value *= sign
    aside = is_aside(s, c)
    # "1,250 trucks a day pass through Huu Nghi, including 430 …": what is told of first
    daily = per_unit and q.unit in COUNTS and cur.flow.value is None and english(s.lang)
    rate = per_unit and not daily
    sub = bool(s.saved) or in_month(s, c) or base or aside or whole or rate or _of_one_partner(s, frame)
    reading = Reading(
        q,
        indicator,
        transform,
        frame,
        value,
        period,
        f"amount/{transform}",
        sub=sub,
        low=base,
        aside=aside,
        whole=whole,
        alone=aside and not s.parts and behind_part(c),
    )
    if base or whole or per_unit:
        kept = cur.copy() if cur.flow.value is not None or not whole else frame.copy()
        if daily:
            kept = frame.copy()
        kept.period = frame.period if whole else since(s, c, cur, period) if base else cur.period
        if (
            per_unit
            and not base
            and s.lang.attributive == "after"
            and cur.partner.value != frame.partner.value
        ):
            kept.partner, kept.varied = (
                frame.partner,
                frame.varied,
            )  # "mỗi tháng nhập 12 tỷ USD hàng Trung Quốc"
        if per_unit and cur.period.value is None and s.lang.spaced:
            kept.period = (
                frame.period
            )  # a price that the text opens with: what follows is told of its period, too
    else:
        kept = go_on(cur, frame)
    if _in_one_alone(s, c):
        kept.period = cur.period
    if not base and _sets_out_in(s, c):
        kept.period = since(s, c, cur, period)
    reading.kept = kept
    return reading


def _up_to(s: _Sentence, c: Clause) -> bool:
    """每公斤120-150泰铢: the upper end of a price is one, too."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.indicator != "other" or last.q.unit != c.quantity.unit:
        return False
    return not c.left_kinds and c.quantity.start - last.q.end <= 1


def _of_daily(s: _Sentence, c: Clause, base: bool) -> bool:
    """日均通关车辆2100辆次，较去年同期的1300辆次增长六成, 其中出口车辆350辆次: a day, too."""
    last = s.readings[-1] if s.readings else None
    if s.lang.spaced or last is None or last.indicator != "other" or last.q.unit != c.quantity.unit:
        return False
    return base or any(t.get("link") == "of_which" for t in c.near[:2])


def _from_abroad(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Vietnam recorded 17.6 million foreign arrivals", "Thailand had 33 million visitors": they came there."""
    q = c.quantity
    if not english(s.lang) or q.unit != "persons" or not (q.get("invests") or q.get("came")):
        return False
    roles = [r for r in roles_of(c.near, s.text, s.lang, s.r.seen) if r.name in ("subject", "owner")]
    if len(roles) != 1 or roles[0].area.type not in ("country", "province", "city"):
        return False
    frame.flow = Val("count", (q.start, q.end), "read")
    frame.reporter, frame.partner = roles[0].val, Val(WORLD, None, "default", "no_partner")
    return True


def _in_one_alone(s: _Sentence, c: Clause) -> bool:
    """ "The exports of nine months, 8 bn in September alone, added up to 70 bn", "The deficit, 19 bn in 2020, grew to
    35 bn": the aside's time is its own."""
    if not english(s.lang) or not c.right or not c.right[0].get("period"):
        return False
    before = next((t for t in reversed(s.tokens[: c.index]) if not t.get("hedge")), None)
    behind = s.tokens[c.index + 2] if c.index + 2 < len(s.tokens) else None
    if before is None or before.get("punct") != "," or behind is None:
        return False
    closed = behind.get("punct") == "," and not any(t.get("change") for t in c.near)
    rest = [t for t in s.tokens[c.index + 1 :] if isinstance(t, Quantity)]
    if rest and all(t.unit in (*RATIOS, "rank") for t in rest) and behind.get("link") != "only":
        return False  # "China's FDI, 4.5 bn in 2023, was up 78%": what grew is the aside's
    return behind.get("link") == "only" or closed and s.tokens[c.index + 3 :][:1] != []


def _goes_back(c: Clause) -> bool:
    """Whether an amount went the other way."""
    return any(t.get("link") == "reverse" for t in c.right[:5])  # "29 bn worth of goods went the other way"


def _off_target(c: Clause) -> bool:
    """ "61 bn, 3.8 bn short of its target": by how much a target is missed or passed."""
    beyond = c.right and c.right[0].get("compare") in ("higher", "lower")
    return bool(beyond) and any(t.get("status") == "target" for t in c.right[1:2])


def _each_of_goods(c: Clause) -> bool:
    """17类商品出口额超过10亿美元: a mark that each of so many goods has passed."""
    words = c.near[-4:]
    if len(words) < 3 or words[-1].get("hedge") != "more_than":
        return False
    k = next((k for k, t in enumerate(words) if t.get("noun") == "goods"), 0)
    many = k and (words[k - 1].get("digits") or words[k - 1].get("number"))
    return bool(many) and all(t.get("measure") in (*TRADE, "value") for t in words[k + 1 : -1])


def _entered_there(s: _Sentence, frame: Frame) -> bool:
    """ "11,000 tonnes of fruit entered China via Pingxiang": what comes into a country through a place of its own is
    that place's imports."""
    place = str(frame.reporter.value)
    if "-" not in place or frame.partner.value != place.split("-")[0] or frame.flow.how != "read":
        return False
    span, beyond = frame.flow.span, s.lang.neighbours.get(place)
    frame.flow = Val("imports", span, "read")
    frame.partner = Val(beyond or WORLD, None, "default", "border_trade" if beyond else "no_partner")
    return True


def _from_list(s: _Sentence, c: Clause, frame: Frame, pair) -> None:
    """What the list that "respectively" pairs the number with says of it."""
    q = c.quantity
    listed = lists_of(s, c, pair[2], pair[1]) if q.unit == "projects" and frame.family != "fdi" else None
    if listed is not None and listed[0] == "area":
        # "China and Korea brought 305 and 262 projects": whose they are, before any investment is told of
        frame.flow = Val("fdi_registered", (q.start, q.end), "read")
        own = any(t.get("area").country == s.lang.home for t in listed[1])
        frame.reporter, frame.partner = NOTHING, NOTHING
        if not own:
            frame.partner = Val(s.lang.home, None, "default", "language_home")
    assign_from_list(s, c, frame, pair)


def _indicator(s: _Sentence, c: Clause, frame: Frame, train: bool) -> str | None:
    """What an amount of its unit is, of the flow that is told of; None where it is nothing of the field."""
    unit = c.quantity.unit
    if unit in COUNTS or train:
        return str(frame.flow.value) if _wheeled(s, c, frame) else _counted(s, c, frame, train)
    return _weighed(s, c, frame) if unit in GOODS else _paid(s, c, frame)


_BESIDE = frozenset({*MONEY, "percent"})  # what may be told of the cars before the next of them
WHEELED = frozenset({"cars", "electric vehicles", "motorcycles", "vehicles and parts"})


def _wheeled(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "出口汽车3.2万辆": vehicles that are goods themselves, in a language that counts both in one word."""
    if c.quantity.get("traded") and frame.flow.value in ("exports", "imports"):
        return True  # "18,008 cars from Thailand. Indonesia was next with 14,224 units"
    if c.quantity.unit != "vehicles" or frame.flow.value not in ("exports", "imports"):
        return False
    if s.lang.spaced and s.lang.attributive == "after":
        if not c.quantity.get("goods") and frame.commodity.value in WHEELED and not _at_gate(s):
            frame.basis = "volume"  # "Nhập khẩu ô tô đạt …: từ Indonesia 6.112 xe"
            return True
        goods = c.quantity.get("goods") or next((t.get("commodity") for t in c.right[:1]), None)
        if goods not in WHEELED or not _bought_wheels(s, c, frame):
            return False
        frame.commodity = Val(goods, (c.quantity.start, c.quantity.end), "read")
        return True
    if s.lang.spaced:
        return english(s.lang) and _bought_wheels(s, c, frame)
    if frame.commodity.value not in WHEELED:
        return False
    frame.basis = "volume"
    return True


def _bought_wheels(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Laos imported 3,100 cars from China": right behind the verb of a flow, and at no gate."""
    words = [t for t in c.near if not t.get("hedge")]
    if len(words) > 1 and words[-1].get("area") and words[-2].get("measure") == "sell":
        words.pop()  # "Thailand sold Vietnam 5,448 cars"
    if _paid_for(s, c):
        frame.basis = "volume"  # "spent 1.87 bn USD on 79,800 cars"
        return True
    verb = words[-1] if words else None
    if verb is not None and verb.get("measure") == "sell" and not any(t.get("area") for t in c.near):
        return False  # "the firm sold 24,000 cars"
    if verb is None or (verb.start, verb.end) != frame.flow.span or verb.get("noun"):
        worded = verb is not None and verb.get("measure")
        last = None if worded else next((x for x in reversed(s.readings) if x.q.unit not in _BESIDE), None)
        if last is not None and last.q.unit == "vehicles" and last.indicator == frame.flow.value:
            frame.basis = "volume"  # "24,000 cars from Thailand and 22,500 from Indonesia"
            return True
        if _flow_came_to(words, frame) and not _at_gate(s):
            frame.basis = "volume"  # "imports from Thailand reached 4,500 cars"
            return True
        verb = next((t for t in c.right[1:2] if c.right[0].get("change") == "reach"), None)
        if verb is None or (verb.start, verb.end) != frame.flow.span:
            return False  # "24,000 cars were imported from Thailand" tells of cars, too
    if _at_gate(s):
        return False
    if c.right and c.right[0].get("role") == "of":
        return False  # "exported 300 trucks of fruit"
    frame.basis = "volume"
    return True


def _paid_for(s: _Sentence, c: Clause) -> bool:
    """Whether what was paid for the cars stands right before them, behind a verb of buying."""
    ahead = [
        t for t in s.tokens[max(0, c.index - 5) : c.index] if isinstance(t, Quantity) or not t.get("hedge")
    ]
    if ahead and (ahead[-1].get("compare") == "base" or ahead[-1].get("role") in ("to", "with")):
        ahead.pop()
    if len(ahead) < 2 or not isinstance(ahead[-1], Quantity):
        return False
    return ahead[-1].unit in MONEY and ahead[-2].get("measure") == "buy"


def _flow_came_to(words: list[Token], frame: Frame) -> bool:
    """Whether the flow itself, of a country, came to so many: "imports from Thailand reached"."""
    if not words or "-" in str(frame.reporter.value) or frame.flow.how != "read":
        return False
    flow = any((t.start, t.end) == frame.flow.span for t in words)
    return flow and words[-1].get("change") == "reach"


def _at_gate(s: _Sentence) -> bool:
    if any(t.get("role") == "via" or "gate" in (t.get("noun"), t.get("anaphor")) for t in s.tokens):
        return True
    return any((area := t.get("area")) is not None and area.counterpart for t in s.tokens)


def _counted(s: _Sentence, c: Clause, frame: Frame, train: bool) -> str | None:
    q = c.quantity
    if q.unit in COUNTS and s.lang.attributive != "after" and _every_day(s, c):
        return None  # "900 to 1,000 lorries pass every day"
    if train and s.lang.spaced and any(t.get("rate") for t in c.right[:3]):
        return None  # "there are 14 scheduled trains a week"
    if frame.flow.value != "count":
        if not any(r.area.counterpart for r in right_roles(s, c)) and not gate_frame(s, frame):
            return None
    frame.flow = Val("count", frame.flow.span, frame.flow.how)
    if (
        q.unit == "persons"
        and q.get("invests")
        and (frame.partner.how == "inherited" or frame.partner.value is None)
    ):
        frame.partner = Val(WORLD, None, "default", "no_partner")  # "800,000 foreign tourists"
    return "count"


def _every_day(s: _Sentence, c: Clause) -> bool:
    """ "Mỗi ngày có 1.500 xe qua Lạng Sơn": so many of each day."""
    daily = c.near if not c.quantity.range_with or c.near else s.tokens[max(0, c.index - _RANGE) : c.index]
    return any((m := t.get("period")) is not None and m.kind == "annual" for t in daily)


def _weighed(s: _Sentence, c: Clause, frame: Frame) -> str | None:
    flow = frame.flow.value
    if flow in FDI or flow == "other":
        return None
    if flow not in ("exports", "imports") and _yearly(c) and not any(t.get("area") for t in s.tokens):
        return None  # "trains are to carry 11.8 m tonnes of goods a year"
    if frame.flow.how == "inherited" and any(t.get("threshold") == "after" for t in c.near[-3:]):
        return None  # "12 cars, each weighing about 15 tons"
    frame.basis = "volume"
    if flow == "count" and s.lang.attributive == "after":  # "the gate received 3.5 m tonnes of coal"
        frame.flow = Val("trade_total", frame.flow.span, frame.flow.how)
    if flow in ("exports", "imports") and _of_either_flow(s, c):
        frame.flow = Val("trade_total", frame.flow.span, "inherited")
        return "volume"
    return flow if flow in ("exports", "imports") else "volume"


def _of_either_flow(s: _Sentence, c: Clause) -> bool:
    """ "xuất 512 triệu USD, nhập 498 triệu; thanh long 214.000 tấn": which of the two the goods went nobody says."""
    if s.lang.attributive != "after" or len(s.readings) < 2:
        return False
    led = [t for t in s.tokens if s.readings[-1].q.end <= t.start < c.quantity.start]
    if not any(t.get("punct") == ";" for t in led) or any(t.get("measure") or t.get("area") for t in led):
        return False
    both = {x.indicator for x in s.readings[-4:] if x.q.unit in MONEY}
    goods = any(t.get("commodity") for t in (*c.near, *c.right[:1]))
    return goods and both >= {"exports", "imports"}


def _paid(s: _Sentence, c: Clause, frame: Frame) -> str | None:
    indicator = str(frame.flow.value)
    if indicator == "count":
        return None
    if indicator == "fdi_projects":
        indicator = "fdi_registered"  # money beside projects is their capital
        frame.flow = Val(indicator, frame.flow.span, frame.flow.how)
    if indicator == "other" and s.r.main.flow.value is None and not s.readings:
        if not any(t.get("commodity") for t in s.tokens[: c.index]):
            return None  # a price of land or of anything else that is not traded
    if indicator in FDI and nobody_invests(s, frame, str(c.quantity.unit)) or cost_of_works(s, c, frame):
        return None
    if indicator == "fdi_registered" and counts_spent(s, frame):
        frame.flow, indicator = Val("fdi_realised", frame.flow.span, frame.flow.how), "fdi_realised"
    if indicator == "fdi_registered" and "rank" in s.units and went_on_spent(s, frame):
        frame.flow, indicator = Val("fdi_realised", frame.flow.span, frame.flow.how), "fdi_realised"
    if indicator == "fdi_registered" and spent_as_before(s, frame):
        frame.flow, indicator = Val("fdi_realised", None, "inherited"), "fdi_realised"
    if indicator == "fdi_registered" and (used := part_used(s, c)) is not None:
        frame.flow, indicator = Val("fdi_realised", used, "read"), "fdi_realised"
    if indicator == "fdi_realised" and english(s.lang) and (pledged := registered_behind(c)) is not None:
        frame.flow, indicator = Val("fdi_registered", pledged, "read"), "fdi_registered"
    if indicator == "fdi_realised" and frame.flow.how == "inherited" and english(s.lang):
        if (pledged := share_of_pledged(s, c)) is not None:
            frame.flow, indicator = Val("fdi_registered", pledged, "read"), "fdi_registered"
    if indicator == "fdi_registered" and english(s.lang) and (used := spent_behind(s, c)) is not None:
        frame.flow, indicator = Val("fdi_realised", used, "read"), "fdi_realised"
    frame.basis = "value"
    return indicator


def _of_one_partner(s: _Sentence, frame: Frame) -> bool:
    """Whether an amount is that of another partner than the one whose story it is."""
    told = s.r.main.partner.value
    return (
        frame.varied == "partner"
        and frame.partner.value != WORLD
        and told not in (None, frame.partner.value)
        and not (s.lang.spaced and str(frame.reporter.value).split("-")[0] == told)
        and not frame.bilateral
        and s.r.fresh <= 2
    )


def _yearly(c: Clause) -> bool:
    return any((m := t.get("period")) is not None and m.kind == "annual" for t in c.right)


def _sets_out_in(s: _Sentence, c: Clause) -> bool:
    """ "from 2013's 2.4 bn to 79.2 bn": the number is where a development set out, in a year of its own."""
    if not moves(s, c):
        return False
    k = next((k for k in range(len(c.near) - 1, 0, -1) if c.near[k].get("period") is not None), 0)
    return bool(k) and c.near[k - 1].get("change") == "start"


def go_on(cur: Frame, frame: Frame) -> Frame:
    """The frame that later clauses of the sentence start from."""
    f = frame.copy()
    f.status = cur.status
    return f
