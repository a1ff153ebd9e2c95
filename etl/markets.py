"""Markets and suppliers that a sentence lists with what each took or sold, without ranking them."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token

_WAYS = {"exports": "to", "imports": "from"}
_BETWEEN = 8  # most words from the noun to the first of those listed
_PASSED = frozenset({"period", "commodity", "ignore", "hedge"})

Tokens = list[Token | Quantity]


def took_of_trade(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """ "ASEAN took 322 bn of it", "of which ASEAN took 52 percent": what is taken of all trade is a part of it, and not
    bought."""
    out = list(tokens)
    for k, t in enumerate(tokens[:-1]):
        if t.get("measure") != "buy" or not k or not tokens[k - 1].get("area"):
            continue
        behind = [u for u in tokens[k + 1 : k + 5] if not u.get("hedge")]
        if (
            not behind
            or not isinstance(behind[0], Quantity)
            or behind[0].unit in ("tonnes", "rank", "projects")
        ):
            continue
        whole = len(behind) > 1 and behind[1].get("link") == "of_which"
        equal = any(u.get("share") == "equal" for u in behind[1:3])
        whole = whole or behind[0].unit == "percent" and equal
        if whole or any(u.get("link") == "of_which" for u in tokens[max(0, k - 3) : k]):
            out[k] = make_token(t.start, t.end, {"change": "reach", "share": "share"})
    return out


def listed_markets(tokens: Tokens) -> Tokens:
    """ "The main markets for Vietnamese rice were China ($75 m), Cuba ($47 m) …", "its key suppliers included …": the noun
    tells of a flow as "exports to" does, where no other word has and each comes with its figure."""
    tokens = _plain_markets(tokens)
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) and t.superlative and _listed(tokens, k):
            return listed_markets(
                [*tokens[:k], *tokens[k + 1 :]]
            )  # "the largest markets were A with … and B with …"
        if isinstance(t, Quantity) or t.get("measure") in ("value", "volume"):
            return tokens
        if t.get("rank_noun") in _WAYS and (part := _took_part(tokens, k, t["rank_noun"])) is not tokens:
            return part
        if t.get("measure") or t.get("share"):
            return tokens  # a flow is told of, and the noun only says with whom
        flow = t.get("rank_noun")
        if flow not in _WAYS:
            continue
        first = _first_listed(tokens, k, flow)
        if first is None:
            return _were_markets(tokens, k)
        between = [
            make_token(u.start, u.end, {"role": "of"}) if u.get("role") else u  # "markets with export growth"
            for n, u in enumerate(tokens[k + 1 : first], k + 1)
            if not _grew(tokens, n, flow)
        ]
        if between and between[-1].get("change") == "reach":
            between.pop()
        at = tokens[first].start
        named = make_token(t.start, t.end, {"measure": flow})
        way = make_token(at, at, {"role": _WAYS[flow]})
        return [*tokens[:k], named, *between, way, *tokens[first:]]
    return tokens


def next_market(tokens: Tokens) -> Tokens:
    """ "China followed, with export revenue reaching 1.1 bn": the next of those that are told of, with its amount; the flow
    is theirs and not its own."""
    head = tokens[:6]
    if (
        len(head) < 6
        or not head[0].get("area")
        or head[1].get("link") != "but"
        or head[2].get("punct") != ","
    ):
        return tokens
    of_exports = head[3].get("role") == "with" and head[4].get("measure") in ("exports", "value")
    reached = head[5].get("change") == "reach" or head[5].get("role") == "of"
    if (
        not of_exports
        or not reached
        or not isinstance(next((t for t in tokens[6:] if not t.get("hedge")), None), Quantity)
    ):
        return tokens
    return [*tokens[:4], *tokens[6:]]


def _plain_markets(tokens: Tokens) -> Tokens:
    """ "The EU market with 684 m and the US market with 671 m": no more than the EU and the US; "to markets such as the EU,
    the US and Japan": than to these."""
    out: Tokens = []
    passed = 0
    for k, t in enumerate(tokens):
        if k < passed:
            continue
        if first := _such_as(tokens, k):
            at, passed = tokens[first].start, first
            out[-1] = make_token(at, at, dict(out[-1]))
            continue
        market = isinstance(t, Token) and t.get("noun") == "market" and 0 < k < len(tokens) - 2
        if (
            market
            and isinstance(tokens[k - 1], Token)
            and tokens[k - 1].get("area")
            and _has_figure(tokens, k)
        ):
            if (named := out[-1]).get("adjective"):
                out[-1] = make_token(named.start, named.end, {"area": named["area"]})
            continue
        out.append(t)
    return out


def _such_as(tokens: Tokens, k: int) -> int:
    """ "To markets such as the EU, the US and Japan": where the first of them stands, else 0."""
    t = tokens[k]
    if t.get("noun") != "market" or not k or tokens[k - 1].get("role") not in ("to", "from", "with"):
        return 0
    end = k + 1
    while end < len(tokens) and (tokens[end].get("area") or joins(tokens[end])):
        end += 1
    areas = [u for u in tokens[k + 1 : end] if u.get("area")]
    listed = len(areas) > 1 and areas[0] is tokens[k + 1]
    return k + 1 if listed and any(u.get("punct") for u in tokens[k + 1 : end]) else 0


def _has_figure(tokens: Tokens, k: int) -> bool:
    """Whether "with" or "at" and a figure stand right behind a word."""
    led = tokens[k + 1].get("role") in ("with", "at") or tokens[k + 1].get("punct") == "("
    behind = (u for u in tokens[k + 2 : k + 5] if not (u.get("hedge") or u.get("change")))
    return bool(led) and isinstance(next(behind, None), Quantity)


