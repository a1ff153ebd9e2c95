"""Buyers or suppliers whose amounts stand in brackets, and the part that they have together."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, SIDES, Tokens, good

_MOVED = 4  # most tokens behind an amount in brackets, with the one that closes them: ", up 12%)"
_AMOUNTS = PAID | {"tonnes", "percent"}


def bracketed_sharers(tokens: Tokens) -> Tokens:
    """ "China (400 m USD) and the US (255 m) together bought 45% of Vietnam's tra fish exports": its exports to each, and the
    part of both."""
    start = next((k for k, t in enumerate(tokens[:3]) if t.get("area")), len(tokens))
    if any(not t.get("period") and t.get("punct") != "," for t in tokens[:start]):
        return tokens
    names: list[tuple[int, int]] = []  # where each name stands, and where its bracket ends
    k = start
    while (close := _bracketed(tokens, k)) is not None:
        names.append((k, close))
        k = close + 1
        joint = tokens[k : k + 1]
        if not joint or not (joint[0].get("punct") == "," or joint[0].get("link") == "and"):
            break
        k += 1
    if len(names) < 2 or k + 4 >= len(tokens) or tokens[names[-1][0] - 1].get("link") != "and":
        return tokens
    k += tokens[k].get("link") == "sum"
    if (said := _part(tokens, k)) is None:
        return tokens
    of, flow = said
    whole, behind = tokens[of + 1 : flow + 1], tokens[flow + 1 :]
    if any(not t.get("period") and t.get("punct") != "." for t in behind):
        return tokens
    way = SIDES[str(tokens[flow]["measure"])][0]
    out = [*(t for t in behind if t.get("period")), *whole]
    for n, (name, close) in enumerate(names):
        at, end_ = tokens[name].start, tokens[name].end
        if n:
            out.append(make_token(at, at, {"punct": ","}))
        part = tokens[name + 2].unit == "percent"
        reached = make_token(end_, end_, {"change": "reach", **({"share": "share"} if part else {})})
        out += [make_token(at, at, {"role": way}), tokens[name], reached, *tokens[name + 2 : close]]
    codes = dict.fromkeys(tokens[name]["area"].code for name, _ in names)
    at = tokens[k].start
    every = make_token(at, at, {"area": Area("+".join(codes), "country")})
    took = make_token(tokens[k].start, tokens[k].end, {"change": "reach", "share": "share"})
    again = [make_token(t.start, t.end, {**t}) for t in tokens[of : flow + 1] if not isinstance(t, Quantity)]
    end = [t for t in behind if t.get("punct")]
    return [
        *tokens[:start],
        *out,
        make_token(at, at, {"punct": ";"}),
        every,
        took,
        *tokens[k + 1 : of],
        *again,
        *end,
    ]


def _bracketed(tokens: Tokens, k: int) -> int | None:
    """Where a bracket ends with the amount, or the part, of a country that stands at ``k``, and how much it moved."""
    said = tokens[k : k + 3]
    if len(said) < 3 or isinstance(said[0], Quantity) or said[1].get("punct") != "(":
        return None
    area: Area | None = said[0].get("area")
    plain = area is not None and area.type in ("country", "bloc") and not said[0].get("adjective")
    if not plain or not isinstance(said[2], Quantity) or said[2].unit not in _AMOUNTS:
        return None
    close = next(
        (n for n in range(k + 3, min(k + 3 + _MOVED, len(tokens))) if tokens[n].get("punct") == ")"), None
    )
    inside = tokens[k + 3 : close]
    moved = not inside or len(inside) > 2 and inside[0].get("punct") == "," and bool(inside[1].get("change"))
    return close if close is not None and moved else None


def _part(tokens: Tokens, k: int) -> tuple[int, int] | None:
    """Where "of" and the flow stand of which a part is told, behind a verb at ``k``."""
    verb: Token | Quantity = tokens[k]
    if isinstance(verb, Quantity) or not (
        verb.get("share") == "share" or verb.get("measure") in ("buy", "supply")
    ):
        return None
    n = k + 1 + bool(not isinstance(tokens[k + 1], Quantity) and tokens[k + 1].get("hedge"))
    part, of = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else tokens[n]
    if not isinstance(part, Quantity) or part.unit != "percent" or of.get("role") != "of":
        return None
    flow = n + 3
    while flow < len(tokens) - 1 and good(tokens[flow]):
        flow += 1
    if flow >= len(tokens) or not tokens[n + 2].get("area") or tokens[flow].get("measure") not in SIDES:
        return None
    return n + 1, flow
