"""Whose partner ranks, and among whose partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.among import among_partners
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import english
from etl.parties import is_bloc
from etl.ranks.flow import RANKED
from etl.ranks.investors import rank_investor
from etl.roles import Role

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence
    from etl.tokens import Token


_BEFORE_NOUN = 6  # most code points between whose partners rank and the word for them: the rank, and goods
_WAYS = {"exports": "to", "imports": "from"}


def rank_parties(
    s: _Sentence,
    flow: str,
    before: list[Role],
    after: list[Role],
    frame: Frame,
    cur: Frame,
    named: bool,
    noun: Token | None = None,
) -> bool:
    """Whose place a rank is, and in whose order, put into the frame; False where that cannot be told. ``named``: a word
    such as "partner", the ``noun``, says what it is the largest of."""
    if flow == "trade_total" and noun is not None and english(s.lang) and not noun.get("rank_noun"):
        other = next((r for r in after if r.name == "with"), None)
        me = next((r for r in reversed(before) if r.name in ("subject", "owner")), None)
        if me is not None and other is not None and me.area.country != other.area.country:
            # "Zhejiang ranked third among Chinese provinces in trade with Vietnam"
            frame.reporter, frame.partner = me.val, other.val
            return True
    if not (s.lang.spaced or after) and len(two := among_partners(s.tokens, flow, before)) < len(before):
        frame.reporter, frame.partner = two[0].val, two[1].val  # 中国与东盟贸易中，越南居首位
        return True
    if not (s.lang.spaced or named or after or flow in FDI) and (two := _gate_ranks(before)) is not None:
        frame.reporter, frame.partner = two
        return True
    countries = _ranking(s, before)
    if (
        flow == cur.flow.value == "count"
        and not s.lang.spaced
        and [r.area.code for r in countries] == [cur.reporter.value]
    ):
        if cur.partner.how == "read" and cur.partner.value != WORLD:
            frame.reporter, frame.partner = cur.reporter, cur.partner  # 中国赴越旅客…，为越南第二大客源
            return True
    if named and not s.lang.spaced and not after and (two := _of_markets(countries, flow, noun)) is not None:
        frame.reporter, frame.partner = two
        return True
    if (
        named
        and not s.lang.spaced
        and not after
        and (two := _of_the_same(s, flow, countries, noun)) is not None
    ):
        frame.reporter, frame.partner = two
        return True
    if named and not s.lang.spaced and len(countries) == 1 and _named_behind(s, countries[0], noun, after):
        # 中国第三大出口市场是越南: who ranks stands behind
        own, other = countries[0].val, after[0].val
        frame.reporter, frame.partner = (other, own) if flow in FDI else (own, other)
        return True
    subject, of = _subject_and_of(s, flow, countries, after)
    if of is None and english(s.lang) and _supplies_the_market(s, subject, noun, flow, cur):
        frame.reporter, frame.partner = cur.partner, cur.reporter
        return True
    sent = flow == "exports" and not named and subject is not None
    sent = sent and (s.lang.attributive == "after" or english(s.lang) and of is not None and of.name == "to")
    if sent and of is not None and of.name in ("to", "at") and of.area.code != subject.area.code:
        frame.reporter, frame.partner = subject.val, of.val  # "ranks third in exports of wood to the US"
        return True
    if not s.lang.spaced and flow in _WAYS and not named:
        # 越南对华出口居东盟第一位: a place of its own trade with the one it goes to
        own = [r for r in countries if r.name in ("subject", _WAYS[flow])]
        if [r.name for r in own] == ["subject", _WAYS[flow]] and own[0].area.code != own[1].area.code:
            frame.reporter, frame.partner = own[0].val, own[1].val
            return True
        if of is None and (own := _in_the_world(s, before, countries, cur)) is not None:
            frame.reporter, frame.partner = own, Val(WORLD, None, "default", "no_partner")
            return True
    if s.lang.attributive == "after" and not named and flow not in FDI and subject is not None and of is None:
        # "Hàn Quốc xếp thứ 8 thế giới về quy mô thương mại": among all countries
        if subject.area.type == "country" and after and after[0].area.code == WORLD:
            frame.reporter, frame.partner = subject.val, Val(WORLD, None, "default", "no_partner")
            return True
    if english(s.lang) and flow == "exports" and subject is not None and of is None:
        # "Thailand is about to overtake Vietnam as the world's largest exporter": its own exports
        first = any(r.area.code == WORLD and r.name == "owner" for r in before)
        buyer = noun is not None and noun.get("rank_noun") == "exports"
        listed = cur.varied == "reporter" and cur.partner.value == WORLD and not buyer
        if subject.area.type == "country" and (first or listed):
            frame.reporter, frame.partner = subject.val, Val(WORLD, None, "default", "no_partner")
            frame.varied = "reporter"  # "India leads with 17 m tonnes": who exports
            return True
    if of is None and flow not in FDI:
        of = next((r for r in after if r.name == "with"), None)
    if flow in FDI and not named and _behind_comma(s, countries, cur):
        countries, subject = countries[-1:], countries[-1]  # 新加坡居首，中国第二
    if not s.lang.spaced and of is None and len(countries) >= 2:
        if flow not in FDI or {r.name for r in countries} == {"subject"}:
            subject, of = countries[0], countries[-1]
    if flow in FDI:
        return rank_investor(s, subject, of, frame, cur, noun)
    return _rank_partner(s, flow, subject, of, frame, cur, named)


def _behind_comma(s: _Sentence, countries: list[Role], cur: Frame) -> bool:
    """Whether who ranks stands behind a comma, where the host is told already and the one named before leads."""
    if s.lang.spaced or len(countries) < 2 or {r.name for r in countries} != {"subject"}:
        return False
    codes = {r.area.code for r in countries}
    if not cur.partner.stated or cur.family != "fdi" or cur.partner.value in codes | {WORLD}:
        return False
    start, end = countries[-2].span[1], countries[-1].span[0]
    return any(t.get("punct") == "," and start < t.start < end for t in s.tokens)


def _gate_ranks(before: list[Role]) -> tuple[Val, Val] | None:
    """友谊关口岸货值在广西各口岸中位居第一: a gate among the gates of its country or province, by what passes it."""
    gate = before[0] if before else None
    if gate is None or gate.area.type != "gate" or gate.area.counterpart is None:
        return None
    if any(r.area.country != gate.area.country for r in before):
        return None
    return gate.val, Val(gate.area.counterpart, gate.span, "read", "behind_gate")


def _supplies_the_market(
    s: _Sentence, subject: Role | None, noun: Token | None, flow: str, cur: Frame
) -> bool:
    """ "Vietnam's exports to the US reached 5 bn; it is the second largest supplier after China": to the US."""
    if noun is None or noun.get("rank_noun") != "imports" or flow != "imports" or cur.flow.value != "exports":
        return False
    ranked = [x for x in s.readings if x.transform == "rank"]
    if ranked and (ranked[-1] is s.readings[-1] or ranked[-1].frame.partner.value == cur.partner.value):
        return False  # "China's fifth largest market with 5 bn and ninth largest supplier"
    told = cur.reporter.stated and cur.partner.stated and WORLD not in (cur.reporter.value, cur.partner.value)
    return told and (subject is None or subject.area.code == cur.reporter.value)


def _named_behind(s: _Sentence, whose: Role, noun: Token | None, after: list[Role]) -> bool:
    """Whether "is" alone stands between the word for what ranks and who does."""
    if noun is None or not after or not 0 <= noun.start - whose.span[1] <= _BEFORE_NOUN:
        return False
    between = [t for t in s.tokens if noun.end <= t.start < after[0].span[0]]
    return len(between) == 1 and between[0].get("change") == "reach"


def _of_markets(countries: list[Role], flow: str, noun: Token | None) -> tuple[Val, Val] | None:
    """越南出口前三大市场中，中国居第二位, 对美出口居越南出口市场首位, 云南主要贸易伙伴中，缅甸居首位: whose markets they are stands right
    before the word for them."""
    kinds = {"country", "province"} if flow == "trade_total" else {"country"}
    if (
        flow not in (*_WAYS, "trade_total")
        or len(countries) != 2
        or not {r.area.type for r in countries} <= kinds
    ):
        return None
    whose = next((r for r in reversed(countries) if noun is not None and r.span[1] <= noun.start), None)
    other = next((r for r in countries if r is not whose), None)
    return (whose.val, other.val) if whose is not None and other is not None else None


def _of_the_same(
    s: _Sentence, flow: str, countries: list[Role], noun: Token | None
) -> tuple[Val, Val] | None:
    """中国在对越投资国中列第三位，并是越南第二大出口市场: behind a rank, whose partners they are, the only one named, stands before
    the word for them; what ranks is what ranked before."""
    last = s.readings[-1] if s.readings else None
    if flow in FDI or last is None or last.transform != "rank" or len(countries) != 1 or noun is None:
        return None
    whose = countries[0]
    known = last.frame.reporter if last.frame.family == "fdi" else last.frame.partner
    if not 0 <= noun.start - whose.span[1] <= _BEFORE_NOUN or known.value in (None, WORLD, whose.area.code):
        return None
    return whose.val, known.inherited()


def _in_the_world(s: _Sentence, before: list[Role], countries: list[Role], cur: Frame) -> Val | None:
    """越南咖啡出口居第二位, 出口446亿美元，在全球排第12位: whose trade has a place among everybody's: who is named before the word
    for the flow; where the world is, who was told of."""
    world = any(r.area.code == WORLD for r in before)
    if not countries:
        last = s.readings[-1] if s.readings else None
        if not world and last is not None and last.transform == "rank":
            world = last.frame.partner.value == WORLD  # "it ranked 47th in the world then, 12th now"
        # 2025年进出口9200亿美元，出口在全球列第21位: whose trade was told of
        known = cur.reporter.stated or any(r.frame.reporter.value == cur.reporter.value for r in s.readings)
        return cur.reporter if world and known and cur.partner.value == WORLD else None
    first = countries[0]
    if len(countries) > 1 or first.name not in ("subject", "owner", "origin") or first.area.type != "country":
        return None
    if any(t.get("directed") and t.start <= first.span[0] < t.end for t in s.tokens):
        return None  # 对韩出口256亿美元居第三: a market
    read = cur.flow.how == "read" and cur.flow.span is not None
    return first.val if world or read and first.span[1] <= cur.flow.span[0] else None


def _ranking(s: _Sentence, before: list[Role]) -> list[Role]:
    """Those named before a rank that may have it."""
    countries = [
        r
        for r in before
        if r.area.type not in ("continent", "world")
        and not (
            r.area.type == "bloc" and r.name not in ("subject", "to") and not _ranked_by_bloc(s, r, before)
        )
    ]
    if s.lang.attributive == "after" and any(
        r.area.type != "bloc" and r.name == "subject" for r in countries
    ):
        return [r for r in countries if r.area.type != "bloc"]  # "Vietnam is its third ASEAN partner"
    if not s.lang.spaced and len(countries) > 2 and countries[0].area.type == "customs":
        return countries[1:]  # 昆明海关介绍，越南成为云南第二大贸易伙伴: the office only tells it
    return countries


def _ranked_by_bloc(s: _Sentence, r: Role, before: list[Role]) -> bool:
    """ "China became ASEAN's biggest trading partner": among the partners of the bloc."""
    return english(s.lang) and r.name == "owner" and any(x.name == "subject" and x is not r for x in before)


def _subject_and_of(
    s: _Sentence, flow: str, countries: list[Role], after: list[Role]
) -> tuple[Role | None, Role | None]:
    """Who ranks, and among whose partners, as the words before the areas say."""
    subject = next(
        (r for r in reversed(countries) if r.name not in ("of", "with", "at", "to", "owner")), None
    )
    of = next(
        (
            r
            for r in after
            if (r.name in ("of", "at", "to", "subject", "owner") or r.name == "origin" and flow == "exports")
            and (
                r.area.type not in ("bloc", "continent", "world")
                or r.area.type == "bloc"
                and (r.name == "of" or r.name == "to" and flow == "imports" and english(s.lang))
                and subject is not None
                and flow not in FDI
                and s.lang.spaced
                and not any(x.name == "owner" for x in countries)
            )
        ),
        None,
    )
    if subject is None and of is not None and of.name == "subject":
        subject, of = of, None  # "the second largest market is the US"
    if subject is None and flow in FDI and english(s.lang):
        # "…, with Singapore being the largest investor": with no one else than the one that ranks
        subject = next((r for r in reversed(countries) if r.name == "with"), None)
    if subject is None and of is not None and s.lang.attributive == "after":
        # "the second largest market of Viet Nam is the US"
        behind = (r for r in after if r.name == "subject" and r.area.type != "world")
        subject = next((r for r in behind if r.span > of.span), None)
    if of is None:
        of = next(
            (
                r
                for r in reversed(countries)
                if r.name in ("of",)
                or (r.name in ("to", "at") and flow in FDI)
                or (r.name == "origin" and flow == "exports" and s.lang.attributive == "after")
                or (subject is not None and r is not subject and r.name == "owner")
            ),
            None,
        )
    return subject, of


def _rank_partner(
    s: _Sentence,
    flow: str,
    subject: Role | None,
    of: Role | None,
    frame: Frame,
    cur: Frame,
    named: bool,
) -> bool:
    """Whose partner ranks, where trade is told of."""
    if flow == "exports" and cur.varied == "seller" and subject is not None and of is None and not named:
        # "Thailand ranks second" of those that sell there
        frame.reporter, frame.partner = subject.val, cur.partner
        return subject.area.code != cur.partner.value
    if subject is None and of is not None and s.readings and s.readings[-1].transform == "rank":
        known = s.readings[-1].frame.partner
        if known.value != of.area.code:
            frame.reporter, frame.partner = of.val, known
            return True
    place = subject or of
    if (of is None or subject is None) and place is not None and "-" in place.area.code:
        subject = place if _among_provinces(s, place, cur, named) else subject
        of = None if subject is place else of
    if of is None and subject is not None and "-" in subject.area.code:
        if _among_provinces(s, subject, cur, named):
            frame.reporter = subject.val
            frame.partner = Val(WORLD, None, "default", "no_partner")
            return True
    if of is not None and subject is not None and of.area.code != subject.area.code:
        frame.reporter, frame.partner = of.val, subject.val
    elif (
        subject is not None
        and flow == cur.flow.value
        and not (
            named and flow == "exports"
        )  # "Laos sold Vietnam 1.2 bn; China was the biggest buyer": of Laos
        and _trades_with_home(s, cur, subject)
    ):
        frame.reporter, frame.partner = subject.val, cur.partner
    elif subject is not None and subject.area.country != s.lang.home:
        known = cur.reporter if cur.reporter.value not in (None, subject.area.code) else None
        frame.reporter = known or Val(s.lang.home, None, "default", "language_home")
        frame.partner = subject.val
    elif subject is not None and of is None:
        frame.reporter, frame.partner = _whose_partner(s, flow, subject, cur), subject.val
    elif of is not None:
        if english(s.lang) and cur.partner.value == of.area.code and cur.reporter.stated:
            # "Viet Nam bought 11 bn of Thai goods, to rank sixth among Thailand's markets"
            frame.reporter, frame.partner = of.val, cur.reporter
            return frame.reporter.value != frame.partner.value
        if cur.partner.value in (None, WORLD, of.area.code):
            return False
        frame.reporter, frame.partner = of.val, cur.partner
    elif cur.partner.value in (None, WORLD):
        return False
    return frame.reporter.value != frame.partner.value


def _whose_partner(s: _Sentence, flow: str, subject: Role, cur: Frame) -> Val:
    """Whose partner the home country is, or one of its provinces, where only that is named."""
    if _told_of_another(s, cur, subject):
        return cur.reporter
    if flow == cur.flow.value and _story_of(cur, subject):
        return cur.reporter  # the home country, among a buyer's suppliers
    if (whose := _in_pair(s, subject)) is not None:
        return whose
    if not s.lang.spaced and cur.bilateral and cur.partner.value == subject.area.code and cur.reporter.stated:
        return cur.reporter  # 香港与越南贸易2670亿港元；越南在贸易伙伴中排第七
    told = s.lang.spaced and s.lang.attributive == "before" and cur.reporter.stated
    with_it = not cur.bilateral or cur.partner.value == subject.area.code
    if told and cur.reporter.value not in (WORLD, subject.area.code) and with_it:
        return cur.reporter
    if not cur.bilateral or cur.partner.value == subject.area.code:
        return Val(s.lang.counterpart, None, "default", "pair_other_side")
    if is_bloc(cur.partner.value) and cur.reporter.value not in (None, subject.area.code):
        return cur.reporter
    return cur.partner


def _among_provinces(s: _Sentence, subject: Role, cur: Frame, named: bool) -> bool:
    """Whether a province of the home country ranks among the others, whose figures are being listed; ``named``:
    a word such as "partner" says what it is the largest of."""
    home = s.lang.home
    known = str(cur.reporter.value).split("-")[0] if cur.reporter.stated else None
    return (
        subject.area.country == home and not cur.bilateral and known in ((home,) if named else (home, None))
    )


def _told_of_another(s: _Sentence, cur: Frame, subject: Role) -> bool:
    """ "Chongqing traded 467 bn. Vietnam is the first partner": that of the one whose trade is told of."""
    told = cur.reporter
    if s.lang.spaced or not told.stated or cur.bilateral or cur.flow.value not in RANKED:
        return False
    return str(told.value).split("-")[0] not in (s.lang.home, subject.area.country, WORLD)


def _trades_with_home(s: _Sentence, cur: Frame, subject: Role) -> bool:
    """ "Korea sold the most to Viet Nam; China came second": one more of those that sell to it, or buy from it."""
    told = cur.flow.value in ("exports", "imports")
    told = told and cur.partner.value == s.lang.home and cur.varied == "reporter"
    return told and cur.reporter.stated and subject.area.country not in (s.lang.home, cur.reporter.value)


def _in_pair(s: _Sentence, subject: Role) -> Val | None:
    """ "Korea's exports to Viet Nam fell …. Viet Nam stayed its third largest partner": the one whose trade with it the
    text tells of."""
    told = s.r.main
    if not s.lang.spaced or s.lang.attributive != "before" or told.family == "fdi":
        return None
    pair = told.reporter.stated and told.partner.value == subject.area.code == s.lang.home
    return told.reporter.inherited() if pair and told.reporter.value != WORLD else None


def _story_of(cur: Frame, subject: Role) -> bool:
    """Whether another country's imports or exports are being told of."""
    other = str(cur.reporter.value)
    known = cur.reporter.stated or cur.reporter.note == "compiler_country"
    return known and len(other) == 2 and other != subject.area.country and not cur.bilateral
