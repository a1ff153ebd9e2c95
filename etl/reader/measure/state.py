"""What a clause measures, as far as it has been decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.flags import Flags

if TYPE_CHECKING:
    from etl.clauses import Clause
    from etl.frame import Frame, Val
    from etl.roles import Role
    from etl.tokens import Token

Span = tuple[int, int]


class Measure:
    """The words of a clause, and what the steps have decided of them: each step reads it and adds to it.

    ``cur`` is the frame that the clause updates, ``goods`` the goods that it names. ``found`` is the word that names the
    flow: its code and its span; ``code`` and ``flow`` are what it stands for here.
    """

    __slots__ = (
        "balanced",
        "bare",
        "begin",
        "border",
        "both",
        "c",
        "code",
        "cur",
        "flags",
        "flow",
        "found",
        "goods",
        "kinds",
        "measures",
        "nobody",
        "roles",
        "same_flow",
        "sides",
        "supplied",
        "told_flow",
        "tokens",
        "tonnage",
        "whole",
    )

    def __init__(
        self, tokens: list[Token], cur: Frame, c: Clause, goods: Val | None, kinds: set[str]
    ) -> None:
        self.tokens, self.cur, self.c, self.goods, self.kinds = tokens, cur, c, goods, kinds
        self.measures: set[object] = {t.get("measure") for t in tokens} if "measure" in kinds else set()
        self.flags = Flags()  # what single words say of the whole clause
        self.told_flow = cur.flow.value  # before the clause
        self.found: tuple[str, Span] | None = None
        self.supplied: Span | None = None  # where a verb for supplying stands
        self.tonnage = False  # whether the word found is one for tonnes
        self.whole = len(tokens)  # where the whole begins that a share is of
        self.begin = 0  # where the words begin whose areas count
        self.roles: list[Role] = []
        self.both: tuple[str, str] | None = None  # whom "both sides" means
        self.sides: tuple[Role, Role] | None = None  # whose trade a share is of, and with whom
        self.bare = "none"  # what a bare area's figure is: level, growth, share, buy, attract
        self.border = False  # whether trade over the border is told of
        self.code: str = ""
        self.flow: object = None
        self.same_flow = True  # whether it is the flow that was told of before
        self.balanced = False  # whether a balance told before says with whom
        self.nobody = False  # whether nobody has been named whose it is
