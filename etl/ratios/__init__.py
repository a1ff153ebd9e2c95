"""Percentages and multiples: growth of what was told, or a share of a whole."""

from etl.ratios.ratio import ratio

__all__ = ["ratio"]
