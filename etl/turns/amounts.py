"""What an amount is of: parts, wholes, and bare numbers that count the same as the last."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.clauses import joins
from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.turns.shapes import FLOWS, LISTED, MILLION, MOVED, PAID, WEIGHED, Tokens, bare, of_whole

_UP_TO = re.compile(r"\d{1,2}(?:\.\d{1,2})?")  # what may be a percentage
_TENTHS = re.compile(r"\d{1,3}\.\d{1,2}")  # as percentages are told
_OPENING = 4  # most tokens before an amount that a sentence opens with
_MONTHS = frozenset({"month", "month_relative", "quarter"})
_POSSESSES = len("'s ")
_TAKEN = frozenset({"buy", "imports"})
_WHOLES = PAID | {"tonnes"}
_SOLD_IN = frozenset({"vehicles", "other"})  # what may be told with its price before the next of it
_GOODS_IN = frozenset({"tonnes", "vehicles", "other", None})
_NO_YEAR = 2100  # a bare number from here on is no year


def part_from(tokens: Tokens) -> Tokens:
    """ "Trade was 1.6 bn, including 0.7 bn from exports", "1.6 bn: 0.7 bn from exports": in exports."""
    out, part = list(tokens), False
    for k in range(len(tokens) - 2):
        t, way = tokens[k], tokens[k + 1]
        part = part or t.get("link") == "of_which" or t.get("punct") == ":"
        if not part or way.get("role") != "from":
            continue
        if not isinstance(t, Quantity) and t.get("link") != "of_which":
            continue
        if tokens[k + 2].get("measure") in FLOWS and (
            k + 3 == len(tokens) or tokens[k + 3].get("punct") or joins(tokens[k + 3])
        ):
            out[k + 1] = make_token(way.start, way.end, {"role": "at"})
    return out


def part_behind_whole(tokens: Tokens) -> Tokens:
    """ "China took 1.04 bn USD, or 76%, of the 1.36 bn that rubber earned": of those 1.36 bn, China took 1.04 bn."""
    at = next((k for k, t in enumerate(tokens[:4]) if t.get("area")), len(tokens))
    if any(not (t.get("period") or t.get("punct") == ",") for t in tokens[:at]):
        return tokens
    v = at + 1
    if at < len(tokens) and tokens[at].get("adjective"):  # "Chinese buyers took"
        if v >= len(tokens) or not (tokens[v].get("noun") or tokens[v].get("rank_noun")):
            return tokens
        v += 1
    k = v + 1 + bool(v + 1 < len(tokens) and tokens[v + 1].get("hedge"))
    if k + 2 >= len(tokens) or isinstance(tokens[v], Quantity):
        return tokens
    verb, part = tokens[v], tokens[k]
    taken = verb.get("share") == "share" or verb.get("measure") in _TAKEN
    if not taken or not isinstance(part, Quantity):
        return tokens
    of = k + 1
    if tokens[of].get("punct") == "," and tokens[of + 1].get("share") == "equal":
        of = (
            next((n for n in range(of + 2, min(of + 5, len(tokens))) if tokens[n].get("punct") == ","), k) + 1
        )
    if of + 1 >= len(tokens) or not of_whole(tokens[of]):
        return tokens
    end = next((n for n in range(of + 1, len(tokens)) if _parts_clauses(tokens[n])), len(tokens))
    wholes = [n for n in range(of + 1, end) if isinstance(tokens[n], Quantity)]
    if len(wholes) != 1 or wholes[0] > of + 3 or tokens[wholes[0]].unit not in _WHOLES:
        return tokens
    led = tokens[of + 1 : wholes[0]]
    if any(not (t.get("area") or t.get("hedge")) or t.get("adjective") for t in led):
        return tokens
    same = part.unit == tokens[wholes[0]].unit or part.unit is None and part.scale >= MILLION
    if not same and not (part.unit == "percent" and verb.get("share") == "share"):
        return tokens
    whole = tokens[of:end]
    mark = make_token(whole[-1].end, whole[-1].end, {"punct": ","})
    who = make_token(tokens[at].start, tokens[at].end, {"area": tokens[at].get("area")})
    told = [who, *tokens[v : of if tokens[of - 1].get("punct") != "," else of - 1]]
    return [*tokens[:at], *whole, mark, *told, *tokens[end:]]


def _parts_clauses(t: Token | Quantity) -> bool:
    return t.get("punct") in (",", ";", ".", "(") or t.get("link") in ("and", "but")


def those_of_months(tokens: Tokens) -> Tokens:
    """ "July exports came to 3.2 bn and those of the seven months to 19.8 bn": nothing is compared."""
    for k in range(1, len(tokens) - 3):
        led, those, time, to = tokens[k - 1 : k + 3]
        if led.get("link") == "and" and those.get("compare") == "base" and time.get("period") is not None:
            if to.get("change") == "reach" and isinstance(tokens[k + 3], Quantity):
                return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def of_a_time(tokens: Tokens) -> Tokens:
    """ "Exports fell from July's 5.4 bn": from 5.4 bn in July."""
    for k in range(len(tokens) - 2):
        led, time, amount = tokens[k : k + 3]
        if led.get("change") != "start" or time.get("period") is None or not isinstance(amount, Quantity):
            continue
        if time.get("period").kind in _MONTHS and amount.start - time.end in (_POSSESSES, _POSSESSES + 1):
            tokens = [*tokens[: k + 1], amount, time, *tokens[k + 3 :]]
    return tokens


def or_percent(tokens: Tokens) -> Tokens:
    """ "2.2 bn USD, or 8.6%, more than a year ago": both are how much more."""
    for k in range(len(tokens) - 5):
        first, comma, equal, second, close, more = tokens[k : k + 6]
        if not isinstance(first, Quantity) or not isinstance(second, Quantity):
            continue
        if first.unit in ("percent", "rank") or second.unit != "percent" or equal.get("share") != "equal":
            continue
        if comma.get("punct") == close.get("punct") == "," and more.get("compare") in ("higher", "lower"):
            return [*tokens[: k + 1], equal, second, *tokens[k + 5 :]]
    return tokens


def flow_behind_bracket(tokens: Tokens) -> Tokens:
    """ "112.4 bn (+31.6%) imported": what an amount is of, before the bracket that says how much it moved."""
    for k in range(len(tokens) - 4):
        if not isinstance(tokens[k], Quantity) or tokens[k + 1].get("punct") != "(":
            continue
        close = next((n for n in range(k + 2, min(k + 5, len(tokens))) if tokens[n].get("punct") == ")"), 0)
        inside = [t for t in tokens[k + 2 : close] if isinstance(t, Quantity)]
        if not close or [t.unit for t in inside] != ["percent"] or close + 1 >= len(tokens):
            continue
        flow, nxt = tokens[close + 1], tokens[close + 2] if close + 2 < len(tokens) else None
        if flow.get("measure") not in FLOWS or tokens[k].unit in ("percent", "rank"):
            continue
        if nxt is None or nxt.get("punct") or nxt.get("link") == "and":
            return [*tokens[: k + 1], flow, *tokens[k + 1 : close + 1], *tokens[close + 2 :]]
    return tokens


def flow_behind_moved(tokens: Tokens) -> Tokens:
    """ "0.64 bn, up 80%, was exports and 0.25 bn, down 12%, imports": what each is, before how much it moved."""
    for k in range(len(tokens) - 5):
        first, comma, moved, by, close = tokens[k : k + 5]
        if not isinstance(first, Quantity) or comma.get("punct") != "," or close.get("punct") != ",":
            continue
        much, way = (moved, by) if isinstance(moved, Quantity) else (by, moved)
        ways = way.get("change") in ("up", "down") or way.get("compare") in ("higher", "lower")
        if not ways or not isinstance(much, Quantity) or much.unit != "percent":
            continue
        n = k + 5 + (tokens[k + 5].get("change") == "reach")
        n += n < len(tokens) and bool(tokens[n].get("adjective"))  # "was Chinese exports"
        if n >= len(tokens) or tokens[n].get("measure") not in FLOWS or tokens[n].get("role"):
            continue
        nxt = tokens[n + 1] if n + 1 < len(tokens) else None
        if nxt is None or nxt.get("punct") or nxt.get("link") == "and":
            return flow_behind_moved(
                [*tokens[: k + 1], *tokens[k + 5 : n + 1], comma, moved, by, *tokens[n + 1 :]]
            )
    return tokens


def as_heavy(tokens: Tokens, came: Quantity | None = None) -> Tokens:
    """ "929,000 tonnes from Thailand and 493,000 from Vietnam", "5.1 m tonnes, up from 4.2 m a year earlier", "Korea with
    116,000 visitors and Japan with 69,300": a bare number behind one of tonnes or people, with another side or as what
    was before, is one of these, too; ``came``: what the sentence before tells of, and this one of parts of it."""
    out, last, whole = tokens, came, came
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) and t.unit is None and t.scale >= MILLION and last is None:
            # "China (2.7 million) and Taiwan (630,000)"
            last = t if k and tokens[k - 1].get("punct") == "(" and _beside_area(tokens, k) else None
            continue
        if isinstance(t, Quantity) and t.unit is not None:
            kept = (
                t.unit in ("percent", "rank") or t.unit in PAID and last is not None and last.unit in _SOLD_IN
            )
            last = t if t.unit in LISTED else last if kept else None
            whole = t if last is t else whole
            continue
        if last is None:
            continue
        number = _heavy(t, last.unit in ("persons", *_SOLD_IN))
        if not number:
            number = _small(t, tokens[k + 1 : k + 3], tokens[k - 1] if k else t)
        if not number:
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        before = tokens[k - 2] if tokens[k - 1].get("hedge") and k > 1 else tokens[k - 1] if k else t
        sided = nxt is not None and nxt.get("role") in ("from", "to")
        sided = sided and k + 2 < len(tokens) and bool(tokens[k + 2].get("area"))
        begins = joins(before) or before.get("punct") in (";", ":") or before.get("link") == "of_which"
        aside = k > 1 and before.get("role") == "with" and tokens[k - 2].get("punct") == ","
        sided = sided and (begins or aside or before.get("link") == "but")
        sided = (
            sided
            or (
                last.unit in _GOODS_IN
                and (before.get("punct") == "(" or before.get("role") == "with" and last.unit is not None)
                and _beside_area(tokens, k)
            )
            or last.unit == "persons"
            and (
                _beside_area(tokens, k)
                or _sent(tokens, k)
                or (begins or before.get("link") == "but")
                and ((whole is came or number < (whole or last).value) and whose_people(tokens, k))
            )
        )
        was = before.get("change") == "start" or before.get("compare") in ("base", "higher", "lower")
        was = was or before.get("share") == "whole" and before.start - last.end > len(" of the ")  # "out of"
        was = was and (
            nxt is None
            or bool(nxt.get("punct") or nxt.get("period") or nxt.get("compare") == "yoy")
            or before.get("share") == "whole"
        )
        if last.unit == "vehicles" and before.get("noun") == "gate" and k > 2 and tokens[k - 2].get("area"):
            listed = joins(tokens[k - 3])  # "and Tan Thanh gate 38,000"
        else:
            listed = (
                k > 1 and before.get("area") and (joins(tokens[k - 2]) or tokens[k - 2].get("punct") == ":")
            )
        listed = listed or k > 2 and before.get("role") == "to" and _accounts(tokens, k)
        listed = listed and (nxt is None or joins(nxt) or nxt.get("punct"))
        listed = listed or _from_there(tokens, k)
        listed = (
            listed or (before.get("punct") == "," or joins(before)) and _by_so_much(tokens[k + 1 : k + 3])
        )
        if sided or was or listed or last.unit == "persons" and _part_of_them(before, tokens[k + 1 : k + 4]):
            scale = t.scale if isinstance(t, Quantity) else 0
            if last is came and last.unit == "tonnes" and number.scaleb(scale) > last.number:
                return tokens  # "4.8 m tonnes for 2.6 bn USD. China paid 390 m, Indonesia 320 m"
            q = Quantity(t.start, t.end, number, scale, last.unit, last.factor)
            out = [q if u.start == t.start and u.end == t.end else u for u in out]
            last = q
    return out


def _by_so_much(behind: Tokens) -> bool:
    """ "4.1 m tonnes in July, 1 million more than last year": whether a bare number is by how much it was more."""
    return (
        len(behind) > 1
        and behind[0].get("compare") in ("higher", "lower")
        and bool(behind[1].get("period") or behind[1].get("compare"))
    )


def _accounts(tokens: Tokens, k: int) -> bool:
    """ "Thailand accounted for 1.7 m tonnes, Vietnam for 0.9 m": whether it goes on with what the next one accounts for."""
    n = k - 1 - bool(tokens[k - 1].get("hedge"))
    if n < 2 or not tokens[n - 1].get("area") or tokens[n - 1].get("adjective"):
        return False
    told = any(t.get("share") == "share" for t in tokens[: n - 1])
    return told and (joins(tokens[n - 2]) or tokens[n - 2].get("punct") == ";")


def _sent(tokens: Tokens, k: int) -> bool:
    """ "India sent 530,000": whether a bare number is all that came from there."""
    n = k - 1 - bool(tokens[k - 1].get("hedge"))
    if n < 1 or tokens[n].get("measure") != "sell" or tokens[n].get("noun") or not tokens[n - 1].get("area"):
        return False
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    return nxt is None or bool(nxt.get("punct") or nxt.get("period")) or joins(nxt)


def _part_of_them(before: Token | Quantity, behind: Tokens) -> bool:
    """ "44,700 of them Chinese", "of whom 44,700 were Chinese", "242,000 were from China": some of those who came."""
    if not behind:
        return False
    if behind[0].get("link") == "of_which":
        return True
    part = before.get("link") == "of_which" or before.get("punct") in (",", ";") or joins(before)
    if not part or behind[0].get("change") != "reach" or len(behind) < 2:
        return False
    return bool(behind[1].get("adjective")) or behind[1].get("role") == "from"


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
    ranked = n > 1 and isinstance(tokens[n - 1], Quantity) and tokens[n - 1].unit == "rank"
    was = ranked and n > 2 and tokens[n - 2].get("change") == "reach"  # "the US was fourth with 848,000"
    if n < 1 + ranked + was or not tokens[n - 1 - ranked - was].get("area"):
        return False
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if tokens[n].get("punct") == "(":
        return nxt is not None and nxt.get("punct") in (")", ",")
    worth = nxt is not None and nxt.get("measure") == "value" and _priced(tokens[k + 2 : k + 3])
    ends = worth or nxt is None or joins(nxt) or bool(nxt.get("punct") or nxt.get("period"))
    return tokens[n].get("role") in ("with", "at") and ends


def _priced(behind: Tokens) -> bool:
    return bool(behind) and isinstance(behind[0], Quantity) and behind[0].unit in PAID


def _small(t: Token | Quantity, behind: Tokens, before: Token | Quantity) -> Decimal | None:
    """ "4,100 tonnes to Pakistan, 1,800 to Taiwan and 900 to China", "of whom 900 were Chinese": a number that goes
    somewhere is no year, nor is one of a nation."""
    if isinstance(t, Quantity) or not t.get("digits") or len(behind) < 2:
        return None
    goes = behind[0].get("role") in ("to", "from") and behind[1].get("area")
    if before.get("link") == "of_which" and behind[0].get("change") == "reach":
        goes = goes or behind[1].get("adjective")
    number = bare(t)
    return number if goes and number is not None and number >= _FEW else None


_FEW = 100


def _heavy(t: Token | Quantity, few: bool = False) -> Decimal | None:
    """A bare number that is no year and no count of a few; ``few``: it may count people or cars."""
    if isinstance(t, Quantity):
        return t.number if t.unit is None and t.origin == "digits" else None
    number = bare(t)
    if number is None or not t.get("digits"):
        return None
    parted = few and t.end - t.start > len(str(number))  # "1,860" is no year, either
    return number if parted or number >= _NO_YEAR else None


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


def _percent_of(tokens: Tokens, k: int) -> bool:
    """ "70% of its bananas, worth 180 m USD, were exported": a part of goods."""
    return tokens[k].unit == "percent" and k + 1 < len(tokens) and of_whole(tokens[k + 1])


def worth_between(tokens: Tokens) -> Tokens:
    """ "Over 45,000 tonnes of fruit, worth 21 m USD, left through Kim Thanh": what became of it before what it was worth."""
    if tokens and not isinstance(tokens[-1], Quantity) and tokens[0].get("role") == "with":
        return tokens
    first = next((k for k, t in enumerate(tokens[: _OPENING + 1]) if isinstance(t, Quantity)), None)
    if first is None or not (tokens[first].unit in WEIGHED or _percent_of(tokens, first)):
        return tokens
    led = tokens[:first]
    if len(led) == 2 and led[0].get("measure") in MOVED and led[1].get("role") == "of":
        led = []  # "Shipments of 55,000 tonnes of coffee, worth 170 m USD, went to the EU"
    if any(t.get("measure") or t.get("area") or t.get("link") for t in led):
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
    amount, second = second, _converted(tokens, second)
    if second + 1 >= len(tokens):
        return tokens
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
    # what is looked for right behind a share stands there; nor is it behind a bracket
    if tokens[first].unit == "percent" or second > amount:
        here = tokens[at - 1].end
        main = [make_token(here, here, {**t}) if t.get("measure") else t for t in main]
    return [*tokens[:at], *main, *tokens[at : second + 1], *tokens[end:]]


def _converted(tokens: Tokens, k: int) -> int:
    """ "worth 16 bn yuan (about 2.3 bn dollars)": where the same amount in another currency ends, if it is told."""
    inside = tokens[k + 1 : k + 5]
    if not inside or inside[0].get("punct") != "(":
        return k
    end = next((n for n, t in enumerate(inside) if t.get("punct") == ")"), None)
    told = [t for t in inside[1:end] if not t.get("hedge")] if end else []
    same = len(told) == 1 and isinstance(told[0], Quantity) and told[0].unit in PAID
    return k + 1 + end if same else k


def without_by_which(tokens: Tokens) -> Tokens:
    """The tokens without words that only lead to by how much."""
    return [t for k, t in enumerate(tokens) if not by_which(tokens, k)]


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


def of_this_volume(tokens: Tokens) -> Tokens:
    """ "91 percent of this volume ended up in China" is 91 percent of it."""
    return [
        t
        for k, t in enumerate(tokens)
        if not (
            k
            and tokens[k - 1].get("link") == "of_which"
            and t.get("measure") in ("volume", "value")
            and t.start - tokens[k - 1].end == 1
            and tokens[k + 1 : k + 2]
            and tokens[k + 1].get("role") in ("to", "from")
            and tokens[k + 1].get("measure") in MOVED
        )
    ]


def times_that_of(tokens: Tokens) -> Tokens:
    """ "3.5 times the number of last year", "twice that of May": what follows is when the other was."""
    for k in range(len(tokens) - 3):
        times, that, of, when_ = tokens[k : k + 4]
        if not isinstance(times, Quantity) or times.unit != "times" or of.get("role") != "of":
            continue
        if (that.get("anaphor") == "figure" or that.get("link") == "which") and when_.get("period"):
            return [*tokens[: k + 1], make_token(that.start, of.end, {"compare": "base"}), *tokens[k + 3 :]]
    return tokens


def of_those_who_came(tokens: Tokens) -> Tokens:
    """ "Of the 7.9 million foreigners who came, 2.6 million were Chinese": those who came are told of, too, and "among
    the 871,000 who came to Vietnam"."""
    if len(tokens) < 4:
        return tokens
    if isinstance(tokens[0], Quantity):
        came = tokens[2].get("measure") == "arrivals" and tokens[2].get("role") == "to"
        among = tokens[0].unit == "persons" and tokens[1].get("link") == "but" and came
        return [tokens[0], *tokens[2:]] if among else tokens
    if tokens[0].get("share") != "whole" and tokens[0].get("role") != "of":
        return tokens
    k = 2 if tokens[1].get("area") else 1
    k += bool(tokens[k].get("hedge"))
    many = tokens[k]
    if (
        not isinstance(many, Quantity)
        or many.unit != "persons"
        or not any(t.get("punct") for t in tokens[k:])
    ):
        return tokens
    behind = tokens[k + 1 : k + 3]
    who = len(behind) == 2 and behind[0].get("link") in ("but", "which")
    who = who and (behind[1].get("measure") == "arrivals" or behind[1].get("role") == "to")
    return [*tokens[1 : k + 1], *tokens[k + 1 + who :]]


