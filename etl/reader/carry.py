"""What the next sentence starts with: the first main statement, else what the topic named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import NOTHING, WORLD, Frame, Val
from etl.language import english
from etl.opposite import both_parts, directions
from etl.reader.after_base import after_base
from etl.reader.beside import digresses, market_of_suppliers, named_last, of_others, same_market
from etl.reader.carry_dates import (
    dated_by_asides,
    in_bracket,
    keep_dates,
    one_time_here,
    period_kept,
    recalls,
    remembers,
    stock_told,
)
from etl.reader.measure.buying import is_market
from etl.reader.over import EVERYBODY, side_by_side
from etl.reading import ACROSS, AHEAD, FLOWS, MONEY, TRADE, Reading, settle
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


# What makes a sentence without a figure tell of something.
_NAMED = frozenset({"area", "pair", "directed", "anaphor", "commodity", "sector", "period"})
_MARKETS = frozenset({"rank_noun", "noun"})
_EACH = 4  # how far before a number "each" may stand


def finish(s: _Sentence, cur: Frame) -> None:
    """What the next sentence starts with: the first main statement, else what the topic named."""
    r = s.r
    r.works = "works" in s.kinds
    if s.readings and "period" in s.kinds:
        after_base(s)
    if s.lang.attributive == "after" and len(s.readings) > 1:
        stock_told(s)
    tells = s.stated_flow and cur.flow.value != "other" and tells_of_something(s, r.main.flow.value is None)
    keep_levels(s, tells)
    if (
        english(s.lang)
        and not tells
        and not s.readings
        and not s.stated_period
        and s.kinds.isdisjoint(_NAMED)
    ):
        r.fresh -= 1  # a remark is no sentence of the text's own
    main = main_statement(s)
    announced, recalled, told = False, recalls(s, cur), r.main.period
    others = main is not None and of_others(s)
    aside = bool(s.readings) and r.aside is None and digresses(s)
    r.beside = main.frame if others else None if s.readings else r.beside
    if others:
        r.fresh = 0
        same_market(s)
    elif aside:
        r.aside, r.fresh = (main or s.readings[0]).frame.copy(), r.fresh - 1
        r.seen, r.seen_aside = s.seen_before or r.seen, r.seen
    elif main is not None and english(s.lang) and another_ranked(s, main):
        r.fresh = 0
    elif main is not None:
        goes_on_with(s, main)
        share = s.readings[0]
        if english(s.lang) and _part_of_their(share) and r.main.varied in (None, "partner"):
            alone = {x.frame.partner.value for x in s.readings} == {share.frame.partner.value}
            if alone and r.main.flow.value == share.indicator:
                r.main.varied = "share"  # "15.3 percent of its imports, worth 1.2 bn"
    elif s.readings:
        if r.main.flow.value is None or r.announced and s.lang.spaced or others_ranked(s):
            goes_on_with_first(s)
        elif partners_of_all_trade(s):
            r.main.flow = s.readings[0].frame.flow.inherited()
        goods_of_rank(s)
        if english(s.lang) and r.main.flow.value in TRADE and r.main.partner.stated and next_listed(s):
            r.main.partner, r.main.bilateral = EVERYBODY, False
        dated_by_asides(s)
        topic_of_asides(s)
        if not s.lang.spaced and (same := one_time_here(s)) is not None:
            r.main.period = same
        if english(s.lang) and any(x.frame.status.value not in AHEAD for x in s.readings):
            r.ahead = False  # shares of what has been: the next target is one in between again
        if english(s.lang) and any(x.indicator != "other" for x in s.readings):
            r.fresh = 0  # "That was 41 percent of all that …": of what is told, too
    elif not counts_something(s):
        announced = tells and goes_on_with_topic(s, cur)
        if s.stated_period and not (recalled or remembers(s, cur.period)):
            r.main.period = cur.period
    elif s.stated_period and cur.period.stated and not (recalled or remembers(s, cur.period)):
        r.main.period = cur.period
    if in_bracket(s, told):
        r.main.period = told
    r.announced = not s.readings and (r.announced or announced)
    first = s.tokens[0].get("area") if s.tokens else None
    if first is not None and s.tokens[0].get("seat") and s.lang.attributive == "after":
        first = first if first.country == s.lang.home else None  # "Bắc Kinh cam kết mở cửa": a government
    r.subject = first if first is not None and not s.tokens[0].get("adjective") else r.subject
    r.buyer = market_told(s)
    if r.main.flow.value == "trade_total":
        r.trade = (r.main.flow, r.main.reporter, r.main.partner)
    for x in s.readings:
        r.partners.setdefault(x.indicator, set()).add(x.frame.partner.value)
    # "Vietnam Customs counts 172 bn, Chinese figures say 230 bn": whose the next sentence's are, nobody says
    r.main.compiler = NOTHING if r.disputed else cur.compiler
    if not aside:
        if s.readings:
            named_last(s)
            market_of_suppliers(s)
        r.aside = None
    if not (aside or recalled):
        keep_dates(s, cur)


def another_ranked(s: _Sentence, main: Reading) -> bool:
    """ "Trade with China hit 105 bn. The second largest partner is the US, with 69 bn. Trade of the two …": another
    partner of the one whose trade with one is told of is named by the way."""
    first, told = s.readings[0], s.r.main
    if first.transform != "rank" or first.value == 1 or main.indicator != "trade_total":
        return False
    pair = told.flow.value == "trade_total" and told.bilateral and told.partner.stated
    return pair and told.partner.value not in (WORLD, main.frame.partner.value)


def keep_levels(s: _Sentence, tells: bool) -> None:
    """What the sentence told of levels, shares and directions; ``tells``: it says what the text goes on with."""
    r = s.r
    last_level = next((x for x in reversed(s.readings) if x.transform == "level" and not x.low), None)
    if last_level is not None:
        unit = last_level.q.unit
        if (
            unit == "projects"
        ):  # "27.8 bn USD in 4,700 projects. Manufacturing drew 21.9 bn": of the same money
            paid = next((x for x in reversed(s.readings) if x.q.unit in MONEY and not x.low), last_level)
            unit = paid.q.unit
        r.money = unit if unit in MONEY or unit == "tonnes" and english(s.lang) else None
    if tells or s.readings or not english(s.lang):  # a remark takes nothing back
        r.level = last_level.frame if last_level is not None and last_level.q.unit != "rank" else None
    if s.readings:
        spans = [settle(x.period.value, False) for x in s.readings]
        so_far = next((p for p in spans if p is not None and p.type == "ytd"), None)
        part = spans[0] if so_far is not None and spans[0] != so_far else None
        r.part = part if part is not None and part.end == so_far.end else None
    r.counted = any(x.indicator == "fdi_projects" for x in s.readings)
    r.crossed = last_level is not None and english(s.lang) and last_level.q.unit == "vehicles"
    r.came = last_level is not None and s.lang.spaced and last_level.q.unit == "persons"
    if english(s.lang) and s.readings:
        levels = [x for x in s.readings if x.transform == "level" and not x.low]
        weight = next((x.value for x in levels if x.q.unit == "tonnes"), None)
        paid = next((x.value for x in levels if x.q.unit in MONEY and x.indicator != "other"), None)
        r.cars = any(x.q.unit == "vehicles" and x.indicator == "imports" for x in levels)
        r.weighed = (weight, paid) if weight is not None else None
    if s.readings:
        told = (x.frame.reporter.value for x in s.readings if x.frame.family == "fdi")
        r.beside_each = len(set(told) - {WORLD, None}) > 1
        if any(t.get("role") == "aside" for t in s.tokens):
            r.beside_each = (
                False  # "Trung Quốc đăng ký 3,6 tỷ, xếp thứ ba sau Singapore 7,8 tỷ": of the former
            )
    if tells or any(x.indicator != "other" for x in s.readings):  # a remark in between says nothing of it
        r.whole = r.main.flow if both_parts(s.readings, r.main) else None
        r.parted = r.main.copy() if r.whole is not None and r.ranked else None
    if not r.ranked and "rank" in s.units:
        r.ranked = any(x.indicator == "trade_total" and x.transform == "rank" for x in s.readings)
    if flows := directions(s.readings):  # a balance says nothing of it
        r.direction = next(iter(flows.values())) if len(flows) == 1 else None
    if tells or s.readings:
        r.shared = s.last_ratio is not None and s.last_ratio.transform == "share"
        r.last_ratio = s.last_ratio if s.readings and s.readings[-1] is s.last_ratio else None
        only = s.readings[0] if len(s.readings) == 1 and s.readings[0].transform == "share" else None
        r.parts_only = only.frame if only is not None else None


def main_statement(s: _Sentence) -> Reading | None:
    """The first figure that is no aside: a level, else a growth."""
    main = next((x for x in s.readings if not x.sub and x.transform == "level" and x.q.unit != "rank"), None)
    if main is not None and main.indicator == "other":
        # a price beside what is told: the next sentence goes on with the latter
        main = next((x for x in s.readings if not x.sub and x.indicator != "other"), main)
    main = main or next((x for x in s.readings if not x.sub and x.transform != "rank"), None)
    if s.lang.attributive == "after" and (balance := balance_ranked(s)) is not None:
        return balance
    if main is not None and main.indicator == "other" and s.r.main.flow.value not in (None, "other"):
        return None  # "The budget took 1,234 bn from it": what the text tells of goes on
    if main is not None and english(s.lang) and (both := _summed_last(s, main)) is not None:
        return both
    return s.readings[0] if main is not None and english(s.lang) and _beats(s, main) else main


def _summed_last(s: _Sentence, main: Reading) -> Reading | None:
    """ "Exports were 309 m and imports 514 m, lifting two-way trade to 824 m. June contributed 134 m": of both."""
    levels = [x for x in s.readings if x.transform == "level" and x.q.unit != "rank"]
    if len(levels) != 3 or main is not levels[0] or any(x.sub for x in levels[:2]):
        return None
    if {levels[0].indicator, levels[1].indicator} != {"exports", "imports"} or levels[
        2
    ].indicator != "trade_total":
        return None
    partners = {x.frame.partner.value for x in levels}
    periods = {str(x.frame.period.value) for x in levels}
    return levels[2] if len(partners) == len(periods) == 1 and levels[2].frame.partner.value else None


def balance_ranked(s: _Sentence) -> Reading | None:
    """ "… bán 60 tỷ USD, mua 26 tỷ USD, thặng dư 34 tỷ USD, lớn nhất trong các bạn hàng. Kế đó là Mỹ (28 tỷ USD)": the
    balance that a sentence ends with, where it ranks."""
    if len(s.readings) < 2 or s.readings[-1].transform != "rank":
        return None
    last, ranked = s.readings[-2:]
    if last.indicator != "trade_balance" or last.transform != "level" or last.low:
        return None
    return last if s.text[last.q.end : ranked.q.start].strip() == "," else None


def _beats(s: _Sentence, main: Reading) -> bool:
    """ "China supplied 29.6% of imports, far ahead of South Korea, with its 22 bn": of the one whose share comes first."""
    first = s.readings[0]
    if first.transform != "share" or first.indicator != main.indicator or main.indicator not in TRADE:
        return False
    one, other = first.frame.partner, main.frame.partner
    if one.how != "read" or other.how != "read" or one.value == other.value:
        return False
    between = [t for t in s.tokens if first.q.end <= t.start < (other.span or (0,))[0]]
    return any(t.get("role") == "aside" or t.get("link") == "but" and t.get("role") is None for t in between)


def goes_on_with(s: _Sentence, main: Reading) -> None:
    """The next sentence goes on with the main statement, but for a list, a part or a forecast that ends with its own."""
    r = s.r
    ranked = ranked_trade(s, main)
    ahead_before, r.ahead = r.ahead, main.frame.status.value in AHEAD
    keep = main.frame.copy()
    lists_end(s, main, keep)
    period_kept(s, main, keep, ahead_before)
    if main.indicator == "fdi_projects":
        keep.flow = Val("fdi_registered", keep.flow.span, keep.flow.how)
    if ranked is not None:
        keep.flow, keep.reporter, keep.partner = ranked.flow, ranked.reporter, ranked.partner
        keep.varied, keep.bilateral = "partner", False
    if main.indicator == "trade_balance" and s.lang.attributive == "after" and balance_ranked(s) is main:
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


def lists_end(s: _Sentence, main: Reading, keep: Frame) -> None:
    """A list of investors or of partners ends with its sentence."""
    before = s.r.main
    if keep.family == before.family == "fdi" and before.reporter.value == WORLD and keep.varied == "reporter":
        keep.reporter, keep.partner = before.reporter, before.partner
    if len(s.readings) > 1 and keep.family != "fdi" and listed_partners(s, main):
        same = (
            s.lang.spaced or before.flow.value == keep.flow.value
        )  # 前8个月出口33亿，对…分别增长…。全年可望为55亿
        whole = before.partner.stated or before.partner.value == WORLD and same
        if keep.partner.value != WORLD:  # "66 bn, of which 12 bn to the US": the whole is told of already
            keep.partner = before.partner if whole else EVERYBODY if english(s.lang) else NOTHING
        keep.bilateral = keep.bilateral and before.bilateral


def next_listed(s: _Sentence) -> bool:
    """ "Exports to the US came to 37 bn. It was followed by China with 20 bn. Coffee exports …": the list of partners, of
    which the sentence before told the first, ends with the next ones."""
    words = s.tokens[:4]
    k = next((k for k, t in enumerate(words) if t.get("link") == "but"), 0)
    it = k and any(t.get("anaphor") for t in words[:k]) and any(t.get("change") == "reach" for t in words[:k])
    return bool(it) and k + 1 < len(words) and bool(words[k + 1].get("area"))


def goes_on_with_first(s: _Sentence) -> None:
    """The next sentence goes on with what the first aside, share or rank is of, where nothing else was told of."""
    side, main = s.readings[0].frame, s.r.main
    main.flow, main.reporter, main.partner = side.flow, side.reporter, side.partner
    main.varied, main.commodity, s.r.fresh = side.varied, side.commodity, 0
    main.bilateral = side.bilateral
    if english(s.lang) and _part_of_their(s.readings[0]) and main.varied in (None, "partner"):
        main.varied = "share"  # "China provided 15% of the Philippines' imports. Japan came second"
    if side.family != "fdi" and len({x.frame.partner.value for x in s.readings if not _all_who_came(x)}) > 1:
        main.partner = NOTHING  # "from A (5 bn) and B (3 bn)"


def _part_of_their(x: Reading) -> bool:
    """Whether a partner's share of what another country buys or sells is told."""
    return x.transform == "share" and x.indicator in ("exports", "imports") and x.frame.partner.how == "read"


