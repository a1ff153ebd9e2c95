"""Money that firms put into plants and send abroad, loans, and the places of so many projects."""

from __future__ import annotations

from itertools import pairwise

from etl.clauses import joins
from etl.frame import BLOCS
from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FOREIGN, MILLION, PAID, Tokens, bare, of_whole

_PLACES = frozenset({"country", "province", "city"})
_ABROAD = "to W00"
_ALL = len(" all ")  # between a comma and "of them"
_LISTED = 8  # most tokens of a list of hosts
_SPENT = frozenset({"buy", "fdi", "put", "fdi_registered"})


def sent_abroad(tokens: Tokens) -> Tokens:
    """ "Vietnamese firms sent 204.7 m USD abroad": money that firms send abroad is put there."""
    for k in range(1, len(tokens) - 2):
        t, money, away = tokens[k : k + 3]
        if t.get("measure") != "sell" or not isinstance(money, Quantity) or money.unit not in PAID:
            continue
        sender = tokens[k - 1].get("noun") == "firm"
        if sender and away.get("directed") == _ABROAD and money.scale >= MILLION:
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "fdi"}), *tokens[k + 1 :]]
    return tokens


def in_neighbouring(tokens: Tokens) -> Tokens:
    """ "will spend 280 m USD on a plant in neighbouring Bac Ninh": where it is, and nobody that is named in passing."""
    money = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit in PAID), None)
    spent = money is not None and any(t.get("measure") in _SPENT for t in tokens[:money])
    for k in range(money + 2 if spent else len(tokens), len(tokens) - 1):
        area = tokens[k + 1].get("area")
        led = tokens[k - 1].get("role") in ("at", "to") and tokens[k].get("noun") == "locality"
        if led and area is not None and area.type in _PLACES:
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def placed_projects(tokens: Tokens) -> Tokens:
    """ "1,100 of them in Bac Ninh and 210 in Hai Phong", "Bac Ninh is home to 1,100 of them and Hai Phong to 210": bare
    numbers that stand with where they are count what the first one counts."""
    first = next((k for k, (t, u) in enumerate(pairwise(tokens)) if _of_them(t, u)), None)
    if first is None:
        return tokens
    if first > 3 and tokens[first - 3].get("punct") == "-" and tokens[first - 4].get("area"):
        # "the Shenzhen-Hai Phong zone has drawn 40 of them": a zone's name
        tokens, first = [*tokens[: first - 4], *tokens[first - 2 :]], first - 2
    out = list(tokens)
    hosted = first > 1 and tokens[first - 1].get("measure") == "attract"
    for k in range(first, len(tokens)):
        t, number = tokens[k], bare(tokens[k])
        if number is None:
            continue
        at, place = (tokens[k + 1 : k + 3] + [t, t])[:2]
        there = at.get("role") in ("at", "from", "to") and place.get("area")
        before, host = (tokens[max(0, k - 2) : k][::-1] + [t, t])[:2]
        its = hosted and before.get("role") == "to" and host.get("area")
        # "Chinese investors account for 900 of them, Taiwanese ones for 300"
        theirs = not hosted and before.get("role") == "to" and host.get("noun") == "firm"
        there = there or theirs and k > 2 and tokens[k - 3].get("area")
        # "China accounted for 46 of them, Hong Kong for 14 and Singapore nine"
        led = k > first + 2 and not hosted and not isinstance(before, Quantity)
        owner = host if led and before.get("role") == "to" else before
        ahead = out[k - 2 - (owner is host)] if led else t
        ends = at is t or at.get("punct") or joins(at)
        there = there or led and owner.get("area") and ends and (joins(ahead) or ahead.get("punct") == ",")
        if k == first or there or its:
            out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
            if k > first and led and owner is host and not (its or theirs):
                out[k - 1] = make_token(before.start, before.end, {"role": "with"})
            if its:
                out[k - 1] = make_token(before.start, before.end, {"measure": "attract"})
    return out


def projects_there(tokens: Tokens) -> Tokens:
    """ "It has 241 projects in Laos, and 205 in Cambodia worth 2.95 bn": a bare number behind "and" or a comma, with where
    they are."""
    told = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "projects"), None)
    if told is None:
        return tokens
    out = list(tokens)
    for k in range(told + 2, len(tokens) - 2):
        t, number = tokens[k], bare(tokens[k])
        joined = tokens[k - 1].get("link") == "and" or tokens[k - 1].get("punct") == ","
        at, place = tokens[k + 1 : k + 3]
        area = place.get("area")
        if number is None or not joined or at.get("role") != "at" or area is None or place.get("adjective"):
            continue
        if area.type in _PLACES and not any(
            isinstance(u, Quantity) and u.unit not in ("projects", *PAID) for u in out[told:k]
        ):
            out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def _of_them(t: Token | Quantity, behind: Token | Quantity) -> bool:
    return bare(t) is not None and behind.get("link") == "of_which" and behind.start - t.end <= 1


