"""What stands behind figures and holds for them, too: when, with whom and who counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import NOTHING, WORLD, Frame, Val
from etl.reading import MONEY, TRADE, a_year_earlier, settle
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence
    from etl.reading import Reading


_ANYBODYS = frozenset({"USD", "EUR"})
# Amounts that a balance is made of, before it.
_NETTED = frozenset({("exports", "imports", "trade_balance"), ("imports", "exports", "trade_balance")})


def dated_behind(s: _Sentence) -> None:
    """ "spent 5.8 bn on 14 m tonnes of steel from January to September": when is told behind the second figure,
    and nothing before it told when the first is of."""
    later = next((x for x in s.readings if x.frame.period.how == "read" and not x.low), None)
    if later is None or later.period.value is None:
        return
    before = s.readings[: s.readings.index(later)]
    if before and _against(s, before[-1], later):
        before = []  # "It buys 38%, against 33% in 2023"
    for x in before:
        undated = x.period.value is None and x.period.span is None or _expected_with(x, later)
        if undated and not x.low and x.transform != "rank":
            if any(t.get("punct") == ";" for t in s.tokens if x.q.end <= t.start < later.q.start):
                continue
            x.period = later.period
            x.frame.period = later.frame.period
            if x.kept is not None and x.kept.period.value is None:
                x.kept.period = later.frame.period
    for x in s.readings[s.readings.index(later) + 1 :]:
        if x.transform == "growth" and x.period.value is None and x.period.span is None and not x.low:
            x.period = (
                later.period
            )  # "1.6 m travellers and 82,000 vehicles last year, up 29-fold and 3.4 times"


def _against(s: _Sentence, x: Reading, later: Reading) -> bool:
    """Whether a figure is what the one before it is compared with."""
    between = [t for t in s.tokens if x.q.end <= t.start < later.q.start]
    led = next((t for t in reversed(between) if not t.get("hedge")), None)
    compared = led is not None and not isinstance(led, Quantity) and led.get("compare") == "base"
    return compared and x.transform == later.transform and x.indicator == later.indicator


def listed_behind(s: _Sentence) -> None:
    """ "Trade with A, B and C was 6 bn, 5 bn and 4 bn last year, up 4%, 6% and 5%": the year behind the last amount of a list
    is that of all of them, where those before are of a time told in an earlier sentence."""
    run = [x for x in s.readings if x.listed and x.transform == "level" and x.q.unit != "rank"]
    last = run[-1] if len(run) > 1 else None
    if last is None or last.period.how != "read" or (last.period.span or (0,))[0] < last.q.end:
        return
    if len({(x.q.unit, x.indicator) for x in run}) > 1:
        return
    whose = {x.frame.partner.value for x in run}
    for x in s.readings:
        theirs = x in run or x.listed and x.transform == "growth" and x.frame.partner.value in whose
        if theirs and x.period.how == "inherited" and x.frame.period.how == "inherited":
            x.period = x.frame.period = last.period


def ended_behind(s: _Sentence) -> None:
    """ "Exports rose tenfold from 0.7 bn in 1999 to 7 bn in 2009", "rose 5 percent from 6 to 7 bn in 2009": the growth is
    that of the end, whose period stands behind it, and not one of the sentence before; so is the base the year before's."""
    for x, start, end in zip(s.readings, s.readings[1:], s.readings[2:], strict=False):
        if x.transform != "growth" or x.frame.period.how != "inherited" or end.period.how != "read":
            continue
        levels = start.transform == end.transform == "level" and start.q.unit == end.q.unit
        if not levels or x.indicator != end.indicator or (end.period.span or (0,))[0] < end.q.end:
            continue
        between = [t for t in s.tokens if x.q.end <= t.start < start.q.start]
        joined = [t for t in s.tokens if start.q.end <= t.start < end.q.start]
        led = bool(between) and between[0].get("change") == "start"
        if not led or not any(t.get("link") == "range" for t in joined):
            continue
        x.period = x.frame.period = end.period
        if start.period.how != "read":
            earlier = a_year_earlier(settle(end.period.value, False))
            start.period = Val(earlier, end.period.span, "inherited", "year_before") if earlier else NOTHING


