"""Parts of what another country buys or sells, goods by goods."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, Tokens, good, of_whole

_GAVE = frozenset({"exports", "sell", "supply"})
_TOOK = frozenset({"imports", "buy"})


def of_what_was_bought(tokens: Tokens) -> Tokens:
    """ "Argentina and Brazil shipped 90 percent of the corn and 95 percent of the soybeans that Vietnam imported": they account
    for that much of what Vietnam imports of each."""
    for k in range(1, len(tokens) - 5):
        verb = tokens[k].get("measure")
        shared = tokens[k].get("share") == "share"
        if not (shared or verb in _GAVE or verb in _TOOK) or not tokens[k - 1].get("area"):
            if not tokens[k - 1].get("link") or k < 2 or not tokens[k - 2].get("area"):
                continue  # "together"
        ends, n = [], k + 1
        while (end := _part(tokens, n)) is not None:
            ends.append(end)
            n = end + 1
            if n < len(tokens) and (tokens[n].get("punct") == "," or tokens[n].get("link") == "and"):
                n += 1
        n = ends[-1] + 1 if ends else len(tokens)
        n += n < len(tokens) and tokens[n].get("link") == "which"
        if n + 1 >= len(tokens) or shared and len(ends) < 2:
            continue
        area, flow = tokens[n].get("area"), tokens[n + 1].get("measure")
        back = flow in _TOOK and (shared or verb in _GAVE) or flow in FLOWS and (shared or verb in _TOOK)
        if area is None or area.type != "country" or tokens[n].get("adjective") or not back:
            continue
        out = [*tokens[:k], make_token(tokens[k].start, tokens[k].end, {"share": "share", "change": "reach"})]
        first = k + 1
        for end in ends:
            at = tokens[end].end
            out += tokens[first : end + 1]
            if end != ends[-1]:
                out += [make_token(at, at, {**tokens[n]}), make_token(at, at, {**tokens[n + 1]})]
            first = end + 1
        return [*out, *tokens[n:]]
    return tokens


def _part(tokens: Tokens, k: int) -> int | None:
    """Where the goods stand of which a share is told from ``k`` on."""
    while k < len(tokens) and tokens[k].get("hedge"):
        k += 1
    if k + 2 >= len(tokens) or not isinstance(tokens[k], Quantity) or tokens[k].unit != "percent":
        return None
    return (
        k + 2
        if of_whole(tokens[k + 1]) and good(tokens[k + 2]) and not tokens[k + 2].get("measure")
        else None
    )
