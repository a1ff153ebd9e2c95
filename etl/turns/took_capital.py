"""Hosts that take what is invested."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, TOLD, Tokens


def sector_took(tokens: Tokens) -> Tokens:
    """ "Manufacturing absorbed 11.8 bn USD, or 53.4% of registered FDI": what is put into a sector."""
    if any(t.get("measure") in TOLD or t.get("commodity") or t.get("noun") == "goods" for t in tokens):
        return tokens
    for n in range(1, len(tokens) - 1):
        t, q = tokens[n], tokens[n + 1 + bool(tokens[n + 1].get("hedge") and tokens[n + 2 : n + 3])]
        paid = isinstance(q, Quantity) and q.unit in PAID
        if t.get("measure") == "buy" and tokens[n - 1].get("sector") and paid:
            kept = {kind: v for kind, v in t.items() if kind != "share"}
            put = make_token(t.start, t.end, {**kept, "measure": "attract"})
            return [*tokens[:n], put, *tokens[n + 1 :]]
    return tokens


def next_host_drew(tokens: Tokens) -> Tokens:
    """ "Laos drew 1 bn USD of Chinese capital, and Thailand 4.5 bn": Thailand drew it, too."""
    for k in range(len(tokens) - 6):
        host, drew, q, way, whose, capital = tokens[k : k + 6]
        if not _country(host) or drew.get("measure") != "attract" or not isinstance(q, Quantity):
            continue
        if way.get("role") not in ("of", "at") or not whose.get("adjective"):
            continue
        if not str(capital.get("measure")).startswith("fdi"):
            continue
        for n in range(k + 7, len(tokens) - 1):
            t, much = tokens[n], tokens[n + 1]
            if isinstance(tokens[n - 1], Quantity) or tokens[n - 1].get("punct") == ";":
                break
            if _country(t) and joins(tokens[n - 1]) and isinstance(much, Quantity) and much.unit == q.unit:
                again = make_token(t.end, t.end, {**drew})
                here = [make_token(much.end, much.end, {**u}) for u in (way, whose, capital)]
                return [*tokens[: n + 1], again, much, *here, *tokens[n + 2 :]]
    return tokens


def _country(t: Token | Quantity) -> bool:
    return (area := t.get("area")) is not None and area.type == "country" and not t.get("adjective")


def took_capital(tokens: Tokens) -> Tokens:
    """ "FDI into ASEAN hit 230 bn, of which Singapore took 160 bn": it drew that much, where no goods are told of."""
    k = next((k for k, t in enumerate(tokens) if str(t.get("measure")).startswith("fdi")), None)
    if k is None or any(
        t.get("measure") in TOLD or t.get("commodity") or t.get("noun") == "goods" for t in tokens
    ):
        return tokens
    out = list(tokens)
    for n in range(k + 1, len(tokens)):
        t = tokens[n]
        if t.get("measure") == "buy" and tokens[n - 1].get("area") and not t.get("rank_noun"):
            out[n] = make_token(t.start, t.end, {**t, "measure": "attract"})
    return out
