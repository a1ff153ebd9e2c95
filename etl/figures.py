"""What one quantity states, given the clause around it and the frame before it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from etl import when
from etl.clauses import Clause
from etl.frame import FDI, NOTHING, WORLD, Frame, Role, Val, parties, roles_of
from etl.periods import Period
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import Reading, _Sentence

_TIGHT = 14  # most code points between a quantity and a word that qualifies it from behind


def read_quantity(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """The figure, or None where the number is no figure of the field."""
    q = c.quantity
    if blocked(s, c):
        return None
    hedge(q, c)
    if q.origin == "rank":
        return rank(s, c, cur)
    if q.paper and (found := paper(s, c, cur)):
        return found
    if q.unit == "classifier":
        q.unit = None
        noun = next((str(t.get("unit")) for t in reversed(c.near[-3:]) if t.get("unit")), None)
        if noun is None and any(str(t.get("measure")).startswith("fdi") for t in c.near[-3:]) and not c.right[:1]:
            noun = "projects"
        if noun is None:
            return None
        q.unit = noun.rstrip("!")
    if q.unit is None:
        people_or_trains(s, c, cur)
    if q.unit is None:
        if q.scale >= 6 and s.last_level is not None and s.last_level.q.unit in _money():
            q.unit = s.last_level.q.unit
        else:
            return None
    if q.unit in ("percent", "percentage_points", "times"):
        return ratio(s, c, cur, groups)
    return amount(s, c, cur, groups)


def people_or_trains(s: _Sentence, c: Clause, cur: Frame) -> None:
    """"4.2 million Chinese travelled", "exceeded 12.8 million" of visitors, "400 China-Europe freight trains"."""
    q = c.quantity
    if q.scale >= 3 and (cur.flow.value == "count" or c.right and c.right[0].get("adjective") and _has_arrivals(c.right[1:3])):
        q.unit = "persons"


def _has_arrivals(tokens: list[Token]) -> bool:
    return any(t.get("measure") == "arrivals" for t in tokens)


def _money():
    from etl.reader import MONEY

    return MONEY


def _reading(*args, **kwargs) -> Reading:
    from etl.reader import Reading

    return Reading(*args, **kwargs)


def blocked(s: _Sentence, c: Clause) -> bool:
    """Capacities, GDP, budgets and the like; thresholds ("from 1 bn on"); milestones."""
    for k in range(c.index - 1, -1, -1):
        t = s.tokens[k]
        if t.get("punct") in (",", ";", ":", "("):
            break
        if t.get("block"):
            return True
    if any(t.get("block") and t.start - c.quantity.end <= _TIGHT for t in c.right[:3]):
        return True
    if c.right and c.right[0].get("threshold") == "after" and c.right[0].start - c.quantity.end <= 2:
        return True
    return any(t.get("threshold") == "before" for t in c.near[-2:])


def hedge(q: Quantity, c: Clause) -> None:
    """Words such as "nearly" right before the number."""
    for t in reversed(c.near[-3:]):
        h = t.get("hedge")
        if h and q.start - t.end <= 12:
            q.hedge = q.hedge or str(h)
            return
        if not (t.get("change") or t.get("status") or t.get("role")):
            return


# -- amounts ---------------------------------------------------------------------------------------------


def amount(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """Money, tonnes and counts: a level, or an absolute change where a word such as "up" stands right before."""
    from etl.reader import COUNTS, GOODS, MONEY

    q = c.quantity
    money, goods, count = q.unit in MONEY, q.unit in GOODS, q.unit in COUNTS
    frame = cur.copy()
    found = right_measure(s, c, frame, money)
    transform, sign, base = level_or_change(s, c, frame)
    pair = groups.get(c.index)
    if pair:
        assign_from_list(s, c, frame, pair)
    if q.unit == "projects":
        return projects(s, c, frame)
    train = q.unit == "count" and frame.flow.value == "count"
    if not (money or goods or count or train):
        return None
    flow = frame.flow.value
    if flow == "count" and (money or goods):
        trade = next((r.frame for r in (*reversed(s.readings), _Main(s.r.main)) if r.frame.flow.value not in (None, "count", "other")), None)
        if trade is not None:
            frame.flow, frame.reporter, frame.partner = trade.flow, trade.reporter, trade.partner
            flow = frame.flow.value
    if flow is None:
        roles = right_roles(s, c)
        if (goods or money) and any(r.area.counterpart for r in roles):
            frame.flow = Val("trade_total", roles[0].span, "read", "goods through a gate")
        elif (goods or money) and roles and any(t.get("noun") == "gate" for t in c.right):
            parties("trade_total", roles, frame, s.lang, bare="level", nation=False, total=False, border=True)
            frame.flow = Val("trade_total", roles[0].span, "read", "goods through a gate")
        elif q.unit == "persons" and roles:
            frame.flow = Val("count", (q.start, q.end), "read")
        else:
            return None
        flow, found = frame.flow.value, True
    if count or train:
        if flow != "count" and not any(r.area.counterpart for r in right_roles(s, c)) and not _gate_frame(s, frame):
            return None
        indicator = "count"
        frame.flow = Val("count", frame.flow.span, frame.flow.how)
    elif goods:
        if flow in FDI or flow == "other":
            return None
        indicator = flow if flow in ("exports", "imports") else "volume"
        frame.basis = "volume"
    else:
        if flow == "count":
            return None
        indicator = str(flow)
        if indicator == "other" and s.r.main.flow.value is None and not s.readings:
            if not any(t.get("commodity") for t in s.tokens[: c.index]):
                return None  # a price of land or of anything else that is not traded
        frame.basis = "value"
    if not found and frame.flow.how == "inherited" and not statement(s, c):
        return None
    right_parties(s, c, frame, indicator)
    per_unit = rated(c)
    if per_unit:
        indicator = "other"
    whole = _has_share_before(s, c) or _told_of_whole(s, c)
    if whole and s.last_ratio is not None and s.last_ratio.transform == "share" and _told_of_whole(s, c) and money:
        indicator = s.last_ratio.indicator if s.last_ratio.indicator != "volume" else indicator
        frame.flow = Val(indicator, s.last_ratio.frame.flow.span, "read")
    if whole and indicator in ("exports", "imports", "trade_total") and not _explicit_partner(s, c):
        frame.partner = Val(WORLD, None, "default", "the whole that a share is of")
    if base:
        period = base_period(s, c, frame, cur.period)
    else:
        period = period_for(s, c, frame, stock=indicator in FDI)
    value = q.value
    if indicator == "trade_balance" and transform == "level" and frame.deficit:
        value = -value
    if transform == "change":
        value *= sign
    aside = any(t.get("link") == "of_which" for t in c.near) or any(t.get("link") == "of_which" for t in c.right[:1])
    sub = bool(s.saved) or base or aside or whole or per_unit or (frame.varied == "partner" and frame.partner.value != WORLD and s.r.main.partner.value not in (None, frame.partner.value) and not frame.bilateral and s.r.fresh <= 2)
    kept = None if base or whole or per_unit else go_on(cur, frame)
    reading = _reading(q, indicator, transform, frame, value, period, f"amount/{transform}", sub=sub, low=base, aside=aside, whole=whole)
    if kept is None:
        kept = cur.copy()
        kept.period = frame.period if whole else cur.period
    reading.kept = kept
    return reading


class _Main:
    """The frame that the sentence began with, in the shape of a reading."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame


def go_on(cur: Frame, frame: Frame) -> Frame:
    """The frame that later clauses of the sentence start from."""
    f = frame.copy()
    f.status = cur.status
    return f


def _gate_frame(s: _Sentence, frame: Frame) -> bool:
    return frame.varied == "reporter" and frame.partner.note is not None and "gate" in frame.partner.note


def statement(s: _Sentence, c: Clause) -> bool:
    """Whether a clause without a measure of its own says enough to go on with the frame's."""
    if s.readings:
        return True
    for part in (s.tokens,):
        if any(
            t.get("area") or t.get("period") or t.get("commodity") or t.get("anaphor") or t.get("change") or t.get("measure") or t.get("status") or t.get("link") == "of_which"
            for t in part
        ):
            return True
    return any(t.get("area") or t.get("period") or t.get("commodity") for t in c.right)


def rated(c: Clause) -> bool:
    """A price or a daily average: "per tonne", "mỗi ngày"."""
    if any(t.get("rate") and t.start - c.quantity.end <= 3 for t in c.right[:1]):
        return True
    return any(t.get("rate") for t in c.near)


def right_measure(s: _Sentence, c: Clause, frame: Frame, money: bool) -> bool:
    """A measure behind the number ("25.7 million USD of imports") wins over one before it when it is close."""
    q = c.quantity
    stated_left = any(t.get("measure") and t.get("measure") not in ("value", "volume") for part in c.left if isinstance(part, list) for t in part)
    for k, t in enumerate(c.right):
        code = t.get("measure")
        if t.get("rank_noun") and not money:
            continue
        if code in (None, "value", "volume", "other", "attract"):
            continue
        if code == "arrivals" and money or code in ("fdi_projects", "agreements"):
            continue
        gap = s.text[q.end : t.start]
        linked = k == 0 and len(gap) <= _TIGHT or k == 1 and c.right[0].get("role") == "of" and len(gap) <= 24 or k == 1 and c.right[0].get("commodity") and len(gap) <= 30
        linked = linked or (len(gap) <= 40 and any(u.get("change") == "reach" for u in c.right[:k]) and not stated_left)
        if stated_left and not (linked and code not in ("buy", "sell", "fdi") and not c.after):
            continue
        if not stated_left and not linked and frame.flow.how == "read":
            continue
        if not linked and len(gap) > 60:
            continue
        s.measure([*(t for t in c.near if t.get("measure") not in ("value", "volume")), *c.right[: k + 1]], frame, c, None)
        return True
    return stated_left


def level_or_change(s: _Sentence, c: Clause, frame: Frame) -> tuple[str, int, bool]:
    """(transform, sign, whether the number is the base of a comparison)."""
    q = c.quantity
    if c.index >= 2 and s.tokens[c.index - 1].get("punct") == "(" and s.tokens[c.index - 2].get("compare") in ("yoy", "base"):
        return "level", 1, True  # "14 times the same period's (1.13 bn)"
    if c.right and c.right[0].get("compare") in ("higher", "lower") and c.right[0].start - q.end <= 3 and _compared(c):
        return "change", 1 if c.right[0].get("compare") == "higher" else -1, False
    for k in range(len(c.near) - 1, -1, -1):
        t = c.near[k]
        change = t.get("change")
        if t.get("compare") == "base" and not t.get("share") and not change:
            # "spent 3 bn on 4 million tonnes" compares nothing
            return "level", 1, not any(u.get("measure") in ("buy", "sell", "fdi", "imports", "exports") for u in s.tokens[max(0, c.index - 6) : c.index]) or t.end - t.start > 3
        if change == "start" and q.start - t.end <= 16 and not q.range_with:
            return "level", 1, bool(s.readings) or _moves(s, c)
        if change == "reach":
            return "level", 1, False
        if change in ("up", "down", "add"):
            if q.start - t.end > 24:
                return "level", 1, False
            if change == "add" and frame.flow.value in FDI:
                return "level", 1, False
            return "change", -1 if change == "down" else 1, False
        if change == "lift":
            return "level", 1, False
        if t.get("period") is not None and any(u.get("compare") == "base" for u in c.near[max(0, k - 2) : k]):
            return "level", 1, True  # "compared with 382 in 2022"
        if t.get("hedge") or t.get("role") == "of" or t.get("number") is not None or t.get("status") or t.get("punct") == "-":
            continue
        return "level", 1, False
    return "level", 1, False