def _expected_with(x: Reading, later: Reading) -> bool:
    """ "expects exports of 20 bn and imports of 48 bn this year": what is expected is not of the months told of before."""
    status = x.frame.status.value
    same = status in ("forecast", "target") and later.frame.status.value == status
    return same and x.period.how == "inherited" and x.transform == later.transform == "level"


def _in_one_word(s: _Sentence, f: Frame) -> bool:
    """Whether the two sides are named in one word, such as China-Malaysia."""
    if f.reporter.span is None or f.partner.span is None or f.reporter.how != "read":
        return False
    between = s.text[f.reporter.span[1] : f.partner.span[0]]
    return f.reporter.span == f.partner.span or between.strip() == "-"


def whose_money(s: _Sentence) -> None:
    """ "China-Malaysia trade came to 190 bn ringgit. Exports fell": two in one word are no one's trade more than the
    other's, and what counts in the money of one is told from its side."""
    for x in s.readings:
        f = x.frame
        if x.indicator != "trade_total" or x.transform != "level" or not f.bilateral or x.q.unit not in MONEY:
            continue
        sides = (f.reporter, f.partner)
        if x.q.unit in _ANYBODYS or str(x.q.unit)[:2] != f.partner.value or not _in_one_word(s, f):
            continue
        for y in s.readings:
            for frame in (y.frame, y.kept):
                if frame is not None and (frame.reporter, frame.partner) == sides:
                    frame.reporter, frame.partner = sides[1], sides[0]
        return


def added_behind(s: _Sentence, c: Clause, cur: Frame) -> None:
    """ "China had 1,747 projects by September; 195 of these, worth 1.7 bn, were added in nine months": when the part was
    added is told behind it, and is none of the time by which all had been."""
    if not c.near or cur.period.how != "read" or "of_which" not in s.links:
        return
    words = [t for t in c.near[:4] if t.get("change") != "reach"]
    if len(words) < 2 or words[0].get("punct") != "," or words[1].get("tense") != "flow":
        return
    told = next((t for t in words[2:] if t.get("period")), None)
    if told is None or cur.period.span != (told.start, told.end):
        return
    when = settle(cur.period.value, False)
    if when is None or when.type == "stock":
        return
    for x in reversed(s.readings):
        stood = settle(x.period.value, False)
        if stood is None or stood.type != "stock" or x.frame.family != "fdi":
            return
        x.period = x.frame.period = cur.period
        if x.q.unit == "projects":
            return


def ranked_behind(s: _Sentence) -> None:
    """ "Exports of 4.1 bn USD in January made China Viet Nam's top market": with whom they are, where nobody is named
    before what they make of the one that ranks."""
    level, rank = s.readings[0], s.readings[1]
    if rank.transform != "rank" or level.transform != "level" or level.indicator != rank.indicator:
        return
    told = level.frame
    if (
        told.partner.value not in (None, WORLD)
        or told.partner.how == "read"
        or rank.frame.partner.how != "read"
    ):
        return
    before = [t for t in s.tokens if t.end <= level.q.start]
    between = [t for t in s.tokens if level.q.end <= t.start < rank.q.start]
    if any("area" in t for t in before) or any(t.get("punct") or t.get("link") for t in between):
        return
    if any(t.get("role") in ("to", "from", "with") for t in between):
        return
    told.reporter, told.partner = rank.frame.reporter, rank.frame.partner


