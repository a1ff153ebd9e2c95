"""Who invests, and where: the investor's area reports, the host is the partner."""

from __future__ import annotations

from dataclasses import replace

from etl.frame import NOTHING, WORLD, Val
from etl.language import english
from etl.parties.named import EVERYBODY, Named, is_bloc, several
from etl.roles import Role

_BY_BLOC = "CN"  # whose investments are told of by bloc


def investment(n: Named) -> None:
    """Which of the areas invest and which is the host, then who is not named."""
    cur, home, bare = n.cur, n.home, n.bare
    # "China put 1.7 bn into Vietnam; in the other direction, Vietnamese firms put in 20 m": there
    back = cur.family == "fdi" and cur.partner.value == home.value and not is_bloc(cur.reporter.value)
    back = back and n.lang.spaced and n.lang.attributive == "before"
    told = cur.reporter.inherited() if back and cur.reporter.stated else EVERYBODY
    told = EVERYBODY if told.value == home.value else told
    host = n.last("at", "to")
    subjects = [
        r for k in ("subject", "of", "from", "investor", "origin", "visitor") for r in n.by.get(k, [])
    ]
    if n.by.get("bracket") and not n.by.get("from") and not n.by.get("investor"):
        _in_bracket(n, host or next((r for r in subjects if r.area.country == home.value), None))
        return
    if not subjects and host is None and cur.family == "fdi" and n.lang.spaced:
        # "Binh Duong has drawn 42 bn, with Taiwan (6.3 bn) leading"
        subjects = [r for r in n.by.get("with", []) if r.area.country != home.value]
    subjects = [r for r in subjects if host is None or r.area.code != host.area.code]
    if bare == "attract":
        host, subjects = _attracts(subjects, host)
        if host is not None and host.area.code == cur.reporter.value:
            cur.reporter = EVERYBODY  # "Viet Nam put 0.5 bn into Laos; Viet Nam itself drew 38 bn"
    if host is None and subjects and _own_investors(n, subjects[-1]):
        cur.reporter = subjects[-1].val
        return
    inside = [r for r in subjects if r.area.code != home.value and _at_home(n, r)]
    if host is None and bare in ("level", "growth", "none") and inside and len(inside) < len(subjects):
        # "Binh Duong is Taiwan's favourite"
        host, subjects = inside[-1], [r for r in subjects if r not in inside]
    if host is None and len(pair := n.by.get("pair", [])) >= 2:
        subjects, host = [pair[0]], pair[-1]
        if english(n.lang) and pair[0].area.code == home.value and n.unnamed:
            subjects, host = (
                [pair[-1]],
                pair[0],
            )  # "Vietnam–Korea ties have grown, with 8,190 projects worth 66 bn"
    if subjects and not host and bare != "attract":
        host, subjects = _host_among(n, subjects)
    inside_bloc = cur.family == "fdi" and cur.reporter.stated
    inside_bloc = inside_bloc and (is_bloc(cur.partner.value) or cur.varied == "member")
    if subjects and not host:
        if inside_bloc and _member_hosts(n, subjects[-1]):
            return
        outward = cur.family == "fdi" and cur.reporter.value == home.value and cur.partner.value is not None
        local = not n.lang.spaced and str(cur.reporter.value).startswith(f"{home.value}-")
        outward = outward or local and cur.family == "fdi" and cur.partner.value == WORLD  # 广西对外投资
        # "China put 2.1 bn into Indonesia, the second most after Singapore (5.5 bn)": who invests there is listed
        outward = outward and cur.varied != "investor"
        outward = outward and not _beside_investor(n) and cur.partner.value != cur.reporter.value
        if (
            outward
            and subjects[-1].name in ("subject", "bracket", "with")
            and subjects[-1].area.country != home.value
        ):
            host, subjects = subjects[-1], []  # the home country's investments, listed by host
    if subjects and not host and cur.varied == "hosts" and cur.family == "fdi":
        if subjects[-1].area.type == "country" and subjects[-1].area.code != cur.reporter.value:
            cur.partner = subjects[-1].val  # "Vietnam ranks third, after Singapore (13 bn)": another host
            return
    if (
        subjects
        and not host
        and cur.varied == "partner"
        and cur.family == "fdi"
        and _next_host(n, subjects[-1])
    ):
        host, subjects = subjects[-1], []
    if subjects and not host and cur.varied == "partner" and cur.family == "fdi":
        if bare not in ("right", "attract"):
            if not (cur.reporter.value == subjects[-1].area.code and cur.partner.how == "read"):
                cur.partner, cur.varied = home, "reporter"  # the list of hosts is over
    before = cur.partner
    if host:
        _hosts(n, host, bool(subjects), inside_bloc)
    if subjects:
        others = host is None and subjects[-1].area.code == home.value and cur.reporter.value != home.value
        others = others and cur.family == "fdi" and before.value not in (None, WORLD, home.value)
        others = others and cur.reporter.value not in (None, WORLD)
        _invest(n, subjects, host)
        if others and cur.varied == "reporter":
            cur.varied = "investor"  # "Japan put 5 bn into Cambodia; Vietnam was next, ahead of Thailand"
    else:
        _nobody_invests(n, host, before)
        if host is not None and _draws_from_all(n, host, before):
            cur.reporter = EVERYBODY
        if host is not None and _goes_out(n, host, before):
            cur.reporter = home
        if host is not None and _turned_outward(n, host, before):
            cur.reporter = before.inherited()
    if cur.reporter.value == cur.partner.value:
        cur.partner = home if cur.reporter.value != home.value else told
    if cur.partner.value is None or (cur.family != "fdi" and not host):
        cur.partner = home if cur.reporter.value != home.value else EVERYBODY
    if str(cur.reporter.value).startswith(f"{cur.partner.value}-") and n.lang.attributive == "before":
        if n.lang.spaced:
            # "Hanoi was Vietnam's third-biggest FDI recipient": nothing comes from abroad out of a province
            cur.reporter, cur.partner = EVERYBODY, cur.reporter
    if str(cur.reporter.value).startswith(f"X-{home.value}-") and n.lang.attributive == "before":
        # "Long An leads the Mekong Delta with 1,338 FDI projects": nothing comes out of a part of the country
        cur.reporter, cur.partner = (
            EVERYBODY,
            cur.reporter if cur.partner.value == home.value else cur.partner,
        )
    if n.lang.attributive == "after" and cur.reporter.value == home.value:
        if str(cur.partner.value).startswith(f"{home.value}-"):
            cur.reporter = EVERYBODY  # "Hà Nội chấp thuận góp vốn … trong doanh nghiệp Việt Nam": from abroad


