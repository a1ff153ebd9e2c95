"""Several countries and their places, told in one order: "A, B and C ranked first, second and third, with $3 bn, $2 bn and $1 bn"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import Tokens, figure

_LED = frozenset({"with", "at"})
_SAID = 12  # most tokens between the places and the amounts: "among the investors in Vietnam in 2023"


def places_in_order(tokens: Tokens) -> Tokens:
    """ "A, B and C ranked first, second and third, with $3 bn, $2 bn and $1 bn": each with its own place and amount."""
    for k in range(2, len(tokens) - 1):
        if not _rank(tokens[k]) or not tokens[k - 1].get("area"):
            continue
        places, end = row(tokens, k, _rank)
        sides = _sides(tokens, k, len(places))
        if len(places) < 2 or len(sides) != len(places):
            continue
        led, amounts, last = _amounts(tokens, end, len(places))
        if led is None:
            said, with_, rest = [], None, tokens[end:]
        else:
            said, with_, rest = tokens[end:led], tokens[led], tokens[last:]
        while said and said[-1].get("punct"):
            said = said[:-1]
        rest = [t for n, t in enumerate(rest) if n or t.get("link") != "respectively"]
        out: Tokens = tokens[: sides[0]]
        if said and said[0].get("measure"):
            at = said[-1].end
            out, said = [*out, *said, make_token(at, at, {"punct": ","})], []
        for n, (side, place) in enumerate(zip(sides, places, strict=True)):
            at = tokens[side].start
            out += [make_token(at, at, {"punct": ","})] if n else []
            out += [tokens[side], tokens[place]]
            out += said if not n else []
            if with_ is not None:
                at = tokens[amounts[n]].start
                out += [make_token(at, at, {"role": with_.get("role")})]
                out += [t for t in tokens[amounts[n] - 1 : amounts[n]] if t.get("hedge") and not figure(t)]
                out.append(tokens[amounts[n]])
        return [*out, *rest]
    return tokens


def _rank(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank" and not t.superlative


def _sides(tokens: Tokens, k: int, many: int) -> list[int]:
    """Where the countries stand whose row ends before token ``k``: not "As suppliers of Laos, A and B ranked"."""
    start = k
    while start and (tokens[start - 1].get("area") or _joins(tokens[start - 1])):
        if tokens[start - 1].get("adjective"):
            break
        start -= 1
    while start < k and not tokens[start].get("area"):
        start += 1
    sides = [n for n in range(start, k) if tokens[n].get("area")]
    led = start and tokens[start - 1].get("role") and tokens[start + 1].get("punct") == ","
    return sides[1:] if led and len(sides) == many + 1 else sides


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","


def _amounts(tokens: Tokens, start: int, many: int) -> tuple[int | None, list[int], int]:
    """Where as many amounts are led to, where they stand and where they end."""
    for n in range(start, min(start + _SAID, len(tokens) - 1)):
        if isinstance(tokens[n], Quantity) or tokens[n].get("punct") in (";", "."):
            break
        hedged = 1 + bool(tokens[n + 1].get("hedge") and not figure(tokens[n + 1]))
        if tokens[n].get("role") in _LED and n + hedged < len(tokens) and figure(tokens[n + hedged]):
            amounts, end = row(tokens, n + hedged, figure)
            if len(amounts) == many and len({tokens[a].unit for a in amounts} - {None}) == 1:
                return n, amounts, end
            break
    return None, [], start


def among_them_behind(tokens: Tokens) -> Tokens:
    """ "A ranked first with $3 bn and B second with $2 bn among the investors in Vietnam": what they are is told ahead."""
    if len(tokens) < 2 or not tokens[0].get("area") or tokens[0].get("adjective") or not _rank(tokens[1]):
        return tokens
    last = next((k for k in range(len(tokens) - 1, 3, -1) if isinstance(tokens[k], Quantity)), 0)
    if not last or _rank(tokens[last]) or not tokens[last + 1 : last + 2]:
        return tokens
    noun = tokens[last + 1]
    ranks = sum(_rank(t) for t in tokens[:last])
    if noun.get("rank_noun") is None or ranks < 2 or any(t.get("measure") for t in tokens[:last]):
        return tokens
    end = next((k for k in range(last + 1, len(tokens)) if tokens[k].get("punct")), len(tokens))
    at = tokens[0].start
    comma = make_token(at, at, {"punct": ","})
    return [*tokens[last + 1 : end], comma, *tokens[: last + 1], *tokens[end:]]
