"""A market that is told to have imported: it did, from whose market it is."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_SAID = 8  # most tokens from the market to "it imported"


def market_bought(tokens: Tokens) -> Tokens:
    """ "China was the key market for Vietnamese pepper as it imported 46,169 tonnes": China imported them from Vietnam."""
    m = next((k for k, t in enumerate(tokens) if t.get("noun") == "market" and t.get("rank_noun")), 0)
    who = next((k for k, t in enumerate(tokens[:m]) if t.get("area")), None)
    if (
        who is None
        or who + 1 >= m
        or tokens[who].get("adjective")
        or tokens[who + 1].get("change") != "reach"
    ):
        return tokens
    end = min(m + _SAID, len(tokens) - 2)
    it = next((k for k in range(m + 1, end) if tokens[k].get("anaphor") == "other"), 0)
    if not it or tokens[it + 1].get("measure") != "imports" or tokens[it + 1].get("noun"):
        return tokens
    said = tokens[who + 2 : it]
    sellers = [t for t in tokens[m + 1 : it] if t.get("area")]
    plain = not any(isinstance(t, Quantity) or t.get("change") for t in said)
    n = it + 2 + bool(not isinstance(tokens[it + 2], Quantity) and tokens[it + 2].get("hedge"))
    amount = tokens[n] if n < len(tokens) else tokens[it]
    named_ahead = any(t.get("area") for t in tokens[who + 1 : m])
    if not plain or named_ahead or len(sellers) != 1 or not isinstance(amount, Quantity):
        return tokens
    goods = [t for t in said if t.get("commodity")][:1]
    behind = tokens[n + 1 :]
    named = len(behind) > 1 and behind[0].get("role") == "of" and bool(behind[1].get("commodity"))
    of = [make_token(amount.end, amount.end, {"role": "of"}), *goods] if goods and not named else []
    if named:
        of, behind = behind[:2], behind[2:]
    way = make_token(amount.end, amount.end, {"role": "from"})
    seller = make_token(sellers[0].start, sellers[0].end, {"area": sellers[0].get("area")})
    when = [t for t in said if t.get("period")][:1]
    return [*tokens[:who], *when, tokens[who], *tokens[it + 1 : n + 1], *of, way, seller, *behind]
