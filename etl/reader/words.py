"""What the words of a sentence are, gathered once: most rules ask for what no word is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from etl.asides import (
    buys_most,
    closed_up,
    imports_of,
    markets_behind,
    one_alone,
    outdone,
    passed_first,
    placed_first,
    sent_first,
    spends_on_imports,
    who_buys,
    worth_behind,
)
from etl.clauses import REMARKS, kinds_of, places_of, without_remarks
from etl.dateline import without_titles
from etl.frame import WORLD
from etl.fronted import behind_measure, behind_owner, behind_place, behind_rank
from etl.language import english
from etl.markets import listed_markets, next_market, several_largest, took_of_trade
from etl.placed import in_one_word, of_markets, without_apposition, without_short_name
from etl.reader.currency import in_currency, meant_below
from etl.reading import TRADE
from etl.shortened import spelled_out
from etl.speaker import others_offices
from etl.tokens import Quantity, Token
from etl.turns import Sentence, turned
from etl.turns.compass import north_and_south
from etl.turns.counted import projects_of_each
from etl.turns.envoys import envoys_trade
from etl.turns.foretold import foretold
from etl.turns.gates_together import gates_together, through_several
from etl.turns.invested import approved_there, main_host
from etl.turns.it_then import it_then
from etl.turns.its_trade import its_investors, its_trade
from etl.turns.next_places import next_places
from etl.turns.own_seat import own_seat
from etl.turns.paid_to import paid_to
from etl.turns.projects_held import (
    approved_projects,
    guest_first,
    held_there,
    placed_past_aside,
    projects_held,
    whose_value,
)
from etl.turns.reordered import own_imports
from etl.turns.shapes import PAID
from etl.turns.slices import numbered_countries
from etl.turns.sold import main_buyer, shipped_to_buyer
from etl.turns.supplied_capital import brought_in
from etl.turns.vehicles import cars_of_them, vehicle_parts
from etl.turns.ventures import capital_of_its_country, gates_handled, placed_projects
from etl.turns.whose import far_seats, seats_abroad, who_said_it
from etl.unspaced import turned_unspaced

if TYPE_CHECKING:
    from etl.reader.document import Reader

Told = list[Token | Quantity]

_WHITHER = frozenset({"role", "area"})
# Words that tell no flow but that of projects.
_SAID_OF_PROJECTS = frozenset({None, "value", "volume", "fdi", "fdi_registered", "fdi_projects"})
_DRAWN = _SAID_OF_PROJECTS | {"attract"}
_PLAIN = frozenset({None, "value"})  # words that say nothing of what flows
_SEVERAL = 5  # fewest tokens of a sentence that tells what passes several gates
_SAID_BY = frozenset({"noun", "area", "punct"})  # who said something, and where
_OPENS = 6  # where a figure that opens a sentence stands at the latest
_ANY = Decimal(1)


class Words(NamedTuple):
    """The ``kinds`` of a sentence's words, which ``links``, ``measures`` and ``pointing`` words (anaphors) are among
    them, the ``places`` of its quantities and their ``units``, and whether it has brackets (``bracketed``), semicolons
    (``parted``), a word for the most of a whole (``mainly``) and one for what comes after others (``behind``)."""

    kinds: set[str]
    links: set[object]
    measures: set[object]
    pointing: set[object]
    places: list[int]
    units: set[str | None]
    bracketed: bool
    parted: bool
    mainly: bool
    behind: bool

    def of(self, tokens: Told) -> Words:
        """Those of the same sentence with its tokens put otherwise."""
        return _gathered(tokens, self.bracketed, self.parted)


def words_of(tokens: Told, said: str, reader: Reader) -> tuple[Told, Words]:
    """The tokens of a sentence without remarks and with its turns of phrase as the reader knows them, and what its words
    are; ``said`` is the sentence. Which digits its numbers have changes neither."""
    lang, main = reader.lang, reader.main
    tokens = without_titles(tokens, reader.text)
    bracketed = "(" in said or ")" in said or "[" in said or "]" in said
    w = _gathered(tokens, bracketed, ";" in said)
    if reader.main.family == "fdi" and "rank_noun" in w.kinds and english(lang) and w.measures <= _PLAIN:
        tokens = main_host(tokens)
        w = w.of(tokens)
    if "noun" in w.kinds and english(lang):
        named = numbered_countries(tokens)
        if named is not tokens:
            tokens, w = named, w.of(named)
    if english(lang) and w.kinds.issuperset(_SAID_BY):
        told = who_said_it(tokens)
        if told is not tokens:
            tokens, w = told, w.of(told)
    if "area" in w.kinds and english(lang):
        named = in_one_word(without_short_name(tokens) if bracketed else tokens)
        if named is not tokens:
            tokens, w = named, w.of(named)
        if "noun" in w.kinds or "anaphor" in w.kinds:
            named = of_markets(tokens, lang.home)
            if named is not tokens:
                tokens, w = named, w.of(named)
        plain = without_apposition(next_market(tokens) if reader.main.flow.value == "exports" else tokens)
        if plain is not tokens:
            tokens, w = plain, w.of(plain)
        if (
            ("rank_noun" in w.kinds or "market" in w.pointing)
            and ("rank" not in w.units or several_largest(tokens))
            and (listed := listed_markets(tokens)) is not tokens
        ):
            tokens, w = listed, w.of(listed)
    if not w.kinds.isdisjoint(("directed", "role")) and "and" in w.links and lang.short:
        apart = spelled_out(tokens, reader.text, lang.short)
        if apart is not tokens:
            tokens, w = apart, w.of(apart)
    if "below" in w.links:
        meant_below(reader, tokens)
    elif reader.currency is not None:
        in_currency(reader, tokens)
        w = w.of(tokens)
    if "compiler" in w.kinds and lang.attributive == "before":
        ours = others_offices(tokens)
        if len(ours) < len(tokens):
            tokens, w = ours, w.of(ours)
    if bracketed or not w.links.isdisjoint(REMARKS):
        plain = without_remarks(tokens)
        if plain is not tokens:
            tokens, w = plain, w.of(plain)
    counted = reader.counted and bool(tokens) and tokens[0].get("link") == "of_which"
    if reader.counted and "there" in w.pointing and lang.attributive == "before":
        counted = True
    if reader.counted and not lang.spaced and w.kinds.issuperset(("area", "digits")):
        tokens = projects_of_each(tokens)
        w = w.of(tokens)
    numbered = not w.kinds.isdisjoint(("digits", "number"))
    if reader.counted and numbered and not PAID.isdisjoint(w.units) and english(lang):
        counted = True  # "It now hosts 578 with 7.5 bn", "Macau accounted for four with 41 m"
    traded = reader.main.flow.value == "trade_total" or "trade_total" in w.measures
    if traded and "buy" in w.measures and english(lang):
        tokens = took_of_trade(tokens)
        w = w.of(tokens)
    if "adjective" in w.kinds and "and" not in w.links and english(lang) and "fdi" in w.measures:
        tokens = capital_of_its_country(tokens, str(reader.main.reporter.value))
        w = w.of(tokens)
    if "rank" in w.units and english(lang):
        tokens = next_places(tokens)
        w = w.of(tokens)
    if english(lang) and "fdi_projects" in w.measures and "compiler" in w.kinds:
        tokens = foretold(tokens)
        w = w.of(tokens)
    if english(lang) and w.kinds.issuperset(("noun", "area")) and "and" in w.links and w.units <= PAID:
        sides = {str(v.value) for v in (reader.main.reporter, reader.main.partner) if v.stated}
        tokens = gates_together(tokens, sides)
        w = w.of(tokens)
    if reader.main.family == "fdi" and "noun" in w.kinds and english(lang) and w.measures <= _PLAIN:
        tokens = gates_handled(tokens)
        w = w.of(tokens)
    if reader.main.family == "fdi" and "earn" in w.measures and english(lang):
        tokens = brought_in(tokens)
        w = w.of(tokens)
    if (
        english(lang)
        and "other" in w.pointing
        and "buy" in w.measures
        and reader.main.flow.value == "exports"
    ):
        tokens = it_then(tokens)
        w = w.of(tokens)
    if english(lang) and "of_which" in w.links and "exports" in w.measures and main.flow.value == "imports":
        tokens = paid_to(tokens)
        w = w.of(tokens)
    if english(lang) and w.kinds.issuperset(("role", "area")) and len(tokens) > _SEVERAL:
        apart = through_several(tokens)
        if apart is not tokens:
            tokens, w = apart, w.of(apart)
    if counted_there(reader, w):
        tokens = placed_projects(tokens)
        w = w.of(tokens)
    if "attract" in w.measures and "tense" in w.kinds and english(lang):
        tokens = approved_there(tokens)
        w = w.of(tokens)
    if english(lang) and "exports" in w.measures and "role" in w.kinds:
        buyer = reader.main.reporter
        if reader.main.flow.value == "imports" and buyer.stated and buyer.value not in (None, WORLD):
            tokens = shipped_to_buyer(tokens, str(buyer.value))
            w = w.of(tokens)
    if english(lang) and "rank_noun" in w.kinds and reader.main.flow.value == "exports":
        tokens = main_buyer(tokens)
        w = w.of(tokens)
    if "seat" in w.kinds and english(lang) and reader.main.flow.value in TRADE:
        tokens = own_seat(tokens, reader.main.reporter.value, reader.main.partner.value)
        w = w.of(tokens)
    if "compass" in w.kinds:
        tokens = north_and_south(tokens, reader.main.reporter.value, reader.main.partner.value)
        w = w.of(tokens)
    if "seat" in w.kinds and lang.attributive == "after":
        tokens = seats_abroad(tokens, lang.home)
        w = w.of(tokens)
    if english(lang) and "imports" in w.measures and w.kinds.issuperset(("area", "commodity")):
        tokens = own_imports(tokens, lang.home)
        w = w.of(tokens)
    if "seat" in w.kinds and english(lang):
        tokens = far_seats(tokens)
        w = w.of(tokens)
    if "projects" in w.units and w.measures.isdisjoint(TRADE) and "punct" in w.kinds and english(lang):
        told = whose_value(placed_past_aside(tokens))
        if told is not tokens:
            tokens, w = told, w.of(told)
    if "projects" in w.units and "adjective" in w.kinds and w.measures <= _DRAWN and english(lang):
        told = approved_projects(tokens, lang.home)
        if told is not tokens:
            tokens, w = told, w.of(told)
    if "projects" in w.units and w.measures <= _SAID_OF_PROJECTS and english(lang):
        told = guest_first(projects_held(tokens, lang.home), lang.home)
        told = held_there(told, lang.home, _other_side(reader, tokens))
        if told is not tokens:
            tokens, w = told, w.of(told)
    if "trade_total" in w.measures and "area" in w.kinds and english(lang):
        told = its_trade(tokens, reader.text, lang.spelled["owners"], lang.home)
        if told is not tokens:
            tokens, w = told, w.of(told)
    if "projects" in w.units and "noun" in w.kinds and main.flow.value in TRADE and english(lang):
        if main.partner.stated and main.reporter.value == lang.home and str(main.partner.value).isalpha():
            told = its_investors(
                tokens, reader.text, lang.spelled["owners"], str(main.partner.value), lang.home
            )
            if told is not tokens:
                tokens, w = told, w.of(told)
    if "noun" in w.kinds and "area" in w.kinds and english(lang):
        told = envoys_trade(tokens, lang.home)
        if told is not tokens:
            tokens, w = told, w.of(told)
    if reader.crossed and tokens and "digits" in w.kinds and tokens[0].get("link") == "of_which":
        tokens = vehicle_parts(tokens, Quantity(0, 0, _ANY, 0, "vehicles", origin="digits"))
        w = w.of(tokens)
    if reader.cars and w.kinds.issuperset(("digits", "area")):
        tokens = cars_of_them(tokens, told=True)
        w = w.of(tokens)
    told = Sentence(w.kinds, w.links, w.measures, w.pointing, w.units, counted, _parts_of(reader, w))
    put = turned(tokens, told)
    put = behind_owner(put, w.links)
    if not lang.spaced:
        put = turned_unspaced(put, w.kinds, w.measures | {reader.main.flow.value}, w.units)
    if not lang.spaced and "rank" in w.units and "rank_noun" in w.kinds and len(w.places) > 1:
        put = behind_place(put)
    if english(lang) and w.places and w.places[0] < _OPENS:
        put = behind_measure(put) if "rank" not in w.units else behind_rank(put)
    if english(lang) and "percent" in w.units and len(w.places) == 2 and "measure" in w.kinds:
        put = sent_first(put)
    if english(lang) and "percent" in w.units and len(w.places) > 1 and "punct" in w.kinds:
        put = worth_behind(put)
    if lang.attributive == "after":
        if w.kinds.issuperset(_WHITHER):
            put = placed_first(passed_first(closed_up(put)))
        if "period" in w.kinds and not w.kinds.isdisjoint(("hedge", "compare")):
            put = outdone(put)
        if "rank_noun" in w.kinds and "rank" in w.units and "area" in w.kinds:
            put = buys_most(put)
        if "imports" in w.measures and w.kinds.issuperset(_WHITHER):
            put = imports_of(put, lang.home)
        if "buy" in w.measures and reader.main.flow.value in TRADE:
            put = spends_on_imports(who_buys(put, lang.home), lang.home)
        if ":" in said and "area" in w.kinds and reader.main.reporter.value in (None, lang.home):
            put = markets_behind(put, lang.home)
        if "only" in w.links and reader.main.reporter.value in (None, lang.home):
            put = one_alone(put, lang.home)
    return put, w if put is tokens else w.of(put)._replace(pointing=w.pointing)


def _other_side(reader: Reader, tokens: Told) -> str | None:
    """The country whose trade with the home country the text tells of, or that the sentence names first."""
    first = next((a for t in tokens if (a := t.get("area")) is not None), None)
    if first is not None and first.type == "country" and first.code != reader.lang.home:
        return first.code
    sides = {str(v.value) for v in (reader.main.reporter, reader.main.partner) if v.stated}
    others = sides - {reader.lang.home, WORLD}
    return others.pop() if len(sides) == 2 and len(others) == 1 else None


def counted_there(reader: Reader, w: Words) -> bool:
    """ "They have 9,900 projects in Vietnam. Bac Ninh is home to 1,100 of them": parts of the projects told of before, or
    in the same sentence."""
    if "of_which" not in w.links or "area" not in w.kinds or not english(reader.lang):
        return False
    return (reader.counted or "projects" in w.units) and "digits" in w.kinds


def _parts_of(reader: Reader, w: Words) -> Quantity | None:
    """What the sentence before told of, where bare numbers are parts of it."""
    if reader.came and ("of_which" in w.links or "sell" in w.measures or _next_came(w)):
        return Quantity(0, 0, _ANY, 0, "persons", origin="digits")
    bought = not w.measures.isdisjoint(("buy", "imports", "exports", "sell"))
    if reader.weighed is None or not bought or not w.units <= {None}:
        return None
    return Quantity(0, 0, reader.weighed[0], 0, "tonnes", origin="digits")


def _next_came(w: Words) -> bool:
    """ "South Korea came next with 701,837, then Japan (261,571)": no word but who and how many."""
    if not w.units <= {None, "percent", "rank"}:
        return False
    hosted = w.measures - {None} == {"attract"} and "area" in w.kinds  # "Thailand welcomed 17.5 million"
    return hosted or not w.measures and w.kinds.issuperset(("area", "digits"))


def _gathered(tokens: Told, bracketed: bool, parted: bool) -> Words:
    kinds, places = kinds_of(tokens), places_of(tokens)
    links = {t.get("link") for t in tokens} if "link" in kinds else set()
    return Words(
        kinds=kinds,
        links=links,
        measures={t.get("measure") for t in tokens} if "measure" in kinds else set(),
        pointing={t.get("anaphor") for t in tokens} if "anaphor" in kinds else set(),
        places=places,
        units={tokens[i].unit for i in places},
        bracketed=bracketed,
        parted=parted,
        mainly="mainly" in links,
        behind="role" in kinds and "behind" in [t.get("role") for t in tokens],
    )
