"""Figures that a sentence gives before it says whose they are: "With 61 bn USD, China was the second largest market"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token

_MARKS = (",", ";", ":", "(", ")")
_STOPS = (*_MARKS, ".")
_NO_AMOUNT = ("rank", "percent", "times", None)
_WITH = 3  # most code points between who ranks and the amount


def behind_owner(tokens: list[Token | Quantity], links: set[object]) -> list[Token | Quantity]:
    """The tokens with such figures behind the one whose they are: behind its rank, where the clause ranks it ("China
    was the second largest market with 61 bn USD"), else right behind its name. ``links`` are what words of the sentence link."""
    first = _first(tokens)
    if first is None and "of_which" in links:
        first = _in_part(tokens)
    if first is None:
        return tokens
    comma = next((k for k in range(first, len(tokens)) if tokens[k].get("punct") in _MARKS), len(tokens))
    # the group may hold a comma of its own: "with 46 projects, worth 2 bn USD, Japan …"
    while comma < len(tokens) and _goes_on(tokens, comma):
        comma = next(
            (k for k in range(comma + 1, len(tokens)) if tokens[k].get("punct") in _MARKS), len(tokens)
        )
    group = tokens[first:comma]
    if comma + 2 >= len(tokens) or tokens[comma].get("punct") != "," or not _figures(group):
        return tokens
    owner = comma + 1
    if tokens[owner].get("noun") == "market" or tokens[owner].get("anaphor") == "region":
        owner += 1
    area = tokens[owner].get("area")
    if area is None or tokens[owner + 1].get("punct") or tokens[owner + 1].get("link") == "and":
        return tokens
    end = next((k for k in range(owner + 1, len(tokens)) if tokens[k].get("punct") in _MARKS), len(tokens))
    if end == len(tokens) and tokens[-1].get("punct") == ".":
        end -= 1
    main = tokens[owner + 1 : end]
    told = [t for t in main if isinstance(t, Quantity)]
    if told and all(t.unit == "rank" for t in told):
        # "With 79 bn USD, Viet Nam was the third largest partner after China": before those that it comes after
        behind = (k for k in range(owner + 1, end) if tokens[k].get("role") in ("aside", "behind"))
        at = next(behind, end)
    elif not any(t.get("measure") in ("exports", "imports") for t in main):
        at = owner + 1
    else:
        return tokens
    return [
        *tokens[:first],
        *tokens[comma + 1 : at],
        *group,
        *([tokens[comma]] if at == owner + 1 else []),
        *tokens[at:],
    ]


def behind_place(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """越南以73万吨成为中国第二大榴莲供应国: the amount that stands right behind who ranks with it, put behind the rank."""
    for n, q in enumerate(tokens[1:-1], 1):
        if not isinstance(q, Quantity) or q.unit in _NO_AMOUNT:
            continue
        k = n - 2 if n > 1 and tokens[n - 1].get("hedge") else n - 1
        end = next((n for n in range(n + 1, len(tokens)) if tokens[n].get("punct") in _STOPS), len(tokens))
        main = tokens[n + 1 : end]
        told = [t for t in main if isinstance(t, Quantity)]
        if not tokens[k].get("area") or not told or any(t.unit != "rank" for t in told):
            continue
        if tokens[k + 1].start - tokens[k].end > _WITH:
            continue
        noun = next((t for t in main if t.get("rank_noun")), None)
        if noun is None or any(t.get("measure") and t is not noun for t in main):
            continue
        comma = make_token(q.end, q.end, {"punct": ","})
        return [*tokens[: k + 1], *main, comma, *tokens[k + 1 : n + 1], *tokens[end:]]
    return tokens


def _first(tokens: list[Token | Quantity]) -> int | None:
    """Where "with" opens the sentence, or follows the period that opens it."""
    for k, t in enumerate(tokens[:4]):
        if t.get("role") == "with":
            return k
        if isinstance(t, Quantity) or not (t.get("period") or t.get("punct") == "," and k):
            return None
    return None


def _in_part(tokens: list[Token | Quantity]) -> int | None:
    """Where "with" opens a part of a sentence: "…, trong đó với 3,6 tỷ USD, Trung Quốc là thị trường lớn nhất"."""
    pairs = zip(tokens, tokens[1:], strict=False)
    led = (k for k, (t, u) in enumerate(pairs, 1) if t.get("link") == "of_which" and u.get("role") == "with")
    return next(led, None)


def _goes_on(tokens: list[Token | Quantity], comma: int) -> bool:
    nxt = tokens[comma + 1 : comma + 2]
    told = ("measure", "hedge", "change")
    led = bool(nxt) and (isinstance(nxt[0], Quantity) or any(nxt[0].get(kind) for kind in told))
    return tokens[comma].get("punct") == "," and led


def _figures(group: list[Token | Quantity]) -> bool:
    quantities = [t for t in group if isinstance(t, Quantity)]
    named = any(t.get("area") or t.get("pair") or t.get("anaphor") for t in group if isinstance(t, Token))
    return bool(quantities) and not named and all(t.unit not in (None, "rank") for t in quantities)
