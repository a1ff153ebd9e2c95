"""Parts that stand beside what all came to, and money behind the projects that it went to."""

from __future__ import annotations

from decimal import Decimal

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, PAID, PROJECTS, SIDES, VISITORS, Tokens, bare, figure

_BEHIND = 6  # most tokens from where the projects are to what they are worth
_ROUNDED = Decimal("1.02")  # by how much more what was rounded may come to
_LISTED = 2  # fewest partners ahead of all


def in_all_last(tokens: Tokens) -> Tokens:
    """ "Exports to the US fell 21.6%, to the EU 8.5%, and in all 11.9% to 79.2 bn", "and total exports 11.9%": all of
    them first, as in "exports fell 11.9% to 79.2 bn, to the US they fell 21.6%"."""
    m = next((k for k, t in enumerate(tokens) if t.get("measure") in FLOWS), None)
    if m is None or m + 4 >= len(tokens) or isinstance(tokens[m], Quantity):
        return tokens
    flow = tokens[m].get("measure")
    if tokens[m + 1].get("role") not in SIDES[str(flow)] or not tokens[m + 2].get("area"):
        return tokens
    for k in range(m + 5, len(tokens) - 1):
        if tokens[k].get("measure") not in (None, flow):
            return tokens
        if not _all_of_it(tokens, k):
            continue
        ahead, behind = tokens[m + 1 : k - 1], tokens[k + 1 :]
        while ahead and joins(ahead[-1]):
            ahead = ahead[:-1]
        end = next((n for n, u in enumerate(behind) if u.get("punct")), len(behind))
        named = sum(bool(u.get("area")) for u in ahead)
        if named < _LISTED or any(_other(u) for u in (*ahead, *behind)):
            return tokens
        moved = [u for u in ahead if u.get("change") in ("up", "down") and not u.get("role")][-1:]
        if any(u.get("area") for u in behind[:end]) or behind[0].unit == "percent" and not moved:
            return tokens
        moved = moved if behind[0].unit == "percent" else []
        parts = [u.value for u in ahead if isinstance(u, Quantity) and u.unit == behind[0].unit]
        if behind[0].unit != "percent":
            if behind[0].value <= sum(parts) * _ROUNDED:  # of those two together
                return [*tokens[:k], make_token(tokens[k].start, tokens[k].end, {"link": "sum"}), *behind]
        comma = make_token(tokens[k].start, tokens[k].start, {"punct": ","})
        return [*tokens[: m + 1], *moved, *behind[:end], comma, *ahead, *behind[end:]]
    return tokens


def _all_of_it(tokens: Tokens, k: int) -> bool:
    """ "and in all", "and in total", "and total exports", right before a figure."""
    t, led = tokens[k], tokens[k - 1]
    if isinstance(t, Quantity) or not figure(tokens[k + 1]):
        return False
    if not (led.get("link") == "and" or led.get("punct") in (",", ";")):
        return False
    return t.get("link") == "total" or set(t) == {"tense"} and t.get("tense") == "stock"


def _other(t: Token | Quantity) -> bool:
    """What tells of more than where the goods go."""
    return not isinstance(t, Quantity) and bool(t.get("measure"))


def in_projects_worth(tokens: Tokens) -> Tokens:
    """ "China has invested in 186 projects in Cambodia worth a total of 4 bn": the capital is its own."""
    for k in range(1, len(tokens) - 6):
        put, into, projects, at, where = tokens[k : k + 5]
        if isinstance(put, Quantity) or set(put) != {"measure"} or put.get("measure") != "fdi":
            continue
        if not isinstance(projects, Quantity) or projects.unit not in PROJECTS or into.get("role") != "at":
            continue
        area = tokens[k - 1].get("area")
        if area is None or tokens[k - 1].get("adjective") or at.get("role") != "at" or not where.get("area"):
            continue
        window = tokens[k + 5 : k + 5 + _BEHIND]
        n = next((n for n, t in enumerate(window) if isinstance(t, Quantity)), None)
        if (
            n is None
            or window[n].unit not in PAID
            or not any(t.get("measure") == "value" for t in window[:n])
        ):
            continue
        if any(t.get("area") or t.get("period") for t in window[:n]):
            continue
        worth = next(t for t in window[:n] if t.get("measure") == "value")
        with_ = make_token(worth.start, worth.start, {"role": "with"})
        capital = make_token(worth.start, worth.end, {"measure": "fdi"})
        return [
            *tokens[: k + 5],
            with_,
            capital,
            *(t for t in window[:n] if t.get("hedge")),
            *tokens[k + 5 + n :],
        ]
    return tokens


def nations_led(tokens: Tokens) -> Tokens:
    """ "China and South Korea led with 348,000 and 224,000 visitors to Vietnam": as many came from each, in this order."""
    for k in range(3, len(tokens) - 4):
        if tokens[k].get("role") != "with" or not tokens[k - 1].get("area"):
            continue
        who = _named_ahead(tokens, k)
        counts, n = [], k + 1
        while n < len(tokens) and (joins(tokens[n]) or _counts(tokens[n])):
            if isinstance(tokens[n], Quantity) or not joins(tokens[n]):
                counts.append(tokens[n])
            n += 1
        if len(who) < 2 or len(who) != len(counts) or n + 1 >= len(tokens):
            continue
        to, where, last = tokens[n], tokens[n + 1], counts[-1]
        if to.get("role") not in ("to", "at") or not where.get("area"):
            continue
        if not isinstance(last, Quantity) or last.unit != "persons":
            continue
        if any(_number(t) < VISITORS for t in counts):
            return [*tokens[: k + 1], *(_remade(t, counts) for t in tokens[k + 1 : n]), *tokens[n:]]
        into = make_token(to.start, to.end, {"measure": "arrivals", "role": "to"})
        each: Tokens = []
        for area, count in zip(who, counts, strict=True):
            people = Quantity(count.start, count.end, _number(count), 0, "persons", origin="digits")
            each += [make_token(count.start, count.start, {"punct": ";"})] if each else []
            whose = make_token(area.start, area.end, {"area": area.get("area"), "adjective": True})
            each += [count if isinstance(count, Quantity) else people, whose, into, where]
        when = [t for t in tokens[n + 2 : n + 3] if t.get("period")]
        return [*when, *tokens[: tokens.index(who[0])], *each, *tokens[n + 2 + len(when) :]]
    return tokens


