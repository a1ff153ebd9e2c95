"""Where the clauses of a sentence were cut: one that differs in the digits of its numbers only is cut there, too."""

from __future__ import annotations

from typing import NamedTuple

from etl.clauses import Clause
from etl.tokens import Quantity, Token

Told = list[Token | Quantity]


class Cut(NamedTuple):
    """A clause by where its parts stand among the tokens of its sentence; ``left`` may hold brackets between runs."""

    left: tuple[slice | str, ...]
    index: int
    right: slice
    after: int | None
    far: slice
    bracket: slice
    own: slice | None  # None: the same words as ``right``
    left_kinds: set[str]
    right_kinds: set[str]

    def clause(self, tokens: Told) -> Clause:
        """The same clause of other tokens."""
        c: Clause = Clause.__new__(Clause)  # what its words are is known
        c.left = [part if type(part) is str else tokens[part] for part in self.left]
        c.near = c.left[-1] if self.left and type(self.left[-1]) is slice else []
        c.index = self.index
        c.quantity = tokens[self.index] if self.index >= 0 else None
        c.right = tokens[self.right]
        c.after = tokens[self.after] if self.after is not None else None
        c.far, c.bracket = tokens[self.far], tokens[self.bracket]
        c.own = c.right if self.own is None else tokens[self.own]
        c.left_kinds, c.right_kinds = self.left_kinds, self.right_kinds
        return c


def cuts_of(tokens: Told, clauses: list[Clause]) -> list[Cut] | None:
    """Where clauses were cut out of their sentence; None where one has tokens that do not stand in a row."""
    places = {id(t): k for k, t in enumerate(tokens)}
    try:
        return [
            Cut(
                left=tuple(part if isinstance(part, str) else _row(part, places) for part in c.left),
                index=c.index,
                right=_row(c.right, places),
                after=None if c.after is None else places[id(c.after)],
                far=_row(c.far, places),
                bracket=_row(c.bracket, places),
                own=None if c.own is c.right else _row(c.own, places),
                left_kinds=c.left_kinds,
                right_kinds=c.right_kinds,
            )
            for c in clauses
        ]
    except (KeyError, ValueError):
        return None


def _row(part: list[Token], places: dict[int, int]) -> slice:
    """Where tokens stand that follow each other. Raises ``ValueError`` for others."""
    if not part:
        return slice(0, 0)
    start = places[id(part[0])]
    if [places[id(t)] for t in part] != list(range(start, start + len(part))):
        raise ValueError("the tokens do not stand in a row")
    return slice(start, start + len(part))