def _compared(c: Clause) -> bool:
    t = c.right[0]
    return t.end - t.start > 5 or any(u.get("compare") in ("base", "yoy", "mom") or u.get("period") for u in c.right[1:3]) or len(c.right) == 1


def _moves(s: _Sentence, c: Clause) -> bool:
    """"from A to B": a target word stands after the number."""
    return bool(c.right) and c.right[0].get("change") == "reach" or any(t.get("change") == "reach" for t in c.right[:2])


def base_period(s: _Sentence, c: Clause, frame: Frame, period: Val) -> Val:
    """A base value's own period where one is named, else the one before the current period."""
    from etl.reader import a_year_earlier

    own = adjacent_period(s, c, frame, base=True) or (bracketed_period(s, c, frame) if c.bracket else None)
    if own is None:
        at = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("compare") == "base"), None)
        for t in c.near[at + 1 :] if at is not None else ():
            if (m := t.get("period")) is not None:
                w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
                if w is not None and w.period is not None:
                    own = Val(w.period, (t.start, t.end), "read")
    if own is not None:
        s.base_own = own
        return own
    if s.base_own is not None:
        return s.base_own
    from etl.reader import settle

    earlier = a_year_earlier(settle(period.value, False))
    return Val(earlier, period.span, "inherited", "a year before the current period") if earlier else NOTHING


# -- projects and papers -----------------------------------------------------------------------------------


def projects(s: _Sentence, c: Clause, frame: Frame) -> Reading | None:
    words = [t for part in c.left if isinstance(part, list) for t in part] + c.right
    context = frame.family == "fdi" or c.quantity.get("invests") or any(str(t.get("measure")).startswith("fdi") for t in words)
    if not context:
        return None
    if frame.family != "fdi":
        own = (c.quantity.start, c.quantity.end)
        span = next(((t.start, t.end) for t in words if str(t.get("measure")).startswith("fdi")), own)
        frame.flow = Val("fdi_registered", span, "read")
        frame.reporter = frame.partner = NOTHING
        roles = roles_of([t for part in c.left if isinstance(part, list) for t in part], s.text, s.lang, s.r.seen)
        roles += [r for r in right_roles(s, c) if r.name in ("at", "to")]
        nation = any(t.get("anaphor") == "home" for t in words)
        parties("fdi_registered", roles, frame, s.lang, bare="none", nation=nation, total=nation)
    if not s.readings and any(t.get("tense") == "stock" for t in words) and not any(t.get("area") or t.get("anaphor") for t in words):
        frame.reporter = Val(WORLD, None, "default", "no investor is named")
    right_parties(s, c, frame, "fdi_projects")
    period = period_for(s, c, frame, stock=True)
    reading = _reading(c.quantity, "fdi_projects", "level", frame, c.quantity.value, period, "amount/projects")
    reading.kept = frame.copy()
    return reading


def paper(s: _Sentence, c: Clause, cur: Frame) -> Reading | None:
    """Agreements signed and products granted market access."""
    q = c.quantity
    lo, hi = s.span
    sentence = s.text[lo:hi]
    if q.paper == "agreements":
        before = s.text[max(lo, q.start - 60) : q.start]
        if not any(v in before for v in s.lang.signing):
            return None
        if any(t.get("period") is not None and t.get("period").kind == "skip" for t in c.near[-3:]):
            return None  # "15 years after signing 3 documents" is an anniversary
    elif not any(a in sentence for a in s.lang.access):
        return None
    frame = cur.copy()
    frame.flow = Val(q.paper, (q.start, q.end), "read")
    words = [t for part in c.left if isinstance(part, list) for t in part]
    roles = roles_of([t for t in s.tokens if isinstance(t, Token)], s.text, s.lang, s.r.seen)
    home = [r for r in roles if r.area.country == s.lang.home]
    other = [r for r in roles if r.area.country not in (s.lang.home, WORLD) and r.area.type not in ("bloc", "continent", "world")]
    frame.reporter = home[0].val if home else Val(s.lang.home, None, "default", "home of the text's language")
    regional = [r for r in other if r.area.type not in ("country",)]
    pick = (regional or other)[:1]
    frame.partner = pick[0].val if pick else frame.partner if frame.partner.value not in (WORLD, None) else Val(s.lang.counterpart, None, "default", "the pair's other side")
    period = cur.period if s.stated_period else NOTHING
    for t in words:
        if (m := t.get("period")) is not None and m.kind in ("day", "day_exact", "months_day"):
            w = when.resolve(m, s.lang, s.year_context(cur), s.r.published)
            if w and w.period:
                period = Val(_month_of(w.period), (t.start, t.end), "read")
    if period.value is None and s.r.published is not None:
        from etl import periods as p

        pub = s.r.published
        period = Val(p.month(pub.year, pub.month) if pub.month else p.year(pub.year), None, "default", "the publication date")
    elif period.value is None:
        period = cur.period
    reading = _reading(q, q.paper, "level", frame, q.value, period, "paper", sub=True)
    reading.kept = cur
    return reading


def _month_of(p: Period) -> Period:
    from etl import periods

    return periods.month(p.end.year, p.end.month)


# -- shares and growth ---------------------------------------------------------------------------------------


