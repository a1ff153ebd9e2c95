""" "the fifth largest trading partner of China": whose rank, in whose order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from etl import when
from etl.clauses import Clause
from etl.dating import later_period
from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area
from etl.lists import lists_of
from etl.parties import is_bloc
from etl.reading import FLOWS, Reading, settle
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token
from etl.traders import FLOW, trader

if TYPE_CHECKING:
    from etl.reader import _Sentence


NEXT = 16  # most code points between a rank and what it names: "third is the market of Taiwan"
RANKED = frozenset({"trade_total", "exports", "imports", "fdi_registered"})
_PLAIN = 8  # most characters of a word for a partner that does not say in what
_NAMED = 4  # fewest characters of a noun such as 贸易伙伴, which says what is ranked


def rank(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """ "the fifth largest trading partner of China": whose rank, in whose order."""
    q = c.quantity
    stated, cur = cur, _with_context(s.rank_before, cur)
    words = [t for part in c.left if isinstance(part, list) for t in part]
    tail = _tail(s, c)
    noun = None
    for t in reversed(words):
        if t.get("rank_noun") and q.start - t.end <= (30 if q.superlative else 60):
            noun = t
            break
    for t in tail[:6]:
        if (
            t.get("rank_noun")
            and t.start - q.end <= 40
            and (noun is None or not s.lang.spaced or s.lang.attributive == "before")
        ):
            noun = t
            break
    if noun is None and (not q.superlative and cur.flow.how != "read" or q.superlative and _leads(tail)):
        # "seventh among the provinces in trade with Vietnam", "leads in Vietnam's exports"
        noun = next((t for t in tail if FLOWS.get(t.get("measure"), t.get("measure")) in RANKED), None)
    if noun is None:
        if q.superlative:
            return None
        cur = stated
        if cur.flow.value is None or not (
            s.readings
            or cur.flow.how == "read"
            or any(t.get("area") or t.get("measure") for t in [*words, *tail])
            or s.lang.spaced
            and _pronoun(words) is not None
        ):
            return None
    flow = str(cur.flow.value)
    if noun is not None and noun.get("rank_noun") in FLOW:
        traded = FLOW[str(noun.get("rank_noun"))]
        if (found := trader(s, c, noun, words, cur, _when(s, c, words, cur, traded))) is not None:
            return found
    if noun is not None:
        code = noun.get("rank_noun")
        flow = str(FLOW.get(code, code) or FLOWS.get(noun.get("measure"), noun.get("measure")))
    if flow == "imports" and _home_goods(s, tail):
        flow = "exports"  # "the largest import market of Vietnamese coffee"
    told = s.rank_before
    seller = s.lang.spaced and any(
        r.name == "subject" and r.area.code == told.reporter.value
        for r in roles_of(words, s.text, s.lang, s.r.seen)
    )  # "Viet Nam is the second largest supplier": what it supplies is bought
    after = s.lang.attributive == "after" or told.flow.how == "inherited"
    if flow == "imports" and told.flow.value == "exports" and after and not seller:
        inner = [t for t in words if noun is not None and t.start > noun.start]
        if told.commodity.value is not None or any(t.get("commodity") for t in [*tail[:2], *inner]):
            flow = "exports"  # of the goods whose exports are told of, "the largest import market" buys most
    partner = flow == "trade_total" and noun is not None and noun.end - noun.start <= _PLAIN
    partner = partner and not any(t.get("role") == "of" for t in tail[:1])  # "of Viet Nam": in all its trade
    if partner and s.lang.attributive == "after" and told.flow.value in ("exports", "imports"):
        if told.flow.how == "inherited" and told.commodity.value is not None:
            flow = str(told.flow.value)  # "rice exports came to 4.6 bn; the Philippines are the top partner"
    plain = noun is not None and (
        flow == "exports"
        and noun.get("measure") != "exports"
        or flow in ("trade_total", "imports")
        and not noun.get("measure")
    )
    # "第三大投资来源国和第四大贸易伙伴": a noun of its own behind a rank in the same sentence
    own_noun = not s.lang.spaced and bool(s.readings) and s.readings[-1].transform == "rank"
    own_noun = own_noun and noun is not None and noun.end - noun.start >= _NAMED
    if plain and cur.flow.value in FDI and not own_noun:
        flow = str(cur.flow.value)
    if stated.flow.value == "count" and noun is not None and not noun.get("measure"):
        flow = "count"  # "the largest source market", of visitors
    flow = "count" if flow == "arrivals" else flow
    if flow in ("fdi_projects", "fdi_realised"):
        flow = "fdi_registered"
    if flow not in ("trade_total", "exports", "imports", "fdi_registered", "count"):
        return None
    own_goods = s.lang.attributive == "after" and c.near and c.near[-1].get("commodity")
    own_goods = own_goods and not s.text[c.near[-1].end : q.start].strip()
    if noun is None and (_of_goods(tail) or own_goods and not any(t.get("area") for t in c.near)):
        return None  # "second were telephones, with 216 m": no country's place
    before = [_of_market(r, words) for r in roles_of(words, s.text, s.lang, s.r.seen)]
    firms = s.lang.attributive == "after" and noun is None and flow not in FDI
    if firms and [r.name for r in before] == ["investor"] and [t.get("role") for t in tail[:1]] == ["at"]:
        flow = "fdi_registered"  # "Vietnamese firms rank third in Laos, with 241 projects"
    if (
        before
        and s.lang.spaced
        and s.lang.attributive == "before"
        and before[-1].name in ("with", "to", "from")
    ):
        behind = [t for t in words if t.start >= before[-1].span[1]]
        if len(behind) == 1 and behind[0].get("punct") == ",":
            before[-1] = replace(
                before[-1], name="subject"
            )  # "trade with Viet Nam, its second largest partner"
    listed = c.index in groups
    if listed and (found := lists_of(s, c, groups[c.index][2], groups[c.index][1])) and found[0] == "area":
        t = found[1][groups[c.index][0]]  # "Korea and China ranked second and third"
        before = [Role(t.get("area"), "subject", (t.start, t.end))]
        last = found[1][-1]
        host = next((u for u in s.tokens[: c.index] if u.start > last.start and u.get("area")), None)
        if flow in FDI and host is not None:  # 新加坡和中国分居越南外资第一位和第二位: where both invest
            before.append(Role(host.get("area"), "at", (host.start, host.end)))
    elif (
        (side := _in_order(s, c)) is not None
        or listed
        and (side := _as_told(s, *groups[c.index][:2], flow)) is not None
    ):
        before = [side]
    if q.superlative and before and before[-1].joined:
        return None  # "China, India and the US were the largest importers": no one's place among them is told
    after_ = roles_of(tail, s.text, s.lang, s.r.seen) if not before else []
    behind = [] if s.lang.spaced else before
    if not before and not after_ and s.lang.spaced and (it := _pronoun(words)) is not None and s.r.subject:
        before = [Role(s.r.subject, "subject", (it.start, it.end))]  # "it ranked only fifth"
    is_ = any(
        t.get("change") == "reach" and t.end == q.start for t in words
    )  # "ASEAN is the second largest …"
    within = next((r for r in behind if r.area.type in BLOCS and q.start - r.span[1] <= 1 and not is_), None)
    if within is None and not s.lang.spaced and len(before) > 1:
        # 越南在广东的东盟伙伴中排名第二: of the partners there
        nouns = {t.start for t in words if t.get("rank_noun")}
        within = next((r for r in behind if r.area.type in BLOCS and r.span[1] in nouns), None)
    before = [r for r in before if r is not within]  # "third in ASEAN", where the place stands behind
    if within is not None and s.rank_before is not None and cur.reporter.value == within.area.code:
        cur.reporter, cur.partner = s.rank_before.reporter, s.rank_before.partner
    if before and flow == "count":
        tail = tail[: next((k for k, t in enumerate(tail) if t.get("role") == "aside"), len(tail))]
    after = roles_of(tail, s.text, s.lang, s.r.seen)
    if s.lang.spaced and s.lang.attributive == "before":
        led = {t.start for u, t in zip(s.tokens, s.tokens[1:], strict=False) if u.get("role") == "aside"}
        after = [r for r in after if r.span[0] not in led]  # "third, after China (268 bn)"
    if after and after[0].span[0] - q.end <= NEXT:
        bloc = s.lang.attributive == "before" and noun is not None and 0 <= noun.start - after[0].span[1] <= 1
        if not (bloc and after[0].area.type == "bloc"):  # "its second largest ASEAN partner"
            after[0] = _named_next(after[0], tail, noun)
    frame = cur.copy()
    span = (noun.start, noun.end) if noun is not None else cur.flow.span
    frame.flow = Val(flow, span, "read" if noun is not None else "inherited")
    placed = noun is None and "-" in str(cur.reporter.value) and cur.partner.value == WORLD
    if (
        placed
        and not after
        and flow not in FDI
        and not any(r.area.type in ("country", *BLOCS) for r in before)
    ):
        frame.reporter, frame.partner = cur.reporter, cur.partner  # "ranks 23rd in the country"
    elif flow in FDI and (sides := _outward(before, after, tail)) is not None:
        frame.reporter, frame.partner = sides
    elif not _rank_parties(
        s, flow, before, after, frame, cur, bool(noun is not None and noun.get("rank_noun"))
    ):
        return None
    if flow in FDI and before and s.tokens[0].get("role") == "with":
        # "With 3,274 projects worth 73 bn, Singapore ranks second"
        for r in s.readings:
            if r.frame.family == "fdi" and r.frame.reporter.how == "default":
                r.frame.reporter = frame.reporter
    nxt = next((t for t in s.tokens[c.index + 1 :] if isinstance(t, Quantity)), None)
    level = nxt is not None and nxt.unit != "percent"  # "Thailand came first with 38%": of what is bought
    buyer = _next_buyer(s, before, told) if noun is None and level and flow == "imports" else None
    if buyer is not None:
        flow = "exports"
        frame.flow = Val(flow, cur.flow.span, "inherited")
        frame.reporter, frame.partner = told.partner, buyer.val
    frame.basis = "value"
    period = _when(s, c, words, cur, flow)
    scope = next(
        (
            r.area.code
            for r in [*after, *([within] if within else [])]
            if r.area.type in ("bloc", "continent", "world")
        ),
        None,
    )
    reading = Reading(q, flow, "rank", frame, Decimal(q.number), period, "rank", sub=True, scope=scope)
    kept = cur.copy()
    own = [t for t in words if t.get("measure") and t is not noun and not t.get("rank_noun")]
    if own and noun is not None and flow not in FDI:
        kept = stated.copy()  # "shipments to the US, the biggest buyer, grew": the rank is an aside
    elif flow in ("exports", "imports", "trade_total", "count") or flow in FDI:
        kept.flow, kept.reporter, kept.partner = frame.flow, frame.reporter, frame.partner
        kept.varied = (
            "seller"
            if cur.varied == "seller" and noun is None
            else (
                "reporter"
                if flow in FDI and frame.partner.value != (before and before[-1].area.code)
                else "partner"
            )
        )
        s.stated_flow = True
    if buyer is not None:
        kept.flow, kept.reporter, kept.partner, kept.varied = told.flow, buyer.val, told.partner, "reporter"
    reading.kept = kept
    return reading


def _next_buyer(s: _Sentence, before: list[Role], told: Frame) -> Role | None:
    """ "The Philippines bought 2.3 m tonnes of Viet Nam's rice. Indonesia came second, with 0.7 m": of those that
    buy it, in a language that tells of the home country's goods."""
    home = s.lang.home
    bought = s.lang.attributive == "after" and told.partner.value == home != told.reporter.value
    bought = bought and s.only() == {told.reporter.value, home}
    alone = len(before) == 1 and before[0].name == "subject" and before[0].area.type == "country"
    return before[0] if bought and alone and before[0].area.code not in (home, told.reporter.value) else None


