"""What tells that a percentage is a share: a word for it before, a whole behind, another share that it goes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import previous_quantity
from etl.clauses import Clause
from etl.language import english
from etl.reading import Reading
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_BESIDE = 12  # most code points between a number and where it went
_WENT = 16  # most characters of a verb between a percentage and where it went
_YOY = 2  # longest word, such as 同比, that says "on the year" and not which year


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


def share_moves(s: _Sentence, c: Clause) -> bool:
    """ "its share was lifted from 2022's 13% to 2024's 46%": where a share set out and where it got to."""
    since = max((k for k, t in enumerate(c.near) if t.get("punct")), default=-1) + 1
    words = c.near[since:]
    at = next((k for k, t in enumerate(words) if t.get("share") == "share"), None)
    if at is not None:
        return any(t.get("change") in ("reach", "start") for t in words[at + 1 :])
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or last.q is not previous_quantity(s, c):
        return False
    if not last.low:  # 份额从65%降至55%；越南则从34%升至44%
        moved = len(s.readings) > 1 and s.readings[-2].transform == "share" and s.readings[-2].low
        another = any(t.get("area") for t in words) and not any(t.get("measure") for t in words)
        return moved and another and c.near[-1].get("change") == "start"
    return any(t.get("change") == "reach" or t.get("link") == "range" for t in words)


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


def part_of(words: list[Token]) -> bool:
    """Whether "makes up" stands right before, with no comma since."""
    for t in reversed(words):
        if t.get("punct") or t.get("change"):
            return False
        if t.get("share") == "share":
            return True
    return False


def behind_largest_share(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage stands right behind a rank of shares."""
    if "rank" not in s.units:
        return False
    words = [t for t in c.near if not t.get("hedge")]
    ranked = previous_quantity(s, c)
    if ranked is None or ranked.unit != "rank" or any(t.get("punct") != "," for t in words):
        return False
    k = s.tokens.index(ranked)
    return any(t.get("share") == "share" for t in s.tokens[max(0, k - 3) : k])


