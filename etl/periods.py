"""Periods: their notation, their first and last day, and the arithmetic that relative words need.

The notation is the fact table's (ISO 8601 and SDMX): ``2023``, ``2024-S1``, ``2024-Q3``, ``2024-08``,
``2024-01/2024-09``, ``..2024-10``, ``2019..``, ``2024-10-15``, ``2024-01-01/2024-09-15``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Period:
    """A period as printed in the fact table, with its first and last day and its kind."""

    code: str
    start: date | None
    end: date | None
    type: str

    @property
    def year(self) -> int | None:
        day = self.end or self.start
        return day.year if day else None


def _last(y: int, m: int) -> date:
    return date(y, m, calendar.monthrange(y, m)[1])


@lru_cache(maxsize=1_024)
def year(y: int) -> Period:
    return Period(f"{y:04d}", date(y, 1, 1), date(y, 12, 31), "year")


def half(y: int, h: int) -> Period:
    return Period(f"{y:04d}-S{h}", date(y, 6 * h - 5, 1), _last(y, 6 * h), "half")


@lru_cache(maxsize=1_024)
def quarter(y: int, q: int) -> Period:
    return Period(f"{y:04d}-Q{q}", date(y, 3 * q - 2, 1), _last(y, 3 * q), "quarter")


@lru_cache(maxsize=1_024)
def month(y: int, m: int) -> Period:
    return Period(f"{y:04d}-{m:02d}", date(y, m, 1), _last(y, m), "month")


@lru_cache(maxsize=1_024)
def months(y: int, m1: int, m2: int, y1: int | None = None) -> Period:
    """Month ``m1`` (of ``y1`` or ``y``) to ``m2`` of ``y``; from January on it is cumulative."""
    y1 = y if y1 is None else y1
    if (y1, m1) == (y, m2):
        return month(y, m2)
    if m1 == 1 and y1 == y:
        if m2 == 12:
            return year(y)
        kind = "ytd"
    else:
        kind = "range"
    return Period(f"{y1:04d}-{m1:02d}/{y:04d}-{m2:02d}", date(y1, m1, 1), _last(y, m2), kind)


def days(a: date, b: date) -> Period:
    if a == b:
        return day(a)
    kind = "ytd" if (a.month, a.day) == (1, 1) and a.year == b.year else "range"
    return Period(f"{a.isoformat()}/{b.isoformat()}", a, b, kind)


def day(d: date) -> Period:
    return Period(d.isoformat(), d, d, "day")


def stock(y: int, m: int | None = None, d: int | None = None) -> Period:
    """Everything up to the end of a year, a month or a day."""
    if m is None:
        return Period(f"..{y:04d}", None, date(y, 12, 31), "stock")
    if d is None:
        return Period(f"..{y:04d}-{m:02d}", None, _last(y, m), "stock")
    return Period(f"..{y:04d}-{m:02d}-{d:02d}", None, date(y, m, d), "stock")


def since(y: int) -> Period:
    return Period(f"{y:04d}..", date(y, 1, 1), None, "since")


def safe_date(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def a_year_earlier(p: Period) -> Period:
    """The same period of the year before (for base values)."""
    code = re.sub(r"\d{4}", lambda g: f"{int(g[0]) - 1:04d}", p.code)
    return Period(code, _back(p.start), _back(p.end), p.type)


def month_before(p: Period) -> Period:
    y, m = p.start.year, p.start.month
    return month(y - 1, 12) if m == 1 else month(y, m - 1)


def _back(d: date | None) -> date | None:
    if d is None:
        return None
    if (d.month, d.day) in ((2, 28), (2, 29)):  # the end of February stays the end of February
        return _last(d.year - 1, 2) if d == _last(d.year, 2) else date(d.year - 1, 2, d.day)
    return d.replace(year=d.year - 1)


@dataclass(frozen=True, slots=True)
class Published:
    """The publication date with the precision it is known in (month and day may be None)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=1_024)
    def parse(cls, text: str | None) -> Published | None:
        """From ``2024``, ``2024-08`` or ``2024-08-20``; None for anything else."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", (text or "").strip())
        if not found:
            return None
        y, m, d = (int(x) if x else None for x in found.groups())
        if not 1900 <= y <= 2100 or (m is not None and not 1 <= m <= 12):
            return None
        if d is not None and safe_date(y, m, d) is None:
            return None
        return cls(y, m, d)
