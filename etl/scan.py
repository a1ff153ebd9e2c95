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
from functools import cached_property, lru_cache
from itertools import accumulate

import re2

from etl.patterns import loosen

# How far in front of a number a currency sign may stand, how far behind it its unit, and how far what is counted:
# "883 new foreign direct investment (FDI) projects".
BEFORE, NEAR, BEHIND = 4, 4, 48
HOSTED = 12  # how far behind "welcomed" a number may stand: "welcomed more than 25,000 Japanese"
PEOPLE = 64  # how far behind a word for people how many came may stand
BREAKS = "\n\r\u2028\u2029"
LINE = re.compile(f"[^{BREAKS}]+")
# All characters that NFC may change or put together with those before them, and some more.
COMPOSING = (
    "[\u0300-\u0387\u0483-\u0487\u0591-\u1dff\u1f71-\u1fff\u2000\u2001\u20d0-\u20ff\u2126-\u212b\u2329\u232a\u2adc"
    "\u2c00-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\uf900-\ufad9\ufb1d-\ufb4e\ufe20-\ufe2f"
    "\U00010000-\U0001e94a\U0002f800-\U0002fa1d]"
)
_FRACTION = r"(?:^|[^\d/.,])[1-9]/(?:10|[2-9])(?:[^\d/]|$)"  # "over 1/4 of"
_MEMORY = 256 << 20  # most bytes for the states of an automaton; they are made as a text needs them
_DIGIT = "0-9\uff10-\uff19"


@dataclass(frozen=True, slots=True)
class Stored:
    """What may state a figure in the bytes of a stored text, as sources to be joined with those of other languages.

    ``digits``: a number beside a unit; ``words``: all that needs no digit. A superlative (``top``) is a rank only
    with a word of ``ranked`` in its line; ``stop`` may end the article. They are kept apart because one automaton for all of them has so many
    states that a processor's caches do not hold it: two passes with small ones take half the time.
    """

    digits: str
    words: str
    top: str | None
    ranked: str | None
    stop: str | None


@dataclass(frozen=True, slots=True)
class Scan:
    """The patterns of one language: ``stored`` for a stored text, the others over the bytes of a view's sentence.

    ``paper`` finds numbers of agreements, ``rank`` all ranks and some more, ``ranked`` what a superlative goes
    with. Patterns for what the language has no words for are None."""

    stored: Stored
    figure: object
    paper: object
    rank: object
    ranked: object


@dataclass(frozen=True, slots=True)
class Words:
    """What :func:`make_scan` needs of a language file: words as listed, ranks as patterns over a view."""

    units: list[str]
    counted: list[str]  # those of the units that may stand further off
    papers: list[str]
    people: list[str]  # a large number behind them needs no unit: "visitors numbered 300,000"
    came: list[str]  # nor does one in front of those who did this: "300,000 Chinese visited Laos"
    hosted: list[str]  # nor does one close behind this: "Da Nang welcomed 163,000 Chinese"
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
            stop=_either(map(any_spelling, w.stops)) if w.stops else None,
        ),
        figure=_compile(_figure(w, own)),
        paper=_compile(_beside(w, w.papers, own)) if w.papers else None,
        rank=_compile("|".join(ranks)) if ranks else None,
        ranked=_compile(_either(map(own, w.ranked))) if w.ranked else None,
    )


def compile_stored(sources: Iterable[str]) -> object:
    """One pattern over the bytes of a stored text, in any case."""
    return _compile(f"(?i){'|'.join(sources)}")


def _compile(source: str) -> object:
    options = re2.Options()
    options.max_mem = _MEMORY
    return re2.compile(source.encode(), options)


_COMPOSING = _compile(COMPOSING)


@lru_cache(maxsize=4_096)
def _composes(word: bytes) -> bool:
    """Whether a match is one character that NFC may change; there are few, and some texts are full of them."""
    return word[:1] > b"\xcb" and len(word) < 5 and _COMPOSING.fullmatch(word) is not None


def _figure(w: Words, form: Callable[[str], str]) -> str:
    """A number with a unit behind it or a currency sign right before, or words that make a figure."""
    start, end, gap, _ = _bounds(w)
    words = [
        rf"{_number_words(w, form)}{_either(map(form, w.units))}{end}",
        rf"{start}{_either(map(form, w.alone))}{end}",
    ]
    if w.spaced:  # "Chinese arrivals rose to 320,000": what is counted stands before it
        words.append(
            rf"{start}{_either(map(form, w.counted))}[^\pL]{gap}{{0,{BEHIND}}}[{_DIGIT}]{{2,3}},[{_DIGIT}]{{3}}"
        )
    return "|".join([*_with_digits(w, w.units, form), *words])


