"""Projects the other way whose number stands alone."""

from __future__ import annotations

from etl.tokens import Quantity, Token
from etl.turns.shapes import Tokens, bare


def projects_back(tokens: Tokens) -> Tokens:
    """ "Vietnam has 210 projects in Cambodia, while Cambodia has 19 in Vietnam": so many projects, too."""
    told = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "projects"), None)
    if told is None:
        return tokens
    out = list(tokens)
    for k in range(told + 3, len(tokens) - 2):
        t, way, where = tokens[k : k + 3]
        number, who = bare(t), _who(tokens, k)
        if number is None or who is None or way.get("role") != "at" or where.get("area") is None:
            continue
        if where["area"].country == who["area"].country or where.get("adjective"):
            continue
        out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def _who(tokens: Tokens, k: int) -> Token | None:
    """Whose the number is: a country or its firms, right before it."""
    k -= bool(tokens[k - 1].get("hedge"))
    firms = tokens[k - 1].get("noun") in ("firm", "doers")
    who = tokens[k - 1 - firms]
    whole = not isinstance(who, Quantity) and who.get("area") is not None and not who.get("role")
    return who if whole and (firms or not who.get("commodity")) else None
