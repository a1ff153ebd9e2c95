"""Languages are data: every entry of a language file is shown by an example in the file, and read here."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from etl import extract
from etl.detect import detect
from etl.language import LANGUAGES, PERIOD_KINDS, SLOTS, Language, LanguageError, available, load
from etl.passages import blocks, sentences
from etl.periods import Published
from etl.speaker import writer_of
from etl.strict import FORMS, FRAMED, KEYS, OPTIONAL, OPTIONAL_KEYS, REQUIRED, Case, cases
from etl.text import make_view
from etl.tokens import Quantity, tokenise
from etl.when import resolve
from tests.conftest import ROOT

with (ROOT / "etl/codelists/places.csv").open(encoding="utf-8", newline="") as _file:
    PLACES = {row["place_id"]: row["area"] for row in csv.DictReader(_file)}
GUIDE = (ROOT / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
# A made-up language, small but whole: the file that the guide prints.
LUNESI = re.search(r"^```toml\n(.*?)^```", GUIDE, re.M | re.S)[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("languages")
    (made / "qaa.toml").write_text(LUNESI, encoding="utf-8")
    return made


@pytest.fixture(scope="module", params=[*available(), "qaa"])
def shown(request: pytest.FixtureRequest, folder: Path) -> tuple[Path, Language, dict]:
    """A language, and its file as it is written."""
    where = folder if request.param == "qaa" else LANGUAGES
    lang = load(request.param, where)
    return where, lang, tomllib.loads((where / f"{request.param}.toml").read_text(encoding="utf-8"))


def fact(f: dict) -> str:
    """A fact in the notation of ``[[examples.sentences]]``."""
    value = str(int(f["value"])) if f["value"] == int(f["value"]) else repr(f["value"])
    columns = ("quote", "indicator", "transform", "reporter", "partner", "period")
    return " | ".join([*("-" if f[c] is None else f[c] for c in columns), value, f["unit"]])


def area_of(key: str) -> str:
    """The area's code that a name is listed under: a place, such as a gate, has its province's."""
    return PLACES.get(key, key)


def read(case: Case, where: Path, lang: Language, words: dict) -> bool:
    """Whether exactly the case's surface is read, and as what its section and key say."""
    # names of months are written with a capital where the language has one ("May", and the verb "may")
    text = case.text.replace(case.surface, case.surface.title()) if case.section == "months" else case.text
    view = make_view(text, lang.fold)
    tokens = tokenise(view, lang)
    quantities = [t for t in tokens if isinstance(t, Quantity)]
    place, key = (case.start, case.end), case.key
    published = Published(2024, 6, 15)
    when = [resolve(m, lang, None, published) for t in tokens if (m := t.get("period"))]
    codes = [w.period.code for w in when if w and w.period]
    match case.section:
        case "link" if key == "range":  # "400 to 500 million": the word joins two figures and is gone
            pairs = zip(quantities, quantities[1:], strict=False)
            return any(a.range_with and a.end <= place[0] and place[1] <= b.start for a, b in pairs)
        case section if section in words:
            return any((t.start, t.end) == place and t.get(section) == key for t in tokens)
        case "numbers":
            return any(q.start == case.start and q.number == Decimal(key) for q in quantities)
        case "number_guard":
            return not any(q.origin == "word" for q in quantities)
        case "fractions":
            top, bottom = map(int, key.split("/"))
            share = Decimal(100) * top / bottom
            return any(
                (q.start, q.end, q.origin) == (*place, "fraction") and round(q.number - share, 4) == 0
                for q in quantities
            )
        case "multiples":
            return any(
                (q.start, q.end, q.number, q.origin) == (*place, Decimal(key), "multiple") for q in quantities
            )
        case "ordinals":
            return any(
                q.start <= case.start and case.end <= q.end and (q.origin, q.number) == ("rank", int(key))
                for q in quantities
            )
        case "scales":
            return any(q.start < case.start and case.end <= q.end and q.scale == int(key) for q in quantities)
        case "units":
            unit, _, factor = key.rstrip("!").partition("*")
            return any(
                (q.end, q.unit, q.factor) == (case.end, unit, Decimal(factor or 1))
                and bool(q.get("invests")) == key.endswith("!")
                for q in quantities
            )
        case "unit_prefixes":
            return any((q.start, q.unit) == (case.start, key) for q in quantities)
        case "pairs" | "directed":
            kind = case.section.removesuffix("s")
            return any((t.start, t.end, t.get(kind)) == (*place, key) for t in tokens)
        case "names" | "short_names":
            code = area_of(key.rstrip("!"))
            return any(
                (t.start, t.end) == place and t.get("area") and t.get("area").code == code for t in tokens
            )
        case "epithets":
            return any((t.start, t.end) == place and (t.get("epithet") or t).code == key for t in tokens)
        case "writers":
            return writer_of(case.text, lang) == key
        case "own_money":
            facts = extract(case.text, doc_id="t", lang=lang.code, languages=where)
            return [f["unit"] for f in facts] == [key]
        case "spelled":  # the sentence is read otherwise with another
            with_it, without = (
                [
                    tuple(
                        f[k]
                        for k in ("quote", "indicator", "transform", "reporter", "partner", "period", "value")
                    )
                    for f in extract(text, doc_id="t", lang=lang.code, published="2024-06", languages=where)
                ]
                for text in (case.text, f"{case.text[: case.start]}e{case.text[case.end :]}")
            )
            return with_it != without
        case "months":
            return codes == [f"2024-{int(key):02d}"]
        case "relative_years":
            return codes == [str(2024 + int(key))]
        case "relative_months":
            return codes == [f"2024-{6 + int(key):02d}"]
        case "abbreviations":
            return len(sentences(view, lang)) == 1
        case "furniture":
            text = f"1\n{case.text}\n2"
            kept = "1" if key == "stop" else "12"
            return "".join(text[a:b] for a, b in blocks(text, lang)) == kept
        case "agreements":
            facts = extract(case.text, doc_id="t", lang=lang.code, languages=where)
            indicator = "agreements" if key in ("verbs", "agreements") else "market_access_products"
            named = key in ("agreements", "market_access_products")
            return [(f["indicator"], f["value"]) for f in facts] == [(indicator, 14)] and (
                not named or facts[0]["quote"].endswith(case.surface)
            )
    raise AssertionError(f"[examples.{case.section}] is read by no test")


