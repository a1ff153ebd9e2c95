"""What a sentence must have for a turn of phrase to be looked for in it."""

from __future__ import annotations

import pytest

from etl.tokens import make_token
from etl.turns.table import TABLE
from etl.turns.turn import Sentence, Table, any_of, turn

TOKENS = [make_token(0, 5, {"measure": "exports"}), make_token(6, 8, {"role": "to"})]


def said(**has: object) -> Sentence:
    empty: dict = {field: set() for field in ("kinds", "links", "measures", "pointing", "units")}
    return Sentence(**{**empty, **has})


def backwards(tokens: list) -> list:
    return tokens[::-1]


@pytest.mark.parametrize(
    ("asked", "fits", "fits_not"),
    [
        ({"kinds": "role measure"}, {"kinds": {"role", "measure", "area"}}, {"kinds": {"role"}}),
        ({"units_of": {"USD", "CNY"}}, {"units": {"CNY", "percent"}}, {"units": {"percent"}}),
        (
            {"measures_of": (frozenset({"sell"}), frozenset({"buy"}))},
            {"measures": {"sell", "buy"}},
            {"measures": {"sell"}},
        ),
        ({"either": any_of(kinds="share", links="sum")}, {"links": {"sum"}}, {"links": {"and"}}),
        ({"links": "and", "without": any_of(links="sum")}, {"links": {"and"}}, {"links": {"and", "sum"}}),
        ({"units": (None,)}, {"units": {None}}, {"units": {"USD"}}),
        ({"only_units": "percent rank"}, {"units": {"rank"}}, {"units": {"rank", "USD"}}),
        ({"units_over": 1}, {"units": {"rank", "USD"}}, {"units": {"rank"}}),
        ({"measures_over": 0}, {"measures": {"buy"}}, {}),
        ({"when": lambda tokens, told: told.counted}, {"counted": True}, {"counted": False}),
    ],
)
def test_turns_are_asked_where_a_sentence_has_what_they_need(asked: dict, fits: dict, fits_not: dict) -> None:
    table = Table((turn(backwards, **asked),))
    assert table.put(TOKENS, said(**fits)) == TOKENS[::-1]
    assert table.put(TOKENS, said(**fits_not)) == TOKENS


def test_length_is_that_of_the_tokens_at_hand() -> None:
    def shorter(tokens: list) -> list:
        return tokens[:1]

    table = Table((turn(shorter, kinds="role"), turn(backwards, kinds="role", longer=1)))
    assert table.put(TOKENS, said(kinds={"role"})) == TOKENS[:1]


def test_every_turn_asks_for_something() -> None:
    for asked in TABLE.turns:
        assert asked.need or asked.some or asked.when, asked.put


def test_a_kind_that_no_word_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        any_of(kind="area")
