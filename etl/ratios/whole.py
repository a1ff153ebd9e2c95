"""The whole that a share is of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from etl.behind import previous_quantity
from etl.clauses import Clause, joins
from etl.frame import FDI, NOTHING, WORLD, Frame, Val
from etl.language import english
from etl.ratios.growth import by_basis
from etl.ratios.held import share_held, share_sent
from etl.reading import FLOWS, MONEY, TRADE
from etl.roles import roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_BOTH = 4  # how many tokens on the second of two percentages stands: "by weight and …"
_THAT_WAS = 4  # most tokens before the number that a sentence tells of the one before it


def _shared_whole(s: _Sentence, c: Clause) -> list[Token]:
    """ "53% by weight and 62% by value of the rice exported": the words behind the second percentage, which say of what
    both are."""
    of_goods = len(c.right) > 1 and english(s.lang) and c.right[0].get("role") == "of"
    of_goods = of_goods and all(t.get("commodity") or t.get("area") or t.get("anaphor") for t in c.right[1:])
    if len(c.right) != 1 and not of_goods:
        return []
    at = [k for k in range(c.index + 1, len(s.tokens)) if isinstance(s.tokens[k], Quantity)][:2]
    if not at or s.tokens[at[0]].unit != "percent" or at[0] - c.index > _BOTH + len(c.right):
        return []
    words = s.tokens[at[0] + 1 : at[1] if len(at) > 1 else len(s.tokens)]
    return words if any(t.get("measure") in TRADE for t in words) else []


def _besides_weight(s: _Sentence, c: Clause) -> bool:
    """ "53% lượng và 62% kim ngạch xuất khẩu gạo": behind the share by weight, that of the trade is by value."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or last.frame.basis != "volume":
        return False
    own = s.tokens[s.tokens.index(last.q) + 1]
    joined = last.q is previous_quantity(s, c) and all(joins(t) for t in c.near)
    return joined and own.get("measure") == "volume"


def _of_visitors(s: _Sentence, c: Clause, frame: Frame) -> str:
    """ "China, the biggest market, accounted for a quarter of Vietnam's 10.7 million arrivals": of those who came there."""
    named = roles_of(c.near, s.text, s.lang, s.r.seen)
    who = [r for r in named if r.area.type == "country"]
    where = roles_of(c.right, s.text, s.lang, s.r.seen)
    where = where or [
        r for r in named if r.name == "at"
    ]  # "a third of the guests in Nha Trang came from Korea"
    frame.flow = Val("count", (c.after.start, c.after.end), "read")
    frame.reporter = where[0].val if where else Val(s.lang.home, None, "default", "language_home")
    if who and who[-1].area.code != frame.reporter.value:
        frame.partner = who[-1].val
    return "count"


def share_of(s: _Sentence, c: Clause, frame: Frame) -> str | None:
    """The indicator of the whole that a share is of."""
    if any(
        t.get("unit") in ("count", "persons", "vehicles")
        and not t.get("measure")
        and t.start - c.quantity.end <= 12
        for t in c.right[:2]
    ):
        return "count"  # "73% of the trains"
    if c.after is not None and c.after.unit == "persons" and frame.flow.value != "count" and english(s.lang):
        if c.right and (c.right[0].get("role") == "of" or c.right[0].get("share") == "whole"):
            return _of_visitors(s, c, frame)
    if frame.family == "fdi" and any(t.get("unit") in ("projects", "projects!") for t in c.near[-3:]):
        return "fdi_projects"
    if s.lang.spaced and frame.family == "fdi" and (_by_number(s, c) or _measured_by_number(s, c)):
        return "fdi_projects"  # "first in terms of new projects, with a 29% share"
    if s.lang.spaced and any(str(t.get("unit")).rstrip("!") == "projects" for t in c.right[:3]):
        if frame.flow.value is None:
            s.measure([*c.near, *c.right], frame, c, None)
        return "fdi_projects"  # "accounted for 22 percent of new foreign projects"
    code = None
    tonnage = False
    for t in [t for t in c.right[:6] if not _apart_from(t)][:4]:
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
        words = s.tokens[max(0, opened - 3) : opened]
        # "45 projects worth 2.5 bn (16.1%)": of the capital
        worth = (
            english(s.lang) and bool(words) and isinstance(words[-1], Quantity) and words[-1].unit in MONEY
        )
        if not worth and any(
            t.get("measure") == "fdi_projects" or str(t.get("unit"))[:8] == "projects" for t in words
        ):
            return "fdi_projects"  # "first by the number of projects (29.7%)", "the most projects (29.7%)"
    if code == "total_value":
        code = "value" if frame.flow.value in ("exports", "imports", "trade_total") else None
    if code in ("exports_volume", "imports_volume"):
        if frame.flow.value is None:
            frame.flow = Val(str(code).split("_")[0], (c.quantity.start, c.quantity.end), "read")
        frame.basis = "volume"
        code = None
        tonnage = True
    if code in ("volume", "value") and s.lang.attributive == "after":
        _goods_of_flow(s, c, frame)
    if s.lang.attributive == "after" and code in (None, "value") and _partner_of_balance(c, frame):
        frame.flow = Val("exports", frame.flow.span, "inherited")
    if code in ("buy", "sell") and frame.flow.value == "trade_total":
        _traded(c, frame, str(code))
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
        if flow == "exports" and frame.flow.value == "imports" and _sent_to_reporter(s, c, frame):
            frame.flow = frame.reporter = frame.partner = NOTHING
        if {flow, frame.flow.value} == {"exports", "imports"} and _of_its_own(s, c, frame):
            frame.reporter, frame.partner = frame.partner, frame.reporter
        if flow == "trade_total" and _part_of_trade(s, c, frame):
            return by_basis(str(frame.flow.value), frame.basis)
        if frame.family == "fdi" and flow not in FDI:  # "foreign firms made 82% of the province's exports"
            frame.flow = frame.reporter = frame.partner = NOTHING
        if not (flow == "fdi_registered" and frame.family == "fdi"):
            if frame.flow.value is None:
                s.measure([*c.near, *c.right], frame, c, None)
            frame.flow = Val(flow, frame.flow.span, "read")
            if flow in ("exports", "imports", "trade_total"):
                plain = english(s.lang) and flow != "trade_total" and c.right[:1] != []
                whole = flow == "imports" and plain and c.right[0].get("share") == "whole"
                plain = plain and (c.right[0].get("role") == "of" or whole)
                plain = plain and any(t.get("measure") in ("exports", "imports") for t in c.right[:5])
                if plain or frame.basis == "count" or _besides_weight(s, c):
                    frame.basis = "value"
    elif (
        not tonnage
        and s.last_level is not None
        and s.last_level.frame.basis == "volume"
        and (code is None or s.lang.attributive == "after" and code in ("buy", "sell"))
        and not _market_share(c)
    ):
        frame.basis = "value" if _as_the_share_before(s) else "volume"
    if frame.flow.value is None and s.lang.spaced and any(t.get("measure") in TRADE for t in c.far):
        # "supplied 52 percent of the 9 bn of fabric that Viet Nam imported"
        s.measure([*c.near, *c.right, *c.far], frame, c, None)
    named = code in ("volume", "value") or code is None and english(s.lang)
    if frame.flow.value is None and named and (words := _shared_whole(s, c)):
        s.measure([*c.near, *c.right, *words], frame, c, None)
        frame.basis = code or "value"
        if code and (goods := next((t for t in words if t.get("commodity")), None)) is not None:
            frame.commodity = Val(goods.get("commodity"), (goods.start, goods.end), "read")
    if frame.flow.value is None and (held := share_held(s, c)) is not None:
        frame.flow, frame.basis = Val("exports", (c.right[0].start, c.right[0].end), "read"), "value"
        frame.reporter, frame.partner = held
    elif frame.flow.value is None and (sent := share_sent(s, c)) is not None:
        frame.flow, frame.basis = Val("exports", sent[2], "read"), "value"
        frame.reporter, frame.partner = sent[:2]
    flow = frame.flow.value
    if flow is None:
        return None
    if code is None and s.last_level is not None and s.last_level.indicator == "count":
        return "count"
    of_money = (
        s.lang.spaced and c.after is not None and c.after.unit in MONEY
    )  # "a fifth of the total of 426 bn"
    # "416 m USD into 103 projects, 43 percent of it in Canada": of the money, which is one
    one = english(s.lang) and bool(c.right) and c.right[0].get("link") == "of_which"
    if one and c.right[0].end - c.right[0].start == len("of it"):
        of_money = of_money or any(x.q.unit in MONEY and x.frame.family == "fdi" for x in s.readings)
    if code is None and s.readings and s.readings[-1].indicator == "fdi_projects" and not of_money:
        return "fdi_projects"  # "540 projects, or 29.7%"
    return "fdi_registered" if of_money and flow == "fdi_projects" else by_basis(str(flow), frame.basis)


