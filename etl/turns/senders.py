"""Which countries those who came were from, told of as what each of them sent."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import VISITORS, Tokens, anew, bare

_TELL = frozenset({None, "sell", "arrivals"})
_NONE = 0


def senders(tokens: Tokens) -> Tokens:
    """ "Thailand sent 1.65 million and Vietnam 920,093", "Thailand accounted for 1.65 million", of those who came: from
    there. "Thailand received 1.65 million" is told of who came to it."""
    if any(t.get("measure") not in _TELL or t.get("role") == "to" and t.get("measure") for t in tokens):
        return tokens
    out: Tokens = []
    led, gone, some = True, False, False
    for k, t in enumerate(tokens):
        n = _people(tokens, k) if led and _country(t) else _NONE
        if gone and (_verb(t) or t.get("role") == "to"):
            continue
        if t.get("area") and not n:
            return tokens
        if n and not some and not isinstance(tokens[k + n], Quantity):
            return tokens  # "Thais accounted for 360,000"
        if n:
            gone = some = True
            out.append(make_token(t.start, t.start, {"role": "from"}))
            out.append(t)
            continue
        if gone and bare(t) is not None:
            t = anew(t)
        gone = gone and bool(t.get("hedge"))
        led = bool(t.get("punct") in (",", ";", ".") or t.get("link") in ("and", "but"))
        out.append(t)
    return out if some and any(_verb(t) for t in tokens) else tokens


def _people(tokens: Tokens, k: int) -> int:
    """How many tokens lead from a country to how many people it sent."""
    n = k + 1
    while n < len(tokens) and n < k + 4 and (_verb(tokens[n]) or tokens[n].get("hedge") or _for(tokens[n])):
        n += 1
    if n == len(tokens):
        return _NONE
    q = tokens[n]
    if isinstance(q, Quantity):
        return n - k if q.unit == "persons" or q.unit is None and q.scale else _NONE
    number = bare(q)
    return n - k if number is not None and number >= VISITORS else _NONE


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and not t.get("adjective")


def _for(t: Token | Quantity) -> bool:
    return t.get("role") == "to" and not t.get("measure") and not isinstance(t, Quantity)


def _verb(t: Token | Quantity) -> bool:
    return t.get("measure") == "sell" and not t.get("role") or t.get("share") == "share"
