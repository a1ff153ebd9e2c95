"""Events that a text dates: visits, agreements signed, joint statements. Text in, events out; nothing is stored.

An event is never more than its sentence: a word for it, the day or month named nearest to that word, and both
countries named in the same sentence. What the sentence does not date to a month is left out, and so is an event of
which a third country stands nearer than the two. The words are in ``etl/codelists/events.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from etl.codes import codelist
from etl.detect import detect
from etl.language import Area, Language, available, load
from etl.passages import blocks, sentences
from etl.periods import Published
from etl.text import View, make_view
from etl.tokens import PeriodMatch, Token, tokenise
from etl.when import resolve

# Kinds of period that can date an event: a day, days of one month, a month.
DATED = frozenset(["day", "day_exact", "months_day", "month", "month_relative", "month_prior"])
LONGEST = 31  # days that one event may last
NEAR = 120  # characters between the word and its date, in one clause
BACK = 200  # and where the date stands in an earlier clause of the sentence
BESIDE = 60  # characters between a signature and what is signed
_CLAUSE = re.compile(r"[;；]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for one kind of event, and those of which one must stand beside them."""

    code: str
    pattern: re.Pattern[str]
    beside: re.Pattern[str] | None


def events(text: str, *, doc_id: str, lang: str | None = None, published: str | None = None) -> list[dict]:
    """Every event between the two countries of the language that ``text`` dates to a month or a day.

    Each is a dict: ``doc_id``, ``kind`` (a code of ``events``), ``start`` and ``end`` (dates), ``precision`` (day or
    month), ``status`` (actual, or forecast where the sentence speaks of what is to come), ``quote`` with
    ``char_start`` and ``char_end`` (the word for the event), ``date_start`` and ``date_end`` (where its date stands),
    ``passage`` with ``passage_start`` and ``passage_end``. Positions are code points of ``text``. ``published``
    gives days without a year theirs. No text raises.
    """
    language = load(lang if lang in available() else detect(text))
    words = _words(language.code)
    when = Published.parse(published)
    found: list[dict] = []
    for start, end in blocks(text, language):
        view = make_view(text[start:end], language.fold)
        if not any(w.pattern.search(view.text) for w in words):
            continue
        for lo, hi in sentences(view, language):
            for event in _in_sentence(view, language, words, lo, hi, when):
                found.append(_row(event, view, text, start, (lo, hi), doc_id))
    return found


@cache
def _words(code: str) -> tuple[_Words, ...]:
    fold = load(code).fold
    spaced = load(code).spaced

    def pattern(cell: str) -> re.Pattern[str] | None:
        known = sorted((make_view(w, fold).text for w in cell.split("|") if w), key=len, reverse=True)
        if not known:
            return None
        some = "|".join(map(re.escape, known))
        return re.compile(rf"(?<!\w)(?:{some})(?!\w)" if spaced else some)

    return tuple(
        _Words(row["code"], found, pattern(row[f"with_{code}"]))
        for row in codelist("events").values()
        if (found := pattern(row[f"words_{code}"])) is not None
    )


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    start: int
    end: int
    first: date
    last: date
    precision: str
    dated: tuple[int, int]
    status: str


def _in_sentence(
    view: View, lang: Language, words: tuple[_Words, ...], lo: int, hi: int, published: Published | None
) -> Iterator[_Event]:
    hits = [(w, m) for w in words for m in w.pattern.finditer(view.text, lo, hi)]
    if not hits:
        return
    tokens = tokenise(view, lang, lo, hi)
    plain = [t for t in tokens if isinstance(t, Token)]
    if not _both_named(plain, lang):
        return
    dates = list(_dates(plain, lang, published))
    seen = set()
    for w, m in sorted(hits, key=lambda hit: (hit[1].start(), hit[0].code)):
        if _inside_a_word(plain, m.start(), m.end()) or not _beside(view.text, w, m, lo, hi):
            continue
        dated = _nearest(view.text, dates, m.start(), m.end())
        if dated is None or not _of_the_pair(plain, lang, m.start(), m.end()):
            continue
        token, first, last, precision = dated
        if (w.code, first, last) in seen:
            continue
        seen.add((w.code, first, last))
        status = _status(view.text, plain, m.start())
        yield _Event(w.code, m.start(), m.end(), first, last, precision, (token.start, token.end), status)