def percent_too(tokens: Tokens) -> Tokens:
    """ "Dipped to 97 percent from 99", "from 99 percent to 97": the bare number is one of percent, too."""
    for k in range(1, len(tokens) - 2):
        q, led, number = tokens[k], tokens[k + 1], tokens[k + 2]
        if not isinstance(q, Quantity) or q.unit != "percent" or isinstance(number, Quantity):
            continue
        before, behind = tokens[k - 1], tokens[k + 3] if k + 3 < len(tokens) else None
        one = led.get("change") == "start" and before.get("change") == "reach"
        other = led.get("change") == "reach" and before.get("change") == "start"
        ends = (
            behind is None
            or behind.get("punct")
            or behind.get("period")
            or joins(behind)
            or behind.get("ago")
        )
        share = number.get("digits")
        if not (one or other) or not ends or share is None or not _UP_TO.fullmatch(str(share)):
            continue
        too = Quantity(number.start, number.end, Decimal(str(share)), 0, "percent", origin="digits")
        return [*tokens[: k + 2], too, *tokens[k + 3 :]]
    return tokens


def up_too(tokens: Tokens) -> Tokens:
    """ "Up 18.7 percent: exports 113 bn, up 16.3, and imports 78 bn, up 22.4": percent, too."""
    out, told = list(tokens), False
    for k in range(1, len(tokens)):
        t, led = tokens[k], tokens[k - 1]
        moved = led.get("change") in ("up", "down")
        if isinstance(t, Quantity):
            told = told or moved and t.unit == "percent"
            continue
        if not (told and moved):
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        number = str(t.get("digits") or "")
        if _TENTHS.fullmatch(number) and (nxt is None or nxt.get("punct") or joins(nxt)):
            out[k] = Quantity(t.start, t.end, Decimal(number), 0, "percent", origin="digits")
    return out


