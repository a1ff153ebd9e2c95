"""A sentence's numbers and units as quantities."""

from __future__ import annotations

from decimal import Decimal

from etl.language import Language
from etl.text import View
from etl.tokens.assembler import Assembler, Made
from etl.tokens.counted import settled_by_words
from etl.tokens.shared import share_units
from etl.tokens.token import STARTS, Quantity, Token, make_token
from etl.tokens.words import words_and_numbers


def tokenise(view: View, lang: Language, lo: int = 0, hi: int | None = None) -> list[Token | Quantity]:
    """All tokens between two places of a view, in order, quantities assembled."""
    hi = len(view.text) if hi is None else hi
    return with_quantities(words_and_numbers(view, lang, lo, hi), view.text, lang)


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
    a = Assembler(tokens, text, lang)
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
        share_units(out)
        for q in numbers:
            if q.unit is None and not q.scale and _fold(q, text, lang):
                q.unit = "times"
    if _UNSETTLED.isdisjoint([q.unit for q in numbers]):
        return out, a.made
    # where words are not spaced, people are counted with a unit of their own
    people = lang.spaced and "arrivals" in [t.get("measure") for t in out]
    close = lang.attributive == "after"  # what is counted stands right behind the number
    ends = [t.end for t in out]
    settled = [
        settled_by_words(out, i, people, close) if isinstance(t, Quantity) else t for i, t in enumerate(out)
    ]
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


def _listed_with(out: list[Token | Quantity]) -> list[Token | Quantity]:
    """105亿与103亿美元: the word for "with" only lists two numbers."""
    for k in range(1, len(out) - 1):
        t = out[k]
        if t.get("role") == "with" and isinstance(out[k - 1], Quantity) and isinstance(out[k + 1], Quantity):
            out[k] = make_token(t.start, t.end, {"link": "and"})
    return out


def _range(a: Assembler, q: Quantity, j: int) -> tuple[Quantity, int] | None:
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
