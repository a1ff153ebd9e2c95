"""Investment projects, agreements signed and products granted market access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import periods, when
from etl.behind import right_parties, right_roles, whole_of_part
from etl.clauses import Clause, joins
from etl.dating import base_period, period_for, published_stock
from etl.frame import NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.parties import parties
from etl.periods import Period
from etl.reading import MONEY, Reading, settle
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

_TRADE = frozenset({"exports", "imports", "trade_total", "trade_balance"})

if TYPE_CHECKING:
    from etl.reader import _Sentence


def _more_projects(s: _Sentence, c: Clause) -> Reading | None:
    """ "210 new projects, 45 fewer than a year earlier", "…, down by 45": how many more or fewer there were."""
    last = s.readings[-1] if s.readings and english(s.lang) else None
    if last is None or last.indicator != "fdi_projects" or last.transform != "level" or last.sub:
        return None
    words = [t for t in c.near if not (t.get("hedge") or t.get("extent") or t.get("role") == "of")]
    moved = words[-1].get("change") if words and not words[-1].get("role") else None
    more = c.right[0].get("compare") if c.right else None
    if moved in ("up", "down") and len(words) < _AT_ONCE:
        sign = 1 if moved == "up" else -1
    elif more in ("higher", "lower") and c.right[0].start - c.quantity.end <= _AT_ONCE and not words[:-1]:
        sign = 1 if more == "higher" else -1
    else:
        return None
    value = c.quantity.value * sign
    reading = Reading(
        c.quantity, "fdi_projects", "change", last.frame.copy(), value, last.period, "amount/projects"
    )
    reading.kept, reading.sub = last.kept, True
    return reading


_AT_ONCE = (
    3  # most words of a clause that tells how many more there are, or letters between the number and "more"
)


def projects(s: _Sentence, c: Clause, frame: Frame) -> Reading | None:
    if (more := _more_projects(s, c)) is not None:
        return more
    words = [t for part in c.left if isinstance(part, list) for t in part] + c.right
    named = {t.get("area").code for t in s.tokens if t.get("area") is not None}
    named |= {str(t.get("directed")).split()[1] for t in s.tokens if t.get("directed")}
    pointed = ("country", "there") if s.lang.attributive == "after" else ("country",)
    named |= {str(t.get("anaphor")) for t in s.tokens if t.get("anaphor") in pointed}
    context = len(named) > 1 or (
        frame.family == "fdi"
        or c.quantity.get("invests")
        or _licensed(s, c)
        or any(str(t.get("measure")).startswith("fdi") for t in words)
        or _stock_of_a_country(s, c)
        or named
        and [t.get("role") or t.get("anaphor") for t in c.right[:2]]
        == ["at", "other"]  # "projects in the country"
        or _with_capital(s, c)
        or _valid_there(s, c)
        or _of_foreigners(s, c)
    )
    if not context:
        return None
    if frame.family != "fdi":
        own = (c.quantity.start, c.quantity.end)
        span = next(((t.start, t.end) for t in words if str(t.get("measure")).startswith("fdi")), own)
        frame.flow = Val("fdi_registered", span, "read")
        place = str(frame.reporter.value) if frame.reporter.stated and frame.reporter.span else ""
        told = frame.reporter.span
        frame.reporter = frame.partner = NOTHING
        roles = roles_of(
            [t for part in c.left if isinstance(part, list) for t in part], s.text, s.lang, s.r.seen
        )
        if not roles and s.lang.attributive == "after":
            roles = _ranked_before(s, c)
        if not roles and place.startswith(s.lang.home + "-"):
            roles = [Role(Area(place, "province"), "at", told)]  # the province that is told of is the host
        behind = right_roles(s, c)
        if s.lang.spaced and not any(r.name in ("at", "to") for r in behind):
            behind = roles_of(
                _beside_money(s, c), s.text, s.lang, s.r.seen
            )  # "411 projects worth 4.2 bn in Laos"
        roles += [r for r in behind if r.name in ("at", "to")]
        nation = any(t.get("anaphor") == "home" for t in words)
        parties("fdi_registered", roles, frame, s.lang, bare="none", nation=nation, total=nation)
    _granted(s, c, frame)
    if (
        not s.readings
        and any(t.get("tense") == "stock" for t in words)
        and not any(t.get("area") or t.get("anaphor") or t.get("noun") == "doers" for t in words)
        and not s.text.endswith(s.lang.spelled["owners"], 0, c.quantity.start - 1)
    ):  # "in total they run 4,161 projects": those told of do
        if frame.family == "fdi" and frame.reporter.value == s.lang.home:
            frame.partner, frame.varied = Val(WORLD, None, "default", "no_partner"), None  # abroad
        else:
            frame.reporter = Val(WORLD, None, "default", "no_investor")
    if _stock_of_all(s, c, frame, words):
        frame.reporter, frame.varied = Val(WORLD, None, "default", "no_investor"), None
    right_parties(s, c, frame, "fdi_projects")
    _other_way(s, c, frame, words)
    if (host := _host_of_item(s, c)) is not None:
        frame.partner = host
    if (theirs := _of_theirs(s, c.index)) is not None:
        frame.reporter = theirs
    whose = frame.reporter
    if whole_of_part(s, c):
        theirs = _of_theirs(s, c.index - 2)
        frame.reporter = theirs or Val(WORLD, None, "default", "whole_of_share")
        if theirs is not None and str(frame.partner.value).startswith(f"{s.lang.home}-"):
            frame.partner = Val(s.lang.home, None, "default", "language_home")
    period = period_for(s, c, frame, stock=True)
    low = s.lang.spaced and bool(s.readings) and bool(c.near) and c.near[-1].get("change") == "start"
    if low and english(s.lang) and s.readings[-1].indicator != "fdi_projects":
        # "340 m came from 55 new projects and 616 m from 84": not what the number had been
        low = any(t.get("change") in ("up", "down") for t in c.near[-3:])
    if low:
        period = base_period(s, c, frame, period)  # "5,049 projects, up from 4,204"
    unsaid = period.how == "inherited" and not s.stated_period
    # "trade came to 7.2 bn in six months. India runs 411 projects in Viet Nam": they are not those of six months
    told = s.r.main.flow.value in _TRADE and not s.readings and frame.reporter.value != WORLD
    told = told and not any(t.get("tense") == "flow" for t in words)
    told = told and (s.lang.spaced or any(t.get("change") == "reach" for t in c.near[-2:]))
    # 前8个月引资2.5亿美元。目前有2914个有效项目
    now = not s.lang.spaced and any((m := t.get("period")) and m.kind == "now" for t in words)
    stock = s.lang.spaced and (_counted_up_to(s.r.main.period) or _drawn_so_far(s))
    # "By March China had pledged 23.8 bn. In the city it had 473 valid projects": by then
    # "Năm 2024 xuất khẩu đạt 405 tỷ USD. Hiện cả nước có 42.002 dự án còn hiệu lực"
    valid = s.lang.attributive == "after" and any(t.get("tense") == "stock" for t in c.right[:1])
    valid = (
        valid and s.r.main.flow.value in _TRADE and getattr(settle(period.value, False), "type", "") == "year"
    )
    if (
        unsaid
        and ((c.quantity.get("stands") or valid) and not stock or told or now)
        or _stand_beside_trade(s, c, frame, period)
    ):
        # "they run 869 valid projects": of today, not of the months whose pledges were told
        period = frame.period = published_stock(s)
    reading = Reading(c.quantity, "fdi_projects", "level", frame, c.quantity.value, period, "amount/projects")
    reading.sub = reading.low = low
    reading.kept = frame.copy()
    reading.kept.reporter = whose
    if frame.flow.value == "fdi_realised" and frame.flow.how == "inherited":
        # "… was disbursed. 613 projects with 8.8 bn were licensed": what projects are worth is their registered capital
        reading.kept.flow = Val("fdi_registered", (c.quantity.start, c.quantity.end), "read")
    return reading


def _ranked_before(s: _Sentence, c: Clause) -> list[Role]:
    """ "Hàn Quốc đứng đầu với 9.203 dự án đầu tư": who ranks, right before its projects, has them."""
    at = next((k for k in range(c.index - 1, -1, -1) if isinstance(s.tokens[k], Quantity)), None)
    if at is None or s.tokens[at].unit != "rank" or any(t.get("punct") for t in s.tokens[at + 1 : c.index]):
        return []
    roles = roles_of(s.tokens[:at], s.text, s.lang, s.r.seen)
    who = next((r for r in reversed(roles) if r.name == "subject"), None)
    return [] if who is None else [who]


def _host_of_item(s: _Sentence, c: Clause) -> Val | None:
    """ "…; 205 dự án, 2,95 tỷ USD vào Campuchia": the host that an item of a list ends with, behind its capital."""
    if s.lang.attributive != "after" or not s.readings or not c.near or c.near[0].get("punct") != ";":
        return None
    if s.readings[-1].frame.family != "fdi" or any(t.get("area") or t.get("anaphor") for t in c.near):
        return None
    behind = s.tokens[c.index + 1 : c.index + 8]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if (
        k is None
        or behind[k].unit not in MONEY
        or any(t.get("area") or t.get("role") == "to" for t in behind[:k])
    ):
        return None
    place = behind[k + 1 : k + 3]
    if len(place) < 2 or place[0].get("role") not in ("to", "at") or place[1].get("area") is None:
        return None
    return Val(place[1].get("area").code, (place[1].start, place[1].end), "read")


def _stock_of_a_country(s: _Sentence, c: Clause) -> bool:
    """ "By 20 September 141 countries had 34,141 projects in Viet Nam": all that stand in a country by a day."""
    at = c.right[:2]
    placed = len(at) == 2 and at[0].get("role") == "at" and (area := at[1].get("area")) is not None
    placed = placed and area.type == "country"
    periods = (t.get("period") for t in s.tokens[: c.index])
    return placed and any(m is not None and m.kind.startswith("stock") for m in periods)


def _with_capital(s: _Sentence, c: Clause) -> bool:
    """ "By September 2024 Hung Yen had 570 projects, with a capital of 8.5 bn USD": money invested stands right behind."""
    behind = s.tokens[c.index + 1 : c.index + 8]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if not s.lang.spaced or k is None or behind[k].unit != "USD":
        return False
    named = behind[k + 1 : k + 3] if behind[k + 1 : k + 2] and behind[k + 1].get("role") == "at" else []
    # "578 projects with 7.5 bn USD in registered capital"
    ahead = behind[:k] if s.lang.attributive == "after" else []
    # "1.820 dự án mới với 11,02 tỷ USD, 851 lượt tăng vốn thêm 5,3 tỷ USD"
    led = [t for t in ahead if not t.get("hedge")]
    if len(led) == 1 and led[0].get("role") == "with":
        return any(str(t.get("measure")).startswith("fdi") for t in s.tokens)
    return any(str(t.get("measure")).startswith("fdi") for t in [*ahead, *named])


def _valid_there(s: _Sentence, c: Clause) -> bool:
    """ "The country had 36,109 valid projects worth 437 bn USD": only investments are valid."""
    if not c.quantity.get("stands") or not english(s.lang):
        return False
    behind = next((t for t in s.tokens[c.index + 1 :] if isinstance(t, Quantity)), None)
    return behind is not None and behind.unit == "USD"


def _counted_up_to(period: Val) -> bool:
    """ "By March": whether a time is the end of a stock."""
    when = period.value[0] if isinstance(period.value, tuple) else period.value
    return isinstance(when, Period) and when.type == "stock"


def _drawn_so_far(s: _Sentence) -> bool:
    """ "They disbursed 19.7 bn by November 20. All 36,109 valid projects are worth 437 bn": those that stand by then."""
    told = settle(s.r.main.period.value, False)
    return s.r.main.family == "fdi" and told is not None and told.type == "ytd"


def _stand_beside_trade(s: _Sentence, c: Clause, frame: Frame, period: Val) -> bool:
    """ "7 tháng thương mại 45 tỷ USD; Hàn Quốc có 9.900 dự án, 87 tỷ USD": they are not those of the seven months."""
    if s.lang.attributive != "after" or not s.readings or frame.reporter.value == WORLD:
        return False
    if not c.near or c.near[0].get("punct") != ";" or any(t.get("period") or t.get("tense") for t in c.near):
        return False
    then = settle(period.value, False)
    if then is None or then.type == "year":
        return False  # "Năm 2024, xuất khẩu đạt 25 tỷ USD; Malaysia có 780 dự án": of that year
    added = any(t.get("change") or t.get("measure") for t in c.near)
    return not added and all(x.indicator in _TRADE for x in s.readings)


def _stock_of_all(s: _Sentence, c: Clause, frame: Frame, words: list[Token]) -> bool:
    """ "…, trong đó Trung Quốc 61 triệu, Nhật 22 triệu; luỹ kế 4.400 dự án": all that a host has, behind a list of those
    who invest there."""
    if s.lang.attributive != "after" or frame.varied != "reporter" or not frame.partner.stated:
        return False
    if not any(t.get("tense") == "stock" for t in c.near) or any(t.get("area") for t in words):
        return False
    told = [x.frame for x in s.readings if x.frame.family == "fdi"]
    return bool(told) and told[0].reporter.value == WORLD and len({f.reporter.value for f in told}) > 1


def _other_way(s: _Sentence, c: Clause, frame: Frame, words: list[Token]) -> None:
    """ "Thái Lan có 740 dự án, 14 tỷ USD; chiều ngược lại 18 dự án, 40 triệu USD": of the other side there; "ngược lại ta có
    18 dự án, 40 triệu USD ở Thái Lan"."""
    if s.lang.attributive != "after" or frame.family != "fdi" or s.r.main.family != "fdi" and not s.readings:
        return
    named = [a for t in words if (a := t.get("area")) is not None]
    turned = any(t.get("link") == "reverse" for t in words)
    told = s.readings[-1].frame if s.readings else s.r.main
    same = frame.reporter.value == told.reporter.value  # else it has been turned round already
    if turned and not named and WORLD not in (frame.reporter.value, frame.partner.value):
        if not same:
            return
        frame.reporter, frame.partner = frame.partner.inherited(), frame.reporter.inherited()
        return
    if [a.code for a in named] != [s.lang.home]:
        return
    places = roles_of(_beside_money(s, c), s.text, s.lang, s.r.seen)
    host = next((r for r in places if r.name == "at" and r.area.country != s.lang.home), None)
    if host is not None:
        at = next(t for t in words if t.get("area"))
        frame.reporter, frame.partner = Val(s.lang.home, (at.start, at.end), "read"), host.val


