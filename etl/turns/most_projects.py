"""How many projects there are behind a place that they have, and what is put into them."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens


def most_projects(tokens: Tokens) -> Tokens:
    """中国对越投资项目数居首位，达955个: as of 投资项目数达955个."""
    for k in range(1, len(tokens) - 3):
        rank, comma = tokens[k : k + 2]
        if not (isinstance(rank, Quantity) and rank.superlative) or comma.get("punct") != ",":
            continue
        n = k + 2 + (tokens[k + 2].get("change") == "reach")
        number = tokens[n] if n < len(tokens) else rank
        if tokens[k - 1].get("measure") != "fdi_projects" or not isinstance(number, Quantity):
            continue
        if number.unit in ("classifier", "projects"):
            return [*tokens[:k], *tokens[k + 2 :]]
    return tokens


def own_part(tokens: Tokens) -> Tokens:
    """浙江企业赴越投资项目68个，中方投资额12亿美元: what those told of put there themselves."""
    first = next((k for k, t in enumerate(tokens) if t.get("area")), len(tokens))
    behind = tokens[first + 1 : first + 4]
    if not behind or "-" not in (whose := tokens[first]["area"].code) or whose.startswith("X-"):
        return tokens
    there = any(t.get("directed") or t.get("role") in ("at", "to") for t in behind)
    put_there = any(str(t.get("measure")).startswith("fdi") for t in tokens[first + 1 : first + 6])
    for k in range(first + 3, len(tokens) - 2) if there and put_there else ():
        area, told = tokens[k].get("area"), tokens[k + 1]
        if area is None or area.code != tokens[first]["area"].country or tokens[k - 1].get("punct") != ",":
            continue
        put = str(told.get("measure")).startswith("fdi") and told.start == tokens[k].end
        if put and any(isinstance(t, Quantity) for t in tokens[k + 2 : k + 4]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens
