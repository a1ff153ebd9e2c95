"""Words of where that say no more than among whom, or along whose border."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_MEMBERS = 2  # fewest characters between a bloc and a place among its members: 国家, 成员国中


def among_members(tokens: Tokens) -> Tokens:
    """对越投资10亿美元，在东盟国家中居第四位: among its members, and neither in nor with the bloc."""
    for k in range(1, len(tokens) - 1):
        area, led = tokens[k].get("area"), tokens[k - 1]
        if area is None or area.type not in BLOCS or led.get("role") != "at":
            continue
        n = k + 1
        while n < len(tokens) - 1 and _unsaid(tokens[n]):
            n += 1
        rank = tokens[n]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or rank.start - tokens[k].end < _MEMBERS:
            continue
        if any(t.get("area") or t.get("directed") or t.get("pair") for t in tokens[: k - 1]):
            return [*tokens[: k - 1], *tokens[n:]]
    return tokens


def _unsaid(t: object) -> bool:
    """Whether it is no more than a part of another word: 国家."""
    return not isinstance(t, Quantity) and t.get("unit") == "count" and t.end - t.start == 1


def along_the_border(tokens: Tokens) -> Tokens:
    """中越边境云南段河口、天保口岸: the gates of one side, whose province is named."""
    for k in range(len(tokens) - 2):
        pair, border, place = tokens[k : k + 3]
        area = place.get("area")
        if not pair.get("pair") or border.get("noun") != "gate" or border.start != pair.end or area is None:
            continue
        if "-" in area.code and area.code.split("-")[0] in str(pair.get("pair")).split("+"):
            return [*tokens[:k], *tokens[k + 2 :]]
    return tokens


def at_its_gates(tokens: Tokens) -> Tokens:
    """广西各口岸出入境旅客1024万人次: as of those who passed at the gates of the province."""
    for k in range(len(tokens) - 3):
        area, gate = tokens[k].get("area"), tokens[k + 1]
        if area is None or area.type != "province" or gate.get("noun") != "gate" or gate.get("area"):
            continue
        if k and (tokens[k - 1].get("role") or tokens[k - 1].get("area")):
            continue
        if tokens[k + 2].get("measure") == "arrivals":
            at = make_token(gate.start, gate.end, {"role": "at"})
            return [*tokens[:k], at, tokens[k], *tokens[k + 1 :]]
    return tokens


def its_partner(tokens: Tokens) -> Tokens:
    """云南与越南贸易额230亿元，是该省第二大贸易伙伴: the other of the two that trade is the partner."""
    for k in range(4, len(tokens) - 3):
        comma, verb, whose = tokens[k - 1 : k + 2]
        if whose.get("anaphor") != "region" or verb.get("change") != "reach" or comma.get("punct") != ",":
            continue
        rank, noun = tokens[k + 2 : k + 4]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or noun.get("rank_noun") != "trade_total":
            continue
        named = [t for t in tokens[: k - 1] if t.get("area")]
        inside = [t for t in named if "-" in t["area"].code and not t["area"].code.startswith("X-")]
        others = [t for t in named if t["area"].type == "country"]
        if len(named) != 2 or len(inside) != 1 or len(others) != 1:
            continue
        if inside[0]["area"].country == others[0]["area"].code:
            continue
        place = make_token(whose.start, whose.end, {"area": inside[0]["area"]})
        other = make_token(comma.start, comma.end, {"area": others[0]["area"]})
        return [*tokens[:k], other, verb, place, *tokens[k + 2 :]]
    return tokens


def took_the_place(tokens: Tokens) -> Tokens:
    """东盟取代欧盟成为中国最大贸易伙伴: who was passed has no part in it."""
    for k in range(1, len(tokens) - 3):
        passed, whom, verb, whose = tokens[k : k + 4]
        if passed.get("role") != "aside" or not whom.get("area") or not tokens[k - 1].get("area"):
            continue
        n = k + 3
        if verb.get("change") != "reach" and not verb.get("unit"):  # 取代欧盟成中国第一大贸易伙伴
            n, whose = k + 2, verb
        rank = tokens[n + 1 : n + 2]
        if whose.get("area") and rank and isinstance(rank[0], Quantity) and rank[0].unit == "rank":
            verb = make_token(passed.start, passed.end, {"change": "reach"})
            return [*tokens[:k], verb, *tokens[n:]]
    return tokens
