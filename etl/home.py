"""Whose trade a text tells of when it does not say: the home of its language, or another country's."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from etl.frame import BLOCS, WORLD
from etl.language import COUNTED, LANGUAGES, Area, Language, english, load
from etl.passages import sentences
from etl.reading import MONEY, RATIOS
from etl.text import make_view
from etl.tokens import Token, words_of

# Where a text that tells of another country says so.
_HEAD = 4_000
_START = 200  # where its first currency stands, if that is to say whose trade it is
_JOINED = 9  # most code points between two that are named as partners
_OWN = frozenset(
    {"exports", "imports", "trade_total", "border_trade"}
)  # what a text tells of whose story it is
# Units that say nothing of whose the figures are.
_NAMED = 12  # most tokens from a country to the visitors of whom it makes up a part
_FEW = 4  # most tokens of "by number of projects"
_BOARDS = frozenset(
    {"ID_BKPM", "KH_CDC", "MM_DICA", "MY_MIDA", "TH_BOI"}
)  # who draw investors to their country
_COUNTS = frozenset({"unit", "digits", "scale", "number"})
_AMOUNT = re.compile(r"(?:'s| \w{2,4})? \(?(?:[a-z]{0,3}\$)?\d")  # what stands right behind who supplied it
_SILENT = COUNTED | RATIOS | {"other", "classifier"}


def at_home(text: str, lang: Language, languages=LANGUAGES, spoken: str | None = None) -> Language:
    """The language, at home where the text is.

    A language that several countries share is at home in the first one that a text speaks of, unless the text
    names the language's own home somewhere: "Japan's exports to China rose 5 percent; imports fell" is Japan's. Where
    it names none, and its language has words for the writer's own country, that of its publisher (``spoken``).
    """
    if lang.home_names is None:
        host = _courted(text[:_HEAD], lang)
        return lang if host is None else _moved(lang.code, host, languages)
    if lang.home_names.search(text.encode("utf-8", "replace")):
        # "Our city exported 1.2 bn yuan, 0.4 bn of it to Vietnam": the currency comes before any country
        money = _first(text[:_START], lang, spoken, money=True) if lang.own else None
        money = money or (None if lang.spaced else _office(text[:_START], lang))
        if money is None and english(lang):
            money = _third(text[:_HEAD], lang) or _importer(text[:_HEAD], lang)
        if money in (None, lang.home):
            other = _only_other(text[:_HEAD], lang) if english(lang) else None
            return lang if other is None else _facing(lang.code, other, languages)
        alone = english(lang) and not _names(text[:_HEAD], lang, lang.counterpart, money)
        return _moved(lang.code, money, languages, lang.home if alone else None)
    home = _first(text[:_HEAD], lang, spoken) or (spoken if lang.own else None)
    if home is None and english(lang):
        home = _draws(text[:_HEAD], lang) or _told_by(text[:_HEAD], lang)
    if home is None or home == lang.home:
        return lang
    # "Two-way trade came to 20 bn, the Thai ambassador said": with the language's own home
    alone = english(lang) and not _names(text[:_HEAD], lang, lang.counterpart, home)
    return _moved(lang.code, home, languages, lang.home if alone else None)


def _names(head: str, lang: Language, country: str, home: str) -> bool:
    """Whether a text names a country besides the one that it tells of."""
    return country != home and any(_country(t) == country for t in words_of(make_view(head, lang.fold), lang))


def _third(head: str, lang: Language) -> str | None:
    """The third country whose trade a text tells of, where the home and its counterpart are only named as partners in
    it: "Thai border trade grew. Trade with Laos came to 150 bn baht and with Vietnam to 36 bn"."""
    view = make_view(head, lang.fold)
    tokens = words_of(view, lang)
    first: str | None = None
    met = False
    for k, t in enumerate(tokens):
        if str(t.get("measure")).startswith("fdi") or t.get("rank_noun") == "fdi_registered":
            return None  # who invests comes before where
        country = _country(t)
        if country is None:
            continue
        beside = _beside(tokens, k, view.text)
        if country in (lang.home, lang.counterpart):
            if not beside:
                return None
            met = met or country == lang.home
        elif first is None and not beside:
            named = next((u.get("measure") for u in tokens[k + 1 : k + 4] if u.get("measure")), None)
            if named not in _OWN:
                return None
            first = country
    return first if met else None


def _importer(head: str, lang: Language) -> str | None:
    """ "Chinese durian imports came to 1.6 m tonnes. Thailand supplied 0.9 m and Vietnam 0.6 m": the country whose imports
    a text begins with, where the home is only one of those that supply them."""
    view = make_view(head, lang.fold)
    tokens = words_of(view, lang)
    k = next((k for k, t in enumerate(tokens) if t.get("adjective") and _country(t)), None)
    if k is None or (country := _country(tokens[k])) == lang.home:
        return None
    n = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].get("measure")), 0)
    if not n or tokens[n].get("measure") != "imports" or tokens[n].get("rank_noun"):
        return None
    if n == k + 1 or not all(t.get("commodity") for t in tokens[k + 1 : n]):
        return None
    if any(t.get("measure") or _country(t) not in (None, country) for t in tokens[:k]):
        return None
    homes = [m for m in range(n + 1, len(tokens)) if _country(tokens[m]) == lang.home]
    return country if homes and all(_supplies(tokens, m, view.text) for m in homes) else None


def _supplies(tokens: list[Token], k: int, text: str) -> bool:
    """Whether a country is named as one that goods come from."""
    before, behind = tokens[k - 1], tokens[k + 1 : k + 3]
    if before.get("role") == "from" or any(t.get("measure") in ("supply", "sell") for t in behind):
        return True
    if any(t.get("measure") == "exports" for t in behind):
        return any(t.get("role") == "to" for t in tokens[k + 2 : k + 6])  # "Vietnam's exports to China"
    if tokens[k].get("adjective") or any(t.get("measure") in ("imports", "buy") for t in behind):
        return False
    listed = before.get("link") in ("and", "but") or text[before.end : tokens[k].start].strip() in (
        "",
        ",",
        ";",
    )
    number = _AMOUNT.match(text, tokens[k].end) is not None
    return listed and number or any(t.get("share") == "share" for t in behind[:1])


def _beside(tokens: list[Token], k: int, text: str) -> bool:
    """Whether an area is named as the other side of a flow or in a list, and owns nothing."""
    t, before = tokens[k], tokens[k - 1] if k else None
    if before is None or t.get("adjective") or t.get("authority") or t.get("pair"):
        return False
    if text[t.end : t.end + 2] == "'s" or t.start - before.end > 2:
        return False
    led = before.get("role") in ("to", "from", "with", "aside") or before.get("link") in ("and", "but")
    return led or before.get("punct") in (",", ";", ":", "(")


def _office(head: str, lang: Language) -> str | None:
    """The country of an authority that a text opens with, where its first sentence names nobody but
    partners: whose trade that counts ("The customs office said that exports rose; those to Viet Nam …")."""
    view = make_view(head, lang.fold)
    first = next(iter(sentences(view, lang)), (0, 0))
    office: str | None = None
    before: Token | None = None
    for t in words_of(view, lang):
        if t.start >= first[1]:
            break
        area = t.get("area")
        if t.get("pair") or isinstance(area, Area) and area.type != "world":
            to = before is not None and before.get("role") in ("to", "from", "with") and t.start == before.end
            to = to or before is not None and before.get("link") == "of_which"  # 核准投资案97件，其中越南24件
            if not to or office is None:
                return None
        elif office is None and (authority := t.get("authority")) is not None and t.get("compiler"):
            office = authority.country if isinstance(authority, Area) else str(authority)
        before = t
    return office


def _courted(head: str, lang: Language) -> str | None:
    """ "Theo BOI Thái Lan, Trung Quốc có 554 dự án với vốn 114 tỷ baht": the country whose investment board a text on
    investments opens with, before any figure; not where the language's home is the host named."""
    view = make_view(head, lang.fold)
    tokens = words_of(view, lang)
    k = next((k for k, t in enumerate(tokens) if t.get("compiler") or _of_figure(t, view.text)), -1)
    if k < 0 or tokens[k].get("compiler") not in _BOARDS:
        return None
    area = tokens[k].get("authority")
    for before, t in pairwise(tokens):
        if _country(t) == lang.home and before.get("role") in ("to", "at") and t.start - before.end <= 1:
            return None
    return area.country if isinstance(area, Area) else None


