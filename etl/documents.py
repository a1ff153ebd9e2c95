"""Reading the documents: ``NAME.txt`` byte for byte, its metadata in ``NAME.toml``, the source it was read from beside.

A text that was written as plain text in UTF-8 is its own source; one that was read out of a page, a PDF or the like
names that file and its hash in the sidecar's ``[source]``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.errors import DocumentProblem

FOLDER = "documents"
# What a person may set in a sidecar, in the order in which a new one lists it.
EDITABLE = ("title", "author", "publisher", "published", "published_how", "url", "lang", "retrieved")
KEYS = (*EDITABLE, "published_precision", "sha256")
# What the program notes there: where the text comes from, and what it read by itself and how.
SOURCE = ("origin", "file", "sha256", "media_type", "charset")
DETECTED = tuple(
    name
    for key in ("title", "author", "publisher", "published", "url", "lang", "retrieved")
    for name in (key, f"{key}_how")
)
_TABLES = {"source": SOURCE, "detected": DETECTED}
SOURCE_ENDINGS = (".html", ".pdf", ".docx", ".md", ".json", ".source")
_REQUIRED = ("lang", "sha256")
_PRECISION = {4: "year", 7: "month", 10: "day"}
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Document:
    """One source text with its metadata; what is not known is None.

    ``text`` is the file decoded as plain UTF-8: a byte order mark stays its first code point and line
    ends stay as they are, so that offsets into ``text`` hold for the stored file. ``published`` is as
    precise as it is known (2024-08-20, 2025-04, 2025), ``published_precision`` day, month or year.
    ``retrieved`` is the day on which a page was fetched or printed. ``source_file`` is the file that the text was read
    out of, None where the text is its own source; ``media_type`` is the source's, and ``origin`` where it came from.
    """

    doc_id: str
    text: str
    title: str | None
    author: str | None
    publisher: str | None
    publisher_how: str | None
    url: str | None
    published: str | None
    published_precision: str | None
    published_how: str | None
    retrieved: str | None
    lang: str | None
    doc_sha256: str
    file: str
    source_file: str | None
    media_type: str
    origin: str | None


def read_documents(data_dir: str | Path) -> Iterator[Document | DocumentProblem]:
    """Every document of ``data_dir/documents`` in the order of names, or what is wrong with it.

    Raises :class:`DocumentProblem` when the folder itself is missing or unreadable.
    """
    folder = Path(data_dir) / FOLDER
    texts, sidecars = names(folder)
    for stem in sorted(texts | sidecars):
        yield document_named(folder, stem)


def document_named(folder: Path, stem: str) -> Document | DocumentProblem:
    """A document of a folder by its name without ending, or what is wrong with it."""
    try:
        if not (folder / f"{stem}.txt").exists() and (folder / f"{stem}.toml").exists():
            raise DocumentProblem(
                f"{stem}.toml", f"there is no {stem}.txt", "Put the text back or delete the sidecar"
            )
        return read_document(folder / f"{stem}.txt")
    except DocumentProblem as problem:
        return problem


def names(folder: Path) -> tuple[set[str], set[str]]:
    """Names, without ending, of the texts and of the sidecars in a folder of documents.

    Raises :class:`DocumentProblem` when the folder is missing or unreadable.
    """
    try:
        files = [name.rpartition(".") for name in os.listdir(folder) if not name.startswith(".")]
    except OSError as error:
        raise DocumentProblem(
            str(folder),
            f"cannot be read ({error.strerror})",
            "Create it with the sources, or name another folder with --data",
        ) from error
    texts, sidecars = (
        {stem for stem, dot, ending in files if dot and ending == kind} for kind in ("txt", "toml")
    )
    return texts, sidecars


def read_document(path: Path) -> Document:
    """One document with its sidecar; raises :class:`DocumentProblem`."""
    data = read_bytes(path)
    text = decode(data, path.name)
    digest = hashlib.sha256(data).hexdigest()
    sidecar = path.with_suffix(".toml")
    meta, source, detected = read_sidecar(sidecar)
    if meta["sha256"] != digest:
        raise DocumentProblem(
            path.name,
            f"its sha256 is not the one in {sidecar.name}",
            f'Restore the text; if the change is meant, put sha256 = "{digest}" into {sidecar.name}',
        )
    del meta["sha256"]
    if source.get("file"):
        _check_source(path.parent, source["file"], source.get("sha256"), sidecar.name)
    return Document(
        doc_id=path.stem,
        text=text,
        doc_sha256=digest,
        file=path.name,
        publisher_how=_how("publisher", meta, detected),
        source_file=source.get("file"),
        media_type=source.get("media_type") or "text/plain",
        origin=source.get("origin"),
        **{**meta, "published_how": _how("published", meta, detected)},
    )


def _check_source(folder: Path, name: str, sha256: str | None, sidecar: str) -> None:
    """The text stays what it was read from: a source that has changed since is told, not taken over silently."""
    path = folder / name
    if Path(name).name != name or not path.is_file():
        raise DocumentProblem(name, "is missing", f"Put it back, or take [source] out of {sidecar}")
    with path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    if digest != sha256:
        raise DocumentProblem(
            name,
            f"has changed since it was read: its sha256 is not the one in {sidecar}",
            "Restore it, or add the changed file with --replace",
        )


def _how(key: str, meta: dict[str, str | None], detected: dict[str, str]) -> str | None:
    """How a value is known: as the sidecar says, as it was detected, or by a person's edit of the sidecar."""
    told, read = meta.get(f"{key}_how"), detected.get(f"{key}_how")
    if detected and (meta[key] or "") != detected.get(key, "") and told in (None, read):
        return "set in the sidecar"
    return told or read or None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises :class:`DocumentProblem` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentProblem(
            path.name, f"cannot be read ({error.strerror})", "Check that it is a file you may read"
        ) from error


