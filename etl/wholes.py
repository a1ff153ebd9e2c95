"""Which whole a part is of, told by arithmetic: "273.9 bn, or 60.2% of the total" is a part of the 455 bn told before,
whatever was told of last."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal

from etl.dated_sum import dated_by_sum
from etl.frame import FDI, WORLD, Frame, Val
from etl.periods import Period
from etl.reading import Reading, half_unit
from etl.tokens import Quantity

_CLOSE = Decimal("0.02")  # most that rounding may leave open of the whole
_MOST = (
    60  # levels kept in mind: a part follows its whole, and long documents must not take longer by the figure
)
_GROWN = 12  # most characters between a growth and what it came to
_FEW = 4  # wholes of a part and its share: what they are of is told soon
_ROUND = Decimal("0.5")
_FAR_MORE = Decimal("1.5")
_OVER_ALL = Decimal(3)
_TRADE = frozenset({"exports", "imports", "trade_total"})
_FAMILIES = (FDI, _TRADE)


@dataclass(slots=True)
class Told:
    """A level that the text has told: what it is of, when and how much."""

    value: Decimal
    half: Decimal  # half a unit of its last printed digit
    unit: str
    flow: str
    period: Period
    reporter: object
    partner: object
    of: tuple[object, ...] = ()  # which goods, of what status, who counts


@dataclass(slots=True)
class Wholes:
    """The levels that a document has told last."""

    told: deque[Told] = field(default_factory=lambda: deque(maxlen=_MOST))
    wholes: deque[Told] = field(default_factory=lambda: deque(maxlen=_FEW))

    def read(self, readings: list[Reading]) -> None:
        """Give the parts of a sentence the flow and period of their whole, where only one level told before fits and
        the sentence itself names neither; then note the sentence's own levels."""
        levels = [r for r in readings if r.transform == "level"]
        if not levels:
            return
        if self.wholes:
            self._everybodys(readings)
        self._more_than_before(readings)
        self._more_than_all(readings)
        self._sum(readings, levels[0])
        if len(levels) > 1:
            _not_spent(readings)
            self._parts_of_sum(readings)
            dated_by_sum(self.told, readings)
        self._both_add_up(readings)
        if len(levels) > 2:
            self._added_up(readings)
        if len(levels) > 1:
            self._one_named(readings)
        for level, share in zip(readings, readings[1:], strict=False):
            if level.transform == "level" and share.transform == "share":
                self._part(level, share, readings)
            elif level.transform == "share" and share.transform == "level":
                self._part(share, level, readings)  # "40.8 percent of the total with 91.5 bn"
        for r in levels:
            period = r.period.value
            if isinstance(period, Period) and r.q.unit is not None:
                sides = (r.frame.reporter.value, r.frame.partner.value)
                self.told.append(
                    Told(r.value.copy_abs(), half_unit(r), r.q.unit, r.indicator, period, *sides, _of(r))
                )
        for level, share in zip(readings, readings[1:], strict=False):
            if level.transform == "level" and share.transform == "share":
                self._note_whole(level, share)

    def _note_whole(self, level: Reading, share: Reading) -> None:
        """Keep in mind what a part and its share are of."""
        open_ = _open_between(level, share)
        if open_ is not None and open_ <= _CLOSE and _sides(level) == _sides(share):
            whole = level.value.copy_abs() * 100 / share.value
            told = Told(
                whole, whole * open_, str(level.q.unit), level.indicator, level.period.value, *_sides(level)
            )
            self.wholes.append(told)

    def _everybodys(self, readings: list[Reading]) -> None:
        """ "Hong Kong invested 4.7 bn, 32.5% of the total. Capital of 14.6 bn was registered": what that is a share of is
        everybody's, whoever was told of last."""
        for n, r in enumerate(readings):
            side = "reporter" if r.indicator in FDI else "partner"
            if r.transform != "level" or getattr(r.frame, side).how != "inherited":
                continue
            fits = any(
                (t.unit, t.flow, t.reporter, t.partner) == (r.q.unit, r.indicator, *_sides(r))
                and _month(t.period) == _month(r.period.value)
                and abs(t.value - r.value.copy_abs()) <= t.half + half_unit(r)
                for t in self.wholes
            )
            was = getattr(r.frame, side)
            if not fits or was.value in (WORLD, None):
                continue
            everybody = Val(WORLD, None, "inherited", "whole_of_share")
            for x in readings[n:]:
                for frame in (x.frame, x.kept):
                    if frame is not None and getattr(frame, side) == was:
                        setattr(frame, side, everybody)

    def _more_than_before(self, readings: list[Reading]) -> None:
        """ "Exports to the US came to 404 m from January to July. … Exports were 2.5 bn from January to July": what is far
        more than what was told of the partner in the same months is everybody's."""
        for n, r in enumerate(readings):
            was = r.frame.partner
            if r.transform != "level" or r.indicator not in _TRADE or r.low or was.how != "inherited":
                continue
            if was.value in (WORLD, None) or r.frame.bilateral:
                continue
            key = (r.q.unit, r.indicator, *_sides(r), r.period.value)
            *what, counts = _of(r)
            more = any(
                (t.unit, t.flow, t.reporter, t.partner, t.period) == key
                and [*t.of[:2]] == what
                and t.of[2] in (None, counts)
                and r.value.copy_abs() > t.value * _FAR_MORE
                for t in self.told
            )
            if not more:
                continue
            everybody = Val(WORLD, None, "inherited", "more_than_before")
            grown = n and readings[n - 1].transform == "growth" and readings[n - 1].indicator == r.indicator
            grown = grown and 0 <= r.q.start - readings[n - 1].q.end <= _GROWN  # "grew 31% to 13.6 bn"
            for x in readings[n - bool(grown) :]:
                for frame in (x.frame, x.kept):
                    if frame is not None and frame.partner == was:
                        frame.partner = everybody

    def _more_than_all(self, readings: list[Reading]) -> None:
        """ "Exports of Lang Son came to 190 m; exports to Korea were 25 bn": what is far more than all that a province was
        said to trade is the country's."""
        for n, r in enumerate(readings):
            was, period = r.frame.reporter, r.period.value
            if r.transform != "level" or r.indicator not in _TRADE or r.low or was.how != "inherited":
                continue
            if "-" not in str(was.value) or r.frame.partner.how != "read" or not isinstance(period, Period):
                continue
            told = [t for t in self.told if t.reporter == was.value and t.flow in _TRADE]
            one = r.frame.partner.value
            told = [t for t in told if one in (WORLD, None) or t.partner != one and t.of[:1] == (None,)]
            told = [t.value for t in told if t.unit == r.q.unit and t.period == period]
            if not told or r.value.copy_abs() < max(told) * _OVER_ALL:
                continue
            country = Val(str(was.value).split("-")[0], None, "inherited", "more_than_all")
            for x in readings[n:]:
                for frame in (x.frame, x.kept):
                    if frame is not None and frame.reporter == was:
                        frame.reporter = country

    def parts(self, level: Reading, share: Quantity) -> bool:
        """Whether an amount and a percentage behind it, with no word between, are a part of one level told before and
        its share: "Singapore came first with 9.14 bn, 29.1%"."""
        family = next((f for f in _FAMILIES if level.indicator in f), None)
        if (
            family is None
            or share.unit != "percent"
            or not level.value
            or not Decimal(1) <= share.value < Decimal(100)
        ):
            return False
        half = _ROUND.scaleb(-share.places)
        open_ = half_unit(level) / level.value.copy_abs() + half / share.value
        whole = level.value.copy_abs() * 100 / share.value
        return open_ <= _CLOSE * Decimal("1.5") and any(
            t.unit == level.q.unit and t.flow in family and abs(t.value - whole) <= whole * open_ + t.half
            for t in self.told
        )

    def _sum(self, readings: list[Reading], first: Reading) -> None:
        """ "Exports came to 67.1 bn, imports to 54.1 bn. Of the combined 121.3 bn …": what both add up to is the
        trade, and so is what the sentence goes on with. ``first`` is its first level."""
        if first.indicator not in ("exports", "imports") or first.frame.flow.how == "read":
            return
        reporter, partner = first.frame.reporter.value, first.frame.partner
        same = [
            t
            for t in self.told
            if (t.unit, t.period, t.reporter) == (first.q.unit, first.period.value, reporter)
            and (t.partner == partner.value or partner.how != "read")
        ]
        open_ = half_unit(first) * 3  # that of the sum and of both its parts
        sums = {
            a.partner
            for a in same
            for b in same
            if (a.flow, b.flow) == ("exports", "imports")
            and a.partner == b.partner
            and abs(a.value + b.value - first.value) <= open_
        }
        if len(sums) != 1:
            return
        side = sums.pop()
        theirs = partner if side == partner.value else Val(side, None, "inherited", "sum_of_both")
        was, code = first.frame.flow, first.indicator
        for r in readings[readings.index(first) :]:
            if r.frame.flow != was or r.indicator != code:
                break
            r.indicator = "trade_total"
            for frame in (r.frame, r.kept):
                if frame is not None:
                    frame.flow = Val("trade_total", None, "inherited", "sum_of_both")
                    frame.partner = theirs if frame.partner.value == partner.value else frame.partner

    def _parts_of_sum(self, readings: list[Reading]) -> None:
        """ "Trade with ASEAN rose to 323 bn, total trade to 2.46 tn. Exports came to 1.55 tn and imports to 0.92 tn":
        they are with whom the trade is that they add up to."""
        both = {}
        for r in readings:
            if r.transform == "level" and r.frame.partner.how != "read":
                both.setdefault(r.indicator, r)
        out, into = both.get("exports"), both.get("imports")
        if out is None or into is None or out.q.unit != into.q.unit:
            return
        sides = (out.frame.reporter.value, out.frame.partner.value)
        if (into.frame.reporter.value, into.frame.partner.value) != sides:
            return
        total, open_ = out.value + into.value, half_unit(out) + half_unit(into)
        trade = [
            t
            for t in self.told
            if (t.flow, t.unit, t.period, t.reporter)
            == ("trade_total", out.q.unit, out.period.value, sides[0])
        ]
        fits = {t.partner for t in trade if abs(t.value - total) <= open_ + t.half}
        if len(fits) != 1 or sides[1] in fits:
            return
        partner = Val(fits.pop(), None, "inherited", "part_of_whole")
        for r in readings:
            if r.frame.partner.how != "read" and r.frame.partner.value == sides[1]:
                for frame in (r.frame, r.kept):
                    if frame is not None:
                        frame.partner = partner

    def _both_add_up(self, readings: list[Reading]) -> None:
        """ "Exports to China came to 12.7 bn, imports to 29.4 bn, which put total trade above 42 bn": trade is with whom
        the exports and imports are that add up to it, and so is the balance that is left of them."""
        for n, r in enumerate(readings):
            if r.transform != "level" or r.low or r.indicator not in ("trade_total", "trade_balance"):
                continue
            if r.frame.partner.how == "read" or r.frame.partner.how == "inherited" and r.frame.bilateral:
                continue
            here = [
                Told(x.value.copy_abs(), half_unit(x), str(x.q.unit), x.indicator, x.period.value, *_sides(x))
                for x in readings
                if x.transform == "level" and isinstance(x.period.value, Period)
            ]
            one = [t for t in (*self.told, *here) if t.unit == r.q.unit and t.flow in ("exports", "imports")]
            sign = 1 if r.indicator == "trade_total" else -1
            fits = {
                (a.reporter, a.partner)
                for a in one
                for b in one
                if (a.flow, b.flow) == ("exports", "imports")
                and (a.reporter, a.partner, a.period) == (b.reporter, b.partner, b.period)
                and abs(abs(a.value + sign * b.value) - abs(r.value)) <= a.half + b.half + half_unit(r)
            }
            was = _sides(r)
            if (
                len(fits) != 1
                or not fits.isdisjoint((was, was[::-1]))
                or r.value.copy_abs() < 30 * half_unit(r)
            ):
                continue
            side = fits.pop()
            first = n  # "trade rose 8% to 111 bn": the growth, too
            if n and readings[n - 1].transform == "growth" and readings[n - 1].frame.flow == r.frame.flow:
                first = n - 1
            for x in readings[first:]:
                if x.indicator != r.indicator or _sides(x) != was or x.frame.partner.how == "read":
                    break
                for frame in (x.frame, x.kept):
                    if frame is not None and (frame.reporter.value, frame.partner.value) == was:
                        frame.reporter = Val(side[0], None, "inherited", "part_of_whole")
                        frame.partner = Val(side[1], None, "inherited", "part_of_whole")

    def _added_up(self, readings: list[Reading]) -> None:
        """ "exports of 401 m and imports of 248 m added up to 649 m, against 957 m": what comes behind both, with no
        word of its own, is the trade."""
        levels = [r for r in readings if r.transform == "level" and not r.low and r.q.unit != "rank"]
        for a, b, r in zip(levels, levels[1:], levels[2:], strict=False):
            if {a.indicator, b.indicator} != {"exports", "imports"} or r.indicator != b.indicator:
                continue
            own = r.frame.flow.span != b.frame.flow.span or len({a.q.unit, b.q.unit, r.q.unit}) > 1
            if own or _sides(a) != _sides(b) or a.period.value != b.period.value:
                continue
            if abs(a.value + b.value - r.value) > half_unit(a) + half_unit(b) + half_unit(r):
                continue
            was = b.frame.flow.span
            for x in readings[readings.index(r) :]:
                if x.frame.flow.span != was:
                    break
                x.indicator = "trade_total"
                x.frame.flow = Val("trade_total", None, "inherited", "sum_of_both")

    def _one_named(self, readings: list[Reading]) -> None:
        """ "The two traded 3.4 tn: Lao exports of 1.8 tn and imports from Viet Nam of 1.6 tn": where both add up to the
        trade with the one that is named, the other flow is with it, too."""
        both = {r.indicator: r for r in reversed(readings) if r.transform == "level"}
        out, into = both.get("exports"), both.get("imports")
        if out is None or into is None or out.q.unit != into.q.unit or out.period.value != into.period.value:
            return
        if out.frame.reporter.value != into.frame.reporter.value:
            return
        bare = next((x for x in (out, into) if x.frame.partner.how == "default"), None)
        named = into if bare is out else out
        if bare is None or named.frame.partner.how != "read":
            return
        here = [
            Told(x.value, half_unit(x), str(x.q.unit), x.indicator, x.period.value, *_sides(x))
            for x in readings
            if x.indicator == "trade_total" and x.transform == "level" and isinstance(x.period.value, Period)
        ]
        total, open_ = out.value + into.value, half_unit(out) + half_unit(into)
        pair = {named.frame.reporter.value, named.frame.partner.value}
        if not any(
            t.flow == "trade_total"
            and t.unit == out.q.unit
            and {t.reporter, t.partner} == pair
            and abs(t.value - total) <= open_ + t.half
            for t in (*self.told, *here)
        ):
            return
        was = bare.frame.partner
        for x in readings:
            if x.frame.partner == was and x.indicator == bare.indicator:
                x.frame.partner = Val(named.frame.partner.value, None, "inherited", "part_of_whole")

    def _part(self, level: Reading, share: Reading, readings: list[Reading]) -> None:
        if not self.told or share.q.unit != "percent" or not Decimal(1) <= share.value < Decimal(100):
            return
        family = next((f for f in _FAMILIES if level.indicator in f), None)
        if family is None or not level.value or level.q.hedge in ("about", "up_to"):
            return
        open_ = half_unit(level) / level.value.copy_abs() + half_unit(share) / share.value
        open_ += _CLOSE / 2 if level.q.hedge else 0
        if open_ > _CLOSE:
            return
        whole = level.value.copy_abs() * 100 / share.value
        fits = {
            (t.flow, t.period)
            for t in self.told
            if t.unit == level.q.unit and t.flow in family and abs(t.value - whole) <= whole * open_ + t.half
        }
        now = (level.indicator, level.period.value)
        if len(fits) != 1 or now in fits:
            return
        flow, period = next(iter(fits))
        if not (_open(level.frame.flow, flow) and _open(level.period, period)):
            return
        if flow == now[0] and _month(period) == _month(now[1]):
            return  # up to the same day: whether of a stock or of what came in, its own words say
        first = min(readings.index(level), readings.index(share))
        if readings[first] is share and level.frame.partner.how == "default":
            level.frame.partner = share.frame.partner
        for r in readings[first:]:
            if (r.indicator, r.period.value) == now:
                r.indicator = flow
                r.frame = _moved(r.frame, flow, period)
                r.period = r.frame.period
                r.kept = _moved(r.kept, flow, period) if r.kept is not None else None


