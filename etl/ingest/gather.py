"""Sources by their names: files, folders, addresses and standard input, each document as bytes with its kind."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from etl.errors import DocumentProblem
from etl.ingest.corpora import Row, json_lines, parquet_rows
from etl.ingest.kinds import CORPORA, SUFFIXES, kind_of

STANDARD_INPUT = "standard input"
_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")
_ID = re.compile(r"(?!\.)[\w.-]{1,120}")
_NO_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "ł": "l"})
_REMEDY = "Check that it is a file you may read"

Report = Callable[[DocumentProblem], None]


@dataclass(frozen=True)
class Item:
    """One document to add: its bytes, its kind (see :mod:`etl.ingest.kinds`; "stored" for a text with its sidecar).

    ``origin`` is kept in the sidecar: the file's name, the address, or the place in a corpus. ``given`` is what a
    corpus says of the document; ``at`` and ``total`` tell how far a long corpus is read.
    """

    name: str
    kind: str
    data: bytes
    origin: str
    doc_id: str
    url: str | None = None
    charset: str | None = None
    given: dict[str, str | None] = field(default_factory=dict)
    path: Path | None = None
    at: int = 0
    total: int = 0


@dataclass(frozen=True)
class Limits:
    """What is read at most: bytes of one document, seconds of one address, and whether private hosts are."""

    largest: int = 64_000_000
    seconds: float = 30.0
    allow_private: bool = False


def gather(sources: Iterable[str], limits: Limits, report: Report) -> Iterator[Item]:
    """Every document of the sources; what cannot be read is reported, and the rest goes on."""
    for source in sources:
        try:
            if source == "-":
                yield from _standard_input(limits, report)
            elif _ADDRESS.match(source):
                yield from _address(source, limits, report)
            elif Path(source).is_dir():
                yield from _folder(Path(source), limits, report)
            else:
                yield from _file(Path(source), Path(source).name, limits, report)
        except DocumentProblem as problem:
            report(problem)


def identifier(name: str) -> str:
    """A name for a document: the letters and digits of ``name`` without marks, words joined by "-"."""
    folded = unicodedata.normalize("NFKD", name.translate(_NO_STROKE))
    folded = unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))
    slug = re.sub(r"[^\w]+", "-", folded).strip("-_")
    while len(slug.encode()) > 100:
        slug = slug[:-1].rstrip("-")
    return slug or "document"


def safe(doc_id: str) -> str:
    """A corpus's own identifier where it can be a file's name; otherwise one made from it."""
    if _ID.fullmatch(doc_id) and len(doc_id.encode()) <= 200:
        return doc_id
    import hashlib

    return f"{identifier(doc_id)}-{hashlib.sha256(doc_id.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _standard_input(limits: Limits, report: Report) -> Iterator[Item]:
    data = sys.stdin.buffer.read(limits.largest + 1)
    if len(data) > limits.largest:
        raise too_large(STANDARD_INPUT, limits)
    import hashlib

    doc_id = f"input-{hashlib.sha256(data).hexdigest()[:12]}"
    yield from _documents(data, STANDARD_INPUT, STANDARD_INPUT, doc_id, "", limits, report)


def _address(url: str, limits: Limits, report: Report) -> Iterator[Item]:
    from etl.ingest.fetch import fetch

    got = fetch(url, largest=limits.largest, allow_private=limits.allow_private, seconds=limits.seconds)
    parts = urlsplit(got.url)
    last = [p for p in unquote(parts.path).split("/") if p]
    stem, dot, ending = last[-1].rpartition(".") if last else ("", "", "")
    suffix = f".{ending.lower()}" if dot and f".{ending.lower()}" in {*SUFFIXES, *CORPORA} else ""
    tail = stem if dot and len(ending) <= 5 else (last[-1] if last else "")
    query = f"-{parts.query}" if parts.query else ""
    doc_id = identifier(f"{(parts.hostname or '').removeprefix('www.')}-{tail}{query}")
    for item in _documents(got.data, url, url, doc_id, suffix, limits, report, got.media_type):
        if item.given:
            yield item
        else:
            yield Item(item.name, item.kind, item.data, url, doc_id, url=got.url, charset=got.charset)


def _folder(folder: Path, limits: Limits, report: Report) -> Iterator[Item]:
    known = {*SUFFIXES, *CORPORA}
    try:
        files = sorted(
            p
            for p in folder.rglob("*")
            if not any(part.startswith(".") for part in p.relative_to(folder).parts)
        )
    except OSError as error:
        raise DocumentProblem(str(folder), f"cannot be read ({error.strerror})", _REMEDY) from error
    names = {p.relative_to(folder).as_posix(): p for p in files if p.suffix.lower() in known and p.is_file()}
    # the source that a stored document was read from comes with the document
    stored = {Path(n).with_suffix("").as_posix() for n in names if n.endswith(".txt") and _sidecar(names[n])}
    names = {
        n: p
        for n, p in names.items()
        if n.endswith(".txt") or Path(n).with_suffix("").as_posix() not in stored
    }
    if not names:
        raise DocumentProblem(
            str(folder),
            "holds no file that can be read",
            f"Files that can be end in {', '.join(sorted(known))}",
        )
    for at, (name, path) in enumerate(names.items(), 1):
        try:
            for item in _file(path, name, limits, report):
                yield item if item.total else Item(**{**vars(item), "at": at, "total": len(names)})
        except DocumentProblem as problem:
            report(problem)


def _file(path: Path, name: str, limits: Limits, report: Report) -> Iterator[Item]:
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DocumentProblem(str(path), "is no file", _REMEDY)
        if suffix == ".parquet":
            yield from items(parquet_rows(path, name, report), 0)
            return
        if CORPORA.get(suffix) == "jsonl":
            with path.open("rb") as lines:
                yield from items(json_lines(lines, name, limits.largest, report), size)
            return
        if size > limits.largest:
            raise too_large(str(path), limits, size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentProblem(str(path), "is not there", "Check its name") from error
    except OSError as error:
        raise DocumentProblem(str(path), f"cannot be read ({error.strerror})", _REMEDY) from error
    doc_id = identifier(Path(name).with_suffix("").as_posix())
    if suffix == ".txt" and _sidecar(path):
        yield Item(str(path), "stored", data, name, safe(path.stem), path=path)
        return
    yield from _documents(data, str(path), Path(name).name, doc_id, suffix, limits, report, path=path)


def _documents(
    data: bytes,
    name: str,
    origin: str,
    doc_id: str,
    suffix: str,
    limits: Limits,
    report: Report,
    declared: str = "",
    path: Path | None = None,
) -> Iterator[Item]:
    if not data.strip():
        raise DocumentProblem(name, "is empty", "Give a document with text")
    kind = kind_of(data, name, suffix, declared)
    if kind == "jsonl":
        import io

        yield from items(json_lines(io.BytesIO(data), origin, limits.largest, report), len(data))
    elif kind == "parquet":
        raise DocumentProblem(
            name, "is a Parquet corpus", "Save it as a file that ends in .parquet and add that"
        )
    else:
        yield Item(name, kind, data, origin, doc_id, path=path)


def items(rows: Iterable[Row], total: int = 0) -> Iterator[Item]:
    """The documents of a corpus; ``total`` is how far it goes."""
    for row in rows:
        given = {k: v for k, v in row.given.items() if k not in ("doc_id", "text") and v}
        text = row.given["text"].encode("utf-8", "replace")
        doc_id = safe(row.given["doc_id"])
        yield Item(row.place, "json", row.source, row.place, doc_id, given={**given, "text": text.decode()}, at=row.at, total=total)  # fmt: skip


def _sidecar(path: Path) -> bool:
    return path.with_suffix(".toml").is_file()


def too_large(name: str, limits: Limits, size: int | None = None) -> DocumentProblem:
    """The problem of a document that is larger than the limit; ``size`` in bytes where it is known."""
    has = f"has {size / 1_000_000:,.0f} MB, more than" if size else "is larger than"
    return DocumentProblem(name, f"{has} {limits.largest // 1_000_000} MB", "Split it, or raise --max-mb")
