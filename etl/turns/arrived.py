"""What arrives somewhere: cargo that a port takes in, and the people that a nation accounts for."""

from __future__ import annotations

from itertools import pairwise

from etl.clauses import joins
from etl.frame import BLOCS
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, bare, of_whole, those_who_came

_MOST_CAME = 6  # fewest tokens of who came most, where and how many
_CARGO = frozenset({"other", "tonnes"})
_CROWD = 10_000  # fewer may be of one firm or hotel
_ACCOUNTS = {"change": "reach", "share": "share"}  # as "accounted for" does
_TOWNS = frozenset({"province", "city", "prefecture"})


def received_cargo(tokens: Tokens) -> Tokens:
    """ "Haiphong port received 1.6 million TEUs", "Mong Cai received 12,480 vehicles": the port or the gate handled them; a
    town does so with containers only."""
    for k in range(1, len(tokens) - 1):
        t, at = tokens[k], k - 1
        if at > 2 and tokens[at].get("punct") == ")" and tokens[at - 2].get("punct") == "(":
            at -= 3  # "Ga Đồng Đăng (Lạng Sơn) nhận 548.000 tấn"
        area = tokens[at].get("area")
        if t.get("measure") != "attract" or area is None:
            continue
        n = k + 2 if tokens[k + 1].get("hedge") else k + 1
        cargo = tokens[n] if n < len(tokens) else t
        if bare(cargo) is not None and area.counterpart:  # "Ga Đồng Đăng tiếp nhận 14.000 toa tàu"
            return [*tokens[:k], make_token(t.start, t.end, {"change": "reach"}), *tokens[k + 1 :]]
        if not isinstance(cargo, Quantity):
            continue
        daily = any((m := u.get("period")) is not None and m.kind == "annual" for u in tokens[n + 1 : n + 4])
        at_border = cargo.unit in ("vehicles", "tonnes") and (area.counterpart or area.border) and not daily
        port = area.type == "port" and (cargo.unit in _CARGO or cargo.unit == "persons")
        if at_border or port or area.type in _TOWNS and cargo.unit == "other":
            return [*tokens[:k], make_token(t.start, t.end, {"change": "reach"}), *tokens[k + 1 :]]
    return tokens


def weight_that_came(tokens: Tokens) -> Tokens:
    """ "The 1.5 m tons it received made up 90% of its rice imports", "The 1.2 m tons that arrived were 38% of": no more
    than that they came."""
    for k in range(len(tokens) - 4):
        if not isinstance(tokens[k], Quantity) or tokens[k].unit != "tonnes":
            continue
        n = k + 1 + bool(tokens[k + 1].get("anaphor") or tokens[k + 1].get("link") == "which")
        came = tokens[n].get("noun") == "receives" or tokens[n].get("measure") == "arrivals"
        part, of = tokens[n + 2 : n + 3], tokens[n + 3 : n + 4]
        if not came or not part or not of or of[0].get("role") != "of":
            continue
        led = tokens[n + 1].get("share") or tokens[n + 1].get("change") == "reach"
        if led and isinstance(part[0], Quantity) and part[0].unit == "percent":
            return [
                *tokens[: k + 1],
                make_token(tokens[n + 1].start, tokens[n + 1].end, _ACCOUNTS),
                *tokens[n + 2 :],
            ]
    return tokens


def people_accounted_for(tokens: Tokens) -> Tokens:
    """ "Thais accounted for 360,000, Vietnamese 290,000", "China for 55,000", "Chinese only 55,000": as many came from
    there."""
    out: Tokens = list(tokens)
    gone: set[int] = set()
    shared = False
    for k in range(1, len(tokens) - 1):
        t = tokens[k]
        if t.get("adjective") and tokens[k - 1].get("punct") == ";" and _many(tokens[k + 1]):
            if _ends(tokens, k + 2):
                out[k + 1] = those_who_came(tokens[k + 1])
            continue
        shared = shared or t.get("share") == "share"
        again = shared and t.get("role") == "to" and not t.get("measure")
        if again and tokens[k - 1].get("area") and _many(tokens[k + 1]) and _ends(tokens, k + 2):
            out[k + 1] = those_who_came(tokens[k + 1])
            out[k] = make_token(t.start, t.end, {"role": "with"})
            continue
        only = t.get("link") == "only"
        alone = k > 1 and tokens[k - 1].get("link") == "only"  # "China alone accounted for 956,000"
        if not (only or t.get("share") == "share") or not tokens[k - 1 - alone].get("area"):
            continue
        n = k + 2 if tokens[k + 1].get("hedge") else k + 1
        if n < len(tokens) and _many(tokens[n]) and _ends(tokens, n + 1):
            who = tokens[k - 1 - alone]
            out[k - 1 - alone] = make_token(who.start, who.end, {**who, "adjective": True})
            if alone:
                gone.add(k - 1)
            out[k] = make_token(t.start, t.end, {"role": "with"})
    return [t for k, t in enumerate(out) if k not in gone] if gone else out


