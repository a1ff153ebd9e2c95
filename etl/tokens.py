"""From a view to typed tokens: words of the lexicon, periods, ranks, numbers and quantities.

A token may have several readings (English *to* is a direction and a target); the reader picks by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from etl.language import COUNTED, Language, year_of_era
from etl.lexicon import Found
from etl.templates import Templates
from etl.text import View

FRACTION = re.compile(r"(?<![\d/.,])([1-9])/([2-9]|10)(?![\d/]|[.,]\d)")
# A number, or punctuation.
_MARK = re.compile(r"(\d+(?:[.,]\d+)*)|[,;:()/~\-、。\[\]]|\.(?=\s|$)")
_GUARD = 40  # how far before a number word another one may make it no number
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ENDS_CLAUSE = (".", ",")
_OF_PARTS = frozenset({"share", "hedge"})  # what may stand before a fraction that ends a clause
_MANY = 10_000  # a bare number that is no year


class Token(dict):
    """A word with its readings: kind (measure, area, period …) -> code. ``start`` and ``end`` are the view's.

    A dict, because the reader asks tokens for their readings more often than it does anything else. ``says`` has the
    bits of the groups of kinds that it has a reading of: most words have none that a loop looks for.
    """

    __slots__ = ("start", "end", "says")

    start: int
    end: int
    says: int

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __setitem__(self, kind: str, code: object) -> None:
        raise TypeError("a token may be shared by several texts; make another one")


# Kinds of words that name an area or point to one.
PLACES = frozenset({"pair", "directed", "area", "authority", "anaphor", "epithet"})
# The groups of kinds, as bits: what the frame takes over, what says something of a whole clause, areas, and quantities
# and what may begin one.
TOLD, FLAGGED, PLACED, STARTS = 1, 2, 4, 8
_GROUPS = {
    TOLD: {"punct", "compare", "change", "period", "commodity", "sector", "status", "compiler"},
    FLAGGED: {"link", "share", "change", "anaphor", "noun", "measure"},
    PLACED: PLACES,
    STARTS: {"digits", "number", "rank", "fraction", "multiple"},
}
_BITS = {
    kind: sum(bit for bit, kinds in _GROUPS.items() if kind in kinds)
    for kind in set().union(*_GROUPS.values())
}


def _says(kinds: Iterable[str]) -> int:
    found = 0
    for kind in kinds:
        if kind in _BITS:
            found |= _BITS[kind]
    return found


_ONE = Decimal(1)
_SEVERAL = 3
_VAST = 6  # the scale from which a number without a unit may be an amount
_FLOWS = frozenset({"exports", "imports", "buy", "sell"})
_ROW = 16  # most tokens from a row of areas to the numbers that go with them
_APART_BY = frozenset({";", ":", "(", ")"})


@dataclass(slots=True)
class PeriodMatch:
    """A period template that matched: its kind and the text of its slots."""

    kind: str
    slots: dict[str, str]


@dataclass(slots=True)
class Quantity:
    """A number with its unit. ``number`` is as printed, ``scale`` the power of ten of words such as million."""

    start: int
    end: int
    number: Decimal
    scale: int
    unit: str | None
    factor: Decimal = _ONE
    sign: int = 1
    hedge: str | None = None
    paper: str | None = None
    origin: str = "digits"  # digits, word, fraction, multiple, rank
    of: int | None = None
    superlative: bool = False
    range_with: str | None = None
    doubtful: bool = False
    readings: dict[str, object] = field(default_factory=dict)

    def get(self, kind: str) -> object:
        return self.readings.get(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self.readings)  # as a token's: its kinds

    @property
    def says(self) -> int:
        return _says(self.readings)

    @property
    def value(self) -> Decimal:
        return self.number.scaleb(self.scale) * self.factor * self.sign

    @property
    def places(self) -> int:
        """How many digits are printed behind the decimal mark."""
        text = str(self.number)  # to take a number to pieces takes four times as long
        if "E" in text:
            return max(0, -int(self.number.as_tuple().exponent))
        return len(text.partition(".")[2])

    def again(self, number: Decimal, doubtful: bool) -> Quantity:
        """One of the same kind, at the same place, with another number."""
        return Quantity(
            self.start,
            self.end,
            number,
            self.scale,
            self.unit,
            self.factor,
            self.sign,
            self.hedge,
            self.paper,
            self.origin,
            self.of,
            self.superlative,
            self.range_with,
            doubtful,
            self.readings.copy(),
        )


class Tokens(list):
    """The tokens of a sentence whose like has been met: one that differs in the digits of its numbers only. All of its
    kind share ``kept``, where the reader puts what does not depend on these digits."""

    __slots__ = ("kept",)

    kept: dict[object, object]


def make_token(start: int, end: int, readings: dict[str, object]) -> Token:
    t = Token(readings)  # an __init__ of its own would double the time that this takes
    t.start, t.end, t.says = start, end, _says(readings)
    return t


def tokenise(view: View, lang: Language, lo: int = 0, hi: int | None = None) -> list[Token | Quantity]:
    """All tokens between two places of a view, in order, quantities assembled."""
    hi = len(view.text) if hi is None else hi
    return with_quantities(words_and_numbers(view, lang, lo, hi), view.text, lang)


def words_and_numbers(view: View, lang: Language, lo: int, hi: int) -> list[Token]:
    """All tokens between two places of a view, in order, each word and each number by itself.

    Which digits stand in a number counts for periods, ranks, fractions and words with digits only.
    """
    text = view.text
    found: list[Found] = []
    for start, end, kind, slots in _templates(view, lang, lo, hi, lang.periods):
        # "the same period last year" only names the base of a comparison
        readings = {"compare": "yoy"} if kind == "base" else {"period": PeriodMatch(kind, slots)}
        found.append((start, end, readings))
    for start, end, kind, slots in _templates(view, lang, lo, hi, lang.ranks):
        if not any(start < b and a < end for a, b, _ in found):
            end = start + len(text[start:end].rstrip())  # a pattern may look at what follows a blank
            found.append((start, end, {"rank": (kind, slots)}))
    taken = sorted((start, end) for start, end, _ in found)
    found += lang.lexicon.find(view, lo, hi, taken)
    if lang.numerals is not None:
        found = _spelled(found, text, lo, hi, lang)
    found.sort(key=_start)
    kinds = {kind for _, _, readings in found for kind in readings}
    if "short" in kinds:
        found = _short_names(found, view, lang)
    if lang.spaced and lang.attributive == "after":
        found = _parts_of_names(found, view, lo, hi) if "area" in kinds else found
        found = _offices(found, text) if "noun" in kinds else found
    if lang.spaced and {"compare", "period"} <= kinds:
        _alike(found)
    out = _with_marks(found, text, lo, hi)
    return (
        _two_months(out, lang) if "period" in kinds and lang.spaced and lang.attributive == "before" else out
    )


def _two_months(tokens: list[Token], lang: Language) -> list[Token]:
    """ "Exports in January and February were 8.1 and 6.5 bn", "were 8.1 and 6.5 bn in January and February": two months,
    each with a number of its own, where nothing else that is told before the numbers is two."""
    k = next((k for k, t in enumerate(tokens) if _next_months(t, lang)), None)
    if k is None:
        return tokens
    first = next((n for n, t in enumerate(tokens) if t.get("digits")), len(tokens))
    if any(t.get("link") == "and" or t.get("flows") or t.get("punct") in _APART_BY for t in tokens[:first]):
        return tokens
    nxt = _unit_end(tokens, first + 1)
    if nxt + 1 >= len(tokens) or tokens[nxt].get("link") != "and":
        return tokens
    second = _unit_end(tokens, nxt + 1)
    if second >= len(tokens) or not tokens[second].get("digits"):
        return tokens
    behind = _unit_end(tokens, second + 1)
    end = next((n for n in range(behind, len(tokens)) if tokens[n].get("punct")), len(tokens))
    if k > first and k != behind or any(t.get("area") or t.get("measure") for t in tokens[behind:end]):
        return tokens
    counted, then = (
        {t.get("unit") for t in part} - {None}
        for part in (tokens[max(0, first - 1) : nxt], tokens[nxt + 1 : behind])
    )
    if counted and then and counted.isdisjoint(then):
        return tokens  # "457,000 tonnes and 166 m USD in January-February"
    t = tokens[k]
    slots = t.get("period").slots
    year = {name: slots[name] for name in ("y", "Y") if name in slots}
    at = t.start + len(slots["m1"])
    one = make_token(t.start, at, {"period": PeriodMatch("month", {"m": slots["m1"], **year})})
    two = make_token(at + 1, t.end, {"period": PeriodMatch("month", {"m": slots["m"], **year})})
    return [*tokens[:k], one, make_token(at, at + 1, {"link": "and"}), two, *tokens[k + 1 :]]


def _unit_end(tokens: list[Token], k: int) -> int:
    """Behind the words from ``k`` on that say of what size or unit a number is, or how exact."""
    while k < len(tokens) and (tokens[k].get("scale") or tokens[k].get("unit") or tokens[k].get("hedge")):
        k += 1
    return k


def _next_months(t: Token, lang: Language) -> bool:
    """Whether a period is of a month and the next one."""
    m = t.get("period")
    if m is None or m.kind != "months" or not {"m1", "m"} <= m.slots.keys() or "y1" in m.slots:
        return False
    months = [lang.months.get(m.slots[name]) for name in ("m1", "m")]
    return None not in months and months[1] == months[0] + 1


def _alike(found: list[Found]) -> None:
    """A month that an amount is about as large as is what it is compared with: "about the same as in May"."""
    for k, (start, end, readings) in enumerate(found[:-1]):
        then = found[k + 1]
        if readings.get("compare") == "like" and then[0] - end <= 1 and "period" in then[2]:
            found[k] = (start, end, {**readings, "compare": "base"})


def _parts_of_names(found: list[Found], view: View, lo: int, hi: int) -> list[Found]:
    """ "Tham tán Hoàng Anh Dũng", "bà Lê Thị Nga": a country's name of one syllable in the middle of a person's name, or
    behind two parts of one, names no country."""
    out = []
    for k, (start, end, readings) in enumerate(found):
        if "area" in readings and end - start <= _SYLLABLE and view.cased[start - 1 : start] == " ":
            before = found[k - 1][1] if k else lo
            after = found[k + 1][0] if k + 1 < len(found) else hi
            ahead = view.cased[max(before, start - 2 * _WORD) : start].split(" ")[:-1]
            behind = view.cased[end : min(after, end + _WORD)]
            if ahead and ahead[-1].istitle() and ahead[-1].isalpha():
                named = behind[:1] == " " and behind[1:].split(" ")[0].istitle()
                if named or len(ahead) > 1 and ahead[-2].istitle() and ahead[-2].isalpha():
                    continue
        out.append((start, end, readings))
    return out


# What a short name of an area must stand right behind.
_GOES = frozenset({"exports", "imports", "trade_total", "surplus", "deficit"})
_SYLLABLE = 4  # most letters of a country's name that may be part of a person's
_WORD = 8  # letters of a part of a name that are looked at
_ROW = 12  # words before and behind a short name that its list is looked for among
_PLACED_IN_LIST = frozenset({"short", "area", "directed"})
_LEADS_NAME = frozenset({"noun", "commodity", "role", "area", "unit"})


def _short_names(found: list[Found], view: View, lang: Language) -> list[Found]:
    """Short names ("Thái") as the areas that they mean, where a word for goods, firms or people, a preposition or, in
    a list, another area stands right before them and no further part of a name behind; where words have no blanks,
    where a direction or a flow stands right behind them (我对日本) and, but for the writer's own country, a word or
    nothing right before, or in a list (美、中、韩)."""
    out: list[Found] = []
    for k, (start, end, readings) in enumerate(found):
        area = readings.get("short")
        if area is not None:
            before = out[-1] if out else (0, 0, {})
            gap = view.text[before[1] : start]
            own = view.text[start:end] in lang.own
            led = not lang.spaced and "listed" not in readings and _flows_on(found, k, end, 0 if own else 1)
            led = led and (own or _begins(found, k, view.text))
            led = led or not lang.spaced and _in_list(found, k, view.text)
            led = (
                led
                or gap == " "
                and (not _LEADS_NAME.isdisjoint(before[2]) or before[2].get("measure") == "buy")
                or gap == ", "
                and "area" in before[2]
            )
            led = led or "area" in before[2] and gap in (" - ", "-") and bool(out)  # "Nga - Việt"
            # "to the US 9 bn, Korea 1.8 bn": one more item of a list
            item = (
                gap in (", ", "; ")
                and not before[2].keys().isdisjoint(("unit", "scale"))
                and view.text[end + 1 : end + 2].isdigit()
            )
            led = led or item and any("area" in r for _, _, r in out[-6:])
            if not led or view.text[end : end + 1] == " " and view.cased[end + 1 : end + 2].isupper():
                if rest := {kind: v for kind, v in readings.items() if kind not in ("short", "listed")}:
                    out.append((start, end, rest))  # 台 counts machines, too
                continue
            readings = {**readings, "area": area}
        out.append((start, end, readings))
    return out


def _in_list(found: list[Found], k: int, text: str) -> bool:
    """Whether the k-th word is one of several short names in a row: 美、中、韩."""
    first = last = k
    while first > max(1, k - _ROW) and _next_in_list(found, first - 2, first):
        first -= 2
    while last + 2 < min(len(found), k + _ROW) and _next_in_list(found, last, last + 2):
        last += 2
    return last >= first + 4 and _begins(found, first, text)


def _next_in_list(found: list[Found], k: int, n: int) -> bool:
    """Whether two words are names of areas, with nothing but a mark of a list between them."""
    (_, end, one), (a, b, mark), (start, _, other) = found[k], found[k + 1], found[n]
    named = not _PLACED_IN_LIST.isdisjoint(one) and ("short" in other or "area" in other)
    return named and end == a and b == start and b - a == 1 and mark.get("link") == "and"


def _begins(found: list[Found], k: int, text: str) -> bool:
    """Whether the k-th word is none that only ends another, which no lexicon has."""
    start = found[k][0]
    return not start or not text[start - 1].isalnum() or k > 0 and found[k - 1][1] == start


def _flows_on(found: list[Found], k: int, end: int, apart: int) -> bool:
    """Whether a word of a direction or a flow stands right behind the k-th word; a flow may be so many characters away."""
    then = found[k + 1] if k + 1 < len(found) else (0, 0, {})
    flow = "directed" in then[2] or then[2].get("role") in ("to", "from", "with")
    flow = flow or "commodity" in then[2] or "rank" in then[2]
    traded = then[2].get("measure") in _GOES
    return then[0] == end and (flow or traded) or traded and then[0] == end + apart  # 菲已进口


def _offices(found: list[Found], text: str) -> list[Found]:
    """A country right behind a word for who counts, or for what is counted ("the figures of the US"), as the one whose
    authorities count."""
    out: list[Found] = []
    for start, end, readings in found:
        area = readings.get("area")
        if area is not None and area.type == "country" and out:
            k = len(out) - 1
            if k and out[k][2].get("role") == "of" and out[k][0] - out[k - 1][1] == 1:
                k -= 1
            told = out[k][2].get("noun") in ("count", "says")
            if told and start - out[-1][1] == 1 and text[out[-1][1]] == " ":
                readings = {"authority": area, "counts": True}
        out.append((start, end, readings))
    return out


def _start(found: Found) -> int:
    return found[0]


def _with_marks(found: list[Found], text: str, lo: int, hi: int) -> list[Token]:
    """Tokens of what was found, with the numbers, fractions and punctuation between it, in order."""
    out: list[Token] = []
    rest = iter(found)
    low, high, readings = next(rest, (hi, hi, None))
    last = lo
    for m in _MARK.finditer(text, lo, hi):
        start, end = m.span()
        if start < last:
            continue
        while high <= start and readings is not None:
            out.append(make_token(low, high, readings))
            low, high, readings = next(rest, (hi, hi, None))
        if m.lastindex is None:
            if end <= low:
                out.append(make_token(start, end, {"punct": m[0]}))
                last = end
            continue
        if (f := FRACTION.match(text, start, hi)) is not None and f.end() <= low and _parts(out, f):
            out.append(make_token(start, f.end(), {"fraction": f[0]}))
            last = f.end()
        elif end <= low:
            out.append(make_token(start, end, {"digits": m[0]}))
            last = end
    while readings is not None:
        out.append(make_token(low, high, readings))
        low, high, readings = next(rest, (hi, hi, None))
    return out


def _parts(before: list[Token], f: re.Match[str]) -> bool:
    """Whether digits are a part of something and no day: what ends a clause must stand behind a word of shares."""
    if f.string[f.end() : f.end() + 1] not in _ENDS_CLAUSE:
        return True
    return bool(before) and not _OF_PARTS.isdisjoint(before[-1])


def fractions(view: View, lang: Language, lo: int, hi: int | None = None) -> Iterator[str]:
    """The fractions between two places of a view that are no date, nor part of one."""
    text = view.text
    hi = len(text) if hi is None else hi
    dates = [(start, end) for start, end, *_ in _templates(view, lang, lo, hi, lang.periods)]
    for m in FRACTION.finditer(text, lo, hi):
        if any(start < m.end() and m.start() < end for start, end in dates):
            continue
        if text[m.end() : m.end() + 1] in _ENDS_CLAUSE:
            before = lang.lexicon.find(view, lo, m.start(), [d for d in dates if d[1] <= m.start()])
            if not before or _OF_PARTS.isdisjoint(before[-1][2]):
                continue  # a day, as in _parts
        yield m[0]


def _spelled(found: list[Found], text: str, lo: int, hi: int, lang: Language) -> list[Found]:
    """Numbers written in characters (二点九) in place of the single characters' tokens."""
    for m in lang.numerals.pattern.finditer(text, lo, hi):
        start, end = m.span()
        inside = [t for t in found if t[0] < end and start < t[1]]
        if end - start > 2 and inside and (cut := _cut(inside[-1], end, text, lang)) is not None:
            found[found.index(inside[-1])] = cut  # 一千五百万: 1500 and 万, not 五 and 百万
            inside = inside[:-1]
        if any("period" in r or "rank" in r or a < start or b > end for a, b, r in inside):
            continue
        plain = lang.numerals.value(m[0])
        if plain is not None:
            found = [t for t in found if t not in inside]
            found.append((start, end, {"digits": plain}))
    return found


