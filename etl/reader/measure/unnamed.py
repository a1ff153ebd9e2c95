"""What is measured where no word names it: told by the areas, the goods, what ranks or what is invested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause, has, kinds_of
from etl.frame import FDI, NOTHING, Frame, Val
from etl.language import Language, english
from etl.lists import in_brackets
from etl.reader.measure.state import Measure
from etl.reader.over import at_gate
from etl.reading import FLOWS, GOODS, MONEY, TRADE
from etl.roles import Role
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_ONE_WAY = ("exports", "imports")
_THINGS = frozenset({"commodity", "noun"})  # goods are traded


def without_a_word(s: _Sentence, m: Measure) -> None:
    """The flow that parts behind the number, a customs office, "both sides" or projects tell of."""
    tokens, cur, c = m.tokens, m.cur, m.c
    if "value" in m.measures and (told := both_ways(s, tokens, c)) is not None:
        m.found = ("trade_total", told)
        return
    if cur.flow.value is None and (cleared := customs_cleared(s.lang, c)) is not None:
        m.found = ("trade_total", cleared)
        return
    if (moved := at_gate(s, tokens, c, cur)) is not None:
        m.found = ("trade_total", moved)
        return
    if s.lang.attributive == "after" and (worth := turnover_told(s, m)) is not None:
        m.found = ("trade_total", worth)
        return
    if (balance := _balance_with(s, m)) is not None:
        m.found = balance
        return
    if "value" in m.measures and s.lang.attributive == "after" and cur.flow.value == "count":
        if c.quantity is not None and c.quantity.unit in MONEY:
            worth = next(t for t in tokens if t.get("measure") == "value")
            m.found = (
                "trade_total",
                (worth.start, worth.end),
            )  # "6 triệu lượt người qua lại; kim ngạch 4 tỷ USD"
            return
    if cur.family == "fdi" and c.quantity is not None and c.quantity.unit in MONEY and not s.readings:
        joint = tokens[:1] if s.lang.attributive == "after" or not s.lang.spaced else []
        if joint and joint[0].get("anaphor") == "both":
            # "The two sides aim at 150 bn by 2030"
            m.found = ("trade_total", (joint[0].start, joint[0].end))
            return
    if c.ratio and not s.lang.spaced and markets_again(s, tokens, cur):
        cur.flow, cur.partner = Val("exports", cur.flow.span, "inherited"), NOTHING
    if cur.flow.value is None and "unit" in m.kinds:
        noun = next((t for t in tokens if str(t.get("unit")).rstrip("!") == "projects"), None)
        here = any(t.get("area") or not s.lang.spaced and t.get("anaphor") == "home" for t in tokens)
        if noun is not None and (here or placed(c)):
            m.found = ("fdi", (noun.start, noun.end))  # "the projects of China"
            return
    if cur.flow.value is None and "rank_noun" in m.kinds and c.quantity is not None:
        noun = next((t for t in tokens if t.get("rank_noun") == "fdi_registered"), None)
        if noun is not None and c.quantity.unit in MONEY:
            m.found = (
                "fdi",
                (noun.start, noun.end),
            )  # "of those that invest in Viet Nam, China leads with 4 bn"
            return
    if cur.flow.value is None and (stood := stands_by(s, m)) is not None:
        m.found = ("fdi", stood)
        return
    if cur.flow.value is None and (invests(s, c) or licensed(s, c)) or invested_by(s, c, cur):
        q = c.quantity
        m.found = ("fdi", (q.start, q.end))  # "Hong Kong had 34 new projects and 21 that added capital"


def _balance_with(s: _Sentence, m: Measure) -> tuple[str, tuple[int, int]] | None:
    """ "… for a deficit of 19 bn. With Mexico it was 13 bn": the balance that the sentence before ended with."""
    q, first = m.c.quantity, s.tokens[0] if len(s.tokens) > 1 else None
    if (
        first is None
        or first.get("role") != "with"
        or s.readings
        or not s.r.levels
        or m.cur.flow.value not in _ONE_WAY
    ):
        return None
    last = s.r.levels[-1]
    if not english(s.lang) or last.indicator != "trade_balance" or q is None or q.unit != last.q.unit:
        return None
    if m.measures - {None} or not s.tokens[1].get("area"):
        return None
    return "deficit" if last.value < 0 else "surplus", (first.start, first.end)


def turnover_told(s: _Sentence, m: Measure) -> tuple[int, int] | None:
    """ "… thu 9.900 tỷ đồng; kim ngạch 6 tỷ USD", "Cao Bằng: kim ngạch 420 triệu USD", "xuất khẩu 126 triệu USD; kim ngạch
    qua cửa khẩu 5 tỷ USD": a bare word for turnover, where no flow is told that it could be of."""
    q, flow = m.c.quantity, m.cur.flow.value
    turnover = next((t for t in m.tokens if t.get("turnover")), None)
    if turnover is None or q is None or q.unit not in MONEY or not m.measures <= {"value", None}:
        return None
    border = any((a := t.get("area")) is not None and a.code in s.lang.neighbours for t in m.tokens)
    gated = any(
        t.get("role") == "via" or t.get("noun") == "gate" for t in m.tokens if t.start > turnover.start
    )
    led = [t for t in s.tokens[:4] if t.start < turnover.start]  # "Qua Lạng Sơn, kim ngạch đạt 4,7 tỷ USD"
    gated = gated or bool(led and led[0].get("role") == "via" and led[-1].get("punct") == ",")
    headed = any(t.get("punct") == ":" for t in m.tokens if t.start < turnover.start)
    # "Lào Cai phấn đấu kim ngạch qua địa bàn năm 2024 đạt 4,8 tỷ USD"
    border = border and (headed or "commodity" not in m.kinds and has(m.tokens, "role", "via"))
    if flow == "agreements":
        return (turnover.start, turnover.end)  # "Hai bên ký 12 thỏa thuận. Kim ngạch năm 2025 đạt 17 tỷ USD"
    if flow == "other" or flow is None and border or flow in ("exports", "imports") and gated:
        return (turnover.start, turnover.end)
    return None


