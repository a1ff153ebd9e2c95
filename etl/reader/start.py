"""What the beginning of a sentence says of all of it: its year, "of these", what adds up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl import periods, when
from etl.dating import stock_at
from etl.frame import NOTHING, WORLD, Frame, Val
from etl.language import english
from etl.periods import Period
from etl.reading import MONEY, TRADE, settle
from etl.tokens import PLACES, Quantity, Token, make_token
from etl.turns.month_again import told_of_month

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_NAMES = frozenset({"area", "pair", "directed", "anaphor"})
_NAMES_ANOTHER = frozenset({"measure", "area", "pair", "directed", "commodity"})


def first_year(s: _Sentence) -> Period | None:
    """The year that months without one belong to, from the first year that the sentence names; a year that
    is only compared with comes before it."""
    base = False
    for t in s.tokens:
        if t.get("punct") in (",", ";"):
            base = False
        if t.get("compare") in ("base", "higher", "lower") or t.get("change") == "start":
            base = True
        m = t.get("period")
        y = m.slots.get("y") or m.slots.get("Y") if m is not None else None
        if y and (found := re.search(r"\d{4}", y)):
            return periods.year(int(found[0]) + base)
    return None


def of_these(s: _Sentence, cur: Frame) -> None:
    """ "Exports rose to 44 bn; imports came to 89 bn. Of these, machinery cost 20 bn": of what was told last."""
    told = s.r.level
    if told is None or not s.lang.spaced or s.lang.attributive != "before":
        return
    if {told.flow.value, cur.flow.value} == {"exports", "imports"}:
        cur.flow, cur.reporter = told.flow.inherited(), told.reporter.inherited()
        cur.partner, cur.bilateral, cur.varied = told.partner.inherited(), told.bilateral, told.varied
    elif english(s.lang) and _of_that_partner(s, cur, told):
        cur.partner, cur.bilateral, cur.varied = told.partner.inherited(), told.bilateral, told.varied


def _of_that_partner(s: _Sentence, cur: Frame, told: Frame) -> bool:
    """ "Exports came to 214 bn. Those to China were 35 bn. Of this, phones made 7 bn": of what goes to China, if it is less
    and nobody is named."""
    if (
        told.flow.value != cur.flow.value
        or told.flow.value not in TRADE
        or told.reporter.value != cur.reporter.value
    ):
        return False
    if cur.partner.value != WORLD or told.partner.how != "read" or not PLACES.isdisjoint(s.kinds):
        return False
    first, last = s.tokens[s.places[0]], s.r.wholes.told[-1] if s.r.wholes.told else None
    return last is not None and first.unit == last.unit and first.value < last.value


def sectors_over(s: _Sentence, cur: Frame) -> None:
    """ "Manufacturing drew 16 bn, followed by real estate with 5 bn. Of the investors Singapore came first": behind a
    list of sectors, a sentence about investors or places that names none is of them all."""
    r = s.r
    if "sector" in s.kinds:
        r.sectors |= {t["sector"] for t in s.tokens if t.get("sector")}
    elif cur.family == "fdi" and len(r.sectors) > 1 and "area" in s.kinds and "anaphor" not in s.kinds:
        cur.commodity, r.sectors = NOTHING, set()
        r.main.commodity = NOTHING


def goods_over(s: _Sentence, cur: Frame) -> None:
    """ "Coffee exports came to 5 bn and rice exports to 4 bn. Exports to China rose": behind goods in a list, a sentence
    that names a flow and no goods is of all goods, or of those that the text is about."""
    if not s.tokens:
        return  # "Wow!" ends no list
    told, s.r.goods = s.r.goods, set()
    if len(told) < 2 or cur.commodity.value not in told or "commodity" in s.kinds or "sector" in s.kinds:
        return
    if s.tokens[0].get("link") == "of_which" or not any(t.get("measure") in TRADE for t in s.tokens):
        return
    story = s.r.topic.commodity if s.r.topic is not None else NOTHING
    cur.commodity = NOTHING if story.value in told else story.inherited()
    s.r.main.commodity = cur.commodity


def these_figures(s: _Sentence, cur: Frame) -> None:
    """ "Exports came to 9 bn. China bought 1 bn worth. The figures represented rises of 26 percent": of what was told last."""
    told = s.r.level
    if told is None or told.flow.value != cur.flow.value:
        return
    if s.tokens[0].get("anaphor") != "figure" and not _this(s):
        return
    first = s.places[0] if s.places else len(s.tokens)
    named = any(t.get("area") or t.get("period") or t.get("measure") for t in s.tokens[:first])
    if cur.flow.value not in TRADE or named or told.reporter.value != cur.reporter.value:
        return
    cur.partner, cur.bilateral, cur.varied = told.partner.inherited(), told.bilateral, told.varied
    if told.period.stated:
        cur.period = told.period.inherited()


def whole_of_part(s: _Sentence, cur: Frame) -> None:
    """ "China takes 90% of Viet Nam's cassava exports. Cassava exports came to 1.3 m tonnes": behind one country's share
    of a flow, the flow that is told of is the whole, where nobody is named and an amount comes first."""
    part, first = s.r.parts_only, s.places[0]
    q = s.tokens[first]
    if q.unit not in MONEY and q.unit != "tonnes" or cur.flow.value not in ("exports", "imports"):
        return
    if s.r.wholes.told:
        return  # "… 1.5 tn. Viet Nam makes up 25% of trade with ASEAN. Intermediate goods, at 1 tn": of what was told
    if part is None or part.flow.value != cur.flow.value or cur.partner.value in (WORLD, None):
        return
    if not s.kinds.isdisjoint(PLACES):
        return
    told = [m for t in s.tokens[:first] if (m := t.get("measure")) is not None]
    verb = s.tokens[first - 1] if first else q
    verb = s.tokens[first - 2] if first > 1 and verb.get("hedge") else verb
    if told not in ([], [cur.flow.value]) or verb.get("change") != "reach" or verb.get("measure"):
        return
    if any(t.get("anaphor") or t.get("link") or t.get("role") == "of" for t in s.tokens[: first - 1]):
        return
    cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False


def _this(s: _Sentence) -> bool:
    """ "This represents a decrease of 13 percent": whether a sentence begins with that word and the verb."""
    this = next((w for w in s.lang.spelled["this"] if s.text.startswith(f"{w} ", s.span[0])), None)
    verb = s.tokens[0]
    return this is not None and verb.start - s.span[0] == len(this) + 1 and not verb.get("unit")


def add_up(s: _Sentence, cur: Frame) -> None:
    """ "In October …. In all, imports came to 151 bn": a word for what adds up opens the sentence, which names no
    months; of trade, it is from January to the month told of."""
    first = s.places[0] if s.places else 0
    k = next((k for k, t in enumerate(s.tokens) if not (t.get("punct") or t.get("link") == "but")), 0)
    if first <= k or s.lang.attributive != "after" or s.tokens[k].get("tense") != "stock":
        return
    month = settle(cur.period.value, False)
    if (
        cur.family == "fdi"
        and month is not None
        and (s.tokens[k + 1].get("punct") or s.tokens[k + 1].get("area"))
    ):
        # "In 2021 1.2 bn was pledged. In all, Taiwan is fourth with 2,845 projects": what stands by the end of that time
        if month.type != "stock" and not any(t.get("period") for t in s.tokens):
            cur.period = Val((stock_at(month), month), cur.period.span, "inherited")
        return
    if month is None or month.type != "month":
        return
    words = s.tokens[:first]
    traded = any(t.get("measure") in (*TRADE, "surplus", "deficit") for t in words)
    if traded and not any(t.get("period") for t in words):
        cur.period = Val(periods.months(month.year, 1, month.end.month), cur.period.span, "inherited")


def month_again(s: _Sentence, cur: Frame) -> None:
    """ "Tháng 7 xuất khẩu đạt 17,67 tỷ USD, 7 tháng 115,3 tỷ USD. Nhập khẩu đạt 17,4 tỷ USD, 7 tháng 117,83 tỷ USD": the
    sentence that goes on to the months told begins with the month, too."""
    now, part = settle(cur.period.value, False), s.r.part
    if now is None or now.type != "ytd" or part is None or part.end != now.end:
        return
    if (later := told_of_month(s.tokens, named=False)) is None or cur.period.how != "inherited":
        return
    if (m := later.get("period")) is not None:
        so_far = when.resolve(m, s.lang, s.r.year or periods.year(now.year), s.r.published)
        if so_far is None or so_far.period is None or so_far.period.end != now.end:
            return
    cur.period = Val(part, cur.period.span, "inherited")


def the_trade_told_last(s: _Sentence, cur: Frame) -> None:
    """ "Imports grew to 1.9 bn and trade between the two to 2.5 bn. Last year it had been 2.2 bn": "it", where nothing
    else is named, is the trade that the sentence before told of last."""
    told, it = s.r.level, None
    if told is None or told.flow.value != "trade_total" or cur.flow.value not in ("exports", "imports"):
        return
    if not english(s.lang) or not s.kinds.isdisjoint(_NAMES_ANOTHER):
        return
    for k, t in enumerate(s.tokens):
        if t.get("anaphor") is None:
            continue
        if t.get("anaphor") != "other" or t.end - t.start > len("it") or it is not None:
            return
        it = k
    led = s.tokens[it - 1] if it else None
    if it is None or led is not None and led.get("role") and s.tokens[it].start - led.end <= 1:
        return
    cur.flow, cur.reporter, cur.partner = (
        told.flow.inherited(),
        told.reporter.inherited(),
        told.partner.inherited(),
    )
    cur.bilateral, cur.varied = told.bilateral, told.varied


def abroad(tokens: list[Token | Quantity], home: str) -> list[Token | Quantity]:
    """ "Việt Nam đã đầu tư sang 35 quốc gia", "Việt Nam có 1.188 dự án tại 70 quốc gia": in so many countries is abroad,
    where the sentence begins with the home country's investment."""
    for k in range(1, len(tokens) - 2):
        t, many, what = tokens[k : k + 3]
        if (
            t.get("role") not in ("to", "at")
            or not many.get("digits")
            or not (what.get("ignore") or what.get("noun") == "countries")
        ):
            continue
        before = tokens[k - 1]
        spent = before.get("measure") == "fdi" or isinstance(before, Quantity) and before.unit == "projects"
        area = next((a for u in tokens[:k] if (a := u.get("area")) is not None), None)
        if spent and area is not None and area.code == home and not any(u.get("area") for u in tokens[k:]):
            made = make_token(t.start, t.end, {"directed": "to W00"})
            return [*tokens[:k], made, *tokens[k + 1 :]]
    return tokens


