"""Languages as data: ``etl/languages/*.toml``, loaded strictly into what the reader needs.

A language file may hold only the slots and codes listed here, each surface once and with an example
(:mod:`etl.strict`); anything else is an error that names the file and the line. Names of areas, places, goods
and authorities come from ``etl/codelists`` and join the same lexicon.
"""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

import re2
from opencc import OpenCC

from etl import strict
from etl.lexicon import Lexicon
from etl.scan import Finder, Scan, Words, compile_stored, make_scan
from etl.strict import LanguageError, Source
from etl.templates import Template, Templates
from etl.text import make_view, spellings

LANGUAGES = Path(__file__).parent / "languages"
CODELISTS = Path(__file__).parent / "codelists"

SLOTS: dict[str, frozenset[str]] = {
    "measure": frozenset(
        [
            "trade_total",
            "exports",
            "imports",
            "surplus",
            "deficit",
            "sell",
            "supply",
            "buy",
            "fdi",
            "fdi_registered",
            "fdi_realised",
            "fdi_projects",
            "volume",
            "value",
            "arrivals",
            "attract",
            "agreements",
            "other",
            "border_trade",
            "total_value",
            "exports_volume",
            "imports_volume",
            "earn",
            "put",
            "bring",
        ]
    ),
    "role": frozenset(
        ["to", "from", "between", "with", "at", "of", "pair", "via", "aside", "behind", "within"]
    ),
    "noun": frozenset(
        [
            "goods",
            "market",
            "firm",
            "people",
            "gate",
            "locality",
            "count",
            "owners",
            "office",
            "populous",
            "doers",
            "inward",
            "revenue",
            "receives",
            "countries",
            "says",
        ]
    ),
    "change": frozenset(["up", "add", "again", "down", "reach", "start", "lift"]),
    "compare": frozenset(["base", "yoy", "mom", "higher", "lower", "like"]),
    "share": frozenset(["share", "equal", "whole"]),
    "hedge": frozenset(["about", "nearly", "more_than", "up_to"]),
    "status": frozenset(["actual", "estimate", "forecast", "target"]),
    "link": frozenset(
        [
            "of_which",
            "only",
            "respectively",
            "range",
            "and",
            "but",
            "reverse",
            "side",
            "total",
            "which",
            "when",
            "mainly",
            "total_of",
            "below",
            "sum",
        ]
    ),
    "anaphor": frozenset(
        [
            *("country", "region", "market", "gate", "bloc", "there", "former", "latter"),
            *("other", "figure", "home", "both", "period"),
        ]
    ),
    "tense": frozenset(["flow", "stock", "ever"]),
    "rate": frozenset({"rate", "yearly"}),
    "block": frozenset({"block"}),
    "threshold": frozenset(["before", "after", "running"]),
    "works": frozenset({"works"}),
    "ours": frozenset({"ours", "others", "to_others"}),
    "seat": frozenset(["seat", "counted"]),
    "turnover": frozenset({"turnover"}),
    "ago": frozenset({"ago"}),
    "extent": frozenset({"extent"}),
    "bound": frozenset({"bound"}),
    "compass": frozenset({"north", "south", "out", "in"}),
    "ignore": frozenset({"ignore"}),
    "rank_noun": frozenset(
        ["trade_total", "exports", "imports", "exporter", "importer", "fdi_registered", "arrivals"]
    ),
}
_SPELLED = (
    "owners",
    "parts",
    "none",
    "from",
    "going",
    "those",
    "this",
    "has",
    "keeps",
    "pieces",
    "fresh",
    "held",
    "fold",
    "minus",
    "wire",
)
# Units of what is counted one by one.
COUNTED = frozenset({"projects", "persons", "vehicles", "count"})
PERIOD_KINDS = frozenset(
    [
        "skip",
        "fiscal",
        "years_past",
        "base",
        "day_exact",
        "month_half1",
        "month_weeks",
        "month_half2",
        "ytd_quarters",
        "since_start_day",
        "since_start_mid",
        "since_start_month",
        "since_start_now",
        "since_date",
        "months",
        "months_day",
        "ytd",
        "ytd_last",
        "ytd_past",
        "ytd_month",
        "half1",
        "half2",
        "quarter",
        "quarter_frame",
        "nth_frame",
        "half_frame",
        "quarter_last",
        "quarter_month",
        "stock_day",
        "stock_month",
        "stock_year",
        "stock_frame",
        "stock_frame_year",
        "stock_now",
        "until_day",
        "until_month",
        "until_quarter",
        "until_half1",
        "until_year",
        "since",
        "day",
        "month",
        "month_relative",
        "month_prior",
        "month_frame",
        "annual",
        "years",
        "year",
        "year_start",
        "year_full",
        "year_frame",
        "year_next",
        "year_prior",
        "period_prior",
        "year_relative",
        "year_bare",
        "now",
    ]
)


