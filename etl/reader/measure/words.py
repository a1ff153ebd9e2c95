"""Which word of a clause names what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import Frame, Val
from etl.language import Language
from etl.reading import FLOWS, MONEY, TRADE
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def share_word(tokens: list[Token], spaced: bool) -> int:
    """Where the share is told of: the first such word, or the last where areas stand between, as in "the market
    share of Vietnam made up"."""
    at = [k for k, t in enumerate(tokens) if t.get("share") == "share"]
    if not at and spaced and not any(t.get("change") in ("up", "down") for t in tokens):
        at = [k + 1 for k, t in enumerate(tokens) if t.get("measure") == "buy"]  # "China took 23 percent of"
    if spaced and len(at) > 1 and any(t.get("area") for t in tokens[at[0] : at[-1]]):
        return at[-1]
    if not at and not spaced and tokens and tokens[-1].get("role") == "of":
        at = [k for k, t in enumerate(tokens) if t.get("share") == "equal"]  # 相当于全国出口额的65%
    return at[0] if at else len(tokens)


def invests_not(t: Token, before: list[Token], found: tuple | None, cur: Frame) -> bool:
    """Whether a word of what happens to investments tells of trade: "exports came to 50 m", "another 3 bn"."""
    if t.get("tense") != "flow" or not str(t.get("measure")).startswith("fdi_"):
        return False
    if found is not None:
        told = FLOWS.get(found[0], found[0])
        return told in TRADE and not any(
            u.get("punct") or u.get("link") for u in before if u.start > found[1][1]
        )
    return bool(t.get("change")) and cur.flow.value in (*TRADE, "trade_balance", "volume")


def is_trade(cur: Frame) -> bool:
    return cur.flow.value in TRADE


def took_in(s: _Sentence, c: Clause, before: list[Token], cur: Frame) -> bool:
    """ "Taiwan pledged 664 m to Viet Nam; Tien Giang took in 229 m": a part of the host that is told of."""
    if c.quantity is None or c.quantity.unit not in MONEY:
        return False
    if any(t.get("commodity") or t.get("noun") for t in (*before, *c.right[:3])):
        return False
    host = str(cur.partner.value)
    return any((a := t.get("area")) and a.country == host != a.code for t in before)


def taken_by_sector(before: list[Token]) -> bool:
    """Whether a sector, and no country, is what takes: "manufacturing took 16 bn"."""
    k = next((k for k, t in enumerate(before) if t.get("sector")), None)
    return k is not None and not any(t.get("area") or t.get("anaphor") for t in before)


def received_for(s: _Sentence, c: Clause, tokens: list[Token], found: tuple | None) -> bool:
    """ "exported 2.6 m tons of cassava, for which it received 700 m": what the exports told of earned."""
    last = s.readings[-1] if s.readings else None
    sold = last is not None and last.indicator in ("exports", "volume") and last.frame.flow.value == "exports"
    money = c.quantity is not None and c.quantity.unit in MONEY and found is None and s.lang.spaced
    return sold and money and not any(t.get("noun") == "firm" or t.get("unit") for t in tokens)


def brings_in(before: list[Token], cur: Frame, goods: Val | None) -> bool:
    """Whether what a period brings is the trade that is told of: "November alone brought in 162 bn"."""
    told = cur.flow.value == "trade_total" and cur.flow.how == "inherited" and goods is None
    led = bool(before) and before[0].get("period") is not None
    return told and led and all(t.get("period") or t.get("link") == "only" or t.get("hedge") for t in before)


def spent_on(c: Clause, lang: Language) -> str | None:
    """ "spends 280 m USD on a new plant in Bac Ninh" buys nothing: an investment, where the place is named."""
    on = c.right[0] if c.right and lang.spaced else None
    if on is None or on.get("compare") != "base" or on.end - on.start > 2 or c.quantity is None:
        return None
    words = c.right[1:]
    bought = ("commodity", "measure", "adjective", "period", "unit", "noun", "compare")
    if not words or any(t.get(kind) for t in words for kind in bought) or c.after is not None:
        return None
    placed = any(t.get("role") == "at" and u.get("area") for t, u in zip(words, words[1:], strict=False))
    return "fdi" if placed else None


def both_weighed(s: _Sentence, cur: Frame) -> bool:
    """ "18,600 tonnes of exports and 29,000 tonnes of imports, worth 236 m": what both are worth."""
    two = s.readings[-2:] if s.lang.attributive == "after" else []
    told = len(two) == 2 and {x.frame.flow.value for x in two} == {"exports", "imports"}
    return told and all(x.q.unit == "tonnes" and x.transform == "level" for x in two)
