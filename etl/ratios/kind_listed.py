"""Whether a percentage is a growth or a share, told by the figures and the lists that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import previous_quantity
from etl.clauses import Clause
from etl.frame import WORLD
from etl.led import led_by_change, paired_with
from etl.ratios.brackets import (
    both_in_bracket,
    bracketed_area,
    goods_in_the_main,
    lists_markets,
    mainly_before,
    mainly_with,
    of_projects,
    summed_up,
)
from etl.ratios.moves import moved_since
from etl.ratios.shares import of_item, part_here
from etl.reading import Reading
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


Told = tuple[str | None, int]  # growth or share, and the sign


def behind_area(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By what is listed, each with a percentage in brackets: those that grew, or markets and goods in the main."""
    bracketed = bracketed_area(s, c)
    if bracketed and _grew_by(s, c):
        return "share", 1  # "Trung Quốc (20,2%, tăng 9,5%), Nhật Bản (6,6%, giảm 5,1%)"
    if bracketed and not s.lang.spaced and (moved := moved_since(s, c)):
        return "growth", moved  # "those that grew most are China (48%) and Japan (33%)"
    if not s.lang.spaced and (moved := summed_up(s, c)):
        return "growth", moved
    if bracketed and s.lang.spaced and mainly_before(s, c):
        return "share", 1  # "mainly from Thailand (53.5 percent)"
    if s.lang.spaced and goods_in_the_main(s, c):
        return "share", 1  # "imports soared 443%, chiefly cashew nuts (48.1%) and rubber (21.5%)"
    if (moved := led_by_change(s.tokens, c.index) or paired_with(s.tokens, c.index)) and not c.quantity.get(
        "signed"
    ):
        return "growth", moved  # "all rose: Korea 67 m (21.8%), Japan 58 m (15.5%)"
    if bracketed and lists_markets(s, c):
        return "share", 1  # "grew 150%; the main markets are the US (65%)"
    return None


def _grew_by(s: _Sentence, c: Clause) -> bool:
    """Whether how much it grew is told right behind a percentage, with nothing else in the bracket."""
    if c.quantity.get("signed") is not None:
        return False
    behind = s.tokens[c.index + 1 : c.index + 5]
    if len(behind) < 4 or behind[0].get("punct") != "," or behind[1].get("change") not in ("up", "down"):
        return False
    grew = isinstance(behind[2], Quantity) and behind[2].unit == "percent"
    return grew and behind[3].get("punct") in (")", ";")


