"""Figures that a sentence gives before it says whose they are: "With 61 bn USD, China was the second largest market"."""

from __future__ import annotations

from itertools import pairwise

from etl.tokens import Quantity, Token, make_token

_MARKS = (",", ";", ":", "(", ")")
_STOPS = (*_MARKS, ".")
_NO_AMOUNT = ("rank", "percent", "times", None)
_MONEY = 6  # the scale from which an amount needs no currency of its own
_WITH = 3  # most code points between who ranks and the amount
_NEXT = len(" their ")  # most code points between words that belong together
_FLOWS = frozenset(
    {"exports", "imports", "trade_total", "surplus", "deficit", "fdi", "fdi_registered", "fdi_realised"}
)


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
    shared = tokens[first].get("share") == "share"
    return [
        *tokens[:first],
        *tokens[comma + 1 : at],
        *([tokens[comma]] if shared else []),
        *group,
        *([tokens[comma]] if at == owner + 1 and not shared else []),
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


def behind_rank(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """ "China, with 144 bn USD, was Vietnam's largest source of imports": the amount between who ranks and the rank, put
    behind the rank."""
    k = next((k for k, t in enumerate(tokens[:6]) if t.get("area")), None)
    if (
        k is None
        or len(tokens) < k + 6
        or tokens[k + 1].get("punct") != ","
        or tokens[k + 2].get("role") != "with"
    ):
        return tokens
    comma = next((n for n in range(k + 3, len(tokens)) if tokens[n].get("punct") in _MARKS), len(tokens))
    group = tokens[k + 2 : comma]
    if comma == len(tokens) or tokens[comma].get("punct") != "," or not _one_figure(group):
        return tokens
    end = next((n for n in range(comma + 1, len(tokens)) if tokens[n].get("punct") in _STOPS), len(tokens))
    main = tokens[comma + 1 : end]
    told = [t for t in main if isinstance(t, Quantity)]
    if len(told) != 1 or told[0].unit != "rank" or not any(t.get("rank_noun") for t in main):
        return tokens
    return [*tokens[: k + 1], *main, tokens[comma], *group, *tokens[end:]]


def behind_measure(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """The tokens with a figure that opens the sentence behind what it is of: "At 20 bn USD, exports to China were a
    record", "Up 5 percent from a year ago, exports to China reached 61 bn"."""
    first = next(
        (k for k, t in enumerate(tokens[:4]) if not (t.get("period") or t.get("punct") == "," and k)), None
    )
    lead = tokens[first].get("change") if first is not None else None
    if lead not in ("reach", "up", "down", "start") or tokens[first].get("role") == "to":
        return tokens
    if lead == "start" and not (first == 0 and any(t.get("period") for t in tokens[:5])):
        return tokens  # "From 32 m USD in 1991, trade has swelled to 200 bn"
    if first and tokens[first - 1].get("punct") != ",":
        return tokens  # "February's total was 989 m, including exports of 519 m"
    comma = next((k for k in range(first, len(tokens)) if tokens[k].get("punct") in _MARKS), len(tokens))
    group = tokens[first:comma]
    if comma + 2 >= len(tokens) or tokens[comma].get("punct") != ",":
        return tokens
    if not (_one_figure(group) or lead in ("up", "down") and _moved_to(group)):
        return tokens
    told = comma + 1
    while told < len(tokens) and not (tokens[told].get("measure") in _FLOWS or _closes(tokens[told])):
        told += 1
    if told == len(tokens) or _closes(tokens[told]):
        return tokens
    # "Worth 3 bn USD, the deal covers exports of rice" tells of the deal
    if any(u.start - t.end > _NEXT for t, u in pairwise(tokens[comma : told + 1])):
        return tokens
    end = next((k for k in range(told, len(tokens)) if _closes(tokens[k])), len(tokens))
    if lead == "start" and end < len(tokens) and isinstance(tokens[end], Quantity):
        _of_one_currency(group, tokens[end])
    if lead == "reach":
        verb = (k for k in range(told + 1, end) if tokens[k].get("change") and not tokens[k].get("role"))
        at = next(verb, end)
        if (
            at < end < len(tokens)
            and tokens[at].get("change") == "reach"
            and isinstance(tokens[end], Quantity)
        ):
            return tokens  # "At the gate of Huu Nghi in March, exports were worth 5 bn"
        return [*tokens[:first], *tokens[comma + 1 : at], *group, *tokens[at:]]
    at = end + 1 if end < len(tokens) and isinstance(tokens[end], Quantity) else end
    while end < at < len(tokens) and tokens[at].get("period"):
        at += 1  # "…, trade stood at 172 bn in 2023"
    return [*tokens[:first], *tokens[comma + 1 : at], tokens[comma], *group, *tokens[at:]]


def _one_figure(group: list[Token | Quantity]) -> bool:
    """Whether a group holds one figure and nothing that it would be of."""
    figures = [t for t in group if isinstance(t, Quantity)]
    named = any(t.get("area") or t.get("anaphor") or t.get("measure") not in (None, "value") for t in group)
    return len(figures) == 1 and figures[0].unit not in (None, "rank") and not named


def _of_one_currency(group: list[Token | Quantity], later: Quantity) -> None:
    """ "From 32 m USD in 1991, trade swelled to 107 bn": the amount that it grew to is in the same money."""
    first = next((t for t in group if isinstance(t, Quantity)), None)
    if first is not None and later.unit is None and later.scale >= _MONEY and first.unit not in _NO_AMOUNT:
        later.unit, later.factor = first.unit, first.factor


def _moved_to(group: list[Token | Quantity]) -> bool:
    """ "Rising 26 percent to 4.4 m tonnes, coal imports made up half": how far and to what."""
    figures = [k for k, t in enumerate(group) if isinstance(t, Quantity)]
    if (
        len(figures) != 2
        or group[figures[0]].unit != "percent"
        or group[figures[1]].unit in ("percent", "rank")
    ):
        return False
    between = group[figures[0] + 1 : figures[1]]
    named = any(t.get("area") or t.get("anaphor") or t.get("measure") not in (None, "value") for t in group)
    return any(t.get("change") == "reach" for t in between) and not named


def _closes(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or t.get("punct") in (*_MARKS, ".") or t.get("link") == "but"


def _first(tokens: list[Token | Quantity]) -> int | None:
    """Where "with" or "accounting for" opens the sentence, or follows the period that opens it."""
    for k, t in enumerate(tokens[:4]):
        if t.get("role") == "with" or _takes_part(tokens, k):
            return k
        if isinstance(t, Quantity) or not (t.get("period") or t.get("punct") == "," and k):
            return None
    return None


def _takes_part(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a word for a share stands right before a percentage: "Accounting for 36 percent of the market, …"."""
    if tokens[k].get("share") != "share":
        return False
    q = next((t for t in tokens[k + 1 : k + 3] if not t.get("hedge")), None)
    return isinstance(q, Quantity) and q.unit == "percent"


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