def _pronoun(words: list[Token]) -> Token | None:
    """The word for what the sentence before told of, where no preposition leads it."""
    for k, t in enumerate(words):
        if t.get("anaphor") == "other" and not (k and words[k - 1].get("role")):
            return t
    return None


def _in_order(s: _Sentence, c: Clause) -> Role | None:
    """ "China and Japan pledged 3 and 2 bn, respectively, ranking third and fourth": whose place each is."""
    k = c.index
    pair = [s.tokens[n] if 0 <= n < len(s.tokens) else None for n in (k - 2, k - 1, k + 1, k + 2)]
    ranks = [isinstance(t, Quantity) and t.unit == "rank" for t in (pair[0], pair[3])]
    joined = [t is not None and t.get("link") == "and" for t in (pair[1], pair[2])]
    place = 0 if ranks[1] and joined[1] else 1 if ranks[0] and joined[0] else None
    told = [r for r in s.readings if r.listed and r.transform == "level" and r.indicator in FDI]
    if place is None or not s.lang.spaced or len(told) != 2:
        return None
    val = told[place].frame.reporter
    if val.how != "read" or val.span is None or "+" in str(val.value):
        return None
    return Role(Area(str(val.value), "country"), "subject", val.span)


def _as_told(s: _Sentence, place: int, size: int, flow: str) -> Role | None:
    """马来西亚1767万美元、缅甸746万美元分居第二、第三: whose place each is, where as many figures were told one by one."""
    last = s.readings[-1] if s.readings else None
    if place and last is not None and last.transform == "rank":
        told = [x for x in s.readings if x.transform != "rank"]
    else:
        told = s.readings
    told = [x for x in told if x.transform == "level" and not x.low][-size:]
    sides = [x.frame.reporter if flow in FDI else x.frame.partner for x in told]
    named = len(sides) == size and len({v.value for v in sides}) == size and all(v.span for v in sides)
    if s.lang.spaced or not named or any("+" in str(v.value) for v in sides):
        return None
    return Role(Area(str(sides[place].value), "country"), "subject", sides[place].span)