def _all_who_came(x: Reading) -> bool:
    """ "Chinese made up a third of the 12.8 m visitors. Their number …": the whole is no second market."""
    return x.whole and x.indicator == "count"


def goods_of_rank(s: _Sentence) -> None:
    """ "Seafood fetched 4 bn. China is the largest market for Vietnamese fruit. Exports there …": of fruit, as the rank
    is, or of all goods, where it is one of all."""
    last, main = s.readings[-1], s.r.main
    if english(s.lang) and last.transform == "rank" and last.indicator in TRADE:
        goods = last.frame.commodity
        if goods.how == "read" or goods.value is None and last.frame.flow.how == "read":
            main.commodity = goods


def topic_of_asides(s: _Sentence) -> None:
    """What shares, parts and sums keep in mind of what is told of."""
    r = s.r
    told = next((x for x in s.readings if x.transform != "rank"), None)
    if s.lang.spaced and told is not None and told.transform == "share":
        r.seen.topic = str(told.frame.reporter.value)  # "China took 26% of Lao trade. Exports there"
    if any(x.frame.flow.value == r.main.flow.value for x in s.readings):
        r.fresh = 0  # parts of what is told of keep it in mind
    added = next((x for x in s.readings if x.frame.flow.note == "sum_of_both"), None)
    if added is not None:
        r.main.flow = added.frame.flow


