"""The other side of a flow or a balance, named ahead of it as where it is; a pair of which one side has the balance."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, Tokens

_WAYS = {
    "exports": "to",
    "imports": "from",
    "buy": "from",
    "sell": "to",
    "trade_total": "with",
    "surplus": "with",
    "deficit": "with",
    "fdi": "to",
    "fdi_registered": "to",
}
_WHERE = len(" nơi ")  # fewest characters of the word for a place that is none of ours


def where_it_trades(tokens: Tokens) -> Tokens:
    """ "Trung Quốc là nơi Việt Nam nhập khẩu nhiều nhất, 144 tỷ USD", "Lào là nước Việt Nam đầu tư 5 tỷ USD": imports from
    there, investment there."""
    for k in range(len(tokens) - 4):
        where, was = tokens[k], tokens[k + 1]
        if not _country(where) or was.get("change") != "reach" or was.get("measure"):
            continue
        led = tokens[k - 1] if k else None
        if led is not None and (
            led.get("link") == "and" or not any(map(led.get, ("punct", "period", "link")))
        ):
            continue
        market = tokens[k + 2].get("noun") == "market" and not tokens[k + 2].get("measure")
        n = k + 2 + market
        if n + 2 >= len(tokens) or not _country(tokens[n]) or tokens[n]["area"].code == where["area"].code:
            continue
        n += tokens[n + 1].get("change") == "reach"  # "nước Việt Nam đạt thặng dư"
        who, flow = tokens[k + 2 + market], tokens[n + 1]
        way = _WAYS.get(str(flow.get("measure")))
        if way is None or flow.get("rank_noun") or not market and who.start - was.end < _WHERE:
            continue
        behind = tokens[n + 2]
        if not (isinstance(behind, Quantity) or behind.get("punct") or behind.get("role") == "with"):
            continue
        placed = isinstance(behind, Quantity) and behind.unit == "rank"
        rest = where_it_trades(tokens[n + 2 + placed :])
        first = [behind] if isinstance(behind, Quantity) and placed and not behind.superlative else []
        role = make_token(where.start, where.start, {"role": way})
        return [*tokens[:k], who, flow, *first, role, where, *rest]
    return tokens


def partner_deals(tokens: Tokens) -> Tokens:
    """ "Trung Quốc là bạn hàng lớn nhất của Việt Nam, mua 61,2 tỷ USD và bán 144 tỷ USD": that country does."""
    for k in range(len(tokens) - 5):
        who, was, noun = tokens[k : k + 3]
        if not _country(who) or was.get("change") != "reach" or noun.get("rank_noun") != "trade_total":
            continue
        n = next((n for n in range(k + 3, len(tokens) - 2) if tokens[n].get("punct") == ","), 0)
        if not n or tokens[n + 1].get("measure") not in ("buy", "sell"):
            continue
        if isinstance(tokens[n + 2], Quantity) or tokens[n + 2].get("hedge"):
            comma = make_token(tokens[n].start, tokens[n].end, {"punct": ","})
            again = make_token(tokens[n].end, tokens[n].end, {"area": who.get("area")})
            verb, whose = tokens[n + 1], [t for t in tokens[k + 3 : n] if t.get("area")]
            at = verb.end
            way = make_token(at, at, {"role": _WAYS[str(verb.get("measure"))]})
            told = [way, make_token(at, at, {"area": whose[-1].get("area")})] if whose else []
            return [*tokens[:n], comma, again, verb, *told, *tokens[n + 2 :]]
    return tokens


def border_of_two(tokens: Tokens) -> Tokens:
    """ "qua biên giới Việt - Campuchia": between the two, and no gate of one of them."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("noun") == "gate" and k + 3 < len(tokens) and tokens[k + 2].get("punct") == "-":
            if _country(tokens[k + 1]) and _country(tokens[k + 3]):
                if out and out[-1].get("role") == "via":
                    out.pop()
                continue
        out.append(t)
    return out


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type in ("country", "bloc") and not t.get("adjective")


def balance_leans(tokens: Tokens) -> Tokens:
    """ "Cán cân Việt - Trung nghiêng về phía Trung Quốc với 83,7 tỷ USD": its balance with the other of the two."""
    for k in range(1, len(tokens) - 1):
        both = str(tokens[k].get("pair") or "").split("+")
        if len(both) != 2 or tokens[k - 1].get("measure") not in BALANCES:
            continue
        n = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].get("area")), 0)
        if not n or tokens[n]["area"].code not in both or tokens[n - 1].get("role"):
            return tokens
        if any(isinstance(t, Quantity) or t.get("punct") for t in tokens[k:n]):
            return tokens
        whose = tokens[n]
        code = next(c for c in both if c != whose["area"].code)
        end = n + 1 + (n + 1 < len(tokens) and tokens[n + 1].get("role") == "with")
        if end >= len(tokens) or not (isinstance(tokens[end], Quantity) or tokens[end].get("hedge")):
            return tokens
        other = make_token(whose.end, whose.end, {"area": Area(code, "country")})
        way = make_token(whose.end, whose.end, {"role": "with"})
        return [*tokens[: k - 1], whose, tokens[k - 1], way, other, *tokens[k + 1 : n], *tokens[end:]]
    return tokens
