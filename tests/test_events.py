"""Events are what a sentence dates, between the two countries, and nothing else; every place is exact."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import codelist, events, load_tables


def read(text: str, lang: str, published: str | None = None) -> list[tuple[Any, ...]]:
    return [
        (e["kind"], e["start"].isoformat(), e["precision"], e["status"])
        for e in events(text, doc_id="d", lang=lang, published=published)
    ]


@pytest.mark.parametrize(
    ("lang", "text", "published", "wanted"),
    [
        (
            "vi",
            "Tháng 10/2024, Thủ tướng Trung Quốc thăm chính thức Việt Nam; trong chuyến thăm, hai bên ký 10 thỏa thuận.",
            None,
            [("visit", "2024-10-01", "month", "actual"), ("agreement", "2024-10-01", "month", "actual")],
        ),
        (
            "vi",
            "Từ ngày 14-15/4, Chủ tịch Trung Quốc thực hiện chuyến thăm tới Việt Nam; dự kiến hai bên sẽ ký khoảng 40 văn kiện.",
            "2025-04",
            [("visit", "2025-04-14", "day", "actual"), ("agreement", "2025-04-14", "day", "forecast")],
        ),
        (
            "vi",
            "Ngày 18/1/1950, Việt Nam và Trung Quốc thiết lập quan hệ ngoại giao.",
            None,
            [("ties", "1950-01-18", "day", "actual")],
        ),
        (
            "en",
            "Chinese Premier Li Qiang paid a visit to Vietnam in October 2024.",
            None,
            [("visit", "2024-10-01", "month", "actual")],
        ),
        (
            "en",
            "On December 12, 2023, Vietnam and China issued a joint statement and signed 36 cooperation documents.",
            None,
            [("statement", "2023-12-12", "day", "actual"), ("agreement", "2023-12-12", "day", "actual")],
        ),
        (
            "zh",
            "2023年12月12日，越南和中国发表联合声明，两国签署36项合作文件。",
            None,
            [("statement", "2023-12-12", "day", "actual"), ("agreement", "2023-12-12", "day", "actual")],
        ),
        (
            "zh",
            "两国计划中国领导人将于2024年10月访问越南。",
            None,
            [("visit", "2024-10-01", "month", "forecast")],
        ),
    ],
)
def test_what_a_sentence_dates(lang: str, text: str, published: str | None, wanted: list):
    assert read(text, lang, published) == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # no date, or one that names no month
        ("vi", "Thủ tướng Trung Quốc thăm chính thức Việt Nam."),
        ("vi", "Năm 2023, Chủ tịch Trung Quốc có chuyến thăm Việt Nam."),
        ("en", "The Chinese president visited Vietnam last year."),
        # a day without a year in a text without a date
        ("vi", "Ngày 14/4, Chủ tịch Trung Quốc bắt đầu chuyến thăm Việt Nam."),
        # only one country, or a third one nearer
        ("en", "Japan's Prime Minister was on an official visit in Vietnam from April 30, 2023."),
        ("en", "In May 2023 Laos signed agreements with Thailand, said Vietnam, which borders China."),
        # words that hold a word for an event
        ("vi", "Tháng 10/2024, vốn đăng ký của Trung Quốc tại Việt Nam tăng theo thỏa thuận."),
        # a signature beside nothing that is signed
        ("en", "In May 2023 the Chinese visitor to Vietnam signed the guest book."),
        # the end of what is counted is no date
        ("vi", "Lũy kế đến tháng 10/2024, sau chuyến thăm, vốn Trung Quốc tại Việt Nam đạt 29,9 tỷ USD."),
        ("en", ""),
    ],
)
def test_what_no_sentence_dates_is_left_out(lang: str, text: str):
    assert read(text, lang) == []


def test_every_place_holds_its_words_whatever_the_encoding():
    text = "Mở đầu.\nTháng 10/2024, Thủ tướng Trung Quốc thăm chính thức Việt Nam. Hết."
    for stored in (text, unicodedata.normalize("NFD", text)):
        (event,) = events(stored, doc_id="d", lang="vi")
        assert stored[event["char_start"] : event["char_end"]] == event["quote"]
        assert unicodedata.normalize("NFC", event["quote"]) == "thăm chính thức"
        dated = stored[event["date_start"] : event["date_end"]]
        assert unicodedata.normalize("NFC", dated) == "Tháng 10/2024"
        assert stored[event["passage_start"] : event["passage_end"]] == event["passage"]
        assert event["passage"].endswith("Nam.")


def test_the_five_articles(data_dir):
    found = set()
    for d in load_tables(data_dir).documents.to_pylist():
        for e in events(d["text"], doc_id=d["doc_id"], lang=d["lang"], published=d["published"]):
            assert d["text"][e["char_start"] : e["char_end"]] == e["quote"]
            found.add((e["kind"], e["start"], e["status"]))
    assert found == {
        ("visit", date(2022, 10, 1), "actual"),
        ("visit", date(2024, 8, 1), "actual"),
        ("visit", date(2024, 10, 1), "actual"),
        ("agreement", date(2024, 10, 1), "actual"),
        ("visit", date(2025, 4, 1), "actual"),
        ("visit", date(2025, 4, 14), "actual"),
        ("agreement", date(2025, 4, 14), "forecast"),
    }


def test_every_kind_has_words_in_every_language():
    for row in codelist("events").values():
        for lang in ("vi", "en", "zh"):
            assert row[f"name_{lang}"]
            assert row[f"words_{lang}"]
        beside = [bool(row[f"with_{lang}"]) for lang in ("vi", "en", "zh")]
        assert len(set(beside)) == 1


@given(st.text(max_size=200), st.sampled_from(["vi", "en", "zh", None]))
def test_no_text_is_too_odd(text: str, lang: str | None):
    for stored in (text, text + "\n2023年12月12日，越南和中国签署协议。\n" + text):
        for e in events(stored, doc_id="d", lang=lang):
            assert stored[e["char_start"] : e["char_end"]] == e["quote"]
            assert stored[e["passage_start"] : e["passage_end"]] == e["passage"]
