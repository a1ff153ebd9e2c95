"""Goods that something is done with: what was bought, sold or supplied, told from the goods' side."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens, good, of_whole

_HANDED = frozenset({"sell", "supply"})
_AHEAD = 8  # most tokens between a share of goods and what became of them


def bought_by_from(tokens: Tokens) -> Tokens:
    """ "Rice worth 3 bn USD was bought by the Philippines from Vietnam": what the Philippines bought there, as with
    "bought from Vietnam by the Philippines"."""
    for k in range(len(tokens) - 3):
        by, who, way, whom = tokens[k : k + 4]
        if by.get("measure") != "exports" or by.get("role") != "to" or way.get("role") != "from":
            continue
        if not _country(who) or not _country(whom) or who["area"].code == whom["area"].code:
            continue
        bought = make_token(by.start, by.end, {"measure": "buy"})
        of = make_token(by.end, by.end, {"role": "of", "extent": "extent"})
        return [*tokens[:k], bought, way, whom, of, who, *tokens[k + 4 :]]
    return tokens


def by_others_too(tokens: Tokens) -> Tokens:
    """ "3.1 m tonnes was taken by the Philippines, and 1.2 m tonnes by Indonesia": taken by it, too."""
    first = next((k for k, t in enumerate(tokens) if t.get("measure") == "exports" and t.get("role")), None)
    if first is None or tokens[first].get("role") != "to" or not _country(*tokens[first + 1 : first + 2]):
        return tokens
    out = list(tokens)
    for k in range(first + 3, len(tokens) - 2):
        q, by, who = tokens[k : k + 3]
        if not isinstance(q, Quantity) or by.get("role") != "of" or not by.get("extent"):
            continue
        if _country(who) and q.unit in ("tonnes", "percent", *PAID) and joins(tokens[k - 1]):
            out[k + 1] = make_token(by.start, by.end, {"measure": "exports", "role": "to"})
    return out


def supplied_by(tokens: Tokens) -> Tokens:
    """ "Components worth 5.6 bn USD were supplied to Vietnam by South Korea": what it sold there; "were supplied by South
    Korea": imports from it."""
    for k in range(1, len(tokens) - 3):
        was, verb, way, who = tokens[k - 1 : k + 3]
        if verb.get("measure") != "supply" or not _is(was) or not who.get("area"):
            continue
        if way.get("role") == "to":
            sold = make_token(verb.start, verb.end, {"measure": "sell"})
            return [*tokens[:k], sold, *tokens[k + 1 :]]
        led_on = any(t.get("role") == "to" for t in tokens[k + 2 : k + 5])
        if (
            way.get("extent")
            and _country(who)
            and not led_on
            and not any(t.get("measure") in _FLOWS for t in tokens)
        ):
            came = make_token(was.start, way.end, {"measure": "imports", "role": "from"})
            return [*tokens[: k - 1], came, *tokens[k + 2 :]]
    return tokens


_FLOWS = frozenset({"exports", "imports", "trade_total"})


def part_sold(tokens: Tokens) -> Tokens:
    """ "Over 70% of Vietnam's lychees were sold to China", "… were delivered to China": as exported there."""
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), len(tokens))
    if first + 4 >= len(tokens) or tokens[first].unit != "percent" or not of_whole(tokens[first + 1]):
        return tokens
    goods = False
    for k in range(first + 2, min(first + _AHEAD, len(tokens) - 2)):
        t = tokens[k]
        if isinstance(t, Quantity) or t.get("punct") or t.get("link"):
            break
        goods = goods or good(t)
        way = tokens[k + 1]
        handed = t.get("measure") in _HANDED and way.get("role") in ("to", "at")
        if goods and handed and _is(tokens[k - 1]) and tokens[k + 2].get("area"):
            to = make_token(way.start, way.end, {"role": "to"}) if way.get("role") == "at" else way
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "exports"}), to, *tokens[k + 2 :]]
    return tokens


def worth_aside(tokens: Tokens) -> Tokens:
    """ "Bananas, worth 180 m USD, were exported to China": as without the commas."""
    for k in range(1, len(tokens) - 5):
        if not good(tokens[k - 1]) or tokens[k].get("punct") != ",":
            continue
        n = k + 2 + bool(tokens[k + 2].get("hedge"))
        worth, q = tokens[k + 1], tokens[n]
        if worth.get("measure") != "value" or not isinstance(q, Quantity) or q.unit not in PAID:
            continue
        if any(isinstance(t, Quantity) for t in tokens[:k]) or n + 3 >= len(tokens):
            continue
        if tokens[n + 1].get("punct") == "," and _is(tokens[n + 2]) and tokens[n + 3].get("measure"):
            return [*tokens[:k], *tokens[k + 1 : n + 1], *tokens[n + 2 :]]
    return tokens


