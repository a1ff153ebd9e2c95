"""A sentence whose words are known, with other digits: its quantities are not put together again.

What unit a number has, and what range or list it stands in, depends on the words around it and on its length, not on
which digits it has; except that one with a zero in front may be of any size. So the tokens of the first sentence of
its kind are kept, and only those are made anew that hold a number.
"""

from __future__ import annotations

from typing import NamedTuple

from etl.language import Language
from etl.tokens import Made, Quantity, Token, Tokens, make_token, parse_number, put_together


class _Place(NamedTuple):
    """Which token has a number, where that is printed (None: in words, which stay the same), whether it ``counts``
    whole things, and what it is: a quantity, or a number without a unit (``bare``: read as such, and found wanting)."""

    at: int
    start: int | None
    end: int | None
    counts: bool = False
    bare: bool = False


class KnownSentence:
    """The words of a sentence; what they were put together to is found out when its like comes again."""

    __slots__ = ("hi", "kept", "lo", "made", "met", "numbers", "places", "tried", "words")

    def __init__(self, lo: int, hi: int, words: list[Token], text: str) -> None:
        self.lo, self.hi, self.words = lo, hi, words
        # which of them are numbers as printed
        self.numbers = [k for k, t in enumerate(words) if t.get("digits") == text[t.start : t.end]]
        self.made: list[Token | Quantity] = []
        self.places: list[_Place] | None = None
        self.met = self.tried = False
        self.kept: dict[object, object] = {}

    def again(self, text: str, lang: Language) -> list[Token | Quantity]:
        """The tokens of a sentence that differs from the known one in the digits of its numbers only."""
        plain = "0" in [text[self.words[k].start] for k in self.numbers]
        if self.places is None and not plain and not self.tried and self.met:
            self._learn(text, lang)
        self.met = True
        if plain or self.places is None:
            return put_together(self._words(text), text, lang)[0]
        out = Tokens(self.made)
        out.kept = self.kept
        for at, start, end, counts, bare in self.places:
            t = out[at]
            if start is None:
                out[at] = t.again(t.number, t.doubtful)
                continue
            digits = text[start:end]
            if type(t) is Quantity:
                out[at] = t.again(*parse_number(digits, lang.decimal, lang.group, counts))
                continue
            if bare:
                digits = str(parse_number(digits, lang.decimal, lang.group, counts)[0])
            out[at] = make_token(t.start, t.end, {"digits": digits})
        return out

    def _words(self, text: str) -> list[Token]:
        fresh = self.words.copy()
        for k in self.numbers:
            start, end = fresh[k].start, fresh[k].end
            fresh[k] = make_token(start, end, {"digits": text[start:end]})
        return fresh

    def _learn(self, text: str, lang: Language) -> None:
        self.tried = True
        words = self._words(text)
        tokens, made = put_together(words, text, lang)
        printed = {id(words[k]) for k in self.numbers}
        known = set(map(id, words))
        places: list[_Place] = []
        for at, t in enumerate(tokens):
            if type(t) is not Quantity:
                if id(t) in printed:
                    places.append(_Place(at, t.start, t.end))
                if id(t) in known or "digits" not in t:
                    continue
            found = _made(t, made)
            if found is None:
                if type(t) is not Quantity:
                    return  # it is not known what it was made of
                places.append(_Place(at, None, None))  # a rank, a fraction, a multiple
                continue
            _, k, counts, several = found
            if several:
                return  # "1 tỷ 200 triệu"
            bare = type(t) is not Quantity
            if id(words[k]) in printed:
                places.append(_Place(at, words[k].start, words[k].end, counts, bare))
            elif not bare:
                places.append(_Place(at, None, None))
        # the reader may change a quantity: these are not given to it
        self.made = [t.again(t.number, t.doubtful) if type(t) is Quantity else t for t in tokens]
        self.places = places


def _made(t: Token | Quantity, made: list[Made]) -> Made | None:
    """How a quantity, or the number that was taken for one, was made."""
    if type(t) is Quantity:
        return next((m for m in made if m[0] is t), None)
    return next((m for m in reversed(made) if (m[0].start, m[0].end) == (t.start, t.end)), None)
