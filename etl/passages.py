"""From a document to its sentences: blocks (lines), page furniture left out, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.language import Language
from etl.text import View, make_view
from etl.tokens import Quantity, Token

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"[.!?…]+|[。！？]")
_CLOSING = "\"'”’)]»」』"


def blocks(text: str, lang: Language) -> Iterator[tuple[int, int]]:
    """Spans of the stored text that hold the article: its lines without furniture.

    A heading such as "related news" ends the article; lines with hotlines and addresses are dropped.
    """
    for m in _LINE.finditer(text):
        line = m[0]
        if not line.strip():
            continue
        if len(line) < 160:
            plain = make_view(line, lang.fold).text.strip(" :.-")
            if plain in lang.furniture_stop:
                return
            if any(word in plain for word in lang.furniture_drop):
                continue
        yield m.start(), m.end()


def sentences(
    view: View, tokens: list[Token | Quantity], lang: Language
) -> Iterator[tuple[tuple[int, int], list[Token | Quantity]]]:
    """The block's sentences as spans of the view, each with its tokens."""
    text = view.text
    start = k = 0
    for end in [*_ends(view, tokens, lang), len(text)]:
        while start < end and text[start].isspace():
            start += 1
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        mine = []
        while k < len(tokens) and tokens[k].start < end:
            mine.append(tokens[k])
            k += 1
        if last > start:
            yield (start, last), mine
        start = end


def _ends(view: View, tokens: list[Token | Quantity], lang: Language) -> Iterator[int]:
    text, cased, size = view.text, view.cased, len(view.text)
    k = 0
    for m in _STOP.finditer(text):
        i, j = m.start(), m.end()
        while k < len(tokens) and tokens[k].end <= i:
            k += 1
        if k < len(tokens) and tokens[k].start < i and tokens[k].end > i + 1:
            continue  # inside a word such as U.S. or a number
        if m[0] == ".":
            if j < size and not text[j].isspace() and text[j] not in _CLOSING:
                if not (i and cased[i - 1].islower() and cased[j].isupper()):
                    continue
            word = text[text.rfind(" ", 0, i) + 1 : i].lstrip("(\"'")
            if word in lang.abbreviations or (len(word) == 1 and word.isalpha() and lang.spaced and cased[i - 1].isupper()):
                continue
            rest = cased[j:].lstrip()[:1] if j < size else ""
            if rest and rest.islower() and lang.spaced:
                continue
        while j < size and text[j] in _CLOSING:
            j += 1
        yield j
