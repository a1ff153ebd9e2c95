"""Whose a flow is, and with whom."""

from __future__ import annotations

from etl.clauses import joins
from etl.language import Area
from etl.tokens import Quantity, make_token
from etl.turns.shapes import BALANCES, FLOWS, MOVED, PAID, SIDES, TOLD, Tokens

_POSSESSES = len("'s ")
_POSSESSED = (
    24  # most characters from a country to the goods that are its, which other words may call farm goods
)
_PART_BEHIND = 9  # most tokens from "of which" to what it was spent on


def owner_ahead(tokens: Tokens) -> Tokens:
    """ "For China as a whole, trade with ASEAN grew 8%": what a sentence opens with is whose the flow is, where the
    other side is named or the whole is spoken of."""
    if len(tokens) < 5 or tokens[0].get("role") not in ("to", "at") or not tokens[1].get("area"):
        return tokens
    whole = tokens[2].get("link") == "total"
    comma = 3 if whole else 2
    if tokens[comma].get("punct") != "," or tokens[comma + 1].get("measure") not in TOLD:
        return tokens
    behind = tokens[comma + 2 : comma + 4]
    sides = SIDES[tokens[comma + 1].get("measure")]
    sided = len(behind) == 2 and behind[0].get("role") in sides and behind[1].get("area")
    if not sided and not (whole and tokens[0].get("role") == "to"):
        return tokens
    owner = make_token(tokens[1].start, tokens[1].end, {**tokens[1], "owner": True})
    return [owner, *tokens[comma + 1 :]]


def goods_of(tokens: Tokens) -> Tokens:
    """ "China bought 1.2 m tonnes of Vietnam's rubber", "… 38 m USD worth of Vietnam's farm goods": Vietnamese rubber."""
    for k in range(len(tokens) - 4):
        verb = tokens[k].get("measure")
        if verb != "buy" and not (verb == "imports" and k and tokens[k - 1].get("area")):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        if not isinstance(tokens[n], Quantity):
            continue
        n += 1 + (tokens[n + 1 : n + 2] != [] and tokens[n + 1].get("measure") == "value")
        if n + 2 >= len(tokens):
            continue
        of, whose, goods = tokens[n : n + 3]
        if of.get("role") != "of" or not whose.get("area") or whose.get("adjective"):
            continue
        named = goods.get("commodity") or goods.get("noun") == "goods" and not goods.get("measure")
        if named and _POSSESSES <= goods.start - whose.end <= _POSSESSED:
            whose = make_token(whose.start, whose.end, {**whose, "adjective": True})
            return [*tokens[: n + 1], whose, *tokens[n + 2 :]]
    return tokens


def purchases_of(tokens: Tokens) -> Tokens:
    """ "China's purchases of Vietnamese coffee doubled": its imports."""
    for k in range(1, len(tokens) - 2):
        t, of, what = tokens[k : k + 3]
        if t.get("measure") != "buy" or of.get("role") != "of" or of.start - t.end != 1:
            continue
        if tokens[k - 1].get("area") and (what.get("commodity") or what.get("area") or what.get("noun")):
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "imports"}), *tokens[k + 1 :]]
    return tokens


def of_own_country(tokens: Tokens) -> Tokens:
    """ "Guangxi made up 232 bn yuan of China's trade with Viet Nam": that much was Guangxi's."""
    for k in range(len(tokens) - 5):
        place, verb = tokens[k], tokens[k + 1]
        if verb.get("share") != "share" or (area := place.get("area")) is None or "-" not in area.code:
            continue
        n = k + 2 + bool(tokens[k + 2].get("hedge"))
        part, of, whole = tokens[n : n + 3] if n + 3 < len(tokens) else (None, place, place)
        if not isinstance(part, Quantity) or part.unit not in PAID or of.get("role") != "of":
            continue
        owner = whole.get("area")
        if owner is not None and owner.code == area.country and tokens[n + 3].get("measure") in TOLD:
            return [*tokens[: n + 2], *tokens[n + 3 :]]
    return tokens


