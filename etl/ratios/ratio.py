"""Percentages and multiples: what grew or what is shared, when, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.amounts import in_month, since, statement
from etl.amounts.capital import counts_spent, part_of_spent
from etl.amounts.compared import opens_with_ago
from etl.behind import goods_behind, is_aside, previous_quantity, right_parties
from etl.clauses import Clause, last_of
from etl.dating import base_period, last_year, period_for, sets_out
from etl.frame import BLOCS, FDI, WORLD, Frame, Val
from etl.language import english
from etl.led import slowed
from etl.lists import assign_from_list, paired_level
from etl.part_sold import take_part_sold
from etl.periods import Period
from etl.ratios.growth import by_basis, flow_behind, growth_before, growth_of, later_level, of_total
from etl.ratios.held import share_held
from etl.ratios.kind import growth_or_share, of_their_nation, rate_behind
from etl.ratios.market import held_at, market_before, of_imports, of_pairs_trade, whose_share
from etl.ratios.shares import base_of_share, led_by
from etl.ratios.sides import another_behind
from etl.ratios.summed import of_them_all
from etl.ratios.whole import share_of
from etl.reading import MONEY, TRADE, Reading, settle
from etl.roles import roles_of
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_OF_WHAT = frozenset({"measure", "commodity", "turnover", "noun"})
_TELLS = frozenset({"measure", "area", "commodity", "anaphor", "pair", "directed"})
_LED = 4  # most words between what is left out and its number
_NEXT = 2  # most code points between a number and the word that it is told of


def ratio(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """The growth or the share that a percentage or a multiple is, or None where it is neither of what is told."""
    transform, sign = growth_or_share(s, c)
    if transform is None or not_told_of(s, c, sign) or _of_anothers(s, c, cur):
        return None
    if transform == "growth" and _of_what_is_left_out(s, c):
        return None
    eased = transform == "growth" and sign < 0 and c.quantity.unit == "percent" and slowed(s, c.index)
    sign = 1 if eased else sign
    frame = cur.copy()
    pair = groups.get(c.index)
    paired = pair and paired_level(s, c, pair)
    if paired and paired.low and not s.lang.spaced:
        paired = _grown_from(s, paired)
    if transform == "growth":
        indicator = _grown(s, c, frame, paired)
    else:
        indicator = _whole_of(s, c, frame, pair, paired)
    if indicator is None:
        return None
    if (
        indicator == "fdi_registered"
        and english(s.lang)
        and not paired
        and (counts_spent(s, frame) or transform == "share" and part_of_spent(s, c))
    ):
        frame.flow, indicator = Val("fdi_realised", frame.flow.span, frame.flow.how), "fdi_realised"
    if paired:
        frame = paired.frame.copy()
    elif pair:
        whole = frame.flow
        assign_from_list(s, c, frame, pair)
        listed = not s.lang.spaced and frame.flow is not whole and frame.flow.value in TRADE
        if transform == "growth" or listed:  # 分别占出口、进口的17%和38%
            indicator = by_basis(str(frame.flow.value), frame.basis)
        elif {indicator, frame.flow.value} == {"exports", "imports"}:
            indicator = frame.flow.value  # "exports to and imports from China make up 15% and 33%"
        elif english(s.lang) and frame.flow.value in TRADE and _two_bases_behind(s, pair):
            indicator = by_basis(str(frame.flow.value), frame.basis)
    if frame.flow.how == "inherited" and not s.last_level and not statement(s, c):
        return None
    if transform == "growth" and indicator == "trade_balance" and c.quantity.unit == "percentage_points":
        last = s.readings[-1] if s.readings else None
        if last is not None and last.transform == "share" and last.indicator in TRADE and not s.lang.spaced:
            frame.flow, indicator = last.frame.flow, last.indicator  # 占17.6%，降低3.4个百分点
    if transform == "growth" and not paired:
        right_parties(s, c, frame, indicator)
    if transform == "growth" and indicator == "count" and frame.flow.how == "inherited":
        if any(t.get("measure") == "volume" for t in c.near):
            indicator = "volume"  # "Trains carried 838,000 tonnes. The volume rose 57 percent"
    over = transform == "growth" and rate_behind(s, c) is not None and _of_all_there(c, frame)
    if transform == "share":
        indicator = whose_share(s, c, cur, frame, indicator)
        if indicator == "trade_balance" and (flow := _past_balance(s, c)) is not None:
            frame.flow, indicator = Val(flow, frame.flow.span, "inherited"), flow
        if not s.lang.spaced or s.lang.attributive == "after" and "sum" in s.links:
            of_them_all(s, c, frame)
        if indicator in FDI and english(s.lang):
            _of_investor(s, c, frame)
            _of_host(s, last_of(s.tokens, c, pair[2]) if pair else c, frame)
        if indicator == "count" and (nation := of_their_nation(s, c)) is not None:
            frame.partner = Val(nation.get("area").code, (nation.start, nation.end), "read")
        if indicator in ("imports", "exports", "volume") and take_part_sold(s, c, frame):
            indicator = by_basis("exports", "volume" if c.after.unit == "tonnes" else "value")
    period = paired.period if paired else period_for(s, c, frame, stock=indicator in FDI, growth=True)
    low = False
    if transform == "share":
        period, low = _when_shared(s, c, cur, frame, period)
        if (what := goods_behind(c, indicator in FDI, share=True)) is not None:
            frame.commodity = what
        if any(t.get("change") == "reach" for t in c.near[-2:]):
            period = frame.period = last_year(period)
        low = low or _starts_near(c)
    elif transform == "growth":
        period, low = _when_grown(s, c, cur, frame, period, paired)
        if eased and any(t.get("change") == "start" for t in c.near[-1:]) and _sets_out(s, c):
            period = base_period(s, c, frame, cur.period if cur.period.stated else period)
    aside = is_aside(s, c)
    reading = Reading(
        c.quantity,
        indicator,
        transform,
        frame,
        c.quantity.value * sign,
        period,
        f"ratio/{transform}",
        low=low,
        aside=aside,
        sub=aside
        or bool(s.saved)
        or in_month(s, c)
        or transform == "share"
        or bool(s.last_level and s.last_level.sub)
        or frame.varied == "partner"
        and not frame.bilateral,
    )
    reading.kept = cur.copy() if over else frame.copy()
    reading.sub = reading.sub or over
    reading.sub = reading.sub or low and s.lang.attributive == "after" and _another_growth(c)
    if transform == "share" and low and english(s.lang) and cur.period.stated:
        reading.kept.period = cur.period  # "16% in 2024, against 15% in 2023; the US share was 14%"
    elif transform == "share" and low and not s.lang.spaced and _the_year_before(s, c):
        if s.rank_before.period.stated:
            reading.kept.period = s.rank_before.period
    if transform == "share":
        _kept_of_share(s, c, cur, reading)
    elif transform == "growth" and s.readings and s.lang.spaced:
        if any(t.get("role") == "aside" for t in c.near):
            if not any(t.get("area") or t.get("punct") for t in c.near):
                # "… to 12 bn after a 6 percent fall in March": told by the way
                reading.kept.period = cur.period
    return reading


def _past_balance(s: _Sentence, c: Clause) -> str | None:
    """出口279亿美元，顺差76亿美元；中国市场占17.6%: a part behind a balance with all is one of the exports told before it."""
    told = s.readings or s.r.levels
    last = next((x for x in reversed(told) if x.transform == "level"), None)
    balance = last is not None and last.indicator == "trade_balance" and last.frame.partner.value == WORLD
    if s.lang.spaced or not balance or any(t.get("measure") for t in c.near):
        return None
    at = next(k for k, x in enumerate(told) if x is last)
    before = told[at - 1] if at else None
    flows = [x for x in told[:at] if x.transform == "level"]
    if before is None or not flows or flows[-1].indicator not in TRADE:
        return None
    return str(flows[-1].indicator) if flows[-1].frame.partner.value == WORLD else None


def _of_what_is_left_out(s: _Sentence, c: Clause) -> bool:
    """种植面积达11万公顷，增长24%: how much that grew which the number before is of, and is no figure of the field."""
    before = previous_quantity(s, c)
    if before is None or any(x.q is before for x in s.readings):
        return False
    k = next(k for k, t in enumerate(s.tokens) if t is before)
    blocked = any(t.get("block") for t in (*s.tokens[max(0, k - _LED) : k], *s.tokens[k + 1 : k + 2]))
    return blocked and not any(not _TELLS.isdisjoint(t) for t in s.tokens[k + 1 : c.index])


def _two_bases_behind(s: _Sentence, pair) -> bool:
    """ "40 percent and 38 percent of the total volume and turnover": which of the two each is stands behind both."""
    words = s.tokens[pair[2][-1] + 1 : pair[2][-1] + 6]
    return {t.get("measure") for t in words} >= {"volume", "value"}


def _of_all_there(c: Clause, frame: Frame) -> bool:
    """高于全国2.4%的进口增幅: how much the trade of the whole country, or of all the province, grew; True where it is that."""
    named = {t.get("anaphor") for t in c.near} & {"home", "region"}
    whose = str(frame.reporter.value)
    if not named or "-" not in whose or frame.family == "fdi":
        return False
    if "home" in named:
        frame.reporter = Val(whose.split("-")[0], None, "default", "whole_country")
    frame.partner, frame.bilateral = Val(WORLD, None, "default", "no_partner"), False
    return True


def _grown_from(s: _Sentence, base: Reading) -> Reading:
    """49.3万吨、21.4亿美元，较2022年的4.1万吨、1.9亿美元分别增长: what grew from the base that a growth is paired with."""
    bases = 1
    at = next(k for k, x in enumerate(s.readings) if x is base)
    while s.readings[at - bases].low and bases < at:
        bases += 1
    behind = s.readings[at + 1 :]
    bases += next((k for k, x in enumerate(behind) if not x.low), len(behind))
    now = s.readings[at - bases] if at >= bases else None
    alike = now is not None and now.transform == "level" and not now.low and now.q.unit == base.q.unit
    return now if alike else base


def _of_investor(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "Manufacturing attracted 78 percent of the Chinese capital": the whole says whose investments those are."""
    if not c.right or c.right[0].get("role") != "of" and c.right[0].get("share") != "whole":
        return
    drawn = next(
        (t for t, u in pairwise(c.right[:7]) if t.get("area") and u.get("measure") == "attract"), None
    )
    who = next((t for t in c.near if (a := t.get("area")) is not None and a.type == "country"), None)
    if drawn is not None and who is not None and who["area"].code != drawn["area"].code:
        # "China contributed 6% of the FDI that Vietnam received"
        frame.reporter = Val(who["area"].code, (who.start, who.end), "read")
        frame.partner = Val(drawn["area"].code, (drawn.start, drawn.end), "read")
        return
    if c.right[0].get("role") != "of":
        return
    k = next((k for k, t in enumerate(c.right[:4]) if t.get("area")), None)
    if k is None or k + 1 >= len(c.right):
        return
    who, what = c.right[k], c.right[k + 1]
    invested = what.get("noun") == "firm" or str(what.get("measure")).startswith("fdi")
    behind = c.right[k + 2 :]
    abroad = any((a := t.get("area")) is not None and a.type == "world" for t in behind)
    if not invested or who["area"].type != "country" or who["area"].code == s.lang.home and not abroad:
        return
    frame.reporter = Val(who["area"].code, (who.start, who.end), "read")
    host = next((t for t in behind if t.get("area") and t["area"].type != "world"), None)
    part = next((t for t in c.near if (a := t.get("area")) is not None and a.type == "country"), None)
    if part is not None and part["area"].code != who["area"].code:
        if abroad or host is not None and host["area"].type in BLOCS:
            host = part  # "Laos took 24 percent of Vietnam's investment abroad"
    if host is not None and not str(frame.partner.value).startswith(f"{host['area'].code}-"):
        frame.partner = Val(host["area"].code, (host.start, host.end), "read")
    elif str(frame.partner.value).split("-")[0] in (WORLD, who["area"].code):
        frame.partner = Val(s.lang.home, None, "default", "language_home")


