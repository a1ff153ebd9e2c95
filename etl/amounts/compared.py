"""What an amount is compared with: another time, another place, another flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import previous_quantity
from etl.clauses import Clause, joins
from etl.frame import WORLD, Frame
from etl.language import english
from etl.reading import GOODS, MONEY
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def base_before(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether token ``k`` ends what is compared with: "the same period", "the same period of 2021"."""
    if k and tokens[k].get("period") is not None:
        return tokens[k - 1].get("compare") in ("yoy", "base")
    return tokens[k].get("compare") in ("yoy", "base")


def of_a_year_before(s: _Sentence, c: Clause) -> bool:
    """ "less than half of the 2.9 bn of a year before", "more than the 2.9 bn of a year ago": what it is compared with."""
    last = s.readings[-1] if s.readings else None
    led = last is not None and last.q.origin == "fraction" and last.q is previous_quantity(s, c)
    words = c.right[:2]
    if len(words) < 2 or words[0].get("role") != "of" or words[1].get("compare") != "yoy":
        return False
    hedged = any(t.get("hedge") in ("more_than", "up_to") or t.get("compare") for t in c.near[-2:])
    return bool(led or hedged and words[1].get("ago") and c.quantity.unit in (*MONEY, *GOODS))


def above_that_of(s: _Sentence, c: Clause) -> bool:
    """ "149 m, well above the 58 m recorded in the same period last year", "higher than the 58 m of a year earlier": what a
    level told right before is above or below."""
    last = s.last_level
    if not english(s.lang) or last is None or last.low or last.q.unit != c.quantity.unit:
        return False
    before = s.tokens[c.index - 1] if c.index else None
    doubled = isinstance(before, Quantity) and before.unit == "times"  # "double the 4.7 bn of a year ago"
    above = bool(c.near) and c.near[-1].get("compare") in ("higher", "lower")
    if not (doubled or above):
        return False
    words = [t for t in c.right[:4] if t.get("role") not in ("of", "at") and t.get("share") != "whole"]
    then = words[1:] if words and words[0].get("change") == "reach" else words
    of_it = bool(c.right) and (c.right[0].get("role") == "of" or c.right[0].get("share") == "whole")
    if not doubled and of_it and then and (m := then[0].get("period")) is not None and m.kind == "year":
        return True  # "more than the 41.3 bn of 2018"
    return bool(then) and (words is not then or of_it) and then[0].get("compare") in ("base", "yoy")


def a_year_ago(s: _Sentence, c: Clause) -> bool:
    """ "548 m, after 400 m a year earlier", "A year earlier it was 400 m": a level of the year before the one at hand."""
    if "ago" not in s.kinds:
        return False
    behind = c.right[0] if c.right else None
    if behind is not None and behind.get("ago") and behind.start - c.quantity.end == 1:
        return c.quantity.unit in (*MONEY, *GOODS)
    return opens_with_ago(s, c)


def opens_with_ago(s: _Sentence, c: Clause) -> bool:
    """Whether the number's clause begins with a word for a year before."""
    if "ago" not in s.kinds or any(t.get("compare") in ("higher", "lower") for t in c.right[:1]):
        return False
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("ago")), None)
    if k is None or any(t.get("period") for t in c.near[k + 1 :]):
        return False
    first = c.index - len(c.near)
    before = s.tokens[first + k - 1] if first + k > 0 else None
    return (
        before is None or bool(before.get("punct")) or before.get("link") in ("but", "when", "and", "which")
    )


def second_base(s: _Sentence, c: Clause) -> bool:
    """ "up from 4,204 projects and 27 bn a year before": what else it set out from."""
    last = s.readings[-1] if s.readings else None
    if last is None or not last.low or not c.near:
        return False
    return all(joins(t) for t in c.near) and last.q is previous_quantity(s, c)


def same_period(s: _Sentence, c: Clause) -> bool:
    """16.3亿美元，而去年同期仅1.13亿美元: what the same period came to, told for comparison."""
    if "compare" not in c.left_kinds or beyond_same_period(s, c):
        return False
    words = [
        t
        for t in c.near
        if not (
            t.get("punct")
            or t.get("link") in ("but", "only")
            or t.get("hedge")
            or t.get("change") == "reach"
            or t.get("anaphor") == "figure"
        )
    ]
    if s.lang.attributive == "after":
        m = words[1].get("period") if len(words) == 2 else None  # "cùng kỳ năm ngoái": two words
        dated = m is not None and m.kind in ("year", "year_relative") and words[0].get("compare") == "base"
        if not (dated or _then(words, c)):
            return False
    elif len(words) != 1 or words[0].get("compare") != "yoy" or words[0].end - words[0].start <= 2:
        return False
    elif s.text[words[0].start : words[0].start + 1] in s.lang.than:
        return False  # 较去年同期多33亿美元
    if not s.readings and s.lang.attributive == "after":
        return s.r.level is not None and c.quantity.unit in MONEY | GOODS
    last = s.last_level
    return last is not None and last.q.unit == c.quantity.unit


def beyond_same_period(s: _Sentence, c: Clause) -> int:
    """ "3,8 triệu tấn, ít hơn cùng kỳ năm ngoái 0,4 triệu tấn": by how much, right behind what it is compared with; its
    direction, or 0."""
    if s.lang.attributive != "after" or not c.near or s.tokens[c.index - 1].get("punct"):
        return 0
    words = c.near[:-1] if c.near[-1].get("period") is not None else c.near
    word = words[-1] if words else None
    if word is None or word.get("compare") != "base" or word.get("change") not in ("up", "down"):
        return 0
    return 1 if word.get("change") == "up" else -1


