"""What an office foretells, in a word that also counts what is invested in, and of which months it is foretold."""

from __future__ import annotations

from etl.tokens import PeriodMatch, Quantity, make_token
from etl.turns.shapes import FLOWS, Tokens

_FORETOLD = frozenset({"forecast", "estimate"})
_NEAR = 9  # most tokens between a month and the word that foretells
_FORECAST = {"status": "forecast"}


def foretold(tokens: Tokens) -> Tokens:
    """ "The USDA projects 1.5 million tonnes for 2024", "The World Bank projects export growth of 5.5%"; but "World Bank
    projects worth 2 bn"."""
    for k in range(1, len(tokens) - 1):
        t, nxt = tokens[k], tokens[k + 1]
        if t.get("measure") != "fdi_projects" or isinstance(t, Quantity) or not tokens[k - 1].get("compiler"):
            continue
        if (
            isinstance(nxt, Quantity)
            and nxt.unit != "projects"
            or nxt.get("measure") in FLOWS
            or nxt.get("area")
        ):
            return [*tokens[:k], make_token(t.start, t.end, _FORECAST), *tokens[k + 1 :]]
    return tokens


def months_ahead(tokens: Tokens) -> Tokens:
    """预计4月出口45亿美元, "exports are forecast to reach 4.5 bn in April": a month without a year that is foretold is the next
    one, not the last."""
    out = list(tokens)
    for k, t in enumerate(tokens):
        told = t.get("period")
        if not isinstance(told, PeriodMatch) or told.kind != "month" or {"y", "Y"} & told.slots.keys():
            continue
        if _foretold(tokens, k, -1) or _foretold(tokens, k, 1):
            ahead = PeriodMatch(told.kind, {**told.slots, "ahead": "1"})
            out[k] = make_token(t.start, t.end, {**t, "period": ahead})
    return out


def _foretold(tokens: Tokens, k: int, step: int) -> bool:
    """Whether a word that foretells stands near a month, on one side of it, with no other period between."""
    for n in range(k + step, k + step * (_NEAR + 1), step):
        if not 0 <= n < len(tokens):
            return False
        t = tokens[n]
        if t.get("period") or t.get("punct") in (";", ".", "。"):
            return False
        if t.get("status") in _FORETOLD:
            return True
    return False
