"""The whole that a share is of, told as an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import previous_quantity, told_of_whole, whole_of_part
from etl.clauses import Clause
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import english
from etl.reading import MONEY, TRADE, Reading
from etl.roles import roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def of_whole(s: _Sentence, c: Clause, frame: Frame, indicator: str, base: bool) -> tuple[str, bool]:
    """The indicator of an amount, and whether that is the whole that a share is of: then it is with everybody."""
    bracket = _whole_in_bracket(s, c)
    whole = not base and (bracket or has_share_before(s, c) or told_of_whole(s, c))
    if indicator in FDI and whole_of_part(s, c):
        frame.reporter, whole = Val(WORLD, None, "default", "whole_of_share"), True
    if not whole:
        return indicator, whole
    last = s.last_ratio
    if last is not None and last.transform == "share" and c.quantity.unit in MONEY and told_of_whole(s, c):
        indicator = last.indicator if last.indicator != "volume" else indicator
        frame.flow = Val(indicator, last.frame.flow.span, "read")
    if indicator in FDI:
        abroad = english(s.lang) and frame.reporter.stated and frame.reporter.value != WORLD
        if abroad and any(t.get("directed") == f"to {WORLD}" for t in s.tokens[: c.index]):
            # "its outward investment there reached 19 bn, 26% of the total of 73 bn": all that it put in abroad
            frame.partner = Val(WORLD, None, "default", "whole_of_share")
            return indicator, whole
        if s.lang.spaced and last is not None:
            frame.reporter = Val(WORLD, None, "default", "whole_of_share")
        if _makes_up(s, c.quantity) and not any(t.get("anaphor") == "region" for t in c.near[-3:]):
            frame.partner = Val(s.lang.home, None, "default", "language_home")
        if s.readings and s.readings[-1].frame.varied == "reporter":
            frame.reporter = Val(WORLD, None, "default", "whole_of_share")
    if indicator == "count" and last is not None and last.indicator == "count":
        if last.frame.partner.value == frame.partner.value and not explicit_partner(s, c):
            frame.partner = Val(
                WORLD, None, "default", "whole_of_share"
            )  # "a third of Viet Nam's 12.8 m visitors"
    if indicator in TRADE and last is not None and _with_whom(s, last, c):
        frame.partner = last.frame.partner
    elif (
        indicator in TRADE
        and not explicit_partner(s, c)
        and not (not s.lang.spaced and _named_here(c, frame))
    ):
        frame.partner = Val(WORLD, None, "default", "whole_of_share")
        named = reversed(roles_of(c.near, s.text, s.lang, s.r.seen))
        owner = next((r for r in named if r.name == "owner"), None)
        if owner is not None and any(t.get("measure") for t in c.near):
            frame.reporter = owner.val  # "1.7 percent of the bloc's imports of 3 trillion"
    if bracket or s.lang.attributive == "after":
        _of_the_country(s, c, frame, indicator)
    return indicator, whole


def _whole_in_bracket(s: _Sentence, c: Clause) -> bool:
    """ "Bắc Ninh xuất 18,1 tỉ USD, chiếm 13,5% kim ngạch cả nước (134 tỉ USD)": whether an amount in brackets right behind a
    share and what it is of is that whole, of which the amount before is such a part."""
    share, part = s.last_ratio, s.last_level
    if share is None or part is None or share.transform != "share" or share.q is not previous_quantity(s, c):
        return False
    between = [t for t in s.tokens[: c.index] if t.start >= share.q.end and not t.get("hedge")]
    within = len(between) == 1 and between[0].get("role") == "within"  # "13,5% trong 134 tỉ USD"
    opens = len(between) > 1 and between[-1].get("punct") == "("
    if not (within or opens) or any(t.get("punct") for t in between[:-1]):
        return False
    if part.q.unit != c.quantity.unit or not c.quantity.value or part.value is None:
        return False
    return abs(abs(part.value) * 100 / c.quantity.value - share.q.value) < 1


def _of_the_country(s: _Sentence, c: Clause, frame: Frame, indicator: str) -> None:
    """ "13,5% kim ngạch cả nước (134 tỉ USD)", "trong 134 tỉ USD của cả nước": the whole is the home country's."""
    share = s.last_ratio
    if share is None or share.q is not previous_quantity(s, c):
        return
    words = [t for t in s.tokens[: c.index] if t.start >= share.q.end]
    if not any(t.get("anaphor") == "home" for t in (*words, *c.right[:4])):
        return
    side = frame.partner if indicator in FDI else frame.reporter
    if str(side.value).startswith(f"{s.lang.home}-"):
        home = Val(s.lang.home, None, "default", "language_home")
        if indicator in FDI:
            frame.partner = home
        else:
            frame.reporter = home


def _named_here(c: Clause, frame: Frame) -> bool:
    """从缅甸进口粮食总量150万吨: whether the clause itself says with whom."""
    span = frame.partner.span
    return frame.partner.how == "read" and span is not None and bool(c.near) and span[0] >= c.near[0].start


