"""What makes a language file strict: a closed set of keys, no surface twice, an example for every entry.

:func:`check` raises :class:`LanguageError`, which names the file, the line and the remedy. It compares keys
only; the tests run the examples (:func:`cases`). docs/adding-a-language.md explains every section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

_HEADER = re.compile(r"\[\[?([A-Za-z][\w.]*)\]\]?\s*(?:#.*)?$")

REQUIRED = ("language", "numbers", "ordinals", "scales", "units", "words", "ranks", "periods", "examples")
OPTIONAL = (
    "fold",
    "number_guard",
    "fractions",
    "multiples",
    "unit_prefixes",
    "pairs",
    "directed",
    "names",
    "short_names",
    "epithets",
    "writers",
    "own_money",
    "spelled",
    "agreements",
    "furniture",
    "numerals",
    "counterexamples",
)
# The keys of the sections whose keys are the same in every language; all of them must be there.
KEYS = {
    "language": (
        "code",
        "name",
        "spaced",
        "decimal",
        "group",
        "attributive",
        "home",
        "counterpart",
        "abbreviations",
        "detect",
    ),
    "ranks": ("starts", "explicit", "superlative"),
    "agreements": ("verbs", "agreements", "market_access_products", "access"),
    "periods": ("starts", "years", "relative_years", "relative_months", "months", "match"),
    "furniture": ("stop", "drop"),
    "numerals": ("digits", "point", "tens", "hundreds"),
}
OPTIONAL_KEYS = {
    "language": ("script_fold", "added_times", "shared", "own"),
    "numerals": ("zero", "thousands"),
    "periods": ("eras", "era_years"),
}
# The keys of the other sections name a number, a unit or an area.
_AREA = r"[A-Z]\w*(?:-\w+)*"
FORMS = {
    "numbers": (r"\d+(?:\.\d+)?", "a number"),
    "fractions": (r"[1-9]\d*/[1-9]\d*", "a fraction such as 1/2"),
    "multiples": (r"\d+(?:\.\d+)?", "a number"),
    "ordinals": (r"[1-9]\d*", "a whole number"),
    "scales": (r"[1-9]\d*", "a power of ten"),
    "units": (r"\w+(?:\*\d+(?:\.\d+)?)?!?", "a unit's code"),
    "unit_prefixes": (r"\w+", "a unit's code"),
    "pairs": (rf"{_AREA}\+{_AREA}", "two areas such as VN+CN"),
    "directed": (rf"(?:to|from|with) {_AREA}", "a direction and an area such as to CN"),
    "names": (_AREA, "an area's code, or a place's"),
    "short_names": (rf"{_AREA}!?", "an area's code, with ! where it is one in lists only"),
    "epithets": (_AREA, "an area's code"),
    "writers": (_AREA, "an area's code"),
    "own_money": (r"\w+", "a unit's code"),
    "spelled": (
        "owners|parts|none|from|going|those|this|has|keeps|pieces|fresh|held|fold|minus|wire",
        "owners, parts, none, from, going, those, this, has, keeps, pieces, fresh, held, fold, minus or wire",
    ),
    "months": (r"[1-9]|1[0-2]", "a month from 1 to 12"),
}
# Sections of [examples] with one frame a key; the other ones list texts with what they mean.
FRAMED = (
    "numbers",
    "number_guard",
    "fractions",
    "multiples",
    "ordinals",
    "scales",
    "units",
    "unit_prefixes",
    "pairs",
    "directed",
    "names",
    "short_names",
    "epithets",
    "writers",
    "own_money",
    "spelled",
    "agreements",
    "furniture",
    "months",
    "relative_years",
    "relative_months",
    "abbreviations",
)
GAP = "{}"
# Whole sentences: the facts that they state, or why they state none.
SENTENCE = ("text", "published", "facts")
COUNTEREXAMPLE = ("text", "why")


class LanguageError(ValueError):
    """A language file breaks a rule; the message names the file, the line and the remedy."""


class Source:
    """The file's lines, to say where an entry stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.lines = name, text.splitlines()
        self.heads = [(i, m[1]) for i, line in enumerate(self.lines) if (m := _HEADER.match(line))]

    def fail(self, what: str, section: str = "", key: str = "", surface: str = "", nth: int = 1) -> NoReturn:
        raise LanguageError(f"{self.name}:{self.line(section, key, surface, nth)}: {what}")

    def line(self, section: str = "", key: str = "", surface: str = "", nth: int = 1) -> int:
        """The line of a section, of a key in it, or of the nth time that a surface follows."""
        if any(name == f"{section}.{key}" for _, name in self.heads):
            section, key = f"{section}.{key}", ""
        lo, hi = self._section(section)
        if key:
            named = re.compile(rf"""(?:^|[{{,])\s*["']?{re.escape(key)}["']?\s*=""")
            lo = next((i for i in range(lo, hi) if named.search(self.lines[i])), lo)
        if surface:
            quoted = re.compile(rf"""["']{re.escape(surface)}["']""")
            found = [i for i in range(lo, hi) for _ in quoted.finditer(self.lines[i])]
            lo = found[min(nth, len(found)) - 1] if found else lo
        return lo + 1

    def _section(self, section: str) -> tuple[int, int]:
        heads = self.heads
        for n, (i, name) in enumerate(heads):
            if name == section or name.startswith(section + "."):
                while n + 1 < len(heads) and heads[n + 1][1] == name:  # a list of sections
                    n += 1
                return i, heads[n + 1][0] if n + 1 < len(heads) else len(self.lines)
        return 0, heads[0][0] if heads else len(self.lines)


