"""Filters and options of an extract, one declaration for addresses, the command line and the documentation."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from etl.errors import FilterError

# As in the address of an extract and on the command line; `from` and `to` are select()'s period_from and
# period_to because `from` is no name in Python.
FILTERS: dict[str, str] = {
    "indicator": "What is measured, a code of the codelist indicators: trade_total.",
    "transform": "level, growth, change, share or rank.",
    "reporter": "Whose figure it is, an area code: VN, CN-YN.",
    "partner": "With whom, an area code.",
    "commodity": "Goods or sector, a code of the codelist commodities.",
    "compiler": "The authority that compiled the figure, a code of the codelist compilers.",
    "period_type": "year, half, quarter, month, ytd, stock, day, since or range.",
    "fact_id": "Identifier of a fact, as in its link.",
    "doc_id": "Identifier of the document.",
    "lang": "Language of the document: vi, en, zh.",
    "publisher": "Publisher of the document, as written there.",
    "min_confidence": "Least confidence, 0 to 1.",
    "review": "auto, confirmed, corrected or rejected.",
    "from": "First period, 2023, 2024-S1, 2024-Q3, 2024-08 or 2024-10-15: facts whose period reaches it.",
    "to": "Last period, written like from: facts whose period begins by its end.",
    "q": "Words that the passage or the title holds, in any case and with or without marks.",
}

LISTED = tuple(
    n for n in FILTERS if n not in ("min_confidence", "from", "to", "q")
)  # several values, commas between

# What an extract takes besides: how the rows that match are laid out.
OPTIONS: dict[str, str] = {
    "columns": "Columns to write, in this order; fact_id and link come along at the end when they are not named.",
    "order": "Columns to order by, the first one first; - before a name turns it round: -value,period_end.",
    "limit": "So many rows at most, after ordering.",
    "wide": "1: a table for analysis, periods down and series across, with the figure shown for each observation.",
    "bom": "0: CSV and TSV begin without the mark by which Excel knows UTF-8.",
}


def listed(given: Iterable[str]) -> list[str]:
    """Values separated by commas; one that holds a comma stands in double quotes. Raises FilterError for line ends."""
    try:
        return [v.strip() for row in csv.reader(given, skipinitialspace=True) for v in row if v.strip()]
    except csv.Error:
        raise FilterError(
            f"{', '.join(given)!r} is no list of values; write them on one line, commas between"
        ) from None
