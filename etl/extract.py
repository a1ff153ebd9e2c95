"""Text in, facts out: the pure core. Nothing here reads a file of the data folder or the network."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from etl.build import facts_of
from etl.detect import detect, detect_passage
from etl.home import at_home
from etl.language import LANGUAGES, Language, available, load
from etl.passages import blocks, sentences
from etl.periods import Published
from etl.reader import Reader, Reading
from etl.text import View, make_view
from etl.tokens import tokenise

# A figure inherits from at most so many sentences before its own; most text states none and is never tokenised.
CONTEXT = 2
HEADING = 200
# A line that begins so is an item of a list.
ITEM = frozenset("-–—•·*+▪●")
# How far from a number its unit may stand: "883 new foreign direct investment (FDI) projects".
BEFORE, BEHIND = 5, 48
_DIGITS = re.compile(r"\d[\d.,]*")


def extract(
    text: str,
    *,
    doc_id: str,
    lang: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    languages: Path = LANGUAGES,
) -> list[dict]:
    """Every trade and investment figure that ``text`` states, one dict a fact.

    The dicts have the columns of :data:`etl.schema.FACT_COLUMNS` except the document's own (title, publisher,
    url, published, lang, doc_sha256). ``published`` (2024, 2024-08, 2024-08-20) resolves relative periods;
    ``lang`` is detected when it is not given, again for every paragraph, since documents mix languages.
    Positions are code points of ``text``. Text that states no figure gives an empty list; no text raises.
    ``languages`` is the folder of the language files.
    """
    known = lang in available(languages)
    language = load(lang if known else detect(text, languages), languages)
    readers: dict[str, Reader] = {}
    found: list[tuple[Reading, View, int]] = []
    heading: tuple[int, int] | None = None
    headed = False  # whether the line before was a heading that states figures
    for start, end in blocks(text, language):
        line = text[start:end]
        wanted: set[int] = set()
        tongue = language
        if _may_state(_bytes(line), language):
            if not known:
                tongue = load(detect_passage(line, language.code, languages), languages)
            view = make_view(line, tongue.fold)
            spans = sentences(view, tongue)
            hits = [i for i, (a, b) in enumerate(spans) if _states(view.text, a, b, tongue)]
            wanted = {i - back for i in hits for back in range(CONTEXT + 1) if i >= back}
        if not wanted:
            heading = (start, end) if end - start <= HEADING else None
            headed = False
            continue
        if tongue.code not in readers:
            at = at_home(text, tongue, languages)
            readers[tongue.code] = Reader(at, "", "", Published.parse(published))
        reader = readers[tongue.code]
        if line.lstrip()[:1] in ITEM:
            reader.item()
        else:
            reader.paragraph(headed)
        headed = end - start <= HEADING and line.rstrip()[-1:].isalnum()
        if heading is not None:
            # a short line before a paragraph that states figures is its heading: it may name the topic
            top = make_view(text[slice(*heading)], tongue.fold)
            _read(reader, top, sentences(top, tongue), heading[0], found)
            reader.main = reader.main.elsewhere()
            heading = None
        _read(reader, view, [spans[i] for i in sorted(wanted)], start, found)
    return facts_of(found, text, doc_id)


def _may_state(line: bytes, lang: Language) -> bool:
    """Whether a stored line can state a figure at all; most cannot, and are looked at no further."""
    if lang.maybe.search(line):
        return True
    return bool(lang.rank_words.search(line) and lang.rank_nouns.search(line))


def _states(text: str, lo: int, hi: int, lang: Language) -> bool:
    """Whether a sentence of a view can state a figure: a number beside a unit, or a rank."""
    for m in _DIGITS.finditer(text, lo, hi):
        around = text[max(lo, m.start() - BEFORE) : min(hi, m.end() + BEHIND)]
        if lang.units.search(around.encode()):
            return True
    if lang.wordy.search(text[lo:hi].encode()):
        return True
    return any(lang.rank_pattern.match(text, m.start(), hi) for m in lang.rank_starts.finditer(text, lo, hi))


def _read(reader: Reader, view: View, spans: list[tuple[int, int]], offset: int, found: list) -> None:
    reader.text, reader.cased = view.text, view.cased
    for lo, hi in spans:
        tokens = tokenise(view, reader.lang, lo, hi)
        found.extend((reading, view, offset) for reading in reader.sentence(tokens, (lo, hi)))


def _bytes(text: str) -> bytes:
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.encode("utf-8", "replace")