def _when(s: _Sentence, c: Clause, words: list[Token], cur: Frame, flow: str) -> Val:
    """The period that a rank's own words name, or the sentence's where it names one or states another figure."""
    period = NOTHING
    own = [t for t in words if (m := t.get("period")) is not None and not (m.kind == "now" and s.lang.spaced)]
    for t in own:  # "now ranks third" says nothing of when that was counted
        if cur.period.span == (t.start, t.end) and s.lang.spaced:
            period = cur.period  # read already
            continue
        w = when.resolve(t.get("period"), s.lang, s.year_context(cur), s.r.published)
        if w is not None and w.period is not None:
            period = Val((w.period, w.flow) if w.until else w.period, (t.start, t.end), "read")
    company = any(s.tokens[k].unit not in (None, "rank") for k in s.places)
    if period.value is None and (s.stated_period or company):
        period = cur.period
        placed = company and not c.quantity.superlative
        if not s.stated_period and placed and s.lang.spaced:  # "ranked third with 2 bn in seven months"
            period = later_period(s, c, cur) or period

    if period.value is None and company and not s.readings and s.lang.attributive == "after":
        period = later_period(s, c, cur) or period  # "… the second largest market, with 28 bn in six months"
    if (
        period.value is None
        and s.lang.spaced
        and s.lang.attributive == "before"
        and not c.quantity.superlative
    ):
        period = _of_story(s, flow) or period
    settled = settle(period.value, flow in FDI)
    return (
        Val(settled, period.span, period.how, period.note)
        if settled
        else Val(None, None, "unknown", "no_period")
    )


