"""Questions to the tables, answered once per refresh: one :class:`Snapshot` for each frozen read."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.series import Row
from etl import Tables, history, independent_sources, ledgers, load_tables, observations, open_index, select

# Kinds of period that have a place on a calendar; spans of days and "since 2019" stay in tables.
FLOWS = ("year", "ytd", "half", "quarter", "month")
OVER_TIME = (*FLOWS, "stock")

# Before the identifier of a reference point in an address, where a fact's identifier would stand.
REFERENCE = "ref-"

# The two countries of the collection. Provinces belong to the country that their ISO 3166-2 code begins with.
COUNTRIES = ("VN", "CN")


def country(code: str | None) -> str | None:
    """The country of an area code, None when the code is neither one of the two nor in them."""
    head = (code or "").split("-")[0]
    return head if head in COUNTRIES else None


class Snapshot:
    """One read of the tables. Nothing in it changes; a refresh makes another."""

    def __init__(self, tables: Tables, data_dir: str | Path | None = None, reviewing: bool = False) -> None:
        self.tables = tables
        self.facts: pa.Table = tables.facts
        self.documents: pa.Table = tables.documents
        self.stamp = tables.stamp
        self._tables, self._data_dir = tables, data_dir
        self.index = open_index(data_dir)
        self.reviewing = reviewing
        self._kept: dict[Any, Any] = {}

    def kept(self, work: Callable[[Snapshot], Any]) -> Any:
        """What ``work`` makes of this snapshot, worked out once for each refresh; it is shared: do not change it."""
        if work not in self._kept:
            self._kept[work] = work(self)
        return self._kept[work]

    @cached_property
    def _fact_rows(self) -> dict[str, int]:
        return {fact_id: i for i, fact_id in enumerate(self.facts["fact_id"].to_pylist())}

    @cached_property
    def _document_rows(self) -> dict[str, int]:
        return {doc_id: i for i, doc_id in enumerate(self.documents["doc_id"].to_pylist())}

    @cached_property
    def observations(self) -> pa.Table:
        """One row per observation, with the fact that is shown for it."""
        return observations(self.facts)

    @cached_property
    def _sources(self) -> dict[str, int]:
        counts = zip(
            self.observations["observation_id"].to_pylist(),
            self.observations["documents"].to_pylist(),
            strict=True,
        )
        return dict(counts)

    def fact(self, fact_id: str | None) -> Row | None:
        """A fact by its identifier."""
        row = self._fact_rows.get(fact_id or "")
        return None if row is None else self.facts.slice(row, 1).to_pylist()[0]

    @cached_property
    def findings(self) -> list[Row]:
        """Every finding of a check."""
        return self._tables.checks.to_pylist()

    @cached_property
    def derived(self) -> list[Row]:
        """Every value that follows from stated figures."""
        return self._tables.derived.to_pylist()

    @cached_property
    def references(self) -> list[Row]:
        """Every point of a reference series."""
        return self._tables.references.to_pylist()

    @cached_property
    def ledgers(self) -> list[Row]:
        """Flows as the authorities of both sides count them."""
        return ledgers(self.facts, self.references, COUNTRIES[0])

    @cached_property
    def _about(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.findings:
            for fact_id in row["fact_ids"]:
                found.setdefault(fact_id, []).append(row)
        return found

    @cached_property
    def _from(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.derived:
            for fact_id in row["fact_ids"]:
                found.setdefault(fact_id, []).append(row)
        return found

    def findings_of(self, fact_id: str) -> list[Row]:
        """The findings that a fact takes part in, those that fail first."""
        order = ("fails", "holds", "cannot_say")
        return sorted(self._about.get(fact_id, ()), key=lambda r: (order.index(r["verdict"]), r["check"]))

    def derived_of(self, fact_id: str) -> list[Row]:
        """The derived values that a fact goes into."""
        return self._from.get(fact_id, [])

    def history(self, fact_id: str) -> list[Row]:
        """What refreshes changed of a fact, the latest first."""
        return history(self._data_dir, fact_id) if self._data_dir else []

    def reference(self, reference_id: str | None) -> Row | None:
        """A reference point by its identifier, with or without what stands before it in an address."""
        ident = (reference_id or "").removeprefix(REFERENCE)
        return next((r for r in self.references if r["reference_id"] == ident), None) if ident else None

    def fact_table(self, fact_id: str) -> pa.Table:
        """The one row of a fact as a table, without rows when there is no such fact."""
        row = self._fact_rows.get(fact_id)
        return self.facts.slice(0, 0) if row is None else self.facts.slice(row, 1)

    def document(self, doc_id: str | None) -> Row | None:
        """A document with its stored text."""
        row = self._document_rows.get(doc_id or "")
        return None if row is None else self.documents.slice(row, 1).to_pylist()[0]

    def document_list(self) -> list[Row]:
        """Every document without its text, the ones with figures first."""
        rows = self.documents.drop_columns(["text"]).to_pylist()
        return sorted(rows, key=lambda d: (-d["facts"], d["title"] or d["doc_id"]))

    def of_document(self, doc_id: str) -> list[Row]:
        """A document's facts in the order in which it states them."""
        return sorted(select(self.facts, doc_id=doc_id).to_pylist(), key=lambda f: f["char_start"])

    def of_observation(self, observation_id: str) -> list[Row]:
        """All facts that state an observation."""
        return self.facts.filter(pc.equal(self.facts["observation_id"], observation_id)).to_pylist()

    def sources(self, fact: Row) -> int:
        """How many documents state the fact's observation."""
        return self._sources.get(fact["observation_id"], 1)

    def independent(self, fact: Row) -> int:
        """How many independent sources state the fact's observation; copies of one publisher count once."""
        stated = [f for f in self.of_observation(fact["observation_id"]) if f["review"] != "rejected"]
        return independent_sources(stated or [fact])

    def stated(self, **filters: Any) -> list[Row]:
        """The facts that match and are not rejected, every statement of them."""
        key = ("stated", repr(sorted(filters.items())))
        if key not in self._kept:
            rows = select(self.facts, **filters).to_pylist()
            self._kept[key] = [f for f in rows if f["review"] != "rejected"]
        return list(self._kept[key])

    def national(self, indicators: list[str]) -> list[Row]:
        """Actual amounts between the two countries for all goods, every statement, with a period that ends."""
        rows = self.stated(
            indicator=indicators, transform="level", reporter=COUNTRIES, partner=COUNTRIES, commodity="none"
        )
        return [
            f
            for f in rows
            if {f["reporter"], f["partner"]} == set(COUNTRIES)
            and f["status"] == "actual"
            and f["period_end"]
            and f["period_type"] in OVER_TIME
        ]

    def shown(self, **filters: Any) -> list[Row]:
        """The facts shown for the observations that match, earliest period first."""
        key = ("shown", repr(sorted(filters.items())))
        if key not in self._kept:
            table = select(self.facts, **filters)
            ids = pc.is_in(table["fact_id"], value_set=self.observations["fact_id"].combine_chunks())
            self._kept[key] = table.filter(ids).to_pylist()
        return sorted(
            self._kept[key], key=lambda f: (str(f["period_end"] or ""), f["period"] or "", f["fact_id"])
        )

    def national_trade(self) -> list[Row]:
        """Two-way trade between the two countries, told from either side."""
        rows = self.shown(indicator="trade_total", transform="level", reporter=COUNTRIES, partner=COUNTRIES)
        pairs = [f for f in rows if {f["reporter"], f["partner"]} == set(COUNTRIES)]
        return [f for f in pairs if f["commodity"] is None and f["period"] and f["status"] == "actual"]

    def opening(self, doc_id: str) -> str:
        """The first words of a document, to tell apart those without a title."""
        document = self.document(doc_id)
        words = " ".join((document["text"] if document else "").split()[:14])
        return (words[:72].rsplit(" ", 1)[0] if len(words) > 72 else words).rstrip(" -\u2013,;:.")

    def latest(self, rows: Iterable[Row], period_type: str) -> Row | None:
        """The latest of some facts that cover one kind of period."""
        among = [f for f in rows if f["period_type"] == period_type]
        return max(among, key=lambda f: (f["period_end"], f["compiler"] is not None), default=None)

    def investment_stock(self, investor: str, host: str) -> dict[str, Row]:
        """The latest registered stock of one area in another, with projects and rank at the same date."""
        rows = [
            f
            for f in self.shown(
                indicator=["fdi_registered", "fdi_projects"],
                reporter=investor,
                partner=host,
                period_type="stock",
            )
            if f["reporter"] == investor and f["partner"] == host and f["commodity"] is None
        ]
        level = self.latest((f for f in rows if _is(f, "fdi_registered", "level")), "stock")
        if level is None:
            return {}
        found = {"level": level}
        for key, indicator, transform in (
            ("projects", "fdi_projects", "level"),
            ("rank", "fdi_registered", "rank"),
        ):
            same = [f for f in rows if _is(f, indicator, transform) and f["period"] == level["period"]]
            if same:
                found[key] = same[-1]
        return found

    def provinces(self) -> list[dict[str, Row]]:
        """Trade of each province with the other country, latest period: total, growth, exports, imports."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for f in self.shown(indicator=["trade_total", "exports", "imports"], transform=["level", "growth"]):
            pair = province_pair(f)
            if pair and f["period_end"] and f["commodity"] is None and f["period_type"] in FLOWS:
                groups.setdefault(pair, []).append(f)
        found = []
        for rows in groups.values():
            totals = [f for f in rows if _is(f, "trade_total", "level")]
            anchor = max(totals or rows, key=lambda f: (f["period_end"], f["period"]))
            # What goes out and what comes in is told from one side; the other side's exports are these imports.
            same = [
                f
                for f in rows
                if f["period"] == anchor["period"]
                and (f["indicator"] == "trade_total" or f["reporter"] == _teller(rows, anchor))
            ]
            entry: dict[str, Row] = {}
            for f in same:
                side = "growth" if f["transform"] == "growth" else f["indicator"]
                if side != "growth" or f["indicator"] == "trade_total":
                    entry.setdefault(side, f)
            if entry.keys() & {"trade_total", "exports", "imports"}:
                found.append(entry)
        return sorted(found, key=lambda e: -max(f["value"] for k, f in e.items() if k != "growth"))

    def province_investment(self) -> list[dict[str, Row]]:
        """Registered investment between provinces and the other country, both ways, with projects."""
        pairs: dict[tuple[str, str], str] = {}
        for f in self.shown(indicator="fdi_registered", transform="level", period_type="stock"):
            pair = province_pair(f)
            if pair:
                pairs[(f["reporter"], f["partner"])] = "+".join(sorted(pair))
        found = [(group, self.investment_stock(*pair)) for pair, group in pairs.items()]
        found = [(group, entry) for group, entry in found if entry]
        return [e for _, e in sorted(found, key=lambda g: (g[0], -g[1]["level"]["value"]))]


def _teller(rows: list[Row], anchor: Row) -> str:
    """From whose side the parts of a total are told: the total's own, unless only the other side tells them."""
    told = {
        f["reporter"] for f in rows if f["period"] == anchor["period"] and f["indicator"] != "trade_total"
    }
    return anchor["reporter"] if anchor["reporter"] in told or not told else min(told)


