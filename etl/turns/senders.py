"""Which countries those who came were from, told of as what each of them sent."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MILLION, VISITORS, Tokens, bare, of_whole, those_who_came

_TELL = frozenset({None, "sell", "arrivals"})
_NONE = 0
_ALONE = 2  # tokens of who they were: were, whose
_MEMBER = 3  # tokens of another's part: who, at, how much


def senders(tokens: Tokens) -> Tokens:
    """ "Thailand sent 1.65 million and Vietnam 920,093", "Thailand accounted for 1.65 million", of those who came: from
    there. "Thailand received 1.65 million" is told of who came to it."""
    if any(t.get("measure") not in _TELL or t.get("role") == "to" and t.get("measure") for t in tokens):
        return tokens
    out: Tokens = []
    led, gone, some = True, False, False
    for k, t in enumerate(tokens):
        n = _people(tokens, k) if led and _country(t) else _NONE
        if gone and (_verb(t) or t.get("role") == "to"):
            continue
        if t.get("area") and not n:
            return tokens
        if n and not some and not isinstance(tokens[k + n], Quantity):
            return tokens  # "Thais accounted for 360,000"
        if n:
            gone = some = True
            out.append(make_token(t.start, t.start, {"role": "from"}))
            out.append(t)
            continue
        gone = gone and bool(t.get("hedge"))
        led = bool(t.get("punct") in (",", ";", ".") or t.get("link") in ("and", "but"))
        out.append(t)
    return out if some and any(_verb(t) for t in tokens) else tokens


def _people(tokens: Tokens, k: int) -> int:
    """How many tokens lead from a country to how many people it sent."""
    n = k + 1
    while n < len(tokens) and n < k + 4 and (_verb(tokens[n]) or tokens[n].get("hedge") or _for(tokens[n])):
        n += 1
    if n == len(tokens):
        return _NONE
    q = tokens[n]
    if isinstance(q, Quantity):
        return n - k if q.unit == "persons" or q.unit is None and q.scale else _NONE
    number = bare(q)
    return n - k if number is not None and number >= VISITORS else _NONE


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and not t.get("adjective")


def _for(t: Token | Quantity) -> bool:
    return t.get("role") == "to" and not t.get("measure") and not isinstance(t, Quantity)


def _verb(t: Token | Quantity) -> bool:
    return t.get("measure") == "sell" and not t.get("role") or t.get("share") == "share"


def part_of_those_who_came(tokens: Tokens) -> Tokens:
    """ "Chinese made up 24% of the 3.4 million visitors to Laos", "24% of the people who visited Laos were Chinese": of those,
    they made up 24%."""
    for k in range(len(tokens) - 4):
        part, of = tokens[k : k + 2]
        if not isinstance(part, Quantity) or part.unit != "percent" or not of_whole(of):
            continue
        n = k + 2
        while n < len(tokens) - 2 and (tokens[n].get("link") == "total" or tokens[n].get("hedge")):
            n += 1
        who = tokens[n]
        if isinstance(who, Quantity) and who.unit != "persons":
            continue
        if not isinstance(who, Quantity) and (who.get("measure") != "arrivals" or who.get("unit") == "count"):
            continue
        counted = n + 1
        n += 1 + (tokens[n + 1].get("link") == "but" and not tokens[n + 1].get("punct"))
        came = tokens[n].get("measure") == "arrivals"
        n += came and not tokens[n].get("role")
        if n + 1 >= len(tokens) or tokens[n].get("role") not in ("to", "at"):
            continue
        area = tokens[n + 1].get("area")
        if area is None or tokens[n + 1].get("adjective"):
            continue
        n += 2 + any(t.get("period") for t in tokens[n + 2 : n + 3])
        first = k
        while first and not (tokens[first - 1].get("punct") or tokens[first - 1].get("link") == "but"):
            first -= 1
        if any(isinstance(t, Quantity) or t.get("measure") for t in tokens[first:k]):
            continue
        if not any(t.get("area") for t in tokens[first:k]):
            there = make_token(tokens[n - 1].start, tokens[n - 1].start, {"role": "at"})
            span = [t for t in tokens[counted:n] if t.get("area") or t.get("period")]
            return [*tokens[:counted], there, *span, *_from_there(tokens[n:])]
        at = tokens[first].start
        comma = make_token(at, at, {"punct": ","})
        rest = [_beside(tokens, m) for m in range(n, len(tokens))]
        return [*tokens[:first], *tokens[k + 1 : n], comma, *tokens[first : k + 1], *rest]
    return tokens


def _from_there(behind: Tokens) -> Tokens:
    """ "Were Chinese": came from China."""
    if len(behind) > 1 and behind[0].get("change") == "reach" and behind[1].get("adjective"):
        if len(behind) == _ALONE or behind[_ALONE].get("punct") or behind[_ALONE].get("link") == "and":
            were, who = behind[:_ALONE]
            way = make_token(were.start, were.end, {"role": "from"})
            return [way, make_token(who.start, who.end, {"area": who.get("area")}), *behind[_ALONE:]]
    return behind


def _beside(tokens: Tokens, m: int) -> Token | Quantity:
    """ "Behind the Thais at 41%": another's part."""
    t, then = tokens[m], tokens[m + 1 : m + 4]
    if t.get("role") != "aside" or len(then) < _MEMBER or not then[0].get("area"):
        return t
    told = then[1].get("role") == "at" and isinstance(then[2], Quantity) and then[2].unit == "percent"
    return make_token(t.start, t.end, {"link": "but"}) if told else t