def test_every_surface_is_read_as_what_it_is(shown: tuple[Path, Language, dict]) -> None:
    where, lang, data = shown
    unread: dict[str, list[str]] = {}
    for case in cases(data):
        if not read(case, where, lang, data["words"]):
            unread.setdefault(f"[examples.{case.section}] {case.key}", []).append(case.surface)
    assert unread == {}, "cut or swallowed by other words: give them a frame of their own, or take them out"


def test_every_period_pattern_is_shown(shown: tuple[Path, Language, dict]) -> None:
    _, lang, data = shown
    kinds = [kind for kind, _ in data["periods"]["match"]]
    used = set()
    for kind, examples in data["examples"]["periods"].items():
        for text, meaning, *published in examples:
            view = make_view(text, lang.fold)
            first = tokenise(view, lang)[0]
            assert (first.start, first.end) == (0, len(text)), (
                f"{text!r} is read as {view.text[: first.end]!r}"
            )
            template, _ = lang.periods.match(view.text, 0, len(view.text))
            used.add(number := lang.periods.index(template))
            assert kinds[number] == kind, text
            if kind == "base":
                assert first.get("compare"), text
                continue
            when = resolve(
                first.get("period"), lang, None, Published.parse(published[0] if published else None)
            )
            assert (when.period.code if when and when.period else "") == meaning, text
    unused = [pattern for i, pattern in enumerate(data["periods"]["match"]) if i not in used]
    assert unused == [], "no example comes to these patterns; one before them may be as wide"


