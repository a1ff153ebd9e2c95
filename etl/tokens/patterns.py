"""What the patterns of a language find: periods, ranks, fractions."""

from __future__ import annotations

from collections.abc import Iterator

from etl.language import Language, year_of_era
from etl.templates import Templates
from etl.text import View


def patterns_found(
    view: View, lang: Language, lo: int, hi: int, templates: Templates
) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    """What matches from left to right: its span, its kind and the words in its slots."""
    text, cased, last = view.text, view.cased, lo
    for m in templates.places.finditer(text, lo, hi):
        pos = m.start()
        if pos < last or (
            text[pos].isdigit()
            and pos
            and (text[pos - 1].isdigit() or text[pos - 1] in ".,/" and pos > 1 and text[pos - 2].isdigit())
        ):
            continue
        matched = templates.match(text, pos, hi)
        if matched is None:
            continue
        template, found = matched
        end = found.end()
        if end == pos or lang.spaced and end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
            continue
        slots = {name: words for name, group in template.slots if (words := found[group]) is not None}
        if len(lang.months) > 12 and any(
            found[g] and found[g].isalpha() and not cased[found.start(g)].isupper()
            for n, g in template.slots
            if n.startswith("m")
        ):
            continue  # "may" the verb is no month
        slots["text"] = found[0]
        if lang.numerals is not None and ("y" in slots or "Y" in slots):
            slots |= {k: lang.numerals.year(v) for k, v in slots.items() if k in ("y", "Y")}
        if lang.eras and ("y" in slots or "Y" in slots):
            slots |= {k: year_of_era(v, lang.eras) for k, v in slots.items() if k in ("y", "Y")}
        last = end
        yield pos, end, template.kind, slots