def _own_investors(n: Named, last: Role) -> bool:
    """ "China put up 53% of the capital approved in Cambodia, Cambodian investors 30% and Korea 3%": in a list of those who
    invest in a country, its own do so there, too."""
    cur = n.cur
    told = cur.family == "fdi" and cur.reporter.how == cur.partner.how == "read"
    told = told and cur.reporter.value != WORLD and cur.partner.value == last.area.code
    listed = last.area.type == "country" and last.name in ("subject", "investor", "from")
    # "China put 3.1 bn into Viet Nam, Vietnamese firms 20 m" may tell of the other way
    parts = n.bare == "share" or n.bare == "level" and last.name == "investor"
    parts = parts and (n.bare == "share" or last.area.code != n.home.value)
    return english(n.lang) and told and listed and parts


def _in_bracket(n: Named, host: Role | None) -> None:
    """ "Samsung (South Korea)": the bracket says whose the investor is."""
    cur, brackets = n.cur, n.by["bracket"]
    if (
        cur.family == "fdi"
        and cur.reporter.value == WORLD
        and cur.partner.stated
        and n.lang.attributive == "after"
    ):
        cur.varied = "reporter"  # one of all who invest there
    cur.reporter = Val("+".join(sorted({r.area.code for r in brackets})), brackets[-1].span, "read")
    if host:
        cur.partner = host.val
    elif cur.partner.value is None or cur.family != "fdi":
        cur.partner = n.home


