"""Whose trade it is, where only what it is a part of says so."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import TOLD, Tokens

_NEAR = 4  # most tokens between the word for a part and whose it is
_WHOLE = 4  # most tokens from whose the whole is to what it is of


def owner_behind(tokens: Tokens) -> Tokens:
    """民营企业进出口3120亿元，占重庆外贸总值的52.9%: as in 重庆民营企业进出口3120亿元."""
    first = next((k for k, t in enumerate(tokens) if not (t.get("period") or t.get("punct"))), len(tokens))
    share = next((k for k, t in enumerate(tokens) if t.get("share") == "share"), None)
    if share is None or share <= first:
        return tokens
    ahead = tokens[first:share]
    flow = next((t.get("measure") for t in ahead if t.get("measure") in TOLD), None)
    if flow is None or not any(isinstance(t, Quantity) for t in ahead) or any(map(_whose, ahead)):
        return tokens
    if any(t.get("area") and not _led(ahead, n) for n, t in enumerate(ahead)):
        return tokens
    n = next((n for n in range(share + 1, min(share + _NEAR, len(tokens))) if tokens[n].get("area")), None)
    if n is None or any(isinstance(t, Quantity) or t.get("role") for t in tokens[share + 1 : n]):
        return tokens
    area = tokens[n]["area"]
    if "-" not in area.code or area.code.startswith("X-") or area.type in ("gate", "customs"):
        return tokens
    whole = next((t.get("measure") for t in tokens[n + 1 : n + 1 + _WHOLE] if t.get("measure")), None)
    if whole != flow and whole != "trade_total":
        return tokens
    at = tokens[first].start
    return [*tokens[:first], make_token(at, at, {"area": area}), *tokens[first:]]


def _whose(t: Token | Quantity) -> bool:
    """What tells whose trade it is, or that it is a part of what was told."""
    pointed = t.get("pair") or t.get("anaphor") or t.get("directed") or t.get("link") == "of_which"
    return bool(pointed or t.get("role") == "via" or t.get("rank_noun"))


def _led(tokens: Tokens, n: int) -> bool:
    """对东盟、欧盟进出口: whether an area is one with which trade is told."""
    while n > 0 and (tokens[n - 1].get("area") or tokens[n - 1].get("link") == "and"):
        n -= 1
    return n > 0 and bool(tokens[n - 1].get("role"))
