"""Turns of phrase that say in several words what the reader takes from one: a sentence's tokens are put so that it
finds them. No word is added, and every token keeps its place in the text."""

from __future__ import annotations

from etl.compared import balances
from etl.goodslists import shares_of_goods
from etl.turns.amounts import (
    as_heavy,
    by_which,
    of_them,
    part_from,
    part_where,
    when,
    whole_ahead,
    worth_between,
)
from etl.turns.brackets import (
    bracket_behind,
    bracket_behind_rank,
    flow_behind_brackets,
    goods_ahead,
    in_brackets_of,
    named_in_brackets,
    ranked_ahead,
)
from etl.turns.counted import numbered_ahead, numbered_parts, of_projects
from etl.turns.crossings import (
    counted_parts,
    entered,
    gate_aside,
    of_the_crossings,
    of_these_people,
    people_listed,
    rose_to,
    share_who_came,
    topping,
    who_came_then,
)
from etl.turns.invested import added_to, destination_in, part_of_nation, pledged_by
from etl.turns.moved import (
    apposed_goods,
    bound_for,
    brought,
    brought_home,
    came_from,
    goods_in_a_row,
    left_with,
    lifted,
    put_into,
    shares_went,
    supplied_to,
    took_part,
    went_and_came,
)
from etl.turns.ranked import (
    among,
    among_provinces,
    among_theirs,
    named_aside,
    numbered_visitors,
    overtook,
    passed,
    past_apposition,
    place_held,
    place_of,
    ranked_aside,
    within,
)
from etl.turns.shapes import BALANCES, FLOWS, LISTED, MOVED, PAID, PROJECTS, TOLD, TRADES, WEIGHED, Tokens
from etl.turns.sold import goods_to_one, sold_too, whole_behind_part
from etl.turns.whose import (
    aside_clause,
    both_ways,
    bought_ahead,
    capital_seats,
    counted_by,
    examples,
    goods_between,
    goods_of,
    nearly_all,
    on_the_border,
    own_trade,
    owner_ahead,
    sold_by,
    spent_on,
    spoken_in,
    whose_part,
    with_market,
)
from etl.tworanks import ranks_in_a_row

_COUNT_PROJECTS = frozenset({"projects", "classifier"})
_AMONG = frozenset({"classifier", "rank"})
_PERSONS_OR_PROJECTS = frozenset({"projects", "classifier", "persons", "vehicles"})
_CAPITAL = frozenset({"fdi", "fdi_registered", "fdi_realised"})
_SOLD = frozenset({"sell", "exports"})
_CROSSING = frozenset({"persons", "vehicles", "count"})
_SAID_OF_ALL = frozenset({None, "value", "volume"})  # words that tell no flow
_TOLD_LAST = 7  # fewest tokens of a sentence that lists goods with their amounts and then says what they are


