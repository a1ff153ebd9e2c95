"""Sentences that mislead tools which read numbers and dates alone; each is a rule of the language."""

from __future__ import annotations

import unicodedata

import pytest

from etl import extract


def read(text: str, lang: str = "vi", published: str | None = None) -> list[tuple]:
    facts = extract(text, doc_id="t", lang=lang, published=published)
    for f in facts:
        assert text[f["char_start"] : f["char_end"]] == f["quote"]
    return [(f["quote"], f["value"], f["unit"], f["indicator"], f["transform"], f["period"]) for f in facts]


TRADE = "Kim ngạch thương mại hai nước "


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("đạt 171,9 tỷ USD năm 2023.", 171.9e9, "2023"),  # năm is "year" here, not "five"
        ("9 tháng năm 2024 đạt 148,6 tỷ USD.", 148.6e9, "2024-01/2024-09"),  # not 9 May
        ("trong 8 tháng năm 2024 đạt 2,09 tỷ USD.", 2090000000.0, "2024-01/2024-08"),
        ("trong năm tháng đầu năm 2024 đạt 2,09 tỷ USD.", 2090000000.0, "2024-01/2024-05"),  # năm is "five"
        ("tháng 7/2024 đạt 18 tỉ USD.", 18e9, "2024-07"),
        ("quý III/2024 đạt 18 tỷ USD.", 18e9, "2024-Q3"),
        ("đạt 1.055 triệu USD năm 2023.", 1055e6, "2023"),
        ("đạt 7.29 tỷ USD năm 2023.", 7.29e9, "2023"),  # the other decimal convention
        ("đạt 1 tỷ 200 triệu USD năm 2023.", 1.2e9, "2023"),
        ("đạt USD 761 triệu năm 2023.", 761e6, "2023"),
        ("đạt 171,9\u00a0tỷ\u00a0USD năm\u00a02023.", 171.9e9, "2023"),  # no-break spaces
    ],
)
def test_number_and_period(text: str, value: float, period: str) -> None:
    ((_, got, unit, indicator, transform, when),) = read(TRADE + text)
    assert (got, unit, indicator, transform, when) == (value, "USD", "trade_total", "level", period)


def test_a_thousands_mark_does_not_split_a_count() -> None:
    text = "Tổng vốn FDI đăng ký của Trung Quốc tại Việt Nam là 29,9 tỷ USD với 4.965 dự án còn hiệu lực."
    assert [(q, v) for q, v, *_ in read(text)] == [("29,9 tỷ USD", 29.9e9), ("4.965 dự án", 4965.0)]


@pytest.mark.parametrize(("a", "b"), [("tỷ", "tỉ"), ("thoả", "thỏa"), ("Uỷ", "Ủy")])
def test_spellings_agree(a: str, b: str) -> None:
    text = f"{a} ban cho biết kim ngạch thương mại hai nước theo {a} thuận đạt 5 {'tỷ' if a != 'tỷ' else a} USD năm 2023."
    assert [x[1:] for x in read(text)] == [x[1:] for x in read(text.replace(a, b))] != []


def test_composed_and_decomposed_letters_in_one_paragraph() -> None:
    composed = "Kim ngạch thương mại hai nước đạt 5 tỷ USD năm 2023. "
    text = composed + unicodedata.normalize("NFD", "Năm 2024 đạt 6,5 tỷ USD.")
    assert [(v, p) for _, v, _, _, _, p in read(text)] == [(5e9, "2023"), (6.5e9, "2024")]


@pytest.mark.parametrize(
    "text",
    [
        "Thứ năm 26/02/2026 08:10",
        "Hotline: 024.355.63.010",
        "Hai bên kiên trì phương châm 16 chữ và phương hướng “6 hơn”.",
        "Hội nghị CABIS lần thứ 13 và Hội chợ CAEXPO khai mạc ngày 10.9.",
        "Nghị định số 15/2018/NĐ-CP có hiệu lực từ ngày 2/2/2018.",
        "Hai nước kỷ niệm 75 năm thiết lập quan hệ ngoại giao (1950-2025).",
        "Nhà máy có công suất 3.500 MW/năm, vốn hóa thêm 42.000 tỷ.",
        "GDP của Việt Nam năm 2023 đạt 430 tỷ USD.",
        "Tỉnh có ba doanh nghiệp xuất khẩu từ 1 tỷ USD trở lên.",
        "Hai bên tổ chức 15 năm ký kết 3 văn kiện pháp lý về biên giới.",
    ],
)
def test_silence(text: str) -> None:
    assert read(text) == []