def was_sold(tokens: Tokens) -> Tokens:
    """ "China was sold 48 bn USD of Vietnamese goods": that much was sold to it."""
    for k in range(len(tokens) - 3):
        whom, was, sold = tokens[k : k + 3]
        area = whom.get("area")
        if area is None or whom.get("adjective") or area.type != "country" or sold.get("measure") != "sell":
            continue
        if was.get("change") != "reach" or was.get("measure") or k and tokens[k - 1].get("role"):
            continue
        n = k + 3 + bool(tokens[k + 3].get("hedge"))
        if n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit in PAID:
            way = make_token(was.start, was.end, {"role": "to"})
            return [*tokens[:k], sold, way, whom, *tokens[k + 3 :]]
    return tokens


def with_market(tokens: Tokens) -> Tokens:
    """ "The trade deficit with the South Korean market shrank": its market is the country, and no flow."""
    flow = False
    for k in range(2, len(tokens)):
        t = tokens[k - 2]
        flow = flow or t.get("measure") in ("surplus", "deficit", "trade_total")
        who, market = tokens[k - 1], tokens[k]
        if flow and t.get("role") == "with" and who.get("adjective") and market.get("noun") == "market":
            return [*tokens[:k], make_token(market.start, market.end, {"noun": "market"}), *tokens[k + 1 :]]
    return tokens


def bought_ahead(tokens: Tokens) -> Tokens:
    """ "the second largest market after the US, which bought 8 m worth": the one named in passing is who bought."""
    for k in range(1, len(tokens) - 4):
        if (
            tokens[k].get("area")
            and tokens[k + 2].get("link") == "which"
            and tokens[k + 1].get("punct") == ","
        ):
            led = tokens[k - 1].get("role")
            if led == "to" and k > 1 and tokens[k - 2].get("role") == "aside":
                led = "aside"  # "second only to those to the US"
            bought = tokens[k + 3].get("measure") in ("buy", "imports")
            if led == "aside" and bought and isinstance(tokens[k + 4], Quantity):
                rest = tokens[k + 3 :]
                return [*tokens[: k - 1], tokens[k + 1], tokens[k], *rest]
    return tokens


def counted_by(tokens: Tokens) -> Tokens:
    """ "According to US statistics, imports from Vietnam totaled 114 bn": those of who counts them, where only the other
    side is named."""
    named = [k for k, t in enumerate(tokens) if t.get("area") or t.get("pair") or t.get("authority")]
    if len(named) != 2 or not named[0] < named[1] - 1 or named[0] > 1:
        return tokens
    who, other = tokens[named[0]], tokens[named[1]]
    count = tokens[named[0] + 1]
    if not who.get("area") or count.get("noun") != "count" or count.start - who.end != 1:
        return tokens
    if not other.get("area") or other.get("area").code == who.get("area").code:
        return tokens
    measure, led = tokens[named[1] - 2], tokens[named[1] - 1]
    if led.get("role") not in SIDES.get(measure.get("measure"), ()) or other.get("adjective"):
        return tokens
    if any(isinstance(t, Quantity) for t in tokens[: named[1]]):
        return tokens
    k = named[1] - 2
    owner = make_token(who.start, who.end, {"area": who.get("area"), "owner": True})
    return [*tokens[:k], owner, *tokens[k:]]


def examples(tokens: Tokens) -> Tokens:
    """ "Trade with other countries, including Singapore and Laos, jumped 36%": who are named are some of those that it
    is with, and none of them is a side by itself."""
    for k in range(2, len(tokens) - 2):
        if tokens[k].get("link") != "of_which" or tokens[k - 1].get("punct") != ",":
            continue
        named = k > 2 and (tokens[k - 2].get("noun") == "market" or tokens[k - 2].get("area"))
        led = tokens[k - 3] if named else tokens[k - 2]
        if led.get("role") not in ("with", "to", "from"):
            continue
        end = k + 1
        while end < len(tokens) and (
            tokens[end].get("area") or joins(tokens[end]) and not tokens[end].get("role")
        ):
            end += 1
        if end < len(tokens) and tokens[end - 1].get("punct") == "," and tokens[end].get("change"):
            return [*tokens[: k - 1], *tokens[end:]]
    return tokens


def aside_clause(tokens: Tokens) -> Tokens:
    """ "Australia, which had shipped none in October 2016, came out on top": a relative clause between commas that
    states no figure says nothing of when the figures are of."""
    for k in range(1, len(tokens) - 3):
        if (
            tokens[k + 1].get("link") != "which"
            or tokens[k].get("punct") != ","
            or not tokens[k - 1].get("area")
        ):
            continue
        end = next((n for n in range(k + 2, len(tokens)) if tokens[n].get("punct") in (",", ";", "(")), None)
        inside = tokens[k + 2 : end]
        if end is None or tokens[end].get("punct") != "," or Quantity in map(type, inside):
            continue
        if any(t.get("period") for t in inside):
            return [*tokens[:k], *tokens[end + 1 :]]
    return tokens