def turned(
    tokens: Tokens,
    kinds: set[str],
    links: set[object],
    measures: set[object],
    pointing: set[object],
    units: set[str | None],
    counted: bool = False,
) -> Tokens:
    """The tokens of a sentence with its turns of phrase as the reader knows them; ``kinds`` are what its words may be,
    ``links``, ``measures`` and ``pointing`` (its anaphors) its words of those kinds, ``units`` what its numbers
    count; ``counted``: it tells parts of the projects of the sentence before."""
    if "change" in kinds and "role" in kinds and "area" in kinds and not PAID.isdisjoint(units):
        tokens = added_to(tokens)
    if "rank" in units and "rank_noun" in kinds and not measures.isdisjoint(_CAPITAL):
        tokens = destination_in(tokens)
    if "extent" in kinds and "area" in kinds and not measures.isdisjoint(_CAPITAL):
        tokens = pledged_by(tokens)
    if "role" in kinds and not measures.isdisjoint(TOLD):
        tokens = owner_ahead(tokens)
        if "punct" in kinds:
            tokens = flow_behind_brackets(tokens)
    if "both" in pointing and "trade_total" in measures and "change" in kinds:
        tokens = own_trade(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds and not measures.isdisjoint(TOLD):
        tokens = counted_by(tokens)
    if "which" in links and "role" in kinds:
        tokens = passed(tokens)
        if "buy" in measures or "imports" in measures:
            tokens = bought_ahead(tokens)
    if "which" in links and "area" in kinds:
        tokens = sold_by(aside_clause(tokens) if "period" in kinds else tokens)
    if "adjective" in kinds and "of_which" in links and units.isdisjoint(_PERSONS_OR_PROJECTS):
        tokens = whose_part(tokens)
    if "rank_noun" in kinds and "of_which" in links:
        tokens = named_aside(tokens)
    if "share" in kinds and "percent" in units and len(units) > 1:
        tokens = whole_ahead(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = on_the_border(tokens)
    if "area" in kinds and "punct" in kinds and len(tokens) > _TOLD_LAST:
        tokens = ranked_ahead(tokens)
        if "rank_noun" in kinds and measures <= _SAID_OF_ALL | {"exports"}:
            tokens = in_brackets_of(tokens)
        if "rank_noun" in kinds:
            tokens = named_in_brackets(tokens)
    if "rank" in units and "rank_noun" in kinds and "punct" in kinds and len(units) > 1:
        tokens = bracket_behind_rank(tokens)
    if "rank_noun" in kinds and "digits" in kinds and "role" in kinds:
        tokens = numbered_visitors(tokens)
    if "hedge" in kinds and "role" in kinds and "area" in kinds and "punct" in kinds and len(units) == 1:
        tokens = nearly_all(tokens)
    if units == {"percent"} and "role" in kinds and not measures.isdisjoint(MOVED):
        tokens = shares_went(tokens)
    if "area" in kinds and "role" in kinds and "punct" in kinds:
        tokens = spoken_in(tokens)
    if "rank_noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = overtook(tokens)
    if (
        "commodity" in kinds
        and "punct" in kinds
        and not measures.isdisjoint(MOVED)
        and len(tokens) > _TOLD_LAST
    ):
        tokens = apposed_goods(goods_ahead(goods_in_a_row(tokens)))
        if "role" in kinds and "area" in kinds:
            tokens = bracket_behind(tokens)
    if "role" in kinds and "area" in kinds and measures <= _SAID_OF_ALL:
        tokens = came_from(tokens)
    if "tense" in kinds and "exports" in measures:
        tokens = went_and_came(tokens)
    if "bound" in kinds:
        tokens = bound_for(tokens)
    if "directed" in kinds and not measures.isdisjoint(BALANCES):
        tokens = left_with(tokens)
    if "both" in pointing and "trade_total" in measures and "noun" in kinds:
        tokens = goods_between(tokens)
    if "directed" in kinds and "area" in kinds:
        tokens = within(tokens)
        if units.issuperset(_AMONG):
            tokens = among(tokens)
    if "seat" in kinds:
        tokens = capital_seats(tokens)
    if not units.isdisjoint(_CROSSING):
        tokens = counted_parts(gate_aside(tokens) if "noun" in kinds and "punct" in kinds else tokens)
    if "of_which" in links and "area" in kinds and ("digits" in kinds or None in units):
        tokens = of_these_people(tokens)
    if "persons" in units and "punct" in kinds and "area" in kinds:
        tokens = people_listed(tokens)
    if "persons" in units and "percent" in units and "area" in kinds:
        tokens = share_who_came(tokens)
    if "persons" in units and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = entered(tokens)
    if "arrivals" in measures and "change" in kinds:
        tokens = rose_to(tokens)
    if "unit" in kinds and "share" in kinds:
        tokens = of_the_crossings(tokens)
    if "but" in links and "period" in kinds and ("persons" in units or None in units):
        tokens = who_came_then(tokens)
    if "hedge" in kinds and "role" in kinds and "area" in kinds and "punct" in kinds:
        tokens = topping(tokens)
    if "of_which" in links and not measures.isdisjoint(FLOWS):
        tokens = of_them(tokens)
    if "of_which" in links and "role" in kinds and "area" in kinds and not measures.isdisjoint(TOLD):
        tokens = examples(tokens)
    if "when" in links:
        tokens = when(tokens)
    if "percent" in units and "commodity" in kinds and not measures.isdisjoint(FLOWS):
        tokens = shares_of_goods(tokens)
    if "percent" in units and len(units) > 1 and len(tokens) > 6:
        tokens = part_where(tokens)
    if "compare" in kinds and "change" in kinds and "period" in kinds:
        tokens = [t for k, t in enumerate(tokens) if not by_which(tokens, k)]
    if "earn" in measures:
        tokens = [brought_home(tokens, k) if t.get("measure") == "earn" else t for k, t in enumerate(tokens)]
    if "rank" in units and "role" in kinds and not measures.isdisjoint(FLOWS):
        tokens = place_of(tokens)
    if (
        "adjective" in kinds
        and "noun" in kinds
        and "role" in kinds
        and "exports" in measures
        and len(measures) > 1
    ):
        tokens = with_market(tokens)
    if "rank" in units and "role" in kinds and "area" in kinds:
        tokens = among_provinces(place_held(tokens))
    if "role" in kinds and "area" in kinds and not measures.isdisjoint(_SOLD):
        tokens = sold_too(tokens)
    if "role" in kinds and "area" in kinds and "commodity" in kinds and not measures.isdisjoint(MOVED):
        tokens = goods_to_one(tokens)
    if "percent" in units and "area" in kinds and not measures.isdisjoint(MOVED):
        tokens = whole_behind_part(tokens)
    if "rank" in units and "rank_noun" in kinds:
        tokens = ranks_in_a_row(tokens)
        if "area" in kinds:
            tokens = among_theirs(tokens)
    if "rank" in units and not measures.isdisjoint(TRADES):
        tokens = past_apposition(ranked_aside(tokens))
    if "imports" in measures and "percent" in units and len(measures) > 1:
        tokens = took_part(tokens)
    if (
        "of_which" in links
        and "role" in kinds
        and "trade_total" in measures
        and not measures.isdisjoint(FLOWS)
    ):
        tokens = part_from(tokens)
    if "buy" in measures:
        tokens = goods_of(lifted(tokens))
        if "adjective" in kinds and "compare" in kinds:
            tokens = spent_on(tokens)
    if len(units) > 1 and not MOVED.isdisjoint(measures) and not units.isdisjoint(WEIGHED):
        tokens = worth_between(tokens)
    if "supply" in measures and "role" in kinds:
        tokens = supplied_to(tokens)
    if "bring" in measures:
        tokens = brought(tokens)
    if "put" in measures:
        tokens = put_into(tokens)
    listed = not LISTED.isdisjoint(units) or None in units and "punct" in kinds and "area" in kinds
    if listed and ("digits" in kinds or None in units):
        tokens = as_heavy(tokens)
    if measures.issuperset(FLOWS):
        tokens = (
            balances(both_ways(tokens)) if "percent" not in units or len(units) > 1 else both_ways(tokens)
        )
    if "fdi_projects" in measures or "figure" in pointing:
        tokens = numbered_ahead(tokens)
        units = {*units, "projects"}
    named = "unit" in kinds and not PROJECTS.isdisjoint([t.get("unit") for t in tokens])
    named = named and any(of_projects(tokens, k) for k in range(len(tokens)))
    if counted or named or not units.isdisjoint(_COUNT_PROJECTS):
        return part_of_nation(numbered_parts(tokens, counted))
    return tokens
