"""Who invests, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.amounts.capital import REGISTERS
from etl.behind import not_into_itself
from etl.clauses import Clause, has
from etl.frame import BLOCS, FDI, NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.parties.named import is_bloc
from etl.reader.measure.state import Measure
from etl.reader.over import investors_over
from etl.reading import TOLD_FLOWS, TRADE
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_CHINA = "CN"
_FROM = 2  # most letters from the word for what is used to whose it is: 来自


def spent_so_far(s: _Sentence, m: Measure) -> None:
    """After what was used, whose investments those are, unless pledges were told of."""
    if m.cur.flow.value != "fdi_realised":
        return
    at_home = hosted_at_home(m.cur, s.lang.home)
    if english(s.lang) and (s.lang.counterpart == WORLD or s.lang.home != REGISTERS):
        # "Actual use of foreign capital in Chongqing fell. Investment from ASEAN grew": others list what was used
        at_home = at_home and m.cur.partner.value is None
    if m.code == "attract" and english(s.lang) and at_home and not s.r.pledged:
        # "Disbursed FDI reached 6.3 bn; industry took 4.9 bn and property 0.6 bn"
        if any(t.get("sector") for t in m.tokens) and not any(t.get("area") for t in m.tokens):
            m.flow = "fdi_realised"
            return
    if not (m.code == "fdi" or m.code == "attract" and s.lang.spaced and not at_home):
        return
    # 到位115亿美元。加工制造业投资资金100亿美元: what is told by sectors is of all that was pledged
    if s.r.pledged and not s.readings and any(t.get("sector") for t in m.tokens):
        return
    if not (m.roles and (s.r.pledged or s.lang.spaced and at_home)):
        m.flow = "fdi_realised"


def attracted(s: _Sentence, m: Measure) -> None:
    """What a host draws is, behind a list of investors, from all of them: "…; manufacturing drew 16 bn"."""
    m.bare = "attract"
    listed = m.cur.family == "fdi" and m.cur.varied == "reporter" and not m.roles
    # 外资到位额57亿美元: what opens a sentence with a word for all that comes in
    all_told = not s.lang.spaced and m.code != "attract" and not s.readings and m.cur.family == "fdi"
    all_told = all_told and not any(t.get("area") or t.get("anaphor") for t in s.tokens[: m.c.index])
    # 日本85.9亿美元居首；加工制造业吸收165.8亿美元
    led = m.cur.family == "fdi" and not (s.lang.spaced or m.roles) and _led_by_one(s, m)
    if all_told or led or listed and len(s.r.investors - {WORLD}) > 1:
        m.cur.reporter = Val(WORLD, None, "default", "no_investor")


def _led_by_one(s: _Sentence, m: Measure) -> bool:
    """Whether a sector draws what it does from all, of whom the investor told of is only the first."""
    k = next((k for k, t in enumerate(m.tokens) if t.get("sector")), None)
    if k is None or any(t.get("link") == "of_which" for t in m.tokens[:k]):
        return False
    everyone = any((a := t.get("area")) is not None and a.code == WORLD for t in s.tokens)
    ranked = (x.transform == "rank" for x in s.readings if x.frame.family == "fdi")
    return everyone or any(ranked)


def inward(s: _Sentence, m: Measure) -> bool:
    """云南实际使用外资5亿美元, 越南外资到位资金253亿美元: the word itself says that the one named before it is the host."""
    if s.lang.spaced or "noun" not in m.kinds:
        return False
    start, end = m.found[1]
    led = (t for t in m.tokens if t.get("noun") == "inward")
    if not any((t.start, t.end) == (start, end) or t.end == start or t.start == end for t in led):
        return False
    if m.roles and m.roles[-1].name in ("subject", "owner"):
        # 广西投资促进局介绍，广西实际利用外资: the office is no investor
        here = m.roles[-1].area.code
        m.roles = [r for r in m.roles if r.name != "investor" or r.area.code != here]
    if (
        m.flags.share
        and m.c.ratio
        and m.roles
        and m.roles[-1].name not in ("at", "to")  # 中国对柬投资占外资的49%
        and m.whole < len(m.tokens)
        and start >= m.tokens[m.whole].start
    ):
        # 中国占越南外资总额的15%: who is named before the share invests, the host stands behind
        host = next((t for t in m.tokens[m.whole :] if t.get("area")), None)
        country = host.get("area").country if host is not None else s.lang.home
        if m.roles[-1].area.country != country:
            m.roles = [replace(m.roles[-1], name="investor")]
            m.roles += [] if host is None else [Role(host.get("area"), "at", (host.start, host.end))]
            return False
    if any(r.span[0] >= end for r in m.roles):
        return False  # 外资来源地以日本8亿美元居首: who invests stands behind it
    if [r.name for r in m.roles] in (["subject", "at"], ["subject", "to"]):
        if m.roles[0].area.country != m.roles[1].area.country:
            return False  # 越资在华实际使用1530万美元
    return all(r.name in ("subject", "owner", "at", "to") for r in m.roles)


def used_of(s: _Sentence, m: Measure) -> bool:
    """中国对越投资39亿美元。实际使用越资1530万美元: what was used of one country's, with no host named, is put into the other
    of the two told of, or where the home country's neighbour counts."""
    if s.lang.spaced or m.flow != "fdi_realised" or m.found is None or len(m.roles) != 1:
        return False
    whom, end, cur = m.roles[0], m.found[1][1], m.cur
    if not 0 <= whom.span[0] - end <= _FROM or whom.area.type not in ("country", *BLOCS):
        return False
    if not any(t.end == end and t.get("noun") == "inward" for t in m.tokens):
        return False
    told = (v for v in (cur.reporter, cur.partner) if cur.family == "fdi" and v.stated)
    hosts = [str(v.value) for v in told if v.value not in (None, WORLD) and "+" not in str(v.value)]
    hosts = [h for h in hosts if h.split("-")[0] != whom.area.country and not is_bloc(h)]
    if not hosts and whom.area.code == s.lang.home != s.lang.counterpart != WORLD:
        hosts = [str(s.lang.counterpart)]
    if not hosts:
        return False
    host = Area(hosts[0], "province" if "-" in hosts[0] else "country")
    m.roles = [Role(whom.area, "investor", whom.span), Role(host, "at", whom.span)]
    return True