def _is(t: Token | Quantity) -> bool:
    return t.get("change") == "reach" and not t.get("measure") and not t.get("role")


def _country(t: Token | Quantity | None = None) -> bool:
    return (
        t is not None
        and (area := t.get("area")) is not None
        and area.type == "country"
        and not t.get("adjective")
    )


def across_borders(tokens: Tokens) -> Tokens:
    """ "Goods worth 14 bn USD crossed Vietnam's borders with China", "were moved across its borders with China": through
    its gates there."""
    for k in range(1, len(tokens) - 3):
        whose, borders, way, whom = tokens[k : k + 4]
        if borders.get("role") != "aside" or way.get("role") != "with" or not _country(whom):
            continue
        if not _country(whose) or whose.get("measure"):
            continue
        led = k - 1 if tokens[k - 1].get("role") == "at" else k
        via = make_token(tokens[k - 1].start, tokens[k - 1].end, {"role": "via"})
        gate = make_token(borders.start, borders.end, {"noun": "gate"})
        return [*tokens[:led], via, whose, gate, *tokens[k + 2 :]]
    return tokens


def bracket_of_all(tokens: Tokens) -> Tokens:
    """ "Almost all of its rubber (95%) was exported to China": 95% of its rubber."""
    for k in range(2, len(tokens) - 5):
        opened, share, closed, was, verb, way = tokens[k : k + 6]
        if opened.get("punct") != "(" or closed.get("punct") != ")" or not good(tokens[k - 1]):
            continue
        if not isinstance(share, Quantity) or share.unit != "percent" or not _is(was):
            continue
        if verb.get("measure") not in ("exports", *_HANDED) or way.get("role") != "to":
            continue
        of = next((n for n in range(k - 2, max(-1, k - 5), -1) if of_whole(tokens[n])), None)
        if of is None or any(isinstance(t, Quantity) or t.get("punct") for t in tokens[:of]):
            continue
        return [*tokens[:of], share, *tokens[of:k], *tokens[k + 3 :]]
    return tokens


def came_first(tokens: Tokens) -> Tokens:
    """ "From Brazil came 1.1 m tonnes of maize": imports from there."""
    start = next((k for k, t in enumerate(tokens[:3]) if t.get("role") == "from"), None)
    if start is None or start + 4 >= len(tokens) or any(not t.get("period") for t in tokens[:start]):
        return tokens
    way, who = tokens[start : start + 2]
    n = start + 2 + bool(tokens[start + 2].get("hedge"))
    q, of, goods = (tokens[n : n + 3] + [tokens[0]] * 3)[:3]
    if not _country(who) or not isinstance(q, Quantity) or q.unit != "tonnes" and q.unit not in PAID:
        return tokens
    if n + 2 >= len(tokens) or of.get("role") != "of" or not good(goods):
        return tokens
    if any(t.get("measure") for t in tokens):
        return tokens
    came = make_token(way.start, way.end, {"role": "from", "measure": "imports"})
    return [*tokens[:start], came, *tokens[start + 1 :]]


def are_bound(tokens: Tokens) -> Tokens:
    """ "60,000 tonnes were bound for China": exports to there."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        way = tokens[k - 1] if out else t
        led = k > 2 and _is(tokens[k - 2]) and isinstance(q := tokens[k - 3], Quantity) and q.unit == "tonnes"
        if led and way.get("role") == "to" and len(way) == 1 and _country(t):
            out[-2:] = [make_token(way.start, way.end, {"role": "to", "measure": "exports"})]
        out.append(t)
    return out if len(out) < len(tokens) else tokens


def sent_of_harvest(tokens: Tokens) -> Tokens:
    """ "Of the 95,000 tonnes of Thai durian harvested, 80,000 tonnes were sent to China": whose it was."""
    if not tokens or not of_whole(tokens[0]):
        return tokens
    k = next((k for k, t in enumerate(tokens[:9]) if t.get("punct") == ","), None)
    if k is None or k + 4 >= len(tokens):
        return tokens
    whose = next((n for n in range(2, k - 1) if tokens[n].get("adjective") and good(tokens[n + 1])), None)
    grown = any(isinstance(t, Quantity) and t.unit == "tonnes" for t in tokens[1:3])
    if whose is None or not grown or any(t.get("measure") for t in tokens[:k]):
        return tokens
    q, was, verb, way = tokens[k + 1 : k + 5]
    if not isinstance(q, Quantity) or q.unit != "tonnes" or not _is(was) or way.get("role") != "to":
        return tokens
    if verb.get("measure") not in ("exports", *_HANDED):
        return tokens
    of = make_token(q.end, q.end, {"role": "of"})
    named = [make_token(q.end, q.end, {**t}) for t in tokens[whose : whose + 2]]
    return [*tokens[: k + 2], of, *named, *tokens[k + 2 :]]
