"""Lists that "respectively" pairs: the words that stand before, the numbers that stand after."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from etl import when
from etl.clauses import Clause, converted, joins
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import Area, english
from etl.reading import GOODS, TRADE, Reading
from etl.roles import Role
from etl.tokens import PeriodMatch, Quantity, Token, make_token

if TYPE_CHECKING:
    from etl.reader import _Sentence

_BETWEEN = frozenset({"trade_total", "border_trade", "trade_balance", "surplus", "deficit"})
_SIDES = {"exports": "to", "imports": "from"}


def paired_level(s: _Sentence, c: Clause, pair) -> Reading | None:
    place, size, group = pair
    if lists_of(s, c, group, size) is not None:
        return None
    told = [r for r in s.readings if r.transform == "level" and r.q.unit != "rank"]
    # where growths told ahead of the amounts have been put behind them, none stands before
    levels = [r for r in told if r.q.start < s.tokens[group[-1]].start] or told
    if len(levels) > size:
        levels = [r for r in levels if not converted(s.tokens, s.tokens.index(r.q))]
    if len(levels) < size:
        return None
    return levels[-size:][place]


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
    ahead: list[Token] = []
    for t in s.tokens[
        group[-1] + 1 :
    ]:  # "5, 2 and 3 bn on goods from China, the US and Taiwan, respectively"
        if isinstance(t, Quantity) or t.get("punct") == ";" or t.get("punct") and not s.lang.spaced:
            break
        ahead.append(t)
    listed = [t for t in ahead if t.get("area") is not None]
    bases = [t for t in ahead if t.get("measure") in ("volume", "value")]
    if len(bases) == size == 2 and s.tokens[first].unit == "percent" and _in_a_row(s, bases):
        return ("measure", bases)  # "up 24.7 and 2.3 percent in volume and value"
    if sum(t.get("compare") in ("yoy", "mom") for t in words) == size:
        return ("same", words)
    both = next((t for t in reversed(words) if t.get("flows")), None)
    if both is not None and any(t.get("role") == "between" for t in words):
        # "exports and imports between Viet Nam and China were 61 and 144 bn": the two flows of one pair
        words = [t for t in words if not t.get("area")]
    elif s.lang.attributive == "after" and any(t.get("role") == "between" for t in words):
        # "thương mại và đầu tư giữa Trung Quốc và ASEAN lần lượt là …"
        told = [t for t in words if t.get("measure")]
        words = [t for t in words if not t.get("area")] if len(told) == size else words
    fits = None
    for kind in ("area", "measure", "commodity", "sector", "period"):
        found = [
            t
            for t in words
            if t.get(kind) is not None and not (kind == "measure" and t.get("measure") == "other")
        ]
        if kind == "period":
            # "… so với tháng 12/2021; so với tháng 1/2021 giảm lần lượt 40,5% và 32%": what they are compared with
            led = {b.start for a, b in pairwise(words) if a.get("compare")}
            found = [t for t in found if t.start not in led]
        if kind == "measure" and len(found) > size:
            # "exports to and imports from China were valued at 61 and 144 bn"
            found = [t for t in found if t.get("measure") not in ("value", "volume")]
        flows = {t.get("measure") for t in found[-size:]} if kind == "measure" else {None}
        apart = len(found) > size == len(flows) and flows <= {"trade_total", *_SIDES}
        if apart and not s.lang.spaced and _in_a_row(s, found[-size:]):
            found = found[-size:]  # 贸易保持增长，进出口、出口、进口分别增长17%、19%、14%
        if len(found) == size:
            if _in_a_row(s, found) or kind == "area" and _with_each_other(s, found, words):
                return (kind, found)
            if kind == "area" and (not s.lang.spaced or english(s.lang)) and not _alike(s, found):
                continue  # 中国对东盟出口机床、汽车零件分别增长56%和22%: one is whose, one with whom
            fits = fits or (kind, found)
        # "exports of A to B and C": the first is not in the list
        if kind == "area" and len(found) == size + 1:
            two = (found[1:], found[:-1])
            rows = [row for row in two if _in_a_row(s, row) or _with_each_other(s, row, words)]
            # "with A, B and C, China's trade stood at": the row is that whose last member a conjunction joins
            closed = [row for row in rows if _closed(s, row)]
            for listed_areas in closed or rows:
                return (kind, listed_areas)
        if kind == "area" and len(found) > size + 1 and (inner := _inner_list(s, found, size, words)):
            return (kind, inner)
    pairs = [t for t in words if t.get("pair")]
    if len(pairs) >= size and not s.lang.spaced and fits is None and _in_a_row(s, pairs[-size:]):
        return "pair", pairs[-size:]  # 中马、中泰贸易额分别为
    toward = [t for t in words if t.get("directed")]
    if len(toward) == size and not s.lang.spaced and fits is None and _in_a_row(s, toward):
        # 对美、对日分别为: whom each is to
        codes = [str(t.get("directed")).split()[1] for t in toward]
        return "area", [
            make_token(t.start, t.end, {"area": Area(code, "country")})
            for t, code in zip(toward, codes, strict=True)
        ]
    if both is not None and size == len(
        both.get("flows")
    ):  # "exports and imports were 3 and 4 bn, respectively"
        return ("measure", [make_token(both.start, both.end, {"measure": f}) for f in both.get("flows")])
    if len(listed) == size and _in_a_row(s, listed) and fits is None:
        return ("area", listed)
    if fits is None and not english(s.lang) and (each := _each_period(s, words, size)):
        return ("period", each)
    return fits


def _each_period(s: _Sentence, words: list[Token], size: int) -> list[Token]:
    """2023年4月至6月的出口降幅分别为2.5%、0.9%和3.1%: the months, or the years, where there are as many of them."""
    told = [t for t in words if (m := t.get("period")) is not None and m.kind in ("months", "years")]
    if len(told) != 1 or not any(t.get("link") == "respectively" for t in words):
        return []
    t = told[0]
    found = when.resolve(t.get("period"), s.lang, s.r.year, s.r.published)
    p = found.period if found is not None else None
    if p is None or p.start is None or p.end is None:
        return []
    if t.get("period").kind == "years":
        parts = [("year", {"y": f"{y}"}) for y in range(p.start.year, p.end.year + 1)]
    else:
        first, last = (12 * d.year + d.month - 1 for d in (p.start, p.end))
        parts = [("month", {"y": f"{n // 12}", "m": f"{n % 12 + 1}"}) for n in range(first, last + 1)]
    if len(parts) != size:
        return []
    return [make_token(t.start, t.end, {"period": PeriodMatch(kind, slots)}) for kind, slots in parts]


def _earlier_group(s: _Sentence, group: list[int], size: int) -> list[tuple[Val, Val, Val, Val]] | None:
    """The sides, goods and flows of the figures that an earlier "respectively" of the sentence paired."""
    first = s.tokens[group[0]].start
    told = [r for r in s.readings if r.q.start < first and r.listed]
    if not told and (each := _each_of_them(s, first, size)):
        return each
    if len(told) < size:
        # "China took 20.3%, the US 20.2%, Japan 6.8%; they grew by 28%, 25% and 4%, respectively"
        told = [r for r in s.readings if r.q.start < first and r.frame.partner.how == "read"][-size:]
        apart = len({r.frame.partner.value for r in told}) == size
        told = told if apart and len({(r.transform, r.indicator) for r in told}) == 1 else []
    if len(told) < size and english(s.lang):
        # "3,600 tonnes of rice and 2,000 of coffee were exported, fetching 6 and 9 m USD, respectively"
        told = [r for r in s.readings if r.q.start < first and r.q.unit in GOODS][-size:]
        told = told if len({r.frame.commodity.value for r in told} - {None}) == size else []
    if len(told) < size:
        return None
    frames = [r.frame for r in told[-size:]]
    return [(f.reporter, f.partner, f.commodity, f.flow) for f in frames]


def _each_of_them(s: _Sentence, at: int, size: int) -> list[tuple[Val, Val, Val, Val]]:
    """马来西亚、泰国、新加坡三国合计占56.2%，分别增长: each of those that the figure before was of together."""
    f = next((r.frame for r in reversed(s.readings) if r.q.start < at), None)
    if f is None:
        return []
    for side in (f.reporter, f.partner):
        codes = str(side.value).split("+")
        if len(codes) == size > 1:
            those = [Val(code, side.span, side.how) for code in codes]
            sides = [(v, f.partner) if side is f.reporter else (f.reporter, v) for v in those]
            return [(reporter, partner, f.commodity, f.flow) for reporter, partner in sides]
    return []


def _inner_list(s: _Sentence, found: list[Token], size: int, words: list[Token]) -> list[Token] | None:
    """ "A, B and C are China's largest partners in ASEAN, with 26, 22 and 15 percent": the only such list of areas."""
    runs = [found[k : k + size] for k in range(len(found) - size + 1)]
    listed = [run for run in runs if _in_a_row(s, run) or _with_each_other(s, run, words)]
    # "Among the ASEAN countries, A, B and C": up to the conjunction
    listed = [run for run in listed if _closed(s, run)] if len(listed) > 1 else listed
    return listed[0] if len(listed) == 1 else None


def _in_a_row(s: _Sentence, found: list[Token]) -> bool:
    """Whether commas or conjunctions, and at most prepositions, stand between the words: they are listed."""
    for a, b in zip(found, found[1:], strict=False):
        between = [t for t in s.tokens if a.start < t.start < b.start]
        joins = [t for t in between if t.get("punct") in (",", "、") or t.get("link") == "and"]
        if not joins or any(t not in joins and not t.get("role") for t in between):
            return False
    return True


def _with_each_other(s: _Sentence, found: list[Token], words: list[Token]) -> bool:
    """德国与美国分别占咖啡出口的14%和10%: "with" only joins two where no trade is between them."""
    if s.lang.spaced or len(found) != 2:
        return False
    first, last = (_place(s, t) for t in found)
    led = first and s.tokens[first - 1].get("role") in ("to", "from")  # 对欧盟与中国逆差分别为
    if not led and any(t.get("measure") in _BETWEEN for t in words):
        return False
    return last == first + 2 and s.tokens[first + 1].get("role") == "with"


def _alike(s: _Sentence, found: list[Token]) -> bool:
    """Whether the same preposition, or none, stands before each of the areas."""
    first, *rest = (s.tokens[k - 1].get("role") if (k := _place(s, t)) else None for t in found)
    return all(role == first or first is not None and role == "with" for role in rest)  # 对欧盟与中国逆差


def _closed(s: _Sentence, row: list[Token]) -> bool:
    """Whether a conjunction stands before the last of the words."""
    before = [t for t in s.tokens if row[-2].start < t.start < row[-1].start]
    return any(t.get("link") == "and" for t in before)


def _place(s: _Sentence, word: Token) -> int:
    return next(k for k, t in enumerate(s.tokens) if t.start == word.start)


def _shared_side(s: _Sentence, words: list[Token]) -> Val | None:
    """ "Italy, Britain and Germany from China imported 5, 3 and 2 percent more": whom all that are listed trade with."""
    first, last = _place(s, words[0]), _place(s, words[-1])
    if first and s.tokens[first - 1].get("role"):
        return None
    behind = [t for t in s.tokens[last + 1 : last + 3] if isinstance(t, Token)]
    if behind and (directed := behind[0].get("directed")) is not None:
        code = str(directed).split()[1]
    elif len(behind) == 2 and behind[0].get("role") in ("from", "to", "with") and behind[1].get("area"):
        code = behind[1].get("area").code
        behind = behind[1:]
    else:
        return None
    if code in {w.get("area").code for w in words}:
        return None
    return Val(code, (behind[0].start, behind[0].end), "read")


def _own_flows(s: _Sentence, words: list[Token]) -> bool:
    """菲律宾和泰国出口分别下降10%和6%: countries that a clause begins with, right before exports or imports, are whose they
    are; markets have a word such as 对 before them."""
    first, last = _place(s, words[0]), _place(s, words[-1])
    nxt = s.tokens[last + 1] if last + 1 < len(s.tokens) else None
    end = words[-1].end
    if nxt is not None and nxt.get("link") == "respectively" and not s.lang.spaced and nxt.start == end:
        nxt, end = (s.tokens[last + 2] if last + 2 < len(s.tokens) else None), nxt.end  # 江苏、浙江分别出口
    if nxt is None or nxt.get("measure") not in _SIDES or nxt.get("noun"):
        return False
    if nxt.start - end != int(s.lang.spaced):
        return False
    before = s.tokens[first - 1] if first else None
    begins = before is None or before.get("punct") in (",", ";", ".") or before.get("link") == "but"
    if s.lang.spaced:  # "Năm 2024, Lào Cai và Hà Giang xuất khẩu lần lượt 600 và 190 triệu USD"
        return begins or before.get("period") is not None
    provinces = all("-" in w.get("area").code for w in words)
    begins = begins or provinces and before.get("period") is not None
    return begins and (provinces or all(w.get("area").type == "country" for w in words))


def _sellers(s: _Sentence, words: list[Token]) -> bool:
    """Whether countries that a clause begins with stand right before a verb of selling."""
    first, last = _place(s, words[0]), _place(s, words[-1])
    verb = s.tokens[last + 1] if last + 1 < len(s.tokens) else None
    if (
        verb is None
        or verb.get("measure") not in ("sell", "supply")
        or any(w.get("adjective") for w in words)
    ):
        return False
    before = s.tokens[first - 1] if first else None
    return before is None or bool(before.get("punct") or before.get("period"))


def in_brackets(s: _Sentence, tokens: list[Token], roles: list[Role], flow: str) -> list[Role]:
    """ "to China (132 m), Thailand (68 m) and Vietnam (59 m)": the next area with a bracket of its own is what the one
    before it is, whatever the language's home."""
    if s.lang.spaced or len(roles) != 1 or roles[0].name != "subject" or not s.readings:
        return roles
    last = s.readings[-1]
    at = next((k for k, t in enumerate(s.tokens) if (t.start, t.end) == roles[0].span), 0)
    opened = s.tokens[at + 1].get("punct") == "(" if at + 1 < len(s.tokens) else False
    back = at - 1
    while back > 0 and joins(s.tokens[back]):
        back -= 1
    if not opened and s.tokens[back] is last.q and back > 0 and flow in _SIDES:
        # "Thailand 39 bn, China 29 bn and Vietnam 14 bn"
        before = s.tokens[back - 1]
        if last.frame.partner.span == (before.start, before.end) and last.frame.varied == "partner":
            return [Role(roles[0].area, _SIDES[flow], roles[0].span)]
    if not opened or s.tokens[back].get("punct") != ")" or s.tokens[back - 1] is not last.q or back < 3:
        return roles
    before = s.tokens[back - 3]
    told = last.frame.partner
    if (
        s.tokens[back - 2].get("punct") != "("
        or told.span != (before.start, before.end)
        or flow not in _SIDES
    ):
        return roles
    return [Role(roles[0].area, _SIDES[flow], roles[0].span)]


