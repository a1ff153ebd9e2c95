"""Which way a percentage went, told by a word for a change that is not right beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause, joins
from etl.reading import MONEY
from etl.tokens import Quantity

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def moved_together(s: _Sentence, c: Clause) -> int:
    """The direction told behind the last of several percentages, or 0."""
    k = c.index + 1
    while k < len(s.tokens) - 1:
        t = s.tokens[k]
        if isinstance(t, Quantity):
            move = s.tokens[k + 1].get("change") if t.unit == c.quantity.unit else None
            if move in ("up", "down"):
                return 1 if move == "up" else -1
            more = s.tokens[k + 1].get("compare") if t.unit == c.quantity.unit and s.lang.spaced else None
            if more in ("higher", "lower"):
                return 1 if more == "higher" else -1  # "38% and 12% more than a year ago"
        elif not joins(t) and not t.get("compare"):
            return 0
        k += 1
    return 0


def equal_move(c: Clause) -> int:
    """ "14 percent or 3.3 bn wider than in 2013": the direction that an amount behind tells for both, or 0."""
    led = len(c.right) == 1 and c.right[0].get("share") == "equal" and not c.right[0].get("hedge")
    if not led or c.after is None or c.after.unit not in MONEY or not c.far:
        return 0
    return {"higher": 1, "lower": -1}.get(str(c.far[0].get("compare")), 0)


def or_by(s: _Sentence, c: Clause) -> int:
    """ "rose to 1.5 bn USD, or by 72 percent in volume": the direction of what was told right before, or 0."""
    words = [t for t in c.near if not t.get("hedge")]
    if len(words) < 2 or not words[-1].get("extent") or words[-2].get("share") != "equal":
        return 0
    return moved_before(s, c)


def changes(s: _Sentence, c: Clause) -> bool:
    """Whether a word of change comes before; "is" is none, in a language that joins it to what comes first."""
    kept = (None, "reach") if s.lang.attributive == "after" else (None,)
    return any(t.get("change") not in kept for t in c.near)


def to_level(c: Clause) -> bool:
    """Whether an amount that was reached follows the percentage: "28.7 percent to 254 bn"."""
    if c.after is None or c.after.unit in ("percent", "times", "rank", None):
        return False
    return len(c.right) == 1 and c.right[0].get("change") == "reach" and bool(c.right[0].get("role"))


def moved_before(s: _Sentence, c: Clause) -> int:
    """The direction of the last word for a change in the statement, or 0."""
    for t in reversed(s.tokens[: c.index]):
        if t.get("punct") == ";":
            return 0
        if t.get("change") in ("up", "down"):
            return 1 if t.get("change") == "up" else -1
    return 0


def moved_since(s: _Sentence, c: Clause) -> int:
    """The direction of a word for a change since the last number, or 0."""
    for t in reversed(s.tokens[: c.index]):
        if isinstance(t, Quantity):
            return 0
        if t.get("change") in ("up", "down"):
            return 1 if t.get("change") == "up" else -1
    return 0


def moved_in_bracket(s: _Sentence, c: Clause) -> int:
    """ "those to Germany rose the most (63 percent)": the direction of a word right before the bracket, or 0."""
    opened = c.index - 1
    while opened > 0 and s.tokens[opened].get("hedge"):
        opened -= 1
    if opened < 1 or s.tokens[opened].get("punct") != "(":
        return 0
    moved = s.tokens[opened - 1].get("change")
    return {"up": 1, "down": -1}.get(str(moved), 0)
