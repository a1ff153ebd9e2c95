"""Whether investment is told of a span of time, not of all that there was at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.dating.words import drawn
from etl.frame import Frame
from etl.language import english
from etl.periods import Period
from etl.reading import AHEAD, MONEY, settle
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader import _Sentence


def _of_standing(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "36,278 valid projects with total pledged capital of 438 bn, of which 274 bn has been disbursed": the capital of
    projects that stand, and a part of it."""
    last = s.readings[-1] if s.readings else None
    if last is None or frame.family != "fdi" or last.frame.family != "fdi" or last.q.end > c.quantity.start:
        return False
    told = last.period.value
    if not isinstance(told, Period) or told.type != "stock":
        return False
    of_it = any(t.get("link") == "of_which" for t in c.right[:1])  # "…; 271 bn of it had been disbursed"
    if any(t.get("period") or t.get("punct") == ";" and not of_it for t in c.near):
        return False
    if last.indicator == "fdi_projects":
        return bool(last.q.get("stands")) and c.quantity.unit in MONEY
    held = any(r.indicator == "fdi_projects" for r in s.readings[-3:])
    return held and (of_it or any(t.get("link") == "of_which" for t in c.near))


def told_of_stock(s: _Sentence, c: Clause) -> bool:
    return any(t.get("tense") == "stock" for t in s.tokens[: c.index])


