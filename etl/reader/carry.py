"""What the next sentence starts with: the first main statement, else what the topic named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import NOTHING, WORLD, Frame, Val
from etl.opposite import both_parts, directions
from etl.periods import Period
from etl.reader.dates import within
from etl.reader.measure.buying import is_market
from etl.reading import ACROSS, AHEAD, FLOWS, MONEY, TRADE, Reading, settle
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


# What makes a sentence without a figure tell of something.
_NAMED = frozenset({"area", "pair", "directed", "anaphor", "commodity", "sector", "period"})
_MARKETS = frozenset({"rank_noun", "noun"})


def finish(s: _Sentence, cur: Frame) -> None:
    """What the next sentence starts with: the first main statement, else what the topic named."""
    r = s.r
    r.works = "works" in s.kinds
    last_level = next((x for x in reversed(s.readings) if x.transform == "level" and not x.low), None)
    if last_level is not None:
        r.money = last_level.q.unit if last_level.q.unit in MONEY else None
    r.level = last_level.frame if last_level is not None and last_level.q.unit != "rank" else None
    r.counted = any(x.indicator == "fdi_projects" for x in s.readings)
    tells = s.stated_flow and cur.flow.value != "other"
    tells = tells and tells_of_something(s, r.main.flow.value is None)
    if tells or any(x.indicator != "other" for x in s.readings):  # a remark in between says nothing of it
        r.whole = r.main.flow if both_parts(s.readings, r.main) else None
    if flows := directions(s.readings):  # a balance says nothing of it
        r.direction = next(iter(flows.values())) if len(flows) == 1 else None
    if tells or s.readings:
        r.shared = s.last_ratio is not None and s.last_ratio.transform == "share"
    announced = False
    main = next((x for x in s.readings if not x.sub and x.transform == "level" and x.q.unit != "rank"), None)
    if main is not None and main.indicator == "other":
        # a price beside what is told: the next sentence goes on with the latter
        main = next((x for x in s.readings if not x.sub and x.indicator != "other"), main)
    main = main or next((x for x in s.readings if not x.sub and x.transform != "rank"), None)
    if main is not None and main.indicator == "other" and r.main.flow.value not in (None, "other"):
        main = None  # "The budget took 1,234 bn from it": what the text tells of goes on
    ranked = ranked_trade(s, main)
    if main is not None:
        ahead_before, r.ahead = r.ahead, main.frame.status.value in AHEAD
        keep = main.frame.copy()
        told = (x for x in reversed(s.readings) if not x.sub and x.q.unit != "rank")
        last = next((x for x in told if x.frame.status.value not in AHEAD), main)
        if (
            keep.family == "fdi"
            and r.main.family == "fdi"
            and r.main.reporter.value == WORLD
            and keep.varied == "reporter"
        ):
            keep.reporter, keep.partner = (
                r.main.reporter,
                r.main.partner,
            )  # a list of investors ends with its sentence
        if len(s.readings) > 1 and keep.family != "fdi" and listed_partners(s, main):
            # a list of partners ends with its sentence
            whole = r.main.partner.stated or r.main.partner.value == WORLD and s.lang.spaced
            # "66 bn, of which 12 bn to the US": the whole is told of already
            if keep.partner.value != WORLD:
                keep.partner = r.main.partner if whole else NOTHING
            keep.bilateral = keep.bilateral and r.main.bilateral
        now = settle(keep.period.value, False) if last is not main else None
        then = settle(last.frame.period.value, False) if now else None
        inside = now and then and now.start and then.start and now.type == "ytd" and then.type == "quarter"
        inside = inside and then.start > now.start and then.end <= now.end
        if inside:
            pass  # "in nine months …, and in the third quarter …": the story goes on with the nine months
        elif now and then and now.end and then.end and then.end >= now.end and last.frame.period.stated:
            keep.period = (
                last.frame.period
            )  # "in July …, and for seven months …": the story goes on with the latter
        if r.ahead and r.main.period.stated and s.lang.spaced and not ahead_before:
            if keep.family == r.main.family or keep.family in TRADE and r.main.family in TRADE:
                keep.period = r.main.period  # a forecast in between: the story goes on with what has been
        if within(settle(keep.period.value, False), r.main.period) and (
            "period" in s.kinds
            and (one_month(s.tokens) or a_month_apart(s))
            or s.lang.attributive == "after"
            and item_of_goods(s, keep)
        ):
            keep.period = r.main.period  # "in March alone …": the story goes on with the months it is part of
        if main.indicator == "fdi_projects":
            keep.flow = Val("fdi_registered", keep.flow.span, keep.flow.how)
        if ranked is not None:
            keep.flow, keep.reporter, keep.partner = ranked.flow, ranked.reporter, ranked.partner
            keep.varied, keep.bilateral = "partner", False
        if keep.varied == "partner" and keep.flow.value == "imports" and bought_goods(s, keep):
            keep.varied = "reporter"
        r.main = mirrored(s, keep)
        r.topic = r.topic or keep
        r.main.basis = "count" if main.indicator == "count" else "value"
        r.seen.topic = str(keep.reporter.value)
        hosted = keep.family == "fdi" and "-" in str(keep.partner.value)
        r.seen.host = str(keep.partner.value) if hosted else None
        r.fresh = 0
    elif s.readings and (r.main.flow.value is None or r.announced and s.lang.spaced or others_ranked(s)):
        side = s.readings[0].frame
        r.main.flow, r.main.reporter, r.main.partner = side.flow, side.reporter, side.partner
        r.main.varied, r.main.commodity, r.fresh = side.varied, side.commodity, 0
        r.main.bilateral = side.bilateral
        if side.family != "fdi" and len({x.frame.partner.value for x in s.readings}) > 1:
            r.main.partner = NOTHING  # "from A (5 bn) and B (3 bn)"
    elif not s.readings and not any(
        s.tokens[k].unit not in (None, "rank") and not is_threshold(s.tokens, k) for k in s.places
    ):
        if (
            tells
            and len(
                {
                    FLOWS.get(x, x)
                    for t in s.tokens
                    if (x := t.get("measure")) not in (None, "value", "volume", "other")
                }
            )
            <= 1
        ):
            announced = cur.flow.value != r.main.flow.value
            r.main.flow, r.main.basis, r.fresh = cur.flow, cur.basis, 0
            r.main.reporter, r.main.partner, r.main.bilateral = cur.reporter, cur.partner, cur.bilateral
            r.main.varied = cur.varied
        if s.stated_period:
            r.main.period = cur.period
    elif s.stated_period and cur.period.stated and not s.readings:
        r.main.period = cur.period
    if (
        main is None
        and s.readings
        and s.stated_period
        and (not s.readings[0].aside or not r.main.period.stated)
        and s.readings[0].indicator != "other"
    ):
        # a share or a rank says of when the text tells, too
        told = next((x for x in reversed(s.readings) if not x.low), s.readings[0])
        dated = [x for x in s.readings if x.frame.period.how == "read" and not (x.aside or x.low)]
        first = s.readings[0]
        if first.transform == "share" and s.lang.spaced:
            dated = [x for x in dated if x.transform != "share"]  # "it holds 35%, but in nine months …"
        if dated and first.transform in ("rank", "share") and (first.transform == "rank" or s.lang.spaced):
            first = dated[0]
        r.main.period = (told if s.readings[0].low else first).frame.period
    r.announced = not s.readings and (r.announced or announced)
    if main is None and s.readings:
        told = next((x for x in s.readings if x.transform != "rank"), None)
        if s.lang.spaced and told is not None and told.transform == "share":
            r.seen.topic = str(told.frame.reporter.value)  # "China took 26% of Lao trade. Exports there"
        if any(x.frame.flow.value == r.main.flow.value for x in s.readings):
            r.fresh = 0  # parts of what is told of keep it in mind
        added = next((x for x in s.readings if x.frame.flow.note == "sum_of_both"), None)
        if added is not None:
            r.main.flow = added.frame.flow
    first = s.tokens[0].get("area") if s.tokens else None
    r.subject = first if first is not None and not s.tokens[0].get("adjective") else r.subject
    r.buyer = market_told(s)
    if r.main.flow.value == "trade_total":
        r.trade = (r.main.flow, r.main.reporter, r.main.partner)
    last_told = s.readings[-1] if s.readings else None
    ahead_now = last_told is not None and last_told.frame.status.value in AHEAD
    if last_told is not None:
        r.ahead_period = last_told.period if ahead_now and last_told.period.how == "read" else None
    r.dated = last_dated(s.readings) or r.dated
    for x in s.readings:
        r.partners.setdefault(x.indicator, set()).add(x.frame.partner.value)
    # "Vietnam Customs counts 172 bn, Chinese figures say 230 bn": whose the next sentence's are, nobody says
    r.main.compiler = NOTHING if r.disputed else cur.compiler
    ahead = cur.status.value in AHEAD and r.year is not None
    running = isinstance(cur.period.value, Period) and r.published is not None
    ahead = ahead and not (running and cur.period.value.year == r.published.year)
    if isinstance(cur.period.value, Period) and cur.period.value.year and not ahead:
        r.year = cur.period.value  # a target's year is not when the text tells of


def tells_of_something(s: _Sentence, first: bool) -> bool:
    """Whether a sentence that states no figure names a country, goods or a period: "Businesses welcomed the news" and
    "Exporters hope for growth" change nothing of what the text tells of."""
    if not s.kinds.isdisjoint(_NAMED) and any(
        kind in t and not (kind == "area" and t["area"].code == WORLD) for t in s.tokens for kind in _NAMED
    ):
        return True
    return first and any(t.get("measure") in TRADE for t in s.tokens[:4])


def others_ranked(s: _Sentence) -> bool:
    """ "Japan sold Brazil 9 bn. China is Vietnam's biggest partner": the story goes on with the two named last."""
    side, told = s.readings[0].frame, s.r.main
    if not s.lang.spaced or s.lang.attributive != "before" or s.readings[0].transform != "rank":
        return False
    if side.reporter.how != "read" or side.partner.how != "read" or not told.partner.stated:
        return False
    return {side.reporter.value, side.partner.value}.isdisjoint({told.reporter.value, told.partner.value})


def ranked_trade(s: _Sentence, main: Reading | None) -> Frame | None:
    """ "China was the Philippines' biggest partner: it sold the country 22 bn. Japan was next with 21 bn": the text
    goes on with the trade in which partners rank."""
    first = s.readings[0] if s.readings else None
    if main is None or first is main or first is None or first.transform not in ("rank", "share"):
        return None
    told = first.frame
    if not s.lang.spaced or s.lang.attributive != "before" or first.indicator != "trade_total":
        return None
    sides = (told.partner.value, told.reporter.value)
    if main.indicator not in ACROSS or (main.frame.reporter.value, main.frame.partner.value) != sides:
        return None
    return told


def bought_goods(s: _Sentence, told: Frame) -> bool:
    """ "The US bought 2 bn worth of Vietnamese footwear. Next came the EU with 1.8 bn": others buy them, too."""
    home = s.lang.home
    if told.partner.value != home or told.reporter.value == home or "adjective" not in s.kinds:
        return False
    if not s.lang.spaced or s.lang.attributive != "before" or told.commodity.value is None:
        return False
    return any(t.get("adjective") and t.get("area") and t["area"].code == home for t in s.tokens)


def listed_partners(s: _Sentence, main: Reading) -> bool:
    """Whether the sentence lists what its first main statement is of, one partner after the other."""
    sides = {x.frame.partner.value for x in s.readings if x.listed and x.transform == main.transform}
    if main.listed and len(sides) > 1:
        return True
    told_of = {x.frame.partner.value for x in s.readings if x.indicator == main.indicator}
    if (main.indicator == "trade_balance" or not s.lang.spaced) and len(told_of) > 2:
        return True
    listed = main.frame.partner.how == "read" and len(told_of - {WORLD}) > 2
    return listed and s.lang.attributive == "before" and not main.frame.bilateral


def mirrored(s: _Sentence, told: Frame) -> Frame:
    """ "Imports came to 84 bn. China delivered goods worth 18 bn. Garments …": what another country sells to the one
    whose story it is are that one's purchases, from which the text goes on."""
    story = s.r.topic
    if story is None or s.lang.attributive != "before" or not s.lang.spaced:
        return told
    whole = story.partner.value == WORLD and story.reporter.value == told.partner.value == s.lang.home
    if not whole or told.flow.value != "exports" or told.reporter.how != "read":
        return told
    told.flow = Val("imports", told.flow.span, told.flow.how)
    told.reporter, told.partner, told.varied = told.partner, told.reporter, "partner"
    return told


