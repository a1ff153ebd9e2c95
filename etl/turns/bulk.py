"""The largest part of what is bought or sold, told in passing before where it comes from or goes to."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_WAYS = {"exports": "to", "imports": "from"}
_FLOWS = frozenset({"exports", "imports", "arrivals"})
_CLOSED = {",": ",", "(": ")"}
_TOLD = PAID | {"percent", "tonnes"}


def bulk_from(tokens: Tokens) -> Tokens:
    """ "Most of the imports, 325 m, came from Thailand, followed by China with 111 m", "the largest part, 325 m, came
    from there": imports from Thailand were. "Imports, 5 bn, rose" tells no place."""
    for k in range(len(tokens) - 5):
        flow, opens = tokens[k : k + 2]
        way = None if isinstance(flow, Quantity) else _WAYS.get(str(flow.get("measure")))
        bulk = isinstance(flow, Quantity) and flow.superlative or flow.get("anaphor") == "other"
        if way is None and not bulk or opens.get("punct") not in _CLOSED:
            continue
        n = k + 2 + bool(not isinstance(tokens[k + 2], Quantity) and tokens[k + 2].get("hedge"))
        if n + 3 >= len(tokens) or not _amount(tokens[n]):
            continue
        ends, led, where = tokens[n + 1 : n + 4]
        way = way or led.get("role")
        if (
            ends.get("punct") != _CLOSED[opens.get("punct")]
            or led.get("role") != way
            or way not in _WAYS.values()
        ):
            continue
        if not where.get("area") or where.get("adjective") or not _stops(tokens[n + 4 : n + 5]):
            continue
        at = make_token(led.start, led.end, {"role": way})
        comma = make_token(opens.start, opens.start, {"punct": ","})
        of = k > 0 and tokens[k - 1].get("share") == "whole" and tokens[n].unit != "percent"
        told = [*tokens[: k - of], flow]
        return [*told, at, where, comma, *tokens[k + 2 : n + 1], *tokens[n + 4 :]]
    return tokens


def _amount(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in _TOLD


def _stops(behind: Tokens) -> bool:
    return not behind or bool(behind[0].get("punct") or behind[0].get("link"))


def growth_from(tokens: Tokens) -> Tokens:
    """ "The fastest growth, 35.6%, came from China", "the biggest increase, 35.6%, was in shipments to India": growth of what
    comes from there or goes there."""
    for k in range(len(tokens) - 5):
        grew, opens = tokens[k : k + 2]
        if (
            isinstance(grew, Quantity)
            or grew.get("change") not in ("up", "down")
            or opens.get("punct") != ","
        ):
            continue
        n = k + 2 + bool(not isinstance(tokens[k + 2], Quantity) and tokens[k + 2].get("hedge"))
        much, ends = tokens[n : n + 2]
        if not isinstance(much, Quantity) or much.unit != "percent" or ends.get("punct") != ",":
            continue
        m = n + 2
        while m < len(tokens) - 2 and not isinstance(tokens[m], Quantity) and _was(tokens[m]):
            m += 1
        flow = [tokens[m]] if tokens[m].get("measure") in _FLOWS and not tokens[m].get("role") else []
        led, where = (
            tokens[m + len(flow) : m + len(flow) + 2] if m + len(flow) + 1 < len(tokens) else (grew, grew)
        )
        if led.get("role") not in _WAYS.values() or not where.get("area") or where.get("adjective"):
            continue
        end = m + len(flow) + 2
        if not _stops(tokens[end : end + 1]) or any(t.get("area") for t in tokens[:k]):
            continue
        way = make_token(led.start, led.end, {"role": led.get("role")})
        most = (
            k > 0 and isinstance(tokens[k - 1], Quantity) and tokens[k - 1].superlative
        )  # "the biggest increase"
        return [*tokens[: k - most], *flow, way, where, grew, *tokens[k + 2 : n + 1], *tokens[end:]]
    return tokens


def _was(t: Token | Quantity) -> bool:
    return t.get("change") == "reach" and not t.get("measure") or t.get("role") == "at"


def flows_with(tokens: Tokens) -> Tokens:
    """ "In Vietnam's trade with China exports came to 18 bn": Vietnam's exports, and no "China exports"."""
    for k in range(len(tokens) - 4):
        trade, led, who, flow = tokens[k : k + 4]
        if trade.get("measure") != "trade_total" or led.get("role") != "with" or isinstance(trade, Quantity):
            continue
        if (
            who.get("area")
            and not who.get("adjective")
            and flow.get("measure") in _WAYS
            and not flow.get("role")
        ):
            comma = make_token(who.end, who.end, {"punct": ","})
            return [*tokens[: k + 3], comma, *tokens[k + 3 :]]
    return tokens
