"""What stands behind a quantity: areas ("3 bn USD to China") and wholes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause, has
from etl.dating import compares
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import Area, english
from etl.parties import parties
from etl.reading import GOODS, MONEY
from etl.roles import Role, roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence


_GOES = frozenset({"exports", "imports", "sell", "buy", "supply"})
_NAMED = frozenset({"area", "pair", "directed", "anaphor"})


def _nationality(s: _Sentence, c: Clause) -> list[Role]:
    """ "Some 4 million of them, or 31 percent, were Chinese": where those who are counted come from."""
    if c.quantity is None or c.quantity.unit not in ("persons", "projects") or not s.lang.spaced:
        return []
    rest = s.tokens[c.index + 1 :]
    k = next((k for k, t in enumerate(rest) if t.get("change") == "reach" or t.get("punct") == ";"), None)
    if k is None or k + 1 >= len(rest) or not rest[k + 1].get("adjective"):
        return []
    plain = all(isinstance(t, Quantity) and t.unit == "percent" or isinstance(t, Token) for t in rest[:k])
    ends = k + 2 == len(rest) or rest[k + 2].get("punct") or rest[k + 2].get("link") == "and"
    if not ends or not plain or any(t.get("area") or t.get("measure") for t in rest[:k]):
        return []
    if any(
        t.get("link") == "of_which" and u.get("punct") == "," for t, u in zip(rest[1:k], rest, strict=False)
    ):
        return []  # "6 million guests, of whom 25% were Chinese"
    t = rest[k + 1]
    name = "visitor" if c.quantity.unit == "persons" else "investor"
    return [Role(t.get("area"), name, (t.start, t.end))]


def right_roles(s: _Sentence, c: Clause) -> list[Role]:
    roles = roles_of(c.right, s.text, s.lang, s.r.seen) or _nationality(s, c)
    roles = not_into_itself(s, c, roles)
    if (
        c.quantity is not None
        and c.quantity.unit == "persons"
        and roles
        and roles[0].span[0] - c.quantity.end <= 1
    ):
        roles[0] = Role(roles[0].area, "visitor", roles[0].span)
    if roles and s.lang.attributive == "after" and c.quantity is not None and c.quantity.unit == "vehicles":
        if roles[0].name == "subject" and roles[0].span[0] - c.quantity.end <= 1:
            roles[0] = replace(roles[0], name="from")  # "nhập 29.000 ô tô Trung Quốc"
    if c.quantity is not None and c.quantity.unit == "projects" and s.lang.spaced and roles:
        if roles[0].name == "adjective" and roles[0].span[0] - c.quantity.end <= 1:
            roles[0] = Role(roles[0].area, "investor", roles[0].span)  # "331 South Korean"
        elif roles[0].name == "adjective" and english(s.lang) and c.right[0].get("link") == "of_which":
            if len(c.right) > 1 and c.right[1].start == roles[0].span[0]:
                roles[0] = Role(roles[0].area, "investor", roles[0].span)  # "40 of them Chinese"
    if roles and roles[0].name == "adjective" and english(s.lang) and c.quantity is not None:
        k = next((k for k, t in enumerate(c.right[:3]) if t.get("role") == "of"), None)
        led = k is not None and c.right[k + 1 : k + 2] and c.right[k + 1].start == roles[0].span[0]
        if led and (c.quantity.unit in MONEY or c.quantity.unit in GOODS):
            roles[0] = replace(roles[0], name="origin")  # "bought 12 bn USD worth of Chinese components"
    if roles and "measure" in c.left_kinds and s.lang.spaced:
        # "brought in 380,000 tonnes", "5 bn worth of fruit from there": goods, and no money
        sum_ = s.lang.attributive == "after" or _money_only(c, roles[0])
        if sum_ and any(t.get("measure") == "earn" for t in c.near):
            return earned_from(roles)
    return roles


def _money_only(c: Clause, where: Role) -> bool:
    """Whether an amount is money, and no goods are named between it and where it comes from."""
    if c.quantity is None or c.quantity.unit not in MONEY:
        return False
    words = [t for t in c.right if t.start < where.span[0]]
    return not any(t.get("measure") == "value" or t.get("commodity") or t.get("noun") for t in words)


def theirs(words: list[Token], flow: str) -> Token | None:
    """ "74.8 percent of which was with Viet Nam", "773,000 tonnes were Chinese": the side that is said behind the verb, of
    all trade or of what is bought."""
    words = [t for t in words if not (t.get("hedge") or t.get("link") == "of_which")][:4]
    if words and words[0].get("change") == "reach" and not words[0].get("role"):
        words = words[1:]
    if words and words[0].get("adjective") and flow == "imports":
        ends = len(words) == 1 or words[1].get("punct") or words[1].get("link") == "and"
        return words[0] if ends else None
    led = flow == "trade_total" and len(words) > 1 and words[0].get("role") == "with"
    return words[1] if led and words[1].get("area") else None


def earned_from(roles: list[Role]) -> list[Role]:
    """ "thu về 7 tỷ USD từ Trung Quốc", "export revenue from China": whence money comes, goods have gone."""
    return [replace(r, name="to") if r.name == "from" and "-" not in r.area.code else r for r in roles]


def _in_whose_favour(s: _Sentence, c: Clause) -> Area | None:
    """ "Trade left a surplus of 34 m for Laos": whose the balance is."""
    if c.quantity.unit not in MONEY or len(c.right) < 2 or c.right[0].get("role") != "to":
        return None
    area = c.right[1].get("area")
    near = c.right[0].start - c.quantity.end <= 1 and c.right[1].start - c.right[0].end <= 1
    return area if near and area is not None and area.type in ("country", "bloc") else None


_BEHIND = 8  # most words from a sum to whither it went: "of new and additional capital into the country"


def not_into_itself(s: _Sentence, c: Clause, roles: list[Role]) -> list[Role]:
    """ "Cambodia drew 2 bn USD. China put 0.9 bn USD into the country": the country told of that is not the investor's,
    or home."""
    if not english(s.lang) or not roles or "measure" not in c.left_kinds or roles[0].name not in ("to", "at"):
        return roles
    invests = any(t.get("measure") in FDI or t.get("measure") == "fdi" for t in c.near)
    pointed = any(
        t.get("anaphor") == "other" and (t.start, t.end) == roles[0].span for t in c.right[:_BEHIND]
    )
    named = {a.code for t in c.near if (a := t.get("area")) is not None}
    if not invests or not pointed or roles[0].area.code not in named:
        return roles
    there = s.r.seen.elsewhere(named)
    if there is None and s.lang.home not in (None, *named):
        there = Area(str(s.lang.home), "country")
    return [replace(roles[0], area=there), *roles[1:]] if there is not None else roles


def right_parties(s: _Sentence, c: Clause, frame: Frame, indicator: str) -> None:
    """Areas behind the number: "3 bn USD to China", "50 m USD in Vietnam", "of Chinese goods"."""
    if indicator in ("count", "fdi_projects") and (people := _nationality(s, c)):
        flow = "count" if indicator == "count" else str(frame.flow.value)
        parties(flow, people, frame, s.lang, bare="right", nation=False, total=False)
        return
    if s.lang.spaced and not c.right and indicator != "count" and (named := past_equal(s, c)):
        if named[0].area.code != str(frame.reporter.value).split("-")[0]:
            flow = str(frame.flow.value)
            parties(flow, named, frame, s.lang, bare="right", nation=False, total=False, same=True)
        return
    if indicator == "trade_balance" and english(s.lang) and (whose := _in_whose_favour(s, c)) is not None:
        told = (frame.reporter, frame.partner)
        if c.right[0].get("change") and whose.code != frame.reporter.value:
            # "Vietnam had a surplus of 4 bn to the US", not "left a surplus of 4 bn for Laos": with whom it is
            frame.partner = Val(whose.code, (c.right[1].start, c.right[1].end), "read")
            return
        if whose.code in (told[0].value, told[1].value):
            frame.partner = told[1] if whose.code == told[0].value else told[0]
            frame.reporter = Val(whose.code, (c.right[1].start, c.right[1].end), "read")
        return
    flow_told = str(frame.flow.value)
    if (
        flow_told == "imports"
        and english(s.lang)
        and indicator != "count"
        and c.quantity.unit in (*MONEY, *GOODS)
    ):
        if (whose := theirs(c.right, flow_told)) is not None:
            frame.partner, frame.varied = Val(whose["area"].code, (whose.start, whose.end), "read"), "partner"
            return
    if _NAMED.isdisjoint(c.right_kinds):
        if shared := shared_side(s, c):
            parties(
                str(frame.flow.value),
                shared,
                frame,
                s.lang,
                bare="right",
                nation=False,
                total=False,
                same=True,
            )
            return
        roles = [
            r
            for r in (roles_of(c.far, s.text, s.lang, s.r.seen) if c.far else ())
            if r.name in ("to", "from", "origin", "at") or r.name == "investor" and indicator in FDI
        ]
        roles = roles or later_roles(s, c, indicator)
        if c.quantity.unit != "percent" or not s.readings:
            later_parties(s, roles, frame, indicator)
        return
    cut = next(
        (
            k
            for k, t in enumerate(c.right)
            if t.get("compare") == "base"
            and compares(c.right, k)
            or c.ratio
            and t.get("share") == "whole"
            or t.get("link") == "mainly"
        ),
        len(c.right),
    )
    if c.after is not None and any(t.get("measure") for t in c.near):
        # "imported 5.86 bn but exported to it just 2.04 bn": what the next number is of is none of this one's
        cut = next(
            (k for k, t in enumerate(c.right[:cut]) if t.get("measure") in ("exports", "imports")), cut
        )
    end = c.right[cut].start if cut < len(c.right) else 1 << 30
    roles = [r for r in right_roles(s, c) if r.span[0] < end]
    if "noun" in c.right_kinds and has(c.right, "noun", "revenue"):
        roles = earned_from(roles)
    gate = any(r.area.counterpart for r in roles)
    roles = [
        r
        for r in roles
        if r.name not in ("subject",)
        or gate
        or indicator == "count"
        or (frame.reporter.how in ("default", "unknown") and r.span[0] - c.quantity.end < 60)
    ]
    declared = any(t.get("measure") == "border_trade" for t in c.right)
    through = declared or any(t.get("noun") == "gate" for t in c.right)
    passed = s.lang.spaced and any(r.name == "via" and "-" in r.area.code for r in roles)
    through = through or passed and indicator in ("trade_total", "volume")
    if indicator == "volume" and [r.name for r in roles] == ["origin"] and english(s.lang):
        if frame.reporter.stated and frame.partner.value in (None, WORLD):
            frame.partner = roles[0].val  # "Kunming Customs cleared 380,000 tonnes of Vietnamese fruit"
    if indicator in ("trade_total", "volume") and not gate:
        roles = [
            r
            for r in roles
            if r.name in ("with", "pair", "to", "from", "subject", "of")
            or through
            and r.name == "via"
            or declared
            and r.name == "at"
            and r.area.code in s.lang.neighbours  # "4,000 tonnes were cleared in Mong Cai"
        ]
    if not roles:
        return
    flow = "count" if indicator == "count" else str(frame.flow.value)
    goes_on = flow == "exports" and s.lang.spaced and bool(s.readings) and frame.flow.how == "inherited"
    goes_on = goes_on or flow == "exports" and bool(s.readings) and not any(t.get("measure") for t in c.near)
    goes_on = (
        goes_on
        or flow == "exports"
        and english(s.lang)
        and c.near[:1]
        and c.near[0].get("link") == "of_which"
    )
    same = (
        bool(goes_on) and s.lang.spaced and [r.name for r in roles] == ["from"]
    )  # "650 m: 152 m from the US, …"
    parties(flow, roles, frame, s.lang, bare="right", nation=False, total=False, border=through, same=same)
    if flow == "exports" and [r.name for r in roles] == ["to"] and sellers_follow(s, c):
        frame.varied = "reporter"


def sellers_follow(s: _Sentence, c: Clause) -> bool:
    """ "Thailand exported 4 bn worth to China, Vietnam 2 bn": who stands where the seller stood sold that much there."""
    if not english(s.lang) or len(c.near) < 2:
        return False
    who, verb = c.near[-2], c.near[-1]
    if verb.get("hedge") and len(c.near) > 2:
        who, verb = c.near[-3], c.near[-2]
    area = who.get("area")
    if area is None or who.get("adjective") or area.code == s.lang.home or area.type != "country":
        return False
    if verb.get("measure") not in ("exports", "sell") or s.text[who.end : verb.start] != " ":
        return False
    rest = s.tokens[c.index + 1 :]
    k = next((k for k, t in enumerate(rest) if isinstance(t, Quantity)), 0)
    return k > 1 and bool(rest[k - 1].get("area")) and bool(rest[k - 2].get("punct") == ",")


def past_equal(s: _Sentence, c: Clause) -> list[Role]:
    """ "929,000 tonnes, or 65 percent, of it from Thailand", "24 m tonnes, worth 605 m, went to China": the side that
    stands behind what the number is equal to, or worth; the second one's, too."""
    words = [t for t in s.tokens[c.index + 1 : c.index + 14] if isinstance(t, Quantity) or not t.get("hedge")]
    if c.near and c.near[-1].get("link") == "but":
        return []  # "all but 1,000 tonnes, worth 1.8 m, went to China"
    second = len(c.near) > 1 and c.near[-2].get("punct") == "," and _says_again(c.near[-1])
    if not second:
        if len(words) < 6 or words[0].get("punct") != "," or not _says_again(words[1]):
            return []
        again = words[2]
        if not isinstance(again, Quantity) or words[1].get("share") and again.unit != "percent":
            return []
        words = words[3:]
    if len(words) < 3 or words[0].get("punct") != ",":
        return []
    # "of that, 246 bn yuan, or 40 percent, was with Viet Nam"
    ways = ("to", "from", "with") if "of_which" in s.links else ("to", "from")
    k = next((k for k, t in enumerate(words) if t.get("role") in ways), 0)
    rest = words[k : k + 2]
    if not 1 <= k < 4 or len(rest) < 2 or not rest[1].get("area"):
        return []
    if second and (not s.readings or s.readings[-1].frame.partner.value != rest[1]["area"].code):
        return []
    led = words[1:k]
    if not all(
        t.get("link") == "of_which" or t.get("change") == "reach" or t.get("measure") in _GOES for t in led
    ):
        return []
    return roles_of(rest, s.text, s.lang, s.r.seen)


