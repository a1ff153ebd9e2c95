"""A line that differs from an earlier one in its numbers only is read as if it were the first of its kind."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.language import available, load
from etl.shapes import _MOST, Shapes, read_plainly
from etl.text import make_view
from etl.tokens import Quantity
from tests.test_properties import WORDS

EVAL = Path(__file__).parent / "eval"


def parts(found: list[tuple]) -> list[tuple]:
    return [
        (lo, hi, [(t.start, t.end, t if isinstance(t, Quantity) else dict(t)) for t in tokens])
        for lo, hi, tokens in found
    ]


def same(shapes: Shapes, line: str) -> None:
    view, found = shapes.read(line)
    plain = make_view(line, shapes.lang.fold)
    assert parts(found) == parts(read_plainly(plain, shapes.lang)), line
    assert view == plain or not found


def other_digits(line: str, rng: random.Random) -> str:
    return re.sub("[0-9]", lambda _: str(rng.randint(0, 9)), line)


@pytest.mark.parametrize("lang", ["en", "vi", "zh"])
def test_lines_of_the_labelled_texts_with_other_digits_are_cut_alike(lang: str) -> None:
    rng, shapes = random.Random(1), Shapes(load(lang))
    files = sorted(EVAL.glob(f"*/{lang}/*.txt"))
    lines = [line for f in files for line in f.read_text(encoding="utf-8").splitlines()]
    assert lines
    for line in rng.sample(lines, min(150, len(lines))):
        for _ in range(8):
            same(shapes, other_digits(line, rng))
    assert any(shapes.known.values())


# What decides how a number is read stands close to it: each must make a difference to the next one of its shape.
NEIGHBOURS = {
    "vi": [
        "{} tháng năm 20{}",
        "ngày {}/{}",
        "thứ {}",
        "{}/{} kim ngạch",
        "quý {}",
        "G{}0 đạt {} tỷ USD",
        "{},{} tỷ USD",
    ],
    "en": [
        "in {} 20{}",
        "the {}th-largest market",
        "{}/{} of trade",
        "over {} months",
        "$5 billion in 20{}",
        "the G{}",
        "{}th among Malaysia's trading partners",
        "in {} months. The {}th-largest market bought",
    ],
    "zh": ["20{}年{}月", "第{}位", "{}/{}", "{}成半", "上月{}日5亿美元", "20{}亿美元"],
}


@pytest.mark.parametrize("lang", sorted(NEIGHBOURS))
def test_digits_that_decide_what_a_word_is_are_looked_at(lang: str) -> None:
    shapes = Shapes(load(lang))
    for shape in NEIGHBOURS[lang]:
        for tail in ("", " 171,9 tỷ USD", " $5 billion", "1719亿美元"):
            for n in range(32):
                same(shapes, shape.replace("{}", str(n), 1).replace("{}", str(31 - n)) + tail)


@pytest.mark.parametrize("lang", available())
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_line_with_other_digits_is_cut_alike(lang: str, data: st.DataObject) -> None:
    shapes = Shapes(load(lang))
    words = st.one_of(st.sampled_from(WORDS.get(lang, WORDS["en"])), st.text(max_size=8))
    line = " ".join(data.draw(st.lists(words, max_size=12)))
    rng = data.draw(st.randoms(use_true_random=False))
    for _ in range(4):
        same(shapes, other_digits(line, rng))


def test_what_is_remembered_is_bounded() -> None:
    shapes = Shapes(load("vi"))
    for n in range(2 * _MOST):
        line = f"Kim ngạch đạt 5 tỷ USD {'x' * (n % 50)}{'y' * (n // 50)}"
        for _ in range(3):
            shapes.read(line)
    assert len(shapes.known) == len(shapes.bound) == _MOST
