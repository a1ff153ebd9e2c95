"""The structure of the SDMX extract as an XML message: dimensions, attributes, concepts and codelists."""

from __future__ import annotations

from lxml import etree

from etl.codes import codelist, label
from etl.extracts.sdmx import (
    AGENCY,
    ATTRIBUTES,
    DIMENSIONS,
    DSD,
    FLOW,
    LANGUAGES,
    VERSION,
    Component,
    identifier,
)
from etl.index import Index


def message(index: Index, prepared: str) -> bytes:
    """What :func:`etl.extracts.sdmx.structure` gives."""
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
