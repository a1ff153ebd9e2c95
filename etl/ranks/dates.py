"""When a rank is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import when
from etl.clauses import Clause
from etl.dating import later_period
from etl.frame import FDI, NOTHING, Frame, Val
from etl.ranks.flow import RANKED
from etl.reading import settle
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def when_ranked(s: _Sentence, c: Clause, words: list[Token], cur: Frame, flow: str) -> Val:
    """The period that a rank's own words name, or the sentence's where it names one or states another figure."""
    period = NOTHING
    own = [t for t in words if (m := t.get("period")) is not None and not (m.kind == "now" and s.lang.spaced)]
    for t in own:  # "now ranks third" says nothing of when that was counted
        if cur.period.span == (t.start, t.end) and s.lang.spaced:
            period = cur.period  # read already
            continue
        w = when.resolve(t.get("period"), s.lang, s.year_context(cur), s.r.published)
        if w is not None and w.period is not None:
            period = Val((w.period, w.flow) if w.until else w.period, (t.start, t.end), "read")
    company = any(s.tokens[k].unit not in (None, "rank") for k in s.places)
    if period.value is None and (s.stated_period or company):
        period = cur.period
        placed = company and not c.quantity.superlative
        if not s.stated_period and placed and s.lang.spaced:  # "ranked third with 2 bn in seven months"
            period = later_period(s, c, cur) or period

    if period.value is None and company and not s.readings and s.lang.attributive == "after":
        period = later_period(s, c, cur) or period  # "… the second largest market, with 28 bn in six months"
    told = s.lang.spaced or any(t.get("passing") for t in words)  # 越南取代泰国，成为香港第三大贸易伙伴
    if period.value is None and told and s.lang.attributive == "before" and not c.quantity.superlative:
        period = _of_story(s, flow) or period
    settled = settle(period.value, flow in FDI)
    return (
        Val(settled, period.span, period.how, period.note)
        if settled
        else Val(None, None, "unknown", "no_period")
    )


def _of_story(s: _Sentence, flow: str) -> Val | None:
    """ "Trade came to 133 bn in 2020. Customs ranks Viet Nam as the fifth largest market": of the time that is told of."""
    told = s.r.main
    alike = told.family == "fdi" if flow in FDI else told.flow.value in RANKED | {"trade_balance"}
    alike = alike or flow == told.flow.value == "count"  # "South Korea came second with 4.3 m visitors"
    now = settle(told.period.value, False)
    if not alike or not told.period.stated or now is None or now.type in ("stock", "since"):
        return None
    return told.period.inherited()
