"""The two sides of a flow: "both countries", the only two told of, the one and the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import has, kinds_of
from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.parties import parties
from etl.reader.measure.state import Measure
from etl.reading import TRADE
from etl.roles import Role
from etl.text import make_view
from etl.tokens import Quantity, Token, words_of

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_AHEAD_OF = 300  # how far behind a sentence the other of "both sides" may be named


def told_of_both(s: _Sentence, m: Measure) -> None:
    """A value, an aim or goods swapped between two sides that the clause or the sentence names are their trade."""
    cur, c, tokens, flags = m.cur, m.c, m.tokens, m.flags
    valued = c.quantity is not None and not m.measures.isdisjoint(("value", "volume"))
    named = pair_named(m) if valued else None  # before the clause changes whose it is
    aims = cur.flow.how == "inherited" and cur.flow.value in ("exports", "imports", "trade_balance")
    if flags.both and m.found is None:
        if cur.family == "fdi" and s.r.trade is not None and c.left and not c.ratio:
            if s.lang.attributive == "after" and has(tokens, "status", "target"):
                # "… 229 projects worth 3 bn. Both sides aim for 20 bn": of the trade told of before
                cur.flow, cur.reporter, cur.partner = (v.inherited() for v in s.r.trade)
                cur.bilateral, s.stated_flow = True, True
                m.both = (str(cur.reporter.value), str(cur.partner.value))
        if cur.flow.value is None and s.lang.attributive == "after" and has(tokens, "status", "target"):
            if has(c.right[:1], "measure", "value"):  # "Hai bên đặt mục tiêu 100 tỷ USD kim ngạch"
                cur.flow, s.stated_flow = Val("trade_total", flags.both, "read", "both_countries_trade"), True
        swapped = s.lang.spaced and cur.flow.value == "trade_balance" and has(c.right, "noun", "goods")
        swapped = swapped and c.quantity is not None and not c.ratio
        if aims and (swapped or has(tokens, "status", "target")):
            # "both sides aim for …"
            cur.flow = Val("trade_total", flags.both, "read", "both_countries_trade")
    if not named:
        return
    if cur.flow.value is None or m.found is None and value_of_pair(tokens) and not cur.commodity.value:
        cur.flow = Val("trade_total", named, "read", "both_countries_trade")
        s.stated_flow = True


def pair_named(m: Measure) -> tuple[int, int] | None:
    """Where the two sides are named that a bare word for value is of."""
    if m.both:
        return m.flags.both
    cur = m.cur
    if cur.bilateral and cur.reporter.how == cur.partner.how == "read":
        if cur.partner.span is not None:
            return cur.partner.span  # "the freight trains between A and B …, goods worth 2 bn"
    paired = [r for r in m.roles if r.name == "pair"]
    if len({r.area.code for r in paired}) == 2:
        return (paired[0].span[0], paired[-1].span[1])  # "the value between A and B"
    if m.cur.flow.value is None and any(t.get("turnover") for t in m.tokens):
        two = [r for r in m.roles if r.name in ("subject", "of") and r.area.type == "country"]
        if len(two) == len(m.roles) == 2 and two[1].joined:
            return (two[0].span[0], two[1].span[1])  # "A and B aim for a turnover of 20 bn"
    return None


def both_sides(s: _Sentence, cur: Frame) -> tuple[str, str]:
    """Whom "both countries" means: the pair being told of, the last one named, else home and the last
    foreign country."""
    if cur.partner.stated and cur.reporter.value and cur.partner.value != WORLD and cur.family != "fdi":
        return str(cur.reporter.value), str(cur.partner.value)
    who = str(cur.reporter.value)
    if cur.family == "fdi" and cur.partner.value == s.lang.home and "-" in who and cur.reporter.stated:
        return who, s.lang.home  # "Guangdong has 335 projects in Vietnam. … both sides …"
    if not s.lang.spaced and (found := _two_named(s)) is not None:
        return found
    if english(s.lang) and (two := _in_one_name(s.tokens)) is not None:
        return two
    last = s.r.seen.country
    if s.lang.attributive == "after" and (two := _two_abroad(s)) is not None:
        return two
    if s.r.seen.pair and (last is None or last.code in s.r.seen.pair or s.lang.attributive != "after"):
        return s.r.seen.pair
    if english(s.lang) and (found := province_beside(s)) is not None:
        return found
    opened = s.r.subject if s.lang.attributive == "after" else None
    if opened is not None and opened.type in ("province", "city") and opened.country != s.lang.home:
        if last is None or last.code == opened.country:
            return (
                opened.code,
                s.lang.home,
            )  # "Chongqing is a partner in China's west. … both sides …"
    if english(s.lang) and cur.family == "fdi" and cur.reporter.stated and cur.partner.stated:
        investor, host = str(cur.reporter.value), str(cur.partner.value)
        if s.lang.home not in (investor, host) and WORLD not in (investor, host) and len(host) == 2:
            return host, investor  # "China is Cambodia's largest investor. Bilateral trade was 12 bn"
    country = s.r.seen.country
    if country is None:  # "Bilateral trade surged 58 times, making Brazil the top partner": named behind
        behind = [*s.tokens[1:], None]  # "…, while Italian firms have put in 0.4 bn"
        firms = (u is not None and u.get("noun") == "firm" for u in behind)
        told = zip(s.tokens, firms, strict=True)
        named = (t.get("area") for t, firm in told if not t.get("adjective") or firm and english(s.lang))
        country = next((a for a in named if a and a.type == "country" and a.code != s.lang.home), None)
    if country is None and s.lang.attributive == "after":
        country = named_next(s)
    return (s.lang.home, country.code) if country is not None else (s.lang.home, s.lang.counterpart)


def _two_named(s: _Sentence) -> tuple[str, str] | None:
    """中国多年来是胡志明市的进口来源，去年双方贸易额280亿美元: the province and the country that alone are named before."""
    k = next((k for k, t in enumerate(s.tokens) if t.get("anaphor") == "both"), 0)
    named = {a.code: a for t in s.tokens[:k] if (a := t.get("area")) is not None and not t.get("compiler")}
    if len(named) != 2 or {a.type for a in named.values()} - {"country", "province", "city"}:
        return None
    one, other = sorted(named.values(), key=lambda a: "-" not in a.code)
    if "-" not in one.code or "-" in other.code or one.country == other.country:
        return None
    return one.code, other.code


def _in_one_name(tokens: list[Token | Quantity]) -> tuple[str, str] | None:
    """ "At the ASEAN-China summit he put two-way trade at 702 bn": those that a hyphen joins, one of whom is a bloc."""
    for t, mark, u in zip(tokens, tokens[1:], tokens[2:], strict=False):
        one, other = t.get("area"), u.get("area")
        if mark.get("punct") == "-" and one is not None and other is not None and u.start - t.end == 1:
            return (one.code, other.code) if "bloc" in (one.type, other.type) else None
    return None


def _two_abroad(s: _Sentence) -> tuple[str, str] | None:
    """ "Thủ tướng Lào thăm Trung Quốc, kim ngạch hai nước 8 tỷ USD": the only two countries that have been named, of which
    the home country is none."""
    at = next((t.start for t in s.tokens if t.get("anaphor") == "both"), s.span[1])
    here = [a for t in s.tokens if t.start < at and (a := t.get("area")) is not None]
    codes = list(
        dict.fromkeys(a.country for a in (*s.r.seen.recent, *here) if a.type not in ("world", *BLOCS))
    )
    if len(codes) != 2 or s.lang.home in codes or any(len(code) != 2 for code in codes):
        return None
    return codes[0], codes[1]


def province_beside(s: _Sentence) -> tuple[str, str] | None:
    """ "Guangxi borders Viet Nam. Their trade …": a province abroad and the home country, named last."""
    named = [*s.r.seen.recent, *(a for t in s.tokens if (a := t.get("area")) and not t.get("adjective"))][-2:]
    codes = [a.code for a in named]
    codes += [s.lang.home] if s.r.seen.country is None else []  # no other country has been named
    place = next((a for a in named if a.code in s.lang.neighbours and a.country != s.lang.home), None)
    return (place.code, s.lang.home) if place is not None and s.lang.home in codes else None


def named_next(s: _Sentence) -> Area | None:
    """ "The ambassador said trade of the two came to 1.7 bn. Goods to Laos …": the country that is named next."""
    behind = make_view(s.r.cased[s.span[1] : s.span[1] + _AHEAD_OF], s.lang.fold)
    named = (t.get("area") for t in words_of(behind, s.lang))
    return next((a for a in named if a and a.type == "country" and a.code != s.lang.home), None)


def remember(s: _Sentence, roles: list[Role], cur: Frame) -> None:
    """Areas named before any measure: they are the topic."""
    parties("trade_total", roles, cur, s.lang, bare="none", nation=False, total=False)
    abroad = [r for r in roles if r.area.type == "country" and r.area.code != s.lang.home]
    s.topic = abroad[0] if len(abroad) == 1 and abroad[0].name == "subject" else None
    if not cur.bilateral:
        kept = cur.reporter if cur.reporter.how == "read" else NOTHING
        gate = next((r for r in roles if r.area.counterpart), None)
        cur.reporter, cur.partner = kept, cur.partner if gate else NOTHING


def only_sides(s: _Sentence) -> frozenset[object]:
    """The two sides that all flows told so far were between, none where there were others."""
    last = s.last_ratio
    if s.lang.attributive == "after" and last is not None and last.transform == "share":
        if last.indicator == "exports" and s.r.main.flow.value != "exports":
            return (
                frozenset()
            )  # "nhập từ Việt Nam 1,3 tỷ USD, chiếm 22% thị trường; Thái Lan 1,6 tỷ USD": who sells, too
    return next(iter(s.r.sides)) if len(s.r.sides) == 1 else frozenset()


def ranked_pair(s: _Sentence, flow: str) -> bool:
    """ "China was Viet Nam's biggest partner, with total trade of 172 bn": the trade of the two."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    ranked = last is not None and last.transform == "rank"
    # "the US was the largest buyer, with total exports hitting 21 bn": those to it
    same = ranked and last.indicator == flow and (flow == "trade_total" or english(s.lang) and flow in TRADE)
    return ranked and (same or {last.indicator, flow} <= FDI)


