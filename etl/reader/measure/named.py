"""Who is named in a clause, and as what, where the order of the words or a list tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.among import among_members, among_partners
from etl.frame import BLOCS, FDI, WORLD, Frame
from etl.language import Area, Language, english
from etl.reader.measure.gates import goods_through_gate
from etl.reader.measure.pairs import both_sides
from etl.reader.measure.state import Measure
from etl.reader.measure.whose import share_sides
from etl.reading import FLOWS, TOLD_FLOWS, TRADE
from etl.roles import Role, roles_of
from etl.sides import traded_between
from etl.tokens import PLACES, Token
from etl.wordorder import balanced_with, headed, in_whole, share_owner

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def name_roles(s: _Sentence, m: Measure) -> None:
    """The areas of the clause with the part that each plays."""
    tokens, c, kinds = m.tokens, m.c, m.kinds
    if s.parted and "punct" in kinds or "of_which" in s.links and not s.lang.spaced:
        m.begin = own_part(s, tokens[: m.whole])
    owner = owner_of_share(s, m) if c.ratio else None
    if owner is not None:
        m.roles = [owner]
    elif not PLACES.isdisjoint(kinds):
        own = c.quantity is not None and c.quantity.unit != "rank" and tokens is not c.right
        m.roles = roles_of(tokens[m.begin : m.whole], s.text, s.lang, s.r.seen, own=own)
    if "rival" in kinds and (first := next((t for t in s.tokens if t.get("area")), None)) is not None:
        if m.cur.flow.value in ("exports", "imports") and first.get("area").code == m.cur.reporter.value:
            m.cur.varied = (
                "reporter"  # "Viet Nam sold 5 bn, overtaking Thailand, which came second with 4 bn"
            )
    if not s.lang.spaced and m.found is None:
        m.roles = among_members(tokens, m.roles, m.cur)
    if s.lang.spaced and s.lang.attributive == "before" and len(m.roles) > 1:
        m.roles = past_asides(tokens[m.begin : m.whole], m.roles)


def own_part(s: _Sentence, tokens: list[Token]) -> int:
    """Where the part behind a semicolon (or "of which") begins, if it names a measure and an area of its own."""
    parts = (
        k
        for k, t in enumerate(tokens)
        if t.get("punct") == ";" or t.get("link") == "of_which" and not s.lang.spaced
    )
    begin = max(parts, default=-1) + 1
    own = tokens[begin:] if begin else []
    return begin if any(t.get("measure") for t in own) and any(t.get("area") for t in own) else 0


def owner_of_share(s: _Sentence, m: Measure) -> Role | None:
    """Whose share it is, where that stands right behind the word for it."""
    part = s.lang.attributive == "after" and m.tokens[m.whole + 3 : m.whole + 4]
    if m.found is not None and not (part and in_whole(part[0])):
        return None
    owner = share_owner(m.tokens[m.whole :])
    if owner is not None and m.found is not None:
        return replace(owner, name="with")  # "the share of China in the exports of seafood rose"
    return owner


def suit_roles(s: _Sentence, m: Measure) -> None:
    """The parts that areas play as suits the flow found: a balance is with somebody, a share is of somebody's trade."""
    tokens, cur, c, flags = m.tokens, m.cur, m.c, m.flags
    flow = FLOWS.get(m.found[0], m.found[0]) if m.found is not None else None
    if flow == "trade_balance" and m.found[0] != flow and s.lang.spaced:
        m.roles = given_a_balance(s, tokens, m.roles, m.found[1])
    if m.found is None and flags.goods and cur.flow.how == "inherited":
        goods_through_gate(s, m)
    if c.ratio and flags.share and s.lang.attributive == "after":
        told = [m.found[0]] if m.found is not None else [t.get("measure") for t in c.right[:3]]
        if any(FLOWS.get(x, x) in TRADE for x in told if x):
            m.roles = [r for r in m.roles if r.name != "investor"]  # "Korean firms make 30% of the exports"
    if flags.both:
        m.both = both_sides(s, cur)
        if flow in FDI and s.lang.spaced and not m.roles:
            one, other = m.both
            m.roles = [
                Role(Area(one, "country"), "from", flags.both),
                Role(Area(other, "country"), "to", flags.both),
            ]
    if flow in TOLD_FLOWS:
        m.roles = fronted_partner(s, m.roles)
        if len(m.roles) > 1 and english(s.lang):
            m.roles = that_ranked(s, m)
        elif len(m.roles) > 1 and flow == "trade_total" and not s.lang.spaced:
            m.roles = its_partners(m)
    if flow == "count" and "noun" in m.kinds:
        m.roles = received_by(s, m)
    if "reverse" in s.links and s.lang.spaced:
        m.roles = turned_round(tokens, m.roles, cur)
    if c.ratio and m.found is not None:
        m.sides = share_sides(s, tokens, m.whole, m.roles)
    if flags.share:
        m.bare = "share"


