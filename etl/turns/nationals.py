"""Which part of the people told of are whose: "a third of them Chinese"."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MILLION, VISITORS, Tokens, those_who_came

_OWNED = 15  # most letters between "half" and what it is half of: "half the country's exports"


def part_of_nation_said(tokens: Tokens) -> Tokens:
    """ "3.7 m visitors, a third of them Chinese and a tenth Korean", "of the visitors, a third were Chinese": so many came
    from there."""
    out: Tokens = []
    told = False  # whether a part has been told, which the next one goes on with
    for k, t in enumerate(tokens):
        if _nation(tokens, k) and _ends(tokens, k + 1) and (parted := _part(tokens, k, told)):
            at = tokens[k - 1].end
            if parted == "said":  # "a third were Chinese"
                out[-1] = make_token(tokens[k - 1].start, at, {"link": "of_which"})
            elif parted == "bare":
                out.append(make_token(at, at, {"link": "of_which"}))
            out += [make_token(at, at, {"role": "from"}), make_token(t.start, t.end, {"area": t.get("area")})]
            told = True
        else:
            out.append(t)
    return out if told else tokens


def _nation(tokens: Tokens, k: int) -> bool:
    """Whether a nation stands there: "of them Chinese", "of them Thais"."""
    if tokens[k].get("adjective"):
        return True
    area = tokens[k].get("area")
    named = area is not None and area.type == "country" and k > 1
    return named and tokens[k - 1].get("link") == "of_which" and _percent(tokens[k - 2])


def _part(tokens: Tokens, k: int, told: bool) -> str | None:
    """How a part stands before the nation at ``k``."""
    before = tokens[k - 1] if k else None
    if before is None:
        return None
    if _percent(before):
        return "bare" if told else None
    if k > 1 and _percent(tokens[k - 2]):
        if before.get("link") == "of_which":
            return "of them"
        if before.get("change") == "reach" and not before.get("role"):
            return "said"
    return None


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _ends(tokens: Tokens, k: int) -> bool:
    """Whether a clause ends before token ``k``."""
    return k >= len(tokens) or bool(tokens[k].get("punct")) or tokens[k].get("link") == "and"


def half_the(tokens: Tokens) -> Tokens:
    """ "half the visitors", "nearly half its exports": half of them."""
    out: Tokens = []
    for t, u in zip(tokens, [*tokens[1:], None], strict=True):
        out.append(t)
        if u is None or not isinstance(t, Quantity) or t.origin != "fraction" or t.unit != "percent":
            continue
        what = u.get("measure") or u.get("commodity") or u.get("anaphor")
        what = what or u.get("area") and not u.get("adjective")
        if what and not isinstance(u, Quantity) and 1 <= u.start - t.end <= _OWNED and not u.get("change"):
            out.append(make_token(t.end, t.end, {"share": "whole"}))
    return out


_THOUSAND = 3  # the scale from which nationals are counted


def nationals_counted(tokens: Tokens) -> Tokens:
    """ "3 million South Koreans flew to Vietnam", "welcomed 1.7 million Chinese": so many people, where the nation stands right
    behind a number that has no unit, and no word that it describes behind that."""
    out = list(tokens)
    for k in range(len(tokens) - 1):
        t, nation = tokens[k : k + 2]
        if not isinstance(t, Quantity) or t.unit is not None or t.scale < _THOUSAND or not _beside(t, nation):
            continue
        if nation.get("adjective"):
            n = next((n for n in range(k - 1, -1, -1) if not tokens[n].get("hedge")), None)
            if n is None or tokens[n].get("noun") != "receives" or not _plain(tokens, k + 2):
                continue
        out[k] = Quantity(t.start, t.end, t.number, t.scale, "persons", t.factor, hedge=t.hedge)
    return out


def _beside(t: Quantity, nation: Token | Quantity) -> bool:
    area = nation.get("area")
    return area is not None and area.type == "country" and nation.start - t.end == 1


def _plain(tokens: Tokens, k: int) -> bool:
    return _ends(tokens, k) or bool(tokens[k].get("period"))


def nationals_came(tokens: Tokens) -> Tokens:
    """ "Some 2.7 m Chinese came to Vietnam": they travelled there."""
    for k in range(len(tokens) - 3):
        many, whose, came, where = tokens[k : k + 4]
        if not whose.get("adjective") or not whose.get("area") or not _came(came):
            continue
        if not where.get("area") or where.get("adjective"):
            continue
        if isinstance(many, Quantity):
            if many.unit is not None or (counted := _people(many)) is None:
                continue
            many = counted
        elif (counted := those_who_came(many)) is many:
            continue
        else:
            many = counted
        if came.get("measure"):
            return [*tokens[:k], many, *tokens[k + 1 :]]
        arrived = make_token(came.start, came.end, {"measure": "arrivals"})
        to = make_token(came.end, came.end, {"role": "to"})
        return [*tokens[:k], many, whose, arrived, to, *tokens[k + 3 :]]
    return tokens


def _came(t: Token | Quantity) -> bool:
    """ "Came to", "visited"."""
    went = t.get("change") == "reach" and not (t.get("role") or t.get("measure"))
    return went or t.get("measure") == "arrivals" and t.get("role") == "to"


def nationals_listed(tokens: Tokens) -> Tokens:
    """ "2.7 m Chinese and 2.2 m Koreans visited Vietnam": it received so many from each of the two."""
    for k in range(len(tokens) - 6):
        n, rows = k, []
        while n + 2 < len(tokens) and tokens[n + 1].get("area") and (many := _people(tokens[n])) is not None:
            rows.append((many, tokens[n + 1]))
            n += 2
            while n < len(tokens) - 2 and (joins(tokens[n]) or tokens[n].get("hedge")):
                n += 1
        if len(rows) < 2 or n + 2 >= len(tokens):
            continue
        came = tokens[n]
        beside = all(whose.start - many.end == 1 for many, whose in rows)  # "352,000 South Koreans"
        if not rows[0][1].get("adjective") and not (beside and came.get("measure") == "arrivals"):
            continue
        to = tokens[n + 1].get("role") == "to"
        host = tokens[n + 1 + to]
        arrived = (
            came.get("measure") == "arrivals" or came.get("change") == "reach" and not came.get("measure")
        )
        if not arrived or not host.get("area") or host.get("adjective"):
            continue
        out = [*tokens[:k], host, make_token(came.start, came.end, {"measure": "attract"})]
        for j, (many, whose) in enumerate(rows):
            at = whose.end
            out += [make_token(whose.start, whose.start, {"punct": ","})] if j else []
            out += [
                many,
                make_token(at, at, {"role": "from"}),
                make_token(at, at, {"area": whose.get("area")}),
            ]
        return [*out, *tokens[n + 2 + to :]]
    return tokens


def _people(t: Token | Quantity) -> Quantity | None:
    """A number that may count people."""
    if isinstance(t, Quantity):
        if t.unit == "persons":
            return t
        if t.unit is None and (t.scale >= MILLION or t.number >= VISITORS):
            return Quantity(t.start, t.end, t.number, t.scale, "persons", origin=t.origin)
        return None
    counted = those_who_came(t)
    return counted if isinstance(counted, Quantity) else None


_WHOSE = 5  # most tokens between how many people there were and where they came


def people_came(tokens: Tokens) -> Tokens:
    """ "190,000 Chinese travellers came to Laos", "of the 1.1 m foreigners who came to Laos": they travelled there."""
    for k in range(1, len(tokens) - 1):
        came, where = tokens[k : k + 2]
        area = where.get("area")
        if came.get("change") != "reach" or came.get("role") or came.get("measure") or came.get("share"):
            continue
        if area is None or where.get("adjective") or area.type in ("gate", "port"):
            continue
        many = next(
            (n for n in range(k - 1, max(-1, k - _WHOSE - 1), -1) if isinstance(tokens[n], Quantity)), None
        )
        if many is None or tokens[many].unit != "persons" or not _whose(tokens[many + 1 : k], area.country):
            continue
        into = make_token(came.start, came.end, {"measure": "arrivals", "role": "to"})
        return [*tokens[:k], into, *tokens[k + 1 :]]
    return tokens


def _whose(said: Tokens, host: str) -> bool:
    """Whether nothing but the people and their own country is told: "Chinese travellers", "people from China who"."""
    for t in said:
        if isinstance(t, Quantity) or t.get("punct") or t.get("link") not in (None, "but", "which"):
            return False
        if t.get("area") and t["area"].country == host or t.get("change") or t.get("commodity"):
            return False
    return True


def came_behind_part(tokens: Tokens) -> Tokens:
    """ "352,000 foreigners, 61,000 of whom were Chinese, visited Laos": as "352,000 foreigners visited Laos, 61,000 of …"."""
    for k in range(4, len(tokens) - 1):
        came, where = tokens[k : k + 2]
        if came.get("measure") != "arrivals" or came.get("role") != "to" or not where.get("area"):
            continue
        if where.get("adjective") or tokens[k - 1].get("punct") != ",":
            continue
        many = next((n for n, t in enumerate(tokens[:k]) if isinstance(t, Quantity)), k)
        part = tokens[many + 2 : k - 1]
        if many + 2 >= k or tokens[many].unit != "persons" or tokens[many + 1].get("punct") != ",":
            continue
        if any(t.get("punct") or t.get("period") for t in part) or not any(
            t.get("link") == "of_which" for t in part
        ):
            continue
        return [*tokens[: many + 1], came, where, *tokens[many + 1 : k - 1], *tokens[k + 2 :]]
    return tokens
