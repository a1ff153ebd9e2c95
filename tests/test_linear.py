"""The work grows with the text, not with its square, whatever the text: counted in calls, not in seconds."""

from __future__ import annotations

import pytest

from etl import extract
from etl.wholes import Wholes
from tests.conftest import calls as counted

SIZE = 6_000  # code points, three times the longest sentence that is read at once

UNITS = {
    "digits": "1",
    "digits and commas": "1,",
    "brackets": "(",
    "pairs of brackets": "()",
    "dashes": "- ",
    "stops": "a. ",
    "combining marks": "a\u0301",
    "line breaks": "\n",
    "figures": "5 tỷ USD ",
    "figures, English": "$5 billion ",
    "figures, Chinese": "5亿美元",
    "figures in brackets": "xuất khẩu tăng 5% (",
    "short lines": "5 tỷ USD\n",
    "number words": "năm ",
    "ranks": "thứ 5, ",
    "lists": "lần lượt 5% và ",
    "periods": "9 tháng năm 2024 ",
    "furniture": "xem thêm\n5 tỷ USD\n",
}


def calls(text: str, lang: str) -> int:
    """How many functions the reading of a text calls."""
    return counted(lambda: extract(text, doc_id="t", lang=lang))


@pytest.mark.parametrize("name", UNITS)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    lang = {"English": "en", "Chinese": "zh"}.get(name.rpartition(", ")[2], "vi")

    def text(size: int) -> str:
        return (UNITS[name] * (size // len(UNITS[name]) + 1))[:size] + " 5 tỷ USD, $5 billion, 5亿美元"

    calls(text(SIZE), lang)  # patterns are compiled and caches filled
    once, twice = calls(text(SIZE), lang), calls(text(2 * SIZE), lang)
    assert twice < 2.5 * once + 500


@pytest.mark.parametrize("text", ["1" * 1_000_000 + " tỷ USD", "(" * 1_000_000 + "5 tỷ USD"])
def test_a_line_of_a_million_characters_takes_few_calls(text: str) -> None:
    assert calls(text, "vi") < 200_000


def test_of_a_long_text_only_the_levels_told_last_are_kept_in_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []

    def read(self: Wholes, readings: list) -> None:
        original(self, readings)
        kept.append(len(self.told))

    original = Wholes.read
    monkeypatch.setattr(Wholes, "read", read)
    extract("Exports came to 1.5 billion USD in 2023.\n" * 200, doc_id="t", lang="en")
    assert len(kept) == 200
    assert 1 < max(kept) < 100
