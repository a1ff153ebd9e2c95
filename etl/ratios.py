"""Percentages and multiples: growth of what was told, or a share of a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.amounts import in_month, since, statement
from etl.bases import basis_behind
from etl.behind import goods_behind, is_aside, later_parties, later_roles, previous_quantity, right_parties
from etl.clauses import Clause, joins
from etl.dating import base_period, last_year, period_for, sets_out
from etl.frame import FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area
from etl.led import led_by_change, paired_with
from etl.lists import assign_from_list, paired_level
from etl.periods import Period
from etl.reading import FLOWS, GOODS, MONEY, Reading, settle
from etl.roles import Role, roles_of
from etl.tokens import COUNTED, Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence

_THAT_WAS = 4  # most tokens before the number that a sentence tells of the one before it
_NEXT = 2  # most code points between a number and the word that it is told of
_WHAT = frozenset({"share", "measure", "commodity", "hedge", "noun", "turnover"})  # what a share is of
_TRADED = ("exports", "imports", "trade_total")
_BESIDE = 12  # most code points between a counted number and how much it grew
_WENT = 16  # most characters of a verb between a percentage and where it went
_RIGHT_BEHIND = 18  # most code points between projects and how much what they got has moved
_TIGHT = 14  # most code points between a quantity and a word that qualifies it from behind


def ratio(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    q = c.quantity
    frame = cur.copy()
    transform, sign = growth_or_share(s, c)
    if transform is None:
        return None
    if q.unit == "times" and s.lang.attributive == "after" and c.right and c.right[0].get("area"):
        return None  # "158 projects, twice Singapore's": compared with another's, and no growth
    if c.right and c.right[0].get("compare") and any(t.get("status") == "target" for t in c.right[1:2]):
        return None  # "2.7 percent above target"
    if s.lang.spaced and s.lang.attributive == "before" and _of_target(c):
        return None  # "4.5 times the annual target", "61% of the year's plan"
    planned = s.lang.attributive == "after" and c.right and c.right[0].get("status") == "target"
    if planned and c.right[0].start - q.end <= _NEXT and sign > 0:
        return None  # "36.5 percent of the year's plan"
    pair = groups.get(c.index)
    paired = pair and paired_level(s, c, pair)
    if transform == "growth" and frame.flow.value is None and not s.readings:
        flow_behind(s, c, frame)
    if transform == "growth" and not paired and s.lang.spaced:
        _of_total(s, c, frame)
    if transform == "growth":
        indicator = growth_of(s, c, frame, paired)
        if (
            indicator == "fdi_projects"
            and c.after is not None
            and c.after.unit in MONEY
            and c.right
            and sets_out(c.right, 0)
        ):
            # "stood at 7.9 bn in 428 projects, up 32 percent from 5.9 bn": what grew is the money
            told = next((x for x in reversed(s.readings) if x.q.unit == c.after.unit), None)
            indicator = told.indicator if told is not None else indicator
    else:
        if frame.flow.value is None and (market := _market_before(s, c)) is not None:
            who = [r for r in roles_of(c.near, s.text, s.lang, s.r.seen) if r.span[1] <= market.span[0]]
            frame.flow = Val("exports", market.span, "read")
            frame.reporter = who[-1].val if who else frame.reporter
        if frame.flow.value is None and (led := led_by(s, c)) is not None:
            s.measure([*c.near, *led], frame, replace(c, left=[[*c.near, *led]]), None)
        whole = _last_of(s, c, pair[2]) if pair and frame.flow.value is None else c
        indicator = paired.indicator if paired else share_of(s, whole, frame)
        if not paired and indicator is not None and _base_of_share(s, c):
            indicator, frame.basis = s.readings[-1].indicator, s.readings[-1].frame.basis
    if indicator is None:
        return None
    if paired:
        frame = paired.frame.copy()
    elif pair:
        assign_from_list(s, c, frame, pair)
        if transform == "growth":
            indicator = _by_basis(str(frame.flow.value), frame.basis)
    if frame.flow.how == "inherited" and not s.last_level and not statement(s, c):
        return None
    if transform == "growth" and not paired:
        right_parties(s, c, frame, indicator)
    if transform == "share":
        side_behind(s, c, frame)
    if transform == "share" and not s.readings:
        later_parties(s, later_roles(s, c, indicator), frame, indicator)
    if (
        transform == "share"
        and (market := _market_of(s, c, frame) or _market_before(s, c)) is not None
        and frame.flow.value in ("exports", "imports", "trade_total")
    ):
        # a share of a market is a share of the exports to it
        if frame.flow.value == "imports" and frame.reporter.value == market.value:
            frame.reporter = frame.partner
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.partner = market
        if (holder := _holder(s, c)) is not None and holder.value != market.value:
            frame.reporter = holder
        if frame.reporter.value in (WORLD, market.value, None):
            frame.reporter = Val(s.lang.home, None, "default", "language_home")
        indicator = _by_basis("exports", frame.basis)
    if transform == "share" and s.lang.spaced and (same := _same_market(s, c, frame)) is not None:
        frame.partner = same
    if transform == "share" and _of_the_market(s, c, cur):
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.reporter, frame.partner = cur.partner, cur.reporter
        indicator = _by_basis("exports", frame.basis)
    if transform == "share" and (buyer := _buyer_of(s, c, frame)) is not None:
        frame.reporter, frame.partner = buyer
        frame.flow = Val("imports", frame.flow.span, "read")
        indicator = _by_basis("imports", frame.basis)
    if transform == "share" and _of_purchases(s, c, frame):
        frame.reporter, frame.partner = s.last_level.frame.partner, s.last_level.frame.reporter
        frame.flow = Val("imports", frame.flow.span, "read")
        indicator = _by_basis("imports", frame.basis)
    if transform == "share" and (seller := _seller_of(s, c, frame)) is not None:
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.reporter, frame.partner = seller, frame.reporter
        indicator = _by_basis("exports", frame.basis)
    host = cur.partner if cur.family == "fdi" and cur.partner.how == "read" else NOTHING
    if transform == "share" and host.value not in (None, WORLD) and frame.partner.value == WORLD:
        if frame.family == "fdi" and frame.reporter.value == cur.reporter.value == s.lang.home:
            frame.partner = host  # "Laos drew 54 m, 35% of what was registered abroad"
    if transform == "share" and (owner := _by_firms(s, c, frame)) is not None:
        frame.reporter, frame.partner = owner, Val(WORLD, None, "default", "no_partner")
        frame.bilateral = False
    period = paired.period if paired else period_for(s, c, frame, stock=indicator in FDI, growth=True)
    low = False
    if (
        transform == "share"
        and any(t.get("change") == "start" for t in c.near[-1:])
        and (
            c.right
            and c.right[0].get("compare") == "yoy"
            or c.right[:1]
            and c.right[0].get("change") == "reach"
            and c.after is not None
            and c.after.unit == "percent"
            or s.readings
            and s.readings[-1].transform == "share"
        )
    ):
        period = base_period(
            s, c, frame, cur.period if cur.period.stated else period
        )  # "from 24.9% a year earlier to 32.7%"
    if transform == "share" and _base_of_share(s, c) and s.lang.spaced and _for_another(c):
        area = c.right[1].get("area")  # "supplied 33 percent, against 17 percent for South Korea"
        side = "reporter" if frame.family == "fdi" or frame.varied == "seller" else "partner"
        setattr(frame, side, Val(area.code, (c.right[1].start, c.right[1].end), "read"))
        period = s.readings[-1].period
    elif transform == "share" and _base_of_share(s, c) and period.value == settle(cur.period.value, False):
        period, low = base_period(s, c, frame, cur.period), True
    elif transform == "share" and s.lang.attributive == "after" and period.how == "read":
        now = settle(cur.period.value, False)
        then = period.value
        before = now is not None and isinstance(then, Period) and then.end and now.end and then.end < now.end
        low = bool(before) and _base_of_share(s, c)  # "against the 43.3% of four months of 2017"
    if transform == "share" and (what := goods_behind(c, indicator in FDI, share=True)) is not None:
        frame.commodity = what
    if transform == "growth" and not paired and (later := _later_level(s, c, period)) is not None:
        period = frame.period = later
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("compare") == "base"), None)
    if (
        transform == "growth"
        and not s.lang.spaced
        and k is not None
        and any(t.get("period") for t in c.near[k + 1 :])
    ):
        if not any(t.get("change") for t in c.near[k + 1 :]):
            period, low = base_period(s, c, frame, cur.period), True  # "faster than May's 8.6 percent"
    if transform == "growth" and s.lang.attributive == "after" and _growth_before(s, c):
        period, low = base_period(s, c, frame, cur.period), True
    if transform == "share" and any(t.get("change") == "reach" for t in c.near[-2:]):
        period = frame.period = last_year(period)
    low = low or transform == "share" and any(t.get("change") == "start" for t in c.near[-4:])
    value = q.value * sign
    aside = is_aside(s, c)
    reading = Reading(
        q,
        indicator,
        transform,
        frame,
        value,
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
    kept = frame.copy()
    taken = (cur.flow.value, frame.flow.value) == (
        "imports",
        "exports",
    )  # "China took 23 percent of our exports"
    # "A and B make up 68% of its imports; China alone sends 101 bn"
    turned = not s.lang.spaced and not s.readings and frame.flow.how == "read" and frame.flow.value in _TRADED
    if transform == "share" and cur.flow.stated and not taken and not turned:
        kept.flow, kept.commodity = cur.flow, cur.commodity
        kept.basis = frame.basis if frame.basis == cur.basis else cur.basis
    if transform == "share" and (cur.flow.value, frame.flow.value) == ("imports", "exports"):
        there = s.lang.attributive == "before" and s.lang.spaced
        if there and cur.reporter.value == frame.partner.value and not any(t.get("measure") for t in c.right):
            # "a 68% share, followed by the US with 100 m": the next one that buys them
            kept.flow, kept.reporter, kept.partner = cur.flow, cur.reporter, cur.partner
            kept.varied = "reporter"
    if transform == "share" and indicator in ("exports", "volume") and _of_imports(s, c, frame):
        kept.varied = "seller"  # of what the Philippines import: others that sell to it come next
    if transform == "share" and frame.flow.value == "exports" and s.lang.attributive == "after":
        if _held_at(s, c) is not None:
            kept.varied = "seller"  # "Viet Nam's share in China is 41%, ahead of the Philippines (30%)"
    if (
        transform == "growth"
        and s.readings
        and s.lang.spaced
        and any(t.get("role") == "aside" for t in c.near)
    ):
        if not any(t.get("area") or t.get("punct") for t in c.near):
            kept.period = cur.period  # "… to 12 bn after a 6 percent fall in March": told by the way
    if low and transform == "share":
        kept.period = since(s, c, cur, period)  # what it was compared with is told
    reading.kept = kept
    return reading


def _of_bare_number(s: _Sentence, c: Clause) -> bool:
    """ "10,263 enterprises were set up, 47.8 percent more": how much a number grew that is no figure of the field."""
    if not c.near or any(
        not (t.get("punct") == "," or t.get("change") or t.get("hedge") or t.get("ignore"))
        for t in c.near[-2:]
    ):
        return False
    for t in reversed(s.tokens[: c.index]):
        if (
            isinstance(t, Quantity)
            or t.get("punct") in (";", "(", ")")
            or t.get("measure")
            or t.get("period")
        ):
            return False
        if (digits := t.get("digits")) is not None:
            return len(str(digits)) > len("2025")
    return False


def _of_total(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "outpacing the 2.4 percent growth of its total trade": the trade with everybody, where one partner was told of."""
    words = [t for t in c.right[:3] if t.get("role") != "of"]
    if len(words) < 2 or words[0].get("change") not in ("up", "down"):
        return
    if words[1].get("link") == "total" and words[1].get("measure") == frame.flow.value == "trade_total":
        frame.flow = Val("trade_total", (words[1].start, words[1].end), "read")
        frame.partner, frame.bilateral = Val(WORLD, None, "default", "no_partner"), False