@dataclass(frozen=True, slots=True)
class Numerals:
    """Decimal numbers written in characters: digits in order from zero, the point, ten and hundred."""

    pattern: re.Pattern[str]
    digits: str
    point: str
    tens: str
    hundreds: str
    zero: str  # other characters for zero
    thousands: str = ""

    @classmethod
    def make(cls, d: dict[str, str]) -> Numerals:
        digits = d["digits"] + d.get("zero", "")
        thousands = d.get("thousands", "")
        some = f"[{digits}{d['tens']}{d['hundreds']}{thousands}]"
        point = f"(?:{d['point']}|\\.)"
        first = f"(?![{d['hundreds']}{thousands}])"
        pattern = re.compile(f"{first}(?:{some}+{point}[{digits}]+|{some}{{2,}})")
        return cls(pattern, d["digits"], d["point"], d["tens"], d["hundreds"], d.get("zero", ""), thousands)

    def plain(self, text: str) -> str:
        """One character for zero."""
        for c in self.zero:
            text = text.replace(c, self.digits[0])
        return text

    def year(self, text: str) -> str:
        """A year in digits: 二〇〇七年 is 2007年."""
        return "".join(str(i) if (i := self.digits.find(c)) >= 0 else c for c in self.plain(text))

    def value(self, text: str) -> str | None:
        """The number in plain digits, None where the characters make none."""
        whole, _, part = self.plain(text).replace(".", self.point).partition(self.point)
        powers = {self.tens: 10, self.hundreds: 100} | ({self.thousands: 1000} if self.thousands else {})
        if len(whole) >= 3 - bool(part) and not powers.keys() & set(whole):
            number = "".join(str(self.digits.index(c)) for c in whole)  # 一三七九
            return number + "." + "".join(str(self.digits.index(c)) for c in part) if part else number
        total = current = 0
        for c in whole:
            if c in powers:
                total += (current or 1) * powers[c]
                current = 0
            elif current:
                return None
            else:
                current = self.digits.index(c)
        plain = str(total + current)
        return plain + "." + "".join(str(self.digits.index(c)) for c in part) if part else plain


def year_of_era(text: str, eras: dict[str, int]) -> str:
    """A year counted from an era's first in the common count: 民国112年 is 2023."""
    found = re.fullmatch(r"\D*(\d{2,3})\D*", text)
    if found is None or not eras:
        return text
    first = next((v for k, v in eras.items() if k in text), next(iter(eras.values())))
    return str(first + int(found[1]))


