"""The days that a line names: by the languages' own templates, and in figures alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.language import Language
from etl.text import make_view
from etl.tokens import tokenise

CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]) ?[:hH] ?[0-5]\d(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])")
_MONTH = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d/.-])")
_NO_YEAR = re.compile(r"(?<![\d/.,-])(\d{1,2})/(\d{1,2})(?![\d/.,-]*\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d/-])")


@dataclass(frozen=True)
class Day:
    """A day as a line names it: ``code`` is 2024-08-20, 2024-08 (a month), or None where it cannot be told (``why``).

    ``month`` and ``day`` are kept where only the year is missing. ``start`` and ``end`` are positions in the line.
    """

    code: str | None
    start: int
    end: int
    month: int | None = None
    day: int | None = None
    why: str | None = None


def days(line: str, lang: Language) -> list[Day]:
    """Every day that a line of a text in that language names, in the order of the line."""
    first = (_of(m.start(), m.end(), int(m[1]), int(m[3]), int(m[4])) for m in _YEAR_FIRST.finditer(line))
    out = [d for d in first if d is not None]
    view = make_view(line, lang.fold)
    for token in tokenise(view, lang):
        match = token.get("period")
        if match is not None and match.kind == "day" and "d1" not in match.slots:
            start, end = view.span(token.start, token.end)
            day = _worded(match.slots, lang, start, end)
            if day is not None and not any(d.start < end and start < d.end for d in out):
                out.append(day)
    for m in _YEAR_LAST.finditer(line):
        day = _in_figures(m)
        if day is not None and not any(d.start < m.end() and m.start() < d.end for d in out):
            out.append(day)
    if not out:
        out = [Day(m[0], m.start(), m.end()) for m in _MONTH.finditer(line)]
    return sorted(out, key=lambda d: d.start)


def short_days(line: str) -> list[Day]:
    """Days in figures without a year ("19/8"); most such figures are something else, so these only bear out others."""
    return [
        Day(None, m.start(), m.end(), month, day, "its year is not told")
        for m in _NO_YEAR.finditer(line)
        for day, month in ((int(m[1]), int(m[2])), (int(m[2]), int(m[1])))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]


def _worded(slots: dict, lang: Language, start: int, end: int) -> Day | None:
    month, day = slots.get("m"), slots.get("d")
    month = lang.months.get(month) or (int(month) if month and month.isdigit() else None)
    if month is None or not (day or "").isdigit():
        return None
    year = next((m[0] for s in ("y", "Y") if (m := re.search(r"\d{4}", slots.get(s) or ""))), None)
    if year is None:
        return Day(None, start, end, month, int(day), "its year is not told")
    return _of(start, end, int(year), month, int(day))


def _in_figures(m: re.Match) -> Day | None:
    """Day and month in figures: where both could be either, it is not told which is which."""
    first, second, year = int(m[1]), int(m[3]), int(m[4])
    if first > 12 or first == second:
        return _of(m.start(), m.end(), year, second, first)
    if second > 12:
        return _of(m.start(), m.end(), year, first, second)
    return Day(None, m.start(), m.end(), why="it can be read with the day or the month first")


def _of(start: int, end: int, year: int, month: int, day: int) -> Day | None:
    try:
        return Day(date(year, month, day).isoformat(), start, end, month, day)
    except ValueError:
        return None
