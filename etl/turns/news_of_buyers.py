"""What news say of who buys and what is bought: "Japan and Russia with 872,000 and 585,000", "taking 14.1% and 10.2%"."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import LISTED, TOLD, Tokens, bare, good

_LED = ("and", "of_which")
_LEAST = 1_000  # fewer may be a count of something else


def counts_of_each(tokens: Tokens) -> Tokens:
    """ "Korea sent 3.7 million visitors, followed by Japan and Russia with 872,000 and 585,000": as many bare numbers as
    there are sides before them count what the number before counts."""
    last: Quantity | None = None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            last = t if t.unit in LISTED else last if t.unit in ("rank", "percent") else None
            continue
        if last is None or t.get("role") != "with" or not k or not tokens[k - 1].get("area"):
            continue
        numbers, end = row(tokens, k + 1, _counts)
        first = k - 2 * len(numbers) + 1
        if len(numbers) < 2 or first < 1:
            continue
        sides, close = row(tokens, first, lambda u: bool(u.get("area")) and not u.get("adjective"))
        if len(sides) != len(numbers) or close != k:
            continue
        out = list(tokens)
        many = all(_size(tokens[n]) >= _LEAST for n in numbers)
        for n in numbers if many else ():
            out[n] = _of_unit(tokens[n], last)
        tokens = out
    return tokens


def counts_ahead_of_each(tokens: Tokens) -> Tokens:
    """ "3.7 million visitors from Korea, with 872,000 and 585,000 from Japan and Russia": each number with its own."""
    last: Quantity | None = None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            last = t if t.unit in LISTED else last if t.unit in ("rank", "percent") else None
            continue
        if last is None or not (
            t.get("role") == "with" or t.get("punct") == "," or t.get("link") == "of_which"
        ):
            continue
        numbers, end = row(tokens, k + 1, _counts)
        way = tokens[end] if len(numbers) > 1 and end < len(tokens) else t
        if way.get("role") not in ("from", "to"):
            continue
        sides, close = row(tokens, end + 1, lambda u: bool(u.get("area")) and not u.get("adjective"))
        if len(sides) != len(numbers):
            continue
        if any(_size(tokens[n]) < _LEAST for n in numbers):
            return tokens
        out = tokens[: k + 1]
        for n, side in zip(numbers, sides, strict=True):
            out += [] if n == numbers[0] else [make_token(tokens[n].start, tokens[n].start, {"punct": ","})]
            led = make_token(way.start, way.end, {"role": way.get("role")})
            out += [_of_unit(tokens[n], last), led, tokens[side]]
        ordered = tokens[close : close + 1] and tokens[close].get("link") == "respectively"
        return [*out, *tokens[close + bool(ordered) :]]
    return tokens


def _of_unit(t: Token | Quantity, last: Quantity) -> Quantity:
    number, scale = (t.number, t.scale) if isinstance(t, Quantity) else (bare(t) or Decimal(0), 0)
    return Quantity(t.start, t.end, number, scale, last.unit, last.factor, origin="digits")


def _counts(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return t.unit is None and t.origin == "digits"
    return bare(t) is not None and bool(t.get("digits"))


def _size(t: Token | Quantity) -> Decimal:
    return t.value if isinstance(t, Quantity) else bare(t) or Decimal(0)


def taking_shares(tokens: Tokens) -> Tokens:
    """ "Germany and the US were the largest buyers, taking 14.1% and 10.2% of exports": with these shares."""
    for k in range(1, len(tokens) - 4):
        lift, first, link, second, whole = tokens[k : k + 5]
        if lift.get("change") != "lift" or tokens[k - 1].get("punct") != "," or link.get("link") != "and":
            continue
        shares = (first, second)
        if whole.get("role") == "of" and all(isinstance(s, Quantity) and s.unit == "percent" for s in shares):
            tokens = [*tokens[:k], make_token(lift.start, lift.end, {"role": "with"}), *tokens[k + 1 :]]
    return tokens


def goods_took(tokens: Tokens) -> Tokens:
    """ "Footwear took 940 million of that", "of which footwear took 940 million": goods make up a part, they buy nothing."""
    for k in range(1, len(tokens) - 1):
        if tokens[k].get("measure") != "buy" or not good(tokens[k - 1]):
            continue
        amount = k + 1 + bool(tokens[k + 1].get("hedge"))
        if amount >= len(tokens) or not isinstance(tokens[amount], Quantity):
            continue
        ahead = k > 1 and tokens[k - 2].get("link") == "of_which"
        opens = k == 1 or bool(tokens[k - 2].get("punct"))
        behind = opens and amount + 1 < len(tokens) and tokens[amount + 1].get("link") == "of_which"
        if ahead or behind:
            part = make_token(tokens[k].start, tokens[k].end, {"share": "share"})
            tokens = [*tokens[:k], part, *tokens[k + 1 :]]
    return tokens


def sent_visitors(tokens: Tokens) -> Tokens:
    """ "China sent Vietnam 5.2 million visitors": 5.2 million to Vietnam."""
    for k in range(1, len(tokens) - 2):
        if tokens[k].get("measure") not in ("sell", "supply") or not tokens[k - 1].get("area"):
            continue
        host = tokens[k + 1]
        at = k + 2 + (tokens[k + 2].get("role") == "with")
        at += at < len(tokens) and bool(tokens[at].get("hedge"))
        people = tokens[at] if at < len(tokens) else host
        if not host.get("area") or host.get("adjective") or not isinstance(people, Quantity):
            continue
        if people.unit == "persons":
            to = make_token(people.end, people.end, {"role": "to"})
            there = make_token(people.end, people.end, {"area": host.get("area")})
            sent = make_token(tokens[k].start, tokens[k].end, {"measure": "sell"})
            told = [t for t in tokens[k + 2 : at + 1] if not t.get("role")]
            tokens = [*tokens[:k], sent, *told, to, there, *tokens[at + 1 :]]
    return tokens


def last_of_leaders(tokens: Tokens) -> Tokens:
    """ "China, with 144 bn, and Japan, with 21 bn, led Vietnam's suppliers": no rank of the last one alone."""
    for k in range(6, len(tokens)):
        rank = tokens[k]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or not rank.superlative:
            continue
        link, side, comma, led, amount, close = tokens[k - 6 : k]
        if link.get("link") == "and" and side.get("area") and led.get("role") == "with":
            if comma.get("punct") == close.get("punct") == "," and isinstance(amount, Quantity):
                return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def led_the_flow(tokens: Tokens) -> Tokens:
    """ "China led Viet Nam's imports with 12 bn": the first of those that it imports from."""
    for k in range(1, len(tokens) - 2):
        first, rank, whose = tokens[k - 1 : k + 2]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or not rank.superlative:
            continue
        if not first.get("area") or first.get("adjective") or not whose.get("area"):
            continue
        n = k + 2 + good(tokens[k + 2])
        flow = tokens[n] if n < len(tokens) else first
        if flow.get("measure") not in TOLD or flow.get("rank_noun"):
            continue
        if n + 1 < len(tokens) and (
            tokens[n + 1].get("period") is not None or tokens[n + 1].get("role") == "with"
        ):
            noun = make_token(flow.start, flow.end, {"noun": "market", "rank_noun": flow.get("measure")})
            return [*tokens[:n], noun, *tokens[n + 1 :]]
    return tokens
