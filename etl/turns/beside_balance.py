"""What stands beside an amount without saying what it is of: why a balance came about, a time that is told again, what
another currency makes of it."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, FLOWS, PAID, Tokens

_AS = len(" as ")  # fewest characters between a balance and why it came about
_YEAR_SO_FAR = frozenset({"ytd", "ytd_past"})


def balance_as(tokens: Tokens) -> Tokens:
    """ "A deficit of 47 bn USD as imports soared": why, where no figure tells how much they did."""
    for k in range(len(tokens) - 3):
        if tokens[k].get("measure") not in BALANCES:
            continue
        n = k + 1 + (tokens[k + 1].get("role") == "of")
        amount, flow, moved = (tokens[n : n + 3] + [None] * 3)[:3]
        if not isinstance(amount, Quantity) or amount.unit not in PAID or flow is None or moved is None:
            continue
        if flow.get("measure") not in FLOWS or moved.get("change") not in ("up", "down"):
            continue
        if flow.start - amount.end < _AS or any(isinstance(t, Quantity) for t in _part(tokens, n + 3)):
            continue
        behind = n + 3
        if tokens[behind : behind + 1] and tokens[behind].get("compare"):
            behind += 1 + (
                tokens[behind + 1 : behind + 2] != [] and tokens[behind + 1].get("measure") in FLOWS
            )
        return [*tokens[: n + 1], *tokens[behind:]]
    return tokens


def months_named(tokens: Tokens) -> Tokens:
    """ "In the past five months from April to August", "… (April-August)": the months that are named."""
    for k in range(len(tokens) - 1):
        told = tokens[k].get("period")
        if told is None or told.kind not in _YEAR_SO_FAR:
            continue
        n = k + 1 + (tokens[k + 1].get("punct") == "(")
        named = tokens[n].get("period") if n < len(tokens) else None
        if named is None or named.kind != "months":
            continue
        closed = n > k + 1 and n + 1 < len(tokens) and tokens[n + 1].get("punct") == ")"
        if n == k + 1:
            return [*tokens[:k], *tokens[n:]]
        if closed:
            return [*tokens[:k], tokens[n], *tokens[n + 2 :]]
    return tokens


def month_behind_bracket(tokens: Tokens) -> Tokens:
    """ "…, with 737 bn yuan (103 bn USD) generated in March alone": the month of both amounts, and more of the same."""
    for k in range(1, len(tokens) - 5):
        if tokens[k].get("punct") != "(" or tokens[k + 2].get("punct") != ")":
            continue
        amount, other = tokens[k - 1], tokens[k + 1]
        if not _money(amount) or not _money(other) or amount.unit == other.unit:
            continue
        n = k + 3 + (tokens[k + 3].get("measure") == "earn")
        when = tokens[n : n + 2]
        if len(when) == 2 and when[0].get("period") and when[1].get("link") == "only":
            return [*tokens[:k], *when, *tokens[k : k + 3], *tokens[n + 2 :]]
    return tokens


def worth_in_all(tokens: Tokens) -> Tokens:
    """ "The main imports from Korea were computers, at a total value of 5 bn": of the flow that the sentence tells."""
    for k in range(1, len(tokens) - 2):
        t, of, amount = tokens[k : k + 3]
        if t.get("measure") != "total_value" or of.get("role") != "of" or not isinstance(amount, Quantity):
            continue
        if tokens[k - 1].get("role") in ("at", "with"):
            tokens = [*tokens[:k], make_token(t.start, t.end, {"measure": "value"}), *tokens[k + 1 :]]
    return tokens


def all_that_poured(tokens: Tokens) -> Tokens:
    """ "Some 20 bn of FDI poured into Viet Nam": from all who invest there, whoever was told of before."""
    for k in range(len(tokens) - 4):
        amount, of, what = tokens[k : k + 3]
        if not _money(amount) or of.get("role") != "of" or what.get("measure") != "fdi":
            continue
        to, host = (tokens[k + 3 + (tokens[k + 3].get("measure") == "fdi") :] + [None] * 2)[:2]
        if to is None or host is None or to.get("role") != "to" or isinstance(host, Quantity):
            continue
        area = host.get("area")
        if (
            area is None
            or area.type != "country"
            or any(t.get("role") == "from" for t in tokens[k + 5 : k + 9])
        ):
            continue
        total = make_token(of.start, of.end, {"link": "total"})
        return [*tokens[: k + 1], total, *tokens[k + 2 :]]
    return tokens


def _part(tokens: Tokens, k: int) -> Tokens:
    """The words of a part of a sentence from ``k`` on."""
    out: list[Token | Quantity] = []
    for t in tokens[k : k + 8]:
        if t.get("punct") or t.get("link"):
            break
        out.append(t)
    return out


def _money(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID
