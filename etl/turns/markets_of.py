"""Who are the markets of a country for its goods, and the figures that are told of them next."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, Tokens
from etl.turns.together import listed_before, one_nation

_MARKETS = frozenset({"exports", "importer"})
_BACK = 5  # most tokens between whose goods they are and the word for a market


def markets_of(tokens: Tokens) -> Tokens:
    """德国和意大利是越南咖啡的两大买家，金额分别为6.2亿和4.1亿美元: what is exported to them; 进口额分别为: what they import."""
    for k in range(3, len(tokens) - 2):
        noun, comma, then = tokens[k : k + 3]
        dated = bool(then.get("period")) and k + 3 < len(tokens)
        then = tokens[k + 3] if dated else then
        if noun.get("rank_noun") not in _MARKETS or noun.get("measure") or comma.get("punct") != ",":
            continue
        was = next((n for n in range(k - 1, max(0, k - 2 - _BACK), -1) if _is(tokens[n])), 0)
        if not was or not one_nation(tokens[was - 1]) or not one_nation(tokens[was + 1]):
            continue
        said = tokens[was + 2 : k]
        if any(t.get("area") or t.get("punct") or isinstance(t, Quantity) for t in said):
            continue
        first = listed_before(tokens, was - 1)
        if first and not (tokens[first - 1].get("punct") or tokens[first - 1].get("period")):
            continue
        if then.get("measure") in ("imports", "buy") and not then.get("rank_noun"):
            return _who_import(tokens, first, was, k, k + 2 + dated)
        if then.get("measure") == "value" or then.get("link") == "respectively":
            market = make_token(noun.start, noun.end, {"rank_noun": "exports", "measure": "exports"})
            return [*tokens[:k], market, *tokens[k + 1 :]]
    return tokens


def _who_import(tokens: Tokens, first: int, was: int, k: int, verb: int) -> Tokens:
    """As of 德国和意大利自越南进口."""
    goods = [t for t in tokens[was + 2 : k] if t.get("commodity")]
    way = make_token(tokens[was].start, tokens[was].end, {"role": "from"})
    bought = make_token(tokens[verb].start, tokens[verb].end, {"measure": "imports"})
    ahead = [*tokens[k + 2 : verb], *goods, *tokens[first:was], way, tokens[was + 1]]
    return [*tokens[:first], *ahead, bought, *tokens[verb + 1 :]]


def balances_source(tokens: Tokens) -> Tokens:
    """越南最大逆差来源国为中国，逆差额: with whom the balance is; 中国是越南最大的逆差来源国，逆差额: the same."""
    for k in range(2, len(tokens) - 2):
        balance, source = tokens[k - 1 : k + 1]
        if (
            source.get("rank_noun") != "imports"
            or source.get("measure")
            or balance.get("measure") not in BALANCES
        ):
            continue
        n = next((n for n in range(k - 2, max(-1, k - 5), -1) if tokens[n].get("area")), -1)
        if n < 0 or any(t.get("punct") for t in tokens[n:k]):
            continue
        behind = tokens[k + 1 : k + 3]
        way = make_token(source.start, source.end, {"role": "with"})
        if _is(behind[0]) and behind[1].get("area"):
            return balances_source([*tokens[:n], tokens[n], balance, way, *tokens[k + 2 :]])
        if behind[0].get("punct") == "," and n > 1 and _is(tokens[n - 1]) and tokens[n - 2].get("area"):
            whose = [tokens[n], way, tokens[n - 2]]
            return balances_source([*tokens[: n - 2], *whose, *tokens[k + 1 + (n == 2) :]])
    return tokens


def _is(t: Token | Quantity) -> bool:
    return t.get("change") == "reach" and not t.get("measure") and not t.get("hedge")
