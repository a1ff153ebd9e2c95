"""What somebody takes of another's exports."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import FLOWS, PAID, Tokens, good

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
        if tokens[flow].get("measure") == "imports" and _from_somewhere(tokens[flow + 1 : flow + 4]):
            continue  # "China bought 22% of its cassava imports from Vietnam", "of its imported cassava from"
        if q.unit == "percent" and not any(t.get("area") for t in whose):
            share = make_token(verb.start, verb.end, {"share": "share"})
            tokens = [*tokens[: k + 1], share, *tokens[k + 2 :]]
        elif (
            q.unit in (*PAID, "tonnes")
            and tokens[flow].get("measure") == "exports"
            and verb.get("measure") == "buy"
        ):
            if any(t.get("area") or t.get("link") == "of_which" for t in tokens[max(0, k - 2) : k]):
                continue  # "Including Hong Kong, China bought …"
            to = make_token(verb.start, verb.end, {"role": "to"})
            tokens = [*tokens[:k], *whose, tokens[flow], to, who, *tokens[k + 2 : n + 1], *tokens[flow + 1 :]]
    return tokens


def _from_somewhere(behind: Tokens) -> bool:
    n = next((n for n, t in enumerate(behind) if not good(t)), len(behind))
    return n + 1 < len(behind) and behind[n].get("role") == "from" and bool(behind[n + 1].get("area"))


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


def bought_part(tokens: Tokens) -> Tokens:
    """ "Vietnam buys 38% of its imports from China": its imports from there are that part."""
    for k in range(len(tokens) - 5):
        who, verb = tokens[k : k + 2]
        n = k + 2 + bool(not isinstance(tokens[k + 2], Quantity) and tokens[k + 2].get("hedge"))
        if not who.get("area") or verb.get("measure") != "buy" or len(tokens) < n + 5:
            continue
        part, of, flow, way, whom = tokens[n : n + 5]
        if not isinstance(part, Quantity) or part.unit != "percent" or of.get("role") != "of":
            continue
        if flow.get("measure") != "imports" or way.get("role") != "from" or not whom.get("area"):
            continue
        share = make_token(verb.start, verb.end, {"share": "share"})
        whole = make_token(of.start, of.end, {"share": "whole"})
        end = row(tokens, n + 4, lambda t: bool(t.get("area")) and not t.get("adjective"))[1]
        sides = tokens[n + 4 : max(end, n + 5)]
        part = tokens[k + 2 : n + 1]
        return [*tokens[: k + 1], flow, way, *sides, share, *part, whole, *tokens[n + 4 + len(sides) :]]
    return tokens


def goods_parts(tokens: Tokens) -> Tokens:
    """ "Phones made up 13% and computers 18% of its exports": both of them of its exports."""
    for k in range(len(tokens) - 6):
        what, share, part, joint, other = tokens[k : k + 5]
        if not (good(what) and share.get("share") and good(other)) or joint.get("link") != "and":
            continue
        n = k + 5
        while n < len(tokens) - 2 and not isinstance(tokens[n], Quantity) and _leads(tokens[n]):
            n += 1
        if not (_percent(part) and _percent(tokens[n])) or n + 2 >= len(tokens):
            continue
        end = n + 2
        if tokens[n + 1].get("role") != "of":
            continue
        while end < len(tokens) - 1 and (tokens[end].get("area") or good(tokens[end])):
            end += 1
        if tokens[end].get("measure") not in FLOWS:
            continue
        at = part.end
        again = [make_token(at, at, {**t}) for t in tokens[n + 1 : end + 1] if not isinstance(t, Quantity)]
        return [*tokens[: k + 3], *again, *tokens[k + 3 :]]
    return tokens


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _leads(t: Token | Quantity) -> bool:
    return bool(t.get("hedge") or t.get("role") or t.get("share"))


def were_its(tokens: Tokens) -> Tokens:
    """ "38% of Vietnam's imports were Chinese": came from China."""
    for k in range(3, len(tokens) - 2):
        was, whose, mark = tokens[k : k + 3]
        if was.get("change") != "reach" or not whose.get("adjective") or not whose.get("area"):
            continue
        if not mark.get("punct") and mark.get("link") != "and":
            continue
        flow = next((t for t in reversed(tokens[max(0, k - 3) : k]) if t.get("measure")), None)
        if flow is None or flow.get("measure") not in ("imports", "buy"):
            continue
        if not any(_percent(t) for t in tokens[max(0, k - 6) : k]):
            continue
        came = make_token(was.start, was.end, {"role": "from"})
        return [
            *tokens[:k],
            came,
            make_token(whose.start, whose.end, {"area": whose.get("area")}),
            *tokens[k + 2 :],
        ]
    return tokens