def sold_by(tokens: Tokens) -> Tokens:
    """ "38 percent of the rice that Viet Nam exported": of Viet Nam's rice exports; "the nuts that China imports" alike."""
    for k in range(2, len(tokens) - 1):
        seller, verb = tokens[k], tokens[k + 1]
        if not seller.get("area") or tokens[k - 1].get("link") != "which":
            continue
        goods = tokens[k - 2].get("commodity") or tokens[k - 2].get("noun") == "goods"
        goods = goods or tokens[k - 2].get("share") == "whole"  # "40% of all that Viet Nam shipped abroad"
        flow = {"sell": "exports", "buy": "imports"}.get(verb.get("measure"), verb.get("measure"))
        if not goods or flow not in FLOWS or seller.get("adjective"):
            continue
        if tokens[k + 2 : k + 3] and tokens[k + 2].get("role") == {"exports": "to", "imports": "from"}[flow]:
            continue
        owner = make_token(seller.start, seller.end, {**seller, "adjective": True})
        sold = make_token(verb.start, verb.end, {**verb, "measure": flow})
        return [*tokens[: k - 1], owner, sold, *tokens[k + 2 :]]
    return tokens


def whose_part(tokens: Tokens) -> Tokens:
    """ "71 per cent of them Chinese", "6 m tonnes of that, or 72%, was Chinese": the part is from there."""
    for k in range(2, len(tokens)):
        adjective = tokens[k]
        if not adjective.get("adjective") or not adjective.get("area"):
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        if nxt is not None and not (nxt.get("punct") in (".", ";", ",") or nxt.get("link") == "and"):
            continue
        n = k - 1
        while n > 0 and (tokens[n].get("change") == "reach" or tokens[n].get("punct") == ","):
            n -= 1
        if isinstance(tokens[n], Quantity) and n > 1 and tokens[n - 1].get("share") == "equal":
            n -= 2 + (tokens[n - 2].get("punct") == ",")
        if isinstance(tokens[n], Quantity) and n > 2 and tokens[n - 1].get("measure") == "value":
            n -= 3 if tokens[n - 2].get("punct") == "," else 0  # "40% of them, worth 375 m, were Philippine"
        q = tokens[n - 1] if n > 0 and tokens[n].get("link") == "of_which" else None
        if not isinstance(q, Quantity) or q.unit in (None, "rank", "times"):
            continue
        verb = tokens[k - 1] if tokens[k - 1].get("change") == "reach" else tokens[n]
        led = make_token(verb.start, verb.end, {"role": "from"})
        origin = make_token(adjective.start, adjective.end, {"area": adjective.get("area")})
        rest = tokens[n + 1 : k - 1 if tokens[k - 1].get("change") == "reach" else k]
        if rest and rest[-1].get("punct") == ",":
            rest = rest[:-1]
        return whose_part([*tokens[: n + 1], led, origin, *rest, *tokens[k + 1 :]])
    return tokens


def on_the_border(tokens: Tokens) -> Tokens:
    """ "Hekou port on Yunnan's border with Viet Nam saw 1.6 m travellers": on whose border a gate lies is known."""
    for k in range(len(tokens) - 3):
        gate, on = tokens[k], tokens[k + 1]
        if (area := gate.get("area")) is None or area.type != "gate":
            continue
        if on.get("compare") != "base" and on.get("role") != "at":
            continue
        n = k + 3 if tokens[k + 2].get("area") else k + 2
        if n >= len(tokens) or tokens[n].get("noun") != "gate" or tokens[n].get("area"):
            continue
        way = tokens[n + 1 : n + 3]
        beyond = len(way) > 1 and way[0].get("role") == "with" and way[1].get("area")
        return on_the_border([*tokens[: k + 1], *tokens[n + (3 if beyond else 1) :]])
    return tokens


