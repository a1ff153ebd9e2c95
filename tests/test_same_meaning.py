"""Passages changed in ways that change no figure, or each in the same way: what is read changes with them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

from etl.extract import extract
from tests.eval import scoreboard

EVERY = 7  # of the further passages; all of them are read in the scoreboard's own tests

STOP = {"vi": re.compile(r"(?<=[^\W\d][^\W\dA-Z]\.) (?=[^\W\d_])"), "zh": re.compile(r"(?<=。)(?=.)")}
REMARKS = {
    "vi": ("Giá vận tải biển vẫn ở mức cao. ", "Các chuyên gia cho rằng đà này sẽ còn được duy trì. "),
    "zh": ("海运价格仍处高位。", "专家认为，这一成绩来之不易。"),
}
SPELLINGS = {
    "vi": [
        ("tỷ", "tỉ"),
        (r"(?<=\d) (tỷ|triệu) USD\b", r" \1 đô la Mỹ"),
        (r"(?<=\d) (tỷ|triệu) USD\b", r" \1 đô la Hoa Kỳ"),
        (r"\bđạt (?=\d)", "đạt con số "),
        (r"\btăng (?=\d)", "tăng trưởng "),
        (r"\bgiảm (?=\d)", "sụt giảm "),
        (r"(\d+) tháng đầu năm (\d{4})", r"\1T/\2"),
        (r"nhập khẩu từ", "mua của"),
    ],
    "zh": [
        ("亿美元", "億美金"),
        ("同比增长", "较上年同期增长"),
        (r"下降(?=\d)", "减少"),
        (r"对中国出口(?=\d)", "出口到中国"),
        (r"(\d{4})年前(\d+)个月", r"\1年1-\2月"),
    ],
}


def read(doc: dict, text: str) -> Counter:
    facts = extract(
        text,
        doc_id="t",
        lang=doc["lang"],
        published=doc.get("published"),
        publisher=doc.get("publisher"),
        url=doc.get("url"),
    )
    columns = ("value", "unit", "indicator", "transform", "reporter", "partner", "period")
    return Counter(tuple(f[c] for c in columns) for f in facts)


def sample(lang: str) -> list[dict]:
    return [*scoreboard.documents(lang), *scoreboard.documents(f"own-{lang}")[::EVERY]]


def changed(lang: str, change: Callable[[str], str]) -> tuple[int, list[str]]:
    """How many figures were read in the changed passages, and which passages tell others than before."""
    figures, others = 0, []
    for doc in sample(lang):
        text = change(doc["text"])
        if text == doc["text"]:
            continue
        before = read(doc, doc["text"])
        figures += before.total()
        if read(doc, text) != before:
            others.append(doc["doc_id"])
    return figures, others


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
LETTERS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break": lambda text: re.sub(r"(?<=\d) (?=\S)", "\u00a0", text),
    "full-width": lambda text: text.translate(WIDE),
}


@pytest.mark.parametrize("lang", STOP)
@pytest.mark.parametrize("how", LETTERS)
def test_letters(lang: str, how: str) -> None:
    _, others = changed(lang, LETTERS[how])
    assert others == []


@pytest.mark.parametrize(
    ("lang", "old", "new"), [(g, *pair) for g, some in SPELLINGS.items() for pair in some]
)
def test_words(lang: str, old: str, new: str) -> None:
    figures, others = changed(lang, lambda text: re.sub(old, new, text))
    assert figures
    assert others == []


@pytest.mark.parametrize(("lang", "remark"), [(g, r) for g, some in REMARKS.items() for r in some])
def test_a_remark_behind_the_first_sentence(lang: str, remark: str) -> None:
    figures, others = changed(lang, lambda text: STOP[lang].sub(lambda m: m[0] + remark, text, count=1))
    assert figures > 300
    assert others == []


@pytest.mark.parametrize("lang", STOP)
def test_a_paragraph_of_its_own(lang: str) -> None:
    figures, others = changed(lang, lambda text: STOP[lang].sub("\n\n", text, count=1))
    assert figures > 300
    assert others == []
