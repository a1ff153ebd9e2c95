"""Patterns with slots, in order of priority: which one matches at a place of a view."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from etl.patterns import openings

_MOST = 4_096  # openings remembered


@dataclass(slots=True)
class Template:
    """One period or rank pattern: its kind, its source, and its slots, each with the name of its group."""

    kind: str
    source: str
    pattern: re.Pattern[str]
    slots: tuple[tuple[str, str], ...]


class Templates(list[Template]):
    """The templates of one section of a language file, which begin with one of the words ``starts`` or, in a
    ``spaced`` language, a digit."""

    def __init__(self, templates: list[Template], starts: list[str], spaced: bool) -> None:
        super().__init__(templates)
        # character that a match may begin with (None: any) -> the templates, and what may come second
        self.first: dict[str | None, list[tuple[int, frozenset[str] | None]]] = {}
        for number, template in enumerate(templates):
            for opening in openings(template.source, 2):
                one, two = (*opening, None, None)[:2]
                for c in (None,) if one is None else one:
                    self.first.setdefault(c, []).append((number, two))
        self.fitting: dict[str, list[Template]] = {}
        words = {*starts, *("0123456789" if spaced else "")}
        words = sorted(w for w in words if self._fitting(w[:2]))
        # the first character comes first and then what may not stand before it: what must be there is found much
        # faster than what must not
        start = r"(?<!\w\w)" if spaced else ""
        groups = [(c, [re.escape(w[1:]) for w in some]) for c, some in groupby(words, itemgetter(0))]
        parts = (f"{re.escape(c)}{start}(?:{'|'.join(rest)})" for c, rest in groups)
        self.places = re.compile("|".join(parts) or "(?!)")

    def match(self, text: str, start: int, end: int) -> tuple[Template, re.Match[str]] | None:
        """The first template that matches at ``start``, as if the text ended at ``end``."""
        key = text[start : start + 2]
        fitting = self.fitting.get(key)
        if fitting is None:
            fitting = self._fitting(key)
        for template in fitting:
            found = template.pattern.match(text, start, end)
            if found is not None:
                return template, found
        return None

    def _fitting(self, key: str) -> list[Template]:
        if not key.isascii() and any(c.isdigit() for c in key):
            return list(self)
        if len(self.fitting) >= _MOST:
            self.fitting.clear()
        one, two = key[:1], key[1:]
        options = self.first.get(one, []) + self.first.get(None, [])
        numbers = {n for n, second in options if not two or second is None or two in second}
        found = self.fitting[key] = [self[n] for n in sorted(numbers)]
        return found
