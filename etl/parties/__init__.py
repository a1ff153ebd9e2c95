"""Whose figure a statement is, and with whom: reporter and partner from the areas of its clause."""

from etl.parties.named import is_bloc
from etl.parties.sides import parties

__all__ = ["is_bloc", "parties"]
