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
class Scan:
    """The patterns of one language: ``stored`` over the bytes of a stored text (source, to be joined with those of
    others), the others over those of a view's sentence. ``paper`` finds numbers of agreements, ``rank`` all ranks
    and some more, ``ranked`` what a superlative goes with; ``stop`` the lines of a stored text that may end its article. Patterns for what the
    language has no words for are None."""

    stored: str
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

    top = _either(loosen(p, stored, ends=False) for p in w.superlatives)
    noun = _either(map(any_spelling, w.ranked))
    told = [
        _figure(w, any_spelling),
        _beside(w, w.papers, any_spelling),
        _FRACTION,
        *(loosen(p, stored) for p in w.ranks),
    ]
    if w.superlatives and w.ranked:
        told += [rf"{top}[^\n]*{noun}", rf"{noun}[^\n]*{top}"]
    ranks = [loosen(p, re2.escape) for p in (*w.ranks, *w.superlatives)]
    return Scan(
        stored="|".join(told),
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
    start, end, gap, letterless = _bounds(w)
    parts = [
        _beside(w, w.units, form),
        rf"[{_DIGIT}][.,]*{gap}{{0,{BEHIND}}}{letterless}{_either(map(form, w.counted))}{end}",
        rf"{_either(map(form, w.prefixes))}{gap}{{0,{BEFORE}}}[{_DIGIT}]",
        rf"{start}{_either(map(form, w.alone))}{end}",
    ]
    return "|".join(parts)


def _beside(w: Words, units: list[str], form: Callable[[str], str]) -> str:
    """A number or a number word with one of the units right behind it."""
    start, end, _, letterless = _bounds(w)
    numbers = rf"[{_DIGIT}][.,]*{letterless}{{0,{NEAR}}}|{start}{_either(map(form, w.numbers))}[\s\pZ]?"
    return rf"(?:{numbers}){_either(map(form, units))}{end}"


def _bounds(w: Words) -> tuple[str, str, str, str]:
    """What stands before and behind a word, and between a number and its unit."""
    gap = rf"[^{_DIGIT}\n]"
    return (r"(?:^|[^\pL])", r"(?:[^\pL]|$)", gap, rf"[^\pL{_DIGIT}\n]") if w.spaced else ("", "", gap, gap)


def _either(forms: Iterable[str]) -> str:
    found = sorted(set(forms), key=lambda f: (-len(f), f))
    return "(?:" + "|".join(found) + ")" if found else r"[^\x00-\x{10FFFF}]"


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

    def lines(self, pattern: object) -> Iterator[tuple[int, int]]:
        """Spans of the lines of the stored text in which a pattern over bytes matches, in order."""
        data, ends = self.data, self.ends
        number = at = 0  # the line that holds a byte
        while (m := pattern.search(data, at)) is not None:
            hit = m.start()
            if data[hit] == 10:
                hit += 1  # a match may begin with what stands before a word
            number += data.count(b"\n", at, hit)
            yield ends[number] + number, ends[number + 1] + number
            at = data.find(b"\n", hit)
            if at < 0:
                return
