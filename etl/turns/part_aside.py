"""How much of a total an amount is, told between the amount and where it went."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens

_LED = 2  # most words ahead of the percent: "tức khoảng"


def part_aside(tokens: Tokens) -> Tokens:
    """ "870.000 tấn, tức 99%, sang Việt Nam, sang Trung Quốc 3.639 tấn": so many went to Viet Nam, 99%. "$576.4
    million, or 58.7%, went to China, 27.4% more" names no other."""
    for k in range(1, len(tokens) - 5):
        whole = tokens[k]
        if not isinstance(whole, Quantity) or tokens[k + 1].get("punct") != ",":
            continue
        n = k + 2
        while n < min(k + 2 + _LED, len(tokens)) and not isinstance(tokens[n], Quantity):
            n += 1
        part, closed, to, area = (*tokens[n : n + 4], whole, whole, whole, whole)[:4]
        if not isinstance(part, Quantity) or part.unit != "percent" or closed.get("punct") != ",":
            continue
        led = tokens[k + 2 : n]
        if any(t.get("change") or t.get("area") or t.get("measure") for t in led):
            continue
        rest = tokens[n + 4 : n + 7]
        if len(rest) < 3 or rest[0].get("punct") not in (",", ";"):
            continue
        next_one = rest[1].get("role") == "to" and rest[2].get("area")
        if to.get("role") == "to" and area.get("area") and next_one:
            return [*tokens[: k + 1], to, area, *tokens[k + 1 : n + 1], *tokens[n + 4 :]]
    return tokens
