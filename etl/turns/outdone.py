"""Who passed whom, with what the passed one had in brackets."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import BALANCES, Tokens

_PASSED = len("as the")  # fewest characters from who was passed to the rank, where no word says "to become"
_BECAME = 7  # most tokens to the rank: 成为香港在东盟的第三
_LED = 3  # most words from who was passed to the rank: "to become the"


def outdone(tokens: Tokens) -> Tokens:
    """ "China moved past the US (1.32 bn) as the largest market with 1.33 bn": it was the largest, ahead of the US."""
    for k in range(len(tokens) - 4):
        who, verb, other = tokens[k : k + 3]
        if not _nation(who) or not _nation(other) or who.get("area") == other.get("area"):
            continue
        if verb.get("role") != "aside" and verb.get("change") != "reach":
            continue
        n = k + 3
        had = tokens[n : n + 3]
        bracket = had[:1] and had[0].get("punct") == "("
        if bracket and (len(had) < 3 or not isinstance(had[1], Quantity) or had[2].get("punct") != ")"):
            continue
        n += 3 * bool(bracket)
        rank = next(
            (m for m in range(n, min(n + _LED + 1, len(tokens))) if isinstance(tokens[m], Quantity)), 0
        )
        named = next((m for m in range(n, min(n + _LED + 1, len(tokens))) if tokens[m].get("rank_noun")), 0)
        if not bracket and named and verb.get("role") == "aside" and not (rank and rank < named):
            # "China overtook the US as the main market for Vietnamese shrimp": who was it before says nothing more
            was = make_token(verb.start, verb.end, {"change": "reach"})
            return [*tokens[: k + 1], was, *tokens[named:]]
        if not rank or tokens[rank].unit != "rank" or not bracket:
            continue  # without a bracket nothing stands between the two
        if any(t.get("area") or t.get("punct") for t in tokens[n:rank]):
            continue
        end = next(
            (m for m in range(rank, len(tokens)) if tokens[m].get("punct") or joins(tokens[m])), len(tokens)
        )
        was = make_token(verb.start, verb.end, {"change": "reach"})
        first = [*tokens[: k + 1], was, *tokens[rank:end]]
        at = other.start
        ahead = [make_token(at, at, {"punct": ","}), make_token(at, at, {"link": "but"})]
        return [*first, *ahead, other, *had, *tokens[end:]]
    return tokens


def passed(tokens: Tokens) -> Tokens:
    """ "Thailand passed Japan to become the second-largest buyer", "as the second-largest buyer": a verb that means nothing
    by itself. "China, Japan" and "China constitutes Japan's largest market" are told of none that was passed."""
    for k in range(len(tokens) - 3):
        who, other = tokens[k : k + 2]
        if not _nation(who) or not _nation(other) or who.get("area") == other.get("area"):
            continue
        n = k + 2
        becomes = tokens[n].get("role") == "to"
        n += bool(becomes)
        rank, named = (*tokens[n : n + 2], other, other)[:2]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or not named.get("rank_noun"):
            continue
        if named.start - rank.end > len(" "):  # "pushed Japan into second place among buyers"
            continue
        if other.start - who.end < _PASSED or not becomes and rank.start - other.end < _PASSED:
            continue
        verb = make_token(who.end, other.start, {"role": "aside"})
        return [*tokens[: k + 1], verb, *tokens[k + 1 :]]
    return tokens


def overtaken(tokens: Tokens) -> Tokens:
    """ "The US was overtaken by ASEAN as the top partner", "by ASEAN, whose trade was 6 bn": ASEAN is told of."""
    for k in range(len(tokens) - 4):
        other, was, verb, by, who = tokens[k : k + 5]
        if not _nation(other) or not _nation(who) or was.get("change") != "reach" or not by.get("extent"):
            continue
        if verb.get("role") != "aside":
            continue
        if k and not (tokens[k - 1].get("punct") or joins(tokens[k - 1]) or tokens[k - 1].get("period")):
            continue
        ranked = any(isinstance(t, Quantity) and t.unit == "rank" for t in tokens[k + 5 : k + 7])
        overtook = [verb, other] if ranked else []
        return [*tokens[:k], who, *overtook, *tokens[k + 5 :]]
    return tokens


def then_became(tokens: Tokens) -> Tokens:
    """越南取代泰国，成为香港在东盟的第三大贸易伙伴: who was passed says nothing of what the other became."""
    for k in range(len(tokens) - 5):
        if not _nation(tokens[k]) or not _nation(tokens[k + 2]) or tokens[k + 1].get("role") != "aside":
            continue
        n = row(tokens, k + 2, _nation)[1]
        n += tokens[n].get("punct") == "," if n < len(tokens) else 0
        if n + 1 >= len(tokens) or tokens[n].get("change") != "reach" or not _nation(tokens[n + 1]):
            continue
        ranked = next((t for t in tokens[n + 1 : n + _BECAME] if isinstance(t, Quantity)), None)
        if ranked is not None and ranked.unit == "rank":
            became = make_token(tokens[n].start, tokens[n].end, {**tokens[n], "passing": "passed"})
            return [*tokens[: k + 1], became, *tokens[n + 1 :]]
    return tokens


def ranked_behind(tokens: Tokens) -> Tokens:
    """逆差达1235亿美元，仅次于对中国和墨西哥，排在第三位: behind whom a balance ranks is no part of it."""
    for k in range(1, len(tokens) - 4):
        if tokens[k].get("role") != "aside" or tokens[k - 1].get("punct") != ",":
            continue
        named = k + 1 + bool(tokens[k + 1].get("role"))
        n = row(tokens, named, _nation)[1]
        while n < len(tokens) and (tokens[n].get("role") == "of" or tokens[n].get("measure") in BALANCES):
            n += 1
        if n == named or n + 1 >= len(tokens) or tokens[n].get("punct") != ",":
            continue
        ranked = tokens[n + 1]
        if isinstance(ranked, Quantity) and ranked.unit == "rank":
            return [*tokens[:k], *tokens[n + 1 :]]
    return tokens


def _nation(token: Token | Quantity) -> bool:
    return bool(token.get("area")) and not token.get("adjective")
