"""Turns of phrase that say in several words what the reader takes from one: a sentence's tokens are put so that it
finds them. No word is added, and every token keeps its place in the text."""

from __future__ import annotations

from etl.compared import DEALS, balances
from etl.goodslists import shares_of_goods
from etl.tokens import Quantity
from etl.turns.abroad import (
    among_investors_there,
    had_more_in,
    headed_by_host,
    hosts_abroad,
    in_countries,
    invested_in_each_other,
)
from etl.turns.accounted import (
    accounted_for,
    dominated,
    held_apart,
    led_in,
    of_two_nations,
    plus,
    whom_received,
)
from etl.turns.added import time_added
from etl.turns.adjunct import spent_on_imports, trade_named
from etl.turns.aims_aside import aim_aside
from etl.turns.all_told import (
    all_told,
    firms_share,
    imports_headed,
    nations_firms_share,
    part_from_several,
    summed_part,
)
from etl.turns.amounts import (
    as_heavy,
    beyond_last_year,
    by_which,
    flow_behind_bracket,
    flow_behind_moved,
    grew_beside,
    of_a_time,
    of_them,
    of_this_volume,
    of_those_who_came,
    of_what_came,
    or_percent,
    output_sold,
    part_behind_whole,
    part_from,
    part_was,
    part_where,
    percent_too,
    those_of_months,
    times_anothers,
    times_that_of,
    up_too,
    when,
    whole_ahead,
    worth_between,
)
from etl.turns.amounts_in_order import (
    amounts_in_order,
    sellers_in_order,
    shares_in_their_order,
    years_in_order,
)
from etl.turns.approved import approved_by
from etl.turns.arrived import (
    arrived_from,
    entered_of_them,
    foreign_arrivals,
    in_the_region,
    nationals_entered,
    people_accounted_for,
    received_cargo,
    spent_by_visitors,
    whose_numbers,
)
from etl.turns.balance_places import balance_place
from etl.turns.bases import balance_turned, dated_again
from etl.turns.behind_colon import partners_behind_colon
from etl.turns.behind_parts import border_trades_part, goods_sold_to, the_same_goods
from etl.turns.beside_balance import (
    all_that_poured,
    balance_as,
    month_behind_bracket,
    months_named,
    worth_in_all,
)
from etl.turns.biggest_of import biggest_of
from etl.turns.both_there import all_went_there, only_there, these_several
from etl.turns.bought_abroad import bought_abroad
from etl.turns.bought_of import bought_of
from etl.turns.brackets import (
    amounts_ahead,
    bracket_behind,
    bracket_behind_rank,
    flow_behind_brackets,
    flow_behind_sums,
    goods_ahead,
    in_brackets_of,
    markets_named,
    named_in_brackets,
    ranked_ahead,
)
from etl.turns.bulletins import (
    against_flow,
    balances_ahead,
    began_with,
    from_others_too,
    got_back,
    in_trade_with,
    included,
    markets_listed,
    months_of_pair,
    one_each,
    part_of_blocs_trade,
    part_then_amount,
    partner_trades,
    partners_listed,
    plus_percent,
    sent_to_several,
    total_of_both,
    went_in_parts,
    years_of_change,
)
from etl.turns.cleared import projects_cleared
from etl.turns.counted import numbered_ahead, numbered_behind, numbered_parts, of_projects
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
from etl.turns.dated_aside import (
    after_last,
    dated_aside,
    dated_pair,
    goods_came,
    imports_in,
    volume_in_money,
)
from etl.turns.drawn_of import drawn_of, partners_capital, trade_of_pair
from etl.turns.each import each_to_one, with_all
from etl.turns.each_in_order import (
    between_dashes,
    bracketed_grew,
    each_in_order,
    flows_grew,
    markets_over,
    whole_and_flows,
)
from etl.turns.equalled import equalled
from etl.turns.exact import beside_plan, exact_in_bracket
from etl.turns.exists import there_was
from etl.turns.firsts import firsts_together, shares_in_order
from etl.turns.followed import brackets_in_order, crowds_followed
from etl.turns.gated import goods_handled
from etl.turns.gates_ranked import among_gates
from etl.turns.gets_part import gets_part
from etl.turns.goods_from import goods_from, led_by, shares_listed
from etl.turns.half_went import half_went
from etl.turns.hosts import hosts_in_order, hosts_listed
from etl.turns.in_and_out import came_in_went_out
from etl.turns.in_bloc import members_of_market
from etl.turns.in_circle import in_circle, one_leading
from etl.turns.in_favour import balance_for, in_favour_of
from etl.turns.invested import (
    added_to,
    capital_used,
    destination_in,
    in_their_projects,
    led_by_share,
    part_of_nation,
    pledged_by,
    shares_of_firms,
    used_there,
    who_invested,
)
from etl.turns.it_then import it_then
from etl.turns.jump_in_flow import jump_in_flow
from etl.turns.markets_held import market_held
from etl.turns.meanwhile import sold_meanwhile
from etl.turns.members import next_member, of_bloc_share, of_members, whole_with
from etl.turns.moved import (
    apposed_goods,
    bound_for,
    brought,
    brought_home,
    came_from,
    earned_from,
    exporters_got,
    goods_arrived,
    goods_in_a_row,
    left_with,
    lifted,
    paid_for,
    part_came,
    put_into,
    shares_went,
    supplied_imports,
    supplied_part,
    supplied_to,
    supplies_to,
    took_from_sales,
    took_part,
    went_and_came,
    worth_between_goods,
)
from etl.turns.nation_ahead import nation_ahead
from etl.turns.nationals import half_the, nationals_counted, part_of_nation_said
from etl.turns.of_a_year import of_a_years
from etl.turns.of_sold_to import of_what_was_sold
from etl.turns.of_then import market_sent, of_that_year, of_whom_were
from etl.turns.of_what_was_bought import of_what_was_bought
from etl.turns.offices import according_to, office_in_town, office_sends, told_by_office
from etl.turns.on_the_way import goods_on_the_way
from etl.turns.other_gate import by_their_gate
from etl.turns.outlays import projects_in_order, spent_to_import
from etl.turns.outward import ran_between, sent_where, set_out_from, shipped_between, went_out
from etl.turns.part_of_amount import part_of_amount
from etl.turns.parts import (
    attracted_from,
    bought_parts,
    goods_there,
    grew_in_order,
    left_of_then,
    part_of_bought,
    project_of,
    turnover_of,
)
from etl.turns.placed_among import along_the_border, among_members, at_its_gates, its_partner, took_the_place
from etl.turns.projects_again import projects_again
from etl.turns.provinces import provinces_together, sharers_together
from etl.turns.purchases import adjective_shares, bought_of_them, purchases_by
from etl.turns.rails import on_the_line, ran_times, trains_to, whose_purchases
from etl.turns.ranked import (
    after_those_to,
    among,
    among_provinces,
    among_theirs,
    biggest_share,
    except_for,
    importer_of,
    market_in_passing,
    named_aside,
    numbered_visitors,
    overtook,
    passed,
    past_apposition,
    place_held,
    place_of,
    rank_on,
    ranked_aside,
    within,
)
from etl.turns.reordered import came_by, of_the_tonnes, on_loads, reordered
from etl.turns.shapes import (
    BALANCES,
    FLOWS,
    FOREIGN,
    LISTED,
    MOVED,
    PAID,
    PROJECTS,
    TOLD,
    TRADES,
    WEIGHED,
    Tokens,
)
from etl.turns.shared_unit import projects_of_each, unit_of_all, unit_of_both
from etl.turns.shares_named import (
    amount_made_up,
    bracket_before_whole,
    led_by_shares,
    led_with,
    markets_behind,
    part_beside_whole,
    part_of_it_in,
    part_of_so_much,
    partner_for,
    rise_behind,
    share_of_whom,
    to_partners,
)
from etl.turns.slices import (
    bracket_of_whole,
    by_whom,
    in_so_many,
    of_deals,
    of_these_first,
    parts_of_goods,
    sliced,
)
from etl.turns.sold import goods_to_one, sold_too, whole_behind_part
from etl.turns.spans import quarters_named, rose_to_years
from etl.turns.taken import (
    did_trade,
    partner_of,
    set_against,
    shipped_there,
    spent_on_each,
    taken_of_trade,
)
from etl.turns.then import told_then
from etl.turns.there import flow_there
from etl.turns.through_gates import gate_first, gates_unnamed, passed_behind, percent_are, turns_of_vehicles
from etl.turns.throughput import cargo_handled, containers_handled, throughput
from etl.turns.to_and_from import and_from_it, to_and_from, up_and_down
from etl.turns.together import gates_trade, opposite_gates, side_by_side, summed_up, this_province
from etl.turns.told_of import (
    all_of_them,
    flows_of_turnover,
    goods_of_trade,
    market_of_balance,
    part_of_then,
    projects_worth,
    sold_back,
    was_then,
)
from etl.turns.tonnage import tonnage
from etl.turns.took_capital import took_capital
from etl.turns.vehicles import both_crossed, daily_crossings, vehicle_parts
from etl.turns.ventures import (
    all_theirs,
    filed_with,
    firms_together,
    held_in_projects,
    hosts_together,
    in_neighbouring,
    into_plant,
    largest_host,
    lent,
    makers_of,
    part_of_outward,
    part_of_theirs,
    plants_in,
    projects_there,
    put_up_to,
    recipient_in,
    sent_abroad,
    since_spent,
)
from etl.turns.was_aside import was_aside
from etl.turns.whose import (
    across_the_border,
    aside_clause,
    behind_whom,
    both_ways,
    bought_ahead,
    bought_by_each,
    capital_seats,
    contracts,
    counted_by,
    data_from_seat,
    examples,
    from_there,
    goods_between,
    goods_of,
    handled_at,
    nearly_all,
    of_own_country,
    on_the_border,
    own_trade,
    owner_ahead,
    part_aside,
    port_of_its_country,
    purchases_of,
    share_of_the_country,
    shares_of_others,
    sold_by,
    spent_on,
    spoken_in,
    the_chinese,
    was_sold,
    whose_part,
    with_market,
)
from etl.turns.with_it import with_it
from etl.turns.worth_of import absorbed_worth
from etl.tworanks import ranks_in_a_row

