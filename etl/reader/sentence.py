"""One statement of a sentence: its tokens are prepared, its clauses read in their order, its end kept for the next."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING

from etl.clauses import Clause, Groups, clauses_of, respectively_groups
from etl.cuts import Cut, cuts_of
from etl.dateline import without_dateline, without_wire
from etl.frame import FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.reader.backwards import (
    added_behind,
    all_of_them,
    compilers_behind,
    dated_behind,
    ended_behind,
    listed_behind,
    ranked_behind,
    whose_behind,
    whose_money,
    with_behind,
)
from etl.reader.beside import begins_aside, comes_back
from etl.reader.carry import finish
from etl.reader.clause import read_clause
from etl.reader.dates import (
    counted_on,
    month_over,
    neared,
    period_val,
    published_for,
    remember_months,
    so_far,
    take_period,
    year_context,
)
from etl.reader.in_order import (
    as_told_before,
    bases_as_told,
    grew_to_money,
    keep_levels_told,
    no_longer_ahead,
    pairs_again,
    reached_as_told,
)
from etl.reader.kept import Order, Told, kept_for, order_of, put_so
from etl.reader.measure.pairs import only_sides
from etl.reader.measure.steps import measure
from etl.reader.measure.unnamed import ranks_next
from etl.reader.of_several import share_of_all
from etl.reader.partner_it import as_partner, as_partner_told
from etl.reader.start import (
    a_month_of_it,
    abroad,
    add_up,
    back_to_trade,
    first_year,
    goods_over,
    month_again,
    month_of_all,
    next_partner,
    next_placed,
    of_these,
    sectors_over,
    the_trade_told_last,
    these_figures,
    whole_of_part,
)
from etl.reader.words import Words, words_of
from etl.reading import Reading
from etl.roles import Role
from etl.tokens import Quantity, Token, make_token
from etl.watched import Watch

if TYPE_CHECKING:
    from etl.reader.document import Reader


_POINTS = frozenset({"other", "region"})
_KINGDOMS = frozenset({"KH", "TH", "BT", "SA", "BH", "JO", "MA", "GB", "NL", "BE", "DK", "NO", "SE", "ES"})
_INVESTED = FDI | {"fdi"}
_NATION = range(
    len("the nation"), len("the country") + 1
)  # the words for it, and not "it" or "its neighbour"


class _Sentence:
    """The state of one sentence, or of a part behind a semicolon, that the rules ask for: ``r`` is the document's."""

    # Rules of other modules ask these of the sentence: to import them would be a circle.
    measure = measure
    ranks_next = ranks_next
    only = only_sides
    take_period = take_period
    counted_on = counted_on
    period_val = period_val
    published_for = published_for
    year_context = year_context
    month_over = month_over
    remember_months = remember_months
    so_far = so_far
    neared = neared

    # What most sentences never change: it is not set for each of them.
    rank_before: Frame | None = None
    base_own: Val | None = None
    before_base: tuple[Val, Val] | None = None  # the period of what was only passed, and the one before that
    parts = False  # "of which" opened a list of parts
    trunk: Frame | None = None  # the frame of the last statement that was no aside
    last_level: Reading | None = None
    last_ratio: Reading | None = None
    stated_period = False
    stated_flow = False
    topic: Role | None = None  # a foreign country named before any measure
    passed: Quantity | None = None  # the last number that is no figure of the field
    supplier: Role | None = None  # who supplies the one whose trade is told of
    passing = False  # whether the number before was of an area named in passing
    carried: Sequence[Token] = ()  # words behind a rank that is no figure: the next clause begins with them

    def __init__(self, reader: Reader, tokens: list[Token | Quantity], span: tuple[int, int]) -> None:
        self.r, self.lang, self.text, self.span = reader, reader.lang, reader.text, span
        kept = kept_for(reader, tokens)
        if kept is not None and Words not in kept:
            kept[Words] = self._put_alike(tokens)
        known: tuple[Words, Order] | None = kept[Words] if kept is not None else None
        if known is not None:
            words, order = known
            tokens = put_so(tokens, order)
        else:
            tokens, words = self._put(tokens)
            kept = None
        self.bracketed, self.parted = words.bracketed, words.parted
        self.tokens = reader.two.told(
            tokens, reader.text, words.kinds, words.measures, words.pointing, reader.lang.spaced
        )
        if reader.lang.attributive == "after":
            self.tokens = abroad(self.tokens, reader.lang.home)
        reader.seen.began, reader.seen.said = reader.subject, set()
        if reader.subject is not None and not _POINTS.isdisjoint(words.pointing):
            self.tokens = self.as_subject(self.tokens)
        elif reader.subject is not None and "-" in reader.subject.code and self.tokens:
            self.tokens = self.as_owner(self.at_its_gates(self.tokens))
        if reader.subject is not None and not words.measures.isdisjoint(_INVESTED) and self.tokens:
            self.tokens = self.as_owner_abroad(self.tokens)
        if "other" in words.pointing:
            self.tokens = self.as_investor(self.as_nation(self.tokens))
            if english(self.lang):
                home = reader.lang.home
                self.tokens = as_partner(self.tokens, home)
                self.tokens = as_partner_told(self.tokens, reader.subject, reader.main, home)
        elif "region" in words.pointing and english(self.lang):
            self.tokens = self.as_investor(self.tokens)
        elif "country" in words.pointing and english(self.lang):
            self.tokens = self.as_kingdom(self.tokens)
        first = None
        if self.tokens and reader.lang.spaced:
            begins = 0
            if self.tokens[0].get("period") and len(self.tokens) > 2:  # "Cumulatively, Chinese firms have …"
                begins = 2 if self.tokens[1].get("punct") == "," else 1
            if self.tokens[begins].get("noun") == "firm" and reader.lang.attributive == "after":
                begins += 1 if len(self.tokens) > begins + 1 else 0  # "doanh nghiệp Trung Quốc có …"
            first = self.tokens[begins].get("area")
        reader.seen.opens = first.code if first is not None else None
        reader.seen.now = reader.seen.place = None
        reader.started = True
        if self.tokens is not tokens:
            words, kept = words.of(self.tokens), None
        self.kinds, self.links, self.places, self.units = words.kinds, words.links, words.places, words.units
        reader.seen.mainly, reader.seen.behind = words.mainly, words.behind
        self.kept = reader.seen.kept = kept
        self.readings: list[Reading] = []
        self.saved: list[Frame] = []

    def _put(self, tokens: Told) -> tuple[Told, Words]:
        """The tokens as the reader knows them, and what its words are."""
        reader = self.r
        if not reader.started:
            tokens = without_dateline(tokens, reader.text, reader.cased)
            tokens = without_wire(tokens, reader.text, reader.lang.spelled["wire"])
        return words_of(tokens, reader.text[slice(*self.span)], reader)

    def _put_alike(self, tokens: Told) -> tuple[Words, Order] | None:
        """How the tokens of all sentences are put that differ from this one in their digits; None if not all are alike."""
        if any(t.get("link") == "below" for t in tokens):
            return None  # it tells the unit of numbers behind it
        watch = Watch()
        given = watch.over(tokens)
        put, words = self._put(given)
        order = None if watch.asked else order_of(put, given)
        return None if order is None else (words, order)

    def read(self) -> list[Reading]:
        if self.r.year is None and self.r.published is None:
            self.r.year = first_year(self)
        if self.r.aside is not None:
            comes_back(self)
        self.seen_before = copy(self.r.seen) if begins_aside(self) else None
        cur = self.r.main.inherit()
        if self.r.beside is not None and self.tokens and self.tokens[0].get("link") == "of_which":
            # "Trong đó, 8 dự án …" behind what another country exported is of the story's investments
            same = (self.r.beside.family == "fdi") == (cur.family == "fdi")
            cur = self.r.beside.inherit() if same else cur
        if self.r.level is not None and english(self.lang):
            if self.followed() or self.another_seller():
                cur = self.r.level.copy()
        if self.r.fresh > 2:
            cur.flow, cur.basis = NOTHING, "value"
        self.r.fresh += 1
        pointed = "anaphor" in self.kinds and any(t.get("anaphor") == "period" for t in self.tokens[:2])
        if "period" in self.kinds and not pointed:  # "By the end of that year"
            pointed = any(
                (m := t.get("period")) is not None and m.kind == "stock_frame_year" for t in self.tokens[:2]
            )
        if pointed and self.r.dated is not None:
            cur.period = self.r.dated.inherited()
            self.stated_period = self.lang.attributive == "after"  # and what follows is of then, too
        if "anaphor" in self.kinds and self.r.level is not None:
            the_trade_told_last(self, cur)
        if self.r.parted is not None and "rank" in self.units:
            next_partner(self, cur)
        if self.r.placed is not None and "rank" in self.units:
            cur = next_placed(self, cur)
        back_to_trade(self, cur)
        add_up(self, cur)
        month_again(self, cur)
        if self.tokens and self.tokens[0].get("link") == "only":
            a_month_of_it(self, cur)
        if not self.lang.spaced:
            month_of_all(self, cur)
        if english(self.lang):
            sectors_over(self, cur)
            goods_over(self, cur)
            if self.tokens:
                these_figures(self, cur)
                if self.places and self.r.parts_only is not None:
                    whole_of_part(self, cur)
        told = None  # the period that the story goes on with behind parts of another time
        if self.places and self.tokens[0].get("link") == "of_which":
            of_these(self, cur)
            if self.r.recalled is not None:
                cur.period = self.r.recalled.inherited()
            elif self.r.one_time is not None and self.lang.spaced:
                cur.period, told = self.r.one_time.inherited(), self.r.main.period
        groups, clauses = self.cut()
        for clause in clauses:
            cur = read_clause(self, clause, cur, groups, clause is clauses[-1])
        compilers_behind(self)
        if self.readings and cur.family == "fdi" and clauses[-1].quantity is None and self.lang.spaced:
            added_behind(self, clauses[-1], cur)
        if len(self.readings) > 1 and self.lang.spaced and self.lang.attributive == "before":
            dated_behind(self)
            if "of_which" in self.links:
                whose_behind(self)
            whose_money(self)
            if "projects" in self.units:
                grew_to_money(self)
            if "rank" in self.units:
                ranked_behind(self)
            if len(self.readings) > 2:
                with_behind(self)
                ended_behind(self)
                if "period" in self.kinds:
                    listed_behind(self)
                bases_as_told(self)
                reached_as_told(self)
        if len(self.readings) > 3 and "and" in self.links and self.lang.attributive == "after":
            pairs_again(self)
        if len(self.readings) > 1 and "of_which" in self.links and not self.lang.spaced:
            all_of_them(self)
        if len(self.readings) > 1 and "status" in self.kinds:
            no_longer_ahead(self.readings, self.r.published if self.lang.attributive == "after" else None)
        if len(self.readings) > 1 and ("respectively" in self.links or "anaphor" in self.kinds):
            as_told_before(self)
        if self.readings and self.lang.spaced and self.lang.attributive == "before":
            share_of_all(self)
        if self.readings:
            self.r.goods = {x.frame.commodity.value for x in self.readings} - {None}
            self.r.wholes.read(self.readings)
            keep_levels_told(self)
        finish(self, cur)
        if told is not None and not self.stated_period:
            self.r.main.period = told
        self.r.placed = self.readings[-1].frame if self.units == {"rank"} and self.readings else None
        if len(self.readings) < 2:
            return self.readings
        return sorted(self.readings, key=lambda r: r.q.start)  # the sentence's order

    def cut(self) -> tuple[Groups, list[Clause]]:
        """The quantities that "respectively" pairs with a list, and the clauses."""
        known: tuple[Groups, list[Cut]] | None = self.kept.get(Cut) if self.kept is not None else None
        if known is not None:
            groups, cuts = known
            return groups, [cut.clause(self.tokens) for cut in cuts]
        groups = respectively_groups(self.tokens, self.places, self.links)
        clauses = clauses_of(self.tokens, self.places, self.bracketed)
        if self.kept is not None and (cuts := cuts_of(self.tokens, clauses)) is not None:
            self.kept[Cut] = groups, cuts
        return groups, clauses

    def followed(self) -> bool:
        """ "The US bought 15 bn. It was followed by the EU with 13 bn": of what the sentence before told last."""
        words = self.tokens[:3]
        opens = len(words) == 3 and (words[0].get("anaphor") == "other" or words[0].get("noun") == "doers")
        return opens and words[1].get("change") == "reach" and words[2].get("link") == "but"

    def another_seller(self) -> bool:
        """ "China sold Cambodia 5 bn, and Vietnam's exports were 2 bn. Thailand's exports fell": to Cambodia, too."""
        told = self.r.level
        if told.flow.value != "exports" or told.varied != "reporter" or len(self.tokens) < 2:
            return False
        sides = (told.reporter.value, told.partner.value)
        sold = told.reporter.how == told.partner.how == "read" and WORLD not in sides
        t, u = self.tokens[:2]
        area = t.get("area")
        names = area is not None and area.type == "country" and u.get("measure") == "exports"
        return sold and names and "'" in self.text[t.end : u.start] and area.code not in sides

    def as_owner(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "Lao Cai has reopened its gates. Its exports rose": the province's, where nothing has been told yet."""
        t, told = tokens[0], self.r.main.reporter
        if told.stated or t.get("measure") not in ("exports", "imports", "trade_total") or t.get("role"):
            return tokens
        if self.text[self.span[0] : t.start].strip() not in self.lang.spelled["owners"]:
            return tokens
        owner = make_token(self.span[0], t.start, {"area": self.r.subject, "owner": True})
        return [owner, *tokens]

    def as_owner_abroad(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "China is ASEAN's largest partner. Its investment in the bloc was 17 bn": whose story it is, where the host is
        pointed back to."""
        t, who = tokens[0], self.r.subject
        if not english(self.lang) or who.type != "country" or who.code == self.lang.home:
            return tokens
        if not str(t.get("measure")).startswith("fdi"):
            return tokens
        if self.text[self.span[0] : t.start].strip() not in self.lang.spelled["owners"]:
            return tokens
        k = 1 if any(u.get("anaphor") == "there" for u in tokens[1:2]) else 2
        there = tokens[k : k + 1]
        led = k == 1 or tokens[1:2] and tokens[1].get("role") in ("at", "to")
        if not there or not led or there[0].get("anaphor") is None:
            return tokens
        owner = make_token(self.span[0], t.start, {"area": who, "owner": True})
        sides = {str(v.value) for v in (self.r.main.reporter, self.r.main.partner) if v.stated}
        other = sides - {who.code, WORLD}
        if there[0].get("anaphor") == "bloc" or len(sides) != 2 or len(other) != 1:
            return [owner, *tokens]
        at, host = there[0], Area(other.pop(), "country")
        into = make_token(at.start, at.start, {"role": "at"})
        return [owner, t, into, make_token(at.start, at.end, {"area": host}), *tokens[k + 1 :]]

    def at_its_gates(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "Lạng Sơn mở thêm luồng xanh. Hai tháng kim ngạch qua cửa khẩu đạt 9,2 tỷ USD": the province's gates, where
        nothing has been told yet."""
        place, told = self.r.subject, self.r.main.reporter
        if self.lang.attributive != "after" or told.stated or place.code not in self.lang.neighbours:
            return tokens
        k = next((k for k, t in enumerate(tokens) if t.get("noun") == "gate"), None)
        if k is None or any(t.get("area") for t in tokens):
            return tokens
        end = tokens[k].end
        return [*tokens[: k + 1], make_token(end, end, {"area": place}), *tokens[k + 1 :]]

    def as_nation(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "An Giang shipped 540 m USD of seafood. The country's exports were 2.5 bn": those of the province's country."""
        told = self.r.main
        place, partner = str(told.reporter.value), told.partner.value
        country, *more = {p.split("-")[0] for p in place.split("+")}
        if not english(self.lang) or "-" not in place or more or partner not in (None, WORLD):
            return tokens
        if told.flow.value not in ("exports", "imports", "trade_total"):
            return tokens
        k = next((k for k, t in enumerate(tokens[:3]) if t.get("anaphor") == "other"), None)
        if k is None or tokens[k].end - tokens[k].start not in _NATION:
            return tokens
        if any((a := t.get("area")) is not None and a.country == country for t in tokens):
            return tokens
        if k and any(not (t.get("period") or t.get("punct") or t.get("role")) for t in tokens[:k]):
            return tokens
        t = tokens[k]
        owner = make_token(t.start, t.end, {"area": Area(country, "country")})
        led = [u for u in tokens[:k] if u.get("role") != "to"]  # "For the country the figure was 2.5 bn"
        return [*led, owner, *tokens[k + 1 :]]

    def as_kingdom(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "Cambodia sold bananas to China for 180 m USD. The kingdom also shipped mangoes": the one that has a king."""
        told = self.r.main
        kings = [str(v.value) for v in (told.reporter, told.partner) if v.value in _KINGDOMS]
        if len(kings) != 1:
            return tokens
        king = Area(kings[0], "country")
        return [
            make_token(t.start, t.end, {"area": king})
            if t.get("anaphor") == "country" and t.end - t.start == len("the kingdom")
            else t
            for t in tokens
        ]

    def as_subject(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "Vietnam is the third largest supplier to the US. It shipped 5 tonnes there": the pronoun that a sentence
        begins with, with the verb for what one sells or buys, is what the sentence before began with."""
        if not self.lang.spaced or self.lang.attributive != "before":
            return tokens
        t = tokens[0]
        if t.get("anaphor") == "region" and self.r.seen.topic is None and "-" in self.r.subject.code:
            # "Hai Phong signed a letter with Zhejiang. The city has …": nothing has been told of either
            return [make_token(t.start, t.end, {"area": self.r.subject}), *tokens[1:]]
        if english(self.lang) and len(tokens) > 4 and t.get("period") and tokens[1].get("punct") == ",":
            # "By the end of October, it had imported 2.9 m tonnes"
            put = self.as_subject(tokens[2:]) if tokens[2].get("anaphor") == "other" else tokens[2:]
            return tokens if put[0] is tokens[2] else [*tokens[:2], *put]
        if t.get("anaphor") != "other":
            return tokens
        if len(tokens) < 2 or self.r.subject.type != "country":
            return tokens
        if t.end - t.start > len("it") and not _takes_from(tokens, self.r.subject):
            return tokens
        # "It is also Vietnam's second largest partner, exporting 1 bn USD worth of goods there"
        ranks = any(isinstance(u, Quantity) and u.unit == "rank" for u in tokens[1:6])
        ranks = ranks and any(u.get("rank_noun") for u in tokens[2:8])
        if tokens[1].get("measure") not in ("exports", "imports", "sell", "buy") and not ranks:
            return tokens
        self.r.seen.topic = self.r.subject.code
        return [make_token(t.start, t.end, {"area": self.r.subject}), *tokens[1:]]

    def as_investor(self, tokens: list[Token | Quantity]) -> list[Token | Quantity]:
        """ "Trade with Japan came to 40 bn. It has 4,000 projects in Vietnam": who invests in one of the two whose trade
        is told of is the other one."""
        inside = (
            bool(tokens) and tokens[0].get("anaphor") == "region"
        )  # "The province has 420 projects in Vietnam"
        if not tokens or not inside and tokens[0].get("anaphor") != "other":
            return tokens
        if not self.lang.spaced or self.lang.attributive != "before":
            return tokens
        told = self.r.main
        places = zip(tokens[1:12], tokens[2:13], strict=False)
        host = next((u.get("area") for t, u in places if t.get("role") == "at" and u.get("area")), None)
        if not any(_invests(t) for t in tokens[1:12]):
            return tokens
        if host is None:
            who = None if inside else self.r.subject
            pair = (
                (told.reporter.value, told.partner.value) if told.family != "fdi" else (told.reporter.value,)
            )
            if who is None or who.code == self.lang.home or who.code not in pair:
                return tokens
            return [make_token(tokens[0].start, tokens[0].end, {"area": who}), *tokens[1:]]
        sides = [str(v.value) for v in (told.partner, told.reporter) if v.stated and v.value != WORLD]
        kinds = [a for a in sides if ("-" in a and "+" not in a if inside else len(a) == len(self.lang.home))]
        whose = [a for a in kinds if a.split("-")[0] != host.country]
        if len(whose) != 1 or len(sides) + (host.country == self.lang.home) < 2:
            return tokens
        t, kind = tokens[0], "province" if inside else "country"
        return [make_token(t.start, t.end, {"area": Area(whose[0], kind)}), *tokens[1:]]


def _takes_from(tokens: list[Token | Quantity], who: Area) -> bool:
    """ "The country imported 36 percent of Vietnam's rice": who takes a part of what another one sells."""
    behind = [t for t in tokens[2:5] if not t.get("hedge")]
    share = behind[0] if behind and isinstance(behind[0], Quantity) else None
    if tokens[1].get("measure") not in ("imports", "buy") or share is None or share.unit != "percent":
        return False
    owner = next((a for t in tokens[3:8] if (a := t.get("area")) is not None), None)
    return owner is not None and owner.type == "country" and owner.code != who.code


def _invests(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return t.unit == "projects"
    return t.get("rank_noun") == "fdi_registered" or str(t.get("measure")).startswith("fdi")
