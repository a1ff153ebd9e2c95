"""From a view to typed tokens: words of the lexicon, periods, ranks, numbers and quantities.

A token may have several readings (English *to* is a direction and a target); the reader picks by place.
"""

from __future__ import annotations

from etl.tokens.assembler import Made, parse_number
from etl.tokens.marks import FRACTION, fractions
from etl.tokens.quantities import put_together, tokenise, with_quantities
from etl.tokens.token import (
    FLAGGED,
    PLACED,
    PLACES,
    STARTS,
    TOLD,
    PeriodMatch,
    Quantity,
    Token,
    Tokens,
    make_token,
)
from etl.tokens.words import words_and_numbers, words_of

__all__ = [
    "FLAGGED",
    "FRACTION",
    "Made",
    "PLACED",
    "PLACES",
    "PeriodMatch",
    "Quantity",
    "STARTS",
    "TOLD",
    "Token",
    "Tokens",
    "fractions",
    "make_token",
    "parse_number",
    "put_together",
    "tokenise",
    "with_quantities",
    "words_and_numbers",
    "words_of",
]
