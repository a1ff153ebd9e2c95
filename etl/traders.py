""" "The world's second largest coffee exporter": a place among those that sell or buy, with everybody."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from etl.frame import BLOCS, WORLD, Frame, Val
from etl.language import english
from etl.ranks.goods import goods_ranked
from etl.reading import Reading
from etl.roles import Role, roles_of
from etl.text import make_view
from etl.tokens import Token, make_token, words_of

if TYPE_CHECKING:
    from etl.clauses import Clause
    from etl.reader import _Sentence

FLOW = {"exporter": "exports", "importer": "imports"}
_TRADED = ("exports", "imports")
_ALL = ("world", "continent", *BLOCS)
Span = tuple[int, int]
_SIDED = ("to", "from", "with", "of", "at")
_NEAR = 40  # most code points between the word for what is traded and the rank


def trader(
    s: _Sentence, c: Clause, noun: Token, words: list[Token], cur: Frame, period: Val
) -> Reading | None:
    """The rank of a country among all that export or import, or None where it is that of another's partner
    ("China is the top importer of Vietnamese rice")."""
    named = [
        r
        for r in roles_of(words, s.text, s.lang, s.r.seen)
        if r.area.type not in ("continent", "world", *BLOCS)
    ]
    codes = {r.area.code for r in named}
    if len(codes) > 1 or any(r.name not in ("subject", "owner") for r in named):
        return None
    if not named and cur.reporter.value in (None, WORLD):
        return None
    after = s.lang.attributive == "after"
    if after and not named and not (cur.reporter.stated and cur.reporter.how == "read"):
        return None
    flow = FLOW[str(noun.get("rank_noun"))]
    found = _place(s, c, flow, (noun.start, noun.end), named, cur, period)
    if english(s.lang) and flow == "exports" and (market := _sold_to(s, noun)) is not None:
        for frame in (found.frame, found.kept):
            if frame.reporter.value != market.value:
                frame.partner = market
                frame.varied = "seller"  # "… followed by Vietnam with 31 bn": others sell there, too
    return found


def _sold_to(s: _Sentence, noun: Token) -> Val | None:
    """ "Japan was the second largest exporter of steel to Vietnam": the market, where it is named right behind."""
    words = [t for t in s.tokens if noun.end <= t.start][:5]
    k = next((k for k, t in enumerate(words) if t.get("role") == "to"), len(words))
    if any(t.get("punct") or t.get("area") or t.get("measure") for t in words[:k]) or k + 1 >= len(words):
        return None
    t = words[k + 1]
    return Val(t.get("area").code, (t.start, t.end), "read") if t.get("area") else None


def among_all(
    s: _Sentence, c: Clause, words: list[Token], tail: list[Token], cur: Frame
) -> tuple[str, Span] | None:
    """ "Viet Nam ranks second in the world in exports of coffee", "Viet Nam is the third largest rice exporter": the flow
    and the word for it, where nobody else is named whose partner it would be, in a language that names it so."""
    if not s.lang.spaced:
        return _among_world(s, c, words, cur)
    if s.lang.attributive != "after" or sided(tail) or cur.varied == "seller":
        return None
    q = c.quantity
    among = any((a := t.get("area")) is not None and a.type in _ALL for t in tail[:3])
    noun = next((t for t in reversed(words) if t.get("rank_noun") or t.get("measure") in _TRADED), None)
    code = noun.get("rank_noun") if noun is not None else None
    if code == "exporter" and (among or not q.superlative) or code == "importer" and among:
        return FLOW[str(code)], (noun.start, noun.end)
    if not among:
        return None
    if noun is not None and q.start - noun.end <= _NEAR:
        flow = FLOW.get(code, code) or noun.get("measure")
        return (str(flow), (noun.start, noun.end)) if flow == "imports" or code is None else None
    behind = next((t for t in tail if t.get("measure") in _TRADED and not t.get("rank_noun")), None)
    if behind is not None:
        return str(behind.get("measure")), (behind.start, behind.end)
    told = s.readings and cur.partner.value == WORLD and cur.flow.value in (*_TRADED, "trade_total")
    return (str(cur.flow.value), cur.flow.span) if told else None


def _among_world(s: _Sentence, c: Clause, words: list[Token], cur: Frame) -> tuple[str, Span] | None:
    """越南咖啡出口居世界第二: what stands right before a rank whose own words name the world, or was told before it."""
    last = words[-1] if words else None
    if s.readings and cur.partner.value == WORLD and cur.flow.value in (*_TRADED, "trade_total"):
        if all(t.get("punct") for t in c.near) and s.readings[-1].transform == "level":
            last = make_token(*cur.flow.span, {"measure": cur.flow.value}) if cur.flow.span else last
    flow = str(last.get("measure")).removesuffix("_volume") if last is not None else None
    if flow not in (*_TRADED, "trade_total") or last.get("rank_noun") or last.get("directed"):
        return None
    said = make_view(s.r.cased[c.quantity.start : c.quantity.end], s.lang.fold)
    world = any((a := t.get("area")) is not None and a.code == WORLD for t in words_of(said, s.lang))
    return (flow, (last.start, last.end)) if world else None


def sided(tail: list[Token]) -> bool:
    """Whether the words behind a rank name whose partner it is, or where; a bloc may only be what it is a place in."""
    for k, t in enumerate(tail):
        area = t.get("area")
        if area is None or area.type == "world":
            continue
        if area.type in _ALL and (not k or tail[k - 1].get("role") == "within"):
            continue
        return not k or any(u.get("role") in _SIDED for u in tail)
    return False


def place_among_all(
    s: _Sentence, c: Clause, traded: tuple[str, Span], words: list[Token], cur: Frame, period: Val
) -> Reading | None:
    """The rank of the one named among all that sell or buy."""
    named = [
        r
        for r in roles_of(words, s.text, s.lang, s.r.seen)
        if r.area.type not in ("continent", "world", *BLOCS)
    ]
    if any(r.name not in ("subject", "owner", "of", "origin") for r in named):
        return None
    if len({r.area.code for r in named}) > 1 or not (named or cur.reporter.stated):
        return None
    return _place(s, c, *traded, named, cur, period)


def _place(
    s: _Sentence, c: Clause, flow: str, span: Span, named: list[Role], cur: Frame, period: Val
) -> Reading:
    """The reading of such a rank, and what later clauses go on from."""
    frame = cur.copy()
    frame.flow = Val(flow, span, "read")
    if named:
        frame.reporter = named[-1].val
    if english(s.lang):
        frame.varied = "reporter"  # "India leads with 17 m tonnes": who exports
    frame.partner, frame.bilateral, frame.basis = Val(WORLD, None, "default", "no_partner"), False, "value"
    q = c.quantity
    if not s.lang.spaced:
        after = [t for t in s.tokens if q.end <= t.start][:2]
        noun = next((t for t in after if t.get("rank_noun")), None)
        frame.commodity = goods_ranked(s, after, noun) or frame.commodity
    reading = Reading(q, flow, "rank", frame, Decimal(q.number), period, "rank", sub=True, scope=WORLD)
    kept = cur.copy()
    if cur.flow.value is None or not s.readings:
        kept.flow, kept.reporter, kept.partner = (
            Val(flow, frame.flow.span, "inherited"),
            frame.reporter,
            frame.partner,
        )
        kept.varied, kept.bilateral = frame.varied if english(s.lang) else None, False
    reading.kept = kept
    return reading
