"""Whose second flow a part is told of, by a word that points to the country just named."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import TOLD, Tokens


def whose_again(tokens: Tokens) -> Tokens:
    """ "Trung Quốc chiếm 36% kim ngạch xuất khẩu của Lào và 32% kim ngạch nhập khẩu của nước này", "…; Việt Nam chiếm
    12% kim ngạch xuất khẩu của nước này": of Laos's."""
    who, out = None, list(tokens)
    for k in range(len(tokens) - 3):
        if not _part(tokens[k : k + 3]):
            continue
        whose = tokens[k + 3]
        if (area := whose.get("area")) is not None and area.type == "country":
            who = area
        elif who is not None and whose.get("anaphor") == "country":
            out[k + 3] = make_token(whose.start, whose.end, {"area": who})
    return out


def _part(words: Tokens) -> bool:
    """Whether a percentage, a flow and "of" stand there."""
    part, flow, of = words
    if not isinstance(part, Quantity) or part.unit != "percent" or isinstance(flow, Quantity):
        return False
    return flow.get("measure") in TOLD and of.get("role") == "of"
