"""The areas of a clause in order, with their parts."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from etl.frame import BLOCS, WORLD
from etl.language import Area, Language, english
from etl.roles.anaphora import Anaphora
from etl.roles.markets import buys, market_buys, market_moves, market_next, told_mainly
from etl.roles.part import part_of
from etl.roles.role import NATIONS, Role, area_of
from etl.roles.several import (
    circle,
    led_both,
    listed_under,
    passed_by,
    province_of,
    provinces_side,
    those_inside,
    told_by_office,
)
from etl.tokens import PLACED, STARTS, Quantity, Token

_JOINED = frozenset({"subject", "to", "from", "of", "investor"})  # parts that two areas play together
# Words that point back to an area of the text.
_BACK = frozenset({"country", "region", "market", "bloc", "gate", "there", "other"})
_MOST_KEPT = 64  # runs of tokens of a sentence whose roles are remembered
# Words before "it" that make it a place: "imports from it".
_LEADS = frozenset({"to", "from", "with"})


class _Known(NamedTuple):
    """The roles in a run of tokens, the areas that were ``noted`` with them, and the two sides that they tell of."""

    roles: list[Role]
    noted: list[tuple[Area, str]]
    pair: tuple[str, str] | None
    tokens: list[Token]


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
            sides = [Role(area_of(c), "pair", (t.start, t.end)) for c in str(pair).split("+")]
            if (led := led_both(tokens, k, lang)) is not None:
                out += [replace(r, name=led, joined=n > 0) for n, r in enumerate(sides)]
                last_index = k
                continue
            if out and last_index == k - 1 and out[-1].span[1] == t.start and not lang.spaced:
                sides = provinces_side(out, sides)
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
            out.append(Role(area_of(code), name, (t.start, t.end)))
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
                        area = area_of(str(seen.topic))
                    else:
                        area = area_of(story) if abroad and named else seen.elsewhere(named)
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
                            far = (a for a in reversed(seen.recent) if a.type in NATIONS)
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
        role = part_of(tokens, k, text, lang, area, out, last_index)
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
        if role == "via" and area.type in NATIONS:
            role = "to"
        if role == "within" and area.type not in BLOCS:
            role = "at"
        if area.type in BLOCS and k and tokens[k - 1].get("measure") == "agreements":
            role = "aside"  # "Nhờ Hiệp định CPTPP, hàng Việt Nam sang Canada đạt 6,3 tỷ USD"
        if area.type in BLOCS and out and lang.attributive == "before" and circle(tokens, k, out):
            role = "aside"  # "the Netherlands is the largest EU investor"
        anaphor = t.get("anaphor")
        if anaphor == "market" and role == "subject" and not buys(tokens, k, lang):
            role = "to"
        if role == "to" and english(lang) and t.get("adjective") and market_buys(tokens, k):
            role = "subject"  # "The Chinese market alone absorbed 1.1 bn"
        if role == "to" and k and tokens[k - 1].get("noun") == "market" and lang.attributive == "after":
            if buys(tokens, k, lang):
                role = "subject"  # "thị trường Trung Quốc mua 2,4 triệu tấn"
        if role == "subject" and lang.spaced and out and (way := listed_under(tokens, k, out[-1])):
            role = way  # "Vietnam's exports in 2024: China 640 m USD, the US 500 m"
        if role == "subject" and english(lang) and market_moves(tokens, k):
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
        if mainly and told_mainly(tokens, k):
            role = "aside"  # "22 dự án, chủ yếu của Trung Quốc, …"
        shared = role == "to" and last_index == k - 2 and tokens[k - 1].get("link") == "and" and out
        if shared and not lang.spaced and out[-1].name == "subject" and market_next(tokens, k):
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
        out = told_by_office(tokens, out)
    if seen.behind and "behind" in [t.get("role") for t in tokens]:
        out = [r for r in out if not passed_by(r, tokens)]
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
            out = those_inside(province_of(out, tokens))
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


def _runs(behind: list[Token]) -> bool:
    """中越班列: trains are told of from where they start."""
    t = behind[0] if behind else None
    return t is not None and t.get("measure") == "arrivals" and t.get("noun") is None


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
