"""Offices that count their own country's trade."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_SENT = 5  # most tokens between the goods and the verb


def office_sends(tokens: Tokens) -> Tokens:
    """ "By South Korean customs, goods worth 58 bn went to Viet Nam": those of the country whose office counts them,
    where nobody else is named that sends them."""
    offices = [t for t in tokens if t.get("authority") and t.get("compiler")]
    areas = [t for t in tokens if t.get("area") or t.get("pair")]
    office = offices[0].get("authority") if len(offices) == 1 else None
    if not isinstance(office, Area) or office.type != "country" or len(areas) != 1:
        return tokens
    there = areas[0].get("area")
    if there is None or office.code in (there.code, there.country):
        return tokens
    for k in range(len(tokens) - 3):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit not in PAID:
            continue
        n = next(
            (n for n in range(k + 1, min(k + _SENT, len(tokens))) if tokens[n].get("measure") == "exports"), 0
        )
        to = n if n and tokens[n].get("role") == "to" else n + 1
        if not n or to + 1 >= len(tokens) or tokens[to].get("role") != "to" or tokens[to + 1] is not areas[0]:
            continue
        first = k
        while first and (
            tokens[first - 1].get("measure") == "value" or tokens[first - 1].get("noun") == "goods"
        ):
            first -= 1
        goods = any(u.get("noun") == "goods" for u in tokens[first:n])
        if goods and not any(u.get("measure") not in (None, "value") for u in tokens[:n]):
            sender = make_token(
                tokens[first].start, tokens[first].start, {"area": Area(office.code, "country")}
            )
            return [*tokens[:first], sender, *tokens[first:]]
        return tokens
    return tokens
