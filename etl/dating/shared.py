"""A period that a figure shares with the money beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.dating.adjacent import adjacent_period
from etl.frame import Frame, Val
from etl.reading import MONEY
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


def shared_with_money(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "with 411 projects and 4.2 bn by June": the period behind the second number is the first one's, too."""
    words = [t for t in s.tokens[c.index + 1 : c.index + 5] if not t.get("hedge")]
    if s.lang.attributive == "after" and len(words) > 3 and words[0].get("punct") == ",":
        # "80 dự án, 311 triệu USD của năm ngoái"
        money = isinstance(words[1], Quantity) and words[1].unit in MONEY and words[2].get("role") == "of"
        own = money and words[3].get("period") is not None
        return adjacent_period(s, c, frame, words=words[2:4]) if own else None
    if len(words) < 3 or not (words[0].get("link") == "and" and isinstance(words[1], Quantity)):
        return None
    if c.right or words[1].unit in ("projects", "percent", "rank", "times") or words[2].get("period") is None:
        return None
    return adjacent_period(s, c, frame, words=[words[2]])


def shared_with_worth(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "Thái Lan xuất khẩu 7 triệu tấn gạo, trị giá 4,7 tỷ USD trong năm 2012": the period behind what goods are worth is
    theirs, too."""
    if any(t.get("period") or t.get("compare") for t in c.near):
        return None
    behind = s.tokens[c.index + 1 : c.index + 10]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is None or behind[n].unit not in MONEY:
        return None
    if not all(_worth(t) for t in behind[:n]) or not any(t.get("punct") == "," for t in behind[:n]):
        return None
    words = behind[n + 1 : n + 2]
    return adjacent_period(s, c, frame, words=words) if words and words[0].get("period") else None


def shared_with_sum(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "23.9 million tonnes and 882 m USD in eight months": the period behind both is that of the first, too."""
    joint, money, when = (*s.tokens[c.index + 1 : c.index + 4], None, None, None)[:3]
    if joint is None or money is None or when is None or joint.get("link") != "and":
        return None
    if not isinstance(money, Quantity) or money.unit not in MONEY or any(t.get("period") for t in c.near):
        return None
    return adjacent_period(s, c, frame, words=[when]) if when.get("period") else None


def _worth(t: Token) -> bool:
    """Whether a word between goods and money only says that these are worth so much."""
    worth = t.get("measure") in ("value", "total_value", "earn") or t.get("change") == "reach"
    return worth or t.get("punct") == "," or bool(t.get("hedge") or t.get("commodity") or t.get("share"))