def lent(tokens: Tokens) -> Tokens:
    """ "loans worth 500 m USD, of which 120 m USD will be disbursed": what is paid out of a loan is no investment."""
    loan = next((k for k, t in enumerate(tokens) if t.get("block")), None)
    if loan is None or any(str(t.get("measure")).startswith("fdi") for t in tokens[:loan]):
        return tokens
    out = list(tokens)
    for k in range(loan + 1, len(tokens)):
        t = tokens[k]
        if isinstance(t, Quantity) or t.get("measure") in (None, "value"):
            continue
        if t.get("measure") != "fdi_realised" or t.get("tense") != "flow":
            break
        out[k] = make_token(t.start, t.end, {"block": "block"})
    return out


def held_in_projects(tokens: Tokens) -> Tokens:
    """ "Japanese companies have 74 bn USD in 5,275 projects": firms, and no word of what they do with the money."""
    for k in range(1, len(tokens) - 2):
        money, at, many = tokens[k : k + 3]
        if not isinstance(money, Quantity) or money.unit not in PAID or money.scale < MILLION:
            continue
        if at.get("role") != "at" or not isinstance(many, Quantity) or many.unit != "projects":
            continue
        n = next((n for n in range(k - 1, -1, -1) if not tokens[n].get("hedge")), 0)
        if tokens[n].get("noun") != "firm" or tokens[n].get("measure"):
            continue
        led = make_token(at.start, at.end, {"role": "with"})
        counted = many.again(many.number, many.doubtful)
        counted.readings = {**many.readings, "invests": True}
        return [*tokens[: n + 1], counted, led, *tokens[n + 1 : k], money, *tokens[k + 3 :]]
    return tokens


def all_theirs(tokens: Tokens) -> Tokens:
    """ "licensed five projects worth 62.5 m USD, all of them Chinese": whose they are stands behind them all."""
    for k in range(2, len(tokens) - 2):
        comma, them, whose = tokens[k : k + 3]
        if comma.get("punct") != "," or them.get("link") != "of_which" or them.start - comma.end != _ALL:
            continue
        area, nxt = whose.get("area"), tokens[k + 3] if k + 3 < len(tokens) else None
        n = next(
            (n for n, t in enumerate(tokens[:k]) if isinstance(t, Quantity) and t.unit == "projects"), None
        )
        if (
            area is None
            or not whose.get("adjective")
            or n is None
            or nxt is not None
            and not nxt.get("punct")
        ):
            continue
        if any(t.get("area") and t.get("adjective") for t in tokens[:k]):
            continue
        led = make_token(them.start, them.end, {"role": "from"})
        who = make_token(whose.start, whose.end, {"area": area})
        return [*tokens[:n], led, who, *tokens[n:k], *tokens[k + 3 :]]
    return tokens


def hosts_together(tokens: Tokens) -> Tokens:
    """ "more than 70% of it in Laos, Myanmar and Viet Nam": one share of several hosts."""
    for k in range(2, len(tokens) - 3):
        share = next((t for t in reversed(tokens[max(0, k - 3) : k]) if isinstance(t, Quantity)), None)
        if tokens[k].get("role") not in ("at", "to") or share is None or share.unit != "percent":
            continue
        n = k + 1
        while n < min(len(tokens), k + _LISTED) and _names_host(tokens, n):
            n += 1
        hosts = [t.get("area") for t in tokens[k + 1 : n] if t.get("area")]
        ends = n == len(tokens) or tokens[n].get("punct") in (".", ";")
        if len(hosts) < 2 or not ends or tokens[n - 2].get("link") != "and" or not tokens[n - 1].get("area"):
            continue
        several = Area("+".join(dict.fromkeys(a.code for a in hosts)), "country")
        made = make_token(tokens[k + 1].start, tokens[n - 1].end, {"area": several})
        return [*tokens[: k + 1], made, *tokens[n:]]
    return tokens


def _names_host(tokens: Tokens, n: int) -> bool:
    """Whether a token names a country in a list, or joins two."""
    t, area = tokens[n], tokens[n].get("area")
    if area is not None:
        return area.type == "country" and not t.get("adjective")
    return t.get("punct") == "," or t.get("link") == "and"