_DATED = frozenset({"period", "ago"})
_COUNT_PROJECTS = frozenset({"projects", "classifier"})
_AMONG = frozenset({"classifier", "rank"})
_PERSONS_OR_PROJECTS = frozenset({"projects", "classifier", "persons", "vehicles"})
_CAPITAL = frozenset({"fdi", "fdi_registered", "fdi_realised"})
_SOLD = frozenset({"sell", "exports"})
_DEALT = frozenset({"sell", "buy"})
_IT = frozenset({"other", "there", "country", "market"})  # what may point back to a partner
_CARRIED = frozenset({"tonnes", "vehicles", "other"})
_CROSSING = frozenset({"persons", "vehicles", "count"})
_SAID_OF_ALL = frozenset({None, "value", "volume"})  # words that tell no flow
_TRADED = frozenset({*FLOWS, "trade_total"})
_LADEN = frozenset({"persons", "tonnes", "other"})
_RAN = frozenset({"count", "times"})
_RUN = frozenset({"count", "other", "vehicles"})
_SHIPPED = frozenset({"tonnes", "other", "USD", "CNY"})
_WHOSE = frozenset({"arrivals", "sell", "buy", "trade_total"})
_WHOSE_PART = frozenset({"persons", "projects", "projects!"})  # what parts of are said to be of a nation
_INVESTED = _CAPITAL | {"fdi_projects"}
_LISTED_IN = PAID | {None}  # what trade with several partners is told in
_VOLUMES = frozenset({"volume", "exports_volume", "imports_volume"})
_IN_MONEY = PAID | {"percent"}
_PARTED = 5  # fewest tokens of a sentence that tells who accounts for a part of a whole
_TOLD_LAST = 7  # fewest tokens of a sentence that lists goods with their amounts and then says what they are