def _of_host(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "28 percent of Bac Ninh's FDI", "of new FDI in Bac Ninh", "of all investment approved in Cambodia": the place that
    the whole went to."""
    words = [t for t in c.right[:8] if not (t.get("tense") or t.get("hedge"))]
    if (
        not english(s.lang)
        or len(words) < 2
        or not (words[0].get("role") == "of" or words[0].get("share") == "whole")
    ):
        return
    rest = [t for t in words[1:] if t.get("measure") != "attract"]  # "investment approved in Cambodia"
    if not rest:
        return
    abroad = False
    if rest[0].get("area") and len(rest) > 1 and str(rest[1].get("measure")).startswith("fdi"):
        host = rest[0]
    elif str(rest[0].get("measure")).startswith("fdi") and len(rest) > 2 and rest[1].get("role") == "at":
        host = rest[2]
        abroad = (place := host.get("area")) is not None and place.type == "country"
    else:
        return
    area = host.get("area")
    if (
        area is not None
        and not host.get("adjective")
        and (abroad or "-" in area.code)
        and area.country != frame.reporter.value
    ):
        frame.partner = Val(area.code, (host.start, host.end), "read")


def not_told_of(s: _Sentence, c: Clause, sign: int) -> bool:
    """Whether a percentage is only of a target, or a multiple of another's figure."""
    q = c.quantity
    if q.unit == "times" and s.lang.attributive == "after" and c.right and c.right[0].get("area"):
        return True  # "158 projects, twice Singapore's": compared with another's, and no growth
    if c.right and c.right[0].get("compare") and any(t.get("status") == "target" for t in c.right[1:2]):
        return True  # "2.7 percent above target"
    if not s.lang.spaced and c.near and (m := c.near[-1].get("period")) is not None:
        if m.kind == "skip" and c.near[-1].end == q.start:
            return True  # 相当于全年计划的56%
    if s.lang.spaced and s.lang.attributive == "before" and _of_target(c):
        return True  # "4.5 times the annual target", "61% of the year's plan"
    planned = s.lang.attributive == "after" and c.right and c.right[0].get("status") == "target"
    # "36.5 percent of the year's plan"
    return bool(planned) and c.right[0].start - q.end <= _NEXT and sign > 0


def _of_anothers(s: _Sentence, c: Clause, cur: Frame) -> bool:
    """ "2.4 times the amount of bananas of the Philippines", "twice that of Thailand": compared with another's figure, as
    is 对华出口增速是进口的三倍."""
    if (
        c.quantity.unit == "times"
        and not s.lang.spaced
        and len(c.near) > 2
        and c.near[-1].get("role") == "of"
    ):
        other = c.near[-2]
        told = s.last_level.indicator if s.last_level is not None else None
        flow = told in TRADE and other.get("measure") in TRADE and other.get("measure") != told
        k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("change") == "reach"), None)
        with_whom = c.near[k + 1 : -1] if k is not None else []
        others = any(t.get("area") or t.get("pair") for t in with_whom)  # 是菲律宾和厄瓜多尔之和的1.5倍
        return flow or others and not any(t.get("period") or t.get("compare") for t in with_whom)
    if c.quantity.unit == "times" and english(s.lang) and len(c.right) > 1 and s.readings:
        told, other = s.readings[-1].indicator, c.right[1].get("measure")
        led = [t for t in c.near if not (t.get("hedge") or t.get("punct"))]
        if not led and c.right[0].get("area") and told in TRADE and other in TRADE and other != told:
            return (
                True  # "imports took 32.6 per cent, more than three times Viet Nam's exports to the country"
            )
    if c.quantity.unit == "times" and english(s.lang) and c.right and s.last_level is not None:
        words = [t for t in c.near if not t.get("hedge")]
        other = c.right[0].get("measure")
        # "exports of 11 bn were more than double the imports of 5 bn"
        were = bool(words) and words[-1].get("change") == "reach" and other in TRADE
        return were and s.last_level.indicator in TRADE and other != s.last_level.indicator
    if c.quantity.unit != "times" or s.lang.attributive != "after" or len(c.right) < 2:
        return False
    k = next((k for k, t in enumerate(c.right) if not _OF_WHAT.issuperset(t)), len(c.right))
    led = c.right[k : k + 2]
    if len(led) < 2 or not (led[0].get("role") in ("of", "to") or led[0].get("compare") == "base"):
        return False
    area = led[1].get("area")
    return area is not None and area.code not in (cur.reporter.value, cur.partner.value)