def part_was(tokens: Tokens) -> Tokens:
    """ "Of the 1.6 bn that came, 48 percent was Singaporean, 25 percent Chinese": from where each part came."""
    out = list(tokens)
    invested = any(str(t.get("measure")).startswith(("fdi", "attract")) for t in tokens)
    for k in range(len(tokens) - 2):
        part, was, whose = tokens[k : k + 3]
        if not isinstance(part, Quantity) or part.unit != "percent" or was.get("change") != "reach":
            continue
        nxt = tokens[k + 3] if k + 3 < len(tokens) else None
        if was.get("role") or not (whose.get("adjective") and whose.get("area")):
            continue
        if nxt is None or nxt.get("punct") or joins(nxt):
            out[k + 1] = make_token(was.start, was.end, {"role": "from"})
            out[k + 2] = make_token(whose.start, whose.end, {"area": whose.get("area")})
            for n in range(k + 3, len(tokens) - 1 if invested else 0):
                more, last = tokens[n], tokens[n + 1]
                if isinstance(more, Quantity) and last.get("adjective") and last.get("area"):
                    out[n : n + 2] = [make_token(last.start, last.end, {"area": last.get("area")}), more]
            break
    return out


def of_what_came(tokens: Tokens) -> Tokens:
    """ "Of the 1.6 bn USD that Bac Giang attracted in the first half, 48 percent was …": what it attracted."""
    if len(tokens) < 6 or tokens[0].get("share") != "whole" and tokens[0].get("role") != "of":
        return tokens
    much = tokens[1]
    k = 3 if tokens[2].get("link") == "which" else 2
    who, drew = tokens[k : k + 2]
    if not isinstance(much, Quantity) or much.unit not in PAID or not who.get("area"):
        return tokens
    if drew.get("measure") != "attract":
        return tokens
    return [who, drew, much, *tokens[k + 2 :]]


