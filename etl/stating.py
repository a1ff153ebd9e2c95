"""Whether words can state a figure at all: most cannot, and are never cut into words."""

from __future__ import annotations

from etl.language import Language
from etl.text import View
from etl.tokens import FRACTION, fractions

SIGNED = 100  # how far before the end of "14 documents" a word for signing may stand


def states(view: View, lang: Language, lo: int = 0, hi: int | None = None) -> bool:
    """Whether words of a view can state a figure: a number beside a unit, a fraction, a rank, or a
    number of parts of what was told before."""
    text = view.text[lo:hi]
    data = text.encode("utf-8", "replace")
    scan = lang.scan
    if scan.figure.search(data):
        return True
    if scan.paper is not None and _papers(text, data, lang):
        return True
    if FRACTION.search(text) and any(True for _ in fractions(view, lang, lo, hi)):
        return True
    if lang.parted is not None and lang.parted.match(text):
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
