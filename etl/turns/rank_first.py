"""A place that is told ahead of what it is a place in."""

from __future__ import annotations

from collections.abc import Callable

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_LED = 10  # most tokens from a place to the word for what it is a place in
_RANKED_IN = frozenset({"exports", "imports", "trade_total", "fdi", "fdi_registered", "fdi_realised"})


def rank_ahead_of_amount(tokens: Tokens) -> Tokens:
    """ "China ranked second with 4 bn dollars of registered capital in Vietnam": second by that capital. "Exports grew;
    China ranked second with 4 bn dollars" has told what of."""
    for k, t in enumerate(tokens[:-3]):
        if not isinstance(t, Quantity):
            if t.get("measure") or t.get("rank_noun"):
                return tokens
            continue
        if t.unit != "rank" or t.superlative:
            return tokens
        behind = tokens[k + 1 : k + 1 + _LED]
        n = next((n for n, u in enumerate(behind) if _stops(u)), 0)
        if not n or behind[n].get("measure") not in _RANKED_IN or behind[n].get("rank_noun"):
            return tokens
        told = [m for m, u in enumerate(behind[:n]) if isinstance(u, Quantity)]
        led = any(u.get("role") == "with" for u in behind[: told[0]]) if told else False
        if not led or not any(behind[m].unit in PAID for m in told):
            return tokens
        end = next((m for m in range(k + 1 + n, len(tokens)) if tokens[m].get("punct")), len(tokens))
        comma = make_token(t.start, t.start, {"punct": ","})
        return [*tokens[:k], *tokens[k + 1 : end], comma, t, *tokens[end:]]
    return tokens


def ranked_in_order(tokens: Tokens) -> Tokens:
    """ "The US and Japan were in 10th and 11th place with 282 m and 148 m dollars, respectively": each its own place and
    amount."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), len(tokens))
    ranks = _listed(tokens, k, _ranked)
    owners: Tokens = []
    start = k
    while start and not tokens[start - 1].get("area"):
        start -= 1
        if tokens[start].get("measure") or tokens[start].get("punct") or k - start > _LED:
            return tokens
    while start and (tokens[start - 1].get("area") or tokens[start - 1].get("link") == "and"):
        start -= 1
        owners = [tokens[start], *owners] if tokens[start].get("area") else owners
    end = k + 2 * len(ranks) - 1
    n = next((n for n in range(end, min(end + _LED, len(tokens))) if isinstance(tokens[n], Quantity)), 0)
    amounts = _listed(tokens, n, _paid) if n else []
    between = tokens[end:n]
    if (
        len(ranks) < 2
        or not len(ranks) == len(owners) == len(amounts)
        or any(t.get("punct") for t in between)
    ):
        return tokens
    if not any(t.get("role") == "with" for t in between) or any(t.get("area") for t in between):
        return tokens
    out, last = tokens[:start], n + 2 * len(amounts) - 1
    for owner, rank, amount in zip(owners, ranks, amounts, strict=True):
        led = make_token(rank.end, rank.end, {"role": "with"})
        comma = make_token(amount.end, amount.end, {"punct": ","})
        out = [*out, owner, rank, led, amount, comma]
    behind = tokens[last:]
    while behind and (behind[0].get("punct") == "," or behind[0].get("link") == "respectively"):
        behind = behind[1:]
    return [*out[:-1], *behind]


def _listed(tokens: Tokens, k: int, fits: Callable[[Token | Quantity], bool]) -> Tokens:
    """Those of a kind that follow each other from token ``k``, with a comma or a conjunction between them."""
    found: Tokens = []
    while k < len(tokens) and fits(tokens[k]):
        found.append(tokens[k])
        joined = tokens[k + 1 : k + 2]
        if not joined or joined[0].get("link") != "and" and joined[0].get("punct") != ",":
            break
        k += 2
    return found


def _ranked(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank" and not t.superlative


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def _stops(t: object) -> bool:
    if isinstance(t, Quantity):
        return t.unit == "rank"
    return bool(t.get("measure") or t.get("punct") or t.get("rank_noun"))
