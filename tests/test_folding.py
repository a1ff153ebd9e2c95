"""A column folded letter by letter is the column folded by normalising it."""

import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import folding
from etl.folding import _by_letters, _folded, fold_column
from etl.query import fold
from tests.conftest import DOCUMENTS

TEXTS = st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=9)


@given(TEXTS)
def test_any_text(texts):
    column = pa.array(texts, pa.string())
    assert _by_letters(column).to_pylist() == _folded(column).to_pylist()


def test_every_letter_between_letters_and_marks():
    letters = [chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000]
    for pattern in ("{}", "a{}\u0301b", "{}\u0323\u0302", "\u1100{}\u11a8"):
        column = pa.array([pattern.format(c) for c in letters], pa.string())
        assert _by_letters(column).equals(_folded(column)), pattern


def test_letters_that_become_several():
    letters = pa.array([chr(n) for n in range(0x10000) if not 0xD800 <= n < 0xE000])
    several = [
        c for c, f in zip(letters.to_pylist(), _folded(letters).to_pylist(), strict=True) if len(f) > 1
    ]
    assert "\u2026" in several
    for i in range(0, len(several), 15):
        column = pa.array([f"a{c}\u1ebf{c}" for c in several[i : i + 15]] + ["b"])
        assert _by_letters(column).equals(_folded(column))


def test_no_letter_but_marks_moves_past_others():
    """Why neighbours do not matter: only marks are put in another order, and these are taken away."""
    moving = {chr(n) for n in range(0x110000) if unicodedata.combining(chr(n))}
    assert all(unicodedata.category(c)[0] == "M" for c in moving)


@pytest.mark.parametrize("texts", [[], [None], [""], ["", ""], ["a\0b", "c"], [None, "\u1ec6", "", None]])
def test_the_edges(texts):
    column = pa.array(texts, pa.string())
    assert _by_letters(column).to_pylist() == _folded(column).to_pylist()


def test_many_texts_go_by_letters(monkeypatch):
    texts = [p.read_text(encoding="utf-8") for p in sorted(DOCUMENTS.glob("*.txt"))] * 20
    called = []
    monkeypatch.setattr(folding, "_by_letters", lambda texts: called.append(1) or _by_letters(texts))
    column = pa.chunked_array([pa.array(texts), pa.array(["\u0110\u1ed3ng"])])
    found = fold_column(column)
    assert called == [1]
    assert found.to_pylist() == [*_folded(pa.array(texts)).to_pylist(), "dong"]
    assert found[0].as_py() == fold(texts[0])
    assert isinstance(_by_letters(pa.array(texts)), pa.Array)
    assert np.unique(folding._table()).size > 1000
