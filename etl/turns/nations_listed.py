"""Those who came from several countries, told with as many figures in the same order."""

from __future__ import annotations

from copy import copy

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import Tokens, bare, those_who_came

_LEADS = frozenset({"at", "to"})
_WORDS = 3  # most words between the nations and their figures
_VERBS = frozenset({"up", "down", "reach"})


def nations_listed(tokens: Tokens) -> Tokens:
    """ "Chinese and Korean arrivals in Viet Nam reached 1.2 m and 1.6 m", "Visitors from China and Korea to Viet Nam …": as
    "arrivals in Viet Nam from China and Korea reached …"."""
    for k, t in enumerate(tokens):
        if t.get("measure") != "arrivals" or isinstance(t, Quantity):
            continue
        start = k
        if tokens[k + 1 : k + 2] and tokens[k + 1].get("role") == "from":
            nations, end = row(tokens, k + 2, _country)
            if tokens[end : end + 1] and not _hosted(tokens, end):
                return tokens
        else:
            start = next((n for n in range(k, -1, -1) if n == 0 or not _joins_nations(tokens[n - 1])), k)
            nations, end = row(tokens, start, _nation)
            if end != k:
                return tokens
            end = k + 1
        if len(nations) < 2:
            return tokens
        host = tokens[end : end + 2] if _hosted(tokens, end) else []
        end += len(host)
        verb = next((n for n in range(end, min(end + _WORDS, len(tokens))) if tokens[n].get("change")), 0)
        if not verb or tokens[verb].get("change") not in _VERBS or tokens[verb].get("measure"):
            return tokens
        n = verb + 1
        while (
            n < len(tokens)
            and n < verb + 3
            and tokens[n].get("hedge")
            and not isinstance(tokens[n], Quantity)
        ):
            n += 1
        figures, _ = row(tokens, n, lambda t: isinstance(t, Quantity) or bare(t) is not None)
        if len(figures) != len(nations):
            return tokens
        if any(tokens[m].get("punct") for m in range(end, verb)):
            return tokens
        listed = [
            make_token(u.start, u.end, {"area": u.get("area")}) if u.get("area") else u
            for u in tokens[nations[0] : nations[-1] + 1]
        ]
        led = make_token(t.end, t.end, {"role": "from"})
        told = tokens[figures[0] : figures[-1] + 1]
        if any(u.unit == "persons" for u in told if isinstance(u, Quantity)):
            told = [_counted(u) for u in told]
        came = [make_token(t.start, t.end, {"measure": "arrivals"}), *host, led, *listed]
        return [*tokens[:start], *came, *tokens[end : figures[0]], *told, *tokens[figures[-1] + 1 :]]
    return tokens


def _counted(t: Token | Quantity) -> Token | Quantity:
    """A number in a list of which one counts people."""
    if not isinstance(t, Quantity):
        return those_who_came(t)
    if t.unit is None:
        t = copy(t)
        t.unit = "persons"
    return t


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country"


def _nation(t: Token | Quantity) -> bool:
    return _country(t) and bool(t.get("adjective"))


def _joins_nations(t: Token | Quantity) -> bool:
    return _nation(t) or t.get("punct") == "," or t.get("link") == "and"


def _hosted(tokens: Tokens, k: int) -> bool:
    return (
        k + 1 < len(tokens)
        and tokens[k].get("role") in _LEADS
        and bool(tokens[k + 1].get("area"))
        and not tokens[k + 1].get("adjective")
    )
