"""When a list is over: what stands behind one and names nobody is of all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import WORLD, Frame, Val
from etl.language import Area, english
from etl.reading import GOODS, MONEY, Reading
from etl.roles import Role
from etl.tokens import Token, make_token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_SEVERAL = 2
EVERYBODY = Val(WORLD, None, "default", "no_partner")


_SIDE = {"exports": "to", "imports": "from", "trade_total": "with"}


def investors_over(s: _Sentence, tokens: list[Token], cur: Frame) -> None:
    """ "Singapore led with 680 m, followed by China (618 m). Newly registered capital fell 70%": that of all investors."""
    if cur.family != "fdi" or s.readings or not s.lang.spaced:
        return
    listed = s.r.investors - {WORLD, None}
    if s.lang.attributive == "after" and not s.r.beside_each:
        return  # "Singapore led …. China had 540 projects. With what was added, 1.7 bn": of the latter
    if not s.r.beside_each and _of_those(s):
        return  # "China put in 2 bn, behind Singapore's 3 bn. They accounted for …": a rival is told of in passing
    if len(listed) < _SEVERAL or cur.reporter.how != "inherited" or any(t.get("anaphor") for t in tokens):
        return
    cur.reporter, cur.varied = EVERYBODY, None


def _of_those(s: _Sentence) -> bool:
    """Whether a sentence opens with those told of: "They accounted for", "Its investment"."""
    doers = bool(s.tokens) and s.tokens[0].get("noun") == "doers"
    return doers or s.text.startswith(s.lang.spelled["owners"], s.span[0])


def side_by_side(s: _Sentence, main: Reading) -> bool:
    """ "Imports from China rose to 53 bn and those from Korea to 25 bn": the sentence tells of two, neither its subject."""
    if not english(s.lang) or any(t.get("role") == "aside" for t in s.tokens):
        return False
    told = [x for x in s.readings if x.indicator == main.indicator and x.transform == "level"]
    return len(told) > 1 and all(x.frame.partner.how == "read" and not x.sub for x in told)


def partners_over(s: _Sentence, worded: str, tokens: list[Token], cur: Frame) -> None:
    """ "China sold Viet Nam 53 bn, Japan 11 bn. Exports reached 158 bn": those of the home country, which the list had
    as everybody's market."""
    if not english(s.lang) or s.readings or any(t.get("anaphor") for t in tokens):
        return
    if worded not in ("exports", "imports", "surplus", "deficit", "trade_total"):
        return
    home = s.lang.home
    if cur.partner.value != home or cur.reporter.how != "inherited":
        return
    sellers = {str(a).split("-")[0] for pair in s.r.sides if home in pair for a in pair - {home, WORLD, None}}
    if len(sellers) < _SEVERAL:
        return
    cur.reporter, cur.partner = Val(home, None, "default", "language_home"), EVERYBODY
    cur.varied = None


def supplier_over(s: _Sentence, told: object, flow: object, cur: Frame) -> None:
    """ "Nhập 2,9 triệu tấn điều thô, 85% từ Campuchia, và bán ra 730.000 tấn": the one that a part came from is no buyer."""
    last = s.readings[-1] if s.readings else None
    if s.lang.attributive != "after" or last is None or last.transform != "share":
        return
    if {told, flow} != {"exports", "imports"} or last.frame.partner.value != cur.partner.value:
        return
    level = next((x for x in reversed(s.readings) if x.transform == "level"), None)
    if level is not None and level.frame.flow.value == told and level.frame.partner.value == WORLD:
        cur.partner, cur.bilateral, cur.varied = EVERYBODY, False, None


def balance_over(s: _Sentence, code: str, roles: list[Role], cur: Frame) -> None:
    """ "Nhập siêu từ Trung Quốc 22 tỷ USD; xuất siêu 12 tỷ USD": nobody has both with one country at a time."""
    if (
        code not in ("surplus", "deficit")
        or not s.lang.spaced
        or any(r.area.code != cur.reporter.value for r in roles)
    ):
        return
    told = next(
        (x for x in reversed(s.readings) if x.indicator == "trade_balance" and x.transform == "level"), None
    )
    if told is None or told.frame.partner.value in (None, WORLD) or not told.value:
        return
    same = told.frame.partner.value == cur.partner.value and told.frame.reporter.value == cur.reporter.value
    if same and (told.value > 0) != (code == "surplus") and told.period.value == cur.period.value:
        cur.partner, cur.bilateral = EVERYBODY, False


def supplies_home(s: _Sentence, c: Clause, cur: Frame, who: Role) -> bool:
    """ "China supplied 53 bn USD of goods, Korea 25 bn", where nothing has been told yet: what the home country bought."""
    if not english(s.lang) or cur.flow.value is not None or c.quantity.unit not in (*MONEY, *GOODS):
        return False
    told = any(t.get("role") in ("to", "with") for t in (*c.near, *c.right, *c.far))
    return who.area.type == "country" and who.area.code != s.lang.home and not told


