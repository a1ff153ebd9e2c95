"""The turns of phrase in their order, each with what a sentence has where it is looked for: what one of them puts otherwise
is what those behind it find."""

from __future__ import annotations

from etl.compared import DEALS, balances
from etl.goodslists import shares_of_goods
from etl.turns import (
    abroad,
    accounted,
    added,
    adjunct,
    aims_aside,
    all_told,
    amounts,
    amounts_in_order,
    approved,
    arrived,
    balance_places,
    bases,
    bases_in_order,
    behind_colon,
    behind_parts,
    beside_balance,
    biggest_of,
    both_there,
    bought_abroad,
    bought_of,
    brackets,
    bulletins,
    cleared,
    counted,
    crossings,
    dated_aside,
    difference,
    drawn_of,
    each,
    each_in_order,
    equalled,
    exact,
    exists,
    firsts,
    followed,
    gated,
    gates_ranked,
    gets_part,
    goods_from,
    half_went,
    hosts,
    in_and_out,
    in_bloc,
    in_circle,
    in_favour,
    invested,
    jump_in_flow,
    market_parts,
    markets_held,
    meanwhile,
    members,
    months_listed,
    moved,
    nation_ahead,
    nationals,
    of_a_year,
    of_sold_to,
    of_then,
    of_what_was_bought,
    offices,
    on_the_way,
    other_gate,
    other_side,
    outlays,
    outward,
    part_of_amount,
    parts,
    placed_among,
    projects_again,
    provinces,
    purchases,
    rails,
    ranked,
    reordered,
    shared_unit,
    shares_named,
    slices,
    sold,
    spans,
    taken,
    then,
    there,
    through_gates,
    throughput,
    to_and_from,
    together,
    told_ahead,
    told_of,
    tonnage,
    took_capital,
    vehicles,
    ventures,
    was_aside,
    whose,
    with_it,
    worth_of,
)
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
from etl.turns.turn import Sentence, Table, any_of, turn
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
_PASSING_GATES = _CROSSING | {"tonnes"}
_BARE = (None,)  # what a number that says no unit counts


def _came_by(tokens: Tokens, said: Sentence) -> Tokens:
    return reordered.came_by(tokens, said.came)


def _people_come(tokens: Tokens, said: Sentence) -> bool:
    return said.came is not None or "persons" in said.units or "arrivals" in said.measures


def _parts_told(tokens: Tokens, said: Sentence) -> bool:
    return said.came is not None


def _ranked_ahead(tokens: Tokens, said: Sentence) -> Tokens:
    return brackets.ranked_ahead(tokens, said.came is not None and said.came.unit == "persons")


def _one_unit(tokens: Tokens, said: Sentence) -> bool:
    return len(said.units) == 1


def _two_units(tokens: Tokens, said: Sentence) -> bool:
    return len(said.units) == 2


def _counts_more(tokens: Tokens, said: Sentence) -> bool:
    """Whether more than shares and ranks are told."""
    return bool(said.units - {"percent", "rank"})


def _one_behind(tokens: Tokens, said: Sentence) -> bool:
    return any(t.get("role") == "behind" for t in tokens)


def _as_heavy(tokens: Tokens, said: Sentence) -> Tokens:
    return amounts.as_heavy(tokens, said.came)


def _weighs(tokens: Tokens, said: Sentence) -> bool:
    """Whether tonnes or people are told of, in this sentence or the one before, or bare numbers of places."""
    listed = not LISTED.isdisjoint(said.units) or None in said.units and {"punct", "area"} <= said.kinds
    return bool(said.came) or listed


def _flows_beside(tokens: Tokens, said: Sentence) -> bool:
    """Whether exports and imports are told, or what is bought and sold is compared."""
    return said.measures.issuperset(FLOWS) or "compare" in said.kinds and said.measures.issuperset(DEALS)


def _balances_beside(tokens: Tokens, said: Sentence) -> bool:
    return _flows_beside(tokens, said) and ("percent" not in said.units or len(said.units) > 1)


def _parts_of_projects(tokens: Tokens, said: Sentence) -> Tokens:
    return invested.part_of_nation(counted.numbered_parts(tokens, said.counted))


def _tells_projects(tokens: Tokens, said: Sentence) -> bool:
    """Whether projects are counted, in this sentence or the one before."""
    if said.counted or "fdi_projects" in said.measures or "figure" in said.pointing:
        return True
    if not said.units.isdisjoint(_COUNT_PROJECTS):
        return True
    named = "unit" in said.kinds and not PROJECTS.isdisjoint([t.get("unit") for t in tokens])
    return named and any(counted.of_projects(tokens, k) for k in range(len(tokens)))


