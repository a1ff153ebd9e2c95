"""Which language a text is in, told from the frequent words that the language files name."""

from __future__ import annotations

import re
from pathlib import Path

from etl.language import LANGUAGES, available, load
from etl.text import make_view

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


def detect(text: str, folder: Path = LANGUAGES) -> str:
    """The code of the language whose frequent words (or characters) fill most of the text's beginning."""
    view = make_view(text[:_SAMPLE]).text
    words = _WORD.findall(view)
    best, most = "", -1.0
    for code in available(folder):
        lang = load(code, folder)
        if lang.spaced:
            score = sum(len(w) for w in words if w in lang.detect)
        else:
            score = sum(view.count(c) for c in lang.detect) * 3
        if score > most:
            best, most = code, score
    return best
