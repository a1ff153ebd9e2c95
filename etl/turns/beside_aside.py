"""What is told of exports and imports beside each other: how much each moved behind both amounts, and behind an aside."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, PAID, SIDES, Tokens, of_whole

_MOVED = frozenset({"up", "down"})
_MORE = frozenset({"higher", "lower"})
_PARTS = {"supply": "imports", "buy": "exports"}
_LED = 3  # most tokens between a flow and its amount


def moves_of_both(tokens: Tokens) -> Tokens:
    """ "Exports were 1.55 tn and imports 0.9 tn, a gain of 7.2% and a loss of 4.7%": each moved as told in its place."""
    for k in range(5, len(tokens) - 3):
        one, joined, two = tokens[k], tokens[k + 1], tokens[k + 2 : k + 5]
        if not _percent(one) or joined.get("link") != "and" or len(two) < 2:
            continue
        if tokens[k - 1].get("change") not in _MOVED or two[0].get("change") not in _MOVED:
            continue
        if not _percent(two[1]) or tokens[k - 2].get("punct") != ",":
            continue
        if not all(t.get("punct") for t in tokens[k + 4 : k + 5]):
            continue
        end = k - 2
        second = _flow_before(tokens, end)
        if second is None or second < 3 or not _joins(tokens[second - 1]):
            continue
        stop = second - 1
        first = _flow_before(tokens, stop)
        if first is None or {tokens[n].get("measure") for n in (first, second)} != set(FLOWS):
            continue
        comma = [make_token(tokens[stop].start, tokens[stop].start, {"punct": ","})]
        ahead, own = tokens[:stop], tokens[stop:end]
        return [*ahead, *comma, tokens[k - 1], one, *own, tokens[end], *two[:2], *tokens[k + 4 :]]
    return tokens


def _flow_before(tokens: Tokens, end: int) -> int | None:
    """Where exports or imports stand of which the amount right before ``end`` is told."""
    if end < 2 or not isinstance(q := tokens[end - 1], Quantity) or q.unit not in PAID:
        return None
    for n in range(end - 2, max(-1, end - 3 - _LED), -1):
        if tokens[n].get("measure") in FLOWS:
            return n
        if not (tokens[n].get("change") == "reach" or tokens[n].get("hedge")):
            return None
    return None


def moved_as_before_aside(tokens: Tokens) -> Tokens:
    """ "Exports edged up 1.1% in April, after a decline of 8.9% in March, and imports 2.1%": imports edged up, too."""
    for k in range(3, len(tokens) - 4):
        if tokens[k].get("role") != "aside" or tokens[k - 1].get("punct") != ",":
            continue
        verb = next((t for t in reversed(tokens[:k]) if t.get("change") in _MOVED), None)
        end = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("punct")), len(tokens))
        aside = tokens[k + 1 : end]
        if verb is None or not aside or tokens[end : end + 1] == [] or tokens[end].get("punct") != ",":
            continue
        if not any(t.get("change") in _MOVED for t in aside):
            continue
        n = end + 1
        while n < len(tokens) and (tokens[n].get("link") == "and" or tokens[n].get("period")):
            n += 1
        start = n
        while n < len(tokens) and n < start + _LED and not isinstance(tokens[n], Quantity):
            n += 1
        led = tokens[start:n]
        if start == end + 1 or not any(t.get("measure") in FLOWS for t in led) or n >= len(tokens):
            continue
        if _percent(tokens[n]) and not any(t.get("change") or t.get("compare") for t in led):
            at = tokens[n].start
            moved = make_token(at, at, {"change": verb.get("change")})
            return [*tokens[:n], moved, *tokens[n:]]
    return tokens


def bought_more(tokens: Tokens) -> Tokens:
    """ "Exports to Vietnam were 27 bn. Only China, with 79 bn, and the US, with 40 bn, bought more": the exports to them."""
    verb = next((k for k, t in enumerate(tokens) if t.get("measure") == "buy"), None)
    if not verb or tokens[verb + 1 : verb + 2] == [] or tokens[verb + 1].get("compare") not in _MORE:
        return tokens
    if any(not t.get("punct") for t in tokens[verb + 2 :]):
        return tokens
    said = tokens[:verb]
    if not (said[0].get("area") and any(isinstance(t, Quantity) and t.unit in PAID for t in said)):
        return tokens
    out: Tokens = []
    for k, t in enumerate(said):
        if t.get("area"):
            at = t.start
            if t.get("adjective"):
                return tokens
            if not out:
                out.append(make_token(at, at, {"measure": "exports"}))
            out.append(make_token(at, at, {"role": "to"}))
        elif not (_joins(t) or t.get("role") == "with" or _paid(t) or t.get("hedge") or t.get("link")):
            return tokens
        if t.get("punct") == "," and said[k + 1 : k + 2] and said[k + 1].get("role") == "with":
            continue
        if t.get("role") != "with":
            out.append(t)
    while out and out[-1].get("punct") == ",":
        out.pop()
    return [*out, *tokens[verb + 2 :]]


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def part_of_whose_flow(tokens: Tokens) -> Tokens:
    """ "ASEAN accounted for 33 bn of Hunan's trade": Hunan's trade with ASEAN. "China supplied 20% of Thai imports", as in
    "accounted for 20%"."""
    for k in range(1, len(tokens) - 4):
        verb, who = tokens[k], tokens[k - 1].get("area")
        if who is None or tokens[k - 1].get("adjective") or not _clause_begins(tokens, k - 1):
            continue
        if not (verb.get("share") == "share" or verb.get("measure") in _PARTS):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge") and not isinstance(tokens[k + 1], Quantity))
        end = _behind_same(tokens, n)
        if end + 2 >= len(tokens) or not isinstance(q := tokens[n], Quantity) or not of_whole(tokens[end]):
            continue
        whose, flow, behind = tokens[end + 1], tokens[end + 2], end + 3
        if (named := whose.get("measure")) in SIDES and flow.get("role") == "of" and end + 3 < len(tokens):
            whose, flow, behind = tokens[end + 3], whose, end + 4
        told = str(flow.get("measure"))
        if (
            whose.get("area") is None
            or told not in SIDES
            or whose["area"].code == who.code
            or flow.get("role")
        ):
            continue
        if tokens[behind : behind + 1] and tokens[behind].get("role"):
            continue
        if verb.get("measure") in _PARTS and _PARTS[str(verb["measure"])] != told:
            continue
        if q.unit == "percent":
            if verb.get("measure") != "supply" or named:
                continue
            held = make_token(verb.start, verb.end, {"change": "reach", "share": "share"})
            return [*tokens[:k], held, *tokens[k + 1 :]]
        if q.unit not in PAID:
            continue
        owner = make_token(whose.start, whose.end, {"area": whose["area"], "adjective": True})
        way = make_token(verb.start, verb.start, {"role": SIDES[told][0]})
        came = make_token(verb.end, verb.end, {"change": "reach"})
        plain = make_token(flow.start, flow.end, {"measure": told})
        return [
            *tokens[: k - 1],
            owner,
            plain,
            way,
            tokens[k - 1],
            came,
            *tokens[k + 1 : end],
            *tokens[behind:],
        ]
    return tokens


def _behind_same(tokens: Tokens, n: int) -> int:
    """Where it goes on behind an amount, and the same in other money in brackets."""
    opened = tokens[n + 1 : n + 2]
    if opened and opened[0].get("punct") == "(":
        return next(
            (m + 1 for m in range(n + 2, min(n + 6, len(tokens))) if tokens[m].get("punct") == ")"), n + 1
        )
    return n + 1


def _clause_begins(tokens: Tokens, k: int) -> bool:
    return k == 0 or bool(
        tokens[k - 1].get("punct") or tokens[k - 1].get("link") or tokens[k - 1].get("period")
    )
