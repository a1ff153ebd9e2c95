"""With whom a country trades, listed behind a colon without a preposition."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_WAYS = {"exports": "to", "imports": "from", "buy": "from"}
_FIRST = 3  # fewest tokens before the colon: whose, what and how much


def partners_behind_colon(tokens: Tokens) -> Tokens:
    """ "Trung Quốc nhập 1,4 tỷ USD thủy sản: Ecuador 270 triệu, Nga 230 triệu": from each of those listed."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), len(tokens))
    ahead = tokens[:k]
    told = any(isinstance(t, Quantity) for t in ahead)
    if k < _FIRST - (not told) or not (told or _flow_last(ahead)):
        return tokens
    flows = [f for t in ahead if not isinstance(t, Quantity) and (f := t.get("measure")) in _WAYS]
    named = [t for t in ahead if t.get("area")]
    if len(flows) != 1 or len(named) != 1 or named[0].get("area").type != "country":
        return tokens
    if any(t.get("role") in ("to", "from", "with", "at", "via") for t in ahead):
        return tokens
    heads = [n for n in range(k + 1, len(tokens) - 1) if _listed(tokens, n)]
    codes = {tokens[n].get("area").code for n in heads}
    if len(codes) < 2 or heads[0] != k + 1 or named[0].get("area").code in codes:
        return tokens
    out: Tokens = []
    for n, t in enumerate(tokens):
        if n in heads:
            out.append(make_token(t.start, t.start, {"role": _WAYS[str(flows[0])]}))
        out.append(t)
    return out


def _flow_last(ahead: Tokens) -> bool:
    """越南纺织品出口：美国161亿美元、日本43亿美元: a heading in a language without blanks."""
    whose, flow = ahead[-2:]
    return bool(flow.get("measure") in _WAYS and (whose.get("area") or whose.get("commodity"))) and (
        whose.end == flow.start
    )


def _listed(tokens: Tokens, n: int) -> bool:
    area, before = tokens[n].get("area"), tokens[n - 1]
    if area is None or area.type not in ("country", "bloc"):
        return False
    if not (before.get("punct") or before.get("link") in ("and", "but", "only")):
        return False
    return _figure(tokens[n + 1]) or _figure(*tokens[n + 2 : n + 3])


def _figure(t: Token | Quantity | None = None) -> bool:
    return isinstance(t, Quantity) and t.unit != "rank"
