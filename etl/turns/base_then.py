"""What a growth is compared with, told ahead of what grew."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_BASE = 3  # most tokens of a base
_BARE = 6  # letters of "so với", which names no time


def base_then(tokens: Tokens) -> Tokens:
    """ "So với tháng 10 thì xuất khẩu tháng 11 giảm 7,1%": as with a comma. "Năm 2024 thì …" compares nothing."""
    out = list(tokens)
    for k, t in enumerate(tokens[:-2]):
        if isinstance(t, Quantity) or t.get("compare") != "base" or k and not tokens[k - 1].get("punct"):
            continue
        for n in range(k + 1, min(k + _BASE + 1, len(tokens))):
            u = tokens[n]
            if u.get("link") == "but" and not u.get("change"):
                out[n] = make_token(u.start, u.end, {"punct": ","})
            if not u.get("period"):
                break
    return out


def above_all(tokens: Tokens) -> Tokens:
    """ "Tăng 27,8%, cao hơn mức chung 16,1% của cả nước": no share of the country's, but what all of it grew by."""
    for k in range(3, len(tokens) - 3):
        led = tokens[k]
        q, of, whole = tokens[k + 1 : k + 4]
        if not (isinstance(q, Quantity) and q.unit == "percent" and of.get("role") == "of"):
            continue
        if whole.get("link") == "total" and led.get("compare") == "base" and led.get("link") is None:
            return [*tokens[: k + 1], of, whole, q, *tokens[k + 4 :]]
    return tokens


def points(tokens: Tokens) -> Tokens:
    """ "Chiếm 14%, hụt 1,3 điểm", "tỷ trọng tăng 2,1 điểm lên 32%": percentage points, beside a share, where a word tells up
    or down right before; else "điểm" are places or an index's."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) and t.unit == "percentage_points" and t.readings.get("invests"):
            led = [u for u in tokens[max(0, k - 2) : k] if not u.get("hedge")][-1:]
            told = any(not isinstance(u, Quantity) and u.get("share") for u in tokens)
            if not told or not led or led[0].get("change") not in ("up", "down"):
                continue
        out.append(t)
    return out


def base_was(tokens: Tokens) -> Tokens:
    """ "Tháng 8 đạt 5,8 tỷ USD, giảm so với tháng 7 là 6,1 tỷ USD": as "so với tháng 7 6,1 tỷ USD", behind an amount of the
    same unit."""
    for k, t in enumerate(tokens[:-2]):
        if isinstance(t, Quantity) or t.get("compare") != "base":
            continue
        n = k + 1
        while n < min(k + _BASE, len(tokens)) and tokens[n].get("period"):
            n += 1
        m = n + 1 + bool(tokens[n + 1 : n + 2] and tokens[n + 1].get("hedge"))
        q = tokens[m] if m < len(tokens) else None
        if n == k + 1 and t.end - t.start <= _BARE or not isinstance(q, Quantity):
            continue
        was = tokens[n]
        if was.get("change") != "reach" or was.get("measure") or was.get("role") or isinstance(was, Quantity):
            continue
        told = [u for u in tokens[:k] if isinstance(u, Quantity) and u.unit != "percent"][-1:]
        if told and told[0].unit == q.unit and q.unit in (*PAID, "tonnes"):
            return [*tokens[:n], *tokens[n + 1 :]]
    return tokens
