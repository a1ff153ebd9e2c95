"""Of which flow a rank is: by its noun, else by what is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import FDI, Frame
from etl.language import english
from etl.reading import FLOWS
from etl.roles import roles_of
from etl.tokens import Token
from etl.traders import FLOW

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


RANKED = frozenset({"trade_total", "exports", "imports", "fdi_registered", "fdi_projects"})
_PLAIN = 8  # most characters of a word for a partner that does not say in what
_NAMED = 4  # fewest characters of a noun such as 贸易伙伴, which says what is ranked


def ranked_noun(s: _Sentence, c: Clause, words: list[Token], tail: list[Token], cur: Frame) -> Token | None:
    """The noun that a rank is of: "the fifth largest trading partner"."""
    q, noun = c.quantity, None
    for t in reversed(words):
        if t.get("rank_noun") and q.start - t.end <= (30 if q.superlative else 60):
            noun = t
            break
    if noun is None or not s.lang.spaced or s.lang.attributive == "before":
        noun = next((t for t in tail[:6] if t.get("rank_noun") and t.start - q.end <= 40), noun)
    if noun is None and (not q.superlative and cur.flow.how != "read" or q.superlative and _leads(tail)):
        # "seventh among the provinces in trade with Vietnam", "leads in Vietnam's exports"
        # "ranked first in the number of new projects"
        return next((t for t in tail if FLOWS.get(t.get("measure"), t.get("measure")) in RANKED), None)
    if tail and s.lang.attributive == "after" and not q.superlative and cur.flow.value in FDI:
        # "đứng thứ hai về số dự án và thứ ba về vốn": each in what stands right behind it
        code = FLOWS.get(tail[0].get("measure"), tail[0].get("measure"))
        if code == "fdi_projects" or noun is None and code in FDI:
            return tail[0]
    return noun


def ranked_flow(
    s: _Sentence,
    c: Clause,
    words: list[Token],
    tail: list[Token],
    noun: Token | None,
    cur: Frame,
    stated: Frame,
) -> str | None:
    """The flow that a rank is in, or None where it is none of the field."""
    flow = str(cur.flow.value)
    if noun is not None:
        code = noun.get("rank_noun")
        flow = str(FLOW.get(code, code) or FLOWS.get(noun.get("measure"), noun.get("measure")))
    if flow == "imports" and _home_goods(s, tail):
        flow = "exports"  # "the largest import market of Vietnamese coffee"
    led = c.near[-1].get("measure") if c.near and not s.lang.spaced else None
    if flow == "exports" and led == "imports" and noun is not None and not noun.get("measure"):
        flow = "imports"  # 中国橡胶进口第二大市场
    flow = _of_told(s, words, tail, noun, flow)
    plain = noun is not None and (
        flow == "exports"
        and noun.get("measure") != "exports"
        or flow in ("trade_total", "imports")
        and not noun.get("measure")
    )
    # "第三大投资来源国和第四大贸易伙伴": a noun of its own behind a rank in the same sentence
    own_noun = not s.lang.spaced and bool(s.readings) and s.readings[-1].transform == "rank"
    own_noun = own_noun and noun is not None and noun.end - noun.start >= _NAMED
    told = s.rank_before.flow if s.rank_before is not None else cur.flow
    market = noun is not None and noun.get("noun") == "market" and s.lang.attributive == "after"
    market = market and noun.start >= c.quantity.end
    if market and plain and flow == "exports" and told.value == "imports" and not words_of_flow(words):
        flow = "imports"  # "Cả nước nhập 29 triệu tấn than. Đứng thứ ba là thị trường Nga": of what is bought
    if plain and cur.flow.value in FDI and not own_noun:
        flow = str(cur.flow.value)
    people = (
        "persons" in s.units and noun is not None and english(s.lang) and noun.get("rank_noun") == "imports"
    )
    if (stated.flow.value == "count" or people) and noun is not None and not noun.get("measure"):
        flow = "count"  # "the largest source market", of visitors
    flow = "count" if flow == "arrivals" else flow
    if flow == "fdi_realised" and noun is None and english(s.lang):
        return flow  # "Singapore realised 6.7 bn. Japan was second with 3.8 bn": in what they realised
    if flow == "fdi_realised":
        flow = "fdi_registered"
    if flow == "trade_balance" and noun is None and s.lang.attributive == "after" and cur.varied == "partner":
        return (
            flow  # "thặng dư với Việt Nam 34 tỷ USD, lớn nhất. Kế đó là Mỹ …; Trung Quốc tụt xuống hạng 22"
        )
    return flow if flow in RANKED or flow == "count" else None


def words_of_flow(words: list[Token]) -> bool:
    """Whether any word names exports or imports itself."""
    return any(t.get("measure") in ("exports", "imports", "sell", "buy") for t in words)


def _of_told(s: _Sentence, words: list[Token], tail: list[Token], noun: Token | None, flow: str) -> str:
    """The flow of the goods that are told of, where a market or a partner for them ranks."""
    told = s.rank_before
    named = roles_of(words, s.text, s.lang, s.r.seen) if s.lang.spaced or flow == "imports" else []
    if not s.lang.spaced:
        named = named[:1] if len(named) > 1 else []  # 越南是中国第二大榴莲供应国
    # "Viet Nam is the second largest supplier": what it supplies is bought
    seller = any(r.name == "subject" and r.area.code == told.reporter.value for r in named)
    after = s.lang.attributive == "after" or told.flow.how == "inherited"
    if flow == "imports" and told.flow.value == "exports" and after and not seller:
        inner = [t for t in words if noun is not None and t.start > noun.start]
        if told.commodity.value is not None or any(t.get("commodity") for t in [*tail[:2], *inner]):
            flow = "exports"  # of the goods whose exports are told of, "the largest import market" buys most
    partner = flow == "trade_total" and noun is not None and noun.end - noun.start <= _PLAIN
    partner = partner and not any(t.get("role") == "of" for t in tail[:1])  # "of Viet Nam": in all its trade
    if partner and s.lang.attributive == "after" and told.flow.value in ("exports", "imports"):
        if told.flow.how == "inherited" and told.commodity.value is not None:
            return str(told.flow.value)  # "rice exports came to 4.6 bn; the Philippines are the top partner"
    return flow


def _leads(tail: list[Token]) -> bool:
    """Whether trade is what the leader named without a number leads in: the first words say so."""
    codes = [t.get("measure") for t in tail[:5] if not t.get("commodity")][:3]
    return any(code in ("exports", "imports", "trade_total") for code in codes)


def _home_goods(s: _Sentence, tail: list[Token]) -> bool:
    """Whether goods of the home country are what a rank is of, as languages say that put the country behind."""
    if s.lang.attributive != "after":
        return False
    pairs = zip(tail, tail[1:], strict=False)
    return any(
        t.get("commodity") and (area := u.get("area")) and area.code == s.lang.home and u.start - t.end <= 1
        for t, u in pairs
    )
