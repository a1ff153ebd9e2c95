"""Who told what is told of, where the name has words in it that tell of trade."""

from __future__ import annotations

from etl.tokens import Quantity, Token
from etl.turns.shapes import FLOWS, Tokens

_SAID = len(" said")  # fewest characters that stand unread before the colon
_NAME = 6  # most tokens of a name
_KINDS = frozenset({"measure", "commodity", "noun", "link", "role", "ignore"})
_WORDS = {
    "measure": (None, "trade_total", "fdi"),
    "link": (None, "and", "total"),
    "role": (None, "of", "at", "aside"),
}


def teller_before_colon(tokens: Tokens) -> Tokens:
    """ "The two traded 274 bn in 2011, the Department of Foreign Trade said: 212 bn of exports and 61 bn of imports": the
    name of who said so tells of no trade."""
    for k in range(4, len(tokens) - 2):
        if tokens[k].get("punct") != ":" or tokens[k].start - tokens[k - 1].end < _SAID:
            continue
        n = k - 1
        while n > max(0, k - 1 - _NAME) and _named(tokens[n]):
            n -= 1
        told = any(isinstance(t, Quantity) for t in tokens[:n])
        if n == k - 1 or tokens[n].get("punct") != "," or not told or not _parts(tokens[k + 1 :]):
            continue
        return [*tokens[:n], *tokens[k:]]
    return tokens


def _named(t: Token | Quantity) -> bool:
    if t.get("rank_noun") == "exporter":
        return True  # "the Rice Exporters Association"
    if isinstance(t, Quantity) or not _KINDS.issuperset(t):
        return False
    return all(t.get(kind) in words for kind, words in _WORDS.items())


def _parts(behind: Tokens) -> bool:
    """Whether what each of two flows came to is told behind the colon."""
    flows = {t.get("measure") for t in behind if t.get("measure") in FLOWS}
    return len(flows) > 1