def _draws(head: str, lang: Language) -> str | None:
    """ "Of the 4.35 bn USD of investment that Cambodia approved, 2.3 bn came from China", "China made up 53% of all investment
    in Cambodia": the one country that draws what the others invest, where figures stand before it."""
    view = make_view(head, lang.fold)
    tokens = words_of(view, lang)
    if not any(str(t.get("measure")).startswith("fdi") for t in tokens):
        return None
    hosts = set()
    for k, t in enumerate(tokens):
        if (country := _country(t)) is None or t.get("adjective") or t.get("pair"):
            continue
        before, behind = tokens[max(0, k - 3) : k], tokens[k + 1 : k + 2]
        led = bool(before) and bool(before[-1].get("role") or before[-1].get("link") in ("and", "of_which"))
        drew = bool(behind) and behind[0].get("measure") == "attract" and not led
        there = bool(before) and before[-1].get("role") == "at" and t.start - before[-1].end <= 1
        there = there and any(str(u.get("measure")).startswith("fdi") for u in before[:-1])
        if drew or there:
            hosts.add(country)
    return hosts.pop() if len(hosts) == 1 else None


def _told_by(head: str, lang: Language) -> str | None:
    """ "Investments from China came to 2 bn USD, Indonesia's investment board said", "…, according to MIDA": the country of
    whoever counts them, named behind the figures, where these are of no other."""
    view = make_view(head, lang.fold)
    words = words_of(view, lang)
    office: str | None = None
    others: set[str] = set()
    for lo, hi in sentences(view, lang):
        tokens = [t for t in words if lo <= t.start < hi]
        if not any(str(t.get("measure")).startswith("fdi") for t in tokens):
            return None
        last = view.text.rfind(", ", lo, hi)
        said = [t for t in tokens if t.start > last > lo and _country(t)]
        if office is None and len(said) == 1 and not any(c.isdigit() for c in view.text[last:hi]):
            if not any(t.get("change") or t.get("share") for t in tokens if t.start > last):
                office = _country(said[0])
                tokens = [t for t in tokens if t is not said[0]]
        others |= {country for t in tokens if (country := _country(t))}
    return office if office not in others else None