def _of_foreigners(s: _Sentence, c: Clause) -> bool:
    """ "UAE có 41 dự án, hơn 74 triệu USD": projects of the only other country named, with money right behind."""
    if s.lang.attributive != "after":
        return False
    ahead = [t for part in c.left if isinstance(part, list) for t in part]
    named = [a for t in ahead if (a := t.get("area")) is not None]
    behind = s.tokens[c.index + 1 : c.index + 4]
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if len(named) != 1 or named[0].type != "country" or named[0].code == s.lang.home or k is None:
        return False
    plain = all(t.get("punct") == "," or t.get("hedge") or t.get("role") == "with" for t in behind[:k])
    return plain and behind[k].unit == "USD" and not any(t.get("measure") for t in ahead)


def _of_theirs(s: _Sentence, k: int) -> Val | None:
    """ "780 of the 3,000 Chinese projects are in Hanoi": whose the part at ``k`` and the whole are."""
    words = s.tokens[k : k + 4] if k >= 0 and english(s.lang) else []
    if len(words) < 4 or not (words[1].get("share") == "whole" or words[1].get("role") == "of"):
        return None
    many, whose = words[2:]
    if not isinstance(many, Quantity) or many.unit != "projects" or not whose.get("adjective"):
        return None
    area = whose.get("area")
    return Val(area.code, (whose.start, whose.end), "read") if area is not None else None


