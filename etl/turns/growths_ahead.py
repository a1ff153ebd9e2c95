"""Growths that are told ahead of the amounts that grew, put behind them: there they are read as what those grew by."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, TOLD, Tokens

_MOVED = ("up", "down")
_GROWN = ("percent", "times")
_COUNTED = {*PAID, "tonnes", "persons", "vehicles", "projects", "count"}
_BASES = ("value", "volume")
_HEAD = 16  # most tokens ahead of the comma
_ASIDE = ("period", "hedge", "compare", "anaphor", "change")
_MONEY = 6  # the scale from which an amount in a list needs no currency of its own


def growths_ahead(tokens: Tokens) -> Tokens:
    """ "Up 20% and 8% respectively, exports and imports reached 19 bn and 41 bn": as "… reached 19 bn and 41 bn, up 20% and
    8% respectively"; "Up 3% on the month and 12% on the year, exports were 4.9 bn", "Some 30% up on 2022, …"."""
    first = 0
    while first < len(tokens) and first < 2 and tokens[first].get("period"):
        first += 1
    if first and tokens[first : first + 1] and tokens[first].get("punct") == ",":
        first += 1
    elif first:
        return tokens
    if (end := _head(tokens, first)) is None:
        return tokens
    head = tokens[first:end]
    grown = sum(isinstance(t, Quantity) for t in head)
    led = isinstance(head[0], Quantity) or bool(head[0].get("hedge")) or first > 0
    if grown < 2 and not (led and tokens[first].get("change") not in _MOVED):
        return tokens  # "Up 8%, exports reached …"
    n = next((n for n in range(end + 1, len(tokens)) if _stops(tokens[n])), 0)
    main = tokens[end + 1 : n]
    if not n or not _amount(tokens[n]) or not any(_flow(t) for t in main):
        return tokens
    amounts, behind = _amounts(tokens, n)
    if amounts not in (1, grown):
        return tokens
    while behind < len(tokens) and tokens[behind].get("period"):
        behind += 1
    if behind < len(tokens) and tokens[behind].get("punct") not in (",", ".", ";"):
        return tokens
    at = tokens[behind - 1].end
    return [
        *tokens[:first],
        *tokens[end + 1 : behind],
        make_token(at, at, {"punct": ","}),
        *head,
        *tokens[behind:],
    ]


def _head(tokens: Tokens, first: int) -> int | None:
    """Where the comma stands behind growths, and nothing but growths, that open a clause."""
    moved = grown = False
    for k in range(first, min(first + _HEAD, len(tokens))):
        t = tokens[k]
        if isinstance(t, Quantity):
            if t.unit not in (*_GROWN, None) or t.origin != "digits":
                return None
            grown = grown or t.unit in _GROWN
        elif t.get("punct"):
            if t.get("punct") == "," and k + 1 < len(tokens) and _growth(tokens[k + 1 : k + 4]):
                continue  # "Up 19%, 11% and 5%"
            return k if moved and grown and t.get("punct") == "," else None
        elif t.get("measure") in _BASES and grown or t.get("prefix"):
            continue  # "Up 34% and 12% in value and volume", "…, and 12% in yuan"
        elif t.get("measure") or t.get("area") or t.get("share") or t.get("commodity"):
            return None
        elif t.get("change") in _MOVED or t.get("compare") == "higher":
            moved = True
        elif t.get("role") or t.get("link"):
            if not (grown or t.get("role") in ("at", "of", "with", None) and moved):
                return None
        elif not any(t.get(kind) for kind in _ASIDE):
            return None
    return None


def _growth(ahead: Tokens) -> bool:
    """Whether a growth stands next, behind what may lead it in a list."""
    for t in ahead:
        if isinstance(t, Quantity):
            return t.unit in _GROWN
        if not (t.get("link") == "and" or t.get("hedge") or t.get("change") in _MOVED):
            return False
    return False


def _stops(t: Quantity | object) -> bool:
    return isinstance(t, Quantity) or t.get("change") in _MOVED or t.get("punct") in (".", ";", ":", "(")  # type: ignore[attr-defined]


def _amount(t: object) -> bool:
    if not isinstance(t, Quantity):
        return False
    return t.unit in _COUNTED or t.unit is None and t.scale >= _MONEY


def _flow(t: object) -> bool:
    measure = str(t.get("measure"))  # type: ignore[attr-defined]
    return measure in TOLD or measure.startswith(("fdi", "arrivals"))


def _amounts(tokens: Tokens, n: int) -> tuple[int, int]:
    """How many amounts are listed from here, and where they end."""
    found = 0
    while n < len(tokens) and _amount(tokens[n]):
        found += 1
        n += 1
        ahead = n
        while ahead < len(tokens) and (
            tokens[ahead].get("punct") == "," or tokens[ahead].get("link") == "and"
        ):
            ahead += 1
        if ahead > n and ahead < len(tokens) and _amount(tokens[ahead]):
            n = ahead
    if n < len(tokens) and tokens[n].get("link") == "respectively":
        n += 1
    return found, n


def rise_ahead(tokens: Tokens) -> Tokens:
    """ "An 18% jump lifted exports to Viet Nam to 13 bn", "A rise of 18% took exports to 13 bn": as "exports to Viet Nam
    jumped 18% to 13 bn"."""
    first = 0
    while (
        first < 3
        and first < len(tokens)
        and (tokens[first].get("period") or first and tokens[first].get("punct") == ",")
    ):
        first += 1
    k = first + bool(
        tokens[first : first + 1] and not isinstance(tokens[first], Quantity) and tokens[first].get("hedge")
    )
    if len(tokens) < k + 7:
        return tokens
    moved, q, end = tokens[k], tokens[k + 1], k + 2
    if isinstance(moved, Quantity):
        moved, q = q, moved
    elif q.get("role") == "of":
        q, end = tokens[k + 2], k + 3
    if isinstance(moved, Quantity) or moved.get("change") not in _MOVED or moved.get("measure"):
        return tokens
    if not isinstance(q, Quantity) or q.unit not in _GROWN:
        return tokens
    if tokens[end].get("measure") in ("buy", "sell", "bring") or tokens[end].get("change") in _MOVED:
        end += 1
    n = next((n for n in range(end, len(tokens)) if _stops(tokens[n]) or tokens[n].get("punct")), 0)
    if n < end + 2 or not _amount(tokens[n]) or tokens[end].get("role") or tokens[end].get("link"):
        return tokens
    to = n - 1 - bool(tokens[n - 1].get("hedge"))
    if tokens[to].get("role") != "to" or not any(_flow(t) for t in tokens[end:to]):
        return tokens
    jump = make_token(moved.start, moved.end, {"change": moved.get("change")})
    return [*tokens[:first], *tokens[end:to], jump, q, *tokens[to:]]
