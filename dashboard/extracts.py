"""Extracts: ordinary addresses that answer with the facts as CSV, Parquet or JSON."""

from __future__ import annotations

import io

import pyarrow as pa
from flask import Flask, Response, request

from dashboard.store import Reader
from etl import EXPORT_FORMATS, DataError, FilterError, export_facts, parse_filters, select


def register(server: Flask, read: Reader) -> None:
    """Serve ``/extracts/facts.<format>`` and ``/figure/<fact_id>.csv``."""

    def facts(extension: str) -> Response:
        kind = next((k for k, (_, ext) in EXPORT_FORMATS.items() if ext == extension), None)
        if kind is None:
            formats = ", ".join(f"facts.{ext}" for _, ext in EXPORT_FORMATS.values())
            return _line(404, f"no extract facts.{extension}; there are {formats}")
        try:
            table = read().facts
            wanted = parse_filters(request.args.to_dict(flat=False), table)
            return _extract(select(table, **wanted), kind, "facts")
        except FilterError as error:
            return _line(400, str(error))
        except DataError as error:
            return _line(503, str(error))

    def one(fact_id: str) -> Response:
        try:
            table = read().fact_table(fact_id)
        except DataError as error:
            return _line(503, str(error))
        if not table.num_rows:
            return _line(404, f"no figure {fact_id}")
        return _extract(table, "csv", fact_id)

    server.add_url_rule("/extracts/facts.<extension>", "extract", facts)
    server.add_url_rule("/figure/<fact_id>.csv", "extract-one", one)


def _extract(table: pa.Table, kind: str, stem: str) -> Response:
    content_type, extension = EXPORT_FORMATS[kind]
    out = io.BytesIO()
    export_facts(table, kind, out, request.url_root.rstrip("/"))
    made = Response(out.getvalue(), content_type=content_type)
    made.headers["Content-Disposition"] = f'attachment; filename="{stem}.{extension}"'
    made.cache_control.no_cache = True
    made.add_etag()
    return made.make_conditional(request)


def _line(status: int, message: str) -> Response:
    return Response(
        message.replace("\n", " ") + "\n", status=status, content_type="text/plain; charset=utf-8"
    )