def _customs(t: Token) -> bool:
    """Whether a customs office counts."""
    area = t.get("area")
    return isinstance(area, Area) and area.type == "customs" and bool(t.get("compiler"))


def _first(head: str, lang: Language, spoken: str | None = None, *, money: bool = False) -> str | None:
    """The first country that is named as more than the other side of a flow, by itself or by its authorities;
    ``money``: only that of a currency before any of them."""
    view = make_view(head, lang.fold)
    before: Token | None = None
    partner: Token | None = None  # the last one named as the other side
    caused = False  # whether the first of them is one that a rise is put down to
    tokens = words_of(view, lang)
    for k, t in enumerate(tokens):
        if _of_figure(t, view.text):
            # a figure before any country is named is that of the currency's country, else of the language's home
            if str(t.get("unit")).split("*")[0].rstrip("!") in _SILENT:
                before = t
                continue
            return _of_money(tokens[k : k + 2])
        country = _country(t) or (_own(t, tokens[k + 1 : k + 2], view.text) if not lang.spaced else None)
        if country is not None and spoken is not None and view.text[t.start : t.end] in lang.own:
            country = spoken
        if country is not None and money:
            return None
        if country is not None:
            if lang.spaced and t.get("adjective") and before is not None and before.get("change") == "reach":
                before = t
                continue  # "845 were Chinese": whose projects those are
            if lang.spaced and _invests(tokens[k + 1 : k + 5]):
                return None  # "Singapore led the investors": not whose text it is
            if english(lang) and (host := _invests_in(tokens, k, view.text)) is not None:
                return host
            ranks = english(lang) and _ranks(tokens, k, view.text, _INVESTORS)
            if ranks or english(lang) and (_pledges(tokens, k) or _tops(tokens, k) or _heads(tokens, k)):
                return None
            if english(lang) and partner is not None and _projects_from(tokens, partner):
                return None
            if english(lang) and before is not None and before.get("role") == "at" and _fdi_there(tokens, k):
                return country
            if english(lang) and (_visits(tokens, k) or t.get("adjective") and _projects(tokens, k)):
                return None
            if english(lang) and k > 1 and t.get("seat") and tokens[k - 2].get("noun") == "count":
                if before is not None and before.get("role") == "from" and t.start - before.end <= 1:
                    return country  # "data from Beijing showed that exports fell"
            to = before is not None and before.get("role") in ("to", "from", "with", "aside", "at")
            if to and english(lang) and t.get("compiler"):  # "according to Indonesia's Investment Ministry"
                to = not any(
                    str(u.get("measure")).startswith("fdi") for u in tokens[:k] + tokens[k + 1 : k + 8]
                )
            if to and english(lang) and before.get("role") == "aside" and _customs(t):
                return country  # "Trade rose 13%, according to Nanning Customs"
            if to and not lang.spaced and before.get("role") == "from" and _sets_out(tokens, k):
                return country
            to = to and t.start - before.end <= 1 or english(lang) and _market_of(tokens[max(0, k - 4) : k])
            nxt = tokens[k + 1] if k + 1 < len(tokens) else None
            market = nxt is not None and nxt.get("noun") == "market" and nxt.start - t.end <= 1
            # "exports to China and Hong Kong": the second is one, too
            joined = partner is not None and lang.spaced and 0 < t.start - partner.end <= _JOINED
            joined = joined and (before is partner or before.get("link") == "and")
            if lang.spaced and partner is not None and before.get("link") == "of_which":
                joined = joined or t.start - before.end <= 1  # "to China, including Hong Kong"
            # "driven by China (up 20%) and Japan (up 12%)"
            listed = (
                caused and before is not None and (before.get("link") == "and" or before.get("punct") == ",")
            )
            joined = joined or listed and view.text[t.end : t.end + 2] == " ("
            if not lang.spaced and partner is not None and before.get("link") == "and":
                joined = t.start - partner.end <= 1 + before.end - before.start  # 对中国及香港出口
            bound = nxt is not None and nxt.get("bound") is not None  # "China-bound exports"
            beside = english(lang) and t.get("adjective") and _theirs(tokens, k)
            beside = beside or english(lang) and _ranks(tokens, k, view.text, _PARTNERS)
            # "Main markets: the US (88 bn)", "its biggest customers were the US (88 bn)"
            led = before is not None and before.get("change") == "reach" and not before.get("role")
            noun = tokens[k - 2] if led and k > 1 else before
            if (
                led and k > 3 and not noun.get("rank_noun")
            ):  # "the main markets in nine months were the US with 8 bn"
                when = (n for n in range(k - 2, k - 6, -1) if n >= 0 and tokens[n].get("rank_noun"))
                n = next(when, k - 2)
                noun = (
                    tokens[n]
                    if all(not u.get("area") and not u.get("measure") for u in tokens[n + 1 : k])
                    else noun
                )
            if english(lang) and noun is not None and noun.get("rank_noun") in _PARTNERS:
                beside = beside or view.text[t.end : t.end + 2] == " ("
                beside = beside or led and nxt is not None and nxt.get("role") == "with"
            if spoken == lang.home and english(lang) and not _owns(tokens, k):
                beside = True  # a paper of the home country tells of others' trade by their names
            again = english(lang) and partner is not None and country == _country(partner)
            if again and (_came_from(tokens, partner) or not _owns(tokens, k)):
                continue  # "Arrivals from China were 341,000. The mainland sent 2.5 m in eight months"
            if not (to or market or joined or bound or beside):
                return country
            partner = t
            caused = (
                caused or before is not None and before.get("link") == "but" and before.get("role") == "aside"
            )
        elif english(lang) and _bloc_beside(t, before, partner):
            partner = t  # "exports to the EU and the US": what is joined to it is one, too
        before = t
    return None