def test_every_rank_pattern_is_shown(shown: tuple[Path, Language, dict]) -> None:
    _, lang, data = shown
    patterns = [(kind, p) for kind in ("explicit", "superlative") for p in data["ranks"][kind]]
    used = set()
    for kind, examples in data["examples"]["ranks"].items():
        for text, meaning in examples:
            view = make_view(text, lang.fold)
            ranks = [t for t in tokenise(view, lang) if isinstance(t, Quantity) and t.origin == "rank"]
            assert [f"{q.number}/{q.of}" if q.of else str(q.number) for q in ranks] == [meaning], text
            template, _ = lang.ranks.match(view.text, ranks[0].start, len(view.text))
            used.add(number := lang.ranks.index(template))
            assert patterns[number][0] == kind, text
    assert [p for i, p in enumerate(patterns) if i not in used] == []


def test_numbers_in_characters(shown: tuple[Path, Language, dict]) -> None:
    _, lang, data = shown
    examples = [e for some in data["examples"].get("numerals", {}).values() for e in some]
    for text, plain in examples:
        assert lang.numerals.value(text) == plain
    assert set("".join(data.get("numerals", {}).values())) <= set("".join(text for text, _ in examples))


def test_sentences_state_their_facts(shown: tuple[Path, Language, dict]) -> None:
    where, lang, data = shown
    for s in data["examples"]["sentences"]:
        facts = extract(s["text"], doc_id="t", lang=lang.code, published=s.get("published"), languages=where)
        assert [fact(f) for f in facts] == s["facts"], s["text"]


def test_counterexamples_state_nothing(shown: tuple[Path, Language, dict]) -> None:
    where, lang, data = shown
    assert data["counterexamples"]
    for s in data["counterexamples"]:
        assert extract(s["text"], doc_id="t", lang=lang.code, languages=where) == [], s["why"]


def test_spellings_fold(shown: tuple[Path, Language, dict]) -> None:
    _, lang, data = shown
    for old, new in data.get("fold", {}).items():
        assert make_view(f"x{old} {old.upper()}", lang.fold).text == f"x{new} {new}"


def test_a_language_is_told_by_its_words(shown: tuple[Path, Language, dict]) -> None:
    where, lang, data = shown
    texts = [s["text"] for s in data["examples"]["sentences"]] + [c.text for c in cases(data)]
    everything = make_view(" ".join(texts)).text
    found = re.findall(r"[^\W\d_]+", everything) if lang.spaced else list(everything)
    assert lang.detect - set(found) == set()
    assert {detect(s["text"], where) for s in data["examples"]["sentences"]} == {lang.code}


def test_a_new_language_needs_no_code(folder: Path) -> None:
    text = "En anu pasi, selta de Vetu an Sinu krese 5,5 % e fare 61,2 bilu dolu. En noni menu de anu 2024 komta da Sinu fare 1.200 milu dolu."
    facts = extract(text, doc_id="t", published="2024-10", languages=folder)
    assert [fact(f) for f in facts] == [
        "5,5 % | exports | growth | VN | CN | 2023 | 5.5 | percent",
        "61,2 bilu dolu | exports | level | VN | CN | 2023 | 61200000000 | USD",
        "1.200 milu dolu | imports | level | VN | CN | 2024-01/2024-09 | 1200000000 | USD",
    ]
    for f in facts:
        assert text[f["char_start"] : f["char_end"]] == f["quote"]
    assert extract("Vetu e Sinu es bon.", doc_id="t", lang="qaa", languages=folder) == []


