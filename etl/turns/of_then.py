"""How much something is of what it was at another time, and whose part of those who came is told of."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, of_whole

_TIMES = frozenset({"year", "month"})
_THOSE = len(" those ")


def of_that_year(tokens: Tokens) -> Tokens:
    """ "12.6 million, 70% of 2019's", "30% of those in 2019": compared with that time, and not of it."""
    for k in range(2, len(tokens) - 2):
        t, led = tokens[k], tokens[k + 1]
        if not isinstance(t, Quantity) or t.unit != "percent" or isinstance(led, Quantity):
            continue
        then = tokens[k + 2]
        if not of_whole(led) or not _dated(then) or not _ends(tokens, k + 3):
            continue
        if then.start - led.end > (_THOSE if led.get("role") == "of" else 1):
            continue  # "60.9% of the plan for 2023"
        first = next((n for n in range(k) if isinstance(tokens[n], Quantity)), k)
        if first == k or not any(u.get("period") for u in tokens[:k] if not isinstance(u, Quantity)):
            continue
        before = tokens[k - 1]
        if not (
            before.get("punct") or before.get("hedge") or before.get("share") == "equal" or joins(before)
        ):
            continue
        compared = make_token(then.start, then.end, {"compare": "yoy"})
        return [*tokens[: k + 2], compared, *of_that_year(tokens[k + 3 :])]
    return tokens


def of_whom_were(tokens: Tokens) -> Tokens:
    """ "12.6 million foreigners, 60% of whom were South Korean": as in "60% of them South Korean"."""
    for k in range(len(tokens) - 3):
        t, whom, were, who = tokens[k : k + 4]
        if isinstance(t, Quantity) and t.unit == "percent" and whom.get("link") == "of_which":
            if were.get("change") == "reach" and who.get("adjective") and not were.get("share"):
                return [*tokens[: k + 2], *tokens[k + 3 :]]
    return tokens


def market_sent(tokens: Tokens) -> Tokens:
    """ "The South Korean market supplied 3.6 million": visitors from there, and no goods."""
    for k in range(len(tokens) - 2):
        whose, market, verb = tokens[k : k + 3]
        if not whose.get("area") or market.get("noun") != "market" or isinstance(verb, Quantity):
            continue
        if verb.get("measure") in ("supply", "sell") or verb.get("share") == "share":
            who = make_token(whose.start, whose.end, {"area": whose.get("area")})
            return [*tokens[:k], who, *tokens[k + 2 :]]
    return tokens


def _dated(t: Token | Quantity) -> bool:
    return (m := t.get("period")) is not None and m.kind in _TIMES


def _ends(tokens: Tokens, k: int) -> bool:
    return k >= len(tokens) or bool(tokens[k].get("punct")) or joins(tokens[k])
