"""Whence a country gets a part of what it needs."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, good, of_whole


def gets_part(tokens: Tokens) -> Tokens:
    """ "Vietnam gets a third of its coal from Indonesia", "draws 38 percent of its imports from China": it buys them there;
    "received 30 percent of its FDI from South Korea" tells of who invests."""
    for k in range(1, len(tokens) - 4):
        verb = tokens[k]
        gets = (
            verb.get("measure") == "attract"
            or verb.get("rank_noun") == "imports"
            and verb.get("measure") is None
        )
        if not gets or not tokens[k - 1].get("area") or tokens[k - 1].get("adjective"):
            continue
        n = k + 1
        while n < len(tokens) - 3 and tokens[n].get("hedge"):
            n += 1
        part, of, what = tokens[n : n + 3]
        if not isinstance(part, Quantity) or part.unit != "percent" or not of_whole(of):
            continue
        led = n + 3
        if (
            tokens[led].get("commodity")
            and what.get("measure") == "imports"
            or tokens[led].get("measure") == "imports"
            and what.get("commodity")
        ):
            led += 1
        if tokens[led].get("punct") == ",":  # "38 percent of its imports, worth 144 bn, from China"
            led = next(
                (m + 1 for m in range(led + 2, min(led + 6, len(tokens))) if tokens[m].get("punct")), led
            )
        if led + 1 >= len(tokens) or tokens[led].get("role") != "from" or not tokens[led + 1].get("area"):
            continue
        if what.get("measure") == "fdi" and verb.get("measure") == "attract":
            share = make_token(verb.start, verb.end, {"share": "share", "change": "reach"})
            host = make_token(tokens[k - 1].start, tokens[k - 1].start, {"role": "at"})
            whence = tokens[led : led + 2]
            return [
                *tokens[: k - 1],
                whence[1],
                share,
                *tokens[k + 1 : led],
                host,
                tokens[k - 1],
                *tokens[led + 2 :],
            ]
        if what.get("measure") == "imports" or good(what):
            return [*tokens[:k], make_token(verb.start, verb.end, {"measure": "buy"}), *tokens[k + 1 :]]
    return tokens
