"""Exact arithmetic on the values that printed digits leave open.

171,9 is any value from 171.85 to 171.95; a sum, difference, product or quotient of such values is again an
interval. Bounds are fractions, so that nothing is lost or won by binary rounding; None is no bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``, both included; None where there is no bound."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def of(cls, low: float | None, high: float | None) -> Interval:
        """From stored bounds; a float stands for the shortest decimal number that it is written as."""
        return cls(exact(low), exact(high))

    @property
    def bounded(self) -> bool:
        return self.low is not None and self.high is not None

    def __neg__(self) -> Interval:
        return Interval(_minus(self.high), _minus(self.low))

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """The product; without bounds unless both are bounded."""
        if not (self.bounded and other.bounded):
            return Interval(None, None)
        if self.low is self.high and other.low is other.high:
            return point(self.low * other.low)  # type: ignore[operator]
        if self.low >= 0 and other.low >= 0:  # type: ignore[operator]
            return Interval(self.low * other.low, self.high * other.high)  # type: ignore[operator]
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]  # type: ignore[operator]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; without bounds where the divisor may be zero or either side is unbounded."""
        if not (self.bounded and other.bounded) or other.holds(Fraction(0)):
            return Interval(None, None)
        if self.low is self.high and other.low is other.high:
            return point(self.low / other.low)  # type: ignore[operator]
        if self.low >= 0 and other.low > 0:  # type: ignore[operator]
            return Interval(self.low / other.high, self.high / other.low)  # type: ignore[operator]
        return self * Interval(1 / other.high, 1 / other.low)  # type: ignore[operator]

    def scaled(self, factor: int | Fraction) -> Interval:
        """Every value times a number."""
        low, high = (None if b is None else b * factor for b in (self.low, self.high))
        return Interval(high, low) if factor < 0 else Interval(low, high)

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies inside."""
        return not (self.low is not None and value < self.low or self.high is not None and value > self.high)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not self.below(other) and not other.below(self)

    def below(self, other: Interval) -> bool:
        """Whether every value is less than every value of the other."""
        return self.high is not None and other.low is not None and self.high < other.low

    def gap(self, other: Interval) -> Fraction:
        """How far the two are apart; 0 when they meet."""
        if self.below(other):
            return other.low - self.high  # type: ignore[operator]
        if other.below(self):
            return self.low - other.high  # type: ignore[operator]
        return Fraction(0)

    def widened(self) -> Interval:
        """Twice as wide, for figures that were cut off where others are rounded."""
        if not self.bounded:
            return self
        half = (self.high - self.low) / 2  # type: ignore[operator]
        return Interval(self.low - half, self.high + half)  # type: ignore[operator]


@lru_cache(maxsize=65_536)
def exact(value: float | None) -> Fraction | None:
    """The decimal number that a float is written as, exactly."""
    return None if value is None else Fraction(Decimal(repr(float(value))))


def point(value: int | Fraction) -> Interval:
    """One exact value."""
    exactly = value if isinstance(value, Fraction) else Fraction(value)
    return Interval(exactly, exactly)


def _minus(bound: Fraction | None) -> Fraction | None:
    return None if bound is None else -bound


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b
