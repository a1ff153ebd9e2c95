"""Areas by one character each in a list, as languages without blanks write them: 对中、美、日三国出口."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token

Told = list[Token | Quantity]


def spelled_out(tokens: Told, text: str, short: dict[str, Area]) -> Told:
    """The tokens with a direction and an area in one word (对中) apart, and the characters of a list behind it (、美、日)
    as the areas that they stand for in such words (``short``)."""
    for k, t in enumerate(tokens):
        said = str(t.get("directed")) if "directed" in t else ""
        if not said or k + 1 >= len(tokens):
            continue
        area = short.get(text[t.end - 1]) if t.end - t.start == 2 else _region(said)
        if area is None:
            continue
        way, rest = said.split(" ")[0], k + 1
        out: Told = [
            make_token(t.start, t.start + 1, {"role": way}),
            make_token(t.start + 1, t.end, {"area": area}),
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
    area = short.get(text[at : at + 1])
    if area is None or k + 1 < len(tokens) and tokens[k + 1].start <= at:
        return None
    return make_token(at, at + 1, {"area": area})


def _counts(t: Token | Quantity) -> bool:
    """Whether a word only says how many were listed."""
    return t.get("anaphor") == "both" or isinstance(t, Quantity) and t.unit is None
