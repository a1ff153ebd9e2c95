"""What a bare word for money means where a text says so once: 3374亿元（港元，下同）."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.reading import MONEY, Reading
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.document import Reader

_INSIDE = 3  # most tokens of the bracket before the word for "the same below"


def meant_below(reader: Reader, tokens: list[Token | Quantity]) -> None:
    """Keep in mind the currency that a bracket names behind an amount, for this amount and those that follow."""
    at = next(k for k, t in enumerate(tokens) if t.get("link") == "below")
    inside = tokens[max(0, at - _INSIDE) : at]
    meant = next((str(t.get("unit")) for t in inside if t.get("unit") in MONEY), None)
    amount = next((t for t in reversed(tokens[:at]) if isinstance(t, Quantity) and t.unit in MONEY), None)
    if meant is None or amount is None:
        return
    reader.currency = (amount.unit, reader.text[amount.end - 1], meant)
    in_currency(reader, tokens, amount.start)


def in_currency(reader: Reader, tokens: list[Token | Quantity], since: int = 0) -> None:
    """Give amounts in that word's currency the one that it stands for."""
    bare, word, meant = reader.currency
    for t in tokens:
        if isinstance(t, Quantity) and t.unit == bare and t.start >= since and reader.text[t.end - 1] == word:
            t.unit = meant


def told_in(readings: list[Reading], text: str, country: str, bare: str, word: str, meant: str) -> None:
    """What a country's own writer tells of its trade in a bare word for money is in its own money (元 in Hong Kong)."""
    for r in readings:
        if r.q.unit == bare and text[r.q.end - 1] == word and r.frame.reporter.value == country:
            r.q = replace(r.q, unit=meant)
