"""Ranks: whose they are, among whom, and who was passed."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, make_token
from etl.turns.purchases import overtaken
from etl.turns.shapes import FLOWS, MILLION, PAID, TRADES, VISITORS, Tokens, bare

_AS_WHOSE = len(" as the ")  # from who was passed to whose supplier the other became
_BIGGEST = 2  # most characters between a share and the bracket with it: 占比最大
_BEHIND = len("behind")  # a verb that passes somebody is longer


def place_of(tokens: Tokens) -> Tokens:
    """ "Third place went to Thailand with 55,000 visitors": whose place it is, and no exports."""
    for k in range(1, len(tokens) - 1):
        t, rank = tokens[k], tokens[k - 1]
        if not (isinstance(rank, Quantity) and rank.unit == "rank") or isinstance(t, Quantity):
            continue
        if t.get("measure") in FLOWS and t.get("role") == "to" and tokens[k + 1].get("area"):
            return [*tokens[:k], make_token(t.start, t.end, {"change": "reach"}), *tokens[k + 1 :]]
    return tokens


def place_held(tokens: Tokens) -> Tokens:
    """ "The second position is held by the US with 186 bn": the tokens as of "the second is the US"."""
    for k in range(len(tokens) - 4):
        rank, reach, held, by, who = tokens[k : k + 5]
        if isinstance(rank, Quantity) and rank.unit == "rank" and reach.get("change") == "reach":
            if held.get("share") and by.get("extent") and who.get("area"):
                return [*tokens[: k + 2], *tokens[k + 4 :]]
    return tokens


def among_provinces(tokens: Tokens) -> Tokens:
    """ "Sichuan's trade reached 650 bn, ranking eighth in China": the country is no side of it."""
    for k in range(1, len(tokens) - 2):
        t = tokens[k]
        ranks = t.unit == "rank" if isinstance(t, Quantity) else t.get("rank_noun")
        among = tokens[k + 1].get("area") if isinstance(t, Quantity) else None
        if ranks and among is not None and among.type == "country" and tokens[k + 1].start - t.end == 1:
            told = [a for u in tokens[:k] if (a := u.get("area")) is not None]
            if any("-" in a.code and a.country == among.code for a in told[:1]):
                return [*tokens[: k + 1], *tokens[k + 2 :]]  # "first among Vietnam's 63 localities"
        if not ranks or tokens[k + 1].get("role") != "at":
            continue
        where = tokens[k + 2].get("area")
        if where is None or not (k + 3 == len(tokens) or tokens[k + 3].get("punct")):
            continue
        told = [a for u in tokens[:k] if (a := u.get("area")) is not None]
        if any("-" in a.code and a.country == where.code for a in told):
            return [*tokens[: k + 1], *tokens[k + 3 :]]
    return tokens


def among_theirs(tokens: Tokens) -> Tokens:
    """ "Germany is Vietnam's largest European partner with 11 bn": the continent or bloc is no side of the figure."""
    for k in range(2, len(tokens) - 1):
        area = tokens[k].get("area")
        if area is None or area.type not in BLOCS or not tokens[k + 1].get("rank_noun"):
            continue
        rank = tokens[k - 1]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or tokens[k + 1].start - tokens[k].end != 1:
            continue
        if any(t.get("area") or t.get("anaphor") for t in tokens[: k - 1]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def passed(tokens: Tokens) -> Tokens:
    """ "overtaking Thailand, which came second with 19,000 tonnes": the one named in passing has a clause of its own."""
    for k in range(len(tokens) - 4):
        if tokens[k].get("role") != "aside" or not tokens[k + 1].get("area"):
            continue
        if tokens[k + 2].get("punct") != "," or tokens[k + 3].get("link") != "which":
            continue
        rank = tokens[k + 4]
        if isinstance(rank, Quantity) and rank.unit == "rank":
            rival = make_token(tokens[k + 1].start, tokens[k + 1].end, {**tokens[k + 1], "rival": True})
            return [*tokens[:k], rival, *tokens[k + 4 :]]
    return tokens


def named_aside(tokens: Tokens) -> Tokens:
    """ "of which China, once the main buyer of Vietnamese coal, supplied 1.5 m tonnes": what it once was says nothing of
    whose the part is."""
    for k in range(1, len(tokens) - 3):
        if tokens[k - 1].get("link") != "of_which" or not tokens[k].get("area"):
            continue
        if tokens[k + 1].get("punct") != "," or not tokens[k + 2].get("rank_noun"):
            continue
        end = next((n for n in range(k + 3, len(tokens)) if tokens[n].get("punct")), None)
        if end is None or tokens[end].get("punct") != "," or Quantity in map(type, tokens[k + 2 : end]):
            continue
        return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


def within(tokens: Tokens) -> Tokens:
    """新加坡是东盟对越投资最多的国家: the bloc is where it comes first, and no investor or partner."""
    for k in range(1, len(tokens) - 2):
        area = tokens[k + 1].get("area")
        if area is None or area.type not in ("bloc", "continent") or tokens[k].get("change") != "reach":
            continue
        if tokens[k - 1].get("area") and tokens[k + 2].get("directed"):
            return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens


def among(tokens: Tokens) -> Tokens:
    """在126个对越投资的国家和地区里排第7位: of how many is no figure of its own."""
    for k in range(1, len(tokens) - 2):
        of = tokens[k]
        if not (isinstance(of, Quantity) and of.unit == "classifier" and tokens[k - 1].get("role") == "at"):
            continue
        rest = tokens[k + 1 :]
        n = next((n for n, t in enumerate(rest) if isinstance(t, Quantity) or t.get("punct")), len(rest))
        ranked = n < len(rest) and isinstance(rest[n], Quantity) and rest[n].unit == "rank"
        if ranked and rest[0].get("directed"):
            return [*tokens[:k], *rest]
    return tokens


def numbered_visitors(tokens: Tokens) -> Tokens:
    """ "the biggest source of visitors with 96,000, or 29 percent": the bare number counts those who came."""
    if not any(t.get("rank_noun") == "arrivals" for t in tokens):
        return tokens
    out = list(tokens)
    k = next(k for k, t in enumerate(tokens) if t.get("rank_noun") == "arrivals")
    verb = next((v for v in range(k + 1, len(tokens) - 2) if tokens[v].get("change") == "reach"), None)
    if verb is not None and tokens[verb + 1].get("area") and tokens[verb + 2].get("role") == "with":
        # "the top sources of visitors were Korea with 1.2 million and China with 890,000"
        out[k] = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": "arrivals"})
        out[verb] = make_token(tokens[verb].start, tokens[verb].end, {"role": "from"})
    for k, t in enumerate(tokens):
        number = bare(t) if k else None
        led = next((u for u in reversed(tokens[:k]) if not u.get("hedge")), None)
        ends = k + 1 == len(tokens) or tokens[k + 1].get("punct") or tokens[k + 1].get("link")
        if (
            number is not None
            and number >= VISITORS
            and ends
            and led is not None
            and led.get("role") == "with"
        ):
            out[k] = Quantity(t.start, t.end, number, 0, "persons", origin="digits")
    return out


def overtook(tokens: Tokens) -> Tokens:
    """ "Viet Nam overtook Thailand as China's main supplier, with 33,000 tonnes": who has been passed has no figure."""
    for k in range(1, len(tokens) - 3):
        if tokens[k].get("role") != "aside" or not tokens[k - 1].get("area") or not tokens[k + 1].get("area"):
            continue
        if tokens[k].end - tokens[k].start > _BEHIND:
            tokens = overtaken(tokens, k + 1)
        owner, noun = tokens[k + 2], tokens[k + 3]
        near = owner.start - tokens[k + 1].end <= _AS_WHOSE
        if near and owner.get("area") and noun.get("rank_noun") and tokens[k].end - tokens[k].start > _BEHIND:
            became = make_token(tokens[k].start, tokens[k].end, {"change": "reach"})
            return [*tokens[:k], became, *tokens[k + 2 :]]
    return tokens


def ranked_aside(tokens: Tokens) -> Tokens:
    """ "Vietnam, now the fourth largest partner, bought 5 bn": behind its rank, told in passing, the one that the
    sentence begins with goes on."""
    owner = tokens[0]
    if not owner.get("area") or owner.get("adjective") or len(tokens) < 5 or tokens[1].get("punct") != ",":
        return tokens
    k = next((k for k in range(2, min(5, len(tokens))) if isinstance(tokens[k], Quantity)), None)
    if k is None or tokens[k].unit != "rank":
        return tokens
    end = next((n for n in range(k + 1, len(tokens) - 1) if tokens[n].get("punct") == ","), None)
    if end is None or any(isinstance(t, Quantity) or t.get("area") for t in tokens[k + 1 : end]):
        return tokens
    if tokens[end + 1].get("measure") not in TRADES:
        return tokens
    again = make_token(owner.start, owner.end, {"area": owner.get("area")})
    return [*tokens[: end + 1], again, *tokens[end + 1 :]]


def past_apposition(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu sang Trung Quốc, bạn hàng lớn nhất, giảm 26,6%": behind what a partner is, told in passing, the flow
    goes on that the sentence began with."""
    for k in range(2, len(tokens) - 4):
        if (
            not tokens[k].get("area")
            or tokens[k + 1].get("punct") != ","
            or not tokens[k + 2].get("rank_noun")
        ):
            continue
        rank, way = tokens[k + 3], tokens[k - 1]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or way.get("role") not in ("to", "from"):
            continue
        flow = tokens[k - 2]
        end = next((n for n in range(k + 4, min(k + 8, len(tokens) - 1)) if tokens[n].get("punct")), None)
        if flow.get("measure") not in TRADES or end is None or tokens[end].get("punct") != ",":
            continue
        if any(isinstance(t, Quantity) for t in tokens[k + 4 : end]) or not tokens[end + 1].get("change"):
            continue
        again = [make_token(t.start, t.end, dict(t)) for t in (flow, way, tokens[k])]
        return [*tokens[: end + 1], *again, *tokens[end + 1 :]]
    return tokens


