"""Amounts told in a row ahead of whom each is with: "worth $3 bn and $10 bn from Germany and the US, respectively"."""

from __future__ import annotations

from collections.abc import Callable

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_LED = frozenset({"to", "from", "with"})
_SAID = {"exports": ("exports", "to"), "sell": ("exports", "to"), "trade_total": ("trade_total", "with")}
_BETWEEN = 4  # most tokens between the amounts and whom they are with


def amounts_in_order(tokens: Tokens) -> Tokens:
    """ "goods worth $3 bn and $10 bn from Germany and the US, respectively": each amount with its own."""
    last = next((k for k, t in enumerate(tokens) if t.get("link") == "respectively"), 0)
    first = next((k for k, t in enumerate(tokens[:last]) if isinstance(t, Quantity)), None)
    if first is None or not _led_in(tokens, first, last):
        return tokens
    amounts, end = row(tokens, first, lambda t: isinstance(t, Quantity) and t.unit in PAID)
    led = next((n for n in range(end, min(end + _BETWEEN, last)) if tokens[n].get("role") in _LED), None)
    if led is None or len(amounts) < 2 or any(isinstance(t, Quantity) for t in tokens[end:led]):
        return tokens
    sides, behind = row(tokens, led + 1, lambda t: bool(t.get("area")))
    if len(sides) != len(amounts) or any(not t.get("punct") for t in tokens[behind:last]):
        return tokens
    out = [*tokens[:first], tokens[amounts[0]], *tokens[end : led + 1], tokens[sides[0]]]
    for amount, side in zip(amounts[1:], sides[1:], strict=True):
        before = tokens[side - 1].end
        comma = make_token(before, before, {"punct": ","})
        way = make_token(before, before, {"role": tokens[led].get("role")})
        out += [comma, tokens[amount], way, tokens[side]]
    return [*out, *tokens[last + 1 :]]


def _led_in(tokens: Tokens, first: int, last: int) -> bool:
    """Whether "worth" leads to the amounts, or they are investments."""
    worth = tokens[first - 1 - bool(first and tokens[first - 1].get("hedge"))] if first else None
    invested = any(str(t.get("measure")).startswith("fdi") for t in tokens[first:last])
    return invested or worth is not None and worth.get("measure") == "value"


def row(tokens: Tokens, start: int, of_it: Callable[[Token | Quantity], bool]) -> tuple[list[int], int]:
    """Where the members of a list stand that begins there, and where it ends."""
    found: list[int] = []
    k = start
    while k < len(tokens):
        if of_it(tokens[k]):
            found.append(k)
        elif not (found and _joins(tokens[k]) and tokens[k + 1 : k + 2]):
            break
        k += 1
    return found, found[-1] + 1 if found else start


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == "," or bool(t.get("hedge"))


def years_in_order(tokens: Tokens) -> Tokens:
    """ "$16 bn and $24 bn in 2012 and 2013, respectively": each in its own year."""
    last = next((k for k, t in enumerate(tokens) if t.get("link") == "respectively"), 0)
    first = next((k for k, t in enumerate(tokens[:last]) if t.get("period")), None)
    if not first or not isinstance(tokens[first - 1], Quantity):
        return tokens
    years, behind = row(tokens, first, lambda t: bool(t.get("period")))
    if len(years) < 2:
        return tokens
    # "…, up 11 and 7 percent, respectively": the word is needed for these, too
    done = all(t.get("punct") for t in tokens[behind:last])
    start = first - 1
    while start and (isinstance(tokens[start - 1], Quantity) or _joins(tokens[start - 1])):
        start -= 1
    while start < first and not isinstance(tokens[start], Quantity):
        start += 1
    amounts = [k for k in range(start, first) if isinstance(tokens[k], Quantity)]
    if len(amounts) != len(years) or len({tokens[k].unit for k in amounts} - {None}) > 1:
        return tokens
    out = tokens[:start]
    for n, (amount, year) in enumerate(zip(amounts, years, strict=True)):
        between = tokens[amounts[n - 1] + 1 : amount] if n else []
        out = [*out, *between, tokens[amount], tokens[year]]
    return [*out, *tokens[last + 1 if done else behind :]]


