"""Balances told of the market that they are with."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import BALANCES, Tokens


def market_of_balance(tokens: Tokens) -> Tokens:
    """ "Mỹ là thị trường xuất siêu lớn nhất của Việt Nam, 27,3 tỷ USD": the surplus is the seller's, with that market."""
    for k in range(len(tokens) - 3):
        where, n = tokens[k], k + 1
        if not where.get("area") or where.get("adjective") or k and not tokens[k - 1].get("punct"):
            continue
        n += tokens[n].get("change") == "reach"
        market = tokens[n].get("noun") == "market"
        n += market
        if n + 1 >= len(tokens) or tokens[n].get("measure") not in BALANCES:
            continue
        if not market and (tokens[n]["measure"] != "deficit" or n == k + 1):
            continue
        rank = tokens[n + 1]
        if not (isinstance(rank, Quantity) and rank.unit == "rank"):
            continue
        balance = tokens[n]
        here = make_token(where.start, balance.end, {"measure": balance["measure"]})
        way = make_token(where.start, where.start, {"role": "with"})
        return [*tokens[:k], here, way, where, *tokens[n + 2 :]]
    return tokens


def flows_of_turnover(tokens: Tokens) -> Tokens:
    """ "Kim ngạch nửa năm đạt 316,7 tỷ USD: xuất 157,6 tỷ, nhập 159,1 tỷ": the turnover is of both ways."""
    flows = [t.get("measure") for t in tokens if t.get("measure")]
    if len(flows) < 3 or flows[0] != "value" or set(flows[1:3]) != {"exports", "imports"}:
        return tokens
    k = next(k for k, t in enumerate(tokens) if t.get("measure"))
    n = next((n for n in range(k + 1, len(tokens)) if isinstance(tokens[n], Quantity)), None)
    if not tokens[k].get("turnover") or n is None or tokens[n].unit in (None, "percent", "rank", "times"):
        return tokens
    if any(t.get("role") in ("to", "from") or t.get("commodity") for t in tokens[:n]):
        return tokens
    both = make_token(tokens[k].start, tokens[k].end, {"measure": "trade_total"})
    return [*tokens[:k], both, *tokens[k + 1 :]]


def goods_of_trade(tokens: Tokens) -> Tokens:
    """ "Ngành dệt may Việt Nam nhập khẩu 60% vải từ Trung Quốc": the trade that buys is no good that is bought."""
    for k in range(len(tokens) - 6):
        trade, area, verb, q, goods, way, other = tokens[k : k + 7]
        if not trade.get("commodity") or trade.get("measure") or not area.get("area"):
            continue
        bought = verb.get("measure") in ("imports", "buy") and isinstance(q, Quantity) and q.unit == "percent"
        if bought and goods.get("commodity") and way.get("role") == "from" and other.get("area"):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens
