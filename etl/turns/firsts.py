"""Several that come first, told of before what they make up together or one by one."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens
from etl.turns.together import listed_before, one_nation

_BETWEEN = 7  # most tokens from those named to the word for their sum


def firsts_together(tokens: Tokens) -> Tokens:
    """越南、泰国、马来西亚居前三，合计占六成: the part behind the comma is of all who are named, as of one."""
    for at, t in enumerate(tokens):
        if t.get("link") != "sum" or at < 2 or tokens[at - 1].get("punct") != ",":
            if t.get("link") != "sum" or at < 3 or tokens[at - 2].get("punct") != ",":
                continue
        if not any(u.get("share") for u in tokens[at : at + 3]):
            continue
        comma = at - 1 if tokens[at - 1].get("punct") == "," else at - 2
        if comma == at - 2 and tokens[at - 1].get("number") is None:
            continue
        first, last = _list_before(tokens, comma)
        if last - first < 2:
            continue
        codes = [tokens[k]["area"].code for k in range(first, last + 1, 2)]
        if len(set(codes)) < len(codes):
            continue
        every = make_token(tokens[first].start, tokens[last].end, {"area": Area("+".join(codes), "country")})
        behind = [make_token(t.start, t.end, {"share": "share"})] if t.get("share") else []
        said = [_of_what(u) for u in tokens[last + 1 : comma + 1] if u.get("number") is None]
        return [*tokens[:first], every, *said, *behind, *tokens[at + 1 :]]
    return tokens


def _of_what(t: Token | Quantity) -> Token | Quantity:
    """What they rank as is what the part is of."""
    if isinstance(t, Quantity) or t.get("measure") or t.get("rank_noun") != "fdi_registered":
        return t
    return make_token(t.start, t.end, {**t, "measure": "fdi_registered"})


def _list_before(tokens: Tokens, comma: int) -> tuple[int, int]:
    """Where a list of nations begins and ends that comes first among others before a comma."""
    for last in range(comma - 1, max(-1, comma - _BETWEEN), -1):
        t = tokens[last]
        if isinstance(t, Quantity) and t.unit != "rank" or t.get("punct") or t.get("measure"):
            break
        if t.get("area") and (first := listed_before(tokens, last)) < last:
            ends = first == 0 or tokens[first - 1].get("punct") or tokens[first - 1].get("period")
            nations = all(one_nation(tokens[k]) for k in range(first, last + 1, 2))
            return (first, last) if ends and nations and last < comma - 1 else (0, 0)
    return 0, 0


def shares_in_order(tokens: Tokens) -> Tokens:
    """德国、荷兰、法国占越南对欧盟出口的28%、19%和9%: as many parts as nations are theirs in order."""
    at = next((k for k, t in enumerate(tokens) if t.get("share") == "share"), 0)
    if at < 3 or not tokens[at - 1].get("area"):
        return tokens
    first = listed_before(tokens, at - 1)
    many = (at - 1 - first) // 2 + 1
    n = next((n for n in range(at + 1, len(tokens)) if isinstance(tokens[n], Quantity)), len(tokens))
    parts = tokens[n : n + 2 * many - 1]
    if many < 2 or len(parts) < 2 * many - 1 or any(t.get("punct") for t in tokens[at:n]):
        return tokens
    if not all(one_nation(tokens[k]) for k in range(first, at, 2)):
        return tokens
    if not all(isinstance(t, Quantity) and t.unit == "percent" for t in parts[::2]):
        return tokens
    behind = tokens[n + len(parts) : n + len(parts) + 1]
    if not all(t.get("link") == "and" for t in parts[1::2]) or behind and behind[0].get("link") == "and":
        return tokens
    share = make_token(tokens[at].start, tokens[at].end, {"share": "share", "link": "respectively"})
    return [*tokens[:at], share, *tokens[at + 1 :]]