def plants_in(tokens: Tokens) -> Tokens:
    """ "China's BYD plans a 250 m USD plant in Phu Tho", "a 498 m USD Chinese-owned tyre plant in Binh Phuoc": what a plant
    costs is put in where it is."""
    for k in range(len(tokens) - 3):
        money = tokens[k]
        if not isinstance(money, Quantity) or money.unit not in FOREIGN or money.scale < MILLION:
            continue
        n = next((n for n in range(k + 1, min(k + 6, len(tokens) - 2)) if tokens[n].get("ignore")), None)
        if n is None or tokens[n + 1].get("role") != "at":
            continue
        place = tokens[n + 2].get("area")
        between = tokens[k + 1 : n]
        if place is None or place.type not in _PLACES or not all(_kind_of_plant(t) for t in between):
            continue
        start = next((i for i in range(k - 1, -1, -1) if tokens[i].get("punct") in (";", ".")), -1) + 1
        owners = [t for t in (*tokens[start:k], *between) if t.get("area")]
        said = any(t.get("measure") or isinstance(t, Quantity) for t in tokens[start:k])
        if said or not owners or owners[-1].get("area").country == place.country:
            continue
        who = [t for t in between if t.get("area")]
        put = make_token(tokens[n].start, tokens[n].end, {"measure": "fdi"})
        return [*tokens[:k], *who, put, money, *tokens[n + 1 :]]
    return tokens


def _kind_of_plant(t: Token | Quantity) -> bool:
    """Whether a word between what a plant costs and its name says what it makes, or whose it is."""
    if isinstance(t, Quantity):
        return False
    return bool(t.get("commodity") or t.get("sector") or t.get("adjective") or t.get("punct") == "-")


def largest_host(tokens: Tokens) -> Tokens:
    """ "Laos is the largest recipient of Vietnam's outbound investment with 241 projects": whose that is, and where."""
    k = 0
    while k < 2 and k < len(tokens) and (tokens[k].get("period") or tokens[k].get("punct") == ","):
        k += 1
    host = tokens[k].get("area") if k < len(tokens) else None
    if host is None or tokens[k].get("adjective") or host.type not in _PLACES:
        return tokens
    n = next((n for n in range(k + 1, min(k + 6, len(tokens) - 2)) if tokens[n].get("role")), None)
    if n is None or tokens[n].get("role") not in ("of", "to"):
        return tokens
    between, whose, what = tokens[k + 1 : n], tokens[n + 1], tokens[n + 2]
    plain = all(_says_first(t) for t in between) and between
    area = whose.get("area")
    if not plain or area is None or area.country == host.country or what.get("measure") != "fdi":
        return tokens
    if (
        not any(t.get("rank_noun") or isinstance(t, Quantity) for t in between)
        and tokens[n].get("role") != "of"
    ):
        return tokens
    at = make_token(tokens[n].start, tokens[n].end, {"role": "at"})
    fdi = make_token(what.start, what.end, {"measure": "fdi"})
    return [*tokens[:k], whose, fdi, at, tokens[k], *tokens[n + 3 :]]


def _says_first(t: Token | Quantity) -> bool:
    """Whether a word only says that one is the largest of all."""
    if isinstance(t, Quantity):
        return t.unit == "rank" and t.superlative
    return t.get("change") == "reach" or t.get("rank_noun") == "exports"


def makers_of(tokens: Tokens) -> Tokens:
    """ "Chinese electric-car maker BYD will invest 250 m USD": what a firm makes is not what it puts money in."""
    for k in range(len(tokens) - 2):
        if not tokens[k].get("adjective") or tokens[k].get("area") is None:
            continue
        n = k + 1
        while n < min(len(tokens) - 1, k + 4) and _kind_of_plant(tokens[n]) and not tokens[n].get("area"):
            n += 1
        if n > k + 1 and tokens[n].get("noun") == "firm" and not tokens[n].get("measure"):
            return [*tokens[: k + 1], *tokens[n:]]
    return tokens


def put_up_to(tokens: Tokens) -> Tokens:
    """ "will put up to 4 bn USD into a US factory": "put", and up to so much."""
    for k in range(len(tokens) - 3):
        t, to, money, into = tokens[k : k + 4]
        if t.get("share") != "share" or to.get("link") != "range" or to.start - t.end > 1:
            continue
        if isinstance(money, Quantity) and money.unit in PAID and into.get("role") == "to":
            return [*tokens[:k], make_token(t.start, to.end, {"measure": "fdi"}), *tokens[k + 2 :]]
    return tokens


