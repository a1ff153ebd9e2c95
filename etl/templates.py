"""Patterns with slots, in order of priority: which one matches at a place of a view."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from etl.patterns import Opening, openings

_OPENING = 3  # characters by which patterns are told apart before any is run
_MOST = 4_096  # openings remembered


@dataclass(slots=True)
class Template:
    """One period or rank pattern: its kind, its source, and its slots, each with the name of its group."""

    kind: str
    source: str
    pattern: re.Pattern[str]
    slots: tuple[tuple[str, str], ...]
    openings: set[Opening] = field(init=False)

    def __post_init__(self) -> None:
        self.openings = openings(self.source, _OPENING)

    def may_open(self, words: str) -> bool:
        """Whether a match may begin with these characters."""
        return any(
            all(chars is None or c in chars for c, chars in zip(words, opening, strict=False))
            for opening in self.openings
        )


class Templates(list[Template]):
    """The templates of one section of a language file, which begin with one of the words ``starts`` or, in a
    ``spaced`` language, a digit."""

    def __init__(self, templates: list[Template], starts: list[str], spaced: bool) -> None:
        super().__init__(templates)
        words = {*starts, *("0123456789" if spaced else "")}
        words = sorted(w for w in words if any(t.may_open(w[:_OPENING]) for t in templates))
        # the first character comes first and then what may not stand before it: what must be there is found much
        # faster than what must not
        start = r"(?<!\w\w)" if spaced else ""
        groups = [(c, [re.escape(w[1:]) for w in some]) for c, some in groupby(words, itemgetter(0))]
        parts = (f"{re.escape(c)}{start}(?:{'|'.join(rest)})" for c, rest in groups)
        self.places = re.compile("|".join(parts) or "(?!)")
        self.fitting: dict[str, list[Template]] = {}

    def match(self, text: str, start: int, end: int) -> tuple[Template, re.Match[str]] | None:
        """The first template that matches at ``start``, as if the text ended at ``end``."""
        key = text[start : start + _OPENING]
        fitting = self.fitting.get(key)
        if fitting is None:
            fitting = self._fitting(key)
        for template in fitting:
            found = template.pattern.match(text, start, end)
            if found is not None:
                return template, found
        return None

    def _fitting(self, key: str) -> list[Template]:
        if any(c.isdigit() and not c.isascii() for c in key):
            return list(self)
        if len(self.fitting) >= _MOST:
            self.fitting.clear()
        found = self.fitting[key] = [t for t in self if t.may_open(key)]
        return found
