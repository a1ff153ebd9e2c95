"""What is traded with several partners in all, told behind the trade with each; a bracket before the place that a market
has."""

from __future__ import annotations

from decimal import Decimal

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import SIDES, TOLD, Tokens
from etl.turns.together import one_nation

_WAYS = frozenset({"to", "from", "with"})
_ONE_OF_TWO = frozenset({"former", "latter"})
_SAID = 3  # most tokens between how many they are and the sum


def summed_partners(tokens: Tokens) -> Tokens:
    """对缅甸出口95亿元，对老挝出口62亿元；两国合计157亿元: with both, together."""
    at = next((k for k, t in enumerate(tokens) if t.get("link") == "sum"), 0)
    n = at + 1
    while n < len(tokens) - 1 and (tokens[n].get("change") == "reach" or tokens[n].get("hedge")):
        n += 1
    if (
        at < 4
        or n >= len(tokens)
        or not isinstance(tokens[n], Quantity)
        or tokens[n].unit in ("percent", "rank")
    ):
        return tokens
    mark = next((k for k in range(at - 1, max(0, at - 2 - _SAID), -1) if tokens[k].get("punct")), 0)
    many = [t for t in tokens[mark + 1 : at] if t.get("number") is not None or t.get("anaphor") == "both"]
    if not mark or len(many) != 1 or any(t.get("area") or t.get("measure") for t in tokens[mark:at]):
        return tokens
    told = [k for k in range(mark - 3) if tokens[k].get("role") in _WAYS and tokens[k + 1].get("area")]
    led = [tokens[k].get("role") for k in told]
    flows = [tokens[k + 2].get("measure") for k in told]
    partners = [tokens[k + 1] for k in told]
    number = many[0].get("number") if many[0].get("number") is not None else Decimal(2)
    codes = [t.get("area").code for t in partners]
    if (
        len(codes) < 2
        or number != len(codes)
        or len(set(codes)) < len(codes)
        or not all(map(one_nation, partners))
    ):
        return tokens
    if (
        len(set(led)) != 1
        or len(set(flows)) != 1
        or led[0] not in SIDES.get(str(flows[0]), ())
        and led[0] != "to"
    ):
        return tokens
    if str(flows[0]) not in SIDES:
        return tokens
    start, end = many[0].start, many[0].end
    every = Area("+".join(codes), "country")
    whom = [make_token(start, end, {"role": led[0]}), make_token(start, end, {"area": every})]
    return [*tokens[: mark + 1], *whom, make_token(end, end, {"measure": flows[0]}), *tokens[n:]]


def row_of_partners(tokens: Tokens) -> Tokens:
    """中国对印尼、越南和马来西亚的出口，前9个月为4070亿美元: with all of them, though a comma parts them from the amount."""
    for k in range(len(tokens) - 8):
        if tokens[k].get("role") not in _WAYS or not one_nation(tokens[k + 1]):
            continue
        n = k + 2
        while n + 1 < len(tokens) and tokens[n].get("link") == "and" and one_nation(tokens[n + 1]):
            n += 2
        row = tokens[k + 1 : n : 2]
        n += bool(tokens[n : n + 1] and tokens[n].get("number") is not None)
        of, flow, comma = (*tokens[n : n + 3], *tokens[:3])[:3]
        if len(row) < 2 or of.get("role") != "of" or flow.get("measure") not in TOLD:
            continue
        if tokens[k].get("role") not in SIDES[str(flow.get("measure"))] or comma.get("punct") != ",":
            continue
        first = next((m for m in range(n + 3, len(tokens)) if isinstance(tokens[m], Quantity)), 0)
        if any(t.get("area") or t.get("anaphor") in _ONE_OF_TWO for t in tokens[n + 3 : first]):
            continue  # …的出口，越南1400亿美元，泰国700亿美元
        codes = list(dict.fromkeys(t.get("area").code for t in row))
        every = make_token(row[0].start, row[-1].end, {"area": Area("+".join(codes), "country")})
        return [*tokens[: k + 1], every, *tokens[n:]]
    return tokens


def bracket_before_place(tokens: Tokens) -> Tokens:
    """中国（612亿美元，占15%）居越南出口市场第二位: what is bracketed, behind the place."""
    for k in range(len(tokens) - 6):
        if not tokens[k].get("area") or tokens[k + 1].get("punct") != "(" or k and not _begins(tokens[k - 1]):
            continue
        close = next((n for n in range(k + 2, len(tokens)) if tokens[n].get("punct") == ")"), len(tokens))
        inner = tokens[k + 2 : close]
        rank = next(
            (n for n in range(close + 1, min(close + 5, len(tokens))) if isinstance(tokens[n], Quantity)), 0
        )
        said = tokens[close + 1 : rank]
        if not rank or tokens[rank].unit != "rank" or not any(isinstance(t, Quantity) for t in inner):
            continue
        market = any(t.get("rank_noun") for t in said) and bool(said[0].get("area"))
        if not market or any(t.get("punct") or t.get("role") in _WAYS for t in said):
            continue
        comma = make_token(tokens[rank].end, tokens[rank].end, {"punct": ","})
        return [*tokens[: k + 1], *tokens[close + 1 : rank + 1], comma, *inner, *tokens[rank + 1 :]]
    return tokens


def _begins(t: Token | Quantity) -> bool:
    return bool(t.get("punct") or t.get("period"))