def recipient_in(tokens: Tokens) -> Tokens:
    """ "Viet Nam was the third largest recipient of FDI in ASEAN with 18 bn USD": the bloc is where it ranks."""
    for k in range(2, len(tokens) - 1):
        rank, what, owner = tokens[k], tokens[k + 1], tokens[k - 1]
        place = tokens[k - 3] if k > 2 and tokens[k - 2].get("change") == "reach" else tokens[k - 2]
        host, nation = place.get("area"), owner.get("area")
        ranked = isinstance(rank, Quantity) and rank.unit == "rank" and what.get("measure") == "fdi"
        if not ranked or host is None or nation is None or what.get("rank_noun") or owner.get("adjective"):
            continue
        if host.country == nation.code != host.code:
            # "Hanoi was Vietnam's third-biggest FDI recipient"
            of = make_token(owner.start, owner.end, {"role": "of"})
            return [*tokens[: k - 1], rank, of, *tokens[k + 1 :]]
    for k in range(1, len(tokens) - 4):
        rank, of, what, at, bloc = tokens[k : k + 5]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or of.get("role") != "of":
            continue
        whose = tokens[k - 2] if k > 1 and tokens[k - 1].get("change") == "reach" else tokens[k - 1]
        host, area = whose.get("area"), bloc.get("area")
        if host is None or host.type not in _PLACES or what.get("measure") != "fdi" or what.get("rank_noun"):
            continue
        if at.get("role") == "at" and area is not None and area.type in BLOCS:
            return [*tokens[: k + 3], *tokens[k + 5 :]]
    return tokens


def firms_together(tokens: Tokens) -> Tokens:
    """ "1.1 bn yuan from Vietnamese and Thai businesses": one figure of the firms of several countries."""
    for n in range(3, len(tokens)):
        if tokens[n].get("noun") != "firm" or tokens[n - 2].get("link") != "and":
            continue
        k = n - 1
        while k >= 0 and (_nation(tokens[k]) or k < n - 1 and (joins(tokens[k]))):
            k -= 1
        k += not _nation(tokens[k + 1])
        nations = [t.get("area") for t in tokens[k + 1 : n] if t.get("area")]
        if len({a.code for a in nations}) < 2 or not (_nation(tokens[n - 1]) and _nation(tokens[n - 3])):
            continue
        several = Area("+".join(dict.fromkeys(a.code for a in nations)), "country")
        made = make_token(tokens[k + 1].start, tokens[n - 1].end, {"area": several, "adjective": True})
        return [*tokens[: k + 1], made, *tokens[n:]]
    return tokens


def _nation(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and bool(t.get("adjective"))


def into_plant(tokens: Tokens) -> Tokens:
    """ "has poured 500 m USD into Indonesia's Subang plant": the country whose plant it is, and not who invests."""
    for k in range(1, len(tokens) - 2):
        led, whose, plant = tokens[k : k + 3]
        area, money = whose.get("area"), tokens[k - 1]
        if led.get("role") not in ("to", "at") or area is None or not plant.get("ignore"):
            continue
        if whose.get("adjective") or area.type not in _PLACES or not isinstance(money, Quantity):
            continue
        made = make_token(whose.start, plant.end, {"area": area})
        return [*tokens[: k + 1], made, *tokens[k + 3 :]]
    return tokens


def capital_of_its_country(tokens: Tokens, told: str) -> Tokens:
    """ "Guangxi's firms have 96 projects with agreed Chinese capital of 1.3 bn USD": the country's that the province lies
    in; ``told``: whose investments or trade were told of last."""
    for k in range(1, len(tokens) - 1):
        area = tokens[k].get("area")
        if area is None or not tokens[k].get("adjective") or area.type != "country":
            continue
        if not str(tokens[k + 1].get("measure")).startswith("fdi"):
            continue
        before = [a.code for t in tokens[:k] if (a := t.get("area")) is not None]
        if any(code.startswith(f"{area.code}-") for code in [*before[:1], *([told] if not before else [])]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def filed_with(tokens: Tokens) -> Tokens:
    """ "Chinese investors filed 241 projects worth 40 bn baht with Thailand's board": where they will be."""
    for k in range(3, len(tokens) - 1):
        area = tokens[k + 1].get("area")
        if (
            tokens[k].get("role") != "with"
            or area is None
            or area.type != "country"
            or tokens[k + 1].get("adjective")
        ):
            continue
        if k + 2 < len(tokens) and not tokens[k + 2].get("punct"):
            continue
        n = next((n for n in range(k - 1, -1, -1) if tokens[n].get("noun") == "firm"), None)
        if not n or (whose := tokens[n - 1].get("area")) is None or whose.country == area.country:
            continue
        between = tokens[n + 1 : k]
        counted = between and isinstance(between[0], Quantity) and between[0].unit == "projects"
        if counted and not any(t.get("area") or t.get("role") == "at" for t in between):
            at = make_token(tokens[k].start, tokens[k].end, {"role": "at"})
            return [*tokens[:k], at, *tokens[k + 1 :]]
    return tokens


def since_spent(tokens: Tokens) -> Tokens:
    """ "… 502.8 bn USD in 42,002 projects, of which 322.5 bn USD has been spent": paid in, nothing is bought for it."""
    for k in range(2, len(tokens)):
        t, money = tokens[k], tokens[k - 1]
        if t.get("measure") != "buy" or not isinstance(money, Quantity) or money.unit not in PAID:
            continue
        led = next((u for u in reversed(tokens[: k - 1]) if not u.get("hedge")), None)
        ends = k + 1 == len(tokens) or tokens[k + 1].get("punct")
        if ends and led is not None and led.get("link") == "of_which":
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "fdi_realised"}), *tokens[k + 1 :]]
    return tokens


