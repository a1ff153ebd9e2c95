"""Which word of a clause names what is measured."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from etl.clauses import Clause, people_behind
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import Language, english
from etl.parties.named import is_bloc
from etl.ratios.taken import taker_at
from etl.reader.measure.state import Measure
from etl.reading import ACROSS, FLOWS, GOODS, MONEY, TRADE
from etl.tokens import FLAGGED, Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


# Words that stand for another flow, or for none, where the frame tells of it.
_RECODED = frozenset({"total_value", "attract", "buy", "earn"})
_MET = frozenset({"imports", "surplus", "deficit", "trade_total"})  # at or from a market, too
_WAYS = {"with": "trade_total", "to": "exports", "from": "imports"}  # of turnover with, to or from a country


def read_words(s: _Sentence, m: Measure) -> None:
    """Which word names the flow: the first that does, unless a later one says it better."""
    tokens, cur, c = m.tokens, m.cur, m.c
    taker = None  # where a verb says who takes the part
    named_market = False  # whether what was found only names a market: "China, the main market, took …"
    if c.ratio:
        # what stands behind "accounts for" is the whole, not whose share it is
        m.whole = share_word(tokens, s.lang.spaced)
        if (taker := taker_at(s.lang, c, tokens)) is not None:
            m.whole, m.flags.share = taker, True
    for k, t in enumerate(tokens):
        if not t.says & FLAGGED:
            continue
        counted = (
            t.get("link") == "total"
            and t is tokens[-1]
            and s.readings
            and (cur.reporter.stated or cur.family == "fdi" and cur.varied == "partner")
        )
        among = t.get("anaphor") == "home" and s.lang.attributive == "after" and _ranked_in(s, t)
        if not s.lang.spaced and t.get("anaphor") == "home" and s.readings:
            # 北江省吸收外资10亿美元，在全国排第三: among whom it ranks
            among = m.c.quantity is not None and m.c.quantity.unit == "rank" and k >= len(tokens) - 1
        if k <= m.whole and not (
            counted or among
        ):  # "…, with a total of 325 projects" says nothing of all countries
            m.flags.add(t)
        code = t.get("measure") if k != taker else None
        if code == "agreements" and s.lang.spaced:
            continue  # they are counted, no amount is theirs
        if code == "other" and t.get("rate") and _ended(s, tokens, k):
            continue
        if code is None or "tense" in t and invests_not(t, tokens[:k], m.found, cur):
            continue
        if code == "supply":
            m.supplied = (t.start, t.end)
            continue
        if code in _RECODED or "turnover" in t:
            code = recoded(s, m, k, t, code)
            if code is None:
                continue
        if code in ("exports_volume", "imports_volume"):
            code = str(code).split("_")[0]
            m.tonnage = True
        if code == "volume" and english(s.lang) and _with_somebody(m, k):
            continue
        if code == "volume" and _of_all_trade(s, cur):
            continue
        if code == "volume":
            cur.basis = "volume"
        elif code == "value" and m.found is None and both_weighed(s, cur):
            m.found = ("trade_total", (t.start, t.end))
        elif code == "value" and m.found is None and _earned_by_goods(s, m, k):
            m.found = ("exports", (t.start, t.end))
        elif code == "value":
            cur.basis = "value"
        elif says_better(m, code, named_market) and not passed_over(s, m, k, t, code):
            m.found = (code, (t.start, t.end))
            named_market = code == "exports" and s.lang.spaced and bool(t.get("rank_noun"))
            if named_market and t.get("rank_noun") == "exporter":
                named_market = bool(c.right) and buys_goods(
                    c.right[0]
                )  # "exporters took in 4 bn" sold that much
            named_market = named_market and not any(u.get("change") == "reach" for u in tokens[:k])
    if m.found is not None and "compare" in c.right_kinds and english(s.lang):
        if (balance := _outweighs(c, m.found[0])) is not None:
            m.found = (balance, m.found[1])
    if m.found is not None and m.found[0] == "attract":
        if c.quantity is not None and (c.quantity.unit == "persons" or people_behind(c)):
            m.found = ("arrivals", m.found[1])  # "received 1.4 million visitors"


def _of_all_trade(s: _Sentence, cur: Frame) -> bool:
    """ "Trade came to 167 bn. The volume was up 27 percent": what a trade comes to, where nothing is weighed."""
    return (
        english(s.lang)
        and cur.flow.value == "trade_total"
        and s.units.isdisjoint(GOODS)
        and cur.basis == "value"
    )


def _earned_by_goods(s: _Sentence, m: Measure, k: int) -> bool:
    """ "Coffee earnings came to 4 bn": what goods that open a text earn is what they are exported for; "Acme's coffee
    revenue" is a firm's."""
    if not english(s.lang) or m.cur.flow.value is not None or not k or m.c.quantity is None:
        return False
    goods, word = m.tokens[k - 1], m.tokens[k]
    first = next((t for t in s.tokens if not (t.get("period") or t.get("punct"))), None)
    moves = any(t.get("change") in ("reach", "up", "down") for t in m.tokens[k + 1 : k + 3])
    opens = bool(goods.get("commodity")) and word.start - goods.end == 1
    whose = m.tokens[k - 2] if k > 1 and m.tokens[k - 2] is first else None
    if whose is not None and (area := whose.get("area")) is not None and area.type == "country":
        opens = opens and goods.start - whose.end <= len("'s ")  # "Vietnam's coffee earnings"
    else:
        opens = opens and first is goods
        opens = opens and not (s.text[s.span[0] : goods.start].strip(" ") and m.tokens[0] is goods)
    return moves and opens and m.c.quantity.unit in (*MONEY, "percent")


def _with_somebody(m: Measure, k: int) -> bool:
    """ "Trade volume grew 10%. Volume also grew with the US (7%)": of the trade told of, and no weight."""
    told = m.cur.flow.value == "trade_total" and m.c.quantity is not None and m.c.quantity.unit not in GOODS
    return told and any(t.get("role") == "with" and u.get("area") for t, u in pairwise(m.tokens[k + 1 :]))


_BALANCES = {"imports": "deficit", "exports": "surplus"}


def _outweighs(c: Clause, code: str) -> str | None:
    """ "Imported 20 bn USD more from China than it exported": by how much one way is larger than the other."""
    own = FLOWS.get(code, code)
    own = {"buy": "imports", "sell": "exports"}.get(own, own)
    if own not in _BALANCES or c.quantity is None or c.quantity.unit not in MONEY:
        return None
    if c.right[0].get("compare") != "higher" or c.right[0].start - c.end > 1:
        return None
    other = next((t.get("measure") for t in c.right[1:] if t.get("measure")), None)
    other = {"buy": "imports", "sell": "exports"}.get(other, other)
    return _BALANCES[own] if other in _BALANCES and other != own else None


def recoded(s: _Sentence, m: Measure, k: int, t: Token, code: str) -> str | None:
    """What a word stands for where the frame tells of trade or of investments; None where it names no flow."""
    tokens, cur, c = m.tokens, m.cur, m.c
    if t.get("turnover") and cur.family == "fdi" and m.found is None and not s.readings:
        code = "trade_total"  # "… 241 projects worth 5.5 bn. With Cambodia, turnover came to 3.9 bn"
    elif t.get("turnover") and cur.flow.value is None and m.found is None and not s.readings:
        code = _turnover(tokens[k + 1 :], code)
    elif t.get("turnover") and m.found is None and english(s.lang) and _turnover_of_both(s, m):
        code = "trade_total"
    if code == "total_value":
        both_told = {"exports", "imports"} <= {x.indicator for x in s.readings}
        both_told = both_told or any(u.get("anaphor") == "both" for u in tokens[k + 1 : k + 2])
        if cur.flow.value in ("exports", "imports") and cur.flow.how != "unknown" and not both_told:
            cur.basis = "value"
            return None
        return "trade_total"
    if code == "attract" and c.quantity is not None and c.quantity.unit in GOODS and is_trade(cur):
        code = "buy"  # "the Philippines took in 2 m tonnes": of the goods that are told of
    elif code == "attract" and english(s.lang) and _gets_goods(c, tokens[:k]):
        code = "buy"  # "China received 400,000 tonnes of dragon fruit"
    if code == "attract" and c.ratio and cur.flow.value == "exports" and english(s.lang) and _part_of_it(c):
        code = "buy"  # "Cambodia exported 1 m tonnes of rubber. Vietnam got 71% of it"
    if code == "buy" and cur.family == "fdi" and took_in(s, c, tokens[:k], cur):
        code = "attract"
    if code == "buy" and c.quantity is not None and c.quantity.unit == "rank" and t is tokens[-1]:
        return None  # "took first place"
    if code == "earn" and cur.family == "fdi" and m.goods is None and s.lang.attributive == "after":
        code = "attract"  # "by province, Bac Ninh took in 3.2 bn": of the capital that is told of
    if code == "attract" and t.get("block") and not any(u.get("measure") for u in c.right[:4]):
        return None  # "collected 5 m USD in duties"
    if code == "attract" and received_for(s, c, tokens, m.found):
        # "shipped 194 bn worth of goods and received 188 bn worth"
        code = "buy" if c.right[:1] and c.right[0].get("measure") == "value" else "earn"
    if code == "attract" and english(s.lang) and [u.get("role") for u in c.right[:1]] == ["from"]:
        what = c.right[2:3] if c.right[1:2] and c.right[1].get("commodity") else c.right[1:2]
        if any(u.get("measure") in ("exports", "sell") for u in what):
            code = "earn"  # "received 3.9 bn from exporting goods to the UK"
    if code == "earn" and brings_in(tokens[:k], cur, m.goods):
        return None
    if code == "buy" and cur.family == "fdi":
        if c.ratio and s.lang.spaced and cur.reporter.value == s.lang.home:
            return "attract"  # "Laos took the biggest part with 24%": of the home country's investments
        if taken_by_sector(tokens[:k]) or taken_by_any(tokens[:k], s.lang):
            return "attract"  # "real estate took 5.3 bn": of the capital that is told of
    if code == "buy" and c.right[1:2] and str(c.right[1].get("measure")).startswith("fdi"):
        if c.right[0].get("role") == "of":
            return "attract"  # "took in 5 bn USD of FDI"
        if c.right[0].get("compare") == "base" and c.right[1].get("measure") != "fdi":
            return c.right[1].get("measure")  # "spent 840 m USD on share purchases"
    if code == "buy" and english(s.lang) and c.right[:1] and c.right[0].get("measure") == "fdi_registered":
        return "fdi_registered"  # "spent 929 m USD on shares of local firms"
    if code == "buy" and english(s.lang) and cur.family == "fdi" and _host_takes(s, c, cur):
        return "attract"  # "Viet Nam put 0.3 bn into projects abroad. Laos took 0.15 bn"
    if code == "buy" and (built := spent_on(c, s.lang)) is not None:
        return built
    if code == "buy" and buys_nothing(s, m):
        return None
    if code == "buy" and cur.flow.value == "count" and s.lang.spaced and c.quantity is not None:
        if c.quantity.unit in MONEY and not (c.left_kinds | c.right_kinds) & {"area", "commodity"}:
            return None  # "35 m visitors came. They spent 1.7 tn baht"
    return code


