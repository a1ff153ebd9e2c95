"""What a reader keeps in mind: the current frame, and whose figure a statement is.

A frame holds, for every dimension, the value and where it was read. Clauses update it from left to right;
a quantity takes from it what its unit allows.
"""

from __future__ import annotations

from dataclasses import dataclass

WORLD = "W00"
FDI = frozenset({"fdi_registered", "fdi_realised", "fdi_projects"})
UNTOLD = "?-?"  # a province of which those whom a text is for know which it is
OTHERS = "?"  # those that a text tells of as the others, beside those that it names
BLOCS = frozenset({"bloc", "continent"})


@dataclass(
    slots=True, unsafe_hash=True
)  # never changed; "frozen" would make each three times as slow to create
class Val:
    """A dimension's value, the view's span that it was read from, and how: read, inherited, default, unknown."""

    value: object = None
    span: tuple[int, int] | None = None
    how: str = "unknown"
    note: str | None = None

    def inherited(self) -> Val:
        return Val(self.value, self.span, "inherited", self.note) if self.how == "read" else self

    def elsewhere(self) -> Val:
        """The value as seen from another paragraph."""
        if self.span is None:
            return self
        return Val(self.value, None, "inherited", self.note or "earlier_paragraph")

    @property
    def stated(self) -> bool:
        return self.how in ("read", "inherited") and self.value is not None


NOTHING = Val()


@dataclass(slots=True)
class Frame:
    """The state that statements share: ``flow`` is the indicator, ``basis`` value, volume or count."""

    flow: Val = NOTHING
    basis: str = "value"
    deficit: bool = False
    reporter: Val = NOTHING
    partner: Val = NOTHING
    commodity: Val = NOTHING
    period: Val = NOTHING
    status: Val = NOTHING
    compiler: Val = NOTHING
    # the side that the last bare area filled; "seller": whose share of a market is told, "supplier": home as one of them
    varied: str | None = None
    bilateral: bool = False  # the partner is the subject of the text, not of one clause
    new_goods: bool = False  # this clause names other goods than the frame did

    def copy(self) -> Frame:
        # spelled out: dataclasses.replace takes ten times as long, and frames are copied at every number
        return Frame(
            self.flow,
            self.basis,
            self.deficit,
            self.reporter,
            self.partner,
            self.commodity,
            self.period,
            self.status,
            self.compiler,
            self.varied,
            self.bilateral,
            self.new_goods,
        )

    @property
    def family(self) -> str | None:
        return "fdi" if self.flow.value in FDI else self.flow.value

    def elsewhere(self) -> Frame:
        """The frame as seen from another paragraph: its spans are positions of a text no longer at hand."""
        return Frame(
            self.flow.elsewhere(),
            self.basis,
            self.deficit,
            self.reporter.elsewhere(),
            self.partner.elsewhere(),
            self.commodity.elsewhere(),
            self.period.elsewhere(),
            self.status.elsewhere(),
            self.compiler.elsewhere(),
            self.varied,
            self.bilateral,
            self.new_goods,
        )

    def inherit(self) -> Frame:
        """The frame as the next sentence starts with it."""
        return Frame(
            self.flow.inherited(),
            self.basis,
            self.deficit,
            self.reporter.inherited(),
            self.partner.inherited(),
            self.commodity.inherited(),
            self.period.inherited(),
            NOTHING,
            self.compiler.inherited(),
            self.varied,
            self.bilateral,
        )
