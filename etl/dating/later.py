"""A period that the words behind a figure tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import when
from etl.clauses import Clause
from etl.dating.adjacent import sets_out
from etl.frame import Frame, Val
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


def bracketed_period(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "4,1 tỉ đô la Mỹ (năm 2000)"."""
    t = c.bracket[0]
    if (m := t.get("period")) is not None:
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is not None and w.period is not None:
            return Val(w.period, (t.start, t.end), "read")
    return None


def later_period(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """The sentence's first period where it stands after its first number."""
    base = False
    rest = s.tokens[c.index + 1 :]
    for k, t in enumerate(rest):
        if t.get("punct") in (",", ";", ":"):
            base = False
            if t.get("punct") == ";":
                return None
        if t.get("compare") == "base" or sets_out(rest, k) or _than(s, t):
            base = True
        elif t.get("change") == "reach":
            base = False  # "grew sevenfold, from 21 bn in 2008 to 176 bn in 2022"
        m = t.get("period")
        if m is None or base or _times_of(s, rest, k):
            continue
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is None or (w.relative or 0) < 0 and not _ends_with(s, rest, k):
            continue
        val = s.period_val(w, t, frame)
        if val is not None and val.value is not None:
            return val
    return None


def _than(s: _Sentence, t: Token) -> bool:
    """ "20 percent higher than in 2022": what comes next is the base's."""
    english = s.lang.spaced and s.lang.attributive == "before" and t.get("compare") in ("higher", "lower")
    return english and s.text[t.start : t.end].rpartition(" ")[2] in s.lang.than


def _times_of(s: _Sentence, rest: list, k: int) -> bool:
    """验放货车1600辆，是2019年的1.6倍: what another time came to says nothing of when this was."""
    behind = [t for t in rest[k + 1 : k + 4] if not t.get("hedge")]
    led = not s.lang.spaced and len(behind) > 1 and behind[0].get("role") == "of"
    return led and isinstance(behind[1], Quantity) and behind[1].unit in ("times", "percent")


def _ends_with(s: _Sentence, rest: list, k: int) -> bool:
    """ "66 bn USD worth of goods crossed the gates last year.": the sentence's own period, which ends it."""
    own = (
        s.lang.spaced
        and s.lang.attributive == "before"
        and not any(t.get("compare") or t.get("change") == "start" for t in rest[:k])
    )
    return own and all(t.get("punct") == "." for t in rest[k + 1 :])
