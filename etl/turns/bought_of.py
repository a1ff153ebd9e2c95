"""What somebody takes of another's exports."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, Tokens

_OF = 4  # most tokens from "of" to the flow: "of Laos's coffee exports"
_DEALS = frozenset({"buy", "sell"})


def bought_of(tokens: Tokens) -> Tokens:
    """ "Thailand took 310 m USD of its exports" is exports to Thailand of 310 m, "China took 10.1% of exports" its share."""
    for k in range(len(tokens) - 5, -1, -1):
        who, verb = tokens[k : k + 2]
        if not who.get("area") or who.get("adjective") or verb.get("measure") not in _DEALS:
            continue
        n = k + 2 + bool(tokens[k + 2].get("hedge"))
        if n + 2 >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n + 1].get("role") != "of":
            continue
        q = tokens[n]
        if q.unit == "percent" and verb.get("measure") == "buy" and _of_so_much(tokens[n + 2 : n + 8]):
            share = make_token(verb.start, verb.end, {"share": "share"})
            tokens = [*tokens[: k + 1], share, *tokens[k + 2 :]]
            continue
        flow = n + 2
        while flow < len(tokens) - 1 and flow < n + _OF and _of_flow(tokens[flow]):
            flow += 1
        whose = tokens[n + 2 : flow]
        if tokens[flow].get("measure") not in FLOWS or isinstance(tokens[flow], Quantity):
            continue
        if q.unit == "percent" and not any(t.get("area") for t in whose):
            share = make_token(verb.start, verb.end, {"share": "share"})
            tokens = [*tokens[: k + 1], share, *tokens[k + 2 :]]
        elif q.unit in PAID and tokens[flow].get("measure") == "exports" and verb.get("measure") == "buy":
            if any(t.get("area") or t.get("link") == "of_which" for t in tokens[max(0, k - 2) : k]):
                continue  # "Including Hong Kong, China bought …"
            to = make_token(verb.start, verb.end, {"role": "to"})
            tokens = [*tokens[:k], *whose, tokens[flow], to, who, *tokens[k + 2 : n + 1], *tokens[flow + 1 :]]
    return tokens


def _of_so_much(whole: Tokens) -> bool:
    """Whether a whole is named by whose exports of how much it is: "of Cambodia's 6 bn of exports"."""
    if len(whole) < 3 or not whole[0].get("area") or not isinstance(whole[1], Quantity):
        return False
    named = next(
        (t for t in whole[2:] if not (t.get("role") or t.get("commodity") or t.get("noun"))), whole[0]
    )
    return whole[1].unit in (*PAID, "tonnes") and named.get("measure") == "exports"


def _of_flow(t: object) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("area") or t.get("commodity"))
