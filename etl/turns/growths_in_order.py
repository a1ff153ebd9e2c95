"""Several that sell or buy, and by how much each did more or less."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import FLOWS, PAID, SIDES, Tokens, bare, good

_DONE = frozenset({"sell", "exports", "imports"})
_WORDS = 6  # most words between those who sell and by how much


def growths_in_order(tokens: Tokens) -> Tokens:
    """ "Thailand and Vietnam increased durian exports to China by 9% and 45%", "Thailand and Vietnam's exports to China rose
    by 9% and 45%, respectively": the exports of each, as in "exports of Thailand and Vietnam to China rose …"."""
    first = next((k for k, t in enumerate(tokens) if t.get("area")), len(tokens))
    sellers, end = row(tokens, first, lambda t: _country(t))
    if len(sellers) < 2 or first and tokens[first - 1].get("role") not in (None, "from"):
        return tokens
    start = next((k for k in range(end, min(end + _WORDS + 1, len(tokens))) if _growth(tokens[k])), None)
    if start is None:
        return tokens
    growths, behind = row(tokens, start, _growth)
    if len(growths) != len(sellers):
        return tokens
    said, lead = tokens[end:start], tokens[:first]
    if lead and lead[-1].get("role") == "from":  # "durian exports from Thailand and Vietnam to China"
        if len(lead) < 2 or lead[-2].get("measure") != "exports":
            return tokens
        said, lead = [lead[-2], *said], lead[:-2]
    moved = [t for t in said if t.get("change") in ("up", "down")]
    flow = [t for t in said if t.get("measure") in FLOWS and not t.get("role")]
    if len(moved) != 1 or len(flow) != 1 or any(isinstance(t, Quantity) or t.get("punct") for t in said):
        return tokens
    whom = _with_whom(said, str(flow[0].get("measure")))
    goods = [t for t in said if good(t)]
    rest = [t for t in said if all(t is not u for u in (*moved, *flow, *whom, *goods))]
    if any(not (t.get("extent") or t.get("hedge")) or t.get("link") for t in rest):
        return tokens
    of = make_token(flow[0].end, flow[0].end, {"role": "of"})
    listed = tokens[start:behind]
    mark = [] if _paired(tokens[behind : behind + 2]) else [_respectively(listed[-1].end)]
    return [*lead, *goods, *flow, of, *tokens[first:end], *whom, *moved, *listed, *mark, *tokens[behind:]]


def amounts_of_each(tokens: Tokens) -> Tokens:
    """ "Thailand and Vietnam exported 500,000 and 780,000 tonnes of durian to China", "sold China 500,000 tonnes and 780,000
    tonnes": each its own amount, as with "respectively"."""
    first = next((k for k, t in enumerate(tokens) if t.get("area")), len(tokens))
    sellers, end = row(tokens, first, _country)
    if len(sellers) < 2 or first and tokens[first - 1].get("role") or end + 3 >= len(tokens):
        return tokens
    if first and tokens[first - 1].get("punct") == "," == tokens[end].get("punct"):
        # "The bloc's two largest economies, Indonesia and Thailand, exported …"
        if any(isinstance(t, Quantity) and not t.superlative or t.get("measure") for t in tokens[:first]):
            return tokens
        tokens = [*tokens[:end], *tokens[end + 1 :]]
        tokens, sellers, end, first = tokens[first:], [k - first for k in sellers], end - first, 0
    verb, start, buyer = tokens[end], end + 1, []
    if verb.get("measure") not in _DONE or verb.get("role") or verb.get("noun"):
        return tokens
    if _country(tokens[start]) and verb.get("measure") in ("sell", "exports"):
        buyer, start = [make_token(verb.end, verb.end, {"role": "to"}), tokens[start]], start + 1
    lead = start
    while start < len(tokens) and (
        good(t := tokens[start]) or t.get("measure") == "value" or t.get("noun") == "goods"
    ):
        start += 1
    if start == lead and any(_paired([t]) for t in tokens[start:]):
        return tokens  # a word says so: other turns know it
    told = (
        tokens[start : start + 1] and tokens[start].get("hedge") and not isinstance(tokens[start], Quantity)
    )
    amounts, behind = row(tokens, start + bool(told), _amount)
    if len(amounts) != len(sellers) or not isinstance(tokens[amounts[-1]], Quantity):
        return tokens
    last = tokens[amounts[-1]]
    units = {q.unit for k in amounts if isinstance(q := tokens[k], Quantity)}
    if not units <= {None, last.unit} or None in units and not last.scale:
        return tokens
    if any(not isinstance(tokens[k], Quantity) for k in amounts) and last.scale:
        return tokens
    stop = behind
    while stop < len(tokens) and not (tokens[stop].get("punct") or isinstance(tokens[stop], Quantity)):
        stop += 1
    closed = next((n for n in range(stop, len(tokens)) if tokens[n].get("punct") in (";", ".")), len(tokens))
    if any(isinstance(t, Quantity) for t in tokens[stop:closed]):
        return tokens
    said = [t for t in tokens[behind:stop] if not (t.get("period") or _paired([t]))]
    goods = [t for t in tokens[lead:start] if good(t)]
    if goods and not any(good(t) for t in said):  # "durian worth 2 bn and 3 bn": 2 bn and 3 bn of durian
        said = [make_token(last.end, last.end, {"role": "of"}), *goods, *said]
    out = [*tokens[:first], *(t for t in tokens[behind:stop] if t.get("period"))]
    for n, (who, k) in enumerate(zip(sellers, amounts, strict=True)):
        if n:
            here = tokens[k].start
            out.append(make_token(here, here, {"punct": ";"}))
        about = tokens[k - 1 : k] if tokens[k - 1].get("hedge") and k > start else []
        again = make_token(verb.start, verb.end, {**verb})
        out += [tokens[who], again, *about, _as_many(tokens[k], last.unit), *said, *buyer]
    stop += stop + 1 < len(tokens) and tokens[stop].get("punct") == "," and _paired([tokens[stop + 1]])
    stop += stop < len(tokens) and _paired([tokens[stop]])
    return [*out, *tokens[stop:]]


def _as_many(t: Token | Quantity, unit: str | None) -> Token | Quantity:
    if isinstance(t, Quantity):
        return t if t.unit else Quantity(t.start, t.end, t.number, t.scale, unit, origin=t.origin)
    if (number := bare(t)) is None:
        return t
    return Quantity(t.start, t.end, number, 0, unit, origin="digits")


def _amount(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return t.unit in ("tonnes", "vehicles", None) or t.unit in PAID
    return bool(t.get("digits")) and bare(t) is not None


def _with_whom(said: Tokens, flow: str) -> Tokens:
    for way, whom in zip(said, said[1:], strict=False):
        if way.get("role") in SIDES[flow] and whom.get("area"):
            return [way, whom]
    return []


def _paired(behind: Tokens) -> bool:
    return any(t.get("link") == "respectively" for t in behind)


def _respectively(at: int) -> Token:
    return make_token(at, at, {"link": "respectively"})


def _growth(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _country(t: Token | Quantity) -> bool:
    return t.get("area") is not None and t["area"].type == "country" and not t.get("adjective")