def counts_something(s: _Sentence) -> bool:
    """Whether a sentence without a figure of the field states another number."""
    return any(s.tokens[k].unit not in (None, "rank") and not is_threshold(s.tokens, k) for k in s.places)


def goes_on_with_topic(s: _Sentence, cur: Frame) -> bool:
    """The next sentence goes on with the one flow that a sentence without a figure tells of; True where it is a new one."""
    main = s.r.main
    named = (t.get("measure") for t in s.tokens)
    if len({FLOWS.get(x, x) for x in named if x not in (None, "value", "volume", "other")}) > 1:
        return False
    if cur.flow.value == "count" and main.flow.value is not None and english(s.lang):
        return False  # "The minister visited Lima"
    announced = cur.flow.value != main.flow.value
    main.flow, main.basis, s.r.fresh = cur.flow, cur.basis, 0
    main.reporter, main.partner, main.bilateral = cur.reporter, cur.partner, cur.bilateral
    main.varied = cur.varied
    if english(s.lang) and cur.commodity.how == "read" and cur.partner.how == "read":
        named = [k for k, t in enumerate(s.tokens[:-1]) if t.get("commodity")]
        if len(named) == 1 and s.tokens[named[0] + 1].get("measure") in ("exports", "imports"):
            main.commodity = (
                cur.commodity
            )  # "Vietnam's shrimp exports to China recovered. Exports rose by 30%"
    return announced


def tells_of_something(s: _Sentence, first: bool) -> bool:
    """Whether a sentence that states no figure names a country, goods or a period: "Businesses welcomed the news" and
    "Exporters hope for growth" change nothing of what the text tells of."""
    named = s.kinds & _NAMED
    if named - {"area"} or named and any("area" in t and t.get("area").code != WORLD for t in s.tokens):
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


def partners_of_all_trade(s: _Sentence) -> bool:
    """ "China's trade …. Exports rose 1%, imports 2%. ASEAN was its largest partner": the text is back at all trade."""
    first, told = s.readings[0], s.r.main
    if not english(s.lang) or first.transform != "rank" or first.indicator != "trade_total":
        return False
    own = told.flow.value in ("exports", "imports") and told.partner.value == WORLD
    return own and told.reporter.value == first.frame.reporter.value


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
    several = 1 if side_by_side(s, main) else 2
    listed = main.frame.partner.how == "read" and len(told_of - {WORLD}) > several
    return listed and s.lang.attributive == "before" and not main.frame.bilateral


def mirrored(s: _Sentence, told: Frame) -> Frame:
    """ "Imports came to 84 bn. China delivered goods worth 18 bn. Garments …": what another country sells to the one
    whose story it is are that one's purchases, from which the text goes on."""
    if not s.lang.spaced:
        return _seen_from(s, told)
    story = s.r.topic
    if story is None or s.lang.attributive != "before":
        return told
    whole = story.partner.value == WORLD and story.reporter.value == told.partner.value == s.lang.home
    if not whole or told.flow.value != "exports" or told.reporter.how != "read":
        return told
    told.flow = Val("imports", told.flow.span, told.flow.how)
    told.reporter, told.partner, told.varied = told.partner, told.reporter, "partner"
    return told


def _seen_from(s: _Sentence, told: Frame) -> Frame:
    """中国海关：柬中贸易额159亿美元，其中自华进口146亿美元，对华出口13亿美元。对美出口104亿美元: the side whose purchases and sales
    are told of goes on."""
    if told.flow.value != "trade_total" or not told.bilateral:
        return told
    flows = [x.frame for x in s.readings if x.frame.flow.value in ("exports", "imports")]
    sides = {(x.reporter.value, x.partner.value) for x in flows}
    if sides == {(told.partner.value, told.reporter.value)}:
        told.reporter, told.partner = told.partner, told.reporter
    return told


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


def is_threshold(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a number is only what each of several has passed: "over 1 bn each", "each sold more than 1 bn"."""
    if k + 1 < len(tokens) and tokens[k + 1].get("threshold") == "after":
        return True
    passed = k and tokens[k - 1].get("hedge") == "more_than"
    return bool(passed) and any(t.get("threshold") == "after" for t in tokens[max(0, k - _EACH) : k])
