"""A normalised view of a text that remembers where every character came from.

Sources are never rewritten: matching happens on a :class:`View` (NFC, lower case, plain spaces, digits and
dashes, one spelling of each syllable) and every position found there is mapped back to code points of the
stored text. The view of a text that is normal already costs no map at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# One code point for one: spaces, dashes, quotes and full-width forms that mean the same to a reader.
_PLAIN = [
    (c, " ")
    for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u205f\u3000\t"
]
_PLAIN += [(c, "-") for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"]
_PLAIN += [(c, "'") for c in "\u2018\u2019\u02bc\uff07"]
_PLAIN += [(c, '"') for c in "\u201c\u201d\uff02"]
_PLAIN += [("\u2215", "/"), ("\u2044", "/"), ("\uff5e", "~"), ("\u301c", "~")]
_WIDE = re.compile("[\uff01-\uff5d]")
_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E)}


def _plain(text: str) -> str:
    """The text with those characters replaced; looking for each is much faster than str.translate."""
    if text.isascii():
        return text.replace("\t", " ")
    for c, simple in _PLAIN:
        if c in text:
            text = text.replace(c, simple)
    return text.translate(_NARROW) if _WIDE.search(text) else text


def spellings(c: str) -> set[str]:
    """The characters that a view writes as ``c``, beside capitals."""
    wide = chr(ord(c) + 0xFEE0)
    return {x for x, simple in _PLAIN if simple == c} | ({wide} if _WIDE.match(wide) else set())


@dataclass(slots=True)  # never changed; "frozen" would make each several times as slow to create
class View:
    """``text`` is normalised and lower case, ``cased`` the same with the original's case.

    ``starts[i]`` is the code point of the stored text at which the view's character ``i`` begins, or
    ``starts`` is None where the two agree position by position. ``size`` is the stored text's length.
    """

    text: str
    cased: str
    starts: list[int] | None
    size: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stored text's span for the view's span (both half-open)."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end] if end < len(self.starts) else self.size


def make_view(text: str, fold: Callable[[str], str] | None = None) -> View:
    """Build the view of ``text``; ``fold`` rewrites spellings and must keep the length."""
    if unicodedata.is_normalized("NFC", text):
        plain, starts = text, None
    else:
        plain, starts = _compose(text)
    cased = _plain(plain)
    lower = cased.lower()
    if len(lower) != len(cased):  # a few capitals (İ) grow when lowered: keep those as they are
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in cased)
    if fold is not None:
        folded = fold(lower)
        if len(folded) != len(lower):
            raise ValueError("a fold must keep the length of the text")
        lower = folded
    return View(lower, cased, starts, len(text))


# A character with the marks that combine with it; what stands between such clusters is copied as it is.
_CLUSTER = re.compile(
    "[^\u0300-\u036f][\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)


def _compose(text: str) -> tuple[str, list[int]]:
    """NFC, one base character with its marks at a time, with the start of each."""
    out: list[str] = []
    starts: list[int] = []
    at = 0
    for m in _CLUSTER.finditer(text):
        _copy(text, at, m.start(), out, starts)
        at = m.end()
        piece = unicodedata.normalize("NFC", m[0])
        out.append(piece)
        starts.extend([m.start()] * len(piece))
    _copy(text, at, len(text), out, starts)
    return "".join(out), starts


def _copy(text: str, lo: int, hi: int, out: list[str], starts: list[int]) -> None:
    run = text[lo:hi]
    if unicodedata.is_normalized("NFC", run):
        out.append(run)
        starts.extend(range(lo, hi))
        return
    i = lo  # rare: single characters that NFC replaces, marks of other scripts
    while i < hi:
        j = i + 1
        while j < hi and unicodedata.combining(text[j]):
            j += 1
        piece = unicodedata.normalize("NFC", text[i:j])
        out.append(piece)
        starts.extend([i] * len(piece))
        i = j
