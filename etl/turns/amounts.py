"""What an amount is of: parts, wholes, and bare numbers that count the same as the last."""

from __future__ import annotations

from decimal import Decimal

from etl.clauses import joins
from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.turns.shapes import FLOWS, LISTED, MILLION, MOVED, PAID, WEIGHED, Tokens, bare

_OPENING = 4  # most tokens before an amount that a sentence opens with
_NO_YEAR = 2100  # a bare number from here on is no year


def part_from(tokens: Tokens) -> Tokens:
    """ "Trade was 1.6 bn, including 0.7 bn from exports": in exports."""
    part = False
    for k in range(len(tokens) - 2):
        t, way = tokens[k], tokens[k + 1]
        part = part or t.get("link") == "of_which"
        if not (part and isinstance(t, Quantity) and way.get("role") == "from"):
            continue
        if tokens[k + 2].get("measure") in FLOWS and (
            k + 3 == len(tokens) or tokens[k + 3].get("punct") or joins(tokens[k + 3])
        ):
            return [*tokens[: k + 1], make_token(way.start, way.end, {"role": "at"}), *tokens[k + 2 :]]
    return tokens


def as_heavy(tokens: Tokens) -> Tokens:
    """ "929,000 tonnes from Thailand and 493,000 from Vietnam", "5.1 m tonnes, up from 4.2 m a year earlier", "Korea with
    116,000 visitors and Japan with 69,300": a bare number behind one of tonnes or people, with another side or as what
    was before, is one of these, too."""
    out, last = tokens, None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) and t.unit is None and t.scale >= MILLION and last is None:
            # "China (2.7 million) and Taiwan (630,000)"
            last = t if k and tokens[k - 1].get("punct") == "(" and _beside_area(tokens, k) else None
            continue
        if isinstance(t, Quantity) and t.unit is not None:
            last = t if t.unit in LISTED else last if t.unit in ("percent", "rank") else None
            continue
        if last is None or not (number := _heavy(t)):
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        before = tokens[k - 2] if tokens[k - 1].get("hedge") and k > 1 else tokens[k - 1]
        sided = nxt is not None and nxt.get("role") in ("from", "to")
        sided = sided and k + 2 < len(tokens) and bool(tokens[k + 2].get("area"))
        begins = joins(before) or before.get("punct") in (";", ":") or before.get("link") == "of_which"
        sided = sided and begins
        sided = (
            sided
            or (last.unit in ("tonnes", None) and before.get("punct") == "(" and _beside_area(tokens, k))
            or last.unit == "persons"
            and (_beside_area(tokens, k) or begins and (number < last.value and whose_people(tokens, k)))
        )
        was = before.get("change") == "start" or before.get("compare") in ("base", "higher", "lower")
        was = was and (
            nxt is None or bool(nxt.get("punct") or nxt.get("period") or nxt.get("compare") == "yoy")
        )
        listed = k > 1 and before.get("area") and (joins(tokens[k - 2]) or tokens[k - 2].get("punct") == ":")
        listed = listed and (nxt is None or joins(nxt) or nxt.get("punct"))
        listed = listed or _from_there(tokens, k)
        if sided or was or listed:
            scale = t.scale if isinstance(t, Quantity) else 0
            q = Quantity(t.start, t.end, number, scale, last.unit, last.factor)
            out = [q if u is t else u for u in out]
            last = q
    return out


def _from_there(tokens: Tokens, k: int) -> bool:
    """ "from South Korea 1.7 million and from Taiwan 520,000", "those from Taiwan 520,000"."""
    if k < 2 or not tokens[k - 1].get("area") or tokens[k - 2].get("role") != "from":
        return False
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    led = tokens[k - 3] if k > 2 else None
    return led is not None and joins(led) and (nxt is None or joins(nxt) or bool(nxt.get("punct")))


def whose_people(tokens: Tokens, k: int) -> bool:
    """ "448,000 Thais", "448,000 were Thai": whether whose people a bare number counts stands behind it."""
    behind = tokens[k + 1 : k + 4]
    if behind and behind[0].get("change") == "reach" and not behind[0].get("measure"):
        behind = behind[1:] if len(behind) > 1 and behind[1].get("adjective") else []
    if not behind or not behind[0].get("area"):
        return False
    return len(behind) < 2 or bool(behind[1].get("punct") or behind[1].get("link"))


def _beside_area(tokens: Tokens, k: int) -> bool:
    """ "Japan with 69,300", "Japan (69,300)": whether a bare number is all that is said of an area."""
    n = k - 1 - bool(tokens[k - 1].get("hedge"))
    if n < 1 or not tokens[n - 1].get("area"):
        return False
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if tokens[n].get("punct") == "(":
        return nxt is not None and nxt.get("punct") in (")", ",")
    return tokens[n].get("role") in ("with", "at") and (nxt is None or joins(nxt) or bool(nxt.get("punct")))


def _heavy(t: Token | Quantity) -> Decimal | None:
    """A bare number that is no year and no count of a few."""
    if isinstance(t, Quantity):
        return t.number if t.unit is None and t.origin == "digits" else None
    number = bare(t)
    return number if number is not None and t.get("digits") and number >= _NO_YEAR else None