def _of_story(s: _Sentence, flow: str) -> Val | None:
    """ "Trade came to 133 bn in 2020. Customs ranks Viet Nam as the fifth largest market": of the time that is told of."""
    told = s.r.main
    alike = told.family == "fdi" if flow in FDI else told.flow.value in RANKED | {"trade_balance"}
    now = settle(told.period.value, False)
    if not alike or not told.period.stated or now is None or now.type in ("stock", "since"):
        return None
    return told.period.inherited()


def _outward(before: list[Role], after: list[Role], tail: list[Token]) -> tuple[Val, Val] | None:
    """ "Cambodia ranks second among the 79 countries where Viet Nam invests abroad": the investor, and a host."""
    if not any(t.get("directed") == f"to {WORLD}" for t in tail):
        return None
    host = next((r for r in reversed(before) if r.name == "subject"), None)
    investor = next((r for r in after if r.area.type == "country" and r.name in ("subject", "of")), None)
    if host is None or investor is None or host.area.code == investor.area.code:
        return None
    return investor.val, host.val


def _of_market(r: Role, words: list[Token]) -> Role:
    """ "the market of the EU": what ranks is the market's area."""
    if r.name == "to" and any(t.get("noun") == "market" and 0 <= r.span[0] - t.end <= 1 for t in words):
        return replace(r, name="subject")
    return r


def _named_next(r: Role, tail: list[Token], noun: Token | None) -> Role:
    """ "third is the EU", "third is the market of Taiwan": a bloc that is named so ranks, too."""
    r = _of_market(r, tail)
    if r.name == "subject" and r.area.type == "bloc" and (noun is None or noun in tail):
        return replace(r, area=Area(r.area.code, "country"))
    return r


def _leads(tail: list[Token]) -> bool:
    """Whether trade is what the leader named without a number leads in: the first words say so."""
    codes = [t.get("measure") for t in tail[:3]]
    return any(code in ("exports", "imports", "trade_total") for code in codes)