def a_month_of_it(s: _Sentence, cur: Frame) -> None:
    """ "Nhật Bản đạt 309 triệu USD, tăng 17%. Riêng tháng 7 đạt 57 triệu USD": one month's part, where a sentence names
    nothing else, of what the sentence before told of alone, unless it is more than that."""
    told, last = s.r.level, s.r.levels[-1] if s.r.levels else None
    if s.lang.attributive != "after" or told is None or last is None or last.frame is not told:
        return
    q = next((t for t in s.tokens if isinstance(t, Quantity)), None)
    months = s.tokens[0].get("link") == "only" and len(s.tokens) > 1 and s.tokens[1].get("period")
    if (
        not months
        or q is None
        or q.unit != last.q.unit
        or not s.kinds.isdisjoint(_NAMES_ANOTHER | {"anaphor"})
    ):
        return
    if sum(x.sentence == last.sentence for x in s.r.levels) != 1 or q.value is None or q.value > last.value:
        return
    if (
        told.flow.value == cur.flow.value
        and told.partner.stated
        and told.reporter.value == cur.reporter.value
    ):
        cur.partner, cur.bilateral, cur.varied = told.partner.inherited(), told.bilateral, told.varied


def month_of_all(s: _Sentence, cur: Frame) -> None:
    """四川进出口7542亿元。对东盟进出口1413亿元。10月当月进出口851亿元: behind partners, what a single month came to is of all,
    where the text began with all and the sentence names nobody."""
    first, words = s.r.topic, s.tokens[:3]
    if first is None or first.partner.value != WORLD or first.reporter.value != cur.reporter.value:
        return
    if cur.varied != "partner" or cur.partner.value == WORLD or not _NAMES.isdisjoint(s.kinds):
        return
    k = next((k for k, t in enumerate(words) if (m := t.get("period")) and m.kind == "month_frame"), None)
    if k is not None and k + 1 < len(s.tokens) and s.tokens[k + 1].get("measure") in TRADE:
        cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False


