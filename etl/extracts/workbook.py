"""XLSX: typed cells, links, a sheet of sources, one of columns and one that says what the file is.

A text is written as text with Excel's quote prefix, so that it is never run, not even after it has been edited;
its letters stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, BinaryIO

import pyarrow as pa
import xlsxwriter

from etl.errors import FilterError
from etl.extracts.text import batches, neutral, to_json
from etl.rows import Rows
from etl.schema import Column

ROWS = 1_048_575  # below the heading of a sheet
LETTERS = 32_767  # of a cell
_LINKS = 60_000  # a sheet takes 65,530
_ADDRESS = 2_000  # letters of a link; a sheet takes 2,079
_CUT = "… [cut, {n} characters; whole in CSV, JSON and Parquet]"
_WIDTH = {"passage": 60, "quote": 24, "title": 40, "link": 40, "url": 40, "period": 18, "value": 20}


def workbook(
    rows: Rows,
    fileobj: BinaryIO,
    told: dict[str, Any] | None,
    columns: Sequence[Column],
    documents: Rows | None = None,
    sheet: str = "facts",
) -> None:
    """Write a workbook; ``documents`` become the sheet of sources. Raises FilterError for more rows than a sheet has."""
    if rows.num_rows > ROWS:
        raise FilterError(
            f"{rows.num_rows} rows are more than a sheet holds ({ROWS}); narrow the filters, set limit, or take csv "
            "or parquet"
        )
    book = xlsxwriter.Workbook(fileobj, {"constant_memory": True, "in_memory": False})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "link": book.add_format({"font_color": "#0563C1", "underline": 1}),
        "guarded": book.add_format({"quote_prefix": True}),
        "plain": book.add_format(),
    }
    if told:
        made = dt.datetime.fromisoformat(told["made"]).replace(tzinfo=None)
        book.set_properties(
            {
                "title": told["title"],
                "comments": told["citation"],
                "keywords": told["filter"],
                "created": made,
            }
        )
    else:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
    _sheet(book.add_worksheet(sheet), rows, formats)
    if documents is not None:
        _sheet(book.add_worksheet("sources"), documents, formats)
    meanings = {
        "column": [c.name for c in columns],
        "type": [str(c.type) for c in columns],
        "unit": [c.unit for c in columns],
        "sdmx": [c.sdmx for c in columns],
        "meaning": [c.meaning for c in columns],
    }
    _sheet(
        book.add_worksheet("columns"),
        Rows.of(pa.table({k: pa.array(v, pa.string()) for k, v in meanings.items()})),
        formats,
    )
    if told:
        lines = [(n, v) for n, value in told.items() for v in (value if isinstance(value, list) else [value])]
        two = {"what": [n for n, _ in lines], "is": [str(v) for _, v in lines]}
        _sheet(book.add_worksheet("about"), Rows.of(pa.table(two)), formats)
    book.close()


def _sheet(sheet: Any, rows: Rows, formats: dict[str, Any]) -> None:
    names = rows.column_names
    sheet.freeze_panes(1, 1 if len(names) > 2 else 0)
    links = [i for i, n in enumerate(names) if n in ("link", "url") or n.endswith(" link")]
    left = _LINKS
    for i, field in enumerate(rows.schema):
        number = pa.types.is_floating(field.type) or pa.types.is_integer(field.type)
        sheet.set_column(i, i, _WIDTH.get(field.name, 12 if number or pa.types.is_date(field.type) else 16))
    for i, name in enumerate(names):
        sheet.write_string(0, i, name, formats["head"])
    if rows.num_rows:
        sheet.autofilter(0, 0, rows.num_rows, len(names) - 1)
    row = 0
    for some in batches(rows):
        for values in some:
            row += 1
            for i, value in enumerate(values.values()):
                if value is None:
                    continue
                if isinstance(value, bool | int | float):
                    sheet.write_number(row, i, value)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(row, i, value, formats["date"])
                elif i in links and left and _is_address(value):
                    left -= 1
                    sheet.write_url(row, i, value, formats["link"], string=value)
                else:
                    text = _cut(to_json(value) if isinstance(value, list | dict) else str(value))
                    guarded = "plain" if neutral(text) == text else "guarded"
                    sheet.write_string(row, i, text, formats[guarded])


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://")) and len(value) < _ADDRESS


def _cut(text: str) -> str:
    # a sheet counts UTF-16 units
    if len(text) * 2 <= LETTERS or len(text.encode("utf-16-le")) // 2 <= LETTERS:
        return text
    note = _CUT.format(n=len(text))
    room = (LETTERS - len(note)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + note