def _grown(s: _Sentence, c: Clause, frame: Frame, paired: Reading | None) -> str | None:
    """The indicator that grew."""
    if frame.flow.value is None and not s.readings:
        flow_behind(s, c, frame)
    if not paired and s.lang.spaced:
        of_total(s, c, frame)
    indicator = growth_of(s, c, frame, paired)
    if indicator == "fdi_projects" and c.after is not None and c.after.unit in MONEY:
        if c.right and sets_out(c.right, 0):
            # "stood at 7.9 bn in 428 projects, up 32 percent from 5.9 bn": what grew is the money
            told = next((x for x in reversed(s.readings) if x.q.unit == c.after.unit), None)
            return told.indicator if told is not None else indicator
    return indicator


def _whole_of(s: _Sentence, c: Clause, frame: Frame, pair, paired: Reading | None) -> str | None:
    """The indicator of the whole that a share is of."""
    if frame.flow.value is None and (market := market_before(s, c)) is not None:
        named = roles_of(c.near, s.text, s.lang, s.r.seen)
        who = [r for r in named if r.span[1] <= market.span[0]]
        # 在中国榴莲市场，越南的份额为5%: behind the market
        who = who or [r for r in named if r.span[0] > market.span[1] and r.name in ("subject", "owner")]
        frame.flow = Val("exports", market.span, "read")
        frame.reporter = who[-1].val if who else frame.reporter
    if frame.flow.value is None and (led := led_by(s, c)) is not None:
        s.measure([*c.near, *led], frame, replace(c, left=[[*c.near, *led]]), None)
    taken = english(s.lang) and any(
        t.get("measure") == "buy" for t in c.near
    )  # "took 20% and 18% of its exports"
    whole = last_of(s.tokens, c, pair[2]) if pair and (taken or frame.flow.value is None) else c
    if frame.flow.value is None and s.lang.attributive == "after" and of_pairs_trade(s, c, frame):
        return "trade_total"
    if paired is not None and paired.frame.basis == "volume" and paired.indicator in TRADE:
        return "volume"  # "930.000 tấn và 1,6 tỷ USD, lần lượt chiếm 71% và 70%"
    indicator = paired.indicator if paired else share_of(s, whole, frame)
    if not paired and indicator in TRADE and s.lang.attributive == "after" and _next_by_weight(s, c):
        return "volume"
    if not paired and indicator is not None and base_of_share(s, c):
        indicator, frame.basis = s.readings[-1].indicator, s.readings[-1].frame.basis
    last = s.readings[-1] if indicator == "volume" and not (paired or s.lang.spaced) and s.readings else None
    if (
        last is not None
        and last.transform == "share"
        and last.indicator in TRADE
        and c.left_kinds == {"link"}
    ):
        return last.indicator  # 分别占出口总额的14.35%和9.76%: of the same whole
    if indicator == "fdi_realised" and not (paired or s.lang.spaced) and _by_sectors(s, c):
        frame.flow = Val("fdi_registered", frame.flow.span, "inherited")
        return "fdi_registered"
    return indicator


