"""The formats of extracts, one declaration for addresses, the command line and the documentation."""

from __future__ import annotations

# name -> (content type, ending)
FORMATS: dict[str, tuple[str, str]] = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "tsv": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "json": ("application/json", "json"),
    "ndjson": ("application/x-ndjson", "ndjson"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "arrow": ("application/vnd.apache.arrow.file", "arrow"),
}
# Formats that hold more than one table or another one, with filters but without the other options.
WHOLE: dict[str, tuple[str, str]] = {
    "zip": ("application/zip", "zip"),
    "sdmx": ("application/vnd.sdmx.data+csv; version=2.0.0", "csv"),
    "sdmx-structure": ("application/vnd.sdmx.structure+xml; version=2.1", "xml"),
}
TEXTS = ("csv", "tsv", "json", "ndjson")  # are sent while they are written; the others are whole files
SIDECAR = "-metadata.json"  # the ending that CSV on the Web gives to the metadata of a file
