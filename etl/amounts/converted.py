"""The same amount once more, in brackets and in another currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.reading import MONEY, Reading

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def converted(s: _Sentence, c: Clause) -> Reading | None:
    """ "giảm so với mức 47,4 tỷ baht (1,52 tỷ USD)": the amount right before the bracket; what is told of it (a base, a
    change, a price) is told of this one."""
    last = s.readings[-1] if s.readings else None
    if last is None or c.quantity.unit not in MONEY or last.q.unit not in MONEY:
        return None
    if last.q.unit == c.quantity.unit:
        return None
    k = c.index - 1
    while k > 0 and (s.tokens[k].get("hedge") or s.tokens[k].get("share") == "equal"):
        k -= 1
    if k < 1 or s.tokens[k].get("punct") != "(":
        return None
    k -= 2 if s.tokens[k - 1].get("rate") else 1
    return last if k >= 0 and s.tokens[k] is last.q else None
