"""Goods that a railway, trains, lorries or ships carry from one country to another."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens, bare

_FLOWS = frozenset({"exports", "imports", "trade_total"})
_THERE = frozenset({"other", "there", "country"})
_PART = 5  # most tokens back to another part of a gate's traffic
_CARRIED = PAID | {"tonnes", "other"}


def line_of_two(tokens: Tokens) -> Tokens:
    """ "The China-Laos Railway carried 3.4 m tonnes", "Yunnan's trade on the China-Laos Railway": between the two, told
    from the province or its customs where one is named."""
    k = next((k for k, t in enumerate(tokens) if t.get("pair") and t.get("ignore")), None)
    if k is None:
        return tokens
    line = tokens[k]
    plain = make_token(line.start, line.end, {"ignore": line.get("ignore")})
    as_name = [*tokens[:k], plain, *tokens[k + 1 :]]
    units = {t.unit for t in tokens if isinstance(t, Quantity)}
    trains = next((n for n, t in enumerate(tokens) if isinstance(t, Quantity) and t.get("came")), None)
    ran = trains is not None and tokens[trains].unit == "count"
    if _CARRIED.isdisjoint(units) and not ran or "persons" in units:
        return as_name
    sides = str(line.get("pair")).split("+")
    named = [a for t in tokens if (a := t.get("area")) is not None]
    here = {a.country for a in named}
    if any(a.type in ("country", *BLOCS) for a in named) and here != {sides[0]} or not here <= {*sides}:
        return as_name
    if len(here) > 1 or any(t.get("role") == "with" for t in tokens):
        return as_name
    side = (here or {sides[0]}).pop()
    there = sides[side == sides[0]]
    own = next((a.code for a in named if a.type not in ("country", *BLOCS)), side)
    led = k - 1 if k and _led(tokens[k - 1]) else k
    at = line.start
    moved: list[Token | Quantity] = []
    if tokens[k + 1 : k + 2] and tokens[k + 1].get("measure") == "bring":  # "vận chuyển"
        tokens = [*tokens[: k + 1], *tokens[k + 2 :]]
    carried = next((t for t in tokens[k + 1 : k + 3] if not t.get("hedge")), None)
    counted = isinstance(carried, Quantity) and (carried.unit in _CARRIED or bool(carried.get("came")))
    if led == k and counted and _FLOWS.isdisjoint(t.get("measure") for t in tokens):
        moved = [make_token(at, at, {"measure": "arrivals"})]
    pair = make_token(at, line.end, {"pair": f"{own}+{there}"})
    carried_at = (n for n, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit in _CARRIED)
    first = next(carried_at, trains or 0)
    if first < led:
        first -= bool(first and tokens[first - 1].get("hedge"))
        at = tokens[first].start
        pair = make_token(at, at, {**pair})
        return [*tokens[:first], pair, *tokens[first:led], plain, *tokens[k + 1 :]]
    return [*tokens[:led], pair, *moved, *tokens[k + 1 :]]


def customs_of_line(tokens: Tokens) -> Tokens:
    """ "China-Vietnam freight trains carried 12,300 TEUs, Nanning Customs said": told from that customs' province."""
    for k in range(len(tokens) - 3):
        one, dash, other, runs = tokens[k : k + 4]
        here, there = one.get("area"), other.get("area")
        if runs.get("measure") != "arrivals" or dash.get("punct") != "-" or here is None or there is None:
            continue
        if here.type != "country" or there.type != "country":
            continue
        named = [a for t in (*tokens[:k], *tokens[k + 4 :]) if (a := t.get("area")) is not None]
        if len(named) != 1 or named[0].type != "customs":
            continue
        if named[0].country not in (here.country, there.country):
            continue
        side = there if named[0].country == here.country else here
        pair = make_token(one.start, other.end, {"pair": f"{named[0].code}+{side.code}"})
        return [*tokens[:k], pair, *tokens[k + 3 :]]
    return tokens


