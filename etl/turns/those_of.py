"""What "those" and "the total" stand for, of the trade just told."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import PAID, Tokens

_FLOW = {"buy": "imports", "sell": "exports", "imports": "imports", "exports": "exports"}
_LINE = {**_FLOW, "trade_total": "trade_total"}


def those_of(tokens: Tokens) -> Tokens:
    """ "…, and those of March, US$182 million, fell 4%": an amount of that month, and no base of the one before."""
    for k in range(1, len(tokens) - 2):
        than, when = tokens[k : k + 2]
        if than.get("compare") != "base" or than.get("role") or not when.get("period"):
            continue
        before = tokens[k - 1]
        if not (before.get("punct") == ";" or before.get("link") == "and" or before.get("role") == "with"):
            continue
        n = k + 2 + (tokens[k + 2].get("link") == "only")
        n += bool(tokens[n].get("punct") == "," or tokens[n].get("change") == "reach")
        n += n < len(tokens) and not isinstance(tokens[n], Quantity) and bool(tokens[n].get("hedge"))
        if n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit in PAID:
            ends = tokens[: k - 1] if before.get("role") == "with" else tokens[:k]
            if before.get("link") == "and":
                ends = [*tokens[: k - 1], make_token(before.start, before.end, {"punct": ";"})]
            alone = [make_token(when.end, when.end, {"link": "only"})]
            alone = [] if tokens[k + 2].get("link") == "only" else alone
            return [*ends, when, *alone, *tokens[k + 2 :]]
    return tokens


def total_which(tokens: Tokens) -> Tokens:
    """ "… from Vietnam, 3% of the total, which inched up 1.2% to 1.3 tn": all its imports did."""
    for k in range(3, len(tokens) - 3):
        part, whole, comma, which, grew = tokens[k - 1 : k + 4]
        if not isinstance(part, Quantity) or part.unit != "percent" or whole.get("share") != "whole":
            continue
        if whole.get("measure") or comma.get("punct") != "," or which.get("link") != "which":
            continue
        if grew.get("change") not in ("up", "down", "reach") or grew.get("measure"):
            continue
        at = next((n for n, t in enumerate(tokens[:k]) if t.get("measure") in _LINE), None)
        who = tokens[0].get("area")
        if not at or who is None or tokens[0].get("adjective") or tokens[at].get("role"):
            continue
        said = {"measure": _LINE[str(tokens[at].get("measure"))], "link": "total"}
        stop = make_token(comma.start, comma.end, {"punct": ";"})
        its = make_token(which.start, which.start, {"area": who})
        return [*tokens[: k + 1], stop, its, make_token(which.start, which.end, said), *tokens[k + 3 :]]
    return tokens


def figures_rose(tokens: Tokens) -> Tokens:
    """ "Exports to A, B and C were …; the figures rose 6, 2 and 9%": as "…, up 6, 2 and 9%", each its own."""
    for k in range(6, len(tokens) - 4):
        stop, figure, grew, one = tokens[k - 1 : k + 3]
        if figure.get("anaphor") != "figure" or grew.get("change") not in ("up", "down") or grew.get("role"):
            continue
        if stop.get("punct") not in (";", ",") and stop.get("link") != "and" or not _percent(one):
            continue
        told, n = 1, k + 3
        while n + 1 < len(tokens) and _percent(tokens[n + 1]) and _joins(tokens[n]):
            told, n = told + 1, n + 2
        ahead = sum(isinstance(t, Quantity) and t.unit in PAID for t in tokens[: k - 1])
        if told > 1 and told == ahead:
            return [*tokens[: k - 1], make_token(stop.start, stop.end, {"punct": ","}), *tokens[k + 1 :]]
    return tokens


def _percent(t: object) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","


def three_flows(tokens: Tokens) -> Tokens:
    """ "Exports, imports and total trade with China were A, B and C, up 6, 34 and 24%": each flow its own."""
    first = next((k for k, t in enumerate(tokens[:5]) if t.get("measure")), None)
    if first is None or {t.get("measure") for t in tokens[first : first + 5 : 2]} != _ALL:
        return tokens
    lead, flows = tokens[:first], tokens[first : first + 5 : 2]
    if any(not (t.get("period") or t.get("punct") or t.get("area")) for t in lead):
        return tokens
    if not (_joins(tokens[first + 1]) and _joins(tokens[first + 3])):
        return tokens
    start = next((k for k in range(first + 5, len(tokens)) if isinstance(tokens[k], Quantity)), len(tokens))
    amounts, end = row(tokens, start, lambda t: isinstance(t, Quantity) and t.unit in (*PAID, None))
    if len(amounts) != len(_ALL):
        return tokens
    said, when = tokens[first + 5 : start], tokens[end : end + 1]
    led = said[0].get("role") if said else None
    sides = [t for t in said if t.get("area") and not t.get("adjective")]
    if led == "between" and len(sides) > 1:
        whose, whom = sides[:1], sides[1:2]
    else:
        whose, whom = [t for t in lead if t.get("area")], sides[:1] if led in _WAYS.values() else []
    when = when if when and when[0].get("period") else []
    dates = [t for t in (*lead, *said, *when) if t.get("period")]
    growths: list[int] = []
    after = end + len(when)
    grew = [t for t in tokens[after : after + 2] if t.get("change") in ("up", "down")]
    if grew:
        growths, last = row(tokens, after + 1 + (tokens[after] is not grew[0]), _percent)
        growths = growths if len(growths) == len(amounts) else []
        after = last if growths else after
    out: Tokens = [*dates, *([make_token(flows[0].start, flows[0].start, {"punct": ","})] if dates else [])]
    for n, (amount, flow) in enumerate(zip(amounts, flows, strict=True)):
        at, code = tokens[amount].start, str(flow.get("measure"))
        out += [make_token(at, at, {"punct": ";"})] if n else []
        out += [*whose, make_token(flow.start, flow.end, {"measure": code})]
        out += [make_token(at, at, {"role": _WAYS[code]}), *whom] if whom else []
        out += [make_token(at, at, {"change": "reach"}), tokens[amount]]
        if growths:
            at = tokens[growths[n]].start
            out += [make_token(at, at, {"punct": ","}), make_token(at, at, {"change": grew[0].get("change")})]
            out.append(tokens[growths[n]])
    return [*out, *tokens[after:]]


_ALL = {"exports", "imports", "trade_total"}
_WAYS = {"exports": "to", "imports": "from", "trade_total": "with"}


_OTHERWISE = PAID | {"tonnes", "other", "vehicles"}


def or_so_much(tokens: Tokens) -> Tokens:
    """ "$700 m of coffee, or 310,000 tonnes, to the EU": as "… to the EU, or 310,000 tonnes"."""
    for k in range(2, len(tokens) - 5):
        comma, equal, other, end, way, whom = tokens[k : k + 6]
        if equal.get("share") != "equal" or not comma.get("punct") == end.get("punct") == ",":
            continue
        if not isinstance(other, Quantity) or other.unit not in _OTHERWISE:
            continue
        if way.get("role") not in ("to", "from") or not whom.get("area") or whom.get("adjective"):
            continue
        before = next((t for t in reversed(tokens[max(0, k - 4) : k]) if isinstance(t, Quantity)), None)
        if before is None or before.unit not in _OTHERWISE or before.unit == other.unit:
            continue
        return [*tokens[:k], way, whom, comma, equal, other, end, *tokens[k + 6 :]]
    return tokens
