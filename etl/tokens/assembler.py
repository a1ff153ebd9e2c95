"""A number put together with the scale words, the unit and the signs around it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from etl.language import COUNTED, Language
from etl.tokens.token import ONE, Quantity, Token

_GUARD = 40  # how far before a number word another one may make it no number
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@lru_cache(maxsize=8_192)
def parse_number(digits: str, decimal: str, group: str, integer: bool) -> tuple[Decimal, bool] | None:
    """The number and whether its reading is doubtful; both conventions occur even within one text.

    ``integer``: the unit counts whole things and no scale word follows, so a mark before three digits groups.
    """
    marks = {c for c in digits if c in ".,"}
    doubtful = False
    if len(marks) == 2:
        last = max(digits.rfind("."), digits.rfind(","))
        mark = digits[last]
        if digits.count(mark) > 1:
            return None
        plain = digits.replace("," if mark == "." else ".", "").replace(mark, ".")
    elif not marks:
        plain = digits
    else:
        mark = marks.pop()
        grouped = _GROUPED.fullmatch(digits) is not None
        if digits.count(mark) > 1:
            if not grouped:
                return None
            plain = digits.replace(mark, "")
        elif mark == group and grouped and not digits.startswith("0"):
            plain = digits.replace(mark, "")
        elif mark == decimal and not (grouped and integer):
            plain = digits.replace(mark, ".")
        elif grouped and not digits.startswith("0"):
            plain, doubtful = digits.replace(mark, ""), True
        else:  # the other convention's decimal mark
            plain = digits.replace(mark, ".")
    try:
        return Decimal(plain), doubtful
    except InvalidOperation:
        return None


# A quantity, which token its number is, whether that counts whole things, and whether it is put together of several.
Made = tuple[Quantity, int, bool, bool]


class Assembler:
    def __init__(self, tokens: list[Token], text: str, lang: Language) -> None:
        self.tokens, self.text, self.lang = tokens, text, lang
        self._swapped: bool | None = None
        self.made: list[Made] = []
        self.floor = 0  # where the tokens begin that no number has taken: "29.7 billion USD 49.1 percent"

    @property
    def swapped(self) -> bool:
        if self._swapped is None:  # no cached_property: its lock takes longer than most sentences need
            self._swapped = any(self.other_point(i) for i, t in enumerate(self.tokens) if "digits" in t)
        return self._swapped

    def other_point(self, i: int) -> bool:
        """Whether number ``i`` has the other convention's decimal mark: "1.95 triệu" beside "545,745 tấn"."""
        digits = self.tokens[i]["digits"]
        if self.lang.group not in digits:
            return False
        whole, mark, rest = digits.partition(self.lang.group)
        if not mark or not 1 <= len(rest) <= 2 or not (whole + rest).isdigit():
            return False
        nxt = self.tokens[i + 1] if self.near(i, i + 1) else None
        return nxt is not None and (nxt.get("scale") is not None or bool(nxt.get("unit")))

    def near(self, i: int, j: int, most: int = 2) -> bool:
        """Whether tokens ``i`` and ``j`` follow each other with at most blanks between them."""
        tokens = self.tokens
        if i < 0 or j >= len(tokens):
            return False
        start, end = tokens[i].end, tokens[j].start
        return start == end or end - start <= most and self.text[start:end].isspace()

    def number_at(self, i: int) -> object:
        """The token's digits (str) or the number it names (Decimal), if it can start a quantity."""
        t = self.tokens[i]
        if (digits := t.get("digits")) is not None:
            return digits
        word = t.get("number")
        if word is None:
            return None
        guard = self.lang.guards.get(self.text[t.start : t.end])
        if guard and self.text[max(0, t.start - _GUARD) : t.start].rstrip().endswith(guard):
            return None
        nxt = self.tokens[i + 1] if self.near(i, i + 1) else None
        if nxt is None or not (nxt.get("scale") is not None or nxt.get("unit") or nxt.get("paper")):
            return None
        return word

    def scale_at(self, i: int, j: int, prefixed: bool) -> int | None:
        t = self.tokens[j]
        scale = t.get("scale")
        if scale is None:
            return None
        if (
            self.lang.spaced
            and t.end - t.start == 1
            and self.text[t.end - 1].isascii()
            and not prefixed
            and not self.near(i, j, 0)
        ):
            return None  # "5 m" is a length, "$5m" and "5m" are not
        return scale

    def quantity(self, i: int) -> tuple[Quantity, int, int] | None:
        """The quantity whose first number is token ``i``: itself, its first and its next token."""
        raw = self.number_at(i)
        if raw is None:
            return None
        first, prefix = i, None
        if i > self.floor and (p := self.tokens[i - 1].get("prefix")) and self.near(i - 1, i, 1):
            first, prefix = i - 1, p
        j, scale, hedge, parts = i + 1, 0, None, []
        scaled = False
        while beside := self.near(j - 1, j):
            t = self.tokens[j]
            if (
                t.get("punct") == "-"
                and self.near(j - 1, j, 0)
                and self.near(j, j + 1, 0)
                and self.tokens[j + 1].get("scale")
            ):
                j += 1  # "a $600-million deficit"
                continue
            if not self.lang.spaced and t.get("hedge") == "more_than" and not t.get("compare"):
                hedge, j = "more_than", j + 1
                continue
            s = self.scale_at(j - 1, j, prefix is not None) if "scale" in t else None
            if s is not None and not (t.get("unit") and scaled):
                scale, scaled, j = scale + s, True, j + 1
                # 58万5600, 33亿5006万2千, "1 tỷ 200 triệu": smaller parts follow
                while (
                    self.near(j - 1, j)
                    and (more := self.tokens[j].get("digits"))
                    and not (prefix and self.lang.spaced)
                ):
                    if not self.lang.spaced and self.near(j, j + 1) and self.near(j + 1, j + 2):
                        if self.tokens[j + 1].get("hedge") == "more_than" and self.tokens[j + 2].get("scale"):
                            hedge, j = "more_than", j + 1  # 两亿六千多万
                    nxt = self.scale_at(j, j + 1, False) if self.near(j, j + 1) else None
                    unit_next = self.near(j, j + 1) and self.tokens[j + 1].get("unit")
                    if (nxt is not None and nxt < scale) or (
                        nxt is None and unit_next and not self.lang.spaced
                    ):
                        parts.append((raw, scale))
                        raw, scale = more, nxt or 0
                        j += 2 if nxt is not None else 1
                        scaled = nxt is not None
                        if scaled and not self.lang.spaced:
                            continue
                    break
                continue
            break
        unit = paper = goods = None
        stands = came = False
        if (
            beside
            and self.lang.spaced
            and self.tokens[j].get("punct") == "-"
            and self.near(j - 1, j, 0)
            and self.near(j, j + 1, 0)
            and self.tokens[j + 1].get("unit")
            and not self.near(j + 1, j + 2, 0)
        ):
            j += 1  # "a 6.1-percent increase"
        if beside:
            t = self.tokens[j]
            unit, paper = t.get("unit"), t.get("paper")
            stands = t.get("tense") == "stock"  # "869 valid projects"
            came = t.get("measure") == "arrivals" or t.get("noun") == "gate"  # and no inhabitants
            if (unit or paper) and not (prefix and unit and unit != prefix and unit != "percent"):
                j += 1
                goods = t.get("commodity")  # "nhập 4.050 ô tô": what is counted is traded
            else:
                unit = paper = None
        if unit is None and paper is not None:
            unit = "count"
        if (
            not self.lang.spaced
            and self.near(j - 1, j)
            and self.tokens[j].get("hedge") in ("more_than", "about", "up_to")
        ):
            hedge = hedge or self.tokens[j].get("hedge")  # 1300辆次以上
        unit = unit or prefix
        invests = bool(unit) and unit.endswith("!")
        unit = unit.rstrip("!") if unit else unit
        factor = ONE
        if unit and "*" in unit:
            unit, times = unit.split("*")
            factor = Decimal(times)
        # a mark before three digits groups, where whole things are counted
        integer = not scaled and unit is not None and (unit in COUNTED or self.swapped)
        number, doubtful = self._value(raw, integer)
        if number is None:
            return None
        for part, power in parts:
            base, _ = self._value(part, False)
            if base is None:
                return None
            number += base.scaleb(power - scale)
        start = self.tokens[first].start
        end = self.tokens[j - 1].end
        q = Quantity(start, end, number, scale, unit, factor, hedge=hedge, paper=paper, doubtful=doubtful)
        q.origin = "digits" if isinstance(raw, str) else "word"
        self.made.append((q, i, integer, bool(parts)))
        if invests:
            q.readings["invests"] = True
        if unit and stands:
            q.readings["stands"] = True
        if unit in ("persons", "count") and came:
            q.readings["came"] = True
        if unit == "vehicles" and goods:
            q.readings["goods"] = goods
        if (
            start
            and (mark := self.text[start - 1]) in "+-"
            and (start < 2 or not self.text[start - 2].isalnum() or self._apart(self.text[start - 2]))
        ):
            q.readings["signed"] = 1 if mark == "+" else -1
        elif (minus := self.lang.spelled["minus"]) and (unit is None or unit.isupper()):
            if self.text.endswith(minus, 0, start - 1):
                q.readings["signed"] = -1  # "cán cân với Trung Quốc âm 11,2 tỷ USD"
        return q, first, j

    def _apart(self, before: str) -> bool:
        """Whether a letter before a sign is a word of its own, as in a language without blanks."""
        return not self.lang.spaced and not before.isascii()

    def _value(self, raw: object, integer: bool) -> tuple[Decimal | None, bool]:
        if isinstance(raw, Decimal):
            return raw, False
        return parse_number(raw, self.lang.decimal, self.lang.group, integer) or (None, False)
