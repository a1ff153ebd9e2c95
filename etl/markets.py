"""Markets and suppliers that a sentence lists with what each took or sold, without ranking them."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token

_WAYS = {"exports": "to", "imports": "from"}
_BETWEEN = 8  # most words from the noun to the first of those listed
_PASSED = frozenset({"period", "commodity", "ignore", "hedge"})

Tokens = list[Token | Quantity]


def listed_markets(tokens: Tokens) -> Tokens:
    """ "The main markets for Vietnamese rice were China ($75 m), Cuba ($47 m) …", "its key suppliers included …": the noun
    tells of a flow as "exports to" does, where no other word has and each comes with its figure."""
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) or t.get("measure") in ("value", "volume"):
            return tokens
        if t.get("measure") or t.get("share"):
            return tokens  # a flow is told of, and the noun only says with whom
        flow = t.get("rank_noun")
        if flow not in _WAYS:
            continue
        first = _first_listed(tokens, k)
        if first is None:
            return tokens
        between = [
            make_token(u.start, u.end, {"role": "of"}) if u.get("role") else u for u in tokens[k + 1 : first]
        ]
        if between and between[-1].get("change") == "reach":
            between.pop()
        at = tokens[first].start
        named = make_token(t.start, t.end, {"measure": flow})
        way = make_token(at, at, {"role": _WAYS[flow]})
        return [*tokens[:k], named, *between, way, *tokens[first:]]
    return tokens


def _first_listed(tokens: Tokens, k: int) -> int | None:
    """Where the first of those listed stands: an area with a figure of its own right behind it."""
    for n in range(k + 1, min(k + _BETWEEN, len(tokens) - 2)):
        t = tokens[n]
        if isinstance(t, Quantity) or t.get("punct") or t.get("link") and t.get("link") != "of_which":
            return None
        if t.get("area") is None or t.get("adjective"):
            plain = not _PASSED.isdisjoint(t) or t.get("adjective") or t.get("change") == "reach"
            if not (plain or t.get("link") or t.get("role") in ("to", "of")):
                return None
            continue
        led = tokens[n + 1].get("punct") == "(" or tokens[n + 1].get("role") in ("with", "at")
        behind = (u for u in tokens[n + 2 : n + 5] if not (u.get("hedge") or u.get("change")))
        return n if led and isinstance(next(behind, None), Quantity) else None
    return None
