"""Goods, people and money that go or come: from where and whereto."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, FOREIGN, MILLION, MOVED, PAID, PROJECTS, Tokens, good, of_whole

_PEOPLE = 8  # nobody counts travellers in billions
_MONEY_AFTER = 5  # most tokens between "put" and the money
_INTO_AFTER = 4  # most tokens between the money and "into"


def bound_for(tokens: Tokens) -> Tokens:
    """ "China-bound exports", "China-bound shipments of durian": exports to China."""
    for k, t in enumerate(tokens):
        if not t.get("bound") or not k or not tokens[k - 1].get("area"):
            continue
        area = make_token(tokens[k - 1].start, tokens[k - 1].end, {"area": tokens[k - 1].get("area")})
        way = make_token(t.start, t.end, {"role": "to"})
        n = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].get("measure")), k)
        if any(isinstance(u, Quantity) or u.get("punct") for u in tokens[k + 1 : n]):
            n = k
        return bound_for([*tokens[: k - 1], *tokens[k + 1 : n + 1], way, area, *tokens[n + 1 :]])
    return tokens


def shares_went(tokens: Tokens) -> Tokens:
    """ "71 percent of its fruit, 45 percent of its vegetables and 91 percent of its cassava went to China": where all of
    them went stands behind the last."""
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), 0)
    if any(not (t.get("period") or t.get("punct") == "," or t.get("hedge")) for t in tokens[:first]):
        return tokens
    shares = [k for k in range(first, len(tokens)) if isinstance(tokens[k], Quantity)]
    end = shares[-1] if shares else 0
    if len(shares) < 2 or not all(of_whole(tokens[k + 1]) for k in shares if k + 1 < len(tokens)):
        return tokens
    v = next((k for k in range(end + 1, len(tokens)) if tokens[k].get("role") == "to"), 0)
    if not v or v + 1 >= len(tokens) or not tokens[v + 1].get("area"):
        return tokens
    verb = v if tokens[v].get("measure") in MOVED else v - 1
    if tokens[verb].get("measure") not in MOVED or any(t.get("punct") for t in tokens[end + 1 : v]):
        return tokens
    return [*tokens[:first], *tokens[verb : v + 2], *tokens[first:verb], *tokens[v + 2 :]]


def went_and_came(tokens: Tokens) -> Tokens:
    """ "1.1 bn USD went out and 2.95 bn came in": goods that came in are imports where others went out."""
    moved = [
        k
        for k in range(1, len(tokens))
        if isinstance(tokens[k - 1], Quantity) and tokens[k - 1].unit not in ("percent", "rank", "persons")
    ]
    out = any(tokens[k].get("measure") == "exports" for k in moved)
    for k in moved:
        t = tokens[k]
        ends = k + 1 == len(tokens) or tokens[k + 1].get("punct") or tokens[k + 1].get("link") == "and"
        if out and ends and t.get("tense") == "flow" and not t.get("measure"):
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "imports"}), *tokens[k + 1 :]]
    return tokens


def goods_in_a_row(tokens: Tokens) -> Tokens:
    """ "93,000 tonnes of melons, mangoes and plums left via Tan Thanh": one figure of several goods."""
    for k in range(1, len(tokens) - 5):
        q = tokens[k - 2] if tokens[k - 1].get("measure") == "value" else tokens[k - 1]
        if not isinstance(q, Quantity) or q.unit not in ("tonnes", *PAID) or tokens[k].get("role") != "of":
            continue
        n, marks = k + 1, 0
        while n + 1 < len(tokens) and good(tokens[n]) and joins(tokens[n + 1]):
            marks += tokens[n + 1].get("punct") == ","
            n += 2
        last = tokens[n - 1] if n > k + 1 else None
        if (
            not marks
            or last is None
            or last.get("link") != "and"
            or not good(tokens[n])
            or n + 1 >= len(tokens)
        ):
            continue
        if tokens[n + 1].get("measure") in MOVED or tokens[n + 1].get("change") == "reach":
            goods = make_token(tokens[k + 1].start, tokens[n].end, {"noun": "goods"})
            return [*tokens[: k + 1], goods, *tokens[n + 1 :]]
    return tokens


def apposed_goods(tokens: Tokens) -> Tokens:
    """ "Some 2,100 tonnes of chilli, mostly fresh, were exported to China": what is said of the goods by the way, behind
    where they went."""
    k = next((k for k, t in enumerate(tokens[:3]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit not in ("tonnes", *PAID) or len(tokens) < k + 8:
        return tokens
    if (
        tokens[k + 1].get("role") != "of"
        or not tokens[k + 2].get("commodity")
        or tokens[k + 3].get("punct") != ","
    ):
        return tokens
    close = next((n for n in range(k + 4, min(k + 12, len(tokens))) if tokens[n].get("punct")), None)
    if close is None or tokens[close].get("punct") != "," or close + 2 >= len(tokens):
        return tokens
    verb, flow = tokens[close + 1], tokens[close + 2]
    if verb.get("change") != "reach" or flow.get("measure") not in MOVED:
        return tokens
    end = next((n for n in range(close + 1, len(tokens)) if tokens[n].get("punct")), len(tokens))
    return [*tokens[: k + 3], *tokens[close + 1 : end], *tokens[k + 3 : close], *tokens[end:]]


def worth_between_goods(tokens: Tokens) -> Tokens:
    """ "1,5 triệu tấn sắn, tương đương 600 triệu USD, đã bán sang Trung Quốc": what they were worth, behind where they
    went."""
    k = next((k for k, t in enumerate(tokens[:3]) if isinstance(t, Quantity)), None)
    if k is None or k + 6 >= len(tokens) or not tokens[k + 1].get("commodity"):
        return tokens
    if tokens[k + 2].get("punct") != "," or tokens[k + 3].get("share") != "equal":
        return tokens
    close = next((n for n in range(k + 4, min(k + 8, len(tokens))) if tokens[n].get("punct")), len(tokens))
    if close + 1 >= len(tokens) or tokens[close].get("punct") != ",":
        return tokens
    if tokens[close + 1].get("measure") not in MOVED or not isinstance(tokens[close - 1], Quantity):
        return tokens
    end = next((n for n in range(close + 1, len(tokens)) if tokens[n].get("punct")), len(tokens))
    return [*tokens[: k + 2], *tokens[close + 1 : end], *tokens[k + 2 : close], *tokens[end:]]


def came_from(tokens: Tokens) -> Tokens:
    """ "Pork worth 91 m USD came from China", "from the neighbour": goods from a country are imports, where no other flow is
    told of."""
    goods = told = False
    for k, t in enumerate(tokens[:-1]):
        if isinstance(t, Quantity):
            told = told or t.unit in PAID or t.unit == "tonnes"
            continue
        goods = goods or bool(t.get("commodity")) or t.get("noun") == "goods"
        area = tokens[k + 1].get("area")
        if goods and told and _from_one_to_another(tokens[k : k + 4]):
            sent = make_token(t.start, t.start, {"measure": "exports"})
            return [*tokens[:k], sent, *tokens[k:]]  # "Fruit worth 1.2 bn USD went from Thailand to China"
        if (
            goods
            and told
            and t.get("role") == "from"
            and (
                area is not None
                and area.type in ("country", "bloc")
                or tokens[k + 1].get("anaphor") == "other"
            )
        ):
            came = make_token(t.start, t.end, {"role": "from", "measure": "imports"})
            paid = [n for n in range(k) if isinstance(tokens[n], Quantity) and tokens[n].unit in PAID]
            if len(paid) > 1 and any(joins(u) for u in tokens[paid[-2] : paid[-1]]):
                # "2 bn worth of leather and 800 m worth of thread came from there": both did
                comma = make_token(t.end, t.end, {"punct": ","})
                first = paid[0] - bool(paid[0] and tokens[paid[0] - 1].get("hedge"))
                return [*tokens[:first], came, tokens[k + 1], comma, *tokens[first:k], *tokens[k + 2 :]]
            return [*tokens[:k], came, *tokens[k + 1 :]]
        behind = isinstance(tokens[k - 1], Quantity) and k and t.get("role") == "to" and not t.get("change")
        if goods and told and behind and area is not None and area.type in ("country", "bloc"):
            went = make_token(t.start, t.end, {"role": "to", "measure": "exports"})
            return [*tokens[:k], went, *tokens[k + 1 :]]  # "Seafood worth 1.5 bn USD headed to the US"
    return tokens


def _from_one_to_another(words: Tokens) -> bool:
    """ "from Thailand to China": whether both ends of a way are named, in two countries."""
    if len(words) < 4 or words[0].get("role") != "from" or words[2].get("role") != "to":
        return False
    here, there = words[1].get("area"), words[3].get("area")
    return here is not None and there is not None and here.country != there.country


def left_with(tokens: Tokens) -> Tokens:
    """ "…, leaving the country 38 bn in the red", "leaving the country with a deficit of 38 bn": it is not goods that
    leave."""
    for k, t in enumerate(tokens[:-2]):
        measure = t.get("measure")
        which = measure == "exports" and k and tokens[k - 1].get("link") == "which"
        if which and tokens[k + 1].get("measure") in BALANCES:
            return [*tokens[:k], *tokens[k + 1 :]]  # "…, which left a gap of 38 bn"
        if not t.get("directed") or not measure or measure in BALANCES:
            continue
        behind = tokens[k + 1 : k + 5]
        end = next((n for n, u in enumerate(behind) if u.get("punct")), len(behind))
        if any(u.get("measure") in BALANCES for u in behind[:end]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def earnings(tokens: Tokens) -> Tokens:
    """The tokens with what was earned, or bought, for what it is."""
    return [brought_home(tokens, k) if t.get("measure") == "earn" else t for k, t in enumerate(tokens)]


def brought_home(tokens: Tokens, k: int) -> Token:
    """ "sold 80 bn worth and brought in 47 bn worth" tells of what was bought, "durian brought in 47 bn" of earnings."""
    behind = [t for t in tokens[k + 1 : k + 4] if not t.get("hedge")]
    worth = len(behind) > 1 and isinstance(behind[0], Quantity) and behind[0].scale >= MILLION
    # "in revenue" says no worth of goods
    worth = worth and behind[1].get("measure") == "value" and "change" in behind[1]
    worth = worth and behind[1].start - behind[0].end <= 1
    return make_token(tokens[k].start, tokens[k].end, {"measure": "buy"}) if worth else tokens[k]


def took_part(tokens: Tokens) -> Tokens:
    """ "China imported 38 percent of the rice that Vietnam exported": what it took of the exports of another."""
    for k, t in enumerate(tokens[1:-2], 1):
        if t.get("measure") != "imports" or not tokens[k - 1].get("area") or tokens[k - 1].get("adjective"):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        share = tokens[n]
        if not isinstance(share, Quantity) or share.unit != "percent" or n + 1 >= len(tokens):
            continue
        if tokens[n + 1].get("share") == "whole" or tokens[n + 1].get("role") == "of":
            if any(u.get("measure") in ("exports", "sell") for u in tokens[n + 2 : n + 8]):
                return [*tokens[:k], make_token(t.start, t.end, {"measure": "buy"}), *tokens[k + 1 :]]
    return tokens


def supplies_to(tokens: Tokens) -> Tokens:
    """ "Russian supplies to China gained 13%": exports to there."""
    for k in range(1, len(tokens) - 2):
        if tokens[k].get("measure") != "supply" or not tokens[k - 1].get("area"):
            continue
        to, whom = tokens[k + 1 : k + 3]
        if to.get("role") == "to" and whom.get("area") and not whom.get("adjective"):
            flow = make_token(tokens[k].start, tokens[k].end, {"measure": "exports"})
            return [*tokens[:k], flow, *tokens[k + 1 :]]
    return tokens


def supplied_to(tokens: Tokens) -> Tokens:
    """ "Australia supplied Viet Nam with 12 m tonnes", "supplied 12 m tonnes of coal to Viet Nam": what it sold there."""
    k = next((k for k, t in enumerate(tokens) if t.get("measure") == "supply"), len(tokens))
    if not k or not tokens[k - 1].get("area") or tokens[k - 1].get("adjective"):
        return tokens
    rest = tokens[k + 1 : k + 8]
    q = next((n for n, t in enumerate(rest) if isinstance(t, Quantity)), None)
    if q is None or rest[q].unit in (None, "percent", "rank", "times"):
        return tokens
    given = q > 1 and rest[0].get("area") and rest[1].get("role") == "with" and not rest[0].get("adjective")
    end = next(
        (n for n, t in enumerate(rest) if n > q and (isinstance(t, Quantity) or t.get("punct"))), len(rest)
    )
    led = any(
        t.get("role") == "to" and u.get("area")
        for t, u in zip(rest[q + 1 : end], rest[q + 2 : end], strict=False)
    )
    if not given and not led:
        return tokens
    sold = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": "sell"})
    return [*tokens[:k], sold, *(rest[:1] if given else []), *tokens[k + (3 if given else 1) :]]


def exporters_got(tokens: Tokens) -> Tokens:
    """ "Coffee exporters got 132 m USD from China": what they earned."""
    for k in range(1, len(tokens)):
        t = tokens[k]
        if t.get("measure") == "attract" and tokens[k - 1].get("rank_noun") == "exporter":
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "earn"}), *tokens[k + 1 :]]
    return tokens


def earned_from(tokens: Tokens) -> Tokens:
    """ "Earned most from the US (34 bn USD) and China (18 bn)": from sales there."""
    for k in range(len(tokens) - 3):
        n = k + 1 + bool(tokens[k + 1].get("hedge") or tokens[k + 1].get("link") == "mainly")
        if tokens[k].get("measure") != "earn" or tokens[n].get("role") != "from":
            continue
        if n + 2 < len(tokens) and tokens[n + 1].get("area") and tokens[n + 2].get("punct") == "(":
            way = make_token(tokens[n].start, tokens[n].end, {"role": "to"})
            return [*tokens[:n], way, *tokens[n + 1 :]]
    return tokens


def goods_arrived(tokens: Tokens) -> Tokens:
    """ "Arrivals from Viet Nam edged up to 8.5 bn from 8.4 bn": billions are of goods."""
    vast = any(isinstance(t, Quantity) and t.unit is None and t.scale > _PEOPLE for t in tokens)
    if not vast or any(isinstance(t, Quantity) and t.unit == "persons" for t in tokens):
        return tokens
    out = list(tokens)
    for k, t in enumerate(tokens[:-1]):
        if t.get("measure") == "arrivals" and tokens[k + 1].get("role") == "from":
            out[k] = make_token(t.start, t.end, {"measure": "imports"})
    return out


def supplied_imports(tokens: Tokens) -> Tokens:
    """ "China supplied 84 bn USD of imports": of imports, China's part is told."""
    k = next((k for k, t in enumerate(tokens) if t.get("measure") == "supply"), 0)
    if not k:
        return tokens
    n = k + 1 + bool(tokens[k + 1 : k + 2] and tokens[k + 1].get("hedge"))
    if n + 2 >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit == "percent":
        return tokens
    of, flow = tokens[n + 1 : n + 3]
    if of.get("role") != "of" or flow.get("measure") != "imports":
        return tokens
    who = next((m for m in range(k - 1, -1, -1) if tokens[m].get("area")), None)
    if who is None or tokens[who].get("adjective") or who and tokens[who - 1].get("role"):
        return tokens
    way = make_token(tokens[k].start, tokens[k].end, {"role": "from"})
    back = make_token(tokens[who].start, tokens[who].end, {"area": tokens[who].get("area")})
    ahead = tokens[:k] if who < k - 1 else tokens[: k - 1]
    return [*ahead, flow, way, back, *tokens[k + 1 : n + 1], *tokens[n + 3 :]]


