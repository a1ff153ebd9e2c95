"""Offices that are called by what they do alone: "the commerce ministry" in a text on Cambodia's trade is Cambodia's."""

from __future__ import annotations

from etl.frame import NOTHING, Frame, Val
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


def of_region(found: list[Reading], told: Frame, cased: str, lang: Language) -> None:
    """ "Trade with ASEAN rose 13%, according to Nanning Customs": its region's, where nobody says whose; ``told`` is what
    the sentences behind go on from."""
    if any(str(r.frame.reporter.value)[:2] == lang.home and r.frame.reporter.stated for r in found):
        return
    for r in found:
        if not _nobodys(r.frame, lang) or r.frame.compiler.span is None:
            continue
        area = _region(cased[slice(*r.frame.compiler.span)], lang)
        if area is None or area.split("-")[0] != lang.home:
            continue
        val = Val(area, r.frame.compiler.span, "inherited", "compiler_country")
        if _nobodys(told, lang):
            told.reporter = val
        r.frame.reporter = val


def _nobodys(frame: Frame, lang: Language) -> bool:
    whose = frame.reporter
    home = whose.value == lang.home and whose.how == "default" and whose.note == "language_home"
    return home and frame.partner.value != lang.home


def _region(name: str, lang: Language) -> str | None:
    """The province of a customs office."""
    areas = [t.get("area") for t in words_of(make_view(name, lang.fold), lang) if t.get("area")]
    return areas[0].code if len(areas) == 1 and areas[0].type == "customs" else None


def _says_whose(name: str, lang: Language) -> bool:
    """Whether an office's name has a country in it, or is a name of its own ("MOFCOM")."""
    words = name.split()
    if len(words) < 2:
        return True
    parts = [" ".join(words[k : k + n]) for n in (1, 2) for k in range(len(words) - n + 1)]
    return any(t.get("area") for part in parts for t in words_of(make_view(part, lang.fold), lang))
