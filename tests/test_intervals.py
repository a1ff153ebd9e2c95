"""Interval arithmetic: whatever the true values are, the result holds what they give."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.intervals import Interval, exact, point

BOUND = st.one_of(st.none(), st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))


@st.composite
def inside(draw, bounded=False):
    """An interval and a value in it."""
    value = draw(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
    reach = st.fractions(min_value=0, max_value=100, max_denominator=1000)
    optional = reach if bounded else st.one_of(st.none(), reach)
    down, up = draw(optional), draw(optional)
    return Interval(None if down is None else value - down, None if up is None else value + up), value


@given(inside(), inside())
def test_sums_and_differences_hold_the_true_ones(a, b):
    assert (a[0] + b[0]).holds(a[1] + b[1])
    assert (a[0] - b[0]).holds(a[1] - b[1])
    assert (-a[0]).holds(-a[1])


@given(inside(), inside())
def test_products_and_quotients_hold_the_true_ones(a, b):
    assert (a[0] * b[0]).holds(a[1] * b[1])
    if b[1]:
        assert (a[0] / b[0]).holds(a[1] / b[1])


@given(inside(bounded=True), inside(bounded=True))
def test_results_are_no_wider_than_their_corners(a, b):
    total = a[0] + b[0]
    assert total.high - total.low == (a[0].high - a[0].low) + (b[0].high - b[0].low)
    assert (a[0] - b[0]).high - (a[0] - b[0]).low == total.high - total.low


@given(inside(), st.integers(min_value=-100, max_value=100))
def test_scaling_holds_the_true_one(a, factor):
    assert a[0].scaled(factor).holds(a[1] * factor)


@given(inside(), inside())
def test_meeting_is_mutual_and_is_having_no_gap(a, b):
    a, b = a[0], b[0]
    assert a.meets(b) == b.meets(a) == (a.gap(b) == 0 or not (a.below(b) or b.below(a)))
    assert a.gap(b) == b.gap(a) >= 0
    assert sum([a.meets(b), a.below(b), b.below(a)]) == 1


@given(inside(), inside())
def test_two_that_hold_one_value_meet(a, b):
    both = Interval(*(None if x is None else x - b[1] + a[1] for x in (b[0].low, b[0].high)))
    assert a[0].meets(both)


@given(inside())
def test_widening_keeps_every_value(a):
    wide = a[0].widened()
    assert wide.holds(a[1])
    if a[0].bounded:
        assert wide.high - wide.low == 2 * (a[0].high - a[0].low)


def test_decimals_are_exact():
    assert exact(0.1) + exact(0.2) == exact(0.3)
    assert exact(1.88e9) == 1_880_000_000
    total = Interval.of(1.875e9, 1.885e9) + Interval.of(1.145e9, 1.155e9)
    assert total == Interval.of(3.02e9, 3.04e9)
    assert total.meets(Interval.of(3.04e9, 3.05e9))  # a shared end is shared
    assert not total.meets(Interval.of(3.0400001e9, 3.05e9))


@pytest.mark.parametrize("divisor", [Interval.of(-1, 1), Interval.of(0, 5), Interval.of(None, 5)])
def test_dividing_by_what_may_be_nothing_leaves_everything_open(divisor):
    assert point(1) / divisor == Interval(None, None)


def test_open_ends_stay_open():
    more = Interval.of(150, None)
    assert (more + point(1)) == Interval(Fraction(151), None)
    assert (point(1) - more) == Interval(None, Fraction(-149))
    assert more.meets(Interval.of(171.85, 171.95))
    assert not more.meets(Interval.of(100, 149))
