"""The index opened for reading: filters in, rows out, in memory that does not grow with the tables."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.errors import DataError
from etl.index.sql import (
    BESIDE,
    FACT_AT,
    FACTS_AT,
    LOOKED_UP,
    MOST_BESIDE,
    NEAREST,
    PLACE,
    SOME,
    Where,
    conditions,
    counted,
    ordering,
)
from etl.query import search_terms
from etl.rows import Rows
from etl.schema import FACT_COLUMNS, LINK, OBSERVATION_COLUMNS, Column, arrow_schema
from etl.schema_checks import HISTORY_COLUMNS
from etl.tables import TABLES
from etl.views import View, views

_MEMORY = "48MB"  # for all questions of a process at a time; what needs more goes to disk
_SORTING = "300MB"  # for sorting an extract of many rows
_MANY = 2_000_000  # rows of a table for which that is enough
_ROOM = "1GB"  # for a question that cannot do with less, such as one that searches very long texts
# Memory that a question used goes back to the system soon; else hundreds of megabytes stay with the process. A thread of
# the allocator sees to it, so that the next question need not ask for the same memory again.
_GIVE_BACK = {
    "allocator_background_threads": True,
    "allocator_flush_threshold": "4MB",
    "allocator_bulk_deallocation_flush_threshold": "4MB",
}
# Rows are read by their numbers with all others skipped, up to so many at a time: ten times as fast as reading past them.
_MOST_PLACES = 5_000
# The first rows that match are found in one go: to look for their numbers apart, as DuckDB does for a few, takes longer.
_SKIP = {"dynamic_or_filter_threshold": _MOST_PLACES, "late_materialization_max_rows": 0}
# Of their numbers the first and last are told as well: the parts of a table outside them are then not even looked at.
_BETWEEN = f"{PLACE} BETWEEN ? AND ?"
_ROWS = 2_000  # rows a piece of an answer; DuckDB sets memory aside for so many, a million unless it is told
_PAGE = 2_000  # up to so many rows are found first and then read, which is quicker than reading while finding
_PART = 122_880  # rows of a table that DuckDB keeps together
_ONE_BY_ONE = 200  # so many facts are found sooner one after the other than all at once
_COUNTS = 1_024  # counts remembered

_SCHEMAS = {name: arrow_schema(columns).remove_metadata() for name, columns in TABLES.items()}
_PLACED = _SCHEMAS["facts"].append(pa.field(PLACE, pa.int64()))
_LIGHT = pa.schema([f for f in _PLACED if f.name not in ("mentions", "evidence")])
# What only a figure's own page, a list with its sentences or an extract tells is not read for charts.
_OF_ONE = (
    *(
        "mentions",
        "evidence",
        "char_start",
        "char_end",
        "passage",
        "passage_start",
        "passage_end",
        "quote_prefix",
    ),
    *(
        "quote_suffix",
        "doc_sha256",
        "confidence_reasons",
        "reviewed_by",
        "reviewed_on",
        "review_note",
        "read_as",
    ),
    *("rule", "extractor"),
)
_CHARTED = pa.schema([f for f in _PLACED if f.name not in _OF_ONE])
_TOLD_OF_DOCUMENT = pa.schema([f for f in _SCHEMAS["documents"] if f.name != "text"])
_SHOWN = pa.schema([f for f in _PLACED if f.name in {c.name for c in OBSERVATION_COLUMNS} or f.name == PLACE])
_HISTORY = arrow_schema(HISTORY_COLUMNS).remove_metadata()
_OBSERVATIONS = arrow_schema(OBSERVATION_COLUMNS).remove_metadata()
# The order of etl.query.observations.
_BY_SERIES = (
    *("indicator", "transform", "reporter", "partner", "commodity", "compiler", "unit"),
    *("period_end", "period", "observation_id"),
)


class Index:
    """One state of the tables. Questions may be asked from several threads; each gets a cursor of its own."""

    # The columns of facts but the two that hold lists of spans.
    light = tuple(name for name in _LIGHT.names if name != PLACE)

    def __init__(self, path: Path, stamp: tuple, fingerprint: str | None) -> None:
        spill = tempfile.mkdtemp(prefix="tradetrace-")
        # at the end nobody asks whether the folder could be removed
        weakref.finalize(self, shutil.rmtree, spill, ignore_errors=True)
        self._config = {"threads": 1, "memory_limit": _MEMORY, "temp_directory": spill, **_GIVE_BACK, **_SKIP}
        self._db = duckdb.connect(path, read_only=True, config=self._config)
        _shut(self._db)
        self.stamp, self.fingerprint = stamp, fingerprint
        self.path = path
        self._held: dict[str, dict[str | None, int]] = {}
        self._counts: OrderedDict[tuple, int] = OrderedDict()
        self._lock = threading.Lock()
        weakref.finalize(self, self._db.close)

    @property
    def written(self) -> int:
        """When the newest of the tables was written, in seconds since 1970 UTC."""
        return max((mark[0] for mark in self.stamp if isinstance(mark, tuple)), default=0) // 1_000_000_000

    # Codes and counts

    def held(self, column: str) -> dict[str | None, int]:
        """The values of a coded column, of ``lang``, ``publisher`` or ``doc_id``, each with the number of its facts."""
        if not self._held:
            found: dict[str, dict[str | None, int]] = {}
            for name, code, facts in self._all("SELECT * FROM held ORDER BY name, code"):
                found.setdefault(name, {})[code] = facts
            self._held = found
        if column == "doc_id":
            return dict(self._all("SELECT doc_id, count(*) FROM facts_of_document GROUP BY 1 ORDER BY 1"))
        return self._held.get(column, {})

    def holds(self, column: str, value: str) -> bool:
        """Whether any fact has this value in a column."""
        if column == "fact_id":
            return bool(self._facts_at([value]))
        if column == "doc_id":
            return bool(self._all("SELECT 1 FROM facts_of_document WHERE doc_id = ? LIMIT 1", [value]))
        return value in self.held(column)

    def count(self, **filters: Any) -> int:
        """How many facts match; the latest answers are remembered."""
        key = _key(filters)
        with self._lock:
            if key in self._counts:
                self._counts.move_to_end(key)
                return self._counts[key]
        where = self._where(filters)
        table, number = counted(filters)
        found = self._all(f"SELECT {number} FROM {table}{where}", where.values)[0][0]
        with self._lock:
            self._counts[key] = found
            while len(self._counts) > _COUNTS:
                self._counts.popitem(last=False)
        return found

    def values_of(self, name: str, column: str) -> list[Any]:
        """The different values of a column of a table; of a list's parts where it holds lists."""
        declared = next(c for c in TABLES[_known(name)] if c.name == column)
        cell = f'unnest("{column}")' if pa.types.is_list(declared.type) else f'"{column}"'
        return [v for (v,) in self._all(f'SELECT DISTINCT {cell} AS v FROM "{name}" ORDER BY v')]

    def size(self, name: str) -> int:
        """The number of rows of a table."""
        return self._all(f'SELECT count(*) FROM "{_known(name)}"')[0][0]

    # Facts

    def facts(
        self,
        *,
        columns: Iterable[str] | None = None,
        order: Iterable[tuple[str, bool]] = (),
        limit: int | None = None,
        offset: int = 0,
        link: str | None = None,
        **filters: Any,
    ) -> Rows:
        """The facts that match :func:`etl.select`'s filters, in the order of the table unless ``order`` is given.

        ``order`` holds (column, ascending). ``columns`` are kept in their order; ``link``, the root of the site's
        address, adds the column ``link`` at the end. Raises :class:`etl.FilterError` for a bound that is no period.
        """
        where = self._where(filters)
        total = max(0, self.count(**filters) - offset)
        total = total if limit is None else min(total, limit)
        names = [*columns] if columns is not None else [c.name for c in FACT_COLUMNS]
        linked = link is not None and (columns is None or LINK.name in names)
        if linked and LINK.name not in names:
            names.append(LINK.name)
        declared = {c.name: c for c in (*FACT_COLUMNS, LINK)}
        order = tuple(("fact_id" if n == LINK.name else n, up) for n, up in order)
        root = (link or "").rstrip("/") + "/figure/"
        return self._answer("facts", [declared[n] for n in names], where, order, total, limit, offset, root)

    def fact(self, fact_id: str) -> dict[str, Any] | None:
        """A fact by its identifier."""
        found = self._at("facts", "SELECT n FROM fact_at WHERE key = hash(?)", fact_id)
        return next((row for row in found if row["fact_id"] == fact_id), None)

    def facts_by_id(self, fact_ids: Iterable[str]) -> dict[str, View]:
        """Facts by their identifiers, without mentions and evidence; identifiers of no fact are left out."""
        places = self._facts_at(list(dict.fromkeys(fact_ids)))
        return {
            row["fact_id"]: row for row in views(self._table("facts", places, _LIGHT).drop_columns(PLACE))
        }

    def facts_of_document(self, doc_id: str, most: int | None = None) -> list[dict[str, Any]]:
        """A document's facts in the order in which it states them, the first ``most`` of the table."""
        sql = f"SELECT n FROM facts_of_document WHERE doc_id = ? ORDER BY n{_at_most(most)}"
        return sorted(self._at("facts", sql, doc_id), key=lambda f: (f["char_start"], f["char_end"]))

    def neighbours(self, fact_id: str, doc_id: str) -> tuple[View | None, View | None]:
        """The facts that the document states before and after one of its facts, without mentions and evidence."""
        sql = "SELECT n FROM facts_of_document WHERE doc_id = ? ORDER BY rowid"
        order = [n for (n,) in self._all(sql, [doc_id])]
        own = self._facts_at([fact_id])
        if not own or own[0] not in order:
            return None, None
        at = order.index(own[0])
        wanted = [order[i] if 0 <= i < len(order) else None for i in (at - 1, at + 1)]
        found = iter(self._light([n for n in wanted if n is not None]))
        before, after = (None if n is None else next(found) for n in wanted)
        return before, after

    def facts_of_observation(
        self, observation_id: str, most: int | None = None, columns: Iterable[str] | None = None
    ) -> list[View]:
        """All facts that state an observation, the one shown first, rejected ones last; without mentions and evidence.

        The time that it takes is that of the ``columns``, all of them unless some are named.
        """
        sql = "SELECT n FROM facts_of_observation WHERE observation_id = ? AND place"
        # Of an observation that many documents state the first few are found at once by their places.
        few = "IS NOT NULL" if most is None else f"<= {int(most)}"
        found = self._all(f"{sql} {few} ORDER BY place", [observation_id])
        if most is None or len(found) < most:
            found += self._all(f"{sql} IS NULL ORDER BY n", [observation_id])
        places = [n for (n,) in found[:most]]
        schema = pa.schema([_LIGHT.field(name) for name in (*columns, PLACE)]) if columns else _LIGHT
        return self._light(places, schema)

    def beside(self, observation_id: str, most: int) -> tuple[list[Mapping[str, Any]], int]:
        """The first facts that state an observation, rejected ones last, and how many in all are not rejected.

        They have the columns :data:`BESIDE`. None of an observation that one fact alone states.
        """
        sql = f"SELECT {_cells(BESIDE)}, facts FROM beside WHERE observation_id = ? ORDER BY place NULLS LAST"
        found = self._all(sql, [observation_id])
        told = found[0][-1] if found else 0
        if min(most, told) > MOST_BESIDE:  # more than are kept side by side
            return self.facts_of_observation(observation_id, most, BESIDE), told
        return [dict(zip(BESIDE, row, strict=False)) for row in found[:most]], told

    def told_of_observation(self, observation_id: str) -> tuple[int, int]:
        """How many facts that are not rejected, and how many documents, state an observation."""
        found = self._all("SELECT facts, documents FROM shown WHERE observation_id = ?", [observation_id])
        return found[0] if found else (0, 0)

    def warm(self) -> None:
        """Read a fact of each part of the table: what DuckDB must know of a part it looks up when it first reads there."""
        try:
            for place in range(0, self.size("facts"), _PART):
                self._read("facts", [place])
        except duckdb.Error:
            return  # closed meanwhile, or damaged there: who asks for it will be told

    # Observations

    def observations(
        self,
        *,
        order: Iterable[tuple[str, bool]] = (),
        limit: int | None = None,
        offset: int = 0,
        named: bool = True,
        **filters: Any,
    ) -> Rows:
        """One row per observation of the facts that match, as :func:`etl.observations` makes them.

        Without ``named`` their ``fact_ids`` are empty: of an observation that many documents state they take longest.
        """
        where = self._where(filters)
        where.add("place IS NOT NULL")
        total = self._all(f"SELECT count(DISTINCT observation_id) FROM facts{where}", where.values)[0][0]
        total = max(0, total - offset)
        total = total if limit is None else min(total, limit)
        order = tuple(("fact_id" if n == LINK.name else n, up) for n, up in order)
        keys = (*dict.fromkeys(order), *((n, True) for n in _BY_SERIES if n not in dict(order)))
        by = ", ".join(f"{_KEYS.get(n, f'f.{n}')} {'ASC' if up else 'DESC'} NULLS LAST" for n, up in keys)
        # First which they are, then what they are, some at a time: a list of all their facts may not fit into memory.
        sql = f"""WITH o AS (
            SELECT observation_id, arg_min(n, place) AS n, count(*) AS facts, count(DISTINCT doc_id) AS documents,
                max(value) - min(value) AS span
            FROM facts{where} GROUP BY observation_id)
            SELECT o.n, o.facts, o.documents, o.span FROM o JOIN facts f ON f.n = o.n
            ORDER BY {by}{_at_most(limit)} OFFSET {int(offset)}"""

        def read(size: int) -> Iterator[pa.RecordBatch]:
            found = self._numbers(sql, where.values)
            for start in range(0, len(found["n"]), size):
                some = {name: cells[start : start + size] for name, cells in found.items()}
                yield self._observed(some, where, named)

        return Rows(_OBSERVATIONS, total, read)

    def _observed(self, found: Mapping[str, Any], where: Where, named: bool) -> pa.RecordBatch:
        places = found["n"].tolist()
        rows = {row["n"]: row for row in self._read("facts", places, _SHOWN)}
        made = []
        for n, facts, documents, span in zip(
            places, found["facts"], found["documents"], found["span"], strict=True
        ):
            row = rows[n]
            spread = float(span) / abs(row["value"]) if row["value"] else None
            made.append({**row, "facts": facts, "documents": documents, "spread": spread})
            if not named:
                made[-1]["fact_ids"] = []
        held = pa.RecordBatch.from_pylist(made, _OBSERVATIONS)
        if not named:
            return held
        at = _OBSERVATIONS.get_field_index("fact_ids")
        ids = self._statements([row["observation_id"] for row in made], where)
        columns = [*held.columns[:at], ids.cast(_OBSERVATIONS.field(at).type), *held.columns[at + 1 :]]
        return pa.RecordBatch.from_arrays(columns, schema=_OBSERVATIONS)

    def _statements(self, observation_ids: list[str], where: Where) -> pa.ListArray:
        """The identifiers of the facts that match, in a list for each observation, those shown first.

        They are put together here, since a list of many is more than a question may hold at a time.
        """
        sql = f"""SELECT observation_id, fact_id FROM facts{where}
            AND observation_id IN (SELECT unnest(?)) ORDER BY observation_id, place"""
        schema = pa.schema([("observation_id", pa.string()), ("fact_id", pa.string())])
        asked = [*where.values, observation_ids]
        found = pa.Table.from_batches(self._stream(sql, asked, schema, _ROWS), schema).combine_chunks()
        lengths = {
            run["values"]: run["counts"] for run in pc.value_counts(found["observation_id"]).to_pylist()
        }
        starts = dict(zip(lengths, accumulate(lengths.values(), initial=0), strict=False))
        parts = [found["fact_id"].slice(starts[i], lengths[i]) for i in observation_ids]
        return pa.ListArray.from_arrays(
            pa.array(accumulate((len(part) for part in parts), initial=0), pa.int32()),
            pa.concat_arrays(
                [chunk for part in parts for chunk in part.chunks] or [pa.array([], pa.string())]
            ),
        )

    def stated(
        self,
        most: int,
        *,
        shown: bool = False,
        dated: bool = False,
        status: str | None = None,
        **filters: Any,
    ) -> tuple[list[View], int]:
        """The facts that match and are not rejected, with the columns that charts need, and how many there are.

        Where there are more than ``most``, of each observation those that would be shown first and the extremes are
        kept, and if need be the latest periods only. ``shown`` keeps only the facts that are shown for their
        observations, ``dated`` those whose period ends, ``status`` one of the statuses. Earliest period first.
        """
        where = self._where(filters)
        where.add("place = 1" if shown else "place IS NOT NULL")
        if dated:
            where.add("period_end IS NOT NULL")
        if status is not None:
            where.add("status = ?", status)
        table, number = counted(filters)
        sizes = dict(self._all(f"SELECT near, {number} FROM {table}{where} GROUP BY near", where.values))
        total = size = sum(sizes.values())
        if total > most and not shown:
            near = {first: sum(n for c, n in sizes.items() if c and c <= first) for first in NEAREST}
            first = next((first for first in NEAREST if near[first] <= most), NEAREST[-1])
            where.add("near <= ?", first)
            size = near[first]
        by = "period_end DESC NULLS LAST, period DESC NULLS LAST, place, n"
        # To look for the first ones only costs more than to sort, so that is done where there are more.
        at_most = _at_most(most if size > most else None)
        found = self._all(f"SELECT n FROM facts{where} ORDER BY {by}{at_most}", where.values)
        return self._light([n for (n,) in reversed(found)], _CHARTED), total

    def series(self, columns: Iterable[str], **filters: Any) -> int:
        """How many series the facts that match belong to, a series being the values of some columns."""
        where = self._where(filters)
        where.add("place IS NOT NULL")
        cells = ", ".join(f'"{n}"' for n in columns)
        sql = f"SELECT count(*) FROM (SELECT DISTINCT {cells} FROM facts{where})"
        return self._all(sql, where.values)[0][0]

    def sources(self, **filters: Any) -> Rows:
        """The documents that the facts that match come from, each with the number of these facts."""
        where = self._where(filters)
        told = ("title", "publisher", "url", "published", "lang")
        schema = pa.schema(
            [("doc_id", pa.string()), *((n, pa.string()) for n in told), ("facts", pa.int64())]
        )
        total = self._all(f"SELECT count(DISTINCT doc_id) FROM facts{where}", where.values)[0][0]
        sql = (
            f"SELECT doc_id, {', '.join(f'first({n}) AS {n}' for n in told)}, count(*) AS facts FROM facts{where}"
            " GROUP BY doc_id ORDER BY doc_id"
        )
        return Rows(schema, total, lambda size: self._stream(sql, where.values, schema, size))

    # Documents, and what was concluded from facts

    def documents(
        self,
        *,
        text: str | None = None,
        lang: str | None = None,
        stated: bool | None = None,
        order: Iterable[tuple[str, bool]] = (("facts", False), ("title", True), ("doc_id", True)),
        columns: Iterable[str] | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """The documents without their text, those with most figures first; ``stated``: only those with figures, or without.

        ``text`` keeps those in whose title, publisher or text every word is found, as a search finds it.
        """
        where = Where()
        for term in search_terms(text):
            where.add("contains(folded_text, ?)", term)
        if lang is not None:
            where.add("lang = ?", lang)
        if stated is not None:
            where.add("facts > 0" if stated else "facts = 0")
        return self.rows("documents", columns=columns, where=where, order=order, limit=limit, offset=offset)

    def document(self, doc_id: str) -> dict[str, Any] | None:
        """A document with its stored text."""
        places = self._document_at(doc_id)
        for row in self._read("documents", places, _TOLD_OF_DOCUMENT):
            return {**row, "text": self._text(places[0])}
        return None

    def text(self, doc_id: str) -> str | None:
        """The stored text of a document."""
        places = self._document_at(doc_id)
        return self._text(places[0]) if places else None

    def events(self) -> list[dict[str, Any]]:
        """The events that the latest documents date, each as :func:`etl.events` gives it."""
        sql = "SELECT * FROM events ORDER BY rowid"
        return self._asked(sql, None, lambda answer: answer.to_arrow_table(_ROWS)).to_pylist()

    def documents_by_id(self, doc_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Documents without their text by their identifiers; identifiers of no document are left out."""
        wanted = list(dict.fromkeys(doc_ids))
        found = [n for (n,) in self._all(f"SELECT n FROM document_at WHERE doc_id {SOME}", [wanted])]
        rows = self._table("documents", sorted(found), _TOLD_OF_DOCUMENT).to_pylist()
        return {row["doc_id"]: row for row in rows}

    def openings(self, doc_ids: Iterable[str]) -> dict[str, str]:
        """How the texts of some documents begin, of those that have no title."""
        sql = "SELECT doc_id, opening FROM openings WHERE doc_id IN (SELECT unnest(?))"
        return dict(self._all(sql, [list(doc_ids)]))

    def rows(
        self,
        name: str,
        *,
        columns: Iterable[str] | None = None,
        where: Where | None = None,
        order: Iterable[tuple[str, bool]] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """Rows of a table of :data:`etl.tables.TABLES`, as it stands unless ``order`` is given; documents without text."""
        where = where or Where()
        declared = {c.name: c for c in TABLES[_known(name)] if (name, c.name) != ("documents", "text")}
        kept = [declared[n] for n in (columns if columns is not None else declared)]
        total = self._all(f'SELECT count(*) FROM "{name}"{where}', where.values)[0][0]
        total = max(0, total - offset)
        return self._answer(
            name, kept, where, tuple(order), total if limit is None else min(total, limit), limit, offset, ""
        )

    def belonging(self, name: str, filters: dict[str, Any], columns: Iterable[str]) -> Rows:
        """The documents, or the findings of checks, that belong to the facts that match; all of them without filters."""
        where = Where()
        if filters:
            among = self._where(filters)
            if name == "documents":
                where.add(f"doc_id IN (SELECT doc_id FROM facts{among})", *among.values)
            else:
                touched = f"SELECT t.n FROM {_known(name)}_of_fact t SEMI JOIN (SELECT fact_id FROM facts{among}) f USING (fact_id)"
                where.add(f"n IN ({touched})", *among.values)
        return self.rows(name, columns=columns, where=where)

    def findings(self, most: int) -> list[dict[str, Any]]:
        """The findings of checks, those that fail first, at most so many."""
        first = "ORDER BY list_position(['fails', 'holds', 'cannot_say'], verdict), n"
        found = self._all(f"SELECT n FROM checks {first} LIMIT {int(most)}")
        return self._read("checks", [n for (n,) in found])

    def verdicts(self) -> dict[str, int]:
        """How many findings of checks there are of each verdict."""
        return dict(self._all("SELECT verdict, count(*) FROM checks GROUP BY verdict ORDER BY verdict"))

    def findings_of(self, fact_id: str) -> list[dict[str, Any]]:
        """The findings of checks that a fact takes part in."""
        return self._at("checks", "SELECT n FROM checks_of_fact WHERE fact_id = ?", fact_id)

    def derived_of(self, fact_id: str) -> list[dict[str, Any]]:
        """The derived values that a fact goes into."""
        return self._at("derived", "SELECT n FROM derived_of_fact WHERE fact_id = ?", fact_id)

    def history_of(self, fact_id: str) -> list[dict[str, Any]]:
        """What refreshes changed of a fact, the latest first."""
        sql = 'SELECT * FROM history WHERE fact_id = ? ORDER BY "at" DESC'
        return pa.Table.from_batches(self._stream(sql, [fact_id], _HISTORY, 100), _HISTORY).to_pylist()

    def latest(self, most: int, **filters: Any) -> list[tuple[dict[str, Any], str | None]]:
        """The facts that match, rejected ones left out, that refreshes found last, each with when: UTC, ISO 8601."""
        where = self._where(filters)
        where.add("place IS NOT NULL")
        found = self._all(
            f"""SELECT f.n, a."at" FROM (SELECT n, published, fact_id FROM facts{where}) f LEFT JOIN appeared a ON a.n = f.n
            ORDER BY a."at" DESC NULLS LAST, published DESC NULLS LAST, fact_id DESC LIMIT {int(most)}""",
            where.values,
        )
        rows = {row.pop(PLACE): row for row in self._read("facts", [n for n, _ in found], _PLACED)}
        return [(rows[n], at) for n, at in found]

    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day that the periods of facts reach."""
        return self._all("SELECT min(period_start), max(period_end) FROM facts")[0]

    # Within

    def _where(self, filters: dict[str, Any]) -> Where:
        def places(name: str, codes: list[str]) -> list[int] | None:
            if name == "fact_id" and len(codes) <= _ONE_BY_ONE:
                return self._facts_at(codes)
            sql, times = LOOKED_UP[name]
            found = [n for (n,) in self._all(f"{sql} LIMIT ?", [*[codes] * times, _MOST_PLACES + 1])]
            return found if len(found) <= _MOST_PLACES else None

        return conditions(lambda name: [c for c in self.held(name) if c], places, **filters)

    def _document_at(self, doc_id: str) -> list[int]:
        return [n for (n,) in self._all("SELECT n FROM document_at WHERE doc_id = ?", [doc_id])]

    def _text(self, place: int) -> str:
        pieces = self._all(f"SELECT piece FROM texts WHERE {PLACE} = ? ORDER BY rowid", [place])
        return "".join(piece for (piece,) in pieces)

    def _facts_at(self, fact_ids: list[str]) -> list[int]:
        """Where some facts stand, in no order; identifiers of no fact are left out."""
        if len(fact_ids) > _ONE_BY_ONE:
            return [n for (n,) in self._all(FACTS_AT, [fact_ids, fact_ids])]
        return [n for i in fact_ids for n, fact_id in self._all(FACT_AT, [i]) if fact_id == i]

    def _answer(
        self,
        name: str,
        columns: list[Column],
        where: Where,
        order: tuple[tuple[str, bool], ...],
        total: int,
        limit: int | None,
        offset: int,
        root: str,
    ) -> Rows:
        schema = pa.schema([(c.name, c.type) for c in columns])
        at_most = "" if limit is None else f" LIMIT {int(total)}"  # once all are found, none is looked for
        tail = f"{ordering(order)}{at_most} OFFSET {int(offset)}"

        linked = [root] if any(c.name == LINK.name for c in columns) else []
        values = [*linked, *where.values]

        def sql(flat: bool) -> str:
            cells = [_cell(c, flat) for c in columns]
            return f'SELECT {", ".join(cells)} FROM "{name}"'

        def read(size: int, flat: bool = False) -> Iterator[pa.RecordBatch]:
            made = _flat(schema) if flat else schema
            if not total:
                return
            if limit is not None and limit <= _PAGE:
                found = self._all(f'SELECT {PLACE} FROM "{name}"{where}{tail}', where.values)
                places = [n for (n,) in found]
                if places:
                    yield from self._stream(
                        f"{sql(flat)} JOIN (SELECT unnest(?) AS place_n, unnest(?) AS nth) ON rowid = place_n"
                        f" WHERE {_BETWEEN} ORDER BY nth",
                        [*linked, places, [*range(len(places))], min(places), max(places)],
                        made,
                        size,
                    )
            elif order and total > _PAGE:
                room = _SORTING if self.size(name) <= _MANY else _ROOM
                yield from self._sorted(f"{sql(flat)}{where}{tail}", values, made, size, room)
            else:  # a LIMIT would hold all rows before it gives the first
                found = self._stream(f"{sql(flat)}{where}{ordering(order)}", values, made, size)
                yield from _cut(found, offset, total)

        return Rows(schema, total, read, lambda size: read(size, flat=True))

    def _sorted(
        self, sql: str, values: list[Any], schema: pa.Schema, size: int, room: str
    ) -> Iterator[pa.RecordBatch]:
        """Many rows in an order of their own, sorted on disk: by a database of its own, whose memory goes with it."""
        try:
            with self._apart(room) as db:
                yield from self._streamed(sql, values, schema, size, db)
        except (duckdb.OutOfMemoryException, pa.ArrowException, OSError) as error:
            if room == _ROOM or not _lacks_memory(error):
                raise
        else:
            return
        # Nothing has been given yet: what lacks memory is the sorting.
        with self._apart(_ROOM) as db:
            yield from self._streamed(sql, values, schema, size, db)

    @contextmanager
    def _apart(self, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """The same tables in a database of its own, whose memory goes with it."""
        with duckdb.connect(config={**self._config, "memory_limit": memory}) as db:
            try:
                db.execute(f"ATTACH '{str(self.path).replace(chr(39), chr(39) * 2)}' AS held (READ_ONLY)")
            except duckdb.IOException as error:
                raise DataError("the tables have just been refreshed", "Ask again") from error
            db.execute("USE held")
            _shut(db)
            yield db

    def _stream(self, sql: str, values: list[Any], schema: pa.Schema, size: int) -> Iterator[pa.RecordBatch]:
        given = 0
        try:
            for batch in self._streamed(sql, values, schema, size, self._db.cursor()):
                given += batch.num_rows
                yield batch
        except (duckdb.OutOfMemoryException, pa.ArrowException, OSError) as error:
            if not _lacks_memory(error):
                raise
        else:
            return
        # Rows always come in the same order, so what was given already is left out.
        with self._apart(_ROOM) as db:
            yield from _cut(self._streamed(sql, values, schema, size, db), given)

    @staticmethod
    def _streamed(
        sql: str, values: list[Any], schema: pa.Schema, size: int, cursor: duckdb.DuckDBPyConnection
    ) -> Iterator[pa.RecordBatch]:
        # A question with parameters would be answered whole before its first row is given; one that asks for
        # variables of its connection, each set as a parameter, is answered while it is read.
        first, *others = sql.split("?")
        asked = first + "".join(f"getvariable('p{i}'){other}" for i, other in enumerate(others))
        try:
            for i, value in enumerate(values):
                cursor.execute(f"SET VARIABLE p{i} = ?", [value])
            for batch in cursor.sql(asked).to_arrow_reader(size):
                if batch.num_rows:
                    table = pa.Table.from_batches([batch])
                    yield from table.cast(schema).to_batches()
        finally:
            cursor.close()

    def _asked(
        self, sql: str, values: list[Any] | None, read: Callable[[duckdb.DuckDBPyConnection], Any]
    ) -> Any:
        cursor = self._db.cursor()
        try:
            return read(cursor.execute(sql, values or []))
        except duckdb.OutOfMemoryException:
            pass
        finally:
            cursor.close()
        with self._apart(_ROOM) as db:
            return read(db.execute(sql, values or []))

    def _all(self, sql: str, values: list[Any] | None = None) -> list[tuple]:
        return self._asked(sql, values, lambda answer: answer.fetchall())

    def _numbers(self, sql: str, values: list[Any]) -> dict[str, Any]:
        return self._asked(sql, values, lambda answer: answer.fetchnumpy())

    def _at(self, name: str, sql: str, value: str) -> list[dict[str, Any]]:
        return self._read(name, [n for (n,) in self._all(sql, [value])])

    def _read(self, name: str, places: list[int], schema: pa.Schema | None = None) -> list[dict[str, Any]]:
        """The rows at some places, in the order of the table."""
        if len(places) != 1:
            return self._table(name, places, schema).to_pylist()
        # One row is put together sooner without a table of it.
        names = (schema or _SCHEMAS[name]).names
        sql = f'SELECT {_cells(names)} FROM "{name}" WHERE {PLACE} = ?'
        return [dict(zip(names, row, strict=True)) for row in self._all(sql, places)]

    def _light(self, places: list[int], schema: pa.Schema = _LIGHT) -> list[View]:
        """Facts without mentions and evidence, in the order of the places."""
        table = self._table("facts", places, schema)
        at = {n: i for i, n in enumerate(table.column(PLACE).to_pylist())}
        rows = views(table.drop_columns(PLACE))
        return [rows[at[n]] for n in places]

    def _table(self, name: str, places: list[int], schema: pa.Schema | None = None) -> pa.Table:
        schema = schema or _SCHEMAS[name]
        if not places:
            return schema.empty_table()
        alone = len(places) == 1
        where = f"{PLACE} = ?" if alone else f"{_BETWEEN} AND rowid IN (SELECT unnest(?))"
        sql = f'SELECT {_cells(schema.names)} FROM "{name}" WHERE {where} ORDER BY {PLACE}'
        values = places if alone else [min(places), max(places), places]
        table = self._asked(sql, values, lambda answer: answer.to_arrow_table(_ROWS))
        return table if table.schema.equals(schema) else table.cast(schema)


# What observations are ordered by that is no column of a fact.
_KEYS = {
    "facts": "o.facts",
    "documents": "o.documents",
    "spread": "CASE WHEN f.value = 0 THEN NULL ELSE o.span / abs(f.value) END",
}


def _lacks_memory(error: Exception) -> bool:
    # Arrow passes on what DuckDB says as words
    return isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in str(error)


def _shut(db: duckdb.DuckDBPyConnection) -> None:
    """From here on no statement can read or write anything but what is open."""
    db.execute("SET enable_progress_bar = false")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")


def _known(name: str) -> str:
    if name not in TABLES:
        raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
    return name


def _cut(batches: Iterator[pa.RecordBatch], skip: int, left: int | None = None) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        batch, skip = batch.slice(skip), max(0, skip - batch.num_rows)
        if batch.num_rows:
            yield batch.slice(0, left)
        if left is not None and (left := left - batch.num_rows) <= 0:
            return


def _cells(names: Iterable[str]) -> str:
    return ", ".join(f'"{n}"' for n in names)


def _at_most(most: int | None) -> str:
    return "" if most is None else f" LIMIT {int(most)}"


def _key(filters: dict[str, Any]) -> tuple:
    told = {
        n: v if isinstance(v, str | float | int) else tuple(v) for n, v in filters.items() if v is not None
    }
    return tuple(sorted(told.items()))


def _flat(schema: pa.Schema) -> pa.Schema:
    return pa.schema([(f.name, pa.string() if pa.types.is_nested(f.type) else f.type) for f in schema])


def _cell(column: Column, flat: bool) -> str:
    if column.name == LINK.name:
        return "CAST(? AS VARCHAR) || fact_id AS link"
    if flat and pa.types.is_nested(column.type):
        return f'CAST(to_json("{column.name}") AS VARCHAR) AS "{column.name}"'
    return f'"{column.name}"'