def _attracts(subjects: list[Role], host: Role | None) -> tuple[Role | None, list[Role]]:
    """Who draws investments is the host."""
    hosts = [r for r in subjects if r.name in ("subject", "of")]
    if len({r.name for r in hosts}) == 2:
        # "who took in most of Viet Nam's investment is Laos"
        subjects = [replace(r, name="investor") if r.name == "of" else r for r in subjects]
        hosts = [r for r in hosts if r.name == "subject"]
    if not hosts and host is None:
        hosts = [r for r in subjects if r.name == "owner"]  # "Binh Duong's industrial parks drew 183 m"
    host = host or (hosts[-1] if hosts else None)
    return host, [r for r in subjects if r is not host and r.name not in ("subject", "of")]


def _host_among(n: Named, subjects: list[Role]) -> tuple[Role | None, list[Role]]:
    """Which of those named without "in" is the host: the home country, or one of its provinces."""
    home, last = n.home.value, subjects[-1]
    if last.name != "investor" and not _told_host(n, last):
        if not _at_home(n, last):
            return None, subjects
        # the home country or one of its provinces, alone: where the money goes
        return last, [r for r in subjects if not _at_home(n, r)]
    own = [r for r in subjects if r.name in ("subject", "of") and r.area.code.startswith(f"{home}-")]
    if own and own[-1] is not last:
        # "Hai Duong approved two Chinese projects"
        return own[-1], [r for r in subjects if r not in own]
    return None, subjects


def _at_home(n: Named, r: Role) -> bool:
    """Whether it is the home country, a province or, as a host in Vietnamese, one of its regions (X-VN-MKD)."""
    code = r.area.code.removeprefix("X-") if n.lang.attributive == "after" else r.area.code
    return code.split("-")[0] == n.home.value


def _told_host(n: Named, last: Role) -> bool:
    """Whether the host is told already, so that who is named last invests."""
    cur, home = n.cur, n.home.value
    # "Laos has licensed 412 projects of Vietnamese firms": the host is named already
    how = ("read", "inherited") if english(n.lang) and last.name == "from" else ("read",)
    known = cur.partner.how in how and cur.partner.value not in (None, WORLD, home)
    if known and (n.bare == "right" or cur.reporter.value == home) and last.name == "from":
        return True
    if not n.lang.spaced and last.area.code == home and cur.reporter.value == WORLD and cur.family == "fdi":
        # 云南实际到位外资1.6亿美元，其中越南320万美元
        there = cur.partner.stated and str(cur.partner.value).split("-")[0] not in (home, WORLD)
        if there and not is_bloc(cur.partner.value) and (last.name == "from" or n.apart):
            return True
    # "China is the largest investor in Laos; Vietnam is third with 4.3 bn", "China put 3.1 bn into Cambodia; …"
    told = cur.reporter.value not in (None, WORLD, home)
    among = cur.family == "fdi" and (cur.varied == "reporter" and cur.partner.stated or told)
    among = among and cur.partner.value not in (None, WORLD, home) and not is_bloc(cur.partner.value)
    among = among and not str(cur.partner.value).startswith(f"{home}-")
    own = last.name == "owner" and n.unnamed  # "China's investments in Laos reached 18 bn, Vietnam's 5.5 bn"
    return among and last.area.code == home and (last.name == "subject" or own)


def _beside_investor(n: Named) -> bool:
    """中国对柬投资占49%，韩国占5%: beside who put so much into one country stands who else did."""
    told = n.cur.partner
    alone = (
        len(str(told.value)) == 2 and told.value != n.home.value and told.how == n.cur.reporter.how == "read"
    )
    return not n.lang.spaced and alone and n.cur.varied == "reporter" and n.bare in ("share", "level")


def _member_hosts(n: Named, last: Role) -> bool:
    """ "China put 25 bn into ASEAN. Singapore came first with 13 bn": its members are the hosts."""
    if last.name != "subject" or n.bare == "attract":
        return False
    if last.area.type != "country" or last.area.code == n.cur.reporter.value:
        return False
    n.cur.partner, n.cur.varied = last.val, "member"
    return True