def whose_behind(s: _Sentence) -> None:
    """ "had 377 projects worth 10 bn, 75 of which, with 5 bn, were Chinese", "…, of which 75 worth 5 bn came from Japan":
    whose the part is stands behind its figures."""
    last = s.readings[-1]
    words = [t for t in s.tokens if t.start >= last.q.end and t.get("punct") not in (".", ",")]
    k = next((k for k, t in enumerate(s.tokens) if t.get("link") == "of_which"), None)
    if k is None or not 2 <= len(words) <= 5 or words[0].get("change") != "reach":
        return
    since = s.tokens[k - 1].start if k and isinstance(s.tokens[k - 1], Quantity) else s.tokens[k].start
    area = words[-1].get("area")
    sold = any(t.get("measure") in ("exports", "sell") for t in words[1:-2])
    if area is not None and sold and words[-2].get("role") == "to":
        # "40 percent of which, or 1.3 m tons, were shipped to China"
        for x in s.readings:
            if x.q.start >= since and x.frame.flow.value == "exports" and x.frame.partner.how == "default":
                x.frame.partner = Val(area.code, (words[-1].start, words[-1].end), "read")
        return
    said = words[-1].get("adjective") if len(words) == 2 else words[1].get("role") == "from"
    if len(words) > 3 or not said or area is None or area.type != "country":
        return
    for x in s.readings:
        if x.q.start >= since and x.frame.family == "fdi" and x.frame.reporter.value == WORLD:
            x.frame.reporter = Val(area.code, (words[-1].start, words[-1].end), "read")


def all_of_them(s: _Sentence) -> None:
    """对华出口钢铁21万吨。2019年钢铁出口668万吨，其中柬埔寨170万吨: of what partners have their parts is with all, not with
    the one that the text told of before."""
    k = next((k for k, t in enumerate(s.tokens) if t.get("link") == "of_which"), None)
    if k is None:
        return
    at = s.tokens[k].start
    ahead = [x for x in s.readings if x.q.start < at and x.frame.flow.value in TRADE]
    behind = [x for x in s.readings if x.q.start > at and x.frame.partner.how == "read"]
    if not ahead or not behind:
        return
    told, part = ahead[-1].frame, behind[0].frame
    one = told.partner.value
    inherited = all(x.frame.partner.how == "inherited" and x.frame.partner.value == one for x in ahead)
    same = (told.flow.value, told.reporter.value) == (part.flow.value, part.reporter.value)
    other = part.partner.value not in (one, None, WORLD) and "-" not in str(part.partner.value)
    if not inherited or not same or not other or one in (None, WORLD) or not str(one).isalpha():
        return
    if len(str(one)) > len(s.lang.home) or part.bilateral:
        return
    for x in ahead:
        x.frame.partner = Val(WORLD, None, "default", "no_partner")


def with_behind(s: _Sentence) -> None:
    """ "With exports of 4 bn and imports of 11 bn, Viet Nam ran a deficit of 7 bn with China": both are with China,
    as the amounts tell."""
    levels = [x for x in s.readings if x.transform == "level"]
    if len(levels) < 3:
        return
    out, back, net = levels[:3]
    if (out.indicator, back.indicator, net.indicator) not in _NETTED or net.frame.partner.how != "read":
        return
    sides = (out.frame, back.frame)
    if any(f.partner.how != "default" or f.partner.value != WORLD for f in sides):
        return
    a, b, n = (abs(x.q.value) for x in (out, back, net))
    if len({x.q.unit for x in (out, back, net)}) > 1 or abs(abs(a - b) - n) * 50 > max(a, b):
        return
    if any(f.reporter.value != net.frame.reporter.value for f in sides):
        return
    for x in s.readings[: s.readings.index(net)]:
        if x.indicator in (out.indicator, back.indicator) and x.frame.partner.how == "default":
            x.frame.partner = net.frame.partner


def compilers_behind(s: _Sentence) -> None:
    """ "Trade reached 172 bn USD, according to Vietnam Customs": who counted stands behind the figures, which
    then are not those of a compiler of an earlier sentence."""
    if "compiler" not in s.kinds:
        s.r.disputed = False
        return
    named = {code for t in s.tokens if (code := t.get("compiler"))}
    s.r.disputed = len(named) > 1
    for k, t in enumerate(s.tokens):
        if not t.get("compiler") or not k:
            continue
        if s.tokens[k - 1].get("punct") not in (",", "(") and not s.tokens[k - 1].get("role"):
            continue
        since = max((u.end for u in s.tokens[:k] if u.get("punct") == ";"), default=0)
        val = Val(t.get("compiler"), (t.start, t.end), "read")
        for r in s.readings:
            if since <= r.q.start < t.start and r.frame.compiler.how != "read":
                r.frame.compiler = val
