"""What figures are of that "respectively" pairs with those told before: 大米出口657万吨，玉米进口762万吨。今年分别为265万吨和333万吨。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.reading import Reading

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

# What says of what the figures are: then they are of that, and not of what was told before.
_OWN = frozenset({"area", "pair", "directed", "measure", "commodity", "sector", "rank_noun", "share"})
_MOST = 6  # levels kept in mind


def keep_levels_told(s: _Sentence) -> None:
    """The levels told last, for figures without words that are of the same, in their order."""
    levels = [x for x in s.readings if x.transform == "level" and not x.low and x.q.unit != "rank"]
    if levels:
        s.r.levels = [*s.r.levels, *levels][-_MOST:]


def as_told_before(s: _Sentence) -> None:
    """Give the levels of a sentence that says no more than when, and "respectively", what those told before are of."""
    if not s.kinds.isdisjoint(_OWN):
        return
    levels = [x for x in s.readings if x.transform == "level" and x.q.unit != "rank"]
    n = len(levels)
    if n < 2 or len(s.r.levels) < n:
        return
    told, earlier = s.r.levels[-n:], s.r.levels[:-n]
    if any(x.q.unit != y.q.unit for x, y in zip(levels, told, strict=True)) or not _of_one_time(told):
        return
    if earlier and earlier[-1].period.value == told[0].period.value and earlier[-1].q.unit == told[0].q.unit:
        return  # "exports A, imports B, the surplus C": which two of the three nobody says
    grown = [x for x in s.readings if x.transform == "growth"]
    for x, y in [
        *zip(levels, told, strict=True),
        *(zip(grown, told, strict=True) if len(grown) == n else ()),
    ]:
        x.indicator = y.indicator
        for frame in (x.frame, x.kept):
            if frame is not None:
                frame.flow, frame.basis = y.frame.flow.inherited(), y.frame.basis
                frame.reporter, frame.partner = y.frame.reporter.inherited(), y.frame.partner.inherited()
                frame.commodity = y.frame.commodity.inherited()


def _of_one_time(told: list[Reading]) -> bool:
    return len({str(x.period.value) for x in told}) == 1