def who_invests(s: _Sentence, m: Measure) -> None:
    """Who invests and where, as far as the words before the clause name them, where no investments were told of yet."""
    cur, c, roles = m.cur, m.c, m.roles
    if not s.lang.spaced and not s.readings and (told := invests_there(s, c, roles)):
        m.roles = told
    elif cur.flow.value is None and cur.reporter.how == "read" and cur.reporter.span:
        code = str(cur.reporter.value)
        area = Area(code, "country" if "-" not in code else "province")
        m.roles = [Role(area, "subject", cur.reporter.span), *roles]
    elif not s.readings and roles and all(r.name == "to" for r in roles):
        # "Chinese firms signed contracts and put 6 bn into the country", 泰国居第二位，对越投资200亿美元: who is named before
        ahead = roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen)
        ahead = [r for r in ahead if r.name in ("subject", "investor") and r.span < roles[0].span]
        ahead = ahead or (
            [] if s.lang.spaced else _local_office(s, c) or _the_other(s, m) or _other_trader(s, m)
        )
        m.roles = [*ahead[-1:], *roles]
    elif roles and s.lang.attributive == "after" and (leader := who_leads(s, c, roles)):
        m.roles = [*leader, *roles]
    elif roles:
        if own := own_firms_abroad(s, m):
            m.roles = [own, *roles]
        elif trader := _other_trader(s, m):
            m.roles = [*trader, *roles]
        elif bloc := bloc_of_pair(s, m):
            m.roles = [*roles, bloc]
        return
    elif cur.flow.value is None and s.topic is not None:
        m.roles = [s.topic]
    elif (
        s.lang.spaced
        and not s.readings
        and (named := roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen))
    ):
        m.roles = named  # "30 Sichuan companies, New Hope among them, have invested 620 m"
    elif office := firms_of_office(s, m):
        m.roles = [office]
    elif own := own_firms(s, m.tokens, cur):
        m.roles = own
    elif cur.reporter.stated and cur.reporter.span:
        code = str(cur.reporter.value)
        if code.startswith(s.lang.home + "-"):  # the province that is told of is the host
            m.roles = [Role(Area(code, "province"), "at", cur.reporter.span)]
    elif not s.readings:
        # "Guangxi has 181 firms in Vietnam; they pledged 1.3 bn": named before in the sentence
        m.roles = roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen)


