"""By how much something went beyond what it had been."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_FAR = 3  # most tokens that say what it went beyond
_BASES = frozenset({"base", "yoy"})


def beyond_by(tokens: Tokens) -> Tokens:
    """ "July's 5.1 bn surpassed June's figure by 4%", "outstripped that of June by 4%": up 4% on it. "Surpassed Thailand's by
    4%" is said of another."""
    for k in range(1, len(tokens) - 1):
        by, much = tokens[k], tokens[k + 1]
        if not by.get("extent") or not isinstance(much, Quantity) or much.unit != "percent":
            continue
        n = k
        while n and k - n < _FAR and _base(tokens[n - 1]):
            n -= 1
        after = tokens[k + 2] if k + 2 < len(tokens) else None
        if n == k or after is not None and (after.get("change") or after.get("compare")):
            continue
        verb = tokens[n - 1] if n else by
        then, at = tokens[n:k], tokens[n].start
        if _beyond(verb):
            n -= 1
        elif then[0].get("compare") != "yoy" or not (
            isinstance(verb, Quantity) or verb.get("period") or verb.get("area")
        ):
            continue
        up = make_token(verb.start, verb.end, {"change": "up"})
        if not _beyond(verb):
            up = make_token(at, at, {"change": "up"})
        if not any(t.get("compare") for t in then):
            then = [make_token(at, at, {"compare": "base"}), *then]
        return [*tokens[:n], up, *then, *tokens[k:]]
    return tokens


def _base(t: Token | Quantity) -> bool:
    return t.get("compare") in _BASES or bool(t.get("period"))


def _beyond(t: Token | Quantity) -> bool:
    if t.get("measure") or isinstance(t, Quantity) or t.get("period"):
        return False
    return t.get("change") == "reach" or t.get("role") == "aside" or t.get("hedge") == "more_than"