def market_in_passing(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu sang Indonesia - thị trường lớn thứ hai, đạt 45 triệu USD": the rank is that of the market just named,
    whomever the text has told of before."""
    for k in range(2, len(tokens) - 4):
        flow, way, where, mark, what, rank = tokens[k - 2 : k + 4]
        if flow.get("measure") != "exports" or way.get("role") != "to" or way.get("measure"):
            continue
        if not where.get("area") or mark.get("punct") not in (",", "-", "(") or isinstance(what, Quantity):
            continue
        if what.get("rank_noun") != "exports" or not isinstance(rank, Quantity) or rank.unit != "rank":
            continue
        end = k + 4 + (tokens[k + 4].get("punct") in (",", "-", ")"))
        if end >= len(tokens) or not (tokens[end].get("change") or isinstance(tokens[end], Quantity)):
            continue
        comma = make_token(mark.start, mark.end, {"punct": ","})
        again = [make_token(t.start, t.end, dict(t)) for t in (flow, way, where)]
        return [*tokens[: k - 2], where, what, rank, comma, *again, *tokens[end:]]
    return tokens


def after_those_to(tokens: Tokens) -> Tokens:
    """ "its second-largest after those to the US (47.5 bn)": after the US."""
    for k in range(1, len(tokens) - 2):
        rank = tokens[k - 1]
        if tokens[k].get("role") != "aside" or not isinstance(rank, Quantity) or rank.unit != "rank":
            continue
        n = k + 2 if tokens[k + 1].get("link") == "which" else k + 1
        if (
            tokens[n].get("role") in ("to", "from", "with")
            and tokens[n + 1 : n + 2]
            and tokens[n + 1].get("area")
        ):
            return [*tokens[: k + 1], *tokens[n + 1 :]]
    return tokens


def rank_on(tokens: Tokens) -> Tokens:
    """ "Korea was third on 1.8 bn USD, China fourth on 1.4 bn", "Malaysia followed on 390 bn yuan and Thailand on 320 bn":
    with that much."""
    out = tokens
    for k in range(1, len(tokens) - 1):
        who, on, much = tokens[k - 1 : k + 2]
        if on.get("compare") != "base" or on.end - on.start != len("on"):
            continue
        if not isinstance(much, Quantity):
            if who.get("area") and (number := bare(much)) is not None and number >= VISITORS:
                led = make_token(on.start, on.end, {"role": "with"})
                out = [led if t is on else t for t in out]
            continue
        ranks = isinstance(who, Quantity) and who.unit == "rank"
        next_ = not ranks and much.unit in PAID and much.scale >= MILLION
        next_ = next_ and (
            who.get("area") or who.get("link") == "but" and k > 1 and tokens[k - 2].get("area")
        )
        if ranks and much.unit != "rank" or next_:
            led = make_token(on.start, on.end, {"role": "with"})
            out = [led if t is on else t for t in out]
    return out


def importer_of(tokens: Tokens) -> Tokens:
    """中国是越南大米第三大进口国: who buys most of one country's goods is that one's market."""
    for k in range(3, len(tokens)):
        noun, rank = tokens[k], tokens[k - 1]
        if noun.get("rank_noun") != "importer" or not isinstance(rank, Quantity) or rank.unit != "rank":
            continue
        goods = tokens[k - 2].get("commodity")
        whose = tokens[k - 3] if goods else tokens[k - 2]
        if whose.get("role") == "of":
            whose = tokens[k - 4] if goods else tokens[k - 3]
        area = whose.get("area")
        if goods and area is not None and area.type == "country" and tokens[0] is not whose:
            market = make_token(noun.start, noun.end, {"rank_noun": "exports"})
            return [*tokens[:k], market, *tokens[k + 1 :]]
    return tokens


def except_for(tokens: Tokens) -> Tokens:
    """中国是越南除美国外的第二大出口市场: who is left out has no part in what is told, and stands behind one character."""
    for k in range(len(tokens) - 2):
        t, area, behind = tokens[k : k + 3]
        if t.get("role") != "aside" or t.end - t.start != 1 or not area.get("area"):
            continue
        if area.start == t.end and behind.start > area.end:
            n = k + 3 if not k and behind.get("punct") == "," else k + 2
            return [*tokens[:k], *tokens[n:]]
    return tokens


def biggest_share(tokens: Tokens) -> Tokens:
    """自中国进口占比最大(52%): how much the share is stands in brackets behind the word for it."""
    for k in range(1, len(tokens) - 3):
        share, opened, part, closed = tokens[k : k + 4]
        if share.get("share") != "share" or opened.get("punct") != "(" or closed.get("punct") != ")":
            continue
        if isinstance(part, Quantity) and part.unit == "percent" and opened.start - share.end <= _BIGGEST:
            return [*tokens[: k + 1], part, *tokens[k + 4 :]]
    return tokens


def market_for(tokens: Tokens) -> Tokens:
    """ "China was the top market for Vietnamese steel with 1.5 bn USD": the market of Vietnam's steel, and nothing goes to
    Vietnam."""
    out = list(tokens)
    for k in range(1, len(tokens) - 2):
        noun, led, whose, what = tokens[k - 1 : k + 3]
        if noun.get("rank_noun") != "exports" or led.get("role") != "to" or led.get("change"):
            continue
        if not whose.get("area") or not (what.get("commodity") or what.get("noun") == "goods"):
            continue
        if any(isinstance(t, Quantity) and t.unit == "rank" for t in tokens[max(0, k - 3) : k]):
            out[k] = make_token(led.start, led.end, {"role": "of"})
    return out


def bloc_partners(tokens: Tokens) -> Tokens:
    """ "trade with its RCEP partners": with the bloc, and no rank."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        bloc = tokens[k - 1].get("area") if k > 1 else None
        led = k > 1 and tokens[k - 2].get("role") in ("with", "to", "from")
        if t.get("rank_noun") and led and bloc is not None and bloc.type == "bloc" and not t.get("change"):
            continue
        out.append(t)
    return out