def share_of_the_country(tokens: Tokens) -> Tokens:
    """ "Guangxi's share of China's trade with Vietnam": its share of the trade with Vietnam, and whose province it is."""
    for k in range(len(tokens) - 4):
        who, share, whose, flow, way = tokens[k : k + 5]
        place, country = who.get("area"), whose.get("area")
        if place is None or country is None or share.get("share") != "share":
            continue
        inside = "-" in place.code and country.code in (place.country, place.code)
        if inside and flow.get("measure") in TOLD and way.get("role") in SIDES[flow.get("measure")]:
            with_whom = tokens[k + 5 : k + 6]
            return [*tokens[: k + 1], flow, way, *with_whom, share, *tokens[k + 6 :]]
    return tokens


def from_there(tokens: Tokens) -> Tokens:
    """ "China's share of Vietnam's imports shrank as purchases from there fell": from the one whose share it is."""
    there = next((k for k, t in enumerate(tokens) if t.get("anaphor") == "there"), 0)
    if there < 6 or tokens[there - 1].get("role") != "from" or tokens[there - 2].get("measure") not in MOVED:
        return tokens
    for k in range(min(4, there - 5)):
        who, verb, whose = tokens[k : k + 3]
        one, other = who.get("area"), whose.get("area")
        if one is None or other is None or one.code == other.code:
            continue
        if not (verb.get("share") == "share" or verb.get("change") == "reach"):
            continue
        if any("imports" in (t.get("measure"), t.get("rank_noun")) for t in tokens[k + 3 : k + 5]):
            back = make_token(tokens[there].start, tokens[there].end, {"area": one})
            return [*tokens[:there], back, *tokens[there + 1 :]]
    return tokens


def handled_at(tokens: Tokens) -> Tokens:
    """ "Goods handled at Hekou were worth 640 m yuan": goods through there."""
    for k in range(len(tokens) - 3):
        goods, verb, at, place = tokens[k : k + 4]
        if goods.get("noun") != "goods" or verb.get("change") != "reach" or verb.get("measure"):
            continue
        area = place.get("area")
        if at.get("role") != "at" or area is None or not (area.border or area.counterpart):
            continue
        return [*tokens[: k + 1], make_token(at.start, at.end, {"role": "via"}), *tokens[k + 3 :]]
    return tokens


def across_the_border(tokens: Tokens) -> Tokens:
    """ "Trade across the Dongxing-Mong Cai border": of the place that is named first, with the country of the other."""
    for k in range(1, len(tokens) - 3):
        one, mark, other, gate = tokens[k : k + 4]
        if mark.get("punct") != "-" or gate.get("noun") != "gate" or mark.start != one.end:
            continue
        here, there = one.get("area"), other.get("area")
        if here is None or there is None or "-" not in here.code or "-" not in there.code:
            continue
        if here.country != there.country and tokens[k - 1].get("role") == "at":
            led = make_token(tokens[k - 1].start, tokens[k - 1].end, {"role": "via"})
            return [*tokens[: k - 1], led, one, *tokens[k + 3 :]]
    return tokens


def the_chinese(tokens: Tokens) -> Tokens:
    """ "By October the Chinese had 2,119 projects": the country does what its people do."""
    for k in range(len(tokens) - 1):
        who, verb = tokens[k : k + 2]
        if not who.get("adjective") or not who.get("area"):
            continue
        before = tokens[k - 1] if k else None
        if before is not None and not (before.get("period") or before.get("punct") or before.get("link")):
            continue
        if isinstance(verb, Quantity):
            acts = verb.start - who.end > len(" a ")  # a verb such as "had"
        else:
            acts = verb.get("change") == "reach" and not verb.get("role")
            acts = acts or verb.get("measure") in ("buy", "sell", "put")
            acts = acts and not (verb.get("noun") or verb.get("rank_noun"))
        if acts:
            plain = make_token(who.start, who.end, {"area": who.get("area")})
            return [*tokens[:k], plain, *tokens[k + 1 :]]
    return tokens


def port_of_its_country(tokens: Tokens) -> Tokens:
    """ "Pingxiang is China's busiest land port; 131 bn yuan in goods went through": the place's, not the country's."""
    for k in range(len(tokens) - 3):
        place, verb, country = tokens[k : k + 3]
        one, other = place.get("area"), country.get("area")
        if one is None or other is None or verb.get("change") != "reach":
            continue
        if one.code == other.code or one.country != other.code or country.get("adjective"):
            continue
        if any(t.get("noun") == "gate" for t in tokens[k + 3 : k + 7]):
            return [*tokens[: k + 2], *tokens[k + 3 :]]
    return tokens


