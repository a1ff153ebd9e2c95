"""Balances told of the market that they are with."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, FOREIGN, MILLION, Tokens, figure

_SOLD = frozenset({"sell", "exports"})
_AFTER = 14  # most tokens from one that sells to what the other sells
_YEARS = frozenset({"year", "year_bare", "year_relative"})


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


def was_then(tokens: Tokens) -> Tokens:
    """ "xuất siêu 16,8 tỷ USD, trong khi cùng kỳ 2024 là 20,8 tỷ USD": the amount is that of then."""
    for k in range(1, len(tokens) - 3):
        base, year, verb, q = tokens[k : k + 4]
        if base.get("compare") != "base" or verb.get("change") != "reach" or not isinstance(q, Quantity):
            continue
        when = year.get("period")
        if when is None or when.kind not in _YEARS or q.unit in (None, "percent", "times", "rank"):
            continue
        if tokens[k - 1].get("punct") and tokens[k - 1].get("punct") != ".":
            return [*tokens[: k + 2], *tokens[k + 3 :]]
    return tokens


def projects_worth(tokens: Tokens) -> Tokens:
    """ "5.300 dự án của Nhật Bản với 71,3 tỷ USD còn hiệu lực": what projects are worth is invested."""
    for k in range(len(tokens) - 4):
        count, of, area = tokens[k : k + 3]
        if not (isinstance(count, Quantity) and count.unit == "projects" and of.get("role") == "of"):
            continue
        n = k + 3 + (tokens[k + 3].get("tense") == "stock")
        if n + 1 >= len(tokens) or not area.get("area") or area["area"].type != "country":
            continue
        q = tokens[n + 1]
        if tokens[n].get("role") == "with" and figure(q) and q.unit in FOREIGN and q.scale >= MILLION:
            capital = make_token(q.start, q.start, {"measure": "fdi_registered"})
            return [*tokens[: n + 1], capital, *tokens[n + 1 :]]
    return tokens


def sold_back(tokens: Tokens) -> Tokens:
    """ "Ấn Độ bán sang Bangladesh 9,7 tỷ USD, Bangladesh bán lại 1,3 tỷ USD": the other one sold that to the first."""
    for k in range(len(tokens) - 6):
        seller, verb = tokens[k : k + 2]
        buyer, first = tokens[k + 2 + (tokens[k + 2].get("role") == "to") :][:2]
        if not (seller.get("area") and buyer.get("area") and figure(first)):
            continue
        if verb.get("measure") not in _SOLD:
            continue
        code = buyer["area"].code
        for n in range(k + 4, min(len(tokens) - 2, k + _AFTER)):
            again = tokens[n].get("area")
            back = again is not None and again.code == code and tokens[n + 1].get("measure") in _SOLD
            if back and figure(tokens[n + 2]) and tokens[n - 1].get("role") is None:
                to = make_token(tokens[n + 1].end, tokens[n + 1].end, {"role": "to"})
                home = make_token(tokens[n + 1].end, tokens[n + 1].end, {"area": seller["area"]})
                return [*tokens[: n + 2], to, home, *tokens[n + 2 :]]
    return tokens


def all_of_them(tokens: Tokens) -> Tokens:
    """ "xuất sang Mỹ 12 tỷ USD, sang Trung Quốc 5 tỷ, đưa tổng xuất khẩu lên 140 tỷ": behind several, that of all."""
    flow, partners = None, set()
    for k in range(len(tokens) - 1):
        t, behind = tokens[k], tokens[k + 1]
        place = behind.get("area")
        if t.get("role") in ("to", "from") and place is not None and place.type in ("country", "bloc"):
            partners.add(behind["area"].code)
        if t.get("measure") not in ("exports", "imports"):
            continue
        if flow is None:
            flow = t["measure"]
        elif flow != t["measure"]:
            return tokens
        elif len(partners) > 1 and not tokens[k - 1].get("area") and _amount_next(tokens, k + 1):
            total = make_token(t.start, t.start, {"link": "total"})
            return [*tokens[:k], total, *tokens[k:]]
    return tokens


def _amount_next(tokens: Tokens, k: int) -> bool:
    """Whether an amount of money follows that is of no other thing."""
    while k < len(tokens) and (tokens[k].get("period") or tokens[k].get("change") == "reach"):
        k += 1
    return k < len(tokens) and figure(tokens[k]) and tokens[k].unit in FOREIGN


def part_of_then(tokens: Tokens) -> Tokens:
    """ "bằng 27% kế hoạch và 97% cùng kỳ": the second, too, is so much of another."""
    for k in range(2, len(tokens) - 1):
        if not (_percent(tokens[k]) and tokens[k + 1].get("compare") == "base"):
            continue
        equal = tokens[k - 1].get("link") == "and" and any(
            t.get("share") == "equal" for t in tokens[max(0, k - 5) : k]
        )
        moved = any(t.get("change") or t.get("punct") for t in tokens[max(0, k - 4) : k])
        if equal and not moved and any(_percent(t) for t in tokens[max(0, k - 4) : k]):
            is_now = make_token(tokens[k].start, tokens[k].start, {"compare": "base", "share": "equal"})
            return [*tokens[:k], is_now, *tokens[k:]]
    return tokens


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


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
