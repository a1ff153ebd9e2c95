"""What a text tells beside its story: others' trade, to which it may come back, and who is only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import WORLD
from etl.language import Area, english
from etl.reader.dates import earlier
from etl.reading import AHEAD, TRADE, Reading, settle
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_BACK = frozenset({"country", "there", "former", "latter"})


def digresses(s: _Sentence) -> bool:
    """ "Vietnam's exports came to 30 bn. Peru sold Chile 2 bn worth of copper. Imports …": both sides of what is told are
    named, and neither is one of whom the text tells, which goes on with its own unless it comes back to them."""
    told = s.r.main
    if not english(s.lang) or told.reporter.value is None or told.flow.value is None:
        return False
    if all(
        x.frame.status.value in AHEAD and (x.frame.family == "fdi") != (told.family == "fdi")
        for x in s.readings
    ):
        return (
            True  # "… of rice. One Thai firm plans to invest 200 m by 2031": what is to come, of another kind
        )
    own = {told.reporter.value, told.partner.value, None}
    if s.r.topic is not None:
        own |= {s.r.topic.reporter.value, s.r.topic.partner.value}
    for x in s.readings:
        sides = (x.frame.reporter, x.frame.partner)
        another = x.indicator in TRADE and not str(x.frame.reporter.value).startswith(s.lang.home)
        if another and x.frame.partner.how != "read" and past(s, x):
            sides = sides[:1]  # "Peru's exports totalled 60 bn in 2009"
        if x.indicator == "other" or any(
            v.how != "read" or v.value == WORLD or v.value in own for v in sides
        ):
            return False
    return True


def of_others(s: _Sentence) -> bool:
    """ "Thái Lan xuất khẩu 7,7 tỷ USD": what a country sold or bought that the text tells nothing of, with nobody it tells
    of, is an aside; the text goes on with its own story."""
    told, story = s.r.main, s.r.topic or s.r.main
    if told.flow.value in (None, "other"):
        return False
    if english(s.lang) and told.family != "fdi":
        # "Thailand's exports came to 300 bn, Indonesia's to 265 bn": one country after the other
        alone = told.partner.value in (WORLD, None)
        if told.reporter.value == WORLD or alone and str(told.reporter.value)[:2] != s.lang.home:
            return False
    ours = {s.lang.home} | {x.value for f in (told, story) for x in (f.reporter, f.partner)} - {WORLD, None}
    again = s.r.beside.reporter.value if s.r.beside is not None else None
    before = s.r.sides - {frozenset((x.frame.reporter.value, x.frame.partner.value)) for x in s.readings}
    for x in s.readings:
        who = x.frame.reporter
        if who.how != "read" or x.frame.family not in TRADE or who.value in (WORLD, None):
            return False
        if who.value in ours or who.value == again or "-" in str(who.value):
            return False  # a second sentence on the same country: the text has turned to it
        with_ours = x.frame.partner.value in ours
        if with_ours and (x.frame.partner.how == "read" or not s.stated_flow):
            return False  # "Philippines giữ ngôi đầu với 2,6 triệu tấn": a list goes on
        if any(who.value in pair and not ours.isdisjoint(pair) for pair in before):
            return False  # "Exports to China … . China itself imported 2 bn": a side of the story, too
    return True


def named_last(s: _Sentence) -> None:
    """ "Exports to the US came to 80 bn, while demand in Peru stayed weak. Sales to the market": the one that figures
    are of, and not one that is only named beside them."""
    seen, told = s.r.seen, s.r.main
    sides = {side.value for x in s.readings for side in (x.frame.reporter, x.frame.partner)}
    if seen.country is None or seen.country.code in sides:
        return
    for side in (told.partner, told.reporter):
        code = str(side.value)
        if side.value in sides and code != s.lang.home and len(code) == 2 and side.stated:
            area = Area(code, "country")
            seen.recent = [*[a for a in seen.recent if a.code != code][-3:], area]
            seen.country = seen.market = area
            return


def market_of_suppliers(s: _Sentence) -> None:
    """ "Trung Quốc nhập 812 triệu USD chuối, Việt Nam chiếm 236 triệu USD, Ecuador 149 triệu USD": whom all of them supply
    is the market that is told of."""
    buys = {x.frame.reporter.value for x in s.readings if x.indicator == "imports"}
    code = str(next(iter(buys))) if len(buys) == 1 else ""
    suppliers = {x.frame.partner.value for x in s.readings if x.indicator == "imports"} - {WORLD, None}
    if len(code) == 2 and code != s.lang.home and len(suppliers) > 1:
        s.r.seen.market = Area(code, "country")


def same_market(s: _Sentence) -> None:
    """ "Thái Lan xuất khẩu 7,7 tỷ USD", beside the story: "this market" is still the story's, a seller is none."""
    told = s.r.main.partner
    code = str(told.value)
    if told.stated and len(code) == 2 and code != s.lang.home:
        s.r.seen.market = Area(code, "country")


def past(s: _Sentence, x: Reading) -> bool:
    """Whether a figure is of an earlier period than those that the text tells of."""
    return earlier(settle(x.frame.period.value, False), settle(s.r.main.period.value, False))


def begins_aside(s: _Sentence) -> bool:
    """Whether a sentence names two areas or more, and none of the two that the text tells of."""
    if not english(s.lang) or not s.places or "area" not in s.kinds:
        return False
    told = s.r.main
    named = {t["area"].code for t in s.tokens if "area" in t}
    return bool(named) and named.isdisjoint({told.reporter.value, told.partner.value})


def comes_back(s: _Sentence) -> None:
    """The aside that the sentence before was, where a sentence goes on with it: it points back to it, tells no more than
    how much of it, or names one of its sides."""
    told = s.r.aside
    sides = {x.value for x in (told.reporter, told.partner) if x.how == "read"}
    goods = told.commodity.value is not None and s.kinds.isdisjoint(("commodity", "measure", "area"))
    if (
        goods
        or "anaphor" in s.kinds
        and any(points_back(s.tokens, k) for k in range(len(s.tokens)))
        or any((a := t.get("area")) is not None and a.code in sides for t in s.tokens)
    ):
        s.r.main, s.r.seen, s.r.fresh = told, s.r.seen_aside, 0


def points_back(tokens: list[Token | Quantity], k: int) -> bool:
    """ "that country", "there"; "it" only where the sentence begins with it and a verb of trade."""
    code = tokens[k].get("anaphor")
    if code == "other":
        return k == 0 and bool(tokens[1:2]) and bool(tokens[1].get("measure"))
    return code in _BACK