def _local_office(s: _Sentence, c: Clause) -> list[Role]:
    """广西商务厅：新批对外投资项目20个: what a province's office counts goes out from there."""
    for t in s.tokens[: c.index]:
        office = (t.get("area") or t.get("authority")) if t.get("compiler") else None
        if isinstance(office, Area) and "-" in office.code and office.country == s.lang.home:
            return [Role(Area(office.code, "province"), "subject", (t.start, t.end))]
    return []


def _other_trader(s: _Sentence, m: Measure) -> list[Role]:
    """双边贸易额2134亿美元；对越新增投资31.9亿美元: by the other of the two whose trade is told of."""
    one, other = m.cur.reporter, m.cur.partner
    if s.lang.spaced or len(m.roles) != 1 or m.roles[0].name != "to" or not (one.value and other.value):
        return []
    host, sides = m.roles[0].area.code, [str(one.value), str(other.value)]
    if m.cur.family == "fdi" or host not in sides or WORLD in sides:
        return []
    whose = sides[1 - sides.index(host)]
    if is_bloc(whose) or "+" in whose or whose.split("-")[0] == s.lang.home:
        return []
    return [Role(Area(whose, "province" if "-" in whose else "country"), "subject", m.roles[0].span)]


def _the_other(s: _Sentence, m: Measure) -> list[Role]:
    """中国企业在越承包工程。同期对越投资5.8亿美元: the one country that the text has named beside the host."""
    host = m.roles[-1]
    named = {a.code for a in s.r.seen.recent if a.type == "country"} - {host.area.country}
    if len(named) != 1 or m.cur.reporter.stated or host.area.type != "country":
        return []
    return [Role(Area(named.pop(), "country"), "subject", host.span)]


def who_leads(s: _Sentence, c: Clause, roles: list[Role]) -> list[Role]:
    """ "Hai bên phấn đấu đạt 150 tỷ USD. Hàn Quốc dẫn đầu FDI ở Việt Nam với 81 tỷ USD": who ranks right before invests."""
    first = c.index - len(c.near)
    before = s.tokens[first - 1] if first > 0 else None
    if (
        not isinstance(before, Quantity)
        or before.unit != "rank"
        or any(r.name not in ("at", "to") for r in roles)
    ):
        return []
    named = roles_of(s.tokens[: first - 1], s.text, s.lang, s.r.seen)
    return (
        named if [r.name for r in named] == ["subject"] and named[0].area.code != roles[-1].area.code else []
    )


def projects_that_stand(s: _Sentence, m: Measure) -> bool:
    """Whether a number of projects is of those that there are, not of those of some months."""
    if m.c.quantity is None or m.c.quantity.unit != "projects" or s.r.published is None:
        return False
    if m.cur.period.how != "inherited" or s.stated_period:
        return False
    if m.code == "attract" and s.lang.attributive == "after":
        return False  # "9 tháng xuất khẩu đạt 128 tỷ USD. Cả nước thu hút 1.820 dự án"
    return not any(t.get("tense") == "flow" for t in [*m.tokens, *m.c.right])


