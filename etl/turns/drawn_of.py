"""Parts of what a country has drawn, and trade told beside it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_SIDES = 2  # characters that name two sides and no more
_BETWEEN = 3  # most characters between the word for drawing and the one for capital: 吸收的绿地投资


def drawn_of(tokens: Tokens) -> Tokens:
    """越南吸收的外资中，中国占15%: who takes a part invests; the country that stands before the word for it is the host."""
    for k in range(1, len(tokens) - 4):
        if tokens[k].get("measure") != "attract" or not tokens[k - 1].get("area"):
            continue
        n = k + 1 + (tokens[k + 1].get("role") == "of")
        if not str(tokens[n].get("measure")).startswith("fdi") or tokens[n].start - tokens[k].end > _BETWEEN:
            continue
        comma, who, share = tokens[n + 1 : n + 4] if n + 4 <= len(tokens) else tokens[:3]
        if comma.get("punct") == "," and who.get("area") and share.get("share") == "share":
            return [*tokens[:k], *tokens[n:]]
    return tokens


def partners_capital(tokens: Tokens) -> Tokens:
    """北江省吸引韩国伙伴投资项目365个: partners who invest are those of the country before the word."""
    for k in range(len(tokens) - 3):
        if tokens[k].get("measure") != "attract" or not tokens[k + 1].get("area"):
            continue
        partner, what = tokens[k + 2], tokens[k + 3]
        if partner.get("rank_noun") == "trade_total" and str(what.get("measure")).startswith("fdi"):
            if partner.start == tokens[k + 1].end and not partner.get("measure"):
                firm = make_token(partner.start, partner.end, {"noun": "firm"})
                return [*tokens[: k + 2], firm, *tokens[k + 3 :]]
    return tokens


def trade_of_pair(tokens: Tokens) -> Tokens:
    """越德贸易额215亿欧元, behind investments: the bare word for value behind two sides is of their trade."""
    for k in range(len(tokens) - 2):
        pair, value = tokens[k], tokens[k + 1]
        if not pair.get("pair") or pair.end - pair.start <= _SIDES or value.get("measure") != "value":
            continue
        if value.start == pair.end and isinstance(tokens[k + 2], Quantity):
            trade = make_token(value.start, value.end, {"measure": "trade_total"})
            return [*tokens[: k + 1], trade, *tokens[k + 2 :]]
    return tokens