def _with_whom(s: _Sentence, share: Reading, c: Clause) -> bool:
    """ "half of all exports to China, which stood at 56 bn": the whole is told with its partner."""
    if not english(s.lang) or not told_of_whole(s, c):
        return False
    words = [t for t in s.tokens[: c.index] if t.start >= share.q.end]
    if any(t.get("anaphor") == "both" for t in words):
        return True  # "46% of the goods traded between the two countries, which was 2.9 bn"
    return any(
        t.get("role") in ("to", "from") and (u.get("area") or u.get("noun") == "market" or u.get("anaphor"))
        for t, u in zip(words, words[1:], strict=False)
    )


def _makes_up(s: _Sentence, whole: Quantity) -> bool:
    """ "Its 2.4 bn was 24.2 percent of the 9.9 bn that went to 53 provinces": what a province of the home country drew
    is that part of the number, which is the whole country's."""
    share, part = s.last_ratio, s.last_level
    if share is None or part is None or share.transform != "share" or not whole.value:
        return False
    host = str(part.frame.partner.value)
    alike = part.q.unit == whole.unit and share.frame.partner.value == host != s.lang.home
    return (
        alike
        and host.startswith(f"{s.lang.home}-")
        and (abs(part.value * 100 / whole.value - share.q.value) < 1)
    )


def _of_region(words: list[Token]) -> bool:
    """ "18 percent of the province's total of 1.55 bn"."""
    plain = all(t.get("link") == "total" or t.get("role") == "of" or t.get("hedge") for t in words[1:])
    return bool(words) and words[0].get("anaphor") == "region" and plain


def has_share_before(s: _Sentence, c: Clause) -> bool:
    """The amount right behind a share's "of the" is the whole."""
    for k, t in enumerate(c.near) if "share" in c.left_kinds else ():
        if t.get("share") == "whole" and (c.quantity.start - t.end <= 16 or _of_region(c.near[k + 1 :])):
            if any(u.get("status") == "target" for u in c.near[k + 1 :]):
                return False  # "of the target of 3.5 bn"
            if k and c.near[k - 1].get("rank_noun") and any(u.get("role") == "with" for u in c.near[k + 1 :]):
                return False  # "the largest supplier of the country with 55 bn"
            return not any(u.get("noun") == "gate" for u in c.near[k + 1 :])
    if (
        not s.readings
        or s.readings[-1].transform != "share"
        or s.readings[-1].q is not previous_quantity(s, c)
    ):
        return False
    between = [t for t in s.tokens[: c.index] if isinstance(t, Token) and t.start >= s.readings[-1].q.end]
    part = any(t.get("role") == "of" for t in between[:2])
    if s.lang.spaced and any(t.get("share") == "equal" for t in between):
        return False  # "made up 41 percent of exports, or 1.6 bn"
    capital = len(between) == 1 and str(between[0].get("measure")).startswith("fdi")
    part = part or capital and s.lang.attributive == "after"  # "chiếm 36% tổng vốn 18 tỷ USD"
    # "25.6 percent of the Kingdom's total trade of 27.7 bn"
    part = (
        part
        or s.lang.spaced
        and bool(between)
        and between[0].get("share") == "whole"
        and _named_last(between)
    )
    moved = not s.lang.spaced and any(
        t.get("change") == "reach" for t in between
    )  # 占比六成的中国市场降至3亿
    return part and not moved and not any(t.get("punct") for t in between)


def _named_last(words: list[Token]) -> bool:
    """Whether a measure and "of" stand right before a number."""
    words = [t for t in words if not t.get("hedge")]
    return len(words) > 2 and words[-1].get("role") == "of" and words[-2].get("measure") in TRADE


def explicit_partner(s: _Sentence, c: Clause) -> bool:
    """Whether the words say with whom the whole is: "to China", "in two-way trade"."""
    return any(
        t.get("role") in ("to", "from", "between") or t.get("anaphor") == "both" or t.get("pair")
        for t in c.right
    ) or any(t.get("anaphor") == "both" for t in c.near)


def market_apart(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "To China …. Shipments of durian were worth 4 bn, 97% of them to China": the whole is not to China alone."""
    side = {"exports": "to", "imports": "from"}.get(str(frame.flow.value))
    if side is None or frame.partner.how != "inherited" or not s.lang.spaced:
        return False
    behind = s.tokens[c.index + 1 : c.index + 10]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if k is None or behind[k].unit != "percent" or any(t.get("measure") for t in behind[:k]):
        return False
    words = behind[k + 1 :]
    end = next((n for n, t in enumerate(words) if isinstance(t, Quantity) or t.get("punct")), len(words))
    part = any(t.get("link") == "of_which" for t in words[:1])
    for t, u in zip(words[:end], words[1:end], strict=False):
        if t.get("role") == side and (area := u.get("area")) is not None:
            return part and area.code == frame.partner.value
    return False
