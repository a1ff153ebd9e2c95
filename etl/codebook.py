"""The codebook in Markdown, made from the declaration in :mod:`etl.schema`."""

from __future__ import annotations

from itertools import groupby

import pyarrow as pa

from etl.codes import codelist
from etl.schema import (
    DOCUMENT_COLUMNS,
    EVIDENCE,
    EXTRACTOR_VERSION,
    FACT_COLUMNS,
    HOW,
    LINK,
    MENTION,
    OBSERVATION_COLUMNS,
    SCHEMA_VERSION,
    Column,
)
from etl.schema_checks import (
    CHANGED,
    CHECK_COLUMNS,
    DERIVED_COLUMNS,
    HISTORY_COLUMNS,
    INPUT,
    REFERENCE_COLUMNS,
)

# Every table that leaves the program, in the order of the codebook.
COLUMNS: dict[str, tuple[Column, ...]] = {
    "facts": (*FACT_COLUMNS, LINK),
    "documents": DOCUMENT_COLUMNS,
    "observations": OBSERVATION_COLUMNS,
    "checks": CHECK_COLUMNS,
    "derived": DERIVED_COLUMNS,
    "references": REFERENCE_COLUMNS,
    "history": HISTORY_COLUMNS,
}

_HEAD = f"""# Codebook

Made by `tradetrace codebook` from the one declaration of every column, `etl/schema.py` and
`etl/schema_checks.py`; a test holds this page to it. Schema version {SCHEMA_VERSION}, extractor version {EXTRACTOR_VERSION}.

Places in a text are 0-based code points into the stored text, end exclusive. A column that may be empty is
marked `?`; empty means that the text does not tell. Codelists are the files in `etl/codelists`.
"""


def codebook() -> str:
    """The whole page; ends with a newline."""
    facts = ["## facts.parquet", "One row per figure that a document states."]
    for group, columns in groupby(FACT_COLUMNS, key=lambda c: c.group):
        facts += [f"### {group.capitalize()}", _table(tuple(columns))]
    nested = [
        "### Inside `mentions` and `evidence`",
        f"- `mentions`: a list of {_fields(MENTION)}.\n"
        f"- `evidence`: a list of {_fields(EVIDENCE)}; `how` is {', '.join(HOW)}.",
    ]
    documents = ["## documents.parquet", "One row per document, its text included.", _table(DOCUMENT_COLUMNS)]
    made = [
        *(
            "## checks.parquet",
            "One row per finding of a check; see [checks](checks.md).",
            _table(CHECK_COLUMNS),
        ),
        *("## derived.parquet", "One row per value computed from stated facts.", _table(DERIVED_COLUMNS)),
        *("## references.parquet", "One row per point of a reference series.", _table(REFERENCE_COLUMNS)),
        f"`inputs` of checks and derived values is a list of {_fields(INPUT)}.",
        "## history/NNNNNN.parquet",
        "One file for every refresh that changed facts, one row per fact that did.",
        _table(HISTORY_COLUMNS),
        f"`columns` is a list of {_fields(CHANGED)}; before and after are JSON.",
    ]
    extracts = [
        "## Observations",
        "One row per series and period, made from the facts for `/api/v1/observations` and the data package.",
        _table(OBSERVATION_COLUMNS),
        "## Extracts",
        "All formats and parameters: [extracts](extracts.md). The columns of `facts.parquet` and `link`, the address of the figure's own page. In CSV the nested columns are "
        "JSON, and a text that a spreadsheet would run as a formula begins with an apostrophe; taking one off "
        "restores it. Read CSV with `pandas.read_csv(file, keep_default_na=False)`, or Namibia's `NA` is lost.",
    ]
    return "\n\n".join([_HEAD.rstrip(), *facts, *nested, *documents, *made, *extracts]) + "\n"


# Columns whose fixed values have names of their own, in a codelist.
_NAMED = {
    "transform": "transforms",
    "period_type": "period_types",
    "status": "statuses",
    "approx": "approximations",
    "verdict": "verdicts",
    "change": "changes",
    "cause": "causes",
}
_NAMES = ("name_vi", "name_en", "name_zh")


def codelists() -> dict[str, dict[str, dict[str, str]]]:
    """Every codelist that a column of :data:`COLUMNS` draws on: its name -> code -> row."""
    used = [c.codelist or _NAMED.get(c.name) for columns in COLUMNS.values() for c in columns]
    return {name: codelist(name) for name in dict.fromkeys(used) if name}


def codebook_table() -> pa.Table:
    """Every column, then every code: table, column, type, nullable, unit, codelist, values, sdmx, meaning, code, names.

    A row of a code has the name of its codelist and nothing but the code and its names. All text.
    """
    rows: list[dict[str, str | None]] = [
        {
            "table": table,
            "column": c.name,
            "type": _type(c.type),
            "nullable": "yes" if c.nullable else "no",
            "unit": c.unit,
            "codelist": c.codelist or _NAMED.get(c.name),
            "values": " ".join(c.values) or None,
            "sdmx": c.sdmx,
            "meaning": c.meaning,
        }
        for table, columns in COLUMNS.items()
        for c in columns
    ]
    head = [*rows[0], "code", *_NAMES]
    for name, codes in codelists().items():
        for code, row in codes.items():
            rows.append({"codelist": name, "code": code, **{n: row.get(n) for n in _NAMES}})
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in head]))


def _table(columns: tuple[Column, ...]) -> str:
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for c in columns:
        told = [c.meaning]
        if c.codelist:
            told.append(f"Codelist `{c.codelist}`.")
        if c.values and not all(v in c.meaning for v in c.values):
            told.append(f"One of {', '.join(c.values)}.")
        if c.sdmx:
            told.append(f"SDMX `{c.sdmx}`.")
        lines.append(
            f"| `{c.name}`{'?' if c.nullable else ''} | {_type(c.type)} | {' '.join(told).replace('|', chr(92) + '|')} |"
        )
    return "\n".join(lines)


def _type(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return f"list of {'struct' if pa.types.is_struct(type_.value_type) else type_.value_type}"
    return str(type_)


def _fields(struct: pa.StructType) -> str:
    return ", ".join(f"`{field.name}` ({field.type})" for field in struct)
