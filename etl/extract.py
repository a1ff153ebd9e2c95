"""Text in, facts out: the pure core. Nothing here reads a file of the data folder or the network."""

from __future__ import annotations

from pathlib import Path

from etl.build import facts_of
from etl.detect import detect, detect_passage
from etl.home import at_home
from etl.language import LANGUAGES, Language, available, figures, load
from etl.passages import ends_article, is_furniture, sentences
from etl.periods import Published
from etl.reader import Reader, Reading
from etl.scan import BREAKS, Page
from etl.speaker import country_of, spoken_by
from etl.text import View, make_view
from etl.tokens import FRACTION, fractions, tokenise

# A figure inherits from at most so many sentences before its own; most text states none and is never tokenised.
CONTEXT = 2
HEADING = 200
SIGNED = 100  # how far before the end of "14 documents" a word for signing may stand
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
    codes = available(languages)
    known = lang in codes
    page = Page(text)
    hits = page.lines(figures((lang,) if known else tuple(codes), languages))
    language: Language | None = None
    close: int | None = None  # where the article ends
    readers: dict[str, Reader] = {}
    found: list[tuple[Reading, View, int]] = []
    read = 0  # where the last line that states figures ends
    headed = False  # whether that line was a heading
    spoken = country_of(publisher, url)
    for start, end in hits:
        if language is None:
            language = load(lang if known else detect(text, languages), languages)
        line = text[start:end]
        tongue = language if known else load(detect_passage(line, language.code, languages), languages)
        view = make_view(line, tongue.fold)
        if not _states(view, tongue) or is_furniture(line, language):
            continue
        if close is None:
            close = _close(page, text, language)
        if start >= close:
            break
        spans = sentences(view, tongue)
        wanted = _wanted(view, spans, tongue)
        if not wanted:
            continue
        if tongue.code not in readers:
            at = at_home(text, tongue, languages, spoken)
            readers[tongue.code] = Reader(at, "", "", Published.parse(published), spoken=spoken)
        reader = readers[tongue.code]
        before = _line_before(text, start, read, language)
        if line.lstrip()[:1] in ITEM:
            reader.item()
        else:
            reader.paragraph(headed and before is None)
        headed = end - start <= HEADING and _ends_in_a_word(line)
        if before is not None and before[1] - before[0] <= HEADING:
            # a short line before a paragraph that states figures is its heading: it may name the topic
            top = make_view(text[slice(*before)], tongue.fold)
            _read(reader, top, sentences(top, tongue), before[0], found)
            reader.main = reader.main.elsewhere()
        _read(reader, view, [spans[i] for i in wanted], start, found)
        read = end
    return facts_of(found, text, doc_id)


def _ends_in_a_word(line: str) -> bool:
    """Whether no stop ends a line; a letter's mark may stand behind it as a character of its own."""
    return line.rstrip().rstrip(_MARKS)[-1:].isalnum()


def _close(page: Page, text: str, lang: Language) -> int:
    """Where the article ends: at a heading such as "related news", or with the text."""
    ends = page.lines(lang.scan.stop) if lang.scan.stop is not None else ()
    return next((a for a, b in ends if ends_article(text[a:b], lang)), len(text))


def _line_before(text: str, start: int, floor: int, lang: Language) -> tuple[int, int] | None:
    """The last line of the article between two places, None if there are only blanks and furniture."""
    end = start
    while end > floor:
        end -= 1
        begin = max(floor, *(text.rfind(c, floor, end) + 1 for c in BREAKS))
        line = text[begin:end]
        if line.strip() and not is_furniture(line, lang):
            return begin, end
        end = begin
    return None


def _wanted(view: View, spans: list[tuple[int, int]], lang: Language) -> list[int]:
    """The sentences of a view that can state a figure, and those before that they may inherit from."""
    wanted: set[int] = set()
    for i, (lo, hi) in enumerate(spans):
        if _states(view, lang, lo, hi):
            wanted.update(range(max(0, i - CONTEXT), i + 1))
    return sorted(wanted)


def _states(view: View, lang: Language, lo: int = 0, hi: int | None = None) -> bool:
    """Whether words of a view can state a figure: a number beside a unit, a fraction, or a rank."""
    text = view.text[lo:hi]
    data = text.encode("utf-8", "replace")
    scan = lang.scan
    if scan.figure.search(data):
        return True
    if scan.paper is not None and _papers(text, data, lang):
        return True
    if FRACTION.search(text) and any(True for _ in fractions(view, lang, lo, hi)):
        return True
    if scan.rank is None or not scan.rank.search(data):
        return False
    ranks = (lang.ranks.match(text, m.start(), len(text)) for m in lang.ranks.places.finditer(text))
    kinds = {found[0].kind for found in ranks if found is not None}
    return "explicit" in kinds or bool(kinds and scan.ranked and scan.ranked.search(data))


def _papers(text: str, data: bytes, lang: Language) -> bool:
    """Whether a number of agreements stands behind a word for signing, or that of products beside one for access."""
    for m in lang.scan.paper.finditer(data):
        at = len(data[: m.end()].decode())
        if any(w in text[max(0, at - SIGNED) : at] for w in lang.signing) or any(
            w in text for w in lang.access
        ):
            return True
    return False


def _read(reader: Reader, view: View, spans: list[tuple[int, int]], offset: int, found: list) -> None:
    reader.text, reader.cased = view.text, view.cased
    for lo, hi in spans:
        tokens = tokenise(view, reader.lang, lo, hi)
        spoken_by(tokens, view.text, reader.lang, reader.spoken)
        found.extend((reading, view, offset) for reading in reader.sentence(tokens, (lo, hi)))
