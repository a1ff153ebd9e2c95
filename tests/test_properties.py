"""Properties that hold for any text, not only for the passages at hand."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import extract
from etl.language import available, load
from etl.text import make_view
from etl.tokens import parse_number

WORDS = {
    "vi": [
        "Năm 2023",
        "kim ngạch",
        "xuất khẩu",
        "nhập khẩu",
        "sang",
        "Trung Quốc",
        "Việt Nam",
        "đạt",
        "171,9 tỷ USD",
        "tăng",
        "30,31%",
        "trong đó",
        ",",
        ";",
        ".",
        "(",
        ")",
        "9 tháng năm 2024",
        "lần lượt",
        "và",
        "thứ 5",
        "lớn nhất",
        "4.965 dự án",
        "của",
        "FDI",
        "400-500 triệu USD",
        "\n",
    ],
    "en": [
        "In 2023",
        "trade",
        "exports",
        "to China",
        "Vietnam",
        "reached",
        "$171.9 billion",
        "up",
        "30.31 percent",
        "of which",
        ",",
        ";",
        ". ",
        "(",
        ")",
        "January-September 2024",
        "respectively",
        "and",
        "the fifth-largest",
        "15-20%",
        "FDI",
        "projects",
        "\n",
    ],
    "zh": [
        "2023年",
        "出口",
        "进口",
        "对华",
        "越南",
        "中国",
        "达",
        "1719亿美元",
        "增长",
        "30.31%",
        "其中",
        "，",
        "；",
        "。",
        "（",
        "）",
        "前9个月",
        "分别",
        "和",
        "第6位",
        "58万5600人次",
        "\n",
    ],
}


def texts(lang: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS[lang]), max_size=24).map(" ".join)


@given(st.text(max_size=300), st.sampled_from(available()))
@settings(deadline=None)
def test_any_text_is_read_without_an_error(text: str, lang: str) -> None:
    extract(text, doc_id="t", lang=lang)


@pytest.mark.parametrize("lang", sorted(WORDS))
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_position_slices_back(lang: str, data: st.DataObject) -> None:
    text = data.draw(texts(lang))
    for f in extract(text, doc_id="t", lang=lang):
        assert text[f["char_start"] : f["char_end"]] == f["quote"]
        assert text[f["passage_start"] : f["passage_end"]] == f["passage"]
        assert text[: f["char_start"]].endswith(f["quote_prefix"])
        assert text[f["char_end"] :].startswith(f["quote_suffix"])
        for m in f["mentions"]:
            assert text[m["char_start"] : m["char_end"]] == m["quote"]
        for e in f["evidence"]:
            if e["char_start"] is not None:
                assert text[e["char_start"] : e["char_end"]] == e["text"]


def core(facts: list[dict]) -> list[tuple]:
    keys = ("value", "unit", "indicator", "transform", "reporter", "partner", "period")
    return [tuple(f[k] for k in keys) for f in facts]


@given(texts("vi"))
@settings(max_examples=150, deadline=None)
def test_both_encodings_of_a_letter_give_the_same_facts(text: str) -> None:
    a = extract(unicodedata.normalize("NFC", text), doc_id="t", lang="vi")
    b = extract(unicodedata.normalize("NFD", text), doc_id="t", lang="vi")
    assert core(a) == core(b)
    assert [unicodedata.normalize("NFC", f["quote"]) for f in b] == [f["quote"] for f in a]


@given(texts("vi"), st.sampled_from(["Mở đầu.\n", "\n\n", "Xin chào bạn đọc!\n"]))
@settings(max_examples=100, deadline=None)
def test_text_in_front_shifts_positions_only(text: str, head: str) -> None:
    before = extract(text, doc_id="t", lang="vi")
    after = extract(head + text, doc_id="t", lang="vi")
    assert core(before) == core(after)
    assert [f["char_start"] + len(head) for f in before] == [f["char_start"] for f in after]


@pytest.mark.parametrize("lang", sorted(WORDS))
@given(number=st.decimals(min_value=0, max_value=10**9, places=2))
@settings(deadline=None)
def test_a_number_in_the_language_s_own_style_reads_back(lang: str, number: Decimal) -> None:
    language = load(lang)
    plain = f"{number:,.2f}"
    styled = plain.translate(str.maketrans({",": language.group, ".": language.decimal}))
    read = parse_number(styled, language.decimal, language.group, integer=False)
    assert read is not None
    assert read[0] == number


@given(st.text(max_size=200))
def test_a_view_maps_every_span_back(text: str) -> None:
    view = make_view(text)
    assert len(view.text) == len(view.cased)
    for i in range(len(view.text)):
        start, end = view.span(i, i + 1)
        assert 0 <= start <= end <= len(text)
    assert view.span(0, len(view.text)) == (0, len(text))
