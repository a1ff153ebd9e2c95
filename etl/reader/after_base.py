"""When a figure is of, where a sentence names only the year that it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods, when
from etl.frame import Val
from etl.reading import AHEAD, settle
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_UNDATED = "no_period"


def after_base(s: _Sentence) -> None:
    """ "Exports hit 4 bn, up 20% from 2022", in a text of 2024: of the year after, where that was over when the text came
    out or, in a forecast, was running then. What a sentence tells with a period of its own stays as it is."""
    undated = [x for x in s.readings if x.period.value is None]
    if not undated or s.r.published is None or any(x.period.note != _UNDATED for x in undated):
        return
    if not any(x.transform != "level" or x.low for x in s.readings):
        return
    dated = [k for k, t in enumerate(s.tokens) if t.get("period") is not None]
    years = {_year_compared_with(s, k) for k in dated}
    if len(years) != 1 or (base := next(iter(years))) is None:
        return
    ahead = any(t.get("status") in AHEAD for t in s.tokens)
    if base + 1 != s.r.published.year - (0 if ahead else 1):
        return
    t = s.tokens[dated[0]]
    val = Val(periods.year(base + 1), (t.start, t.end), "inherited", "year_after")
    for x in undated:
        if x.low:
            continue
        x.period = x.frame.period = val
        if x.kept is not None:
            x.kept.period = val


def _year_compared_with(s: _Sentence, k: int) -> int | None:
    """The year that the word at ``k`` names as a base, whole and by its number: "from 2022", "than in 2022"."""
    t = s.tokens[k]
    if t.get("period").kind not in ("year", "year_full") or not k:
        return None
    before: Token = s.tokens[k - 1]
    if before.get("role") == "at" and k > 1:
        before = s.tokens[k - 2]
    than = before.get("compare") in ("higher", "lower", "base")
    if not than and before.get("change") != "start":
        return None
    w = when.resolve(t.get("period"), s.lang, None, s.r.published)
    p = settle(w.period, False) if w is not None else None
    return p.year if p is not None and p.type == "year" else None
