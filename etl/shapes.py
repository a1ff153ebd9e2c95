"""Lines that differ from one met before in their numbers only are not cut into words and quantities again.

Offices and agencies repeat their sentences month by month, and papers repeat each other's. What a line's words are
depends on its digits in few places only: in periods and ranks ("tháng 12", "thứ 5"), in fractions, in names such as
"G7". Those digits are part of what is remembered; all other numbers are only looked up in the text again. What comes
out is what the plain way gives, token by token: tests/test_shapes.py holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import re2

from etl.language import Language, load
from etl.passages import sentences
from etl.patterns import looks_at_digits, loosen
from etl.remade import KnownSentence
from etl.stating import states
from etl.templates import Templates
from etl.text import View, make_view
from etl.tokens import Quantity, Token, with_quantities, words_and_numbers

# A figure inherits from at most so many sentences before its own; most text states none and is never tokenised.
CONTEXT = 2
_MOST = 1_024  # lines remembered; each takes some ten kilobytes
_LONGEST = 4_000  # longer lines are tables and the like: they do not come again
# Classes of characters that take much room in an automaton, and what may stand for them.
_WIDER = ((r"[\pL\pM\pN_]", "."), (r"\p{Nd}", r"[0-9\x{80}-\x{10FFFF}]"))
_MEMORY = 64 << 20  # most bytes for the states of an automaton; they are made as a text needs them
_RUN = re.compile("[0-9]+")
_THOUSANDS = re.compile(r"(?<![\d.,])[0-9]{1,3}(?:[.,][0-9]{3})+(?![\d])")

Words = tuple[int, int, list[Token]]  # a sentence, with each word and each number by itself
Sentence = tuple[int, int, list[Token | Quantity]]
_SILENT = View("", "", None, 0)


@dataclass(slots=True)
class _Shape:
    """Where the digits of a line stand that count, and its sentences, each with those that count for it."""

    bound: list[slice]
    spans: list[tuple[int, int, list[slice]]]


@dataclass(slots=True)
class _Part:
    """A sentence of a line: whether it can state a figure, and its words once they have been asked for."""

    states: bool
    words: KnownSentence | None = None


@dataclass(slots=True)
class _Known:
    """The sentences of a line that are to be read."""

    sentences: list[KnownSentence]
    plain: bool  # whether the view is the line itself in lower case


class Shapes:
    """The lines of one language that were met, by their text with zeros for all digits."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.bound: dict[str, _Shape | None] = {}  # None: met only once
        self.known: dict[tuple[str, str], _Known] = {}
        self.parts: dict[tuple[str, int, str], _Part] = {}
        self.blind: _Blind | None = None  # compiled when the first line comes again

    def read(self, line: str) -> tuple[View, list[Sentence]]:
        """The view of a line and those of its sentences that can state a figure, or that such a one may inherit
        from, each with its tokens. Where there are none, the view may be empty."""
        if len(line) > _LONGEST:
            view = make_view(line, self.lang.fold)
            return view, read_plainly(view, self.lang)
        mask = _masked(line)
        shape = self.bound.get(mask)
        if shape is None:
            return self._first(line, mask)
        key = mask, "/".join([line[run] for run in shape.bound])
        known = self.known.get(key)
        if known is None:
            view = make_view(line, self.lang.fold)
            plain = view.cased == line and view.text == line.lower()
            known = _Known(self._sentences(view, line, mask, shape), plain)
            _add(self.known, key, known)
        elif not known.sentences:
            return _SILENT, []
        elif known.plain:
            view = View(line.lower(), line, None, len(line))
        else:
            view = make_view(line, self.lang.fold)
        return view, [(s.lo, s.hi, s.again(view.text, self.lang)) for s in known.sentences]

    def _sentences(self, view: View, line: str, mask: str, shape: _Shape) -> list[KnownSentence]:
        """The sentences to be read of a line that has other digits that count than those of its kind before it; most
        of its sentences have been met with the digits that they have."""
        if not states(view, self.lang):
            return []
        parts: list[_Part] = []
        whole = (0, len(view.text))
        for i, (lo, hi, bound) in enumerate(shape.spans):
            key = mask, i, "/".join([line[run] for run in bound])
            part = self.parts.get(key)
            if part is None:
                part = _Part((lo, hi) == whole or states(view, self.lang, lo, hi))
                _add(self.parts, key, part, 2 * _MOST)
            parts.append(part)
        wanted = _wanted([part.states for part in parts], view.text, [(lo, hi) for lo, hi, _ in shape.spans])
        for i in wanted:
            if parts[i].words is None:
                lo, hi, _ = shape.spans[i]
                found = words_and_numbers(view, self.lang, lo, hi)
                parts[i].words = KnownSentence(lo, hi, found, view.text)
        return [words for i in wanted if (words := parts[i].words) is not None]

    def _first(self, line: str, mask: str) -> tuple[View, list[Sentence]]:
        """Read a line whose like was met once at most."""
        view = make_view(line, self.lang.fold)
        if view.starts is None:  # the view has the line's positions
            if mask in self.bound:
                self.blind = self.blind or _Blind(self.lang)
                bound = self.blind.bound(_masked(view.text), mask)
                behind = self.blind.behind  # a sentence is read as if the text ended with it
                spans = [
                    (lo, hi, [run for run in bound if run.stop > lo - behind and run.start < hi])
                    for lo, hi in sentences(view, self.lang)
                ]
                self.bound[mask] = _Shape(bound, spans)
            else:
                _add(self.bound, mask, None)
        return view, read_plainly(view, self.lang)

    def forget(self) -> None:
        """Begin as if no line had been met."""
        self.bound.clear()
        self.known.clear()
        self.parts.clear()


