"""Those who are the biggest together, each with its own figure behind."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens, figure

_OPENS = 3  # most tokens ahead of those who are named
_SAID = 6  # most tokens that say what they are
_LEADS = frozenset({"with"})


def biggest_of(tokens: Tokens) -> Tokens:
    """ "Germany, Italy and Spain were the biggest buyers, taking 14.1%, 7.6% and 7.4%": each in its order."""
    first = next((k for k, t in enumerate(tokens[:_OPENS]) if t.get("area")), None)
    if first is None:
        return tokens
    k, who = first, 0
    while k < len(tokens) and (tokens[k].get("area") or joins(tokens[k])):
        who += bool(tokens[k].get("area"))
        k += 1
    said = tokens[k : k + _SAID]
    noun = next((n for n, t in enumerate(said) if not isinstance(t, Quantity) and t.get("rank_noun")), None)
    if not who or noun is None or not any(isinstance(t, Quantity) and t.superlative for t in said[:noun]):
        return tokens
    if any(isinstance(t, Quantity) and not t.superlative for t in said[:noun]):
        return tokens
    verb = k + noun + 1
    verb += verb < len(tokens) and tokens[verb].get("punct") == ","
    if verb + 1 >= len(tokens) or isinstance(tokens[verb], Quantity):
        return tokens
    t = tokens[verb]
    takes = t.get("change") == "lift" or t.get("role") in _LEADS
    if not (takes or t.get("share") or t.get("change") == "reach" or t.get("measure") == "buy"):
        return tokens
    end, parts = verb + 1, 0
    unit = next((u.unit for u in tokens[end : end + 2] if figure(u)), None)
    while end < len(tokens) and (figure(tokens[end]) or joins(tokens[end]) or tokens[end].get("hedge")):
        if figure(tokens[end]):
            if tokens[end].unit != unit:
                return tokens
            parts += 1
        end += 1
    if parts != who or not figure(tokens[end - 1]) or unit is None:
        return tokens
    out = list(tokens)
    if takes and unit == "percent":
        out[verb] = make_token(t.start, t.end, {"share": "share", "change": "reach"})
    if who > 1 and not (end < len(tokens) and tokens[end].get("link") == "respectively"):
        at = tokens[end - 1].end
        out.insert(end, make_token(at, at, {"link": "respectively"}))
    return out
