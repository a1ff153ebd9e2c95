"""The part that every area plays in a clause, told from the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

from etl.frame import BLOCS, WORLD, Val
from etl.language import Area, Language, english
from etl.tokens import PLACED, STARTS, Quantity, Token

_NOUN_ROLES = {
    "goods": "origin",
    "market": "to",
    "firm": "investor",
    "people": "visitor",
    "gate": "via",
    "locality": "aside",
}


_NATIONS = BLOCS | {"country"}
_MANY = 5  # most code points before a word, one of which says that it is of many
_VAST = BLOCS | {"world"}
_JOINED = frozenset({"subject", "to", "from", "of", "investor"})  # parts that two areas play together
_VERBS = frozenset({"exports", "imports", "surplus", "deficit", "sell", "buy"})
# Words that point back to an area of the text.
_BACK = frozenset({"country", "region", "market", "bloc", "gate", "there", "other"})
_MOST_KEPT = 64  # runs of tokens of a sentence whose roles are remembered
_ACTS = 6  # most code points between a market and its verb: "thị trường này đã chi"
# Words before "it" that make it a place: "imports from it".
_LEADS = frozenset({"to", "from", "with"})


@dataclass(slots=True, unsafe_hash=True)  # never changed, but "frozen" ones are slow to create
class Role:
    """An area in a clause: ``name`` says how it stands there (to, from, pair, subject, investor …)."""

    area: Area
    name: str
    span: tuple[int, int]
    joined: bool = False  # "A and B": shares one figure with the area before it
    next: bool = False  # 其次是日本，出口…: comes next to one told of
    those: bool = False  # "exports to China rose, and those from China fell": of whom what was told is now

    @property
    def val(self) -> Val:
        return Val(self.area.code, self.span, "read")


class _Known(NamedTuple):
    """The roles in a run of tokens, the areas that were ``noted`` with them, and the two sides that they tell of."""

    roles: list[Role]
    noted: list[tuple[Area, str]]
    pair: tuple[str, str] | None
    tokens: list[Token]


_LISTED = {"exports": "to", "imports": "from", "trade_total": "with"}


def _listed_under(tokens: list[Token], k: int, whose: Role) -> str | None:
    """With whom a country trades that stands alone behind a colon, where whose trade it is stands before that."""
    if k < 2 or tokens[k - 1].get("punct") != ":":
        return None
    if any(t.get("measure") != "buy" and not t.get("hedge") for t in tokens[k + 1 :]):
        return None  # "Vietnam's tea exports: Pakistan bought 44,000 tonnes"
    if whose.name not in ("owner", "subject", "of") or whose.area.type != "country":
        return None
    flows = [t.get("measure") for t in tokens[: k - 1] if t.get("measure") in _LISTED]
    area = tokens[k].get("area")
    other = area is not None and area.type in ("country", "bloc") and area.code != whose.area.code
    return _LISTED[str(flows[-1])] if other and flows else None


def _market_moves(tokens: list[Token], k: int) -> bool:
    """Whether it is the market of an area, named by that word, that a figure is of: it grew, shrank, or came to so much."""
    if k + 1 >= len(tokens) or tokens[k + 1].get("noun") != "market":
        return False
    nxt = tokens[k + 2] if k + 2 < len(tokens) else None
    if nxt is None or nxt.get("measure") == "value":
        return True  # "the EU market 1.2 bn", "posted a value of"
    return nxt.get("change") in ("up", "down", "reach") and not nxt.get("role")


def roles_of(
    tokens: list[Token], text: str, lang: Language, seen: Anaphora, *, own: bool = False
) -> list[Role]:
    """The areas of a clause with the part each plays, told from the words around it. ``own``: a figure follows
    the tokens, so that an area named last, even in passing, has it."""
    kept = seen.kept
    if kept is None:
        return _roles_of(tokens, text, lang, seen, own, [])
    # numbers are other ones in each sentence of a kind, and stand where they stood
    key = (
        own,
        lang.home,
        *[id(t) if type(t) is Token and not t.says & STARTS else t.start for t in tokens],
    )
    known = kept.get(key)
    if known is None:
        pair, seen.pair, noted = seen.pair, None, []
        out = _roles_of(tokens, text, lang, seen, own, noted)
        if len(kept) < _MOST_KEPT:
            # the tokens are kept as well: another one could have the identity of one that is gone
            kept[key] = None if _pointing(tokens) else _Known(out, noted, seen.pair, tokens)
        seen.pair = seen.pair or pair
        return out.copy()
    for area, role in known.noted:
        seen.note(area, role)
    seen.pair = known.pair or seen.pair
    return known.roles.copy()


def _pointing(tokens: list[Token]) -> bool:
    """Whether a word points back, or names whose countries others may point back to: what it means depends on the text."""
    return any("authority" in t or t.get("anaphor") in _BACK for t in tokens)


def _roles_of(
    tokens: list[Token],
    text: str,
    lang: Language,
    seen: Anaphora,
    own: bool,
    noted: list[tuple[Area, str]],
) -> list[Role]:
    out: list[Role] = []
    last_index = -9
    worded: tuple[str, ...] | None = None  # two areas in one word, in its order
    mainly: bool | None = None  # whether any word says that what follows is only the most of it
    for k, t in enumerate(tokens):
        if not t.says & PLACED:
            continue
        if (pair := t.get("pair")) is not None:
            sides = [Role(_area(c), "pair", (t.start, t.end)) for c in str(pair).split("+")]
            if (led := _led_both(tokens, k, lang)) is not None:
                out += [replace(r, name=led, joined=n > 0) for n, r in enumerate(sides)]
                last_index = k
                continue
            if out and last_index == k - 1 and out[-1].span[1] == t.start and not lang.spaced:
                sides = _provinces_side(out, sides)
            seen.pair = tuple(r.area.code for r in sides)
            if not lang.spaced:
                worded = seen.pair
            if not lang.spaced and not _runs(tokens[k + 1 : k + 2]):
                sides.sort(key=lambda r: (r.area.country != lang.home, r.area.country != lang.counterpart))
            out += sides
            continue
        if (directed := t.get("directed")) is not None:
            name, code = str(directed).split()
            if k and tokens[k - 1].get("role") == "from" and t.start - tokens[k - 1].end == 1:
                name = "from"  # "from abroad"
            out.append(Role(_area(code), name, (t.start, t.end)))
            last_index = k
            continue
        area = t.get("area")
        if area is None and lang.attributive == "after" and _its_kind(tokens, k):
            continue
        if area is None:
            if (authority := t.get("authority")) is not None:
                seen.note(authority, "authority")
            area = seen.resolve(t)
            if (
                t.get("anaphor") == "bloc"
                and k
                and tokens[k - 1].get("area")
                and t.start - tokens[k - 1].end <= 1
            ):
                continue  # "the ASEAN bloc"
            if area is None and t.get("anaphor") in ("there", "other"):
                before = tokens[k - 1] if k else None
                led = before is not None and before.get("role") in _LEADS and t.start - before.end <= 1
                led = led or before is not None and _sold(before, t, text, lang)
                passed = before is not None and before.get("role") == "via" and lang.attributive == "after"
                if passed and seen.gate is not None:
                    area = seen.gate  # "Cửa khẩu Hoành Mô mở lại. 11.300 tấn hàng đi qua đây"
                elif led or t.get("anaphor") == "there":
                    named = {r.area.code for r in out}
                    owned = seen.opens == lang.home and lang.attributive == "before"
                    owned = owned and t.end - t.start > len("they")
                    # "China was the main partner: Vietnamese exports there were worth …": of who stands beside it
                    acts = out and seen.opens not in named
                    after = lang.attributive == "after"  # "Hàn Quốc rót 14 tỷ USD vào đây"
                    if seen.opens is not None and not acts and (not led or owned or after):
                        named.add(
                            seen.opens
                        )  # "Hong Kong had 2,300 projects there", "sold 3 bn to the neighbour"
                    if owned:
                        named |= {a.code for a in seen.recent if a.country == lang.home}
                    story = seen.topic if led and lang.attributive == "after" else None
                    abroad = story is not None and len(story) == 2 and story not in (lang.home, *named)
                    its = (
                        led and english(lang) and t.end - t.start <= len("it") and t.get("anaphor") == "other"
                    )
                    its = its and seen.opens not in (None, seen.topic) and seen.topic not in (None, *named)
                    its = its and not (k > 1 and tokens[k - 2].get("measure") in ("exports", "imports"))
                    if its and "-" not in str(seen.topic):
                        # "Vietnam's imports came to 381 bn. China sold the most to it"
                        area = _area(str(seen.topic))
                    else:
                        area = _area(story) if abroad and named else seen.elsewhere(named)
                        short = led and english(lang) and t.end - t.start <= len("it")
                        if short and t.get("anaphor") == "other" and (led_with := seen.told_of(area, named)):
                            area = led_with
                    if led and area is not None and area.code in (seen.opens, lang.home) and seen.recent:
                        last = seen.recent[-1]
                        # "the country" is no bloc
                        short = t.get("anaphor") == "there" or t.end - t.start <= len("they")
                        if (
                            lang.attributive == "before"
                            and last.type == "bloc"
                            and last.code not in named
                            and short
                        ):
                            area = last  # "Vietnam sold the EU 44 bn and bought 15 bn worth from it"
                        elif english(lang) and short and area.code == seen.opens == lang.home:
                            # "The US is Vietnam's largest market. Vietnam ran a surplus of 123 bn with it"
                            far = (a for a in reversed(seen.recent) if a.type in _NATIONS)
                            area = next((a for a in far if a.code not in (area.code, WORLD)), area)
                    pointed = owned and t.get("anaphor") == "other" and seen.topic != lang.home
                    if pointed and area is not None and area.type in BLOCS:
                        here = {r.area.code for r in out}  # "Vietnam made up 303 bn; exports to the country"
                        own_one = (
                            a for a in reversed(seen.recent) if a.code == lang.home and a.code not in here
                        )
                        area = next(own_one, area)
                    put = any(str(u.get("measure")).startswith("fdi") for u in tokens[:k])
                    inside = seen.region is not None and seen.region.country == lang.home
                    if led and put and inside and lang.attributive == "after":
                        area = seen.region  # "of 40 countries that have put capital into it"
            if area is None:
                continue
            if t.get("anaphor") == "region":
                area = seen.region_beside(area, tokens)
                nation = tokens[k - 1].get("area") if k and tokens[k - 1].get("adjective") else None
                if nation is not None and nation.country != area.country:
                    area = seen.region_in(nation.country) or area  # "the Chinese province"
                if k and tokens[k - 1].get("role") in _LEADS:
                    named = {r.area.code for r in out}
                    # "ASEAN firms have put 9.8 bn into the province": who opens the sentence is another
                    its = area.code == seen.topic and seen.opens in (None, seen.topic)
                    if not named and english(lang) and its:
                        named = {area.code}  # "Hunan exported 108 bn. Its imports from the region rose"
                    area = seen.wider(area, named)
            led = k > 0 and tokens[k - 1].get("role") in _LEADS
            if (
                led
                and not out
                and t.get("anaphor") == "country"
                and english(lang)
                and area.code == seen.topic
            ):
                told = [
                    a for a in seen.recent if a.type == "country" and a.code not in (lang.home, area.code)
                ]
                # "China was the Philippines' biggest source. Imports from this country": from China
                area = told[-1] if told else area
            if led and t.get("anaphor") == "country":
                listed = out and out[-1].joined and len(out) > 1 and lang.attributive == "after"
                if (
                    listed
                    and out[-2].area.code == area.code
                    and out[-1].name == "from"
                    and out[-1].area.type in BLOCS
                ):
                    area = seen.country = seen.beside(area)  # "FDI từ Mỹ và EU vào nước này"
                elif out and out[-1].area.code == area.code and out[-1].name not in ("to", "at"):
                    between = tokens[last_index + 1 : k]
                    if not any(isinstance(u, Quantity) or u.get("punct") for u in between):
                        area = seen.country = seen.beside(area)  # "China's investments in this country"
            led = led and t.get("anaphor") == "market"
            number = str(tokens[k - 1].get("number") or tokens[k - 1].get("digits")) if k and not out else ""
            several = seen.last_of(int(number), set()) if number.isdigit() else []
            if several and t.get("anaphor") == "market" and lang.attributive == "after":
                led = tokens[k - 2].get("role") if k > 1 else None
                led = str(led) if led in ("to", "from", "with") else "subject"
                together = Area("+".join(a.code for a in several), "country")
                out.append(Role(together, led, (tokens[k - 1].start, t.end)))
                last_index = k
                continue
            if t.get("noun") != "populous":
                area = seen.other_than(area, {r.area.code for r in out}, led)
        role = _role(tokens, k, text, lang, area, out, last_index)
        if role == "subject" and lang.own and text[t.start : t.end] in lang.own:
            role = "owner"  # "our country's imports and exports"
        if not lang.spaced and role == "investor" and out and out[-1].name in ("to", "at"):
            if last_index == k - 2 and tokens[k - 1].get("link") == "and":
                role = out[-1].name  # 对印尼、越南投资
        if not lang.spaced and out and "-" in area.code and out[-1].area.country == area.country:
            if last_index == k - 1 and out[-1].area.code == area.country and out[-1].span[1] == t.start:
                role = out.pop().name  # 销往中国云南
            elif last_index == k - 2 and "-" in out[-1].area.code and tokens[k - 1].get("link") == "and":
                role = out[-1].name if role == "subject" else role  # 销往云南、广西
        if role == "via" and area.type in _NATIONS:
            role = "to"
        if role == "within" and area.type not in BLOCS:
            role = "at"
        if area.type in BLOCS and k and tokens[k - 1].get("measure") == "agreements":
            role = "aside"  # "Nhờ Hiệp định CPTPP, hàng Việt Nam sang Canada đạt 6,3 tỷ USD"
        if area.type in BLOCS and out and lang.attributive == "before" and _circle(tokens, k, out):
            role = "aside"  # "the Netherlands is the largest EU investor"
        anaphor = t.get("anaphor")
        if anaphor == "market" and role == "subject" and not _buys(tokens, k, lang):
            role = "to"
        if role == "to" and english(lang) and t.get("adjective") and _market_buys(tokens, k):
            role = "subject"  # "The Chinese market alone absorbed 1.1 bn"
        if role == "to" and k and tokens[k - 1].get("noun") == "market" and lang.attributive == "after":
            if _buys(tokens, k, lang):
                role = "subject"  # "thị trường Trung Quốc mua 2,4 triệu tấn"
        if role == "subject" and lang.spaced and out and (way := _listed_under(tokens, k, out[-1])):
            role = way  # "Vietnam's exports in 2024: China 640 m USD, the US 500 m"
        if role == "subject" and english(lang) and _market_moves(tokens, k):
            role = "to"  # "The US market grew 20% to 190 m"
        if anaphor == "there" and role in ("subject", "of"):
            role = "at"  # "sold 34 bn worth of its own there"
        if role == "pair" and out and out[-1].name in ("subject", "of", "adjective") and last_index == k - 2:
            out[-1] = Role(out[-1].area, "pair", out[-1].span, out[-1].joined)
        if role == "aside":
            if k + 2 == len(tokens) and tokens[k + 1].get("role") == "with":
                role = "subject"  # "behind Taiwan with 2,478 projects": it has a figure of its own
            elif own and lang.attributive == "before" and _told_next(tokens, k):
                role = "subject"  # "surpassing the US, which purchased 756 m USD"
            elif own and all(u.get("role") == "of" or u.get("hedge") for u in tokens[k + 1 :]):
                role = "subject"  # "behind Taiwan (2,478 projects)"
        if mainly is None:
            mainly = lang.spaced and seen.mainly and "mainly" in [u.get("link") for u in tokens]
        if mainly and _mainly(tokens, k):
            role = "aside"  # "22 dự án, chủ yếu của Trung Quốc, …"
        shared = role == "to" and last_index == k - 2 and tokens[k - 1].get("link") == "and" and out
        if shared and not lang.spaced and out[-1].name == "subject" and _market_next(tokens, k):
            start, n = t.start, len(out)
            while n and out[n - 1].name == "subject" and start - out[n - 1].span[1] <= 1:
                n, start = n - 1, out[n - 1].span[0]
                out[n] = replace(out[n], name="to")  # 中国、美国和日本市场
        joined = last_index == k - 2 and (
            (tokens[k - 1].get("link") == "and" or not lang.spaced and tokens[k - 1].get("role") == "with")
            and role in (_JOINED if lang.attributive == "after" else ("subject", "to", "from"))
            or tokens[k - 1].get("punct") in ("-", "/")
            and role in (("to", "from", "subject") if lang.attributive == "after" else ("to", "from"))
        )
        out.append(
            Role(
                area,
                role,
                (t.start, t.end),
                joined,
                role == "subject" and _comes_next(tokens, k, lang),
                role == "from" and _of_those(tokens[k - 1], text, lang),
            )
        )
        last_index = k
        if k and lang.attributive == "after" and tokens[k - 1].get("noun") == "gate":
            if area.counterpart is None and area.code in lang.neighbours:
                seen.gate = replace(area, type="gate", counterpart=lang.neighbours[area.code])
        if role != "aside" or english(lang) and "-" in area.code:
            seen.note(area, role)
            noted.append((area, role))
    if not out:
        return out
    if len(out) > 2 and lang.attributive == "after":
        out = _told_by_office(tokens, out)
    if seen.behind and "behind" in [t.get("role") for t in tokens]:
        out = [r for r in out if not _passed_by(r, tokens)]
    out = [r for r in out if r.name != "aside"]
    if len(out) > 1:
        # "China's Guangxi": the province speaks, the country only says where it lies
        out = [
            r
            for r, nxt in zip_longest(out, out[1:])
            if not (
                nxt is not None
                and nxt.area.parent == r.area.code
                and r.name in ("subject", "owner")
                and nxt.span[0] - r.span[1] <= 12
            )
        ]
        if lang.spaced and lang.attributive == "before":
            out = _inside(_province_of(out, tokens))
    names = [r.name for r in out]
    if "between" in names:
        # "trade between China with ASEAN", as some languages say
        sides = ("between", "with") if sum(r.name == "between" for r in out) == 1 else ("between",)
        out = [Role(r.area, "pair", r.span, r.joined) if r.name in sides else r for r in out]
    elif "pair" not in names:
        return out
    paired = [r for r in out if r.name == "pair" and r.area.type not in BLOCS]
    if len({r.area.code for r in paired}) > 2:
        out = [replace(r, name="subject") if r.name == "pair" else r for r in out]
    if len({r.area.code for r in paired}) == 2:  # more are a list, such as the members of a forum
        seen.pair = worded or (
            paired[0].area.code,
            next(r.area.code for r in paired if r.area.code != paired[0].area.code),
        )
    return out


def _led_both(tokens: list[Token | Quantity], k: int, lang: Language) -> str | None:
    """对日韩出口: the direction to or from both areas of one word, None if there is none right before it."""
    before = tokens[k - 1] if k else None
    if lang.spaced or before is None or before.end != tokens[k].start:
        return None
    then = tokens[k + 1] if k + 1 < len(tokens) else None
    if then is not None and then.get("noun") == "gate":
        return None  # 从中越边境
    role = before.get("role")
    return str(role) if role in ("to", "from") else None


def _told_by_office(tokens: list[Token | Quantity], roles: list[Role]) -> list[Role]:
    """ "By Viet Nam's trade office in Algeria, this country imported 130,000 tonnes": the sides of an office that is
    quoted are none of the figure's, where others are named behind it."""
    k = next((k for k, t in enumerate(tokens) if t.get("noun") == "office"), None)
    if k is None or k + 3 >= len(tokens):
        return roles
    whose, at, where = tokens[k + 1 : k + 4]
    if not (whose.get("area") and at.get("role") == "at" and where.get("area")):
        return roles
    behind = [r for r in roles if r.span[0] > where.start]
    told = any(r.name in ("subject", "owner", "of") and r.area.type == "country" for r in behind)
    return [r for r in roles if not whose.start <= r.span[0] <= where.start] if told else roles


