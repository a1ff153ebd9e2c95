"""Parts of one market that several countries hold, where the market is named once."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, good, of_whole

_NAMED = 6  # most tokens of what names the market
_SHORTEST = 2  # fewest parts
_HOLDS = ("share", "hedge", "change")


def market_held(tokens: Tokens) -> Tokens:
    """ "Thailand holds 57% and Vietnam 38% of the Chinese durian market", "Thailand had 57% of the market and Vietnam
    38%": the market that is named once is that of every part."""
    m = next((k for k, t in enumerate(tokens) if t.get("noun") == "market"), None)
    if m is None or any(_tells_more(t) for k, t in enumerate(tokens) if k != m):
        return tokens
    p = next((n for n in range(m - 1, max(m - _NAMED, 0), -1) if _whole(tokens[n])), None)
    if p is None or not all(_names(t) for t in tokens[p + 1 : m]):
        return tokens
    parts = [k for k, t in enumerate(tokens) if isinstance(t, Quantity)]
    if len(parts) < _SHORTEST or p - 1 not in parts:
        return tokens
    owners = [_owner(tokens, k, 0 if not n else parts[n - 1] + 1, m) for n, k in enumerate(parts)]
    if None in owners:
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        if k in owners and t.get("adjective"):
            t = make_token(t.start, t.end, {"area": t.get("area")})
        out.append(t)
        if k in parts and k != p - 1:
            out += [make_token(t.end, t.end, dict(u)) for u in tokens[p : m + 1]]
    return out


def _tells_more(t: object) -> bool:
    if isinstance(t, Quantity):
        return t.unit != "percent"
    moved = t.get("change") in ("up", "down", "start") or t.get("compare")
    return bool(moved or t.get("role") in ("from", "to") or t.get("measure") or t.get("noun") == "market")


def _whole(t: object) -> bool:
    return not isinstance(t, Quantity) and (of_whole(t) or t.get("link") == "of_which")


def _names(t: object) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("area") or t.get("commodity") or t.get("noun"))


def _owner(tokens: Tokens, k: int, first: int, market: int) -> int | None:
    """Where the country stands that holds the part at ``k``, the words between them being a verb or its goods."""
    n = k - 1
    while n >= first and not tokens[n].get("area"):
        t = tokens[n]
        if not (any(t.get(c) for c in _HOLDS) or good(t) or t.get("role") == "with"):
            return None
        n -= 1
    if n < first or (area := tokens[n].get("area")) is None or area.type not in ("country", "bloc"):
        return None
    if tokens[n].get("adjective") and not good(tokens[n + 1]):
        return None
    led = n == first or n == market + 1 or joins(tokens[n - 1]) or bool(tokens[n - 1].get("punct"))
    return n if led or tokens[n - 1].get("role") == "of" or tokens[n - 1].get("link") else None


def imports_held(tokens: Tokens) -> Tokens:
    """对华出口50万吨，占中国进口量的42%，泰国占57%: the imports of who is sold to are its market, of which others hold parts, too."""
    out = tokens
    for k in range(4, len(tokens) - 2):
        share, whose, bought = tokens[k - 2 : k + 1]
        area, flow = whose.get("area"), str(bought.get("measure")).removesuffix("_volume")
        if isinstance(bought, Quantity) or flow != "imports" or area is None or share.get("share") != "share":
            continue
        n = k + 1 + (tokens[k + 1].get("role") == "of")
        if not isinstance(tokens[n], Quantity) or tokens[n].unit != "percent":
            continue
        mark, other, part = (*tokens[n + 1 : n + 4], share, share, share)[:3]
        rival = mark.get("punct") in (",", ";") and other.get("area") and part.get("share") == "share"
        before = tokens[: k - 2]
        sold = any(str(t.get("measure")).removesuffix("_volume") == "exports" for t in before)
        there = any(
            t.get("directed") == f"to {area.code}"
            or t.get("role") == "to"
            and m + 1 < len(before)
            and (b := before[m + 1].get("area")) is not None
            and b.code == area.code
            for m, t in enumerate(before)
        )
        if sold and there and rival:
            market = make_token(bought.start, bought.end, {"noun": "market", "rank_noun": "exports"})
            out = [*tokens[:k], market, *tokens[k + 1 :]]
    return out
