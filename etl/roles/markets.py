"""A market, and what it does: it moves, it buys."""

from __future__ import annotations

from etl.language import Language
from etl.tokens import Quantity, Token

_ACTS = 6  # most code points between a market and its verb: "thị trường này đã chi"


def market_moves(tokens: list[Token], k: int) -> bool:
    """Whether it is the market of an area, named by that word, that a figure is of: it grew, shrank, or came to so much."""
    if k + 1 >= len(tokens) or tokens[k + 1].get("noun") != "market":
        return False
    nxt = tokens[k + 2] if k + 2 < len(tokens) else None
    if nxt is None or nxt.get("measure") == "value":
        return True  # "the EU market 1.2 bn", "posted a value of"
    return nxt.get("change") in ("up", "down", "reach") and not nxt.get("role")


def told_mainly(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether an area is only one of those that the most of a figure is of, in words between commas."""
    rest = [t for t in tokens[k + 1 :] if not (t.get("area") or t.get("link") == "and")]
    if not rest or rest[0].get("punct") != ",":
        return False
    if any(t.get("anaphor") in ("market", "country") for t in rest[1:3]):
        return False  # "chủ yếu sang Mỹ, riêng thị trường này chiếm 53,5%": what follows is of it
    for t in reversed(tokens[:k]):
        if t.get("link") == "mainly":
            return True
        if not (t.get("area") or t.get("link") == "and" or t.get("role") or t.get("noun") == "market"):
            return False
    return False


def market_next(tokens: list[Token | Quantity], k: int) -> bool:
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    return nxt is not None and nxt.get("noun") == "market" and nxt.start == tokens[k].end


def buys(tokens: list[Token | Quantity], k: int, lang: Language) -> bool:
    """ "This market has spent 3.8 bn USD buying fruit": the market itself acts."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    acts = nxt is not None and nxt.get("measure") == "buy" and nxt.start - tokens[k].end <= _ACTS
    return acts and lang.spaced


def market_buys(tokens: list[Token], k: int) -> bool:
    """Whether a verb for buying stands behind a market, perhaps with "alone" in between, and no seller behind it."""
    if any(t.get("area") for t in tokens[k + 1 : k + 8]):
        return False  # "the Chinese market absorbed $20 billion of Vietnamese exports"
    words = [t for t in tokens[k + 1 : k + 4] if t.get("link") != "only"]
    if len(words) < 2 or words[0].get("noun") != "market" or words[0].start - tokens[k].end > 1:
        return False
    return words[1].get("measure") == "buy" or words[1].get("measure") == "attract"