def _cut(t: Found, end: int, text: str, lang: Language) -> Found | None:
    """The rest of a scale whose first character ends a number before it, None if the token is no such scale."""
    scale = t[2].get("scale")
    power = {lang.numerals.hundreds: 2, lang.numerals.thousands: 3}.get(text[t[0]])
    if scale is None or power is None or t[0] != end - 1 or t[1] <= end:
        return None
    return (end, t[1], {"scale": int(str(scale)) - power})


def _templates(
    view: View, lang: Language, lo: int, hi: int, templates: Templates
) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    """What matches from left to right: its span, its kind and the words in its slots."""
    text, cased, last = view.text, view.cased, lo
    for m in templates.places.finditer(text, lo, hi):
        pos = m.start()
        if pos < last or (
            text[pos].isdigit()
            and pos
            and (text[pos - 1].isdigit() or text[pos - 1] in ".,/" and pos > 1 and text[pos - 2].isdigit())
        ):
            continue
        matched = templates.match(text, pos, hi)
        if matched is None:
            continue
        template, found = matched
        end = found.end()
        if end == pos or lang.spaced and end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
            continue
        slots = {name: words for name, group in template.slots if (words := found[group]) is not None}
        if len(lang.months) > 12 and any(
            found[g] and found[g].isalpha() and not cased[found.start(g)].isupper()
            for n, g in template.slots
            if n.startswith("m")
        ):
            continue  # "may" the verb is no month
        slots["text"] = found[0]
        if lang.numerals is not None and ("y" in slots or "Y" in slots):
            slots |= {k: lang.numerals.year(v) for k, v in slots.items() if k in ("y", "Y")}
        if lang.eras and ("y" in slots or "Y" in slots):
            slots |= {k: year_of_era(v, lang.eras) for k, v in slots.items() if k in ("y", "Y")}
        last = end
        yield pos, end, template.kind, slots