def _bloc_beside(t: Token, before: Token | None, partner: Token | None) -> bool:
    """Whether a bloc is named as the other side of a flow."""
    area = t.get("area")
    if area is None or area.type not in BLOCS or t.get("adjective") or before is None:
        return False
    if before.get("role") in ("to", "from", "with") and t.start - before.end <= len(" the "):
        return True
    listed = partner is not None and (before is partner or before.get("link") == "and")
    return listed and 0 < t.start - partner.end <= _JOINED


def _sets_out(tokens: list[Token], k: int) -> bool:
    """从重庆公路物流基地发出的班车: whether trains or lorries set out from a province."""
    area = tokens[k].get("area")
    if area is None or "-" not in area.code:
        return False
    return any(t.get("measure") == "arrivals" and t.get("noun") is None for t in tokens[k + 1 : k + _FEW])


_PARTNERS = frozenset({"exports", "imports", "trade_total"})
_INVESTORS = frozenset({"fdi_registered"})


def _ranks(tokens: list[Token], k: int, text: str, nouns: frozenset[str]) -> bool:
    """ "China remained the largest market", "Hong Kong overtook Korea as the second largest source of FDI": what a country
    is to the one that the text is of."""
    behind = tokens[k + 1 : k + 9]
    stop = re.search(r"[.;:] |$", text[tokens[k].end :]).start() + tokens[k].end
    told = (t.start >= stop or t.get("measure") in _OWN and not t.get("rank_noun") for t in behind)
    end = next((n for n, over in enumerate(told) if over), len(behind))
    first = behind[0] if end else None
    if first is None or not (
        first.get("change") == "reach" or first.get("role") == "aside" or first.get("rank_noun")
    ):
        return False
    if first.get("rank_noun") and first.start - tokens[k].end <= len(" 's"):
        return False  # "China's market"
    return any(t.get("rank_noun") in nouns for t in behind[:end])