@dataclass(slots=True)
class Language:
    """Everything the reader knows of one language."""

    code: str
    spaced: bool
    decimal: str
    group: str
    attributive: str  # where an area stands that qualifies a noun: after ("hàng Trung Quốc") or before
    home: str
    counterpart: str
    numerals: Numerals | None  # numbers written in characters
    own: frozenset[str]  # names of the writer's own country
    eras: dict[str, int]  # names of eras -> the year before their first
    added_times: bool  # "grew N times" adds N times the base: N x 100 percent
    fold: Callable[[str], str] | None
    lexicon: Lexicon
    short: dict[
        str, Area
    ]  # one character -> the area it stands for behind a direction (对韩), where words have no blanks
    scan: Scan
    periods: Templates
    ranks: Templates
    numbers: dict[str, Decimal]
    guards: dict[str, tuple[str, ...]]
    parted: re.Pattern | None  # "of these, 845": a sentence that tells parts by their number alone
    spelled: dict[str, tuple[str, ...]]  # words and endings that a rule looks for as they are written
    owned_parts: re.Pattern[str] | None  # "'s southern provinces": what is of the area before it
    than: frozenset[str]  # words behind which the base of a comparison stands
    ordinals: dict[str, int]
    months: dict[str, int]
    relative_years: dict[str, int]
    relative_months: dict[str, int]
    abbreviations: frozenset[str]
    detect: frozenset[str]
    furniture_stop: tuple[str, ...]
    furniture_drop: tuple[str, ...]
    access: tuple[str, ...]
    signing: tuple[str, ...]
    neighbours: dict[str, str]  # border province -> the country behind its gates
    home_names: (
        object | None
    )  # over a text's bytes: names of the home area, where countries share the language
    own_money: dict[
        str, tuple[str, str, str]
    ]  # a country -> a unit, its word, the money that its writers mean
    writers: tuple[
        tuple[str, object], ...
    ]  # a country -> over a text's bytes: words that only its writers use


@dataclass(frozen=True, slots=True)
class Area:
    """An area or a place that belongs to one. ``counterpart`` is the neighbour behind a border gate, ``border`` the
    one country that a place without a gate's name borders on."""

    code: str
    type: str
    parent: str | None = None
    counterpart: str | None = None
    border: str | None = None

    @property
    def country(self) -> str:
        return self.code.split("-")[0] if self.code[0] != "X" else self.code


def available(folder: Path = LANGUAGES) -> list[str]:
    """Codes of the languages that have a file."""
    return list(_available(folder, os.stat(folder).st_mtime_ns))


def is_available(code: str, folder: Path = LANGUAGES) -> bool:
    """Whether a language has a file; once it had one the folder is not asked again, which takes a hundredth of the
    time of a short text."""
    if (code, folder) not in _MET and code in available(folder):
        _MET.add((code, folder))
    return (code, folder) in _MET


_MET: set[tuple[str, Path]] = set()


@lru_cache(maxsize=16)
def _available(folder: Path, changed: int) -> tuple[str, ...]:
    return tuple(sorted(p.stem for p in folder.glob("*.toml")))


@cache
def figures(codes: tuple[str, ...], folder: Path = LANGUAGES) -> Finder:
    """What finds the lines of a stored text that can state a figure in one of the languages."""
    return Finder(load(code, folder).scan for code in codes)


@cache
def load(code: str, folder: Path = LANGUAGES) -> Language:
    """Load one language; raises :class:`LanguageError` with file and line."""
    path = folder / f"{code}.toml"
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        line = re.search(r"at line (\d+)", str(e))
        raise LanguageError(f"{path.name}:{line[1] if line else text.count(chr(10)) + 1}: {e}") from None
    return _Builder(Source(path.name, text), data).build()