def at_gate(s: _Sentence, tokens: list[Token], c: Clause, cur: Frame) -> tuple[int, int] | None:
    """ "Imports rose 5%. Friendship Pass handled 336 bn yuan of goods": those of both directions, where none is named;
    "Trains carried 19,670 TEUs. Cargo through Pingxiang was worth 9 bn yuan"."""
    counted = cur.flow.value in ("volume", "count") and c.quantity is not None and c.quantity.unit in MONEY
    if not english(s.lang) or s.readings or not counted and cur.flow.value not in ("exports", "imports"):
        return None
    if c.quantity is None or c.quantity.unit not in (*MONEY, *GOODS) or cur.flow.how != "inherited":
        return None
    near = [*tokens, *c.right[:3]]
    gate = any((a := t.get("area")) is not None and (a.counterpart or a.border) for t in near)
    gate = gate or any(
        t.get("role") == "via" and (a := u.get("area")) is not None and a.code in s.lang.neighbours
        for t, u in zip(near, near[1:], strict=False)
    )
    cargo = next((t for t in near if t.get("noun") == "goods"), None)
    if not gate or cargo is None or any(t.get("commodity") or t.get("directed") for t in near):
        return None
    return cargo.start, cargo.end


def sold_by_supplier(s: _Sentence, roles: list[Role], tokens: list[Token], cur: Frame) -> None:
    """ "China bought 2.4 m tonnes of Vietnamese cement. Sales to the Philippines amounted to 1.1 m": those of the home
    country, whose goods are told of. "Shipments there fell": to who buys."""
    if not english(s.lang) or len(roles) != 1 or cur.partner.value != s.lang.home:
        return
    if roles[0].name not in ("to", "at"):
        return
    to, buyer = roles[0].area, cur.reporter
    if buyer.value in (None, WORLD, s.lang.home, to.code):
        return
    if roles[0].name == "at" or to.country == s.lang.home:
        pointed = [t.get("anaphor") for t in tokens if t.get("anaphor")]
        if pointed != ["there"] or "+" in str(buyer.value):
            return
        if any(t.get("role") == "with" and t.get("link") == "and" for t in tokens[:2]):
            return  # "China's imports from Viet Nam …, and its exports there came to 12 bn": its own
        roles[0] = Role(Area(str(buyer.value), "country"), "to", buyer.span or roles[0].span)
    cur.reporter, cur.varied = Val(s.lang.home, cur.partner.span, cur.partner.how), "partner"


def from_everywhere(s: _Sentence, c: Clause) -> bool:
    """ "China bought 13 bn USD worth of seafood from the whole world": what it imported, whatever is told of."""
    words = zip(c.right, c.right[1:], strict=False)
    return english(s.lang) and any(
        t.get("role") == "from" and (a := u.get("area")) is not None and a.code == WORLD for t, u in words
    )


def home_buys(s: _Sentence, roles: list[Role], cur: Frame) -> bool:
    """ "Thailand sold Viet Nam 348 m USD worth of cars. In all, Viet Nam spent 1 bn on them": its own purchases."""
    own = [r.name for r in roles] == ["subject"] and roles[0].area.code == s.lang.home
    return own and english(s.lang) and cur.flow.value == "exports" and cur.partner.value == s.lang.home


def comes_home(s: _Sentence, span: tuple[int, int], c: Clause) -> Role | None:
    """ "Cars worth 295 m USD entered the country": the home country, which imports them."""
    if not english(s.lang) or c.quantity is None or c.quantity.unit not in (*MONEY, *GOODS):
        return None
    k = next((k for k, t in enumerate(s.tokens) if t.start == span[0]), None)
    if k is None or s.tokens[k].get("role") != "to" or k + 1 >= len(s.tokens):
        return None
    if _counted_abroad(s, k):
        return None
    to, story = s.tokens[k + 1], s.r.topic
    here = story is None or story.reporter.value in (None, s.lang.home)
    if to.get("anaphor") == "other" and here:
        named = make_token(to.start, to.end, {"area": Area(s.lang.home, "country")})
        c.right = [named if t is to else t for t in c.right]
    elif (area := to.get("area")) is None or area.code != s.lang.home:
        return None
    return Role(Area(s.lang.home, "country"), "subject", (to.start, to.end))


def _counted_abroad(s: _Sentence, k: int) -> bool:
    """ "Chinese customs say goods worth 95 bn USD went to Vietnam", "by Chinese count": another country's exports."""
    for n, t in enumerate(s.tokens[:k]):
        office = t.get("authority")
        if office is None and t.get("adjective") and s.tokens[n + 1].get("noun") == "count":
            office = t.get("area")
        if isinstance(office, Area) and office.type == "country" and office.code != s.lang.home:
            return True
    return False


def bracketed_markets(s: _Sentence, code: str, span: tuple[int, int], roles: list[Role]) -> list[Role]:
    """ "Exports climbed thanks to Brazil (up 49%) and Russia (up 73%)": with them, as nobody else's are told of."""
    last = roles[-1] if roles else None
    if not english(s.lang) or last is None or last.name != "subject" or last.span[0] < span[1]:
        return roles
    if not s.text[last.span[1] :].lstrip().startswith("(") or code not in _SIDE:
        return roles
    return [*roles[:-1], replace(last, name=_SIDE[code])]
