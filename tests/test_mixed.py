"""Documents that mix languages: each paragraph is read in its own, unless the document names one."""

from itertools import permutations

import pytest

from etl.detect import detect, detect_passage
from etl.extract import extract

VI = (
    "Năm 2021, kim ngạch thương mại giữa Việt Nam và Trung Quốc đạt 165,9 tỷ USD, tăng 24,7% so với năm 2020."
)
EN = "In 2022, trade between Vietnam and China reached 175.6 billion USD, which was 5.5 percent more than in 2021."
ZH = "2023年，越南与中国的贸易额达到1719亿美元，比2022年下降2.1%。"
EACH = {"vi": VI, "en": EN, "zh": ZH}


def read(text: str, **given) -> list[tuple]:
    columns = ("value", "unit", "indicator", "transform", "reporter", "partner", "period")
    return [tuple(f[c] for c in columns) for f in extract(text, doc_id="t", **given)]


@pytest.mark.parametrize(("first", "second"), list(permutations(EACH, 2)))
def test_every_paragraph_is_read_in_its_language(first: str, second: str) -> None:
    both = read(f"{EACH[first]}\n\n{EACH[second]}")
    assert both == read(EACH[first], lang=first) + read(EACH[second], lang=second)
    assert len(both) == 4


def test_a_language_that_is_given_holds_for_all() -> None:
    assert read(f"{VI}\n\n{EN}", lang="vi") != read(f"{VI}\n\n{EN}")


@pytest.mark.parametrize("line", ["171,9 tỷ USD", "FDI: 4.47 tỷ", "2023", "CPTPP, RCEP"])
def test_a_line_without_frequent_words_stays_in_the_document_s_language(line: str) -> None:
    assert detect_passage(line, "vi") == "vi"


@pytest.mark.parametrize("code", EACH)
def test_a_passage_is_told_by_its_frequent_words(code: str) -> None:
    assert detect(EACH[code]) == code
    assert {detect_passage(EACH[code], other) for other in EACH} == {code}
