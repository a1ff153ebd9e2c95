"""One extract as a file of any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from etl.extracts.about import about, csvw
from etl.extracts.ask import Ask
from etl.extracts.shape import described, shaped
from etl.extracts.text import json_array, json_lines, separated
from etl.formats import FORMATS, TEXTS
from etl.index import Index
from etl.rows import Rows


@dataclass(frozen=True)
class Extract:
    """A question answered: the rows, their metadata, and the documents that its facts come from."""

    rows: Rows
    told: dict[str, Any] | None
    documents: Rows | None = None
    bom: bool = True

    def parts(self, format: str) -> Iterator[bytes]:
        """The bytes of a text format, piece by piece."""
        return texts(self.rows, format, self.bom)

    def write(self, format: str, fileobj: BinaryIO) -> None:
        """Write the file. Raises ValueError for an unknown format, FilterError for one that cannot hold so many rows."""
        write(self.rows, format, fileobj, bom=self.bom, told=self.told, documents=self.documents)

    def metadata(self, format: str, name: str) -> bytes:
        """The sidecar of a file of this ``name``: JSON, CSV on the Web. Give it the name ``name`` + :data:`SIDECAR`."""
        assert self.told is not None
        bom = self.bom and format in ("csv", "tsv")
        return csvw(
            self.told, name, described(self.rows), bom=bom, delimiter="\t" if format == "tsv" else ","
        )


def make_extract(index: Index, ask: Ask, base_url: str, address: str) -> Extract:
    """The answer to a question. ``address`` is where the file is to be had, told in its metadata. Raises FilterError."""
    rows = shaped(index, ask, base_url)
    told = about(index, address, ask.query, rows.num_rows)
    return Extract(rows, told, index.sources(**ask.filters), ask.bom)


def texts(rows: Rows, format: str, bom: bool = True) -> Iterator[bytes]:
    """The bytes of a text format, piece by piece."""
    if format == "json":
        return json_array(rows)
    if format == "ndjson":
        return json_lines(rows)
    return separated(rows, "\t" if format == "tsv" else ",", bom)


def write(
    rows: Rows,
    format: str,
    fileobj: BinaryIO,
    *,
    bom: bool = True,
    told: dict[str, Any] | None = None,
    documents: Rows | None = None,
) -> None:
    """Write rows in one of :data:`FORMATS`; raises ValueError for another."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; there are {', '.join(FORMATS)}")
    if format in TEXTS:
        for part in texts(rows, format, bom):
            fileobj.write(part)
    elif format == "xlsx":
        from etl.extracts.workbook import workbook

        workbook(rows, fileobj, told, described(rows), documents)
    else:
        from etl.extracts import columnar

        getattr(columnar, format)(rows, fileobj, told)


def write_file(
    index: Index, format: str, ask: Ask, base_url: str, address: str, fileobj: BinaryIO
) -> Extract | None:
    """Write the answer to a question in one of :data:`FORMATS` or :data:`WHOLE`; gives the extract for the former.

    Raises FilterError where the format cannot hold what was asked for.
    """
    from etl.extracts.package import only_filters, package
    from etl.extracts.sdmx import sdmx_csv, structure

    if format in FORMATS:
        made = make_extract(index, ask, base_url, address)
        made.write(format, fileobj)
        return made
    if format == "zip":
        package(index, ask, base_url, address, fileobj)
        return None
    only_filters(ask, "SDMX")
    if format == "sdmx":
        for part in sdmx_csv(index, base_url, **ask.filters):
            fileobj.write(part)
    else:
        rows = index.count(**ask.filters)
        fileobj.write(structure(index, about(index, address, ask.query, rows)["made"]))
    return None
