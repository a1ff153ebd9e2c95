"""Several ranks of one country in a row: "nhà đầu tư lớn thứ hai, đối tác thương mại lớn thứ ba của Việt Nam"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token

Tokens = list[Token | Quantity]


def ranks_in_a_row(tokens: Tokens) -> Tokens:
    """Each rank but the first with the owner said again, and each but the last with whose it is: as if the sentence said
    all of it every time."""
    for k in range(len(tokens) - 5):
        if tokens[k].get("area") and tokens[k + 1].get("change") == "reach":
            return _noun_first(tokens, k) or tokens
    return tokens


def _again(tokens: Tokens) -> Tokens:
    return [make_token(t.start, t.end, dict(t)) for t in tokens if isinstance(t, Token)]


def _rank(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "rank"


def _parts(t: Token | Quantity) -> bool:
    return t.get("punct") == "," or t.get("link") == "and"


def _noun_first(tokens: Tokens, k: int) -> Tokens | None:
    """The noun before the rank, whose it is behind the last one."""
    items, n = [], k + 2
    while n + 1 < len(tokens) and tokens[n].get("rank_noun") and _rank(tokens[n + 1]):
        items.append(n)
        n += 2
        if n < len(tokens) and _parts(tokens[n]):
            n += 1
        else:
            break
    whose = tokens[n : n + 2]
    if len(items) < 2 or len(whose) < 2 or whose[0].get("role") != "of" or not whose[1].get("area"):
        return None
    out = tokens[: items[0]]
    for i in items:
        if i != items[0]:
            out = [*out, tokens[i - 1], *_again(tokens[k : k + 2])]
        out = [*out, *tokens[i : i + 2]]
        if i != items[-1]:
            out = [*out, *_again(whose)]
    return [*out, *tokens[n:]]
