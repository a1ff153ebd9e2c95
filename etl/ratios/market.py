"""Whose share of which market or flow it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import later_parties, later_roles, previous_quantity
from etl.clauses import Clause
from etl.frame import BLOCS, NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.ratios.growth import by_basis
from etl.ratios.sides import by_firms, of_its_country, of_named, of_named_behind, of_whose, side_behind
from etl.reading import TRADE
from etl.roles import Role, roles_of
from etl.tokens import PLACES

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_AHEAD = 8  # most words from "in" to a share of the market that stands in front of it


def whose_share(s: _Sentence, c: Clause, cur: Frame, frame: Frame, indicator: str) -> str:
    """Whose share of what it is, and with whom, put into the frame; the indicator of the whole."""
    if s.lang.attributive == "after" and of_pairs_trade(s, c, frame):
        return "trade_total"
    side_behind(s, c, frame)
    if not s.readings and "+" not in str(frame.partner.value):  # "40% came from China and Japan"
        later_parties(s, later_roles(s, c, indicator), frame, indicator)
    if (market := _market_of(s, c, frame) or market_before(s, c)) is not None:
        if frame.flow.value in TRADE:
            if frame.partner.value == market.value == cur.reporter.value and cur.flow.value == "imports":
                frame.partner = cur.partner  # "Thailand supplied 2 m tonnes, 37% of the Chinese market"
            indicator = _share_of_market(s, c, frame, market)
    if s.lang.spaced and (same := _same_market(s, c, frame)) is not None:
        frame.partner = same
    if _of_the_market(s, c, cur):
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.reporter, frame.partner = cur.partner, cur.reporter
        indicator = by_basis("exports", frame.basis)
    if (buyer := _buyer_of(s, c, frame)) is not None:
        frame.reporter, frame.partner = buyer
        frame.flow = Val("imports", frame.flow.span, "read")
        indicator = by_basis("imports", frame.basis)
    if _of_purchases(s, c, frame):
        frame.reporter, frame.partner = s.last_level.frame.partner, s.last_level.frame.reporter
        frame.flow = Val("imports", frame.flow.span, "read")
        indicator = by_basis("imports", frame.basis)
    if s.lang.attributive == "after" and (flow := _of_homes_whole(s, c)) is not None:
        frame.reporter, frame.partner = s.last_level.frame.partner, s.last_level.frame.reporter
        frame.flow = Val(flow, frame.flow.span, "read")
        indicator = by_basis(flow, frame.basis)
    elif (seller := _seller_of(s, c, frame)) is not None:
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.reporter, frame.partner = seller, frame.reporter
        indicator = by_basis("exports", frame.basis)
    host = cur.partner if cur.family == "fdi" and cur.partner.how == "read" else NOTHING
    if host.value not in (None, WORLD) and frame.partner.value == WORLD:
        if frame.family == "fdi" and frame.reporter.value == cur.reporter.value == s.lang.home:
            frame.partner = host  # "Laos drew 54 m, 35% of what was registered abroad"
    if (owner := by_firms(s, c, frame)) is not None:
        frame.reporter, frame.partner = owner, Val(WORLD, None, "default", "no_partner")
        frame.bilateral = False
    elif frame.flow.value in TRADE and english(s.lang):
        if frame.flow.value == "imports" and frame.partner.value in (None, WORLD):
            frame.partner = _whose_goods(c, frame) or frame.partner
        of_whose(s, c, frame)
        of_named(c, frame)
        of_its_country(c, frame)
        if _sold_by_those(s, c, cur, frame):
            frame.reporter, frame.partner = cur.partner, cur.reporter
    elif frame.flow.value in TRADE and s.lang.attributive == "after":
        of_named_behind(c, frame)
    if english(s.lang) and (seller := _anothers_share(s, c)) is not None:
        frame.reporter, frame.partner = seller, s.last_ratio.frame.partner
    if english(s.lang) and cur.flow.value == "imports" and (seller := _of_that_market(s, c, cur)) is not None:
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.reporter, frame.partner = seller, cur.reporter
        indicator = by_basis("exports", frame.basis)
    if frame.flow.value in TRADE and (flow := _of_the_worlds(s, c)) is not None:
        _held_of_all(s, c, cur, frame, flow)
        indicator = by_basis(flow, frame.basis)
    return indicator


def _of_that_market(s: _Sentence, c: Clause, cur: Frame) -> Val | None:
    """ "China imported 4.8 m tonnes; Canada's share of the market was 96%": of the market of who imports."""
    if not cur.reporter.stated or cur.reporter.value == WORLD:
        return None
    for t, share, market in zip(c.near, c.near[1:], c.near[2:], strict=False):
        area = t.get("area")
        if area is None or area.type != "country" or area.code == cur.reporter.value:
            continue
        owns = s.text.endswith(s.lang.spelled["owners"], 0, t.end + 2)
        if owns and share.get("share") == "share" and market.get("anaphor") == "market":
            return Val(area.code, (t.start, t.end), "read")
    return None


def _anothers_share(s: _Sentence, c: Clause) -> Val | None:
    """ "Their share of the market shrank to 60%, while Vietnam's rose to 38%": of the same market."""
    last = s.last_ratio
    if last is None or last.transform != "share" or last.frame.flow.value != "exports":
        return None
    if last.frame.partner.value in (None, WORLD) or not last.frame.reporter.stated:
        return None
    words = [t for t in c.near if not (t.get("punct") or t.get("link") in ("but", "and"))]
    area = words[0].get("area") if words else None
    if (
        area is None
        or area.type != "country"
        or not s.text.endswith(s.lang.spelled["owners"], 0, words[0].end + 2)
    ):
        return None
    if not all(t.get("change") or t.get("share") or t.get("hedge") for t in words[1:]):
        return None
    moved = any(t.get("change") in ("up", "down") for t in words[1:])
    if not moved or area.code in (last.frame.reporter.value, last.frame.partner.value):
        return None
    return Val(area.code, (words[0].start, words[0].end), "read")


def _of_the_worlds(s: _Sentence, c: Clause) -> str | None:
    """ "14% of global exports", "30% of the world's imports of soybeans": the flow of which a share is of everybody's."""
    words = c.right[:5] if s.lang.spaced else c.near[_share_at(c) :]
    if english(s.lang) and not (words and (words[0].get("role") == "of" or words[0].get("share") == "whole")):
        return None
    end = next((k for k, t in enumerate(words) if t.get("punct") or t.get("link") == "and"), len(words))
    world, flow = False, None
    for t in words[:end]:
        code = t.get("measure")
        if t.get("rank_noun") or t.get("role") in ("to", "from") or code in ("exports", "imports") and flow:
            return None
        if (area := t.get("area")) is not None:
            if area.type != "world":
                return None
            world = True
        elif code in ("exports", "imports"):
            flow = str(code)
        elif not (
            t.get("commodity") or t.get("share") or t.get("role") == "of" or code in ("value", "volume")
        ):
            break
    return flow if world else None


