"""Goods that go somewhere or come from there, told by a word that is no verb of trade by itself, and blocs that are named
behind some of their members."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens
from etl.turns.together import listed_before, one_nation

_WAYS = {"to": "exports", "from": "imports"}
_VERB = 2  # fewest characters of a word that says that goods go: 运往, 来自
_NEAR = 3  # most tokens between the goods and how much of them
_BLOCS = frozenset({"bloc", "region"})


def goods_moved(tokens: Tokens) -> Tokens:
    """运往中国的越南榴莲达73万吨, 来自越南的榴莲达73万吨: exported and imported."""
    for k in range(len(tokens) - 4):
        way, area, of = tokens[k : k + 3]
        if not _moves(way, area) or of.get("role") != "of" or of.start != area.end:
            continue
        at = k + 3 + bool(tokens[k + 3].get("area"))
        if not tokens[at].get("commodity"):
            continue
        behind = tokens[at + 1 : at + 2 + _NEAR]
        n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), len(behind))
        if n == len(behind) or not _amount(behind[n]) or not all(_reaches(t) for t in behind[:n]):
            continue
        moved = make_token(
            way.start, way.end, {"role": way.get("role"), "measure": _WAYS[str(way.get("role"))]}
        )
        return [*tokens[:k], moved, *tokens[k + 1 :]]
    return tokens


def amount_moved(tokens: Tokens) -> Tokens:
    """73万吨越南榴莲运往中国: exported."""
    for k in range(2, len(tokens) - 1):
        if (
            not _moves(*tokens[k : k + 2])
            or tokens[k].get("role") != "to"
            or not tokens[k - 1].get("commodity")
        ):
            continue
        n = k - 2 - bool(tokens[k - 2].get("area"))
        if n >= 0 and isinstance(tokens[n], Quantity) and _amount(tokens[n]):
            moved = make_token(tokens[k].start, tokens[k].end, {"role": "to", "measure": "exports"})
            return [*tokens[:k], moved, *tokens[k + 1 :]]
    return tokens


def imports_of_goods(tokens: Tokens) -> Tokens:
    """经友谊关口岸进口的越南水果: as of 进口越南水果."""
    for k in range(1, len(tokens) - 3):
        flow, of, area, goods = tokens[k : k + 4]
        close = flow.end == of.start and of.end == area.start and area.end == goods.start
        if flow.get("measure") == "imports" and of.get("role") == "of" and close and goods.get("commodity"):
            if area.get("area") and one_nation(area) and tokens[k - 1].get("area"):
                return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens


def bloc_of_members(tokens: Tokens) -> Tokens:
    """对越南、泰国等东盟国家出口, 对包括越南在内的东盟国家出口: to the bloc."""
    for k in range(2, len(tokens) - 1):
        area = tokens[k].get("area")
        if area is None or area.type not in _BLOCS:
            continue
        last = k - 1
        including = tokens[last].get("role") == "of"
        if including:
            last -= 1
            last -= tokens[last].get("role") == "at"
        elif tokens[k].start - tokens[last].end != 1:  # 等
            continue
        if last < 1 or not one_nation(tokens[last]):
            continue
        first = listed_before(tokens, last)
        if including and tokens[first - 1].get("change") == "reach":
            first -= 1
        elif including:
            continue
        if first and tokens[first - 1].get("role") in ("to", "from", "with", "at"):
            if not all(one_nation(t) for t in tokens[first + including : last + 1 : 2]):
                continue
            return [*tokens[:first], *tokens[k:]]
    return tokens


def _moves(way: Token | Quantity, area: Token | Quantity) -> bool:
    plain = (
        way.get("role") in _WAYS and not way.get("measure") and not way.get("link") and not way.get("change")
    )
    return plain and way.end - way.start >= _VERB and bool(area.get("area")) and area.start == way.end


def _amount(t: Quantity) -> bool:
    return t.unit == "tonnes" or t.unit in PAID


def _reaches(t: Token | Quantity) -> bool:
    return bool(t.get("change") == "reach" and not t.get("measure") or t.get("hedge"))
