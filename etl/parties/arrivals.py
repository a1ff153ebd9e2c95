"""Travellers and vehicles: the place visited reports, the origin is the partner."""

from __future__ import annotations

from etl.frame import BLOCS, Val
from etl.language import english
from etl.parties.named import EVERYBODY, Named, joined
from etl.roles import Role

_HOSTS = frozenset({"country", "continent", "bloc", "province", "prefecture", "city"})


def arrivals(n: Named) -> None:
    """Where they came to and whence: a gate's own country is on neither side of it ("1.2 m people entered China there")."""
    _arrivals(n)
    place = str(n.cur.reporter.value)
    if "-" in place and n.lang.spaced and n.lang.attributive == "before":
        side = n.lang.neighbours.get(place)
        if (
            side is not None
            and n.cur.partner.value == place.split("-")[0] != side
            and not n.by.get("visitor")
        ):
            if not n.by.get("adjective"):
                n.cur.partner = Val(side, None, "default", "border_trade")


def _arrivals(n: Named) -> None:
    """By gate, by line between two countries, else by place and visitor."""
    cur, lang, home = n.cur, n.lang, n.home
    visitor = n.last("visitor", "from", "origin") or (n.last("adjective") if lang.spaced else None)
    if visitor is None and lang.spaced and (led := n.last("with")) is not None:
        visitor = (
            led if led.area.type == "country" and led.area.code != home.value else None
        )  # "33 million tourists, with China leading"
    if (host := n.last("host")) is not None:
        _received(n, host, visitor)
        return
    place = n.first("to", "at")
    through = n.first("via") if place is None else None
    if through is not None and through.area.type not in ("country", "world", *BLOCS):
        place = through
    subject = n.last("subject", "of", "investor")
    if n.apart and cur.varied == "host" and not (visitor or place) and subject is not None:
        if subject.name == "subject" and lang.attributive == "after" and subject.area.type == "country":
            visitor = (
                subject  # "Thái Lan đón 35 triệu khách, trong đó Trung Quốc 6,7 triệu, Việt Nam 1 triệu"
            )
    elif (
        cur.flow.value == "count"
        and cur.partner.note == "one_more"
        and not (visitor or place)
        and subject is not None
        and not n.explicit
    ):
        visitor = subject if subject.name == "subject" else None
    if visitor is not None and visitor is subject and lang.attributive == "after":
        note = Val(subject.area.code, subject.span, "read", "one_more")
        cur.partner, cur.varied = note, "partner"
        return
    if cur.varied == "host" and not (visitor or place) and subject is not None and subject.name == "subject":
        _received(n, subject, None)  # "Thailand received 35 million visitors, Malaysia 25 million"
        return
    if n.gate:
        n.through_gate()
        return
    if visitor is None and subject is not None and subject.area.code == home.value and not lang.spaced:
        if place is not None and place.name == "to" and place.area.country != home.value:
            visitor = subject  # 越南赴中国游客
        # 韩国以460万人次居越南客源市场首位: who is named first came
        visitor = visitor or next((r for r in n.by.get("subject", []) if r.area.country != home.value), None)
    pair = n.by.get("pair", [])
    if pair and _at_one_end(n, subject, pair):
        return
    start = str(cur.reporter.value)
    if place and place.name == "to" and not (lang.spaced or visitor or subject or pair) and "-" in start:
        if cur.reporter.stated and place.area.country != start.split("-")[0]:
            cur.partner, cur.varied = (
                place.val,
                "partner",
            )  # 广西开行班列98列，其中发往越南57列: they start there
            return
    if place:
        cur.reporter = place.val
    side = lang.neighbours.get(place.area.code) if place is not None and place is through else None
    if side is not None and not visitor and lang.attributive == "after":
        cur.partner = Val(side, None, "default", "border_trade")  # "khách xuất nhập cảnh qua Móng Cái"
    if visitor:
        both = joined(n.by, visitor) if english(lang) and visitor.name == "from" else None
        cur.partner = both or visitor.val  # "came from Korea and China"
        cur.varied = "host" if cur.varied == "host" and not place and n.bare == "right" else "partner"
    if pair and not (place or visitor or subject):
        # trains between two countries
        cur.reporter, cur.partner, cur.bilateral = pair[0].val, pair[-1].val, True
        return
    at_border = subject and not visitor and not lang.spaced and subject.area.type == "customs"
    if at_border and subject.area.border and not cur.partner.stated:
        cur.partner = Val(
            subject.area.border, subject.span, "read", "behind_gate"
        )  # 河口海关监管旅客12万人次
    if (
        subject
        and subject is not visitor
        and (subject.area.type in _HOSTS or subject.area.type == "customs" and not lang.spaced)
    ):
        if subject.area.code.split("-")[0] == home.value:
            cur.reporter = subject.val
            if not visitor and subject.area.code == home.value:
                own = subject.name == "subject" and lang.spaced
                # "Viet Nam had 1.7 million visitors": from everywhere
                cur.partner = cur.partner if cur.partner.stated and not own else EVERYBODY
        elif not visitor and not lang.spaced and "-" in subject.area.code and not place:
            # 南宁机场出入境旅客52万人次，其中往返越南的12万人次
            cur.reporter = subject.val
            cur.partner = cur.partner if cur.partner.stated else EVERYBODY
        elif not visitor:
            cur.partner, cur.varied = subject.val, "partner"
    if (n.total or n.nation) and not visitor and not subject:
        cur.partner = EVERYBODY
        if n.nation or cur.reporter.value is None:
            cur.reporter = home
    n.fill()


def _received(n: Named, host: Role, visitor: Role | None) -> None:
    """ "Thailand received 6.7 million visitors from China; Viet Nam 3.7 million": who receives reports; of whom is told
    behind the first number, if at all."""
    cur = n.cur
    told = cur.varied == "host" and cur.partner.how == "read"
    cur.reporter = host.val
    cur.partner = visitor.val if visitor else cur.partner if told else EVERYBODY
    cur.varied = "host"


def _at_one_end(n: Named, subject: Role | None, pair: list[Role]) -> bool:
    """ "Pingxiang customs cleared 1,536 China-Viet Nam freight trains": those at that end of the line."""
    end = subject.val if subject else n.cur.reporter
    country, inside, _ = str(end.value).partition("-")
    if not inside or end.how != "read" or country not in {r.area.code for r in pair}:
        return False
    other = next((r for r in pair if r.area.code != country), None)
    if other is None or other.area.type in BLOCS:
        return False
    n.cur.reporter, n.cur.partner = end, other.val
    return True
