"""Where a text can state a figure at all: a number beside a unit, words that make one, or a rank.

Most text states none, so this is decided by google-re2 in one pass over the stored text's bytes; lines without a
hit never become Python objects. The same patterns over a view tell which sentences of such a line are worth
reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import re2

from etl.patterns import loosen

# How far in front of a number a currency sign may stand, how far behind it its unit, and how far what is counted:
# "883 new foreign direct investment (FDI) projects".
BEFORE, NEAR, BEHIND = 4, 4, 48
BREAKS = "\n\r\u2028\u2029"
LINE = re.compile(f"[^{BREAKS}]+")
_FRACTION = r"(?:^|[^\d/.,])[1-9]/(?:10|[2-9])(?:[^\d/]|$)"  # "over 1/4 of"
_MEMORY = 64 << 20  # most bytes for the states of an automaton; they are made as a text needs them
_DIGIT = "0-9\uff10-\uff19"


@dataclass(frozen=True, slots=True)
class Stored:
    """What may state a figure in the bytes of a stored text, as sources to be joined with those of other languages.

    ``digits``: a number beside a unit; ``words``: all that needs no digit. A superlative (``top``) is a rank only
    with a word of ``ranked`` in its line. They are kept apart because one automaton for all of them has so many
    states that a processor's caches do not hold it: two passes with small ones take half the time.
    """

    digits: str
    words: str
    top: str | None
    ranked: str | None


@dataclass(frozen=True, slots=True)
class Scan:
    """The patterns of one language: ``stored`` for a stored text, the others over the bytes of a view's sentence.

    ``paper`` finds numbers of agreements, ``rank`` all ranks and some more, ``ranked`` what a superlative goes
    with; ``stop`` the lines of a stored text that may end its article. Patterns for what the language has no words
    for are None."""

    stored: Stored
    figure: object
    paper: object
    rank: object
    ranked: object
    stop: object


@dataclass(frozen=True, slots=True)
class Words:
    """What :func:`make_scan` needs of a language file: words as listed, ranks as patterns over a view."""

    units: list[str]
    counted: list[str]  # those of the units that may stand further off
    papers: list[str]
    prefixes: list[str]
    numbers: list[str]
    alone: list[str]  # fractions and multiples: they need no unit
    ranks: list[str]
    superlatives: list[str]
    ranked: list[str]  # partners, markets, investors: without one a superlative is no rank
    stops: list[str]
    spaced: bool


def make_scan(w: Words, view: Callable[[str], str], stored: Callable[[str], str]) -> Scan:
    """``view`` gives a word as views spell it, ``stored`` a pattern for all that a text may have in its place."""

    def own(word: str) -> str:
        return re2.escape(view(word))

    def any_spelling(word: str) -> str:
        return stored(view(word))

    start, end, _, _ = _bounds(w)
    numbers, units = _number_words(w, any_spelling), [*w.units, *w.papers]
    words = [
        rf"{numbers}{_either(map(any_spelling, units))}{end}",
        rf"{start}{_either(map(any_spelling, w.alone))}{end}",
        *(loosen(p, stored) for p in w.ranks),
    ]
    ranked = bool(w.superlatives and w.ranked)
    ranks = [loosen(p, re2.escape) for p in (*w.ranks, *w.superlatives)]
    return Scan(
        stored=Stored(
            digits="|".join([*_with_digits(w, units, any_spelling), _FRACTION]),
            words="|".join(words),
            top=_either(loosen(p, stored, ends=False) for p in w.superlatives) if ranked else None,
            ranked=_either(map(any_spelling, w.ranked)) if ranked else None,
        ),
        figure=_compile(_figure(w, own)),
        paper=_compile(_beside(w, w.papers, own)) if w.papers else None,
        rank=_compile("|".join(ranks)) if ranks else None,
        ranked=_compile(_either(map(own, w.ranked))) if w.ranked else None,
        stop=compile_stored([_either(map(any_spelling, w.stops))]) if w.stops else None,
    )


def compile_stored(sources: Iterable[str]) -> object:
    """One pattern over the bytes of a stored text, in any case."""
    return _compile(f"(?i){'|'.join(sources)}")


def _compile(source: str) -> object:
    options = re2.Options()
    options.max_mem = _MEMORY
    return re2.compile(source.encode(), options)


def _figure(w: Words, form: Callable[[str], str]) -> str:
    """A number with a unit behind it or a currency sign right before, or words that make a figure."""
    start, end, _, _ = _bounds(w)
    words = [
        rf"{_number_words(w, form)}{_either(map(form, w.units))}{end}",
        rf"{start}{_either(map(form, w.alone))}{end}",
    ]
    return "|".join([*_with_digits(w, w.units, form), *words])


def _with_digits(w: Words, units: list[str], form: Callable[[str], str]) -> list[str]:
    """A number in digits with a unit behind it, or a currency sign right before."""
    _, end, gap, letterless = _bounds(w)
    return [
        rf"{_near(w)}{_either(map(form, units))}{end}",
        rf"[{_DIGIT}][.,]*{gap}{{0,{BEHIND}}}{letterless}{_either(map(form, w.counted))}{end}",
        rf"{_either(map(form, w.prefixes))}{gap}{{0,{BEFORE}}}[{_DIGIT}]",
    ]


def _near(w: Words) -> str:
    return rf"[{_DIGIT}][.,]*{_bounds(w)[3]}{{0,{NEAR}}}"


def _number_words(w: Words, form: Callable[[str], str]) -> str:
    return rf"{_bounds(w)[0]}{_either(map(form, w.numbers))}[\s\pZ]?"


def _beside(w: Words, units: list[str], form: Callable[[str], str]) -> str:
    """A number or a number word with one of the units right behind it."""
    return rf"(?:{_near(w)}|{_number_words(w, form)}){_either(map(form, units))}{_bounds(w)[1]}"


def _bounds(w: Words) -> tuple[str, str, str, str]:
    """What stands before and behind a word, and between a number and its unit."""
    gap = rf"[^{_DIGIT}\n]"
    return (r"(?:^|[^\pL])", r"(?:[^\pL]|$)", gap, rf"[^\pL{_DIGIT}\n]") if w.spaced else ("", "", gap, gap)


def _either(forms: Iterable[str]) -> str:
    found = sorted(set(forms), key=lambda f: (-len(f), f))
    return "(?:" + "|".join(found) + ")" if found else r"[^\x00-\x{10FFFF}]"


class Finder:
    """Finds the lines of a stored text that can state a figure in one of some languages."""

    def __init__(self, scans: Iterable[Stored]) -> None:
        scans = list(scans)
        tops = [s.top for s in scans if s.top]
        self.digits = compile_stored(s.digits for s in scans)
        self.words = compile_stored([*(s.words for s in scans), *tops])
        self.top = compile_stored(tops) if tops else None
        self.ranked = compile_stored(s.ranked for s in scans if s.ranked) if tops else None

    def lines(self, page: Page) -> list[tuple[int, int]]:
        """Spans of those lines of the page's text, in order."""
        return sorted({*page.lines(self.digits), *page.lines(self.words, self._ranks)})

    def _ranks(self, page: Page, start: int, end: int) -> bool:
        """Whether a match is more than a superlative that no word in its line makes a rank."""
        if self.top is None or self.top.fullmatch(page.data, start, end) is None:
            return True
        first = page.data.rfind(b"\n", 0, start) + 1
        last = page.data.find(b"\n", end)
        return self.ranked.search(page.data, first, last if last >= 0 else len(page.data)) is not None