def _number(t: Token | Quantity) -> Decimal:
    return t.value if isinstance(t, Quantity) else bare(t) or Decimal(0)


def _remade(t: Token | Quantity, counts: Tokens) -> Token | Quantity:
    return next((c for c in counts if c.start == t.start), t)


def _counts(t: Token | Quantity) -> bool:
    return t.unit in (None, "persons") if isinstance(t, Quantity) else bare(t) is not None


def nationals_received(tokens: Tokens) -> Tokens:
    """ "Da Nang received more than 163,000 Chinese, nearly 11% of its foreign arrivals", "25,000 South Koreans and
    163,000 Chinese in April, …": numbers of people."""
    v = next((k for k, t in enumerate(tokens) if t.get("measure") == "attract"), None)
    if (
        v is None
        or tokens[v].get("noun") != "receives"
        and all(t.get("measure") != "arrivals" for t in tokens)
    ):
        return tokens
    out: Tokens = list(tokens)
    k, named = v + 1, False
    while k + 2 < len(tokens):
        k += bool(not isinstance(tokens[k], Quantity) and tokens[k].get("hedge"))
        t, whose = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else tokens[-1]
        number = t.value if isinstance(t, Quantity) and t.unit is None and not t.scale else bare(t)
        if number is None or k + 2 >= len(tokens):
            return tokens
        if number < VISITORS:
            return tokens
        area = whose.get("area")
        named = named or bool(whose.get("adjective"))
        if area is None or area.type != "country":
            return tokens
        out[k + 1] = make_token(whose.start, whose.end, {**whose, "adjective": True})
        out[k] = Quantity(t.start, t.end, number, 0, "persons", origin="digits")
        k += 2
        if (
            k + 3 < len(tokens)
            and tokens[k].get("punct") == ","
            and tokens[k + 1].get("change") in ("up", "down")
        ):
            k += 3  # "350,000 Chinese, up 12%, and"
        ends = not joins(tokens[k]) or _tells_part(tokens[k + 1 : k + 3])
        if ends:
            return out if named and (tokens[k].get("period") or tokens[k].get("punct")) else tokens
        k += 1 + any(map(joins, tokens[k + 1 : k + 2]))
    return tokens


def _tells_part(behind: Tokens) -> bool:
    return any(isinstance(t, Quantity) and t.unit == "percent" for t in behind)


def traded_less(tokens: Tokens) -> Tokens:
    """ "Malaysia exported less to China, by 5%", "Vietnam imported more from ASEAN, by 7%": its exports fell by that."""
    for k in range(1, len(tokens) - 5):
        flow, less, way, where = tokens[k : k + 4]
        moved = {"lower": "down", "higher": "up"}.get(str(less.get("compare")))
        if flow.get("measure") not in FLOWS or moved is None or less.get("hedge") and less.get("role"):
            continue
        if way.get("role") not in SIDES[str(flow.get("measure"))] or not where.get("area"):
            continue
        n = k + 4 + (tokens[k + 4].get("punct") == ",")
        by, part = (*tokens[n : n + 2], where, where)[:2]
        if by.get("extent") and isinstance(part, Quantity) and part.unit == "percent":
            fell = make_token(less.start, less.end, {"change": moved})
            sellers, parts = _named_ahead(tokens, k), _listed(tokens, n + 1)
            if len(sellers) > 1 and len(sellers) == len(parts):
                end = tokens.index(parts[-1]) + 1
                end += tokens[end : end + 1] != [] and tokens[end].get("link") == "respectively"
                comma = make_token(less.end, less.end, {"punct": ";"})
                each = [[who, flow, way, where, fell, q] for who, q in zip(sellers, parts, strict=True)]
                told = [t for one in each for t in (*one, comma)][:-1]
                return [*tokens[: tokens.index(sellers[0])], *told, *tokens[end:]]
            return [*tokens[: k + 1], way, where, fell, *tokens[n:]]
    return tokens


def _named_ahead(tokens: Tokens, k: int) -> Tokens:
    """Who are named in a row right ahead of ``k``."""
    found: Tokens = []
    while k > 0 and tokens[k - 1].get("area") and not tokens[k - 1].get("adjective"):
        found.insert(0, tokens[k - 1])
        k -= 1
        while k > 0 and joins(tokens[k - 1]):
            k -= 1
    return found


def _listed(tokens: Tokens, k: int) -> Tokens:
    """The shares in a row from ``k``."""
    found: Tokens = []
    while k < len(tokens):
        t = tokens[k]
        if isinstance(t, Quantity) and t.unit == "percent":
            found.append(t)
        elif isinstance(t, Quantity) or not joins(t):
            break
        k += 1
    return found
