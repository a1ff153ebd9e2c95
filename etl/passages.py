"""From a document to its sentences: blocks (lines), page furniture left out, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.language import Language
from etl.scan import LINE
from etl.text import View, make_view

_STOP = re.compile(r"[.!?…]+|[。！？]")
LONGEST = 2_000
_SHORT = 160  # characters that a line of furniture has at most
_CLOSING = "\"'”’)]»」』"


def blocks(text: str, lang: Language) -> Iterator[tuple[int, int]]:
    """Spans of the stored text that hold the article: its lines without furniture.

    A heading such as "related news" ends the article; lines with hotlines and addresses are dropped.
    """
    for m in LINE.finditer(text):
        line = m[0]
        if not line.strip() or is_furniture(line, lang):
            continue
        if ends_article(line, lang):
            return
        yield m.start(), m.end()


def ends_article(line: str, lang: Language) -> bool:
    """Whether a line is a heading such as "related news"."""
    return len(line) < _SHORT and _bare(line, lang) in lang.furniture_stop


def is_furniture(line: str, lang: Language) -> bool:
    """Whether a line holds a hotline, an address or the like."""
    if len(line) >= _SHORT:
        return False
    plain = _bare(line, lang)
    return plain not in lang.furniture_stop and any(word in plain for word in lang.furniture_drop)


def _bare(line: str, lang: Language) -> str:
    return make_view(line, lang.fold).text.strip(" :.-")


def sentences(view: View, lang: Language) -> list[tuple[int, int]]:
    """The block's sentences as spans of the view, without the blanks around them."""
    text = view.text
    out: list[tuple[int, int]] = []
    start = 0
    for end in [*_ends(view, lang), len(text)]:
        while start < end and text[start].isspace():
            start += 1
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        while last - start > LONGEST:  # no sentence is longer: this is a table or a list without full stops
            cut = max(text.rfind(" ", start + LONGEST // 2, start + LONGEST), start + LONGEST // 2)
            out.append((start, cut))
            start = cut
        if last > start:
            out.append((start, last))
        start = end
    return out


def _numeral(cased: str, k: int) -> bool:
    """Whether a capital is a Roman number behind a plain word ("quý I."), and no initial ("Mr V. Putin")."""
    before = cased[max(0, k - 13) : k - 1].rpartition(" ")[2] if k > 1 and cased[k - 1] == " " else ""
    return cased[k] in "IV" and before.isalpha() and before.islower()


def _ends(view: View, lang: Language) -> Iterator[int]:
    """Positions behind full stops that end a sentence: not those of abbreviations, initials and numbers."""
    text, cased, size = view.text, view.cased, len(view.text)
    for m in _STOP.finditer(text):
        i, j = m.start(), m.end()
        if m[0][0] in ".…" and len(m[0]) + (m[0] == "…") > 1:
            k = j
            while k < size and text[k] == " ":
                k += 1
            if k < size and (text[k] in ",;)]" or cased[k].islower() or text[k].isdigit()):
                continue  # an ellipsis inside a sentence
        if m[0] == ".":
            if j < size and not text[j].isspace() and text[j] not in _CLOSING:
                if not (i and cased[i - 1].islower() and cased[j].isupper()):
                    continue
            word = text[max(text.rfind(" ", max(0, i - 12), i), i - 12) + 1 : i].lstrip("(\"'")
            letter = len(word) == 1 and word.isalpha() and lang.spaced and cased[i - 1].isupper()
            if word in lang.abbreviations or letter and not _numeral(cased, i - 1):
                continue
            k = j
            while k < size and cased[k].isspace():
                k += 1
            if k < size and cased[k].islower() and lang.spaced:
                continue
        while j < size and text[j] in _CLOSING:
            j += 1
        yield j