BREAKS = {
    "unknown section": ("[words.role]", "[weather]\n[words.role]", "[weather]", "unknown key 'weather'"),
    "missing section": ("[scales]", "[fold]", "", "the section [scales] is missing"),
    "unknown key of a section": ('home = "VN"', 'home = "VN"\nhaus = 1', "haus", "unknown key 'haus'"),
    "missing key": ('decimal = ","\n', "", "[language]", "decimal is missing in [language]"),
    "unknown slot": ("[words.role]", "[words.rule]", "[words.rule]", "unknown key 'rule' in [words]"),
    "unknown code": ('to = ["an"]', 'tu = ["an"]', 'tu = ["an"]', "unknown key 'tu' in [words.role]"),
    "a number's key": ('9 = ["noni"]', 'nine = ["noni"]', "nine", "'nine' is not a number"),
    "unknown unit": ('USD = ["dolu"]', 'US = ["dolu"]', "US =", "'US' is no unit of etl/codelists/units.csv"),
    "unknown area": ('CN = ["Sinu"]', 'QQ = ["Sinu"]', "QQ", "'QQ' is no area of etl/codelists/areas.csv"),
    "no list": ('down = ["mine"]', 'down = "mine"', 'down = "mine"', "down must be a list of words"),
    "twice in one list": (
        'exports = ["selta"]',
        'exports = [\n"selta",\n"vend",\n"SELTA"[2:],\n]'.replace('"SELTA"[2:]', '"selta"'),
        '"selta",\n]',
        "'selta' stands twice under exports in [words.measure]; keep one",
    ),
    "under two codes": (
        'imports = ["komta"]',
        'imports = ["komta", "merka"]',
        '"komta", "merka"',
        "'merka' stands under imports and under trade_total in [words.measure]; keep one",
    ),
    "twice in a plain list": ('"kon"]', '"kon", "en"]', '"kon", "en"]', "'en' stands twice under detect"),
    "pattern twice": (
        """    ["year", '(?:en )?anu {y}'],\n""",
        """    ["year", '(?:en )?anu {y}'],\n    ["ytd", '(?:en )?anu {y}'],\n""",
        """["ytd", '(?:en )?anu {y}']""",
        "is listed twice",
    ),
    "unknown kind of period": ('["year", ', '["jahr", ', '["jahr", ', "is no [kind, pattern]"),
    "unknown slot of a pattern": ("anu {y}'", "anu {z}'", "anu {z}'", "unknown slot {z}"),
    "a pattern that is none": ("anu {y}'", "anu ({y}'", "anu ({y}'", "the pattern does not compile"),
    "surface without an example": (
        'up = "Selta an Sinu {} 5 %."\n',
        "",
        'up = ["krese"]',
        "'krese' has no example; add up = \"… {} …\" to [examples.change]",
    ),
    "surface in no frame of its code": (
        'trade_total = "En anu 2023, {} fare 5 bilu dolu."',
        'trade_total = [{ for = ["merka"], frame = "En anu 2023, {} fare 5 bilu dolu." }]',
        '"merka grandi"',
        "'merka grandi' has no example",
    ),
    "number without an example": (
        '[examples.numbers]\nany = "',
        '[examples.numbers]\n1 = "',
        '9 = ["noni"]',
        "'noni' has no example",
    ),
    "example of an unknown slot": (
        "[examples.role]",
        "[examples.rule]",
        "[examples.rule]",
        "unknown key 'rule' in [examples]",
    ),
    "example of an unknown code": (
        'up = "Selta',
        'upp = "Selta',
        'upp = "Selta',
        "unknown key 'upp' in [examples.change]",
    ),
    "frame without a gap": ("Sinu {} 5 %.", "Sinu krese 5 %.", "Sinu krese 5 %.", "needs one {}"),
    "frame for an unknown surface": (
        'up = "Selta an Sinu {} 5 %."',
        'up = [{ for = ["kresi"], frame = "Selta {} 5 %." }]',
        "kresi",
        "'kresi' is no surface of up",
    ),
    "period without an example": (
        'year_relative = [["en anu pasi", "2023", "2024-05-01"]]\n',
        "",
        '["year_relative", ',
        "year_relative has no example",
    ),
    "rank without an example": (
        'explicit = [["Sinu es plasa gradu duli.", "2"]]',
        "",
        "explicit = ['gradu {o}']",
        "explicit has no example",
    ),
    "unknown key of a sentence": ("\nwhy =", "\nbecause =", "because =", "unknown key 'because'"),
    "another file's name": ('code = "qaa"', 'code = "qab"', 'code = "qab"', "code must be the file's name"),
    "no TOML": ('to = ["an"]', 'to = ["an"', 'from = ["da"]', ""),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_broken_rule_is_named_with_file_and_line(case: str, tmp_path: Path) -> None:
    old, new, marker, message = BREAKS[case]
    assert LUNESI.count(old) >= 1
    text = LUNESI.replace(old, new, 1)
    (tmp_path / "qaa.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError) as error:
        load("qaa", tmp_path)
    line = text[: text.index(marker)].count("\n") + 1
    assert str(error.value).startswith(f"qaa.toml:{line}: ")
    assert message in str(error.value)


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the guide."""
    part = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.M | re.S)
    assert part, heading
    lines = [line for line in part[1].splitlines() if line.startswith("|")]
    return [[c.strip() for c in line.strip("|").split(" | ")] for line in lines[2:]]


def test_every_slot_and_code_is_explained() -> None:
    told: dict[str, set[str]] = {}
    for slot, code, meaning in rows("Slots and codes"):
        told.setdefault(slot.strip("`"), set()).add(code.strip("`"))
        assert meaning
    assert told == {slot: set(codes) for slot, codes in SLOTS.items()}


def test_every_section_and_key_is_explained() -> None:
    told = [
        (section.strip("`"), key.strip("`") if key.startswith("`") else "")
        for section, key, meaning in rows("Sections and keys")
        if meaning
    ]
    fixed = {(s, key) for s, keys in KEYS.items() for key in (*keys, *OPTIONAL_KEYS.get(s, ()))}
    free = {*REQUIRED, *OPTIONAL} - set(KEYS) - {"examples", "counterexamples", "words"}
    assert set(told) == fixed | {(s, "") for s in (*free, "words.<slot>")}
    assert len(told) == len(set(told))


def test_every_kind_of_period_is_explained() -> None:
    assert {kind.strip("`") for kind, meaning in rows("Kinds of period") if meaning} == PERIOD_KINDS


def test_every_kind_of_example_is_explained() -> None:
    told = {section.strip("`") for section, meaning in rows("Examples") if meaning}
    framed = {f"examples.{s}" for s in (*FRAMED, "<slot>", "periods", "ranks", "numerals", "sentences")}
    assert told == framed | {"counterexamples"}
    assert set(FORMS) <= {*FRAMED}


def test_every_gap_of_a_pattern_is_explained(tmp_path: Path) -> None:
    (tmp_path / "qaa.toml").write_text(LUNESI.replace("anu {y}'", "anu {z}'", 1), encoding="utf-8")
    with pytest.raises(LanguageError, match="slots are ") as error:
        load("qaa", tmp_path)
    names = str(error.value).split("slots are ")[1].split(", ")
    part = GUIDE.split("These gaps stand for")[1].split("\n\n")[0]
    assert set(names) == {name.rstrip("1") for name in re.findall(r"`\{(\w+)\}`", part)}


def test_no_rule_spells_a_word() -> None:
    """What a rule looks for in a text as it is written stands in [spelled] of the language."""
    spelt = []
    for path in sorted(LANGUAGES.parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            of = ast.unparse(node.func.value)
            if node.func.attr in ("startswith", "endswith") and re.search(r"(?:^|\.)text\b(?!\w)", of):
                said = [
                    c.value
                    for a in node.args
                    if not isinstance(a, ast.Subscript)
                    for c in ast.walk(a)
                    if isinstance(c, ast.Constant)
                ]
                spelt += [
                    (path.name, node.lineno, w)
                    for w in said
                    if isinstance(w, str) and re.search(r"[^\W\d_]", w)
                ]
    assert spelt == []
