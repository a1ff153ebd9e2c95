"""A part of an amount that is told in the same breath: "18 bn of its 33.9 bn imports"."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens

_WAYS = {"imports": "from", "exports": "to"}
_VERBS = {"supply": "imports", "buy": "exports"}  # what of another's trade those have who do so
_PARTS = PAID | {"percent"}
_OUT_OF_ALL = (("punct", ","), ("share", "whole"), ("link", "total"))  # ", out of a total of"


def part_of_amount(tokens: Tokens) -> Tokens:
    """ "53% of Cambodia's 33.9 bn imports came from China", "China supplied 18 bn of Cambodia's 33.9 bn imports",
    "Cambodia imported 18 bn of its 33.9 bn in goods from China": the whole is told first, and then whose part that is."""
    for k in range(len(tokens) - 3):
        start, of = _part_ahead(tokens, k), tokens[k + 1]
        if start is None or of.get("role") != "of":
            continue
        owner = tokens[k + 2] if tokens[k + 2].get("area") else None
        n = k + 2 + (owner is not None)
        whole = tokens[n]
        if not isinstance(whole, Quantity) or whole.unit not in PAID:
            continue
        n += 1 + any(t.get("role") == "at" for t in tokens[n + 1 : n + 2])
        end = next((e for e in range(n, min(n + 3, len(tokens))) if not tokens[e].get("commodity")), None)
        if end is None:
            return tokens
        told = tokens[start : k + 1], tokens[n : end + 1], tokens[end + 1 :]
        if owner is not None:
            return _whole_first(tokens, start, [of, owner, whole], *told)
        return _of_its(tokens, start, whole, *told)
    return tokens


def _part_ahead(tokens: Tokens, k: int) -> int | None:
    """Where a part that ends there starts: "about 18 bn", "18 bn, or 53 percent,"."""
    end = k - (tokens[k].get("punct") == ",")
    if not isinstance(tokens[end], Quantity) or tokens[end].unit not in _PARTS:
        return None
    if end > 1 and tokens[end - 1].get("share") == "equal":
        end -= 2 + (tokens[end - 2].get("punct") == ",")
        if end < 0 or not isinstance(tokens[end], Quantity) or tokens[end].unit not in PAID:
            return None
    elif end < k:
        return None
    return end - bool(end and tokens[end - 1].get("hedge"))


def _whole_first(
    tokens: Tokens, start: int, whole: Tokens, part: Tokens, goods: Tokens, behind: Tokens
) -> Tokens:
    flow = str(goods[-1].get("measure"))
    if flow not in FLOWS:
        return tokens
    amount, before = whole[-1], whole[1].end
    total = [make_token(before, before, {name: word}) for name, word in _OUT_OF_ALL]
    part = part[:-1] if part[-1].get("punct") else part
    equal = next((k for k, t in enumerate(part) if t.get("share") == "equal"), 0)
    if equal:  # "18 bn, or 53 percent"
        total = [total[0], part[equal], *(t for t in part[:equal] if not t.get("punct")), *total]
        part = part[equal + 1 :]
    if behind and behind[0].get("role") == _WAYS[flow] and any(t.get("area") for t in behind[1:2]):
        return [*tokens[:start], *part, *whole[:2], *goods, *behind[:2], *total, amount, *behind[2:]]
    verb, other = tokens[start - 1] if start > 1 else None, tokens[start - 2]
    if verb is not None and _VERBS.get(str(verb.get("measure"))) == flow and other.get("area"):
        way = [make_token(verb.start, verb.end, {"role": _WAYS[flow]}), other]
        return [*tokens[: start - 2], *part, *whole[:2], *goods, *way, *total, amount, *behind]
    return tokens


def _of_its(
    tokens: Tokens, start: int, whole: Quantity, part: Tokens, goods: Tokens, behind: Tokens
) -> Tokens:
    verb = tokens[start - 1] if start else None
    if verb is None or not (goods[-1].get("measure") in FLOWS or goods[-1].get("noun") == "goods"):
        return tokens
    way = {"sell": "to", "buy": "from"}.get(str(verb.get("measure"))) or _WAYS.get(str(verb.get("measure")))
    if way is None or not behind or behind[0].get("role") != way:
        return tokens
    rest = make_token(whole.end, whole.end, {"link": "of_which"})
    comma = make_token(whole.end, whole.end, {"punct": ","})
    return [*tokens[:start], whole, comma, rest, *part, *behind]