def _share_at(c: Clause) -> int:
    """Where the word for a share stands before a number."""
    return next((k + 1 for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("share")), len(c.near))


def _held_of_all(s: _Sentence, c: Clause, cur: Frame, frame: Frame, flow: str) -> None:
    """Whose share it is of what everybody exports or imports: who is named before it, else the side of that flow."""
    before = c.near if s.lang.spaced else c.near[: _share_at(c)]
    who = next((t for t in reversed(before) if (a := t.get("area")) and a.type in ("country", "bloc")), None)
    if who is not None:
        frame.reporter = Val(who.get("area").code, (who.start, who.end), "read")
    else:
        same = cur.flow.value in (flow, "trade_total") or cur.partner.value in (None, WORLD)
        frame.reporter = cur.reporter if same else cur.partner
    frame.flow, frame.bilateral = Val(flow, frame.flow.span, "read"), False
    frame.partner = Val(WORLD, None, "default", "no_partner")


def _whose_goods(c: Clause, frame: Frame) -> Val | None:
    """ "The share of Chinese goods in Vietnam's imports rose to 38%": whose goods they are."""
    at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), len(c.near))
    t = next((t for t in c.near[at + 1 : at + 3] if t.get("adjective") and t.get("area")), None)
    if t is None or t.get("area").code == frame.reporter.value:
        return None
    return Val(t.get("area").code, (t.start, t.end), "read")


