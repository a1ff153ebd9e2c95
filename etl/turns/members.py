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


def whole_with(tokens: Tokens) -> Tokens:
    """ "It made up 26.5% of China's trade with ASEAN, which was worth 5.1 tn", "… of 5.1 tn", "… (5.1 tn)": the amount is
    that of the whole."""
    for k in range(len(tokens) - 6):
        share = tokens[k]
        if not isinstance(share, Quantity) or share.unit != "percent" or tokens[k + 1].get("role") != "of":
            continue
        n = k + 2 + bool(tokens[k + 2].get("area"))
        if n + 4 >= len(tokens):
            break
        flow, way, whom = tokens[n : n + 3]
        if way.get("role") not in SIDES.get(str(flow.get("measure")), ()) or not whom.get("area"):
            continue
        end = n + 3
        mark = tokens[end]
        at = end + 1
        if mark.get("punct") == "," and tokens[at].get("link") == "which":
            at += 1
            while at < len(tokens) and tokens[at].get("change") == "reach" and at < end + 4:
                at += 1
        elif not (mark.get("punct") == "(" or mark.get("role") == "of"):
            continue
        at += at < len(tokens) and not isinstance(tokens[at], Quantity) and bool(tokens[at].get("hedge"))
        if at >= len(tokens) or not isinstance(tokens[at], Quantity) or tokens[at].unit not in PAID:
            continue
        after = at + 1
        if mark.get("punct") == "(":
            if after >= len(tokens) or tokens[after].get("punct") != ")":
                continue
            after += 1
        again = [make_token(t.end, t.end, {c: t.get(c)}) for t, c in ((way, "role"), (whom, "area"))]
        trade = make_token(flow.end, flow.end, {"measure": flow.get("measure")})
        was = make_token(mark.start, mark.start, {"change": "reach"})
        comma = make_token(mark.start, mark.end, {"punct": ","})
        hedged = [tokens[at - 1]] if tokens[at - 1].get("hedge") and at - 1 > end else []
        whose = [make_token(t.end, t.end, {"area": t.get("area")}) for t in tokens[k + 2 : n]]
        return [*tokens[:end], comma, *whose, trade, *again, was, *hedged, tokens[at], *tokens[after:]]
    return tokens


def of_bloc_share(tokens: Tokens) -> Tokens:
    """ "Exports to Viet Nam came to 0.8 tn, or 26.5% of its exports to ASEAN": Viet Nam's part is told."""
    for k in range(4, len(tokens) - 4):
        share = tokens[k]
        if not isinstance(share, Quantity) or share.unit != "percent" or tokens[k + 1].get("role") != "of":
            continue
        led = tokens[k - 2] if tokens[k - 1].get("hedge") else tokens[k - 1]
        if not led.get("share"):
            continue
        n = k + 2 + bool(tokens[k + 2].get("area"))
        if n + 2 >= len(tokens):
            break
        flow, way, whom = tokens[n : n + 3]
        bloc, told = whom.get("area"), flow.get("measure")
        if bloc is None or bloc.type != "bloc" or way.get("role") not in SIDES.get(str(told), ()):
            continue
        part = any(
            tokens[m].get("measure") == told
            and tokens[m + 1].get("role") == way.get("role")
            and (area := tokens[m + 2].get("area")) is not None
            and area.type == "country"
            for m in range(k - 3)
        )
        if part:
            return [*tokens[: n + 1], *tokens[n + 3 :]]
    return tokens


def next_member(tokens: Tokens) -> Tokens:
    """ "Among ASEAN members, Viet Nam did most trade with China, 111 bn, followed by Malaysia with 90 bn": with China,
    too."""
    at = next((k for k, t in enumerate(tokens[:4]) if t.get("area")), None)
    if at is None or tokens[at]["area"].type != "bloc":
        return tokens
    first = next((k for k in range(at + 1, min(at + 4, len(tokens))) if tokens[k].get("area")), 0)
    if not first or tokens[first]["area"].type != "country" or tokens[first].get("adjective"):
        return tokens
    if any(isinstance(t, Quantity) or t.get("role") or t.get("link") for t in tokens[at + 1 : first]):
        return tokens
    whom = next((k for k in range(first + 1, len(tokens)) if tokens[k].get("area")), 0)
    led = tokens[whom - 1]
    if not whom or led.get("role") not in ("with", "to", "from") or tokens[whom]["area"].type != "country":
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        out.append(t)
        ends = tokens[k + 1 : k + 2]
        if k > whom + 1 and t.get("area") and ends and tokens[k - 1].get("link") in ("but", "and"):
            if isinstance(ends[0], Quantity) or ends[0].get("role") in ("with", "at"):
                out += [
                    make_token(t.end, t.end, {"role": led.get("role")}),
                    make_token(t.end, t.end, {"area": tokens[whom].get("area")}),
                ]
    return out if len(out) > len(tokens) else tokens
