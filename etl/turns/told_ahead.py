"""What is told of a figure ahead of it: how much it grew, how large it was, which flow it is of."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, TOLD, Tokens

_HEAD = 8  # most tokens before the comma
_FLOWS = {"exports": "to", "imports": "from"}


def growth_ahead(tokens: Tokens) -> Tokens:
    """ "Giảm 3% so với năm trước, vốn đăng ký năm 2024 đạt 38 tỷ USD": as "… đạt 38 tỷ USD, giảm 3% …"."""
    if len(tokens) < 6:
        return tokens
    q = tokens[0]
    if not isinstance(q, Quantity):
        if q.get("change") not in ("up", "down") or q.get("measure"):
            return tokens
        q = tokens[1 + bool(tokens[1].get("hedge") and not isinstance(tokens[1], Quantity))]
    elif q.unit != "times":
        return tokens
    if not isinstance(q, Quantity) or q.unit not in ("percent", "times"):
        return tokens
    end = next((k for k, t in enumerate(tokens[:_HEAD]) if t.get("punct")), 0)
    head = tokens[:end]
    if not end or tokens[end].get("punct") != "," or sum(isinstance(t, Quantity) for t in head) > 1:
        return tokens
    if any(t.get("measure") or t.get("area") for t in head if not isinstance(t, Quantity)):
        return tokens
    n = next((n for n in range(end + 1, len(tokens)) if isinstance(tokens[n], Quantity)), 0)
    told = [t for t in tokens[end + 1 : n] if t.get("measure")]
    if not n or tokens[n].unit in (None, "percent", "times", "rank", "percentage_points") or not told:
        return tokens
    if any(t.get("punct") or t.get("change") in ("up", "down") for t in tokens[end + 1 : n]):
        return tokens
    n += 1 + bool(n + 1 < len(tokens) and tokens[n + 1].get("period"))
    if n < len(tokens) and tokens[n].get("punct") not in (",", ".", ";"):
        return tokens
    comma = make_token(tokens[n - 1].end, tokens[n - 1].end, {"punct": ","})
    return [*tokens[end + 1 : n], comma, *head, *tokens[n:]]


def reached_ahead(tokens: Tokens) -> Tokens:
    """ "Đạt 61,2 tỷ USD, Trung Quốc là thị trường lớn thứ hai": with so much. "Đạt 405 tỷ USD, xuất khẩu tăng 14,3%": as
    "xuất khẩu đạt 405 tỷ USD, tăng 14,3%"."""
    if len(tokens) < 6 or tokens[0].get("change") != "reach" or isinstance(tokens[0], Quantity):
        return tokens
    n = 1 + bool(tokens[1].get("hedge") and not isinstance(tokens[1], Quantity))
    q = tokens[n]
    if not isinstance(q, Quantity) or q.unit not in (*PAID, "tonnes"):
        return tokens
    n += 1 + bool(tokens[n + 1].get("period"))
    if n + 2 < len(tokens) and tokens[n].get("punct") == "," and tokens[n + 1].get("area"):
        led = tokens[0]
        return [make_token(led.start, led.end, {"role": "with"}), *tokens[1:]]
    plain = not tokens[0].get("role") and not tokens[0].get("measure")  # no "at 1.1 bn", "worth 3 bn"
    if not plain or n + 2 >= len(tokens) or tokens[n].get("punct") != ",":
        return tokens
    head, rest = tokens[:n], tokens[n + 1 :]
    end = next((k for k, t in enumerate(rest) if _moves_on(t)), len(rest))
    told = [t.get("measure") for t in rest[:end]]
    if not any(m in TOLD or str(m).startswith("fdi") for m in told) or isinstance(rest[end - 1], Quantity):
        return tokens
    comma = make_token(tokens[n].start, tokens[n].end, {"punct": ","})
    return [*rest[:end], *head, *([comma] if rest[end : end + 1] else []), *rest[end:]]


def _moves_on(t: Token | Quantity) -> bool:
    return (
        isinstance(t, Quantity)
        or t.get("change") in ("up", "down")
        or bool(t.get("punct") in (",", ".", ";"))
    )


def flow_ahead(tokens: Tokens) -> Tokens:
    """ "Về xuất khẩu, Mỹ đứng đầu (119 tỷ USD); về nhập khẩu, Trung Quốc đứng đầu": exports to the one, imports from the
    other."""
    out = list(tokens)
    k = 0
    while k + 3 < len(out):
        way = _FLOWS.get(str(out[k].get("measure")))
        opens = not k or out[k - 1].get("punct") == ";"
        joined = k > 0 and out[k - 1].get("punct") == "," and out[k + 1].get("change") == "reach"
        if way is not None and joined and _country(out[k + 2]) and out[k + 3].get("punct") == "(":
            out[k + 1] = make_token(out[k + 1].start, out[k + 1].end, {"role": way})
        if way is None or not opens or out[k + 1].get("punct") not in (",", ":"):
            k += 1
            continue
        n = k + 2 + bool(out[k + 2].get("period"))
        if n + 1 < len(out) and _country(out[n]) and _ranks(out[n + 1]):
            role = make_token(out[k].end, out[k].end, {"role": way})
            out[k + 1 : n + 1] = [role, out[n], *out[k + 2 : n]]
        k += 1
    return out


def flow_behind(tokens: Tokens) -> Tokens:
    """ "Đứng đầu là Mỹ với 119 tỷ USD, chiếm 29,5% tổng kim ngạch xuất khẩu": exports to there."""
    if len(tokens) < 8 or not _ranks(tokens[0]) or tokens[1].get("change") != "reach":
        return tokens
    who, q = tokens[2], tokens[3 + (tokens[3].get("role") == "with")]
    if not _country(who) or not isinstance(q, Quantity) or q.unit not in PAID:
        return tokens
    first = next((k for k, t in enumerate(tokens) if t.get("measure")), 0)
    flow = tokens[first] if first else None
    way = _FLOWS.get(str(flow.get("measure"))) if flow is not None else None
    shares = any(t.get("share") == "share" for t in tokens[4:first])
    if way is None or flow is None or not shares or any(t.get("punct") == ";" for t in tokens[:first]):
        return tokens
    at = who.start
    led = [make_token(at, at, {"measure": flow.get("measure")}), make_token(at, at, {"role": way})]
    return [*led, *tokens[2:]]


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in ("country", "bloc") and not t.get("adjective")


def _ranks(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank"