def _host_takes(s: _Sentence, c: Clause, cur: Frame) -> bool:
    """Whether somebody takes money of the investments that the home country made anywhere."""
    abroad = cur.reporter.value == s.lang.home and cur.partner.value == WORLD
    return (
        abroad and c.quantity is not None and c.quantity.unit in MONEY and not c.right_kinds & {"commodity"}
    )


def _gets_goods(c: Clause, before: list[Token]) -> bool:
    """Whether a country gets so many tonnes of goods that are named behind them."""
    if c.quantity is None or c.quantity.unit != "tonnes":
        return False
    named = any(t.get("commodity") for t in c.right[:3])
    return named and any((a := t.get("area")) is not None and a.type == "country" for t in before)


def _ended(s: _Sentence, tokens: list[Token], k: int) -> bool:
    """ "has grown 12% a year on average to 303 bn": what grew by that much, and no average."""
    last = s.readings[-1] if s.readings else None
    led = k + 1 < len(tokens) and tokens[k + 1].get("change") == "reach" and tokens[k + 1].get("role") == "to"
    return english(s.lang) and led and last is not None and last.transform == "growth"


def _part_of_it(c: Clause) -> bool:
    """Whether a share is said to be of what was told before: "71% of it", "71% of the total"."""
    return bool(c.right) and (c.right[0].get("link") == "of_which" or c.right[0].get("share") == "whole")


