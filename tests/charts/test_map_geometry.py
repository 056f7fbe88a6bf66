"""Clipping never leaves the frame, thinning stays near, areas are as their numbers, and no point is left off the map."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.charts import geometry
from dateline.charts.axes import Box
from dateline.charts.geometry import Point, Projection, Room

FRAME = Box(0, 0, 100, 60)
numbers = st.floats(-300, 300, allow_nan=False).map(lambda number: round(number, 3))
points = st.tuples(numbers, numbers)
lines = st.lists(points, min_size=2, max_size=12)
rings = st.lists(points, min_size=3, max_size=12)


def in_frame(point: Point, slack: float = 1e-6) -> bool:
    return -slack <= point[0] <= 100 + slack and -slack <= point[1] <= 60 + slack


@given(rings)
def test_a_clipped_ring_never_leaves_the_frame_nor_grows(ring: list[Point]) -> None:
    clipped = geometry.clip_ring(ring, FRAME)
    assert all(in_frame(point) for point in clipped)
    assert geometry.area(clipped) <= 100 * 60 * len(ring) + 1e-6


@given(rings)
def test_a_ring_within_the_frame_stays_as_it_is(ring: list[Point]) -> None:
    inside = [(abs(x) / 3, abs(y) / 5) for x, y in ring]
    assume(inside[0] != inside[-1])
    assert geometry.clip_ring(inside, FRAME) == inside
    assert geometry.clip_ring([*inside, inside[0]], FRAME) == inside


@given(st.tuples(numbers, numbers), st.floats(1, 400), st.floats(1, 400))
def test_a_rectangle_is_clipped_to_what_it_shares_with_the_frame(corner: Point, wide: float, high: float) -> None:
    x, y = corner
    ring = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    across = max(0.0, min(x + wide, 100) - max(x, 0))
    down = max(0.0, min(y + high, 60) - max(y, 0))
    assert geometry.area(geometry.clip_ring(ring, FRAME)) == pytest.approx(across * down, abs=1e-6)


@given(lines)
def test_a_clipped_line_never_leaves_the_frame_and_lies_on_the_line(line: list[Point]) -> None:
    for part in geometry.clip_line(line, FRAME):
        assert len(part) >= 2
        for point in part:
            assert in_frame(point)
            assert min(geometry.distance(point, one, two) for one, two in itertools.pairwise(line)) < 1e-6


@given(lines)
def test_no_part_of_a_line_within_the_frame_is_lost(line: list[Point]) -> None:
    parts = geometry.clip_line(line, FRAME)
    for one, two in itertools.pairwise(line):
        for step in range(21):
            point = tuple(a + (b - a) * step / 20 for a, b in zip(one, two, strict=True))
            if 0.001 < point[0] < 99.999 and 0.001 < point[1] < 59.999:
                near = (geometry.distance((point[0], point[1]), a, b) for part in parts for a, b in itertools.pairwise(part))
                assert min(near) < 1e-6


@given(lines, st.floats(0, 20), st.integers(1, 20))
def test_a_thinned_line_stays_near_and_keeps_its_ends(line: list[Point], tolerance: float, run: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geometry, "LONGEST_RUN", run)
        thin = geometry.thinned(line, tolerance)
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    assert set(thin) <= set(line)
    pairs = list(itertools.pairwise(thin))
    assert all(min(geometry.distance(point, one, two) for one, two in pairs) <= tolerance + 1e-9 for point in line)


def test_thinning_a_line_that_turns_at_every_point_takes_no_square_of_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def distance(*_: Point) -> float:
        nonlocal asked
        asked += 1
        return float(asked)  # the last is the farthest: each piece loses one point

    monkeypatch.setattr(geometry, "distance", distance)
    geometry.thinned([(float(n), float(n % 2)) for n in range(5_001)], 0.5)
    assert asked < 5 * geometry.LONGEST_RUN**2


places = st.tuples(st.floats(33, 49), st.floats(29, 38))
widths = st.sampled_from([(340, 230, 380, 44), (720, 330, 500, 64)])
EXTENT = (32.0, 28.0, 50.5, 39.6)


@given(st.lists(places, min_size=1, max_size=12), widths)
def test_every_place_lies_on_the_map_and_the_map_on_the_base_map(found: list[Point], room: tuple[int, int, int, int]) -> None:
    width, lowest, highest, margin = room
    projection = geometry.fitted(found, EXTENT, Room(width, lowest, highest, margin, 1.6))
    assert projection.width == width
    assert lowest <= projection.height <= highest
    for x, y in map(projection.at, found):
        assert 0 <= x <= projection.width
        assert 0 <= y <= projection.height
    west, south, east, north = projection.bounds
    # Places near the edge of the base map may need their few px of room beyond it.
    over = (geometry.TIGHT + 1) / projection.across
    assert west >= EXTENT[0] - over
    assert south >= EXTENT[1] - over
    assert east <= EXTENT[2] + over
    assert north <= EXTENT[3] + over


@given(st.lists(places, min_size=1, max_size=12), st.floats(0.5, 40), st.floats(0.5, 40))
def test_every_place_is_seen_on_a_base_map_of_any_shape(found: list[Point], wide: float, high: float) -> None:
    west, south, east, north = geometry.bounds_of(found)
    extent = (west - wide, south - high, east + wide, north + high)
    projection = geometry.fitted(found, extent, Room(340, 230, 380, 44, 1.6))
    assert all(0 <= x <= 340 and 0 <= y <= projection.height for x, y in map(projection.at, found))


def test_one_place_has_surroundings() -> None:
    projection = geometry.fitted([(44.4, 33.3)], EXTENT, Room(720, 330, 500, 64, 1.6))
    assert projection.at((44.4, 33.3)) == pytest.approx((360, 165))
    west, south, east, north = projection.bounds
    assert north - south > 1
    assert east - west > 2


def test_the_projection_is_true_in_its_middle() -> None:
    projection = Projection(44, 34, 100, 700, 400)
    assert projection.at((44, 34)) == (350, 200)
    (x, y), (east, _), (_, north) = (projection.at(point) for point in ((44.0, 34.0), (45.0, 34.0), (44.0, 35.0)))
    assert y - north == pytest.approx(100)
    assert east - x == pytest.approx(100 * math.cos(math.radians(34)))
    # A degree of latitude is 111.2 km.
    assert projection.km * 111.195 == pytest.approx(100)


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(1, 10_000))
def test_areas_are_to_one_another_as_their_numbers(one: int, two: int, more: int) -> None:
    most = max(one, two) + more
    radius = geometry.radius_for(most, 34, 9)
    assert radius(one) ** 2 * two == pytest.approx(radius(two) ** 2 * one)
    assert radius(most) <= 34 + 1e-9
    assert radius(1) <= 9


def test_few_strikes_make_no_large_circle_and_none_makes_none() -> None:
    assert geometry.radius_for(1, 34, 9)(1) == 9
    assert geometry.radius_for(0, 34, 9)(0) == 0


@pytest.mark.parametrize(
    ("most", "values"),
    [(0, ()), (1, (1,)), (3, (1, 3)), (9, (1, 9)), (10, (2, 10)), (1004, (50, 200, 1000)), (60_000, (2000, 10_000, 50_000))],
)
def test_the_legend_of_sizes_has_round_numbers(most: int, values: tuple[int, ...]) -> None:
    assert geometry.round_values(most) == values


def test_paths_are_short_and_hold_no_point_twice() -> None:
    assert geometry.path([[(0, 0), (0.04, 0), (10.25, 3), (10.25, 3.01)]]) == "M0,0L10.2,3"
    assert geometry.path([[(0, 0), (5, 0), (5, 5)]], closed=True) == "M0,0L5,0L5,5Z"
    assert geometry.path([[(0, 0), (0.01, 0)], []]) == ""
    assert re.fullmatch(r"(M[-\d.,L]+)+", geometry.path([[(-1.5, 2), (3, 4)], [(5, 6), (7, 8)]]))


def test_what_lies_within_a_ring() -> None:
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 5.0), (0.0, 10.0)]
    assert geometry.holds(ring, (2, 2))
    assert not geometry.holds(ring, (5, 8))
    assert not geometry.holds(ring, (11, 2))


def test_boxes_and_discs() -> None:
    assert geometry.touches_disc(Box(0, 0, 10, 10), (12, 5), 3)
    assert not geometry.touches_disc(Box(0, 0, 10, 10), (12, 12), 2.5)
    assert geometry.touches_disc(Box(0, 0, 10, 10), (5, 5), 0.1)
