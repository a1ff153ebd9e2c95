"""Money that firms put into plants and send abroad, loans, and the places of so many projects."""

from __future__ import annotations

from itertools import pairwise

from etl.tokens import Quantity, make_token
from etl.turns.shapes import MILLION, PAID, Tokens, anew, bare

_PLACES = frozenset({"country", "province", "city"})
_ABROAD = "to W00"
_SPENT = frozenset({"buy", "fdi", "put", "fdi_registered"})


def sent_abroad(tokens: Tokens) -> Tokens:
    """ "Vietnamese firms sent 204.7 m USD abroad": money that firms send abroad is put there."""
    for k in range(1, len(tokens) - 2):
        t, money, away = tokens[k : k + 3]
        if t.get("measure") != "sell" or not isinstance(money, Quantity) or money.unit not in PAID:
            continue
        sender = tokens[k - 1].get("noun") == "firm"
        if sender and away.get("directed") == _ABROAD and money.scale >= MILLION:
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "fdi"}), *tokens[k + 1 :]]
    return tokens


def in_neighbouring(tokens: Tokens) -> Tokens:
    """ "will spend 280 m USD on a plant in neighbouring Bac Ninh": where it is, and nobody that is named in passing."""
    money = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit in PAID), None)
    spent = money is not None and any(t.get("measure") in _SPENT for t in tokens[:money])
    for k in range(money + 2 if spent else len(tokens), len(tokens) - 1):
        area = tokens[k + 1].get("area")
        led = tokens[k - 1].get("role") in ("at", "to") and tokens[k].get("noun") == "locality"
        if led and area is not None and area.type in _PLACES:
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def placed_projects(tokens: Tokens) -> Tokens:
    """ "1,100 of them in Bac Ninh and 210 in Hai Phong", "Bac Ninh is home to 1,100 of them and Hai Phong to 210": bare
    numbers that stand with where they are count what the first one counts."""
    first = next((k for k, (t, u) in enumerate(pairwise(tokens)) if _of_them(t, u)), None)
    if first is None:
        return tokens
    if first > 3 and tokens[first - 3].get("punct") == "-" and tokens[first - 4].get("area"):
        # "the Shenzhen-Hai Phong zone has drawn 40 of them": a zone's name
        tokens, first = [*tokens[: first - 4], *tokens[first - 2 :]], first - 2
    out = list(tokens)
    hosted = first > 1 and tokens[first - 1].get("measure") == "attract"
    for k in range(first, len(tokens)):
        t, number = tokens[k], bare(tokens[k])
        if number is None:
            continue
        at, place = (tokens[k + 1 : k + 3] + [t, t])[:2]
        there = at.get("role") in ("at", "from", "to") and place.get("area")
        before, host = (tokens[max(0, k - 2) : k][::-1] + [t, t])[:2]
        its = hosted and before.get("role") == "to" and host.get("area")
        if k == first or there or its:
            out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
            if its:
                out[k - 1] = make_token(before.start, before.end, {"measure": "attract"})
    return out


def projects_there(tokens: Tokens) -> Tokens:
    """ "It has 241 projects in Laos, and 205 in Cambodia worth 2.95 bn": a bare number behind "and" or a comma, with where
    they are."""
    told = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "projects"), None)
    if told is None:
        return tokens
    out = list(tokens)
    for k in range(told + 2, len(tokens) - 2):
        t, number = tokens[k], bare(tokens[k])
        joined = tokens[k - 1].get("link") == "and" or tokens[k - 1].get("punct") == ","
        at, place = tokens[k + 1 : k + 3]
        area = place.get("area")
        if number is None or not joined or at.get("role") != "at" or area is None or place.get("adjective"):
            continue
        if area.type in _PLACES and not any(
            isinstance(u, Quantity) and u.unit not in ("projects", *PAID) for u in out[told:k]
        ):
            out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def _of_them(t, behind) -> bool:
    return bare(t) is not None and behind.get("link") == "of_which"


def lent(tokens: Tokens) -> Tokens:
    """ "loans worth 500 m USD, of which 120 m USD will be disbursed": what is paid out of a loan is no investment."""
    loan = next((k for k, t in enumerate(tokens) if t.get("block")), None)
    if loan is None or any(str(t.get("measure")).startswith("fdi") for t in tokens[:loan]):
        return tokens
    out = list(tokens)
    for k in range(loan + 1, len(tokens)):
        t = tokens[k]
        if isinstance(t, Quantity) or t.get("measure") in (None, "value"):
            continue
        if t.get("measure") != "fdi_realised" or t.get("tense") != "flow":
            break
        out[k] = make_token(t.start, t.end, {"block": "block"})
    return out


def held_in_projects(tokens: Tokens) -> Tokens:
    """ "Japanese companies have 74 bn USD in 5,275 projects": firms, and no word of what they do with the money."""
    for k in range(1, len(tokens) - 2):
        money, at, many = tokens[k : k + 3]
        if not isinstance(money, Quantity) or money.unit not in PAID or money.scale < MILLION:
            continue
        if at.get("role") != "at" or not isinstance(many, Quantity) or many.unit != "projects":
            continue
        n = next((n for n in range(k - 1, -1, -1) if not tokens[n].get("hedge")), 0)
        if tokens[n].get("noun") != "firm" or tokens[n].get("measure"):
            continue
        led = make_token(at.start, at.end, {"role": "with"})
        return [*tokens[: n + 1], anew(many), led, *tokens[n + 1 : k], money, *tokens[k + 3 :]]
    return tokens
