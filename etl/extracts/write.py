"""One extract as a file of any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyarrow as pa

from etl.extracts.about import about, csvw
from etl.extracts.ask import Ask
from etl.extracts.shape import described, shaped
from etl.extracts.text import json_array, json_lines, separated
from etl.formats import FORMATS, TEXTS
from etl.query import select
from etl.tables import Tables


@dataclass(frozen=True)
class Extract:
    """A question answered: the table, its metadata, and the documents that its facts come from."""

    table: pa.Table
    told: dict[str, Any] | None
    documents: pa.Table | None = None
    bom: bool = True

    def parts(self, format: str) -> Iterator[bytes]:
        """The bytes of a text format, piece by piece."""
        return texts(self.table, format, self.bom)

    def write(self, format: str, fileobj: BinaryIO) -> None:
        """Write the file. Raises ValueError for an unknown format, FilterError for one that cannot hold so many rows."""
        write(self.table, format, fileobj, bom=self.bom, told=self.told, documents=self.documents)

    def metadata(self, format: str, name: str) -> bytes:
        """The sidecar of a file of this ``name``: JSON, CSV on the Web. Give it the name ``name`` + :data:`SIDECAR`."""
        assert self.told is not None
        bom = self.bom and format in ("csv", "tsv")
        return csvw(
            self.told, name, described(self.table), bom=bom, delimiter="\t" if format == "tsv" else ","
        )


def make_extract(tables: Tables, ask: Ask, base_url: str, address: str) -> Extract:
    """The answer to a question. ``address`` is where the file is to be had, told in its metadata. Raises FilterError."""
    from etl.extracts.workbook import sources

    table = shaped(tables.facts, ask, base_url)
    facts = select(tables.facts, **ask.filters)
    return Extract(table, about(tables, address, ask.query, table.num_rows), sources(facts), ask.bom)


def texts(table: pa.Table, format: str, bom: bool = True) -> Iterator[bytes]:
    """The bytes of a text format, piece by piece."""
    if format == "json":
        return json_array(table)
    if format == "ndjson":
        return json_lines(table)
    return separated(table, "\t" if format == "tsv" else ",", bom)


def write(
    table: pa.Table,
    format: str,
    fileobj: BinaryIO,
    *,
    bom: bool = True,
    told: dict[str, Any] | None = None,
    documents: pa.Table | None = None,
) -> None:
    """Write a table in one of :data:`FORMATS`; raises ValueError for another."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; there are {', '.join(FORMATS)}")
    if format in TEXTS:
        for part in texts(table, format, bom):
            fileobj.write(part)
    elif format == "xlsx":
        from etl.extracts.workbook import workbook

        workbook(table, fileobj, told, described(table), documents)
    else:
        from etl.extracts import columnar

        getattr(columnar, format)(table, fileobj, told)


def write_file(
    tables: Tables, format: str, ask: Ask, base_url: str, address: str, fileobj: BinaryIO
) -> Extract | None:
    """Write the answer to a question in one of :data:`FORMATS` or :data:`WHOLE`; gives the extract for the former.

    Raises FilterError where the format cannot hold what was asked for.
    """
    from etl.extracts.package import only_filters, package
    from etl.extracts.sdmx import sdmx_csv, structure

    if format in FORMATS:
        made = make_extract(tables, ask, base_url, address)
        made.write(format, fileobj)
        return made
    if format == "zip":
        package(tables, ask, base_url, address, fileobj)
        return None
    only_filters(ask, "SDMX")
    facts = select(tables.facts, **ask.filters)
    if format == "sdmx":
        for part in sdmx_csv(facts, base_url):
            fileobj.write(part)
    else:
        fileobj.write(structure(facts, about(tables, address, ask.query, facts.num_rows)["made"]))
    return None
