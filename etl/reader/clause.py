"""One clause: its words update the frame, its quantity is read in it, and what later clauses go on from is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.ahead import opening
from etl.behind import right_parties
from etl.clauses import Clause, joins
from etl.figures import read_quantity
from etl.frame import WORLD, Frame, Val
from etl.parties import parties
from etl.reader.context import context
from etl.reader.dates import take_period
from etl.reader.over import english
from etl.reading import COUNTS, FLOWS, MONEY, TOLD_FLOWS, Reading
from etl.roles import Role
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_LEADS = frozenset({"area", "directed", "measure", "rank_noun"})
_OTHER = {"partner": "reporter", "reporter": "partner"}
_ACTS = frozenset({"buy", "imports", "sell", "supply"})


_WITH_PARTS = 3  # a whole, and its two parts


def _back_to_whole(s: _Sentence, c: Clause, cur: Frame) -> Frame:
    """ "Trade with ASEAN was 339 bn, of which exports 220 bn and imports 119 bn; Vietnam accounted for 254 bn": of the
    trade, both of whose parts have been told."""
    if len(s.readings) < _WITH_PARTS or not s.parted or not english(s.lang) or "measure" in c.left_kinds:
        return cur
    if cur.flow.value not in ("exports", "imports") or not c.near or not any(t.get("area") for t in c.near):
        return cur
    first = next((t for t in c.near if not t.get("hedge")), c.near[0])
    levels = [x for x in s.readings if x.transform == "level"][-_WITH_PARTS:]
    if first.get("punct") != ";" or [x.indicator for x in levels[:1]] != ["trade_total"]:
        return cur
    if {x.indicator for x in levels[1:]} != {"exports", "imports"}:
        return cur
    frame = levels[0].frame.copy()
    frame.flow = frame.flow.inherited()
    return frame


def read_clause(
    s: _Sentence, c: Clause, cur: Frame, groups: dict[int, tuple[int, int, list]], last: bool
) -> Frame:
    """The frame that the next clause goes on from, once the words of one are taken in and its quantity is read."""
    cur = _back_to_whole(s, c, cur)
    # what stands behind the last number has no use for it
    s.rank_before = cur.copy() if c.quantity is not None else None
    told, sides, varied, when = cur.flow, (cur.reporter, cur.partner), cur.varied, cur.period
    if s.carried:
        c.led_by(s.carried)
        s.carried = []
    if s.trunk is not None and "of_which" in s.links and "area" in c.left_kinds and part_over(s, c):
        cur = s.trunk.copy()
    cur = words_before(s, c, cur)
    q = c.quantity
    if q is None:
        return cur
    if len(c.left) > 1:
        in_passing(s, c, cur)
    if not s.lang.spaced and c.ratio and "share" in c.left_kinds and _of_another_time(c):
        cur.period = when
    opening(s, c, cur)
    beside = None
    if q.origin == "rank":
        beside = flow_beside(s, c, cur, sides[0])
        ranks_again(s, c, cur)
        for t in c.right:
            if t.get("role") == "aside" and english(s.lang):
                break  # "the second highest after August's 20.6 bn"
            if t.get("period") is not None:
                take_period(s, t, cur, False, c)
    # only ranks and papers change the frame; copies are made for what does not
    before = cur.copy() if q.origin == "rank" or q.paper else None
    reading = read_quantity(s, c, cur, groups)
    if cur.flow.value == "other" and told.value not in (None, "other") and not goes_on_to(s, c):
        before = before or cur.copy()
        before.flow = told  # a price in between changes nothing of what is told
        if reading is not None:
            reading.kept = before
        cur = before
    if reading is None:
        no_figure(s, c, cur)
        return beside or cur
    if q.origin == "rank":
        if any(t.get("rival") for t in c.near):
            reading.frame.reporter, reading.frame.partner = before.reporter, before.partner
            reading.kept = before
        if any(t.get("measure") in ("surplus", "deficit") for t in c.own):
            s.carried = c.own  # "of the largest partners three are in surplus: the US, 12 bn"
        if reading.frame.family == "fdi":
            ranked_investor(s, reading)
    reading.sentence = s.span
    reading.listed = c.index in groups
    told_of(s, c, reading)
    if beside is not None and beside.reporter.value is None:
        beside.reporter = reading.frame.reporter
    kept = beside or reading.kept or before or cur.copy()
    if not s.lang.spaced and reading.transform == "level":
        if _by_the_way(c.near):
            kept.reporter, kept.partner, kept.varied, reading.sub = *sides, varied, True
            if reading.frame.family == "fdi" and sides[1].stated and reading.frame.partner.how != "read":
                reading.frame.partner = sides[1].inherited()  # 仅次于韩国的243个项目: there, too
        elif len(s.readings) > 1 and c.near and all(joins(t) for t in c.near):
            told = s.readings[-2]
            at = next((k for k, t in enumerate(s.tokens) if t is told.q), 0)
            if s.tokens[c.index - len(c.near) - 1] is told.q and _by_the_way(s.tokens[max(0, at - 5) : at]):
                reading.frame.reporter, reading.frame.partner = told.frame.reporter, told.frame.partner
                kept.reporter, kept.partner, kept.varied, reading.sub = *sides, varied, True
    if not s.lang.spaced and reading.transform == "growth" and "-" in str(sides[0].value):
        if any(t.get("anaphor") == "home" for t in c.near):
            # 全市进出口增12.3%，而全国同期增2.8%；出口2637亿元: the nation is told of in passing
            kept.reporter, kept.partner, kept.varied, reading.sub = *sides, varied, True
    if s.lang.attributive == "after" and reading.low and reading.transform == "growth":
        kept.period = when
    if s.lang.attributive == "after" and reading.transform == "share":
        _supplies(reading, kept)
    if varied in _OTHER and kept.varied == varied and told_from_other(sides, reading.frame, str(varied)):
        reading.frame.varied = kept.varied = _OTHER[varied]
    if not reading.sub and not last:
        s.trunk = kept.copy()
    return kept


def _supplies(share: Reading, kept: Frame) -> None:
    """ "Trung Quốc cung cấp 41% than nhập khẩu của Việt Nam, trị giá 8,3 tỷ USD": what it supplies is what is imported."""
    flows = {share.indicator, kept.flow.value}
    if flows != {"exports", "imports"} or share.frame.reporter.value != kept.reporter.value:
        return
    if share.frame.partner.value == kept.partner.value:
        kept.flow = Val(share.indicator, share.frame.flow.span, "read")


def flow_beside(s: _Sentence, c: Clause, cur: Frame, whose: Val) -> Frame | None:
    """ "Xuất khẩu sang Trung Quốc, đối tác thương mại lớn nhất của Nhật Bản, giảm 6,4%": what rank the partner named right
    before has says nothing of the flow; the frame that goes on from there."""
    if s.lang.attributive != "after" or cur.flow.value != "trade_total":
        return None
    k = next((k for k, t in enumerate(c.near) if t.get("punct") == ","), 0)
    if k < 3 or not c.near[-1].get("rank_noun") or not c.near[k - 1].get("area"):
        return None
    way, at = c.near[k - 2 : k]
    flow = next((t for t in reversed(c.near[: k - 2]) if t.get("measure")), way)
    if flow.get("measure") not in ("exports", "imports") or way.get("role") not in ("to", "from"):
        return None
    if any(not (t.get("ignore") or t.get("number")) for t in c.near[k + 1 : -1]):
        return None
    told = cur.copy()
    told.flow = Val(flow["measure"], (flow.start, flow.end), "read")
    told.partner, told.varied = Val(at["area"].code, (at.start, at.end), "read"), "partner"
    read = cur.reporter.how == "read" and cur.reporter.value != told.partner.value
    told.reporter, told.bilateral, told.basis = cur.reporter if read else whose, False, "value"
    return told


def told_from_other(sides: tuple[Val, Val], told: Frame, varied: str) -> bool:
    """ "The US was the biggest buyer, importing 14.6 bn from Vietnam. It was followed by the EU": the flow is told from
    the other side, and so it is the reporter who is another in what follows."""
    reporter, partner = (side.value for side in sides)
    both = reporter is not None and partner is not None and reporter != partner
    if told.flow.value == "exports" and both and told.reporter.value != reporter and varied == "partner":
        # "Đứng thứ hai là Thái Lan xuất khẩu sang Philippines đạt 300.227 tấn, tiếp theo là Pakistan", "Việt Nam xuất khẩu
        # sang Mỹ 97 tỷ, Thái Lan xuất khẩu sang Mỹ 40 tỷ, Malaysia 30 tỷ"
        read = told.reporter.how == told.partner.how == "read"
        same = told.reporter.value == partner or told.partner.value == partner and sides[0].how == "read"
        return read and same and told.partner.value not in (reporter, told.reporter.value, WORLD)
    told_back = (told.reporter.value, told.partner.value) == (partner, reporter)
    return both and told_back and told.flow.value == "imports"


def _of_another_time(c: Clause) -> bool:
    """相当于2023年全年的95%: how much it is of what another time came to says nothing of when it is."""
    words = [t for t in c.near if not t.get("hedge")][-3:]
    if len(words) < 3 or words[-1].get("role") != "of" or not words[-2].get("period"):
        return False
    return words[-3].get("share") == "equal"


def _by_the_way(near: list[Token]) -> bool:
    """仅次于美国的1190亿美元: what another's, that is only named in passing, came to."""
    words = [t for t in near if not (t.get("hedge") or t.get("role") == "of")][-2:]
    return len(words) == 2 and words[0].get("role") == "aside" and bool(words[1].get("area"))