def spoken_in(tokens: Tokens) -> Tokens:
    """ "In Kunming, he said that Yunnan and Viet Nam traded 2.3 bn USD": where it was said, in a province that is named anew."""
    for k, t in enumerate(tokens[:2]):
        if t.get("role") != "at" or k + 2 >= len(tokens) or tokens[k + 2].get("punct") != ",":
            continue
        place = tokens[k + 1].get("area")
        if (
            place is None
            or place.type in ("country", "province", "bloc", "gate")
            or tokens[k + 1].get("compiler")
        ):
            continue
        n = next((n for n, u in enumerate(tokens) if isinstance(u, Quantity)), len(tokens))
        if any(u.get("area") and u["area"].code == place.code for u in tokens[k + 3 : n]):
            return [*tokens[:k], *tokens[k + 3 :]]
    return tokens


def who_said_it(tokens: Tokens) -> Tokens:
    """ "… 2.4 bn USD, Consul Li said at an expo in HCM City": who said it and where, at the end, is no place of what was
    said."""
    last = next((k for k in range(len(tokens) - 1, -1, -1) if isinstance(tokens[k], Quantity)), len(tokens))
    for k in range(last + 1, len(tokens) - 2):
        if (
            tokens[k].get("punct") != ","
            or tokens[k + 1].get("noun") != "office"
            or tokens[k + 1].get("area")
        ):
            continue
        said = tokens[k + 1 : -1]
        if any(t.get("punct") or t.get("compiler") or t.get("period") for t in said):
            continue
        if any(t.get("area") for t in said) and tokens[-1].get("punct") == ".":
            return [*tokens[:k], tokens[-1]]
    return tokens


def part_aside(tokens: Tokens) -> Tokens:
    """ "Dragon fruit exports, four fifths of which go to China, fetched 0.9 bn": the part between commas at the end, since
    what follows is of the whole."""
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), 0)
    k = next((k for k in range(first, -1, -1) if tokens[k].get("punct")), 0)
    if k < 1 or tokens[k].get("punct") != "," or tokens[first].unit != "percent":
        return tokens
    if not any(t.get("measure") in FLOWS for t in tokens[:k]) or any(t.get("punct") for t in tokens[:k]):
        return tokens
    end = next((n for n in range(first + 1, min(first + 8, len(tokens))) if tokens[n].get("punct")), 0)
    if not end or tokens[end].get("punct") != "," or end + 1 >= len(tokens):
        return tokens
    inside = tokens[k + 1 : end]
    if not any(t.get("link") == "of_which" for t in inside) or not any(t.get("area") for t in inside):
        return tokens
    if sum(1 for t in inside if isinstance(t, Quantity)) != 1:
        return tokens
    if not (tokens[end + 1].get("change") or tokens[end + 1].get("measure")):
        return tokens
    stop = len(tokens) - (tokens[-1].get("punct") == ".")
    if not any(isinstance(t, Quantity) for t in tokens[end + 1 : stop]):
        return tokens
    return [*tokens[:k], *tokens[end + 1 : stop], *tokens[k:end], *tokens[stop:]]


def nearly_all(tokens: Tokens) -> Tokens:
    """ "durian 2.2 bn, almost all of it from China, dragon fruit 614 m": a remark, not with whom the next figure is."""
    for k in range(1, len(tokens) - 4):
        comma, hedge = tokens[k : k + 2]
        if (
            comma.get("punct") != ","
            or not isinstance(tokens[k - 1], Quantity)
            or hedge.get("hedge") != "nearly"
        ):
            continue
        n = k + 3 if tokens[k + 2].get("link") == "of_which" else k + 2
        if (
            n + 2 >= len(tokens)
            or tokens[n].get("role") not in ("to", "from")
            or not tokens[n + 1].get("area")
        ):
            continue
        if tokens[n + 2].get("punct") == "," and any(isinstance(t, Quantity) for t in tokens[n + 3 :]):
            return [*tokens[:k], *tokens[n + 2 :]]
    return tokens


