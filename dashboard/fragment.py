"""Links into a text on another site: URL fragments that name the words to scroll to (``#:~:text=``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

PART = 32  # so many characters of the text are stored before and behind a quote

# A browser finds the words before and behind only from the edge of a word on.
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3400-\u9fff]")
_MARKS = "\u3001\u3002\uff0c\uff1b\uff1a\uff08\uff09\u201c\u201d"


def text_fragment(fact: Mapping[str, Any]) -> str | None:
    """The original's address with a text fragment that scrolls to the quote; None without an address."""
    if not fact["url"] or not str(fact["url"]).startswith(("http://", "https://")):
        return None
    above, line, before = fact["quote_prefix"].rpartition("\n")
    after, end, below = fact["quote_suffix"].partition("\n")
    if not line and len(before) >= PART:
        before = _without_cut_word(before, first=True)
    if not end and len(after) >= PART:
        after = _without_cut_word(after, first=False)
    before, after = (part.strip() if _WORD.search(part) else "" for part in (before, after))
    pieces = (
        (f"{_coded(before)}-," if before else "")
        + _coded(fact["quote"])
        + (f",-{_coded(after)}" if after else "")
    )
    return f"{str(fact['url']).split('#')[0]}#:~:text={pieces}"


def _without_cut_word(part: str, first: bool) -> str:
    """A part of the text without the word that it was cut in; empty when no edge of a word is known.

    Where words are not divided by spaces only a mark is an edge.
    """
    edges = list(re.finditer(f"[{_MARKS}]" if _CJK.search(part) else r"\s", part))
    if not edges:
        return ""
    return part[edges[0].end() :] if first else part[: edges[-1].start()]


def _coded(part: str) -> str:
    return quote(part, safe="").replace("-", "%2D")
