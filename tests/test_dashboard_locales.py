"""The catalogues are complete, and the code asks only for what they hold."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from dashboard.i18n import LANGUAGES, LOCALES, Context, catalogue, negotiate, plural

CODE = Path(__file__).resolve().parent.parent / "dashboard"


def fields(value: object) -> set[str]:
    """The names that a string wants filled in."""
    return (
        {name for _, name, _, _ in string.Formatter().parse(value) if name}
        if isinstance(value, str)
        else set()
    )


def without_one(keys: set[str]) -> set[str]:
    """Only languages with a singular have ``….one``."""
    return {k for k in keys if not k.endswith(".one")}


def test_every_language_has_a_catalogue_and_no_other():
    assert {p.stem for p in LOCALES.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_catalogues_hold_the_same_keys(lang: str):
    assert without_one(set(catalogue(lang))) == without_one(set(catalogue("en")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_strings_are_filled_in_with_the_same_names(lang: str):
    english = catalogue("en")
    # A language may say less than another where its grammar does: a year's half needs no number of months.
    for key, value in catalogue(lang).items():
        assert fields(value) <= fields(english.get(key, "")) | _allowed(key), key
        assert not isinstance(value, str) or value.strip() or key == "amount.scale_space", key


def _allowed(key: str) -> set[str]:
    return {"y", "m", "a", "b", "k", "d"} if key.startswith("period.") else set()


def test_the_code_asks_only_for_keys_that_exist():
    keys = set(catalogue("en"))
    asked: set[str] = set()
    for path in CODE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'(?:ctx\.t|text\(lang,)\(?\s*f?"([a-z0-9_.]+)"', source))
        asked |= {f"{k}.other" for k in re.findall(r'ctx\.n\(\s*"([a-z0-9_.]+)"', source)}
    assert asked, "the pattern finds nothing"
    assert asked - keys == set()


def test_negotiation():
    assert negotiate("zh", ["vi"]) == "zh"
    assert negotiate("zh-Hans", []) == "zh"
    assert negotiate(None, ["fr-FR", "vi-VN"]) == "vi"
    assert negotiate("xx", ["fr"]) == "en"


def test_links_keep_language_and_state():
    ctx = Context.from_url("/figures?indicator=exports&lang=vi&figure=abc")
    assert ctx.here(figure=None) == "/figures?lang=vi&indicator=exports"
    assert ctx.here(lang="zh") == "/figures?lang=zh&indicator=exports&figure=abc"
    assert ctx.url("/sources/d", anchor="f-1") == "/sources/d?lang=vi#f-1"


def test_plural():
    assert plural("en", "site.facts", 1, n="1") == "1 figure"
    assert plural("en", "site.facts", 2, n="2") == "2 figures"
    assert plural("vi", "site.facts", 1, n="1") == "1 số liệu"
