"""Whose figure it is: buyers and sellers told ahead, aside and behind."""

from __future__ import annotations

from etl.turns import (
    all_told,
    amounts,
    behind_parts,
    biggest_of,
    bought_abroad,
    brackets,
    each,
    equalled,
    firsts,
    freight_with,
    gated,
    guests_of,
    moved,
    of_a_year,
    outward,
    placed_among,
    purchases,
    rails,
    ranked,
    there,
    together,
    whose,
    worth_of,
)
from etl.turns.shapes import BALANCES, FLOWS, MOVED, PAID, TOLD, TRADES, Tokens
from etl.turns.table.asked import DEALT, PERSONS_OR_PROJECTS, SAID_OF_ALL, SHIPPED, TOLD_BEHIND, TRADED
from etl.turns.turn import Sentence, Turn, any_of, turn

_AMONG = frozenset({"classifier", "rank"})
_RUN = frozenset({"count", "other", "vehicles"})


def _ranked_ahead(tokens: Tokens, said: Sentence) -> Tokens:
    return brackets.ranked_ahead(tokens, said.came is not None and said.came.unit == "persons")


def _one_unit(tokens: Tokens, said: Sentence) -> bool:
    return len(said.units) == 1


def _two_units(tokens: Tokens, said: Sentence) -> bool:
    return len(said.units) == 2


def _one_behind(tokens: Tokens, said: Sentence) -> bool:
    return any(t.get("role") == "behind" for t in tokens)


OWNERS: tuple[Turn, ...] = (
    turn(whose.owner_ahead, kinds="role", measures_of=TOLD),
    turn(brackets.flow_behind_brackets, kinds="role punct", measures_of=TOLD),
    turn(brackets.flow_behind_sums, kinds="role punct", measures_of=TOLD, units_over=1),
    turn(amounts.part_behind_whole, kinds="area", either=any_of(kinds="share", measures=TRADES)),
    turn(whose.own_trade, kinds="change", measures="trade_total", pointing="both"),
    turn(whose.counted_by, kinds="noun area role", measures_of=TOLD),
    turn(rails.on_the_line, kinds="ignore compare period"),
    turn(bought_abroad.bought_abroad, kinds="role area", units="percent", measures_of=DEALT),
    turn(rails.whose_purchases, kinds="role", links="which", measures="buy exports"),
    turn(ranked.passed, kinds="role", links="which"),
    turn(whose.bought_ahead, kinds="role", links="which", either=any_of(measures="buy imports")),
    turn(whose.aside_clause, kinds="area period", links="which"),
    turn(whose.sold_by, kinds="area", links="which"),
    turn(whose.whose_part, kinds="adjective", links="of_which", without=any_of(units=PERSONS_OR_PROJECTS)),
    turn(whose.part_aside, kinds="area", links="of_which", units="percent", measures_of=FLOWS),
    turn(ranked.named_aside, kinds="rank_noun", links="of_which"),
    turn(equalled.equalled, kinds="area role punct", units="percent", units_over=1),
    turn(purchases.adjective_shares, kinds="share adjective", units="percent"),
    turn(purchases.purchases_by, kinds="extent area", measures="buy"),
    turn(amounts.whole_ahead, kinds="share", units="percent", units_over=1),
    turn(whose.on_the_border, whose.across_the_border, whose.handled_at, kinds="noun area role"),
    turn(gated.turnover_there, kinds="role noun", measures="value", units_of=PAID),
    turn(gated.goods_handled, kinds="noun area", links="of_which", measures_of=FLOWS),
    turn(_ranked_ahead, kinds="area punct", longer=TOLD_BEHIND, told=True),
    turn(
        brackets.amounts_ahead,
        kinds="area punct rank_noun",
        units="rank",
        longer=TOLD_BEHIND,
        units_over=1,
    ),
    turn(
        brackets.in_brackets_of,
        kinds="area punct rank_noun",
        longer=TOLD_BEHIND,
        only_measures=SAID_OF_ALL | {"exports"},
    ),
    turn(brackets.named_in_brackets, kinds="area punct rank_noun", longer=TOLD_BEHIND),
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
        longer=TOLD_BEHIND,
    ),
    turn(
        moved.worth_between_goods,
        kinds="commodity punct share",
        measures_of=MOVED,
        longer=TOLD_BEHIND,
        units_over=1,
    ),
    turn(brackets.bracket_behind, kinds="commodity punct role area", measures_of=MOVED, longer=TOLD_BEHIND),
    turn(
        moved.came_from,
        kinds="role",
        either=any_of(kinds="area", pointing="other"),
        only_measures=SAID_OF_ALL,
    ),
    turn(moved.went_and_came, kinds="tense", measures="exports"),
    turn(moved.earned_from, kinds="role punct", measures="earn"),
    turn(moved.exporters_got, measures="attract exports"),
    turn(moved.goods_arrived, measures="arrivals", units=(None,)),
    turn(behind_parts.border_trades_part, kinds="share", measures="border_trade", units="percent"),
    turn(behind_parts.the_same_goods, kinds="commodity share", units="percent"),
    turn(each.each_to_one, kinds="area", links="and respectively", measures_of=TRADED),
    turn(
        each.from_all,
        kinds="area",
        links="and",
        measures_of=TRADED | {"arrivals"},
        without=any_of(links="respectively"),
    ),
    turn(
        each.with_all,
        kinds="area role",
        links="and",
        measures_of=TRADED,
        without=any_of(links="respectively"),
        units_over=0,
    ),
    turn(each.with_all, kinds="area role", links="and", measures="fdi", without=any_of(measures=TRADED)),
    turn(of_a_year.of_a_years, kinds="period role change", units="percent", units_over=1),
    turn(outward.sent_where, kinds="noun area", measures="exports"),
    turn(outward.went_out, measures="arrivals imports", units="tonnes"),
    turn(outward.shipped_between, kinds="role area", units_of=SHIPPED, only_measures=SAID_OF_ALL),
    turn(freight_with.by_trains_of_two, kinds="role pair area", measures="arrivals", measures_of=TOLD),
    turn(freight_with.freight_with, kinds="area", measures="volume"),
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
    turn(guests_of.part_of_guests, kinds="share area noun", measures="arrivals", units="percent"),
    turn(guests_of.parts_of_guests, kinds="area", measures="arrivals", units_of={"percent", "persons"}),
    turn(placed_among.at_its_gates, kinds="noun area", measures="arrivals"),
    turn(placed_among.along_the_border, kinds="noun area pair"),
    turn(moved.bound_for, kinds="bound"),
    turn(moved.left_with, either=any_of(kinds="directed", links="which"), measures_of=BALANCES),
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
    turn(whose.contracts, kinds="block", measures="fdi_registered", measures_of={"value", "fdi_registered"}),
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
)