def _turnover_of_both(s: _Sentence, m: Measure) -> bool:
    """ "Trade between A and B was 222 bn. A's exports were 118 bn. In November turnover was 20 bn": what opens a sentence
    without goods behind one side of a trade that the paragraph told as a whole."""
    q, cur = m.c.quantity, m.cur
    if s.readings or q is None or q.unit not in MONEY or cur.flow.value not in ("exports", "imports"):
        return False
    if "commodity" in m.kinds or cur.commodity.value or not m.measures <= {None, "value"}:
        return False
    sides = {cur.reporter.value, cur.partner.value}
    return "area" not in m.kinds and any(
        r.indicator == "trade_total" and {r.frame.reporter.value, r.frame.partner.value} == sides
        for r in s.r.levels
    )


def _turnover(behind: list[Token], code: str) -> str:
    """What a bare word for turnover is of, by the way that it goes: "turnover with China", "to China", "from China"."""
    words = [t for t in behind if t.get("area") or t.get("noun") != "market"]
    for t, u in pairwise(words):
        if u.get("area") and t.get("role") in _WAYS:
            return _WAYS[t.get("role")]
    return code


def says_better(m: Measure, code: str, named_market: bool) -> bool:
    """Whether a word names the flow although one before it does: a verb says less than a noun, but for a noun that only
    names a market."""
    if m.found is None or code not in ("sell", "buy", "earn"):
        return True
    return m.found[0] in ("sell", "buy", "earn", "fdi") or named_market and code == "buy"


def passed_over(s: _Sentence, m: Measure, k: int, t: Token, code: str) -> bool:
    """Whether a word of a flow is only part of what has been named, or no flow at all."""
    tokens, found, c = m.tokens, m.found, m.c
    if found is not None:
        if code == "other" and found[0] != "other" and t.get("commodity"):
            return True
        if found[0] == "other" and tokens[k - 1].get("role") in ("from", "of"):
            return True  # "budget revenue from trade"
        if code == "trade_total" and found[0] in ("surplus", "deficit"):
            if tokens[k - 1].get("role") in ("at", "within"):
                return True  # "the shortfall in trade with China"
        if code == "exports" and found[0] in _MET and t.get("noun") == "market":
            if tokens[k - 1].get("area") and tokens[k - 2 : k - 1] and tokens[k - 2].get("role") == "from":
                return True  # "imports from the Chinese market", "the deficit from the Chinese market"
        if code == "fdi" and found[0] in ("fdi_registered", "fdi_realised", "attract"):
            return True
        if code in FDI and found[0] == "fdi_realised" and _of_capital(tokens[:k], found[1][1]):
            return True  # "the disbursement of foreign direct investment (FDI) projects"
        if code == "border_trade" and found[0] in ACROSS and tokens[k - 1].get("role") == "via":
            return True  # "exports to China through border trade"
    if code in ("sell", "buy") and c.quantity is not None and c.quantity.unit == "persons":
        return True  # "sent 357,907 people"
    led = code == "imports" and m.cur.family == "fdi"  # by a word that says where to or whence as well
    if s.lang.spaced and s.lang.attributive == "before":
        led = code in ACROSS and (m.cur.family == "fdi" or found is not None)
    return led and bool(t.get("role"))  # "of the capital, 5 bn came in from Singapore"


def _of_capital(words: list[Token], since: int) -> bool:
    """Whether only "of" and words for investments stand behind a place."""
    words = [t for t in words if t.start >= since]
    if not words or words[0].get("role") != "of":
        return False
    return all(str(t.get("measure")).startswith("fdi") or t.get("punct") in ("(", ")") for t in words[1:])


def share_word(tokens: list[Token], spaced: bool) -> int:
    """Where the share is told of: the first such word, or the last where areas stand between, as in "the market
    share of Vietnam made up"."""
    at = [k for k, t in enumerate(tokens) if t.get("share") == "share"]
    if not at and spaced and not any(t.get("change") in ("up", "down") for t in tokens):
        at = [k + 1 for k, t in enumerate(tokens) if t.get("measure") == "buy"]  # "China took 23 percent of"
    if spaced and len(at) > 1 and any(t.get("area") for t in tokens[at[0] : at[-1]]):
        return at[-1]
    if spaced and at and _directed(tokens[at[0] + 1 :]):
        return len(tokens)  # "tỷ trọng nhập khẩu từ Trung Quốc tăng lên 38%"
    if not at and not spaced and tokens and tokens[-1].get("role") == "of":
        at = [k for k, t in enumerate(tokens) if t.get("share") == "equal"]  # 相当于全国出口额的65%
    return at[0] if at else len(tokens)


