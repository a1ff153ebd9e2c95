"""What two flows with one partner did, and what they did with the next."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens

_LED = frozenset({"to", "with"})
_FAR = 24  # most tokens from the two flows to the last partner


def same_two(tokens: Tokens) -> Tokens:
    """对中国出口和进口分别上升4.1%和11.5%，对新加坡则跌12.5%和9.1%: the exports and the imports again, each its own."""
    k = next((k for k in range(1, len(tokens) - 3) if _flows(tokens, k)), None)
    if k is None:
        return tokens
    out, n, led = tokens[: k + 4], k + 4, False
    stop = min(len(tokens), k + _FAR)
    while n < stop:
        t = tokens[n]
        if t.get("punct") in (";", "."):
            break
        if not (t.get("punct") == "," and n + 2 < len(tokens) and tokens[n + 1].get("role") in _LED):
            out.append(t)
            n += 1
            continue
        if not tokens[n + 2].get("area"):
            return tokens
        out += tokens[n : n + 3]
        n += 3
        n += bool(n < len(tokens) and tokens[n].get("link") == "but")
        n += bool(n < len(tokens) and tokens[n].get("link") == "respectively")
        if n >= len(tokens) or not _two(tokens, n):
            return tokens
        at = tokens[n].start
        out += [make_token(at, at, {**t}) for t in tokens[k : k + 4] if not isinstance(t, Quantity)]
        led = True
    return [*out, *tokens[n:]] if led else tokens


def _flows(tokens: Tokens, k: int) -> bool:
    """Whether two flows and a word that pairs them with what follows stand there, told of one partner."""
    one, joint, two, paired = tokens[k : k + 4]
    if (
        one.get("measure") not in FLOWS
        or two.get("measure") not in FLOWS
        or paired.get("link") != "respectively"
    ):
        return False
    joined = joint.get("link") == "and" or joint.get("punct") == ","
    return joined and one.get("measure") != two.get("measure")


def _two(tokens: Tokens, n: int) -> bool:
    """Whether two numbers of a kind stand there, behind a verb at most."""
    n += _verb(tokens[n])
    if n + 2 >= len(tokens):
        return False
    one, joint, two = tokens[n : n + 3]
    if _verb(two) and n + 3 < len(tokens):
        two = tokens[n + 3]
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.unit != two.unit:
        return False
    return joint.get("link") == "and" or joint.get("punct") == ","


def _verb(t: Token | Quantity) -> bool:
    return bool(t.get("change")) and not isinstance(t, Quantity)