def words_of(view: View, lang: Language) -> list[Token]:
    """The words of the lexicon in a view, without periods, ranks and numbers."""
    return [make_token(*found) for found in lang.lexicon.find(view, 0, len(view.text), [])]


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


class _Assembler:
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
        factor = _ONE
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


# The units of quantities that may not be what they seem.
_UNSETTLED = frozenset({None, "classifier"})


def with_quantities(tokens: list[Token], text: str, lang: Language) -> list[Token | Quantity]:
    """Replace number and unit tokens by quantities; a range shares the unit of its end."""
    return put_together(tokens, text, lang)[0]


def put_together(tokens: list[Token], text: str, lang: Language) -> tuple[list[Token | Quantity], list[Made]]:
    """What :func:`with_quantities` gives, and how the quantities were made that have a number before a unit."""
    starts = [i for i, t in enumerate(tokens) if t.says & STARTS]
    if not starts:
        return tokens, []
    if lang.decimal == ",":
        tokens = _listed(tokens)
    a = _Assembler(tokens, text, lang)
    out: list[Token | Quantity] = []
    numbers: list[Quantity] = []
    done = 0  # where the tokens that are not read yet begin
    for i in starts:
        if i < done:
            continue
        out += tokens[done:i]
        a.floor = done
        t, done = tokens[i], i + 1
        if (rank := t.get("rank")) is not None:
            q = _rank(t, rank, lang)
            out.append(q or t)
            continue
        if (fraction := t.get("fraction")) is not None:
            top, bottom = str(fraction).split("/")
            number = (Decimal(100) * int(top) / int(bottom)).quantize(Decimal("0.000001")).normalize()
            out.append(Quantity(t.start, t.end, number, 0, "percent", origin="fraction"))
            continue
        if (multiple := t.get("multiple")) is not None:
            out.append(Quantity(t.start, t.end, multiple, 0, "times", origin="multiple"))
            continue
        got = a.quantity(i)
        if got is None:
            out.append(t)
            continue
        q, first, done = got
        if out and first < i:
            out.pop()  # the currency sign before the number
        numbers.append(q)
        if (q.unit in (None, "percent") or q.unit == tokens[first].get("prefix")) and (
            pair := _range(a, q, done)
        ):
            other, done = pair
            numbers.append(other)
            out += [q, other]
        else:
            out.append(q)
    out += tokens[done:]
    if not lang.spaced and len(numbers) > 1:
        out = _listed_with(out)
    if any(q.unit is None or not q.scale for q in numbers):
        _share_units(out)
        for q in numbers:
            if q.unit is None and not q.scale and _fold(q, text, lang):
                q.unit = "times"
    if _UNSETTLED.isdisjoint([q.unit for q in numbers]):
        return out, a.made
    people = "arrivals" in [t.get("measure") for t in out]
    close = lang.attributive == "after"  # what is counted stands right behind the number
    ends = [t.end for t in out]
    settled = [_settled(out, i, people, close) if isinstance(t, Quantity) else t for i, t in enumerate(out)]
    if lang.spelled["held"]:
        settled = [_of_others(t, text[end : t.end], lang) for t, end in zip(settled, ends, strict=True)]
    return settled, a.made