def _apart_from(t: Token) -> bool:
    """Whether a word only joins others: "of China-ASEAN trade", "of Vietnamese durian was exported"."""
    return t.get("punct") == "-" or t.get("change") == "reach" and not t.get("role")


def _sent_to_reporter(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "China imported 3 bn of fruit. 90% of Vietnam's durian is exported to China": none of what China sells."""
    if not english(s.lang):
        return False
    return any(
        t.get("role") == "to" and (area := u.get("area")) is not None and area.code == frame.reporter.value
        for t, u in pairwise(c.right)
    )


def _as_the_share_before(s: _Sentence) -> bool:
    """ "492,000 tons, 34.6 percent of its durian imports, while Thailand supplied 65.2 percent": of those, too."""
    last = s.readings[-1] if s.readings else None
    return (
        english(s.lang)
        and last is not None
        and last.transform == "share"
        and last.indicator in ("exports", "imports")
    )


def _of_its_own(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Vietnam supplied Indonesia with 1.2 m tons of rice, or 38 percent of its rice imports": of what the one that was
    sent them buys."""
    one, other = frame.reporter, frame.partner
    if s.readings and s.readings[-1].transform == "share":
        return False
    if (
        not english(s.lang)
        or not c.right
        or not (one.stated and other.stated)
        or WORLD in (one.value, other.value)
    ):
        return False
    k = next((k for k, t in enumerate(c.right) if t.get("measure")), 0)
    whole = c.right[:k]
    plain = all(
        t.get("commodity") or t.get("role") == "of" or t.get("link") == "total" or t.get("share")
        for t in whole
    )
    own = whole != [] and whole[0].get("role") == "of" and plain
    behind = c.right[k + 1 : k + 2]
    closed = not behind or bool(behind[0].get("punct") or behind[0].get("period") or behind[0].get("link"))
    return own and closed and not any(t.get("area") or t.get("pair") for t in c.near)


def _goods_of_flow(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "China took 92% of the amount of durian exported by Viet Nam": the flow that stands behind the goods."""
    flow = next((t.get("measure") for t in c.right[:5] if t.get("measure") in ("exports", "imports")), None)
    if flow is None:
        return
    if frame.flow.value is None:
        s.measure([*c.near, *c.right], frame, c, None)
        frame.flow = Val(flow, frame.flow.span or (c.quantity.start, c.quantity.end), "read")


def _traded(c: Clause, frame: Frame, verb: str) -> None:
    """ "Trade with China grew. Machinery made up 33 percent of what Vietnam bought": of the imports in that trade."""
    if not c.right or c.right[0].get("role") != "of":
        return
    who = next((t.get("area") for t in c.right[:4] if t.get("area")), None)
    own = who is None or who.code != frame.partner.value
    frame.flow = Val("exports" if (verb == "sell") == own else "imports", frame.flow.span, "read")


def _partner_of_balance(c: Clause, frame: Frame) -> bool:
    """ "The province had a surplus of 6 bn. The US made up 30% of its turnover": a partner has no share of a balance with
    everybody."""
    if frame.flow.value != "trade_balance" or frame.flow.how != "inherited":
        return False
    areas = [t.get("area") for t in c.near if t.get("area")]
    return len(areas) == 1 and areas[0].type == "country" and areas[0].code == frame.partner.value


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
    return ranked and any(
        str(u.get("unit")).rstrip("!") == "projects" or u.get("measure") == "fdi_projects" for u in words
    )


def _measured_by_number(s: _Sentence, c: Clause) -> bool:
    """ "Measured by new projects, China came first with 28% of the total": what the sentence begins with."""
    if not english(s.lang) or any(t.get("measure") for t in c.right[:4]):
        return False
    head = s.tokens[: next((k for k, t in enumerate(s.tokens) if t.get("punct") == ","), 0)]
    told = any(isinstance(t, Quantity) and t.unit != "rank" for t in s.tokens[: c.index])
    plain = not told and not any(t.get("area") for t in head)
    return plain and any(
        str(t.get("unit")).rstrip("!") == "projects" or t.get("measure") == "fdi_projects" for t in head
    )


def _market_share(c: Clause) -> bool:
    return any(t.get("noun") == "market" for t in c.near)
