"""Items of a list that each tell of a month and of all the year so far, where only the first one names the month."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, WEIGHED, Tokens

_MONTH = frozenset({"month", "month_half1", "month_half2", "months_day", "month_weeks", "quarter", "year"})
_SO_FAR = ("ytd", "since_start", "stock", "until")
_LED = 4  # most tokens from the time so far to its amount


def month_again(tokens: Tokens) -> Tokens:
    """ "Tháng 7 xuất khẩu 17,67 tỷ USD, 7 tháng 115,3 tỷ USD; nhập khẩu 17,4 tỷ USD, 7 tháng 117,83 tỷ USD": the latter's
    first amount is of July, too."""
    ends = [k for k, t in enumerate(tokens) if t.get("punct") == ";" and not isinstance(t, Quantity)]
    if not ends:
        return tokens
    first = tokens[: ends[0]]
    month, two = told_of_month(first, named=True), _two_times(first)
    if month is None and two is None:
        return tokens
    out = list(first)
    for k, end in enumerate(ends):
        item = tokens[end + 1 : ends[k + 1] if k + 1 < len(ends) else len(tokens)]
        out.append(tokens[end])
        time = month if month is not None and told_of_month(item, named=False) is not None else None
        if two is not None and time is None and two[1] == _next_time(item, 0):
            time = two[0]
        if time is not None:
            out.append(make_token(item[0].start, item[0].start, {"period": time.get("period")}))
        out += item
    return out


def _two_times(item: Tokens) -> tuple[Token, tuple[object, ...]] | None:
    """ "9 tháng 2024 xuất khẩu 43,6 tỷ USD, cả năm 2023 là 61,2 tỷ USD": the first of two times, and what the other is."""
    head = [t for t in item[:_LED] if not isinstance(t, Quantity) and t.get("period")]
    then = _next_time(item, 1)
    return (head[0], then) if len(head) == 1 and then is not None else None


def _next_time(item: Tokens, named: int) -> tuple[object, ...] | None:
    """The time that leads to the second amount of an item, behind the first, before which ``named`` times stand."""
    amounts = [k for k, t in enumerate(item) if _amount(t)][:2]
    if len(amounts) < 2 or item[amounts[0]].unit != item[amounts[1]].unit:
        return None
    times = [k for k in range(amounts[1]) if not isinstance(item[k], Quantity) and item[k].get("period")]
    if len(times) != named + 1 or not amounts[0] < times[-1] or amounts[1] - times[-1] > _LED:
        return None
    if item[times[-1] - 1].get("punct") != "," or any(t.get("compare") for t in item[: amounts[1]]):
        return None
    match = item[times[-1]]["period"]
    return (match.kind, *sorted((k, v) for k, v in match.slots.items() if k != "text"))


def told_of_month(item: Tokens, *, named: bool) -> Token | None:
    """The month of an item that goes on to the time so far; where it is not ``named``, the token of that time."""
    first = next((k for k, t in enumerate(item) if _amount(t)), 0)
    head = [t for t in item[:first] if not isinstance(t, Quantity) and t.get("period")]
    if not first or len(head) != named or named and head[0]["period"].kind not in _MONTH:
        return None
    later = next((k for k in range(first + 1, len(item)) if _so_far(item[k])), 0)
    between = [t for t in item[first + 1 : later] if not isinstance(t, Quantity) and t.get("period")]
    if not later or any(t["period"].kind in _MONTH for t in between):
        return None
    if any(_amount(t) for t in item[first + 1 : later]):
        return None
    q = next((t for t in item[later + 1 : later + 1 + _LED] if isinstance(t, Quantity)), None)
    if q is None or q.unit != item[first].unit:
        return None
    return head[0] if named else item[later]


def _so_far(t: Token | Quantity) -> bool:
    """Also "lũy kế" alone."""
    if isinstance(t, Quantity) or not t.get("period"):
        return not isinstance(t, Quantity) and t.get("tense") == "stock"
    return t["period"].kind.startswith(_SO_FAR)


def _amount(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and (t.unit in PAID or t.unit in WEIGHED)