class _Builder:
    def __init__(self, source: Source, data: dict) -> None:
        self.source, self.data = source, data
        self.fold = _make_fold(data.get("fold", {}), data.get("language", {}).get("script_fold"))
        script = data.get("language", {}).get("script_fold")
        self.other_script = OpenCC(script[::-1]) if script else None  # t2s read backwards is s2t
        self.spelled: dict[tuple[str, str], str] = {}  # patterns for all forms of a character
        self.lexicon: dict[tuple[str, bool], dict[str, object]] = {}
        self.areas = {row["code"]: row for row in _rows("areas")}
        self.places = {row["place_id"]: row for row in _rows("places")}

    def add(self, surface: str, kind: str, code: object) -> None:
        """One reading of one surface; of two of the same kind the first one wins (the file's own, then codelists)."""
        key = (self.view(surface), surface[:1].isupper())
        self.lexicon.setdefault(key, {}).setdefault(kind, code)

    def view(self, surface: str) -> str:
        return make_view(surface, self.fold).text

    def area(self, code: str) -> Area:
        """A region of several countries, such as Southeast Asia, is read as a continent is; one of a country stays one."""
        row = self.areas[code]
        wide = row["type"] == "region" and row["parent"].startswith(("X-", "W"))
        return Area(code, "continent" if wide else row["type"], row["parent"] or None)

    def build(self) -> Language:
        d = self.data
        units = frozenset(row["code"] for row in _rows("units")) | {"classifier"}
        strict.check(
            d,
            self.source,
            self.view,
            SLOTS,
            PERIOD_KINDS,
            units,
            frozenset(self.areas),
            frozenset(self.places),
        )
        for slot, codes in d["words"].items():
            for code, surfaces in codes.items():
                for s in surfaces:
                    self.add(s, slot, code)
        numbers = self._numbers()
        self._two_flows()
        self._codelists(d["language"]["code"])
        lang = d["language"]
        spaced = lang["spaced"]
        p = d["periods"]
        slots = self._slots(spaced)
        periods = self._compile("periods", [(k, t) for k, t in p["match"]], slots, p["starts"])
        ranks = [("explicit", t) for t in d["ranks"]["explicit"]] + [
            ("superlative", t) for t in d["ranks"]["superlative"]
        ]
        ranked = self._compile("ranks", ranks, slots, d["ranks"]["starts"])
        return Language(
            code=lang["code"],
            spaced=spaced,
            decimal=lang["decimal"],
            group=lang["group"],
            attributive=lang["attributive"],
            home=lang["home"],
            counterpart=lang["counterpart"],
            added_times=lang.get("added_times", False),
            numerals=Numerals.make(d["numerals"]) if "numerals" in d else None,
            own=frozenset(map(self.view, lang.get("own", ()))),
            eras={self.view(k): v for k, v in p.get("eras", {}).items()},
            fold=self.fold,
            lexicon=Lexicon(self.lexicon, spaced),
            short={} if spaced else self._short(),
            scan=self._scan(spaced, ranked),
            periods=periods,
            ranks=ranked,
            numbers=numbers,
            parted=self.parted() if spaced and lang["attributive"] == "before" else None,
            spelled={k: tuple(map(self.view, d["spelled"].get(k, ()))) for k in _SPELLED},
            owned_parts=self._owned_parts(),
            than=frozenset(map(self.view, d["words"].get("compare", {}).get("base", []))),
            guards={self.view(k): tuple(map(self.view, v)) for k, v in d["number_guard"].items()},
            ordinals={self.view(s): int(k) for k, v in d["ordinals"].items() for s in v},
            months={self.view(s): int(k) for k, v in p["months"].items() for s in v},
            relative_years={self.view(k): v for k, v in p["relative_years"].items()},
            relative_months={self.view(k): v for k, v in p["relative_months"].items()},
            abbreviations=frozenset(map(self.view, lang["abbreviations"])),
            detect=frozenset(map(self.view, lang["detect"])),
            furniture_stop=tuple(map(self.view, d["furniture"]["stop"])),
            furniture_drop=tuple(map(self.view, d["furniture"]["drop"])),
            access=tuple(map(self.view, d["agreements"]["access"])),
            neighbours=_neighbours(lang["home"], lang["counterpart"]),
            signing=tuple(map(self.view, d["agreements"]["verbs"])),
            home_names=self._home(lang["home"]) if lang.get("shared") else None,
            own_money={
                code[:2]: (next(u for u, v in d["units"].items() if w in v), self.view(w), code)
                for code, (w, *_) in d["own_money"].items()
            },
            writers=tuple(
                (code, compile_stored(self._stored(self.view(s)) for s in v))
                for code, v in d["writers"].items()
            ),
        )

    def _owned_parts(self) -> re.Pattern[str] | None:
        owners, parts = (
            _either(map(self.view, self.data["spelled"].get(k, ()))) for k in ("owners", "parts")
        )
        return (
            re.compile(rf"{owners} (?:\w+ ){{0,2}}{parts}\b") if self.data["spelled"].get("parts") else None
        )

    def _short(self) -> dict[str, Area]:
        """What the last character of a word such as 对韩 stands for, where it is a country."""
        named = [(key.split(" ")[1], self.view(s)) for key, v in self.data["directed"].items() for s in v]
        pairs = ((s[1], self.area(code)) for code, s in named if len(s) == 2)
        short = {c: area for c, area in pairs if area.type in ("country", "bloc")}
        # 对泰、马出口: some only where nothing else can begin with them
        listed = ((key, self.view(s)) for key, v in self.data["short_names"].items() for s in v if "!" in key)
        return short | {f"{s}!": self.area(key.rstrip("!")) for key, s in listed}

    def _numbers(self) -> dict[str, Decimal]:
        d = self.data
        numbers = {}
        for key, surfaces in d["numbers"].items():
            for s in surfaces:
                numbers[self.view(s)] = Decimal(key)
                self.add(s, "number", Decimal(key))
        for key, surfaces in d["fractions"].items():
            for s in surfaces:
                self.add(s, "fraction", key)
        for key, surfaces in d["multiples"].items():
            for s in surfaces:
                self.add(s, "multiple", Decimal(key))
        for key, surfaces in d["scales"].items():
            for s in surfaces:
                self.add(s, "scale", int(key))
        for section, kind in (("units", "unit"), ("unit_prefixes", "prefix")):
            for key, surfaces in d[section].items():
                for s in surfaces:
                    self.add(s, kind, key)
                    if len(s) == 2 and s.istitle():
                        self.add(s, "spelt", s)  # "Mt" is not "MT"
        for section, kind in (("pairs", "pair"), ("directed", "directed")):
            for key, surfaces in d[section].items():
                for s in surfaces:
                    self.add(s, kind, key)
        for key, surfaces in d["names"].items():
            for s in surfaces:
                self.add(s, "area", _place(self.places[key]) if key in self.places else self.area(key))
        for key, surfaces in d["short_names"].items():
            for s in surfaces:
                self.add(s, "short", self.area(key.rstrip("!")))
                if key.endswith("!"):
                    self.add(s, "listed", True)
        for key, surfaces in d["epithets"].items():
            for s in surfaces:
                self.add(s, "epithet", self.area(key))
                if self.area(d["language"]["home"]).parent == key:
                    self.add(s, "area", self.area(d["language"]["home"]))
        for key in ("agreements", "market_access_products"):
            for s in d["agreements"][key]:
                self.add(s, "paper", key)
        return numbers

    def _two_flows(self) -> None:
        """Mark "exports and imports", which is a total, but names two flows where "respectively" follows."""
        words = self.data["words"]
        named = {self.view(s): f for f in ("exports", "imports") for s in words["measure"].get(f, [])}
        joins = [self.view(s) for s in words.get("link", {}).get("and", [])]
        # a comma, a dash or nothing may stand between the two as well
        part = re.compile(f" {_either(joins)} | ?- ?|,? " if joins else "$^")
        for surface in words["measure"].get("trade_total", []):
            view = self.view(surface)
            for m in part.finditer(view):
                flows = [named.get(view[: m.start()]), named.get(view[m.end() :])]
                if {*flows} == {"exports", "imports"}:
                    self.add(surface, "flows", tuple(flows))

    def _codelists(self, code: str) -> None:
        home = self.data["language"]["home"]
        for row in self.areas.values():
            area = self.area(row["code"])
            for s in _names(row, code):
                self.add(s, "area", area)
            if home in (row["code"], row["parent"]) and code not in ("vi", "zh"):
                for s in _names(row, "vi"):  # the home country's names are often printed in its own spelling
                    self.add(s, "area", area)
            for s in filter(None, (row.get(f"adjectives_{code}") or "").split("|")):
                self.add(s, "area", area)
                self.add(s, "adjective", True)
        for row in self.places.values():
            area = _place(row)
            for s in _names(row, code):
                self.add(s, "area", area)
        for name in ("commodities", "compilers"):
            kind = "commodity" if name == "commodities" else "compiler"
            for row in _rows(name):
                # names of sectors (agriculture, energy) are too common to be read as goods: only for investment
                slot = "sector" if row.get("kind") == "sector" else kind
                for s in _names(row, code):
                    self.add(s, slot, row["code"])
                    if kind == "compiler" and row.get("area") not in ("", None, "W00"):
                        self.add(
                            s,
                            "authority",
                            Area(row["area"], "country" if "-" not in row["area"] else "province"),
                        )

    def parted(self) -> re.Pattern | None:
        """What a sentence begins with that tells parts: words such as "of these" and a number, close behind or ahead."""
        words = [re.escape(self.view(w)) for w in self.data["words"].get("link", {}).get("of_which", ())]
        told = "|".join(words)
        # "Mainland China accounted for 46 of them"
        ahead = rf"[^\d.;]{{0,48}}\d[\d.,]*\s(?:{told})\b"
        return re.compile(rf"\s*(?:{told})\b[^\d.;]{{0,16}}\d|{ahead}") if words else None

    def _scan(self, spaced: bool, ranks: Iterable[Template]) -> Scan:
        d = self.data

        def words(*sections: dict) -> list[str]:
            return [s for section in sections for surfaces in section.values() for s in surfaces]

        papers = {k: d["agreements"][k] for k in ("agreements", "market_access_products")}
        counted = {k: v for k, v in d["units"].items() if k.rstrip("!") in (*COUNTED, "classifier")}
        measures = d["words"].get("measure", {})
        arrivals = set(measures.get("arrivals", ()))
        to = set(d["words"].get("role", {}).get("to", ()))
        went = set(measures.get("exports", ())).intersection(to)
        # "300,000 Chinese came to Laos", as in "exports came to"
        went |= {
            s for s in d["words"].get("change", {}).get("reach", ()) if s.split()[1:2] and s.split()[-1] in to
        }
        listed = Words(
            units=words(d["scales"], d["units"]),
            papers=words(papers),
            counted=words(counted),
            people=sorted(arrivals.intersection(d["units"].get("persons", ()))),
            hosted=sorted(d["words"].get("noun", {}).get("receives", ())),
            came=sorted((arrivals | went).difference(words(d["units"]))),
            prefixes=words(d["unit_prefixes"]),
            numbers=words(d["numbers"]),
            alone=words(d["fractions"], d["multiples"]),
            ranks=[t.source for t in ranks if t.kind == "explicit"],
            superlatives=[t.source for t in ranks if t.kind == "superlative"],
            ranked=words(d["words"].get("rank_noun", {})),
            stops=d["furniture"]["stop"],
            spaced=spaced,
        )
        return make_scan(listed, self.view, self._stored)

    def _stored(self, viewed: str) -> str:
        """A pattern for all that a stored text may have where its view has these words, in any case."""
        other = viewed
        if self.other_script is not None and len(whole := self.other_script.convert(viewed)) == len(viewed):
            other = whole
        return "".join(map(self._spelled, viewed, other))

    def _home(self, home: str) -> object:
        return compile_stored(map(self._stored, self._home_names(home)))

    def _home_names(self, home: str) -> Iterable[str]:
        """Surfaces that name the home area, a part of it, its authorities or a gate to it."""
        for (surface, _), readings in self.lexicon.items():
            if "epithet" in readings:
                continue
            areas = [a for k in ("area", "authority") if isinstance(a := readings.get(k), Area)]
            sides = f"{readings.get('pair', '')}+{readings.get('directed', '')}".replace(" ", "+").split("+")
            if home in sides or any(home in (a.country, a.counterpart) for a in areas):
                yield surface

    def _spelled(self, c: str, other: str) -> str:
        if (c, other) not in self.spelled:
            self.spelled[c, other] = self._any_form(c, other)
        return self.spelled[c, other]

    def _any_form(self, c: str, other: str) -> str:
        forms = {c, other, *spellings(c)}
        for old, new in self.data.get("fold", {}).items():
            forms.update(o for o, n in zip(old, new, strict=True) if n == c)
        if self.other_script is not None:
            forms.add(self.other_script.convert(c))
        found = "".join(re2.escape(f) for f in sorted(forms))
        return f"[{found}]" if len(forms) > 1 else found

    def _slots(self, spaced: bool) -> dict[str, str]:
        p, d = self.data["periods"], self.data
        words = [self.view(s) for k, v in d["numbers"].items() if "." not in k and int(k) <= 12 for s in v]
        count = _either([r"(?:1[0-2]|0?[1-9])(?!\d)", *words])
        tens = [self.view(s) for k, v in d["numbers"].items() if "." not in k and int(k) <= 99 for s in v]
        months = [self.view(s) for v in p["months"].values() for s in v]
        # a language that names all twelve months uses the names; else they are counted, with a few names beside
        month = _either(months) if len(p["months"]) == 12 else _either([*months, count])
        ordinals = [self.view(s) for v in d["ordinals"].values() for s in v]
        tail = r"(?!\w)" if spaced else ""
        relative = _either(list(map(self.view, p["relative_years"])))
        years = "(?:" + make_view(p["years"]).text + ")" if p["years"] else relative
        return {
            "y": self._years_in_digits(),
            "Y": years + tail,
            "n": count,
            "nn": _either([r"\d{1,2}(?!\d)", *sorted(tens, key=len, reverse=True)]),
            "m": month + tail,
            "d": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
            "q": _either([r"[1-4](?!\d)", "iv", "iii", "ii", "i", *[self.view(s) for s in ordinals]]) + tail,
            "qo": _either([r"[1-4](?!\d)", *ordinals]),
            "o": _either([r"\d{1,3}(?!\d)", *sorted(ordinals, key=len, reverse=True)]),
            "ow": _either(sorted(ordinals, key=len, reverse=True)),
            "of": r"\d{1,3}(?!\d)",
        }

    def _years_in_digits(self) -> str:
        """2007, and where numbers are written in characters 二〇〇七."""
        plain = r"(?:19|20)\d\d"
        if era := self.data["periods"].get("era_years"):
            plain = f"(?:{plain}|{make_view(era).text})"
        if (d := self.data.get("numerals")) is None:
            return plain
        zero = "0" + d["digits"][0] + d.get("zero", "")
        one, two, nine, some = d["digits"][1], d["digits"][2], d["digits"][9], d["digits"] + zero
        return rf"(?:{plain}|(?:{one}{nine}|{two}[{zero}])[{some}]{{2}})"

    def _compile(
        self, section: str, templates: list[tuple[str, str]], slots: dict[str, str], starts: list[str]
    ) -> Templates:
        """In the file's order: the first template that matches at a place wins."""
        out = []
        blank = "" if self.data["language"]["spaced"] else " ?"
        for kind, source in templates:
            groups: list[tuple[str, str]] = []  # a slot in two branches of one template has two groups

            def slot(g: re.Match[str], groups: list = groups, source: str = source) -> str:
                name = g[1]
                base = name.rstrip("0123456789")
                if base not in slots:
                    what = f"unknown slot {{{name}}}; slots are {', '.join(sorted(slots))}"
                    self.source.fail(what, section, surface=source)
                groups.append((name, f"s{len(groups)}"))
                # "2024 年前 5 个月": some writers set digits apart
                found = f"(?P<{groups[-1][1]}>{slots[base]})"
                return f"(?:{blank}{found}{blank})" if blank else found

            body = re.sub(r"\{([a-zA-Z]\w*)\}", slot, _fold_literal(source, self.fold))
            try:
                out.append(Template(kind, body, re.compile(body), tuple(groups)))
            except re.error as e:
                self.source.fail(f"the pattern does not compile: {e}", section, surface=source)
        return Templates(out, list(map(self.view, starts)), self.data["language"]["spaced"])


