"""What kind of source some bytes are: told from the bytes; the name and the declared type only decide between texts."""

from __future__ import annotations

import re

from etl.errors import DocumentProblem

# Ending of the stored source, by kind; a plain text in UTF-8 is its own source and needs none.
ENDINGS = {
    "html": ".html",
    "pdf": ".pdf",
    "docx": ".docx",
    "markdown": ".md",
    "json": ".json",
    "text": ".source",
}
MEDIA_TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "markdown": "text/markdown",
    "json": "application/json",
    "text": "text/plain",
}
CORPORA = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}

_OTHERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "a rich-text file (.rtf)"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_HEAD = 2_000
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|h[1-6])\b", re.IGNORECASE)
# an object with a text in its first line: a corpus that comes without a name, as from a pipe
_JSON_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{[^\n]*\"(?:text|doc_id)\"\s*:[^\n]*\}\s*(?:\n|\Z)")
_SAVE_AS = "Save it as text, HTML, PDF or DOCX"


def kind_of(data: bytes, name: str, suffix: str = "", declared: str = "") -> str:
    """html, pdf, docx, markdown, text, or for corpora jsonl and parquet.

    ``suffix`` is the file's ending, ``declared`` the content type that a server gave. Raises
    :class:`DocumentProblem` for what is none of them: pictures, archives, programs.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"  # whether it is one is seen when it is opened
    if data.startswith(b"PAR1"):
        return "parquet"
    for magic, what in _OTHERS:
        if data.startswith(magic):
            raise DocumentProblem(name, f"is {what}, not a document", _SAVE_AS)
    suffix = suffix.lower()
    if suffix in (".pdf", ".docx", ".parquet"):
        raise DocumentProblem(
            name, f"is no {suffix[1:].upper()} file", "Save it anew, or give it its true ending"
        )
    if suffix in CORPORA:
        return CORPORA[suffix]
    if _is_html(data):
        return "html" if suffix not in (".md", ".markdown") or data.lstrip()[:1] == b"<" else "markdown"
    if SUFFIXES.get(suffix) == "markdown" or "markdown" in declared:
        return "markdown"
    if SUFFIXES.get(suffix) == "html" or "html" in declared:
        return "html"
    if "ndjson" in declared or "jsonl" in declared or _JSON_LINE.match(data):
        return "jsonl"
    return "text"


def _is_html(data: bytes) -> bool:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    return len(_HTML.findall(head)) >= 2 or bool(re.match(rb"\s*<!doctype\s+html", head, re.IGNORECASE))
