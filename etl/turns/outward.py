"""What goes the other way than what came in, or from one place to another."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_WIDE = BLOCS | {"world"}
_LOADED = 5  # most tokens from where trains set out to the word for them
_COUNTRY = 2  # letters of a country's code
_STATION = 3  # most tokens of the name of a station behind its place
_CROSSED = 2  # most tokens between the word for a crossing and how much crossed


def went_out(tokens: Tokens) -> Tokens:
    """其中进境2728万吨，出境544万吨: beside tonnes that came in, those that crossed are exports."""
    out = list(tokens)
    came = False
    for k, t in enumerate(tokens):
        if not isinstance(t, Quantity) or t.unit != "tonnes":
            continue
        n = next((n for n in range(k - 1, max(-1, k - 2 - _CROSSED), -1) if _told(tokens[n])), None)
        if n is None or isinstance(tokens[n], Quantity):
            continue
        measure = tokens[n].get("measure")
        if came and measure == "arrivals":
            out[n] = make_token(tokens[n].start, tokens[n].end, {**tokens[n], "measure": "exports"})
        came = measure == "imports"
    return out


def _told(t: object) -> bool:
    return isinstance(t, Quantity) or bool(t.get("measure") or t.get("punct"))


def shipped_between(tokens: Tokens) -> Tokens:
    """自凭祥运抵越南的货物18万吨: goods on their way from one place to another are the first one's exports."""
    for k in range(len(tokens) - 5):
        way, here, to, there = tokens[k : k + 4]
        if way.get("role") != "from" or to.get("role") != "to" or to.get("measure"):
            continue
        a, b = here.get("area"), there.get("area")
        if a is None or b is None or a.country == b.country or a.type in BLOCS:
            continue
        n = k + 4 + (tokens[k + 4].get("role") == "of")
        goods = tokens[n : n + 2]
        if len(goods) < 2 or not (goods[0].get("commodity") or goods[0].get("noun") == "goods"):
            continue
        if goods[0].get("measure") or goods[1].get("measure") not in (None, "value", "volume"):
            continue
        sold = make_token(to.start, to.end, {"measure": "exports"})
        led = make_token(way.start, way.end, {"role": "to"})
        return [*tokens[:k], here, led, there, sold, *shipped_between(tokens[n:])]
    return tokens


def ran_between(tokens: Tokens) -> Tokens:
    """重庆开往越南的班列120列，中越班列（南宁—河内）: trains from one place to another are between the two, told from where
    they start."""
    for k in range(len(tokens) - 3):
        a = tokens[k]
        here = a.get("area")
        if here is None or here.type in BLOCS:
            continue
        to, b, end = _bound(tokens, k + 1)
        there = b.get("area")
        country = there.country if there is not None else _headed(b)
        if not country or here.country == country or to.get("measure"):
            continue
        dash = to.get("punct") == "-" and there is not None and {here.type, there.type}.isdisjoint(_WIDE)
        if not (dash or to.get("role") == "to"):
            continue
        pair = make_token(a.start, b.end, {"pair": f"{here.code}+{country}"})
        while end < len(tokens) and tokens[end].get("area") and tokens[end]["area"].country == country:
            end += 1
        before = tokens[k - 1] if k else None
        if before is not None and before.get("punct") == "(" and tokens[end : end + 1]:
            if k < 2 or not _trains(tokens[k - 2]) or tokens[end].get("punct") != ")":
                continue
            at = k - 2 - bool(k > 2 and tokens[k - 3].get("pair"))
            return [*tokens[:at], pair, tokens[k - 2], *tokens[end + 1 :]]
        start = k
        while start and tokens[start - 1].get("area") and tokens[start - 1]["area"].country == here.country:
            start -= 1  # 湖南怀化开往越南
        start -= bool(start and tokens[start - 1].get("role") == "from")
        n = end + bool(end < len(tokens) and tokens[end].get("role") == "of")
        n += bool(n < len(tokens) and tokens[n].get("pair"))  # 从中国开往越南的中越班列
        if any(_trains(t) for t in tokens[n : n + 1]):
            return [*tokens[:start], pair, *tokens[n:]]
    return tokens


def _bound(tokens: Tokens, k: int) -> tuple[Token | Quantity, Token | Quantity, int]:
    """南宁国际铁路港发往越南: the word for "to" behind a place, the place that it names, and the token behind."""
    n = k
    while n < min(k + _STATION, len(tokens) - 2) and (
        tokens[n].get("works") or tokens[n].get("noun") == "gate" or tokens[n].get("link") == "total"
    ):
        n += 1
    if n + 1 >= len(tokens):
        return tokens[k], tokens[k], k
    return tokens[n], tokens[n + 1], n + 2


def _headed(t: Token | Quantity) -> str:
    """越南方向: the country that trains head for."""
    way, _, country = str(t.get("directed") or "").partition(" ")
    return country if way == "to" and len(country) == _COUNTRY else ""


def set_out_from(tokens: Tokens) -> Tokens:
    """从重庆公路物流基地发出的班车1200车次: whose trains or lorries they are is the place that they set out from."""
    for k in range(len(tokens) - 4):
        way, place = tokens[k], tokens[k + 1].get("area")
        if way.get("role") != "from" or place is None or "-" not in place.code:
            continue
        n = next((n for n in range(k + 2, k + 2 + _LOADED) if tokens[n : n + 1] and _trains(tokens[n])), 0)
        between = tokens[k + 2 : n]
        if n and between and between[-1].get("role") == "of" and not any(t.get("area") for t in between):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def _trains(t: object) -> bool:
    return not isinstance(t, Quantity) and t.get("measure") == "arrivals" and t.get("noun") is None


def sent_where(tokens: Tokens) -> Tokens:
    """中国出口越南货物1630亿美元: goods of no other name that go to who stands behind the word for exports."""
    for k in range(1, len(tokens) - 3):
        flow, whom, goods, figure = tokens[k : k + 4]
        if flow.get("measure") != "exports" or flow.get("role") or goods.get("noun") != "goods":
            continue
        here, there = tokens[k - 1].get("area"), whom.get("area")
        if here is None or there is None or goods.get("measure") or not isinstance(figure, Quantity):
            continue
        if here.country != there.country and there.type in ("country", "bloc") and whom.start == flow.end:
            return [*tokens[: k + 2], *tokens[k + 3 :]]
    return tokens
