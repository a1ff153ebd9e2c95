"""What ports handle, told as their throughput."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_LED = 10  # most tokens up to what a port handled
_PLACES = frozenset({"country", "port"})
_PORTS = frozenset(
    {len(" ports "), len(" seaports "), len(" sea ports "), len("'s ports "), len("'s seaports ")}
)
_WITHIN = frozenset({"province", "city"})  # what one of them handles may never cross a border


def throughput(tokens: Tokens) -> Tokens:
    """ "Container throughput at Hai Phong's ports rose 11.4% to 5.9 million TEUs": Hai Phong handled 5.9
    million TEUs, up 11.4%."""
    k = next((k for k, t in enumerate(tokens[:_LED]) if isinstance(t, Quantity) and t.unit == "other"), None)
    if not k:
        return tokens
    head = tokens[:k]
    areas = [t for t in head if t.get("area")]
    told = next((t for t in head if t.get("measure") == "volume"), None)
    if told is not None and told.end == head[-1].start or told is head[-1] and told.end == tokens[k].start:
        return tokens  # 集装箱吞吐量达900万标箱: words without blanks say it already
    if told is None or len(areas) != 1 or any(t.get("measure") not in (None, "volume") for t in head):
        return tokens
    parts = [n for n, t in enumerate(head) if isinstance(t, Quantity)]
    moved = next((n for n, t in enumerate(head) if t.get("change") in ("up", "down")), None)
    reach = head[-1] if not isinstance(head[-1], Quantity) else None
    if reach is None or not (reach.get("change") == "reach" or reach.get("role") == "of"):
        return tokens
    if (
        parts
        and (parts != [moved + 1] if moved is not None else True)
        or parts
        and head[parts[0]].unit != "percent"
    ):
        return tokens
    area = make_token(areas[0].start, areas[0].end, {"area": areas[0].get("area")})
    handled = make_token(reach.start, reach.end, {"change": "reach"})
    dates = [t for t in head if t.get("period")]
    end = k + 1 + bool(tokens[k + 1 : k + 2] and tokens[k + 1].get("period"))
    grown = []
    if parts:
        grown = [make_token(tokens[k].end, tokens[k].end, {"punct": ","}), head[moved], head[parts[0]]]
    return [*dates, area, handled, *tokens[k:end], *grown, *tokens[end:]]


def cargo_handled(tokens: Tokens) -> Tokens:
    """ "Vietnam's seaports handled 788 million tonnes of cargo", "Cargo volume at its seaports reached 788 m tonnes", "788 m
    tonnes of cargo went through its seaports": the tonnes of all its trade."""
    k = next((k for k, t in enumerate(tokens[:_LED]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "tonnes" or tokens[k].range_with is not None:
        return tokens
    cargo = _cargo(tokens, k + 1)
    head = tokens[:k]
    if any(t.get("measure") not in (None, "volume") or t.get("commodity") or t.get("rate") for t in head):
        return tokens
    at = next((n for n, t in enumerate(head) if t.get("area")), None)
    if at is None and cargo and _handled(head):
        trade = make_token(head[-1].start, head[-1].start, {"measure": "trade_total"})
        return [*head, trade, *tokens[k:]]  # "Last year, these ports handled 733 million tonnes of cargo"
    if at is None:
        return _went_through(tokens, k, cargo) if cargo else tokens
    area, verb = head[at].get("area"), head[-1]
    verb = head[-2] if verb.get("hedge") and len(head) > 1 else verb
    volume = any(t.get("measure") for t in head)
    ports = (
        at + 1 < len(head) and head[at + 1].start - head[at].end in _PORTS
    )  # "Vietnamese seaports handled"
    if not (cargo or volume or ports) or not _sea(area, volume or ports):
        return tokens
    if head[at].get("adjective") and not (volume or ports):
        return tokens
    if verb.get("change") != "reach" or verb is head[at] or sum(bool(t.get("area")) for t in head) > 1:
        return tokens
    rest = [t for n, t in enumerate(head) if n != at and t is not verb]
    if any(
        not (t.get("period") or t.get("hedge") or t.get("punct") or t.get("measure") or _way(t)) for t in rest
    ):
        return tokens
    dates = [t for t in rest if t.get("period")]
    hedged = [t for t in rest if t.get("hedge")]
    named = make_token(head[at].start, head[at].end, {"area": area})
    trade = make_token(verb.start, verb.start, {"measure": "trade_total"})
    reached = make_token(verb.start, verb.end, {"change": "reach"})
    return [*dates, named, trade, reached, *hedged, tokens[k], *tokens[k + 1 + (2 if cargo else 0) :]]


def _handled(head: Tokens) -> bool:
    """Whether a verb for handling, and no more than when, stands before the tonnes."""
    verbs = [t for t in head if t.get("change") == "reach" and t.end - t.start == len("handled")]
    rest = [t for t in head if t not in verbs]
    return len(verbs) == 1 and all(t.get("period") or t.get("punct") or t.get("hedge") for t in rest)


def containers_handled(tokens: Tokens) -> Tokens:
    """ "Container cargo transported via seaports totalled 4 million TEUs": of all trade, whatever was told before."""
    k = next((k for k, t in enumerate(tokens[:_LED]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "other" or not k:
        return tokens
    head = tokens[:k]
    goods = next((t for t in head if t.get("noun") == "goods" and not t.get("measure")), None)
    if goods is None or any(t.get("area") or t.get("measure") or t.get("commodity") for t in head):
        return tokens
    if not any(t.get("change") == "reach" for t in head):
        return tokens
    trade = make_token(goods.start, goods.end, {"measure": "trade_total"})
    return [trade if t is goods else t for t in tokens]


def _went_through(tokens: Tokens, k: int, cargo: bool) -> Tokens:
    verbs = k + 3
    while verbs < len(tokens) and tokens[verbs].get("change") == "reach":
        verbs += 1
    if tokens[verbs : verbs + 1] and tokens[verbs].get("role") == "via":
        tokens = [*tokens[: k + 3], *tokens[verbs:]]
    via, where = tokens[k + 3 : k + 4], tokens[k + 4 : k + 5]
    if not (via and where) or via[0].get("role") != "via" or not where[0].get("area"):
        return tokens
    if not _sea(where[0].get("area")) or any(not (t.get("hedge") or t.get("period")) for t in tokens[:k]):
        return tokens
    dates = [t for t in tokens[:k] if t.get("period")]
    hedged = [t for t in tokens[:k] if t.get("hedge")]
    named = make_token(where[0].start, where[0].end, {"area": where[0].get("area")})
    trade = make_token(via[0].start, via[0].start, {"measure": "trade_total"})
    reached = make_token(via[0].start, via[0].end, {"change": "reach"})
    return [*dates, named, trade, reached, *hedged, tokens[k], *tokens[k + 5 :]]


def _cargo(tokens: Tokens, k: int) -> bool:
    """Whether "of cargo" stands there, and nothing that says of which."""
    of, goods = tokens[k : k + 1], tokens[k + 1 : k + 2]
    if not (of and goods) or of[0].get("role") != "of" or goods[0].get("noun") != "goods":
        return False
    return not goods[0].get("measure") and not goods[0].get("commodity")


def _sea(area: object, told: bool = False) -> bool:
    return (area.type in _PLACES or told and area.type in _WITHIN) and not (area.counterpart or area.border)


def _way(t: object) -> bool:
    return t.get("role") in ("via", "at", "of") or t.get("noun") in ("goods", "gate")