def _of_others(t: Token | Quantity, gap: str, lang: Language) -> Token | Quantity:
    """ "125 countries have projects": a number that a verb parts from what follows counts who has them."""
    if not gap or not isinstance(t, Quantity) or not any(f" {word} " in gap for word in lang.spelled["held"]):
        return t
    return make_token(t.start, t.end - len(gap), {"digits": str(t.number)})


_FOLD = 1000  # no year


def _fold(q: Quantity, text: str, lang: Language) -> bool:
    """ "Gấp 3 cùng kỳ": whether a bare number stands right behind a word that makes it a multiple."""
    words = lang.spelled["fold"]
    return bool(words) and q.number < _FOLD and text.endswith(words, 0, q.start - 1)


def _listed(tokens: list[Token]) -> list[Token]:
    """ "Lần lượt 22,1; 28,9 và 20,4 tỷ USD": a semicolon between two bare numbers is a comma."""
    marks = [
        k
        for k in range(1, len(tokens) - 1)
        if tokens[k].get("punct") == ";" and tokens[k - 1].get("digits") and tokens[k + 1].get("digits")
    ]
    if not marks:
        return tokens
    out = list(tokens)
    for k in marks:
        out[k] = make_token(out[k].start, out[k].end, {"punct": ","})
    return out