@cache
def shapes(code: str, languages: Path) -> Shapes:
    """What is remembered of a language's lines."""
    return Shapes(load(code, languages))


def read_plainly(view: View, lang: Language) -> list[Sentence]:
    """What :meth:`Shapes.read` gives, without remembering anything."""
    return _put_together(_words(view, lang), view, lang)


def _put_together(parts: list[Words], view: View, lang: Language) -> list[Sentence]:
    return [(lo, hi, with_quantities(words, view.text, lang)) for lo, hi, words in parts]


def _words(view: View, lang: Language) -> list[Words]:
    """The sentences to be read, each with its words and numbers before these are put together."""
    if not states(view, lang):
        return []
    spans = sentences(view, lang)
    whole = (0, len(view.text))
    stating = [(lo, hi) == whole or states(view, lang, lo, hi) for lo, hi in spans]
    wanted = _wanted(stating, view.text, spans)
    return [(*spans[i], words_and_numbers(view, lang, *spans[i])) for i in wanted]


def _wanted(stating: list[bool], text: str, spans: list[tuple[int, int]]) -> list[int]:
    """Which sentences are to be read: those that can state a figure, those before them, and those behind them that
    go on with a bare number: "South Korea came next with 701,837"."""
    for i in range(1, len(stating)):
        if stating[i - 1] and not stating[i]:
            stating[i] = _THOUSANDS.search(text, *spans[i]) is not None
    return [i for i in range(len(stating)) if any(stating[i : i + CONTEXT + 1])]


def _masked(text: str) -> str:
    """The text with zeros for all digits; looking for each is much faster than a pattern for all of them."""
    for digit in "123456789":
        text = text.replace(digit, "0")
    return text


def _add(memory: dict, key: object, value: object, most: int = _MOST) -> None:
    if len(memory) >= most:
        del memory[next(iter(memory))]  # the oldest
    memory[key] = value


class _Blind:
    """Finds the places of a text where it may matter which digits stand there, whatever they are."""

    def __init__(self, lang: Language) -> None:
        plain = {_any_digit(w) for w in lang.lexicon.surfaces if _RUN.search(w)}
        aside: set[str] = set()
        self.behind = self.ahead = 0  # how far from a match a condition looks that names single digits
        for template in (*_with_digits(lang.periods), *_with_digits(lang.ranks)):
            loose = loosen(template, _any_digit)
            for exact, wider in _WIDER:
                loose = loose.replace(exact, wider)
            behind, ahead = looks_at_digits(template)
            self.behind, self.ahead = max(self.behind, behind), max(self.ahead, ahead)
            (aside if behind or ahead else plain).add(loose)
        self.patterns = [(_longest(plain), 0, 0), (_longest(aside), self.behind, self.ahead)]

    def bound(self, text: str, line: str) -> list[slice]:
        """The runs of digits of a line whose value may count for anything but a number: in the text of its view,
        which may have more digits."""
        spans = [
            (lo - behind, hi + ahead)
            for pattern, behind, ahead in self.patterns
            for lo, hi in _touched(pattern, text)
        ]
        return [
            slice(*m.span())
            for m in _RUN.finditer(line)
            if "/" in text[max(0, m.start() - 1) : m.end() + 1]
            or any(lo < m.end() and m.start() < hi for lo, hi in spans)
        ]


def _with_digits(templates: Templates) -> Iterator[str]:
    return (t.source for t in templates if re.search(r"[0-9]|\\d", t.source))


def _any_digit(text: str) -> str:
    """A pattern for the text with any other digits."""
    return "".join("[0-9]" if "0" <= c <= "9" else re2.escape(c) for c in text)


def _longest(sources: Iterable[str]) -> object | None:
    options = re2.Options()
    options.longest_match, options.dot_nl, options.max_mem = True, True, _MEMORY
    found = sorted(sources)
    return re2.compile("|".join(found).encode(), options) if found else None


def _touched(pattern: object | None, text: str) -> Iterator[tuple[int, int]]:
    """From each place on, the longest match there."""
    if pattern is None:
        return
    data = text.encode("utf-8", "replace")
    at = 0
    while (m := pattern.search(data, at)) is not None:
        start, end = len(data[: m.start()].decode()), len(data[: m.end()].decode())
        yield start, end
        at = m.start() + 1
        while at < len(data) and data[at] & 0xC0 == 0x80:  # inside of a character
            at += 1