def told_by_roles(s: _Sentence, m: Measure) -> None:
    """The flow that goods and the areas beside them tell of: goods of one country to another."""
    tokens, cur = m.tokens, m.cur
    m.roles = roles = in_brackets(s, tokens, m.roles, str(cur.flow.value))
    if s.lang.attributive == "after" and (sent := sent_goods(tokens, roles, cur)) is not None:
        m.found = ("exports", sent)
        here = next((r for r in roles if r.span == sent and r.area.code == s.lang.home), None)
        if here is not None and any(t.start == sent[0] and t.get("directed") for t in tokens):
            # "Chinese goods came home for 144 bn": what the home country bought
            m.found = ("imports", sent)
            m.roles = [
                replace(r, name="subject" if r is here else "from" if r.name == "origin" else r.name)
                for r in roles
            ]
    elif (way := _goods_led(s, m)) is not None:
        m.found = (way, roles[0].span)
    elif from_another(s, tokens, roles, cur):
        m.found = ("imports", roles[0].span)
        cur.reporter = Val(s.lang.home, None, "default", "language_home")


def _goods_led(s: _Sentence, m: Measure) -> str | None:
    """ "Trade with Viet Nam came to 10 bn. Laptops to Viet Nam were worth 2 bn": which way goods go that stand right before
    the word for it, where all trade is told of."""
    cur, k = m.cur, next((k for k, t in enumerate(m.tokens) if t.get("commodity")), None)
    if k is None or cur.flow.value != "trade_total" or cur.flow.how != "inherited" or not english(s.lang):
        return None
    led = m.tokens[k + 1 : k + 3]
    if len(m.roles) != 1 or len(led) < 2 or led[0].start - m.tokens[k].end > 1 or not led[1].get("area"):
        return None
    return {"to": "exports", "from": "imports"}.get(m.roles[0].name)


def told_by_rank(s: _Sentence, m: Measure) -> None:
    """The flow that the word for a market or a partner is of: "main suppliers were China with 144 bn"."""
    if m.cur.flow.value is None and "rank_noun" in m.kinds:
        if (listed := partners_of(s, m.c, m.tokens, m.roles)) is not None:
            m.found, m.roles = listed
            return
    if (ranked := ranks_next(s, m.c, m.cur, m.roles)) is not None:
        noun = str(ranked.get("rank_noun"))
        m.found = (noun, (ranked.start, ranked.end))
        m.roles = [replace(m.roles[0], name={"exports": "to", "imports": "from"}.get(noun, "with"))]