def its_partners(m: Measure) -> list[Role]:
    """广西前三大贸易伙伴为东盟、美国、欧盟: who stands behind the word for partners is with whom the trade is."""
    noun = next((t for t in m.tokens if t.get("rank_noun") == "trade_total"), None)
    if noun is None or any(r.name != "subject" for r in m.roles):
        return m.roles
    whose = [r for r in m.roles if r.span[1] <= noun.start]
    if len(whose) != 1 or len(whose) == len(m.roles) or whose[0].area.type in BLOCS:
        return m.roles
    return [r if r in whose else replace(r, name="with") for r in m.roles]


def that_ranked(s: _Sentence, m: Measure) -> list[Role]:
    """ "China ranked the largest export market for Laos, with exports to the country valued at 134 m": whom a market is for
    is whose exports are told of."""
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "rank" or last.frame.partner.value in (None, WORLD):
        return m.roles
    led = [r for r in m.roles if r.name == "to"]
    others = [r for r in led if r.area.code != last.frame.reporter.value]
    return [r for r in m.roles if r not in led or r in others] if others else m.roles


def received_by(s: _Sentence, m: Measure) -> list[Role]:
    """ "Thailand received 6.7 million": whom the verb stands behind is the host, if abroad or in a list of hosts."""
    k = next((k for k, t in enumerate(m.tokens) if t.get("noun") == "receives"), None)
    if not k:
        return m.roles
    led = next((t for t in reversed(m.tokens[:k]) if not (t.get("status") or t.get("period"))), None)
    area = led.get("area") if led is not None else None
    if area is None or area.country == s.lang.home and m.cur.varied != "host":
        return m.roles
    span = (led.start, led.end)
    return [replace(r, name="host") if r.span == span and r.name == "subject" else r for r in m.roles]


def roles_by_order(s: _Sentence, m: Measure) -> None:
    """Sides that only where they stand beside the flow's word tells: two before it, a list behind it."""
    tokens, flow, span = m.tokens, m.flow, m.found[1]
    if s.lang.spaced and s.lang.attributive == "before":
        m.roles = traded_between(tokens, m.roles, flow, span)
        m.roles = source_of(tokens, m.roles, flow, span)
    if "noun" in m.kinds or "rank_noun" in m.kinds:
        m.roles = listed_markets(tokens, flow, span, m.roles, s.lang)
    if not s.lang.spaced:
        m.roles = named_behind(s, tokens, flow, span, m.roles, m.cur)
        if (among := among_partners(tokens, flow, m.roles)) != m.roles:
            m.roles, m.cur.varied = among, "partner"
    if flow == "trade_balance" and s.lang.attributive == "after":
        marks = [t.get("punct") for t in tokens if t.start >= span[1]]
        m.roles = balanced_with(m.roles, span, m.cur.reporter.value is not None and ":" in marks)
    if m.cur.reporter.value in (None, s.lang.home):
        m.roles = headed(m.roles, tokens, flow, span, s.lang.home)