def of_flows(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether investment words speak of what came in (new, disbursed) rather than of what stands."""
    words = [t.get("tense") for part in c.left if isinstance(part, list) for t in part if t.get("tense")]
    words += [t.get("tense") for t in c.right if t.get("tense")]
    if c.quantity.get("stands"):
        return False
    if english(s.lang) and _of_standing(s, c, frame):
        return False
    words = [w for w in words if w != "ever"]
    if words and not s.lang.spaced and "flow" in words and _grew_since(s, c):
        return True  # 新批和增资累计192亿美元，同比增长40.8%: what adds up since the year's beginning
    if set(words) == {"flow"} and not s.lang.spaced and _put_in_of_stock(s, c):
        return False
    if words:
        return words[-1] == "flow" and "stock" not in words
    if _hoped_for(s, c, frame):
        return True
    if _grew_in_a_year(s, c):
        return True
    if s.lang.attributive == "after" and frame.family == "fdi" and _grew(s, c):
        return True  # "by October 20 they had put in 25.8 bn, up 14.7%"
    if s.lang.attributive == "after" and frame.family == "fdi" and c.ratio and not s.readings:
        if any(t.get("change") in ("up", "down") for t in c.near[-2:]):
            return True  # "Tính đến 20/5, vốn FDI đăng ký giảm 16,3%, còn 11,71 tỷ USD"
    if not s.lang.spaced and frame.family == "fdi" and not c.ratio and _grew_since(s, c):
        return True  # 截至10月31日注册资金272.6亿美元，同比微增1.9%
    if s.lang.spaced and any(t.get("status") == "target" for t in s.tokens[c.index + 1 : c.index + 11]):
        return True  # "by November 12 it had drawn 889 m, 4.5 times the year's target"
    if s.lang.spaced and any(
        (m := t.get("period")) is not None and m.kind == "year_relative" for t in c.right
    ):
        return True  # "by 20 July it had attracted 17 bn this year"
    if s.lang.spaced and not s.readings and _told_of_flows(s) and _grew(s, c):
        return True
    # 累计308亿美元，每个项目约600万美元；制造业占83%: what one project has is of no months
    before = next((x for x in reversed(s.readings) if x.indicator != "other"), None)
    told = before.frame.family if before is not None else None
    if told == "fdi" and frame.family == "fdi" and before.transform in ("level", "growth"):
        last = before.period.value
        return isinstance(last, Period) and last.type != "stock"
    return frame.flow.value == "fdi_realised"


def _put_in_of_stock(s: _Sentence, c: Clause) -> bool:
    """截至10月底有效项目4万个，注册资金4965亿美元，已到位3177亿美元: what was put in so far of what stands."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.indicator != "fdi_registered" or last.transform != "level" or not c.near:
        return False
    told = [t for t in c.near if t.get("tense")]
    own = all(t.get("measure") == "fdi_realised" for t in told) and not any(t.get("period") for t in c.near)
    return own and isinstance(last.period.value, Period) and last.period.value.type == "stock"


def _hoped_for(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "pledges may reach 40 bn by the end of the year": in the running year."""
    if frame.status.value not in AHEAD or not english(s.lang) or c.quantity.unit not in MONEY:
        return False
    out, by = s.r.published, frame.period.value
    flow = by[1] if isinstance(by, tuple) else None
    return out is not None and flow is not None and flow.type == "year" and flow.year == out.year


def _told_of_flows(s: _Sentence) -> bool:
    before = settle(s.r.main.period.value, False)
    return s.r.main.family == "fdi" and before is not None and before.type not in ("stock", "since", "year")


def _grew(s: _Sentence, c: Clause) -> bool:
    """ "In the first half 13 bn was pledged …; by November it was 29 bn, up 14.8%": as before, what came in."""
    k = _past_whither(s, c)
    behind = s.tokens[k : k + 3] if not c.ratio else []
    return (
        len(behind) == 3
        and behind[0].get("punct") == ","
        and behind[1].get("change") in ("up", "down")
        and isinstance(behind[2], Quantity)
        and behind[2].unit == "percent"
    )


def _grew_since(s: _Sentence, c: Clause) -> bool:
    """累计192亿美元，同比增长40.8%: whether how much it grew in a year is told with the number."""
    if c.ratio:
        return any(t.get("compare") == "yoy" for t in c.near)
    led = s.tokens[c.index + 1 : c.index + 2]
    after = c.index + 1 + any(t.get("role") == "aside" for t in led)  # 以46.5亿美元领跑，同比减少
    behind = s.tokens[after : after + 4]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is not None and behind[n].unit == "percent" and behind[n - 1].get("share"):
        # 46.5亿美元，占18.1%，但较上年同期减14.9%
        behind = [*behind[:1], *s.tokens[after + 1 + n : after + 7 + n]]
        n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is None or behind[n].unit != "percent" or behind[0].get("punct") != ",":
        return False
    if any(t.get("punct") == ";" for t in behind[:n]):
        return False
    return any(t.get("compare") == "yoy" for t in behind[:n])


def _past_whither(s: _Sentence, c: Clause) -> int:
    """The place behind a number and the words that say what it is and whither it went: "5.1 bn of foreign capital, 2.8
    times …", "4 bn to Viet Nam, up 9% …", "6 tỷ USD vốn ngoại tới 20/3, tăng 13%"."""
    k = c.index + 1
    if s.lang.attributive == "after":
        while k < len(s.tokens) and (
            str((t := s.tokens[k]).get("measure"))[:3] == "fdi"
            or t.get("role") in ("to", "at")
            or t.get("area")
            or t.get("period")
            or t.get("link") == "total"  # "1,69 tỷ USD vốn nước ngoài, kém cùng kỳ 19,8%"
        ):
            k += 1
    return k


def _grew_in_a_year(s: _Sentence, c: Clause) -> bool:
    """ "By 20 August pledges came to 18 bn, up 8% from the same period": what grows so began with the year."""
    before = s.lang.spaced and s.lang.attributive == "before"
    past = len(c.right) if before and not c.ratio and drawn(c) else 0
    k = c.index if c.ratio else c.index + 1 + past
    if s.lang.attributive == "after" and not c.ratio:
        k = _past_whither(s, c)
    while k < len(s.tokens) and (
        s.tokens[k].get("punct") == ","
        or s.tokens[k].get("change") in ("up", "down")
        or s.lang.spaced
        and k == c.index + 1
        and not c.ratio
        and s.tokens[k].get("period") is not None
    ):
        k += 1
    while s.lang.attributive == "after" and k < len(s.tokens) and s.tokens[k].get("hedge"):
        k += 1
    if s.lang.attributive == "after" and _signed(s, k) and not told_of_stock(s, c):
        return True  # "Đến 31/10, FDI đăng ký 31,5 tỷ USD (+15,6%)"
    if k + 1 >= len(s.tokens) or not isinstance(q := s.tokens[k], Quantity):
        return False
    if q.unit == "times" and s.lang.attributive == "after":
        m = s.tokens[k + 1].get("period")  # "5.1 bn, 2.8 times last year's"
        return s.tokens[k + 1].get("compare") == "base" or m is not None and m.kind == "year_relative"
    if q.unit != "percent":
        return False
    if s.lang.attributive == "after" and not c.ratio and s.tokens[k - 1].get("change") in ("up", "down"):
        if s.tokens[k + 1].get("punct") and not told_of_stock(s, c):
            return True  # "By 30 September, 24.8 bn was registered, up 11.6%": nobody tells how a stock grew
    if before and _grew_plainly(s, k):
        return True
    more = s.tokens[k + 1].get("compare") in ("higher", "lower") and k + 2 < len(s.tokens)
    if before and more:
        then = next((t for t in s.tokens[k + 2 : k + 4] if not t.get("role")), None)
        if then is not None and (then.get("compare") == "yoy" or then.get("compare") == "base"):
            return True
        if then is not None and (m := then.get("period")) is not None and m.kind == "year_relative":
            return True  # "by 20 July, 4.5 percent more than a year earlier", "less than in the same period"
    if not s.tokens[k - 1].get("change"):
        return False
    if s.tokens[k + 1].get("compare") == "yoy":
        return True
    behind = s.tokens[k + 2] if k + 2 < len(s.tokens) else None
    m = behind.get("period") if behind is not None else None
    return s.tokens[k + 1].get("compare") == "base" and m is not None and m.kind in ("year", "year_relative")


def _grew_plainly(s: _Sentence, k: int) -> bool:
    """ "It drew 24.8 bn of FDI through September, up 11.6%", "…, an 11.6% rise": as much as a year before by then, where
    nothing is said of what stands."""
    words = [*s.tokens[:k], *s.tokens[k + 1 : k + 3]]
    if any(t.get("tense") in ("stock", "ever") for t in words) or any(
        isinstance(t, Quantity) and t.unit == "projects" for t in s.tokens[:k]
    ):
        return False
    moved = ("up", "down")
    ahead = s.tokens[k - 1].get("change") in moved and s.tokens[k + 1].get("punct")
    return bool(ahead) or s.tokens[k + 1].get("change") in moved and not s.tokens[k + 1].get("compare")


def _signed(s: _Sentence, k: int) -> bool:
    """Whether a percentage with a sign stands in a bracket at ``k``, or is what stands there."""
    q = next((t for t in s.tokens[k : k + 2] if isinstance(t, Quantity)), None)
    if q is None or q.unit != "percent" or s.text[q.start - 1 : q.start] not in ("+", "-", "−"):
        return False
    return s.text[q.start - 2 : q.start - 1] == "("
