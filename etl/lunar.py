"""First days of the lunar year, where Viet Nam's and China's calendars agree."""

from __future__ import annotations

from datetime import date, timedelta

_FIRST = {
    2008: (2, 7),
    2009: (1, 26),
    2010: (2, 14),
    2011: (2, 3),
    2012: (1, 23),
    2013: (2, 10),
    2014: (1, 31),
    2015: (2, 19),
    2016: (2, 8),
    2017: (1, 28),
    2018: (2, 16),
    2019: (2, 5),
    2020: (1, 25),
    2021: (2, 12),
    2022: (2, 1),
    2023: (1, 22),
    2024: (2, 10),
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
}
_FEAST = 15  # days that are counted from it


def lunar_day(year: int, day: int) -> date | None:
    """The day of the first lunar month that begins in this year: "Mùng 1 Tết", 大年初一."""
    if year not in _FIRST or not 1 <= day <= _FEAST:
        return None
    return date(year, *_FIRST[year]) + timedelta(days=day - 1)
