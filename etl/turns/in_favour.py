"""Balances that are told ahead of whose they are."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import BALANCES, PAID, Tokens


def in_favour_of(tokens: Tokens) -> Tokens:
    """ "with a surplus of 51 bn in Brazil's favour", "… on the Brazilian side": Brazil's surplus."""
    for k in range(len(tokens) - 4):
        balance, of, q, at, who = tokens[k : k + 5]
        if balance.get("measure") not in BALANCES or not isinstance(q, Quantity):
            continue
        if of.get("role") != "of" and of.get("change") != "reach":
            continue
        area = who.get("area")
        if q.unit not in PAID or area is None or area.type != "country":
            continue
        if at.get("role") != "at" and not (at.get("compare") == "base" and who.get("adjective")):
            continue
        if k + 5 < len(tokens) and not tokens[k + 5].get("punct"):
            continue
        if not k or any(t.get("measure") == "trade_total" for t in tokens[:k]):
            owner = make_token(who.start, who.end, {"area": area})
            first = k - (k > 0 and tokens[k - 1].get("role") == "with")
            return [*tokens[:first], owner, *tokens[k : k + 3], *tokens[k + 5 :]]
    return tokens


def balance_for(tokens: Tokens) -> Tokens:
    """ "a surplus of 4.1 bn for the Southeast Asian country": that country's surplus."""
    for k in range(len(tokens) - 4):
        balance, of, q, to, who = tokens[k : k + 5]
        if balance.get("measure") not in BALANCES or of.get("role") != "of" or not isinstance(q, Quantity):
            continue
        if to.get("role") != "to" or to.end - to.start != len("for") or q.unit not in PAID:
            continue
        if (who.get("area") and not who.get("adjective") or who.get("epithet")) and not tokens[k - 1].get(
            "area"
        ):
            return [*tokens[:k], who, balance, of, q, *tokens[k + 5 :]]
    return tokens