def placed_behind(s: _Sentence, m: Measure) -> None:
    """Who invested how much is told of pledges; the host often stands behind the number: "5 projects in Chongqing"."""
    cur, c = m.cur, m.c
    if m.flow == "fdi_realised" and m.found is None and s.r.pledged and cur.flow.how == "inherited":
        if any(r.name in ("subject", "investor") for r in m.roles):
            cur.flow = Val("fdi_registered", cur.flow.span, "inherited")
            m.flow = "fdi_registered"
    if c.quantity is not None and not (c.ratio and m.flags.share):
        m.roles = m.roles + [
            r
            for r in not_into_itself(s, c, roles_of([*c.right, *c.far], s.text, s.lang, s.r.seen))
            if r.name in ("at", "to")
            and (c.quantity.unit != "rank" or r.area.type not in BLOCS)
            and not (c.ratio and r.area.type == "world" and s.lang.spaced)
        ]
    if not m.roles:
        hosts_over(s, cur)
    if not m.roles or s.lang.attributive == "after" and all(r.name in ("to", "at") for r in m.roles):
        investors_over(s, m.tokens, cur)


def hosts_of_the_story(s: _Sentence, m: Measure) -> None:
    """One investor's story: the hosts that follow are its own. A list of provinces is over where investors follow."""
    cur = m.cur
    if own := _hosts_own_firms(s, m):
        m.roles = [own, *m.roles]
    told_of = s.r.investors or ({cur.reporter.value} if s.r.announced and s.lang.spaced else None)
    if cur.varied == "reporter" and told_of == {cur.reporter.value} - {WORLD}:
        if any("-" in r.area.code and r.area.country == s.lang.home for r in m.roles):
            cur.varied = None
    beyond_provinces(s, str(m.flow), m.roles, cur)


def _hosts_own_firms(s: _Sentence, m: Measure) -> Role | None:
    """ "Guangdong's paid-in FDI was 159 bn. Its firms invested 18.6 bn overseas": those of the host that is told of, where
    the sentence says that they go elsewhere."""
    cur, host = m.cur, str(m.cur.partner.value)
    if cur.family != "fdi" or cur.reporter.value != WORLD or not cur.partner.stated or not english(s.lang):
        return None
    away = [r for r in (*m.roles, *roles_of(m.c.right, s.text, s.lang, s.r.seen)) if r.name in ("to", "at")]
    if host in (WORLD, "None") or "+" in host or m.roles and away[: len(m.roles)] != m.roles:
        return None
    firm = next((t for t in m.tokens if t.get("noun") == "firm" and not t.get("measure")), None)
    if firm is None or not s.text.startswith(s.lang.spelled["owners"], _word_before(s, firm)):
        return None
    if not away or any(r.area.country == host.split("-")[0] for r in away):
        return None
    return Role(Area(host, "province" if "-" in host else "country"), "subject", (firm.start, firm.end))


def from_everyone(s: _Sentence, m: Measure) -> bool:
    """ "FDI disbursed in Viet Nam reached …", "Hai Phong attracted 478 m of FDI": after one investor's pledges, that of
    all."""
    if m.code == "attract" and not s.lang.spaced:
        foreign = any(t.get("noun") == "inward" for t in m.tokens)  # 北宁省吸引外资
        return foreign and bool(m.roles) and all(r.name in ("subject", "owner", "at") for r in m.roles)
    if m.code == "fdi" and english(s.lang) and not s.readings and _standing_there(s, m):
        return True
    apart = any(t.get("punct") == ";" or t.get("link") == "but" for t in m.tokens)
    if m.code == "attract" and english(s.lang) and (apart or not s.readings):
        words = [*m.tokens, *m.c.right[:4]]
        if all((a := t.get("area")) is None or a.country == s.lang.home for t in words):
            # "The province has lured 80 foreign projects"
            foreign = (
                m.c.quantity is not None and m.c.quantity.unit == "projects" and m.c.quantity.get("invests")
            )
            foreign = foreign and any("-" in r.area.code for r in m.roles)
            return bool(foreign) or any(t.get("measure") == "fdi" for t in words)
    if m.flow == "fdi_realised" and not m.same_flow and not m.roles and apart and english(s.lang):
        # "…, of which China 3.6 bn and Korea 3.9 bn; disbursements were 20 bn": from all of them
        return len({x.frame.reporter.value for x in s.readings} - {WORLD}) > 1
    if m.flow != "fdi_realised" or m.same_flow or s.readings:
        return False
    if m.roles:
        return all(r.name in ("at", "to") and r.area.code == s.lang.home for r in m.roles)
    return len(s.r.investors - {WORLD}) > 1 and s.lang.attributive == "after"


