"""What all came to, told behind the part of each partner."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, SIDES, Tokens


def all_told(tokens: Tokens) -> Tokens:
    """ "… sang Mỹ 6,8 tỷ USD, EU 1,8 tỷ USD; tổng kim ngạch 15 tỷ USD": the turnover with all of them and the others."""
    ways = {t.get("measure") for t in tokens if t.get("measure") in ("exports", "imports")}
    if len(ways) != 1:
        return tokens
    for k in range(4, len(tokens) - 1):
        t = tokens[k]
        lifts = tokens[k - 1].get("change") == "lift"  # "…, đưa tổng kim ngạch lên 3,9 tỷ USD"
        if t.get("measure") != "total_value" or tokens[k - 1 - lifts].get("punct") not in (",", ";"):
            continue
        n = k + 1
        while n < len(tokens) - 1 and (tokens[n].get("hedge") or tokens[n].get("change") == "reach"):
            if isinstance(tokens[n], Quantity):
                break
            n += 1
        if not isinstance(tokens[n], Quantity) or tokens[n].unit not in PAID:
            continue
        if any(u.get("area") for u in tokens[n + 1 : n + 4]):
            continue
        parts = {
            area.code
            for m in range(k - 1)
            if (area := tokens[m].get("area")) is not None
            and isinstance(q := tokens[m + 1 + (tokens[m + 1].get("change") == "reach")], Quantity)
            and q.unit in (None, *PAID)
        }
        if len(parts) > 1:
            return [*tokens[: k - lifts], make_token(t.start, t.end, {"link": "total"}), *tokens[k + 1 :]]
    return tokens


def imports_headed(tokens: Tokens) -> Tokens:
    """ "Lào xuất sang Trung Quốc …. Nhập khẩu: Thái Lan 2,5 tỷ USD, Việt Nam 0,5 tỷ USD": what comes from each."""
    flow = str(tokens[0].get("measure"))
    if flow not in FLOWS or tokens[1].get("punct") != ":":
        return tokens
    amounts = [k for k in range(2, len(tokens) - 1) if tokens[k].get("area")]
    plain = all(isinstance(tokens[k + 1], Quantity) and tokens[k + 1].unit in PAID for k in amounts)
    if len(amounts) < 2 or amounts[0] != 2 or not plain:
        return tokens
    if any(t.get("role") or t.get("measure") for t in tokens[2:]):
        return tokens
    way = make_token(tokens[2].start, tokens[2].start, {"role": SIDES[flow][0]})
    return [tokens[0], way, *tokens[2:]]


def summed_part(tokens: Tokens) -> Tokens:
    """ "…; hai thị trường cộng lại 47,2%": what those two account for together."""
    for k in range(2, len(tokens) - 1):
        if tokens[k].get("link") != "sum" or tokens[k].get("share"):
            continue
        n = k + 1 + (not isinstance(tokens[k + 1], Quantity) and bool(tokens[k + 1].get("hedge")))
        share = tokens[n] if n < len(tokens) else tokens[k]
        counted = any(t.get("number") or t.get("digits") for t in tokens[max(0, k - 3) : k])
        if counted and isinstance(share, Quantity) and share.unit == "percent":
            part = make_token(tokens[k].end, tokens[k].end, {"share": "share"})
            return [*tokens[: k + 1], part, *tokens[k + 1 :]]
    return tokens


def part_from_several(tokens: Tokens) -> Tokens:
    """ "…, 86% từ Trung Quốc và Hàn Quốc": what both have together."""
    for k in range(2, len(tokens) - 5):
        share, way = tokens[k], tokens[k + 1]
        if (
            not isinstance(share, Quantity)
            or share.unit != "percent"
            or way.get("role") not in ("to", "from")
        ):
            continue
        n = k + 2
        while n + 2 < len(tokens) and tokens[n].get("area") and tokens[n + 1].get("punct") == ",":
            n += 2
        if n + 3 >= len(tokens) or tokens[n + 1].get("link") != "and" or not tokens[n].get("area"):
            continue
        if not tokens[n + 2].get("area") or tokens[n + 3].get("punct") not in (".", ";", ",", ")"):
            continue
        first = k - (not isinstance(tokens[k - 1], Quantity) and bool(tokens[k - 1].get("hedge")))
        led = tokens[first - 1] if first else share
        if isinstance(led, Quantity) or not (led.get("punct") in (",", ";") or led.get("link") == "of_which"):
            continue
        part = make_token(share.start, share.start, {"share": "share"})
        return [*tokens[:first], *tokens[k + 1 : n + 3], part, *tokens[first : k + 1], *tokens[n + 3 :]]
    return tokens


def firms_share(tokens: Tokens) -> Tokens:
    """ "Thái Nguyên xuất khẩu 24,1 tỷ USD, FDI chiếm 97%": foreign firms' part of the exports, and none of investments."""
    for k in range(2, len(tokens) - 2):
        t = tokens[k]
        if t.get("noun") != "inward" or not str(t.get("measure")).startswith("fdi"):
            continue
        if tokens[k - 1].get("punct") not in (",", ";") or tokens[k + 1].get("share") != "share":
            continue
        n = k + 2 + (not isinstance(tokens[k + 2], Quantity) and bool(tokens[k + 2].get("hedge")))
        share = tokens[n] if n < len(tokens) else t
        before = [str(u.get("measure")) for u in tokens[:k] if u.get("measure")]
        sold = bool(before) and before[-1] in FLOWS and not any(m.startswith("fdi") for m in before)
        if sold and isinstance(share, Quantity) and share.unit == "percent":
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def nations_firms_share(tokens: Tokens) -> Tokens:
    """北江省出口87亿美元，中资企业占六成: a part that one nation's firms there have, who are no other exporter."""
    out: Tokens = []
    k = 0
    while k < len(tokens):
        t = tokens[k]
        firms = k and k + 3 < len(tokens) and t.get("area") and tokens[k + 1].get("noun") == "firm"
        if firms and tokens[k + 1].start == t.end and not (t.get("role") or tokens[k - 1].get("role")):
            behind = tokens[k + 2 : k + 6]
            n = next((n for n, u in enumerate(behind) if isinstance(u, Quantity)), None)
            parts = n and behind[n].unit == "percent" and any(u.get("share") == "share" for u in behind[:n])
            if parts and t["area"].type == "country" and not any(u.get("area") for u in behind[:n]):
                k += 2
                continue
        out.append(t)
        k += 1
    return out
