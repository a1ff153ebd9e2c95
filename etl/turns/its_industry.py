"""Hosts that are named by their industry or as those whose investors rank."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_NEAR = 5  # most tokens between investments and where they are: "investment by Singapore in Malaysian …"
_OWNER = len("'s ")


def in_its_industry(tokens: Tokens) -> Tokens:
    """ "Japanese investment in Thai industry", "investment by Singapore in Malaysian manufacturing": in the country whose
    industry it is."""
    for k, t in enumerate(tokens):
        if not _capital(t):
            continue
        for n in range(k + 1, min(k + _NEAR, len(tokens) - 2)):
            way, whose = tokens[n], tokens[n + 1]
            if isinstance(way, Quantity) or way.get("punct") or way.get("change"):
                break
            if way.get("role") not in ("at", "to") or not _nation(whose):
                continue
            if not whose.get("adjective") or tokens[n + 2].get("measure"):
                break
            place = make_token(whose.start, whose.end, {"area": whose.get("area")})
            tokens = [*tokens[: n + 1], place, *tokens[n + 2 :]]
            break
    return tokens


def approved_elsewhere(tokens: Tokens) -> Tokens:
    """ "China's approved investment in Malaysia": Malaysia approved what China invests; not "Malaysia approved investments"."""
    for k in range(len(tokens) - 4):
        who, drawn, what, way, place = tokens[k : k + 5]
        if not _nation(who) or drawn.get("measure") != "attract" or not _capital(what):
            continue
        if not who.get("adjective") and drawn.start - who.end != _OWNER:
            continue
        if way.get("role") not in ("at", "to") or not _nation(place) or place.get("area") == who.get("area"):
            continue
        return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens


def their_investor(tokens: Tokens) -> Tokens:
    """ "China was Malaysia's top foreign investor": the top one in Malaysia, where no word for a place is read."""
    for k in range(len(tokens) - 3):
        who, was, whose, investor = tokens[k : k + 4]
        if not _nation(who) or not _nation(whose) or who.get("adjective") or whose.get("adjective"):
            continue
        if was.get("change") != "reach" or was.get("role") or investor.get("rank_noun") != "fdi_registered":
            continue
        there = [make_token(investor.end, investor.end, {"role": "at"})]
        there.append(make_token(investor.end, investor.end, {"area": whose.get("area")}))
        return [*tokens[: k + 2], investor, *there, *tokens[k + 4 :]]
    return tokens


def ranked_by_projects(tokens: Tokens) -> Tokens:
    """ "Thailand ranks second in Laos with 748 projects": second of those who invest there."""
    for k in range(len(tokens) - 5):
        who, rank, into, place, led, many = tokens[k : k + 6]
        if not _nation(who) or not isinstance(rank, Quantity) or rank.unit != "rank":
            continue
        if into.get("role") != "at" or not _nation(place) or led.get("role") != "with":
            continue
        if not isinstance(many, Quantity) or many.unit != "projects":
            continue
        if any(t.get("rank_noun") or t.get("measure") for t in tokens[:k]):
            continue
        noun = make_token(rank.end, rank.end, {"rank_noun": "fdi_registered", "measure": "fdi"})
        return [*tokens[: k + 2], noun, *tokens[k + 2 :]]
    return tokens


def _capital(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and str(t.get("measure")).startswith("fdi")


def _nation(t: Token | Quantity) -> bool:
    return (area := t.get("area")) is not None and area.type == "country"
