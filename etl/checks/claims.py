"""The facts as the checks see them: what a document claims, with its interval and the key it is found under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.codes import codelist
from etl.intervals import Interval

TRADE = ("exports", "imports")
DOUBT = 0.8  # a reading of less confidence may be the mistake itself

_LABELS = ("indicator", "reporter", "partner", "period")
_COLUMNS = (
    "fact_id",
    "observation_id",
    "doc_id",
    "indicator",
    "transform",
    "reporter",
    "partner",
    "commodity",
    "compiler",
    "period",
    "period_start",
    "period_end",
    "period_type",
    "rank_of",
    "value",
    "value_low",
    "value_high",
    "value_printed",
    "unit",
    "approx",
    "status",
    "confidence",
    "review",
    "passage",
    "passage_start",
    "char_start",
    "publisher",
    "published",
    "lang",
    "syndicated_from",
)


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
    passage: str = ""
    passage_start: int = 0
    char_start: int = 0
    publisher: str | None = None
    published: str | None = None
    lang: str | None = None
    syndicated_from: str | None = None
    reference_id: str | None = None
    firm: bool = True  # its own sentence says what it measures, between whom and when
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


def claims_of(facts: pa.Table) -> list[Claim]:
    """The facts that take part in checks: all but rejected ones, in the table's order."""
    table = facts.select(_COLUMNS)
    columns = [table[name].to_pylist() for name in _COLUMNS] + [_firm(facts)]
    names = (*_COLUMNS, "firm")
    rows = (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))
    return [Claim(**row) for row in rows if row["review"] != "rejected"]


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
    shared = (
        "reference_id",
        "indicator",
        "reporter",
        "partner",
        "commodity",
        "compiler",
        "period",
        "period_start",
        "period_end",
        "period_type",
        "value",
        "value_low",
        "value_high",
        "unit",
        "status",
    )
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
