"""Capital of which it is told, as of goods, who supplies it, or that a country drew it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, TOLD, Tokens

_BEHIND = 4  # most tokens between who supplies and how much


def supplied_capital(tokens: Tokens) -> Tokens:
    """ "South Korea supplied 3.6 bn USD of the 11.2 bn of foreign investment": that much of it is South Korea's."""
    if any(t.get("measure") in TOLD or t.get("commodity") or t.get("noun") == "goods" for t in tokens):
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        supplies = t.get("measure") == "supply" and k > 0 and _investor(tokens, k - 1)
        money = next((u for u in tokens[k + 1 : k + _BEHIND] if isinstance(u, Quantity)), None)
        supplies = supplies and money is not None and (money.unit in PAID or money.unit == "percent")
        out.append(make_token(t.start, t.end, {"share": "share", "tense": "flow"}) if supplies else t)
    return out


def brought_in(tokens: Tokens) -> Tokens:
    """ "Singapore brought in 3.4 bn USD, Japan 2.4 bn", behind what a country drew: capital of each of the two."""
    out = list(tokens)
    for k in range(1, len(tokens) - 1):
        t, money = tokens[k], tokens[k + 1 + bool(tokens[k + 1].get("hedge") and k + 2 < len(tokens))]
        if t.get("measure") != "earn" or isinstance(t, Quantity) or not _investor(tokens, k - 1):
            continue
        if isinstance(money, Quantity) and money.unit in PAID:
            out[k] = make_token(t.start, t.end, {"measure": "bring"})
    return out


def capital_drawn(tokens: Tokens) -> Tokens:
    """ "Of the FDI that Vietnam attracted in nine months, South Korea contributed 3.6 bn USD": of the FDI in Vietnam."""
    for k in range(1, len(tokens) - 4):
        of, what, that, host, drew = tokens[k - 1 : k + 4]
        whole = of.get("share") == "whole" or of.get("role") == "of"
        if not whole or not str(what.get("measure")).startswith("fdi") or isinstance(what, Quantity):
            continue
        if that.get("link") != "which" or drew.get("measure") != "attract" or not _investor(tokens, k + 2):
            continue
        there = make_token(host.start, host.start, {"role": "at"})
        return [*tokens[: k + 1], there, host, *tokens[k + 4 :]]
    return tokens


def _investor(tokens: Tokens, k: int) -> bool:
    t = tokens[k]
    return (area := t.get("area")) is not None and area.type == "country" and not t.get("adjective")
