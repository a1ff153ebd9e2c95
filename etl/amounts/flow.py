"""The flow that words right beside an amount name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause, joins
from etl.frame import Frame, Val
from etl.language import english
from etl.reading import GOODS, MONEY, TRADE
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_BALANCES = frozenset({"surplus", "deficit"})
_TIGHT = 14  # most code points between a quantity and a word that qualifies it from behind


def own_flow(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """Read a flow that is named right beside the number into the frame; whether one was found."""
    money = c.quantity.unit in MONEY
    if money and (led := _led_flow(s, c)) is not None:
        frame.flow, frame.deficit = Val(led.get("measure"), (led.start, led.end), "read"), False
        return True
    if not money and english(s.lang) and shipped_behind(s, c, frame):
        return True
    if right_measure(s, c, frame, money) or money and later_measure(s, c, frame):
        return True
    return frame.flow.value is None and c.quantity.unit in GOODS and _behind_whence(s, c, frame)


def right_measure(s: _Sentence, c: Clause, frame: Frame, money: bool) -> bool:
    """A measure behind the number ("25.7 million USD of imports") wins over one before it when it is close."""
    q = c.quantity
    stated_left = "measure" in c.left_kinds and any(
        t.get("measure") and t.get("measure") not in ("value", "volume")
        for part in c.left
        if isinstance(part, list)
        for t in part
    )
    if "measure" not in c.right_kinds:
        return stated_left
    earned = any(t.get("measure") == "earn" for t in c.near)  # "raked in 1.3 bn USD in FDI"
    for k, t in enumerate(c.right):
        code = t.get("measure")
        if t.get("rank_noun") and not money:
            continue
        if code in (None, "value", "volume", "other", "attract"):
            continue
        if code == "border_trade" and any(t.get("measure") in _BALANCES for t in c.near):
            continue  # "a surplus of 800 m in border trade"
        if code == "arrivals" and money or code in ("fdi_projects", "agreements"):
            continue
        gap = s.text[q.end : t.start]
        linked = (
            k == 0
            and len(gap) <= _TIGHT
            or k == 1
            and c.right[0].get("role") in ("of", "at")
            and len(gap) <= 24
            or k == 1
            and c.right[0].get("commodity")
            and len(gap) <= 30
            or k == 2
            and c.right[0].get("role") in ("of", "at")
            and c.right[1].get("area")
            and len(gap) <= 30
            or k == 2
            and c.right[0].get("role") == "of"
            and c.right[1].get("commodity")
            and s.lang.attributive == "before"
            and len(gap) <= 40
            or k in (2, 3)
            and c.right[0].get("change") in ("up", "down")
            and c.right[1].get("role") == "at"  # "a 4 bn USD rise in (durian) exports"
            and len(gap) <= 40
            or k == 2  # "17 bn of it in exports"
            and c.right[0].get("link") == "of_which"
            and c.right[1].get("role") == "at"
            and len(gap) <= 24
            or k in (1, 2)
            and c.right[0].get("link") == "of_which"
            and len(gap) <= 24
            and all(u.get("area") for u in c.right[1:k])
        )
        linked = linked or (
            len(gap) <= 40 and any(u.get("change") == "reach" for u in c.right[:k]) and not stated_left
        )
        apart = not k and gap.strip() and c.after is not None and s.lang.spaced
        if apart and any(u.get("change") in ("reach", "up", "down") for u in c.right[1:]):
            break  # "the deficit rose to 18 bn as imports from China reached 34 bn"
        weak = code in ("buy", "sell") or (code == "fdi" and not earned)
        if stated_left and not (linked and not weak and not c.after):
            continue
        if not stated_left and not linked and frame.flow.how == "read":
            continue
        if not linked and len(gap) > 60:
            continue
        s.measure(
            [*(t for t in c.near if t.get("measure") not in ("value", "volume")), *c.right[: k + 1]],
            frame,
            c,
            None,
        )
        return True
    return stated_left


def shipped_behind(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "529,000 tonnes of rice worth 198 m were exported", "96,000 tonnes of lychees and 150,000 of melons were sold to
    China": the verb behind all that the sentence begins with, where several amounts stand before it."""
    if c.quantity.unit not in GOODS or frame.flow.how == "read" or not _begins(s, c):
        return False
    rest, amounts = s.tokens[c.index + 1 :], 0
    for k, t in enumerate(rest[:-1]):
        if isinstance(t, Quantity):
            amounts += 1
            if t.unit not in GOODS and t.unit not in MONEY:
                return False
        elif (
            t.get("change") == "reach" and rest[k + 1].get("measure") in _SHIPPED and t.get("measure") is None
        ):
            if not amounts:
                return False
            end = next((n for n, u in enumerate(rest) if n > k and _ends(u)), len(rest))
            s.measure(rest[k + 1 : end], frame, c, None)
            return True
        elif not (
            joins(t) or t.get("hedge") or _WHAT & set(t) or t.get("role") == "of" or t.get("share") == "whole"
        ):
            if t.get("measure") != "value":
                return False
    return False


