"""Corpora: many documents in one JSONL or Parquet file, a line or row each."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from etl.errors import DocumentProblem

COLUMNS = ("doc_id", "text", "lang", "published", "publisher", "url", "title")
EXTRA = ("author",)
_REMEDY = "Write one JSON object a line with doc_id and text"


@dataclass(frozen=True)
class Row:
    """One document of a corpus: ``given`` holds :data:`COLUMNS` and :data:`EXTRA`, ``source`` the line as it came.

    ``place`` names it ("news.jsonl:17"), ``at`` is how far the file is read (bytes or rows).
    """

    given: dict[str, str | None]
    source: bytes
    place: str
    at: int


def json_lines(
    lines: BinaryIO,
    name: str,
    longest: int,
    report: Callable[[DocumentProblem], None],
    known: Container[str] = (),
) -> Iterator[Row]:
    """Documents of a JSONL stream; a line that is none is reported with its number and the rest is read.

    Those whose place is ``known`` are passed over.
    """
    for place, line, at in placed_lines(lines, name, longest, report):
        if place in known:
            continue
        try:
            yield Row(checked(json.loads(line.decode("utf-8-sig"))), line.strip(), place, at)
        except (ValueError, RecursionError) as error:
            what = str(error) if type(error) is ValueError else "no JSON"
            report(DocumentProblem(place, f"is no document ({what})", _REMEDY))


def placed_lines(
    lines: BinaryIO, name: str, longest: int, report: Callable[[DocumentProblem], None]
) -> Iterator[tuple[str, bytes, int]]:
    """The lines of a JSONL stream that hold anything, each with its place and with the bytes that are read by then."""
    number = at = 0
    while line := lines.readline(longest + 1):
        number += 1
        at += len(line)
        place = f"{name}:{number}"
        if len(line) > longest:
            while line and not line.endswith(b"\n"):  # the rest of it, without holding it
                line = lines.readline(1 << 20)
                at += len(line)
            report(
                DocumentProblem(
                    place, f"is longer than {longest // 1_000_000} MB", "Split it, or raise --max-mb"
                )
            )
            continue
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield place, line, at


def parquet_rows(
    path: Path | BinaryIO,
    name: str,
    report: Callable[[DocumentProblem], None],
    groups: Iterable[int] | None = None,
    known: Container[str] = (),
) -> Iterator[Row]:
    """Documents of a Parquet file, or of some of its row groups, with the columns doc_id and text and any of the others.

    Those whose place is ``known`` are passed over. Raises :class:`DocumentProblem` when the file is damaged or lacks a column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise DocumentProblem(name, "is a damaged Parquet file", "Write it anew") from error
    with file:
        for column in ("doc_id", "text"):
            if column not in file.schema_arrow.names:
                raise DocumentProblem(
                    name, f"has no column {column}", f"Its columns should be {', '.join(COLUMNS)}"
                )
        number = 0
        try:
            for batch in file.iter_batches(batch_size=256, row_groups=None if groups is None else [*groups]):
                for given in batch.to_pylist():
                    number += 1
                    place = f"{name}:{number}"
                    if place in known:
                        continue
                    try:
                        told = {k: _text(v) for k, v in given.items() if k in (*COLUMNS, *EXTRA)}
                        source = json.dumps(given, ensure_ascii=False, default=str).encode()
                        yield Row(checked(told), source, place, number)
                    except ValueError as error:
                        report(DocumentProblem(place, f"is no document ({error})", "Give it doc_id and text"))
        except (pa.ArrowException, OSError) as error:
            raise DocumentProblem(
                name, f"is damaged after row {number}", "Write it anew; the rows before were read"
            ) from error


def checked(given: Any) -> dict[str, str | None]:
    """One document's columns as texts or None; raises ValueError with what is wrong."""
    if not isinstance(given, dict):
        raise ValueError("not an object")
    out = {name: given.get(name) for name in (*COLUMNS, *EXTRA)}
    for name, value in out.items():
        if not isinstance(value, str) and (value is not None or name in ("doc_id", "text")):
            raise ValueError(f"{name} is {'missing' if value is None else 'no text'}")
    return out


def _text(value: Any) -> Any:
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value
