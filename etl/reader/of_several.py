"""A share or a sum told last of several partners: "the US ($119 bn), China ($61 bn) and the EU ($52 bn), together 57% of the total"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import WORLD, Val
from etl.language import english
from etl.reading import MONEY, Reading
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_INSIDE = 7  # most words of a bracket
_MOST = 8  # most partners of such a share


def share_of_all(s: _Sentence) -> None:
    """Give a share, or a sum, of which it is said that it is of all of them together the partners told of before it, in the sentence
    or the one before."""
    for n, x in enumerate(s.readings):
        share = x.transform == "share" and x.q.unit == "percent"
        if x.low or not (share or n and x.transform == "level" and x.q.unit in MONEY):
            continue
        start = s.readings[n - 1].q.end if n else s.span[0]
        words = _around(s, start, x)
        said, many = _all_of_them(words)
        if share and not said and n and (many := _in_brackets(s, x)):
            said = True
        if (
            not said
            or not share
            and many
            or any(t.get("area") for t in words if not t.get("adjective"))
            and n == 0
        ):
            continue
        before = s.readings[:n] or s.r.levels
        side = "reporter" if str(x.indicator).startswith("fdi") else "partner"
        if n and any(t.get("area") and t["area"].code == getattr(x.frame, side).value for t in words):
            continue
        codes = _told(before, x, side)
        if many:
            codes = codes[-many:] if len(codes) >= many else []
        if len(codes) < 2:
            continue
        setattr(x.frame, side, Val("+".join(codes), (x.q.start, x.q.end), "read"))
        if x.kept is not None:
            setattr(x.kept, side, getattr(x.frame, side))


def _in_brackets(s: _Sentence, x: Reading) -> int:
    """ "Exports to the US (97 bn USD) and China (61 bn) accounted for 45%": of how many, listed with amounts in brackets right
    before a word for their share, it is."""
    k = next((k for k, t in enumerate(s.tokens) if t is x.q), 0) - 1
    k -= k > 0 and not isinstance(s.tokens[k], Quantity) and bool(s.tokens[k].get("hedge"))
    if k < 0 or not english(s.lang) or s.tokens[k].get("share") != "share":
        return 0
    many, joined, k = 0, False, k - 1
    while k > 0 and s.tokens[k].get("punct") == ")":
        opened = next((n for n in range(k, max(k - _INSIDE, 0), -1) if s.tokens[n].get("punct") == "("), 0)
        if opened < 1 or not s.tokens[opened - 1].get("area"):
            return 0
        many += 1
        joint = opened - 2 - bool(s.tokens[opened - 2].get("role") in ("to", "from"))
        if joint < 1 or not (s.tokens[joint].get("link") == "and" or s.tokens[joint].get("punct") == ","):
            break
        joined = joined or s.tokens[joint].get("link") == "and"
        k = joint - 1
    return many if joined and many > 1 else 0


def _around(s: _Sentence, start: int, x: Reading) -> list[Token]:
    """The words from the last mark or figure up to the share, and behind it up to the next mark."""
    words: list[Token] = []
    for t in s.tokens:
        if isinstance(t, Quantity):
            if t.start > x.q.start:
                break
            continue
        if t.start >= start and t.end <= x.q.start:
            words = [] if t.get("punct") else [*words, t]
        elif t.start >= x.q.end:
            if t.get("punct"):
                break
            words.append(t)
    return words


def _all_of_them(words: list[Token]) -> tuple[bool, int]:
    """Whether the words say that something is of all who were told of, and of how many: "together", "the three markets"."""
    many = 0
    for k, t in enumerate(words):
        then = words[k + 1] if k + 1 < len(words) else None
        number = t.get("number")
        if number is None or not 1 < number <= _MOST or number != number.to_integral_value():
            continue
        if then is not None and (
            then.get("noun") == "market"
            or then.get("rank_noun")
            or then.get("measure")
            or then.get("share") == "share"
        ):
            many = int(number)
    together = any(t.get("link") == "sum" or t.get("anaphor") == "both" for t in words)
    return together or bool(many), many


def _told(before: list[Reading], x: Reading, side: str) -> list[str]:
    """Whom the figures told last are with, as far as they are of one kind, each with another."""
    codes: list[str] = []
    for y in reversed(before):
        whom = getattr(y.frame, side)
        code = str(whom.value)
        if y.transform == "growth" and y.indicator == x.indicator and code != WORLD:
            continue  # "rose 24% to 255 m": its amount is told, too
        if y.transform not in ("level", "share") or y.indicator != x.indicator or whom.how != "read":
            break
        if code == WORLD or code in codes or "+" in code:
            break
        codes.insert(0, code)
    return codes[-_MOST:]