def _projects_at(out: list[Token | Quantity], k: int) -> bool:
    """Whether a number counts projects, which are named behind it or, with a classifier, right before."""
    t = out[k]
    if not isinstance(t, Quantity) or t.unit != "classifier":
        return isinstance(t, Quantity) and t.unit == "projects"
    words = [u for u in out[max(0, k - 2) : k] if isinstance(u, Token)]
    named = (str(u.get("unit")).rstrip("!") == "projects" for u in words)
    return any(named) or any(str(u.get("measure")).startswith("fdi") for u in words)


_FAR = 40  # most tokens behind a number of projects that others count the same


def _with_capital(out: list[Token | Quantity], i: int) -> bool:
    """1373个外资项目、238亿美元，在执行的1059个，约195亿美元; 外资项目120个：中国66个、17亿美元: a number that has money right behind it,
    where one before it counts projects."""
    if not any(_projects_at(out, k) for k in range(max(0, i - _FAR), i)):
        return False
    behind = [
        t
        for t in out[i + 1 : i + 5]
        if isinstance(t, Quantity)
        or not (
            t.get("punct")
            or t.get("link") == "and"
            or t.get("hedge")
            or str(t.get("measure")).startswith("fdi")
        )
    ]
    return bool(behind) and isinstance(behind[0], Quantity) and behind[0].scale >= 4


def _of_a_country(out: list[Token | Quantity], i: int) -> bool:
    """外资项目3035个，其中来自中国的955个，韩国416个: a number right behind whose they are, where one before it counts projects."""
    k = i - 1
    while k > 0 and isinstance(out[k], Token) and (out[k].get("role") == "of" or out[k].get("hedge")):
        k -= 1
    if k < 1 or not out[k].get("area"):
        return False
    return any(_projects_at(out, n) or _projects_behind(out, n) for n in range(max(0, i - _FAR), i))


def _projects_behind(out: list[Token | Quantity], k: int) -> bool:
    """156个外商直接投资项目: what a classifier counts stands behind it."""
    if not isinstance(out[k], Quantity) or out[k].unit != "classifier":
        return False
    return any(str(t.get("unit")).rstrip("!") == "projects" for t in out[k + 1 : k + 4])


