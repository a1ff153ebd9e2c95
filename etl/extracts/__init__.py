"""Extracts: what was asked for → the rows → a file of any format, its metadata beside it.

``ask`` reads filters and options, ``shape`` makes the table, ``about`` says when, from what and how to cite,
``write`` turns it into bytes with ``text``, ``columnar`` and ``workbook``; ``sdmx`` and ``package`` are the two
formats that hold more than one table.
"""

from etl.codebook import COLUMNS, codebook_table, codelists
from etl.extracts.about import about, made_at, program_version, state, tag
from etl.extracts.ask import Ask, parse_ask, parse_limit
from etl.extracts.package import only_filters, package, table_schema
from etl.extracts.resources import PAGE, RESOURCES, Resource, json_schema, resource_rows
from etl.extracts.sdmx import sdmx_csv, structure
from etl.extracts.text import batches, restored, separated, to_json
from etl.extracts.write import Extract, make_extract, write_file
from etl.filters import OPTIONS
from etl.formats import FORMATS, SIDECAR, TEXTS, WHOLE
from etl.rows import Rows
from etl.schema import Column

__all__ = [
    "COLUMNS",
    "FORMATS",
    "OPTIONS",
    "PAGE",
    "RESOURCES",
    "SIDECAR",
    "TEXTS",
    "WHOLE",
    "Ask",
    "Column",
    "Extract",
    "Resource",
    "Rows",
    "about",
    "batches",
    "codebook_table",
    "codelists",
    "json_schema",
    "made_at",
    "make_extract",
    "only_filters",
    "package",
    "parse_ask",
    "parse_limit",
    "program_version",
    "resource_rows",
    "restored",
    "sdmx_csv",
    "separated",
    "state",
    "structure",
    "table_schema",
    "tag",
    "to_json",
    "write_file",
]
