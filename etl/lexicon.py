"""The words of a language and what each may mean, found in a view by an Aho-Corasick automaton."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick

from etl.text import View

Readings = dict[str, object]
Found = tuple[int, int, Readings]

# What has to be looked at around a match, as bits of a word's mark.
_CAPITAL, _FIRST, _LAST, _PREFIX, _AREA, _SMALL = 1, 2, 4, 8, 16, 32


class Lexicon:
    """``entries``: (surface as views spell it, whether it matches a capital only) -> kind -> code."""

    def __init__(self, entries: dict[tuple[str, bool], Readings], spaced: bool) -> None:
        self.spaced = spaced
        self.readings = list(entries.values())
        self.marks = [_mark(*key, readings, spaced) for key, readings in entries.items()]
        self.surfaces = [surface for surface, _ in entries]
        self.automaton = AhoCorasick(self.surfaces)

    def find(self, view: View, lo: int, hi: int, taken: list[tuple[int, int]]) -> list[Found]:
        """The longest words between two places from left to right, outside of the spans ``taken`` (in order)."""
        readings = self.readings
        out: list[Found] = []
        last, first = 0, -1  # the end and the beginning of the word before
        spans = iter(taken)
        low, high = next(spans, (hi, hi))
        for start, minus, i in self._matches(view, lo, hi):
            end = start - minus
            if start < last:
                if start == first and end == last:  # the same word with a capital and without
                    out[-1] = start, end, readings[i] | out[-1][2]
                continue
            while high <= start < hi:
                low, high = next(spans, (hi, hi))
            if low < end:
                continue
            out.append((start, end, readings[i]))
            last, first = end, start
        return out

    def _matches(self, view: View, lo: int, hi: int) -> list[tuple[int, int, int]]:
        """All whole words: start, length below zero, number; sorted, so that of one place the longest comes first."""
        text, cased = view.text, view.cased
        size, marks = len(text), self.marks
        found = []
        part = text[lo:hi]
        try:
            hits = self.automaton.find_matches_as_indexes(part, overlapping=True)
        except UnicodeEncodeError:  # half of a pair of surrogates
            part = part.encode("utf-8", "replace").decode()
            hits = self.automaton.find_matches_as_indexes(part, overlapping=True)
        for i, start, end in hits:
            start += lo
            end += lo
            mark = marks[i]
            if mark:
                if mark & _FIRST and start and text[start - 1].isalpha():
                    continue
                if mark & _CAPITAL and not cased[start].isupper():
                    continue
                if mark & _SMALL and cased[end - 1].isupper():
                    continue  # "5,000 MT" are no million times as many as "5,000 mt"
                if end < size:
                    if mark & _LAST:
                        after = text[end]
                        if after.isalpha() or after.isdigit() and not mark & _PREFIX:
                            continue
                    if mark & _AREA and text[end] == "$":
                        continue  # "the US$32 billion"
            found.append((start, start - end, i))
        found.sort()
        return found if self.spaced else self._whole(found)

    def _whole(self, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """Leave out 对美 where the text says 对美国: an area's full name is not cut by a shorter word."""
        readings = self.readings
        areas = [(start, start - minus) for start, minus, i in found if self.marks[i] & _AREA]
        return [
            (start, minus, i)
            for start, minus, i in found
            if not ("directed" in readings[i] or "pair" in readings[i])
            or not any(start < a < start - minus < b for a, b in areas)
        ]


def _mark(surface: str, capital: bool, readings: Readings, spaced: bool) -> int:
    return (
        _CAPITAL * capital
        | _FIRST * (spaced and surface[0].isalpha())
        | _LAST * (spaced and surface[-1].isalpha())
        | _PREFIX * ("prefix" in readings)
        | _AREA * ("area" in readings)
        | _SMALL * (capital and "unit" in readings)
    )
