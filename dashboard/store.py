"""Questions to the tables, answered once per refresh: one :class:`Snapshot` for each frozen read."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from dashboard.series import Row
from etl import Index, facts_table, independent_sources, ledgers, open_index

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


# So many statements at most are read for one question: more than a chart can show apart.
MOST = 2000
# And so many for what compares everything that is stated.
MOST_OF_ALL = 12_000
# So many statements at most of one observation.
MOST_OF_ONE = 200
_ORIGIN = ("doc_id", "publisher", "syndicated_from", "review")
# What is the same for all statements of an observation, of what an amount is written with.
_SHARED = ("indicator", "transform", "compiler", "unit")
# So many statements are kept for the questions that are asked again and again, all questions together.
MOST_HELD = 40_000
# So many findings of checks, and derived values, at most.
MOST_FINDINGS = 2_000
# So many facts that others name, and beginnings of documents, are kept at a time.
MOST_LINKED = 1_000
# So many letters of a text are enough for how it begins.
OPENING = 300


class Snapshot:
    """One state of the tables, asked through their index. Nothing in it changes; a refresh makes another."""

    def __init__(self, index: Index, reviewing: bool = False) -> None:
        self.index = index
        self.stamp = index.stamp
        self.reviewing = reviewing
        self._kept: dict[Any, Any] = {}
        self._answers: OrderedDict[str, tuple[list[Row], int]] = OrderedDict()
        self._lock = threading.Lock()
        self._linked: dict[str, Row | None] = {}
        self._openings: dict[str, str] = {}
        self._named: dict[str, Row | None] = {}
        self._independent: dict[tuple[str, str], int] = {}

    def kept(self, work: Callable[[Snapshot], Any]) -> Any:
        """What ``work`` makes of this snapshot, worked out once for each refresh; it is shared: do not change it."""
        if work not in self._kept:
            self._kept[work] = work(self)
        return self._kept[work]

    @cached_property
    def size(self) -> int:
        """The number of facts."""
        return self.index.size("facts")

    @cached_property
    def documents(self) -> int:
        """The number of documents."""
        return self.index.size("documents")

    def fact(self, fact_id: str | None) -> Row | None:
        """A fact by its identifier."""
        return self.index.fact(fact_id) if fact_id else None

    def linked(self, fact_id: str | None) -> Row | None:
        """A fact as a link to it needs it: without mentions and evidence."""
        if not fact_id:
            return None
        self.foresee([fact_id])
        return self._linked.get(fact_id)

    def foresee(self, fact_ids: Iterable[str | None]) -> None:
        """Read facts that :meth:`linked` will be asked for, all at once; the latest :data:`MOST_LINKED` are kept."""
        asked = [i for i in dict.fromkeys(fact_ids) if i and i not in self._linked]
        if asked:
            some = asked[:MOST_LINKED]
            kept = {**self._linked, **dict.fromkeys(some), **self.index.facts_by_id(some)}
            self._linked = dict(list(kept.items())[-MOST_LINKED:])

    @cached_property
    def references(self) -> list[Row]:
        """Every point of a reference series."""
        return self.index.rows("references").to_pylist()

    @cached_property
    def findings(self) -> list[Row]:
        """The findings of checks, at most :data:`MOST_FINDINGS`, those that fail first."""
        return self.index.findings(MOST_FINDINGS)

    @cached_property
    def verdicts(self) -> dict[str, int]:
        """How many findings there are of each verdict."""
        return self.index.verdicts()

    @cached_property
    def derived(self) -> list[Row]:
        """The values that follow from stated figures, at most :data:`MOST_FINDINGS`."""
        return self.index.rows("derived", limit=MOST_FINDINGS).to_pylist()

    @cached_property
    def ledgers(self) -> list[Row]:
        """Flows as the authorities of both sides count them."""
        flows = {
            "indicator": ["trade_total", "exports", "imports"],
            "transform": "level",
            "commodity": "none",
        }
        compilers = [c for c in self.index.held("compiler") if c]
        facts, _ = self.index.stated(MOST, compiler=compilers, **flows)
        return ledgers(facts_table(facts), self.references, COUNTRIES[0])

    def findings_of(self, fact_id: str) -> list[Row]:
        """The findings that a fact takes part in, those that fail first."""
        order = ("fails", "holds", "cannot_say")
        return sorted(self.index.findings_of(fact_id), key=lambda r: (order.index(r["verdict"]), r["check"]))

    def derived_of(self, fact_id: str) -> list[Row]:
        """The derived values that a fact goes into."""
        return self.index.derived_of(fact_id)

    def history(self, fact_id: str) -> list[Row]:
        """What refreshes changed of a fact, the latest first."""
        return self.index.history_of(fact_id)

    def reference(self, reference_id: str | None) -> Row | None:
        """A reference point by its identifier, with or without what stands before it in an address."""
        ident = (reference_id or "").removeprefix(REFERENCE)
        return next((r for r in self.references if r["reference_id"] == ident), None) if ident else None

    def document(self, doc_id: str | None) -> Row | None:
        """A document with its stored text."""
        return self.index.document(doc_id) if doc_id else None

    def named(self, doc_id: str | None) -> Row | None:
        """A document as a link to it needs it: without its text."""
        if not doc_id:
            return None
        self.foresee_documents([doc_id])
        return self._named.get(doc_id)

    def foresee_documents(self, doc_ids: Iterable[str | None]) -> None:
        """Read documents that :meth:`named` will be asked for, and how those without a title begin, all at once."""
        asked = [i for i in dict.fromkeys(doc_ids) if i and i not in self._named][:MOST_LINKED]
        if asked:
            found = self.index.documents_by_id(asked)
            kept = {**self._named, **dict.fromkeys(asked), **found}
            self._named = dict(list(kept.items())[-MOST_LINKED:])
            self.foresee_openings(i for i, row in found.items() if not row["title"])

    def text(self, doc_id: str) -> str | None:
        """The stored text of a document."""
        text = self.index.text(doc_id)
        if text is not None and doc_id not in self._openings:
            self._know_openings({doc_id: text[:OPENING]})
        return text

    def document_list(self, most: int | None = None) -> list[Row]:
        """The documents without their text, the ones with most figures first."""
        return self.index.documents(limit=most).to_pylist()

    def of_document(self, doc_id: str) -> list[Row]:
        """A document's facts in the order in which it states them."""
        return self.index.facts_of_document(doc_id)

    def other_statements(self, fact: Row, most: int) -> tuple[list[Row], int]:
        """Other facts that state the fact's observation, those shown first, and how many there are in all.

        They have the columns that words about amounts and documents are made from.
        """
        found, told = self.index.beside(fact["observation_id"], most + 1)
        shared = {name: fact[name] for name in _SHARED}
        others = [{**f, **shared} for f in found if f["fact_id"] != fact["fact_id"]][:most]
        if len(found) <= most:
            return others, len(others)
        return others, max(told - 1, len(others))

    def sources(self, fact: Row) -> int:
        """How many documents state the fact's observation."""
        _, documents = self.index.told_of_observation(fact["observation_id"])
        return max(documents, 1)

    def independent(self, fact: Row) -> int:
        """How many independent sources state the fact's observation; copies of one publisher count once."""
        key = fact["observation_id"], fact["fact_id"]
        if key not in self._independent:
            found = self.index.facts_of_observation(fact["observation_id"], MOST_OF_ONE, _ORIGIN)
            stated = [f for f in found if f["review"] != "rejected"]
            kept = {**self._independent, key: independent_sources(stated or [fact])}
            self._independent = dict(list(kept.items())[-MOST_LINKED:])
        return self._independent[key]

    def stated(self, dated: bool = False, status: str | None = None, **filters: Any) -> list[Row]:
        """The facts that match and are not rejected, every statement of them as long as they are at most :data:`MOST`."""
        return self._asked("stated", dated=dated, status=status, **filters)[0]

    def shown(self, **filters: Any) -> list[Row]:
        """The facts shown for the observations that match, earliest period first."""
        return self._asked("shown", shown=True, **filters)[0]

    def _asked(self, kind: str, **asked: Any) -> tuple[list[Row], int]:
        """The statements of an answer, and how many more there are."""
        key = _question(kind, asked)
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
        if found is None:
            rows, total = self.index.stated(MOST if asked.get("indicator") else MOST_OF_ALL, **asked)
            found = rows, total - len(rows)
            with self._lock:
                self._answers[key] = found
                held = sum(len(rows) for rows, _ in self._answers.values())
                while held > MOST_HELD and len(self._answers) > 1:
                    held -= len(self._answers.popitem(last=False)[1][0])
        rows, left = found
        return list(rows), left

    def national(self, indicators: list[str]) -> list[Row]:
        """Actual amounts between the two countries for all goods, every statement, with a period that ends."""
        return [
            f for f in self.stated(**_national(indicators)) if {f["reporter"], f["partner"]} == set(COUNTRIES)
        ]

    def national_left_out(self, indicators: list[str]) -> int:
        """How many statements :meth:`national` has not read."""
        return self.left_out(**_national(indicators))

    def left_out(self, **asked: Any) -> int:
        """How many statements :meth:`stated` has not read for a question that it was asked."""
        return self._asked("stated", **asked)[1]

    def national_trade(self) -> list[Row]:
        """Two-way trade between the two countries, told from either side."""
        rows = self.shown(indicator="trade_total", transform="level", reporter=COUNTRIES, partner=COUNTRIES)
        pairs = [f for f in rows if {f["reporter"], f["partner"]} == set(COUNTRIES)]
        return [f for f in pairs if f["commodity"] is None and f["period"] and f["status"] == "actual"]

    def opening(self, doc_id: str) -> str:
        """The first words of a document, to tell apart those without a title."""
        self.foresee_openings([doc_id])
        words = " ".join(self._openings.get(doc_id, "").split()[:14])
        return (words[:72].rsplit(" ", 1)[0] if len(words) > 72 else words).rstrip(" -\u2013,;:.")

    def foresee_openings(self, doc_ids: Iterable[str]) -> None:
        """Read the beginnings of documents that :meth:`opening` will be asked for, all at once."""
        asked = [i for i in dict.fromkeys(doc_ids) if i not in self._openings][:MOST_LINKED]
        if asked:
            self._know_openings({**dict.fromkeys(asked, ""), **self.index.openings(asked)})

    def _know_openings(self, found: dict[str, str]) -> None:
        self._openings = dict(list({**self._openings, **found}.items())[-MOST_LINKED:])

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


def _national(indicators: list[str]) -> dict[str, Any]:
    return {
        "dated": True,
        "status": "actual",
        "indicator": indicators,
        "transform": "level",
        "reporter": COUNTRIES,
        "partner": COUNTRIES,
        "commodity": "none",
        "period_type": OVER_TIME,
    }


def _question(kind: str, asked: dict[str, Any]) -> str:
    return repr((kind, sorted((n, v) for n, v in asked.items() if v)))


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
        load: Callable[[str | Path], Index] = open_index,
        reviewing: bool = False,
    ) -> None:
        self._data_dir, self._load, self._reviewing = data_dir, load, reviewing
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def __call__(self) -> Snapshot:
        """The snapshot of the tables as they are now. Raises ``DataError`` when they cannot be read."""
        index = self._load(self._data_dir)
        with self._lock:
            if self._snapshot is None or self._snapshot.stamp != index.stamp:
                self._snapshot = Snapshot(index, self._reviewing)
            return self._snapshot