@dataclass(frozen=True, slots=True)
class Case:
    """One surface in the sentence that shows it; ``start`` and ``end`` are its place there."""

    section: str
    key: str
    surface: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.surface)


def check(
    data: dict,
    source: Source,
    view: Callable[[str], str],
    slots: dict[str, frozenset[str]],
    kinds: frozenset[str],
    units: frozenset[str],
    areas: frozenset[str],
    places: frozenset[str] = frozenset(),
) -> None:
    """Fill in the sections that may be left out, then fail on the first entry that breaks a rule."""
    _keys(source, data, (*REQUIRED, *OPTIONAL), "")
    for section in REQUIRED:
        if section not in data:
            source.fail(f"the section [{section}] is missing")
    for section in OPTIONAL:
        if section == "numerals":
            continue  # a language without them has none
        empty: object = {key: [] for key in KEYS.get(section, ())}
        data.setdefault(section, [] if section == "counterexamples" else empty)
    for section, keys in KEYS.items():
        if section not in data:
            continue
        _keys(source, data[section], (*keys, *OPTIONAL_KEYS.get(section, ())), section)
        for key in keys:
            if key not in data[section]:
                source.fail(f"{key} is missing in [{section}]", section)
    if source.name != f"{data['language']['code']}.toml":
        source.fail(
            f"code must be the file's name, {source.name.removesuffix('.toml')!r}", "language", "code"
        )
    _keys(source, data["words"], slots, "words")
    for slot, codes in data["words"].items():
        _keys(source, codes, slots[slot], f"words.{slot}")
    for section, (form, meaning) in FORMS.items():
        for key in data["periods"]["months"] if section == "months" else data[section]:
            if not re.fullmatch(form, key):
                source.fail(f"{key!r} is not {meaning}", _section_of(section), key)
    _codes(source, data, units, areas, places)
    _templates(source, data, kinds)
    _surfaces(source, data, view)
    _examples(source, data)


def _keys(source: Source, given: object, allowed: Iterable[str], section: str) -> None:
    if not isinstance(given, dict):
        source.fail(f"[{section}] must hold keys", section)
    for key in given:
        if key not in allowed:
            where = f"in [{section}]" if section else "among the sections"
            what = f"unknown key {key!r} {where}; allowed are {', '.join(sorted(allowed))}"
            source.fail(what, section or key, key if section else "")


