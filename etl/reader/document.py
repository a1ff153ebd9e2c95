"""What is remembered of a document from one sentence to the next, and what a paragraph and an item of a list change in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from etl.alternatives import Alternatives
from etl.epithets import Epithets
from etl.frame import NOTHING, Frame, Val
from etl.language import Area, Language, english
from etl.offices import of_another, of_region
from etl.periods import Period, Published
from etl.reader.currency import told_in
from etl.reader.kept import parts_of
from etl.reader.sentence import _Sentence
from etl.reading import Reading
from etl.roles import Anaphora
from etl.tokens import Quantity, Token
from etl.wholes import Wholes


@dataclass(slots=True)
class Reader:
    """State of one document: the frame that sentences inherit and the areas that were last named."""

    lang: Language
    text: str
    cased: str
    published: Published | None
    spoken: str | None = None  # the publisher's country
    currency: tuple[str | None, str, str] | None = None  # what a bare word for money means from here on
    main: Frame = field(default_factory=Frame)
    year: Period | None = None
    month: Period | None = None  # the month last told of
    part: Period | None = None  # what the sentence before began with and went on from to all the year so far
    seen: Anaphora | None = None
    fresh: int = 9  # sentences since a measure was last stated

    shared: bool = False  # whether the last percentage of the sentence before was a share
    last_ratio: Reading | None = None  # that percentage, where nothing else was told behind it
    parts_only: Frame | None = None  # of the only figure of the sentence before, a share of all of a flow
    pledged: bool = False  # whether registered capital was told of
    running: int | None = None  # the latest year of which a part was told
    topic: Frame | None = None  # what the text's first main statement was of
    disputed: bool = False  # whether the last sentence named more than one compiler
    head: Frame | None = None  # what the sentence before a list of items told
    investors: set[object] = field(default_factory=set)  # whose investments have been told of
    goods: set[object] = field(default_factory=set)  # that the sentence before told of
    sectors: set[object] = field(default_factory=set)  # into which those went
    hosts: set[object] = field(default_factory=set)  # and where they went
    whole: Val | None = None  # the trade whose exports and imports the sentence before told of
    parted: Frame | None = None  # that trade, with whom it is told to be, where partners have ranked in it
    months: dict[tuple[int, int], int] = field(default_factory=dict)  # the year of months told of without one
    ranked: bool = False  # whether partners have ranked in trade as a whole
    direction: Val | None = None  # the one direction of trade that the last figures were of
    ahead: bool = False  # whether the last main statement was a target or a forecast
    works: bool = False  # whether the sentence before tells of what is built
    sides: set[frozenset[object]] = field(default_factory=set)  # between whom flows have been told of
    started: bool = False  # whether the document's first sentence has been read
    ahead_period: Val | None = None  # of when the last target or forecast of the sentence before told
    partners: dict[str, set[object]] = field(default_factory=dict)  # with whom each flow has been told of
    trade: tuple[Val, Val, Val] | None = None  # the trade last told of, whose and with whom
    dated: Val | None = None  # the period last told of, of a list of parts, too
    one_time: Val | None = None  # the period of all that the sentence before told, where it is one
    buyer: str | None = None  # whom the sentence before told of as a market of the exports
    two: Alternatives = field(
        default_factory=Alternatives
    )  # what "the former" and "the latter" point back to
    epithets: Epithets = field(default_factory=Epithets)  # "the Southeast Asian country"
    subject: Area | None = None  # the area that the sentence before begins with
    wholes: Wholes = field(default_factory=Wholes)  # the levels told so far
    level: Frame | None = None  # of the last level that the sentence before told
    levels: list[Reading] = field(default_factory=list)  # the levels told last in the paragraph
    beside_each: bool = False  # whether the sentence before told of several investors
    counted: bool = False  # whether the sentence before told of numbers of projects
    came: bool = False  # whether it told last of how many people came
    crossed: bool = False  # whether it told last of how many vehicles crossed
    cars: bool = False  # whether the sentence before told of vehicles that a country bought
    weighed: tuple[Decimal, Decimal | None] | None = None  # the tonnes that were told of and what they cost
    money: str | None = None  # the currency of the last level told
    recalled: Val | None = None  # when what the sentence before told of earlier years was
    beside: Frame | None = None  # what the sentence before told of others than the text is about
    aside: Frame | None = None  # what the sentence before told of two others than the text is about
    seen_aside: Anaphora | None = None  # the areas last named, that one among them
    placed: Frame | None = None  # of what the sentence before ranks one, where it tells nothing else
    announced: bool = False  # whether the frame is that of a sentence that states no figure

    def __post_init__(self) -> None:
        self.seen = Anaphora(self.lang.home)

    def paragraph(self, headed: bool = False) -> None:
        """A new paragraph goes on with what was told, for one sentence less than the same paragraph would;
        ``headed``: it stands right under a heading that states figures, and goes on with them as well."""
        self.head, self.levels = None, []
        self.main = self.main.elsewhere()
        if self.dated is not None:
            self.dated = Val(self.dated.value, None, "inherited", "earlier_paragraph")
        for name in ("one_time", "ahead_period", "recalled"):
            if (told := getattr(self, name)) is not None:
                setattr(self, name, told.elsewhere())
        if not headed:
            self.fresh += 1

    def item(self) -> None:
        """An item of a list goes on with what the sentence before the list told."""
        if self.head is None:
            self.head = self.main
        before = self.main.elsewhere()
        self.dated = None
        self.main = self.head.elsewhere()
        if not self.main.period.stated:
            self.main.period = before.period
        self.main.varied = None
        self.fresh = 0
        side = self.lang.neighbours.get(str(before.reporter.value))
        if self.main.partner.value is None and side is not None and side == before.partner.value:
            # under a heading that names a border province only, the trade over its border
            if self.main.reporter.value in (None, before.reporter.value):
                self.main.reporter, self.main.partner = before.reporter, before.partner
                self.main.flow = self.main.flow if self.main.flow.stated else before.flow

    def sentence(self, tokens: list[Token | Quantity], span: tuple[int, int]) -> list[Reading]:
        found: list[Reading] = []
        tokens = self.epithets.told(tokens)
        for part in parts_of(tokens, self.lang, self.text[slice(*span)]):
            found += _Sentence(self, part, span).read()
        if self.main.compiler.value is not None and english(self.lang):
            taken = of_another(found, self.cased, self.lang)
            if taken is not None and taken.span == self.main.compiler.span:
                self.main.compiler = NOTHING
            of_region(found, self.main, self.cased, self.lang)
        if (money := self.lang.own_money.get(self.spoken or "")) is not None:
            told_in(found, self.text, str(self.spoken), *money)
        return found