def carried_to(tokens: Tokens) -> Tokens:
    """ "Freight trains from Guangxi carried 6,850 TEUs to Vietnam", "6,850 TEUs went by rail from Guangxi to Vietnam": as of
    those that ran from there to there."""
    k = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit not in ("tonnes", "other"):
        return tokens
    end = next((n for n in range(k + 1, len(tokens)) if _ends(tokens[n])), len(tokens))
    first = _line(tokens[:k])
    laden = any(_runs(t) for t in tokens[first:k])
    whence, whither, n = [], [], first
    while n < end:
        t, after = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else tokens[n]
        if t.get("area") and after.get("bound"):
            whither.append(n)
        elif after.get("area") and (t.get("role") == "from" or t.get("share") == "whole"):
            whence.append(n)
        elif after.get("area") and t.get("role") == "to" and not t.get("measure"):
            whither.append(n)
        elif t.get("commodity"):
            if not laden or n < k:
                return tokens
            n -= 1
        elif t.get("area") or t.get("measure") and not (n < k and (_runs(t) or _took(tokens, n))):
            return tokens
        else:
            n -= 1
        n += 2
    if len(whence) != 1 or len(whither) != 1:
        return tokens
    here, there = (
        next(a for t in tokens[n : n + 2] if (a := t.get("area"))) for n in (whence[0], whither[0])
    )
    if here.country == there.country or here.type in BLOCS or there.type in BLOCS:
        return tokens
    gone = {n + m for n in (whence[0], whither[0]) for m in (0, 1)} | set(range(first))
    gone |= {n for n in range(1, k) if _took(tokens, n)}
    at = tokens[k].start
    pair = make_token(at, at, {"pair": f"{here.code}+{there.code}"})
    runs = make_token(at, at, {"measure": "arrivals"})
    head = [t for n, t in enumerate(tokens[:k]) if n not in gone and not _runs(t)]
    return [*head, pair, runs, *(t for n, t in enumerate(tokens[k:], k) if n not in gone)]


def _line(head: Tokens) -> int:
    """How many words before trains name the line that they run on: "China-Vietnam freight trains"."""
    k = next((k for k, t in enumerate(head) if _runs(t)), 0)
    ends = [head[k - 3].get("area"), head[k - 1].get("area")] if k > 2 else []
    return k if k == 3 and all(ends) and head[1].get("punct") == "-" else 0


def _took(tokens: Tokens, n: int) -> bool:
    """ "Trains took 3,062 TEUs": carried them, and bought none."""
    return tokens[n].get("measure") == "buy" and n > 0 and _runs(tokens[n - 1])


def _ends(t: Token | Quantity) -> bool:
    return bool(t.get("punct") in (",", ";", ".", "(") or t.get("link") == "and" or isinstance(t, Quantity))


def _runs(t: Token | Quantity) -> bool:
    return t.get("measure") == "arrivals" and t.get("unit") == "count"


def _led(t: Token | Quantity) -> bool:
    return t.get("role") in ("of", "at", "via", "from") or t.get("compare") == "base"


def carried_between(tokens: Tokens) -> Tokens:
    """ "Containers moved by rail between Nanning and Hanoi numbered 2,680 TEUs": between the two countries."""
    k = next((k for k, t in enumerate(tokens) if t.get("role") == "between"), len(tokens))
    if k + 3 >= len(tokens):
        return tokens
    one, joint, other = tokens[k + 1 : k + 4]
    here, there = one.get("area"), other.get("area")
    if joint.get("link") != "and" or here is None or there is None or here.country == there.country:
        return tokens
    if here.type in BLOCS or there.type in BLOCS:
        return tokens
    ships = tokens[0].get("measure") == "exports" and isinstance(tokens[1], Quantity)  # "Ships carried …"
    rest = [*tokens[ships:k], *tokens[k + 4 :]]
    told = next((n for n, t in enumerate(rest) if t.get("link") == "of_which"), len(rest))
    if any(t.get("measure") or t.get("commodity") or t.get("area") for t in rest[:told]):
        return tokens
    if any(t.get("area") for t in rest[told:]):
        return tokens
    n = next((n for n, t in enumerate(rest) if isinstance(t, Quantity)), None)
    if n is None or rest[n].unit not in ("tonnes", "other"):
        return tokens
    at = rest[n].start
    far = there.country if other.get("seat") or there.type == "country" else there.code
    pair = make_token(at, at, {"pair": f"{here.code}+{far}"})
    return [*rest[:n], pair, make_token(at, at, {"measure": "arrivals"}), *rest[n:]]


def left_gate(tokens: Tokens) -> Tokens:
    """ "14,200 trucks entered Vietnam through the gate and 7,150 left for China": a gate's traffic, whichever way it goes."""
    if not any(t.get("noun") == "gate" for t in tokens[:-1]):
        return tokens
    for k in range(1, len(tokens) - 2):
        joint, q, way, whom = tokens[k - 1 : k + 3]
        if joint.get("link") != "and" or not _some(q):
            continue
        if (
            not isinstance(way, Quantity)
            and set(way) == {"role"}
            and way.get("role") == "to"
            and whom.get("area")
        ):
            if any(_some(t) for t in tokens[max(0, k - _PART) : k - 1]):
                return [*tokens[: k + 1], *tokens[k + 3 :]]
    return tokens


def _some(t: Token | Quantity) -> bool:
    return t.unit == "vehicles" if isinstance(t, Quantity) else bare(t) is not None


