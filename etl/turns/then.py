"""When a sentence of its own tells what another period came to."""

from __future__ import annotations

from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.turns.shapes import Tokens

_YEARS = frozenset({"year", "year_relative"})
_SHORTEST = len("same half")  # of words for the same period of another year: "on" compares only


def told_then(tokens: Tokens) -> Tokens:
    """ "It was 4.5 bn in the same month last year": a figure of that time, and nothing that it is compared with."""
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    began = 0
    if first is not None and tokens[first + 1 : first + 2] and tokens[first + 1].get("punct") == ",":
        # "The gap, 67 bn, had been 40 bn in the same period of 2023"
        n = first + 3 + bool(tokens[first + 3 : first + 4] and tokens[first + 3].get("hedge"))
        if (
            tokens[n : n + 1]
            and isinstance(tokens[n], Quantity)
            and tokens[first + 2].get("change") == "reach"
        ):
            began, first = first + 1, n
    if first is None or tokens[first].unit in ("percent", "times", "rank") or not _then(tokens, first + 2):
        return tokens
    k, said = first + 2, tokens[began:first]
    at = k + 2 if tokens[k + 1].get("role") == "of" else k + 1
    if not any(t.get("change") == "reach" for t in said) or not all(map(_plain, said)):
        return tokens
    m = tokens[at].get("period")
    then = PeriodMatch("period_prior", m.slots if m is not None else {})
    return [*tokens[:k], make_token(tokens[k].start, tokens[at].end, {"period": then}), *tokens[at + 1 :]]


def _then(tokens: Tokens, k: int) -> bool:
    """Whether "in", "the same period" and a year stand at ``k - 1``."""
    if k + 1 >= len(tokens) or tokens[k - 1].get("role") not in ("at", "to"):
        return False
    same = tokens[k]
    if same.get("compare") != "base" or same.end - same.start < _SHORTEST:
        return False
    at = k + 2 if tokens[k + 1].get("role") == "of" else k + 1
    if at >= len(tokens):
        return False
    m = tokens[at].get("period")
    return m.kind in _YEARS if m is not None else bool(tokens[at].get("ago"))


def _plain(t: Token | Quantity) -> bool:
    """What a sentence says besides that leaves the time alone."""
    return not (t.get("period") or t.get("change") in ("up", "down", "start") or t.get("link") == "but")
