"""One figure of several provinces that are named in a row."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_NEAR = 8  # most words between the provinces and their figure
_TOLD = PAID | {"tonnes", "percent", "projects"}
_SAID = frozenset({"exports", "imports", "trade_total", "border_trade", "total_value", "value", "fdi"})


def provinces_together(tokens: Tokens) -> Tokens:
    """ "Quảng Ninh, Lạng Sơn và Lào Cai xuất nhập khẩu với Trung Quốc 18,4 tỷ USD": what the three traded in all; each of
    them by itself where as many figures stand in a row."""
    for last in range(2, len(tokens) - 1):
        if not _province(tokens[last]) or tokens[last - 1].get("link") != "and":
            continue
        first = last - 2
        while first > 1 and tokens[first - 1].get("punct") == "," and _province(tokens[first - 2]):
            first -= 2
        row = tokens[first : last + 1 : 2]
        if not all(_province(t) for t in row) or not _one_figure(tokens, last):
            continue
        codes = list(dict.fromkeys(t.get("area").code for t in row))
        if len(codes) < len(row) or len({t.get("area").country for t in row}) > 1:
            continue
        before = tokens[first - 1] if first else None
        if before is not None and (before.get("area") or before.get("role") in ("aside", "between")):
            continue
        every = make_token(tokens[first].start, tokens[last].end, {"area": Area("+".join(codes), "province")})
        return [*tokens[:first], every, *tokens[last + 1 :]]
    return tokens


def _one_figure(tokens: Tokens, last: int) -> bool:
    """Whether one amount, and no list of several, is told right behind."""
    rest = tokens[last + 1 :]
    k = next((k for k, t in enumerate(rest[: _NEAR + 1]) if isinstance(t, Quantity)), None)
    if k is None or rest[k].unit not in _TOLD or any(_apart(t) for t in rest[:k]):
        return False
    if any(t.get("punct") and not then.get("period") for t, then in zip(rest[:k], rest[1:], strict=False)):
        return False  # "Qua Lạng Sơn và Lào Cai, 4 tháng …"
    told = any(t.get("measure") in _SAID for t in (*rest[:k], *tokens[:last]))
    behind = rest[k + 1 : k + 3]
    listed = len(behind) == 2 and isinstance(behind[1], Quantity) and _joins(behind[0])
    return told and not (listed and behind[1].unit == rest[k].unit)


def _apart(t: Token | Quantity) -> bool:
    return bool(t.get("rank_noun") or t.get("link") or t.get("area") and "-" in t.get("area").code)


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") in (",", ";")


def _province(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in ("province", "city") and "+" not in area.code
