"""What passes a gate, a way or a customs office: goods, people, vehicles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from etl.behind import right_roles
from etl.clauses import Clause, has
from etl.frame import NOTHING, WORLD, Frame, Val
from etl.language import Area, english
from etl.parties import parties
from etl.reading import COUNTS, GOODS, MONEY, RATIOS, TRADE
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


# What a target that names no flow is not of, where a trade was told of before.
_AIMED_PAST = frozenset({"count", "trade_balance"})
_LED_BY = 4  # most tokens before the place whose port handled something
_CAME_FROM = 2  # words: a verb and the preposition
_PARTIES = frozenset({"country", "bloc", "continent", "world", "province", "city"})


def take_gate_or_trade(s: _Sentence, c: Clause, frame: Frame) -> None:
    """The trade or the gate that an amount is of, where the flow at hand is none for its unit."""
    unit = c.quantity.unit
    money, goods = unit in MONEY, unit in GOODS
    if unit in COUNTS and frame.flow.value in TRADE and (gate := _gate_behind(s, c)):
        # "149,000 vehicles with imports and exports passed the gates of Lang Son"
        frame.reporter = frame.partner = NOTHING
        _passes(s, [gate], frame)
        frame.flow = Val("count", gate.span, "read")
    if unit in COUNTS and english(s.lang) and s.r.main.flow.value == "count" and not s.readings:
        verb = next((t for t in c.right[:2] if t.get("measure")), None)
        if (
            verb is not None
            and verb.get("measure") == "border_trade"
            and not any(t.get("area") for t in c.right)
        ):
            # "16,000 vehicles left. Since January 109,000 trucks have been cleared"
            told = s.r.main
            frame.flow, frame.reporter, frame.partner = (
                v.inherited() for v in (told.flow, told.reporter, told.partner)
            )
    if money and frame.flow.value == "count" and frame.flow.how == "inherited":
        passed = s.lang.spaced and frame.partner.note == "behind_gate"  # "The goods were worth 4.5 bn"
        passed = passed and has(c.near, "noun", "goods")
        passed = passed and not any(t.get("area") for t in c.near)
        # "120.000 xe qua cửa khẩu …. Kim ngạch đạt 24 tỷ USD": of the goods that went through it
        turned = s.lang.attributive == "after" and frame.partner.note in ("behind_gate", "border_trade")
        turned = turned and any(t.get("turnover") for t in c.near) and not any(t.get("area") for t in c.near)
        if (passed or turned or gate_frame(s, frame)) and has(c.near, "measure", "value"):
            frame.flow = Val("trade_total", frame.reporter.span, "inherited", "goods_through_gate")
    if money and frame.flow.value == "count" and english(s.lang) and has(c.right[:3], "noun", "goods"):
        if frame.partner.note in ("behind_gate", "border_trade") and frame.reporter.span is not None:
            # "cleared 95,000 vehicles and 2.1 bn worth of goods"
            frame.flow = Val("trade_total", frame.reporter.span, "read", "goods_through_gate")
    if money and frame.flow.value == "count" and english(s.lang) and c.near[:1]:
        last = s.readings[-1] if s.readings else None
        of = ("role", "noun", "commodity")  # "of goods"
        worth = next((t for t in c.near if not any(t.get(kind) for kind in of)), c.near[0])
        if last is not None and last.indicator == "volume" and worth.get("measure") == "value":
            # "the trains carried 342,000 tonnes of goods worth 12.6 bn yuan"
            frame.flow = Val("trade_total", frame.flow.span, "inherited", "goods_through_gate")
    if money and frame.flow.value == "count" and not s.lang.spaced:
        _worth_of_load(s, c, frame)
    flow = frame.flow.value
    if flow in _AIMED_PAST and money and frame.flow.how == "inherited" and s.r.trade is not None:
        if flow == "count" or s.lang.spaced and s.lang.attributive == "before":
            if has(c.near, "status", "target"):
                # "… was crossed by a million people. The target is 3.5 bn"
                frame.flow, frame.reporter, frame.partner = (told.inherited() for told in s.r.trade)
    if frame.flow.value == "count" and (money or goods):
        if (trade := _trade_told(s)) is not None:
            frame.flow, frame.reporter, frame.partner = trade.flow, trade.reporter, trade.partner
    flow = frame.flow.value
    if goods and flow == "exports" and frame.flow.how == "read" and frame.flow.span is not None:
        told = (k for k, t in enumerate(c.near) if (t.start, t.end) == frame.flow.span)
        k = next((k for k in told if c.near[k].get("measure") == "earn"), None)
        if k is not None and not any(
            t.get("commodity") for t in c.near[max(0, k - 2) : k]
        ):  # "rice earned most: 529,000 tonnes"
            frame.flow = Val("imports", frame.flow.span, "read")  # "94 trucks brought in 298 tonnes"
    if (goods or money) and flow in (None, "count", "other"):
        if (gate := _gate_told(s, c, flow != "count")) is not None:
            # "1,800 lorries a day; in October 48 thousand tonnes": what passes where the sentence says
            if flow != "count":
                _passes(s, [gate], frame)
            frame.flow = Val("trade_total", gate.span, "read", "goods_through_gate")
    if goods and frame.flow.value == "trade_total" and has(c.near, "measure", "border_trade"):
        if s.lang.attributive == "after":
            _sent_on(s, c, frame)


def _worth_of_load(s: _Sentence, c: Clause, frame: Frame) -> None:
    """重庆公路班车开行2595车次，总货值15.6亿元: what the vehicles of a place carry is its trade, 越南方向货值36亿元 that with
    Viet Nam."""
    ran = (r for r in reversed(s.readings) if r.indicator == "count" and r.q.unit in ("vehicles", "count"))
    last = next(ran, None)
    if last is None or not has(c.near, "measure", "value") or any(t.get("area") for t in c.near):
        return
    frame.flow = Val("trade_total", frame.flow.span, "inherited", "goods_through_gate")
    way = next((t for t in c.near if str(t.get("directed")).startswith("to ")), None)
    if way is not None:
        frame.reporter = last.frame.reporter
        frame.partner = Val(str(way.get("directed")).removeprefix("to "), (way.start, way.end), "read")


def _sent_on(s: _Sentence, c: Clause, frame: Frame) -> None:
    """Goods cleared, or through a gate, that are on the way to a country abroad are exports, and those to home from
    abroad imports: "cleared 6,000 tonnes of lychees to China", "290,000 tonnes passed the gates of Lang Son to China"."""
    ways = [(_whither(t), u) for t, u in pairwise(c.right) if u.get("area")]
    if not ways or sum(bool(t.get("area")) for t in c.right) != len(ways):
        return
    if len(ways) > 1:
        ways = [way for way in ways if way[0] != "via"]
    role, t = ways[-1] if ways else (None, None)
    if t is None:
        return
    home = t.get("area").country == s.lang.home
    brought = any(u.get("directed") == f"to {s.lang.home}" for u in c.right) or home and role == "to"
    if brought and ways[0][0] == "from" and len(ways) == 1 + home:
        frame.flow = Val("imports", (t.start, t.end), "read")
    elif role == "to" and not home and t.get("area").type in ("country", "province"):
        if len(ways) == 1 or len(ways) == 2 and _from_home(s, *ways[0]):
            frame.flow = Val("exports", (t.start, t.end), "read")


def _whither(t: Token) -> str | None:
    """The way that the word before an area tells of: goods "of" an area come from it."""
    return t.get("role") or ("from" if t.get("commodity") or t.get("noun") == "goods" else None)


def _from_home(s: _Sentence, role: str | None, t: Token) -> bool:
    return role == "from" and t.get("area").country == s.lang.home


def _trade_told(s: _Sentence) -> Frame | None:
    """The frame of the last trade or investment told of: in the sentence, else that it began with."""
    for frame in (*(r.frame for r in reversed(s.readings)), s.r.main):
        if frame.flow.value not in (None, "count", "other"):
            return frame
    return None


def _passes(s: _Sentence, roles: list[Role], frame: Frame) -> None:
    """The parties of what passes a gate, which is trade over the border."""
    parties("trade_total", roles, frame, s.lang, bare="level", nation=False, total=False, border=True)


def flow_at_gate(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Whether an amount, where no flow is told of, is of what passed a gate, a way or a customs office; its flow and its
    parties are put into the frame."""
    q = c.quantity
    goods, count = q.unit in GOODS, q.unit in COUNTS
    traded = goods or q.unit in MONEY
    roles = right_roles(s, c)
    if goods and not roles and has(c.near, "noun", "gate"):
        # "Hekou was crossed by a million people, with cross-border freight reaching 624,000 tons"
        named = roles_of(s.tokens[: c.index], s.text, s.lang, s.r.seen)
        roles = [r for r in named if "-" in r.area.code][:1]
        if roles:
            frame.reporter = frame.partner = NOTHING
            _passes(s, roles, frame)
            frame.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
            return True
    if traded and any(r.area.counterpart for r in roles):
        frame.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
        if goods and s.lang.attributive == "after":
            _sent_on(s, c, frame)
    elif traded and roles and has(c.right, "noun", "gate"):
        _passes(s, roles, frame)
        frame.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
        if goods and s.lang.attributive == "after":
            _sent_on(s, c, frame)
    elif (
        s.lang.spaced
        and traded
        and not roles
        and (gate := _gate_crossed(s, c)) is not None
        or q.unit in MONEY
        and q.unit != "VND"
        and not roles
        and (gate := _gate_reached(s, c)) is not None
    ):
        _passes(s, [gate], frame)
        frame.flow = Val("trade_total", gate.span, "read", "goods_through_gate")
    elif (goods or traded and english(s.lang)) and s.lang.spaced and (way := _passed_by(s, c)) is not None:
        _passes(s, [way], frame)
        frame.flow = Val("trade_total", way.span, "read", "goods_through_gate")
    elif (goods or count) and s.lang.spaced and (office := _cleared_by(s, c)) is not None:
        _passes(s, [office], frame)
        frame.flow = Val("count" if count else "trade_total", office.span, "read", "goods_through_gate")
    elif count and not roles and (gates := _gates_before(s, c)) is not None:
        _passes(s, [gates], frame)
        frame.flow = Val("count", gates.span, "read")
    elif count and any(
        r.area.counterpart or r.area.border and r.name == "via" and english(s.lang) for r in roles
    ):
        frame.flow = Val("count", roles[0].span, "read")  # "115,200 trucks passed Huu Nghi gate"
    elif count and roles and (has(c.near, "noun", "gate") or has(c.right, "noun", "gate")):
        _passes(s, roles, frame)
        frame.flow = Val("count", (q.start, q.end), "read")
    elif goods and english(s.lang) and not roles and (two := _cargo_between(s, c)):
        parties("trade_total", two, frame, s.lang, bare="level", nation=False, total=False)
        frame.flow = Val("trade_total", two[0].span, "read", "goods_through_gate")
    elif (
        q.unit in ("other", "persons")
        and english(s.lang)
        and not roles
        and (port := _port_before(s, c)) is not None
        and (q.unit == "other" or port.area.type == "port")
    ):
        frame.flow = Val("trade_total", port.span, "read", "goods_through_gate")
        if q.unit == "persons":  # "Noi Bai airport handled 98,000 passengers"
            frame.flow = Val("count", port.span, "read")
        frame.reporter, frame.partner = port.val, Val(WORLD, None, "default", "no_partner")
    elif traded and english(s.lang) and (origin := _came_from(s, c, roles)) is not None:
        frame.flow = Val("imports", origin.span, "read")
        parties("imports", [origin], frame, s.lang, bare="level", nation=False, total=False)
    elif count and gate_frame(s, frame) or q.unit == "persons" and roles:
        frame.flow = Val("count", (q.start, q.end), "read")
    elif count and english(s.lang) and not roles and (two := _line_between(s, c)):
        frame.flow = Val("count", two[0].span, "read")
        frame.reporter, frame.partner, frame.bilateral = two[0].val, two[-1].val, True
    else:
        return False
    return True


