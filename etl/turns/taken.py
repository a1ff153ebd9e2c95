"""Shares of a trade that are told by a verb of buying."""

from __future__ import annotations

from etl.compared import DEALS
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens

_SHORT = 2  # letters of the word between a sum and what it was spent on


def taken_of_trade(tokens: Tokens) -> Tokens:
    """ "ASEAN took 14.7 percent of China's foreign trade": nobody buys a trade, it is the part that ASEAN makes up."""
    for k in range(1, len(tokens) - 4):
        verb, q = tokens[k], tokens[k + 1]
        if verb.get("measure") != "buy" or not isinstance(q, Quantity) or q.unit != "percent":
            continue
        whole = tokens[k + 3 : k + 6]
        if tokens[k - 1].get("area") and tokens[k + 2].get("role") == "of" and whole[0].get("area"):
            if any(t.get("measure") == "trade_total" for t in whole[1:]):
                share = make_token(verb.start, verb.end, {"share": "share"})
                return [*tokens[:k], share, *tokens[k + 1 :]]
    return tokens


def set_against(tokens: Tokens) -> Tokens:
    """ "imports of 11 bn from China against exports of 4 bn": whom they came from is told of the first flow only."""
    for k in range(2, len(tokens) - 4):
        q, way, area, against, other = tokens[k : k + 5]
        if not isinstance(q, Quantity) or way.get("role") not in ("from", "to") or not area.get("area"):
            continue
        flow, of = tokens[k - 2], tokens[k - 1]
        if _way(flow) and of.get("role") == "of" and against.get("compare") == "base":
            if _way(other) and _way(other) != _way(flow):
                return [*tokens[: k - 1], way, area, of, q, *tokens[k + 3 :]]
    return tokens


def _way(t: Token | Quantity) -> str | None:
    """Which way goods go by a word."""
    flow = None if isinstance(t, Quantity) else t.get("measure")
    return str(flow) if flow in FLOWS else DEALS.get(str(flow))


def did_trade(tokens: Tokens) -> Tokens:
    """ "China and ASEAN did 546 bn USD of trade": as they traded it."""
    for k in range(3, len(tokens) - 1):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit not in PAID:
            continue
        n = k - 1 - bool(tokens[k - 1].get("hedge"))
        if (
            n < 2
            or not (tokens[n].get("area") and tokens[n - 2].get("area"))
            or tokens[n - 1].get("link") != "and"
        ):
            continue
        told = k + 1  # behind the sum, and behind what it is in other money
        if tokens[told].get("punct") == "(" and [t.get("punct") for t in tokens[told + 2 : told + 3]] == [
            ")"
        ]:
            told += 3
        of = told + [t.get("role") for t in tokens[told : told + 1]].count("of")
        if of < len(tokens) and tokens[of].get("measure") == "trade_total" and not _with_whom(tokens, of):
            one, other = tokens[n - 2].get("area"), tokens[n].get("area")
            pair = make_token(tokens[n - 2].start, tokens[n].end, {"pair": f"{one.code}+{other.code}"})
            traded = make_token(q.start, q.start, {"measure": "trade_total"})
            return [*tokens[: n - 2], pair, traded, *tokens[n + 1 : told], *tokens[of + 1 :]]
    return tokens


def _with_whom(tokens: Tokens, k: int) -> bool:
    """Whether a trade has sides of its own: "Hanoi and Hue did 5 bn of trade with Laos"."""
    return any(t.get("role") in ("with", "to", "from", "between") for t in tokens[k + 1 : k + 2])


def partner_of(tokens: Tokens) -> Tokens:
    """ "ASEAN is China's main trade partner, with trade of 416 bn": the trade between the two."""
    for k in range(2, len(tokens) - 2):
        other, partner = tokens[k - 1 : k + 1]
        n = k - 2 - (k > 2 and tokens[k - 2].get("change") == "reach")
        one = tokens[n]
        if partner.get("rank_noun") != "trade_total" or not (one.get("area") and other.get("area")):
            continue
        if n and (tokens[n - 1].get("punct") or tokens[n - 1].get("link") == "and"):
            continue  # "Vietnam, Malaysia and Indonesia were its main partners"
        if one.get("adjective") or other.get("adjective") or one.get("area").code == other.get("area").code:
            continue
        sides = f"{other.get('area').code}+{one.get('area').code}"
        pair = make_token(one.start, other.end, {"pair": sides})
        trade = make_token(partner.start, partner.end, {"measure": "trade_total"})
        return [*tokens[:n], pair, trade, *tokens[k + 1 :]]
    return tokens


def shipped_there(tokens: Tokens) -> Tokens:
    """ "China imported 1.4 m tonnes, while Viet Nam shipped 492,111 tonnes": to China."""
    told = next((k for k, t in enumerate(tokens[:-1]) if t.get("measure") == "imports" and k), 0)
    buyer = tokens[told - 1].get("area") if told else None
    if buyer is None or tokens[told - 1].get("adjective") or not isinstance(tokens[told + 1], Quantity):
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        out.append(t)
        if k < told + 2 or t.get("measure") not in ("exports", "sell") or t.get("noun"):
            continue
        who, q = tokens[k - 1].get("area"), tokens[k + 1] if k + 1 < len(tokens) else None
        if (
            who is None
            or who.code == buyer.code
            or not isinstance(q, Quantity)
            or q.unit in (None, "percent")
        ):
            continue
        if not any(u.get("role") in ("to", "at") for u in tokens[k + 2 : k + 4]):
            out += [make_token(t.end, t.end, {"role": "to"}), make_token(t.end, t.end, {"area": buyer})]
    return out if len(out) > len(tokens) else tokens


def spent_on_each(tokens: Tokens) -> Tokens:
    """ "spent 27 m USD on rubber, 11 m on wood": what each sum was paid for."""
    out = list(tokens)
    for k in range(len(tokens) - 2):
        q, on = tokens[k], tokens[k + 1]
        if (
            isinstance(q, Quantity)
            and q.unit in PAID
            and on.get("compare") == "base"
            and tokens[k + 2].get("commodity")
        ):
            if on.end - on.start == _SHORT:
                out[k + 1] = make_token(on.start, on.end, {"role": "of"})
    return out