def whole_ahead(tokens: Tokens) -> Tokens:
    """占越南出口总额（3550亿美元）的17.2%: the share before the whole that it is of, as in 占17.2%的越南出口总额3550亿美元."""
    for k in range(4, len(tokens)):
        share = tokens[k]
        if not (
            isinstance(share, Quantity) and share.unit == "percent" and tokens[k - 1].get("role") == "of"
        ):
            continue
        closed = tokens[k - 2].get("punct") == ")"
        n = k - 3 if closed else k - 2
        whole = tokens[n]
        if not isinstance(whole, Quantity) or whole.unit in (None, "percent", "times", "rank"):
            continue
        opened = n - 1 if closed else n
        if closed and tokens[opened].get("punct") != "(":
            continue
        at = opened - 1
        while at > 0 and isinstance(tokens[at], Token) and not tokens[at].get("share"):
            at = -1 if tokens[at].get("punct") else at - 1
        if at > 0 and isinstance(tokens[at], Token) and at < opened - 1:
            words = tokens[at + 1 : opened]
            return [*tokens[: at + 1], share, tokens[k - 1], *words, whole, *tokens[k + 1 :]]
    return tokens


def part_where(tokens: Tokens) -> Tokens:
    """ "A third of the total, 200 bn, was with Vietnam": with whom the part is comes before the amount."""
    k = next((k for k, t in enumerate(tokens[:3]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "percent" or any(not t.get("hedge") for t in tokens[:k]):
        return tokens
    marks = [n for n in range(k + 1, min(k + 12, len(tokens))) if tokens[n].get("punct") == ","][:2]
    if len(marks) < 2 or any(isinstance(t, Quantity) or t.get("area") for t in tokens[k + 1 : marks[0]]):
        return tokens
    amounts = [t for t in tokens[marks[0] + 1 : marks[1]] if not t.get("hedge")]
    if (
        len(amounts) != 1
        or not isinstance(amounts[0], Quantity)
        or amounts[0].unit in (None, "percent", "rank")
    ):
        return tokens
    n = marks[1] + 1
    while (
        n < len(tokens)
        and not tokens[n].get("role")
        and (tokens[n].get("change") or tokens[n].get("measure"))
    ):
        n += 1
    if (
        n + 1 >= len(tokens)
        or tokens[n].get("role") not in ("to", "from", "with")
        or not tokens[n + 1].get("area")
    ):
        return tokens
    return [tokens[n], tokens[n + 1], *tokens[:n], *tokens[n + 2 :]]


def worth_between(tokens: Tokens) -> Tokens:
    """ "Over 45,000 tonnes of fruit, worth 21 m USD, left through Kim Thanh": what became of it before what it was worth."""
    if tokens and not isinstance(tokens[-1], Quantity) and tokens[0].get("role") == "with":
        return tokens
    first = next((k for k, t in enumerate(tokens[: _OPENING + 1]) if isinstance(t, Quantity)), None)
    if first is None or tokens[first].unit not in WEIGHED:
        return tokens
    if any(t.get("measure") or t.get("area") or t.get("link") for t in tokens[:first]):
        return tokens
    second = next((k for k in range(first + 1, len(tokens)) if isinstance(tokens[k], Quantity)), None)
    if second is None or tokens[second].unit not in PAID or second + 1 >= len(tokens):
        return tokens
    between = tokens[first + 1 : second]
    worth = next((k for k, t in enumerate(between) if t.get("measure") == "value"), None)
    if worth is None or any(
        t.get("measure") not in (None, "value") or t.get("change") for t in between[:worth]
    ):
        return tokens
    at = first + 1 + worth - (worth > 0 and between[worth - 1].get("punct") == ",")
    begin = second + 1 + (tokens[second + 1].get("punct") == ",")
    end = begin
    while end < len(tokens) and not isinstance(tokens[end], Quantity) and not tokens[end].get("punct"):
        end += 1
    main = tokens[begin:end]
    verb = next((k for k, t in enumerate(main) if t.get("measure")), None)
    if (
        verb is None
        or main[verb].get("measure") not in MOVED
        or main[verb].get("role") == "to"
        and any(t.get("role") == "via" for t in main)
    ):
        return tokens
    if any(t.get("area") for t in main[:verb]):
        return tokens
    while len(main) > verb + 1 and (main[-1].get("change") or main[-1].get("hedge") or main[-1].get("link")):
        main, end = main[:-1], end - 1
    return [*tokens[:at], *main, *tokens[at : second + 1], *tokens[end:]]


def by_which(tokens: Tokens, k: int) -> bool:
    """A word such as "is" between "higher than in 2023" and the amount: it is by how much, not what 2023 came to."""
    t = tokens[k]
    if t.get("change") != "reach" or k < 2 or not isinstance(tokens[min(k + 1, len(tokens) - 1)], Quantity):
        return False
    return bool(tokens[k - 1].get("period")) and tokens[k - 2].get("compare") in ("higher", "lower")


def of_them(tokens: Tokens) -> Tokens:
    """ "imports of them rose" points back at goods and tells of no part."""
    return [
        t
        for k, t in enumerate(tokens)
        if not (
            k
            and t.get("link") == "of_which"
            and tokens[k - 1].get("measure") in FLOWS
            and t.start - tokens[k - 1].end == 1
            and tokens[k + 1 : k + 2]
            and tokens[k + 1].get("change")
        )
    ]


def when(tokens: Tokens) -> Tokens:
    """ "up from 2.2 bn last year, when it grew 34%": what follows is told of the period that the word points to."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        before = tokens[k - 2] if k > 1 and tokens[k - 1].get("punct") == "," else None
        if t.get("link") != "when":
            out.append(t)
        elif before is not None and before.get("period") is not None:
            out.append(make_token(t.start, t.end, {"period": _last_of(before.get("period"))}))
    return out


def _last_of(m: PeriodMatch) -> PeriodMatch:
    """ "quadrupled from 2014 to 2022, when it came to 235 bn": the last of several years."""
    if m.kind != "years":
        return m
    return PeriodMatch("year", {"y": m.slots["y"], "text": m.slots["y"]})
