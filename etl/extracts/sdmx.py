"""SDMX: the observations as SDMX-CSV 2, and their data structure definition in SDMX-ML 2.1.

Facts may repeat a key, observations do not, so observations are what is exchanged; FACT_ID and LINK lead from each to
the figure shown for it and its sentence. Values are in the base unit, so UNIT_MULT is always 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from etl.codes import codelist, label
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
    root = etree.Element(_n("mes", "Structure"), nsmap=_NS)
    header = etree.SubElement(root, _n("mes", "Header"))
    for name, text in (("ID", FLOW), ("Test", "false"), ("Prepared", prepared)):
        etree.SubElement(header, _n("mes", name)).text = text
    etree.SubElement(header, _n("mes", "Sender"), id=AGENCY)
    body = etree.SubElement(root, _n("mes", "Structures"))
    flow = _artefact(
        etree.SubElement(body, _n("str", "Dataflows")),
        "Dataflow",
        FLOW,
        {"en": "Figures that documents state"},
    )
    _ref(etree.SubElement(flow, _n("str", "Structure")), DSD, "DataStructure", "datastructure")
    lists = etree.SubElement(body, _n("str", "Codelists"))
    for list_id, names in _codelists(index).items():
        one = _artefact(lists, "Codelist", list_id, {"en": list_id})
        for ident, named in names.items():
            _named(etree.SubElement(one, _n("str", "Code"), id=ident), named)
    scheme = _artefact(
        etree.SubElement(body, _n("str", "Concepts")),
        "ConceptScheme",
        "CS_FIGURES",
        {"en": "Concepts of figures"},
    )
    concepts = {c.id: c.name for c in (*DIMENSIONS, *ATTRIBUTES)}
    for ident, name in {**concepts, "TIME_PERIOD": "Period", "OBS_VALUE": "Value in the base unit"}.items():
        _named(etree.SubElement(scheme, _n("str", "Concept"), id=ident), {"en": name})
    dsd = _artefact(
        etree.SubElement(body, _n("str", "DataStructures")),
        "DataStructure",
        DSD,
        {"en": "Figures that documents state"},
    )
    _components(etree.SubElement(dsd, _n("str", "DataStructureComponents")))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


_NS = {
    short: f"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/{long}"
    for short, long in (("mes", "message"), ("str", "structure"), ("com", "common"))
}


def _n(space: str, name: str) -> str:
    return f"{{{_NS[space]}}}{name}"


def _named(parent: etree._Element, names: dict[str, str]) -> etree._Element:
    for lang, text in names.items():
        name = etree.SubElement(parent, _n("com", "Name"))
        name.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
        name.text = text
    return parent


def _artefact(parent: etree._Element, kind: str, ident: str, names: dict[str, str]) -> etree._Element:
    made = etree.SubElement(
        parent, _n("str", kind), id=ident, agencyID=AGENCY, version=VERSION, isFinal="false"
    )
    return _named(made, names)


def _ref(parent: etree._Element, ident: str, kind: str, package: str, **more: str) -> None:
    given = {"id": ident, "agencyID": AGENCY, "version": VERSION, "package": package, "class": kind, **more}
    etree.SubElement(parent, "Ref", given)


def _codelists(index: Index) -> dict[str, dict[str, dict[str, str]]]:
    """Codelist -> identifier -> names by language."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for c in (*DIMENSIONS, *ATTRIBUTES):
        if not c.codes:
            continue
        held = index.held(c.column)
        codes = [*codelist(c.codes), *sorted(v for v in held if v and v not in codelist(c.codes))]
        names = found.setdefault(c.list_id, {})
        for one in codes:
            names[identifier(one)] = {lang: label(c.codes, one, lang) for lang in LANGUAGES}
        if c.null:
            names[c.null] = {lang: label("sdmx_codes", c.null, lang) for lang in LANGUAGES}
    return found


def _components(parent: etree._Element) -> None:
    dimensions = etree.SubElement(parent, _n("str", "DimensionList"), id="DimensionDescriptor")
    for position, d in enumerate(DIMENSIONS, 1):
        one = etree.SubElement(dimensions, _n("str", "Dimension"), id=d.id, position=str(position))
        _concept(one, d.id)
        _represented(one, d)
    time = etree.SubElement(
        dimensions, _n("str", "TimeDimension"), id="TIME_PERIOD", position=str(len(DIMENSIONS) + 1)
    )
    _concept(time, "TIME_PERIOD")
    _represented(time, Component("TIME_PERIOD", "period", "", text="ObservationalTimePeriod"))
    attributes = etree.SubElement(parent, _n("str", "AttributeList"), id="AttributeDescriptor")
    for a in ATTRIBUTES:
        one = etree.SubElement(attributes, _n("str", "Attribute"), id=a.id, assignmentStatus="Conditional")
        _concept(one, a.id)
        _represented(one, a)
        relation = etree.SubElement(one, _n("str", "AttributeRelationship"))
        etree.SubElement(etree.SubElement(relation, _n("str", "PrimaryMeasure")), "Ref", {"id": "OBS_VALUE"})
    measures = etree.SubElement(parent, _n("str", "MeasureList"), id="MeasureDescriptor")
    measure = etree.SubElement(measures, _n("str", "PrimaryMeasure"), id="OBS_VALUE")
    _concept(measure, "OBS_VALUE")
    _represented(measure, Component("OBS_VALUE", "value", "", text="Double"))


def _concept(parent: etree._Element, ident: str) -> None:
    given = {
        "id": ident,
        "maintainableParentID": "CS_FIGURES",
        "maintainableParentVersion": VERSION,
        "agencyID": AGENCY,
        "package": "conceptscheme",
        "class": "Concept",
    }
    etree.SubElement(etree.SubElement(parent, _n("str", "ConceptIdentity")), "Ref", given)


def _represented(parent: etree._Element, component: Component) -> None:
    made = etree.SubElement(parent, _n("str", "LocalRepresentation"))
    if component.codes:
        _ref(etree.SubElement(made, _n("str", "Enumeration")), component.list_id, "Codelist", "codelist")
    else:
        etree.SubElement(made, _n("str", "TextFormat"), textType=component.text)


def _cell(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[\w.:/()@$-]+", value):
        return value
    return csv_cell(value)
