"""The parts of a bloc's trade that are told as those of its members."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, SIDES, Tokens

_ACCOUNTS = {"change": "reach", "share": "share"}  # as "accounted for" does
_AHEAD = 14  # most tokens between the bloc and its first member


def of_members(tokens: Tokens) -> Tokens:
    """ "Imports from ASEAN were 30 bn, of which Viet Nam's were 8.1 bn, Malaysia's 8.6 bn": what each accounted for."""
    for k in range(2, len(tokens)):
        area = tokens[k].get("area")
        if area is None or area.type != "bloc":
            continue
        sides = SIDES.get(str(tokens[k - 2].get("measure")), ())
        if tokens[k - 1].get("role") not in sides:
            continue
        for n in range(k + 2, min(k + _AHEAD, len(tokens) - 4)):
            led, who, was, amount = tokens[n - 1], tokens[n], tokens[n + 1], tokens[n + 2]
            member = who.get("area")
            if member is None or member.type != "country" or who.get("adjective"):
                continue
            if not (
                led.get("link") == "of_which" or led.get("role") == "with" or led.get("punct") in (":", ";")
            ):
                break
            reached = was.get("change") == "reach" and not was.get("measure") and not was.get("share")
            if not (reached or was.get("role") == "at") or was.get("link"):
                break
            if not isinstance(amount, Quantity) or amount.unit not in (None, *PAID):
                break
            if not (others := _others(tokens, n + 3)):
                break
            out = list(tokens)
            for m in reversed(others):
                out.insert(m + 1, make_token(tokens[m].end, tokens[m].end, _ACCOUNTS))
            out[n + 1] = make_token(was.start, was.end, _ACCOUNTS)
            return out
    return tokens


def _others(tokens: Tokens, k: int) -> list[int]:
    """Where the other members stand that come next, each with its amount, behind what is bracketed."""
    found: list[int] = []
    while k < len(tokens):
        if tokens[k].get("punct") == "(":
            k = next((n + 1 for n in range(k, min(k + 6, len(tokens))) if tokens[n].get("punct") == ")"), k)
        while k < len(tokens) and (tokens[k].get("punct") == "," or tokens[k].get("link") == "and"):
            k += 1
        if k + 1 >= len(tokens) or not tokens[k].get("area") or not isinstance(tokens[k + 1], Quantity):
            break
        found.append(k)
        k += 2
    return found
