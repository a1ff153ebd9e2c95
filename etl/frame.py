"""What a reader keeps in mind: the current frame, and whose figure a statement is.

A frame holds, for every dimension, the value and where it was read. Clauses update it from left to right;
a quantity takes from it what its unit allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from etl.language import Area, Language
from etl.periods import Period
from etl.tokens import Quantity, Token

WORLD = "W00"
FDI = frozenset({"fdi_registered", "fdi_realised", "fdi_projects"})
BLOCS = frozenset({"bloc", "continent"})


@dataclass(frozen=True, slots=True)
class Val:
    """A dimension's value, the view's span that it was read from, and how: read, inherited, default, unknown."""

    value: object = None
    span: tuple[int, int] | None = None
    how: str = "unknown"
    note: str | None = None

    def inherited(self) -> Val:
        return replace(self, how="inherited") if self.how == "read" else self

    @property
    def stated(self) -> bool:
        return self.how in ("read", "inherited") and self.value is not None


NOTHING = Val()


@dataclass(slots=True)
class Frame:
    """The state that statements share: ``flow`` is the indicator, ``basis`` value, volume or count."""

    flow: Val = NOTHING
    basis: str = "value"
    deficit: bool = False
    reporter: Val = NOTHING
    partner: Val = NOTHING
    commodity: Val = NOTHING
    period: Val = NOTHING
    status: Val = NOTHING
    compiler: Val = NOTHING
    varied: str | None = None  # the side that the last bare area filled
    bilateral: bool = False  # the partner is the subject of the text, not of one clause
    new_goods: bool = False  # this clause names other goods than the frame did

    def copy(self) -> Frame:
        return replace(self)

    @property
    def family(self) -> str | None:
        return "fdi" if self.flow.value in FDI else self.flow.value

    def inherit(self) -> Frame:
        """The frame as the next sentence starts with it."""
        f = replace(self)
        for name in ("flow", "reporter", "partner", "commodity", "period", "compiler"):
            setattr(f, name, getattr(f, name).inherited())
        f.status, f.new_goods = NOTHING, False
        return f


@dataclass(frozen=True, slots=True)
class Role:
    """An area in a clause: ``name`` says how it stands there (to, from, pair, subject, investor …)."""

    area: Area
    name: str
    span: tuple[int, int]
    joined: bool = False  # "A and B": shares one figure with the area before it

    @property
    def val(self) -> Val:
        return Val(self.area.code, self.span, "read")


_NOUN_ROLES = {"goods": "origin", "market": "to", "firm": "investor", "people": "visitor", "gate": "via", "locality": "aside"}


def roles_of(tokens: list[Token | Quantity], text: str, lang: Language, seen: Anaphora) -> list[Role]:
    """The areas of a clause with the part each plays, told from the words around it."""
    out: list[Role] = []
    last_index = -9
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            continue
        if (pair := t.get("pair")) is not None:
            out += [Role(_area(c), "pair", (t.start, t.end)) for c in str(pair).split("+")]
            seen.pair = tuple(r.area.code for r in out[-2:])
            continue
        if (directed := t.get("directed")) is not None:
            name, code = str(directed).split()
            out.append(Role(_area(code), name, (t.start, t.end)))
            last_index = k
            continue
        area = t.get("area")
        if area is None:
            if (authority := t.get("authority")) is not None:
                seen.note(authority, "authority")
            area = seen.resolve(t)
            if area is None:
                continue
        role = _role(tokens, k, text, lang, area, out, last_index)
        if role == "via" and area.type in ("country", *BLOCS):
            role = "to"
        if t.get("anaphor") == "market" and role == "subject":
            role = "to"
        if role == "pair" and out and out[-1].name == "subject" and last_index == k - 2:
            out[-1] = replace(out[-1], name="pair")
        joined = last_index == k - 2 and tokens[k - 1].get("link") == "and" and role == "subject"
        out.append(Role(area, role, (t.start, t.end), joined))
        last_index = k
        if role != "aside":
            seen.note(area, role)
    out = [r for r in out if r.name != "aside"]
    # "China's Guangxi": the province speaks, the country only says where it lies
    out = [r for i, r in enumerate(out) if not (i + 1 < len(out) and out[i + 1].area.parent == r.area.code and r.name in ("subject", "owner") and out[i + 1].span[0] - r.span[1] <= 12)]
    if any(r.name == "between" for r in out):
        out = [replace(r, name="pair") if r.name == "between" else r for r in out]
    paired = [r for r in out if r.name == "pair" and r.area.type not in BLOCS]
    if len({r.area.code for r in paired}) > 2:
        out = [replace(r, name="subject") if r.name == "pair" else r for r in out]
    if len({r.area.code for r in paired}) == 2:  # more are a list, such as the members of a forum
        seen.pair = (paired[0].area.code, next(r.area.code for r in paired if r.area.code != paired[0].area.code))
    return out


def _role(tokens, k, text, lang, area: Area, out: list[Role], last_index: int) -> str:
    t = tokens[k]
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    after = text[t.end : nxt.start] if nxt is not None else text[t.end : t.end + 30]
    if t.get("adjective"):
        for u in tokens[k + 1 : k + 3]:
            if u.get("punct") or isinstance(u, Quantity):
                break
            if noun := u.get("noun"):
                if u.get("measure") in ("fdi", "fdi_registered", "fdi_realised"):
                    return "investor"
                return _NOUN_ROLES[noun]
            if u.get("commodity") or u.get("measure"):
                return "origin" if u.get("commodity") else "subject"
        if not (nxt is not None and nxt.get("measure")):
            return "adjective"
    if text[t.end : t.end + 2] == "'s" and lang.attributive == "before" and lang.spaced:
        return "owner"
    if not lang.spaced or t.get("adjective"):
        if nxt is not None and not after.strip() and (noun := nxt.get("noun")) and not isinstance(nxt, Quantity):
            if noun in ("market", "people", "goods"):
                return _NOUN_ROLES[noun]
    p = tokens[k - 1] if k else None
    if k > 1 and p.get("anaphor") == "region" and lang.attributive == "after" and text[p.end : t.start] == " ":
        p = tokens[k - 2]  # "qua địa bàn tỉnh Lạng Sơn": the word for province stands in between
    if p is None or isinstance(p, Quantity):
        return "subject"
    gap = text[p.end : t.start]
    if len(gap) > 24:
        return "subject"
    if p.get("area") and not p.get("punct") and not gap.strip(" ") and lang.spaced and out:
        return "subject"
    if p.get("punct") in ("-", "/") and last_index == k - 2 and len(gap) <= 1:
        return "pair"
    if p.get("link") == "and" and last_index == k - 2 and out:
        return out[-1].name
    if p.get("punct") in (",", "、") and last_index == k - 2 and out and out[-1].name in ("to", "from", "between", "with", "of", "via"):
        return out[-1].name
    if p.get("punct") == "(" and text[t.end : t.end + 1] == ")":
        return "bracket"
    if p.get("punct"):
        return "subject"
    if not lang.spaced and p.get("measure") in ("imports", "buy") and nxt is not None and nxt.get("commodity") and out:
        return "origin"
    role = p.get("role")
    if role == "with" and nxt is not None and not after.strip() and nxt.get("measure") in ("sell", "buy"):
        return "subject"  # "with the city selling …"
    if role is not None:
        if role == "of" and not lang.spaced:
            return "subject"
        return str(role)
    noun = p.get("noun")
    if noun is not None and lang.attributive == "after":
        return _NOUN_ROLES[noun]
    if p.get("commodity") and lang.attributive == "after":
        return "origin"
    if p.get("measure") in ("buy",) and lang.attributive == "after":
        return "origin"
    if p.get("measure") in ("fdi", "fdi_registered", "fdi_realised") and lang.attributive == "after":
        return "investor"
    return "subject"


def _area(code: str) -> Area:
    kind = "world" if code == WORLD else "bloc" if len(code) > 2 and "-" not in code else "country"
    return Area(code, kind)


@dataclass(slots=True)
class Anaphora:
    """The areas that words such as "this country" or "that market" point back to."""

    home: str
    country: Area | None = None
    region: Area | None = None
    market: Area | None = None
    topic: str | None = None  # the reporter of the sentence before
    pair: tuple[str, str] | None = None  # the two sides that "both countries" means

    def resolve(self, t: Token) -> Area | None:
        kind = t.get("anaphor")
        if kind == "country" and self.topic and self.topic != self.home and len(self.topic) == 2:
            return Area(self.topic, "country")
        if kind == "region" and self.topic and "-" in self.topic:
            return Area(self.topic, "province")
        if kind in ("country", "region", "market"):
            return getattr(self, kind) or (self.country if kind == "market" else None)
        return None

    def note(self, area: Area, role: str) -> None:
        if area.type in ("world", *BLOCS):
            return
        if area.type == "country":
            if area.code != self.home:
                self.country = area
                self.market = area
        else:
            self.region = area


def parties(
    flow: str,
    roles: list[Role],
    cur: Frame,
    lang: Language,
    *,
    bare: str,
    nation: bool,
    total: bool,
    both: tuple[str, str] | None = None,
    border: bool = False,
    same: bool = False,
    explicit: bool = False,
    apart: bool = False,
) -> None:
    """Fill ``cur.reporter`` and ``cur.partner`` for a statement of ``flow`` from its areas.

    ``bare`` says what the clause around an area without a preposition is: ``share`` or ``buy`` (the area is
    the market), ``growth``, ``level`` or ``none``. ``nation``: the whole home country is named; ``total``: a
    word such as *in all* widens the statement to the world. ``both``: the pair that "both sides" stands for;
    ``same``: the frame spoke of this flow before; ``explicit``: the clause itself names the flow. ``border``: trade over the land border, whose partner is the neighbour.
    """
    by: dict[str, list[Role]] = {}
    for r in roles:
        if r.area.type == "world" and r.name in ("subject", "at"):
            continue
        by.setdefault("subject" if r.name == "owner" else r.name, []).append(r)
    gate = next((r for r in roles if r.area.counterpart), None)
    if flow not in FDI and flow != "count":
        # goods that pass through a place, or are handled at one, are that place's trade
        inside = next((r for n in ("via", "at") for r in by.get(n, []) if r.area.type not in ("country", "world", *BLOCS)), None)
        if inside is not None and not by.get("subject") and not by.get("of"):
            by["subject"] = [Role(inside.area, "subject", inside.span)]
            border = border or inside.name == "via"
        if not by.get("subject") and by.get("bracket") and by["bracket"][-1].area.type not in ("country", "world", *BLOCS):
            by["subject"] = by["bracket"]
    home = Val(lang.home, None, "default", "home of the text's language")
    world = Val(WORLD, None, "default", "no partner is named")

    def first(*names: str) -> Role | None:
        return next((by[n][0] for n in names if by.get(n)), None)

    def last(*names: str) -> Role | None:
        return next((by[n][-1] for n in names if by.get(n)), None)

    if flow in FDI:
        _fdi(first, last, by, cur, home, world, nation, total, bare)
    elif flow == "count":
        _arrivals(first, last, cur, home, world, nation, total, gate)
    elif flow in ("trade_total",):
        _total(first, last, by, cur, home, world, gate, nation, total, lang, both, apart)
    else:
        _flow(flow, first, last, by, cur, home, world, gate, nation, total, lang, bare, same, explicit)
    side = lang.neighbours.get(str(cur.reporter.value))
    if border and cur.partner.value == WORLD and side is not None:
        cur.partner = Val(side, None, "default", "trade over the border is with the neighbour")
        cur.varied = "reporter"


def _several(rs: list[Role]) -> Val:
    codes = list(dict.fromkeys(r.area.code for r in rs))
    return Val("+".join(codes), (rs[0].span[0], rs[-1].span[1]), "read")


def _total(first, last, by, cur, home, world, gate, nation, total, lang, both, apart) -> None:
    pair = by.get("pair", [])
    if len({r.area.code for r in pair}) >= 2:
        a, b = pair[0], next(r for r in pair if r.area.code != pair[0].area.code)
        cur.reporter, cur.partner, cur.bilateral = a.val, b.val, True
        return
    subject = last("subject", "of", "investor", "origin")
    other = next((r for n in ("with", "to", "from") for r in by.get(n, []) if not r.area.counterpart), None)
    if both is not None and other is None:
        if subject is not None and subject.area.type not in BLOCS:
            code = subject.area.code
            side = next((c for c in both if c.split("-")[0] != subject.area.country), home.value)
            if code not in both or subject.area.country != home.value:
                cur.reporter, cur.partner = subject.val, Val(side, None, "inherited", "the other of both sides")
                cur.bilateral = True
                return
        if subject is None or subject.area.code in both:
            cur.reporter, cur.partner = (Val(c, None, "inherited", "both sides, as named before") for c in both)
            cur.bilateral = True
            return
    if apart and subject and not other and subject.area.type == "country" and cur.reporter.value not in (None, subject.area.code):
        cur.partner, cur.varied = subject.val, "partner"  # "of which with Vietnam 4.2 bn"
        return
    if not other and subject and cur.varied == "partner" and subject.area.type in ("country", "bloc") and subject.name == "subject" and cur.reporter.stated and cur.reporter.value != subject.area.code:
        cur.partner = subject.val
        return
    if pair and not other and not subject:
        subject = pair[0]
    if subject and subject.area.type in BLOCS and not other:
        subject = None
    if gate and not other and (subject is None or subject is gate or subject.area.code == gate.area.code or subject.area.counterpart):
        g = subject if subject and subject.area.counterpart else gate
        cur.reporter = g.val
        cur.partner = Val(g.area.counterpart, g.span, "read", "the neighbour behind the gate")
        cur.varied = "reporter"
        return
    if subject and other and subject.area.code != other.area.code:
        cur.reporter, cur.partner, cur.bilateral = subject.val, other.val, True
    elif other:
        if cur.reporter.stated and cur.reporter.value != other.area.code:
            if "-" in other.area.code and str(cur.reporter.value) == other.area.country and cur.partner.stated:
                cur.reporter = other.val  # a province of the reporting side
            else:
                cur.partner = other.val
        elif other.area.code == home.value:
            known = cur.partner if cur.partner.stated and cur.partner.value not in (WORLD, home.value) else None
            cur.reporter = known or Val(lang.counterpart, None, "default", "the pair's other side")
            cur.partner = other.val
        else:
            cur.reporter, cur.partner = home, other.val
        cur.bilateral = True
    elif subject:
        code = subject.area.code
        if code == home.value:
            if not (cur.bilateral and cur.partner.stated and code in (cur.reporter.value, cur.partner.value)):
                cur.reporter, cur.partner = subject.val, world
        elif subject.area.type == "country":
            if code not in (cur.reporter.value, cur.partner.value):
                cur.reporter, cur.partner, cur.bilateral = home, subject.val, True
        else:
            keep = cur.partner.value not in (None, WORLD, code) and (cur.bilateral or cur.varied == "reporter")
            cur.reporter = subject.val
            if not keep or total:
                cur.partner = world
            cur.varied = "reporter"
    elif nation or (total and not cur.bilateral):
        cur.reporter, cur.partner, cur.bilateral = home, world, False
    if cur.reporter.value is None:
        cur.reporter = home
    if cur.partner.value is None:
        cur.partner = world


def _joined(by: dict[str, list[Role]], subject: Role) -> Val | None:
    """"A and B both fell by 2 percent": one figure of several areas."""
    rs = by.get(subject.name, [])
    if not subject.joined:
        return None
    k = rs.index(subject)
    while k and rs[k].joined:
        k -= 1
    return _several(rs[k:])


def _flow(flow, first, last, by, cur, home, world, gate, nation, total, lang, bare, same, explicit) -> None:
    """Exports, imports, balances and volumes: the reporter's flow to or from the partner."""
    subject = last("subject", "of", "investor")
    if flow == "imports":
        other, source = first("from", "origin", "with"), None
        if other is None and subject is None and (to := first("to")):
            subject = to
    elif flow == "exports":
        other, source = first("to", "with"), first("origin", "from")
    else:
        other, source = first("with", "from", "to"), first("origin")
    if flow == "exports" and not explicit and other is None and source is not None and cur.reporter.value not in (None, source.area.code) and same:
        other, source = source, None  # "87 percent of the total came from China"
    at = next((r for r in by.get("at", []) if r.area.type == "country"), None)
    if other is None and at is not None and at.area.code != cur.reporter.value:
        other = at
    if len({r.area.code for r in by.get("to", [])}) > 2:
        other = None  # a list of markets: their sum is nobody's alone
    pair = first("pair")
    if pair and not subject:
        second = last("pair")
        subject = pair
        if not other and second.area.code != pair.area.code:
            other = second
    if subject is None and source is not None and (other is None or source.area.code != other.area.code):
        subject = source
    if gate and (subject is None or subject is gate or subject.area.counterpart) and (other is None or other.area.counterpart):
        cur.reporter = gate.val
        cur.partner = Val(gate.area.counterpart, gate.span, "read", "the neighbour behind the gate")
        cur.varied = "reporter"
        return
    if subject and other and subject.area.code == other.area.code:
        subject = None
    if subject and subject.area.type in BLOCS and cur.reporter.stated and subject.name == "of":
        subject = None
    if subject and not other:
        known = cur.reporter.stated or cur.reporter.how == "default"
        same = same and known and subject.area.code != cur.reporter.value
        inside = subject.area.code.split("-")[0] == str(cur.reporter.value).split("-")[0]
        market = subject.area.type in ("country", "bloc") and cur.varied != "reporter" and not explicit
        market = market and not is_bloc(cur.reporter.value) and flow != "trade_balance" and subject.area.country != home.value
        if same and subject.name == "subject" and not inside and (bare in ("share", "buy") or market):
            cur.partner, cur.varied = subject.val, "partner"
            return
        keep = cur.bilateral and cur.partner.value is not None and not cur.new_goods
        if keep and cur.partner.value == subject.area.code:
            cur.partner = cur.reporter
        elif not keep:
            cur.partner = world
        if cur.reporter.stated and cur.reporter.value != subject.area.code:
            cur.varied = "reporter"
        joined = _joined(by, subject)
        cur.reporter = joined or subject.val
    elif subject and other:
        cur.reporter, cur.partner = subject.val, other.val
        cur.varied = "partner" if other.name in ("to", "from", "with", "origin") else cur.varied
    elif other:
        cur.varied = "partner"
        if cur.reporter.value == other.area.code or (not cur.reporter.stated and other.area.code == home.value):
            known = cur.partner if cur.partner.stated and cur.partner.value not in (WORLD, other.area.code) else None
            cur.reporter = known or Val(lang.counterpart, None, "default", "the pair's other side")
        elif not cur.reporter.value:
            cur.reporter = home
        cur.partner = other.val
    elif nation:
        cur.reporter, cur.partner = home, world
    elif total and not cur.bilateral:
        cur.partner = world
    if cur.reporter.value is None:
        cur.reporter = home
    if cur.partner.value is None:
        cur.partner = world


