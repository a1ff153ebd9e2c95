"""SDMX: the observations as SDMX-CSV 2, and their data structure definition in SDMX-ML 2.1.

Facts may repeat a key, observations do not, so observations are what is exchanged; FACT_ID and LINK lead from each to
the figure shown for it and its sentence. Values are in the base unit, so UNIT_MULT is always 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from etl.extracts.text import batches, csv_cell
from etl.index import Index

AGENCY, DSD, FLOW, VERSION = "TRADETRACE", "DSD_FIGURES", "FIGURES", "1.0"
LANGUAGES = ("en", "vi", "zh")
# SDMX's own codes for what has no code of the list.
TOTAL, UNSPECIFIED, NOT_APPLICABLE = "_T", "_X", "_Z"


@dataclass(frozen=True)
class Component:
    """A dimension or attribute: its concept, the column it is read from, its codelist and the code for null."""

    id: str
    column: str
    name: str
    codes: str | None = None
    null: str = ""
    list_id: str = ""
    text: str = "String"


DIMENSIONS = (
    Component("INDICATOR", "indicator", "Indicator", "indicators", list_id="CL_INDICATOR"),
    Component("TRANSFORMATION", "transform", "Transformation", "transforms", list_id="CL_TRANSFORMATION"),
    Component("REF_AREA", "reporter", "Reference area", "areas", UNSPECIFIED, "CL_AREA"),
    Component("COUNTERPART_AREA", "partner", "Counterpart area", "areas", UNSPECIFIED, "CL_AREA"),
    Component("PRODUCT", "commodity", "Goods or sector", "commodities", TOTAL, "CL_PRODUCT"),
    Component("SOURCE_AGENCY", "compiler", "Compiling authority", "compilers", UNSPECIFIED, "CL_COMPILER"),
    Component("UNIT_MEASURE", "unit", "Unit of measure", "units", list_id="CL_UNIT"),
    Component("RANK_SCOPE", "rank_scope", "Among whom a rank is counted", "areas", NOT_APPLICABLE, "CL_AREA"),
    Component("STATUS", "status", "Actual, estimate, forecast or target", "statuses", list_id="CL_STATUS"),
    Component("PERIOD_TYPE", "period_type", "Kind of period", "period_types", list_id="CL_PERIOD_TYPE"),
)
ATTRIBUTES = (
    Component("UNIT_MULT", "", "Unit multiplier", text="Integer"),
    Component("VALUE_LOW", "value_low", "Least value left open", text="Double"),
    Component("VALUE_HIGH", "value_high", "Greatest value left open", text="Double"),
    Component("APPROX", "approx", "Hedge stated with the number", "approximations", list_id="CL_APPROX"),
    Component("FACT_ID", "fact_id", "Identifier of the figure shown"),
    Component("LINK", "link", "Permanent address of the figure"),
    Component("FACTS", "facts", "Figures that state the observation", text="Integer"),
    Component("DOCUMENTS", "documents", "Documents that state it", text="Integer"),
)
COLUMNS = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION"),
    *(d.id for d in DIMENSIONS),
    *("TIME_PERIOD", "OBS_VALUE"),
    *(a.id for a in ATTRIBUTES),
)
_TARGET = ("dataflow", f"{AGENCY}:{FLOW}({VERSION})", "R")


def sdmx_csv(index: Index, base_url: str, **filters: Any) -> Iterator[bytes]:
    """The observations that the facts that match state, as SDMX-CSV 2.0, piece by piece; those without a period are left out."""
    yield (",".join(COLUMNS) + "\r\n").encode()
    root = base_url.rstrip("/") + "/figure/"
    for rows in batches(index.observations(named=False, **filters)):
        lines = []
        for row in rows:
            if row["period"] is None:
                continue
            row["link"] = root + row["fact_id"]
            cells: list[Any] = [*_TARGET, *(code(d, row[d.column]) for d in DIMENSIONS)]
            cells += [time_period(row), row["value"]]
            cells += [0 if a.id == "UNIT_MULT" else code(a, row[a.column]) for a in ATTRIBUTES]
            lines.append(",".join(_cell(c) for c in cells) + "\r\n")
        yield "".join(lines).encode()


def code(component: Component, value: Any) -> Any:
    """The SDMX code of a value: identifiers there hold letters, digits and - _ @ $ only."""
    if value is None:
        return component.null or None
    return identifier(value) if component.codes else value


def identifier(text: str) -> str:
    """A code as an SDMX identifier: ``MY+ID`` is ``MY_ID``, a name with spaces has underscores."""
    return re.sub(r"[^A-Za-z0-9_@$-]+", "_", text)


def time_period(row: dict[str, Any]) -> str:
    """TIME_PERIOD of an observation: ISO 8601 as SDMX has it; PERIOD_TYPE says how it is to be read.

    Cumulative periods and spans of days are a start and a duration, a stock is its day or month, since is its start.
    """
    kind, period, start, end = (row[n] for n in ("period_type", "period", "period_start", "period_end"))
    if kind in ("stock", "since"):
        return period.strip(".")
    if kind in ("ytd", "range") and start and end:
        after = end.toordinal() + 1
        next_day = type(end).fromordinal(after)
        if start.day == 1 and next_day.day == 1:
            return f"{start}/P{(next_day.year - start.year) * 12 + next_day.month - start.month}M"
        return f"{start}/P{after - start.toordinal()}D"
    return period


def structure(index: Index, prepared: str) -> bytes:
    """The data structure definition with its concepts and codelists, an SDMX-ML 2.1 structure message.

    ``prepared`` is when the tables were made, as in :func:`etl.extracts.about.about`.

    Areas that share a figure are added to the areas of the codelist, as far as facts hold them.
    """
    from etl.extracts import (
        sdmx_structure,
    )  # a server is seldom asked for it, and need not hold a library for XML

    return sdmx_structure.message(index, prepared)


def _cell(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[\w.:/()@$-]+", value):
        return value
    return csv_cell(value)