def hosted_at_home(cur: Frame, home: str) -> bool:
    """Whether investments in the home country are told of: its offices list investors by what they registered."""
    return cur.partner.value is None or str(cur.partner.value).split("-")[0] == home


def invests_there(s: _Sentence, c: Clause, roles: list[Role]) -> list[Role]:
    """广西在东盟设立企业超过500家，中方投资逾50亿美元: whose and where is told before a number that is no figure of the
    field; the country named behind it is that of the province."""
    if [r.name for r in roles] != ["subject"] or roles[0].area.type != "country":
        return []
    before = roles_of(s.tokens[: c.index - len(c.near)], s.text, s.lang, s.r.seen)
    who = next((r for r in before if r.name == "subject" and r.area.country == roles[0].area.code), None)
    where = next((r for r in before if r.name in ("at", "to")), None)
    if who is None or where is None or where.area.country == roles[0].area.code:
        return []
    return [who, where]


def own_firms(s: _Sentence, tokens: list[Token], cur: Frame) -> list[Role]:
    """ "Shandong's trade with Viet Nam was 38 bn. Its companies have invested 1.6 bn there": those of the one abroad
    whose trade is told of."""
    firm = next((t for t in tokens if t.get("noun") == "firm" and not t.get("measure")), None)
    one, other = str(cur.reporter.value), str(cur.partner.value)
    told = cur.reporter.stated and cur.partner.stated and WORLD not in (one, other)
    if firm is None or not told or not s.lang.spaced or s.lang.attributive != "before":
        return []
    if one.split("-")[0] == s.lang.home or other.split("-")[0] != s.lang.home:
        return []
    at = (firm.start, firm.end)
    kind = ["province" if "-" in code else "country" for code in (one, other)]
    return [Role(Area(one, kind[0]), "subject", at), Role(Area(other, kind[1]), "at", at)]


def firms_of_office(s: _Sentence, m: Measure) -> Role | None:
    """ "China's Ministry of Commerce said its firms invested 2.3 bn in Viet Nam": those of the country whose office speaks."""
    firm = next((t for t in m.tokens if t.get("noun") == "firm" and not t.get("measure")), None)
    if (
        firm is None
        or not english(s.lang)
        or not s.text.startswith(s.lang.spelled["owners"], _word_before(s, firm))
    ):
        return None
    office = next((t for t in reversed(s.tokens) if t.end < firm.start and t.get("authority")), None)
    area = office.get("authority") if office is not None else None
    if not isinstance(area, Area) or area.country == s.lang.home:
        return None
    return Role(Area(area.country, "country"), "subject", (office.start, office.end))


def _word_before(s: _Sentence, t: Token) -> int:
    """Where the word before a token begins."""
    return s.text.rfind(" ", 0, max(t.start - 1, 0)) + 1


