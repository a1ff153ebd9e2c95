"""How much of a total an amount is, told between the amount and where it went."""

from __future__ import annotations

from etl.tokens import Quantity, Token
from etl.turns.shapes import PAID, Tokens

_LED = 2  # most words ahead of the percent: "tức khoảng"
_CLOSES = {",": ",", "(": ")"}


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


def part_put_in(tokens: Tokens) -> Tokens:
    """ "15.4 bn abroad, of which 4.6 bn, or 30%, was in Laos", "with 4.6 bn (30%) in Laos": in Laos, 30%."""
    for k in range(len(tokens) - 6, 0, -1):
        money = tokens[k]
        if not isinstance(money, Quantity) or money.unit not in PAID:
            continue
        opened = tokens[k + 1].get("punct")
        n = k + 2
        while n < len(tokens) - 2 and n < k + 2 + _LED and _leads(tokens[n]):
            n += 1
        part, closed = tokens[n : n + 2]
        if (
            not isinstance(part, Quantity)
            or part.unit != "percent"
            or closed.get("punct") != _CLOSES.get(opened)
        ):
            continue
        at = n + 2 + (tokens[n + 2 : n + 3] != [] and tokens[n + 2].get("change") == "reach")
        if at + 1 >= len(tokens) or tokens[at].get("role") != "at" or not tokens[at + 1].get("area"):
            continue
        tokens = [*tokens[: k + 1], *tokens[at : at + 2], *tokens[k + 1 : n + 2], *tokens[at + 2 :]]
    return tokens


def _leads(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("hedge") or t.get("share") == "equal")