def ratio(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    q = c.quantity
    frame = cur.copy()
    transform, sign = growth_or_share(s, c)
    if transform is None:
        return None
    pair = groups.get(c.index)
    paired = pair and paired_level(s, c, pair)
    if transform == "growth":
        indicator = growth_of(s, c, frame, paired)
    else:
        indicator = paired.indicator if paired else share_of(s, c, frame)
    if indicator is None:
        return None
    if paired:
        frame = paired.frame.copy()
    elif pair:
        assign_from_list(s, c, frame, pair)
        if transform == "growth":
            indicator = _by_basis(str(frame.flow.value), frame.basis)
    if frame.flow.how == "inherited" and not s.last_level and not statement(s, c):
        return None
    if transform == "growth" and not paired:
        right_parties(s, c, frame, indicator)
    if transform == "share" and not s.readings and (roles := later_roles(s, c, indicator)):
        parties(str(frame.flow.value), roles[:1], frame, s.lang, bare="right", nation=False, total=False, same=True)
    if transform == "share" and (market := _market_of(s, c)) is not None and frame.flow.value in ("exports", "imports", "trade_total"):
        # a share of a market is a share of the exports to it
        if frame.flow.value == "imports" and frame.reporter.value == market.value:
            frame.reporter = frame.partner
        frame.flow = Val("exports", frame.flow.span, "read")
        frame.partner = market
        if frame.reporter.value in (WORLD, market.value, None):
            frame.reporter = Val(s.lang.home, None, "default", "home of the text's language")
        indicator = _by_basis("exports", frame.basis)
    period = paired.period if paired else period_for(s, c, frame, stock=indicator in FDI, growth=True)
    value = q.value * sign
    aside = any(t.get("link") == "of_which" for t in c.near)
    reading = _reading(q, indicator, transform, frame, value, period, f"ratio/{transform}", aside=aside, sub=aside or bool(s.saved) or transform == "share" or bool(s.last_level and s.last_level.sub) or frame.varied == "partner" and not frame.bilateral)
    kept = frame.copy()
    if transform == "share" and cur.flow.stated:
        kept.flow = cur.flow
        kept.basis = frame.basis if frame.basis == cur.basis else cur.basis
    reading.kept = kept
    return reading


def share_told(s: _Sentence, c: Clause) -> bool:
    """Whether the statement is about a share: the word stands before, in the same statement."""
    for k in range(c.index - 1, -1, -1):
        t = s.tokens[k]
        if t.get("punct") == ";":
            return False
        if t.get("share") == "share":
            return True
    return False


def _market_of(s: _Sentence, c: Clause) -> Val | None:
    words = c.right[:5]
    if not any(t.get("noun") == "market" for t in words):
        return None
    area = next((t for t in words if t.get("area") is not None and t.get("area").type == "country"), None)
    return Val(area.get("area").code, (area.start, area.end), "read") if area is not None else None


def growth_or_share(s: _Sentence, c: Clause) -> tuple[str | None, int]:
    q = c.quantity
    if q.unit == "times" or q.origin == "multiple":
        if s.lang.added_times and q.origin != "multiple" and any(t.get("change") == "up" for t in c.near):
            q.unit, q.scale = "percent", q.scale + 2
        return "growth", 1
    head = c.right[0] if c.right and c.right[0].start - c.end <= 4 else None
    if head is not None and head.get("compare") in ("higher", "lower"):
        return "growth", 1 if head.get("compare") == "higher" else -1
    if any(t.get("change") in ("reach", "start") for t in c.near[-2:]) and share_told(s, c):
        return "share", 1  # "its share fell from 38% to 31%"
    for k in range(len(c.near) - 1, -1, -1):
        t = c.near[k]
        if t.get("change") in ("up", "add"):
            return "growth", 1
        if t.get("change") == "down":
            return "growth", -1
        if t.get("share") == "share":
            return "share", 1
        if t.get("link") == "respectively":
            continue
        if t.get("share") == "equal" and head is not None and (head.get("role") == "of" or head.get("share") == "whole"):
            return "share", 1
        if t.get("share") == "equal":
            if s.readings and s.readings[-1].transform == "change":
                return "growth", 1 if s.readings[-1].value > 0 else -1
            return "share", 1
    previous = s.readings[-1] if s.readings and s.readings[-1].q is _previous(s, c) else None
    if previous is not None and previous.transform in ("growth", "share") and q.origin == "digits":
        if all(t.get("link") == "and" or t.get("punct") == "," or t.get("hedge") for t in c.near) and not q.get("signed") and c.near:
            return previous.transform, -1 if previous.transform == "growth" and previous.value < 0 else 1
    if previous is not None and previous.transform == "change" and c.index and s.tokens[c.index - 1].get("punct") == "(":
        return "growth", 1 if previous.value > 0 else -1
    if previous is not None and previous.transform == "rank" and any(t.get("role") == "with" for t in c.near):
        return "share", 1
    if q.origin == "fraction":
        whole = head is not None and (head.get("share") == "whole" or head.get("role") == "of" or head.get("measure"))
        return ("share", 1) if whole or (s.last_ratio and s.last_ratio.transform == "share") else (None, 1)
    if head is not None:
        if head.get("change") in ("up", "down"):
            return "growth", 1 if head.get("change") == "up" else -1
        if head.get("share") == "whole" or head.get("measure") or head.get("commodity"):
            return "share", 1
        if head.get("role") == "of" and not q.get("signed"):
            return "share", 1
    if (signed := q.get("signed")) is not None:
        return "growth", int(signed)
    if head is None and c.right and c.right[0].get("measure") and c.right[0].start - q.end <= 10:
        return "share", 1
    if s.last_ratio is None and _bracketed_area(s, c):
        return "share", 1  # "the Netherlands (36.2%)"
    if s.last_ratio is not None:
        last = s.last_ratio
        return last.transform, -1 if last.transform == "growth" and last.value < 0 else 1
    if q.range_with and s.readings and s.readings[-1].q.range_with:
        return s.readings[-1].transform, 1 if s.readings[-1].value >= 0 else -1
    return None, 1


def _bracketed_area(s: _Sentence, c: Clause) -> bool:
    k = c.index
    return k >= 2 and s.tokens[k - 1].get("punct") == "(" and s.tokens[k - 2].get("area") is not None


def _by_basis(flow: str, basis: str) -> str:
    return "volume" if basis == "volume" and flow in ("exports", "imports", "trade_total", "volume") else flow


def growth_of(s: _Sentence, c: Clause, frame: Frame, paired: Reading | None) -> str | None:
    """The indicator that grew: a measure of the clause, else that of the level it goes with."""
    if paired:
        return "volume" if paired.frame.basis == "volume" and paired.indicator != "count" else paired.indicator
    own = None
    for part in reversed(c.left):
        if isinstance(part, list):
            own = own or next((t.get("measure") for t in reversed(part) if t.get("measure")), None)
    behind = None
    for k, t in enumerate(c.right[:3]):
        code = t.get("measure")
        if code and k <= 1 and t.start - c.quantity.end <= _TIGHT:
            behind = code
            break
    if behind in ("volume", "value"):
        frame.basis = behind
        if frame.flow.value == "fdi_projects" or frame.family == "fdi":
            return "fdi_registered" if behind == "value" else "fdi_projects"
    elif behind == "fdi_projects":
        return "fdi_projects"
    elif behind and own is None and s.last_level is None and frame.flow.value is None:
        s.measure(c.right, frame, c, None)
    if own is None and behind is None and s.last_level is not None:
        last = s.last_level
        if s.readings[-1] is last and last.whole:
            frame.flow, frame.reporter, frame.partner = last.frame.flow, last.frame.reporter, last.frame.partner
        if last.indicator == "count":
            frame.basis = "count"
            return "count"
        if last.indicator in ("fdi_projects", "volume"):
            return last.indicator
        if last.indicator == "other":
            return "other"
        return _by_basis(str(frame.flow.value), "volume" if last.frame.basis == "volume" else "value")
    flow = frame.flow.value
    return None if flow is None else _by_basis(str(flow), frame.basis)


def share_of(s: _Sentence, c: Clause, frame: Frame) -> str | None:
    """The indicator of the whole that a share is of."""
    if any(t.get("unit") in ("count", "persons", "vehicles") and t.start - c.quantity.end <= 12 for t in c.right[:2]):
        return "count"  # "73% of the trains"
    code = None
    tonnage = False
    for t in c.right[:4]:
        m = t.get("measure")
        if m and (m in ("volume", "value") or FLOW_OF.get(m, m) not in ("other",)) and t.start - c.quantity.end <= 40:
            code = m
            break
    if code is None:
        code = next((t.get("measure") for t in reversed(c.near) if t.get("measure")), None)
    if code == "total_value":
        code = "value" if frame.flow.value in ("exports", "imports", "trade_total") else None
    if code in ("exports_volume", "imports_volume"):
        frame.basis = "volume"
        code = None
        tonnage = True
    if code in ("volume", "value"):
        frame.basis = code
    elif code is not None and code not in ("buy", "sell", "attract", "agreements"):
        flow = FLOW_OF.get(code, code)
        if not (flow == "fdi_registered" and frame.family == "fdi"):
            if frame.flow.value is None:
                s.measure([*c.near, *c.right], frame, c, None)
            frame.flow = Val(flow, frame.flow.span, "read")
            if flow in ("exports", "imports", "trade_total"):
                frame.basis = "value" if frame.basis == "count" else frame.basis
    elif not tonnage and s.last_level is not None and s.last_level.frame.basis == "volume" and code is None and not _market_share(c):
        frame.basis = "volume"
    flow = frame.flow.value
    if flow is None:
        return None
    if code is None and s.last_level is not None and s.last_level.indicator == "count":
        return "count"
    return _by_basis(str(flow), frame.basis)


FLOW_OF = {"surplus": "trade_balance", "deficit": "trade_balance", "sell": "exports", "buy": "imports", "fdi": "fdi_registered", "attract": "fdi_registered", "arrivals": "count", "border_trade": "trade_total"}


def _market_share(c: Clause) -> bool:
    return any(t.get("noun") == "market" for t in c.near)


def paired_level(s: _Sentence, c: Clause, pair) -> Reading | None:
    place, size, group = pair
    if lists_of(s, c, group, size) is not None:
        return None
    levels = [r for r in s.readings if r.transform == "level" and r.q.unit != "rank" and r.q.start < s.tokens[group[0]].start]
    if len(levels) < size:
        return None
    return levels[-size:][place]


# -- lists that "respectively" pairs -----------------------------------------------------------------------------


def lists_of(s: _Sentence, c: Clause, group: list[int], size: int):
    """The list of words (areas, measures, goods, periods) that the group's numbers go with, if one fits."""
    first = group[0]
    back = first - 1
    words: list[Token] = []
    while back >= 0 and isinstance(s.tokens[back], Token):
        words.append(s.tokens[back])
        back -= 1
        if back >= 0 and isinstance(s.tokens[back], Quantity) and s.tokens[back].unit == "rank":
            back -= 1  # a rank in between ("the largest buyers") does not end the list
    words.reverse()
    if sum(t.get("compare") in ("yoy", "mom") for t in words) == size:
        return ("same", words)
    for kind in ("area", "measure", "commodity", "period"):
        found = [t for t in words if t.get(kind) is not None and not (kind == "measure" and t.get("measure") == "other")]
        if len(found) == size:
            return (kind, found)
        if kind == "area" and len(found) == size + 1:  # "exports of A to B and C": the first is not in the list
            return (kind, found[1:])
    return None


def assign_from_list(s: _Sentence, c: Clause, frame: Frame, pair) -> None:
    place, size, group = pair
    found = lists_of(s, c, group, size)
    if found is None or found[0] == "same":
        return
    kind, words = found
    t = words[place]
    if kind == "measure":
        if t.get("measure") in ("value", "volume"):
            frame.basis = str(t.get("measure"))
        else:
            s.measure([t], frame, c, None)
    elif kind == "commodity":
        frame.commodity = Val(t.get("commodity"), (t.start, t.end), "read")
    elif kind == "period":
        s.take_period(t, frame, False, c)
    elif kind == "area":
        area = t.get("area")
        val = Val(area.code, (t.start, t.end), "read")
        flow = frame.flow.value
        inside = area.code != s.lang.home and area.code.split("-")[0] == s.lang.home
        if flow in FDI and inside and frame.partner.value != frame.reporter.value:
            frame.reporter = Val(WORLD, None, "default", "no investor is named") if frame.varied == "reporter" or frame.reporter.value == val.value or str(frame.reporter.value).startswith(s.lang.home + "-") else frame.reporter
        side = "partner" if flow in FDI and inside else "reporter" if flow in FDI or (flow == "trade_total" and area.type not in ("country", "bloc")) else "partner"
        if flow in ("exports", "imports", "trade_total") and frame.varied == "reporter" and side == "partner" and area.code.split("-")[0] == s.lang.home:
            side = "reporter"
        setattr(frame, side, val)


# -- what stands behind a quantity ----------------------------------------------------------------------------------


def right_roles(s: _Sentence, c: Clause) -> list[Role]:
    roles = roles_of(c.right, s.text, s.lang, s.r.seen)
    if c.quantity.unit == "persons" and roles and roles[0].span[0] - c.quantity.end <= 1:
        roles[0] = Role(roles[0].area, "visitor", roles[0].span)
    return roles


def right_parties(s: _Sentence, c: Clause, frame: Frame, indicator: str) -> None:
    """Areas behind the number: "3 bn USD to China", "50 m USD in Vietnam", "of Chinese goods"."""
    if not any(t.get("area") or t.get("pair") or t.get("directed") or t.get("anaphor") for t in c.right):
        roles = [r for r in roles_of(c.far, s.text, s.lang, s.r.seen) if r.name in ("to", "from", "origin", "at")]
        roles = roles or later_roles(s, c, indicator)
        if roles and c.quantity.unit != "percent" or roles and not s.readings:
            parties("count" if indicator == "count" else str(frame.flow.value), roles[:1], frame, s.lang, bare="right", nation=False, total=False, same=True)
        return
    cut = next((k for k, t in enumerate(c.right) if t.get("compare") == "base" or t.get("share") == "whole"), len(c.right))
    end = c.right[cut].start if cut < len(c.right) else 1 << 30
    roles = [r for r in right_roles(s, c) if r.span[0] < end]
    gate = any(r.area.counterpart for r in roles)
    roles = [r for r in roles if r.name not in ("subject",) or gate or indicator == "count" or (frame.reporter.how in ("default", "unknown") and r.span[0] - c.quantity.end < 60)]
    if indicator in ("trade_total", "volume") and not gate:
        roles = [r for r in roles if r.name in ("with", "pair", "to", "from", "subject", "of")]
    if not roles:
        return
    flow = "count" if indicator == "count" else str(frame.flow.value)
    parties(flow, roles, frame, s.lang, bare="right", nation=False, total=False)


def later_roles(s: _Sentence, c: Clause, indicator: str) -> list[Role]:
    """"Over 1 bn USD, or 87 percent, came from China": where the sentence names an area only at its end."""
    if indicator not in ("exports", "imports") or any(t.get("area") or t.get("anaphor") for t in s.tokens[: c.index]):
        return []
    rest: list[Token] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") == ";" or t.get("compare") == "base" or t.get("measure") or t.get("share") == "share":
            break
        if t.get("change") in ("up", "down"):
            break
        if isinstance(t, Token):
            rest.append(t)
    marked = {t.end for t in rest if t.get("role")}
    found = [r for r in roles_of(rest, s.text, s.lang, s.r.seen) if r.name in ("to", "from") and r.area.type == "country"]
    return [r for r in found if any(0 <= r.span[0] - end <= 1 for end in marked)]


def adjacent_period(
    s: _Sentence, c: Clause, frame: Frame, base: bool = False, growth: bool = False, words: list[Token] | None = None
) -> Val | None:
    """A period right behind the number: "171,9 tỷ USD năm 2023"."""
    compared = base
    for t in c.right if words is None else words:
        if words is None and c.after is not None and t.get("change") in ("reach", "up", "down"):
            return None  # what follows belongs to the next number
        if t.get("compare") in ("base", "higher", "lower"):
            if not base:
                compared = True
            continue
        m = t.get("period")
        if m is None:
            continue
        if compared and not base:
            return None
        if m.kind == "year_relative" and _past(m, s) and s.stated_period and not base:
            return None
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is None:
            continue
        val = s.period_val(w, t, frame)
        if val is None and base and w.period is not None:
            val = Val(w.period, (t.start, t.end), "read")
        if val is not None:
            return val
    return None


def _past(m, s) -> bool:
    return any(k in m.slots["text"] and v < 0 for k, v in s.lang.relative_years.items())


def period_for(s: _Sentence, c: Clause, frame: Frame, stock: bool, growth: bool = False) -> Val:
    from etl.reader import settle

    own = None
    if c.quantity.unit != "times":
        own = adjacent_period(s, c, frame, growth=growth)
    if own is None and c.bracket:
        own = bracketed_period(s, c, frame)
    if own is None and c.far and not base_like(c) and not any(t.get("period") for t in c.near) and not any(t.get("compare") in ("base", "higher", "lower") for t in c.right) and c.quantity.origin != "multiple":
        own = adjacent_period(s, c, frame, growth=True, words=c.far)  # "rose 14.5% to 3.3 bn in July"
    if own is not None:
        s.stated_period = True
        frame.period = own
    elif not s.stated_period and not frame.period.stated:
        own = later_period(s, c, frame)
        if own is not None:
            frame.period = own
            s.stated_period = True
    val = frame.period
    if any((m := t.get("period")) is not None and m.kind == "annual" for t in c.near):
        return Val(None, None, "unknown", "a yearly rate")
    p = settle(val.value, stock and not _flows(s, c, frame))
    if stock and p is not None and p.type in ("ytd", "range") and _stands(c):
        p = stock_at(p)
    if p is not None and stock and not growth and p.type != "stock" and any(t.get("change") == "lift" for t in c.near):
        p = stock_at(p)  # "raising the total to": what stands at the period's end
    if p is None:
        return Val(None, val.span, "unknown", val.note or "no period is named")
    return Val(p, val.span, val.how, val.note)


def _flows(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether investment words speak of what came in (new, disbursed) rather than of what stands."""
    words = [t.get("tense") for part in c.left if isinstance(part, list) for t in part if t.get("tense")]
    words += [t.get("tense") for t in c.right if t.get("tense")]
    if words:
        return words[-1] == "flow" and "stock" not in words
    if s.readings and frame.family == "fdi" and s.readings[-1].transform == "level":
        last = s.readings[-1].period.value
        return isinstance(last, Period) and last.type != "stock"
    return frame.flow.value == "fdi_realised"


def _stands(c: Clause) -> bool:
    words = [t.get("tense") for part in c.left if isinstance(part, list) for t in part if t.get("tense")]
    return "stock" in words


def base_like(c: Clause) -> bool:
    """Whether the next number is what this one is compared with."""
    return any(t.get("change") == "start" for t in c.near[-1:]) or c.quantity.unit == "times"


def stock_at(p: Period) -> Period:
    from etl import periods

    if p.end is None:
        return p
    return periods.stock(p.end.year, p.end.month if p.type != "year" else None)


def bracketed_period(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """"4,1 tỉ đô la Mỹ (năm 2000)"."""
    t = c.bracket[0]
    if (m := t.get("period")) is not None:
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is not None and w.period is not None:
            return Val(w.period, (t.start, t.end), "read")
    return None


def later_period(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """The sentence's first period where it stands after its first number."""
    base = False
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") in (",", ";", ":"):
            base = False
            if t.get("punct") == ";":
                return None
        if t.get("compare") == "base":
            base = True
        m = t.get("period")
        if m is None or base:
            continue
        w = when.resolve(m, s.lang, s.year_context(frame), s.r.published)
        if w is None or (w.relative or 0) < 0:
            continue
        val = s.period_val(w, t, frame)
        if val is not None and val.value is not None:
            return val
    return None


def _has_share_before(s: _Sentence, c: Clause) -> bool:
    """The amount right behind a share's "of the" is the whole."""
    if any(t.get("share") == "whole" for t in c.near):
        return True
    if not s.readings or s.readings[-1].transform != "share" or s.readings[-1].q is not _previous(s, c):
        return False
    between = [t for t in s.tokens[: c.index] if isinstance(t, Token) and t.start >= s.readings[-1].q.end]
    return any(t.get("role") == "of" for t in between[:2]) and not any(t.get("punct") for t in between)


def _told_of_whole(s: _Sentence, c: Clause) -> bool:
    """"… 22.6 percent of its total trade, which stood at 517 bn": the number is the whole."""
    if not s.readings or s.readings[-1].transform != "share":
        return False
    return bool(c.near) and any(t.get("link") == "which" for t in c.near[:2]) and any(t.get("change") == "reach" for t in c.near)


def _previous(s: _Sentence, c: Clause) -> Quantity | None:
    return next((t for t in reversed(s.tokens[: c.index]) if isinstance(t, Quantity)), None)


def _explicit_partner(s: _Sentence, c: Clause) -> bool:
    return any(t.get("role") in ("to", "from") for t in c.right)


# -- ranks ---------------------------------------------------------------------------------------------------------


def rank(s: _Sentence, c: Clause, cur: Frame) -> Reading | None:
    """"the fifth largest trading partner of China": whose rank, in whose order."""
    q = c.quantity
    stated, cur = cur, _with_context(s.rank_before, cur)
    words = [t for part in c.left if isinstance(part, list) for t in part]
    tail = _tail(s, c)
    noun = None
    for t in reversed(words):
        if t.get("rank_noun") and q.start - t.end <= (30 if q.superlative else 60):
            noun = t
            break
    for t in tail[:6]:
        if t.get("rank_noun") and t.start - q.end <= 40 and (noun is None or not s.lang.spaced or s.lang.attributive == "before"):
            noun = t
            break
    if noun is None:
        if q.superlative:
            return None
        cur = stated
        if cur.flow.value is None or not (s.readings or cur.flow.how == "read" or any(t.get("area") for t in words)):
            return None
    flow = str(noun.get("rank_noun")) if noun is not None else str(cur.flow.value)
    if noun is not None and flow == "exports" and noun.get("measure") != "exports" and cur.flow.value in FDI:
        flow = str(cur.flow.value)
    flow = "count" if flow == "arrivals" else flow
    if flow in ("fdi_projects", "fdi_realised"):
        flow = "fdi_registered"
    if flow not in ("trade_total", "exports", "imports", "fdi_registered", "count"):
        return None
    before = roles_of(words, s.text, s.lang, s.r.seen)
    after = roles_of(tail, s.text, s.lang, s.r.seen)
    frame = cur.copy()
    span = (noun.start, noun.end) if noun is not None else cur.flow.span
    frame.flow = Val(flow, span, "read" if noun is not None else "inherited")
    if not _rank_parties(s, flow, before, after, frame, cur):
        return None
    frame.basis = "value"
    period = NOTHING
    own = [t for t in words if t.get("period") is not None]
    for t in own:
        w = when.resolve(t.get("period"), s.lang, s.year_context(cur), s.r.published)
        if w is not None and w.period is not None:
            period = Val((w.period, w.flow) if w.until else w.period, (t.start, t.end), "read")
    company = any(isinstance(t, Quantity) and t.unit not in (None, "rank") for t in s.tokens)
    if period.value is None and (s.stated_period or company):
        period = cur.period
    from etl.reader import settle

    settled = settle(period.value, flow in FDI)
    period = Val(settled, period.span, period.how, period.note) if settled else Val(None, None, "unknown", "no period is named")
    scope = next((r.area.code for r in after if r.area.type in ("bloc", "continent", "world")), None)
    reading = _reading(q, flow, "rank", frame, Decimal(q.number), period, "rank", sub=True, scope=scope)
    kept = cur.copy()
    own = [t for t in words if t.get("measure") and t is not noun and not t.get("rank_noun")]
    if own and noun is not None and flow not in FDI:
        kept = stated.copy()  # "shipments to the US, the biggest buyer, grew": the rank is an aside
    elif flow in ("exports", "imports", "trade_total") or flow in FDI:
        kept.flow, kept.reporter, kept.partner = frame.flow, frame.reporter, frame.partner
        kept.varied = "reporter" if flow in FDI and frame.partner.value != (before and before[-1].area.code) else "partner"
        s.stated_flow = True
    reading.kept = kept
    return reading


def _with_context(before: Frame, after: Frame) -> Frame:
    """The frame before the rank's clause with the period and goods that the clause named: whose rank it is says
    nothing of the flows told before."""
    f = before.copy()
    f.period, f.commodity, f.status, f.compiler = after.period, after.commodity, after.status, after.compiler
    if f.flow.value is None:
        f.flow = after.flow
    return f


def _tail(s: _Sentence, c: Clause) -> list[Token]:
    """Words after a rank up to the end of its statement; other ranks in between do not end it."""
    out: list[Token] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") in (",", ";", "("):
            break
        if isinstance(t, Quantity):
            if t.origin == "rank":
                continue
            break
        out.append(t)
    return out


def _rank_parties(s: _Sentence, flow: str, before: list[Role], after: list[Role], frame: Frame, cur: Frame) -> bool:
    countries = [r for r in before if r.area.type not in ("continent", "world") and not (r.area.type == "bloc" and r.name != "subject")]
    subject = next((r for r in reversed(countries) if r.name not in ("of", "with", "at", "to", "owner")), None)
    of = next((r for r in after if r.name in ("of", "at", "to", "subject", "owner") and r.area.type not in ("bloc", "continent", "world")), None)
    if subject is None and of is not None and of.name == "subject":
        subject, of = of, None  # "the second largest market is the US"
    if of is None:
        of = next((r for r in reversed(countries) if r.name in ("of",) or (r.name in ("to",) and flow in FDI) or (subject is not None and r is not subject and r.name == "owner")), None)
    if not s.lang.spaced and of is None and len(countries) >= 2 and flow not in FDI:
        subject, of = countries[0], countries[-1]
    if flow in FDI:
        if subject is None:
            if s.readings and s.readings[-1].transform == "rank":
                cur.reporter = s.readings[-1].frame.reporter
            if not cur.reporter.value:
                return False
            subject_val = cur.reporter
        else:
            subject_val = subject.val
            inside = subject.area.code != s.lang.home and subject.area.code.split("-")[0] == s.lang.home
            if inside and of is None:
                # a province ranks among the hosts
                frame.reporter = cur.reporter if cur.reporter.value and cur.varied != "reporter" else Val(WORLD, None, "default", "no investor is named")
                frame.partner = subject.val
                return True
        frame.reporter = subject_val
        if of is not None and of.area.code != subject_val.value:
            frame.partner = of.val
        elif not (cur.family == "fdi" and cur.partner.value):
            frame.partner = Val(s.lang.home, None, "default", "home of the text's language")
        return frame.reporter.value != frame.partner.value
    if subject is None and of is not None and s.readings and s.readings[-1].transform == "rank":
        known = s.readings[-1].frame.partner
        if known.value != of.area.code:
            frame.reporter, frame.partner = of.val, known
            return True
    if of is not None and subject is not None and of.area.code != subject.area.code:
        frame.reporter, frame.partner = of.val, subject.val
    elif subject is not None and subject.area.country != s.lang.home:
        known = cur.reporter if cur.reporter.value not in (None, subject.area.code) else None
        frame.reporter = known or Val(s.lang.home, None, "default", "home of the text's language")
        frame.partner = subject.val
    elif subject is not None and of is None:
        frame.reporter = Val(s.lang.counterpart, None, "default", "the pair's other side") if not cur.bilateral or cur.partner.value == subject.area.code else cur.partner
        frame.partner = subject.val
    elif of is not None:
        if cur.partner.value in (None, WORLD, of.area.code):
            return False
        frame.reporter, frame.partner = of.val, cur.partner
    elif cur.partner.value in (None, WORLD):
        return False
    return frame.reporter.value != frame.partner.value
