"""Trade told in a relative clause of the country it is with, and what was paid for goods that are weighed."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens

_TRADE = frozenset({"exports", "imports", "sell", "buy", "supply", "trade_total"})
_CLAUSE = 16  # most tokens of the relative clause
_GOODS = frozenset({"tonnes", "other", "vehicles"})


def from_which(tokens: Tokens) -> Tokens:
    """ "China, from which 1.4 m tonnes were imported, supplied 48%": they were imported from China, which supplied 48%."""
    for k in range(len(tokens) - 6):
        who, comma, way, which = tokens[k : k + 4]
        if not who.get("area") or who.get("adjective") or comma.get("punct") != ",":
            continue
        if way.get("role") not in ("from", "to", "with") or which.get("link") != "which":
            continue
        if k and not (tokens[k - 1].get("punct") or tokens[k - 1].get("period")):
            continue
        ends = (n for n in range(k + 5, min(k + _CLAUSE, len(tokens))) if tokens[n].get("punct") == ",")
        end = next(ends, None)
        said = tokens[k + 4 : end] if end is not None else []
        if not any(isinstance(t, Quantity) for t in said) or not any(
            t.get("measure") in _TRADE for t in said
        ):
            continue
        at = said[-1].end
        led = make_token(at, at, {"role": way.get("role")})
        own = make_token(at, at, {"area": who["area"]})
        return [*tokens[:k], *said, led, own, *tokens[end : end + 1], who, *tokens[end + 1 :]]
    return tokens


def paid_for_goods(tokens: Tokens) -> Tokens:
    """ "Vietnam received 1.3 bn for the 976,100 tonnes that went to China", "was paid …": it earned it from them; "China paid
    Vietnam 1.3 bn for 976,100 tonnes": it bought them there."""
    for k in range(1, len(tokens) - 3):
        verb, paid = tokens[k - 1 : k + 1]
        n = k
        if isinstance(paid, Quantity) or paid.get("hedge") or not paid.get("area"):
            n += bool(not isinstance(paid, Quantity) and paid.get("hedge"))
            whom = None
        else:
            whom, n = paid, k + 1
            n += bool(not isinstance(tokens[n], Quantity) and tokens[n].get("hedge"))
        much, for_, weight = (*tokens[n : n + 3], verb, verb)[:3]
        if not isinstance(much, Quantity) or much.unit not in PAID or for_.get("role") not in ("to", "of"):
            continue
        if not isinstance(weight, Quantity) or weight.unit not in _GOODS:
            continue
        before = tokens[k - 2] if k > 1 else verb
        if verb.get("measure") == "buy" and whom is not None and not whom.get("adjective"):
            if before.get("area") and for_.get("role") == "to":
                from_ = make_token(whom.start, whom.start, {"role": "from"})
                return [*tokens[:k], from_, *tokens[k:]]
        if whom is not None or for_.get("role") != "to":
            continue
        got = verb.get("measure") == "attract" and before.get("area")
        was = verb.get("measure") == "buy" and before.get("change") == "reach"
        if got or was:
            start = k - 1 - bool(was)
            earned = make_token(tokens[start].start, verb.end, {"measure": "earn"})
            from_ = make_token(for_.start, for_.end, {"role": "from", "change": "start"})
            return [*tokens[:start], earned, *tokens[k : n + 1], from_, *tokens[n + 2 :]]
    return tokens


_SELLS = {"sell": "to", "exports": "to", "supply": "to", "buy": "from"}


def supplier_aside(tokens: Tokens) -> Tokens:
    """ "Indonesia, Vietnam's main supplier of coal, sent 5.6 m tonnes": of coal, to Vietnam."""
    for k in range(len(tokens) - 6):
        who, comma, whose, noun = tokens[k : k + 4]
        if not who.get("area") or who.get("adjective") or comma.get("punct") != "," or not whose.get("area"):
            continue
        if noun.get("rank_noun") not in ("imports", "exports") or not noun.get("measure"):
            continue
        n = k + 4
        what = tokens[n : n + 2] if tokens[n + 1].get("commodity") and tokens[n].get("role") == "of" else []
        n += len(what)
        if n + 2 >= len(tokens) or tokens[n].get("punct") != "," or tokens[n + 1].get("role"):
            continue
        way = _SELLS.get(str(tokens[n + 1].get("measure")))
        q = n + 2 + bool(not isinstance(tokens[n + 2], Quantity) and tokens[n + 2].get("hedge"))
        if (
            way is None
            or q >= len(tokens)
            or not isinstance(tokens[q], Quantity)
            or tokens[q].unit == "percent"
        ):
            continue
        if any(t.get("role") == way and t.get("measure") is None for t in tokens[q + 1 : q + 4]):
            continue
        at = tokens[q].end
        led = [make_token(at, at, {"role": way}), make_token(at, at, {"area": whose["area"]})]
        own = [] if any(t.get("commodity") for t in tokens[q + 1 : q + 3]) else what
        return [*tokens[: k + 1], *tokens[n + 1 : q + 1], *own, *led, *tokens[q + 1 :]]
    return tokens
