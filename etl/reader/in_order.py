"""What figures are of that "respectively" pairs with those told before: 大米出口657万吨，玉米进口762万吨。今年分别为265万吨和333万吨。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import NOTHING, Val
from etl.reading import AHEAD, MONEY, Reading, settle
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.periods import Published
    from etl.reader.sentence import _Sentence

# What says of what the figures are: then they are of that, and not of what was told before.
_OWN = frozenset({"area", "pair", "directed", "measure", "commodity", "sector", "rank_noun", "share"})
_WITH = frozenset({"with", "to", "from"})
_MOST = 6  # levels kept in mind


def keep_levels_told(s: _Sentence) -> None:
    """The levels told last, for figures without words that are of the same, in their order."""
    levels = [x for x in s.readings if _is_level(x)]
    if levels:
        s.r.levels = [*s.r.levels, *levels][-_MOST:]


def as_told_before(s: _Sentence) -> None:
    """Give the levels of a sentence that says no more than when, and "respectively", what those told before are of."""
    if s.lang.attributive == "after":
        _parts_as_told(s)
    elif "respectively" in s.links and s.kinds.isdisjoint(_OWN):
        _give(s, s.readings, s.r.levels, whose=False)
    elif "respectively" in s.links and not s.lang.spaced:
        _as_in_the_statement_before(s)


def bases_as_told(s: _Sentence) -> None:
    """ "Exports were 8.9 bn and imports 19.1 bn, against 7.6 bn and 14.6 bn a year earlier": what two amounts of an
    earlier time are of, told in the order of the two before them."""
    levels = [x for x in s.readings if x.transform == "level" and x.q.unit != "rank"]
    for k in range(2, len(levels) - 1):
        told, pair = levels[k - 2 : k], levels[k : k + 2]
        if {x.indicator for x in told} != {"exports", "imports"} or any(x.low for x in told):
            continue
        if len({x.q.unit for x in (*told, *pair)}) > 1 or levels[k + 2 : k + 3]:
            continue
        earlier = {str(x.period.value) for x in pair} - {str(x.period.value) for x in told}
        if len({str(x.period.value) for x in pair}) != 1 or not earlier:
            continue
        between = [t for t in s.tokens if pair[0].q.end <= t.start < pair[1].q.start]
        led = [t for t in s.tokens if told[1].q.end <= t.start < pair[0].q.start]
        if not any(t.get("link") == "and" for t in between) or any(_says(t) or "area" in t for t in between):
            continue
        if any(_says(t) or "area" in t for t in led if not isinstance(t, Quantity)):
            continue
        for x, y in zip(pair, told, strict=True):
            x.indicator, x.frame.flow = y.indicator, y.frame.flow.inherited()
            x.frame.reporter, x.frame.partner = y.frame.reporter, y.frame.partner


def reached_as_told(s: _Sentence) -> None:
    """ "Exports rose 9% and imports 14%, to 8.1 bn and 18.2 bn": what each of the two came to, in their order."""
    for k in range(len(s.readings) - 3):
        one, two, first, second = s.readings[k : k + 4]
        if {one.transform, two.transform} != {"growth"} or {first.transform, second.transform} != {"level"}:
            continue
        if first.q.unit != second.q.unit or first.low or second.low or one.q.unit != "percent":
            continue
        kinds = {(x.indicator, x.frame.partner.value, x.frame.reporter.value) for x in (one, two)}
        between = [t for t in s.tokens if first.q.end <= t.start < second.q.start]
        led = [t for t in s.tokens if two.q.end <= t.start < first.q.start]
        if len(kinds) != 2 or [t.get("link") for t in between] != ["and"]:
            continue
        if not led or led[-1].get("change") != "reach" or any(_says(t) or "area" in t for t in led):
            continue
        for x, y in ((first, one), (second, two)):
            x.indicator, x.frame.flow = y.indicator, y.frame.flow.inherited()
            x.frame.reporter, x.frame.partner = y.frame.reporter, y.frame.partner


def _as_in_the_statement_before(s: _Sentence) -> None:
    """2024年对香港出口2亿美元，自香港进口2.6亿美元；今年上半年分别为1.9亿美元和1.8亿美元: of the same two, behind a semicolon."""
    word = next(k for k, t in enumerate(s.tokens) if t.get("link") == "respectively")
    begin = next((k for k in range(word, 0, -1) if s.tokens[k].get("punct") == ";"), None)
    if begin is None or any(_says(t) or "area" in t for t in s.tokens[begin:] if not isinstance(t, Quantity)):
        return
    led = s.tokens[begin:word]
    if not any(t.get("period") for t in led) or any(isinstance(t, Quantity) for t in led):
        return
    at = s.tokens[begin].start
    before = [x for x in s.readings if _is_level(x) and x.q.end <= at]
    _give(s, [x for x in s.readings if x.q.start > at], before, whose=False)


def grew_to_money(s: _Sentence) -> None:
    """ "1,570 projects, up 14%, but the capital they brought shrank 23.7% to 9.93 bn": what grew is what it came to."""
    for rate, level in zip(s.readings, s.readings[1:], strict=False):
        if (rate.indicator, rate.transform, level.transform) != ("fdi_projects", "growth", "level"):
            continue
        if level.indicator not in ("fdi_registered", "fdi_realised") or level.q.unit not in MONEY:
            continue
        between = [t for t in s.tokens if rate.q.end <= t.start < level.q.start]
        if between and all(t.get("change") == "reach" or t.get("hedge") for t in between):
            rate.indicator, rate.frame.flow = level.indicator, level.frame.flow.inherited()


def _parts_as_told(s: _Sentence) -> None:
    """ "Exports to the US came to 119 bn, imports to 15 bn; with China the figures were 61 and 144 bn": of numbers before
    which is said no more than when and whose, too."""
    for w, t in enumerate(s.tokens):
        if not (t.get("link") == "respectively" or t.get("anaphor") == "figure"):
            continue
        begin = next((k + 1 for k in range(w - 1, -1, -1) if _ends(s.tokens[k])), 0)
        end = next((k for k in range(w, len(s.tokens)) if isinstance(s.tokens[k], Quantity)), None)
        if end is None:
            return
        words = s.tokens[begin:end]
        whose = [k for k, u in enumerate(words) if "area" in u]
        if any(_says(u) for u in words) or len(whose) > 1:
            continue
        until = next((u.start for u in s.tokens[end:] if u.get("punct") == ";" or _says(u)), s.span[1])
        here = [x for x in s.readings if words[0].start <= x.q.start < until]
        before = [x for x in s.readings if _is_level(x) and x.q.end <= words[0].start]
        partner = None
        if whose and whose[0] and words[whose[0] - 1].get("role") in _WITH:
            u = words[whose[0]]
            partner = Val(u["area"].code, (u.start, u.end), "read")
        _give(s, here, [*s.r.levels, *before][-_MOST:], whose=any(_named(u) for u in words), partner=partner)


def _named(t: Token | Quantity) -> bool:
    """Whether a word says whose a figure is: a country, "the whole country", "this market"."""
    return "area" in t or t.get("link") == "total" or t.get("anaphor") not in (None, "figure")


def _ends(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or t.get("punct") == ";"


def _says(t: Token | Quantity) -> bool:
    """Whether a word says what a figure is of, other than whose it is."""
    if isinstance(t, Quantity) or t.get("share") == "equal":
        return False
    return any(kind in t for kind in _OWN if kind != "area")


def _is_level(x: Reading) -> bool:
    return x.transform == "level" and not x.low and x.q.unit != "rank"


def _give(
    s: _Sentence, here: list[Reading], levels_told: list[Reading], *, whose: bool, partner: Val | None = None
) -> None:
    """Give the levels ``here`` what as many told last are of, but not whose they are, where that is said (``whose``), as
    by the ``partner`` named."""
    levels = [x for x in here if x.transform == "level" and x.q.unit != "rank"]
    n = len(levels)
    if n < 2 or len(levels_told) < n:
        return
    told, earlier = levels_told[-n:], levels_told[:-n]
    if any(x.q.unit != y.q.unit for x, y in zip(levels, told, strict=True)) or not _of_one_time(told):
        return
    both_ways = {x.indicator for x in told} == {"exports", "imports"} and s.lang.attributive == "after"
    if earlier and earlier[-1].period.value == told[0].period.value and not both_ways:
        if earlier[-1].q.unit == told[0].q.unit:
            return  # "exports A, imports B, the surplus C": which two of the three nobody says
    grown = [x for x in here if x.transform == "growth"]
    for x, y in [
        *zip(levels, told, strict=True),
        *(zip(grown, told, strict=True) if len(grown) == n else ()),
    ]:
        x.indicator = y.indicator
        for frame in (x.frame, x.kept):
            if frame is None:
                continue
            frame.flow, frame.basis = y.frame.flow.inherited(), y.frame.basis
            frame.commodity = y.frame.commodity.inherited()
            if partner is not None and partner.value != y.frame.reporter.value:
                frame.reporter, frame.partner = y.frame.reporter.inherited(), partner
            elif not whose:
                frame.reporter, frame.partner = y.frame.reporter.inherited(), y.frame.partner.inherited()


def _of_one_time(told: list[Reading]) -> bool:
    return len({str(x.period.value) for x in told}) == 1


def no_longer_ahead(readings: list[Reading], published: Published | None = None) -> None:
    """ "They aim for 5 bn USD by 2020; last year it was 2.7 bn": what was before the time aimed at is no aim."""
    aim = next((x for x in readings if x.frame.status.value in AHEAD), None)
    then = settle(aim.period.value, False) if aim is not None else None
    if aim is not None and then is None and published is not None:
        # "Hai bên hướng tới 2 tỷ USD; năm 2022 đạt 1,7 tỷ": what a text tells of a year that was over is no aim
        for x in readings[readings.index(aim) + 1 :]:
            now = settle(x.period.value, False)
            same = x.frame.status.value in AHEAD and x.frame.status.span == aim.frame.status.span
            if same and now is not None and now.end is not None and now.end.year < published.year:
                x.frame.status = NOTHING
    if then is None or then.start is None:
        return
    for x in readings[readings.index(aim) + 1 :]:
        now = settle(x.period.value, False)
        same = x.frame.status.value in AHEAD and x.frame.status.span == aim.frame.status.span
        if same and now is not None and now.end is not None and now.end < then.start:
            x.frame.status = NOTHING


def pairs_again(s: _Sentence) -> None:
    """ "Xuất khẩu giảm 14,5%, nhập khẩu giảm 12,4%; tính bằng nhân dân tệ giảm 9,2% và 6,9%": two figures of a clause that
    says nothing of what they are, told in the order of the two before them."""
    for k in range(len(s.readings) - 3):
        one, two, first, second = s.readings[k : k + 4]
        kinds = [(x.transform, x.q.unit) for x in (one, two, first, second)]
        if kinds[0] != kinds[1] or kinds[2] != kinds[3] or _side_of(one) == _side_of(two):
            continue
        grew = kinds[0][0] == "level" and kinds[2] == ("growth", "percent")
        if "rank" in kinds[0] or not (grew or kinds[0] == kinds[2]):
            continue
        between = [t for t in s.tokens if first.q.end <= t.start < second.q.start]
        led = [t for t in s.tokens if two.q.end <= t.start < first.q.start]
        mark = next((t.get("punct") for t in led if t.get("punct")), None)
        if [t.get("link") for t in between] != ["and"] or not (mark == ";" or grew and mark == ","):
            continue
        if any(isinstance(t, Quantity) or _named(t) or _tells(t) for t in led):
            continue
        if any(t.get("link") == "respectively" for t in led) or grew and one.q.unit not in MONEY:
            continue
        for x, y in ((first, one), (second, two)):
            x.indicator, x.frame.flow = y.indicator, y.frame.flow.inherited()
            x.frame.reporter, x.frame.partner = y.frame.reporter, y.frame.partner
            x.frame.commodity = y.frame.commodity.inherited()


def _side_of(x: Reading) -> tuple[object, ...]:
    return x.indicator, x.frame.reporter.value, x.frame.partner.value, x.frame.commodity.value


def _tells(t: Token | Quantity) -> bool:
    """Whether a word says what a figure is of, other than that it is a part."""
    return any(kind in t for kind in _OWN if kind not in ("area", "share"))
