"""What stood at a day: projects and capital that there were, or are as a text comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods, when
from etl.clauses import Clause
from etl.dating.spans import stock_at
from etl.frame import FDI, Frame, Val
from etl.language import english
from etl.periods import Period
from etl.reading import AHEAD, settle
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader import _Sentence


def since_opening(s: _Sentence, c: Clause) -> bool:
    """ "Since the line's opening, by 28 July": all there was up to then, not that year's alone."""
    for t, behind in zip(s.tokens[: c.index], s.tokens[1 : c.index + 1], strict=False):
        if t.get("tense") == "ever" and not behind.get("ignore"):  # 为开通以来最多: a record
            return True
    return False


def all_there_was(s: _Sentence, c: Clause, flow: Period | None) -> bool:
    """截至2月底，中老铁路累计运输…: what a line has carried by a month, with a word of a stock, is all since it opened;
    so is what is added up to the end of the very months that were told before."""
    if s.lang.spaced or flow is None or c.ratio or not any(t.get("tense") == "stock" for t in c.near):
        return False
    before = settle(s.r.main.period.value, False)
    if any((m := t.get("period")) is not None and m.kind.startswith(("year", "since")) for t in c.near):
        return False  # 截至2月底，今年累计…
    if c.quantity.unit in _RUN and any(t.get("change") == "lift" for t in s.tokens[: c.index]):
        since = any(t.get("compare") in ("yoy", "mom") or t.get("anaphor") == "period" for t in s.tokens)
        trains = any(t.get("measure") == "arrivals" and not t.get("noun") for t in s.tokens[: c.index])
        if trains and not since:
            return True  # 截至6月底，中越班列累计开行4000列
    again = before is not None and before.type == "ytd" and before.code == flow.code and not s.readings
    return again or "works" in s.kinds and any(t.get("works") for t in s.tokens[: c.index])


_RUN = frozenset({"count", "other"})  # what trains and the boxes on them are counted in
_LATELY = 2  # most months between what is told of and a text that says what there is now


def stands_now(s: _Sentence, c: Clause, frame: Frame, told: Val) -> Val | None:
    """ "It drew 1.3 bn in 2022. The province now has 510 foreign projects": all that there are by the end of what is told
    of, unless that was long before the text came out."""
    now = next((t for t in c.near if (m := t.get("period")) is not None and m.kind == "now"), None)
    if now is None and _has_projects(s, c):
        now = c.quantity
    if now is None or not english(s.lang) or "projects" not in s.units or frame.status.value in AHEAD:
        return None
    if "period" in c.right_kinds or any(t.get("tense") == "flow" for t in (*c.near, *c.right[:2])):
        return None
    if (
        told.how == "read"
        and told.span != (now.start, now.end)
        and any(t.get("period") and t is not now for t in c.near)
    ):
        return None
    out, p = s.r.published, settle(told.value, True)
    stood = stock_at(p) if p is not None and p.end and p.type != "stock" else p
    if out is not None and out.month:
        end = stood.end if stood is not None else None
        if end is None or (out.year - end.year) * 12 + out.month - end.month > _LATELY:
            stood = periods.stock(out.year, out.month)  # what was told of is long over
    return Val(stood, (now.start, now.end), "read") if stood is not None else None


TOLD_APART = frozenset({"projects", "classifier"})
UNDATED = "publication_date"  # the note of what is told of the day that the text came out


def published_stock(s: _Sentence) -> Val:
    """All there is when the text came out; unknown where nobody knows when that was."""
    out = s.r.published
    if out is None or not out.month:
        return Val(None, None, "unknown", "no_period")
    return Val(periods.stock(out.year, out.month), None, "default", UNDATED)


def on_this_day(s: _Sentence, c: Clause) -> Val | None:
    """目前日均进出境货车1500辆: how many a day there are as the text comes out, where it names no other time."""
    if s.lang.spaced:
        return None
    told = [t for t in c.near if t.get("period") is not None]
    if len(told) != 1 or told[0].get("period").kind != "now":
        return None
    today = when.resolve(told[0].get("period"), s.lang, None, s.r.published)
    if today is None or today.period is None:
        return None
    return Val(today.period, (told[0].start, told[0].end), "read")


def standing_today(s: _Sentence, c: Clause, frame: Frame, told: Val) -> Val | None:
    """ "Singapore holds 2,169 projects worth 47.9 bn": what stands is told of the day that the text came out, where it
    names no other. None for what is licensed, planned or put in once."""
    if told.note not in (None, "no_period") or frame.family != "fdi" or frame.status.value in AHEAD:
        return None
    beside = (*c.near, *c.right[:2])
    if s.units.isdisjoint(TOLD_APART) or any(t.get("tense") == "flow" for t in beside):
        return None
    if c.quantity.unit in TOLD_APART and any(t.get("measure") in FDI for t in c.right[:1]):
        return None  # "Có 734 lượt dự án điều chỉnh vốn": what was done with them
    now = any((m := t.get("period")) is not None and m.kind == "now" for t in c.near)
    stands = bool(c.quantity.get("stands")) or any(t.get("tense") == "stock" for t in beside)
    if not (now or stands or _kept(s, c)):
        return None
    frame.period = today = published_stock(s)
    return today if today.value is not None else None


def there_were(s: _Sentence, c: Clause, told: Val) -> bool:
    """Whether projects are said to be there by a day that the sentence names."""
    if not isinstance(told.value, tuple) or told.how != "read" or not _kept(s, c):
        return False
    if s.text.endswith(s.lang.spelled["fresh"], 0, c.quantity.end):
        return False
    near = (*c.near, *c.right[:2])
    return not any(t.get("tense") == "flow" or t.get("change") == "add" for t in near) and not any(
        t.get("measure") in FDI for t in c.right[:1]
    )


def _kept(s: _Sentence, c: Clause) -> bool:
    """Whether a verb of having stands right before a number, or before a hedge of it."""
    k = next((k for k in range(c.index, 0, -1) if not s.tokens[k - 1].get("hedge")), 0)
    before = s.tokens[k].start - s.lang.spaced
    return s.text.endswith(s.lang.spelled["keeps"], 0, max(before, 0))


def in_projects(s: _Sentence, c: Clause) -> bool:
    """ "Cumulative FDI stands at 140 bn USD in 19,200 projects": all of them, too."""
    behind = s.tokens[c.index + 1 : c.index + 5]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if k is None or behind[k].unit != "projects" or not english(s.lang):
        return False
    return (
        k > 0 and behind[0].get("role") in ("at", "to", "of") and all(not t.get("punct") for t in behind[:k])
    )


def _has_projects(s: _Sentence, c: Clause) -> bool:
    """ "It drew 1.3 bn in 2022. In all, the province has 510 foreign projects": no word of when they came."""
    q = c.quantity
    if q.unit != "projects" or q.get("stands") or not english(s.lang):
        return False
    k = next((k for k in range(c.index, 0, -1) if not s.tokens[k - 1].get("hedge")), 0)
    if not s.text.endswith(s.lang.spelled["has"], 0, s.tokens[k].start - 1):
        return False
    dated = s.readings or s.stated_period or s.r.main.family != "fdi"
    return not dated and not any(t.get("period") or t.get("tense") == "flow" for t in s.tokens[: c.index + 3])


def not_over(s: _Sentence, p: Period, frame: Frame) -> bool:
    """ "It aims for 15 bn in 2021-2025. Its 1,000 projects are worth 31 bn": what there is, not what those years will
    bring."""
    out = s.r.published
    if out is None or p.start is None or p.end is None or frame.status.value in AHEAD:
        return False
    return p.end.year > out.year > p.start.year