def part_of_outward(tokens: Tokens) -> Tokens:
    """ "ASEAN took 31% of Hunan's outbound investment": who takes a part of what another invests abroad is a host."""
    for k in range(2, len(tokens) - 3):
        share, of, whose, what = tokens[k : k + 4]
        if not isinstance(share, Quantity) or share.unit != "percent" or not of_whole(of):
            continue
        if what.get("measure") != "fdi" or what.get("directed") != _ABROAD:
            continue
        n = next((n for n in range(k - 1, 0, -1) if not tokens[n].get("hedge")), 0)
        verb, host = tokens[n], tokens[n - 1]
        takes = verb.get("measure") in ("buy", "attract") or verb.get("share")
        area = host.get("area")
        if not n or not takes or area is None or host.get("adjective"):
            continue
        own = whose.get("area")
        if own is None and whose.get("anaphor") not in ("region", "country") or own is area:
            continue
        fdi = make_token(what.start, what.end, {"measure": "fdi"})
        part = make_token(of.start, of.end, {"link": "of_which"})
        at = make_token(verb.start, verb.end, {"role": "at"})
        return [*tokens[: n - 1], whose, fdi, *tokens[n + 1 : k], share, part, at, host, *tokens[k + 4 :]]
    return tokens


def gates_handled(tokens: Tokens) -> Tokens:
    """ "Its gates handled 350 m USD of goods", "Goods worth 66 bn USD passed through its gates", where investments were told
    of before: trade over the border."""
    gate = next((k for k, t in enumerate(tokens) if t.get("noun") == "gate"), None)
    goods = next((k for k, t in enumerate(tokens) if t.get("noun") == "goods"), None)
    money = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit in PAID), None)
    if gate is None or goods is None or money is None or any(t.get("unit") == "projects" for t in tokens):
        return tokens
    passed = goods < money < gate and tokens[gate - 1].get("role") == "via"
    if not passed and not gate < money < goods:
        return tokens
    t = tokens[goods]
    trade = make_token(t.start, t.end, {"measure": "border_trade"})
    rest = [u for u in tokens[gate + 1 : goods] if u.get("role") != "of"]
    if passed:
        return [*tokens[:goods], trade, *tokens[goods + 1 :]]
    return [*tokens[: gate + 1], trade, *rest, *tokens[goods + 1 :]]


def part_of_theirs(tokens: Tokens) -> Tokens:
    """ "Chinese investment accounted for 97% of Cambodia's approvals": where what the part is of was approved."""
    for k in range(3, len(tokens) - 2):
        verb, share, of, host = tokens[k - 1 : k + 3]
        if not isinstance(share, Quantity) or share.unit != "percent" or verb.get("share") != "share":
            continue
        whose, what, area = tokens[k - 3], tokens[k - 2], host.get("area")
        own = whose.get("area")
        if (
            not of_whole(of)
            or area is None
            or host.get("adjective")
            or own is None
            or own.country == area.country
        ):
            continue
        behind = next((t for t in tokens[k + 3 :] if t.get("role") != "at"), None)  # "in Q3"
        ends = behind is None or behind.get("punct") or behind.get("period")
        if what.get("measure") == "fdi" and not what.get("directed") and area.type in _PLACES and ends:
            at = make_token(of.start, of.end, {"role": "at"})
            return [*tokens[: k - 1], at, host, verb, share, *tokens[k + 3 :]]
    return tokens
