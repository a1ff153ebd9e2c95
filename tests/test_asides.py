"""What stands beside a story leaves it as it is: labelled passages with a sentence about somebody
else, an example, a year long past or a bracket put behind each of their sentences."""

import re

import pytest

from etl import extract
from tests.eval.scoreboard import documents

EVERY = {"vi": 7, "en": 14, "zh": 7}  # one passage of so many is changed
LABELS = ("quote", "value", "unit", "indicator", "transform", "reporter", "partner", "period")
END = {
    "vi": re.compile(r"(?<=[^\W_A-Z])(?<!TP)\. (?=[A-ZĐÀ-Ỹ])|(?<=[%)])\. (?=[A-ZĐÀ-Ỹ])"),
    "en": re.compile(r"(?<=[a-z%)0-9])\. (?=[A-Z])"),
    "zh": re.compile(r"。(?=\S)"),
}
LOST = {"vi": 0.025, "en": 0.08, "zh": 0.025}  # share of the figures that may be read otherwise
# A country that is not told of, in the words for the story itself: what points back without a name may be taken for it.
LOST_BESIDE = {"vi": 0.04, "en": 0.16, "zh": 0.04}

ASIDES = {
    "vi": {
        "what observers say": ". Theo giới quan sát, Ấn Độ cũng đang theo đuổi chiến lược tương tự. ",
        "another country's trade": ". Trong khi đó, Thái Lan xuất khẩu được 7,7 tỷ USD. ",
        "for comparison": ". Để so sánh, xuất khẩu của Thái Lan cùng thời gian chỉ tăng 2,3%. ",
        "relations": ". Hai nước thiết lập quan hệ ngoại giao năm 1950. ",
        "an example": ". Chẳng hạn, Samsung của Hàn Quốc đã có mặt tại đây từ năm 2008. ",
        "what is aimed at": ". Năm tới, mục tiêu là tăng 8%. ",
        "a cry": ". Ôi chao! ",
        "a subordinate clause": ", dù kinh tế Mỹ còn nhiều khó khăn. ",
        "who is passed": ", vượt Thái Lan và Indonesia. ",
    },
    "en": {
        "what observers say": ". Observers said India was pursuing a similar strategy. ",
        "another country's trade": ". Meanwhile, Thailand's exports came to $7.7 billion. ",
        "for comparison": ". By comparison, Thailand's exports rose only 2.3% in the period. ",
        "relations": ". The two countries established diplomatic ties in 1950. ",
        "an example": ". South Korea's Samsung, for example, has been there since 2008. ",
        "what is aimed at": ". The target for next year is growth of 8%. ",
        "what is hoped for": ". Businesses have high hopes for the fourth quarter. ",
        "a cry": ". Wow! ",
        "a subordinate clause": ", although the US economy is still weak. ",
        "who is passed": ", overtaking Thailand and Indonesia. ",
    },
    "zh": {
        "what observers say": "。观察人士说，印度也在采取类似做法。",
        "another country's trade": "。与此同时，泰国出口额为77亿美元。",
        "for comparison": "。相比之下，泰国同期出口仅增长2.3%。",
        "relations": "。两国于1950年建立外交关系。",
        "an example": "。例如，韩国三星公司2008年就已在此设厂。",
        "what is aimed at": "。明年的目标是增长8%。",
        "a year long past": "。2001年，这一数字仅为12亿美元。",
        "a bracket": "（2001年仅为12亿美元）。",
        "a cry": "。哇！",
        "a subordinate clause": "，尽管美国经济仍面临困难。",
        "a comparing clause": "，高于泰国2.3%的增幅。",
    },
}
CASES = [(lang, name) for lang, asides in ASIDES.items() for name in asides]


@pytest.fixture(scope="module")
def passages() -> dict[str, list[dict]]:
    return {lang: [d for d in documents(f"own-{lang}")[:: EVERY[lang]] if d["facts"]] for lang in ASIDES}


def read(d: dict, text: str, lang: str, besides: list[range]) -> list[tuple]:
    facts = extract(
        text,
        doc_id=d["doc_id"],
        lang=lang,
        published=d.get("published"),
        publisher=d.get("publisher"),
        url=d.get("url"),
    )
    told = (f for f in facts if not any(f["char_start"] in at for at in besides))
    return [tuple(str(f[name]) for name in LABELS) for f in told]


def with_asides(text: str, lang: str, aside: str) -> tuple[str, list[range]]:
    parts = END[lang].split(text)
    besides, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        besides.append(range(at, at + len(aside)))
        at += len(aside)
    return aside.join(parts), besides


@pytest.mark.parametrize(("lang", "name"), CASES, ids=[f"{lang} {name}" for lang, name in CASES])
def test_an_aside_changes_nothing_of_the_story(passages, lang, name):
    figures = missing = 0
    for d in passages[lang]:
        text, besides = with_asides(d["text"], lang, ASIDES[lang][name])
        if not besides:
            continue
        before = read(d, d["text"], lang, [])
        figures += len(before)
        for f in read(d, text, lang, besides):
            if f in before:
                before.remove(f)
        missing += len(before)
    assert figures > 300, "too few passages of more than one sentence"
    beside = name in ("another country's trade", "for comparison")
    assert missing <= (LOST_BESIDE if beside else LOST)[lang] * figures
