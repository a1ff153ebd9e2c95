"""Questions to the fact table: filter it, and group its facts into observations."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from etl.codes import codelist
from etl.errors import FilterError
from etl.filters import FILTERS, LISTED, listed
from etl.folding import fold_column
from etl.preference import in_order
from etl.schema import FACT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

NONE = "none"  # in a filter: the column is empty (no compiler stated, no commodity)

_BOUNDS = {"from": "period_from", "to": "period_to"}
_COLUMNS = {c.name: c for c in FACT_COLUMNS}


class Codes(Protocol):
    """What columns hold, as :class:`etl.Index` and :class:`TableCodes` tell it."""

    def held(self, column: str) -> Iterable[str | None]:
        """The values of a column, where they are few."""

    def holds(self, column: str, value: str) -> bool:
        """Whether any row has a value."""


class TableCodes:
    """What the columns of a table in memory hold."""

    def __init__(self, facts: pa.Table) -> None:
        self._facts = facts

    def held(self, column: str) -> Iterable[str | None]:
        """The values of a column."""
        return pc.unique(self._facts[column]).to_pylist()

    def holds(self, column: str, value: str) -> bool:
        """Whether any row has a value."""
        return value in self.held(column)


def parse_filters(query: Mapping[str, Any], facts: pa.Table | Codes | None = None) -> dict[str, Any]:
    """Keyword arguments for :func:`select` from query strings or command-line options.

    Values are strings or lists of strings; several values are separated by commas (one that holds a comma
    is put in double quotes), empty ones are ignored, and ``none`` means an empty column. Codes are checked
    against their codelist and, given the fact table or an index of it, against what it holds for columns
    without one. Raises :class:`FilterError`.
    """
    codes = TableCodes(facts) if isinstance(facts, pa.Table) else facts
    found: dict[str, Any] = {}
    for name, raw in query.items():
        if name not in FILTERS:
            raise FilterError(f"unknown filter {name!r}; there are {', '.join(FILTERS)}")
        given = (
            [raw] if isinstance(raw, str) else [r for r in raw if r is not None] if raw is not None else []
        )
        given = [g for g in given if g.strip()]
        if not given:
            continue
        if name in LISTED:
            values = listed(given)
            for value in values:
                _check(name, value, codes)
            found[name] = values
        elif name == "q":
            found["q"] = " ".join(given)
        elif name == "min_confidence":
            found[name] = _confidence(given[-1])
        else:
            period_bounds(name, given[-1])
            found[_BOUNDS[name]] = given[-1].strip()
    return found


def facts_frame(data_dir: str | Path, **filters: Any) -> pd.DataFrame:
    """The fact table as a pandas data frame, one row a fact, for work in Python or a notebook.

    ``filters`` are those of :func:`select`. Columns are those of the codebook; dates are Python dates, lists
    stay lists. The frame is a copy: change it as you like. Raises what :func:`etl.load_tables` raises.
    """
    from etl.tables import load_tables

    return select(load_tables(data_dir).facts, **filters).to_pandas()


def load_facts(
    data_dir: str | Path = "data",
    *,
    columns: Iterable[str] | None = None,
    order: Iterable[str] | str | None = None,
    limit: int | None = None,
    wide: bool = False,
    base_url: str | None = None,
    **filters: Any,
) -> pd.DataFrame:
    """The facts as a typed pandas data frame, asked for as in an extract's address.

    ``filters`` are those of :func:`select`, checked as in an address; ``columns``, ``order`` (``-value`` turns it
    round), ``limit`` and ``wide`` are the options of an extract. Codes are categories, text is ``string``, whole
    numbers are nullable, dates are ``datetime64[s]``; nothing missing is ever a number or the text "NA". With a
    ``base_url`` there is a column ``link``. Raises :class:`FilterError`, and what :func:`etl.load_tables` raises.
    """
    from etl.extracts.frame import frame

    return frame(data_dir, filters, columns=columns, order=order, limit=limit, wide=wide, base_url=base_url)


def select(
    facts: pa.Table,
    *,
    indicator: str | Iterable[str] | None = None,
    transform: str | Iterable[str] | None = None,
    reporter: str | Iterable[str] | None = None,
    partner: str | Iterable[str] | None = None,
    commodity: str | Iterable[str] | None = None,
    compiler: str | Iterable[str] | None = None,
    period_type: str | Iterable[str] | None = None,
    fact_id: str | Iterable[str] | None = None,
    doc_id: str | Iterable[str] | None = None,
    lang: str | Iterable[str] | None = None,
    publisher: str | Iterable[str] | None = None,
    min_confidence: float | None = None,
    review: str | Iterable[str] | None = None,
    period_from: str | None = None,
    period_to: str | None = None,
    q: str | None = None,
) -> pa.Table:
    """The facts that match every filter given, in their order.

    A filter over codes takes one or several; ``none`` stands for an empty column. ``MY+ID`` is found under
    MY, ID and MY+ID. ``period_from`` and ``period_to`` keep facts whose period overlaps the span (a stock
    lies at the day it is counted at); facts without a period are then left out. ``q`` needs every word, a
    phrase in double quotes as it stands. Raises :class:`FilterError` for a bound that is no period.
    """
    listed = {
        "indicator": indicator,
        "transform": transform,
        "reporter": reporter,
        "partner": partner,
        "commodity": commodity,
        "compiler": compiler,
        "period_type": period_type,
        "fact_id": fact_id,
        "doc_id": doc_id,
        "lang": lang,
        "publisher": publisher,
        "review": review,
    }
    masks = []
    for name, wanted in listed.items():
        if wanted is not None:
            masks.append(_among(facts, name, {wanted} if isinstance(wanted, str) else set(wanted)))
    if min_confidence is not None:
        # Compared as stored: 0.9 as float32 is a little less than 0.9 as float64.
        masks.append(pc.greater_equal(facts["confidence"], pa.scalar(min_confidence, pa.float32())))
    if period_from is not None:
        first, _ = period_bounds("from", period_from)
        open_end = pc.and_(pc.is_null(facts["period_end"]), pc.is_valid(facts["period_start"]))
        masks.append(pc.or_kleene(open_end, pc.greater_equal(facts["period_end"], pa.scalar(first))))
    if period_to is not None:
        _, last = period_bounds("to", period_to)
        begins = pc.coalesce(facts["period_start"], facts["period_end"])
        masks.append(pc.less_equal(begins, pa.scalar(last)))
    if masks:
        # One pass over the rows, however many filters; a comparison with an empty cell matches nothing.
        facts = facts.filter(reduce(pc.and_kleene, masks), null_selection_behavior="drop")
    terms = search_terms(q)
    if terms:
        hay = folded(facts)
        hits = [pc.match_substring(hay, term) for term in terms]
        facts = facts.filter(reduce(pc.and_, hits))
    return facts


def search_terms(q: str | None) -> list[str]:
    """What must be found for ``q``: its words, and phrases in double quotes, folded as :func:`folded` does."""
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', q or "")]
    if not terms:
        return []
    return [t for t in fold_column(pa.array(terms, pa.string())).to_pylist() if t]


def folded(facts: pa.Table) -> pa.ChunkedArray:
    """What ``q`` searches of every fact: passage and title, folded, a line end between."""
    texts = (facts["passage"], pc.fill_null(facts["title"], ""))
    return fold_column(pc.binary_join_element_wise(*texts, "\n"))


def fold(text: str) -> str:
    """Text without case and without marks above, below and through its letters, for searching."""
    # decomposing can bring out capitals (mathematical letters) and lower case can bring out marks: each comes twice
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return bare.replace("\u0111", "d")  # d with stroke has no decomposition


_SERIES = ("indicator", "transform", "reporter", "partner", "commodity", "compiler", "unit")
_PERIOD = ("period", "period_start", "period_end", "period_type")
_SHOWN = ("value", "value_low", "value_high", "value_printed", "unit_mult", "approx", "status")


def observations(facts: pa.Table) -> pa.Table:
    """One row per observation: its series and period, the fact shown, and how far the facts spread.

    Columns: observation_id; indicator, transform, reporter, partner, commodity, compiler, unit, rank_scope,
    rank_of; period, period_start, period_end, period_type; fact_id of the fact shown and its value,
    value_low, value_high, value_printed, unit_mult, approx, status; ``facts`` and ``documents`` (counts),
    ``fact_ids`` (the one shown first) and ``spread``, (greatest - least) / |shown|, null when 0 is shown.
    The fact shown is the one with a stated compiler, then with more printed digits, then published later,
    then of higher confidence. Rejected facts take no part.
    """
    facts = facts.filter(pc.not_equal(facts["review"], "rejected"))
    facts = facts.take(in_order(facts))

    ids = facts["observation_id"].to_pylist()
    starts = [i for i, one in enumerate(ids) if i == 0 or one != ids[i - 1]]
    groups = list(zip(starts, [*starts[1:], len(ids)] if ids else [], strict=True))
    value, fact_id, doc_id = (facts[n].to_pylist() for n in ("value", "fact_id", "doc_id"))
    shown = facts.take(pa.array(starts, pa.int64()))
    columns = {
        n: shown[n]
        for n in ("observation_id", *_SERIES, "rank_scope", "rank_of", *_PERIOD, "fact_id", *_SHOWN)
    }
    columns["facts"] = pa.array([b - a for a, b in groups], pa.int32())
    columns["documents"] = pa.array([len(set(doc_id[a:b])) for a, b in groups], pa.int32())
    columns["fact_ids"] = pa.array([fact_id[a:b] for a, b in groups], pa.list_(pa.string()))
    spread = [(max(value[a:b]) - min(value[a:b])) / abs(value[a]) if value[a] else None for a, b in groups]
    columns["spread"] = pa.array(spread, pa.float64())
    return pa.table(columns).sort_by(
        [(n, "ascending") for n in (*_SERIES, "period_end", "period", "observation_id")]
    )


def _among(facts: pa.Table, name: str, wanted: set[str]) -> pa.ChunkedArray:
    column = facts[name]
    if name in ("reporter", "partner"):
        held = pc.unique(column).to_pylist()
        wanted = wanted | {code for code in held if code and wanted & set(code.split("+"))}
    return pc.is_in(column, value_set=pa.array([None if v == NONE else v for v in wanted], pa.string()))


_TOLD = 100  # values that a message lists


def _check(name: str, value: str, codes: Codes | None) -> None:
    column = _COLUMNS[name]
    if value == NONE and column.nullable:
        return
    if column.codelist and name in ("reporter", "partner") and "+" in value:
        for part in value.split("+"):
            _check(name, part, codes)
        return
    declared = column.values or (codelist(column.codelist) if column.codelist else None)
    if value in declared if declared is not None else codes is None or codes.holds(name, value):
        return
    if name == "fact_id":  # a list of every fact helps nobody
        raise FilterError(f"unknown fact_id {value!r}. A refresh may have removed it, or it was cut short")
    held = sorted(v for v in codes.held(name) if v is not None) if codes is not None else None
    near = difflib.get_close_matches(value, declared or held or (), n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    raise FilterError(f"unknown {name} {value!r}{hint} There are {told(held or declared or ())}")


def told(values: Iterable[str]) -> str:
    """Values as a message lists them."""
    listed = [*values]
    more = len(listed) - _TOLD
    return ", ".join(listed[:_TOLD]) + (f" and {more} more" if more > 0 else "") or "none"


def _confidence(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise FilterError(f"min_confidence {text!r} is no number from 0 to 1")
    return value


def period_bounds(name: str, text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a period that bounds a filter."""
    m = re.fullmatch(r"(\d{4})(?:-(?:S([12])|Q([1-4])|(\d\d)(?:-(\d\d))?))?", text.strip())
    try:
        if not m:
            raise ValueError
        year, half, quarter, month, day = (int(g) if g else None for g in m.groups())
        if day:
            return (one := dt.date(year, month, day)), one
        first, months = (
            (6 * half - 5, 6)
            if half
            else (3 * quarter - 2, 3)
            if quarter
            else (month or 1, 1 if month else 12)
        )
        last = first + months - 1
        return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:
        raise FilterError(
            f"{name} {text!r} is no period; write 2023, 2024-S1, 2024-Q3, 2024-08 or 2024-10-15"
        ) from None
