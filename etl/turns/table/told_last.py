"""Purchases, and what is said of several in passing: the last to be put."""

from __future__ import annotations

from etl.compared import DEALS, balances
from etl.turns import (
    amounts,
    beside_aside,
    counted,
    invested,
    moved,
    news_of_buyers,
    projects_each,
    ranked,
    sold,
    whose,
)
from etl.turns.shapes import FLOWS, LISTED, MOVED, PAID, PROJECTS, TOLD, TRADES, WEIGHED, Tokens
from etl.turns.table.asked import COUNT_PROJECTS, IN_MONEY, SOLD, TRADED
from etl.turns.turn import Sentence, Turn, any_of, turn
from etl.tworanks import ranks_in_a_row

_BARE = (None,)  # what a number that says no unit counts


def _counts_more(tokens: Tokens, said: Sentence) -> bool:
    """Whether more than shares and ranks are told."""
    return bool(said.units - {"percent", "rank"})


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
    if not said.units.isdisjoint(COUNT_PROJECTS):
        return True
    named = "unit" in said.kinds and not PROJECTS.isdisjoint([t.get("unit") for t in tokens])
    return named and any(counted.of_projects(tokens, k) for k in range(len(tokens)))


TOLD_LAST: tuple[Turn, ...] = (
    turn(sold.sold_too, kinds="role area", measures_of=SOLD),
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
    turn(amounts.worth_between, units_of=WEIGHED | {"percent"}, measures_of=MOVED, units_over=1),
    turn(whose.of_own_country, kinds="share role area", when=_counts_more),
    turn(
        beside_aside.part_of_whose_flow,
        kinds="area",
        measures_of=TRADED,
        units_of=IN_MONEY,
        either=any_of(kinds="share", measures=("supply", "buy")),
    ),
    turn(moved.supplied_imports, measures="supply imports"),
    turn(amounts.flow_behind_bracket, kinds="punct", units="percent", measures_of=FLOWS, units_over=1),
    turn(amounts.flow_behind_moved, kinds="change", units="percent", measures_of=FLOWS, units_over=1),
    turn(moved.supplies_to, moved.supplied_to, kinds="role", measures="supply"),
    turn(whose.was_sold, kinds="area change", measures="sell"),
    turn(moved.brought, measures="bring"),
    turn(moved.put_into, measures="put"),
    turn(amounts.of_what_came, measures="attract", units="percent"),
    turn(amounts.of_those_who_came, units="persons"),
    turn(
        news_of_buyers.counts_of_each,
        news_of_buyers.counts_ahead_of_each,
        kinds="area role",
        units_of=LISTED,
    ),
    turn(news_of_buyers.led_the_flow, kinds="area role", units="rank", measures_of=TOLD),
    turn(news_of_buyers.last_of_leaders, kinds="area role", links="and", units="rank"),
    turn(news_of_buyers.taking_shares, kinds="area role", links="and", units="percent"),
    turn(news_of_buyers.goods_took, measures="buy", links="of_which"),
    turn(_as_heavy, either=any_of(kinds="digits", units=_BARE), when=_weighs, told=True),
    turn(whose.both_ways, when=_flows_beside),
    turn(balances, when=_balances_beside),
    turn(
        projects_each.projects_each,
        kinds="digits area",
        units="projects",
    ),
    turn(projects_each.new_and_others, kinds="digits tense punct", units="projects"),
    turn(projects_each.rose_by_so_many, kinds="digits change", measures="fdi_projects"),
    turn(counted.numbered_fewer, kinds="compare digits adjective"),
    turn(counted.numbered_behind, kinds="unit digits role"),
    turn(counted.numbered_ahead, either=any_of(measures="fdi_projects", pointing="figure")),
    turn(counted.numbered_with_capital, kinds="unit digits role", units_of=PAID),
    turn(_parts_of_projects, when=_tells_projects, told=True),
)
