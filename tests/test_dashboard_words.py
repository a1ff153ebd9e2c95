"""Amounts, periods and areas in words, in three languages."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard import words
from tests.conftest import fact

LANGS = ("en", "vi", "zh")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, ("171.9 bn USD", "171,9 tỷ USD", "1719亿美元")),
        ({"value": 2.09e9, "value_printed": "2.09"}, ("2.09 bn USD", "2,09 tỷ USD", "20.9亿美元")),
        (
            {"value": 8.1e6, "value_printed": "8.1", "unit_mult": 6},
            ("8.1 m USD", "8,1 triệu USD", "810万美元"),
        ),
        (
            {"value": 296e6, "value_printed": "296", "unit_mult": 6},
            ("296 m USD", "296 triệu USD", "2.96亿美元"),
        ),
        ({"value": 30e9, "value_printed": "30", "unit_mult": 9}, ("30 bn USD", "30 tỷ USD", "300亿美元")),
        (
            {"value": 30e9, "value_printed": "30.0", "unit_mult": 9},
            ("30.0 bn USD", "30,0 tỷ USD", "300亿美元"),
        ),
        (
            {"value": 4965.0, "value_printed": "4965", "unit": "projects", "unit_mult": 0},
            ("4,965 projects", "4.965 dự án", "4965个项目"),
        ),
        (
            {"value": 1.0, "value_printed": "1", "unit": "projects", "unit_mult": 0},
            ("1 project", "1 dự án", "1个项目"),
        ),
        (
            {
                "value": 30.31,
                "value_printed": "30.31",
                "unit": "percent",
                "unit_mult": 0,
                "transform": "growth",
            },
            ("+30.31%", "+30,31%", "+30.31%"),
        ),
        (
            {"value": -2.5, "value_printed": "2.5", "unit": "percent", "unit_mult": 0, "transform": "growth"},
            ("\u22122.5%", "\u22122,5%", "\u22122.5%"),
        ),
        (
            {
                "value": 6.0,
                "value_printed": "6",
                "unit": "rank",
                "unit_mult": 0,
                "transform": "rank",
                "rank_of": 148,
            },
            ("no. 6 of 148", "thứ 6/148", "第6位（共148个）"),
        ),
        (
            {
                "value": 40.0,
                "value_printed": "40",
                "unit": "count",
                "unit_mult": 0,
                "indicator": "agreements",
                "approx": "about",
            },
            ("about 40 agreements", "khoảng 40 thỏa thuận", "约40项协议"),
        ),
    ],
)
def test_amounts(given: dict, shown: tuple):
    assert tuple(words.hedged(fact(**given), lang) for lang in LANGS) == shown


def d(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, day)


@pytest.mark.parametrize(
    ("kind", "code", "start", "end", "shown"),
    [
        ("year", "2023", d(2023, 1, 1), d(2023, 12, 31), ("2023", "năm 2023", "2023年")),
        (
            "ytd",
            "2024-01/2024-09",
            d(2024, 1, 1),
            d(2024, 9, 30),
            ("January to September 2024 (9 months)", "tháng 1–9 năm 2024 (9 tháng)", "2024年1—9月（9个月）"),
        ),
        (
            "stock",
            "..2024-10",
            None,
            d(2024, 10, 31),
            ("total up to October 2024", "lũy kế đến tháng 10 năm 2024", "截至2024年10月累计"),
        ),
        ("month", "2024-08", d(2024, 8, 1), d(2024, 8, 31), ("August 2024", "tháng 8 năm 2024", "2024年8月")),
        (
            "quarter",
            "2024-Q3",
            d(2024, 7, 1),
            d(2024, 9, 30),
            ("quarter 3 of 2024", "quý 3 năm 2024", "2024年第3季度"),
        ),
        (
            "half",
            "2024-S1",
            d(2024, 1, 1),
            d(2024, 6, 30),
            ("half 1 of 2024", "nửa năm 1 của 2024", "2024年第1个半年"),
        ),
        (
            "day",
            "2024-10-15",
            d(2024, 10, 15),
            d(2024, 10, 15),
            ("15 October 2024", "15 tháng 10, 2024", "2024年10月15日"),
        ),
        ("since", "2019..", d(2019, 1, 1), None, ("since 2019", "từ 2019 đến nay", "2019以来")),
        (None, None, None, None, ("period not stated", "không nêu thời kỳ", "未说明时期")),
    ],
)
def test_periods(kind: str | None, code: str | None, start: dt.date, end: dt.date, shown: tuple):
    row = fact(period=code, period_type=kind, period_start=start, period_end=end)
    assert tuple(words.period(row, lang) for lang in LANGS) == shown


def test_dates_are_as_precise_as_they_are_known():
    assert words.published("2025-04", "en") == "April 2025"
    assert words.published("2024-08-20", "en") == "20 August 2024"
    assert words.published("2024", "zh") == "2024"
    assert words.published(None, "vi") == "không nêu ngày đăng"


def test_directions():
    assert words.between(fact(indicator="exports"), "en") == "Vietnam to China"
    assert words.between(fact(indicator="imports"), "en") == "Vietnam from China"
    assert (
        words.between(fact(indicator="fdi_registered", reporter="CN", partner="VN"), "en")
        == "China in Vietnam"
    )
    assert words.between(fact(), "zh") == "越南—中国"
    assert words.between(fact(partner=None), "en") == "Vietnam"
    assert words.area("XX-NOWHERE", "en") == "XX-NOWHERE"