def _runs(behind: list[Token]) -> bool:
    """中越班列: trains are told of from where they start."""
    t = behind[0] if behind else None
    return t is not None and t.get("measure") == "arrivals" and t.get("noun") is None


def _provinces_side(out: list[Role], sides: list[Role]) -> list[Role]:
    """重庆中越班列, the China–Vietnam trains of Chongqing: the province right before the pair stands for its country."""
    place = out[-1].area
    mine = next((r for r in sides if r.area.code == place.country != place.code), None)
    if mine is None or len(sides) != 2:
        return sides
    out.pop()
    other = next(r for r in sides if r is not mine)
    return [replace(mine, area=place), other]


def _mainly(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether an area is only one of those that the most of a figure is of, in words between commas."""
    rest = [t for t in tokens[k + 1 :] if not (t.get("area") or t.get("link") == "and")]
    if not rest or rest[0].get("punct") != ",":
        return False
    if any(t.get("anaphor") in ("market", "country") for t in rest[1:3]):
        return False  # "chủ yếu sang Mỹ, riêng thị trường này chiếm 53,5%": what follows is of it
    for t in reversed(tokens[:k]):
        if t.get("link") == "mainly":
            return True
        if not (t.get("area") or t.get("link") == "and" or t.get("role") or t.get("noun") == "market"):
            return False
    return False


def _circle(tokens: list[Token | Quantity], k: int, out: list[Role]) -> bool:
    """Whether a bloc only says among whom somebody named before ranks: "Vietnam's second European partner"."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if nxt is None or not nxt.get("rank_noun") or nxt.start - tokens[k].end != 1:
        return False
    led = tokens[k - 1] if k else None
    if led is not None and led.get("role") in ("to", "from") and nxt.get("noun") == "market":
        return False  # "Thailand's exports to the ASEAN market"
    return any(r.name in ("subject", "owner") and r.area.type == "country" for r in out)


def _market_next(tokens: list[Token | Quantity], k: int) -> bool:
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    return nxt is not None and nxt.get("noun") == "market" and nxt.start == tokens[k].end


def _buys(tokens: list[Token | Quantity], k: int, lang: Language) -> bool:
    """ "This market has spent 3.8 bn USD buying fruit": the market itself acts."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    acts = nxt is not None and nxt.get("measure") == "buy" and nxt.start - tokens[k].end <= _ACTS
    return acts and lang.spaced


def _market_buys(tokens: list[Token], k: int) -> bool:
    """Whether a verb for buying stands behind a market, perhaps with "alone" in between, and no seller behind it."""
    if any(t.get("area") for t in tokens[k + 1 : k + 8]):
        return False  # "the Chinese market absorbed $20 billion of Vietnamese exports"
    words = [t for t in tokens[k + 1 : k + 4] if t.get("link") != "only"]
    if len(words) < 2 or words[0].get("noun") != "market" or words[0].start - tokens[k].end > 1:
        return False
    return words[1].get("measure") == "buy" or words[1].get("measure") == "attract"


def _province_of(roles: list[Role], tokens: list[Token | Quantity]) -> list[Role]:
    """ "Vietnam's southern province of Tay Ninh": the province, where only its name and words for it stand between."""
    out: list[Role] = []
    for r in roles:
        last = out[-1] if out else None
        if last is not None and r.name == "of" and r.area.parent == last.area.code != r.area.code:
            apart = [t for t in tokens if last.span[1] <= t.start and t.end <= r.span[0]]
            if all(t.get("role") == "of" or t.get("anaphor") == "region" for t in apart):
                two = any(t.get("role") == "between" and t.end < last.span[0] for t in tokens)
                name = "between" if two else "subject" if last.name == "owner" else last.name
                out[-1] = replace(r, name=name)
                continue
        out.append(r)
    return out


def _inside(roles: list[Role]) -> list[Role]:
    """ "the Central Highlands province of Dak Lak": the province speaks, not the region that it lies in."""
    out: list[Role] = []
    for r in roles:
        last = out[-1] if out else None
        region = last is not None and last.area.code.startswith("X-") and last.name in ("subject", "at")
        if (
            region
            and r.name == "of"
            and "-" in r.area.code
            and r.span[0] - last.span[1] <= len(" province of ")
        ):
            out[-1] = replace(r, name=last.name)
        else:
            out.append(r)
    return out


def _sold(before: Token, t: Token, text: str, lang: Language) -> bool:
    """ "sold the neighbour 8 bn worth of goods": right behind the verb stands who got them."""
    verb = not isinstance(before, Quantity) and before.get("measure") == "sell"
    named = t.end - t.start > len("they")  # "selling it 694 m" may mean either side
    return verb and named and lang.spaced and text[before.end : t.start] == " "


def _told_next(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a relative clause with a verb of trade follows the area: "the US, which purchased"."""
    words = tokens[k + 1 : k + 4]
    if len(words) < 2 or words[0].get("punct") != "," or words[1].get("link") != "which":
        return False
    if len(words) == 2 or words[2].get("share") or len(words) == 3 and words[2].get("role") == "at":
        return True  # "behind Singapore, which had 24 bn", "which put in 24 bn", "which had a share of 25%"
    return words[2].get("measure") in ("buy", "sell", "exports", "imports", "put", "fdi")


def _its_kind(tokens: list[Token | Quantity], k: int) -> bool:
    """ "Đứng thứ hai là tỉnh Tây Ninh": the word for a province, right before its name, points back to none."""
    t, behind = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else None
    if t.get("anaphor") != "region" or behind is None or behind.start - t.end > 1:
        return False
    area = behind.get("area")
    return area is not None and "-" in area.code


def _of_those(led: Token | Quantity, text: str, lang: Language) -> bool:
    """Whether "those" stands right before a word for where something comes from."""
    those = lang.spelled["those"]
    return bool(those) and led.get("role") == "from" and text.endswith(those, 0, led.start - 1)


def _comes_next(tokens: list[Token | Quantity], k: int, lang: Language) -> bool:
    """其次是日本，出口5亿美元, 第三是中国，出口…: who comes next, before a statement of its own."""
    if lang.spaced or k == 0 or k + 1 >= len(tokens) or tokens[k - 1].get("change") != "reach":
        return False
    led = all(t.get("punct") or t.get("number") or t.get("digits") for t in tokens[: k - 1])
    return led and tokens[k + 1].get("punct") == ","


def _role(tokens, k, text, lang, area: Area, out: list[Role], last_index: int) -> str:
    t = tokens[k]
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    after = text[t.end : nxt.start] if nxt is not None else text[t.end : t.end + 30]
    english = lang.spaced and lang.attributive == "before"
    adjective = t.get("adjective")
    if adjective:
        if last_index == k - 2 and tokens[k - 1].get("punct") == "-":
            if t.start - tokens[k - 2].end == 1 and tokens[k - 2].get("adjective"):
                return "pair"  # "German-Vietnamese trade"
        put = tokens[k + 1 : k + 4] if english else []
        if put and put[0].get("punct") == "-" and put[0].start == t.end:
            what = put[2:3] if put[1:2] and put[1].get("measure") == "fdi" else put[1:2]
            if what and what[0].get("unit") == "projects":
                return "investor"  # "Chinese-invested projects in Vietnam reached 4,000"
        for u in tokens[k + 1 : k + 3]:
            if u.get("punct") or isinstance(u, Quantity):
                break
            if u.get("unit") == "classifier" and u is tokens[k + 1] and lang.attributive == "before":
                return "origin"  # "Indonesian cargoes shrank by 8 percent and Mongolian ones by 9"
            if noun := u.get("noun"):
                if u.get("measure") in ("fdi", "fdi_registered", "fdi_realised"):
                    return "investor"
                if noun == "count":
                    return "aside"  # "Russian figures show"
                if (
                    noun == "gate"
                    and english
                    and [bool(w.get("link") == "and") for w in tokens[k + 2 : k + 3]] == [True]
                ):
                    if any(w.get("measure") == "border_trade" for w in tokens[k + 3 : k + 4]):
                        return "subject"  # "Thai border and cross-border trade"
                if noun == "gate" and out and out[-1].area.country != area.country:
                    return "aside"  # "at Youyiguan, on the Vietnamese border"
                if noun == "market" and english and k and tokens[k - 1].get("role") == "from":
                    if any(u.get("measure") == "imports" for u in tokens[:k]):
                        return "from"  # "imports from the Chinese market"
                return _NOUN_ROLES.get(noun, "subject")  # "Vietnamese private firms exported 30 bn"
            if u.get("commodity") or u.get("measure"):
                bought = english and k > 1 and tokens[k - 1].get("role") == "of" and u is nxt
                bought = bought and tokens[k - 2].get("measure") == "buy" and u.get("measure") == "exports"
                if bought:
                    return "owner"  # "China absorbed 49 bn USD of Vietnamese exports"
                return "origin" if u.get("commodity") else "subject"
        if not (nxt is not None and nxt.get("measure")):
            return "adjective"
        led = tokens[k - 1] if k and english else None
        if led is not None and led.get("role") == "to" and nxt.get("measure") in ("exports", "imports"):
            if t.start - led.end == 1 == nxt.start - t.end:
                return "owner"  # "durian contributed 2.3 bn to Vietnamese exports"
    before = tokens[k - 1] if k else None
    if before is not None and k > 1 and area.type in BLOCS:
        lead = k - 1
        if english and before.get("ignore") and t.start - before.end == 1:
            lead -= 1  # "the member states of ASEAN"
        if lead > 0 and (tokens[lead].get("digits") or tokens[lead].get("number")):
            lead -= 1  # "to the ten ASEAN members"
        if lead < k - 1:
            before = tokens[lead]
            if before.get("role") in ("at", "to", "from", "with") and lang.spaced:
                return str(before.get("role"))
            if before.get("link") == "and" and out and last_index == lead - 1 and lang.spaced:
                return out[-1].name  # "between China and the ten ASEAN members"
    if k > 1 and before.end == t.start and before.get("digits"):
        before = tokens[k - 2]  # 在78个国家和地区
        if before.get("role") in ("at", "to") and t.start - before.end <= 4:
            return str(before.get("role"))
    owns = english and "'s" in (text[t.end : t.end + 2], text[t.end : t.end + 1] + text[t.end - 1 : t.end])
    owns = owns or english and bool(t.get("owner"))
    if owns and nxt is not None and nxt.get("noun") == "count":
        return "aside"  # "by Hanoi's count"
    if owns and nxt is not None and before is not None and before.get("role") == "at":
        what = tokens[k + 2] if nxt.get("noun") == "goods" and k + 2 < len(tokens) else nxt
        if what.get("measure"):
            return "owner"  # "695 million USD in Hainan's exports", "a fall in Japan's goods deficit"
    led = before.get("role") if before is not None else None
    if led == "at" and lang.spaced and "-" in area.code and nxt is not None:
        if nxt.get("link") == "which" and t.start - before.end <= 1:
            return "aside"  # "told business leaders in Beijing that trade had grown"
    if k > 1 and led == "at" and english:
        office = tokens[k - 2]
        if (office.get("authority") or office.get("compiler")) and before.start - office.end <= 1:
            return "aside"  # "the Chinese embassy in Hanoi"
    if led == "at" and not lang.spaced and nxt is not None and nxt.get("directed") and nxt.start == t.end:
        if not any(r.name in ("subject", "owner", "investor") for r in out):  # 中国在老挝对外投资
            return "subject"  # 在越南对外投资的领域中
    if led in ("aside", "at") and t.start - before.end <= 2:
        if led == "at" and nxt is not None and nxt.get("noun") == "market" and not after.strip():
            return "to"
        if led == "at" and not lang.spaced and nxt is not None and nxt.get("commodity"):
            if tokens[k + 2 : k + 3] and tokens[k + 2].get("noun") == "market":
                return "to"  # 在中国榴莲市场
        return str(led)
    compared = english and before is not None and before.get("compare") == "base"
    if compared and not owns and out and nxt is not None and nxt.get("role"):
        if (
            before.end - before.start > len("on")
            and t.start - before.end <= 1
            and not any(u.get("measure") for u in tokens[:k])
        ):
            return "aside"  # "did better than Vietnam in their trade"
    if compared and not owns and out and before.end - before.start > len("on"):
        more = any(u.get("compare") in ("higher", "lower") for u in tokens[: k - 1])
        if more and not any(isinstance(u, Quantity) for u in tokens[:k]):
            return "aside"  # "exported more durian to China than Thailand did"
    if english and out and out[-1].name == "aside" and _in_list(tokens, k, last_index):
        return "aside"  # "behind the US, Japan and Korea; trade with it"
    if out and out[-1].name == "aside" and 0 < t.start - out[-1].span[1] <= 3:
        apart = _after_verb(tokens, k)  # "passed Thailand and became Hong Kong's …"
        parted = english and before is not None and before.get("punct")
        if not apart and not parted:
            return "aside"  # "which faces Vietnam's Lao Cai"
    if owns and led == "via" and "-" in area.code:
        return "via"  # "were traded through Lang Son's border gates"
    if owns and out and out[-1].name == "aside" and last_index == k - 2 and before.get("link") == "and":
        if nxt is None or nxt.get("punct") or nxt.get("role"):
            return "aside"  # "after Singapore's and South Korea's"
    if english and led == "to" and k > 1 and tokens[k - 2].get("measure") == "imports":
        if (
            text.endswith(lang.spelled["owners"], 0, tokens[k - 2].start - 1)
            and tokens[k - 2].end + 1 == before.start
        ):
            return "from"  # "its exports to ASEAN fell, its imports to ASEAN rose"
    if owns and led in ("to", "from", "with") and k > 1 and tokens[k - 2].get("measure"):
        if t.start - before.end == 1 and lang.owned_parts and lang.owned_parts.match(text, t.end):
            return str(led)  # "exports to China's southern provinces"
    if owns and led == "to" and before.get("measure") == "arrivals" and t.start - before.end <= 1:
        return "to"  # "visited Cambodia's Angkor park"
    if owns:
        return "owner"
    if english and led == "to" and area.type in _NATIONS and nxt is not None and not nxt.get("noun"):
        if nxt.get("measure") in ("exports", "imports", "surplus", "deficit"):
            if t.start - before.end == 1 == nxt.start - t.end:
                return "owner"  # "the main destination for EU exports"
    if lang.attributive == "after" and before is not None and t.start - before.end <= 1:
        if before.get("measure") == "trade_total" and before.get("link") == "total":
            return "of"  # "ngoại thương Thái Lan": a country's trade with all others
    if not lang.spaced or adjective:
        if (
            nxt is not None
            and not after.strip()
            and (noun := nxt.get("noun"))
            and not isinstance(nxt, Quantity)
        ):
            led = before is not None and before.get("role") == "to" and t.start - before.end <= 1
            invested = noun == "firm" and led and str(nxt.get("measure")).startswith("fdi")  # 对老挝投资
            visited = noun == "people" and led and bool(out) and last_index == k - 2  # 中国赴越南游客
            flows = {u.get("measure") for u in tokens[k + 2 : k + 6]}
            if noun == "goods" and {"exports", "imports"} <= flows and not lang.spaced:
                return "subject"  # 香港商品整體出口及進口: its own
            if noun in ("market", "people", "goods", "firm") and not (invested or visited):
                return _NOUN_ROLES[noun]
    if (
        english
        and area.type in _NATIONS
        and nxt is not None
        and nxt.get("noun") == "goods"
        and not after.strip()
    ):
        if before is not None and before.get("role") == "of" and t.start - before.end <= 1:
            return "origin"  # "imports of US goods": some names have no adjective
    if not lang.spaced and nxt is not None and nxt.get("role") == "to" and not after.strip():
        aim = next((u for u in tokens[k + 2 : k + 6] if u.get("area") or u.get("measure")), None)
        if aim is not None and str(aim.get("measure")).startswith("fdi") and aim.start > nxt.end:
            return "investor"  # 台湾对新南向国家投资: into places that are no one area
    p = tokens[k - 1] if k else None
    if (
        k > 1
        and p.get("noun") == "locality"
        and tokens[k - 2].get("role") not in (None, "within")
        and p.start - tokens[k - 2].end <= 1
    ):
        p = tokens[k - 2]  # "with neighbouring Vietnam"
    if (
        k > 1
        and lang.attributive == "after"
        and p.get("anaphor") == "region"
        and text[p.end : t.start] == " "
    ):
        p = tokens[k - 2]  # "qua địa bàn tỉnh Lạng Sơn": the word for province stands in between
    if (
        k > 1
        and lang.attributive == "after"
        and (p.get("ignore") or p.get("link") == "only")
        and tokens[k - 2].get("role")
        and p.start - tokens[k - 2].end <= 5
        and text[p.end : t.start] == " "
    ):
        p = tokens[k - 2]  # "với các nền kinh tế APEC", "sang riêng Trung Quốc"
    if p is None or isinstance(p, Quantity):
        return "subject"
    gap = text[p.end : t.start]
    if len(gap) > 24:
        return "subject"
    mark = p.get("punct")
    if out and lang.spaced and not mark and p.get("area") and not gap.strip(" "):
        return "subject"
    if mark in ("-", "/") and last_index == k - 2 and len(gap) <= 1:
        acts = nxt is not None and nxt.get("measure") == "buy" and lang.attributive == "after"
        if out and (out[-1].name in ("to", "from") or acts and out[-1].name == "subject"):
            return str(out[-1].name)  # "Trung Quốc - Hồng Kông mua 843 triệu USD"
        return "pair"
    if out and p.get("link") == "and":
        listed = k > 2 and last_index == k - 3 and tokens[k - 2].get("punct") in (",", "、")
        if last_index == k - 2 or listed:
            return out[-1].name
    if (
        mark in (",", "、")
        and last_index == k - 2
        and out
        and out[-1].name in ("to", "from", "between", "with", "of", "via")
        and not (lang.attributive == "after" and tokens[last_index].get("anaphor"))
        and not (lang.attributive == "after" and _acts_behind(tokens, k))
    ):
        return out[-1].name
    if mark == "(" and text[t.end : t.end + 1] == ")":
        return "aside" if gap.strip() else "bracket"  # "China (including Hong Kong)"
    if mark:
        return "subject"
    verb = None if lang.spaced else p.get("measure")
    if verb is not None:
        if verb in ("imports", "buy") and nxt is not None and nxt.get("commodity"):
            if out or verb == "imports" and not gap and not after.strip():
                return "origin"  # 进口越南水果
        if verb == "exports" and not gap and area.type in _NATIONS:
            own = nxt is not None and (nxt.get("commodity") or nxt.get("noun"))  # 出口越南大米
            if not own or any(r.name in ("subject", "owner") for r in out):
                return "to"  # 越南水果出口中国
        if verb == "attract" and nxt is not None and not after.strip():
            if str(nxt.get("measure")).startswith("fdi"):
                return "investor"  # 已吸引韩国投资项目365个
        if verb == "attract" and not gap and area.country != lang.home:
            if area.type == "country" and (nxt is None or isinstance(nxt, Quantity)) and out:
                return "investor"  # 平阳省吸引台资4.27亿美元
    role = p.get("role")
    if role == "with" and not lang.spaced and _one_more(tokens, k, out, last_index):
        return out[-1].name  # 对中国与香港出口
    if (
        role == "with"
        and nxt is not None
        and not after.strip()
        and nxt.get("measure")
        in (
            "sell",
            "buy",
            "exports",
            "imports",
        )
    ):
        return "subject"  # "with the city selling …"
    if role == "with" and english and k > 1 and tokens[k - 2].get("punct") == "," and nxt is not None:
        if nxt.get("measure") in ("surplus", "deficit"):
            return "subject"  # "…, with Viet Nam running a deficit of 83 bn"
    if role is not None:
        if role == "of" and not lang.spaced:
            return "subject"
        if role == "from" and not lang.spaced and _learnt_from(tokens, k):
            return "subject"  # 记者从重庆海关获悉，…
        if role == "to" and lang.attributive == "after":
            verb = next((u for u in reversed(tokens[:k]) if u is not p and u.get("anaphor") != "region"), p)
            if verb.get("measure") == "earn":
                return "subject"  # "sầu riêng mang về cho Việt Nam 3 tỷ USD": who sells
        return str(role)
    noun = p.get("noun")
    if noun is not None and lang.attributive == "after":
        led = tokens[k - 2] if k > 1 and noun == "market" else None
        if led is not None and led.get("role") == "from" and p.start - led.end <= _MANY:
            return "from"  # "nhập khẩu từ thị trường Trung Quốc"
        return "subject" if noun == "goods" and _bought(tokens, k) else _NOUN_ROLES.get(str(noun), "subject")
    if p.get("commodity") and not p.get("measure") and lang.attributive == "after":
        return "subject" if _bought(tokens, k) else "origin"
    if (
        p.get("measure") == "sell"
        and lang.attributive == "before"
        and lang.spaced
        and gap == " "
        and not owns
    ):
        return "to"  # "selling Viet Nam goods worth 17 bn", "sold China 5 m tonnes"
    shipped = p.get("measure") == "exports" and english and gap == " " and not owns and k > 1
    if shipped and tokens[k - 2].get("area") is not None and not tokens[k - 2].get("adjective"):
        if not tokens[k].get("adjective"):
            return "to"  # "China shipped Vietnam 138 bn USD worth of goods"
    if p.get("measure") in ("buy",) and lang.attributive == "after":
        return "origin"
    if (
        p.get("measure") in ("fdi", "fdi_registered", "fdi_realised", "attract")
        and lang.attributive == "after"
    ):
        return "investor"
    return "subject"


def _bought(tokens: list[Token | Quantity], k: int) -> bool:
    """ "Hàng hóa Mỹ nhập khẩu của Trung Quốc": the goods that an area imports, and not its own."""
    verb, led, whose = (*tokens[k + 1 : k + 4], None, None, None)[:3]
    if verb is None or led is None or whose is None or verb.get("measure") != "imports":
        return False
    return led.get("role") in ("of", "from") and bool(whose.get("area"))


def _one_more(tokens: list[Token | Quantity], k: int, out: list[Role], last_index: int) -> bool:
    """Whether "with" only joins an area to the one right before it, to or from which goods go."""
    return (
        bool(out)
        and last_index == k - 2
        and out[-1].name in ("to", "from")
        and tokens[k - 1].end == tokens[k].start
    )


def _learnt_from(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether news comes from an office at the area, not goods: something else than a flow stands between its name and
    a comma."""
    if tokens[k - 1].get("change") != "start" or tokens[k - 1].end != tokens[k].start:
        return False
    end = tokens[k].end
    for t in tokens[k + 1 :]:
        if t.get("punct") in (",", ";", ":", "."):
            return t.start - end > 1
        if t.get("ignore"):
            continue
        if isinstance(t, Quantity) and t.unit is not None or t.get("measure") in _GOES:
            return False
        end = end if t.get("role") == "to" else t.end  # a verb's own, where nobody follows
    return False


def _in_list(tokens: list[Token | Quantity], k: int, last: int) -> bool:
    """Whether the area at ``k`` stands behind another and a comma in a list that ends with "and", behind which nobody
    acts: "after Japan, China and Korea", and not "after Japan, China and Korea were the largest"."""
    if last != k - 2 or tokens[k - 1].get("punct") != ",":
        return False
    n = k
    while n + 2 < len(tokens) and tokens[n + 1].get("punct") == "," and tokens[n + 2].get("area"):
        n += 2
    if n + 2 >= len(tokens) or tokens[n + 1].get("link") != "and" or not tokens[n + 2].get("area"):
        return False
    nxt = tokens[n + 3] if n + 3 < len(tokens) else None
    return nxt is None or bool(nxt.get("punct") or nxt.get("role") or nxt.get("link"))


def _acts_behind(tokens: list[Token | Quantity], k: int) -> bool:
    """ "With the US, Viet Nam had a surplus of 83 bn": who stands behind the comma acts, and is no more of a list."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    first = next((n for n, t in enumerate(tokens[:3]) if t.get("role")), None)
    alone = first is not None and k == first + 3 and tokens[first].get("role") in ("with", "to", "at")
    return alone and nxt is not None and nxt.get("measure") in _VERBS


def _passed_by(r: Role, tokens: list[Token | Quantity]) -> bool:
    """ "third after China and the US", in a language whose word for "after" stands behind the areas."""
    k = next((k for k, t in enumerate(tokens) if t.get("role") == "behind" and t.start >= r.span[1]), None)
    if k is None:
        return False
    between = [t for t in tokens[:k] if t.start >= r.span[1]]
    ends = [r.span[1], *(t.end for t in between)]
    if any(t.start > end for t, end in zip([*between, tokens[k]], ends, strict=True)):
        return False  # 越南位居泰国之后: who comes after it
    return all(t.get("area") or t.get("link") == "and" or t.get("punct") in (",", "、") for t in between)


def _after_verb(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a word that says nothing itself, such as "became", stands right before token ``k``."""
    return bool(k) and bool(tokens[k - 1].get("ignore"))


def _area(code: str) -> Area:
    kind = (
        "world"
        if code == WORLD
        else "region"
        if code.startswith("X-")
        else "province"
        if "-" in code
        else "bloc"
        if len(code) > 2
        else "country"
    )
    return Area(code, kind)


_GOES = frozenset({"exports", "imports", "buy", "sell", "supply", "volume"})
_POPULOUS = ("CN", "IN")  # "the market of a billion": the one last named, else the first


@dataclass(slots=True)
class Anaphora:
    """The areas that words such as "this country" or "that market" point back to."""

    home: str
    country: Area | None = None
    region: Area | None = None
    market: Area | None = None
    topic: str | None = None  # the reporter of the sentence before
    host: str | None = None  # the province whose foreign investments it told of
    opens: str | None = None  # the area that the sentence begins with
    began: Area | None = None  # the area that the sentence before begins with
    said: set[str] = field(default_factory=set)  # the areas that the sentence has named so far
    mainly: bool = True  # whether the sentence may have a word for the most of a whole
    behind: bool = True  # and one for what is behind others
    pair: tuple[str, str] | None = None  # the two sides that "both countries" means
    bloc: Area | None = None
    gate: Area | None = None
    teller: Area | None = None  # the country of the authority last named
    recent: list[Area] = field(default_factory=list)  # the areas last named, the latest at the end
    now: Area | None = None  # the foreign country last named in the sentence, where that is kept in mind
    place: Area | None = (
        None  # the country in which the sentence last told of something, no other being named since
    )
    kept: dict[object, object] | None = None  # what is remembered of sentences like the one that is read

    def resolve(self, t: Token) -> Area | None:
        kind = t.get("anaphor")
        if t.get("noun") == "populous":
            named = (a for a in reversed(self.recent) if a.code in _POPULOUS)
            return next(named, None) or Area(_POPULOUS[0], "country")
        if kind == "country" and self.now is not None:
            return self.now  # "exports to China rose, while imports from that country fell"
        if kind == "country" and self.topic and self.topic != self.home and len(self.topic) == 2:
            return Area(self.topic, "country")
        if kind == "region" and self.topic and "-" in self.topic:
            return Area(self.topic, "province")
        if kind == "region" and self.host is not None:
            return Area(self.host, "province")
        if kind == "bloc":
            return self.bloc
        if kind == "gate":
            return self.gate
        if kind in ("country", "region", "market"):
            return getattr(self, kind) or (self.country if kind == "market" else None)
        return None

    def other_than(self, area: Area, named: set[str], market: bool) -> Area:
        """ "The exports of A and B to this market": the market is none of those named in the same breath."""
        if area.code not in named:
            return area
        topic = self.topic
        if topic and len(topic) == 2 and topic not in named and topic != self.home:
            return Area(topic, "country")
        if not market:
            return area
        abroad = (a for a in reversed(self.recent) if a.type == "country" and a.code != self.home)
        return next((a for a in abroad if a.code not in named), area)

    def last_of(self, n: int, named: set[str]) -> list[Area]:
        """ "Hai thị trường này": as many as the number says of the countries last named."""
        last = [
            a for a in self.recent if a.type in ("country", "bloc") and a.code not in (self.home, self.topic)
        ]
        last = [a for a in last if a.code not in named][-n:]
        return last if len(last) == n > 1 else []

    def beside(self, area: Area) -> Area:
        """ "Theo Bộ Kế hoạch Campuchia, đầu tư của Trung Quốc vào nước này": no country invests in itself."""
        others = [a for a in reversed(self.recent) if a.type == "country" and a.code != area.code]
        abroad = next((a for a in others if a.code != self.home), self.teller)
        if abroad is not None and abroad.code != area.code:
            return abroad
        return others[0] if others else area if self.home == area.code else _area(self.home)

    def region_beside(self, area: Area, tokens: list[Token | Quantity]) -> Area:
        """ "trade between the province and Viet Nam": the province last named that does not lie there."""
        countries = {a.code for t in tokens if (a := t.get("area")) is not None and a.type == "country"}
        if area.country not in countries:
            return area
        others = (a for a in reversed(self.recent) if "-" in a.code and a.country not in countries)
        return next(others, area)

    def wider(self, area: Area, named: set[str]) -> Area:
        """ "Yunnan traded 3 bn with ASEAN. Yunnan's exports to the region rose": no region trades with itself."""
        if named.isdisjoint((area.code, area.country)):
            return area
        others = (a for a in reversed(self.recent) if named.isdisjoint((a.code, a.country)))
        others = (a for a in others if a.type != "country")
        return next(others, area)

    def region_in(self, country: str) -> Area | None:
        """The province last named that lies in a country."""
        return next((a for a in reversed(self.recent) if "-" in a.code and a.country == country), None)

    def elsewhere(self, named: set[str]) -> Area | None:
        """ "there", "from it": the area last named that is neither in the same breath nor whose story it is."""
        if self.place is not None and self.place.code not in named:
            return self.place  # "has put 17 bn into Vietnam and is the sixth largest investor there"
        if self.now is not None and self.now.code == self.topic and self.opens not in (None, self.topic):
            if self.topic not in named:
                return (
                    self.now
                )  # "Chinese pledges rose. Vietnam's imports from China fell, its exports there grew"
        others = [a for a in reversed(self.recent) if a.code not in named and a.code != self.topic]
        if not others and named == {self.home} and len(str(self.topic)) == 2 and self.topic != self.home:
            # "American firms have 1,400 projects in Vietnam. Vietnam's exports there quadrupled": where those come from
            return Area(str(self.topic), "country")
        return next((a for a in others if a.type not in BLOCS), others[0] if others else None)

    def told_of(self, last: Area | None, named: set[str]) -> Area | None:
        """ "China supplied 30%, ahead of South Korea with 22 bn. Viet Nam's deficit with it": who the sentence before begins
        with, and none that it tells of behind."""
        began = self.began
        if began is None or last is None or began.code == last.code or began.type != "country":
            return None
        here = began.code in named or began.code in (self.topic, self.home) or began not in self.recent
        here = here or last.type != "country" or last.code in self.said
        return None if here else began

    def note(self, area: Area, role: str) -> None:
        self.said.add(area.code)
        if role == "aside":
            self.region = (
                self.region or area
            )  # "according to Dong Nai's office, Japan has put 4 bn into the province"
            return
        if role != "authority":
            self.place = area if role == "at" and area.type == "country" else None
        if area.type == "bloc":
            self.bloc = area
        if (
            role != "authority"
            and area.type not in ("world", "continent")
            and not (self.recent and self.recent[-1] is area)
        ):
            self.recent = [*[a for a in self.recent if a.code != area.code][-3:], area]
        if area.type in _VAST:
            return
        if area.type == "country":
            if area.code != self.home:
                self.country = area
                self.market = area
                if role in ("to", "from", "with"):
                    self.now = area
                if role == "authority":
                    self.teller = area
        else:
            self.region = area
            self.gate = area if area.counterpart else self.gate
