"""The first pass over a text's bytes: which lines can state a figure, in every spelling, and in linear time."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata

import pytest
import re2

from etl import extract
from etl.language import LANGUAGES, available, figures, load
from etl.scan import COMPOSING, Finder, Page, loosen
from etl.stating import states
from etl.text import make_view

HIT = {
    "vi": "Kim ngạch đạt 171,9 tỷ USD.",
    "en": "Trade reached $171.9 billion.",
    "zh": "进出口总额达1719亿美元。",
}
MISS = {
    "vi": "Ngày 19/8, hai bên gặp nhau.",
    "en": "They met on 19 August 2024.",
    "zh": "8月19日，双方会见。",
}
WORDS = {
    "vi": "Một nửa kim ngạch là của Trung Quốc.",
    "en": "Half of the exports went to China.",
    "zh": "对华出口占四成。",
}


def found(text: str, lang: str) -> list[str]:
    page = Page(text)
    return [text[slice(*page.span(n))] for n in figures((lang,)).search(page)[0]]


@pytest.mark.parametrize("lang", available())
@pytest.mark.parametrize("brk", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\n\n"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_lines_are_found_in_the_stored_text(lang: str, brk: str, form: str) -> None:
    hit, miss = (unicodedata.normalize(form, t[lang]) for t in (HIT, MISS))
    assert found(brk.join([miss, hit, miss, miss, hit]), lang) == [hit, hit]
    assert found(brk.join([miss, miss]), lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "KIM NGẠCH ĐẠT 5 TỶ USD"),
        ("vi", "kim ngạch đạt 5\u00a0tỷ USD"),
        ("vi", "kim ngạch đạt ５ tỷ USD"),
        ("vi", "chiếm 1/3 kim ngạch"),
        ("vi", "tăng gấp đôi"),
        ("vi", "năm tỷ USD"),
        ("vi", "thị trường lớn nhất"),
        ("vi", "đứng thứ 6"),
        ("en", "US$ 5"),
        ("en", "883 new foreign direct investment (FDI) projects"),
        ("en", "the second-largest market"),
        ("zh", "進出口總額達1719億美元"),
        ("zh", "二点九亿美元"),
        ("zh", "最大的贸易伙伴"),
    ],
)
def test_every_spelling_is_found(lang: str, text: str) -> None:
    assert found(text, lang) == [text]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "5 tỉnh, 3 ngày, tham dự hội đồng"),
        ("vi", "hội nghị lần thứ 8"),
        ("vi", "dẫn đầu đoàn đại biểu"),
        ("en", "In 2024 there were 5 meetings"),
        ("zh", "2024年8月"),
    ],
)
def test_what_states_no_figure_is_left_out(lang: str, text: str) -> None:
    assert found(text, lang) == []


PATTERNS = [
    (
        "(?<=lớn )thứ (?P<t0_o>[1-4](?!\\d)|hai)(?! trưởng)",
        ["lớn thứ 2", "lớn thứ hai"],
        ["thứ ba", "lần thứ 2"],
    ),
    ("(?:(?<=a)|(?<=b)c)d", ["ad", "bcd"], ["cd", "d"]),
    ("x(?=y)z?", ["x", "xz"], ["y"]),
    ("hạng(?= ?[:(]| với)", ["hạng:", "hạng (", "hạng với"], ["hạng nhất"]),
    ("[^,.;]{0,3}(?:tới|đến)\\b", ["abc tới", "đến"], ["tớ"]),
    ("top (?:\\w+ )?n", ["top n", "top đại n"], ["top, n"]),
]


@pytest.mark.parametrize(("source", "matches", "others"), PATTERNS)
def test_a_looser_pattern_matches_at_least_what_its_source_does(
    source: str, matches: list[str], others: list[str]
) -> None:
    loose = re2.compile(loosen(source, re2.escape))
    assert all(loose.search(text) for text in matches)
    assert not any(loose.search(text) for text in others)


@pytest.mark.parametrize("lang", available())
def test_every_rank_is_found_by_the_looser_pattern(lang: str) -> None:
    language = load(lang)
    for kind, texts in _examples(lang).items():
        for text, _ in texts:
            assert language.scan.rank.search(text.lower().encode()), (kind, text)


def _examples(lang: str) -> dict:
    return tomllib.loads((LANGUAGES / f"{lang}.toml").read_text(encoding="utf-8"))["examples"]["ranks"]


def test_all_characters_that_can_be_composed_are_looked_for() -> None:
    known = re.compile(COMPOSING)
    left_out = filter(lambda c: not known.match(c), map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    # what neither changes by itself nor with any mark or letter before it stays what it is in any text
    assert not [c for c in left_out if unicodedata.combining(c) or not unicodedata.is_normalized("NFC", c)]
    pairs = (unicodedata.decomposition(chr(c)).split() for c in range(0x110000))
    seconds = {chr(int(p[1], 16)) for p in pairs if len(p) == 2 and not p[0].startswith("<")}
    assert all(map(known.match, seconds))


STATED = {
    "vi": "Xuất khẩu sang Trung Quốc đạt 5 tỷ USD.",
    "en": "Exports to China reached $5 billion.",
    "zh": "越南对中国出口5亿美元。",
}


@pytest.mark.parametrize("lang", sorted(STATED))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_article_ends_at_a_heading_in_either_form(lang: str, form: str) -> None:
    language = load(lang)
    for stop in language.furniture_stop:
        text = unicodedata.normalize(form, f"{STATED[lang]}\n{stop.upper()}\n{STATED[lang]}")
        told, ends = figures((lang,)).search(Page(text))
        assert 1 in {*told, *ends}
        assert len(extract(text, doc_id="t", lang=lang)[0]["mentions"]) == 1


def test_superlatives_of_nothing_take_linear_time() -> None:
    count = 0

    class Counted:
        def search(self, *given: object) -> None:
            nonlocal count
            count += 1

    finder = Finder([load("vi").scan])
    finder.ranked = Counted()
    assert finder.search(Page("lớn nhất " * 1_000)) == ([], [])
    assert count == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chiều tối 5/10, Tổng Bí thư đã tới Pháp.", False),
        ("Sáng 9/2, tại Hà Nội, Thủ tướng phát động phong trào.", False),
        ("Trung Quốc chiếm 1/5.", True),
        ("Trung Quốc chiếm khoảng 1/5, còn lại là các nước khác.", True),
        ("Khoảng 1/3 lượng hàng đi Trung Quốc.", True),
    ],
)
def test_a_day_that_ends_a_clause_is_no_part_of_a_whole(text: str, told: bool) -> None:
    vi = load("vi")
    assert states(make_view(text, vi.fold), vi) is told


@pytest.mark.parametrize("part", [1, 2])
def test_the_automata_find_room(part: int) -> None:
    """Where an automaton outgrows its memory the library falls back to a way some sixty times slower, and says so on
    stderr only: half the memory must do, so that this is noticed before it happens."""
    code = (
        f"import etl.scan, etl.shapes; etl.scan._MEMORY //= {part}; etl.shapes._MEMORY //= {part}\n"
        "from etl import extract\n"
        f"for text in {[*HIT.values(), *WORDS.values(), *MISS.values()]!r}:\n"
        "    extract(text * 50, doc_id='t'), extract(text, doc_id='t')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