def bought_there(tokens: Tokens) -> Tokens:
    """ "2.0 bn worth was bought from the neighbour": imported from there."""
    out = list(tokens)
    for k in range(2, len(tokens) - 1):
        was, buy, way, there = tokens[k - 2 : k + 2]
        bought = buy.get("measure") == "buy" and not buy.get("role") and was.get("change") == "reach"
        if bought and way.get("role") == "from" and there.get("anaphor") in _THERE:
            out[k - 1] = make_token(buy.start, buy.end, {"measure": "imports"})
    return out


def bound_for(tokens: Tokens) -> Tokens:
    """ "Customs cleared 35,000 tonnes of lychees bound for China": exports; "coming from it" imports."""
    out = list(tokens)
    for k in range(3, len(tokens) - 1):
        of, goods, way = tokens[k - 2 : k + 1]
        if (
            isinstance(way, Quantity)
            or set(way) != {"role"}
            or way.get("role") != "to"
            or of.get("role") != "of"
        ):
            continue
        area = tokens[k + 1].get("area")
        if area is None or not (goods.get("commodity") or goods.get("noun") == "goods"):
            continue
        n = next((n for n in range(k - 3, max(-1, k - 6), -1) if isinstance(tokens[n], Quantity)), 0)
        if n < 1 or tokens[n].unit not in _CARRIED or tokens[n - 1].get("measure") != "border_trade":
            continue
        out[k] = make_token(way.start, way.end, {"role": "to", "measure": "exports"})
        out[n - 1] = make_token(tokens[n - 1].start, tokens[n - 1].end, {"change": "reach"})
        for m in range(k + 3, len(tokens) - 1):
            back = tokens[m]
            if isinstance(back, Quantity) or not isinstance(tokens[m - 1], Quantity):
                continue
            if set(back) == {"role"} and back.get("role") == "from":
                out[m] = make_token(back.start, back.end, {"role": "from", "measure": "imports"})
    return out


def trains_sent(tokens: Tokens) -> Tokens:
    """ "Guangxi ran 1,080 freight trains to Vietnam", "Guangxi sent some 80 trains to Vietnam": so many between the two,
    told from where they set out."""
    for k in range(1, len(tokens) - 2):
        q, to, other = tokens[k : k + 3]
        n = k - 1
        while n and not isinstance(tokens[n], Quantity) and (tokens[n].get("hedge") or _sends(tokens[n])):
            n -= 1
        one = tokens[n]
        here, there = one.get("area"), other.get("area")
        if not isinstance(q, Quantity) or q.unit != "count" or not q.get("came") or to.get("role") != "to":
            continue
        if here is None or there is None or here.country == there.country or one.get("adjective"):
            continue
        if here.type in BLOCS or there.type in BLOCS or n and tokens[n - 1].get("role"):
            continue
        pair = make_token(one.start, one.end, {"pair": f"{here.code}+{there.country}"})
        runs = make_token(one.end, one.end, {"measure": "arrivals"})
        hedge = [t for t in tokens[n + 1 : k] if t.get("hedge")]
        return [*tokens[:n], pair, runs, *hedge, q, *tokens[k + 3 :]]
    return tokens


def _sends(t: Token) -> bool:
    return t.get("measure") in ("sell", "exports") and not t.get("role")


def goods_to(tokens: Tokens) -> Tokens:
    """ "Trains hauled 85,000 tonnes of Lao potash to China", "tonnes of Thai fruit reached China": exports of theirs to
    there; "and 12,000 tonnes of Chinese vegetables the other way": and back."""
    out: Tokens = []
    sent = None
    if any(t.get("measure") not in (None, "arrivals", "value") for t in tokens):
        return tokens
    for k, t in enumerate(tokens):
        out.append(t)
        if k < 3 or not t.get("commodity"):
            continue
        q, of, who = tokens[k - 3 : k]
        if not isinstance(q, Quantity) or q.unit not in _CARRIED or of.get("role") != "of":
            continue
        area = who.get("area")
        if area is None or not who.get("adjective") or area.type != "country":
            continue
        way, whom = (*tokens[k + 1 : k + 3], t, t)[:2]
        led = not isinstance(way, Quantity) and (way.get("role") == "to" or way.get("change") == "reach")
        there = whom.get("area")
        if led and there is not None and not whom.get("adjective") and there.country != area.country:
            at = way.start
            out.append(make_token(at, at, {"role": "to", "measure": "exports"}))
            sent = (area, there)
        elif sent is not None and area.country == sent[1].country:
            back = {"role": "to", "measure": "exports"}
            out += [make_token(t.end, t.end, back), make_token(t.end, t.end, {"area": sent[0]})]
    if sent is None:
        return tokens
    exported = [n for n, t in enumerate(out) if t.get("measure") == "exports"]
    gone = {n + 1 for n in exported if n + 1 < len(out) and not out[n + 1].get("area")}
    return [t for n, t in enumerate(out) if n not in gone and not _runs(t)]