def goods_between(tokens: Tokens) -> Tokens:
    """ "5 bn worth of goods changed hands between the two countries": the amount behind the trade of the two."""
    for k in range(2, len(tokens) - 1):
        trade, both = tokens[k], tokens[k + 1]
        if trade.get("measure") != "trade_total" or both.get("anaphor") != "both":
            continue
        n = next((n for n in range(k - 1, max(k - 7, -1), -1) if isinstance(tokens[n], Quantity)), None)
        if n is None or tokens[n].unit not in PAID:
            continue
        goods = tokens[n + 1 : k]
        if any(t.get("noun") == "goods" for t in goods) and not any(t.get("punct") for t in goods):
            return [*tokens[:n], trade, both, *tokens[n:k], *tokens[k + 2 :]]
    return tokens


def shares_of_others(tokens: Tokens) -> Tokens:
    """ "China made up 22% of the trade, ahead of Korea's 13% and Japan's 8%": Korea with 13%."""
    out, aside = list(tokens[:1]), False
    for before, t in zip(tokens, tokens[1:], strict=False):
        led = out[-2] if len(out) > 1 else None
        named = not isinstance(before, Quantity) and before.get("area") and not before.get("adjective")
        owns = named and isinstance(t, Quantity) and t.unit == "percent"
        owns = owns and t.start - before.end == _POSSESSES and led is not None
        past = owns and led.get("link") == "but" and led.end - led.start == len("ahead of")
        if owns and (past or led.get("role") == "aside" or aside and joins(led)):
            out[-1] = make_token(before.start, t.start - 1, dict(before))  # no owner
            out.append(make_token(t.start - 1, t.start, {"role": "with"}))
            aside = True
        elif isinstance(t, Quantity):
            aside = False
        out.append(t)
    return out


def data_from_seat(tokens: Tokens) -> Tokens:
    """ "Data from Hanoi show exports at 3 bn USD": Vietnamese data."""
    for k in range(len(tokens) - 2):
        count, way, seat = tokens[k : k + 3]
        led = way.get("role") in ("from", "at") or way.get("share") == "whole"  # "figures out of Beijing"
        if count.get("noun") != "count" or not led or seat.get("seat") != "seat":
            continue
        if way.start - count.end == 1 == seat.start - way.end and (area := seat.get("area")) is not None:
            whose = {"area": Area(area.country, "country"), "adjective": True}
            return [*tokens[:k], make_token(seat.start, seat.end, whose), count, *tokens[k + 3 :]]
    return tokens


def capital_seats(tokens: Tokens) -> Tokens:
    """ "Hanoi counted 172 bn", "Beijing's surplus with Hanoi": the capital stands for its country. "A forum in Hanoi",
    "Hanoi exported 17 bn" tell of the city."""
    seats = [k for k, t in enumerate(tokens) if t.get("seat") == "seat" and t.get("area")]
    seats = [k for k in seats if not k or tokens[k - 1].get("role") not in ("at", "aside")]
    both = len({tokens[k].get("area").country for k in seats}) > 1
    both = both or len(seats) == 1 and _partners_seat(tokens, seats[0])
    if not both and "counted" not in [t.get("seat") for t in tokens]:
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("seat") == "counted":
            if not (k and tokens[k - 1].get("seat") == "seat"):
                out.append(t)
        elif k in seats and (both or _by_its_count(tokens, k)):
            out.append(make_token(t.start, t.end, {**t, "area": Area(t.get("area").country, "country")}))
        else:
            out.append(t)
    return out


def _partners_seat(tokens: Tokens, k: int) -> bool:
    """ "China is Vietnam's biggest trading partner: Hanoi bought goods worth 144 bn there": whose partner has been named."""
    home = tokens[k].get("area").country
    n = next((n for n, t in enumerate(tokens[:k]) if (a := t.get("area")) is not None and a.code == home), k)
    return any(t.get("rank_noun") in TOLD for t in tokens[n + 1 : k])


def _by_its_count(tokens: Tokens, k: int) -> bool:
    """ "Hanoi counted 172 bn"; but "Hanoi counted 7,500 projects" of its own."""
    if k + 2 >= len(tokens) or tokens[k + 1].get("seat") != "counted":
        return False
    t = tokens[k + 2 + bool(tokens[k + 2].get("hedge") and k + 3 < len(tokens))]
    return not (isinstance(t, Quantity) and t.unit in ("projects", "persons"))


