"""Parts told in other words: "the bloc's slice of China's trade", "94% of its purchases from there"."""

from __future__ import annotations

from etl.frame import WORLD
from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, TOLD, Tokens

_DEALS = {"buy": ("imports", "from"), "sell": ("exports", "to")}
_WORD = 4  # fewest letters between whose part it is and "of" that leave room for a word


def sliced(tokens: Tokens) -> Tokens:
    """ "The bloc's part of China's foreign trade edged up to 15.8%": a share of it. "ASEAN, of China's trade the …" has no
    word between."""
    for k in range(len(tokens) - 3):
        holder, of, whole, flow = tokens[k : k + 4]
        if of.get("role") != "of" or not whole.get("area") or flow.get("measure") not in TOLD:
            continue
        if not (holder.get("area") or holder.get("anaphor") == "bloc") or holder.get("adjective"):
            continue
        if of.start - holder.end >= _WORD and holder.get("seat") is None:
            share = make_token(of.start, of.end, {"share": "share"})
            return [*tokens[: k + 1], share, *tokens[k + 2 :]]
    return tokens


def of_deals(tokens: Tokens) -> Tokens:
    """ "94% of its purchases from there", "78% of its sales to that market": of its imports and exports."""
    for k in range(1, len(tokens) - 3):
        part, of, deal, way = tokens[k - 1 : k + 3]
        flow, led = _DEALS.get(str(deal.get("measure")), (None, None))
        if flow is None or of.get("role") != "of" or way.get("role") != led:
            continue
        if isinstance(part, Quantity) and part.unit == "percent":
            return [*tokens[: k + 1], make_token(deal.start, deal.end, {"measure": flow}), *tokens[k + 2 :]]
    return tokens


def numbered_countries(tokens: Tokens) -> Tokens:
    """ "Projects in 79 countries" tells of hosts; "other countries", "the two countries" name none."""
    plain = [
        t
        for k, t in enumerate(tokens)
        if t.get("noun") != "countries"
        or k
        and not isinstance(tokens[k - 1], Quantity)
        and tokens[k - 1].get("digits")
    ]
    return plain if len(plain) < len(tokens) else tokens


def in_so_many(tokens: Tokens) -> Tokens:
    """ "1,188 projects in 70 countries and territories": abroad. "Investors in 70 countries" are there."""
    for k in range(2, len(tokens) - 1):
        where, projects = tokens[k + 1].get("area"), tokens[k - 2]
        world = where is not None and where.type == "world"
        if not (world or tokens[k + 1].get("noun") == "countries") or not tokens[k].get("digits"):
            continue
        if (
            tokens[k - 1].get("role") == "at"
            and isinstance(projects, Quantity)
            and projects.unit == "projects"
        ):
            abroad = make_token(tokens[k - 1].start, tokens[k + 1].end, {"directed": f"to {WORLD}"})
            return [*tokens[: k - 1], abroad, *tokens[k + 2 :]]
    return tokens


def bracket_of_whole(tokens: Tokens) -> Tokens:
    """ "5 bn of the capital (20%)": 20% of it, as if told right behind the amount."""
    for k in range(len(tokens) - 5):
        amount, of, flow, opened, part, closed = tokens[k : k + 6]
        if not isinstance(amount, Quantity) or amount.unit not in PAID or of.get("share") != "whole":
            continue
        if (
            not str(flow.get("measure")).startswith("fdi")
            or opened.get("punct") != "("
            or closed.get("punct") != ")"
        ):
            continue
        if isinstance(part, Quantity) and part.unit == "percent":
            return bracket_of_whole([*tokens[: k + 1], opened, part, closed, of, flow, *tokens[k + 6 :]])
    return tokens


def by_whom(tokens: Tokens) -> Tokens:
    """ "200 m of FDI, half of it by US investors": from these."""
    for k in range(1, len(tokens) - 2):
        part, of, by, whose = tokens[k - 1 : k + 3]
        if of.get("link") != "of_which" or not by.get("extent") or not whose.get("area"):
            continue
        if isinstance(part, Quantity) and part.unit in ("percent", *PAID):
            source = make_token(by.start, by.end, {"role": "from"})
            return [*tokens[: k + 1], source, *tokens[k + 2 :]]
    return tokens


def of_these_first(tokens: Tokens) -> Tokens:
    """ "Exports were 11 bn. Computers made up 1.5 bn of these and crude oil 1 bn": of these computers made up so much."""
    k = next((k for k, t in enumerate(tokens) if t.get("link") == "of_which"), 0)
    if k < 3 or not (tokens[0].get("commodity") or tokens[0].get("sector")):
        return tokens
    amount, verb = tokens[k - 1], tokens[k - 2 - bool(tokens[k - 2].get("hedge"))]
    if not isinstance(amount, Quantity) or amount.unit not in PAID or verb.get("share") != "share":
        return tokens
    if any(t.get("measure") or t.get("area") for t in tokens[:k]):
        return tokens
    comma = make_token(tokens[k].end, tokens[k].end, {"punct": ","})
    return [tokens[k], comma, *tokens[:k], *tokens[k + 1 :]]


def parts_of_goods(tokens: Tokens) -> Tokens:
    """ "Germany and the US bought 13 and 11 percent of Vietnam's coffee": of what it exports, where several bought it."""
    verb = next((k for k, t in enumerate(tokens) if t.get("measure") == "buy"), None)
    if verb is None:
        return tokens
    for k in range(verb + 3, len(tokens) - 2):
        part, of, whose, goods = tokens[k - 1 : k + 3]
        if of.get("role") != "of" or not whose.get("area") or not goods.get("commodity"):
            continue
        several = sum(isinstance(t, Quantity) and t.unit == "percent" for t in tokens[verb:k]) > 1
        if not several or not isinstance(part, Quantity) or part.unit != "percent":
            continue
        if any("measure" in t for t in tokens[k + 3 : k + 5]):
            return tokens
        sold = make_token(goods.end, goods.end, {"measure": "exports"})
        return [*tokens[: k + 3], sold, *tokens[k + 3 :]]
    return tokens