def _settled(out: list[Token | Quantity], i: int, people: bool, close: bool) -> Token | Quantity:
    """Of a quantity: a bare number becomes a count if a counted noun follows soon ("400 China-Europe freight trains"), else it
    is no quantity at all; a large one may be one of ``people``, whom the sentence tells of."""
    q = out[i]
    if q.unit == "classifier":
        window = out[max(0, i - 6) : i]
        if any(isinstance(t, Quantity) and t.unit == "classifier" for t in window):
            window = out[max(0, i - 12) : i]  # "805 from China, 262 from Korea": what the one before counts
        ahead = [t for t in window if isinstance(t, Token)]
        ahead = [t for k, t in enumerate(ahead) if len(ahead) - k <= 3 or t.get("unit") == "projects"]
        beside = [*ahead, *(t for t in out[i + 1 : i + 4] if isinstance(t, Token))]
        counted = any(t.get("unit") or str(t.get("measure")).startswith("fdi") for t in beside[-6:])
        counted = counted or any(t.get("unit") == "projects" for t in ahead) or _with_capital(out, i)
        counted = counted or _of_a_country(out, i)
        named = any(t.get("unit") == "count" and t.start == q.end for t in beside)
        return q if counted and not named else make_token(q.start, q.end, {"digits": str(q.number)})
    if q.unit is None and q.origin == "digits" and not close and (q.scale >= 3 or q.number >= _SOME):
        q.unit = _counted_before(out, i)
    if q.unit is not None or q.scale >= 3:
        return q
    end = q.end
    fresh = joined = passed = False
    for t in out[i + 1 : i + 8]:
        if isinstance(t, Quantity) and joined and not passed:
            passed, end = True, t.end  # "99 new and 23 existing projects"
            continue
        if fresh and t.get("link") == "and":
            joined, end = True, t.end
            continue
        fresh = fresh or bool(t.get("tense"))
        if isinstance(t, Quantity) or t.start - q.end > 45 or close and t.start - end > 1:
            break
        if (where := t.get("area")) is not None and where.type == "world" and not t.get("adjective"):
            break  # "projects in 125 countries and territories"
        end = t.end
        unit = str(t.get("unit") or "").rstrip("!")
        if unit in COUNTED:
            q.unit, q.end = unit, q.end if passed else t.end
            if str(t.get("unit")).endswith("!"):
                q.readings["invests"] = True
            return q
        if t.get("tense") == "stock":
            q.readings["stands"] = True  # "869 valid projects"
        if not (
            t.get("area")
            or t.get("punct") in ("-", "(", ")")
            or t.get("tense")
            or t.get("commodity")
            or t.get("sector")
            or t.get("compass")  # "1,536 inbound trains"
            or t.get("directed")  # "1,847 valid overseas projects"
            or t.get("hedge")
            and t.start == q.end  # "4,000-plus projects"
            or str(t.get("measure")).startswith("fdi")
        ):
            break
    if q.origin == "digits" and not q.scale and _numbers_projects(out, i, not close):
        q.unit = "projects"
        if any(str(t.get("unit")).endswith("!") for t in out[max(0, i - 5) : i]):
            q.readings["invests"] = True
        return q
    if people and q.origin == "digits" and q.number >= _MANY:
        return q
    return make_token(q.start, q.end, {"digits": str(q.number)})


def _numbers_projects(out: list[Token | Quantity], i: int, named: bool) -> bool:
    """ "The number of new projects was 233, …": the number stands behind what it counts."""
    behind = out[i + 1] if i + 1 < len(out) else None
    before = out[max(0, i - 5) : i]
    joined = behind is not None and behind.get("link") == "and" and named
    if joined and before and before[-1].get("change") == "reach":
        behind = None  # "valid projects numbered 26,958 and their capital 337 bn USD"
    if behind is not None and (
        isinstance(behind, Quantity)
        or not (behind.get("punct") or behind.get("role") or named and behind.get("period"))
    ):
        return False
    if len(before) > 1 and before[-1].get("punct") == "," and before[-2].get("measure") == "fdi_projects":
        return out[i].start - before[-2].end <= 3  # "led by number of new projects, 158"
    if named and before and before[-1].get("role") == "from" and before[-2:-1]:
        if before[-2].get("unit") == "projects":
            return False  # "projects from 44 nations"
    for t in reversed(before):
        if isinstance(t, Quantity):
            return False
        if named and t.get("punct") == ":" and t is before[-1]:
            continue  # "New projects: 644"
        if t.get("measure") == "fdi_projects" or named and str(t.get("unit")).rstrip("!") == "projects":
            return out[i].start - t.end <= 30
        if not (
            t.get("change") == "reach" or any(t.get(kind) for kind in ("hedge", "tense", "role", "area"))
        ):
            return False
    return False


# What may stand between what is counted and the verb that tells how many came: where, when, how.
_BESIDE = ("role", "area", "hedge", "change", "noun", "period", "compass", "ignore")
_CLEARED = frozenset({"border_trade", "exports", "imports"})  # "vehicles cleared", "trucks carrying exports"
_SOME = 100  # fewer travellers or vehicles are nobody's figure


def _counted_before(out: list[Token | Quantity], i: int) -> str | None:
    """ "The number of vehicles through the gate reached 95,000": what a bare number counts is told before it."""
    if not i or out[i - 1].get("change") != "reach" and not out[i - 1].get("hedge"):
        return None
    reached = led = grew = False
    for t in out[max(0, i - 10) : i][::-1]:
        if isinstance(t, Quantity):
            return None
        unit = str(t.get("unit") or "").rstrip("!")
        if unit in ("vehicles", "persons") or unit == "count" and t.get("measure") == "arrivals":
            return unit if reached and (unit == "vehicles" or not grew) else None
        reached = reached or t.get("change") == "reach" and not t.get("role")
        grew = grew or led and t.get("change") in ("up", "down")  # "the number of trucks rose to 12,420"
        reached = reached or grew
        led = t.get("change") == "reach" and t.get("role") == "to"
        if led:
            continue
        if not (reached and (t.get("measure") in _CLEARED or any(t.get(kind) for kind in _BESIDE))):
            if not t.get("hedge"):
                return None
    return None