def beyond_last_year(tokens: Tokens) -> Tokens:
    """ "Trade exceeded last year's by 4 percent", "topped that of last year by 4 percent": how much it grew."""
    for k in range(len(tokens) - 3):
        verb = tokens[k]
        if verb.get("change") not in ("reach", "up", "down") or verb.get("role"):
            continue
        n = k + 3 if tokens[k + 1].get("link") == "which" and tokens[k + 2].get("role") == "of" else k + 1
        if n + 2 >= len(tokens):
            continue
        then, by, much = tokens[n : n + 3]
        m = then.get("period")
        if m is None or m.kind not in ("year", "year_relative") or not by.get("extent"):
            continue
        if isinstance(much, Quantity) and much.unit == "percent":
            way = "down" if verb.get("change") == "down" else "up"
            moved = make_token(verb.start, verb.end, {"change": way})
            base = make_token(then.start, then.end, {"compare": "yoy"})
            return [*tokens[:k], moved, by, much, base, *tokens[n + 3 :]]
    return tokens


def times_anothers(tokens: Tokens) -> Tokens:
    """几乎是菲律宾的两倍, 约为对华出口的1.9倍: how many times another's it is, told in passing, says nothing of whose it is."""
    for k in range(4, len(tokens)):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit != "times" or tokens[k - 1].get("role") != "of":
            continue
        first = next((n for n in range(k - 2, max(0, k - 6), -1) if _tells_nothing(tokens[n])), k)
        whose = tokens[first + 1 : k - 1]
        if tokens[first].get("change") != "reach" or not _anothers(whose):
            continue
        if k + 1 < len(tokens) and not tokens[k + 1].get("punct"):
            continue
        begin = first - 1 if tokens[first - 1].get("hedge") else first
        if tokens[begin - 1].get("punct") == ",":
            return [*tokens[: begin - 1], *tokens[k + 1 :]]
    return tokens


