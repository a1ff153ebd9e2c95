"""Text in, facts out: the pure core. Nothing here reads a file of the data folder or the network."""

from __future__ import annotations

from etl.build import facts_of
from etl.detect import detect
from etl.language import Language, load
from etl.passages import blocks, sentences
from etl.periods import Published
from etl.reader import Reader, Reading
from etl.text import View, make_view
from etl.tokens import Quantity, Token, tokenise


def extract(
    text: str,
    *,
    doc_id: str,
    lang: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
) -> list[dict]:
    """Every trade and investment figure that ``text`` states, one dict a fact.

    The dicts have the columns of :data:`etl.schema.FACT_COLUMNS` except the document's own (title, publisher,
    url, published, lang, doc_sha256). ``published`` (2024, 2024-08, 2024-08-20) resolves relative periods;
    ``lang`` is detected when it is not given. Positions are code points of ``text``. Text that states no
    figure gives an empty list; no text raises.
    """
    language = load(lang) if lang in _known() else load(detect(text))
    found: list[tuple[Reading, View, int]] = []
    reader = None
    for start, end in blocks(text, language):
        view = make_view(text[start:end], language.fold)
        if not has_number(view.text, language):
            if reader is None:
                continue
        tokens = tokenise(view, language)
        if reader is None:
            reader = Reader(language, view.text, Published.parse(published))
        else:
            reader.paragraph()
        reader.text = view.text
        for span, mine in sentences(view, tokens, language):
            for reading in reader.sentence(mine, span):
                found.append((reading, view, start))
    return facts_of(found, text, doc_id)


def _known() -> list[str]:
    from etl.language import available

    return available()


def has_number(text: str, lang: Language) -> bool:
    """Whether a block can state a figure at all: a digit or a number word."""
    return any(c.isdigit() for c in text) or any(w in text for w in lang.numbers)


__all__ = ["Quantity", "Token", "extract"]
