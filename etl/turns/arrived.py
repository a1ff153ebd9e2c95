"""What arrives somewhere: cargo that a port takes in, and the people that a nation accounts for."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, bare, of_whole, those_who_came

_CARGO = frozenset({"other", "tonnes"})
_TOWNS = frozenset({"province", "city", "prefecture"})


def received_cargo(tokens: Tokens) -> Tokens:
    """ "Haiphong port received 1.6 million TEUs", "Mong Cai received 12,480 vehicles": the port or the gate handled them; a
    town does so with containers only."""
    for k in range(1, len(tokens) - 1):
        t, area = tokens[k], tokens[k - 1].get("area")
        if t.get("measure") != "attract" or area is None:
            continue
        n = k + 2 if tokens[k + 1].get("hedge") else k + 1
        cargo = tokens[n] if n < len(tokens) else t
        if not isinstance(cargo, Quantity):
            continue
        daily = any((m := u.get("period")) is not None and m.kind == "annual" for u in tokens[n + 1 : n + 4])
        at_border = cargo.unit == "vehicles" and (area.counterpart or area.border) and not daily
        if (
            at_border
            or cargo.unit in _CARGO
            and (area.type == "port" or area.type in _TOWNS and cargo.unit == "other")
        ):
            return [*tokens[:k], make_token(t.start, t.end, {"change": "reach"}), *tokens[k + 1 :]]
    return tokens


def people_accounted_for(tokens: Tokens) -> Tokens:
    """ "Thais accounted for 360,000, Vietnamese 290,000", "Chinese only 55,000": as many came from there."""
    out: Tokens = list(tokens)
    gone: set[int] = set()
    for k in range(1, len(tokens) - 1):
        t = tokens[k]
        if t.get("adjective") and tokens[k - 1].get("punct") == ";" and _many(tokens[k + 1]):
            if _ends(tokens, k + 2):
                out[k + 1] = those_who_came(tokens[k + 1])
            continue
        only = t.get("link") == "only"
        alone = k > 1 and tokens[k - 1].get("link") == "only"  # "China alone accounted for 956,000"
        if not (only or t.get("share") == "share") or not tokens[k - 1 - alone].get("area"):
            continue
        n = k + 2 if tokens[k + 1].get("hedge") else k + 1
        if n < len(tokens) and _many(tokens[n]) and _ends(tokens, n + 1):
            who = tokens[k - 1 - alone]
            out[k - 1 - alone] = make_token(who.start, who.end, {**who, "adjective": True})
            if alone:
                gone.add(k - 1)
            out[k] = make_token(t.start, t.end, {"role": "with"})
    return [t for k, t in enumerate(out) if k not in gone] if gone else out


def entered_of_them(tokens: Tokens) -> Tokens:
    """ "Of the total, 71,500 entered Vietnam": some of those who crossed the border."""
    k = next((k for k, t in enumerate(tokens[:4]) if _many(t)), None)
    if not k or k + 1 >= len(tokens) or not of_whole(tokens[0]):
        return tokens
    if any(not (t.get("punct") or t.get("hedge")) for t in tokens[1:k]):
        return tokens
    t, went = tokens[k], tokens[k + 1]
    if went.get("role") != "to" or went.get("measure") != "exports" or went.get("noun"):
        return tokens
    counted = Quantity(t.start, t.end, bare(t), 0, "persons", origin="digits")
    return [*tokens[:k], counted, *tokens[k + 1 :]]


def _many(t: Token | Quantity) -> bool:
    """A bare number with a separator of thousands."""
    number = bare(t)
    return number is not None and bool(t.get("digits")) and t.end - t.start > len(str(number))


def _ends(tokens: Tokens, k: int) -> bool:
    return k >= len(tokens) or bool(tokens[k].get("punct")) or joins(tokens[k])
