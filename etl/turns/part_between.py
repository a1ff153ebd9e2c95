"""A share told between an amount and what both are parts of: "took $1.2 bn (15%) of Vietnam's seafood exports"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens

_WHOLE = 5  # most tokens that tell what it is a part of: "of Vietnam's farm exports"
_TRADE = frozenset({*FLOWS, "trade_total"})
_BOUGHT = frozenset({"buy", "imports"})
_NO_AMOUNT = (None, "percent", "times", "rank")


def share_behind_whole(tokens: Tokens) -> Tokens:
    """ "China took 1.2 bn USD, or 15%, of Vietnam's seafood exports": it took 1.2 bn of them, or 15%."""
    for k in range(2, len(tokens) - 5):
        amount = tokens[k]
        if not isinstance(amount, Quantity) or amount.unit in _NO_AMOUNT:
            continue
        end = _aside(tokens, k + 1)
        whole = _whole(tokens, end)
        if end == k + 1 or not whole or not any(t.get("area") for t in tokens[:k]):
            continue
        moved = tokens[end:whole]
        comma = [make_token(amount.end, amount.end, {"punct": ","})]
        share = [make_token(amount.end, amount.end, {"share": "share"})]
        return [*tokens[: k + 1], *moved, *comma, *share, *tokens[k + 2 : end - 1], *comma, *tokens[whole:]]
    return tokens


def _aside(tokens: Tokens, k: int) -> int:
    """Where the share ends that is told in brackets or between commas from ``k`` on; ``k`` where none is."""
    closed = {"(": ")", ",": ","}.get(str(tokens[k].get("punct")))
    if closed is None:
        return k
    n = k + 1
    while n < min(k + 4, len(tokens) - 2) and not isinstance(tokens[n], Quantity):
        if tokens[n].get("change") in ("up", "down"):
            return k
        n += 1
    share = tokens[n]
    if not isinstance(share, Quantity) or share.unit != "percent" or tokens[n + 1].get("punct") != closed:
        return k
    return n + 2


def _whole(tokens: Tokens, k: int) -> int:
    """Where ends the flow that is told there behind "of", with whose it is; 0 where none is."""
    if k + 2 >= len(tokens) or tokens[k].get("role") != "of" or not tokens[k + 1].get("area"):
        return 0
    for n in range(k + 2, min(k + _WHOLE, len(tokens))):
        t: Token | Quantity = tokens[n]
        if t.get("measure") in FLOWS:
            return n + 1
        if isinstance(t, Quantity) or not (t.get("commodity") or t.get("noun") or t.get("link") == "total"):
            return 0
    return 0


def of_its_sellers(tokens: Tokens) -> Tokens:
    """ "China bought 1.2 bn USD of Vietnamese seafood, 17% of the sector's exports": of those of Vietnam."""
    buy = next((k for k, t in enumerate(tokens) if t.get("measure") in _BOUGHT), len(tokens))
    seller = next((k for k in range(buy + 2, len(tokens)) if tokens[k].get("area")), len(tokens))
    if not buy or seller + 4 > len(tokens) or tokens[seller - 1].get("role") != "of":
        return tokens
    if not tokens[buy - 1].get("area") or tokens[buy - 1].get("adjective"):
        return tokens
    for k in range(seller + 2, len(tokens) - 2):
        share, whole = tokens[k], tokens[k + 1]
        if share.get("area"):
            return tokens
        named = bool(tokens[k + 2].get("area"))
        of = whole.get("share") == "whole" or named and whole.get("role") == "of"
        if not isinstance(share, Quantity) or share.unit != "percent" or not of:
            continue
        if named and tokens[k + 2].get("area") != tokens[seller].get("area"):
            return tokens
        n = k + 2 + named
        while n < len(tokens) - 1 and n < k + _WHOLE and _said_of_whole(tokens[n]):
            n += 1
        if tokens[n].get("measure") == "exports":
            at = whole.end
            name = make_token(at, at, {"area": tokens[seller].get("area")})
            said = tokens[k + 2 + named : n]
            much = [t for t in said if isinstance(t, Quantity)]
            worth = [make_token(tokens[n].end, tokens[n].end, {"role": "of"})] if much else []
            whole = make_token(whole.start, whole.end, {"share": "whole"})
            said = [t for t in said if not isinstance(t, Quantity)]
            return [*tokens[: k + 1], whole, name, *said, tokens[n], *worth, *much, *tokens[n + 1 :]]
    return tokens


def _said_of_whole(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return t.unit not in _NO_AMOUNT
    named = t.get("commodity") or t.get("link") == "total" or t.get("noun")
    return bool(named) and not t.get("measure")


def with_so_much(tokens: Tokens) -> Tokens:
    """ "The US took 30% of Vietnam's exports in 2021 with 25 bn USD": the 25 bn are the part, as behind a comma."""
    for k in range(5, len(tokens) - 1):
        if tokens[k].get("role") != "with":
            continue
        n = k + 1 + bool(not isinstance(tokens[k + 1], Quantity) and tokens[k + 1].get("hedge"))
        amount = tokens[n] if n < len(tokens) else tokens[k]
        flow = k - 1 - bool(tokens[k - 1].get("period"))
        if not isinstance(amount, Quantity) or amount.unit in _NO_AMOUNT:
            continue
        if tokens[flow].get("measure") not in _TRADE:
            continue
        part = next((m for m in range(flow - 1, max(0, flow - _WHOLE), -1) if _percent(tokens[m])), 0)
        if part < 2 or not tokens[part - 2].get("area") or isinstance(tokens[part - 1], Quantity):
            continue
        if tokens[part - 1].get("measure") == "buy" or tokens[part - 1].get("share") == "share":
            at = tokens[k].start
            return [*tokens[:k], make_token(at, at, {"punct": ","}), *tokens[k:]]
    return tokens


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def which_grew(tokens: Tokens) -> Tokens:
    """ "China took 16% of Vietnam's exports in 2019, which rose 8% to 264 bn": all of Vietnam's exports did."""
    for k in range(5, len(tokens) - 3):
        mark, which, moved, much = tokens[k : k + 4]
        if which.get("link") != "which" or mark.get("punct") != "," or not _percent(much):
            continue
        flow = k - 1 - bool(tokens[k - 1].get("period"))
        if moved.get("change") not in ("up", "down") or tokens[flow].get("measure") not in _TRADE:
            continue
        of = next((m for m in range(flow - 1, max(1, flow - _WHOLE), -1) if _of(tokens[m])), 0)
        if not of or not _percent(tokens[of - 1]):
            continue
        at, whole = which.start, []
        for n, t in enumerate(tokens[of + 1 : flow + 1], of + 1):
            if not isinstance(t, Quantity):
                start, end = (
                    (t.start, t.end) if t.get("area") else (at, at)
                )  # an owner's name stays where it is
                whole.append(make_token(start, end, {**t, **({"link": "total"} if n == flow else {})}))
        return [*tokens[:k], make_token(mark.start, mark.end, {"punct": ";"}), *whole, *tokens[k + 2 :]]
    return tokens


def _of(t: Token | Quantity) -> bool:
    return t.get("role") == "of" or t.get("share") == "whole"