def in_same_period(s: _Sentence, c: Clause) -> bool:
    """ "$20 billion ($18 billion in the same period of 2022)", "in the same period of 2022 the figure was $18 billion"."""
    if not english(s.lang) or "compare" not in (s.kinds) or not s.readings:
        return False
    if c.index and s.tokens[c.index - 1].get("punct") == "(":
        words = [t for t in c.right[:2] if not t.get("role")]
        return bool(words) and words[0].get("compare") == "base" and c.right[0].start - c.quantity.end <= 1
    if _seen_then(s, c):
        return True
    words = [t for t in c.near if not (t.get("link") in ("but", "when", "and") or t.get("role"))]
    words = words[1:] if words and words[0].get("punct") in (";", ",") else words
    words = [t for t in words if t.get("punct") != ","]
    led = len(words) > 2 and words[0].get("compare") == "base" and words[1].get("period") is not None
    if led and s.text.startswith(s.lang.spelled["from"], words[0].start):
        return False  # "up by 42%, from the same period last year, earning 2.9 bn"
    rest = words[2:] if led else []
    told = any(t.get("change") == "reach" for t in rest)
    return told and all(t.get("change") == "reach" or t.get("anaphor") or t.get("hedge") for t in rest)


def _seen_then(s: _Sentence, c: Clause) -> bool:
    """ "…, whereas a surplus of 2.6 bn was seen in the same period last year": when it was stands behind the verb."""
    last = s.last_level
    if last is None or last.q.unit != c.quantity.unit or "compare" not in c.right_kinds:
        return False
    k = next((k for k, t in enumerate(c.right) if not (t.get("change") == "reach" or t.get("status"))), 9)
    words = [t for t in c.right[k : k + 4] if t.get("role") != "of"]
    if len(words) < 3 or words[0].get("role") != "at" or words[1].get("compare") != "base":
        return False
    apart = any(t.get("link") == "but" or t.get("punct") == ";" for t in c.near)
    m = words[2].get("period")
    return apart and m is not None and m.kind in ("year", "year_relative")


def _then(words: list[Token], c: Clause) -> bool:
    """ "411.000 tấn, cùng kỳ là 500.000 tấn", "(cùng kỳ: 500.000 tấn)": the word alone, which a colon or a verb goes on from."""
    if len(words) != 1 or words[0].get("compare") != "base":
        return False
    behind = c.near[c.near.index(words[0]) + 1 :]
    marks = [t.get("punct") for t in behind if t.get("punct")]
    return marks == [":"] or not marks and any(t.get("change") == "reach" for t in behind)


def more_than_anothers(s: _Sentence, c: Clause) -> bool:
    """ "34 tỷ USD, cao hơn 31 tỷ USD của tháng Tám": what another period came to, in languages that would say by how
    much with a word of its own ("cao hơn 3 tỷ USD so với …")."""
    if s.lang.attributive != "after" or "compare" not in c.left_kinds or len(c.right) < 2:
        return False
    words = [t for t in c.near if not t.get("hedge")]
    led = bool(words) and words[-1].get("compare") in ("higher", "lower")
    then = c.right[1].get("period") is not None or c.right[1].get("compare") == "base"
    return led and c.right[0].get("role") == "of" and then


def against_one(c: Clause, k: int) -> bool:
    """ "a deficit of 34 bn, against one of 24 bn": words that point back at what is compared."""
    before = c.near[k - 1] if k else None
    return before is not None and before.get("compare") == "base" and before.end - before.start > len("on")


def elsewhere(s: _Sentence, c: Clause) -> bool:
    """ "far below the 1.1 bn in Singapore", "against 16 bn (62%) for manufacturing": compared with another place or
    other goods, not with another time."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("compare") == "base"), 0)
    dated = any(t.get("period") for t in [*c.near[k:], *c.right])
    words = c.right[:2] or (_past_bracket(s, c) if s.lang.spaced else [])
    what = len(words) > 1 and (words[1].get("area") or words[1].get("sector") or words[1].get("commodity"))
    return bool(what) and words[0].get("role") in ("to", "at", "with", "from") and not dated


def anothers(s: _Sentence, c: Clause, frame: Frame) -> Token | None:
    """ "xuất khẩu tôm sang Trung Quốc đạt 328 triệu USD, so với 297 triệu USD của Mỹ": who is named behind what another
    partner's trade of the same time came to."""
    last = s.last_level
    if s.lang.attributive != "after" or last is None or last.q.unit != c.quantity.unit or len(c.right) < 2:
        return None
    led = [t for t in c.near if not t.get("hedge")]
    if not led or led[-1].get("compare") != "base" or c.right[0].get("role") != "of":
        return None
    area = c.right[1].get("area")
    if (
        area is None
        or area.type != "country"
        or frame.flow.value not in ("exports", "imports", "trade_total")
    ):
        return None
    known = (frame.reporter.value, frame.partner.value, s.lang.home)
    return None if area.code in known or WORLD in known else c.right[1]


def _past_bracket(s: _Sentence, c: Clause) -> list[Token]:
    """The two words behind the bracket that follows a number."""
    behind = s.tokens[c.index + 1 : c.index + 8]
    if not behind or behind[0].get("punct") != "(":
        return []
    close = next((k for k, t in enumerate(behind) if t.get("punct") == ")"), len(behind))
    return [t for t in behind[close + 1 : close + 3] if isinstance(t, Token)]


def other_flow(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "exports of 254 bn, against 234 bn of purchases": compared with another flow, not with another time."""
    if any(t.get("change") == "start" for t in c.near):
        return False
    told = s.last_level.frame.flow.value if s.last_level is not None else None
    flows = {told, frame.flow.value}
    return flows == {"exports", "imports"}