def both_ways(s: _Sentence, tokens: list[Token], c: Clause) -> tuple[int, int] | None:
    """ "Turnover stood at 1.5 bn: exports of 0.4 bn and imports of 1.1 bn": a bare word for value is of the trade
    that the words behind the number part."""
    value = next((t for t in tokens if t.get("measure") == "value" and not t.get("change")), None)
    if value is None or c.quantity is None or c.ratio or any(t.get("commodity") for t in tokens):
        return None
    behind, parted = set(), False
    for t in s.tokens[c.index + 1 :]:
        if t.get("punct") == ";":
            break
        parted = parted or t.get("punct") == ":" or t.get("link") == "of_which"
        if parted and (flow := FLOWS.get(t.get("measure"), t.get("measure"))) in ("exports", "imports"):
            behind.add(flow)
    return (value.start, value.end) if len(behind) == 2 else None


def customs_cleared(lang: Language, c: Clause) -> tuple[int, int] | None:
    """ "Kunming customs cleared 286,000 tonnes of cargo": exports and imports, where nothing else is said."""
    if not lang.spaced or lang.attributive != "before" or c.quantity is None or c.quantity.unit not in GOODS:
        return None
    customs = any(
        (area := t.get("area")) is not None
        and area.type == "customs"
        and not (area.border or area.code in lang.neighbours)
        for t in c.near
    )
    cargo = next((t for t in c.right[:3] if t.get("noun") == "goods"), None)
    return (cargo.start, cargo.end) if customs and cargo is not None else None


def markets_again(s: _Sentence, tokens: list[Token], cur: Frame) -> bool:
    """进口方面…。美国、中国是该省两大市场，分别占…: markets are those of the exports told of before the imports."""
    if cur.flow.value != "imports" or cur.flow.how != "inherited" or s.readings:
        return False
    market = any(t.get("noun") == "market" and not t.get("measure") for t in tokens)
    return market and "measure" not in kinds_of(tokens) and "exports" in s.r.partners


def placed(c: Clause) -> bool:
    """Whether the words right behind a number say where it is."""
    words = c.right[:2]
    return len(words) == 2 and words[0].get("role") == "at" and bool(words[1].get("area"))


def invests(s: _Sentence, c: Clause) -> bool:
    """Whether a country stands before a number of projects, and words for capital behind it; before money or a rank,
    where the whole sentence tells of nothing but investments."""
    q, after = c.quantity, s.lang.attributive == "after"
    if q is None or not any((a := t.get("area")) and a.type == "country" for t in c.near):
        return False
    behind = s.tokens[c.index + 1 :]
    if q.unit in MONEY and not s.lang.spaced or after and (q.unit in MONEY or q.unit == "rank"):
        told = {FLOWS.get(m, m) for t in s.tokens if (m := t.get("measure"))}
        foreign = any(after and _projects(t) or str(t.get("unit")).rstrip("!") == "projects" for t in behind)
        if after:
            return (foreign or bool(told)) and told <= FDI | {"attract"}
        told.discard("value")
        return foreign and bool(told) and told <= FDI | {"attract"}
    if q.unit in MONEY and english(s.lang) and _leads_with(s, c):
        return True
    if q.unit != "projects" or not after:
        return False
    if any(str(t.get("measure")).startswith("fdi_") for t in behind):
        return True
    # "China has 955 new projects, 5,111 valid projects with 31 bn USD": where the sentence tells of nothing else
    abroad = not any((a := t.get("area")) and a.country == s.lang.home for t in c.near)
    worth = next(
        (t for t in behind if not (t.get("tense") or t.get("role") or t.get("punct") or t.get("hedge"))), None
    )
    worth = worth if isinstance(worth, Quantity) and worth.unit in ("USD", "EUR") else None
    return abroad and worth is not None and not any(t.get("measure") not in (None, *FDI) for t in s.tokens)


