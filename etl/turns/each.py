"""Several that are told of in one breath: each with a figure of its own, or all with one."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import FLOWS, Tokens
from etl.turns.together import listed_before, one_nation

_TRADED = frozenset({*FLOWS, "trade_total", "fdi"})
_LED = frozenset({"to", "from", "with"})
_MOVED = _TRADED | {"arrivals"}
_SAID = 3  # most words between those listed and what they trade
_TOLD = 4  # most words between whom they trade with and the figure


def each_to_one(tokens: Tokens) -> Tokens:
    """泰国、马来西亚分别对中国出口40亿和50亿美元: as of 对中国出口分别40亿和50亿美元."""
    for k, t in enumerate(tokens):
        if t.get("link") != "respectively" or t.get("share") or t.get("change") or k < 3:
            continue
        end = k - bool(tokens[k - 1].get("period"))
        first = listed_before(tokens, end - 1) if tokens[end - 1].get("area") else end
        if first > end - 3 or first and tokens[first - 1].get("role"):
            continue
        n = next((n for n in range(k + 1, min(k + 7, len(tokens))) if isinstance(tokens[n], Quantity)), 0)
        words = tokens[k + 1 : n]
        if not words or any(u.get("punct") for u in words) or any(u.get("change") for u in words[1:]):
            continue
        to = words[0].get("directed") or words[0].get("role") in _LED and words[1:] and words[1].get("area")
        if not to or not any(u.get("measure") in FLOWS for u in words[1:]):
            continue
        return [*tokens[:first], *tokens[end:k], *tokens[first:end], *words, t, *tokens[n:]]
    return tokens


def with_all(tokens: Tokens) -> Tokens:
    """对越南、老挝、缅甸进出口728亿元: one figure with all who are named, as with one."""
    for k in range(len(tokens) - 5):
        if tokens[k].get("role") not in (*_LED, "at") or not tokens[k + 1].get("area"):
            continue
        last = k + 1
        while last + 2 < len(tokens) and tokens[last + 2].get("area") and _joins(tokens[last + 1]):
            last += 2
        if last < k + 3 or not all(one_nation(tokens[n]) for n in range(k + 1, last + 1, 2)):
            continue
        n = next((n for n in range(last + 1, len(tokens)) if isinstance(tokens[n], Quantity)), 0)
        words = _once(tokens[_behind(tokens, last) : n])
        words = [u for u in words if u.get("link") != "sum"]
        if not 1 <= len(words) <= _SAID or any(_apart(u) for u in words):
            continue
        if not any(u.get("measure") in _TRADED for u in words) or _listed(tokens[n : n + 3]):
            continue
        codes = list(dict.fromkeys(tokens[n]["area"].code for n in range(k + 1, last + 1, 2)))
        every = Area("+".join(codes), "country")
        all_of_them = make_token(tokens[k + 1].start, tokens[last].end, {"area": every})
        said = [u for u in words if u.get("number") is None]
        return [*tokens[: k + 1], all_of_them, *said, *with_all(tokens[n:])]
    return tokens


def from_all(tokens: Tokens) -> Tokens:
    """中国、日本、韩国对越南出口4570亿元: one figure of all who are named, as of one; 增长10%、8%和6%: each has its own."""
    for last in range(2, len(tokens) - 2):
        first = listed_before(tokens, last) if tokens[last].get("area") else last
        if first == last or first and not _begins(tokens[first - 1]):
            continue
        if not all(one_nation(tokens[n]) for n in range(first, last + 1, 2)):
            continue
        n = next((n for n in range(last + 1, len(tokens)) if isinstance(tokens[n], Quantity)), 0)
        start = _behind(tokens, last)
        words = tokens[start:n]
        led = 2 if words and words[0].get("role") in _LED else 1
        if len(words) <= led or not (words[led - 1].get("area") or words[0].get("directed")):
            continue
        said = words[led:]
        told = any(u.get("measure") in _MOVED for u in said)
        if len(said) > _TOLD or not told or any(_apart(u) and u.get("link") != "sum" for u in said):
            continue
        figures, _ = row(tokens, n, lambda t: isinstance(t, Quantity) and t.unit != "rank")
        if _listed(tokens[n : n + 3]):
            if len(figures) != (last - first) // 2 + 1:
                continue
            at = tokens[n].start
            return [*tokens[:n], make_token(at, at, {"link": "respectively"}), *tokens[n:]]
        codes = list(dict.fromkeys(tokens[n]["area"].code for n in range(first, last + 1, 2)))
        every = Area("+".join(codes), "country")
        all_of_them = make_token(tokens[first].start, tokens[last].end, {"area": every})
        return [*tokens[:first], all_of_them, *words, *tokens[n:]]
    return tokens


def _begins(before: Token | Quantity) -> bool:
    """Whether a clause begins behind."""
    return bool(before.get("punct") in (",", ";") or before.get("period") or before.get("link") == "of_which")


def _behind(tokens: Tokens, last: int) -> int:
    """Past what only ends the list: 对日本、韩国、美国等三大市场的出口."""
    k = last + 1
    while k < len(tokens) and (
        tokens[k].get("noun") == "market"
        or tokens[k].get("role") == "of"
        or tokens[k].get("anaphor") == "both"
        or tokens[k].get("ignore")
        or tokens[k].get("number") is not None
        and not isinstance(tokens[k], Quantity)
    ):
        k += 1
    return k


def _once(words: Tokens) -> Tokens:
    """出口也大幅增加，同比增加: the same said twice of one figure."""
    at = next((k for k, t in enumerate(words) if t.get("punct") == ","), 0)
    if not at or not words[at + 1 :] or any(not t.get("compare") for t in words[at + 1 : -1]):
        return words
    change = words[-1].get("change")
    return [*words[: at - 1], words[-1]] if change and words[at - 1].get("change") == change else words


def _joins(t: object) -> bool:
    return not isinstance(t, Quantity) and t.get("link") == "and"


def _apart(t: object) -> bool:
    kinds = ("punct", "link", "area", "anaphor", "role", "rank_noun")
    return any(t.get(kind) for kind in kinds)


def _listed(behind: Tokens) -> bool:
    """Whether several figures stand there in a row."""
    if len(behind) < 3 or not _joins(behind[1]):
        return False
    return isinstance(behind[2], Quantity) and behind[2].unit in (behind[0].unit, None)