def put_into(tokens: Tokens) -> Tokens:
    """ "China put 5 bn USD into Viet Nam" tells of an investment, "customs put trade at 5 bn USD" does not."""
    out: Tokens = []
    counts = False  # whether somebody only puts a figure on something
    for k, t in enumerate(tokens):
        if t.get("measure") != "put":
            if not (counts and _counter(tokens, k)):
                out.append(t)
        elif _money_moves(tokens, k):
            out.append(make_token(t.start, t.end, {**t, "measure": "fdi"}))
        elif _registered_there(tokens, k):
            out.append(make_token(t.start, t.end, {"measure": "fdi_registered"}))
        elif out and _place(out[-1]) and any(u.get("anaphor") == "both" for u in tokens[k + 1 : k + 4]):
            counts = True
            out.pop()  # "Beijing puts trade at 230 bn, Hanoi at 172 bn": who counts is no side of it
    return out


def _registered_there(tokens: Tokens, k: int) -> bool:
    """ "Realised capital was 12.6 bn USD, 70% of the 18 bn USD registered": right behind an amount that ends a clause."""
    money, ends = tokens[k - 1], k + 1 == len(tokens) or tokens[k + 1].get("punct")
    if not k or not ends or not isinstance(money, Quantity) or money.unit not in PAID:
        return False
    led = tokens[k - 2] if k > 1 else money
    return of_whole(led) and any(t.get("measure") == "fdi_realised" for t in tokens[:k])