def _codes(
    source: Source, data: dict, units: frozenset[str], areas: frozenset[str], places: frozenset[str]
) -> None:
    for old, new in data["fold"].items():
        if len(old) != len(new):
            source.fail(f"{old!r} and {new!r} must be equally long", "fold", old)
    for section in ("units", "unit_prefixes", "own_money"):
        for key in data[section]:
            if (code := key.rstrip("!").split("*")[0]) not in units:
                source.fail(f"{code!r} is no unit of etl/codelists/units.csv", section, key)
    for section in ("pairs", "directed", "names", "short_names", "epithets", "writers"):
        for key in data[section]:
            for code in re.split(r"\+|^(?:to|from|with) ", key.rstrip("!")):
                if code and code not in areas and not (section == "names" and code in places):
                    source.fail(f"{code!r} is no area of etl/codelists/areas.csv", section, key)


def _templates(source: Source, data: dict, kinds: frozenset[str]) -> None:
    seen = set()
    for template in data["periods"]["match"]:
        if len(template) != 2 or template[0] not in kinds:
            what = f"{template!r} is no [kind, pattern]; kinds are {', '.join(sorted(kinds))}"
            source.fail(what, "periods", "match", str(template[0]))
        kind, pattern = template
        if pattern in seen:
            source.fail(f"the pattern {pattern!r} is listed twice", "periods", "match", pattern, 2)
        seen.add(pattern)


def _lists(data: dict) -> Iterator[tuple[str, str, str, list[str]]]:
    """Every list of surfaces: what must be told apart in it (a kind of reading), section, key, surfaces."""
    for slot, codes in data["words"].items():
        for code, surfaces in codes.items():
            yield slot, f"words.{slot}", code, surfaces
    for section in FORMS:
        for key, surfaces in _entries(data, section).items():
            # one word may be the money of several countries
            yield (
                f"{section} {key}" if section in ("own_money", "spelled") else section,
                _section_of(section),
                key,
                surfaces,
            )
    for word, surfaces in data["number_guard"].items():
        yield f"number_guard {word}", "number_guard", word, surfaces
    papers = {"agreements", "market_access_products"}
    for section, keys in (
        ("language", ("abbreviations", "detect")),
        ("agreements", KEYS["agreements"]),
        ("furniture", KEYS["furniture"]),
        ("ranks", KEYS["ranks"]),
        ("periods", ("starts",)),
    ):
        for key in keys:
            yield "papers" if key in papers else f"{section} {key}", section, key, data[section][key]


def _surfaces(source: Source, data: dict, view: Callable[[str], str]) -> None:
    seen: dict[tuple[str, str, bool], str] = {}
    for kind, section, key, surfaces in _lists(data):
        if not isinstance(surfaces, list) or not all(isinstance(s, str) and s for s in surfaces):
            source.fail(f"{key} must be a list of words, each in quotation marks", section, key)
        for i, s in enumerate(surfaces):
            place = (kind, s if section == "ranks" else view(s), s[:1].isupper())
            if place in seen:
                other = seen[place]
                also = f"under {key} and under {other}" if other != key else f"twice under {key}"
                nth = surfaces[: i + 1].count(s)
                source.fail(f"{s!r} stands {also} in [{section}]; keep one", section, key, s, nth)
            seen[place] = key


def _section_of(section: str) -> str:
    """The section of the file that a section of [examples] shows."""
    if section in ("months", "relative_years", "relative_months"):
        return "periods"
    return "language" if section == "abbreviations" else section


