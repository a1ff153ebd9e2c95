"""Capital that is told to be disbursed, or whose it is, only behind its amount and its part of the whole."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_ASIDE = 7  # most tokens of what stands between an amount and the word that it is disbursed


def disbursed_behind(tokens: Tokens) -> Tokens:
    """ "187 bn USD, or 56% of it, has been disbursed", "56% of this, 187 bn USD, has been disbursed": as in "disbursed
    187 bn USD"."""
    for k, t in enumerate(tokens):
        if not _part_or_amount(t):
            continue
        if k and tokens[k - 1].get("measure"):
            continue
        words = tokens[k + 1 : k + 2 + _ASIDE]
        n = next((n for n, u in enumerate(words) if u.get("measure")), 0)
        if not n or words[n].get("measure") != "fdi_realised" or words[n].get("noun"):
            continue
        aside = [u for u in words[:n] if u.get("change") != "reach"]
        if not aside or aside[-1].get("punct") != "," or not any(u.get("punct") == "," for u in aside[:-1]):
            continue
        inner = [u for u in aside if isinstance(u, Quantity)]
        if len(inner) != 1 or not _part_or_amount(inner[0]) or inner[0].unit == t.unit:
            continue
        if not all(_joins(u) for u in aside):
            continue
        paid = make_token(t.start, t.start, {"measure": "fdi_realised"})
        return [*tokens[:k], paid, t, *aside[:-1], *tokens[k + 2 + n :]]
    return tokens


def capital_of_whole(tokens: Tokens) -> Tokens:
    """ "HCM City leads with 44.9 bn USD, 13.3% of all capital registered": what it is a part of is capital."""
    for k, t in enumerate(tokens[:-4]):
        if t.get("measure") or t.get("commodity"):
            return tokens
        if not isinstance(t, Quantity) or t.unit not in PAID:
            continue
        n = k + 1 + (tokens[k + 1].get("punct") in (",", "("))
        n += tokens[n : n + 1] != [] and tokens[n].get("share") == "equal"
        part, of, what = (*tokens[n : n + 3], None, None, None)[:3]
        if what is None or not isinstance(part, Quantity) or part.unit != "percent":
            continue
        if what.get("link") == "total" and tokens[n + 3 : n + 4]:
            what = tokens[n + 3]
        if not (of.get("share") == "whole" or of.get("role") == "of"):
            continue
        if not str(what.get("measure")).startswith("fdi") or isinstance(what, Quantity):
            continue
        told = make_token(t.start, t.start, {"measure": what.get("measure")})
        return [*tokens[:k], told, *tokens[k:]]
    return tokens


def _part_or_amount(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and (t.unit in PAID or t.unit == "percent")


def _joins(t: Token | Quantity) -> bool:
    """Whether a token may stand between an amount and its part."""
    plain = t.get("punct") == "," or t.get("share") == "equal" or t.get("link") == "of_which"
    return isinstance(t, Quantity) or plain or bool(t.get("hedge"))
