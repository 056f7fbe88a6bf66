from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.counting.regions import Lies, Region, Scope, lies, merged, without

IRAQ, BOTH = frozenset({"iraq"}), frozenset({"iraq", "syria"})
intervals = st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def days(found: list[tuple[int, int]]) -> set[int]:
    return {day for start, end in found for day in range(start, end + 1)}


@given(st.lists(intervals, max_size=6))
def test_merged_has_the_same_days_in_as_few_pieces(given_: list[tuple[int, int]]) -> None:
    found = merged(given_)
    assert days(found) == days(given_)
    assert all(two[0] > one[1] + 1 for one, two in itertools.pairwise(found))


@given(intervals, st.lists(intervals, max_size=6))
def test_without_leaves_the_days_that_nothing_takes(interval: tuple[int, int], taken: list[tuple[int, int]]) -> None:
    assert days(without(interval, taken)) == days([interval]) - days(taken)


@pytest.mark.parametrize(
    ("region", "scope", "position"),
    [
        (Region(5, 9, IRAQ), Scope(5, 9), Lies.INSIDE),
        (Region(5, 9, IRAQ), Scope(6, 9), Lies.PARTLY),
        (Region(5, 9, IRAQ), Scope(10, 12), Lies.OUTSIDE),
        (Region(5, 9, BOTH), Scope(0, 20, IRAQ), Lies.PARTLY),
        (Region(5, 9, IRAQ), Scope(0, 20, frozenset({"syria"})), Lies.OUTSIDE),
        (Region(5, 9, IRAQ), Scope(0, 20, IRAQ, frozenset({"bayji"})), Lies.PARTLY),
        (Region(5, 9, IRAQ, frozenset({"bayji"})), Scope(0, 20, IRAQ, frozenset({"bayji"})), Lies.INSIDE),
        (Region(5, 9, IRAQ, frozenset({"bayji", "hit"})), Scope(0, 20, IRAQ, frozenset({"bayji"})), Lies.PARTLY),
        (Region(5, 9, IRAQ, frozenset({"hit"})), Scope(0, 20, IRAQ, frozenset({"bayji"})), Lies.OUTSIDE),
        (Region(5, 9, BOTH, frozenset({"bayji", "hajin"})), Scope(0, 20, IRAQ), Lies.PARTLY),
    ],
)
def test_how_a_region_lies_to_a_scope(region: Region, scope: Scope, position: Lies) -> None:
    assert lies(region, scope) is position


def test_a_region_contains_and_touches() -> None:
    week, day = Region(0, 6, BOTH), Region(3, 3, IRAQ)
    place = Region(0, 9, IRAQ, frozenset({"bayji"}))
    assert week.contains(day)
    assert not day.contains(week)
    assert not week.contains(place)
    assert week.touches(place)
    assert not place.contains(day)
    assert not place.touches(Region(0, 9, IRAQ, frozenset({"hit"})))
    assert not week.touches(Region(7, 9, IRAQ))
