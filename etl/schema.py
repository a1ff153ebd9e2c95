"""The one declaration of every column of the tables.

The Arrow schemas, the validation (:mod:`etl.tables`), the codebook (``docs/codebook.md``, held to this
file by a test) and the extracts are all derived from :data:`FACT_COLUMNS` and :data:`DOCUMENT_COLUMNS`; the
tables that are made from facts are declared in :mod:`etl.schema_checks`.
Names follow SDMX, UN Comtrade and the W3C Web Annotation model; ``docs/design.md`` explains the words.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

SPAN = [("char_start", pa.int32()), ("char_end", pa.int32())]

MENTION = pa.struct(
    [
        *SPAN,
        ("quote", pa.string()),
        ("passage_start", pa.int32()),
        ("passage_end", pa.int32()),
    ]
)

EVIDENCE = pa.struct(
    [
        ("dimension", pa.string()),
        ("how", pa.string()),
        ("text", pa.string()),
        *SPAN,
        ("note", pa.string()),
    ]
)


@dataclass(frozen=True)
class Column:
    """One column: its name, Arrow type, and what a reader must know to use it.

    ``codelist`` names the file in ``etl/codelists`` that lists the allowed values, ``values`` lists
    them directly where they are few and fixed. ``sdmx`` is the SDMX concept, where there is one.
    """

    name: str
    type: pa.DataType
    meaning: str
    group: str
    unit: str | None = None
    sdmx: str | None = None
    nullable: bool = True
    codelist: str | None = None
    values: tuple[str, ...] = ()


TRANSFORMS = ("level", "growth", "change", "share", "rank")
PERIOD_TYPES = ("year", "half", "quarter", "month", "ytd", "stock", "day", "since", "range")
STATUSES = ("actual", "estimate", "forecast", "target")
APPROXIMATIONS = ("about", "nearly", "more_than", "up_to")
HOW = ("read", "inherited", "default", "unknown", "corrected")
REVIEWS = ("auto", "confirmed", "corrected", "rejected")

_ID, _WHAT, _HOW_MUCH, _WHERE, _DOC, _TRUST = (
    "identity",
    "what",
    "how much",
    "where from",
    "document",
    "trust",
)

FACT_COLUMNS: tuple[Column, ...] = (
    Column(
        "fact_id",
        pa.string(),
        "Stable identifier: made from the document's identifier and the place and words of the first mention, "
        "so it is the same on every machine and after every refresh.",
        _ID,
        nullable=False,
    ),
    Column(
        "observation_id",
        pa.string(),
        "Identifier of the observation (series and period) that the fact states; facts that state the same "
        "observation share it.",
        _ID,
        nullable=False,
    ),
    Column(
        "indicator",
        pa.string(),
        "What is measured.",
        _WHAT,
        sdmx="INDICATOR",
        nullable=False,
        codelist="indicators",
    ),
    Column(
        "transform",
        pa.string(),
        "level: the amount itself; growth: relative to an earlier period; change: the absolute difference; "
        "share: part of a whole; rank: place in an order.",
        _WHAT,
        sdmx="TRANSFORMATION",
        nullable=False,
        values=TRANSFORMS,
    ),
    Column(
        "reporter",
        pa.string(),
        "Whose figure it is: the area from whose side the flow is told; for investment the investor's area. "
        "ISO 3166-1 alpha-2, ISO 3166-2, W00 (world) or a bloc; several areas that share one figure are joined by +.",
        _WHAT,
        sdmx="REF_AREA",
        codelist="areas",
    ),
    Column(
        "partner",
        pa.string(),
        "With whom; for investment the host. Null when the text does not tell.",
        _WHAT,
        sdmx="COUNTERPART_AREA",
        codelist="areas",
    ),
    Column(
        "commodity",
        pa.string(),
        "Goods or sector, null for all.",
        _WHAT,
        sdmx="PRODUCT",
        codelist="commodities",
    ),
    Column(
        "compiler",
        pa.string(),
        "The authority that compiled the figure, when the text names one; null means unattributed, never guessed.",
        _WHAT,
        sdmx="SOURCE_AGENCY",
        codelist="compilers",
    ),
    Column(
        "period",
        pa.string(),
        "2023, 2024-S1 (half), 2024-Q3, 2024-08, 2024-01/2024-09 (cumulative), ..2024-10 (stock up to its end), "
        "2024-10-15, 2019.. (since), 2024-01-01/2024-09-15. Null when neither the text nor its date tells.",
        _WHAT,
        sdmx="TIME_PERIOD",
    ),
    Column("period_start", pa.date32(), "First day of the period; null for a stock.", _WHAT),
    Column("period_end", pa.date32(), "Last day of the period; for a stock the day it is counted at.", _WHAT),
    Column(
        "period_type",
        pa.string(),
        "The kind of period; kinds are never mixed on one line.",
        _WHAT,
        values=PERIOD_TYPES,
    ),
    Column("rank_scope", pa.string(), "For a rank: among whom (an area code, or null).", _WHAT),
    Column("rank_of", pa.int32(), "For a rank: out of how many, when stated (6 of 148).", _WHAT),
    Column(
        "value",
        pa.float64(),
        "The number in the base unit: 171,9 tỷ USD is 171900000000; falls and deficits are negative.",
        _HOW_MUCH,
        unit="unit",
        sdmx="OBS_VALUE",
        nullable=False,
    ),
    Column(
        "value_printed",
        pa.string(),
        "The decimal number as printed, with a decimal point and no grouping: 171.9.",
        _HOW_MUCH,
        nullable=False,
    ),
    Column(
        "unit", pa.string(), "Base unit.", _HOW_MUCH, sdmx="UNIT_MEASURE", nullable=False, codelist="units"
    ),
    Column(
        "unit_mult",
        pa.int8(),
        "Power of ten between value_printed and value: 9 for thousand millions.",
        _HOW_MUCH,
        sdmx="UNIT_MULT",
        nullable=False,
    ),
    Column(
        "value_low",
        pa.float64(),
        "Least value that the printed digits and words such as 'nearly' leave open; null if unbounded.",
        _HOW_MUCH,
        unit="unit",
    ),
    Column(
        "value_high",
        pa.float64(),
        "Greatest value that the printed digits and words such as 'more than' leave open; null if unbounded.",
        _HOW_MUCH,
        unit="unit",
    ),
    Column(
        "approx",
        pa.string(),
        "Hedge stated with the number; null for none.",
        _HOW_MUCH,
        values=APPROXIMATIONS,
    ),
    Column(
        "status",
        pa.string(),
        "actual, estimate, forecast or target.",
        _HOW_MUCH,
        sdmx="OBS_STATUS",
        nullable=False,
        values=STATUSES,
    ),
    Column("doc_id", pa.string(), "Identifier of the document.", _WHERE, nullable=False),
    Column(
        "quote",
        pa.string(),
        "The words that state the number with its unit, as stored.",
        _WHERE,
        nullable=False,
    ),
    Column(
        "char_start",
        pa.int32(),
        "First code point of the quote in the stored text, counted from 0.",
        _WHERE,
        nullable=False,
    ),
    Column("char_end", pa.int32(), "Code point after the quote's last.", _WHERE, nullable=False),
    Column("passage", pa.string(), "The sentence that states the figure, as stored.", _WHERE, nullable=False),
    Column("passage_start", pa.int32(), "First code point of the passage.", _WHERE, nullable=False),
    Column("passage_end", pa.int32(), "Code point after the passage's last.", _WHERE, nullable=False),
    Column("quote_prefix", pa.string(), "Up to 32 code points before the quote.", _WHERE, nullable=False),
    Column("quote_suffix", pa.string(), "Up to 32 code points after the quote.", _WHERE, nullable=False),
    Column(
        "mentions",
        pa.list_(MENTION),
        "Every place where the document states this fact, the first one included.",
        _WHERE,
        nullable=False,
    ),
    Column(
        "evidence",
        pa.list_(EVIDENCE),
        "For every dimension the words it was read from (how: read), or from which it was inherited, or why it "
        "was defaulted or left unknown.",
        _WHERE,
        nullable=False,
    ),
    Column("title", pa.string(), "Title of the document.", _DOC),
    Column("publisher", pa.string(), "Publisher of the document.", _DOC),
    Column("url", pa.string(), "Address of the document, null where unknown.", _DOC),
    Column(
        "published",
        pa.string(),
        "Publication date, as precise as it is known: 2024-08-20, 2025-04; null if unknown.",
        _DOC,
    ),
    Column("lang", pa.string(), "Language of the document, BCP 47.", _DOC),
    Column("doc_sha256", pa.string(), "SHA-256 of the stored document's bytes.", _DOC, nullable=False),
    Column(
        "syndicated_from",
        pa.string(),
        "The document whose passage this one repeats nearly word for word, the earliest in the collection; null for "
        "a passage of the document's own. Copies are no witnesses of their own.",
        _DOC,
    ),
    Column("confidence", pa.float32(), "How sure the reading is, 0 to 1.", _TRUST, nullable=False),
    Column(
        "confidence_reasons",
        pa.list_(pa.string()),
        "Why the confidence is below 1: codes of the codelist reasons.",
        _TRUST,
        nullable=False,
    ),
    Column(
        "review",
        pa.string(),
        "Whether a person has checked the fact.",
        _TRUST,
        nullable=False,
        values=REVIEWS,
    ),
    Column("reviewed_by", pa.string(), "Who checked it; null when nobody has.", _TRUST),
    Column("reviewed_on", pa.date32(), "The day it was checked.", _TRUST),
    Column("review_note", pa.string(), "Why it was confirmed, corrected or rejected.", _TRUST),
    Column(
        "read_as",
        pa.string(),
        "For a corrected fact what the rules had read, as a JSON object of the changed columns; null otherwise.",
        _TRUST,
    ),
    Column(
        "rule",
        pa.string(),
        "The rule by which the indicator and transform were read.",
        _TRUST,
        nullable=False,
    ),
    Column("extractor", pa.string(), "Version of the extractor.", _TRUST, nullable=False),
)

# What says which figure it is, in findings, derived values and reference points as in facts.
DIMENSIONS = (
    "indicator",
    "reporter",
    "partner",
    "commodity",
    "compiler",
    "period",
    "period_start",
    "period_end",
    "period_type",
    "unit",
)

# The order of the rows of facts.parquet, of the index and of extracts that ask for none: series by series, by period
# within each, empty cells last.
FACT_ORDER = (
    *("partner", "indicator", "reporter", "transform", "commodity", "compiler", "unit"),
    *("period_end", "period", "doc_id", "char_start", "char_end", "fact_id"),
)

DOCUMENT_COLUMNS: tuple[Column, ...] = (
    Column("doc_id", pa.string(), "Identifier: the file's name without its ending.", _ID, nullable=False),
    Column("title", pa.string(), "Title.", _DOC),
    Column("author", pa.string(), "Who signs it.", _DOC),
    Column("publisher", pa.string(), "Publisher.", _DOC),
    Column("publisher_how", pa.string(), "How the publisher is known.", _DOC),
    Column("url", pa.string(), "Address, null where unknown.", _DOC),
    Column("published", pa.string(), "Publication date, as precise as it is known.", _DOC),
    Column(
        "published_precision",
        pa.string(),
        "day, month or year; null if unknown.",
        _DOC,
        values=("day", "month", "year"),
    ),
    Column("published_how", pa.string(), "How the publication date is known, or why it is not.", _DOC),
    Column("retrieved", pa.string(), "Day on which the page was fetched, where it is known.", _DOC),
    Column("lang", pa.string(), "Language, BCP 47.", _DOC),
    Column("doc_sha256", pa.string(), "SHA-256 of the stored bytes.", _DOC, nullable=False),
    Column("file", pa.string(), "File name of the text below data/documents.", _DOC, nullable=False),
    Column(
        "source_file",
        pa.string(),
        "File beside it that the text was read out of; null where the text is its own source.",
        _DOC,
    ),
    Column("media_type", pa.string(), "Media type of the source.", _DOC, nullable=False),
    Column(
        "origin",
        pa.string(),
        "Where the source came from: a file's name, an address, a place in a corpus.",
        _DOC,
    ),
    Column(
        "syndicated_from",
        pa.string(),
        "The document that this one repeats for the most part, the earliest in the collection; null if none.",
        _DOC,
    ),
    Column("text", pa.string(), "The stored text, exactly as read.", _DOC, nullable=False),
    Column("facts", pa.int32(), "Number of facts read from the document.", _DOC, nullable=False),
)

# What every extract adds: the figure's own page, where its sentence stands.
LINK = Column("link", pa.string(), "Permanent address of the figure's own page.", _WHERE)

# One row per series and period, made by etl.query.observations: dimensions and values are those of the fact shown.
_SHOWN = (
    *("observation_id", "indicator", "transform", "reporter", "partner", "commodity", "compiler", "unit"),
    *("rank_scope", "rank_of", "period", "period_start", "period_end", "period_type", "fact_id"),
    *("value", "value_low", "value_high", "value_printed", "unit_mult", "approx", "status"),
)
OBSERVATION_COLUMNS: tuple[Column, ...] = (
    *(next(c for c in FACT_COLUMNS if c.name == name) for name in _SHOWN),
    Column("facts", pa.int32(), "How many facts state the observation.", _WHERE, nullable=False),
    Column("documents", pa.int32(), "How many documents state it.", _WHERE, nullable=False),
    Column("fact_ids", pa.list_(pa.string()), "These facts, the one shown first.", _WHERE, nullable=False),
    Column(
        "spread",
        pa.float64(),
        "(greatest - least) / |value shown| over these facts; null when 0 is shown.",
        _HOW_MUCH,
    ),
)

EXTRACTOR_VERSION = "1"
SCHEMA_VERSION = "3"


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """The Arrow schema of a table, each field carrying its meaning as metadata."""
    fields = []
    for c in columns:
        meta = {"meaning": c.meaning}
        if c.sdmx:
            meta["sdmx"] = c.sdmx
        fields.append(pa.field(c.name, c.type, nullable=c.nullable, metadata=meta))
    return pa.schema(fields, metadata={"tradetrace_schema": SCHEMA_VERSION})


FACT_SCHEMA = arrow_schema(FACT_COLUMNS)
DOCUMENT_SCHEMA = arrow_schema(DOCUMENT_COLUMNS)
