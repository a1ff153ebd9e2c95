"""What a growth sets out from, in a bracket behind the period that it is of."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens


def base_in_bracket(tokens: Tokens) -> Tokens:
    """ "2.8 percent more than in June 2019 (867 m dollars)", "up 2.8 percent from June 2019 (867 m)": against so much in that
    month. "Up 2.8 percent in June (867 m)" is what it rose to."""
    for k in range(len(tokens) - 5):
        grew, than, when, opened, money, closed = tokens[k : k + 6]
        if not isinstance(grew, Quantity) or grew.unit != "percent" or isinstance(than, Quantity):
            continue
        higher, sets_out = than.get("compare") in ("higher", "lower"), than.get("change") == "start"
        if not (higher or sets_out) or not _dated(when):
            continue
        if opened.get("punct") != "(" or closed.get("punct") != ")" or not _sum(money):
            continue
        at = opened.start
        against = [make_token(at, at, {"punct": ","}), make_token(at, at, {"compare": "base"})]
        return [*tokens[: k + 1 + higher], *against, money, when, *tokens[k + 6 :]]
    return tokens


def _dated(t: Token | Quantity) -> bool:
    """Whether a period names its year itself."""
    when = None if isinstance(t, Quantity) else t.get("period")
    return when is not None and any(slot in when.slots for slot in ("y", "Y"))


def _sum(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and (t.unit in PAID or t.unit == "tonnes")
