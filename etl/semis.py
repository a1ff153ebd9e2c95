"""Semicolons that part statements as full stops do."""

from __future__ import annotations

from etl.language import Language
from etl.tokens import Quantity, Token

_OPEN = {"(": 1, "[": 1, ")": -1, "]": -1}
_NO_FLOW = (None, "value", "volume")
_SIDES = ("area", "directed", "pair")


def statements(tokens: list[Token | Quantity], lang: Language, said: str) -> list[list[Token | Quantity]]:
    """A sentence's tokens, parted where a semicolon ends one statement and what follows names a flow and when or
    between whom, before its first amount: "…, tăng 5%; xuất khẩu sang Lào đạt 2 tỷ USD". Items of a list, which only
    say what differs, stay with their sentence, and so does what "respectively" pairs. ``said`` is the sentence."""
    if lang.spaced and lang.attributive == "before":
        parts = _aims_apart(tokens) if ";" in said else [tokens]
        return [*_led_in(parts[0]), *parts[1:]] if ":" in said else parts
    if ";" not in said:
        return [tokens]
    marks = [k for k, t in enumerate(tokens) if t.get("punct") == ";"]
    if not marks or any(t.get("link") == "respectively" for t in tokens):
        return [tokens]
    out, start = [], 0
    for n, k in enumerate(marks):
        end = marks[n + 1] if n + 1 < len(marks) else len(tokens)
        before, part = tokens[start:k], tokens[k + 1 : end]
        if any(_amount(t) for t in before) and _told_apart(before, part):
            out.append(before)
            start = k + 1
    out.append(tokens[start:])
    return out


def _told_apart(before: list[Token | Quantity], part: list[Token | Quantity]) -> bool:
    own = _own(part) and not _both_of(part, before)
    return _closed(before) and (own or _next_place(before, part))


def _next_place(before: list[Token | Quantity], part: list[Token | Quantity]) -> bool:
    """四川进出口5280亿元，其中对东盟1082亿元；重庆3820亿元: another place's trade, and not with those that a part of the
    first one's is with."""
    if len(part) < 2 or not _amount(part[1]) or part[1].unit == "rank":
        return False
    area = part[0].get("area")
    k = next((k for k, t in enumerate(before[:-1]) if t.get("link") == "of_which"), None)
    if k is None or area is None or "-" not in area.code or area.type == "gate":
        return False
    if before[k + 1].get("role") != "to":
        return False
    led = any(t.get("role") or t.get("pair") for t in before[:k])
    return not led and any(t.get("measure") == "trade_total" for t in before[:k])


def _both_of(part: list[Token | Quantity], before: list[Token | Quantity]) -> bool:
    """Whether a part only tells what the trade before it is made of."""
    both = {"exports", "imports"} <= {t.get("measure") for t in part}
    again = sum(t.get("period") is not None for t in before) > 1  # 2025年…，2024年则为…；自台湾进口
    return both and not again and any(t.get("measure") == "trade_total" for t in before)


def _aims_apart(tokens: list[Token | Quantity]) -> list[list[Token | Quantity]]:
    """ "Trade was 4.6 bn, of which exports were 2.4 bn; this year's target is 5 bn": of all that the sentence tells of."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ";"), None)
    if k is None or not any(t.get("link") == "of_which" for t in tokens[:k]) or not _closed(tokens[:k]):
        return [tokens]
    part = tokens[k + 1 :]
    begins = 1 if part and part[0].get("period") else 0
    if begins + 2 > len(part) or part[begins].get("status") != "target":
        return [tokens]
    amount = next((n for n, t in enumerate(part) if isinstance(t, Quantity)), 0)
    return [tokens[:k], part] if amount and not any(t.get("measure") for t in part[:amount]) else [tokens]


def _led_in(tokens: list[Token | Quantity]) -> list[list[Token | Quantity]]:
    """ "India was the main source: 5 m tonnes came from there": what stands before a colon is a statement of its own,
    where it has a verb, names somebody, but no flow, and states no amount."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), None)
    if k is None or k + 1 >= len(tokens) or any(isinstance(t, Quantity) for t in tokens[:k]):
        return [tokens]
    lead = tokens[:k]
    verb = any(t.get("change") for t in lead)
    named = any(kind in t for t in lead for kind in _SIDES)
    rest = tokens[k + 1 :]
    flows = any(t.get("measure") and not t.get("rank_noun") for t in lead)
    if not (verb and named) or flows or not any(_amount(t) for t in rest):
        return [tokens]
    end = next((n for n, t in enumerate(rest) if t.get("punct") in (",", ";")), len(rest))
    own = any(t.get("measure") not in _NO_FLOW for t in rest[: max(end, 1)])
    return [lead, rest] if own and not rest[0].get("measure") else [tokens]


def _amount(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and bool(t.unit)


def _closed(tokens: list[Token | Quantity]) -> bool:
    """Whether every bracket that opens is closed."""
    return sum(_OPEN.get(str(t.get("punct")), 0) for t in tokens) <= 0


def _own(part: list[Token | Quantity]) -> bool:
    k = next((k for k, t in enumerate(part) if _amount(t)), None)
    if k is None or part[k].unit == "rank" or k and part[k - 1].get("role") == "from":
        return False
    head = part[:k]
    if all(t.get("measure") in _NO_FLOW for t in head):
        return False
    return any(t.get("period") or any(kind in t for kind in _SIDES) for t in head)