def main_unit(rows: Iterable[Row]) -> str | None:
    """The unit that most facts have: a chart shows one unit, and amounts are never converted."""
    units = Counter(f["unit"] for f in rows)
    return max(units, key=lambda u: (units[u], u == "USD"), default=None)


def _is(fact: Row, indicator: str, transform: str) -> bool:
    return fact["indicator"] == indicator and fact["transform"] == transform


def province_pair(fact: Row) -> tuple[str, str] | None:
    """The two areas in a fixed order when one is a province and they lie in different countries."""
    pair = (fact["reporter"] or "", fact["partner"] or "")
    homes = {country(code) for code in pair}
    if None in homes or len(homes) != 2 or not any("-" in code for code in pair):
        return None
    return tuple(sorted(pair))  # type: ignore[return-value]


class Reader:
    """Gives the current snapshot of a data folder; every app has its own."""

    def __init__(
        self,
        data_dir: str | Path,
        load: Callable[[str | Path], Tables] = load_tables,
        reviewing: bool = False,
    ) -> None:
        self._data_dir, self._load, self._reviewing = data_dir, load, reviewing
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def __call__(self) -> Snapshot:
        """The snapshot of the tables as they are now. Raises ``DataError`` when they cannot be read."""
        tables = self._load(self._data_dir)
        with self._lock:
            if self._snapshot is None or self._snapshot.stamp != tables.stamp:
                self._snapshot = Snapshot(tables, self._data_dir, self._reviewing)
            return self._snapshot
