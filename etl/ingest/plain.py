"""Text out of bytes whose encoding is not known: marks first, then UTF-8, then what was declared, then the guess."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

from etl.errors import DocumentProblem

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# What browsers read these names as; GB 2312 and GBK are parts of GB 18030.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
}
_SAMPLE = 200_000
_UTF8 = ("utf-8", "utf8", "utf-8-sig")


def decoded(data: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of the encoding it was read by; raises :class:`DocumentProblem`.

    A byte order mark is left out of the text. Vietnamese in windows-1258 writes tones as marks of their own; they are
    composed with their letters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding.removesuffix("-sig")
    if b"\0" not in data:
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8"), "utf-8"
    for given in (declared, _meta_charset(data)):
        if not given or given.lower() in _UTF8:
            continue  # UTF-8 was tried: whoever declared it was wrong
        encoding = _WIDER.get(given.lower(), given)
        try:
            return _composed(data.decode(encoding), encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or b"\0" in data:
        raise DocumentProblem(name, "is no text, or in an encoding that cannot be told", "Save it as UTF-8")
    try:
        return _composed(data.decode(best.encoding), best.encoding), best.encoding
    except UnicodeDecodeError:
        # the sample may end inside a character; what is stored as it came can be read again
        return _composed(data.decode(best.encoding, "replace"), best.encoding), best.encoding


def readable(text: str, name: str) -> str:
    """The text without control characters that no writer meant; raises when nothing is left to read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    if not text.strip("\ufeff \t\n\f\v\u00a0"):
        raise DocumentProblem(name, "holds no text", "Give a document with text")
    return text


def _meta_charset(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentProblem(
            name, f"begins as {encoding} but is not (byte {error.start})", "Save it as UTF-8"
        ) from error


def _composed(text: str, encoding: str) -> str:
    return unicodedata.normalize("NFC", text) if encoding.lower().endswith("1258") else text