_WAYS = ("exports", "imports")


_WRITTEN_OUT = 10_000  # a number from here on has no scale of its own
# What a number in thousands before another one does not count as well.
_APART = frozenset({"percent", "rank", "times", "projects", "count"})


def _listed_with(out: list[Token | Quantity]) -> list[Token | Quantity]:
    """105亿与103亿美元: the word for "with" only lists two numbers."""
    for k in range(1, len(out) - 1):
        t = out[k]
        if t.get("role") == "with" and isinstance(out[k - 1], Quantity) and isinstance(out[k + 1], Quantity):
            out[k] = make_token(t.start, t.end, {"link": "and"})
    return out


def _share_units(out: list[Token | Quantity]) -> None:
    """ "1747.6亿、655.4亿、198.4亿元", "10, 5 and 3 bn USD, respectively": the last number's unit is the others'."""
    following: Quantity | None = None
    joined = 0
    for k in range(len(out) - 1, -1, -1):
        t = out[k]
        if isinstance(t, Quantity):
            if (
                following is not None
                and (following.unit or following.scale >= _VAST and not t.scale)  # "from 4.9 to 7.6 billion"
                and t.unit is None
                and joined == 1
                and (
                    t.scale >= 4
                    and following.unit not in _APART  # "Korea sent 2.6 million, 26 percent of the total"
                    or t.scale == 0
                    and t.origin == "digits"
                    and (
                        _paired(out)
                        or _two_before(out, k, following)
                        or _several_before(out, k)
                        or _reached_both(out, k, following)
                        or _between(out, k)
                        or _began(out, k)
                        or _moved_both(out, k, following)
                        or _moved_all(out, k, following)
                    )
                )
            ):
                t.unit, t.factor = following.unit, following.factor
                if t.number < _WRITTEN_OUT:  # "709,000 and 1.95 million tonnes"
                    t.scale = t.scale or following.scale
            elif joined == 1 and _scaled_with(out, k, following):
                t.scale = following.scale
            following, joined = t, 0
        elif following is None:
            continue
        elif t.get("punct") in (",", "、") or t.get("link") == "and":
            joined += 1
        elif joined == 0 and t.get("change") == "reach":
            joined += 1  # "tăng từ 16,6 lên 57,7 tỷ USD"
        elif joined == 0 and t.get("role") == "of" and out[k - 1 : k] and out[k - 1].get("measure") in _FLOWS:
            continue  # "sales of 9.4 billion and purchases of 23.0 billion dollars"
        elif t.get("hedge") is None and not (joined == 0 and (t.get("area") or t.get("measure") in _FLOWS)):
            following = None  # but "来自韩国7400万、泰国5250万美元", "出口201亿、进口248亿美元"


_NO_PRICE = 100  # what a tonne of goods costs is more


def _scaled_with(out: list[Token | Quantity], k: int, other: Quantity | None) -> bool:
    """ "between $4 and $5 billion", "$4, $5 and $6 billion, respectively": whether a sum takes the next one's scale."""
    t = out[k]
    if other is None or t.scale or t.unit != other.unit or other.scale < 6 or t.number >= 1_000:
        return False
    bare = t.number < _NO_PRICE and t.places == 1 and out[k + 1].get("link") == "and"
    return bare or _between(out, k) or _paired(out) or _two_before(out, k, other)


def _between(out: list[Token | Quantity], k: int) -> bool:
    """ "between 5 and 6 bn USD": the first end of a range."""
    return k > 0 and out[k - 1].get("role") == "between" and out[k + 1].get("link") == "and"


def _began(out: list[Token | Quantity], k: int) -> bool:
    """ "grew from 16.6 to 57.7 bn USD", in words that are no range: where a development set out from."""
    n = k - 2 if k > 1 and out[k - 1].get("hedge") else k - 1
    return n >= 0 and out[n].get("change") == "start" and out[k + 1].get("change") == "reach"