def _ends(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or bool(t.get("punct"))


def _begins(s: _Sentence, c: Clause) -> bool:
    """Whether nothing before the number tells of a flow."""
    return not any(
        isinstance(t, Token) and t.get("measure") not in (None, "value", "volume")
        for t in s.tokens[: c.index]
    )


_WHAT = frozenset({"commodity", "adjective", "noun", "tense"})
_SHIPPED = frozenset({"exports", "imports", "sell"})


def _behind_whence(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "3,600 tonnes of lychees from Hai Duong, Bac Giang and Vinh Phuc were exported": the verb behind goods and the
    several places that they are from."""
    rest = s.tokens[c.index + 1 :]
    k = next((k for k, t in enumerate(rest) if not _WHENCE & set(t) and not joins(t)), 0)
    while k < len(rest) and rest[k].get("change") == "reach":
        k += 1
    if not s.lang.spaced or k >= len(rest) or rest[k].get("measure") not in TRADE:
        return False
    if not any(t.get("role") == "from" for t in rest[:k]):
        return False
    s.measure([t for t in rest[: k + 3] if isinstance(t, Token)], frame, c, None)
    return True


_WHENCE = frozenset({"area", "commodity", "role", "share"})


def later_measure(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Durians, valued at 2 bn USD, led the exports": the flow is named only behind the sentence's last number."""
    told = any(t.get("measure") not in (None, "value", "volume") for t in s.tokens[: c.index])
    rest = s.tokens[c.index + 1 :]
    if not told and frame.flow.value == "trade_total" and (flow := _part_of_flow(rest)) is not None:
        frame.flow = Val(flow.get("measure"), (flow.start, flow.end), "read")
        return True
    figures = any(isinstance(t, Quantity) and not t.superlative for t in rest)
    words = rest[:5]
    if len(words) > 2 and words[0].get("punct") == "," and words[1].get("change") == "reach":
        flow = next((n for n, t in enumerate(words) if t.get("measure") in ("exports", "imports")), None)
        if flow is not None and not any(isinstance(t, Quantity) for t in words[:flow]):
            figures = False  # "the better part of it, 1.5 bn, was Viet Nam's imports, up 443%"
    if told or s.readings or frame.flow.how != "inherited" or figures:
        return False
    k = next((k for k, t in enumerate(rest) if t.get("measure") in ("exports", "imports")), None)
    if k is None or any(t.get("punct") == ";" for t in rest[:k]):
        return False
    s.measure(rest[: k + 1], frame, c, None)
    return True


def _led_flow(s: _Sentence, c: Clause) -> Token | None:
    """ "Machinery (350 m) led imports, copper (230 m) exports": the flow behind the bracket with what goods came to."""
    k = c.index
    if k < 2 or k + 2 >= len(s.tokens) or s.lang.attributive != "before":
        return None
    before, after = s.tokens[k - 1], s.tokens[k + 1]
    if before.get("punct") != "(" or after.get("punct") != ")" or not s.tokens[k - 2].get("commodity"):
        return None
    for t in s.tokens[k + 2 : k + 5]:
        if isinstance(t, Quantity) or t.get("punct") or t.get("link") or t.get("commodity"):
            return None
        if t.get("measure") in ("exports", "imports") and not t.get("rank_noun"):
            return t
    return None


def _part_of_flow(rest: list[Token | Quantity]) -> Token | None:
    """ "… worth 1.1 bn USD, or 64 percent of exports": the flow that an amount is a share of, right behind it."""
    words = [t for t in rest[:6] if not (t.get("hedge") or t.get("role") == "of" or t.get("link") == "total")]
    if len(words) < 4 or words[0].get("punct") != "," or words[1].get("share") not in ("share", "equal"):
        return None
    percent = isinstance(words[2], Quantity) and words[2].unit == "percent"
    return words[3] if percent and words[3].get("measure") in ("exports", "imports") else None


def both_summed(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Xuất khẩu sang Việt Nam 146,6 tỷ USD; nhập khẩu 88,6 tỷ USD. Tổng cộng 235,2 tỷ USD": what exports and imports told
    last add up to is the trade of the same two, where a word says that it is all."""
    told = [x for x in (*s.r.levels, *s.readings) if x.transform == "level" and x.q.unit == c.quantity.unit][
        -2:
    ]
    if len(told) < 2 or {x.indicator for x in told} != {"exports", "imports"}:
        return False
    if not any(t.get("link") == "total" or t.get("tense") == "stock" for t in c.near):
        return False
    if any(t.get("measure") not in (None, "value", "total_value") or t.get("area") for t in c.near):
        return False
    first, last = (x.frame for x in told)
    if (first.reporter.value, first.partner.value) != (last.reporter.value, last.partner.value):
        return False
    if abs(told[0].value + told[1].value - c.quantity.value) > c.quantity.value / 200:
        return False
    span = (c.quantity.start, c.quantity.end)
    frame.flow, frame.bilateral = Val("trade_total", span, "read", "both_countries_trade"), True
    frame.reporter, frame.partner = last.reporter.inherited(), last.partner.inherited()
    return True


def whole_told(s: _Sentence, c: Clause) -> Val | None:
    """ "Circuits, at 5.5 bn, made up two thirds of the imports": the whole of the share behind says what the number
    is of."""
    if c.right or "percent" not in s.units or not s.lang.spaced:
        return None
    behind = s.tokens[c.index + 1 : c.index + 10]
    if len(behind) < 2 or behind[0].get("punct") != "," or behind[1].get("share") != "share":
        return None
    since = max((k for k, t in enumerate(c.near) if t.get("punct") == ";"), default=-1) + 1
    if any(t.get("measure") not in (None, "value") for t in c.near[since:]):
        return None
    k = next((k for k, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if k is None or behind[k].unit != "percent":
        return None
    if any(not t.get("hedge") for t in behind[2:k]):
        return None
    words = behind[k + 1 : k + 4]
    if not words or not (words[0].get("share") == "whole" or words[0].get("role") == "of"):
        return None
    end = next((n for n, t in enumerate(words) if t.get("punct") or t.get("link")), len(words))
    flow = next((t for t in words[:end] if t.get("measure") in TRADE), None)
    return Val(flow.get("measure"), (flow.start, flow.end), "read") if flow is not None else None
