"""Trains and flights: between which two countries so many of them went."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_HANDLED = frozenset({"attract", "border_trade", "put", "sell"})
_FAR = 5  # most tokens between the trains and where they went


def went_between(tokens: Tokens) -> Tokens:
    """ "412 freight trains ran between China and Vietnam", "39 trains left Guangxi for Vietnam", "1,080 flights from China to
    Vietnam": so many between the two, told from where they set out."""
    for k, q in enumerate(tokens):
        if not isinstance(q, Quantity) or q.unit != "count" or not q.get("came"):
            continue
        for n in range(k + 1, min(k + _FAR, len(tokens) - 3)):
            if isinstance(tokens[n], Quantity) or tokens[n].get("punct") or tokens[n].get("area"):
                break
            led, a, joint, b = tokens[n : n + 4]
            here, there = a.get("area"), b.get("area")
            if here is None or there is None or here.country == there.country:
                continue
            between = led.get("role") == "between" and joint.get("link") == "and"
            sent = led.get("role") == "from" or led.get("measure") == "exports" and not led.get("role")
            if not between and not (sent and joint.get("role") == "to"):
                continue
            pair = make_token(q.start, q.start, {"pair": f"{here.code}+{there.country}"})
            runs = make_token(q.start, q.start, {"measure": "arrivals"})
            return [*tokens[:k], pair, runs, q, *tokens[k + 1 : n], *tokens[n + 4 :]]
    return tokens


def handled_at(tokens: Tokens) -> Tokens:
    """ "Da Nang airport handled 1,080 flights and 170,000 passengers", "Nanning Customs cleared 400 freight trains": counts
    of that place."""
    for k in range(2, len(tokens)):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit != "count":
            continue
        between = len(tokens) > k + 2 and bool(tokens[k + 1].get("pair"))
        between = between and tokens[k + 2].get("measure") == "arrivals"  # "400 China-Vietnam freight trains"
        if not q.get("came") and not between:
            continue
        n = k - 1 - bool(tokens[k - 1].get("hedge") and k > 2)
        line = tokens[n : n + 1] if tokens[n].get("pair") and n > 1 else []  # "… of the China-Laos Railway"
        n -= len(line)
        place, verb = tokens[n - 1], tokens[n]
        area = place.get("area")
        if area is None or area.type in ("country", *BLOCS) or place.get("adjective"):
            continue
        if verb.get("change") != "reach" and verb.get("measure") not in _HANDLED:
            continue
        if n > 1 and (tokens[n - 2].get("role") or tokens[n - 2].get("area")):
            continue
        runs = make_token(verb.start, verb.end, {"measure": "arrivals"})
        if between or line:
            reached = make_token(verb.start, verb.end, {"change": "reach"})
            runs = [make_token(q.end, q.end, {"measure": "arrivals"})] if line else []
            return [*tokens[:n], reached, *tokens[n + 1 + len(line) : k + 1], *line, *runs, *tokens[k + 1 :]]
        return [*tokens[:n], runs, *tokens[n + 1 :]]
    return tokens