def decode(data: bytes, name: str) -> str:
    """Bytes as text, code point for code point; raises :class:`DocumentProblem` when they are none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentProblem(name, "is UTF-16, not UTF-8", "Save it as UTF-8")
    if b"\0" in data or data.startswith(_MAGIC):
        raise DocumentProblem(name, "is binary, not text", "Store the text of the document as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentProblem(name, f"is not UTF-8 (byte {error.start})", "Save it as UTF-8") from error
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise DocumentProblem(name, "is empty", "Store its text or delete it with its sidecar")
    return text


def read_sidecar(path: Path) -> tuple[dict[str, str | None], dict[str, str], dict[str, str]]:
    """The metadata in a sidecar (one entry for every name in :data:`KEYS`; "" is read as None), then its tables
    ``[source]`` and ``[detected]``.

    Raises :class:`DocumentProblem`.
    """
    if not path.exists():
        raise DocumentProblem(
            path.name, "is missing", f"Put it back, or write it with {', '.join(KEYS)}; see docs/sources.md"
        )
    try:
        given = tomllib.loads(read_bytes(path).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DocumentProblem(path.name, f"is no TOML ({error})", "Correct it there") from error
    tables = {name: _table(path, name, given.pop(name, {})) for name in _TABLES}
    unknown = sorted(set(given) - set(KEYS))
    if unknown:
        raise DocumentProblem(
            path.name, f"holds the unknown key {unknown[0]}", f"Known are {', '.join(KEYS)}"
        )
    meta: dict[str, str | None] = dict.fromkeys(KEYS)
    for key, value in given.items():
        # A date may be written without quotes; a date with a time of day is more than is asked for.
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            value = value.isoformat()
        if not isinstance(value, str):
            raise DocumentProblem(path.name, f"{key} is no text", "Put the value in double quotes")
        meta[key] = value.strip() or None
    for key in _REQUIRED:
        if meta[key] is None:
            raise DocumentProblem(path.name, f"{key} is missing", f"Add {key} to it")
    published = meta["published"]
    precise = precision(published) if published else None
    if published and not precise:
        raise DocumentProblem(
            path.name, f"published {published!r} is no date", "Write 2024-08-20, 2024-08 or 2024"
        )
    if meta["published_precision"] not in (None, precise):
        raise DocumentProblem(
            path.name,
            f"published_precision is {meta['published_precision']}, published is {published or 'unknown'}",
            f'Write published_precision = "{precise or ""}"',
        )
    meta["published_precision"] = precise
    return meta, tables["source"], tables["detected"]


def _table(path: Path, name: str, given: object) -> dict[str, str]:
    known = _TABLES[name]
    if not isinstance(given, dict):
        raise DocumentProblem(path.name, f"{name} is no table", f"Write [{name}] above its entries")
    for key, value in given.items():
        if key not in known:
            raise DocumentProblem(
                path.name, f"[{name}] holds the unknown key {key}", f"Known are {', '.join(known)}"
            )
        if not isinstance(value, str):
            raise DocumentProblem(path.name, f"[{name}] {key} is no text", "Put the value in double quotes")
    return given


def precision(date: str) -> str | None:
    """day, month or year for a date that is written 2024-08-20, 2024-08 or 2024; None for what is none."""
    m = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date)
    if not m:
        return None
    year, month, day = int(m[1]), int(m[2] or 1), int(m[3] or 1)
    if not (year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return _PRECISION[len(date)]