def bloc_of_pair(s: _Sentence, m: Measure) -> Role | None:
    """ "ASEAN's trade with the US stood at 396 bn, while FDI from American firms reached 74 bn": there, where nobody else is
    named than the one whose trade with a bloc is told of."""
    sides = [m.cur.reporter, m.cur.partner]
    bloc = next((v for v in sides if v.stated and is_bloc(v.value)), None)
    if bloc is None or bloc.span is None or not english(s.lang) or not all(v.stated for v in sides):
        return None
    named = {r.area.code for r in m.roles}
    if any(r.name not in ("subject", "investor", "from", "owner") for r in m.roles) or len(named) != 1:
        return None
    other = next(v for v in sides if v is not bloc)
    if named != {str(other.value)} or has(m.tokens, "measure", "attract"):
        return None
    return Role(Area(str(bloc.value), "bloc"), "at", bloc.span)


def own_firms_abroad(s: _Sentence, m: Measure) -> Role | None:
    """ "Guangdong's trade with ASEAN was 1.2 tn, and its firms have invested 9 bn in the bloc": those of the one abroad whose
    trade is told of, where only the host is named."""
    one, cur = str(m.cur.reporter.value), m.cur
    if not english(s.lang) or not cur.reporter.stated or one.split("-")[0] in (s.lang.home, WORLD):
        return None
    if any(r.name not in ("at", "to") or r.area.country == one.split("-")[0] for r in m.roles):
        return None
    firm = next((t for t in m.tokens if t.get("noun") == "firm" and not t.get("measure")), None)
    if firm is None or any(t.get("link") == "total" or t.get("adjective") for t in m.tokens):
        return None
    return Role(Area(one, "province" if "-" in one else "country"), "subject", (firm.start, firm.end))


def invested_between(s: _Sentence, flow: str, roles: list[Role]) -> tuple[Val, Val] | None:
    """ "By 2023 Yunnan had invested 1.4 bn in Viet Nam, and Viet Nam 38 m in the province. Trade was 2.7 bn": that of
    the two whose investments in each other the text has told of."""
    if english(s.lang) and not roles and flow in (*TRADE, "trade_balance") and not s.readings:
        # "Trade with China came to 205 bn. Korea invested 7 bn in Viet Nam. Exports were 61 bn": to the only one told of
        one, other = s.r.trade[1:] if s.r.trade is not None else (None, None)
        nation = s.r.main.reporter.value == WORLD and s.r.main.partner.value == s.lang.home
        if one is not None and s.r.sides == {frozenset((one.value, other.value))} and not nation:
            return one.inherited(), other.inherited()
    if english(s.lang) and flow in (*TRADE, "trade_balance") and len(roles) == 1 and not s.readings:
        # "Guangxi firms have put 1.2 bn into Viet Nam. Trade with the neighbour reached 27 bn": with the host, the province's
        one, other, whom = s.r.main.reporter, s.r.main.partner, roles[0]
        away = str(one.value).split("-")[0] not in (s.lang.home, str(one.value))
        if away and one.stated and other.value == whom.area.code and whom.name in ("with", "to", "from"):
            return one.inherited(), NOTHING
    if roles or flow not in TRADE or not s.lang.spaced:
        return None
    told = s.lang.attributive == "after" or english(s.lang) and flow == "trade_total" and not s.readings
    if told and len(s.r.investors) == 1 and s.r.hosts == {s.lang.home}:
        # "Japan has 5,400 projects in Viet Nam. As for trade, it came to 45 bn": with the one that alone invests
        who = str(s.r.main.reporter.value)
        nation = _of_the_nation(s)
        # no province: "ASEAN", "CN"
        if who in s.r.investors and "-" not in who and who not in (s.lang.home, WORLD) and not nation:
            home = Val(s.lang.home, None, "default", "language_home")
            return home, Val(who, None, "inherited", "other_side")
    if told and english(s.lang) and s.r.investors == {s.lang.home} and len(s.r.hosts) == 1:
        # "Vietnam is the third largest investor in Laos. Trade came to 0.3 bn": with the one where it invests
        host = str(s.r.main.partner.value)
        if host in s.r.hosts and len(host) == len(s.lang.home) and not _of_the_nation(s):
            return s.r.main.reporter.inherited(), s.r.main.partner.inherited()
    sides = s.r.main.reporter, s.r.main.partner
    if told and english(s.lang) and (s.r.investors, s.r.hosts) == ({sides[0].value}, {sides[1].value}):
        if {str(v.value)[:2] for v in sides}.isdisjoint((s.lang.home, WORLD[:2])) and not _of_the_nation(s):
            # "ASEAN investors put 5 bn into China. Trade came to 3 trillion yuan"
            return sides[1].inherited(), sides[0].inherited()
    if len(s.r.investors) != 2:
        return None
    if s.r.investors != s.r.hosts or not s.r.investors.isdisjoint({WORLD, None}):
        return None
    one = s.r.main.reporter
    other = next((x for x in s.r.investors if x != one.value), None)
    if one.value not in s.r.investors or other is None:
        return None
    return one.inherited(), Val(other, None, "inherited", "other_side")


