"""The codelists keep the promises of ``etl/codelists/README.md``."""

import ast
import csv
import json
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from etl import schema

CODELISTS = Path(__file__).parents[1] / "etl" / "codelists"
FILES = sorted(p.name for p in CODELISTS.glob("*.csv"))
LANGUAGES = ("vi", "en", "zh")
# Lists of proper names and of words on pages: they are matched, not shown, and have no name in each language.
UNNAMED = {"publishers.csv", "page_words.csv"}
CITIES = {"VN-26", "VN-CT", "VN-DN", "VN-HN", "VN-HP", "VN-SG"}

# The commodities that the labelled passages name; the codes are the labels' own words.
LABELLED_COMMODITIES = {
    "agricultural products",
    "border residents' trade",
    "cassava",
    "cassava starch",
    "dried cassava chips",
    "durian",
    "fruit",
    "fruit and vegetables",
    "iron and steel",
    "lychee",
    "machinery",
    "rubber",
    "smuggled goods",
    "textiles",
    "wood",
}

# Surfaces that two codes of one file may share: (file, language, surface) -> reason. Empty so far: where two
# places share a name, one of them is listed in a longer form only.
HOMONYMS: dict[tuple[str, str, str], str] = {}


def read(name: str) -> list[dict[str, str]]:
    with (CODELISTS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def key(row: dict[str, str]) -> str:
    return row.get("code") or row["place_id"]


def surfaces(row: dict[str, str], language: str) -> list[str]:
    columns = [f"name_{language}", f"variants_{language}", f"adjectives_{language}"]
    return [s for column in columns for s in row.get(column, "").split("|") if s]


def provinces(country: str, day: str) -> set[str]:
    return {
        r["code"]
        for r in read("areas.csv")
        if r["type"] == "province"
        and r["parent"] == country
        and (not r["valid_from"] or r["valid_from"] <= day)
        and (not r["valid_to"] or day <= r["valid_to"])
    }


@pytest.mark.parametrize("name", FILES)
def test_file_is_plain_nfc_utf8(name):
    text = (CODELISTS / name).read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", FILES)
def test_codes_are_unique_and_sorted(name):
    codes = [key(r) for r in read(name)]
    assert all(codes)
    assert len(codes) == len(set(codes))
    if name not in ("dimensions.csv", "reasons.csv"):
        assert codes == sorted(codes)


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_complete(name):
    for row in read(name):
        assert None not in row, row
        assert None not in row.values(), row
        for column, value in row.items():
            listed = column.startswith(("variants", "adjectives"))
            for part in value.split("|") if listed and value else [value]:
                assert part == part.strip(), (key(row), column, part)
                assert part or not value, (key(row), column)
        if name in UNNAMED:
            continue
        assert row["name_vi"], key(row)
        assert row["name_en"], key(row)
        # Some small border gates have no settled Chinese name.
        assert row["name_zh"] or name == "places.csv", key(row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["areas.csv", "places.csv", "commodities.csv", "compilers.csv"])
def test_no_surface_has_two_codes(name, language):
    owners = defaultdict(set)
    for row in read(name):
        for surface in surfaces(row, language):
            # Area names are told from common words by their capital, the others are matched in either case.
            owners[surface.lower() if name == "commodities.csv" else surface].add(key(row))
    shared = {s: sorted(c) for s, c in owners.items() if len(c) > 1 and (name, language, s) not in HOMONYMS}
    assert not shared


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_is_named_like_an_area(language):
    areas = {s: r["code"] for r in read("areas.csv") for s in surfaces(r, language)}
    shared = {s: (areas[s], key(r)) for r in read("places.csv") for s in surfaces(r, language) if s in areas}
    assert not shared


def test_provinces_of_vietnam():
    before, after = provinces("VN", "2025-06-30"), provinces("VN", "2025-07-01")
    assert len(before) == 63
    assert len(after) == 34
    assert after < before
    assert after >= CITIES
    assert len(after - CITIES) == 28
    assert len(provinces("CN", "2025-07-01")) == 31


def test_parents_successors_and_areas_exist():
    areas = {r["code"]: r for r in read("areas.csv")}
    for row in areas.values():
        assert not row["parent"] or row["parent"] in areas, row
        assert bool(row["valid_to"]) == bool(row["successor"]), row
        if row["successor"]:
            assert row["successor"] in areas, row
            assert not areas[row["successor"]]["valid_to"], row
        if row["type"] == "province":
            assert row["code"].startswith(row["parent"] + "-"), row
    for row in read("places.csv"):
        assert areas[row["area"]]["type"] == "province", row
        assert not row["counterpart"] or areas[row["counterpart"]]["type"] == "country", row
        assert row["place_id"].startswith(row["area"][:2] + "_"), row
    for row in read("compilers.csv"):
        assert not row["area"] or row["area"] in areas, row


def test_ambiguous_short_names_stay_out():
    chinese = {s for name in ("areas.csv", "places.csv") for r in read(name) for s in surfaces(r, "zh")}
    assert not chinese & set("桂滇渝粤琼黔川湘闽浙苏鲁")
    assert not chinese & {"和平", "太平", "来宾", "中山", "日照", "三明", "海口", "海地"}
    henan = next(r for r in read("areas.csv") if r["code"] == "CN-HA")
    assert "Hà Nam" not in surfaces(henan, "vi")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("transforms.csv", schema.TRANSFORMS),
        ("period_types.csv", schema.PERIOD_TYPES),
        ("statuses.csv", schema.STATUSES),
        ("approximations.csv", schema.APPROXIMATIONS),
    ],
)
def test_labels_cover_the_schema(name, values):
    assert {r["code"] for r in read(name)} == set(values)


def test_codelists_named_by_the_schema_exist():
    for column in schema.FACT_COLUMNS:
        assert not column.codelist or f"{column.codelist}.csv" in FILES, column.name


def test_closed_values():
    assert {r["dimension"] for r in read("units.csv")} <= {
        "currency",
        "mass",
        "volume",
        "area",
        "count",
        "ratio",
        "rank",
    }
    assert {r["kind"] for r in read("commodities.csv")} == {"goods", "group", "regime", "sector"}
    assert {r["additive"] for r in read("indicators.csv")} <= {"true", "false"}
    assert {r["type"] for r in read("places.csv")} == {
        "gate",
        "city",
        "prefecture",
        "port",
        "zone",
        "customs",
    }


def labels(node):
    """Every commodity in a labelled passage, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "commodity" and value:
                yield value
            yield from labels(value)
    elif isinstance(node, list):
        for value in node:
            yield from labels(value)


def test_commodities_are_the_labels_own():
    codes = {r["code"] for r in read("commodities.csv")}
    assert codes >= LABELLED_COMMODITIES
    for path in (Path(__file__).parent / "eval" / "dev").rglob("*.json"):
        assert set(labels(json.loads(path.read_text(encoding="utf-8")))) <= codes, path.name


def _noted(tree: ast.AST) -> set[str]:
    """The notes that code gives: the fourth argument of Val, the second of When, and any ``note=``."""
    given: list[ast.expr] = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            at = {"Val": 3, "When": 1}.get(getattr(call.func, "id", ""))
            given += call.args[at : at + 1] if at else []
            given += [k.value for k in call.keywords if k.arg == "note"]
    found = (node for each in given for node in ast.walk(each))
    return {n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_note_of_the_extractor_has_words_and_no_word_is_left_over():
    used = set().union(*(_noted(ast.parse(p.read_text("utf-8"))) for p in CODELISTS.parent.rglob("*.py")))
    assert used == {row["code"] for row in read("notes.csv")}
