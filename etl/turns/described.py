"""What a gate or a port is, told between two commas: nothing that goes through it."""

from __future__ import annotations

from etl.tokens import Token
from etl.turns.shapes import Quantity, Tokens

_LONGEST = 6  # most words of it: ", the busiest land crossing of all between Guangxi and Vietnam,"
_SAYS = ("period", "change", "share", "status", "compare", "tense")


def what_a_gate_is(tokens: Tokens) -> Tokens:
    """ "Huu Nghi, the busiest crossing with China, handled 1,000 trucks": Huu Nghi did. "Huu Nghi, Mong Cai and Tan Thanh
    handled" is a list."""
    for k in range(len(tokens) - 4):
        place, comma = tokens[k : k + 2]
        led = tokens[k - 1].get("role") if k else None
        if comma.get("punct") != "," or not _at_border(place) or led not in (None, "at", "via"):
            continue
        end = next((n for n in range(k + 2, k + 3 + _LONGEST) if _ends(tokens[n : n + 1])), len(tokens))
        inside = tokens[k + 2 : end]
        if end + 1 >= len(tokens) or tokens[end].get("punct") != "," or not _tells(inside):
            continue
        behind = tokens[end + 1]
        plain = isinstance(behind, Quantity) or not (behind.get("area") or behind.get("role"))
        if behind.get("link") or not plain or led and behind.get("change") != "reach":
            continue
        return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


def where_it_lies(tokens: Tokens) -> Tokens:
    """ "The trade of Pingxiang, a Guangxi city on the Vietnamese border, rose": its trade with all countries did."""
    for k in range(len(tokens) - 5):
        place, comma = tokens[k : k + 2]
        area = None if isinstance(place, Quantity) else place.get("area")
        if comma.get("punct") != "," or area is None or "-" not in area.code or area.counterpart:
            continue
        end = next((n for n in range(k + 2, k + 4 + _LONGEST) if _ends(tokens[n : n + 1])), len(tokens))
        inside = tokens[k + 2 : end]
        if end + 1 >= len(tokens) or tokens[end].get("punct") != "," or not _borders(inside):
            continue
        behind = tokens[end + 1]
        if isinstance(behind, Quantity) or behind.get("link") or behind.get("area"):
            continue
        return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


def _borders(inside: Tokens) -> bool:
    """Whether a few words tell of a border with another country, and of nothing that goes over it."""
    abroad = any((a := t.get("area")) is not None and a.type == "country" for t in inside)
    if not abroad or not any(t.get("noun") == "gate" for t in inside):
        return False
    return not any(
        t.get(kind) for t in inside for kind in (*_SAYS, "measure", "commodity") if kind != "compare"
    )


def _at_border(t: Token | Quantity) -> bool:
    area = None if isinstance(t, Quantity) else t.get("area")
    return area is not None and bool(area.counterpart or area.border) and not t.get("adjective")


def _ends(at: Tokens) -> bool:
    return not at or isinstance(at[0], Quantity) or bool(at[0].get("punct"))


def _tells(inside: Tokens) -> bool:
    """Whether a few words name nothing but whither a gate leads or whose it is."""
    leads = any(a.get("role") and b.get("area") for a, b in zip(inside, inside[1:], strict=False))
    return leads and not any(t.get(kind) for t in inside if not t.get("role") for kind in _SAYS)
