"""Who sold or bought: buyers that are no first or second, sellers named behind one, shipments to one who buys."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens, figure, good, of_whole

_SOLD = frozenset({"sell", "exports"})
_MOVED = frozenset({"sell", "exports", "imports", "buy"})
_TAKEN = frozenset({"supply", "buy", "sell"})
_FEW = 4  # most tokens of a verb and whom it names


def main_buyer(tokens: Tokens) -> Tokens:
    """ "Vietnam was the main buyer with 9,370 tonnes, ahead of Germany with 1,107": what it bought."""
    for k in range(1, len(tokens) - 3):
        who, verb, noun, way = tokens[k - 1 : k + 3]
        area = who.get("area")
        if area is None or who.get("adjective") or verb.get("change") != "reach" or verb.get("measure"):
            continue
        if noun.get("rank_noun") != "exports" or noun.get("measure") or noun.get("anaphor"):
            continue
        n = k + 3 + bool(tokens[k + 3].get("hedge"))
        if way.get("role") not in ("with", "at") or n >= len(tokens) or not figure(tokens[n]):
            continue
        if tokens[n].unit != "tonnes" and tokens[n].unit not in PAID:
            continue
        bought = make_token(verb.start, verb.end, {"measure": "buy"})
        return [*tokens[:k], bought, *tokens[k + 3 :]]
    return tokens


def sold_too(tokens: Tokens) -> Tokens:
    """ "Vietnam sold 38,000 tonnes to China, and Thailand 71,000 tonnes": the second sold them there, too."""
    if len(tokens) < 2 * _FEW or not tokens[0].get("area") or tokens[0].get("adjective"):
        return tokens
    verb = tokens[1]
    first = tokens[2 + bool(tokens[2].get("hedge"))]
    if verb.get("measure") not in _SOLD or verb.get("noun") or not figure(first):
        return tokens
    places = [k for k, t in enumerate(tokens) if figure(t)]
    same = [k for k in places if tokens[k].unit == first.unit]
    if len(same) != 2 or first.unit is None or first.unit == "percent":
        return tokens
    k = same[1]
    n = k - 1 - bool(tokens[k - 1].get("hedge"))
    seller, led = tokens[n], tokens[n - 1]
    ends = k + 1 == len(tokens) or tokens[k + 1].get("punct")
    if not seller.get("area") or seller.get("adjective") or led.get("link") not in ("and", "but") or not ends:
        return tokens
    way = next(
        (j for j in range(3, n - 1) if tokens[j].get("role") == "to" and tokens[j + 1].get("area")), None
    )
    if (
        way is None
        or sum(1 for t in tokens[:n] if t.get("area")) != 2
        or any(joins(t) and t.get("link") for t in tokens[2:way])
    ):
        return tokens
    again = [make_token(t.start, t.end, dict(t)) for t in (verb, tokens[way], tokens[way + 1])]
    return [*tokens[: n + 1], again[0], *tokens[n + 1 : k + 1], *again[1:], *tokens[k + 1 :]]


def shipped_to_buyer(tokens: Tokens, buyer: str) -> Tokens:
    """ "China imported 11 m tonnes. Shipments from the US fell 64%": what it bought there."""
    k = next((k for k, t in enumerate(tokens) if t.get("measure")), None)
    if (
        k is None
        or tokens[k].get("measure") != "exports"
        or tokens[k].get("role")
        or tokens[k].get("rank_noun")
    ):
        return tokens
    if any(t.get("area") or t.get("commodity") or t.get("anaphor") for t in tokens[:k]) or k + 2 >= len(
        tokens
    ):
        return tokens
    way, area = tokens[k + 1], tokens[k + 2].get("area")
    if way.get("role") != "from" or area is None or area.type != "country" or area.code == buyer:
        return tokens
    if any(t.get("role") == "to" and not t.get("change") for t in tokens[k + 3 : k + 7]):
        return tokens
    bought = make_token(tokens[k].start, tokens[k].end, {"measure": "imports"})
    return [*tokens[:k], bought, *tokens[k + 1 :]]


def whole_behind_part(tokens: Tokens) -> Tokens:
    """ "Of the rubber that China bought in 2024, Thailand supplied 33%": the share before what it is of."""
    if len(tokens) < 2 * _FEW or not of_whole(tokens[0]):
        return tokens
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "percent":
        return tokens
    comma = next((n for n in range(k - 1, 0, -1) if tokens[n].get("punct")), None)
    if comma is None or tokens[comma].get("punct") != "," or not any(t.get("area") for t in tokens[1:comma]):
        return tokens
    main = tokens[comma + 1 : k]
    if len(main) < 2 or not main[0].get("area") or main[0].get("adjective"):
        return tokens
    if main[1].get("measure") not in _TAKEN or any(not t.get("hedge") for t in main[2:]):
        return tokens
    if not any(t.get("measure") in _MOVED for t in tokens[1:comma]):
        return tokens
    return [*main, tokens[k], *tokens[:comma], *tokens[k + 1 :]]


def goods_to_one(tokens: Tokens) -> Tokens:
    """ "shipped 340,000 tonnes of maize and 60,000 tonnes of rubber to China": both went there."""
    for k in range(1, len(tokens) - 6):
        if not _amount_of_goods(tokens, k):
            continue
        led = tokens[k - 2] if tokens[k - 1].get("hedge") and k > 1 else tokens[k - 1]
        if led.get("measure") not in _MOVED or led.get("noun") or led.get("role"):
            continue
        ends = [k + 3]
        while ends[-1] + 3 < len(tokens):
            n = ends[-1]
            while n < len(tokens) and joins(tokens[n]):
                n += 1
            if n == ends[-1] or not _amount_of_goods(tokens, n) or tokens[n].unit != tokens[k].unit:
                break
            ends.append(n + 3)
        way = tokens[ends[-1] : ends[-1] + 2]
        if (
            len(ends) < 2
            or len(way) < 2
            or way[0].get("role") not in ("to", "from")
            or not way[1].get("area")
        ):
            continue
        out = list(tokens)
        for n in reversed(ends[:-1]):
            out[n:n] = [make_token(t.start, t.end, dict(t)) for t in way]
        return out
    return tokens


def _amount_of_goods(tokens: Tokens, k: int) -> bool:
    if k + 2 >= len(tokens) or not isinstance(tokens[k], Quantity):
        return False
    told = tokens[k].unit == "tonnes" or tokens[k].unit in PAID
    return told and tokens[k + 1].get("role") == "of" and good(tokens[k + 2])