def _place(t: Token | Quantity) -> bool:
    area = None if isinstance(t, Quantity) or t.get("compiler") else t.get("area")
    return area is not None and "-" in area.code


def _counter(tokens: Tokens, k: int) -> bool:
    words = tokens[k + 1 : k + 3]
    led = len(words) == 2 and words[0].get("role") == "at" and isinstance(words[1], Quantity)
    return led and _place(tokens[k])


def brought(tokens: Tokens) -> Tokens:
    """ "Seafood brought Viet Nam 7 bn USD" tells of what was earned, "firms brought 150 m USD abroad" of investments, "a
    rise brought trade to 7 bn USD" of neither."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("measure") != "bring":
            out.append(t)
            continue
        behind = [u for u in tokens[k + 1 : k + 5] if not u.get("hedge")]
        if _lifts(tokens, k):
            out.append(make_token(t.start, t.end, {"change": "lift"}))
            continue
        paid = len(behind) > 1 and behind[0].get("area") is not None and isinstance(behind[1], Quantity)
        if paid and behind[1].scale >= MILLION:
            out.append(make_token(t.start, t.end, {"measure": "earn"}))
        elif t.get("change") == "reach" and behind and isinstance(behind[0], Quantity):
            # a verb that means "came to", too: what was sold brought so much, in the money of others
            earned = behind[0].unit in FOREIGN
            rest = {kind: v for kind, v in t.items() if kind != "measure"}
            out.append(make_token(t.start, t.end, {**rest, "measure": "earn"} if earned else rest))
        elif _abroad(behind[:2]):
            out.append(make_token(t.start, t.end, {"measure": "fdi"}))
        elif _goods_before(tokens, k) and _money_for(behind[:2]):
            out.append(make_token(t.start, t.end, {"measure": "earn"}))
        elif _goods_sent(behind):
            out.append(make_token(t.start, t.end, {"measure": "sell"}))
        elif len(t) > 1:
            out.append(make_token(t.start, t.end, {kind: v for kind, v in t.items() if kind != "measure"}))
    return out


def _goods_before(tokens: Tokens, k: int) -> bool:
    """ "Rice brought …", "pepper alone brought …", "its 180,000 tonnes brought …": and no "investors in garments"."""
    n = k - 1
    while n > 0 and (tokens[n].get("link") == "only" or tokens[n].get("hedge")):
        n -= 1
    if n < 0:
        return False
    t = tokens[n]
    if isinstance(t, Quantity):
        return t.unit == "tonnes"
    led = tokens[n - 1] if n else t
    return bool(t.get("commodity")) and led.get("role") != "at" and not led.get("unit")


def _money_for(words: Tokens) -> bool:
    """Whether money stands there, or behind "the country"."""
    money = words[1:2] if words and words[0].get("anaphor") in ("country", "other") else words[:1]
    return any(isinstance(t, Quantity) and t.unit in PAID and t.scale >= MILLION for t in money)


def _goods_sent(words: Tokens) -> bool:
    """ "Took 20 bn USD of goods to China": whom to, how much, and that it is goods."""
    if len(words) < len(("to", "area", "quantity", "goods")) or words[0].get("role") != "to":
        return False
    told = isinstance(words[2], Quantity) and words[2].unit not in (None, "percent")
    return told and bool(
        words[1].get("area") and (words[3].get("commodity") or words[3].get("noun") == "goods")
    )


def _abroad(words: Tokens) -> bool:
    """Whether money and "abroad" are told, in either order."""
    money = any(isinstance(t, Quantity) and t.scale >= MILLION and t.unit != "tonnes" for t in words)
    return money and any(t.get("directed") == "to W00" for t in words)


def _money_moves(tokens: Tokens, k: int) -> bool:
    behind = tokens[k + 1 : k + 1 + _MONEY_AFTER]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is None or any(t.get("role") == "at" or t.get("measure") for t in behind[:n]):
        return False
    k += n + 1
    if tokens[k + 1 : k + 2] and tokens[k + 1].get("punct") == "(":  # "put 5 bn yuan (0.7 bn USD) into …"
        close = (m for m in range(k + 2, min(k + 6, len(tokens))) if tokens[m].get("punct") == ")")
        k = next(close, k)
    while k + 2 < len(tokens) and joins(tokens[k + 1]) and isinstance(tokens[k + 2], Quantity):
        k += 2  # "registered 4.3 bn USD, 3.9 bn USD and 2.2 bn USD in Viet Nam respectively"
    words = tokens[k + 1 : k + 2 + _INTO_AFTER]
    for t, nxt in zip(words, words[1:], strict=False):
        if isinstance(t, Quantity) or t.get("punct") in (",", ";"):
            return False
        projects = isinstance(nxt, Quantity) and nxt.unit in PROJECTS
        if (
            t.get("role") == "to"
            or t.get("role") == "at"
            and (nxt.get("area") or nxt.get("anaphor") or projects)
        ):
            return True
    return False


def _lifts(tokens: Tokens, k: int) -> bool:
    """Whether a verb takes the total of a period to an amount."""
    behind = tokens[k + 1 : k + 5]
    behind = [u for u in behind if not (u.get("link") == "total" or u.get("anaphor") or u.get("compare"))]
    if len(behind) > 2 and behind[1].get("number") == 1:  # "took the seven-month one to"
        behind = [behind[0], *behind[2:]]
    return len(behind) > 1 and bool(behind[0].get("period")) and behind[1].get("change") == "reach"


def lifted(tokens: Tokens) -> Tokens:
    """ "which took the eight-month total to 337 m USD" buys nothing."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("measure") == "buy" and _lifts(tokens, k):
            t = make_token(t.start, t.end, {"change": "lift"})
        if not (out and out[-1].get("change") == "lift" and t.get("compare")):
            out.append(t)
    return out


