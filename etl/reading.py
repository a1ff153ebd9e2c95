"""One figure as read, and the groups of units and flows that readers share."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from etl import periods
from etl.frame import Frame, Val
from etl.periods import Period
from etl.tokens import Quantity


def _currencies() -> frozenset[str]:
    path = Path(__file__).parent / "codelists" / "units.csv"
    with path.open(encoding="utf-8", newline="") as f:
        return frozenset(row["code"] for row in csv.DictReader(f) if row["dimension"] == "currency")


MONEY = _currencies()
GOODS = frozenset({"tonnes", "other"})
COUNTS = frozenset({"persons", "vehicles"})
RATIOS = frozenset({"percent", "percentage_points", "times"})
# The indicator that a measure word stands for, where it is not the word's own code.
FLOWS = {
    "surplus": "trade_balance",
    "deficit": "trade_balance",
    "sell": "exports",
    "earn": "exports",
    "buy": "imports",
    "fdi": "fdi_registered",
    "attract": "fdi_registered",
    "arrivals": "count",
    "border_trade": "trade_total",
}
TRADE = frozenset({"exports", "imports", "trade_total"})
TOLD_FLOWS = TRADE | {"trade_balance"}
ACROSS = {"exports": "imports", "imports": "exports"}  # what one side sells the other buys
AHEAD = frozenset({"target", "forecast"})  # the status of what has not happened yet
QUARTERS = frozenset({"quarter", "quarter_last"})  # kinds of periods that may be of the year that runs


@dataclass(slots=True)
class Reading:
    """One figure as read: the quantity, what it measures and the frame it was read in.

    ``sub`` marks what the next sentence does not go on from (asides, shares, brackets, bases), ``low`` the base
    of a comparison, ``aside`` an "of which", ``whole`` the whole that a share is of. ``kept`` is the frame that
    later clauses go on from.
    """

    q: Quantity
    indicator: str
    transform: str
    frame: Frame
    value: Decimal
    period: Val
    rule: str
    sub: bool = False
    low: bool = False
    aside: bool = False
    whole: bool = False
    alone: bool = False  # an aside of one number: "2.7 bn of it to China"
    listed: bool = False  # paired by "respectively"
    scope: str | None = None
    sentence: tuple[int, int] = (0, 0)
    kept: Frame | None = None


def settle(value: object, stock: bool) -> Period | None:
    """One period of a pair: words such as "by the end of July" mean a stock of what exists and a cumulative
    period of what flows."""
    if value is None or type(value) is Period:  # nearly always
        return value
    if isinstance(value, tuple):
        first, flow = value
        return first if stock or flow is None else flow
    return value if isinstance(value, Period) else None


def a_year_earlier(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(periods.a_year_earlier(x) if x else None for x in value)
    return periods.a_year_earlier(value) if isinstance(value, Period) else None


def half_unit(r: Reading) -> Decimal:
    """Half a unit of the last printed digit."""
    return Decimal("0.5").scaleb(r.q.scale - r.q.places)
