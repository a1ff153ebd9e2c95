"""Which of two flows grew faster, and then by how much each: the growths are told once more beside the flows."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, SIDES, TOLD, Tokens

_MOVES = ("up", "down")
_LED = 4  # most words before a growth: "rising by about"
_TOLD = 4  # most words between a growth and the amount that it led to: "to more than"


def paced(tokens: Tokens) -> Tokens:
    """ "Imports grew faster than exports: by 24% to 41 bn, against 10% to 17 bn", "Exports outpaced imports, rising 15%
    against 13%": imports grew by 24% to 41 bn, exports by 10% to 17 bn."""
    for k in range(1, len(tokens) - 4):
        if not _compares(tokens, k):
            continue
        start = k - 1
        while start > 0 and tokens[start].get("change") in _MOVES and not tokens[start].get("measure"):
            start -= 1
        if not (flow := _flow_to(tokens, start)):
            continue
        m = k + 1
        if tokens[m].get("compare") == "base":
            m += 1
        base = tokens[m : m + 1]
        other, n = _flow_from(tokens, m, flow)
        if not other:
            continue
        when = n
        while n < len(tokens) and tokens[n].get("period"):
            n += 1
        if tokens[n : n + 1] and tokens[n].get("punct") in (",", ":"):
            n += 1
        one, n = _growth(tokens, n)
        if not one:
            continue
        verb = next((t for t in tokens[start + 1 : k + 1] if t.get("change") in _MOVES), None)
        moved = next((t for t in one if t.get("change") in _MOVES), None)
        way = (moved or verb or base[0]).get("change") or "up"
        m = n + 1 if n < len(tokens) and tokens[n].get("punct") == "," else n
        rest = tokens[n:]
        second: Tokens = []
        if m < len(tokens) and (tokens[m].get("compare") == "base" or tokens[m].get("link") == "but"):
            two, end = _growth(tokens, m + 1)
            if two and not any(t.get("ago") or t.get("compare") for t in tokens[end : end + 1]):
                at = tokens[m].start
                comma = make_token(at, at, {"punct": ","})
                own = next((t.get("change") for t in two if t.get("change") in _MOVES), way)
                second = [comma, *other, make_token(at, at, {"change": own}), *_bare(two)]
                rest = tokens[end:]
        elif not (moved and tokens[when:n]):
            continue
        grew = make_token(tokens[k].start, tokens[k].end, {"change": way})
        return [*tokens[: start + 1], *_periods(tokens[when:n]), grew, *_bare(one), *second, *rest]
    return tokens


def _compares(tokens: Tokens, k: int) -> bool:
    """Whether a word says there that one flow moved faster, or more slowly, than another."""
    t = tokens[k]
    if isinstance(t, Quantity) or t.get("measure"):
        return False
    if t.get("role") == "aside" and t.get("change") == "up":  # "outpaced"
        return True
    return t.get("compare") in ("higher", "lower") and tokens[k - 1].get("change") in _MOVES


def _flow_to(tokens: Tokens, k: int) -> str:
    """Which flow ends at ``k``: "imports", "imports from China"."""
    if not isinstance(tokens[k], Quantity) and tokens[k].get("measure") in TOLD:
        return str(tokens[k].get("measure"))
    flow = str(tokens[k - 2].get("measure")) if k >= 2 else ""
    told = tokens[k].get("area") and tokens[k - 1].get("role") in SIDES.get(flow, ())
    return flow if told else ""


def _flow_from(tokens: Tokens, k: int, first: str) -> tuple[Tokens, int]:
    """The other flow, "exports", "trade with the US", "those to the US", and where it ends."""
    t = tokens[k]
    if isinstance(t, Quantity):
        return [], k
    if t.get("measure") not in TOLD:
        if t.get("role") in SIDES.get(first, ()) and tokens[k + 1].get("area"):
            return [make_token(t.start, t.start, {"measure": first}), *tokens[k : k + 2]], k + 2
        return [], k
    sides = SIDES[str(t.get("measure"))]
    if k + 2 < len(tokens) and tokens[k + 1].get("role") in sides:
        if tokens[k + 2].get("area"):
            return tokens[k : k + 3], k + 3
        if tokens[k + 2].get("anaphor"):
            return [t], k + 3
    return [t], k + 1


def _growth(tokens: Tokens, k: int) -> tuple[Tokens, int]:
    """A growth, with the amount that it led to, and where they end."""
    n = k
    while n < len(tokens) and n < k + _LED and _leads(tokens[n]):
        n += 1
    if n >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit != "percent":
        return [], k
    end = n + 1
    m = end
    while m < len(tokens) and m < end + _TOLD and not isinstance(tokens[m], Quantity) and _to(tokens[m]):
        m += 1
    if (
        end < m < len(tokens)
        and isinstance(tokens[m], Quantity)
        and tokens[m].unit in (*PAID, "tonnes", None)
    ):
        end = m + 1
    return tokens[k:end], end


def _leads(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or t.get("measure") or t.get("area"):
        return False
    return (
        t.get("change") in _MOVES or t.get("role") in ("at", "of") or bool(t.get("extent") or t.get("hedge"))
    )


def _to(t: Token | Quantity) -> bool:
    return bool(t.get("change") == "reach" and not t.get("measure") or t.get("hedge"))


def _bare(told: Tokens) -> Tokens:
    """A growth without the words that lead it."""
    n = next(k for k, t in enumerate(told) if isinstance(t, Quantity))
    return told[n:]


def _periods(tokens: Tokens) -> Tokens:
    return [t for t in tokens if not isinstance(t, Quantity) and t.get("period")]
