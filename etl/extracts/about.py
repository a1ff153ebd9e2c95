"""What every file says of itself: when it was made, by which version, from which filter, how to cite it.

"When" is the time of the refresh that made the tables, so that the same question to the same tables gives the same
bytes, however often it is asked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

from etl.schema import EXTRACTOR_VERSION, SCHEMA_VERSION, Column

TITLE = "tradetrace: trade and investment figures that documents state, each with its sentence"
LICENCE = (
    "The figures are facts as the documents state them. Quotes and passages remain their publishers' and are shown "
    "with their source; the codelists and the program are under the MIT licence."
)
CAVEATS = (
    "A figure is what a document says, not what is true: figures of different authorities disagree and stand side by side.",
    "Kinds of period never add up: ytd is cumulative, stock is counted at a day, neither belongs on a line with years.",
    "A null means that the text does not tell; a null compiler is an unattributed figure.",
    "Digits are as printed: value_low and value_high are the interval that rounding and hedges leave open.",
    "Rows with review = rejected were read wrongly; leave them out.",
)

_CSVW = {
    "string": "string",
    "double": "double",
    "float": "float",
    "date32[day]": "date",
    "int8": "byte",
    "int32": "int",
    "int64": "long",
}


class State(Protocol):
    """What tells one state of the tables from another, as :class:`etl.Tables` and :class:`etl.Index` do."""

    @property
    def stamp(self) -> tuple: ...
    @property
    def fingerprint(self) -> str | None: ...
    @property
    def written(self) -> int: ...


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("tradetrace")
    except PackageNotFoundError:
        return "0"


def made_at(source: State) -> dt.datetime:
    """When the tables were last written, in UTC to the second."""
    return dt.datetime.fromtimestamp(source.written, dt.UTC)


def state(source: State) -> str:
    """Sixteen hexadecimal digits that change with the tables: of their fingerprint, or of their files where they have none."""
    mark = source.fingerprint
    return mark[:16] if mark else hashlib.sha256(repr(source.stamp).encode()).hexdigest()[:16]


def tag(source: State, *parts: object) -> str:
    """An ETag: it changes with the tables, with the program that writes, and with what was asked for."""
    known = (state(source), made_at(source).isoformat(), _writer(), *map(str, parts))
    return hashlib.sha256("\0".join(known).encode()).hexdigest()[:32]


@cache
def _writer() -> str:
    digest = hashlib.sha256(program_version().encode())
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def about(source: State, address: str, query: str, rows: int) -> dict[str, Any]:
    """The metadata of an extract, in the order in which people read it."""
    made = made_at(source).strftime("%Y-%m-%dT%H:%M:%SZ")
    full = f"{address}?{query}" if query else address
    return {
        "title": TITLE,
        "made": made,
        "version": program_version(),
        "extractor": EXTRACTOR_VERSION,
        "schema": SCHEMA_VERSION,
        "state": state(source),
        "filter": query or "none",
        "rows": rows,
        "source": full,
        "citation": f"{TITLE}. Version {program_version()}, tables of {made} (state {state(source)}). {full}",
        "licence": LICENCE,
        "caveats": list(CAVEATS),
    }


def csvw(told: dict[str, Any], name: str, columns: list[Column], *, bom: bool, delimiter: str = ",") -> bytes:
    """CSV on the Web metadata of a text file: what :func:`about` told and the meaning of every column."""
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": told["title"],
        "dc:modified": {"@value": told["made"], "@type": "xsd:dateTime"},
        "dc:bibliographicCitation": told["citation"],
        "dc:source": told["source"],
        "dc:rights": told["licence"],
        "dc:description": told["caveats"],
        "schema:version": f"{told['version']}, extractor {told['extractor']}, schema {told['schema']}, state {told['state']}",
        "schema:query": told["filter"],
        "schema:size": told["rows"],
        "dialect": {"encoding": "utf-8", "delimiter": delimiter, "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(c) for c in columns]},
    }
    if bom:
        described["rdfs:comment"] = "The file begins with a byte order mark."
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _column(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _CSVW.get(str(column.type), "json"),
        "null": "",
    }
    if column.sdmx:
        made["schema:alternateName"] = column.sdmx
    return made