def a_month_apart(s: _Sentence) -> bool:
    """ "In November it rose by 12 percent to a record": a month in between, one of those that the text tells of."""
    if not s.lang.spaced or s.lang.attributive != "before":
        return False
    t = next((t for t in s.tokens if t.get("period") is not None), None)
    return t is not None and t.get("period").kind == "month"


def item_of_goods(s: _Sentence, keep: Frame) -> bool:
    """ "Tuna in March grew 24.5%": a sentence on one kind of goods, after those of months, tells of one of them."""
    first = s.tokens[0].get("commodity") if s.tokens else None
    return first is not None and first != s.r.main.commodity.value and keep.flow.value in TRADE


def market_told(s: _Sentence) -> str | None:
    """The market of the exports that the sentence tells of, if it names one as such and buys nothing from it."""
    frame = s.r.main
    if frame.flow.value != "exports" or not is_market(frame):
        return None
    named = not _MARKETS.isdisjoint(s.kinds) and any(
        t.get("rank_noun") == "exports" or t.get("noun") == "market" for t in s.tokens
    )
    if not named and not (s.readings and s.r.buyer == frame.partner.value):
        return None
    return str(frame.partner.value)


def one_month(tokens: list[Token | Quantity]) -> bool:
    """Whether a sentence says that it tells of one month by itself."""
    return any((m := t.get("period")) is not None and m.kind == "month_frame" for t in tokens)


def dates_the_text(x: Reading) -> bool:
    """Whether a level's period is one that the text goes on with: of no base, no aside, and not of what is to come."""
    ahead = x.frame.status.value in AHEAD
    return x.transform == "level" and not (x.low or x.aside or ahead) and x.frame.period.stated


def last_dated(readings: list[Reading]) -> Val | None:
    """The period last told of; an earlier one, told behind it, is only that of what it is compared with."""
    told: Val | None = None
    for x in readings:
        if not dates_the_text(x):
            continue
        now = settle(x.frame.period.value, False)
        then = settle(told.value, False) if told is not None else None
        if then and now and then.end and now.end and now.end < then.end and now.type == "year":
            continue
        told = x.frame.period
    return told


def is_threshold(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a number is only what each of several has passed."""
    return k + 1 < len(tokens) and tokens[k + 1].get("threshold") == "after"