def those_there(tokens: Tokens) -> Tokens:
    """ "Those from China numbered 248,000", "Chinese numbered 248,000": of those who came."""
    if any(t.get("measure") not in (None, "arrivals", "attract") for t in tokens):
        return tokens
    out, nations = list(tokens), []
    for k in range(2, len(tokens)):
        number = bare(tokens[k])
        if number is None or number < VISITORS or isinstance(tokens[k], Quantity):
            continue
        n = k - 1 - bool(tokens[k - 1].get("hedge") and k > 2)
        verb, who = tokens[n], tokens[n - 1]
        if verb.get("change") != "reach" or verb.get("measure") or verb.get("share") or _wide(who):
            continue
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if (
            after is None
            or after.get("punct")
            or after.get("period")
            or after.get("link")
            or after.get("compare")
        ):
            out[k] = those_who_came(tokens[k])
            nations += [n - 1] if who.get("adjective") else []
    for n in reversed(nations):
        at = out[n].end
        out.insert(n + 1, make_token(at, at, {"measure": "arrivals", "noun": "people"}))
    return out


def _wide(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is None or area.type not in ("country", "province")


def who_travelled(tokens: Tokens) -> Tokens:
    """ "Vietnamese made 920,093 trips to Cambodia", "The number of Vietnamese travelling to Thailand hit 950,000": as of
    Vietnamese who came there."""
    for k in range(len(tokens) - 4):
        who = tokens[k]
        if not who.get("adjective") or not who.get("area"):
            continue
        made, much, trips, to, host = (*tokens[k + 1 : k + 6], who)[:5]
        at = who.end
        came = make_token(at, at, {"measure": "arrivals", "noun": "people"})
        if trips.get("measure") == "arrivals" and to.get("role") == "to" and host.get("area"):
            if made.get("noun") and isinstance(much, Quantity) and much.unit is None:
                many = Quantity(much.start, much.end, much.number, much.scale, "persons", origin="digits")
                there = [make_token(t.start, t.end, {**t}) for t in (to, host)]
                return [*tokens[:k], who, came, *there, many, *tokens[k + 6 :]]
        after = k + 1 + (made.get("link") in ("but", "which"))  # "Chinese who visited"
        to, host, reached, digits, *_ = (*tokens[after : after + 5], who, who, who)
        if reached.get("change") in ("up", "down") and digits.get("change") == "reach":  # "rose to"
            reached, digits = digits, (*tokens[after + 4 : after + 5], who)[0]
            after += 1
        counted = k > 1 and tokens[k - 1].get("role") == "of" and tokens[k - 2].get("anaphor") == "figure"
        if not counted or to.get("role") != "to" or not host.get("area") or reached.get("change") != "reach":
            continue
        many = those_who_came(digits) if bare(digits) is not None else digits
        return [*tokens[: k - 2], who, came, to, host, reached, many, *tokens[after + 4 :]]
    return tokens


def hosts_too(tokens: Tokens) -> Tokens:
    """ "Thailand welcomed 17.5 million, Malaysia 11.8 million", behind those who came to another country: visitors of each."""
    out, hosted = list(tokens), False
    for k in range(1, len(tokens)):
        t = tokens[k]
        led = tokens[k - 1] if not tokens[k - 1].get("hedge") or k < _ALONE else tokens[k - 2]
        hosted = hosted or led.get("measure") == "attract"
        if led.get("measure") != "attract" and not (hosted and _country(led)):
            continue
        if isinstance(t, Quantity) and t.unit is None and t.scale >= MILLION:
            out[k] = Quantity(t.start, t.end, t.number, t.scale, "persons", origin="digits")
        elif not isinstance(t, Quantity) and bare(t) is not None:
            out[k] = those_who_came(t)
    return out