def base_of_share(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage is what the share before it is compared with."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share":
        return False
    if "compare" not in c.left_kinds:
        return english(s.lang) and _next_compared(s, c, last)
    words = [t for t in c.near if not t.get("hedge") or t.get("compare") and not s.lang.spaced]
    while not s.lang.spaced and len(words) > 1 and (words[-1].get("role") == "of" or words[-1].get("period")):
        words = words[:-1]  # 低于去年的74.9%
    owned = not s.lang.spaced and bool(words) and c.near[-1].get("role") == "of"
    owned = owned and words[-1].get("compare") == "yoy"
    if owned and words[-1].end - words[-1].start > _YOY:
        return last.q is previous_quantity(s, c)  # 较上年同期的64%有所下滑
    if (
        not s.lang.spaced
        and len(words) > 1
        and words[-1].get("compare") == "yoy"
        and words[-2].get("compare")
    ):
        words = words[:-1]  # 高于去年同期的15.2%
    if not s.lang.spaced and len(words) > 1 and words[-2].get("compare") == "yoy":
        told = words[-1].get("share") == "share" or words[-1].get("change") == "reach"
        if told and words[-2].end - words[-2].start > _YOY:
            return last.q is previous_quantity(s, c)  # 占17.5%，去年同期占17.9%
    if s.lang.attributive == "after":
        words = _the_base(words)
    named = s.lang.attributive == "after" and len(words) > 1 and words[-1].get("share") == "share"
    if named and words[-2].get("compare") == "base":
        words = words[:-1]  # "so với tỷ lệ 43%"
    compared = bool(words) and words[-1].get("compare") in ("base", "higher", "lower")
    return compared and last.q is previous_quantity(s, c)


def _next_compared(s: _Sentence, c: Clause, last: Reading) -> bool:
    """ "compared with 18% for Viet Nam and 9% for Bangladesh": the second of them."""
    words = s.tokens[max(0, c.index - 3) : c.index]
    if len(words) != 3 or words[0].get("role") != "to" or not words[1].get("area"):
        return False
    listed = words[2].get("link") == "and" or words[2].get("punct") == ","
    led = [t.get("role") or bool(t.get("area")) for t in c.right[:2]] == ["to", True]
    return listed and led and last.q is previous_quantity(s, c)


def _the_base(words: list[Token]) -> list[Token]:
    """ "chiếm 29%, cùng kỳ năm trước là 43%", "(cùng kỳ: 43%)", "… cùng kỳ chiếm 43%": without what goes on from the
    word that compares and says when."""
    k = next((k for k, t in enumerate(words) if t.get("compare") == "base"), None)
    if k is None or not all(t.get("punct") or t.get("link") for t in words[:k]):
        return words
    rest = words[k + 1 :]
    if rest and (m := rest[0].get("period")) is not None and m.kind in ("year", "year_relative"):
        rest = rest[1:]
    if len(rest) == 2 and rest[0].get("share") == "share" and rest[1].get("change") == "reach":
        rest = rest[:1]  # "cùng kỳ tỷ lệ này là 43%"
    told = rest[0] if len(rest) == 1 else None
    if told is None or not (
        told.get("share") == "share" or told.get("change") == "reach" or told.get("punct") == ":"
    ):
        return words
    return words[: k + 1]


def share_before(s: _Sentence, c: Clause) -> bool:
    """Whether a percentage is what the share before it was: "up from 17.9%"."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "share" or last.q is not previous_quantity(s, c):
        return False
    words = [t for t in c.near if not t.get("hedge") and t.get("punct") != ","]
    moved = bool(words) and words[0].get("change") in ("up", "down")
    return len(words) == 2 and moved and words[1].get("change") == "start"


def of_item(s: _Sentence) -> Reading | None:
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


def part_from(c: Clause) -> bool:
    """ "…, of which 52 percent, or 9.2 bn, from China": a part, and whence it came."""
    words = [t for t in c.near if not t.get("hedge")]
    led = bool(words) and words[-1].get("link") == "of_which" and len(c.right) > 1
    return led and c.right[0].get("role") == "from" and c.right[1].get("area") is not None


def whole_behind(c: Clause, head: Token) -> bool:
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
        if all(t.get("link") == "and" or t.get("hedge") or t.get("punct") == "," for t in c.near):
            return True  # "4.8 percent more than a year ago and 43.2 percent of Viet Nam's total"
    return head.get("role") == "of" and any(
        t.get("measure") or t.get("link") == "total" for t in c.right[k + 1 : k + 4]
    )


def part_here(s: _Sentence, part: Reading, q: Quantity) -> bool:
    """Whether a percentage is what an amount makes of one that the sentence told before it."""
    if part.transform != "level" or q.unit != "percent" or not part.frame.reporter.value:
        return False
    levels = (x for x in s.readings if x.transform == "level" and x.q.unit == part.q.unit and x is not part)
    wholes = [x.value for x in levels if x.indicator == part.indicator and x.value > part.value > 0]
    return any(abs(part.value * 100 / whole - q.number) < 1 for whole in wholes)


def came_or_went(c: Clause) -> bool:
    """Whether whence it came or where it went is told right behind a percentage, of which no growth is told."""
    led = len(c.right) > 1 and c.right[0].get("role") in ("to", "from") and c.right[1].get("area")
    return bool(led) and c.right[0].start - c.end <= _WENT and not any(t.get("change") for t in c.near)


def goes_there(c: Clause) -> bool:
    """Whether nothing but where it went or came from is told of a percentage."""
    right = c.right
    if len(right) > 2 and right[0].get("measure") == "volume" and right[0].start - c.end <= 1:
        right = right[1:]  # "78% lượng sang Trung Quốc"
    head = right[0] if len(right) > 1 else None
    led = head is not None and (head.get("role") in ("to", "from", "at") or head.get("measure") == "exports")
    led = led and head.start - (c.end if right is c.right else c.right[0].end) <= _BESIDE
    area = right[1].get("area") if led else None
    plain = all(
        t.get("punct") in (",", ";") or t.get("hedge") or t.get("link") in ("of_which", "and") for t in c.near
    )
    return area is not None and area.type in ("country", "bloc") and plain and not c.quantity.get("signed")