def part_over(s: _Sentence, c: Clause) -> bool:
    """ "Trade with Laos came to 159 bn, of which exports made up 97 bn, and with Myanmar to 144 bn": the next partner is
    one of the whole, not of the part."""
    last = s.readings[-1] if s.readings else None
    if last is None or not last.sub or s.trunk.flow.value != "trade_total" or not english(s.lang):
        return False
    if last.indicator not in ("exports", "imports") or len(c.near) < 2:
        return False
    if c.near[0].get("punct") != "," or c.near[1].get("link") != "and":
        return False
    return not any(t.get("measure") or t.get("share") or t.get("link") == "of_which" for t in c.near)


def ranks_again(s: _Sentence, c: Clause, cur: Frame) -> None:
    """ "Laos ranked second with 159 bn, of which exports made up 97 bn, and Myanmar third": in trade as Laos did."""
    last = next((x for x in reversed(s.readings) if x.transform == "rank"), None)
    if last is None or last.indicator != "trade_total" or cur.flow.value not in ("exports", "imports"):
        return
    if not english(s.lang) or any(t.get("measure") or t.get("rank_noun") for t in (*c.near, *c.right[:3])):
        return
    cur.flow, cur.reporter = last.frame.flow, last.frame.reporter


def words_before(s: _Sentence, c: Clause, cur: Frame) -> Frame:
    """The frame as the words before a quantity leave it: a bracket, and who is named in passing, change it only up to
    where the bracket ends."""
    held = False
    passing, s.passing = s.passing, False
    for n, part in enumerate(c.left):
        if part == ")":
            if s.saved:
                back = s.saved.pop()
                back.period = cur.period if not back.period.stated else back.period
                cur = back
                s.rank_before = cur.copy()
        elif part == "(":
            if not held:
                s.saved.append(cur.copy())
        else:
            # "behind the US (9.6 bn)": what is told goes on as before once the bracket is closed
            held = c.left[n + 1 : n + 2] == ["("] and len(part) > 1 and bool(part[-1].get("area"))
            # "after China (5 bn) and the US (3 bn)": the second, too
            listed = passing and all(joins(t) for t in part[:-1])
            held = held and (part[-2].get("role") == "aside" or listed)
            s.passing = s.passing or held
            if held:
                s.saved.append(cur.copy())
            cur = context(s, part, cur, c)
    return cur