def several_largest(tokens: Tokens) -> bool:
    """Whether the only rank is a superlative of several markets that are listed with their figures."""
    ranks = [k for k, t in enumerate(tokens) if isinstance(t, Quantity) and t.unit == "rank"]
    return len(ranks) == 1 and tokens[ranks[0]].superlative and _listed(_plain_markets(tokens), ranks[0])


def _listed(tokens: Tokens, k: int) -> bool:
    """ "The largest markets were A with 3 bn and B with 2 bn"."""
    if k + 1 >= len(tokens) or tokens[k + 1].get("rank_noun") not in _WAYS:
        return False
    areas = [n for n, t in enumerate(tokens[k:-2], k) if t.get("area") and not t.get("adjective")]
    if len(areas) < 2 or not all(_has_figure(tokens, n) for n in areas[:2]):
        return False
    between = tokens[k + 2 : areas[0]]
    if any(isinstance(t, Quantity) or t.get("punct") for t in between):
        return False
    return any(t.get("change") == "reach" and not t.get("role") for t in between)


def _first_listed(tokens: Tokens, k: int, flow: object) -> int | None:
    """Where the first of those listed stands: an area with a figure of its own right behind it."""
    for n in range(k + 1, min(k + _BETWEEN, len(tokens) - 2)):
        t = tokens[n]
        if isinstance(t, Quantity) or t.get("punct") or t.get("link") and t.get("link") != "of_which":
            return None
        if t.get("area") is None or t.get("adjective"):
            plain = not _PASSED.isdisjoint(t) or t.get("adjective") or t.get("change") == "reach"
            plain = plain or _grew(tokens, n, flow) or t.get("noun") == "goods"
            plain = plain or t.get("role") == "with" and _grew(tokens, n + 1, flow)
            if not (plain or t.get("link") or t.get("role") in ("to", "of")):
                return None
            continue
        led = tokens[n + 1].get("punct") == "(" or tokens[n + 1].get("role") in ("with", "at")
        behind = (u for u in tokens[n + 2 : n + 5] if not (u.get("hedge") or u.get("change")))
        return n if led and isinstance(next(behind, None), Quantity) else None
    return None


def _grew(tokens: Tokens, n: int, flow: object) -> bool:
    """ "Markets witnessing export turnover increase": the words that only say that the flow to them moved."""
    t = tokens[n]
    if t.get("change") in ("up", "down"):
        return t.get("measure") is None and tokens[n - 1].get("measure") == flow
    return t.get("measure") == flow and tokens[n + 1].get("change") in ("up", "down") and not t.get("noun")


def _took_part(tokens: Tokens, k: int, flow: object) -> Tokens:
    """ "China was the destination of 75% of Vietnam's rubber", "the source of 38% of its imports": what it took or supplied."""
    if k + 3 >= len(tokens) or tokens[k + 1].get("role") not in ("of", "to"):
        return tokens
    n = k + 3 if tokens[k + 2].get("hedge") else k + 2
    q = tokens[n] if n + 1 < len(tokens) else None
    if not isinstance(q, Quantity) or q.unit != "percent":
        return tokens
    if tokens[n + 1].get("role") != "of" and tokens[n + 1].get("share") != "whole":
        return tokens
    verb = next((m for m in range(k - 1, -1, -1) if not tokens[m].get("commodity")), 0)
    verb += bool(
        tokens[verb].get("area")
    )  # "China remained the buyer of": the verb is no word of the reader's
    if verb < k and tokens[verb].get("change") != "reach" and not tokens[verb].get("ignore"):
        return tokens
    t = tokens[k]
    took = make_token(t.start, t.end, {"measure": "buy" if flow == "exports" else "supply"})
    return [*tokens[:verb], took, *tokens[k + 2 :]]


def _were_markets(tokens: Tokens, k: int) -> Tokens:
    """ "China is a major buyer of Vietnamese rice, with 1.2 m tonnes", "A and B were key suppliers, with …": the areas that
    the sentence opens with put behind the noun, which tells of the flow to or from them."""
    areas = next((n for n, t in enumerate(tokens[:k]) if not (t.get("area") or joins(t))), 0)
    verb = tokens[areas:k]
    if not areas or tokens[0].get("area") is None or any(t.get("adjective") for t in tokens[:areas]):
        return tokens
    if not verb or not all(t.get("change") == "reach" or t.get("ignore") or t.get("period") for t in verb):
        return tokens
    end = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("punct") in (",", ";", "(")), 0)
    led = tokens[end + 1 : end + 2]
    if not end or not (
        led and (led[0].get("role") == "with" or led[0].get("share") or led[0].get("change") == "lift")
    ):
        return tokens
    figure = next((n for n in range(end, len(tokens)) if isinstance(tokens[n], Quantity)), None)
    if figure is None or any(
        t.get("measure") for t in tokens[k + 1 : figure] if t.get("measure") not in _WORTH
    ):
        return tokens
    t = tokens[k]
    said = [make_token(u.start, u.end, {"role": "of"}) if u.get("role") else u for u in tokens[k + 1 : end]]
    flow = str(t.get("rank_noun"))
    at = tokens[0].start
    named = make_token(t.start, t.end, {"measure": flow})
    way = make_token(at, at, {"role": _WAYS[flow]})
    dated = [u for u in verb if u.get("period")]
    return [named, *said, way, *tokens[:areas], *dated, *tokens[end:]]


_WORTH = frozenset({"value", "volume"})
