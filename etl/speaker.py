"""Whose country a text's "our country" is: that of its publisher, where the codelist knows it."""

from __future__ import annotations

import re
from functools import cache

from etl.frame import UNTOLD
from etl.language import Area, Language
from etl.publishers import Publisher, by_address, by_name, plain, publishers
from etl.text import make_view
from etl.tokens import Quantity, Token, make_token, words_of

_HEAD = 500  # code points in which a text may say where it is
_LEAST = 3  # fewest characters of a name that a longer one may begin with


@cache
def country_of(publisher: str | None, url: str | None) -> str | None:
    """The country of a publisher by its address or its name ("Sài Gòn Giải Phóng (reprint)"), None if unknown."""
    found = by_address(url) or _named(publisher or "")
    return found.area.split("-")[0] if found is not None and found.area else None


def writer_of(text: str, lang: Language) -> str | None:
    """The country whose writers alone use a word of the text (東協, where others write 東盟), None if there is none."""
    if not lang.writers:
        return None
    stored = text.encode("utf-8", "replace")
    return next((country for country, words in lang.writers if words.search(stored)), None)


def region_of(publisher: str | None, lang: Language) -> Area | None:
    """The province in a publisher's name ("Yunnan Daily", "Nanning Customs", "Báo Lào Cai"): a local paper's "our
    province", where its text names none."""
    if not publisher or lang.spaced and lang.attributive != "after":
        return None
    for t in words_of(make_view(publisher, lang.fold), lang):
        area = t.get("area") or t.get("authority")
        if isinstance(area, Area) and "-" in area.code and (lang.spaced or not t.start):
            return Area(area.code, "province", area.country)
    return None


def region_told(text: str, lang: Language) -> Area | None:
    """我市对东盟进出口428亿元。重庆海关称: the province of the first office of one, where "our city" stands before any.
    上半年我省进出口1280亿元 names none: whose figures these are nobody tells."""
    if lang.spaced:
        return None
    spoken = ours = False
    for t in words_of(make_view(text[:_HEAD], lang.fold), lang):
        area = t.get("area")
        ours = ours or t.get("anaphor") == "region"
        spoken = spoken or bool(t.get("ours"))
        if "-" in str(t.get("directed") or ""):
            return None
        if area is not None and "-" in area.code and not area.code.startswith("X-"):
            if ours and t.get("authority") is not None:
                return Area(area.code, "province", area.country)
            return Area(UNTOLD, "province") if spoken else None
    return Area(UNTOLD, "province") if spoken else None


def _named(name: str) -> Publisher | None:
    parts = [name, *re.split(r"[()（）]", name)]
    for part in map(str.strip, parts):
        if part and (found := by_name(part)) is not None:
            return found
    head = plain(name)
    begins = [
        (len(m), p.code, p)
        for p in publishers()
        for m in map(plain, p.marks)
        if len(m) >= _LEAST and head.startswith(m)
    ]
    return max(begins)[2] if begins else None


def spoken_by(
    tokens: list[Token | Quantity], text: str, lang: Language, country: str | None
) -> list[Token | Quantity]:
    """The tokens of a sentence, in which the language's words for the writer's own country name ``country``."""
    if country is None or not lang.own:
        return tokens
    own = Area(country, "country")

    def read(t: Token | Quantity) -> Token | Quantity:
        area = t.get("area")
        if area is None or area.code == country or text[t.start : t.end] not in lang.own:
            return t
        return make_token(t.start, t.end, {**t, "area": own})

    said = [read(t) for t in tokens]
    return said if any(t is not u for t, u in zip(tokens, said, strict=True)) else tokens


def others_offices(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """马来西亚国家统计局, Malaysia's statistics bureau: an office called as the one of another country is called, right
    behind a country's name, is that country's, which no codelist knows."""
    return [t for k, t in enumerate(tokens) if not (t.get("compiler") and k and _owned(tokens[k - 1], t))]


def _owned(before: Token | Quantity, office: Token | Quantity) -> bool:
    area, authority = before.get("area"), office.get("authority")
    if area is None or not isinstance(authority, Area):
        return False
    gap = office.start - before.end
    if gap not in (0, len("'s ")) and not (gap == 1 and before.get("adjective")):
        return False
    return area.type == "country" and authority.country != area.code