class Page:
    """A stored text as bytes to be scanned, line by line in NFC."""

    def __init__(self, text: str) -> None:
        for c in BREAKS[1:]:
            text = text.replace(c, "\n")
        stored = text.split("\n")  # not the text at once: one combining mark makes the check of it all slow
        lines = [
            x if unicodedata.is_normalized("NFC", x) else unicodedata.normalize("NFC", x) for x in stored
        ]
        self.data = (text if lines == stored else "\n".join(lines)).encode("utf-8", "replace")
        self.ends = list(accumulate(map(len, stored), initial=0))

    def lines(
        self, pattern: object, holds: Callable[[Page, int, int], bool] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Spans of the lines of the stored text in which a pattern over bytes matches, in order; ``holds`` tells
        of a match (its first and last byte) whether it counts."""
        data, ends = self.data, self.ends
        number = at = seen = 0  # the line that holds a byte
        while (m := pattern.search(data, at)) is not None:
            hit = m.start()
            if holds is not None and not holds(self, hit, m.end()):
                at = hit + 1
                continue
            if data[hit] == 10:
                hit += 1  # a match may begin with what stands before a word
            number += data.count(b"\n", seen, hit)
            yield ends[number] + number, ends[number + 1] + number
            at = seen = data.find(b"\n", hit)
            if at < 0:
                return