def _next_host(n: Named, last: Role) -> bool:
    """ "ASEAN drew 230 bn: Singapore took 160 bn, Indonesia 22 bn": the next country that drew what all of them put there."""
    told = n.cur.partner
    abroad = told.how == "read" and len(str(told.value)) == 2 and told.value != n.home.value
    alone = last.name == "subject" and last.area.type == "country" and n.unnamed and n.bare == "level"
    return english(n.lang) and n.cur.reporter.value == WORLD and abroad and alone


def _hosts(n: Named, host: Role, invested: bool, inside_bloc: bool) -> None:
    """The host is named; ``invested``: so is who invests."""
    cur = n.cur
    if not invested and host.name == "subject" and n.bare != "rank" and host.area.code != n.home.value:
        whose = str(cur.reporter.value)
        abroad = whose == n.home.value and n.bare == "attract"  # its hosts are listed
        abroad = abroad or not n.lang.spaced and whose.startswith(f"{n.home.value}-")
        member = (
            inside_bloc and english(n.lang) and n.bare == "attract"
        )  # "… in ASEAN; Singapore took 8.4 bn"
        if cur.varied == "reporter" and not member and not (abroad and cur.partner.value == WORLD):
            cur.reporter = NOTHING  # the list of investors is over, hosts are listed now
        if cur.family == "fdi" and cur.partner.value not in (None, host.area.code):
            cur.varied = "partner"  # else the one host that is told of
    took = host.name == "to" or host.name == "subject" and n.bare == "attract" and n.lang.spaced
    if inside_bloc and took and not invested and host.area.type == "country":
        cur.varied = "member"  # "… into ASEAN, of which to Singapore 13 bn; Indonesia 3 bn"
    cur.partner = host.val


def _invest(n: Named, subjects: list[Role], host: Role | None) -> None:
    """Who invests is named last, or with others in one breath."""
    cur = n.cur
    parts = english(n.lang) and n.bare in ("share", "right")  # "A, B and C accounted for 60 percent of it"
    pick = _in_one_breath(subjects) if parts or n.bare in ("level", "attract") else [subjects[-1]]
    cur.reporter = several(pick)
    if pick[0].name in ("subject", "investor"):
        cur.varied = "reporter"
    if host is not None and host.name == "subject" and "-" in host.area.code:
        cur.varied = "partner"  # "most of China's capital went to Binh Thuan": hosts are listed


def _all_abroad(n: Named, host: Role | None) -> bool:
    """Whether it is told what the home country put into all others."""
    told = n.cur.family == "fdi" and n.cur.reporter.value == n.home.value and n.cur.partner.value == WORLD
    return told and host is None


def _nobody_invests(n: Named, host: Role | None, before: Val) -> None:
    """Nobody is named who invests: all, the one told of, or the home country where the host is abroad."""
    cur, home = n.cur, n.home
    if n.nation and n.unnamed and host is None and cur.family == "fdi" and cur.reporter.value == home.value:
        # "Việt Nam rót 150 triệu USD ra nước ngoài. Lũy kế, cả nước có 1.750 dự án": there, too
        cur.reporter, cur.partner, cur.varied = cur.reporter.inherited(), EVERYBODY, None
    elif (
        n.total
        and not n.nation
        and n.bare == "level"
        and (n.lang.attributive == "after" or english(n.lang))
        and _all_abroad(n, host)
    ):
        # "đăng ký đưa ra nước ngoài 357,5 triệu USD. Năm 2017 con số chung là 350 triệu USD": there, too
        cur.reporter, cur.partner, cur.varied = cur.reporter.inherited(), EVERYBODY, None
    elif n.nation and host is None and _outward(n):
        # "Viet Nam put 0.5 bn into Laos; the whole country drew 38 bn": the investor's own
        cur.reporter, cur.partner, cur.varied = EVERYBODY, cur.reporter.inherited(), None
    elif n.nation or n.total:
        # "China's actual use of foreign capital rose. That in services …": there, too
        of_all = english(n.lang) and not n.nation and cur.family == "fdi" and cur.reporter.value == WORLD
        of_all = of_all and cur.partner.how != "default" and cur.partner.stated
        cur.reporter = EVERYBODY
        # "the province has drawn 1,700 foreign projects with foreign capital of 10 bn"
        here = not n.nation and cur.varied != "partner" and cur.partner.stated
        inside = str(cur.partner.value).startswith(f"{home.value}-")
        inside = (
            inside or not n.lang.spaced and "-" in str(cur.partner.value)
        )  # 越企在桂投资…；全区实际利用外资
        here = here and inside
        cur.partner = cur.partner if cur.partner.stated and (host or here or of_all) else home
    elif host is not None and host.area.code == WORLD and host.name == "to" and cur.reporter.value == WORLD:
        cur.reporter = home  # "… FDI came to 13 bn. Firms put 315 m USD abroad"
    elif n.bare == "attract" and host is not None and not n.lang.spaced and cur.reporter.how == "inherited":
        # 中国是柬埔寨最大投资国。柬埔寨吸引投资46亿美元; but 越南对外投资5亿美元。老挝吸纳7000万美元
        if not (cur.reporter.value == home.value != host.area.country and before.value == WORLD):
            cur.reporter = EVERYBODY
    elif cur.family != "fdi" or cur.reporter.value is None:
        abroad = host is not None and not _at_home(n, host)
        abroad = abroad and (n.bare != "attract" or n.lang.spaced)  # 云南吸引外资5亿美元: from everybody
        cur.reporter = home if abroad else EVERYBODY


