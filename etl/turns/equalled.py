"""A part told twice, as a share and as an amount: "a fifth, or 42 bn"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MILLION, PAID, WEIGHED, Tokens

_WHOLE = 9  # most tokens of the whole that a share is of
_ACCOUNTS = {"change": "reach", "share": "share"}  # as "accounted for" does
_CLOSES = {",": ",.;", "(": ")"}


def equalled(tokens: Tokens) -> Tokens:
    """ "Of the 178 bn a fifth, or 42 bn, was with China", "a fifth of exports of 178 bn, or 42 bn, went to China": what
    China accounted for. "China accounted for a fifth, or 42 bn, of Viet Nam's trade": the whole before the amount."""
    for k, t in enumerate(tokens[:-4]):
        if not isinstance(t, Quantity) or t.unit != "percent":
            continue
        begin = k - 1 if k and tokens[k - 1].get("hedge") and not tokens[k - 1].get("compare") else k
        end = _amount_end(tokens, k + 1)
        if end and begin > 1 and tokens[begin - 1].get("measure") == "buy" and tokens[begin - 2].get("area"):
            took = make_token(tokens[begin - 1].start, tokens[begin - 1].end, _ACCOUNTS)
            return equalled([*tokens[: begin - 1], took, *tokens[begin:]])  # "China took a fifth, or 42 bn"
        if end and (end < len(tokens) and tokens[end].get("role") == "of") and _accounts(tokens, begin):
            return _whole_first(tokens, k, end)
        if not _opens(tokens, begin):
            continue
        whole: Tokens = []
        at = k + 1
        if not end:
            at = next(
                (n for n in range(k + 1, min(k + _WHOLE, len(tokens))) if tokens[n].get("punct") in _CLOSES),
                0,
            )
            whole = tokens[k + 1 : at] if at else []
            end = _amount_end(tokens, at) if at else 0
            if not end or not _whole(whole):
                continue
        where = _whereto(tokens, end)
        if not where:
            continue
        area, verb = tokens[where], tokens[where - 1]
        share = make_token(verb.start, verb.end, _ACCOUNTS)
        part = tokens[at : end if tokens[end - 1].get("punct") == ")" else end - 1]
        ahead = whole
        if whole and whole[0].get("role") == "of":
            ahead = [*whole, tokens[at]] if tokens[at].get("punct") == "," else [*whole, tokens[end - 1]]
        return [*tokens[:begin], *ahead, area, share, *tokens[begin : k + 1], *part, *tokens[where + 1 :]]
    return tokens


def _amount_end(tokens: Tokens, k: int) -> int:
    """Where it goes on behind ", or some 42 bn," or "(42 bn)" at ``k``; 0 where no such thing stands there."""
    if k >= len(tokens) or (mark := tokens[k].get("punct")) not in _CLOSES:
        return 0
    n = k + 1
    if n < len(tokens) and tokens[n].get("share") == "equal":
        n += 1
    elif mark == ",":
        return 0
    if n < len(tokens) and tokens[n].get("hedge") and not isinstance(tokens[n], Quantity):
        n += 1
    if n + 1 >= len(tokens) or not isinstance(amount := tokens[n], Quantity):
        return 0
    sum_of = amount.unit in PAID or amount.unit in WEIGHED or amount.unit is None and amount.scale >= MILLION
    closed = str(tokens[n + 1].get("punct") or " ") in _CLOSES[str(mark)]
    return n + 2 if sum_of and closed else 0


def _opens(tokens: Tokens, k: int) -> bool:
    """Whether nothing of its own clause stands before token ``k``."""
    return not k or bool(tokens[k - 1].get("punct")) or tokens[k - 1].get("link") in ("of_which", "and")


def _accounts(tokens: Tokens, k: int) -> bool:
    return k > 1 and tokens[k - 1].get("share") == "share" and bool(tokens[k - 2].get("area"))


def _whole(words: Tokens) -> bool:
    """Whether "of which" stands there, or what a share is of with its amount."""
    if len(words) == 1:
        return words[0].get("link") == "of_which"
    of = bool(words) and words[0].get("role") == "of"
    return of and sum(isinstance(t, Quantity) and t.unit in PAID for t in words) == 1


def _whereto(tokens: Tokens, k: int) -> int:
    """Where the country stands with, to or from which something was or went; 0 if none does."""
    n = k
    while n < min(k + 3, len(tokens)) and not tokens[n].get("role"):
        t: Token | Quantity = tokens[n]
        if isinstance(t, Quantity) or not (t.get("change") == "reach" or t.get("measure")):
            return 0
        n += 1
    if n + 1 >= len(tokens) or tokens[n].get("role") not in ("to", "from", "with"):
        return 0
    said = n > k or bool(tokens[n].get("measure"))
    return n + 1 if said and tokens[n + 1].get("area") and not tokens[n + 1].get("adjective") else 0


def _whole_first(tokens: Tokens, k: int, end: int) -> Tokens:
    """The whole before the amount of the part, or before all where it has an amount of its own."""
    stop = next((n for n in range(end, len(tokens)) if tokens[n].get("punct")), len(tokens))
    whole, part = tokens[end:stop], tokens[k + 1 : end - 1]
    if tokens[end - 1].get("punct") == ")":
        part = tokens[k + 1 : end]
    if not any(isinstance(t, Quantity) for t in whole):
        return [*tokens[: k + 1], *whole, *part, *tokens[stop:]]
    first = next((n for n in range(k, 0, -1) if tokens[n - 1].get("punct")), 0)
    comma = make_token(tokens[end - 1].start, tokens[end - 1].end, {"punct": ","})
    return [*tokens[:first], *whole, comma, *tokens[first : k + 1], *part, *tokens[stop:]]
