"""The balance told as the difference of two flows, and with whom it is where that is told behind them."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, PAID, Tokens

_OUT = frozenset({"exports", "sell"})
_IN = frozenset({"imports", "buy"})
_ROUNDED = 50  # the part of a difference by which the rounding of what it is of may change it
_BEHIND = 8  # most tokens from the balance to with whom it is


def difference(tokens: Tokens) -> Tokens:
    """ "Xuất sang Trung Quốc 61,2 tỷ USD, nhập 144 tỷ USD, hụt (chênh, lệch) 82,8 tỷ USD": a balance, as large as the two
    differ, whatever it is called."""
    if (found := _three(tokens)) is None:
        return tokens
    flows, amounts = found
    one, two, last = amounts
    if any(t.get("measure") or t.get("area") and t.get("role") for t in tokens[two + 1 : last]):
        return tokens
    exported = tokens[one if tokens[flows[0]].get("measure") in _OUT else two].value
    imported = tokens[two if tokens[flows[0]].get("measure") in _OUT else one].value
    if not _differ_by(exported, imported, tokens[last].value):
        return tokens
    first = last
    while first - 1 > two and (tokens[first - 1].get("hedge") or tokens[first - 1].get("change")):
        first -= 1
    before = tokens[first].start
    balance = make_token(before, before, {"measure": "surplus" if exported > imported else "deficit"})
    hedged = [t for t in tokens[first:last] if t.get("hedge")]
    return [*tokens[:first], balance, *hedged, *tokens[last:]]


def sides_behind(tokens: Tokens) -> Tokens:
    """ "Xuất 61,2 tỷ USD và nhập 144 tỷ USD, Việt Nam thâm hụt 82,8 tỷ USD với Trung Quốc": both flows are with it, too."""
    if (found := _three(tokens)) is None:
        return tokens
    flows, amounts = found
    one, two, last = amounts
    told = [k for k in range(two + 1, last) if tokens[k].get("measure")]
    if not told or tokens[told[-1]].get("measure") not in BALANCES or len(told) > 1:
        return tokens
    if any(
        t.get("role") in ("to", "from", "with") and tokens[k + 1].get("area")
        for k, t in enumerate(tokens[:last])
    ):
        return tokens
    end = next((k for k in range(last, min(last + _BEHIND, len(tokens) - 1)) if _with(tokens, k)), 0)
    if not end or any(
        isinstance(t, Quantity) or t.get("punct") or t.get("link") for t in tokens[last + 1 : end]
    ):
        return tokens
    exported, imported, balance = (tokens[k].value for k in amounts)
    if not _differ_by(exported, imported, balance):
        return tokens
    return _with_other(tokens, flows, tokens[end + 1])


def _with_other(tokens: Tokens, flows: list[int], other: Token | Quantity) -> Tokens:
    out: Tokens = []
    for k, t in enumerate(tokens):
        out.append(t)
        if k in flows:
            out.append(make_token(t.end, t.end, {"role": "with"}))
            out.append(make_token(t.end, t.end, {"area": other.get("area")}))
    return out


def flows_in_trade(tokens: Tokens) -> Tokens:
    """ "Xuất 61,2 tỷ USD, nhập 144 tỷ USD trong thương mại với Trung Quốc": both flows are with it."""
    n = next((n for n in range(6, len(tokens) - 2) if tokens[n].get("measure") == "trade_total"), 0)
    if not n or tokens[n - 1].get("role") not in ("within", "at") or not _with(tokens, n + 1):
        return tokens
    ahead = [k for k, t in enumerate(tokens[:n]) if t.get("measure")]
    ways = [str(tokens[k].get("measure")) for k in ahead]
    if len(ahead) != 2 or not (ways[0] in _OUT and ways[1] in _IN or ways[0] in _IN and ways[1] in _OUT):
        return tokens
    if any(t.get("role") and t is not tokens[n - 1] or t.get("punct") == ";" for t in tokens[:n]):
        return tokens
    return _with_other([*tokens[: n - 1], *tokens[n + 3 :]], ahead, tokens[n + 2])


def _with(tokens: Tokens, k: int) -> bool:
    area = tokens[k + 1].get("area")
    return (
        tokens[k].get("role") in ("to", "from", "with")
        and area is not None
        and area.type in ("country", "bloc")
    )


def _three(tokens: Tokens) -> tuple[list[int], list[int]] | None:
    """Where two flows stand that are told one after the other, and the amounts of both and the next one."""
    flows: list[int] = []
    amounts: list[int] = []
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            if t.unit in PAID and len(flows) > len(amounts):
                amounts.append(k)
            elif t.unit in PAID and len(amounts) == 2:
                amounts.append(k)
                break
        elif t.get("measure") in _OUT | _IN and len(flows) < 2:
            if len(flows) > len(amounts):
                return None
            flows.append(k)
    if len(amounts) != 3 or len({tokens[k].unit for k in amounts}) > 1:
        return None
    ways = {"out" if tokens[k].get("measure") in _OUT else "in" for k in flows}
    return (flows, amounts) if len(ways) == 2 else None


def _differ_by(one: Decimal, two: Decimal, amount: Decimal) -> bool:
    return abs(abs(one - two) - amount) * _ROUNDED <= amount
