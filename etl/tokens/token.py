"""Words with their readings, and numbers with their units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal


class Token(dict):
    """A word with its readings: kind (measure, area, period …) -> code. ``start`` and ``end`` are the view's.

    A dict, because the reader asks tokens for their readings more often than it does anything else. ``says`` has the
    bits of the groups of kinds that it has a reading of: most words have none that a loop looks for.
    """

    __slots__ = ("start", "end", "says")

    start: int
    end: int
    says: int

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __setitem__(self, kind: str, code: object) -> None:
        raise TypeError("a token may be shared by several texts; make another one")


# Kinds of words that name an area or point to one.
PLACES = frozenset({"pair", "directed", "area", "authority", "anaphor", "epithet"})
# The groups of kinds, as bits: what the frame takes over, what says something of a whole clause, areas, and quantities
# and what may begin one.
TOLD, FLAGGED, PLACED, STARTS = 1, 2, 4, 8
_GROUPS = {
    TOLD: {"punct", "compare", "change", "period", "commodity", "sector", "status", "compiler"},
    FLAGGED: {"link", "share", "change", "anaphor", "noun", "measure"},
    PLACED: PLACES,
    STARTS: {"digits", "number", "rank", "fraction", "multiple"},
}
_BITS = {
    kind: sum(bit for bit, kinds in _GROUPS.items() if kind in kinds)
    for kind in set().union(*_GROUPS.values())
}


def _says(kinds: Iterable[str]) -> int:
    found = 0
    for kind in kinds:
        if kind in _BITS:
            found |= _BITS[kind]
    return found


ONE = Decimal(1)


@dataclass(slots=True)
class PeriodMatch:
    """A period template that matched: its kind and the text of its slots."""

    kind: str
    slots: dict[str, str]


@dataclass(slots=True)
class Quantity:
    """A number with its unit. ``number`` is as printed, ``scale`` the power of ten of words such as million."""

    start: int
    end: int
    number: Decimal
    scale: int
    unit: str | None
    factor: Decimal = ONE
    sign: int = 1
    hedge: str | None = None
    paper: str | None = None
    origin: str = "digits"  # digits, word, fraction, multiple, rank
    of: int | None = None
    superlative: bool = False
    range_with: str | None = None
    doubtful: bool = False
    readings: dict[str, object] = field(default_factory=dict)

    def get(self, kind: str) -> object:
        return self.readings.get(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self.readings)  # as a token's: its kinds

    @property
    def says(self) -> int:
        return _says(self.readings)

    @property
    def value(self) -> Decimal:
        return self.number.scaleb(self.scale) * self.factor * self.sign

    @property
    def places(self) -> int:
        """How many digits are printed behind the decimal mark."""
        text = str(self.number)  # to take a number to pieces takes four times as long
        if "E" in text:
            return max(0, -int(self.number.as_tuple().exponent))
        return len(text.partition(".")[2])

    def again(self, number: Decimal, doubtful: bool) -> Quantity:
        """One of the same kind, at the same place, with another number."""
        return Quantity(
            self.start,
            self.end,
            number,
            self.scale,
            self.unit,
            self.factor,
            self.sign,
            self.hedge,
            self.paper,
            self.origin,
            self.of,
            self.superlative,
            self.range_with,
            doubtful,
            self.readings.copy(),
        )


class Tokens(list):
    """The tokens of a sentence whose like has been met: one that differs in the digits of its numbers only. All of its
    kind share ``kept``, where the reader puts what does not depend on these digits."""

    __slots__ = ("kept",)

    kept: dict[object, object]


def make_token(start: int, end: int, readings: dict[str, object]) -> Token:
    t = Token(readings)  # an __init__ of its own would double the time that this takes
    t.start, t.end, t.says = start, end, _says(readings)
    return t
