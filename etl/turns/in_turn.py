"""What is said once and meant of those behind, too: whose goods or firms they are, and where each invests."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_NOUNS = frozenset({"goods", "firm", "people"})
_INVESTS = frozenset({"fdi", "put"})
_AHEAD = len("ahead of")  # "followed by" tells who is next, of hosts as well


def same_noun(tokens: Tokens) -> Tokens:
    """ "Chinese goods made up 34%, South Korean 16% and Japanese 6.6%": goods of each. "Chinese goods made up 34%, Japan's
    16%" says whose."""
    first = next((k for k in range(len(tokens) - 3) if _of_nation(tokens, k)), None)
    if first is None or not any(t.get("share") == "share" for t in tokens[first + 2 : first + 4]):
        return tokens
    out: Tokens = list(tokens[: first + 2])
    for k in range(first + 2, len(tokens)):
        t = tokens[k]
        out.append(t)
        if not t.get("adjective") or t.get("area") is None or not _led(tokens[k - 1]) or k + 1 >= len(tokens):
            continue
        n = k + 1 + (tokens[k + 1].get("role") == "to")
        if n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit == "percent":
            out.append(make_token(t.end, t.end, dict(tokens[first + 1])))
    return out if len(out) > len(tokens) else tokens


def next_investor(tokens: Tokens) -> Tokens:
    """ "China invested 8.8 bn in Cambodia, ahead of South Korea with 4 bn", ", South Korea 4 bn": both did there."""
    for k in range(len(tokens) - 4):
        who, verb = tokens[k : k + 2]
        if not _country(who) or verb.get("measure") not in _INVESTS or verb.get("role") or verb.get("noun"):
            continue
        n = k + 2 + bool(tokens[k + 2].get("hedge"))
        if not _paid(tokens[n : n + 1]) or n + 2 >= len(tokens):
            continue
        at, host = tokens[n + 1 : n + 3]
        if at.get("role") != "at" or not _country(host):
            continue
        end = n + 3
        end += end < len(tokens) and bool(tokens[end].get("period"))
        comma, led = tokens[end : end + 1], tokens[end + 1 : end + 2]
        if not led or isinstance(comma[0], Quantity) or comma[0].get("punct") != ",":
            continue
        ahead = not isinstance(led[0], Quantity) and led[0].get("link") == "but"
        ahead = ahead and led[0].end - led[0].start == _AHEAD
        m = end + 1 + ahead
        other = tokens[m : m + 1]
        much = m + 1 + bool(ahead and m + 1 < len(tokens) and tokens[m + 1].get("role") == "with")
        if not other or not _country(other[0]) or not _paid(tokens[much : much + 1]):
            continue
        away = other[0].end
        invests = make_token(away, away, dict(verb))
        there = [make_token(away, away, dict(at)), make_token(away, away, {"area": host.get("area")})]
        rest = tokens[much + 1 :]
        return [*tokens[: end + 1], other[0], invests, tokens[much], *there, *rest]
    return tokens


def _of_nation(tokens: Tokens, k: int) -> bool:
    t, noun = tokens[k : k + 2]
    whose = not isinstance(t, Quantity) and t.get("adjective") and t.get("area") is not None
    return bool(whose) and not isinstance(noun, Quantity) and noun.get("noun") in _NOUNS


def _led(t: Token | Quantity) -> bool:
    return joins(t) or t.get("punct") in (",", ";")


def _country(t: Token | Quantity) -> bool:
    area = None if isinstance(t, Quantity) else t.get("area")
    return area is not None and area.type == "country" and not t.get("adjective")


def _paid(at: Tokens) -> bool:
    return bool(at) and isinstance(at[0], Quantity) and at[0].unit in PAID
