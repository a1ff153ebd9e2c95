"""One thing as different compilers and documents state it, and any two series beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.series import Row, first, side
from dashboard.store import COUNTRIES, OVER_TIME, Snapshot

SERIES = ("indicator", "transform", "reporter", "partner", "commodity", "compiler", "unit")


# What subjects are made from.
TOLD = {"transform": ["level", "growth"]}


@dataclass(frozen=True)
class Spread:
    """The statements of one thing for one period, least value first; a value that is stated again counts on."""

    period: str
    statements: tuple[Row, ...]
    times: tuple[int, ...]

    @property
    def low(self) -> Row:
        """The least of the statements."""
        return self.statements[0]

    @property
    def high(self) -> Row:
        """The greatest of the statements."""
        return self.statements[-1]

    @property
    def share(self) -> float | None:
        """(greatest - least) / |least|, None where the least is nothing."""
        low, high = self.low["value"], self.high["value"]
        return (high - low) / abs(low) if low else None

    @property
    def meets(self) -> bool:
        """Whether what the printed digits and hedges leave open has a value in common for all of them."""
        floor = max((f["value_low"] for f in self.statements if f["value_low"] is not None), default=None)
        roof = min((f["value_high"] for f in self.statements if f["value_high"] is not None), default=None)
        return floor is None or roof is None or floor <= roof


def subject_of(fact: Row) -> str | None:
    """What a fact is about, whoever tells it: one side's exports are the other's imports.

    A key for addresses: indicator, transform, areas, goods, unit. None for facts that have no two areas.
    """
    indicator, reporter, partner = fact["indicator"], fact["reporter"], fact["partner"]
    if not reporter or not partner:
        return None
    if indicator == "trade_total":
        reporter, partner = sorted((reporter, partner), reverse=True)
    elif indicator == "imports":
        indicator, reporter, partner = "exports", partner, reporter
    elif fact["transform"] not in ("level", "growth"):
        return None
    return "~".join((indicator, fact["transform"], reporter, partner, fact["commodity"] or "", fact["unit"]))


def subjects(snapshot: Snapshot) -> dict[str, list[Spread]]:
    """Every subject with its periods: those with several values first, of them those between the two countries."""
    groups: dict[str, list[Row]] = {}
    for f in snapshot.stated(**TOLD):
        key = subject_of(f)
        if key and f["status"] == "actual" and f["period_end"] and f["period_type"] in OVER_TIME:
            groups.setdefault(key, []).append(f)
    found = {key: some for key, rows in groups.items() if (some := spreads(rows))}

    def told(key: str) -> tuple[Any, ...]:
        several = sum(len(s.statements) > 1 for s in found[key])
        fact = found[key][0].low
        national = {fact["reporter"], fact["partner"]} == set(COUNTRIES) and not fact["commodity"]
        return not several, not national, fact["transform"] != "level", -several, -len(found[key]), key

    return {key: found[key] for key in sorted(found, key=told)}


def spreads(rows: Iterable[Row]) -> list[Spread]:
    """The statements by period, latest first. One for each compiler and value: a repetition is counted, not drawn.

    A document that gives several values for one thing and period means more by them than their labels hold (a part,
    or what is added). Such values take part only where another document states one of them too.
    """
    periods: dict[str, list[Row]] = {}
    for row in rows:
        periods.setdefault(row["period"], []).append(row)
    found = []
    for period, same in periods.items():
        kept: dict[tuple[str | None, float], Row] = {}
        times: Counter[tuple[str | None, float]] = Counter()
        for row in sorted(_meant(same), key=first):
            kept.setdefault((row["compiler"], row["value"]), row)
            times[row["compiler"], row["value"]] += 1
        order = sorted(kept, key=lambda k: (k[1], k[0] or ""))
        if order:
            found.append(Spread(period, tuple(kept[k] for k in order), tuple(times[k] for k in order)))
    return sorted(found, key=lambda s: (s.low["period_end"], s.period), reverse=True)


def _meant(rows: list[Row]) -> list[Row]:
    values: dict[tuple[str, str | None], set[float]] = {}
    documents: dict[float, set[str]] = {}
    for row in rows:
        values.setdefault((row["doc_id"], row["compiler"]), set()).add(row["value"])
        documents.setdefault(row["value"], set()).add(row["doc_id"])
    return [
        row
        for row in rows
        if len(values[row["doc_id"], row["compiler"]]) == 1 or len(documents[row["value"]]) > 1
    ]


def reasons(some: Iterable[Spread]) -> list[str]:
    """What may explain that statements differ, told by what differs between them: keys of the catalogue."""
    found = set()
    for spread in some:
        if len({f["value"] for f in spread.statements}) < 2:
            continue
        if spread.meets:
            found.add("rounding")
            continue
        sides = {side(f) for f in spread.statements}
        compilers = {f["compiler"] for f in spread.statements}
        # Where nobody is named, the figure may be the other side's.
        if {"VN", "CN"} <= sides or (None in sides and sides & {"VN", "CN"}):
            found.add("ledgers")
        if None in compilers:
            found.add("unnamed")
        if len(compilers) < len(spread.statements):
            found.add("revision")
        if len(compilers - {None}) > 1 and len(sides - {None}) == 1:
            found.add("scope")
        if len({f["reporter"] for f in spread.statements}) > 1:
            found.add("teller")
    order = (
        "ledgers",
        "teller",
        "scope",
        "revision",
        "unnamed",
        "rounding",
    )
    return [r for r in order if r in found]


def series_of(fact: Row) -> str:
    """The key of a fact's series in an address."""
    return "~".join(fact[name] or "" for name in SERIES)


def all_series(snapshot: Snapshot) -> dict[str, list[Row]]:
    """Every series of amounts with the fact shown for each period; those with most periods first."""
    found: dict[str, list[Row]] = {}
    for f in snapshot.shown(transform="level"):
        if f["status"] == "actual" and f["period_end"] and f["period_type"] in OVER_TIME:
            found.setdefault(series_of(f), []).append(f)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def default_pair(found: dict[str, list[Row]]) -> tuple[str, str] | None:
    """Two series to begin with: one thing as two compilers count it, else the longest two of one unit."""
    by_subject: dict[str, list[str]] = {}
    for key, rows in found.items():
        subject = subject_of(rows[0])
        if subject and rows[0]["compiler"]:
            by_subject.setdefault(subject, []).append(key)

    def both(pair: tuple[str, str]) -> int:
        a, b = ({f["period"] for f in found[key]} for key in pair)
        return len(a & b) * 1000 + len(a) + len(b)

    pairs = [
        (a, b)
        for keys in by_subject.values()
        for i, a in enumerate(keys)
        for b in keys[i + 1 :]
        if side(found[a][0]) != side(found[b][0])
    ]
    if pairs:
        return max(pairs, key=both)
    keys = list(found)
    if not keys:
        return None
    lead = found[keys[0]][0]
    same = [k for k in keys[1:] if found[k][0]["unit"] == lead["unit"]]
    same.sort(key=lambda k: found[k][0]["indicator"] != lead["indicator"])
    return (keys[0], same[0]) if same else None
