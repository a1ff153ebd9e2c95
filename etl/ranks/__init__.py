""" "The fifth largest trading partner of China": whose rank, in whose order."""

from etl.ranks.rank import rank

__all__ = ["rank"]
