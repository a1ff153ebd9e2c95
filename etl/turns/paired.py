"""Lists and as many amounts, each with its own, without a word for it: "sold $61 bn and $24 bn to China and Japan"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import BALANCES, FLOWS, PAID, Tokens, bare, good

_WAYS = {"exports": "to", "sell": "to", "imports": "from", "buy": "from"}
_FLOW = {"sell": "exports", "buy": "imports"}
_LED = frozenset({"to", "from", "with"})
_TOLD = frozenset(
    {*_WAYS, *BALANCES, "trade_total", "fdi", "fdi_registered", "fdi_realised", "attract", "arrivals"}
)
_BETWEEN = 6  # most tokens between the amounts and whom they are with, or the other way round
_LATER = 4  # most tokens between two amounts each with its date and the two behind them
_COUNTED = frozenset({"tonnes", "other", "persons"})


def _much(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and (t.unit in PAID or t.unit in _COUNTED)


def _side(t: Token | Quantity) -> bool:
    return bool(t.get("area")) and not t.get("adjective")


def _listed(tokens: Tokens, places: list[int]) -> bool:
    """Whether two or more stand there, the last with a conjunction, all in one unit where they are amounts."""
    if len(places) < 2 or not any(t.get("link") == "and" for t in tokens[places[-2] : places[-1]]):
        return False
    return len({t.unit for k in places if isinstance(t := tokens[k], Quantity)}) < 2


def partners_behind(tokens: Tokens) -> Tokens:
    """ "sold $61 bn and $24 bn of goods to China and Japan", "surpluses of $104 bn and $35 bn with the US and the EU"."""
    for k in range(1, len(tokens) - 5):
        if not _much(tokens[k]) or _much(tokens[k - 1]):
            continue
        amounts, end = row(tokens, k, _much)
        if not _listed(tokens, amounts):
            continue
        led = next((n for n in range(end, min(end + _BETWEEN, len(tokens))) if _leads(tokens, n)), None)
        if led is None or not any(t.get("measure") in _TOLD for t in [*tokens[:k], *tokens[end:led]]):
            continue
        if any(_parts(t) for t in tokens[end:led]):
            continue
        sides, behind = row(tokens, led + 1, _side)
        if len(sides) != len(amounts) or not _listed(tokens, sides) or _listed_before(tokens, k, len(sides)):
            continue
        out = [*tokens[: amounts[0] + 1], *tokens[end : led + 1], tokens[sides[0]]]
        for amount, side in zip(amounts[1:], sides[1:], strict=True):
            before = tokens[side - 1].end
            comma = make_token(before, before, {"punct": ","})
            way = make_token(before, before, {"role": tokens[led].get("role")})
            out += [comma, tokens[amount], way, tokens[side]]
        return [*out, *tokens[behind:]]
    return tokens


def _leads(tokens: Tokens, n: int) -> bool:
    return tokens[n].get("role") in _LED and n + 1 < len(tokens) and _side(tokens[n + 1])


def _parts(t: Token | Quantity) -> bool:
    """Whether something else begins there."""
    return isinstance(t, Quantity) or bool(
        t.get("punct") or t.get("link") in ("and", "but", "while", "which")
    )


def _listed_before(tokens: Tokens, k: int, size: int) -> bool:
    """Whether as many flows, sides or dates stand before the amounts in their part of the sentence."""
    start = max((n + 1 for n, t in enumerate(tokens[:k]) if t.get("punct") == ";"), default=0)
    part = tokens[start:k]
    if any(t.get("flows") for t in part):
        return True
    for of_it in (_dated, _side):
        first = next((n for n, t in enumerate(part) if of_it(t)), None)
        if first is not None and len(found := row(part, first, of_it)[0]) == size and _listed(part, found):
            return True
    return False


def partners_ahead(tokens: Tokens) -> Tokens:
    """ "From China and Korea Vietnam imported $144 bn and $56 bn of goods": each with its own."""
    led = next((k for k in range(min(3, len(tokens) - 6)) if _leads(tokens, k)), None)
    if led is None or any(not t.get("period") and not t.get("punct") for t in tokens[:led]):
        return tokens
    sides, told = row(tokens, led + 1, _side)
    while len(sides) > 2 and tokens[sides[-1] - 1].get("link") != "and":
        told, sides = sides[-1], sides[:-1]  # "To China and Japan, Vietnam sold": no member of the list
    if not _listed(tokens, sides):
        return tokens
    told = sides[-1] + 1
    start = next((k for k in range(told, min(told + _BETWEEN, len(tokens))) if _much(tokens[k])), None)
    if start is None or not any(t.get("measure") in _WAYS for t in tokens[told:start]):
        return tokens
    amounts, end = row(tokens, start, _much)
    if len(amounts) != len(sides) or not _listed(tokens, amounts):
        return tokens
    lead = tokens[told + 1 : start] if tokens[told].get("punct") == "," else tokens[told:start]
    out = [*tokens[:led], *lead]
    for n, (amount, side) in enumerate(zip(amounts, sides, strict=True)):
        at = tokens[amount].end
        if n:
            out.append(make_token(at, at, {"punct": ","}))
        way = make_token(at, at, {"role": tokens[led].get("role")})
        out += [tokens[amount], way, make_token(at, at, {"area": tokens[side].get("area")})]
    return [*out, *tokens[end:]]


def sellers(tokens: Tokens) -> Tokens:
    """ "Vietnam, Thailand and Laos bought 3, 2 and 1 bn dollars' worth of goods from Yunnan": the imports of each."""
    start = next((k for k, t in enumerate(tokens[:3]) if _side(t)), None)
    if start is None or any(not t.get("period") and not t.get("punct") for t in tokens[:start]):
        return tokens
    who, verb = row(tokens, start, _side)
    if not _listed(tokens, who) or verb + 2 >= len(tokens) or tokens[verb].get("role"):
        return tokens
    said = str(tokens[verb].get("measure"))
    if said not in _WAYS:
        return tokens
    first = verb + 1
    while first < len(tokens) - 1 and not _much(tokens[first]) and _of_goods(tokens[first]):
        first += 1
    amounts, end = row(tokens, first, _much)
    if len(amounts) != len(who) or not _listed(tokens, amounts):
        return tokens
    return _each_sold(tokens, start, who, verb, amounts, end)


def _of_goods(t: Token | Quantity) -> bool:
    """Whether a word says no more than what is sold: "worth of", "goods", "rice"."""
    if isinstance(t, Quantity):
        return False
    plain = t.get("role") == "of" or t.get("noun") == "goods" or t.get("measure") == "value"
    return plain or good(t)


def _each_sold(tokens: Tokens, start: int, who: list[int], verb: int, amounts: list[int], end: int) -> Tokens:
    """The flow of each of ``who`` with its amount, and to or from whom and of what, as told behind the last."""
    said = str(tokens[verb].get("measure"))
    way = _WAYS[said]
    behind = end
    what = [t for t in tokens[verb + 1 : amounts[0]] if good(t)]
    whom: Token | None = None
    if said == "buy" and (parts := _exports_of(tokens, behind)):
        return _each_bought(tokens, who, amounts, parts)
    while behind < len(tokens):
        t = tokens[behind]
        if whom is None and t.get("role") == way and behind + 1 < len(tokens) and _side(tokens[behind + 1]):
            whom, behind = tokens[behind + 1], behind + 2
        elif whom is None and t.get("adjective") and t.get("area") and said in ("buy", "imports"):
            whom, behind = t, behind + 1
        elif _of_goods(t):
            what += [t] if good(t) else []
            behind += 1
        else:
            break
    if len(what) > 1 or said in ("buy", "imports") and whom is None:
        return tokens
    if behind < len(tokens) and not tokens[behind].get("punct") and not tokens[behind].get("period"):
        return tokens
    if tokens[amounts[0]].unit == "persons":
        return _each_sent(tokens, who, verb, amounts, (whom, behind))
    date = tokens[behind : behind + 1] if behind < len(tokens) and tokens[behind].get("period") else []
    out = [*tokens[:start]] if tokens[:start] else [*date]
    behind += len(date) if not tokens[:start] else 0
    for n, (side, amount) in enumerate(zip(who, amounts, strict=True)):
        at = tokens[side].end
        if n:
            out.append(make_token(tokens[side].start, tokens[side].start, {"punct": ","}))
        out += [tokens[side], *(make_token(at, at, {"commodity": t.get("commodity")}) for t in what)]
        out.append(make_token(at, at, {"measure": _FLOW.get(said, said)}))
        if whom is not None:
            out += [make_token(at, at, {"role": way}), make_token(at, at, {"area": whom.get("area")})]
        out += [make_token(at, at, {"change": "reach"}), tokens[amount]]
    return [*out, *tokens[behind:]]


def bought_in_order(tokens: Tokens) -> Tokens:
    """ "China and Japan took 1.2 bn and 0.8 bn of Vietnam's exports, respectively": as without that word."""
    start = next((k for k, t in enumerate(tokens[:3]) if _side(t)), None)
    if start is None or any(not t.get("period") and not t.get("punct") for t in tokens[:start]):
        return tokens
    who, verb = row(tokens, start, _side)
    if not _listed(tokens, who) or verb + 2 >= len(tokens) or tokens[verb].get("measure") != "buy":
        return tokens
    amounts, end = row(tokens, verb + 1, _much)
    parts = _exports_of(tokens, end)
    if parts is None or len(amounts) != len(who) or not _listed(tokens, amounts):
        return tokens
    return _each_bought(tokens, who, amounts, parts)


def _exports_of(tokens: Tokens, k: int) -> tuple[int, int] | None:
    """ "(worth) of Vietnam's seafood exports": where whose exports are told begins behind "of", and where it ends."""
    k += bool(k < len(tokens) and tokens[k].get("measure") == "value")
    if k + 2 >= len(tokens) or tokens[k].get("role") != "of" or not _side(tokens[k + 1]):
        return None
    end = k + 2
    while end < len(tokens) - 1 and good(tokens[end]):
        end += 1
    return (k + 1, end + 1) if tokens[end].get("measure") == "exports" else None


def _each_bought(tokens: Tokens, who: list[int], amounts: list[int], parts: tuple[int, int]) -> Tokens:
    """ "The US and China took $119 bn and $61 bn of Vietnam's exports": its exports to each."""
    out = [*tokens[: who[0]], *tokens[parts[0] : parts[1]]]
    for n, (side, amount) in enumerate(zip(who, amounts, strict=True)):
        at = tokens[side].start
        out += [make_token(at, at, {"punct": ","})] if n else []
        reached = make_token(tokens[side].end, tokens[side].end, {"change": "reach"})
        out += [make_token(at, at, {"role": "to"}), tokens[side], reached, tokens[amount]]
    return [*out, *(t for t in tokens[parts[1] :] if t.get("link") != "respectively")]


def _each_sent(
    tokens: Tokens, who: list[int], verb: int, amounts: list[int], to: tuple[Token | None, int]
) -> Tokens:
    """ "China and South Korea sent 3.7 m and 4.6 m tourists to Vietnam": the tourists of each."""
    whom, behind = to
    if whom is None or tokens[verb].get("measure") != "sell":
        return tokens
    received = make_token(tokens[verb].start, tokens[verb].end, {"measure": "attract"})
    out = [*tokens[: who[0]], whom, received]
    for n, (side, amount) in enumerate(zip(who, amounts, strict=True)):
        at = tokens[amount].end
        out += [make_token(at, at, {"punct": ","})] if n else []
        out += [tokens[amount], make_token(at, at, {"role": "from"}), tokens[side]]
    return [*out, *tokens[behind:]]


def dates_behind(tokens: Tokens) -> Tokens:
    """ "exports were $39 bn and $40 bn in May and June", "grew 12% and 14% in 2023 and 2024": each in its own time."""
    for k in range(2, len(tokens) - 2):
        if not tokens[k].get("period") or not isinstance(tokens[k - 1], Quantity):
            continue
        dates, behind = row(tokens, k, _dated)
        start = k - 1
        while start and (isinstance(tokens[start - 1], Quantity) or _joint(tokens[start - 1])):
            start -= 1
        while start < k and not isinstance(tokens[start], Quantity):
            start += 1
        amounts, end = row(tokens, start, lambda t: isinstance(t, Quantity) and t.unit != "rank")
        if (
            end != k
            or len(amounts) != len(dates)
            or not _listed(tokens, amounts)
            or not _listed(tokens, dates)
        ):
            continue
        if any(t.get("flows") for t in tokens[:start]):
            continue
        out = tokens[:start]
        for n, (amount, date) in enumerate(zip(amounts, dates, strict=True)):
            between = tokens[amounts[n - 1] + 1 : amount] if n else []
            out = [*out, *between, tokens[amount], tokens[date]]
        return [*out, *tokens[behind:]]
    return tokens


def _dated(t: Token | Quantity) -> bool:
    return bool(t.get("period"))


def _joint(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == "," or bool(t.get("hedge"))


def same_dates(tokens: Tokens) -> Tokens:
    """ "Exports were $33 bn in January and $31 bn in February; imports were $30 bn and $29 bn": in the same two months."""
    for k in range(1, len(tokens) - 8):
        one, date, joint, two, then = tokens[k : k + 5]
        if not (_much(one) and _much(two) and date.get("period") and then.get("period")):
            continue
        if joint.get("link") != "and":
            continue
        start = next((n for n in range(k + 5, min(k + 5 + _LATER, len(tokens))) if _much(tokens[n])), None)
        if start is None or not any(t.get("measure") in FLOWS for t in tokens[k + 5 : start]):
            continue
        amounts, end = row(tokens, start, _much)
        if len(amounts) != 2 or not _listed(tokens, amounts) or any(t.get("period") for t in tokens[end:]):
            continue
        out = tokens[:start]
        for amount, told in zip(amounts, (date, then), strict=True):
            at = tokens[amount].end
            between = tokens[amounts[0] + 1 : amount]
            out = [*out, *between, tokens[amount], make_token(at, at, {"period": told.get("period")})]
        return [*out, *tokens[end:]]
    return tokens


def goods_behind(tokens: Tokens) -> Tokens:
    """ "earned $5 bn and $6 bn from coffee and rice exports", "spent $3 bn and $1 bn on corn and soybeans": each its own."""
    for k in range(1, len(tokens) - 6):
        if not _much(tokens[k]):
            continue
        amounts, led = row(tokens, k, _much)
        if led + 3 >= len(tokens) or not _onto(tokens[led]) or not good(tokens[led + 1]):
            continue
        goods, behind = row(tokens, led + 1, good)
        if len(goods) != len(amounts) or not _listed(tokens, amounts) or not _listed(tokens, goods):
            continue
        if any(t.get("flows") or good(t) for t in tokens[max(0, k - _BETWEEN) : k]):
            continue
        way = tokens[led].get("role") or "of"
        flow = tokens[behind : behind + 1] if behind < len(tokens) and tokens[behind].get("measure") else []
        out = tokens[:k]
        for n, (amount, what) in enumerate(zip(amounts, goods, strict=True)):
            at = tokens[what].end
            between = tokens[amounts[n - 1] + 1 : amount] if n else []
            out = [*out, *between, tokens[amount], make_token(at, at, {"role": way})]
            out = [*out, tokens[what], *(make_token(at, at, {"measure": t.get("measure")}) for t in flow)]
        return [*out, *tokens[behind + len(flow) :]]
    return tokens


def _onto(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("role") or t.get("compare") == "base")


def biggest_with(tokens: Tokens) -> Tokens:
    """ "The US and China were Vietnam's biggest markets with $119 bn and $61 bn": as in brackets."""
    start = next((k for k, t in enumerate(tokens[:3]) if _side(t)), None)
    if start is None or any(not t.get("period") and not t.get("punct") for t in tokens[:start]):
        return tokens
    who, told = row(tokens, start, _side)
    if (
        len(who) != 2
        or not _listed(tokens, who)
        or tokens[told : told + 1] == []
        or not (tokens[told].get("change") == "reach" or _ranks_at(tokens, told))
    ):
        return tokens
    led = next((k for k in range(told, len(tokens) - 2) if _with_much(tokens, k)), None)
    if led is None or not any(t.get("rank_noun") for t in tokens[told:led]):
        return tokens
    first = led + 1 + 2 * _of_flow(tokens[led + 1 : led + 3])
    tokens = _counted_alike(tokens, first)
    amounts, end = row(tokens, first, _much)
    if len(amounts) != len(who) or not _listed(tokens, amounts):
        return tokens
    if tokens[amounts[0]].unit == "persons":
        return _guests(tokens, who, amounts, (start, told, led, end))
    out = [*tokens[:start], *_each_in_bracket(tokens, who, amounts)]
    return [*out, *tokens[told:led], *tokens[end:]]


def those_biggest_with(tokens: Tokens) -> Tokens:
    """ "The US, Japan and China were the biggest markets for Vietnamese seafood with 1.5, 1.4 and 1.3 bn USD (respectively)",
    "the top buyers of its coffee with 12%, 8% and 7% of the total": each with its own, as in brackets."""
    start = next((k for k, t in enumerate(tokens[:3]) if _side(t)), None)
    if start is None or any(not t.get("period") and not t.get("punct") for t in tokens[:start]):
        return tokens
    who, told = row(tokens, start, _side)
    if not _listed(tokens, who) or told >= len(tokens) or tokens[told].get("change") != "reach":
        return tokens
    led = next((k for k in range(told, len(tokens) - 3) if tokens[k].get("role") == "with"), 0)
    said = tokens[told : led - (tokens[led - 1].get("punct") == ",")] if led else []
    noun = next((k for k, t in enumerate(said) if t.get("rank_noun")), None)
    if noun is None or not any(t.get("role") and not t.get("period") for t in said[noun + 1 :]):
        return tokens
    if any(t.get("number") or t.get("punct") or t.get("link") for t in said):
        return tokens
    amounts, end = row(tokens, led + 1, _much_or_part)
    if len(amounts) != len(who) or not _listed(tokens, amounts) or tokens[amounts[0]].unit == "persons":
        return tokens
    while end < len(tokens) and _of_all(tokens[end]):
        end += 1
    behind = [t for t in tokens[end:] if t.get("link") != "respectively"]
    if not all(t.get("period") or t.get("punct") in (",", ".") for t in behind):
        return tokens
    out = [*tokens[:start], *_each_in_bracket(tokens, who, amounts)]
    return [*out, *said, *behind]


def _each_in_bracket(tokens: Tokens, who: list[int], amounts: list[int]) -> Tokens:
    """Those who are named, each with its amount in a bracket behind it."""
    out: Tokens = []
    for n, (side, amount) in enumerate(zip(who, amounts, strict=True)):
        at = tokens[side].end
        between = tokens[who[n - 1] + 1 : side] if n else []
        marks = [make_token(at, at, {"punct": sign}) for sign in "()"]
        out = [*out, *between, tokens[side], marks[0], tokens[amount], marks[1]]
    return out


def _much_or_part(t: Token | Quantity) -> bool:
    return _much(t) or isinstance(t, Quantity) and t.unit == "percent"


def _of_all(t: Token | Quantity) -> bool:
    """Whether a word only says that parts are of all: "of the total"."""
    if isinstance(t, Quantity) or t.get("measure") or t.get("area"):
        return False
    return bool(t.get("role") == "of" or t.get("share") == "whole" or t.get("link") == "total")


def _guests(tokens: Tokens, who: list[int], amounts: list[int], parts: tuple[int, int, int, int]) -> Tokens:
    """ "China and South Korea remained the two largest source markets with 348,000 and 224,000 visitors": those from each."""
    start, told, led, end = parts
    host = next(
        (k for k in range(told, led - 1) if tokens[k].get("role") == "to" and _side(tokens[k + 1])), None
    )
    out = [*tokens[:start]]
    for n, (side, amount) in enumerate(zip(who, amounts, strict=True)):
        at = tokens[amount].end
        out += [make_token(at, at, {"punct": ","})] if n else []
        out += [tokens[amount], make_token(at, at, {"role": "from"}), tokens[side]]
        out += tokens[host : host + 2] if host is not None and not n else []
    return [*out, *tokens[end:]]


def _with_much(tokens: Tokens, k: int) -> bool:
    """ "with $60 bn", "with 348,000 and 224,000 visitors", "with exports of $60 bn"."""
    if tokens[k].get("role") not in ("with", "at"):
        return False
    if _of_flow(tokens[k + 1 : k + 3]):
        return k + 3 < len(tokens) and _much(tokens[k + 3])
    return _much(tokens[k + 1]) or _counted_alike(tokens, k + 1) is not tokens


def _of_flow(words: Tokens) -> bool:
    return len(words) == 2 and words[0].get("measure") in FLOWS and words[1].get("role") == "of"


def _ranks_at(tokens: Tokens, k: int) -> bool:
    """ "remained the two largest": a rank right there, the verb being none that means anything."""
    words = tokens[k : k + 2]
    number = bool(words) and words[0].get("number") == 2
    return any(isinstance(t, Quantity) and t.unit == "rank" for t in words[: 1 + number])


def _counted_alike(tokens: Tokens, k: int) -> Tokens:
    """ "348,000 and 224,000 visitors": the first counts what the second does."""
    one, joint, two = (*tokens[k : k + 3], None, None, None)[:3]
    if one is None or joint is None or two is None or joint.get("link") != "and":
        return tokens
    if (number := bare(one)) is None or not isinstance(two, Quantity) or two.unit not in _COUNTED:
        return tokens
    alike = Quantity(one.start, one.end, number, 0, two.unit, origin="digits")
    return [*tokens[:k], alike, *tokens[k + 1 :]]


def way_again(tokens: Tokens) -> Tokens:
    """ "Imports from China and from Korea were $144 bn and $56 bn": one list of two."""
    for k in range(1, len(tokens) - 6):
        way, one, joint, again, two = tokens[k : k + 5]
        if way.get("role") not in _LED or again.get("role") != way.get("role") or joint.get("link") != "and":
            continue
        if not (_side(one) and _side(two)) or not tokens[k - 1].get("measure"):
            continue
        start = next((n for n in range(k + 5, min(k + 5 + _LATER, len(tokens))) if _much(tokens[n])), None)
        if start is not None and _listed(tokens, row(tokens, start, _much)[0]):
            return [*tokens[: k + 3], *tokens[k + 4 :]]
    return tokens


def two_flows(tokens: Tokens) -> Tokens:
    """ "Its surplus with the US and its deficit with China were $104 bn and $83 bn": each with its own amount."""
    for k in range(len(tokens) - 10):
        one, way, whom, joint, two, other, side, was = tokens[k : k + 8]
        if one.get("measure") not in _TOLD or two.get("measure") not in _TOLD or joint.get("link") != "and":
            continue
        if one.get("measure") == two.get("measure") or was.get("change") != "reach":
            continue
        if way.get("role") not in _LED or other.get("role") not in _LED or not (_side(whom) and _side(side)):
            continue
        amounts, end = row(tokens, k + 8, _much)
        if len(amounts) != 2 or not _listed(tokens, amounts):
            continue
        at = was.start
        again = make_token(whom.end, whom.end, {"change": "reach"})
        comma = make_token(at, at, {"punct": ","})
        first = [*tokens[: k + 3], again, tokens[amounts[0]], comma]
        return [*first, two, other, side, was, tokens[amounts[1]], *tokens[end:]]
    return tokens
