"""Money, tonnes and counts: a level, or an absolute change where a word such as "up" stands right before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import when
from etl.behind import (
    behind_part,
    goods_behind,
    is_aside,
    previous_quantity,
    right_parties,
    right_roles,
    told_of_whole,
    whole_of_part,
)
from etl.clauses import Clause, joins
from etl.counts import projects
from etl.dating import base_period, lifted_by, period_for, reached
from etl.frame import FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area
from etl.lists import assign_from_list, lists_of
from etl.parties import parties
from etl.reading import COUNTS, GOODS, MONEY, RATIOS, Reading, settle
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence

_ACROSS = {"exports": "imports", "imports": "exports"}
_TRADED = frozenset({"exports", "imports", "trade_total"})
_PARTIES = frozenset({"country", "bloc", "continent", "world", "province", "city"})
# What a target that names no flow is not of, where a trade was told of before.
_AIMED_PAST = frozenset({"count", "trade_balance"})
SPENT = "CN_MOFCOM"  # the compiler whose investments abroad are those made, not those registered
_RANGE = 5  # most tokens from a word such as "daily" to the second number of a range
_TIGHT = 14  # most code points between a quantity and a word that qualifies it from behind


def amount(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """Money, tonnes and counts: a level, or an absolute change where a word such as "up" stands right before."""

    q = c.quantity
    money, goods, count = q.unit in MONEY, q.unit in GOODS, q.unit in COUNTS
    frame = cur.copy()
    if money and (led := _led_flow(s, c)) is not None:
        frame.flow, frame.deficit, found = Val(led.get("measure"), (led.start, led.end), "read"), False, True
    else:
        found = right_measure(s, c, frame, money) or money and later_measure(s, c, frame)
    transform, sign, base = level_or_change(s, c, frame)
    if found is False and money and frame.flow.value in _ACROSS:
        if any(t.get("link") == "reverse" for t in c.right[:3]):
            frame.flow = Val(
                _ACROSS[str(frame.flow.value)], frame.flow.span, frame.flow.how
            )  # "went the other way"
    if frame.flow.value in _TRADED and (flow_ := _whole_told(s, c)) is not None:
        frame.flow = flow_
    if base:
        aim = s.lang.spaced and any(
            t.get("status") == "target" for t in c.near
        )  # "against a target of 10 bn"
        base = not (aim or _elsewhere(s, c) or _other_flow(s, c, frame))
    pair = groups.get(c.index)
    if pair:
        listed = lists_of(s, c, pair[2], pair[1]) if q.unit == "projects" and frame.family != "fdi" else None
        if listed is not None and listed[0] == "area":
            # "China and Korea brought 305 and 262 projects": whose they are, before any investment is told of
            frame.flow = Val("fdi_registered", (q.start, q.end), "read")
            own = any(t.get("area").country == s.lang.home for t in listed[1])
            frame.reporter, frame.partner = NOTHING, NOTHING
            if not own:
                frame.partner = Val(s.lang.home, None, "default", "language_home")
        assign_from_list(s, c, frame, pair)
    if q.unit == "projects":
        return projects(s, c, frame)
    train = q.unit == "count" and frame.flow.value == "count"
    if not (money or goods or count or train):
        return None
    flow = frame.flow.value
    if count and flow in ("exports", "imports", "trade_total") and (gate := _gate_behind(s, c)):
        # "149,000 vehicles with imports and exports passed the gates of Lang Son"
        frame.reporter = frame.partner = NOTHING
        parties("trade_total", [gate], frame, s.lang, bare="level", nation=False, total=False, border=True)
        frame.flow = Val("count", gate.span, "read")
        flow = "count"
    if money and flow == "count" and frame.flow.how == "inherited":
        passed = s.lang.spaced and frame.partner.note == "behind_gate"  # "The goods were worth 4.5 bn"
        passed = passed and any(t.get("noun") == "goods" for t in c.near)
        passed = passed and not any(t.get("area") for t in c.near)
        if (passed or _gate_frame(s, frame)) and any(t.get("measure") == "value" for t in c.near):
            frame.flow = Val("trade_total", frame.reporter.span, "inherited", "goods_through_gate")
            flow = "trade_total"
    if flow in _AIMED_PAST and money and frame.flow.how == "inherited" and s.r.trade is not None:
        aimed = any(t.get("status") == "target" for t in c.near)
        if aimed and (flow == "count" or s.lang.spaced and s.lang.attributive == "before"):
            frame.flow, frame.reporter, frame.partner = (told.inherited() for told in s.r.trade)
            flow = frame.flow.value  # "… was crossed by a million people. The target is 3.5 bn"
    if flow == "count" and (money or goods):
        trade = next(
            (
                r.frame
                for r in (*reversed(s.readings), _Main(s.r.main))
                if r.frame.flow.value not in (None, "count", "other")
            ),
            None,
        )
        if trade is not None:
            frame.flow, frame.reporter, frame.partner = trade.flow, trade.reporter, trade.partner
            flow = frame.flow.value
    if goods and flow == "exports" and frame.flow.how == "read" and frame.flow.span is not None:
        if any(t.get("measure") == "earn" and (t.start, t.end) == frame.flow.span for t in c.near):
            frame.flow = Val("imports", frame.flow.span, "read")  # "94 trucks brought in 298 tonnes"
            flow = "imports"
    if (goods or money) and flow in (None, "count", "other") and (gate := _gate_told(s, c, flow != "count")):
        # "1,800 lorries a day; in October 48 thousand tonnes": what passes where the sentence says
        if flow != "count":
            parties(
                "trade_total", [gate], frame, s.lang, bare="level", nation=False, total=False, border=True
            )
        frame.flow = Val("trade_total", gate.span, "read", "goods_through_gate")
        flow = frame.flow.value
    if flow is None:
        roles = right_roles(s, c)
        if goods and not roles and any(t.get("noun") == "gate" for t in c.near):
            # "Hekou was crossed by a million people, with cross-border freight reaching 624,000 tons"
            roles = [
                r for r in roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen) if "-" in r.area.code
            ][:1]
            if roles:
                frame.reporter = frame.partner = NOTHING
                parties(
                    "trade_total", roles, frame, s.lang, bare="level", nation=False, total=False, border=True
                )
                frame.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
        if frame.flow.value is not None:
            pass
        elif (goods or money) and any(r.area.counterpart for r in roles):
            frame.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
        elif (goods or money) and roles and any(t.get("noun") == "gate" for t in c.right):
            parties("trade_total", roles, frame, s.lang, bare="level", nation=False, total=False, border=True)
            frame.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
        elif s.lang.spaced and (goods or money) and not roles and (gate := _gate_crossed(s, c)) is not None:
            parties(
                "trade_total", [gate], frame, s.lang, bare="level", nation=False, total=False, border=True
            )
            frame.flow = Val("trade_total", gate.span, "read", "goods_through_gate")
        elif goods and s.lang.spaced and (way := _passed_by(s, c)) is not None:
            parties("trade_total", [way], frame, s.lang, bare="level", nation=False, total=False, border=True)
            frame.flow = Val("trade_total", way.span, "read", "goods_through_gate")
        elif (goods or count) and s.lang.spaced and (office := _cleared_by(s, c)) is not None:
            parties(
                "trade_total", [office], frame, s.lang, bare="level", nation=False, total=False, border=True
            )
            frame.flow = Val("count" if count else "trade_total", office.span, "read", "goods_through_gate")
        elif count and any(r.area.counterpart for r in roles):
            frame.flow = Val("count", roles[0].span, "read")  # "115,200 trucks passed Huu Nghi gate"
        elif count and roles and any(t.get("noun") == "gate" for t in [*c.near, *c.right]):
            parties("trade_total", roles, frame, s.lang, bare="level", nation=False, total=False, border=True)
            frame.flow = Val("count", (q.start, q.end), "read")
        elif count and _gate_frame(s, frame) or q.unit == "persons" and roles:
            frame.flow = Val("count", (q.start, q.end), "read")
        else:
            return None
        flow, found = frame.flow.value, True
    daily = c.near if not q.range_with or c.near else s.tokens[max(0, c.index - _RANGE) : c.index]
    if count and any((m := t.get("period")) is not None and m.kind == "annual" for t in daily):
        return None  # "900 to 1,000 lorries pass every day"
    if train and s.lang.spaced and any(t.get("rate") for t in c.right[:3]):
        return None  # "there are 14 scheduled trains a week"
    if count or train:
        if (
            flow != "count"
            and not any(r.area.counterpart for r in right_roles(s, c))
            and not _gate_frame(s, frame)
        ):
            return None
        indicator = "count"
        frame.flow = Val("count", frame.flow.span, frame.flow.how)
        if q.unit == "persons" and q.get("invests") and frame.partner.how == "inherited":
            frame.partner = Val(WORLD, None, "default", "no_partner")  # "800,000 foreign tourists"
    elif goods:
        if flow in FDI or flow == "other":
            return None
        if flow not in ("exports", "imports") and _yearly(c) and not any(t.get("area") for t in s.tokens):
            return None  # "trains are to carry 11.8 m tonnes of goods a year"
        indicator = flow if flow in ("exports", "imports") else "volume"
        frame.basis = "volume"
    else:
        if flow == "count":
            return None
        indicator = str(flow)
        if indicator == "fdi_projects":
            indicator = "fdi_registered"  # money beside projects is their capital
            frame.flow = Val(indicator, frame.flow.span, frame.flow.how)
        if indicator == "other" and s.r.main.flow.value is None and not s.readings:
            if not any(t.get("commodity") for t in s.tokens[: c.index]):
                return None  # a price of land or of anything else that is not traded
        if indicator in FDI and _nobody_invests(s, frame):
            return None
        if indicator == "fdi_registered" and _counts_spent(s, frame):
            frame.flow, indicator = Val("fdi_realised", frame.flow.span, frame.flow.how), "fdi_realised"
        if indicator == "fdi_registered" and (used := _part_used(s, c)) is not None:
            frame.flow, indicator = Val("fdi_realised", used, "read"), "fdi_realised"
        frame.basis = "value"
    if not found and frame.flow.how == "inherited" and not statement(s, c):
        return None
    right_parties(s, c, frame, indicator)
    if not base and (what := goods_behind(c, indicator in FDI)) is not None:
        frame.commodity = what
    if _market_apart(s, c, frame):
        frame.partner = Val(WORLD, None, "default", "whole_of_share")
    per_unit = rated(c)
    if per_unit:
        indicator = "other"
    whole = not base and (_has_share_before(s, c) or told_of_whole(s, c))
    if indicator in FDI and whole_of_part(s, c):
        frame.reporter, whole = Val(WORLD, None, "default", "whole_of_share"), True
    if (
        whole
        and s.last_ratio is not None
        and s.last_ratio.transform == "share"
        and told_of_whole(s, c)
        and money
    ):
        indicator = s.last_ratio.indicator if s.last_ratio.indicator != "volume" else indicator
        frame.flow = Val(indicator, s.last_ratio.frame.flow.span, "read")
    if whole and indicator in FDI and s.lang.spaced and s.last_ratio is not None:
        frame.reporter = Val(WORLD, None, "default", "whole_of_share")
    if whole and indicator in FDI and _makes_up(s, q):
        frame.partner = Val(s.lang.home, None, "default", "language_home")
    if whole and indicator in FDI and s.readings and s.readings[-1].frame.varied == "reporter":
        frame.reporter = Val(WORLD, None, "default", "whole_of_share")
    if whole and indicator in ("exports", "imports", "trade_total") and not _explicit_partner(s, c):
        frame.partner = Val(WORLD, None, "default", "whole_of_share")
        owner = next(
            (r for r in reversed(roles_of(c.near, s.text, s.lang, s.r.seen)) if r.name == "owner"), None
        )
        if owner is not None and any(t.get("measure") for t in c.near):
            frame.reporter = owner.val  # "1.7 percent of the bloc's imports of 3 trillion"
    if base:
        again = _second_base(s, c) and not any(t.get("period") for t in c.right[:2])
        period = s.readings[-1].period if again else base_period(s, c, frame, cur.period)
    else:
        period = period_for(s, c, frame, stock=indicator in FDI)
    if transform == "level" and not base:
        period = reached(s, period)
    value = q.value
    if indicator == "trade_balance" and transform == "level" and (frame.deficit or q.get("signed") == -1):
        value = -value
    if transform == "change":
        value *= sign
    aside = is_aside(s, c)
    sub = (
        bool(s.saved)
        or in_month(s, c)
        or base
        or aside
        or whole
        or per_unit
        or (
            frame.varied == "partner"
            and frame.partner.value != WORLD
            and s.r.main.partner.value not in (None, frame.partner.value)
            and not (s.lang.spaced and frame.reporter.value == s.r.main.partner.value)
            and not frame.bilateral
            and s.r.fresh <= 2
        )
    )
    kept = None if base or whole or per_unit else go_on(cur, frame)
    reading = Reading(
        q,
        indicator,
        transform,
        frame,
        value,
        period,
        f"amount/{transform}",
        sub=sub,
        low=base,
        aside=aside,
        whole=whole,
        alone=aside and not s.parts and behind_part(c),
    )
    if kept is None:
        kept = cur.copy() if cur.flow.value is not None or not whole else frame.copy()
        kept.period = frame.period if whole else since(s, c, cur, period) if base else cur.period
    if not base and _sets_out_in(s, c):
        kept.period = since(s, c, cur, period)
    reading.kept = kept
    return reading


def _makes_up(s: _Sentence, whole: Quantity) -> bool:
    """ "Its 2.4 bn was 24.2 percent of the 9.9 bn that went to 53 provinces": what a province of the home country drew
    is that part of the number, which is the whole country's."""
    share, part = s.last_ratio, s.last_level
    if share is None or part is None or share.transform != "share" or not whole.value:
        return False
    host = str(part.frame.partner.value)
    alike = part.q.unit == whole.unit and share.frame.partner.value == host != s.lang.home
    return (
        alike
        and host.startswith(f"{s.lang.home}-")
        and (abs(part.value * 100 / whole.value - share.q.value) < 1)
    )