def have_come(tokens: Tokens) -> Tokens:
    """ "Cả nước có 17,6 triệu lượt khách quốc tế", "Hàn Quốc đứng đầu với 4,57 triệu lượt khách": as many came."""
    if any(t.get("measure") and not isinstance(t, Quantity) for t in tokens):
        return tokens
    for k, t in enumerate(tokens):
        if not isinstance(t, Quantity) or t.unit != "persons" or not t.get("came") or t.value < _CROWD:
            continue
        led = tokens[:k]
        if any(isinstance(u, Quantity) or u.get("share") for u in led):
            return tokens
        places = [u["area"] for u in led if u.get("area")]
        if any(p.counterpart or p.border for p in places):
            return tokens
        if places or any(u.get("anaphor") == "home" for u in led):
            n = k - 1 if tokens[k - 1].get("hedge") else k
            came = make_token(t.start, t.start, {"measure": "arrivals"})
            return [*tokens[:n], came, *tokens[n:k], t, *tokens[k + 1 :]]
    return tokens


def entered_of_them(tokens: Tokens) -> Tokens:
    """ "Of the total, 71,500 entered Vietnam": some of those who crossed the border."""
    k = next((k for k, t in enumerate(tokens[:4]) if _many(t)), None)
    if not k or k + 1 >= len(tokens) or not of_whole(tokens[0]):
        return tokens
    if any(not (t.get("punct") or t.get("hedge")) for t in tokens[1:k]):
        return tokens
    t, went = tokens[k], tokens[k + 1]
    if went.get("role") != "to" or went.get("measure") != "exports" or went.get("noun"):
        return tokens
    counted = Quantity(t.start, t.end, bare(t), 0, "persons", origin="digits")
    return [*tokens[:k], counted, *tokens[k + 1 :]]


def whose_numbers(tokens: Tokens) -> Tokens:
    """ "Thais (1.2 million), Vietnamese (1.05 million)", "ahead of India's 41,000": each is how many came from there."""
    tokens = [t for k, t in enumerate(tokens) if not _comma_ahead_of_count(tokens, k)]
    listed = any(t.get("adjective") and tokens[k + 1].get("punct") == "(" for k, t in enumerate(tokens[:-1]))
    came_from = any(
        t.get("role") == "from" and tokens[k + 1].get("area") and _with_count(tokens, k + 2)
        for k, t in enumerate(tokens[:-3])
        if not isinstance(t, Quantity)
    )
    out: Tokens = list(tokens)
    begun = 0
    for k in range(len(tokens) - 1):
        t, nxt = tokens[k], tokens[k + 1]
        area = t.get("area")
        if area is None or area.type != "country" or t.get("adjective"):
            continue
        bracket = listed and nxt.get("punct") == "(" and k + 3 < len(tokens) and _counts(tokens[k + 2])
        bracket = bracket and tokens[k + 3].get("punct") in (")", ",")
        before = tokens[k - 1] if k else t
        passed = before.get("role") == "aside" and _counts(nxt) and _ends(tokens, k + 2)
        following = before.get("link") == "but" or joins(before)
        following = came_from and following and _with_count(tokens, k + 1)
        if bracket or passed or following:
            out[k] = make_token(t.start, t.end, {**t, "adjective": True})
        if bracket and before.get("punct") == ";":
            begun = k
    if begun:
        out.insert(begun, make_token(tokens[begun].start, tokens[begun].start, {"role": "from"}))
    return out


