"""What a text tells of itself, and what it leaves open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.documents import read_document
from etl.ingest.days import days
from etl.ingest.page import understand
from etl.ingest.read import Read
from etl.language import load
from etl.publishers import by_address, by_name, publishers
from tests.conftest import DOCUMENTS

TODAY = date(2026, 11, 25)
VI = (
    "Theo số liệu của Tổng cục Hải quan, kim ngạch thương mại hai nước tiếp tục tăng trong thời gian qua. "
    * 3
)
EN = (
    "According to the customs office, trade between the two countries has continued to grow over the period. "
    * 3
)
ZH = (
    "据海关统计，两国之间的贸易在这一时期继续保持增长，双方将进一步扩大合作，提升口岸通关效率，共同建设智慧口岸。"
    * 4
)
HEADLINE = {
    "vi": "Thương mại hai nước tiếp tục tăng mạnh",
    "en": "Trade between the two countries keeps growing",
    "zh": "两国贸易继续保持增长势头良好态势",
}


def told(text, **known):
    read = Read("text", text)
    for name, value in known.items():
        read.set(name, value, "given")
    return understand(read, TODAY)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda p: p.stem)
def test_the_articles_tell_what_a_person_found(path):
    """The sidecars were written by hand; the publisher of one is named only in its related news."""
    by_hand = read_document(path)
    read = told(by_hand.text)
    assert (read.title, read.published, read.lang) == (by_hand.title, by_hand.published, by_hand.lang)
    assert read.publisher == by_hand.publisher or path.stem.startswith("002")
    assert read.retrieved == ("2026-02-26" if path.stem.startswith("002") else None)


PUBLISHED = [
    # (text, published, retrieved)
    (f"{HEADLINE['vi']}\n20/08/2024 16:34\n{VI}", "2024-08-20", None),
    (f"{HEADLINE['vi']}\nThứ ba, 20/08/2024, 16:34 (GMT+7)\n{VI}", "2024-08-20", None),
    (f"{HEADLINE['vi']}\nMinh Anh - 20/08/2024 16:34\n{VI}", "2024-08-20", None),
    (f"{HEADLINE['vi']}\nNgày đăng: 20-08-2024\n{VI}", "2024-08-20", None),
    (f"{HEADLINE['vi']}\nCập nhật lúc 16h34, ngày 20/8/2024\n{VI}", "2024-08-20", None),
    (f"{HEADLINE['vi']}\n{VI}\nHà Nội, ngày 20 tháng 8 năm 2024", "2024-08-20", None),
    (f"Thứ năm 26/02/2026 08:10\n{HEADLINE['vi']}\n20/08/2024 16:34\n{VI}", "2024-08-20", "2026-02-26"),
    (f"Thứ năm 26/02/2026 08:10\n{HEADLINE['vi']}\n{VI}", None, "2026-02-26"),
    (
        f"Thứ ba, 20/8/2024, 16:34\n{HEADLINE['vi']}\n{VI}\nSáng 19/8, hai bên ký 14 văn kiện.",
        "2024-08-20",
        None,
    ),
    (f"{HEADLINE['vi']}\n{VI}\nNgày 5/8/2024, hai bên họp tại Hà Nội về nông sản và cửa khẩu.", None, None),
    (f"{HEADLINE['vi']}\n{VI}", None, None),
    (f"{HEADLINE['vi']}\nNgày đăng: 20/08/2027\n{VI}", None, None),
    (f"{HEADLINE['en']}\nPublished: August 20, 2024 16:34\n{EN}", "2024-08-20", None),
    (f"{HEADLINE['en']}\nUpdated: 2024-08-21\nPublished: 2024-08-20\n{EN}", "2024-08-20", None),
    (f"{HEADLINE['en']}\nLast updated: 21 August 2024\n{EN}", "2024-08-21", None),
    (f"{HEADLINE['en']}\nAug. 20, 2024\n{EN}", "2024-08-20", None),
    (f"{HEADLINE['en']}\n08/25/2024\n{EN}", "2024-08-25", None),
    (f"{HEADLINE['en']}\n8/9/2024\n{EN}", None, None),
    (f"{HEADLINE['en']}\nAug. 20\n{EN}", None, None),
    (f"{HEADLINE['en']}\nRetrieved: 2026-02-26\n{EN}", None, "2026-02-26"),
    (f"{HEADLINE['zh']}\n发布时间：2024-08-20 16:34 来源：新华社\n{ZH}", "2024-08-20", None),
    (f"{HEADLINE['zh']}\n2024年08月20日16:34 来源：人民网\n{ZH}", "2024-08-20", None),
    (f"{HEADLINE['zh']}\n抓取时间：2026-02-26\n{ZH}", None, "2026-02-26"),
]


@pytest.mark.parametrize(("text", "published", "retrieved"), PUBLISHED, ids=range(len(PUBLISHED)))
def test_publication_is_told_from_fetching(text, published, retrieved):
    read = told(text)
    assert (read.published, read.retrieved) == (published, retrieved), read.how
    assert read.how["published"], "how it is known, or why it is not"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("8/9/2024", "day or the month first"),
        ("Aug. 20", "its year is not told"),
        ("Published: 2027-08-20", "still to come"),
    ],
)
def test_why_a_date_is_not_taken(line, why):
    assert why in told(f"{HEADLINE['en']}\n{line}\n{EN}").how["published"]


def test_a_day_in_the_address():
    read = told(f"{HEADLINE['en']}\n{EN}", url="https://example.org/2024/08/20/trade.html")
    assert (read.published, read.how["published"]) == ("2024-08-20", "day in the address")


def test_the_markup_wins_over_the_text():
    read = told(
        f"{HEADLINE['en']}\nPublished: 2024-08-20\n{EN}", published="2024-08-19", title="T", publisher="P"
    )
    assert (read.published, read.title, read.publisher) == ("2024-08-19", "T", "P")


PUBLISHERS = [
    (f"TTXVN - {VI}", "TTXVN"),
    (f"Hà Nội (TTXVN) - {VI}", "TTXVN"),
    (f"(HNM) - {VI}", "Hànộimới"),
    (f"{HEADLINE['vi']}\n{VI}\nNguồn: Báo Công Thương", "Báo Công Thương"),
    (f"Báo Lạng Sơn\n{HEADLINE['vi']}\n{VI}", "Báo Lạng Sơn"),
    (f"{HEADLINE['vi']}\nTheo phóng viên TTXVN tại Bắc Kinh, {VI}", "TTXVN"),
    (f"HANOI, Aug. 20 (Xinhua) -- {EN}", "Xinhua"),
    (f"{HEADLINE['en']}\nSource: China Daily\n{EN}", "China Daily"),
    (f"新华社北京8月20日电 {ZH}", "Xinhua"),
    (f"{HEADLINE['zh']}\n2024-08-20 来源：人民网\n{ZH}", "People's Daily"),
    (f"{HEADLINE['vi']}\n{VI}", None),
    (f"{HEADLINE['vi']}\nTheo Bộ Công Thương, {VI}", None),
    (f"{HEADLINE['en']}\nChina Daily reported that {EN}", None),
    (f"GDP - {EN}", None),
]


@pytest.mark.parametrize(("text", "publisher"), PUBLISHERS, ids=range(len(PUBLISHERS)))
def test_the_publisher(text, publisher):
    read = told(text)
    assert read.publisher == publisher, read.how
    assert read.how["publisher"]


def test_the_address_tells_the_publisher():
    assert by_address("https://en.nhandan.vn/x").name == "Nhân Dân"
    assert by_address("https://notnhandan.vn/x") is None
    assert told(EN, url="https://www.vietnamplus.vn/a.vnp").publisher == "VietnamPlus"
    unknown = told(EN, url="https://example.org/a")
    assert (unknown.publisher, "not in the list" in unknown.how["publisher"]) == ("example.org", True)


def test_no_two_publishers_share_a_domain_or_name():
    for values in (
        [d for p in publishers() for d in p.domains],
        [by_name(m).code + m for p in publishers() for m in p.marks],
    ):
        assert len(values) == len(set(values))
    for p in publishers():
        for mark in (p.name, *p.marks):
            assert by_name(mark) is p, mark


TITLES = [
    (f"{HEADLINE['vi']}\n{VI}", HEADLINE["vi"]),
    (f"Kinh tế\n{HEADLINE['vi']}\n{VI}", HEADLINE["vi"]),
    (f"Quan hệ hai nước được tiếp thêm luồng gió mới.\n{VI}", None),
    (f"Hàng hóa qua cửa khẩu Hữu Nghị. Ảnh: TTXVN phát\n{VI}", None),
    (VI, None),
    (f"{HEADLINE['zh']}\n{ZH}", HEADLINE["zh"]),
]


@pytest.mark.parametrize(("text", "title"), TITLES, ids=range(len(TITLES)))
def test_the_title(text, title):
    assert told(text).title == title


def test_a_declared_language_that_the_words_speak_against():
    read = told(VI, lang="en")
    assert read.lang == "vi"
    assert "given says en" in read.how["lang"]
    assert told("Xin", lang="en").lang == "en", "one word tells nothing"
    assert told(EN, lang="fr").lang == "fr", "a language without a file is kept"


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("vi", "ngày 20 tháng 8 năm 2024", ["2024-08-20"]),
        ("vi", "20.8.2024 và 2024/08/21", ["2024-08-20", "2024-08-21"]),
        ("vi", "quyết định 12/2024/QĐ-TTg, số 31/02/2024", []),
        ("en", "20 August 2024; 2024-08-21T10:00", ["2024-08-20", "2024-08-21"]),
        ("en", "released 2024-08", ["2024-08"]),
        ("zh", "2024年8月20日", ["2024-08-20"]),
    ],
)
def test_days(lang, line, expected):
    assert [d.code for d in days(line, load(lang))] == expected


@given(st.text(max_size=400), st.sampled_from(["vi", "en", "zh", None]))
def test_any_text_is_understood(text, lang):
    read = told(text, lang=lang)
    assert read.text == text
    assert read.lang


@given(st.text(max_size=60), st.sampled_from(["vi", "en", "zh"]))
def test_days_lie_in_their_line(line, lang):
    for d in days(line, load(lang)):
        assert 0 <= d.start < d.end <= len(line)
