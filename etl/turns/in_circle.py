"""The bloc among whose members an investor ranks: no host of what it invests."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens


def in_circle(tokens: Tokens) -> Tokens:
    """ "The Netherlands is Vietnam's largest investor in the EU with 432 projects", "Singapore ranks first among ASEAN
    countries investing in Vietnam"; "China is the largest investor in ASEAN" tells of a host."""
    for k in range(1, len(tokens) - 1):
        bloc = tokens[k].get("area")
        if bloc is None or bloc.type != "bloc" or tokens[k].get("adjective"):
            continue
        before = tokens[k - 1]
        if isinstance(before, Quantity) and before.unit == "rank" and _hosted(tokens[k + 1 :]):
            return [*tokens[:k], *tokens[k + 1 :]]
        led = before.get("role") in ("at", "from")
        if not led or k < 3 or tokens[k - 2].get("rank_noun") != "fdi_registered":
            continue
        named = {a.code for t in tokens[: k - 2] if (a := t.get("area")) is not None and a.type == "country"}
        ranked = any(isinstance(t, Quantity) and t.unit == "rank" for t in tokens[max(0, k - 5) : k - 1])
        if ranked and (len(named) > 1 or named and before.get("role") == "from"):
            return [*tokens[: k - 1], *tokens[k + 1 :]]
    return tokens


def _hosted(behind: Tokens) -> bool:
    """Whether the words behind tell where they invest: "and second among the countries investing in Vietnam"."""
    k = next((k for k, t in enumerate(behind[:5]) if t.get("measure") == "fdi"), None)
    if k is None or k + 2 >= len(behind):
        return False
    place = behind[k + 2].get("area")
    return behind[k + 1].get("role") in ("at", "to") and place is not None and place.type == "country"


def one_leading(tokens: Tokens) -> Tokens:
    """ "Vietnam received investment from 90 countries, with Singapore leading with 3 bn": Singapore has 3 bn."""
    for k in range(1, len(tokens) - 4):
        comma, led, who, again = tokens[k : k + 4]
        if comma.get("punct") != "," or led.get("role") != "with" or again.get("role") != "with":
            continue
        n = k + 4 + bool(tokens[k + 4].get("hedge"))
        money = tokens[n] if n < len(tokens) else None
        area = who.get("area") if isinstance(who, Token) else None
        if area is not None and area.type == "country" and isinstance(money, Quantity) and money.unit in PAID:
            whence = make_token(led.start, led.end, {"role": "from"})
            return [*tokens[: k + 1], whence, who, *tokens[k + 4 :]]
    return tokens