def _draws_from_all(n: Named, host: Role, before: Val) -> bool:
    """ "Laos has attracted 31 bn of foreign investment", "ASEAN drew 230 bn", where no investments were told of before."""
    if n.bare != "attract" or not n.lang.spaced or n.lang.attributive != "before":
        return False
    first = before.value is None and n.cur.reporter.value == n.home.value
    named = host.area.type == "country" or host.name == "subject" and n.home.value != _BY_BLOC
    return first and named and host.area.code != n.home.value


def _goes_out(n: Named, host: Role, before: Val) -> bool:
    """陆资来台投资2亿美元。对外投资方面，金额142亿美元: behind what others put into the home country, its own."""
    if n.lang.spaced or host.name != "to" or n.bare == "attract" or host.area.country == n.home.value:
        return False
    into = n.cur.family == "fdi" and before.stated and before.value == n.home.value
    # 台湾对越南投资7亿美元；对大陆26亿美元: the same one's
    whose = n.cur.reporter.value in (WORLD, host.area.code) or host.area.code == WORLD
    return into and whose and (before.how == "inherited" or n.cur.reporter.value == WORLD)


def _turned_outward(n: Named, host: Role, before: Val) -> bool:
    """广西实际使用外资5亿美元，对越南投资0.3亿美元: behind what another than the home country drew, what it puts there."""
    if n.lang.spaced or host.name != "to" or host.area.code != n.home.value or n.bare == "attract":
        return False
    # 中国实际使用越资1530万美元，对越投资39亿美元
    told = n.cur.family == "fdi" and n.cur.reporter.value in (WORLD, n.home.value) and before.stated
    return told and str(before.value).split("-")[0] not in (WORLD, n.home.value) and not is_bloc(before.value)


def _outward(n: Named) -> bool:
    """Whether what one country invests abroad is told of."""
    cur, who = n.cur, str(n.cur.reporter.value)
    if cur.family != "fdi" or not cur.reporter.stated or who == WORLD or "-" in who or "+" in who:
        return False
    return cur.partner.value == WORLD or who == n.lang.home and cur.partner.stated


def _in_one_breath(subjects: list[Role]) -> list[Role]:
    """ "China, Hong Kong and Taiwan invested 8 bn": they have one figure."""
    k = len(subjects) - 1
    name = subjects[k].name
    if not subjects[k].joined or name not in ("subject", "investor", "from", "of"):
        return [subjects[-1]]
    alike = ("subject", "investor") if name in ("subject", "investor") else (name,)
    while (
        k and subjects[k - 1].name in alike and subjects[k].span[0] - subjects[k - 1].span[1] <= len(" and ")
    ):
        k -= 1
    return subjects[k:]