def far_seats(tokens: Tokens) -> Tokens:
    """ "A forum in Tokyo", "a Seoul newspaper": a capital named as its country tells of that only where trade is with,
    to or from it, or its own."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("seat") == "seat" and t.get("area") and "-" not in t.get("area").code:
            if _told_there(tokens, k):
                out = [make_token(t.start, t.end, {"area": t.get("area")})]
                continue
            led = tokens[k - 1].get("role") if k else None
            if led not in ("with", "to", "from", "between") and (led or not _trades(tokens, k)):
                continue
        out.append(t)
    return out


def _told_there(tokens: Tokens, k: int) -> bool:
    """ "The ministry in Seoul said that exports fell": whether what is told at the start of a sentence from a capital is
    its country's trade."""
    ahead = tokens[: max(0, k - 1)]
    if not 0 < k < 4 or tokens[k - 1].get("role") != "at" or any(isinstance(t, Quantity) for t in ahead):
        return False
    if any(not (t.get("ignore") or t.get("noun") == "count") for t in ahead):
        return False
    n = k + 1
    while n < len(tokens) and (
        tokens[n].get("ignore") or tokens[n].get("link") == "which" or tokens[n].get("period")
    ):
        n += 1
    if n >= len(tokens) or tokens[n].get("measure") not in (*TOLD, *BALANCES):
        return False
    code = tokens[k]["area"].code
    return not any((a := t.get("area")) is not None and a.country == code for t in tokens[n:])


def _trades(tokens: Tokens, k: int) -> bool:
    """ "Seoul's biggest surplus", "Tokyo bought 5 bn": whether trade of its own stands right behind a capital."""
    n = k + 1
    if n < len(tokens) and (tokens[n].get("change") == "reach" and not tokens[n].get("role")):
        n += 1  # "ran"
    if n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit == "rank":
        n += 1
    return n < len(tokens) and tokens[n].get("measure") in (*TOLD, *BALANCES, *MOVED)


def seats_abroad(tokens: Tokens, home: str | None) -> Tokens:
    """ "Thương mại với Washington", "thặng dư của Bắc Kinh": a capital abroad stands for its country. "Hội nghị tại
    Tokyo" and "Bắc Kinh xuất 80 tỷ USD, Thượng Hải 200 tỷ USD" tell of the city."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        area = t.get("area") if t.get("seat") == "seat" else None
        if area is None or area.country == home:
            out.append(t)
            continue
        led = tokens[k - 1] if k else None
        if led is not None and (led.get("role") in ("at", "aside") or led.get("noun") or led.get("anaphor")):
            if "-" in area.code:
                out.append(t)
            continue
        of_it = (u.get("area") for u in tokens if u is not t and not isinstance(u, Quantity))
        if "-" in area.code and any(
            a is not None and "-" in a.code and a.country == area.country for a in of_it
        ):
            out.append(t)
        else:
            out.append(make_token(t.start, t.end, {**t, "area": Area(area.country, "country")}))
    return out


def spent_on(tokens: Tokens) -> Tokens:
    """ "spent 5.7 bn (+10%) on Malaysian and 5.3 bn on Singaporean goods": whose goods each amount was for. "Of
    which 2.4 bn, or 2%, was spent on Vietnamese chips": came from there."""
    out = list(tokens)
    for k in range(1, len(tokens) - 2):
        on, whose, nxt = tokens[k : k + 3]
        spent = tokens[k - 1].get("measure") == "buy" and k > 2 and tokens[k - 2].get("change") == "reach"
        part = spent and any(t.get("link") == "of_which" for t in tokens[max(0, k - _PART_BEHIND) : k])
        if part and on.get("compare") == "base" and whose.get("adjective") and nxt.get("commodity"):
            way = make_token(on.start, on.end, {"role": "from"})
            return [
                *out[: k - 2],
                way,
                make_token(whose.start, whose.end, {"area": whose.get("area")}),
                *out[k + 2 :],
            ]
        if on.get("compare") != "base" or on.end - on.start != len("on") or not whose.get("adjective"):
            continue
        closed = tokens[k - 1].get("punct") == ")"
        if not closed and not isinstance(tokens[k - 1], Quantity) or not whose.get("area"):
            continue
        bare = nxt.get("link") == "and" or nxt.get("punct") in (",", ";")
        if bare or closed and nxt.get("noun") == "goods":
            out[k] = make_token(on.start, on.end, {"role": "from"})
            out[k + 1] = make_token(whose.start, whose.end, {"area": whose.get("area")})
    return out


