"""Two flows in one breath, of which only the second has the unit of both."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity, Token
from etl.turns.shapes import BALANCES, MILLION, PAID, Tokens

_RATIOS = frozenset({"times", "percent"})
_PAIR = 3  # two areas and what joins them
_FLOWS = frozenset({"exports", "imports", "buy", "sell"})


def unit_of_both(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu 61 và nhập khẩu 144 tỷ USD": 61 tỷ USD, too."""
    for k in range(len(tokens) - 4):
        flow, n = tokens[k], k + 1
        if flow.get("measure") not in _FLOWS or isinstance(flow, Quantity):
            continue
        if tokens[n].get("role") in ("to", "from") and tokens[n + 1].get("area"):
            n += 2  # "xuất sang Hàn Quốc 25,6, nhập 55,9 tỷ USD"
        n += bool(tokens[n].get("change") == "reach" or tokens[n].get("hedge"))
        if (number := _plain(tokens[n])) is None or not _joins(tokens[n + 1 : n + 2]):
            continue
        rest = tokens[n + 2 : n + 5]
        if not rest or isinstance(rest[0], Quantity) or rest[0].get("measure") not in _FLOWS | BALANCES:
            continue
        amount = next((t for t in rest[1:] if isinstance(t, Quantity)), None)
        if amount is None or rest[0].get("measure") == flow.get("measure") or amount.scale < MILLION:
            continue
        if amount.unit in PAID and all(t is amount or t.get("hedge") or t.get("change") for t in rest[1:2]):
            one = tokens[n]
            made = Quantity(one.start, one.end, number, amount.scale, amount.unit, origin="digits")
            return unit_of_both([*tokens[:n], made, *tokens[n + 1 :]])
    return tokens


def unit_of_all(tokens: Tokens) -> Tokens:
    """ "Nhập từ Đài Loan 18,4, Nhật Bản 21,6, ASEAN 41 tỷ USD": each of them in tỷ USD."""
    out, n = list(tokens), len(tokens) - 1
    while n > 3:
        amount = out[n]
        told = isinstance(amount, Quantity) and amount.unit in PAID and amount.scale >= MILLION
        if told and out[n - 1].get("area") and _joins(out[n - 2 : n - 1]) and out[n - 4].get("area"):
            one = out[n - 3]
            if (number := _plain(one)) is not None:
                made = Quantity(one.start, one.end, number, amount.scale, amount.unit, origin="digits")
                out[n - 3] = made
                n -= 3
                continue
        n -= 1
    return out


def projects_of_each(tokens: Tokens) -> Tokens:
    """ "Trung Quốc 14 dự án, Hàn Quốc 6, Nhật Bản 4", "Đài Loan 62, Hàn Quốc 71 dự án": bare numbers in a list of nations
    count projects, as the one that says it does."""
    out = list(tokens)
    for k in range(1, len(out)):
        t = out[k]
        if not isinstance(t, Quantity) or t.unit != "projects":
            continue
        for step in (3, -3):
            n = k + step
            while 0 < n < len(out) and out[n - 1].get("area") and _joins(out[min(n, n - step) + 1 :][:1]):
                if (number := _plain(out[n])) is None or number != number.to_integral_value():
                    break
                out[n] = Quantity(out[n].start, out[n].end, number, 0, "projects", origin="digits")
                n += step
    return out


def _two_named(before: Tokens) -> bool:
    """Whether two areas are named, and nothing but them, right before."""
    if (
        len(before) < _PAIR
        or not before[-1].get("area")
        or not _joins(before[-2:-1])
        or not before[-3].get("area")
    ):
        return False
    return before[-2].get("link") == "and" and (len(before) == _PAIR or bool(before[-4].get("role")))


def vehicles_of_each(tokens: Tokens) -> Tokens:
    """ "36,670 Chinese and 10,346 Vietnamese trucks", "6,670 export and 346 import trucks": lorries, the first ones, too."""
    for k in range(len(tokens) - 3):
        one, kind, joined, other = tokens[k : k + 4]
        if not isinstance(other, Quantity) or other.unit != "vehicles" or not _joins([joined]):
            continue
        told = bool(kind.get("adjective")) or kind.get("measure") in _FLOWS
        if told and not isinstance(kind, Quantity) and (number := _plain(one)) is not None:
            made = Quantity(one.start, one.end, number, 0, "vehicles", origin="digits")
            return [*tokens[:k], made, *vehicles_of_each(tokens[k + 1 :])]
    return tokens


def _joins(tokens: Tokens) -> bool:
    return bool(tokens) and (tokens[0].get("punct") == "," or tokens[0].get("link") in ("and", "but"))


def _plain(t: Token | Quantity) -> Decimal | None:
    """A bare number, if it is beyond doubt which one."""
    digits = None if isinstance(t, Quantity) else t.get("digits")
    whole, mark, rest = str(digits or "").partition("," if "," in str(digits) else ".")
    if not whole.isdigit() or mark and not (rest.isdigit() and len(rest) < 3):
        return None
    return Decimal(f"{whole}.{rest or 0}")


def times_of_both(tokens: Tokens) -> Tokens:
    """ "4.3 and 14 times as many": 4.3 times, too; "growth to Japan and Korea was 3 and 10 percent": 3 percent, too."""
    for k in range(1, len(tokens) - 2):
        led, one, joint, both = tokens[k - 1 : k + 3]
        if not isinstance(both, Quantity) or both.unit not in _RATIOS or joint.get("link") != "and":
            continue
        if both.unit == "percent" and not _two_named(tokens[: k - 1]):
            continue
        if not (led.get("punct") == "," or led.get("change") or led.get("extent")) or led.get("role") == "at":
            continue
        if (number := _plain(one)) is None:
            continue
        made = Quantity(one.start, one.end, number, both.scale, both.unit, both.factor, both.sign)
        return [*tokens[:k], made, *tokens[k + 1 :]]
    return tokens


def points_of_all(tokens: Tokens) -> Tokens:
    """提升0.6个和0.7个百分点: percentage points, all of them."""
    out = list(tokens)
    for k in range(len(out) - 3, -1, -1):
        t, joined, last = out[k : k + 3]
        points = isinstance(last, Quantity) and last.unit == "percentage_points"
        if not points or isinstance(t, Quantity) or joined.get("link") != "and" or not t.get("digits"):
            continue
        plain = str(t.get("digits"))
        if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
            continue
        out[k] = Quantity(t.start, t.end, Decimal(plain), 0, "percentage_points", origin="digits")
    return out
