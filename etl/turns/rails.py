"""What stands beside a railway's name, and whose purchases are told in passing."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_WIDE = BLOCS | {"world", "bloc", "continent"}
_TRAINS = frozenset({"count", None})
_OFTEN = 10  # fewer times may be how much something grew
_SERVICE = 6  # most tokens from the word for a train to how often it ran


def on_the_line(tokens: Tokens) -> Tokens:
    """ "2.9 m tonnes on the China-Laos Railway from January to May": where, and not compared with those months."""
    return [
        t
        for k, t in enumerate(tokens)
        if not (
            t.get("compare") == "base"
            and t.end - t.start == len("on")
            and k + 1 < len(tokens)
            and tokens[k + 1].get("ignore")
            and k + 2 < len(tokens)
            and tokens[k + 2].get("period")
        )
    ]


def whose_purchases(tokens: Tokens) -> Tokens:
    """ "70% of it went to China, whose purchases shrank 35%": the exports to it did."""
    for k in range(1, len(tokens) - 5):
        area, comma, whose, buy, moved, much = tokens[k : k + 6]
        if whose.get("link") != "which" or comma.get("punct") != "," or not area.get("area"):
            continue
        if buy.get("measure") != "buy" or moved.get("change") not in ("up", "down"):
            continue
        if not isinstance(much, Quantity) or much.unit not in ("percent", "times"):
            continue
        if tokens[k - 1].get("role") == "to" and any(
            t.get("measure") == "exports" for t in tokens[max(0, k - 2) : k]
        ):
            return [*tokens[: k + 2], *tokens[k + 4 :]]
    return tokens


def ran_times(tokens: Tokens) -> Tokens:
    """ "China-Vietnam trains ran 312 times, up 64%": so many trains, and no growth; how often one "left Xi'an 312 times" is
    told of no goods."""
    for k in range(1, len(tokens)):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit != "times":
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        on = nxt is None or nxt.get("period") or nxt.get("punct") or nxt.get("link") == "and"
        if not on or tokens[k - 1].get("change"):
            continue
        led = [u for u in tokens[max(0, k - _SERVICE) : k] if u.get("measure")]
        if (
            not led
            or led[-1].get("measure") not in ("arrivals", "exports")
            or t.number < _OFTEN
            or t.number % 1
        ):
            continue
        if led[-1].get("measure") == "arrivals":
            runs = Quantity(t.start, t.end, t.number, t.scale, "count", t.factor)
            return [*tokens[:k], runs, *tokens[k + 1 :]]
        if tokens[k - 1].get("area"):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def trains_to(tokens: Tokens) -> Tokens:
    """ "Chongqing's freight trains to Vietnam", "freight trains from Chongqing to Vietnam": between the two, told from where
    they set out."""
    for k in range(len(tokens) - 2):
        t = tokens[k]
        if (
            isinstance(t, Quantity)
            or t.get("measure") != "arrivals"
            or t.get("unit") not in _TRAINS
            or t.get("noun")
        ):
            continue
        if tokens[k + 1].get("role") == "from":
            first, here, n = k, tokens[k + 2].get("area"), k + 3
        else:
            first, here, n = k - 1, tokens[k - 1].get("area") if k else None, k + 1
        to, there = (*tokens[n : n + 2], t, t)[:2]
        area = there.get("area")
        if here is None or area is None or to.get("role") != "to" or here.country == area.country:
            continue
        if here.type in _WIDE or area.type in _WIDE or here.type == "country" and first == k - 1:
            continue
        start = min(first, k)
        pair = make_token(tokens[start].start, there.end, {"pair": f"{here.code}+{area.country}"})
        return [*tokens[:start], pair, make_token(t.start, t.end, dict(t)), *tokens[n + 2 :]]
    return tokens


def line_of_place(tokens: Tokens) -> Tokens:
    """中欧班列（重庆）累计开行1.5万列: the trains of the place in brackets."""
    for k in range(len(tokens) - 3):
        train, opened, place, closed = tokens[k : k + 4]
        if train.get("measure") != "arrivals" or train.get("noun") or opened.get("punct") != "(":
            continue
        area = place.get("area")
        if closed.get("punct") != ")" or area is None or "-" not in area.code or area.type in BLOCS:
            continue
        at = make_token(train.start, train.start, {"area": area})
        return [*tokens[:k], at, train, *tokens[k + 4 :]]
    return tokens


def sent_there(tokens: Tokens) -> Tokens:
    """凭祥铁路口岸发往越南420列、老挝38列: trains, that only what they are counted in says, from where the sentence tells
    of."""
    for k in range(1, len(tokens) - 2):
        to, place, q = tokens[k : k + 3]
        if to.get("role") != "to" or (area := place.get("area")) is None:
            continue
        if not isinstance(q, Quantity) or q.unit != "count":
            continue
        before = next((n for n in range(k - 1, -1, -1) if tokens[n].get("punct") == ";"), -1)
        if any(t.get("measure") or t.get("noun") for t in tokens[before + 1 : k]):
            continue
        here = next((t["area"] for t in tokens[:k] if t.get("area")), None)
        ran = make_token(to.start, to.start, {"measure": "arrivals"})
        if here is None or "-" not in here.code or here.country == area.country:
            continue
        if here.counterpart:
            return [*tokens[:k], ran, *tokens[k:]]
        first = next((n for n in range(before + 1, k) if tokens[n].get("area") is here), k)
        pair = make_token(tokens[first].start, place.end, {"pair": f"{here.code}+{area.country}"})
        return [*tokens[:first], *tokens[first + 1 : k], pair, ran, *tokens[k + 2 :]]
    return tokens


def trains_between(tokens: Tokens) -> Tokens:
    """昆明至万象国际旅客列车开行362列: those between the two."""
    for k in range(len(tokens) - 3):
        here, to, there = tokens[k : k + 3]
        one, other = here.get("area"), there.get("area")
        if one is None or other is None or one.country == other.country or "-" not in one.code:
            continue
        if not (to.get("link") == "range" or to.get("role") == "to"):
            continue
        train = tokens[k + 3]
        if train.get("measure") != "arrivals" or train.get("noun") or train.get("unit") == "persons":
            continue
        pair = make_token(here.start, there.end, {"pair": f"{one.code}+{other.country}"})
        return [*tokens[:k], pair, *tokens[k + 3 :]]
    return tokens