def turned(
    tokens: Tokens,
    kinds: set[str],
    links: set[object],
    measures: set[object],
    pointing: set[object],
    units: set[str | None],
    counted: bool = False,
    came: Quantity | None = None,
) -> Tokens:
    """The tokens of a sentence with its turns of phrase as the reader knows them; ``kinds`` are what its words may be,
    ``links``, ``measures`` and ``pointing`` (its anaphors) its words of those kinds, ``units`` what its numbers
    count; ``counted``: it tells parts of the projects of the sentence before, ``came``: parts of the
    people or tonnes of that sentence."""
    if "there" in pointing and "change" in kinds:
        tokens = there_was(tokens)
    if "country" in pointing and "role" in kinds:
        tokens = with_it(tokens)
    if "punct" in kinds and "area" in kinds and len(tokens) > 4:
        tokens = nation_ahead(tokens)
    if "attract" in measures and "rank_noun" in kinds and "area" in kinds:
        tokens = partners_capital(tokens)
    if "percent" in units and "punct" in kinds and len(tokens) > 4:
        tokens = exact_in_bracket(tokens)
    if "percent" in units and "status" in kinds and "and" in links:
        tokens = beside_plan(tokens)
    if "area" in kinds and "role" in kinds and "buy" in measures and not measures.isdisjoint(FLOWS):
        tokens = bought_of(tokens)
    if "share" in kinds and "area" in kinds and "percent" in units and "change" in kinds:
        tokens = share_of_whom(tokens)
    if "share" in kinds and "area" in kinds and "percent" in units and not measures.isdisjoint(FLOWS):
        tokens = amount_made_up(tokens)
    if "of_which" in links and "percent" in units and "role" in kinds and "area" in kinds:
        tokens = part_of_it_in(tokens)
    if "percent" in units and "area" in kinds and "role" in kinds and measures <= _SAID_OF_ALL:
        tokens = led_with(tokens)
    if "percent" in units and "extent" in kinds and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = led_by_shares(tokens)
    if "percent" in units and len(units) > 1 and "role" in kinds and not measures.isdisjoint(FLOWS):
        tokens = part_of_so_much(tokens)
    if "share" in kinds and "percent" in units and len(units) > 1 and not measures.isdisjoint(TOLD):
        tokens = bracket_before_whole(part_beside_whole(tokens))
    if "percent" in units and len(units) > 1 and "share" in kinds and "change" in kinds:
        tokens = rise_behind(tokens)
    if "percent" in units and "area" in kinds and "punct" in kinds and not measures.isdisjoint(FLOWS):
        tokens = markets_behind(tokens)
    if "rank_noun" in kinds and "trade_total" in measures and "role" in kinds:
        tokens = to_partners(partner_for(tokens)) if len(measures) > 1 else partner_for(tokens)
    if "area" in kinds and not measures.isdisjoint(TOLD) and len(tokens) > 3:
        tokens = trade_named(tokens)
    if "period" in kinds and "punct" in kinds and not measures.isdisjoint(TOLD) and len(tokens) > 7:
        tokens = dated_aside(tokens)
    if not measures.isdisjoint(_VOLUMES) and units <= _IN_MONEY and not PAID.isdisjoint(units):
        tokens = volume_in_money(tokens) if "commodity" not in kinds and "value" not in measures else tokens
        measures = {t.get("measure") for t in tokens}
    if "period" in kinds and "and" in links and measures.issuperset(FLOWS) and len(tokens) > 6:
        tokens = dated_pair(tokens)
    if "compare" in kinds and "role" in kinds and not PAID.isdisjoint(units) and len(tokens) > 5:
        tokens = after_last(tokens)
    if "arrivals" in measures and "commodity" in kinds and "tonnes" in units and "persons" not in units:
        tokens = goods_came(tokens)
        measures = {t.get("measure") for t in tokens}
    if "role" in kinds and "area" in kinds and "change" in kinds and not measures.isdisjoint(FLOWS):
        tokens = imports_in(tokens)
    if "imports" in measures and "buy" in measures and "adjective" in kinds and "compare" in kinds:
        tokens = spent_on_imports(tokens)
    if not measures.isdisjoint(BALANCES) and "area" in kinds and len(tokens) > 4:
        tokens = in_favour_of(tokens)
    if not measures.isdisjoint(BALANCES) and "role" in kinds and not PAID.isdisjoint(units):
        tokens = balance_for(tokens)
    if "noun" in kinds:
        tokens = according_to(tokens)
    if "noun" in kinds and "role" in kinds and "area" in kinds and "punct" in kinds:
        tokens = office_in_town(tokens)
    if not measures.isdisjoint(BALANCES) and not measures.isdisjoint(FLOWS) and "change" in kinds:
        tokens = balance_as(tokens)
    if "period" in kinds and len(tokens) > 2:
        tokens = months_named(tokens)
    if "period" in kinds and "only" in links and "punct" in kinds and len(units) > 1:
        tokens = month_behind_bracket(tokens)
    if "respectively" in links and "area" in kinds and "and" in links and not measures.isdisjoint(MOVED):
        tokens = each_in_order(tokens)
    if "respectively" in links and "and" in links and "area" in kinds and measures & {*_SOLD, "trade_total"}:
        tokens = sellers_in_order(tokens)
    if "respectively" in links and "and" in links and "area" in kinds and "percent" in units:
        tokens = shares_in_their_order(tokens)
    if "and" in links and "role" in kinds and "punct" in kinds and measures.issuperset(FLOWS):
        tokens = to_and_from(tokens)
    if (
        "and" in links
        and "role" in kinds
        and "area" in kinds
        and measures.issuperset(FLOWS)
        and not pointing.isdisjoint(_IT)
    ):
        tokens = and_from_it(tokens)
    if "and" in links and "digits" in kinds and "change" in kinds and "percent" in units:
        tokens = up_and_down(tokens)
    if "respectively" in links and "and" in links and "period" in kinds:
        tokens = years_in_order(tokens)
    if "respectively" in links and "and" in links and "area" in kinds and not PAID.isdisjoint(units):
        tokens = amounts_in_order(tokens)
    if "noun" in kinds and "hedge" in kinds and "area" in kinds and not PAID.isdisjoint(units):
        tokens = markets_over(tokens)
    if "respectively" in links and "flows" in kinds and "trade_total" in measures:
        tokens = whole_and_flows(tokens)
    if "percent" in units and "punct" in kinds and "change" in kinds and not measures.isdisjoint(TOLD):
        tokens = jump_in_flow(bracketed_grew(tokens))
    if "percent" in units and "role" in kinds and measures.issuperset(FLOWS):
        tokens = flows_grew(tokens)
    if "rank" in units and "role" in kinds and "area" in kinds and "punct" in kinds:
        tokens = between_dashes(tokens)
    if "fdi" in measures and "role" in kinds and "area" in kinds and not PAID.isdisjoint(units):
        tokens = all_that_poured(tokens)
    if "total_value" in measures and "trade_total" not in measures and not measures.isdisjoint(FLOWS):
        tokens = worth_in_all(tokens)
    if "of_which" in links and "area" in kinds and not measures.isdisjoint(TOLD | MOVED):
        tokens = included(tokens)
    if "percent" in units and len(units) > 1 and "role" in kinds and "area" in kinds and "punct" in kinds:
        tokens = part_then_amount(tokens)
    if "rank_noun" in kinds and "area" in kinds and "punct" in kinds and not _LISTED_IN.isdisjoint(units):
        tokens = partners_listed(markets_listed(tokens))
        if "rank" in units and not measures.isdisjoint(MOVED):
            tokens = partner_trades(tokens)
    if "share" in kinds and "percent" in units and len(units) > 1 and not measures.isdisjoint(TOLD):
        tokens = of_bloc_share(whole_with(tokens))
    if "commodity" in kinds and "change" in kinds and "role" in kinds and not measures.isdisjoint(MOVED):
        tokens = goods_sold_to(tokens)
    if "percent" in units and "area" in kinds and "buy" in measures and "trade_total" in measures:
        tokens = taken_of_trade(tokens)
    if "compare" in kinds and "area" in kinds and "role" in kinds and not measures.isdisjoint(MOVED):
        tokens = set_against(tokens)
    if "compare" in kinds and "commodity" in kinds and "buy" in measures:
        tokens = spent_on_each(tokens)
    if measures.issuperset({"buy", "imports", "other"}) and "tonnes" in units and not PAID.isdisjoint(units):
        tokens = spent_to_import(tokens)
    if "imports" in measures and "area" in kinds and not measures.isdisjoint(_SOLD):
        tokens = shipped_there(tokens)
    if "trade_total" in measures and "area" in kinds and "and" in links and not PAID.isdisjoint(units):
        tokens = did_trade(tokens)
    if "rank_noun" in kinds and "trade_total" in measures and "rank" not in units and "role" in kinds:
        tokens = partner_of(tokens)
    if "but" in links and "area" in kinds and "role" in kinds and not measures.isdisjoint(TOLD):
        tokens = next_member(tokens)
    if "number" in kinds and "period" in kinds and "respectively" in links:
        tokens = quarters_named(tokens)
    if "change" in kinds and "period" in kinds and "range" in links:
        tokens = rose_to_years(tokens)
    if "area" in kinds and ("attract" in measures or "fdi_realised" in measures):
        tokens = capital_used(tokens)
    if "area" in kinds:
        tokens = reordered(tokens, kinds, links, measures, units)
    if "commodity" in kinds and "role" in kinds and "area" in kinds and not measures.isdisjoint(MOVED):
        tokens = goods_from(tokens)
    if "percent" in units and len(units) > 1 and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = shares_listed(tokens)
    if "extent" in kinds and "area" in kinds and "punct" in kinds and not measures.isdisjoint(FLOWS):
        tokens = led_by(tokens)
    if None in units and "tonnes" in units:
        tokens = of_the_tonnes(tokens)
    if None in units and "area" in kinds and "USD" not in units:
        tokens = nationals_counted(tokens)
    if "attract" in measures and "area" in kinds and not units.isdisjoint(_CROSSING | _CARRIED):
        tokens = received_cargo(tokens)
    if "arrivals" in measures and "unit" in kinds and "change" in kinds:
        tokens = foreign_arrivals(tokens)
    if "exports" in measures and "digits" in kinds and "adjective" in kinds and "role" in kinds:
        tokens = nationals_entered(tokens)
    if "persons" in units and "role" in kinds and "area" in kinds:
        tokens = in_the_region(tokens)
    if "earn" in measures and "value" in measures and "persons" in units:
        tokens = spent_by_visitors(tokens)
    if "area" in kinds and (came or "persons" in units or "arrivals" in measures):
        tokens = whose_numbers(tokens)
    if "percent" in units and "period" in kinds and len(units) > 1:
        tokens = of_that_year(tokens)
    if "percent" in units and "of_which" in links and "adjective" in kinds:
        tokens = of_whom_were(tokens)
    if "imports" in measures and "role" in kinds and (came or "persons" in units or "arrivals" in measures):
        tokens = arrived_from(tokens)
    if came and "noun" in kinds and "area" in kinds:
        tokens = market_sent(tokens)
    if "digits" in kinds and (came or "persons" in units or "arrivals" in measures):
        tokens = entered_of_them(people_accounted_for(tokens))
    if "digits" in kinds and "extent" in kinds and (came or "persons" in units or "arrivals" in measures):
        tokens = came_by(tokens, came)
    if "change" in kinds and "and" in links:
        tokens = plus(plus_percent(tokens) if "percent" in units else tokens)
    if "adjective" in kinds and ("arrivals" in measures or not units.isdisjoint(_PERSONS_OR_PROJECTS)):
        tokens = of_two_nations(tokens)
    if "other" in units and "punct" in kinds and "area" in kinds:
        tokens = gate_aside(tokens)
    if "other" in units and "noun" in kinds and "change" in kinds:
        tokens = containers_handled(tokens)
    if "other" in units and "volume" in measures and "area" in kinds:
        tokens = throughput(tokens)
    if "tonnes" in units and ("noun" in kinds or "volume" in measures):
        tokens = cargo_handled(tokens)
    if "total_value" in measures and "area" in kinds and "punct" in kinds and len(tokens) > _TOLD_LAST:
        tokens = all_told(tokens)
    if "area" in kinds and "punct" in kinds and len(tokens) > 5 and not measures.isdisjoint(FLOWS):
        tokens = imports_headed(tokens)
    if "role" in kinds and "punct" in kinds and not units.isdisjoint(_CARRIED) and len(units) > 1:
        tokens = passed_behind(tokens)
    if "role" in kinds and not units.isdisjoint(_CROSSING | _CARRIED):
        tokens = gates_unnamed(tokens)
        if "of_which" in links:
            tokens = gate_first(tokens)
    if "unit" in kinds and units.issuperset({"persons", "vehicles"}):
        tokens = turns_of_vehicles(tokens)
    if (
        "percent" in units
        and "noun" in kinds
        and "area" in kinds
        and ("persons" in units or "arrivals" in measures)
    ):
        tokens = percent_are(tokens)
    if "percent" in units and "area" in kinds and len(tokens) > _TOLD_LAST:
        tokens = market_held(held_apart(tokens))
    if "percent" in units and "commodity" in kinds and "area" in kinds and not measures.isdisjoint(MOVED):
        tokens = of_what_was_bought(tokens)
    if "percent" in units and "area" in kinds and ("attract" in measures or "rank_noun" in kinds):
        tokens = gets_part(tokens)
    if "share" in kinds and "area" in kinds and len(tokens) > _PARTED:
        tokens = accounted_for(dominated(tokens) if "percent" in units else tokens)
    if "change" in kinds and "period" in kinds and "tense" in kinds and not PAID.isdisjoint(units):
        tokens = time_added(tokens)
    if "role" in kinds and "area" in kinds and not units.isdisjoint(PAID) and not measures.isdisjoint(FLOWS):
        tokens = part_of_amount(tokens)
    if "percent" in units and "share" not in kinds and "role" in kinds and not measures.isdisjoint(TOLD):
        tokens = sliced(tokens)
    if "percent" in units and "role" in kinds and not measures.isdisjoint(_DEALT):
        tokens = of_deals(tokens)
    if "digits" in kinds and "role" in kinds and "area" in kinds and "projects" in units:
        tokens = in_so_many(tokens)
    if "projects" in units and "digits" in kinds and "role" in kinds and not PAID.isdisjoint(units):
        tokens = projects_again(tokens)
    if "volume" in measures and "change" in kinds and "digits" in kinds:
        tokens = tonnage(tokens)
    if "compare" in kinds and len(units) > 1 and not units.isdisjoint(WEIGHED):
        tokens = on_loads(tokens)
    if "change" in kinds and "period" in kinds and "punct" in kinds and "role" in kinds and len(tokens) > 6:
        tokens = was_aside(tokens)
    if "percent" in units and "share" in kinds and "punct" in kinds and not measures.isdisjoint(_INVESTED):
        tokens = bracket_of_whole(tokens)
    if "of_which" in links and "extent" in kinds and "area" in kinds and not measures.isdisjoint(_INVESTED):
        tokens = by_whom(tokens)
    if "of_which" in links and "share" in kinds and "punct" in kinds and not PAID.isdisjoint(units):
        tokens = of_these_first(tokens)
    if "other" in pointing and "period" in kinds and "buy" in measures and len(tokens) > 3:
        tokens = it_then(tokens)
    if (
        "percent" in units
        and "commodity" in kinds
        and "buy" in measures
        and "and" in links
        and "role" in kinds
    ):
        tokens = parts_of_goods(tokens)
    if "sell" in measures and "area" in kinds and not PAID.isdisjoint(units):
        tokens = of_what_was_sold(tokens)
    if "tense" in kinds and "exports" in measures and "imports" not in measures and "fdi" not in measures:
        tokens = came_in_went_out(tokens)
    if "border_trade" in measures and "projects" in units:
        tokens = projects_cleared(tokens)
    if "attract" in measures and "persons" in units and "area" in kinds:
        tokens = whom_received(tokens)
    if (
        "area" in kinds
        and "percent" in units
        and units <= {"percent", "rank"}
        and not measures.isdisjoint(_INVESTED)
    ):
        tokens = led_in(tokens)
    if units <= {"percent", "rank"} and "percent" in units and not measures.isdisjoint(TOLD | _WHOSE):
        tokens = half_the(tokens)
    if (
        "percent" in units
        and "adjective" in kinds
        and (not units.isdisjoint(_WHOSE_PART) or "arrivals" in measures)
    ):
        tokens = part_of_nation_said(tokens)
    if "respectively" in links and "percent" in units and "punct" in kinds and "role" in kinds:
        tokens = brackets_in_order(tokens)
    if "persons" in units and "digits" in kinds and "but" in links:
        tokens = crowds_followed(tokens)
    if "noun" in kinds and "digits" in kinds and "area" in kinds and not measures.isdisjoint(_INVESTED):
        tokens = in_countries(tokens)
    if "directed" in kinds and "area" in kinds and not measures.isdisjoint(_INVESTED):
        tokens = hosts_abroad(tokens)
    if "attract" in measures and "role" in kinds and "area" in kinds and "projects" in units:
        tokens = had_more_in(tokens)
    if "rank" in units and "rank_noun" in kinds and "area" in kinds and "fdi" in measures:
        tokens = among_investors_there(tokens)
    if "area" in kinds and "punct" in kinds and ("projects" in units or not measures.isdisjoint(_INVESTED)):
        tokens = headed_by_host(tokens)
    if "both" in pointing and "punct" in kinds and "area" in kinds and "fdi" in measures:
        tokens = invested_in_each_other(tokens)
    if (
        "commodity" in kinds
        and "role" in kinds
        and "tonnes" in units
        and measures <= {None, "value", "volume"}
    ):
        tokens = goods_on_the_way(tokens)
    if "punct" in kinds and "area" in kinds and units and not measures.isdisjoint(TRADES):
        tokens = partners_behind_colon(tokens)
    if "respectively" in links and "role" in kinds and "area" in kinds and not measures.isdisjoint(MOVED):
        tokens = all_went_there(tokens)
    if "respectively" in links and "role" in kinds and not pointing.isdisjoint(("country", "market")):
        tokens = these_several(tokens)
    if "percent" in units and "role" in kinds and "area" in kinds and measures.isdisjoint(_INVESTED):
        tokens = half_went(tokens)
    if "only" in links and "role" in kinds and "area" in kinds and not measures.isdisjoint(TOLD):
        tokens = only_there(tokens)
    if "digits" in kinds and not PAID.isdisjoint(units) and measures.issuperset(FLOWS):
        tokens = unit_of_both(tokens)
    if "digits" in kinds and "area" in kinds and not PAID.isdisjoint(units):
        tokens = unit_of_all(tokens)
    if "digits" in kinds and "area" in kinds and "projects" in units:
        tokens = projects_of_each(tokens)
    if "status" in kinds and "period" in kinds and "punct" in kinds and len(tokens) > _TOLD_LAST:
        tokens = aim_aside(tokens)
    if "and" in links and "area" in kinds and "respectively" not in links and len(tokens) > 4 and units:
        tokens = provinces_together(tokens)
    if "and" in links and "area" in kinds and "respectively" not in links and "share" in kinds:
        tokens = sharers_together(tokens)
    if "area" in kinds and not measures.isdisjoint(_INVESTED):
        tokens = hosts_listed(tokens) if "change" in kinds else tokens
        if "respectively" in links:
            tokens = hosts_in_order(tokens)
            if "projects" in units and "punct" in kinds:
                tokens = projects_in_order(tokens)
    if "change" in kinds and "role" in kinds and "area" in kinds and not PAID.isdisjoint(units):
        tokens = added_to(tokens)
    if not PAID.isdisjoint(units):
        tokens = _paid(tokens, kinds, measures)
        if "projects" in units and "noun" in kinds and "role" in kinds:
            tokens = filed_with(held_in_projects(tokens))
        if "of_which" in links and "buy" in measures and "projects" in units:
            tokens = since_spent(tokens)
    if (
        "buy" in measures
        and "area" in kinds
        and not measures.isdisjoint(_CAPITAL)
        and measures.isdisjoint(TOLD)
    ):
        tokens = took_capital(tokens)
    if "projects" in units and "digits" in kinds and "role" in kinds and "area" in kinds:
        tokens = projects_there(tokens)
    if "fdi" in measures and "area" in kinds and "role" in kinds and len(tokens) > 5:
        tokens = one_leading(in_circle(tokens))
    if "fdi" in measures and "area" in kinds and "role" in kinds:
        tokens = largest_host(recipient_in(tokens) if "rank" in units else tokens)
        if "adjective" in kinds and "noun" in kinds and measures.isdisjoint(TRADES):
            tokens = makers_of(tokens)
    if "adjective" in kinds and "and" in links and "respectively" not in links and "noun" in kinds:
        if measures & (_CAPITAL | {"attract", "put"}) and measures.isdisjoint(TRADES):
            tokens = firms_together(tokens)
    if "projects" in units and "of_which" in links and "adjective" in kinds:
        tokens = all_theirs(tokens)
    if "percent" in units and "directed" in kinds and "area" in kinds and "fdi" in measures:
        tokens = part_of_outward(tokens)
    if "percent" in units and "share" in kinds and "area" in kinds and "fdi" in measures:
        tokens = part_of_theirs(tokens)
    if "percent" in units and "and" in links and "area" in kinds and not measures.isdisjoint(_INVESTED):
        tokens = hosts_together(tokens)
    if "rank" in units and "rank_noun" in kinds and not measures.isdisjoint(_CAPITAL):
        tokens = destination_in(tokens)
    if "extent" in kinds and "share" in kinds and "area" in kinds and "percent" in units:
        tokens = led_by_share(tokens)
    if "fdi_realised" in measures and "fdi" in measures and "area" in kinds and "role" in kinds:
        tokens = used_there(tokens)
    if "fdi" in measures and "area" in kinds and not PAID.isdisjoint(units):
        tokens = who_invested(tokens)
    if "adjective" in kinds and "noun" in kinds and "fdi_registered" in measures and units:
        tokens = shares_of_firms(tokens)
    if "adjective" in kinds and "projects" in units and not measures.isdisjoint(_CAPITAL):
        tokens = in_their_projects(tokens)
    if "extent" in kinds and "area" in kinds and not measures.isdisjoint(_CAPITAL):
        tokens = pledged_by(tokens)
    if "role" in kinds and not measures.isdisjoint(TOLD):
        tokens = owner_ahead(tokens)
        if "punct" in kinds:
            tokens = flow_behind_brackets(tokens)
            if len(units) > 1:
                tokens = flow_behind_sums(tokens)
    if "area" in kinds and ("share" in kinds or not measures.isdisjoint(TRADES)):
        tokens = part_behind_whole(tokens)
    if "both" in pointing and "trade_total" in measures and "change" in kinds:
        tokens = own_trade(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds and not measures.isdisjoint(TOLD):
        tokens = counted_by(tokens)
    if "ignore" in kinds and "compare" in kinds and "period" in kinds:
        tokens = on_the_line(tokens)
    if "percent" in units and "role" in kinds and "area" in kinds and not measures.isdisjoint(_DEALT):
        tokens = bought_abroad(tokens)
    if "which" in links and "role" in kinds:
        if "buy" in measures and "exports" in measures:
            tokens = whose_purchases(tokens)
        tokens = passed(tokens)
        if "buy" in measures or "imports" in measures:
            tokens = bought_ahead(tokens)
    if "which" in links and "area" in kinds:
        tokens = sold_by(aside_clause(tokens) if "period" in kinds else tokens)
    if "adjective" in kinds and "of_which" in links and units.isdisjoint(_PERSONS_OR_PROJECTS):
        tokens = whose_part(tokens)
    if "of_which" in links and "percent" in units and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = part_aside(tokens)
    if "rank_noun" in kinds and "of_which" in links:
        tokens = named_aside(tokens)
    if "percent" in units and len(units) > 1 and "area" in kinds and "role" in kinds and "punct" in kinds:
        tokens = equalled(tokens)
    if "share" in kinds and "percent" in units and "adjective" in kinds:
        tokens = adjective_shares(tokens)
    if "buy" in measures and "extent" in kinds and "area" in kinds:
        tokens = purchases_by(tokens)
    if "share" in kinds and "percent" in units and len(units) > 1:
        tokens = whole_ahead(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = handled_at(across_the_border(on_the_border(tokens)))
    if "noun" in kinds and "area" in kinds and "of_which" in links and not measures.isdisjoint(FLOWS):
        tokens = goods_handled(tokens)
    if "area" in kinds and "punct" in kinds and len(tokens) > _TOLD_LAST:
        tokens = ranked_ahead(tokens, came is not None and came.unit == "persons")
        if "rank_noun" in kinds and "rank" in units and len(units) > 1:
            tokens = amounts_ahead(tokens)
        if "rank_noun" in kinds and measures <= _SAID_OF_ALL | {"exports"}:
            tokens = in_brackets_of(tokens)
        if "rank_noun" in kinds:
            tokens = named_in_brackets(tokens)
    if "rank_noun" in kinds and "rank" in units and "area" in kinds and len(units) == 2:
        tokens = biggest_of(tokens)
    if "of_which" in links and "rank_noun" in kinds and "punct" in kinds and "role" in kinds:
        tokens = markets_named(tokens)
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
    if "noun" in kinds and "area" in kinds and "change" in kinds:
        tokens = port_of_its_country(tokens)
    if "buy" in measures and "value" in measures and not PAID.isdisjoint(units):
        tokens = absorbed_worth(tokens)
    if "adjective" in kinds and units:
        tokens = the_chinese(tokens)
    if "there" in pointing and "area" in kinds and "role" in kinds:
        tokens = from_there(tokens)
        if measures.issuperset(FLOWS):
            tokens = flow_there(tokens)
    if "area" in kinds and "role" in kinds and "share" in kinds and not measures.isdisjoint(TOLD):
        tokens = share_of_the_country(tokens)
    if "rank_noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = overtook(tokens)
    if (
        "commodity" in kinds
        and "punct" in kinds
        and not measures.isdisjoint(MOVED)
        and len(tokens) > _TOLD_LAST
    ):
        tokens = apposed_goods(goods_ahead(goods_in_a_row(tokens)))
        if "share" in kinds and len(units) > 1:
            tokens = worth_between_goods(tokens)
        if "role" in kinds and "area" in kinds:
            tokens = bracket_behind(tokens)
    if "role" in kinds and "area" in kinds and measures <= _SAID_OF_ALL:
        tokens = came_from(tokens)
    if "tense" in kinds and "exports" in measures:
        tokens = went_and_came(tokens)
    if "earn" in measures and "role" in kinds and "punct" in kinds:
        tokens = earned_from(tokens)
    if "attract" in measures and "exports" in measures:
        tokens = exporters_got(tokens)
    if "arrivals" in measures and None in units:
        tokens = goods_arrived(tokens)
    if "border_trade" in measures and "percent" in units and "share" in kinds:
        tokens = border_trades_part(tokens)
    if "commodity" in kinds and "share" in kinds and "percent" in units:
        tokens = the_same_goods(tokens)
    if "area" in kinds and "and" in links and not measures.isdisjoint(_TRADED):
        if "respectively" in links:
            tokens = each_to_one(tokens)
        elif "role" in kinds and units:
            tokens = with_all(tokens)
    elif "area" in kinds and "and" in links and "fdi" in measures and "role" in kinds:
        tokens = with_all(tokens)
    if "percent" in units and len(units) > 1 and "period" in kinds and "role" in kinds and "change" in kinds:
        tokens = of_a_years(tokens)
    if "exports" in measures and "noun" in kinds and "area" in kinds:
        tokens = sent_where(tokens)
    if "arrivals" in measures and "imports" in measures and "tonnes" in units:
        tokens = went_out(tokens)
    if "role" in kinds and "area" in kinds and measures <= _SAID_OF_ALL and not units.isdisjoint(_SHIPPED):
        tokens = shipped_between(tokens)
    if "arrivals" in measures and "area" in kinds and not units.isdisjoint(_RUN) and "persons" not in units:
        tokens = set_out_from(ran_between(tokens))
    if "role" in kinds and "rank" in units and "area" in kinds:
        tokens = took_the_place(among_members(tokens))
    if "region" in pointing and "rank" in units and "trade_total" in measures and "area" in kinds:
        tokens = its_partner(tokens)
    if "arrivals" in measures and "noun" in kinds and "area" in kinds:
        tokens = at_its_gates(tokens)
    if "noun" in kinds and "area" in kinds and "pair" in kinds:
        tokens = along_the_border(tokens)
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
    if "share" in kinds and "role" in kinds and "area" in kinds and "percent" in units:
        tokens = shares_of_others(tokens)
    if "seat" in kinds:
        tokens = capital_seats(data_from_seat(tokens) if "noun" in kinds else tokens)
    if "area" in kinds and "punct" in kinds and len(tokens) > 3:
        tokens = opposite_gates(tokens)
    if "times" in units and len(units) > 1 and "role" in kinds:
        tokens = times_anothers(tokens)
    if "percent" in units and "role" in kinds and "area" in kinds and len(tokens) > 4:
        tokens = part_came(tokens)
    if "region" in pointing and "attract" in measures and "area" in kinds:
        tokens = this_province(tokens)
    if "percentage_points" in units and "compare" in kinds and len(units) > 1:
        tokens = grew_beside(tokens)
    if "respectively" in links and "rank_noun" in kinds and not measures.isdisjoint({"buy", "imports"}):
        tokens = bought_by_each(tokens)
    if "block" in kinds and measures & {"value", "fdi_registered"} and "fdi_registered" in measures:
        tokens = contracts(tokens)
    if (
        "role" in kinds
        and "area" in kinds
        and len(units) > 1
        and any(t.get("role") == "behind" for t in tokens)
    ):
        tokens = behind_whom(tokens)
    if "block" in kinds and "commodity" in kinds and not measures.isdisjoint(FLOWS):
        tokens = output_sold(tokens)
    if "trade_total" in measures and "area" in kinds and len(tokens) > 2:
        tokens = gates_trade(side_by_side(tokens)) if "directed" in kinds else side_by_side(tokens)
    if "percent" in units and "and" in links and "role" in kinds and not measures.isdisjoint(FLOWS):
        tokens = part_from_several(tokens)
    if "noun" in kinds and "percent" in units and "share" in kinds and not measures.isdisjoint(FLOWS):
        tokens = firms_share(tokens)
    if "sum" in links and "percent" in units:
        tokens = summed_part(tokens)
    if "sum" in links and "area" in kinds:
        tokens = summed_up(firsts_together(tokens))
    if "share" in kinds and "area" in kinds and "and" in links and "percent" in units:
        if "respectively" not in links:
            tokens = shares_in_order(tokens)
    if "arrivals" in measures and "role" in kinds and "area" in kinds and units.isdisjoint(_LADEN):
        if "digits" in kinds or not units.isdisjoint(_RAN):
            tokens = trains_to(tokens)
    if "times" in units and not measures.isdisjoint({"arrivals", "exports"}) and "area" in kinds:
        tokens = ran_times(tokens)
    if units.issuperset({"persons", "vehicles"}) and "and" in links and "area" in kinds:
        tokens = both_crossed(tokens)
    if "rate" in kinds and not units.isdisjoint(_CROSSING):
        tokens = daily_crossings(tokens)
    if "vehicles" in units and "digits" in kinds:
        tokens = vehicle_parts(tokens)
    if not units.isdisjoint(_CROSSING):
        tokens = counted_parts(gate_aside(tokens) if "noun" in kinds and "punct" in kinds else tokens)
    if "of_which" in links and "area" in kinds and ("digits" in kinds or None in units):
        tokens = of_these_people(tokens)
    if "persons" in units and "punct" in kinds and "area" in kinds:
        tokens = people_listed(tokens)
    if "persons" in units and "percent" in units and "area" in kinds:
        tokens = share_who_came(tokens)
    if "total" in links and "role" in kinds and not measures.isdisjoint(FLOWS):
        tokens = total_of_both(tokens)
    if "and" in links and "period" in kinds and not measures.isdisjoint(TOLD):
        tokens = months_of_pair(tokens)
    if "compare" in kinds and measures.issuperset(FLOWS):
        tokens = against_flow(tokens)
    if "percent" in units and "exports" in measures and "role" in kinds and "punct" in kinds:
        tokens = from_others_too(tokens)
    if "percent" in units and "punct" in kinds and "role" in kinds and not measures.isdisjoint(MOVED):
        tokens = went_in_parts(tokens)
    if "share" in kinds and "percent" in units and "trade_total" in measures and "role" in kinds:
        tokens = part_of_blocs_trade(tokens)
    if "range" in links and "period" in kinds and "change" in kinds:
        tokens = years_of_change(began_with(tokens))
    if "and" in links and "area" in kinds and not measures.isdisjoint(MOVED):
        tokens = sent_to_several(got_back(tokens) if "attract" in measures else tokens)
    if "trade_total" in measures and "area" in kinds and len(measures) > 1:
        tokens = in_trade_with(tokens)
    if "role" in kinds and "area" in kinds and not measures.isdisjoint(BALANCES):
        tokens = balances_ahead(tokens)
    if "threshold" in kinds and "and" in links and "area" in kinds:
        tokens = one_each(tokens)
    if "adjective" in kinds and "punct" in kinds and not measures.isdisjoint(TOLD | BALANCES):
        tokens = told_by_office(tokens)
    if "authority" in kinds and "noun" in kinds and "role" in kinds and "exports" in measures:
        tokens = office_sends(tokens)
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
    if "of_which" in links and ("volume" in measures or "value" in measures):
        tokens = of_this_volume(tokens)
    if "times" in units and "period" in kinds and ("figure" in pointing or "which" in links):
        tokens = times_that_of(tokens)
    if "compare" in kinds and "role" in kinds and "change" in kinds and not kinds.isdisjoint(_DATED):
        tokens = told_then(tokens)
    if "change" in kinds and "period" in kinds and "role" in kinds:
        tokens = of_a_time(tokens)
        if "compare" in kinds and "and" in links:
            tokens = those_of_months(tokens)
    if "percent" in units and "period" in kinds and "punct" in kinds and len(measures) > 1:
        tokens = dated_again(tokens)
    if "change" in kinds and "role" in kinds and "area" in kinds and not measures.isdisjoint(TOLD):
        tokens = of_members(tokens)
    if "of_which" in links and "role" in kinds and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = members_of_market(tokens)
    if measures.issuperset(BALANCES) and "area" in kinds:
        tokens = balance_turned(tokens)
    if "when" in links:
        tokens = when(tokens)
    if "percent" in units and "compare" in kinds and "change" in kinds:
        tokens = left_of_then(tokens)
    if "unit" in kinds and "role" in kinds and "area" in kinds and not units.isdisjoint(FOREIGN):
        tokens = project_of(tokens)
    if "projects" in units and "role" in kinds and measures.isdisjoint(_CAPITAL):
        tokens = projects_worth(tokens)
    if "share" in kinds and "compare" in kinds and "percent" in units:
        tokens = part_of_then(tokens)
    if "role" in kinds and "area" in kinds and len(tokens) > 7 and not measures.isdisjoint(_SOLD):
        tokens = sold_back(tokens)
    if "role" in kinds and "area" in kinds and "punct" in kinds and not measures.isdisjoint(FLOWS):
        tokens = all_of_them(tokens)
    if "compare" in kinds and "period" in kinds and "punct" in kinds and "change" in kinds:
        tokens = was_then(tokens)
    if "attract" in measures and "projects" in units and "area" in kinds:
        tokens = attracted_from(tokens)
    if "noun" in kinds and "role" in kinds and "change" in kinds and measures <= _SAID_OF_ALL:
        tokens = goods_there(tokens)
    if "rank" in units and "area" in kinds and not measures.isdisjoint(BALANCES):
        tokens = balance_place(market_of_balance(tokens))
    if "turnover" in kinds and {"value", "exports", "imports"} <= measures and "trade_total" not in measures:
        tokens = flows_of_turnover(tokens)
    if "commodity" in kinds and "role" in kinds and "percent" in units and len(tokens) > 6:
        tokens = goods_of_trade(tokens)
    if "share" in kinds and "turnover" in kinds and "percent" in units:
        tokens = turnover_of(tokens)
    if "percent" in units and {"value", "volume"} <= measures and "change" in kinds:
        tokens = grew_in_order(tokens)
    if "percent" in units and "commodity" in kinds and "buy" in measures and "share" in kinds:
        tokens = part_of_bought(tokens)
    if "percent" in units and "commodity" in kinds and "role" in kinds and not measures.isdisjoint(MOVED):
        tokens = bought_parts(tokens)
    if "percent" in units and "commodity" in kinds and not measures.isdisjoint(MOVED):
        tokens = shares_of_goods(tokens)
    if "percent" in units and "extent" in kinds and "change" in kinds and "period" in kinds:
        tokens = beyond_last_year(tokens)
    if "percent" in units and "digits" in kinds and "change" in kinds:
        tokens = up_too(percent_too(tokens))
    if "percent" in units and len(units) > 1 and len(tokens) > 6:
        tokens = part_where(tokens)
        if "compare" in kinds:
            tokens = or_percent(tokens)
    if "compare" in kinds and "change" in kinds and "period" in kinds:
        tokens = [t for k, t in enumerate(tokens) if not by_which(tokens, k)]
    if "earn" in measures:
        tokens = [brought_home(tokens, k) if t.get("measure") == "earn" else t for k, t in enumerate(tokens)]
    if "compare" in kinds and ("rank" in units or "area" in kinds):
        tokens = rank_on(tokens)
    if "supply" in measures and "percent" in units and "commodity" in kinds:
        tokens = supplied_part(tokens)
    if "percent" in units and "area" in kinds and "change" in kinds:
        tokens = part_was(tokens)
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
    if "of_which" in links and "role" in kinds and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = by_their_gate(tokens)
    if "of_which" in links and "buy" in measures and "percent" in units:
        tokens = bought_of_them(tokens)
    if "period" in pointing and "exports" in measures and "directed" in kinds and "change" in kinds:
        tokens = sold_meanwhile(tokens)
    if "tense" in kinds and "fdi" in measures and "area" in kinds and not units.isdisjoint(_COUNT_PROJECTS):
        tokens = approved_by(tokens)
    if "attract" in measures and "share" in kinds and "area" in kinds and "percent" in units:
        tokens = drawn_of(tokens)
    if "pair" in kinds and "value" in measures and not measures.isdisjoint(_INVESTED):
        tokens = trade_of_pair(tokens)
    if "share" in kinds and "noun" in kinds and "area" in kinds and not measures.isdisjoint(FLOWS):
        tokens = tokens if not measures.isdisjoint(_INVESTED) else nations_firms_share(tokens)
    if "role" in kinds and "area" in kinds and "rank" in units:
        tokens = except_for(tokens)
    if "share" in kinds and "percent" in units and "punct" in kinds:
        tokens = biggest_share(tokens)
    if "rank" in units and "noun" in kinds and "home" in pointing:
        tokens = among_gates(tokens)
    if "rank" in units and "role" in kinds and "area" in kinds:
        tokens = after_those_to(among_provinces(place_held(tokens)))
    if "role" in kinds and "area" in kinds and not measures.isdisjoint(_SOLD):
        tokens = sold_too(tokens)
    if "role" in kinds and "area" in kinds and "commodity" in kinds and not measures.isdisjoint(MOVED):
        tokens = goods_to_one(tokens)
    if "percent" in units and "area" in kinds and not measures.isdisjoint(MOVED):
        tokens = whole_behind_part(tokens)
    if "rank" in units and "rank_noun" in kinds:
        tokens = importer_of(ranks_in_a_row(tokens))
        if "area" in kinds:
            tokens = among_theirs(tokens)
    if "rank" in units and not measures.isdisjoint(TRADES):
        if "rank_noun" in kinds and "exports" in measures and "role" in kinds and "punct" in kinds:
            tokens = market_in_passing(tokens)
        tokens = past_apposition(ranked_aside(tokens))
    if "imports" in measures and "percent" in units and len(measures) > 1:
        tokens = took_part(tokens)
    if "role" in kinds and "trade_total" in measures and not measures.isdisjoint(FLOWS) and "punct" in kinds:
        tokens = part_from(tokens)
    if "buy" in measures:
        tokens = paid_for(goods_of(purchases_of(lifted(took_from_sales(tokens)))))
        if "adjective" in kinds and "compare" in kinds:
            tokens = spent_on(tokens)
    elif "imports" in measures and "area" in kinds and "role" in kinds:
        tokens = goods_of(tokens)
    if len(units) > 1 and not MOVED.isdisjoint(measures) and not units.isdisjoint(WEIGHED):
        tokens = worth_between(tokens)
    if "share" in kinds and "role" in kinds and len(units - {"percent", "rank"}) > 0 and "area" in kinds:
        tokens = of_own_country(tokens)
    if "supply" in measures and "imports" in measures:
        tokens = supplied_imports(tokens)
    if "percent" in units and len(units) > 1 and "punct" in kinds and not measures.isdisjoint(FLOWS):
        tokens = flow_behind_bracket(tokens)
    if "percent" in units and len(units) > 1 and "change" in kinds and not measures.isdisjoint(FLOWS):
        tokens = flow_behind_moved(tokens)
    if "supply" in measures and "role" in kinds:
        tokens = supplied_to(supplies_to(tokens))
    if "sell" in measures and "area" in kinds and "change" in kinds:
        tokens = was_sold(tokens)
    if "bring" in measures:
        tokens = brought(tokens)
    if "put" in measures:
        tokens = put_into(tokens)
    if "attract" in measures and "percent" in units:
        tokens = of_what_came(tokens)
    if "persons" in units:
        tokens = of_those_who_came(tokens)
    listed = not LISTED.isdisjoint(units) or None in units and "punct" in kinds and "area" in kinds
    if (came or listed) and ("digits" in kinds or None in units):
        tokens = as_heavy(tokens, came)
    if measures.issuperset(FLOWS) or "compare" in kinds and measures.issuperset(DEALS):
        tokens = (
            balances(both_ways(tokens)) if "percent" not in units or len(units) > 1 else both_ways(tokens)
        )
    if "unit" in kinds and "digits" in kinds and "role" in kinds:
        tokens = numbered_behind(tokens)
    if "fdi_projects" in measures or "figure" in pointing:
        tokens = numbered_ahead(tokens)
        units = {*units, "projects"}
    named = "unit" in kinds and not PROJECTS.isdisjoint([t.get("unit") for t in tokens])
    named = named and any(of_projects(tokens, k) for k in range(len(tokens)))
    if counted or named or not units.isdisjoint(_COUNT_PROJECTS):
        return part_of_nation(numbered_parts(tokens, counted))
    return tokens


def _paid(tokens: Tokens, kinds: set[str], measures: set[object]) -> Tokens:
    """Sentences with amounts of money that firms or lenders pay."""
    if "sell" in measures and "directed" in kinds and "noun" in kinds:
        tokens = sent_abroad(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = in_neighbouring(tokens)
    if "share" in kinds and "role" in kinds:
        tokens = put_up_to(tokens)
    if "ignore" in kinds and "area" in kinds and "role" in kinds:
        tokens = into_plant(plants_in(tokens))
    if "block" in kinds and "fdi_realised" in measures:
        tokens = lent(tokens)
    return tokens
