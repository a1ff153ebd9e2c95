"""The period of a figure: right behind it, in its clause, later in the sentence, or inherited; and that of its base."""

from __future__ import annotations

from etl.dating.adjacent import compares, sets_out
from etl.dating.base import base_period, told_ago
from etl.dating.later import later_period
from etl.dating.period import period_for
from etl.dating.reached import reached
from etl.dating.spans import last_year, stock_at, whole_years
from etl.dating.stocks import UNDATED, on_this_day, published_stock
from etl.dating.words import lifted_by, lifts_total

__all__ = [
    "UNDATED",
    "base_period",
    "compares",
    "last_year",
    "later_period",
    "lifted_by",
    "lifts_total",
    "on_this_day",
    "period_for",
    "published_stock",
    "reached",
    "sets_out",
    "stock_at",
    "told_ago",
    "whole_years",
]