def _both_named(tokens: list[Token], lang: Language) -> bool:
    """Whether both countries are named, or one of them with words for both sides."""
    pair = {lang.home, lang.counterpart}
    named = {c for t in tokens for c in _countries(t)} & pair
    return named == pair or (bool(named) and any(t.get("anaphor") == "both" for t in tokens))


def _countries(token: Token) -> list[str]:
    if (joined := token.get("pair")) is not None:
        return [code.split("-")[0] for code in str(joined).split()]
    area = token.get("area")
    return [area.country] if isinstance(area, Area) else []


def _of_the_pair(tokens: list[Token], lang: Language, start: int, end: int) -> bool:
    """Whether the area that stands nearest to an event's word is of the two countries."""
    named = [(max(t.start - end, start - t.end), _countries(t)) for t in tokens if _countries(t)]
    return not named or bool({lang.home, lang.counterpart} & set(min(named, key=lambda n: n[0])[1]))


def _dates(
    tokens: list[Token], lang: Language, published: Published | None
) -> Iterator[tuple[Token, date, date, str]]:
    for t in tokens:
        match = t.get("period")
        if not isinstance(match, PeriodMatch) or match.kind not in DATED:
            continue
        when = resolve(match, lang, None, published)
        period = when.period if when else None
        if period is None or period.start is None or period.end is None:
            continue
        if (period.end - period.start).days < LONGEST:
            yield t, period.start, period.end, "month" if period.type == "month" else "day"


def _nearest(
    text: str, dates: list[tuple[Token, date, date, str]], start: int, end: int
) -> tuple[Token, date, date, str] | None:
    """The date nearest to an event's word in its clause, else the last one before it in the sentence."""
    here, before = [], []
    for dated in dates:
        token = dated[0]
        gap = text[token.end : start] if token.end <= start else text[end : token.start]
        if not _CLAUSE.search(gap):
            if len(gap) <= NEAR:
                here.append((len(gap), token.start, dated))
        elif token.end <= start and len(gap) <= BACK:
            before.append((len(gap), token.start, dated))
    found = min(here or before, default=None, key=lambda one: one[:2])
    return found[2] if found else None


def _inside_a_word(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a word of the lexicon holds an event's word in it: registering capital is no signature."""
    return any(
        t.start <= start
        and end <= t.end
        and t.end - t.start > end - start
        and (t.get("measure") or t.get("compiler") or t.get("ignore") or t.get("unit"))
        for t in tokens
    )


def _beside(text: str, w: _Words, m: re.Match[str], lo: int, hi: int) -> bool:
    if w.beside is None:
        return True
    return bool(w.beside.search(text, max(lo, m.start() - BESIDE), min(hi, m.end() + BESIDE)))


def _status(text: str, tokens: list[Token], start: int) -> str:
    """forecast where the clause says before the event's word that it is to come."""
    cut = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    coming = any(t.get("status") in ("forecast", "target") for t in tokens if cut <= t.start < start)
    return "forecast" if coming else "actual"


def _row(event: _Event, view: View, text: str, offset: int, sentence: tuple[int, int], doc_id: str) -> dict:
    def stored(start: int, end: int) -> tuple[int, int]:
        a, b = view.span(start, end)
        return a + offset, b + offset

    (a, b), (p, q), (d, e) = stored(event.start, event.end), stored(*sentence), stored(*event.dated)
    return {
        "doc_id": doc_id,
        "kind": event.kind,
        "start": event.first,
        "end": event.last,
        "precision": event.precision,
        "status": event.status,
        "quote": text[a:b],
        "char_start": a,
        "char_end": b,
        "date_start": d,
        "date_end": e,
        "passage": text[p:q],
        "passage_start": p,
        "passage_end": q,
    }