def _tells_nothing(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or not any(t.get(kind) for kind in ("area", "directed", "measure", "role"))


def _anothers(words: Tokens) -> bool:
    """Whether words name another country, or what goes there, and nothing else."""
    named = [t for t in words if t.get("area") or t.get("directed")]
    return len(named) == 1 and len(words) <= 1 + sum(bool(t.get("measure") or t.get("role")) for t in words)


def grew_beside(tokens: Tokens) -> Tokens:
    """较全国20.9%的平均增速低6.7个百分点: the first one grew, the second is by how much less."""
    for k in range(1, len(tokens) - 4):
        grown, of, up, less, by = tokens[k : k + 5]
        if not (isinstance(grown, Quantity) and isinstance(by, Quantity)) or by.unit != "percentage_points":
            continue
        if grown.unit != "percent" or of.get("role") != "of" or less.get("change") not in ("up", "down"):
            continue
        if up.get("change") == "up" and any(t.get("compare") for t in tokens[max(0, k - 4) : k]):
            return [*tokens[: k + 3], make_token(up.end, up.end, {"punct": ","}), *tokens[k + 3 :]]
    return tokens


def output_sold(tokens: Tokens) -> Tokens:
    """对中国出口的钢铁产量, 71%的蔬果产量销往中国: output that is sold is how much is sold."""
    for k in range(2, len(tokens)):
        t = tokens[k]
        if not t.get("block") or t.get("measure") != "other" or not tokens[k - 1].get("commodity"):
            continue
        of, what = tokens[k - 2], tokens[k - 3] if k > 2 else tokens[k - 2]
        sold = what.get("measure") in FLOWS
        part = isinstance(what, Quantity) and what.unit == "percent"
        part = part and any(u.get("measure") == "exports" for u in tokens[k + 1 : k + 4])
        if of.get("role") == "of" and (sold or part):
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "volume"}), *tokens[k + 1 :]]
    return tokens
