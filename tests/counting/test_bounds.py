from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.counting.bounds import UNKNOWN, ZERO, Count, add_open, capped, raised, subtract

numbers = st.integers(0, 3000)
counts = st.builds(Count, numbers, numbers, st.one_of(st.none(), numbers))


@pytest.mark.parametrize(
    ("count", "reads"),
    [
        (Count(9), "9"),
        (Count(1015), "1,015"),
        (Count(0, 3), "0 to 3"),
        (Count(1000, 234), "1,000 to 1,234"),
        (Count(6, 0, 3), "at least 6"),
        (Count(6, 2, None), "at least 6"),
        (UNKNOWN, "at least 0"),
        (ZERO, "0"),
    ],
)
def test_how_a_count_reads(count: Count, reads: str) -> None:
    assert str(count) == reads


@given(counts, counts, counts)
def test_adding_is_in_any_order(one: Count, two: Count, three: Count) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + ZERO == one


@given(counts, counts)
def test_adding_adds_both_bounds(one: Count, two: Count) -> None:
    both = one + two
    assert both.low == one.low + two.low
    assert both.high == (None if one.high is None or two.high is None else one.high + two.high)


@given(counts, st.one_of(st.none(), numbers))
def test_a_cap_is_kept_and_lowers_only_what_is_above_it(count: Count, high: int | None) -> None:
    less = capped(count, high)
    assert less.low <= count.low
    assert less.low >= 0
    assert less.named >= 0
    assert less.open is None or less.open >= 0
    if high is None:
        assert less == count
    else:
        assert less.high == (high if count.high is None else min(count.high, high))


@given(counts, numbers)
def test_what_is_raised_is_certain_as_far_as_its_high_allows(count: Count, low: int) -> None:
    more = raised(count, low)
    assert more.high == count.high or (count.high is None and more.high is None)
    assert more.low == max(count.low, low if count.high is None else min(low, count.high))
    assert more.named >= 0
    assert more.open is None or more.open >= 0


def test_the_open_part_gives_way_before_the_named_and_that_before_what_is_certain() -> None:
    count = Count(4, 3, 5)
    assert capped(count, 10) == Count(4, 3, 3)
    assert capped(count, 6) == Count(4, 2, 0)
    assert capped(count, 2) == Count(2, 0, 0)


@given(counts)
def test_exact_is_when_both_ends_meet(count: Count) -> None:
    assert count.is_exact == (count.low == count.high)


def test_what_has_no_bound_stays_without() -> None:
    assert add_open(3, None) is None
    assert subtract(None, 3) is None
    assert subtract(5, None) == 5
    assert subtract(5, 9) == 0
