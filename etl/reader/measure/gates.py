"""Goods at a border, a port or a customs office, which are trade without a word for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause, has
from etl.frame import BLOCS, Val
from etl.language import Language, english
from etl.reader.measure.pairs import remember
from etl.reader.measure.state import Measure
from etl.reading import GOODS, MONEY
from etl.roles import Role
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def at_a_border(m: Measure) -> bool:
    """Whether a word for trade over a border, or for a gate, stands in the clause or behind its number."""
    return (
        "border_trade" in m.measures
        or "noun" in m.kinds
        and has(m.tokens, "noun", "gate")
        or "noun" in m.c.right_kinds
        and has(m.c.right, "noun", "gate")
    )


def goods_through_gate(s: _Sentence, m: Measure) -> None:
    """Goods that a gate handled, behind exports or imports, are all of its trade."""
    gate = next((r for r in m.roles if r.name == "subject" and r.area.counterpart), None)
    told = m.cur.flow.value in ("exports", "imports") and s.lang.attributive == "before"
    if gate is not None and told and not m.c.ratio:
        m.cur.flow = Val("trade_total", gate.span, "read", "goods_through_gate")


def cleared_at_gate(s: _Sentence, m: Measure) -> None:
    """ "Work went on at the gate of Kim Thanh. 158 lorries were cleared, worth 4.2 m": through the gate told of."""
    if m.roles or m.cur.reporter.value is not None or s.lang.attributive != "after":
        return
    if s.r.seen.gate is not None:
        m.roles = [Role(s.r.seen.gate, "via", m.found[1])]


def goods_sent(s: _Sentence, m: Measure) -> None:
    """ "Lobster to China up 29 times": goods to one country abroad are exports, goods brought home imports."""
    cur, goods = m.cur, m.goods
    abroad = [r for r in m.roles if r.name == "to" and r.area.type in ("country", *BLOCS)]
    if (
        (len(abroad) == 1 or abroad and all(r.joined for r in abroad[1:]))
        and abroad[0].area.code != s.lang.home
        and (goods.span[0] < abroad[0].span[0] or _goods_there(s, m, abroad[-1]))
    ):
        cur.flow = Val("exports", abroad[0].span, "read")
        m.flow, s.stated_flow = "exports", True
    brought = [r for r in m.roles if r.name == "to" and r.area.code == s.lang.home]
    if brought and not abroad[1:] and goods.span[0] < brought[0].span[0]:
        at = brought[0].span
        if any((t.start, t.end) == at and t.get("directed") for t in m.tokens):
            cur.flow, m.flow, s.stated_flow = Val("imports", at, "read"), "imports", True
            m.roles = [replace(r, name="subject") if r in brought else r for r in m.roles]


def _goods_there(s: _Sentence, m: Measure, there: Role) -> bool:
    """ "Sang Nhật Bản, sắn đạt 62,9 nghìn tấn": goods that came to so much, behind the market that the sentence opens
    with."""
    q = m.c.quantity
    if s.lang.attributive != "after" or q is None or s.readings or any(r.name != "to" for r in m.roles):
        return False
    k = next((k for k, t in enumerate(m.tokens) if t.start >= there.span[1]), len(m.tokens))
    words = [t for t in m.tokens[k:] if not t.get("punct")]
    plain = all(
        t.get("commodity") or t.get("period") or t.get("change") == "reach" or t.get("hedge") for t in words
    )
    return plain and any(t.get("commodity") for t in words) and (q.unit in MONEY or q.unit in GOODS)


def at_a_gate(s: _Sentence, m: Measure) -> bool:
    """Whether goods at a gate, a port or a customs office are the trade that the clause tells of; if not, and no flow is
    told, the areas that it names are remembered."""
    passes_there(s, m)
    cur, c, roles, tokens = m.cur, m.c, m.roles, m.tokens
    gate = any(r.area.counterpart for r in roles) or roles and has(tokens, "noun", "gate")
    gate = gate or goods_at_customs(tokens, roles, c, s.lang)
    # "the value of goods through the territory of Cao Bang", "cargo through Pingxiang", on the border
    passed = (r for r in roles if r.name == "via" and (r.area.border or r.area.code in s.lang.neighbours))
    gate = gate or s.lang.spaced and any(passed)
    gate = gate or english(s.lang) and _handles_goods(s, m)
    if gate and s.lang.attributive == "after" and _headed_by_gate(m):
        cur.flow, m.border = Val("trade_total", roles[0].span, "read", "goods_through_gate"), True
        m.flow, s.stated_flow = "trade_total", True
        return True
    m.border = m.border or bool(gate)
    if (
        handled(tokens, roles, c, s.lang)
        or gate
        and (
            m.flags.goods
            or has(c.right, "noun", "goods")
            or cur.basis == "volume"
            or (c.quantity is not None and c.quantity.unit in GOODS)
        )
    ):
        cur.flow = Val("trade_total", roles[0].span, "read", "goods_through_gate")
        m.flow = "trade_total"
        s.stated_flow = True
        return True
    if roles or m.flags.nation:
        remember(s, roles, cur)
    return False


def gate_came_to(s: _Sentence, m: Measure) -> bool:
    """ "Cửa khẩu Lào Cai có 350 xe qua lại. Tháng 8, cửa khẩu này đạt 132 triệu USD": its trade, behind a count."""
    cur, q = m.cur, m.c.quantity
    if s.lang.attributive != "after" or m.flow != "count" or cur.flow.how != "inherited" or not m.roles:
        return False
    return q is not None and q.unit not in (None, "VND") and _headed_by_gate(m) and at_a_gate(s, m)


def _headed_by_gate(m: Measure) -> bool:
    """ "Cửa khẩu Tà Lùng: 11 tháng 612 triệu USD", "cửa khẩu Tà Lùng đạt 612 triệu USD": a gate before a colon or the verb, and
    no more than when and how much."""
    c = m.c
    if c.quantity is None or c.quantity.unit not in MONEY:
        return False
    verb = m.tokens[-1].get("change") == "reach"
    if not (verb or any(t.get("punct") == ":" for t in m.tokens)):
        return False
    plain = ("area", "period", "punct", "hedge")
    return all(
        any(t.get(kind) for kind in plain)
        or "gate" in (t.get("noun"), t.get("anaphor"))
        or t.get("change") == "reach"
        or t.get("number")
        or t.get("role") == "of"
        and m.tokens[k - 1].get("noun") == "gate"  # "các cửa khẩu của Cao Bằng đạt"
        for k, t in enumerate(m.tokens)
    )


def _handles_goods(s: _Sentence, m: Measure) -> bool:
    """ "Mong Cai handled 5,000 tonnes of goods": a town or a province on the border."""
    c = m.c
    if c.quantity is None or c.quantity.unit not in GOODS or [r.name for r in m.roles] != ["subject"]:
        return False
    area, verb = m.roles[0].area, m.tokens[-1] if not m.tokens[-1].get("hedge") else m.tokens[-2:][0]
    border = "-" in area.code and (area.border or area.code in s.lang.neighbours)
    return bool(border) and verb.get("change") == "reach" and has(c.right[:2], "noun", "goods")


def passes_there(s: _Sentence, m: Measure) -> None:
    """ "Work picked up at the gates of Quang Ninh. Goods worth 2.1 bn passed through them": those told of."""
    c, place = m.c, s.r.seen.gate or s.r.seen.region
    if m.roles or place is None or not english(s.lang) or c.quantity is None or c.ratio:
        return
    way = next((t for t in c.right[:5] if t.get("role") == "via"), None)
    named = any(t.get("area") or t.get("anaphor") for t in c.right)
    if way is not None and not named and place.code in s.lang.neighbours and has(m.tokens, "noun", "goods"):
        m.roles = [Role(place, "via", (way.start, way.end))]


def goods_at_customs(tokens: list[Token], roles: list[Role], c: Clause, lang: Language) -> bool:
    """Whether goods that a province on the border declares have a value: "goods declared at Lang Son customs were
    worth 1 bn"."""
    worth = c.quantity is not None and not c.ratio and any(t.get("measure") == "value" for t in tokens)
    placed = len(roles) == 1 and roles[0].name in ("at", "subject") and roles[0].area.code in lang.neighbours
    office = any(
        (t.get("compiler") or t.get("authority")) and (roles[0].name == "at" or t.start == roles[0].span[0])
        for t in tokens
        if placed
    )
    return worth and placed and has(tokens, "noun", "goods") and office


def handled(tokens: list[Token], roles: list[Role], c: Clause, lang: Language) -> bool:
    """Whether a weight is what a port or a place handled: "the port's throughput came to 358 m tonnes", 集装箱吞吐量900万标箱."""
    units = ("tonnes",) if lang.spaced else ("tonnes", "other")
    if c.quantity is None or c.quantity.unit not in units or not has(tokens, "measure", "volume"):
        return False
    return (
        len({r.area.code for r in roles}) == 1
        and "-" in roles[0].area.code
        and not has(tokens, "rate", "rate")
    )
