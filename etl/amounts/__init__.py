"""Money, tonnes and counts: a level, or an absolute change where a word such as "up" stands right before."""

from etl.amounts.amount import amount
from etl.amounts.capital import SPENT
from etl.amounts.statement import in_month, since, statement

__all__ = ["SPENT", "amount", "in_month", "since", "statement"]
