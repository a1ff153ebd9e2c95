"""Numbers of projects that are told without the word again."""

from __future__ import annotations

from etl.tokens import Quantity, Token
from etl.turns.shapes import PAID, Tokens, bare
from etl.turns.turn import Sentence

_LED = frozenset({"at", "with", "to"})  # "5 bn in 270 projects", "5 bn with 270 projects"


def projects_again(tokens: Tokens) -> Tokens:
    """ "5.12 bn in 270 projects in Laos and 2.89 bn in 191 in Cambodia": 191 projects."""
    told = False
    for k in range(2, len(tokens)):
        if not _counts(tokens, k):
            continue
        t = tokens[k]
        if isinstance(t, Quantity):
            told = told or t.unit == "projects"
        elif told and (number := bare(t)) is not None and _ends(tokens[k + 1 : k + 2]):
            again = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
            return projects_again([*tokens[:k], again, *tokens[k + 1 :]])
    return tokens


def sectors_have(tokens: Tokens, said: Sentence) -> Tokens:
    """有效项目708个…。加工制造业占526个、19.7亿美元: so many of the projects told of, and their capital."""
    if not (said.counted or "projects" in said.units):
        return tokens
    for k in range(2, len(tokens) - 2):
        number, joint, money = tokens[k : k + 3]
        if (
            not tokens[k - 2].get("sector")
            or not tokens[k - 1].get("share")
            or (much := bare(number)) is None
        ):
            continue
        joined = joint.get("link") == "and" or joint.get("punct") == ","
        if joined and isinstance(money, Quantity) and money.unit in PAID:
            have = Quantity(number.start, number.end, much, 0, "projects", origin="digits")
            return [*tokens[: k - 1], have, *tokens[k + 1 :]]
    return tokens


def _counts(tokens: Tokens, k: int) -> bool:
    """Whether a sum of money stands before it, and a word that says in how many."""
    money = tokens[k - 2]
    return tokens[k - 1].get("role") in _LED and isinstance(money, Quantity) and money.unit in PAID


def _ends(behind: list[Token | Quantity]) -> bool:
    return not behind or bool(
        behind[0].get("punct") or behind[0].get("role") == "at" or behind[0].get("link")
    )