def _of_target(c: Clause) -> bool:
    """Whether a target is the whole, or what is multiplied."""
    words = [t for t in c.right[:3] if not t.get("hedge")]
    if c.quantity.unit == "times":
        return any(t.get("status") == "target" for t in words[:2])
    led = bool(words) and (words[0].get("role") == "of" or words[0].get("share") == "whole")
    return led and any(t.get("status") == "target" for t in words)


def _moved_together(s: _Sentence, c: Clause) -> int:
    """The direction told behind the last of several percentages, or 0."""
    k = c.index + 1
    while k < len(s.tokens) - 1:
        t = s.tokens[k]
        if isinstance(t, Quantity):
            move = s.tokens[k + 1].get("change") if t.unit == c.quantity.unit else None
            if move in ("up", "down"):
                return 1 if move == "up" else -1
            more = s.tokens[k + 1].get("compare") if t.unit == c.quantity.unit and s.lang.spaced else None
            if more in ("higher", "lower"):
                return 1 if more == "higher" else -1  # "38% and 12% more than a year ago"
        elif not joins(t) and not t.get("compare"):
            return 0
        k += 1
    return 0


def flow_behind(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "After growing by 125%-140% in March, shrimp exports to China rose 32%": what grew is named behind."""
    rest = s.tokens[c.index + 1 :]
    k = next(
        (k for k, t in enumerate(rest) if t.get("measure") in ("exports", "imports", "trade_total")), None
    )
    if k is None or any(isinstance(t, Quantity) and not t.range_with for t in rest[:k]):
        return
    until = next((j for j, t in enumerate(rest) if j > k and isinstance(t, Quantity)), len(rest))
    if (
        until < len(rest)
        and rest[until].unit == "percent"
        and not any(t.get("punct") == ";" for t in rest[:until])
    ):
        s.measure([t for t in rest[:until] if not isinstance(t, Quantity)], frame, c, None)


def side_behind(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "More than 90 percent of it comes from Thailand", "73 percent went to China"."""
    wanted = {"exports": "to", "imports": "from"}.get(str(frame.flow.value))
    wanted = "to" if frame.family == "fdi" and s.lang.spaced else wanted  # "a third went to Bac Ninh"
    words = [t for t in c.right[:4] if not (t.get("hedge") or t.get("link") in ("of_which", "which"))]
    words = words[1:] if words and words[0].get("anaphor") == "figure" else words
    sent = not s.lang.spaced and words and words[0].get("measure") == "exports" == frame.flow.value
    if sent and not words[0].get("role") and words[1:2] and words[1].get("area"):
        wanted = None  # 71%出口到中国
        if words[1].get("area").code != frame.reporter.value and words[1].start == words[0].end:
            frame.partner = Val(words[1].get("area").code, (words[1].start, words[1].end), "read")
    if wanted == "to" and s.lang.attributive == "before" and "measure" in c.right_kinds:
        k = next((k for k, t in enumerate(c.right[:4]) if t.get("measure") == "earn"), 9)
        if c.right[k + 1 : k + 2] and c.right[k + 1].get("role") == "at":
            words, wanted = c.right[k + 1 : k + 3], "at"  # "a quarter of that was earned in China"
    if (t := _mostly_there(s, c)) is not None and t.get("area").code != frame.reporter.value:
        frame.partner = Val(t.get("area").code, (t.start, t.end), "read")
    if (
        wanted in ("to", "from")
        and s.lang.attributive == "before"
        and words
        and words[0].get("role") != wanted
        and frame.flow.value in _MOVED
    ):
        words = _behind_whole(words, c, wanted, str(frame.flow.value))
    if frame.family == "fdi" and s.lang.attributive == "before" and len(words) > 1:
        if words[0].get("role") == "from" and (whence := words[1].get("area")) is not None:
            frame.reporter = Val(
                whence.code, (words[1].start, words[1].end), "read"
            )  # "half of it from Korea"
            return
    whence = _whence(c) if s.lang.attributive == "after" else None
    if whence is not None:
        area = whence.get("area")
        if area.code == frame.reporter.value or area.type not in ("country", "bloc"):
            return
        side = "reporter" if frame.family == "fdi" else "partner"
        if frame.flow.value == "imports" or getattr(frame, side).value in (WORLD, None):
            setattr(
                frame, side, Val(area.code, (words[1].start, words[1].end), "read")
            )  # "64% came from China"
        return
    if wanted is None or len(words) < 2 or words[0].get("role") != wanted or not words[1].get("area"):
        return
    area = words[1].get("area")
    if area.code != frame.reporter.value and area.type in ("country", "bloc", "province"):
        frame.partner = Val(area.code, (words[1].start, words[1].end), "read")


def _whence(c: Clause) -> Token | None:
    """The area that a share of something comes from, told behind it: "64% of it came from China"."""
    k = next((k for k, t in enumerate(c.right[:5]) if not _WHAT.issuperset(t)), None)
    words = c.right[k : k + 2] if k is not None else []
    from_ = len(words) == 2 and words[0].get("role") == "from"
    return words[1] if from_ and words[1].get("area") is not None else None


_MOVED = {"exports": ("exports", "sell"), "imports": ("imports", "buy")}


def _behind_whole(words: list[Token], c: Clause, wanted: str, flow: str) -> list[Token]:
    """ "imports 80 percent of its cotton from the US", "96 percent of durian exports went to China": where the side is
    told behind what the part is of."""
    passive = words[0].get("change") == "reach" and len(words) > 1 and words[1].get("measure") in _MOVED[flow]
    if words[0].get("share") != "whole" and words[0].get("role") != "of" and not passive:
        return words
    ends = (
        k
        for k, t in enumerate(c.right)
        if t.get("punct")
        or t.get("measure") not in (None, *_MOVED[flow])
        and t.get("role") != wanted
        and not t.get("rank_noun")
    )
    end = next(ends, len(c.right))
    k = next((k for k, t in enumerate(c.right[:end]) if t.get("role") == wanted), None)
    return words if k is None else c.right[k : k + 2]


def share_told(s: _Sentence, c: Clause) -> bool:
    """Whether the statement is about a share: the word stands before, in the same statement."""
    named = False
    for k in range(c.index - 1, -1, -1):
        t = s.tokens[k]
        named = named or bool(t.get("measure") or t.get("commodity"))
        if t.get("punct") == ";" and (named or not s.lang.spaced):
            return False  # "its share fell to 57%; Vietnam's rose to 41%" goes on, "exports rose to" does not
        if t.get("share") == "share":
            return True
    return False


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


def _market_before(s: _Sentence, c: Clause) -> Val | None:
    """ "Burmese melons have, of the Chinese melon market, 80 percent", as languages say that put the whole first;
    "Thailand's share of the Chinese durian market has slipped to 68 percent"."""
    if s.lang.attributive != "before":
        return found.val if (found := _held_at(s, c)) is not None else None
    at = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
    words = c.near[at + 1 : at + 6] if at is not None else []
    place = next((k for k, t in enumerate(words) if t.get("area") is not None), None)
    if place is None or not any(
        t.get("noun") == "market" or t.get("rank_noun") and u.get("share")
        for t, u in zip(words[place + 1 :], [*words[place + 2 :], {}], strict=False)
    ):
        return None
    t = words[place]
    return Val(t.get("area").code, (t.start, t.end), "read") if t.get("area").type == "country" else None


def _held_at(s: _Sentence, c: Clause, side: str = "market") -> Role | None:
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
        return found.val if (found := _held_at(s, c, "holder")) is not None else None
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
    goods = any(t.get("adjective") and (a := t.get("area")) and a.code == home for t in s.tokens[: c.index])
    return goods or frame.varied == "reporter"


def _seller_of(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "China bought 832,000 tonnes, 68% of Vietnam's exports": whose exports the whole is."""
    known = frame.reporter.stated and frame.reporter.value != WORLD
    exports = any(t.get("measure") in ("exports", "exports_volume") for t in c.right[:4])
    before = s.last_level.frame.flow.value if s.last_level is not None else None
    if before is None and not s.readings and s.r.level is not None and s.lang.attributive == "before":
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
    named = [r for r in roles_of(c.right, s.text, s.lang, s.r.seen) if r.name in ("of", "owner", "subject")]
    if not named and s.lang.spaced and s.lang.attributive == "before":
        if s.last_level is None:
            return None
        told = s.last_level.frame  # "bought 2 bn worth of Vietnamese footwear, 35% of all footwear exports"
        goods = any(t.get("commodity") == told.commodity.value is not None for t in c.right[:4])
        return told.partner if goods and told.partner.stated and told.partner.value != WORLD else None
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


def _of_imports(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether the whole of a share of exports is what their market imports."""
    if (
        s.lang.spaced
        or frame.flow.value != "exports"
        or not frame.partner.stated
        or frame.partner.value == WORLD
    ):
        return False
    k = next((k for k, t in enumerate(c.near) if t.get("share") == "share"), None)
    whole = [*(c.near[k + 1 :] if k is not None else []), *c.right[:5]]
    imports = any(t.get("measure") in ("imports", "imports_volume") for t in whole)
    return imports and any(t.get("area") or t.get("anaphor") or t.get("noun") == "market" for t in whole)


def _share_moves(s: _Sentence, c: Clause) -> bool:
    """ "its share was lifted from 2022's 13% to 2024's 46%": where a share set out and where it got to."""
    since = max((k for k, t in enumerate(c.near) if t.get("punct")), default=-1) + 1
    words = c.near[since:]
    at = next((k for k, t in enumerate(words) if t.get("share") == "share"), None)
    if at is not None:
        return any(t.get("change") in ("reach", "start") for t in words[at + 1 :])
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or not last.low or last.q is not previous_quantity(s, c):
        return False
    return any(t.get("change") == "reach" or t.get("link") == "range" for t in words)


def growth_or_share(s: _Sentence, c: Clause) -> tuple[str | None, int]:
    q = c.quantity
    if q.unit == "times" or q.origin == "multiple":
        before = previous_quantity(s, c)
        listed = before is not None and before.get("added") and all(joins(t) for t in c.near)
        grew = listed or any(t.get("change") == "up" for t in c.near)
        if s.lang.added_times and q.origin != "multiple" and grew:
            q.unit, q.scale = "percent", q.scale + 2
            q.readings["added"] = True
        return "growth", 1
    behind = [
        t for t in c.right if t.get("compare") not in ("yoy", "mom")
    ]  # "a 7 percent year-on-year increase"
    if s.lang.spaced and (moved := _equal_move(c)):
        return "growth", moved
    head = behind[0] if behind and behind[0].start - c.end <= (4 if behind[0] is c.right[0] else 24) else None
    if not s.lang.spaced and _share_moves(s, c):
        return "share", 1
    if s.lang.attributive == "after" and "link" in c.left_kinds and _part_from(c):
        return "share", 1
    if head is not None and head.get("compare") in ("higher", "lower"):
        return "growth", 1 if head.get("compare") == "higher" else -1
    if head is not None and head.get("change") in ("up", "down") and head.start - c.end <= 1:
        return "growth", 1 if head.get("change") == "up" else -1  # "representing a 20% increase"
    if head is not None and head.get("share") == "share" and not _changes(s, c):
        return "share", 1  # "took a 92% share of"
    if led_by(s, c) is not None:
        return "share", 1  # "China, with 93 percent, was by far the largest market"
    if _behind_largest_share(s, c):
        return "share", 1  # "Germany has the largest share, 17%"
    if _base_of_share(s, c):
        return "share", 1  # "made up 57%, up on the 32% of a year before"
    if s.lang.spaced and s.lang.attributive == "before" and _share_before(s, c):
        return "share", 1  # "20% came from Viet Nam, up from 17.9%"
    told = "change" in c.left_kinds and any(t.get("change") in ("reach", "start") for t in c.near[-2:])
    told = told and share_told(s, c)
    plain = s.lang.spaced and c.near and c.near[-1].get("change") in ("up", "down")
    if (
        told
        and not plain
        and not (not s.lang.spaced and any(t.get("change") in ("up", "down") for t in c.near[-4:]))
    ):
        return "share", 1  # "its share fell from 38% to 31%"
    if s.lang.spaced and _to_level(c) and not any(t.get("change") or t.get("share") for t in c.near):
        grew = next((r for r in reversed(s.readings) if r.transform == "growth" and not r.low), None)
        if grew is not None:
            return "growth", 1 if grew.value > 0 else -1  # "and that with Viet Nam 28.7 percent to 254 bn"
        if c.near and c.near[-1].get("role") == "of" and (moved := _moved_before(s, c)):
            return "growth", moved  # "grew from 16 bn to 21 bn, and by 17.5 percent to 17 bn"
    if not s.lang.spaced and len(c.near) > 1 and c.near[-1].get("role") == "of":
        weighed = str(c.near[-2].get("measure")).removesuffix("_volume")
        if weighed in (*_TRADED, "value", "volume") and c.near[-1].start == c.near[-2].end:
            return "share", 1  # 撑起水果出口的65%
    for k in range(len(c.near) - 1, -1, -1):
        t = c.near[k]
        if t.get("change") == "again" and s.last_ratio is not None and s.last_ratio.transform == "growth":
            return "growth", 1 if s.last_ratio.value > 0 else -1  # "fell 5% and another 3%"
        if t.get("change") == "add" and _part_of(c.near[:k]):
            return "share", 1  # "made up 74.7 percent of the newly added capital"
        if t.get("change") in ("up", "add", "again"):
            return "growth", 1
        if t.get("change") == "down":
            return "growth", -1
        if t.get("share") == "share":
            return "share", 1
        if t.get("link") == "respectively":
            continue
        if t.get("share") == "equal" and s.lang.spaced and (moved := _moved_together(s, c)):
            return "growth", moved  # "76,118 tonnes and 20 m, or 31% and 36% more than a year ago"
        if (
            t.get("share") == "equal"
            and head is not None
            and (head.get("role") == "of" or head.get("share") == "whole")
        ):
            return "share", 1
        if t.get("share") == "equal":
            last = s.readings[-1] if s.readings else None
            if last is not None and last.transform == "change":
                return "growth", 1 if last.value > 0 else -1
            said = (
                last is not None and last.transform == "growth" and last.q.origin in ("fraction", "multiple")
            )
            if said and s.lang.spaced and last.q is previous_quantity(s, c):
                return "growth", 1 if last.value > 0 else -1  # "fell by a third, or 33.8 percent"
            return "share", 1
    if s.lang.attributive == "after" and _mostly_there(s, c) is not None:
        return "share", 1  # "most of it (98%) to China"
    if not (s.lang.spaced and s.lang.attributive == "before") and _goes_there(c):
        return "share", 1  # "355 bn, a third to the US, 17% to China"
    words = [t for t in c.near if not t.get("hedge") or t.get("compare")]
    if s.lang.spaced and len(words) > 1 and words[-1].get("role") == "of":
        if (more := words[-2].get("compare")) in ("higher", "lower"):
            return "growth", 1 if more == "higher" else -1  # "a deficit of 8.4 bn, wider by 16 percent"
    if any(t.get("share") == "whole" for t in c.near):
        return "share", 1  # "Of the pledges, 70 percent went to …"
    if head is not None and _whole_behind(c, head) and not q.get("signed"):
        return "share", 1  # "27% more than a year ago and 40.2% of its imports", "59 percent of which"
    if not s.lang.spaced and _bracketed_area(s, c) and (moved := _moved_since(s, c)):
        return "growth", moved  # "those that grew most are China (48%) and Japan (33%)"
    if s.lang.spaced and _bracketed_area(s, c) and _mainly(s, c):
        return "share", 1  # "mainly from Thailand (53.5 percent)"
    if s.lang.spaced and _goods_in_the_main(s, c):
        return "share", 1  # "imports soared 443%, chiefly cashew nuts (48.1%) and rubber (21.5%)"
    if (moved := led_by_change(s.tokens, c.index) or paired_with(s.tokens, c.index)) and not q.get("signed"):
        return "growth", moved  # "all rose: Korea 67 m (21.8%), Japan 58 m (15.5%)"
    if _bracketed_area(s, c) and _lists_markets(s, c):
        return "share", 1  # "grew 150%; the main markets are the US (65%)"
    previous = s.readings[-1] if s.readings and s.readings[-1].q is previous_quantity(s, c) else None
    if (
        previous is not None
        and previous.transform in ("growth", "share")
        and q.origin in ("digits", "fraction")
    ):
        if (
            all(t.get("link") == "and" or t.get("punct") == "," or t.get("hedge") for t in c.near)
            and not q.get("signed")
            and c.near
        ):
            return previous.transform, -1 if previous.transform == "growth" and previous.value < 0 else 1
    if (
        previous is not None
        and previous.transform == "change"
        and c.index
        and s.tokens[c.index - 1].get("punct") == "("
    ):
        return "growth", 1 if previous.value > 0 else -1
    if previous is not None and previous.transform == "rank" and any(t.get("role") == "with" for t in c.near):
        return "share", 1
    plain = s.lang.spaced and not q.get("signed") and "(" not in c.left[-2:] and not c.near[1:]
    if plain and s.readings and s.readings[-1].whole and s.tokens[0].get("share") == "whole":
        return "share", 1  # "Of the 7 bn that was pledged, a third went to Bac Ninh"
    if q.origin == "fraction" and s.lang.spaced and s.lang.attributive == "before":
        words = [t for t in c.near if not t.get("hedge")]
        moved = words[-2].get("change") if len(words) > 1 and words[-1].get("role") == "of" else None
        if moved in ("up", "down") and not (head is not None and head.get("role") == "of"):
            return "growth", 1 if moved == "up" else -1  # "trade fell by a third"
    if s.lang.attributive == "before" and s.lang.spaced and _was_moved(c):
        return "share", 1
    if q.origin == "fraction":
        whole = head is not None and (
            head.get("share") == "whole" or head.get("role") == "of" or head.get("measure")
        )
        led = any(t.get("link") == "of_which" for t in c.near) and any(t.get("area") for t in c.right[1:2])
        whole = (
            whole or led and head is not None and head.get("role") in ("to", "from")
        )  # "of which a third to …"
        return ("share", 1) if whole or (s.last_ratio and s.last_ratio.transform == "share") else (None, 1)
    if not c.right and (moved := _moved_together(s, c)):
        return "growth", moved  # "were 19% and more than 3% up on last year"
    last = s.last_ratio
    if (
        head is not None
        and head.get("measure") in ("volume", "value")
        and last is not None
        and last.transform == "growth"
    ):
        return "growth", 1 if last.value > 0 else -1  # "grew 5% in volume to 6 m tons and 16% in value"
    if head is not None and head.get("role") in ("from", "to") and not any(t.get("change") for t in c.near):
        led = (
            head.get("role") == "from" or s.lang.spaced and any(t.get("role") == "with" for t in c.near[-1:])
        )
        led = led or any(t.get("link") == "of_which" for t in c.near)
        if led and (head.get("role") == "from" or len(c.right) > 1 and c.right[1].get("area")):
            return "share", 1  # "of which 87% from Vietnam", "of which 73% to China"
    if not s.lang.spaced and not any(t.get("share") for t in c.near):
        for t in c.right[:3]:  # 以30%的速度递增
            if t.get("punct") or t.get("measure") or t.start - q.end > 8:
                break
            if t.get("change") in ("up", "down"):
                return "growth", 1 if t.get("change") == "up" else -1
    if previous is not None and previous.transform == "growth" and _growth_before(s, c):
        return "growth", 1 if previous.value > 0 else -1
    if head is not None:
        if head.get("change") in ("up", "down"):
            return "growth", 1 if head.get("change") == "up" else -1
        if q.get("signed") and head.get("measure") in ("volume", "value"):
            return "growth", int(q.get("signed"))  # "+14.5 percent in volume"
        if head.get("share") == "whole" or head.get("measure") or head.get("commodity"):
            return "share", 1
        if head.get("role") == "of" and not q.get("signed"):
            return "share", 1
    if (signed := q.get("signed")) is not None:
        return "growth", int(signed)
    pointed = [t.get("anaphor") or t.get("role") for t in c.right[:2]]
    if len(pointed) == 2 and pointed[0] == "figure" and pointed[1] in ("to", "from"):
        return "share", 1  # "93% of this to China"
    if s.lang.spaced and (moved := _moved_in_bracket(s, c)):
        return "growth", moved
    if head is None and c.right and c.right[0].get("measure") and c.right[0].start - q.end <= 10:
        return "share", 1
    if (
        previous is not None
        and previous.transform == "level"
        and c.index
        and s.tokens[c.index - 1].get("punct") == "("
        and s.tokens[c.index - 2] is previous.q
        and not c.right
    ):
        return "share", 1  # "Japan: 46 projects, 1.65 bn USD (14.8%)": a bare percentage in a list
    if previous is not None and previous.transform == "level" and _both_in_bracket(s, c, previous.q):
        return "share", 1  # "Laos (81.5 m USD, 18.8%)"
    if s.lang.attributive == "after" and _of_projects(s, c):
        return "share", 1  # "it leads by number of new projects (22.1%)"
    if _bracketed_area(s, c) and _mainly_with(s, c):
        return "share", 1  # "up 5.6%, mainly to the US (55.4%)"
    if s.last_ratio is None and _bracketed_area(s, c):
        for t in reversed(s.tokens[: c.index]):
            if t.get("change") in ("up", "down"):  # "growth was recorded in Poland (46.2%)"
                return "growth", 1 if t.get("change") == "up" else -1
        return "share", 1  # "the Netherlands (36.2%)"
    if any(t.get("measure") == "sell" for t in c.near[-3:]) and any(t.get("area") for t in c.near[-4:]):
        return "share", 1  # "of which China takes some 60 percent"
    took = (
        ("buy", "attract")
        if s.lang.attributive == "after"
        else ("buy", "supply", "attract")
        if s.lang.spaced
        else ("buy", "buy")
    )
    if any(t.get("measure") in took for t in c.near[-2:]):
        return "share", 1  # "the US took 21.6 percent, China 21.5", "of which Thailand supplied 68 percent"
    if s.lang.spaced and s.lang.attributive == "before" and _came_or_went(c):
        return "share", 1  # "of China's imports, worth 4 bn, 68 percent came from Thailand"
    if s.last_ratio is None and s.r.shared:
        level = any(t.get("change") == "reach" for t in c.near[-2:]) and any(t.get("area") for t in c.near)
        if level or any(t.get("role") == "with" for t in c.near[-2:]):
            return (
                "share",
                1,
            )  # after a share: "second was South Korea with 14.7 percent", "China is down to 3.1%"
    bare = s.lang.spaced and [t.get("punct") for t in c.near] == [","] and not c.right
    ends = all(t.get("punct") for t in c.right[:1])
    bare = bare or not s.lang.spaced and bool(c.near) and c.near[0].get("punct") == "," and ends
    bare = bare and all(t.get("punct") == "," or t.get("hedge") for t in c.near)
    if bare and previous is not None and not s.lang.spaced and _part_here(s, previous, q):
        return "share", 1  # 合计11.1亿美元，其中制造业8.9亿美元，近80%
    if bare and previous is not None and previous.transform == "level" and s.r.wholes.parts(previous, q):
        return "share", 1  # "with 9.14 bn, 29.1%, …": a part of the 31.4 bn told before
    if s.last_ratio is not None:
        last = s.last_ratio
        by = s.lang.spaced and last.transform == "growth" and c.near and c.near[-1].get("role") == "of"
        # "to the US, which takes 22%, by 45%, to Japan by 17%"
        if not by and any(t.get("area") for t in c.near) and (first := _of_item(s)) is not None:
            last = (
                first  # "the Philippines 43%, up 17%, and Ghana 10.5%": an item begins as the one before did
            )
        return last.transform, -1 if last.transform == "growth" and last.value < 0 else 1
    if q.range_with and s.readings and s.readings[-1].q.range_with:
        return s.readings[-1].transform, 1 if s.readings[-1].value >= 0 else -1
    return None, 1


def _mostly_there(s: _Sentence, c: Clause) -> Token | None:
    """ "most of it (98%) to China": the area behind the bracket."""
    k = c.index
    if k < 2 or k + 3 >= len(s.tokens) or s.tokens[k - 1].get("punct") != "(":
        return None
    led = s.tokens[k - 2].get("link") == "mainly" and s.tokens[k + 1].get("punct") == ")"
    there = led and s.tokens[k + 2].get("role") in ("to", "from") and s.tokens[k + 3].get("area") is not None
    return s.tokens[k + 3] if there else None


def _goes_there(c: Clause) -> bool:
    """Whether nothing but where it went or came from is told of a percentage."""
    head = c.right[0] if len(c.right) > 1 else None
    led = head is not None and (head.get("role") in ("to", "from", "at") or head.get("measure") == "exports")
    led = led and head.start - c.end <= _BESIDE
    area = c.right[1].get("area") if led else None
    plain = all(
        t.get("punct") in (",", ";") or t.get("hedge") or t.get("link") in ("of_which", "and") for t in c.near
    )
    return area is not None and area.type in ("country", "bloc") and plain and not c.quantity.get("signed")


def _came_or_went(c: Clause) -> bool:
    """Whether whence it came or where it went is told right behind a percentage, of which no growth is told."""
    led = len(c.right) > 1 and c.right[0].get("role") in ("to", "from") and c.right[1].get("area")
    return bool(led) and c.right[0].start - c.end <= _WENT and not any(t.get("change") for t in c.near)


def _equal_move(c: Clause) -> int:
    """ "14 percent or 3.3 bn wider than in 2013": the direction that an amount behind tells for both, or 0."""
    led = len(c.right) == 1 and c.right[0].get("share") == "equal" and not c.right[0].get("hedge")
    if not led or c.after is None or c.after.unit not in MONEY or not c.far:
        return 0
    return {"higher": 1, "lower": -1}.get(str(c.far[0].get("compare")), 0)


def _by_firms(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "Korean firms make 30% of Viet Nam's exports": whose exports those are, with whomever."""
    if s.lang.attributive != "after" or frame.flow.value not in _TRADED:
        return None
    near = roles_of(c.near, s.text, s.lang, s.r.seen)
    if not near or any(r.name != "investor" for r in near):
        return None
    if not any(t.get("measure") in _TRADED for t in c.right[:3]):
        return None
    owner = next((r for r in roles_of(c.right, s.text, s.lang, s.r.seen) if r.name in ("of", "at")), None)
    return owner.val if owner is not None else Val(s.lang.home, None, "default", "language_home")


def _of_projects(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage alone in a bracket stands behind a word for the number of projects."""
    before = [t for t in s.tokens[max(0, c.index - 3) : c.index] if not t.get("hedge")]
    opened = len(before) > 1 and before[-1].get("punct") == "(" and not isinstance(before[-2], Quantity)
    return opened and not c.right and before[-2].get("measure") == "fdi_projects"


def _growth_before(s: _Sentence, c: Clause) -> bool:
    """ "up 1 percent, far below the level of 7.4 percent of the month before": how much it grew then."""
    based = bool(c.near) and c.near[-1].get("compare") == "base"
    words = c.right[:2]
    dated = len(words) == 2 and words[0].get("role") == "of" and words[1].get("period") is not None
    return s.lang.attributive == "after" and based and dated


def _part_here(s: _Sentence, part: Reading, q: Quantity) -> bool:
    """Whether a percentage is what an amount makes of one that the sentence told before it."""
    if part.transform != "level" or q.unit != "percent" or not part.frame.reporter.value:
        return False
    levels = (x for x in s.readings if x.transform == "level" and x.q.unit == part.q.unit and x is not part)
    wholes = [x.value for x in levels if x.indicator == part.indicator and x.value > part.value > 0]
    return any(abs(part.value * 100 / whole - q.number) < 1 for whole in wholes)


def _both_in_bracket(s: _Sentence, c: Clause, amount: Quantity) -> bool:
    """Whether nothing but an amount and the percentage stand in a bracket behind an area."""
    k = next(k for k, t in enumerate(s.tokens) if t is amount)
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    if k < 2 or s.tokens[k - 1].get("punct") != "(" or isinstance(s.tokens[k - 2], Quantity):
        if k < 2 or s.tokens[k - 1].get("punct") != "(" or s.tokens[k - 2].unit != "rank":
            return False
    behind = s.tokens[c.index + 1 : c.index + 2]
    closed = bool(behind) and behind[0].get("punct") in (")", ";")
    return closed and all(t.get("punct") in (",", ";") or t.get("hedge") for t in c.near)


def led_by(s: _Sentence, c: Clause) -> list[Token] | None:
    """ "China, with 93 percent, was by far the largest market": the words that say what it leads in."""
    if not c.near or c.near[-1].get("role") != "with" or c.right:
        return None
    behind = s.tokens[c.index + 1 :]
    if not behind or behind[0].get("punct") != ",":
        return None
    k = next((k for k, t in enumerate(behind[1:6], 1) if isinstance(t, Quantity) or t.get("rank_noun")), None)
    if k is None or isinstance(behind[k], Quantity) and behind[k].unit != "rank":
        return None
    if any(t.get("punct") or t.get("change") in ("up", "down") for t in behind[1:k]):
        return None
    words = []
    for t in behind[k:]:
        if t.get("punct") or isinstance(t, Quantity) and t.unit != "rank":
            break
        if isinstance(t, Token):
            words.append(t)
    return words if any(t.get("rank_noun") for t in words) else None


def _part_of(words: list[Token]) -> bool:
    """Whether "makes up" stands right before, with no comma since."""
    for t in reversed(words):
        if t.get("punct") or t.get("change"):
            return False
        if t.get("share") == "share":
            return True
    return False


def _behind_largest_share(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage stands right behind a rank of shares."""
    if "rank" not in s.units:
        return False
    words = [t for t in c.near if not t.get("hedge")]
    ranked = previous_quantity(s, c)
    if ranked is None or ranked.unit != "rank" or any(t.get("punct") != "," for t in words):
        return False
    k = s.tokens.index(ranked)
    return any(t.get("share") == "share" for t in s.tokens[max(0, k - 3) : k])


def _to_level(c: Clause) -> bool:
    """Whether an amount that was reached follows the percentage: "28.7 percent to 254 bn"."""
    if c.after is None or c.after.unit in ("percent", "times", "rank", None):
        return False
    return len(c.right) == 1 and c.right[0].get("change") == "reach" and bool(c.right[0].get("role"))


def _base_of_share(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage is what the share before it is compared with."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or "compare" not in c.left_kinds:
        return False
    words = [t for t in c.near if not t.get("hedge") or t.get("compare") and not s.lang.spaced]
    while not s.lang.spaced and len(words) > 1 and (words[-1].get("role") == "of" or words[-1].get("period")):
        words = words[:-1]  # 低于去年的74.9%
    if (
        not s.lang.spaced
        and len(words) > 1
        and words[-1].get("compare") == "yoy"
        and words[-2].get("compare")
    ):
        words = words[:-1]  # 高于去年同期的15.2%
    named = s.lang.attributive == "after" and len(words) > 1 and words[-1].get("share") == "share"
    if named and words[-2].get("compare") == "base":
        words = words[:-1]  # "so với tỷ lệ 43%"
    compared = bool(words) and words[-1].get("compare") in ("base", "higher", "lower")
    return compared and last.q is previous_quantity(s, c)


def _share_before(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage is what the share before it was: "up from 17.9%"."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or last.q is not previous_quantity(s, c):
        return False
    words = [t for t in c.near if not t.get("hedge") and t.get("punct") != ","]
    moved = bool(words) and words[0].get("change") in ("up", "down")
    return len(words) == 2 and moved and words[1].get("change") == "start"


def _of_item(s: _Sentence) -> Reading | None:
    """The first percentage behind the area named last before the one at hand."""
    ratios = {r.q.start: r for r in s.readings if r.transform in ("growth", "share")}
    first = None
    for t in reversed(s.tokens[: s.tokens.index(s.last_ratio.q) + 1]):
        if isinstance(t, Quantity) and t.get("signed") is not None and first is not None:
            continue  # "the US 67,802 tonnes (+41%), a share of 29%, the UAE 7%"
        if isinstance(t, Quantity):
            first = ratios.get(t.start) or (first if t.unit != "rank" else first)
        elif t.get("area") and first is not None:
            return first
    return None


def _changes(s: _Sentence, c: Clause) -> bool:
    """Whether a word of change comes before; "is" is none, in a language that joins it to what comes first."""
    kept = (None, "reach") if s.lang.attributive == "after" else (None,)
    return any(t.get("change") not in kept for t in c.near)


def _part_from(c: Clause) -> bool:
    """ "…, of which 52 percent, or 9.2 bn, from China": a part, and whence it came."""
    words = [t for t in c.near if not t.get("hedge")]
    led = bool(words) and words[-1].get("link") == "of_which" and len(c.right) > 1
    return led and c.right[0].get("role") == "from" and c.right[1].get("area") is not None


def _whole_behind(c: Clause, head: Token) -> bool:
    """Whether the words right behind a percentage name a whole that it is a part of."""
    if head.get("link") == "of_which" or head.get("share") == "whole":
        return True
    k = c.right.index(head)
    owner = c.right[k + 1] if k + 1 < len(c.right) else None
    if (
        head.get("role") == "of"
        and not k
        and owner is not None
        and owner.get("area")
        and not owner.get("adjective")
    ):
        if all(t.get("link") == "and" or t.get("hedge") for t in c.near):
            return True  # "4.8 percent more than a year ago and 43.2 percent of Viet Nam's total"
    return head.get("role") == "of" and any(
        t.get("measure") or t.get("link") == "total" for t in c.right[k + 1 : k + 4]
    )


def _bracketed_area(s: _Sentence, c: Clause) -> bool:
    k = c.index
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    if k < 2 or s.tokens[k - 1].get("punct") != "(":
        return False
    if s.tokens[k - 2].get("area") is not None:
        return True
    invested = bool(s.readings) and s.readings[-1].frame.family == "fdi"
    return invested and not s.lang.spaced and bool(s.tokens[k - 2].get("sector"))  # 采矿业（31.5%）


def _mainly_with(s: _Sentence, c: Clause) -> bool:
    """Whether a word such as "mainly" has come since the last number."""
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity):
            return False
        if t.get("link") == "mainly":
            return True
    return False


def _goods_in_the_main(s: _Sentence, c: Clause) -> bool:
    """Whether a bare percentage stands in brackets behind one of the goods that a flow is of in the main."""
    k = c.index - 1
    if k < 2 or s.tokens[k].get("punct") != "(" or not s.tokens[k - 1].get("commodity"):
        return False
    if c.quantity.get("signed") is not None or c.right:
        return False
    for t in reversed(s.tokens[:k]):
        if t.get("ignore") or t.get("link") == "mainly":
            return True
        if isinstance(t, Quantity) and t.unit == "percent":
            continue
        if not (t.get("commodity") or joins(t) or t.get("punct") in ("(", ")")):
            return False
    return False


def _moved_before(s: _Sentence, c: Clause) -> int:
    """The direction of the last word for a change in the statement, or 0."""
    for t in reversed(s.tokens[: c.index]):
        if t.get("punct") == ";":
            return 0
        if t.get("change") in ("up", "down"):
            return 1 if t.get("change") == "up" else -1
    return 0


def _moved_since(s: _Sentence, c: Clause) -> int:
    """The direction of a word for a change since the last number, or 0."""
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity):
            return 0
        if t.get("change") in ("up", "down"):
            return 1 if t.get("change") == "up" else -1
    return 0


def _moved_in_bracket(s: _Sentence, c: Clause) -> int:
    """ "those to Germany rose the most (63 percent)": the direction of a word right before the bracket, or 0."""
    opened = c.index - 1
    while opened > 0 and s.tokens[opened].get("hedge"):
        opened -= 1
    if opened < 1 or s.tokens[opened].get("punct") != "(":
        return 0
    moved = s.tokens[opened - 1].get("change")
    return {"up": 1, "down": -1}.get(str(moved), 0)


def _mainly(s: _Sentence, c: Clause) -> bool:
    """Whether the area before the bracket is what most is from or to."""
    k = c.index
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    words = s.tokens[max(0, k - 4) : k - 2]
    if len(words) < 2 or isinstance(words[1], Quantity) or words[1].get("role") not in ("from", "to"):
        return False
    return not isinstance(words[0], Quantity) and bool(
        words[0].get("ignore") or words[0].get("link") == "mainly"
    )


def _lists_markets(s: _Sentence, c: Clause) -> bool:
    """Whether markets are named since the last number, and nothing that changed."""
    named = False
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity) or t.get("change") in ("up", "down"):
            break
        named = named or t.get("noun") == "market"
    return named


def _later_level(s: _Sentence, c: Clause, period: Val) -> Val | None:
    """ "In 2025 it was 39.7 bn, in 2024 28.3 bn, up nearly 40 percent": the growth is that of the later year."""
    if len(s.readings) < 2:
        return None
    levels = [
        r for r in s.readings[-2:] if r.transform == "level" and r.indicator == s.readings[-1].indicator
    ]
    if len(levels) < 2 or any(t.get("period") for t in [*c.near, *c.right]):
        return None
    first, last = levels[0].period.value, levels[1].period.value
    if not (isinstance(first, Period) and isinstance(last, Period)) or last != period.value:
        return None
    same = first.type == last.type and first.end and last.end and first.end > last.end
    sides = levels[0].frame.partner.value == levels[1].frame.partner.value
    return levels[0].period if same and sides else None


def _by_basis(flow: str, basis: str) -> str:
    return "volume" if basis == "volume" and flow in ("exports", "imports", "trade_total", "volume") else flow


def growth_of(s: _Sentence, c: Clause, frame: Frame, paired: Reading | None) -> str | None:
    """The indicator that grew: a measure of the clause, else that of the level it goes with."""
    if paired:
        return (
            "volume" if paired.frame.basis == "volume" and paired.indicator != "count" else paired.indicator
        )
    own = None
    for part in reversed(c.left):
        if isinstance(part, list):
            own = own or next((t.get("measure") for t in reversed(part) if t.get("measure")), None)
    behind = None
    for k, t in enumerate(c.right[:3]):
        code = t.get("measure")
        if code and k <= 1 and t.start - c.quantity.end <= _TIGHT:
            behind = code
            break
    if behind in ("volume", "value"):
        frame.basis = behind
        if frame.flow.value == "fdi_projects" or frame.family == "fdi":
            return "fdi_registered" if behind == "value" else "fdi_projects"
    elif behind == "fdi_projects":
        return "fdi_projects"
    elif behind and own is None and s.last_level is None and frame.flow.value is None:
        s.measure(c.right, frame, c, None)
    elif behind in _TRADED and own is None and s.lang.spaced and c.quantity.origin == "multiple":
        s.measure([*c.near, *c.right], frame, c, None)  # "doubled its exports to India"
    before = previous_quantity(s, c)
    led = None
    if s.lang.spaced and c.quantity.unit == "percent" and not s.units.isdisjoint(GOODS):
        led = basis_behind(s.tokens, c.index) if behind is None else None
        frame.basis = led or frame.basis
    counted = frame.flow.value == "count"
    if own is None and behind is None and s.lang.spaced and not counted and _of_bare_number(s, c):
        return None
    if own is None and behind is None and before is not None and before.unit in COUNTED:
        unread = not any(r.q is before for r in s.readings) and before.unit != "projects"
        if unread and c.quantity.start - before.end <= _BESIDE:
            return "count"  # "3,076 trains ran, 30.6% more than a year before"
    if own is None and behind is None and s.last_level is not None:
        last = s.last_level
        if s.readings[-1] is last and last.whole:
            frame.flow, frame.reporter, frame.partner = (
                last.frame.flow,
                last.frame.reporter,
                last.frame.partner,
            )
        if last.indicator == "count":
            frame.basis = "count"
            if before is last.q and s.lang.spaced and not _names_area(c.near):
                frame.reporter, frame.partner = last.frame.reporter, last.frame.partner
            return "count"
        if last.indicator == "fdi_projects" and (put := _put_into(s, c, last)) is not None:
            return put.indicator
        if last.indicator in ("fdi_projects", "volume"):
            return last.indicator
        if last.indicator == "other":
            return "other"
        return _by_basis(
            str(frame.flow.value), led or ("volume" if last.frame.basis == "volume" else "value")
        )
    flow = frame.flow.value
    return None if flow is None else _by_basis(str(flow), frame.basis)


def _put_into(s: _Sentence, c: Clause, projects: Reading) -> Reading | None:
    """ "Another 1.2 bn was added to 228 projects, a drop of 70%": the amount that so many projects got, which fell."""
    counted = (
        t.get("measure") == "fdi_projects" or t.get("anaphor") == "figure" for t in [*c.near, *c.right]
    )
    if any(counted) or any(str(t.get("unit")).rstrip("!") == "projects" for t in c.right):
        return None
    if c.quantity.start - projects.q.end > _RIGHT_BEHIND:
        return None
    k = s.tokens.index(projects.q)
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    led = s.lang.spaced and k > 0 and s.tokens[k - 1].get("role") == "to"
    before = next((r for r in reversed(s.readings) if r.q.start < projects.q.start), None)
    money = led and before is not None and before.q.unit in MONEY and before.indicator in FDI
    return before if money and before.transform == "level" else None


def _was_moved(c: Clause) -> bool:
    """ "96 percent was shipped to China": a part, told by where it went or whence it came."""
    if (
        len(c.right) < 3
        or c.right[0].get("change") != "reach"
        or c.right[2].get("role") not in ("to", "from")
    ):
        return False
    return any(c.right[1].get("measure") in words for words in _MOVED.values())


def _for_another(c: Clause) -> bool:
    return (
        len(c.right) > 1 and c.right[0].get("role") in ("to", "from", "at") and bool(c.right[1].get("area"))
    )


def _names_area(words: list[Token]) -> bool:
    """Whether words name an area other than in passing, as in "on the Vietnamese border"."""
    behind = [*words[1:], None]
    return any(
        (t.get("area") or t.get("anaphor")) and not (n is not None and n.get("noun") == "gate")
        for t, n in zip(words, behind, strict=False)
    )


def share_of(s: _Sentence, c: Clause, frame: Frame) -> str | None:
    """The indicator of the whole that a share is of."""
    if any(
        t.get("unit") in ("count", "persons", "vehicles")
        and not t.get("measure")
        and t.start - c.quantity.end <= 12
        for t in c.right[:2]
    ):
        return "count"  # "73% of the trains"
    if any(t.get("unit") == "projects" for t in c.near[-3:]) and frame.family == "fdi":
        return "fdi_projects"
    if s.lang.spaced and frame.family == "fdi" and _by_number(s, c):
        return "fdi_projects"  # "first in terms of new projects, with a 29% share"
    if s.lang.spaced and any(str(t.get("unit")).rstrip("!") == "projects" for t in c.right[:3]):
        if frame.flow.value is None:
            s.measure([*c.near, *c.right], frame, c, None)
        return "fdi_projects"  # "accounted for 22 percent of new foreign projects"
    code = None
    tonnage = False
    for t in c.right[:4]:
        m = t.get("measure")
        if (
            m
            and not (t.get("role") and frame.family == "fdi")
            and (m in ("volume", "value") or FLOWS.get(m, m) not in ("other", "supply"))
            and t.start - c.quantity.end <= 40
        ):
            code = m
            if m != "total_value":  # "of the total value of its foreign trade": the trade is what counts
                break
    if code is None:
        code = next(
            (
                t.get("measure")
                for t in reversed(c.near)
                if t.get("measure") not in (None, "supply") and not t.get("rank_noun")
            ),
            None,
        )
    if code is None and frame.family == "fdi" and "(" in c.left[-2:]:
        opened = c.index - len(c.near) - 1
        if any(t.get("measure") == "fdi_projects" for t in s.tokens[max(0, opened - 3) : opened]):
            return "fdi_projects"  # "first by the number of projects (29.7%)"
    if code == "total_value":
        code = "value" if frame.flow.value in ("exports", "imports", "trade_total") else None
    if code in ("exports_volume", "imports_volume"):
        if frame.flow.value is None:
            frame.flow = Val(str(code).split("_")[0], (c.quantity.start, c.quantity.end), "read")
        frame.basis = "volume"
        code = None
        tonnage = True
    if code in ("volume", "value"):
        frame.basis = code
        if code == "value" and frame.flow.value == "fdi_projects":
            frame.flow = Val("fdi_registered", frame.flow.span, "inherited")  # 占项目数的74%、金额的68%
    elif code is not None and code not in ("buy", "sell", "attract", "agreements"):
        flow = FLOWS.get(code, code)
        if flow == "exports" and frame.flow.value == "imports" and frame.flow.how == "read":
            if s.lang.spaced and any(t.get("measure") == "buy" for t in c.near):
                frame.flow = frame.reporter = frame.partner = (
                    NOTHING  # "China took 23 percent of Vietnam's exports"
                )
        if flow == "trade_total" and _part_of_trade(s, c, frame):
            return _by_basis(str(frame.flow.value), frame.basis)
        if frame.family == "fdi" and flow not in FDI:  # "foreign firms made 82% of the province's exports"
            frame.flow = frame.reporter = frame.partner = NOTHING
        if not (flow == "fdi_registered" and frame.family == "fdi"):
            if frame.flow.value is None:
                s.measure([*c.near, *c.right], frame, c, None)
            frame.flow = Val(flow, frame.flow.span, "read")
            if flow in ("exports", "imports", "trade_total"):
                frame.basis = "value" if frame.basis == "count" else frame.basis
    elif (
        not tonnage
        and s.last_level is not None
        and s.last_level.frame.basis == "volume"
        and code is None
        and not _market_share(c)
    ):
        frame.basis = "volume"
    if frame.flow.value is None and s.lang.spaced and any(t.get("measure") in _TRADED for t in c.far):
        # "supplied 52 percent of the 9 bn of fabric that Viet Nam imported"
        s.measure([*c.near, *c.right, *c.far], frame, c, None)
    flow = frame.flow.value
    if flow is None:
        return None
    if code is None and s.last_level is not None and s.last_level.indicator == "count":
        return "count"
    of_money = (
        s.lang.spaced and c.after is not None and c.after.unit in MONEY
    )  # "a fifth of the total of 426 bn"
    if code is None and s.readings and s.readings[-1].indicator == "fdi_projects" and not of_money:
        return "fdi_projects"  # "540 projects, or 29.7%"
    return _by_basis(str(flow), frame.basis)


def _part_of_trade(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Exports to it were 1.3 bn, or 46 percent of the two countries' trade": a part of the trade that is told of."""
    if not s.lang.spaced or s.lang.attributive != "before":
        return False
    if s.r.level is not None and c.index <= _THAT_WAS and s.tokens[0].get("link") == "which":
        # "That was 46 percent of the two countries' trade"
        told = s.r.level.flow.value == frame.flow.value in ("exports", "imports")
        return told and any(t.get("change") == "reach" or t.get("share") for t in c.near)
    last = s.last_level
    if last is None:
        return False
    told = last.q is previous_quantity(s, c) and last.indicator == frame.flow.value in ("exports", "imports")
    words = c.near[-3:]
    equal = any(t.get("share") for t in words) and not any(
        t.get("area") or t.get("commodity") for t in c.near
    )
    return told and equal


def _by_number(s: _Sentence, c: Clause) -> bool:
    """Whether projects, and no capital, are named between a rank and the share that follows it."""
    words = []
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity) and t.unit != "rank" or t.get("punct") == ";":
            return False
        if isinstance(t, Quantity):
            break
        words.append(t)
    ranked = any(isinstance(t, Quantity) for t in s.tokens[: c.index]) or any(t.get("number") for t in words)
    return ranked and any(str(u.get("unit")).rstrip("!") == "projects" for u in words)


def _last_of(s: _Sentence, c: Clause, group: list[int]) -> Clause:
    """The clause with the words behind a list's last number, which name the whole: "64%, 5% and 3% of exports"."""
    words = []
    for t in s.tokens[group[-1] + 1 :]:
        if isinstance(t, Quantity) or t.get("punct"):
            break
        words.append(t)
    return replace(c, quantity=s.tokens[group[-1]], right=words)


def _market_share(c: Clause) -> bool:
    return any(t.get("noun") == "market" for t in c.near)