def past_asides(tokens: list[Token], roles: list[Role]) -> list[Role]:
    """ "Viet Nam's exports, hampered by China's policy, were up 7 percent": who is named between commas, behind what is
    told of and whose it is, is no side of it."""
    m = next((k for k, t in enumerate(tokens) if t.get("measure") and not t.get("rank_noun")), None)
    if m is None or not any(r.name in ("owner", "subject") and r.span[1] <= tokens[m].start for r in roles):
        return roles
    commas = [t for t in tokens[m + 1 :] if t.get("punct") == ","]
    if len(commas) != 2 or tokens[-1] is commas[1]:
        return roles
    lo, hi = commas[0].start, commas[1].start
    inside = [t for t in tokens if lo < t.start < hi]
    if any(t.get("measure") or t.get("change") or t.get("period") for t in inside):
        return roles
    if inside and (inside[0].get("role") in ("to", "from", "with", "at") or inside[0].get("area")):
        return roles
    return [r for r in roles if not (lo < r.span[0] < hi and r.name in ("owner", "subject", "of"))]


def given_a_balance(
    s: _Sentence, tokens: list[Token], roles: list[Role], told: tuple[int, int]
) -> list[Role]:
    """ "The US gave it a surplus of 27 bn": that of the one whose story it is, with the one that is named."""
    it = next((t for t in tokens if t.get("anaphor") == "other" and t.end <= told[0]), None)
    whose = s.r.main.reporter
    alone = s.lang.attributive == "before" and [r.name for r in roles] == ["subject"]
    if it is None or not alone or not whose.stated or "-" in str(whose.value) or whose.value == WORLD:
        return roles
    k = tokens.index(it)
    led = k and tokens[k - 1].get("role") or s.text[it.end : it.end + 1] == "'"
    if led or not roles[0].span[1] < it.start or roles[0].area.code == whose.value:
        return roles
    return [
        Role(Area(str(whose.value), "country"), "subject", (it.start, it.end)),
        replace(roles[0], name="with"),
    ]


def fronted_partner(s: _Sentence, roles: list[Role]) -> list[Role]:
    """ "With the US, its largest market, Viet Nam had a surplus of 23 bn": with whom stands at the front."""
    words = s.tokens[:3]
    fronted = len(words) == 3 and words[0].get("role") == "with" and words[2].get("punct") == ","
    area = words[1].get("area") if fronted and s.lang.spaced else None
    if area is None or any(r.transform != "rank" for r in s.readings):
        return roles
    plain = all(r.name in ("subject", "owner") and r.area.code != area.code for r in roles)
    return [*roles, Role(area, "with", (words[1].start, words[1].end))] if roles and plain else roles


def source_of(tokens: list[Token], roles: list[Role], flow: str, span: tuple[int, int]) -> list[Role]:
    """ "China remained the main source of Viet Nam's machinery imports": with whom stands first, and whose they are behind
    "of", right before the flow."""
    side = {"imports": "from", "exports": "to"}.get(flow)
    if side is None or [r.name for r in roles] != ["subject", "owner"] or roles[1].span[1] > span[0]:
        return roles
    k = next((k for k, t in enumerate(tokens) if (t.start, t.end) == roles[1].span), 0)
    led = k and tokens[k - 1].get("role") == "of" and roles[0].area.country != roles[1].area.country
    between = [t for t in tokens[k + 1 :] if t.end < span[0]]
    plain = all(t.get("commodity") or t.get("noun") for t in between)
    return [replace(roles[0], name=side), replace(roles[1], name="subject")] if led and plain else roles


def turned_round(tokens: list[Token], roles: list[Role], cur: Frame) -> list[Role]:
    """ "China's exports to Viet Nam rose 22%. Viet Nam's in the other direction gained 5%": to the other side."""
    back = next((t for t in tokens if t.get("link") == "reverse"), None)
    pair = (cur.reporter.value, cur.partner.value)
    names = ("subject", "owner", "of", "investor") if cur.family == "fdi" else ("subject", "owner", "of")
    if back is None or len(roles) != 1 or roles[0].name not in names:
        return roles
    if roles[0].area.code not in pair or not cur.partner.stated or WORLD in pair or None in pair:
        return roles
    side = str(pair[0] if roles[0].area.code == pair[1] else pair[1])
    other = Area(side, "province" if "-" in side else "country")
    return [*roles, Role(other, "at" if cur.family == "fdi" else "with", (back.start, back.end))]


