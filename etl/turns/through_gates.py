"""Goods and people told of before the gate that they passed."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_GOODS = frozenset({"tonnes", "vehicles", "other"})
_PASSES = frozenset({"border_trade", "exports", "imports"})


def passed_behind(tokens: Tokens) -> Tokens:
    """ "42 container sầu riêng (khoảng 740 tấn) thông quan qua Hữu Nghị": where they passed stands before both amounts."""
    for k in range(3, len(tokens) - 1):
        verb, via = tokens[k], tokens[k + 1]
        passes = verb.get("measure") in _PASSES and via.get("role") == "via"
        if not passes and verb.get("role") != "via":
            continue
        end = k + 2 + passes
        gate = tokens[end - 1] if end <= len(tokens) else verb
        close = tokens[k - 1].get("punct")
        open_end = not passes and isinstance(
            tokens[k - 1], Quantity
        )  # "… tấn, trị giá 17,6 triệu USD đi qua"
        placed = gate.get("area") or gate.get("anaphor") in ("other", "gate")
        if not placed or not open_end and close not in (")", ","):
            continue
        start = "(" if close == ")" else ","
        n = next(
            (n for n in range(k - 3 + open_end, max(0, k - 6), -1) if tokens[n].get("punct") == start), 0
        )
        if not n or not _amount(tokens[n + 1 : k - (not open_end)]):
            continue
        named = bool(tokens[n - 1].get("commodity") or tokens[n - 1].get("noun") == "goods")
        first = n - 1 - named
        counted = tokens[first] if first >= 0 else verb
        if not isinstance(counted, Quantity) or counted.unit not in _GOODS:
            continue
        before = tokens[:first]
        if any(isinstance(t, Quantity) or t.get("area") or t.get("measure") for t in before):
            continue
        told = tokens[first : k - (close == ",")]
        return [*before, *tokens[k:end], *told, *tokens[end:]]
    return tokens


def _amount(tokens: Tokens) -> bool:
    """Whether these tokens are no more than one amount."""
    *led, q = tokens or [make_token(0, 0, {})]
    told = isinstance(q, Quantity) and (q.unit in _GOODS or q.unit in PAID)
    return told and all(t.get("hedge") or t.get("measure") in ("value", "volume") for t in led)


def percent_are(tokens: Tokens) -> Tokens:
    """ "Móng Cái đón 412.000 lượt khách, 95% là người Trung Quốc": those people account for so much of them."""
    out: Tokens = []
    k = 0
    while k < len(tokens):
        t, n = tokens[k], k
        hedged = not isinstance(t, Quantity) and bool(t.get("hedge"))
        n += hedged
        share, verb, people, area = (*tokens[n : n + 4], t, t, t, t)[:4]
        is_part = isinstance(share, Quantity) and share.unit == "percent" and verb.get("change") == "reach"
        if k and tokens[k - 1].get("punct") in (",", ";") and is_part and people.get("noun") == "people":
            if area.get("area"):
                if out[-1].get("punct") == ",":
                    out[-1] = make_token(out[-1].start, out[-1].end, {"punct": ";"})
                told = make_token(verb.start, verb.end, {"share": "share"})
                out += [people, area, told, *tokens[k : k + hedged], share]
                k = n + 4
                continue
        out.append(t)
        k += 1
    return out


def gates_unnamed(tokens: Tokens) -> Tokens:
    """ "Lạng Sơn từ đầu năm có 312.000 xe qua cửa khẩu": they were cleared there."""
    for k in range(1, len(tokens)):
        t, q = tokens[k], tokens[k - 1]
        if t.get("role") != "via" or t.get("noun") != "gate" or not isinstance(q, Quantity):
            continue
        if q.unit not in _GOODS and q.unit != "persons" or any(u.get("area") for u in tokens[k + 1 : k + 3]):
            continue
        if any(u.get("measure") for u in tokens[:k]):
            continue
        cleared = make_token(t.start, t.end, {"measure": "border_trade"})
        first = k - 1
        while (
            first > 1 and tokens[first - 1].get("link") == "and" and isinstance(tokens[first - 2], Quantity)
        ):
            first -= 2
        if first < k - 1:  # "18.400 xe và 812.000 lượt người qua cửa khẩu"
            return [*tokens[:first], cleared, *tokens[first:k], *tokens[k + 1 :]]
        return [*tokens[:k], cleared, *tokens[k + 1 :]]
    return tokens


def turns_of_vehicles(tokens: Tokens) -> Tokens:
    """ "118.400 lượt xe, trong đó xe xuất 31.200 lượt", "phương tiện xuất cảnh qua Hữu Nghị 240 nghìn lượt, nhập cảnh 250
    nghìn lượt": those are vehicles, too."""
    out = list(tokens)
    cars = -1  # where vehicles were told of last, with no people behind
    for k, t in enumerate(tokens):
        if not isinstance(t, Quantity):
            if t.get("unit") == "vehicles":
                cars = k
            elif (
                t.get("noun") in ("people", "receives")
                or t.get("punct") not in (None, ",", "(", ")")
                or t.get("measure") not in (None, "arrivals", "border_trade")
                and k > cars + 1
            ):
                cars = -1
        elif t.unit == "persons" and cars >= 0:
            out[k] = Quantity(t.start, t.end, t.number, t.scale, "vehicles", hedge=t.hedge, origin=t.origin)
        elif t.unit != "percent":
            cars = -1
    return out


def gate_first(tokens: Tokens) -> Tokens:
    """ "118.400 xe thông quan qua Hữu Nghị, gồm 31.200 xe xuất": the parts passed there, too."""
    for k in range(len(tokens) - 4):
        q = tokens[k]
        if not isinstance(q, Quantity):
            if q.get("area") or q.get("measure"):
                break
            continue
        if q.unit not in ("vehicles", "persons"):
            break
        n = k + 1 + (tokens[k + 1].get("measure") in ("border_trade", "arrivals"))
        rest = tokens[n : n + 4]
        if len(rest) < 4 or rest[0].get("role") != "via" or not rest[1].get("area"):
            break
        if rest[2].get("punct") not in (",", ";") or rest[3].get("link") != "of_which":
            break
        return [*tokens[:k], *rest[:2], *tokens[k:n], *tokens[n + 2 :]]
    return tokens