def _granted(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "平阳省已向日本的300个项目发证": who licenses projects is the host, whom it licenses the investor, in languages
    whose verb stands behind the number."""
    nxt = c.right[0] if c.right else None
    if s.lang.spaced or nxt is None or nxt.get("measure") != "attract" or nxt.start - c.quantity.end > 1:
        return
    k = c.index
    while k and s.tokens[k - 1].get("punct") not in (",", ";", ":"):
        k -= 1
    roles = roles_of(s.tokens[k : c.index], s.text, s.lang, s.r.seen)
    host = next((r for r in roles if r.name in ("subject", "owner")), None)
    investor = next((r for r in roles if r.name == "to"), None)
    if host is not None:
        frame.partner = host.val
        frame.reporter = investor.val if investor else Val(WORLD, None, "default", "no_investor")


def _licensed(s: _Sentence, c: Clause) -> bool:
    """ "234 projects were licensed with 7.2 bn": what a word for new investments stands right behind is one."""
    words = [t for t in c.right[:2] if t.get("change") != "reach"]
    if s.lang.attributive == "before" and c.near and c.near[-1].get("tense") == "flow":
        return s.lang.spaced  # "had licensed 41,000 projects"
    if s.lang.attributive == "before" and len(c.near) > 1 and c.near[-1].get("role") == "to":
        return s.lang.spaced and c.near[-2].get("tense") == "flow"  # "granted licences to 480 projects"
    return s.lang.spaced and bool(words) and words[0].get("tense") == "flow" and not words[0].get("measure")


def _beside_money(s: _Sentence, c: Clause) -> list[Token]:
    """The words behind the amount that is told with a number of projects."""
    if c.far:
        return c.far
    rest = s.tokens[c.index + 1 :]
    k = next((k for k, t in enumerate(rest) if isinstance(t, Quantity)), None)
    if k is None or rest[k].unit not in MONEY or any(not joins(t) for t in rest[:k]):
        return []
    end = next(
        (n for n in range(k + 1, len(rest)) if rest[n].get("punct") or isinstance(rest[n], Quantity)), None
    )
    return [t for t in rest[k + 1 : end] if isinstance(t, Token)]


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
    other = [
        r
        for r in roles
        if r.area.country not in (s.lang.home, WORLD) and r.area.type not in ("bloc", "continent", "world")
    ]
    frame.reporter = home[0].val if home else Val(s.lang.home, None, "default", "language_home")
    regional = [r for r in other if r.area.type not in ("country",)]
    pick = (regional or other)[:1]
    frame.partner = (
        pick[0].val
        if pick
        else frame.partner
        if frame.partner.value not in (WORLD, None)
        else Val(s.lang.counterpart, None, "default", "pair_other_side")
    )
    period = cur.period if s.stated_period else NOTHING
    for t in words:
        if (m := t.get("period")) is not None and m.kind in ("day", "day_exact", "months_day"):
            w = when.resolve(m, s.lang, s.year_context(cur), s.r.published)
            if w and w.period:
                period = Val(_month_of(w.period), (t.start, t.end), "read")
    if period.value is None and s.r.published is not None:
        pub = s.r.published
        period = Val(
            periods.month(pub.year, pub.month) if pub.month else periods.year(pub.year),
            None,
            "default",
            "publication_date",
        )
    elif period.value is None:
        period = cur.period
    reading = Reading(q, q.paper, "level", frame, q.value, period, "paper", sub=True)
    reading.kept = cur
    return reading


def _month_of(p: Period) -> Period:

    return periods.month(p.end.year, p.end.month)