def licensed(s: _Sentence, c: Clause) -> bool:
    """越南批准861个新项目，协议资金88.8亿美元: whether a number of projects that were allowed stands before their capital."""
    if c.quantity is None or c.quantity.unit != "projects" or s.lang.spaced:
        return False
    allowed = any(t.get("tense") == "flow" for t in (*c.near, *c.right[:2]))
    return allowed and any(str(t.get("measure")).startswith("fdi_") for t in s.tokens[c.index + 1 :])


def stands_by(s: _Sentence, m: Measure) -> tuple[int, int] | None:
    """ "Lũy kế đến 31/3/2025, Trung Quốc đứng thứ 6/150 với 31,8 tỷ USD": what a country abroad has by a day, in words that
    tell of all there is, are its investments, where nothing else is told of."""
    q = m.c.quantity
    if s.lang.attributive != "after" or not m.kinds.isdisjoint(_THINGS):
        return None
    dated = any((p := t.get("period")) is not None and p.kind.startswith("stock") for t in s.tokens[:4])
    if not dated:
        return None
    if q is None or q.unit not in ("USD", "EUR", "rank", "projects"):
        return None
    abroad = any((a := t.get("area")) and a.type == "country" and a.code != s.lang.home for t in m.c.near)
    words = {FLOWS.get(x, x) for t in s.tokens if (x := t.get("measure"))}
    return (q.start, q.end) if abroad and words <= FDI else None


def _leads_with(s: _Sentence, c: Clause) -> bool:
    """ "Singapore led with 10.2 bn, or 27% of total FDI": whose figure it is, in a sentence that tells of nothing but
    investments behind it."""
    words = [t for t in c.near if not (t.get("hedge") or t.get("punct") or t.get("period"))]
    if len(words) != 2 or not words[0].get("area") or words[1].get("role") != "with":
        return False
    told = {FLOWS.get(m, m) for t in s.tokens if (m := t.get("measure"))} - {"value"}
    return words[0].get("area").country != s.lang.home and bool(told) and told <= FDI


def _projects(t: Token) -> bool:
    return isinstance(t, Quantity) and t.unit == "projects"


def invested_by(s: _Sentence, c: Clause, cur: Frame) -> bool:
    """ "4,935 Japanese projects are valid", in a language that puts whose they are behind, after trade."""
    if c.quantity is None or c.quantity.unit != "projects" or s.lang.attributive != "after":
        return False
    area = c.right[0].get("area") if c.right else None
    valid = any(t.get("tense") == "stock" for t in c.right[1:3])
    abroad = area is not None and area.type == "country" and area.code != s.lang.home
    return abroad and valid and cur.family != "fdi"


def sent_goods(tokens: list[Token], roles: list[Role], cur: Frame) -> tuple[int, int] | None:
    """ "Goods of Thailand to Viet Nam came to 5 bn": exports, unless those imports are what is told of."""
    if cur.family == "fdi":
        # "… invested 4.5 bn. Durian of Viet Nam to China passed 200 m"
        sent = [r.name for r in roles] == ["origin", "to"] and roles[0].area.country != roles[1].area.country
        goods = next((t.start for t in tokens if t.get("commodity") and not t.get("measure")), None)
        return roles[1].span if sent and goods is not None and goods < roles[0].span[0] else None
    if [r.name for r in roles] == ["at", "origin"] and cur.flow.value in TRADE:
        if roles[0].area.type == "country" and roles[0].area.country != roles[1].area.country:
            return roles[0].span  # "in the US, Chinese goods made 44 percent"
    if not has(tokens, "noun", "goods"):
        # "China spent 1 bn on rubber; fruit to this market was worth 2 bn"
        taken = cur.flow.value == "imports" and cur.flow.how == "inherited"
        sold = taken and [r.name for r in roles] == ["to"] and roles[0].area.code == cur.reporter.value
        goods = next((t.end for t in tokens if t.get("commodity")), None)
        if (
            [r.name for r in roles] == ["origin", "to"]
            and goods is not None
            and not (taken and roles[1].area.code == cur.reporter.value)
        ):
            # "Trade with Cambodia …. Cashew of Cambodia came home for 1 bn"
            sent = roles[0].area.country != roles[1].area.country and goods <= roles[0].span[0]
            return roles[1].span if sent and cur.flow.how == "inherited" else None
        return roles[0].span if sold and goods is not None and goods < roles[0].span[0] else None
    if [r.name for r in roles] == ["to"] and roles[0].area.code == cur.partner.value != cur.reporter.value:
        # "The deficit with China reached 39 bn. Goods to this country came to 33 bn only"
        both = cur.flow.value in ("trade_total", "trade_balance") and cur.flow.how == "inherited"
        led = any(t.get("noun") == "goods" and t.end < roles[0].span[0] for t in tokens)
        return roles[0].span if both and led and len(str(cur.reporter.value)) == 2 else None
    for a, b in zip(roles, roles[1:], strict=False):
        # "Goods of China to the US", "To the US, goods of China"
        fronted = (a.name, b.name) == ("to", "origin") and a is roles[0] and _opens(tokens, a)
        if (a.name, b.name) == ("origin", "to") or fronted:
            origin, market = (b, a) if fronted else (a, b)
            bought = cur.flow.value == "imports" and cur.reporter.value == market.area.code
            if origin.area.country != market.area.country and not bought:
                return market.span
    return None


