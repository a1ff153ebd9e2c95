"""Names of places that say in several words which place is meant: "China's Yunnan province"."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token

_OWNS = len("'s ")
_INSIDE = ("province", "city")


def in_one_word(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """The tokens with such a name as one of them: neither the country in front of a province nor the word "province"
    behind it is an area of its own."""
    out: list[Token | Quantity] = []
    for t in tokens:
        before = out[-1] if out else None
        place = before.get("area") if before is not None else None
        if place is not None and place.type == "region" and _named_within(place, t, before):
            out[-1] = make_token(before.start, t.end, dict(t))
            continue  # "the Mekong Delta city Can Tho"
        if len(out) > 2 and before.get("role") == "of" and out[-2].get("anaphor") == "region":
            wider = out[-3].get("area")
            whole = wider is not None and (wider.type == "region" or bool(out[-3].get("adjective")))
            if whole and _named_within(wider, t, before):
                out[-3:] = [make_token(out[-3].start, t.end, dict(t))]
                continue  # "the Mekong Delta province of Long An", "the Chinese province of Hainan"
        if len(out) > 1 and out[-2].get("anaphor") == "region" and before.get("role") == "of":
            area, tight = t.get("area"), before.start - out[-2].end == 1 == t.start - before.end
            if tight and area is not None and area.type in _INSIDE and len(out[-2]) == 1:
                # "the northern province of Bac Ninh", "the Mekong Delta province of Long An"
                whose = out[-3].get("area") if len(out) > 2 else None
                near = whose is not None and out[-2].start - out[-3].end == 1
                lies = near and out[-3].get("adjective") and whose.code == area.country
                first = -3 if whose is not None and (whose.code.startswith("X-") or lies) else -2
                if whose is None or first == -3 and out[-2].start - out[-3].end == 1:
                    out[first:] = [make_token(out[first].start, t.end, dict(t))]
                    continue
        if len(out) > 2 and before.get("role") == "of" and out[-2].get("anaphor") == "other":
            area, led = t.get("area"), out[-3]
            if area is not None and area.type == "country" and led.get("role") in ("with", "to", "from"):
                if before.start - out[-2].end == 1 == t.start - before.end:
                    out[-2:] = [make_token(out[-2].start, t.end, dict(t))]
                    continue  # "a deficit with its neighbour of China"
        if len(out) > 1 and before.get("role") == "of" and (inner := out[-2].get("area")) is not None:
            tight = before.start - out[-2].end == 1 == t.start - before.end
            wider = t.get("area")
            if tight and wider is not None and wider.code == inner.country and not t.get("adjective"):
                if inner.type in _INSIDE:
                    out[-2:] = [make_token(out[-2].start, t.end, dict(out[-2]))]
                    continue  # "Hainan Province of China"
        if place is not None and place.code:
            area, gap = t.get("area"), t.start - before.end
            inside = area is not None and area.parent == place.code and 1 < gap <= _OWNS
            if inside and not before.get("authority"):
                out[-1] = make_token(before.start, t.end, dict(t))
                continue
            if t.get("anaphor") == "region" and place.type in _INSIDE and gap == 1 and len(t) == 1:
                out[-1] = make_token(before.start, t.end, dict(before))
                continue
        out.append(t)
    return out if len(out) < len(tokens) else tokens


def without_short_name(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """ "The European Union (EU), Japan and Korea": the tokens without a bracket that names the same area again."""
    again = [
        k
        for k in range(1, len(tokens) - 2)
        if tokens[k].get("punct") == "("
        and tokens[k + 2].get("punct") == ")"
        and (area := tokens[k + 1].get("area")) is not None
        and (before := tokens[k - 1].get("area")) is not None
        and area.code == before.code
    ]
    if not again:
        return tokens
    gone = {n for k in again for n in range(k, k + 3)}
    out = list(tokens)
    for k in again:
        if k + 3 < len(tokens) and tokens[k + 3].start - tokens[k + 2].end == _OWNS:
            t = tokens[
                k - 1
            ]  # "the Republic of Korea (RoK)'s third partner": it is the owner's name that ends there
            out[k - 1] = make_token(t.start, tokens[k + 2].end, dict(t))
    return [t for k, t in enumerate(out) if k not in gone]


def _named_within(wider: Area, t: Token | Quantity, before: Token | Quantity) -> bool:
    """Whether a province or a city of the country that a region lies in stands right behind a word."""
    area = t.get("area")
    inside = area is not None and area.type in _INSIDE and area.country in (wider.code, wider.parent)
    return inside and t.start - before.end == 1


_LONGEST = 12  # most tokens of an apposition


def without_apposition(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """ "Chongqing, an inland city on the way of China's opening up, hit": the tokens without what is only said of a
    province, where that names the country it lies in, or of a partner, where that is no more than one."""
    for k, t in enumerate(tokens[:-3]):
        area = t.get("area")
        if area is None or tokens[k + 1].get("punct") != ",":
            continue
        if (
            tokens[k + 2].get("rank_noun") == "trade_total"
            and tokens[k + 3].get("punct") == ","
            and _moves(tokens[k + 4 :])
        ):
            return [*tokens[: k + 1], *tokens[k + 4 :]]  # "Exports to China, a major trading partner, rose"
        gate = bool(
            area.counterpart
        )  # "Friendship Pass, the largest land port between China and Vietnam, handled"
        if area.type not in _INSIDE and not gate:
            continue
        end = next((n for n in range(k + 2, len(tokens) - 1) if tokens[n].get("punct")), 0)
        said = tokens[k + 2 : end]
        if not 1 < len(said) <= _LONGEST or tokens[end].get("punct") != ",":
            continue
        ranked = [u for u in said if gate and isinstance(u, Quantity) and u.unit == "rank"]
        if any(isinstance(u, Quantity) and u not in ranked or not _TELLS.isdisjoint(u) for u in said):
            continue
        if gate and not any(u.get("noun") == "gate" for u in said):
            continue
        own = any((a := u.get("area")) is not None and a.code == area.country for u in said)
        nxt = tokens[end + 1]
        # "Hekou, the Yunnan border town opposite Lao Cai, saw 6.4 m people cross"
        faces = any(u.get("role") == "aside" for u in said)
        own = own or faces and any((a := u.get("area")) is not None and a.code == area.code for u in said)
        plain = faces or not isinstance(nxt, Quantity)
        if own and plain and not (nxt.get("area") or nxt.get("link") == "and"):
            return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


def _moves(words: list[Token | Quantity]) -> bool:
    """Whether a verb for a change stands right behind an apposition."""
    return bool(words) and bool(words[0].get("change")) and not words[0].get("role")


_TELLS = frozenset({"measure", "period", "commodity"})


def of_markets(tokens: list[Token | Quantity], home: str) -> list[Token | Quantity]:
    """ "Exports to the main markets of Japan and Korea", "demand in the market of the US": the tokens with such a market
    named by its country alone."""
    out: list[Token | Quantity] = []
    for t in tokens:
        area = t.get("area")
        if area is not None and len(out) > 2 and area.country != home and not t.get("adjective"):
            first = -3 if len(out) > 3 and isinstance(out[-3], Token) and out[-3].get("number") else -2
            led = out[first - 1]
            of = out[-1].get("role") == "of" or out[-1].get("share") == "whole"
            market = "market" in (out[-2].get("noun"), out[-2].get("anaphor"))
            if market and of and led.get("role") in ("to", "at", "from") and t.start - out[-1].end == 1:
                out[first:] = [make_token(out[-2].start, t.end, dict(t))]
                continue
        out.append(t)
    return out if len(out) < len(tokens) else tokens
