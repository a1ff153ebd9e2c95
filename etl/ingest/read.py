"""What was read out of one source: its text, and what it says of itself with how that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.errors import DocumentProblem
from etl.ingest.kinds import MEDIA_TYPES

if TYPE_CHECKING:
    from etl.ingest.apart import Bounds

# What a document may say of itself; each has a "_how" beside it.
FIELDS = ("title", "author", "publisher", "published", "url", "lang", "retrieved")


@dataclass
class Read:
    """The ``text`` of a source and its metadata; ``how`` tells for each of :data:`FIELDS` how it is known, or why not.

    ``charset`` is the encoding that the text was read by, None where the format has none of its own.
    """

    kind: str
    text: str
    charset: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    retrieved: str | None = None
    how: dict[str, str] = field(default_factory=dict)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]

    def set(self, name: str, value: str | None, how: str) -> None:
        """Take a value that is there, unless an earlier one is known."""
        value = " ".join(value.split()) if value else None
        if value and getattr(self, name) is None:
            setattr(self, name, value)
            self.how[name] = how

    def unknown(self, name: str, why: str) -> None:
        """Tell why a value is not known, unless it is."""
        if getattr(self, name) is None:
            self.how.setdefault(name, why)


def read_source(
    data: bytes,
    name: str,
    kind: str,
    charset: str | None = None,
    url: str | None = None,
    bounds: Bounds | None = None,
) -> Read:
    """The text and the metadata in the markup of a source of that kind; raises :class:`DocumentProblem`.

    ``charset`` is what a server declared; ``url`` where the source came from. Formats that take a library to read are
    read in a process apart, see :mod:`etl.ingest.apart`; a source that takes more than ``bounds`` is a problem.
    """
    from etl.ingest import apart

    if kind not in apart.KINDS:
        return read_here(data, name, kind, charset, url)
    told = {"name": name, "kind": kind, "charset": charset, "url": url}
    answer = apart.READER.read(data, told, bounds or apart.Bounds())
    if "problem" in answer:
        raise DocumentProblem(*answer["problem"])
    return Read(**answer["read"])


def read_here(data: bytes, name: str, kind: str, charset: str | None = None, url: str | None = None) -> Read:
    """:func:`read_source` in this very process, without limits."""
    return _reader(kind)(data, name, charset, url)


def _reader(kind: str) -> Callable[[bytes, str, str | None, str | None], Read]:
    # imported when needed: each brings a library that takes a moment to load
    if kind == "html":
        from etl.ingest.html import read_html as reader
    elif kind == "pdf":
        from etl.ingest.pdf import read_pdf as reader
    elif kind == "docx":
        from etl.ingest.docx import read_docx as reader
    elif kind == "markdown":
        from etl.ingest.markup import read_markdown as reader
    else:
        reader = _read_text
    return reader


def _read_text(data: bytes, name: str, charset: str | None, url: str | None) -> Read:
    from etl.ingest.plain import decoded, readable

    text, encoding = decoded(data, name, charset)
    if encoding == "utf-8":
        # a text in UTF-8 is stored byte for byte and is its own source
        text = data.decode("utf-8")
        readable(text, name)
    else:
        text = readable(text, name)
    return Read("text", text, encoding)


def needs(name: str, library: str, extra: str) -> DocumentProblem:
    """The problem of a source whose optional library is not installed."""
    return DocumentProblem(
        name, f"cannot be read without {library}", f'Install it: pip install "tradetrace[{extra}]"'
    )