def _invests_in(tokens: list[Token], k: int, text: str) -> str | None:
    """ "Singapore invested 4.7 bn USD in Malaysia, 20% of all foreign investment", "Hong Kong realised 4.6 bn of investment in
    Indonesia": the host whose investors are told of."""
    stop = re.search(r"[.;:] |$", text[tokens[k].end :]).start() + tokens[k].end
    behind = [t for t in tokens[k + 1 : k + 24] if t.start < stop]
    fdi = [
        n
        for n, t in enumerate(behind)
        if str(t.get("measure")).startswith("fdi") or t.get("measure") == "put"
    ]
    if not fdi or fdi[0] > 1 or tokens[k].get("pair"):
        return None
    places = [
        n
        for n, t in enumerate(behind[1:], 1)
        if _country(t) and not t.get("adjective") and behind[n - 1].get("role") in ("at", "to")
    ]
    if len({_country(behind[n]) for n in places}) != 1:
        return None
    host = _country(behind[places[0]])
    if host == _country(tokens[k]):
        return None
    if behind[0].get("measure") == "fdi_realised" and not tokens[k].get("adjective"):
        return host
    whole = (n for n, t in enumerate(behind) if n > places[0] and t.get("share") == "whole")
    of_all = any(str(t.get("measure")).startswith("fdi") for n in whole for t in behind[n + 1 : n + 3])
    return host if of_all else None


def _came_from(tokens: list[Token], partner: Token) -> bool:
    """ "arrivals from China": whether people came from a country."""
    k = next(k for k, t in enumerate(tokens) if t is partner)
    return any(t.get("measure") == "arrivals" for t in tokens[max(0, k - 3) : k])


def _owns(tokens: list[Token], k: int) -> bool:
    """Whether a flow stands right behind a country: "Japan's exports", "Thai imports", "Japan sold"."""
    behind = [t.get("measure") for t in tokens[k + 1 : k + 4] if not t.get("rank_noun")]
    return any(m in _OWN or m in ("buy", "sell") for m in behind)


def _market_of(words: list[Token]) -> bool:
    """ "to the main markets of", "in the market of": whether goods go to the country behind these words."""
    if len(words) < 3 or not (words[-1].get("role") == "of" or words[-1].get("share") == "whole"):
        return False
    market = "market" in (words[-2].get("noun"), words[-2].get("anaphor"))
    return market and any(t.get("role") in ("to", "at") for t in words[:-2])


def _visits(tokens: list[Token], k: int) -> bool:
    """ "By number of visitors, China came first", "China was the largest source of visitors": they came to us."""
    before, behind = tokens[max(0, k - 3) : k], tokens[k + 1 : k + 7]
    at = next((n for n, t in enumerate(before) if t.get("measure") == "arrivals"), None)
    if at is not None:
        return not any(t.get("role") for t in before[at + 1 :])
    end = next((n for n, t in enumerate(behind) if t.get("punct") in (".", ",", ";")), len(behind))
    sent = any(t.get("measure") == "sell" for t in behind[:2])
    came = any(t.get("measure") == "arrivals" for t in behind[:end])
    part = bool(behind) and bool(behind[0].get("share")) and not before
    if part and any(t.get("measure") == "arrivals" for t in tokens[k + 1 : k + _NAMED]):
        return True  # "China accounts for 25% and South Korea for 22% of foreign arrivals"
    return any(t.get("rank_noun") == "arrivals" for t in behind[:end]) or sent and came


