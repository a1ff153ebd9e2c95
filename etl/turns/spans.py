"""Quarters of which only the last is named as one, and a rise from one year's figure to another's."""

from __future__ import annotations

from etl.tokens import PeriodMatch, Quantity, make_token
from etl.turns.shapes import Tokens

_UNTIL = frozenset({"until_day", "until_month"})
_QUARTERS = 4
_YEARS = 10  # years told of in a row lie within so many
_LED = 4  # most tokens from the word for where a rise starts to the figure that it starts from


def quarters_named(tokens: Tokens) -> Tokens:
    """一、二、三季度进出口分别为1.8、2.0、2.3万亿元: each of the numbers before the quarter is a quarter."""
    for k in range(2, len(tokens)):
        last = tokens[k].get("period")
        if last is None or last.kind != "quarter" or set(last.slots) - {"text"} != {"qo"}:
            continue
        out = list(tokens)
        n = k
        while n > 1 and k - n < 2 * _QUARTERS and _before(tokens, n):
            t = tokens[n - 2]
            slots = {"qo": str(t.get("number")), "text": str(t.get("number"))}
            out[n - 2] = make_token(t.start, t.end, {"period": PeriodMatch("quarter", slots)})
            n -= 2
        year = out[n - 1].get("period") if n else None
        if n < k and year is not None and year.kind == "year" and out[n - 1].end == out[n].start:
            y = {"y": year.slots["y"]} if "y" in year.slots else {}
            for m in range(n, k + 1, 2):
                t = out[m]
                slots = {**t.get("period").slots, **y}
                out[m] = make_token(t.start, t.end, {"period": PeriodMatch("quarter", slots)})
            return [*out[: n - 1], *out[n:]] if y else out
        if n < k:
            return out
    return tokens


def years_named(tokens: Tokens) -> Tokens:
    """2021、2022、2023年进口分别为: each of the numbers before the year is a year."""
    for k in range(2, len(tokens)):
        last = tokens[k].get("period")
        if last is None or last.kind != "year" or "y" not in last.slots:
            continue
        out = list(tokens)
        n = k
        while n > 1 and _year_before(tokens, n, int(last.slots["y"])):
            t = tokens[n - 2]
            digits = str(t.get("digits"))
            out[n - 2] = make_token(
                t.start, t.end, {"period": PeriodMatch("year", {"y": digits, "text": digits})}
            )
            n -= 2
        if n < k:
            return out
    return tokens


def _year_before(tokens: Tokens, n: int, then: int) -> bool:
    """Whether an earlier year and a comma stand before a token."""
    t, joint = tokens[n - 2 : n]
    digits = str(t.get("digits") or "")
    if joint.get("link") != "and" or joint.end != tokens[n].start or t.end != joint.start:
        return False
    return digits.isdigit() and then - _YEARS < int(digits) < then


def _before(tokens: Tokens, n: int) -> bool:
    """Whether a number of a quarter and a comma stand before a token."""
    t, joint = tokens[n - 2 : n]
    number = t.get("number")
    if joint.get("link") != "and" or joint.end != tokens[n].start or t.end != joint.start:
        return False
    return number is not None and number in range(1, _QUARTERS + 1) and len(t) == 1


def rose_to_years(tokens: Tokens) -> Tokens:
    """从2017年的3382标箱到2024年的96万标箱: "to" says what a rise reaches."""
    for k in range(2, len(tokens) - 4):
        first, to, year, of, then = tokens[k : k + 5]
        if not isinstance(first, Quantity) or not isinstance(then, Quantity) or first.unit != then.unit:
            continue
        if to.get("role") != "to" or to.get("change") or to.get("measure") or not year.get("period"):
            continue
        if of.get("role") != "of" or to.start != first.end:
            continue
        if any(t.get("change") == "start" for t in tokens[max(0, k - _LED) : k]):
            reach = make_token(to.start, to.end, {"change": "reach"})
            return [*tokens[: k + 1], reach, *tokens[k + 2 :]]
    return tokens


def until_in_year(tokens: Tokens) -> Tokens:
    """截至7月10日，友谊关口岸2024年进出境车辆25万辆次: those of the year up to that day."""
    k = next((k for k, t in enumerate(tokens) if t.get("period")), None)
    if k is None or tokens[k]["period"].kind not in _UNTIL or "y" in tokens[k]["period"].slots:
        return tokens
    until = tokens[k]["period"].slots
    if "m" not in until or "Y" in until:
        return tokens
    for n in range(k + 1, min(k + _LED + 1, len(tokens))):
        t = tokens[n]
        if isinstance(t, Quantity) or t.get("compare") or t.get("role"):
            return tokens
        if (year := t.get("period")) is None:
            continue
        if year.kind != "year" or "y" not in year.slots:
            return tokens
        span = {"Y": year.slots["text"], "m1": "1", "m": until["m"], "text": until["text"]}
        if tokens[k]["period"].kind == "until_day":
            match = PeriodMatch("months_day", {**span, "d1": "1", "d": until["d"]})
        else:
            match = PeriodMatch("months", span)
        told = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "period": match})
        return [*tokens[:k], told, *tokens[k + 1 : n], *tokens[n + 1 :]]
    return tokens
