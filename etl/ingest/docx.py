"""Word documents by python-docx: paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import ParseError

from etl.errors import DocumentProblem
from etl.ingest.plain import readable
from etl.ingest.read import Read, needs

LARGEST = 300_000_000  # bytes that the parts may unpack to
PACKED, RATIO = (
    20_000_000,
    200,
)  # above so many bytes nothing that people write unpacks to more times its size


def read_docx(data: bytes, name: str, charset: str | None, url: str | None) -> Read:
    """The text of a Word document, a table's row a line, and its properties; raises :class:`DocumentProblem`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = {part.filename for part in parts.infolist()}
            unpacked = sum(part.file_size for part in parts.infolist())
            packed = sum(part.compress_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise DocumentProblem(name, "is a damaged ZIP file, not a DOCX", "Save it anew as DOCX") from error
    if "word/document.xml" not in names:
        raise DocumentProblem(name, "is a ZIP file, not a DOCX", "Unpack it and add what is inside")
    if unpacked > LARGEST or (unpacked > PACKED and unpacked > RATIO * packed):
        raise DocumentProblem(name, f"unpacks to {unpacked:,} bytes", "Save it without pictures")
    try:
        from docx import Document
        from docx.opc.exceptions import OpcError
        from docx.table import Table
        from lxml.etree import XMLSyntaxError
    except ImportError as error:
        raise needs(name, "python-docx", "docx") from error
    try:
        document = Document(io.BytesIO(data))
        lines = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [_row(row.cells) for row in block.rows]
            else:
                lines.append(block.text)
        told = document.core_properties
        read = Read("docx", readable("\n".join(line for line in lines if line.strip()) + "\n", name))
        read.set("title", told.title, "properties of the document")
        read.set(
            "author", told.author if told.author != "python-docx" else None, "properties of the document"
        )
        read.set("lang", (told.language or "").split("-")[0].lower() or None, "properties of the document")
    except (OpcError, XMLSyntaxError, ParseError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DocumentProblem(
            name, "is a damaged DOCX", "Open it in a word processor and save it anew"
        ) from error
    return read


def _row(cells: tuple) -> str:
    """Cells that were merged are listed once for each column they fill."""
    out: list[str] = []
    last = None
    for cell in cells:
        if cell._tc is not last:
            out.append(" ".join(cell.text.split()))
        last = cell._tc
    return "| " + " | ".join(out) + " |"
