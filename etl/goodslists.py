"""Shares of several goods that end with what they are shares of: "92% sắn, 70% cao su và 60% vải xuất khẩu của Việt Nam"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token

Tokens = list[Token | Quantity]
_FLOWS = ("exports", "imports")


def shares_of_goods(tokens: Tokens) -> Tokens:
    """Behind each of the goods but the last what stands behind that one: as if the sentence said it every time."""
    ends = _items(tokens)
    if len(ends) < 2:
        return tokens
    tail = tokens[ends[-1] + 1 : ends[-1] + 4]
    words = [
        t.get("measure") in _FLOWS and "measure" or t.get("role") or t.get("area") and "area" for t in tail
    ]
    if words not in (["measure", "of", "area"], ["measure", "from", "area"], ["measure", "to", "area"]):
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        out.append(t)
        if k in ends[:-1]:
            out += [make_token(u.start, u.end, dict(u)) for u in tail]
    return out


def _items(tokens: Tokens) -> list[int]:
    """Where the goods stand of which shares are listed one by one."""
    found: list[int] = []
    for k, t in enumerate(tokens):
        if not (isinstance(t, Quantity) and t.unit == "percent"):
            continue
        n = k + 1
        if n < len(tokens) and tokens[n].get("measure") == "volume":
            n += 1
        goods = n < len(tokens) and tokens[n].get("commodity") and not tokens[n].get("measure")
        led = (
            not found
            or k - found[-1] <= 3
            and all(
                u.get("punct") == "," or u.get("link") == "and" or u.get("hedge")
                for u in tokens[found[-1] + 1 : k]
            )
        )
        if not goods:
            return found if found and not led else []
        if not led:
            found = []
        found.append(n)
    return found
