"""Reads a passage as an analyst does: left to right, with a frame in mind that clauses update.

Each quantity takes from the frame what its unit allows: money the flow, a percentage growth or a share, tonnes
a volume, an ordinal a rank. What is read, inherited, defaulted or unknown is kept beside every value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from etl import periods, when
from etl.ahead import opening
from etl.alternatives import Alternatives
from etl.amounts import SPENT
from etl.asides import closed_up, outdone
from etl.bases import multiplied
from etl.behind import right_parties, right_roles
from etl.clauses import (
    REMARKS,
    Clause,
    clauses_of,
    joins,
    kinds_of,
    places_of,
    respectively_groups,
    without_remarks,
)
from etl.dateline import without_dateline, without_titles
from etl.dating import compares, whole_years
from etl.figures import read_quantity
from etl.flags import Flags
from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.fronted import behind_owner
from etl.language import Area, Language
from etl.lists import in_brackets
from etl.opposite import both_parts, directed, directions, opposite, part_of, whole_again
from etl.parties import is_bloc, parties
from etl.periods import Period, Published
from etl.reading import COUNTS, FLOWS, GOODS, MONEY, Reading, settle
from etl.roles import Anaphora, Role, roles_of
from etl.semis import statements
from etl.sides import traded_between
from etl.text import make_view
from etl.tokens import FLAGGED, PLACES, TOLD, PeriodMatch, Quantity, Token, make_token, words_of
from etl.turns import turned
from etl.wholes import Wholes
from etl.wordorder import balanced_with, consumed, headed, in_whole, share_owner

_AHEAD = frozenset({"target", "forecast"})
_ACTS = frozenset({"buy", "imports", "sell", "supply"})
_ACROSS = {"exports": "imports", "imports": "exports"}
TRADE = frozenset({"exports", "imports", "trade_total"})
_TOLD_FLOWS = TRADE | {"trade_balance"}


# What words are of which some may say what a clause measures, or whose figure it is.
_WHITHER = frozenset({"role", "area"})
_SAYS = PLACES | {"measure", "link", "share", "noun", "unit"}
_MARKETS = frozenset({"rank_noun", "noun"})
_FIRST_MONTHS = frozenset({"ytd", "ytd_quarters"})
_AHEAD_OF = 300  # how far behind a sentence the other of "both sides" may be named


# What makes a sentence without a figure tell of something.
_NAMED = frozenset({"area", "pair", "directed", "anaphor", "commodity", "sector", "period"})


# Amounts that a balance is made of, before it.
_NETTED = frozenset({("exports", "imports", "trade_balance"), ("imports", "exports", "trade_balance")})


@dataclass(slots=True)
class Reader:
    """State of one document: the frame that sentences inherit and the areas that were last named."""

    lang: Language
    text: str
    cased: str
    published: Published | None
    spoken: str | None = None  # the publisher's country
    main: Frame = field(default_factory=Frame)
    year: Period | None = None
    month: Period | None = None  # the month last told of
    seen: Anaphora | None = None
    fresh: int = 9  # sentences since a measure was last stated

    shared: bool = False  # whether the last percentage of the sentence before was a share
    pledged: bool = False  # whether registered capital was told of
    running: int | None = None  # the latest year of which a part was told
    topic: Frame | None = None  # what the text's first main statement was of
    disputed: bool = False  # whether the last sentence named more than one compiler
    head: Frame | None = None  # what the sentence before a list of items told
    investors: set[object] = field(default_factory=set)  # whose investments have been told of
    hosts: set[object] = field(default_factory=set)  # and where they went
    whole: Val | None = None  # the trade whose exports and imports the sentence before told of
    direction: Val | None = None  # the one direction of trade that the last figures were of
    ahead: bool = False  # whether the last main statement was a target or a forecast
    works: bool = False  # whether the sentence before tells of what is built
    sides: set[frozenset[object]] = field(default_factory=set)  # between whom flows have been told of
    started: bool = False  # whether the document's first sentence has been read
    ahead_period: Val | None = None  # of when the last target or forecast of the sentence before told
    partners: dict[str, set[object]] = field(default_factory=dict)  # with whom each flow has been told of
    trade: tuple[Val, Val, Val] | None = None  # the trade last told of, whose and with whom
    dated: Val | None = None  # the period last told of, of a list of parts, too
    buyer: str | None = None  # whom the sentence before told of as a market of the exports
    two: Alternatives = field(
        default_factory=Alternatives
    )  # what "the former" and "the latter" point back to
    subject: Area | None = None  # the area that the sentence before begins with
    wholes: Wholes = field(default_factory=Wholes)  # the levels told so far
    level: Frame | None = None  # of the last level that the sentence before told
    counted: bool = False  # whether the sentence before told of numbers of projects
    money: str | None = None  # the currency of the last level told
    announced: bool = False  # whether the frame is that of a sentence that states no figure

    def __post_init__(self) -> None:
        self.seen = Anaphora(self.lang.home)

    def paragraph(self, headed: bool = False) -> None:
        """A new paragraph goes on with what was told, for one sentence less than the same paragraph would;
        ``headed``: it stands right under a heading that states figures, and goes on with them as well."""
        self.head = None
        self.main = self.main.elsewhere()
        if self.dated is not None:
            self.dated = Val(self.dated.value, None, "inherited", "earlier_paragraph")
        if not headed:
            self.fresh += 1

    def item(self) -> None:
        """An item of a list goes on with what the sentence before the list told."""
        if self.head is None:
            self.head = self.main
        before = self.main.elsewhere()
        self.dated = None
        self.main = self.head.elsewhere()
        if not self.main.period.stated:
            self.main.period = before.period
        self.main.varied = None
        self.fresh = 0
        side = self.lang.neighbours.get(str(before.reporter.value))
        if self.main.partner.value is None and side is not None and side == before.partner.value:
            # under a heading that names a border province only, the trade over its border
            if self.main.reporter.value in (None, before.reporter.value):
                self.main.reporter, self.main.partner = before.reporter, before.partner
                self.main.flow = self.main.flow if self.main.flow.stated else before.flow

    def sentence(self, tokens: list[Token | Quantity], span: tuple[int, int]) -> list[Reading]:
        found: list[Reading] = []
        for part in statements(tokens, self.lang):
            found += _Sentence(self, part, span).read()
        return found


class _Sentence:
    def __init__(self, reader: Reader, tokens: list[Token | Quantity], span: tuple[int, int]) -> None:
        self.r, self.lang, self.text, self.span = reader, reader.lang, reader.text, span
        tokens = tokens if reader.started else without_dateline(tokens, reader.text, reader.cased)
        tokens = without_titles(tokens, reader.text)
        kinds, said = kinds_of(tokens), reader.text[slice(*span)]
        self.bracketed = "(" in said or ")" in said or "[" in said or "]" in said
        self.parted = ";" in said
        links = {t.get("link") for t in tokens} if "link" in kinds else set()
        whole = tokens
        if self.bracketed or not links.isdisjoint(REMARKS):
            tokens = without_remarks(tokens)
        given, places = tokens, places_of(tokens)
        units = {tokens[i].unit for i in places}
        measures = {t.get("measure") for t in tokens} if "measure" in kinds else set()
        pointing = {t.get("anaphor") for t in tokens} if "anaphor" in kinds else set()
        counted = reader.counted and bool(tokens) and tokens[0].get("link") == "of_which"
        if reader.counted and "there" in pointing and reader.lang.attributive == "before":
            counted = True
        tokens = behind_owner(turned(tokens, kinds, links, measures, pointing, units, counted))
        if self.lang.attributive == "after" and kinds.issuperset(_WHITHER):
            tokens = closed_up(tokens)
        if self.lang.attributive == "after" and "period" in kinds and "percent" in units:
            tokens = outdone(tokens)
        if tokens is not given:
            measures = {t.get("measure") for t in tokens}
        self.tokens = reader.two.told(tokens, reader.text, kinds, measures, pointing)
        if "other" in pointing and reader.subject is not None:
            self.tokens = self.as_subject(self.tokens)
        first = self.tokens[0].get("area") if self.tokens and reader.lang.attributive == "before" else None
        reader.seen.opens = first.code if first is not None else None
        reader.seen.now = None
        reader.started = True
        if self.tokens is not given:
            places = places_of(self.tokens)
            units = {self.tokens[i].unit for i in places}
        if self.tokens is not whole:
            kinds = kinds_of(self.tokens)
            links = {t.get("link") for t in self.tokens} if "link" in kinds else set()
        self.kinds, self.links = kinds, links
        reader.seen.mainly = "mainly" in links
        reader.seen.behind = "role" in kinds and "behind" in [t.get("role") for t in self.tokens]
        self.places, self.units = places, units
        self.rank_before: Frame | None = None
        self.base_own: Val | None = None
        self.parts = False  # "of which" opened a list of parts
        self.trunk: Frame | None = None  # the frame of the last statement that was no aside
        self.readings: list[Reading] = []
        self.last_level: Reading | None = None
        self.last_ratio: Reading | None = None
        self.stated_period = False
        self.stated_flow = False
        self.topic: Role | None = None  # a foreign country named before any measure
        self.saved: list[Frame] = []
        self.passed: Quantity | None = None  # the last number that is no figure of the field
        self.supplier: Role | None = None  # who supplies the one whose trade is told of
        self.passing = False  # whether the number before was of an area named in passing
        self.carried: list[
            Token
        ] = []  # words behind a rank that is no figure: the next clause begins with them

    def as_subject(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "Vietnam is the third largest supplier to the US. It shipped 5 tonnes there": the pronoun that a sentence
        begins with, with the verb for what one sells or buys, is what the sentence before began with."""
        if not self.lang.spaced or self.lang.attributive != "before" or tokens[0].get("anaphor") != "other":
            return tokens
        t = tokens[0]
        if t.end - t.start > len("it") or len(tokens) < 2 or self.r.subject.type != "country":
            return tokens
        if tokens[1].get("measure") not in ("exports", "imports", "sell", "buy"):
            return tokens
        self.r.seen.topic = self.r.subject.code
        return [make_token(t.start, t.end, {"area": self.r.subject}), *tokens[1:]]

    # -- the walk ---------------------------------------------------------------------------------

    def read(self) -> list[Reading]:
        if self.r.year is None and self.r.published is None:
            self.r.year = self.first_year()
        cur = self.r.main.inherit()
        if self.r.fresh > 2:
            cur.flow, cur.basis = NOTHING, "value"
        self.r.fresh += 1
        pointed = "anaphor" in self.kinds and any(t.get("anaphor") == "period" for t in self.tokens[:2])
        if pointed and self.r.dated is not None:
            cur.period = self.r.dated.inherited()
        self.add_up(cur)
        if self.places and self.tokens[0].get("link") == "of_which":
            self.of_these(cur)
        groups = respectively_groups(self.tokens, self.places, self.links)
        clauses = clauses_of(self.tokens, self.places, self.bracketed)
        for clause in clauses:
            cur = self.clause(clause, cur, groups, clause is clauses[-1])
        self.compilers_behind()
        if len(self.readings) > 1 and self.lang.spaced and self.lang.attributive == "before":
            self.dated_behind()
            if len(self.readings) > 2:
                self.with_behind()
        if self.readings:
            self.r.wholes.read(self.readings)
        self.finish(cur)
        if len(self.readings) < 2:
            return self.readings
        return sorted(self.readings, key=lambda r: r.q.start)  # the sentence's order

    def dated_behind(self) -> None:
        """ "spent 5.8 bn on 14 m tonnes of steel from January to September": when is told behind the second figure,
        and nothing before it told when the first is of."""
        later = next((x for x in self.readings if x.frame.period.how == "read" and not x.low), None)
        if later is None or later.period.value is None:
            return
        for x in self.readings[: self.readings.index(later)]:
            if x.period.value is None and x.period.span is None and not x.low and x.transform != "rank":
                if any(t.get("punct") == ";" for t in self.tokens if x.q.end <= t.start < later.q.start):
                    continue
                x.period = later.period
                x.frame.period = later.frame.period
                if x.kept is not None and x.kept.period.value is None:
                    x.kept.period = later.frame.period

    def with_behind(self) -> None:
        """ "With exports of 4 bn and imports of 11 bn, Viet Nam ran a deficit of 7 bn with China": both are with China,
        as the amounts tell."""
        out, back, net = self.readings[:3]
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
        for f in sides:
            f.partner = net.frame.partner

    def tells_of_something(self, first: bool) -> bool:
        """Whether a sentence that states no figure names a country, goods or a period: "Businesses welcomed the news" and
        "Exporters hope for growth" change nothing of what the text tells of."""
        if not self.kinds.isdisjoint(_NAMED) and any(
            kind in t and not (kind == "area" and t["area"].code == WORLD)
            for t in self.tokens
            for kind in _NAMED
        ):
            return True
        return first and any(t.get("measure") in TRADE for t in self.tokens[:4])

    def others_ranked(self) -> bool:
        """ "Japan sold Brazil 9 bn. China is Vietnam's biggest partner": the story goes on with the two named last."""
        side, told = self.readings[0].frame, self.r.main
        if not self.lang.spaced or self.lang.attributive != "before" or self.readings[0].transform != "rank":
            return False
        if side.reporter.how != "read" or side.partner.how != "read" or not told.partner.stated:
            return False
        return {side.reporter.value, side.partner.value}.isdisjoint({told.reporter.value, told.partner.value})

    def which(self, tokens: list[Token]) -> Token | None:
        """ "three times as large as imports, which rose 22%": the flow that a relative clause behind a comma tells of."""
        if not self.lang.spaced or self.lang.attributive != "before" or len(tokens) < 2:
            return None
        if tokens[0].get("punct") != "," or tokens[1].get("link") != "which" or not tokens[2:3]:
            return None
        if not tokens[2].get("change"):
            return None
        k = next((k for k, t in enumerate(self.tokens) if t is tokens[0]), 0)
        before = self.tokens[k - 1] if k else None
        flow = (
            before is not None
            and before.get("measure") in ("exports", "imports")
            and not before.get("rank_noun")
        )
        return before if flow else None

    def it_was(self, tokens: list[Token]) -> bool:
        """ "… so that the deficit came to 6.3 bn. Last year it was 11.5 bn": the balance that the text came to last."""
        if not self.lang.spaced or self.lang.attributive != "before":
            return False
        words = [t for t in tokens if not (t.get("period") or t.get("hedge") or t.get("punct"))]
        return len(words) == 2 and words[0].get("anaphor") == "other" and words[1].get("change") == "reach"

    def balance(self, t: Token) -> bool:
        """Whether a word tells of a balance, in a language that says "the largest deficit"."""
        return self.lang.attributive == "before" and t.get("measure") in ("surplus", "deficit")

    def border(self, cur: Frame) -> bool:
        """Whether the trade of a province with its neighbour is told of."""
        side = self.lang.neighbours.get(str(cur.reporter.value))
        return self.lang.spaced and side is not None and side == cur.partner.value

    def of_these(self, cur: Frame) -> None:
        """ "Exports rose to 44 bn; imports came to 89 bn. Of these, machinery cost 20 bn": of what was told last."""
        told = self.r.level
        if told is None or not self.lang.spaced or self.lang.attributive != "before":
            return
        if {told.flow.value, cur.flow.value} == {"exports", "imports"}:
            cur.flow, cur.reporter = told.flow.inherited(), told.reporter.inherited()
            cur.partner, cur.bilateral, cur.varied = told.partner.inherited(), told.bilateral, told.varied

    def add_up(self, cur: Frame) -> None:
        """ "In October …. In all, imports came to 151 bn": a word for what adds up opens the sentence, which names no
        months; of trade, it is from January to the month told of."""
        first = self.places[0] if self.places else 0
        if not first or self.lang.attributive != "after" or self.tokens[0].get("tense") != "stock":
            return
        month = settle(cur.period.value, False)
        if month is None or month.type != "month":
            return
        words = self.tokens[:first]
        traded = any(t.get("measure") in (*TRADE, "surplus", "deficit") for t in words)
        if traded and not any(t.get("period") for t in words):
            cur.period = Val(periods.months(month.year, 1, month.end.month), cur.period.span, "inherited")

    def compilers_behind(self) -> None:
        """ "Trade reached 172 bn USD, according to Vietnam Customs": who counted stands behind the figures, which
        then are not those of a compiler of an earlier sentence."""
        if "compiler" not in self.kinds:
            self.r.disputed = False
            return
        named = {code for t in self.tokens if (code := t.get("compiler"))}
        self.r.disputed = len(named) > 1
        for k, t in enumerate(self.tokens):
            if not t.get("compiler") or not k:
                continue
            if self.tokens[k - 1].get("punct") not in (",", "(") and not self.tokens[k - 1].get("role"):
                continue
            since = max((u.end for u in self.tokens[:k] if u.get("punct") == ";"), default=0)
            val = Val(t.get("compiler"), (t.start, t.end), "read")
            for r in self.readings:
                if since <= r.q.start < t.start and r.frame.compiler.how != "read":
                    r.frame.compiler = val

    def first_year(self) -> Period | None:
        """The year that months without one belong to, from the first year that the sentence names; a year that
        is only compared with comes before it."""
        base = False
        for t in self.tokens:
            if t.get("punct") in (",", ";"):
                base = False
            if t.get("compare") in ("base", "higher", "lower") or t.get("change") == "start":
                base = True
            m = t.get("period")
            y = m.slots.get("y") or m.slots.get("Y") if m is not None else None
            if y and (found := re.search(r"\d{4}", y)):
                return periods.year(int(found[0]) + base)
        return None

    def clause(self, c: Clause, cur: Frame, groups: dict[int, tuple[int, int, list]], last: bool) -> Frame:
        # what stands behind the last number has no use for it
        self.rank_before = cur.copy() if c.quantity is not None else None
        told = cur.flow
        held = False
        if self.carried:
            c.led_by(self.carried)
            self.carried = []
        passing, self.passing = self.passing, False
        for n, part in enumerate(c.left):
            if part == ")":
                if self.saved:
                    back = self.saved.pop()
                    back.period = cur.period if not back.period.stated else back.period
                    cur = back
                    self.rank_before = cur.copy()
            elif part == "(":
                if not held:
                    self.saved.append(cur.copy())
            else:
                # "behind the US (9.6 bn)": what is told goes on as before once the bracket is closed
                held = c.left[n + 1 : n + 2] == ["("] and len(part) > 1 and bool(part[-1].get("area"))
                # "after China (5 bn) and the US (3 bn)": the second, too
                listed = passing and all(joins(t) for t in part[:-1])
                held = held and (part[-2].get("role") == "aside" or listed)
                self.passing = self.passing or held
                if held:
                    self.saved.append(cur.copy())
                cur = self.context(part, cur, c)
        q = c.quantity
        if q is None:
            return cur
        if len(c.left) > 1:
            self.beside(c, cur)
        opening(self, c, cur)
        if q.origin == "rank":
            for t in c.right:
                if t.get("period") is not None:
                    self.take_period(t, cur, False, c)
        # only ranks and papers change the frame; copies are made for what does not
        before = cur.copy() if q.origin == "rank" or q.paper else None
        reading = self.quantity(c, cur, groups)
        if cur.flow.value == "other" and told.value not in (None, "other"):
            before = before or cur.copy()
            before.flow = told  # a price in between changes nothing of what is told
            if reading is not None:
                reading.kept = before
            cur = before
        if reading is None:
            if q.origin == "rank" and any(t.get("area") or self.balance(t) for t in c.own):
                self.carried = c.own  # "in the lead is China, with 5 bn"
            elif q.origin == "rank" and self.lang.attributive == "after" and not c.own and self.acts_next(c):
                self.carried = c.near  # "the US comes first, having bought 10,278 tonnes"
            elif (
                (q.unit == "count" or q.unit == "vehicles" and self.lang.attributive == "after")
                and self.lang.spaced
                and any(FLOWS.get(m := t.get("measure"), m) in _TOLD_FLOWS for t in c.right)
            ):
                self.carried = c.right  # "700 firms traded through Lang Son, for 17 bn"
            elif q.unit == "count" and self.lang.spaced and named_firms(c.own):
                self.carried = c.own  # "184 Guangxi firms and institutes have put 140 m into Viet Nam"
            marked = self.lang.spaced and self.passed is q and q.unit in MONEY and not c.after
            if (q.unit in COUNTS or marked) and cur.flow.value in ("exports", "imports") and c.right:
                varied = cur.varied
                right_parties(
                    self, c, cur, str(cur.flow.value)
                )  # "imported 1,585 cars from Thailand, worth …"
                cur.varied = varied if marked else cur.varied
            for t in c.right:  # the number is none of ours, the period behind it may be
                if t.get("compare") in ("base", "higher", "lower") or t.get("status") == "target":
                    break
                if t.get("period") is not None and q.origin != "rank":
                    self.take_period(t, cur, False, c)
            return cur
        if q.origin == "rank" and any(t.get("rival") for t in c.near):
            reading.frame.reporter, reading.frame.partner = before.reporter, before.partner
            reading.kept = before
        reading.sentence = self.span
        if q.origin == "rank" and any(t.get("measure") in ("surplus", "deficit") for t in c.own):
            self.carried = c.own  # "of the largest partners three are in surplus: the US, 12 bn"
        if q.origin == "rank" and reading.frame.family == "fdi":
            self.ranked_investor(reading)
        if reading.frame.family == "fdi":
            self.r.investors.add(reading.frame.reporter.value)
            self.r.hosts.add(reading.frame.partner.value)
        if reading.indicator in (*TRADE, "trade_balance", "volume"):
            self.r.sides.add(frozenset((reading.frame.reporter.value, reading.frame.partner.value)))
        reading.listed = c.index in groups
        self.readings.append(reading)
        if reading.transform in ("growth", "share"):
            # "rose 4 percent after falling 6 percent in January, and imports 5 percent": as the first did
            past = reading.transform == "growth" and self.last_ratio is not None and self.lang.spaced
            past = past and self.lang.attributive == "before" and len(c.near) > 1
            if past and c.near[0].get("role") == "aside" and c.near[-1].get("change"):
                reading.low = True
            else:
                self.last_ratio = reading
        if reading.transform == "level":
            self.last_level = reading
        kept = reading.kept or before or cur.copy()
        if not reading.sub and not last:
            self.trunk = kept.copy()
        return kept

    def acts_next(self, c: Clause) -> bool:
        """Whether an area that a place is told of goes on to act, behind a comma."""
        behind = self.tokens[c.index + 1 : c.index + 3]
        acts = len(behind) == 2 and behind[0].get("punct") == "," and behind[1].get("measure") in _ACTS
        return acts and any(t.get("area") for t in c.near)

    def ranked_investor(self, rank: Reading) -> None:
        """ "With 210 projects worth 3 bn, Vietnam is the third largest investor in Cambodia": whose they are."""
        for x in self.readings:
            if (
                x.frame.family == "fdi"
                and not x.sub
                and (
                    x.frame.partner.value is None
                    or {x.frame.reporter.how, x.frame.partner.how} <= {"default", "unknown"}
                )
            ):
                x.frame.reporter, x.frame.partner = rank.frame.reporter, rank.frame.partner

    def bought_goods(self, told: Frame) -> bool:
        """ "The US bought 2 bn worth of Vietnamese footwear. Next came the EU with 1.8 bn": others buy them, too."""
        home = self.lang.home
        if told.partner.value != home or told.reporter.value == home or "adjective" not in self.kinds:
            return False
        if not self.lang.spaced or self.lang.attributive != "before" or told.commodity.value is None:
            return False
        return any(t.get("adjective") and t.get("area") and t["area"].code == home for t in self.tokens)

    def beside(self, c: Clause, cur: Frame) -> None:
        """ "second, behind the US (20.3%)": the bracket is of the area named in passing right before it."""
        if cur.flow.value is None or "(" not in c.left[-2:]:
            return
        k = c.index - len(c.near) - 2
        t = self.tokens[k] if k >= 1 else None
        dated = t is not None and (m := t.get("period")) is not None and m.kind in ("year", "year_full")
        dated = dated and not c.ratio and self.tokens[k - 1].get("compare") in (None, "higher", "lower")
        if dated and self.lang.attributive == "after" and not any(u.get("period") for u in c.near):
            self.take_period(t, cur, False, c)  # "larger than in all of 2024 (82.8 bn)"
        if k < 1 or self.tokens[k].get("area") is None or any(t.get("area") for t in c.near):
            return
        doubled = isinstance(self.tokens[k - 1], Quantity) and self.tokens[k - 1].unit == "times"
        if self.tokens[k - 1].get("role") == "aside" or doubled and self.lang.attributive == "after":
            t = self.tokens[k]
            role = Role(t.get("area"), "subject", (t.start, t.end))
            bare = "share" if c.ratio else "level"
            parties(
                str(cur.flow.value), [role], cur, self.lang, bare=bare, nation=False, total=False, same=True
            )

    def finish(self, cur: Frame) -> None:
        """What the next sentence starts with: the first main statement, else what the topic named."""
        r = self.r
        r.works = "works" in self.kinds
        last_level = next((x for x in reversed(self.readings) if x.transform == "level" and not x.low), None)
        if last_level is not None:
            r.money = last_level.q.unit if last_level.q.unit in MONEY else None
        r.level = last_level.frame if last_level is not None and last_level.q.unit != "rank" else None
        r.counted = any(x.indicator == "fdi_projects" for x in self.readings)
        tells = self.stated_flow and cur.flow.value != "other"
        tells = tells and self.tells_of_something(r.main.flow.value is None)
        if tells or any(
            x.indicator != "other" for x in self.readings
        ):  # a remark in between says nothing of it
            r.whole = r.main.flow if both_parts(self.readings, r.main) else None
        if flows := directions(self.readings):  # a balance says nothing of it
            r.direction = next(iter(flows.values())) if len(flows) == 1 else None
        if tells or self.readings:
            r.shared = self.last_ratio is not None and self.last_ratio.transform == "share"
        announced = False
        main = next(
            (x for x in self.readings if not x.sub and x.transform == "level" and x.q.unit != "rank"), None
        )
        if main is not None and main.indicator == "other":
            # a price beside what is told: the next sentence goes on with the latter
            main = next((x for x in self.readings if not x.sub and x.indicator != "other"), main)
        main = main or next((x for x in self.readings if not x.sub and x.transform != "rank"), None)
        if main is not None and main.indicator == "other" and r.main.flow.value not in (None, "other"):
            main = None  # "The budget took 1,234 bn from it": what the text tells of goes on
        ranked = self.ranked_trade(main)
        if main is not None:
            ahead_before, r.ahead = r.ahead, main.frame.status.value in _AHEAD
            keep = main.frame.copy()
            told = (x for x in reversed(self.readings) if not x.sub and x.q.unit != "rank")
            last = next((x for x in told if x.frame.status.value not in _AHEAD), main)
            if (
                keep.family == "fdi"
                and r.main.family == "fdi"
                and r.main.reporter.value == WORLD
                and keep.varied == "reporter"
            ):
                keep.reporter, keep.partner = (
                    r.main.reporter,
                    r.main.partner,
                )  # a list of investors ends with its sentence
            if len(self.readings) > 1 and keep.family != "fdi" and self.listed_partners(main):
                # a list of partners ends with its sentence
                whole = r.main.partner.stated or r.main.partner.value == WORLD and self.lang.spaced
                keep.partner = r.main.partner if whole else NOTHING
                keep.bilateral = keep.bilateral and r.main.bilateral
            now = settle(keep.period.value, False) if last is not main else None
            then = settle(last.frame.period.value, False) if now else None
            inside = (
                now and then and now.start and then.start and now.type == "ytd" and then.type == "quarter"
            )
            inside = inside and then.start > now.start and then.end <= now.end
            if inside:
                pass  # "in nine months …, and in the third quarter …": the story goes on with the nine months
            elif now and then and now.end and then.end and then.end >= now.end and last.frame.period.stated:
                keep.period = (
                    last.frame.period
                )  # "in July …, and for seven months …": the story goes on with the latter
            if r.ahead and r.main.period.stated and self.lang.spaced and not ahead_before:
                if keep.family == r.main.family or keep.family in TRADE and r.main.family in TRADE:
                    keep.period = r.main.period  # a forecast in between: the story goes on with what has been
            if within(settle(keep.period.value, False), r.main.period) and (
                "period" in self.kinds
                and (one_month(self.tokens) or self.a_month_apart())
                or self.lang.attributive == "after"
                and self.item_of_goods(keep)
            ):
                keep.period = (
                    r.main.period
                )  # "in March alone …": the story goes on with the months it is part of
            if main.indicator == "fdi_projects":
                keep.flow = Val("fdi_registered", keep.flow.span, keep.flow.how)
            if ranked is not None:
                keep.flow, keep.reporter, keep.partner = ranked.flow, ranked.reporter, ranked.partner
                keep.varied, keep.bilateral = "partner", False
            if keep.varied == "partner" and keep.flow.value == "imports" and self.bought_goods(keep):
                keep.varied = "reporter"
            r.main = self.mirrored(keep)
            r.topic = r.topic or keep
            r.main.basis = "count" if main.indicator == "count" else "value"
            r.seen.topic = str(keep.reporter.value)
            hosted = keep.family == "fdi" and "-" in str(keep.partner.value)
            r.seen.host = str(keep.partner.value) if hosted else None
            r.fresh = 0
        elif self.readings and (
            r.main.flow.value is None or r.announced and self.lang.spaced or self.others_ranked()
        ):
            side = self.readings[0].frame
            r.main.flow, r.main.reporter, r.main.partner = side.flow, side.reporter, side.partner
            r.main.varied, r.main.commodity, r.fresh = side.varied, side.commodity, 0
            r.main.bilateral = side.bilateral
            if side.family != "fdi" and len({x.frame.partner.value for x in self.readings}) > 1:
                r.main.partner = NOTHING  # "from A (5 bn) and B (3 bn)"
        elif not self.readings and not any(
            self.tokens[k].unit not in (None, "rank") and not is_threshold(self.tokens, k)
            for k in self.places
        ):
            if (
                tells
                and len(
                    {
                        FLOWS.get(x, x)
                        for t in self.tokens
                        if (x := t.get("measure")) not in (None, "value", "volume", "other")
                    }
                )
                <= 1
            ):
                announced = cur.flow.value != r.main.flow.value
                r.main.flow, r.main.basis, r.fresh = cur.flow, cur.basis, 0
                r.main.reporter, r.main.partner, r.main.bilateral = cur.reporter, cur.partner, cur.bilateral
                r.main.varied = cur.varied
            if self.stated_period:
                r.main.period = cur.period
        elif self.stated_period and cur.period.stated and not self.readings:
            r.main.period = cur.period
        if (
            main is None
            and self.readings
            and self.stated_period
            and (not self.readings[0].aside or not r.main.period.stated)
            and self.readings[0].indicator != "other"
        ):
            # a share or a rank says of when the text tells, too
            told = next((x for x in reversed(self.readings) if not x.low), self.readings[0])
            dated = [x for x in self.readings if x.frame.period.how == "read" and not (x.aside or x.low)]
            first = self.readings[0]
            if first.transform == "share" and self.lang.spaced:
                dated = [x for x in dated if x.transform != "share"]  # "it holds 35%, but in nine months …"
            if (
                dated
                and first.transform in ("rank", "share")
                and (first.transform == "rank" or self.lang.spaced)
            ):
                first = dated[0]
            r.main.period = (told if self.readings[0].low else first).frame.period
        r.announced = not self.readings and (r.announced or announced)
        if main is None and self.readings:
            told = next((x for x in self.readings if x.transform != "rank"), None)
            if self.lang.spaced and told is not None and told.transform == "share":
                r.seen.topic = str(told.frame.reporter.value)  # "China took 26% of Lao trade. Exports there"
            if any(x.frame.flow.value == r.main.flow.value for x in self.readings):
                r.fresh = 0  # parts of what is told of keep it in mind
            added = next((x for x in self.readings if x.frame.flow.note == "sum_of_both"), None)
            if added is not None:
                r.main.flow = added.frame.flow
        first = self.tokens[0].get("area") if self.tokens else None
        r.subject = first if first is not None and not self.tokens[0].get("adjective") else r.subject
        r.buyer = self.buyer()
        if r.main.flow.value == "trade_total":
            r.trade = (r.main.flow, r.main.reporter, r.main.partner)
        last_told = self.readings[-1] if self.readings else None
        ahead_now = last_told is not None and last_told.frame.status.value in _AHEAD
        if last_told is not None:
            r.ahead_period = last_told.period if ahead_now and last_told.period.how == "read" else None
        r.dated = last_dated(self.readings) or r.dated
        for x in self.readings:
            r.partners.setdefault(x.indicator, set()).add(x.frame.partner.value)
        # "Vietnam Customs counts 172 bn, Chinese figures say 230 bn": whose the next sentence's are, nobody says
        r.main.compiler = NOTHING if r.disputed else cur.compiler
        ahead = cur.status.value in _AHEAD and r.year is not None
        running = isinstance(cur.period.value, Period) and r.published is not None
        ahead = ahead and not (running and cur.period.value.year == r.published.year)
        if isinstance(cur.period.value, Period) and cur.period.value.year and not ahead:
            r.year = cur.period.value  # a target's year is not when the text tells of

    def ranked_trade(self, main: Reading | None) -> Frame | None:
        """ "China was the Philippines' biggest partner: it sold the country 22 bn. Japan was next with 21 bn": the text
        goes on with the trade in which partners rank."""
        first = self.readings[0] if self.readings else None
        if main is None or first is main or first is None or first.transform not in ("rank", "share"):
            return None
        told = first.frame
        if not self.lang.spaced or self.lang.attributive != "before" or first.indicator != "trade_total":
            return None
        sides = (told.partner.value, told.reporter.value)
        if main.indicator not in _ACROSS or (main.frame.reporter.value, main.frame.partner.value) != sides:
            return None
        return told

    def listed_partners(self, main: Reading) -> bool:
        """Whether the sentence lists what its first main statement is of, one partner after the other."""
        sides = {x.frame.partner.value for x in self.readings if x.listed and x.transform == main.transform}
        if main.listed and len(sides) > 1:
            return True
        told_of = {x.frame.partner.value for x in self.readings if x.indicator == main.indicator}
        if (main.indicator == "trade_balance" or not self.lang.spaced) and len(told_of) > 2:
            return True
        listed = main.frame.partner.how == "read" and len(told_of - {WORLD}) > 2
        return listed and self.lang.attributive == "before" and not main.frame.bilateral

    def mirrored(self, told: Frame) -> Frame:
        """ "Imports came to 84 bn. China delivered goods worth 18 bn. Garments …": what another country sells to the one
        whose story it is are that one's purchases, from which the text goes on."""
        story = self.r.topic
        if story is None or self.lang.attributive != "before" or not self.lang.spaced:
            return told
        whole = story.partner.value == WORLD and story.reporter.value == told.partner.value == self.lang.home
        if not whole or told.flow.value != "exports" or told.reporter.how != "read":
            return told
        told.flow = Val("imports", told.flow.span, told.flow.how)
        told.reporter, told.partner, told.varied = told.partner, told.reporter, "partner"
        return told

    def a_month_apart(self) -> bool:
        """ "In November it rose by 12 percent to a record": a month in between, one of those that the text tells of."""
        if not self.lang.spaced or self.lang.attributive != "before":
            return False
        t = next((t for t in self.tokens if t.get("period") is not None), None)
        return t is not None and t.get("period").kind == "month"

    def buyer(self) -> str | None:
        """The market of the exports that the sentence tells of, if it names one as such and buys nothing from it."""
        frame = self.r.main
        if frame.flow.value != "exports" or not is_market(frame):
            return None
        named = not _MARKETS.isdisjoint(self.kinds) and any(
            t.get("rank_noun") == "exports" or t.get("noun") == "market" for t in self.tokens
        )
        if not named and not (self.readings and self.r.buyer == frame.partner.value):
            return None
        return str(frame.partner.value)

    # -- what words before a quantity say ------------------------------------------------------------

    def context(self, tokens: list[Token], cur: Frame, c: Clause) -> Frame:
        """Update the frame from the words of a clause that come before its quantity."""
        base = False
        goods = None
        last = self.readings[-1] if self.readings else None
        if (
            self.trunk is not None
            and last is not None
            and last.sub
            and (last.aside or last.transform == "share")
            and not self.parts
            and (
                any(t.get("punct") == ";" for t in tokens)
                or last.alone
                and c.quantity is not None
                and not c.ratio
            )
        ):
            cur = self.trunk.copy()  # the aside is over
        if self.parts and self.trunk is not None and parts_over(tokens, cur, self.trunk):
            cur, self.parts = self.trunk.copy(), False
        kinds = c.left_kinds
        if not self.lang.spaced and self.parted:
            self.part_over(tokens, cur)
        if self.lang.spaced and cur.flow.value == "trade_balance" and goes_back(tokens):
            first = self.readings[0].frame if self.readings else cur
            if first.flow.value == "trade_total" and cur.partner.value == first.partner.value:
                cur.flow = (
                    first.flow.inherited()
                )  # "it rose 18%, with a surplus of 10 bn; in May it was 5 bn"
        if "anaphor" in kinds and not self.readings and self.r.level is not None and self.it_was(tokens):
            told = self.r.level
            if told.flow.value == "trade_balance" != cur.flow.value:
                cur.flow, cur.deficit = told.flow.inherited(), told.deficit
                cur.reporter, cur.partner = told.reporter.inherited(), told.partner.inherited()
        if "which" in self.links and c.quantity is not None and (which := self.which(tokens)) is not None:
            cur.flow = Val(
                FLOWS.get(which.get("measure"), which.get("measure")), (which.start, which.end), "read"
            )
        for k, t in enumerate(tokens):
            if not t.says & TOLD:
                continue
            if (mark := t.get("punct")) is not None:
                if mark in (",", ";", "(", ")"):
                    base = False
                if mark == ";" and k:
                    cur.status = NOTHING
                continue
            if t.get("compare") in ("base", "yoy", "mom"):
                base = base or t.get("compare") != "base" or compares(tokens, k)
                if base and last is None and self.lang.attributive == "before" and beside(tokens, k):
                    base = False
            elif (
                t.get("change") == "start"
                and k == 0
                and last is not None
                and last.transform == "growth"
                and k + 1 < len(tokens)
                and tokens[1].get("period") is not None
            ):
                base = True  # "fell 35 percent from December to 2.75 bn"
            elif (
                t.get("period") is not None
                and k == 0
                and last is not None
                and last.low
                and any(u.get("change") == "reach" for u in tokens[1:])
            ):
                continue  # "from 12 bn in 2018 to 23 bn": the base's own
            elif t.get("period") is not None and multiplied(tokens, k, c):
                continue
            elif c.ratio and t.get("period") is not None and than_period(tokens, k, self.lang):
                base = True  # "18% more than in July", where the number stands behind
            elif k and not self.lang.spaced and self.neared(tokens, k):
                base = True  # 接近去年全年的133.7亿美元, 超过去年总额
            elif t.get("period") is not None:
                fresh = bool(k) and tokens[k - 1].get("punct") == ";"
                # "… by the end of November, while this year's targets are 5 bn": those of the whole year
                fresh = fresh or any(u.get("status") == "target" for u in tokens[k + 1 : k + 2])
                base = not self.take_period(t, cur, base, c, fresh) and base
            elif base and t.get("change"):
                base = False
            if "commodity" in t and plain_goods(tokens, k):
                continue
            if code := t.get("commodity") or ("sector" in t and cur.family == "fdi" and t["sector"]):
                if not t.get("measure"):
                    goods = Val(code, (t.start, t.end), "read")
            if code := t.get("status"):
                cur.status = Val(code, (t.start, t.end), "read")
            if code := t.get("compiler"):
                cur.compiler = Val(code, (t.start, t.end), "read")
        if "of_which" in self.links and last is not None and last.frame.status.value in _AHEAD:
            if _has(tokens, "link", "of_which") and not any(t.get("period") for t in tokens):
                been = (x.frame for x in reversed(self.readings) if x.frame.status.value not in _AHEAD)
                told = next((f for f in been if f.period.stated), None)
                if told is not None and not self.lang.spaced:
                    cur.period = (
                        told.period
                    )  # 出口22亿美元，全年有望达25亿美元，其中对中国6.5亿美元: of what has been
        if goods is not None:
            cur.new_goods = cur.commodity.value != goods.value
            cur.commodity = goods
        if c.quantity is not None:
            if "reverse" in self.links:
                opposite(tokens, cur, directed(self.readings) or self.r.direction, len(self.r.sides) > 1)
            all_told = self.r.whole is not None and self.lang.spaced and not self.readings
            if self.lang.attributive == "before" and c.ratio:
                all_told = False  # "they fell 5 percent in value"
            if all_told and _has(tokens, "measure", "value") and goods is None:
                # "Exports came to 16 bn, imports to 16 bn. Since January the total value is 337 bn"
                if all(t.get("measure") in (None, "value") for t in tokens):
                    whole_again(tokens, cur, self.r.whole)
            if "measure" not in kinds or all(not t.get("measure") or t.get("tense") for t in tokens):
                part_of(cur, goods, self.r.direction)
                if self.r.whole is not None and goods is None and not self.readings:
                    whole_again(tokens, cur, self.r.whole)
        self.measure(tokens, cur, c, goods)
        return cur

    def part_over(self, tokens: list[Token], cur: Frame) -> None:
        """前11个月1.45万亿元，其中11月1619亿元；…: behind the semicolon of all the months again."""
        k = next((k for k, t in enumerate(tokens) if t.get("punct") == ";"), None)
        if k is None or any(t.get("period") for t in tokens[k:]):
            return
        at = tokens[k].start
        for t, nxt in zip(self.tokens, self.tokens[1:], strict=False):
            m = nxt.get("period") if t.get("link") in ("of_which", "only") and nxt.start < at else None
            if m is None or m.kind != "month":
                continue
            whole = next((x for x in reversed(self.readings) if x.q.start < t.start), None)
            if whole is not None:
                if within(settle(cur.period.value, False), whole.frame.period):
                    cur.period = whole.frame.period

    def neared(self, tokens: list[Token], k: int) -> bool:
        """Whether a past year is only what a figure told before it comes near to, or passes."""
        m = tokens[k].get("period")
        past = m is not None and m.kind == "year_relative" and not self.lang.spaced and bool(self.readings)
        past = past and any(w in m.slots["text"] and v < 0 for w, v in self.lang.relative_years.items())
        past = past and self.readings[-1].frame.period.stated
        return past and tokens[k - 1].get("hedge") in ("nearly", "more_than")

    def take_period(self, t: Token, cur: Frame, base: bool, c: Clause, fresh: bool = False) -> bool:
        """Read a period token into the frame; False where it only dates the base of a comparison."""
        context = self.year_context(cur)
        whole = context is not None and context.type == "year"
        if whole and self.r.published is None and self.r.running == context.year + 1:
            context = periods.year(self.r.running)  # after last year's figure, months are the running year's
        if t.get("period").kind == "month_frame" and (context is None or context.type == "year"):
            context = self.r.month or context  # "that month": the one last told of, in passing, too
        w = when.resolve(t.get("period"), self.lang, context, self.published_for(t.get("period"), cur))
        if w is None:
            return False
        if t.get("period").kind == "stock_now" and (year := self.aimed_at()) is not None:
            # "it hopes for 3 bn in 2024. So far it has licensed 478 m": of that year
            month = self.r.published.month
            cur.period = Val(periods.months(year, 1, month), (t.start, t.end), "read")
            self.stated_period = True
            return True
        if base or (w.relative is not None and w.relative < 0 and base):
            return False
        if w.relative == 0 and (so_far := self.so_far(w, (t.start, t.end))) is not None:
            cur.period, self.stated_period = so_far, True
            return True
        nxt = next((u for u in c.near if u.start >= t.end), None) if t.get("period").kind == "day" else None
        if nxt is not None and nxt.get("link") == "only":
            w = replace(w, weak=False)  # "on January 15 alone": no day of the news
        val = self.period_val(w, t, cur)
        if val is None:
            return False
        now = settle(cur.period.value, False)
        if (
            w.relative is not None
            and not fresh
            and self.stated_period
            and now is not None
            and w.period is not None
        ):
            if now.type != "year" and now.year == w.period.year:
                return True  # "by 20 June, this year's …": the finer period stays
        if (
            t.get("period").kind == "since_start_now"
            and self.stated_period
            and isinstance(cur.period.value, tuple)
        ):
            flow = cur.period.value[1]  # "by 2 November, since the beginning of the year": up to that day
            val = Val(flow, cur.period.span, "read") if flow is not None and flow.type != "year" else val
        if w.period is not None and w.period.type == "month":
            self.r.month = w.period
        elif (
            t.get("period").kind == "since_start_now"
            and (told := self.r.month or self.months_told(now))
            and (
                over_time(c.near)
                or self.lang.spaced
                and (cur.family != "fdi" or self.lang.attributive == "after" and bool(self.readings))
            )
        ):
            # "in August …; the total since January": up to the month that is told of, not to the day of publication
            now = settle(val.value, False)
            if now is not None and now.type == "ytd" and now.end.year == told.year:
                if now.end.month - told.end.month == 1 and told.end.month > 1:
                    val = Val(periods.months(told.year, 1, told.end.month), val.span, val.how)
        cur.period = val
        if (
            isinstance(val.value, Period)
            and val.value.type not in ("year", "since", "stock")
            and val.value.year
        ):
            self.r.running = max(val.value.year, self.r.running or 0)
        self.stated_period = True
        return True

    def so_far(self, w: when.When, span: tuple[int, int]) -> Val | None:
        """ "By May 20 … was disbursed. The 613 projects licensed this year …": in the part of it that is told of."""
        if not self.lang.spaced or self.lang.attributive != "before" or w.period is None:
            return None
        told = settle(self.r.main.period.value, False)
        if told is None or told.end is None or told.end.year != w.period.year or told.type == "year":
            return None
        if any(t.get("status") in _AHEAD for t in self.tokens):
            return None
        if told.type == "stock":
            whole = told.end == periods.month(told.end.year, told.end.month).end
            first = date(told.end.year, 1, 1)
            told = (
                periods.months(told.end.year, 1, told.end.month) if whole else periods.days(first, told.end)
            )
        if told.start is None or (told.start.month, told.start.day) != (1, 1):
            return None
        return Val(told, span, "read")

    def aimed_at(self) -> int | None:
        """The running year, where the sentence before ends with what is aimed at in it."""
        told = self.r.ahead_period.value if self.r.ahead_period is not None else None
        if self.lang.attributive != "before" or not isinstance(told, Period) or self.r.published is None:
            return None
        return told.year if told.type == "year" and told.year == self.r.published.year else None

    def months_told(self, now: Period | None) -> Period | None:
        """ "By the end of April exports came to 1.1 bn. Since January China has bought 0.2 bn": up to April, too."""
        return now if now is not None and now.type == "ytd" and self.lang.attributive == "after" else None

    def published_for(self, m: PeriodMatch, cur: Frame) -> Published | None:
        """When the text came out, where that says of what year months are: not behind a year that the sentence names
        for them ("in 2020, exports came to 3 m in ten months")."""
        if m.kind not in _FIRST_MONTHS or cur.period.how != "read" or cur.period.span is None:
            return self.r.published
        year = settle(cur.period.value, False)
        if (
            year is None
            or year.type != "year"
            or any(x.period.span == cur.period.span for x in self.readings)
        ):
            return self.r.published
        return None

    def period_val(self, w: when.When, t: Token, cur: Frame) -> Val | None:
        span = (t.start, t.end)
        if w.weak and not (w.period is not None and w.period.type == "stock"):
            return None
        if w.period is None:
            return Val(None, span, "unknown", w.why)
        return Val(
            (w.period, w.flow) if w.until else w.period, span, "read", "whole_year" if w.whole else None
        )

    def year_context(self, cur: Frame) -> Period | None:
        p = settle(cur.period.value, False)
        running = (
            self.r.published is not None and self.r.year is not None and self.lang.attributive == "after"
        )
        running = running and self.r.year.year == self.r.published.year
        if running and p is not None and p.type == "year" and cur.period.how == "inherited":
            if p.year < self.r.published.year - 1:
                return self.r.year  # "from 0.3 bn in 1992 to 31 bn expected this year. By November …"
        if whole_years(cur.period.value) and cur.period.how == "inherited" and self.r.year is not None:
            return self.r.year  # up to when things stood says nothing of the year that is told of
        if p is not None and cur.family == "fdi" and self.r.main.family != "fdi" and self.lang.spaced:
            own = cur.period.how == "inherited" or isinstance(cur.period.value, tuple)
            if p.type in ("ytd", "range") and own and p.year:
                return periods.year(p.year)  # the months that trade was told of say nothing of investments
        return p if p is not None and p.year else self.r.year

    def measure(self, tokens: list[Token], cur: Frame, c: Clause, goods: Val | None) -> None:
        """Which flow the clause speaks of, and between whom."""
        kinds = c.left_kinds if tokens is c.near else kinds_of(tokens)
        if kinds.isdisjoint(_SAYS) and cur.flow.value not in FDI and not self.invested_by(c, cur):
            self.same_as_before(cur, goods, False)
            return
        told_flow = cur.flow.value
        measures = {t.get("measure") for t in tokens} if "measure" in kinds else set()
        if "noun" in kinds:
            if _has(tokens, "noun", "owners"):
                self.owners(cur)
            elif "adjective" in kinds and cur.flow.value in TRADE and not c.ratio:
                self.crossing(tokens, measures, cur)
        found = supplied = None
        named_market = False  # whether what was found only names a market: "China, the main market, took …"
        tonnage = False
        flags = Flags()
        # what stands behind "accounts for" is the whole, not whose share it is
        whole = share_word(tokens, self.lang.spaced) if c.ratio else len(tokens)
        for k, t in enumerate(tokens):
            if not t.says & FLAGGED:
                continue
            counted = (
                t.get("link") == "total"
                and t is tokens[-1]
                and self.readings
                and (cur.reporter.stated or cur.family == "fdi" and cur.varied == "partner")
            )
            if k <= whole and not counted:  # "…, with a total of 325 projects" says nothing of all countries
                flags.add(t)
            code = t.get("measure")
            if code is None or "tense" in t and invests_not(t, tokens[:k], found, cur):
                continue
            if code == "supply":
                supplied = (t.start, t.end)
                continue
            if t.get("turnover") and cur.family == "fdi" and found is None and not self.readings:
                code = "trade_total"  # "… 241 projects worth 5.5 bn. With Cambodia, turnover came to 3.9 bn"
            if code == "total_value":
                both_told = {"exports", "imports"} <= {x.indicator for x in self.readings}
                if cur.flow.value in ("exports", "imports") and cur.flow.how != "unknown" and not both_told:
                    cur.basis = "value"
                    continue
                code = "trade_total"
            if code == "attract" and c.quantity is not None and c.quantity.unit in GOODS and is_trade(cur):
                code = "buy"  # "the Philippines took in 2 m tonnes": of the goods that are told of
            if code == "buy" and cur.family == "fdi" and self.took_in(c, tokens[:k], cur):
                code = "attract"
            if code == "earn" and cur.family == "fdi" and goods is None and self.lang.attributive == "after":
                code = "attract"  # "by province, Bac Ninh took in 3.2 bn": of the capital that is told of
            if code == "attract" and received_for(self, c, tokens, found):
                # "shipped 194 bn worth of goods and received 188 bn worth"
                code = "buy" if c.right[:1] and c.right[0].get("measure") == "value" else "earn"
            if code == "earn" and brings_in(tokens[:k], cur, goods):
                continue
            abroad = cur.family == "fdi" and cur.reporter.value == self.lang.home and self.lang.spaced
            if code == "buy" and abroad and c.ratio:
                code = "attract"  # "Laos took the biggest part with 24%": of the home country's investments
            if code == "buy" and cur.family == "fdi" and taken_by_sector(tokens[:k]):
                code = "attract"  # "real estate took 5.3 bn": of the capital that is told of
            if code == "buy" and (built := spent_on(c, self.lang)) is not None:
                code = built
            if code in ("exports_volume", "imports_volume"):
                code = str(code).split("_")[0]
                tonnage = True
            if code == "volume":
                cur.basis = "volume"
            elif code == "value" and found is None and self.both_weighed(cur):
                found = ("trade_total", (t.start, t.end))
            elif code == "value":
                cur.basis = "value"
            elif (
                found is None
                or code not in ("sell", "buy", "earn")
                or found[0] in ("sell", "buy", "earn", "fdi")
                or named_market
                and code == "buy"
            ):
                if code == "other" and found is not None and found[0] != "other" and t.get("commodity"):
                    continue
                if found is not None and found[0] == "other" and tokens[k - 1].get("role") in ("from", "of"):
                    continue  # "budget revenue from trade"
                if code == "trade_total" and found is not None and found[0] in ("surplus", "deficit"):
                    if tokens[k - 1].get("role") in ("at", "within"):
                        continue  # "the shortfall in trade with China"
                if code in ("sell", "buy") and c.quantity is not None and c.quantity.unit == "persons":
                    continue  # "sent 357,907 people"
                led = (
                    code == "imports" and cur.family == "fdi"
                )  # by a word that says where to or whence as well
                if self.lang.spaced and self.lang.attributive == "before":
                    led = code in _ACROSS and (cur.family == "fdi" or found is not None)
                if led and t.get("role"):
                    continue  # "of the capital, 5 bn came in from Singapore"
                if (
                    code == "fdi"
                    and found is not None
                    and found[0] in ("fdi_registered", "fdi_realised", "attract")
                ):
                    continue
                found = (code, (t.start, t.end))
                named_market = code == "exports" and self.lang.spaced and bool(t.get("rank_noun"))
                named_market = named_market and not any(u.get("change") == "reach" for u in tokens[:k])
        if found is None and (told := both_ways(self, tokens, c)) is not None:
            found = ("trade_total", told)
        if (
            found is None
            and cur.flow.value is None
            and (cleared := customs_cleared(self.lang, c)) is not None
        ):
            found = ("trade_total", cleared)
        joint = self.lang.attributive == "after" or not self.lang.spaced
        if found is None and joint and cur.family == "fdi" and c.quantity is not None and not self.readings:
            if c.quantity.unit in MONEY and (t := next(iter(tokens), None)) is not None:
                if t.get("anaphor") == "both":
                    found = ("trade_total", (t.start, t.end))  # "The two sides aim at 150 bn by 2030"
        if found is None and c.ratio and not self.lang.spaced and self.markets_again(tokens, cur):
            cur.flow, cur.partner = Val("exports", cur.flow.span, "inherited"), NOTHING
        if (
            found is not None
            and found[0] == "attract"
            and c.quantity is not None
            and c.quantity.unit == "persons"
        ):
            found = ("arrivals", found[1])  # "received 1.4 million visitors"
        if (
            found is None
            and cur.flow.value is None
            and (noun := next((t for t in tokens if str(t.get("unit")).rstrip("!") == "projects"), None))
        ):
            if any(t.get("area") for t in tokens) or placed(c):
                found = ("fdi", (noun.start, noun.end))  # "the projects of China"
        if found is None and (cur.flow.value is None and self.invests(c) or self.invested_by(c, cur)):
            q = c.quantity
            found = ("fdi", (q.start, q.end))  # "Hong Kong had 34 new projects and 21 that added capital"
        begin = 0
        if self.parted and "punct" in kinds or "link" in kinds and not self.lang.spaced:
            parts = (
                k
                for k, t in enumerate(tokens[:whole])
                if t.get("punct") == ";" or t.get("link") == "of_which" and not self.lang.spaced
            )
            begin = max(parts, default=-1) + 1
            own = tokens[begin:whole] if begin else []
            if not (any(t.get("measure") for t in own) and any(t.get("area") for t in own)):
                begin = 0
        part = self.lang.attributive == "after" and tokens[whole + 3 : whole + 4]
        part = bool(part) and in_whole(part[0])
        owner = share_owner(tokens[whole:]) if c.ratio and (found is None or part) else None
        if owner is not None and found is not None:
            owner = replace(owner, name="with")  # "the share of China in the exports of seafood rose"
        roles = (
            [owner]
            if owner is not None
            else []
            if PLACES.isdisjoint(kinds)
            else roles_of(
                tokens[begin:whole],
                self.text,
                self.lang,
                self.r.seen,
                own=c.quantity is not None and c.quantity.unit != "rank" and tokens is not c.right,
            )
        )
        if "rival" in kinds and (first := next((t for t in self.tokens if t.get("area")), None)) is not None:
            if cur.flow.value in ("exports", "imports") and first.get("area").code == cur.reporter.value:
                cur.varied = (
                    "reporter"  # "Viet Nam sold 5 bn, overtaking Thailand, which came second with 4 bn"
                )
        if self.lang.spaced and self.lang.attributive == "before" and len(roles) > 1:
            roles = past_asides(tokens[begin:whole], roles)
        if found is None:
            roles = in_brackets(self, tokens, roles, str(cur.flow.value))
            if self.lang.attributive == "after" and (sent := sent_goods(tokens, roles, cur)) is not None:
                found = ("exports", sent)
                here = next((r for r in roles if r.span == sent and r.area.code == self.lang.home), None)
                if here is not None and any(t.start == sent[0] and t.get("directed") for t in tokens):
                    # "Chinese goods came home for 144 bn": what the home country bought
                    found = ("imports", sent)
                    roles = [
                        replace(r, name="subject" if r is here else "from" if r.name == "origin" else r.name)
                        for r in roles
                    ]
            elif self.from_another(tokens, roles, cur):
                found = ("imports", roles[0].span)
                cur.reporter = Val(self.lang.home, None, "default", "language_home")
        if supplied is not None and found is None and self.supplies_to(c, cur, roles):
            found, self.supplier = ("imports", supplied), roles[0]
            roles = [replace(roles[0], name="from")]
        elif supplied is not None and found is None and cur.flow.value == "imports" and not c.ratio:
            self.supplier = roles[0] if [r.name for r in roles] == ["subject"] else None
        elif found is None and self.supplier is not None and [r.name for r in roles] == ["subject"]:
            if cur.partner.value == self.supplier.area.code and cur.flow.value == "imports":
                roles = [replace(roles[0], name="from")]  # "Viet Nam supplied 2 m tonnes, Thailand 1 m"
                self.supplier = roles[0]
        elif found is not None and found[0] == "buy" and not roles and self.supplier is not None:
            found, roles = ("exports", found[1]), [replace(self.supplier, name="to")]
        elif found is not None and found[0] == "buy" and self.buys_from(c, cur, roles):
            found, roles = ("exports", found[1]), [replace(roles[0], name="to")]
        if found is None and cur.flow.value is None and "rank_noun" in kinds:
            if (listed_ := self.partners_of(c, tokens, roles)) is not None:
                found, roles = listed_
        if found is None and (ranked_ := self.ranks_next(c, cur, roles)) is not None:
            noun = str(ranked_.get("rank_noun"))
            found = (noun, (ranked_.start, ranked_.end))
            roles = [replace(roles[0], name={"exports": "to", "imports": "from"}.get(noun, "with"))]
        if found is not None and FLOWS.get(found[0]) == "trade_balance" and self.lang.spaced:
            roles = self.given(tokens, roles, found[1])
        if found is None and flags.goods and cur.flow.how == "inherited":
            handled_ = next((r for r in roles if r.name == "subject" and r.area.counterpart), None)
            told = cur.flow.value in ("exports", "imports") and self.lang.attributive == "before"
            if handled_ is not None and told and not c.ratio:
                cur.flow = Val("trade_total", handled_.span, "read", "goods_through_gate")
        same_flow, balanced = True, False
        if c.ratio and flags.share and self.lang.attributive == "after":
            told_ = [found[0]] if found is not None else [t.get("measure") for t in c.right[:3]]
            if any(FLOWS.get(x, x) in TRADE for x in told_ if x):
                roles = [r for r in roles if r.name != "investor"]  # "Korean firms make 30% of the exports"
        both_invest = found is not None and FLOWS.get(found[0], found[0]) in FDI and self.lang.spaced
        if both_invest and not roles and (pair_ := self.both_sides(cur) if flags.both else None):
            at = flags.both
            roles = [Role(Area(pair_[0], "country"), "from", at), Role(Area(pair_[1], "country"), "to", at)]
        if found is not None and FLOWS.get(found[0], found[0]) in _TOLD_FLOWS:
            roles = self.fronted_partner(roles)
        roles = turned_round(tokens, roles, cur) if "reverse" in self.links and self.lang.spaced else roles
        sides = self.share_sides(tokens, whole, roles) if c.ratio and found is not None else None
        bare = "share" if flags.share else "none"
        border = False
        both = self.both_sides(cur) if flags.both else None
        if found is not None:
            code, span = found
            if code == "imports" and sold_there(tokens, span, cur):
                code = "exports"
            flow = FLOWS.get(code, code)
            if self.lang.spaced and self.lang.attributive == "before":
                roles = traded_between(tokens, roles, flow, span)
            if "noun" in kinds or "rank_noun" in kinds:
                roles = listed_markets(tokens, flow, span, roles, self.lang)
            if not self.lang.spaced:
                roles = self.named_behind(tokens, flow, span, roles, cur)
            if flow == "trade_balance" and self.lang.attributive == "after":
                listed = cur.reporter.value is not None and ":" in [
                    t.get("punct") for t in tokens if t.start >= span[1]
                ]
                roles = balanced_with(roles, span, listed)
            if cur.reporter.value in (None, self.lang.home):
                roles = headed(roles, tokens, flow, span, self.lang.home)
            border = (
                "border_trade" in measures
                or "noun" in kinds
                and _has(tokens, "noun", "gate")
                or "noun" in c.right_kinds
                and _has(c.right, "noun", "gate")
            )
            if (
                (
                    code == "fdi"
                    or code == "attract"
                    and self.lang.spaced
                    and not hosted_at_home(cur, self.lang.home)
                )
                and cur.flow.value == "fdi_realised"
                and not (
                    roles and (self.r.pledged or self.lang.spaced and hosted_at_home(cur, self.lang.home))
                )
            ):
                flow = "fdi_realised"  # after what was used, whose investments those are, unless pledges were told of
            # "Imports came to only 14 bn": what opens a sentence without a subject is no verb
            opens = self.lang.attributive == "after" and self.tokens[0].start == span[0]
            # "exports came to 7 bn, of which China imported 4 bn": that much of them
            of_it = self.lang.attributive == "after" and bool(self.readings) and cur.partner.value == WORLD
            of_it = of_it and any(t.get("link") in ("of_which", "only") or t.get("punct") for t in tokens)
            listed = code == "imports" and cur.flow.value == "exports"
            listed = listed and buys_next(cur, roles, self.lang.home, self.lists_buyers())
            if (
                code == "imports"
                and cur.flow.value == "exports"
                and not any(r.name == "from" for r in roles)
                and not ("reverse" in self.links and any(t.get("link") == "reverse" for t in tokens))
                and (
                    ((cur.flow.how == "inherited" or of_it) and not (_noun(tokens, span) or opens))
                    or listed
                    or not roles
                    and not (_noun(tokens, span) or opens)
                    and self.bought(cur, code)
                )
                and c.quantity is not None
            ):
                told = [t for part in c.left if isinstance(part, list) for t in part] + c.right
                own_goods = self.own_goods(cur, roles)  # "the main importers of Vietnam's telephones"
                named = (
                    any(r.name in ("owner", "of") for r in roles)
                    and not own_goods
                    and not (listed and self.lists_buyers())
                    or any(t.get("link") == "total" for t in told)
                )
                named = named or any(r.name in ("origin", "from", "of") for r in right_roles(self, c))
                goods_ = any(t.get("commodity") for t in told) and not (not roles and self.bought(cur, code))
                if own_goods:
                    goods_, roles = False, [r for r in roles if r.name != "of"]
                if not named and not goods_:
                    if listed and self.lists_buyers():
                        roles = [Role(r.area, "subject", r.span) if r.name == "owner" else r for r in roles]
                    code = "buy"  # "China imported 411,605 tonnes": of the exports that are being told of
            if self.supplies(code, roles, cur):
                roles = [Role(Area(str(cur.partner.value), "country"), "subject", cur.partner.span)]
                at = cur.reporter.span or cur.partner.span
                roles.append(Role(Area(str(cur.reporter.value), "country"), "to", at))
            declared = code == "border_trade" and not roles and cur.reporter.value is None
            if declared and self.r.seen.gate is not None and self.lang.attributive == "after":
                # "Work went on at the gate of Kim Thanh. 158 lorries were cleared, worth 4.2 m"
                roles = [Role(self.r.seen.gate, "via", span)]
            if code == "sell":
                roles = consumed(roles, self.lang.home)
            if code == "earn" and not roles and cur.flow.value == "imports":
                if cur.partner.value == self.lang.home != cur.reporter.value and self.lang.spaced:
                    # "Indonesia bought 1 m tonnes of Viet Nam's rice. In all, 7 m tonnes brought in 4 bn"
                    cur.reporter = Val(self.lang.home, None, "default", "language_home")
                    cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
            if (
                code == "buy"
                and found[0] == "buy"
                and cur.flow.value == "exports"
                and self.own_goods(cur, roles)
            ):
                roles = [
                    r for r in roles if r.name != "of"
                ]  # "Viet Nam's largest buyer of rice": it is to it
            if code == "buy" and self.lang.attributive == "before" and cur.flow.value == "exports":
                roles = [
                    replace(r, name="subject")
                    if r.name == "from" and parted(tokens, r.span[1], span[0])
                    else r
                    for r in roles
                ]  # "came from China, whose purchases rose"
            if code == "buy":
                takers = ("subject", "investor", "owner") if self.lang.spaced else ("subject", "investor")
                subject = next((r for r in roles if r.name in takers), None)
                source = any(r.name in ("from", "origin", "of") for r in roles)
                ranked = self.r.main.flow.value is None and self.readings and cur.reporter.span is not None
                ranked = ranked and all(x.transform == "rank" for x in self.readings)
                if ranked and subject and not source and cur.partner.value == subject.area.code:
                    # "China, Vietnam's top rice importer, bought 1.2 m tonnes": what it bought is told, no exports
                    seller = Area(str(cur.reporter.value), "country")
                    roles = [*roles, Role(seller, "from", cur.reporter.span)]
                elif (
                    cur.flow.value == "exports"
                    and subject
                    and not source
                    and subject.area.code != cur.reporter.value
                ):
                    flow, bare = "exports", "buy"
                elif (
                    found[0] == "buy"
                    and cur.flow.value == "exports"
                    and not roles
                    and (is_market(cur) or _has(tokens, "noun", "market"))
                    and self.readings
                    and (self.readings[-1].transform in ("rank", "share") or _has(tokens, "noun", "market"))
                ):
                    if _has(c.right[:2], "measure", "imports"):
                        # "Germany is the top buyer, spending 350 m on imports": those of the buyer
                        cur.reporter, cur.partner = cur.partner, cur.reporter
                    else:
                        flow, bare = "exports", "buy"  # "China is the largest market, but it only took …"
                elif not roles and not source and cur.flow.value == "exports" and self.buyer_speaks(cur):
                    flow, bare = "exports", "buy"  # "India doubled its purchases to 43,000 tonnes"
                elif not roles and not source and cur.flow.value == "exports" and self.bought(cur, found[0]):
                    flow, bare = (
                        "exports",
                        "buy",
                    )  # "China is the biggest buyer. In 2023 it imported 5 m tonnes"
                elif subject and source:
                    roles = [Role(r.area, "from", r.span) if r.name == "of" else r for r in roles]
            if (
                code == "imports"
                and not roles
                and not any(r.name in ("origin", "from", "of") for r in right_roles(self, c))
                and cur.flow.value == "exports"
                and self.readings
                and self.readings[-1].transform == "rank"
                and self.readings[-1].indicator == "exports"
            ):
                flow, code = "exports", "buy"  # "the second largest market is the US, which imports …"
            if (
                (code == "sell" or code == "exports" and self.ships(tokens, span, roles))
                and cur.flow.value == "imports"
                and (cur.reporter.value == self.lang.home or self.bought_from_all(cur))
                and [r.name for r in roles] in (["subject"], ["investor"])
                and roles[0].area.country not in (self.lang.home, cur.reporter.value)
            ):
                flow, roles = "imports", [Role(roles[0].area, "from", roles[0].span)]  # a supplier
            elif (
                (code == "sell" or code == "exports" and self.sells_there(cur, flags))
                and cur.flow.value == "imports"
                and cur.reporter.stated
                and cur.reporter.span
                and len(roles) == 1
                and roles[0].name in ("subject", "owner")
                and (code == "exports" or roles[0].name == "subject")
                and roles[0].area.code != cur.reporter.value
            ):
                # "China imports …; Vietnam sold 4 bn": to the country that buys
                buyer = Area(str(cur.reporter.value), "country")
                roles = [*roles, Role(buyer, "to", cur.reporter.span)]
            if code == "attract":
                bare = "attract"
                listed = cur.family == "fdi" and cur.varied == "reporter" and not roles
                if listed and len(self.r.investors - {WORLD}) > 1:
                    cur.reporter = Val(WORLD, None, "default", "no_investor")  # "…; manufacturing drew 16 bn"
            if flow != cur.flow.value or cur.flow.how == "inherited":
                if flow in FDI and cur.family != "fdi":
                    if not self.lang.spaced and not self.readings and (told := self.invests_there(c, roles)):
                        roles = told
                    elif cur.flow.value is None and cur.reporter.how == "read" and cur.reporter.span:
                        code_ = str(cur.reporter.value)
                        roles = [
                            Role(
                                Area(code_, "country" if "-" not in code_ else "province"),
                                "subject",
                                cur.reporter.span,
                            ),
                            *roles,
                        ]
                    elif (
                        self.lang.spaced
                        and not self.readings
                        and roles
                        and all(r.name == "to" for r in roles)
                    ):
                        # "Chinese firms signed contracts and put 6 bn into the country": who is named before
                        ahead = roles_of(self.tokens[: c.index], self.text, self.lang, self.r.seen)
                        ahead = [
                            r for r in ahead if r.name in ("subject", "investor") and r.span < roles[0].span
                        ]
                        roles = [*ahead[-1:], *roles]
                    elif cur.flow.value is None and self.topic is not None and not roles:
                        roles = [self.topic]
                    elif (
                        self.lang.spaced
                        and not roles
                        and not self.readings
                        and (named_ := roles_of(self.tokens[: c.index], self.text, self.lang, self.r.seen))
                    ):
                        roles = named_  # "30 Sichuan companies, New Hope among them, have invested 620 m"
                    elif not roles and (own := self.own_firms(tokens, cur)):
                        roles = own
                    elif not roles and cur.reporter.stated and cur.reporter.span:
                        code_ = str(cur.reporter.value)
                        if code_.startswith(self.lang.home + "-"):  # the province that is told of is the host
                            roles = [Role(Area(code_, "province"), "at", cur.reporter.span)]
                    elif not roles and not self.readings:
                        # "Guangxi has 181 firms in Vietnam; they pledged 1.3 bn": named before in the sentence
                        roles = roles_of(self.tokens[: c.index], self.text, self.lang, self.r.seen)
                    cur.reporter = cur.partner = NOTHING
                    cur.bilateral, cur.varied = False, None
                stands = (
                    c.quantity is not None and c.quantity.unit == "projects" and self.r.published is not None
                )
                stands = stands and cur.period.how == "inherited" and not self.stated_period
                stands = stands and not any(t.get("tense") == "flow" for t in [*tokens, *c.right])
                if flow in FDI and cur.flow.value is not None and stands and cur.family != "fdi":
                    cur.period = NOTHING  # after the trade of some months: the projects that there are
                if flow not in FDI and cur.family == "fdi":
                    two = self.invested_between(flow, roles)
                    cur.reporter, cur.partner = two or (self.host_told(cur, flow), NOTHING)
                    cur.bilateral, cur.varied = False, None
                place = self.readings and not roles and "-" in str(cur.reporter.value)
                gated = not roles and cur.partner.note in ("behind_gate", "border_trade")
                place = place or gated and not self.lang.spaced and cur.reporter.stated
                if flow == "count" and cur.flow.value != "count" and not place:
                    cur.reporter = cur.partner = NOTHING
                    cur.bilateral, cur.varied = False, None
                if (
                    goods is None
                    and cur.flow.how == "inherited"
                    and code not in ("buy", "sell", "other")
                    and flow != cur.flow.value
                ):
                    cur.commodity = NOTHING
            same_flow = flow == cur.flow.value
            if flow in ("exports", "imports") and cur.flow.value == "trade_balance" and not same_flow:
                single = cur.flow.how == "inherited" and cur.partner.stated and cur.partner.value != WORLD
                acts = [r.name for r in roles] == ["subject"] and self.lang.attributive == "before"
                acts = acts and all(t.get("hedge") for t in tokens if t.start > span[0])
                if single and acts and self.lang.spaced and not self.readings and not cur.bilateral:
                    cur.bilateral = balanced = (
                        True  # "The deficit with China …. Viet Nam imported 34 bn": thence
                    )
            fresh_goods = cur.new_goods and not roles and not self.readings and not cur.bilateral
            # goods of a total that was told with its partner are part of it
            later = self.stated_period and not self.one_partner(cur)
            fresh_goods = fresh_goods and (self.r.main.commodity.value is not None or later)
            if (
                fresh_goods
                and flow in ("exports", "imports")
                and cur.varied == "partner"
                and not self.border(cur)
            ):
                cur.partner = Val(WORLD, None, "default", "no_partner")
            if not roles and not both and cur.flow.how == "inherited" and not same_flow:
                self.sold_goods(flow, tokens, cur, flags)
                self.turn_to_all(flow, cur)
                if self.whole_country(tokens) and flow in _TOLD_FLOWS:
                    cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
            if flow == "trade_total" and not roles and not same_flow and self.whole_of_pair(tokens, cur):
                cur.bilateral = True
            if not roles and (
                self.countrys_own(tokens, span, flow) or flags.total and self.all_told(cur, flow)
            ):
                cur.partner, cur.bilateral = Val(WORLD, None, "default", "no_partner"), False
            cur.flow = Val(flow, span, "read")
            cur.deficit = code == "deficit"
            if not same_flow or code not in ("buy", "sell"):
                cur.basis = (
                    "count"
                    if flow == "count"
                    else "value"
                    if not (tonnage or "volume" in measures)
                    else "volume"
                )
            self.stated_flow = True
            if flow == "fdi_registered" and not self.r.pledged:
                spent = self.lang.spaced and "compiler" in self.kinds
                self.r.pledged = not (spent and _has(self.tokens, "compiler", SPENT))
        flags_bare = (
            bare
            if bare != "none"
            else ("growth" if flags.change and c.ratio else "level" if c.quantity is not None else "none")
        )
        shared = self.last_ratio is not None and self.last_ratio.transform == "share" and c.ratio
        if shared and found is None and not flags.change and self.lang.spaced and flags_bare == "level":
            flags_bare = "share"  # "Malaysia's share of that was 12%, Viet Nam's 27%"
        named = flags.both if both else None
        if named is None and cur.bilateral and cur.reporter.how == cur.partner.how == "read":
            named = cur.partner.span  # "the freight trains between A and B …, goods worth 2 bn"
        paired = [r for r in roles if r.name == "pair"]
        if named is None and len({r.area.code for r in paired}) == 2:
            named = (paired[0].span[0], paired[-1].span[1])  # "the value between A and B"
        aims = cur.flow.how == "inherited" and cur.flow.value in ("exports", "imports", "trade_balance")
        if flags.both and found is None and cur.family == "fdi" and self.r.trade is not None and c.left:
            if self.lang.attributive == "after" and _has(tokens, "status", "target") and not c.ratio:
                # "… 229 projects worth 3 bn. Both sides aim for 20 bn": of the trade told of before
                cur.flow, cur.reporter, cur.partner = (v.inherited() for v in self.r.trade)
                cur.bilateral, self.stated_flow = True, True
                both = (str(cur.reporter.value), str(cur.partner.value))
        swapped = self.lang.spaced and cur.flow.value == "trade_balance" and _has(c.right, "noun", "goods")
        swapped = swapped and c.quantity is not None and not c.ratio
        if aims and found is None and both is not None and (swapped or _has(tokens, "status", "target")):
            cur.flow = Val(
                "trade_total", flags.both, "read", "both_countries_trade"
            )  # "both sides aim for …"
        paired_value = named and found is None and value_of_pair(tokens) and not cur.commodity.value
        if (cur.flow.value is None or paired_value) and named and c.quantity is not None:
            if "value" in measures or "volume" in measures:
                cur.flow = Val("trade_total", named, "read", "both_countries_trade")
                self.stated_flow = True
        flow = cur.flow.value
        if flow is None and goods is not None and c.quantity is not None:
            abroad = [r for r in roles if r.name == "to" and r.area.type == "country"]
            if (
                (len(abroad) == 1 or abroad and all(r.joined for r in abroad[1:]))
                and abroad[0].area.code != self.lang.home
                and goods.span[0] < abroad[0].span[0]
            ):
                cur.flow = Val("exports", abroad[0].span, "read")  # "lobster to China up 29 times"
                flow, self.stated_flow = "exports", True
            brought = [r for r in roles if r.name == "to" and r.area.code == self.lang.home]
            if brought and not abroad[1:] and goods.span[0] < brought[0].span[0]:
                at = brought[0].span
                if any((t.start, t.end) == at and t.get("directed") for t in tokens):
                    cur.flow, flow, self.stated_flow = Val("imports", at, "read"), "imports", True
                    roles = [replace(r, name="subject") if r in brought else r for r in roles]
        apart = "of_which" in self.links and _has(tokens, "link", "of_which")
        nobody = cur.reporter.value is None or cur.flow.how == "inherited" and cur.reporter.how == "default"
        if flow is None:
            gate = any(r.area.counterpart for r in roles) or roles and _has(tokens, "noun", "gate")
            gate = gate or goods_at_customs(tokens, roles, c, self.lang)
            # "the value of goods through the territory of Cao Bang", on the border
            passed = (r for r in roles if r.name == "via" and r.area.code in self.lang.neighbours)
            gate = gate or self.lang.attributive == "after" and any(passed)
            harbour = handled(tokens, roles, c)
            border = border or bool(gate)
            if (
                harbour
                or gate
                and (
                    flags.goods
                    or _has(c.right, "noun", "goods")
                    or cur.basis == "volume"
                    or (c.quantity is not None and c.quantity.unit in GOODS)
                )
            ):
                cur.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
                flow = "trade_total"
                self.stated_flow = True
            elif roles or flags.nation:
                self.remember(roles, cur)
                return
            else:
                return
        if (
            flow == "fdi_realised"
            and found is None
            and self.r.pledged
            and cur.flow.how == "inherited"
            and any(r.name in ("subject", "investor") for r in roles)
        ):
            cur.flow = Val(
                "fdi_registered", cur.flow.span, "inherited"
            )  # who invested how much is told of pledges
            flow = "fdi_registered"
        if flow in FDI and c.quantity is not None and not (c.ratio and flags.share):
            # the host often stands behind the number: "5 projects in Chongqing"
            roles = roles + [
                r
                for r in roles_of([*c.right, *c.far], self.text, self.lang, self.r.seen)
                if r.name in ("at", "to")
                and (c.quantity.unit != "rank" or r.area.type not in BLOCS)
                and not (c.ratio and r.area.type == "world" and self.lang.spaced)
            ]
        if flow in FDI and not roles:
            self.hosts_over(cur)
        if (
            found is None
            and not roles
            and not flags.nation
            and not both
            and not (flags.total and flow in (*FDI, "count"))
        ):
            self.same_as_before(cur, goods, flags.total and not over_time(tokens))
            return
        alone = [r.name for r in roles] == ["subject"] and roles[0].area.type == "country"
        if alone and flow == "trade_total" and not self.lang.spaced and roles[0].area.code != self.lang.home:
            quoted = self.office(c)
            if quoted is not None and quoted.value == roles[0].area.code and not cur.bilateral:
                roles = [replace(roles[0], name="owner")]  # "Laos's ministry counts Lao trade of 17 bn"
        if flags.nation and not self.lang.spaced and (office := self.office(c)) is not None:
            cur.reporter = office  # "Viet Nam's ministry puts the whole country's exports at 1.4 bn"
        if sides is not None and flow in ("exports", "imports", "trade_total"):
            cur.reporter, cur.partner = (side.val for side in sides)
            cur.varied = "partner"
            return
        told_of = self.r.investors or (
            {cur.reporter.value} if self.r.announced and self.lang.spaced else None
        )
        if flow in FDI and cur.varied == "reporter" and told_of == {cur.reporter.value} - {WORLD}:
            if any("-" in r.area.code and r.area.country == self.lang.home for r in roles):
                cur.varied = None  # one investor's story: the hosts that follow are its own
        self.beyond_provinces(str(flow), roles, cur)
        first = self.r.topic
        if found is not None and first is not None and not roles and not both and flow == first.flow.value:
            whole = any((m := t.get("period")) is not None and m.kind == "year_frame" for t in tokens)
            if (
                whole
                and first.partner.value == WORLD
                and cur.status.value in ("forecast", "estimate", "target")
            ):
                # "for the whole year exports may pass 15 bn": that of what the text began with
                cur.reporter, cur.partner, cur.bilateral = first.reporter, first.partner, first.bilateral
                return
        if flow in FDI and not self.readings and self.lang.attributive == "after":
            self.after_hosts(cur, roles)
        # "FDI disbursed in Viet Nam reached …": after one investor's pledges, that of all
        everyone = False
        if flow == "fdi_realised" and not same_flow and not self.readings:
            home_only = roles and all(r.name in ("at", "to") and r.area.code == self.lang.home for r in roles)
            listed = not roles and len(self.r.investors - {WORLD}) > 1 and self.lang.attributive == "after"
            everyone = bool(home_only or listed)
        market = cur.partner
        other_seller = self.other_seller(tokens, roles, cur) if found is None else None
        told_by = cur.reporter.value if told_flow == "imports" else None
        ranks = c.quantity is not None and c.quantity.unit == "rank"
        if flags.share and found is not None and cur.bilateral and not c.ratio and self.theirs(tokens, cur):
            cur.reporter, cur.partner = cur.partner, cur.reporter
        parties(
            str(flow),
            roles,
            cur,
            self.lang,
            bare=flags_bare,
            nation=flags.nation,
            total=(flags.total and not self.ranked_pair(str(flow))) or everyone,
            both=both,
            both_at=flags.both,
            border=border,
            same=same_flow,
            explicit=found is not None
            and (
                found[0] in ("exports", "imports", "surplus", "deficit")
                or (found[0], flow, self.lang.attributive) == ("buy", "imports", "before")
                and self.lang.spaced
                and any(r.name == "subject" and r.area.country != self.lang.home for r in roles)
            )
            and not flags.share,
            apart=apart,
            only=self.only() if flow == "trade_balance" or not (c.ratio or ranks) else frozenset(),
            unnamed=found is None and c.quantity is not None,
        )
        if flow == "exports" and told_by == cur.partner.value != cur.reporter.value and self.lang.spaced:
            if self.lang.attributive == "before" and not c.ratio:
                cur.varied = "reporter"  # "it imported 3 m tonnes. Viet Nam shipped 2 m, Thailand 1 m"
        if flow in FDI and not self.readings and self.goes_abroad(c, cur):
            cur.reporter, cur.partner = Val(self.lang.home, None, "default", "language_home"), Val(WORLD)
        if other_seller is not None:
            cur.reporter, cur.partner, cur.varied = other_seller.val, market, "reporter"
        cur.bilateral = cur.bilateral and not balanced
        side = self.lang.neighbours.get(str(cur.reporter.value)) if "border_trade" in measures else None
        told = [r.name for r in roles if r.name in ("with", "to", "from", "pair")]
        if side is not None and not told and self.lang.spaced and self.lang.attributive == "before":
            cur.partner = Val(side, None, "default", "border_trade")  # not with the bloc told of before it
        traded = flow in ("exports", "imports", "trade_balance") or flow == "trade_total" and self.lang.spaced
        nobody = nobody or self.lang.spaced and not roles
        if not self.lang.spaced and cur.reporter.how == "default" and roles and found is not None:
            nobody = nobody or all(r.name == "to" for r in roles)  # 越南海关称，对菲出口127万吨
        if nobody and traded and cur.reporter.how == "default":
            self.compilers_own(cur)
        if flow == "exports" and c.ratio and flags.share and _has(tokens, "noun", "market"):
            whole = any(r.name == "to" for r in roles)
            whole = whole and (self.lang.spaced or any(r.name != "to" for r in roles))
            cur.varied = "seller" if whole else cur.varied
        if flow == "exports" and c.ratio and [r.name for r in roles] == ["at", "origin"]:
            cur.varied = "seller"  # "in the US, Chinese goods made 44 percent": others that sell there follow

    def item_of_goods(self, keep: Frame) -> bool:
        """ "Tuna in March grew 24.5%": a sentence on one kind of goods, after those of months, tells of one of them."""
        first = self.tokens[0].get("commodity") if self.tokens else None
        return first is not None and first != self.r.main.commodity.value and keep.flow.value in TRADE

    def invested_by(self, c: Clause, cur: Frame) -> bool:
        """ "4,935 Japanese projects are valid", in a language that puts whose they are behind, after trade."""
        if c.quantity is None or c.quantity.unit != "projects" or self.lang.attributive != "after":
            return False
        area = c.right[0].get("area") if c.right else None
        valid = any(t.get("tense") == "stock" for t in c.right[1:3])
        abroad = area is not None and area.type == "country" and area.code != self.lang.home
        return abroad and valid and cur.family != "fdi"

    def invests(self, c: Clause) -> bool:
        """Whether a country stands before a number of projects, and words for capital behind it; before money, where
        the whole sentence tells of nothing but investments."""
        behind = self.tokens[c.index + 1 :]
        if c.quantity is not None and c.quantity.unit in MONEY and not self.lang.spaced:
            named = any((a := t.get("area")) and a.type == "country" for t in c.near)
            told = {FLOWS.get(m, m) for t in self.tokens if (m := t.get("measure"))} - {"value", None}
            foreign = any(str(t.get("unit")).rstrip("!") == "projects" for t in behind)
            return named and foreign and bool(told) and told <= FDI | {"attract"}
        if c.quantity is None or c.quantity.unit != "projects" or self.lang.attributive != "after":
            return False
        capital = any(str(t.get("measure")).startswith("fdi_") for t in behind)
        return capital and any((a := t.get("area")) and a.type == "country" for t in c.near)

    def from_another(self, tokens: list[Token], roles: list[Role], cur: Frame) -> bool:
        """ "Brazil sold us 870,000 tonnes; from India it was only 678,000": what the home country buys there."""
        back = bool(tokens) and tokens[0].get("punct") == ";" and self.lang.attributive == "after"
        back = back and cur.flow.value == "exports" and cur.partner.value == self.lang.home
        return back and [r.name for r in roles] == ["from"] and roles[0].area.code != cur.reporter.value

    def other_seller(self, tokens: list[Token], roles: list[Role], cur: Frame) -> Role | None:
        """越南对美家具出口74亿美元；中国为73.3亿美元: behind a semicolon, whose name stands as the seller's stood."""
        if self.lang.spaced or [r.name for r in roles] != ["subject"]:
            return None
        r, first = roles[0], self.tokens[0].get("area")
        contrast = self.contrasted(tokens, r, cur) if "but" in self.links else None
        if contrast is not None or not self.parted:
            return contrast
        first = first or next((t.get("area") for t in self.tokens[1:2]), None)
        k = next((k for k in range(len(tokens) - 1, -1, -1) if tokens[k].get("punct") == ";"), None)
        led = k is not None and k + 1 < len(tokens) and tokens[k + 1].start == r.span[0]
        marked = any(
            str(t.get("directed")) == f"to {cur.partner.value}"
            for t in self.tokens[:4]
            if self.readings and t.start < self.readings[0].q.start
        )
        told = first is not None and first.code == cur.reporter.value and cur.flow.value == "exports"
        apart = r.area.type == "country" and r.area.code not in (cur.reporter.value, cur.partner.value)
        return r if led and marked and told and apart else None

    def contrasted(self, tokens: list[Token], r: Role, cur: Frame) -> Role | None:
        """泰国对华出口72万吨，越南则增长58%: who stands against the one that the sentence began with sells, too."""
        k = next((k for k, t in enumerate(tokens) if (t.start, t.end) == r.span), None)
        if not k or k + 1 >= len(tokens) or tokens[k - 1].get("punct") != "," or not self.readings:
            return None
        against = tokens[k + 1].get("link") == "but" and cur.flow.value == "exports"
        told = cur.reporter.how == cur.partner.how == "read" and cur.partner.value != WORLD
        apart = r.area.type == "country" and r.area.code not in (cur.reporter.value, cur.partner.value)
        return r if against and told and apart else None

    def goes_abroad(self, c: Clause, cur: Frame) -> bool:
        """ "54 projects added 193 m, raising what Viet Nam has put abroad to 625 m": nobody is named, and the sentence
        goes on with investments abroad."""
        nobody = cur.reporter.value == WORLD and cur.reporter.how == cur.partner.how == "default"
        behind = (t.get("directed") == f"to {WORLD}" for t in self.tokens[c.index :])
        return nobody and self.lang.attributive == "after" and any(behind)

    def took_in(self, c: Clause, before: list[Token], cur: Frame) -> bool:
        """ "Taiwan pledged 664 m to Viet Nam; Tien Giang took in 229 m": a part of the host that is told of."""
        if c.quantity is None or c.quantity.unit not in MONEY:
            return False
        if any(t.get("commodity") or t.get("noun") for t in (*before, *c.right[:3])):
            return False
        host = str(cur.partner.value)
        return any((a := t.get("area")) and a.country == host != a.code for t in before)

    def partners_of(
        self, c: Clause, tokens: list[Token], roles: list[Role]
    ) -> tuple[tuple[str, tuple[int, int]], list[Role]] | None:
        """ "Vietnam's main suppliers in 2024 were China with 144 bn and Korea with 56 bn": with those it bought from."""
        if not self.lang.spaced or self.lang.attributive != "before":
            return None
        if c.quantity is None or c.quantity.unit not in MONEY or len(roles) != 2:
            return None
        t = next((t for t in tokens if t.get("rank_noun") in ("exports", "imports", "trade_total")), None)
        whose, first = roles
        if t is None or whose.name not in ("owner", "of") or not whose.span[1] <= t.start < first.span[0]:
            return None
        flow = str(t.get("rank_noun"))
        side = {"exports": "to", "imports": "from"}.get(flow, "with")
        return (flow, (t.start, t.end)), [replace(whose, name="subject"), replace(first, name=side)]

    def theirs(self, tokens: list[Token], cur: Frame) -> bool:
        """ "The two traded 6 bn worth: Myanmar's exports made up 2.8 bn": those of the side named second."""
        if not self.lang.spaced or self.lang.attributive != "before":
            return False
        areas = [k for k, t in enumerate(tokens[:-1]) if t.get("area")]
        if len(areas) != 1 or tokens[areas[0]].get("area").code != cur.partner.value:
            return False
        return tokens[areas[0] + 1].get("measure") in ("exports", "imports")

    def crossing(self, tokens: list[Token], measures: set[object], cur: Frame) -> None:
        """ "Trade between them came to 171 bn. Chinese goods made up 110 bn of this": what the one sold the other."""
        if self.lang.attributive != "before" or not self.lang.spaced or measures - {None, "value"}:
            return
        k = next((k for k, t in enumerate(tokens[:-1]) if t.get("adjective") and t.get("area")), None)
        if k is None or tokens[k + 1].get("noun") != "goods" or "share" not in kinds_of(tokens[k + 2 :]):
            if k is None or k + 2 != len(tokens) or len(self.readings) < 2:
                return  # else "Chinese goods made up 110 bn and Vietnamese goods 61 bn"
        sides = (cur.reporter.value, cur.partner.value)
        code = tokens[k].get("area").code
        if code in sides and all(len(str(side)) == 2 for side in sides):
            flow = "imports" if code == cur.partner.value else "exports"
            cur.flow = Val(flow, (tokens[k].start, tokens[k + 1].end), "read")

    def owners(self, cur: Frame) -> None:
        """ "Yunnan traded 224 bn. With Thailand it was 11 bn. Private firms contributed 121 bn": of what the text began
        with, the trade with everybody."""
        story = self.r.topic
        if story is None or story.partner.value != WORLD or cur.family == "fdi":
            return
        if cur.reporter.value != story.reporter.value or cur.partner.how == "read":
            return
        cur.partner, cur.bilateral, cur.varied = Val(WORLD, None, "default", "no_partner"), False, None

    def supplies_to(self, c: Clause, cur: Frame, roles: list[Role]) -> bool:
        """ "The Philippines ran a deficit of 4 bn. China supplied 2 bn worth": what it bought from there."""
        if c.quantity is None or c.ratio or [r.name for r in roles] != ["subject"]:
            return False
        told = cur.flow.value in ("trade_total", "trade_balance", "exports")
        return told and cur.reporter.stated and cur.reporter.value != roles[0].area.code

    def buys_from(self, c: Clause, cur: Frame, roles: list[Role]) -> bool:
        """ "Viet Nam's trade with ASEAN came to 55 bn. Thailand bought 5 bn worth": what it sold there."""
        told = cur.flow.value in ("trade_total", "trade_balance")
        told = told and (cur.flow.how == "inherited" or bool(self.readings))
        if c.quantity is None or c.ratio or not told or [r.name for r in roles] != ["subject"]:
            return False
        if self.lang.attributive != "before" or not cur.reporter.stated or not self.lang.spaced:
            return False
        if roles[0].area.code == cur.reporter.value or roles[0].area.type != "country":
            return False
        whole = cur.partner.value == WORLD or is_bloc(cur.partner.value)
        return whole and not any(r.name in ("from", "origin", "of") for r in right_roles(self, c))

    def whole_of_pair(self, tokens: list[Token], cur: Frame) -> bool:
        """ "Hong Kong bought 12 bn worth of Vietnamese goods. Trade as a whole was up 18 percent": of the only two that the
        text has told of."""
        if self.lang.attributive != "before" or not self.lang.spaced or cur.flow.value not in _ACROSS:
            return False
        pair = frozenset((cur.reporter.value, cur.partner.value))
        alone = self.r.sides == {pair} and pair.isdisjoint({WORLD, None})
        said = any(
            t.get("measure") == "trade_total" and u.get("link") == "total" and not u.get("measure")
            for t, u in zip(tokens, tokens[1:], strict=False)
        )
        return alone and said

    def ranks_next(self, c: Clause, cur: Frame, roles: list[Role]) -> Token | None:
        """ "Laos's exports …. Viet Nam, with 304 m, was its third largest market": what the one named with an amount
        ranks as for another, right behind it."""
        if c.quantity is None or c.ratio or [r.name for r in roles] != ["subject"] or not self.lang.spaced:
            return None
        if self.lang.attributive != "before" or not cur.reporter.stated or cur.flow.value not in TRADE:
            return None
        words = [t for t in self.tokens[c.index + 1 : c.index + 9] if not t.get("hedge")]
        rank = next((k for k, t in enumerate(words) if isinstance(t, Quantity)), None)
        if rank is None or words[rank].unit != "rank" or roles[0].area.code == cur.reporter.value:
            return None
        led = [t for t in words[:rank] if t.get("change") == "reach"]
        named = (t.get("area").code for t in words[:rank] if t.get("area"))
        if len(led) != 1 or not {cur.reporter.value, roles[0].area.code}.issuperset(named):
            return None
        noun = next((t for t in words[rank + 1 : rank + 4] if t.get("rank_noun")), None)
        return noun if noun is not None and noun.get("rank_noun") in TRADE else None

    def hosts_over(self, cur: Frame) -> None:
        """ "Laos came first with 150 m, ahead of the Philippines and Indonesia. New projects drew 427 m": in all hosts of
        the home country's investments abroad."""
        outward = cur.family == "fdi" and cur.reporter.value == self.lang.home
        abroad = {h for h in self.r.hosts if h not in (WORLD, None, self.lang.home)}
        if outward and not self.readings and len(abroad) > 2 and self.lang.spaced:
            cur.partner, cur.varied = Val(WORLD, None, "default", "no_partner"), None

    def same_as_before(self, cur: Frame, goods: Val | None, total: bool) -> None:
        """Of a clause that names no flow and nobody: it goes on with those told of, but for a list of partners."""
        if cur.varied != "partner" or cur.bilateral:
            return
        if self.readings:
            if total and self.lang.spaced and cur.flow.value in TRADE and not self.parts:
                # "shrimp to the US fell by a third, though the whole sector still made 3 bn"
                cur.partner = Val(WORLD, None, "default", "no_partner")
            return
        if (cur.partner.how == "read" or self.border(cur)) and self.lang.spaced:
            return  # the sentence has named it, or a province on the border trades with the neighbour
        if cur.flow.value not in ("exports", "imports"):
            return
        listed = len(self.r.partners.get(str(cur.flow.value), set()) - {WORLD}) > 2
        listed = listed and self.lang.attributive == "after"  # "…, Japan 106 m. Durian made 30 percent"
        fresh = cur.new_goods and goods is not None
        fresh = fresh and (self.stated_period or listed) and not self.one_partner(cur)
        if fresh or total and cur.flow.how == "inherited":
            # "In March, cassava grew by …", "In total, 153 m USD of cars came in"
            cur.partner = Val(WORLD, None, "default", "no_partner")

    def after_hosts(self, cur: Frame, roles: list[Role]) -> None:
        """ "Hai Phong drew 1.1 bn, Dong Nai 0.6 bn. Of the investors, Singapore pledged 1.5 bn": in the whole country."""
        home = self.lang.home
        several = sum(str(h).startswith(home + "-") for h in self.r.hosts) > 1
        inside = str(cur.partner.value).startswith(home + "-")
        abroad = bool(roles) and all(
            r.name in ("subject", "investor") and r.area.type == "country" and r.area.code != home
            for r in roles
        )
        if several and inside and abroad and cur.partner.how == "inherited":
            cur.partner = Val(home, None, "default", "language_home")

    def named_behind(
        self, tokens: list[Token], flow: str, span: tuple[int, int], roles: list[Role], cur: Frame
    ) -> list[Role]:
        """ "Among exports first were Thailand 39 bn and China 29 bn", "imports, led by Thailand (38 bn)": a country
        behind the flow is its market, where another's trade is told of."""
        side = {"exports": "to", "imports": "from"}.get(flow)
        if side is None or [r.name for r in roles] != ["subject"] or not cur.reporter.stated:
            return roles
        r = roles[0]
        k = next((k for k, t in enumerate(self.tokens) if t.start == r.span[0]), 0)
        nxt = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        is_ = tokens[-2:-1] and tokens[-2].get("change") == "reach" and tokens[-1].start == r.span[0]
        bracket = nxt is not None and nxt.get("punct") == "("
        if r.span[0] < span[1] or r.area.country == str(cur.reporter.value)[:2] or not (is_ or bracket):
            return roles
        return [replace(r, name=side)]

    def whole_country(self, tokens: list[Token]) -> bool:
        """ "Overall the country's imports grew": a word for all opens the sentence, and whose they are is told."""
        opens = (
            self.lang.spaced and self.lang.attributive == "before" and self.tokens[0].get("link") == "total"
        )
        return opens and any(
            t.get("anaphor") == "other" and self.text[t.end : t.end + 2] == "'s" for t in tokens[:4]
        )

    def all_told(self, cur: Frame, flow: str) -> bool:
        """ "Korea's surplus with Viet Nam was 34 bn. Overall, its exports hit 684 bn": those of the one whose story it is."""
        story = self.r.topic
        if story is None or not self.lang.spaced or self.lang.attributive != "before":
            return False
        own = story.reporter.stated and story.reporter.value == cur.reporter.value != self.lang.home
        opens = self.tokens[0].get("link") == "total" and story.flow.value != "imports"
        return own and opens and flow in _TOLD_FLOWS and cur.partner.value == self.lang.home

    def countrys_own(self, tokens: list[Token], span: tuple[int, int], flow: str) -> bool:
        """ "… in ten months the country's trade dropped 5 percent": with all, where that has been told of before."""
        if not self.lang.spaced or self.lang.attributive != "before" or flow not in TRADE:
            return False
        k = next((k for k, t in enumerate(tokens) if t.start == span[0]), 0)
        while k and tokens[k - 1].get("commodity") and not tokens[k - 1].get("measure"):
            k -= 1
        owner = tokens[k - 1] if k else None
        named = owner is not None and owner.get("anaphor") == "other" and owner.end - owner.start > len("it")
        whole = self.stated_period or any(WORLD in self.r.partners.get(f, ()) for f in TRADE)
        return bool(named) and whole and self.text[owner.end : owner.end + 2] == "'s"

    def ranked_pair(self, flow: str) -> bool:
        """ "China was Viet Nam's biggest partner, with total trade of 172 bn": the trade of the two."""
        last = self.readings[-1] if self.readings and self.lang.spaced else None
        ranked = last is not None and last.transform == "rank"
        return ranked and (last.indicator == flow == "trade_total" or {last.indicator, flow} <= FDI)

    def invests_there(self, c: Clause, roles: list[Role]) -> list[Role]:
        """广西在东盟设立企业超过500家，中方投资逾50亿美元: whose and where is told before a number that is no figure of the
        field; the country named behind it is that of the province."""
        if [r.name for r in roles] != ["subject"] or roles[0].area.type != "country":
            return []
        before = roles_of(self.tokens[: c.index - len(c.near)], self.text, self.lang, self.r.seen)
        who = next((r for r in before if r.name == "subject" and r.area.country == roles[0].area.code), None)
        where = next((r for r in before if r.name in ("at", "to")), None)
        if who is None or where is None or where.area.country == roles[0].area.code:
            return []
        return [who, where]

    def own_firms(self, tokens: list[Token], cur: Frame) -> list[Role]:
        """ "Shandong's trade with Viet Nam was 38 bn. Its companies have invested 1.6 bn there": those of the one abroad
        whose trade is told of."""
        firm = next((t for t in tokens if t.get("noun") == "firm" and not t.get("measure")), None)
        one, other = str(cur.reporter.value), str(cur.partner.value)
        told = cur.reporter.stated and cur.partner.stated and WORLD not in (one, other)
        if firm is None or not told or not self.lang.spaced or self.lang.attributive != "before":
            return []
        if one.split("-")[0] == self.lang.home or other.split("-")[0] != self.lang.home:
            return []
        at = (firm.start, firm.end)
        kind = ["province" if "-" in code else "country" for code in (one, other)]
        return [Role(Area(one, kind[0]), "subject", at), Role(Area(other, kind[1]), "at", at)]

    def given(self, tokens: list[Token], roles: list[Role], told: tuple[int, int]) -> list[Role]:
        """ "The US gave it a surplus of 27 bn": that of the one whose story it is, with the one that is named."""
        it = next((t for t in tokens if t.get("anaphor") == "other" and t.end <= told[0]), None)
        whose = self.r.main.reporter
        alone = self.lang.attributive == "before" and [r.name for r in roles] == ["subject"]
        if it is None or not alone or not whose.stated or "-" in str(whose.value) or whose.value == WORLD:
            return roles
        k = tokens.index(it)
        led = k and tokens[k - 1].get("role") or self.text[it.end : it.end + 1] == "'"
        if led or not roles[0].span[1] < it.start or roles[0].area.code == whose.value:
            return roles
        return [
            Role(Area(str(whose.value), "country"), "subject", (it.start, it.end)),
            replace(roles[0], name="with"),
        ]

    def ships(self, tokens: list[Token], span: tuple[int, int], roles: list[Role]) -> bool:
        """ "Steel imports fell to 1.2 m tonnes. China shipped 0.7 m": a verb right behind who supplies."""
        before = self.lang.attributive == "before" and self.lang.spaced
        acts = before and len(roles) == 1 and span[0] - roles[0].span[1] == 1
        return acts and not any(t.start >= span[1] and not t.get("hedge") for t in tokens)

    def sells_there(self, cur: Frame, flags: Flags) -> bool:
        """ "China imported 145,000 tonnes. Thailand's shipments came to 285 m": exports are to the buyer told of."""
        before = self.lang.attributive == "before" and self.lang.spaced
        whole = cur.partner.value == WORLD or cur.varied == "partner"
        whole = whole and cur.flow.how == "inherited" and not flags.total
        return before and whole and len(str(cur.reporter.value)) == 2

    def sold_goods(self, flow: str, tokens: list[Token], cur: Frame, flags: Flags) -> None:
        """ "China bought 834 m worth of Vietnamese shrimp. All shrimp exports came to 3.9 bn": those of the seller."""
        if not self.lang.spaced or self.lang.attributive != "before" or flow != "exports":
            return
        bought = cur.flow.value == "imports" and cur.partner.stated and cur.partner.value != WORLD
        goods = next((t.get("commodity") for t in tokens if t.get("commodity")), None)
        same = goods is not None and goods == self.r.main.commodity.value
        if bought and cur.reporter.stated and (same or flags.total and cur.partner.value == self.lang.home):
            cur.reporter, cur.varied, cur.bilateral = cur.partner, "partner", False
            cur.partner = Val(WORLD, None, "default", "no_partner")

    def markets_again(self, tokens: list[Token], cur: Frame) -> bool:
        """进口方面…。美国、中国是该省两大市场，分别占…: markets are those of the exports told of before the imports."""
        if cur.flow.value != "imports" or cur.flow.how != "inherited" or self.readings:
            return False
        market = any(t.get("noun") == "market" and not t.get("measure") for t in tokens)
        return market and "measure" not in kinds_of(tokens) and "exports" in self.r.partners

    def both_weighed(self, cur: Frame) -> bool:
        """ "18,600 tonnes of exports and 29,000 tonnes of imports, worth 236 m": what both are worth."""
        two = self.readings[-2:] if self.lang.attributive == "after" else []
        told = len(two) == 2 and {x.frame.flow.value for x in two} == {"exports", "imports"}
        return told and all(x.q.unit == "tonnes" and x.transform == "level" for x in two)

    def bought_from_all(self, cur: Frame) -> bool:
        """ "China imported 24 bn USD of fruit. Thailand supplied the most, 7 bn": one of those that it buys from."""
        whole = cur.partner.value == WORLD or cur.varied == "partner"
        return self.lang.attributive == "after" and whole and cur.reporter.stated

    def turn_to_all(self, flow: str, cur: Frame) -> None:
        """ "Exports came to 4 bn, of which 2 bn to China. Imports rose 12 percent": those from everywhere, where the
        text began with all exports and only named a market in passing."""
        told = str(cur.flow.value)
        sides = self.r.partners.get(told, set())
        swapped = {flow, told} == {"exports", "imports"}
        swapped = swapped and (WORLD in sides or self.lang.spaced and len(sides - {WORLD}) > 1)
        listed = told == "trade_balance" and flow in _ACROSS and len(sides - {WORLD}) > 2
        story = self.r.topic is not None and self.r.topic.partner.value == cur.partner.value
        if story and cur.partner.how == "inherited" and is_bloc(cur.partner.value) and WORLD not in sides:
            return  # "… to the EU, led by the Netherlands and Germany. Imports came to 14 bn": from the EU
        if (swapped or listed) and cur.varied == "partner" and not cur.bilateral:
            cur.partner = Val(WORLD, None, "default", "no_partner")

    def bought(self, cur: Frame, code: str) -> bool:
        """Whether what somebody unnamed buys is what the market told of last takes of the exports: that of the
        sentence before, or in this one a market whose share or purchases have been told."""
        if not is_market(cur) or code not in ("buy", "imports"):
            return False
        if self.r.buyer == cur.partner.value and not self.readings:
            return True
        last = self.readings[-1] if self.readings else None
        buyers = not self.lang.spaced and any(
            t.get("measure") == "buy" for t in self.tokens if last is not None and t.start < last.q.start
        )  # "the Philippines bought 4.2 m tonnes; Indonesia 1.2 m tonnes, with imports worth 0.7 bn"
        told = (
            last is not None
            and (last.transform in ("share", "rank") or buyers and last.transform == "level")
            and last.indicator in ("exports", "volume")
        )
        return bool(
            told and last.frame.flow.value == "exports" and last.frame.partner.value == cur.partner.value
        )

    def only(self) -> frozenset[object]:
        """The two sides that all flows told so far were between, none where there were others."""
        return next(iter(self.r.sides)) if len(self.r.sides) == 1 else frozenset()

    def one_partner(self, cur: Frame) -> bool:
        """Whether all that was told of are flows of all goods between the two sides at hand: goods of some months
        are part of them, what is forecast need not be."""
        if self.r.main.commodity.value is not None or cur.status.value in _AHEAD:
            return False
        return self.r.sides == {frozenset((cur.reporter.value, cur.partner.value))}

    def supplies(self, code: str, roles: list[Role], cur: Frame) -> bool:
        """ "Russia became China's top supplier, shipping 107 m tons": what a supplier sells goes to whom it supplies."""
        last = self.readings[-1] if self.readings and self.lang.spaced else None
        ranked = last is not None and last.transform == "rank" and last.indicator == "imports"
        sides = cur.reporter.value not in (None, WORLD) and cur.partner.span and cur.flow.value == "imports"
        return ranked and bool(sides) and not roles and code in ("exports", "sell")

    def beyond_provinces(self, flow: str, roles: list[Role], cur: Frame) -> None:
        """ "Ho Chi Minh City drew 3.9 bn, Binh Duong 3.1 bn. By partner, Singapore invested 6.5 bn": in the country."""
        home = self.lang.home
        if flow not in FDI or self.readings or not self.lang.spaced:
            return
        if sum(str(h).startswith(f"{home}-") for h in self.r.hosts) < 2:
            return
        abroad = roles and all(r.name in ("subject", "investor") and r.area.country != home for r in roles)
        if abroad and str(cur.partner.value).startswith(f"{home}-") and cur.reporter.value == WORLD:
            cur.partner, cur.varied = Val(home, None, "default", "language_home"), "reporter"

    def lists_buyers(self) -> bool:
        """Whether the number before told of what another country buys of the exports: "Japan bought 1.1 bn, while
        the EU's purchases were 770 m"."""
        last = self.readings[-1] if self.readings and self.lang.spaced else None
        bought = any(
            t.get("measure") == "buy" for t in self.tokens if last is not None and t.start < last.q.start
        )
        return bought and last.indicator == "exports" and last.frame.varied == "partner"

    def own_goods(self, cur: Frame, roles: list[Role]) -> bool:
        """Whether the goods that a clause tells of are of the country whose exports are told of."""
        owners = {r.area.code for r in roles if r.name == "of"}
        return self.lang.attributive == "after" and owners == {cur.reporter.value}

    def invested_between(self, flow: str, roles: list[Role]) -> tuple[Val, Val] | None:
        """ "By 2023 Yunnan had invested 1.4 bn in Viet Nam, and Viet Nam 38 m in the province. Trade was 2.7 bn": that of
        the two whose investments in each other the text has told of."""
        if roles or flow not in TRADE or not self.lang.spaced or len(self.r.investors) != 2:
            return None
        if self.r.investors != self.r.hosts or not self.r.investors.isdisjoint({WORLD, None}):
            return None
        one = self.r.main.reporter
        other = next((x for x in self.r.investors if x != one.value), None)
        if one.value not in self.r.investors or other is None:
            return None
        return one.inherited(), Val(other, None, "inherited", "other_side")

    def fronted_partner(self, roles: list[Role]) -> list[Role]:
        """ "With the US, its largest market, Viet Nam had a surplus of 23 bn": with whom stands at the front."""
        words = self.tokens[:3]
        fronted = len(words) == 3 and words[0].get("role") == "with" and words[2].get("punct") == ","
        area = words[1].get("area") if fronted and self.lang.spaced else None
        if area is None or any(r.transform != "rank" for r in self.readings):
            return roles
        plain = all(r.name in ("subject", "owner") and r.area.code != area.code for r in roles)
        return [*roles, Role(area, "with", (words[1].start, words[1].end))] if roles and plain else roles

    def buyer_speaks(self, cur: Frame) -> bool:
        """Whether the sentence begins with the market of the exports that its last number was of."""
        last = self.readings[-1] if self.readings and self.lang.spaced else None
        first = self.tokens[0].get("area")
        if last is None or first is None or last.indicator not in ("exports", "volume"):
            return False
        return first.code == cur.partner.value == last.frame.partner.value != self.lang.home

    def host_told(self, cur: Frame, flow: str) -> Val:
        """The one province whose investments the text has told of: what is told of next is its trade."""
        host = str(cur.partner.value)
        alone = self.r.hosts == {host} and host.startswith(self.lang.home + "-") and cur.partner.stated
        return cur.partner if alone and flow in _TOLD_FLOWS else NOTHING

    def office(self, c: Clause) -> Val | None:
        """The country of the one authority that the sentence has quoted before a clause."""
        named = {}
        for t in self.tokens[: c.index]:
            country = t.get("authority")
            if isinstance(country, Area) and country.type == "country":
                named[country.code] = Val(country.code, (t.start, t.end), "default", "compiler_country")
        return next(iter(named.values())) if len(named) == 1 else None

    def compilers_own(self, cur: Frame) -> None:
        """Where nobody is named, a customs office abroad that is quoted in the sentence counts its own trade."""
        offices = (t for t in self.tokens if t.get("authority") and (t.get("compiler") or t.get("counts")))
        office = next(offices, None)
        guessed = not self.lang.spaced and cur.reporter.note == "pair_other_side"
        if office is None or cur.reporter.value != self.lang.home and not guessed:
            return
        country = office.get("authority")
        code = country.code if isinstance(country, Area) else str(country)
        place = office.get("area")
        if (
            place is not None
            and self.lang.spaced
            and place.code.startswith(f"{code}-")
            and code != self.lang.home
        ):
            cur.reporter = Val(place.code, (office.start, office.end), "default", "compiler_country")
        elif code not in (None if guessed else self.lang.home, cur.partner.value, "None") and len(code) == 2:
            cur.reporter = Val(code, (office.start, office.end), "default", "compiler_country")

    def share_sides(self, tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
        """ "China's share of Vietnam's exports": whose trade the whole is, and with whom the share."""
        if self.lang.attributive == "before" and (found := self.share_at(tokens, whole, roles)):
            return found
        inner = tokens[whole:]
        at = next((t.start for t in inner if t.get("measure") not in (None, "buy")), None)
        if at is None:
            return None
        named = roles_of(inner, self.text, self.lang, self.r.seen)
        ahead = [r for r in named if r.span[0] < at]
        behind = [r for r in named if r.span[0] > at and r.name in ("of", "subject", "owner")]
        if self.lang.attributive == "before":
            ahead, behind = roles, [r for r in ahead if r.name not in ("to", "with") or self.lang.spaced]
        if not ahead or not behind or ahead[-1].area.code == behind[-1].area.code:
            return None
        return behind[-1], ahead[-1]

    def share_at(self, tokens: list[Token], whole: int, roles: list[Role]) -> tuple[Role, Role] | None:
        """ "Korea's weight in China's total imports", where both stand before the word for it."""
        at = next((r for r in roles if r.name == "at"), None)
        who = next((r for r in roles if r.name in ("subject", "owner")), None)
        if at is None or who is None or at.area.code == who.area.code or whole == len(tokens):
            return None
        held = next((t for t in tokens[:whole] if t.get("measure") and t.start >= at.span[1]), None)
        return (at, who) if held is not None and held.start - at.span[1] <= 1 else None

    def both_sides(self, cur: Frame) -> tuple[str, str]:
        """Whom "both countries" means: the pair being told of, the last one named, else home and the last
        foreign country."""
        if cur.partner.stated and cur.reporter.value and cur.partner.value != WORLD and cur.family != "fdi":
            return str(cur.reporter.value), str(cur.partner.value)
        last = self.r.seen.country
        if self.r.seen.pair and (
            last is None or last.code in self.r.seen.pair or self.lang.attributive != "after"
        ):
            return self.r.seen.pair
        opened = self.r.subject if self.lang.attributive == "after" else None
        if opened is not None and opened.type in ("province", "city") and opened.country != self.lang.home:
            if last is None or last.code == opened.country:
                return (
                    opened.code,
                    self.lang.home,
                )  # "Chongqing is a partner in China's west. … both sides …"
        country = self.r.seen.country
        if country is None:  # "Bilateral trade surged 58 times, making Brazil the top partner": named behind
            named = (t.get("area") for t in self.tokens if not t.get("adjective"))
            country = next((a for a in named if a and a.type == "country" and a.code != self.lang.home), None)
        if country is None and self.lang.attributive == "after":
            country = self.named_next()
        return (
            (self.lang.home, country.code) if country is not None else (self.lang.home, self.lang.counterpart)
        )

    def named_next(self) -> Area | None:
        """ "The ambassador said trade of the two came to 1.7 bn. Goods to Laos …": the country that is named next."""
        behind = make_view(self.r.cased[self.span[1] : self.span[1] + _AHEAD_OF], self.lang.fold)
        named = (t.get("area") for t in words_of(behind, self.lang))
        return next((a for a in named if a and a.type == "country" and a.code != self.lang.home), None)

    def remember(self, roles: list[Role], cur: Frame) -> None:
        """Areas named before any measure: they are the topic."""
        parties("trade_total", roles, cur, self.lang, bare="none", nation=False, total=False)
        abroad = [r for r in roles if r.area.type == "country" and r.area.code != self.lang.home]
        self.topic = abroad[0] if len(abroad) == 1 and abroad[0].name == "subject" else None
        if not cur.bilateral:
            kept = cur.reporter if cur.reporter.how == "read" else NOTHING
            gate = next((r for r in roles if r.area.counterpart), None)
            cur.reporter, cur.partner = kept, cur.partner if gate else NOTHING

    # -- quantities ---------------------------------------------------------------------------------

    def quantity(self, c: Clause, cur: Frame, groups) -> Reading | None:
        return read_quantity(self, c, cur, groups)


def parted(tokens: list[Token], lo: int, hi: int) -> bool:
    """Whether a comma stands between two places."""
    return any(t.get("punct") == "," and lo <= t.start < hi for t in tokens)


def parts_over(tokens: list[Token], cur: Frame, trunk: Frame) -> bool:
    """ "exports 331 bn, of which to China 42 bn, to the US 105 bn; imports 301 bn": the other flow behind a semicolon
    is no part of the first."""
    stop = bool(tokens) and tokens[0].get("punct") == ";"
    flows = {t.get("measure") for t in tokens} & set(_ACROSS)
    named = any(t.get("area") or t.get("directed") or t.get("pair") or t.get("anaphor") for t in tokens)
    whole = trunk.flow.value == "trade_total" and cur.flow.value in _ACROSS
    if stop and whole and not any(t.get("measure") for t in tokens):
        return (
            len(tokens) > 2 and tokens[1].get("role") == "to"
        )  # "…, of which exports …; with Viet Nam it grew 5%"
    other = _ACROSS.get(str(cur.flow.value)) in flows and trunk.flow.value == cur.flow.value
    return stop and len(flows) == 1 and not named and other


def one_month(tokens: list[Token | Quantity]) -> bool:
    """Whether a sentence says that it tells of one month by itself."""
    return any((m := t.get("period")) is not None and m.kind == "month_frame" for t in tokens)


def within(month: Period | None, told: Val) -> bool:
    """Whether a month is one of several that were told of before it."""
    if month is None or month.type != "month":
        return False
    whole = settle(told.value, False)
    if whole is None or not (whole.start and whole.end):
        return False
    return whole.type in ("ytd", "quarter", "half") and whole.start <= month.start and month.end <= whole.end


def dates(x: Reading) -> bool:
    """Whether a level's period is one that the text goes on with: of no base, no aside, and not of what is to come."""
    ahead = x.frame.status.value in _AHEAD
    return x.transform == "level" and not (x.low or x.aside or ahead) and x.frame.period.stated


def last_dated(readings: list[Reading]) -> Val | None:
    """The period last told of; an earlier one, told behind it, is only that of what it is compared with."""
    told: Val | None = None
    for x in readings:
        if not dates(x):
            continue
        now = settle(x.frame.period.value, False)
        then = settle(told.value, False) if told is not None else None
        if then and now and then.end and now.end and now.end < then.end and now.type == "year":
            continue
        told = x.frame.period
    return told


def partner_named(tokens: list[Token], span: tuple[int, int], roles: list[Role]) -> list[Role]:
    """ "ASEAN was the province's main partner with 10 bn": who is named before the verb is the partner."""
    k = next((k for k, t in enumerate(tokens) if t.start == span[0]), 0)
    if not tokens[k].get("rank_noun"):
        return roles
    is_ = next((t for t in reversed(tokens[max(0, k - 4) : k]) if t.get("change") == "reach"), None)
    if is_ is None or is_.get("role"):
        return roles
    return [replace(r, name="with") if r.name == "subject" and r.span[1] <= is_.start else r for r in roles]


def listed_markets(
    tokens: list[Token], flow: str, span: tuple[int, int], roles: list[Role], lang: Language
) -> list[Role]:
    """ "main import markets: China 1 bn", "China is the main export market of Viet Nam": what a clause names as
    markets of exports or imports are their partners."""
    if flow == "trade_total" and lang.spaced and lang.attributive == "before":
        return partner_named(tokens, span, roles)
    if flow not in ("exports", "imports"):
        return roles
    nouns = [
        t
        for t in tokens
        if t.get("noun") == "market"
        or t.get("rank_noun")
        and (t.start == span[0] or t.get("rank_noun") == flow)
    ]
    if not nouns:
        return roles
    noun = nouns[0]
    told = [t.start for t in tokens if _lists(t)]
    side = "to" if flow == "exports" else "from"

    def market(r: Role) -> bool:
        lo, hi = sorted((r.span[0], noun.start))
        return r.name == "subject" and any(lo < at < hi for at in told)

    return [Role(r.area, side, r.span) if market(r) else r for r in roles]


def goes_back(tokens: list[Token]) -> bool:
    """Whether a new statement tells of "it", and names no measure: what the sentence began with."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ";"), None)
    if k is None:
        return False
    words = tokens[k + 1 :]
    it = next((n for n, t in enumerate(words) if t.get("anaphor") == "other"), None)
    moved = it is not None and any(t.get("change") for t in words[it + 1 : it + 2])
    return moved and not any(t.get("measure") or t.get("area") for t in words)


def hosted_at_home(cur: Frame, home: str) -> bool:
    """Whether investments in the home country are told of: its offices list investors by what they registered."""
    return cur.partner.value is None or str(cur.partner.value).split("-")[0] == home


def over_time(tokens: list[Token]) -> bool:
    """ "the total since January": of all months, not of all partners."""
    return any(t.get("link") == "total" and u.get("period") for t, u in zip(tokens, tokens[1:], strict=False))


def past_asides(tokens: list[Token], roles: list[Role]) -> list[Role]:
    """ "Viet Nam's exports, hampered by China's policy, were up 7 percent": who is named between commas, behind what is
    told of and whose it is, is no side of it."""
    m = next((k for k, t in enumerate(tokens) if t.get("measure") and not t.get("rank_noun")), None)
    if m is None or not any(r.name in ("owner", "subject") and r.span[1] <= tokens[m].start for r in roles):
        return roles
    commas = [t for t in tokens[m + 1 :] if t.get("punct") == ","]
    if len(commas) != 2 or tokens[-1] is commas[1]:
        return roles
    lo, hi = commas[0].start, commas[1].start
    inside = [t for t in tokens if lo < t.start < hi]
    if any(t.get("measure") or t.get("change") or t.get("period") for t in inside):
        return roles
    if inside and (inside[0].get("role") in ("to", "from", "with", "at") or inside[0].get("area")):
        return roles
    return [r for r in roles if not (lo < r.span[0] < hi and r.name in ("owner", "subject", "of"))]


def turned_round(tokens: list[Token], roles: list[Role], cur: Frame) -> list[Role]:
    """ "China's exports to Viet Nam rose 22%. Viet Nam's in the other direction gained 5%": to the other side."""
    back = next((t for t in tokens if t.get("link") == "reverse"), None)
    pair = (cur.reporter.value, cur.partner.value)
    if back is None or len(roles) != 1 or roles[0].name not in ("subject", "owner", "of"):
        return roles
    if roles[0].area.code not in pair or not cur.partner.stated or WORLD in pair or None in pair:
        return roles
    side = str(pair[0] if roles[0].area.code == pair[1] else pair[1])
    other = Area(side, "province" if "-" in side else "country")
    return [*roles, Role(other, "at" if cur.family == "fdi" else "with", (back.start, back.end))]


def spent_on(c: Clause, lang: Language) -> str | None:
    """ "spends 280 m USD on a new plant in Bac Ninh" buys nothing: an investment, where the place is named."""
    on = c.right[0] if c.right and lang.spaced else None
    if on is None or on.get("compare") != "base" or on.end - on.start > 2 or c.quantity is None:
        return None
    words = c.right[1:]
    bought = ("commodity", "measure", "adjective", "period", "unit", "noun", "compare")
    if not words or any(t.get(kind) for t in words for kind in bought) or c.after is not None:
        return None
    placed = any(t.get("role") == "at" and u.get("area") for t, u in zip(words, words[1:], strict=False))
    return "fdi" if placed else None


def goods_at_customs(tokens: list[Token], roles: list[Role], c: Clause, lang: Language) -> bool:
    """Whether goods that a province on the border declares have a value: "goods declared at Lang Son customs were
    worth 1 bn"."""
    worth = c.quantity is not None and not c.ratio and any(t.get("measure") == "value" for t in tokens)
    placed = len(roles) == 1 and roles[0].name in ("at", "subject") and roles[0].area.code in lang.neighbours
    office = any(
        (t.get("compiler") or t.get("authority")) and (roles[0].name == "at" or t.start == roles[0].span[0])
        for t in tokens
        if placed
    )
    return worth and placed and _has(tokens, "noun", "goods") and office


def than_period(tokens: list[Token], k: int, lang: Language) -> bool:
    """Whether a period is only what the figure is more or less than, in a language that puts it before the number."""
    before = tokens[k - 1] if k and lang.attributive == "after" else None
    return before is not None and before.get("compare") in ("higher", "lower")


def sent_goods(tokens: list[Token], roles: list[Role], cur: Frame) -> tuple[int, int] | None:
    """ "Goods of Thailand to Viet Nam came to 5 bn": exports, unless those imports are what is told of."""
    if cur.family == "fdi":
        # "… invested 4.5 bn. Durian of Viet Nam to China passed 200 m"
        sent = [r.name for r in roles] == ["origin", "to"] and roles[0].area.country != roles[1].area.country
        goods = next((t.start for t in tokens if t.get("commodity") and not t.get("measure")), None)
        return roles[1].span if sent and goods is not None and goods < roles[0].span[0] else None
    if [r.name for r in roles] == ["at", "origin"] and cur.flow.value in TRADE:
        if roles[0].area.type == "country" and roles[0].area.country != roles[1].area.country:
            return roles[0].span  # "in the US, Chinese goods made 44 percent"
    if not _has(tokens, "noun", "goods"):
        # "China spent 1 bn on rubber; fruit to this market was worth 2 bn"
        taken = cur.flow.value == "imports" and cur.flow.how == "inherited"
        sold = taken and [r.name for r in roles] == ["to"] and roles[0].area.code == cur.reporter.value
        goods = next((t.end for t in tokens if t.get("commodity")), None)
        return roles[0].span if sold and goods is not None and goods < roles[0].span[0] else None
    if [r.name for r in roles] == ["to"] and roles[0].area.code == cur.partner.value != cur.reporter.value:
        # "The deficit with China reached 39 bn. Goods to this country came to 33 bn only"
        both = cur.flow.value in ("trade_total", "trade_balance") and cur.flow.how == "inherited"
        led = any(t.get("noun") == "goods" and t.end < roles[0].span[0] for t in tokens)
        return roles[0].span if both and led and len(str(cur.reporter.value)) == 2 else None
    for a, b in zip(roles, roles[1:], strict=False):
        if (a.name, b.name) == ("origin", "to") and a.area.country != b.area.country:
            if not (cur.flow.value == "imports" and cur.reporter.value == b.area.code):
                return b.span
    return None


def handled(tokens: list[Token], roles: list[Role], c: Clause) -> bool:
    """Whether a weight is what a port or a place handled: "the port's throughput came to 358 m tonnes"."""
    if c.quantity is None or c.quantity.unit != "tonnes" or not _has(tokens, "measure", "volume"):
        return False
    return (
        len({r.area.code for r in roles}) == 1
        and "-" in roles[0].area.code
        and not _has(tokens, "rate", "rate")
    )


def brings_in(before: list[Token], cur: Frame, goods: Val | None) -> bool:
    """Whether what a period brings is the trade that is told of: "November alone brought in 162 bn"."""
    told = cur.flow.value == "trade_total" and cur.flow.how == "inherited" and goods is None
    led = bool(before) and before[0].get("period") is not None
    return told and led and all(t.get("period") or t.get("link") == "only" or t.get("hedge") for t in before)


def received_for(s: _Sentence, c: Clause, tokens: list[Token], found: tuple | None) -> bool:
    """ "exported 2.6 m tons of cassava, for which it received 700 m": what the exports told of earned."""
    last = s.readings[-1] if s.readings else None
    sold = last is not None and last.indicator in ("exports", "volume") and last.frame.flow.value == "exports"
    money = c.quantity is not None and c.quantity.unit in MONEY and found is None and s.lang.spaced
    return sold and money and not any(t.get("noun") == "firm" or t.get("unit") for t in tokens)


def taken_by_sector(before: list[Token]) -> bool:
    """Whether a sector, and no country, is what takes: "manufacturing took 16 bn"."""
    k = next((k for k, t in enumerate(before) if t.get("sector")), None)
    return k is not None and not any(t.get("area") or t.get("anaphor") for t in before)


def both_ways(s: _Sentence, tokens: list[Token], c: Clause) -> tuple[int, int] | None:
    """ "Turnover stood at 1.5 bn: exports of 0.4 bn and imports of 1.1 bn": a bare word for value is of the trade
    that the words behind the number part."""
    value = next((t for t in tokens if t.get("measure") == "value" and not t.get("change")), None)
    if value is None or c.quantity is None or c.ratio or any(t.get("commodity") for t in tokens):
        return None
    behind, parted = set(), False
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") == ";":
            break
        parted = parted or t.get("punct") == ":" or t.get("link") == "of_which"
        if parted and (flow := FLOWS.get(t.get("measure"), t.get("measure"))) in ("exports", "imports"):
            behind.add(flow)
    return (value.start, value.end) if len(behind) == 2 else None


def plain_goods(tokens: list[Token], k: int) -> bool:
    """Whether goods are only named by the way: "its exports, mostly nuts and rubber, rose"."""
    if not tokens[k].get("commodity") or tokens[k].get("measure"):
        return False
    while k and (tokens[k].get("commodity") or joins(tokens[k]) or tokens[k].get("adjective")):
        k -= 1
    return bool(k) and bool(tokens[k].get("ignore")) and tokens[k - 1].get("punct") == ","


def _noun(tokens: list[Token], span: tuple[int, int]) -> bool:
    """Whether a word for imports is no verb: "imports of them rose", not "it imports 5 m tonnes"."""
    k = next(k for k, t in enumerate(tokens) if (t.start, t.end) == span)
    rest = [t for t in tokens[k + 1 :] if not t.get("hedge")]
    if k and tokens[k - 1].get("role") == "of":
        return True  # "63 bn of its imports"
    if k and tokens[k - 1].get("compare") == "base" and k == 1 and tokens[0].end - tokens[0].start == 2:
        return True  # "On the import side China came first"
    return not k and bool(rest) and any(rest[0].get(kind) for kind in ("role", "change", "link"))


def invests_not(t: Token, before: list[Token], found: tuple | None, cur: Frame) -> bool:
    """Whether a word of what happens to investments tells of trade: "exports came to 50 m", "another 3 bn"."""
    if t.get("tense") != "flow" or not str(t.get("measure")).startswith("fdi_"):
        return False
    if found is not None:
        told = FLOWS.get(found[0], found[0])
        return told in TRADE and not any(
            u.get("punct") or u.get("link") for u in before if u.start > found[1][1]
        )
    return bool(t.get("change")) and cur.flow.value in (*TRADE, "trade_balance", "volume")


def customs_cleared(lang: Language, c: Clause) -> tuple[int, int] | None:
    """ "Kunming customs cleared 286,000 tonnes of cargo": exports and imports, where nothing else is said."""
    if not lang.spaced or lang.attributive != "before" or c.quantity is None or c.quantity.unit not in GOODS:
        return None
    customs = any(
        (area := t.get("area")) is not None
        and area.type == "customs"
        and not (area.border or area.code in lang.neighbours)
        for t in c.near
    )
    cargo = next((t for t in c.right[:3] if t.get("noun") == "goods"), None)
    return (cargo.start, cargo.end) if customs and cargo is not None else None


def sold_there(tokens: list[Token], span: tuple[int, int], cur: Frame) -> bool:
    """Whether an "import market" is one that imports the goods whose exports are told of."""
    noun = next((t for t in tokens if t.start == span[0]), None)
    market = noun is not None and noun.get("rank_noun") == "imports" and noun.get("measure") == "imports"
    told = cur.flow.value == "exports" and cur.flow.how == "inherited"
    return market and told and cur.commodity.value is not None


def buys_next(cur: Frame, roles: list[Role], home: str, listed: bool) -> bool:
    """Whether one more country is named in a list of those that buy; ``listed``: in the same sentence."""
    named = [r.area.country for r in roles if r.name == "subject" or listed and r.name == "owner"]
    return cur.varied == "partner" and len(roles) == len(named) == 1 and home not in named


def named_firms(words: list[Token]) -> bool:
    """Whether the words behind a number of firms say first where those are from."""
    return len(words) > 1 and bool(words[0].get("area")) and words[1].get("noun") == "firm"


def beside(tokens: list[Token], k: int) -> bool:
    """ "did better than Viet Nam in the first five months": compared with another, not with an earlier time."""
    words = tokens[k + 1 : k + 3]
    named = len(words) == 2 and bool(words[0].get("area")) and not words[0].get("adjective")
    return named and bool(words[1].get("role")) and not any(t.get("measure") for t in tokens[:k])


def placed(c: Clause) -> bool:
    """Whether the words right behind a number say where it is."""
    words = c.right[:2]
    return len(words) == 2 and words[0].get("role") == "at" and bool(words[1].get("area"))


def is_trade(cur: Frame) -> bool:
    return cur.flow.value in TRADE


def value_of_pair(tokens: list[Token]) -> bool:
    """Whether a bare word for value stands right before two sides: "the turnover between A and B"."""
    return any(
        t.get("measure") == "value"
        and (u.get("role") == "between" or u.get("anaphor") == "both" or u.get("pair"))
        for t, u in zip(tokens, tokens[1:], strict=False)
    )


def is_threshold(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a number is only what each of several has passed."""
    return k + 1 < len(tokens) and tokens[k + 1].get("threshold") == "after"


def _lists(t: Token) -> bool:
    """A colon, "of which", "is": what is named before and behind is one."""
    is_ = t.get("change") == "reach" and not t.get("role")  # not the "to" of "shipped to many markets"
    return t.get("punct") == ":" or t.get("link") == "of_which" or is_


def share_word(tokens: list[Token], spaced: bool) -> int:
    """Where the share is told of: the first such word, or the last where areas stand between, as in "the market
    share of Vietnam made up"."""
    at = [k for k, t in enumerate(tokens) if t.get("share") == "share"]
    if not at and spaced and not any(t.get("change") in ("up", "down") for t in tokens):
        at = [k + 1 for k, t in enumerate(tokens) if t.get("measure") == "buy"]  # "China took 23 percent of"
    if spaced and len(at) > 1 and any(t.get("area") for t in tokens[at[0] : at[-1]]):
        return at[-1]
    if not at and not spaced and tokens and tokens[-1].get("role") == "of":
        at = [k for k, t in enumerate(tokens) if t.get("share") == "equal"]  # 相当于全国出口额的65%
    return at[0] if at else len(tokens)


def is_market(cur: Frame) -> bool:
    """Whether the frame tells of what one country buys."""
    return cur.partner.stated and cur.partner.value != WORLD


def _has(tokens: list[Token], kind: str, code: str) -> bool:
    for t in tokens:  # noqa: SIM110 (asked of every clause several times, and any() takes three times as long)
        if t.get(kind) == code:
            return True
    return False