def _not_spent(readings: list[Reading]) -> None:
    """ "Registered capital came to 14.6 bn, 5.7 bn was disbursed; manufacturing took 10.5 bn": what is more than all that
    was spent is a part of what was registered."""
    registered = spent = None
    for n, r in enumerate(readings):
        if r.transform != "level" or r.low:
            continue
        if r.indicator == "fdi_registered":
            registered = r
        elif r.indicator == "fdi_realised" and r.frame.flow.span is not None:
            if spent is None or r.frame.flow.span != spent.frame.flow.span:
                spent = r
            elif registered is not None and {spent.q.unit, registered.q.unit} == {r.q.unit}:
                if not spent.value < r.value <= registered.value or _sides(spent)[0] != WORLD:
                    continue
                for x in readings[n:]:
                    if x.indicator != "fdi_realised" or x.frame.flow.span != spent.frame.flow.span:
                        break
                    x.indicator = "fdi_registered"
                    for frame in (x.frame, x.kept):
                        if frame is not None:
                            frame.flow = Val(
                                "fdi_registered", registered.frame.flow.span, "inherited", "part_of_whole"
                            )
                return


def _open_between(level: Reading, share: Reading) -> Decimal | None:
    """How much rounding leaves open of the whole that a part and its share are of."""
    if share.q.unit != "percent" or not Decimal(1) <= share.value < Decimal(100) or not level.value:
        return None
    return half_unit(level) / level.value.copy_abs() + half_unit(share) / share.value


def _sides(r: Reading) -> tuple[object, object]:
    return r.frame.reporter.value, r.frame.partner.value


def _month(period: object) -> tuple[int, int] | None:
    end = period.end if isinstance(period, Period) else None
    return (end.year, end.month) if end is not None else None


def _open(val: Val, meant: object) -> bool:
    """Whether the sentence did not itself say otherwise."""
    return val.how != "read" or val.value == meant


def _moved(frame: Frame, flow: str, period: Period) -> Frame:
    f = frame.copy()
    f.flow = Val(flow, None, "inherited", "part_of_whole")
    f.period = Val(period, None, "inherited", "part_of_whole")
    return f


def _of(r: Reading) -> tuple[object, ...]:
    """Which goods a figure is of, of what status, and who counts."""
    return r.frame.commodity.value, r.frame.status.value, r.frame.compiler.value
