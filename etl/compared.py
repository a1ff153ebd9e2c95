"""Exports told by how far they are from imports: a sentence's tokens are put so that the reader finds a balance."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token

_FLOWS = ("exports", "imports")
DEALS = {"sell": "exports", "buy": "imports"}  # verbs of both: "bought 5 bn more than it sold"
_BARE = 6  # the scale from which a number needs no unit of its own
_PASSED = 5  # most tokens from the verb to the number: "exceeded its imports by some 5 bn"

Tokens = list[Token | Quantity]


def balances(tokens: Tokens) -> Tokens:
    """ "exports were 5 bn more than imports", "imports exceeded exports by 5 bn": a surplus and a deficit of 5 bn."""
    for k, t in enumerate(tokens):
        if not isinstance(t, Quantity) or t.unit in ("rank", "percent", "times"):
            continue
        if t.unit is None and t.scale < _BARE:
            continue
        if (found := _more_than(tokens, k) or _more_from(tokens, k) or _passed_by(tokens, k)) is not None:
            return balances(found)
    return tokens


def _flow(t: Token | Quantity) -> str | None:
    plain = not isinstance(t, Quantity) and not t.get("rank_noun")
    return t.get("measure") if plain and t.get("measure") in _FLOWS else None


def _before(tokens: Tokens, k: int) -> str | None:
    """The flow last named before token ``k``."""
    return next((flow for t in reversed(tokens[:k]) if (flow := _flow(t))), None)


def _more_than(tokens: Tokens, k: int) -> Tokens | None:
    words = tokens[k + 1 : k + 4]
    if not words or words[0].get("compare") not in ("higher", "lower"):
        return None
    n = next((n for n, t in enumerate(words) if _flow(t) or t.get("measure") in DEALS), 0)
    if not n or any(isinstance(t, Quantity) or t.get("punct") or t.get("area") for t in words[:n]):
        return None
    if any(t.get("measure") or t.get("period") for t in words[:n]):
        return None
    one, other = _before(tokens, k), _flow(words[n])
    if other is None:
        other = DEALS[str(words[n].get("measure"))]
        one = next((DEALS.get(str(t.get("measure"))) for t in reversed(tokens[:k]) if t.get("measure")), None)
    if one is None or one == other:
        return None
    more = words[0].get("compare") == "higher"
    told = make_token(words[0].start, words[n].end, {"measure": _balance(one, more)})
    return [*tokens[: k + 1], told, *tokens[k + 2 + n :]]


def _more_from(tokens: Tokens, k: int) -> Tokens | None:
    """ "imported 7 bn more from China than it exported": with whom the balance is stands in between."""
    if len(tokens) < k + 6:
        return None
    more, way, area, than = tokens[k + 1 : k + 5]
    if more.get("compare") != "higher" or way.get("role") not in ("from", "to") or not area.get("area"):
        return None
    at = k + 5 + bool(tokens[k + 5].get("anaphor"))
    if than.get("compare") != "base" or at >= len(tokens):
        return None
    one, other = _before(tokens, k), _flow(tokens[at])
    if one is None or other is None or one == other:
        return None
    told = make_token(more.start, more.end, {"measure": _balance(one, True)})
    return [*tokens[: k + 1], told, _with(way), area, *tokens[at + 1 :]]


def _passed_by(tokens: Tokens, k: int) -> Tokens | None:
    led = next((n for n in range(k - 1, max(0, k - _PASSED), -1) if not tokens[n].get("hedge")), 0)
    if not led or not tokens[led].get("extent"):
        return None
    at = _outdone(tokens, led)
    other = _flow(tokens[at])
    n = next((n for n in range(at - 1, max(0, at - 3), -1) if tokens[n].get("change")), 0)
    if other is None or not n or any(isinstance(t, Quantity) for t in tokens[n:at]):
        return None
    verb, one = tokens[n], _before(tokens, n)
    passed = verb.get("change") == "up" or verb.get("change") == "reach" and not verb.get("role")
    short = verb.end - verb.start < len("topped") and at - n > 1  # but "beat imports by"
    if one is None or one == other or not passed or short:
        return None
    if any(isinstance(t, Quantity) for t in tokens[at:led]):
        by = make_token(tokens[led].start, tokens[led].end, {"measure": _balance(one, True)})
        return [*tokens[:led], by, *tokens[led + 1 :]]  # "exceeded imports of 64 bn by 20 bn"
    first = next(k for k in range(n - 1, -1, -1) if _flow(tokens[k]))
    if any(isinstance(t, Quantity) for t in tokens[first:n]):
        told = make_token(verb.start, tokens[led].end, {"measure": _balance(one, True)})
        return [*tokens[:n], told, *tokens[led + 1 :]]
    told = make_token(tokens[first].start, tokens[first].end, {"measure": _balance(one, True)})
    with_whom = [_with(t) for t in tokens[first + 1 : n]]
    return [*tokens[:first], told, *with_whom, *tokens[led + 1 :]]


def _with(t: Token | Quantity) -> Token | Quantity:
    """A balance is with those to whom or from whom goods go."""
    return make_token(t.start, t.end, {"role": "with"}) if t.get("role") in ("to", "from") else t


def _outdone(tokens: Tokens, led: int) -> int:
    """Where the flow stands that was exceeded: "imports by", "imports from there by", "imports of 64 bn by"."""
    at = led - 1
    while at > max(0, led - _PASSED) and _flow(tokens[at]) is None:
        t = tokens[at]
        said = isinstance(t, Quantity) or t.get("role") or t.get("area") or t.get("anaphor") or t.get("hedge")
        if not said or t.get("punct"):
            break
        at -= 1
    return at


def _balance(one: str, more: bool) -> str:
    return "surplus" if (one == "exports") == more else "deficit"
