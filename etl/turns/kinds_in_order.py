"""Brackets of a list, of which only the first says which percentage is a growth and which a share."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_LONGEST = 12  # most tokens of a bracket


def kinds_in_order(tokens: Tokens) -> Tokens:
    """ "Trung Quốc (117 tỷ USD; +27%; chiếm 40%), Hàn Quốc (39 tỷ USD; +7%; 13,6%)": as in the first bracket, the last of
    each is a share. What has a word or a sign of its own is what that says."""
    first: list[tuple[str | None, dict | None]] | None = None
    put: list[tuple[int, Token]] = []
    for start, end in _brackets(tokens):
        figures = [k for k in range(start + 1, end) if isinstance(tokens[k], Quantity)]
        kinds = [(tokens[k].unit, _kind(tokens, k)) for k in figures]
        if first is None or [unit for unit, _ in first] != [unit for unit, _ in kinds]:
            told = [kind for unit, kind in kinds if unit == "percent"]
            first = kinds if len(kinds) > 1 and told and all(told) else first
            continue
        for k, (unit, own), (_, said) in zip(figures, kinds, first, strict=True):
            if unit == "percent" and own is None and said and _alone(tokens, k):
                at = tokens[k].start
                put.append((k, make_token(at, at, said)))
    out = list(tokens)
    for k, word in reversed(put):
        out.insert(k, word)
    return out if put else tokens


def _brackets(tokens: Tokens) -> list[tuple[int, int]]:
    """Where brackets begin and end that have none in them."""
    found, start = [], -1
    for k, t in enumerate(tokens):
        if t.get("punct") == "(":
            start = k
        elif t.get("punct") == ")" and start >= 0:
            if k - start <= _LONGEST:
                found.append((start, k))
            start = -1
    return found


def _kind(tokens: Tokens, k: int) -> dict | None:
    """What the word right before a percentage, or its sign, says that it is."""
    q, before = tokens[k], tokens[k - 1]
    if q.unit != "percent":
        return None
    if q.get("signed") is not None:
        return {"change": "up"}
    if not isinstance(before, Quantity) and before.get("hedge"):
        before = tokens[k - 2]
    if isinstance(before, Quantity):
        return None
    if before.get("share") == "share":
        return {"share": "share"}
    return {"change": before.get("change")} if before.get("change") in ("up", "down") else None


def _alone(tokens: Tokens, k: int) -> bool:
    return tokens[k - 1].get("punct") in ("(", ",", ";") and tokens[k + 1].get("punct") in (")", ",", ";")
