"""Lists of several that share a verb: each with its number, and what stands in a bracket behind it."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens, bare

_CROWD = 1_000  # fewer travellers are nobody's figure
_SAID = frozenset({"change", "share", "hedge"})


def crowds_followed(tokens: Tokens) -> Tokens:
    """ "1.2 m tourists from China, followed by Russia 243,674": as in "followed by Russia with 243,674"."""
    told = False
    for k in range(len(tokens) - 1):
        t = tokens[k]
        if isinstance(t, Quantity):
            told = told or t.unit == "persons"
            continue
        number = bare(tokens[k + 1]) if told and k and t.get("area") and not t.get("adjective") else None
        before = tokens[k - 1]
        if number is None or number < _CROWD or isinstance(before, Quantity) or before.get("link") != "but":
            continue
        at = tokens[k + 1].start
        return [*tokens[: k + 1], make_token(at, at, {"role": "with"}), *tokens[k + 1 :]]
    return tokens


def brackets_in_order(tokens: Tokens) -> Tokens:
    """ "with 3.9 bn USD (26%) and 3.2 bn USD (22%), respectively": the amounts first, then what stood in the brackets."""
    for k in range(1, len(tokens) - 8):
        ahead = k > 1 and _is(tokens[k - 1], "link", "respectively")
        if not (_amount(tokens[k]) and _is(tokens[k - 1 - ahead], "role", "with")):
            continue
        amounts, asides, n = [], [], k
        while n < len(tokens) and _amount(tokens[n]):
            end = _closed(tokens, n + 1)
            if not end:
                return tokens
            amounts.append(tokens[n])
            asides.append(list(tokens[n + 2 : end]))
            n = end + 1
            joined = n
            while n < len(tokens) and (_is(tokens[n], "punct", ",") or _is(tokens[n], "link", "and")):
                n += 1
            if n == joined or n < len(tokens) and _is(tokens[n], "link", "respectively"):
                break
        behind = n < len(tokens) and _is(tokens[n], "link", "respectively")
        if len(amounts) < 2 or ahead == behind:
            return tokens
        word, out = tokens[k - 1 if ahead else n], [amounts[0]]
        n = joined if ahead else n + 1
        for q in amounts[1:]:
            out += [make_token(q.start, q.start, {"link": "and"}), q]
        out += [word, make_token(word.end, word.end, {"punct": ","})]
        for i, aside in enumerate(asides):
            at = aside[0].start
            if i:
                out.append(make_token(at, at, {"link": "and"}))
            elif len(aside) == 1:
                out.append(make_token(at, at, {"share": "share"}))
            out += aside
        last = asides[-1][-1].end
        out.append(make_token(last, last, {"link": "respectively"}))
        return [*tokens[: k - ahead], *out, *tokens[n:]]
    return tokens


def _closed(tokens: Tokens, k: int) -> int:
    """Where a bracket that opens at a place and holds one percentage ends; 0 if there is none."""
    if k + 2 >= len(tokens) or not _is(tokens[k], "punct", "("):
        return 0
    end = k + 2 if isinstance(tokens[k + 1], Quantity) else k + 3
    if end >= len(tokens) or not _is(tokens[end], "punct", ")"):
        return 0
    q = tokens[end - 1]
    if not isinstance(q, Quantity) or q.unit != "percent":
        return 0
    said = tokens[k + 1]
    return end if end == k + 2 or isinstance(said, Token) and not _SAID.isdisjoint(said) else 0


def _amount(t: object) -> bool:
    return isinstance(t, Quantity) and (t.unit in PAID or t.unit in ("tonnes", "persons"))


def _is(t: object, kind: str, value: str) -> bool:
    return not isinstance(t, Quantity) and t.get(kind) == value
