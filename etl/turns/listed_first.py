"""Those who are named first, each with its figures in brackets, before what they are."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_SAID = 8  # most tokens that say what they are
_FLOWS = frozenset({"exports", "imports", "trade_total", "fdi_registered"})


def listed_first(tokens: Tokens) -> Tokens:
    """中国（612亿美元）和韩国（256亿美元）是越南的主要出口市场: as of 越南的主要出口市场：中国（612亿美元）…."""
    first = next((k for k, t in enumerate(tokens) if t.get("area")), len(tokens))
    if any(not (t.get("period") or t.get("punct") == ",") for t in tokens[:first]):
        return tokens
    end, named = _items(tokens, first)
    if (
        not named
        or end + 2 >= len(tokens)
        or tokens[end].get("change") != "reach"
        or tokens[end].get("punct")
    ):
        return tokens
    stop = next((n for n in range(end + 1, len(tokens)) if tokens[n].get("punct")), len(tokens))
    said = tokens[end + 1 : stop]
    if not said or len(said) > _SAID or any(isinstance(t, Quantity) and not t.superlative for t in said):
        return tokens
    owners = [t.get("area").code for t in said if t.get("area")]
    what = said[-1].get("rank_noun")
    if len(owners) != 1 or owners[0] in named or what not in _FLOWS:
        return tokens
    noun = said[-1]
    if not any(t.get("measure") == what for t in said):
        noun = make_token(noun.start, noun.end, {"measure": what, "rank_noun": what})
    colon = make_token(tokens[end].start, tokens[end].end, {"punct": ":"})
    plain = [t for t in said[:-1] if not isinstance(t, Quantity) and t.get("number") is None]
    return [*tokens[:first], *plain, noun, colon, *tokens[first:end], *tokens[stop:]]


def _items(tokens: Tokens, k: int) -> tuple[int, list[str]]:
    """Where a list of areas ends each of which has a bracket, and which they are."""
    named: list[str] = []
    while k + 2 < len(tokens) and tokens[k].get("area") and tokens[k + 1].get("punct") == "(":
        close = next((n for n in range(k + 2, len(tokens)) if tokens[n].get("punct") == ")"), len(tokens))
        if not any(isinstance(t, Quantity) for t in tokens[k + 2 : close]):
            return k, []
        named.append(tokens[k].get("area").code)
        k = close + 1
        if k < len(tokens) and _joins(tokens[k]):
            k += 1
    return k, named


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","