def _pledges(tokens: list[Token], k: int) -> bool:
    """ "Chinese firms pledged 1 bn USD", "China invested 28 bn in 4,700 projects": they did where the text is at home."""
    led = tokens[max(0, k - 2) : k]
    if len(led) > 1 and led[1].get("extent") and led[1].get("role") == "of":
        if str(led[0].get("measure")).startswith("fdi"):
            return True  # "FDI pledges by Singapore"
    behind = tokens[k + 1 : k + 3]
    n = 1 if behind and behind[0].get("noun") in ("firm", "doers") else 0
    if len(behind) <= n or not str(behind[n].get("measure")).startswith("fdi"):
        return False
    counted = any(str(t.get("unit")).rstrip("!") == "projects" for t in tokens[k + 1 : k + 8])
    return behind[n].get("measure") == "fdi_registered" or counted


def _tops(tokens: list[Token], k: int) -> bool:
    """ "1,988 projects were licensed. Of the 92 countries investing, Singapore came first": whose text it is nobody says."""
    before = tokens[k - 1] if k else None
    listed = before is not None and before.get("rank_noun") == "fdi_registered"
    return listed and any(t.get("role") == "with" for t in tokens[k + 1 : k + 4])


def _heads(tokens: list[Token], k: int) -> bool:
    """ "South Korea, with 88 bn USD in 10,060 projects, heads the list of investors", "With 955 new projects, China ranked
    first", "China's share of new projects": one of those who invest."""
    behind, before = tokens[k + 1 : k + 12], tokens[:k]
    if any(t.get("area") for t in before):
        return False
    if before and before[0].get("role") == "with" and any(map(_of_investments, before)):
        return True
    if behind and behind[0].get("share") and any(map(_of_investments, behind[1:4])):
        return True
    if _leads(before, behind):
        return True
    told = behind[1:] if behind and behind[0].get("change") == "reach" else behind
    if not before and told and told[0].get("role") == "with":
        # "South Korea topped with 5.9 bn USD, or 34% of total FDI"
        end = next((n for n, t in enumerate(behind) if t.get("area")), len(behind))
        parts = (n for n, t in enumerate(behind[:end]) if t.get("share") == "whole")
        if any(_of_investments(t) for n in parts for t in behind[n + 1 : n + 2]):
            return True
    if not before and len(behind) > 1 and behind[0].get("share") and _part_of(behind[1:6]):
        return True
    end = next((n for n, t in enumerate(behind) if t.get("rank_noun") == "fdi_registered"), None)
    return (
        end is not None and behind[0].get("role") == "with" and not any(t.get("area") for t in behind[:end])
    )


def _leads(before: list[Token], behind: list[Token]) -> bool:
    """ "China led in new projects", "By number of projects, China came first with 28%": one of those who
    invest."""
    if before:
        led = before[-1].get("measure") == "fdi_projects" and len(before) < _FEW
        return led and all(t.get("role") or t.get("measure") == "fdi_projects" for t in before)
    told = [t for t in behind if not t.get("ignore")]
    if len(told) < 2:
        return False
    if told[0].get("role") == "at":
        return any(_projects_of(t) and not t.get("role") for t in told[1:4])
    numbered = told[1].get("measure") == "fdi_projects" and not told[1].get("unit")
    return told[0].get("change") == "reach" and numbered


def _projects_of(t: Token) -> bool:
    return t.get("measure") == "fdi_projects" or str(t.get("unit")).rstrip("!") == "projects"


def _part_of(behind: list[Token]) -> bool:
    """ "China accounted for 1.2 of the 1.5 million tonnes of rubber exported": one of the markets."""
    k = next((k for k, t in enumerate(behind[:-1]) if t.get("share") == "whole"), 0)
    return k > 0 and all(_COUNTS.intersection(t) for t in (*behind[:k], behind[k + 1]))


def _of_investments(t: Token) -> bool:
    return str(t.get("unit")).rstrip("!") == "projects" or str(t.get("measure")).startswith("fdi")


def _projects_from(tokens: list[Token], partner: Token) -> bool:
    """ "Projects from China made up 30%, ahead of Singapore's 13%": who else invests."""
    k = next((k for k, t in enumerate(tokens) if t is partner), 0)
    led = k > 1 and tokens[k - 1].get("role") == "from"
    what = tokens[k - 2] if led else partner
    unit = str(what.get("unit")).rstrip("!")
    return bool(led) and (unit == "projects" or str(what.get("measure")).startswith("fdi"))


