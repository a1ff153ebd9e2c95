"""Numbers in digits, punctuation and fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.language import Language
from etl.lexicon import Found
from etl.text import View
from etl.tokens.patterns import patterns_found
from etl.tokens.token import Token, make_token

FRACTION = re.compile(r"(?<![\d/.,])([1-9])/([2-9]|10)(?![\d/]|[.,]\d)")
_PUNCT = r"|[,;:()/~\-、。\[\]]|\.(?=\s|$)"
# A number, or punctuation. Where words are not spaced, neither are clauses: "拨打12308，24小时值守" has two numbers.
_MARK = re.compile(rf"(\d+(?:[.,]\d+)*){_PUNCT}")
_UNSPACED = re.compile(rf"(\d+(?:,\d{{3}}(?!\d)|\.\d+)*){_PUNCT}")
_ENDS_CLAUSE = (".", ",")
_OF_PARTS = frozenset({"share", "hedge"})  # what may stand before a fraction that ends a clause


def with_marks(found: list[Found], text: str, lo: int, hi: int, spaced: bool) -> list[Token]:
    """Tokens of what was found, with the numbers, fractions and punctuation between it, in order."""
    out: list[Token] = []
    rest = iter(found)
    low, high, readings = next(rest, (hi, hi, None))
    last = lo
    for m in (_MARK if spaced else _UNSPACED).finditer(text, lo, hi):
        start, end = m.span()
        if start < last:
            continue
        while high <= start and readings is not None:
            out.append(make_token(low, high, readings))
            low, high, readings = next(rest, (hi, hi, None))
        if m.lastindex is None:
            if end <= low:
                out.append(make_token(start, end, {"punct": m[0]}))
                last = end
            continue
        if (f := FRACTION.match(text, start, hi)) is not None and f.end() <= low and _parts(out, f):
            out.append(make_token(start, f.end(), {"fraction": f[0]}))
            last = f.end()
        elif end <= low:
            out.append(make_token(start, end, {"digits": m[0]}))
            last = end
    while readings is not None:
        out.append(make_token(low, high, readings))
        low, high, readings = next(rest, (hi, hi, None))
    return out


def _parts(before: list[Token], f: re.Match[str]) -> bool:
    """Whether digits are a part of something and no day: what ends a clause must stand behind a word of shares."""
    if f.string[f.end() : f.end() + 1] not in _ENDS_CLAUSE:
        return True
    return bool(before) and not _OF_PARTS.isdisjoint(before[-1])


def fractions(view: View, lang: Language, lo: int, hi: int | None = None) -> Iterator[str]:
    """The fractions between two places of a view that are no date, nor part of one."""
    text = view.text
    hi = len(text) if hi is None else hi
    dates = [(start, end) for start, end, *_ in patterns_found(view, lang, lo, hi, lang.periods)]
    for m in FRACTION.finditer(text, lo, hi):
        if any(start < m.end() and m.start() < end for start, end in dates):
            continue
        if text[m.end() : m.end() + 1] in _ENDS_CLAUSE:
            before = lang.lexicon.find(view, lo, m.start(), [d for d in dates if d[1] <= m.start()])
            if not before or _OF_PARTS.isdisjoint(before[-1][2]):
                continue  # a day, as in _parts
        yield m[0]