def no_figure(s: _Sentence, c: Clause, cur: Frame) -> None:
    """What is kept of a clause whose number is no figure of the field: words that the next clause begins with, the
    parties and the period behind the number."""
    q = c.quantity
    if q.origin == "rank" and any(t.get("area") or tells_a_balance(s, t) for t in c.own):
        s.carried = c.own  # "in the lead is China, with 5 bn"
    elif q.origin == "rank" and not s.lang.spaced and c.right and _goods_rank(c.right[0]):
        s.carried = c.right[:1]  # 机电产品是云南第一大出口商品，占21.9%
    elif q.origin == "rank" and s.lang.attributive == "after" and not c.own and acts_next(s, c):
        s.carried = c.near  # "the US comes first, having bought 10,278 tonnes"
    elif (
        (q.unit == "count" or q.unit == "vehicles" and s.lang.attributive == "after")
        and s.lang.spaced
        and any(FLOWS.get(m := t.get("measure"), m) in TOLD_FLOWS for t in c.right)
    ):
        s.carried = c.right  # "700 firms traded through Lang Son, for 17 bn"
    elif q.unit is None and not s.lang.spaced and not _LEADS.isdisjoint(c.right_kinds):
        s.carried = c.right  # "among the 80 countries that invest in Viet Nam China leads, with 4 bn"
    elif q.unit == "count" and s.lang.spaced and named_firms(c.own):
        s.carried = c.own  # "184 Guangxi firms and institutes have put 140 m into Viet Nam"
    marked = s.lang.spaced and s.passed is q and q.unit in MONEY and not c.after
    if (q.unit in COUNTS or marked) and cur.flow.value in ("exports", "imports") and c.right:
        varied = cur.varied
        right_parties(s, c, cur, str(cur.flow.value))  # "imported 1,585 cars from Thailand, worth …"
        cur.varied = varied if marked else cur.varied
    for t in c.right:  # the number is none of ours, the period behind it may be
        if t.get("compare") in ("base", "higher", "lower") or t.get("status") == "target":
            break
        if t.get("period") is not None and q.origin != "rank":
            take_period(s, t, cur, False, c)


def _goods_rank(t: Token) -> bool:
    return t.get("noun") == "goods" and t.get("measure") in ("exports", "imports")