def _with_context(before: Frame, after: Frame) -> Frame:
    """The frame before the rank's clause with the period and goods that the clause named: whose rank it is says
    nothing of the flows told before."""
    f = before.copy()
    f.period, f.commodity, f.status, f.compiler = after.period, after.commodity, after.status, after.compiler
    if f.flow.value is None:
        f.flow = after.flow
    return f


def _tail(s: _Sentence, c: Clause) -> list[Token]:
    """Words after a rank up to the end of its statement; other ranks in between do not end it."""
    out: list[Token] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") in (",", ";", "(") or t.get("punct") == ":" and s.lang.attributive == "after":
            break
        if isinstance(t, Quantity):
            if t.origin == "rank":
                continue
            break
        out.append(t)
    return out


def _pointed_at(s: _Sentence, subject: Role, cur: Frame) -> Val | None:
    """ "The deficit with China was 18 bn. Its pledges made it the fourth-largest investor": the other side, as nobody
    invests at home."""
    told_before = s.lang.spaced and s.lang.attributive == "before"
    if not told_before or not any(t.start == subject.span[0] and t.get("anaphor") for t in s.tokens):
        return None
    sides = (v for v in (cur.reporter, cur.partner) if v.stated and len(str(v.value)) == len(s.lang.home))
    return next((v for v in sides if v.value != s.lang.home), None)


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


def _home_goods(s: _Sentence, tail: list[Token]) -> bool:
    """Whether goods of the home country are what a rank is of, as languages say that put the country behind."""
    if s.lang.attributive != "after":
        return False
    pairs = zip(tail, tail[1:], strict=False)
    return any(
        t.get("commodity") and (area := u.get("area")) and area.code == s.lang.home and u.start - t.end <= 1
        for t, u in pairs
    )


def _of_goods(tail: list[Token]) -> bool:
    """Whether goods, and no area, are what a rank names next."""
    named = next((t for t in tail if t.get("area") or t.get("commodity") or t.get("measure")), None)
    led = bool(tail) and (tail[0].get("change") == "reach" or bool(tail[0].get("commodity")))
    return led and named is not None and bool(named.get("commodity")) and not any(t.get("area") for t in tail)


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


def _rank_parties(
    s: _Sentence,
    flow: str,
    before: list[Role],
    after: list[Role],
    frame: Frame,
    cur: Frame,
    named: bool,
) -> bool:
    countries = [
        r
        for r in before
        if r.area.type not in ("continent", "world")
        and not (r.area.type == "bloc" and r.name not in ("subject", "to"))
    ]
    if s.lang.attributive == "after" and any(
        r.area.type != "bloc" and r.name == "subject" for r in countries
    ):
        countries = [r for r in countries if r.area.type != "bloc"]  # "Vietnam is its third ASEAN partner"
    subject = next(
        (r for r in reversed(countries) if r.name not in ("of", "with", "at", "to", "owner")), None
    )
    of = next(
        (
            r
            for r in after
            if (r.name in ("of", "at", "to", "subject", "owner") or r.name == "origin" and flow == "exports")
            and r.area.type not in ("bloc", "continent", "world")
        ),
        None,
    )
    if subject is None and of is not None and of.name == "subject":
        subject, of = of, None  # "the second largest market is the US"
    if subject is None and of is not None and s.lang.attributive == "after":
        # "the second largest market of Viet Nam is the US"
        subject = next((r for r in after if r.name == "subject" and r.span > of.span), None)
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
    sent = s.lang.attributive == "after" and flow == "exports" and not named and subject is not None
    if sent and of is not None and of.name == "to" and of.area.code != subject.area.code:
        frame.reporter, frame.partner = subject.val, of.val  # "ranks third in exports of wood to the US"
        return True
    if of is None and flow not in FDI:
        of = next((r for r in after if r.name == "with"), None)
    if not s.lang.spaced and of is None and len(countries) >= 2:
        if flow not in FDI or {r.name for r in countries} == {"subject"}:
            subject, of = countries[0], countries[-1]
    if flow in FDI:
        everyone = any(
            t.get("link") == "total" and not t.get("anaphor") for t in s.tokens
        )  # "second in foreign capital"
        listed = cur.reporter.stated or cur.varied == "partner" or s.lang.spaced and cur.partner.stated
        if subject is not None and of is None and cur.family == "fdi" and listed:
            abroad = cur.reporter.value == s.lang.home and subject.area.country != s.lang.home
            if abroad and cur.partner.value not in (None, s.lang.home) and subject.name == "subject":
                # "of Viet Nam's investments abroad, Laos took the most …; Australia came second": a host
                frame.reporter, frame.partner = cur.reporter, subject.val
                return True
            if subject.area.code == cur.partner.value and not s.lang.spaced:
                subject, of = (
                    None,
                    subject,
                )  # "… and became Vietnam's third largest investor": the host that is told of
        if subject is None:
            last = s.readings[-1] if s.readings and s.readings[-1].transform == "rank" else None
            if last is not None and last.frame.family != "fdi" and last.frame.partner.value != WORLD:
                # "China is Vietnam's second largest market and its third largest investor"
                frame.reporter, frame.partner = last.frame.partner, last.frame.reporter
                return True
            if last is not None:
                cur.reporter = last.frame.reporter
            if not cur.reporter.value:
                return False
            subject_val = cur.reporter
        else:
            subject_val = subject.val
            inside = subject.area.code != s.lang.home and subject.area.code.split("-")[0] == s.lang.home
            if inside and of is None:
                # a province ranks among the hosts
                frame.reporter = (
                    cur.reporter
                    if cur.reporter.value and cur.varied != "reporter" and not everyone
                    else Val(WORLD, None, "default", "no_investor")
                )
                frame.partner = subject.val
                return True
        frame.reporter = subject_val
        if of is not None and of.area.code != subject_val.value:
            frame.partner = of.val
        elif not (cur.family == "fdi" and cur.partner.value) or (
            subject is not None and sum(str(h).startswith(s.lang.home + "-") for h in s.r.hosts) > 1
        ):  # after a list of provinces: investors rank in the country
            frame.partner = Val(s.lang.home, None, "default", "language_home")
        if subject is not None and frame.reporter.value == frame.partner.value == s.lang.home:
            frame.reporter = _pointed_at(s, subject, cur) or frame.reporter
        return frame.reporter.value != frame.partner.value
    if flow == "exports" and cur.varied == "seller" and subject is not None and of is None and not named:
        frame.reporter, frame.partner = (
            subject.val,
            cur.partner,
        )  # "Thailand ranks second" of those that sell there
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
    if (
        of is None
        and subject is not None
        and "-" in subject.area.code
        and _among_provinces(s, subject, cur, named)
    ):
        frame.reporter = subject.val
        frame.partner = Val(WORLD, None, "default", "no_partner")
        return True
    if of is not None and subject is not None and of.area.code != subject.area.code:
        frame.reporter, frame.partner = of.val, subject.val
    elif subject is not None and flow == cur.flow.value and _trades_with_home(s, cur, subject):
        frame.reporter, frame.partner = subject.val, cur.partner
    elif subject is not None and subject.area.country != s.lang.home:
        known = cur.reporter if cur.reporter.value not in (None, subject.area.code) else None
        frame.reporter = known or Val(s.lang.home, None, "default", "language_home")
        frame.partner = subject.val
    elif subject is not None and of is None and _told_of_another(s, cur, subject):
        frame.reporter, frame.partner = cur.reporter, subject.val
    elif subject is not None and of is None and flow == cur.flow.value and _story_of(cur, subject):
        frame.reporter, frame.partner = (
            cur.reporter,
            subject.val,
        )  # the home country, among a buyer's suppliers
    elif subject is not None and of is None and (whose := _in_pair(s, subject)) is not None:
        frame.reporter, frame.partner = whose, subject.val
    elif subject is not None and of is None:
        told = s.lang.spaced and s.lang.attributive == "before" and cur.reporter.stated
        told = told and cur.reporter.value not in (WORLD, subject.area.code) and not cur.bilateral
        frame.reporter = (
            cur.reporter
            if told
            else cur.reporter
            if s.lang.spaced and flow == cur.flow.value == "imports" and _story_of(cur, subject)
            else Val(s.lang.counterpart, None, "default", "pair_other_side")
            if not cur.bilateral or cur.partner.value == subject.area.code
            else cur.reporter
            if is_bloc(cur.partner.value) and cur.reporter.value not in (None, subject.area.code)
            else cur.partner
        )
        frame.partner = subject.val
    elif of is not None:
        if cur.partner.value in (None, WORLD, of.area.code):
            return False
        frame.reporter, frame.partner = of.val, cur.partner
    elif cur.partner.value in (None, WORLD):
        return False
    return frame.reporter.value != frame.partner.value
