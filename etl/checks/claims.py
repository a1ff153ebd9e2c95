"""The facts as the checks see them: what a document claims, with its interval and the key it is found under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.codes import codelist
from etl.intervals import Interval
from etl.schema import DIMENSIONS

TRADE = ("exports", "imports")
DOUBT = 0.8  # a reading of less confidence may be the mistake itself

_LABELS = ("indicator", "reporter", "partner", "period")


@dataclass(slots=True)
class Claim:
    """One fact, or one point of a reference series, for which ``fact_id`` is None."""

    fact_id: str | None
    doc_id: str | None
    indicator: str
    transform: str
    reporter: str | None
    partner: str | None
    commodity: str | None
    compiler: str | None
    period: str | None
    period_start: date | None
    period_end: date | None
    period_type: str | None
    value: float
    value_low: float | None
    value_high: float | None
    unit: str
    status: str
    observation_id: str = ""
    rank_of: int | None = None
    value_printed: str = ""
    approx: str | None = None
    confidence: float = 1.0
    review: str = "auto"
    passage_start: int = 0
    char_start: int = 0
    published: str | None = None
    lang: str | None = None
    firm: bool = True  # its own sentence says what it measures, between whom and when
    reference_id: str | None = None
    _interval: Interval | None = field(default=None, repr=False)

    @property
    def interval(self) -> Interval:
        """What the digits and words leave open."""
        if self._interval is None:
            self._interval = Interval.of(self.value_low, self.value_high)
        return self._interval

    @property
    def flow(self) -> tuple[str | None, str | None]:
        """From where to where; for figures without a direction the two sides in a fixed order."""
        if self.indicator == "imports":
            return self.partner, self.reporter
        if self.indicator == "trade_total":
            first, second = sorted((self.reporter or "", self.partner or ""))
            return first or None, second or None
        return self.reporter, self.partner

    @property
    def doubtful(self) -> bool:
        """Whether the reading itself is too unsure to blame the document."""
        return self.review == "auto" and self.confidence < DOUBT

    def as_input(self, role: str) -> dict[str, Any]:
        """The struct of the column ``inputs``."""
        return {
            "role": role,
            "fact_id": self.fact_id,
            "reference_id": self.reference_id,
            "value": self.value,
            "low": self.value_low,
            "high": self.value_high,
            "unit": self.unit,
        }


# The fields that come from columns of the fact table, in the order of the class; ``firm`` is the next one.
_COLUMNS = tuple(f.name for f in fields(Claim))[: [f.name for f in fields(Claim)].index("firm")]


def checkable(facts: pa.Table) -> pa.Table:
    """The facts that take part in checks, all but rejected ones, with no more columns than checks need."""
    some = facts.select([*_COLUMNS, "evidence", "publisher", "syndicated_from"])
    return some.filter(pc.not_equal(some["review"], "rejected"))


def claims_of(facts: pa.Table) -> list[Claim]:
    """The facts that :func:`checkable` gives as claims, in the table's order."""
    return list(map(Claim, *(_values(facts[name]) for name in _COLUMNS), _firm(facts)))


def _values(column: pa.ChunkedArray) -> list[Any]:
    """A column as a list; text and dates that repeat are one object, which is quicker to make and to compare."""
    if not (pa.types.is_string(column.type) or pa.types.is_date(column.type)) or not len(column):
        return column.to_pylist()
    held = column.combine_chunks().dictionary_encode()
    words = np.array([*held.dictionary.to_pylist(), None], object)
    return words[pc.fill_null(held.indices, len(words) - 1).to_numpy()].tolist()


def _firm(facts: pa.Table) -> list[bool]:
    """For every fact whether its sentence itself tells measure, sides and period, or a person confirmed it."""
    evidence = facts["evidence"].combine_chunks()
    rows, items = pc.list_parent_indices(evidence), pc.list_flatten(evidence)
    about = pc.is_in(pc.struct_field(items, "dimension"), value_set=pa.array(_LABELS))
    told = pc.is_in(pc.struct_field(items, "how"), value_set=pa.array(["read", "corrected"]))
    loose = set(pc.unique(rows.filter(pc.and_(about, pc.invert(told)))).to_pylist())
    checked = pc.is_in(facts["review"], value_set=pa.array(["confirmed", "corrected"])).to_pylist()
    return [sure or i not in loose for i, sure in enumerate(checked)]


def reference_claims(references: Iterable[Mapping[str, Any]]) -> list[Claim]:
    """Points of reference series as claims."""
    shared = (*DIMENSIONS, "reference_id", "value", "value_low", "value_high", "status")
    return [
        Claim(fact_id=None, doc_id=None, transform="level", **{n: row[n] for n in shared})
        for row in references
    ]


def by_document(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims of one document after the other."""
    groups: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.doc_id].append(claim)
    yield from groups.values()


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return codelist("units").get(unit, {}).get("dimension") == "currency"


def is_level(claim: Claim) -> bool:
    """Whether a claim states an amount with everything that a check needs to know of it."""
    return (
        claim.transform == "level"
        and claim.period is not None
        and claim.reporter is not None
        and claim.partner is not None
    )


def country(area: str | None) -> str:
    """The country that an area is, or lies in."""
    return (area or "").split("-")[0]


def side_of(claim: Claim) -> str | None:
    """The country whose authority counted: the compiler's; of an international body the reporter's."""
    area = country(codelist("compilers").get(claim.compiler or "", {}).get("area"))
    if not area:
        return None
    if area in (country(claim.reporter), country(claim.partner)):
        return area
    return country(claim.reporter) if codelist("areas").get(area, {}).get("type") == "world" else None