def _each_of_those_joined(s: _Sentence, frame: Frame, place: int, size: int) -> None:
    """ "China and Korea together made up 48 percent, worth 45 bn USD and 29 bn USD": each amount is of one of those that
    the sentence tells of together."""
    for side in ("reporter", "partner"):
        told = [getattr(x.frame, side) for x in s.readings if x.frame.flow.value == frame.flow.value]
        val = next((v for v in reversed(told) if "+" in str(v.value)), None)
        codes = str(val.value).split("+") if val is not None else []
        if len(codes) == size:
            setattr(frame, side, Val(codes[place], val.span, val.how, val.note))
            return


def _between(s: _Sentence, first: int) -> list[Token]:
    """ "Thương mại và đầu tư giữa Trung Quốc và ASEAN lần lượt là …": the two between whom all the flows listed are."""
    words = s.tokens[:first] if s.lang.attributive == "after" else []
    k = next((k for k, t in enumerate(words) if t.get("role") == "between"), len(words))
    two = [t for t in words[k : k + 4] if isinstance(t, Token)]
    return two if sum(bool(t.get("area")) for t in two) == 2 else []


def _behind_gates(words: list[Token], area: Area) -> str | None:
    """经友谊关、东兴、水口口岸: the country behind a place on the border that is listed with its gates."""
    those = {a.counterpart for t in words if (a := t.get("area")) is not None and a.code == area.code}
    gates = sorted(c for c in those if c is not None)
    return gates[0] if len(gates) == 1 else None