def _by_sectors(s: _Sentence, c: Clause) -> bool:
    """总额4846亿美元，到位3081亿美元；制造业占61.9%: what sectors have is of all that was pledged, as it is counted."""
    named = any(t.get("sector") for t in c.near) and not any(t.get("measure") for t in c.near)
    if named and any(t.get("punct") == ";" for t in c.near):
        return any(x.indicator == "fdi_registered" and x.transform == "level" for x in s.readings)
    last = s.readings[-1] if s.readings else None
    return named and last is not None and last.transform == "share" and last.indicator == "fdi_registered"


def _next_by_weight(s: _Sentence, c: Clause) -> bool:
    """ "Trung Quốc lấy 61,4% về lượng, Malaysia 7%": the next of a list whose shares are by weight."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or last.indicator != "volume":
        return False
    plain = all(
        t.get("area") or t.get("punct") == "," or t.get("link") == "and" or t.get("hedge") for t in c.near
    )
    named = sum(1 for t in c.near if t.get("area")) == 1
    return plain and named and not any(t.get("measure") for t in c.right[:3])


def _when_shared(s: _Sentence, c: Clause, cur: Frame, frame: Frame, period: Val) -> tuple[Val, bool]:
    """When a share is of, and whether it is only what another is compared with."""
    if any(t.get("change") == "start" for t in c.near[-1:]) and _sets_out(s, c):
        # "from 24.9% a year earlier to 32.7%"
        period = base_period(s, c, frame, cur.period if cur.period.stated else period)
    if not s.lang.spaced and _year_ago(c) or english(s.lang) and opens_with_ago(s, c):
        return base_period(s, c, frame, cur.period if cur.period.stated else period), True
    if not s.lang.spaced and _the_year_before(s, c):
        now = settle(s.rank_before.period.value, False)
        if now is not None and now.type == "year" and now == period.value:
            period = base_period(s, c, frame, s.rank_before.period)
        return period, True
    based = base_of_share(s, c) or english(s.lang) and _after_share(s, c, cur, period)
    if based and s.lang.spaced and (other := another_behind(s, c)) is not None:
        # "supplied 33 percent, against 17 percent for South Korea"
        side = "reporter" if frame.family == "fdi" or frame.varied == "seller" else "partner"
        code = other.get("area").code
        if code not in (frame.reporter.value, frame.partner.value) or s.lang.attributive == "before":
            setattr(frame, side, Val(code, (other.start, other.end), "read"))
            return s.readings[-1].period, False
    if based and period.value == settle(cur.period.value, False):
        return base_period(s, c, frame, cur.period), True
    if based and (s.lang.attributive == "after" or english(s.lang)) and period.how == "read":
        now, then = settle(cur.period.value, False), period.value
        if isinstance(then, Period) and now is not None and then.type == "year" != now.type:
            if s.lang.attributive == "after":
                return base_period(s, c, frame, cur.period), True  # "cao hơn mức 47% của năm trước"
        before = now is not None and isinstance(then, Period) and then.end and now.end and then.end < now.end
        return period, bool(before)  # "against the 43.3% of four months of 2017"
    if not s.lang.spaced and (standing := _of_what_stands(s, c, frame)) is not None:
        return standing, False
    return period, False


def _of_what_stands(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """截至6月底，对华投资累计738亿美元，占中国吸收外资的6%: of what stands by then, as the amount is."""
    told = s.last_level
    if frame.family != "fdi" or told is None or "period" in c.left_kinds or "tense" in c.left_kinds:
        return None
    stands = isinstance(told.period.value, Period) and told.period.value.type == "stock"
    same = (told.frame.reporter.value, told.frame.partner.value) == (
        frame.reporter.value,
        frame.partner.value,
    )
    return told.period if stands and same else None


def _after_share(s: _Sentence, c: Clause, cur: Frame, period: Val) -> bool:
    """ "47 percent in 2024, after 35 percent in 2023": what a share of an earlier time had been."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or not c.near or c.near[-1].get("role") != "aside":
        return False
    now, then = settle(cur.period.value, False), period.value if period.how == "read" else None
    if now is None or not now.end or not isinstance(then, Period) or not then.end:
        return False
    return then.end < now.end and any(t.get("period") for t in c.right[:1])