def paid_for(tokens: Tokens) -> Tokens:
    """ "The 5 bn USD that Chinese buyers paid for Vietnamese goods was less": what they imported from there."""
    for k in range(2, len(tokens) - 3):
        if (
            tokens[k].get("measure") != "buy"
            or not (on := tokens[k + 1]).get("role")
            and not on.get("compare")
        ):
            continue
        firm = tokens[k - 1].get("noun") and tokens[k - 2].get("area")
        who = k - 2 if firm else k - 1
        n = who - 2 if tokens[who - 1].get("link") == "which" else who - 1
        much, whose, goods = tokens[n], tokens[k + 2], tokens[k + 3]
        if n < 0 or not isinstance(much, Quantity) or much.unit not in PAID or not tokens[who].get("area"):
            continue
        if not (whose.get("adjective") and whose.get("area")):
            continue
        if not (goods.get("noun") == "goods" or goods.get("commodity")):
            continue
        bought = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": "imports"})
        way = make_token(on.start, on.end, {"role": "from"})
        area = make_token(whose.start, whose.end, {"area": whose.get("area")})
        return [*tokens[:k], bought, goods, way, area, *tokens[k + 4 :]]
    return tokens


def supplied_part(tokens: Tokens) -> Tokens:
    """ "China supplied 58 percent of Vietnam's steel": of its imports of steel."""
    out, supplied = list(tokens), False
    for k in range(1, len(tokens) - 3):
        part, of, whose, goods = tokens[k : k + 4]
        supplied = supplied or tokens[k - 1].get("measure") == "supply"
        if not supplied or not isinstance(part, Quantity) or part.unit != "percent" or not of_whole(of):
            continue
        if whose.get("area") and goods.get("commodity") and not goods.get("measure"):
            nxt = tokens[k + 4] if k + 4 < len(tokens) else None
            if nxt is None or nxt.get("measure") in (None, "value", "volume"):
                out[k + 3] = make_token(goods.start, goods.end, {**goods, "measure": "imports"})
    return out


def took_from_sales(tokens: Tokens) -> Tokens:
    """ "Vietnam took in 16 bn USD from sales to China": what it sold, and nothing that it bought."""
    for k in range(len(tokens) - 3):
        took, much, way, sales = tokens[k : k + 4]
        if took.get("measure") != "buy" or not isinstance(much, Quantity) or way.get("role") != "from":
            continue
        if sales.get("measure") in ("exports", "sell"):
            earned = make_token(took.start, took.end, {"measure": "earn"})
            return [*tokens[:k], earned, *tokens[k + 1 :]]
    return tokens


def part_came(tokens: Tokens) -> Tokens:
    """77%的进口量来自中国: as 77%来自中国, of what is told of."""
    for k in range(len(tokens) - 4):
        part, of, flow, way, area = tokens[k : k + 5]
        if not isinstance(part, Quantity) or part.unit != "percent" or of.get("role") != "of":
            continue
        if str(flow.get("measure")).removesuffix("_volume") not in ("exports", "imports", "volume"):
            continue
        if not flow.get("role") and way.get("role") in ("from", "to") and area.get("area"):
            return [*tokens[: k + 1], *tokens[k + 3 :]]
    return tokens