def _directed(words: list[Token]) -> bool:
    """Whether a flow stands right behind the word for a share, and then with whom it is."""
    if len(words) < 3 or words[0].get("measure") not in ("exports", "imports"):
        return False
    return words[1].get("role") in ("to", "from") and words[2].get("area") is not None


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
    if c.quantity is None or c.quantity.unit not in (*MONEY, *(["rank"] if english(s.lang) else [])):
        return False
    host = str(cur.partner.value)
    if before and before[-1].get("anaphor") == "region" and english(s.lang):
        return "-" in host and "commodity" not in c.right_kinds  # "the province took in 3 bn"
    if any(t.get("commodity") or t.get("noun") for t in (*before, *c.right[:3])):
        return False
    if english(s.lang) and is_bloc(host) and cur.reporter.stated:
        # "China invested 25 bn in ASEAN; Singapore took 13 bn": one of the bloc that is told of
        return any((a := t.get("area")) and a.type == "country" for t in before)
    return any((a := t.get("area")) and a.country == host != a.code for t in before)


def buys_goods(t: Token) -> bool:
    """Whether a word right behind an amount leads in what it bought: "9 bn worth of cotton", "4 bn on cotton"."""
    return t.get("measure") == "value" or t.get("role") == "of" or t.get("compare") == "base"


def taken_by_sector(before: list[Token]) -> bool:
    """Whether a sector, and no country, is what takes: "manufacturing took 16 bn"."""
    k = next((k for k, t in enumerate(before) if t.get("sector")), None)
    return k is not None and not any(t.get("area") or t.get("anaphor") for t in before)


def taken_by_any(before: list[Token], lang: Language) -> bool:
    """ "the gas industry took 4 bn": who is neither an area nor a firm takes of the capital that is told of."""
    said = any(t.get("area") or t.get("anaphor") or t.get("noun") or t.get("commodity") for t in before)
    return english(lang) and not said


def received_for(s: _Sentence, c: Clause, tokens: list[Token], found: tuple | None) -> bool:
    """ "exported 2.6 m tons of cassava, for which it received 700 m": what the exports told of earned."""
    last = s.readings[-1] if s.readings else None
    sold = last is not None and last.indicator in ("exports", "volume") and last.frame.flow.value == "exports"
    money = c.quantity is not None and c.quantity.unit in MONEY and found is None and s.lang.spaced
    if any(str(t.get("measure")).startswith("fdi") for t in c.right):
        return False  # "…; Bac Ninh attracted 5.1 bn in FDI"
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


def buys_nothing(s: _Sentence, m: Measure) -> bool:
    """ "Tỉnh chi 45 tỷ đồng dựng bãi": money spent, where no goods, nobody who sells and no trade are told of."""
    if m.cur.flow.value is not None or s.lang.attributive != "after" or m.c.quantity is None:
        return False
    words = [*m.tokens, *s.tokens[m.c.index :]]
    if m.c.ratio or any(t.get("commodity") or t.get("noun") == "goods" for t in words):
        return False
    told = {FLOWS.get(code, code) for t in s.tokens if (code := t.get("measure"))} - {"imports", "value"}
    bought = any(t.get("measure") == "imports" for t in s.tokens)
    areas = {a.code for t in s.tokens if (a := t.get("area"))}
    return (
        not bought and told.isdisjoint(TRADE) and len(areas) < 2 and not any(t.get("pair") for t in s.tokens)
    )


def both_weighed(s: _Sentence, cur: Frame) -> bool:
    """ "18,600 tonnes of exports and 29,000 tonnes of imports, worth 236 m": what both are worth."""
    two = s.readings[-2:] if s.lang.attributive == "after" else []
    told = len(two) == 2 and {x.frame.flow.value for x in two} == {"exports", "imports"}
    return told and all(x.q.unit == "tonnes" and x.transform == "level" for x in two)


def _ranked_in(s: _Sentence, word: Token) -> bool:
    """ "Hải Dương đứng thứ 11/63 địa phương trên cả nước về thu hút FDI, với 321 dự án": those of who ranks in it."""
    for t in reversed(s.tokens):
        if t.start >= word.start:
            continue
        if isinstance(t, Quantity):
            return t.unit == "rank"
        if not (t.get("role") or t.get("noun") or t.get("hedge")):
            return False
    return False
