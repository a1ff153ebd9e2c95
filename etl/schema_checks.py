"""The second half of the declaration in :mod:`etl.schema`: what is made from the facts.

Findings of checks, derived values, reference series and the history of changes; one :class:`etl.schema.Column`
each, from which Arrow schemas, validation and codebook follow.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from etl.schema import DIMENSIONS, FACT_COLUMNS, STATUSES, Column, arrow_schema

VERDICTS = ("holds", "fails", "cannot_say")
CHANGES = ("appeared", "changed", "went")
CAUSES = ("document_added", "document_changed", "document_removed", "correction", "rule")

INPUT = pa.struct(
    [
        ("role", pa.string()),
        ("fact_id", pa.string()),
        ("reference_id", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
    ]
)
CHANGED = pa.struct([("column", pa.string()), ("before", pa.string()), ("after", pa.string())])

_ID, _WHAT, _HOW_MUCH, _FROM = "identity", "what", "how much", "where from"


def _dimensions(of: str) -> tuple[Column, ...]:
    """The dimensions that a finding, a derived value or a reference point shares with the fact table."""
    meanings = {
        "indicator": f"What {of} measures.",
        "reporter": "Whose figure it is.",
        "partner": "With whom.",
        "compiler": "The authority that compiled it, null when unstated.",
        "period": "Written as in the fact table.",
        "period_start": "First day of the period.",
        "period_end": "Last day of the period.",
        "period_type": "The kind of period.",
    }
    columns = {c.name: c for c in FACT_COLUMNS}
    return tuple(
        replace(columns[name], meaning=meanings.get(name, columns[name].meaning), nullable=True)
        for name in DIMENSIONS
    )


def _number(name: str, meaning: str, nullable: bool = True) -> Column:
    return Column(name, pa.float64(), meaning, _HOW_MUCH, unit="unit", nullable=nullable)


CHECK_COLUMNS: tuple[Column, ...] = (
    Column(
        "finding_id", pa.string(), "Stable identifier, made of the check and its inputs.", _ID, nullable=False
    ),
    Column("check", pa.string(), "What was checked.", _WHAT, nullable=False, codelist="checks"),
    Column(
        "verdict",
        pa.string(),
        "holds; fails; cannot_say, where the figures cannot be held against each other.",
        _WHAT,
        nullable=False,
        values=VERDICTS,
    ),
    Column("reason", pa.string(), "Why it cannot be said.", _WHAT, codelist="check_reasons"),
    *_dimensions("the checked figure"),
    _number("stated", "The figure that was checked, as stated."),
    _number("stated_low", "Least value that its digits and words leave open."),
    _number("stated_high", "Greatest value that its digits and words leave open."),
    _number(
        "expected", "What the other figures give for it; for cumulative and rank the most that it may be."
    ),
    _number("expected_low", "Least value that they leave open."),
    _number("expected_high", "Greatest value that they leave open."),
    _number("difference", "Stated less expected; 0 is not required, only that the intervals meet."),
    Column(
        "publishers",
        pa.int32(),
        "For agreement: how many independent publishers state it; copies are not counted, a document without a publisher counts as one.",
        _WHAT,
    ),
    Column(
        "inputs",
        pa.list_(INPUT),
        "Every figure involved with its part in the check, the checked one first.",
        _FROM,
        nullable=False,
    ),
    Column(
        "fact_ids",
        pa.list_(pa.string()),
        "The facts among the inputs, in their order.",
        _FROM,
        nullable=False,
    ),
    Column("doc_ids", pa.list_(pa.string()), "The documents of these facts.", _FROM, nullable=False),
)

DERIVED_COLUMNS: tuple[Column, ...] = (
    Column(
        "derived_id",
        pa.string(),
        "Stable identifier, made of the derivation and its inputs.",
        _ID,
        nullable=False,
    ),
    Column("derivation", pa.string(), "How it was computed.", _WHAT, nullable=False, codelist="derivations"),
    *_dimensions("the derived value"),
    _number(
        "value",
        "The computed value: no source states it. The middle of the digits as printed.",
        nullable=False,
    ),
    _number("value_low", "Least value that the inputs leave open."),
    _number("value_high", "Greatest value that the inputs leave open."),
    Column(
        "inputs",
        pa.list_(INPUT),
        "The stated facts it was computed from, with their parts in the formula.",
        _FROM,
        nullable=False,
    ),
    Column("fact_ids", pa.list_(pa.string()), "The facts among the inputs.", _FROM, nullable=False),
    Column("doc_id", pa.string(), "The document that states them all.", _FROM, nullable=False),
)

REFERENCE_COLUMNS: tuple[Column, ...] = (
    Column(
        "reference_id",
        pa.string(),
        "Stable identifier, made of the series and the point's dimensions.",
        _ID,
        nullable=False,
    ),
    Column(
        "series", pa.string(), "Name of the file in data/reference without its ending.", _ID, nullable=False
    ),
    *_dimensions("the point"),
    _number("value", "The number in the base unit.", nullable=False),
    _number("value_low", "Least value that its digits leave open."),
    _number("value_high", "Greatest value that its digits leave open."),
    Column(
        "status",
        pa.string(),
        "actual, estimate, forecast or target.",
        _HOW_MUCH,
        sdmx="OBS_STATUS",
        nullable=False,
        values=STATUSES,
    ),
    Column("source", pa.string(), "Where the point was read: its source line.", _FROM, nullable=False),
    Column(
        "vintage",
        pa.string(),
        "As of when the series is, as precise as it is known: 2026-11, 2026-11-05.",
        _FROM,
    ),
    Column("line", pa.int32(), "Line of the file in data/reference.", _FROM, nullable=False),
)

HISTORY_COLUMNS: tuple[Column, ...] = (
    Column("at", pa.string(), "When the refresh was made, UTC: 2026-11-25T18:25:09Z.", _ID, nullable=False),
    Column("fact_id", pa.string(), "The fact.", _ID, nullable=False),
    Column("doc_id", pa.string(), "Its document.", _ID, nullable=False),
    Column(
        "change",
        pa.string(),
        "appeared, changed or went.",
        _WHAT,
        nullable=False,
        values=CHANGES,
    ),
    Column(
        "cause",
        pa.string(),
        "document_added, document_changed (its text or sidecar), document_removed; correction; rule: the extractor, "
        "its languages or codelists.",
        _WHAT,
        nullable=False,
        values=CAUSES,
    ),
    Column("quote", pa.string(), "The words that state the figure.", _WHAT, nullable=False),
    Column(
        "columns",
        pa.list_(CHANGED),
        "What changed: column, before and after; empty for a fact that appeared or went.",
        _WHAT,
        nullable=False,
    ),
    Column("extractor", pa.string(), "Version of the extractor.", _FROM, nullable=False),
)

CHECK_SCHEMA = arrow_schema(CHECK_COLUMNS)
DERIVED_SCHEMA = arrow_schema(DERIVED_COLUMNS)
REFERENCE_SCHEMA = arrow_schema(REFERENCE_COLUMNS)
HISTORY_SCHEMA = arrow_schema(HISTORY_COLUMNS)
