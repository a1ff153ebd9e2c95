"""Units and scales that numbers share: "1.5 and 2 billion USD"."""

from __future__ import annotations

from etl.tokens.token import Quantity, Token

_SEVERAL = 3
_VAST = 6  # the scale from which a number without a unit may be an amount
_FLOWS = frozenset({"exports", "imports", "buy", "sell"})
_ROW = 16  # most tokens from a row of areas to the numbers that go with them
_WAYS = ("exports", "imports")
_WRITTEN_OUT = 10_000  # a number from here on has no scale of its own
# What a number in thousands before another one does not count as well.
_APART = frozenset({"percent", "rank", "times", "projects", "count"})


def share_units(out: list[Token | Quantity]) -> None:
    """ "1747.6亿、655.4亿、198.4亿元", "10, 5 and 3 bn USD, respectively": the last number's unit is the others'."""
    following: Quantity | None = None
    joined = 0
    opened = len(out)  # where a bracket opens that is passed over
    for k in range(len(out) - 1, -1, -1):
        t = out[k]
        if k >= opened:
            continue
        if joined == 1 and t.get("punct") == ")" and (opened := _share_in_bracket(out, k)) < k:
            continue  # "89,4 tỷ (+27,4%) và 43,6 tỷ USD"
        opened = len(out)
        if isinstance(t, Quantity):
            if (
                following is not None
                and (following.unit or following.scale >= _VAST and not t.scale)  # "from 4.9 to 7.6 billion"
                and t.unit is None
                and joined == 1
                and (
                    t.scale >= 4
                    and following.unit not in _APART  # "Korea sent 2.6 million, 26 percent of the total"
                    or t.scale == 0
                    and t.origin == "digits"
                    and (
                        _paired(out)
                        or _two_before(out, k, following)
                        or _several_before(out, k)
                        or _reached_both(out, k, following)
                        or _between(out, k)
                        or _began(out, k)
                        or _moved_both(out, k, following)
                        or _moved_all(out, k, following)
                    )
                )
            ):
                t.unit, t.factor = following.unit, following.factor
                if t.number < _WRITTEN_OUT:  # "709,000 and 1.95 million tonnes"
                    t.scale = t.scale or following.scale
            elif joined == 1 and _scaled_with(out, k, following):
                t.scale = following.scale
            following, joined = t, 0
        elif following is None:
            continue
        elif t.get("punct") in (",", "、") or t.get("link") == "and":
            joined += 1
        elif joined == 0 and t.get("change") == "reach":
            joined += 1  # "tăng từ 16,6 lên 57,7 tỷ USD"
        elif joined == 0 and t.get("role") == "of" and out[k - 1 : k] and out[k - 1].get("measure") in _FLOWS:
            continue  # "sales of 9.4 billion and purchases of 23.0 billion dollars"
        elif t.get("hedge") is None and not (joined == 0 and (t.get("area") or t.get("measure") in _FLOWS)):
            following = None  # but "来自韩国7400万、泰国5250万美元", "出口201亿、进口248亿美元"


def _share_in_bracket(out: list[Token | Quantity], close: int) -> int:
    """Where a bracket opens that holds no more than a percentage; ``close`` if it is no such."""
    for k in range(close - 1, max(close - 5, -1), -1):
        t = out[k]
        if t.get("punct") == "(":
            return k
        if not (isinstance(t, Quantity) and t.unit == "percent" or t.get("change") or t.get("share")):
            return close
    return close


_NO_PRICE = 100  # what a tonne of goods costs is more


def _scaled_with(out: list[Token | Quantity], k: int, other: Quantity | None) -> bool:
    """ "between $4 and $5 billion", "$4, $5 and $6 billion, respectively": whether a sum takes the next one's scale."""
    t = out[k]
    if other is None or t.scale or t.unit != other.unit or other.scale < 6 or t.number >= 1_000:
        return False
    bare = t.number < _NO_PRICE and t.places == 1 and out[k + 1].get("link") == "and"
    return bare or _between(out, k) or _paired(out) or _two_before(out, k, other)


def _between(out: list[Token | Quantity], k: int) -> bool:
    """ "between 5 and 6 bn USD": the first end of a range."""
    return k > 0 and out[k - 1].get("role") == "between" and out[k + 1].get("link") == "and"


def _began(out: list[Token | Quantity], k: int) -> bool:
    """ "grew from 16.6 to 57.7 bn USD", in words that are no range: where a development set out from."""
    n = k - 2 if k > 1 and out[k - 1].get("hedge") else k - 1
    return n >= 0 and out[n].get("change") == "start" and out[k + 1].get("change") == "reach"


