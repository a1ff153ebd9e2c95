"""Goods at a border, a port or a customs office, which are trade without a word for it."""

from __future__ import annotations

from etl.clauses import Clause, has
from etl.language import Language
from etl.roles import Role
from etl.tokens import Token


def goods_at_customs(tokens: list[Token], roles: list[Role], c: Clause, lang: Language) -> bool:
    """Whether goods that a province on the border declares have a value: "goods declared at Lang Son customs were
    worth 1 bn"."""
    worth = c.quantity is not None and not c.ratio and any(t.get("measure") == "value" for t in tokens)
    placed = len(roles) == 1 and roles[0].name in ("at", "subject") and roles[0].area.code in lang.neighbours
    office = any(
        (t.get("compiler") or t.get("authority")) and (roles[0].name == "at" or t.start == roles[0].span[0])
        for t in tokens
        if placed
    )
    return worth and placed and has(tokens, "noun", "goods") and office


def handled(tokens: list[Token], roles: list[Role], c: Clause) -> bool:
    """Whether a weight is what a port or a place handled: "the port's throughput came to 358 m tonnes"."""
    if c.quantity is None or c.quantity.unit != "tonnes" or not has(tokens, "measure", "volume"):
        return False
    return (
        len({r.area.code for r in roles}) == 1
        and "-" in roles[0].area.code
        and not has(tokens, "rate", "rate")
    )
