"""Several that are told of together."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_NEAR = 4  # most words between those named and the word for their sum


def summed_up(tokens: Tokens) -> Tokens:
    """马来西亚、泰国、新加坡三国合计占56.2%: the part is of all who are named, as of one."""
    for at, t in enumerate(tokens):
        if t.get("link") != "sum":
            continue
        last = next((k for k in range(at - 1, max(-1, at - 2 - _NEAR), -1) if not _passes(tokens[k])), -1)
        first = listed_before(tokens, last)
        if first == last or not all(one_nation(tokens[k]) for k in range(first, last + 1, 2)):
            continue
        if last == first + 2 and not _apart(tokens, first, last, at):
            continue
        codes = [tokens[k]["area"].code for k in range(first, last + 1, 2)]
        if len(set(codes)) < len(codes):
            continue
        area = Area("+".join(codes), "country")
        all_of_them = make_token(tokens[first].start, tokens[last].end, {"area": area})
        between = [u for u in tokens[last + 1 : at] if u.get("number") is None]
        return summed_up([*tokens[:first], all_of_them, *between, *tokens[at:]])
    return tokens


def _passes(t: object) -> bool:
    if isinstance(t, Quantity):
        return False
    return not (t.get("punct") or t.get("area") or t.get("pair") or t.get("link"))


def listed_before(tokens: Tokens, last: int) -> int:
    """Where the list begins that the area at ``last`` ends."""
    first = last
    while first > 1 and tokens[first].get("area") and _joined(tokens, first):
        first -= 2
    return first


def one_nation(t: object) -> bool:
    """Whether it names one country, or a part of one, by itself."""
    area = t.get("area")
    return area is not None and area.type not in BLOCS and area.type != "world" and "+" not in area.code


def _joined(tokens: Tokens, k: int) -> bool:
    """Whether the area before is listed with this one."""
    a, link, b = tokens[k - 2 : k + 1]
    return bool(a.get("area")) and link.get("link") == "and" and a.end == link.start and link.end == b.start


def _apart(tokens: Tokens, first: int, last: int, at: int) -> bool:
    """Whether two are told of as each by itself, and not of what is between them."""
    led = first and (tokens[first - 1].get("role") or tokens[first - 1].get("link"))
    between = any(t.get("measure") for t in tokens[last + 1 : at])
    behind = tokens[at + 1 : at + 2]
    traded = bool(behind) and behind[0].get("measure") == "trade_total"
    return bool(led) or not between and not traded


def side_by_side(tokens: Tokens) -> Tokens:
    """中国东盟货物贸易9821亿美元: two that stand side by side before their trade are a pair."""
    for k in range(len(tokens) - 2):
        one, other = (t.get("area") for t in tokens[k : k + 2])
        trade = tokens[k + 2]
        if one is None or other is None or tokens[k].end != tokens[k + 1].start:
            continue
        nations = {one.type, other.type} <= {"country", "bloc"} and one.code != other.code
        if nations and trade.get("measure") == "trade_total" and trade.start == tokens[k + 1].end:
            if k and tokens[k - 1].get("share"):  # 越南占中国东盟贸易总额的26%
                way = make_token(tokens[k].end, tokens[k].end, {"role": "with"})
                return [*tokens[: k + 1], way, *tokens[k + 1 :]]
            pair = make_token(tokens[k].start, tokens[k + 1].end, {"pair": f"{one.code}+{other.code}"})
            return [*tokens[:k], pair, *tokens[k + 2 :]]
    return tokens


def opposite_gates(tokens: Tokens) -> Tokens:
    """同登—友谊关口岸: the gate on the other side says no more than that the trade is with the country there."""
    for k in range(len(tokens) - 3):
        one, dash, other = tokens[k : k + 3]
        a, b = one.get("area"), other.get("area")
        if a is None or b is None or dash.get("punct") != "-" or one.end != dash.start:
            continue
        gate = b.type == "gate" or any(t.get("noun") == "gate" for t in tokens[k + 3 : k + 5])
        if (
            gate
            and a.country != b.country
            and "-" in a.code
            and "-" in b.code
            and not a.code.startswith("X-")
        ):
            return opposite_gates([*tokens[: k + 1], *tokens[k + 3 :]])
    return tokens


def gates_trade(tokens: Tokens) -> Tokens:
    """河口口岸对外贸易: what a gate trades abroad is with the country behind it."""
    for k in range(1, len(tokens)):
        t, area = tokens[k], tokens[k - 1].get("area")
        if area is None or not area.counterpart or t.start != tokens[k - 1].end:
            continue
        if t.get("measure") == "trade_total" and str(t.get("directed")).startswith("to W"):
            trade = make_token(t.start, t.end, {"measure": "trade_total"})
            return [*tokens[:k], trade, *tokens[k + 1 :]]
    return tokens


def this_province(tokens: Tokens) -> Tokens:
    """平阳省最受欢迎，该省吸引台湾新项目30个: the province is the one that the sentence has just named."""
    for k in range(2, len(tokens) - 1):
        t = tokens[k]
        if t.get("anaphor") != "region" or tokens[k - 1].get("punct") != ",":
            continue
        named: Area | None = None
        for u in reversed(tokens[max(0, k - 6) : k]):
            if isinstance(u, Quantity):
                break
            if (named := u.get("area")) is not None:
                break
        if named is not None and "-" in named.code and not named.code.startswith("X-"):
            if tokens[k + 1].get("measure") == "attract" and tokens[0].get("area") is named:
                return [*tokens[:k], make_token(t.start, t.end, {"area": named}), *tokens[k + 1 :]]
    return tokens
