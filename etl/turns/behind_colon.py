"""With whom a country trades, listed behind a colon without a preposition."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, bare

_WAYS = {"exports": "to", "imports": "from", "buy": "from"}
_PAST = 3  # most tokens between a market and its figure
_FIRST = 3  # fewest tokens before the colon: whose, what and how much
_PARTS = frozenset({"percent", "rank", "times"})


def partners_behind_colon(tokens: Tokens) -> Tokens:
    """ "Trung Quốc nhập 1,4 tỷ USD thủy sản: Ecuador 270 triệu, Nga 230 triệu": from each of those listed."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), len(tokens))
    comma = next((n for n in range(1, k) if tokens[n].get("punct") == "," and _flow_last(tokens[:n])), k)
    k = comma if comma < k and _led_by_one(tokens, comma) else k
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
    heads = [
        n for n in range(k + 1, len(tokens) - 1) if _listed(tokens, n) or k == comma and _ranked(tokens, n)
    ]
    codes = {tokens[n].get("area").code for n in heads}
    if len(codes) < 2 or heads[0] != k + 1 or named[0].get("area").code in codes:
        return tokens
    out: Tokens = []
    for n, t in enumerate(tokens):
        if n in heads:
            out.append(make_token(t.start, t.start, {"role": _WAYS[str(flows[0])]}))
        out.append(t)
    return out


def parts_behind_colon(tokens: Tokens) -> Tokens:
    """ "Imports of rice came to 14 m USD: 4 m from Thailand and 6 m from Indonesia": of which so much from there."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), len(tokens))
    ahead = tokens[:k]
    if k < _FIRST or not any(_figure(t) and t.unit != "percent" for t in ahead):
        return tokens
    if any(t.get("role") in ("to", "from", "with") and not t.get("change") for t in ahead):
        return tokens
    if not any(t.get("measure") in ("exports", "imports", "sell", "buy") for t in ahead):
        return tokens
    n = k + 1 + bool(tokens[k + 1 : k + 2] and tokens[k + 1].get("hedge") and not _figure(tokens[k + 1]))
    amount, way, who = (tokens[n : n + 3] + [tokens[0]] * 3)[:3]
    told = bare(amount) is not None or _figure(amount) and amount.unit != "percent"
    if n + 2 >= len(tokens) or not told:
        return tokens
    if way.get("role") not in ("to", "from") or not who.get("area"):
        return tokens
    colon = tokens[k]
    comma = make_token(colon.start, colon.end, {"punct": ","})
    return [*ahead, comma, make_token(colon.end, colon.end, {"link": "of_which"}), *tokens[k + 1 :]]


def _flow_last(ahead: Tokens) -> bool:
    """越南纺织品出口：美国161亿美元、日本43亿美元: a heading in a language without blanks."""
    if len(ahead) < len("AB") or any(isinstance(t, Quantity) for t in ahead):
        return False
    whose, flow = ahead[-2:]
    return bool(flow.get("measure") in _WAYS and (whose.get("area") or whose.get("commodity"))) and (
        whose.end == flow.start
    )


def _led_by_one(tokens: Tokens, k: int) -> bool:
    """越南纺织品出口，美国居首，161亿美元；日本43亿美元: a heading before a comma, and one of its markets with a figure."""
    return any(tokens[k + 1 : k + 2]) and (_listed(tokens, k + 1) or _ranked(tokens, k + 1))


def _ranked(tokens: Tokens, n: int) -> bool:
    """日本和韩国分列第二、三位: those of a list, or one that has a place."""
    listed = tokens[n].get("area") and tokens[n].get("area").type in ("country", "bloc")
    if not listed or not (tokens[n - 1].get("link") == "and" or tokens[n - 1].get("punct")):
        return False
    behind = tokens[n + 1 : n + 2 + _PAST]
    told = next((m for m, t in enumerate(behind) if isinstance(t, Quantity)), len(behind))
    if told < len(behind) and not any(_says(t) for t in behind[:told]):
        return True
    return behind[0].get("link") in ("and", "respectively")


def _says(t: Token) -> bool:
    """Whether it is more than a comma and a verb such as 达 before a figure."""
    return not (
        t.get("punct") == "," or t.get("change") == "reach" and not t.get("measure") or t.get("hedge")
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


def buyers_behind_colon(tokens: Tokens) -> Tokens:
    """ "Laos exported 1.1 bn of goods: China took 400 m, Thailand 380 m": as behind a semicolon, what was exported to each."""
    for k in range(3, len(tokens) - 3):
        who, buy, much = tokens[k + 1 : k + 4]
        if tokens[k].get("punct") != ":" or buy.get("measure") != "buy" or buy.get("role"):
            continue
        if (
            not who.get("area")
            or who.get("adjective")
            or not isinstance(much, Quantity)
            or much.unit in _PARTS
        ):
            continue
        sold = any(t.get("measure") in ("exports", "sell") for t in tokens[:k])
        if sold and any(isinstance(t, Quantity) and t.unit == much.unit for t in tokens[:k]):
            return [*tokens[:k], make_token(tokens[k].start, tokens[k].end, {"punct": ";"}), *tokens[k + 1 :]]
    return tokens
