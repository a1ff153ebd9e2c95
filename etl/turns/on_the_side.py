"""The flow that a list of partners is told for: "on the import side"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, SIDES, Tokens

_DEALS = {
    "imports": ("supply", "exports", "sell"),
    "exports": ("buy", "imports"),
}  # what partners do on each side
_NEAR = 3  # most tokens between a partner and its figure


def on_the_side(tokens: Tokens) -> Tokens:
    """ "On the import side Thailand led with 297 m, ahead of China with 171 m": imports from Thailand and from China."""
    out = tokens
    for k in range(len(tokens) - 2, -1, -1):
        t = tokens[k]
        side = t.get("link") == "side"
        flow = t.get("measure") if side else t.get("rank_noun")
        if flow not in FLOWS or not (side or _listed_from(tokens, k)):
            continue
        end = next(
            (n for n in range(k + 1, len(tokens)) if tokens[n].get("punct") in (";", ".")), len(tokens)
        )
        first = k + 1 + (tokens[k + 1].get("punct") == "," or not side)
        listed = _partners(tokens[first:end], str(flow), side)
        if listed is None:
            if not side:
                continue
            listed = [make_token(t.end, t.end, {"punct": ","}), *tokens[first:end]]
        out = [*out[:k], make_token(t.start, t.end, {"measure": flow}), *listed, *out[end:]]
    return out


def _listed_from(tokens: Tokens, k: int) -> bool:
    """ "Among import sources, China led": the word for them opens its part."""
    if k and tokens[k - 1].get("punct") != ";":
        return False
    # "…; its import sources were Thailand with 297 m and China with 171 m"
    return tokens[k + 1].get("punct") == "," or k > 0 and tokens[k + 1].get("change") == "reach"


def _partners(said: Tokens, flow: str, side: bool) -> Tokens | None:
    """What is said, with the word for the side before each partner; none where something else is told."""
    role = SIDES[flow][0]
    out: Tokens = []
    named = 0
    for n, t in enumerate(said):
        if t.get("measure") and not isinstance(t, Quantity):
            part = n + 1 < len(said) and isinstance(said[n + 1], Quantity) and said[n + 1].unit == "percent"
            if part or t.get("measure") not in _DEALS[flow] or not (named and out[-1].get("area")):
                return None
            continue  # "China supplied 10 bn"
        if t.get("area") and not t.get("adjective"):
            if not _has_figure(said, n, side) or out[-1:] and out[-1].get("role"):
                return None
            out.append(make_token(t.start, t.start, {"role": role}))
            named += 1
        out.append(t)
    return out if named else None


def _has_figure(said: Tokens, n: int, side: bool) -> bool:
    """Whether an amount, or any figure of a side, stands right behind the partner, in brackets or not."""
    behind: list[Token | Quantity] = said[n + 1 : n + 1 + _NEAR]
    for t in behind:
        if isinstance(t, Quantity):
            return side or t.unit not in ("rank", "percent")
        if t.get("area") or t.get("punct") not in (None, "(", ","):
            return False
    return False