TABLE = Table(
    (
        turn(exists.there_was, kinds="change", pointing="there"),
        turn(with_it.with_it, kinds="role", pointing="country"),
        turn(nation_ahead.nation_ahead, kinds="punct area", longer=4),
        turn(drawn_of.partners_capital, kinds="rank_noun area", measures="attract"),
        turn(exact.exact_in_bracket, kinds="punct", units="percent", longer=4),
        turn(exact.beside_plan, kinds="status", links="and", units="percent"),
        turn(bought_of.bought_of, kinds="area role", measures="buy", measures_of=FLOWS),
        turn(market_parts.parts_at_market, kinds="share area role", units="percent"),
        turn(market_parts.markets_listed, kinds="punct", units="percent", measures_of=MOVED),
        turn(
            market_parts.with_ahead,
            market_parts.whole_amount,
            kinds="share area",
            units="percent",
            units_of=PAID | {"tonnes"},
        ),
        turn(market_parts.of_visitors, kinds="role area share", units="percent"),
        turn(market_parts.market_buys, measures_of={"imports", "buy"}, pointing="market"),
        turn(market_parts.markets_named, kinds="role area", measures_of=_SOLD),
        turn(market_parts.consumed, kinds="area rank_noun", measures="sell"),
        turn(
            market_parts.part_of_purchases,
            kinds="share role area",
            units="percent",
            measures_of={"imports", "buy"},
        ),
        turn(market_parts.part_whose, kinds="area", units="percent", measures_of={"imports", "buy"}),
        turn(shares_named.share_of_whom, kinds="share area change", units="percent"),
        turn(shares_named.amount_made_up, kinds="share area", units="percent", measures_of=FLOWS),
        turn(shares_named.part_of_it_in, kinds="role area", links="of_which", units="percent"),
        turn(shares_named.led_with, kinds="area role", units="percent", only_measures=_SAID_OF_ALL),
        turn(shares_named.led_by_shares, kinds="extent area", units="percent", measures_of=FLOWS),
        turn(shares_named.part_of_so_much, kinds="role", units="percent", measures_of=FLOWS, units_over=1),
        turn(
            shares_named.part_beside_whole,
            shares_named.bracket_before_whole,
            kinds="share",
            units="percent",
            measures_of=TOLD,
            units_over=1,
        ),
        turn(shares_named.rise_behind, kinds="share change", units="percent", units_over=1),
        turn(shares_named.markets_behind, kinds="area punct", units="percent", measures_of=FLOWS),
        turn(shares_named.partner_for, kinds="rank_noun role", measures="trade_total"),
        turn(shares_named.to_partners, kinds="rank_noun role", measures="trade_total", measures_over=1),
        turn(adjunct.trade_named, kinds="area", measures_of=TOLD, longer=3),
        turn(dated_aside.dated_aside, kinds="period punct", measures_of=TOLD, longer=7),
        turn(
            dated_aside.volume_in_money,
            units_of=PAID,
            measures_of=_VOLUMES,
            without=any_of(kinds="commodity", measures="value"),
            only_units=_IN_MONEY,
            again=True,
        ),
        turn(dated_aside.dated_pair, kinds="period", links="and", measures=FLOWS, longer=6),
        turn(dated_aside.after_last, kinds="compare role", units_of=PAID, longer=5),
        turn(
            dated_aside.goods_came,
            kinds="commodity",
            measures="arrivals",
            units="tonnes",
            without=any_of(units="persons"),
            again=True,
        ),
        turn(dated_aside.imports_in, kinds="role area change", measures_of=FLOWS),
        turn(adjunct.spent_on_imports, kinds="adjective compare", measures="imports buy"),
        turn(in_favour.in_favour_of, kinds="area", measures_of=BALANCES, longer=4),
        turn(in_favour.balance_for, kinds="role", units_of=PAID, measures_of=BALANCES),
        turn(offices.according_to, kinds="noun"),
        turn(offices.office_in_town, kinds="noun role area punct"),
        turn(other_side.where_it_trades, kinds="area change", measures_of={*FLOWS, *BALANCES, *_INVESTED}),
        turn(other_side.partner_deals, kinds="rank_noun area change", measures_of=_DEALT),
        turn(other_side.border_of_two, kinds="noun area punct", units_of=PAID),
        turn(vehicles.worth_beside, kinds="area punct", units_of=PAID, only_measures=()),
        turn(other_side.balance_leans, kinds="pair area", measures_of=BALANCES),
        turn(told_ahead.growth_ahead, kinds="change punct", longer=5),
        turn(told_ahead.reached_ahead, kinds="change punct", units_of=PAID | {"tonnes"}),
        turn(told_ahead.flow_ahead, kinds="area punct", units="rank", measures_of=FLOWS),
        turn(told_ahead.flow_behind, kinds="area share", units="rank", measures_of=FLOWS),
        turn(outlays.spent_on_amount, kinds="area", measures="buy", units_of=PAID),
        turn(outlays.goods_poured, kinds="area role", measures="fdi", again=True),
        turn(outlays.spent_to_invest, measures="buy fdi", units_of=PAID, again=True),
        turn(
            difference.difference,
            difference.sides_behind,
            difference.flows_in_trade,
            units_of=PAID,
            measures_of=(_SOLD, {"buy", "imports"}),
        ),
        turn(beside_balance.balance_as, kinds="change", measures_of=(BALANCES, FLOWS)),
        turn(beside_balance.months_named, kinds="period", longer=2),
        turn(months_listed.months_listed, kinds="period digits", longer=5),
        turn(beside_balance.month_behind_bracket, kinds="period punct", links="only", units_over=1),
        turn(bases_in_order.bases_in_order, kinds="role area", links="and", units_of=PAID, longer=10),
        turn(each_in_order.each_in_order, kinds="area", links="respectively and", measures_of=MOVED),
        turn(
            amounts_in_order.sellers_in_order,
            kinds="area",
            links="respectively and",
            measures_of={*_SOLD, "trade_total"},
        ),
        turn(amounts_in_order.shares_in_their_order, kinds="area", links="respectively and", units="percent"),
        turn(to_and_from.to_and_from, kinds="role punct", links="and", measures=FLOWS),
        turn(
            to_and_from.and_from_it,
            kinds="role area",
            links="and",
            measures=FLOWS,
            either=any_of(pointing=_IT),
        ),
        turn(to_and_from.up_and_down, kinds="digits change", links="and", units="percent"),
        turn(amounts_in_order.years_in_order, kinds="period", links="respectively and"),
        turn(amounts_in_order.amounts_in_order, kinds="area", links="respectively and", units_of=PAID),
        turn(each_in_order.markets_over, kinds="noun hedge area", units_of=PAID),
        turn(each_in_order.whole_and_flows, kinds="flows", links="respectively", measures="trade_total"),
        turn(
            each_in_order.bracketed_grew,
            jump_in_flow.jump_in_flow,
            kinds="punct change",
            units="percent",
            measures_of=TOLD,
        ),
        turn(each_in_order.flows_grew, kinds="role", measures=FLOWS, units="percent"),
        turn(each_in_order.between_dashes, kinds="role area punct", units="rank"),
        turn(beside_balance.all_that_poured, kinds="role area", measures="fdi", units_of=PAID),
        turn(
            beside_balance.worth_in_all,
            measures="total_value",
            measures_of=FLOWS,
            without=any_of(measures="trade_total"),
        ),
        turn(bulletins.included, kinds="area", links="of_which", measures_of=TOLD | MOVED),
        turn(bulletins.part_then_amount, kinds="role area punct", units="percent", units_over=1),
        turn(
            bulletins.markets_listed,
            bulletins.partners_listed,
            kinds="rank_noun area punct",
            units_of=_LISTED_IN,
        ),
        turn(
            bulletins.partner_trades,
            kinds="rank_noun area punct",
            units="rank",
            units_of=_LISTED_IN,
            measures_of=MOVED,
        ),
        turn(
            members.whole_with,
            members.of_bloc_share,
            kinds="share",
            units="percent",
            measures_of=TOLD,
            units_over=1,
        ),
        turn(behind_parts.goods_sold_to, kinds="commodity change role", measures_of=MOVED),
        turn(taken.taken_of_trade, kinds="area", measures="buy trade_total", units="percent"),
        turn(taken.set_against, kinds="compare area role", measures_of=MOVED),
        turn(taken.spent_on_each, kinds="compare commodity", measures="buy"),
        turn(outlays.spent_to_import, measures="buy imports other", units="tonnes", units_of=PAID),
        turn(taken.shipped_there, kinds="area", measures="imports", measures_of=_SOLD),
        turn(taken.did_trade, kinds="area", links="and", measures="trade_total", units_of=PAID),
        turn(taken.partner_of, kinds="rank_noun role", measures="trade_total", without=any_of(units="rank")),
        turn(members.next_member, kinds="area role", links="but", measures_of=TOLD),
        turn(spans.quarters_named, kinds="number period", links="respectively"),
        turn(spans.rose_to_years, kinds="change period", links="range"),
        turn(invested.capital_used, kinds="area", either=any_of(measures="attract fdi_realised")),
        turn(reordered.part_in_passing, kinds="area digits", links="of_which", units_of=_CROSSING),
        turn(
            reordered.flows_fronted,
            kinds="area",
            measures=(
                "trade_total",
                *FLOWS,
            ),
        ),
        turn(reordered.trade_of_two, kinds="area", links="and", measures="trade_total"),
        turn(reordered.sold_past_bracket, kinds="area punct", units="percent", measures_of=_DEALT),
        turn(reordered.among_provinces, kinds="area", measures_of=_CAPITAL),
        turn(
            reordered.hauled_from,
            kinds="area",
            measures="arrivals",
            without=any_of(measures=FLOWS),
            only_units="tonnes other percent",
        ),
        turn(reordered.above_that_of, kinds="area compare", links="which", units_of=PAID),
        turn(reordered.gate_took, kinds="area", measures="buy", units_of=_PASSING_GATES),
        turn(reordered.gate_ahead, kinds="area", units="vehicles tonnes"),
        turn(goods_from.goods_from, kinds="commodity role area", measures_of=MOVED),
        turn(goods_from.shares_listed, kinds="area", units="percent", measures_of=FLOWS, units_over=1),
        turn(goods_from.led_by, kinds="extent area punct", measures_of=FLOWS),
        turn(
            reordered.of_the_tonnes,
            units=(
                None,
                "tonnes",
            ),
        ),
        turn(nationals.nationals_counted, kinds="area", units=(None,), without=any_of(units="USD")),
        turn(arrived.received_cargo, kinds="area", measures="attract"),
        turn(arrived.have_come, units="persons", only_measures=()),
        turn(arrived.foreign_arrivals, kinds="unit change", measures="arrivals"),
        turn(arrived.nationals_entered, kinds="digits adjective role", measures="exports"),
        turn(arrived.in_the_region, kinds="role area", units="persons"),
        turn(arrived.spent_by_visitors, measures="earn value", units="persons"),
        turn(arrived.whose_numbers, kinds="area", when=_people_come),
        turn(of_then.of_that_year, kinds="period", units="percent", units_over=1),
        turn(of_then.of_whom_were, kinds="adjective", links="of_which", units="percent"),
        turn(arrived.arrived_from, kinds="role", measures="imports", when=_people_come),
        turn(of_then.market_sent, kinds="noun area", when=_parts_told),
        turn(arrived.people_accounted_for, arrived.entered_of_them, kinds="digits", when=_people_come),
        turn(_came_by, kinds="digits extent", when=_people_come, told=True),
        turn(bulletins.plus_percent, kinds="change", links="and", units="percent"),
        turn(accounted.plus, kinds="change", links="and"),
        turn(
            accounted.of_two_nations,
            kinds="adjective",
            either=any_of(measures="arrivals", units=_PERSONS_OR_PROJECTS),
        ),
        turn(crossings.gate_aside, kinds="punct area", units="other"),
        turn(throughput.containers_handled, kinds="noun change", units="other"),
        turn(throughput.throughput, kinds="area", measures="volume", units="other"),
        turn(throughput.cargo_handled, units="tonnes", either=any_of(kinds="noun", measures="volume")),
        turn(all_told.all_told, kinds="area punct", measures="total_value", longer=_TOLD_LAST),
        turn(all_told.imports_headed, kinds="area punct", measures_of=FLOWS, longer=5),
        turn(through_gates.passed_behind, kinds="role punct", units_of=_CARRIED, units_over=1),
        turn(through_gates.gates_unnamed, kinds="role", units_of=_CROSSING | _CARRIED),
        turn(through_gates.gate_first, kinds="role", links="of_which", units_of=_CROSSING | _CARRIED),
        turn(through_gates.turns_of_vehicles, kinds="unit", units="persons vehicles"),
        turn(
            through_gates.percent_are,
            kinds="noun area",
            units="percent",
            either=any_of(units="persons", measures="arrivals"),
        ),
        turn(
            accounted.held_apart, markets_held.market_held, kinds="area", units="percent", longer=_TOLD_LAST
        ),
        turn(
            of_what_was_bought.of_what_was_bought, kinds="commodity area", units="percent", measures_of=MOVED
        ),
        turn(
            gets_part.gets_part,
            kinds="area",
            units="percent",
            either=any_of(measures="attract", kinds="rank_noun"),
        ),
        turn(accounted.dominated, kinds="share area", units="percent", longer=_PARTED),
        turn(accounted.accounted_for, kinds="share area", longer=_PARTED),
        turn(added.time_added, kinds="change period tense", units_of=PAID),
        turn(part_of_amount.part_of_amount, kinds="role area", units_of=PAID, measures_of=FLOWS),
        turn(slices.sliced, kinds="role", units="percent", measures_of=TOLD, without=any_of(kinds="share")),
        turn(slices.of_deals, kinds="role", units="percent", measures_of=_DEALT),
        turn(slices.in_so_many, kinds="digits role area", units="projects"),
        turn(projects_again.projects_again, kinds="digits role", units="projects", units_of=PAID),
        turn(tonnage.tonnage, kinds="change digits", measures="volume"),
        turn(reordered.on_loads, kinds="compare", units_of=WEIGHED, units_over=1),
        turn(was_aside.was_aside, kinds="change period punct role", longer=6),
        turn(slices.bracket_of_whole, kinds="share punct", units="percent", measures_of=_INVESTED),
        turn(slices.by_whom, kinds="extent area", links="of_which", measures_of=_INVESTED),
        turn(slices.of_these_first, kinds="share punct", links="of_which", units_of=PAID),
        turn(slices.parts_of_goods, kinds="commodity role", links="and", measures="buy", units="percent"),
        turn(of_sold_to.of_what_was_sold, kinds="area", measures="sell", units_of=PAID),
        turn(
            in_and_out.came_in_went_out,
            kinds="tense",
            measures="exports",
            without=any_of(measures="imports fdi"),
        ),
        turn(cleared.projects_cleared, measures="border_trade", units="projects"),
        turn(accounted.whom_received, kinds="area", measures="attract", units="persons"),
        turn(
            accounted.led_in, kinds="area", units="percent", measures_of=_INVESTED, only_units="percent rank"
        ),
        turn(nationals.half_the, units="percent", measures_of=TOLD | _WHOSE, only_units="percent rank"),
        turn(
            nationals.part_of_nation_said,
            kinds="adjective",
            units="percent",
            either=any_of(units=_WHOSE_PART, measures="arrivals"),
        ),
        turn(followed.brackets_in_order, kinds="punct role", links="respectively", units="percent"),
        turn(followed.crowds_followed, kinds="digits", links="but", units="persons"),
        turn(abroad.in_countries, kinds="noun digits area", measures_of=_INVESTED),
        turn(abroad.hosts_abroad, kinds="directed area", measures_of=_INVESTED),
        turn(abroad.had_more_in, kinds="role area", measures="attract", units="projects"),
        turn(abroad.among_investors_there, kinds="rank_noun area", measures="fdi", units="rank"),
        turn(abroad.headed_by_host, kinds="area punct", either=any_of(units="projects", measures=_INVESTED)),
        turn(abroad.invested_in_each_other, kinds="punct area", measures="fdi", pointing="both"),
        turn(
            on_the_way.goods_on_the_way,
            kinds="commodity role",
            units="tonnes",
            only_measures={None, "value", "volume"},
        ),
        turn(behind_colon.partners_behind_colon, kinds="punct area", measures_of=TRADES, units_over=0),
        turn(both_there.all_went_there, kinds="role area", links="respectively", measures_of=MOVED),
        turn(
            both_there.these_several,
            kinds="role",
            links="respectively",
            either=any_of(pointing=("country", "market")),
        ),
        turn(half_went.half_went, kinds="role area", units="percent", without=any_of(measures=_INVESTED)),
        turn(both_there.only_there, kinds="role area", links="only", measures_of=TOLD),
        turn(shared_unit.unit_of_both, kinds="digits", measures=FLOWS, units_of=PAID),
        turn(shared_unit.unit_of_all, kinds="digits area", units_of=PAID),
        turn(shared_unit.projects_of_each, kinds="digits area", units="projects"),
        turn(aims_aside.aim_aside, kinds="status period punct", longer=_TOLD_LAST),
        turn(
            provinces.provinces_together,
            kinds="area",
            links="and",
            without=any_of(links="respectively"),
            longer=4,
            units_over=0,
        ),
        turn(
            provinces.sharers_together, kinds="area share", links="and", without=any_of(links="respectively")
        ),
        turn(hosts.hosts_listed, kinds="area change", measures_of=_INVESTED),
        turn(hosts.hosts_in_order, kinds="area", links="respectively", measures_of=_INVESTED),
        turn(
            outlays.projects_in_order,
            kinds="area punct",
            links="respectively",
            units="projects",
            measures_of=_INVESTED,
        ),
        turn(invested.added_to, kinds="change role area", units_of=PAID),
        turn(ventures.sent_abroad, kinds="directed noun", measures="sell", units_of=PAID),
        turn(ventures.in_neighbouring, kinds="noun area role", units_of=PAID),
        turn(ventures.put_up_to, kinds="share role", units_of=PAID),
        turn(ventures.plants_in, ventures.into_plant, kinds="ignore area role", units_of=PAID),
        turn(ventures.lent, kinds="block", measures="fdi_realised", units_of=PAID),
        turn(
            ventures.held_in_projects, ventures.filed_with, kinds="noun role", units="projects", units_of=PAID
        ),
        turn(ventures.since_spent, links="of_which", measures="buy", units="projects", units_of=PAID),
        turn(
            took_capital.took_capital,
            kinds="area",
            measures="buy",
            measures_of=_CAPITAL,
            without=any_of(measures=TOLD),
        ),
        turn(ventures.projects_there, kinds="digits role area", units="projects"),
        turn(in_circle.in_circle, in_circle.one_leading, kinds="area role", measures="fdi", longer=5),
        turn(ventures.recipient_in, kinds="area role", measures="fdi", units="rank"),
        turn(ventures.largest_host, kinds="area role", measures="fdi"),
        turn(
            ventures.makers_of,
            kinds="area role adjective noun",
            measures="fdi",
            without=any_of(measures=TRADES),
        ),
        turn(
            ventures.firms_together,
            kinds="adjective noun",
            links="and",
            measures_of=_CAPITAL | {"attract", "put"},
            without=any_of(links="respectively", measures=TRADES),
        ),
        turn(ventures.all_theirs, kinds="adjective", links="of_which", units="projects"),
        turn(ventures.part_of_outward, kinds="directed area", measures="fdi", units="percent"),
        turn(ventures.part_of_theirs, kinds="share area", measures="fdi", units="percent"),
        turn(ventures.hosts_together, kinds="area", links="and", units="percent", measures_of=_INVESTED),
        turn(invested.destination_in, kinds="rank_noun", units="rank", measures_of=_CAPITAL),
        turn(invested.led_by_share, kinds="extent share area", units="percent"),
        turn(invested.used_there, kinds="area role", measures="fdi_realised fdi"),
        turn(invested.who_invested, kinds="area", measures="fdi", units_of=PAID),
        turn(invested.shares_of_firms, kinds="adjective noun", measures="fdi_registered", units_over=0),
        turn(invested.in_their_projects, kinds="adjective", units="projects", measures_of=_CAPITAL),
        turn(invested.pledged_by, kinds="extent area", measures_of=_CAPITAL),
        turn(whose.owner_ahead, kinds="role", measures_of=TOLD),
        turn(brackets.flow_behind_brackets, kinds="role punct", measures_of=TOLD),
        turn(brackets.flow_behind_sums, kinds="role punct", measures_of=TOLD, units_over=1),
        turn(amounts.part_behind_whole, kinds="area", either=any_of(kinds="share", measures=TRADES)),
        turn(whose.own_trade, kinds="change", measures="trade_total", pointing="both"),
        turn(whose.counted_by, kinds="noun area role", measures_of=TOLD),
        turn(rails.on_the_line, kinds="ignore compare period"),
        turn(bought_abroad.bought_abroad, kinds="role area", units="percent", measures_of=_DEALT),
        turn(rails.whose_purchases, kinds="role", links="which", measures="buy exports"),
        turn(ranked.passed, kinds="role", links="which"),
        turn(whose.bought_ahead, kinds="role", links="which", either=any_of(measures="buy imports")),
        turn(whose.aside_clause, kinds="area period", links="which"),
        turn(whose.sold_by, kinds="area", links="which"),
        turn(
            whose.whose_part, kinds="adjective", links="of_which", without=any_of(units=_PERSONS_OR_PROJECTS)
        ),
        turn(whose.part_aside, kinds="area", links="of_which", units="percent", measures_of=FLOWS),
        turn(ranked.named_aside, kinds="rank_noun", links="of_which"),
        turn(equalled.equalled, kinds="area role punct", units="percent", units_over=1),
        turn(purchases.adjective_shares, kinds="share adjective", units="percent"),
        turn(purchases.purchases_by, kinds="extent area", measures="buy"),
        turn(amounts.whole_ahead, kinds="share", units="percent", units_over=1),
        turn(whose.on_the_border, whose.across_the_border, whose.handled_at, kinds="noun area role"),
        turn(gated.goods_handled, kinds="noun area", links="of_which", measures_of=FLOWS),
        turn(_ranked_ahead, kinds="area punct", longer=_TOLD_LAST, told=True),
        turn(
            brackets.amounts_ahead,
            kinds="area punct rank_noun",
            units="rank",
            longer=_TOLD_LAST,
            units_over=1,
        ),
        turn(
            brackets.in_brackets_of,
            kinds="area punct rank_noun",
            longer=_TOLD_LAST,
            only_measures=_SAID_OF_ALL | {"exports"},
        ),
        turn(brackets.named_in_brackets, kinds="area punct rank_noun", longer=_TOLD_LAST),
        turn(biggest_of.biggest_of, kinds="rank_noun area", units="rank", when=_two_units),
        turn(brackets.markets_named, kinds="rank_noun punct role", links="of_which"),
        turn(brackets.bracket_behind_rank, kinds="rank_noun punct", units="rank", units_over=1),
        turn(ranked.numbered_visitors, kinds="rank_noun digits role"),
        turn(whose.nearly_all, kinds="hedge role area punct", when=_one_unit),
        turn(moved.shares_went, kinds="role", units="percent", measures_of=MOVED, only_units="percent"),
        turn(whose.spoken_in, kinds="area role punct"),
        turn(whose.port_of_its_country, kinds="noun area change"),
        turn(worth_of.absorbed_worth, measures="buy value", units_of=PAID),
        turn(whose.the_chinese, kinds="adjective", units_over=0),
        turn(whose.from_there, kinds="area role", pointing="there"),
        turn(there.flow_there, kinds="area role", measures=FLOWS, pointing="there"),
        turn(whose.share_of_the_country, kinds="area role share", measures_of=TOLD),
        turn(ranked.overtook, kinds="rank_noun area role"),
        turn(
            moved.goods_in_a_row,
            brackets.goods_ahead,
            moved.apposed_goods,
            kinds="commodity punct",
            measures_of=MOVED,
            longer=_TOLD_LAST,
        ),
        turn(
            moved.worth_between_goods,
            kinds="commodity punct share",
            measures_of=MOVED,
            longer=_TOLD_LAST,
            units_over=1,
        ),
        turn(
            brackets.bracket_behind, kinds="commodity punct role area", measures_of=MOVED, longer=_TOLD_LAST
        ),
        turn(moved.came_from, kinds="role area", only_measures=_SAID_OF_ALL),
        turn(moved.went_and_came, kinds="tense", measures="exports"),
        turn(moved.earned_from, kinds="role punct", measures="earn"),
        turn(moved.exporters_got, measures="attract exports"),
        turn(moved.goods_arrived, measures="arrivals", units=(None,)),
        turn(behind_parts.border_trades_part, kinds="share", measures="border_trade", units="percent"),
        turn(behind_parts.the_same_goods, kinds="commodity share", units="percent"),
        turn(each.each_to_one, kinds="area", links="and respectively", measures_of=_TRADED),
        turn(
            each.with_all,
            kinds="area role",
            links="and",
            measures_of=_TRADED,
            without=any_of(links="respectively"),
            units_over=0,
        ),
        turn(each.with_all, kinds="area role", links="and", measures="fdi", without=any_of(measures=_TRADED)),
        turn(of_a_year.of_a_years, kinds="period role change", units="percent", units_over=1),
        turn(outward.sent_where, kinds="noun area", measures="exports"),
        turn(outward.went_out, measures="arrivals imports", units="tonnes"),
        turn(outward.shipped_between, kinds="role area", units_of=_SHIPPED, only_measures=_SAID_OF_ALL),
        turn(
            outward.ran_between,
            outward.set_out_from,
            kinds="area",
            measures="arrivals",
            units_of=_RUN,
            without=any_of(units="persons"),
        ),
        turn(placed_among.among_members, placed_among.took_the_place, kinds="role area", units="rank"),
        turn(placed_among.its_partner, kinds="area", measures="trade_total", pointing="region", units="rank"),
        turn(placed_among.at_its_gates, kinds="noun area", measures="arrivals"),
        turn(placed_among.along_the_border, kinds="noun area pair"),
        turn(moved.bound_for, kinds="bound"),
        turn(moved.left_with, kinds="directed", measures_of=BALANCES),
        turn(whose.goods_between, kinds="noun", measures="trade_total", pointing="both"),
        turn(ranked.within, kinds="directed area"),
        turn(ranked.among, kinds="directed area", units=_AMONG),
        turn(whose.shares_of_others, kinds="share role area", units="percent"),
        turn(whose.data_from_seat, kinds="seat noun"),
        turn(whose.capital_seats, kinds="seat"),
        turn(together.opposite_gates, kinds="area punct", longer=3),
        turn(amounts.times_anothers, kinds="role", units="times", units_over=1),
        turn(moved.part_came, kinds="role area", units="percent", longer=4),
        turn(together.this_province, kinds="area", measures="attract", pointing="region"),
        turn(amounts.grew_beside, kinds="compare", units="percentage_points", units_over=1),
        turn(whose.bought_by_each, kinds="rank_noun", links="respectively", measures_of={"buy", "imports"}),
        turn(
            whose.contracts, kinds="block", measures="fdi_registered", measures_of={"value", "fdi_registered"}
        ),
        turn(whose.behind_whom, kinds="role area", units_over=1, when=_one_behind),
        turn(amounts.output_sold, kinds="block commodity", measures_of=FLOWS),
        turn(together.side_by_side, kinds="area", measures="trade_total", longer=2),
        turn(together.gates_trade, kinds="area directed", measures="trade_total", longer=2),
        turn(all_told.part_from_several, kinds="role", links="and", units="percent", measures_of=FLOWS),
        turn(all_told.firms_share, kinds="noun share", units="percent", measures_of=FLOWS),
        turn(all_told.summed_part, links="sum", units="percent"),
        turn(firsts.firsts_together, together.summed_up, kinds="area", links="sum"),
        turn(
            firsts.shares_in_order,
            kinds="share area",
            links="and",
            units="percent",
            without=any_of(links="respectively"),
        ),
        turn(
            rails.trains_to,
            kinds="role area",
            measures="arrivals",
            either=any_of(kinds="digits", units=_RAN),
            without=any_of(units=_LADEN),
        ),
        turn(rails.ran_times, kinds="area", units="times", measures_of={"arrivals", "exports"}),
        turn(vehicles.both_crossed, kinds="area", links="and", units="persons vehicles"),
        turn(vehicles.daily_crossings, kinds="rate", units_of=_CROSSING),
        turn(vehicles.vehicle_parts, kinds="digits", units="vehicles"),
        turn(crossings.gate_aside, kinds="noun punct", units_of=_CROSSING),
        turn(crossings.counted_parts, units_of=_CROSSING),
        turn(
            crossings.of_these_people,
            kinds="area",
            links="of_which",
            either=any_of(kinds="digits", units=(None,)),
        ),
        turn(crossings.people_listed, kinds="punct area", units="persons"),
        turn(crossings.share_who_came, kinds="area", units="persons percent"),
        turn(bulletins.total_of_both, kinds="role", links="total", measures_of=FLOWS),
        turn(bulletins.months_of_pair, kinds="period", links="and", measures_of=TOLD),
        turn(bulletins.against_flow, kinds="compare", measures=FLOWS),
        turn(bulletins.from_others_too, kinds="role punct", measures="exports", units="percent"),
        turn(bulletins.went_in_parts, kinds="punct role", units="percent", measures_of=MOVED),
        turn(bulletins.part_of_blocs_trade, kinds="share role", measures="trade_total", units="percent"),
        turn(bulletins.began_with, bulletins.years_of_change, kinds="period change", links="range"),
        turn(bulletins.got_back, kinds="area", links="and", measures="attract", measures_of=MOVED),
        turn(bulletins.sent_to_several, kinds="area", links="and", measures_of=MOVED),
        turn(bulletins.in_trade_with, kinds="area", measures="trade_total", measures_over=1),
        turn(bulletins.balances_ahead, kinds="role area", measures_of=BALANCES),
        turn(bulletins.one_each, kinds="threshold area", links="and"),
        turn(offices.told_by_office, kinds="adjective punct", measures_of=TOLD | BALANCES),
        turn(offices.office_sends, kinds="authority noun role", measures="exports"),
        turn(crossings.entered, kinds="area", units="persons", measures_of=FLOWS),
        turn(crossings.rose_to, kinds="change", measures="arrivals"),
        turn(crossings.of_the_crossings, kinds="unit share"),
        turn(
            crossings.who_came_then,
            kinds="period",
            links="but",
            either=any_of(
                units=(
                    "persons",
                    None,
                )
            ),
        ),
        turn(crossings.topping, kinds="hedge role area punct"),
        turn(amounts.of_them, links="of_which", measures_of=FLOWS),
        turn(whose.examples, kinds="role area", links="of_which", measures_of=TOLD),
        turn(amounts.of_this_volume, links="of_which", either=any_of(measures="volume value")),
        turn(
            amounts.times_that_of,
            kinds="period",
            units="times",
            either=any_of(pointing="figure", links="which"),
        ),
        turn(then.told_then, kinds="compare role change", either=any_of(kinds=_DATED)),
        turn(amounts.of_a_time, kinds="change period role"),
        turn(amounts.those_of_months, kinds="change period role compare", links="and"),
        turn(bases.dated_again, kinds="period punct", units="percent", measures_over=1),
        turn(members.of_members, kinds="change role area", measures_of=TOLD),
        turn(in_bloc.members_of_market, kinds="role area", links="of_which", measures_of=FLOWS),
        turn(bases.balance_turned, kinds="area", measures=BALANCES),
        turn(amounts.when, links="when"),
        turn(parts.left_of_then, kinds="compare change", units="percent"),
        turn(parts.project_of, kinds="unit role area", units_of=FOREIGN),
        turn(told_of.projects_worth, kinds="role", units="projects", without=any_of(measures=_CAPITAL)),
        turn(told_of.part_of_then, kinds="share compare", units="percent"),
        turn(told_of.sold_back, kinds="role area", measures_of=_SOLD, longer=7),
        turn(told_of.all_of_them, kinds="role area punct", measures_of=FLOWS),
        turn(told_of.was_then, kinds="compare period punct change"),
        turn(parts.attracted_from, kinds="area", measures="attract", units="projects"),
        turn(parts.goods_there, kinds="noun role change", only_measures=_SAID_OF_ALL),
        turn(
            told_of.market_of_balance,
            balance_places.balance_place,
            kinds="area",
            units="rank",
            measures_of=BALANCES,
        ),
        turn(
            told_of.flows_of_turnover,
            kinds="turnover",
            measures="value exports imports",
            without=any_of(measures="trade_total"),
        ),
        turn(told_of.goods_of_trade, kinds="commodity role", units="percent", longer=6),
        turn(parts.turnover_of, kinds="share turnover", units="percent"),
        turn(parts.grew_in_order, kinds="change", measures="value volume", units="percent"),
        turn(parts.part_of_bought, kinds="commodity share", measures="buy", units="percent"),
        turn(parts.bought_parts, kinds="commodity role", units="percent", measures_of=MOVED),
        turn(shares_of_goods, kinds="commodity", units="percent", measures_of=MOVED),
        turn(amounts.beyond_last_year, kinds="extent change period", units="percent"),
        turn(amounts.percent_too, amounts.up_too, kinds="digits change", units="percent"),
        turn(amounts.part_where, units="percent", units_over=1, longer=6),
        turn(amounts.or_percent, kinds="compare", units="percent", units_over=1, longer=6),
        turn(amounts.without_by_which, kinds="compare change period"),
        turn(moved.earnings, measures="earn"),
        turn(ranked.rank_on, kinds="compare", either=any_of(units="rank", kinds="area")),
        turn(moved.supplied_part, kinds="commodity", measures="supply", units="percent"),
        turn(amounts.part_was, kinds="area change", units="percent"),
        turn(ranked.place_of, kinds="role", units="rank", measures_of=FLOWS),
        turn(whose.with_market, kinds="adjective noun role", measures="exports", measures_over=1),
        turn(other_gate.by_their_gate, kinds="role area", links="of_which", measures_of=FLOWS),
        turn(purchases.bought_of_them, links="of_which", measures="buy", units="percent"),
        turn(meanwhile.sold_meanwhile, kinds="directed change", measures="exports", pointing="period"),
        turn(approved.approved_by, kinds="tense area", measures="fdi", units_of=_COUNT_PROJECTS),
        turn(drawn_of.drawn_of, kinds="share area", measures="attract", units="percent"),
        turn(drawn_of.trade_of_pair, kinds="pair", measures="value", measures_of=_INVESTED),
        turn(
            all_told.nations_firms_share,
            kinds="share noun area",
            measures_of=FLOWS,
            without=any_of(measures=_INVESTED),
        ),
        turn(ranked.except_for, kinds="role area", units="rank"),
        turn(ranked.biggest_share, kinds="share punct", units="percent"),
        turn(gates_ranked.among_gates, kinds="noun", pointing="home", units="rank"),
        turn(
            ranked.place_held, ranked.among_provinces, ranked.after_those_to, kinds="role area", units="rank"
        ),
        turn(sold.sold_too, kinds="role area", measures_of=_SOLD),
        turn(sold.goods_to_one, kinds="role area commodity", measures_of=MOVED),
        turn(sold.whole_behind_part, kinds="area", units="percent", measures_of=MOVED),
        turn(ranks_in_a_row, ranked.importer_of, kinds="rank_noun", units="rank"),
        turn(ranked.among_theirs, kinds="rank_noun area", units="rank"),
        turn(
            ranked.market_in_passing,
            kinds="rank_noun role punct",
            measures="exports",
            units="rank",
            measures_of=TRADES,
        ),
        turn(ranked.ranked_aside, ranked.past_apposition, units="rank", measures_of=TRADES),
        turn(moved.took_part, measures="imports", units="percent", measures_over=1),
        turn(amounts.part_from, kinds="role punct", measures="trade_total", measures_of=FLOWS),
        turn(
            moved.took_from_sales,
            moved.lifted,
            whose.purchases_of,
            whose.goods_of,
            moved.paid_for,
            measures="buy",
        ),
        turn(whose.spent_on, kinds="adjective compare", measures="buy"),
        turn(whose.goods_of, kinds="area role", measures="imports", without=any_of(measures="buy")),
        turn(amounts.worth_between, units_of=WEIGHED, measures_of=MOVED, units_over=1),
        turn(whose.of_own_country, kinds="share role area", when=_counts_more),
        turn(moved.supplied_imports, measures="supply imports"),
        turn(amounts.flow_behind_bracket, kinds="punct", units="percent", measures_of=FLOWS, units_over=1),
        turn(amounts.flow_behind_moved, kinds="change", units="percent", measures_of=FLOWS, units_over=1),
        turn(moved.supplies_to, moved.supplied_to, kinds="role", measures="supply"),
        turn(whose.was_sold, kinds="area change", measures="sell"),
        turn(moved.brought, measures="bring"),
        turn(moved.put_into, measures="put"),
        turn(amounts.of_what_came, measures="attract", units="percent"),
        turn(amounts.of_those_who_came, units="persons"),
        turn(_as_heavy, either=any_of(kinds="digits", units=_BARE), when=_weighs, told=True),
        turn(whose.both_ways, when=_flows_beside),
        turn(balances, when=_balances_beside),
        turn(counted.numbered_behind, kinds="unit digits role"),
        turn(counted.numbered_ahead, either=any_of(measures="fdi_projects", pointing="figure")),
        turn(_parts_of_projects, when=_tells_projects, told=True),
    )
)