def _opens(tokens: list[Token], a: Role) -> bool:
    """Whether the words open with whither goods go, but for a word such as "alone"."""
    k = next((k for k, t in enumerate(tokens) if t.start == a.span[0]), 0)
    return k < 4 and all(t.get("role") or t.get("link") or t.get("noun") == "market" for t in tokens[:k])


def from_another(s: _Sentence, tokens: list[Token], roles: list[Role], cur: Frame) -> bool:
    """ "Brazil sold us 870,000 tonnes; from India it was only 678,000": what the home country buys there."""
    back = bool(tokens) and tokens[0].get("punct") == ";" and s.lang.attributive == "after"
    back = back and cur.flow.value == "exports" and cur.partner.value == s.lang.home
    return back and [r.name for r in roles] == ["from"] and roles[0].area.code != cur.reporter.value


def partners_of(
    s: _Sentence, c: Clause, tokens: list[Token], roles: list[Role]
) -> tuple[tuple[str, tuple[int, int]], list[Role]] | None:
    """ "Vietnam's main suppliers in 2024 were China with 144 bn and Korea with 56 bn": with those it bought from."""
    if not s.lang.spaced or s.lang.attributive != "before":
        return None
    if c.quantity is None or c.quantity.unit not in MONEY or len(roles) != 2:
        return None
    t = next((t for t in tokens if t.get("rank_noun") in ("exports", "imports", "trade_total")), None)
    whose, first = roles
    if t is None or whose.name not in ("owner", "of") or not whose.span[1] <= t.start < first.span[0]:
        return None
    flow = str(t.get("rank_noun"))
    side = {"exports": "to", "imports": "from"}.get(flow, "with")
    return (flow, (t.start, t.end)), [replace(whose, name="subject"), replace(first, name=side)]


def ranks_next(s: _Sentence, c: Clause, cur: Frame, roles: list[Role]) -> Token | None:
    """ "Laos's exports …. Viet Nam, with 304 m, was its third largest market": what the one named with an amount
    ranks as for another, right behind it."""
    if c.quantity is None or c.ratio or [r.name for r in roles] != ["subject"] or not s.lang.spaced:
        return None
    if s.lang.attributive != "before" or not cur.reporter.stated or cur.flow.value not in TRADE:
        return None
    words = [t for t in s.tokens[c.index + 1 : c.index + 9] if not t.get("hedge")]
    rank = next((k for k, t in enumerate(words) if isinstance(t, Quantity)), None)
    if rank is None or words[rank].unit != "rank" or roles[0].area.code == cur.reporter.value:
        return None
    led = [t for t in words[:rank] if t.get("change") == "reach"]
    named = (t.get("area").code for t in words[:rank] if t.get("area"))
    if len(led) != 1 or not {cur.reporter.value, roles[0].area.code}.issuperset(named):
        return None
    noun = next((t for t in words[rank + 1 : rank + 4] if t.get("rank_noun")), None)
    return noun if noun is not None and noun.get("rank_noun") in TRADE else None
