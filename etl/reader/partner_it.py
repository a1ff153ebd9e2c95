"""The partner that a sentence begins with, and "it" for that one behind a flow."""

from __future__ import annotations

from etl.frame import Frame
from etl.language import Area
from etl.tokens import Quantity, Token, make_token

_PARTNERS = frozenset({"exports", "imports", "trade_total", "partner"})
_FLOWS = frozenset(
    {"exports", "imports", "trade_total", "surplus", "deficit", "trade_balance", "sell", "buy"}
)
_NEAR = 10  # most tokens from the name to what it is to another country
_IT = len("it")


def as_partner(tokens: list[Token | Quantity], home: str) -> list[Token | Quantity]:
    """ "China was the biggest source of Thailand's imports; exports to it were 2.4 bn": Thailand's, to China."""
    k = next((k for k, t in enumerate(tokens[:3]) if not (t.get("period") or t.get("punct"))), 0)
    if k + 3 >= len(tokens) or (who := tokens[k].get("area")) is None or tokens[k].get("adjective"):
        return tokens
    if who.type != "country" or who.code == home or not _is_partner(tokens[k + 1 : k + _NEAR]):
        return tokens
    return _put(tokens, k + 3, who)


def as_partner_told(
    tokens: list[Token | Quantity], subject: Area | None, told: Frame, home: str
) -> list[Token | Quantity]:
    """ "Japan is the third-biggest buyer of Indonesian goods. Exports to it were 7.1 bn": Indonesia's, to Japan."""
    if subject is None or subject.code != told.partner.value or not told.partner.stated:
        return tokens
    if subject.type != "country" or subject.code == home or not told.reporter.stated:
        return tokens
    put = _put(tokens, 2, subject)
    k = next((k for k, t in enumerate(put) if t is not tokens[k]), 0)
    return tokens if any(t.get("area") for t in tokens[:k]) else put


def _put(tokens: list[Token | Quantity], begin: int, who: Area) -> list[Token | Quantity]:
    """The tokens with the name for each "it" that stands behind a flow, from ``begin``."""
    out = list(tokens)
    for n in range(max(begin, 2), len(tokens)):
        flow, way, it = tokens[n - 2 : n + 1]
        if it.get("anaphor") != "other" or it.end - it.start != _IT or flow.get("measure") not in _FLOWS:
            continue
        if way.get("role") in ("to", "from", "with"):
            out[n] = make_token(it.start, it.end, {"area": who})
    return tokens if all(a is b for a, b in zip(out, tokens, strict=True)) else out


def _is_partner(words: list[Token | Quantity]) -> bool:
    """Whether the one named before them is told of as a seller, buyer or partner of another."""
    begins = (
        words[0].get("change") == "reach" or words[0].get("punct") == "," or words[0].get("unit") == "rank"
    )
    k = next((k for k, t in enumerate(words) if t.get("rank_noun") in _PARTNERS), None)
    if k is None:
        return False
    ranked = any(isinstance(t, Quantity) and t.unit == "rank" for t in words[:k])
    plain = all(not isinstance(t, Quantity) or t.unit == "rank" for t in words[:k])
    return ranked and plain and (begins or isinstance(words[0], Quantity))
