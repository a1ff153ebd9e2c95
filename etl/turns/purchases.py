"""Whose purchases and whose shares are told of, by a word that stands where a name does not."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, figure


def purchases_by(tokens: Tokens) -> Tokens:
    """ "Purchases by China plunged 71%": China's purchases."""
    for k in range(len(tokens) - 3):
        buy, by, who, moved = tokens[k : k + 4]
        if buy.get("measure") != "buy" or not by.get("extent") or isinstance(who, Quantity):
            continue
        area = who.get("area")
        if area is None or area.type not in ("country", "bloc") or who.get("adjective"):
            continue
        led = (
            not k
            or isinstance(tokens[k - 1], Quantity)
            or tokens[k - 1].get("punct")
            or tokens[k - 1].get("link")
        )
        if not led or not (moved.get("change") or moved.get("period")):
            continue
        name = make_token(who.start, who.end, {"area": area})
        return [*tokens[:k], name, make_token(who.end, who.end, {"measure": "buy"}), *tokens[k + 3 :]]
    return tokens


def adjective_shares(tokens: Tokens) -> Tokens:
    """ "The Thai share was 60.3%, the Vietnamese 39.1%": Thailand's and Viet Nam's."""
    out, told = list(tokens), False
    for k in range(len(tokens) - 1):
        t, nxt = tokens[k], tokens[k + 1]
        if not t.get("adjective") or not t.get("area"):
            continue
        begins = (
            not k or joins(tokens[k - 1]) or bool(tokens[k - 1].get("punct") or tokens[k - 1].get("period"))
        )
        share = not isinstance(nxt, Quantity) and nxt.get("share") == "share" and not nxt.get("measure")
        behind = tokens[k + 2] if k + 2 < len(tokens) else t
        share = share and (behind.get("change") or told and isinstance(behind, Quantity))
        again = told and isinstance(nxt, Quantity) and nxt.unit == "percent"
        if begins and (share or again):
            out[k] = make_token(t.start, t.end, {"area": t.get("area")})
            told = True
    return out if told else tokens


def overtaken(tokens: Tokens, k: int) -> Tokens:
    """ "Viet Nam overtook Thailand as the largest supplier with 128,000 tonnes against 110,000": the latter was of the one
    that was passed, who stands at ``k``."""
    for n in range(k + 3, len(tokens) - 2):
        amount, against, other = tokens[n : n + 3]
        if not figure(amount) or not figure(other) or amount.unit != other.unit or amount.unit == "percent":
            continue
        if against.get("compare") != "base" or tokens[n - 1].get("role") != "with":
            continue
        if n + 3 < len(tokens) and not (tokens[n + 3].get("punct") or joins(tokens[n + 3])):
            continue
        start = against.start
        link = make_token(start, against.end, {"link": "but"})
        name = make_token(start, start, {"area": tokens[k].get("area")})
        with_ = make_token(against.end, against.end, {"role": "with"})
        return [*tokens[: n + 1], link, name, with_, *tokens[n + 2 :]]
    return tokens


def bought_of_them(tokens: Tokens) -> Tokens:
    """德国买走其中的三成八: of what is told of, as if no more stood there than the part."""
    for k in range(1, len(tokens) - 2):
        which, n = tokens[k], k + 1 + (tokens[k + 1].get("role") == "of")
        if which.get("link") != "of_which" or tokens[k - 1].get("measure") != "buy":
            continue
        part = tokens[n] if n < len(tokens) else which
        if isinstance(part, Quantity) and part.unit == "percent":
            return [*tokens[:k], *tokens[n:]]
    return tokens
