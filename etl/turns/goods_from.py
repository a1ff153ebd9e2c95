"""Where goods in a list go to or come from, and markets in a list, each with its bare share."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens, good, of_whole

_WAYS = {"exports": "to", "imports": "from", "buy": "from"}
_LONGEST = 12  # most tokens of such a list
_LISTED = 2  # fewest markets


def goods_from(tokens: Tokens) -> Tokens:
    """ "imported 2.3 m tonnes of soybeans, corn and wheat from Brazil": from Brazil, all of it."""
    for k in range(1, len(tokens) - 5):
        much = tokens[k]
        if not isinstance(much, Quantity) or much.unit not in PAID and much.unit != "tonnes":
            continue
        verb = tokens[k - 1]
        verb = tokens[k - 2] if verb.get("hedge") and k > 1 else verb
        way = _WAYS.get(str(verb.get("measure")))
        if way is None or isinstance(verb, Quantity):
            continue
        n, comma = k + 1, False
        while n < min(k + _LONGEST, len(tokens) - 1) and _lists(tokens[n]):
            comma = comma or tokens[n].get("punct") == ","
            n += 1
        if (
            n + 1 >= len(tokens)
            or not comma
            or tokens[n].get("role") != way
            or not good(tokens[n - 1])
            or not tokens[n + 1].get("area")
        ):
            continue
        at = tokens.index(verb, max(0, k - 2)) + 1
        return [*tokens[:at], *tokens[n : n + 2], *tokens[at:n], *tokens[n + 2 :]]
    return tokens


def _lists(t: object) -> bool:
    if isinstance(t, Quantity):
        return False
    return (
        good(t)
        or joins(t)
        or t.get("role") == "of"
        or t.get("measure") == "value"
        or t.get("noun") == "goods"
    )


def shares_listed(tokens: Tokens) -> Tokens:
    """ "Coffee exports reached 2.9 bn USD in seven months: Germany 13.5%, the US 8%": their shares, as in brackets."""
    colon = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), None)
    if not colon:
        return tokens
    told, listed = tokens[:colon], tokens[colon + 1 :]
    flow = {t.get("measure") for t in told if t.get("measure") in ("exports", "imports")}
    levels = [t for t in told if isinstance(t, Quantity)]
    if len(flow) != 1 or not levels or any(t.unit not in PAID and t.unit != "tonnes" for t in levels):
        return tokens
    if any(t.get("change") in ("up", "down") or of_whole(t) for t in told):
        return tokens
    out, n, rows = [], 0, 0
    while n + 1 < len(listed) and (area := listed[n].get("area")) is not None:
        part = listed[n + 1]
        if area.type not in ("country", "bloc") or listed[n].get("adjective"):
            return tokens
        if not isinstance(part, Quantity) or part.unit != "percent" or part.get("signed"):
            return tokens
        marks = [make_token(p, p, {"punct": sign}) for p, sign in ((part.start, "("), (part.end, ")"))]
        out += [listed[n], marks[0], part, marks[1]]
        n, rows = n + 2, rows + 1
        while n < len(listed) and joins(listed[n]):
            out.append(listed[n])
            n += 1
    if rows < _LISTED or n < len(listed) and listed[n].get("punct") not in (".", ";"):
        return tokens
    mark = tokens[colon]
    way = make_token(mark.end, mark.end, {"role": _WAYS[next(iter(flow))]})
    return [*told, mark, way, *out, *listed[n:]]


def led_by(tokens: Tokens) -> Tokens:
    """ "Exports fell to 1.3 m tonnes, led by China with 1.1 m tonnes and India with 0.1 m": those to China with 1.1 m."""
    flow = next((m for t in tokens if (m := t.get("measure")) in ("exports", "imports")), None)
    k = next(
        (
            k
            for k in range(2, len(tokens) - 3)
            if tokens[k].get("extent")
            and tokens[k - 1].get("punct") == ","
            and tokens[k + 1].get("area")
            and tokens[k + 2].get("role") == "with"
        ),
        None,
    )
    if k is None or flow is None:
        return tokens
    if not any(isinstance(t, Quantity) and (t.unit in PAID or t.unit == "tonnes") for t in tokens[:k]):
        return tokens
    out, n = list(tokens[:k]), k + 1
    while n + 2 < len(tokens) and (area := tokens[n].get("area")) is not None:
        much = n + 2 + bool(tokens[n + 2].get("hedge"))
        if area.type not in ("country", "bloc") or tokens[n].get("adjective"):
            break
        if (
            tokens[n + 1].get("role") != "with"
            or much >= len(tokens)
            or not isinstance(tokens[much], Quantity)
        ):
            break
        if tokens[much].unit in ("percent", "rank", "times"):
            break
        if n > k + 1:
            out.append(make_token(tokens[n].start, tokens[n].start, {"punct": ","}))
        out += [*_to_whom(tokens[n], flow), *tokens[n + 1 : much + 1]]
        n = much + 1
        while n < len(tokens) - 1 and joins(tokens[n]) and tokens[n + 1].get("area"):
            n += 1
    return [*out, *tokens[n:]] if n > k + 1 else tokens


def _to_whom(who: object, flow: str) -> Tokens:
    measure = make_token(who.start, who.start, {"measure": flow})
    way = make_token(who.start, who.start, {"role": _WAYS[flow]})
    return [measure, way, make_token(who.start, who.end, {"area": who.get("area")})]
