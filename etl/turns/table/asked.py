"""What turns ask of a sentence in more than one part of their table."""

from __future__ import annotations

from etl.turns.shapes import FLOWS, PAID, Tokens
from etl.turns.turn import Sentence

COUNT_PROJECTS = frozenset({"projects", "classifier"})
PERSONS_OR_PROJECTS = frozenset({"projects", "classifier", "persons", "vehicles"})
CAPITAL = frozenset({"fdi", "fdi_registered", "fdi_realised"})
SOLD = frozenset({"sell", "exports"})
CROSSING = frozenset({"persons", "vehicles", "count"})
SAID_OF_ALL = frozenset({None, "value", "volume"})  # words that tell no flow
TRADED = frozenset({*FLOWS, "trade_total"})
LADEN = frozenset({"persons", "tonnes", "other"})
SHIPPED = frozenset({"tonnes", "other", "USD", "CNY"})
INVESTED = CAPITAL | {"fdi_projects"}
DEALT = frozenset({"sell", "buy"})
LISTED_IN = PAID | {None}  # what trade with several partners is told in
IN_MONEY = PAID | {"percent"}
TOLD_BEHIND = 7  # fewest tokens of a sentence that lists goods with their amounts and then says what they are
PASSING_GATES = CROSSING | {"tonnes"}


def parts_told(tokens: Tokens, said: Sentence) -> bool:
    return said.came is not None