def told_of(s: _Sentence, c: Clause, reading: Reading) -> None:
    """Keep in mind what a figure was of: for the sentence's next clauses, and between whom for the whole text."""
    frame = reading.frame
    if frame.family == "fdi":
        s.r.investors.add(frame.reporter.value)
        s.r.hosts.add(frame.partner.value)
    if reading.indicator in TOLD_FLOWS or reading.indicator == "volume":
        s.r.sides.add(frozenset((frame.reporter.value, frame.partner.value)))
    s.readings.append(reading)
    if reading.transform == "level":
        s.last_level = reading
    elif reading.transform in ("growth", "share"):
        # "rose 4 percent after falling 6 percent in January, and imports 5 percent": as the first did
        past = reading.transform == "growth" and s.last_ratio is not None and s.lang.spaced
        past = past and s.lang.attributive == "before" and len(c.near) > 1
        if past and c.near[0].get("role") == "aside" and c.near[-1].get("change"):
            reading.low = True
        else:
            s.last_ratio = reading


def acts_next(s: _Sentence, c: Clause) -> bool:
    """Whether an area that a place is told of goes on to act, behind a comma or as first of those who do: "Thailand leads
    the countries that sell there, with 7 bn"."""
    behind = s.tokens[c.index + 1 : c.index + 3]
    acts = next((t for t in behind if t.get("punct") != ","), None)
    return acts is not None and acts.get("measure") in _ACTS and any(t.get("area") for t in c.near)


def ranked_investor(s: _Sentence, rank: Reading) -> None:
    """ "With 210 projects worth 3 bn, Vietnam is the third largest investor in Cambodia": whose they are."""
    for x in s.readings:
        if (
            x.frame.family == "fdi"
            and not x.sub
            and (
                x.frame.partner.value in (None, x.frame.reporter.value)
                or {x.frame.reporter.how, x.frame.partner.how} <= {"default", "unknown"}
            )
        ):
            x.frame.reporter, x.frame.partner = rank.frame.reporter, rank.frame.partner


def in_passing(s: _Sentence, c: Clause, cur: Frame) -> None:
    """ "second, behind the US (20.3%)": the bracket is of the area named in passing right before it."""
    if cur.flow.value is None or "(" not in c.left[-2:]:
        return
    k = c.index - len(c.near) - 2
    t = s.tokens[k] if k >= 1 else None
    dated = t is not None and (m := t.get("period")) is not None and m.kind in ("year", "year_full")
    dated = dated and not c.ratio and s.tokens[k - 1].get("compare") in (None, "higher", "lower")
    if dated and s.lang.attributive == "after" and not any(u.get("period") for u in c.near):
        take_period(s, t, cur, False, c)  # "larger than in all of 2024 (82.8 bn)"
    if k < 1 or s.tokens[k].get("area") is None or any(t.get("area") for t in c.near):
        return
    # 排在缅甸（268亿元）和老挝（163亿元）之后
    past = not s.lang.spaced and s.r.seen.behind and s.tokens[k - 1].get("role") == "at"
    doubled = isinstance(s.tokens[k - 1], Quantity) and s.tokens[k - 1].unit == "times"
    if s.tokens[k - 1].get("role") == "aside" or past or doubled and s.lang.attributive == "after":
        t = s.tokens[k]
        s.passing = s.tokens[k - 1].get("role") == "aside"
        role = Role(t.get("area"), "subject", (t.start, t.end))
        bare = "share" if c.ratio else "level"
        parties(str(cur.flow.value), [role], cur, s.lang, bare=bare, nation=False, total=False, same=True)


def tells_a_balance(s: _Sentence, t: Token) -> bool:
    """Whether a word tells of a balance, in a language that says "the largest deficit"."""
    return s.lang.attributive == "before" and t.get("measure") in ("surplus", "deficit")


def named_firms(words: list[Token]) -> bool:
    """Whether the words behind a number of firms say first where those are from."""
    return len(words) > 1 and bool(words[0].get("area")) and words[1].get("noun") == "firm"


def goes_on_to(s: _Sentence, c: Clause) -> bool:
    """ "Output rose 4% to 790,000 tonnes": the amount behind a growth is of the same."""
    if not english(s.lang):
        return False
    grown, joined = c.quantity.unit == "percent", False
    for t in s.tokens[c.index + 1 :]:
        if isinstance(t, Quantity):
            return t.unit != "percent" if grown else joined and t.unit == "percent"
        joined = joined or t.get("link") == "and"
        passes = (
            t.get("change") == "reach" or t.get("hedge") or t.get("punct") == "," or t.get("compare") == "yoy"
        )
        if not passes and (grown or not (t.get("link") == "and" or t.get("change") or t.get("status"))):
            return False
    return False