def _of_the_nation(s: _Sentence) -> bool:
    """Whether a sentence tells of all that the home country trades."""
    return any(t.get("anaphor") == "home" or t.get("link") == "total" for t in s.tokens)


def host_told(s: _Sentence, cur: Frame, flow: str) -> Val:
    """The one province whose investments the text has told of: what is told of next is its trade."""
    host = str(cur.partner.value)
    inside = host.startswith(s.lang.home + "-") or not s.lang.spaced and "-" in host
    alone = s.r.hosts == {host} and inside and cur.partner.stated
    return cur.partner if alone and flow in TOLD_FLOWS else NOTHING


def hosts_over(s: _Sentence, cur: Frame) -> None:
    """ "Laos came first with 150 m, ahead of the Philippines and Indonesia. New projects drew 427 m": in all hosts of
    the home country's investments abroad."""
    outward = cur.family == "fdi" and cur.reporter.value == s.lang.home
    abroad = {h for h in s.r.hosts if h not in (WORLD, None, s.lang.home)}
    if outward and not s.readings and len(abroad) > 2 and s.lang.spaced:
        cur.partner, cur.varied = Val(WORLD, None, "default", "no_partner"), None


def after_hosts(s: _Sentence, cur: Frame, roles: list[Role]) -> None:
    """ "Hai Phong drew 1.1 bn, Dong Nai 0.6 bn. Of the investors, Singapore pledged 1.5 bn": in the whole country."""
    home = s.lang.home
    several = sum(str(h).startswith(home + "-") for h in s.r.hosts) > 1
    inside = str(cur.partner.value).startswith(home + "-")
    abroad = bool(roles) and all(
        r.name in ("subject", "investor") and r.area.type == "country" and r.area.code != home for r in roles
    )
    if several and inside and abroad and cur.partner.how == "inherited":
        cur.partner = Val(home, None, "default", "language_home")


def beyond_provinces(s: _Sentence, flow: str, roles: list[Role], cur: Frame) -> None:
    """ "Ho Chi Minh City drew 3.9 bn, Binh Duong 3.1 bn. By partner, Singapore invested 6.5 bn": in the country."""
    home = s.lang.home
    if flow not in FDI or s.readings or not s.lang.spaced:
        return
    if sum(str(h).startswith(f"{home}-") for h in s.r.hosts) < 2:
        return
    abroad = roles and all(r.name in ("subject", "investor") and r.area.country != home for r in roles)
    if abroad and str(cur.partner.value).startswith(f"{home}-") and cur.reporter.value == WORLD:
        cur.partner, cur.varied = Val(home, None, "default", "language_home"), "reporter"


