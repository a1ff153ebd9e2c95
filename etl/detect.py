"""Which language a text is in, told from the frequent words that the language files name."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from etl.language import LANGUAGES, available, load
from etl.text import make_view

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_LEAST = 6  # characters of frequent words that a passage in another language has at least


def detect(text: str, folder: Path = LANGUAGES) -> str:
    """The code of the language whose frequent words (or characters) fill most of the text's beginning."""
    found = _scores(text[:_SAMPLE], folder)
    return max(found, key=found.__getitem__)


def detect_passage(text: str, document: str, folder: Path = LANGUAGES) -> str:
    """The language of one passage of a document in the language ``document``: another one only where its frequent
    words stand out, since a short line may have none."""
    found = _scores(text[:_SAMPLE], folder)
    best = max(found, key=found.__getitem__)
    stands_out = found[best] >= _LEAST and found[best] > 2 * found.get(document, 0)
    return best if stands_out else document


def _scores(text: str, folder: Path) -> dict[str, int]:
    """How many characters of the text are frequent words (or characters) of each language."""
    view = make_view(text).text
    words = Counter(_WORD.findall(view))
    signs = "" if view.isascii() else view
    out: dict[str, int] = {}
    for code in available(folder):
        lang = load(code, folder)
        if lang.spaced:
            out[code] = sum(len(w) * words[w] for w in lang.detect)
        else:
            out[code] = sum(signs.count(c) for c in lang.detect) * 3
    return out