def behind_figure(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By the figure right before it: another percentage, a change, a rank, or the whole that a part is of."""
    q, previous = c.quantity, previous_of(s, c)
    if previous is not None and previous.transform in ("growth", "share"):
        if q.origin in ("digits", "fraction") and c.near and not q.get("signed"):
            if all(t.get("link") == "and" or t.get("punct") == "," or t.get("hedge") for t in c.near):
                down = previous.transform == "growth" and previous.value < 0 and not previous.q.get("signed")
                return previous.transform, -1 if down else 1
    if previous is not None and previous.transform == "change":
        if c.index and s.tokens[c.index - 1].get("punct") == "(":
            return "growth", 1 if previous.value > 0 else -1
    if previous is not None and previous.transform == "rank" and any(t.get("role") == "with" for t in c.near):
        return "share", 1
    if s.lang.attributive == "after" and _leads_with(s, c):
        return "share", 1  # "Singapore đứng đầu với 28%"
    plain = s.lang.spaced and not q.get("signed") and "(" not in c.left[-2:] and not c.near[1:]
    if plain and s.readings and s.readings[-1].whole and s.tokens[0].get("share") == "whole":
        return "share", 1  # "Of the 7 bn that was pledged, a third went to Bac Ninh"
    return None


def _leads_with(s: _Sentence, c: Clause) -> bool:
    """Whether a rank stands before a percentage, and no more than "with" between them."""
    words = [t for t in c.near if not t.get("hedge") and t.get("measure") != "fdi_projects"]
    ranked = previous_quantity(s, c) if len(words) == 1 and words[0].get("role") == "with" else None
    if ranked is None or ranked.unit != "rank" or "(" in c.left[-2:]:
        return False
    return bool(s.readings) or not any(t.get("change") in ("up", "down") for t in s.tokens[: c.index])


def bare_in_list(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """A percentage alone behind an amount, a number of projects or an area in a list."""
    previous = previous_of(s, c)
    if previous is not None and previous.transform in ("level", "rank"):
        k = c.index
        while k and s.lang.spaced and s.tokens[k - 1].get("hedge"):
            k -= 1
        opened = k > 1 and s.tokens[k - 1].get("punct") == "("
        if opened and s.tokens[k - 2] is previous.q and not c.right:
            return "share", 1  # "Japan: 46 projects, 1.65 bn USD (14.8%)", "China is second (nearly 15%)"
    if previous is not None and previous.transform == "level":
        if both_in_bracket(s, c, previous.q):
            return "share", 1  # "Laos (81.5 m USD, 18.8%)"
    if s.lang.attributive == "after" and of_projects(s, c):
        return "share", 1  # "it leads by number of new projects (22.1%)"
    if s.lang.attributive == "after" and _areas_listed(s, c):
        return "share", 1  # "Xuất khẩu đạt 45 tỷ USD. Mỹ 20,3%, Trung Quốc 18,3%, Nhật Bản 7,1%"
    if not bracketed_area(s, c):
        return None
    if mainly_with(s, c):
        return "share", 1  # "up 5.6%, mainly to the US (55.4%)"
    if s.last_ratio is not None:
        return None
    for t in reversed(s.tokens[: c.index]):
        if t.get("change") in ("up", "down"):  # "growth was recorded in Poland (46.2%)"
            return "growth", 1 if t.get("change") == "up" else -1
    return "share", 1  # "the Netherlands (36.2%)"


def _areas_listed(s: _Sentence, c: Clause) -> bool:
    """Whether countries are listed, each with no more than a percentage, behind a level that the text has told, and
    nothing has moved."""
    told = s.r.main.flow.value is not None or any(x.transform == "level" for x in s.readings)
    if not told or s.last_ratio is not None or c.quantity.get("signed") is not None:
        return False
    if any(t.get("change") in ("up", "down", "add") for t in s.tokens if not isinstance(t, Quantity)):
        return False
    at = [k for k, t in enumerate(s.tokens) if isinstance(t, Quantity) and t.unit == "percent"]
    return len(at) > 1 and c.index in at[:-1] and all(_behind_area(s.tokens, k) for k in at[:2])


def _behind_area(tokens: list[Token | Quantity], k: int) -> bool:
    while k and tokens[k - 1].get("hedge"):
        k -= 1
    return k > 0 and tokens[k - 1].get("area") is not None


def as_last(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """As the last percentage was; a bare one right behind an amount by what that makes of a whole."""
    q, previous = c.quantity, previous_of(s, c)
    words = [t for t in c.near if not t.get("hedge")] if s.lang.spaced else c.near
    closed = all(t.get("punct") for t in c.right)
    bare = s.lang.spaced and [t.get("punct") for t in words] == [","] and closed
    ends = all(t.get("punct") for t in c.right[:1])
    bare = bare or not s.lang.spaced and bool(c.near) and c.near[0].get("punct") == "," and ends
    bare = bare and all(t.get("punct") == "," or t.get("hedge") for t in c.near)
    if bare and previous is not None and not s.lang.spaced and part_here(s, previous, q):
        return "share", 1  # 合计11.1亿美元，其中制造业8.9亿美元，近80%
    level = previous is not None and previous.transform == "level"
    if bare and level and s.r.wholes.parts(previous, q):
        return "share", 1  # "with 9.14 bn, 29.1%, …": a part of the 31.4 bn told before
    if s.lang.attributive == "after" and level and s.last_ratio is None and _alone_behind(s, c, words):
        if s.r.wholes.parts(previous, q) or closed and _of_one(s, previous):
            return (
                "share",
                1,
            )  # "tôm chân trắng 157,6 triệu USD, gần 61%, tôm sú …", "Trung Quốc 2,92 tỷ USD, 14,5%"
    if s.lang.attributive == "after" and (part_behind(s, c) or level and shares_begin(s, c, words)):
        return "share", 1
    if s.last_ratio is not None:
        last = s.last_ratio
        by = s.lang.spaced and last.transform == "growth" and c.near and c.near[-1].get("role") == "of"
        # "to the US, which takes 22%, by 45%, to Japan by 17%"
        if not by and any(t.get("area") for t in c.near) and (first := of_item(s)) is not None:
            last = (
                first  # "the Philippines 43%, up 17%, and Ghana 10.5%": an item begins as the one before did
            )
        down = last.transform == "growth" and last.value < 0 and not last.q.get("signed")
        return last.transform, -1 if down else 1  # 对华-2%，对美27%
    if (told := s.r.last_ratio) is not None and level and _both_again(s, c, words):
        return told.transform, -1 if told.value < 0 else 1
    if q.range_with and s.readings and s.readings[-1].q.range_with:
        return s.readings[-1].transform, 1 if s.readings[-1].value >= 0 else -1
    return None


def _both_again(s: _Sentence, c: Clause, words: list[Token]) -> bool:
    """ "… đạt 89,4 tỷ USD, tăng 27,4%. Với Trung Quốc, hai con số này là 43,6 tỷ USD và 0,9%": an amount and a
    percentage as the sentence before told them, and nothing else."""
    only = len(s.readings) == 1 and [t.get("link") for t in words] == ["and"]
    led = s.tokens[: c.index]
    return only and any(t.get("link") == "respectively" for t in led if t.end <= s.readings[0].q.start)


def part_behind(s: _Sentence, c: Clause) -> bool:
    """ "… tăng 54%, trị giá 1,3 tỷ USD, trong đó hàng nhập 78%": a part of the amount right before it."""
    before = previous_quantity(s, c)
    led = any(t.get("link") == "of_which" for t in c.near) and c.quantity.get("signed") is None
    return led and before is not None and before.unit not in ("percent", "times", "rank", None)


def shares_begin(s: _Sentence, c: Clause, words: list[Token]) -> bool:
    """ "Singapore 5,6 tỷ USD, 36,7%, tăng 86%; Nhật Bản 1,7 tỷ USD, 11,4%": an item begins as the first one did."""
    if not _alone_behind(s, c, words):
        return False
    first = next((k for k, x in enumerate(s.readings) if x.transform in ("growth", "share")), 0)
    return first > 0 and s.readings[first].transform == "share" and s.readings[first - 1].transform == "level"


def _alone_behind(s: _Sentence, c: Clause, words: list[Token]) -> bool:
    """Whether no more than a comma stands between a percentage and the amount before it, and a mark behind it."""
    marked = [t.get("punct") for t in words] == [","] and c.quantity.get("signed") is None
    return marked and all(t.get("punct") for t in s.tokens[c.index + 1 : c.index + 2])


def _of_one(s: _Sentence, x: Reading) -> bool:
    """Whether an amount is one country's among all that trade or invest there, of whom nothing has been told that would
    bear it out or not."""
    other = x.frame.reporter if x.frame.family == "fdi" else x.frame.partner
    if other.value == WORLD and x.frame.family == "fdi" and "-" in str(x.frame.partner.value):
        other = x.frame.partner  # "TP.HCM dẫn đầu với 724 triệu USD, 19,7%"
    sector = x.frame.family == "fdi" and x.frame.commodity.how == "read"
    if not sector and (other.value in (None, WORLD) or not other.stated):
        return False
    return not any((t.unit, t.flow) == (x.q.unit, x.indicator) for t in s.r.wholes.told)


def previous_of(s: _Sentence, c: Clause) -> Reading | None:
    """The last figure of the sentence, if it is the number before this one."""
    return s.readings[-1] if s.readings and s.readings[-1].q is previous_quantity(s, c) else None
