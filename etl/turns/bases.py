"""What a growth is compared with: the growth of another month."""

from __future__ import annotations

from itertools import pairwise

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, FLOWS, Tokens

_KINDS = frozenset({"month", "quarter"})
_DATE_AFTER = 3  # most tokens between the base and its month: "a 1.5% rise in April"
_NEXT = 3  # most tokens between the base and the flow that follows: ", while imports"
_TOLD = frozenset(FLOWS) | BALANCES | {"trade_total"}


def dated_again(tokens: Tokens) -> Tokens:
    """ "Exports rose 7.6% in May, beating April's 1.5%, and imports 1.8%": after the base the month is that of before."""
    dates = [k for k, t in enumerate(tokens) if t.get("period") and t["period"].kind in _KINDS]
    if len(dates) < 2:
        return tokens
    now, then = dates[0], dates[1]
    if tokens[now]["period"].kind != tokens[then]["period"].kind:
        return tokens
    base = next((k for k in range(then, min(then + 2, len(tokens))) if _growth(tokens[k])), None)
    if base is None:
        base = next(
            (k for k in range(then, max(now, then - _DATE_AFTER - 1), -1) if _growth(tokens[k])), None
        )
    if base is None or not any(_growth(t) for t in tokens[:base]):
        return tokens
    comma = next((k for k in range(min(then, base) - 1, now, -1) if tokens[k].get("punct")), None)
    between = tokens[(comma or now) + 1 : min(then, base)]
    if comma is None and not any(map(_compares, between)) or any(_tells(t) for t in between):
        return tokens
    end = max(then, base) + 1
    flow = next((k for k in range(end, min(end + _NEXT + 1, len(tokens))) if _named(tokens[k])), None)
    if flow is None or not any(t.get("punct") or t.get("link") for t in tokens[end:flow]):
        return tokens
    if any(isinstance(t, Quantity) for t in tokens[end:flow]) or any(
        t.get("period") for t in tokens[end : flow + 6]
    ):
        return tokens
    return [*tokens[:flow], tokens[now], *tokens[flow:]]


def _growth(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _compares(t: Token | Quantity) -> bool:
    return t.get("compare") in ("base", "higher", "lower") or t.get("change") == "start"


def _named(t: Token | Quantity) -> bool:
    return t.get("measure") in _TOLD


def _tells(t: Token | Quantity) -> bool:
    """Whether a word goes on with another figure, and does not compare."""
    return isinstance(t, Quantity) or t.get("link") in ("and", "but") or bool(t.get("measure"))


def balance_turned(tokens: Tokens) -> Tokens:
    """ "A deficit with China of 2.9 bn, from a surplus of 0.6 bn": the surplus was with China, too."""
    told = [k for k, t in enumerate(tokens) if t.get("measure") in BALANCES]
    for one, other in pairwise(told):
        if (
            tokens[one].get("measure") == tokens[other].get("measure")
            or other < 4
            or other + 2 >= len(tokens)
        ):
            continue
        led = tokens[other - 1]
        then = led.get("change") in ("start", "reach") or led.get("compare") == "base"
        if not (then or led.get("role") == "aside"):
            continue
        if tokens[other + 1].get("role") != "of" or not _sum(tokens[other + 2]):
            continue
        sides = ("with", "to", "from")
        ahead = [k for k in range(other - 2) if tokens[k].get("role") in sides and tokens[k + 1].get("area")]
        behind = tokens[other + 3 : other + 5]
        if len(ahead) != 1 or any(t.get("role") == "with" for t in behind):
            continue
        k = ahead[0]
        if any(t.get("area") for t in tokens[k + 2 : other]) or tokens[k + 1].get("adjective"):
            continue
        way = make_token(tokens[k].start, tokens[k].end, {"role": "with"})
        return [*tokens[: other + 1], way, tokens[k + 1], *tokens[other + 1 :]]
    return tokens


def _sum(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit not in ("percent", "rank", "times")
