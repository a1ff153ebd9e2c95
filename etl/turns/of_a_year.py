"""What a figure is of another year's."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_FROM = 9  # most tokens from where a change starts to what it reaches


def of_a_years(tokens: Tokens) -> Tokens:
    """对华出口612亿美元，为2019年的148%: the year is what it is compared with, and none that is told of behind it."""
    for k in range(2, len(tokens) - 1):
        verb, year, of, part = tokens[k - 2 : k + 2]
        if of.get("role") != "of" or not year.get("period") or verb.get("change") != "reach":
            continue
        if not isinstance(part, Quantity) or part.unit != "percent" or verb.end != year.start:
            continue
        if any(t.get("change") == "start" for t in tokens[max(0, k - _FROM) : k - 2]):
            continue  # 由2004年的9.2%提升至2023年的15.4%
        if any(isinstance(t, Quantity) for t in tokens[: k - 2]):
            base = make_token(year.start, year.end, {"compare": "base"})
            return [*tokens[: k - 1], base, *tokens[k:]]
    return tokens