def both_ways(tokens: Tokens) -> Tokens:
    """ "imports from and exports to Viet Nam came to 5 bn USD": one figure for both is the trade with it."""
    if any(t.get("link") == "respectively" for t in tokens):
        return tokens
    for k in range(len(tokens) - 5):
        one, way, link, other, back, place = tokens[k : k + 6]
        if (
            link.get("link") == "and"
            and {one.get("measure"), other.get("measure")} == set(FLOWS)
            and {way.get("role"), back.get("role")} == {"to", "from"}
            and place.get("area")
            and not any(isinstance(t, Quantity) for t in (one, way, other, back, place))
            and _figures_behind(tokens, k + 6) == 1
        ):
            trade = make_token(one.start, other.end, {"measure": "trade_total"})
            return [*tokens[:k], trade, make_token(back.start, back.end, {"role": "with"}), *tokens[k + 5 :]]
    return tokens


def _figures_behind(tokens: Tokens, k: int) -> int:
    """How many figures of one kind come first behind token ``k``, joined by a conjunction."""
    n = next((n for n in range(k, len(tokens)) if isinstance(tokens[n], Quantity)), None)
    if n is None:
        return 0
    pair = tokens[n + 1 : n + 3]
    listed = len(pair) == 2 and pair[0].get("link") == "and" and isinstance(pair[1], Quantity)
    return 2 if listed and pair[1].unit == tokens[n].unit else 1


def own_trade(tokens: Tokens) -> Tokens:
    """ "Private firms boosted their trade by 64%": that of those who act, and of no two sides."""
    for k, t in enumerate(tokens):
        if t.get("anaphor") != "both" or t.get("measure") != "trade_total" or not k:
            continue
        firms = any(u.get("noun") in ("owners", "firm") for u in tokens[:k])
        if firms and tokens[k - 1].get("change") in ("up", "down", "lift"):
            own = make_token(t.start, t.end, {"measure": "trade_total"})
            return [*tokens[:k], own, *tokens[k + 1 :]]
    return tokens


def bought_by_each(tokens: Tokens) -> Tokens:
    """美国、日本和中国是越南木制品的三大买家，分别采购81亿、17亿和16亿美元: what each of the markets listed took."""
    noun = next((k for k, t in enumerate(tokens) if t.get("rank_noun") == "exports"), None)
    if noun is None or not any(t.get("area") for t in tokens[:noun]):
        return tokens
    for k in range(noun + 1, min(noun + 6, len(tokens) - 1)):
        t = tokens[k + 1]
        if tokens[k].get("link") == "respectively" and t.get("measure") in ("buy", "imports"):
            return [*tokens[: k + 1], make_token(t.start, t.end, {"measure": "exports"}), *tokens[k + 2 :]]
    return tokens


def behind_whom(tokens: Tokens) -> Tokens:
    """河内413亿美元居胡志明市（578亿）之后: who is ahead is named in passing."""
    for k in range(3, len(tokens)):
        if tokens[k].get("role") != "behind":
            continue
        n = k - 1
        if tokens[n].get("punct") == ")":
            n = next((m for m in range(n, max(0, n - 5), -1) if tokens[m].get("punct") == "("), 0) - 1
        led = tokens[n - 1] if n > 0 else None
        if led is None or not tokens[n].get("area") or not isinstance(led, Quantity) or led.unit == "rank":
            continue
        at = make_token(tokens[n].start, tokens[n].start, {"role": "at"})
        comma = make_token(tokens[n].start, tokens[n].start, {"punct": ","})
        return [*tokens[:n], comma, at, *tokens[n:]]
    return tokens


def contracts(tokens: Tokens) -> Tokens:
    """新签工程承包合同11份，合同额4.3亿美元: what contracts are worth is nobody's investment."""
    k = next((k for k, t in enumerate(tokens) if t.get("block")), len(tokens))
    for n in range(k + 1, min(k + 7, len(tokens) - 1)):
        t = tokens[n]
        if t.get("measure") and not t.get("block"):
            told = isinstance(tokens[n + 1], Quantity) and t["measure"] in ("value", "fdi_registered")
            counted = any(u.get("digits") or isinstance(u, Quantity) for u in tokens[k + 1 : n])
            if told and counted and any(u.get("punct") == "," for u in tokens[k + 1 : n]):
                return [
                    *tokens[:n],
                    make_token(t.start, t.end, {"block": tokens[k]["block"]}),
                    *tokens[n + 1 :],
                ]
            break
    return tokens