def assign_from_list(s: _Sentence, c: Clause, frame: Frame, pair) -> None:
    place, size, group = pair
    found = lists_of(s, c, group, size)
    if found is None and (before := _earlier_group(s, group, size)) is not None:
        # "rose 51% and 29%, to 8.2 and 21 bn respectively": the second list goes on with the first one's sides
        frame.reporter, frame.partner, frame.commodity, flow = before[place]
        if len({told[-1].value for told in before}) == size:
            frame.flow = flow  # "Exports and imports rose by 5% and 7%, to 61 bn and 110 bn"
        return
    if (
        found is None
        and size == len(s.r.two.flows) == 2
        and s.lang.spaced
        and all(r.listed for r in s.readings)
    ):
        if any(t.get("link") == "respectively" for t in s.tokens):
            # "Exports were …, imports …. For June the respective figures are 5 bn and 11 bn"
            t = next(t for t in s.tokens if t.get("link") == "respectively")
            s.measure([make_token(t.start, t.end, {"measure": s.r.two.flows[place]})], frame, c, None)
            return
    worth = found is not None and [t.get("measure") for t in found[1]][-1:] == ["value"]
    if (
        found is None
        or found[0] == "same"
        or worth
        and any("+" in str(x.frame.partner.value) for x in s.readings)
    ):
        _each_of_those_joined(s, frame, place, size)
        return
    kind, words = found
    t = words[place]
    if kind == "measure":
        if t.get("measure") in ("value", "volume"):
            frame.basis = str(t.get("measure"))
            if frame.flow.value == "fdi_projects" and t.get("measure") == "value":
                frame.flow = Val("fdi_registered", (t.start, t.end), "read")  # "in number and in value"
        elif {u.get("measure") for u in words} == {"exports", "imports"} and frame.flow.value in TRADE:
            frame.flow = Val(
                t.get("measure"), (t.start, t.end), "read"
            )  # "exports to and imports from China"
        else:
            s.measure([t, *_between(s, group[0])], frame, c, None)
    elif kind in ("commodity", "sector"):
        frame.commodity = Val(t.get(kind), (t.start, t.end), "read")
    elif kind == "pair":
        one, other = (Val(code, (t.start, t.end), "read") for code in str(t.get("pair")).split("+"))
        frame.reporter, frame.partner, frame.bilateral = one, other, True
    elif kind == "period":
        w = when.resolve(t.get("period"), s.lang, s.year_context(frame), s.r.published)
        if w is not None and w.period is not None:  # "in 2021, 2022 and 2023": a bare year is one, too
            frame.period = Val(w.period, (t.start, t.end), "read")
            s.stated_period = True
    elif kind == "area":
        area = t.get("area")
        val = Val(area.code, (t.start, t.end), "read")
        flow = frame.flow.value
        inside = area.code != s.lang.home and area.code.split("-")[0] == s.lang.home
        if flow in FDI and inside and frame.partner.value != frame.reporter.value:
            frame.reporter = (
                Val(WORLD, None, "default", "no_investor")
                if frame.varied == "reporter"
                or frame.reporter.value == val.value
                or str(frame.reporter.value).startswith(s.lang.home + "-")
                else frame.reporter
            )
        side = (
            "partner"
            if flow in FDI and inside
            else "reporter"
            if flow in FDI or (flow == "trade_total" and "-" in area.code and not area.code.startswith("X-"))
            else "partner"
        )
        told = s.readings[-1].frame if s.readings else s.r.main
        if flow in FDI and told.family == "fdi" and told.reporter.value == s.lang.home != area.code:
            # "Viet Nam put 534 m abroad …: Laos took 13%, Singapore and the US 12.5% and 9%": the hosts
            if told.partner.value not in (None, s.lang.home) and area.type == "country":
                side, frame.reporter = "partner", told.reporter
        if (
            flow in ("exports", "imports", "trade_total")
            and frame.varied == "reporter"
            and side == "partner"
            and all(w.get("area").country == s.lang.home for w in words)
        ):
            side = "reporter"
        first = _place(s, words[0])
        if flow in FDI and first and s.tokens[first - 1].get("role") in ("to", "at"):
            side = (
                "partner"  # "its investments in A, B and C rose by 5, 3 and 2 percent": those are the hosts
            )
        if flow in ("exports", "imports") and first and s.tokens[first - 1].get("role") == "of":
            side = "reporter"  # "the exports of A and B to C rose by 5 and 3 percent"
        if flow in _SIDES and (s.lang.attributive == "after" or not s.lang.spaced) and _own_flows(s, words):
            side = "reporter"
        if flow == "exports" and frame.varied == "seller":
            side = "reporter"
        last = _place(s, words[-1])
        behind = s.tokens[last + 1] if s.lang.spaced and last + 1 < len(s.tokens) else None
        if flow == "exports" and english(s.lang) and _sellers(s, words):
            side = "reporter"  # "Japan and Korea sold Viet Nam 9 and 22 bn, respectively"
            whom = s.tokens[last + 2 : last + 3]
            if whom and (to := whom[0].get("area")) is not None:
                frame.partner = Val(to.code, (whom[0].start, whom[0].end), "read")
            frame.varied = "reporter"
        bought = flow == "imports" and behind is not None and behind.get("measure") == "buy"
        if bought and not (c.ratio and s.lang.attributive == "before"):
            side = "reporter"  # "Mỹ và Trung Quốc mua 99 và 43 tỷ USD hàng Việt Nam": those who buy
            if frame.partner.value in {w.get("area").code for w in words} | {None, WORLD}:
                frame.partner = Val(s.lang.home, None, "default", "language_home")
        if flow not in FDI and (other := _shared_side(s, words)) is not None:
            if flow == "count":
                side, frame.reporter = (
                    "partner",
                    other,
                )  # 柬埔寨和老挝赴越游客分别下降9%和15%: they came there
            else:
                side, frame.partner = "reporter", other
        known = frame.partner.value if frame.partner.stated else None
        if (
            side == "partner"
            and flow not in FDI
            and frame.reporter.value in {w.get("area").code for w in words}
        ):
            # "the EU and the US are markets with which Viet Nam has a surplus, of 24 and 28 bn": they are partners
            listed = {w.get("area").code for w in words}
            mine = known not in (None, WORLD) and known not in listed
            told = s.r.main.reporter
            if told.stated and told.value not in listed and told.value != WORLD:
                frame.reporter = told.inherited()
            else:
                frame.reporter = frame.partner if mine else Val(s.lang.home, None, "default", "language_home")
        if side == "partner" and "+" in str(frame.reporter.value):
            # "China, Korea and Japan are the largest markets, with 67, 26 and 10 bn": they are not the reporters
            told = s.r.main.reporter
            frame.reporter = (
                told.inherited()
                if told.stated and told.value != area.code
                else Val(s.lang.home, None, "default", "language_home")
            )
        before = s.readings[-1].frame if s.readings else s.r.main
        mirrored = {flow, before.flow.value} == {"exports", "imports"} and before.partner.value in (
            WORLD,
            None,
        )
        if mirrored and side == "partner" and before.reporter.value == frame.reporter.value == s.lang.home:
            if s.lang.attributive == "after" and area.code != s.lang.home:
                frame.flow = before.flow.inherited()  # "imports came to 7 bn: A and B supplied 4 and 1 bn"
        # 同登、芒街口岸出入境旅客分别为: those of each gate, with the country behind it
        behind = area.counterpart or _behind_gates(words, area)
        if behind and (flow == "count" or flow in _SIDES and not s.lang.spaced):
            side = "reporter"
            frame.partner = Val(behind, val.span, "read", "behind_gate")
        setattr(frame, side, val)