def sellers_in_order(tokens: Tokens) -> Tokens:
    """ "Vietnam, Thailand and India exported 6.6, 6.8 and 10.5 million tonnes respectively": the exports of each."""
    last = next((k for k, t in enumerate(tokens) if t.get("link") == "respectively"), 0)
    first = next((k for k, t in enumerate(tokens[:last]) if t.get("area")), last)
    sellers, end = row(tokens, first, lambda t: bool(t.get("area")) and not t.get("adjective"))
    said, way = _SAID.get(str(tokens[end].get("measure")), (None, None))
    if len(sellers) < 2 or said is None or tokens[end].get("role"):
        return tokens
    start = end + 1
    while start < last and (tokens[start].get("noun") == "goods" or tokens[start].get("measure") == "value"):
        start += 1
    amounts, behind = row(tokens, start, lambda t: isinstance(t, Quantity) and t.unit != "percent")
    if len(amounts) != len(sellers):
        return tokens
    verb = tokens[end]
    flow = make_token(verb.start, verb.end, {"measure": said})
    of = make_token(verb.end, verb.end, {"role": "of"})
    came = make_token(verb.end, verb.end, {"change": "reach"})
    rest = tokens[behind:last]
    to = next((n for n, t in enumerate(rest) if t.get("role") == way and n + 1 < len(rest)), None)
    buyer = rest[to : to + 2] if to is not None and rest[to + 1].get("area") else []
    rest = [t for t in rest if t not in buyer]
    listed = [*tokens[first:end], *buyer, came, *tokens[start:behind]]
    return [*tokens[:first], flow, of, *listed, *rest, *tokens[last:]]


def shares_in_their_order(tokens: Tokens) -> Tokens:
    """ "40 and 12 percent went to China and Laos respectively": each to one of them. "China and Japan held 21 and 14 percent
    of the market": each of them one part."""
    last = next((k for k, t in enumerate(tokens) if t.get("link") == "respectively"), 0)
    first = next((k for k, t in enumerate(tokens[:last]) if isinstance(t, Quantity)), last)
    parts, end = row(tokens, first, lambda t: isinstance(t, Quantity) and t.unit == "percent")
    if len(parts) < 2:
        return tokens
    way = tokens[end]
    if way.get("role") in ("to", "from") and way.get("link") != "range":
        sides, behind = row(tokens, end + 1, lambda t: bool(t.get("area")))
        if len(sides) == len(parts) and all(t.get("punct") for t in tokens[behind:last]):
            out = [*tokens[:first], tokens[parts[0]], way, tokens[sides[0]]]
            for part, side in zip(parts[1:], sides[1:], strict=True):
                before = tokens[side - 1].end
                comma = make_token(before, before, {"punct": ","})
                out += [
                    comma,
                    tokens[part],
                    make_token(before, before, {"role": way.get("role")}),
                    tokens[side],
                ]
            return [*out, *tokens[last + 1 :]]
    return _held_in_order(tokens, parts, first, end, last)


def _held_in_order(tokens: Tokens, parts: list[int], first: int, end: int, last: int) -> Tokens:
    start = next((k for k, t in enumerate(tokens[:first]) if t.get("area")), first)
    holders, verb = row(tokens, start, lambda t: bool(t.get("area")) and not t.get("adjective"))
    market = any(t.get("noun") == "market" for t in tokens[end:last])
    if verb + 1 != first or tokens[verb].get("share") != "share" or len(holders) != len(parts) or not market:
        return tokens
    out = [*tokens[:start], tokens[holders[0]], tokens[verb], tokens[parts[0]]]
    for n, (holder, part) in enumerate(zip(holders[1:], parts[1:], strict=True)):
        out += [*tokens[holders[n] + 1 : holder], tokens[holder], tokens[part]]
    return [*out, *tokens[end:last], *tokens[last + 1 :]]
