"""What the words of a clause say of the time that its figure is told of: new, raised, held, added up, aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


def lifted_by(c: Clause) -> bool:
    """ "161 projects raising their capital by 2.1 bn": so much was added, no total is told."""
    words = [t for t in c.near if not t.get("hedge")]
    return (
        bool(words) and words[-1].get("role") == "of" and not any(t.get("change") == "reach" for t in words)
    )


def takes(c: Clause) -> bool:
    """ "with the Netherlands taking 148 m": a part that a host takes."""
    words = [t for t in c.near if not t.get("hedge")]
    if len(words) < 2 or words[-1].get("change") != "lift" or words[-1].get("role"):
        return False
    return words[-2].get("area") is not None and c.quantity.start - words[-1].end <= 1


OF_THE_YEAR = frozenset({"year_frame", "year_relative"})  # periods that the total so far may be said to be of


def lifts_total(words: list[Token]) -> bool:
    """ "…, taking the total for the year to 13 bn": whether a total is said to be taken to an amount."""
    k = next((k for k, t in enumerate(words) if t.get("change") == "lift"), None)
    if k is None:
        return False
    if any(t.get("change") == "lift" and t.end - t.start > len("bringing up") for t in words[k:]):
        return True
    year = words[k + 1].get("period") if k + 1 < len(words) else None  # "bringing this year's total to"
    return (
        year is not None and year.kind in OF_THE_YEAR and any(t.get("link") == "total_of" for t in words[k:])
    )


def newly(c: Clause) -> bool:
    """ "bringing the total newly registered and additional capital to 1.6 bn": the sum of what was pledged then."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("change") == "lift"), len(c.near))
    return any(t.get("tense") == "flow" for t in c.near[k + 1 :])


def raised(c: Clause) -> bool:
    """ "9 dự án cũ nâng vốn 118 triệu USD": so much was added, where the words say neither to what nor that it is all."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("change") == "lift"), len(c.near))
    words = c.near[k + 1 :]
    return not any(
        t.get("change") == "reach" or t.get("link") == "total" or t.get("role") == "to" for t in words
    )


def aimed_at(c: Clause) -> bool:
    """Whether a target, and no period, is named right before a number."""
    told = "status" in c.left_kinds and any(t.get("status") == "target" for t in c.near[-3:])
    return told and not any(t.get("period") for t in [*c.near, *c.right])


def dated_multiple(s: _Sentence, c: Clause) -> bool:
    """ "doubled last year": when it did; "twice last year's" is a comparison."""
    before = s.lang.spaced and s.lang.attributive == "before"
    if c.quantity.origin != "multiple" or not before or not c.right or c.right[0].get("period") is None:
        return False
    t = c.right[0]
    return t.start - c.quantity.end <= 1 and "'" not in s.text[t.end : t.end + 1]


def outdoes(c: Clause) -> bool:
    """ "The deficit of 20 bn surpasses the 16 bn of all 2012": the period is that of what it is compared with."""
    alike = c.after is not None and c.after.unit == c.quantity.unit
    return alike and any(t.get("change") == "reach" and not t.get("role") for t in c.right)


def every_year(s: _Sentence, c: Clause) -> bool:
    """ "China imports 15 bn worth of fruit every year": whether the amount is what comes each year, of none told."""
    alone = not any(isinstance(t, Quantity) for t in s.tokens[c.index + 1 :])
    told = [m for t in (*c.near, *(s.tokens[c.index + 1 :] if alone else c.right)) if (m := t.get("period"))]
    return bool(told) and all(m.kind == "annual" for m in told)


def drawn(c: Clause) -> bool:
    """ "21 bn by 20 September", "it drew 21 bn in foreign investment": whether growth behind that is the amount's."""
    if any(t.get("period") for t in c.right):
        return True
    invested = any(str(t.get("measure"))[:3] == "fdi" for t in c.right)
    return invested and any(t.get("measure") == "attract" for t in c.near)


def with_projects(s: _Sentence, c: Clause) -> bool:
    """累计投资279亿美元、项目4418个: what stands is told in money and projects in one breath."""
    behind = s.tokens[c.index + 1 : c.index + 4]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if not n or behind[n].unit not in ("projects", "classifier"):
        return False
    return behind[0].get("link") == "and" and all(t.get("unit") == "projects" for t in behind[1:n])


def said_to_stand(c: Clause) -> bool:
    words = [t.get("tense") for part in c.left if isinstance(part, list) for t in part if t.get("tense")]
    return "stock" in words or bool(c.quantity.get("stands"))


def adds_up(c: Clause) -> bool:
    """Whether what stands is told by no other word than one that adds up the months named before it."""
    words = [t for part in c.left if isinstance(part, list) for t in part]
    at = next((k for k, t in enumerate(words) if t.get("period") is not None), None)
    stood = [k for k, t in enumerate(words) if t.get("tense") == "stock"]
    # 累计新批和增资，前10个月引资112.7亿美元: what adds up before them is new
    new = any(t.get("tense") == "flow" for t in words[:at])
    return at is not None and all((k > at or new) and words[k].get("change") == "lift" for k in stood)


def holds(c: Clause) -> bool:
    """Whether a word for what is held, and does not only add up, stands right before the number."""
    return any(t.get("tense") == "stock" and not t.get("change") for t in c.near[-3:])


def summed_up(c: Clause) -> bool:
    """ "Cumulative: 370 projects, 5.4 bn USD": a word for a stock leads them in, with their capital."""
    return [t.get("tense") or t.get("punct") for t in c.near] == ["stock", ":"]


def accumulated(c: Clause) -> bool:
    """ "vốn đăng ký lũy kế của các doanh nghiệp Nhật Bản đạt 78 tỷ USD": right behind the word for the capital."""
    return any(
        t.get("measure") in ("fdi", "fdi_registered") and u.get("tense") == "stock" and u.start - t.end <= 1
        for t, u in zip(c.near, c.near[1:], strict=False)
    )


def all_that_stands(c: Clause) -> bool:
    """ "… 1,1 tỷ USD, giảm 12%; lũy kế 40,1 tỷ USD, 3.200 dự án": no more than a word for a stock before the amount."""
    words = [t for t in c.near if not (t.get("punct") or t.get("hedge") or t.get("change") == "reach")]
    return [t.get("tense") for t in words] == ["stock"]


def base_like(c: Clause) -> bool:
    """Whether the next number is what this one is compared with."""
    return any(t.get("change") == "start" for t in c.near[-1:]) or c.quantity.unit == "times"