def _fold_literal(source: str, fold: Callable[[str], str] | None) -> str:
    return fold(source) if fold else source


def _neighbours(home: str, counterpart: str) -> dict[str, str]:
    """Provinces whose gates all lead to the pair's other side: trade over their border is trade with it."""
    pair = {home, counterpart}
    behind: dict[str, set[str]] = {}
    for row in _rows("places"):
        if row["type"] == "gate" and row["area"].split("-")[0] in pair:
            behind.setdefault(row["area"], set()).add(row["counterpart"])
    return _Neighbours(
        (area, next(iter(sides)))
        for area, sides in behind.items()
        if len(sides) == 1 and (sides < pair or area.startswith(home))
    )


class _Neighbours(dict[str, str]):
    """Of several provinces together (VN-13+VN-09) the side that is behind the gates of each of them."""

    def get(self, area: str, default: str | None = None) -> str | None:
        if "+" not in area:
            return super().get(area, default)
        sides = {super(_Neighbours, self).get(a) for a in area.split("+")}
        return sides.pop() if len(sides) == 1 else default


def _either(options: list[str]) -> str:
    return "(?:" + "|".join(options) + ")"


@cache
def _rows(name: str) -> list[dict[str, str]]:
    path = CODELISTS / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def _place(row: dict) -> Area:
    beyond = row["counterpart"] or None
    wide = row["type"] in ("prefecture", "city", "customs")
    return Area(row["area"], row["type"], None, None if wide else beyond, beyond if wide else None)


