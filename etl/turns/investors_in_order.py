"""Investors that are listed with what each of them put in, and how many projects they have."""

from __future__ import annotations

from collections.abc import Callable

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, PROJECTS, Tokens, bare

_INVESTED = frozenset({"fdi", "fdi_registered", "fdi_realised", "put"})
_MOST = 10_000  # as many projects or more are told of no country


def capital_in_order(tokens: Tokens) -> Tokens:
    """ "Japan and China invested 1.1 bn and 640 m in Nghe An": each its own amount there. "Japan and China invested 1.1 bn in
    Nghe An and 640 m in Hue" is told of both."""
    for k in range(len(tokens) - 7):
        who, n = _listed(tokens, k, _investor)
        if len(who) < 2:
            continue
        firms = (
            tokens[n : n + 1] if tokens[n : n + 1] and tokens[n].get("noun") and not _fdi(tokens[n]) else []
        )
        n += len(firms)
        while n < len(tokens) and tokens[n].get("change") == "reach" and not tokens[n].get("measure"):
            n += 1
        if n + 5 >= len(tokens) or not _fdi(tokens[n]) or k and not _opens(tokens[k - 1]):
            continue
        verb = tokens[n]
        much, n = _listed(tokens, n + 1, _paid)
        if len(much) != len(who) or n + 1 >= len(tokens):
            continue
        n += tokens[n].get("link") == "respectively"
        way, host = (*tokens[n : n + 2], verb, verb)[:2]
        if way.get("role") not in ("to", "at") or not host.get("area"):
            continue
        if any(isinstance(t, Quantity) and t.unit == "rank" for t in tokens[n + 2 :]):
            continue  # "ranking third and fourth": a list of its own
        out: Tokens = []
        for one, amount in zip(who, much, strict=True):
            if out:
                out.append(make_token(amount.start, amount.start, {"punct": ";"}))
            out += [one, *firms, make_token(verb.start, verb.end, {**verb}), amount]
            out += [make_token(t.start, t.end, {**t}) for t in (way, host)]
        return [*tokens[:k], *out, *tokens[n + 2 :]]
    return tokens


def projects_in_brackets(tokens: Tokens) -> Tokens:
    """ "China with 160 projects, South Korea (95, $2.2 bn)": 95 projects."""
    out, projects = list(tokens), False
    for k, t in enumerate(tokens):
        projects = projects or isinstance(t, Quantity) and t.unit in PROJECTS
        if not projects or k < 2 or k + 2 >= len(tokens) or isinstance(t, Quantity):
            continue
        number = bare(t)
        if number is None or tokens[k - 1].get("punct") != "(" or not tokens[k - 2].get("area"):
            continue
        if tokens[k + 1].get("punct") in (",", ";") and _paid(tokens[k + 2]):
            if number < _MOST:
                out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def part_of_capital(tokens: Tokens) -> Tokens:
    """ "Chinese projects made up 55% of the number and 61% of the capital": of the capital they made up 61%."""
    for k in range(2, len(tokens) - 5):
        whose, projects, share, part = tokens[k - 2 : k + 2]
        if (
            projects.get("measure") != "fdi_projects"
            or share.get("share") != "share"
            or not whose.get("area")
        ):
            continue
        of, joint, other, again, capital = (*tokens[k + 2 : k + 7], share)[:5]
        if (
            not (_percent(part) and _percent(other))
            or joint.get("link") != "and"
            or of.get("share") != "whole"
        ):
            continue
        if again.get("share") != "whole" and again.get("role") != "of" or not _fdi(capital):
            continue
        at = other.start
        who = [
            make_token(at, at, {**whose}),
            make_token(at, at, {"measure": "fdi"}),
            make_token(at, at, {**share}),
        ]
        return [
            *tokens[: k + 3],
            make_token(joint.start, joint.end, {"punct": ";"}),
            *who,
            other,
            *tokens[k + 7 :],
        ]
    return tokens


def another_for(tokens: Tokens) -> Tokens:
    """ "Chinese capital accounting for 49.8% and Vietnamese for 9%": Vietnamese capital accounting for it."""
    for k in range(4, len(tokens) - 2):
        led, who, way, part = tokens[k - 1 : k + 3]
        if not who.get("adjective") or not who.get("area") or way.get("role") != "to" or not _percent(part):
            continue
        if led.get("link") != "and" and led.get("punct") != ",":
            continue
        share = next((n for n in range(k - 2, 1, -1) if tokens[n].get("share") == "share"), 0)
        if not share or not _fdi(tokens[share - 1]) or not tokens[share - 2].get("adjective"):
            continue
        capital = make_token(who.end, who.end, {**tokens[share - 1]})
        again = make_token(way.start, way.end, {**tokens[share]})
        comma = make_token(led.start, led.end, {"punct": ";"})
        return [*tokens[: k - 1], comma, who, capital, again, *tokens[k + 2 :]]
    return tokens


def others_firms(tokens: Tokens) -> Tokens:
    """ "South Korean firms account for 55% of the capital, Singaporean 12% and Chinese 9%": Singaporean firms account for
    it."""
    share = next((k for k in range(2, len(tokens) - 1) if _firms_part(tokens, k)), 0)
    if not share:
        return tokens
    out: Tokens = list(tokens[: share + 1])
    for k in range(share + 1, len(tokens)):
        t, nxt = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else None
        out.append(t)
        again = t.get("adjective") and t.get("area") and nxt is not None and _percent(nxt)
        if again and (tokens[k - 1].get("link") == "and" or tokens[k - 1].get("punct") == ","):
            out.append(make_token(t.end, t.end, {**tokens[share - 1]}))
            out.append(make_token(t.end, t.end, {**tokens[share]}))
    return out if len(out) > len(tokens) else tokens


def _firms_part(tokens: Tokens, k: int) -> bool:
    """Whether the firms of a nation are said to have a part."""
    firms = tokens[k - 1].get("noun") == "firm" and tokens[k - 2].get("adjective")
    return tokens[k].get("share") == "share" and bool(firms) and _percent(tokens[k + 1])


def _listed(tokens: Tokens, k: int, kind: Callable[[Token | Quantity], bool]) -> tuple[Tokens, int]:
    """The members of a list, and where it ends."""
    out: Tokens = []
    while k < len(tokens) and kind(tokens[k]):
        out.append(tokens[k])
        if k + 2 < len(tokens) and _joins(tokens[k + 1]) and kind(tokens[k + 2]):
            k += 2
        else:
            return out, k + 1
    return out, k


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","


def _opens(t: Token | Quantity) -> bool:
    return bool(t.get("punct") or t.get("period") or t.get("link") == "but")


def _investor(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and not t.get("measure")


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _fdi(t: Token | Quantity) -> bool:
    return t.get("measure") in _INVESTED
