"""Deals in shares, which are told by their number and by what they are worth."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, bare


def share_deals(tokens: Tokens) -> Tokens:
    """ "There were 3,566 deals to buy shares with a value of 5 bn USD", "share purchases numbered 3,566, with a total value of
    5 bn": so much was paid for shares."""
    k = next((k for k, t in enumerate(tokens) if _shares(tokens, k)), None)
    if k is None:
        return tokens
    out, at = list(tokens), k
    if k > 1 and tokens[k - 1].get("role") in ("to", "of") and _number(tokens[k - 2]):
        out, at = [*tokens[: k - 2], *tokens[k:]], k - 2
    elif k + 2 < len(tokens) and tokens[k + 1].get("change") == "reach" and _number(tokens[k + 2]):
        out = [*tokens[: k + 1], *tokens[k + 3 :]]
    for n in range(at + 1, min(at + 6, len(out))):
        t = out[n]
        if isinstance(t, Quantity):
            break
        if t.get("measure") in ("total_value", "value"):
            return [*out[:n], make_token(t.start, t.end, {"measure": "fdi_registered"}), *out[n + 1 :]]
    return out


def shares_in_firms(tokens: Tokens) -> Tokens:
    """ "Foreigners bought shares in 3,566 Vietnamese companies": in Vietnam."""
    for k in range(len(tokens) - 4):
        shares, into, many, whose, firm = tokens[k : k + 5]
        if shares.get("measure") != "fdi_registered" or into.get("role") != "at" or not _number(many):
            continue
        area = whose.get("area")
        if area is not None and whose.get("adjective") and firm.get("noun") == "firm":
            place = make_token(whose.start, whose.end, {"area": area})
            return [*tokens[: k + 2], place, *tokens[k + 5 :]]
    return tokens


def projects_adjusted(tokens: Tokens) -> Tokens:
    """ "The number of projects that adjusted their capital rose by 12 percent": it is their number that rose."""
    for k in range(len(tokens) - 3):
        many, that, capital, rose = tokens[k : k + 4]
        if many.get("measure") != "fdi_projects" or that.get("link") != "which":
            continue
        if str(capital.get("measure")).startswith("fdi") and rose.get("change") in ("up", "down"):
            return [*tokens[: k + 1], *_capital_added(tokens[k + 3 :])]
    return tokens


def _capital_added(tokens: Tokens) -> Tokens:
    """ "…, and the capital added 12 percent to 10 bn USD": what is no number of projects."""
    for n, (t, u) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if t.get("ignore") and u.get("change") == "add":
            return [*tokens[:n], make_token(t.start, t.end, {"measure": "fdi_registered"}), *tokens[n + 1 :]]
    return tokens


def _shares(tokens: Tokens, k: int) -> bool:
    """Whether a word names the purchase of shares, not what is newly registered."""
    t = tokens[k]
    return (
        t.get("measure") == "fdi_registered"
        and not (isinstance(t, Quantity) or t.get("tense") or t.get("unit"))
        and any(_number(u) for u in tokens[max(0, k - 2) : k + 3])
    )


def _number(t: object) -> bool:
    return isinstance(t, Quantity) and t.unit == "count" or bare(t) is not None