def listed_markets(
    tokens: list[Token], flow: str, span: tuple[int, int], roles: list[Role], lang: Language
) -> list[Role]:
    """ "main import markets: China 1 bn", "China is the main export market of Viet Nam": what a clause names as
    markets of exports or imports are their partners."""
    if flow == "trade_total" and lang.spaced and lang.attributive == "before":
        return partner_named(tokens, span, roles)
    if flow not in ("exports", "imports"):
        return roles
    nouns = [
        t
        for t in tokens
        if t.get("noun") == "market"
        or t.get("rank_noun")
        and (t.start == span[0] or t.get("rank_noun") == flow)
    ]
    if not nouns:
        return roles
    noun = nouns[0]
    told = [t.start for t in tokens if lists(t)]
    side = "to" if flow == "exports" else "from"

    first = among_markets(tokens, noun) if lang.attributive == "after" else None

    def market(r: Role) -> bool:
        if r.span[0] == first and r.name in ("subject", "of"):
            return True
        lo, hi = sorted((r.span[0], noun.start))
        return r.name == "subject" and any(lo < at < hi for at in told)

    return [replace(r, name=side) if market(r) else r for r in roles]


def among_markets(tokens: list[Token], noun: Token) -> int | None:
    """ "Trong các nước mua, Nhật Bản đạt 53 triệu USD": where the first of several markets begins, behind the words that the
    clause opens with and their comma."""
    at = next((k for k, t in enumerate(tokens) if not (t.get("period") or t.get("punct"))), 0)
    if not tokens or tokens[at].get("role") != "within" and tokens[at].get("link") != "of_which":
        return None
    k = next((k for k, t in enumerate(tokens) if k > at and t.get("punct")), None)
    if k is None or tokens[k].get("punct") != "," or noun.start > tokens[k].start or k + 1 == len(tokens):
        return None
    return tokens[k + 1].start if tokens[k + 1].get("area") else None


def partner_named(tokens: list[Token], span: tuple[int, int], roles: list[Role]) -> list[Role]:
    """ "ASEAN was the province's main partner with 10 bn": who is named before the verb is the partner."""
    k = next((k for k, t in enumerate(tokens) if t.start == span[0]), 0)
    if not tokens[k].get("rank_noun"):
        return roles
    is_ = next((t for t in reversed(tokens[max(0, k - 4) : k]) if t.get("change") == "reach"), None)
    if is_ is None or is_.get("role"):
        return roles
    return [replace(r, name="with") if r.name == "subject" and r.span[1] <= is_.start else r for r in roles]


def lists(t: Token) -> bool:
    """A colon, "of which", "is": what is named before and behind is one."""
    is_ = t.get("change") == "reach" and not t.get("role")  # not the "to" of "shipped to many markets"
    return t.get("punct") == ":" or t.get("link") == "of_which" or is_


def named_behind(
    s: _Sentence, tokens: list[Token], flow: str, span: tuple[int, int], roles: list[Role], cur: Frame
) -> list[Role]:
    """ "Among exports first were Thailand 39 bn and China 29 bn", "imports, led by Thailand (38 bn)": a country
    behind the flow is its market, where another's trade is told of."""
    side = {"exports": "to", "imports": "from"}.get(flow)
    if side is None or [r.name for r in roles] != ["subject"] or not cur.reporter.stated:
        return roles
    r = roles[0]
    k = next((k for k, t in enumerate(s.tokens) if t.start == r.span[0]), 0)
    nxt = s.tokens[k + 1] if k + 1 < len(s.tokens) else None
    is_ = tokens[-2:-1] and tokens[-2].get("change") == "reach" and tokens[-1].start == r.span[0]
    bracket = nxt is not None and nxt.get("punct") == "("
    if r.span[0] < span[1] or r.area.country == str(cur.reporter.value)[:2] or not (is_ or bracket):
        return roles
    return [replace(r, name=side)]
