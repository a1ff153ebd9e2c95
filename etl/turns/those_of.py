"""What "those" and "the total" stand for, of the trade just told."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_FLOW = {"buy": "imports", "sell": "exports", "imports": "imports", "exports": "exports"}
_LINE = {**_FLOW, "trade_total": "trade_total"}


def those_of(tokens: Tokens) -> Tokens:
    """ "…, and those of March, US$182 million, fell 4%": an amount of that month, and no base of the one before."""
    for k in range(1, len(tokens) - 2):
        than, when = tokens[k : k + 2]
        if than.get("compare") != "base" or than.get("role") or not when.get("period"):
            continue
        before = tokens[k - 1]
        if not (before.get("punct") == ";" or before.get("link") == "and" or before.get("role") == "with"):
            continue
        n = k + 2 + (tokens[k + 2].get("link") == "only")
        n += bool(tokens[n].get("punct") == "," or tokens[n].get("change") == "reach")
        n += n < len(tokens) and not isinstance(tokens[n], Quantity) and bool(tokens[n].get("hedge"))
        if n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit in PAID:
            ends = tokens[: k - 1] if before.get("role") == "with" else tokens[:k]
            if before.get("link") == "and":
                ends = [*tokens[: k - 1], make_token(before.start, before.end, {"punct": ";"})]
            alone = [make_token(when.end, when.end, {"link": "only"})]
            alone = [] if tokens[k + 2].get("link") == "only" else alone
            return [*ends, when, *alone, *tokens[k + 2 :]]
    return tokens


def total_which(tokens: Tokens) -> Tokens:
    """ "… from Vietnam, 3% of the total, which inched up 1.2% to 1.3 tn": all its imports did."""
    for k in range(3, len(tokens) - 3):
        part, whole, comma, which, grew = tokens[k - 1 : k + 4]
        if not isinstance(part, Quantity) or part.unit != "percent" or whole.get("share") != "whole":
            continue
        if whole.get("measure") or comma.get("punct") != "," or which.get("link") != "which":
            continue
        if grew.get("change") not in ("up", "down", "reach") or grew.get("measure"):
            continue
        at = next((n for n, t in enumerate(tokens[:k]) if t.get("measure") in _LINE), None)
        who = tokens[0].get("area")
        if not at or who is None or tokens[0].get("adjective") or tokens[at].get("role"):
            continue
        said = {"measure": _LINE[str(tokens[at].get("measure"))], "link": "total"}
        stop = make_token(comma.start, comma.end, {"punct": ";"})
        its = make_token(which.start, which.start, {"area": who})
        return [*tokens[: k + 1], stop, its, make_token(which.start, which.end, said), *tokens[k + 3 :]]
    return tokens