def drawn_abroad(s: _Sentence, m: Measure) -> bool:
    """ "Lào thu hút 10 tỷ USD vốn FDI", "Vốn FDI vào Thái Lan đạt 10 tỷ USD": what another country draws is from all of
    them, where no investments have been told of yet."""
    cur = m.cur
    if english(s.lang) and (_comes_into(s, m) or _bloc_draws(s, m)):
        return True
    if s.lang.attributive != "after" or s.r.investors or any(r.indicator in FDI for r in s.readings):
        return False
    if cur.reporter.value != s.lang.home or cur.reporter.how != "default" or not cur.partner.stated:
        return False
    if not m.roles or any(r.area.country == s.lang.home or r.name in ("from", "investor") for r in m.roles):
        return False
    return m.code == "attract" or has([*m.tokens, *m.c.right], "noun", "inward")


def _standing_there(s: _Sentence, m: Measure) -> bool:
    """ "China's Trina has put 454 m into Thai Nguyen. Thai Nguyen's FDI stock is 10.8 bn": all there is in the place."""
    if m.cur.reporter.value in (None, WORLD) or len(m.roles) != 1 or "-" not in m.roles[0].area.code:
        return False
    where = m.roles[0]
    if where.area.code != m.cur.partner.value or where.name != "owner":
        return False
    told = next((t for t in m.tokens if t.get("measure") == "fdi"), None)
    stood = any(t.get("tense") == "stock" or t.get("link") == "total" for t in m.tokens)
    return told is not None and stood


def _comes_into(s: _Sentence, m: Measure) -> bool:
    """ "FDI into Laos climbed to 1.7 bn", "FDI inflows to Thailand fell": what comes into another country, with nobody named
    who puts it there."""
    cur, roles = m.cur, m.roles
    if s.readings or cur.reporter.value != s.lang.home or cur.reporter.how != "default" or m.found is None:
        return False
    if [r.name for r in roles] != ["to"] or roles[0].area.country in (s.lang.home, WORLD):
        return False
    word = next((t for t in m.tokens if (t.start, t.end) == m.found[1]), None)
    if word is None or word.get("directed") or not (word.get("noun") or word.get("tense") == "flow"):
        return False
    return 0 < roles[0].span[0] - word.end <= len(" into ")


def _bloc_draws(s: _Sentence, m: Measure) -> bool:
    """ "ASEAN attracted 230 bn of FDI": from everybody, where no part of what another invests is told of."""
    alone = [r.name for r in m.roles] == ["subject"] and is_bloc(m.roles[0].area.code)
    return alone and m.code == "attract" and not m.c.ratio and not any(t.get("area") for t in m.c.right)


def goes_abroad(s: _Sentence, c: Clause, cur: Frame) -> bool:
    """ "54 projects added 193 m, raising what Viet Nam has put abroad to 625 m": nobody is named, and the sentence
    goes on with investments abroad."""
    nobody = cur.reporter.value == WORLD and cur.reporter.how == cur.partner.how == "default"
    behind = (t.get("directed") == f"to {WORLD}" for t in s.tokens[c.index :])
    return nobody and s.lang.attributive == "after" and any(behind)


def invested_there(s: _Sentence, m: Measure) -> tuple[Val, Val] | None:
    """ "China's trade with Laos came to 3 bn. Its investment there rose 25 percent": by the one whose trade was told of,
    where its partner is. "Japanese investment there" names another."""
    told = s.r.main
    if not english(s.lang) or m.code == "attract" or told.flow.value not in TRADE:
        return None
    sides = {told.reporter.value, told.partner.value}
    if not (told.reporter.stated and told.partner.stated) or sides & {WORLD, None} or len(sides) == 1:
        return None
    if any(r.area.code not in sides for r in m.roles):
        return None
    there = [k for k, t in enumerate(m.tokens) if t.get("anaphor") == "there"]
    if len(there) != 1 or not there[0] or "measure" not in m.tokens[there[0] - 1]:
        return None
    own = next((r for r in m.roles if r.name in ("adjective", "owner", "subject", "investor")), None)
    if own is not None and own.area.code == told.partner.value:
        return told.partner.inherited(), told.reporter.inherited()
    return told.reporter.inherited(), told.partner.inherited()