def _fdi_there(tokens: list[Token], k: int) -> bool:
    """ "FDI disbursement in Cambodia came to 4 bn": the story of the host, as nobody invests."""
    words = tokens[max(0, k - 4) : k - 1]
    fdi = [t for t in words if str(t.get("measure")).startswith("fdi")]
    return bool(fdi) and not any(t.get("area") or t.get("rank_noun") for t in tokens[:k])


def _projects(tokens: list[Token], k: int) -> bool:
    """ "1,346 Chinese projects were active", "Chinese firms accounted for 707 of the 3,188 projects": those that invest
    here."""
    behind = tokens[k + 2 : k + 8]
    firms = k + 1 < len(tokens) and tokens[k + 1].get("noun") == "firm"
    if firms and behind and behind[0].get("share") == "share" and any(map(_projects_of, behind)):
        return True
    return str(tokens[k + 1].get("unit") if k + 1 < len(tokens) else None).rstrip("!") == "projects"


def _theirs(tokens: list[Token], k: int) -> bool:
    """ "Chinese visitors numbered 5 million", "imports of Chinese steel": those who came here, what is bought from there."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    came = nxt is not None and (
        nxt.get("measure") == "arrivals" or str(nxt.get("unit")).rstrip("!") == "persons"
    )
    bought = (
        k > 1 and tokens[k - 1].get("role") == "of" and tokens[k - 2].get("measure") in ("imports", "buy")
    )
    return came or bought


def _invests(words: list[Token]) -> bool:
    """Whether a country is told of as one of several investors."""
    return any(t.get("rank_noun") == "fdi_registered" for t in words[:2])


def _own(t: Token, then: list[Token], text: str) -> str | None:
    """我对日本出口: the country of a short name with a direction or a flow right behind it; 7月1日至8月30日 names none."""
    area = t.get("short")
    if area is None or not then or then[0].start != t.end or text[: t.start][-1:].isdigit():
        return None
    goes = then[0].get("directed") or then[0].get("role") in ("to", "from", "with") or then[0].get("measure")
    return area.country if goes else None


def _of_figure(t: Token, text: str) -> bool:
    """Whether the word is the unit or the scale of a number beside it."""
    if not (t.get("unit") or t.get("scale") is not None or t.get("prefix")):
        return False
    beside = text[max(0, t.start - 2) : t.start].strip()[-1:] + text[t.end : t.end + 2].strip()[:1]
    return any(c.isdigit() for c in beside)


def _of_money(tokens: list[Token]) -> str | None:
    """The country of a figure's currency; the dollar and the euro are the whole world's."""
    for a, t in enumerate(tokens):
        unit = t.get("unit") or t.get("prefix")  # "RM20 billion"
        if unit in MONEY and unit not in ("USD", "EUR"):
            return str(unit)[:2]
        if t.get("scale") is None or a:
            return None
    return None


def _country(t: Token) -> str | None:
    if (pair := t.get("pair")) is not None:
        return str(pair).split("+")[0]
    area = t.get("authority") or t.get("area")
    if not isinstance(area, Area) or area.type in ("world", *BLOCS) or area.code == WORLD:
        return None
    return area.country


def _only_other(head: str, lang: Language) -> str | None:
    """The one country besides the home that a text names, where it tells of their trade before it names any: "Two-way
    trade hit 124 bn, the ambassador said. Viet Nam is the eighth partner of the US"."""
    others: set[str] = set()
    told = False
    for t in words_of(make_view(head, lang.fold), lang):
        area = t.get("area")
        country = area.code if area is not None and area.type in (*BLOCS, "world") else _country(t)
        if country == WORLD:
            return None
        if country is None:
            told = told or not others and t.get("anaphor") == "both" and t.get("measure") == "trade_total"
        elif t.get("pair") or not told:
            return None
        elif country != lang.home:
            others.add(country)
    return next(iter(others)) if told and len(others) == 1 and lang.counterpart not in others else None


@cache
def _facing(code: str, other: str, languages) -> Language:
    return replace(load(code, languages), counterpart=other)


@cache
def _moved(code: str, home: str, languages, facing: str | None = None) -> Language:
    lang = load(code, languages)
    other = facing or (lang.counterpart if lang.counterpart != home else WORLD)
    return replace(lang, home=home, counterpart=other)
