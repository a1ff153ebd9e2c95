"""A sentence that differs from an earlier one in the digits of its numbers is read as if it were the first of its kind."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from etl.extract import extract
from etl.language import LANGUAGES, load
from etl.reader.kept import order_of, put_so
from etl.remade import KnownSentence
from etl.shapes import shapes
from etl.text import make_view
from etl.tokens import Quantity, Tokens, make_token, words_and_numbers
from etl.turns.shapes import bare
from etl.watched import Watch

EVAL = Path(__file__).parent / "eval"
COPIES = 6  # from the third on what is remembered is used


def read(text: str, lang: str) -> list[dict]:
    return extract(text, doc_id="d", lang=lang, published="2024-08-20")


def other_digits(text: str, rng: random.Random) -> str:
    """Other digits, but for those of years, and no zeros in front: what begins with one is never remembered."""
    return re.sub(r"(?<!\d)(?!(?:19|20)\d\d)\d", lambda _: str(rng.randint(1, 9)), text)


@pytest.mark.parametrize("lang", ["en", "vi", "zh"])
def test_labelled_texts_with_other_digits_are_read_alike(lang: str) -> None:
    rng, known = random.Random(3), shapes(lang, LANGUAGES)
    files = sorted(EVAL.glob(f"*/{lang}/*.txt"))
    texts = [f.read_text(encoding="utf-8") for f in rng.sample(files, 120)]
    copies = [[other_digits(text, rng) for _ in range(COPIES)] for text in texts]
    known.forget()
    met = [[read(copy, lang) for copy in some] for some in copies]
    used = sum(bool(s.kept) for part in known.known.values() for s in part.sentences)
    assert used > len(texts)
    for some, found in zip(copies, met, strict=True):
        for copy, facts in zip(some, found, strict=True):
            known.forget()
            assert facts == read(copy, lang), copy


def told(text: str, lines: int) -> list[Tokens]:
    """The tokens of a sentence's copies, whose first and second are not remembered yet."""
    lang = load("en")
    view = make_view(text, lang.fold)
    sentence = KnownSentence(0, len(text), words_and_numbers(view, lang, 0, len(text)), view.text)
    return [sentence.again(view.text, lang) for _ in range(lines + 2)][2:]


def test_tokens_are_put_as_those_of_the_first_were() -> None:
    first, second = told("With 61 bn USD, China was the largest market.", 2)
    assert first.kept is second.kept
    turned = [*first[2:], *first[:2]]
    order = order_of(turned, first)
    assert order is not None
    assert put_so(second, order) == [*second[2:], *second[:2]]
    assert put_so(second, order_of(first, first)) is second


def test_an_order_with_a_number_made_anew_is_not_remembered() -> None:
    (tokens,) = told("With 61 bn USD, China was the largest market.", 1)
    number = next(t for t in tokens if isinstance(t, Quantity))
    assert order_of([*tokens, number.again(number.number, False)], tokens) is None
    assert order_of([*tokens, make_token(0, 4, {"digits": "61"})], tokens) is None
    word = make_token(0, 4, {"role": "with"})
    assert order_of([word, *tokens[1:]], tokens)[0] is word


THREE = "Exports were {} million USD, imports {} million USD and goods in transit {} million USD."


def test_what_depends_on_the_size_of_numbers_is_asked_of_every_sentence_of_a_kind() -> None:
    shapes("en", LANGUAGES).forget()
    numbers = [(318, 877, 154), (452, 513, 987), (781, 236, 149), (655, 124, 337), (318, 877, 559)]
    told = [[f["indicator"] for f in read(THREE.format(*three), "en")][-1] for three in numbers]
    assert told[-1] == "trade_balance"
    assert "trade_balance" not in told[:-1]


def test_a_sentence_is_read_by_what_stands_before_it_whatever_stood_before_its_like() -> None:
    rng, known = random.Random(5), shapes("en", LANGUAGES)
    heads = [
        "Vietnam exported goods worth 61 billion USD to China.",
        "Guangxi's trade with ASEAN came to 318 billion yuan.",
        "Chinese firms have 4,203 projects in Vietnam.",
        "Some 700,600 people came to the fair.",
        "Thailand imported 153,412 cars.",
    ]
    tails = ["It then bought 18 billion USD of goods.", "Of these, 1,257 were Chinese and 946 Korean."]
    for tail in tails:
        texts = [other_digits(f"{head}\n{tail}", rng) for _ in range(COPIES) for head in heads]
        known.forget()
        met = [read(text, "en") for text in texts]
        for text, facts in zip(texts, met, strict=True):
            known.forget()
            assert facts == read(text, "en"), text


def test_a_number_notes_that_its_size_is_asked_for() -> None:
    first, *_ = told("With 61 bn USD in 4,203 projects, China was the largest market.", 1)
    watch = Watch()
    tokens = watch.over(first)
    number = next(t for t in tokens if isinstance(t, Quantity))
    made = Quantity(number.start, number.end, number.number, number.scale, "CNY")
    assert not watch.asked  # it is told with another unit, whatever its size
    assert made.value > 1
    assert watch.asked
    watch = Watch()
    digits = next(t for t in watch.over([make_token(0, 5, {"digits": "4,203"})]))
    assert bare(digits) is not None
    assert not watch.asked
    assert bare(digits) < 5_000
    assert watch.asked