def _with_count(tokens: Tokens, k: int) -> bool:
    """ "at 303,300", "with 303,300"."""
    if k + 1 >= len(tokens) or tokens[k].get("role") not in ("at", "with"):
        return False
    return _counts(tokens[k + 1]) and _ends(tokens, k + 2)


def _comma_ahead_of_count(tokens: Tokens, k: int) -> bool:
    """ "followed by Taiwan, at 303,300, the United States, at 183,400": the comma before how many came from there."""
    if tokens[k].get("punct") != "," or not 0 < k < len(tokens) - 2 or not tokens[k - 1].get("area"):
        return False
    return _with_count(tokens, k + 1)


def of_the_arrivals(tokens: Tokens) -> Tokens:
    """ "890,000 of the 4.6 million arrivals came from China": of the arrivals, so many."""
    for k in range(len(tokens) - 5):
        part, of, whole = tokens[k : k + 3]
        if not of_whole(of) or not isinstance(whole, Quantity) or whole.unit != "persons":
            continue
        number = part.number if isinstance(part, Quantity) and part.unit in (None, "persons") else None
        number = bare(part) if not isinstance(part, Quantity) and _many(part) else number
        came = k + 3 + bool(tokens[k + 3].get("change") == "reach")
        way, who = (tokens[came : came + 2] + [of, of])[:2]
        if number is None or way.get("role") != "from" or not who.get("area"):
            continue
        scale = part.scale if isinstance(part, Quantity) else 0
        counted = Quantity(part.start, part.end, number, scale, "persons", origin="digits")
        comma = make_token(whole.end, whole.end, {"punct": ","})
        from_ = make_token(way.start, way.end, {"role": "from"})
        people = make_token(of.start, of.end, {"measure": "arrivals"})
        return [*tokens[:k], people, whole, comma, counted, from_, *tokens[came + 1 :]]
    return tokens


def sent_visitors(tokens: Tokens) -> Tokens:
    """ "South Korea sent 1.9 million visitors": so many came from there."""
    for k in range(len(tokens) - 2):
        who, sent = tokens[k : k + 2]
        n = k + 2 + bool(tokens[k + 2].get("hedge") and not isinstance(tokens[k + 2], Quantity))
        area, q = who.get("area"), tokens[n] if n < len(tokens) else who
        if area is None or area.type != "country" or who.get("adjective") or sent.get("measure") != "sell":
            continue
        if k and not (tokens[k - 1].get("punct") or tokens[k - 1].get("period")):
            continue
        if not isinstance(q, Quantity) or q.unit != "persons":
            continue
        to, there = (tokens[n + 1 : n + 3] + [sent, sent])[:2]
        if to.get("role") == "to" and (host := there.get("area")) is not None:
            if host.country == area.country:
                continue
            own = make_token(q.end, q.end, {"area": area, "adjective": True})
            into = make_token(to.start, to.end, {"measure": "arrivals", "role": "to"})
            return [*tokens[:k], *tokens[k + 2 : n + 1], own, into, *tokens[n + 2 :]]
        if any(t.get("role") == "to" and u.get("area") for t, u in pairwise(tokens[n + 1 : n + 6])):
            continue
        way = make_token(sent.start, sent.end, {"role": "from"})
        here = make_token(who.start, who.end, {"area": area})
        return [*tokens[:k], *tokens[k + 2 : n + 1], way, here, *tokens[n + 1 :]]
    return tokens


def nationals_entered(tokens: Tokens) -> Tokens:
    """ "176,000 Chinese entered Thailand": people, and no goods."""
    for k in range(len(tokens) - 3):
        t, who, went, there = tokens[k : k + 4]
        if not _many(t) or not who.get("adjective") or went.get("role") != "to" or went.get("noun"):
            continue
        area = there.get("area")
        if went.get("measure") != "exports" or area is None or area.country == who["area"].country:
            continue
        if area.type in BLOCS:
            continue
        counted = Quantity(t.start, t.end, bare(t), 0, "persons", origin="digits")
        into = make_token(went.start, went.end, {"measure": "arrivals", "role": "to"})
        return [*tokens[:k], counted, who, into, *tokens[k + 3 :]]
    return tokens


