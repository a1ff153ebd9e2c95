"""Exports told by how far they are from imports: a sentence's tokens are put so that the reader finds a balance."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token

_FLOWS = ("exports", "imports")
_PASSED = 5  # most tokens from the verb to the number: "exceeded its imports by some 5 bn"

Tokens = list[Token | Quantity]


def balances(tokens: Tokens) -> Tokens:
    """ "exports were 5 bn more than imports", "imports exceeded exports by 5 bn": a surplus and a deficit of 5 bn."""
    for k, t in enumerate(tokens):
        if not isinstance(t, Quantity) or t.unit in (None, "rank", "percent", "times"):
            continue
        if (found := _more_than(tokens, k) or _passed_by(tokens, k)) is not None:
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
    n = next((n for n, t in enumerate(words) if _flow(t)), 0)
    if not n or any(isinstance(t, Quantity) or t.get("punct") or t.get("area") for t in words[:n]):
        return None
    if any(t.get("measure") or t.get("period") for t in words[:n]):
        return None
    one, other = _before(tokens, k), _flow(words[n])
    if one is None or one == other:
        return None
    more = words[0].get("compare") == "higher"
    told = make_token(words[0].start, words[n].end, {"measure": _balance(one, more)})
    return [*tokens[: k + 1], told, *tokens[k + 2 + n :]]


def _passed_by(tokens: Tokens, k: int) -> Tokens | None:
    led = next((n for n in range(k - 1, max(0, k - _PASSED), -1) if not tokens[n].get("hedge")), 0)
    if not led or tokens[led].get("role") != "of":
        return None
    other = _flow(tokens[led - 1])
    n = next((n for n in range(led - 2, max(0, led - 4), -1) if tokens[n].get("change")), 0)
    if other is None or not n or any(isinstance(t, Quantity) for t in tokens[n:led]):
        return None
    verb, one = tokens[n], _before(tokens, n)
    passed = verb.get("change") == "up" or verb.get("change") == "reach" and not verb.get("role")
    if one is None or one == other or not passed or verb.end - verb.start < len("topped"):
        return None
    told = make_token(verb.start, tokens[led].end, {"measure": _balance(one, True)})
    return [*tokens[:n], told, *tokens[led + 1 :]]


def _balance(one: str, more: bool) -> str:
    return "surplus" if (one == "exports") == more else "deficit"