def _names(row: dict[str, str], code: str) -> list[str]:
    return [s for s in [row.get(f"name_{code}") or "", *(row.get(f"variants_{code}") or "").split("|")] if s]


def _make_fold(pairs: dict[str, str], script: str | None) -> Callable[[str], str] | None:
    """Spelling variants that keep the length: pairs at the end of a word, and another script's characters."""
    folds: list[Callable[[str], str]] = []
    if pairs:
        pattern = re.compile("(?:" + "|".join(map(re.escape, pairs)) + r")(?!\w)")
        folds.append(lambda text: pattern.sub(lambda g: pairs[g[0]], text))
    if script:
        table = _ScriptTable(script)
        folds.append(lambda text: text.translate(table))
    if not folds:
        return None
    return lambda text: _apply(folds, text)


def _apply(folds: list[Callable[[str], str]], text: str) -> str:
    for f in folds:
        text = f(text)
    return text


class _ScriptTable(dict):
    """Character-by-character conversion, filled as characters are met (whole tables are large)."""

    def __init__(self, script: str) -> None:
        super().__init__()
        self.script, self.converter = script, None

    def __missing__(self, point: int) -> int | str:
        c = chr(point)
        if point < 0x3400:
            self[point] = point
            return point
        if self.converter is None:
            self.converter = OpenCC(self.script)
        out = self.converter.convert(c)
        self[point] = out if len(out) == 1 else c
        return self[point]


def english(lang: Language) -> bool:
    """Whether a language puts spaces between words, and whose something is before it."""
    return lang.spaced and lang.attributive == "before"