def _says_again(t: Token | Quantity) -> bool:
    """Whether what follows says again what a number is, in percent or in money: "or", "worth"."""
    return t.get("share") == "equal" or t.get("measure") == "value"


def shared_side(s: _Sentence, c: Clause) -> list[Role]:
    """ "fell 32 percent in volume and 19 percent in value to China": the side that both percentages have."""
    if c.quantity.unit != "percent" or s.lang.attributive != "before" or not s.lang.spaced:
        return []
    words, seen = [], 0
    for t in s.tokens[c.index + 1 : c.index + 8]:
        if isinstance(t, Quantity):
            if t.unit != "percent" or seen:
                return []
            seen = 1
        elif seen and (t.get("role") in ("to", "from", "with") or words):
            words.append(t)
            if t.get("area"):
                return [
                    r for r in roles_of(words, s.text, s.lang, s.r.seen) if r.name in ("to", "from", "with")
                ]
        elif not (t.get("measure") in ("volume", "value") or t.get("link") == "and" and not seen):
            return []
    return []


def later_parties(s: _Sentence, roles: list[Role], frame: Frame, indicator: str) -> None:
    """The first of the areas that the sentence names only behind its numbers, if it names one."""
    if roles:
        flow = "count" if indicator == "count" else str(frame.flow.value)
        parties(flow, roles[:1], frame, s.lang, bare="right", nation=False, total=False, same=True)


def goods_behind(c: Clause, fdi: bool, share: bool = False) -> Val | None:
    """ "1.4 m tonnes of cassava", "2.1 bn USD worth of Vietnamese durian", "91% of the cassava exports"."""
    end = c.end
    for t in c.right:
        if t.start - end > 30:
            return None
        if t is c.right[0] and t.get("role") == "to" and any(u.get("share") for u in c.near[-2:]):
            return None  # "cassava contributed 1.1 bn to farm exports": of the part, not of the whole
        if code := t.get("sector") if fdi else t.get("commodity"):
            return Val(code, (t.start, t.end), "read")
        of_goods = t.get("role") in ("of", "at", "from") or fdi and t.get("role") == "to"
        spent = t.get("compare") == "base" and t is c.right[0] and t.end - t.start == len("on")
        bought = any(u.get("measure") in ("buy", "imports") for u in (*c.near, *c.right[1:2]))
        of_goods = of_goods or spent and bought  # "spends 15 bn on importing fruit"
        of_goods = of_goods or t.get("measure") in ("imports", "exports", "buy", "sell")
        named = t.get("area") or t.get("adjective") or t.get("noun") == "goods" or t.get("change") == "reach"
        whole = t.get("share") == "whole" or share and (t.get("measure") or t.get("link") == "total")
        whole = whole or share and t is c.right[0] and t.get("share") == "share"  # "31.8% thị phần sầu riêng"
        if t.get("period") or not (of_goods or named or whole or t.get("anaphor")):
            return None
        end = t.end
    return None


def goods_at_large(words: list[Token]) -> bool:
    """ "42 bn worth of goods to China", "20 bn buying goods from there", "the value of goods exported": of no goods told of
    before."""
    for k, t in enumerate(words[:4]):
        if t.get("noun") == "goods":
            nxt = words[k + 1 : k + 2]
            narrowed = bool(nxt) and (nxt[0].get("role") == "of" or nxt[0].get("commodity"))
            return bool(k) and not narrowed
        worth = t.get("measure") in ("value", "buy", "sell", "imports", "exports")
        if not (worth or t.get("role") == "of" or t.get("link") == "total" or t.get("area")):
            return False
    return False


def later_roles(s: _Sentence, c: Clause, indicator: str) -> list[Role]:
    """ "Over 1 bn USD, or 87 percent, came from China": where the sentence names an area only at its end."""
    if indicator not in ("exports", "imports", "trade_balance") or any(
        t.get("area") or t.get("anaphor") or t.get("directed") for t in s.tokens[: c.index]
    ):
        return []
    rest: list[Token] = []
    last, equal = c.quantity.end, False
    if not s.lang.spaced:
        last = max((t.end for t in s.tokens if isinstance(t, Quantity)), default=0)
    behind = s.tokens[c.index + 1 + behind_part(c) :]
    for k, t in enumerate(behind):
        if isinstance(t, Quantity) and s.lang.spaced and not equal and t.unit == "percent":
            nxt = behind[k + 1 : k + 3]
            if len(nxt) == 2 and nxt[0].get("role") in ("to", "from") and nxt[1].get("area"):
                break  # "355 bn, a third to the US": the side of the part
        if english(s.lang) and t.get("role") in ("to", "from") and _bracketed_part(behind, k):
            break  # "4.9 bn, mostly from China (71%)": so is that of a part
        if isinstance(t, Quantity) and s.lang.spaced:
            if not equal and any(u.get("role") and u.get("role") != "of" for u in rest):
                # "…, and those to the US 205 m": and so is what leads it
                end = max((n for n, u in enumerate(rest) if u.get("punct") or u.get("link")), default=0)
                rest = rest[:end] if s.lang.attributive == "before" or t.unit != "percent" else rest
                break  # what stands behind another figure is its own
            last = t.end if not any(u.get("area") for u in rest) else last
        equal = t.get("share") == "equal" or equal and bool(t.get("hedge"))
        if (
            t.get("punct") == ";"
            or s.lang.spaced
            and t.get("link") in ("of_which", "mainly", "respectively")
            or t.get("compare") == "base"
            or t.get("measure")
            or t.get("share") == "share"
        ):
            break
        if t.get("change") in ("up", "down"):
            break
        if isinstance(t, Token):
            rest.append(t)
    else:
        t = None
    if s.lang.spaced and t is not None and t.get("share") == "share" and rest and rest[-1].get("area"):
        rest = []  # "…, those from China accounting for 35%": whose share it is
    marked = {t.end for t in rest if t.get("role")}
    found = [
        r
        for r in roles_of(rest, s.text, s.lang, s.r.seen)
        if r.name in ("to", "from", "with")
        and r.span[0] > last
        and r.area.type == "country"
        and not (r.name == "with" and s.lang.spaced and indicator != "trade_balance")
    ]
    return [r for r in found if any(0 <= r.span[0] - end <= 1 for end in marked)]