def _counts(t: Token | Quantity) -> bool:
    return t.unit is None and t.origin == "digits" if isinstance(t, Quantity) else _many(t)


def _many(t: Token | Quantity) -> bool:
    """A bare number with a separator of thousands."""
    number = bare(t)
    return number is not None and bool(t.get("digits")) and t.end - t.start > len(str(number))


def _ends(tokens: Tokens, k: int) -> bool:
    return k >= len(tokens) or bool(tokens[k].get("punct")) or joins(tokens[k])


def foreign_arrivals(tokens: Tokens) -> Tokens:
    """ "International arrivals in Vietnam rose 44%": all of them, whoever was told of before."""
    for k, t in enumerate(tokens[:4]):
        if isinstance(t, Quantity) or t.get("unit") != "persons!" or t.get("measure") != "arrivals":
            continue
        if k and (tokens[k - 1].get("area") or tokens[k - 1].get("link") == "total"):
            return tokens
        if any(u.get("role") == "from" and not u.get("change") for u in tokens[k + 1 : k + 5]):
            return tokens
        return [*tokens[:k], make_token(t.start, t.start, {"link": "total"}), *tokens[k:]]
    return tokens


def spent_by_visitors(tokens: Tokens) -> Tokens:
    """ "Thailand has seen 11.9 million tourists and generated 494 billion baht in revenue": no exports."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        near = tokens[k + 1 : k + 6]
        takings = not isinstance(t, Quantity) and t.get("measure") == "earn"
        takings = takings and any(not isinstance(u, Quantity) and u.get("measure") == "value" for u in near)
        out.append(make_token(t.start, t.end, {"block": "block"}) if takings else t)
    return out


def arrived_from(tokens: Tokens) -> Tokens:
    """ "A further 1.7 million arrived from China": people, and no goods."""
    tokens = [t for t in tokens if t.get("change") != "again"]
    out: Tokens = list(tokens)
    for k in range(1, len(tokens) - 1):
        t, many = tokens[k], tokens[k - 1]
        if isinstance(t, Quantity) or t.get("role") != "from" or t.get("measure") != "imports":
            continue
        if _counts(many) and tokens[k + 1].get("area"):
            out[k] = make_token(t.start, t.end, {"role": "from"})
    return out


def in_the_region(tokens: Tokens) -> Tokens:
    """ "Malaysia is the most visited country in Southeast Asia with 26 million arrivals": they came to Malaysia."""
    first = tokens[0].get("area") if tokens and not isinstance(tokens[0], Quantity) else None
    if first is None or first.type != "country" or tokens[0].get("adjective"):
        return tokens
    for k in range(1, min(5, len(tokens) - 2)):
        at, region = tokens[k], tokens[k + 1].get("area")
        if isinstance(at, Quantity) or at.get("measure") not in (None, "arrivals") or at.get("punct"):
            return tokens
        if at.get("role") == "at" and region is not None and region.code == first.parent:
            return [tokens[0], make_token(at.start, at.start, {"change": "reach"}), *tokens[k + 2 :]]
    return tokens


def most_who_came(tokens: Tokens) -> Tokens:
    """ "Malaysians were the most numerous visitors to Thailand: 92,262 arrived in March": so many arrived there of them."""
    who = tokens[0] if tokens else None
    if who is None or isinstance(who, Quantity) or not who.get("area") or len(tokens) < _MOST_CAME:
        return tokens
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), 0)
    if k < _MOST_CAME - 2 or any(isinstance(t, Quantity) and t.unit != "rank" for t in tokens[:k]):
        return tokens
    end = k - bool(tokens[k - 1].get("period"))
    came, to, host = tokens[end - 3 : end]
    if (
        came.get("noun") != "people"
        or to.get("role") != "to"
        or not host.get("area")
        or host.get("adjective")
    ):
        return tokens
    led = tokens[1 : end - 3]
    if not any(t.get("change") == "reach" or t.get("link") == "but" or t.get("role") == "aside" for t in led):
        return tokens
    at = who.end
    sender = [make_token(at, at, {"role": "from"}), make_token(at, at, {"area": who.get("area")})]
    return [came, to, host, *sender, *tokens[end:k], *tokens[k + 1 :]]
