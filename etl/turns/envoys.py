"""Trade that an envoy tells of: that of the two countries."""

from __future__ import annotations

from etl.tokens import make_token
from etl.turns.shapes import FLOWS, Tokens

_TURNOVER = len("turnover")  # and no "value", which a deal may have


def envoys_trade(tokens: Tokens, home: str) -> Tokens:
    """ "India's consul general in Ho Chi Minh City said that trade had climbed to 15 bn": between the country whose envoy
    speaks and the one that he is in, where no other is named; "Vietnam's ambassador said trade rose" is none."""
    k = next((k for k in range(1, len(tokens)) if tokens[k].get("noun") == "office"), None)
    if k is None:
        return tokens
    seat = tokens[k + 1 : k + 3]
    at = seat[1].get("area") if len(seat) == 2 and seat[0].get("role") in ("at", "to") else None
    if tokens[k].get("role") == "aside" and seat:
        seat, at = seat[:1], seat[0].get("area")
    seat = seat if at is not None and at.country == home else []
    n = _trade_of_both(tokens, k, home, seat)
    if n is None:
        return tokens if tokens[k].get("role") else [*tokens[:k], *tokens[k + 1 :]]
    plain = {kind: v for kind, v in tokens[n].items() if kind != "link"}
    trade = make_token(tokens[n].start, tokens[n].end, {**plain, "measure": "trade_total", "anaphor": "both"})
    speaks = tokens[k - 1]
    named = make_token(
        speaks.start, speaks.end, {kind: v for kind, v in speaks.items() if kind != "adjective"}
    )
    left = {id(t) for t in (*seat, tokens[k])}
    put = [trade if t is tokens[n] else named if t is speaks else t for t in tokens]
    return [t for t in put if id(t) not in left]


def _trade_of_both(tokens: Tokens, k: int, home: str, seat: Tokens) -> int | None:
    """Where the trade stands that the envoy named by the k-th token tells of, if it is that of the two."""
    area = tokens[k - 1].get("area")
    if area is None or area.type != "country" or area.code == home or tokens[k - 1].get("role"):
        return None
    spoken = {id(t) for t in (*seat, tokens[k - 1])}
    if any(id(t) not in spoken for t in tokens if t.get("area") or t.get("pair") or t.get("authority")):
        return None
    if any(t.get("measure") in FLOWS for t in tokens):
        return None
    n = next((n for n, t in enumerate(tokens) if t.get("measure") == "trade_total"), None)
    if n is None and not any(t.get("commodity") or str(t.get("measure")).startswith("fdi") for t in tokens):
        n = next(
            (n for n, t in enumerate(tokens) if t.get("measure") == "value" and t.end - t.start == _TURNOVER),
            None,
        )
    return None if n is None or tokens[n].get("anaphor") else n
