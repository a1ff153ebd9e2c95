"""A turn of phrase, and what a sentence must have for it to be looked for: most sentences have few of them, and what no
word of a sentence can be costs next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from etl.tokens import Quantity
from etl.turns.shapes import Tokens

_REMEMBERED = 4_096  # sentences differ in what they have less than in what they say
_ANY_LENGTH = -1

Names = str | Collection[str | None]  # "area role", or a set


class Sentence(NamedTuple):
    """What a sentence has: what ``kinds`` its words may be, its ``links``, ``measures`` and ``pointing`` words (anaphors),
    the ``units`` that its numbers count (None: a number that says none), whether it tells parts of the projects of
    the sentence before (``counted``), and the people or tonnes of that sentence that it tells parts of (``came``)."""

    kinds: set[str]
    links: set[object]
    measures: set[object]
    pointing: set[object]
    units: set[str | None]
    counted: bool = False
    came: Quantity | None = None


_BITS: dict[str, dict[object, int]] = {
    field: {} for field in ("kinds", "links", "measures", "pointing", "units")
}


def _mask(field: str, names: Names) -> int:
    bits, mask = _BITS[field], 0
    for name in names.split() if isinstance(names, str) else names:
        mask |= bits.setdefault(name, 1 << sum(map(len, _BITS.values())))
    return mask


def _masks(field: str, names: Collection[object]) -> tuple[int, ...]:
    """One mask of a set of names, several of a tuple of sets."""
    sets = [n for n in names if isinstance(n, Collection) and not isinstance(n, str)]
    return tuple(_mask(field, s) for s in sets or ([names] if names else []))


def any_of(**fields: Names) -> int:
    """That a sentence has one of these, of whichever kind."""
    mask = 0
    for field, names in fields.items():
        mask |= _mask(field, names)
    return mask


@dataclass(frozen=True, slots=True)
class Turn:
    """Functions that put a sentence's tokens otherwise, one behind the other, and what a sentence has where they are
    asked: made by :func:`turn`."""

    put: tuple[Callable[..., Tokens], ...]
    need: int
    without: int
    some: tuple[int, ...]
    only: tuple[tuple[str, frozenset[object]], ...]
    over: tuple[tuple[str, int], ...]
    longer: int
    when: Callable[[Tokens, Sentence], bool] | None
    told: bool
    again: bool

    def may_fit(self, have: int) -> bool:
        """Whether a sentence with these features has what is asked for."""
        if self.need & ~have or self.without & have:
            return False
        return all(have & mask for mask in self.some)

    def fits(self, tokens: Tokens, said: Sentence) -> bool:
        """The rest of what is asked for: what no single word tells."""
        if len(tokens) <= self.longer:
            return False
        for field, number in self.over:
            if len(getattr(said, field)) <= number:
                return False
        for field, names in self.only:
            if not getattr(said, field) <= names:
                return False
        return self.when is None or self.when(tokens, said)


def turn(
    *put: Callable[..., Tokens],
    kinds: Names = "",
    links: Names = "",
    measures: Names = "",
    pointing: Names = "",
    units: Names = "",
    units_of: Collection[object] = (),
    measures_of: Collection[object] = (),
    either: int = 0,
    without: int = 0,
    only_units: Names | None = None,
    only_measures: Names | None = None,
    units_over: int = _ANY_LENGTH,
    measures_over: int = _ANY_LENGTH,
    longer: int = _ANY_LENGTH,
    when: Callable[[Tokens, Sentence], bool] | None = None,
    told: bool = False,
    again: bool = False,
) -> Turn:
    """Ask ``put``, in this order, of sentences that have all of ``kinds``, ``links``, ``measures``, ``pointing`` and
    ``units``, one or more of ``units_of`` and of ``measures_of`` (of each set, where they are several), one of ``either``
    (see :func:`any_of`), nothing of ``without``, no others than ``only_units`` and ``only_measures``, more units than
    ``units_over``, measures than ``measures_over`` and tokens than ``longer``, and for which ``when`` is true. ``told``:
    the functions take the :class:`Sentence`, too; ``again``: they change its measures, for the turns behind them."""
    fields = {"kinds": kinds, "links": links, "measures": measures, "pointing": pointing, "units": units}
    only = {"units": only_units, "measures": only_measures}
    over = {"units": units_over, "measures": measures_over}
    return Turn(
        put=put,
        need=any_of(**fields),
        without=without,
        some=(
            *_masks("units", units_of),
            *_masks("measures", measures_of),
            *((either,) if either else ()),
        ),
        only=tuple(
            (field, frozenset(names.split() if isinstance(names, str) else names))
            for field, names in only.items()
            if names is not None
        ),
        over=tuple((field, number) for field, number in over.items() if number > _ANY_LENGTH),
        longer=longer,
        when=when,
        told=told,
        again=again,
    )


def features(said: Sentence) -> int:
    """What a sentence has of all that any turn asks for."""
    have = 0
    for bits, names in zip(_BITS.values(), said[: len(_BITS)], strict=True):
        for name in names:
            have |= bits.get(name, 0)
    return have


class Table:
    """Turns in their order."""

    def __init__(self, turns: tuple[Turn, ...]) -> None:
        self.turns = turns
        self.placed = tuple(enumerate(turns))
        self.asked = lru_cache(_REMEMBERED)(self._asked)

    def _asked(self, have: int, start: int) -> tuple[tuple[int, Turn], ...]:
        return tuple(placed for placed in self.placed[start:] if placed[1].may_fit(have))

    def put(self, tokens: Tokens, said: Sentence, start: int = 0) -> Tokens:
        """The tokens as every turn from ``start`` that fits puts them, each those of the one before."""
        for n, turn_ in self.asked(features(said), start):
            if turn_.fits(tokens, said):
                for put in turn_.put:
                    tokens = put(tokens, said) if turn_.told else put(tokens)
                if turn_.again:
                    measures = {t.get("measure") for t in tokens}
                    return self.put(tokens, said._replace(measures=measures), n + 1)
        return tokens