def _entries(data: dict, section: str) -> dict[str, list[str]]:
    """Key -> surfaces of what one section of [examples] shows."""
    if section in data["words"]:
        return data["words"][section]
    if section == "months":
        return data["periods"]["months"]
    if section in ("relative_years", "relative_months"):
        return {
            str(shift): [w for w, n in data["periods"][section].items() if n == shift]
            for shift in data["periods"][section].values()
        }
    if section == "abbreviations":
        return {"abbreviations": data["language"]["abbreviations"]}
    return data.get(section, {})


def cases(data: dict) -> Iterator[Case]:
    """Every surface of a (checked) file in its frame."""
    for section in (*data["words"], *FRAMED):
        for key, surfaces in _entries(data, section).items():
            for surface in surfaces:
                frame = _frame(data, section, key, surface)
                if frame is not None:
                    yield Case(section, key, surface, frame.replace(GAP, surface), frame.index(GAP))


def _frame(data: dict, section: str, key: str, surface: str) -> str | None:
    """The frame that names the surface in its ``for``, else the key's own, else the section's ``any``."""
    frames = data["examples"].get(section, {})
    given = frames.get(key, frames.get("any"))
    general = None
    for frame in given if isinstance(given, list) else [given]:
        if isinstance(frame, dict):
            if surface in frame["for"]:
                return frame["frame"]
        else:
            general = frame
    return general if general is not None or key not in frames else frames.get("any")


def _examples(source: Source, data: dict) -> None:
    words, examples = data["words"], data["examples"]
    _keys(source, examples, (*words, *FRAMED, "numerals", "periods", "ranks", "sentences"), "examples")
    for section in (*words, *FRAMED):
        entries = _entries(data, section)
        where, here = f"examples.{section}", f"words.{section}" if section in words else _section_of(section)
        general = () if section in words else ("any",)
        _keys(source, examples.get(section, {}), (*entries, *general), where)
        for key, given in examples.get(section, {}).items():
            for frame in given if isinstance(given, list) else [given]:
                _frame_is_whole(source, frame, where, key, entries.get(key, ()))
        for key, surfaces in entries.items():
            for s in surfaces:
                if _frame(data, section, key, s) is None:
                    what = f'{s!r} has no example; add {key} = "… {GAP} …" to [{where}]'
                    source.fail(what, here, "" if section.startswith("relative") else key, s)
    _kinds(source, examples, "periods", {kind for kind, _ in data["periods"]["match"]}, (2, 3))
    _kinds(source, examples, "numerals", set(data.get("numerals", ())), (2, 2))
    _kinds(source, examples, "ranks", {k for k in ("explicit", "superlative") if data["ranks"][k]}, (2, 2))
    for section, keys in (("examples.sentences", SENTENCE), ("counterexamples", COUNTEREXAMPLE)):
        for sentence in data["examples"].get("sentences", []) if "." in section else data["counterexamples"]:
            _keys(source, sentence, keys, section)


def _frame_is_whole(source: Source, frame: object, where: str, key: str, surfaces: Iterable[str]) -> None:
    text = frame
    if isinstance(frame, dict):
        if set(frame) != {"for", "frame"}:
            source.fail("a frame for some surfaces only has the two keys for and frame", where, key)
        text = frame["frame"]
        for s in frame["for"]:
            if s not in surfaces:
                source.fail(f"{s!r} is no surface of {key}", where, key, s)
    if not isinstance(text, str) or text.count(GAP) != 1:
        source.fail(f"the frame {text!r} needs one {GAP}, where the words go", where, key, str(text))


def _kinds(source: Source, examples: dict, section: str, kinds: set[str], sizes: tuple[int, int]) -> None:
    where = f"examples.{section}"
    given = examples.get(section, {})
    _keys(source, given, kinds, where)
    for kind in sorted(kinds):
        if not given.get(kind):
            what = f'{kind} has no example; add {kind} = [["words", "meaning"]] to [{where}]'
            source.fail(what, section, "match" if section == "periods" else kind, kind)
        for example in given[kind]:
            if not sizes[0] <= len(example) <= sizes[1]:
                source.fail(f"{example!r} is no [words, meaning]", where, kind)
