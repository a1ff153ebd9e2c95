"""Text in, facts out: the pure core. Nothing here reads a file of the data folder or the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from etl.build import facts_of
from etl.detect import detect, detect_passage
from etl.home import at_home
from etl.language import LANGUAGES, Language, available, figures, is_available, load
from etl.passages import ends_article, is_furniture, sentences
from etl.periods import Published
from etl.reader import Reader, Reading
from etl.reader.kept import is_numbered
from etl.scan import Page
from etl.shapes import Sentence, Shapes, shapes
from etl.speaker import country_of, region_of, region_told, spoken_by, writer_of
from etl.text import View, make_view
from etl.tokens import tokenise

HEADING = 200
WAITING = 500  # most lines without a number that are kept until one comes
# A line that begins so is an item of a list.
ITEM = frozenset("-–—•·*+▪●")
# Marks that combine with the letter before them.
_MARKS = "".join(map(chr, range(0x300, 0x370)))


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
    known = lang is not None and is_available(lang, languages)
    page = Page(text)
    told, ends = figures((lang,) if known else tuple(available(languages)), languages).search(page)
    language: Language | None = None
    close: int | None = None  # where the article ends
    met: dict[str, Shapes] = {}  # asked once a text: a path takes long to look up
    readers: dict[str, Reader] = {}
    found: list[tuple[Reading, View, int]] = []
    steps: list[Callable[[], None]] = []  # what the readers are still to be told
    read = 0  # where the last line that states figures ends
    headed = False  # whether that line was a heading
    spoken: str | None = None  # whose country "our country" is
    for number in told:
        start, end = page.span(number)
        if language is None:
            language = load(lang if known else detect(text, languages), languages)
            spoken = country_of(publisher, url) or writer_of(text, language)
        line = text[start:end]
        tongue = language if known else load(detect_passage(line, language.code, languages), languages)
        known_lines = met.get(tongue.code)
        if known_lines is None:
            known_lines = met[tongue.code] = shapes(tongue.code, languages)
        view, parts = known_lines.read(line)
        if not parts or is_furniture(line, language):
            continue
        if close is None:
            close = _close(page, sorted({*ends, *told}), language)
        if start >= close:
            break
        if tongue.code not in readers:
            at = at_home(text, tongue, languages, spoken)
            readers[tongue.code] = Reader(at, "", "", Published.parse(published), spoken)
            readers[tongue.code].seen.region = region_of(publisher, at) or region_told(text, at)
        reader = readers[tongue.code]
        before = _line_before(page, number, read, language)
        if line.lstrip()[:1] in ITEM:
            steps.append(reader.item)
        else:
            steps.append(partial(reader.paragraph, headed and before is None))
        headed = end - start <= HEADING and _ends_in_a_word(line)
        if before is not None and before[1] - before[0] <= HEADING:
            # a short line before a paragraph that states figures is its heading: it may name the topic
            top = make_view(text[slice(*before)], tongue.fold)
            whole = [(*span, tokenise(top, tongue, *span)) for span in sentences(top, tongue)]
            _add(steps, reader, top, whole, before[0], found)
            steps.append(partial(_below, reader))
        _add(steps, reader, view, parts, start, found)
        read = end
    return facts_of(found, text, doc_id)


def _ends_in_a_word(line: str) -> bool:
    """Whether no stop ends a line; a letter's mark may stand behind it as a character of its own."""
    return line.rstrip().rstrip(_MARKS)[-1:].isalnum()


def _close(page: Page, lines: list[int], lang: Language) -> int:
    """Where the article ends: at the first of these lines that is a heading such as "related news", or with the
    text."""
    return next((page.span(n)[0] for n in lines if ends_article(page.line(n), lang)), len(page.text))


def _line_before(page: Page, number: int, floor: int, lang: Language) -> tuple[int, int] | None:
    """The last line of the article between a place and a line, None if there are only blanks and furniture."""
    for n in range(number - 1, -1, -1):
        start, end = page.span(n)
        if start < floor:
            return None
        line = page.text[start:end]
        if line.strip() and not is_furniture(line, lang):
            return start, end
    return None


def _add(
    steps: list[Callable[[], None]],
    reader: Reader,
    view: View,
    parts: list[Sentence],
    offset: int,
    found: list[tuple[Reading, View, int]],
) -> None:
    """Let a reader read sentences, after all that it was still to be told: once a number comes, since what stands
    behind a text's last one changes nothing."""
    steps.append(partial(_read, reader, view, parts, offset, found))
    if len(steps) > WAITING or any(is_numbered(tokens) for *_, tokens in parts):
        for step in steps:
            step()
        steps.clear()


def _read(reader: Reader, view: View, sentences: list, offset: int, found: list) -> None:
    reader.text, reader.cased = view.text, view.cased
    for lo, hi, tokens in sentences:
        tokens = spoken_by(tokens, view.text, reader.lang, reader.spoken)
        found.extend([(reading, view, offset) for reading in reader.sentence(tokens, (lo, hi))])


def _below(reader: Reader) -> None:
    """Go on with the text under a heading."""
    reader.main = reader.main.elsewhere()
