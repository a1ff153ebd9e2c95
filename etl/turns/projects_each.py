"""Bare numbers of projects: those of each in a list, new ones and others, how many more there were."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, bare

_MOVES = ("up", "down")


def _counted(t: Token | Quantity) -> Quantity:
    return Quantity(t.start, t.end, bare(t), 0, "projects", origin="digits")


def _digits(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("digits")) and bare(t) is not None


def _ends(tokens: Tokens, k: int) -> bool:
    return k >= len(tokens) or bool(tokens[k].get("punct") or tokens[k].get("period")) or joins(tokens[k])


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and not t.get("adjective")


def projects_each(tokens: Tokens) -> Tokens:
    """ "Of the 966 new projects China had 270, Singapore 102 and Korea 130", "Singapore had 102 new projects in Viet Nam and
    China 204": projects, too."""
    out = list(tokens)
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "projects"), None)
    if first is None:
        return tokens
    changed = False
    for k in range(first + 2, len(tokens)):
        if not _digits(tokens[k]) or not _ends(tokens, k + 1):
            continue
        n = k - 1
        bracket = tokens[n].get("punct") == "(" and k + 1 < len(tokens) and tokens[k + 1].get("punct") == ")"
        if tokens[n].get("hedge") or bracket:
            n -= 1
        if tokens[n].get("change") == "reach" and not tokens[n].get("measure") and not tokens[n].get("role"):
            n -= 1
        led = tokens[n - 1]
        listed = bracket or led.get("punct") in (",", ";", ":") or joins(led)
        if n <= first or not _country(tokens[n]) or not listed:
            continue
        before = next((t for t in reversed(out[:n]) if isinstance(t, Quantity)), None)
        if before is not None and before.unit == "projects":
            out[k] = _counted(tokens[k])
            changed = True
    return out if changed else tokens


def new_and_others(tokens: Tokens) -> Tokens:
    """ "16 projects: 12 new and 4 expanded", "of which 12 were new and 4 expanded": the parts that stand behind."""
    for k in range(1, len(tokens) - 3):
        led = tokens[k].get("punct") == ":" or tokens[k].get("link") == "of_which"
        new = tokens[k + 2 + (tokens[k + 2].get("change") == "reach")]
        if not led or not _digits(tokens[k + 1]) or not new.get("tense") or new.get("measure"):
            continue
        before = next((t for t in reversed(tokens[:k]) if isinstance(t, Quantity)), None)
        if before is None or before.unit != "projects":
            continue
        out = list(tokens)
        for n in range(k + 1, len(tokens)):
            if _digits(tokens[n]) and (
                n == k + 1 or joins(tokens[n - 1]) or tokens[n - 1].get("punct") == ","
            ):
                out[n] = _counted(tokens[n])
            elif isinstance(tokens[n], Quantity) or tokens[n].get("punct") in (".", ";"):
                break
        return out
    return tokens


def rose_by_so_many(tokens: Tokens) -> Tokens:
    """ "The number of projects rose by 707, or 15%, to 4,203": by how many and to how many."""
    told = next((k for k, t in enumerate(tokens) if t.get("measure") == "fdi_projects"), None)
    if told is None:
        return tokens
    for k in range(told + 1, len(tokens) - 2):
        if isinstance(tokens[k], Quantity) or tokens[k].get("change") not in _MOVES:
            continue
        n = k + 1
        out = list(tokens)
        if tokens[n].get("extent") and _digits(tokens[n + 1]):
            out[n + 1] = _counted(tokens[n + 1])
            n += 2
        rate = next((m for m in range(n, min(n + 4, len(tokens))) if isinstance(tokens[m], Quantity)), 0)
        if rate and tokens[rate].unit == "percent" and all(_aside(t) for t in tokens[n:rate]):
            if n < rate and any(t.get("share") for t in tokens[n:rate]):
                at = tokens[rate].start
                out[n:rate] = [
                    make_token(at, at, {"punct": ","}),
                    make_token(at, at, {"change": tokens[k].get("change")}),
                ]
                n, rate = n, n + 2
            n = rate + 1
        m = n
        while m < len(out) and (
            out[m].get("punct") == "," or out[m].get("change") == "reach" or out[m].get("hedge")
        ):
            if isinstance(out[m], Quantity):
                break
            m += 1
        if n < m < len(out) and out[m - 1].get("role") == "to" and _digits(out[m]) and _ends(out, m + 1):
            out[m] = _counted(out[m])
        return out
    return tokens


def _aside(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return False
    return t.get("punct") == "," or bool(t.get("share") or t.get("hedge") or t.get("extent"))
