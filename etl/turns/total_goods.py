"""All of the goods that a country sells or buys: "total rice exports"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, Tokens, good


def total_of_goods(tokens: Tokens) -> Tokens:
    """ "Total" is said of a flow where goods and their flow stand behind it, and tells nothing elsewhere."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("link") != "total_of":
            out.append(t)
        elif _goods_moved(tokens[k + 1 : k + 4]):
            out.append(make_token(t.start, t.end, {"link": "total"}))
    return out


def _goods_moved(words: Tokens) -> bool:
    k = next((k for k, t in enumerate(words) if not _named(t)), 0)
    return bool(k) and words[k].get("measure") in FLOWS


def _named(t: Token | Quantity) -> bool:
    return good(t) and not t.get("measure")