def _starts_near(c: Clause) -> bool:
    """Whether "from" stands near before a share, but of no area: "purchases from China made up 41%"."""
    near = c.near[-4:]
    starts = [k for k, t in enumerate(near) if t.get("change") == "start"]
    return any(k + 1 == len(near) or not near[k + 1].get("area") for k in starts)


def _year_ago(c: Clause) -> bool:
    """占比由去年同期的64.6%降至48.4%: where a share set out, a year ago."""
    words = [t for t in c.near if t.get("role") != "of" and not t.get("hedge")]
    if len(words) < 2 or words[-1].get("compare") != "yoy":
        return False
    return words[-2].get("change") == "start" or words[-2].get("role") == "from"


def _the_year_before(s: _Sentence, c: Clause) -> bool:
    """占比由上年的66%升至73%: where a share set out, in the year before."""
    words = [t for t in c.near if t.get("role") != "of" and not t.get("hedge")][-2:]
    if len(words) < 2 or words[0].get("change") != "start" or not _sets_out(s, c):
        return False
    m = words[1].get("period")
    return m is not None and m.kind == "year_relative"


def _sets_out(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage behind "from" is where a share set out: a year ago, or before another one."""
    if c.right and c.right[0].get("compare") == "yoy":
        return True
    if c.right and c.right[0].get("change") == "reach" and c.after is not None and c.after.unit == "percent":
        return True
    if s.lang.attributive == "before" and c.quantity.range_with is not None:
        if any(t.get("change") in ("up", "down") for t in c.near[-2:-1]):
            return True  # "shrank from 74.9 to 70 percent"
    return bool(s.readings) and s.readings[-1].transform == "share"


def _when_grown(
    s: _Sentence, c: Clause, cur: Frame, frame: Frame, period: Val, paired: Reading | None
) -> tuple[Val, bool]:
    """When a growth is of, and whether it is only what another is compared with."""
    low = False
    if not paired and (later := later_level(s, c, period)) is not None:
        period = frame.period = later
    if not s.lang.spaced:
        if c.quantity.unit == "times" and (now := _multiple_of(s, c)) is not None:
            period = frame.period = now
        if not paired and (now := _compared_with_level(s, c)) is not None:
            period = frame.period = now
        based = [k for k, t in enumerate(c.near) if t.get("compare") == "base"]
        words = c.near[based[-1] + 1 :] if based else []
        moved = c.quantity.origin == "multiple" or any(t.get("change") for t in words)  # 比2023年翻一番
        if any(t.get("period") for t in words) and not moved:
            period, low = base_period(s, c, frame, cur.period), True  # "faster than May's 8.6 percent"
    if opens_with_ago(s, c) or s.lang.attributive == "after" and growth_before(s, c):
        period, low = base_period(s, c, frame, cur.period), True
    return period, low or s.lang.attributive == "after" and _another_growth(c)


def _another_growth(c: Clause) -> bool:
    """ "So với mức giảm 10 ngày đầu tháng 1 là 24,7%": how another time had moved, which the text's is compared with."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("compare") == "base"), None)
    words = c.near[k + 1 :] if k is not None else []
    if not words or any(t.get("punct") for t in words) or words[0].get("change") not in ("up", "down"):
        return False
    return any(t.get("period") for t in words)


def _compared_with_level(s: _Sentence, c: Clause) -> Val | None:
    """进口126万吨，与2020年的142万吨相比下降: when what grew was told of, which an amount of another time is compared with."""
    if len(s.readings) < 2 or not c.near or not any(t.get("compare") == "base" for t in c.near[:2]):
        return None
    now, base = s.readings[-2:]
    k = next(k for k, t in enumerate(s.tokens) if t is base.q)
    led = [t for t in s.tokens[max(0, k - 3) : k] if t.get("role") != "of"][-2:]
    if base.q is not previous_quantity(s, c) or len(led) < 2 or led[0].get("role") != "with":
        return None
    same = now.transform == base.transform == "level" and now.q.unit == base.q.unit
    if not led[1].get("period") or not same or now.indicator != base.indicator:
        return None
    base.low = True
    return now.period


def _multiple_of(s: _Sentence, c: Clause) -> Val | None:
    """出口5亿美元，是去年全年4.2亿美元的1.2倍: what is the multiple of the amount right before it is the one told before that."""
    base = s.readings[-1] if len(s.readings) > 1 else None
    if base is None or base.transform != "level" or [t.get("role") for t in c.near] != ["of"]:
        return None
    now = s.readings[-2]
    alike = now.transform == "level" and now.indicator == base.indicator and now.q.unit == base.q.unit
    return now.period if alike and base.q is s.tokens[c.index - 2] and now.period.stated else None


def _worth_next(s: _Sentence, c: Clause) -> bool:
    """ "20 percent of Vietnam's trade, or 46 bn": the amount right behind a share is of the whole that is named."""
    if not english(s.lang):
        return False
    rest = s.tokens[c.index + 1 : c.index + 12]
    k = next((k for k, t in enumerate(rest) if isinstance(t, Quantity)), None)
    if k is None or rest[k].unit not in MONEY or not any(t.get("measure") in TRADE for t in rest[:k]):
        return False
    words = [t for t in rest[:k] if not t.get("hedge") or t.get("share")]
    led = len(words) > 1 and (words[-1].get("role") == "with" or words[-1].get("share") == "equal")
    return led and words[-2].get("punct") == ","


def _of_a_market(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether a share is of a market that is named with it."""
    if [t.get("role") or t.get("anaphor") for t in c.right[:2]] == ["of", "market"]:
        return frame.partner.value not in (
            None,
            WORLD,
        )  # "giving Vietnam 41% of the market, ahead of Ecuador at 18%"
    behind = frame.partner.span is not None and frame.partner.span[0] >= c.quantity.end
    return behind and any(t.get("noun") == "market" for t in c.right[:6]) or market_before(s, c) is not None


def _worth_of_all(s: _Sentence, c: Clause) -> bool:
    """ "1.8 m tonnes, 72% of it to China, worth 3.2 bn": what all of it was worth is told behind the aside."""
    led = [t for t in c.near if not t.get("hedge")]
    if not led or led[-1].get("punct") != "," and led[-1].get("link") != "of_which":
        return False
    words = [t for t in c.right if t.get("link") != "of_which"]
    if len(words) != 2 or words[0].get("role") != "to" or not words[1].get("area"):
        return False
    behind = [t for t in s.tokens[c.index + 1 + len(c.right) :][:5] if not t.get("hedge")]
    if len(behind) < 3 or behind[0].get("punct") != ",":
        return False
    worth = behind[1].get("measure") == "value" or behind[1].get("role") == "to"
    return bool(worth) and isinstance(behind[2], Quantity) and behind[2].unit in MONEY


def _kept_of_share(s: _Sentence, c: Clause, cur: Frame, reading: Reading) -> None:
    """What later clauses go on from behind a share: what is told of, but for whose share of a market it is."""
    frame, kept = reading.frame, reading.kept
    # "China took 23 percent of our exports"
    taken = cur.flow.value == "imports" and frame.flow.value == "exports"
    # "A and B make up 68% of its imports; China alone sends 101 bn"
    turned = not s.lang.spaced and not s.readings and frame.flow.how == "read" and frame.flow.value in TRADE
    if cur.flow.how == "inherited" and frame.flow.value in TRADE and _worth_next(s, c):
        taken = True
    if cur.flow.stated and not taken and not turned:
        kept.flow, kept.commodity = frame.flow if _next_share(s, c) else cur.flow, cur.commodity
        kept.basis = frame.basis if frame.basis == cur.basis else cur.basis
    if taken and s.lang.attributive == "before" and s.lang.spaced:
        # "led with 8.6 bn, or 36% of the market, and Viet Nam came second": the next one that sells there
        market = any(t.get("noun") == "market" or t.get("anaphor") == "market" for t in c.right[:5])
        market = market and _another_next(s, c)
        said = not market and any(t.get("measure") for t in c.right)
        told = cur.partner.value not in (
            None,
            WORLD,
        )  # else "China buys 90% of Vietnam's cassava and 50% of its fruit"
        if cur.reporter.value == frame.partner.value and told and not said:
            # "a 68% share, followed by the US with 100 m": the next one that buys them
            kept.flow, kept.reporter, kept.partner = cur.flow, cur.reporter, cur.partner
            kept.varied = "partner" if market else "reporter"
    whole = taken and english(s.lang) and cur.partner.value == frame.reporter.value and frame.reporter.stated
    rest = s.tokens[c.index + 1 : c.index + 9] if whole else ()
    if any(t.get("punct") == "," and u.get("link") == "which" for t, u in zip(rest, rest[1:], strict=False)):
        kept.partner = Val(
            WORLD, None, "default", "no_partner"
        )  # "…'s exports, which rose 6 percent": all of them
    if english(s.lang) and frame.flow.value == "exports" == cur.flow.value and _worth_of_all(s, c):
        kept.partner, kept.varied = cur.partner, cur.varied
    if reading.indicator in ("exports", "volume") and of_imports(s, c, frame):
        kept.varied = "seller"  # of what the Philippines import: others that sell to it come next
    if frame.flow.value == "exports" and s.lang.attributive == "after":
        if held_at(s, c) is not None or share_held(s, c) is not None:
            kept.varied = "seller"  # "Viet Nam's share in China is 41%, ahead of the Philippines (30%)"
    if frame.flow.value == "exports" and english(s.lang) and _of_a_market(s, c, frame):
        kept.varied = (
            "seller"  # "Viet Nam's share of the Chinese market was 31.8 percent and Thailand's 68 percent"
        )
    if reading.low:
        kept.period = since(s, c, cur, reading.period)  # what it was compared with is told


def _next_share(s: _Sentence, c: Clause) -> bool:
    """ "A supplied 3.8 percent of its imports, ahead of B with 3.1": the next one's share is of the same flow."""
    rest = [t for t in s.tokens[c.index + 1 + len(c.right) :][:7] if not t.get("hedge")]
    k = next((k for k, t in enumerate(rest) if isinstance(t, Quantity)), 0)
    if not english(s.lang) or not k or rest[k].unit != "percent" or not rest[0].get("punct"):
        return False
    words = [t for t in rest[1:k] if t.get("link") not in ("but", "and", "also") and t.get("role") != "with"]
    return len(words) == 1 and bool(words[0].get("area"))


def _another_next(s: _Sentence, c: Clause) -> bool:
    """Whether another area is named before the next number."""
    rest = s.tokens[c.index + 1 + len(c.right) :]
    k = next((k for k, t in enumerate(rest) if isinstance(t, Quantity) and t.unit != "rank"), 0)
    return any(t.get("area") for t in rest[:k])


def _of_target(c: Clause) -> bool:
    """Whether a target is the whole, or what is multiplied or outdone: "exceeding the annual target by 58 percent"."""
    led = [t for t in c.near if not t.get("hedge") or t.get("status")]
    if len(led) > 1 and led[-1].get("extent") and led[-2].get("status") == "target":
        return True
    words = [t for t in c.right[:3] if not t.get("hedge")]
    if c.quantity.unit == "times":
        return any(t.get("status") == "target" for t in words[:2])
    led = bool(words) and (words[0].get("role") == "of" or words[0].get("share") == "whole")
    return led and any(t.get("status") == "target" for t in words)