def _two_before(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """Whether two areas or two periods that a conjunction joins come before two numbers that one joins: "China and
    Korea brought 305 and 262 projects"."""
    if out[k + 1].get("link") != "and" or other.unit in ("percent", "rank"):
        return False
    alone = False  # whether one area or period stands by itself: only flows may be two
    for n in range(k - 1, -1, -1):
        t = out[n]
        if isinstance(t, Quantity) or t.get("punct") in (";", ":", "(", ")"):
            return False
        if _two_flows(out, n):
            return True
        for kind in ("area", "period") if not alone else ():
            if t.get(kind) is not None:
                if n > 1 and out[n - 1].get("link") == "and" and out[n - 2].get(kind) is not None:
                    return True
                alone = True
    return False


def _reached_both(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """ "Exports fell by 9% and imports by 14%, to 0.67 and 0.92 bn USD": what each of two that moved came to."""
    if not k or out[k - 1].get("change") != "reach" or out[k + 1].get("link") != "and":
        return False
    if other.unit in ("percent", "rank", "times"):
        return False
    moved = [t for t in out[max(0, k - _ROW) : k] if isinstance(t, Quantity)]
    return len(moved) == 2 and moved[1].unit == "percent" and moved[0].unit in ("percent", None)


def _several_before(out: list[Token | Quantity], k: int) -> bool:
    """ "China, Japan and Korea supplied 42.0, 10.4 and 26.6 bn USD": one of at least three numbers in a row, with as
    many areas, goods or dates in a row before them."""
    first = last = k
    while first > 1 and out[first - 1].get("punct") == "," and isinstance(out[first - 2], Quantity):
        first -= 2
    while last + 2 < len(out) and (out[last + 1].get("punct") == "," or out[last + 1].get("link") == "and"):
        if not isinstance(out[last + 2], Quantity):
            break
        last += 2
    count = (last - first) // 2 + 1
    amount = (
        out[last].unit not in (None, "percent", "rank") or out[last].unit is None and out[last].scale >= _VAST
    )
    if count < _SEVERAL or not amount:
        return False
    near = range(max(0, first - _ROW), first)
    told = [n for n in near if isinstance(out[n], Quantity) and out[n].unit != "rank"]
    words = out[told[-1] + 1 if told else near.start : first]
    return any(_in_a_row(words, kind, count) for kind in ("area", "commodity", "period"))


def _moved_all(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """ "grew by 23.9, 8.3 and 21.3 percent": one of at least three in a row that have a unit at the end."""
    if other.unit != "percent":
        return False
    first = last = k
    while first > 1 and out[first - 1].get("punct") == "," and isinstance(out[first - 2], Quantity):
        first -= 2
    while last + 2 < len(out) and out[last + 1].get("punct") == "," and isinstance(out[last + 2], Quantity):
        last += 2
    row = out[first : last + 1 : 2]
    joined = (
        last + 2 < len(out) and out[last + 1].get("link") == "and" and isinstance(out[last + 2], Quantity)
    )
    if not joined or len(row) + 1 < _SEVERAL or any(q.unit not in (None, "percent") or q.scale for q in row):
        return False
    n = first - 1
    if n > 0 and (out[n].get("extent") or out[n].get("role") == "of"):
        n -= 1
    return n >= 0 and out[n].get("change") in ("up", "down")


def _in_a_row(words: list[Token | Quantity], kind: str, count: int) -> bool:
    """Whether so many areas, or goods, stand in a row among words."""
    row = 0
    for t in words:
        if t.get(kind):
            row += 1
        elif not (t.get("punct") == "," or t.get("link") == "and"):
            if row == count:
                return True
            row = 0
    return row == count


def _two_flows(out: list[Token | Quantity], k: int) -> bool:
    """ "Exports and imports were 4.6 and 7.6 bn USD", "exports to and imports from": whether two flows are told in one
    breath."""
    if len(out[k].get("flows") or ()) == 2:
        return True
    if out[k].get("measure") not in _WAYS:
        return False
    before = [t for t in out[max(0, k - 3) : k] if not (isinstance(t, Quantity) or t.get("role"))]
    words = [(t.get("link"), t.get("measure")) for t in before[-2:]]
    return len(words) == 2 and words[1] == ("and", None) and words[0][1] in set(_WAYS) - {out[k]["measure"]}


def _moved_both(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """ "up 717 and 670 percent": by how much each of two moved, where the number is no year."""
    n = k - 2 if k > 1 and out[k - 1].get("hedge") else k - 1
    moved = n >= 0 and not isinstance(out[n], Quantity) and out[n].get("change") in ("up", "down")
    if not moved or other.unit != "percent" or out[k + 1].get("link") != "and":
        return False
    return out[k].places > 0 or not _FIRST_YEAR <= out[k].number < _LAST_YEAR


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _paired(out: list[Token | Quantity]) -> bool:
    return any(t.get("link") == "respectively" for t in out)