def _sold_by_those(s: _Sentence, c: Clause, cur: Frame, frame: Frame) -> bool:
    """ "The US bought 15 bn worth of garments from Vietnam. That was 53.5 percent of the sector's exports": Vietnam's."""
    if (
        s.readings
        or cur.flow.value != "imports"
        or cur.flow.how != "inherited"
        or frame.flow.value != "exports"
    ):
        return False
    if not (cur.reporter.stated and cur.partner.stated) or cur.partner.value == WORLD:
        return False
    if frame.reporter.value != cur.reporter.value:
        return False
    named = not c.left_kinds.isdisjoint(PLACES) or not c.right_kinds.isdisjoint(PLACES)
    return not named and any(t.get("measure") == "exports" for t in c.right[:4])


def _share_of_market(s: _Sentence, c: Clause, frame: Frame, market: Val) -> str:
    """A share of a market is a share of the exports to it."""
    if frame.reporter.value == market.value:
        frame.reporter = frame.partner
    frame.flow = Val("exports", frame.flow.span, "read")
    frame.partner = market
    if (holder := _holder(s, c)) is not None and holder.value != market.value:
        frame.reporter = holder
    if frame.reporter.value in (WORLD, market.value, None):
        frame.reporter = Val(s.lang.home, None, "default", "language_home")
    return by_basis("exports", frame.basis)