def theirs(s: _Sentence, tokens: list[Token], cur: Frame) -> bool:
    """ "The two traded 6 bn worth: Myanmar's exports made up 2.8 bn": those of the side named second."""
    if not s.lang.spaced or s.lang.attributive != "before":
        return False
    areas = [k for k, t in enumerate(tokens[:-1]) if t.get("area")]
    if len(areas) != 1 or tokens[areas[0]].get("area").code != cur.partner.value:
        return False
    return tokens[areas[0] + 1].get("measure") in ("exports", "imports")


def crossing(s: _Sentence, tokens: list[Token], measures: set[object], cur: Frame) -> None:
    """ "Trade between them came to 171 bn. Chinese goods made up 110 bn of this": what the one sold the other."""
    if s.lang.attributive != "before" or not s.lang.spaced or measures - {None, "value"}:
        return
    k = next((k for k, t in enumerate(tokens[:-1]) if t.get("adjective") and t.get("area")), None)
    if k is None or tokens[k + 1].get("noun") != "goods" or "share" not in kinds_of(tokens[k + 2 :]):
        if k is None or k + 2 != len(tokens) or len(s.readings) < 2:
            return  # else "Chinese goods made up 110 bn and Vietnamese goods 61 bn"
    sides = (cur.reporter.value, cur.partner.value)
    code = tokens[k].get("area").code
    if code in sides and all(len(str(side)) == 2 for side in sides):
        flow = "imports" if code == cur.partner.value else "exports"
        cur.flow = Val(flow, (tokens[k].start, tokens[k + 1].end), "read")


def value_of_pair(tokens: list[Token]) -> bool:
    """Whether a bare word for value stands right before two sides: "the turnover between A and B"."""
    return any(
        t.get("measure") == "value"
        and (u.get("role") == "between" or u.get("anaphor") == "both" or u.get("pair"))
        for t, u in zip(tokens, tokens[1:], strict=False)
    )