def _bracketed_part(behind: list, k: int) -> bool:
    if k + 5 > len(behind):
        return False
    area, opened, part, closed = behind[k + 1 : k + 5]
    part_of = isinstance(part, Quantity) and part.unit == "percent" and part.get("signed") is None
    return part_of and bool(area.get("area")) and opened.get("punct") == "(" and closed.get("punct") == ")"


def is_aside(s: _Sentence, c: Clause) -> bool:
    """Whether the number is told of a part: after "of which" all that follows in the sentence is, after "alone"
    the one statement."""
    if "link" in c.left_kinds:
        if "of_which" in s.links and any(
            t.get("link") == "of_which" for part in c.left if isinstance(part, list) for t in part
        ):
            s.parts = True
        if "only" in s.links and any(t.get("link") == "only" for t in c.near):
            return True
    if s.parts or "link" not in c.right_kinds:
        return s.parts
    return c.right[0].get("link") in ("of_which", "only")


def whole_of_part(s: _Sentence, c: Clause) -> bool:
    """ "68 of the province's 180 projects and 4.2 bn of its 14.9 bn": the second number is the whole of the first."""
    before = previous_quantity(s, c)
    last = s.readings[-1] if s.readings else None
    if before is None or last is None or last.q is not before or before.unit != c.quantity.unit:
        return False
    between = s.tokens[s.tokens.index(before) + 1 : c.index]
    led = bool(between) and (between[0].get("share") == "whole" or between[0].get("role") in ("of", "within"))
    plain = not any(t.get("punct") or t.get("link") in ("and", "but") for t in between)
    return s.lang.spaced and last.transform == "level" and led and plain and len(between) <= 4


def behind_part(c: Clause) -> bool:
    """ "2.7 bn of it to China": the one number is of a part."""
    return bool(c.right) and c.right[0].get("link") == "of_which"


def previous_quantity(s: _Sentence, c: Clause) -> Quantity | None:
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity):
            return t
    return None


def told_of_whole(s: _Sentence, c: Clause) -> bool:
    """ "… 22.6 percent of its total trade, which stood at 517 bn": the number is the whole."""
    if not s.readings or s.readings[-1].transform != "share":
        return False
    return (
        bool(c.near)
        and any(t.get("link") == "which" for t in c.near[:2])
        and any(t.get("change") == "reach" for t in c.near)
    )