def _market_of(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    words = c.right[:5]
    told = next((t for t in words if t.get("anaphor") == "market"), None)
    if told is not None and (area := s.r.seen.resolve(told)) is not None:
        return Val(area.code, (told.start, told.end), "read")  # "2 percent of all that this market imports"
    if not any(t.get("noun") == "market" for t in words):
        return None
    if s.lang.spaced and not any(t.get("area") for t in words):
        who = next((t for t in reversed(c.near) if t.get("area") is not None), None)
        buyer = s.rank_before.reporter if s.rank_before.flow.value == "imports" else NOTHING
        if buyer.stated and who is not None and who.get("area").code != buyer.value:
            return buyer  # "China spends 15 bn; Viet Nam has a 5 percent share of its market"
    area = next((t for t in words if t.get("area") is not None and t.get("area").type == "country"), None)
    return Val(area.get("area").code, (area.start, area.end), "read") if area is not None else None


def _same_market(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "China supplied 38% of what Viet Nam imported, and took 14% of what it exported": the other side stays."""
    last = s.last_ratio
    if last is None or last.transform != "share" or frame.partner.value != WORLD or frame.family == "fdi":
        return None
    taken = bool(c.near) and any(t.get("measure") == "buy" for t in c.near[-2:])
    since = [t for t in s.tokens[: c.index] if t.start > last.q.end]
    named = any(t.get("area") for t in since[-3:])
    told = last.frame.partner if last.frame.partner.value != WORLD else None
    return told if taken and not named and frame.reporter.value == last.frame.reporter.value else None


def _of_the_market(s: _Sentence, c: Clause, cur: Frame) -> bool:
    """ "China imports 5.4 m tonnes; Viet Nam accounts for 1 m tonnes and for 18% of the market": of the buyer's market,
    where what it buys from somebody is told of."""
    words = c.right[:3]
    if not s.lang.spaced or cur.flow.value != "imports" or not (cur.reporter.stated and cur.partner.stated):
        return False
    named = any(t.get("area") or t.get("anaphor") for t in words)
    return (
        WORLD not in (cur.reporter.value, cur.partner.value)
        and not named
        and any(t.get("noun") == "market" for t in words)
    )


def market_before(s: _Sentence, c: Clause) -> Val | None:
    """ "Burmese melons have, of the Chinese melon market, 80 percent", as languages say that put the whole first;
    "Thailand's share of the Chinese durian market has slipped to 68 percent"."""
    if s.lang.attributive != "before":
        return found.val if (found := held_at(s, c)) is not None else None
    at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
    words = c.near[at + 1 : at + 6] if at is not None else []
    placed = False
    if at is not None and not s.lang.spaced and not any(t.get("area") for t in words):
        words = c.near[max(0, at - _AHEAD) : at]  # 泰国在中国榴莲市场的份额约为40%
        words = words[next((k for k, t in enumerate(words) if t.get("role") == "at"), len(words)) :]
        placed = bool(words)  # 越南在中国大米进口市场占26%
    place = next((k for k, t in enumerate(words) if t.get("area") is not None), None)
    if place is None or not any(
        t.get("noun") == "market"
        and t.get("measure") != "imports"
        or placed
        and t.get("rank_noun") == "imports"
        or t.get("rank_noun")
        and u.get("share")
        for t, u in zip(words[place + 1 :], [*words[place + 2 :], {}], strict=False)
    ):
        return None
    t = words[place]
    return Val(t.get("area").code, (t.start, t.end), "read") if t.get("area").type == "country" else None


def held_at(s: _Sentence, c: Clause, side: str = "market") -> Role | None:
    """ "Thị phần gạo Việt Nam tại Trung Quốc tăng lên 20%": the market, or with ``side`` "holder" whose share it is."""
    at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
    if at is None:
        return None
    roles = roles_of(c.near[at + 1 :], s.text, s.lang, s.r.seen)
    if len(roles) == 1 and any(t.get("commodity") for t in c.near[at + 1 : at + 2]):
        span = (c.near[at].start, c.near[at].end)
        roles = [Role(Area(s.lang.home, "country"), "subject", span), *roles]  # "thị phần rau quả Việt tại …"
    if len(roles) != 2 or roles[1].name not in ("at", "to") or roles[1].area.type != "country":
        return None
    if roles[0].name not in ("origin", "of", "subject") or roles[0].area.code == roles[1].area.code:
        return None
    return roles[0] if side == "holder" else roles[1]


def _holder(s: _Sentence, c: Clause) -> Val | None:
    """ "Thailand's share of the Chinese durian market has slipped to 68 percent": whose share it is."""
    if s.lang.attributive != "before":
        return found.val if (found := held_at(s, c, "holder")) is not None else None
    at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
    if not at or not s.lang.spaced:
        return None
    who = c.near[at - 1].get("area")
    return Val(who.code, (c.near[at - 1].start, c.near[at - 1].end), "read") if who is not None else None


def _of_those_sold(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "China bought 832 m worth of Vietnamese rice, a 68% share", "followed by the US with 100 m (8%)": of what the
    seller sold, whose goods are named by it."""
    home = s.lang.home
    if frame.partner.value != home or frame.reporter.value == home or not s.lang.spaced:
        return False
    if s.lang.attributive != "before" or any(
        t.get("area") or t.get("measure") or t.get("commodity") for t in c.right
    ):
        return False
    at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), len(c.near))
    if any(t.get("measure") == "imports" for t in c.near[at:]):
        return False  # "Vietnam's share of its seafood imports was 13.4 percent"
    goods = any(t.get("adjective") and (a := t.get("area")) and a.code == home for t in s.tokens[: c.index])
    return goods or frame.varied == "reporter"


def _goods_bought(c: Clause, frame: Frame) -> Val | None:
    """ "China buys 90% of Vietnam's cassava": of what Viet Nam sells."""
    words = c.right[:3]
    if frame.flow.value != "imports" or len(words) < 3 or not frame.reporter.stated:
        return None
    if not any(t.get("measure") == "buy" for t in c.near[-2:]) or words[0].get("role") != "of":
        return None
    area = words[1].get("area")
    if area is None or area.type in BLOCS or not words[2].get("commodity"):
        return None
    return (
        Val(area.code, (words[1].start, words[1].end), "read") if area.code != frame.reporter.value else None
    )


