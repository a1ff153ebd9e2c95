"""Areas by one character each in a list, as languages without blanks write them: 对中、美、日三国出口."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token

Told = list[Token | Quantity]
_WAYS = frozenset({"to", "from", "with"})


def spelled_out(tokens: Told, text: str, short: dict[str, Area]) -> Told:
    """The tokens with a direction and an area in one word (对中) apart, and the characters of a list behind it (、美、日)
    as the areas that they stand for in such words (``short``)."""
    for k, t in enumerate(tokens):
        said = str(t.get("directed")) if "directed" in t else ""
        if k + 1 >= len(tokens):
            continue
        if not said and (area := _led(t, tokens[k + 1], text, short)) is not None:
            end, way = t.end + 1, str(t.get("role"))  # 对马、泰
        elif said:
            area = short.get(text[t.end - 1]) if t.end - t.start == 2 else _region(said)
            end, way = t.end, said.split(" ")[0]
        else:
            continue
        if area is None:
            continue
        rest = k + 1
        out: Told = [
            make_token(t.start, t.start + 1, {"role": way}),
            make_token(t.start + 1, end, {"area": area}),
        ]
        while (named := _next(tokens, rest, out[-1].end, text, short)) is not None:
            out += [tokens[rest], named]
            rest += 2 if rest + 1 < len(tokens) and tokens[rest + 1] is named else 1
        if len(out) == 2:
            continue
        if rest < len(tokens) and tokens[rest].start == out[-1].end and _counts(tokens[rest]):
            rest += 1  # 两国, 三国: of those listed
        return [*tokens[:k], *out, *spelled_out(tokens[rest:], text, short)]
    return tokens


def _led(t: Token | Quantity, behind: Token | Quantity, text: str, short: dict[str, Area]) -> Area | None:
    """The area by one character right behind a word of a direction, where a list goes on with it."""
    if isinstance(t, Quantity) or t.get("role") not in _WAYS or t.end - t.start != 1:
        return None
    if behind.get("link") != "and" or behind.start != t.end + 1:
        return None
    return short.get(text[t.end : t.end + 1]) or short.get(f"{text[t.end : t.end + 1]}!")


def _region(said: str) -> Area | None:
    """The region that a word of a direction names: 对中亚."""
    code = said.split(" ")[1]
    return Area(code, "region") if code.startswith("X-") else None


def _next(tokens: Told, k: int, end: int, text: str, short: dict[str, Area]) -> Token | None:
    """The area by one character behind a conjunction that stands at a place, unless it begins another word."""
    if k >= len(tokens) or tokens[k].get("link") != "and" or tokens[k].start != end:
        return None
    at = tokens[k].end
    if k + 1 < len(tokens) and tokens[k + 1].start == at and "area" in tokens[k + 1]:
        return tokens[k + 1]
    area = short.get(text[at : at + 1]) or (_alone(tokens, k, at) and short.get(f"{text[at : at + 1]}!"))
    if not area or k + 1 < len(tokens) and tokens[k + 1].start <= at:
        return None
    return make_token(at, at + 1, {"area": area})


def _alone(tokens: Told, k: int, at: int) -> bool:
    """Whether a word begins right behind a character, as 出口 in 对泰、马出口."""
    return k + 1 < len(tokens) and tokens[k + 1].start == at + 1


def _counts(t: Token | Quantity) -> bool:
    """Whether a word only says how many were listed."""
    return t.get("anaphor") == "both" or isinstance(t, Quantity) and t.unit is None