def _with_digits(w: Words, units: list[str], form: Callable[[str], str]) -> list[str]:
    """A number in digits with a unit behind it, or a currency sign right before."""
    start, end, gap, letterless = _bounds(w)
    people = [rf"{start}{_either(map(form, w.people))}[^\pL]{gap}{{1,{PEOPLE}}}[0-9]{{1,3}}[.,][0-9]{{3}}"]
    came = [rf"[0-9]{{1,3}},[0-9]{{3}} [\pL]+(?: [\pL]+)? {_either(map(form, w.came))}{end}"]
    hosted = [rf"{start}{_either(map(form, w.hosted))} {gap}{{0,{HOSTED}}}[0-9]{{1,3}},[0-9]{{3}} [\pL]"]
    return [
        *(people if w.people and w.spaced else ()),
        *(hosted if w.hosted and w.spaced else ()),
        *(came if w.came and w.spaced else ()),
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

    def __init__(self, scans: Iterable[Scan]) -> None:
        scans = list(scans)
        stored = [s.stored for s in scans]
        tops = [s.top for s in stored if s.top]
        stops = [s.stop for s in stored if s.stop]
        self.parts = [*(s.words for s in stored), *tops, *stops]
        self.digits = compile_stored(s.digits for s in stored)
        self.words = compile_stored([*self.parts, f"(?-i:{COMPOSING})"])
        self.top = compile_stored(tops) if tops else None
        self.ranked = compile_stored(s.ranked for s in stored if s.ranked) if tops else None
        self.stop = compile_stored(stops) if stops else None
        self.kind = lru_cache(maxsize=4_096)(self._kind)  # texts repeat the same few words

    def _kind(self, word: bytes) -> str | None:
        """Whether a match of ``words`` is a superlative (top) or may end an article (stop)."""
        if self.top is not None and self.top.fullmatch(word):
            return "top"
        return "stop" if self.stop is not None and self.stop.fullmatch(word) else None

    @cached_property
    def composed(self) -> object:
        """What ``words`` finds in a text in NFC."""
        return compile_stored(self.parts)

    def search(self, page: Page) -> tuple[list[int], list[int]]:
        """The lines of a page that can state a figure, and those besides that may end its article; in order."""
        told, odd, ends = self._by_words(page.data, self.words)
        told.update(self._by_digits(page.data))
        if odd:
            # the text is not composed at once: one mark that combines makes the check of it all slow
            composed = [unicodedata.normalize("NFC", page.line(n)) for n in odd]
            data = "\n".join(composed).encode("utf-8", "replace")
            again, _, _ = self._by_words(data, self.composed)
            again.update(self._by_digits(data))
            told = told.difference(odd).union(odd[k] for k in again)
        return sorted(told), sorted({*ends, *odd})

    def _by_words(self, data: bytes, pattern: object) -> tuple[set[int], list[int], list[int]]:
        """The lines in which words can state a figure; of the others, those with characters that NFC may change
        and those with words that may end an article."""
        told: set[int] = set()
        odd: list[int] = []
        ends: list[int] = []
        number = at = seen = 0  # the line that holds a byte
        end = -1  # of the line that was last found to have no word of ``ranked``
        while (m := pattern.search(data, at)) is not None:
            start, stop = m.span()
            here = start + (data[start] == 10)  # a match may begin with what stands before a word
            number += data.count(b"\n", seen, here)
            seen, word = here, data[start:stop]
            found = told.add
            if pattern is self.words and len(word) < 5 and _composes(word):
                found = odd.append
            elif (kind := self.kind(word)) == "top":
                if start >= end:
                    first, end = data.rfind(b"\n", 0, start) + 1, data.find(b"\n", stop)
                    end = end if end >= 0 else len(data)
                    found = told.add if self.ranked.search(data, first, end) is not None else None
                    end = -1 if found else end
                else:
                    found = None
            elif kind == "stop":
                ends.append(number)
                found = None
            if found is None:
                at = start + 1
                continue
            found(number)
            at = data.find(b"\n", here)
            if at < 0:
                break
        return told, odd, ends

    def _by_digits(self, data: bytes) -> Iterator[int]:
        """The lines in which a number and a unit can state a figure, in order."""
        number = at = seen = 0
        search = self.digits.search
        while (m := search(data, at)) is not None:
            here, stop = m.span()
            here += data[here] == 10
            end = data.find(b"\n", here)
            end = end if end >= 0 else len(data)
            # what goes on in the next line states nothing in this one
            if stop <= end + 1 or search(data, max(here - 1, 0), end + 1) is not None:
                number += data.count(b"\n", seen, here)
                seen = here
                yield number
            at = end


class Page:
    """A stored text as bytes to be scanned, and its lines."""

    def __init__(self, text: str) -> None:
        for c in BREAKS[1:]:
            text = text.replace(c, "\n")
        self.text = text
        self.data = text.encode("utf-8", "replace")

    @cached_property
    def letters(self) -> list[int]:
        """How many code points stand before each line, and in the whole text, without breaks."""
        return list(accumulate(map(len, self.text.split("\n")), initial=0))

    def span(self, number: int) -> tuple[int, int]:
        """The code points of a line in the stored text."""
        return self.letters[number] + number, self.letters[number + 1] + number

    def line(self, number: int) -> str:
        return self.text[slice(*self.span(number))]
