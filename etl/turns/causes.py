"""Those who helped or hurt a country's trade as a whole: no figure is theirs."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import TOLD, Tokens, good

_FAR = 12  # most tokens from those named to the whole, and from the whole to its figure
_FEW = 4  # most tokens from the word that opens a sentence to those named: "owing to weak demand in"


def causes(tokens: Tokens) -> Tokens:
    """ "Thanks to Thailand and Indonesia, total sales rose 10.9%": neither is whose sales or to whom these are; nor in
    "Sales to Thailand and Indonesia limited the fall in total exports to 10.9%"."""
    dropped: set[int] = set()
    out = list(tokens)
    for k, t in enumerate(tokens):
        if t.get("link") == "but" and t.get("role") == "aside":
            n = _names(tokens, k + 1)
            if n > k + 1 and any(_whole(tokens, j) for j in _before_figure(tokens, n)):
                dropped |= {*range(k + 1, n)}
            elif not k or tokens[k - 1].get("punct") == ";":
                dropped |= _opening(tokens, k + 1)
            out[k] = make_token(t.start, t.end, {"link": "but"})
        elif t.get("link") == "total" and _fall_of_all(tokens, k):
            dropped |= _led(tokens, k, bare=not t.get("measure"))
    return [t for n, t in enumerate(out) if n not in dropped]


def _opening(tokens: Tokens, k: int) -> set[int]:
    """The places of those named in "Dragged down by the US and the EU, exports fell 11.9%"."""
    n = k
    while n < min(len(tokens), k + _FEW) and not tokens[n].get("area"):
        if isinstance(tokens[n], Quantity) or tokens[n].get("measure") or tokens[n].get("punct"):
            return set()
        n += 1
    end = n + 1 if _nation(tokens[n : n + 2]) else _names(tokens, n)
    while end > n and end < len(tokens) and _nation(tokens[n : n + 1]) and not tokens[end].get("punct"):
        if isinstance(tokens[end], Quantity) or tokens[end].get("measure") or tokens[end].get("area"):
            return set()
        end += 1
    if end == n or end >= len(tokens) or tokens[end].get("punct") != ",":
        return set()
    told = any(t.get("measure") in TOLD for t in tokens[end + 1 : end + 5] if not isinstance(t, Quantity))
    led = n - (n > k and bool(tokens[n - 1].get("role")))
    return {*range(led, end)} if told else set()


def _nation(words: Tokens) -> bool:
    """Whether a nation's word stands there: "Chinese demand"."""
    return bool(words and words[0].get("area") and words[0].get("adjective"))


def _fall_of_all(tokens: Tokens, k: int) -> bool:
    """Whether a rise or fall of all is told of at ``k``: "the fall in total exports", "the overall fall to 11%"."""
    t, led, behind = tokens[k], tokens[k - 1] if k else tokens[k], tokens[k + 1 : k + 3]
    if t.get("measure") in TOLD:
        return bool(t.get("role") == "at" and led.get("change") in ("up", "down"))
    if len(behind) < 2 or behind[0].get("change") not in ("up", "down") or isinstance(behind[1], Quantity):
        return False
    return bool(behind[1].get("change") == "reach")


def _led(tokens: Tokens, k: int, bare: bool) -> set[int]:
    """The places of those named ahead of the whole at ``k`` whose demand or whose goods helped it, and of the word that
    leads them."""
    out: set[int] = set()
    start = next((n + 1 for n in range(k - 1, max(-1, k - _FAR), -1) if _ends(tokens[n])), max(0, k - _FAR))
    for n in range(start, k - 1):
        way = tokens[n].get("role")
        end = _names(tokens, n + 1)
        if end == n + 1 or end > k or way not in ("to", "with", "from"):
            continue
        flow = any(u.get("measure") for u in tokens[max(start, n - 2) : n])
        if flow if way == "from" else bare or not flow:
            continue  # "Exports from Thailand …", "Exports to China overall fell …"
        if not any(u.get("measure") for u in tokens[end:k]):
            out |= {*range(n, end)}
    return out


def _whole(tokens: Tokens, k: int) -> bool:
    """Whether all of a flow is told of at ``k``: "total exports", "overall rice sales", "the overall fall"."""
    t = tokens[k]
    if t.get("link") != "total":
        return False
    words = tokens[k + 1 : k + 4]
    n = next((n for n, u in enumerate(words) if not good(u)), 0)
    return (
        t.get("measure") in TOLD or bool(words) and words[n].get("measure") in TOLD or _fall_of_all(tokens, k)
    )


def _before_figure(tokens: Tokens, k: int) -> range:
    """The places from ``k`` to the next figure, none where a sentence part ends before it."""
    end = next((n for n in range(k, min(len(tokens), k + _FAR)) if _ends(tokens[n])), k)
    return range(k, end if end < len(tokens) and isinstance(tokens[end], Quantity) else k)


def _names(tokens: Tokens, k: int) -> int:
    """Behind the names that stand at ``k``, one or several."""
    n = k
    while n < len(tokens):
        if tokens[n].get("area") and not tokens[n].get("adjective"):
            n += 1
        elif n > k and _joins(tokens[n]) and any(t.get("area") for t in tokens[n + 1 : n + 2]):
            if tokens[n].get("punct") and not _goes_on(tokens, n + 2):
                break  # "Helped by the US, Viet Nam …"
            n += 1
        else:
            break
    return n


def _goes_on(tokens: Tokens, k: int) -> bool:
    return any(_joins(t) for t in tokens[k : k + 1])


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and" or t.get("punct") == ","


def _ends(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or t.get("punct") in (";", ":", ".")