def next_partner(s: _Sentence, cur: Frame) -> None:
    """ "China is Vietnam's largest partner with 171 bn. Exports came to 61 bn and imports to 110 bn. The US ranked second
    with 111 bn": in the trade that both make up, as partners rank in that."""
    told = s.r.parted
    if not english(s.lang) or "area" not in s.kinds or cur.flow.value not in TRADE:
        return
    if any(t.get("measure") and not t.get("rank_noun") for t in s.tokens[: s.places[-1]]):
        return
    cur.flow, cur.reporter, cur.partner = (
        told.flow.inherited(),
        told.reporter.inherited(),
        told.partner.inherited(),
    )
    cur.bilateral, cur.varied, cur.basis = False, "partner", told.basis


def back_to_trade(s: _Sentence, cur: Frame) -> None:
    """ "Thương mại Việt - Lào đạt 779 triệu USD. Việt Nam có 241 dự án tại Lào. Với Campuchia, 4 tháng đạt 3,9 tỷ USD":
    money of some months "with" another is trade again, where the sentence names nothing else."""
    if cur.family != "fdi" or s.r.trade is None or s.lang.attributive != "after" or len(s.tokens) < 2:
        return
    k = 1 if s.tokens[0].get("link") == "only" else 0
    whom = (
        s.tokens[k + 1].get("area") if s.tokens[k].get("role") == "with" and k + 1 < len(s.tokens) else None
    )
    if whom is None or "measure" in s.kinds or "period" not in s.kinds or s.units.isdisjoint(MONEY):
        return
    flow, reporter, partner = s.r.trade
    if whom.code in (reporter.value, partner.value):
        return
    cur.flow, cur.reporter, cur.partner = flow.inherited(), reporter.inherited(), partner.inherited()
    if s.lang.home in (reporter.value, partner.value):
        cur.reporter = (reporter if reporter.value == s.lang.home else partner).inherited()


def next_placed(s: _Sentence, cur: Frame) -> Frame:
    """ "Nga là nhà cung cấp lớn nhất cho Trung Quốc. Belarus xếp thứ hai": in the order that the sentence before gave, which
    told nothing else."""
    told = s.r.placed
    if s.lang.attributive != "after" or not s.tokens[0].get("area") or told.reporter.value is None:
        return cur
    k = next((k for k, t in enumerate(s.tokens[1:4], 1) if isinstance(t, Quantity)), None)
    if k is None or s.tokens[k].unit != "rank" or any(t.get("measure") for t in s.tokens[1 : k + 2]):
        return cur
    again = told.inherit()
    again.period, again.status, again.compiler = cur.period, cur.status, cur.compiler
    if again.family == "fdi" != cur.family:
        again.period = NOTHING  # the months of some trade
    again.varied = "reporter" if again.family == "fdi" else "partner"
    return again