def _whole_told(s: _Sentence, c: Clause) -> Val | None:
    """ "Circuits, at 5.5 bn, made up two thirds of the imports": the whole of the share behind says what the number
    is of."""
    if c.right or "percent" not in s.units or not s.lang.spaced:
        return None
    behind = s.tokens[c.index + 1 : c.index + 10]
    if len(behind) < 2 or behind[0].get("punct") != "," or behind[1].get("share") != "share":
        return None
    since = max((k for k, t in enumerate(c.near) if t.get("punct") == ";"), default=-1) + 1
    if any(t.get("measure") not in (None, "value") for t in c.near[since:]):
        return None
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if k is None or behind[k].unit != "percent":
        return None
    if any(not t.get("hedge") for t in behind[2:k]):
        return None
    words = behind[k + 1 : k + 4]
    if not words or not (words[0].get("share") == "whole" or words[0].get("role") == "of"):
        return None
    flow = next((t for t in words if t.get("measure") in _TRADED), None)
    return Val(flow.get("measure"), (flow.start, flow.end), "read") if flow is not None else None


def _market_apart(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "To China …. Shipments of durian were worth 4 bn, 97% of them to China": the whole is not to China alone."""
    side = {"exports": "to", "imports": "from"}.get(str(frame.flow.value))
    if side is None or frame.partner.how != "inherited" or not s.lang.spaced:
        return False
    behind = s.tokens[c.index + 1 : c.index + 10]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if k is None or behind[k].unit != "percent" or any(t.get("measure") for t in behind[:k]):
        return False
    words = behind[k + 1 :]
    end = next((n for n, t in enumerate(words) if isinstance(t, Quantity) or t.get("punct")), len(words))
    part = any(t.get("link") == "of_which" for t in words[:1])
    for t, u in zip(words[:end], words[1:end], strict=False):
        if t.get("role") == side and (area := u.get("area")) is not None:
            return part and area.code == frame.partner.value
    return False


def _counts_spent(s: _Sentence, frame: Frame) -> bool:
    """Whether China's commerce ministry says how much its companies invested: it counts what has been spent."""
    told = (
        s.lang.spaced
        and s.lang.attributive == "before"
        and (frame.compiler.value == SPENT or any(t.get("compiler") == SPENT for t in s.tokens))
        and str(frame.reporter.value).startswith("CN")
    )
    verb = next((t for t in s.tokens if (t.start, t.end) == frame.flow.span), None)
    return told and (verb is None or verb.get("measure") == "fdi" and not verb.get("noun"))


def _part_used(s: _Sentence, c: Clause) -> tuple[int, int] | None:
    """ "455 bn, 290 bn of which, or 64%, had been disbursed": the verb behind says what the part is."""
    if not behind_part(c) or not s.readings:
        return None
    for t in s.tokens[c.index + 1 :]:
        if isinstance(t, Quantity) and t.unit not in RATIOS or t.get("punct") == ";":
            return None
        if t.get("measure") == "fdi_realised":
            return t.start, t.end
    return None


def _gate_told(s: _Sentence, c: Clause, named: bool) -> Role | None:
    """The gate (or, behind a count, the line between two countries) whose goods a word for their weight or worth
    in the clause tells of; ``named``: only what the sentence names."""
    if not any(t.get("measure") in ("value", "volume") for t in c.near):
        return None
    for t in reversed(s.tokens[: c.index]):
        area = t.get("area")
        if area is not None and area.counterpart:
            return Role(area, "subject", (t.start, t.end))
        if not named and t.get("pair") is not None:
            return Role(Area(str(t.get("pair")).split("+")[0], "country"), "pair", (t.start, t.end))
        if area is not None and area.type in _PARTIES:
            return None
    last = s.readings[-1] if s.readings and not named and s.lang.attributive == "after" else None
    if last is not None and last.indicator == "count" and s.r.seen.gate is not None:
        if last.frame.reporter.value == s.r.seen.gate.code and last.frame.reporter.span is not None:
            return Role(s.r.seen.gate, "subject", last.frame.reporter.span)  # "158 lorries, worth 4.2 m"
    return None


def _sets_out_in(s: _Sentence, c: Clause) -> bool:
    """ "from 2013's 2.4 bn to 79.2 bn": the number is where a development set out, in a year of its own."""
    if not _moves(s, c):
        return False
    k = next((k for k in range(len(c.near) - 1, 0, -1) if c.near[k].get("period") is not None), 0)
    return bool(k) and c.near[k - 1].get("change") == "start"


def since(s: _Sentence, c: Clause, cur: Frame, base: Val) -> Val:
    """ "In 2014 …; Thai Nguyen leapt from 2.4 bn in 2013 to 79.2 bn": where it got to is of the year told of, which
    the clause may name itself ("in 2024 it rose from 2020's 2.4 bn to 4.7 bn")."""
    then = base.value
    if cur.period.value != then or then is None or not then.end:
        return cur.period
    own = next((t for t in c.near if t.get("period") is not None and t.end <= c.quantity.start - 3), None)
    named = when.resolve(own.get("period"), s.lang, s.r.year, s.r.published) if own is not None else None
    if named is not None and named.period is not None and named.period != then:
        mine = s.period_val(named, own, cur)
        now = settle(mine.value, False) if mine is not None else None
        if now is not None and now.end and now.start > then.end:
            return mine
    told = settle(s.rank_before.period.value, False)
    later = told is not None and told.end and told.start > then.end
    return s.rank_before.period if later else cur.period


def _nobody_invests(s: _Sentence, frame: Frame) -> bool:
    """ "The yard of the gate covers 430 mu, total investment 94 m yuan": what a gate costs is no one's direct
    investment unless an investor, a host or a project of theirs is spoken of."""
    if s.r.main.family == "fdi" or frame.flow.how != "read" or s.readings:
        return False
    what = next((t for t in s.tokens if (t.start, t.end) == frame.flow.span), None)
    if what is None or what.get("measure") != "fdi" or what.get("noun"):
        return False
    built = s.r.works or any(t.get("works") for t in s.tokens)
    built = built or any((area := t.get("area")) is not None and area.type == "port" for t in s.tokens)
    if not built and not any("gate" in (t.get("noun"), t.get("anaphor")) for t in s.tokens):
        return False
    for t in s.tokens:
        area = t.get("area")
        place = area is not None and (area.counterpart or area.type == "city")
        if area is not None and area.type in _PARTIES and not place and not built:
            return False
        pointed = t.get("anaphor") not in (None, "gate")
        if t is not what and (t.get("directed") or t.get("pair") and not built or pointed or t.get("tense")):
            return False
        if t is not what and (
            t.get("noun") == "firm" or str(t.get("measure")).startswith(("fdi", "attract"))
        ):
            return False
        if (t.unit if isinstance(t, Quantity) else t.get("unit")) == "projects" and not built:
            return False
    return True


def _yearly(c: Clause) -> bool:
    return any((m := t.get("period")) is not None and m.kind == "annual" for t in c.right)


def in_month(s: _Sentence, c: Clause) -> bool:
    """ "In the month of March alone": a part of the months that were told of before it."""
    if not s.readings or "period" not in c.left_kinds:
        return False
    return any(
        (m := t.get("period")) is not None and m.kind == "month_frame"
        for part in c.left
        if isinstance(part, list)
        for t in part
    )


class _Main:
    """The frame that the sentence began with, in the shape of a reading."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame


def go_on(cur: Frame, frame: Frame) -> Frame:
    """The frame that later clauses of the sentence start from."""
    f = frame.copy()
    f.status = cur.status
    return f


def _less_than_was(s: _Sentence, k: int) -> bool:
    """ "was 1.2% less, or 19.7 bn": how it compares stands behind the percentage, and what it came to behind "or"."""
    if s.lang.attributive != "before" or not s.lang.spaced or k < 1:
        return False
    if s.tokens[k + 1].get("compare") not in ("higher", "lower"):
        return False
    return s.tokens[k + 2].get("punct") == "," and s.tokens[k - 1].get("change") in ("reach", "again")


def _passed_by(s: _Sentence, c: Clause) -> Role | None:
    """ "1.2 m tonnes of goods worth 15 bn yuan were traded via Hekou": the place that goods passed."""
    if not any(t.get("noun") == "goods" for t in c.right[:3]):
        return None
    roles = roles_of([*c.right, *c.far], s.text, s.lang, s.r.seen)
    return next((r for r in roles if r.name == "via" and "-" in r.area.code), None)


def _cleared_by(s: _Sentence, c: Clause) -> Role | None:
    """ "Lao Cai customs cleared 1.2 m tonnes of goods": the office at a border that the goods passed."""
    if c.quantity.unit == "persons" or not any(t.get("noun") == "goods" for t in c.right[:3]):
        if c.quantity.unit != "vehicles":
            return None
    t = c.near[-1] if c.near else None
    area = t.get("area") if t is not None else None
    if area is None or area.type != "customs" or not (area.border or area.code in s.lang.neighbours):
        return None
    return Role(area, "subject", (t.start, t.end))


def _gate_crossed(s: _Sentence, c: Clause) -> Role | None:
    """ "66 bn USD worth of goods, up 25%, crossed the gates of Lang Son": the place whose gates the goods passed."""
    if not any(t.get("noun") == "goods" for t in c.right[:3]):
        return None
    own = [t for t in s.tokens[: c.index] if (area := t.get("area")) and area.code in s.lang.neighbours]
    rest: list[Token] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") == ";" or isinstance(t, Quantity) and t.unit not in RATIOS:
            break
        if isinstance(t, Token):
            rest.append(t)
    k = next((k for k, t in enumerate(rest) if t.get("noun") == "gate"), None)
    if k is None or any(t.get("measure") in _TRADED for t in rest):
        return None
    near = [r for r in roles_of(rest[max(0, k - 2) : k + 3], s.text, s.lang, s.r.seen) if "-" in r.area.code]
    if not near and len(own) == 1 and not s.readings:  # "Lao Cai saw 1.6 bn worth of goods pass its gates"
        return Role(own[0].get("area"), "subject", (own[0].start, own[0].end))
    return Role(near[0].area, "subject", near[0].span) if near else None


def _gate_behind(s: _Sentence, c: Clause) -> Role | None:
    """The place whose gates those that are counted passed."""
    if not any(t.get("noun") == "gate" for t in c.right):
        return None
    roles = [r for r in right_roles(s, c) if r.area.counterpart or r.area.type in ("province", "city")]
    return Role(roles[0].area, "subject", roles[0].span) if roles else None


def _gate_frame(s: _Sentence, frame: Frame) -> bool:
    return (
        frame.varied == "reporter"
        and frame.partner.note is not None
        and ("gate" in frame.partner.note or "border" in frame.partner.note)
    )


def statement(s: _Sentence, c: Clause) -> bool:
    """Whether a clause without a measure of its own says enough to go on with the frame's."""
    if s.readings:
        return True
    for part in (s.tokens,):
        if any(
            t.get("area")
            or t.get("period")
            or t.get("commodity")
            or t.get("sector")
            or t.get("anaphor")
            or t.get("change")
            or t.get("measure")
            or t.get("share") in ("share", "whole")
            or t.get("status")
            or t.get("link") in ("of_which", "only")
            for t in part
        ):
            return True
    return any(t.get("area") or t.get("period") or t.get("commodity") for t in c.right)


def rated(c: Clause) -> bool:
    """A price or a daily average: "per tonne", "mỗi ngày"."""
    if "rate" in c.right_kinds and c.right[0].get("rate") and c.right[0].start - c.quantity.end <= 3:
        return True
    if "rate" not in c.left_kinds or not any(t.get("rate") for t in c.near):
        return False
    # "trade came to 76 bn a year on average": a year's trade, and no price
    yearly = c.right[0].get("period") if c.right and c.quantity.unit in MONEY else None
    return yearly is None or yearly.kind != "annual" or any(t.get("commodity") for t in c.near)


def right_measure(s: _Sentence, c: Clause, frame: Frame, money: bool) -> bool:
    """A measure behind the number ("25.7 million USD of imports") wins over one before it when it is close."""
    q = c.quantity
    stated_left = "measure" in c.left_kinds and any(
        t.get("measure") and t.get("measure") not in ("value", "volume")
        for part in c.left
        if isinstance(part, list)
        for t in part
    )
    if "measure" not in c.right_kinds:
        return stated_left
    earned = any(t.get("measure") == "earn" for t in c.near)  # "raked in 1.3 bn USD in FDI"
    for k, t in enumerate(c.right):
        code = t.get("measure")
        if t.get("rank_noun") and not money:
            continue
        if code in (None, "value", "volume", "other", "attract"):
            continue
        if code == "arrivals" and money or code in ("fdi_projects", "agreements"):
            continue
        gap = s.text[q.end : t.start]
        linked = (
            k == 0
            and len(gap) <= _TIGHT
            or k == 1
            and c.right[0].get("role") in ("of", "at")
            and len(gap) <= 24
            or k == 1
            and c.right[0].get("commodity")
            and len(gap) <= 30
            or k == 2
            and c.right[0].get("role") in ("of", "at")
            and c.right[1].get("area")
            and len(gap) <= 30
            or k in (1, 2)
            and c.right[0].get("link") == "of_which"
            and len(gap) <= 24
            and all(u.get("area") for u in c.right[1:k])
        )
        linked = linked or (
            len(gap) <= 40 and any(u.get("change") == "reach" for u in c.right[:k]) and not stated_left
        )
        apart = not k and gap.strip() and c.after is not None and s.lang.spaced
        if apart and any(u.get("change") in ("reach", "up", "down") for u in c.right[1:]):
            break  # "the deficit rose to 18 bn as imports from China reached 34 bn"
        weak = code in ("buy", "sell") or (code == "fdi" and not earned)
        if stated_left and not (linked and not weak and not c.after):
            continue
        if not stated_left and not linked and frame.flow.how == "read":
            continue
        if not linked and len(gap) > 60:
            continue
        s.measure(
            [*(t for t in c.near if t.get("measure") not in ("value", "volume")), *c.right[: k + 1]],
            frame,
            c,
            None,
        )
        return True
    return stated_left


def later_measure(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Durians, valued at 2 bn USD, led the exports": the flow is named only behind the sentence's last number."""
    told = any(t.get("measure") not in (None, "value", "volume") for t in s.tokens[: c.index])
    rest = s.tokens[c.index + 1 :]
    if not told and frame.flow.value == "trade_total" and (flow := _part_of_flow(rest)) is not None:
        frame.flow = Val(flow.get("measure"), (flow.start, flow.end), "read")
        return True
    figures = any(isinstance(t, Quantity) and not t.superlative for t in rest)
    words = rest[:5]
    if len(words) > 2 and words[0].get("punct") == "," and words[1].get("change") == "reach":
        flow = next((n for n, t in enumerate(words) if t.get("measure") in ("exports", "imports")), None)
        if flow is not None and not any(isinstance(t, Quantity) for t in words[:flow]):
            figures = False  # "the better part of it, 1.5 bn, was Viet Nam's imports, up 443%"
    if told or s.readings or frame.flow.how != "inherited" or figures:
        return False
    k = next((k for k, t in enumerate(rest) if t.get("measure") in ("exports", "imports")), None)
    if k is None or any(t.get("punct") == ";" for t in rest[:k]):
        return False
    s.measure(rest[: k + 1], frame, c, None)
    return True


def _led_flow(s: _Sentence, c: Clause) -> Token | None:
    """ "Machinery (350 m) led imports, copper (230 m) exports": the flow behind the bracket with what goods came to."""
    k = c.index
    if k < 2 or k + 2 >= len(s.tokens) or s.lang.attributive != "before":
        return None
    before, after = s.tokens[k - 1], s.tokens[k + 1]
    if before.get("punct") != "(" or after.get("punct") != ")" or not s.tokens[k - 2].get("commodity"):
        return None
    for t in s.tokens[k + 2 : k + 5]:
        if isinstance(t, Quantity) or t.get("punct") or t.get("link") or t.get("commodity"):
            return None
        if t.get("measure") in ("exports", "imports") and not t.get("rank_noun"):
            return t
    return None


def _part_of_flow(rest: list[Token | Quantity]) -> Token | None:
    """ "… worth 1.1 bn USD, or 64 percent of exports": the flow that an amount is a share of, right behind it."""
    words = [t for t in rest[:6] if not (t.get("hedge") or t.get("role") == "of" or t.get("link") == "total")]
    if len(words) < 4 or words[0].get("punct") != "," or words[1].get("share") not in ("share", "equal"):
        return None
    percent = isinstance(words[2], Quantity) and words[2].unit == "percent"
    return words[3] if percent and words[3].get("measure") in ("exports", "imports") else None


def level_or_change(s: _Sentence, c: Clause, frame: Frame) -> tuple[str, int, bool]:
    """(transform, sign, whether the number is the base of a comparison)."""
    q = c.quantity
    if c.index >= 2 and s.tokens[c.index - 1].get("punct") == "(" and _base_before(s.tokens, c.index - 2):
        return "level", 1, True  # "14 times the same period's (1.13 bn)"
    if moved := _in_amount(s, c):
        return "change", moved, False
    if (
        c.right
        and c.right[0].get("compare") in ("higher", "lower")
        and c.right[0].start - q.end <= 3
        and _compared(c)
    ):
        return "change", 1 if c.right[0].get("compare") == "higher" else -1, False
    if (
        c.right
        and c.right[-1].get("share") == "equal"
        and c.after is not None
        and c.after.unit == "percent"
        and c.far
        and c.far[0].get("compare") in ("higher", "lower")
    ):
        return "change", 1 if c.far[0].get("compare") == "higher" else -1, False  # "5 bn or 12% more than"
    if s.lang.spaced and len(c.near) > 1 and c.near[-1].get("role") == "of" and c.near[-2].get("compare"):
        if any(t.get("change") == "reach" for t in c.near[:-2]):
            return "change", 1, False  # "exceeded the 2020 figure by 19 bn"
    if _second_base(s, c):
        return "level", 1, True
    if s.lang.spaced and s.lang.attributive == "before" and _of_a_year_before(s, c):
        return "level", 1, True
    if not (s.lang.spaced and s.lang.attributive == "before") and _same_period(s, c):
        return "level", 1, True
    if _more_than_anothers(s, c):
        return "level", 1, True
    named = False
    if c.near and c.near[0].get("compare") in ("higher", "lower") and c.index > 1:
        before = s.tokens[c.index - 2]
        if len(c.near) == 1 and isinstance(before, Quantity) and before.unit == "percent":
            return "level", 1, True  # "8 percent above the 4 bn of the same period last year"
    for k in range(len(c.near) - 1, -1, -1):
        t = c.near[k]
        change = t.get("change")
        if t.get("share") == "equal" and k and c.near[k - 1].get("change") == "reach":
            return (
                "level",
                1,
                False,
            )  # "up 8% and 18%, reaching 309 thousand tonnes and 84 million accordingly"
        if t.get("share") == "equal" and s.readings and s.readings[-1].transform == "growth":
            if s.readings[-1].q is previous_quantity(s, c):
                if _converted(s, q) or _less_than_was(s, s.tokens.index(s.readings[-1].q)):
                    return "level", 1, False
                return (
                    "change",
                    1 if s.readings[-1].value > 0 else -1,
                    False,
                )  # "fell 14.9%, or 37,015 tonnes"
        owns = s.lang.spaced and s.text[t.end : q.start].strip() == "'s"
        if t.get("compare") == "yoy" and owns:
            return "level", 1, True  # "below the previous year's 12.9 bn"
        if t.get("compare") == "yoy" and q.start - t.end <= 2 and not change and not s.lang.spaced:
            return "level", 1, True  # "down from the same period's 1.4 m tonnes"
        if t.get("compare") == "base" and not t.get("share") and not change:
            # "spent 3 bn on 4 million tonnes" compares nothing
            return (
                "level",
                1,
                not any(
                    u.get("measure") in ("buy", "sell", "fdi", "imports", "exports")
                    for u in s.tokens[max(0, c.index - 6) : c.index]
                )
                or t.end - t.start > 3,
            )
        if t.get("measure") in ("surplus", "deficit", "value", "volume") and not change:
            named = True  # "against a surplus of 2.6 bn": only a comparison may stand before it
            continue
        if named and change:
            return "level", 1, False
        if change == "start" and q.start - t.end <= 16 and not q.range_with:
            return "level", 1, _moves(s, c) or bool(s.readings) and not _other_kind(s, q)
        if change == "reach":
            opened = k == 1 and "(" in c.left[-2:-1] and c.near[0].get("compare") == "yoy"
            return "level", 1, opened and not s.lang.spaced  # 顺差207亿美元（上年同期为221亿美元）
        if change in ("up", "down", "add", "again"):
            if q.start - t.end > 24:
                return "level", 1, False
            if change == "add" and frame.flow.value in FDI and not _over_before(c):
                return "level", 1, False
            if (
                change == "add"
                and s.lang.attributive == "after"
                and k
                and c.near[k - 1].get("measure") == "buy"
            ):
                return "level", 1, False  # "parts cost another 3.3 bn"
            if change == "up" and s.lang.attributive == "after" and _one_project(c.near[:k], frame):
                return "level", 1, False
            if change == "again":
                return "level", 1, False  # "Hong Kong took another 38 m": as much once more
            if change == "up" and s.lang.spaced and s.lang.attributive == "before":
                nxt = c.near[k + 1].start if k + 1 < len(c.near) else q.start
                if s.text[t.end : nxt].strip():
                    return "level", 1, False  # "beat the 17.6 bn of 2019": what is passed
            if _began(s, c):
                return "level", 1, False  # "from 30 million in 1991 it rose to some 7 bn"
            return "change", -1 if change == "down" else 1, False
        if change == "lift" and not lifted_by(c):
            return "level", 1, False
        if t.get("period") is not None and any(u.get("compare") == "base" for u in c.near[max(0, k - 2) : k]):
            return "level", 1, True  # "compared with 382 in 2022"
        if t.get("period") is not None and k and s.neared(c.near, k):
            return "level", 1, True
        if (
            t.get("hedge")
            or t.get("role") == "of"
            or t.get("ignore")
            and _against_one(c, k)
            or t.get("number") is not None
            or t.get("status")
            or t.get("punct") == "-"
        ):
            continue
        return "level", 1, False
    return "level", 1, False


def _same_period(s: _Sentence, c: Clause) -> bool:
    """16.3亿美元，而去年同期仅1.13亿美元: what the same period came to, told for comparison."""
    if "compare" not in c.left_kinds:
        return False
    words = [
        t
        for t in c.near
        if not (
            t.get("punct")
            or t.get("link") in ("but", "only")
            or t.get("hedge")
            or t.get("change") == "reach"
            or t.get("anaphor") == "figure"
        )
    ]
    if s.lang.attributive == "after":
        m = words[1].get("period") if len(words) == 2 else None  # "cùng kỳ năm ngoái": two words
        if m is None or m.kind not in ("year", "year_relative") or words[0].get("compare") != "base":
            return False
    elif len(words) != 1 or words[0].get("compare") != "yoy" or words[0].end - words[0].start <= 2:
        return False
    elif s.text[words[0].start : words[0].start + 1] in s.lang.than:
        return False  # 较去年同期多33亿美元
    if not s.readings and s.lang.attributive == "after":
        return s.r.level is not None and c.quantity.unit in MONEY | GOODS
    last = s.last_level
    return last is not None and last.q.unit == c.quantity.unit


def _more_than_anothers(s: _Sentence, c: Clause) -> bool:
    """ "34 tỷ USD, cao hơn 31 tỷ USD của tháng Tám": what another period came to, in languages that would say by how
    much with a word of its own ("cao hơn 3 tỷ USD so với …")."""
    if s.lang.attributive != "after" or "compare" not in c.left_kinds or len(c.right) < 2:
        return False
    words = [t for t in c.near if not t.get("hedge")]
    led = bool(words) and words[-1].get("compare") in ("higher", "lower")
    then = c.right[1].get("period") is not None or c.right[1].get("compare") == "base"
    return led and c.right[0].get("role") == "of" and then


def _one_project(words: list[Token], frame: Frame) -> bool:
    """ "Vingroup's project in the US raised 300 m": what one project put in more is capital, told by itself."""
    at = next((n for n, t in enumerate(words) if str(t.get("unit")).rstrip("!") == "projects"), None)
    if at is None or frame.flow.value not in FDI:
        return False
    rest = words[at + 1 :]
    placed = any(t.get("role") == "at" for t in rest) and any(t.get("area") for t in rest)
    return placed and not any(str(t.get("measure")).startswith("fdi") for t in (*words[:at], *rest))


def _against_one(c: Clause, k: int) -> bool:
    """ "a deficit of 34 bn, against one of 24 bn": words that point back at what is compared."""
    before = c.near[k - 1] if k else None
    return before is not None and before.get("compare") == "base" and before.end - before.start > len("on")


def _of_a_year_before(s: _Sentence, c: Clause) -> bool:
    """ "less than half of the 2.9 bn of a year before": what a part of it is compared with."""
    last = s.readings[-1] if s.readings else None
    led = last is not None and last.q.origin == "fraction" and last.q is previous_quantity(s, c)
    words = c.right[:2]
    return bool(led and len(words) == 2 and words[0].get("role") == "of" and words[1].get("compare") == "yoy")


def _second_base(s: _Sentence, c: Clause) -> bool:
    """ "up from 4,204 projects and 27 bn a year before": what else it set out from."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    if last is None or not last.low or not c.near:
        return False
    return all(joins(t) for t in c.near) and last.q is previous_quantity(s, c)


def _in_amount(s: _Sentence, c: Clause) -> int:
    """ "down 2.59% (1.01 bn USD)": the same move as an amount, right behind it; its direction, or 0."""
    k = c.index - 1
    while k > 0 and s.tokens[k].get("hedge"):
        k -= 1
    last = s.readings[-1] if s.readings else None
    if k < 1 or s.tokens[k].get("punct") != "(" or last is None or last.transform != "growth":
        return 0
    if s.tokens[k - 1] is not last.q or last.q.unit != "percent" or c.right:
        return 0
    return 1 if last.value > 0 else -1


def _converted(s: _Sentence, q: Quantity) -> bool:
    """ "5,228 bn yuan, down 5.2%, or 808 bn dollars": the level again, in another currency."""
    told = s.last_level.q.unit if s.last_level is not None else None
    return told in MONEY and q.unit in MONEY and q.unit != told


def _over_before(c: Clause) -> bool:
    """ "127 m USD more than in the month before": what was added is told of by comparison."""
    k = next((k for k, t in enumerate(c.right[:2]) if t.get("compare") == "base"), None)
    return k is not None and any(t.get("period") or t.get("compare") for t in c.right[k + 1 : k + 2])


def _base_before(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether token ``k`` ends what is compared with: "the same period", "the same period of 2021"."""
    if k and tokens[k].get("period") is not None:
        return tokens[k - 1].get("compare") in ("yoy", "base")
    return tokens[k].get("compare") in ("yoy", "base")


def _other_kind(s: _Sentence, q: Quantity) -> bool:
    """ "earned 2.9 bn USD from 2.1 m tonnes": money and tonnes are not compared with each other."""
    before = s.readings[-1]
    return (
        before.transform == "level"
        and (before.q.unit in MONEY) != (q.unit in MONEY)
        and before.q.unit not in RATIOS
    )


def _elsewhere(s: _Sentence, c: Clause) -> bool:
    """ "far below the 1.1 bn in Singapore", "against 16 bn (62%) for manufacturing": compared with another place or
    other goods, not with another time."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if c.near[k].get("compare") == "base"), 0)
    dated = any(t.get("period") for t in [*c.near[k:], *c.right])
    words = c.right[:2] or (_past_bracket(s, c) if s.lang.spaced else [])
    what = len(words) > 1 and (words[1].get("area") or words[1].get("sector") or words[1].get("commodity"))
    return bool(what) and words[0].get("role") in ("to", "at", "with", "from") and not dated


def _past_bracket(s: _Sentence, c: Clause) -> list[Token]:
    """The two words behind the bracket that follows a number."""
    behind = s.tokens[c.index + 1 : c.index + 8]
    if not behind or behind[0].get("punct") != "(":
        return []
    close = next((k for k, t in enumerate(behind) if t.get("punct") == ")"), len(behind))
    return [t for t in behind[close + 1 : close + 3] if isinstance(t, Token)]


def _other_flow(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "exports of 254 bn, against 234 bn of purchases": compared with another flow, not with another time."""
    if any(t.get("change") == "start" for t in c.near):
        return False
    told = s.last_level.frame.flow.value if s.last_level is not None else None
    flows = {told, frame.flow.value}
    return flows == {"exports", "imports"}


def _began(s: _Sentence, c: Clause) -> bool:
    """Whether the number before this one is where a development set out from."""
    q = previous_quantity(s, c)
    k = s.tokens.index(q) if q is not None else 0
    started = any(t.get("change") == "start" and q.start - t.end <= 24 for t in s.tokens[max(0, k - 2) : k])
    return started and any(t.get("hedge") == "up_to" or t.get("role") == "to" for t in c.near)


def _compared(c: Clause) -> bool:
    t = c.right[0]
    return (
        t.end - t.start > 5
        or any(u.get("compare") in ("base", "yoy", "mom") or u.get("period") for u in c.right[1:3])
        or len(c.right) == 1
        or bool(c.right[1].get("punct"))
    )


def _moves(s: _Sentence, c: Clause) -> bool:
    """ "from A to B": a target word stands after the number."""
    return (
        bool(c.right)
        and c.right[0].get("change") == "reach"
        or any(t.get("change") == "reach" for t in c.right[:2])
    )


def _has_share_before(s: _Sentence, c: Clause) -> bool:
    """The amount right behind a share's "of the" is the whole."""
    for k, t in enumerate(c.near) if "share" in c.left_kinds else ():
        if t.get("share") == "whole" and c.quantity.start - t.end <= 16:
            if any(u.get("status") == "target" for u in c.near[k + 1 :]):
                return False  # "of the target of 3.5 bn"
            return not any(u.get("noun") == "gate" for u in c.near[k + 1 :])
    if (
        not s.readings
        or s.readings[-1].transform != "share"
        or s.readings[-1].q is not previous_quantity(s, c)
    ):
        return False
    between = [t for t in s.tokens[: c.index] if isinstance(t, Token) and t.start >= s.readings[-1].q.end]
    part = any(t.get("role") == "of" for t in between[:2])
    if s.lang.spaced and any(t.get("share") == "equal" for t in between):
        return False  # "made up 41 percent of exports, or 1.6 bn"
    capital = len(between) == 1 and str(between[0].get("measure")).startswith("fdi")
    part = part or capital and s.lang.attributive == "after"  # "chiếm 36% tổng vốn 18 tỷ USD"
    # "25.6 percent of the Kingdom's total trade of 27.7 bn"
    part = (
        part
        or s.lang.spaced
        and bool(between)
        and between[0].get("share") == "whole"
        and _named_last(between)
    )
    moved = not s.lang.spaced and any(
        t.get("change") == "reach" for t in between
    )  # 占比六成的中国市场降至3亿
    return part and not moved and not any(t.get("punct") for t in between)


def _named_last(words: list[Token]) -> bool:
    """Whether a measure and "of" stand right before a number."""
    words = [t for t in words if not t.get("hedge")]
    return len(words) > 2 and words[-1].get("role") == "of" and words[-2].get("measure") in _TRADED


def _explicit_partner(s: _Sentence, c: Clause) -> bool:
    """Whether the words say with whom the whole is: "to China", "in two-way trade"."""
    return any(
        t.get("role") in ("to", "from", "between") or t.get("anaphor") == "both" or t.get("pair")
        for t in c.right
    ) or any(t.get("anaphor") == "both" for t in c.near)
