"""One figure of several provinces or countries that are named in a row."""

from __future__ import annotations

from collections.abc import Callable

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_NEAR = 8  # most words between the provinces and their figure
_TOLD = PAID | {"tonnes", "percent", "projects"}
_SAID = frozenset({"exports", "imports", "trade_total", "border_trade", "total_value", "value", "fdi"})


def provinces_together(tokens: Tokens) -> Tokens:
    """ "Quảng Ninh, Lạng Sơn và Lào Cai xuất nhập khẩu với Trung Quốc 18,4 tỷ USD": what the three traded in all; each of
    them by itself where as many figures stand in a row."""
    return _together(tokens, _province, _one_figure)


def sharers_together(tokens: Tokens) -> Tokens:
    """ "Thái Lan, Indonesia và Malaysia chiếm 66% xuất khẩu cao su thế giới": the part of the three."""
    return _together(tokens, _country, _one_part)


def suppliers_together(tokens: Tokens) -> Tokens:
    """ "China and Thailand supplied 71% of Cambodia's imports", "sold Cambodia 10 bn USD of goods": both together."""
    return _together(tokens, _country, _one_supply)


def _one_supply(tokens: Tokens, last: int) -> bool:
    """Whether one part or amount, and no list of several, stands behind a verb of supplying, or of selling somebody."""
    verb, n = tokens[last + 1], last + 2
    sold = verb.get("measure") == "sell" and bool(tokens[n : n + 1]) and tokens[n].get("area")
    bought = verb.get("measure") == "buy" and any(_exports_of(tokens, k) for k in range(n + 1, n + 8))
    if isinstance(verb, Quantity) or not (sold or bought or verb.get("measure") == "supply"):
        return False
    n += bool(sold)
    n += bool(tokens[n : n + 1]) and not isinstance(tokens[n], Quantity) and bool(tokens[n].get("hedge"))
    part, behind = tokens[n : n + 1], tokens[n + 1 : n + 3]
    if not part or not isinstance(part[0], Quantity) or part[0].unit not in _TOLD:
        return False
    listed = len(behind) == 2 and isinstance(behind[1], Quantity) and _joins(behind[0])
    return not (listed and behind[1].unit == part[0].unit) and not _in_order(tokens[n:])


def _exports_of(tokens: Tokens, k: int) -> bool:
    """ "bought 3 bn USD of Vietnam's seafood exports": whether whose exports are told there behind "of"."""
    led = tokens[k : k + 4]
    if len(led) < 3 or led[0].get("role") != "of" or not led[1].get("area"):
        return False
    return any(t.get("measure") == "exports" for t in led[2:])


def _in_order(behind: Tokens) -> bool:
    return any(t.get("link") == "respectively" for t in behind)


def _together(tokens: Tokens, is_one: Callable[..., bool], told: Callable[[Tokens, int], bool]) -> Tokens:
    for last in range(2, len(tokens) - 1):
        if not is_one(tokens[last]) or tokens[last - 1].get("link") != "and":
            continue
        first = last - 2
        while first > 1 and _listed(tokens, first) and is_one(tokens[first - 2]):
            first -= 2
        row = tokens[first : last + 1 : 2]
        if not all(is_one(t) for t in row) or not told(tokens, last):
            continue
        codes = list(dict.fromkeys(t.get("area").code for t in row))
        if len(codes) < len(row) or is_one is _province and not _of_one_country(row):
            continue
        before = tokens[first - 1] if first else None
        if before is not None and (before.get("area") or before.get("role") in ("aside", "between")):
            continue
        every = make_token(
            tokens[first].start,
            tokens[last].end,
            {"area": Area("+".join(codes), tokens[last].get("area").type)},
        )
        return [*tokens[:first], every, *tokens[last + 1 :]]
    return tokens


def _listed(tokens: Tokens, k: int) -> bool:
    """Whether a comma stands before, or 、 right between two names."""
    joint = tokens[k - 1]
    close = tokens[k - 2].end == joint.start and joint.end == tokens[k].start
    return joint.get("punct") == "," or close and joint.get("link") == "and"


def _one_figure(tokens: Tokens, last: int) -> bool:
    """Whether one amount, and no list of several, is told right behind."""
    rest = tokens[last + 1 :]
    if _put_there(tokens, last):
        return True
    k = next((k for k, t in enumerate(rest[: _NEAR + 1]) if isinstance(t, Quantity)), None)
    if k is None or rest[k].unit not in _TOLD or any(_apart(t) for t in rest[:k]):
        return False
    if any(t.get("punct") and not then.get("period") for t, then in zip(rest[:k], rest[1:], strict=False)):
        return False  # "Qua Lạng Sơn và Lào Cai, 4 tháng …"
    told = any(t.get("measure") in _SAID for t in (*rest[:k], *tokens[:last]))
    behind = rest[k + 1 : k + 3]
    listed = len(behind) == 2 and isinstance(behind[1], Quantity) and _joins(behind[0])
    return told and not (listed and behind[1].unit == rest[k].unit)


def _put_there(tokens: Tokens, last: int) -> bool:
    """ "rót 3,8 tỷ USD vào Bình Phước, Tây Ninh và Bình Dương": a sum put into them, told right before."""
    first = last
    while first > 1 and _province(tokens[first - 2]) and (tokens[first - 1].get("punct") or first == last):
        first -= 2
    if first < 3 or tokens[first - 1].get("role") not in ("to", "at"):
        return False
    sum_, verb = tokens[first - 2], tokens[first - 3]
    told = isinstance(sum_, Quantity) and sum_.unit in PAID and str(verb.get("measure")).startswith("fdi")
    return told and bool(tokens[last + 1].get("punct"))


def _one_part(tokens: Tokens, last: int) -> bool:
    """Whether a word for a share and one percentage stand right behind."""
    rest = [t for t in tokens[last + 1 : last + 5] if not t.get("hedge")]
    if len(rest) < 2 or rest[0].get("share") != "share" or not isinstance(rest[1], Quantity):
        return False
    return rest[1].unit == "percent" and not (rest[2:] and rest[2].get("link") == "and")


def _of_one_country(row: Tokens) -> bool:
    return len({t.get("area").country for t in row}) == 1


def _apart(t: Token | Quantity) -> bool:
    return bool(t.get("rank_noun") or t.get("link") or t.get("area") and "-" in t.get("area").code)


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") in (",", ";")


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in ("country", "bloc") and "+" not in area.code


def _province(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in ("province", "city") and "+" not in area.code