def _two_before(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """Whether two areas or two periods that a conjunction joins come before two numbers that one joins: "China and
    Korea brought 305 and 262 projects"."""
    if out[k + 1].get("link") != "and" or other.unit in ("percent", "rank"):
        return False
    alone = False  # whether one area or period stands by itself: only flows may be two
    for n in range(k - 1, -1, -1):
        t = out[n]
        if isinstance(t, Quantity) or t.get("punct") in (";", ":", "(", ")"):
            return False
        if _two_flows(out, n):
            return True
        for kind in ("area", "period") if not alone else ():
            if t.get(kind) is not None:
                if n > 1 and out[n - 1].get("link") == "and" and out[n - 2].get(kind) is not None:
                    return True
                alone = True
    return False


def _reached_both(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """ "Exports fell by 9% and imports by 14%, to 0.67 and 0.92 bn USD": what each of two that moved came to."""
    if not k or out[k - 1].get("change") != "reach" or out[k + 1].get("link") != "and":
        return False
    if other.unit in ("percent", "rank", "times"):
        return False
    moved = [t for t in out[max(0, k - _ROW) : k] if isinstance(t, Quantity)]
    return len(moved) == 2 and moved[1].unit == "percent" and moved[0].unit in ("percent", None)


def _several_before(out: list[Token | Quantity], k: int) -> bool:
    """ "China, Japan and Korea supplied 42.0, 10.4 and 26.6 bn USD": one of at least three numbers in a row, with as
    many areas, goods or dates in a row before them."""
    first = last = k
    while first > 1 and out[first - 1].get("punct") == "," and isinstance(out[first - 2], Quantity):
        first -= 2
    while last + 2 < len(out) and (out[last + 1].get("punct") == "," or out[last + 1].get("link") == "and"):
        if not isinstance(out[last + 2], Quantity):
            break
        last += 2
    count = (last - first) // 2 + 1
    amount = (
        out[last].unit not in (None, "percent", "rank") or out[last].unit is None and out[last].scale >= _VAST
    )
    if count < _SEVERAL or not amount:
        return False
    near = range(max(0, first - _ROW), first)
    told = [n for n in near if isinstance(out[n], Quantity) and out[n].unit != "rank"]
    words = out[told[-1] + 1 if told else near.start : first]
    return any(_in_a_row(words, kind, count) for kind in ("area", "commodity", "period"))


def _moved_all(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """ "grew by 23.9, 8.3 and 21.3 percent": one of at least three in a row that have a unit at the end."""
    if other.unit != "percent":
        return False
    first = last = k
    while first > 1 and out[first - 1].get("punct") == "," and isinstance(out[first - 2], Quantity):
        first -= 2
    while last + 2 < len(out) and out[last + 1].get("punct") == "," and isinstance(out[last + 2], Quantity):
        last += 2
    row = out[first : last + 1 : 2]
    joined = (
        last + 2 < len(out) and out[last + 1].get("link") == "and" and isinstance(out[last + 2], Quantity)
    )
    if not joined or len(row) + 1 < _SEVERAL or any(q.unit not in (None, "percent") or q.scale for q in row):
        return False
    n = first - 1
    if n > 0 and (out[n].get("extent") or out[n].get("role") == "of"):
        n -= 1
    return n >= 0 and out[n].get("change") in ("up", "down")


def _in_a_row(words: list[Token | Quantity], kind: str, count: int) -> bool:
    """Whether so many areas, or goods, stand in a row among words."""
    row = 0
    for t in words:
        if t.get(kind):
            row += 1
        elif not (t.get("punct") == "," or t.get("link") == "and"):
            if row == count:
                return True
            row = 0
    return row == count


def _two_flows(out: list[Token | Quantity], k: int) -> bool:
    """ "Exports and imports were 4.6 and 7.6 bn USD", "exports to and imports from": whether two flows are told in one
    breath."""
    if len(out[k].get("flows") or ()) == 2:
        return True
    if out[k].get("measure") not in _WAYS:
        return False
    before = [t for t in out[max(0, k - 3) : k] if not (isinstance(t, Quantity) or t.get("role"))]
    words = [(t.get("link"), t.get("measure")) for t in before[-2:]]
    return len(words) == 2 and words[1] == ("and", None) and words[0][1] in set(_WAYS) - {out[k]["measure"]}


def _moved_both(out: list[Token | Quantity], k: int, other: Quantity) -> bool:
    """ "up 717 and 670 percent": by how much each of two moved, where the number is no year."""
    n = k - 2 if k > 1 and out[k - 1].get("hedge") else k - 1
    moved = n >= 0 and not isinstance(out[n], Quantity) and out[n].get("change") in ("up", "down")
    if not moved or other.unit != "percent" or out[k + 1].get("link") != "and":
        return False
    return out[k].places > 0 or not _FIRST_YEAR <= out[k].number < _LAST_YEAR


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _paired(out: list[Token | Quantity]) -> bool:
    return any(t.get("link") == "respectively" for t in out)


def _range(a: _Assembler, q: Quantity, j: int) -> tuple[Quantity, int] | None:
    """``400-500 triệu USD``: the first number takes the scale and unit of the second."""
    if j + 1 >= len(a.tokens):
        return None
    t = a.tokens[j]
    joined = t.get("punct") in ("-", "~") or t.get("link") == "range"
    if not joined or not a.near(j - 1, j) or not a.near(j, j + 1):
        return None
    signed = a.tokens[j + 1].get("prefix") == q.unit is not None and j + 2 < len(a.tokens)
    signed = signed and (q.scale == 0 or not t.get("link"))  # not "from $211 million to $32 billion"
    got = a.quantity(j + 1 + signed)  # "US$1.7-US$1.8 billion"
    if got is None or (got[0].unit is None and (q.unit is None or got[0].scale == 0)):
        return None
    other = got[0]
    if None not in (q.unit, other.unit) and q.unit != other.unit:
        return None  # "$1.4 billion to 209 projects"
    if q.unit == "percent" and (other.unit != "percent" or t.get("link")):
        return None  # "grew 9 percent to 5 billion"
    if other.unit is None:
        other.unit = q.unit  # $500-550 million
    if q.scale == 0:
        q.scale = other.scale
    q.unit, q.factor, q.paper = other.unit, other.factor, other.paper
    q.range_with = other.range_with = "range"
    other.readings.pop("signed", None)
    return other, got[2]


def _rank(t: Token, rank: tuple[str, dict[str, str]], lang: Language) -> Quantity | None:
    kind, slots = rank
    if kind == "superlative":
        return Quantity(t.start, t.end, Decimal(1), 0, "rank", origin="rank", superlative=True)
    o = slots.get("o") or slots.get("ow") or slots.get("of1")
    n = int(o) if o and o.isdigit() else lang.ordinals.get(o or "")
    if not n:
        return None
    of = slots.get("of")
    return Quantity(t.start, t.end, Decimal(n), 0, "rank", origin="rank", of=int(of) if of else None)