def _fdi(first, last, by, cur, home, world, nation, total, bare) -> None:
    """Investment: the investor's area reports, the host is the partner."""
    host = last("at", "to")
    subjects = [r for n in ("subject", "of", "from", "investor", "origin") for r in by.get(n, [])]
    brackets = by.get("bracket", [])
    if brackets and not by.get("from") and not by.get("investor"):
        # "Samsung (South Korea)": the bracket says whose the investor is
        host = host or next((r for r in subjects if r.area.country == home.value), None)
        subjects = []
        cur.reporter = Val("+".join(sorted({r.area.code for r in brackets})), brackets[-1].span, "read")
        if host:
            cur.partner = host.val
        elif cur.partner.value is None or cur.family != "fdi":
            cur.partner = home
        return
    subjects = [r for r in subjects if host is None or r.area.code != host.area.code]
    if bare == "attract":
        hosts = [r for r in subjects if r.name in ("subject", "of")]
        host = host or (hosts[-1] if hosts else None)
        subjects = [r for r in subjects if r is not host and r.name not in ("subject", "of")]
    if host is None and len(pair := by.get("pair", [])) >= 2:
        subjects, host = [pair[0]], pair[-1]
    if not host and subjects and subjects[-1].area.code.split("-")[0] == home.value and bare != "attract":
        # the home country or one of its provinces, alone: where the money goes
        host, subjects = subjects[-1], [r for r in subjects if r.area.code.split("-")[0] != home.value]
    outward = cur.family == "fdi" and cur.reporter.value == home.value and cur.partner.value is not None
    if outward and not host and subjects and subjects[-1].name in ("subject", "bracket") and subjects[-1].area.country != home.value:
        host, subjects = subjects[-1], []  # the home country's investments, listed by host
    if subjects and not host and cur.varied == "partner" and cur.family == "fdi":
        cur.partner, cur.varied = home, "reporter"  # the list of hosts is over
    if host:
        if not subjects and host.name == "subject" and bare != "rank" and host.area.code != home.value:
            if cur.varied == "reporter":
                cur.reporter = NOTHING  # the list of investors is over, hosts are listed now
            cur.varied = "partner"
        cur.partner = host.val
    if subjects:
        pick = [subjects[-1]]
        cur.reporter = _several(pick)
        if pick[0].name == "subject":
            cur.varied = "reporter"
    elif nation or total:
        cur.reporter = world
        cur.partner = cur.partner if cur.partner.stated and host else home
    elif cur.family != "fdi" or cur.reporter.value is None:
        abroad = host is not None and host.area.country != home.value
        cur.reporter = home if abroad else world
    if cur.reporter.value == cur.partner.value:
        cur.partner = home if cur.reporter.value != home.value else Val(None, None, "unknown", "the host is not named")
    if cur.partner.value is None or (cur.family != "fdi" and not host):
        cur.partner = home if cur.reporter.value != home.value else Val(None, None, "unknown", "the host is not named")