def _seller_of(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "China bought 832,000 tonnes, 68% of Vietnam's exports": whose exports the whole is."""
    known = frame.reporter.stated and frame.reporter.value != WORLD
    whole = c.right
    if not s.lang.spaced:  # 占越南大米出口的15%
        at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
        whole = c.near[at + 1 :] if at is not None else []
    if english(s.lang) and (of := _goods_bought(c, frame)) is not None:
        return of
    exports = any(t.get("measure") in ("exports", "exports_volume") for t in whole[:4])
    before = s.last_level.frame.flow.value if s.last_level is not None else None
    if before is None and not s.readings and s.r.level is not None and s.lang.spaced:
        before = (
            s.r.level.flow.value
        )  # "China bought 2.4 m tonnes. That was 41% of all that Viet Nam exported"
    if (
        known
        and s.last_level is not None
        and before == frame.flow.value == "imports"
        and _of_those_sold(s, c, frame)
    ):
        return frame.partner
    if not (known and exports and before == "imports"):
        return None
    named = [
        r for r in roles_of(whole, s.text, s.lang, s.r.seen) if r.name in ("of", "owner", "subject", "origin")
    ]
    if not named and s.lang.spaced and s.lang.attributive == "before":
        if s.last_level is None:
            return None
        told = s.last_level.frame  # "bought 2 bn worth of Vietnamese footwear, 35% of all footwear exports"
        goods = any(t.get("commodity") == told.commodity.value is not None for t in c.right[:4])
        return told.partner if goods and told.partner.stated and told.partner.value != WORLD else None
    nation = next((t for t in c.right[:6] if t.get("anaphor") == "home"), None)
    if not named and nation is not None and s.lang.attributive == "after":
        return Val(
            s.lang.home, (nation.start, nation.end), "read"
        )  # "45% of the whole country's rice exports"
    if len(named) != 1 or named[0].area.type != "country" or named[0].area.code == frame.reporter.value:
        return None
    return named[0].val


def _buyer_of(s: _Sentence, c: Clause, frame: Frame) -> tuple[Val, Val] | None:
    """ "Viet Nam makes up 16% of what China imports": the buyer and the supplier whose share it is."""
    if frame.flow.value not in ("exports", "imports"):
        return None
    words = c.right
    k = next((k for k, t in enumerate(words) if t.get("measure") in ("imports", "imports_volume")), None)
    if k is None and s.lang.spaced:  # "22.5% of all the fruit China bought"
        k = next(
            (k for k, t in enumerate(words) if k and t.get("measure") == "buy" and words[k - 1].get("area")),
            None,
        )
    if any(t.get("anaphor") == "market" for t in words[:5]):
        return None  # a share of a market
    if k is None or any(t.get("measure") for t in words[:k] if t.get("measure") not in ("volume", "value")):
        return None
    named = [r for r in roles_of(words, s.text, s.lang, s.r.seen) if r.area.type == "country"]
    buyer = next((r for r in named if r.name in ("of", "owner", "subject")), None)
    if buyer is None and s.lang.attributive == "after" and k and words[k - 1].get("area"):
        # "31.8% lượng sầu riêng Trung Quốc nhập khẩu": who imports them, not where they are from
        buyer = next((r for r in named if r.span[1] == words[k - 1].end), None)
    sold = frame.flow.value == "exports" and frame.partner.value == s.lang.home and frame.reporter.stated
    if buyer is None and not named and sold and s.lang.attributive == "after":
        return frame.partner, frame.reporter  # "Laos sold us 60,000 tonnes, 1.4% of the corn imported"
    if buyer is None or buyer.area.code == s.lang.home:
        return None
    own = [r for r in roles_of(c.near, s.text, s.lang, s.r.seen) if r.area.type == "country"]
    if own and own[-1].area.code != buyer.area.code:
        return buyer.val, own[-1].val
    for side in (frame.reporter, frame.partner):
        if side.stated and side.value not in (WORLD, buyer.area.code):
            return buyer.val, side
    return None


def of_pairs_trade(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Quảng Tây chiếm 39% kim ngạch Việt - Trung": a province's part of the trade of two countries, one of which it lies
    in, is its trade with the other."""
    pair = next((t for t in c.right[:5] if t.get("pair")), None)
    who = next((t for t in reversed(c.near) if t.get("area")), None) if pair is not None else None
    sides = str(pair.get("pair")).split("+") if who is not None else []
    if len(sides) != 2 or "-" not in who["area"].code or who["area"].country not in sides:
        return False
    other = next(x for x in sides if x != who["area"].country)
    frame.flow = Val("trade_total", (pair.start, pair.end), "read")
    frame.reporter = Val(who["area"].code, (who.start, who.end), "read")
    frame.partner, frame.varied = Val(other, (pair.start, pair.end), "read"), "reporter"
    return True


_OTHER_WAY = {"exports": "imports", "imports": "exports"}


def _of_homes_whole(s: _Sentence, c: Clause) -> str | None:
    """ "Trung Quốc bán cho Việt Nam 111 tỷ USD, bằng 34% tổng nhập khẩu": what another sold to the home country is a part
    of what that bought, and the other way round."""
    last = s.last_level
    if last is None or last.frame.partner.value != s.lang.home:
        return None
    before = previous_quantity(s, c)
    grew = len(s.readings) > 1 and s.readings[-1].transform == "growth" and s.readings[-2].q is last.q
    if last.q is not before and not (grew and s.readings[-1].q is before):
        return None
    other = _OTHER_WAY.get(str(last.frame.flow.value))
    words = c.right[:4]
    if other is None or not any(str(t.get("measure")).removesuffix("_volume") == other for t in words):
        return None
    if any((a := t.get("area")) is not None and a.code != s.lang.home for t in words):
        return None
    return other


def _of_purchases(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "China sold it 18 bn, or 25 percent of all imports": a share of what the buyer imports."""
    told = s.last_level.frame if s.last_level is not None and s.lang.attributive == "before" else None
    if told is None or not s.lang.spaced or told.flow.value != "exports" or not told.partner.stated:
        return False
    words = c.right[:4]
    whole = any(t.get("measure") in ("imports", "imports_volume") for t in words)
    named = any(t.get("area") or t.get("anaphor") or t.get("noun") == "market" for t in words)
    return (
        whole
        and not named
        and told.partner.value == s.lang.home
        and s.last_level.q is previous_quantity(s, c)
    )


def of_imports(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether the whole of a share of exports is what their market imports."""
    if (
        english(s.lang)
        and frame.flow.value == "exports"
        and frame.partner.stated
        and frame.partner.value != WORLD
    ):
        told = s.last_level.frame if s.last_level is not None else None
        share = c.right[:1] != [] and c.right[0].get("share") == "share"
        if share and told is not None and told.partner.value == frame.partner.value:
            # "sold China 90,000 tonnes, a 12 percent share of the market"
            return any(t.get("anaphor") == "market" for t in c.right[1:4])
    if (
        s.lang.spaced
        or frame.flow.value != "exports"
        or not frame.partner.stated
        or frame.partner.value == WORLD
    ):
        return False
    if (market := market_before(s, c)) is not None and market.value == frame.partner.value:
        return True  # 越南在中国榴莲市场的份额为35%，泰国为65%
    k = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
    whole = [*(c.near[k + 1 :] if k is not None else []), *c.right[:5]]
    imports = any(t.get("measure") in ("imports", "imports_volume") for t in whole)
    plain = [t for t in whole if not t.get("commodity")]  # 占中国榴莲市场的31.8%
    pairs = zip(plain, plain[1:], strict=False)
    if any(
        (a := t.get("area")) and a.code == frame.partner.value and u.get("noun") == "market" for t, u in pairs
    ):
        return True  # 占中国市场的40%
    return imports and any(t.get("area") or t.get("anaphor") or t.get("noun") == "market" for t in whole)
