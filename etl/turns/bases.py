"""What a growth is compared with: the growth of another month."""

from __future__ import annotations

from etl.tokens import Quantity, Token
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