def _arrivals(first, last, cur, home, world, nation, total, gate) -> None:
    """Travellers and vehicles: the place visited reports, the origin is the partner."""
    visitor = last("visitor", "from", "origin")
    place = first("to", "at")
    subject = last("subject", "of", "investor")
    if gate:
        cur.reporter = gate.val
        cur.partner = Val(gate.area.counterpart, gate.span, "read", "the neighbour behind the gate")
        return
    if place:
        cur.reporter = place.val
    if visitor:
        cur.partner, cur.varied = visitor.val, "partner"
    if subject and subject.area.type in ("country", "continent", "bloc", "province", "city"):
        if subject.area.code.split("-")[0] == home.value:
            cur.reporter = subject.val
            if not visitor and subject.area.code == home.value:
                cur.partner = world if not cur.partner.stated else cur.partner
        elif not visitor:
            cur.partner, cur.varied = subject.val, "partner"
    if (total or nation) and not visitor and not subject:
        cur.partner = world
        if nation or cur.reporter.value is None:
            cur.reporter = home
    if cur.reporter.value is None:
        cur.reporter = home
    if cur.partner.value is None:
        cur.partner = world


def is_bloc(code: object) -> bool:
    """ASEAN, EU and the like: their members report beside them, they are not their market."""
    return isinstance(code, str) and code != WORLD and "-" not in code and (len(code) > 3 or code == "EU")


def period_of(val: Val) -> Period | None:
    return val.value if isinstance(val.value, Period) else None
