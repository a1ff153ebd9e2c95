"""Offices that are called by what they do alone: "the commerce ministry" in a text on Cambodia's trade is Cambodia's."""

from __future__ import annotations

from etl.frame import NOTHING, Val
from etl.language import Language
from etl.reading import Reading
from etl.text import make_view
from etl.tokens import words_of


def of_another(found: list[Reading], cased: str, lang: Language) -> Val | None:
    """Take the compiler from figures of another country than its own where its name in the text, ``cased``, does not say
    whose it is, and return it. Where the compiler's own country is the language's home, its partners' figures keep it."""
    taken = None
    for r in found:
        val, whose = r.frame.compiler, str(r.frame.reporter.value)[:2]
        country, apart, _ = str(val.value or "").partition("_")
        if not apart or val.how != "read" or len(country) != 2 or whose in (country, "No", "W0"):
            continue
        if country == lang.home and str(r.frame.partner.value)[:2] == country:
            continue
        if not _says_whose(cased[slice(*val.span)], lang):
            r.frame.compiler, taken = NOTHING, val
    return taken


def _says_whose(name: str, lang: Language) -> bool:
    """Whether an office's name has a country in it, or is a name of its own ("MOFCOM")."""
    words = name.split()
    if len(words) < 2:
        return True
    parts = [" ".join(words[k : k + n]) for n in (1, 2) for k in range(len(words) - n + 1)]
    return any(t.get("area") for part in parts for t in words_of(make_view(part, lang.fold), lang))
