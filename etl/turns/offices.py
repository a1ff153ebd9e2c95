"""Offices that count their own country's trade."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, PAID, TOLD, Tokens

_UNREAD = 4  # fewest characters of an office's name that stand unread behind its country
_SENT = 5  # most tokens between the goods and the verb


def told_by_office(tokens: Tokens) -> Tokens:
    """ "According to the Thai ministry, exports reached 5 bn", "Exports reached 5 bn, the Thai ministry said": Thailand's,
    where nobody else's are told of."""
    opened = _opening(tokens)
    if opened is not None:
        k, n = opened
    elif (k := _closing(tokens)) is not None:
        n = next((n for n, t in enumerate(tokens[:3]) if t.get("measure")), 3)
    else:
        return tokens
    told = TOLD if opened is None else TOLD | BALANCES  # "the surplus is small, the Brazilian diplomat said"
    if n >= len(tokens) or tokens[n].get("measure") not in told:
        return tokens
    code = tokens[k]["area"].code
    for m in range(n + 1, len(tokens)):
        if m != k and (area := tokens[m].get("area")) is not None:
            sided = tokens[m - 1].get("role") in ("to", "from", "with") or tokens[m - 1].get("link") == "and"
            if area.country == code or not sided or tokens[m].get("adjective"):
                return tokens
        if tokens[m].get("pair") or tokens[m].get("authority"):
            return tokens
    whose = make_token(tokens[n].start, tokens[n].start, {"area": Area(code, "country")})
    if opened is not None:
        return [*tokens[: max(k - 1, 0)], whose, *tokens[n:]]
    return [*tokens[:n], whose, *tokens[n : k - 1], *tokens[k + 1 :]]


def _opening(tokens: Tokens) -> tuple[int, int] | None:
    """Where a sentence that opens with who counts names that one, and where what is counted begins."""
    if len(tokens) < 4 or not _office(tokens, 1):
        return None
    if tokens[0].get("role") not in ("aside", "of"):
        return None
    n = 2
    while n < len(tokens) and (tokens[n].get("noun") == "count" or tokens[n].get("ignore")):
        n += 1
    if n >= len(tokens) or tokens[n].get("punct") != ",":
        return None
    return (1, n + 1) if tokens[n].start - tokens[1].end > _UNREAD else None


def _closing(tokens: Tokens) -> int | None:
    """Where a sentence that ends with who said so names that one."""
    k = len(tokens) - 1 - (len(tokens) > 0 and tokens[-1].get("punct") == ".")
    if k < 3 or not _office(tokens, k) or tokens[k - 1].get("punct") != ",":
        return None
    end = tokens[k + 1].start if k + 1 < len(tokens) else tokens[k].end
    return k if end - tokens[k].end > _UNREAD + len(" said") else None


def _office(tokens: Tokens, k: int) -> bool:
    """Whether a word names whose office it is that is told of: "the Thai ministry"."""
    area = tokens[k].get("area")
    return area is not None and area.type == "country" and bool(tokens[k].get("adjective"))


def office_sends(tokens: Tokens) -> Tokens:
    """ "By South Korean customs, goods worth 58 bn went to Viet Nam": those of the country whose office counts them,
    where nobody else is named that sends them."""
    offices = [t for t in tokens if t.get("authority") and t.get("compiler")]
    areas = [t for t in tokens if t.get("area") or t.get("pair")]
    office = offices[0].get("authority") if len(offices) == 1 else None
    if not isinstance(office, Area) or office.type != "country" or len(areas) != 1:
        return tokens
    there = areas[0].get("area")
    if there is None or office.code in (there.code, there.country):
        return tokens
    for k in range(len(tokens) - 3):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit not in PAID:
            continue
        n = next(
            (n for n in range(k + 1, min(k + _SENT, len(tokens))) if tokens[n].get("measure") == "exports"), 0
        )
        to = n if n and tokens[n].get("role") == "to" else n + 1
        if not n or to + 1 >= len(tokens) or tokens[to].get("role") != "to" or tokens[to + 1] is not areas[0]:
            continue
        first = k
        while first and (
            tokens[first - 1].get("measure") == "value" or tokens[first - 1].get("noun") == "goods"
        ):
            first -= 1
        goods = any(u.get("noun") == "goods" for u in tokens[first:n])
        if goods and not any(u.get("measure") not in (None, "value") for u in tokens[:n]):
            sender = make_token(
                tokens[first].start, tokens[first].start, {"area": Area(office.code, "country")}
            )
            return [*tokens[:first], sender, *tokens[first:]]
        return tokens
    return tokens


def according_to(tokens: Tokens) -> Tokens:
    """ "theo Việt Nam": a word that says no more than "according to" is none for the reader."""
    return [t for t in tokens if t.get("noun") != "says"]


def office_in_town(tokens: Tokens) -> Tokens:
    """ "Thương vụ tại Bắc Kinh: xuất khẩu sang Trung Quốc …": an office's town is no side of what it tells."""
    for k, t in enumerate(tokens[:-3]):
        at, town, mark = tokens[k + 1 : k + 4]
        area = town.get("area")
        if t.get("noun") != "office" or at.get("role") != "at" or area is None or "-" not in area.code:
            continue
        behind = (u.get("area") for u in tokens[k + 4 :])
        if mark.get("punct") in (":", ",") and any(a is not None and a.code == area.country for a in behind):
            return [*tokens[: k + 1], *tokens[k + 3 :]]
    return tokens


def from_office(tokens: Tokens) -> Tokens:
    """ "Data from Nanning Customs showed that imports from Vietnam rose": no goods come from an office."""
    return [
        t
        for k, t in enumerate(tokens)
        if not (t.get("role") == "from" and any(_counts(u) for u in tokens[k + 1 : k + 2]))
    ]


def _counts(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "customs" and bool(t.get("compiler"))