def test_relative_words_need_a_publication_date() -> None:
    text = "Xuất khẩu sang Trung Quốc năm ngoái đạt 5 tỷ USD."
    assert read(text, published="2024-03-01")[0][-1] == "2023"
    facts = extract(text, doc_id="t", lang="vi")
    assert facts[0]["period"] is None
    (why,) = [e for e in facts[0]["evidence"] if e["dimension"] == "period"]
    assert why["how"] == "unknown"
    assert why["note"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("tăng 5% so với cùng kỳ", 1),
        ("giảm 5% so với cùng kỳ", -1),
        ("cao hơn cùng kỳ 5%", 1),
        ("(-5%)", -1),
        ("(+5%)", 1),
    ],
)
def test_growth_is_signed(text: str, sign: int) -> None:
    facts = read(f"Năm 2023, xuất khẩu sang Trung Quốc đạt 3 tỷ USD, {text}.".replace(", (", " ("))
    assert facts[1][1:] == (5.0 * sign, "percent", "exports", "growth", "2023")


def test_a_deficit_is_negative_and_a_base_value_has_its_own_period() -> None:
    text = (
        "In January-November 2019 Vietnam's trade deficit with China swelled to $31 billion from $22 billion."
    )
    assert [(v, i, p) for _, v, _, i, _, p in read(text, "en")] == [
        (-31e9, "trade_balance", "2019-01/2019-11"),
        (-22e9, "trade_balance", "2018-01/2018-11"),
    ]


def test_a_range_is_two_figures_with_one_unit() -> None:
    facts = read("Năm 2023, xuất khẩu sang Trung Quốc đạt 400-500 triệu USD.")
    assert [v for _, v, *_ in facts] == [400e6, 500e6]


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        (
            "vi",
            "Năm 2023, xuất khẩu và nhập khẩu với Trung Quốc lần lượt đạt 61 tỷ USD và 110 tỷ USD.",
            {"exports": 61e9, "imports": 110e9},
        ),
        (
            "en",
            "In 2023 exports to and imports from China were $61 billion and $110 billion respectively.",
            {"exports": 61e9, "imports": 110e9},
        ),
        (
            "zh",
            "2023年越南对中国出口和进口分别为610亿美元和1100亿美元。",
            {"exports": 61e9, "imports": 110e9},
        ),
    ],
)
def test_respectively_pairs_lists(lang: str, text: str, values: dict[str, float]) -> None:
    assert {i: v for _, v, _, i, _, _ in read(text, lang)} == values


def test_a_heading_may_end_in_a_letter_whose_mark_stands_by_itself():
    """ "và" ends in a letter in one encoding and in a combining mark in the other; it is a heading in both."""
    text = "Năm 2023 xuất khẩu lần lượt và \n Năm 2023 171,9 tỷ USD"
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert [[f["value"] for f in extract(t, doc_id="t", lang="vi")] for t in forms] == [[171.9e9]] * 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "Xuất khẩu đạt 5\ud800 tỷ USD"),
        ("en", "Exports hit $5\udc00 billion"),
        ("zh", "出口\ud8005亿美元"),
    ],
)
def test_half_a_pair_of_surrogates_does_not_stop_the_reading(lang: str, text: str) -> None:
    for f in extract(text, doc_id="t", lang=lang):
        assert text[f["char_start"] : f["char_end"]] == f["quote"]


def test_a_sentence_may_open_with_its_number() -> None:
    told = "In 2024 trade with China reached $130 billion. Exports were $38 billion and imports $92 billion. "
    quotes = [f[0] for f in read(told + "5 billion dollars worth of goods came in May.", "en")]
    assert quotes == ["$130 billion", "$38 billion", "$92 billion", "5 billion dollars"]


def test_nothing_is_a_share_of_nothing() -> None:
    told = (
        "Exports to China came to 60 bn USD in 2023. Those to Laos came to 0 USD, or 30 percent of the total."
    )
    assert [f[0] for f in read(told, "en")] == ["60 bn USD", "0 USD", "30 percent"]