def at_gate(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Dong Dang station cleared 341 freight trains": trains that a gate is told to have handled."""
    if not english(s.lang) or (gate := _gates_before(s, c)) is None:
        return False
    _passes(s, [gate], frame)
    frame.flow = Val("count", gate.span, "read")
    return True


def _cargo_between(s: _Sentence, c: Clause) -> list[Role]:
    """ "Air cargo between Vietnam and China reached 240,000 tonnes": between whom goods were moved that are weighed."""
    words = [t for part in c.left if isinstance(part, list) for t in part]
    if not has(words, "noun", "goods"):
        return []
    pair = [r for r in roles_of(words, s.text, s.lang, s.r.seen) if r.name == "pair"]
    return pair if len({r.area.code for r in pair}) == 2 else []


def _line_between(s: _Sentence, c: Clause) -> list[Role]:
    """ "The China-Laos Railway has carried 43 million passengers": between whom the line runs."""
    if any(t.get("rate") for t in c.right[:2]) or has(c.near, "noun", "gate"):
        return []
    words = [t for part in c.left if isinstance(part, list) for t in part]
    pair = [r for r in roles_of(words, s.text, s.lang, s.r.seen) if r.name == "pair"]
    return pair if len({r.area.code for r in pair}) == len(pair) == 2 else []


def _port_before(s: _Sentence, c: Clause) -> Role | None:
    """ "Hai Phong port handled 7.1 million TEUs": what is counted in containers passed the place right before."""
    words = [t for t in c.near if not t.get("hedge")]
    led = bool(words) and words[-1].get("change") == "reach" and not words[-1].get("measure")
    while words and (words[-1].get("change") == "reach" or words[-1].get("noun") == "gate"):
        words.pop()
    area = words[-1].get("area") if words and led and len(words) <= _LED_BY else None
    if area is None or area.type not in (*_PARTIES, "port") or words[-1].get("adjective"):
        return None
    return Role(area, "subject", (words[-1].start, words[-1].end))


def _came_from(s: _Sentence, c: Clause, roles: list[Role]) -> Role | None:
    """ "20 bn USD worth of goods came from China": goods that come from abroad are imported."""
    goods = next((t for t in c.right[:3] if t.get("noun") == "goods"), None)
    if goods is None or [r.name for r in roles] != ["from"] or roles[0].area.type != "country":
        return None
    led = s.text[goods.end : roles[0].span[0]].split()
    return roles[0] if roles[0].area.code != s.lang.home and len(led) == _CAME_FROM else None


def _gate_told(s: _Sentence, c: Clause, named: bool) -> Role | None:
    """The gate (or, behind a count, the line between two countries) whose goods a word for their weight or worth
    in the clause tells of; ``named``: only what the sentence names."""
    if not any(t.get("measure") in ("value", "volume") for t in c.near):
        return None
    for t in reversed(s.tokens[: c.index]):
        area = t.get("area")
        if area is not None and area.counterpart:
            return Role(area, "subject", (t.start, t.end))
        if not named and t.get("pair") is not None:
            return Role(Area(str(t.get("pair")).split("+")[0], "country"), "pair", (t.start, t.end))
        if area is not None and area.type in _PARTIES:
            return None
    last = s.readings[-1] if s.readings and not named and s.lang.attributive == "after" else None
    if last is not None and last.indicator == "count" and s.r.seen.gate is not None:
        if last.frame.reporter.value == s.r.seen.gate.code and last.frame.reporter.span is not None:
            return Role(s.r.seen.gate, "subject", last.frame.reporter.span)  # "158 lorries, worth 4.2 m"
    return None


def _at_border(area: Area) -> bool:
    """Whether a place is a gate or a town at one."""
    return bool(area.counterpart or area.border)


def _passed_by(s: _Sentence, c: Clause) -> Role | None:
    """ "1.2 m tonnes of goods worth 15 bn yuan were traded via Hekou": the place that goods passed."""
    led = (
        c.near[-3:] if s.lang.attributive == "before" else []
    )  # "Goods worth 5.1 bn passed through Lang Son"
    laden = c.quantity.unit == "tonnes" and english(
        s.lang
    )  # "13,000 tons worth 5.3 m passed through Lao Cai"
    if not laden and not any(t.get("noun") == "goods" for t in (*led, *c.right[:3])):
        return None
    roles = roles_of([*c.right, *c.far], s.text, s.lang, s.r.seen)
    via = next((r for r in roles if r.name == "via" and "-" in r.area.code), None)
    if (
        via is None
        and english(s.lang)
        and len(roles) == 1
        and roles[0].name == "at"
        and _at_border(roles[0].area)
    ):
        return roles[0]  # "crossed at Mong Cai"
    return via


def _cleared_by(s: _Sentence, c: Clause) -> Role | None:
    """ "Lao Cai customs cleared 1.2 m tonnes of goods", "Nanning Customs cleared 150,000 tonnes of Vietnamese fruit": the
    office at a border that the goods passed."""
    named = any(t.get("noun") == "goods" or t.get("commodity") for t in c.right[:4])
    if c.quantity.unit == "persons" or not named:
        if c.quantity.unit != "vehicles":
            return None
    said = ("hedge", "change")  # "handled", "about"
    t = next((t for t in reversed(c.near) if not any(t.get(kind) for kind in said)), None)
    area = t.get("area") if t is not None else None
    if area is None or not (area.border or area.code in s.lang.neighbours):
        return None
    if area.type != "customs" and not (t.get("compiler") and t.get("authority")):
        return None
    return Role(area, "subject", (t.start, t.end))


def _gates_before(s: _Sentence, c: Clause) -> Role | None:
    """ "Lang Son's border gates cleared 75,000 vehicles": the place whose gates they passed."""
    words = [t for t in c.near if not t.get("hedge")]
    if s.lang.attributive != "before":
        return None
    did = ("attract", "border_trade")  # "received", "cleared"
    while words and (words[-1].get("change") == "reach" or words[-1].get("measure") in did):
        words.pop()
    if len(words) > 2 and words[-2].get("role") == "at" and (place := words[-3].get("area")) is not None:
        if (place.border or place.counterpart) and words[-1].get("area") is not None:
            words = words[:-2]  # "Dongxing in Guangxi handled 5.1 million travellers"
    if words and (area := words[-1].get("area")) is not None and (area.counterpart or area.border):
        return Role(area, "subject", (words[-1].start, words[-1].end))  # "Youyi Guan handled 480,000 lorries"
    if len(words) > 2 and words[-1].get("noun") == "gate" and words[-2].get("number"):
        words = [*words[:-2], words[-1]]  # "Lao Cai's two border gates"
    if len(words) < 2 or words[-1].get("noun") != "gate":
        return None
    area = words[-2].get("area")
    if area is None or not (area.counterpart or area.border or area.code in s.lang.neighbours):
        return None
    return Role(area, "subject", (words[-2].start, words[-2].end))


def _gate_crossed(s: _Sentence, c: Clause) -> Role | None:
    """ "66 bn USD worth of goods, up 25%, crossed the gates of Lang Son": the place whose gates the goods passed."""
    worth = english(s.lang) and len(c.near) > 1 and c.near[-1].get("measure") == "value"
    goods = [*c.right[:3], *(c.near[-2:-1] if worth else ())]  # "goods worth 2 bn USD crossed its gates"
    if not any(t.get("noun") == "goods" for t in goods):
        return None
    own = [t for t in s.tokens[: c.index] if (area := t.get("area")) and area.code in s.lang.neighbours]
    rest: list[Token] = []
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") in (";", ":") or isinstance(t, Quantity) and t.unit not in RATIOS:
            break
        if isinstance(t, Token):
            rest.append(t)
    k = next((k for k, t in enumerate(rest) if t.get("noun") == "gate"), None)
    if k is None or any(t.get("measure") in TRADE for t in rest):
        return None
    near = [r for r in roles_of(rest[max(0, k - 2) : k + 3], s.text, s.lang, s.r.seen) if "-" in r.area.code]
    if not near and len(own) == 1 and not s.readings:  # "Lao Cai saw 1.6 bn worth of goods pass its gates"
        return Role(own[0].get("area"), "subject", (own[0].start, own[0].end))
    return Role(near[0].area, "subject", near[0].span) if near else None


def _gate_reached(s: _Sentence, c: Clause) -> Role | None:
    """ "Mong Cai gate handled 2.8 bn USD": the gate that an amount of money is told of, with nothing that it is of."""
    if (
        not english(s.lang)
        or not c.near
        or c.near[-1].get("change") != "reach"
        and not c.near[-1].get("hedge")
    ):
        return None
    if any(t.get("measure") or t.get("commodity") or t.get("block") for t in c.near):
        return None
    named = [r for r in roles_of(c.near, s.text, s.lang, s.r.seen) if "-" in r.area.code]
    places = {r.area.code for r in named}
    gate = any(r.area.counterpart for r in named) or has(c.near, "noun", "gate")
    gate = (
        gate or has(c.right[:2], "noun", "goods") and places <= set(s.lang.neighbours)
    )  # a province on the border
    return Role(named[-1].area, "subject", named[-1].span) if gate and len(places) == 1 else None


def _gate_behind(s: _Sentence, c: Clause) -> Role | None:
    """The place whose gates those that are counted passed."""
    if not any(t.get("noun") == "gate" for t in c.right):
        return None
    roles = [r for r in right_roles(s, c) if r.area.counterpart or r.area.type in ("province", "city")]
    return Role(roles[0].area, "subject", roles[0].span) if roles else None


def gate_frame(s: _Sentence, frame: Frame) -> bool:
    return (
        frame.varied == "reporter"
        and frame.partner.note is not None
        and ("gate" in frame.partner.note or "border" in frame.partner.note)
    )
